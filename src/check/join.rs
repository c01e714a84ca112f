//! Combinations of facts that may be candidates, without looking at all of them: an index by scope and by what must be
//! equal.

use std::cell::RefCell;
use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use super::align::{date_buckets, tokens_of};
use super::context::Context;
use super::dates::When;
use super::plan::{Link, Plan};
use super::words::comparable_hash;
use crate::facts::{FactId, FieldId, SameKey, Value};
use crate::language::Rule;

/// In larger groups of facts with one key, combinations that hold by their equal values are passed over.
const LARGE: usize = 64;

/// Links of one fact give at most so many index entries.
const MAX_TOKENS: usize = 256;

#[derive(Default)]
struct Index {
    /// By scope and links: the facts, with the hash of what `must` be equal, in order of that hash.
    buckets: FxHashMap<u64, Vec<(Option<u64>, FactId)>>,
}

/// The hashes of values that links compare, by link, variable and fact: see [`Join::tokens`].
pub type Tokens = FxHashMap<(Link, usize, FactId), Option<Box<[u64]>>>;

pub struct Join<'a, 'r> {
    cx: &'a Context<'a>,
    rule: &'r Rule,
    plan: &'r Plan<'r>,
    same: &'r [SameKey],
    /// One for each variable after the first.
    indexes: Vec<Index>,
    /// Tokens that are known from before, and those that were made since.
    known: Option<RefCell<Tokens>>,
}

/// How an enumeration ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// Combinations visited.
    pub tried: usize,
    /// Combinations passed over because they hold.
    pub passed: usize,
    pub limited: bool,
}

impl<'a, 'r> Join<'a, 'r> {
    /// `facts` holds the facts of each variable that pass the conditions on it alone.
    pub fn new(
        cx: &'a Context<'a>,
        rule: &'r Rule,
        plan: &'r Plan<'r>,
        same: &'r [SameKey],
        facts: &[Vec<FactId>],
    ) -> Join<'a, 'r> {
        Join::with(cx, rule, plan, same, facts, None)
    }

    /// [`Join::new`], where some tokens of the facts may be known; [`Join::into_known`] gives them back, and those that were made.
    pub fn with(
        cx: &'a Context<'a>,
        rule: &'r Rule,
        plan: &'r Plan<'r>,
        same: &'r [SameKey],
        facts: &[Vec<FactId>],
        known: Option<Tokens>,
    ) -> Join<'a, 'r> {
        let mut join = Join { cx, rule, plan, same, indexes: Vec::new(), known: known.map(RefCell::new) };
        for (n, of) in facts.iter().enumerate().skip(1) {
            let mut index = Index::default();
            for &id in of {
                let must = plan.must.and_then(|link| join.exact(link, n, id));
                for key in join.keys(n, |link| join.tokens(link, n, id), id) {
                    index.buckets.entry(key).or_default().push((must, id));
                }
            }
            for bucket in index.buckets.values_mut() {
                bucket.sort_unstable();
            }
            join.indexes.push(index);
        }
        join
    }

    /// Of rules with two variables: the facts of each that have another to be combined with, by what must be equal; `None` where
    /// nothing must be, or of some fact it is not known, so that it may be a candidate all the same.
    pub fn meeting(
        cx: &'a Context<'a>,
        rule: &'r Rule,
        plan: &'r Plan<'r>,
        same: &'r [SameKey],
        facts: [&[FactId]; 2],
    ) -> Option<[Vec<FactId>; 2]> {
        let found_otherwise = plan.alternatives.iter().any(|link| !matches!(link, Link::Same { .. }));
        if rule.vars.len() != 2 || plan.links.is_empty() || found_otherwise {
            return None;
        }
        let join = Join { cx, rule, plan, same, indexes: Vec::new(), known: None };
        let keys = |n: usize, id: FactId| -> Option<Vec<u64>> {
            let (article, part) = cx.scope_of(cx.fact(id), rule.within);
            let mut all = vec![mix(u64::from(article), u64::from(part))];
            for link in &plan.links {
                let found = join.tokens(*link, n, id)?;
                all = all.iter().flat_map(|k| found.iter().map(move |t| mix(*k, *t))).take(MAX_TOKENS).collect();
            }
            Some(all)
        };
        let mut of: [Vec<Vec<u64>>; 2] = [Vec::new(), Vec::new()];
        for (n, of) in of.iter_mut().enumerate() {
            *of = facts[n].iter().map(|&id| keys(n, id)).collect::<Option<_>>()?;
        }
        // By key: the first fact, and whether there are more.
        let index = |n: usize| {
            let mut index: FxHashMap<u64, (FactId, bool)> = FxHashMap::default();
            for (&id, keys) in facts[n].iter().zip(&of[n]) {
                keys.iter().for_each(|key| {
                    index.entry(*key).and_modify(|(first, more)| *more |= *first != id).or_insert((id, false));
                });
            }
            index
        };
        let indexes = [index(1), index(0)];
        Some([0, 1].map(|n| {
            let meets = |id: FactId, key| indexes[n].get(key).is_some_and(|(first, more)| *more || *first != id);
            let each = facts[n].iter().zip(&of[n]);
            each.filter(|(id, keys)| keys.iter().any(|key| meets(**id, key))).map(|(id, _)| *id).collect()
        }))
    }

    pub fn into_known(self) -> Tokens {
        self.known.map(RefCell::into_inner).unwrap_or_default()
    }

    /// The side of a link that belongs to variable `n`.
    fn field(link: Link, n: usize) -> Option<FieldId> {
        match link {
            Link::Fields { right, .. } if usize::from(right.0.0) == n => Some(right.1),
            Link::Fields { left, .. } if usize::from(left.0.0) == n => Some(left.1),
            Link::Same { right, .. } if n == 1 => Some(right),
            Link::Fields { .. } | Link::Same { .. } | Link::Article(..) => None,
        }
    }

    /// The hashes of the value that a link compares, of the fact `id` in the place of variable `n`. `None`: not known.
    fn tokens(&self, link: Link, n: usize, id: FactId) -> Option<Vec<u64>> {
        let Some(known) = &self.known else { return self.made(link, n, id) };
        let mut known = known.borrow_mut();
        let made = known.entry((link, n, id)).or_insert_with(|| self.made(link, n, id).map(Vec::into_boxed_slice));
        made.as_ref().map(|tokens| tokens.to_vec())
    }

    fn made(&self, link: Link, n: usize, id: FactId) -> Option<Vec<u64>> {
        let fact = self.cx.fact(id);
        let field = match link {
            Link::Article(..) => return Some(vec![u64::from(fact.article.0)]),
            Link::Same { key, .. } if n == 0 => self.same.get(key)?.field,
            _ => Self::field(link, n)?,
        };
        let value = fact.get(field)?;
        let ty = &self.cx.schema().def(fact.kind).def(field).ty;
        let tokens = match link {
            Link::Same { key, .. } => {
                if self.cx.is_article_date(fact, value) {
                    return None;
                }
                tokens_of(self.cx, self.same.get(key)?, ty, &value.value)
            }
            _ => exact_tokens(self.cx, &value.value),
        };
        (!tokens.is_empty()).then_some(tokens)
    }

    fn exact(&self, link: Link, n: usize, id: FactId) -> Option<u64> {
        match self.tokens(link, n, id)?[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Links that tie variable `n` to those before it.
    fn links(&self, n: usize) -> impl Iterator<Item = Link> + '_ {
        self.plan.links.iter().copied().filter(move |l| {
            let (a, b) = l.vars();
            usize::from(a.0.max(b.0)) == n
        })
    }

    /// Index entries: scope × the tokens of all links × those of one alternative. `scoped` is any fact in the scope.
    fn keys(&self, n: usize, tokens: impl Fn(Link) -> Option<Vec<u64>>, scoped: FactId) -> Vec<u64> {
        let (article, part) = self.cx.scope_of(self.cx.fact(scoped), self.rule.within);
        let mut all = vec![mix(u64::from(article), u64::from(part))];
        for link in self.links(n) {
            let Some(found) = tokens(link) else { return Vec::new() };
            all = all.iter().flat_map(|k| found.iter().map(move |t| mix(*k, *t))).take(MAX_TOKENS).collect();
        }
        if self.rule.vars.len() == 2 && !self.plan.alternatives.is_empty() {
            let mut each = Vec::new();
            for (i, link) in self.plan.alternatives.iter().enumerate() {
                for token in tokens(*link).unwrap_or_default() {
                    each.extend(all.iter().map(|k| mix(mix(*k, i as u64), token)));
                }
            }
            each.truncate(MAX_TOKENS);
            all = each;
        }
        all
    }

    /// Calls `visit` with every combination, in order of the facts.
    pub fn each(&self, first: &[FactId], mut visit: impl FnMut(&[FactId]) -> ControlFlow<()>) -> Ended {
        let mut ended = Ended::default();
        let mut frame = Vec::with_capacity(self.rule.vars.len());
        for &id in first {
            frame.clear();
            frame.push(id);
            if self.extend(&mut frame, &mut ended, &mut visit).is_break() {
                ended.limited = true;
                break;
            }
        }
        ended
    }

    fn extend(
        &self,
        frame: &mut Vec<FactId>,
        ended: &mut Ended,
        visit: &mut impl FnMut(&[FactId]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let n = frame.len();
        if n == self.rule.vars.len() {
            ended.tried += 1;
            if ended.tried > self.cx.pairs {
                return ControlFlow::Break(());
            }
            return visit(frame);
        }
        let index = &self.indexes[n - 1];
        let token = |link: Link| {
            let (a, b) = link.vars();
            let other = if usize::from(a.0) == n { b } else { a };
            let other = usize::from(other.0);
            self.tokens(link, other, *frame.get(other)?)
        };
        let keys = self.keys(n, token, frame[0]);
        let must = self.plan.must.filter(|_| n == 1).and_then(|link| self.exact(link, 0, frame[0]));
        let mut found: Vec<FactId> = Vec::new();
        for key in &keys {
            let Some(bucket) = index.buckets.get(key) else { continue };
            let skip = match must {
                Some(hash) if bucket.len() > LARGE => {
                    let from = bucket.partition_point(|(m, _)| *m < Some(hash));
                    let to = bucket.partition_point(|(m, _)| *m <= Some(hash));
                    from..to
                }
                _ => 0..0,
            };
            // The fact itself is no other one.
            let own = bucket[skip.clone()].binary_search(&(must, frame[0])).is_ok();
            ended.passed += skip.len() - usize::from(own);
            found.extend(bucket[..skip.start].iter().chain(&bucket[skip.end..]).map(|(_, id)| *id));
        }
        found.sort_unstable();
        found.dedup();
        for id in found {
            if frame.contains(&id) {
                continue;
            }
            frame.push(id);
            let flow = self.extend(frame, ended, visit);
            frame.pop();
            flow?;
        }
        ControlFlow::Continue(())
    }

    /// Facts of variable `n` that lack a value by which they are found for another variable, or that another is found by. Facts that `same`
    /// cannot find are none: they agree in no key.
    pub fn open(&self, n: usize, facts: &[FactId]) -> Vec<(FactId, FieldId)> {
        let mut out = Vec::new();
        let alternatives = self.plan.alternatives.iter().filter(|l| !matches!(l, Link::Same { .. }));
        for link in self.plan.links.iter().chain(alternatives) {
            let (a, b) = link.vars();
            if usize::from(a.0) != n && usize::from(b.0) != n {
                continue;
            }
            let Some(field) = Self::field(*link, n) else { continue };
            out.extend(facts.iter().filter(|id| self.tokens(*link, n, **id).is_none()).map(|id| (*id, field)));
        }
        out.sort_unstable();
        out.dedup_by_key(|(id, _)| *id);
        out
    }
}

/// Equal for values that are equal, unequal for all others but for chance; several for sets and dates, of which two that meet
/// share one.
fn exact_tokens(cx: &Context, value: &Value) -> Vec<u64> {
    match value {
        Value::Entity(e) => vec![cx.record.canonical(e.key)],
        Value::Office(o) => vec![o.key],
        Value::Text(t) => vec![comparable_hash(t)],
        Value::Set(members) => members.iter().flat_map(|m| exact_tokens(cx, &m.value)).collect(),
        Value::Date(date) => date_buckets(&When::of(date)),
        Value::Number(_) | Value::Quantity(_) | Value::Duration(..) | Value::Elsewhere(_) | Value::Unknown(_) => {
            Vec::new()
        }
    }
}

fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
