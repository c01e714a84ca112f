//! `must agree on FIELD`: facts that speak of one thing are grouped, and their values compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::agree::{Agreement, Relation};
use super::align::{Alignment, AlignmentVerdict, KeyMatch, Keys};
use super::group::{self, Groups, Node, Terms};
use super::memo::{Judged, Member, Memo};
use super::message::{arrange, assumptions_of, label, one_line, span_of};
use super::run::RuleRun;
use super::trace::{Outcome, pairs};
use super::values::Eval;
use super::{limits, mend, print};
use crate::article::ArticleId;
use crate::facts::{Fact, FactId, SameKey, Undecided, Value};
use crate::finding::{Claim, Draft, Finding, Verdict, fingerprint};
use crate::language::{Agree, Rule};

/// The keys by which facts of the rule's kind are aligned.
pub fn keys_of(run: &RuleRun, rule: &Rule) -> Vec<SameKey> {
    rule.same.clone().unwrap_or_else(|| run.cx.schema().def(rule.vars[0].kind).same_when.clone())
}

pub fn run<'a>(run: &mut RuleRun<'a>, eval: &Eval, agree: &'a Agree) {
    let mut memo = Memo::default();
    let selected = run.selected();
    for facts in run.passing(eval, &selected[0].facts) {
        let kept: Vec<_> = facts.iter().copied().filter(|(id, _)| !run.any_excepted(&[*id])).collect();
        for (id, _) in facts.iter().filter(|(id, _)| run.any_excepted(&[*id])) {
            run.passed_over(*id, Outcome::Excepted);
        }
        let before = run.count.violated;
        scope(run, eval, agree, &kept, &mut memo);
        if kept.len() < facts.len() {
            // What would be found if the excepted articles took part is counted as excepted.
            let mut whole = run.without_exceptions();
            scope(&mut whole, eval, agree, &facts, &mut memo);
            run.count.excepted += whole.count.violated.saturating_sub(run.count.violated - before);
        }
    }
}

/// [`run`] for a rule over the whole batch without exceptions, by what `memo` has from before. `dirty`: the articles of which it has
/// nothing that holds.
pub fn run_again<'a>(
    run: &mut RuleRun<'a>,
    eval: &Eval,
    agree: &'a Agree,
    memo: &mut Memo,
    dirty: &FxHashSet<ArticleId>,
) {
    memo.forget(dirty);
    let (keys, agreement) = terms(run, agree);
    let (mut gone, mut came) = (Vec::new(), Vec::new());
    for article in run.cx.batch.ids().filter(|id| dirty.contains(id)) {
        let mut of = run.of_article(article);
        let selected = of.selected();
        let facts: Vec<_> = of.passing(eval, &selected[0].facts).concat();
        let told: Vec<_> = told(run, &agreement, &facts);
        let form = |id| agreement.form_of(run.cx.fact(id));
        let found: Arc<[Member]> = group::members(&keys, &told, &form, &mut memo.profiles).into();
        came.extend_from_slice(&found);
        let was = memo.members.insert(article, found);
        gone.extend(was.iter().flat_map(|was| was.iter().map(|member| member.profile)));
    }
    let of = |article: ArticleId| memo.members.get(&article).into_iter().flat_map(|of| of.iter());
    let differ = |a, b| agreement.of(a, b) == Relation::Disagree;
    let by = Terms { keys: &keys, differ: &differ };
    let member = |id: FactId| of(id.article).find(|member| member.id == id);
    let groups = memo
        .groups
        .take()
        .and_then(|mut groups| groups.change(by, dirty, &gone, &came, &member, &mut memo.fits).then_some(groups));
    let groups = groups.unwrap_or_else(|| {
        // The numbers of its parts are those of others before.
        memo.judged.clear();
        Groups::new(by, run.cx.batch.ids().flat_map(of), &mut memo.fits)
    });
    settle(run, eval, agree, (&keys, &agreement), &groups, memo);
    memo.groups = Some(groups);
}

/// What facts are aligned by, and how their values are compared.
fn terms<'a>(run: &RuleRun<'a>, agree: &'a Agree) -> (Keys<'a>, Agreement<'a>) {
    let kind = run.rule.vars[0].kind;
    let keys = Keys::new(run.cx, kind, &keys_of(run, run.rule), Some(agree.field));
    let alone = keys.keys.iter().any(|k| k.alone);
    (keys, Agreement::new(run.cx, kind, agree, alone))
}

/// Facts that do not give the compared value say nothing here.
fn told(
    run: &RuleRun,
    agreement: &Agreement,
    facts: &[(FactId, Option<Undecided>)],
) -> Vec<(FactId, Option<Undecided>)> {
    facts.iter().copied().filter(|(id, _)| agreement.value(run.cx.fact(*id)).is_some()).collect()
}

/// The facts of one scope.
fn scope<'a>(
    run: &mut RuleRun<'a>,
    eval: &Eval,
    agree: &'a Agree,
    facts: &[(FactId, Option<Undecided>)],
    memo: &mut Memo,
) {
    let (keys, agreement) = terms(run, agree);
    let told = told(run, &agreement, facts);
    for (id, _) in facts.iter().filter(|(id, _)| agreement.value(run.cx.fact(*id)).is_none()) {
        run.passed_over(*id, Outcome::NoValue(agree.field));
    }
    let members = group::members(&keys, &told, &|id| agreement.form_of(run.cx.fact(id)), &mut memo.profiles);
    let differ = |a, b| agreement.of(a, b) == Relation::Disagree;
    let groups = Groups::new(Terms { keys: &keys, differ: &differ }, members.iter(), &mut memo.fits);
    settle(run, eval, agree, (&keys, &agreement), &groups, memo);
    let told: Vec<FactId> = members.iter().map(|member| member.id).collect();
    pairs::near(run, &keys, &told, &|a, b| agreement.compared(a, b));
}

/// Compares the values of what speaks of one thing.
fn settle(
    run: &mut RuleRun,
    eval: &Eval,
    agree: &Agree,
    (keys, agreement): (&Keys, &Agreement),
    groups: &Groups,
    memo: &mut Memo,
) {
    let aligned = groups.aligned();
    for (what, at) in &aligned.limits {
        run.limit(what, Some(*at));
    }
    run.show_alignment(keys, agree.field, groups, &|a, b| agreement.compared(a, b));
    // Facts that say the same in everything are a group, too, and one that agrees.
    run.count.candidates += aligned.alike;
    memo.judged.retain(|(part, _), _| groups.has_part(*part));
    for group in &aligned.groups {
        let nodes = || group.nodes.iter().map(|node| &**node).collect::<Vec<_>>();
        if !run.again {
            judge(run, eval, agree, keys, agreement, &nodes());
            continue;
        }
        let judged = memo.judged.entry(group.number).or_insert_with(|| {
            let mut alone = run.without_exceptions();
            judge(&mut alone, eval, agree, keys, agreement, &nodes());
            Judged { count: alone.count, drafts: alone.drafts }
        });
        run.take(&judged.count, &judged.drafts);
    }
    for &(a, b, why) in &aligned.open {
        open_or_recall(run, (keys, agreement), [a, b], why, memo);
    }
    // Of two such nodes that are aligned with each other, one tells of both.
    let mut pairs_told: FxHashSet<[FactId; 2]> = FxHashSet::default();
    for (torn, with) in aligned.torn {
        let torn = torn.first();
        if let Some(other) = with.iter().map(|n| n.first()).find(|&other| memo.differ(agreement, torn, other))
            && pairs_told.insert([torn.min(other), torn.max(other)])
        {
            open_or_recall(run, (keys, agreement), [torn, other], Undecided::Alignment, memo);
        }
    }
}

/// Says that it is open whether two facts that differ speak of one thing, in the words that `memo` has for it.
fn open_or_recall(
    run: &mut RuleRun,
    (keys, agreement): (&Keys, &Agreement),
    pair: [FactId; 2],
    why: Undecided,
    memo: &mut Memo,
) {
    let open = |run: &mut RuleRun| {
        run.count.candidates += 1;
        run.begin(&pair);
        pairs::two(run, keys, pair, &|a, b| agreement.compared(a, b));
        run.undecided(&pair, why, None);
    };
    if !run.again {
        return open(run);
    }
    let opened = memo.opened.entry(pair).or_insert_with(|| {
        let mut alone = run.without_exceptions();
        open(&mut alone);
        Judged { count: alone.count, drafts: alone.drafts }
    });
    run.take(&opened.count, &opened.drafts);
}

/// Compares the values of one group and reports what disagrees.
fn judge(run: &mut RuleRun, eval: &Eval, agree: &Agree, keys: &Keys, agreement: &Agreement, nodes: &[&Node]) {
    run.count.candidates += 1;
    let members = || nodes.iter().flat_map(|n| n.facts.iter().copied());
    pairs::group(run, keys, members, &|a, b| agreement.compared(a, b));
    let sure: Vec<&Node> = nodes.iter().copied().filter(|n| n.open.is_none()).collect();
    if report(run, eval, agree, keys, agreement, &sure) == Found::Agreement
        && let Some(why) = nodes.iter().find_map(|n| n.open)
        && disagreements(agreement, run.cx, nodes).is_ok_and(|d| !d.is_empty())
    {
        // Those of whom `where` is undecided would disagree.
        run.undecided(&nodes.iter().map(|n| n.first()).collect::<Vec<_>>(), why, None);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Agreement,
    Reported,
}

/// A value with all nodes that give it.
struct Stated<'n> {
    form: String,
    nodes: Vec<&'n Node>,
}

/// Groups of values that disagree with another group: each entry is a set of such groups that belong together.
/// `Err`: more values than are compared.
fn disagreements<'n>(
    agreement: &Agreement,
    cx: &super::Context,
    nodes: &[&'n Node],
) -> Result<Vec<Vec<Vec<Stated<'n>>>>, ()> {
    let mut by_form: BTreeMap<String, Vec<&Node>> = BTreeMap::new();
    for node in nodes {
        let fact = cx.fact(node.first());
        if agreement.value(fact).is_some() {
            by_form.entry(agreement.form_of(fact)).or_default().push(node);
        }
    }
    if by_form.len() > limits::VALUES_IN_CLUSTER {
        return Err(());
    }
    let mut stated: Vec<Stated> = by_form.into_iter().map(|(form, nodes)| Stated { form, nodes }).collect();
    // What most say comes first; vaguer values then join it rather than found a group.
    let weight = |s: &Stated| s.nodes.iter().map(|n| n.facts.len()).sum::<usize>();
    stated.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a.form.cmp(&b.form)));
    let relation = |a: &Stated, b: &Stated| {
        let (a, b) = (cx.fact(a.nodes[0].first()), cx.fact(b.nodes[0].first()));
        if agreement.across_articles_only() && a.article == b.article {
            return Relation::Undecided(Undecided::Alignment);
        }
        agreement.facts(a, b)
    };
    let mut groups: Vec<Vec<Stated>> = Vec::new();
    for value in stated {
        match groups.iter().position(|g| g.iter().all(|s| relation(s, &value) == Relation::Agree)) {
            Some(at) => groups[at].push(value),
            None => groups.push(vec![value]),
        }
    }
    let judged = |s: &Stated| s.nodes.iter().any(|n| cx.any_judged(&n.facts));
    let disagree = |a: &[Stated], b: &[Stated]| {
        let clash = |x: &Stated, y: &Stated| (judged(x) || judged(y)) && relation(x, y) == Relation::Disagree;
        a.iter().any(|x| b.iter().any(|y| clash(x, y)))
    };
    let n = groups.len();
    let pairs: Vec<(usize, usize)> = (0..n)
        .flat_map(|i| (i + 1..n).map(move |j| (i, j)))
        .filter(|&(i, j)| disagree(&groups[i], &groups[j]))
        .collect();
    // Quotations of several utterances: only those that clash belong together.
    let mut part: Vec<usize> = (0..n).collect();
    for &(i, j) in &pairs {
        let (from, to) = (part[i].max(part[j]), part[i].min(part[j]));
        part.iter_mut().filter(|p| **p == from).for_each(|p| *p = to);
    }
    let clashing: FxHashSet<usize> = pairs.iter().flat_map(|&(i, j)| [i, j]).collect();
    let mut parts: BTreeMap<usize, Vec<Vec<Stated>>> = BTreeMap::new();
    for (i, group) in groups.into_iter().enumerate() {
        if clashing.contains(&i) {
            parts.entry(part[i]).or_default().push(group);
        }
    }
    let mut parts: Vec<Vec<Vec<Stated>>> = parts.into_values().collect();
    // Of each side only what clashes is shown: a surname alone is no spelling of the given name.
    for groups in &mut parts {
        let clashes: Vec<Vec<bool>> = (0..groups.len())
            .map(|i| {
                let others = |s: &Stated| {
                    let mut rest = groups.iter().enumerate().filter(|(j, _)| *j != i).flat_map(|(_, g)| g);
                    rest.any(|o| relation(s, o) == Relation::Disagree)
                };
                groups[i].iter().map(others).collect()
            })
            .collect();
        for (group, keep) in groups.iter_mut().zip(clashes) {
            let mut keep = keep.into_iter();
            group.retain(|_| keep.next().unwrap_or(true));
        }
    }
    Ok(parts)
}

fn report(run: &mut RuleRun, eval: &Eval, agree: &Agree, keys: &Keys, agreement: &Agreement, nodes: &[&Node]) -> Found {
    let Ok(parts) = disagreements(agreement, run.cx, nodes) else {
        run.limit("more different values of one thing than are compared", Some(nodes[0].first()));
        return Found::Reported;
    };
    if parts.is_empty() {
        // Values that cannot be compared leave the group open.
        for (i, a) in nodes.iter().enumerate() {
            for b in &nodes[i + 1..] {
                let (x, y) = (run.cx.fact(a.first()), run.cx.fact(b.first()));
                if let Relation::Undecided(why) = agreement.facts(x, y) {
                    run.undecided(&[a.first(), b.first()], why, None);
                    return Found::Reported;
                }
            }
        }
        return Found::Agreement;
    }
    let cx = run.cx;
    for groups in parts {
        // Between two of the groups there must be a pair that is aligned by itself, not by way of a third fact.
        let direct = groups.iter().enumerate().find_map(|(i, g)| {
            groups[i + 1..].iter().find_map(|h| {
                let pairs = members(g).flat_map(|a| members(h).map(move |b| (a, b)));
                pairs
                    .filter(|(a, b)| cx.any_judged(&a.facts) || cx.any_judged(&b.facts))
                    .map(|(a, b)| (a, b, keys.align(keys.fact(a.first()), keys.fact(b.first()))))
                    .find(|(.., alignment)| alignment.verdict == AlignmentVerdict::Aligned)
            })
        });
        let all: Vec<FactId> = groups.iter().flat_map(|g| members(g)).map(|n| n.first()).collect();
        match direct {
            Some((a, b, alignment)) => {
                pairs::two(run, keys, [a.first(), b.first()], &|a, b| agreement.compared(a, b));
                let draft = violation(run, eval, agree, keys, &groups, (a.first(), b.first(), &alignment));
                run.violated(draft, &all);
            }
            None => run.undecided(&all[..all.len().min(limits::LABELS_IN_GROUP)], Undecided::Alignment, None),
        }
    }
    Found::Reported
}

fn members<'g, 'n>(group: &'g [Stated<'n>]) -> impl Iterator<Item = &'n Node> + use<'g, 'n> {
    group.iter().flat_map(|s| s.nodes.iter().copied())
}

fn violation(
    run: &RuleRun,
    eval: &Eval,
    agree: &Agree,
    keys: &Keys,
    groups: &[Vec<Stated>],
    why: (FactId, FactId, &Alignment),
) -> Draft {
    let (rule, cx) = (run.rule, run.cx);
    let kind = cx.schema().def(rule.vars[0].kind);
    let field = &kind.def(agree.field).name;
    let facts_of = |g: &[Stated]| {
        let mut all: Vec<FactId> = members(g).flat_map(|n| n.facts.iter().copied()).collect();
        all.sort_unstable();
        all
    };
    // The side with fewer witnesses is marked first, the later one where they are even.
    let sides: Vec<(Vec<FactId>, String)> = groups.iter().map(|g| (facts_of(g), shown(run, agree, g))).collect();
    let articles = |facts: &[FactId]| {
        let mut all: Vec<_> = facts.iter().map(|&id| cx.fact(id).article).collect();
        all.dedup();
        all.len()
    };
    let odd = (0..sides.len())
        .min_by_key(|&i| (articles(&sides[i].0), sides[i].0.len(), std::cmp::Reverse(sides[i].0[0])))
        .unwrap_or(0);
    let (mut labels, mut claims, mut assumed) = (Vec::new(), Vec::new(), Vec::new());
    for (i, (facts, says)) in sides.iter().enumerate() {
        let more = facts.len().saturating_sub(limits::LABELS_IN_GROUP);
        for (n, &id) in facts.iter().take(limits::LABELS_IN_GROUP).enumerate() {
            let fact = cx.fact(id);
            let value = fact.get(agree.field);
            let span = span_of(fact, value);
            let words = cx.batch.get(fact.article).words(span);
            let mut note = if *says == one_line(words) { String::new() } else { says.clone() };
            if n + 1 == limits::LABELS_IN_GROUP && more > 0 {
                note = format!("{note}{}and {more} more", if note.is_empty() { "" } else { ", " });
            }
            labels.push(label(fact.article, span, note, i == odd && n == 0));
            claims.push((
                i != odd || n > 0,
                Claim { article: fact.article, kind: fact.kind, field: Some(agree.field), span },
            ));
            if let Some(value) = value {
                assumptions_of(cx, fact, value, &mut assumed);
            }
        }
    }
    claims.sort_by_key(|(other, _)| *other);
    let mut taken = why_one(run, keys, why);
    taken.append(&mut assumed);
    let said: Vec<Vec<FactId>> = sides.iter().map(|(facts, _)| facts.clone()).collect();
    let mended = rule.fix.as_ref().map_or(Vec::new(), |fix| mend::sides(cx, fix, &said));
    let primary = sides.get(odd).and_then(|(facts, _)| facts.first().copied()).unwrap_or(why.0);
    let finding = Arc::new(Finding {
        rule: rule.name.clone(),
        level: run.level(),
        verdict: Verdict::Violated,
        message: match &rule.say {
            Some(say) => eval.template(say, &[primary]),
            None => {
                let says: Vec<String> = sides.iter().map(|(_, says)| format!("“{says}”")).collect();
                format!("accounts of one {} differ in `{field}`: {}", kind.name, print::listed(&says))
            }
        },
        help: eval.help(rule, &[primary]),
        fix: mended,
        labels: arrange(labels),
        assumed: taken,
        record: None,
        related: Vec::new(),
        suppressed: None,
        known: false,
        fingerprint: fingerprint(identity(run, keys, groups)),
    });
    Draft {
        finding,
        claims: claims.into_iter().map(|(_, c)| c).collect(),
        from_record: false,
        compares: true,
        kin: None,
    }
}

/// The value of a group as most of it say it.
fn shown(run: &RuleRun, agree: &Agree, group: &[Stated]) -> String {
    let value = members(group).find_map(|n| run.cx.fact(n.first()).value(agree.field));
    value.map_or(String::new(), |v| one_line(&print::show(v)))
}

/// Why two facts were taken for one thing, and what they leave open.
fn why_one(run: &RuleRun, keys: &Keys, (a, b, alignment): (FactId, FactId, &Alignment)) -> Vec<String> {
    let cx = run.cx;
    let kind = cx.schema().def(keys.kind);
    let mut out = Vec::new();
    if keys.keys.iter().all(|k| !k.alone) {
        let agree: Vec<String> = (0..keys.keys.len())
            .filter(|&i| alignment.keys[i] == KeyMatch::Agree)
            .filter_map(|i| {
                let value = keys.value(i, cx.fact(a)).or(keys.value(i, cx.fact(b)))?;
                Some(format!("`{}` ({})", kind.def(keys.keys[i].field).name, one_line(&print::show(&value.value))))
            })
            .collect();
        out.push(format!("taken for one {}: {} agree", kind.name, print::listed(&agree)));
    }
    for (i, key) in keys.keys.iter().enumerate() {
        for id in [a, b] {
            let fact = cx.fact(id);
            let article = &cx.batch.get(fact.article).name;
            let name = &kind.def(key.field).name;
            match (alignment.keys[i], keys.value(i, fact)) {
                (KeyMatch::Unknown, None) => out.push(format!("`{article}` gives no {name} for the {}", kind.name)),
                (KeyMatch::Agree, Some(value)) => {
                    if let Value::Date(d) = &value.value
                        && d.yearless.is_some()
                    {
                        let words = one_line(cx.batch.get(fact.article).words(span_of(fact, Some(value))));
                        out.push(format!("`{article}` gives no year with “{words}”"));
                    }
                    assumptions_of(cx, fact, value, &mut out);
                }
                _ => {}
            }
        }
    }
    let mut seen = FxHashSet::default();
    out.retain(|s| seen.insert(s.clone()));
    out
}

/// What makes the finding the same in another run: the rule, the keys on which all who give them are one, and the values.
fn identity(run: &RuleRun, keys: &Keys, groups: &[Vec<Stated>]) -> Vec<String> {
    let facts: Vec<&Fact> = groups.iter().flat_map(|g| members(g)).map(|n| run.cx.fact(n.first())).collect();
    let mut out = vec![run.rule.name.to_string()];
    for i in 0..keys.keys.len() {
        let mut said: Vec<String> =
            facts.iter().filter_map(|f| keys.value(i, f)).map(|v| print::canonical(&v.value)).collect();
        said.sort_unstable();
        said.dedup();
        out.push(match &said[..] {
            [one] => one.clone(),
            _ => String::new(),
        });
    }
    let mut values: Vec<&str> = groups.iter().flatten().map(|s| s.form.as_str()).collect();
    values.sort_unstable();
    out.extend(values.iter().map(|v| v.to_string()));
    out
}
