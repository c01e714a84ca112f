//! Where the verbs around a date point.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::resolve::Direction;
use crate::text::{Doc, TokenKind, word_key};

/// Words that set what follows in the future.
const FUTURE: &[&str] = &[
    "will",
    "shall",
    "ll",
    "would",
    "scheduled",
    "slated",
    "due",
    "expected",
    "supposed",
    "likely",
    "won't",
    "planning",
    "expects",
    "upcoming",
    "tomorrow",
    "hopes",
    "intends",
    "aims",
    "going",
    "may",
    "might",
    "must",
    "please",
    "until",
    "deadline",
    "expires",
    "begins",
    "starts",
    "opens",
    "meets",
    "arrives",
    "departs",
    "travels",
    "heads",
    "resumes",
    "hosts",
];

/// Verbs and nouns that set the infinitive behind them in the future: `planned to leave on Friday`.
const AHEAD: &[&str] = &[
    "plan",
    "plans",
    "planned",
    "want",
    "wants",
    "wanted",
    "seeks",
    "hoped",
    "hoping",
    "intended",
    "agreed",
    "vowed",
    "promised",
    "threatened",
    "prepared",
    "preparing",
    "ordered",
    "is",
    "are",
    "was",
    "were",
];

/// Past forms that do not end in -ed.
const PAST: &[&str] = &[
    "was", "were", "had", "did", "said", "told", "met", "held", "took", "gave", "got", "made", "came", "became", "saw",
    "knew", "left", "flew", "spoke", "began", "found", "won", "lost", "beat", "led", "sat", "sent", "shot", "struck",
    "hit", "fell", "rose", "grew", "sold", "bought", "brought", "thought", "wrote", "swore", "chose", "drew", "drove",
    "ran", "put", "cut", "quit", "died", "lay", "felt", "kept", "paid", "stood", "built", "spent", "went", "broke",
    "withdrew", "overtook", "sank", "sought", "taught", "threw", "wore", "woke", "sprang", "stole", "tore", "been",
    "has", "have", "since", "ago",
];

fn table() -> &'static FxHashMap<u64, Direction> {
    static MAP: OnceLock<FxHashMap<u64, Direction>> = OnceLock::new();
    MAP.get_or_init(|| {
        let past = PAST.iter().map(|w| (word_key(w), Direction::Past));
        past.chain(FUTURE.iter().map(|w| (word_key(w), Direction::Future))).collect()
    })
}

/// Words behind "set" that make it a verb of its own.
const SET: &[&str] = &["aside", "up", "off", "out", "the", "a", "an", "his", "her", "its", "their", "fire", "sail"];

/// What can be done with something that is over: `can confirm that on Friday`.
const SEEN: &[&str] = &[
    "be",
    "not",
    "now",
    "only",
    "see",
    "say",
    "tell",
    "hear",
    "confirm",
    "report",
    "reveal",
    "recall",
    "remember",
    "disclose",
    "exclusively",
];

/// What readers are asked to do, at the head of a sentence: `Register by May 5.`
const ASKED: &[&str] =
    &["apply", "arrange", "book", "join", "register", "remember", "remind", "reserve", "save", "schedule", "set"];

/// Whether token `i` begins its sentence.
fn starts(doc: &Doc, i: u32) -> bool {
    doc.sentences.get(doc.sentence_of(i)).is_some_and(|s| s.first == i)
}

/// How far the nearest verb is looked for, in tokens: before the date and behind it.
const BEFORE: u32 = 24;
const BEHIND: u32 = 14;

/// The tense of the verb nearest to tokens `first..end`: before it in its sentence, else after it.
pub fn direction(doc: &Doc, first: u32, end: u32) -> Direction {
    let Some(sentence) = doc.sentences.get(doc.sentence_of(first)) else { return Direction::Unknown };
    let from = first.saturating_sub(BEFORE).max(sentence.first);
    if is_ahead(doc, from, first) {
        return Direction::Future;
    }
    for i in (from..first).rev() {
        if let Some(d) = verb(doc, i, from) {
            return d;
        }
    }
    for i in end..(end + BEHIND).min(sentence.end) {
        if let Some(d) = verb(doc, i, sentence.first) {
            return d;
        }
    }
    Direction::Unknown
}

/// Whether a date at `first` dates what something is ahead of: `ahead of Lund's Monday talks`.
fn is_ahead(doc: &Doc, from: u32, first: u32) -> bool {
    let near = from.max(first.saturating_sub(6));
    let plain = |i: &u32| doc.token(*i).is_some_and(|t| t.kind != TokenKind::Punct);
    (near..first).rev().take_while(plain).any(|i| doc.lower(i) == "ahead" && doc.word(i + 1) == "of")
}

/// Whether the clause before `i` is of nobody: `Neither she nor her deputies could be reached on Friday`.
fn nobody(doc: &Doc, from: u32, i: u32) -> bool {
    (from.max(i.saturating_sub(8))..i).any(|k| matches!(doc.lower(k), "nor" | "neither" | "none" | "nobody"))
}

/// What the word at `i` says. A participle after "will be" or "to be" is future, "is scheduled" is future.
fn verb(doc: &Doc, i: u32, from: u32) -> Option<Direction> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Word)?;
    let word = token.span.of(doc.text);
    let before = |n: u32| i.checked_sub(n).filter(|&k| k >= from).map_or("", |k| doc.word(k));
    let next = doc.token(i + 1).map_or("", |t| t.span.of(doc.text));
    match word {
        // What must be done lies ahead.
        "has" | "have" if next == "to" => return Some(Direction::Future),
        _ if next == "to" && AHEAD.contains(&word) => return Some(Direction::Future),
        "set" if matches!(next, "to" | "for") => return Some(Direction::Future),
        "set" if SET.contains(&next) => return Some(Direction::Past),
        // `could not be reached on Friday`
        "could" => {
            let not = matches!(next, "not" | "n't") || nobody(doc, from, i);
            return Some(if not { Direction::Past } else { Direction::Future });
        }
        _ if ASKED.contains(&word.to_ascii_lowercase().as_str()) && starts(doc, i) => return Some(Direction::Future),
        "should" if next != "have" => return Some(Direction::Future),
        "can" if from < i && !SEEN.contains(&next) && doc.token(i + 2).is_none_or(|_| doc.word(i + 2) != "be") => {
            return Some(Direction::Future);
        }
        // `had been due to leave on Friday`
        "due" | "scheduled" | "expected" | "supposed" | "slated" if before(1) == "been" && before(2) == "had" => {
            return Some(Direction::Past);
        }
        _ => {}
    }
    if let Some(&d) = table().get(&token.key) {
        // A capitalised "May" or "Will" is a name.
        return (!token.capital || i == from).then_some(d);
    }
    if !word.ends_with("ed")
        || word.len() < 4
        || token.capital
        || matches!(word, "need" | "indeed" | "speed" | "exceed")
    {
        return None;
    }
    if before(1) == "be" && before(2) == "could" && nobody(doc, from, i) {
        return Some(Direction::Past);
    }
    let future = |w: &str| matches!(w, "will" | "to" | "would" | "may" | "could" | "should");
    if before(1) == "be" && future(before(2)) {
        return Some(Direction::Future);
    }
    // `could be reached`: the modal says which
    if before(1) == "be" && before(2) == "not" {
        return None;
    }
    Some(Direction::Past)
}
