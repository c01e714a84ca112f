//! Sentences of two articles that tell the same in other words, and differ in a detail or in their sense.
//!
//! Two sentences tell the same where they share several words that few other sentences have, and most words of the shorter one. In what
//! they can differ: [`details`] and [`sense`]. Articles of different days are not set side by side: what is told tomorrow may be
//! another number.

mod details;
mod sense;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::among::{Among, Index};
use super::names::Lexicon;
use super::retellings::one_time;
use crate::article::{ArticleId, Batch};
use crate::facts::{Fact, FactStore};
use crate::source::Span;
use crate::text::{Doc, TokenKind, fold, word_key};

/// Letters of the shortest word that says something.
const LETTERS: usize = 3;
/// Longer words that say nothing by themselves.
const SMALL: &[&str] = &[
    "all", "and", "any", "are", "but", "can", "did", "for", "had", "has", "her", "him", "his", "how", "its", "may",
    "not", "now", "off", "one", "our", "out", "per", "she", "the", "too", "two", "was", "who", "why", "you", "about",
    "after", "also", "been", "before", "being", "could", "during", "from", "have", "here", "into", "more", "most",
    "other", "over", "said", "says", "should", "since", "some", "such", "than", "that", "their", "them", "then",
    "there", "these", "they", "this", "those", "under", "until", "very", "well", "were", "what", "when", "where",
    "which", "while", "will", "with", "would", "your",
];
static SMALL_KEYS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| SMALL.iter().map(|w| word_key(w)).collect());
/// Words of the shortest sentence that is looked at, small ones apart.
const MATTER: usize = 5;
/// Words that two sentences share at least, and of these, words that few sentences have.
const SHARED: usize = 5;
const RARE: u32 = 3;
/// Percent of the words of the shorter sentence that the other one shares, and where they may differ in their sense.
const PERCENT: usize = 50;
const CLOSE: usize = 60;
/// A word that stands in more sentences of the batch tells none from another. It bounds the work.
const MAX_PLACES: usize = 12;
/// Pairs of sentences that are looked at in one batch.
const MAX_PAIRS: usize = 4_000_000;

/// A sentence of the batch.
type Sentence = (ArticleId, Span);

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
            TokenKind::Word => is_long(t.span.of(doc.text)) && !SMALL_KEYS.contains(&t.key),
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
    is_long(word) && !SMALL_KEYS.contains(&word_key(word))
}

fn is_long(word: &str) -> bool {
    word.len() >= LETTERS && (word.is_ascii() || word.chars().count() >= LETTERS)
}

/// The sentences that each word of a batch stands in.
#[derive(Default)]
pub struct Words(Index<u64, u32>);

impl Words {
    pub fn add(&mut self, article: ArticleId, sentences: &[Matter]) {
        self.0.add(article, each_word(sentences));
    }

    /// Takes out what [`Words::add`] put in.
    pub fn remove(&mut self, article: ArticleId, sentences: &[Matter]) {
        self.0.remove(article, each_word(sentences));
    }
}

/// Words with the number of their sentence.
fn each_word(sentences: &[Matter]) -> impl Iterator<Item = (u64, u32)> {
    (0..).zip(sentences).flat_map(|(n, sentence)| sentence.words.iter().map(move |word| (*word, n)))
}

/// What [`find`] has found.
pub struct Found {
    pub facts: Vec<Fact>,
    /// How many more pairs of sentences there may be before some are not looked at.
    pub room: usize,
}

/// `retelling` facts, for each two sentences one in either article, with equal `frame`. `matter` holds the sentences of every article
/// of the batch, in order of their ids.
pub fn find(batch: &Batch, matter: &[&[Matter]], store: &FactStore, lexicon: &Lexicon) -> Found {
    let parts = (0..PARTS).map(|part| places(matter, part));
    compared(batch, matter, parts, store, lexicon, Among::All)
}

/// What [`find`] finds of these articles; `words` is of the batch as it is.
pub fn find_of(
    batch: &Batch,
    matter: &[&[Matter]],
    words: &Words,
    store: &FactStore,
    lexicon: &Lexicon,
    these: &FxHashSet<ArticleId>,
) -> Found {
    let own: FxHashSet<u64> =
        these.iter().flat_map(|article| each_word(matter[article.0 as usize])).map(|(word, _)| word).collect();
    let rare = own.into_iter().map(|word| (word, words.0.of(&word))).filter(|(_, at)| is_rare(at.len()));
    let part = rare.map(|(word, at)| (word, at.to_vec())).collect();
    compared(batch, matter, std::iter::once(part), store, lexicon, Among::These(these))
}

/// `places`: by word, in order of the batch; in parts, each with higher words than the one before.
fn compared(
    batch: &Batch,
    matter: &[&[Matter]],
    places: impl Iterator<Item = FxHashMap<u64, Vec<Place>>>,
    store: &FactStore,
    lexicon: &Lexicon,
    among: Among,
) -> Found {
    let mut shared: FxHashMap<[(u32, u32); 2], u32> = FxHashMap::default();
    let in_order = |part: FxHashMap<u64, Vec<Place>>| {
        let mut rare: Vec<(u64, Vec<Place>)> = part.into_iter().filter(|(_, at)| is_rare(at.len())).collect();
        rare.sort_unstable();
        rare
    };
    for (_, at) in places.flat_map(in_order) {
        for (i, &a) in at.iter().enumerate() {
            for &b in at[i + 1..].iter().filter(|b| b.0 != a.0 && (among.has(a.0) || among.has(b.0))) {
                if shared.len() < MAX_PAIRS || shared.contains_key(&[a, b]) {
                    *shared.entry([a, b]).or_default() += 1;
                }
            }
        }
    }
    let room = MAX_PAIRS - shared.len();
    let mut pairs: Vec<[(u32, u32); 2]> =
        shared.into_iter().filter(|(_, n)| *n >= RARE).map(|(pair, _)| pair).collect();
    pairs.sort_unstable();
    let mut out = Vec::new();
    let mut senses = sense::Senses::new(batch, lexicon);
    for [a, b] in pairs {
        let (x, y) = (&matter[a.0 as usize][a.1 as usize], &matter[b.0 as usize][b.1 as usize]);
        if !one_time(batch.get(ArticleId(a.0)), batch.get(ArticleId(b.0)), 0) {
            continue;
        }
        let common = common(&x.words, &y.words);
        if common < SHARED || common * 100 < x.words.len().min(y.words.len()) * PERCENT {
            continue;
        }
        let (a, b) = ((ArticleId(a.0), x.span), (ArticleId(b.0), y.span));
        let close = common * 100 >= x.words.len().min(y.words.len()) * CLOSE;
        out.extend(details::compared(batch, store, a, b, close).into_iter().flatten());
        if close {
            out.extend(senses.compared(a, b).into_iter().flatten());
        }
    }
    out.retain(|fact| among.has(fact.article.0));
    Found { facts: out, room }
}

/// The articles whose retellings may be others now, and how many pairs of sentences there may be more than before. `changed`: articles
/// that have changed, each with the sentences that it had; `words` is of the batch as it is.
pub fn touched(
    matter: &[&[Matter]],
    words: &Words,
    changed: &[(ArticleId, &[Matter])],
) -> (FxHashSet<ArticleId>, usize) {
    let is_changed = |article: u32| changed.iter().any(|(of, _)| of.0 == article);
    let now: Vec<(ArticleId, &[Matter])> = changed.iter().map(|(of, _)| (*of, matter[of.0 as usize])).collect();
    let all: FxHashSet<u64> =
        now.iter().chain(changed).flat_map(|(_, sentences)| each_word(sentences)).map(|(word, _)| word).collect();
    let own = |state: &[(ArticleId, &[Matter])]| {
        let mut own: FxHashMap<u64, Vec<Place>> = FxHashMap::default();
        for (article, sentences) in state {
            for (n, sentence) in sentences.iter().enumerate() {
                sentence.words.iter().for_each(|w| own.entry(*w).or_default().push((article.0, n as u32)));
            }
        }
        own
    };
    let (before, after) = (own(changed), own(&now));
    let mut out: FxHashSet<ArticleId> = changed.iter().map(|(article, _)| *article).collect();
    let mut more = 0;
    let none = Vec::new();
    let mut shared: FxHashMap<(bool, [Place; 2]), u32> = FxHashMap::default();
    for word in all {
        let of = |places: &FxHashMap<u64, Vec<Place>>| places.get(&word).unwrap_or(&none).clone();
        let (others, was, is) = (words.0.without(&word, is_changed, MAX_PLACES), of(&before), of(&after));
        let [rare_before, rare_now] = [&was, &is].map(|own| is_rare(others.len() + own.len()));
        if rare_before != rare_now && others.len() > 1 {
            // It tells of the others, too, that they share it, or no longer.
            out.extend(others.iter().map(|p| ArticleId(p.0)));
            more += others.len() * others.len();
        }
        for (own, rare, state) in [(&was, rare_before, false), (&is, rare_now, true)] {
            for (i, &a) in own.iter().enumerate().filter(|_| rare) {
                more += others.len() + own.len() - i;
                for &b in &others {
                    *shared.entry((state, [a, b])).or_default() += 1;
                }
            }
        }
    }
    let telling = shared.iter().filter(|(_, count)| **count >= RARE);
    out.extend(telling.map(|((_, [_, other]), _)| ArticleId(other.0)));
    (out, more)
}

/// Article and number of a sentence.
type Place = (u32, u32);

fn is_rare(places: usize) -> bool {
    (2..=MAX_PLACES).contains(&places)
}

/// Parts in which the words of a batch are gone through, by the first bits of their keys: all at once would take a tenth of the memory
/// of a run.
const PARTS: u64 = 1 << PART_BITS;
const PART_BITS: u32 = 3;

/// The sentences that each word of a part stands in, in order, of each one more than is rare at most.
fn places(matter: &[&[Matter]], part: u64) -> FxHashMap<u64, Vec<Place>> {
    let mut places: FxHashMap<u64, Vec<Place>> = FxHashMap::default();
    for (article, sentences) in (0..).zip(matter) {
        for (word, n) in each_word(sentences).filter(|(word, _)| word >> (u64::BITS - PART_BITS) == part) {
            let at = places.entry(word).or_default();
            if at.len() <= MAX_PLACES {
                at.push((article, n));
            }
        }
    }
    places
}

/// How many words two sentences share.
fn common(x: &[u64], y: &[u64]) -> usize {
    x.iter().filter(|word| y.binary_search(word).is_ok()).count()
}

/// The words that two sentences share, in the order of their letters.
fn shared_words(batch: &Batch, a: Sentence, b: Sentence) -> String {
    let words = |(article, span): Sentence| -> BTreeSet<String> {
        let doc = Doc::of_text(batch.get(article).words(span));
        let long = doc.tokens.iter().map(|t| t.span.of(doc.text)).filter(|w| says(w));
        long.map(|w| fold(w).into_owned()).collect()
    };
    let (x, y) = (words(a), words(b));
    x.intersection(&y).map(String::as_str).collect::<Vec<_>>().join(" ")
}
