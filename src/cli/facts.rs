//! `claimlint facts`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Status;
use super::output::{self, Stop};
use crate::extract::extract;
use crate::facts::DateValue;
use crate::language::Program;
use crate::report::{self, ColorChoice, Page};
use crate::run;

#[derive(Args)]
pub struct FactsArgs {
    /// Articles: files, folders, `-` for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// On a terminal `table`, else `jsonl`
    #[arg(long, value_enum)]
    format: Option<Format>,
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
    /// For people
    Table,
    /// One fact a line, as `claimlint schema facts` describes it
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
    let to_terminal = args.output.is_none() && std::io::stdout().is_terminal();
    match args.format.unwrap_or(if to_terminal { Format::Table } else { Format::Jsonl }) {
        Format::Table => {
            let page = if to_terminal { Page::of_stdout(ColorChoice::Auto) } else { Page::default() };
            report::table::write(&mut out, &batch, &store, &program.schema, &kinds, &page)?
        }
        Format::Jsonl => report::facts::write_jsonl(&mut out, &batch, &store, &program.schema, &kinds)?,
    }
    out.flush()?;
    for e in &errors {
        eprintln!("error[{}]: {} {}", e.kind.code(), e.path, e.message);
    }
    Ok(if errors.is_empty() { Status::Clean } else { Status::Unread })
}
