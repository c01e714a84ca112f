//! `claimlint record`.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Status;
use super::console::Console;
use super::options::{RuleOptions, Rules, day, unknown};
use super::output::{self, Stop};
use crate::facts::Day;
use crate::language::Program;
use crate::record::export;
use crate::report::record::{Lookup, Query, count, doubts, write_lines, write_text};
use crate::report::{Problem, write_problem_lines, write_problems};

#[derive(Args)]
pub struct RecordArgs {
    #[command(subcommand)]
    command: RecordCommand,
}

#[derive(Subcommand)]
enum RecordCommand {
    /// Look for what is doubtful: overlaps, gaps, doubles, names one letter off, unknown columns, dates that do not exist
    Check(CheckArgs),
    /// Print who held an office, or which offices a person held
    Show(ShowArgs),
    /// Write a record of any format as rule file or table
    Import(ImportArgs),
}

#[derive(Args)]
struct CheckArgs {
    /// Files of the record, of any format [default: those of the configuration]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// jsonl: one object a line, as `claimlint schema errors` describes it
    #[arg(long, value_enum, default_value = "text", hide_possible_values = true, value_name = "FORMAT")]
    format: Format,
    /// The configuration [default: the nearest `claimlint.toml` here or in a folder above]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Args)]
struct ShowArgs {
    /// An office or a person
    name: String,
    /// Only who held it on that day, month or year
    #[arg(long, value_name = "DATE", value_parser = super::options::date)]
    on: Option<crate::facts::DateValue>,
    /// jsonl: one tenure a line, as `claimlint schema tenure` describes it
    #[arg(long, value_enum, default_value = "text", hide_possible_values = true, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    rules: RuleOptions,
}

#[derive(Args)]
struct ImportArgs {
    /// Files of the record, of any format
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// `claim` or `csv` [default: by the ending of the output, else claim]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "FORMAT")]
    format: Option<Target>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The day of which the record is known to be right, where it does not say so itself
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    Claim,
    Csv,
}

impl RecordArgs {
    /// Its output is for machines, and so are its errors.
    pub fn is_machine(&self) -> bool {
        match &self.command {
            RecordCommand::Check(check) => check.format == Format::Jsonl,
            RecordCommand::Show(show) => show.format == Format::Jsonl,
            RecordCommand::Import(_) => false,
        }
    }
}

pub fn run(args: &RecordArgs, console: &Console) -> Result<Status, Stop> {
    match &args.command {
        RecordCommand::Check(args) => check(args, console),
        RecordCommand::Show(args) => show(args, console),
        RecordCommand::Import(args) => import(args, console),
    }
}

fn check(args: &CheckArgs, console: &Console) -> Result<Status, Stop> {
    let options = RuleOptions { record: args.files.clone(), config: args.config.clone(), ..RuleOptions::default() };
    let project = options.project(false)?;
    let program = &project.loaded.program;
    let mut problems = project.problems_for_authors();
    problems.extend(doubts(program));
    problems.retain(|p| p.labels.first().is_none_or(|(at, _)| program.sources.is_own(*at)));
    problems.sort_by_key(|p| (p.labels.first().map(|l| l.0), p.code));
    problems.dedup_by_key(|p| (p.labels.first().map(|l| l.0), p.code, p.message.clone()));
    let mut out = output::open(None)?;
    match args.format {
        Format::Jsonl => write_problem_lines(&mut out, &problems, &program.sources)?,
        Format::Text => {
            write_problems(&mut out, &problems, &program.sources, &console.page(false))?;
            if !console.quiet {
                writeln!(out, "{}", count(program, problems.len()))?;
            }
        }
    }
    out.flush()?;
    Ok(if problems.is_empty() { Status::Clean } else { Status::Found })
}

fn show(args: &ShowArgs, console: &Console) -> Result<Status, Stop> {
    let Rules { program, problems, .. } = args.rules.load(false)?;
    let query = Query { name: &args.name, on: args.on.as_ref() };
    let found = match Lookup::new(&program, &query) {
        Lookup::Found(found) => found,
        Lookup::Unknown => return Err(nowhere(&args.name, &program)),
    };
    let mut out = output::open(None)?;
    match args.format {
        Format::Text => write_text(&mut out, &found, &query, &program)?,
        Format::Jsonl => write_lines(&mut out, &found, &program)?,
    }
    out.flush()?;
    console.problems(&problems, &program.sources);
    Ok(Status::Clean)
}

fn nowhere(name: &str, program: &Program) -> Stop {
    let offices = program.roles.iter().flat_map(|r| std::iter::once(&r.name).chain(&r.also));
    let people = program.roles.iter().flat_map(|r| r.tenures.iter()).map(|t| &t.person);
    match program.roles.iter().any(|r| !r.tenures.is_empty()) {
        true => unknown("E0730", "office or person of the record", name, offices.chain(people).map(|n| &**n)),
        false => Stop::usage("E0730", "the record is empty", Some("name its files with `--record FILE`".into())),
    }
}

fn import(args: &ImportArgs, console: &Console) -> Result<Status, Stop> {
    let options = RuleOptions { record: args.files.clone(), as_of: args.as_of, ..RuleOptions::default() };
    let project = options.alone()?;
    let program = &project.loaded.program;
    let by_ending = args.output.as_ref().and_then(|o| o.extension()).is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let target = args.format.unwrap_or(if by_ending { Target::Csv } else { Target::Claim });
    let (text, lost) = match target {
        Target::Claim => (export::claim(program), Vec::new()),
        Target::Csv => export::csv(program),
    };
    let mut out = output::open(args.output.as_deref())?;
    out.write_all(text.as_bytes())?;
    out.flush()?;
    let mut problems: Vec<Problem> = project.problems();
    if !lost.is_empty() {
        let message = format!("a table has no place for {}, which is left out", lost.join(", "));
        let problem = output::problem("W0408", message, Some("write a rule file: `--format claim`".into()));
        problems.push(Problem { warning: true, ..problem });
    }
    console.problems(&problems, &program.sources);
    Ok(Status::Clean)
}
