//! Whether two quotations are one utterance, and whether they agree.

use super::limits;
use super::words::{content, shared, tokens, without_brackets};

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

/// Words that any two utterances share.
const SPEECH: &[&str] = &[
    "don't", "doesn't", "didn't", "can't", "isn't", "aren't", "wasn't", "won't", "wouldn't", "i'm", "it's", "that's",
    "we're", "they're", "he's", "she's", "there's", "i've", "we've", "you're", "let's", "get", "got", "go", "going",
    "say", "said", "know", "think", "want", "like", "really", "thing", "things", "well", "make", "made", "one",
    "people",
];

/// What a quotation speaks of.
fn matter(words: &[String]) -> Vec<String> {
    let of: Vec<String> = words.iter().filter(|w| !SPEECH.contains(&w.as_str())).cloned().collect();
    content(&of)
}

/// `tolerance` is the share of words that may differ, 0.0 to 1.0. Case, quotation marks, punctuation and what an editor
/// put in brackets do not count.
pub fn relation(a: &str, b: &str, tolerance: f64) -> Relation {
    let (x, y) = (said(a), said(b));
    let (x, y) = (&x[..x.len().min(limits::QUOTE_WORDS)], &y[..y.len().min(limits::QUOTE_WORDS)]);
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    if short.is_empty()
        || contains_run(long, short)
        || with_brackets_agree(a, b)
        || pieces_within(a, b)
        || pieces_within(b, a)
    {
        return Relation::Agree;
    }
    let share = distance(x, y) as f64 / long.len() as f64;
    if share <= tolerance + 1e-9 {
        return Relation::Agree;
    }
    let wanted = if longest_common_run(x, y) >= COMMON_RUN { CONTENT_WITH_RUN } else { COMMON_CONTENT };
    let (cx, cy) = (matter(x), matter(y));
    let (least, common) = (cx.len().min(cy.len()), shared(&cx, &cy));
    let enough = common >= COMMON_WORDS.min(least) && common * 100 >= least * wanted;
    if least > 0 && enough { Relation::Disagree } else { Relation::Another }
}

/// An editor's brackets may hold words that were said: they are then the same as those of another report.
fn with_brackets_agree(a: &str, b: &str) -> bool {
    if !a.contains('[') && !b.contains('[') {
        return false;
    }
    let (mut x, mut y) = (tokens(a), tokens(b));
    x.truncate(limits::QUOTE_WORDS);
    y.truncate(limits::QUOTE_WORDS);
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    !short.is_empty() && contains_run(&long, &short)
}

fn said(text: &str) -> Vec<String> {
    tokens(&without_brackets(text))
}

fn contains_run(long: &[String], short: &[String]) -> bool {
    long.windows(short.len()).any(|w| w == short)
}

/// Whether `part`, cut where it leaves words out (`…`, `...`), stands in `whole` piece by piece, in order.
fn pieces_within(part: &str, whole: &str) -> bool {
    if !part.contains('…') && !part.contains("...") {
        return false;
    }
    let whole = said(whole);
    let mut rest = &whole[..];
    for piece in part.replace("...", "…").split('…') {
        let piece = said(piece);
        if piece.is_empty() {
            continue;
        }
        match rest.windows(piece.len()).position(|w| w == piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

/// Levenshtein distance in words.
fn distance(x: &[String], y: &[String]) -> usize {
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

fn longest_common_run(x: &[String], y: &[String]) -> usize {
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
            ("a common harbour for ferries", "a shared harbour for small ferries", 0.0, Another),
            ("a common cold harbour for ferries", "a cold harbour shared by ferries", 0.0, Disagree),
        ] {
            assert_eq!(relation(a, b, tolerance), expected, "{a} / {b}");
            assert_eq!(relation(b, a, tolerance), expected, "{b} / {a}");
        }
    }
}
