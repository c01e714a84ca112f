//! Single days: of the calendar, of the week, with a name.

use super::calendar::{add_months, days_between, shift, year_value};
use super::expr::{Nearest, YearRef};
use super::holidays;
use super::lexicon::Unit;
use super::resolve::{ARTICLE, Context, Direction, Resolved, TEXT};
use crate::facts::{Day, Granularity, Yearless};

pub fn calendar_day(year: YearRef, month: i8, day: i8, also: Option<(i8, i8)>, cx: &Context) -> Resolved {
    let (y, mut by) = cx.resolve_year(year);
    let exists = |y: i16| Day::new(y, month, day).ok();
    if exists(2000).is_none() {
        let year = y.map_or("XXXX".to_string(), year_value);
        let mut r = Resolved::open(&format!("{year}-{month:02}-{day:02}"), Granularity::Day);
        r.valid = false;
        return r;
    }
    let mut y = y;
    let mut other = None;
    if y.is_none() && year == YearRef::Open {
        if let Some(article) = cx.day() {
            let range = if (month, day) == (2, 29) { 8 } else { 1 };
            let candidates: Vec<(i16, i64, i64)> = (-range..=range)
                .filter_map(|n| {
                    let d = exists(article.year().checked_add(n)?)?;
                    let distance = days_between(article, d);
                    Some((d.year(), distance, distance))
                })
                .collect();
            y = cx.pick(&candidates);
            other = y.and_then(|y| cx.other(&candidates, y)).and_then(exists);
            by = Some(ARTICLE);
        } else {
            y = cx.year();
            by = y.and(cx.by());
        }
    }
    let Some(y) = y else {
        let mut r = Resolved::open(&format!("XXXX-{month:02}-{day:02}"), Granularity::Day);
        r.date.yearless = Some(Yearless { month, day: Some(day) });
        return r;
    };
    match exists(y) {
        Some(d) => {
            let mut r = Resolved::day(d).leaning(by);
            if let Some(other) = also.and_then(|(m, d)| Day::new(y, m, d).ok()) {
                r.date.also.push((other, other));
            }
            r.date.also.extend(other.map(|d| (d, d)));
            r
        }
        None => {
            let mut r = Resolved::open(&format!("{}-{month:02}-{day:02}", year_value(y)), Granularity::Day);
            r.valid = false;
            r.leaning(by)
        }
    }
}

pub fn day_of_month(day: i8, month: i32, named: bool, cx: &Context) -> Resolved {
    let origin = if named { cx.last.map(|l| l.from).or(cx.day()) } else { cx.day().or(cx.month()) };
    let Some(origin) = origin else {
        return Resolved::open(&format!("XXXX-XX-{day:02}"), Granularity::Day);
    };
    let by = if named && cx.last.is_some() { Some(TEXT) } else { cx.by() };
    let mut shifted = add_months(origin.first_of_month(), i64::from(month));
    if month == 0 && !named {
        let ahead = day > origin.day();
        let step = match cx.direction {
            Direction::Past if ahead => -1,
            Direction::Future if day < origin.day() => 1,
            _ => 0,
        };
        shifted = add_months(origin.first_of_month(), step);
    }
    match shifted.map(|m| (m, Day::new(m.year(), m.month(), day).ok())) {
        Some((_, Some(d))) => Resolved::day(d).leaning(by),
        Some((m, None)) => {
            let mut r = Resolved::open(&format!("{:04}-{:02}-{day:02}", m.year(), m.month()), Granularity::Day);
            r.valid = false;
            r.leaning(by)
        }
        None => Resolved::open(&format!("XXXX-XX-{day:02}"), Granularity::Day),
    }
}

/// Days from the article's own within which a month that the text leaves out is sure.
const NEAR: i64 = 7;

/// A day without its month whose weekday does not fit in the article's: beyond the article's own week the nearest month
/// in which it fits is meant, on the side that the verb says. Within it the month is sure, and the weekday wrong.
pub fn month_by_weekday(resolved: &Resolved, day: i8, weekday: i8, cx: &Context) -> Option<Resolved> {
    let own = cx.day()?;
    let fits = |d: Day| d.weekday().to_monday_one_offset() == weekday;
    // February has no 31st.
    if resolved.date.from.is_some_and(|d| fits(d) || days_between(own, d).abs() <= NEAR) {
        return None;
    }
    let by = |n: i64| {
        let month = add_months(own.first_of_month(), n)?;
        Day::new(month.year(), month.month(), day).ok().filter(|d| fits(*d))
    };
    let found = (1..=11).find_map(|n| match cx.direction {
        Direction::Past => by(-n),
        Direction::Future => by(n),
        Direction::Unknown => by(-n).or_else(|| by(n)),
    })?;
    Some(Resolved::day(found).leaning(Some(ARTICLE)))
}

pub fn resolve_weekday(day: i8, near: Nearest, cx: &Context) -> Resolved {
    if near == Nearest::Following {
        let after = cx.last_day.and_then(|last| {
            let ahead = (day - last.to.weekday().to_monday_one_offset()).rem_euclid(7);
            shift(last.to, Unit::Day, i32::from(if ahead == 0 { 7 } else { ahead }))
        });
        let open = || Resolved::open(&format!("XXXX-WXX-{day}"), Granularity::Day);
        return after.map_or_else(open, |d| Resolved::day(d).leaning(Some(TEXT)));
    }
    let Some(article) = cx.day() else {
        return Resolved::open(&format!("XXXX-WXX-{day}"), Granularity::Day);
    };
    let here = article.weekday().to_monday_one_offset();
    let back = i32::from((here - day).rem_euclid(7));
    let ahead = (7 - back) % 7;
    let in_week = i32::from(day - here);
    let mut also = None;
    let by = match near {
        Nearest::Last => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        Nearest::Coming | Nearest::Following => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        Nearest::Next => {
            let coming = if ahead == 0 { 7 } else { ahead };
            also = Some(coming).filter(|&c| c != in_week + 7);
            in_week + 7
        }
        Nearest::This => {
            if in_week < 0 && cx.direction == Direction::Future {
                ahead
            } else {
                in_week
            }
        }
        Nearest::Week(n) => in_week + 7 * i32::from(n),
        Nearest::Open => {
            if cx.direction == Direction::Future {
                ahead
            } else {
                -back
            }
        }
    };
    match shift(article, Unit::Day, by) {
        Some(d) => {
            let mut r = Resolved::day(d).leaning(Some(ARTICLE));
            r.date.also.extend(also.and_then(|n| shift(article, Unit::Day, n)).map(|d| (d, d)));
            r
        }
        None => Resolved::open(&format!("XXXX-WXX-{day}"), Granularity::Day),
    }
}

pub fn resolve_holiday(index: usize, year: YearRef, near: Nearest, cx: &Context) -> Resolved {
    let (mut y, mut by) = cx.resolve_year(year);
    if year == YearRef::Open
        && let Some(article) = cx.day()
    {
        let candidates: Vec<(i16, i64, i64)> = (-1..=1)
            .filter_map(|n| {
                let y = article.year().checked_add(n)?;
                let distance = days_between(article, holidays::day(index, y)?);
                Some((y, distance, distance))
            })
            .collect();
        y = match near {
            Nearest::Last => candidates.iter().filter(|c| c.1 < 0).max_by_key(|c| c.1).map(|c| c.0),
            Nearest::Next | Nearest::Coming => candidates.iter().filter(|c| c.1 > 0).min_by_key(|c| c.1).map(|c| c.0),
            Nearest::This => Some(article.year()),
            _ => cx.pick(&candidates),
        };
        by = cx.by();
    }
    match y.and_then(|y| holidays::day(index, y)) {
        Some(d) => {
            let mut r = Resolved::day(d).leaning(by);
            if holidays::by_the_moon(index) {
                r.date.also.extend([d.yesterday(), d.tomorrow()].into_iter().flatten().map(|d| (d, d)));
            }
            r
        }
        None => match holidays::fixed(index) {
            Some((month, day)) => {
                let mut r = Resolved::open(&format!("XXXX-{month:02}-{day:02}"), Granularity::Day);
                r.date.yearless = Some(Yearless { month, day: Some(day) });
                r
            }
            None => Resolved::open("XXXX-XX-XX", Granularity::Day),
        },
    }
}
