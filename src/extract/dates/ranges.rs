//! From one date to another.

use super::expr::{Amount, Clock, Expr, Nearest, YearRef};
use super::lexicon::{Kw, Unit, Vague};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// Ranges with a dash or `to`: `2014 to 2018`, `May to July`, `Monday-Friday`, `9 a.m. to 5 p.m.`.
    pub fn range(&self, found: Found) -> Found {
        let found = self.hours_of_day(found);
        let i = found.end;
        let dash = self.dash(i);
        let before = self.before(found.first);
        // `from the end of 2007 to`
        let from = before == Some(Kw::From);
        let between = before == Some(Kw::Between);
        let word = match self.kw(i) {
            Some(Kw::To | Kw::Until | Kw::Through) => {
                from || self.is(i, Kw::Through) || !matches!(found.expr, Expr::Year(_))
            }
            Some(Kw::And) => between,
            _ => false,
        };
        if !dash && !word || word && from && self.moves(found.first - 1) {
            return found;
        }
        let Some(second) =
            self.present(i + 1).or_else(|| self.point(i + 1)).or_else(|| self.month_and_day_behind(&found, i + 1))
        else {
            return found;
        };
        // Of different lengths where a preposition opens the range: `from 2014 to May 2018`, `Nov-Feb 5, 2017`
        let opened = from || between || self.is(i, Kw::Through) || self.joined(i) && self.joined(i + 1);
        let fits = match (length(&found.expr), length(&second.expr)) {
            (Some(Length::Time), Some(Length::Time)) => true,
            (Some(a), Some(b)) if a == b => {
                same_kind(&found.expr, &second.expr) || (from || between) && a != Length::Time
            }
            (Some(a), Some(b)) if a != Length::Time && b != Length::Time => {
                opened && (year_given(&second.expr) || b == Length::Day && a == Length::Month && !dash)
                    || a != Length::Quarter && is_today(&second.expr)
            }
            _ => false,
        };
        if !fits {
            return found;
        }
        let (a, b) = share(found.expr, second.expr);
        Found { expr: Expr::Range(Box::new(a), Box::new(b)), end: second.end, ..found }
    }

    /// `the present`, `date`, `present`, as the end of a range: `from 1994 to the present`, `2015 to date`, `2015–present`.
    fn present(&self, i: u32) -> Option<Found> {
        let at = if self.is(i, Kw::The) { i + 1 } else { i };
        let end = match self.word(at) {
            "present" | "Present" if matches!(self.word(at + 1), "day" | "time") => at + 2,
            "present" | "Present" => at + 1,
            "date" if at == i => at + 1,
            "current" if self.word(at + 1) == "date" => at + 2,
            _ => return None,
        };
        (self.ends_phrase(end) || self.is(end, Kw::Of)).then(|| Found::new(i, end, Expr::Vague(Vague::Present)))
    }

    /// `moved the vote from May 3 to June 5`: two days, and no stretch between them.
    pub fn moves(&self, from: u32) -> bool {
        let stems = ["postpon", "reschedul", "moved", "moving", "delay", "push", "shift"];
        let start = self.doc.sentences.get(self.doc.sentence_of(from)).map_or(from, |s| s.first);
        (start.max(from.saturating_sub(12))..from).any(|k| stems.iter().any(|s| self.word(k).starts_with(s)))
    }

    /// `for three days from Monday`, `two weeks starting on May 5`: the days that a length takes.
    pub fn anchored(&self, i: u32, end: u32, amount: Amount, unit: Unit) -> Option<Found> {
        let amount = amount.filter(|n| n.fract() == 0.0 && *n >= 1.0 && unit >= Unit::Day)?;
        let mut at = if self.mark(end) == Some(',') { end + 1 } else { end };
        let begins = matches!(self.word(at), "starting" | "beginning");
        at += u32::from(begins);
        let from = self.is(at, Kw::From) && (begins || self.before(i) == Some(Kw::For));
        if !begins && !from {
            return None;
        }
        at += u32::from(from || self.is(at, Kw::On));
        let day = self.day_beside(at)?;
        let counted = |amount, unit, forward, of| Expr::From { amount: Some(amount), unit, forward, of };
        let past = counted(amount, unit, true, Box::new(day.expr.clone()));
        let last = counted(1.0, Unit::Day, false, Box::new(past));
        Some(Found::new(i, day.end, Expr::Range(Box::new(day.expr), Box::new(last))))
    }

    /// `10/1 to 11/7`: digits that only the first of a range makes a date.
    fn month_and_day_behind(&self, found: &Found, i: u32) -> Option<Found> {
        let digits = matches!(found.expr, Expr::Day { year: YearRef::Open, .. }) && self.is_number(found.first);
        digits.then(|| self.digit_pair(i)).flatten()
    }
}

/// How long the end of a range is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Time,
    Day,
    Month,
    Quarter,
    Year,
}

fn length(expr: &Expr) -> Option<Length> {
    Some(match expr {
        Expr::At { clock: Clock::At(..), .. } => Length::Time,
        Expr::Vague(Vague::Present) => Length::Day,
        Expr::Month { .. } => Length::Month,
        Expr::Quarter { .. } => Length::Quarter,
        Expr::Year(_) => Length::Year,
        expr if expr.is_day() => Length::Day,
        _ => return None,
    })
}

/// Whether no preposition is needed to join them: `May 3 to June 5`, `Monday-Friday`, `2019 to today`.
fn same_kind(a: &Expr, b: &Expr) -> bool {
    match (a, b) {
        (Expr::Vague(_), _)
        | (Expr::Holiday { .. } | Expr::Nth { .. } | Expr::From { .. } | Expr::Offset { .. }, _) => false,
        (_, b) if is_today(b) => true,
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

fn is_today(expr: &Expr) -> bool {
    matches!(expr, Expr::Shift { unit: Unit::Day, .. } | Expr::Vague(Vague::Present))
}

fn year_given(expr: &Expr) -> bool {
    match expr {
        Expr::Day { year, .. } | Expr::Month { year, .. } | Expr::Quarter { year, .. } => {
            matches!(year, YearRef::Given(_))
        }
        Expr::Year(_) => true,
        _ => false,
    }
}

/// The year that only the second names holds for both: `January to April 2015`.
fn share(a: Expr, b: Expr) -> (Expr, Expr) {
    // `9 a.m. to 5 p.m. on Friday`
    match (&a, &b) {
        (Expr::At { day: None, clock }, Expr::At { day: Some(day), .. }) => {
            let first = Expr::At { day: Some(day.clone()), clock: *clock };
            return (first, b);
        }
        (Expr::At { day: Some(day), .. }, Expr::At { day: None, clock }) => {
            let second = Expr::At { day: Some(day.clone()), clock: *clock };
            return (a, second);
        }
        // `from Tuesday to Thursday next week`
        (Expr::Weekday { day, near: Nearest::Open }, Expr::Weekday { day: last, near: near @ Nearest::Week(_) })
            if day < last =>
        {
            return (Expr::Weekday { day: *day, near: *near }, b);
        }
        _ => {}
    }
    let year = match &b {
        Expr::Day { year, .. } | Expr::Month { year, .. } | Expr::Quarter { year, .. } => *year,
        _ => return (a, b),
    };
    let (order, a) = match (a, &b) {
        (Expr::Month { year: YearRef::Open, month, near }, Expr::Month { month: last, .. }) => {
            (month <= *last, Expr::Month { year, month, near })
        }
        (Expr::Month { year: YearRef::Open, month, near }, Expr::Day { month: last, .. }) => {
            (month <= *last, Expr::Month { year, month, near })
        }
        (Expr::Day { year: YearRef::Open, month, day, also }, Expr::Day { month: last, .. }) => {
            (month <= *last, Expr::Day { year, month, day, also })
        }
        (Expr::Quarter { year: YearRef::Open, quarter }, Expr::Quarter { .. }) => {
            (true, Expr::Quarter { year, quarter })
        }
        (a, _) => return (a, b),
    };
    // `November to February 2017` began the year before.
    let a = match a {
        Expr::Month { year, month, near } if !order => Expr::Month { year: year.before(), month, near },
        Expr::Day { year, month, day, also } if !order => Expr::Day { year: year.before(), month, day, also },
        a => a,
    };
    (a, b)
}
