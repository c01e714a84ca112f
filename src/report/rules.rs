//! The list of all rules, and what came of checking them.

use std::io::{self, Write};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::places::Document;
use super::sanitize::Sanitized;
use super::{counted, json};
use crate::language::{Expectation, Program, Rule};
use crate::source::SourceId;

/// What came of checking the rules themselves.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Checked {
    /// Those of the project; those of bundled packs are not checked again.
    pub rules: usize,
    pub errors: usize,
    pub warnings: usize,
}

/// How many tests of a rule expect what.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Tests {
    violated: usize,
    holds: usize,
    undecided: usize,
}

impl Tests {
    fn all(self) -> usize {
        self.violated + self.holds + self.undecided
    }
}

/// Tests by name of the rule.
fn tests(program: &Program) -> FxHashMap<&str, Tests> {
    let mut all: FxHashMap<&str, Tests> = FxHashMap::default();
    for test in &program.tests {
        let of = all.entry(&*test.rule).or_default();
        match test.expect {
            Expectation::Violated(_) => of.violated += 1,
            Expectation::Holds => of.holds += 1,
            Expectation::Undecided(_) => of.undecided += 1,
        }
    }
    all
}

/// The kinds of fact that a rule ranges over, each once.
fn kinds<'p>(rule: &Rule, program: &'p Program) -> Vec<&'p str> {
    let mut kinds: Vec<&str> = rule.vars.iter().map(|v| &*program.schema.def(v.kind).name).collect();
    kinds.dedup();
    kinds
}

/// Rules by the file that they stand in, in the order of the files.
fn by_file(program: &Program) -> Vec<(SourceId, Vec<&Rule>)> {
    let mut files: Vec<(SourceId, Vec<&Rule>)> = program.sources.iter().map(|(id, _)| (id, Vec::new())).collect();
    for rule in &program.rules {
        files[rule.at.source.0 as usize].1.push(rule);
    }
    files.retain(|(_, rules)| !rules.is_empty());
    files.iter_mut().for_each(|(_, rules)| rules.sort_by_key(|r| r.at.span));
    files
}

/// Lists the rules by the file they stand in: level, name, what they range over, tests, title.
pub fn list(out: &mut dyn Write, program: &Program) -> io::Result<()> {
    let tests = tests(program);
    let kinds = |rule: &Rule| Sanitized::words(&kinds(rule, program).join(", "));
    let width = |of: &dyn Fn(&Rule) -> usize| program.rules.iter().map(of).max().unwrap_or(0);
    let names = width(&|r| Sanitized::name(&r.name).width());
    let kind_names = width(&|r| kinds(r).width());
    for (source, rules) in by_file(program) {
        writeln!(out, "{}", Sanitized::name(&program.sources.get(source).name))?;
        for rule in rules {
            let tests = counted(tests.get(&*rule.name).map_or(0, |t| t.all()), "test");
            let name = Sanitized::name(&rule.name);
            let title = if rule.title == rule.name { "(one line)" } else { &*rule.title };
            let replaces = match rule.replaces {
                Some(at) => format!(" (replaces that of {})", Sanitized::name(&program.sources.get(at.source).name)),
                None => String::new(),
            };
            writeln!(
                out,
                "  {:7}  {name:names$}  {:kind_names$}  {tests:>8}  {}{replaces}",
                rule.level.name(),
                kinds(rule),
                Sanitized::words(title),
            )?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}, {}", counted(program.rules.len(), "rule"), counted(program.tests.len(), "test"))
}

/// `12 rules checked: 1 error, 2 warnings`. `files`: whether there are any of the project's own.
pub fn write_checked(out: &mut dyn Write, checked: &Checked, files: bool) -> io::Result<()> {
    let rules = counted(checked.rules, "rule");
    if !files {
        return writeln!(
            out,
            "no rules to check but those of the standard pack: name files, or list them in claimlint.toml"
        );
    }
    match (checked.errors, checked.warnings) {
        (0, 0) => writeln!(out, "{rules} checked: nothing is wrong"),
        (errors, warnings) => {
            writeln!(out, "{rules} checked: {}, {}", counted(errors, "error"), counted(warnings, "warning"))
        }
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    rules: Vec<RuleJson<'a>>,
    check: Option<&'a Checked>,
}

#[derive(Serialize)]
struct RuleJson<'a> {
    name: &'a str,
    title: &'a str,
    level: &'static str,
    kinds: Vec<&'a str>,
    file: &'a str,
    line: usize,
    bundled: bool,
    replaces: Option<&'a str>,
    one_line: bool,
    tests: Tests,
    tags: Vec<&'a str>,
    owner: Option<&'a str>,
    since: Option<&'a str>,
    formerly: Vec<&'a str>,
}

/// One object, as `schemas/rules.json` describes it.
pub fn write_json(out: &mut dyn Write, program: &Program, checked: Option<&Checked>) -> io::Result<()> {
    let tests = tests(program);
    let mut rules = Vec::new();
    for (source, of_file) in by_file(program) {
        let document = Document::file(program.sources.get(source));
        rules.extend(of_file.into_iter().map(|rule| RuleJson {
            name: &rule.name,
            title: &rule.title,
            level: rule.level.name(),
            kinds: kinds(rule, program),
            file: &program.sources.get(source).name,
            line: document.place(rule.at.span).line,
            bundled: rule.bundled,
            replaces: rule.replaces.map(|at| program.sources.get(at.source).name.as_str()),
            one_line: rule.one_line,
            tests: tests.get(&*rule.name).copied().unwrap_or_default(),
            tags: rule.tags.iter().map(|t| &**t).collect(),
            owner: rule.owner.as_deref(),
            since: rule.since.as_deref(),
            formerly: rule.formerly.iter().map(|f| &**f).collect(),
        }));
    }
    json::line(out, &Whole { version: 1, rules, check: checked })
}
