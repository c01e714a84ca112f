//! Noun phrases beside a verb of speech, and who they mean.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::Mention;
use crate::facts::{Provenance, Undecided, Value, calendar};
use crate::source::Span;
use crate::text::{Doc, TokenKind, word_key};

/// Closed classes of words, as far as attribution needs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Class {
    /// May stand for a speaker: `he`, `they`.
    Pronoun,
    Determiner,
    Preposition,
    /// Begins another clause: `that`, `when`, `but`.
    Clause,
    Who,
    And,
    /// Forms of `be`.
    Be,
    /// `has`, `did`.
    Auxiliary,
    /// `would`, `may`.
    Modal,
    Adverb,
    Negation,
    /// `yesterday`, `Monday`.
    Time,
}

/// The words of each class, separated by blanks. A word belongs to the first class that has it.
const CLASSES: &[(Class, &str)] = &[
    (Class::Pronoun, "he she they i we you it"),
    (
        Class::Determiner,
        "the a an this these those his her their its our my your one two three four five six seven eight \
         nine ten some many several other another few both all most no every each any dozens scores hundreds",
    ),
    (
        Class::Preposition,
        "of for to with from by at in on about against near into over under between among through during \
         within without outside inside behind like unlike despite across toward towards upon per via amid \
         alongside besides beyond throughout above below around beside amongst",
    ),
    (
        Class::Clause,
        "that but when while as because if where although though after before since until than so yet or nor \
         which whose what how why whether whom",
    ),
    (Class::Who, "who"),
    (Class::And, "and"),
    (Class::Be, "is are was were be been being am"),
    (Class::Auxiliary, "has have had having did do does"),
    (Class::Modal, "will would could can may might must should shall"),
    (
        Class::Adverb,
        "also then later just once again still often even further now already always first earlier soon \
         instead himself herself themselves itself meanwhile however too ever rather long thus therefore \
         there here afterward afterwards",
    ),
    (Class::Negation, "not n't never neither hardly"),
    (
        Class::Time,
        "yesterday today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday last next",
    ),
];

pub(in crate::extract) fn class(doc: &Doc, i: u32) -> Option<Class> {
    static TABLE: OnceLock<FxHashMap<u64, Class>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for (class, words) in CLASSES {
            for word in words.split_whitespace() {
                table.entry(word_key(word)).or_insert(*class);
            }
        }
        table
    });
    let token = doc.token(i)?;
    table.get(&token.key).copied().or_else(|| {
        let word = token.span.of(doc.text);
        (token.is_word() && !token.capital && word.len() > 4 && word.ends_with("ly")).then_some(Class::Adverb)
    })
}

pub(in crate::extract) fn is(doc: &Doc, i: u32, wanted: Class) -> bool {
    class(doc, i) == Some(wanted)
}

/// The head of the noun phrase of tokens `first..end`: its last word before a preposition.
pub(super) fn head(doc: &Doc, first: u32, end: u32) -> Option<u32> {
    (first..end).take_while(|&i| !is(doc, i, Class::Preposition)).last()
}

/// Who is meant, and by which words.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// An entity; `Unknown(Name)` for somebody described but not identified.
    pub value: Value,
    pub span: Span,
    pub by: Option<Provenance>,
}

/// The article's person mentions by the tokens at their ends, and which tokens stand inside quotations.
pub struct Scene<'d, 't> {
    pub doc: &'d Doc<'t>,
    people: &'d [Mention],
    starts: FxHashMap<u32, usize>,
    ends: FxHashMap<u32, usize>,
    quoted: Vec<bool>,
}

/// Longest noun phrase looked at, in tokens.
const MAX_PHRASE: u32 = 16;

impl<'d, 't> Scene<'d, 't> {
    pub fn new(doc: &'d Doc<'t>, people: &'d [Mention], quotes: &[Mention]) -> Scene<'d, 't> {
        let mut starts: FxHashMap<u32, usize> = FxHashMap::default();
        let mut ends: FxHashMap<u32, usize> = FxHashMap::default();
        for (i, m) in people.iter().enumerate() {
            // Of mentions with a common end the longer one counts.
            if starts.get(&m.first).is_none_or(|&o| people[o].end < m.end) {
                starts.insert(m.first, i);
            }
            if ends.get(&m.end).is_none_or(|&o| people[o].first > m.first) {
                ends.insert(m.end, i);
            }
        }
        let mut quoted = vec![false; doc.tokens.len()];
        for q in quotes {
            let end = (q.end as usize + 1).min(quoted.len());
            quoted[(q.first as usize).saturating_sub(1).min(end)..end].fill(true);
        }
        Scene { doc, people, starts, ends, quoted }
    }

    /// Whether token `i` stands inside quotation marks, or is one of them.
    pub fn is_quoted(&self, i: u32) -> bool {
        self.quoted.get(i as usize).copied().unwrap_or(true)
    }

    /// Whether a person's name begins at token `i`.
    pub(super) fn is_named(&self, i: u32) -> bool {
        self.starts.contains_key(&i)
    }

    fn is_word(&self, i: u32) -> bool {
        self.doc.token(i).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
    }

    /// Whether token `i` may stand inside a noun phrase between words: hyphens, points of abbreviations, `'s`.
    fn joins(&self, i: u32) -> bool {
        let Some(t) = self.doc.token(i) else { return false };
        match t.kind {
            TokenKind::Possessive => true,
            TokenKind::Punct => match self.doc.word(i) {
                "-" | "‐" | "–" | "&" | "/" => !t.spaced || self.doc.word(i) == "&",
                "’" | "'" => !t.spaced,
                "." => i > 0 && self.doc.tokens[i as usize - 1].capital && !t.spaced,
                _ => false,
            },
            _ => false,
        }
    }

    fn breaks(&self, i: u32) -> bool {
        if self.is_quoted(i) {
            return true;
        }
        if !self.is_word(i) {
            return !self.joins(i);
        }
        // A word of a name breaks nothing: "Will Lund", "May Berg".
        if self.doc.tokens[i as usize].capital && !is(self.doc, i, Class::Pronoun) && self.in_sentence(i) {
            return false;
        }
        matches!(
            class(self.doc, i),
            Some(Class::Clause | Class::Who | Class::Be | Class::Auxiliary | Class::Modal | Class::Negation)
        ) || (super::speech::says(self.doc, i) && !self.starts.contains_key(&i))
    }

    /// Not the first word of its sentence.
    fn in_sentence(&self, i: u32) -> bool {
        self.doc.sentences.get(self.doc.sentence_of(i)).is_some_and(|s| s.first != i)
    }

    /// The noun phrase that ends right before token `end`, not before token `from`.
    pub fn phrase_before(&self, end: u32, from: u32) -> Option<(u32, u32)> {
        if end <= from || self.is_quoted(end - 1) {
            return None;
        }
        if is(self.doc, end - 1, Class::Pronoun) {
            return Some((end - 1, end));
        }
        let mut start = end;
        while start > from && end - start < MAX_PHRASE && !self.breaks(start - 1) {
            // A pronoun, or a person's verb: `Lund spoke to` is no part of the phrase.
            let verb = self.ends.contains_key(&(start - 1)) && super::speech::verb(self.doc, start - 1).is_some();
            if verb || is(self.doc, start - 1, Class::Pronoun) {
                break;
            }
            start -= 1;
        }
        // The phrase begins where no preposition governs it: "in Dorn the mayor", "a spokesman for the mayor".
        let first = (start..end).find(|&i| {
            self.may_begin(i) && (i == start || !is(self.doc, i - 1, Class::Preposition)) && !self.inside_name(i)
        })?;
        // "in early March | the surgeon general"
        let article = (first + 1..end).find(|&i| is(self.doc, i, Class::Determiner));
        let first =
            article.filter(|&i| (first..i).all(|i| calendar::month(self.doc.word(i)).is_some())).unwrap_or(first);
        // "…, senior administration | officials": what describes a bare plural behind a comma.
        let opens = start > from && self.doc.word(start - 1) == ",";
        let describes = |i: u32| self.is_plain(i) && !["ed", "ing", "ly"].iter().any(|e| self.doc.word(i).ends_with(e));
        let whole = opens && self.is_plain(first) && (start..first).all(describes);
        Some((if whole { start } else { first }, end))
    }

    /// A word in small letters that has no part in building sentences and tells no saying.
    fn is_plain(&self, i: u32) -> bool {
        let token = &self.doc.tokens[i as usize];
        token.kind == TokenKind::Word
            && !token.capital
            && class(self.doc, i).is_none()
            && super::speech::verb(self.doc, i).is_none()
    }

    /// The noun phrase that begins at token `first`, up to token `to` at most.
    pub fn phrase_after(&self, first: u32, to: u32) -> Option<(u32, u32)> {
        if first >= to || self.is_quoted(first) {
            return None;
        }
        if is(self.doc, first, Class::Pronoun) {
            return Some((first, first + 1));
        }
        if let Some(&m) = self.starts.get(&first)
            && self.people[m].end <= to
            && !self.possessive_at(self.people[m].end)
            && !self.owns(m)
            && !super::speech::may_speak(self.doc, self.people[m].end)
        {
            return Some((first, self.people[m].end));
        }
        if !self.may_begin(first) {
            return None;
        }
        let mut end = first + 1;
        while end < to && end - first < MAX_PHRASE && !self.breaks(end) {
            let stop = match class(self.doc, end) {
                Some(Class::Pronoun | Class::Adverb) => true,
                Some(Class::Preposition) => !matches!(self.doc.word(end), "of" | "for" | "from" | "with" | "at" | "in"),
                // `a court report` is no verb.
                _ => {
                    let one = matches!(self.doc.word(first), "a" | "an")
                        || self.doc.word(first) == "the" && !self.doc.word(end - 1).ends_with('s');
                    super::speech::verb(self.doc, end).is_some()
                        && !self.doc.tokens[end as usize].capital
                        && !(one && !self.doc.word(end).ends_with(['s', 'd', 'g']))
                }
            };
            let name = self.doc.tokens[end as usize].capital && self.in_sentence(end);
            // `Lund welcomed the news`: the verb behind a name.
            let deed = !name
                && self.doc.tokens[end as usize - 1].capital
                && !is(self.doc, end - 1, Class::Determiner)
                && self.doc.tokens[end as usize].kind == TokenKind::Word
                && self.doc.word(end).ends_with("ed");
            if (stop && !name) || deed {
                break;
            }
            end += 1;
        }
        // "one veteran | of the state's caucuses": what cannot be read to its end is no part of it.
        while end > first + 1 && matches!(class(self.doc, end - 1), Some(Class::Determiner | Class::Preposition)) {
            end -= 1;
        }
        let ends_sentence = |end: u32| self.doc.sentences[self.doc.sentence_of(end - 1)].end == end;
        while end > first + 1 && !self.is_word(end - 1) && (self.doc.word(end - 1) != "." || ends_sentence(end)) {
            end -= 1;
        }
        Some((first, end))
    }

    /// `his` of `his lawyer`: a mention, but not of who speaks.
    fn owns(&self, m: usize) -> bool {
        let words = self.people[m].span.of(self.doc.text);
        ["his", "her", "its", "their", "my", "our", "your"].iter().any(|own| words.eq_ignore_ascii_case(own))
    }

    /// Whether the name at tokens `i..behind` of the phrase that begins at `first` says whose people somebody is of: "one Lund ally".
    fn sorts(&self, first: u32, i: u32, behind: u32) -> bool {
        let counted = is(self.doc, first, Class::Determiner) || matches!(self.doc.lower(first), "one" | "another");
        let noun = self.doc.token(behind).is_some_and(|t| t.is_word() && !t.capital && t.spaced)
            && class(self.doc, behind).is_none();
        let reflexive = matches!(self.doc.word(behind), "himself" | "herself");
        counted && first < i && noun && !reflexive
    }

    fn possessive_at(&self, i: u32) -> bool {
        self.doc
            .token(i)
            .is_some_and(|t| t.kind == TokenKind::Possessive || (!t.spaced && matches!(self.doc.word(i), "'" | "’")))
    }

    /// Whether token `i` stands inside a person mention, after its first word.
    fn inside_name(&self, i: u32) -> bool {
        (i.saturating_sub(5)..i).any(|s| self.starts.get(&s).is_some_and(|&m| self.people[m].end > i))
    }

    fn may_begin(&self, i: u32) -> bool {
        let Some(t) = self.doc.token(i).filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)) else {
            return false;
        };
        // Also a name that is another word elsewhere: `Will Doran`, `Per Lund`.
        if self.starts.contains_key(&i) || (t.capital && self.in_sentence(i) && !self.closes_name(i)) {
            return true;
        }
        match class(self.doc, i) {
            Some(Class::Determiner | Class::Pronoun) => true,
            Some(_) => false,
            None => t.capital || t.kind == TokenKind::Number || self.plural(i) || self.leads_to_name(i),
        }
    }

    /// `I`, and small words of titles in capitals.
    fn closes_name(&self, i: u32) -> bool {
        matches!(class(self.doc, i), Some(Class::Preposition | Class::Clause | Class::And | Class::Who | Class::Be))
            && !self.doc.token(i + 1).is_some_and(|t| t.capital)
    }

    /// A bare title: `psychologist Mia Berg`, `former mayor Per Lund`.
    fn leads_to_name(&self, i: u32) -> bool {
        if super::speech::verb(self.doc, i).is_some() {
            return false;
        }
        for j in i + 1..i + 6 {
            // `master of ceremonies Per Lund`
            if self.breaks(j) || (class(self.doc, j).is_some() && self.doc.word(j) != "of") {
                return false;
            }
            if self.doc.tokens[j as usize].capital {
                return true;
            }
        }
        false
    }

    /// A bare plural may speak: `officials`, `analysts in Dorn`.
    fn plural(&self, i: u32) -> bool {
        let word = self.doc.word(i);
        word.len() > 4 && ((word.ends_with('s') && !word.ends_with("ss")) || matches!(word, "police" | "people"))
    }

    /// Who the noun phrase of tokens `first..end` means.
    pub fn speaker(&self, first: u32, end: u32) -> Speaker {
        let unknown = || Speaker { value: Value::Unknown(Undecided::Name), span: self.doc.span(first, end), by: None };
        let mut governed = false;
        let title = self.doc.tokens[first as usize].capital && !is(self.doc, first, Class::Determiner);
        let mut found: Option<usize> = None;
        let mut i = first;
        while i < end {
            if let Some(&m) = self.starts.get(&i).filter(|&&m| self.people[m].end <= end) {
                let behind = self.people[m].end;
                let head = !(self.possessive_at(behind)
                    || (behind < end
                        && (self.owns(m)
                            || self.sorts(first, i, behind)
                            || super::speech::may_speak(self.doc, behind))))
                    && (!governed || (title && behind == end && !is(self.doc, i - 1, Class::Preposition)));
                if head {
                    // Two who speak with one voice are not one speaker.
                    if found.is_some() {
                        return unknown();
                    }
                    found = Some(m);
                }
                i = behind;
                continue;
            }
            if is(self.doc, i, Class::Preposition) {
                governed = true;
                // "a spokesman for President Lund": never Lund, while "Minister of Defence Lund" is.
                if found.is_none() && !matches!(self.doc.word(i), "of" | "for") {
                    break;
                }
                if found.is_none() && self.doc.word(i) == "for" {
                    break;
                }
            }
            i += 1;
        }
        found.map_or_else(unknown, |m| self.person(m))
    }

    fn person(&self, m: usize) -> Speaker {
        let m = &self.people[m];
        Speaker { value: m.value.clone(), span: m.span, by: (&*m.by == "coreference").then_some(m.by) }
    }

    /// The person whose mention ends right before token `end`, and its first token.
    pub fn possessor_before(&self, end: u32) -> Option<(u32, Speaker)> {
        self.ends.get(&end).map(|&m| (self.people[m].first, self.person(m)))
    }

    /// A person mention that ends right before token `end`.
    pub fn person_before(&self, end: u32) -> Option<(u32, u32)> {
        self.ends.get(&end).map(|&m| (self.people[m].first, end))
    }

    /// The person who is described up to token `end`, a comma: `Lund, who came from Dorn,`, `Lund, 54,`.
    pub fn described_before(&self, end: u32, from: u32) -> Option<(u32, u32)> {
        const REACH: u32 = 25;
        (from.max(end.saturating_sub(REACH))..end).rev().find_map(|comma| {
            let opens = self.doc.word(comma) == ","
                && comma + 1 < end
                && !self.is_quoted(comma)
                && (is(self.doc, comma + 1, Class::Who)
                    || is(self.doc, comma + 1, Class::Determiner)
                    || self.doc.tokens[comma as usize + 1].kind == TokenKind::Number);
            self.person_before(comma).filter(|_| opens)
        })
    }

    /// The subject of the sentence that begins at `from`: its first noun phrase, phrases before a first comma apart.
    pub fn main_subject(&self, from: u32, to: u32) -> Option<(u32, u32)> {
        const MAX_OPENING: u32 = 30;
        const MAX_OPENINGS: usize = 4;
        let mut at = from;
        let mut opened = false;
        for _ in 0..MAX_OPENINGS {
            while at < to
                && (matches!(self.doc.word(at), "And" | "But" | "," | "Yet" | "So" | "—" | "–" | "-")
                    || (is(self.doc, at, Class::Adverb) && !self.starts.contains_key(&at))
                    || at + 1 < to && self.doc.word(at).ends_with("ly") && self.doc.word(at + 1) == ",")
            {
                at += 1;
            }
            if self.starts.contains_key(&at) || !(self.is_opening(at, to) || (opened && self.is_aside(at, to))) {
                break;
            }
            at = (at..to.min(at + MAX_OPENING)).find(|&i| self.doc.word(i) == "," && !self.is_quoted(i))? + 1;
            opened = true;
        }
        self.phrase_after(at, to)
    }

    /// Whether what begins at token `at` comes before the subject: `In Dorn,`, `Speaking of it,`, `Asked about it,`,
    /// `A month later,`.
    pub(super) fn is_opening(&self, at: u32, to: u32) -> bool {
        const MAX_TIME: u32 = 5;
        if matches!(class(self.doc, at), Some(Class::Preposition | Class::Clause | Class::Time)) {
            return true;
        }
        let Some(token) = self.doc.token(at) else { return false };
        let word = self.doc.word(at);
        let asked = word.ends_with("ed") && matches!(class(self.doc, at + 1), Some(Class::Preposition | Class::Clause));
        if token.capital && (word.ends_with("ing") || asked) {
            return true;
        }
        let near = at + 1..to.saturating_sub(1).min(at + MAX_TIME);
        near.clone().any(|i| matches!(self.doc.word(i), "later" | "ago" | "earlier") && self.doc.word(i + 1) == ",")
    }

    /// Whether a phrase between an opening and the subject begins at `at`: the second half of `In Dorn, Harbourland, Lund`.
    fn is_aside(&self, at: u32, to: u32) -> bool {
        self.phrase_after(at, to).is_some_and(|(first, end)| {
            let name = (first..end).all(|i| self.doc.tokens[i as usize].capital);
            let described = matches!(class(self.doc, end + 1), Some(Class::Who | Class::Determiner))
                || self.doc.token(end + 1).is_some_and(|t| t.kind == TokenKind::Number);
            let comma = end < to && self.doc.word(end) == ",";
            comma && name && !described && self.speaker(first, end).value.as_entity().is_none()
        })
    }
}
