//! Facts that a join cannot find, because they lack a value that it looks for, held against all others.

use rustc_hash::FxHashMap;

use super::align::Keys;
use super::condition_rule::{Outcome, is_mirrored, judge, one_thing};
use super::context::Context;
use super::run::RuleRun;
use super::values::Eval;
use super::{Truth, limits};
use crate::facts::FactId;
use crate::language::Rule;

/// Looks at facts that the join cannot find, because they lack a value that it looks for.
pub struct Open<'r, 'a> {
    run: &'r RuleRun<'a>,
    cx: &'a Context<'a>,
    rule: &'a Rule,
    /// Notes nothing.
    pub eval: Eval<'a>,
    /// The facts of each variable, by scope.
    facts: Vec<FxHashMap<(u32, u32), Vec<FactId>>>,
    keys: Option<&'r Keys<'a>>,
    /// How many combinations may still be looked at.
    pub left: usize,
}

impl<'r, 'a> Open<'r, 'a> {
    pub fn new(
        run: &'r RuleRun<'a>,
        eval: &Eval<'a>,
        facts: &[Vec<FactId>],
        keys: Option<&'r Keys<'a>>,
    ) -> Open<'r, 'a> {
        let (cx, rule) = (run.cx, run.rule);
        let by_scope = |of: &Vec<FactId>| {
            let mut scopes: FxHashMap<(u32, u32), Vec<FactId>> = FxHashMap::default();
            for &id in of {
                scopes.entry(cx.scope_of(cx.fact(id), rule.within)).or_default().push(id);
            }
            scopes
        };
        let facts = facts.iter().map(by_scope).collect();
        Open { run, cx, rule, eval: Eval::new(cx, eval.including), facts, keys, left: limits::OPEN }
    }

    /// Whether a combination with the fact in the place of variable `n` is undecided. It is taken to be so where there are more than are
    /// looked at.
    pub fn with_any(&mut self, n: usize, id: FactId) -> bool {
        let scope = self.cx.scope_of(self.cx.fact(id), self.rule.within);
        self.extended(&mut Vec::with_capacity(self.facts.len()), n, id, scope)
    }

    /// [`Open::with_any`] of a rule over the whole batch, where `known` has the first fact of the last time with which a combination was
    /// undecided, or that there was none: it has to be asked at every change, or to forget. `others`: the facts of the other variable, in
    /// order; `came`: those of them that are new.
    pub fn with_any_again(
        &mut self,
        n: usize,
        id: FactId,
        others: &[FactId],
        came: &[FactId],
        known: &mut FxHashMap<(usize, FactId), Option<FactId>>,
    ) -> bool {
        let is_open = |&other: &FactId| {
            let frame = if n == 0 { [id, other] } else { [other, id] };
            other != id && self.is_open(&frame)
        };
        // As where all are looked at: what there is no more room for is taken to be open.
        if self.left == 0 {
            known.remove(&(n, id));
            return others.iter().any(|other| *other != id);
        }
        let witness = match known.get(&(n, id)) {
            // Those that came are looked at; of the others it is known.
            Some(&known) => {
                let nearer = came.iter().copied().filter(|other| known.is_none_or(|known| *other < known));
                nearer.filter(is_open).min().or(known)
            }
            None => others.iter().copied().find(is_open),
        };
        known.insert((n, id), witness);
        let end = witness.map_or(others.len(), |w| others.partition_point(|other| *other <= w));
        let looked_at = end - usize::from(others[..end].binary_search(&id).is_ok());
        let Some(left) = self.left.checked_sub(looked_at) else {
            self.left = 0;
            return true;
        };
        self.left = left;
        witness.is_some()
    }

    /// Whether a combination of facts is undecided, and no candidate that the join has found.
    fn is_open(&self, frame: &[FactId]) -> bool {
        let aligned = self.keys.map_or(Truth::True, |keys| one_thing(self.cx, keys, frame));
        if frame.iter().any(|&id| self.run.is_excepted(self.cx.fact(id).article)) {
            return false;
        }
        // Where it is sure that they are a candidate, the join has found them.
        let passes = self.rule.filter.as_ref().map_or(Truth::True, |f| self.eval.cond(f, frame));
        let is_sure = Truth::all([aligned, passes]) == Truth::True;
        let is_open = !is_sure && matches!(judge(&self.eval, self.rule, frame, aligned), Some(Outcome::Undecided(_)));
        // Of a pair and its mirror image the worse outcome counts.
        let mirror: Vec<FactId> = frame.iter().rev().copied().collect();
        is_open
            && !(is_mirrored(self.rule) && judge(&self.eval, self.rule, &mirror, aligned) == Some(Outcome::Violated))
    }

    fn extended(&mut self, frame: &mut Vec<FactId>, n: usize, id: FactId, scope: (u32, u32)) -> bool {
        let at = frame.len();
        if at == self.facts.len() {
            let Some(left) = self.left.checked_sub(1) else { return true };
            self.left = left;
            return self.is_open(frame);
        }
        let count = if at == n { 1 } else { self.facts[at].get(&scope).map_or(0, Vec::len) };
        (0..count).any(|i| {
            let next = if at == n { id } else { self.facts[at][&scope][i] };
            if (at != n && next == id) || frame.contains(&next) {
                return false;
            }
            frame.push(next);
            let found = self.extended(frame, n, id, scope);
            frame.pop();
            found
        })
    }
}
