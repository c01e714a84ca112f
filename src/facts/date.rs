//! Dates as intervals of days, with what was left open.

use std::collections::BTreeSet;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

/// A civil day. Time zones play no part: an article's day is the day it names.
pub type Day = jiff::civil::Date;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Granularity {
    Time,
    Day,
    Week,
    Month,
    Season,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
    /// Vague: "recently", "in the past".
    Unknown,
}

impl Granularity {
    /// What [`Granularity::name`] gives.
    pub const NAMES: [&'static str; 11] =
        ["time", "day", "week", "month", "season", "quarter", "half-year", "year", "decade", "century", "unknown"];
    pub fn name(self) -> &'static str {
        match self {
            Granularity::Time => "time",
            Granularity::Day => "day",
            Granularity::Week => "week",
            Granularity::Month => "month",
            Granularity::Season => "season",
            Granularity::Quarter => "quarter",
            Granularity::HalfYear => "half-year",
            Granularity::Year => "year",
            Granularity::Decade => "decade",
            Granularity::Century => "century",
            Granularity::Unknown => "unknown",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

impl TimexType {
    pub fn name(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// Type and value of a TIMEX3, as in ISO-TimeML: `DATE 2025-W21`, `DURATION P3D`, `DATE XXXX-05-16`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Timex {
    pub kind: TimexType,
    pub value: String,
}

/// A day or month of a year that the text does not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Yearless {
    /// 1..=12
    pub month: i8,
    /// 1..=31; `None`: the whole month.
    pub day: Option<i8>,
}

/// Words of this program. (A name of its own keeps serde from borrowing them from what it reads.)
type Reason = &'static str;

/// When. `from..=to` is the first and last possible day of what is named (both included); `None` = open or unknown.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct DateValue {
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub granularity: Granularity,
    /// Set where the year is open; `from` and `to` are then `None`, and [`DateValue::in_year`] tries a year.
    pub yearless: Option<Yearless>,
    /// Further readings where the writing is open (`03/04/2025`); the first reading is `from..=to`.
    pub also: Vec<(Day, Day)>,
    pub timex: Option<Timex>,
    /// What filled it in where the words alone do not say it: `article date`, `year of the article`.
    #[serde(deserialize_with = "one_of_few")]
    pub by: Option<Reason>,
}

impl DateValue {
    pub fn day(day: Day) -> DateValue {
        DateValue::interval(day, day, Granularity::Day)
    }
    pub fn interval(from: Day, to: Day, granularity: Granularity) -> DateValue {
        DateValue {
            from: Some(from),
            to: Some(to),
            granularity,
            yearless: None,
            also: Vec::new(),
            timex: None,
            by: None,
        }
    }
    pub fn yearless(month: i8, day: Option<i8>) -> DateValue {
        DateValue {
            from: None,
            to: None,
            granularity: if day.is_some() { Granularity::Day } else { Granularity::Month },
            yearless: Some(Yearless { month, day }),
            also: Vec::new(),
            timex: None,
            by: None,
        }
    }
    /// True where no end is known and no year is left to try: such a date decides nothing.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
    /// Every reading as an interval; empty where the date is open or yearless.
    pub fn readings(&self) -> Vec<(Option<Day>, Option<Day>)> {
        if self.is_open() {
            return Vec::new();
        }
        let mut all = vec![(self.from, self.to)];
        all.extend(self.also.iter().map(|&(a, b)| (Some(a), Some(b))));
        all
    }
    /// The interval that a yearless date names in `year`; `None` where it is not yearless or the day does not
    /// exist then (29 February).
    pub fn in_year(&self, year: i16) -> Option<(Day, Day)> {
        let y = self.yearless?;
        match y.day {
            Some(d) => Day::new(year, y.month, d).ok().map(|d| (d, d)),
            None => {
                let first = Day::new(year, y.month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
        }
    }
}

/// Words of this program that an earlier run wrote down: few, so that they may stay for as long as it runs.
fn one_of_few<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Reason>, D::Error> {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let Some(words) = Option::<String>::deserialize(from)? else { return Ok(None) };
    let mut known = KNOWN.lock().expect("no thread panics");
    let same = known.get(&*words).copied();
    Ok(Some(same.unwrap_or_else(|| {
        let words: &'static str = Box::leak(words.into_boxed_str());
        known.insert(words);
        words
    })))
}
