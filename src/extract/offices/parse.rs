//! The grammar of titles: `[tenure, degrees, areas, bodies] title [of / for / to / at body]`.
//!
//! A title of the list is the head; what belongs to it is read leftwards and rightwards from there, never past the
//! sentence. Every step consumes tokens, and there are at most [`MAX_STEPS`] of them on either side.

use super::register::listed_place;
use super::tables::{Area, LISTS, Tense, Title, skip_hyphen};
use crate::extract::quotes::{Class, class, says};
use crate::extract::{Mention, MentionKind};
use crate::facts::{Entity, calendar};
use crate::text::{Doc, Token, word_key};

/// Parts read on one side of a title at most; real titles have under ten.
pub(super) const MAX_STEPS: usize = 14;

/// One part of what stands around a title.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Area(&'static Area),
    /// Words as written.
    Word(String),
    /// A name, with the entity it is.
    Name(Entity),
    /// `of`, `for`, `and`, `the`, ...
    Link(&'static str),
    Office(Box<Parsed>),
}

/// Behind a title: the preposition, whether `the` follows it, and what it leads to.
#[derive(Clone, Debug)]
pub(super) struct Tail {
    pub preposition: &'static str,
    pub the: bool,
    pub pieces: Vec<Piece>,
}

/// An office as read from tokens `first..end`.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    pub first: u32,
    pub end: u32,
    /// Tokens of the title itself.
    pub head: (u32, u32),
    pub title: &'static Title,
    pub degrees: Vec<&'static str>,
    /// They stand between what comes before the title and the title.
    pub degrees_behind: bool,
    /// Areas, institutions and bodies before the title, in order of the text.
    pub before: Vec<Piece>,
    pub tails: Vec<Tail>,
    /// The place the office belongs to; or a person, whose chief of staff it is.
    pub body: Option<Entity>,
    /// "Russian and Belarusian defence ministers": the bodies before the last, each with its token range.
    pub others: Vec<(Entity, u32, u32)>,
    pub tense: Option<Tense>,
}

impl Parsed {
    pub fn new(title: &'static Title, first: u32, end: u32) -> Parsed {
        Parsed {
            first,
            end,
            head: (first, end),
            title,
            degrees: Vec::new(),
            degrees_behind: false,
            before: Vec::new(),
            tails: Vec::new(),
            body: None,
            others: Vec::new(),
            tense: None,
        }
    }
}

/// What the grammar reads from.
pub(super) struct Reader<'a> {
    pub doc: &'a Doc<'a>,
    /// In order of start, not overlapping.
    pub names: &'a [Mention],
    /// The text is the name of one office: every capitalised word belongs to it.
    pub whole: bool,
}

impl Reader<'_> {
    pub(super) fn name_from(&self, at: u32) -> Option<&Mention> {
        let i = self.names.partition_point(|m| m.first < at);
        self.names.get(i).filter(|m| m.first == at)
    }
    pub(super) fn name_up_to(&self, end: u32) -> Option<&Mention> {
        let i = self.names.partition_point(|m| m.end < end);
        self.names.get(i).filter(|m| m.end == end)
    }
    pub(super) fn name_over(&self, at: u32) -> Option<&Mention> {
        let i = self.names.partition_point(|m| m.end <= at);
        self.names.get(i).filter(|m| m.first <= at)
    }
    pub(super) fn capital(&self, at: u32) -> bool {
        self.doc.token(at).is_some_and(|t| t.capital && t.is_word())
    }
    pub(super) fn is_word(&self, at: u32, word: &str) -> bool {
        // Folding leaves first letters of English as they are.
        let begins =
            |t: &Token| self.doc.text.as_bytes()[t.span.start as usize].eq_ignore_ascii_case(&word.as_bytes()[0]);
        self.doc.token(at).is_some_and(|t| begins(t) && t.key == word_key(word))
    }
    /// Whether a name that cannot be part of a title stands at the token.
    pub(super) fn foreign_name(&self, at: u32) -> bool {
        self.name_over(at).is_some_and(|m| matches!(m.kind, MentionKind::Person))
    }

    /// The title at token `at`, with the token after it. Degrees and areas that belong to a later title are none.
    pub(super) fn title(&self, at: u32, end: u32) -> Option<(&'static Title, u32)> {
        let (title, stop) = self.title_words(at, end)?;
        // "Deputy" of "Deputy Defence Minister", "Justice" of "Justice Secretary".
        let belongs_on = LISTS.area_words.from(self.doc, at, end, |_, e| e == stop).is_some()
            || (stop == at + 1 && LISTS.degree(self.doc.tokens[at as usize].key).is_some());
        if belongs_on && self.title_ahead(stop, end) {
            return None;
        }
        // "Sen. Majority | Leader": of the Senate.
        let chamber = matches!(self.doc.word(at), "Sen" | "Senate") && stop > at + 1;
        if chamber && self.doc.token(stop).is_some() && matches!(self.doc.word(stop), "Majority" | "Minority") {
            return None;
        }
        // "unfair to judge Ada Lund": a verb.
        let verb = matches!(title.words, "judge" | "head" | "chair" | "coach" | "captain" | "partner");
        if verb && stop == at + 1 && at > 0 && !self.capital(at) && self.is_word(at - 1, "to") {
            return None;
        }
        // "U.S. Attorney General": a longer title begins inside.
        if (at + 1..stop).any(|i| self.title_words(i, end).is_some_and(|(_, e)| e > stop)) {
            return None;
        }
        // "Joint Chiefs", whose second word is no title.
        if at > 0 && LISTS.area_words.from(self.doc, at - 1, end, |_, e| e >= stop).is_some() {
            return None;
        }
        Some((title, stop))
    }

    fn title_words(&self, at: u32, end: u32) -> Option<(&'static Title, u32)> {
        let doc = self.doc;
        let fits = |id: u32, stop: u32| {
            let title = &LISTS.titles[id as usize];
            let upper = |i: u32| doc.tokens[i as usize].all_caps || !doc.tokens[i as usize].is_word();
            (!title.has('U') || (at..stop).all(upper) || (title.plural && self.capital(at)))
                && (!title.has('.') || self.capital(at) || self.whole || self.is_pointed(stop, end))
        };
        let (id, mut stop) = LISTS.title_words.from(doc, at, end, fits)?;
        let title = &LISTS.titles[id as usize];
        if title.has('.') && stop < end && doc.word(stop) == "." && !doc.tokens[stop as usize].spaced {
            stop += 1;
        }
        Some((title, stop))
    }

    /// "gov. Ada Lund": the point of an abbreviation, before a capital.
    fn is_pointed(&self, at: u32, end: u32) -> bool {
        at + 1 < end && self.doc.word(at) == "." && !self.doc.tokens[at as usize].spaced && self.capital(at + 1)
    }

    /// Whether areas and degrees, and then a title, follow.
    fn title_ahead(&self, from: u32, end: u32) -> bool {
        let mut at = skip_hyphen(self.doc, from, end);
        for _ in 0..6 {
            if self.title_words(at, end).is_some() {
                return true;
            }
            let Some(token) = self.doc.token(at).filter(|_| at < end) else { return false };
            if let Some((_, stop)) = LISTS.area_words.from(self.doc, at, end, |_, _| true) {
                at = stop;
            } else if LISTS.degree(token.key).is_some() || self.is_word(at, "and") || self.is_word(at, "&") {
                at += 1;
            } else {
                return false;
            }
            at = skip_hyphen(self.doc, at, end);
        }
        false
    }

    /// "Manager of the Month", "coach of the year".
    fn is_award(&self, at: u32, end: u32) -> bool {
        const TIMES: &[&str] =
            &["year", "month", "week", "day", "season", "match", "game", "decade", "century", "tournament"];
        at + 2 < end
            && self.is_word(at, "of")
            && self.is_word(at + 1, "the")
            && TIMES.iter().any(|time| self.is_word(at + 2, time))
    }

    /// "keynote speaker", "Rhodes scholar": who speaks once, and who was given money to study.
    fn is_honour(&self, title: &Title, at: u32, floor: u32) -> bool {
        let before: &[&str] = match title.words {
            "speaker" => {
                &["keynote", "commencement", "graduation", "guest", "featured", "motivational", "opening", "public"]
            }
            "scholar" | "fellow" => &["rhodes", "fulbright", "marshall", "truman", "guggenheim", "merit"],
            _ => return false,
        };
        at > floor && before.iter().any(|w| self.is_word(at - 1, w))
    }

    /// "a fellow conservative", "her fellow mayor", "fellow Sen. Lund": who is one of a kind, whatever he is.
    fn is_fellow_of(&self, at: u32, stop: u32, floor: u32, end: u32) -> bool {
        let noun = stop < end && self.doc.tokens[stop as usize].is_word() && class(self.doc, stop).is_none();
        self.is_word(at, "fellow")
            && noun
            && (at > floor && class(self.doc, at - 1) == Some(Class::Determiner)
                || self.capital(stop + 1)
                || self.is_pointed(stop + 1, end))
            && !says(self.doc, stop)
    }

    /// "official Washington": who decides there, all together.
    fn is_of_capital(&self, title: &Title, stop: u32, end: u32) -> bool {
        title.words == "official"
            && stop < end
            && self.capital(stop)
            && !self.capital(stop + 1)
            && listed_place(self.doc.word(stop)).is_some()
    }

    /// Reads the office whose title stands at token `at`; nothing left of `floor` or right of `end` belongs to it.
    pub(super) fn parse(&self, at: u32, floor: u32, end: u32, depth: u32) -> Option<Parsed> {
        let (title, stop) = self.title(at, end)?;
        if self.foreign_name(at) && self.name_over(at).is_none_or(|m| m.first < at || m.end <= stop) {
            return None;
        }
        // "Governors Association", "Council of Ministers of Defence": the title is a part of a name.
        if let Some(m) = self.name_over(at).filter(|m| m.kind == MentionKind::Organisation)
            && (m.end > stop || (m.first < at && title.plural && m.end == stop))
        {
            return None;
        }
        if self.is_award(stop, end)
            || self.is_honour(title, at, floor)
            || self.is_fellow_of(at, stop, floor, end)
            || self.is_of_capital(title, stop, end)
        {
            return None;
        }
        let mut parsed = Parsed::new(title, at, stop);
        self.leftwards(&mut parsed, floor);
        self.rightwards(&mut parsed, end, depth);
        Some(parsed)
    }
}

/// Months and weekdays.
pub(super) fn is_calendar(word: &str) -> bool {
    // Short forms that are names as well ("Jun", "Jul") are left out.
    const SHORT: &[&str] = &["jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec"];
    calendar::month(word).or_else(|| calendar::weekday(word)).is_some() || SHORT.contains(&word.to_lowercase().as_str())
}
