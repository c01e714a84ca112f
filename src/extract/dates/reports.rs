//! The stretches that a report of a company is about, and those it compares them with: `the year-earlier quarter`,
//! `the latest period`, `the same period last year`, `the quarter ended Sept. 30`.

use super::calendar::{add_months, shift, unit_period, unknown};
use super::expr::{Amount, Expr, Origin, YearRef};
use super::lexicon::{Kw, Lex, Unit};
use super::parser::{Found, Parser};
use super::resolve::{Context, Direction, Period, Resolved, TEXT, resolve};
use crate::facts::{Day, Granularity};

/// What an article reports on, as far as it was named: a quarter, or a longer stretch that is known by its year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    year: i16,
    quarter: Option<i8>,
    days: Option<(Day, Day)>,
}

impl Report {
    /// What is reported on once `expr` has been read, if that says it.
    pub fn named(expr: &Expr, resolved: &Resolved, context: &Context, definite: bool) -> Option<Report> {
        let year = |days: Option<(Day, Day)>| days.map(|d| d.1.year()).or(context.year());
        let days = resolved.date.from.zip(resolved.date.to);
        // What lies ahead is forecast, not reported.
        if days.zip(context.article).is_some_and(|(days, own)| days.0 > own.1) {
            return None;
        }
        match expr {
            Expr::Quarter { .. } | Expr::Shift { unit: Unit::Quarter, .. } => Report::of_value(resolved),
            Expr::Ended { of, .. } => match **of {
                Expr::Duration { .. } | Expr::Shift { unit: Unit::Year, .. } => {
                    Some(Report { year: year(days)?, quarter: None, days })
                }
                _ => Report::of_value(resolved),
            },
            Expr::Fiscal(of) => Report::named(of, resolved, context, definite),
            Expr::Half { .. } => Some(Report { year: year(days)?, quarter: None, days: None }),
            // `the nine months`
            Expr::Duration { parts, reach: 0, .. } => {
                let long = matches!(parts[..], [(Some(n), Unit::Month)] if (2.0..12.0).contains(&n));
                (long && definite).then_some(Report { year: context.year()?, quarter: None, days: None })
            }
            Expr::Reported { year: YearRef::Shift(0), .. } => context.report,
            _ => None,
        }
    }

    fn of_value(resolved: &Resolved) -> Option<Report> {
        let (year, quarter) = resolved.value().split_once("-Q")?;
        let (year, quarter) = (year.parse().ok()?, quarter.parse().ok()?);
        Some(Report { year, quarter: Some(quarter), days: resolved.date.from.zip(resolved.date.to) })
    }

    /// The same stretch so many years later.
    pub fn after(self, years: i16) -> Option<Resolved> {
        let year = self.year.checked_add(years).filter(|y| (1..=9999).contains(y))?;
        let first = Day::new(year, self.quarter.map_or(1, |q| 3 * q - 2), 1).ok()?;
        let mut found = unit_period(first, if self.quarter.is_some() { Unit::Quarter } else { Unit::Year })?;
        if let Some((from, to)) = self.days {
            let moved = |day: Day| add_months(day, 12 * i64::from(years));
            let to = if to == to.last_of_month() { moved(to).map(Day::last_of_month) } else { moved(to) };
            (found.date.from, found.date.to) = (moved(from), to);
        }
        Some(found.leaning(Some(TEXT)))
    }
}

impl Parser<'_, '_> {
    /// `year-earlier`, `year-ago quarter`, `the year-earlier period`, `the year-ago third quarter`.
    pub fn year_ago(&self, i: u32) -> Option<Found> {
        let Lex::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week), false) = self.lex(i) else { return None };
        if !self.is_hyphen(i + 1) || !matches!(self.kw(i + 2), Some(Kw::Ago | Kw::Earlier)) {
            return None;
        }
        let end = i + 3;
        let reported = |end, quarter| Found::new(i, end, Expr::Reported { year: YearRef::Shift(-1), quarter });
        if unit == Unit::Year {
            if let Some((quarter, stop)) = self.ordinal_quarter(end) {
                return Some(reported(stop, Some(quarter)));
            }
            match self.lex(end) {
                Lex::Unit(Unit::Quarter, false) => {
                    let expr = Expr::Shift { unit: Unit::Quarter, by: -4, origin: Origin::Text };
                    return Some(Found::new(i, end + 1, expr));
                }
                Lex::Kw(Kw::Period) => return Some(reported(end + 1, None)),
                _ => {}
            }
        }
        let end = if matches!(self.lex(end), Lex::Unit(..) | Lex::Kw(Kw::Period)) { end + 1 } else { end };
        let expr = Expr::Offset { amount: Some(1.0), unit, forward: false, origin: Origin::Text };
        Some(Found::new(i, end, expr))
    }

    /// `third quarter`, `third-quarter`
    fn ordinal_quarter(&self, i: u32) -> Option<(i8, u32)> {
        let (n, at) = self.ordinal(i).filter(|o| (1..=4).contains(&o.0))?;
        let at = self.skip_hyphen(at);
        (self.lex(at) == Lex::Unit(Unit::Quarter, false)).then_some((n as i8, at + 1))
    }

    /// Behind `the`: `year-ago period`, `latest period`, `1988 period`, `same quarter a year earlier`, `comparable period of 2019`.
    pub fn reported(&self, i: u32) -> Option<Found> {
        let period = |k: u32| self.is(k, Kw::Period) || self.lex(k) == Lex::Unit(Unit::Quarter, false);
        if let Some(year) = self.year_number(i).filter(|_| period(i + 1)) {
            return Some(Found::new(i, i + 2, Expr::Reported { year: YearRef::Given(year), quarter: None }));
        }
        if matches!(self.kw(i), Some(Kw::Latest | Kw::Current)) && self.is(i + 1, Kw::Period) {
            return Some(Found::new(i, i + 2, Expr::Reported { year: YearRef::Shift(0), quarter: None }));
        }
        if let Some(found) = self.year_ago(i).filter(|f| f.end > i + 3) {
            return Some(found);
        }
        let like = self.is(i, Kw::Same)
            || self.is(i, Kw::Comparable)
            || matches!(self.word(i), "corresponding" | "equivalent" | "like");
        // `the comparable year-ago quarter`
        if like && let Some(found) = self.year_ago(i + 1).filter(|f| f.end > i + 4) {
            return Some(found.from(i));
        }
        let at = if like { i + 1 } else { i };
        if !period(at) {
            return None;
        }
        let (year, end) = self.year_before(at + 1)?;
        Some(Found::new(i, end, Expr::Reported { year, quarter: None }))
    }

    /// The year that a stretch is compared in: `a year earlier`, `last year`, `of 2019`, `in the previous year`.
    fn year_before(&self, i: u32) -> Option<(YearRef, u32)> {
        let at = if matches!(self.kw(i), Some(Kw::Of | Kw::In)) { i + 1 } else { i };
        if let Some(year) = self.year_number(at).filter(|_| at > i) {
            return Some((YearRef::Given(year), at + 1));
        }
        let at = if self.is(at, Kw::The) { at + 1 } else { at };
        let year = |k: u32| self.lex(k) == Lex::Unit(Unit::Year, false);
        match self.kw(at)? {
            Kw::A if year(at + 1) && matches!(self.kw(at + 2), Some(Kw::Ago | Kw::Earlier | Kw::Before)) => {
                Some((YearRef::Shift(-1), at + 3))
            }
            Kw::Last | Kw::Previous if year(at + 1) => Some((YearRef::Shift(-1), at + 2)),
            _ => None,
        }
    }

    /// The day that a stretch before `i` ended on: `ended Sept. 30`, `ending yesterday`, `to March 31`.
    fn last_day(&self, i: u32, length: bool) -> Option<Expr> {
        let ended = matches!(self.word(i), "ended" | "ending");
        if !ended && !(length && matches!(self.kw(i), Some(Kw::To | Kw::Through))) {
            return None;
        }
        let at = if self.is(i + 1, Kw::On) { i + 2 } else { i + 1 };
        let day = self.calendar(at).or_else(|| self.numeric(at)).or_else(|| self.simple_day(at))?;
        (day.expr.is_day() || matches!(day.expr, Expr::Month { .. })).then_some(day.expr)
    }

    /// Marks a year, half or quarter that is called fiscal.
    pub fn fiscal(&self, found: Found) -> Found {
        let stretch = matches!(
            found.expr,
            Expr::Year(_)
                | Expr::Quarter { .. }
                | Expr::Half { .. }
                | Expr::Shift { unit: Unit::Year | Unit::Quarter, .. }
        );
        let named = |k| self.is(k, Kw::Fiscal) || self.word(k) == "FY";
        if !stretch || !(found.first..found.end).any(named) {
            return found;
        }
        Found { expr: Expr::Fiscal(Box::new(found.expr)), ..found }
    }

    /// Ties a stretch to the day that is named behind it as its last: `the year ended March 31`.
    pub fn ended(&self, found: Found) -> Found {
        let stretch = match &found.expr {
            Expr::Fiscal(of) => of,
            expr => expr,
        };
        let length = match stretch {
            Expr::Duration { parts, reach: 0, .. } => {
                let [(Some(_), Unit::Week | Unit::Month | Unit::Year)] = parts[..] else { return found };
                true
            }
            // `in the year to May`
            Expr::Shift { unit: Unit::Year, by: 0, .. } => {
                found.end == found.first + 2 && self.before(found.first) != Some(Kw::Of)
            }
            Expr::Quarter { .. } | Expr::Half { .. } | Expr::Shift { unit: Unit::Quarter, by: 0, .. } => false,
            _ => return found,
        };
        let definite = self.is(found.first, Kw::The) || self.is(found.first, Kw::First);
        match self.last_day(found.end, length && definite) {
            Some(day) => {
                let of = Box::new(stretch.clone());
                Found { expr: Expr::Ended { of, day: Box::new(day) }, ..found }
            }
            None => found,
        }
    }
}

/// The stretch that was reported on, in another year.
pub fn resolve_reported(year: YearRef, quarter: Option<i8>, cx: &Context) -> Resolved {
    if let Some(quarter) = quarter {
        let past = Context { direction: Direction::Past, ..*cx };
        let base = resolve(&Expr::Quarter { year: YearRef::Open, quarter }, &past);
        let year = match year {
            YearRef::Shift(n) => Report::of_value(&base).and_then(|r| r.after(n)),
            _ => None,
        };
        return year.unwrap_or(base);
    }
    // A month that was named just before is what is compared; a report's quarter is remembered longer.
    let month = cx.last.filter(|l| l.granularity == Granularity::Month && cx.report.is_none());
    match (cx.report, month, year) {
        (Some(report), _, YearRef::Given(y)) => report.after(y.saturating_sub(report.year)),
        (Some(report), _, YearRef::Shift(n)) => report.after(n),
        (None, Some(Period { from, .. }), YearRef::Given(y)) => {
            Day::new(y, from.month(), 1).ok().and_then(|d| unit_period(d, Unit::Month))
        }
        (None, Some(Period { from, .. }), YearRef::Shift(n)) => {
            shift(from, Unit::Year, i32::from(n)).and_then(|d| unit_period(d, Unit::Month))
        }
        (None, None, year) if year != YearRef::Shift(0) => Some(resolve(&Expr::Year(year), cx)),
        _ => None,
    }
    .unwrap_or_else(|| unknown(Unit::Quarter))
}

/// How many months after the calendar's the years of states and companies begin.
const FISCAL: [i64; 5] = [-9, -6, -3, 1, 3];

/// The stretch of the calendar, and its readings in other years.
pub fn resolve_fiscal(of: &Expr, cx: &Context) -> Resolved {
    let mut found = resolve(of, cx);
    if let Some(Period { from, to, .. }) = found.as_period() {
        let moved = |by| Some((add_months(from, by)?, add_months(to.first_of_month(), by)?.last_of_month()));
        found.date.also.extend(FISCAL.into_iter().filter_map(moved));
    }
    found
}

/// A stretch that ends on a day.
pub fn resolve_ended(of: &Expr, day: &Expr, cx: &Context) -> Resolved {
    let end = resolve(day, &Context { direction: Direction::Past, ..*cx });
    let Some(to) = end.date.to.filter(|_| end.valid) else { return resolve(of, cx) };
    let since = |months: i64| {
        // Months that end on a last day begin on a first.
        if to == to.last_of_month() {
            add_months(to.first_of_month(), 1 - months)
        } else {
            add_months(to, -months)?.tomorrow().ok()
        }
    };
    let (mut found, from) = match of {
        Expr::Quarter { quarter, .. } => {
            let year = YearRef::Given(to.year());
            let named = resolve(of, cx);
            let open = matches!(of, Expr::Quarter { year: YearRef::Open, .. });
            let found = if open { resolve(&Expr::Quarter { year, quarter: *quarter }, cx) } else { named };
            (found, since(3))
        }
        Expr::Shift { unit: Unit::Quarter, .. } => {
            (unit_period(to, Unit::Quarter).unwrap_or_else(|| unknown(Unit::Quarter)), since(3))
        }
        Expr::Half { .. } => (resolve(of, cx), since(6)),
        Expr::Duration { parts, .. } => (resolve(of, cx), parts.first().and_then(|p| start(to, *p, &since))),
        _ => {
            let year = Expr::Duration { parts: vec![(Some(1.0), Unit::Year)], reach: 0, most: None };
            (resolve(&year, cx), since(12))
        }
    };
    if let Some(from) = from {
        (found.date.from, found.date.to, found.date.by) = (Some(from), Some(to), end.date.by);
    }
    found
}

/// The first day of a length that ends on `to`.
fn start(to: Day, (amount, unit): (Amount, Unit), since: &dyn Fn(i64) -> Option<Day>) -> Option<Day> {
    let n = amount.filter(|n| n.fract() == 0.0 && (1.0..1000.0).contains(n))? as i64;
    match unit {
        Unit::Year => since(12 * n),
        Unit::Month => since(n),
        _ => shift(to, unit, -(n as i32))?.tomorrow().ok(),
    }
}
