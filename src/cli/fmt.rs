//! `claimlint fmt`.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use similar::TextDiff;

use super::Status;
use super::console::Console;
use super::output::{self, Stop};
use crate::article::STANDARD_INPUT;
use crate::language::{RuleInput, format_source, migrate_source};
use crate::report::{Problem, Sanitized};
use crate::run::{read_rule_file, rule_files};
use crate::source::Sources;

#[derive(Args)]
pub struct FmtArgs {
    /// Rule files, folders of `*.claim` files, `-` from standard input to standard output [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing: name the files that are not formatted, show what would change, and exit with status 1 if there are
    /// any
    #[arg(long)]
    check: bool,
    /// Rewrite files of an earlier language version, and forms of other languages (`==`, `&&`, `'…'`), as version 1
    #[arg(long)]
    migrate: bool,
}

pub fn run(args: &FmtArgs, console: &Console) -> Result<Status, Stop> {
    let here = [PathBuf::from(".")];
    let mut out = output::open(None)?;
    let mut status = Status::Clean;
    for path in rule_files(if args.paths.is_empty() { &here } else { &args.paths }) {
        let from_stdin = path == Path::new(STANDARD_INPUT);
        let format = if args.migrate { migrate_source } else { format_source };
        let formatted = read(&path, from_stdin).and_then(|input| match format(&input.text) {
            Ok(formatted) => Ok((input, formatted)),
            Err(diagnostics) => {
                let mut sources = Sources::default();
                sources.add(input.name, input.text);
                Err((diagnostics.iter().map(Problem::from).collect(), sources))
            }
        });
        let (input, formatted) = match formatted {
            Ok(done) => done,
            Err((problems, sources)) => {
                console.problems(&problems, &sources);
                status = Status::Usage;
                continue;
            }
        };
        if from_stdin && !args.check {
            out.write_all(formatted.as_bytes())?;
        } else if formatted != input.text {
            if args.check {
                writeln!(out, "{}", Sanitized::name(&input.name))?;
                out.flush()?;
                console.hint(&changes(&input.name, &input.text, &formatted));
                if status == Status::Clean {
                    status = Status::Found;
                }
            } else if let Err(e) = fs::write(&path, &formatted) {
                out.flush()?;
                return Err(Stop::usage("E0704", format!("cannot write `{}`: {e}", input.name), None));
            }
        }
    }
    out.flush()?;
    Ok(status)
}

/// Lines of a file up to which it is shown what would change: a comparison costs up to their square.
const COMPARED: usize = 10_000;

/// The lines that would change, as `diff -u` shows them.
fn changes(name: &str, before: &str, after: &str) -> String {
    if before.lines().count().max(after.lines().count()) > COMPARED {
        return String::new();
    }
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(1).missing_newline_hint(false).header(name, "formatted").to_string()
}

fn read(path: &Path, from_stdin: bool) -> Result<RuleInput, (Vec<Problem>, Sources)> {
    if !from_stdin {
        return read_rule_file(path).map_err(|problems| (problems, Sources::default()));
    }
    let mut text = String::new();
    match std::io::stdin().lock().read_to_string(&mut text) {
        Ok(_) => Ok(RuleInput { name: STANDARD_INPUT.into(), text }),
        Err(e) => {
            let problem = output::problem("E0504", format!("standard input cannot be read: {e}"), None);
            Err((vec![problem], Sources::default()))
        }
    }
}
