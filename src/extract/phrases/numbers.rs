//! Lists of numbers in a hole.

use super::holes::{Filling, MAX_LIST, MAX_TEXT, Mentions};
use super::words::joint;
use crate::extract::MentionKind;
use crate::facts::Type;
use crate::text::{Doc, TokenKind};

impl Mentions<'_> {
    /// A list of numbers, each with the words behind it: `20 from the north, 15 to the islands`.
    pub(super) fn numbers(&self, doc: &Doc, at: u32, end: u32, ty: &Type, out: &mut Vec<Filling>) {
        let mut items = Vec::new();
        let mut pos = at;
        let mut ended = false;
        while items.len() < MAX_LIST {
            let Some(item) = self.one(doc, pos, end, ty) else { break };
            let bare = item.end;
            items.push(item);
            let stop = self.words_behind(doc, bare, end);
            for end in [stop, bare].into_iter().take(if stop > bare { 2 } else { 1 }) {
                out.push(Filling { items: items.clone(), end });
            }
            let Some((next, last)) = joint(doc, stop, end).filter(|(_, last)| *last || !ended) else { break };
            (pos, ended) = (next, ended || last);
        }
        out.reverse();
    }

    /// The token behind the words that go with a number: up to a mark, or the `and` before the next number.
    fn words_behind(&self, doc: &Doc, at: u32, end: u32) -> u32 {
        let mut i = at;
        while i < end && i < at + MAX_TEXT {
            let token = &doc.tokens[i as usize];
            let quantity = |i: u32| self.at(i).iter().any(|m| m.kind == MentionKind::Quantity);
            let mark = token.kind == TokenKind::Punct && !matches!(doc.word(i), "-" | "‑" | "’" | "'");
            if mark || quantity(i) || matches!(doc.word(i), "and" | "&") && quantity(i + 1) {
                break;
            }
            i += 1;
        }
        i
    }
}
