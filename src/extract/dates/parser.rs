//! Walks over the tokens and finds temporal expressions, the longest at each place.

use std::cell::Cell;

use super::expr::{Clock, Expr, Origin};
use super::lexicon::{Kw, Lex, Unit, Vague};
use crate::extract::quantities::numerals::{self, joined};
use crate::text::{Doc, TokenKind};

/// A temporal expression: tokens `first..end`.
#[derive(Clone, Debug)]
pub struct Found {
    pub first: u32,
    pub end: u32,
    pub expr: Expr,
    /// The weekday named with a date, 1 is Monday, and its token.
    pub weekday: Option<(i8, u32)>,
}

impl Found {
    pub fn new(first: u32, end: u32, expr: Expr) -> Found {
        Found { first, end, expr, weekday: None }
    }
    /// The same, begun earlier.
    pub fn from(mut self, first: u32) -> Found {
        self.first = first;
        self
    }
}

/// The first of the longest.
struct Best(Option<Found>);

impl Best {
    fn or(&mut self, found: Option<Found>) {
        if let Some(found) = found
            && self.0.as_ref().is_none_or(|best| found.end > best.end)
        {
            self.0 = Some(found);
        }
    }
}

pub struct Parser<'d, 'a> {
    pub doc: &'d Doc<'a>,
    pub lex: &'d [Lex],
    /// Tokens of the block.
    pub lo: u32,
    pub hi: u32,
    /// Whether the block is a headline.
    pub headline: bool,
    /// Whether the article writes days before months: `25/12/2024`.
    pub day_first: bool,
    /// The last token that was asked for a number, and that number.
    pub known: Cell<(u32, Option<numerals::Numeral>)>,
}

impl Parser<'_, '_> {
    /// What [`Parser::known`] begins with.
    pub fn unasked() -> Cell<(u32, Option<numerals::Numeral>)> {
        Cell::new((u32::MAX, None))
    }
    pub fn lex(&self, i: u32) -> Lex {
        if i < self.hi { self.lex[i as usize] } else { Lex::Other }
    }
    pub fn kw(&self, i: u32) -> Option<Kw> {
        match self.lex(i) {
            Lex::Kw(k) => Some(k),
            _ => None,
        }
    }
    pub fn is(&self, i: u32, kw: Kw) -> bool {
        self.kw(i) == Some(kw)
    }
    /// The word before `i`, within the block.
    pub fn before(&self, i: u32) -> Option<Kw> {
        if i > self.lo { self.kw(i - 1) } else { None }
    }
    pub fn mark(&self, i: u32) -> Option<char> {
        if i < self.hi { numerals::mark(self.doc, i) } else { None }
    }
    pub fn mark_before(&self, i: u32) -> Option<char> {
        if i > self.lo { self.mark(i - 1) } else { None }
    }
    pub fn joined(&self, i: u32) -> bool {
        i < self.hi && joined(self.doc, i)
    }
    /// Whether the unit or day at `i` is a word of a title: `60 Minutes`, `This Week`. Headlines have capitals anyway.
    pub fn title(&self, i: u32) -> bool {
        !self.headline && self.capital(i) && !self.doc.tokens[i as usize].all_caps && !self.begins_sentence(i)
    }
    pub fn is_word(&self, i: u32) -> bool {
        i < self.hi && self.doc.tokens[i as usize].kind == TokenKind::Word
    }
    pub fn capital(&self, i: u32) -> bool {
        i < self.hi && self.doc.tokens[i as usize].capital
    }
    pub fn word(&self, i: u32) -> &str {
        if i < self.hi { self.doc.word(i) } else { "" }
    }
    /// The same with its ASCII letters in lower case.
    pub fn lower(&self, i: u32) -> &str {
        if i < self.hi { self.doc.lower(i) } else { "" }
    }
    pub fn is_number(&self, i: u32) -> bool {
        i < self.hi && self.doc.tokens[i as usize].kind == TokenKind::Number
    }
    pub fn is_hyphen(&self, i: u32) -> bool {
        matches!(self.mark(i), Some('-' | '‐' | '‑'))
    }
    /// The index behind a hyphen that joins two words at `i`, else `i`.
    pub fn skip_hyphen(&self, i: u32) -> u32 {
        if self.is_hyphen(i) && self.joined(i) && self.joined(i + 1) { i + 1 } else { i }
    }
    /// Whether a hyphen or dash joins `i` to what follows.
    pub fn dash(&self, i: u32) -> bool {
        matches!(self.mark(i), Some('-' | '‐' | '‑' | '–' | '—' | '−' | '~'))
    }
    /// Digits alone, up to four.
    pub fn plain_number(&self, i: u32) -> Option<i32> {
        if !self.is_number(i) {
            return None;
        }
        let word = self.doc.word(i);
        (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
    }
    /// Whether token `i` begins its sentence.
    pub fn begins_sentence(&self, i: u32) -> bool {
        self.doc.sentences.get(self.doc.sentence_of(i)).is_some_and(|s| {
            s.first == i || (s.first + 1 == i && self.doc.tokens[s.first as usize].kind == TokenKind::Punct)
        })
    }
    pub fn cardinal(&self, i: u32) -> Option<numerals::Numeral> {
        if i >= self.hi {
            return None;
        }
        // Nearly every form begins by asking.
        if let (at, known) = self.known.get()
            && at == i
        {
            return known;
        }
        let number = numerals::cardinal(self.doc, i).filter(|n| n.end <= self.hi);
        self.known.set((i, number));
        number
    }
    pub fn ordinal(&self, i: u32) -> Option<(u32, u32)> {
        if i < self.hi { numerals::ordinal(self.doc, i).filter(|o| o.1 <= self.hi) } else { None }
    }

    /// The temporal expression that begins at `i`.
    pub fn at(&self, i: u32) -> Option<Found> {
        if !self.may_begin(i) {
            return None;
        }
        let found = self.point(i)?;
        Some(self.range(found))
    }

    /// A quick look that spares most tokens the parse.
    fn may_begin(&self, i: u32) -> bool {
        if self.lex(i) != Lex::Other || self.is_number(i) {
            return true;
        }
        self.mark(i).is_some_and(|c| matches!(c, '\'' | '’' | '‘' | '½' | '¼' | '¾'))
            || matches!(self.lower(i), "once" | "twice" | "bi" | "semi" | "q" | "h" | "fy")
            || self.ordinal(i).is_some()
            || numerals::is_number_word(self.doc, i)
            || super::holidays::begins(self.doc, i)
            || matches!(self.cardinal(i), Some(n) if n.form == numerals::Form::Vague)
    }

    /// One date, time, duration or set with what belongs around it, without ranges.
    pub fn point(&self, i: u32) -> Option<Found> {
        let found = self.core(i)?;
        Some(self.with_time(found))
    }

    /// The longest of the forms at `i`.
    pub fn core(&self, i: u32) -> Option<Found> {
        if i >= self.hi {
            return None;
        }
        // The first of the longest: the order says which reading is preferred.
        let mut best = Best(None);
        best.or(self.article(i));
        best.or(self.modified(i));
        best.or(self.approximate(i));
        best.or(self.numeric(i));
        best.or(self.calendar(i));
        best.or(self.named_period(i));
        best.or(self.deictic(i));
        best.or(self.counted_stretch(i));
        best.or(self.simple(i));
        best.or(self.duration(i));
        best.or(self.unit_apart(i));
        best.or(self.weekday_apart(i));
        best.or(self.to_date(i));
        best.or(self.set(i));
        best.or(self.time(i));
        best.or(self.named_day(i));
        best.or(self.year(i));
        best.0
    }

    /// `the` before an expression that takes it.
    fn article(&self, i: u32) -> Option<Found> {
        if !self.is(i, Kw::The) {
            return None;
        }
        let mut best = Best(None);
        best.or(self.definite(i + 1));
        best.or(self.modified(i + 1));
        best.or(self.calendar(i + 1));
        best.or(self.named_period(i + 1));
        best.or(self.deictic(i + 1));
        best.or(self.counted_stretch(i + 1));
        best.or(self.counted(i + 1));
        best.or(self.reported(i + 1));
        best.or(self.named_day(i + 1).filter(|f| f.end > i + 2));
        best.or(self.year(i + 1).filter(|f| matches!(f.expr, Expr::Decade(_) | Expr::Century(_))));
        let found = best.0?;
        // `the Aug. 7 bombings`, `the Tuesday deadline`, `the Easter parade`: the article belongs to the noun.
        let holiday = matches!(found.expr, Expr::Holiday { .. }) && self.ordinal(i + 1).is_none();
        let weekday = matches!(self.lex(i + 1), Lex::Weekday(..)) && !matches!(found.expr, Expr::Nth { .. });
        if holiday || weekday || matches!(self.lex(i + 1), Lex::Month(..)) {
            return None;
        }
        Some(found.from(i))
    }

    /// Single words and fixed groups.
    fn simple(&self, i: u32) -> Option<Found> {
        let day = |by| Expr::Shift { unit: Unit::Day, by, origin: Origin::Article };
        match self.lex(i) {
            // "News Today" is a name.
            Lex::Kw(Kw::Today | Kw::Now | Kw::Tonight) if self.title(i) => None,
            // The newspaper of that name.
            Lex::Kw(Kw::Today) if i > self.lo && self.word(i - 1) == "USA" && self.capital(i) => None,
            Lex::Kw(Kw::Today) => Some(Found::new(i, i + 1, day(0))),
            Lex::Kw(Kw::Yesterday) => Some(Found::new(i, i + 1, day(-1))),
            Lex::Kw(Kw::Tomorrow) => Some(Found::new(i, i + 1, day(1))),
            Lex::Kw(Kw::Tonight) => {
                let clock = Clock::Part(super::lexicon::Part::Night);
                Some(Found::new(i, i + 1, Expr::At { day: Some(Box::new(day(0))), clock }))
            }
            // `at present`
            Lex::Kw(Kw::At) if self.word(i + 1) == "present" && self.ends_phrase(i + 2) => {
                Some(Found::new(i, i + 2, Expr::Vague(Vague::Present)))
            }
            Lex::Kw(Kw::Now) => Some(Found::new(i, i + 1, Expr::Vague(Vague::Present))),
            Lex::Vague(v) => self.vague(i, v),
            _ => None,
        }
    }

    fn vague(&self, i: u32, vague: Vague) -> Option<Found> {
        // "As soon as", "as recently as", "soon after" and "soon-to-be" name no time of their own.
        let after = vague == Vague::Future && (self.is(i + 1, Kw::After) || self.is_hyphen(i + 1));
        if after || self.word(i + 1) == "as" {
            return None;
        }
        Some(Found::new(i, i + 1, Expr::Vague(vague)))
    }
}
