//! Sets of days as sorted intervals of day numbers.

use crate::facts::Day;

/// Before every day.
pub const FIRST: i32 = i32::MIN;
/// After every day.
pub const LAST: i32 = i32::MAX;

/// Days since 1970-01-01.
pub fn number(day: Day) -> i32 {
    // Years begin in March, so that the leap day is the last of its year.
    let (y, m, d) = (i32::from(day.year()), i32::from(day.month()), i32::from(day.day()));
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The day of a number; `None` outside of the calendar's years, and for [`FIRST`] and [`LAST`].
pub fn day(number: i32) -> Option<Day> {
    Day::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

/// First and last day of an interval whose ends may be open.
pub fn interval(from: Option<Day>, to: Option<Day>) -> (i32, i32) {
    (from.map_or(FIRST, number), to.map_or(LAST, number))
}

/// A set of days: disjoint intervals (both ends included) in order, none touching the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days(Vec<(i32, i32)>);

impl Days {
    pub fn all() -> Days {
        Days(vec![(FIRST, LAST)])
    }
    pub fn none() -> Days {
        Days(Vec::new())
    }
    /// Any intervals in any order; one that ends before it starts is left out.
    pub fn of(intervals: impl IntoIterator<Item = (i32, i32)>) -> Days {
        let mut all: Vec<(i32, i32)> = intervals.into_iter().filter(|(a, b)| a <= b).collect();
        all.sort_unstable();
        let mut out: Vec<(i32, i32)> = Vec::with_capacity(all.len());
        for (a, b) in all {
            match out.last_mut() {
                Some(last) if a <= last.1.saturating_add(1) => last.1 = last.1.max(b),
                _ => out.push((a, b)),
            }
        }
        Days(out)
    }
    pub fn intersect(&self, other: &Days) -> Days {
        let (mut i, mut j, mut out) = (0, 0, Vec::new());
        while let (Some(&(a, b)), Some(&(c, d))) = (self.0.get(i), other.0.get(j)) {
            if a.max(c) <= b.min(d) {
                out.push((a.max(c), b.min(d)));
            }
            if b < d {
                i += 1;
            } else {
                j += 1;
            }
        }
        Days(out)
    }
    /// Every day of the interval is in the set.
    pub fn contains(&self, (from, to): (i32, i32)) -> bool {
        self.0.iter().any(|&(a, b)| a <= from && to <= b)
    }
    /// Some day of the interval is in the set.
    pub fn overlaps(&self, (from, to): (i32, i32)) -> bool {
        self.0.iter().any(|&(a, b)| a <= to && from <= b)
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// First and last day; `None` where the set is empty.
    pub fn ends(&self) -> Option<(i32, i32)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_follow_the_calendar() {
        assert_eq!(number(Day::constant(1970, 1, 1)), 0);
        assert_eq!(number(Day::constant(2000, 3, 1)), 11_017);
        assert_eq!(number(Day::constant(1969, 12, 31)), -1);
        assert_eq!((super::day(FIRST), super::day(LAST)), (None, None));
        let mut day = Day::constant(1895, 2, 27);
        for _ in 0..3000 {
            let next = day.tomorrow().unwrap();
            assert_eq!(number(next), number(day) + 1, "{day}");
            assert_eq!(super::day(number(next)), Some(next));
            day = next;
        }
    }

    #[test]
    fn sets_join_what_touches_and_cut_what_does_not() {
        let a = Days::of([(5, 9), (1, 3), (10, 12), (20, 19)]);
        assert_eq!(a, Days::of([(1, 3), (5, 12)]));
        assert!(a.contains((5, 12)) && !a.contains((3, 5)) && a.overlaps((3, 4)) && !a.overlaps((4, 4)));
        assert_eq!(a.intersect(&Days::of([(2, 6), (12, LAST)])), Days::of([(2, 3), (5, 6), (12, 12)]));
        assert_eq!(Days::all().intersect(&a), a);
        assert!(a.intersect(&Days::of([(4, 4)])).is_empty());
    }
}
