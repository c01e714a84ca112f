//! Whether two quotations are one utterance, and whether they agree.

use rustc_hash::FxHashMap;

use super::limits;
use super::words::{content, tokens, without_brackets};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Agree,
    Disagree,
    /// So little is shared that something else was said.
    Another,
}

/// With this many words in a row in common, a smaller share of content words tells one utterance. Alone they do not: a speaker
/// comes back to his phrases.
const COMMON_RUN: usize = 4;

/// From this share of content words on, of the shorter one, in percent, with such a run ...
const CONTENT_WITH_RUN: usize = 40;

/// ... and without one ...
const COMMON_CONTENT: usize = 60;

/// ... and from this many on, where the shorter one has as many: two speeches on one matter share its name.
const COMMON_WORDS: usize = 3;

/// Nouns that say no more than the word beside them: "strategic in nature", "of a strategic character".
const LIGHT: &[&str] = &["character", "nature", "manner", "fashion", "kind", "sort", "way"];

/// Words that any two utterances share.
const SPEECH: &[&str] = &[
    "don't", "doesn't", "didn't", "can't", "isn't", "aren't", "wasn't", "won't", "wouldn't", "i'm", "it's", "that's",
    "we're", "they're", "he's", "she's", "there's", "i've", "we've", "you're", "let's", "get", "got", "go", "going",
    "say", "said", "know", "think", "want", "like", "really", "thing", "things", "well", "make", "made", "one",
    "people",
];

/// Numbers for words: equal ones have one.
#[derive(Default)]
pub struct Words(FxHashMap<String, u32>);

/// A quotation by its words, made ready to be compared with others of the same [`Words`].
pub struct Utterance {
    /// Without what an editor put in brackets, [`limits::QUOTE_WORDS`] at most.
    words: Vec<u32>,
    /// The same in order of their numbers.
    sorted: Vec<u32>,
    /// What it speaks of, each once, in order of their numbers.
    matter: Vec<u32>,
    /// All words, [`limits::QUOTE_WORDS`] at most, where an editor put some in brackets.
    bracketed: Option<Vec<u32>>,
    /// All words but for those in brackets.
    whole: Vec<u32>,
    /// The pieces between marks of omission, where there are any.
    pieces: Option<Vec<Vec<u32>>>,
}

impl Words {
    fn numbers(&mut self, words: Vec<String>) -> Vec<u32> {
        let mut number = |word: String| {
            let next = self.0.len() as u32;
            *self.0.entry(word).or_insert(next)
        };
        words.into_iter().map(&mut number).collect()
    }

    pub fn utterance(&mut self, text: &str) -> Utterance {
        let all = said(text);
        let most = all.len().min(limits::QUOTE_WORDS);
        let speaks: Vec<String> = all[..most]
            .iter()
            .filter(|w| ![SPEECH, LIGHT].iter().any(|words| words.contains(&w.as_str())))
            .cloned()
            .collect();
        let mut matter = self.numbers(content(&speaks));
        matter.sort_unstable();
        let whole = self.numbers(all);
        let words = whole[..most].to_vec();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        let bracketed = text.contains('[').then(|| {
            let mut all = tokens(text);
            all.truncate(limits::QUOTE_WORDS);
            self.numbers(all)
        });
        let pieces = (text.contains('…') || text.contains("...")).then(|| {
            let pieces = text.replace("...", "…");
            pieces.split('…').map(|piece| self.numbers(said(piece))).filter(|piece| !piece.is_empty()).collect()
        });
        Utterance { words, sorted, matter, bracketed, whole, pieces }
    }
}

/// `tolerance` is the share of words that may differ, 0.0 to 1.0. Case, quotation marks, punctuation and what an editor
/// put in brackets do not count.
pub fn relation(a: &str, b: &str, tolerance: f64) -> Relation {
    let mut words = Words::default();
    compare(&words.utterance(a), &words.utterance(b), tolerance)
}

/// [`relation`] of utterances.
pub fn compare(a: &Utterance, b: &Utterance, tolerance: f64) -> Relation {
    let (x, y) = (&a.words[..], &b.words[..]);
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    if short.is_empty()
        || contains_run(long, short)
        || with_brackets_agree(a, b)
        || pieces_within(a, b)
        || pieces_within(b, a)
    {
        return Relation::Agree;
    }
    let close = |distance: usize| distance as f64 / long.len() as f64 <= tolerance + 1e-9;
    // Each word that the other has not is changed at least.
    if close(long.len() - common(&a.sorted, &b.sorted)) && close(distance(x, y)) {
        return Relation::Agree;
    }
    let (least, common) = (a.matter.len().min(b.matter.len()), common(&a.matter, &b.matter));
    let enough = |wanted: usize| common >= COMMON_WORDS.min(least) && common * 100 >= least * wanted;
    let wanted = |wanted| least > 0 && enough(wanted);
    if wanted(COMMON_CONTENT) || wanted(CONTENT_WITH_RUN) && longest_common_run(x, y) >= COMMON_RUN {
        Relation::Disagree
    } else {
        Relation::Another
    }
}

/// How many members two sorted lists share, those that stand several times as often as in both.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

/// An editor's brackets may hold words that were said: they are then the same as those of another report.
fn with_brackets_agree(a: &Utterance, b: &Utterance) -> bool {
    if a.bracketed.is_none() && b.bracketed.is_none() {
        return false;
    }
    let (x, y) = (a.bracketed.as_ref().unwrap_or(&a.words), b.bracketed.as_ref().unwrap_or(&b.words));
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    !short.is_empty() && contains_run(long, short)
}

fn said(text: &str) -> Vec<String> {
    tokens(&without_brackets(text))
}

fn contains_run(long: &[u32], short: &[u32]) -> bool {
    long.windows(short.len()).any(|w| w == short)
}

/// Whether `part`, cut where it leaves words out (`…`, `...`), stands in `whole` piece by piece, in order.
fn pieces_within(part: &Utterance, whole: &Utterance) -> bool {
    let Some(pieces) = &part.pieces else { return false };
    let mut rest = &whole.whole[..];
    for piece in pieces {
        match rest.windows(piece.len()).position(|w| w == piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

/// Levenshtein distance in words.
fn distance(x: &[u32], y: &[u32]) -> usize {
    let mut row: Vec<usize> = (0..=y.len()).collect();
    for (i, a) in x.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in y.iter().enumerate() {
            let next = (diagonal + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[y.len()]
}

fn longest_common_run(x: &[u32], y: &[u32]) -> usize {
    let mut row = vec![0usize; y.len() + 1];
    let mut longest = 0;
    for a in x {
        for j in (0..y.len()).rev() {
            row[j + 1] = if *a == y[j] { row[j] + 1 } else { 0 };
            longest = longest.max(row[j + 1]);
        }
        row[0] = 0;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::Relation::{Agree, Another, Disagree};
    use super::*;

    #[test]
    fn quotations_by_their_words() {
        let bridge = "The old harbour bridge will be rebuilt by the town before the winter comes.";
        for (a, b, tolerance, expected) in [
            (bridge, "the Old Harbour bridge will be rebuilt", 0.0, Agree),
            (bridge, "The old [harbour] bridge will be rebuilt by the town before the winter comes", 0.1, Agree),
            (bridge, "The old harbour bridge … before the winter comes", 0.0, Agree),
            (bridge, "before the winter comes … the old harbour bridge", 0.0, Disagree),
            (bridge, "The old harbour bridge will be rebuilt by private owners next year.", 0.1, Disagree),
            (bridge, "Nobody should have to queue for bread.", 0.1, Another),
            (bridge, "The old harbour bridge will be rebuilt by the city before the winter comes.", 0.1, Agree),
            (bridge, "The old harbour bridge will be rebuilt by the city before the winter comes.", 0.0, Disagree),
            ("", bridge, 0.0, Agree),
            ("a common harbour", "a shared harbour", 0.0, Another),
            ("cautious in nature", "a cautious character", 0.0, Disagree),
            ("cautious in nature", "cautious", 0.0, Agree),
            ("a common harbour for ferries", "a shared harbour for small ferries", 0.0, Another),
            ("a common cold harbour for ferries", "a cold harbour shared by ferries", 0.0, Disagree),
        ] {
            assert_eq!(relation(a, b, tolerance), expected, "{a} / {b}");
            assert_eq!(relation(b, a, tolerance), expected, "{b} / {a}");
        }
    }
}
