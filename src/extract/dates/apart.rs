//! Dates told by what lies between them and another: `the day after tomorrow`, `the week after next`, `two Sundays ago`,
//! `Tuesday week`; and stretches cut at today: `the rest of the week`, `year to date`.

use super::expr::{Expr, Member, Nearest, Origin, YearRef};
use super::lexicon::{Kw, Lex, Unit, Vague};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// `day after tomorrow`, `week before last`, `week after Easter`, behind `the` or without it.
    pub fn unit_apart(&self, i: u32) -> Option<Found> {
        let Lex::Unit(unit, false) = self.lex(i) else { return None };
        let forward = match self.kw(i + 1)? {
            Kw::After => true,
            Kw::Before => false,
            _ => return None,
        };
        if unit < Unit::Day || self.title(i) {
            return None;
        }
        let beyond = match (forward, self.kw(i + 2)) {
            (true, Some(Kw::Next)) => Some(2),
            (false, Some(Kw::Last)) => Some(-2),
            _ => None,
        };
        if let Some(by) = beyond.filter(|_| unit > Unit::Workday && self.ends_phrase(i + 3)) {
            return Some(Found::new(i, i + 3, Expr::Shift { unit, by, origin: Origin::Article }));
        }
        let of = self.day_beside(i + 2).or_else(|| self.named_day(i + 2)).filter(|d| d.expr.is_day())?;
        let from = |unit| Expr::From { amount: Some(1.0), unit, forward, of: Box::new(of.expr.clone()) };
        let expr = match unit {
            Unit::Day => from(Unit::Day),
            Unit::Week => Expr::WeekOf(Box::new(from(Unit::Week))),
            _ => return None,
        };
        Some(Found::new(i, of.end, expr))
    }

    /// `Friday after Thanksgiving`, `Monday before May 5`: the nearest such weekday.
    pub fn weekday_apart(&self, i: u32) -> Option<Found> {
        let Lex::Weekday(day, false, false) = self.lex(i) else { return None };
        let forward = match self.kw(i + 1)? {
            Kw::After => true,
            Kw::Before => false,
            _ => return None,
        };
        let named = self.named_day(i + 2).filter(|d| matches!(d.expr, Expr::Holiday { .. }));
        let dated = || self.calendar(i + 2).filter(|d| matches!(d.expr, Expr::Day { .. }) && d.weekday.is_none());
        let of = named.or_else(dated)?;
        let day_from = |n| {
            let of = Box::new(of.expr.clone());
            Box::new(Expr::From { amount: Some(n), unit: Unit::Day, forward, of })
        };
        let week = if forward { (day_from(1.0), day_from(7.0)) } else { (day_from(7.0), day_from(1.0)) };
        let week = Box::new(Expr::Range(week.0, week.1));
        Some(Found::new(i, of.end, Expr::Nth { n: 1, what: Member::Weekday(day), of: week }))
    }

    /// `two Sundays ago`, `two Fridays from now`
    pub fn weekdays_apart(&self, i: u32) -> Option<Found> {
        let n = self.cardinal(i).filter(|n| n.whole().is_some_and(|n| (2..10).contains(&n)))?;
        let Lex::Weekday(day, _, true) = self.lex(n.end) else { return None };
        let (forward, end) = match (self.kw(n.end + 1)?, self.kw(n.end + 2)) {
            (Kw::Ago, _) => (false, n.end + 2),
            (Kw::From, Some(Kw::Now)) => (true, n.end + 3),
            _ => return None,
        };
        let near = if forward { Nearest::Coming } else { Nearest::Last };
        let of = Box::new(Expr::Weekday { day, near });
        Some(Found::new(i, end, Expr::From { amount: Some(n.value - 1.0), unit: Unit::Week, forward, of }))
    }

    /// A weekday behind a distance in weeks: `Tuesday` of "a week ago Tuesday", and the token after it.
    pub fn weekday_ago(&self, weeks: f64, at: u32) -> Option<(Expr, u32)> {
        let Lex::Weekday(day, false, false) = self.lex(at) else { return None };
        let of = Box::new(Expr::Weekday { day, near: Nearest::Last });
        Some((Expr::From { amount: Some(weeks), unit: Unit::Week, forward: false, of }, at + 1))
    }

    /// What says which day, week or month it was: `today` of "ten years ago today", `in May` of "two years ago in May".
    pub fn years_ago(&self, years: f64, at: u32) -> Option<(Expr, u32)> {
        if years.fract() != 0.0 || !(1.0..1000.0).contains(&years) {
            return None;
        }
        if let (true, Lex::Month(month, _)) = (self.is(at, Kw::In), self.lex(at + 1)) {
            let found = self.month_first(at + 1).filter(|_| self.capital(at + 1))?;
            let open = matches!(found.expr, Expr::Month { year: YearRef::Open, .. });
            let expr = Expr::Month { year: YearRef::Shift(-(years as i16)), month, near: Nearest::Open };
            return open.then_some((expr, found.end));
        }
        let weekday = || {
            let found = self.calendar(at)?;
            matches!(found.expr, Expr::Weekday { near: Nearest::Open, .. }).then_some(found)
        };
        let stretch = || {
            let found = self.deictic(at)?;
            matches!(found.expr, Expr::Shift { unit: Unit::Week | Unit::Month, origin: Origin::Article, .. })
                .then_some(found)
        };
        let of = self.simple_day(at).or_else(stretch).or_else(weekday)?;
        let amount = Some(years);
        Some((Expr::From { amount, unit: Unit::Year, forward: false, of: Box::new(of.expr) }, of.end))
    }

    /// `week` behind a weekday, as the British say: `Tuesday week`.
    pub fn weekday_week(&self, day: i8, at: u32) -> Option<(Expr, u32)> {
        let week = self.lex(at) == Lex::Unit(Unit::Week, false) && !self.capital(at) && !self.is_word(at + 1);
        let of = Box::new(Expr::Weekday { day, near: Nearest::Coming });
        let expr = Expr::From { amount: Some(1.0), unit: Unit::Week, forward: true, of };
        (week && !self.is_hyphen(at + 1)).then_some((expr, at + 1))
    }

    /// `rest of the week`, `remainder of 2025`, behind `the`
    pub fn rest_of(&self, i: u32) -> Option<Found> {
        if !matches!(self.word(i), "rest" | "remainder") || !self.is(i + 1, Kw::Of) {
            return None;
        }
        let of = self.inner(i + 2)?;
        // "The rest of the Sunday shows" is no time, and where a fiscal year ends is open.
        if !self.ends_phrase(of.end) || (i..of.end).any(|k| self.is(k, Kw::Fiscal)) {
            return None;
        }
        Some(Found::new(i, of.end, Expr::Rest(Box::new(of.expr))))
    }

    /// `year to date`, `month-to-date`
    pub fn to_date(&self, i: u32) -> Option<Found> {
        let Lex::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year), false) = self.lex(i) else {
            return None;
        };
        let to = self.skip_hyphen(i + 1);
        let date = self.skip_hyphen(to + 1);
        if !self.is(to, Kw::To) || self.word(date) != "date" {
            return None;
        }
        let start = Expr::Shift { unit, by: 0, origin: Origin::Article };
        Some(Found::new(i, date + 1, Expr::Range(Box::new(start), Box::new(Expr::Vague(Vague::Present)))))
    }
}
