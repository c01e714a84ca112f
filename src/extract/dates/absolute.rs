//! Dates of the calendar: days, months, years, decades, centuries.

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
        // `Friday 31`, `Tuesday the 24th`
        if at > point || self.ordinal(at).is_some() {
            if let Some((n, end, true)) = self
                .day_number(at)
                .filter(|d| (self.is(at - 1, Kw::The) || at == point) && (self.is_number(at) || !self.is_word(d.1)))
            {
                let mut found = Found::new(i, end, Expr::DayOfMonth { day: n, month: 0, named: false });
                found.weekday = Some((day, i));
                return Some(found);
            }
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

    fn month_first(&self, i: u32) -> Option<Found> {
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
            let led = matches!(
                self.before(i),
                Some(Kw::In | Kw::Since | Kw::Until | Kw::From | Kw::To | Kw::Last | Kw::Next)
            );
            return self.capital(i) && (point || led && !self.capital(i + 1));
        }
        if !self.capital(i) {
            return false;
        }
        if self.temporal_before(i) {
            return true;
        }
        false
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

    /// Digits alone: `2025-10-15`, `10/15/2025`, `15.10.2025`, `2025-10`, `04/2016`.
    pub fn numeric(&self, i: u32) -> Option<Found> {
        if !self.is_number(i)
            || self.joined(i) && !matches!(self.mark_before(i), Some('(' | '[' | '"' | '“' | '>' | '-' | '_'))
        {
            return None;
        }
        let text = self.word(i);
        if text.contains('.') {
            let parts: Vec<&str> = text.split('.').collect();
            let [d, m, y] = parts[..] else { return None };
            return self.ordered(i, i + 1, [d, m, y], '.');
        }
        let separator = self.mark(i + 1).filter(|c| matches!(c, '-' | '/'))?;
        if !self.joined(i + 1) || !self.joined(i + 2) {
            return None;
        }
        if let Lex::Month(month, _) = self.lex(i + 2) {
            // `2019-aug-01`, `22/Jan/2019`
            if self.mark(i + 3) != Some(separator) || !self.joined(i + 3) || !self.joined(i + 4) {
                return None;
            }
            let month = month.to_string();
            return self.ordered(i, i + 5, [text, &month, self.word(i + 4)], separator);
        }
        self.plain_number(i + 2)?;
        if self.mark(i + 3) == Some(separator) && self.joined(i + 3) && self.joined(i + 4) && self.is_number(i + 4) {
            let third = self.word(i + 4).split(':').next().unwrap_or_default();
            return self.ordered(i, i + 5, [text, self.word(i + 2), third], separator);
        }
        let (a, b) = (self.plain_number(i)?, self.plain_number(i + 2)?);
        if matches!(self.mark(i + 3), Some('-' | '/')) && self.joined(i + 3) {
            return None;
        }
        let month = |n: i32| (1..=12).contains(&n);
        if text.len() == 4 && (1900..2100).contains(&a) && month(b) && self.word(i + 2).len() <= 2 {
            // `2024-05`; but `2011-12` is a season, and `2026-2030` a range.
            let season = separator == '-' && b == (a + 1) % 100 && !self.word(i + 2).starts_with('0');
            let year = YearRef::Given(a as i16);
            return (!season).then(|| Found::new(i, i + 3, Expr::Month { year, month: b as i8, near: Nearest::Open }));
        }
        if month(a) && text.len() == 2 && self.word(i + 2).len() == 4 && (1900..2100).contains(&b) {
            let year = YearRef::Given(b as i16);
            return Some(Found::new(i, i + 3, Expr::Month { year, month: a as i8, near: Nearest::Open }));
        }
        let dated = matches!(self.before(i), Some(Kw::On | Kw::By | Kw::Until | Kw::Since | Kw::This))
            || i > self.lo && matches!(self.lex(i - 1), Lex::Weekday(..));
        if separator == '/' && dated && text.len() <= 2 && self.word(i + 2).len() <= 2 {
            return self.month_and_day(a, b, YearRef::Open).map(|expr| Found::new(i, i + 3, expr));
        }
        None
    }

    /// Two numbers that are month and day, in the article's order.
    fn month_and_day(&self, a: i32, b: i32, year: YearRef) -> Option<Expr> {
        let fits = |m: i32, d: i32| (1..=12).contains(&m) && (1..=31).contains(&d);
        let (month_day, day_month) = (fits(a, b), fits(b, a));
        let ((month, day), also) = match (month_day, day_month) {
            (true, true) if self.day_first => ((b, a), Some((a, b))),
            (true, true) => ((a, b), Some((b, a))),
            (true, false) => ((a, b), None),
            (false, true) => ((b, a), None),
            (false, false) => return None,
        };
        let also = also.filter(|_| a != b).map(|(m, d)| (m as i8, d as i8));
        Some(Expr::Day { year, month: month as i8, day: day as i8, also })
    }

    /// Three numbers with the same separator.
    fn ordered(&self, i: u32, end: u32, parts: [&str; 3], separator: char) -> Option<Found> {
        if parts.iter().any(|p| p.is_empty() || p.len() > 4 || !p.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let n = |k: usize| parts[k].parse::<i32>().ok();
        let (a, b, c) = (n(0)?, n(1)?, n(2)?);
        if parts[0].len() == 4 {
            if !(1000..2200).contains(&a) || !(1..=31).contains(&b) || !(1..=31).contains(&c) {
                return None;
            }
            let (month, day) = if b > 12 { (c, b) } else { (b, c) };
            if month > 12 {
                return None;
            }
            let year = YearRef::Given(a as i16);
            return Some(Found::new(i, end, Expr::Day { year, month: month as i8, day: day as i8, also: None }));
        }
        let year = match parts[2].len() {
            4 if (1000..2200).contains(&c) => c,
            2 if parts[0].len() <= 2 && separator != '-' => {
                if c < 40 {
                    2000 + c
                } else {
                    1900 + c
                }
            }
            _ => return None,
        };
        let year = YearRef::Given(year as i16);
        if separator == '.' {
            // Points stand in day-first countries only.
            let day = (1..=31).contains(&a) && (1..=12).contains(&b);
            return day.then(|| Found::new(i, end, Expr::Day { year, month: b as i8, day: a as i8, also: None }));
        }
        self.month_and_day(a, b, year).map(|expr| Found::new(i, end, expr))
    }

    /// Whether the three numbers of a date in digits at `i` show the day first (`Some(true)`) or last.
    pub fn digit_order(&self, i: u32) -> Option<bool> {
        let two = |k: u32| self.plain_number(k).filter(|_| self.word(k).len() <= 2);
        let (a, b) = (two(i)?, two(i + 2)?);
        let slashes = self.mark(i + 1) == Some('/') && self.mark(i + 3) == Some('/') && self.joined(i + 4);
        match (slashes && self.is_number(i + 4), a > 12 && a < 32, b > 12 && b < 32) {
            (true, true, false) => Some(true),
            (true, false, true) => Some(false),
            _ => None,
        }
    }

    /// A year alone, a span of years, a decade: `1996`, `1941-1945`, `the 1990s`, `'90s`.
    pub fn year(&self, i: u32) -> Option<Found> {
        if let Some(decade) = self.decade(i) {
            return Some(decade);
        }
        let year = self.year_number(i)?;
        if !self.year_stands(i, year) {
            return None;
        }
        // `1941–1945`, `1990-91`
        if self.dash(i + 1)
            && self.joined(i + 1)
            && self.joined(i + 2)
            && let Some(n) = self.plain_number(i + 2)
            && !(self.is_word(i + 3) && self.joined(i + 3))
            && !(self.dash(i + 3) && self.joined(i + 3))
        {
            let last = match self.word(i + 2).len() {
                4 => n as i16,
                2 => (year / 100 * 100).saturating_add(n as i16),
                _ => return None,
            };
            if last > year && last <= 2199 {
                let of = |y| Box::new(Expr::Year(YearRef::Given(y)));
                return Some(Found::new(i, i + 3, Expr::Range(of(year), of(last))));
            }
            return None;
        }
        Some(Found::new(i, i + 1, Expr::Year(YearRef::Given(year))))
    }

    /// Whether the four digits at `i` are a year and no number, name or code.
    fn year_stands(&self, i: u32, year: i16) -> bool {
        let opening = matches!(self.mark_before(i), Some('(' | '[' | '"' | '“' | '\'' | '‘' | '’' | '/' | '–' | '—'));
        if self.joined(i) && i > self.lo && !opening && !self.is_hyphen(i - 1) {
            return false;
        }
        if matches!(self.mark_before(i), Some('$' | '€' | '£' | '¥' | '#' | '+' | '№')) {
            return false;
        }
        // `mid-1996` is read with its prefix; `Covid-2019` and `F-1999` are names.
        if i > self.lo && self.is_hyphen(i - 1) && self.joined(i) && self.joined(i - 1) {
            return i > self.lo + 1 && self.is(i - 2, Kw::Mid);
        }
        if self.is_word(i + 1) && self.joined(i + 1) || matches!(self.mark(i + 1), Some('%' | '°' | '²')) {
            return false;
        }
        if self.mark(i + 1) == Some(':') && self.joined(i + 2) || self.mark(i + 1) == Some('/') && self.joined(i + 1) {
            return false;
        }
        let preposition = matches!(
            self.before(i),
            Some(
                Kw::In
                    | Kw::Since
                    | Kw::Until
                    | Kw::By
                    | Kw::From
                    | Kw::During
                    | Kw::Of
                    | Kw::Early
                    | Kw::Late
                    | Kw::Mid
                    | Kw::Before
                    | Kw::After
                    | Kw::Through
                    | Kw::Between
                    | Kw::Fiscal
                    | Kw::To
            )
        ) || matches!(self.mark_before(i), Some('('))
            || i > self.lo && matches!(self.lex(i - 1), Lex::Unit(Unit::Year, false) | Lex::Season(_));
        let counted = self.counts_things(i + 1) || self.unit_behind(i + 1);
        let modifies = matches!(self.before(i), Some(Kw::The)) || self.possessive_before(i);
        if counted && !(modifies && year % 100 != 0) && !(preposition && year % 50 != 0) {
            return false;
        }
        if matches!(
            self.before(i),
            Some(Kw::About | Kw::Nearly | Kw::Than | Kw::Over | Kw::Least | Kw::Most | Kw::Some | Kw::Up)
        ) {
            return false;
        }
        if i > self.lo && !preposition && self.is_word(i - 1) && self.capital(i - 1) && self.lex(i - 1) == Lex::Other {
            // "Zapad 2025" is a name. At the head of a sentence the capital says nothing.
            return self.begins_sentence(i - 1) && self.word(i - 1).len() < 3;
        }
        if !(1900..=2060).contains(&year) {
            let preposition = matches!(
                self.before(i),
                Some(Kw::In | Kw::Since | Kw::Until | Kw::Before | Kw::After | Kw::During | Kw::Early | Kw::Late)
            ) || self.mark_before(i) == Some('(');
            return preposition
                && !self.capital(i + 1)
                && !(self.is_word(i + 1)
                    && self.lex(i + 1) == Lex::Other
                    && self.word(i + 1).len() > 3
                    && year < 1400);
        }
        true
    }

    fn possessive_before(&self, i: u32) -> bool {
        i > self.lo && self.doc.tokens[i as usize - 1].kind == crate::text::TokenKind::Possessive
    }

    /// A unit of measure or time that a number before it counts.
    fn unit_behind(&self, i: u32) -> bool {
        matches!(self.lex(i), Lex::Unit(u, plural) if plural || u == Unit::Second)
            || matches!(self.mark(i), Some('%'))
            || matches!(
                self.word(i),
                "km" | "kg" | "miles" | "metres" | "meters" | "feet" | "euros" | "dollars" | "GMT"
            )
    }

    /// `1990s`, `'90s`, `the 80s`, `the nineties`.
    fn decade(&self, i: u32) -> Option<Found> {
        let at = if matches!(self.mark(i), Some('\'' | '’' | '‘')) && self.joined(i + 1) { i + 1 } else { i };
        if let Some(n) = self.plain_number(at) {
            let letter = matches!(self.word(at + 1), "s" | "'s" | "’s") && (self.joined(at + 1) || n >= 1000);
            if !letter || n % 10 != 0 {
                return None;
            }
            let year = match self.word(at).len() {
                4 if (1000..2200).contains(&n) => n,
                // "in his 20s" is an age.
                2 if at > i || self.is(i.wrapping_sub(1).max(self.lo), Kw::The) => {
                    if n < 20 {
                        2000 + n
                    } else {
                        1900 + n
                    }
                }
                _ => return None,
            };
            return Some(Found::new(i, at + 2, Expr::Decade(year as i16)));
        }
        let tens = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let lower = self.word(i).to_ascii_lowercase();
        let n = tens.iter().position(|t| *t == lower)?;
        let the = matches!(self.before(i), Some(Kw::The | Kw::Early | Kw::Late | Kw::Mid));
        the.then(|| Found::new(i, i + 1, Expr::Decade(1920 + 10 * n as i16)))
    }
}
