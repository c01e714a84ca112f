//! Pairs of facts as they were aligned, and what those that joined nothing missed.

use super::{Compared, KeyNote, Outcome, Pair};
use crate::check::Truth;
use crate::check::align::{AlignmentVerdict, KeyMatch, Keys};
use crate::check::context::Context;
use crate::check::print;
use crate::check::run::RuleRun;
use crate::facts::{Fact, FactId, SameKey, Tolerance, Value};

/// Others that a fact which joined nothing is set against.
const OTHERS: usize = 2_000;
/// Of those, the ones that are kept: they came nearest.
const NEAREST: usize = 3;

/// What the keys of a rule say of two facts, with the values.
pub fn pair(cx: &Context, keys: &Keys, a: FactId, b: FactId) -> Pair {
    let (x, y) = (cx.fact(a), cx.fact(b));
    let alignment = keys.align(x, y);
    let counted = keys.independent(&alignment.keys, x, y);
    let kind = cx.schema().def(keys.kind);
    let notes = keys.keys.iter().enumerate().map(|(i, key)| {
        let value = |fact: &Fact| match (keys.value(i, fact), fact.get(key.field)) {
            (Some(own), _) => Ok(print::show(&own.value)),
            (None, Some(other)) if matches!(other.value, Value::Unknown(_)) => Err("open who or what is meant"),
            (None, Some(_)) => Err("none of its own, only the article's date"),
            (None, None) => Err("not given"),
        };
        KeyNote {
            field: key.field,
            words: words(&kind.def(key.field).name, key),
            alone: key.alone,
            values: [value(x), value(y)],
            found: alignment.keys[i],
            repeats: alignment.keys[i] == KeyMatch::Agree && !counted.contains(&i),
        }
    });
    let notes: Vec<KeyNote> = notes.collect();
    let far_apart = alignment.verdict == AlignmentVerdict::Split && notes.iter().all(|n| n.found != KeyMatch::Differ);
    Pair { facts: [a, b], keys: notes, verdict: alignment.verdict, far_apart }
}

fn words(name: &str, key: &SameKey) -> String {
    let mut words = name.to_string();
    if key.overlap {
        words.push_str(" overlap");
    }
    match key.within {
        Some(Tolerance::Days(days)) => {
            words.push_str(&format!(" within {}", print::show(&Value::Duration(days, days))))
        }
        Some(Tolerance::Percent(n)) => words.push_str(&format!(" within {} %", print::plain(n))),
        Some(Tolerance::Number(n)) => words.push_str(&format!(" within {}", print::plain(n))),
        None => {}
    }
    words
}

/// The values that a rule compares, of two facts that both give one.
type Compare<'c> = &'c dyn Fn(FactId, FactId) -> Option<Compared>;

/// Notes what the keys and the compared values of two facts say.
pub fn two(run: &RuleRun, keys: &Keys, [a, b]: [FactId; 2], compare: Compare) {
    if let Some(tracer) = run.tracer.filter(|t| t.is_noting()) {
        tracer.pair(pair(run.cx, keys, a, b));
        if let Some(compared) = compare(a, b) {
            tracer.compared(compared);
        }
    }
}

/// Notes a group of facts of one thing: each of those at the place beside one that says something else, where there is
/// one.
pub fn group<M: Iterator<Item = FactId>>(run: &RuleRun, keys: &Keys, members: impl Fn() -> M, compare: Compare) {
    let Some(tracer) = run.tracer else { return };
    let all: Vec<FactId> = members().collect();
    run.begin(&all);
    for &id in all.iter().filter(|id| tracer.touches(run.cx.fact(**id))) {
        let others = all.iter().filter(|&&other| other != id).take(OTHERS);
        let agree = |c: &Compared| match c.truth {
            Truth::False => 0,
            Truth::Undecided(_) => 1,
            Truth::True => 2,
        };
        if let Some(odd) = others.filter_map(|&other| compare(id, other)).min_by_key(agree) {
            two(run, keys, odd.facts, compare);
        }
    }
}

/// Sets each fact of the place that joined nothing against the other facts that were told, and keeps those that came
/// nearest. `compare` gives the values that the rule compares.
pub fn near(run: &RuleRun, keys: &Keys, told: &[FactId], compare: Compare) {
    let Some(tracer) = run.tracer.filter(|t| t.near) else { return };
    let cx = run.cx;
    tracer.end();
    for &id in told {
        if !tracer.touches(cx.fact(id)) || tracer.knows(id) {
            continue;
        }
        let mut others: Vec<(Pair, Option<Compared>)> = told
            .iter()
            .filter(|&&other| other != id)
            .take(OTHERS)
            .map(|&other| (pair(cx, keys, id, other), compare(id, other)))
            .collect();
        let count = |pair: &Pair, found| pair.keys.iter().filter(|k| k.found == found).count();
        others.sort_by_key(|(pair, compared)| {
            let agree = compared.as_ref().is_some_and(|c| c.truth == Truth::True);
            (agree, count(pair, KeyMatch::Differ), std::cmp::Reverse(count(pair, KeyMatch::Agree)), pair.facts)
        });
        if others.is_empty() {
            tracer.begin(cx, &[id]);
            tracer.outcome(Outcome::Alone);
        }
        let near = |pair: &Pair| (count(pair, KeyMatch::Differ), count(pair, KeyMatch::Agree));
        let best = others.first().map(|(pair, _)| near(pair)).unwrap_or_default();
        // Of those that have nothing in common one is as good as the next.
        let most = if best.1 == 0 { 1 } else { NEAREST };
        for (pair, compared) in others.into_iter().take_while(|(pair, _)| near(pair) == best).take(most) {
            tracer.begin(cx, &pair.facts);
            tracer.outcome(match (pair.verdict, &compared) {
                (_, Some(Compared { truth: Truth::True, .. })) => Outcome::Holds,
                (AlignmentVerdict::Aligned, _) => Outcome::Torn,
                (AlignmentVerdict::Split | AlignmentVerdict::Loose(_), _) => Outcome::NotAligned,
            });
            tracer.pair(pair);
            if let Some(compared) = compared {
                tracer.compared(compared);
            }
        }
    }
    tracer.end();
}
