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
use crate::testing::{self, Outcome};

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
    /// Only tests whose name holds these words (repeatable)
    #[arg(long, value_name = "WORDS")]
    test: Vec<String>,
}

pub fn run(args: &TestArgs, console: &Console) -> Result<Status, Stop> {
    let mut rules = args.rules.clone();
    rules.rules.splice(..0, args.paths.iter().cloned());
    let project = rules.project(rules.rules.is_empty())?;
    let problems = project.problems_for_authors();
    // With files of their own, people test those.
    let bundled = project.files.rules.value.is_empty();
    let program = project.loaded.program;
    for name in &args.only {
        if !program.rules.iter().any(|r| *r.name == **name) {
            return Err(unknown("E0701", "rule", name, program.rules.iter().map(|r| &*r.name)));
        }
    }
    console.problems(&problems, &program.sources);
    let own = |test: &Test| bundled || !program.sources.get(test.at.source).name.starts_with("std/");
    let words: Vec<String> = args.test.iter().map(|w| w.to_lowercase()).collect();
    let wanted = |test: &Test| {
        let name = test.name.to_lowercase();
        (own(test) && args.only.is_empty() || args.only.iter().any(|rule| *test.rule == **rule))
            && (words.is_empty() || words.iter().any(|w| name.contains(w.as_str())))
    };
    let results = testing::run(&program, wanted);
    let mut out = output::open(None)?;
    for result in &results {
        let test = result.test;
        let (heading, lines) = match &result.outcome {
            Outcome::Passed | Outcome::Todo(_) => continue,
            Outcome::Failed(failure) => ("failed", testing::lines(test, failure)),
            Outcome::NowPasses => ("passes now", vec!["help: remove its `todo`, so that it stays so".to_string()]),
        };
        let file = program.sources.get(test.at.source);
        let line = LineIndex::new(&file.text).line_of(test.at.span.start as usize) + 1;
        let (name, rule) = (Sanitized::words(&test.name), Sanitized::name(&test.rule));
        writeln!(out, "{}:{line}: {heading}: “{name}” of {rule}", Sanitized::name(&file.name))?;
        for line in lines {
            writeln!(out, "  {line}")?;
        }
        writeln!(out)?;
    }
    let failed = results.iter().filter(|r| !r.is_well()).count();
    if !console.quiet {
        let tests = if results.len() == 1 { "test" } else { "tests" };
        let todo = results.iter().filter(|r| matches!(r.outcome, Outcome::Todo(_))).count();
        let left_out = program.tests.iter().filter(|t| own(t)).count().saturating_sub(results.len());
        write!(out, "{} {tests}, {failed} failed", results.len())?;
        for (n, what) in [(todo, "todo"), (left_out, "filtered out")].iter().filter(|(n, _)| *n > 0) {
            write!(out, ", {n} {what}")?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(if failed == 0 { Status::Clean } else { Status::Found })
}
