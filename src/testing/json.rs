//! Results for machines, as `schemas/test.json` describes them.

use std::io::{self, Write};

use serde::Serialize;

use super::judge::{Difference, Found};
use super::{Change, Outcome, TestResult, text};
use crate::report::write_json_line;
use crate::source::{LineIndex, Sources};

/// All of a run.
#[derive(Debug, Serialize)]
pub struct TestRun<'a> {
    pub version: u32,
    pub tests: Vec<JsonTest<'a>>,
    pub suites: Vec<JsonSuite<'a>>,
    /// Rules without a test.
    pub untested: Vec<&'a str>,
    pub summary: JsonSummary,
}

#[derive(Debug, Serialize)]
pub struct JsonTest<'a> {
    name: &'a str,
    rule: &'a str,
    file: &'a str,
    line: usize,
    /// `passed`, `failed`, `todo`, `passes-now`
    status: &'static str,
    expected: String,
    todo: Option<&'a str>,
    differences: Vec<JsonDifference<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonDifference<'a> {
    kind: &'static str,
    /// The words that were to be marked.
    words: Option<&'a str>,
    verdict: &'static str,
    because: Option<&'static str>,
    message: Option<&'a str>,
    at: Vec<JsonPlace<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonPlace<'a> {
    article: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
pub struct JsonSuite<'a> {
    pub path: String,
    pub snapshot: String,
    pub articles: usize,
    /// `matches`, `differs`, `new`, `broken`, `empty`: as it was found.
    pub state: &'static str,
    pub written: bool,
    pub differences: Vec<JsonChange<'a>>,
    pub stale: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct JsonChange<'a> {
    kind: &'static str,
    rule: &'a str,
    fingerprint: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub struct JsonSummary {
    pub tests: usize,
    pub passed: usize,
    pub failed: usize,
    pub todo: usize,
    pub filtered_out: usize,
    pub suites: usize,
    pub suites_failed: usize,
    pub stale: usize,
    pub untested: usize,
}

/// One object and a line end.
pub fn write(out: &mut dyn Write, run: &TestRun) -> io::Result<()> {
    write_json_line(out, run)
}

pub fn test<'a>(result: &'a TestResult<'a>, sources: &'a Sources) -> JsonTest<'a> {
    let test = result.test;
    let (status, failure) = match &result.outcome {
        Outcome::Passed => ("passed", None),
        Outcome::Failed(failure) => ("failed", Some(failure)),
        Outcome::Todo(failure) => ("todo", Some(failure)),
        Outcome::NowPasses => ("passes-now", None),
    };
    let file = sources.get(test.at.source);
    JsonTest {
        name: &test.name,
        rule: &test.rule,
        file: &file.name,
        line: LineIndex::new(&file.text).line_of(test.at.span.start as usize) + 1,
        status,
        expected: text::expected(&test.expect),
        todo: test.todo.as_deref(),
        differences: failure.iter().flat_map(|f| &f.differences).map(difference).collect(),
    }
}

fn difference(difference: &Difference) -> JsonDifference<'_> {
    let missing = |verdict, words, because| JsonDifference {
        kind: difference.name(),
        words,
        verdict,
        because,
        message: None,
        at: Vec::new(),
    };
    match difference {
        Difference::MissingViolation(words) => missing("violated", words.as_deref(), None),
        Difference::MissingUndecided(reason) => missing("undecided", None, reason.map(|why| why.word())),
        Difference::Unexpected(found) | Difference::Elsewhere(found) => JsonDifference {
            kind: difference.name(),
            words: None,
            verdict: if found.undecided.is_some() { "undecided" } else { "violated" },
            because: found.undecided.map(|why| why.word()),
            message: Some(&found.message),
            at: places(found),
        },
    }
}

fn places(found: &Found) -> Vec<JsonPlace<'_>> {
    found.at.iter().map(|(article, text)| JsonPlace { article, text }).collect()
}

pub fn change<'a>(change: Change<'a>) -> JsonChange<'a> {
    let (block, before, after) = match change {
        Change::Added(after) => (after, None, Some(after)),
        Change::Removed(before) => (before, Some(before), None),
        Change::Changed { before, after } => (after, Some(before), Some(after)),
    };
    JsonChange {
        kind: change.name(),
        rule: &block.rule,
        fingerprint: &block.fingerprint,
        before: before.map(|b| b.text.as_str()),
        after: after.map(|b| b.text.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Comparison};
    use super::*;
    use crate::language::{LoadOptions, RuleInput, load};
    use crate::report::schema::validate::problems;

    #[test]
    fn every_shape_fits_the_schema() {
        let rule = "language 1\nrule bergen\n  for each place p\n  where p.form is \"Bergen\"\n  must not occur\n";
        let tests = "  test \"a\" \"They met in Bergen.\" holds\n  test \"b\" \"They met.\" violated todo \"why\"\n  \
                     test \"c\" \"They met.\" undecided because \"date\"\n  test \"d\" \"They met.\" holds todo\n  \
                     test \"e\" \"They met in Bergen.\" violated at \"They\"\n  test \"f\" \"They met.\" holds\n";
        let input = RuleInput { name: "desk.claim".into(), text: format!("{rule}{tests}") };
        let loaded = load(&[input], &LoadOptions { with_tests: false, ..LoadOptions::default() });
        let program = &loaded.program;
        let results = super::super::run(program, |test| *test.rule == *"bergen");
        let block = |n: u32, text: &str| Block::new("bergen", &format!("{n:016x}"), text);
        let (before, after) = ([block(1, "a"), block(2, "b")], [block(2, "c"), block(3, "d")]);
        let comparison = Comparison::new(&before, &after, |_| true);
        let suite = JsonSuite {
            path: "week".into(),
            snapshot: "week/snapshots/report.snap".into(),
            articles: 2,
            state: "differs",
            written: false,
            differences: comparison.changes().map(change).collect(),
            stale: vec!["week/snapshots/old.snap".into()],
        };
        let count = results.len();
        let run = TestRun {
            version: 1,
            tests: results.iter().map(|r| test(r, &program.sources)).collect(),
            suites: vec![suite],
            untested: vec!["abroad"],
            summary: JsonSummary {
                tests: count,
                passed: 1,
                failed: 4,
                todo: 1,
                filtered_out: 0,
                suites: 1,
                suites_failed: 1,
                stale: 1,
                untested: 1,
            },
        };
        let mut out = Vec::new();
        write(&mut out, &run).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(problems("test", &value), Vec::<String>::new());
        let of = |list: &str, key: &str| -> Vec<String> {
            value[list].as_array().unwrap().iter().map(|v| v[key].as_str().unwrap_or_default().to_string()).collect()
        };
        assert_eq!(of("tests", "status"), ["failed", "todo", "failed", "passes-now", "failed", "passed"]);
        let kinds: Vec<_> = value["suites"][0]["differences"].as_array().unwrap().iter().map(|d| &d["kind"]).collect();
        assert_eq!(kinds, ["removed", "changed", "added"]);
    }
}
