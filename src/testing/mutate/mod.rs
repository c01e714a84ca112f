//! Mutation testing: articles are changed the way errors happen, and each rule is asked whether it notices.
//!
//! What a rule asks something of decides what is changed for it (`aims`): only words that it looks at, in facts that it
//! takes into its candidates. A rule that sets the accounts of several articles against each other reads each article beside
//! an unchanged copy of itself. Of a batch, only the changed article is read again.

mod aims;
mod article;
mod donors;
mod operators;
mod plan;
mod random;
#[cfg(test)]
mod tests;
mod trial;

pub use article::{Edit, mutant};
pub use operators::Operator;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::{Article, Batch};
use crate::facts::Undecided;
use crate::language::{Expectation, Given, Program, Rule};
use crate::run::Engine;
use crate::source::LineIndex;
use donors::Donors;
use plan::Mutant;
use trial::Verdict;

#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed gives the same mutants.
    pub seed: u64,
    /// The most mutants of one rule.
    pub limit: usize,
}

/// How many mutants each rule caught, in order of the program.
#[derive(Clone, Debug)]
pub struct Mutations {
    pub seed: u64,
    pub rules: Vec<RuleMutations>,
}

#[derive(Clone, Debug)]
pub struct RuleMutations {
    pub rule: Arc<str>,
    /// Whether any operator makes the errors that the rule looks for.
    pub has_operators: bool,
    /// In order of [`Operator`].
    pub operators: BTreeMap<Operator, Score>,
    pub left_out: BTreeMap<LeftOut, usize>,
    /// In order of the articles, then of the words.
    pub escaped: Vec<Escape>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub mutants: usize,
    pub caught: usize,
}

impl Score {
    /// Of the mutants, in percent, 0 to 100; `None` where there are none.
    pub fn percent(self) -> Option<f64> {
        (self.mutants > 0).then(|| self.caught as f64 * 100.0 / self.mutants as f64)
    }
    fn add(&mut self, other: Score) {
        self.mutants += other.mutants;
        self.caught += other.caught;
    }
}

impl RuleMutations {
    pub fn score(&self) -> Score {
        let mut all = Score::default();
        self.operators.values().for_each(|s| all.add(*s));
        all
    }
}

impl Mutations {
    pub fn score(&self) -> Score {
        let mut all = Score::default();
        self.rules.iter().for_each(|r| all.add(r.score()));
        all
    }
}

/// Why a mutant does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// The rule finds something at these words as they are.
    AlreadyFound,
    /// The rule is undecided about these words as they are.
    AlreadyUndecided,
    /// Another form of the same name, another way to write the same date.
    SameMeaning,
    /// A difference that the rule says it lets pass: `within 10 %`.
    WithinTolerance,
}

impl LeftOut {
    /// In machine formats.
    pub fn name(self) -> &'static str {
        match self {
            LeftOut::AlreadyFound => "already-found",
            LeftOut::AlreadyUndecided => "already-undecided",
            LeftOut::SameMeaning => "same-meaning",
            LeftOut::WithinTolerance => "within-tolerance",
        }
    }
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            LeftOut::AlreadyFound => "found before the change, too",
            LeftOut::AlreadyUndecided => "undecided before the change, too",
            LeftOut::SameMeaning => "with the same meaning",
            LeftOut::WithinTolerance => "within what the rule lets pass",
        }
    }
}

/// What a rule says of a mutant that it did not catch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// Nothing.
    Holds,
    Undecided(Undecided),
    /// The changed words are no longer read as that claim.
    Unread,
}

/// A mutant that got away.
#[derive(Clone, Debug)]
pub struct Escape {
    pub operator: Operator,
    /// As it was.
    pub article: Arc<Article>,
    pub edit: Edit,
    pub missed: Missed,
}

/// Articles that are read together.
struct Case {
    articles: Batch,
    /// A record of the test's own.
    given: Given,
}

/// Mutates the articles of the tests that hold, and each article of `corpus` by itself, for the rules that `wanted` picks.
pub fn run(program: &Program, corpus: Batch, wanted: impl Fn(&Rule) -> bool, options: &Options) -> Mutations {
    let rules: Vec<usize> = (0..program.rules.len()).filter(|&i| wanted(&program.rules[i])).collect();
    let mut cases: Vec<Case> = program.tests.iter().filter_map(|test| of_test(program, test)).collect();
    cases.extend(
        corpus.articles.into_iter().map(|a| Case { articles: Batch { articles: vec![a] }, given: Given::default() }),
    );
    let engine = Engine::new(program);
    let donors = Donors::new(program);
    let planned: Vec<Vec<Mutant>> = cases
        .par_iter()
        .enumerate()
        .map(|(i, case)| with_engine(case, &engine, |engine| plan::mutants(engine, &donors, case, i, &rules, options)))
        .collect();
    let chosen = plan::choose(planned.into_iter().flatten(), cases.len(), options.limit);
    let tried: Vec<Vec<(Mutant, Verdict)>> = cases
        .par_iter()
        .zip(chosen)
        .map(|(case, mutants)| with_engine(case, &engine, |engine| trial::run(engine, case, mutants)))
        .collect();
    let mut done: Vec<RuleMutations> = rules
        .iter()
        .map(|&i| RuleMutations {
            rule: program.rules[i].name.clone(),
            has_operators: !aims::aims(&program.rules[i], &program.schema).is_empty(),
            operators: BTreeMap::new(),
            left_out: BTreeMap::new(),
            escaped: Vec::new(),
        })
        .collect();
    for (case, tried) in cases.iter().zip(tried) {
        let mut articles: BTreeMap<usize, Arc<Article>> = BTreeMap::new();
        for (mutant, verdict) in tried {
            let Some(of_rule) = rules.iter().position(|&r| r == mutant.rule).map(|i| &mut done[i]) else { continue };
            if let Verdict::LeftOut(why) = verdict {
                *of_rule.left_out.entry(why).or_default() += 1;
                continue;
            }
            let score = of_rule.operators.entry(mutant.operator).or_default();
            score.mutants += 1;
            match verdict {
                Verdict::Missed(missed) => {
                    let article = articles
                        .entry(mutant.article)
                        .or_insert_with(|| Arc::new(case.articles.articles[mutant.article].clone()));
                    let (operator, edit, article) = (mutant.operator, mutant.edit, article.clone());
                    of_rule.escaped.push(Escape { operator, article, edit, missed });
                }
                _ => score.caught += 1,
            }
        }
    }
    Mutations { seed: options.seed, rules: done }
}

/// The articles of a test that is to hold, named after it.
fn of_test(program: &Program, test: &crate::language::Test) -> Option<Case> {
    if !matches!(test.expect, Expectation::Holds) || test.todo.is_some() {
        return None;
    }
    let file = program.sources.get(test.at.source);
    let line = LineIndex::new(&file.text).line_of(test.at.span.start as usize) + 1;
    let articles = test.articles.iter().map(|from| {
        let mut article = super::article(from);
        let name = if from.name.is_empty() { String::new() } else { format!(" ({})", from.name) };
        article.name = format!("{}:{line} “{}”{name}", file.name, test.name);
        article
    });
    let mut articles = Batch::new(articles.collect());
    crate::extract::date_by_dateline(&mut articles);
    Some(Case { articles, given: test.given.clone() })
}

/// The engine of a case: that of the run, unless the test has a record of its own.
fn with_engine<T>(case: &Case, engine: &Engine, take: impl FnOnce(&Engine) -> T) -> T {
    match case.given.is_empty() {
        true => take(engine),
        false => take(&Engine::new(&super::given::program_with(engine.program, &case.given))),
    }
}
