//! Dates counted from another: `last week`, `two years ago`, `three days after Easter`.

use jiff::ToSpan;

use super::calendar::{shift, unit_period, unknown};
use super::expr::{Amount, Expr, Member, Origin};
use super::lexicon::Unit;
use super::resolve::{Context, Direction, Resolved, TEXT, resolve};
use crate::facts::{Day, Granularity};

/// The day that counting starts from, if it is known as finely as `unit` needs.
fn origin_day(unit: Unit, origin: Origin, cx: &Context) -> Option<(Day, Option<&'static str>)> {
    if origin == Origin::Text
        && let Some(last) = if unit <= Unit::Workday { cx.last_day.or(cx.last) } else { cx.last }
    {
        let fine = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Workday => Granularity::Day,
            Unit::Week | Unit::Weekend | Unit::Fortnight => Granularity::Week,
            Unit::Month => Granularity::Month,
            Unit::Quarter => Granularity::Quarter,
            _ => Granularity::Year,
        };
        return (last.granularity <= fine).then_some((last.from, Some(TEXT)));
    }
    let day = match unit {
        Unit::Month | Unit::Quarter => cx.month()?,
        Unit::Year | Unit::Decade | Unit::Century => Day::new(cx.year()?, cx.month().map_or(1, Day::month), 1).ok()?,
        _ => cx.day()?,
    };
    Some((day, cx.by()))
}

pub fn resolve_shift(unit: Unit, by: i32, origin: Origin, cx: &Context) -> Resolved {
    if unit == Unit::Quarter && origin == Origin::Text {
        // "The quarter": the one spoken of, else the one that ended last.
        let start = cx.quarter.map(|q| (q.from, by)).or(cx.month().map(|m| (m, by - 1)));
        let why = if cx.quarter.is_some() { Some(TEXT) } else { cx.by() };
        let moved = start.and_then(|(day, by)| unit_period(shift(day.first_of_month(), unit, by)?, unit));
        return moved.map_or_else(|| unknown(unit), |r| r.leaning(why));
    }
    let found = origin_day(unit, origin, cx).and_then(|(day, why)| {
        // The weekend just before a Monday's paper is last week's.
        let by = if unit == Unit::Weekend && by == 0 && origin == Origin::Article {
            match (cx.direction, day.weekday().to_monday_one_offset()) {
                (Direction::Past | Direction::Unknown, 1..=3) => -1,
                (Direction::Past, 4..=5) => -1,
                _ => 0,
            }
        } else {
            by
        };
        let first = if matches!(unit, Unit::Month | Unit::Quarter | Unit::Year) { day.first_of_month() } else { day };
        Some(unit_period(shift(first, unit, by)?, unit)?.leaning(why))
    });
    found.unwrap_or_else(|| unknown(unit))
}

/// `the past year`: the twelve months up to now, or the year before.
pub fn resolve_running(unit: Unit, by: i32, cx: &Context) -> Resolved {
    let mut r = resolve_shift(unit, by, Origin::Article, cx);
    if let (Some(day), Some(period)) = (cx.day(), r.as_period())
        && let Some(other) = shift(day, unit, by)
    {
        (r.date.from, r.date.to) = (Some(day.min(other)), Some(day.max(other)));
        r.date.also.push((period.from, period.to));
    }
    r
}

pub fn resolve_offset(amount: Amount, unit: Unit, forward: bool, origin: Origin, cx: &Context) -> Resolved {
    let sign = if forward { 1 } else { -1 };
    let Some(n) = amount.filter(|n| *n < 10_000.0) else {
        // "A few days later" is a length after something told; "a few days from now" lies ahead.
        return match (forward, origin) {
            (true, Origin::Text) => resolve(&Expr::Duration { parts: vec![(None, unit)], reach: 0, most: None }, cx),
            (true, Origin::Article) => Resolved::open("FUTURE_REF", Granularity::Unknown),
            (false, _) => Resolved::open("PAST_REF", Granularity::Unknown),
        };
    };
    // Hours after something told are a length; the time that they end at is not known.
    if origin == Origin::Text && unit < Unit::Day {
        return resolve(&Expr::Duration { parts: vec![(amount, unit)], reach: 0, most: None }, cx);
    }
    let (unit, n) = match unit {
        Unit::Century if n.fract() != 0.0 => (Unit::Year, n * 100.0),
        Unit::Decade if n.fract() != 0.0 => (Unit::Year, n * 10.0),
        Unit::Year if n.fract() != 0.0 => (Unit::Month, n * 12.0),
        Unit::Month | Unit::Week if n.fract() != 0.0 => (Unit::Day, n * if unit == Unit::Week { 7.0 } else { 30.0 }),
        Unit::Fortnight => (Unit::Week, n * 2.0),
        unit => (unit, n),
    };
    resolve_shift_exact(unit, sign * n.round() as i32, origin, cx)
}

fn resolve_shift_exact(unit: Unit, by: i32, origin: Origin, cx: &Context) -> Resolved {
    // "A year ago" in the report of a quarter means the same quarter of the year before.
    if let (Unit::Year, -1, Some(report)) = (unit, by, cx.report)
        && let Some(r) = report.after(by as i16)
    {
        return r;
    }
    if unit == Unit::Year
        && origin == Origin::Text
        && let Some(last) = cx.last
    {
        let same = match last.granularity {
            Granularity::Month => Some(Unit::Month),
            _ => None,
        };
        if let Some(r) = same.and_then(|u| unit_period(shift(last.from, Unit::Year, by)?, u)) {
            return r.leaning(Some(TEXT));
        }
    }
    let mut r = resolve_shift(unit, by, origin, cx);
    // "Two weeks ago" is the day two weeks before, or another of that week.
    if matches!(unit, Unit::Week | Unit::Month)
        && let (Some(period), Some(day)) = (r.as_period(), exact_day(unit, by, origin, cx))
    {
        (r.date.from, r.date.to) = (Some(day), Some(day));
        r.date.also.push((period.from, period.to));
    }
    r
}

/// The day that lies just so far from the one that counting starts from.
fn exact_day(unit: Unit, by: i32, origin: Origin, cx: &Context) -> Option<Day> {
    let start = match cx.last {
        Some(last) if origin == Origin::Text => Some(last.from).filter(|_| last.from == last.to)?,
        _ => cx.day()?,
    };
    shift(start, unit, by)
}

pub fn resolve_from(amount: Amount, unit: Unit, forward: bool, of: &Expr, cx: &Context) -> Resolved {
    let base = resolve(of, cx);
    let (Some(n), Some(period)) = (amount.filter(|n| *n < 10_000.0), base.as_period()) else {
        return unknown(unit);
    };
    let by = if forward { n.round() as i32 } else { -(n.round() as i32) };
    let start = if forward { period.to } else { period.from };
    let moved = shift(start, unit, by).and_then(|d| match period.granularity {
        Granularity::Day | Granularity::Time => Some(Resolved::day(d)),
        // `a year ago this month`
        Granularity::Week if unit == Unit::Year => unit_period(d, Unit::Week),
        Granularity::Month if unit == Unit::Year => unit_period(d, Unit::Month),
        Granularity::Year => unit_period(d, unit.max(Unit::Month)),
        _ => unit_period(d, unit),
    });
    moved.map_or_else(|| unknown(unit), |r| r.leaning(base.date.by))
}

/// `the first nine months` of a longer stretch: a length, with the days that it takes.
pub fn resolve_part(n: i32, unit: Unit, last: bool, of: &Expr, cx: &Context) -> Resolved {
    let mut r = resolve(&Expr::Duration { parts: vec![(Some(f64::from(n)), unit)], reach: 0, most: None }, cx);
    let base = resolve(of, cx);
    let ends = base.as_period().filter(|_| (1..1000).contains(&n)).and_then(|p| {
        let (from, to) = if last {
            (shift(p.to.tomorrow().ok()?, unit, -n)?, p.to)
        } else {
            (p.from, shift(p.from, unit, n)?.yesterday().ok()?)
        };
        (p.from <= from && from <= to && to <= p.to).then_some((from, to))
    });
    if let Some((from, to)) = ends {
        (r.date.from, r.date.to, r.date.by) = (Some(from), Some(to), base.date.by);
    }
    r
}

/// The first, second ... or last of something within a longer stretch.
pub fn resolve_member(n: i8, what: Member, of: &Expr, cx: &Context) -> Resolved {
    let base = resolve(of, cx);
    let unit = match what {
        Member::Unit(unit) => unit,
        Member::Weekday(_) => Unit::Day,
    };
    let found = base.as_period().and_then(|p| {
        let days = |day: Day, by: i64| day.checked_add(by.days()).ok();
        let nth = i64::from(n);
        match what {
            Member::Weekday(day) => {
                let here = |d: Day| i64::from(d.weekday().to_monday_one_offset());
                let found = if n < 0 {
                    days(p.to, -(here(p.to) - i64::from(day)).rem_euclid(7))
                } else {
                    days(p.from, (i64::from(day) - here(p.from)).rem_euclid(7) + 7 * (nth - 1))
                };
                found.filter(|d| (p.from..=p.to).contains(d)).map(Resolved::day)
            }
            Member::Unit(Unit::Week) if p.granularity != Granularity::Year => {
                // A week is of the month that holds its Thursday.
                let thursday = |d: Day| days(d, 3 - i64::from(d.weekday().to_monday_zero_offset()));
                let first = thursday(p.from)?;
                let first = if first < p.from { days(first, 7)? } else { first };
                let last = thursday(p.to)?;
                let last = if last > p.to { days(last, -7)? } else { last };
                let day = if n < 0 { last } else { days(first, 7 * (nth - 1))? };
                (day <= p.to).then(|| unit_period(day, Unit::Week))?
            }
            Member::Unit(unit) => {
                // The week that holds 4 January is the first of its year.
                let first = if unit == Unit::Week { days(p.from, 3)? } else { p.from };
                let last = if unit == Unit::Week { days(p.to, -3)? } else { p.to };
                let day = if n < 0 { last } else { shift(first, unit, i32::from(n) - 1)? };
                (day <= p.to).then(|| unit_period(day, unit))?
            }
        }
    });
    found.map_or_else(|| unknown(unit), |r| r.leaning(base.date.by))
}
