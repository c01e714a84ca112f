//! Days without a year: the years that an article's other claims leave.

use super::days::{Days, FIRST, LAST};
use crate::facts::{DateValue, Day};

/// The days that one claim of the article allows, by the record.
pub type Allowed = Days;

/// First and last day of each way to read a date.
pub type Readings = Vec<(i32, i32)>;

/// More years than a day is tried in; no record of offices reaches over more.
const MAX_YEARS: i32 = 4_000;

/// The windows of all claims of one article.
///
/// A claim is accepted where some day allows it along with all claims accepted before it, in order of the article. The
/// claims left out are those at fault; they have no say in the windows of others.
#[derive(Clone, Debug)]
pub struct Windows {
    /// `before[i]`: what the accepted claims before claim `i` have in common.
    before: Vec<Days>,
    /// `after[i]`: the same from claim `i` on.
    after: Vec<Days>,
}

impl Windows {
    /// `start` is what the article's own date allows, or all days.
    pub fn new(claims: &[Allowed], start: &Days) -> Windows {
        let mut before = vec![start.clone()];
        let mut accepted = Vec::with_capacity(claims.len());
        for claim in claims {
            let narrower = before[before.len() - 1].intersect(claim);
            accepted.push(!narrower.is_empty());
            let next = if narrower.is_empty() { before[before.len() - 1].clone() } else { narrower };
            before.push(next);
        }
        let mut after = vec![Days::all(); claims.len() + 1];
        for i in (0..claims.len()).rev() {
            after[i] = if accepted[i] { after[i + 1].intersect(&claims[i]) } else { after[i + 1].clone() };
        }
        Windows { before, after }
    }
    /// What all accepted claims have in common.
    pub fn all(&self) -> Days {
        self.before[self.before.len() - 1].clone()
    }
    /// The days that the article allows claim `i`: what all accepted claims but itself have in common.
    pub fn of(&self, i: usize) -> Days {
        self.before[i].intersect(&self.after[i + 1])
    }
}

/// Every day (or month) that `date`, which has no year, may mean within `window`. `known` are the first and last day
/// that the record of the office speaks of: one year beyond them stands for all further ones.
pub fn readings(date: &DateValue, window: &Days, known: (i32, i32)) -> Readings {
    let Some((first, last)) = window.ends() else { return Vec::new() };
    let from = if first == FIRST { known.0 } else { first.max(known.0.saturating_sub(732)) };
    let to = if last == LAST { known.1.max(from).saturating_add(732) } else { last };
    let (from, to) = (year_of(from) - 1, year_of(to) + 1);
    let from = if first == FIRST { from - 1 } else { from };
    (from..=to.min(from.saturating_add(MAX_YEARS)))
        .filter_map(|y| i16::try_from(y).ok())
        .filter_map(|y| date.in_year(y))
        .map(|(a, b): (Day, Day)| (super::number(a), super::number(b)))
        .filter(|&r| window.overlaps(r))
        .collect()
}

/// The year of a day number, to the year: off by one at most at its ends.
fn year_of(day: i32) -> i32 {
    1970 + (f64::from(day) / 365.2425).floor() as i32
}
