//! Dates with a word that says which part of them: `early 1990s`, `late Tuesday`, `later this year`, `year's end`.

use super::expr::{Clock, Expr, Nearest, Origin, YearRef};
use super::lexicon::{Kw, Lex, Unit};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// `early 1990s`, `late Tuesday`, `mid-2024`, `later this year`, `end of May`, `year's end`.
    pub fn modified(&self, i: u32) -> Option<Found> {
        match self.kw(i) {
            Some(Kw::Early | Kw::Late) => {
                if let Some(found) = self.part_of_day(i) {
                    return Some(found);
                }
                if let Lex::Season(season) = self.lex(i + 1) {
                    let expr = Expr::Season { year: YearRef::Open, season, near: Nearest::Open };
                    let named = self.named_period(i + 1).filter(|f| f.end > i + 2);
                    return Some(named.unwrap_or(Found::new(i, i + 2, expr)).from(i));
                }
                let at = self.skip_hyphen(i + 1);
                let at = if self.is(at, Kw::In) && (self.is(at + 1, Kw::The) || self.is_dated(at + 1)) {
                    at + 1
                } else {
                    at
                };
                let found = self.inner(at)?;
                // `early the next year`: of the year after the one told of
                let expr = match found.expr {
                    Expr::Running { unit, by: 1 } => Expr::Shift { unit, by: 1, origin: Origin::Text },
                    expr => expr,
                };
                Some(self.day_meant(Found { expr, ..found }.from(i)))
            }
            Some(Kw::Earlier | Kw::Later) => {
                if let Some(found) = self.part_of_day(i) {
                    return Some(found);
                }
                let at = if self.is(i + 1, Kw::In) || self.is(i + 1, Kw::On) { i + 2 } else { i + 1 };
                let found = self.inner(at)?;
                let fits = matches!(
                    found.expr,
                    Expr::Shift { .. } | Expr::Running { .. } | Expr::Weekday { .. } | Expr::Month { .. }
                ) && !self.is(at, Kw::That);
                fits.then(|| self.day_meant(found.from(i)))
            }
            Some(Kw::Sometime) => self.inner(if self.is(i + 1, Kw::In) { i + 2 } else { i + 1 }).map(|f| f.from(i)),
            Some(Kw::Mid) => {
                let at = self.skip_hyphen(i + 1);
                if let Lex::Season(season) = self.lex(at) {
                    let expr = Expr::Season { year: YearRef::Open, season, near: Nearest::Open };
                    return Some(Found::new(i, at + 1, expr));
                }
                self.inner(at).map(|f| f.from(i))
            }
            Some(Kw::End | Kw::Beginning | Kw::Middle) => self.part_of(i),
            _ => self.year_end(i),
        }
    }

    /// `early in the morning`, `late afternoon`
    fn part_of_day(&self, i: u32) -> Option<Found> {
        let led = self.is(i + 1, Kw::In) && self.is(i + 2, Kw::The);
        let at = if led { i + 3 } else { i + 1 };
        let Lex::Part(part) = self.lex(at) else { return None };
        let bare = led || matches!(self.before(i), Some(Kw::In | Kw::By | Kw::The)) && self.ends_phrase(at + 1);
        bare.then(|| Found::new(i, at + 1, Expr::At { day: None, clock: Clock::Part(part) }))
    }

    /// `late in the day Wednesday`, `later in the day on Monday`: which day that is.
    fn day_meant(&self, found: Found) -> Found {
        if !matches!(found.expr, Expr::Shift { unit: Unit::Day, by: 0, origin: Origin::Text }) {
            return found;
        }
        let at = if self.is(found.end, Kw::On) { found.end + 1 } else { found.end };
        let day = self.simple_day(at).or_else(|| self.calendar(at).filter(|d| d.expr.is_day()));
        day.map_or_else(|| found.clone(), |day| day.from(found.first))
    }

    fn is_dated(&self, i: u32) -> bool {
        matches!(self.lex(i), Lex::Month(..)) || self.year_number(i).is_some()
    }

    /// `year end`, `year's end`, `year-end`.
    fn year_end(&self, i: u32) -> Option<Found> {
        let Lex::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week), false) = self.lex(i) else { return None };
        let possessive = matches!(self.word(i + 1), "'s" | "’s");
        let at = if possessive { i + 2 } else { self.skip_hyphen(i + 1) };
        if !self.is(at, Kw::End) || !self.word(at).eq_ignore_ascii_case("end") {
            return None;
        }
        Some(Found::new(i, at + 1, Expr::Shift { unit, by: 0, origin: Origin::Article }))
    }
}
