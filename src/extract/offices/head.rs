//! What stands before a title: degrees, areas, bodies, words of tenure, read from the title leftwards.

use super::parse::{MAX_STEPS, Parsed, Piece, Reader, Tail, is_calendar};
use super::register::listed_place;
use super::tables::{Area, Category, LISTS, Tense, Title, is_hyphen};
use crate::extract::{MentionKind, names};
use crate::facts::Entity;
use crate::text::TokenKind;

impl Reader<'_> {
    /// The first token of the capitalised degrees and areas before a title at `at`.
    pub(super) fn qualifiers_before(&self, title: &'static Title, at: u32, floor: u32) -> u32 {
        let mut p = Parsed::new(title, at, at);
        let mut from = at;
        for _ in 0..MAX_STEPS {
            let area = self.area_before(&p, from, floor).filter(|(_, first)| self.capital(*first));
            if let Some((_, first)) = area {
                from = first;
                if let Some(first) = self.areas_before(&mut p, from, floor).filter(|&f| self.capital(f)) {
                    from = first;
                }
                continue;
            }
            let degree = from > floor
                && self.capital(from - 1)
                && LISTS.degree(self.doc.tokens[from as usize - 1].key).is_some();
            if !degree {
                break;
            }
            from -= 1;
        }
        from
    }

    pub(super) fn leftwards(&self, p: &mut Parsed, floor: u32) {
        let doc = self.doc;
        // `at`: first token read so far, fillers included; `p.first`: first token that belongs to the office.
        let mut at = p.first;
        for _ in 0..MAX_STEPS {
            if at <= floor {
                break;
            }
            let joined = is_hyphen(doc, at - 1) && !doc.tokens[at as usize].spaced && at - 1 > floor;
            let before = if joined { at - 1 } else { at };
            let token = &doc.tokens[before as usize - 1];
            if let Some((committee, from)) = self.committee_before(p, before, floor) {
                p.before.insert(0, Piece::Name(committee));
                (at, p.first) = (from, from);
                continue;
            }
            if p.body.is_none() || joined || !self.has_name(p) {
                if let Some((area, from)) = self.area_before(p, before, floor) {
                    p.degrees_behind |= p.before.is_empty() && !p.degrees.is_empty();
                    p.before.insert(0, Piece::Area(area));
                    (at, p.first) = (from, from);
                    if let Some(from) = self.areas_before(p, from, floor) {
                        (at, p.first) = (from, from);
                    }
                    continue;
                }
                if p.body.is_none()
                    && let Some(degree) = LISTS.degree(token.key).filter(|d| self.degree_fits(d, p))
                {
                    p.degrees.insert(0, degree);
                    (at, p.first) = (before - 1, before - 1);
                    continue;
                }
            }
            if let Some(tense) = LISTS.tense(token.key).filter(|_| token.is_word()) {
                // "New York governor": a name that begins with the word; "nearly toppled Mayor Ida Lund": a deed, and not done.
                let undone = before > floor + 1 && matches!(doc.word(before - 2), "nearly" | "almost");
                if !undone && self.name_over(before - 1).is_none_or(|m| m.end - m.first <= 1) {
                    // Somebody who was acting once is a former holder.
                    let kept = p.tense.filter(|t| *t != Tense::Current && tense != Tense::Former);
                    p.tense = kept.or(Some(tense));
                    at = before - 1;
                    if tense != Tense::Current {
                        p.first = at;
                    }
                    continue;
                }
            }
            if let Some(from) = self.body_before(p, before, floor) {
                (at, p.first) = (from, from);
                continue;
            }
            if let Some(from) = self.unknown_area_before(p, before, floor) {
                (at, p.first) = (from, from);
                continue;
            }
            match self.filler_before(before, floor) {
                Some(from) => at = from,
                None => break,
            }
        }
        // "one-time", "to be": two words of tenure.
        if p.first > floor + 1 && self.two_word_tense(p.first) {
            p.tense = Some(Tense::Former);
            p.first -= if is_hyphen(doc, p.first - 2) { 3 } else { 2 };
        }
    }

    fn two_word_tense(&self, first: u32) -> bool {
        if !self.is_word(first - 1, "time") {
            return false;
        }
        let one = if is_hyphen(self.doc, first - 2) { first.checked_sub(3) } else { first.checked_sub(2) };
        one.is_some_and(|i| self.is_word(i, "one"))
    }

    pub(super) fn has_name(&self, p: &Parsed) -> bool {
        p.before.iter().any(|x| matches!(x, Piece::Name(_)))
    }

    fn degree_fits(&self, degree: &str, p: &Parsed) -> bool {
        match degree {
            // "first" and "second" count terms as often as they rank.
            "first" | "second" => p.degrees.first().is_some_and(|d| *d == "deputy" || *d == "vice") || self.whole,
            "research" | "visiting" | "lead" => p.title.category == Category::Profession,
            _ => true,
        }
    }

    /// The area or institution right before `at`, with its first token.
    fn area_before(&self, p: &Parsed, at: u32, floor: u32) -> Option<(&'static Area, u32)> {
        let fits = |id: u32, from: u32| {
            let area = &LISTS.areas[id as usize];
            let caps = |i: u32| self.doc.tokens[i as usize].all_caps;
            (p.title.has('A') || area.has('i') || area.has('c'))
                && (!area.has('s') || self.capital(from))
                && (!area.has('U') || (from..at).all(caps))
                // An acronym that is read as a common word: "who".
                && !self.name_over(from).is_some_and(|m| m.first < from && m.kind != MentionKind::Organisation)
                && !self.foreign_name(from)
                // "Labour Party | leader": the party, not a leader of some party; "European Union | envoy": no union of Europe's.
                && !self.name_up_to(at).is_some_and(|m| {
                    m.first < from
                        && m.kind == MentionKind::Organisation
                        && (p.title.category == Category::Party || area.words == "union")
                })
        };
        let (id, from) = LISTS.area_words.up_to(self.doc, at, floor, fits)?;
        Some((&LISTS.areas[id as usize], from))
    }

    /// Further areas of one office before `at`: "Agriculture, Forestry and | Fisheries Minister". Returns the first token.
    fn areas_before(&self, p: &mut Parsed, at: u32, floor: u32) -> Option<u32> {
        if p.title.plural || !p.title.has('A') || at <= floor + 1 {
            return None;
        }
        if !(self.is_word(at - 1, "and") || self.is_word(at - 1, "&")) {
            return None;
        }
        let (area, mut from) = self.area_before(p, at - 1, floor)?;
        if self.capital(from) != self.capital(at) || area.has('i') {
            return None;
        }
        p.before.insert(0, Piece::Link("and"));
        p.before.insert(0, Piece::Area(area));
        while from > floor + 1 && self.doc.word(from - 1) == "," {
            let Some((area, next)) = self.area_before(p, from - 1, floor) else { break };
            if self.capital(next) != self.capital(at) || area.has('i') {
                break;
            }
            p.before.insert(0, Piece::Link(","));
            p.before.insert(0, Piece::Area(area));
            from = next;
        }
        Some(from)
    }

    /// A body right before `at`: "Russian", "Russia's", "FBI", "Acme". Returns its first token.
    fn body_before(&self, p: &mut Parsed, at: u32, floor: u32) -> Option<u32> {
        let doc = self.doc;
        let token = &doc.tokens[at as usize - 1];
        let possessive = token.kind == TokenKind::Possessive
            || (matches!(doc.word(at - 1), "'" | "’") && !token.spaced && at > floor + 1);
        let stop = if possessive { at - 1 } else { at };
        if stop <= floor {
            return None;
        }
        let party = self.party_before(p, at, floor).or_else(|| self.party_of_state_before(p, at, floor));
        if let Some((party, first)) = party.filter(|_| !possessive) {
            p.before.insert(0, Piece::Name(party));
            return Some(first);
        }
        let category = p.title.category;
        let Some(m) = self.name_up_to(stop).filter(|m| m.first >= floor) else {
            if let Some((place, first)) = self.place_in_name(stop, floor).filter(|_| p.body.is_none()) {
                p.body = Some(place);
                return Some(first);
            }
            return if possessive { None } else { self.unknown_body_before(p, at, floor) };
        };
        let entity = m.value.as_entity()?.clone();
        match m.kind {
            MentionKind::Demonym | MentionKind::Place => {
                let fits = possessive
                    || category.demonym_is_body()
                    || (category == Category::Sport && m.kind == MentionKind::Place);
                let open =
                    category == Category::Body && p.before.is_empty() && m.kind == MentionKind::Demonym && !possessive;
                // "Indiana mayor Ida Lund" is one in Indiana.
                let state = p.title.words == "mayor" && names::is_state(&entity.name) && !is_city_too(&entity.name);
                if p.body.is_some() || !fits || state || (open && p.title.words == "director") {
                    return None;
                }
                p.body = Some(entity);
                let mut from = m.first;
                if p.title.plural {
                    from = self.bodies_before(p, from, floor);
                }
                Some(from)
            }
            MentionKind::Organisation => {
                // A party before any other than its leader: "Republican Governor".
                let party = m.end == m.first + 1 && self.filler(m.first) && category != Category::Party;
                // "Ida Lund/Reuters | President Ola Berg": who took the picture.
                let credit = m.first > floor && self.doc.word(m.first - 1) == "/";
                // "at CPAC | Sen. Ida Lund": those who are elected are of no other body than theirs.
                let elected =
                    matches!(doc.word(p.head.0), "Sen" | "Rep" | "Gov" | "Senator" | "Congressman" | "Congresswoman");
                if self.has_name(p) || p.body.is_some() || party || credit || elected && !possessive {
                    return None;
                }
                // "U.N. | Ambassador": one to the United Nations.
                let sent = p.title.words == "ambassador" && p.tails.is_empty() && !possessive;
                if sent && matches!(&*entity.name, "United Nations" | "NATO" | "European Union") {
                    p.tails.push(Tail { preposition: "to", the: true, pieces: vec![Piece::Name(entity)] });
                    return Some(m.first);
                }
                p.before.insert(0, Piece::Name(entity));
                Some(m.first)
            }
            MentionKind::Person if possessive && matches!(category, Category::Staff | Category::Spokesperson) => {
                if p.body.is_some() {
                    return None;
                }
                p.body = Some(entity);
                Some(m.first)
            }
            _ => None,
        }
    }

    /// The place that an organisation's name begins with, where the institution behind it belongs to the title: "US House" of
    /// "US House Speaker".
    fn place_in_name(&self, stop: u32, floor: u32) -> Option<(Entity, u32)> {
        let m = self
            .name_over(stop - 1)
            .filter(|m| m.kind == MentionKind::Organisation && m.first >= floor && m.end > stop)?;
        let place = listed_place(self.doc.span(m.first, stop).of(self.doc.text))?;
        Some((place, m.first))
    }

    /// "Russian and | Belarusian defence ministers": notes the other bodies, returns the first token.
    fn bodies_before(&self, p: &mut Parsed, mut from: u32, floor: u32) -> u32 {
        while from > floor + 1 {
            let link = from - 1;
            if !(self.is_word(link, "and") || self.doc.word(link) == ",") {
                break;
            }
            let stop = if self.doc.tokens[link as usize - 1].kind == TokenKind::Possessive { link - 1 } else { link };
            let Some(m) = self
                .name_up_to(stop)
                .filter(|m| m.first >= floor && matches!(m.kind, MentionKind::Demonym | MentionKind::Place))
            else {
                break;
            };
            let Some(entity) = m.value.as_entity() else { break };
            p.others.insert(0, (entity.clone(), m.first, link));
            from = m.first;
        }
        from
    }

    /// A capitalised word that no list knows, between a body and a minister: "Sweden's Civil Defence Minister".
    fn unknown_area_before(&self, p: &mut Parsed, at: u32, floor: u32) -> Option<u32> {
        if !matches!(p.title.words, "minister" | "secretary") || !self.capital(p.head.0) || p.body.is_some() {
            return None;
        }
        let mut from = at;
        while from > floor && at - from < 3 && self.capital(from - 1) && self.name_over(from - 1).is_none() {
            from -= 1;
        }
        if from == at || from <= floor {
            return None;
        }
        let known = self.name_up_to(from).is_some_and(|m| matches!(m.kind, MentionKind::Demonym | MentionKind::Place))
            || self.doc.tokens[from as usize - 1].kind == TokenKind::Possessive;
        if !known && !self.whole {
            return None;
        }
        for i in (from..at).rev() {
            p.before.insert(0, Piece::Word(self.doc.word(i).to_string()));
        }
        Some(from)
    }

    /// Capitalised words that no list knows, before the head of a company or the like: "Acme chief executive".
    fn unknown_body_before(&self, p: &mut Parsed, at: u32, floor: u32) -> Option<u32> {
        if p.body.is_some() || self.has_name(p) || !(p.title.has('C') || self.whole) {
            return None;
        }
        let doc = self.doc;
        let start = doc.sentences.get(doc.sentence_of(at - 1)).map_or(0, |s| s.first);
        let mut from = at;
        while from > floor && at - from < 5 && self.capital(from - 1) && self.name_over(from - 1).is_none() {
            if !self.whole
                && (from - 1 == start
                    || self.is_small_word(from - 1)
                    || is_calendar(doc.word(from - 1))
                    || self.filler(from - 1))
            {
                break;
            }
            from -= 1;
        }
        // "Founding Director", "Engagement Manager at Acme": what sort of director; of what is said behind, if at all.
        let sort = !self.whole && at == from + 1 && (self.is_body_behind(p) || self.is_sort(from));
        if from == at || sort {
            return None;
        }
        for i in (from..at).rev() {
            p.before.insert(0, Piece::Word(doc.word(i).to_string()));
        }
        Some(from)
    }

    /// A preposition or conjunction, whose capital is that of a beginning: "“With Chairman Lund".
    fn is_small_word(&self, at: u32) -> bool {
        [
            "with", "under", "like", "for", "from", "as", "when", "but", "and", "if", "by", "after", "before", "since",
            "while",
        ]
        .iter()
        .any(|w| self.is_word(at, w))
    }

    /// Whether the title at hand has its body behind a preposition.
    fn is_body_behind(&self, p: &Parsed) -> bool {
        let at = p.head.1;
        let name = at + 1 + u32::from(self.is_word(at + 1, "the"));
        ["of", "at", "for"].iter().any(|w| self.is_word(at, w)) && self.capital(name)
    }

    /// An adjective or a line of work, whatever its capital: no body's name ends with it.
    fn is_sort(&self, at: u32) -> bool {
        const SORTS: &[&str] = &[
            "founding",
            "managing",
            "acting",
            "marketing",
            "engineering",
            "engagement",
            "operations",
            "sales",
            "product",
            "project",
            "program",
            "programme",
            "business",
            "development",
            "design",
            "research",
            "account",
            "brand",
            "human",
            "resources",
            "content",
            "training",
            "planning",
            "casting",
        ];
        let word = self.doc.folded(at);
        let all_caps = self.doc.tokens[at as usize].all_caps;
        !all_caps && (SORTS.contains(&word) || word.len() > 5 && ["ic", "al", "ive"].iter().any(|e| word.ends_with(e)))
    }

    /// A filler right before `at`, or whose adviser or minister somebody was: "former Obama (administration) | adviser". Such
    /// words belong to an office only where a word of tenure or a body stands before them.
    fn filler_before(&self, at: u32, floor: u32) -> Option<u32> {
        if at <= floor {
            return None;
        }
        if self.filler(at - 1) {
            return Some(at - 1);
        }
        // "former Ohio [Republican] | governor"
        if self.doc.word(at - 1) == "]" && at > floor + 2 && self.doc.word(at - 3) == "[" && self.filler(at - 2) {
            return Some(at - 3);
        }
        let era = self.is_word(at - 1, "administration") || self.is_word(at - 1, "era");
        let mut end = if era { at - 1 } else { at };
        if era && end > floor && is_hyphen(self.doc, end - 1) {
            end -= 1;
        }
        if let Some(m) = self.name_up_to(end) {
            return (m.kind == MentionKind::Person && m.first >= floor).then_some(m.first);
        }
        // A surname alone that the article does not explain: "former Lund | adviser".
        let former = |i: u32| LISTS.tense(self.doc.tokens[i as usize].key) == Some(Tense::Former);
        let alone = end > floor + 1 && self.capital(end - 1) && !is_calendar(self.doc.word(end - 1));
        (alone && former(end - 2)).then(|| end - 1)
    }

    /// Words that may stand between a title and its body, and say nothing of the office.
    fn filler(&self, at: u32) -> bool {
        const FILLERS: &[&str] = &[
            "top",
            "veteran",
            "embattled",
            "powerful",
            "influential",
            "newly",
            "elected",
            "appointed",
            "named",
            "own",
            "republican",
            "democratic",
            "democrat",
            "conservative",
            "labour",
            "labor",
            "gop",
            "tory",
            "liberal",
            "independent",
            "socialist",
            "communist",
            "centrist",
            "populist",
            "nationalist",
            "hardline",
            "hard",
            "line",
            "moderate",
            "progressive",
            "term",
            "right",
            "left",
            "wing",
            "far",
            "centre",
            "unelected",
            "civilian",
            "military",
            "first",
            "second",
            "third",
            "fourth",
            "last",
            "female",
            "long",
            "serving",
            "two",
            "three",
            "four",
        ];
        let Some(token) = self.doc.token(at) else { return false };
        if token.kind == TokenKind::Number {
            return true;
        }
        let word = self.doc.folded(at);
        FILLERS.contains(&word) || (matches!(word, "st" | "nd" | "rd" | "th") && !token.spaced)
    }
}

/// Of what the list has as states, those that have a mayor: their name is also that of a city.
fn is_city_too(state: &str) -> bool {
    matches!(state, "New York" | "Washington" | "District of Columbia")
}
