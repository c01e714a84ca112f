//! From what an expression says to days: brings in the article's own date, the last date named and the tense.

use jiff::civil::Weekday;

use super::calendar::{
    century, day_value, days_between, decade, month_period, quarter, season_period, shift, unit_period, unknown,
    year_value, years,
};
use super::expr::{Amount, Clock, Expr, Nearest, YearRef};
use super::lexicon::{Season, Unit, Vague};
use super::reports::{Report, resolve_ended, resolve_fiscal, resolve_reported};
use super::resolve_days::{calendar_day, day_of_month, month_by_weekday, resolve_holiday, resolve_weekday};
use super::resolve_relative::{
    resolve_from, resolve_member, resolve_offset, resolve_part, resolve_running, resolve_shift,
};
use super::timex;
use crate::facts::{DateValue, Day, Granularity, Timex, TimexType, Yearless};

/// Where the verbs around an expression point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Past,
    Future,
    Unknown,
}

/// What an expression is read against.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// First and last day that the article's own date may be.
    pub article: Option<(Day, Day)>,
    /// The last date that the text named, and the last that was a day.
    pub last: Option<Period>,
    pub last_day: Option<Period>,
    /// The day that the sentence named before.
    pub named_day: Option<Day>,
    /// The last quarter that the text named.
    pub quarter: Option<Period>,
    /// What the text reports on.
    pub report: Option<Report>,
    pub direction: Direction,
}

/// A resolved stretch of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    pub from: Day,
    pub to: Day,
    pub granularity: Granularity,
}

/// What an expression comes to.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub date: DateValue,
    /// `false` for a day that does not exist.
    pub valid: bool,
    /// Days, least and most, where it is a length of time.
    pub duration: Option<(f64, f64)>,
}

impl Resolved {
    pub fn new(kind: TimexType, value: String, granularity: Granularity) -> Resolved {
        let date = DateValue {
            from: None,
            to: None,
            granularity,
            yearless: None,
            also: Vec::new(),
            timex: Some(Timex { kind, value }),
            by: None,
        };
        Resolved { date, valid: true, duration: None }
    }
    pub fn open(value: &str, granularity: Granularity) -> Resolved {
        Resolved::new(TimexType::Date, value.to_string(), granularity)
    }
    pub fn period(value: String, from: Day, to: Day, granularity: Granularity) -> Resolved {
        let mut r = Resolved::new(TimexType::Date, value, granularity);
        r.date.from = Some(from);
        r.date.to = Some(to);
        r
    }
    pub fn day(day: Day) -> Resolved {
        Resolved::period(day_value(day), day, day, Granularity::Day)
    }
    pub fn leaning(mut self, by: Option<&'static str>) -> Resolved {
        self.date.by = by;
        self
    }
    /// The stretch of days, where both ends are known.
    pub fn as_period(&self) -> Option<Period> {
        Some(Period { from: self.date.from?, to: self.date.to?, granularity: self.date.granularity })
    }
    pub fn value(&self) -> &str {
        self.date.timex.as_ref().map_or("", |t| &t.value)
    }
}

/// What filled in a date from the article's own.
pub const ARTICLE: &str = "article date";
const ARTICLE_YEAR: &str = "year of the article";
pub const TEXT: &str = "date before it";

impl Context {
    /// The article's day, where it is one day.
    pub fn day(&self) -> Option<Day> {
        self.article.filter(|(a, b)| a == b).map(|(a, _)| a)
    }
    /// A day of the article's month, where the month is known.
    pub fn month(&self) -> Option<Day> {
        self.article.filter(|(a, b)| a.first_of_month() == b.first_of_month()).map(|(a, _)| a)
    }
    pub fn year(&self) -> Option<i16> {
        self.article.filter(|(a, b)| a.year() == b.year()).map(|(a, _)| a.year())
    }
    pub fn by(&self) -> Option<&'static str> {
        Some(if self.day().is_some() { ARTICLE } else { ARTICLE_YEAR })
    }
    pub fn resolve_year(&self, year: YearRef) -> (Option<i16>, Option<&'static str>) {
        match year {
            YearRef::Given(y) => (Some(y), None),
            YearRef::Open => (None, None),
            YearRef::Shift(n) => match self.year() {
                Some(y) => (y.checked_add(n), self.by()),
                None => (None, None),
            },
            YearRef::AfterLast(n) => match self.last {
                Some(last) => (last.from.year().checked_add(n), Some(TEXT)),
                None => self.resolve_year(YearRef::Shift(n)),
            },
        }
    }
    /// Of the years around the article's, the one whose `start..=end` (days from the article) fits the tense.
    pub fn pick(&self, candidates: &[(i16, i64, i64)]) -> Option<i16> {
        let single = candidates.iter().all(|c| c.1 == c.2);
        let nearest = |&(_, start, end): &(i16, i64, i64)| if start > 0 { start } else { (-end).max(0) };
        let past = candidates.iter().filter(|c| c.1 <= 0).max_by_key(|c| c.1);
        let future = candidates.iter().filter(|c| c.2 >= 0).min_by_key(|c| c.2);
        let chosen = match self.direction {
            // Without a tense, news is of what was, but for what is at hand.
            Direction::Unknown => match (past, future) {
                (Some(p), Some(f)) if nearest(f) < nearest(p).min(62) || single && 5 * nearest(f) < 3 * nearest(p) => {
                    Some(f)
                }
                (p, f) => p.or(f),
            },
            Direction::Past => match (past, future) {
                (Some(p), Some(f)) if nearest(p) > 320 && nearest(f) < 46 => Some(f),
                (p, f) => p.or(f),
            },
            Direction::Future => match (past, future) {
                (Some(p), Some(f)) if nearest(f) > 320 && nearest(p) < 46 => Some(p),
                (p, f) => f.or(p),
            },
        };
        chosen.map(|c| c.0)
    }
    /// The year that may be meant as well as the `chosen` one, where no verb says whether what is told lies ahead, or
    /// the verb says otherwise.
    pub fn other(&self, candidates: &[(i16, i64, i64)], chosen: i16) -> Option<i16> {
        let &(_, start, end) = candidates.iter().find(|c| c.0 == chosen)?;
        match self.direction {
            Direction::Future if start > 0 => return None,
            Direction::Past if end < 0 => return None,
            _ => {}
        }
        let past = candidates.iter().filter(|c| c.2 < 0).max_by_key(|c| c.2)?;
        let future = candidates.iter().filter(|c| c.1 > 0).min_by_key(|c| c.1)?;
        if start > 0 {
            return Some(past.0);
        }
        (end < 0 && (future.1 < -end || -end > 62)).then_some(future.0)
    }
}

/// Resolves `expr`. Always answers: what stays open has a value with `X` in it and no interval.
pub fn resolve(expr: &Expr, cx: &Context) -> Resolved {
    match expr {
        Expr::Day { year, month, day, also } => calendar_day(*year, *month, *day, *also, cx),
        Expr::DayOfMonth { day, month, named, weekday } => {
            let found = day_of_month(*day, *month, *named, cx);
            weekday.and_then(|w| month_by_weekday(&found, *day, w, cx)).unwrap_or(found)
        }
        Expr::Month { year, month, near } => calendar_month(*year, *month, *near, cx),
        Expr::Year(year) => {
            let (y, by) = cx.resolve_year(*year);
            match y.and_then(|y| Some((y, years(y, y)?))) {
                Some((y, (a, b))) => Resolved::period(year_value(y), a, b, Granularity::Year).leaning(by),
                None => unknown(Unit::Year),
            }
        }
        Expr::Decade(y) => decade(*y).unwrap_or_else(|| unknown(Unit::Decade)),
        Expr::Century(n) => century(*n).unwrap_or_else(|| unknown(Unit::Century)),
        Expr::Season { year, season, near } => resolve_season(*year, *season, *near, cx),
        Expr::Quarter { year, quarter: n } => resolve_quarter(*year, *n, cx),
        Expr::Half { year, half } => {
            let (y, by) = cx.resolve_year(if *year == YearRef::Open { YearRef::Shift(0) } else { *year });
            let ends = |y: i16| {
                let first = if *half == 1 { 1 } else { 7 };
                Some((Day::new(y, first, 1).ok()?, Day::new(y, first + 5, 1).ok()?.last_of_month()))
            };
            match y.and_then(|y| Some((y, ends(y)?))) {
                Some((y, (a, b))) => {
                    Resolved::period(format!("{y:04}-H{half}"), a, b, Granularity::HalfYear).leaning(by)
                }
                None => Resolved::open(&format!("XXXX-H{half}"), Granularity::HalfYear),
            }
        }
        Expr::Week { year, week } => {
            let (y, by) = cx.resolve_year(if *year == YearRef::Open { YearRef::Shift(0) } else { *year });
            let first = |y| jiff::civil::ISOWeekDate::new(y, *week, Weekday::Monday).ok().map(|d| d.date());
            match y.and_then(first).and_then(|d| unit_period(d, Unit::Week)) {
                Some(r) => r.leaning(by),
                None => Resolved::open(&format!("XXXX-W{week:02}"), Granularity::Week),
            }
        }
        Expr::Weekday { day, near } => resolve_weekday(*day, *near, cx),
        Expr::Shift { unit, by, origin } => resolve_shift(*unit, *by, *origin, cx),
        Expr::Running { unit, by } => resolve_running(*unit, *by, cx),
        Expr::Offset { amount, unit, forward, origin } => resolve_offset(*amount, *unit, *forward, *origin, cx),
        Expr::From { amount, unit, forward, of } => resolve_from(*amount, *unit, *forward, of, cx),
        Expr::Rest(of) => {
            let mut r = resolve(of, cx);
            if let (Some(today), Some(period)) = (cx.day(), r.as_period())
                && (period.from..=period.to).contains(&today)
            {
                r.date.from = Some(today);
            }
            r
        }
        Expr::WeekOf(day) => {
            let inner = resolve(day, cx);
            let week = inner.as_period().and_then(|p| unit_period(p.from, Unit::Week));
            week.map_or_else(|| unknown(Unit::Week), |r| r.leaning(inner.date.by))
        }
        Expr::WeekendOf(day) => {
            let inner = resolve(day, cx);
            // What falls on a Monday or Tuesday has its weekend before it.
            let weekend = inner.as_period().and_then(|p| {
                let before = p.from.weekday().to_monday_zero_offset() < 2;
                unit_period(shift(p.from, Unit::Week, if before { -1 } else { 0 })?, Unit::Weekend)
            });
            weekend.map_or_else(|| unknown(Unit::Weekend), |r| r.leaning(inner.date.by))
        }
        Expr::PartOf { n, unit, last, of } => resolve_part(*n, *unit, *last, of, cx),
        Expr::Nth { n, what, of } => resolve_member(*n, *what, of, cx),
        Expr::Holiday { index, year, near } => resolve_holiday(*index, *year, *near, cx),
        Expr::Duration { parts, reach, most } => resolve_duration(parts, *reach, *most, cx),
        Expr::Set(value) => Resolved::new(TimexType::Set, value.clone(), Granularity::Unknown),
        Expr::Vague(v) => Resolved::open(
            match v {
                Vague::Past => "PAST_REF",
                Vague::Present => "PRESENT_REF",
                Vague::Future => "FUTURE_REF",
            },
            Granularity::Unknown,
        ),
        Expr::At { day, clock } => resolve_time(day.as_deref(), *clock, cx),
        Expr::Range(a, b) => resolve_range(a, b, cx),
        Expr::Reported { year, quarter } => resolve_reported(*year, *quarter, cx),
        Expr::Fiscal(of) => resolve_fiscal(of, cx),
        Expr::Ended { of, day } => resolve_ended(of, day, cx),
    }
}

fn calendar_month(year: YearRef, month: i8, near: Nearest, cx: &Context) -> Resolved {
    let (mut y, mut by) = cx.resolve_year(year);
    let mut also = None;
    if near == Nearest::Following {
        y = cx.last.map(|last| last.to.year() + i16::from(month <= last.to.month()));
        by = y.and(Some(TEXT));
    } else if year == YearRef::Open
        && let Some(article) = cx.month()
    {
        let here = article.month();
        let this = article.year();
        y = Some(match near {
            Nearest::Last => {
                // What was last month is rarely called by its name, but it may be.
                if month == here - 1 {
                    also = month_period(this, month);
                    this - 1
                } else if month < here {
                    this
                } else {
                    this - 1
                }
            }
            Nearest::Next | Nearest::Coming | Nearest::Following => {
                if month > here {
                    this
                } else {
                    this + 1
                }
            }
            Nearest::This | Nearest::Week(_) => this,
            Nearest::Open => {
                let candidates: Vec<(i16, i64, i64)> = (-1..=1)
                    .filter_map(|n| {
                        let (a, b) = month_period(this.checked_add(n)?, month)?;
                        Some((a.year(), days_between(article, a), days_between(article, b)))
                    })
                    .collect();
                let chosen = cx.pick(&candidates).unwrap_or(this);
                also = cx.other(&candidates, chosen).and_then(|y| month_period(y, month));
                chosen
            }
        });
        by = cx.by();
    } else if year == YearRef::Open && near == Nearest::Open {
        y = cx.year();
        by = y.and(cx.by());
    }
    match y.and_then(|y| month_period(y, month)) {
        Some((a, b)) => {
            let mut r = Resolved::period(format!("{}-{month:02}", year_value(a.year())), a, b, Granularity::Month);
            r.date.also.extend(also);
            r.leaning(by)
        }
        None => {
            let mut r = Resolved::open(&format!("XXXX-{month:02}"), Granularity::Month);
            r.date.yearless = Some(Yearless { month, day: None });
            r
        }
    }
}

fn resolve_season(year: YearRef, season: Season, near: Nearest, cx: &Context) -> Resolved {
    let (mut y, mut by) = cx.resolve_year(year);
    if year == YearRef::Open
        && let Some(article) = cx.day()
    {
        let candidates: Vec<(i16, i64, i64)> = (-2..=1)
            .filter_map(|n| {
                let (a, b) = season_period(article.year().checked_add(n)?, season)?;
                // The last month is shared with the next season.
                Some((a.year(), days_between(article, a), days_between(article, b) - 30))
            })
            .collect();
        y = match near {
            Nearest::Last => candidates.iter().filter(|c| c.2 < 0).max_by_key(|c| c.2).map(|c| c.0),
            Nearest::Next | Nearest::Coming => candidates.iter().filter(|c| c.1 > 0).min_by_key(|c| c.1).map(|c| c.0),
            Nearest::This if season != Season::Winter => Some(article.year()),
            _ => cx.pick(&candidates),
        };
        by = cx.by();
    }
    match y.and_then(|y| Some((y, season_period(y, season)?))) {
        Some((y, (a, b))) => {
            Resolved::period(format!("{y:04}-{}", season.code()), a, b, Granularity::Season).leaning(by)
        }
        None => Resolved::open(&format!("XXXX-{}", season.code()), Granularity::Season),
    }
}

fn resolve_quarter(year: YearRef, n: i8, cx: &Context) -> Resolved {
    let (mut y, mut by) = cx.resolve_year(year);
    if year == YearRef::Open
        && let Some(article) = cx.month()
    {
        let candidates: Vec<(i16, i64, i64)> = (-1..=1)
            .filter_map(|k| {
                let r = quarter(article.year().checked_add(k)?, n)?;
                let (a, b) = (r.date.from?, r.date.to?);
                Some((a.year(), days_between(article, a), days_between(article, b)))
            })
            .collect();
        // Reports are of the quarter that ended last or runs; the tense only decides between distant ones.
        let nearest = candidates.iter().min_by_key(|c| if c.1 > 0 { c.1 } else { (-c.2).max(0) });
        y = match (nearest, cx.direction) {
            (Some(c), Direction::Past) if c.1 > 31 => Some(c.0 - 1),
            (Some(c), Direction::Future) if c.2 < -92 => Some(c.0 + 1),
            (c, _) => c.map(|c| c.0),
        };
        by = cx.by();
    }
    match y.and_then(|y| quarter(y, n)) {
        Some(r) => r.leaning(by),
        None => Resolved::open(&format!("XXXX-Q{n}"), Granularity::Quarter),
    }
}

fn resolve_duration(parts: &[(Amount, Unit)], reach: i8, most: Amount, cx: &Context) -> Resolved {
    let value = timex::duration(parts);
    let mut r = Resolved::new(TimexType::Duration, value, timex::granularity(parts));
    let (least, mut longest) = timex::days(parts);
    if let (Some(most), [(_, unit)]) = (most, parts) {
        longest = timex::days(&[(Some(most), *unit)]).1;
    }
    r.duration = (!parts.is_empty()).then_some((least, longest));
    if reach != 0
        && let Some(article) = cx.day()
    {
        let mut end = Some(article);
        for &(amount, unit) in parts {
            let sign = i32::from(reach.signum());
            // Several hours are less than a day.
            let amount = most.or(amount).or((unit == Unit::Hour && reach == 2).then_some(24.0));
            end =
                amount.filter(|n| *n < 10_000.0).and_then(|n| end.and_then(|d| shift(d, unit, sign * n.ceil() as i32)));
        }
        let stretch = match parts {
            [(Some(n), unit)] => whole_units(article, *n, *unit, reach),
            _ => None,
        };
        // What lies ahead begins tomorrow, but "within a week" may be today.
        let next = || match parts.last() {
            Some((_, unit)) if *unit >= Unit::Day && reach == 1 => article.tomorrow().ok(),
            _ => Some(article),
        };
        let ends = stretch.or_else(|| if reach < 0 { Some((end?, article)) } else { Some((next()?, end?)) });
        if let Some((from, to)) = ends.filter(|(from, to)| from <= to) {
            r.date.from = Some(from);
            r.date.to = Some(to);
            r.date.by = Some(ARTICLE);
        }
    }
    r
}

/// Quarters, decades and centuries are those of the calendar: `the last two quarters` are the two that have ended.
fn whole_units(article: Day, n: f64, unit: Unit, reach: i8) -> Option<(Day, Day)> {
    if !matches!(unit, Unit::Quarter | Unit::Decade | Unit::Century) || n.fract() != 0.0 || !(1.0..1000.0).contains(&n)
    {
        return None;
    }
    let first = article.first_of_month();
    let at = |by: i32| unit_period(shift(first, unit, by)?, unit)?.as_period();
    let n = n as i32;
    if reach < 0 { Some((at(-n)?.from, at(-1)?.to)) } else { Some((at(1)?.from, at(n)?.to)) }
}

fn resolve_time(day: Option<&Expr>, clock: Clock, cx: &Context) -> Resolved {
    let time = timex::clock(clock);
    let base = match day {
        Some(expr) => resolve(expr, cx),
        None => match (cx.named_day, cx.day()) {
            (Some(d), _) => Resolved::day(d).leaning(Some(TEXT)),
            // "In the evening" may be of any day.
            (None, Some(d)) if !matches!(clock, Clock::Part(_)) => Resolved::day(d).leaning(Some(ARTICLE)),
            _ => {
                return Resolved::new(TimexType::Time, time, Granularity::Time);
            }
        },
    };
    let value = format!("{}{time}", base.value());
    let mut r = base;
    r.date.timex = Some(Timex { kind: TimexType::Time, value });
    r.date.granularity = Granularity::Time;
    r
}

fn resolve_range(a: &Expr, b: &Expr, cx: &Context) -> Resolved {
    // `from January until now`
    let end = |expr: &Expr, cx: &Context| match (expr, cx.day()) {
        (Expr::Vague(Vague::Present), Some(today)) => Resolved::day(today).leaning(Some(ARTICLE)),
        _ => resolve(expr, cx),
    };
    let first = end(a, cx);
    let mut second = end(b, cx);
    if let (Some(from), Some(to)) = (first.date.from, second.date.to)
        && to < from
    {
        // December to February: the second is of the year after the first.
        let later = Context { article: Some((from, from)), direction: Direction::Future, ..*cx };
        second = resolve(b, &later);
    }
    let kind = if first.date.granularity == Granularity::Time { TimexType::Time } else { TimexType::Date };
    let value = format!("{}/{}", first.value(), second.value());
    let mut r = Resolved::new(kind, value, first.date.granularity.min(second.date.granularity));
    if first.date.from <= second.date.to || second.date.to.is_none() {
        r.date.from = first.date.from;
        r.date.to = second.date.to;
    }
    r.valid = first.valid && second.valid;
    r.leaning(first.date.by.or(second.date.by))
}

/// Days from the article's own within which a year that the text leaves out is sure.
const NEAR: i32 = 45;

/// A day far from the article's own, whose year the text leaves out and whose weekday does not fit in the nearest one: the
/// nearest year in which it fits is meant. Near the article's own day the year is sure, and the weekday wrong.
pub fn year_by_weekday(resolved: &mut Resolved, weekday: i8, own: Day) {
    let date = &mut resolved.date;
    let (Some(ARTICLE), Some(day), Granularity::Day) = (date.by, date.from, date.granularity) else { return };
    let fits = |d: Day| d.weekday().to_monday_one_offset() == weekday;
    let distance = |d: Day| d.since(own).map_or(i32::MAX, |s| s.get_days().abs());
    date.also.retain(|(d, _)| fits(*d));
    if date.from != date.to || fits(day) || distance(day) <= NEAR {
        return;
    }
    date.also.clear();
    let other = [0i16, -1, 1, -2, 2, -3, 3]
        .into_iter()
        .filter_map(|by| Day::new(own.year() + by, day.month(), day.day()).ok())
        .find(|d| fits(*d));
    if let Some(other) = other {
        (date.from, date.to) = (Some(other), Some(other));
        if let Some(timex) = &mut date.timex {
            timex.value = timex.value.replacen(&day.to_string(), &other.to_string(), 1);
        }
    }
}
