//! Days and months of the calendar, in words.

use super::expr::{Expr, Nearest, YearRef};
use super::lexicon::{Kw, Lex, Unit};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// A day of the month at `i`: digits, `16th`, `sixteenth`. True where it is an ordinal.
    pub fn day_number(&self, i: u32) -> Option<(i8, u32, bool)> {
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

    /// A year with its era: `44 BC`, `AD 79`. Years before Christ count down to 0, which is 1 BC.
    pub fn year_of_era(&self, i: u32) -> Option<(i16, u32)> {
        let era = |k: u32| self.kw(k).filter(|_| self.doc.tokens[k as usize].all_caps);
        let year = |k: u32| self.plain_number(k).filter(|n| *n > 0).map(|n| n as i16);
        match (era(i), era(i + 1)) {
            (Some(Kw::Ad), _) => Some((year(i + 1)?, i + 2)),
            (_, Some(Kw::Bc)) => Some((1 - year(i)?, i + 2)),
            (_, Some(Kw::Ad)) => Some((year(i)?, i + 2)),
            _ => None,
        }
    }

    /// A year in words behind a month: `nineteen eighty-six`, `two thousand and ten`.
    fn year_in_words(&self, i: u32) -> Option<(i16, u32)> {
        if !self.is_word(i) {
            return None;
        }
        let first = self.cardinal(i)?;
        let century = first.whole()?;
        if (1900..2100).contains(&century) {
            return Some((century as i16, first.end));
        }
        let second = self.cardinal(first.end).filter(|_| self.is_word(first.end) && (15..=20).contains(&century))?;
        let rest = second.whole().filter(|n| (10..100).contains(n))?;
        Some(((century * 100 + rest) as i16, second.end))
    }

    /// A year of two or four digits behind a day and month.
    fn short_year(&self, i: u32) -> Option<(i16, u32)> {
        if let Some(found) = self.year_of_era(i).or_else(|| self.year_in_words(i)) {
            return Some(found);
        }
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
            // "on Feb. 13 in 33 separate deals"
            && !(self.word(at).len() == 2 && self.is_word(end))
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
        if plural || self.quoted_name(i) || self.is_any(i) {
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
        if let Some((n, end, true)) =
            self.day_number(at).filter(|d| self.is_number(at) || !self.is_word(d.1) || self.clock(d.1, false).is_some())
            && bound
            && !(self.is_hyphen(end) && self.joined(end))
        {
            let expr = Expr::DayOfMonth { day: n, month: 0, named: false, weekday: Some(day) };
            return Some(Found { weekday: Some((day, i)), ..Found::new(i, end, expr) });
        }
        // `Friday 31.`
        let bare = self.plain_number(point).filter(|n| (1..=31).contains(n) && self.word(point).len() <= 2);
        if let Some(n) = bare.filter(|_| self.ends_day(point + 1)) {
            let expr = Expr::DayOfMonth { day: n as i8, month: 0, named: false, weekday: Some(day) };
            return Some(Found { weekday: Some((day, i)), ..Found::new(i, point + 1, expr) });
        }
        // "In the sun." and "The Sun." are no days.
        let pointed = point > i + 1 && self.capital(i) && self.before(i) != Some(Kw::The);
        if short && !(pointed || self.near_date(i)) {
            return None;
        }
        if let Some((expr, end)) = self.weekday_week(day, point) {
            return Some(Found::new(i, end, expr));
        }
        let mut found = Found::new(i, point, Expr::Weekday { day, near: Nearest::Open });
        if let Some((near, end)) = self.week_behind(point) {
            found.end = end;
            found.expr = Expr::Weekday { day, near };
        } else if let Some(near) = self.week_of_list(point) {
            found.expr = Expr::Weekday { day, near };
        }
        Some(found)
    }

    /// Whether a day of the month that ends before `i` is no count, result or time: a clause ends there, or hours follow.
    fn ends_day(&self, i: u32) -> bool {
        let hours = matches!(self.kw(i), Some(Kw::From | Kw::Between)) && self.clock_range(i + 1, false).is_some();
        hours || i >= self.hi || matches!(self.mark(i), Some('.' | '!' | '?')) && !self.joined(i + 1)
    }

    /// `one Sunday in May`, `on a Sunday`: which one is not said. "A Sunday statement" is of the last.
    fn is_any(&self, i: u32) -> bool {
        let on_a = i > self.lo + 1 && self.before(i) == Some(Kw::A) && self.before(i - 1) == Some(Kw::On);
        let one = i > self.lo && self.word(i - 1).eq_ignore_ascii_case("one");
        on_a || one && !matches!(self.before(i - 1), Some(Kw::That | Kw::This))
    }

    /// Whether words with capitals alone stand between an opening mark and the weekday at `i`: `“Harbour News Sunday”`.
    fn quoted_name(&self, i: u32) -> bool {
        let opens = |k: u32| matches!(self.mark(k), Some('“' | '"' | '‘')) && self.joined(k + 1);
        let words = (self.lo..i).rev().take(5).take_while(|&k| self.is_word(k) && self.capital(k)).count() as u32;
        words > 0 && i > self.lo + words && opens(i - words - 1)
    }

    /// `of last week`, `next week`, `of the following week` behind a weekday.
    pub fn week_behind(&self, i: u32) -> Option<(Nearest, u32)> {
        let mut at = if self.is(i, Kw::Of) { i + 1 } else { i };
        let by = match self.kw(at) {
            Some(Kw::This) => 0,
            Some(Kw::Last | Kw::Previous) => -1,
            Some(Kw::Next | Kw::Coming) => 1,
            Some(Kw::The) if at > i && self.is(at + 1, Kw::Following) => {
                at += 1;
                1
            }
            _ => return None,
        };
        (self.lex(at + 1) == Lex::Unit(Unit::Week, false)).then_some((Nearest::Week(by), at + 2))
    }

    /// Short weekdays are words of other meanings too (`sat`, `sun`); beside a date or a time they are not.
    fn near_date(&self, i: u32) -> bool {
        self.capital(i)
            && (self.day_number(i + 1).is_some()
                || matches!(self.lex(i + 1), Lex::Month(..) | Lex::Part(_))
                || self.is_number(i + 1))
    }

    /// `In May 12 people died`: the number counts what follows.
    pub fn day_is_count(&self, i: u32, after: u32) -> bool {
        self.before(i) == Some(Kw::In) && self.counts_things(after) || self.joined(after) && self.is_word(after)
    }

    /// `May 3-5`, `May 3 to 5, 2020`, `May 30 – June 2`.
    pub fn day_range(&self, i: u32, after: u32, month: i8, day: i8) -> Option<Found> {
        let dash = self.dash(after);
        let to = matches!(self.kw(after), Some(Kw::To | Kw::Through | Kw::Until))
            || self.is(after, Kw::And) && self.before(i) == Some(Kw::Between);
        if !dash && !to {
            return None;
        }
        if to && self.before(i) == Some(Kw::From) && self.moves(i - 1) {
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

    /// `twenty-five January 1986`: a cardinal in words, where month and year follow.
    fn day_in_words(&self, i: u32) -> Option<(i8, u32, bool)> {
        let n = self.cardinal(i).filter(|_| self.is_word(i))?;
        let day = n.whole().filter(|d| (20..=31).contains(d))? as i8;
        let (_, short) = self.is_month(n.end).filter(|_| self.capital(n.end))?;
        let (year, _) = self.year_behind(self.month_end(n.end, short));
        matches!(year, YearRef::Given(_)).then_some((day, n.end, false))
    }

    /// `15 October 2025`, `the 16th of May`, `3 to 5 May`.
    pub fn day_first(&self, i: u32) -> Option<Found> {
        let (day, after, ordinal) = self.day_number(i).or_else(|| self.day_in_words(i))?;
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
        // `the 15th of next month`, `the 21st this month`
        if ordinal && let Some((month, named, end)) = self.month_meant(at) {
            return Some(Found::new(i, end, Expr::DayOfMonth { day, month, named, weekday: None }));
        }
        // `3-5 May`, `26 to 28 June`, `between the 21st and the 23rd`
        let opened = |k: u32| {
            let k = if k > self.lo && self.is(k - 1, Kw::The) { k - 1 } else { k };
            self.before(k)
        };
        let dash = self.dash(after);
        let to = matches!(self.kw(after), Some(Kw::To | Kw::Through))
            || self.is(after, Kw::And) && opened(i) == Some(Kw::Between);
        if !dash && !to {
            return self.listed_before(i, after, day);
        }
        let second = if self.is(after + 1, Kw::The) { after + 2 } else { after + 1 };
        let (day2, end2, ordinal2) = self.day_number(second)?;
        let at = if self.is(end2, Kw::Of) || self.is(end2, Kw::In) { end2 + 1 } else { end2 };
        if let Some((month, short)) = self.is_month(at) {
            let named = self.capital(at) || ordinal && ordinal2 && at > end2;
            if !named || day2 <= day && !ordinal {
                return None;
            }
            let (year, stop) = self.year_behind(self.month_end(at, short));
            let last = Expr::Day { year, month, day: day2, also: None };
            let first = if day2 > day {
                Expr::Day { year, month, day, also: None }
            } else {
                // `from the 27th to the 3rd of April` begins the month before.
                let (month, year) = if month == 1 { (12, year.before()) } else { (month - 1, year) };
                Expr::Day { year, month, day, also: None }
            };
            return Some(Found::new(i, stop, Expr::Range(Box::new(first), Box::new(last))));
        }
        let led = matches!(opened(i), Some(Kw::From | Kw::Between | Kw::On));
        let of = |day, month, named| Box::new(Expr::DayOfMonth { day, month, named, weekday: None });
        let range = |end, month, named| Found::new(i, end, Expr::Range(of(day, month, named), of(day2, month, named)));
        if day2 <= day || !led {
            return None;
        }
        if let Some((month, named, end)) = self.month_meant(at).filter(|_| at > end2 || ordinal2) {
            return Some(range(end, month, named));
        }
        (ordinal && ordinal2 && self.ends_phrase(end2)).then(|| range(end2, 0, false))
    }

    /// `this month`, `of that month` behind a day: months from the article's, or from the date named before.
    fn month_meant(&self, i: u32) -> Option<(i32, bool, u32)> {
        let (by, named) = match self.kw(i) {
            Some(Kw::This | Kw::The | Kw::Current) => (0, false),
            Some(Kw::Next | Kw::Coming) => (1, false),
            Some(Kw::Last | Kw::Previous) => (-1, false),
            Some(Kw::That | Kw::Same) => (0, true),
            _ => return None,
        };
        (self.lex(i + 1) == Lex::Unit(Unit::Month, false)).then_some((by, named, i + 2))
    }
}
