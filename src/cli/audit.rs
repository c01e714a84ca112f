//! `claimlint audit`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Status;
use super::console::Console;
use super::options::{RuleOptions, date, unknown};
use super::output::{self, Stop};
use crate::facts::DateValue;
use crate::language::{Program, Rule};
use crate::report::Problem;
use crate::report::audit::{Audited, write, write_json};
use crate::run::{self, Engine, Project, Reading, rule_files};
use crate::testing::audit::{audit, changes};

#[derive(Args)]
pub struct AuditArgs {
    /// The rule
    rule: String,
    /// Articles: files, folders, `-` for standard input (repeatable)
    #[arg(long, value_name = "PATH", required = true)]
    corpus: Vec<PathBuf>,
    /// A rule file with an earlier version of the rule: what was added and removed since
    #[arg(long, value_name = "FILE")]
    before: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleOptions,
    /// The own date of articles that carry none, as 2025-05-20
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<DateValue>,
    /// How many findings are shown, spread over the corpus
    #[arg(long, value_name = "N", default_value_t = 10)]
    sample: usize,
    /// How the audit is printed
    #[arg(long, value_enum, default_value = "full")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The sample with the words it rests on, then the counts
    Full,
    /// One object, as `claimlint schema audit` describes it
    Json,
}

impl AuditArgs {
    pub fn is_machine(&self) -> bool {
        self.format == Format::Json
    }
}

pub fn run(args: &AuditArgs, console: &Console) -> Result<Status, Stop> {
    let project = args.rules.project(false)?;
    let mut problems = project.problems();
    let earlier = args.before.as_ref().map(|file| earlier(args, file, &project)).transpose()?;
    let program = project.loaded.program;
    let rule = named(&program, &args.rule)?;
    let old_rule = earlier.as_ref().map(|old| named_before(old, rule, args)).transpose()?;
    console.progress("reading articles");
    let limits = project.config.limits();
    let reading = Reading { drafts: &args.corpus, date: args.date.as_ref(), limits, ..Reading::default() };
    let (batch, unread) = reading.read();
    console.progress(&format!("checking {} articles", batch.articles.len()));
    let now = audit(&Engine::for_batch(&program, &batch), &batch, rule);
    let old =
        earlier.as_ref().zip(old_rule).map(|(old, rule)| (audit(&Engine::for_batch(old, &batch), &batch, rule), old));
    console.progress("");
    let differ = old.as_ref().map(|(old, _)| changes(&old.findings, &now.findings));
    let audited = Audited {
        audit: &now,
        before: old.as_ref().zip(differ.as_ref()).map(|((audit, program), changes)| (audit, *program, changes)),
        batch: &batch,
        program: &program,
        sample: args.sample,
    };
    let mut out = output::open(None)?;
    match args.format {
        Format::Full => write(&mut out, &audited, &console.page(false))?,
        Format::Json => write_json(&mut out, &audited)?,
    }
    out.flush()?;
    let unread: Vec<Problem> = unread.iter().map(Problem::from).collect();
    let status = if unread.iter().all(|p| p.warning) { Status::Clean } else { Status::Unread };
    problems.extend(unread);
    console.problems(&problems, &program.sources);
    Ok(status)
}

fn find<'p>(program: &'p Program, name: &str) -> Option<&'p Rule> {
    program.rules.iter().find(|r| r.is_called(name))
}

fn named<'p>(program: &'p Program, name: &str) -> Result<&'p Rule, Stop> {
    let known = || program.rules.iter().map(|r| &*r.name);
    find(program, name).ok_or_else(|| unknown("E0701", "rule", name, known()))
}

/// The program with `file` in place of the file that has the rule now.
fn earlier(args: &AuditArgs, file: &Path, project: &Project) -> Result<Program, Stop> {
    let program = &project.loaded.program;
    let rule = named(program, &args.rule)?;
    let now = &program.sources.get(rule.at.source).name;
    let mut rules = args.rules.clone();
    rules.rules = rule_files(&project.files.rules.value);
    rules.rules.retain(|path| run::rule_file_name(path) != *now);
    rules.rules.push(file.to_path_buf());
    Ok(rules.project(false)?.loaded.program)
}

/// The earlier version of a rule, by any of its names.
fn named_before<'p>(old: &'p Program, rule: &Rule, args: &AuditArgs) -> Result<&'p Rule, Stop> {
    let names = std::iter::once(&rule.name).chain(&rule.formerly);
    let file = args.before.as_deref().map(run::rule_file_name).unwrap_or_default();
    let there = |r: &&Rule| old.sources.get(r.at.source).name == file;
    let of_file = || old.rules.iter().filter(there);
    let found = names.into_iter().find_map(|name| of_file().find(|r| r.name == *name));
    found.ok_or_else(|| {
        let mut stop = unknown("E0701", "rule", &rule.name, of_file().map(|r| &*r.name));
        if let Stop::Failed(problems, _) = &mut stop {
            problems.iter_mut().for_each(|p| p.message = format!("there is no rule named `{}` in `{file}`", rule.name));
        }
        stop
    })
}
