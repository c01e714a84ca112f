//! `claimlint facts`.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Status;
use super::output::{self, Stop};
use crate::extract::extract;
use crate::facts::DateValue;
use crate::language::Program;
use crate::report;
use crate::run;

#[derive(Args)]
pub struct FactsArgs {
    /// Articles: files, folders, `-` for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// Only facts of this kind (repeatable)
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The own date of articles that carry none, as 2025-05-20
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<DateValue>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Jsonl,
}

fn date(written: &str) -> Result<DateValue, String> {
    crate::article::parse_date(written).ok_or_else(|| "no ISO date: write the day as 2025-05-20".into())
}

pub fn run(args: &FactsArgs) -> Result<Status, Stop> {
    let program = Program::default();
    let mut kinds = Vec::new();
    for name in &args.kind {
        match program.schema.kind(name) {
            Some(kind) => kinds.push(kind),
            None => return Err(Stop::Failed(format!("there is no kind of fact named `{name}`"))),
        }
    }
    let (batch, errors) = run::articles(&args.paths, args.date.as_ref());
    let store = extract(&batch, &program);
    let mut out = output::open(args.output.as_deref())?;
    match args.format {
        Format::Jsonl => report::facts::write_jsonl(&mut out, &batch, &store, &program.schema, &kinds)?,
    }
    out.flush()?;
    for e in &errors {
        eprintln!("error[{}]: {} {}", e.kind.code(), e.path, e.message);
    }
    Ok(if errors.is_empty() { Status::Clean } else { Status::Unread })
}
