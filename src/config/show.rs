//! `claimlint config`: every value in effect and where it came from, written as a configuration that sets them all.

use std::io::{self, Write};
use std::path::PathBuf;

use super::{Config, Globs, Placed};
use crate::article::LIMITS;
use crate::finding::Level;
use crate::language::{Literal, Program, literal};
use crate::report::Sanitized;
use crate::source::{FileSpan, LineIndex, Span};

/// Who decided a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    CommandLine,
    /// The configuration, here.
    File(Span),
    Default,
}

/// A value in effect.
#[derive(Clone, Debug)]
pub struct Chosen<T> {
    pub value: T,
    pub by: By,
}

impl<T> Chosen<T> {
    /// What the command line asks for, else what the configuration sets, else the default.
    pub fn new(asked: Option<T>, set: Option<Placed<T>>, default: T) -> Chosen<T> {
        match (asked, set) {
            (Some(value), _) => Chosen { value, by: By::CommandLine },
            (None, Some(Placed { value, at })) => Chosen { value, by: By::File(at) },
            (None, None) => Chosen { value: default, by: By::Default },
        }
    }
}

/// Which files a run reads its rules from.
#[derive(Clone, Debug)]
pub struct ChosenFiles {
    pub rules: Chosen<Vec<PathBuf>>,
    pub record: Chosen<Vec<PathBuf>>,
    pub std: Chosen<bool>,
}

struct Writer<'a> {
    config: &'a Config,
    lines: LineIndex,
    /// Keys and values, with where they came from; tables have no origin.
    rows: Vec<(String, Option<String>)>,
}

/// Writes the values in effect as TOML, with the place of each in a comment.
pub fn show(out: &mut dyn Write, config: &Config, files: &ChosenFiles, program: &Program) -> io::Result<()> {
    let mut writer = Writer { config, lines: LineIndex::new(&config.text), rows: Vec::new() };
    writer.files(files);
    writer.runs();
    writer.declared(program);
    writer.overrides();
    writer.policy();
    writer.fields();
    writer.limits();
    let file = config.file.as_ref().map(|f| f.to_string_lossy().into_owned());
    match file {
        Some(file) => writeln!(out, "# configuration: {}", Sanitized::name(&file))?,
        None => writeln!(out, "# no `{}` here or in a folder above", super::FILE)?,
    }
    let width = writer.rows.iter().filter(|(_, by)| by.is_some()).map(|(row, _)| width(row)).max().unwrap_or(0);
    for (row, by) in &writer.rows {
        match by {
            Some(by) => {
                // A long list does not push all comments out of sight.
                let pad = " ".repeat(width.min(60).saturating_sub(self::width(row)));
                writeln!(out, "{}{pad}  # {}", Sanitized::line(row), Sanitized::name(by))?;
            }
            None => writeln!(out, "\n{row}")?,
        }
    }
    Ok(())
}

fn width(row: &str) -> usize {
    Sanitized::line(row).width()
}

impl Writer<'_> {
    fn row(&mut self, key: &str, value: &str, by: String) {
        self.rows.push((format!("{key} = {value}"), Some(by)));
    }

    fn by(&self, by: By) -> String {
        match by {
            By::CommandLine => "command line".into(),
            By::Default => "default".into(),
            By::File(at) => {
                let file = self.config.file.as_deref().map_or(String::new(), |f| f.to_string_lossy().into_owned());
                format!("{file}:{}", self.lines.line_of(at.start as usize) + 1)
            }
        }
    }

    fn files(&mut self, files: &ChosenFiles) {
        let paths = |of: &[PathBuf]| list(of.iter().map(|p| p.to_string_lossy().into_owned()));
        self.row("rules", &paths(&files.rules.value), self.by(files.rules.by));
        self.row("record", &paths(&files.record.value), self.by(files.record.by));
        self.row("std", &files.std.value.to_string(), self.by(files.std.by));
    }

    /// What is checked, and how a run ends. What has no default is shown where it is set.
    fn runs(&mut self) {
        let config = self.config;
        let place = |at: Option<Span>| self.by(at.map_or(By::Default, By::File));
        let paths = |placed: &Placed<Vec<Placed<PathBuf>>>| {
            list(placed.value.iter().map(|p| p.value.to_string_lossy().into_owned()))
        };
        let text = |path: &PathBuf| text_value(&path.to_string_lossy());
        let globs = |placed: &Placed<Globs>| list(placed.value.patterns().iter().cloned());
        let level = config.fail_on.as_ref().map_or(Level::Error, |l| l.value).name();
        let (articles, exclude) = (config.articles.as_ref(), config.exclude.as_ref());
        let mut rows = vec![
            ("articles", articles.map_or_else(|| "[\".\"]".into(), paths), place(articles.map(|p| p.at))),
            ("exclude", exclude.map_or_else(|| "[]".into(), globs), place(exclude.map(|p| p.at))),
            ("fail-on", text_value(level), place(config.fail_on.as_ref().map(|p| p.at))),
        ];
        rows.extend(config.baseline.as_ref().map(|b| ("baseline", text(&b.value), place(Some(b.at)))));
        rows.extend(config.rule_pages.as_ref().map(|p| ("rule-pages", text_value(&p.value), place(Some(p.at)))));
        rows.extend(config.publisher.as_ref().map(|p| ("publisher", text_value(&p.value), place(Some(p.at)))));
        rows.into_iter().for_each(|(key, value, by)| self.row(key, &value, by));
    }

    fn overrides(&mut self) {
        for set in &self.config.overrides {
            self.rows.push(("[[overrides]]".into(), None));
            self.row("paths", &list(set.paths.value.patterns().iter().cloned()), self.by(By::File(set.paths.at)));
            for level in &set.levels {
                let by = self.by(By::File(level.at));
                self.row(&format!("levels.{}", key(&level.rule)), &text_value(level.level.name()), by);
            }
        }
    }

    /// Params and levels: what the configuration sets, else where they are declared.
    fn declared(&mut self, program: &Program) {
        // One line index for each file, not for each declaration.
        let mut lines: Vec<Option<LineIndex>> = program.sources.iter().map(|_| None).collect();
        let mut declared = |at: FileSpan| {
            let file = program.sources.get(at.source);
            let lines = lines[at.source.0 as usize].get_or_insert_with(|| LineIndex::new(&file.text));
            format!("{}:{}", file.name, lines.line_of(at.span.start as usize) + 1)
        };
        if !program.params.is_empty() {
            self.rows.push(("[params]".into(), None));
        }
        for param in &program.params {
            let value = match &param.default {
                Literal::Number(number) => number.to_string(),
                Literal::Text(text) => text_value(text),
                other => text_value(&literal(other)),
            };
            let set = self.config.params.iter().find(|s| *s.param == *param.name);
            let by = set.map_or_else(|| declared(param.at), |s| self.by(By::File(s.at)));
            self.row(&key(&param.name), &value, by);
        }
        if !program.rules.is_empty() {
            self.rows.push(("[levels]".into(), None));
        }
        for rule in &program.rules {
            let set = self.config.levels.iter().find(|l| rule.is_called(&l.rule));
            let by = set.map_or_else(|| declared(rule.at), |s| self.by(By::File(s.at)));
            self.row(&key(&rule.name), &text_value(rule.level.name()), by);
        }
    }

    /// What records call their fields, where that is set.
    fn fields(&mut self) {
        if !self.config.fields.is_empty() {
            self.rows.push(("[fields]".into(), None));
        }
        for (ours, theirs) in &self.config.fields {
            self.row(ours, &text_value(&theirs.value), self.by(By::File(theirs.at)));
        }
    }

    fn limits(&mut self) {
        self.rows.push(("[limits]".into(), None));
        let limits = self.config.limits();
        for limit in &LIMITS {
            let set = self.config.limits.iter().find(|s| s.limit.name == limit.name);
            let by = self.by(set.map_or(By::Default, |s| By::File(s.value.at)));
            self.row(limit.name, &limit.get(&limits).to_string(), by);
        }
    }

    fn policy(&mut self) {
        let policy = &self.config.policy;
        self.rows.push(("[policy]".into(), None));
        let place = |at: Option<Span>| self.by(at.map_or(By::Default, By::File));
        let tests = policy.require_tests.as_ref().is_some_and(|r| r.value).to_string();
        let codes = |of: &Option<Placed<Vec<String>>>| list(of.iter().flat_map(|p| p.value.iter().cloned()));
        let rows = [
            ("require-tests", tests, place(policy.require_tests.as_ref().map(|p| p.at))),
            (
                "require",
                list(policy.required().iter().map(|m| m.name().to_string())),
                place(policy.require.as_ref().map(|p| p.at)),
            ),
            ("deny", codes(&policy.deny), place(policy.deny.as_ref().map(|p| p.at))),
            ("allow", codes(&policy.allow), place(policy.allow.as_ref().map(|p| p.at))),
            (
                "stet-reasons",
                policy.stet_reasons.as_ref().is_some_and(|p| p.value).to_string(),
                place(policy.stet_reasons.as_ref().map(|p| p.at)),
            ),
        ];
        for (key, value, by) in rows {
            self.row(key, &value, by);
        }
    }
}

/// Names of the language may hold letters that a bare key may not.
fn key(name: &str) -> String {
    let bare = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { name.to_string() } else { text_value(name) }
}

/// A basic string of TOML, which JSON's are as well.
fn text_value(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.map(|i| text_value(&i)).collect::<Vec<_>>().join(", "))
}
