//! Days and months of the calendar, in words.

use super::expr::{Expr, Nearest, YearRef};
use super::lexicon::{Kw, Lex, Unit};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// A day of the month at `i`: digits, `16th`, `sixteenth`. True where it is an ordinal.
    fn day_number(&self, i: u32) -> Option<(i8, u32, bool)> {
        if let Some((n, end)) = self.ordinal(i) {
            return (1..=31).contains(&n).then_some((n as i8, end, true));
        }
        let n = self.plain_number(i).filter(|n| (1..=31).contains(n) && self.word(i).len() <= 2)?;
        if matches!(self.mark_before(i), Some('$' | '€' | '£' | '#')) {
            return None;
        }
        let letters = self.is_word(i + 1) && self.joined(i + 1) && !matches!(self.lex(i + 1), Lex::Month(..));
        (!letters).then_some((n as i8, i + 1, false))
    }

    /// Four digits that may be a year.
    pub fn year_number(&self, i: u32) -> Option<i16> {
        let n = self.plain_number(i)?;
        ((1000..=2199).contains(&n) && self.word(i).len() == 4).then_some(n as i16)
    }

    /// A year of two or four digits behind a day and month.
    fn short_year(&self, i: u32) -> Option<(i16, u32)> {
        if let Some(y) = self.year_number(i) {
            return Some((y, i + 1));
        }
        let at = if matches!(self.mark(i), Some('\'' | '’' | '‘')) && self.joined(i + 1) { i + 1 } else { i };
        let n = self.plain_number(at).filter(|_| self.word(at).len() == 2)?;
        (at > i || n > 31).then(|| (if n < 40 { 2000 + n } else { 1900 + n } as i16, at + 1))
    }

    /// A year behind a month or day: `2025`, `, 2025`, `of 2025`, `last year`, `of this year`.
    pub fn year_behind(&self, i: u32) -> (YearRef, u32) {
        if let Some((y, end)) = self.short_year(i) {
            return (YearRef::Given(y), end);
        }
        let comma = self.mark(i) == Some(',');
        if comma && let Some(y) = self.year_number(i + 1) {
            // "On May 5, 2000 people ..." is the rarer reading, told by what follows.
            if !self.counts_things(i + 2) || y > 2000 {
                return (YearRef::Given(y), i + 2);
            }
        }
        // `Aug 9, 96`
        if comma
            && let Some((y, end)) = self.short_year(i + 1).filter(|y| !self.counts_things(y.1) && !self.is_hyphen(y.1))
            && !self.is_word(end)
        {
            return (YearRef::Given(y), end);
        }
        let at = if self.is(i, Kw::Of) || self.is(i, Kw::In) { i + 1 } else { i };
        if at > i
            && let Some((y, end)) = self.short_year(at)
        {
            return (YearRef::Given(y), end);
        }
        let by = match self.kw(at) {
            Some(Kw::This | Kw::Current) => 0,
            Some(Kw::Last | Kw::Previous) => -1,
            Some(Kw::Next | Kw::Coming) => 1,
            Some(Kw::That | Kw::Same) if self.lex(at + 1) == Lex::Unit(Unit::Year, false) => {
                return (YearRef::AfterLast(0), at + 2);
            }
            _ => return (YearRef::Open, i),
        };
        if self.lex(at + 1) == Lex::Unit(Unit::Year, false) {
            return (YearRef::Shift(by), at + 2);
        }
        (YearRef::Open, i)
    }

    /// Whether what begins at `i` looks like things that a number before it counts.
    pub fn counts_things(&self, i: u32) -> bool {
        if !self.is_word(i) || self.capital(i) || self.joined(i) {
            return self.mark(i) == Some('%');
        }
        let word = self.word(i);
        let lower = word.to_ascii_lowercase();
        if matches!(
            lower.as_str(),
            "people" | "men" | "women" | "children" | "troops" | "percent" | "per" | "police" | "million" | "billion"
        ) {
            return true;
        }
        lower.len() > 3
            && lower.ends_with('s')
            && !lower.ends_with("ss")
            && self.lex(i) == Lex::Other
            && !matches!(lower.as_str(), "this" | "does" | "goes" | "says" | "thus" | "always" | "perhaps" | "series")
    }

    /// Day and month in either order, a month alone, with weekday before and year behind.
    pub fn calendar(&self, i: u32) -> Option<Found> {
        if let Lex::Weekday(day, short, plural) = self.lex(i) {
            return self.weekday_date(i, day, short, plural);
        }
        self.month_first(i).or_else(|| self.day_first(i))
    }

    /// `Tuesday, 15 October 2025`, `Friday, Oct. 13`.
    fn weekday_date(&self, i: u32, day: i8, short: bool, plural: bool) -> Option<Found> {
        if plural {
            return None;
        }
        let mut at = i + 1;
        if short && self.mark(at) == Some('.') {
            at += 1;
        }
        let point = at;
        if matches!(self.mark(at), Some(',' | '(')) {
            at += 1;
        }
        if self.is(at, Kw::The) || self.is(at, Kw::On) {
            at += 1;
        }
        let date = self.month_first(at).or_else(|| self.day_first(at)).or_else(|| self.numeric(at));
        let dated = date.filter(|d| matches!(d.expr, Expr::Day { .. } | Expr::Range(..)));
        if let Some(mut date) = dated {
            if matches!(date.expr, Expr::Range(..)) {
                return None;
            }
            date.weekday = Some((day, i));
            return Some(date.from(i));
        }
        // `Tuesday the 24th`; in words only at the end of a clause ("Monday, the first-in-the-nation vote" is none)
        let bound = self.is(at - 1, Kw::The) || at == point;
        if let Some((n, end, true)) = self.day_number(at).filter(|d| self.is_number(at) || !self.is_word(d.1))
            && bound
            && !(self.is_hyphen(end) && self.joined(end))
        {
            let expr = Expr::DayOfMonth { day: n, month: 0, named: false };
            return Some(Found { weekday: Some((day, i)), ..Found::new(i, end, expr) });
        }
        if short && !(point > i + 1 || self.near_date(i)) {
            return None;
        }
        let mut found = Found::new(i, point, Expr::Weekday { day, near: Nearest::Open });
        let (near, end) = self.week_behind(point);
        if let Some(near) = near {
            found.end = end;
            found.expr = Expr::Weekday { day, near };
        }
        Some(found)
    }

    /// `of last week`, `next week` behind a weekday.
    fn week_behind(&self, i: u32) -> (Option<Nearest>, u32) {
        let mut at = i;
        if self.is(at, Kw::Of) {
            at += 1;
        }
        let by = match self.kw(at) {
            Some(Kw::This) => 0,
            Some(Kw::Last | Kw::Previous) => -1,
            Some(Kw::Next | Kw::Coming) => 1,
            _ => return (None, i),
        };
        if self.lex(at + 1) == Lex::Unit(Unit::Week, false) { (Some(Nearest::Week(by)), at + 2) } else { (None, i) }
    }

    /// Short weekdays are words of other meanings too (`sat`, `sun`); beside a date or a time they are not.
    fn near_date(&self, i: u32) -> bool {
        self.capital(i)
            && (self.day_number(i + 1).is_some()
                || matches!(self.lex(i + 1), Lex::Month(..) | Lex::Part(_))
                || self.is_number(i + 1))
    }

    /// The end of a month's name: its point is part of it.
    fn month_end(&self, i: u32, short: bool) -> u32 {
        if short && self.mark(i + 1) == Some('.') && self.joined(i + 1) { i + 2 } else { i + 1 }
    }

    /// `May` and `March` are verbs too, `Mar`, `Dec` and `Sun` words or names.
    fn is_month(&self, i: u32) -> Option<(i8, bool)> {
        match self.lex(i) {
            Lex::Month(m, short) => Some((m, short)),
            _ => None,
        }
    }

    pub fn month_first(&self, i: u32) -> Option<Found> {
        let (month, short) = self.is_month(i)?;
        let end = self.month_end(i, short);
        let at = if matches!(self.mark(end), Some('-' | '/')) && self.joined(end) { end + 1 } else { end };
        let sure = self.sure_month(i);
        let mut day_at = at;
        if self.is(at, Kw::The) || self.mark(at) == Some(',') && !sure {
            day_at = at + 1;
        }
        if let Some((day, after, ordinal)) = self.day_number(day_at)
            && (ordinal || short || !self.day_is_count(i, after))
            && (sure || self.capital(i) || ordinal)
        {
            let base = Expr::Day { year: YearRef::Open, month, day, also: None };
            if let Some(range) = self.day_range(i, after, month, day) {
                return Some(range);
            }
            let (year, stop) = self.year_behind(after);
            let expr = match base {
                Expr::Day { month, day, also, .. } => Expr::Day { year, month, day, also },
                other => other,
            };
            return Some(Found::new(i, stop, expr));
        }
        // `April six`, as some agencies write it
        if let Some(n) = self.cardinal(day_at).filter(|n| self.is_word(day_at) && !self.is_word(n.end) && sure)
            && let Some(day @ 1..=31) = n.whole()
        {
            let expr = Expr::Day { year: YearRef::Open, month, day: day as i8, also: None };
            return Some(Found::new(i, n.end, expr));
        }
        let (year, stop) = self.year_behind(at);
        if year != YearRef::Open && (sure || self.capital(i) || short) {
            return Some(Found::new(i, stop, Expr::Month { year, month, near: Nearest::Open }));
        }
        if !sure {
            return None;
        }
        Some(Found::new(i, end, Expr::Month { year: YearRef::Open, month, near: Nearest::Open }))
    }

    /// Whether the month's name at `i` can be nothing else.
    pub fn sure_month(&self, i: u32) -> bool {
        let Some((month, short)) = self.is_month(i) else { return false };
        let ambiguous = matches!(month, 3 | 5) || short;
        if !ambiguous {
            // "April", "June" and "August" are given names too: a capitalised word next to them says so.
            let name =
                matches!(month, 4 | 6) && self.capital(i + 1) && self.is_word(i + 1) && self.lex(i + 1) == Lex::Other;
            return !name || self.temporal_before(i);
        }
        if short {
            // "Jan" and "Mar" are given names, "dec" and "sep" are abbreviations of much.
            let point = self.mark(i + 1) == Some('.') && self.joined(i + 1) && month != 3;
            let dash = self.dash(i + 1) && matches!(self.lex(i + 2), Lex::Month(..))
                || i > self.lo + 1 && self.dash(i - 1) && matches!(self.lex(i - 2), Lex::Month(..));
            let led = dash
                || matches!(
                    self.before(i),
                    Some(Kw::In | Kw::Since | Kw::Until | Kw::From | Kw::To | Kw::Last | Kw::Next)
                );
            return self.capital(i) && (point || led && !self.capital(i + 1));
        }
        // Alone in its block it heads something: a column, a list of days.
        self.capital(i) && (self.temporal_before(i) || i == self.lo && i + 1 == self.hi)
    }

    /// A word before `i` that a date follows.
    fn temporal_before(&self, i: u32) -> bool {
        let hyphen = i > self.lo + 1 && self.is_hyphen(i - 1) && self.is(i - 2, Kw::Mid);
        hyphen
            || matches!(
                self.before(i),
                Some(
                    Kw::In
                        | Kw::Since
                        | Kw::Until
                        | Kw::By
                        | Kw::From
                        | Kw::To
                        | Kw::During
                        | Kw::Of
                        | Kw::Last
                        | Kw::Next
                        | Kw::This
                        | Kw::Early
                        | Kw::Late
                        | Kw::Mid
                        | Kw::Each
                        | Kw::Every
                        | Kw::Before
                        | Kw::After
                        | Kw::Through
                        | Kw::Between
                        | Kw::And
                        | Kw::Or
                        | Kw::On
                )
            )
    }

    /// `In May 12 people died`: the number counts what follows.
    fn day_is_count(&self, i: u32, after: u32) -> bool {
        self.before(i) == Some(Kw::In) && self.counts_things(after) || self.joined(after) && self.is_word(after)
    }

    /// `May 3-5`, `May 3 to 5, 2020`, `May 30 – June 2`.
    fn day_range(&self, i: u32, after: u32, month: i8, day: i8) -> Option<Found> {
        let dash = self.dash(after);
        let to = matches!(self.kw(after), Some(Kw::To | Kw::Through | Kw::Until))
            || self.is(after, Kw::And) && self.before(i) == Some(Kw::Between);
        if !dash && !to {
            return None;
        }
        let mut at = after + 1;
        if self.is(at, Kw::The) {
            at += 1;
        }
        let (month2, day2, stop) = if let Some((m, short)) = self.is_month(at) {
            let end = self.month_end(at, short);
            let (d, stop, _) = self.day_number(end)?;
            (m, d, stop)
        } else {
            let (d, stop, ordinal) = self.day_number(at)?;
            if d <= day || (!ordinal && self.day_is_count(at, stop)) || self.mark(stop) == Some(':') {
                return None;
            }
            (month, d, stop)
        };
        let (year, end) = self.year_behind(stop);
        let of = |month, day| Box::new(Expr::Day { year, month, day, also: None });
        Some(Found::new(i, end, Expr::Range(of(month, day), of(month2, day2))))
    }

    /// `15 October 2025`, `the 16th of May`, `3 to 5 May`.
    fn day_first(&self, i: u32) -> Option<Found> {
        let (day, after, ordinal) = self.day_number(i)?;
        let mut at = after;
        if self.is_hyphen(at) && self.joined(at) || self.mark(at) == Some('/') {
            at += 1;
        }
        if self.lex(at) == Lex::Unit(Unit::Day, false) && ordinal && self.is(at + 1, Kw::Of) {
            at += 1;
        }
        let of = self.is(at, Kw::Of);
        if of {
            at += 1;
        }
        if let Some((month, short)) = self.is_month(at) {
            let named = self.capital(at) || !matches!(month, 3 | 5) || of;
            if !named || (of && !ordinal && !self.is_number(i)) {
                return None;
            }
            let end = self.month_end(at, short);
            let join = if matches!(self.mark(end), Some('-' | '/')) && self.joined(end) { end + 1 } else { end };
            let (year, stop) = self.year_behind(join);
            let stop = if year == YearRef::Open { end } else { stop };
            return Some(Found::new(i, stop, Expr::Day { year, month, day, also: None }));
        }
        // `the 15th of next month`
        if ordinal && of {
            let shift = match self.kw(at) {
                Some(Kw::This | Kw::The | Kw::Current) => Some((0, false)),
                Some(Kw::Next | Kw::Coming) => Some((1, false)),
                Some(Kw::Last | Kw::Previous) => Some((-1, false)),
                Some(Kw::That) => Some((0, true)),
                _ => None,
            };
            if let Some((month, named)) = shift
                && self.lex(at + 1) == Lex::Unit(Unit::Month, false)
            {
                return Some(Found::new(i, at + 2, Expr::DayOfMonth { day, month, named }));
            }
        }
        // `3-5 May`, `26 to 28 June`
        let dash = self.dash(after);
        let to = matches!(self.kw(after), Some(Kw::To | Kw::Through))
            || self.is(after, Kw::And) && matches!(self.before(i), Some(Kw::Between));
        if dash || to {
            let (day2, end2, _) = self.day_number(after + 1)?;
            let at = if self.is(end2, Kw::Of) { end2 + 1 } else { end2 };
            let (month, short) = self.is_month(at)?;
            if day2 <= day || !self.capital(at) {
                return None;
            }
            let (year, stop) = self.year_behind(self.month_end(at, short));
            let of = |day| Box::new(Expr::Day { year, month, day, also: None });
            return Some(Found::new(i, stop, Expr::Range(of(day), of(day2))));
        }
        None
    }
}
