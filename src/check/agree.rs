//! Whether two values of one field agree, by type.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::compare::{ranges, words};
use super::context::Context;
use super::dates::When;
use super::trace::Compared;
use super::values::Val;
use super::words::{comparable, ignoring, is_same};
use super::{Truth, print, quotes, things};
use crate::extract::names::spelling_conflict;
use crate::facts::{EntityKind, Fact, FactId, FieldValue, KindId, Tolerance, Type, Undecided, Value, native};
use crate::language::{Agree, CompareOp, Ignoring, SetMode};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Agree,
    Disagree,
    Undecided(Undecided),
}

/// Dates further apart than this belong to two events, unless the rule says that its key alone decides.
pub const OTHER_EVENT_DAYS: i64 = 30;

/// How values of one field are compared.
pub struct Agreement<'a> {
    cx: &'a Context<'a>,
    agree: &'a Agree,
    kind: KindId,
    ty: Type,
    /// One key alone decides that facts speak of one thing.
    alone: bool,
    /// Quotations that were compared so far, by where their words lie in memory.
    said: RefCell<FxHashMap<*const str, Rc<Said>>>,
    words: RefCell<quotes::Words>,
}

/// A quotation made ready for comparison.
struct Said {
    utterance: quotes::Utterance,
    /// Without what the rule ignores.
    plain: String,
}

impl<'a> Agreement<'a> {
    pub fn new(cx: &'a Context<'a>, kind: KindId, agree: &'a Agree, alone: bool) -> Agreement<'a> {
        let ty = cx.schema().def(kind).def(agree.field).ty.clone();
        Agreement { cx, agree, kind, ty, alone, said: RefCell::default(), words: RefCell::default() }
    }

    /// The value that is compared; `None` where the fact gives none of its own.
    pub fn value<'f>(&self, fact: &'f Fact) -> Option<&'f FieldValue> {
        let value = fact.get(self.agree.field)?;
        let own = !self.cx.is_article_date(fact, value) && !(self.is_form() && &*fact.by == "coreference");
        own.then_some(value)
    }

    /// The values of two facts that both give one, and whether they agree.
    pub fn compared(&self, a: FactId, b: FactId) -> Option<Compared> {
        let (x, y) = (self.value(self.cx.fact(a))?, self.value(self.cx.fact(b))?);
        let one_article = self.cx.fact(a).article == self.cx.fact(b).article;
        let relation = match self.across_articles_only() && one_article {
            true => Relation::Undecided(Undecided::Alignment),
            false => self.facts(self.cx.fact(a), self.cx.fact(b)),
        };
        let truth = match relation {
            Relation::Agree => Truth::True,
            Relation::Disagree => Truth::False,
            Relation::Undecided(why) => Truth::Undecided(why),
        };
        let values = [print::show(&x.value), print::show(&y.value)];
        Some(Compared { field: self.agree.field, facts: [a, b], values, truth })
    }

    /// The written form of a name.
    fn is_form(&self) -> bool {
        self.agree.field == native::FORM && matches!(self.kind, native::PERSON | native::PLACE | native::ORGANISATION)
    }

    /// Quotations: an article that quotes somebody twice has cut two pieces of one speech, not one piece in two wordings.
    pub fn across_articles_only(&self) -> bool {
        self.ty == Type::Quote
    }

    /// How two facts stand to each other that both give a value; one that gives none contradicts nothing.
    pub fn facts(&self, a: &Fact, b: &Fact) -> Relation {
        let (Some(x), Some(y)) = (self.value(a), self.value(b)) else { return Relation::Agree };
        let relation = match (self.thing(a), self.thing(b)) {
            (Some(p), Some(q)) => self.counted(&x.value, &y.value, p, q),
            _ => self.relation(&x.value, &y.value),
        };
        if relation == Relation::Disagree && self.agree.rising {
            return self.in_time((a, &x.value), (b, &y.value));
        }
        relation
    }

    /// [`Agreement::facts`] by id.
    pub fn of(&self, a: FactId, b: FactId) -> Relation {
        self.facts(self.cx.fact(a), self.cx.fact(b))
    }

    /// Numbers that may only rise: the higher one may be the later one.
    fn in_time(&self, a: (&Fact, &Value), b: (&Fact, &Value)) -> Relation {
        let Ok((x, y)) = ranges(a.1, b.1) else { return Relation::Disagree };
        let (lower, higher) = if x.is_below(y) { (a.0, b.0) } else { (b.0, a.0) };
        match (self.cx.told_on(lower), self.cx.told_on(higher)) {
            (Some(before), Some(after)) if before.1 < after.0 => Relation::Agree,
            _ => Relation::Disagree,
        }
    }

    /// What a number counts, where the kind has a `thing` beside it.
    fn thing<'f>(&self, fact: &'f Fact) -> Option<&'f str> {
        let thing = self.cx.schema().def(self.kind).field("thing").filter(|_| self.ty == Type::Number)?;
        fact.value(thing)?.as_text()
    }

    /// Numbers of things: only those of one thing, or of a kind of it, can agree or not.
    fn counted(&self, a: &Value, b: &Value, thing_a: &str, thing_b: &str) -> Relation {
        match things::compare(thing_a, thing_b) {
            things::Same::Thing => self.numbers(a, b),
            // A part of a whole may be as large as the whole, no larger.
            things::Same::FirstIsPart => self.part(a, b),
            things::Same::SecondIsPart => self.part(b, a),
            things::Same::Other => Relation::Undecided(Undecided::Alignment),
        }
    }

    pub fn relation(&self, a: &Value, b: &Value) -> Relation {
        match (a, b) {
            (Value::Unknown(why), _) | (_, Value::Unknown(why)) => Relation::Undecided(*why),
            (Value::Set(x), Value::Set(y)) => self.sets(x, y),
            (Value::Set(x), single) | (single, Value::Set(x)) => any(x.iter().map(|m| self.relation(&m.value, single))),
            (Value::Text(x), Value::Text(y)) => self.texts(x, y),
            (Value::Entity(x), Value::Entity(y)) => {
                if self.cx.same_entity(x, y) {
                    return Relation::Agree;
                }
                if x.kind == EntityKind::Place {
                    return match self.cx.nested(x, y) {
                        Some(nested) => of(nested),
                        None => Relation::Undecided(Undecided::Record),
                    };
                }
                // A part of a name may be anybody of that name.
                if self.cx.may_be_one_person(x, y) {
                    return Relation::Undecided(Undecided::Name);
                }
                Relation::Disagree
            }
            (Value::Date(x), Value::Date(y)) => self.dates(&When::of(x), &When::of(y)),
            (Value::Quantity(x), Value::Quantity(y)) if x.unit.is_none() && y.unit.is_none() => {
                let (Some(p), Some(q)) = (&x.thing, &y.thing) else { return self.numbers(a, b) };
                self.counted(a, b, p, q)
            }
            (Value::Office(_), Value::Office(_)) => {
                let truth = self.cx.compare(
                    CompareOp::Is,
                    &Val::Of(std::borrow::Cow::Borrowed(a)),
                    &Val::Of(std::borrow::Cow::Borrowed(b)),
                );
                match truth {
                    Truth::True => Relation::Agree,
                    Truth::False => Relation::Disagree,
                    Truth::Undecided(why) => Relation::Undecided(why),
                }
            }
            _ => self.numbers(a, b),
        }
    }

    fn numbers(&self, a: &Value, b: &Value) -> Relation {
        match ranges(a, b) {
            Ok((x, y)) => of(match self.agree.within {
                Some(Tolerance::Percent(percent)) => x.agrees_within_percent(y, percent),
                Some(Tolerance::Number(by) | Tolerance::Days(by)) => x.agrees_within(y, by),
                None => x.agrees(y),
            }),
            Err(why) => Relation::Undecided(why),
        }
    }

    fn part(&self, part: &Value, whole: &Value) -> Relation {
        match ranges(part, whole) {
            Ok((x, y)) => of(!y.is_below(x)),
            Err(why) => Relation::Undecided(why),
        }
    }

    fn dates(&self, a: &When, b: &When) -> Relation {
        let days = match self.agree.within {
            Some(Tolerance::Days(days) | Tolerance::Number(days)) => days,
            Some(Tolerance::Percent(_)) | None => 0.0,
        };
        match a.distance(b) {
            None => Relation::Undecided(Undecided::Date),
            Some((least, _)) if least as f64 <= days => Relation::Agree,
            Some((least, _)) if !self.alone && least > OTHER_EVENT_DAYS.max(days as i64) => {
                Relation::Undecided(Undecided::Alignment)
            }
            Some(_) => Relation::Disagree,
        }
    }

    fn said(&self, text: &str) -> Rc<Said> {
        let said = || {
            let utterance = self.words.borrow_mut().utterance(text);
            Rc::new(Said { utterance, plain: ignoring(text, self.agree.ignoring) })
        };
        self.said.borrow_mut().entry(std::ptr::from_ref(text)).or_insert_with(said).clone()
    }

    fn quotations(&self, a: &str, b: &str) -> Relation {
        let (x, y) = (self.said(a), self.said(b));
        if is_same(a, b) || (self.agree.ignoring != Ignoring::default() && x.plain == y.plain) {
            return Relation::Agree;
        }
        let tolerance = match self.agree.within {
            Some(Tolerance::Percent(percent)) => percent / 100.0,
            _ => 0.0,
        };
        match quotes::compare(&x.utterance, &y.utterance, tolerance) {
            quotes::Relation::Agree => Relation::Agree,
            quotes::Relation::Disagree => Relation::Disagree,
            quotes::Relation::Another => Relation::Undecided(Undecided::Alignment),
        }
    }

    fn texts(&self, a: &str, b: &str) -> Relation {
        let how = self.agree.ignoring;
        let quoted = matches!(self.ty, Type::Quote) || matches!(&self.ty, Type::Set(of) if **of == Type::Quote);
        if quoted && !self.is_form() {
            return self.quotations(a, b);
        }
        if is_same(a, b) || (how != Ignoring::default() && ignoring(a, how) == ignoring(b, how)) {
            return Relation::Agree;
        }
        if self.is_form() {
            return of(!spelling_conflict(a, b));
        }
        if let (Some(Tolerance::Percent(percent)), true) = (self.agree.within, self.ty == Type::Text) {
            let (x, y) = (ignoring(a, how), ignoring(b, how));
            return of((1.0 - strsim::normalized_levenshtein(&x, &y)) * 100.0 <= percent);
        }
        Relation::Disagree
    }

    fn sets(&self, a: &[FieldValue], b: &[FieldValue]) -> Relation {
        if a.is_empty() || b.is_empty() {
            return Relation::Agree;
        }
        let within = |x: &[FieldValue], y: &[FieldValue]| {
            all(x.iter().map(|m| any(y.iter().map(|n| self.relation(&m.value, &n.value)))))
        };
        match self.agree.sets {
            SetMode::Overlapping => any(a.iter().map(|m| any(b.iter().map(|n| self.relation(&m.value, &n.value))))),
            SetMode::Within => any([within(a, b), within(b, a)].into_iter()),
            SetMode::Equal => all([within(a, b), within(b, a)].into_iter()),
        }
    }

    /// Facts whose values are written alike need to be compared only once.
    pub fn form_of(&self, fact: &Fact) -> String {
        let form = self.value(fact).map_or(String::new(), |v| self.form(&v.value));
        let form = match self.thing(fact) {
            Some(thing) => format!("{form} {}", comparable(thing)),
            None => form,
        };
        match self.agree.rising {
            true => format!("{form} {:?}", self.cx.told_on(fact)),
            false => form,
        }
    }

    fn form(&self, value: &Value) -> String {
        match (value, words(value)) {
            (Value::Text(t), _) if matches!(self.ty, Type::Quote) => comparable(t),
            (Value::Text(t), _) if self.is_form() => t.trim().to_string(),
            (Value::Text(t), _) => ignoring(t, self.agree.ignoring),
            _ => super::print::canonical(value),
        }
    }
}

fn of(agree: bool) -> Relation {
    if agree { Relation::Agree } else { Relation::Disagree }
}

fn any(of: impl Iterator<Item = Relation>) -> Relation {
    let mut best = Relation::Disagree;
    for r in of {
        match r {
            Relation::Agree => return r,
            Relation::Undecided(_) if best == Relation::Disagree => best = r,
            Relation::Undecided(_) | Relation::Disagree => {}
        }
    }
    best
}

fn all(of: impl Iterator<Item = Relation>) -> Relation {
    let mut worst = Relation::Agree;
    for r in of {
        match r {
            Relation::Disagree => return r,
            Relation::Undecided(_) if worst == Relation::Agree => worst = r,
            Relation::Undecided(_) | Relation::Agree => {}
        }
    }
    worst
}
