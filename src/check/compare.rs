//! Comparisons of two values, by type, with three answers.

use super::context::Context;
use super::dates::When;
use super::numbers::Range;
use super::values::Val;
use super::words::{comparable, is_like, is_same};
use super::{Truth, units};
use crate::extract::acronyms::{Fit, fits};
use crate::facts::{Entity, EntityKind, FieldValue, Office, Quantity, Tolerance, Undecided, Value};
use crate::language::CompareOp;
use crate::record::keys;

impl Context<'_> {
    pub fn compare(&self, op: CompareOp, left: &Val, right: &Val) -> Truth {
        let undecided = |why| Truth::Undecided(why);
        match (left, right) {
            (Val::Missing(why), _) | (_, Val::Missing(why)) => undecided(*why),
            (Val::Fact(a), Val::Fact(b)) => match op {
                CompareOp::IsNot => Truth::of(a != b),
                _ => Truth::of(a == b),
            },
            (Val::Initials(words), Val::Of(v)) | (Val::Of(v), Val::Initials(words)) => {
                let fits = match v.as_text() {
                    Some(letters) => match fits(letters, words) {
                        Fit::Yes => Truth::True,
                        Fit::No => Truth::False,
                        Fit::Unsure => undecided(Undecided::Name),
                    },
                    None => undecided(Undecided::Name),
                };
                if op == CompareOp::IsNot { !fits } else { fits }
            }
            (Val::Of(v), Val::List(list)) => {
                let found = match v.as_ref() {
                    Value::Set(members) => Truth::all(members.iter().map(|m| self.value_in_list(&m.value, *list))),
                    value => self.value_in_list(value, *list),
                };
                if op == CompareOp::IsNot { !found } else { found }
            }
            (Val::List(list), Val::Of(v)) => self.value_in_list(v, *list),
            (Val::Of(a), Val::Of(b)) => self.values(op, a, b),
            _ => undecided(Undecided::Name),
        }
    }

    /// Whether a list of names or phrases holds a value.
    pub fn value_in_list(&self, value: &Value, list: crate::language::ListId) -> Truth {
        match value {
            Value::Text(t) => Truth::of(self.in_list(list, t)),
            Value::Entity(e) => {
                let items = self.program.lists.get(list.0 as usize).map_or(&[][..], |l| &l.items);
                Truth::of(self.in_list(list, &e.name) || items.iter().any(|i| self.is_called(e, i)))
            }
            Value::Office(o) => {
                let items = self.program.lists.get(list.0 as usize).map_or(&[][..], |l| &l.items);
                Truth::of(self.in_list(list, &o.name) || items.iter().any(|i| is_office(o, i)))
            }
            Value::Unknown(why) => Truth::Undecided(*why),
            _ => Truth::False,
        }
    }

    fn values(&self, op: CompareOp, a: &Value, b: &Value) -> Truth {
        if let Value::Unknown(why) = a {
            return Truth::Undecided(*why);
        }
        if let Value::Unknown(why) = b {
            return Truth::Undecided(*why);
        }
        match op {
            CompareOp::IsNot => !self.values(CompareOp::Is, a, b),
            CompareOp::WithinOf(tolerance) => self.within_of(tolerance, a, b),
            CompareOp::Contains => self.contains(a, b),
            CompareOp::Overlaps => match (a, b) {
                (Value::Date(x), Value::Date(y)) => When::of(x).compare(op, &When::of(y)),
                _ => {
                    let (a, b) = (members(a), members(b));
                    Truth::any(a.iter().map(|x| Truth::any(b.iter().map(|y| self.values(CompareOp::Is, x, y)))))
                }
            },
            CompareOp::IsWithin => match (a, b) {
                (Value::Entity(x), Value::Entity(y)) if x.kind == EntityKind::Place => {
                    if x == y {
                        Truth::True
                    } else {
                        self.is_place_in(x, y).map_or(Truth::Undecided(Undecided::Record), Truth::of)
                    }
                }
                (Value::Entity(x), Value::Text(t)) if x.kind == EntityKind::Place => {
                    let y = self.named(EntityKind::Place, t);
                    self.values(op, a, &Value::Entity(y))
                }
                (Value::Date(x), Value::Date(y)) => When::of(x).compare(op, &When::of(y)),
                _ => self.contains(b, a),
            },
            CompareOp::StartsWith | CompareOp::EndsWith | CompareOp::IsLike => match (words(a), words(b)) {
                (Some(x), Some(y)) => Truth::of(match op {
                    CompareOp::StartsWith => comparable(x).starts_with(&comparable(y)),
                    CompareOp::EndsWith => comparable(x).ends_with(&comparable(y)),
                    _ => is_like(x, y),
                }),
                _ => Truth::Undecided(Undecided::Name),
            },
            CompareOp::Is => self.is(a, b),
            CompareOp::Less
            | CompareOp::LessOrEqual
            | CompareOp::Greater
            | CompareOp::GreaterOrEqual
            | CompareOp::Before
            | CompareOp::After => match (a, b) {
                (Value::Date(x), Value::Date(y)) => When::of(x).compare(op, &When::of(y)),
                _ => match ranges(a, b) {
                    Ok((x, y)) => x.compare(op, y),
                    Err(why) => Truth::Undecided(why),
                },
            },
        }
    }

    fn is(&self, a: &Value, b: &Value) -> Truth {
        match (a, b) {
            (Value::Text(x), Value::Text(y)) => Truth::of(is_same(x, y)),
            (Value::Entity(x), Value::Entity(y)) if self.same_entity(x, y) => Truth::True,
            // A part of a name, or another spelling of it, may mean the same person.
            (Value::Entity(x), Value::Entity(y)) if self.may_be_one_person(x, y) => Truth::Undecided(Undecided::Name),
            (Value::Entity(_), Value::Entity(_)) => Truth::False,
            (Value::Entity(e), Value::Text(t)) | (Value::Text(t), Value::Entity(e)) => Truth::of(self.is_called(e, t)),
            (Value::Office(x), Value::Office(y)) => same_office(x, y),
            (Value::Office(o), Value::Text(t)) | (Value::Text(t), Value::Office(o)) => Truth::of(is_office(o, t)),
            (Value::Date(x), Value::Date(y)) => When::of(x).compare(CompareOp::Is, &When::of(y)),
            (Value::Set(x), Value::Set(y)) => {
                let all = |x: &[FieldValue], y: &[FieldValue]| {
                    Truth::all(
                        x.iter().map(|m| Truth::any(y.iter().map(|n| self.values(CompareOp::Is, &m.value, &n.value)))),
                    )
                };
                Truth::all([all(x, y), all(y, x)])
            }
            (Value::Set(x), single) | (single, Value::Set(x)) => {
                Truth::all(x.iter().map(|m| self.values(CompareOp::Is, &m.value, single)))
            }
            _ => match ranges(a, b) {
                Ok((x, y)) => Truth::of(x.agrees(y)),
                Err(why) => Truth::Undecided(why),
            },
        }
    }

    fn contains(&self, whole: &Value, part: &Value) -> Truth {
        match (whole, part) {
            (Value::Text(x), _) => match words(part) {
                Some(y) => Truth::of(comparable(x).contains(&comparable(y))),
                None => Truth::Undecided(Undecided::Name),
            },
            (Value::Date(x), Value::Date(y)) => When::of(y).compare(CompareOp::IsWithin, &When::of(x)),
            (Value::Entity(_), Value::Entity(_)) => self.values(CompareOp::IsWithin, part, whole),
            _ => {
                let (whole, parts) = (members(whole), members(part));
                Truth::all(parts.iter().map(|p| Truth::any(whole.iter().map(|m| self.values(CompareOp::Is, m, p)))))
            }
        }
    }

    fn within_of(&self, tolerance: Tolerance, a: &Value, b: &Value) -> Truth {
        if let (Value::Date(x), Value::Date(y)) = (a, b) {
            let days = match tolerance {
                Tolerance::Days(days) | Tolerance::Number(days) => days,
                Tolerance::Percent(_) => return Truth::Undecided(Undecided::Unit),
            };
            return When::of(x).within(days, &When::of(y));
        }
        match ranges(a, b) {
            Ok((x, y)) => Truth::of(match tolerance {
                Tolerance::Percent(percent) => x.agrees_within_percent(y, percent),
                Tolerance::Number(by) | Tolerance::Days(by) => x.agrees_within(y, by),
            }),
            Err(why) => Truth::Undecided(why),
        }
    }

    /// One entity, also by another form of its name.
    pub fn same_entity(&self, a: &Entity, b: &Entity) -> bool {
        a == b || (a.kind == b.kind && self.record.canonical(a.key) == self.record.canonical(b.key))
    }
    /// Whether an entity goes by a name that stands in a rule.
    fn is_called(&self, e: &Entity, name: &str) -> bool {
        is_same(&e.name, name) || self.same_entity(e, &self.named(e.kind, name))
    }
    fn named(&self, kind: EntityKind, name: &str) -> Entity {
        Entity { kind, name: name.into(), key: self.record.canonical(keys::of(kind, name)) }
    }
}

fn is_office(office: &Office, name: &str) -> bool {
    office.key == keys::office(name) || is_same(&office.name, name)
}

/// One office; undecided where the titles are one and the body of just one is known.
fn same_office(a: &Office, b: &Office) -> Truth {
    if a == b {
        return Truth::True;
    }
    let open = a.body.is_some() != b.body.is_some() && is_same(&a.title, &b.title);
    if open { Truth::Undecided(Undecided::Name) } else { Truth::False }
}

/// The members of a set; a single value is its own only member.
fn members(v: &Value) -> Vec<&Value> {
    match v {
        Value::Set(all) => all.iter().map(|m| &m.value).collect(),
        single => vec![single],
    }
}

/// The words of a value that is made of words.
pub fn words(v: &Value) -> Option<&str> {
    match v {
        Value::Text(t) => Some(t),
        Value::Entity(e) => Some(&e.name),
        Value::Office(o) => Some(&o.name),
        _ => None,
    }
}

/// Both values as numbers, in the unit of the first.
pub fn ranges(a: &Value, b: &Value) -> Result<(Range, Range), Undecided> {
    // A share is as good as its plain number.
    let plain = |q: &Quantity| q.unit.as_deref().is_none_or(|u| u == "percent");
    Ok(match (a, b) {
        (Value::Number(x), Value::Number(y)) => (Range::of(x), Range::of(y)),
        (Value::Quantity(x), Value::Quantity(y)) => {
            (Range::of(&x.number), units::in_unit_of(x, y).ok_or(Undecided::Unit)?)
        }
        (Value::Quantity(x), Value::Number(y)) if plain(x) => (Range::of(&x.number), Range::of(y)),
        (Value::Number(x), Value::Quantity(y)) if plain(y) => (Range::of(x), Range::of(&y.number)),
        (Value::Quantity(_), Value::Number(_)) | (Value::Number(_), Value::Quantity(_)) => return Err(Undecided::Unit),
        (Value::Duration(a, b), Value::Duration(c, d)) => (Range::between(*a, *b), Range::between(*c, *d)),
        (Value::Duration(a, b), Value::Number(n)) => (Range::between(*a, *b), Range::of(n)),
        (Value::Number(n), Value::Duration(a, b)) => (Range::of(n), Range::between(*a, *b)),
        (Value::Unknown(why), _) | (_, Value::Unknown(why)) => return Err(*why),
        _ => return Err(Undecided::Number),
    })
}
