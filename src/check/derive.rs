//! Facts that follow from facts: `derive role  for each appointment a  where …  with person a.person, …`.

use std::ops::ControlFlow;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::context::{Context, Prepared};
use super::join::Join;
use super::plan::Plan;
use super::values::{Eval, Val};
use super::{Truth, limits, print};
use crate::article::{ArticleId, Batch};
use crate::facts::{Fact, FactId, FactStore, FieldValue, Provenance, Stance, StanceSet, Value};
use crate::finding::Level;
use crate::language::{Derive, Must, Program, Rule, Scope};
use crate::record::Record;

/// The facts of `store` and all that follow from them by the program's `derive` declarations, in the order of a store.
///
/// A derived fact stands in one article, where the facts stand that it follows from, and takes over their spans and the
/// least certain of their stances. A condition that is undecided derives nothing.
pub fn derive(batch: &Batch, mut store: FactStore, program: &Program, record: &Record) -> FactStore {
    if !program.derives.is_empty() {
        let ids: Vec<ArticleId> = batch.ids().collect();
        derive_in(batch, &mut store, program, record, &Arc::new(Prepared::new(program)), &ids);
    }
    store
}

/// [`derive()`] for the facts of some articles. Returns how many facts it has derived.
pub fn derive_in(
    batch: &Batch,
    store: &mut FactStore,
    program: &Program,
    record: &Record,
    prepared: &Arc<Prepared>,
    articles: &[ArticleId],
) -> usize {
    if program.derives.is_empty() {
        return 0;
    }
    let mut known: FxHashSet<(u32, String)> = FxHashSet::default();
    let rules: Vec<Rule> = program.derives.iter().map(as_rule).collect();
    // What follows may lead to more; each round adds only what is new.
    for _ in 0..limits::DERIVE_ROUNDS {
        let mut new = Vec::new();
        let cx = Context::prepared(batch, store, program, record, prepared.clone());
        for (derive, rule) in program.derives.iter().zip(&rules) {
            each(&cx, rule, articles, &mut |eval, frame| {
                let fact = made(eval, derive, frame);
                if known.insert((fact.article.0, identity(&fact))) {
                    new.push(fact);
                }
                known.len() < limits::DERIVED_FACTS
            });
        }
        if new.is_empty() {
            break;
        }
        store.add(new);
    }
    known.len()
}

/// A derivation ranges over facts as a rule does, in one article at most.
fn as_rule(derive: &Derive) -> Rule {
    let mut every_stance = Stance::ALL.into_iter().fold(StanceSet::default(), StanceSet::with);
    every_stance.anonymous = true;
    Rule {
        name: Arc::from("derive"),
        title: Arc::from(""),
        level: Level::Off,
        vars: derive.vars.clone(),
        within: match derive.within {
            Scope::Batch | Scope::Story => Scope::Article,
            narrower => narrower,
        },
        part: None,
        including: every_stance,
        filter: derive.filter.clone(),
        same: None,
        must: Must::NotOccur,
        unless: None,
        except: Vec::new(),
        say: None,
        help: None,
        why: None,
        tags: Vec::new(),
        since: None,
        owner: None,
        formerly: Vec::new(),
        fix: None,
        one_line: false,
        bundled: false,
        replaces: None,
        at: derive.at,
    }
}

/// Calls `take` with all facts that the derivation ranges over and whose condition is true, until it returns false.
fn each(cx: &Context, rule: &Rule, articles: &[ArticleId], take: &mut dyn FnMut(&Eval, &[FactId]) -> bool) {
    let eval = Eval::new(cx, rule.including);
    let mut visit = |frame: &[FactId]| {
        let true_here = rule.filter.as_ref().map_or(Truth::True, |f| eval.cond(f, frame)) == Truth::True;
        if true_here && !take(&eval, frame) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let of_kind = |kind| articles.iter().flat_map(|id| cx.of_kind_in(kind, *id)).copied().collect();
    let facts: Vec<Vec<FactId>> = rule.vars.iter().map(|v| of_kind(v.kind)).collect();
    if let [only] = &facts[..] {
        for &id in only {
            if visit(&[id]).is_break() {
                return;
            }
        }
        return;
    }
    let plan = Plan::new(rule, cx.schema(), &[]);
    Join::new(cx, rule, &plan, &[], &facts).each(&facts[0], visit);
}

fn made(eval: &Eval, derive: &Derive, frame: &[FactId]) -> Fact {
    let cx = eval.cx;
    let first = cx.fact(frame[0]);
    let weakest = frame.iter().map(|&id| cx.fact(id)).max_by_key(|f| uncertainty(f.stance)).unwrap_or(first);
    let mut fact = Fact {
        kind: derive.kind,
        article: first.article,
        span: frame.iter().map(|&id| cx.fact(id).span).reduce(|a, b| a.cover(b)).unwrap_or(first.span),
        sentence: first.sentence,
        stance: weakest.stance,
        source: weakest.source.clone(),
        cue: weakest.cue.clone(),
        fields: Vec::new(),
        by: Provenance::of(&"derived"),
    };
    for (field, expr) in &derive.with {
        let value = match (eval.field(expr, frame), eval.expr(expr, frame)) {
            (Some((_, value)), _) => FieldValue { field: *field, ..value.clone() },
            (None, Val::Of(value)) => FieldValue::inferred(*field, value.into_owned(), Provenance::of(&"derived")),
            _ => continue,
        };
        fact.fields.push(retagged(value));
    }
    fact.fields.sort_by_key(|f| f.field);
    fact
}

/// Members of a set carry the field of their set.
fn retagged(mut value: FieldValue) -> FieldValue {
    if let Value::Set(members) = &mut value.value {
        members.iter_mut().for_each(|m| m.field = value.field);
    }
    value
}

/// Of several claims that one follows from, the least certain decides.
fn uncertainty(stance: Stance) -> u8 {
    match stance {
        Stance::Asserted => 0,
        Stance::Reported => 1,
        Stance::Quoted => 2,
        Stance::Hedged => 3,
        Stance::Planned => 4,
        Stance::Hypothetical => 5,
        Stance::Denied => 6,
    }
}

fn identity(fact: &Fact) -> String {
    let fields: Vec<String> =
        fact.fields.iter().map(|f| format!("{} {} {:?}", f.field.0, print::canonical(&f.value), f.spans)).collect();
    format!("{} {:?} {:?} {}", fact.kind.0, fact.span, fact.stance, fields.join("; "))
}
