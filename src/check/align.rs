//! Which facts speak of one thing: agreement of single keys, and of two facts over all keys.

use super::Truth;
use super::compare::ranges;
use super::context::Context;
use super::dates::When;
use super::quotes;
use super::words::{comparable, content, is_same, shared, tokens};
use crate::facts::{
    EntityKind, Fact, FactId, FieldId, FieldValue, KindId, SameKey, Stance, Tolerance, Type, Undecided, Value,
};
use crate::language::CompareOp;
use crate::record::{FIRST, LAST, keys};
use crate::source::Span;

/// A date that leaves more days open agrees with nothing for certain.
pub const SHORT_DAYS: i64 = 7;

/// Events told by articles that lie further apart, without dates of their own, are not taken for one.
pub const NEWS_DAYS: i64 = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMatch {
    Agree,
    Differ,
    /// One of the two does not say, or too vaguely.
    Unknown,
}

/// What the keys say of two facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    pub keys: Vec<KeyMatch>,
    pub verdict: AlignmentVerdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlignmentVerdict {
    /// They speak of one thing.
    Aligned,
    /// They do not.
    Split,
    /// Too little is known: for want of a date, or of anything else.
    Loose(Undecided),
}

/// The keys of one rule for one kind of facts.
pub struct Keys<'a> {
    pub cx: &'a Context<'a>,
    pub kind: KindId,
    pub keys: Vec<SameKey>,
    types: Vec<Type>,
    /// The field that dates the event, if the kind has one.
    date: Option<FieldId>,
}

impl<'a> Keys<'a> {
    /// `compared` is never part of the alignment.
    pub fn new(cx: &'a Context<'a>, kind: KindId, same: &[SameKey], compared: Option<FieldId>) -> Keys<'a> {
        let def = cx.schema().def(kind);
        let keys: Vec<SameKey> = same.iter().filter(|k| Some(k.field) != compared).cloned().collect();
        let types = keys.iter().map(|k| def.def(k.field).ty.clone()).collect();
        let date = def.field("date").filter(|&f| def.def(f).ty == Type::Date);
        Keys { cx, kind, keys, types, date }
    }

    pub fn fact(&self, id: FactId) -> &'a Fact {
        self.cx.fact(id)
    }

    /// The value of key `i` as far as it is the event's own: what the article's date filled in is none.
    pub fn value<'f>(&self, i: usize, fact: &'f Fact) -> Option<&'f FieldValue> {
        let value = fact.get(self.keys[i].field)?;
        let known = !matches!(value.value, Value::Unknown(_)) && !self.cx.is_article_date(fact, value);
        known.then_some(value)
    }

    pub fn key(&self, i: usize, a: &Fact, b: &Fact) -> KeyMatch {
        let (Some(x), Some(y)) = (self.value(i, a), self.value(i, b)) else { return KeyMatch::Unknown };
        self.values(&self.keys[i], &x.value, &y.value)
    }

    fn values(&self, key: &SameKey, x: &Value, y: &Value) -> KeyMatch {
        match (x, y) {
            (Value::Set(a), Value::Set(b)) => self.sets(key, a, b),
            (Value::Set(a), single) | (single, Value::Set(a)) => {
                let any = a.iter().map(|m| self.values(key, &m.value, single));
                best(any)
            }
            (Value::Entity(a), Value::Entity(b)) if a.kind == EntityKind::Place && b.kind == a.kind => {
                match self.cx.nested(a, b) {
                    Some(true) => KeyMatch::Agree,
                    Some(false) => KeyMatch::Differ,
                    None => KeyMatch::Unknown,
                }
            }
            (Value::Entity(a), Value::Entity(b)) if self.cx.same_entity(a, b) => KeyMatch::Agree,
            (Value::Entity(_), Value::Entity(_)) => KeyMatch::Differ,
            (Value::Date(a), Value::Date(b)) => {
                let days = match key.within {
                    Some(Tolerance::Days(days) | Tolerance::Number(days)) => days,
                    Some(Tolerance::Percent(_)) | None => 0.0,
                };
                dates(&When::of(a), &When::of(b), days)
            }
            (Value::Text(a), Value::Text(b)) => self.texts(key, a, b),
            (Value::Office(_), Value::Office(_)) => {
                let is = self.cx.compare(
                    CompareOp::Is,
                    &super::values::Val::Of(std::borrow::Cow::Borrowed(x)),
                    &super::values::Val::Of(std::borrow::Cow::Borrowed(y)),
                );
                match is {
                    Truth::True => KeyMatch::Agree,
                    Truth::False => KeyMatch::Differ,
                    Truth::Undecided(_) => KeyMatch::Unknown,
                }
            }
            _ => match ranges(x, y) {
                Ok((a, b)) => {
                    let agree = match key.within {
                        Some(Tolerance::Percent(percent)) => a.agrees_within_percent(b, percent),
                        Some(Tolerance::Number(by) | Tolerance::Days(by)) => a.agrees_within(b, by),
                        None => a.agrees(b),
                    };
                    if agree { KeyMatch::Agree } else { KeyMatch::Differ }
                }
                Err(_) => KeyMatch::Unknown,
            },
        }
    }

    fn texts(&self, key: &SameKey, a: &str, b: &str) -> KeyMatch {
        if is_same(a, b) {
            return KeyMatch::Agree;
        }
        let ty = self.keys.iter().position(|k| k == key).map(|i| &self.types[i]);
        match ty {
            Some(Type::Word | Type::Enumeration(_)) => KeyMatch::Differ,
            Some(Type::Quote) => match quotes::relation(a, b, 0.0) {
                quotes::Relation::Agree => KeyMatch::Agree,
                quotes::Relation::Disagree => KeyMatch::Unknown,
                quotes::Relation::Another => KeyMatch::Differ,
            },
            _ => {
                let (x, y) = (content(&tokens(a)), content(&tokens(b)));
                let common = shared(&x, &y);
                if x == y && !x.is_empty() {
                    KeyMatch::Agree
                } else if key.alone || common == 0 {
                    KeyMatch::Differ
                } else if common * 3 >= x.len().min(y.len()) * 2 {
                    KeyMatch::Agree
                } else {
                    KeyMatch::Unknown
                }
            }
        }
    }

    fn sets(&self, key: &SameKey, a: &[FieldValue], b: &[FieldValue]) -> KeyMatch {
        if a.is_empty() || b.is_empty() {
            return KeyMatch::Unknown;
        }
        let of = |x: &FieldValue, all: &[FieldValue]| best(all.iter().map(|y| self.values(key, &x.value, &y.value)));
        let any = best(a.iter().map(|x| of(x, b)));
        if key.overlap || any != KeyMatch::Agree {
            return any;
        }
        let covered = |x: &[FieldValue], y: &[FieldValue]| x.iter().all(|m| of(m, y) == KeyMatch::Agree);
        // Accounts name more or fewer members of one set: no difference is known.
        if covered(a, b) && covered(b, a) { KeyMatch::Agree } else { KeyMatch::Unknown }
    }

    /// What all keys say of two facts.
    pub fn align(&self, a: &Fact, b: &Fact) -> Alignment {
        let keys: Vec<KeyMatch> = (0..self.keys.len()).map(|i| self.key(i, a, b)).collect();
        let verdict = self.verdict(&keys, a, b);
        Alignment { keys, verdict }
    }

    fn verdict(&self, keys: &[KeyMatch], a: &Fact, b: &Fact) -> AlignmentVerdict {
        if keys.contains(&KeyMatch::Differ) {
            return AlignmentVerdict::Split;
        }
        let agree = |i: &usize| keys[*i] == KeyMatch::Agree;
        if (0..keys.len()).filter(agree).any(|i| self.keys[i].alone) {
            return AlignmentVerdict::Aligned;
        }
        if self.far_apart(a, b) {
            return AlignmentVerdict::Split;
        }
        if self.independent(keys, a, b).len() >= 2 {
            return AlignmentVerdict::Aligned;
        }
        let undated = (0..keys.len()).any(|i| keys[i] == KeyMatch::Unknown && self.types[i] == Type::Date);
        AlignmentVerdict::Loose(if undated { Undecided::Date } else { Undecided::Alignment })
    }

    /// The keys that agree; of those that stand in the same words the first, for they are one piece of evidence.
    pub fn independent(&self, keys: &[KeyMatch], a: &Fact, b: &Fact) -> Vec<usize> {
        let mut taken: Vec<usize> = Vec::new();
        for i in (0..keys.len()).filter(|i| keys[*i] == KeyMatch::Agree) {
            if taken.iter().all(|&j| !self.share_words(i, j, a) && !self.share_words(i, j, b)) {
                taken.push(i);
            }
        }
        taken
    }

    /// Whether two keys of a fact rest on the same words.
    pub fn share_words(&self, i: usize, j: usize, fact: &Fact) -> bool {
        let spans = |k: usize| -> &[Span] { fact.get(self.keys[k].field).map_or(&[], |v| &v.spans) };
        spans(i).iter().any(|s| spans(j).iter().any(|t| s.overlaps(*t)))
    }

    /// Events of which one at least has no date of its own, told by articles from different times.
    fn far_apart(&self, a: &Fact, b: &Fact) -> bool {
        let (Some((x, own_x)), Some((y, own_y))) = (self.time_of(a), self.time_of(b)) else { return false };
        if own_x && own_y {
            return false;
        }
        match x.distance(&y) {
            Some((least, _)) => least > NEWS_DAYS,
            None => false,
        }
    }

    /// When the event was as far as it is told: its own date, else its article's; and whether it is its own.
    pub fn time_of(&self, fact: &Fact) -> Option<(When, bool)> {
        let field = self.date?;
        if let Some(value) = fact.get(field)
            && let Value::Date(date) = &value.value
            && !self.cx.is_article_date(fact, value)
        {
            let when = When::of(date);
            return (when != When::Open).then_some((when, true));
        }
        // A plan may lie anywhere after the article.
        if matches!(fact.stance, Stance::Planned | Stance::Hypothetical) {
            return None;
        }
        let own = self.cx.batch.get(fact.article).date.as_ref()?;
        let when = When::of(&own.value);
        matches!(when, When::Days(_)).then_some((when, false))
    }

    /// Hashes such that two facts whose key `i` agrees share one at least; empty where the fact does not say.
    pub fn tokens(&self, i: usize, fact: &Fact) -> Vec<u64> {
        self.value(i, fact).map(|v| tokens_of(self.cx, &self.keys[i], &self.types[i], &v.value)).unwrap_or_default()
    }
}

/// Hashes such that two values that agree as `key` share one at least.
pub fn tokens_of(cx: &Context, key: &SameKey, ty: &Type, value: &Value) -> Vec<u64> {
    let mut out = Vec::new();
    add_tokens(cx, key, ty, value, &mut out);
    out.sort_unstable();
    out.dedup();
    out
}

fn add_tokens(cx: &Context, key: &SameKey, ty: &Type, value: &Value, out: &mut Vec<u64>) {
    match value {
        Value::Set(members) => {
            let ty = if let Type::Set(of) = ty { of } else { ty };
            members.iter().for_each(|m| add_tokens(cx, key, ty, &m.value, out));
        }
        Value::Entity(e) if e.kind == EntityKind::Place => {
            out.extend(cx.record.keys_of(e));
            out.extend(cx.containers(e));
            out.extend(keys::words(&e.name).iter().map(|w| keys::hash(&["word", w])));
        }
        Value::Entity(e) => out.push(cx.record.canonical(e.key)),
        Value::Office(o) => out.push(o.key),
        Value::Text(t) => match ty {
            Type::Quote => out.push(0),
            Type::Word | Type::Enumeration(_) => out.push(keys::hash(&[&comparable(t)])),
            _ => {
                let words = content(&tokens(t));
                if key.alone || words.is_empty() {
                    let all = if words.is_empty() { comparable(t) } else { words.join(" ") };
                    out.push(keys::hash(&[&all]));
                } else {
                    out.extend(words.iter().map(|w| keys::hash(&[w])));
                }
            }
        },
        Value::Date(date) => {
            let days = match key.within {
                Some(Tolerance::Days(days) | Tolerance::Number(days)) => days.clamp(0.0, 366.0) as i32,
                Some(Tolerance::Percent(_)) | None => 0,
            };
            date_tokens(&When::of(date), days, out);
        }
        // Numbers agree over ranges: every pair is looked at.
        Value::Number(_) | Value::Quantity(_) | Value::Duration(..) => out.push(0),
        Value::Elsewhere(_) | Value::Unknown(_) => {}
    }
}

fn best(of: impl Iterator<Item = KeyMatch>) -> KeyMatch {
    let mut best = KeyMatch::Differ;
    for m in of {
        match m {
            KeyMatch::Agree => return m,
            KeyMatch::Unknown => best = m,
            KeyMatch::Differ => {}
        }
    }
    best
}

fn dates(a: &When, b: &When, days: f64) -> KeyMatch {
    match a.agrees(b, days) {
        None => KeyMatch::Unknown,
        Some(false) => KeyMatch::Differ,
        Some(true) if is_short(a) && is_short(b) => KeyMatch::Agree,
        Some(true) => KeyMatch::Unknown,
    }
}

/// Whether a date says its day closely enough to tell one event from another.
fn is_short(when: &When) -> bool {
    match when {
        When::Open => false,
        When::Yearless(y) => y.day.is_some(),
        When::Days(all) => {
            all.iter().all(|&(a, b)| a != FIRST && b != LAST && i64::from(b) - i64::from(a) < SHORT_DAYS)
        }
    }
}

/// Hashes such that two dates that share a day, as far as they are known, share one; empty where a date names no days.
pub fn date_buckets(when: &When) -> Vec<u64> {
    let mut out = Vec::new();
    add_buckets(when, 0, &mut out);
    out.sort_unstable();
    out.dedup();
    out
}

/// The same for dates that agree as keys, and lie within `tolerance` days: those that are too vague agree with nothing.
fn date_tokens(when: &When, tolerance: i32, out: &mut Vec<u64>) {
    if is_short(when) {
        add_buckets(when, tolerance, out);
    }
}

/// Buckets of days of the year: a day without a year shares them with that day of any year.
fn add_buckets(when: &When, tolerance: i32, out: &mut Vec<u64>) {
    const YEAR: i32 = 366;
    let size = tolerance.max(8);
    let buckets = (YEAR + size - 1) / size;
    let mut add = |from: i32, to: i32| {
        let mut day = from - tolerance;
        // A year has every bucket, whatever its length.
        let end = to.saturating_add(tolerance).min(day + YEAR + size);
        loop {
            out.push((day.rem_euclid(YEAR) / size).min(buckets) as u64);
            if day >= end {
                break;
            }
            day = (day + size).min(end);
        }
    };
    match when {
        When::Open => {}
        When::Yearless(y) => {
            let (month, first) = (i32::from(y.month), i32::from(y.day.unwrap_or(1)));
            let day = day_of_year(month, first);
            // The days of leap and other years lie one apart.
            add(day - 1, day + if y.day.is_some() { 1 } else { 31 });
        }
        When::Days(all) => {
            for &(from, to) in all {
                let start = of_number(from);
                add(start - 1, start.saturating_add(to.saturating_sub(from)).saturating_add(1));
            }
        }
    }
}

fn day_of_year(month: i32, day: i32) -> i32 {
    const BEFORE: [i32; 12] = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];
    BEFORE[(month.clamp(1, 12) - 1) as usize] + day
}

/// The day of the year of a day number, in a year with a leap day; off by one day at most.
fn of_number(number: i32) -> i32 {
    let day = f64::from(number).rem_euclid(365.2425);
    day as i32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{DateValue, Day};
    use crate::record::number;

    #[test]
    fn dates_that_agree_share_a_bucket() {
        // Every day of some years, with and without its year, and its neighbours.
        for tolerance in [0, 2, 10] {
            let mut day = Day::constant(2023, 12, 25);
            while day < Day::constant(2025, 1, 10) {
                let tokens = |d: &DateValue| {
                    let mut out = Vec::new();
                    date_tokens(&When::of(d), tolerance, &mut out);
                    out
                };
                let full = tokens(&DateValue::day(day));
                let yearless = tokens(&DateValue::yearless(day.month(), Some(day.day())));
                assert!(full.iter().any(|t| yearless.contains(t)), "{day}");
                let mut near = day;
                for _ in 0..tolerance {
                    near = near.tomorrow().unwrap();
                }
                let near = tokens(&DateValue::day(near));
                assert!(full.iter().any(|t| near.contains(t)) && yearless.iter().any(|t| near.contains(t)), "{day}");
                day = day.tomorrow().unwrap();
            }
        }
        assert_eq!(of_number(number(Day::constant(1970, 1, 1))), 1);
    }
}
