//! Facts that speak of one thing, brought together by keys without comparing each with each.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{AlignmentVerdict, KeyMatch, Keys};
use super::cluster::{Fit, clusters};
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

/// Groups facts by keys. `form` is equal for facts whose compared values are written alike.
pub fn align(keys: &Keys, facts: &[(FactId, Option<Undecided>)], form: &dyn Fn(FactId) -> String) -> Aligned {
    let nodes = nodes(keys, facts, form);
    let mut out = Aligned {
        nodes,
        groups: Vec::new(),
        loose: Vec::new(),
        apart: Vec::new(),
        torn: Vec::new(),
        limits: Vec::new(),
    };
    let fact = |i: u32| keys.fact(out.nodes[i as usize].first());
    let mut limits_met: BTreeMap<&'static str, FactId> = BTreeMap::new();

    // Facts meet where two keys (or one that suffices alone) agree, so they share the tokens of both.
    let tokens: Vec<Vec<Vec<u64>>> =
        (0..out.nodes.len() as u32).map(|i| (0..keys.keys.len()).map(|k| keys.tokens(k, fact(i))).collect()).collect();
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
            return seen.len() <= limits::PAIRS;
        }
        let alignment = keys.align(fact(a), fact(b));
        match alignment.verdict {
            AlignmentVerdict::Aligned => aligned.push((a, b)),
            AlignmentVerdict::Loose(why) if alignment.keys.contains(&KeyMatch::Agree) => loose.push((a, b, why)),
            AlignmentVerdict::Split
                if alignment.keys.contains(&KeyMatch::Agree) && apart.len() < limits::SHOWN_PAIRS =>
            {
                apart.push((a, b))
            }
            AlignmentVerdict::Loose(_) | AlignmentVerdict::Split => {}
        }
        seen.len() <= limits::PAIRS
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

    let fit = |a: u32, b: u32| match keys.align(fact(a), fact(b)).verdict {
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

fn nodes(keys: &Keys, facts: &[(FactId, Option<Undecided>)], form: &dyn Fn(FactId) -> String) -> Vec<Node> {
    let mut by_form: BTreeMap<Vec<String>, Node> = BTreeMap::new();
    for &(id, open) in facts {
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
        by_form.entry(profile).or_insert_with(|| Node { facts: Vec::new(), open }).facts.push(id);
    }
    let mut nodes: Vec<Node> = by_form.into_values().collect();
    nodes.iter_mut().for_each(|n| n.facts.sort_unstable());
    nodes.sort_by_key(Node::first);
    nodes
}
