//! Years and decades.

use super::expr::{Expr, YearRef};
use super::lexicon::{Kw, Lex, Unit};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// A year alone, a span of years, a decade: `1996`, `1941-1945`, `the 1990s`, `'90s`.
    pub fn year(&self, i: u32) -> Option<Found> {
        if let Some(decade) = self.decade(i) {
            return Some(decade);
        }
        if let Some((year, end)) = self.year_of_era(i) {
            return Some(Found::new(i, end, Expr::Year(YearRef::Given(year))));
        }
        // `in '69`
        if let Some(year) = self.cut_year(i).filter(|_| matches!(self.before(i), Some(Kw::In | Kw::Since))) {
            return Some(Found::new(i, i + 2, Expr::Year(YearRef::Given(year))));
        }
        let year = self.year_number(i)?;
        // `the 2019/20 season`
        let next =
            self.plain_number(i + 2).filter(|n| self.word(i + 2).len() == 2 && *n == i32::from((year + 1) % 100));
        let slash = self.mark(i + 1) == Some('/') && self.joined(i + 1) && self.joined(i + 2);
        if slash && next.is_some() && (1900..2100).contains(&year) && self.ends_number(i, i + 3) {
            let of = |y| Box::new(Expr::Year(YearRef::Given(y)));
            return Some(Found::new(i, i + 3, Expr::Range(of(year), of(year + 1))));
        }
        if !self.year_stands(i, year) {
            return None;
        }
        // `2018 March 18`
        if let Some(Found { end, expr: Expr::Day { year: YearRef::Open, month, day, also }, .. }) =
            self.month_first(i + 1)
        {
            return Some(Found::new(i, end, Expr::Day { year: YearRef::Given(year), month, day, also }));
        }
        // `2015-1-32` is no day, but no year either
        if self.dash(i + 1) && self.joined(i + 1) && self.is_number(i + 2) && self.dash(i + 3) && self.joined(i + 3) {
            return None;
        }
        // `1941–1945`, `1990-91`
        if self.dash(i + 1)
            && self.joined(i + 1)
            && self.joined(i + 2)
            && let Some(n) = self.plain_number(i + 2)
            && !(self.is_word(i + 3) && self.joined(i + 3))
            && !(self.dash(i + 3) && self.joined(i + 3))
        {
            let last = match self.word(i + 2).len() {
                4 => n as i16,
                2 if n as i16 - year % 100 <= 15 => (year / 100 * 100).saturating_add(n as i16),
                _ => return None,
            };
            if last > year && last <= 2199 {
                let of = |y| Box::new(Expr::Year(YearRef::Given(y)));
                return Some(Found::new(i, i + 3, Expr::Range(of(year), of(last))));
            }
            return None;
        }
        Some(Found::new(i, i + 1, Expr::Year(YearRef::Given(year))))
    }

    /// `'69`: a year without its century, where the phrase ends behind it.
    pub fn cut_year(&self, i: u32) -> Option<i16> {
        let cut = matches!(self.mark(i), Some('\'' | '’' | '‘')) && self.joined(i + 1);
        let n = self.plain_number(i + 1).filter(|_| cut && self.word(i + 1).len() == 2)? as i16;
        self.ends_phrase(i + 2).then_some(if n < 40 { 2000 + n } else { 1900 + n })
    }

    /// Whether nothing is joined to what stands from `i` to `end`.
    fn ends_number(&self, i: u32, end: u32) -> bool {
        let open = i == self.lo || !self.joined(i) || matches!(self.mark_before(i), Some('(' | '“' | '"'));
        open && !((self.is_word(end) || matches!(self.mark(end), Some('/' | '-'))) && self.joined(end))
    }

    /// Whether the four digits at `i` are a year and no number, name or code.
    fn year_stands(&self, i: u32, year: i16) -> bool {
        let opening = matches!(self.mark_before(i), Some('(' | '[' | '"' | '“' | '\'' | '‘' | '’' | '/' | '–' | '—'));
        if self.joined(i) && i > self.lo && !opening && !self.is_hyphen(i - 1) {
            return false;
        }
        if matches!(self.mark_before(i), Some('$' | '€' | '£' | '¥' | '#' | '+' | '№')) {
            return false;
        }
        // `mid-1996` is read with its prefix; `Covid-2019` and `F-1999` are names.
        if i > self.lo && self.is_hyphen(i - 1) && self.joined(i) && self.joined(i - 1) {
            return i > self.lo + 1 && self.is(i - 2, Kw::Mid);
        }
        // `32 - 2015` takes away, or numbers something.
        let cut = |k: u32| self.is_hyphen(k) && !self.joined(k) && !self.joined(k + 1);
        let short = |k: u32| self.plain_number(k).is_some() && self.word(k).len() < 4;
        if i > self.lo + 1 && cut(i - 1) && short(i - 2) || cut(i + 1) && short(i + 2) {
            return false;
        }
        if self.is_word(i + 1) && self.joined(i + 1) || matches!(self.mark(i + 1), Some('%' | '°' | '²')) {
            return false;
        }
        if self.mark(i + 1) == Some(':') && self.joined(i + 2) || self.mark(i + 1) == Some('/') && self.joined(i + 1) {
            return false;
        }
        let preposition = matches!(
            self.before(i),
            Some(
                Kw::In
                    | Kw::Since
                    | Kw::Until
                    | Kw::By
                    | Kw::From
                    | Kw::During
                    | Kw::Of
                    | Kw::Early
                    | Kw::Late
                    | Kw::Mid
                    | Kw::Before
                    | Kw::After
                    | Kw::Through
                    | Kw::Between
                    | Kw::Fiscal
                    | Kw::To
            )
        ) || matches!(self.mark_before(i), Some('('))
            || i > self.lo && matches!(self.lex(i - 1), Lex::Unit(Unit::Year, false) | Lex::Season(_));
        let counted = self.counts_things(i + 1) || self.unit_behind(i + 1);
        let modifies = matches!(self.before(i), Some(Kw::The)) || self.possessive_before(i);
        // Four digits without a comma that are a year of our time and not round: `on 1986 earnings`.
        let recent = (1950..=2035).contains(&year) && year % 10 != 0 && !self.unit_behind(i + 1);
        let named = recent || modifies && year % 100 != 0 || preposition && year % 50 != 0;
        if counted && !named {
            return false;
        }
        if matches!(
            self.before(i),
            Some(Kw::About | Kw::Nearly | Kw::Than | Kw::Over | Kw::Least | Kw::Most | Kw::Some | Kw::Up)
        ) && !(self.is(i - 1, Kw::Than) && matches!(self.before(i - 1), Some(Kw::Later | Kw::Earlier)))
        {
            // `between about 2015 and 2017`
            return self.is(i - 1, Kw::About)
                && matches!(self.before(i - 1), Some(Kw::Between | Kw::From | Kw::Since | Kw::In | Kw::Until))
                && (1900..=2060).contains(&year);
        }
        if i > self.lo && !preposition && self.is_word(i - 1) && self.capital(i - 1) && self.lex(i - 1) == Lex::Other {
            // "Zapad 2025" is a name. At the head of a sentence the capital says nothing.
            return self.begins_sentence(i - 1) && self.word(i - 1).len() < 3;
        }
        if !(1900..=2060).contains(&year) && i > self.lo {
            let preposition = matches!(
                self.before(i),
                Some(Kw::In | Kw::Since | Kw::Until | Kw::Before | Kw::After | Kw::During | Kw::Early | Kw::Late)
            ) || self.mark_before(i) == Some('(')
                || self.is(i - 1, Kw::To)
                    && i > self.lo + 1
                    && matches!(self.word(i - 2), "back" | "dating" | "dates" | "dated")
                || self.is(i - 1, Kw::The) && year >= 1700 && self.is_word(i + 1);
            return preposition
                && !self.capital(i + 1)
                && !(self.is_word(i + 1)
                    && self.lex(i + 1) == Lex::Other
                    && self.word(i + 1).len() > 3
                    && year < 1400);
        }
        (1900..=2060).contains(&year)
    }

    fn possessive_before(&self, i: u32) -> bool {
        i > self.lo && self.doc.tokens[i as usize - 1].kind == crate::text::TokenKind::Possessive
    }

    /// A unit of measure or time that a number before it counts.
    fn unit_behind(&self, i: u32) -> bool {
        matches!(self.lex(i), Lex::Unit(u, plural) if plural || u == Unit::Second)
            || matches!(self.mark(i), Some('%'))
            || matches!(
                self.word(i),
                "km" | "kg" | "miles" | "metres" | "meters" | "feet" | "euros" | "dollars" | "GMT"
            )
    }

    /// `the late` or `the late 70s and early` before `i`; "highs in the mid 70s" are degrees.
    fn in_the_late(&self, i: u32) -> bool {
        let late = |k: u32| matches!(self.before(k), Some(Kw::Early | Kw::Late));
        let the = |k: u32| late(k) && self.before(k - 1) == Some(Kw::The);
        let joint = late(i) && i > self.lo + 5 && matches!(self.before(i - 1), Some(Kw::And | Kw::Or | Kw::To));
        the(i) || joint && self.word(i - 3) == "s" && (the(i - 4) || self.before(i - 4) == Some(Kw::The))
    }

    /// `1990s`, `'90s`, `the 80s`, `the nineties`.
    fn decade(&self, i: u32) -> Option<Found> {
        let at = if matches!(self.mark(i), Some('\'' | '’' | '‘')) && self.joined(i + 1) { i + 1 } else { i };
        if let Some(n) = self.plain_number(at) {
            let letter = matches!(self.word(at + 1), "s" | "'s" | "’s") && (self.joined(at + 1) || n >= 1000);
            if !letter || n % 10 != 0 {
                return None;
            }
            let year =
                match self.word(at).len() {
                    4 if (1000..2200).contains(&n) => n,
                    // "in his 20s" is an age.
                    2 if at > i || self.is(i.wrapping_sub(1).max(self.lo), Kw::The) || self.in_the_late(i) => {
                        if n < 20 { 2000 + n } else { 1900 + n }
                    }
                    _ => return None,
                };
            // `the 1800s` are a hundred years, `the 2000s` mostly ten.
            let hundred = year % 100 == 0 && year < 2000;
            let expr = if hundred { Expr::Century((year / 100) as i16) } else { Expr::Decade(year as i16) };
            return Some(Found::new(i, at + 2, expr));
        }
        let tens = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let lower = self.lower(i);
        let n = tens.iter().position(|t| *t == lower)?;
        let the = matches!(self.before(i), Some(Kw::The | Kw::Early | Kw::Late | Kw::Mid));
        the.then(|| Found::new(i, i + 1, Expr::Decade(1920 + 10 * n as i16)))
    }
}
