//! `claimlint explain`.

use std::io::Write;

use clap::Args;

use super::Status;
use super::console::Console;
use super::options::{RuleOptions, unknown};
use super::output::{self, Stop};
use crate::language::desugar;
use crate::report::{codes, explain};

#[derive(Args)]
pub struct ExplainArgs {
    /// The rule's name, or the code of an error or warning, as E0203
    #[arg(value_name = "RULE|CODE")]
    rule: String,
    #[command(flatten)]
    rules: RuleOptions,
}

pub fn run(args: &ExplainArgs, console: &Console) -> Result<Status, Stop> {
    if codes::is_code(&args.rule) {
        return code_page(&args.rule, console);
    }
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

fn code_page(code: &str, console: &Console) -> Result<Status, Stop> {
    let Some(page) = codes::page(code) else {
        return Err(unknown("E0713", "code", &code.to_uppercase(), codes::pages().map(|p| p.code)));
    };
    let mut out = output::open(None)?;
    codes::write_page(&mut out, &page, &console.page(false))?;
    out.flush()?;
    Ok(Status::Clean)
}
