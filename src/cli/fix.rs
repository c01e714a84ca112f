//! `claimlint check --fix`: what was changed, and what was not, on standard error.

use std::io::{self, Write};
use std::path::Path;

use super::console::Console;
use super::output::{self, Stop};
use crate::article::{Batch, STANDARD_INPUT};
use crate::finding::Report;
use crate::report::{Document, FilePlace, Problem, Sanitized, counted};
use crate::run::{self, Fixed};

/// Refuses what cannot be changed in place.
pub fn allow(paths: &[impl AsRef<Path>]) -> Result<(), Stop> {
    match paths.iter().any(|p| p.as_ref() == Path::new(STANDARD_INPUT)) {
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
    let fixed = run::fix(&report.findings, batch);
    if !console.quiet && !console.machine {
        // Where standard error is closed there is nobody left to tell.
        let _ = tell(&fixed, batch);
    }
    let warnings = fixed.unmade.iter().map(|unmade| {
        let edits = counted(unmade.count, "edit");
        let file = Some(FilePlace { path: unmade.path.clone(), offset: None, line: None });
        let message = format!("{edits} of `{}` not made: {}", unmade.path, unmade.why);
        Problem { warning: true, file, ..output::problem("W0708", message, None) }
    });
    (!fixed.made.is_empty(), warnings.collect())
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
