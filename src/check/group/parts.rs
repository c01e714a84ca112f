//! Nodes that are connected by being aligned, and the groups that they fall into. Such a part follows from its own nodes alone: where one
//! of them changes, it is taken apart, and those that stand are left as they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::align::{AlignmentVerdict, Keys};
use super::super::cluster::{Fit, clusters};
use super::super::limits;
use super::super::memo::Fits;
use super::{Meeting, Node};
use crate::facts::FactId;

/// Connected nodes: two at least.
#[derive(Default)]
pub struct Part {
    nodes: Vec<u32>,
    /// In order; of each the nodes in order.
    pub groups: Vec<Vec<Arc<Node>>>,
    /// How many nodes of groups are several facts that are aligned.
    pub alike: usize,
    /// Nodes that fit several groups and so joined none, each with those that it is aligned with, in order.
    pub torn: Vec<(Arc<Node>, Vec<Arc<Node>>)>,
    /// There are more nodes than are compared: the first of them.
    pub too_large: Option<FactId>,
}

/// The parts of all nodes. Each has a number that no other one has or had.
#[derive(Default)]
pub struct Parts {
    parts: FxHashMap<u32, Part>,
    of: FxHashMap<u32, u32>,
    next: u32,
    /// Nodes of which it is not known what they are connected with.
    pending: FxHashSet<u32>,
}

impl Parts {
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Part)> {
        self.parts.iter().map(|(number, part)| (*number, part))
    }

    pub fn has(&self, number: u32) -> bool {
        self.parts.contains_key(&number)
    }

    /// Takes the part of a node apart: something of the node has changed.
    pub fn loosen(&mut self, n: u32) {
        self.pending.insert(n);
        if let Some(part) = self.of.remove(&n).and_then(|number| self.parts.remove(&number)) {
            for other in part.nodes {
                self.of.remove(&other);
                self.pending.insert(other);
            }
        }
    }

    /// The node is no more.
    pub fn drop(&mut self, n: u32) {
        self.loosen(n);
        self.pending.remove(&n);
    }

    /// Finds the parts of nodes that are in none.
    pub fn settle(
        &mut self,
        keys: &Keys,
        node: &dyn Fn(u32) -> Arc<Node>,
        meetings: &FxHashMap<u32, FxHashMap<u32, Meeting>>,
        alike: &FxHashSet<u32>,
        fits: &mut Fits,
    ) {
        let pending = std::mem::take(&mut self.pending);
        let mut placed: FxHashSet<u32> = FxHashSet::default();
        let near = |n: u32| {
            let all = meetings.get(&n).into_iter().flatten();
            all.filter(|(_, meeting)| **meeting == Meeting::Aligned).map(|(other, _)| *other)
        };
        for start in pending {
            if !placed.insert(start) {
                continue;
            }
            let mut found = vec![start];
            let mut at = 0;
            while let Some(&n) = found.get(at) {
                found.extend(near(n).filter(|other| placed.insert(*other)));
                at += 1;
            }
            if found.len() < 2 {
                continue;
            }
            let mut nodes: Vec<(FactId, u32)> = found.iter().map(|&n| (node(n).first(), n)).collect();
            nodes.sort_unstable();
            let nodes: Vec<u32> = nodes.into_iter().map(|(_, n)| n).collect();
            let number = self.next;
            self.next += 1;
            self.of.extend(nodes.iter().map(|n| (*n, number)));
            self.parts.insert(number, Part::of(keys, nodes, node, meetings, alike, fits));
        }
    }
}

impl Part {
    /// `numbers`: the nodes in order.
    fn of(
        keys: &Keys,
        numbers: Vec<u32>,
        node: &dyn Fn(u32) -> Arc<Node>,
        meetings: &FxHashMap<u32, FxHashMap<u32, Meeting>>,
        alike: &FxHashSet<u32>,
        fits: &mut Fits,
    ) -> Part {
        let nodes: Vec<Arc<Node>> = numbers.iter().map(|&n| node(n)).collect();
        let place: FxHashMap<u32, u32> = numbers.iter().enumerate().map(|(at, n)| (*n, at as u32)).collect();
        let mut aligned: Vec<(u32, u32)> = Vec::new();
        for (a, n) in (0u32..).zip(&numbers) {
            let with = meetings.get(n).into_iter().flatten().filter(|(_, meeting)| **meeting == Meeting::Aligned);
            aligned.extend(with.map(|(other, _)| (a, place[other])).filter(|(a, b)| a < b));
        }
        aligned.sort_unstable();
        let fit = |a: u32, b: u32| match meetings.get(&numbers[a as usize]).and_then(|m| m.get(&numbers[b as usize])) {
            Some(Meeting::Aligned) => Fit::Aligned,
            Some(Meeting::Open(_)) => Fit::Compatible,
            None => match fits.of(keys, nodes[a as usize].first(), nodes[b as usize].first()) {
                AlignmentVerdict::Aligned => Fit::Aligned,
                AlignmentVerdict::Split => Fit::Split,
                AlignmentVerdict::Loose(_) => Fit::Compatible,
            },
        };
        let (groups, too_large) = clusters(nodes.len(), &aligned, limits::CLUSTER, fit);
        let mut grouped: Vec<bool> = vec![!too_large.is_empty(); nodes.len()];
        groups.iter().flatten().for_each(|&i| grouped[i as usize] = true);
        let mut torn: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &(a, b) in &aligned {
            for (one, other) in [(a, b), (b, a)] {
                if !grouped[one as usize] {
                    torn.entry(one).or_default().push(other);
                }
            }
        }
        torn.values_mut().for_each(|with| with.sort_unstable());
        let all = |of: &[u32]| of.iter().map(|&i| nodes[i as usize].clone()).collect::<Vec<_>>();
        Part {
            groups: groups.iter().map(|group| all(group)).collect(),
            alike: groups.iter().flatten().filter(|&&i| alike.contains(&numbers[i as usize])).count(),
            torn: torn.iter().map(|(one, with)| (nodes[*one as usize].clone(), all(with))).collect(),
            too_large: too_large.first().map(|group| nodes[group[0] as usize].first()),
            nodes: numbers,
        }
    }
}
