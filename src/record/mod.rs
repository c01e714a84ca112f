//! What is held to be true: who held which office when, foundings, births, capitals, containers, utterances.
//!
//! A [`Record`] is built once for a run from the resolved program. It answers by keys of names, never by position in a
//! file, and says of each answer which entry it rests on.

pub mod checks;
mod days;
mod entries;
pub mod export;
pub mod keys;
mod tenure;
#[cfg(test)]
mod tests;
mod verdict;
mod window;

pub use days::{Days, FIRST, LAST, interval, number};
pub use entries::{Dated, Said};
pub use tenure::{Canonical, Held, Office as OfficeRecord, possible, sure};
pub use verdict::{AHEAD, Claimed, Outcome, TenureWord, Verdict, When};
pub use window::{Allowed, Readings, Windows, readings};

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::extract::offices;
use crate::facts::{Entity, EntityKind, Office};
use crate::language::{Program, RecordRelation, TermKind};

/// Everything the record holds, by key.
#[derive(Clone, Debug, Default)]
pub struct Record {
    offices: Vec<OfficeRecord>,
    by_office: FxHashMap<u64, u32>,
    /// Capitals as offices: the country is the body, the city its holder.
    capitals: FxHashMap<u64, OfficeRecord>,
    founded: FxHashMap<u64, Dated>,
    born: FxHashMap<u64, Dated>,
    said: FxHashMap<u64, Vec<Said>>,
    /// A place and what it lies in, by the vocabulary and by `record … in`.
    containers: FxHashMap<u64, Vec<u64>>,
    /// What the containers are called.
    container_names: FxHashMap<u64, Arc<str>>,
    /// A whole and all its members.
    members: FxHashMap<u64, entries::Members>,
    same: Arc<Canonical>,
}

impl Record {
    pub fn new(program: &Program) -> Record {
        Record::with_keys(program, &offices::role_keys(&program.roles))
    }

    /// The record of a program, where the keys of each role's names are known already.
    pub fn with_keys(program: &Program, role_keys: &[Vec<u64>]) -> Record {
        let mut same = Canonical::default();
        for term in &program.vocabulary {
            let Some(key) = key_of_term(term.kind) else { continue };
            let canonical = key(&term.name);
            for other in term.also.iter().chain(&term.short).map(|form| key(form)).filter(|k| *k != canonical) {
                same.entry(other).or_insert(canonical);
            }
        }
        let mut record = Record { same: Arc::new(same), ..Record::default() };
        for term in program.vocabulary.iter().filter(|t| t.kind == TermKind::Place) {
            if let Some(container) = &term.within {
                record.contain(keys::place(&term.name), container);
            }
        }
        for (role, named) in program.roles.iter().zip(role_keys) {
            record.add_role(role, named);
        }
        for entry in &program.record {
            let person = || record.canonical(keys::person(&entry.subject));
            let place = || record.canonical(keys::place(&entry.subject));
            match &entry.relation {
                RecordRelation::Founded(dates) => {
                    for at in record.keys_of_name(&entry.subject) {
                        record.founded.entry(at).or_default().add(entry, dates);
                    }
                }
                RecordRelation::Born(dates) => {
                    let person = person();
                    record.born.entry(person).or_default().add(entry, dates);
                }
                RecordRelation::Capital { name, from, to } => {
                    let (place, same) = (place(), &record.same);
                    let seat = record.capitals.entry(place).or_insert_with(|| OfficeRecord::capital_of(entry, same));
                    seat.add_capital(name, from, to, entry);
                }
                RecordRelation::Has(members) => {
                    let of: Vec<u64> = members.iter().flat_map(|m| record.keys_of_name(m)).collect();
                    for at in record.keys_of_name(&entry.subject) {
                        record.members.entry(at).or_default().add(entry, of.clone());
                    }
                }
                RecordRelation::In(containers) => {
                    let place = place();
                    containers.iter().for_each(|c| record.contain(place, c));
                }
                RecordRelation::Said { words, on } => {
                    let person = person();
                    record.said.entry(person).or_default().push(Said::new(entry, words, on));
                }
            }
        }
        record
    }

    /// Notes that a place lies in another.
    fn contain(&mut self, place: u64, container: &Arc<str>) {
        let key = self.canonical(keys::place(container));
        self.containers.entry(place).or_default().push(key);
        self.container_names.entry(key).or_insert_with(|| container.clone());
    }

    /// The keys of a name of which it is open what it names.
    fn keys_of_name(&self, name: &str) -> Vec<u64> {
        let of = [keys::of(EntityKind::Organisation, name), keys::place(name), keys::thing(name)];
        let mut keys: Vec<u64> = of.map(|k| self.canonical(k)).to_vec();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn add_role(&mut self, role: &crate::language::Role, named: &[u64]) {
        let at = named.iter().find_map(|k| self.by_office.get(k).copied()).unwrap_or_else(|| {
            self.offices.push(OfficeRecord::new(role, &self.same));
            self.offices.len() as u32 - 1
        });
        for &key in named {
            self.by_office.entry(key).or_insert(at);
        }
        self.offices[at as usize].add(role);
    }

    /// The key of the canonical name, where `key` is that of another form of it.
    pub fn canonical(&self, key: u64) -> u64 {
        self.same.get(&key).copied().unwrap_or(key)
    }
    /// What the record has of an office; `None`: nothing.
    pub fn office(&self, office: &Office) -> Option<&OfficeRecord> {
        let at = self.by_office.get(&office.key).or_else(|| self.by_office.get(&keys::office(&office.name)))?;
        self.offices.get(*at as usize)
    }
    pub fn capital(&self, country: &Entity) -> Option<&OfficeRecord> {
        self.by_name(&self.capitals, country)
    }
    /// By a name of anything.
    pub fn founded(&self, name: &str) -> Option<&Dated> {
        self.keys_of_name(name).iter().find_map(|k| self.founded.get(k))
    }
    pub fn born(&self, person: &Entity) -> Option<&Dated> {
        self.by_name(&self.born, person)
    }
    pub fn said(&self, person: &Entity) -> &[Said] {
        self.by_name(&self.said, person).map_or(&[], Vec::as_slice)
    }
    pub fn members(&self, whole: &Entity) -> Option<&entries::Members> {
        self.by_name(&self.members, whole)
    }

    /// Keys under which the record may know an entity: its own and that of its name.
    pub fn keys_of(&self, entity: &Entity) -> [u64; 2] {
        let by_name = keys::of(entity.kind, &entity.name);
        [self.canonical(entity.key), self.canonical(by_name)]
    }
    fn by_name<'a, T>(&self, map: &'a FxHashMap<u64, T>, entity: &Entity) -> Option<&'a T> {
        self.keys_of(entity).iter().find_map(|k| map.get(k))
    }

    /// What a container is called in the record.
    pub fn container_name(&self, key: u64) -> Option<&Arc<str>> {
        self.container_names.get(&key)
    }
    /// Everything that the record knows to hold `place`, nearest first; without the place itself.
    pub fn containers(&self, place: &Entity) -> Vec<u64> {
        let mut all: Vec<u64> = Vec::new();
        let mut next: Vec<u64> = self.keys_of(place).to_vec();
        // A place lies in few others; a cycle in the record ends the walk, since each is taken once.
        while let Some(key) = next.pop() {
            for &outer in self.containers.get(&key).into_iter().flatten() {
                let outer = self.canonical(outer);
                if !all.contains(&outer) && all.len() < entries::MAX_CONTAINERS {
                    all.push(outer);
                    next.push(outer);
                }
            }
        }
        all
    }
}

/// How names of a kind of vocabulary are compared; offices have names of their own.
fn key_of_term(kind: TermKind) -> Option<fn(&str) -> u64> {
    Some(match kind {
        TermKind::Person => keys::person,
        TermKind::Place => keys::place,
        TermKind::Organisation => |name| keys::of(EntityKind::Organisation, name),
        TermKind::Term => keys::thing,
        TermKind::Role => return None,
    })
}
