//! What alignment made of the facts of a rule, for those who want to see it: `check --show alignment`.

use rustc_hash::FxHashSet;

use super::align::{KeyMatch, Keys};
use super::context::Context;
use super::group::{Groups, Node};
use super::message::{one_line, span_of};
use super::trace::Compared;
use super::{Truth, limits, print};
use crate::facts::{FactId, FieldId};
use crate::finding::{Grouping, KeySaid, Member, Said, Together};
use crate::language::Rule;

/// The groups of one rule and, up to a limit each, the pairs that were left open or told apart. `compare` says whether two facts
/// agree; `None` where one gives no value.
pub fn groupings(
    cx: &Context,
    rule: &Rule,
    keys: &Keys,
    compared: FieldId,
    groups: &Groups,
    compare: &dyn Fn(FactId, FactId) -> Option<Compared>,
) -> Vec<Grouping> {
    let (aligned, shown) = (groups.aligned(), groups.shown());
    fn facts<'n>(nodes: impl IntoIterator<Item = &'n Node>) -> Vec<FactId> {
        let mut all: Vec<FactId> = nodes.into_iter().flat_map(|node| node.facts.iter().copied()).collect();
        all.sort_unstable();
        all
    }
    let grouping = |how, facts: Vec<FactId>| Grouping {
        rule: rule.name.clone(),
        kind: cx.schema().def(keys.kind).name.clone(),
        how,
        field: cx.schema().def(keys.kind).def(compared).name.clone(),
        members: facts.iter().map(|&id| member(cx, id, compared)).collect(),
        keys: (0..keys.keys.len()).map(|key| said(cx, keys, key, &facts)).collect(),
        differ: Vec::new(),
        open: Vec::new(),
    };
    let mut out: Vec<Grouping> = Vec::new();
    let grouped: FxHashSet<FactId> =
        aligned.groups.iter().flat_map(|g| g.nodes.iter().map(|node| node.first())).collect();
    // Facts that say the same in every key and in the compared value are a group by themselves.
    let alike = shown.several.iter().filter(|node| !grouped.contains(&node.first()));
    let mut groups: Vec<Vec<FactId>> = aligned.groups.iter().map(|g| facts(g.nodes.iter().map(|n| &**n))).collect();
    groups.extend(alike.map(|node| facts([*node])));
    groups.sort_unstable();
    out.extend(groups.into_iter().map(|facts| {
        let mut group = grouping(Together::One, facts.clone());
        relate(&mut group, &facts, compare);
        group
    }));
    out.extend(aligned.torn.iter().take(limits::SHOWN_PAIRS).map(|(node, with)| {
        let all = std::iter::once(node).chain(with).map(|node| &**node);
        grouping(Together::Torn, facts(all))
    }));
    let loose = shown.loose.iter().take(limits::SHOWN_PAIRS);
    out.extend(loose.map(|&(pair, why)| grouping(Together::Open(why), facts(pair))));
    let apart = shown.apart.iter().take(limits::SHOWN_PAIRS);
    out.extend(apart.map(|&pair| grouping(Together::Apart, facts(pair))));
    out
}

fn member(cx: &Context, id: FactId, compared: FieldId) -> Member {
    let fact = cx.fact(id);
    let value = fact.get(compared);
    Member {
        article: fact.article,
        span: span_of(fact, value),
        value: value.map_or(String::new(), |v| one_line(&print::show(&v.value))),
        says: 0,
    }
}

/// Notes which members say the same, and what of it contradicts what.
fn relate(group: &mut Grouping, facts: &[FactId], compare: &dyn Fn(FactId, FactId) -> Option<Compared>) {
    let truth = |a, b| compare(a, b).map_or(Truth::True, |c| c.truth);
    // The first fact that says each thing, and how it is written.
    let mut said: Vec<(FactId, String)> = Vec::new();
    for (member, &fact) in group.members.iter_mut().zip(facts) {
        let mut alike = said.iter().take(limits::SHOWN_VALUES);
        member.says = match alike.position(|(id, value)| *value == member.value && truth(*id, fact) == Truth::True) {
            Some(at) => at,
            None => {
                said.push((fact, member.value.clone()));
                said.len() - 1
            }
        };
    }
    let shown = &said[..said.len().min(limits::SHOWN_VALUES)];
    for (i, (a, _)) in shown.iter().enumerate() {
        for (j, (b, _)) in shown.iter().enumerate().skip(i + 1) {
            match truth(*a, *b) {
                Truth::True => {}
                Truth::False => group.differ.push((i, j)),
                Truth::Undecided(_) => group.open.push((i, j)),
            }
        }
    }
}

/// What facts say of one key: all of each pair agree, some pair differs, or too few say anything.
fn said(cx: &Context, keys: &Keys, key: usize, facts: &[FactId]) -> KeySaid {
    let mut values: Vec<String> =
        facts.iter().filter_map(|&id| keys.value(key, cx.fact(id))).map(|v| one_line(&print::show(&v.value))).collect();
    let known = values.len();
    values.sort_unstable();
    values.dedup();
    let shown = &facts[..facts.len().min(limits::LABELS_IN_GROUP)];
    let pairs = || shown.iter().enumerate().flat_map(|(n, &a)| shown[n + 1..].iter().map(move |&b| (a, b)));
    let found = |wanted| pairs().any(|(a, b)| keys.key(key, cx.fact(a), cx.fact(b)) == wanted);
    let said = match (found(KeyMatch::Differ), found(KeyMatch::Agree)) {
        (true, _) => Said::Differ,
        (false, true) => Said::Agree,
        (false, false) => Said::Unknown,
    };
    let name = cx.schema().def(keys.kind).def(keys.keys[key].field).name.clone();
    KeySaid { name, said, values, missing: facts.len() - known }
}
