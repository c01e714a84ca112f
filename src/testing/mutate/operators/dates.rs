//! Dates that went wrong. A weekday beside them stays as it is.

use std::ops::Range;

use super::{in_case_of, runs, with_ending};
use crate::facts::calendar::{MONTHS, SHORT_MONTHS, WEEKDAYS, month as full_month, short_month, weekday as day_name};
use crate::testing::mutate::random::Random;

/// Where the parts of a written date stand.
#[derive(Default)]
struct Parts {
    /// Number from 1, bytes, and whether digits write it.
    month: Option<(i8, Range<usize>, bool)>,
    day: Option<(i8, Range<usize>)>,
    year: Option<(i16, Range<usize>)>,
}

impl Parts {
    fn of(words: &str) -> Parts {
        let mut parts = Parts::default();
        let runs = runs(words);
        if let [y, m, d, ..] = &runs[..]
            && (y.len(), m.len(), d.len()) == (4, 2, 2)
            && words[y.end..m.start] == *"-"
            && words[m.end..d.start] == *"-"
            && let (Ok(year), Ok(month), Ok(day)) =
                (words[y.clone()].parse(), words[m.clone()].parse(), words[d.clone()].parse())
        {
            return Parts {
                month: Some((month, m.clone(), true)),
                day: Some((day, d.clone())),
                year: Some((year, y.clone())),
            };
        }
        for run in &runs {
            let word = &words[run.clone()];
            match word.parse::<i16>() {
                Ok(year @ 1000..=2199) if word.len() == 4 && parts.year.is_none() => {
                    parts.year = Some((year, run.clone()));
                }
                Ok(day @ 1..=31) if word.len() <= 2 && parts.day.is_none() => {
                    parts.day = Some((day as i8, run.clone()));
                }
                Ok(_) => {}
                Err(_) if parts.month.is_none() => {
                    parts.month = full_month(word).or_else(|| short_month(word)).map(|n| (n, run.clone(), false));
                }
                Err(_) => {}
            }
        }
        // Without a month that is named, a number may be anything.
        if parts.month.is_none() {
            parts.day = None;
        }
        parts
    }

    fn day_becomes(&self, words: &str, new: i8) -> Option<(Range<usize>, String)> {
        let (_, at) = self.day.clone()?;
        let (ending, written) =
            with_ending(words, at.end, new as u64, format!("{new:0width$}", width = zeros(words, &at)));
        Some((at.start..at.end + ending, written))
    }
}

/// How wide a number with leading zeros is; 1 for those without.
fn zeros(words: &str, at: &Range<usize>) -> usize {
    let written = &words[at.clone()];
    // "10" in "2025-03-10" may become "09".
    let iso = words[..at.start].ends_with('-') && at.len() == 2;
    if written.starts_with('0') || iso { at.len() } else { 1 }
}

/// Days that each month has in every year.
const DAYS: [i8; 12] = [28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 30];

fn days_of(month: i8) -> i8 {
    match month {
        1 => 31,
        2 => 28,
        other => DAYS[(other.clamp(1, 12) - 1) as usize],
    }
}

pub fn day(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let parts = Parts::of(words);
    let (old, _) = parts.day.clone()?;
    let last = parts.month.as_ref().map_or(28, |m| days_of(m.0));
    let by = [1, 2, 3, 4, 5, 6, 10][random.below(7)];
    let new = (old - 1 + by) % last + 1;
    parts.day_becomes(words, new)
}

pub fn month(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let parts = Parts::of(words);
    let (old, at, digits) = parts.month?;
    let day = parts.day.map_or(1, |d| d.0);
    let others: Vec<i8> = (1..=12).filter(|&m| m != old && days_of(m) >= day.min(28)).collect();
    let new = *random.pick(&others)?;
    let written = &words[at.clone()];
    let name = match full_month(written) {
        _ if digits => format!("{new:02}"),
        Some(_) => in_case_of(written, MONTHS[(new - 1) as usize]),
        None => {
            let short = SHORT_MONTHS.iter().find(|(_, n)| *n == new).map_or("may", |(short, _)| short);
            in_case_of(written, short)
        }
    };
    Some((at, name))
}

pub fn year(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let (old, at) = Parts::of(words).year?;
    let swapped = old / 100 * 100 + old % 10 * 10 + old / 10 % 10;
    let others: Vec<i16> = [old - 1, old + 1, old - 10, swapped].into_iter().filter(|&y| y != old).collect();
    Some((at, random.pick(&others)?.to_string()))
}

pub fn weekday(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let (at, old) = runs(words).into_iter().find_map(|r| day_name(&words[r.clone()]).map(|n| (r, n)))?;
    let new = (old as usize - 1 + 1 + random.below(6)) % 7;
    let written = in_case_of(&words[at.clone()], WEEKDAYS[new]);
    Some((at, written))
}

/// The 31st of a month of thirty days, the 30th of February.
pub fn no_such_day(words: &str) -> Option<(Range<usize>, String)> {
    let parts = Parts::of(words);
    let new = match parts.month.as_ref()?.0 {
        2 => 30,
        4 | 6 | 9 | 11 => 31,
        _ => return None,
    };
    parts.day_becomes(words, new)
}
