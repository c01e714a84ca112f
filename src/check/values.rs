//! What an expression stands for.

use std::borrow::Cow;
use std::cell::Cell;

use super::context::Context;
use super::dates;
use super::numbers::Range;
use super::trace::Tracer;
use crate::article::BlockKind;
use crate::extract::names::place_rank;
use crate::facts::{DateValue, Fact, FactId, FieldValue, Number, Quantity, StanceSet, Type, Undecided, Value};
use crate::language::{ArithmeticOp, Expr, ListId, Literal, Meta, VarId};

/// The value of an expression.
#[derive(Clone, Debug)]
pub enum Val<'a> {
    /// Not known, and why comparisons with it are undecided.
    Missing(Undecided),
    Of(Cow<'a, Value>),
    /// A whole fact, for `is` between variables.
    Fact(FactId),
    List(ListId),
    /// Words whose initials are meant.
    Initials(Cow<'a, str>),
}

impl<'a> Val<'a> {
    fn text(text: &str) -> Val<'a> {
        Val::Of(Cow::Owned(Value::text(text)))
    }
    fn number(range: Range) -> Val<'a> {
        Val::Of(Cow::Owned(Value::Number(Box::new(range.number()))))
    }
    pub fn value(&self) -> Option<&Value> {
        match self {
            Val::Of(v) => Some(v),
            _ => None,
        }
    }
}

/// What comparisons with a missing value of a type are undecided for.
pub fn reason(ty: &Type) -> Undecided {
    match ty {
        Type::Date | Type::Duration => Undecided::Date,
        Type::Number | Type::Quantity => Undecided::Number,
        Type::Set(of) => reason(of),
        Type::Text
        | Type::Word
        | Type::Person
        | Type::Place
        | Type::Organisation
        | Type::Office
        | Type::Quote
        | Type::Enumeration(_) => Undecided::Name,
    }
}

/// The record's side of a finding, for `{record.person}` in texts.
#[derive(Clone, Debug, Default)]
pub struct RecordWords {
    pub of: Vec<(&'static str, String)>,
}

/// Evaluates expressions and conditions of one rule. A frame holds the fact of each variable, by [`VarId`].
pub struct Eval<'a> {
    pub cx: &'a Context<'a>,
    /// The stances that quantifiers see.
    pub including: StanceSet,
    /// Facts that quantifiers have looked at so far.
    pub steps: Cell<u64>,
    pub record: Option<&'a RecordWords>,
    /// Told of every condition that is asked.
    pub tracer: Option<&'a Tracer<'a>>,
}

impl<'a> Eval<'a> {
    pub fn new(cx: &'a Context<'a>, including: StanceSet) -> Eval<'a> {
        Eval { cx, including, steps: Cell::new(0), record: None, tracer: None }
    }

    /// The fact of a variable.
    pub fn fact(&self, frame: &[FactId], var: VarId) -> Option<&'a Fact> {
        frame.get(var.0 as usize).map(|&id| self.cx.fact(id))
    }

    /// The field that an expression names, with its spans.
    pub fn field(&self, expr: &Expr, frame: &[FactId]) -> Option<(&'a Fact, &'a FieldValue)> {
        let Expr::Field { var, field, .. } = expr else { return None };
        let fact = self.fact(frame, *var)?;
        Some((fact, fact.get(*field)?))
    }

    pub fn expr(&self, expr: &Expr, frame: &[FactId]) -> Val<'a> {
        match expr {
            Expr::Field { var, field, .. } => {
                let Some(fact) = self.fact(frame, *var) else { return Val::Missing(Undecided::Name) };
                match fact.value(*field) {
                    Some(Value::Unknown(why)) => Val::Missing(*why),
                    Some(value) => Val::Of(Cow::Borrowed(value)),
                    None => Val::Missing(reason(&self.cx.schema().def(fact.kind).def(*field).ty)),
                }
            }
            Expr::Meta { var, what, .. } => self.meta(*var, *what, frame),
            Expr::Record { what, .. } => {
                let found = self.record.and_then(|r| r.of.iter().find(|(name, _)| *name == &**what));
                found.map_or(Val::Missing(Undecided::Record), |(_, words)| Val::text(words))
            }
            Expr::Literal(literal) => Val::Of(Cow::Owned(value_of(literal))),
            Expr::Param(id) => match self.cx.program.params.get(id.0 as usize) {
                Some(param) => Val::Of(Cow::Owned(value_of(&param.default))),
                None => Val::Missing(Undecided::Name),
            },
            Expr::List(id) => Val::List(*id),
            Expr::CountOf(of) => match self.expr(of, frame) {
                Val::Missing(why) => Val::Missing(why),
                Val::Of(v) => match &*v {
                    Value::Set(members) => count(members.len()),
                    _ => count(1),
                },
                Val::List(id) => count(self.cx.program.lists.get(id.0 as usize).map_or(0, |l| l.items.len())),
                Val::Fact(_) | Val::Initials(_) => count(1),
            },
            Expr::SumOf(of) => match self.expr(of, frame) {
                Val::Of(v) => match &*v {
                    Value::Set(members) => sum(members.iter().map(|m| &m.value)),
                    one => sum(std::iter::once(one)),
                },
                Val::Missing(why) => Val::Missing(why),
                _ => Val::Missing(Undecided::Number),
            },
            Expr::UnitOf(of) => self.of_unit(of, frame, |unit| Some(unit.to_string())),
            Expr::DimensionOf(of) => self.of_unit(of, frame, |unit| super::units::dimension(unit).map(str::to_string)),
            Expr::RankOf(of) => match self.field(of, frame).map(|(fact, v)| self.cx.written_place(fact, v)) {
                Some(Some(place)) => place_rank(&place).map_or(Val::Missing(Undecided::Record), Val::text),
                Some(None) => Val::Missing(Undecided::Name),
                None => Val::Missing(Undecided::Record),
            },
            Expr::InitialsOf(of) => match self.expr(of, frame) {
                Val::Of(Cow::Borrowed(Value::Text(t))) => Val::Initials(Cow::Borrowed(t)),
                Val::Of(v) => match &*v {
                    Value::Text(t) => Val::Initials(Cow::Owned(t.to_string())),
                    Value::Entity(e) => Val::Initials(Cow::Owned(e.name.to_string())),
                    Value::Office(o) => Val::Initials(Cow::Owned(o.name.to_string())),
                    _ => Val::Missing(Undecided::Name),
                },
                other => other,
            },
            Expr::WeekdayOf(of) => self.of_date(of, frame, |d| match (d.from, d.to) {
                (Some(a), Some(b)) if a == b && d.also.is_empty() => Ok(Value::text(weekday(a))),
                _ => Err(Undecided::Date),
            }),
            Expr::YearOf(of) => self.of_date(of, frame, |d| match (d.from, d.to) {
                (Some(a), Some(b)) => {
                    let ends = d.also.iter().flat_map(|(a, b)| [a.year(), b.year()]).chain([a.year(), b.year()]);
                    let (low, high) = ends.fold((i16::MAX, i16::MIN), |(l, h), y| (l.min(y), h.max(y)));
                    Ok(Value::Number(Box::new(Range::between(f64::from(low), f64::from(high)).number())))
                }
                _ => Err(Undecided::Date),
            }),
            Expr::YearsFrom(a, b) => self.of_dates(a, b, frame, |a, b| {
                let (low, high) = dates::years_between(a, b)?;
                Some(Value::Number(Box::new(Range::between(f64::from(low), f64::from(high)).number())))
            }),
            Expr::Abs(of) => match self.expr(of, frame) {
                Val::Of(v) => match &*v {
                    Value::Number(n) => Val::number(Range::of(n).abs()),
                    Value::Quantity(q) => quantity(Range::of(&q.number).abs(), q.unit.clone()),
                    Value::Duration(a, b) => {
                        let r = Range::between(*a, *b).abs();
                        Val::Of(Cow::Owned(Value::Duration(r.low, r.high)))
                    }
                    _ => Val::Missing(Undecided::Number),
                },
                other => other,
            },
            Expr::Arithmetic { op, left, right } => match (self.expr(left, frame), self.expr(right, frame)) {
                (Val::Missing(why), _) | (_, Val::Missing(why)) => Val::Missing(why),
                (Val::Of(a), Val::Of(b)) => arithmetic(*op, &a, &b),
                _ => Val::Missing(Undecided::Number),
            },
        }
    }

    fn meta(&self, var: VarId, what: Meta, frame: &[FactId]) -> Val<'a> {
        let (Some(fact), Some(&id)) = (self.fact(frame, var), frame.get(var.0 as usize)) else {
            return Val::Missing(Undecided::Name);
        };
        let article = self.cx.batch.get(fact.article);
        match what {
            Meta::Article => Val::text(&article.name),
            Meta::ArticleDate => match &article.date {
                Some(date) => Val::Of(Cow::Owned(Value::Date(Box::new(date.value.clone())))),
                None => Val::Missing(Undecided::Date),
            },
            Meta::Stance => Val::text(fact.stance.name()),
            Meta::Source => match &fact.source {
                Some(source) => Val::Of(Cow::Owned(Value::Text(source.name.clone().into()))),
                None => Val::Missing(Undecided::Stance),
            },
            Meta::Words => Val::text(article.words(fact.span)),
            Meta::Sentence => Val::text(article.words(fact.sentence)),
            Meta::Part => Val::text(self.cx.block_of(fact).map_or(BlockKind::Paragraph, |(_, kind)| kind).part()),
            Meta::Paragraph => match self.cx.block_of(fact) {
                Some((at, _)) => Val::number(Range::exact((at + 1) as f64)),
                None => Val::Missing(Undecided::Number),
            },
            Meta::Itself => Val::Fact(id),
        }
    }

    fn of_unit(&self, of: &Expr, frame: &[FactId], f: impl Fn(&str) -> Option<String>) -> Val<'a> {
        match self.expr(of, frame) {
            Val::Of(v) => match &*v {
                Value::Quantity(quantity) => {
                    let name = quantity.unit.as_deref().and_then(f);
                    name.map_or(Val::Missing(Undecided::Unit), |name| Val::text(&name))
                }
                _ => Val::Missing(Undecided::Unit),
            },
            other => other,
        }
    }

    fn of_date(&self, of: &Expr, frame: &[FactId], f: impl Fn(&DateValue) -> Result<Value, Undecided>) -> Val<'a> {
        match self.expr(of, frame) {
            Val::Of(v) => match &*v {
                Value::Date(d) if d.yearless.is_some() => Val::Missing(Undecided::Year),
                Value::Date(d) => f(d).map_or_else(Val::Missing, |v| Val::Of(Cow::Owned(v))),
                _ => Val::Missing(Undecided::Date),
            },
            other => other,
        }
    }

    fn of_dates(
        &self,
        a: &Expr,
        b: &Expr,
        frame: &[FactId],
        f: impl Fn(&DateValue, &DateValue) -> Option<Value>,
    ) -> Val<'a> {
        let (a, b) = match (self.expr(a, frame), self.expr(b, frame)) {
            (Val::Missing(why), _) | (_, Val::Missing(why)) => return Val::Missing(why),
            (Val::Of(a), Val::Of(b)) => (a, b),
            _ => return Val::Missing(Undecided::Date),
        };
        let (Value::Date(a), Value::Date(b)) = (&*a, &*b) else { return Val::Missing(Undecided::Date) };
        if a.yearless.is_some() || b.yearless.is_some() {
            return Val::Missing(Undecided::Year);
        }
        f(a, b).map_or(Val::Missing(Undecided::Date), |v| Val::Of(Cow::Owned(v)))
    }
}

fn count<'a>(n: usize) -> Val<'a> {
    Val::number(Range::exact(n as f64))
}

/// All members together, counted in the unit of the first.
fn sum<'a, 'v>(mut members: impl Iterator<Item = &'v Value>) -> Val<'a> {
    let Some(first) = members.next() else { return Val::Missing(Undecided::Number) };
    members.fold(Val::Of(Cow::Owned(first.clone())), |all, member| match all {
        Val::Of(all) => arithmetic(ArithmeticOp::Add, &all, member),
        other => other,
    })
}

fn quantity<'a>(range: Range, unit: Option<std::sync::Arc<str>>) -> Val<'a> {
    Val::Of(Cow::Owned(Value::Quantity(Box::new(Quantity { number: range.number(), unit, thing: None }))))
}

fn weekday(day: crate::facts::Day) -> &'static str {
    use jiff::civil::Weekday;
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A literal as a value. Percentages are plain numbers: 5 for `5 %`.
pub fn value_of(literal: &Literal) -> Value {
    match literal {
        Literal::Text(t) | Literal::Word(t) => Value::Text(t.clone().into()),
        Literal::Number(n) | Literal::Percent(n) => Value::Number(Box::new(Number::exact(*n))),
        Literal::Quantity(q) => Value::Quantity(Box::new(q.clone())),
        Literal::Date(d) => Value::Date(Box::new(d.clone())),
        Literal::Duration(a, b) => Value::Duration(*a, *b),
    }
}

fn arithmetic<'a>(op: ArithmeticOp, a: &Value, b: &Value) -> Val<'a> {
    use ArithmeticOp::{Add, Divide, Multiply, Subtract};
    let result = match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            Range::of(a).arithmetic(op, Range::of(b)).map(|r| Value::Number(Box::new(r.number())))
        }
        (Value::Quantity(q), Value::Number(n)) if matches!(op, Multiply | Divide) => {
            Range::of(&q.number).arithmetic(op, Range::of(n)).map(|r| in_unit(r, q))
        }
        (Value::Number(n), Value::Quantity(q)) if op == Multiply => {
            Range::of(n).arithmetic(op, Range::of(&q.number)).map(|r| in_unit(r, q))
        }
        (Value::Quantity(a), Value::Quantity(b)) => {
            let Some(other) = super::units::in_unit_of(a, b) else { return Val::Missing(Undecided::Unit) };
            match op {
                Add | Subtract => Range::of(&a.number).arithmetic(op, other).map(|r| in_unit(r, a)),
                Divide => Range::of(&a.number).arithmetic(op, other).map(|r| Value::Number(Box::new(r.number()))),
                Multiply => return Val::Missing(Undecided::Unit),
            }
        }
        (Value::Quantity(q), Value::Number(n)) | (Value::Number(n), Value::Quantity(q)) if q.unit.is_none() => {
            let (x, y) = if matches!(a, Value::Number(_)) { (&**n, &q.number) } else { (&q.number, &**n) };
            Range::of(x).arithmetic(op, Range::of(y)).map(|r| Value::Number(Box::new(r.number())))
        }
        (Value::Date(a), Value::Date(b)) if op == Subtract => {
            if a.yearless.is_some() || b.yearless.is_some() {
                return Val::Missing(Undecided::Year);
            }
            let found = dates::difference(a, b).map(|(l, h)| Value::Duration(l, h));
            return found.map_or(Val::Missing(Undecided::Date), |v| Val::Of(Cow::Owned(v)));
        }
        (Value::Date(d), Value::Duration(l, h)) if matches!(op, Add | Subtract) => {
            if d.yearless.is_some() {
                return Val::Missing(Undecided::Year);
            }
            let by = if op == Add { (*l, *h) } else { (-*h, -*l) };
            return dates::shift(d, by)
                .map_or(Val::Missing(Undecided::Date), |d| Val::Of(Cow::Owned(Value::Date(Box::new(d)))));
        }
        (Value::Duration(a, b), Value::Duration(c, d)) if matches!(op, Add | Subtract) => {
            Range::between(*a, *b).arithmetic(op, Range::between(*c, *d)).map(|r| Value::Duration(r.low, r.high))
        }
        (Value::Duration(a, b), Value::Number(n)) if matches!(op, Multiply | Divide) => {
            Range::between(*a, *b).arithmetic(op, Range::of(n)).map(|r| Value::Duration(r.low, r.high))
        }
        _ => None,
    };
    result.map_or(Val::Missing(Undecided::Number), |v| Val::Of(Cow::Owned(v)))
}

fn in_unit(range: Range, like: &Quantity) -> Value {
    Value::Quantity(Box::new(Quantity { number: range.number(), unit: like.unit.clone(), thing: None }))
}
