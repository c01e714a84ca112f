//! Conditions: three-valued, with the reason why not.

use std::borrow::Cow;

use super::trace::Tracer;
use super::values::{Eval, Val};
use super::{Truth, compare, limits};
use crate::facts::{FactId, KindId, Undecided, Value};
use crate::language::{CompareOp, Cond, Items, Quantifier, VarId};

impl Eval<'_> {
    /// The truth of a condition for the facts of `frame`.
    pub fn cond(&self, cond: &Cond, frame: &[FactId]) -> Truth {
        let Some(tracer) = self.tracer.filter(|t| t.is_asking()) else { return self.decide(cond, frame) };
        tracer.ask();
        let truth = self.decide(cond, frame);
        tracer.answer(self, cond, frame, truth);
        truth
    }

    fn decide(&self, cond: &Cond, frame: &[FactId]) -> Truth {
        match cond {
            Cond::And(all) => Truth::all(self.each(all, frame)),
            Cond::Or(any) => Truth::any(self.each(any, frame)),
            Cond::Not(inner) => !self.cond(inner, frame),
            Cond::Compare { op, left, right, .. } => {
                self.cx.compare(*op, &self.expr(left, frame), &self.expr(right, frame))
            }
            Cond::OneOf { left, items, .. } => {
                let left = self.expr(left, frame);
                match items {
                    Items::List(list) => self.cx.compare(CompareOp::Is, &left, &Val::List(*list)),
                    Items::Literals(all) => Truth::any(all.iter().map(|l| {
                        let right = Val::Of(Cow::Owned(super::values::value_of(l)));
                        self.cx.compare(CompareOp::Is, &left, &right)
                    })),
                }
            }
            Cond::Known(of, _) => Truth::of(!matches!(self.expr(of, frame), Val::Missing(_))),
            Cond::Matches { left, pattern, .. } => match self.expr(left, frame) {
                Val::Missing(why) => Truth::Undecided(why),
                Val::Of(v) => match (compare::words(&v), self.cx.pattern(pattern)) {
                    (Some(words), Some(pattern)) => Truth::of(pattern.is_match(words)),
                    _ => Truth::Undecided(Undecided::Name),
                },
                _ => Truth::Undecided(Undecided::Name),
            },
            Cond::Quantified { quantifier, var, kind, body, .. } => {
                self.quantified(*quantifier, *var, *kind, body, frame)
            }
        }
    }

    /// The answers of conditions, one after another; all at once where they are noted, for an explanation shows also those
    /// behind the one that decides.
    fn each(&self, conds: &[Cond], frame: &[FactId]) -> impl Iterator<Item = Truth> {
        let noted = self.tracer.is_some_and(Tracer::is_asking);
        let (now, later) = conds.split_at(if noted { conds.len() } else { 0 });
        let now: Vec<Truth> = now.iter().map(|c| self.cond(c, frame)).collect();
        now.into_iter().chain(later.iter().map(|c| self.cond(c, frame)))
    }

    /// Ranges over the facts of a kind in the articles of the facts that stand before `var`, in order.
    fn quantified(&self, quantifier: Quantifier, var: VarId, kind: KindId, body: &Cond, frame: &[FactId]) -> Truth {
        let mut articles: Vec<_> = frame.iter().map(|&id| self.cx.fact(id).article).collect();
        articles.sort_unstable();
        articles.dedup();
        let mut inner = frame.to_vec();
        inner.resize(usize::from(var.0), *frame.first().unwrap_or(&FactId::default()));
        let (mut yes, mut no, mut open) = (0u32, 0u32, None);
        for &article in &articles {
            for &id in self.cx.of_kind_in(kind, article) {
                if !super::sees(self.including, self.cx.fact(id)) {
                    continue;
                }
                self.steps.set(self.steps.get() + 1);
                if self.steps.get() > limits::QUANTIFIED_FACTS {
                    return Truth::Undecided(Undecided::Limit);
                }
                inner.push(id);
                let truth = self.cond(body, &inner);
                if let Some(tracer) = self.tracer {
                    tracer.of_fact(id);
                }
                inner.pop();
                match truth {
                    Truth::True => yes += 1,
                    Truth::False => no += 1,
                    Truth::Undecided(why) => open = open.or(Some((why, 0))).map(|(why, n)| (why, n + 1)),
                }
                // Enough is known.
                match quantifier {
                    Quantifier::Any if yes > 0 => return Truth::True,
                    Quantifier::All if no > 0 => return Truth::False,
                    Quantifier::AtLeast(n) if yes >= n => return Truth::True,
                    Quantifier::AtMost(n) | Quantifier::Exactly(n) if yes > n => return Truth::False,
                    _ => {}
                }
            }
        }
        let most = yes + open.map_or(0, |(_, n)| n);
        let undecided = open.map_or(Truth::False, |(why, _)| Truth::Undecided(why));
        match quantifier {
            Quantifier::Any => undecided,
            Quantifier::All if open.is_none() => Truth::True,
            Quantifier::All => undecided,
            Quantifier::AtLeast(n) if most < n => Truth::False,
            Quantifier::AtMost(n) if most <= n => Truth::True,
            Quantifier::Exactly(n) if most < n => Truth::False,
            Quantifier::Exactly(n) if yes == n && open.is_none() => Truth::True,
            Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => undecided,
        }
    }

    /// Whether a value is a set without members or not known; for messages.
    pub fn is_missing(&self, v: &Val) -> bool {
        matches!(v, Val::Missing(_)) || matches!(v.value(), Some(Value::Set(m)) if m.is_empty())
    }
}
