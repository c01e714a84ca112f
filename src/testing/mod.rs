//! Tests of rules, each run by itself on the way that `check` takes, and snapshot suites.

pub mod audit;
mod compare;
mod given;
mod json;
mod judge;
pub mod mutate;
mod pages;
mod review;
mod snapshot;
mod suite;
mod text;

pub use compare::{Change, Comparison};
pub use json::{JsonSuite, JsonSummary, TestRun, change as json_change, test as json_test, write as write_json};
pub use judge::{Difference, Failure, Found};
pub use pages::{rule_pages, rule_pages_of};
pub use review::{Answer, Review, painted};
pub use snapshot::Block;
pub use suite::{Accepted, Current, Suite, find as find_suites, remove as remove_snapshot};
pub use text::{expected, lines};

use rayon::prelude::*;

use crate::article::{Article, ArticleDate, Batch, plain_text};
use crate::check::Options;
use crate::extract::date_by_dateline;
use crate::facts::FactStore;
use crate::finding::Report;
use crate::language::{Program, Test};
use crate::run::Engine;

/// How a test went.
#[derive(Clone, Debug)]
pub enum Outcome {
    Passed,
    Failed(Failure),
    /// It is marked `todo`, and does not pass yet.
    Todo(Failure),
    /// It is marked `todo` and passes: the mark says what is no longer so.
    NowPasses,
}

#[derive(Clone, Debug)]
pub struct TestResult<'p> {
    pub test: &'p Test,
    pub outcome: Outcome,
}

impl TestResult<'_> {
    /// Whether the run may end well with it. A `todo` that passes may not: the test would not be missed when it fails again.
    pub fn is_well(&self) -> bool {
        matches!(self.outcome, Outcome::Passed | Outcome::Todo(_))
    }
}

/// Runs those tests of a program that `wanted` picks, side by side; the results come in order of the program.
pub fn run<'p>(program: &'p Program, wanted: impl Fn(&Test) -> bool + Sync) -> Vec<TestResult<'p>> {
    let tests: Vec<&Test> = program.tests.iter().filter(|t| wanted(t)).collect();
    if tests.is_empty() {
        return Vec::new();
    }
    let engine = Engine::new(program);
    tests
        .par_iter()
        .map(|&test| {
            let failure = with_given(&engine, test, |engine| run_test(test, engine));
            let outcome = match (failure, &test.todo) {
                (None, None) => Outcome::Passed,
                (None, Some(_)) => Outcome::NowPasses,
                (Some(failure), None) => Outcome::Failed(failure),
                (Some(failure), Some(_)) => Outcome::Todo(failure),
            };
            TestResult { test, outcome }
        })
        .collect()
}

/// What `run` makes of the engine that has the test's own record.
fn with_given<T>(engine: &Engine, test: &Test, run: impl FnOnce(&Engine) -> T) -> T {
    match test.given.is_empty() {
        true => run(engine),
        false => run(&Engine::new(&given::program_with(engine.program, &test.given))),
    }
}

fn run_test(test: &Test, engine: &Engine) -> Option<Failure> {
    let (batch, store, report) = check(test, engine);
    judge::judge(test, &batch, &store, engine.program, &report)
}

fn check(test: &Test, engine: &Engine) -> (Batch, FactStore, Report) {
    let mut batch = Batch::new(test.articles.iter().map(article).collect());
    date_by_dateline(&mut batch);
    let options = Options { only: vec![test.rule.to_string()], ..Options::default() };
    let (store, report) = engine.check(&batch, &options);
    (batch, store, report)
}

fn article(from: &crate::language::TestArticle) -> Article {
    let name = if from.name.is_empty() { "the test's text" } else { &*from.name };
    let mut article = plain_text(name, from.text.to_string());
    article.is_source = from.is_source;
    article.date = from.dated.as_ref().map(|d| ArticleDate { value: d.clone(), by: "the test", span: None });
    article
}
