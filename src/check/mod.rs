//! Rules over facts: plan → candidates → alignment → verdict.
//!
//! Rules see facts and the record, never the words behind them. Each rule is run by itself; what several say of one
//! mistake is merged at the end. Nothing depends on the number of threads.

mod again;
mod agree;
mod agree_rule;
mod align;
mod cluster;
mod compare;
mod condition;
mod condition_rule;
mod context;
mod dates;
mod derive;
mod except;
mod explain;
mod fall_rule;
mod group;
mod grouping;
mod growth;
mod join;
mod limits;
mod memo;
mod mend;
mod message;
mod numbers;
mod open;
mod overrides;
mod pattern;
mod places;
mod plan;
mod print;
mod quotes;
mod reasons;
mod record_other;
mod record_rule;
mod record_told;
mod run;
mod stets;
mod stories;
mod support;
#[cfg(test)]
mod tests;
mod things;
pub mod trace;
mod truth;
mod units;
mod values;
mod words;

pub use again::Checked;
pub use align::{AlignmentVerdict, KeyMatch};
pub use context::{Context, Prepared};
pub use derive::{derive, derive_in};
pub use explain::{Explanation, Question, Quiet, Story, explain};
pub use growth::growth;
pub use overrides::Override;
pub use print::describe;
pub use run::sees;
pub use stets::unused as unused_stets;
pub use support::{details, details_in};
pub use truth::Truth;
pub use values::{Eval, Val};

use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::article::Batch;
use crate::facts::{FactId, FactStore, KindId, native};
use crate::finding::{self, Draft, Grouping, Level, Renamed, Report, RuleCount};
use crate::language::{Cond, Must, Program, Rule, Scope};
use crate::observe::{Nobody, Observer};
use crate::record::Record;

/// Which rules run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Names of rules; empty: all. A rule that is named here runs although its level is `off`, as advice.
    pub only: Vec<String>,
    pub not: Vec<String>,
    /// Rules with one of these tags; empty: all.
    pub tags: Vec<String>,
    /// Whether sources are held against each other and checked themselves, as the drafts are.
    pub sources: bool,
    /// Whether the report says which facts were taken for one thing.
    pub alignment: bool,
    /// Levels that hold for some articles: of several, the last one counts.
    pub overrides: Vec<Override>,
    /// Combinations of facts that one rule tries at most.
    pub pairs: Option<usize>,
}

impl Options {
    /// The level that a rule runs at; `None`: it does not.
    pub fn level(&self, rule: &Rule) -> Option<Level> {
        let asked = self.asks_for(rule);
        let tagged = self.tags.is_empty() || rule.tags.iter().any(|t| self.tags.iter().any(|u| **u == **t));
        if self.not.iter().any(|n| rule.is_called(n)) || !tagged || (!self.only.is_empty() && !asked) {
            return None;
        }
        match self.strongest(rule) {
            Level::Off if asked => Some(Level::Advice),
            Level::Off => None,
            level => Some(level),
        }
    }

    /// Whether the rule is named among those that are to run.
    fn asks_for(&self, rule: &Rule) -> bool {
        self.only.iter().any(|n| rule.is_called(n))
    }
}

/// Whether a rule sets the accounts of several articles against each other.
pub fn compares_articles(rule: &Rule) -> bool {
    let several = rule.vars.len() > 1 || matches!(rule.must, Must::Agree(_) | Must::NeverFall(_));
    several && matches!(rule.within, Scope::Batch | Scope::Story)
}

/// The kinds of facts that what a rule says rests on: those it names, names and quotations, which tell who is meant and whose
/// words are whose, and all that derivations read.
pub fn kinds_of(rule: &Rule, program: &Program) -> FxHashSet<KindId> {
    let mut kinds: FxHashSet<KindId> = rule.vars.iter().map(|v| v.kind).collect();
    kinds.extend([native::PERSON, native::PLACE, native::ORGANISATION, native::QUOTE]);
    context::conditions(rule).for_each(|c| quantified(c, &mut kinds));
    for derive in &program.derives {
        kinds.extend(derive.vars.iter().map(|v| v.kind).chain([derive.kind]));
        derive.filter.iter().for_each(|c| quantified(c, &mut kinds));
    }
    kinds
}

fn quantified(condition: &Cond, kinds: &mut FxHashSet<KindId>) {
    match condition {
        Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| quantified(c, kinds)),
        Cond::Not(inner) => quantified(inner, kinds),
        Cond::Quantified { kind, body, .. } => {
            kinds.insert(*kind);
            quantified(body, kinds);
        }
        Cond::Compare { .. } | Cond::OneOf { .. } | Cond::Known(..) | Cond::Matches { .. } => {}
    }
}

/// Whether a condition looks at all facts of some kind.
fn is_quantified(condition: &Cond) -> bool {
    match condition {
        Cond::And(all) | Cond::Or(all) => all.iter().any(is_quantified),
        Cond::Not(inner) => is_quantified(inner),
        Cond::Quantified { .. } => true,
        Cond::Compare { .. } | Cond::OneOf { .. } | Cond::Known(..) | Cond::Matches { .. } => false,
    }
}

/// The facts that a rule takes into its candidates, in order.
pub fn candidates(record: &Record, batch: &Batch, store: &FactStore, program: &Program, rule: &Rule) -> Vec<FactId> {
    run::candidates(&Context::new(batch, store, program, record), rule)
}

/// What the rules of `program` say of the facts of `batch`.
pub fn check(batch: &Batch, store: &FactStore, program: &Program, options: &Options) -> Report {
    check_against(&Record::new(program), batch, store, program, options, &Nobody)
}

/// [`check`] with the program's record already made; `observer` is told what each rule took.
pub fn check_against(
    record: &Record,
    batch: &Batch,
    store: &FactStore,
    program: &Program,
    options: &Options,
    observer: &dyn Observer,
) -> Report {
    let mut cx = Context::new(batch, store, program, record);
    cx.judges_sources = options.sources;
    cx.shows_alignment = options.alignment;
    cx.pairs = options.pairs.unwrap_or(cx.pairs);
    let rules: Vec<(&Rule, Level)> =
        program.rules.iter().filter_map(|r| options.level(r).map(|level| (r, level))).collect();
    let done: Vec<(Arc<str>, RuleCount, Vec<Draft>, Vec<Grouping>)> = rules
        .par_iter()
        .map(|&(rule, level)| {
            let began = Instant::now();
            let run = run::run(&cx, rule, level, None);
            observer.rule(&rule.name, began.elapsed());
            (rule.name.clone(), run.count, run.drafts, run.groupings)
        })
        .collect();
    report(batch, store, program, options, done, &mut Renamed::default())
}

/// What rules have found, merged.
fn report(
    batch: &Batch,
    store: &FactStore,
    program: &Program,
    options: &Options,
    mut done: Vec<(Arc<str>, RuleCount, Vec<Draft>, Vec<Grouping>)>,
    renamed: &mut Renamed,
) -> Report {
    done.sort_by(|a, b| a.0.cmp(&b.0));
    let mut report = Report { facts: store.len(), ..Report::default() };
    let mut drafts = Vec::new();
    for (name, count, mut found, mut groupings) in done {
        report.rules.push((name, count));
        drafts.append(&mut found);
        report.groupings.append(&mut groupings);
    }
    overrides::apply(&mut drafts, &mut report.rules, program, options);
    report.stets = stets::suppress(&mut drafts, batch, program);
    report.findings = finding::merge(drafts, renamed);
    report
}
