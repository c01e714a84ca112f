//! The thing that a number counts.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::numerals::{joined, mark};
use crate::text::{Doc, TokenKind, word_key};

/// Words that end the noun phrase behind a number: no noun and no adjective.
#[rustfmt::skip]
const STOPS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "my", "your", "his", "her", "its", "our", "their", "whose",
    "i", "you", "he", "she", "it", "we", "they", "him", "them", "us", "me", "who", "whom", "which", "what", "where",
    "when", "why", "how", "and", "or", "but", "nor", "yet", "so", "if", "because", "although", "though", "while",
    "as", "than", "of", "in", "on", "at", "by", "for", "from", "to", "with", "without", "within", "into", "onto",
    "over", "under", "above", "below", "about", "after", "before", "since", "until", "during", "through", "between",
    "among", "amid", "against", "across", "along", "around", "behind", "beside", "beyond", "despite", "down", "up",
    "off", "out", "near", "per", "plus", "via", "toward", "towards", "upon", "is", "are", "was", "were", "be",
    "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "will", "would", "shall", "should",
    "can", "could", "may", "might", "must", "not", "n't", "n’t", "no", "also", "too", "only", "even", "just", "still",
    "already", "now", "then", "there", "here", "each", "both", "all", "any", "some", "apart", "away", "ago", "later",
    "earlier", "together", "alone", "instead", "worth", "said", "says", "say", "made", "came", "went", "got", "took",
    "including", "according", "whether", "once", "ever", "never", "again", "yesterday", "today", "tomorrow", "left",
    "died", "held", "met", "won", "lost", "fell", "rose", "fled", "began", "gave", "stood", "broke", "like", "versus",
    "vs", "killed", "wounded", "injured", "arrested", "detained", "took", "ran", "sat", "saw", "become", "became",
    "cannot", "ca", "wo", "told", "wrote", "spoke", "remain", "remained", "gathered", "attended", "aboard", "else", "such", "that's", "respectively", "overall",
];

/// Nouns that are plural without an `s`, or collective.
#[rustfmt::skip]
const PLURALS: &[&str] = &[
    "people", "men", "women", "children", "police", "staff", "personnel", "crew", "cattle", "aircraft", "feet",
    "teeth", "mice", "sheep", "fish", "data", "media", "criteria", "spacecraft", "helicopter", "offspring", "oxen",
    "folk", "alumni", "phenomena", "bacteria", "servicemen", "clergy", "youth", "infantry", "artillery",
];

/// Words in `-s` that are no plurals.
#[rustfmt::skip]
const SINGULARS: &[&str] = &[
    "as", "is", "was", "has", "his", "its", "this", "thus", "does", "us", "news", "yes", "plus", "minus", "gas", "bus",
    "less", "always", "perhaps", "versus", "politics", "economics", "physics", "mathematics", "series", "species",
    "serious", "various", "previous", "religious", "famous", "dangerous", "suspicious", "indigenous", "various",
    "overseas", "sometimes", "besides", "across", "towards", "afterwards", "consensus", "virus", "campus", "status",
    "crisis", "analysis", "basis", "press", "business", "tennis", "texas", "chaos", "anonymous", "numerous",
    "continuous", "nervous", "simultaneous", "autonomous", "mountainous", "paris", "swiss", "express", "cross",
];

/// Words behind a single thing that belong to it no longer: verbs, and adjectives that open a phrase of their own.
#[rustfmt::skip]
const BEHIND_ONE: &[&str] = &[
    "found", "put", "read", "knew", "known", "sent", "struck", "taken", "shown", "seen", "written", "given", "bound",
    "threw", "drew", "led", "kept", "sought", "brought", "thought", "felt", "heard", "built", "bought", "sold", "caught",
    "familiar", "close", "closer", "aware", "able", "unable", "capable", "shy", "short", "better", "worse", "more", "less", "inside",
    "outright", "perhaps", "back", "empty", "mr", "mrs", "ms", "gov", "sen", "dr",
];

/// Words in `-ing` that go on with a noun phrase.
#[rustfmt::skip]
const INGS: &[&str] = &[
    "training", "meeting", "building", "hearing", "polling", "spending", "voting", "shooting", "trafficking", "operating",
    "leading", "sitting", "missing", "ruling", "housing", "banking", "filing", "briefing", "opening", "governing", "existing",
    "living", "remaining", "outstanding", "pending", "bombing", "killing", "stabbing", "opposing", "working", "ongoing", "interesting",
    "troubling", "parking", "wing", "king", "ring", "thing", "string", "spring", "sibling", "being", "morning", "evening",
    "surprising", "unsurprising", "promising", "striking", "compelling", "lasting", "growing", "rising", "damning", "disturbing",
    "negotiating", "manufacturing", "engineering", "nursing", "swing", "driving", "finding", "warning", "revealing",
    "gathering", "offering", "landing", "lobbying", "fundraising", "advertising", "marketing", "accounting", "consulting",
];

/// Words in `-ly` that are no adverbs.
#[rustfmt::skip]
const LYS: &[&str] = &[
    "family", "ally", "assembly", "monopoly", "anomaly", "bully", "rally", "reply", "supply", "fly", "early", "daily", "weekly",
    "monthly", "yearly", "quarterly", "deadly", "elderly", "friendly", "likely", "unlikely", "costly", "ugly", "lonely",
    "lovely", "lively", "orderly", "timely", "italy", "jelly",
];

/// Nouns behind which a clause begins with its subject: `one reason Lund left`.
#[rustfmt::skip]
const CLAUSED: &[&str] = &[
    "reason", "point", "thing", "way", "issue", "question", "time", "place", "day", "area", "case", "example", "problem", "change",
    "speech", "line", "word", "name", "person", "man", "woman", "bill", "book", "idea",
];

/// Whether the phrase of the single thing that begins at `i` ends before `at`.
fn ends_one(doc: &Doc, i: u32, at: u32) -> bool {
    let (word, capital) = (doc.lower(at), doc.tokens[at as usize].capital);
    let before = doc.lower(at - 1);
    if BEHIND_ONE.contains(&word) {
        return true;
    }
    if capital {
        return CLAUSED.contains(&before) && !doc.tokens[at as usize - 1].capital;
    }
    let adverb = word.ends_with("ly") && !LYS.contains(&word) && !matches!(before, "very" | "more" | "most" | "less");
    let verb = word.ends_with("ing") && !INGS.contains(&word) && mark(doc, at - 1).is_none();
    at > i && (adverb || verb)
}

/// Whether the word behind `one` makes it a pronoun: `one wonders`, `they get one eventually`, `one more`.
pub fn is_no_one(doc: &Doc, i: u32) -> bool {
    let Some(token) = doc.token(i).filter(|t| t.kind == TokenKind::Word && !t.capital) else { return false };
    let word = doc.lower(i);
    let alone = is_stop(doc, i + 1);
    let adverb = word.ends_with("ly") && !LYS.contains(&word) || BEHIND_ONE.contains(&word);
    let verb =
        is_plural(doc, i) && token.span.of(doc.text).ends_with('s') || word.ends_with("ing") && !INGS.contains(&word);
    alone && (adverb || verb)
}

fn set(words: &'static [&'static str], cell: &'static OnceLock<FxHashSet<u64>>) -> &'static FxHashSet<u64> {
    cell.get_or_init(|| words.iter().map(|w| word_key(w)).collect())
}

/// Whether token `i` ends a noun phrase.
pub fn is_stop(doc: &Doc, i: u32) -> bool {
    static CELL: OnceLock<FxHashSet<u64>> = OnceLock::new();
    doc.token(i).is_none_or(|t| t.kind != TokenKind::Word || set(STOPS, &CELL).contains(&t.key))
}

/// Whether token `i` looks like a plural noun.
pub fn is_plural(doc: &Doc, i: u32) -> bool {
    static PLURAL: OnceLock<FxHashSet<u64>> = OnceLock::new();
    static SINGULAR: OnceLock<FxHashSet<u64>> = OnceLock::new();
    let Some(token) = doc.token(i).filter(|t| t.kind == TokenKind::Word) else { return false };
    if set(PLURALS, &PLURAL).contains(&token.key) {
        return true;
    }
    let word = token.span.of(doc.text).to_lowercase();
    if word.ends_with("men") && word.len() > 4 {
        return !word.ends_with("mmen") && !word.ends_with("omen") || word.ends_with("women");
    }
    word.len() > 2
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("ous")
        && !set(SINGULARS, &SINGULAR).contains(&token.key)
}

/// How many words a thing has at most.
const LONGEST: u32 = 8;

/// The counted thing at `i`, as tokens `i..end`; `limit` is where the next date begins. `one`: a single thing.
pub fn thing(doc: &Doc, i: u32, limit: u32, one: bool) -> Option<u32> {
    let mut at = i;
    let mut head = None;
    while at < limit && at < i + LONGEST {
        if let Some('-' | '‐' | '‑') = mark(doc, at) {
            // `air-defence systems`
            if at > i && joined(doc, at) && joined(doc, at + 1) {
                at += 1;
                continue;
            }
            break;
        }
        // `new 737 Max jets`: a number within a name.
        let named = (at > i || doc.tokens[i as usize - 1].kind == TokenKind::Word)
            && doc.tokens[at as usize].kind == TokenKind::Number
            && doc.word(at).len() < 5
            && doc.token(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.capital);
        if named {
            at += 1;
            continue;
        }
        // `18 F-16s`, `12 Boeing 737s`, `300 Model 3s`: a model in the plural.
        let number = at > i && doc.tokens[at as usize].kind == TokenKind::Number;
        if number && joined(doc, at + 1) && doc.word(at + 1) == "s" {
            return (at + 2 <= limit).then_some(at + 2);
        }
        if is_stop(doc, at) {
            break;
        }
        let new_word = joined(doc, at) && at > i && mark(doc, at - 1).is_none();
        if new_word {
            break;
        }
        if one && at > i && ends_one(doc, i, at) {
            break;
        }
        let plural = is_plural(doc, at);
        if let Some(found) = head.filter(|_| !one) {
            // Behind a plural only another plural goes on: `Armed Forces instructors`.
            if !plural || at > found {
                break;
            }
        }
        at += 1;
        if plural && !one {
            head = Some(at);
        }
        if one {
            let word = doc.word(at - 1);
            let verb =
                at - 1 > i && (word.ends_with("ed") || is_plural(doc, at - 1)) && !doc.tokens[at as usize - 1].capital;
            if verb {
                break;
            }
            head = Some(at);
        }
    }
    let end = head?;
    (end > i && end <= limit).then_some(end)
}
