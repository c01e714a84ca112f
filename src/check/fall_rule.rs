//! `must never fall on FIELD`: what later articles say of one thing is not below what earlier ones said.

use std::sync::Arc;

use super::agree_rule::keys_of;
use super::align::Keys;
use super::compare::ranges;
use super::context::Context;
use super::group::{self, Groups, Node, Terms};
use super::memo::{Fits, Profiles};
use super::message::{arrange, assumptions_of, label, span_of};
use super::run::RuleRun;
use super::trace::{Compared, Outcome, pairs};
use super::values::Eval;
use super::{Truth, print};
use crate::facts::{Fact, FactId, FieldId, Undecided, Value};
use crate::finding::{Claim, Draft, Finding, Verdict, fingerprint};

pub fn run(run: &mut RuleRun, eval: &Eval, field: FieldId) {
    let cx = run.cx;
    let (mut profiles, mut fits) = (Profiles::default(), Fits::default());
    let selected = run.selected();
    let keys = Keys::new(cx, run.rule.vars[0].kind, &keys_of(run, run.rule), Some(field));
    for facts in run.passing(eval, &selected[0].facts) {
        for (id, _) in facts.iter().filter(|(id, _)| known(cx.fact(*id), field).is_none()) {
            run.passed_over(*id, Outcome::NoValue(field));
        }
        let told: Vec<_> = facts.into_iter().filter(|(id, _)| known(cx.fact(*id), field).is_some()).collect();
        let form = |id: FactId| {
            let fact = cx.fact(id);
            format!("{} {:?}", known(fact, field).map_or(String::new(), print::canonical), run.cx.told_on(fact))
        };
        let members = group::members(&keys, &told, &form, &mut profiles);
        let by = Terms { keys: &keys, differ: &|_, _| false };
        let groups = Groups::new(by, members.iter(), &mut fits);
        let aligned = groups.aligned();
        for (what, at) in &aligned.limits {
            run.limit(what, Some(*at));
        }
        run.show_alignment(&keys, field, &groups, &|a, b| compared(cx, field, a, b));
        for group in &aligned.groups {
            run.count.candidates += 1;
            let nodes: Vec<&Node> = group.nodes.iter().map(|node| &**node).collect();
            let members = || nodes.iter().map(|n| n.first());
            pairs::group(run, &keys, members, &|a, b| compared(cx, field, a, b));
            judge(run, eval, field, &nodes);
        }
        let told: Vec<FactId> = told.iter().map(|(id, _)| *id).collect();
        pairs::near(run, &keys, &told, &|a, b| compared(cx, field, a, b));
    }
}

fn known(fact: &Fact, field: FieldId) -> Option<&Value> {
    fact.value(field).filter(|v| !matches!(v, Value::Unknown(_)))
}

/// Two numbers in time: whether the later one is not below the earlier one.
fn compared(cx: &Context, field: FieldId, a: FactId, b: FactId) -> Option<Compared> {
    let (first, second) = match (cx.told_on(cx.fact(a)), cx.told_on(cx.fact(b))) {
        (Some(x), Some(y)) if y.1 < x.0 => (b, a),
        _ => (a, b),
    };
    let (x, y) = (known(cx.fact(first), field)?, known(cx.fact(second), field)?);
    let in_time = matches!((cx.told_on(cx.fact(first)), cx.told_on(cx.fact(second))), (Some(x), Some(y)) if x.1 < y.0);
    let truth = match ranges(y, x) {
        Err(why) => Truth::Undecided(why),
        Ok((y, x)) if !y.is_below(x) && !x.is_below(y) => Truth::True,
        Ok(_) if !in_time => Truth::Undecided(Undecided::Date),
        Ok((y, x)) => Truth::of(!y.is_below(x)),
    };
    let values = [print::show(x), print::show(y)];
    Some(Compared { field, facts: [first, second], values, truth })
}

fn judge(run: &mut RuleRun, eval: &Eval, field: FieldId, nodes: &[&Node]) {
    let cx = run.cx;
    let mut in_time: Vec<((i32, i32), FactId)> = Vec::new();
    let mut undated: Vec<FactId> = Vec::new();
    for node in nodes {
        match run.cx.told_on(cx.fact(node.first())) {
            Some(time) if node.open.is_none() => in_time.push((time, node.first())),
            _ => undated.push(node.first()),
        }
    }
    in_time.sort_unstable();
    let below = |a: FactId, b: FactId| {
        let (x, y) = (known(cx.fact(a), field)?, known(cx.fact(b), field)?);
        ranges(x, y).ok().map(|(x, y)| x.is_below(y))
    };
    // Each fall is told once, against the highest that was said before it.
    let mut highest: Option<((i32, i32), FactId)> = None;
    let mut fell = false;
    for &(time, id) in &in_time {
        match highest {
            Some((before, top)) if before.1 < time.0 && below(id, top) == Some(true) => {
                fell = true;
                let draft = violation(run, eval, field, top, id);
                run.violated(draft, &[top, id]);
            }
            Some((_, top)) if below(top, id) != Some(true) => {}
            _ => highest = Some((time, id)),
        }
    }
    if fell {
        return;
    }
    // Without a date nobody knows which of two articles is the later one. Two of one day have no order at all.
    let article = |id: FactId| cx.fact(id).article;
    let differ = |a: FactId, b: FactId| below(a, b) == Some(true) || below(b, a) == Some(true);
    let others = || undated.iter().copied().chain(in_time.iter().map(|&(_, id)| id));
    let open = undated.iter().find_map(|&id| {
        others().find(|&o| o != id && article(o) != article(id) && differ(id, o)).map(|other| [id, other])
    });
    if let Some(facts) = open {
        run.undecided(&facts, Undecided::Date, None);
    }
}

fn violation(run: &RuleRun, eval: &Eval, field: FieldId, earlier: FactId, later: FactId) -> Draft {
    let cx = run.cx;
    let kind = cx.schema().def(run.rule.vars[0].kind);
    let name = &kind.def(field).name;
    let (mut labels, mut claims, mut assumed, mut shown) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for id in [later, earlier] {
        let fact = cx.fact(id);
        let value = fact.get(field);
        let span = span_of(fact, value);
        let article = cx.batch.get(fact.article);
        let dated = article.date.as_ref().map_or(String::new(), |d| print::date(&d.value));
        labels.push(label(fact.article, span, dated.clone(), id == later));
        claims.push(Claim { article: fact.article, kind: fact.kind, field: Some(field), span });
        assumed.extend(article.date.as_ref().map(|d| format!("`{}` is of {dated}, from {}", article.name, d.by)));
        if let Some(value) = value {
            shown.push(print::show(&value.value));
            assumptions_of(cx, fact, value, &mut assumed);
        }
    }
    let values: Vec<String> =
        [earlier, later].iter().filter_map(|&id| known(cx.fact(id), field)).map(print::canonical).collect();
    let finding = Arc::new(Finding {
        rule: run.rule.name.clone(),
        level: run.level(),
        verdict: Verdict::Violated,
        message: match &run.rule.say {
            Some(say) => eval.template(say, &[later]),
            None => format!(
                "`{name}` of one {} falls from {}",
                kind.name,
                shown.iter().rev().cloned().collect::<Vec<_>>().join(" to ")
            ),
        },
        help: eval.help(run.rule, &[later]),
        fix: Vec::new(),
        labels: arrange(labels),
        assumed,
        record: None,
        related: Vec::new(),
        suppressed: None,
        known: false,
        fingerprint: fingerprint(std::iter::once(run.rule.name.to_string()).chain(values)),
    });
    Draft { finding, claims, from_record: false, compares: true, kin: None }
}
