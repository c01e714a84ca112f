//! `claimlint rules` and `claimlint explain`.

use std::io::Write;

use clap::Args;

use super::Status;
use super::console::Console;
use super::options::{RuleOptions, unknown};
use super::output::{self, Stop};
use crate::language::desugar;
use crate::report::explain;

#[derive(Args)]
pub struct RulesArgs {
    #[command(flatten)]
    rules: RuleOptions,
}

#[derive(Args)]
pub struct ExplainArgs {
    /// The rule's name
    rule: String,
    #[command(flatten)]
    rules: RuleOptions,
}

pub fn list(args: &RulesArgs, console: &Console) -> Result<Status, Stop> {
    let (program, problems) = args.rules.load(true)?;
    let mut out = output::open(None)?;
    explain::list_rules(&mut out, &program)?;
    out.flush()?;
    console.problems(&problems, &program.sources);
    Ok(Status::Clean)
}

pub fn explain(args: &ExplainArgs, console: &Console) -> Result<Status, Stop> {
    let (program, _) = args.rules.load(true)?;
    let Some(rule) = explain::find_rule(&program, &args.rule) else {
        return Err(unknown("E0701", "rule", &args.rule, program.rules.iter().map(|r| &*r.name)));
    };
    let mut out = output::open(None)?;
    let longer = desugar(rule, &program);
    explain::explain(&mut out, &program, rule, Some(&longer), &console.page(false))?;
    out.flush()?;
    Ok(Status::Clean)
}
