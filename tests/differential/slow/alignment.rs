//! Facts that speak of one thing, and rules that compare what they say.

use claimlint::facts::{Stance, Undecided};

use super::Truth::{No, Open, Yes};
use super::comparisons::{apart, meet, near};
use super::{Outcome, Said, Slow, Truth, Verdict};
use crate::model::*;

impl Slow<'_> {
    fn field(&self) -> usize {
        match self.rule.must {
            Must::Agree { field, .. } | Must::NeverFall(field) => field,
            _ => unreachable!("only rules that compare"),
        }
    }

    /// "The compared field is never part of the alignment." "`same KEY` lists replace the fact's own `same when`."
    fn keys(&self) -> Vec<&Key> {
        let own = &self.program.kinds[self.rule.kinds[0]].same;
        self.rule.same.as_ref().unwrap_or(own).iter().filter(|k| k.field != self.field()).collect()
    }

    /// What the fact itself says: an article's own date aligns nothing, and agrees with nothing.
    fn told(&self, id: usize, field: usize) -> Option<Value> {
        self.fact(id).fields[field].clone()
    }

    /// `None`: unknown.
    fn key(&self, key: &Key, a: usize, b: usize) -> Option<bool> {
        match (self.told(a, key.field)?, self.told(b, key.field)?) {
            (Value::Open(_), _) | (_, Value::Open(_)) => None,
            (Value::People(x), Value::People(y)) => match x.iter().any(|m| y.contains(m)) {
                false => Some(false),
                true if key.overlap => Some(true),
                // Accounts name more or fewer members of one set.
                true => (x.iter().all(|m| y.contains(m)) && y.iter().all(|m| x.contains(m))).then_some(true),
            },
            (Value::Date(x), Value::Date(y)) => {
                let (x, y) = (DATES[x], DATES[y]);
                let near = i64::from(apart(x, y).0) <= key.days.unwrap_or(0);
                // A date of a week or more is too vague to agree.
                let vague = x.2 - x.1 >= 7 || y.2 - y.1 >= 7;
                if near && vague { None } else { Some(near) }
            }
            (Value::Number(a, b), Value::Number(c, d)) => Some(meet((a, b), (c, d))),
            (x, y) => Some(x == y),
        }
    }

    /// When the event was: its own date, else its article's; and whether it is its own.
    fn time(&self, id: usize) -> Option<(usize, bool)> {
        let fact = self.fact(id);
        let field = self.program.kinds[fact.kind].fields.iter().position(|f| f.0 == "date")?;
        match self.told(id, field) {
            Some(Value::Date(date)) => Some((date, true)),
            // A plan may lie anywhere after the article.
            _ if matches!(fact.stance, Stance::Planned | Stance::Hypothetical) => None,
            _ => self.world.articles[fact.article].date.map(|date| (date, false)),
        }
    }

    /// "Events without a date of their own are not taken for one if their articles lie more than 30 days apart."
    fn far_apart(&self, a: usize, b: usize) -> bool {
        match (self.time(a), self.time(b)) {
            (Some((x, own_x)), Some((y, own_y))) => !(own_x && own_y) && apart(DATES[x], DATES[y]).0 > 30,
            _ => false,
        }
    }

    /// "Two facts belong together when at least two keys agree (or one that is `alone`) and none differs."
    fn aligned(&self, a: usize, b: usize) -> Truth {
        let keys = self.keys();
        let said: Vec<Option<bool>> = keys.iter().map(|k| self.key(k, a, b)).collect();
        if said.contains(&Some(false)) {
            return No;
        }
        if keys.iter().zip(&said).any(|(k, s)| k.alone && *s == Some(true)) {
            return Yes;
        }
        if self.far_apart(a, b) {
            return No;
        }
        if said.iter().filter(|s| **s == Some(true)).count() >= 2 {
            return Yes;
        }
        let kind = &self.program.kinds[self.rule.kinds[0]];
        let undated = keys.iter().zip(&said).any(|(k, s)| s.is_none() && kind.fields[k.field].1 == Type::Date);
        Open(if undated { Undecided::Date } else { Undecided::Alignment })
    }

    fn agrees_in_one(&self, a: usize, b: usize) -> bool {
        self.keys().iter().any(|k| self.key(k, a, b) == Some(true))
    }

    /// Groups of facts of which none is split from another; a fact that fits two sides that are split joins neither.
    fn groups(&self, facts: &[usize]) -> Vec<Vec<usize>> {
        let mut torn = Vec::new();
        for group in self.connected(facts) {
            let split = |a: usize, b: usize| a != b && self.aligned(a.min(b), a.max(b)) == No;
            for &m in &group {
                let between =
                    |&a: &usize| group.iter().any(|&b| a != m && b != m && split(a, b) && !split(a, m) && !split(b, m));
                if group.iter().any(between) {
                    torn.push(m);
                }
            }
        }
        let kept: Vec<usize> = facts.iter().copied().filter(|f| !torn.contains(f)).collect();
        self.connected(&kept)
    }

    /// Sets of two or more that chains of aligned pairs tie together.
    fn connected(&self, facts: &[usize]) -> Vec<Vec<usize>> {
        let mut left = facts.to_vec();
        let mut out = Vec::new();
        while let Some(first) = left.first().copied() {
            let mut group = vec![first];
            left.remove(0);
            while let Some(at) =
                left.iter().position(|&f| group.iter().any(|&g| self.aligned(f.min(g), f.max(g)) == Yes))
            {
                group.push(left.remove(at));
            }
            if group.len() > 1 {
                group.sort_unstable();
                out.push(group);
            }
        }
        out
    }

    /// Whether the values of two facts agree.
    fn agree(&self, a: usize, b: usize) -> Truth {
        let Must::Agree { field, within, sets } = self.rule.must else { unreachable!("only of rules that agree") };
        let (Some(x), Some(y)) = (self.told(a, field), self.told(b, field)) else { return Yes };
        let alone = self.keys().iter().any(|k| k.alone);
        match (x, y) {
            (Value::Open(why), _) | (_, Value::Open(why)) => Open(why),
            (Value::People(x), Value::People(y)) => Truth::of(match sets {
                SetMode::Overlapping => x.iter().any(|m| y.contains(m)),
                SetMode::Within => x.iter().all(|m| y.contains(m)) || y.iter().all(|m| x.contains(m)),
                SetMode::Equal => x.iter().all(|m| y.contains(m)) && y.iter().all(|m| x.contains(m)),
            }),
            (Value::Number(a, b), Value::Number(c, d)) => Truth::of(near((a, b), (c, d), within.unwrap_or(0))),
            (Value::Date(x), Value::Date(y)) => {
                let days = i64::from(apart(DATES[x], DATES[y]).0);
                match () {
                    _ if days <= within.unwrap_or(0) => Yes,
                    // Dates that far apart belong to two events, unless one key alone decides.
                    _ if days > within.unwrap_or(0).max(30) && !alone => Open(Undecided::Alignment),
                    _ => No,
                }
            }
            (x, y) => Truth::of(x == y),
        }
    }

    /// Facts that say the same in everything: what holds for the first holds for all.
    fn alike(&self, facts: &[(usize, Option<Undecided>)]) -> Vec<Vec<(usize, Option<Undecided>)>> {
        let said = |id: usize| -> Vec<Option<Value>> {
            let keys = self.keys().iter().map(|k| self.told(id, k.field)).collect::<Vec<_>>();
            let known = keys.into_iter().map(|v| v.filter(|v| !matches!(v, Value::Open(_)))).map(ordered);
            known.chain([ordered(self.told(id, self.field()))]).collect()
        };
        let mut out: Vec<Vec<(usize, Option<Undecided>)>> = Vec::new();
        for &(id, open) in facts {
            let (time, told) = (self.time(id), self.told_on(id));
            let like = |of: &&mut Vec<(usize, Option<Undecided>)>| {
                let (o, why) = of[0];
                said(o) == said(id) && why == open && self.time(o) == time && self.told_on(o) == told
            };
            match out.iter_mut().find(like) {
                Some(of) => of.push((id, open)),
                None => out.push(vec![(id, open)]),
            }
        }
        out
    }

    /// When it was told, where that counts.
    fn told_on(&self, id: usize) -> Option<usize> {
        self.world.articles[self.fact(id).article].date.filter(|_| matches!(self.rule.must, Must::NeverFall(_)))
    }

    pub fn compared(&self) -> Outcome {
        let mut out = Outcome::default();
        // `where` and `unless` of each alone: out, in, or open.
        let mut left: Vec<(usize, Option<Undecided>)> = Vec::new();
        for id in self.ranged(self.rule.kinds[0]) {
            match (self.filter(&[id]), self.unless(&[id])) {
                (No, _) | (_, Yes) => {}
                _ if self.excepted(id) || self.told(id, self.field()).is_none() => {}
                (Open(why), _) | (_, Open(why)) => left.push((id, Some(why))),
                _ => left.push((id, None)),
            }
        }
        // Facts of one scope.
        while let Some(&(first, _)) = left.first() {
            let (scope, rest) = left.into_iter().partition(|(id, _)| self.in_scope(first, *id));
            left = rest;
            let alike = self.alike(&scope);
            match self.rule.must {
                Must::Agree { .. } => self.agreeing(&alike, &mut out),
                _ => self.rising(&alike, &mut out),
            }
        }
        out
    }

    fn agreeing(&self, alike: &[Vec<(usize, Option<Undecided>)>], out: &mut Outcome) {
        let facts: Vec<(usize, Option<Undecided>)> = alike.iter().map(|of| of[0]).collect();
        let ids: Vec<usize> = facts.iter().map(|(id, _)| *id).collect();
        let groups = self.groups(&ids);
        let disagree = |a: usize, b: usize| self.agree(a, b) == No;
        for group in &groups {
            let sure: Vec<usize> =
                facts.iter().filter(|(id, open)| group.contains(id) && open.is_none()).map(|(id, _)| *id).collect();
            let clash: Vec<usize> =
                sure.iter().copied().filter(|&a| sure.iter().any(|&b| disagree(a.min(b), a.max(b)))).collect();
            let pairs = |of: &[usize], test: &dyn Fn(usize, usize) -> bool| {
                of.iter().any(|&a| of.iter().any(|&b| a < b && test(a, b)))
            };
            if !clash.is_empty() {
                // Between the sides a pair must be aligned by itself, not by way of a third.
                let sides = |a: usize, b: usize| !self.says_alike(a, b) && self.aligned(a, b) == Yes;
                match pairs(&clash, &sides) {
                    true => {
                        let all = alike.iter().filter(|of| clash.contains(&of[0].0)).flatten();
                        let mut facts: Vec<usize> = all.map(|(id, _)| *id).collect();
                        facts.sort_unstable();
                        out.said.push(Said { verdict: Verdict::Violated, facts });
                    }
                    false => out.open_groups.push(clash),
                }
            } else if pairs(&sure, &|a, b| matches!(self.agree(a, b), Open(_))) || pairs(group, &disagree) {
                out.open_groups.push(group.clone());
            }
        }
        // "Facts that agree in fewer keys, and differ in the field, are undecided."
        for &a in &ids {
            for &b in ids.iter().filter(|&&b| a < b && disagree(a, b)) {
                if let (Open(why), true) = (self.aligned(a, b), self.agrees_in_one(a, b)) {
                    out.said.push(Said { verdict: Verdict::Undecided(why), facts: vec![a, b] });
                }
            }
        }
        // Whoever is aligned with somebody, and yet in no group: one of the two fits elsewhere, too.
        for &a in ids.iter().filter(|a| !groups.iter().any(|g| g.contains(a))) {
            let tie = |&&b: &&usize| b != a && self.aligned(a.min(b), a.max(b)) == Yes && disagree(a.min(b), a.max(b));
            if let Some(&b) = ids.iter().find(tie) {
                let said = Said { verdict: Verdict::Undecided(Undecided::Alignment), facts: vec![a.min(b), a.max(b)] };
                if !out.said.contains(&said) {
                    out.said.push(said);
                }
            }
        }
    }

    fn says_alike(&self, a: usize, b: usize) -> bool {
        self.told(a, self.field()) == self.told(b, self.field())
    }

    /// "Violated where a later fact about one thing has a lower number there than an earlier one." Each fall is told once, against the
    /// highest that was said before it.
    fn rising(&self, alike: &[Vec<(usize, Option<Undecided>)>], out: &mut Outcome) {
        let number = |id: usize| match self.told(id, self.field()) {
            Some(Value::Number(low, high)) => Some((low, high)),
            _ => None,
        };
        let below = |a: usize, b: usize| match (number(a), number(b)) {
            (Some((_, Some(high))), Some((Some(low), _))) => high < low,
            _ => false,
        };
        let date = |id: usize| self.world.articles[self.fact(id).article].date.map(|d| DATES[d]);
        let facts: Vec<_> = alike.iter().map(|of| of[0]).filter(|(id, _)| number(*id).is_some()).collect();
        let ids: Vec<usize> = facts.iter().map(|(id, _)| *id).collect();
        for group in self.groups(&ids) {
            let is_sure = |id: &usize| facts.iter().any(|(f, open)| f == id && open.is_none()) && date(*id).is_some();
            let mut in_time: Vec<usize> = group.iter().copied().filter(is_sure).collect();
            in_time.sort_by_key(|&id| (date(id).map(|d| (d.1, d.2)), id));
            let mut fell = false;
            let mut highest: Option<usize> = None;
            for &id in &in_time {
                let is_later = |top: usize| date(top).zip(date(id)).is_some_and(|(a, b)| a.2 < b.1);
                match highest {
                    Some(top) if is_later(top) && below(id, top) => {
                        fell = true;
                        let facts = vec![id.min(top), id.max(top)];
                        out.said.push(Said { verdict: Verdict::Violated, facts });
                    }
                    Some(top) if !below(top, id) => {}
                    _ => highest = Some(id),
                }
            }
            let article = |id: usize| self.fact(id).article;
            let open = group.iter().any(|a| {
                let differ = |b: &usize| article(*a) != article(*b) && (below(*a, *b) || below(*b, *a));
                !is_sure(a) && group.iter().any(differ)
            });
            if open && !fell {
                out.open_groups.push(group);
            }
        }
    }
}

/// A set has no order.
fn ordered(value: Option<Value>) -> Option<Value> {
    match value {
        Some(Value::People(mut all)) => {
            all.sort_unstable();
            all.dedup();
            Some(Value::People(all))
        }
        other => other,
    }
}
