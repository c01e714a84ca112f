//! Stretches of the calendar: the week, month or quarter that holds a day, and days moved by units.

use jiff::ToSpan;

use super::lexicon::{Season, Unit};
use super::resolve::Resolved;
use crate::facts::{Day, Granularity};

pub fn days_between(a: Day, b: Day) -> i64 {
    a.until(b).map_or(0, |s| i64::from(s.get_days()))
}

pub fn month_period(year: i16, month: i8) -> Option<(Day, Day)> {
    let first = Day::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

pub fn years(from: i16, to: i16) -> Option<(Day, Day)> {
    Some((Day::new(from, 1, 1).ok()?, Day::new(to, 12, 31).ok()?))
}

/// Monday to Sunday of the week that holds `day`.
pub fn week_of(day: Day) -> Option<(Day, Day)> {
    let first = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some((first, first.checked_add(6.days()).ok()?))
}

fn week_value(day: Day) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// First month and length in months. Wide: where a season begins is not settled.
pub fn season_period(year: i16, season: Season) -> Option<(Day, Day)> {
    let (first, last, next) = match season {
        Season::Spring => (3, 6, 0),
        Season::Summer => (6, 9, 0),
        Season::Autumn => (9, 12, 0),
        Season::Winter => (12, 3, 1),
    };
    let from = Day::new(year, first, 1).ok()?;
    Some((from, Day::new(year.checked_add(next)?, last, 1).ok()?.last_of_month()))
}

pub fn add_months(day: Day, months: i64) -> Option<Day> {
    (months.abs() < 120_000).then(|| day.checked_add(months.months()).ok()).flatten()
}

/// The period of `unit` that holds `day`, with its TIMEX3 value.
pub fn unit_period(day: Day, unit: Unit) -> Option<Resolved> {
    let y = day.year();
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Workday => Resolved::day(day),
        Unit::Week | Unit::Fortnight => {
            let (a, b) = week_of(day)?;
            Resolved::period(week_value(day), a, b, Granularity::Week)
        }
        Unit::Weekend => {
            let (_, sunday) = week_of(day)?;
            let saturday = sunday.yesterday().ok()?;
            Resolved::period(format!("{}-WE", week_value(day)), saturday, sunday, Granularity::Week)
        }
        Unit::Month => {
            let (a, b) = month_period(y, day.month())?;
            Resolved::period(format!("{}-{:02}", year_value(y), day.month()), a, b, Granularity::Month)
        }
        Unit::Quarter => quarter(y, (day.month() - 1) / 3 + 1)?,
        Unit::Year => {
            let (a, b) = years(y, y)?;
            Resolved::period(year_value(y), a, b, Granularity::Year)
        }
        Unit::Decade => decade(y.div_euclid(10) * 10)?,
        Unit::Century => century((y - 1).div_euclid(100))?,
    })
}

pub fn quarter(year: i16, n: i8) -> Option<Resolved> {
    let from = Day::new(year, 3 * (n - 1) + 1, 1).ok()?;
    let to = Day::new(year, 3 * n, 1).ok()?.last_of_month();
    Some(Resolved::period(format!("{year:04}-Q{n}"), from, to, Granularity::Quarter))
}

pub fn decade(year: i16) -> Option<Resolved> {
    let (a, b) = years(year, year.checked_add(9)?)?;
    Some(Resolved::period(format!("{:03}", year / 10), a, b, Granularity::Decade))
}

/// 19: the 20th century, 1901 to 2000 (1900 and 1999 are meant as well by some, so both ends are wide); -5: the 5th
/// before Christ.
pub fn century(n: i16) -> Option<Resolved> {
    let first = n.checked_mul(100)?;
    if n < 0 {
        let (a, b) = years(first.checked_add(1)?, first.checked_add(100)?)?;
        return Some(Resolved::period(format!("BC{:02}", -n - 1), a, b, Granularity::Century));
    }
    let (a, b) = years(first.max(1), first.checked_add(100)?)?;
    Some(Resolved::period(format!("{n:02}"), a, b, Granularity::Century))
}

/// A year as TIMEX3 writes it: `2025`, `BC0044` for the year -43 of the calendar.
pub fn year_value(year: i16) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - i32::from(year)) }
}

/// A day as TIMEX3 writes it.
pub fn day_value(day: Day) -> String {
    format!("{}-{:02}-{:02}", year_value(day.year()), day.month(), day.day())
}

/// `day` moved by `by` units, to the day.
pub fn shift(day: Day, unit: Unit, by: i32) -> Option<Day> {
    let n = i64::from(by);
    match unit {
        Unit::Second => Some(day),
        Unit::Minute => shift(day, Unit::Day, by / 1440),
        Unit::Hour => shift(day, Unit::Day, by / 24),
        Unit::Day => (n.abs() < 4_000_000).then(|| day.checked_add(n.days()).ok()).flatten(),
        Unit::Workday => workday(day, n),
        Unit::Week | Unit::Weekend => (n.abs() < 500_000).then(|| day.checked_add(n.weeks()).ok()).flatten(),
        Unit::Fortnight => (n.abs() < 250_000).then(|| day.checked_add((2 * n).weeks()).ok()).flatten(),
        Unit::Month => add_months(day, n),
        Unit::Quarter => add_months(day, 3 * n),
        Unit::Year => add_months(day, 12 * n),
        Unit::Decade => add_months(day, 120 * n),
        Unit::Century => add_months(day, 1200 * n),
    }
}

/// The day that lies `by` days of work, Monday to Friday, from `day`.
fn workday(day: Day, by: i64) -> Option<Day> {
    let off = i64::from(day.weekday().to_monday_zero_offset()) - 4;
    // From a weekend counting starts at the working day behind it.
    let start = match (off > 0, by > 0) {
        (true, true) => day.checked_sub(off.days()),
        (true, false) => day.checked_add((3 - off).days()),
        (false, _) => Ok(day),
    };
    let (weeks, rest) = (by / 5, by % 5);
    let start = (by.abs() < 500_000).then_some(start.ok()?)?.checked_add(weeks.weeks()).ok()?;
    let here = i64::from(start.weekday().to_monday_zero_offset());
    let weekend = if (0..5).contains(&(here + rest)) { 0 } else { 2 * rest.signum() };
    start.checked_add((rest + weekend).days()).ok()
}

/// A value with nothing known but its unit.
pub fn unknown(unit: Unit) -> Resolved {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Resolved::open("XXXX-XX-XX", Granularity::Time),
        Unit::Day | Unit::Workday => Resolved::open("XXXX-XX-XX", Granularity::Day),
        Unit::Weekend => Resolved::open("XXXX-WXX-WE", Granularity::Week),
        Unit::Week | Unit::Fortnight => Resolved::open("XXXX-WXX", Granularity::Week),
        Unit::Month => Resolved::open("XXXX-XX", Granularity::Month),
        Unit::Quarter => Resolved::open("XXXX-QX", Granularity::Quarter),
        Unit::Year => Resolved::open("XXXX", Granularity::Year),
        Unit::Decade => Resolved::open("XXX", Granularity::Decade),
        Unit::Century => Resolved::open("XX", Granularity::Century),
    }
}
