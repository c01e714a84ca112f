//! One office and who held it when.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::days::{Days, FIRST, LAST, number};
use super::keys;
use crate::facts::{Day, Entity, EntityKind};
use crate::language::{RecordEntry, Role, Seats, Tenure, TenureEnd};
use crate::source::FileSpan;

/// One tenure, as days.
#[derive(Clone, Debug)]
pub struct Held {
    /// Key of the holder's canonical name.
    pub holder: u64,
    pub name: Arc<str>,
    pub from: TenureEnd,
    pub to: TenureEnd,
    pub acting: bool,
    /// Known for one day only: of other days it says nothing.
    pub on_day_only: bool,
    /// Where the record file has it from.
    pub source: Option<Arc<str>>,
    /// The last day of which it is known to be right, where the record says so.
    pub as_of: Option<Day>,
    pub at: FileSpan,
}

impl Held {
    fn of(tenure: &Tenure) -> Held {
        let Tenure { person, from, to, acting, on_day_only, source, as_of, at } = tenure;
        Held {
            holder: 0,
            name: person.clone(),
            from: from.clone(),
            to: to.clone(),
            acting: *acting,
            on_day_only: *on_day_only,
            source: source.clone(),
            as_of: *as_of,
            at: *at,
        }
    }
    /// The days on which it was held for certain.
    pub fn sure(&self) -> Option<(i32, i32)> {
        sure(&self.from, &self.to)
    }
    /// The days on which it may have been held.
    pub fn possible(&self) -> (i32, i32) {
        if self.on_day_only { (FIRST, LAST) } else { possible(&self.from, &self.to) }
    }
    /// The days that the record itself vouches for: from the latest possible start to the earliest possible end.
    fn known(&self) -> Option<(i32, i32)> {
        let start = match &self.from {
            TenureEnd::Known(day) => Some(number(day.last)),
            TenureEnd::Unknown | TenureEnd::Open => None,
        };
        let end = match &self.to {
            TenureEnd::Known(day) => Some(number(day.first)),
            TenureEnd::Unknown => None,
            TenureEnd::Open => Some(LAST),
        };
        Some((start.or(end.filter(|&e| e != LAST))?, end.or(start)?))
    }
    pub fn is_open(&self) -> bool {
        self.to == TenureEnd::Open
    }
    /// When it began, where that is known.
    pub fn start(&self) -> Option<(i32, i32)> {
        match &self.from {
            TenureEnd::Known(day) => Some((number(day.first), number(day.last))),
            TenureEnd::Unknown | TenureEnd::Open => None,
        }
    }
    /// When it ended, where that is known.
    pub fn end(&self) -> Option<(i32, i32)> {
        match &self.to {
            TenureEnd::Known(day) => Some((number(day.first), number(day.last))),
            TenureEnd::Unknown | TenureEnd::Open => None,
        }
    }
    /// For people: `Sergei Shoigu from 2012-11-06 to 2024-05-12`.
    pub fn describe(&self) -> String {
        let acting = if self.acting { " (acting)" } else { "" };
        let time = self.describe_time();
        let blank = if time.is_empty() { "" } else { " " };
        format!("{}{acting}{blank}{time}", self.name)
    }
    /// For people: `from 2012-11-06 to 2024-05-12`.
    pub fn describe_time(&self) -> String {
        if self.on_day_only
            && let TenureEnd::Known(day) = &self.from
        {
            return format!("on {day}");
        }
        let from = match &self.from {
            TenureEnd::Known(words) => format!("from {words}"),
            TenureEnd::Unknown | TenureEnd::Open => String::new(),
        };
        let to = match &self.to {
            TenureEnd::Known(words) => format!("to {words}"),
            TenureEnd::Unknown => "to ?".into(),
            TenureEnd::Open => String::new(),
        };
        let blank = if from.is_empty() || to.is_empty() { "" } else { " " };
        format!("{from}{blank}{to}")
    }
}

/// The days that a tenure with these ends covers for certain.
pub fn sure(from: &TenureEnd, to: &TenureEnd) -> Option<(i32, i32)> {
    let (first, last) = match from {
        TenureEnd::Known(day) => (number(day.first), number(day.last)),
        TenureEnd::Unknown | TenureEnd::Open => return None,
    };
    let end = match to {
        TenureEnd::Known(day) => number(day.first),
        // Held on its first day at least, if that day is known.
        TenureEnd::Unknown => first,
        TenureEnd::Open => LAST,
    };
    (last <= end).then_some((last, end))
}

/// The days that a tenure with these ends may cover.
pub fn possible(from: &TenureEnd, to: &TenureEnd) -> (i32, i32) {
    let start = match from {
        TenureEnd::Known(day) => number(day.first),
        TenureEnd::Unknown | TenureEnd::Open => FIRST,
    };
    let end = match to {
        TenureEnd::Known(day) => number(day.last),
        TenureEnd::Unknown | TenureEnd::Open => LAST,
    };
    (start, end)
}

/// From keys of other forms of a name to the key of the canonical one.
pub type Canonical = FxHashMap<u64, u64>;

/// An office with all its tenures.
#[derive(Clone, Debug)]
pub struct Office {
    pub name: Arc<str>,
    pub seats: Seats,
    pub complete_from: Option<Day>,
    pub at: FileSpan,
    /// What its holders are: persons, or places for capitals.
    holders: EntityKind,
    /// The tenures of the roles that it is, as declared.
    roles: Vec<Arc<Vec<Tenure>>>,
    /// Those of a capital, without keys of the holders.
    declared: Vec<Held>,
    /// In order of holder, then as declared. Made when the office is first asked for: a record of all the offices of a
    /// country is loaded for a handful of them.
    held: OnceLock<Vec<Held>>,
    canonical: Arc<Canonical>,
}

impl Office {
    pub(super) fn new(role: &Role, canonical: &Arc<Canonical>) -> Office {
        Office {
            name: role.name.clone(),
            seats: role.seats,
            complete_from: role.complete_from,
            at: role.at,
            holders: EntityKind::Person,
            roles: Vec::new(),
            declared: Vec::new(),
            held: OnceLock::new(),
            canonical: canonical.clone(),
        }
    }
    pub(super) fn capital_of(entry: &RecordEntry, canonical: &Arc<Canonical>) -> Office {
        Office {
            name: Arc::from(format!("capital of {}", entry.subject)),
            seats: Seats::Number(1),
            complete_from: entry.complete_from,
            at: entry.at,
            holders: EntityKind::Place,
            roles: Vec::new(),
            declared: Vec::new(),
            held: OnceLock::new(),
            canonical: canonical.clone(),
        }
    }
    pub(super) fn add(&mut self, role: &Role) {
        self.complete_from = self.complete_from.or(role.complete_from);
        if role.seats != Seats::Number(1) {
            self.seats = role.seats;
        }
        self.roles.push(role.tenures.clone());
    }
    pub(super) fn add_capital(&mut self, name: &Arc<str>, from: &TenureEnd, to: &TenureEnd, entry: &RecordEntry) {
        self.complete_from = self.complete_from.or(entry.complete_from);
        self.declared.push(Held {
            holder: 0,
            name: name.clone(),
            from: from.clone(),
            to: to.clone(),
            acting: false,
            on_day_only: false,
            source: None,
            as_of: None,
            at: entry.at,
        });
    }

    /// In order of holder, then as declared.
    pub fn tenures(&self) -> &[Held] {
        self.held.get_or_init(|| {
            let of_roles = self.roles.iter().flat_map(|tenures| tenures.iter()).map(Held::of);
            let mut held: Vec<Held> = of_roles.chain(self.declared.iter().cloned()).collect();
            for h in &mut held {
                let key = keys::of(self.holders, &h.name);
                h.holder = self.canonical.get(&key).copied().unwrap_or(key);
            }
            held.sort_by_key(|h| h.holder);
            held
        })
    }
    /// The tenures of one holder, by any of the keys.
    pub fn of(&self, keys: &[u64]) -> Vec<&Held> {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys.dedup();
        let held = self.tenures();
        let mut out = Vec::new();
        for key in keys {
            let first = held.partition_point(|h| h.holder < key);
            out.extend(held[first..].iter().take_while(|h| h.holder == key));
        }
        out
    }
    /// The tenures of the one holder whom a part of a name, or another spelling of it, may mean. `None`: more than one.
    pub fn like(&self, person: &Entity) -> Option<Vec<&Held>> {
        let mut found: Vec<&Held> = Vec::new();
        for held in self.tenures() {
            if keys::may_be_one_person(&person.name, &held.name) {
                if found.first().is_some_and(|f| f.holder != held.holder) {
                    return None;
                }
                found.push(held);
            }
        }
        Some(found)
    }
    /// From the first known start to the last known end; an open tenure has none.
    pub fn range(&self) -> Option<(i32, i32)> {
        let known = || self.tenures().iter().filter_map(Held::known);
        known().map(|k| k.0).min().zip(known().map(|k| k.1).max())
    }
    pub fn is_open(&self) -> bool {
        self.tenures().iter().any(Held::is_open)
    }
    /// The tenures that cover all days of the interval for certain, acting ones last.
    pub fn covering(&self, days: (i32, i32)) -> Vec<&Held> {
        let mut all: Vec<&Held> =
            self.tenures().iter().filter(|h| h.sure().is_some_and(|(a, b)| a <= days.0 && days.1 <= b)).collect();
        all.sort_by_key(|h| (h.acting, h.sure(), h.name.clone()));
        all
    }
    /// The days on which one of `tenures` was held for certain, and those on which it may have been.
    pub fn cover(tenures: &[&Held]) -> (Days, Days) {
        (Days::of(tenures.iter().filter_map(|h| h.sure())), Days::of(tenures.iter().map(|h| h.possible())))
    }
}
