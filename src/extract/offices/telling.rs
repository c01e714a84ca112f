//! Whether a role is told of the time of the article.
//!
//! A title before a name stays there when the office is long left: "nominated by President Lund", "in the Berg years". Such a
//! role is told of no day, and the article's own date must not be taken for its date.

use super::tables::is_hyphen;
use crate::extract::{Mention, MentionKind};
use crate::source::Span;
use crate::text::{Doc, Sentence, TokenKind};

/// Words before a title that make its bearer a circumstance of something else, of whatever time.
const OBLIQUE: &[&str] = &[
    "by",
    "of",
    "under",
    "for",
    "from",
    "like",
    "since",
    "as",
    "than",
    "when",
    "before",
    "during",
    "until",
    "unlike",
    "late",
    "fired",
    "ousted",
    "replace",
    "replaced",
    "replacing",
    "succeed",
    "succeeded",
    "succeeding",
    "retired",
];

/// Verbs of speech and of the present, right behind a name.
const PRESENT: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "added",
    "adds",
    "announced",
    "announces",
    "tweeted",
    "warned",
    "warns",
    "insisted",
    "insists",
    "is",
    "are",
    "has",
    "have",
    "will",
    "wants",
    "plans",
    "hopes",
    "expects",
    "remains",
    "denies",
    "argues",
    "urges",
    "vows",
    "refuses",
    "backs",
    "supports",
    "calls",
    "seeks",
    "faces",
    "stated",
    "urged",
    "vowed",
    "noted",
];

/// Tokens between an office and the name beside it at most.
const MAX_BESIDE: u32 = 20;

/// The token before the role's words, articles, fillers and ordinals passed over.
pub(super) fn before(doc: &Doc, sentence: &Sentence, first: u32) -> Option<u32> {
    let mut at = first;
    for _ in 0..4 {
        let i = at.checked_sub(1).filter(|&i| i >= sentence.first)?;
        let skip = matches!(
            doc.folded(i),
            "the" | "a" | "an" | "new" | "republican" | "democratic" | "conservative" | "current"
        ) || is_hyphen(doc, i);
        if !skip {
            return Some(i);
        }
        at = i;
    }
    at.checked_sub(1).filter(|&i| i >= sentence.first)
}

pub(super) fn is_possessive(doc: &Doc, end: u32) -> bool {
    doc.token(end).is_some_and(|t| t.kind == TokenKind::Possessive || (!t.spaced && matches!(doc.word(end), "'" | "’")))
}

/// A verb of speech or of the present behind the role, an apposition or party passed over.
fn is_present(doc: &Doc, sentence: &Sentence, end: u32) -> bool {
    let mut at = end;
    let close = match doc.token(at).map(|_| doc.word(at)) {
        Some(",") => ",",
        Some("(") => ")",
        _ => "",
    };
    if !close.is_empty() {
        let Some(stop) = (at + 1..sentence.end.min(at + 25)).find(|&i| doc.word(i) == close) else { return false };
        at = stop + 1;
    }
    // "Lund also said", "Lund on Tuesday said".
    (at..sentence.end.min(at + 3)).any(|i| PRESENT.contains(&doc.folded(i)))
}

/// Whether a date in the sentence can date the role: it is the subject of its clause, or told of the present. "The death of
/// Justice Lund in May" says nothing of May.
pub(super) fn is_dated(doc: &Doc, names: &[Mention], office: Span, person: Span) -> bool {
    let (first, _) = doc.tokens_in(if office.start < person.start { office } else { person });
    let (_, end) = doc.tokens_in(if office.end > person.end { office } else { person });
    let Some(sentence) = doc.sentences.get(doc.sentence_of(first)).filter(|s| s.first <= first && end <= s.end) else {
        return true;
    };
    if is_possessive(doc, end) {
        return false;
    }
    let before = before(doc, sentence, first);
    let word = before.map_or(String::new(), |i| doc.folded(i).to_string());
    if OBLIQUE.contains(&word.as_str()) {
        return false;
    }
    let fronted = || {
        let from = names.partition_point(|m| m.first < sentence.first);
        !names[from..].iter().take_while(|m| m.end <= first).any(|m| m.kind == MentionKind::Person)
    };
    is_present(doc, sentence, end)
        || PRESENT.contains(&word.as_str())
        || matches!(word.as_str(), "" | "“" | "\"" | "—" | ":" | "‘" | "(" | "that" | "and" | "but")
        || (word == "," && fronted())
}

/// Whether no verb stands between office and person, but marks, articles and ranks at most.
pub(super) fn is_beside(doc: &Doc, office: Span, person: Span) -> bool {
    let (left, right) = if office.start < person.start { (office, person) } else { (person, office) };
    let (from, to) = (doc.tokens_in(left).1, doc.tokens_in(right).0);
    // A heading and its entries stand far apart.
    to <= from + MAX_BESIDE
        && (from..to).all(|i| {
            let token = &doc.tokens[i as usize];
            !token.is_word() || token.capital || matches!(doc.folded(i), "the" | "a" | "an" | "then" | "and")
        })
}
