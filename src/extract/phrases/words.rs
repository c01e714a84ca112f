//! The small words around what stands in a hole: what describes, joins and ends it.

use crate::extract::Mention;
use crate::text::Doc;

/// A word that says what somebody is, before the name: "the theoretical physicist Ola Lund". No verb is told from it, so that only
/// phrases pass over it that leave no doubt.
pub(super) fn describes(doc: &Doc, at: u32) -> bool {
    let t = &doc.tokens[at as usize];
    t.is_word()
        && !t.capital
        && t.span.len() > 2
        && !doc.word(at).ends_with("ed")
        && !matches!(
            doc.word(at),
            "and"
                | "not"
                | "never"
                | "whose"
                | "only"
                | "for"
                | "from"
                | "with"
                | "the"
                | "that"
                | "who"
                | "which"
                | "was"
                | "were"
                | "are"
                | "has"
                | "had"
                | "have"
                | "into"
                | "under"
                | "after"
                | "before"
                | "when"
                | "where"
                | "while"
                | "than"
                | "but"
                | "nor"
                | "said"
                | "says"
                | "told"
                | "tells"
                | "wrote"
                | "about"
                | "between"
                | "during"
                | "until"
                | "since"
                | "because"
                | "will"
                | "would"
        )
}

/// "his" and "her" before a noun speak of what is his or hers, not of the person.
pub(super) fn possessive(doc: &Doc, m: &Mention, end: u32) -> bool {
    match doc.lower(m.first) {
        "his" | "its" | "their" => m.end == m.first + 1,
        "her" => {
            m.end == m.first + 1
                && m.end < end
                && doc.token(m.end).is_some_and(|t| t.is_word() && !is_link(doc.word(m.end)))
        }
        _ => false,
    }
}

/// Words that follow "her" where it is the person: "met her in Oslo".
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "in" | "at"
            | "on"
            | "and"
            | "to"
            | "for"
            | "with"
            | "before"
            | "after"
            | "by"
            | "as"
            | "when"
            | "while"
            | "again"
            | "there"
    )
}

/// Words that end what stands before a noun.
pub(super) fn is_function(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "to"
            | "for"
            | "from"
            | "with"
            | "and"
            | "or"
            | "but"
            | "that"
            | "who"
            | "which"
            | "as"
            | "is"
            | "was"
            | "were"
            | "be"
            | "had"
            | "has"
            | "than"
            | "when"
            | "if"
    )
}

/// The token after a comma, `and`, `&`, or `, and` at `at`, and whether the last of a list follows: behind "A, B and C"
/// a comma joins no more.
pub(super) fn joint(doc: &Doc, at: u32, end: u32) -> Option<(u32, bool)> {
    let mut i = at;
    if i < end && doc.word(i) == "," {
        i += 1;
    }
    let last = i < end && matches!(doc.word(i), "and" | "And" | "&");
    if last {
        i += 1;
    }
    (i > at && i < end).then_some((i, last))
}
