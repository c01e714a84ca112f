//! Facts that speak of one thing, brought together by keys without comparing each with each.
//!
//! [`Groups`] says which facts meet. It is made of all facts at once, and where a few articles change ([`Groups::change`]) only what
//! meets their facts is looked at again; what follows from it ([`Groups::aligned`]) is the same either way.

mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{AlignmentVerdict, KeyMatch, Keys};
use super::memo::{Fits, Member, Profiles};
use super::{limits, print};
use crate::article::ArticleId;
use crate::facts::{FactId, Undecided};
use parts::Parts;

/// Facts that say the same in every key and in the compared value: what holds for the first holds for all.
#[derive(Clone)]
pub struct Node {
    /// In order.
    pub facts: Vec<FactId>,
    /// `where` or `unless` is undecided for it.
    pub open: Option<Undecided>,
}

impl Node {
    pub fn first(&self) -> FactId {
        self.facts[0]
    }
}

/// Groups of facts that speak of one thing, and pairs for which too little is known. All is in order of the first facts.
pub struct Aligned<'g> {
    pub groups: Vec<Group<'g>>,
    /// How many nodes outside of groups are several facts that are aligned.
    pub alike: usize,
    /// Pairs of nodes that agree in one key and differ in none, and whose compared values differ.
    pub open: Vec<(FactId, FactId, Undecided)>,
    /// Nodes that fit several groups and so joined none, each with those that it is aligned with.
    pub torn: Vec<&'g (Arc<Node>, Vec<Arc<Node>>)>,
    /// Limits that were met, each at a fact.
    pub limits: Vec<(String, FactId)>,
}

/// See [`Groups::shown`].
pub struct Shown<'g> {
    pub several: Vec<&'g Node>,
    pub loose: Vec<([&'g Node; 2], Undecided)>,
    pub apart: Vec<[&'g Node; 2]>,
}

/// Nodes that speak of one thing: two at least.
pub struct Group<'g> {
    /// The part that it is a group of, and which of its groups: the same number, the same nodes.
    pub number: (u32, usize),
    pub nodes: &'g [Arc<Node>],
}

/// Facts with all that their groups rest on. `form` is equal for facts whose compared values are written alike.
pub fn members(
    keys: &Keys,
    facts: &[(FactId, Option<Undecided>)],
    form: &dyn Fn(FactId) -> String,
    profiles: &mut Profiles,
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
        Member { id, open, profile: profiles.number(profile), tokens }
    };
    facts.iter().map(member).collect()
}

/// What a bucket's facts have in common: tokens of two keys, of one that suffices alone (with itself), or of one only.
type Bucket = (u8, u8, u64, u64);

/// In place of the second key of a bucket of one only, so that these come last.
const ONE_ONLY: u8 = u8::MAX;

/// How two nodes that meet stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meeting {
    Aligned,
    /// What they say of the compared value differs.
    Open(Undecided),
}

/// How facts are held against each other.
#[derive(Clone, Copy)]
pub struct Terms<'t, 'a> {
    pub keys: &'t Keys<'a>,
    /// Whether what two facts say of the compared value differs.
    pub differ: &'t dyn Fn(FactId, FactId) -> bool,
}

/// The nodes of a batch, and which of them meet. Nodes go by the number of their profile.
#[derive(Default)]
pub struct Groups {
    nodes: FxHashMap<u32, (Arc<Node>, Tokens)>,
    buckets: FxHashMap<Bucket, Vec<u32>>,
    /// Buckets that have more than are compared.
    large: BTreeSet<Bucket>,
    /// By node, in both directions.
    meetings: FxHashMap<u32, FxHashMap<u32, Meeting>>,
    /// By the first facts of two nodes: see [`Aligned::open`].
    open: BTreeMap<(FactId, FactId), Undecided>,
    parts: Parts,
    /// Where alignment is shown: the pairs that agree in one key and differ in none, and the first that differ in another.
    loose: Vec<(u32, u32, Undecided)>,
    apart: Vec<(u32, u32)>,
    /// Nodes of which two facts are aligned.
    alike: FxHashSet<u32>,
    /// How many pairs were looked at.
    looked_at: usize,
    /// The bucket at which more pairs were met than are looked at.
    ended: Option<Bucket>,
}

type Tokens = Arc<[Vec<u64>]>;

impl Groups {
    /// Of members in order of their facts.
    pub fn new<'m>(terms: Terms, members: impl Iterator<Item = &'m Member>, fits: &mut Fits) -> Groups {
        let keys = terms.keys;
        let mut groups = Groups::default();
        let mut nodes: FxHashMap<u32, (Node, &Tokens)> = FxHashMap::default();
        for member in members {
            let new = || (Node { facts: Vec::new(), open: member.open }, &member.tokens);
            nodes.entry(member.profile).or_insert_with(new).0.facts.push(member.id);
        }
        groups.nodes = nodes.into_iter().map(|(n, (node, tokens))| (n, (Arc::new(node), tokens.clone()))).collect();
        let mut order: Vec<(FactId, u32)> = groups.nodes.iter().map(|(n, (node, _))| (node.first(), *n)).collect();
        order.sort_unstable();
        for &(_, n) in &order {
            groups.note_alike(keys, n);
            buckets_of(keys, &groups.nodes[&n].1, |bucket| groups.buckets.entry(bucket).or_default().push(n));
        }
        groups.large =
            groups.buckets.iter().filter(|(bucket, of)| of.len() > most(bucket)).map(|(bucket, _)| *bucket).collect();
        // In an order that does not depend on hashing: those of two keys first.
        let is_met = |(bucket, of): &(&Bucket, &Vec<u32>)| of.len() > 1 && of.len() <= most(bucket);
        let mut met: Vec<Bucket> = groups.buckets.iter().filter(is_met).map(|(bucket, _)| *bucket).collect();
        met.sort_unstable_by_key(|bucket| (bucket.1 == ONE_ONLY, *bucket));
        let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
        'all: for bucket in met {
            let of = groups.buckets[&bucket].clone();
            for (n, &a) in of.iter().enumerate() {
                for &b in &of[n + 1..] {
                    if seen.insert((a, b)) {
                        groups.look(terms, a, b);
                    }
                    if groups.looked_at > keys.cx.pairs {
                        groups.ended = Some(bucket);
                        break 'all;
                    }
                }
            }
        }
        groups.settle(keys, fits);
        groups
    }

    /// Takes the facts of some articles (`gone`: the profiles that they had the last time) out, and puts `came` in. `member` finds the
    /// member of a fact of any other article. False where that cannot be said without the rest, and all has to be made anew.
    pub fn change<'m>(
        &mut self,
        terms: Terms,
        dirty: &FxHashSet<ArticleId>,
        gone: &[u32],
        came: &'m [Member],
        member: &dyn Fn(FactId) -> Option<&'m Member>,
        fits: &mut Fits,
    ) -> bool {
        let keys = terms.keys;
        let mut touched: BTreeMap<u32, Vec<&Member>> = gone.iter().map(|n| (*n, Vec::new())).collect();
        came.iter().for_each(|m| touched.entry(m.profile).or_default().push(m));
        let mut stays = self.ended.is_none();
        // All that is no more goes first: what is put in meets nothing of it.
        let mut new: Vec<(u32, Node, Tokens)> = Vec::new();
        for (n, came) in touched {
            let was = self.nodes.get(&n).map(|(node, _)| node.clone());
            let facts = was.iter().flat_map(|node| &node.facts).filter(|id| !dirty.contains(&id.article));
            let mut facts: Vec<FactId> = facts.copied().chain(came.iter().map(|m| m.id)).collect();
            facts.sort_unstable();
            let first = facts.first().copied();
            match was {
                Some(was) if first == Some(was.first()) && !dirty.contains(&was.first().article) => {
                    if let Some((node, _)) = self.nodes.get_mut(&n) {
                        *node = Arc::new(Node { facts, open: was.open });
                    }
                    self.note_alike(keys, n);
                    self.parts.loosen(n);
                    continue;
                }
                Some(_) => stays &= self.take_out(keys, n),
                None => {}
            }
            let Some(first) = first else { continue };
            let Some(told) = came.iter().find(|m| m.id == first).copied().or_else(|| member(first)) else {
                return false;
            };
            new.push((n, Node { facts, open: told.open }, told.tokens.clone()));
        }
        for (n, node, tokens) in new {
            stays &= self.put_in(terms, n, node, tokens);
        }
        self.settle(keys, fits);
        stays && self.looked_at <= keys.cx.pairs
    }

    fn settle(&mut self, keys: &Keys, fits: &mut Fits) {
        let Groups { nodes, parts, meetings, alike, .. } = self;
        parts.settle(keys, &|n| nodes[&n].0.clone(), meetings, alike, fits);
    }

    /// False where a bucket has few enough to be compared now.
    fn take_out(&mut self, keys: &Keys, n: u32) -> bool {
        let Some((_, tokens)) = self.nodes.get(&n).cloned() else { return true };
        let mut stays = true;
        buckets_of(keys, &tokens, |bucket| {
            if let Some(of) = self.buckets.get_mut(&bucket) {
                stays &= of.len() != most(&bucket) + 1;
                of.retain(|other| *other != n);
                if of.is_empty() {
                    self.buckets.remove(&bucket);
                }
            }
        });
        self.looked_at = self.looked_at.saturating_sub(self.near(keys, &tokens).len());
        let first = self.first(n);
        for (other, meeting) in self.meetings.remove(&n).into_iter().flatten() {
            if let Some(of) = self.meetings.get_mut(&other) {
                of.remove(&n);
            }
            if let Meeting::Open(_) = meeting {
                let second = self.first(other);
                self.open.remove(&(first.min(second), first.max(second)));
            }
        }
        self.parts.drop(n);
        self.nodes.remove(&n);
        self.alike.remove(&n);
        stays
    }

    /// False where a bucket has more than are compared now.
    fn put_in(&mut self, terms: Terms, n: u32, node: Node, tokens: Tokens) -> bool {
        let keys = terms.keys;
        let near = self.near(keys, &tokens);
        let mut stays = true;
        buckets_of(keys, &tokens, |bucket| {
            let of = self.buckets.entry(bucket).or_default();
            stays &= of.len() != most(&bucket);
            of.push(n);
        });
        let first = node.first();
        self.nodes.insert(n, (Arc::new(node), tokens));
        self.note_alike(keys, n);
        for other in near {
            let (a, b) = if first < self.first(other) { (n, other) } else { (other, n) };
            self.look(terms, a, b);
        }
        stays
    }

    /// The nodes that share a bucket which is not too large.
    fn near(&self, keys: &Keys, tokens: &Tokens) -> FxHashSet<u32> {
        let mut near = FxHashSet::default();
        buckets_of(keys, tokens, |bucket| {
            let of = self.buckets.get(&bucket).filter(|of| of.len() <= most(&bucket));
            near.extend(of.into_iter().flatten());
        });
        near
    }

    /// Notes how two nodes, of which `a` is the first in order, stand to each other.
    fn look(&mut self, terms: Terms, a: u32, b: u32) {
        let keys = terms.keys;
        self.looked_at += 1;
        let (first, second) = (self.first(a), self.first(b));
        let alignment = keys.align(keys.fact(first), keys.fact(second));
        let agrees = alignment.keys.contains(&KeyMatch::Agree);
        let meeting = match alignment.verdict {
            AlignmentVerdict::Aligned => Meeting::Aligned,
            AlignmentVerdict::Loose(why) if agrees => {
                if keys.cx.shows_alignment {
                    self.loose.push((a, b, why));
                }
                if !(terms.differ)(first, second) {
                    return;
                }
                self.open.insert((first, second), why);
                Meeting::Open(why)
            }
            AlignmentVerdict::Split if agrees && keys.cx.shows_alignment && self.apart.len() < limits::SHOWN_PAIRS => {
                return self.apart.push((a, b));
            }
            AlignmentVerdict::Loose(_) | AlignmentVerdict::Split => return,
        };
        if meeting == Meeting::Aligned {
            self.parts.loosen(a);
            self.parts.loosen(b);
        }
        self.meetings.entry(a).or_default().insert(b, meeting);
        self.meetings.entry(b).or_default().insert(a, meeting);
    }

    fn note_alike(&mut self, keys: &Keys, n: u32) {
        let is_alike = match self.nodes[&n].0.facts[..] {
            [a, b, ..] => keys.align(keys.fact(a), keys.fact(b)).verdict == AlignmentVerdict::Aligned,
            _ => false,
        };
        if is_alike {
            self.alike.insert(n);
        } else {
            self.alike.remove(&n);
        }
    }

    fn first(&self, n: u32) -> FactId {
        self.nodes[&n].0.first()
    }

    /// The groups of the nodes that meet, and what stays open between them.
    pub fn aligned(&self) -> Aligned<'_> {
        let parts = || self.parts.iter();
        let mut groups: Vec<Group> = Vec::new();
        for (part, of) in parts() {
            groups.extend(of.groups.iter().enumerate().map(|(n, nodes)| Group { number: (part, n), nodes }));
        }
        groups.sort_unstable_by_key(|group| group.nodes[0].first());
        let mut torn: Vec<_> = parts().flat_map(|(_, part)| &part.torn).collect();
        torn.sort_unstable_by_key(|(node, _)| node.first());
        Aligned {
            groups,
            alike: self.alike.len() - parts().map(|(_, part)| part.alike).sum::<usize>(),
            open: self.open.iter().map(|(&(a, b), why)| (a, b, *why)).collect(),
            torn,
            limits: self.limits(parts().filter_map(|(_, part)| part.too_large).min()),
        }
    }

    /// For those who look at alignment: nodes that are several facts, and pairs that agree in one key and differ in none, or (the first
    /// of them) in another; in order of the first facts.
    pub fn shown(&self) -> Shown<'_> {
        let node = |n: &u32| &*self.nodes[n].0;
        let mut several: Vec<&Node> =
            self.nodes.values().map(|(node, _)| &**node).filter(|node| node.facts.len() > 1).collect();
        several.sort_unstable_by_key(|node| node.first());
        let mut loose: Vec<_> = self.loose.iter().map(|(a, b, why)| ([node(a), node(b)], *why)).collect();
        loose.sort_unstable_by_key(|([a, b], _)| (a.first(), b.first()));
        let mut apart: Vec<_> = self.apart.iter().map(|(a, b)| [node(a), node(b)]).collect();
        apart.sort_unstable_by_key(|[a, b]| (a.first(), b.first()));
        Shown { several, loose, apart }
    }

    pub fn has_part(&self, number: u32) -> bool {
        self.parts.has(number)
    }

    /// The limits that were met, in order, each at a fact that met it. `cluster`: of one that is too large.
    fn limits(&self, cluster: Option<FactId>) -> Vec<(String, FactId)> {
        let mut met: BTreeMap<&'static str, FactId> = BTreeMap::new();
        let of_one = |bucket: &&Bucket| bucket.1 == ONE_ONLY;
        let first = |one: bool| {
            let mut all = self.large.iter().chain(&self.ended).filter(move |b| of_one(b) == one);
            all.next().map(|first| all.fold(first, |a, b| a.min(b)))
        };
        for (what, bucket) in [
            ("more facts with the same keys than are compared", first(false)),
            ("more facts that share one key alone than are compared", first(true)),
        ] {
            let facts = bucket.and_then(|b| self.buckets.get(b)).into_iter().flatten().map(|n| self.first(*n));
            met.extend(facts.min().map(|first| (what, first)));
        }
        met.extend(cluster.map(|first| ("more facts of one thing than are compared", first)));
        met.into_iter().map(|(what, at)| (what.to_string(), at)).collect()
    }
}

/// The most nodes of a bucket that are compared.
fn most(bucket: &Bucket) -> usize {
    if bucket.1 == ONE_ONLY { limits::LOOSE_SAME_KEY } else { limits::SAME_KEY }
}

/// Facts meet where two keys agree (or one that suffices alone), so they share the tokens of both; and, fewer of them, where one does.
fn buckets_of(keys: &Keys, tokens: &[Vec<u64>], mut each: impl FnMut(Bucket)) {
    for (k, first) in tokens.iter().enumerate() {
        for &t in first {
            each(if keys.keys[k].alone { (k as u8, k as u8, t, 0) } else { (k as u8, ONE_ONLY, t, 0) });
            for (l, second) in tokens.iter().enumerate().skip(k + 1) {
                second.iter().for_each(|&u| each((k as u8, l as u8, t, u)));
            }
        }
    }
}
