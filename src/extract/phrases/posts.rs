//! Whether a match can tell of somebody's office at all.

use super::Match;
use super::facts::Context;
use super::holes::Item;
use super::run::is_modifier;
use crate::extract::MentionKind;
use crate::facts::{EntityKind, Value};

/// Words before a name that take it out of what the verb says: "Berg, like Lund, is a mayor".
const APART: &[&str] = &["like", "unlike", "than", "under", "against"];

/// Words that a name may have before it, up to the preposition that governs it, at most.
const MAX_TITLE: u32 = 4;

/// Whether a match tells one person's office: no name lies in what it skips, the verb is in the singular, the name is the verb's
/// own, and the office is no adjective.
pub(super) fn fits_office(m: &Match, cx: &Context) -> bool {
    if m.skipped > 0 && passes_person(m, cx) {
        return false;
    }
    let Some(trigger) = m.trigger else { return true };
    let word = cx.doc.folded(trigger);
    let items = || m.captures.iter().flat_map(|c| &c.filling.items);
    let is_person = |i: &&Item| i.value.as_entity().is_some_and(|e| e.kind == EntityKind::Person);
    let before = |i: &&Item| i.end <= trigger;
    let mut people = items().filter(is_person);
    let (first, second) = (people.next(), people.next());
    drop(people);
    if matches!(word, "are" | "were") && first.as_ref().is_some_and(before) && second.is_none() {
        return false;
    }
    let be = matches!(word, "is" | "was" | "be" | "been" | "become" | "becomes" | "became" | "remains" | "remained");
    if (be || m.skipped > 0) && first.filter(before).is_some_and(|i| is_apart(i, cx)) {
        return false;
    }
    // "Lund became an official candidate".
    !items().any(|i| {
        let bare = matches!(i.value, Value::Office(_)) && i.end == i.first + 1 && i.first > trigger;
        be && bare && i.end == m.end && is_modifier(cx.doc, i.end, true)
    })
}

/// Whether a preposition before the name, titles passed over, makes it part of something else.
fn is_apart(person: &Item, cx: &Context) -> bool {
    let sentence = &cx.doc.sentences[cx.doc.sentence_of(person.first)];
    let from = sentence.first.max(person.first.saturating_sub(MAX_TITLE));
    let title = |i: &u32| cx.doc.tokens[*i as usize].capital || matches!(cx.doc.word(*i), "." | "the");
    let word = (from..person.first).rev().find(|i| !title(i) || APART.contains(&cx.doc.folded(*i)));
    word.is_some_and(|i| APART.contains(&cx.doc.folded(i)))
}

/// Whether the words that a phrase skips name somebody whom the office may belong to instead: "a friend of Ida Lund who was mayor".
fn passes_person(m: &Match, cx: &Context) -> bool {
    let taken = |p: &crate::extract::Mention| {
        m.captures.iter().flat_map(|c| &c.filling.items).any(|i| i.first < p.end && p.first < i.end)
    };
    let (first, last) = m
        .captures
        .iter()
        .flat_map(|c| &c.filling.items)
        .fold((m.end, m.first), |(a, b), i| (a.min(i.end), b.max(i.first)));
    // Names that no list knows are told by their capitals.
    let named = |i: u32| cx.doc.word(i) == "who" && cx.doc.tokens[i as usize - 1].capital;
    cx.mentions.between(MentionKind::Person, first, last).any(|p| !taken(p)) || (first + 1..last).any(named)
}
