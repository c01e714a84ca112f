//! How far a cue reaches: the clause of a sentence.

use crate::extract::quotes::{Class, class, is, says};
use crate::facts::Stance;
use crate::source::Span;
use crate::text::{Doc, KeySet, Sentence, TokenKind, inflections, word_key};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words that begin a clause after a comma, and those that do so without one.
const AFTER_COMMA: &[&str] = &[
    "and", "but", "while", "which", "who", "whose", "whom", "where", "as", "although", "though", "whereas", "or", "so",
    "with", "then",
];
const ALONE: &[&str] = &["but", "while", "although", "though", "whereas", "which", "because"];

/// Words that begin a clause about a noun; a second comma ends it.
const RELATIVE: &[&str] = &["who", "which", "where", "whose", "whom"];

/// Words that begin a clause before the main one.
const OPENING: &[&str] = &[
    "after",
    "before",
    "when",
    "while",
    "as",
    "because",
    "since",
    "although",
    "though",
    "until",
    "once",
    "despite",
    "without",
    "instead",
    "rather",
    "ahead",
    "in",
    "on",
    "at",
    "with",
    "by",
    "following",
    "amid",
    "during",
    "for",
];

/// Words that begin what a cue takes for granted: `did not smile during the talks`, `vowed to act after a storm killed …`.
const GRANTED: &[&str] =
    &["after", "since", "when", "while", "during", "before", "because", "despite", "amid", "including", "following"];

/// The first word between tokens `from` and `to` that begins what is taken for granted.
pub fn granted(doc: &Doc, from: u32, to: u32) -> u32 {
    let by_the_time =
        |i: u32| doc.word(i) == "by" && i + 2 < to && doc.word(i + 1) == "the" && doc.word(i + 2) == "time";
    (from..to).find(|&i| GRANTED.contains(&doc.word(i)) || by_the_time(i)).unwrap_or(to)
}

/// The `that` between tokens `from` and `to` behind which somebody's words begin: `will add that`.
pub fn told(doc: &Doc, from: u32, to: u32) -> u32 {
    const REACH: u32 = 6;
    let that = |&i: &u32| doc.word(i) == "that" && (i.saturating_sub(REACH).max(from)..i).any(|v| says(doc, v));
    (from..to).find(that).unwrap_or(to)
}

/// The clause of a sentence that holds token `at`: tokens `first..end`.
pub fn clause(doc: &Doc, sentence: &Sentence, at: u32) -> (u32, u32) {
    let mut first = sentence.first;
    let mut end = sentence.end;
    if let Some(before) = (sentence.first..sentence.end.min(at + 1)).rev().find(|&i| boundary(doc, sentence, i)) {
        first = before;
    }
    if let Some(behind) = (at + 1..sentence.end).find(|&i| boundary(doc, sentence, i)) {
        end = behind;
    }
    (first, end)
}

fn boundary(doc: &Doc, sentence: &Sentence, i: u32) -> bool {
    if i == sentence.first {
        return false;
    }
    let word = doc.word(i);
    let token = &doc.tokens[i as usize];
    if token.kind == TokenKind::Punct {
        return matches!(word, ";" | "—" | "–" | ":" | "(" | ")");
    }
    // Words of other lengths begin no clause.
    if !(2..=8).contains(&word.len()) {
        return false;
    }
    let lower = doc.lower(i);
    if doc.word(i - 1) == "," && AFTER_COMMA.contains(&lower) {
        // ", and Y" of a list is no clause: a verb would have to follow, which a name does not show.
        return lower != "and" && lower != "or"
            || doc.token(i + 1).is_some_and(|t| !t.capital)
            || is_told_behind(doc, sentence, i);
    }
    ALONE.contains(&lower)
}

/// Whether the name behind the ", and" at token `i` has a verb of its own: ", and Lund, a judge, is".
fn is_told_behind(doc: &Doc, sentence: &Sentence, i: u32) -> bool {
    const MAX_APPOSITION: u32 = 12;
    let name = (i + 1..sentence.end).find(|&at| !doc.tokens[at as usize].capital && doc.word(at) != ".");
    let Some(behind) = name else { return false };
    let verb = match doc.word(behind) {
        "," => (behind + 1..sentence.end.min(behind + MAX_APPOSITION)).find(|&at| doc.word(at) == ",").map(|at| at + 1),
        _ => Some(behind),
    };
    verb.is_some_and(|at| at < sentence.end && is_finite(doc, at))
}

/// Where the clause ends that a cue at tokens `first..end` speaks of, if it ends before `to`: at the comma behind an
/// opening (`Instead of staying, he …`), at the second comma of what stands between two (`, who did not stay, …`), at a new
/// verb of the same subject (`denied it and flew`).
pub fn ends(doc: &Doc, sentence: &Sentence, (first, end): (u32, u32), to: u32) -> u32 {
    let start = clause(doc, sentence, first).0;
    let opens = |i: u32| {
        let word = doc.lower(i);
        OPENING.contains(&word) || (doc.tokens[i as usize].capital && word.ends_with("ing"))
    };
    // "Foolishly, instead of staying, he …"
    let led = first == sentence.first || doc.word(first - 1) == ",";
    let leads = led && matches!(doc.lower(first), "instead" | "rather" | "without");
    let opening = start == sentence.first && opens(start) || leads;
    let relative = RELATIVE.contains(&doc.word(start)) && start > sentence.first && doc.word(start - 1) == ",";
    let between = relative || (first > sentence.first && doc.word(first - 1) == ",");
    // `was not arrested and charged`: participles share their auxiliary.
    let shared = (first.saturating_sub(1).max(sentence.first)..(end + 2).min(to))
        .any(|i| matches!(class(doc, i), Some(Class::Be)) || matches!(doc.word(i), "have" | "has" | "had"));
    for i in end..to {
        let word = doc.word(i);
        if word == "," {
            let number = doc.token(i + 1).is_some_and(|t| t.kind == TokenKind::Number);
            if (opening && !number) || (between && i + 1 < to && is_finite(doc, i + 1)) {
                return i;
            }
        } else if matches!(word, "and" | "then" | "or") && !shared {
            let verb = (i + 1..to).find(|&v| !is(doc, v, Class::Adverb));
            if verb.is_some_and(|v| v > i && is_past(doc, v) && v < i + 3) {
                return i;
            }
        }
    }
    to
}

/// The word that begins the clause about a noun whose verb is token `anchor`: `the attack that killed`.
pub fn relative(doc: &Doc, anchor: u32) -> Option<u32> {
    const MAX_BEFORE: u32 = 4;
    let light = |i: u32| matches!(class(doc, i), Some(Class::Adverb | Class::Be | Class::Auxiliary));
    let at = (anchor.saturating_sub(MAX_BEFORE)..anchor).rev().find(|&i| !light(i))?;
    let before = at.checked_sub(1 + u32::from(at > 1 && doc.word(at - 1) == ","))?;
    let noun = doc.tokens[before as usize].is_word() && !says(doc, before) && class(doc, before).is_none();
    (matches!(doc.word(at), "that" | "which" | "who") && noun).then_some(at)
}

/// Whether the noun at token `anchor` is where something behind token `from` was done: `tried to save it in a meeting with Berg`.
pub fn is_setting(doc: &Doc, from: u32, anchor: u32) -> bool {
    const MAX_BEFORE: u32 = 5;
    let near = (anchor.saturating_sub(MAX_BEFORE).max(from + 1)..anchor).rev();
    let mut words = near.take_while(|&i| doc.tokens[i as usize].kind == TokenKind::Word);
    words.any(|i| matches!(doc.word(i), "in" | "at" | "during") && is(doc, i + 1, Class::Determiner))
}

/// Whether the noun at token `anchor` is where something behind token `from` has been done: `would keep a promise that he made during a
/// summit`.
pub fn is_setting_of_past(doc: &Doc, from: u32, anchor: u32) -> bool {
    const MAX_BEFORE: u32 = 20;
    let subject = |i: u32| {
        doc.tokens[i as usize].capital
            || matches!(class(doc, i), Some(Class::Pronoun))
            || matches!(doc.word(i), "that" | "who" | "which")
    };
    let past = |i: u32| is_past(doc, i) && subject(i - 1);
    let from = from.max(anchor.saturating_sub(MAX_BEFORE));
    (from + 1..anchor).rev().find(|&i| past(i)).is_some_and(|v| is_setting(doc, v, anchor))
}

/// What befalls people without a plan of theirs.
static UNPLANNED: LazyLock<KeySet> = LazyLock::new(|| {
    KeySet::of(
        "death deaths killing killings murder murders shooting shootings attack attacks bombing bombings massacre massacres \
         crash crashes injury injuries assassination slaying stabbing explosion blast",
    )
});

/// Whether the noun at token `anchor` is of something known that nobody plans: `a plan that he called for after the May shooting`, `is to
/// speak of her death`.
pub fn is_mishap(doc: &Doc, anchor: u32) -> bool {
    const MAX_BEFORE: u32 = 5;
    let the = || {
        let near = (anchor.saturating_sub(MAX_BEFORE)..anchor).rev();
        let mut words = near.take_while(|&i| {
            doc.tokens[i as usize].is_word() || doc.tokens[i as usize].kind == TokenKind::Number || doc.word(i) == "."
        });
        words.any(|i| doc.lower(i) == "the")
    };
    UNPLANNED.contains(doc.tokens[anchor as usize].key) && (is_definite(doc, anchor) || the())
}

/// Whether the noun at token `anchor` is what those know who tell something, and not told by them: `sources familiar with the talks`.
/// Their words end with token `last`.
pub fn is_known_to_source(doc: &Doc, last: u32, anchor: u32) -> bool {
    const MAX_BETWEEN: u32 = 10;
    let clause = |i: u32| {
        doc.tokens[i as usize].kind == TokenKind::Punct && doc.word(i) != "." || is_finite(doc, i) || says(doc, i)
    };
    let near = last < anchor && anchor <= last + MAX_BETWEEN;
    doc.word(last) == "with" && near && !(last + 1..anchor).any(clause)
}

/// Whether tokens `from..to`, behind a verb of speech, are but its object and no clause: "criticism of Berg,".
pub fn is_object(doc: &Doc, from: u32, to: u32) -> bool {
    let clause = |i: u32| {
        matches!(class(doc, i), Some(Class::Clause | Class::Pronoun | Class::Be | Class::Auxiliary | Class::Modal))
            || is_past(doc, i)
    };
    to > from && doc.word(to - 1) == "," && !(from..to).any(clause)
}

/// Whether the noun at token `anchor` is one known: `his talks`, `Lund's visit`.
pub fn is_definite(doc: &Doc, anchor: u32) -> bool {
    const MAX_BEFORE: u32 = 3;
    (anchor.saturating_sub(MAX_BEFORE)..anchor)
        .rev()
        .take_while(|&i| doc.tokens[i as usize].kind != TokenKind::Punct)
        .any(|i| {
            doc.tokens[i as usize].kind == TokenKind::Possessive
                || matches!(doc.word(i), "his" | "her" | "its" | "their" | "our" | "my")
        })
}

/// How the verb puts an event whose noun, at token `anchor`, is its subject, and that verb's modal: "the talks will take place",
/// "Lund's visit could head off a quarrel", "the summit may go ahead". `event`: all words of the event.
pub fn of_subject(doc: &Doc, anchor: u32, event: Span) -> Option<(Stance, u32)> {
    if is_past(doc, anchor) {
        return None;
    }
    let (first, end) = doc.tokens_in(event);
    let behind = |from: u32| (from..doc.tokens.len() as u32).find(|&i| !is(doc, i, Class::Adverb));
    let at = behind(end).filter(|&i| is(doc, i, Class::Modal) && doc.word(i) != "should")?;
    let verb = behind(at + 1)?;
    let has_been = doc.word(verb) == "have";
    let held = matches!(doc.word(verb), "go" | "take" | "happen" | "proceed" | "occur" | "be" | "come");
    let open = matches!(doc.lower(at), "may" | "might" | "could");
    let stance = if open && held { Stance::Hedged } else { Stance::Planned };
    (!has_been && !is_governed(doc, first)).then_some((stance, at))
}

/// The word that sets an event of the present tense ahead: "before Lund heads to Oslo", "when she meets Berg next month". Token
/// `anchor` is its verb, right behind the subject; `event`: all its words.
pub fn is_ahead(doc: &Doc, anchor: u32, event: Span) -> Option<u32> {
    const MAX_BEFORE: u32 = 5;
    let subject = (0..anchor).rev().find(|&i| !is(doc, i, Class::Adverb))?;
    let verb = doc.tokens[anchor as usize].kind == TokenKind::Word && class(doc, anchor).is_none();
    let present = verb && !is_past(doc, anchor);
    if !present || !(doc.tokens[subject as usize].capital || is(doc, subject, Class::Pronoun)) {
        return None;
    }
    let sentence = doc.sentences.get(doc.sentence_of(anchor))?;
    let first = doc.tokens_in(event).0.min(subject);
    let inner = |i: &u32| doc.tokens[*i as usize].kind == TokenKind::Word || doc.word(*i) == ".";
    let mut before = (sentence.first.max(first.saturating_sub(MAX_BEFORE))..first).rev().take_while(inner);
    let at = before.find(|&i| matches!(doc.lower(i), "before" | "until" | "once" | "when" | "as"))?;
    let sure = matches!(doc.lower(at), "before" | "until" | "once");
    let ahead = || (sentence.first..sentence.end).any(|i| matches!(doc.lower(i), "will" | "'ll" | "’ll" | "next"));
    (sure || ahead()).then_some(at)
}

/// Whether a preposition governs the noun phrase that holds token `at`: `the outcry over Mr. Lund's visit`.
fn is_governed(doc: &Doc, at: u32) -> bool {
    const MAX_BEFORE: u32 = 6;
    let before = (at.saturating_sub(MAX_BEFORE)..at).rev();
    before
        .take_while(|&i| doc.tokens[i as usize].kind != TokenKind::Punct || doc.word(i) == ".")
        .take_while(|&i| !matches!(class(doc, i), Some(Class::Clause | Class::And | Class::Auxiliary | Class::Be)))
        .any(|i| is(doc, i, Class::Preposition))
}

/// What tells of something that has been: `a transcript of his talks`, `the report on the visit`.
static TELLS: LazyLock<KeySet> = LazyLock::new(|| {
    KeySet::of(
        "transcript transcripts account accounts readout summary recording recordings video videos footage notes details report \
         reports description descriptions version recollection recollections memories coverage investigation inquiry review \
         testimony statement statements story stories article articles",
    )
});

/// Whether the noun at token `anchor` is what is spoken or written about behind token `from`: `will ask about his talks`, `would
/// release a transcript of the call`.
pub fn is_matter(doc: &Doc, from: u32, anchor: u32) -> bool {
    const MAX_BEFORE: u32 = 6;
    let near = anchor.saturating_sub(MAX_BEFORE).max(from)..anchor;
    let told = |i: u32| {
        i > from
            && TELLS.contains(doc.tokens[i as usize - 1].key)
            && matches!(doc.word(i), "of" | "on" | "into" | "from")
    };
    let of_matter = |i: u32| matches!(doc.word(i), "about" | "regarding" | "concerning" | "involving");
    is_definite(doc, anchor) && near.clone().any(of_matter) || near.into_iter().any(told)
}

/// Tokens of what an adverb within a noun phrase speaks of, at most.
pub const MAX_PHRASE: u32 = 4;

/// Whether the adverb at tokens `first..end` stands within a noun phrase, of which it speaks alone: `an allegedly planned visit`,
/// `reversing apparently firm words`.
pub fn is_within_phrase(doc: &Doc, first: u32, end: u32) -> bool {
    let before = |i: u32| {
        doc.tokens[i as usize].kind == TokenKind::Possessive
            || is(doc, i, Class::Determiner)
            || doc.word(i).ends_with("ing") && !doc.tokens[i as usize].capital
    };
    end == first + 1 && first > 0 && doc.word(first).ends_with("ly") && before(first - 1)
}

/// Whether a cue that ends with token `last` is of a verb: `may`, `would`, `appears to`.
pub fn is_of_verb(doc: &Doc, last: u32) -> bool {
    is(doc, last, Class::Modal) || doc.word(last) == "to"
}

/// Whether a cue that ends with token `last` negates a verb.
pub fn negates(doc: &Doc, last: u32) -> bool {
    is(doc, last, Class::Negation)
}

/// Whether token `at` stands in what comes before the main clause, after the word that opens it.
pub fn is_in_opening(doc: &Doc, sentence: &Sentence, at: u32) -> bool {
    let first = sentence.first;
    at > first
        && doc.tokens[first as usize].is_word()
        && OPENING.contains(&doc.lower(first))
        && (first..at).all(|i| doc.word(i) != ",")
}

/// Whether token `i`, or the one behind it where it is an adverb, is a finite verb.
fn is_finite(doc: &Doc, i: u32) -> bool {
    is_finite_verb(doc, if is(doc, i, Class::Adverb) { i + 1 } else { i })
}

/// Whether token `i` looks like a finite verb: one in the past tense, or an auxiliary.
pub fn is_finite_verb(doc: &Doc, i: u32) -> bool {
    is_past(doc, i) || matches!(class(doc, i), Some(Class::Be | Class::Auxiliary | Class::Modal))
}

/// Whether the verb at token `anchor` tells of what has been done: in the past tense, right behind its subject or "was"; or the noun there of
/// what somebody had: "had a short meeting".
pub fn is_done(doc: &Doc, anchor: u32) -> bool {
    const MAX_BEFORE: u32 = 7;
    let near = anchor.saturating_sub(MAX_BEFORE)..anchor;
    let had = |i: u32| matches!(doc.word(i), "had" | "held") && is(doc, i + 1, Class::Determiner);
    let whole = |i: u32| (i + 1..anchor).all(|k| doc.tokens[k as usize].is_word() || doc.word(k) == "-");
    if near.into_iter().any(|i| i > 0 && had(i) && whole(i) && !is(doc, i - 1, Class::Modal)) {
        return true;
    }
    let Some(before) = (0..anchor).rev().find(|&i| !is(doc, i, Class::Adverb)) else { return false };
    let subject = doc.tokens[before as usize].capital || is(doc, before, Class::Pronoun) && doc.word(before) != "it";
    is_past(doc, anchor) && (subject || matches!(doc.word(before), "was" | "were"))
}

/// Whether token `i` looks like a verb in the past tense.
pub fn is_past(doc: &Doc, i: u32) -> bool {
    static PAST: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
        let bases = "go meet hold say tell take give get make come become see know leave fly speak begin find win lose \
                     lead sit send shoot strike fall rise grow sell buy bring think write swear choose draw drive run \
                     feel keep pay stand build spend";
        // The base is first, its past second.
        let past = |base: &str| inflections(base).into_iter().nth(past_at(base));
        bases.split_whitespace().filter_map(past).map(|form| word_key(&form)).collect()
    });
    doc.token(i).is_some_and(|t| {
        t.kind == TokenKind::Word && !t.capital && (PAST.contains(&t.key) || doc.word(i).ends_with("ed"))
    })
}

/// Which of its forms is the past of an irregular verb.
fn past_at(base: &str) -> usize {
    if base == "go" { 2 } else { 1 }
}
