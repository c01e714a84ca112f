//! Rules that assert a condition, or that something does not occur.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{AlignmentVerdict, Keys};
use super::context::Context;
use super::join::Join;
use super::memo::{Judged, Memo};
use super::message::{self, arrange, assumptions_of, label, span_of};
use super::open::Open;
use super::plan::Plan;
use super::run::{RuleRun, Selected};
use super::trace::{self, Clause, Compared, pairs};
use super::values::Eval;
use super::{Truth, limits, mend, print};
use crate::article::ArticleId;
use crate::facts::{Fact, FactId, FieldId, FieldValue, SameKey, Undecided, Value};
use crate::finding::{Claim, Draft, Finding, Verdict, fingerprint};
use crate::language::{Cond, Expr, Must, Rule};

/// What came of one combination of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Holds,
    Undecided(Undecided),
    Violated,
}

/// Runs a rule whose assertion is decided for each combination of facts by itself.
pub fn run<'a>(run: &mut RuleRun<'a>, eval: &Eval<'a>, selected: &[Selected]) {
    let (rule, cx) = (run.rule, run.cx);
    if let [only] = selected {
        for &id in &only.facts {
            run.begin(&[id]);
            if let Some(outcome) = judge(eval, rule, &[id], Truth::True) {
                settle(run, eval, &[id], outcome);
            }
        }
        return;
    }
    let same = rule.same.clone().unwrap_or_default();
    let plan = Plan::new(rule, cx.schema(), &same);
    let meeting = match run.tracer {
        // What meets no other is of interest where it is asked why it came to nothing.
        Some(_) => None,
        None => Join::meeting(cx, rule, &plan, &same, [&selected[0].facts, &selected[1].facts]),
    };
    let looked_at = |n: usize| meeting.as_ref().filter(|_| n < 2).map_or(&selected[n].facts, |facts| &facts[n]);
    let facts: Vec<Vec<FactId>> = (0..selected.len())
        .map(|n| looked_at(n).iter().copied().filter(|&id| may_pass(eval, &plan.local[n], n, id)).collect())
        .collect();
    let keys = combine(run, eval, (&plan, &same), &facts, None);
    near(run, eval, &plan, selected, &facts, keys.as_ref());
    finish(run, &facts);
}

/// [`run`] for a rule with two variables over the whole batch, without exceptions and quantifiers, by what `memo` has from before.
/// `dirty`: the articles of which it has nothing that holds.
pub fn run_again<'a>(run: &mut RuleRun<'a>, eval: &Eval<'a>, memo: &mut Memo, dirty: &FxHashSet<ArticleId>) {
    let same = run.rule.same.clone().unwrap_or_default();
    let plan = Plan::new(run.rule, run.cx.schema(), &same);
    let mut came: [Vec<FactId>; 2] = Default::default();
    for &article in dirty {
        let of = run.of_article(article);
        for (n, selected) in of.selected().into_iter().enumerate() {
            came[n].extend(selected.facts.into_iter().filter(|&id| may_pass(eval, &plan.local[n], n, id)));
        }
    }
    let mut stands = came.iter().all(Vec::is_empty);
    for (passing, came) in memo.passing.iter_mut().zip(&came) {
        let before = passing.len();
        passing.retain(|id| !dirty.contains(&id.article));
        stands &= passing.len() == before;
        passing.extend(came);
        passing.sort_unstable();
    }
    if let Some(said) = memo.said.as_ref().filter(|_| stands) {
        return run.take(&said.count, &said.drafts);
    }
    memo.forget(dirty);
    let facts = std::mem::take(&mut memo.passing);
    combine(run, eval, (&plan, &same), &facts, Some((&mut *memo, &came)));
    finish(run, &facts);
    memo.passing = facts;
    // Near a limit nothing is kept.
    memo.said = (run.tried < run.cx.pairs).then(|| Judged { count: run.count, drafts: run.drafts.clone() });
}

/// Says where not all combinations were tried.
fn finish(run: &mut RuleRun, facts: &[Vec<FactId>]) {
    if run.tried > run.cx.pairs {
        run.limit(&format!("more than {} combinations of facts", run.cx.pairs), facts[0].first().copied());
    }
}

/// Judges all combinations of facts that may be candidates. Returns what they are aligned by, where that is asked for.
fn combine<'a>(
    run: &mut RuleRun<'a>,
    eval: &Eval<'a>,
    (plan, same): (&Plan, &[SameKey]),
    facts: &[Vec<FactId>],
    mut again: Option<(&mut Memo, &[Vec<FactId>; 2])>,
) -> Option<Keys<'a>> {
    let (rule, cx) = (run.rule, run.cx);
    let known = again.as_mut().map(|(memo, _)| std::mem::take(&mut memo.tokens));
    let join = Join::with(cx, rule, plan, same, facts, known);
    let keys = (is_mirrored(rule) && !same.is_empty()).then(|| Keys::new(cx, rule.vars[0].kind, same, None));
    let mirrored = is_mirrored(rule);
    let mut pairs: FxHashMap<(FactId, FactId), (Outcome, bool)> = FxHashMap::default();
    let ended = join.each(&facts[0], |frame| {
        run.begin(frame);
        let judged = || judge(eval, rule, frame, aligned(run, keys.as_ref(), frame));
        let outcome = match (&mut again, frame) {
            (Some((memo, _)), &[a, b]) => *memo.frames.entry([a, b]).or_insert_with(judged),
            _ => judged(),
        };
        let Some(outcome) = outcome else { return ControlFlow::Continue(()) };
        if !mirrored {
            settle(run, eval, frame, outcome);
            return ControlFlow::Continue(());
        }
        // A pair and its mirror image are one candidate; the worse outcome counts, in the order that has it.
        let (a, b) = (frame[0], frame[1]);
        let entry = pairs.entry((a.min(b), a.max(b))).or_insert((outcome, a < b));
        if outcome > entry.0 {
            *entry = (outcome, a < b);
        }
        ControlFlow::Continue(())
    });
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_unstable();
    if let Some(tracer) = run.tracer {
        tracer.end();
    }
    for ((a, b), (outcome, in_order)) in pairs {
        let frame = if in_order { [a, b] } else { [b, a] };
        settle(run, eval, &frame, outcome);
    }
    run.count.candidates += if mirrored { ended.passed / 2 } else { ended.passed };
    let lacking: Vec<(usize, FactId, FieldId)> = facts
        .iter()
        .enumerate()
        .flat_map(|(n, of)| join.open(n, of).into_iter().map(move |(id, field)| (n, id, field)))
        .collect();
    if let Some((memo, _)) = &mut again {
        memo.tokens = join.into_known();
    }
    // A fact that stands for several variables is told of once.
    let mut told: BTreeMap<FactId, FieldId> = BTreeMap::new();
    if !lacking.is_empty() {
        let mut open = Open::new(run, eval, facts, keys.as_ref());
        for (n, id, field) in lacking {
            if told.contains_key(&id) || !cx.any_judged(&[id]) {
                if let Some((memo, _)) = &mut again {
                    memo.witnesses.remove(&(n, id));
                }
                continue;
            }
            let is_open = match &mut again {
                Some((memo, came)) => open.with_any_again(n, id, &facts[1 - n], &came[1 - n], &mut memo.witnesses),
                None => open.with_any(n, id),
            };
            if is_open {
                told.insert(id, field);
            }
        }
        let (opened, steps) = (limits::OPEN - open.left, open.eval.steps.get());
        (run.opened, run.steps) = (opened, run.steps + steps);
    }
    for (id, field) in told {
        let fact = cx.fact(id);
        let why = message::missing(cx, fact, field);
        let name = &cx.schema().def(fact.kind).def(field).name;
        run.count.candidates += 1;
        run.begin(&[id]);
        run.undecided(&[id], why, Some(format!("its `{name}` is not known, so it cannot be compared")));
    }
    run.tried = ended.tried;
    keys
}

/// Whether a pair of the rule's facts is one in either order.
pub fn is_mirrored(rule: &Rule) -> bool {
    rule.vars.len() == 2 && rule.vars[0].kind == rule.vars[1].kind
}

/// Whether the facts speak of one thing, by the rule's `same`.
fn aligned(run: &RuleRun, keys: Option<&Keys>, frame: &[FactId]) -> Truth {
    let Some(keys) = keys else { return Truth::True };
    if let Some(tracer) = run.tracer.filter(|t| t.is_noting()) {
        tracer.pair(pairs::pair(run.cx, keys, frame[0], frame[1]));
    }
    one_thing(run.cx, keys, frame)
}

pub fn one_thing(cx: &Context, keys: &Keys, frame: &[FactId]) -> Truth {
    match keys.align(cx.fact(frame[0]), cx.fact(frame[1])).verdict {
        AlignmentVerdict::Aligned => Truth::True,
        AlignmentVerdict::Split => Truth::False,
        AlignmentVerdict::Loose(why) => Truth::Undecided(why),
    }
}

/// For an explanation, judges combinations that the join passed over: they were no candidates, and this says why.
fn near(run: &RuleRun, eval: &Eval, plan: &Plan, selected: &[Selected], facts: &[Vec<FactId>], keys: Option<&Keys>) {
    let Some(tracer) = run.tracer.filter(|t| t.near) else { return };
    tracer.end();
    let scope = |id: FactId| run.cx.scope_of(run.cx.fact(id), run.rule.within);
    for (n, of) in selected.iter().enumerate() {
        for &id in of.facts.iter().filter(|id| tracer.touches(run.cx.fact(**id))) {
            if !facts[n].contains(&id) {
                run.passed_over(id, trace::Outcome::Where);
                for cond in &plan.local[n] {
                    eval.clause(Clause::Where, cond, &vec![id; n + 1]);
                }
                continue;
            }
            if tracer.knows(id) || facts.len() != 2 {
                continue;
            }
            let others = facts[1 - n].iter().filter(|&&o| o != id && scope(o) == scope(id));
            let mut met = false;
            for &other in others.take(limits::EXPLAINED) {
                let frame = if n == 0 { [id, other] } else { [other, id] };
                run.begin(&frame);
                let aligned = aligned(run, keys, &frame);
                judge(eval, run.rule, &frame, aligned);
                met = true;
            }
            if !met {
                run.passed_over(id, trace::Outcome::Alone);
            }
        }
    }
    tracer.end();
}

fn may_pass(eval: &Eval, conds: &[&Cond], n: usize, id: FactId) -> bool {
    // Conditions on one variable read its place in the frame only.
    let frame = vec![id; n + 1];
    conds.iter().all(|c| eval.cond(c, &frame) != Truth::False)
}

/// `None`: no candidate of the rule.
pub fn judge(eval: &Eval, rule: &Rule, frame: &[FactId], aligned: Truth) -> Option<Outcome> {
    let came = |outcome| {
        if let Some(tracer) = eval.tracer {
            tracer.outcome(outcome);
        }
    };
    if aligned == Truth::False {
        came(trace::Outcome::NotAligned);
        return None;
    }
    let passes = rule.filter.as_ref().map_or(Truth::True, |f| eval.clause(Clause::Where, f, frame));
    let candidate = Truth::all([aligned, passes]);
    if candidate == Truth::False {
        came(trace::Outcome::Where);
        return None;
    }
    let must = match &rule.must {
        Must::Condition(cond) => eval.clause(Clause::Must, cond, frame),
        Must::Agree(agree) => agreed(eval, rule, agree, frame),
        Must::NotOccur | Must::MatchRecord | Must::NeverFall(_) => Truth::False,
    };
    if must == Truth::True {
        return Some(Outcome::Holds);
    }
    let unless = rule.unless.as_ref().map_or(Truth::False, |u| eval.clause(Clause::Unless, u, frame));
    if unless == Truth::True {
        came(trace::Outcome::Unless);
    }
    Some(match (unless, candidate, must) {
        (Truth::True, ..) => Outcome::Holds,
        (_, Truth::Undecided(why), _) | (Truth::Undecided(why), ..) => Outcome::Undecided(why),
        (_, _, Truth::Undecided(why)) => Outcome::Undecided(why),
        _ => Outcome::Violated,
    })
}

/// `must agree on` between two variables: the field of that name in both.
fn agreed(eval: &Eval, rule: &Rule, agree: &crate::language::Agree, frame: &[FactId]) -> Truth {
    use super::agree::{Agreement, Relation};
    let (Some(&a), Some(&b)) = (frame.first(), frame.get(1)) else { return Truth::True };
    let (a, b) = (eval.cx.fact(a), eval.cx.fact(b));
    let name = &eval.cx.schema().def(a.kind).def(agree.field).name;
    let Some(other) = eval.cx.schema().def(b.kind).field(name) else { return Truth::Undecided(Undecided::Name) };
    let agreement = Agreement::new(eval.cx, rule.vars[0].kind, agree, true);
    let missing = |f: &Fact, field| Truth::Undecided(message::missing(eval.cx, f, field));
    let Some(x) = agreement.value(a) else { return missing(a, agree.field) };
    let Some(y) = b.get(other) else { return missing(b, other) };
    let truth = match agreement.relation(&x.value, &y.value) {
        Relation::Agree => Truth::True,
        Relation::Disagree => Truth::False,
        Relation::Undecided(why) => Truth::Undecided(why),
    };
    if let Some(tracer) = eval.tracer.filter(|t| t.is_noting()) {
        let values = [print::show(&x.value), print::show(&y.value)];
        tracer.compared(Compared { field: agree.field, facts: [frame[0], frame[1]], values, truth });
    }
    truth
}

fn settle(run: &mut RuleRun, eval: &Eval, frame: &[FactId], outcome: Outcome) {
    if !run.cx.any_judged(frame) {
        return;
    }
    run.count.candidates += 1;
    if let Some(tracer) = run.tracer.filter(|_| outcome != Outcome::Holds) {
        tracer.resume(frame);
    }
    match outcome {
        Outcome::Holds => {}
        Outcome::Undecided(why) => run.undecided(frame, why, None),
        Outcome::Violated => {
            let draft = violation(run, eval, frame);
            run.violated(draft, frame);
        }
    }
}

/// The fields that a finding of the rule points at: those of the assertion, for both variables where it names one.
fn pointed(rule: &Rule) -> Vec<&Expr> {
    message::asserted_fields(rule)
}

fn violation(run: &RuleRun, eval: &Eval, frame: &[FactId]) -> Draft {
    let (rule, cx) = (run.rule, run.cx);
    let primary_var = primary(run, frame);
    let fields: Vec<(usize, &Fact, Option<&FieldValue>)> = pointed(rule)
        .into_iter()
        .filter_map(|e| match e {
            Expr::Field { var, field, .. } => {
                let fact = eval.fact(frame, *var)?;
                Some((usize::from(var.0), fact, fact.get(*field)))
            }
            _ => None,
        })
        .collect();
    let several = frame.len() > 1;
    let (mut labels, mut claims, mut assumed) = (Vec::new(), Vec::new(), Vec::new());
    for (n, &id) in frame.iter().enumerate() {
        let fact = cx.fact(id);
        let own: Vec<&FieldValue> = fields
            .iter()
            .filter(|f| f.0 == n)
            .filter_map(|f| f.2)
            .filter(|v| v.span().is_some_and(|s| !s.is_empty()))
            .collect();
        if own.is_empty() {
            labels.push(label(fact.article, fact.span, "", n == primary_var));
            claims.push((n, Claim { article: fact.article, kind: fact.kind, field: None, span: fact.span }));
        }
        labels.extend(fact.fields.iter().filter_map(|f| match &f.value {
            Value::Elsewhere(words) => Some(label(words.article, words.span, "the nearest in a source", false)),
            _ => None,
        }));
        for (i, value) in own.iter().enumerate() {
            let span = span_of(fact, Some(value));
            let words = cx.batch.get(fact.article).words(span);
            let shown = print::show(&value.value);
            let note = if several && shown != message::one_line(words) { shown } else { String::new() };
            labels.push(label(fact.article, span, note, n == primary_var && i == 0));
            claims.push((n, Claim { article: fact.article, kind: fact.kind, field: Some(value.field), span }));
        }
    }
    claims.sort_by_key(|(n, _)| *n != primary_var);
    for expr in referenced(rule) {
        if let Some((fact, value)) = eval.field(expr, frame) {
            assumptions_of(cx, fact, value, &mut assumed);
        }
    }
    let (identity, kin) = identity(run, eval, frame);
    let finding = Arc::new(Finding {
        rule: rule.name.clone(),
        level: run.level(),
        verdict: Verdict::Violated,
        message: eval.message(rule, frame),
        help: eval.help(rule, frame),
        fix: run.rule.fix.as_ref().map_or(Vec::new(), |fix| mend::fact(cx, fix, frame[0])),
        labels: arrange(labels),
        assumed,
        record: None,
        related: Vec::new(),
        suppressed: None,
        known: false,
        fingerprint: fingerprint(identity),
    });
    Draft {
        finding,
        claims: claims.into_iter().map(|(_, c)| c).collect(),
        from_record: false,
        compares: several,
        kin: Some(kin),
    }
}

/// Of two facts of one kind the later one contradicts the earlier; else the first variable is what the rule is about.
fn primary(run: &RuleRun, frame: &[FactId]) -> usize {
    match frame {
        [a, b] if run.rule.vars[0].kind == run.rule.vars[1].kind => usize::from(b > a),
        _ => 0,
    }
}

/// Every field of the rule's variables that its conditions name.
fn referenced(rule: &Rule) -> Vec<&Expr> {
    let mut out = Vec::new();
    if let Some(filter) = &rule.filter {
        message::fields_in(filter, rule.vars.len(), &mut out);
    }
    if let Must::Condition(must) = &rule.must {
        message::fields_in(must, rule.vars.len(), &mut out);
    }
    out
}

/// What makes a finding the same finding in another run: the rule and the values that its conditions name. Values that stand nowhere in
/// the text tell no claim from another ("no such day" is said of many): there the words of the fact are added. Second, without these
/// words: several such findings of one article are one to a reader.
fn identity(run: &RuleRun, eval: &Eval, frame: &[FactId]) -> (Vec<String>, String) {
    let cx = run.cx;
    let mut values: Vec<Vec<String>> = vec![Vec::new(); frame.len()];
    let mut worded = vec![false; frame.len()];
    for expr in referenced(run.rule) {
        if let (Expr::Field { var, .. }, Some((fact, value))) = (expr, eval.field(expr, frame))
            && !cx.is_article_date(fact, value)
        {
            values[usize::from(var.0)].push(print::canonical(&value.value));
            worded[usize::from(var.0)] |= value.span().is_some_and(|s| !s.is_empty());
        }
    }
    let words = |id: FactId| {
        let fact = cx.fact(id);
        super::words::comparable(cx.batch.get(fact.article).words(fact.span))
    };
    let mut told = values.clone();
    for (i, &id) in frame.iter().enumerate() {
        if values[i].is_empty() {
            values[i].push(words(id));
        }
        if !worded[i] {
            told[i].push(words(id));
        }
    }
    let whole = |mut values: Vec<Vec<String>>| -> Vec<String> {
        if run.rule.vars.iter().all(|v| v.kind == run.rule.vars[0].kind) {
            values.sort();
        }
        std::iter::once(run.rule.name.to_string()).chain(values.into_iter().flatten()).collect()
    };
    (whole(told), whole(values).join("\n"))
}
