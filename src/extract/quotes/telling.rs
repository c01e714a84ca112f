//! Who is said to say so without quoting: `police said the bridge fell`, `the bridge fell, said Lund`, `according to Lund`.

use super::phrase::{Class, Scene, Speaker, class, is};
use super::speech::{self, Strength};
use crate::facts::Value;
use crate::text::{Doc, Sentence, TokenKind};

/// A verb of speech or `according to`, with who says so.
#[derive(Clone, Debug)]
pub struct Telling {
    pub speaker: Speaker,
    /// Nobody could be asked: somebody of whom only the kind is told.
    pub anonymous: bool,
    /// Tokens from subject or verb, whichever comes first, to the other's end.
    pub first: u32,
    pub end: u32,
    pub told: Told,
    /// Where what is told ends, if its sentence goes on: `said on Monday, after they had met`.
    pub stop: u32,
}

/// What of its sentence the words of speech tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Before,
    Behind,
    Around,
}

/// Who says so by the words at tokens `first..end`, the last of them a verb of speech or a preposition. None where the
/// verb has no subject, or speaks of something else.
pub fn telling(scene: &Scene, sentence: &Sentence, first: u32, end: u32) -> Option<Telling> {
    let doc = scene.doc;
    let Some((v, strength)) = (first..end).find_map(|v| Some((v, speech::verb(doc, v)?))) else {
        if !matches!(doc.word(end - 1), "to" | "by" | "from") {
            return None;
        }
        let (from, to) = scene.phrase_after(end, sentence.end)?;
        let speaker = scene.speaker(from, to);
        let anonymous = is_anonymous(scene, &speaker, from, to);
        return Some(Telling { speaker, anonymous, first, end: to, told: Told::Around, stop: sentence.end });
    };
    if doc.tokens[v as usize].capital && v > sentence.first {
        return None;
    }
    // `the reported deaths`, `Lund's claim that`
    let owned = |i: u32| doc.tokens[i as usize].kind == TokenKind::Possessive;
    if v > sentence.first && (matches!(class(doc, v - 1), Some(Class::Determiner | Class::Preposition)) || owned(v - 1))
    {
        return None;
    }
    let opens = v == sentence.first || !doc.token(v - 1).is_some_and(|t| t.is_word() || t.kind == TokenKind::Number);
    if opens && v > sentence.first && !asking(doc, v) && !doc.word(v).ends_with("ing") {
        // `…, said Lund.`; but `Lund, who was late, said he was sorry`.
        let behind = scene.phrase_after(v + 1, sentence.end).filter(|&(from, _)| !is(doc, from, Class::Pronoun));
        if let Some((from, to)) = behind.filter(|&(_, to)| ends_clause(scene, sentence, to)) {
            let speaker = scene.speaker(from, to);
            let anonymous = is_anonymous(scene, &speaker, from, to);
            return Some(Telling { speaker, anonymous, first: v, end: to, told: Told::Before, stop: sentence.end });
        }
    }
    let (from, to, passive) = scene.subject_of(v, sentence.first)?;
    if !speech::agrees(doc, from, to, v) {
        return None;
    }
    let speaker = scene.speaker(from, to);
    let anonymous = passive || is_anonymous(scene, &speaker, from, to);
    // `The images recall the attack`
    if matches!(doc.word(v), "recall" | "recalls" | "recalled") && !scene.looks_like_speaker(from, to) {
        return None;
    }
    // `is said to have`; but patients were admitted.
    if passive && !is_said_to(doc, v) {
        return None;
    }
    let first = from.min(v);
    let behind_comma = first > sentence.first && matches!(doc.word(first - 1), "," | "—" | "–" | "-" | "”" | "\"");
    let tail = tail_end(doc, sentence, v + 1);
    let before = first.checked_sub(1).filter(|&b| b >= sentence.first).map(|b| doc.word(b));
    // `a vow that he had taken, which he told`
    if matches!(before, Some("which" | "what" | "whom")) {
        return None;
    }
    let told = if before.is_some_and(|b| b.eq_ignore_ascii_case("as")) && ends_clause(scene, sentence, v + 1) {
        if first == sentence.first + 1 { Told::Around } else { Told::Before }
    } else if !(behind_comma && ends_clause(scene, sentence, v + 1)) {
        Told::Behind
    } else if tail < sentence.end && doc.word(tail) == "," {
        // `The bridge, police said, fell`; but `At the talks, Lund told reporters, “…”`.
        let commas = (sentence.first..first).filter(|&i| doc.word(i) == ",").count();
        let opening = scene.is_opening(sentence.first, first) && commas == 1;
        if opening || scene.is_quoted(tail + 1) {
            Told::Behind
        } else if scene.is_quoted(first - 1) && speech::verb(doc, tail + 1).is_none() {
            // `“…,” Lund said, during the talks`: what was said ends with its mark, unless he is `adding that …`.
            Told::Before
        } else {
            Told::Around
        }
    } else {
        Told::Before
    };
    // `warned residents to stay away`
    if told == Told::Behind && asks(doc, v, sentence.end) {
        return None;
    }
    // `The deployment of soldiers suggests that …` is nobody's word.
    let sure = match strength {
        Strength::Strong => true,
        _ => (told != Told::Behind || speech::tells_that(doc, v)) && scene.looks_like_speaker(from, to),
    };
    let (start, stop) = content(scene, sentence, v);
    sure.then_some(Telling { speaker, anonymous, first, end: start, told, stop })
}

/// Where what the verb at token `v` tells begins and ends: hearers, times and places before `that` are no part of it, nor is
/// what happened before it was said: `told the paper after they had met`.
fn content(scene: &Scene, sentence: &Sentence, v: u32) -> (u32, u32) {
    const REACH: u32 = 16;
    let doc = scene.doc;
    let limit = sentence.end.min(v + REACH);
    let near = |i: &u32| only_tail(scene, v + 1, *i);
    let that = (v + 1..limit).find(|&i| doc.word(i) == "that").filter(near);
    let apart = |i: u32| matches!(doc.word(i), "after" | "when" | "while" | "during" | "before" | "since" | "at");
    let stop = (v + 1..limit).find(|&i| apart(i)).filter(near).filter(|_| that.is_none());
    let start = that.unwrap_or(v + 1);
    (start, stop.unwrap_or(sentence.end))
}

fn asks(doc: &Doc, v: u32, end: u32) -> bool {
    const REACH: u32 = 5;
    asking(doc, v) && !speech::tells_that(doc, v) && (v + 2..end.min(v + REACH)).any(|i| doc.word(i) == "to")
}

/// Verbs with a hearer: `told`.
fn asking(doc: &Doc, v: u32) -> bool {
    matches!(doc.word(v), "tell" | "tells" | "told" | "telling" | "warn" | "warns" | "warned" | "warning")
}

fn is_said_to(doc: &Doc, v: u32) -> bool {
    matches!(doc.word(v), "said" | "reported" | "understood") && doc.token(v + 1).is_some() && doc.word(v + 1) == "to"
}

/// The first mark behind token `at` that ends a clause.
fn tail_end(doc: &Doc, sentence: &Sentence, at: u32) -> u32 {
    let ends = |&i: &u32| matches!(doc.word(i), "," | ";" | "." | "?" | "!" | ")" | "—" | "–");
    (at..sentence.end).find(ends).unwrap_or(sentence.end)
}

/// Whether nothing but hearers, times and places stands between token `at` and the end of the clause: `said`, `told
/// reporters in Dorn on Monday`.
fn ends_clause(scene: &Scene, sentence: &Sentence, at: u32) -> bool {
    only_tail(scene, at, tail_end(scene.doc, sentence, at))
}

/// Whether tokens `at..end` are hearers, times and places.
fn only_tail(scene: &Scene, at: u32, end: u32) -> bool {
    const MAX_TAIL: u32 = 16;
    let doc = scene.doc;
    if end > at + MAX_TAIL {
        return false;
    }
    // A noun phrase may begin at the verb and behind each preposition.
    let (mut may_begin, mut inside) = (true, false);
    for i in at..end {
        match class(doc, i) {
            Some(Class::Preposition) => (may_begin, inside) = (true, false),
            Some(Class::Adverb | Class::Time | Class::And) => {}
            Some(Class::Determiner) if inside => return false,
            Some(Class::Determiner) | None if may_begin || inside => (may_begin, inside) = (false, true),
            _ => return false,
        }
    }
    true
}

/// Whether only the kind of speaker is told: `a person close to the talks`, `U.S. officials`. A spokesman and the police can
/// be asked.
fn is_anonymous(scene: &Scene, speaker: &Speaker, first: u32, end: u32) -> bool {
    const KINDS: &[&str] = &[
        "source",
        "sources",
        "person",
        "people",
        "one",
        "insider",
        "insiders",
        "official",
        "officials",
        "witness",
        "witnesses",
        "expert",
        "experts",
        "analyst",
        "analysts",
        "aide",
        "aides",
        "adviser",
        "advisers",
        "advisor",
        "advisors",
        "critics",
        "observers",
        "resident",
        "residents",
        "neighbours",
        "neighbors",
        "friends",
        "lawmakers",
        "diplomat",
        "diplomats",
        "traders",
        "executives",
        "activists",
        "employees",
        "colleagues",
        "others",
        "some",
        "many",
    ];
    const KNOWN: &[&str] = &[
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "statement",
        "report",
        "study",
        "court",
        "judge",
        "jury",
        "tribunal",
        "poll",
        "survey",
        "letter",
        "document",
        "inquiry",
        "investigation",
        "inquest",
        "watchdog",
    ];
    let doc = scene.doc;
    if !matches!(speaker.value, Value::Unknown(_)) || is(doc, first, Class::Pronoun) {
        return false;
    }
    let head = (first..end).take_while(|&i| !is(doc, i, Class::Preposition) && doc.word(i) != ",");
    // `a person familiar with`, `officials briefed on`
    let among = |list: &[&str]| head.clone().any(|i| list.contains(&doc.lower(i)));
    let named = (first + 1..end).any(|i| doc.tokens[i as usize].capital);
    let definite = matches!(
        doc.lower(first),
        "the" | "his" | "her" | "its" | "their" | "our" | "my" | "this" | "that" | "these" | "those"
    );
    let indefinite = is(doc, first, Class::Determiner) && !definite;
    !among(KNOWN) && (among(KINDS) || (indefinite && !named))
}
