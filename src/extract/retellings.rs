//! Sentences that two articles share but for one detail: a number, a date or a name.
//!
//! Such sentences begin or end with the same words, so that each is looked up by its first and its last few; only those that
//! meet are set side by side. Articles of different days are not: the market report of every evening has one form.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::among::{Among, Index};
use crate::article::{Article, ArticleId, Batch};
use crate::facts::{
    DateValue, Day, Entity, EntityKind, Fact, FactStore, FieldId, FieldValue, KindId, Number, Provenance, Spans,
    Stance, Text, Value, native,
};
use crate::record::keys;
use crate::source::Span;
use crate::text::{Doc, fold};

/// Words at the beginning or the end by which a sentence is looked up.
const ENDS: usize = 5;
/// Words of the shortest sentence that is looked at.
const SENTENCE: usize = 11;
/// Words of the longest detail.
const DETAIL: usize = 6;
/// A longer sentence may differ in no more than one word of so many.
const SHARE: usize = 5;
/// A beginning or ending that stands in more places than this tells no sentence from another. It bounds the work.
const MAX_PLACES: usize = 24;
/// Days that two articles of one story may lie apart.
const DAYS: i64 = 2;

/// A sentence, by the words at its ends.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Ends {
    span: Span,
    first: u64,
    last: u64,
}

/// The sentences of an article that are long enough.
pub fn ends(doc: &Doc) -> Vec<Ends> {
    let mut out = Vec::new();
    let mut words: Vec<u64> = Vec::new();
    for sentence in &doc.sentences {
        words.clear();
        let tokens = &doc.tokens[sentence.first as usize..sentence.end as usize];
        words.extend(tokens.iter().filter(|t| is_word(t.span.of(doc.text))).map(|t| t.key));
        if words.len() >= SENTENCE {
            let (first, last) = (hash(&words[..ENDS]), hash(&words[words.len() - ENDS..]));
            out.push(Ends { span: sentence.span, first, last });
        }
    }
    out
}

fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
}

fn hash(words: &[u64]) -> u64 {
    words.iter().fold(words.len() as u64, |h, w| (h.rotate_left(9) ^ w).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A sentence of the batch.
type Place = (u32, Span);

/// Where sentences of a batch begin or end with the same words.
#[derive(Default)]
pub struct AllEnds(Index<(bool, u64), Span>);

impl AllEnds {
    pub fn add(&mut self, article: ArticleId, sentences: &[Ends]) {
        self.0.add(article, each_end(sentences));
    }

    /// Takes out what [`AllEnds::add`] put in.
    pub fn remove(&mut self, article: ArticleId, sentences: &[Ends]) {
        self.0.remove(article, each_end(sentences));
    }
}

fn each_end(sentences: &[Ends]) -> impl Iterator<Item = ((bool, u64), Span)> {
    sentences.iter().flat_map(|s| [((false, s.first), s.span), ((true, s.last), s.span)])
}

/// `retelling` facts: for each two sentences one in either article, with equal `frame`. `ends` holds the sentences of every article of
/// the batch, in order of their ids.
pub fn find(batch: &Batch, ends: &[&[Ends]], store: &FactStore) -> Vec<Fact> {
    let places = places(ends);
    let alike = places.chunk_by(|a, b| a.0 == b.0).map(|of| of.iter().map(|(_, place)| *place).collect());
    compared_in(batch, alike, store, Among::All)
}

/// What [`find`] finds of these articles; `all` is of the batch as it is.
pub fn find_of(
    batch: &Batch,
    ends: &[&[Ends]],
    all: &AllEnds,
    store: &FactStore,
    these: &FxHashSet<ArticleId>,
) -> Vec<Fact> {
    let own: FxHashSet<(bool, u64)> =
        these.iter().flat_map(|article| each_end(ends[article.0 as usize])).map(|(key, _)| key).collect();
    compared_in(batch, own.iter().map(|key| all.0.of(key).to_vec()), store, Among::These(these))
}

/// `places`: those with the same words, in order of the batch.
fn compared_in(batch: &Batch, places: impl Iterator<Item = Vec<Place>>, store: &FactStore, among: Among) -> Vec<Fact> {
    let mut pairs: Vec<(Place, Place)> = Vec::new();
    for places in places.filter(|p| p.len() > 1 && p.len() <= MAX_PLACES) {
        for (i, &a) in places.iter().enumerate() {
            let others = places[i + 1..].iter().filter(|b| b.0 != a.0 && (among.has(a.0) || among.has(b.0)));
            pairs.extend(others.map(|&b| (a, b)));
        }
    }
    pairs.sort_unstable_by_key(|(a, b)| (a.0, a.1.start, b.0, b.1.start));
    pairs.dedup();
    let mut seen: FxHashSet<(u32, Span, String)> = FxHashSet::default();
    let mut out = Vec::new();
    for (a, b) in pairs {
        if !one_time(batch.get(ArticleId(a.0)), batch.get(ArticleId(b.0)), DAYS) {
            continue;
        }
        for fact in compared(batch, store, a, b).into_iter().flatten() {
            let frame = fact.fields[1].value.as_text().unwrap_or_default().to_string();
            if among.has(fact.article.0) && seen.insert((fact.article.0, fact.span, frame)) {
                out.push(fact);
            }
        }
    }
    out
}

/// The articles whose retellings may be others now. `changed`: articles that have changed, each with the sentences that it had; `all` is
/// of the batch as it is.
pub fn touched(ends: &[&[Ends]], all: &AllEnds, changed: &[(ArticleId, &[Ends])]) -> FxHashSet<ArticleId> {
    let is_changed = |article: u32| changed.iter().any(|(of, _)| of.0 == article);
    let now = changed.iter().flat_map(|(article, _)| each_end(ends[article.0 as usize]));
    let keys: FxHashSet<(bool, u64)> =
        now.chain(changed.iter().flat_map(|(_, was)| each_end(was))).map(|(key, _)| key).collect();
    let mut out: FxHashSet<ArticleId> = changed.iter().map(|(article, _)| *article).collect();
    for key in keys {
        let others = all.0.without(&key, is_changed, MAX_PLACES);
        // With too many places in other articles alone it told nothing, nor does it now.
        if others.len() <= MAX_PLACES {
            out.extend(others.iter().map(|p| ArticleId(p.0)));
        }
    }
    out
}

/// Where sentences begin or end with the same words: all of those together, in order of the batch.
fn places(ends: &[&[Ends]]) -> Vec<((bool, u64), Place)> {
    let of_article = |(article, sentences)| each_end(sentences).map(move |(key, span)| (key, (article, span)));
    let mut places: Vec<((bool, u64), Place)> = (0..).zip(ends.iter().copied()).flat_map(of_article).collect();
    places.sort_unstable();
    places
}

/// Whether the articles may be no more than `apart` days apart; undated ones may.
pub(super) fn one_time(a: &Article, b: &Article, apart: i64) -> bool {
    let ends = |article: &Article| article.date.as_ref().and_then(|d| Some((d.value.from?, d.value.to?)));
    let (Some(x), Some(y)) = (ends(a), ends(b)) else { return true };
    days(x.1, y.0) <= apart && days(y.1, x.0) <= apart
}

fn days(from: Day, to: Day) -> i64 {
    i64::from(crate::record::number(to)) - i64::from(crate::record::number(from))
}

/// The words of a sentence: comparison key and place in the article.
fn words(text: &str, sentence: Span) -> Vec<(u64, Span)> {
    let doc = Doc::of_text(sentence.of(text));
    let at = |span: Span| Span { start: span.start + sentence.start, end: span.end + sentence.start };
    doc.tokens.iter().filter(|t| is_word(t.span.of(doc.text))).map(|t| (t.key, at(t.span))).collect()
}

/// Both sides of a detail in which two sentences differ, if that is all in which they do.
fn compared(batch: &Batch, store: &FactStore, a: Place, b: Place) -> Option<[Fact; 2]> {
    let (left, right) = (batch.get(ArticleId(a.0)), batch.get(ArticleId(b.0)));
    let (x, y) = (words(&left.text, a.1), words(&right.text, b.1));
    let least = x.len().min(y.len());
    let before = x.iter().zip(&y).take_while(|(v, w)| v.0 == w.0).count();
    let after = x.iter().rev().zip(y.iter().rev()).take_while(|(v, w)| v.0 == w.0).count().min(least - before);
    let (p, q) = (x.get(before..x.len() - after)?, y.get(before..y.len() - after)?);
    let longer = p.len().max(q.len());
    if x.len() < SENTENCE || p.is_empty() || q.is_empty() || longer > DETAIL || longer * SHARE > x.len().max(y.len()) {
        return None;
    }
    let over = |words: &[(u64, Span)]| words[0].1.cover(words[words.len() - 1].1);
    let details = [(a, over(p)), (b, over(q))].map(|(place, span)| detail(store, ArticleId(place.0), span));
    let [Some(one), Some(other)] = details else { return None };
    if one.kind != other.kind || !differ(one, other) {
        return None;
    }
    // What stays when the two details are taken out.
    let outer = |all: &[(u64, Span)], fact: &Fact| {
        let from = all.partition_point(|w| w.1.end <= fact.span.start);
        let to = all.partition_point(|w| w.1.start < fact.span.end);
        (from, all.len() - to)
    };
    let ((i, j), (k, l)) = (outer(&x, one), outer(&y, other));
    let (begin, end) = (i.min(k).min(before), j.min(l).min(after));
    let folded = |words: &[(u64, Span)]| {
        words.iter().map(|w| fold(w.1.of(&left.text)).into_owned()).collect::<Vec<_>>().join(" ")
    };
    let frame = format!("{} … {}", folded(&x[..begin]), folded(&x[x.len() - end..]));
    Some([one, other].map(|fact| made(batch, fact, &frame, "verbatim")))
}

/// One side of a detail in which two articles differ.
pub(super) fn made(batch: &Batch, fact: &Fact, frame: &str, how: &str) -> Fact {
    side(batch, fact.article, (fact.span, fact.sentence), what(fact.kind), frame, how)
}

/// One side of what two articles differ in: the words at the first span, which stand in the sentence at the second.
pub(super) fn side(
    batch: &Batch,
    article: ArticleId,
    (span, sentence): (Span, Span),
    what: &str,
    frame: &str,
    how: &str,
) -> Fact {
    let text = |field: u8, value: &str| FieldValue {
        field: FieldId(field),
        value: Value::text(value),
        spans: Spans::none(),
        by: None,
    };
    Fact {
        kind: native::RETELLING,
        article,
        span,
        sentence,
        stance: Stance::Asserted,
        source: None,
        cue: None,
        fields: vec![
            text(0, what),
            text(1, frame),
            FieldValue::new(FieldId(2), Value::Text(Text::part(&batch.get(article).text, span)), span),
            text(3, how),
        ],
        by: Provenance::of(&"retellings"),
    }
}

pub(super) fn what(kind: KindId) -> &'static str {
    match kind {
        native::PERSON => "person",
        native::PLACE => "place",
        native::ORGANISATION => "organisation",
        native::DATE => "date",
        _ => "number",
    }
}

/// Whether words of the article say it themselves.
pub(super) fn is_read(fact: &Fact) -> bool {
    !matches!(&*fact.by, "coreference" | "derived")
}

/// The number, date or name that holds the words at `span`, or lies in them.
fn detail(store: &FactStore, article: ArticleId, span: Span) -> Option<&Fact> {
    const KINDS: [KindId; 5] = [native::DATE, native::QUANTITY, native::PERSON, native::ORGANISATION, native::PLACE];
    store
        .facts_of(article)
        .iter()
        .filter(|f| KINDS.contains(&f.kind) && is_read(f) && f.span.overlaps(span))
        .filter(|f| f.span.contains(span) || span.contains(f.span))
        .min_by_key(|f| (KINDS.iter().position(|k| *k == f.kind), f.span.start))
}

/// Whether two details of one kind cannot both be right.
pub(super) fn differ(a: &Fact, b: &Fact) -> bool {
    match (a.value(FieldId(0)), b.value(FieldId(0))) {
        (Some(Value::Number(x)), Some(Value::Number(y))) => apart(x, y) || a.value(FieldId(2)) != b.value(FieldId(2)),
        (Some(Value::Date(x)), Some(Value::Date(y))) => dates_apart(x, y),
        (Some(Value::Entity(x)), Some(Value::Entity(y))) => entities_apart(x, y),
        _ => false,
    }
}

fn apart(x: &Number, y: &Number) -> bool {
    let below = |a: &Number, b: &Number| match (a.high, b.low) {
        (Some(high), Some(low)) => high + a.rounding.min(b.rounding) < low,
        _ => false,
    };
    // Of two spans that meet, each end may be another one.
    let span = |n: &Number| n.value.is_none().then(|| n.low.zip(n.high)).flatten();
    let other_ends = match (span(x), span(y)) {
        (Some(a), Some(b)) => {
            (a.0 - b.0).abs() > x.rounding + y.rounding || (a.1 - b.1).abs() > x.rounding + y.rounding
        }
        _ => false,
    };
    below(x, y) || below(y, x) || other_ends
}

fn dates_apart(x: &DateValue, y: &DateValue) -> bool {
    // Articles without a date of their own leave a weekday open.
    let weekday = |d: &DateValue| d.timex.as_ref().and_then(|t| t.value.strip_prefix("XXXX-WXX-")?.parse::<u8>().ok());
    if let (Some(a), Some(b)) = (weekday(x), weekday(y)) {
        return a != b;
    }
    if let (Some(x), Some(y)) = (x.yearless, y.yearless) {
        return x.month != y.month || (x.day.is_some() && y.day.is_some() && x.day != y.day);
    }
    let below = |a: &DateValue, b: &DateValue| matches!((a.to, b.from), (Some(to), Some(from)) if to < from);
    x.also.is_empty() && y.also.is_empty() && (below(x, y) || below(y, x))
}

/// Two names of one kind of which neither is a part of the other.
fn entities_apart(x: &Entity, y: &Entity) -> bool {
    let (a, b) = (keys::words(&x.name), keys::words(&y.name));
    let part = |short: &[String], long: &[String]| short.iter().all(|w| long.contains(w));
    let one_person = x.kind == EntityKind::Person && keys::may_be_one(&a, &b);
    x != y && !part(&a, &b) && !part(&b, &a) && !one_person
}
