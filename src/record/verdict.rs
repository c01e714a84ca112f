//! What the record decides for a person who is said to hold an office.

use super::days::{Days, LAST, number};
use super::{Held, OfficeRecord, Record};
use crate::facts::{Entity, Undecided};
use crate::language::Seats;

/// How the article puts it: `Former` = held before and not now, `Elect` and `Designate` = will hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TenureWord {
    Current,
    Former,
    Acting,
    Elect,
    Designate,
}

impl TenureWord {
    pub fn parse(word: &str) -> Option<TenureWord> {
        Some(match word {
            "current" => TenureWord::Current,
            "former" => TenureWord::Former,
            "acting" => TenureWord::Acting,
            "elect" => TenureWord::Elect,
            "designate" => TenureWord::Designate,
            _ => return None,
        })
    }
}

/// When the claim is said to be true, as day numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// No date at all.
    Undated,
    /// A date is given that names no days: "recently".
    Vague,
    /// Any time up to this day.
    Until(i32),
    /// First and last day of each reading; at least one.
    Days(Vec<(i32, i32)>),
}

/// Days before the start of a term within which somebody may be spoken of as the holder to come.
pub const AHEAD: i32 = 365;

/// A person, as somebody in office.
#[derive(Clone, Debug)]
pub struct Claimed<'a> {
    pub person: &'a Entity,
    pub tenure: TenureWord,
    pub when: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Holds,
    Violated,
    Undecided(Undecided),
}

/// An outcome with the entries that it rests on.
#[derive(Clone, Debug)]
pub struct Verdict<'r> {
    pub outcome: Outcome,
    /// The tenures of the person claimed.
    pub own: Vec<&'r Held>,
    /// Whom the record has instead, or else the person's own tenure.
    pub instead: Option<&'r Held>,
    /// The person was found by a part of the name or another spelling of it.
    pub by_likeness: bool,
}

impl OfficeRecord {
    /// The verdict on one claim of this office.
    pub fn judge(&self, record: &Record, claimed: &Claimed) -> Verdict<'_> {
        let mut own = self.of(&record.keys_of(claimed.person));
        let mut by_likeness = false;
        if own.is_empty() {
            match self.like(claimed.person) {
                Some(like) => {
                    by_likeness = !like.is_empty();
                    own = like;
                }
                None => {
                    let outcome = Outcome::Undecided(Undecided::Name);
                    return Verdict { outcome, own, instead: None, by_likeness };
                }
            }
        }
        let outcome = match claimed.tenure {
            TenureWord::Current => self.current(&own, &claimed.when),
            TenureWord::Former => former(&own, &claimed.when),
            TenureWord::Acting => self.acting(&own, &claimed.when),
            TenureWord::Elect | TenureWord::Designate => elect(&own, &claimed.when),
        };
        let instead = self.instead(&own, &claimed.when);
        Verdict { outcome, own, instead, by_likeness }
    }

    fn current(&self, own: &[&Held], when: &When) -> Outcome {
        if own.is_empty() {
            return self.absent(when);
        }
        if let When::Until(last) = *when
            && own.iter().all(|h| h.possible().0 > last.saturating_add(AHEAD))
        {
            return Outcome::Violated;
        }
        let When::Days(readings) = when else { return Outcome::Undecided(Undecided::Date) };
        let (sure, possible) = OfficeRecord::cover(own);
        if readings.iter().all(|&r| sure.contains(r)) {
            return Outcome::Holds;
        }
        if !readings.iter().any(|&r| possible.overlaps(r)) {
            return Outcome::Violated;
        }
        // The date is what is open, unless nothing but a gap of the record lets it fit.
        let told = own.iter().filter(|h| !h.on_day_only && h.start().is_some() && (h.is_open() || h.end().is_some()));
        let told = Days::of(told.map(|h| h.possible()));
        let fits = readings.iter().any(|&r| told.overlaps(r) || sure.overlaps(r));
        Outcome::Undecided(if fits { Undecided::Date } else { Undecided::Record })
    }

    /// No tenure of that person.
    fn absent(&self, when: &When) -> Outcome {
        let taken = match when {
            When::Vague | When::Until(_) if self.seats == Seats::Many => return Outcome::Undecided(Undecided::Record),
            When::Vague | When::Until(_) => return Outcome::Undecided(Undecided::Date),
            When::Undated => match self.seats {
                Seats::Number(n) => self.tenures().iter().filter(|h| h.is_open()).count() >= (n as usize).max(1),
                Seats::Many => false,
            },
            When::Days(readings) => match self.seats {
                Seats::Number(0 | 1) => {
                    let range = Days::of(self.range());
                    readings.iter().all(|&r| range.contains(r))
                }
                Seats::Number(n) => readings.iter().all(|&r| {
                    let mut holders: Vec<u64> = self.covering(r).iter().map(|h| h.holder).collect();
                    holders.sort_unstable();
                    holders.dedup();
                    holders.len() >= n as usize
                }),
                Seats::Many => false,
            },
        };
        let complete = self.complete_from.is_some_and(|since| match when {
            When::Days(readings) => readings.iter().all(|r| r.0 >= number(since)),
            When::Undated | When::Vague | When::Until(_) => true,
        });
        if taken || complete { Outcome::Violated } else { Outcome::Undecided(Undecided::Record) }
    }

    fn acting(&self, own: &[&Held], when: &When) -> Outcome {
        let (acting, full): (Vec<&Held>, Vec<&Held>) = own.iter().partition(|h| h.acting);
        let When::Days(readings) = when else {
            return Outcome::Undecided(if own.is_empty() { Undecided::Record } else { Undecided::Date });
        };
        let (sure, possible) = OfficeRecord::cover(&acting);
        if !acting.is_empty() && readings.iter().all(|&r| sure.contains(r)) {
            return Outcome::Holds;
        }
        if readings.iter().any(|&r| possible.overlaps(r)) {
            return Outcome::Undecided(Undecided::Date);
        }
        let (in_full, _) = OfficeRecord::cover(&full);
        let complete = self.complete_from.is_some_and(|since| readings.iter().all(|r| r.0 >= number(since)));
        if !acting.is_empty() || complete || readings.iter().all(|&r| in_full.contains(r)) {
            return Outcome::Violated;
        }
        Outcome::Undecided(Undecided::Record)
    }

    /// Whom the record has at that time: a holder other than the person where there is one.
    fn instead(&self, own: &[&Held], when: &When) -> Option<&Held> {
        let other = |h: &&Held| own.iter().all(|o| o.holder != h.holder);
        let found = match when {
            When::Days(readings) => {
                readings.iter().find_map(|&r| self.covering(r).into_iter().find(other)).or_else(|| {
                    readings
                        .iter()
                        .find_map(|&r| self.tenures().iter().find(|h| other(h) && Days::of([h.possible()]).contains(r)))
                })
            }
            When::Until(last) => self.covering((*last, *last)).into_iter().find(other),
            When::Undated | When::Vague => self.tenures().iter().find(|h| other(h) && h.is_open()),
        };
        let own =
            own.iter().max_by_key(|h| h.start()).and_then(|o| self.tenures().iter().find(|h| std::ptr::eq(*h, *o)));
        found.or(own)
    }
}

fn former(own: &[&Held], when: &When) -> Outcome {
    if own.is_empty() {
        return Outcome::Undecided(Undecided::Record);
    }
    let When::Days(readings) = when else { return Outcome::Undecided(Undecided::Date) };
    let (sure, possible) = OfficeRecord::cover(own);
    let left =
        |r: &(i32, i32)| own.iter().any(|h| h.end().is_some_and(|(_, last)| last < r.0)) && !possible.overlaps(*r);
    let never = |r: &(i32, i32)| own.iter().all(|h| h.possible().0 > r.1);
    if readings.iter().all(left) {
        Outcome::Holds
    } else if readings.iter().all(|r| sure.contains(*r) || never(r)) {
        Outcome::Violated
    } else {
        Outcome::Undecided(Undecided::Date)
    }
}

fn elect(own: &[&Held], when: &When) -> Outcome {
    if own.is_empty() {
        return Outcome::Undecided(Undecided::Record);
    }
    let When::Days(readings) = when else { return Outcome::Undecided(Undecided::Date) };
    let (sure, _) = OfficeRecord::cover(own);
    let later = |r: &(i32, i32)| own.iter().any(|h| h.start().is_some_and(|(first, _)| first > r.1));
    let maybe = |r: &(i32, i32)| {
        own.iter()
            .any(|h| h.start().is_some_and(|(_, last)| last > r.0) || h.possible().1 == LAST && h.start().is_none())
    };
    if readings.iter().all(later) {
        Outcome::Holds
    } else if readings.iter().any(maybe) {
        Outcome::Undecided(Undecided::Date)
    } else if readings.iter().all(|&r| sure.contains(r)) {
        Outcome::Violated
    } else {
        Outcome::Undecided(Undecided::Record)
    }
}
