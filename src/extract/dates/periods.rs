//! Named stretches of the calendar: quarters, halves, seasons, weeks by number, centuries, fiscal years.

use super::expr::{Clock, Expr, Member, Nearest, YearRef};
use super::lexicon::{Kw, Lex, Unit};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// Any of them at `i`, without `the`.
    pub fn named_period(&self, i: u32) -> Option<Found> {
        let at = if self.is(i, Kw::Fiscal) || self.is(i, Kw::Comparable) { i + 1 } else { i };
        let found = self
            .quarter(at)
            .or_else(|| self.half_year(at))
            .or_else(|| self.century(at))
            .or_else(|| self.member(at))
            .or_else(|| self.week_of(at))
            .or_else(|| self.season(at))
            .or_else(|| self.numbered_week(at))
            .or_else(|| self.fiscal_year(i))
            .or_else(|| self.year_word(at))?;
        Some(found.from(i))
    }

    /// `of 2009`, `2019`, `of last year`; the year of what ends before `i`.
    fn year_of(&self, i: u32) -> (YearRef, u32) {
        let fiscal = |k: u32| if self.is(k, Kw::Fiscal) { k + 1 } else { k };
        let mut at = i;
        if self.is(at, Kw::Of) || self.is(at, Kw::In) || self.mark(at) == Some(',') {
            at += 1;
        }
        at = fiscal(at);
        if self.is(at, Kw::The) {
            at += 1;
        }
        if let Some(y) = self.year_number(at) {
            return (YearRef::Given(y), at + 1);
        }
        if let Some(y) = self.cut_year(at) {
            return (YearRef::Given(y), at + 2);
        }
        let year = |k: u32| self.lex(fiscal(k)) == Lex::Unit(Unit::Year, false);
        match self.kw(at) {
            Some(Kw::This | Kw::Current) if year(at + 1) => (YearRef::Shift(0), fiscal(at + 1) + 1),
            Some(Kw::Last | Kw::Previous) if year(at + 1) => (YearRef::Shift(-1), fiscal(at + 1) + 1),
            Some(Kw::Next | Kw::Coming) if year(at + 1) => (YearRef::Shift(1), fiscal(at + 1) + 1),
            Some(Kw::That | Kw::Same) if year(at + 1) => (YearRef::AfterLast(0), at + 2),
            _ if at > i && self.is(at.wrapping_sub(1), Kw::The) && self.lex(at) == Lex::Unit(Unit::Year, false) => {
                (YearRef::Shift(0), at + 1)
            }
            _ => (YearRef::Open, i),
        }
    }

    /// `third quarter of 1984`, `third-quarter`, `Q3 2019`, `2019 Q3`, `1988 second quarter`.
    fn quarter(&self, i: u32) -> Option<Found> {
        if let Some(n) = self.short_quarter(i) {
            let (year, end) = self.year_of(i + 2);
            return Some(Found::new(i, end.max(i + 2), Expr::Quarter { year, quarter: n }));
        }
        if let Some(year) = self.year_number(i) {
            let at = self.skip_hyphen(i + 1);
            if let Some(n) = self.short_quarter(at) {
                return Some(Found::new(i, at + 2, Expr::Quarter { year: YearRef::Given(year), quarter: n }));
            }
            self.ordinal(i + 1)?;
            let inner = self.quarter(i + 1)?;
            return match inner.expr {
                Expr::Quarter { year: YearRef::Open, quarter } => {
                    Some(Found::new(i, inner.end, Expr::Quarter { year: YearRef::Given(year), quarter }))
                }
                _ => None,
            };
        }
        let (n, at) = match self.ordinal(i) {
            Some((n, at)) if (1..=4).contains(&n) => (n as i8, at),
            _ if self.is(i, Kw::Final) => (4, i + 1),
            _ => return None,
        };
        // `the first and second quarters of 2020`: the year is of both
        if matches!(self.kw(at), Some(Kw::And | Kw::Or | Kw::To | Kw::Through))
            && let Some((_, stop)) = self.ordinal(at + 1).filter(|o| (1..=4).contains(&o.0))
            && self.lex(stop) == Lex::Unit(Unit::Quarter, true)
        {
            return Some(Found::new(i, at, Expr::Quarter { year: self.year_of(stop + 1).0, quarter: n }));
        }
        let at = self.skip_hyphen(at);
        let at = if self.is(at, Kw::Fiscal) { at + 1 } else { at };
        let joint = matches!(self.before(i), Some(Kw::And | Kw::Or | Kw::To | Kw::Through));
        if !matches!(self.lex(at), Lex::Unit(Unit::Quarter, plural) if !plural || joint) {
            return None;
        }
        let (year, end) = self.year_of(at + 1);
        Some(Found::new(i, end.max(at + 1), Expr::Quarter { year, quarter: n }))
    }

    /// `Q3`: the letter and the digit are two tokens.
    fn short_quarter(&self, i: u32) -> Option<i8> {
        let n = self.plain_number(i + 1).filter(|n| (1..=4).contains(n) && self.word(i + 1).len() == 1)?;
        (matches!(self.word(i), "Q" | "q") && self.joined(i + 1)).then_some(n as i8)
    }

    /// `first half of 2020`, `second half of the year`.
    fn half_year(&self, i: u32) -> Option<Found> {
        let digit =
            self.plain_number(i + 1).filter(|n| (1..=2).contains(n) && self.word(i) == "H" && self.joined(i + 1));
        if let Some(n) = digit {
            let (year, end) = self.year_of(i + 2);
            return Some(Found::new(i, end.max(i + 2), Expr::Half { year, half: n as i8 }));
        }
        if let Some(year) = self.year_number(i) {
            let at = self.skip_hyphen(i + 1);
            let n = self.plain_number(at + 1).filter(|n| (1..=2).contains(n) && self.word(at) == "H")?;
            let year = YearRef::Given(year);
            return self.joined(at + 1).then(|| Found::new(i, at + 2, Expr::Half { year, half: n as i8 }));
        }
        let (n, at) = self.ordinal(i).filter(|o| o.0 < 3)?;
        if !self.is(self.skip_hyphen(at), Kw::Half) {
            return None;
        }
        let (year, end) = self.year_of(self.skip_hyphen(at) + 1);
        (year != YearRef::Open).then(|| Found::new(i, end, Expr::Half { year, half: n as i8 }))
    }

    /// `20th century`, `nineteenth-century`.
    fn century(&self, i: u32) -> Option<Found> {
        let (n, at) = self.ordinal(i).filter(|o| (1..=30).contains(&o.0))?;
        // `the 18th and early 19th centuries`
        if matches!(self.kw(at), Some(Kw::And | Kw::Or | Kw::To)) {
            let early = matches!(self.kw(at + 1), Some(Kw::Early | Kw::Late | Kw::Mid));
            let (next, stop) = self.ordinal(at + 1 + u32::from(early)).filter(|o| o.0 > n && o.0 <= 30)?;
            let century = matches!(self.lex(self.skip_hyphen(stop)), Lex::Unit(Unit::Century, _)) && next > n;
            return century.then(|| Found::new(i, at, Expr::Century(n as i16 - 1)));
        }
        let at = self.skip_hyphen(at);
        if !matches!(self.lex(at), Lex::Unit(Unit::Century, _)) {
            return None;
        }
        if self.is(at + 1, Kw::Bc) {
            return Some(Found::new(i, at + 2, Expr::Century(-(n as i16))));
        }
        Some(Found::new(i, at + 1, Expr::Century(n as i16 - 1)))
    }

    /// `summer of 2019`, `spring 2020`; a season alone is read by its words before.
    fn season(&self, i: u32) -> Option<Found> {
        let Lex::Season(season) = self.lex(i) else { return None };
        let (year, mut end) = self.year_of(i + 1);
        // `the winter of 2019-20`
        if let (YearRef::Given(y), true) = (year, self.dash(end) && self.joined(end) && self.joined(end + 1))
            && self.plain_number(end + 1) == Some(i32::from((y + 1) % 100))
        {
            end += 2;
        }
        (year != YearRef::Open && end > i + 1)
            .then(|| Found::new(i, end, Expr::Season { year, season, near: Nearest::Open }))
    }

    /// `first Tuesday in November`, `last week of 2016`, `third month of the year`.
    fn member(&self, i: u32) -> Option<Found> {
        let (n, at) = match self.ordinal(i) {
            Some((n, at)) if n < 60 => (n as i8, at),
            _ if matches!(self.kw(i), Some(Kw::Last | Kw::Final)) => (-1, i + 1),
            _ => return None,
        };
        let what = match self.lex(at) {
            Lex::Weekday(day, _, false) => {
                // `first Monday evening of next month`
                if let (Lex::Part(part), Some(day)) =
                    (self.lex(at + 1), self.member_of(i, n, Member::Weekday(day), at + 2))
                {
                    let clock = Clock::Part(part);
                    return Some(Found { expr: Expr::At { day: Some(Box::new(day.expr)), clock }, ..day });
                }
                Member::Weekday(day)
            }
            Lex::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month), false) => Member::Unit(unit),
            _ => return None,
        };
        self.member_of(i, n, what, at + 1)
    }

    /// The stretch that a member is counted in: `of May`, `in 2016`.
    fn member_of(&self, i: u32, n: i8, what: Member, at: u32) -> Option<Found> {
        if !matches!(self.kw(at), Some(Kw::Of | Kw::In)) {
            return None;
        }
        let of = self.plain_date(at + 1).or_else(|| self.short_month(at + 1))?;
        let long = matches!(
            of.expr,
            Expr::Month { .. } | Expr::Year(_) | Expr::Shift { unit: Unit::Month | Unit::Year, .. } | Expr::Decade(_)
        );
        long.then(|| Found::new(i, of.end, Expr::Nth { n, what, of: Box::new(of.expr) }))
    }

    /// `Jan`, which is a name elsewhere
    fn short_month(&self, i: u32) -> Option<Found> {
        let (month, short) = self.is_month(i).filter(|_| self.capital(i))?;
        let (year, end) = self.year_behind(self.month_end(i, short));
        Some(Found::new(i, end, Expr::Month { year, month, near: Nearest::Open }))
    }

    /// `week of July 23`, `week ending March 19`, `weekend of Labor Day`
    fn week_of(&self, i: u32) -> Option<Found> {
        let weekend = match self.lex(i) {
            Lex::Unit(Unit::Week, false) => false,
            Lex::Unit(Unit::Weekend, false) => true,
            _ => return None,
        };
        if !self.is(i + 1, Kw::Of) && !matches!(self.word(i + 1), "beginning" | "starting" | "ending" | "ended") {
            return None;
        }
        let day = self.plain_date(i + 2).or_else(|| self.numbered_day(i + 2)).or_else(|| self.named_day(i + 2))?;
        if !day.expr.is_day() {
            return None;
        }
        let of = Box::new(day.expr);
        Some(Found::new(i, day.end, if weekend { Expr::WeekendOf(of) } else { Expr::WeekOf(of) }))
    }

    /// `the 18th`, of the month that the tense says
    fn numbered_day(&self, i: u32) -> Option<Found> {
        let at = if self.is(i, Kw::The) { i + 1 } else { i };
        let (day, end) = self.ordinal(at).filter(|o| self.is_number(at) && (1..=31).contains(&o.0))?;
        Some(Found::new(i, end, Expr::DayOfMonth { day: day as i8, month: 0, named: false, weekday: None }))
    }

    /// A holiday and its year.
    pub fn named_day(&self, i: u32) -> Option<Found> {
        if i >= self.hi {
            return None;
        }
        let (index, end) = super::holidays::at(self.doc, i).filter(|h| h.1 <= self.hi)?;
        // `Labor Day weekend`, `Easter week`
        let stretch = match self.lex(end) {
            Lex::Unit(unit @ (Unit::Week | Unit::Weekend), false) => Some(unit),
            _ => None,
        };
        let (year, end) = self.year_behind(end + u32::from(stretch.is_some()));
        let day = Expr::Holiday { index, year, near: Nearest::Open };
        let expr = match stretch {
            Some(Unit::Week) => Expr::WeekOf(Box::new(day)),
            Some(_) => Expr::WeekendOf(Box::new(day)),
            None => day,
        };
        Some(Found::new(i, end, expr))
    }

    /// `week 31`, `week 3 of 2027`, `first week of 2015`.
    fn numbered_week(&self, i: u32) -> Option<Found> {
        if self.lex(i) != Lex::Unit(Unit::Week, false) {
            return None;
        }
        let week = self.plain_number(i + 1).filter(|n| (1..=53).contains(n) && self.word(i + 1).len() <= 2)?;
        if self.is_word(i + 2) && self.joined(i + 2) || self.is_hyphen(i + 2) {
            return None;
        }
        let (year, end) = self.year_of(i + 2);
        Some(Found::new(i, end.max(i + 2), Expr::Week { year, week: week as i8 }))
    }

    /// `fiscal 1988`, `fiscal year 2019`.
    fn fiscal_year(&self, i: u32) -> Option<Found> {
        if self.word(i) == "FY" && self.year_number(i + 1).is_some() {
            let year = self.year_number(i + 1)?;
            return Some(Found::new(i, i + 2, Expr::Year(YearRef::Given(year))));
        }
        // `FY21`
        if self.word(i) == "FY" && self.joined(i + 1) && self.word(i + 1).len() == 2 {
            let year = self.plain_number(i + 1)? as i16;
            return Some(Found::new(i, i + 2, Expr::Year(YearRef::Given(2000 + year))));
        }
        if !self.is(i, Kw::Fiscal) && !self.is(i, Kw::Comparable) {
            return None;
        }
        let at = if self.lex(i + 1) == Lex::Unit(Unit::Year, false) { i + 2 } else { i + 1 };
        let year = self.year_number(at)?;
        Some(Found::new(i, at + 1, Expr::Year(YearRef::Given(year))))
    }

    /// `year 2008`
    fn year_word(&self, i: u32) -> Option<Found> {
        if self.lex(i) != Lex::Unit(Unit::Year, false) {
            return None;
        }
        let year = self.year_number(i + 1)?;
        (!self.counts_things(i + 2)).then(|| Found::new(i, i + 2, Expr::Year(YearRef::Given(year))))
    }
}
