//! `claimlint check --fix`: what was changed, and what was not, on standard error.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::article::{Batch, STANDARD_INPUT, Stet};
use crate::cli::console::Console;
use crate::cli::output::{self, Stop};
use crate::finding::Report;
use crate::report::{Document, FilePlace, Problem, Sanitized, counted};
use crate::run::{self, Fixed};

/// Refuses what cannot be changed in place.
pub fn allow(paths: &[PathBuf]) -> Result<(), Stop> {
    match paths.iter().any(|p| p.as_path() == Path::new(STANDARD_INPUT)) {
        true => Err(Stop::usage(
            "E0707",
            "`--fix` changes files, and standard input is none",
            Some("name the article's file, or leave `--fix` out".into()),
        )),
        false => Ok(()),
    }
}

/// Makes the edits of a report and tells of each; the warnings are about those that were not made. The flag says whether any
/// file changed.
pub fn make(report: &Report, batch: &Batch, console: &Console) -> (bool, Vec<Problem>) {
    let fixed = run::fix(&report.findings, batch, true);
    if !console.quiet && !console.machine {
        // Where standard error is closed there is nobody left to tell.
        let _ = tell(&fixed, batch);
    }
    (!fixed.made.is_empty(), unmade(&fixed))
}

/// Takes out stets that nothing needs, and tells of each file; whether there were any.
pub fn take_out(stets: &[&Stet], console: &Console) -> bool {
    let taken = run::take_out(stets);
    for (file, count) in &taken {
        console.hint(&format!("fixed {file}: took out {} that let nothing stand", counted(*count, "stet")));
    }
    !taken.is_empty()
}

/// Prints what `--fix` would change, as a unified diff; whether it would change anything, and warnings of what it could not.
pub fn diff(report: &Report, batch: &Batch, out: &mut dyn Write) -> io::Result<(bool, Vec<Problem>)> {
    let fixed = run::fix(&report.findings, batch, false);
    for file in &fixed.files {
        let name = Sanitized::name(&file.path);
        let diff = TextDiff::from_lines(&file.before, &file.after);
        let header = (format!("a/{name}"), format!("b/{name}"));
        writeln!(out, "--- {}\n+++ {}", header.0, header.1)?;
        for hunk in diff.unified_diff().iter_hunks() {
            writeln!(out, "{}", hunk.header())?;
            for change in hunk.iter_changes() {
                writeln!(out, "{}{}", change.tag(), Sanitized::line(change.value().trim_end_matches(['\r', '\n'])))?;
            }
        }
    }
    Ok((!fixed.files.is_empty(), unmade(&fixed)))
}

fn unmade(fixed: &Fixed) -> Vec<Problem> {
    let warnings = fixed.unmade.iter().map(|unmade| {
        let edits = counted(unmade.count, "edit");
        let file = Some(FilePlace { path: unmade.path.clone(), offset: None, line: None });
        let message = format!("{edits} of `{}` not made: {}", unmade.path, unmade.why);
        Problem { warning: true, file, ..output::problem("W0708", message, None) }
    });
    warnings.collect()
}

fn tell(fixed: &Fixed, batch: &Batch) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stderr().lock());
    for made in &fixed.made {
        let article = batch.get(made.edit.article);
        let at = Document::article(article).at(made.edit.span);
        let change = format!("“{}” → “{}” [{}]", article.words(made.edit.span), made.edit.replacement, made.rule);
        writeln!(out, "fixed {at}: {}", Sanitized::words(&change))?;
    }
    out.flush()
}
