//! Names that stand in place of others: of people in the record or in the article, of places of the same kind.

use crate::extract::names::{PlaceKind, listed_place, places_of};
use crate::facts::{Fact, FactStore, KindId, Value, native};
use crate::language::{Must, Program, Rule, TermKind};
use crate::record;
use crate::run::Engine;

/// Names that are known whatever the articles say.
pub struct Donors {
    people: Vec<String>,
    organisations: Vec<String>,
    /// By kind of place.
    places: Vec<(PlaceKind, Vec<String>)>,
    /// Places of the vocabulary that the gazetteer does not have.
    own_places: Vec<String>,
}

impl Donors {
    pub fn new(program: &Program) -> Donors {
        let of = |kind: TermKind| {
            let names = program.vocabulary.iter().filter(move |t| t.kind == kind).map(|t| t.name.to_string());
            names.collect::<Vec<_>>()
        };
        let holders = program.roles.iter().flat_map(|r| r.tenures.iter()).map(|t| t.person.to_string());
        let listed = |kind| (kind, places_of(kind).into_iter().map(String::from).collect());
        Donors {
            people: sorted(of(TermKind::Person).into_iter().chain(holders)),
            organisations: sorted(of(TermKind::Organisation)),
            places: [PlaceKind::Country, PlaceKind::State, PlaceKind::Region, PlaceKind::Town].map(listed).into(),
            own_places: sorted(of(TermKind::Place)),
        }
    }

    /// Other people whom `words`, which name the person of `fact`, may be mistaken for.
    pub fn people(
        &self,
        engine: &Engine,
        rule: &Rule,
        store: &FactStore,
        fact: &Fact,
        value: &Value,
        words: &str,
    ) -> Vec<String> {
        let mut others = named(store, native::PERSON, value);
        if !words.contains(char::is_whitespace) {
            // "Varga" for "Dunin": only of those whom the article names in full.
            let surname = |name: &String| name.rsplit(char::is_whitespace).next().unwrap_or(name).to_string();
            return sorted(others.iter().map(surname).filter(|s| s != words));
        }
        if matches!(rule.must, Must::MatchRecord) {
            others.extend(holders(engine, fact));
        }
        if others.is_empty() {
            others.clone_from(&self.people);
        }
        sorted(others.into_iter().filter(|o| !is_named(value, o)))
    }

    pub fn organisations(&self, store: &FactStore, value: &Value) -> Vec<String> {
        let others = named(store, native::ORGANISATION, value);
        let others = if others.is_empty() { self.organisations.clone() } else { others };
        sorted(others.into_iter().filter(|o| !is_named(value, o)))
    }

    /// Places of the kind of `words`; none where they are another form than the name, as “Norwegian”.
    pub fn places(&self, words: &str) -> Vec<String> {
        let kind = match listed_place(words) {
            Some((kind, _)) => kind,
            None if self.own_places.iter().any(|p| p == words) => PlaceKind::Town,
            None => return Vec::new(),
        };
        self.places.iter().find(|(k, _)| *k == kind).map(|(_, names)| names.clone()).unwrap_or_default()
    }
}

fn sorted(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn is_named(value: &Value, name: &str) -> bool {
    value.as_entity().is_some_and(|e| *e.name == *name)
}

/// Names of more than one word that the articles give to others than `value`.
fn named(store: &FactStore, kind: KindId, value: &Value) -> Vec<String> {
    let facts = store.of_kind(kind).map(|id| store.get(id));
    let entities = facts.filter_map(|f| f.value(native::ENTITY)).filter(|v| *v != value).filter_map(Value::as_entity);
    let full = |name: &str| kind != native::PERSON || name.contains(' ');
    sorted(entities.map(|e| e.name.to_string()).filter(|n| full(n)))
}

/// Other holders of the office that a fact gives, by the record: those who held it on the fact's day are none, and of a former
/// holder all who held it before.
fn holders(engine: &Engine, fact: &Fact) -> Vec<String> {
    let Some(office) = fact.fields.iter().find_map(|f| match &f.value {
        Value::Office(office) => engine.record().office(office),
        _ => None,
    }) else {
        return Vec::new();
    };
    let dates = fact.fields.iter().filter_map(|f| f.value.as_date()).filter(|d| !d.is_open());
    let days: Vec<(i32, i32)> = dates.map(|d| record::interval(d.from, d.to)).collect();
    let former = fact.fields.iter().any(|f| f.value.as_text() == Some("former"));
    let may_hold = |held: &record::Held| {
        let (from, to) = held.possible();
        (former && days.is_empty()) || days.iter().any(|(a, b)| from <= *b && (former || *a <= to))
    };
    let right: Vec<&str> = office.tenures().iter().filter(|h| may_hold(h)).map(|h| &*h.name).collect();
    office.tenures().iter().map(|h| h.name.to_string()).filter(|n| !right.contains(&n.as_str())).collect()
}
