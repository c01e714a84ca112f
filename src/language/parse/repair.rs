//! Which word was meant, proven: with it in its place, the parser gets further.
//!
//! The word at which the parser stops is often not the one that is wrong: `must agee on place` stops at `on`, since
//! `agee` could be a name. So the words before are tried as well.

use std::ops::Range;
use std::sync::LazyLock;

use super::expected;
use super::syntax::{self, Failure, Rule, token_at};
use crate::source::Span;

/// How many words before the failure are tried.
const LOOK_BACK: usize = 8;
/// Texts that are longer are not tried, so that garbage costs little.
const LONGEST: usize = 8_000;

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(expected::all_words);

/// The word of the text that should be another word of the language, and that word. `segment`: the clause in question;
/// `starts`: where the clauses of the declaration begin.
pub fn repair(
    entry: Rule,
    text: &str,
    failed: usize,
    starts: &[usize],
    segment: Range<usize>,
) -> Option<(Span, &'static str)> {
    let (reduced, failed, shift) = reduced(text, failed, starts, segment.clone())?;
    let stop = token_at(&reduced, failed).end as usize;
    let mut words: Vec<Range<usize>> = words(&reduced[..stop.max(failed)], segment.start - shift);
    // An atomic pair (`at lest`) fails at its first word.
    words.extend(next_word(&reduced, stop));
    // How far it is read, whether the word is one of the language already, how near it is.
    let mut best: Option<((usize, bool, std::cmp::Reverse<usize>), Range<usize>, &'static str)> = None;
    for at in words.into_iter().rev().take(LOOK_BACK) {
        let written = reduced[at.clone()].to_lowercase();
        let is_no_word = WORDS.binary_search(&&reduced[at.clone()]).is_err();
        for word in WORDS.iter().copied() {
            let distance = strsim::damerau_levenshtein(&written, word);
            let near = distance <= 1 || distance == 2 && word.len() >= 6;
            if !near || reduced[at.clone()] == *word {
                continue;
            }
            let tried = format!("{}{word}{}", &reduced[..at.start], &reduced[at.end..]);
            let reached = match syntax::parse(entry, &tried) {
                Ok(_) => usize::MAX,
                Err(failure) => (failure.at + at.len()).saturating_sub(word.len()),
            };
            let score = (reached, is_no_word, std::cmp::Reverse(distance));
            if reached > stop && best.as_ref().is_none_or(|(best, ..)| score > *best) {
                best = Some((score, at.clone(), word));
            }
        }
    }
    best.map(|(.., at, word)| (Span::new(at.start + shift, at.end + shift), word))
}

/// The head and one clause (the others make no difference), where the failure is in it, and how far the clause has moved.
fn reduced(text: &str, failed: usize, starts: &[usize], segment: Range<usize>) -> Option<(String, usize, usize)> {
    let head = starts.get(1).copied().unwrap_or(text.len()).min(segment.start);
    if head + segment.len() > LONGEST || failed < segment.start || failed > segment.end {
        return None;
    }
    let shift = segment.start - head;
    Some((format!("{}{}", &text[..head], &text[segment]), failed - shift, shift))
}

/// The one word with which, put in at the failure, all goes on.
pub fn left_out(
    entry: Rule,
    text: &str,
    failure: &Failure,
    starts: &[usize],
    segment: Range<usize>,
) -> Option<&'static str> {
    let (reduced, failed, _) = reduced(text, failure.at, starts, segment)?;
    let mut fitting = expected::expected_words(failure)
        .into_iter()
        .filter(|word| syntax::parse(entry, &format!("{}{word} {}", &reduced[..failed], &reduced[failed..])).is_ok());
    let found = fitting.next()?;
    fitting.next().is_none().then_some(found)
}

/// The words from `from` on, outside of strings.
fn words(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        let token = token_at(text, at);
        let len = (token.end as usize - at).max(c.len_utf8());
        let dotted = text[..at].ends_with('.');
        if c.is_alphabetic() && !dotted {
            found.push(at..at + len);
        }
        at += len;
    }
    found
}

fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let start = from + rest.len() - rest.trim_start_matches(' ').len();
    let first = text[start..].chars().next().filter(|c| c.is_alphabetic())?;
    let end = token_at(text, start).end as usize;
    Some(start..end.max(start + first.len_utf8()))
}

/// The declaration whose first word was most likely meant: the one whose head is read furthest.
pub fn declaration(text: &str, name: &str, known: &[(&'static str, Rule)]) -> Option<(&'static str, Rule)> {
    let rest = &text[name.len()..];
    let written = name.to_lowercase();
    let mut best: Option<((usize, std::cmp::Reverse<usize>), &'static str, Rule)> = None;
    for &(word, entry) in known {
        let distance = strsim::damerau_levenshtein(&written, word);
        let near = distance <= 1 || distance * 3 <= written.chars().count().max(word.len());
        if !near || rest.len() > LONGEST {
            continue;
        }
        let reached = match syntax::parse(entry, &format!("{word}{rest}")) {
            Ok(_) => usize::MAX,
            Err(failure) => (failure.at + name.len()).saturating_sub(word.len()),
        };
        let score = (reached, std::cmp::Reverse(distance));
        if best.as_ref().is_none_or(|(best, ..)| score > *best) {
            best = Some((score, word, entry));
        }
    }
    best.map(|(_, word, entry)| (word, entry))
}
