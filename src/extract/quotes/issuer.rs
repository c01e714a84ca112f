//! Organisations that speak: "the ministry said", "a statement from the ministry", "the ministry's press release".

use rustc_hash::FxHashSet;
use std::sync::OnceLock;

use super::phrase::{Class, class, head, is};
use super::speech;
use crate::extract::Mention;
use crate::text::{Doc, TokenKind};

/// The mention of `named`, in order of start, whose words those of the phrase of tokens `first..end` are, where the phrase
/// names it or a text that it issued.
pub(super) fn issuer<'m>(doc: &Doc, first: u32, end: u32, named: &[&'m Mention]) -> Option<&'m Mention> {
    let at = named.partition_point(|m| m.first < first);
    let within = named[at..].iter().copied().take_while(|m| m.first < end).filter(|m| m.end <= end);
    let mut outermost: Option<&Mention> = None;
    for mention in within {
        match outermost {
            // Two that speak with one voice are not one speaker.
            Some(outer) if mention.first >= outer.end && !is_governed(doc, mention.first) => return None,
            Some(_) => {}
            None => outermost = Some(mention),
        }
    }
    let mention = outermost?;
    let ends = mention.end == end || is(doc, mention.end, Class::Preposition);
    // "the [ministry]"
    if bare(doc, first, mention.first) {
        return (ends || owns_text(doc, mention.end, end)).then_some(mention);
    }
    // "a press release from the [ministry]"
    let giver = (first..mention.first).rev().find(|&i| class(doc, i) != Some(Class::Determiner))?;
    let from = matches!(doc.word(giver), "from" | "by" | "of");
    (ends && from && head(doc, first, giver).is_some_and(|i| is_text(doc, i))).then_some(mention)
}

/// The tokens of the phrase `first..end` up to its head, where that is a text: "The latest press release" of "The latest press
/// release from the ministry".
pub(super) fn text_of(doc: &Doc, first: u32, end: u32) -> Option<std::ops::Range<u32>> {
    let head = head(doc, first, end).filter(|&i| is_text(doc, i))?;
    Some(first..head + 1)
}

/// Whether only determiners stand at tokens `first..end`.
fn bare(doc: &Doc, first: u32, end: u32) -> bool {
    (first..end).all(|i| is(doc, i, Class::Determiner))
}

/// Whether a preposition stands before the noun phrase that begins at token `at`, determiners apart.
fn is_governed(doc: &Doc, at: u32) -> bool {
    let before = (0..at).rev().find(|&i| class(doc, i) != Some(Class::Determiner));
    before.is_some_and(|i| is(doc, i, Class::Preposition))
}

/// Whether "'s press release" or " press release" stands at tokens `at..end`.
fn owns_text(doc: &Doc, at: u32, end: u32) -> bool {
    let own = doc.token(at).is_some_and(|t| t.kind == TokenKind::Possessive);
    head(doc, at + u32::from(own), end).is_some_and(|i| is_text(doc, i))
}

/// Whether the noun at token `i` means a text that somebody issues.
fn is_text(doc: &Doc, i: u32) -> bool {
    const NOUNS: &str = "\
        statement release communiqué communique letter memo memorandum post tweet message email bulletin \
        announcement";
    static TABLE: OnceLock<FxHashSet<u64>> = OnceLock::new();
    speech::listed(doc, i, &TABLE, NOUNS)
}
