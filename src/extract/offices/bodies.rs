//! One title in several bodies: `chairwoman of Acme, Borealis and Harkom`.

use super::parse::{MAX_STEPS, Parsed, Piece, Reader};
use crate::extract::{MentionKind, names};
use crate::facts::{Entity, EntityKind};
use crate::text::TokenKind;

impl Reader<'_> {
    /// The bodies behind the first that a title is held in too: "chairman of Acme, Borealis and | Harkom". Each with its tokens.
    /// What goes on with a verb may be a subject of its own: "the chairman of Acme and Borealis agreed".
    pub(super) fn further_bodies(&self, p: &Parsed) -> Vec<(Entity, u32, u32)> {
        let mut out = Vec::new();
        let named = p.tails.last().is_some_and(|t| {
            matches!(t.preposition, "of" | "at" | "for")
                && match t.pieces.last() {
                    Some(Piece::Name(e)) => e.kind == EntityKind::Organisation,
                    Some(Piece::Word(_)) => true,
                    _ => false,
                }
        });
        if p.title.plural || !p.others.is_empty() || !named {
            return out;
        }
        let end = self.doc.sentences.get(self.doc.sentence_of(p.first)).map_or(p.end, |s| s.end);
        let mut at = p.end;
        while at < end && out.len() < MAX_STEPS {
            // "the Acme Council (AC) and …"
            if at + 2 < end && self.doc.word(at) == "(" && self.doc.word(at + 2) == ")" {
                at += 3;
            }
            let comma = u32::from(at < end && self.doc.word(at) == ",");
            let and = u32::from(self.is_word(at + comma, "and"));
            let the = u32::from(self.is_word(at + comma + and, "the"));
            let first = at + comma + and + the;
            let Some((body, stop)) = self.another_body(p, first, end).filter(|_| comma + and > 0) else { break };
            out.push((body, first, stop));
            at = stop;
            if at + 2 < end && self.doc.word(at) == "(" && self.doc.word(at + 2) == ")" {
                at += 3;
            }
            if and == 0 {
                continue;
            }
            let ends = at >= end
                || self.doc.tokens[at as usize].kind == TokenKind::Punct
                    && !matches!(self.doc.word(at), "'" | "’" | "-")
                || ["since", "from", "in", "until", "before", "for"].iter().any(|w| self.is_word(at, w));
            return if ends { out } else { Vec::new() };
        }
        Vec::new()
    }

    /// The body whose name begins at `first`: a known one, or capitals that are more than a word.
    fn another_body(&self, p: &Parsed, first: u32, end: u32) -> Option<(Entity, u32)> {
        if let Some(m) = self.name_from(first).filter(|m| m.kind == MentionKind::Organisation && m.end <= end) {
            return Some((m.value.as_entity()?.clone(), m.end));
        }
        let mut stop = first;
        while stop < end && self.capital(stop) && !self.foreign_name(stop) && self.title(stop, end).is_none() {
            stop += 1;
        }
        let listed = p.tails.last().is_some_and(|t| matches!(t.pieces.last(), Some(Piece::Name(_) | Piece::Word(_))));
        let named = (first..stop).any(|i| self.name_over(i).is_some_and(|m| m.kind != MentionKind::Organisation));
        if stop <= first + 1 || named || !listed {
            return None;
        }
        let name = names::clean(self.doc.span(first, stop).of(self.doc.text));
        Some((names::entity(EntityKind::Organisation, &name), stop))
    }
}
