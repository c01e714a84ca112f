//! Dates that lean on another: `last May`, `next Friday`, `this year`, `the end of the month`.

use super::expr::{Clock, Expr, Nearest, Origin, YearRef};
use super::lexicon::{Kw, Lex, Unit, Vague};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// `last`, `this`, `next` ... and what they speak of.
    pub fn deictic(&self, i: u32) -> Option<Found> {
        let kw = self.kw(i)?;
        let (by, origin) = match kw {
            Kw::This | Kw::Current => (0, Origin::Article),
            Kw::That | Kw::Same => (0, Origin::Text),
            Kw::Last | Kw::Past | Kw::Previous => (-1, Origin::Article),
            Kw::Latest => (-1, Origin::Article),
            Kw::Next | Kw::Coming => (1, Origin::Article),
            Kw::Following => (1, Origin::Text),
            Kw::Recent => (-1, Origin::Article),
            Kw::These => (0, Origin::Article),
            _ => return None,
        };
        let mut at = i + 1;
        // `this coming Sunday`, `this past week`, `the same`
        let (mut by, mut kw) = (by, kw);
        if kw == Kw::This {
            match self.kw(at) {
                Some(Kw::Past) => (by, kw, at) = (-1, Kw::Past, at + 1),
                Some(Kw::Coming) => (by, kw, at) = (1, Kw::Coming, at + 1),
                _ => {}
            }
        }
        let work = matches!(self.kw(at), Some(Kw::Business | Kw::Trading));
        if work
            || self.is(at, Kw::Fiscal)
            || self.word(at) == "calendar" && self.lex(at + 1) == Lex::Unit(Unit::Year, false)
        {
            at += 1;
        }
        if kw == Kw::These {
            let days = self.lex(at) == Lex::Unit(Unit::Day, true);
            return days.then(|| Found::new(i, at + 1, Expr::Vague(Vague::Present)));
        }
        // `this or next week`: the unit stands behind the second.
        if matches!(kw, Kw::This | Kw::Last | Kw::Next)
            && matches!(self.kw(at), Some(Kw::Or | Kw::And))
            && matches!(self.kw(at + 1), Some(Kw::This | Kw::Last | Kw::Next | Kw::Coming))
            && let Lex::Unit(unit, false) = self.lex(at + 2)
            && unit > Unit::Day
        {
            return Some(Found::new(i, i + 1, Expr::Shift { unit, by, origin }));
        }
        let near = match by {
            0 => Nearest::This,
            -1 => Nearest::Last,
            _ if kw == Kw::Coming => Nearest::Coming,
            _ => Nearest::Next,
        };
        match self.lex(at) {
            Lex::Unit(unit, false) => {
                let unit = if work && unit == Unit::Day { Unit::Workday } else { unit };
                self.deictic_unit(i, at, kw, unit, by, origin)
            }
            Lex::Unit(unit, true) => self.stretch(i, at, kw, unit),
            Lex::Month(month, short) if self.capital(at) && origin == Origin::Article => {
                let end = if short && self.mark(at + 1) == Some('.') { at + 2 } else { at + 1 };
                if let Some(dated) = self.calendar(at).filter(|d| d.end > end) {
                    // `last May 5`, `this March 2025`
                    return Some(dated.from(i));
                }
                Some(Found::new(i, end, Expr::Month { year: YearRef::Open, month, near }))
            }
            // "Following Tuesday's vote" is after it.
            Lex::Month(month, short) if kw == Kw::Following && self.before(i) == Some(Kw::The) && self.capital(at) => {
                let end = self.month_end(at, short);
                Some(Found::new(i, end, Expr::Month { year: YearRef::Open, month, near: Nearest::Following }))
            }
            Lex::Weekday(day, false, false) if kw == Kw::Following && self.before(i) == Some(Kw::The) => {
                Some(Found::new(i, at + 1, Expr::Weekday { day, near: Nearest::Following }))
            }
            Lex::Weekday(day, _, false) if origin == Origin::Article => {
                let dated = self.calendar(at)?;
                if dated.weekday.is_some() {
                    return Some(dated.from(i));
                }
                // `previous Wednesday` is of the week before, `last Wednesday` the one that was last.
                let near = if kw == Kw::Previous { Nearest::Week(-1) } else { near };
                Some(Found::new(i, dated.end, Expr::Weekday { day, near }))
            }
            Lex::Season(season) if origin == Origin::Article => {
                Some(Found::new(i, at + 1, Expr::Season { year: YearRef::Open, season, near }))
            }
            Lex::Part(part) if !matches!(kw, Kw::Past | Kw::Latest | Kw::Coming | Kw::Recent | Kw::Current) => {
                // `the next morning` goes on from the date named before.
                let told = kw == Kw::Previous || kw == Kw::Next && self.before(i) == Some(Kw::The);
                let origin = if told { Origin::Text } else { origin };
                let bare = at == i + 1 && !self.is_hyphen(at + 1) && !self.title(at);
                if origin == Origin::Text && !bare {
                    return None;
                }
                let day = Box::new(Expr::Shift { unit: Unit::Day, by, origin });
                Some(Found::new(i, at + 1, Expr::At { day: Some(day), clock: Clock::Part(part) }))
            }
            _ if origin == Origin::Article => {
                let named = self.holiday_name(at)?;
                let (index, end) = named;
                Some(Found::new(i, end, Expr::Holiday { index, year: YearRef::Open, near }))
            }
            _ => None,
        }
    }

    fn holiday_name(&self, i: u32) -> Option<(usize, u32)> {
        if i >= self.hi {
            return None;
        }
        super::holidays::at(self.doc, i).filter(|h| h.1 <= self.hi)
    }

    fn deictic_unit(&self, i: u32, at: u32, kw: Kw, unit: Unit, by: i32, origin: Origin) -> Option<Found> {
        if unit == Unit::Hour && matches!(kw, Kw::Last | Kw::Past | Kw::Next | Kw::Coming) && !self.title(at) {
            let counted = self.is(at + 1, Kw::Of);
            let expr = Expr::Duration { parts: vec![(Some(1.0), unit)], reach: by.signum() as i8, most: None };
            return (!counted).then(|| Found::new(i, at + 1, expr));
        }
        if unit <= Unit::Hour || kw == Kw::Recent || self.title(at) && self.capital(i) {
            return None;
        }
        let the = self.before(i) == Some(Kw::The);
        let day = matches!(unit, Unit::Day | Unit::Workday);
        let (mut by, mut origin) = (by, origin);
        match kw {
            // "the next day" and "the previous year" go on from the date named before.
            Kw::Next if the && day => origin = Origin::Text,
            Kw::Previous => origin = Origin::Text,
            // "this day" is mostly no date.
            Kw::This | Kw::Last | Kw::Past | Kw::Latest if day => return None,
            Kw::Latest if unit != Unit::Quarter => by = 0,
            _ => {}
        }
        let mut end = at + 1;
        // `the last year of the war`
        if the && matches!(kw, Kw::Last | Kw::Past | Kw::Next) && self.is(end, Kw::Of) && self.is_word(end + 1) {
            return None;
        }
        // `the past decade and a half`
        if self.is(end, Kw::And) && self.is(end + 1, Kw::A) && self.is(end + 2, Kw::Half) && by != 0 {
            let parts = vec![(Some(1.5), unit)];
            return Some(Found::new(i, end + 3, Expr::Duration { parts, reach: by.signum() as i8, most: None }));
        }
        // `the end of the next month` is of the calendar.
        let running = the
            && at == i + 1
            && self.before(i - 1) != Some(Kw::Of)
            && !self.is(end, Kw::Before)
            && matches!(kw, Kw::Last | Kw::Past | Kw::Next | Kw::Coming)
            && matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade);
        let expr = if running { Expr::Running { unit, by } } else { Expr::Shift { unit, by, origin } };
        if unit == Unit::Week
            && let Lex::Weekday(day, _, false) = self.lex(if self.is(end, Kw::On) { end + 1 } else { end })
        {
            // `next week Wednesday`, `next week on Tuesday`
            end = if self.is(end, Kw::On) { end + 2 } else { end + 1 };
            return Some(Found::new(i, end, Expr::Weekday { day, near: Nearest::Week(by as i8) }));
        }
        Some(Found::new(i, end, expr))
    }

    /// What follows `the` and needs it: `the weekend`, `the quarter`, `the end of May`, `the past`.
    pub fn definite(&self, i: u32) -> Option<Found> {
        let apart = self.unit_apart(i).or_else(|| self.weekday_apart(i)).or_else(|| self.rest_of(i));
        if let Some(found) = apart {
            return Some(found);
        }
        if let Some(found) = self.part_of(i).or_else(|| self.unnumbered(i)) {
            return Some(found);
        }
        if let Some(found) = self.day_before(i).or_else(|| self.bare_day(i)) {
            return Some(found);
        }
        let shift = |unit| Expr::Shift { unit, by: 0, origin: Origin::Article };
        match self.lex(i) {
            // "Player of the Week" is a title.
            Lex::Unit(..) if self.title(i) || self.is_prize(i) => None,
            // `the morning of Sept. 4`
            Lex::Part(part) if self.is(i + 1, Kw::Of) => {
                let dated = self.calendar(i + 2).or_else(|| self.numeric(i + 2)).or_else(|| self.named_day(i + 2));
                let day = dated.filter(|d| d.expr.is_day())?;
                let expr = Expr::At { day: Some(Box::new(day.expr.clone())), clock: Clock::Part(part) };
                Some(Found { expr, ..day.from(i) })
            }
            Lex::Part(part)
                if self.ends_phrase(i + 1) && matches!(self.before(i - 1), Some(Kw::In | Kw::During | Kw::By)) =>
            {
                Some(Found::new(i, i + 1, Expr::At { day: None, clock: Clock::Part(part) }))
            }
            Lex::Unit(Unit::Weekend, false) => Some(Found::new(i, i + 1, shift(Unit::Weekend))),
            Lex::Unit(Unit::Quarter, false) if self.ends_phrase(i + 1) => {
                Some(Found::new(i, i + 1, Expr::Shift { unit: Unit::Quarter, by: 0, origin: Origin::Text }))
            }
            // `it ended the day at 1,020 points`
            Lex::Unit(Unit::Day, false)
                if self.ends_phrase(i + 1)
                    && i > self.lo + 1
                    && matches!(
                        self.word(i - 2),
                        "end"
                            | "ended"
                            | "ending"
                            | "finish"
                            | "finished"
                            | "finishing"
                            | "close"
                            | "closed"
                            | "closing"
                    ) =>
            {
                Some(Found::new(i, i + 1, Expr::Shift { unit: Unit::Day, by: 0, origin: Origin::Text }))
            }
            // `the near term`
            Lex::Other | Lex::Kw(Kw::Long)
                if matches!(self.word(i), "near" | "short" | "long")
                    && self.is(i + 1, Kw::Term)
                    && matches!(self.before(i - 1), Some(Kw::In | Kw::For | Kw::Over | Kw::Of)) =>
            {
                Some(Found::new(i, i + 2, Expr::Vague(Vague::Future)))
            }
            Lex::Unit(unit @ (Unit::Week | Unit::Month), false) if self.ends_phrase(i + 1) => {
                Some(Found::new(i, i + 1, shift(unit)))
            }
            Lex::Unit(Unit::Year, false) if self.ends_phrase(i + 1) => Some(Found::new(i, i + 1, shift(Unit::Year))),
            Lex::Kw(Kw::Fiscal) if self.lex(i + 1) == Lex::Unit(Unit::Year, false) => {
                Some(Found::new(i, i + 2, shift(Unit::Year)))
            }
            Lex::Kw(Kw::Past) if self.ends_phrase(i + 1) => Some(Found::new(i, i + 1, Expr::Vague(Vague::Past))),
            Lex::Kw(Kw::Coming) if self.word(i).eq_ignore_ascii_case("future") && self.ends_phrase(i + 1) => {
                Some(Found::new(i, i + 1, Expr::Vague(Vague::Future)))
            }
            Lex::Season(season) if self.ends_phrase(i + 1) && self.temporal_preposition(i - 1) => {
                Some(Found::new(i, i + 1, Expr::Season { year: YearRef::Open, season, near: Nearest::Open }))
            }
            _ => None,
        }
    }

    /// `player of the week`, `word of the year`: what is chosen, not when.
    fn is_prize(&self, i: u32) -> bool {
        i > self.lo + 2
            && self.is(i - 2, Kw::Of)
            && matches!(
                self.lower(i - 3),
                "album"
                    | "artist"
                    | "athlete"
                    | "book"
                    | "car"
                    | "coach"
                    | "driver"
                    | "game"
                    | "goal"
                    | "man"
                    | "manager"
                    | "match"
                    | "newcomer"
                    | "partner"
                    | "person"
                    | "photo"
                    | "picture"
                    | "player"
                    | "quote"
                    | "rookie"
                    | "song"
                    | "sportsman"
                    | "sportswoman"
                    | "story"
                    | "teacher"
                    | "team"
                    | "woman"
                    | "word"
            )
    }

    /// `the day before`, `the year after`, `the year previous`, at the end of a clause.
    fn day_before(&self, i: u32) -> Option<Found> {
        let Lex::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), false) = self.lex(i) else {
            return None;
        };
        let by = match self.kw(i + 1)? {
            Kw::Before | Kw::Previous | Kw::Earlier => -1,
            Kw::After | Kw::Later => 1,
            _ => return None,
        };
        let bare = i + 2 >= self.hi || !self.is_word(i + 2) && !self.is_number(i + 2) && !self.is_hyphen(i + 2);
        bare.then(|| Found::new(i, i + 2, Expr::Shift { unit, by, origin: Origin::Text }))
    }

    /// `on the 18th`
    fn bare_day(&self, i: u32) -> Option<Found> {
        // `on the 17 from 2 to 4 p.m.`
        let hours =
            |k: u32| matches!(self.kw(k), Some(Kw::From | Kw::Between)) && self.clock_range(k + 1, false).is_some();
        let bare = self.plain_number(i).filter(|_| hours(i + 1)).map(|n| (n as u32, i + 1));
        let (day, end) = self.ordinal(i).or(bare).filter(|o| self.is_number(i) && (1..=31).contains(&o.0))?;
        let led = matches!(self.before(i - 1), Some(Kw::On | Kw::By | Kw::Until | Kw::Since | Kw::Before | Kw::After));
        let bare = self.ends_phrase(end) && !self.is_hyphen(end) && self.day_first(i).is_none();
        (led && bare)
            .then(|| Found::new(i, end, Expr::DayOfMonth { day: day as i8, month: 0, named: false, weekday: None }))
    }

    /// Whether the word before token `i` is a preposition of time.
    fn temporal_preposition(&self, i: u32) -> bool {
        matches!(
            self.before(i),
            Some(Kw::In | Kw::Since | Kw::Until | Kw::By | Kw::During | Kw::Of | Kw::For | Kw::Through | Kw::Over)
        )
    }

    /// Nothing at `i` that makes a compound with the noun before: a mark, a small word or a verb.
    pub fn ends_phrase(&self, i: u32) -> bool {
        if i >= self.hi || !self.is_word(i) {
            return !self.is_hyphen(i)
                && !matches!(self.doc.token(i).map(|t| t.kind), Some(crate::text::TokenKind::Possessive));
        }
        if self.is(i, Kw::Of) {
            return false;
        }
        matches!(self.lex(i), Lex::Weekday(..)) && self.capital(i)
            || self.kw(i).is_some_and(Kw::is_function_word)
            || matches!(
                self.word(i),
                "as" | "but"
                    | "with"
                    | "that"
                    | "which"
                    | "when"
                    | "was"
                    | "is"
                    | "were"
                    | "are"
                    | "has"
                    | "had"
                    | "will"
                    | "would"
                    | "ended"
                    | "ending"
                    | "while"
                    | "he"
                    | "she"
                    | "they"
                    | "it"
                    | "because"
                    | "if"
                    | "against"
                    | "compared"
                    | "including"
                    | "despite"
                    | "please"
            )
    }

    /// `end of 2000`, `beginning of the year`, `first day of the month`, `year end`.
    pub fn part_of(&self, i: u32) -> Option<Found> {
        if !matches!(self.kw(i), Some(Kw::End | Kw::Beginning | Kw::Middle)) || !self.is(i + 1, Kw::Of) {
            return None;
        }
        // `end of year`
        if let Lex::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), false) = self.lex(i + 2)
            && !self.is_hyphen(i + 3)
        {
            return Some(Found::new(i, i + 3, Expr::Shift { unit, by: 0, origin: Origin::Article }));
        }
        self.inner(i + 2).map(|f| f.from(i))
    }

    /// A date within another expression.
    pub fn inner(&self, i: u32) -> Option<Found> {
        let found = if self.is(i, Kw::The) {
            let bare = match self.lex(i + 1) {
                Lex::Unit(unit, false) if unit >= Unit::Day => {
                    // `later in the day`: of what is told
                    let origin = if unit == Unit::Day { Origin::Text } else { Origin::Article };
                    Some(Found::new(i, i + 2, Expr::Shift { unit, by: 0, origin }))
                }
                _ => None,
            };
            bare.filter(|b| self.core_end(i) <= b.end).or_else(|| self.core_of_date(i))
        } else {
            self.core_of_date(i)
        }?;
        let dated = !matches!(
            found.expr,
            Expr::Duration { .. } | Expr::Set(_) | Expr::Vague(_) | Expr::At { .. } | Expr::Range(..)
        );
        dated.then_some(found)
    }

    /// A date without anything within it that could hold another: what `of` binds.
    pub fn plain_date(&self, i: u32) -> Option<Found> {
        let the = self.is(i, Kw::The);
        let at = if the { i + 1 } else { i };
        if let Lex::Unit(unit @ (Unit::Month | Unit::Year), false) = self.lex(at)
            && the
        {
            return Some(Found::new(i, at + 1, Expr::Shift { unit, by: 0, origin: Origin::Article }));
        }
        let forms = [self.numeric(at), self.calendar(at), self.deictic(at), self.year(at)];
        forms.into_iter().flatten().reduce(|best, f| if f.end > best.end { f } else { best }).map(|f| f.from(i))
    }

    fn core_end(&self, i: u32) -> u32 {
        self.core_of_date(i).map_or(0, |f| f.end)
    }

    /// [`Parser::core`] without what could call it again without end: prefixes are taken off one by one.
    fn core_of_date(&self, i: u32) -> Option<Found> {
        let at = if self.is(i, Kw::The) { i + 1 } else { i };
        let forms = [
            self.numeric(at),
            self.calendar(at),
            self.named_period(at),
            self.deictic(at),
            self.simple_day(at),
            self.named_day(at),
            self.year(at),
        ];
        let found = forms.into_iter().flatten().reduce(|best, f| if f.end > best.end { f } else { best })?;
        Some(found.from(i))
    }

    pub fn simple_day(&self, i: u32) -> Option<Found> {
        let by = match self.kw(i)? {
            Kw::Today => 0,
            Kw::Yesterday => -1,
            Kw::Tomorrow => 1,
            _ => return None,
        };
        Some(Found::new(i, i + 1, Expr::Shift { unit: Unit::Day, by, origin: Origin::Article }))
    }
}
