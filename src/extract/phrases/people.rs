//! People in a hole: with the titles before the name and what stands behind it.

use super::holes::{Filling, Item, MAX_LIST, Mentions, item};
use super::values::is_rank;
use super::words::{describes, joint, possessive};
use crate::extract::{Mention, MentionKind};
use crate::text::{Doc, TokenKind};

impl Mentions<'_> {
    /// One person, or a list of them, each with the titles before and the apposition behind.
    pub(super) fn people(&self, doc: &Doc, at: u32, end: u32, many: bool, open: bool, out: &mut Vec<Filling>) {
        let Some(head) = self.person(doc, at, end, open) else { return };
        let mut ends = vec![head.end];
        if let Some(after) = self.apposition(doc, head.end, end) {
            ends.push(after);
        }
        let mut items = vec![head];
        if many {
            let mut pos = ends[ends.len() - 1];
            let mut plain = ends[0];
            let mut ended = false;
            while items.len() < MAX_LIST {
                let next = [plain, pos].into_iter().find_map(|p| {
                    let (at, last) = joint(doc, p, end).filter(|(_, last)| *last || !ended)?;
                    Some((self.person(doc, at, end, open)?, last))
                });
                let Some((next, last)) = next else { break };
                ended |= last;
                plain = next.end;
                pos = self.apposition(doc, plain, end).unwrap_or(plain);
                items.push(next);
                // "with Varga, Dunin said": a comma alone makes no list of two.
                if !ended && joint(doc, pos, end).is_none() {
                    continue;
                }
                out.push(Filling { items: items.clone(), end: plain });
                if pos != plain {
                    out.push(Filling { items: items.clone(), end: pos });
                }
            }
            out.reverse();
        }
        for e in ends {
            out.push(Filling { items: items[..1].to_vec(), end: e });
        }
    }

    /// A person at `at`, titles, ranks and offices before the name passed over.
    pub(super) fn person(&self, doc: &Doc, at: u32, end: u32, open: bool) -> Option<Item> {
        let mut i = at;
        let mut titled = false;
        for _ in 0..8 {
            if i >= end {
                return None;
            }
            let here = self.at(i);
            let named = |m: &&&Mention| m.kind == MentionKind::Person || open && m.kind == MentionKind::OpenPerson;
            if let Some(m) = here.iter().find(|m| named(m) && m.end <= end) {
                return (!possessive(doc, m, end)).then(|| Item { titled, ..item(m) });
            }
            if let Some(m) = here.iter().find(|m| m.kind == MentionKind::Office && m.end <= end) {
                titled = true;
                i = m.end;
                continue;
            }
            if let Some(m) = here.iter().find(|m| m.kind == MentionKind::Demonym) {
                i = m.end;
                continue;
            }
            // "Yale graduate Ola Lund", "the Oslo lawyer".
            let of = |m: &&&Mention| matches!(m.kind, MentionKind::Organisation | MentionKind::Place) && m.end < end;
            if open && let Some(m) = here.iter().find(of) {
                i = m.end;
                continue;
            }
            let t = doc.token(i)?;
            let word = doc.word(i);
            let article = i == at
                && matches!(
                    word.to_ascii_lowercase().as_str(),
                    "the" | "his" | "her" | "its" | "their" | "counterpart"
                );
            let rank = t.is_word() && is_rank(doc, i);
            let point = word == "." && i > at && !t.spaced;
            let link = matches!(word, "counterpart" | "colleague" | "-");
            // "the singer and songwriter Ola Lund"
            let both = open && word == "and" && i > at && i + 1 < end && describes(doc, i - 1) && describes(doc, i + 1);
            if !(article || rank || point || link || open && describes(doc, i) || both) {
                return None;
            }
            i += 1;
        }
        None
    }

    /// First token behind ", the Russian defence minister," or ", 45,".
    fn apposition(&self, doc: &Doc, at: u32, end: u32) -> Option<u32> {
        if at >= end || doc.word(at) != "," {
            return None;
        }
        let mut i = at + 1;
        let mut office = false;
        let mut number = false;
        while i < end && i < at + 30 {
            if doc.word(i) == "," && (office || number) {
                return Some(i + 1);
            }
            // ", Mayor B and C, …": the office is somebody else's.
            if self.at(i).iter().any(|m| m.kind == MentionKind::Person) {
                return None;
            }
            if let Some(m) = self.at(i).iter().find(|m| m.kind == MentionKind::Office) {
                // ", the (new) defence minister,": the office stands at the head of the apposition.
                if !office && i > at + 3 {
                    return None;
                }
                office = true;
                i = m.end.max(i + 1);
                continue;
            }
            if doc.tokens[i as usize].kind == TokenKind::Number && i == at + 1 {
                number = true;
            } else if matches!(doc.word(i), "." | ";" | ":" | "“" | "”" | "\"") || (!office && i > at + 6) {
                return None;
            }
            i += 1;
        }
        None
    }
}
