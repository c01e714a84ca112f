//! Tests of rules: each is run on the way that `check` takes, by itself.

use rayon::prelude::*;

use crate::article::{Article, ArticleDate, Batch, plain_text};
use crate::check::{self, Options};
use crate::extract::{Extractor, date_by_dateline};
use crate::facts::{FactStore, Undecided};
use crate::finding::{Finding, Report, Verdict};
use crate::language::{Expectation, Program, Test};
use crate::record::Record;
use crate::source::Span;

/// Facts that are shown with a failure.
const FACTS_SHOWN: usize = 12;

/// How a test went.
#[derive(Clone, Debug)]
pub struct TestResult<'p> {
    pub test: &'p Test,
    /// `None`: passed. Else what was found instead, over several lines.
    pub failure: Option<String>,
}

impl TestResult<'_> {
    pub fn passed(&self) -> bool {
        self.failure.is_none()
    }
}

/// Runs those tests of a program that `wanted` picks, side by side; the results come in order of the program.
pub fn run<'p>(program: &'p Program, wanted: impl Fn(&Test) -> bool + Sync) -> Vec<TestResult<'p>> {
    let extractor = Extractor::new(program);
    let record = Record::with_keys(program, extractor.role_keys());
    let tests: Vec<&Test> = program.tests.iter().filter(|t| wanted(t)).collect();
    tests
        .par_iter()
        .map(|&test| {
            let mut batch = Batch::new(test.articles.iter().map(article).collect());
            date_by_dateline(&mut batch);
            let store = check::derive(&batch, extractor.extract(&batch), program, &record);
            let options = Options { only: vec![test.rule.to_string()], ..Options::default() };
            let report = check::check_against(&record, &batch, &store, program, &options);
            TestResult { test, failure: judge(test, &batch, &store, program, &report) }
        })
        .collect()
}

fn article(from: &crate::language::TestArticle) -> Article {
    let name = if from.name.is_empty() { "the test's text" } else { &*from.name };
    let mut article = plain_text(name, from.text.to_string());
    article.date = from.dated.as_ref().map(|d| ArticleDate { value: d.clone(), by: "the test", span: None });
    article
}

/// `None` where the report is as expected.
fn judge(test: &Test, batch: &Batch, store: &FactStore, program: &Program, report: &Report) -> Option<String> {
    let violations: Vec<&Finding> = report.findings.iter().filter(|f| f.verdict == Verdict::Violated).collect();
    let undecided = |reason: Option<Undecided>| {
        report.findings.iter().any(|f| match f.verdict {
            Verdict::Undecided(why) => reason.is_none_or(|r| r == why),
            Verdict::Violated => false,
        })
    };
    let problem = match &test.expect {
        Expectation::Holds if violations.is_empty() => return None,
        Expectation::Holds => "expected no violation".to_string(),
        Expectation::Undecided(reason) if violations.is_empty() && undecided(*reason) => return None,
        Expectation::Undecided(Some(reason)) => format!("expected it to be undecided because “{}”", reason.word()),
        Expectation::Undecided(None) => "expected it to be undecided".into(),
        Expectation::Violated(_) if violations.is_empty() => "expected a violation".into(),
        Expectation::Violated(words) => {
            let missed: Vec<String> =
                words.iter().filter(|w| !is_marked(w, batch, &violations)).map(|w| format!("“{w}”")).collect();
            if missed.is_empty() {
                return None;
            }
            format!("expected a violation at {}", missed.join(" and at "))
        }
    };
    Some(format!("{problem}\n{}{}", found(batch, report), facts(test, batch, store, program)))
}

/// Whether a label of a violation stands at these words, or holds them, or stands within them. Marks and blanks around the
/// words do not count.
fn is_marked(words: &str, batch: &Batch, violations: &[&Finding]) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let words = if bare.is_empty() { words } else { bare };
    violations.iter().flat_map(|f| &f.labels).any(|label| {
        let text = &batch.get(label.article).text;
        text.match_indices(words).any(|(at, _)| {
            let there = Span::new(at, at + words.len());
            there.contains(label.span) || label.span.contains(there)
        })
    })
}

fn found(batch: &Batch, report: &Report) -> String {
    if report.findings.is_empty() {
        let candidates: usize = report.rules.iter().map(|(_, count)| count.candidates).sum();
        return match candidates {
            0 => "  found: nothing that the rule speaks of\n".into(),
            n => format!("  found: it holds ({n} looked at)\n"),
        };
    }
    let mut out = String::new();
    for finding in &report.findings {
        let verdict = match finding.verdict {
            Verdict::Violated => "violated".to_string(),
            Verdict::Undecided(why) => format!("undecided because “{}”", why.word()),
        };
        let at: Vec<String> =
            finding.labels.iter().map(|l| format!("“{}”", batch.get(l.article).words(l.span))).collect();
        out.push_str(&format!("  found: {verdict} at {}: {}\n", at.join(", "), finding.message));
    }
    out
}

/// The facts that the rule looks at.
fn facts(test: &Test, batch: &Batch, store: &FactStore, program: &Program) -> String {
    let Some(rule) = program.rules.iter().find(|r| r.name == test.rule) else { return String::new() };
    let of_rule = store.iter().filter(|(_, f)| rule.vars.iter().any(|v| v.kind == f.kind));
    let all: Vec<String> = of_rule.map(|(_, f)| check::describe(f, batch, &program.schema)).collect();
    let mut out = String::new();
    for line in all.iter().take(FACTS_SHOWN) {
        out.push_str(&format!("  fact: {line}\n"));
    }
    if all.len() > FACTS_SHOWN {
        out.push_str(&format!("  and {} more facts\n", all.len() - FACTS_SHOWN));
    }
    out
}
