//! Dates in digits: `2025-10-15`, `10/15/2025`, `15.10.2025`, `2024-05`.

use super::expr::{Expr, Nearest, YearRef};
use super::lexicon::{Kw, Lex};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// Digits alone: `2025-10-15`, `10/15/2025`, `15.10.2025`, `2025-10`, `04/2016`.
    pub fn numeric(&self, i: u32) -> Option<Found> {
        if !self.is_number(i)
            || self.joined(i) && !matches!(self.mark_before(i), Some('(' | '[' | '"' | '“' | '>' | '-' | '_'))
        {
            return None;
        }
        // `133-03-03-2020` is a number of something
        let mut k = i;
        while k > self.lo + 1 && i - k < 8 && self.joined(k) && self.joined(k - 1) && self.is_number(k - 2) {
            k -= 2;
            if self.word(k).len() == 3 {
                return None;
            }
        }
        let text = self.word(i);
        // `20251015`, as ISO 8601 writes it without its hyphens
        if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) && !(self.is_word(i + 1) && self.joined(i + 1)) {
            let date = [&text[..4], &text[4..6], &text[6..]];
            let near = (1900..2100).contains(&date[0].parse().unwrap_or(0));
            let found = self.ordered(i, i + 1, date, '-')?;
            let exists = matches!(found.expr, Expr::Day { month, .. } if date[1].parse() == Ok(month));
            return (near && exists).then_some(found);
        }
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
            return self.named_month(i, month);
        }
        self.plain_number(i + 2)?;
        if self.mark(i + 3) == Some(separator) && self.joined(i + 3) && self.joined(i + 4) && self.is_number(i + 4) {
            let third = self.word(i + 4).split(':').next().unwrap_or_default();
            return self.ordered(i, i + 5, [text, self.word(i + 2), third], separator);
        }
        let (a, b) = (self.plain_number(i)?, self.plain_number(i + 2)?);
        let opened =
            separator == '/' && matches!(self.before(i), Some(Kw::From | Kw::Between)) && self.opens_digit_range(i);
        if opened {
            return self.digit_pair(i);
        }
        if matches!(self.mark(i + 3), Some('-' | '/')) && self.joined(i + 3) {
            return None;
        }
        let month = |n: i32| (1..=12).contains(&n);
        if text.len() == 4 && (1900..2100).contains(&a) && month(b) && self.word(i + 2).len() <= 2 {
            // `2024-05`; but `2011-12` is a season, and `2026-2030` a range.
            let season = b == (a + 1) % 100 && !self.word(i + 2).starts_with('0');
            let year = YearRef::Given(a as i16);
            return (!season).then(|| Found::new(i, i + 3, Expr::Month { year, month: b as i8, near: Nearest::Open }));
        }
        if month(a) && text.len() == 2 && self.word(i + 2).len() == 4 && (1900..2100).contains(&b) {
            let year = YearRef::Given(b as i16);
            return Some(Found::new(i, i + 3, Expr::Month { year, month: a as i8, near: Nearest::Open }));
        }
        let dated =
            matches!(self.before(i), Some(Kw::On | Kw::By | Kw::Until | Kw::Since | Kw::This | Kw::Before | Kw::After))
                || i > self.lo && matches!(self.lex(i - 1), Lex::Weekday(..))
                || self.hours_behind(i + 3);
        // "After 9/11" is after a day of 2001.
        let named = (a, b) == (9, 11) && self.before(i) != Some(Kw::On);
        if separator == '/' && dated && !named { self.digit_pair(i) } else { None }
    }

    /// `between 9.30 and 11 a.m.`, `at 5 p.m.`
    fn hours_behind(&self, i: u32) -> bool {
        match self.kw(i) {
            Some(Kw::From | Kw::Between) => self.clock_range(i + 1, false).is_some(),
            Some(Kw::At) => self.clock(i + 1, false).is_some(),
            _ => false,
        }
    }

    /// `10/15`, `5/7, 2020`: month and day where the words around say that it is a date.
    pub fn digit_pair(&self, i: u32) -> Option<Found> {
        let short = |k: u32| self.plain_number(k).filter(|_| self.word(k).len() <= 2);
        let (a, b) = (short(i)?, short(i + 2)?);
        let joined = self.mark(i + 1) == Some('/') && self.joined(i + 1) && self.joined(i + 2);
        if !joined || self.mark(i + 3) == Some('/') && self.joined(i + 3) {
            return None;
        }
        let year = self.year_number(i + 4).filter(|_| self.mark(i + 3) == Some(','));
        let (year, end) = year.map_or((YearRef::Open, i + 3), |y| (YearRef::Given(y), i + 5));
        self.month_and_day(a, b, year).map(|expr| Found::new(i, end, expr))
    }

    /// `10/1 to 11/7` behind a preposition: two dates; `1/2 to 3/4` are two fractions.
    fn opens_digit_range(&self, i: u32) -> bool {
        let fraction = |k: u32| match (self.plain_number(k), self.plain_number(k + 2)) {
            (Some(a), Some(b)) => a < b && matches!(b, 2..=6 | 8 | 10 | 16),
            _ => true,
        };
        let joins = self.dash(i + 3) || matches!(self.kw(i + 3), Some(Kw::To | Kw::And | Kw::Until | Kw::Through));
        joins && self.digit_pair(i + 4).is_some() && !(fraction(i) && fraction(i + 4))
    }

    /// `2019-aug-01`, `22/Jan/2019`
    fn named_month(&self, i: u32, month: i8) -> Option<Found> {
        let (a, b) = (self.plain_number(i)?, self.plain_number(i + 4)?);
        let (year, day) = match (self.word(i).len(), self.word(i + 4).len()) {
            (4, 1..=2) => (a, b),
            (1..=2, 4) => (b, a),
            (1..=2, 2) if a <= 31 => (if b < 40 { 2000 + b } else { 1900 + b }, a),
            _ => return None,
        };
        let valid = (1000..2200).contains(&year) && (1..=31).contains(&day);
        let year = YearRef::Given(year as i16);
        valid.then(|| Found::new(i, i + 5, Expr::Day { year, month, day: day as i8, also: None }))
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
}
