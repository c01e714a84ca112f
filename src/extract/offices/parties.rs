//! Parties, their committees and unions before a title: bodies of whose names no word is an area of its own.

use super::parse::{Parsed, Reader};
use super::tables::LISTS;
use crate::extract::{Mention, MentionKind, names};
use crate::facts::{Entity, EntityKind};

/// What the members of a party are called before its leader's title, longer words first.
const PARTIES: &[(&[&str], &str)] = &[
    (&["liberal", "democrat"], "Liberal Democrats"),
    (&["lib", "dem"], "Liberal Democrats"),
    (&["social", "democrat"], "Social Democrats"),
    (&["social", "democratic"], "Social Democrats"),
    (&["christian", "democrat"], "Christian Democrats"),
    (&["labour"], "Labour Party"),
    (&["labor"], "Labor Party"),
    (&["conservative"], "Conservative Party"),
    (&["tory"], "Conservative Party"),
    (&["liberal"], "Liberal Party"),
    (&["socialist"], "Socialist Party"),
    (&["communist"], "Communist Party"),
    (&["greens"], "Green Party"),
];

impl Reader<'_> {
    /// The party whose leader is told of by what its members are called: "Labour | leader". American parties have leaders in each chamber.
    pub(super) fn party_before(&self, p: &Parsed, at: u32, floor: u32) -> Option<(Entity, u32)> {
        let leads = p.title.words == "leader" && p.body.is_none() && !self.has_name(p);
        let fits = |words: &[&str]| {
            let first = at.checked_sub(words.len() as u32).filter(|&first| first >= floor)?;
            let same = (first..at).zip(words).all(|(i, w)| self.capital(i) && self.doc.folded(i) == *w);
            same.then_some(first)
        };
        let (name, first) = PARTIES.iter().filter(|_| leads).find_map(|(words, name)| Some((*name, fits(words)?)))?;
        Some((names::entity(EntityKind::Organisation, name), first))
    }

    /// The party of a state whose chairman is told of: "Ohio GOP | chairman".
    pub(super) fn party_of_state_before(&self, p: &Parsed, at: u32, floor: u32) -> Option<(Entity, u32)> {
        let chairs = matches!(p.title.words, "chairman" | "chairwoman" | "chair" | "chairperson");
        let party = chairs && matches!(self.doc.word(at - 1), "GOP" | "Republican" | "Democratic");
        let fits =
            |m: &&Mention| m.kind == MentionKind::Place && m.first >= floor && p.before.is_empty() && p.body.is_none();
        let place = self.name_up_to(at - 1).filter(|m| party && fits(m))?;
        let name = self.doc.span(place.first, at).of(self.doc.text);
        Some((names::entity(EntityKind::Organisation, name), place.first))
    }

    /// A party's committee or a union, of whose name no word is an area of its own: "Republican National Committee | chairman", "Harbour
    /// Workers Union | president".
    pub(super) fn committee_before(&self, p: &Parsed, at: u32, floor: u32) -> Option<(Entity, u32)> {
        const MOST: u32 = 5;
        let kind = self.doc.word(at - 1);
        if !p.before.is_empty() || p.body.is_some() || !matches!(kind, "Committee" | "Union") {
            return None;
        }
        let party = |i: u32| matches!(self.doc.word(i), "Republican" | "Democratic" | "National");
        let of_union = |i: u32| self.name_over(i).is_none() && LISTS.tense(self.doc.tokens[i as usize].key).is_none();
        let capitals = (floor.max(at.saturating_sub(MOST))..at).rev().take_while(|&i| self.capital(i));
        let first = capitals.filter(|&i| if kind == "Union" { of_union(i) } else { party(i) }).last()?;
        let named = kind == "Union" || (first..at).any(|i| party(i) && self.doc.word(i) != "National");
        let name = self.doc.span(first, at).of(self.doc.text);
        (named && first + 2 < at).then(|| (names::entity(EntityKind::Organisation, name), first))
    }
}
