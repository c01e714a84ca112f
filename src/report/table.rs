//! Facts for people: a line each, by article, with places and field values.

use std::io::{self, Write};

use super::places::Documents;
use super::sanitize::Sanitized;
use super::{Page, counted, facts, wrap};
use crate::article::{ArticleId, Batch};
use crate::facts::{Comparator, Fact, FactStore, KindId, Number, Quantity, Schema, Stance, Value};
use crate::source::Sources;

/// Columns of a text value, and of the words of a fact.
const WORDS: usize = 60;

/// Writes the facts of the batch, ordered by article, start and kind; `kinds` empty: all.
pub fn write(
    out: &mut dyn Write,
    batch: &Batch,
    store: &FactStore,
    schema: &Schema,
    kinds: &[KindId],
    page: &Page,
) -> io::Result<()> {
    let sources = Sources::default();
    let documents = Documents::new(batch, &sources);
    let chosen = |f: &Fact| kinds.is_empty() || kinds.contains(&f.kind);
    let facts: Vec<&Fact> = store.iter().map(|(_, f)| f).filter(|f| chosen(f)).collect();
    let kind_width = facts.iter().map(|f| schema.def(f.kind).name.chars().count()).max().unwrap_or(0);
    let mut article: Option<ArticleId> = None;
    for fact in &facts {
        let document = documents.article(fact.article);
        if article != Some(fact.article) {
            if article.is_some() {
                writeln!(out)?;
            }
            article = Some(fact.article);
            writeln!(out, "{}", bold(&Sanitized::name(document.name()), page))?;
        }
        let place = document.place(fact.span);
        let at = format!("{}:{}", place.line, place.column);
        let kind = Sanitized::name(&schema.def(fact.kind).name);
        let lead = format!("  {at:>7}  {kind:kind_width$}  ");
        let room = page.width.saturating_sub(lead.len()).max(30);
        let words = Sanitized::words(document.clamp(fact.span).of(document.text())).clip(WORDS);
        let fields = fields(fact, schema, document.clamp(fact.span).of(document.text()));
        let line = Sanitized::words(&format!("“{words}”{}{fields}", stance(fact)));
        for (i, line) in wrap::paragraph(&line, room).iter().enumerate() {
            match i {
                0 => writeln!(out, "{lead}{line}")?,
                _ => writeln!(out, "{:1$}{line}", "", lead.len())?,
            }
        }
    }
    if !facts.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}, {}", counted(batch.articles.len(), "article"), counted(facts.len(), "fact"))
}

fn bold(text: &Sanitized, page: &Page) -> String {
    match page.color {
        true => format!("\u{1b}[1m{text}\u{1b}[0m"),
        false => text.to_string(),
    }
}

/// ` [reported by the ministry]`; nothing for what the article itself asserts.
pub(super) fn stance(fact: &Fact) -> String {
    match (&fact.source, fact.stance) {
        (None, Stance::Asserted) => String::new(),
        (None, stance) => format!(" [{}]", stance.name()),
        (Some(source), stance) => format!(" [{} by {}]", stance.name(), source.name),
    }
}

/// ` person Ida Holm, office Mayor of Nordby`; a text that is the words of the fact itself is left out.
fn fields(fact: &Fact, schema: &Schema, words: &str) -> String {
    let kind = schema.def(fact.kind);
    let fields = fact.fields.iter().filter(|f| f.value.as_text() != Some(words)).map(|f| {
        let by = f.by.as_deref().map_or(String::new(), |by| format!(" (by {by})"));
        format!("{} {}{by}", kind.def(f.field).name, shown(&f.value))
    });
    let fields = fields.collect::<Vec<_>>().join(", ");
    if fields.is_empty() { fields } else { format!("  {fields}") }
}

/// A value in words. They are an article's: not sanitized.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => Sanitized::words(text).clip(WORDS).as_str().to_string(),
        Value::Entity(entity) => entity.name.to_string(),
        Value::Office(office) => office.name.to_string(),
        Value::Number(number) => number_words(number),
        Value::Quantity(quantity) => quantity_words(quantity),
        Value::Date(date) => facts::written(date).unwrap_or_else(|| match (date.from, date.to) {
            (Some(from), None) => format!("from {from}"),
            (None, Some(to)) => format!("until {to}"),
            _ => "open".into(),
        }),
        Value::Duration(low, high) if low == high => format!("{low} days"),
        Value::Duration(low, high) => format!("{low} to {high} days"),
        Value::Set(members) => members.iter().map(|m| shown(&m.value)).collect::<Vec<_>>().join(" + "),
        Value::Elsewhere(words) => words.text.to_string(),
        Value::Unknown(why) => format!("? ({})", why.word()),
    }
}

fn number_words(number: &Number) -> String {
    let comparator = match number.comparator {
        Comparator::Exactly => String::new(),
        other => format!("{} ", other.name()),
    };
    match (number.value, number.low, number.high) {
        (Some(value), ..) => format!("{comparator}{value}"),
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
        (None, Some(low), None) => format!("{low} or more"),
        (None, None, Some(high)) => format!("{high} or less"),
        (None, None, None) => "open".into(),
    }
}

fn quantity_words(quantity: &Quantity) -> String {
    let what = quantity.unit.as_deref().or(quantity.thing.as_deref());
    match what {
        Some(what) => format!("{} {what}", number_words(&quantity.number)),
        None => number_words(&quantity.number),
    }
}
