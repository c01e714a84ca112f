//! Times of the day, and days with a time.

use super::expr::{Clock, Expr, Origin};
use super::lexicon::{Kw, Lex, Part, Unit};
use super::parser::{Found, Parser};

/// The numbers of a clock time.
struct Figures {
    hour: i8,
    minute: Option<i8>,
    second: Option<i8>,
    end: u32,
    /// Whether the writing alone makes it a time.
    sure: bool,
}

impl Parser<'_, '_> {
    /// A time alone: `17:34`, `3 p.m.`, `noon`, `this morning` is read elsewhere.
    pub fn time(&self, i: u32) -> Option<Found> {
        let (clock, end) = self.clock(i, false)?;
        Some(Found::new(i, end, Expr::At { day: None, clock }))
    }

    /// A clock time at `i`. `after_at`: a bare number will do, as behind "at".
    pub fn clock(&self, i: u32, after_at: bool) -> Option<(Clock, u32)> {
        match self.kw(i) {
            Some(Kw::Noon) => return Some((Clock::At(12, None, None, false), i + 1)),
            Some(Kw::Midnight) => return Some((Clock::At(0, None, None, false), i + 1)),
            _ => {}
        }
        let Figures { hour, minute, second, end, sure } = self.figures(i)?;
        let (half, end) = self.half_of_day(end);
        let zone = self.zone(end).or((self.word(end) == "hours" && sure).then_some(end + 1));
        let stop = zone.unwrap_or(end);
        let utc = zone.is_some() && matches!(self.word(end), "UTC" | "GMT");
        let oclock = matches!(self.word(end), "o'clock" | "o’clock" | "oclock") || self.split_oclock(end);
        let part = self.part_behind(end);
        if half.is_none() && !sure && !oclock && part.is_none() && !after_at {
            return None;
        }
        let hour = match half {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            Some(_) if hour > 12 => return None,
            _ => hour,
        };
        let (hour, stop) = match part {
            Some((Part::Afternoon | Part::Evening, at)) if half.is_none() && hour < 12 => (hour + 12, at),
            Some((Part::Night, at)) if half.is_none() && (6..12).contains(&hour) => (hour + 12, at),
            Some((_, at)) if half.is_none() => (hour, at),
            _ => (hour, stop),
        };
        let stop = if oclock { stop + if self.split_oclock(end) { 3 } else { 1 } } else { stop };
        Some((Clock::At(hour, minute, second, utc), stop))
    }

    /// `o ' clock` as the tokenizer cuts it.
    fn split_oclock(&self, i: u32) -> bool {
        self.word(i).eq_ignore_ascii_case("o")
            && matches!(self.mark(i + 1), Some('\'' | '’'))
            && self.word(i + 2) == "clock"
    }

    fn figures(&self, i: u32) -> Option<Figures> {
        if !self.is_number(i) {
            let n = self.cardinal(i).and_then(|n| n.whole().map(|v| (v, n.end))).filter(|n| (1..=12).contains(&n.0))?;
            return Some(Figures { hour: n.0 as i8, minute: None, second: None, end: n.1, sure: false });
        }
        if self.joined(i) && i > self.lo && !matches!(self.mark_before(i), Some('(' | '-' | '–' | '@' | '"' | '“'))
        {
            return None;
        }
        let text = self.word(i);
        // `0900 GMT`, `2300 hours`
        if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
            let n: i16 = text.parse().ok().filter(|n| n / 100 < 24 && n % 100 < 60)?;
            let marked = self.zone(i + 1).is_some() || self.word(i + 1) == "hours";
            let (hour, minute) = ((n / 100) as i8, Some((n % 100) as i8));
            return marked.then_some(Figures { hour, minute, second: None, end: i + 1, sure: true });
        }
        let colon = text.contains(':');
        let parts: Vec<&str> = text.split([':', '.']).collect();
        if parts.len() > 3 || parts.iter().any(|p| p.is_empty() || p.len() > 2) || text.contains(',') {
            return None;
        }
        let n = |k: usize| parts.get(k).and_then(|p| p.parse::<i8>().ok());
        let hour = n(0).filter(|h| (0..24).contains(h))?;
        if parts.len() == 1 {
            let figures = Figures { hour, minute: None, second: None, end: i + 1, sure: false };
            return (1..=12).contains(&hour).then_some(figures);
        }
        let minute = n(1).filter(|m| (0..60).contains(m) && parts[1].len() == 2)?;
        let second = n(2).filter(|s| (0..60).contains(s));
        // `17:34` is a time; `4:30` after a preposition of time; `3.30` only with a.m. or p.m.
        let led = matches!(
            self.before(i),
            Some(Kw::At | Kw::By | Kw::About | Kw::Before | Kw::After | Kw::From | Kw::Until | Kw::Since | Kw::To)
        );
        let sure = colon && (parts[0].len() == 2 && !self.is_ratio(i) || led);
        Some(Figures { hour, minute: Some(minute), second, end: i + 1, sure })
    }

    /// Digits with a colon that are a result or a verse: a capitalised word stands before.
    fn is_ratio(&self, i: u32) -> bool {
        i > self.lo && self.is_word(i - 1) && self.capital(i - 1) && self.lex(i - 1) == Lex::Other
    }

    /// `a.m.` (false) or `p.m.` (true) at `i`.
    fn half_of_day(&self, i: u32) -> (Option<bool>, u32) {
        match self.kw(i) {
            Some(Kw::Am) => (Some(false), i + 1),
            Some(Kw::Pm) => (Some(true), i + 1),
            _ => (None, i),
        }
    }

    /// A time zone at `i`: the token after it.
    fn zone(&self, i: u32) -> Option<u32> {
        let named = self.is(i, Kw::Zone) && self.word(i).bytes().all(|b| b.is_ascii_uppercase());
        named.then_some(i + 1)
    }

    /// `in the morning`, `at night` behind a time.
    fn part_behind(&self, i: u32) -> Option<(Part, u32)> {
        let at = match (self.kw(i), self.kw(i + 1)) {
            (Some(Kw::In), Some(Kw::The)) => i + 2,
            (Some(Kw::At), _) => i + 1,
            _ => return None,
        };
        match self.lex(at) {
            Lex::Part(part) if (part == Part::Night) == self.is(i, Kw::At) => Some((part, at + 1)),
            _ => None,
        }
    }

    /// Joins a day and the time beside it: `Friday morning`, `10 p.m. Wednesday`, `17:34, 15 October`.
    pub fn with_time(&self, found: Found) -> Found {
        match &found.expr {
            Expr::At { day: None, clock } => {
                let clock = *clock;
                let mut at = found.end;
                if self.mark(at) == Some(',') {
                    at += 1;
                }
                if self.is(at, Kw::On) || self.is(at, Kw::Of) {
                    at += 1;
                }
                let Some(day) = self.day_beside(at) else { return found };
                let expr = Expr::At { day: Some(Box::new(day.expr)), clock };
                Found { first: found.first, end: day.end, expr, weekday: day.weekday }
            }
            // `last night at 8`
            Expr::At { day: Some(day), clock: Clock::Part(part) } if self.is(found.end, Kw::At) => {
                let (day, part) = (day.clone(), *part);
                let Some((Clock::At(h, m, s, z), end)) = self.clock(found.end + 1, true) else { return found };
                let late = matches!(part, Part::Afternoon | Part::Evening | Part::Night) && h < 12;
                let clock = Clock::At(if late { h + 12 } else { h }, m, s, z);
                let expr = Expr::At { day: Some(day), clock };
                Found { expr, end, ..found }
            }
            expr if expr.is_day() => {
                let Some((clock, end)) = self.time_behind(found.end) else { return found };
                let expr = Expr::At { day: Some(Box::new(found.expr)), clock };
                Found { expr, end, ..found }
            }
            _ => found,
        }
    }

    fn day_beside(&self, i: u32) -> Option<Found> {
        let by = match self.kw(i) {
            Some(Kw::Today) => Some(0),
            Some(Kw::Yesterday) => Some(-1),
            Some(Kw::Tomorrow) => Some(1),
            _ => None,
        };
        if let Some(by) = by {
            let expr = Expr::Shift { unit: Unit::Day, by, origin: Origin::Article };
            return Some(Found::new(i, i + 1, expr));
        }
        self.calendar(i).or_else(|| self.deictic(i)).filter(|d| d.expr.is_day())
    }

    /// A time behind a day.
    fn time_behind(&self, i: u32) -> Option<(Clock, u32)> {
        if let Lex::Part(part) = self.lex(i) {
            let end = i + 1;
            // `Monday morning at 9`
            if self.is(end, Kw::At)
                && let Some((Clock::At(h, m, s, z), stop)) = self.clock(end + 1, true)
            {
                let h =
                    if matches!(part, Part::Afternoon | Part::Evening | Part::Night) && h < 12 { h + 12 } else { h };
                return Some((Clock::At(h, m, s, z), stop));
            }
            return (!self.is_hyphen(end)).then_some((Clock::Part(part), end));
        }
        let mut at = i;
        if self.mark(at) == Some(',') {
            at += 1;
        }
        let led = matches!(self.kw(at), Some(Kw::At | Kw::About | Kw::By | Kw::Before | Kw::After));
        if led {
            at += 1;
            if self.is(at, Kw::About) {
                at += 1;
            }
        }
        if matches!(self.kw(at), Some(Kw::In | Kw::At))
            && let Some((part, end)) = self.part_behind(at)
        {
            return Some((Clock::Part(part), end));
        }
        let (clock, end) = self.clock(at, false)?;
        Some((clock, end))
    }
}
