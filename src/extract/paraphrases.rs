//! Sentences of two articles that tell the same in other words, and differ in a number, a date or a place.
//!
//! Two sentences tell the same where they share several words that few other sentences have, and most words of the shorter one. They
//! differ where each has one number of the same things (one date of the same length, one place of the same kind) that the whole other
//! article does not have. Articles of
//! different days are not set side by side: what is told tomorrow may be another number.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::names::place_rank;
use super::retellings::{differ, made, one_time, what};
use crate::article::{ArticleId, Batch};
use crate::facts::{Comparator, Fact, FactStore, FieldId, Granularity, KindId, TimexType, Value, native};
use crate::source::Span;
use crate::text::{Doc, TokenKind, fold};

/// Letters of the shortest word that says something.
const LETTERS: usize = 4;
/// Longer words that say nothing by themselves.
const SMALL: &[&str] = &[
    "about", "after", "also", "been", "before", "being", "could", "during", "from", "have", "here", "into", "more",
    "most", "other", "over", "said", "says", "should", "since", "some", "such", "than", "that", "their", "them",
    "then", "there", "these", "they", "this", "those", "under", "until", "very", "well", "were", "what", "when",
    "where", "which", "while", "will", "with", "would", "your",
];
/// Units of time.
const TIMES: &[&str] = &["hour", "day", "week", "month", "year"];
/// Words of the shortest sentence that is looked at, small ones apart.
const MATTER: usize = 5;
/// Words that two sentences share at least, and of these, words that few sentences have.
const SHARED: usize = 5;
const RARE: u32 = 3;
/// Percent of the words of the shorter sentence that the other one shares.
const PERCENT: usize = 50;
/// A word that stands in more sentences of the batch tells none from another. It bounds the work.
const MAX_PLACES: usize = 12;
/// Pairs of sentences that are looked at in one batch.
const MAX_PAIRS: usize = 4_000_000;

/// What a sentence speaks of: its words, small ones apart, each once and in order of their keys.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Matter {
    span: Span,
    words: Box<[u64]>,
}

/// The sentences of an article that say enough.
pub fn matter(doc: &Doc) -> Vec<Matter> {
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let tokens = &doc.tokens[sentence.first as usize..sentence.end as usize];
        let saying = tokens.iter().filter(|t| match t.kind {
            TokenKind::Number => t.span.of(doc.text).len() > 1,
            TokenKind::Word => says(t.span.of(doc.text)),
            _ => false,
        });
        let mut words: Vec<u64> = saying.map(|t| t.key).collect();
        words.sort_unstable();
        words.dedup();
        if words.len() >= MATTER {
            out.push(Matter { span: sentence.span, words: words.into() });
        }
    }
    out
}

fn says(word: &str) -> bool {
    word.chars().count() >= LETTERS && !SMALL.contains(&&*fold(word))
}

/// `retelling` facts of the batch, for each two sentences one in either article, with equal `frame`. `matter` holds the sentences of
/// every article, in order of their ids.
pub fn find(batch: &Batch, matter: &[Vec<Matter>], store: &FactStore) -> Vec<Fact> {
    let mut places: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
    for (article, sentences) in matter.iter().enumerate() {
        for (n, sentence) in sentences.iter().enumerate() {
            for &word in &sentence.words {
                let at = places.entry(word).or_default();
                // One more than is looked at tells that there are too many.
                if at.len() <= MAX_PLACES {
                    at.push((article as u32, n as u32));
                }
            }
        }
    }
    let mut shared: FxHashMap<[(u32, u32); 2], u32> = FxHashMap::default();
    let mut rare: Vec<(u64, Vec<(u32, u32)>)> =
        places.into_iter().filter(|(_, at)| at.len() > 1 && at.len() <= MAX_PLACES).collect();
    rare.sort_unstable();
    for (_, at) in rare {
        for (i, &a) in at.iter().enumerate() {
            for &b in at[i + 1..].iter().filter(|b| b.0 != a.0) {
                if shared.len() < MAX_PAIRS || shared.contains_key(&[a, b]) {
                    *shared.entry([a, b]).or_default() += 1;
                }
            }
        }
    }
    let mut pairs: Vec<[(u32, u32); 2]> =
        shared.into_iter().filter(|(_, n)| *n >= RARE).map(|(pair, _)| pair).collect();
    pairs.sort_unstable();
    let mut out = Vec::new();
    for [a, b] in pairs {
        let (x, y) = (&matter[a.0 as usize][a.1 as usize], &matter[b.0 as usize][b.1 as usize]);
        if !one_time(batch.get(ArticleId(a.0)), batch.get(ArticleId(b.0)), 0) {
            continue;
        }
        let common = common(&x.words, &y.words);
        if common < SHARED || common * 100 < x.words.len().min(y.words.len()) * PERCENT {
            continue;
        }
        out.extend(compared(batch, store, (ArticleId(a.0), x.span), (ArticleId(b.0), y.span)).into_iter().flatten());
    }
    out
}

/// How many words two sentences share.
fn common(x: &[u64], y: &[u64]) -> usize {
    x.iter().filter(|word| y.binary_search(word).is_ok()).count()
}

/// Both sides of each detail in which two sentences differ.
fn compared(batch: &Batch, store: &FactStore, a: (ArticleId, Span), b: (ArticleId, Span)) -> Vec<[Fact; 2]> {
    let mut out = Vec::new();
    for kind in [native::QUANTITY, native::DATE, native::PLACE] {
        let (xs, ys) = (details(store, kind, a), details(store, kind, b));
        for x in &xs {
            let like: Vec<&&Fact> = ys.iter().filter(|y| comparable(x, y)).collect();
            let alone = xs.iter().filter(|other| comparable(x, other)).count() == 1;
            let ([y], true) = (&like[..], alone) else { continue };
            let told = |fact: &Fact, by: ArticleId| details_of(store, kind, by).any(|other| !differ(fact, other));
            if !differ(x, y) || told(x, b.0) || told(y, a.0) {
                continue;
            }
            let of = [what(kind).to_string(), unit(x).unwrap_or_default().into(), thing(x).unwrap_or_default()];
            let frame = format!("{} {}", shared_words(batch, a, b), of.join(" "));
            out.push([x, *y].map(|fact| made(batch, fact, &frame, "paraphrase")));
        }
    }
    out
}

/// The words that two sentences share, in the order of their letters.
fn shared_words(batch: &Batch, a: (ArticleId, Span), b: (ArticleId, Span)) -> String {
    let words = |(article, span): (ArticleId, Span)| -> BTreeSet<String> {
        let doc = Doc::of_text(batch.get(article).words(span));
        let long = doc.tokens.iter().map(|t| t.span.of(doc.text)).filter(|w| says(w));
        long.map(|w| fold(w).into_owned()).collect()
    };
    let (x, y) = (words(a), words(b));
    x.intersection(&y).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn details_of(store: &FactStore, kind: KindId, article: ArticleId) -> impl Iterator<Item = &Fact> {
    store.of_article(article).map(|id| store.get(id)).filter(move |f| f.kind == kind && &*f.by != "coreference")
}

/// What a sentence says of a kind, as far as it can be held against what another one says.
fn details(store: &FactStore, kind: KindId, (article, sentence): (ArticleId, Span)) -> Vec<&Fact> {
    details_of(store, kind, article).filter(|f| sentence.contains(f.span) && is_plain(f)).collect()
}

fn value(fact: &Fact) -> Option<f64> {
    match fact.value(FieldId(0)) {
        Some(Value::Number(n)) => n.value,
        _ => None,
    }
}

/// An exact number of something, a day or a year, a known place.
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
fn comparable(a: &Fact, b: &Fact) -> bool {
    match (a.value(FieldId(0)), b.value(FieldId(0))) {
        (Some(Value::Number(_)), Some(Value::Number(_))) => {
            // "30 days" and "30 years": one of the two took the wrong word.
            let time = |f: &Fact| unit(f).is_some_and(|u| TIMES.contains(&u));
            let units = unit(a) == unit(b) || time(a) && time(b) && value(a) == value(b);
            units && thing(a) == thing(b)
        }
        (Some(Value::Date(x)), Some(Value::Date(y))) => x.granularity == y.granularity,
        (Some(Value::Entity(x)), Some(Value::Entity(y))) => place_rank(x) == place_rank(y),
        _ => false,
    }
}
