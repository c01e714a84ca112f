//! Runs of ten or more words that stand in two articles.
//!
//! Names, offices and quotations are nobody's own words: they break a run, and so does a capitalised word inside a
//! sentence. A run is as long as both articles go on alike within a paragraph.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::Mention;
use super::among::{Among, Sieve};
use crate::article::{ArticleId, Batch};
use crate::facts::{Fact, FieldId, FieldValue, Provenance, Stance, Value, native};
use crate::source::Span;
use crate::text::{Doc, fold};

/// Words of the shortest run.
const RUN: usize = 10;

/// A run of ten words that stands in more places than this is boilerplate, as of agencies and newsletters: it begins
/// no passage. It bounds the work for a batch of copies.
const MAX_PLACES: usize = 20;

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
struct Word {
    /// Half of the word's key: a few false alarms are weeded out by the words themselves.
    key: u32,
    start: u32,
    len: u16,
}

/// The words of one article that count, in stretches without a break.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct OwnWords {
    words: Vec<Word>,
    /// Ranges of `words`, each of [`RUN`] or more.
    stretches: Vec<(u32, u32)>,
}

impl OwnWords {
    /// `masked` are names, offices and quotations of the article.
    pub fn new<'m>(doc: &Doc, masked: impl Iterator<Item = &'m Mention>) -> OwnWords {
        let mut hidden = vec![false; doc.tokens.len()];
        for m in masked {
            let end = (m.end as usize).min(hidden.len());
            hidden[(m.first as usize).min(end)..end].fill(true);
        }
        let mut own = OwnWords::default();
        let mut begin = 0;
        let mut block = None;
        for sentence in &doc.sentences {
            if block != Some(sentence.block) {
                own.end_stretch(&mut begin);
                block = Some(sentence.block);
            }
            let mut opening = true;
            for i in sentence.first..sentence.end {
                let token = &doc.tokens[i as usize];
                let written = token.span.of(doc.text);
                if !written.starts_with(char::is_alphanumeric) {
                    if hidden[i as usize] {
                        own.end_stretch(&mut begin);
                    }
                    continue;
                }
                let name = token.capital && !opening && written != "I";
                opening = false;
                if hidden[i as usize] || name {
                    own.end_stretch(&mut begin);
                    continue;
                }
                own.words.push(Word {
                    key: (token.key >> 32) as u32,
                    start: token.span.start,
                    len: u16::try_from(token.span.len()).unwrap_or(u16::MAX),
                });
            }
        }
        own.end_stretch(&mut begin);
        own.words.shrink_to_fit();
        own
    }

    fn end_stretch(&mut self, begin: &mut usize) {
        if self.words.len() - *begin >= RUN {
            self.stretches.push((*begin as u32, self.words.len() as u32));
        } else {
            self.words.truncate(*begin);
        }
        *begin = self.words.len();
    }

    /// Calls `f` with the first word and the hash of each window of [`RUN`] words.
    fn windows(&self, mut f: impl FnMut(u32, u64)) {
        const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
        let out = (0..RUN as u32 - 1).fold(1u64, |power, _| power.wrapping_mul(BASE));
        for &(first, end) in &self.stretches {
            let mut hash = 0u64;
            for i in first..end {
                if i >= first + RUN as u32 {
                    let gone = u64::from(self.words[i as usize - RUN].key);
                    hash = hash.wrapping_sub(gone.wrapping_mul(out));
                }
                hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(self.words[i as usize].key));
                if i + 1 >= first + RUN as u32 {
                    f(i + 1 - RUN as u32, hash ^ (hash >> 29));
                }
            }
        }
    }

    /// The stretch that holds word `i`.
    fn stretch(&self, i: u32) -> (u32, u32) {
        self.stretches[self.stretches.partition_point(|&(_, end)| end <= i)]
    }

    fn span(&self, first: u32, end: u32) -> Span {
        let (a, z) = (self.words[first as usize], self.words[end as usize - 1]);
        Span { start: a.start, end: z.start + u32::from(z.len) }
    }

    /// The words of a run in their comparison form.
    fn text(&self, first: u32, end: u32, article: &str) -> String {
        let mut text = String::new();
        for w in &self.words[first as usize..end as usize] {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&fold(Span { start: w.start, end: w.start + u32::from(w.len) }.of(article)));
        }
        text
    }
}

/// One window of words in the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    hash: u64,
    article: u32,
    word: u32,
}

/// `passage` facts, for each run one fact in each of its two articles with equal `text`. `own` holds the words of every article of
/// the batch, in order of their ids.
pub fn find(batch: &Batch, own: &[&OwnWords]) -> Vec<Fact> {
    compared(batch, own, &shared_places(own), Among::All)
}

/// What [`find`] finds where some articles have changed, each of which is given with the words that it had: of the articles whose passages
/// may be others now.
pub fn find_again(
    batch: &Batch,
    own: &[&OwnWords],
    changed: &[(ArticleId, &OwnWords)],
) -> (FxHashSet<ArticleId>, Vec<Fact>) {
    let (these, mut places) = touched(own, changed);
    let mut hashes = FxHashSet::default();
    for article in &these {
        own[article.0 as usize].windows(|_, hash| {
            hashes.insert(hash);
        });
    }
    if these.len() > changed.len() {
        places = places_of(own, &Sieve::of(hashes));
    } else {
        // What stands in the changed ones alone, as they are, was looked for.
        places.retain(|place| hashes.contains(&place.hash));
    }
    let found = compared(batch, own, &places, Among::These(&these));
    (these, found)
}

/// `places`: in order, all that the articles have whose passages are told.
fn compared(batch: &Batch, own: &[&OwnWords], places: &[Place], among: Among) -> Vec<Fact> {
    // Where windows begin that are shared and no boilerplate.
    let mut eligible: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let groups: Vec<&[Place]> = places.chunk_by(|a, b| a.hash == b.hash).filter(|g| is_seed(g)).collect();
    for place in groups.iter().copied().flatten() {
        eligible.entry(place.article).or_default().push(place.word);
    }
    for words in eligible.values_mut() {
        words.sort_unstable();
    }
    let is_eligible = |p: Place| eligible.get(&p.article).is_some_and(|w| w.binary_search(&p.word).is_ok());
    let mut runs = Vec::new();
    for group in &groups {
        for (i, &a) in group.iter().enumerate() {
            for &b in group[i + 1..].iter().filter(|b| b.article != a.article) {
                if !among.has(a.article) && !among.has(b.article) {
                    continue;
                }
                // Only the first window of a run starts it.
                let before = Place { word: a.word.wrapping_sub(1), ..a };
                let (left, right) = (own[a.article as usize], own[b.article as usize]);
                let goes_on = a.word > left.stretch(a.word).0
                    && b.word > right.stretch(b.word).0
                    && left.words[a.word as usize - 1].key == right.words[b.word as usize - 1].key;
                if !(goes_on && is_eligible(before)) {
                    runs.extend(run(own, a, b));
                }
            }
        }
    }
    runs.sort_unstable();
    runs.dedup();
    facts(batch, own, &runs, among)
}

/// The articles whose passages may be others now, and the windows that the changed ones have or had, as they are. `changed`: articles that
/// have changed, each with the words that it had.
fn touched(own: &[&OwnWords], changed: &[(ArticleId, &OwnWords)]) -> (FxHashSet<ArticleId>, Vec<Place>) {
    let mut hashes = FxHashSet::default();
    let mut before: Vec<Place> = Vec::new();
    for &(article, was) in changed {
        own[article.0 as usize].windows(|_, hash| {
            hashes.insert(hash);
        });
        was.windows(|word, hash| {
            hashes.insert(hash);
            before.push(Place { hash, article: article.0, word });
        });
    }
    let is_changed = |p: &Place| changed.iter().any(|(article, _)| article.0 == p.article);
    let places = places_of(own, &Sieve::of(hashes));
    before.extend(places.iter().filter(|p| !is_changed(p)));
    before.sort_unstable();
    let mut out: FxHashSet<ArticleId> = changed.iter().map(|(article, _)| *article).collect();
    for state in [&before, &places] {
        for group in state.chunk_by(|a, b| a.hash == b.hash).filter(|g| is_seed(g)) {
            out.extend(group.iter().map(|p| ArticleId(p.article)));
        }
    }
    (out, places)
}

/// The windows with some hashes, in order of hash, article and word.
fn places_of(own: &[&OwnWords], hashes: &Sieve) -> Vec<Place> {
    let of = |(article, words): (usize, &&OwnWords)| {
        let mut places = Vec::new();
        words.windows(|word, hash| {
            if hashes.has(hash) {
                places.push(Place { hash, article: article as u32, word });
            }
        });
        places
    };
    let mut places: Vec<Place> = own.par_iter().enumerate().flat_map_iter(of).collect();
    places.sort_unstable();
    places
}

/// The windows whose words may stand in two articles, in order of hash, article and word. Hashes that meet by chance
/// are kept too.
fn shared_places(own: &[&OwnWords]) -> Vec<Place> {
    let windows: usize = own.iter().flat_map(|o| &o.stretches).map(|&(a, z)| (z - a) as usize + 1 - RUN).sum();
    // First the article that each slot was seen in, then only the windows whose slot two articles share.
    const SHARED: u32 = u32::MAX;
    let mut slots = vec![0u32; (windows * 2).next_power_of_two()];
    let mask = slots.len() as u64 - 1;
    for (article, words) in own.iter().enumerate() {
        let id = article as u32 + 1;
        words.windows(|_, hash| {
            let slot = &mut slots[(hash & mask) as usize];
            *slot = if *slot == 0 || *slot == id { id } else { SHARED };
        });
    }
    let mut places = Vec::new();
    for (article, words) in own.iter().enumerate() {
        words.windows(|word, hash| {
            if slots[(hash & mask) as usize] == SHARED {
                places.push(Place { hash, article: article as u32, word });
            }
        });
    }
    places.sort_unstable();
    places
}

fn is_seed(group: &[Place]) -> bool {
    group.len() > 1 && group.len() <= MAX_PLACES && group.iter().any(|p| p.article != group[0].article)
}

/// Two articles and the ranges of words that they share.
type Run = (u32, u32, u32, u32, u32);

/// The longest run through the windows at `a` and `b`: article and first word of both, and its length.
fn run(own: &[&OwnWords], a: Place, b: Place) -> Option<Run> {
    let (left, right) = (own[a.article as usize], own[b.article as usize]);
    let ((a0, a1), (b0, b1)) = (left.stretch(a.word), right.stretch(b.word));
    let alike = |i: u32, j: u32| left.words[i as usize].key == right.words[j as usize].key;
    let (mut i, mut j) = (a.word, b.word);
    while i > a0 && j > b0 && alike(i - 1, j - 1) {
        (i, j) = (i - 1, j - 1);
    }
    let mut length = a.word - i;
    while i + length < a1 && j + length < b1 && alike(i + length, j + length) {
        length += 1;
    }
    (length as usize >= RUN).then_some((a.article, i, b.article, j, length))
}

fn facts(batch: &Batch, own: &[&OwnWords], runs: &[Run], among: Among) -> Vec<Fact> {
    let mut passages: Vec<(u32, Span, String)> = Vec::new();
    for &(a, i, b, j, length) in runs {
        let text = |article: u32, first: u32| {
            own[article as usize].text(first, first + length, &batch.get(ArticleId(article)).text)
        };
        let (left, right) = (text(a, i), text(b, j));
        // Half keys may meet by chance.
        if left == right {
            passages.push((a, own[a as usize].span(i, i + length), left));
            passages.push((b, own[b as usize].span(j, j + length), right));
        }
    }
    passages.retain(|(article, ..)| among.has(*article));
    passages.sort_unstable();
    passages.dedup();
    let mut out = Vec::with_capacity(passages.len());
    for of_article in passages.chunk_by(|x, y| x.0 == y.0) {
        let id = ArticleId(of_article[0].0);
        let doc = Doc::new(batch.get(id));
        for (_, span, text) in of_article {
            let (first, _) = doc.tokens_in(*span);
            out.push(Fact {
                kind: native::PASSAGE,
                article: id,
                span: *span,
                sentence: doc.sentences.get(doc.sentence_of(first)).map_or(*span, |s| s.span),
                stance: Stance::Asserted,
                source: None,
                cue: None,
                fields: vec![FieldValue::new(FieldId(0), Value::text(text), *span)],
                by: Provenance::of(&"passages"),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, Block, BlockKind, TextMap};
    use crate::extract::quotes;

    fn batch(texts: &[&str]) -> Batch {
        let articles = texts.iter().enumerate().map(|(i, text)| {
            let mut blocks = Vec::new();
            let mut at = 0;
            for line in text.split('\n') {
                if !line.is_empty() {
                    blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + line.len()) });
                }
                at += line.len() + 1;
            }
            Article::new(format!("{i:04}.txt"), *text, TextMap::identity(text.len()), blocks)
        });
        Batch::new(articles.collect())
    }

    fn passages(texts: &[&str]) -> Vec<(u32, String)> {
        let batch = batch(texts);
        let own: Vec<OwnWords> = batch
            .ids()
            .map(|id| {
                let doc = Doc::new(batch.get(id));
                OwnWords::new(&doc, quotes::find(&doc).iter())
            })
            .collect();
        let own: Vec<&OwnWords> = own.iter().collect();
        find(&batch, &own)
            .iter()
            .map(|f| (f.article.0, f.fields[0].value.as_text().expect("a passage has words").to_string()))
            .collect()
    }

    const TEN: &str = "a new chapter in the long history of both peoples";

    #[test]
    fn ten_words_in_a_row() {
        let shared = |n: &[u32], text: &str| n.iter().map(|&i| (i, text.to_string())).collect::<Vec<_>>();
        assert_eq!(
            passages(&[&format!("The talks opened {TEN}."), &format!("It marks {TEN}, he thinks.")]),
            shared(&[0, 1], TEN)
        );
        // Spelling, case, and marks between the words do not part them.
        assert_eq!(
            passages(&[
                "A new center, for the old labor of all the people here now.",
                "It is a new centre for the old labour of all the people here."
            ]),
            shared(&[0, 1], "a new centre for the old labour of all the people here")
        );
        // Nine are too few, and a quotation or a name between breaks them.
        assert!(
            passages(&["one two three four five six seven eight nine", "one two three four five six seven eight nine"])
                .is_empty()
        );
        let quoted = format!("They call it “{TEN}” now.");
        assert!(passages(&[&quoted, &quoted]).is_empty());
        let named = "the long talks of the five heads of the Department for very long and hard affairs of the state";
        assert!(passages(&[named, named]).is_empty());
        // Not within one article, not over the end of a paragraph.
        assert!(passages(&[&format!("{TEN}.\nit is {TEN}."), "else"]).is_empty());
        let parted = TEN.replace(" long", "\nlong");
        assert!(passages(&[&parted, &parted]).is_empty());
    }

    #[test]
    fn each_pair_has_its_longest_run() {
        let (a, b, c) = (
            "one two three four five six seven eight nine ten eleven twelve",
            "zero one two three four five six seven eight nine ten eleven",
            "three four five six seven eight nine ten eleven twelve thirteen",
        );
        let ab = "one two three four five six seven eight nine ten eleven".to_string();
        let ac = "three four five six seven eight nine ten eleven twelve".to_string();
        let mut found = passages(&[a, b, c]);
        found.sort();
        assert_eq!(found, [(0, ab.clone()), (0, ac.clone()), (1, ab), (2, ac)]);
    }

    #[test]
    fn boilerplate_and_copies_are_bounded() {
        let boilerplate = format!("{TEN} and all the rest of it");
        let many: Vec<String> = (0..100).map(|i| format!("word{i} {boilerplate} word{i}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(passages(&many).is_empty());
        // The longer run that only two of them share is whole, its boilerplate too.
        let mut two = many.clone();
        let longer = format!("a run of its own here and then {boilerplate} so there we are");
        two[0] = &longer;
        two[1] = &longer;
        assert_eq!(passages(&two), [(0, longer.clone()), (1, longer.clone())]);
        let copies = vec![longer.as_str(); MAX_PLACES];
        assert_eq!(passages(&copies).len(), MAX_PLACES);
        // One word all over.
        let one = "word ".repeat(20_000);
        assert!(passages(&[&one, &one]).is_empty());
    }

    proptest! {
        #[test]
        fn runs_are_found_as_a_plain_search_finds_them(
            noise in prop::collection::vec(prop::collection::vec(0u8..4, 0..12), 4),
            shared in prop::collection::vec(0u8..4, 5..16),
        ) {
            let around = |i: usize| [noise[i].as_slice(), &shared, &noise[i + 1]].concat();
            let (left, right) = (around(0), around(2));
            let text = |v: &[u8]| v.iter().map(|&n| ["so", "it", "goes", "on"][n as usize]).collect::<Vec<_>>().join(" ");
            let found = passages(&[&text(&left), &text(&right)]);
            let mut expected: Vec<String> = Vec::new();
            for i in 0..left.len() {
                for j in 0..right.len() {
                    let n = left[i..].iter().zip(&right[j..]).take_while(|(a, b)| a == b).count();
                    let starts = i == 0 || j == 0 || left[i - 1] != right[j - 1];
                    if n >= RUN && starts {
                        expected.push(text(&left[i..i + n]));
                    }
                }
            }
            expected.sort();
            expected.dedup();
            let mut texts: Vec<String> = found.iter().filter(|f| f.0 == 0).map(|f| f.1.clone()).collect();
            texts.sort();
            texts.dedup();
            prop_assert_eq!(texts, expected);
        }
    }
}
