//! What stands behind a title: `of Defence of Russia`, `to the Head of the Ministry`, `-elect`.

use super::parse::{MAX_STEPS, Parsed, Piece, Reader, Tail, is_calendar};
use super::register::listed_place;
use super::tables::{Area, Category, LISTS, Tense, is_hyphen};
use crate::extract::{Mention, MentionKind, names};
use crate::facts::{Entity, EntityKind};
use crate::text::TokenKind;

/// Offices within offices ("aide to the deputy to the head") at most.
const MAX_DEPTH: u32 = 3;

/// Words before the name of a state that are no part of it.
const STATES: &[&str] =
    &["newly", "independent", "modern", "democratic", "united", "reunified", "unified", "postwar", "neutral"];

impl Reader<'_> {
    pub(super) fn rightwards(&self, p: &mut Parsed, end: u32, depth: u32) {
        self.tense_behind(p, end);
        // "chief executive officer (CEO) | of Acme"
        let short = p.end;
        let glossed = short + 3 < end
            && self.doc.word(short) == "("
            && self.doc.tokens[short as usize + 1].all_caps
            && self.doc.word(short + 2) == ")";
        if glossed {
            p.end = short + 3;
            if !self.tail(p, end, depth) {
                p.end = short;
                return;
            }
        }
        for _ in 0..3 {
            if !self.tail(p, end, depth) {
                break;
            }
        }
    }

    /// "-elect", "designate", "nominee", "emeritus".
    fn tense_behind(&self, p: &mut Parsed, end: u32) {
        let mut at = p.end;
        if at < end && is_hyphen(self.doc, at) {
            at += 1;
        }
        if at >= end {
            return;
        }
        let tense = match self.doc.folded(at) {
            "elect" => Tense::Elect,
            "designate" | "nominee" | "designee" => Tense::Designate,
            "emeritus" | "emerita" => Tense::Former,
            _ => return,
        };
        p.tense = Some(tense);
        p.end = at + 1;
    }

    /// Reads one preposition with its body. False where none fits.
    fn tail(&self, p: &mut Parsed, end: u32, depth: u32) -> bool {
        let at = p.end;
        if at >= end || !self.doc.tokens[at as usize].is_word() {
            return false;
        }
        let title = p.title;
        let word = self.doc.folded(at);
        let preposition = match word {
            "of" => "of",
            "for" if title.has('A') || title.has('F') || title.has('T') || p.tails.last().is_some_and(is_area) => "for",
            "to" if title.has('T') || p.degrees.last().is_some_and(|d| *d == "deputy") => "to",
            "at" if title.has('P') || title.has('C') || title.category == Category::Education => "at",
            "with" if title.has('P') || title.has('F') => "with",
            "from" if title.has('R') => "from",
            _ => return false,
        };
        let mut from = at + 1;
        let mut the = self.is_word(from, "the");
        if the {
            from += 1;
        }
        if from >= end {
            return false;
        }
        if matches!(preposition, "to" | "for" | "of")
            && (title.has('T') || title.has('F') || preposition == "to")
            && self.nested(p, preposition, the, from, end, depth)
        {
            return true;
        }
        if title.plural && matches!(preposition, "of" | "for") && self.places(from, end) > 1 {
            return false;
        }
        if the || preposition != "to" {
            let name = self.adjectives(from, end);
            the &= name == from;
            from = name;
        }
        from = self.before_state(from, end);
        let mut tail = Tail { preposition, the, pieces: Vec::new() };
        let body = p.body.clone();
        let Some(mut stop) = self.body(p, &mut tail, from, end) else { return false };
        if self.is_field(stop, end) || preposition == "for" && self.is_of_next_title(stop, end) {
            // "a professor of security | studies": what is taught is no body; "a spokesman for Ohio | Gov. Ada Lund".
            p.body = body;
            return false;
        }
        if preposition != "to" && !tail.pieces.is_empty() && self.follows_name(p.head.0) {
            let rest = self.rest_of_name(stop, end);
            if rest > stop {
                let name = self.doc.span(from, rest).of(self.doc.text).replace('\n', " ");
                tail.pieces = vec![Piece::Name(names::entity(EntityKind::Organisation, &name))];
                p.body.clone_from(&body);
                stop = rest;
            }
        }
        // "a professor of Norwegian history": the adjective is no body.
        let lower = self.doc.token(stop).is_some_and(|t| stop < end && t.is_word() && !t.capital && t.spaced);
        let unknown = matches!(tail.pieces.as_slice(), [Piece::Word(_)]);
        let open = title.category == Category::Profession || unknown;
        if open && lower && self.is_adjective(stop - 1) && !self.is_preposition(stop) {
            p.body = body;
            return false;
        }
        p.end = stop;
        if !tail.pieces.is_empty() {
            p.tails.push(tail);
        }
        true
    }

    /// Whether a capitalised word says of what people or kind something is: "Norwegian", "Jewish", "Romance" not.
    fn is_adjective(&self, at: u32) -> bool {
        let word = self.doc.word(at);
        self.name_up_to(at + 1).is_some_and(|m| m.kind == MentionKind::Demonym)
            || ["ish", "ian", "ese", "ic", "al", "can"].iter().any(|e| word.ends_with(e)) && word.len() > 4
    }

    fn is_preposition(&self, at: u32) -> bool {
        ["of", "in", "at", "for", "and", "or", "from", "who", "to", "since", "with", "is", "was", "has", "said"]
            .iter()
            .any(|w| self.is_word(at, w))
    }

    /// How many places a list at `at` names: "Russia and Belarus" 2.
    fn places(&self, mut at: u32, end: u32) -> usize {
        let mut count = 0;
        while at < end && count < 30 {
            if self.is_word(at, "the") {
                at += 1;
            }
            let Some(m) = self.name_from(at).filter(|m| m.kind == MentionKind::Place && m.end <= end) else { break };
            count += 1;
            at = m.end;
            let comma = at < end && self.doc.word(at) == ",";
            let and = self.is_word(at + u32::from(comma), "and");
            if !(comma || and) {
                break;
            }
            at += u32::from(comma) + u32::from(and);
        }
        count
    }

    /// "assistant to | the Head of the Ministry".
    fn nested(&self, p: &mut Parsed, preposition: &'static str, the: bool, from: u32, end: u32, depth: u32) -> bool {
        if depth >= MAX_DEPTH {
            return false;
        }
        for at in from..end.min(from + 8) {
            if !matches!(self.doc.tokens[at as usize].kind, TokenKind::Word | TokenKind::Possessive)
                && !is_hyphen(self.doc, at)
            {
                break;
            }
            if self.title(at, end).is_none() {
                continue;
            }
            let Some(inner) = self.parse(at, from, end, depth + 1) else { continue };
            if inner.first != from {
                break;
            }
            // "aide to President Ida Lund": the inner title is hers, and she is whose aide it is.
            if let Some(person) = self.person_behind(inner.end, end) {
                let Some(entity) = person.value.as_entity() else { return false };
                p.end = person.end;
                p.tails.push(Tail { preposition, the: false, pieces: vec![Piece::Name(entity.clone())] });
            } else {
                p.end = inner.end;
                p.tails.push(Tail { preposition, the, pieces: vec![Piece::Office(Box::new(inner))] });
            }
            return true;
        }
        false
    }

    /// The person whose name stands at `at`, ranks passed over.
    fn person_behind(&self, at: u32, end: u32) -> Option<&Mention> {
        let from = self.names.partition_point(|m| m.first < at);
        let m = self.names.get(from).filter(|m| m.kind == MentionKind::Person && m.end <= end && m.first <= at + 3)?;
        let ranks = |i: u32| self.capital(i) || self.doc.word(i) == ".";
        (at..m.first).all(ranks).then_some(m)
    }

    /// Reads a body from token `from` on into `tail`, places into `p.body`; returns the token after it.
    fn body(&self, p: &mut Parsed, tail: &mut Tail, from: u32, end: u32) -> Option<u32> {
        let doc = self.doc;
        let mut at = from;
        let mut place = None;
        for _ in 0..MAX_STEPS {
            if at >= end {
                break;
            }
            let start = tail.pieces.is_empty() || matches!(tail.pieces.last(), Some(Piece::Link(_)));
            // "Security Council" is that of the country at hand, whatever else has the name.
            let area = self.area_at(at, end);
            let own = |m: &&Mention| area.is_none_or(|(a, stop)| stop < m.end || (stop == m.end && !a.has('i')));
            if let Some(m) = self.name_from(at).filter(|m| m.end <= end).filter(own) {
                let Some(entity) = m.value.as_entity() else { break };
                match m.kind {
                    MentionKind::Place | MentionKind::Demonym => {
                        let possessive =
                            doc.token(m.end).is_some_and(|t| t.kind == TokenKind::Possessive) && m.end < end;
                        let after = m.end + u32::from(possessive);
                        let goes_on = self.institution_ahead(after, end);
                        // "New | American Pathways": a name that no list knows goes on.
                        let inside = matches!(tail.pieces.last(), Some(Piece::Word(_)));
                        if inside && !possessive && self.capital(after) && self.title(after, end).is_none() {
                            tail.pieces.push(Piece::Word(doc.span(m.first, m.end).of(doc.text).to_string()));
                            at = after;
                            continue;
                        }
                        if m.kind == MentionKind::Demonym && !goes_on {
                            break;
                        }
                        if !start && !goes_on {
                            break;
                        }
                        // An addressee is no body: "ambassador to France".
                        if tail.preposition == "to" || (place.is_some() && !goes_on) {
                            tail.pieces.push(Piece::Name(entity.clone()));
                        } else {
                            place = Some(entity.clone());
                        }
                        at = after;
                        if goes_on {
                            continue;
                        }
                        break;
                    }
                    MentionKind::Organisation => {
                        if !start && !matches!(tail.pieces.last(), Some(Piece::Area(_))) {
                            break;
                        }
                        if let Some((of, area)) = self.national(m) {
                            place = Some(of);
                            tail.pieces.push(Piece::Area(area));
                            at = m.end;
                            continue;
                        }
                        tail.pieces.push(Piece::Name(entity.clone()));
                        at = m.end;
                        continue;
                    }
                    // "chief executive of Ida Lund": a company is called after somebody.
                    MentionKind::Person if tail.pieces.is_empty() && self.named_after(p, tail, m) => {
                        tail.pieces.push(Piece::Name(Entity { kind: EntityKind::Organisation, ..entity.clone() }));
                        at = m.end;
                        continue;
                    }
                    _ => break,
                }
            }
            // "the Women's | March": one name.
            if self.capital(at) && self.is_genitive_of_name(at, end) {
                tail.pieces.push(Piece::Word(doc.span(at, at + 3).of(doc.text).to_string()));
                at += 3;
                continue;
            }
            if let Some((area, stop)) = self.area_at(at, end) {
                tail.pieces.push(Piece::Area(area));
                at = stop;
                continue;
            }
            // "Pantheon | Macroeconomics": the name of a body goes on as long as its capitals do.
            let goes_on = matches!(tail.pieces.last(), Some(Piece::Word(_)));
            if start || goes_on || self.institution_ahead(at, end) {
                if self.capital(at) && !is_calendar(doc.word(at)) && (self.title(at, end).is_none() || self.whole) {
                    tail.pieces.push(Piece::Word(doc.word(at).to_string()));
                    at += 1;
                    continue;
                }
                if start && !tail.pieces.is_empty() {
                    // A link that leads nowhere.
                    tail.pieces.pop();
                    at = self.before_link(at);
                    break;
                }
            } else if self.whole && self.capital(at) {
                tail.pieces.push(Piece::Word(doc.word(at).to_string()));
                at += 1;
                continue;
            }
            let Some((link, next)) = self.link(tail, at, end) else { break };
            tail.pieces.push(Piece::Link(link));
            at = next;
        }
        while let Some(Piece::Link(_)) = tail.pieces.last() {
            tail.pieces.pop();
            at = self.before_link(at);
        }
        if tail.pieces.is_empty() && place.is_none() {
            return None;
        }
        if let Some(place) = place {
            match &p.body {
                None => p.body = Some(place),
                // "French president of UEFA" was read leftwards as of France.
                Some(b) if b.kind == EntityKind::Place && *b != place => tail.pieces.push(Piece::Name(place)),
                Some(_) => {}
            }
        }
        Some(at)
    }

    /// Whether a person's name is that of the company whose head or founder is spoken of.
    fn named_after(&self, p: &Parsed, tail: &Tail, m: &Mention) -> bool {
        let heads = p.title.category == Category::Company
            && !matches!(p.title.words, "manager" | "partner" | "owner" | "co owner" | "founder");
        let genitive = self
            .doc
            .token(m.end)
            .is_some_and(|t| t.kind == TokenKind::Possessive || !t.spaced && matches!(self.doc.word(m.end), "'" | "’"));
        heads && tail.preposition == "of" && !genitive
    }

    /// A country and its institution in one name: "U.S. House of Representatives".
    fn national(&self, m: &Mention) -> Option<(Entity, &'static Area)> {
        (m.first + 1..m.end.min(m.first + 4)).find_map(|at| {
            let (area, _) = self.area_at(at, m.end).filter(|(a, stop)| *stop == m.end && a.has('i') && !a.has('n'))?;
            let place = listed_place(self.doc.span(m.first, at).of(self.doc.text))?;
            // The European Union is no union of Europe's.
            let is_state = names::country_of(&place.name).is_some() || names::is_state(&place.name);
            is_state.then_some((place, area))
        })
    }

    /// Whether a hyphen makes what ends before token `end` the first part of a longer word.
    fn is_first_part(&self, end: u32) -> bool {
        self.doc.token(end).is_some_and(|t| !t.spaced) && is_hyphen(self.doc, end)
    }

    /// What describes an organisation before its name: "the newly founded | Acme", "German carmaker | Acme". Returns the name's first
    /// token.
    fn adjectives(&self, from: u32, end: u32) -> u32 {
        let mut at = from;
        while at < end && at < from + 5 {
            if let Some(m) = self.name_from(at).filter(|m| m.kind == MentionKind::Organisation) {
                // "the Inter-American Dialogue"
                return if self.is_first_part(m.end) { from } else { at };
            }
            let word = self.doc.word(at);
            let people = self.name_from(at).filter(|m| m.kind == MentionKind::Demonym && m.end < end);
            if let Some(m) = people.filter(|m| !self.capital(m.end)) {
                at = m.end;
                continue;
            }
            let fits = is_hyphen(self.doc, at)
                || (self.doc.tokens[at as usize].is_word()
                    && !self.capital(at)
                    && self.area_at(at, end).is_none()
                    && self.title(at, end).is_none()
                    && !matches!(
                        word,
                        "a" | "an"
                            | "of"
                            | "for"
                            | "to"
                            | "in"
                            | "at"
                            | "on"
                            | "by"
                            | "with"
                            | "and"
                            | "or"
                            | "that"
                            | "who"
                            | "which"
                    ));
            if !fits {
                break;
            }
            at += 1;
        }
        from
    }

    /// What says since when or how a state is one, before its name: "of newly independent | Ghana". Returns the name's first token.
    fn before_state(&self, from: u32, end: u32) -> u32 {
        let mut at = from;
        while at < end && at < from + 2 && STATES.contains(&self.doc.folded(at)) {
            at += 1;
        }
        let place = self.name_from(at).is_some_and(|m| m.kind == MentionKind::Place);
        if place { at } else { from }
    }

    /// The token of the link (with its article) that ends before `at`.
    fn before_link(&self, at: u32) -> u32 {
        let mut at = at - 1;
        if self.is_word(at, "the") {
            at -= 1;
        }
        at
    }

    fn area_at(&self, at: u32, end: u32) -> Option<(&'static Area, u32)> {
        let fits = |id: u32, stop: u32| {
            let area = &LISTS.areas[id as usize];
            // "the head of the state-run agency"
            !self.is_first_part(stop)
                && (!area.has('s') || self.capital(at))
                && (!area.has('U') || (at..stop).all(|i| self.doc.tokens[i as usize].all_caps))
        };
        LISTS.area_words.from(self.doc, at, end, fits).map(|(id, stop)| (&LISTS.areas[id as usize], stop))
    }

    /// Whether a run of capitalised words, areas and institutions from `at` on holds an area or institution.
    fn institution_ahead(&self, at: u32, end: u32) -> bool {
        for i in at..end.min(at + 6) {
            if self.foreign_name(i) {
                return false;
            }
            if self.area_at(i, end).is_some() || self.name_from(i).is_some_and(|m| m.kind == MentionKind::Organisation)
            {
                return true;
            }
            if !self.capital(i) || self.title(i, end).is_some() {
                return false;
            }
        }
        false
    }

    /// A word that joins parts of a body, if one and more of the body follow.
    fn link(&self, tail: &Tail, at: u32, end: u32) -> Option<(&'static str, u32)> {
        let word = self.doc.word(at);
        let link = match word {
            "of" | "Of" => "of",
            "for" => "for",
            "and" => "and",
            "&" => "and",
            "," => ",",
            "on" => "on",
            "in" => "in",
            _ => return None,
        };
        let mut next = at + 1;
        if self.is_word(next, "the") {
            next += 1;
        }
        if next >= end || self.foreign_name(next) {
            return None;
        }
        let area = self.area_at(next, end);
        let after_area = matches!(tail.pieces.last(), Some(Piece::Area(a)) if !a.has('i'));
        match link {
            // Lists of areas: "Agriculture, Forestry and Fisheries".
            "," => {
                let (area, stop) = area?;
                let goes_on = self.doc.word(stop.min(end - 1)) == "," || self.is_word(stop, "and");
                (after_area && !area.has('i') && goes_on && self.capital(next)).then_some(("and", next))
            }
            "and" => {
                let same = self.capital(next) == self.capital(at - 1);
                let title = self.title(next, end).is_some();
                // "Acme and Borealis" are two bodies.
                let other = matches!(tail.pieces.last(), Some(Piece::Name(_)))
                    && self.name_from(next).is_some_and(|m| m.kind == MentionKind::Organisation);
                let fits = match area {
                    _ if other => false,
                    Some((a, _)) => (after_area || !a.has('i')) && same,
                    None => self.capital(next) && same && self.institution_ahead(next, end),
                };
                (fits && !title).then_some((link, next))
            }
            // "of the Department of International Cooperation"; a place or a name behind "of" is read by its own tail.
            "of" | "for" | "on" => {
                let name = self.name_from(next).is_some();
                let (lower, upper) = (area.is_some(), self.capital(next));
                (!name && (lower || (upper && self.title(next, end).is_none()))).then_some((link, next))
            }
            _ => (self.whole && self.capital(next)).then_some((link, next)),
        }
    }
}

fn is_area(tail: &Tail) -> bool {
    matches!(tail.pieces.last(), Some(Piece::Area(_)))
}
