//! Facts as JSON Lines, in the shape of the published contract.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use crate::article::{Article, Batch};
use crate::facts::{DateValue, Fact, FactStore, FieldId, FieldValue, KindDef, KindId, Number, Schema, Value, native};
use crate::source::Span;

/// Writes the facts of the batch, one JSON object a line, ordered by article, start and kind; `kinds` empty: all.
pub fn write_jsonl(
    out: &mut impl Write,
    batch: &Batch,
    store: &FactStore,
    schema: &Schema,
    kinds: &[KindId],
) -> io::Result<()> {
    for (_, fact) in store.iter().filter(|(_, f)| kinds.is_empty() || kinds.contains(&f.kind)) {
        let line = Line { fact, article: batch.get(fact.article), kind: schema.def(fact.kind) };
        super::json::line(out, &line)?;
    }
    Ok(())
}

struct Line<'a> {
    fact: &'a Fact,
    article: &'a Article,
    kind: &'a KindDef,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Line { fact, article, kind } = *self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("article", &article.name)?;
        map.serialize_entry("kind", &*kind.name)?;
        place(&mut map, article, fact.span)?;
        map.serialize_entry("stance", fact.stance.name())?;
        map.serialize_entry("source", &fact.source.as_ref().map(|s| Source { source: s, article }))?;
        if let Some(cue) = &fact.cue {
            map.serialize_entry("cue", &Words { span: cue.span, article })?;
        }
        let sentence = article.locate(fact.sentence).span;
        map.serialize_entry("sentence", &[sentence.start, sentence.end])?;
        map.serialize_entry("fields", &Fields(self))?;
        map.serialize_entry("by", &*fact.by)?;
        map.end()
    }
}

/// `start`, `end`, `text`, and `in` where the span stands in another field than the text.
fn place<M: SerializeMap>(map: &mut M, article: &Article, span: Span) -> Result<(), M::Error> {
    let located = article.locate(span);
    map.serialize_entry("start", &located.span.start)?;
    map.serialize_entry("end", &located.span.end)?;
    map.serialize_entry("text", article.words(span))?;
    if let Some(field) = located.field {
        map.serialize_entry("in", field)?;
    }
    Ok(())
}

struct Source<'a> {
    source: &'a crate::facts::Attribution,
    article: &'a Article,
}

impl Serialize for Source<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &*self.source.name)?;
        place(&mut map, self.article, self.source.span)?;
        map.serialize_entry("anonymous", &self.source.anonymous)?;
        map.end()
    }
}

/// A place and its words, nothing else.
struct Words<'a> {
    span: Span,
    article: &'a Article,
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        place(&mut map, self.article, self.span)?;
        map.end()
    }
}

struct Fields<'a>(&'a Line<'a>);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Line { fact, article, kind } = *self.0;
        let mut map = serializer.serialize_map(None)?;
        let timex = (fact.kind == native::DATE).then(|| kind.field("timex")).flatten();
        for field in fact.fields.iter().filter(|f| Some(f.field) != timex) {
            map.serialize_entry(&*kind.def(field.field).name, &Field { field, article })?;
        }
        if timex.is_some()
            && let Some(timex) = when(fact).and_then(|d| d.timex.as_ref())
        {
            map.serialize_entry("timex", &Timex { kind: timex.kind.name(), value: &timex.value })?;
        }
        map.end()
    }
}

/// The interval of a `date` fact.
fn when(fact: &Fact) -> Option<&DateValue> {
    fact.value(FieldId(0)).and_then(Value::as_date)
}

#[derive(Serialize)]
struct Timex<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
}

/// One value, or a list for sets and for values that stand in several places.
struct Field<'a> {
    field: &'a FieldValue,
    article: &'a Article,
}

impl Serialize for Field<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Field { field, article } = *self;
        if let Value::Set(members) = &field.value {
            let mut list = serializer.serialize_seq(Some(members.len()))?;
            for member in members {
                // A member of a set is a single value: sets do not nest.
                list.serialize_element(&Single { field: member, span: member.span(), article, piece: false })?;
            }
            return list.end();
        }
        if field.spans.len() > 1 {
            let mut list = serializer.serialize_seq(Some(field.spans.len()))?;
            for &span in &field.spans {
                list.serialize_element(&Single { field, span: Some(span), article, piece: true })?;
            }
            return list.end();
        }
        Single { field, span: field.span(), article, piece: false }.serialize(serializer)
    }
}

struct Single<'a> {
    field: &'a FieldValue,
    span: Option<Span>,
    article: &'a Article,
    /// One of several places: words are then those that stand there.
    piece: bool,
}

impl Serialize for Single<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut by = self.field.by.as_deref();
        match &self.field.value {
            Value::Text(text) => {
                let piece = self.span.filter(|_| self.piece).map(|span| self.article.words(span));
                map.serialize_entry("value", piece.unwrap_or(text))?;
            }
            Value::Entity(entity) => map.serialize_entry("value", &*entity.name)?,
            Value::Office(office) => map.serialize_entry("value", &*office.name)?,
            Value::Number(number) => write_number(&mut map, number)?,
            Value::Quantity(quantity) => {
                write_number(&mut map, &quantity.number)?;
                if let Some(unit) = &quantity.unit {
                    map.serialize_entry("unit", &**unit)?;
                }
                if let Some(thing) = &quantity.thing {
                    map.serialize_entry("thing", &**thing)?;
                }
            }
            Value::Date(date) => {
                write_date(&mut map, date)?;
                by = by.or(date.by);
            }
            Value::Duration(low, high) => {
                map.serialize_entry("low", &Plain(*low))?;
                map.serialize_entry("high", &Plain(*high))?;
                map.serialize_entry("unit", "day")?;
            }
            Value::Set(_) => {}
            Value::Elsewhere(words) => map.serialize_entry("value", &*words.text)?,
            Value::Unknown(reason) => map.serialize_entry("because", reason.word())?,
        }
        if let Some(span) = self.span {
            place(&mut map, self.article, span)?;
        }
        if let Some(by) = by {
            map.serialize_entry("by", by)?;
        }
        map.end()
    }
}

fn write_number<M: SerializeMap>(map: &mut M, number: &Number) -> Result<(), M::Error> {
    if let Some(value) = number.value {
        map.serialize_entry("value", &Plain(value))?;
    }
    map.serialize_entry("low", &number.low.map(Plain))?;
    map.serialize_entry("high", &number.high.map(Plain))
}

fn write_date<M: SerializeMap>(map: &mut M, date: &DateValue) -> Result<(), M::Error> {
    match &date.timex {
        Some(timex) => map.serialize_entry("value", &timex.value)?,
        None => {
            if let Some(value) = written(date) {
                map.serialize_entry("value", &value)?;
            }
        }
    }
    map.serialize_entry("granularity", date.granularity.name())?;
    map.serialize_entry("from", &date.from.map(|d| d.to_string()))?;
    map.serialize_entry("to", &date.to.map(|d| d.to_string()))?;
    if !date.also.is_empty() {
        let also: Vec<[String; 2]> = date.also.iter().map(|(a, b)| [a.to_string(), b.to_string()]).collect();
        map.serialize_entry("also", &also)?;
    }
    Ok(())
}

/// A date as ISO 8601 writes it, `X` for a year that is not given; ends that are no single day, month or year are
/// parted by a slash.
pub(super) fn written(date: &DateValue) -> Option<String> {
    if let Some(open) = date.yearless {
        return Some(match open.day {
            Some(day) => format!("XXXX-{:02}-{day:02}", open.month),
            None => format!("XXXX-{:02}", open.month),
        });
    }
    let ends = (date.from?, date.to?);
    Some(match ends {
        (a, b) if a == b => a.to_string(),
        (a, b) if a.month() == 1 && a.day() == 1 && b.month() == 12 && b.day() == 31 && a.year() == b.year() => {
            format!("{:04}", a.year())
        }
        (a, b) if a.day() == 1 && b == a.last_of_month() => format!("{:04}-{:02}", a.year(), a.month()),
        (a, b) => format!("{a}/{b}"),
    })
}

/// A number as people write it: without a point where it is whole.
struct Plain(f64);

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole numbers are exact up to 2^53.
        if self.0.fract() == 0.0 && self.0.abs() <= 9_007_199_254_740_992.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
