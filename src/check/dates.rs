//! How dates are compared: by interval, in every reading, with or without a year.

use super::Truth;
use crate::facts::{DateValue, Undecided, Yearless};
use crate::language::CompareOp;
use crate::record::{FIRST, LAST, interval, number};

/// A date as something that can be compared.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// Names no days.
    Open,
    Yearless(Yearless),
    /// First and last day of each reading; at least one.
    Days(Vec<(i32, i32)>),
}

/// Days of a month and day in a leap year and the year after it: two of them lie as far apart as they ever do.
const ANY_YEARS: [i16; 2] = [2000, 2001];

impl When {
    pub fn of(date: &DateValue) -> When {
        if let Some(y) = date.yearless {
            return When::Yearless(y);
        }
        let readings: Vec<(i32, i32)> = date.readings().into_iter().map(|(a, b)| interval(a, b)).collect();
        if readings.is_empty() { When::Open } else { When::Days(readings) }
    }
    fn days_in(y: Yearless, year: i16) -> Option<(i32, i32)> {
        let (a, b) = DateValue::yearless(y.month, y.day).in_year(year)?;
        Some((number(a), number(b)))
    }
    /// The readings of both, where the year of one is taken from around the other.
    fn beside(&self, other: &When) -> Option<(Vec<(i32, i32)>, Vec<(i32, i32)>)> {
        Some(match (self, other) {
            (When::Days(a), When::Days(b)) => (a.clone(), b.clone()),
            (When::Yearless(y), When::Days(b)) => (around(*y, b), b.clone()),
            (When::Days(a), When::Yearless(y)) => (a.clone(), around(*y, a)),
            (When::Yearless(a), When::Yearless(b)) => {
                let of = |y: Yearless, years: &[i16]| years.iter().filter_map(|&n| When::days_in(y, n)).collect();
                (of(*a, &[2000]), of(*b, &[1999, ANY_YEARS[0], ANY_YEARS[1]]))
            }
            (When::Open, _) | (_, When::Open) => return None,
        })
    }
    /// The days by which the two lie apart at least and at most, over all readings; `None` where one names no days.
    pub fn distance(&self, other: &When) -> Option<(i64, i64)> {
        let (a, b) = self.beside(other)?;
        let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
        let gaps = pairs.map(|(x, y)| {
            let least = (i64::from(y.0) - i64::from(x.1)).max(i64::from(x.0) - i64::from(y.1)).max(0);
            let most = (i64::from(y.1) - i64::from(x.0)).max(i64::from(x.1) - i64::from(y.0));
            (least, most)
        });
        gaps.reduce(|m, g| (m.0.min(g.0), m.1.max(g.1)))
    }
    fn needs_year(&self, other: &When) -> bool {
        matches!(self, When::Yearless(_)) || matches!(other, When::Yearless(_))
    }
    /// What is missing for a decision.
    pub fn reason(&self, other: &When) -> Undecided {
        if self.needs_year(other) { Undecided::Year } else { Undecided::Date }
    }

    /// Whether both may be one day (or both may lie within `days` of each other), in some reading and in any year.
    /// `None` where one names no days.
    pub fn agrees(&self, other: &When, days: f64) -> Option<bool> {
        self.distance(other).map(|(least, _)| least as f64 <= days)
    }

    /// The first and last day over all readings; `None` without a year.
    pub fn ends(&self) -> Option<(i32, i32)> {
        match self {
            When::Days(all) => all.iter().copied().reduce(|m, r| (m.0.min(r.0), m.1.max(r.1))),
            When::Open | When::Yearless(_) => None,
        }
    }

    pub fn compare(&self, op: CompareOp, other: &When) -> Truth {
        let undecided = Truth::Undecided(self.reason(other));
        let (When::Days(a), When::Days(b)) = (self, other) else {
            return match (op, self.distance(other)) {
                // No year brings them together.
                (CompareOp::Is | CompareOp::IsWithin | CompareOp::Overlaps, Some((1.., _))) => Truth::False,
                (CompareOp::IsNot, Some((1.., _))) => Truth::True,
                _ => undecided,
            };
        };
        let pairs = || a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y)));
        // Sure in every reading, or impossible in every one.
        let decide = |sure: &dyn Fn((i32, i32), (i32, i32)) -> bool,
                      possible: &dyn Fn((i32, i32), (i32, i32)) -> bool| {
            if pairs().all(|(x, y)| sure(x, y)) {
                Truth::True
            } else if !pairs().any(|(x, y)| possible(x, y)) {
                Truth::False
            } else {
                undecided
            }
        };
        let meet = |x: (i32, i32), y: (i32, i32)| x.0 <= y.1 && y.0 <= x.1;
        let before = |x: (i32, i32), y: (i32, i32)| x.1 < y.0;
        let may_be_before = |x: (i32, i32), y: (i32, i32)| x.0 < y.1;
        match op {
            CompareOp::Is => decide(&|x, y| x == y, &meet),
            CompareOp::IsNot => !decide(&|x, y| x == y, &meet),
            CompareOp::Before | CompareOp::Less => decide(&before, &may_be_before),
            CompareOp::After | CompareOp::Greater => decide(&|x, y| before(y, x), &|x, y| may_be_before(y, x)),
            CompareOp::LessOrEqual => decide(&|x, y| x.1 <= y.0, &|x, y| x.0 <= y.1),
            CompareOp::GreaterOrEqual => decide(&|x, y| y.1 <= x.0, &|x, y| y.0 <= x.1),
            CompareOp::IsWithin => decide(&|x, y| y.0 <= x.0 && x.1 <= y.1, &meet),
            CompareOp::Overlaps | CompareOp::Contains => decide(&meet, &meet),
            _ => undecided,
        }
    }

    /// `within N days of`: sure where even the outer ends are as near, impossible where the nearest are not.
    pub fn within(&self, days: f64, other: &When) -> Truth {
        match self.distance(other) {
            Some((least, _)) if least as f64 > days => Truth::False,
            Some((_, most)) if most as f64 <= days && !self.needs_year(other) => Truth::True,
            _ => Truth::Undecided(self.reason(other)),
        }
    }
}

/// A yearless day in the years around each reading.
fn around(y: Yearless, readings: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut years = Vec::new();
    for &(from, to) in readings {
        for end in [from, to] {
            if end != FIRST && end != LAST {
                let year = 1970 + end.div_euclid(365);
                years.extend(year - 2..=year + 2);
            }
        }
        // A long interval holds the day of some year within: the middle ones are not all needed.
        if from != FIRST && to != LAST && to - from > 1_500 {
            years.push(1970 + (from + (to - from) / 2).div_euclid(365));
        }
    }
    years.sort_unstable();
    years.dedup();
    years.into_iter().filter_map(|n| i16::try_from(n).ok()).filter_map(|n| When::days_in(y, n)).collect()
}

/// A date moved by a number of days.
pub fn shift(date: &DateValue, days: (f64, f64)) -> Option<DateValue> {
    use jiff::ToSpan;
    if date.is_open() || !date.also.is_empty() || !days.0.is_finite() || !days.1.is_finite() {
        return None;
    }
    let moved = |day: crate::facts::Day, by: f64| day.checked_add((by as i64).clamp(-7_000_000, 7_000_000).days()).ok();
    let (from, to) = (
        match date.from {
            Some(d) => Some(moved(d, days.0)?),
            None => None,
        },
        match date.to {
            Some(d) => Some(moved(d, days.1)?),
            None => None,
        },
    );
    Some(DateValue { from, to, ..date.clone() })
}

/// Days between two dates, least and most, with their sign: `a - b`.
pub fn difference(a: &DateValue, b: &DateValue) -> Option<(f64, f64)> {
    let (When::Days(a), When::Days(b)) = (When::of(a), When::of(b)) else { return None };
    let of = |x: &(i32, i32), y: &(i32, i32)| {
        let finite = ![x.0, x.1, y.0, y.1].iter().any(|&d| d == FIRST || d == LAST);
        finite.then(|| (f64::from(x.0) - f64::from(y.1), f64::from(x.1) - f64::from(y.0)))
    };
    let all: Option<Vec<(f64, f64)>> = a.iter().flat_map(|x| b.iter().map(move |y| of(x, y))).collect();
    all?.into_iter().reduce(|m, d| (m.0.min(d.0), m.1.max(d.1)))
}

/// Whole years from `a` to `b`, least and most.
pub fn years_between(a: &DateValue, b: &DateValue) -> Option<(i32, i32)> {
    let whole = |from: crate::facts::Day, to: crate::facts::Day| {
        let years = i32::from(to.year()) - i32::from(from.year());
        years - i32::from((to.month(), to.day()) < (from.month(), from.day()))
    };
    let (a_from, a_to, b_from, b_to) = (a.from?, a.to?, b.from?, b.to?);
    if !a.also.is_empty() || !b.also.is_empty() {
        return None;
    }
    Some((whole(a_to, b_from), whole(a_from, b_to)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Day, Granularity};

    fn d(written: &str) -> DateValue {
        let n: Vec<i16> = written.split('-').map(|p| p.parse().unwrap()).collect();
        match n[..] {
            [y, m, d] => DateValue::day(Day::constant(y, m as i8, d as i8)),
            [y, m] => {
                let first = Day::constant(y, m as i8, 1);
                DateValue::interval(first, first.last_of_month(), Granularity::Month)
            }
            [y] => DateValue::interval(Day::constant(y, 1, 1), Day::constant(y, 12, 31), Granularity::Year),
            _ => unreachable!(),
        }
    }

    const DATE: Truth = Truth::Undecided(Undecided::Date);
    const YEAR: Truth = Truth::Undecided(Undecided::Year);

    #[test]
    fn dates_compare_by_interval() {
        use CompareOp::*;
        for (a, op, b, truth) in [
            ("2025-05-16", Is, "2025-05-16", Truth::True),
            ("2025-05", Is, "2025-05", Truth::True),
            ("2025-05-16", Is, "2025-05", DATE),
            ("2025-05-16", Is, "2025-06", Truth::False),
            ("2025-05-16", IsNot, "2025-06", Truth::True),
            ("2025-05-16", Before, "2025-05-17", Truth::True),
            ("2025-05-16", Before, "2025-05-16", Truth::False),
            ("2025-05-16", Before, "2025-05", DATE),
            ("2025-06", After, "2025-05", Truth::True),
            ("2025-05-16", LessOrEqual, "2025-05-16", Truth::True),
            ("2025-05-16", IsWithin, "2025-05", Truth::True),
            ("2025-05", IsWithin, "2025-05-16", DATE),
            ("2025-04", IsWithin, "2025-05", Truth::False),
        ] {
            assert_eq!(When::of(&d(a)).compare(op, &When::of(&d(b))), truth, "{a} {op:?} {b}");
        }
    }

    #[test]
    fn a_missing_year_leaves_open_only_what_a_year_decides() {
        let may = When::of(&DateValue::yearless(5, Some(16)));
        let june = When::of(&DateValue::yearless(6, None));
        let full = |s| When::of(&d(s));
        assert_eq!(may.compare(CompareOp::Is, &full("2025-05-16")), YEAR);
        assert_eq!(may.compare(CompareOp::Is, &full("2025-05-17")), Truth::False);
        assert_eq!(may.compare(CompareOp::Before, &full("2025-05-17")), YEAR);
        assert_eq!(may.compare(CompareOp::Is, &june), Truth::False);
        assert_eq!(may.agrees(&full("2025-05-18"), 2.0), Some(true));
        assert_eq!(may.agrees(&full("2025-05-18"), 1.0), Some(false));
        // Across the new year.
        let eve = When::of(&DateValue::yearless(12, Some(31)));
        assert_eq!(eve.agrees(&full("2025-01-01"), 1.0), Some(true));
        assert_eq!(eve.agrees(&When::of(&DateValue::yearless(1, Some(1))), 1.0), Some(true));
        assert_eq!(may.agrees(&full("1990"), 0.0), Some(true));
        let decade =
            When::of(&DateValue::interval(Day::constant(1990, 1, 1), Day::constant(1999, 12, 31), Granularity::Decade));
        assert_eq!(may.agrees(&decade, 0.0), Some(true));
        assert_eq!(When::Open.agrees(&may, 0.0), None);
    }

    #[test]
    fn every_reading_counts() {
        let mut open = d("2025-03-04");
        open.also = vec![(Day::constant(2025, 4, 3), Day::constant(2025, 4, 3))];
        let open = When::of(&open);
        assert_eq!(open.compare(CompareOp::Before, &When::of(&d("2025-05-01"))), Truth::True);
        assert_eq!(open.compare(CompareOp::Is, &When::of(&d("2025-04-03"))), DATE);
        assert_eq!(open.within(2.0, &When::of(&d("2025-03-05"))), DATE);
        assert_eq!(open.within(2.0, &When::of(&d("2026-03-05"))), Truth::False);
    }

    #[test]
    fn years_and_days_between() {
        assert_eq!(years_between(&d("1991-11-02"), &d("2025-05-20")), Some((33, 33)));
        assert_eq!(years_between(&d("1991"), &d("2025-05-20")), Some((33, 34)));
        assert_eq!(difference(&d("2025-05-20"), &d("2025-05")), Some((-11.0, 19.0)));
        assert_eq!(shift(&d("2025-05-20"), (3.0, 3.0)), Some(d("2025-05-23")));
    }
}
