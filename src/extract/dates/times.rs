//! Days with a time, and repeated times of the day.

use super::expr::{Clock, Expr, Member, Origin};
use super::lexicon::{Kw, Lex, Part, Unit};
use super::parser::{Found, Parser};

/// The time as it stands in its part of the day: 8 in the evening is 20:00.
fn in_part(part: Part, clock: Clock) -> Clock {
    match clock {
        Clock::At(h, m, s, z) if h < 12 && matches!(part, Part::Afternoon | Part::Evening | Part::Night) => {
            // "Monday night at 2" is of the small hours.
            Clock::At(if part == Part::Night && h < 5 { h } else { h + 12 }, m, s, z)
        }
        clock => clock,
    }
}

impl Parser<'_, '_> {
    /// A time alone or a range of them: `17:34`, `3 p.m.`, `noon`, `2-4pm`; `this morning` is read elsewhere.
    pub fn time(&self, i: u32) -> Option<Found> {
        let led = matches!(self.before(i), Some(Kw::From | Kw::Between));
        if let Some((first, last, end)) = self.clock_range(i, false).filter(|r| led || !self.is(r.2, Kw::And)) {
            return Some(Found::new(i, end, between(None, first, last)));
        }
        let (clock, end) = self.clock(i, false)?;
        Some(Found::new(i, end, Expr::At { day: None, clock }))
    }

    /// Joins a day and the time beside it: `Friday morning`, `10 p.m. Wednesday`, `17:34, 15 October`.
    pub fn with_time(&self, found: Found) -> Found {
        match &found.expr {
            Expr::At { day: None, clock: Clock::Part(part) } => {
                // `in the afternoon at 7`, `in the morning, 9 o'clock`
                let at = found.end + u32::from(self.is(found.end, Kw::At));
                match self.clock(at, at > found.end) {
                    Some((clock, end)) => {
                        let expr = Expr::At { day: None, clock: in_part(*part, clock) };
                        self.day_of_time(Found { expr, end, ..found })
                    }
                    None => self.day_of_time(found),
                }
            }
            Expr::At { day: None, .. } | Expr::Range(..) => self.day_of_time(found),
            // `last night at 8`, `tonight 9 p.m.`
            Expr::At { day: Some(day), clock: Clock::Part(part) } => {
                let at = found.end + u32::from(self.is(found.end, Kw::At));
                let Some((clock, end)) = self.clock(at, at > found.end) else { return found };
                let expr = Expr::At { day: Some(day.clone()), clock: in_part(*part, clock) };
                Found { expr, end, ..found }
            }
            Expr::Set(value) => {
                // `every Friday night`
                if let (Lex::Part(part), Lex::Weekday(..)) = (self.lex(found.end), self.lex(found.end - 1)) {
                    let expr = Expr::Set(format!("{value}T{}", part.code()));
                    return Found { expr, end: found.end + 1, ..found };
                }
                let at = found.end + u32::from(self.is(found.end, Kw::At));
                let Some((clock @ Clock::At(..), end)) = self.clock(at, at > found.end) else { return found };
                match set_at(value, clock) {
                    Some(expr) => Found { expr, end, ..found },
                    None => found,
                }
            }
            // `the first week of May on Friday`
            Expr::WeekOf(_) | Expr::Week { .. } | Expr::Nth { what: Member::Unit(Unit::Week), .. } => {
                let comma = u32::from(self.mark(found.end) == Some(','));
                let on = found.end + comma;
                match self.lex(on + 1) {
                    Lex::Weekday(day, false, false) if self.is(on, Kw::On) => {
                        let of = Box::new(found.expr);
                        let expr = Expr::Nth { n: 1, what: Member::Weekday(day), of };
                        Found { expr, end: on + 2, ..found }
                    }
                    _ => found,
                }
            }
            expr if expr.is_day() => {
                let Some((clock, end)) = self.time_behind(found.end) else { return found };
                let expr = Expr::At { day: Some(Box::new(found.expr)), clock };
                Found { expr, end, ..found }
            }
            _ => found,
        }
    }

    /// `10 p.m. Wednesday`, `2-4 p.m. on 5 May`, `6 a.m. every day`: the day behind a time.
    fn day_of_time(&self, found: Found) -> Found {
        let clocks = match &found.expr {
            Expr::At { day: None, clock } => (*clock, None),
            Expr::Range(a, b) => match (&**a, &**b) {
                (Expr::At { day: None, clock: a }, Expr::At { day: None, clock: b }) => (*a, Some(*b)),
                _ => return found,
            },
            _ => return found,
        };
        let mut at = found.end;
        if self.mark(at) == Some(',') {
            at += 1;
        }
        if self.is(at, Kw::On) || self.is(at, Kw::Of) {
            at += 1;
        }
        let Some(day) = self.day_beside(at) else {
            if let Some(Found { expr: Expr::Set(value), end, .. }) = self.set(at)
                && let (clock @ Clock::At(..), None) = clocks
                && let Some(expr) = set_at(&value, clock)
            {
                return Found { expr, end, ..found };
            }
            return found;
        };
        // `3-8 p.m. yesterday afternoon`
        let end = if matches!(self.lex(day.end), Lex::Part(_)) { day.end + 1 } else { day.end };
        let expr = match clocks {
            (clock, None) => Expr::At { day: Some(Box::new(day.expr)), clock },
            (first, Some(last)) => between(Some(&day.expr), first, last),
        };
        Found { first: found.first, end, expr, weekday: day.weekday }
    }

    /// A day, said in any way but by a name.
    pub fn day_beside(&self, i: u32) -> Option<Found> {
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
        self.calendar(i).or_else(|| self.numeric(i)).or_else(|| self.deictic(i)).filter(|d| d.expr.is_day())
    }

    /// A time behind a day.
    fn time_behind(&self, i: u32) -> Option<(Clock, u32)> {
        if let Some(time) = self.iso_time(i) {
            return Some(time);
        }
        if let Lex::Part(part) = self.lex(i) {
            let end = i + 1;
            // `Monday morning at 9`
            if self.is(end, Kw::At)
                && let Some((clock, stop)) = self.clock(end + 1, true)
            {
                return Some((in_part(part, clock), stop));
            }
            return (!self.is_hyphen(end)).then_some((Clock::Part(part), end));
        }
        let mut at = i;
        if self.mark(at) == Some(',') {
            at += 1;
        }
        let sign = self.mark(at) == Some('@');
        let bare = sign || self.is(at, Kw::At);
        let led = bare || matches!(self.kw(at), Some(Kw::About | Kw::By | Kw::Before | Kw::After));
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
        self.clock(at, bare).or_else(|| self.hour_and_minute(at))
    }

    /// `Monday from 10 a.m. to noon`, `5 May, 2-4pm`: both times are of the day.
    pub fn hours_of_day(&self, found: Found) -> Found {
        let (day, part) = match &found.expr {
            Expr::At { day: Some(day), clock: Clock::Part(part) } => ((**day).clone(), Some(*part)),
            expr if expr.is_day() => (expr.clone(), None),
            _ => return found,
        };
        let mut at = found.end;
        if self.mark(at) == Some(',') {
            at += 1;
        }
        let led = matches!(self.kw(at), Some(Kw::From | Kw::Between | Kw::At)) || self.mark(at) == Some('@');
        at += u32::from(led);
        let Some((first, last, end)) = self.clock_range(at, led) else { return found };
        let (first, last) = part.map_or((first, last), |p| (in_part(p, first), in_part(p, last)));
        Found { expr: between(Some(&day), first, last), end, ..found }
    }
}

fn between(day: Option<&Expr>, first: Clock, last: Clock) -> Expr {
    let at = |clock| Box::new(Expr::At { day: day.cloned().map(Box::new), clock });
    Expr::Range(at(first), at(last))
}

/// `every Monday` or `every day` at a time.
fn set_at(value: &str, clock: Clock) -> Option<Expr> {
    let time = super::timex::clock(clock);
    match value {
        "P1D" => Some(Expr::Set(time)),
        weekly if weekly.starts_with("XXXX-WXX-") => Some(Expr::Set(format!("{weekly}{time}"))),
        _ => None,
    }
}
