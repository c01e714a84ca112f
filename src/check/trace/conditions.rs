//! Conditions as they were asked: the words of the rule, the answer, and what each expression stood for.

use super::{Asked, Clause, Node, Side, Tracer};
use crate::check::values::{Eval, Val, value_of};
use crate::check::{Truth, print};
use crate::facts::{FactId, Undecided};
use crate::language::{CompareOp, Cond, Expr, Quantifier};
use crate::source::FileSpan;

/// Answers of one quantifier that are kept.
const ANSWERS: usize = 6;

impl Eval<'_> {
    /// As [`Eval::cond`], noted as the condition of a clause.
    pub fn clause(&self, clause: Clause, cond: &Cond, frame: &[FactId]) -> Truth {
        let Some(tracer) = self.tracer.filter(|t| t.is_noting()) else { return self.cond(cond, frame) };
        tracer.state.borrow_mut().open.push(Vec::new());
        let truth = self.cond(cond, frame);
        let node = tracer.state.borrow_mut().open.pop().and_then(|mut parts| parts.pop());
        if let Some(node) = node {
            tracer.with(|c| c.asked.push(Asked { clause, fact: None, node }));
        }
        truth
    }

    /// The values of the expressions of a condition that has no conditions in it.
    fn sides(&self, cond: &Cond, frame: &[FactId]) -> Vec<Side> {
        let mut out = Vec::new();
        match cond {
            Cond::Compare { left, right, .. } => {
                self.side(left, frame, &mut out);
                self.side(right, frame, &mut out);
            }
            Cond::OneOf { left, .. } | Cond::Matches { left, .. } | Cond::Known(left, _) => {
                self.side(left, frame, &mut out);
            }
            Cond::And(_) | Cond::Or(_) | Cond::Not(_) | Cond::Quantified { .. } => {}
        }
        out
    }

    /// The value of an expression, after those of the fields that it is made of.
    fn side(&self, expr: &Expr, frame: &[FactId], out: &mut Vec<Side>) {
        match expr {
            // What the rule says itself needs no value beside it.
            Expr::Literal(_) => return,
            Expr::Field { .. } | Expr::Meta { .. } | Expr::Record { .. } | Expr::Param(_) | Expr::List(_) => {}
            Expr::CountOf(of)
            | Expr::SumOf(of)
            | Expr::UnitOf(of)
            | Expr::DimensionOf(of)
            | Expr::RankOf(of)
            | Expr::InitialsOf(of)
            | Expr::WeekdayOf(of)
            | Expr::YearOf(of)
            | Expr::Abs(of) => {
                self.side(of, frame, out);
            }
            Expr::YearsFrom(a, b) | Expr::Arithmetic { left: a, right: b, .. } => {
                self.side(a, frame, out);
                self.side(b, frame, out);
            }
        }
        let words = self.words(expr);
        if out.iter().any(|s| s.words == words) {
            return;
        }
        let value = match self.expr(expr, frame) {
            Val::Missing(why) => Err(why),
            _ => Ok(self.show(expr, frame)),
        };
        let of = match expr {
            Expr::Field { var, field, .. } => frame.get(usize::from(var.0)).map(|&id| (id, *field)),
            _ => None,
        };
        out.push(Side { words, value, of });
    }

    fn source(&self, at: FileSpan) -> String {
        let text = at.span.of(&self.cx.program.sources.get(at.source).text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An expression as it is written.
    fn words(&self, expr: &Expr) -> String {
        match expr {
            Expr::Field { at, .. } | Expr::Meta { at, .. } => self.source(*at),
            Expr::Record { what, .. } => format!("record.{what}"),
            Expr::Literal(literal) => print::show(&value_of(literal)),
            Expr::Param(id) => self.cx.program.params.get(id.0 as usize).map_or(String::new(), |p| p.name.to_string()),
            Expr::List(id) => self.cx.program.lists.get(id.0 as usize).map_or(String::new(), |l| l.name.to_string()),
            Expr::CountOf(of) => format!("count of {}", self.words(of)),
            Expr::SumOf(of) => format!("sum of {}", self.words(of)),
            Expr::UnitOf(of) => format!("unit of {}", self.words(of)),
            Expr::DimensionOf(of) => format!("dimension of {}", self.words(of)),
            Expr::RankOf(of) => format!("rank of {}", self.words(of)),
            Expr::InitialsOf(of) => format!("initials of {}", self.words(of)),
            Expr::WeekdayOf(of) => format!("weekday of {}", self.words(of)),
            Expr::YearOf(of) => format!("year of {}", self.words(of)),
            Expr::YearsFrom(a, b) => format!("years from {} to {}", self.words(a), self.words(b)),
            Expr::Abs(of) => format!("abs({})", self.words(of)),
            Expr::Arithmetic { op, left, right } => {
                let sign = op.sign();
                // Within another operation the brackets show what belongs together.
                let inner = |e: &Expr| match e {
                    Expr::Arithmetic { .. } => format!("({})", self.words(e)),
                    _ => self.words(e),
                };
                format!("{} {sign} {}", inner(left), inner(right))
            }
        }
    }

    fn name_of(&self, cond: &Cond) -> String {
        match cond {
            Cond::And(_) => "all of".into(),
            Cond::Or(_) => "any of".into(),
            Cond::Not(_) => "not".into(),
            Cond::Compare { op: CompareOp::IsNot, at, .. }
            | Cond::Compare { at, .. }
            | Cond::OneOf { at, .. }
            | Cond::Known(_, at)
            | Cond::Matches { at, .. } => self.source(*at),
            Cond::Quantified { quantifier, kind, body, at, .. } => {
                let written = self.source(*at);
                // The condition itself follows, once for each fact.
                let head = written.split_once(" has ").map_or(written.as_str(), |(head, _)| head);
                match (head.is_empty(), quantifier, &**body) {
                    (false, ..) => format!("{head} has …"),
                    (true, Quantifier::All, _) => format!("all {} …", self.cx.schema().def(*kind).name),
                    (true, ..) => format!("some {} …", self.cx.schema().def(*kind).name),
                }
            }
        }
    }
}

impl Tracer<'_> {
    /// Whether the conditions of a clause are being noted.
    pub fn is_asking(&self) -> bool {
        !self.state.borrow().open.is_empty()
    }
    pub fn ask(&self) {
        self.state.borrow_mut().open.push(Vec::new());
    }
    /// The condition of the last [`Tracer::ask`] is answered.
    pub fn answer(&self, eval: &Eval, cond: &Cond, frame: &[FactId], truth: Truth) {
        let (words, sides) = (eval.name_of(cond), eval.sides(cond, frame));
        let state = &mut *self.state.borrow_mut();
        let mut parts = state.open.pop().unwrap_or_default();
        let mut more = 0;
        if matches!(cond, Cond::Quantified { .. }) && parts.len() > ANSWERS {
            // Those that count come first.
            parts.sort_by_key(|p| p.truth == Truth::False);
            more = parts.len() - ANSWERS;
            parts.truncate(ANSWERS);
        }
        // Conditions joined in several clauses are one list.
        if let Cond::And(conds) = cond {
            let each = parts.into_iter().zip(conds);
            parts = each.flat_map(|(p, c)| if matches!(c, Cond::And(_)) { p.parts } else { vec![p] }).collect();
        }
        // "is missing" is written as one condition and kept as the opposite of another.
        let mut node = Node { words, truth, sides, parts, fact: None, more };
        if let Cond::Not(inner) = cond
            && !matches!(**inner, Cond::And(_) | Cond::Or(_) | Cond::Not(_) | Cond::Quantified { .. })
            && let Some(only) = node.parts.pop()
        {
            let written = only.words.contains(" not ") || only.words.ends_with(" missing");
            let words = if written { only.words } else { format!("not {}", only.words) };
            node = Node { words, truth, sides: only.sides, ..node };
        }
        if let Some(outer) = state.open.last_mut() {
            outer.push(node);
        }
    }
    /// The last answer is of this fact.
    pub fn of_fact(&self, id: FactId) {
        if let Some(part) = self.state.borrow_mut().open.last_mut().and_then(|parts| parts.last_mut()) {
            part.fact = Some(id);
        }
    }
}

impl Node {
    /// The condition within that decides: the first one by itself that is not as it must be for the whole to be `wanted`.
    pub fn deciding(&self, wanted: Truth) -> &Node {
        let odd = self.parts.iter().filter(|p| p.fact.is_none());
        let against = match self.words.as_str() {
            "not" => odd.clone().next(),
            _ => odd.clone().find(|p| p.truth != wanted),
        };
        match against {
            Some(part) if self.words == "not" => part.deciding(!wanted),
            Some(part) => part.deciding(wanted),
            None => self,
        }
    }
    /// The first value that is not known.
    pub fn missing(&self) -> Option<(&Side, Undecided)> {
        let own = self.sides.iter().find_map(|s| s.value.as_ref().err().map(|why| (s, *why)));
        own.or_else(|| self.parts.iter().find_map(Node::missing))
    }
}
