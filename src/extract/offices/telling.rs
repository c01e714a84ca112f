//! Whether a role is told of the time of the article.
//!
//! A title before a name stays there when the office is long left: "nominated by President Lund", "in the Berg years". Such a
//! role is told of no day, and the article's own date must not be taken for its date.

use super::tables::is_hyphen;
use crate::extract::{Mention, MentionKind};
use crate::source::Span;
use crate::text::{Doc, Sentence, TokenKind, fold};

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

/// Words of times gone by.
const PAST: &[&str] = &[
    "administration",
    "presidency",
    "premiership",
    "era",
    "tenure",
    "term",
    "years",
    "ago",
    "decade",
    "decades",
    "century",
    "history",
    "predecessor",
    "predecessors",
    "since",
    "former",
    "formerly",
    "late",
    "legacy",
    "successor",
    "1990s",
    "1980s",
    "1970s",
    "1960s",
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

/// Paragraphs, headline included, that count as the lead.
const LEAD: u32 = 5;

/// Words that date a sentence near the article's day.
const RECENT: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tonight",
    "tomorrow",
    "recently",
    "currently",
    "now",
];

/// Whether the role at `office` and `person` is told of the article's own time. `year` is the year of the article, where it
/// has a date.
pub(super) fn is_now(doc: &Doc, office: Span, person: Span, year: Option<i16>) -> bool {
    let (first, _) = doc.tokens_in(if office.start < person.start { office } else { person });
    let (_, end) = doc.tokens_in(if office.end > person.end { office } else { person });
    let Some(sentence) = doc.sentences.get(doc.sentence_of(first)).filter(|s| s.first <= first && end <= s.end) else {
        return false;
    };
    if is_past(doc, sentence, (first, end), year) {
        return false;
    }
    let before = before(doc, sentence, first);
    let word = before.map_or(String::new(), |i| fold(doc.word(i)).into_owned());
    if OBLIQUE.contains(&word.as_str()) {
        return false;
    }
    // "President Lund's plan" may be of any time.
    let possessive = is_possessive(doc, end);
    is_recent(doc, sentence)
        || !possessive && (is_present(doc, sentence, end) || PRESENT.contains(&word.as_str()))
        || !possessive && leads(doc, sentence, before, &word)
}

/// The token before the role's words, articles, fillers and ordinals passed over.
fn before(doc: &Doc, sentence: &Sentence, first: u32) -> Option<u32> {
    let mut at = first;
    for _ in 0..4 {
        let i = at.checked_sub(1).filter(|&i| i >= sentence.first)?;
        let skip = matches!(
            &*fold(doc.word(i)),
            "the" | "a" | "an" | "new" | "republican" | "democratic" | "conservative" | "current"
        ) || is_hyphen(doc, i);
        if !skip {
            return Some(i);
        }
        at = i;
    }
    at.checked_sub(1).filter(|&i| i >= sentence.first)
}

fn is_past(doc: &Doc, sentence: &Sentence, role: (u32, u32), year: Option<i16>) -> bool {
    (sentence.first..sentence.end).filter(|i| !(role.0..role.1).contains(i)).any(|i| {
        let word = doc.word(i);
        match doc.tokens[i as usize].kind {
            TokenKind::Number if word.len() == 4 => {
                word.parse().is_ok_and(|n: i16| (1500..=2100).contains(&n) && year.is_none_or(|y| n < y))
            }
            // "late on Monday" is no time gone by.
            TokenKind::Word if fold(word) == "late" => !is_recent(doc, sentence),
            TokenKind::Word => PAST.contains(&&*fold(word)),
            _ => false,
        }
    })
}

fn is_possessive(doc: &Doc, end: u32) -> bool {
    doc.token(end).is_some_and(|t| t.kind == TokenKind::Possessive || (!t.spaced && matches!(doc.word(end), "'" | "’")))
}

fn is_recent(doc: &Doc, sentence: &Sentence) -> bool {
    (sentence.first..sentence.end).any(|i| {
        let word = fold(doc.word(i));
        RECENT.contains(&&*word)
            || (matches!(&*word, "this" | "last" | "next")
                && i + 1 < sentence.end
                && matches!(
                    &*fold(doc.word(i + 1)),
                    "week" | "month" | "morning" | "afternoon" | "evening" | "night" | "weekend"
                ))
    })
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
    (at..sentence.end.min(at + 3)).any(|i| PRESENT.contains(&&*fold(doc.word(i))))
}

/// Whether the role opens a sentence of the article's first paragraphs, where news stands and its history does not yet.
fn leads(doc: &Doc, sentence: &Sentence, before: Option<u32>, word: &str) -> bool {
    let opens = before.is_none_or(|i| !doc.tokens[i as usize].is_word())
        && matches!(word, "" | "“" | "\"" | "—" | ":" | "‘" | "(");
    opens && sentence.block < LEAD
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
    let word = before.map_or(String::new(), |i| fold(doc.word(i)).into_owned());
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
            !token.is_word() || token.capital || matches!(&*fold(doc.word(i)), "the" | "a" | "an" | "then" | "and")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockKind};

    /// Whether the role "President Ida Lund" is told of the time of an article of 2018.
    fn now(text: &str) -> bool {
        let whole = Span::new(0, text.len());
        let doc = Doc::of_blocks(text, &[Block { kind: BlockKind::Paragraph, span: whole }]);
        let at = text.find("President Ida Lund").expect("the role");
        is_now(&doc, Span::new(at, at + 9), Span::new(at + 10, at + 18), Some(2018))
    }

    #[test]
    fn told_of_the_time_of_the_article() {
        for text in [
            "President Ida Lund said so.",
            "On Monday the committee met with President Ida Lund in Oslo.",
            "“It is cold,” said President Ida Lund.",
            "The committee heard that President Ida Lund, a lawyer, has a plan.",
            "President Ida Lund left for Oslo.",
        ] {
            assert!(now(text), "{text}");
        }
    }

    #[test]
    fn told_of_any_time() {
        for text in [
            "The judge was nominated by President Ida Lund.",
            "In 2003, President Ida Lund said so.",
            "The years of President Ida Lund were good.",
            "They recall President Ida Lund’s speech.",
            "It was the first such law since President Ida Lund.",
            "The committee met with President Ida Lund in Oslo.",
        ] {
            assert!(!now(text), "{text}");
        }
    }
}
