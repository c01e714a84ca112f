//! Times of the day as they are written: `17:34`, `3 p.m. EST`, `half past seven`, `2 to 4 p.m.`.

use super::expr::Clock;
use super::lexicon::{Kw, Lex, Part, Unit};
use super::parser::Parser;

/// A clock time as far as it is written.
#[derive(Clone, Copy)]
struct Reading {
    hour: i8,
    minute: Option<i8>,
    second: Option<i8>,
    /// a.m. (false) or p.m. (true).
    half: Option<bool>,
    part: Option<Part>,
    /// Minutes east of Greenwich, where the text gives them.
    offset: Option<i16>,
    end: u32,
    /// Whether the writing alone makes it a time.
    sure: bool,
}

impl Reading {
    /// The hour of 24; `None` where it cannot be one.
    fn hour(&self) -> Option<i8> {
        let late = |from: i8| if (from..12).contains(&self.hour) { self.hour + 12 } else { self.hour };
        Some(match (self.half, self.part) {
            (Some(true), _) => late(0),
            (Some(false), _) if self.hour == 12 => 0,
            (Some(_), _) if self.hour > 12 => return None,
            (None, Some(Part::Afternoon | Part::Evening)) => late(1),
            (None, Some(Part::Night)) => late(6),
            _ => self.hour,
        })
    }
    fn at(&self, hour: i8) -> Clock {
        Clock::At(hour, self.minute, self.second, self.offset)
    }
    /// For the order of two times.
    fn minutes(&self, hour: i8) -> i16 {
        i16::from(hour) * 60 + i16::from(self.minute.unwrap_or(0))
    }
}

impl Parser<'_, '_> {
    /// A clock time at `i`. `led`: a bare number will do, as behind "at".
    pub fn clock(&self, i: u32, led: bool) -> Option<(Clock, u32)> {
        let read = self.reading(i, led)?;
        (read.sure || led).then_some(())?;
        Some((read.at(read.hour()?), read.end))
    }

    /// Two times that are joined: `3-8pm`, `10:30 to noon`, `2 and 4 p.m.`. `led`: bare numbers will do.
    pub fn clock_range(&self, i: u32, led: bool) -> Option<(Clock, Clock, u32)> {
        let first = self.reading(i, true)?;
        let join = first.end;
        let words = matches!(self.kw(join), Some(Kw::To | Kw::Until | Kw::And | Kw::Through));
        if !words && !self.dash(join) {
            return None;
        }
        let last = self.reading(join + 1, true)?;
        let opened = (first.sure || last.sure) && matches!(self.before(i), Some(Kw::From | Kw::Between));
        if !led && !opened && !(first.sure && last.sure || last.half.is_some() || first.half.is_some() && words) {
            return None;
        }
        let (mut from, mut to) = (first.hour()?, last.hour()?);
        match (first.half.or(first.part.map(|_| true)), last.half.or(last.part.map(|_| true))) {
            // `2 to 4 p.m.`, but `11 to 2 p.m.`
            (None, Some(_)) if to >= 12 && from < 12 && first.minutes(from + 12) < last.minutes(to) => from += 12,
            // `9 a.m. to 5`, `10:30 to 3`
            (_, None) if to < 12 && last.minutes(to) <= first.minutes(from) && last.hour > 0 => to += 12,
            _ => {}
        }
        // Midnight ends a day.
        let to = if to == 0 && last.minute.unwrap_or(0) == 0 { 24 } else { to };
        Some((first.at(from), last.at(to), last.end))
    }

    fn reading(&self, i: u32, led: bool) -> Option<Reading> {
        let named = match self.kw(i) {
            Some(Kw::Noon) => Some(12),
            Some(Kw::Midnight) => Some(0),
            // `at midday`; "the midday sun" tells no time
            _ if self.word(i) == "midday" && matches!(self.before(i), Some(Kw::At | Kw::By | Kw::Until)) => Some(12),
            _ => None,
        };
        let mut read = match named {
            Some(hour) => Reading::new(hour, None, i + 1, true),
            None => self.spoken(i, led).or_else(|| self.figures(i)).or_else(|| self.in_words(i))?,
        };
        let figures = read.end;
        if named.is_none() {
            (read.half, read.end) = self.half_of_day(read.end, led);
        }
        let mut zoned = read.half.is_some() || read.sure;
        if let Some((offset, end)) = self.zone(read.end).filter(|_| zoned || read.minute.is_some()) {
            (read.offset, read.end) = (offset, end);
            zoned = true;
        }
        if self.word(read.end) == "hours" && read.sure {
            read.end += 1;
        }
        if matches!(self.word(read.end), "o'clock" | "o’clock" | "oclock") {
            (read.end, zoned) = (read.end + 1, true);
        } else if self.split_oclock(read.end) {
            (read.end, zoned) = (read.end + 3, true);
        }
        if named.is_none()
            && read.half.is_none()
            && let Some((part, end)) = self.part_behind(read.end)
        {
            (read.part, read.end, zoned) = (Some(part), end, true);
        }
        read.sure |= zoned;
        // "at 9 percent", "at 7 1/2": a price or a share
        let bare = !read.sure && read.end == figures;
        let counts =
            bare && (self.counts(read.end) || self.is_number(i) && self.joined(read.end) && self.is_word(read.end));
        (!counts).then_some(read)
    }

    /// Whether the number that ends before `i` counts what follows.
    fn counts(&self, i: u32) -> bool {
        self.is_number(i)
            || self.is_word(i)
                && (self.is(i, Kw::A) || !self.kw(i).is_some_and(Kw::is_function_word))
                && !matches!(self.lex(i), Lex::Weekday(..))
            || matches!(self.mark(i), Some('%' | '/' | '½' | '¼' | '¾' | '$' | '€' | '£' | '°'))
            || self.is_hyphen(i) && self.joined(i) && self.joined(i + 1) && self.is_word(i + 1)
    }

    /// `o ' clock` as the tokenizer cuts it.
    fn split_oclock(&self, i: u32) -> bool {
        self.word(i).eq_ignore_ascii_case("o")
            && matches!(self.mark(i + 1), Some('\'' | '’'))
            && self.word(i + 2) == "clock"
    }

    /// `half past seven`, `a quarter to 3`, `ten minutes past eight`.
    fn spoken(&self, i: u32, led: bool) -> Option<Reading> {
        let at = if self.is(i, Kw::A) { i + 1 } else { i };
        let (minutes, end, counted) = match self.lex(at) {
            Lex::Kw(Kw::Half) if at == i => (30, at + 1, false),
            Lex::Unit(Unit::Quarter, false) => (15, at + 1, false),
            _ => {
                let n = self.cardinal(i)?;
                let minutes = n.whole().filter(|n| (1..60).contains(n))? as i8;
                let unit = matches!(self.lex(n.end), Lex::Unit(Unit::Minute, _));
                (minutes, if unit { n.end + 1 } else { n.end }, true)
            }
        };
        let to = match self.kw(end)? {
            Kw::Past => false,
            // "ten to nine" is a range more often.
            Kw::To if minutes != 30 && (led && self.before(i) == Some(Kw::At) || !counted) => true,
            _ => return None,
        };
        let hour = self.cardinal(end + 1)?;
        let n = hour.whole().filter(|h| (1..=12).contains(h) && hour.end == end + 2)? as i8;
        Some(if to {
            Reading::new(if n == 1 { 12 } else { n - 1 }, Some(60 - minutes), hour.end, true)
        } else {
            Reading::new(n, Some(minutes), hour.end, true)
        })
    }

    /// `nine`, `seven twenty-seven`: a time only where more says so.
    fn in_words(&self, i: u32) -> Option<Reading> {
        let hour = self.cardinal(i).filter(|n| n.end == i + 1)?;
        let hour = hour.whole().filter(|n| self.is_word(i) && (1..=12).contains(n))?;
        let minute =
            self.cardinal(i + 1).filter(|n| self.is_word(i + 1) && n.whole().is_some_and(|m| (10..60).contains(&m)));
        let end = minute.map_or(i + 1, |m| m.end);
        Some(Reading::new(hour as i8, minute.and_then(|m| m.whole()).map(|m| m as i8), end, false))
    }

    /// `nine thirty` beside a day, where nothing else says that it is a time.
    pub fn hour_and_minute(&self, i: u32) -> Option<(Clock, u32)> {
        let read = self.in_words(i).filter(|r| r.minute.is_some() && !self.counts(r.end))?;
        Some((read.at(read.hour), read.end))
    }

    /// A time in figures.
    fn figures(&self, i: u32) -> Option<Reading> {
        if !self.is_number(i)
            || self.joined(i) && i > self.lo && !matches!(self.mark_before(i), Some('(' | '-' | '–' | '@' | '"' | '“'))
        {
            return None;
        }
        let text = self.word(i);
        // `0900 GMT`, `2300 hours`, `1140 a.m.`, `830am`
        if matches!(text.len(), 3 | 4) && text.bytes().all(|b| b.is_ascii_digit()) {
            let n: i16 = text.parse().ok().filter(|n| n / 100 < 24 && n % 100 < 60)?;
            let halved = (100..1300).contains(&n) && matches!(self.kw(i + 1), Some(Kw::Am | Kw::Pm));
            let marked = halved || text.len() == 4 && (self.zone(i + 1).is_some() || self.word(i + 1) == "hours");
            return marked.then_some(Reading::new((n / 100) as i8, Some((n % 100) as i8), i + 1, true));
        }
        let colon = text.contains(':');
        let parts: Vec<&str> = text.split([':', '.']).collect();
        if parts.len() > 3 || parts.iter().any(|p| p.is_empty() || p.len() > 2) || text.contains(',') {
            return None;
        }
        let n = |k: usize| parts.get(k).and_then(|p| p.parse::<i8>().ok());
        let hour = n(0).filter(|h| (0..24).contains(h))?;
        if parts.len() == 1 {
            return (1..=12).contains(&hour).then_some(Reading::new(hour, None, i + 1, false));
        }
        let minute = n(1).filter(|m| (0..60).contains(m) && parts[1].len() == 2)?;
        // `17:34` is a time; `4:30` after a preposition of time; `3.30` only with a.m. or p.m.
        let led = matches!(
            self.before(i),
            Some(Kw::At | Kw::By | Kw::About | Kw::Before | Kw::After | Kw::From | Kw::Until | Kw::Since | Kw::To)
        );
        let sure = colon && (parts[0].len() == 2 && !self.is_ratio(i) && !self.is_running_time(i) || led);
        let half = |k: u32| self.half_of_day(k, false).0.is_some();
        // `9.30-11 a.m.`
        let ranged = (self.dash(i + 1) || self.is(i + 1, Kw::To)) && self.is_number(i + 2) && half(i + 3);
        let kept = !colon && minute % 5 == 0 && self.before(i) == Some(Kw::At) && self.keeps_time(i);
        let point = !colon && !ranged && !kept && !half(i + 1) && self.zone(i + 1).is_none();
        let sure = sure || kept;
        (!point).then_some(Reading {
            second: n(2).filter(|s| (0..60).contains(s)),
            ..Reading::new(hour, Some(minute), i + 1, sure)
        })
    }

    /// Whether the clause before `at 6.45` tells of what happens by the clock, and ends there: `the train leaves at 6.45.`
    fn keeps_time(&self, i: u32) -> bool {
        let stems =
            ["leav", "left", "meet", "met", "arriv", "depart", "land", "kick", "wake", "woke", "doors", "curtain"];
        let from = self.doc.sentences.get(self.doc.sentence_of(i)).map_or(i, |s| s.first).max(i.saturating_sub(6));
        let told = (from..i).any(|k| stems.iter().any(|s| self.lower(k).starts_with(s)));
        told && self.ends_phrase(i + 1)
    }

    /// Digits with a colon that are a result or a verse: a capitalised word stands before.
    fn is_ratio(&self, i: u32) -> bool {
        i > self.lo && self.is_word(i - 1) && self.capital(i - 1) && self.lex(i - 1) == Lex::Other
    }

    /// How long a film runs, behind its title at the end of a line: `Lund on the new pier 02:45`.
    fn is_running_time(&self, i: u32) -> bool {
        let ends = self.doc.token(i + 1).is_none_or(|t| {
            let end = self.doc.tokens[i as usize].span.end as usize;
            i + 1 >= self.hi || self.doc.text[end..t.span.start as usize].contains('\n')
        });
        let titled = (1..=3).all(|k| i >= self.lo + k && !self.is_number(i - k) && self.mark(i - k) != Some(':'));
        self.word(i).starts_with('0') && ends && titled && self.before(i).is_none()
    }

    /// `a.m.` (false) or `p.m.` (true) at `i`.
    fn half_of_day(&self, i: u32, led: bool) -> (Option<bool>, u32) {
        match self.kw(i) {
            Some(Kw::Am) => return (Some(false), i + 1),
            Some(Kw::Pm) => return (Some(true), i + 1),
            _ => {}
        }
        let letter = match self.word(i) {
            "a" | "A" => false,
            "p" | "P" => true,
            _ => return (None, i),
        };
        // `3 p . m .`, `nine a m`
        let point = |k: u32| if self.mark(k) == Some('.') { k + 1 } else { k };
        let m = point(i + 1);
        if matches!(self.word(m), "m" | "M") {
            return (Some(letter), if m > i + 1 { point(m + 1) } else { m + 1 });
        }
        // `at 9p`, `8p ET`
        if self.joined(i) && (led || self.zone(i + 1).is_some()) { (Some(letter), i + 1) } else { (None, i) }
    }

    /// A time zone at `i`: its minutes east of Greenwich, where the text itself gives them, and the token after it.
    fn zone(&self, i: u32) -> Option<(Option<i16>, u32)> {
        if self.mark(i) == Some('(') {
            let (offset, end) = self.zone_name(i + 1)?;
            return (self.mark(end) == Some(')')).then_some((offset, end + 1));
        }
        self.zone_name(i)
    }

    fn zone_name(&self, i: u32) -> Option<(Option<i16>, u32)> {
        let word = self.word(i);
        if self.is(i, Kw::Zone) && word.bytes().all(|b| b.is_ascii_uppercase()) {
            let zero = matches!(word, "UTC" | "GMT");
            if zero && let Some((offset, end)) = self.offset(i + 1) {
                return Some((Some(offset), end));
            }
            return Some((zero.then_some(0), i + 1));
        }
        // `local time`, `Eastern Daylight Time`, `New York time`
        let name = self.capital(i) && self.lex(i) == Lex::Other && !self.begins_sentence(i);
        let named = name || word == "local";
        let time = (i + 1..=i + 2)
            .find(|&k| self.is(k, Kw::Time))
            .filter(|&k| named && self.is_word(i) && self.is_word(k - 1));
        if let Some(k) = time {
            return Some((None, if self.word(k + 1) == "zone" { k + 2 } else { k + 1 }));
        }
        let american =
            matches!(word, "Eastern" | "Central" | "Mountain" | "Pacific" | "eastern" | "central" | "pacific");
        let ends = !self.is_word(i + 1) || self.kw(i + 1).is_some() || matches!(self.lex(i + 1), Lex::Weekday(..));
        (american && ends).then_some((None, i + 1))
    }

    /// `+8`, `-12h`, `+05:30` behind UTC, in minutes.
    fn offset(&self, i: u32) -> Option<(i16, u32)> {
        let sign = match self.mark(i)? {
            '+' => 1,
            '-' | '−' | '–' => -1,
            _ => return None,
        };
        let mut digits = self.word(i + 1).split(':');
        let hours: i16 = digits.next()?.parse().ok().filter(|h| (0..=14).contains(h) && self.is_number(i + 1))?;
        let minutes: i16 = digits.next().map_or(Some(0), |m| m.parse().ok()).filter(|m| (0..60).contains(m))?;
        let end = if self.word(i + 2) == "h" && self.joined(i + 2) { i + 3 } else { i + 2 };
        self.joined(i + 1).then_some((sign * (hours * 60 + minutes), end))
    }

    /// `in the morning`, `at night` behind a time.
    pub fn part_behind(&self, i: u32) -> Option<(Part, u32)> {
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

    /// The time of an ISO timestamp behind its date: `T13:15:30Z`, `T23:45+01:00`.
    pub fn iso_time(&self, i: u32) -> Option<(Clock, u32)> {
        if self.word(i) != "T" || !self.joined(i) || !self.joined(i + 1) || !self.is_number(i + 1) {
            return None;
        }
        let whole = self.word(i + 1).split('.').next()?;
        let mut parts = whole.split(':').map(|p| if p.len() == 2 { p.parse::<i8>().ok() } else { None });
        let hour = parts.next()?.filter(|h| (0..24).contains(h))?;
        let minute = parts.next()?.filter(|m| (0..60).contains(m))?;
        let second = parts.next().flatten().filter(|s| (0..60).contains(s));
        let end = i + 2;
        let (offset, end) = match (self.word(end), self.offset(end)) {
            ("Z", _) if self.joined(end) => (Some(0), end + 1),
            (_, Some((offset, stop))) if self.joined(end) => (Some(offset), stop),
            _ => (None, end),
        };
        Some((Clock::At(hour, Some(minute), second, offset), end))
    }
}

impl Reading {
    fn new(hour: i8, minute: Option<i8>, end: u32, sure: bool) -> Reading {
        Reading { hour, minute, second: None, half: None, part: None, offset: None, end, sure }
    }
}
