//! Numbers, amounts and measures.

mod labels;
mod lent;
mod lexicon;
mod measure;
pub mod numerals;
mod ranges;
mod reader;
#[cfg(test)]
mod tests;
mod things;
mod units;

use super::{Mention, MentionKind};
use crate::facts::{Comparator, FieldId, FieldValue, Number, Provenance, Quantity, Value};
use crate::source::Span;
use crate::text::Doc;
use numerals::{Form, Numeral};
use reader::Reader;

/// Every quantity that is no part of a date, as mentions of kind `Quantity` in order of start, none overlapping. A
/// length of time (`three days`) is a quantity as well as a date.
pub fn find(doc: &Doc, dates: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    // Dates are walls; a length of time is none.
    let mut walls = dates.iter().filter(|d| !is_length(d)).peekable();
    for block in &doc.blocks {
        let mut i = block.first;
        while i < block.end {
            while walls.next_if(|d| d.end <= i).is_some() {}
            let wall = walls.peek();
            if let Some(date) = wall.filter(|d| d.first <= i) {
                i = date.end;
                continue;
            }
            let limit = wall.map_or(block.end, |d| d.first.min(block.end));
            let reader = Reader { doc, lo: block.first, hi: limit };
            match reader.quantity(i) {
                Some(q) => {
                    i = q.end;
                    found.push(q.mention(doc));
                }
                None => i = reader.skip(i),
            }
        }
    }
    found
}

/// The lengths of time in dates that count from another day, and in repeated times: `nine days` of "nine days later" and
/// of "every nine days".
pub fn distances(doc: &Doc, dates: &[Mention]) -> Vec<Mention> {
    let distance = |date: &Mention| {
        let every = matches!(doc.word(date.first), "every" | "each" | "Every" | "Each");
        let first = date.first + u32::from(every);
        let n = numerals::cardinal(doc, first).filter(|n| n.end < date.end)?;
        let (unit, stop) = lexicon::unit(doc, n.end).filter(|u| u.0.time && (u.1 < date.end || every))?;
        let (figures, at) = ((first, n.end), (n.end, stop));
        Some(Found {
            first,
            end: stop,
            number: number(n, Comparator::Exactly, false),
            figures,
            comparator: None,
            unit: Some((unit.name.to_string(), at)),
            thing: None,
        })
    };
    dates.iter().filter(|d| !is_length(d)).filter_map(distance).map(|f| f.mention(doc)).collect()
}

/// The number at token `i` as it stands, with its comparator, and the token after it.
pub fn number_at(doc: &Doc, i: u32) -> Option<(Number, u32)> {
    let (comparator, at) = lexicon::comparator(doc, i).map_or((Comparator::Exactly, i), |(c, at)| (c, at));
    let n = numerals::cardinal(doc, at)?;
    Some((number(n, comparator, false), n.end))
}

/// The canonical name of a unit as a rule file writes it: `km`, `square-kilometres`.
pub fn unit_named(written: &str) -> Option<&'static str> {
    let doc = Doc::of_text(written);
    let (unit, end) = lexicon::unit(&doc, 0)?;
    (end as usize == doc.tokens.len()).then_some(unit.name)
}

/// Whether a canonical unit is money.
pub fn is_money(unit: &str) -> bool {
    let (code, name) = (lexicon::is_money(unit), Doc::of_text(unit));
    code || lexicon::unit(&name, 0).is_some_and(|(found, end)| found.money && end as usize == name.tokens.len())
}

/// Whether a date mention is a length of time with a number.
fn is_length(date: &Mention) -> bool {
    let timex = date.fields.iter().find(|f| f.field == FieldId(4)).and_then(|f| f.value.as_text());
    timex.is_some_and(|t| t.starts_with("DURATION"))
}

/// A quantity, by tokens.
struct Found {
    first: u32,
    end: u32,
    number: Number,
    figures: (u32, u32),
    comparator: Option<(u32, u32)>,
    unit: Option<(String, (u32, u32))>,
    /// The tokens of its words, and those that the field points to: another pair where the words stand behind
    /// another number.
    thing: Option<((u32, u32), (u32, u32))>,
}

impl Found {
    fn mention(self, doc: &Doc) -> Mention {
        let span = |(a, b): (u32, u32)| doc.span(a, b);
        let mut fields =
            vec![FieldValue::new(FieldId(0), Value::Number(Box::new(self.number.clone())), span(self.figures))];
        if let Some(at) = self.comparator {
            let name = self.number.comparator.name();
            fields.push(FieldValue::new(FieldId(1), Value::text(name), span(at)));
        }
        let mut quantity = Quantity { number: self.number, unit: None, thing: None };
        if let Some((name, at)) = self.unit {
            fields.push(FieldValue::new(FieldId(2), Value::text(&name), span(at)));
            quantity.unit = Some(name.into());
        }
        if let Some((words, at)) = self.thing {
            let words = span(words).of(doc.text);
            fields.push(FieldValue::new(FieldId(3), Value::text(words), span(at)));
            quantity.thing = Some(words.into());
        }
        let whole: Span = span((self.first, self.end));
        Mention {
            kind: MentionKind::Quantity,
            first: self.first,
            end: self.end,
            span: whole,
            value: Value::Quantity(Box::new(quantity)),
            fields,
            by: Provenance::of(&"quantities"),
        }
    }
}

/// `n` as an interval. `counted`: whole things, of which "more than 400" are at least 401.
fn number(n: Numeral, comparator: Comparator, counted: bool) -> Number {
    if n.form == Form::Vague {
        let (low, high) = (Some(n.low), Some(n.high));
        return match comparator {
            Comparator::AtLeast | Comparator::MoreThan => {
                Number { low, high: None, value: None, comparator, rounding: n.rounding }
            }
            Comparator::AtMost | Comparator::LessThan => {
                Number { low: None, high, value: None, comparator, rounding: n.rounding }
            }
            _ => Number { low, high, value: None, comparator, rounding: n.rounding },
        };
    }
    let v = n.value;
    let step = if counted && v.fract() == 0.0 && v >= 0.0 { 1.0 } else { 0.0 };
    let rounding = match comparator {
        Comparator::About => n.rounding.max(last_place(&n) / 2.0),
        _ => n.rounding,
    };
    let (low, high) = match comparator {
        Comparator::Exactly => (Some(v), Some(v)),
        Comparator::About => (Some(v - rounding), Some(v + rounding)),
        Comparator::AtLeast => (Some(v), None),
        Comparator::MoreThan => (Some(v + step), None),
        Comparator::AtMost => (None, Some(v)),
        Comparator::LessThan => (None, Some(v - step)),
    };
    Number { low, high, value: Some(v), comparator, rounding }
}

/// From `low` to `last`; of "at least 20 to 30" and "as many as 20 to 30" one end is open.
fn range(low: f64, last: &Numeral, comparator: Comparator) -> Number {
    let (low, high) = (low.min(last.value), low.max(last.value));
    let (low, high) = match comparator {
        Comparator::AtLeast | Comparator::MoreThan => (Some(low), None),
        Comparator::AtMost | Comparator::LessThan => (None, Some(high)),
        Comparator::Exactly | Comparator::About => (Some(low), Some(high)),
    };
    Number { low, high, value: None, comparator, rounding: last.rounding }
}

/// The unit of the last place that is not zero: 100 for 1,200, 1 for 74.
fn last_place(n: &Numeral) -> f64 {
    let value = (n.value / n.scale).abs();
    if value == 0.0 || value.fract() != 0.0 || value >= 1e15 {
        return 2.0 * n.rounding;
    }
    let mut place = 1.0;
    while (value / (place * 10.0)).fract() == 0.0 {
        place *= 10.0;
    }
    place * n.scale
}
