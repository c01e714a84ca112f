//! Dates in lists share what only one of them names: `May 3, 4 and 5`, `the 22nd or 23rd of March`, `Thursday or Friday
//! next week`.

use super::expr::{Expr, Nearest, Origin, YearRef};
use super::lexicon::{Kw, Lex, Unit};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// `Thursday or Friday of next week`: the week that stands behind the last of a list.
    pub fn week_of_list(&self, i: u32) -> Option<Nearest> {
        let mut at = i;
        for _ in 0..6 {
            let next = self.list_joint(at)?;
            let Lex::Weekday(_, _, false) = self.lex(next) else { return None };
            if let Some((near, _)) = self.week_behind(next + 1) {
                return Some(near);
            }
            at = next + 1;
        }
        None
    }

    /// The mark or word between two dates of a list at `i`, and what follows it.
    pub fn list_joint(&self, i: u32) -> Option<u32> {
        let comma = self.mark(i) == Some(',');
        let at = if comma { i + 1 } else { i };
        let word = matches!(self.kw(at), Some(Kw::And | Kw::Or));
        (comma || word).then_some(if word { at + 1 } else { at })
    }

    /// `the 22nd, 23rd or 30th of March`: a day whose month stands behind the last of a list.
    pub fn listed_before(&self, i: u32, after: u32, day: i8) -> Option<Found> {
        let mut at = after;
        let mut last = 0;
        for _ in 0..8 {
            let next = self.list_joint(at)?;
            let next = if self.is(next, Kw::The) { next + 1 } else { next };
            let (n, end, _) = self.day_number(next)?;
            let of = if self.is(end, Kw::Of) { end + 1 } else { end };
            if n <= last.max(day) {
                return None;
            }
            if let Some((month, short)) = self.is_month(of).filter(|_| self.capital(of)) {
                let (year, _) = self.year_behind(self.month_end(of, short));
                return Some(Found::new(i, after, Expr::Day { year, month, day, also: None }));
            }
            (at, last) = (end, n);
        }
        None
    }

    /// `July 17th, 18th or 19th`: the further days of a list whose month stands before it.
    pub fn listed_behind(&self, i: u32, previous: &Expr) -> Option<Found> {
        let previous = match previous {
            Expr::At { day: Some(day), .. } => &**day,
            day => day,
        };
        // `11/20, 11/22 or 11/25`
        if let Expr::Day { year: YearRef::Open, .. } = previous
            && let Some(found) = self.digit_pair(i)
        {
            return (i > self.lo + 1 && self.is_digit_pair_before(i)).then_some(found);
        }
        match *previous {
            Expr::Day { year, month, day, also: None } => {
                let (n, end, ordinal) = self.day_number(i).filter(|d| d.0 > day)?;
                // Bare numbers are days where the list ends with "and": "May 3, 4 and 5"
                let ends = self.ends_phrase(end) && !self.is_hyphen(end);
                let listed =
                    self.list_joint(end).is_some_and(|k| self.day_number(k).is_some_and(|d| self.ends_phrase(d.1)));
                let bound = ordinal || matches!(self.before(i), Some(Kw::And | Kw::Or)) || listed;
                let year = match self.year_behind(end) {
                    (YearRef::Open, _) => year,
                    (given, _) => given,
                };
                let stop = self.year_behind(end).1.max(end);
                (bound && ends).then(|| Found::new(i, stop, Expr::Day { year, month, day: n, also: None }))
            }
            // `the 1920s and 30s`
            Expr::Decade(year) => {
                let n = self.plain_number(i).filter(|n| self.word(i).len() == 2 && n % 10 == 0)? as i16;
                let later = year.div_euclid(100) * 100 + n;
                let decade = self.word(i + 1) == "s" && self.joined(i + 1) && later > year;
                decade.then(|| Found::new(i, i + 2, Expr::Decade(later)))
            }
            // `this year or next`, `last week and this`
            Expr::Shift { unit, by, origin: Origin::Article } if unit > Unit::Day => {
                let other = match self.kw(i)? {
                    Kw::Next => 1,
                    Kw::Last => -1,
                    Kw::This => 0,
                    _ => return None,
                };
                let led = matches!(self.before(i), Some(Kw::And | Kw::Or));
                let ends = self.ends_phrase(i + 1) && !matches!(self.kw(i + 1), Some(Kw::To | Kw::Of | Kw::Last));
                (led && ends && other != by)
                    .then(|| Found::new(i, i + 1, Expr::Shift { unit, by: other, origin: Origin::Article }))
            }
            Expr::Weekday { near: near @ (Nearest::Week(_) | Nearest::Next | Nearest::Coming), .. } => {
                if let Lex::Weekday(day, true, _) = self.lex(i)
                    && self.capital(i)
                {
                    return Some(Found::new(i, i + 1, Expr::Weekday { day, near }));
                }
                let found = self.calendar(i)?;
                match found.expr {
                    Expr::Weekday { day, near: Nearest::Open } => {
                        Some(Found { expr: Expr::Weekday { day, near }, ..found })
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether the list that goes on at `i` is one of dates in digits.
    fn is_digit_pair_before(&self, i: u32) -> bool {
        let joint = if matches!(self.before(i), Some(Kw::And | Kw::Or)) { i - 1 } else { i };
        let end = if self.mark_before(joint) == Some(',') { joint - 1 } else { joint };
        end >= self.lo + 3 && self.digit_pair(end - 3).is_some_and(|f| f.end == end)
    }
}
