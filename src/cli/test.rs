//! `claimlint test`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Status;
use super::console::Console;
use super::options::{RuleOptions, unknown};
use super::output::{self, Stop};
use crate::language::Test;
use crate::report::Sanitized;
use crate::source::LineIndex;
use crate::testing;

#[derive(Args)]
pub struct TestArgs {
    /// Rule files, and folders of them, whose tests run [default: the bundled packs]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleOptions,
    /// Only tests of this rule (repeatable)
    #[arg(long, value_name = "RULE")]
    only: Vec<String>,
}

pub fn run(args: &TestArgs, console: &Console) -> Result<Status, Stop> {
    let mut rules = args.rules.clone();
    rules.rules.splice(..0, args.paths.iter().cloned());
    let bundled = rules.rules.is_empty();
    let (program, problems) = rules.load(bundled)?;
    for name in &args.only {
        if !program.rules.iter().any(|r| *r.name == **name) {
            return Err(unknown("E0701", "rule", name, program.rules.iter().map(|r| &*r.name)));
        }
    }
    console.problems(&problems, &program.sources);
    let wanted = |test: &Test| args.only.is_empty() || args.only.iter().any(|name| *test.rule == **name);
    let results = testing::run(&program, wanted);
    let mut out = output::open(None)?;
    let failed = results.iter().filter(|r| !r.passed()).count();
    for result in &results {
        let Some(failure) = &result.failure else { continue };
        let test = result.test;
        let file = program.sources.get(test.at.source);
        let line = LineIndex::new(&file.text).line_of(test.at.span.start as usize) + 1;
        let (name, rule) = (Sanitized::words(&test.name), Sanitized::name(&test.rule));
        writeln!(out, "{}:{line}: failed: “{name}” of {rule}", Sanitized::name(&file.name))?;
        for line in failure.lines() {
            writeln!(out, "  {}", Sanitized::line(line))?;
        }
        writeln!(out)?;
    }
    if !console.quiet {
        let tests = if results.len() == 1 { "test" } else { "tests" };
        writeln!(out, "{} {tests}, {failed} failed", results.len())?;
    }
    out.flush()?;
    Ok(if failed == 0 { Status::Clean } else { Status::Found })
}
