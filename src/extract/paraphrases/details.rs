//! Details in which two sentences differ: numbers of the same things, dates of one length, places of one kind, and names that stand at
//! the same words.
//!
//! They differ where the whole other article does not have either.

use super::super::names::place_rank;
use super::super::retellings::{differ, is_read, made, what};
use super::{Sentence, says, shared_words};
use crate::article::{ArticleId, Batch};
use crate::facts::{Comparator, Fact, FactStore, FieldId, Granularity, KindId, TimexType, Value, native};
use crate::source::Span;
use crate::text::Doc;

/// Units of time.
const TIMES: &[&str] = &["hour", "day", "week", "month", "year"];
/// Small words that may stand between a name and the word that it belongs to.
const BETWEEN: u32 = 2;
/// What is called by somebody's name.
const CALLED_AFTER: &[&str] =
    &["administration", "cabinet", "campaign", "doctrine", "era", "government", "presidency", "regime"];

/// Both sides of each detail in which two sentences differ. `close`: they share so many words that names can be set side by side.
pub(super) fn compared(batch: &Batch, store: &FactStore, a: Sentence, b: Sentence, close: bool) -> Vec<[Fact; 2]> {
    let mut out = Vec::new();
    for kind in [native::QUANTITY, native::DATE, native::PLACE, native::ORGANISATION, native::PERSON] {
        let anchored = |side: Sentence| -> Vec<Detail> {
            let anchor = |fact: &Fact| if close { anchor(batch, side, fact) } else { None };
            details(store, kind, side).into_iter().map(|fact| Detail { fact, anchor: anchor(fact) }).collect()
        };
        let (xs, ys) = (anchored(a), anchored(b));
        for x in &xs {
            let Some(y) = only(&xs, &ys, x, comparable).or_else(|| only(&xs, &ys, x, anchored_alike)) else { continue };
            if !differ(x.fact, y.fact) || is_told(store, x.fact, b.0) || is_told(store, y.fact, a.0) {
                continue;
            }
            let of = [what(kind), unit(x.fact).unwrap_or_default(), &thing(x.fact).unwrap_or_default()].join(" ");
            let frame = format!("{} {of}", shared_words(batch, a, b));
            out.push([x, y].map(|detail| made(batch, detail.fact, &frame, "paraphrase")));
        }
    }
    out
}

/// A detail, and the word of its sentence that a name belongs to.
struct Detail<'a> {
    fact: &'a Fact,
    anchor: Option<(Beside, u64)>,
}

/// On which side of the name that word stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Before,
    After,
}

/// The one of `ys` that answers the same question as `x`, if `x` is the only one of `xs` that does.
fn only<'a>(
    xs: &[Detail],
    ys: &'a [Detail<'a>],
    x: &Detail,
    like: fn(&Detail, &Detail) -> bool,
) -> Option<&'a Detail<'a>> {
    let mut found = ys.iter().filter(|y| like(x, y));
    let y = found.next().filter(|_| found.next().is_none())?;
    (xs.iter().filter(|other| like(x, other)).count() == 1).then_some(y)
}

/// Names at the same words: "the invasion of Arlia", "the start-up Aske Media".
fn anchored_alike(x: &Detail, y: &Detail) -> bool {
    let names = match (x.fact.value(FieldId(0)), y.fact.value(FieldId(0))) {
        (Some(Value::Entity(a)), Some(Value::Entity(b))) => a.kind == b.kind && place_rank(a) == place_rank(b),
        _ => false,
    };
    names && x.anchor.is_some() && x.anchor == y.anchor
}

/// The word that a name belongs to: the last that says something before it, else the first behind it.
fn anchor(batch: &Batch, (article, sentence): Sentence, fact: &Fact) -> Option<(Beside, u64)> {
    if !matches!(fact.kind, native::PLACE | native::ORGANISATION | native::PERSON) {
        return None;
    }
    let text = &batch.get(article).text;
    let says_key = |doc: &Doc, i: u32| {
        let t = doc.token(i)?;
        (t.is_word() && says(doc.word(i))).then_some(t.key)
    };
    let before = Doc::of_text(Span::new(sentence.start as usize, fact.span.start as usize).of(text));
    let last = before.tokens.len() as u32;
    // Of people only what is called by their name: "the Lund government". Two articles may have two witnesses.
    let reach = if fact.kind == native::PERSON { 0 } else { BETWEEN + 1 };
    for i in (last.saturating_sub(reach)..last).rev() {
        if let Some(key) = says_key(&before, i) {
            return Some((Beside::Before, key));
        }
        // "the start-up Aske Media".
        if !before.tokens[i as usize].is_word() && before.word(i) != "-" {
            break;
        }
    }
    let after = Doc::of_text(Span::new(fact.span.end as usize, sentence.end as usize).of(text));
    let key = says_key(&after, 0)?;
    (fact.kind != native::PERSON || CALLED_AFTER.contains(&after.word(0))).then_some((Beside::After, key))
}

/// Whether an article says anywhere what the detail says. A date that is open itself says nothing.
fn is_told(store: &FactStore, fact: &Fact, by: ArticleId) -> bool {
    let bounded =
        |f: &Fact| f.value(FieldId(0)).and_then(Value::as_date).is_none_or(|d| d.from.is_some() && d.to.is_some());
    let open = !bounded(fact);
    details_of(store, fact.kind, by).any(|other| (open || bounded(other)) && !differ(fact, other))
}

fn details_of(store: &FactStore, kind: KindId, article: ArticleId) -> impl Iterator<Item = &Fact> {
    store.of_kind_in(kind, article).iter().map(|&id| store.get(id)).filter(|f| is_read(f))
}

/// What a sentence says of a kind, as far as it can be held against what another one says.
fn details(store: &FactStore, kind: KindId, (article, sentence): Sentence) -> Vec<&Fact> {
    details_of(store, kind, article).filter(|f| sentence.contains(f.span) && is_plain(f)).collect()
}

fn value(fact: &Fact) -> Option<f64> {
    match fact.value(FieldId(0)) {
        Some(Value::Number(n)) => n.value,
        _ => None,
    }
}

/// An exact number of something, a day or a year, a known place, somebody or something by name.
fn is_plain(fact: &Fact) -> bool {
    match (fact.kind, fact.value(FieldId(0))) {
        (native::QUANTITY, Some(Value::Number(n))) => {
            n.comparator == Comparator::Exactly
                && n.value.is_some_and(|v| v > 2.0)
                && (unit(fact), thing(fact)) != (None, None)
        }
        (native::DATE, Some(Value::Date(d))) => {
            let date = d.timex.as_ref().is_some_and(|t| t.kind == TimexType::Date);
            date && d.also.is_empty() && matches!(d.granularity, Granularity::Day | Granularity::Year)
        }
        (native::PLACE, Some(Value::Entity(e))) => place_rank(e).is_some(),
        // Letters may stand for a name that the other article spells out.
        (native::ORGANISATION | native::PERSON, Some(Value::Entity(e))) => e.name.chars().any(char::is_lowercase),
        _ => false,
    }
}

fn text(fact: &Fact, field: u8) -> Option<&str> {
    fact.value(FieldId(field)).and_then(Value::as_text)
}

fn unit(fact: &Fact) -> Option<&str> {
    text(fact, 2)
}

/// What a number counts: its last word.
fn thing(fact: &Fact) -> Option<String> {
    let word = text(fact, 3)?.rsplit(' ').next()?.to_lowercase();
    Some(word.strip_suffix('s').map_or(word.clone(), String::from))
}

/// Whether two details answer one question: numbers of the same things, dates of one length, places of one kind.
fn comparable(x: &Detail, y: &Detail) -> bool {
    let (a, b) = (x.fact, y.fact);
    match (a.value(FieldId(0)), b.value(FieldId(0))) {
        (Some(Value::Number(_)), Some(Value::Number(_))) => {
            // "30 days" and "30 years": one of the two took the wrong word.
            let time = |f: &Fact| unit(f).is_some_and(|u| TIMES.contains(&u));
            let units = unit(a) == unit(b) || time(a) && time(b) && value(a) == value(b);
            units && thing(a) == thing(b)
        }
        (Some(Value::Date(x)), Some(Value::Date(y))) => x.granularity == y.granularity,
        (Some(Value::Entity(x)), Some(Value::Entity(y))) => a.kind == native::PLACE && place_rank(x) == place_rank(y),
        _ => false,
    }
}
