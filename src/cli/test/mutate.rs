//! `claimlint test --mutate`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::article::Batch;
use crate::cli::Status;
use crate::cli::console::Console;
use crate::cli::options::{RuleOptions, date, unknown};
use crate::cli::output::{self, Stop};
use crate::facts::DateValue;
use crate::language::Rule;
use crate::report::{Problem, mutations};
use crate::run::{self, rule_files};
use crate::testing::mutate::{self, Options};

#[derive(Args)]
#[command(next_help_heading = "Mutation testing")]
pub struct MutateArgs {
    /// Change articles the way errors happen and count what each rule catches; PATH may name articles, too
    #[arg(long, conflicts_with_all = ["update", "review", "show", "test"])]
    pub mutate: bool,
    /// Articles to change beside those of the tests (repeatable)
    #[arg(long, value_name = "PATH", requires = "mutate")]
    corpus: Vec<PathBuf>,
    /// The own date of articles of the corpus that carry none, as 2025-05-20
    #[arg(long, value_name = "DATE", requires = "mutate", value_parser = date)]
    date: Option<DateValue>,
    /// The same number gives the same mutants
    #[arg(long, value_name = "N", default_value_t = 0, requires = "mutate")]
    seed: u64,
    /// The most mutants of one rule
    #[arg(long, value_name = "N", default_value_t = 100, requires = "mutate", value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Exit with status 1 if a rule catches fewer of its mutants
    #[arg(long, value_name = "PERCENT", requires = "mutate", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_caught: Option<u8>,
}

/// `paths` are rule files, articles, and folders of either; `only` names the rules.
pub fn run(
    args: &MutateArgs,
    paths: &[PathBuf],
    rules: &RuleOptions,
    only: &[String],
    json: bool,
    console: &Console,
) -> Result<Status, Stop> {
    let mut rules = rules.clone();
    let mut corpus = args.corpus.clone();
    for path in paths {
        let is_rule_file = path.extension().is_some_and(|e| e == "claim");
        let has_rules = path.is_dir() && !rule_files(std::slice::from_ref(path)).is_empty();
        if is_rule_file || has_rules {
            rules.rules.push(path.clone());
        }
        if !is_rule_file {
            corpus.push(path.clone());
        }
    }
    let project = rules.project(rules.rules.is_empty())?;
    let mut problems = project.problems_for_authors();
    let bundled = project.files.rules.value.is_empty();
    let limits = project.config.limits();
    let program = project.loaded.program;
    for name in only {
        if !program.rules.iter().any(|r| *r.name == **name) {
            return Err(unknown("E0701", "rule", name, program.rules.iter().map(|r| &*r.name)));
        }
    }
    let (batch, unread) = match corpus.is_empty() {
        true => (Batch::default(), Vec::new()),
        false => {
            let reading = run::Reading { drafts: &corpus, date: args.date.as_ref(), limits, ..run::Reading::default() };
            reading.read()
        }
    };
    let all_read = unread.iter().map(Problem::from).all(|p| p.warning);
    let wanted = |rule: &Rule| match only.is_empty() {
        true => bundled || !rule.bundled,
        false => only.iter().any(|name| **name == *rule.name),
    };
    let done = mutate::run(&program, batch, wanted, &Options { seed: args.seed, limit: args.limit as usize });
    let mut out = output::open(None)?;
    match json {
        true => mutations::write_json(&mut out, &done)?,
        false => mutations::write(&mut out, &done, &console.page(false), console.quiet)?,
    }
    out.flush()?;
    problems.extend(unread.iter().map(Problem::from));
    console.problems(&problems, &program.sources);
    let least = f64::from(args.min_caught.unwrap_or(0));
    let short = done.rules.iter().filter_map(|r| r.score().percent()).any(|percent| percent < least);
    Ok(match (all_read, short) {
        (false, _) => Status::Unread,
        (true, true) => Status::Found,
        (true, false) => Status::Clean,
    })
}
