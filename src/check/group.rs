//! Facts that speak of one thing, brought together by keys without comparing each with each.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{AlignmentVerdict, Keys};
use super::cluster::{Fit, clusters};
use super::memo::{Member, Memo};
use super::{limits, print};
use crate::facts::{FactId, Undecided};

/// Facts that say the same in every key and in the compared value: what holds for the first holds for all.
pub struct Node {
    pub facts: Vec<FactId>,
    /// `where` or `unless` is undecided for it.
    pub open: Option<Undecided>,
}

impl Node {
    pub fn first(&self) -> FactId {
        self.facts[0]
    }
}

/// Groups of facts that speak of one thing, and pairs for which too little is known.
pub struct Aligned {
    pub nodes: Vec<Node>,
    /// Indices of nodes.
    pub groups: Vec<Vec<u32>>,
    /// Pairs of nodes that agree in one key and differ in none.
    pub loose: Vec<(u32, u32, Undecided)>,
    /// The first pairs that agree in one key and differ in another.
    pub apart: Vec<(u32, u32)>,
    /// Nodes that fit several groups and so joined none, each with those that it is aligned with.
    pub torn: Vec<(u32, Vec<u32>)>,
    /// Limits that were met, each at a fact.
    pub limits: Vec<(String, FactId)>,
}

/// Facts with all that their groups rest on. `form` is equal for facts whose compared values are written alike.
pub fn members(
    keys: &Keys,
    facts: &[(FactId, Option<Undecided>)],
    form: &dyn Fn(FactId) -> String,
    memo: &mut Memo,
) -> Vec<Member> {
    let member = |&(id, open): &(FactId, Option<Undecided>)| {
        let fact = keys.fact(id);
        let mut profile: Vec<String> = (0..keys.keys.len())
            .map(|i| keys.value(i, fact).map_or(String::new(), |v| print::canonical(&v.value)))
            .collect();
        // What else the alignment of two facts rests on: which keys share words, and when it was.
        let overlaps: Vec<String> = (0..keys.keys.len())
            .flat_map(|i| (i + 1..keys.keys.len()).map(move |j| (i, j)))
            .filter(|&(i, j)| keys.share_words(i, j, fact))
            .map(|(i, j)| format!("{i}-{j}"))
            .collect();
        profile.push(overlaps.join(","));
        profile.push(format!("{:?}", keys.time_of(fact)));
        profile.push(form(id));
        profile.push(open.map_or(String::new(), |why| why.word().into()));
        let tokens = (0..keys.keys.len()).map(|k| keys.tokens(k, fact)).collect();
        Member { id, open, profile: memo.profile(profile), tokens }
    };
    facts.iter().map(member).collect()
}

/// Groups members, which come in order of their facts, by keys.
pub fn align(keys: &Keys, members: &[Member], memo: &mut Memo) -> Aligned {
    let (nodes, tokens) = nodes(members);
    let mut out = Aligned {
        nodes,
        groups: Vec::new(),
        loose: Vec::new(),
        apart: Vec::new(),
        torn: Vec::new(),
        limits: Vec::new(),
    };
    let first = |i: u32| out.nodes[i as usize].first();
    let mut limits_met: BTreeMap<&'static str, FactId> = BTreeMap::new();

    // Facts meet where two keys (or one that suffices alone) agree, so they share the tokens of both.
    let mut buckets: FxHashMap<(u8, u8, u64, u64), Vec<u32>> = FxHashMap::default();
    for (i, of) in tokens.iter().enumerate() {
        for (k, first) in of.iter().enumerate() {
            if keys.keys[k].alone {
                for &t in first {
                    buckets.entry((k as u8, k as u8, t, 0)).or_default().push(i as u32);
                }
            }
            for (l, second) in of.iter().enumerate().skip(k + 1) {
                for &t in first {
                    for &u in second {
                        buckets.entry((k as u8, l as u8, t, u)).or_default().push(i as u32);
                    }
                }
            }
        }
    }
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    let (mut aligned, mut loose, mut apart) = (Vec::new(), Vec::new(), Vec::new());
    let mut look = |a: u32, b: u32| {
        if a == b || !seen.insert((a, b)) {
            return seen.len() <= keys.cx.pairs;
        }
        let pair = memo.pair(keys, first(a), first(b));
        match pair.verdict {
            AlignmentVerdict::Aligned => aligned.push((a, b)),
            AlignmentVerdict::Loose(why) if pair.agrees => loose.push((a, b, why)),
            AlignmentVerdict::Split if pair.agrees && apart.len() < limits::SHOWN_PAIRS => apart.push((a, b)),
            AlignmentVerdict::Loose(_) | AlignmentVerdict::Split => {}
        }
        seen.len() <= keys.cx.pairs
    };
    let mut met = |what: &'static str, members: &[u32]| {
        limits_met.entry(what).or_insert(out.nodes[members[0] as usize].first());
    };
    for members in in_order(buckets) {
        if members.len() > limits::SAME_KEY || !pairs(&members, &mut look) {
            met("more facts with the same keys than are compared", &members);
        }
    }

    // Pairs that share one key only.
    let mut single: FxHashMap<(u8, u64), Vec<u32>> = FxHashMap::default();
    for (i, of) in tokens.iter().enumerate() {
        for (k, found) in of.iter().enumerate().filter(|(k, _)| !keys.keys[*k].alone) {
            for &t in found {
                single.entry((k as u8, t)).or_default().push(i as u32);
            }
        }
    }
    for members in in_order(single) {
        if members.len() > limits::LOOSE_SAME_KEY || !pairs(&members, &mut look) {
            met("more facts that share one key alone than are compared", &members);
        }
    }
    loose.sort_unstable();
    apart.sort_unstable();

    let fit = |a: u32, b: u32| match memo.pair(keys, first(a), first(b)).verdict {
        AlignmentVerdict::Aligned => Fit::Aligned,
        AlignmentVerdict::Split => Fit::Split,
        AlignmentVerdict::Loose(_) => Fit::Compatible,
    };
    let (groups, too_large) = clusters(out.nodes.len(), &aligned, limits::CLUSTER, fit);
    let large: FxHashSet<u32> = too_large.iter().flatten().copied().collect();
    for group in too_large {
        let first = out.nodes[group[0] as usize].first();
        limits_met.entry("more facts of one thing than are compared").or_insert(first);
    }
    let mut grouped: Vec<bool> = vec![false; out.nodes.len()];
    groups.iter().flatten().for_each(|&i| grouped[i as usize] = true);
    let mut torn: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let within_limits = |i: u32| !large.contains(&i);
    for &(a, b) in &aligned {
        for (one, other) in [(a, b), (b, a)] {
            if !grouped[one as usize] && within_limits(one) {
                torn.entry(one).or_default().push(other);
            }
        }
    }
    out.torn = torn.into_iter().collect();
    out.torn.iter_mut().for_each(|(_, with)| with.sort_unstable());
    let limits_met = limits_met.into_iter().map(|(what, at)| (what.to_string(), at)).collect();
    out.groups = groups;
    out.loose = loose;
    out.apart = apart;
    out.limits = limits_met;
    out
}

/// Looks at each pair; false where there are more than may be looked at.
fn pairs(members: &[u32], look: &mut impl FnMut(u32, u32) -> bool) -> bool {
    members.iter().enumerate().all(|(n, &a)| members[n + 1..].iter().all(|&b| look(a, b)))
}

/// Buckets of two or more, in an order that does not depend on hashing.
fn in_order<K: Ord>(buckets: FxHashMap<K, Vec<u32>>) -> Vec<Vec<u32>> {
    let mut all: Vec<(K, Vec<u32>)> = buckets.into_iter().filter(|(_, of)| of.len() > 1).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, of)| of).collect()
}

/// Members that say the same as one, in order of the first of each, and their tokens.
fn nodes(members: &[Member]) -> (Vec<Node>, Vec<&[Vec<u64>]>) {
    let mut of: FxHashMap<u32, usize> = FxHashMap::default();
    let mut nodes: Vec<Node> = Vec::new();
    let mut tokens: Vec<&[Vec<u64>]> = Vec::new();
    for member in members {
        let at = *of.entry(member.profile).or_insert(nodes.len());
        if at == nodes.len() {
            nodes.push(Node { facts: Vec::new(), open: member.open });
            tokens.push(&member.tokens);
        }
        nodes[at].facts.push(member.id);
    }
    (nodes, tokens)
}
