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
    "plans",
    "plan",
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
    "until",
    "deadline",
    "expires",
    "begins",
    "starts",
    "opens",
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

/// How far the nearest verb is looked for, in tokens.
const REACH: u32 = 14;

/// The tense of the verb nearest to tokens `first..end`: before it in its sentence, else after it.
pub fn direction(doc: &Doc, first: u32, end: u32) -> Direction {
    let Some(sentence) = doc.sentences.get(doc.sentence_of(first)) else { return Direction::Unknown };
    let from = first.saturating_sub(REACH).max(sentence.first);
    for i in (from..first).rev() {
        if let Some(d) = verb(doc, i, from) {
            return d;
        }
    }
    for i in end..(end + REACH).min(sentence.end) {
        if let Some(d) = verb(doc, i, sentence.first) {
            return d;
        }
    }
    Direction::Unknown
}

/// What the word at `i` says. A participle after "will be" or "to be" is future, "is scheduled" is future.
fn verb(doc: &Doc, i: u32, from: u32) -> Option<Direction> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Word)?;
    // "has to", "have to": what must be done lies ahead
    if matches!(token.span.of(doc.text), "has" | "have") && doc.token(i + 1).map(|t| t.span.of(doc.text)) == Some("to")
    {
        return Some(Direction::Future);
    }
    if let Some(&d) = table().get(&token.key) {
        // A capitalised "May" or "Will" is a name.
        return (!token.capital || i == from).then_some(d);
    }
    let word = token.span.of(doc.text);
    if word == "set" && matches!(doc.token(i + 1).map(|t| t.span.of(doc.text)), Some("to" | "for")) {
        return Some(Direction::Future);
    }
    if !word.ends_with("ed")
        || word.len() < 4
        || token.capital
        || matches!(word, "need" | "indeed" | "speed" | "exceed")
    {
        return None;
    }
    let before = |n: u32| i.checked_sub(n).filter(|&k| k >= from).map_or("", |k| doc.word(k));
    if before(1) == "be" && matches!(before(2), "will" | "to" | "would" | "may" | "could" | "should") {
        return Some(Direction::Future);
    }
    Some(Direction::Past)
}
