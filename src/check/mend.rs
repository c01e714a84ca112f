//! `fix FIELD with …`: how the words of a finding would be written otherwise. Only how something is written is ever changed, never what is said.

use super::context::Context;
use super::{print, words};
use crate::facts::{DateValue, Fact, FactId, FieldId, FieldValue, Granularity, Value};
use crate::finding::Edit;
use crate::language::{Fix, FixWith};
use crate::source::Span;

/// What mends the fact itself. A majority needs facts that are set against each other: [`sides`].
pub fn fact(cx: &Context, fix: &Fix, id: FactId) -> Vec<Edit> {
    let fact = cx.fact(id);
    let Some(value) = fact.get(fix.field) else { return Vec::new() };
    let new = match &fix.with {
        FixWith::Majority => None,
        FixWith::Words(words) => Some(words.to_string()),
        FixWith::Field(field) => other_field(cx, fact, value, *field),
    };
    new.map_or(Vec::new(), |new| edits(cx, fact, value, &new))
}

/// What brings all sides to the way that the most articles write it. Where no side has the most, nobody is right.
pub fn sides(cx: &Context, fix: &Fix, sides: &[Vec<FactId>]) -> Vec<Edit> {
    if fix.with != FixWith::Majority {
        return sides.iter().flatten().flat_map(|&id| fact(cx, fix, id)).collect();
    }
    let weight = |side: &[FactId]| {
        let mut articles: Vec<_> = side.iter().map(|&id| cx.fact(id).article).collect();
        articles.sort_unstable();
        articles.dedup();
        (articles.len(), side.len())
    };
    let Some(most) = sides.iter().map(|s| weight(s)).max() else { return Vec::new() };
    let [majority] = sides.iter().filter(|s| weight(s) == most).collect::<Vec<_>>()[..] else { return Vec::new() };
    let forms = forms(cx, fix.field, majority);
    let others = sides.iter().filter(|s| !std::ptr::eq(*s, majority)).flatten();
    others
        .flat_map(|&id| {
            let fact = cx.fact(id);
            let Some(value) = fact.get(fix.field) else { return Vec::new() };
            let Some(old) = value.span().map(|s| cx.batch.get(fact.article).words(s)) else { return Vec::new() };
            let new = forms.iter().find_map(|form| as_long_as(form, old)).filter(|new| is_spelling(old, new));
            new.map_or(Vec::new(), |new| edits(cx, fact, value, &new))
        })
        .collect()
}

/// The ways in which the facts write a field, the most frequent first.
fn forms(cx: &Context, field: FieldId, facts: &[FactId]) -> Vec<String> {
    let mut counted: Vec<(usize, String)> = Vec::new();
    for &id in facts {
        let fact = cx.fact(id);
        let Some(span) = fact.get(field).and_then(FieldValue::span) else { continue };
        let form = cx.batch.get(fact.article).words(span).split_whitespace().collect::<Vec<_>>().join(" ");
        match counted.iter_mut().find(|(_, known)| *known == form) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, form)),
        }
    }
    counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    counted.into_iter().map(|(_, form)| form).collect()
}

/// `form` with as many words as `old` has: a surname alone is mended by the surname.
fn as_long_as(form: &str, old: &str) -> Option<String> {
    let (all, count) = (form.split_whitespace().collect::<Vec<_>>(), old.split_whitespace().count());
    (count == all.len() || count == 1).then(|| all[all.len().checked_sub(count)?..].join(" ").into()).flatten()
}

/// The value of another field, as this one is to be written.
fn other_field(cx: &Context, fact: &Fact, value: &FieldValue, field: FieldId) -> Option<String> {
    let old = cx.batch.get(fact.article).words(value.span()?);
    match fact.value(field)? {
        Value::Date(d) => day(d),
        Value::Text(new) => Some(new.to_string()).filter(|new| is_spelling(old, new)),
        Value::Entity(e) => as_long_as(&e.name, old),
        _ => None,
    }
}

/// A day in its one plain form.
fn day(d: &DateValue) -> Option<String> {
    let whole = d.granularity == Granularity::Day && d.yearless.is_none() && d.from.is_some() && d.from == d.to;
    whole.then(|| print::date(d))
}

/// Whether one word (or one of so many) is another way to write the other: what differs more says something else.
fn is_spelling(old: &str, new: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    a.len() == b.len()
        && a.iter().zip(&b).all(|(a, b)| {
            let (x, y) = (words::comparable(a), words::comparable(b));
            let most = (x.chars().count().min(y.chars().count()) / 3).max(1);
            words::is_like(a, b) || strsim::damerau_levenshtein(&x, &y) <= most
        })
}

/// Edits of the words of one field, word by word where there are as many: line ends and marks between them stay.
fn edits(cx: &Context, fact: &Fact, value: &FieldValue, new: &str) -> Vec<Edit> {
    let article = cx.batch.get(fact.article);
    let [span] = value.spans[..] else { return Vec::new() };
    let old = article.words(span);
    let start = span.start as usize;
    let place = |word: &str| {
        let at = start + (word.as_ptr() as usize - old.as_ptr() as usize);
        Span::new(at, at + word.len())
    };
    let (from, to): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let pairs: Vec<(Span, String)> = match from.len() == to.len() {
        true => from.iter().zip(to).map(|(old, new)| (place(old), cased(old, new))).collect(),
        false => vec![(span, cased(old, new))],
    };
    let changed = pairs.into_iter().filter(|(span, new)| article.words(*span) != *new);
    changed.map(|(span, replacement)| Edit { article: fact.article, span, replacement }).collect()
}

/// `new` in capitals where `old` is, and with a capital where `old` begins with one.
fn cased(old: &str, new: &str) -> String {
    let begins_large = |s: &str| s.chars().next().is_some_and(char::is_uppercase);
    let letters = || old.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().count() > 1 && letters().all(char::is_uppercase);
    // An acronym has capitals of its own.
    let acronym = new.chars().skip(1).any(char::is_uppercase);
    if capitals && begins_large(new) && !acronym {
        return new.to_uppercase();
    }
    let mut chars = new.chars();
    match chars.next() {
        Some(first) if begins_large(old) && first.is_lowercase() => first.to_uppercase().chain(chars).collect(),
        _ => new.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_mended_by_the_surname() {
        assert_eq!(as_long_as("Valeriy Orlenko", "Orlenka").as_deref(), Some("Orlenko"));
        assert_eq!(as_long_as("Valeriy Orlenko", "Valerii\nOrlenko").as_deref(), Some("Valeriy Orlenko"));
        assert_eq!(as_long_as("Orlenko", "Valerii Orlenko"), None);
        assert_eq!(as_long_as("", "Orlenko"), None);
    }

    #[test]
    fn spellings_and_other_words() {
        for (old, new, is) in [
            ("Valerii Orlenko", "Valeriy Orlenko", true),
            ("CNH", "CONH", true),
            ("Müller", "Mueller", true),
            ("Ada Lund", "Ola Berg", false),
            ("killed", "injured", false),
            ("Lund", "Ada Lund", false),
        ] {
            assert_eq!(is_spelling(old, new), is, "{old} {new}");
        }
    }

    #[test]
    fn capitals_stay() {
        for (old, new, is) in [
            ("ORLENKA", "Orlenko", "ORLENKO"),
            ("Advisor", "adviser", "Adviser"),
            ("CNH", "CoNH", "CoNH"),
            ("a", "b", "b"),
        ] {
            assert_eq!(cased(old, new), is);
        }
    }
}
