//! What a test expects, held against what was found.

use crate::article::Batch;
use crate::check;
use crate::facts::{FactStore, Undecided};
use crate::finding::{Finding, Report, Verdict};
use crate::language::{Expectation, Program, Test};
use crate::source::Span;

/// Facts that are shown with a failure.
const FACTS_SHOWN: usize = 12;

/// Why a test fails, finding by finding.
#[derive(Clone, Debug)]
pub struct Failure {
    pub differences: Vec<Difference>,
    /// What the rule looked at.
    pub candidates: usize,
    /// The facts that the rule speaks of, in words.
    pub facts: Vec<String>,
    /// Facts beyond the ones in `facts`.
    pub more_facts: usize,
}

/// One difference between what is expected and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A violation at these words was expected; `None`: at any.
    MissingViolation(Option<String>),
    /// It was expected to be undecided, for this reason.
    MissingUndecided(Option<Undecided>),
    /// Found where none was expected.
    Unexpected(Found),
    /// Found, but not what was expected: at other words, or for another reason.
    Elsewhere(Found),
}

impl Difference {
    /// `missing`, `unexpected`, `elsewhere`
    pub fn name(&self) -> &'static str {
        match self {
            Difference::MissingViolation(_) | Difference::MissingUndecided(_) => "missing",
            Difference::Unexpected(_) => "unexpected",
            Difference::Elsewhere(_) => "elsewhere",
        }
    }
}

/// A finding of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `None`: violated.
    pub undecided: Option<Undecided>,
    pub message: String,
    /// The words it marks, each with the name of its article.
    pub at: Vec<(String, String)>,
}

impl Found {
    fn new(finding: &Finding, batch: &Batch) -> Found {
        let words = |label: &crate::finding::Label| {
            let article = batch.get(label.article);
            (article.name.to_string(), article.words(label.span).to_string())
        };
        Found {
            undecided: match finding.verdict {
                Verdict::Violated => None,
                Verdict::Undecided(why) => Some(why),
            },
            message: finding.message.clone(),
            at: finding.labels.iter().map(words).collect(),
        }
    }
}

/// `None` where the report is as expected.
pub fn judge(test: &Test, batch: &Batch, store: &FactStore, program: &Program, report: &Report) -> Option<Failure> {
    let differences = differences(test, batch, report);
    if differences.is_empty() {
        return None;
    }
    let (facts, more_facts) = facts(test, batch, store, program);
    let candidates = report.rules.iter().map(|(_, count)| count.candidates).sum();
    Some(Failure { differences, candidates, facts, more_facts })
}

fn differences(test: &Test, batch: &Batch, report: &Report) -> Vec<Difference> {
    let violations: Vec<&Finding> = report.found().filter(|f| f.verdict == Verdict::Violated).collect();
    let found = |of: &[&Finding], how: fn(Found) -> Difference| -> Vec<Difference> {
        of.iter().map(|f| how(Found::new(f, batch))).collect()
    };
    let undecided: Vec<&Finding> = report.found().filter(|f| f.verdict != Verdict::Violated).collect();
    match &test.expect {
        Expectation::Holds => found(&violations, Difference::Unexpected),
        Expectation::Undecided(reason) => {
            let as_expected = |f: &&Finding| match f.verdict {
                Verdict::Undecided(why) => reason.is_none_or(|r| r == why),
                Verdict::Violated => false,
            };
            let mut all = Vec::new();
            if !undecided.iter().any(as_expected) {
                all.push(Difference::MissingUndecided(*reason));
                all.extend(found(&undecided, Difference::Elsewhere));
            }
            all.extend(found(&violations, Difference::Unexpected));
            all
        }
        Expectation::Violated(words) => {
            let mut all = Vec::new();
            if violations.is_empty() && words.is_empty() {
                all.push(Difference::MissingViolation(None));
            }
            let missed = words.iter().filter(|w| !violations.iter().any(|f| is_marked(w, batch, f)));
            all.extend(missed.map(|w| Difference::MissingViolation(Some(w.to_string()))));
            if !all.is_empty() {
                let other: Vec<&Finding> =
                    violations.into_iter().filter(|f| !words.iter().any(|w| is_marked(w, batch, f))).collect();
                all.extend(found(&other, Difference::Elsewhere));
                all.extend(found(&undecided, Difference::Elsewhere));
            }
            all
        }
    }
}

/// Whether a label of a violation stands at these words, or holds them, or stands within them. Marks and blanks around the
/// words do not count.
fn is_marked(words: &str, batch: &Batch, violation: &Finding) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let words = if bare.is_empty() { words } else { bare };
    violation.labels.iter().any(|label| {
        let text = &batch.get(label.article).text;
        text.match_indices(words).any(|(at, _)| {
            let there = Span::new(at, at + words.len());
            there.contains(label.span) || label.span.contains(there)
        })
    })
}

/// The facts that the rule looks at, and how many more there are.
fn facts(test: &Test, batch: &Batch, store: &FactStore, program: &Program) -> (Vec<String>, usize) {
    let Some(rule) = program.rules.iter().find(|r| r.name == test.rule) else { return (Vec::new(), 0) };
    let of_rule = store.iter().filter(|(_, f)| rule.vars.iter().any(|v| v.kind == f.kind));
    let mut all: Vec<String> = of_rule.map(|(_, f)| check::describe(f, batch, &program.schema)).collect();
    let more = all.len().saturating_sub(FACTS_SHOWN);
    all.truncate(FACTS_SHOWN);
    (all, more)
}
