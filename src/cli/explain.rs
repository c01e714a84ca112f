//! `claimlint explain`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Status;
use super::console::Console;
use super::options::{RuleOptions, unknown};
use super::output::{self, Stop};
use super::place::PlaceArgs;
use crate::language::desugar;
use crate::report::{codes, explain};

#[derive(Args)]
pub struct ExplainArgs {
    /// The rule's name, or the code of an error or warning, as E0203; with `--at`, further articles of the batch
    #[arg(value_name = "RULE|CODE|PATH", required_unless_present = "at")]
    subjects: Vec<PathBuf>,
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    rules: RuleOptions,
}

impl ExplainArgs {
    pub fn is_machine(&self) -> bool {
        self.place.is_machine()
    }
}

pub fn run(args: &ExplainArgs, console: &Console) -> Result<Status, Stop> {
    if let Some(at) = &args.place.at {
        return super::place::run(at, &args.subjects, &args.place, &args.rules, console);
    }
    let [subject] = &args.subjects[..] else {
        let help = "to explain a place in an article, name it with `--at`, as in `--at article.txt:3`";
        return Err(Stop::usage("E0714", "one rule or code is explained at a time", Some(help.into())));
    };
    let name = subject.to_string_lossy();
    if codes::is_code(&name) {
        return code_page(&name, console);
    }
    let program = args.rules.load(true)?.program;
    let Some(rule) = explain::find_rule(&program, &name) else {
        return Err(unknown("E0701", "rule", &name, program.rules.iter().map(|r| &*r.name)));
    };
    let mut out = output::open(None)?;
    let longer = desugar(rule, &program);
    explain::explain(&mut out, &program, rule, Some(&longer), &console.page(false))?;
    out.flush()?;
    Ok(Status::Clean)
}

fn code_page(code: &str, console: &Console) -> Result<Status, Stop> {
    let Some(page) = codes::page(code) else {
        return Err(unknown("E0713", "code", &code.to_uppercase(), codes::pages().map(|p| p.code)));
    };
    let mut out = output::open(None)?;
    codes::write_page(&mut out, &page, &console.page(false))?;
    out.flush()?;
    Ok(Status::Clean)
}
