//! Whose seat an open title is: "President Lund" of an article that names no country, where others of the batch say of which.
//!
//! What articles say in so many words of one holder and one title counts, and a quarter as much what they were taken to mean by the
//! country that they speak of; nearly all have to say the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::few::Few;
use super::names;
use super::offices::{self, Category};
use crate::facts::{Entity, EntityKind, Fact, FieldId, FieldValue, KindId, Office, Provenance, Schema, Stance, Value};

/// Who holds what: the key of the person, and the title without its body.
pub type Seat = (u64, Arc<str>);

/// An office with its body, and how many hold it at a time as the kind of fact tells it.
#[derive(Clone, Debug)]
pub struct Held {
    pub office: Office,
    seats: Option<Value>,
    weight: usize,
    /// The holder's surname in its comparison form, where the holder has a full name.
    surname: Option<String>,
}

/// What an article that tells the body of a seat weighs, and one that speaks of one country only, or tells of a seat that somebody held once:
/// a former attorney general of one state may be that of another now.
const TOLD: usize = 4;
const HINTED: usize = 1;

/// As many of ten have to tell the same.
const NEARLY_ALL: usize = 8;

/// What filled in an office, see [`FieldValue::by`].
pub const OF_OTHERS: &str = "other articles";

/// The fields of the kinds that tell who holds which office.
pub struct Kinds(Vec<(KindId, Fields)>);

struct Fields {
    person: FieldId,
    office: FieldId,
    organisation: Option<FieldId>,
    seats: Option<FieldId>,
    tenure: Option<FieldId>,
}

impl Kinds {
    pub fn of(schema: &Schema) -> Kinds {
        let of = |kind: KindId| {
            let field = |name| schema.def(kind).field(name);
            let (person, office) = (field("person")?, field("office")?);
            let [organisation, seats, tenure] = ["organisation", "seats", "tenure"].map(field);
            Some((kind, Fields { person, office, organisation, seats, tenure }))
        };
        Kinds(schema.office_kinds().filter_map(of).collect())
    }

    pub fn has(&self, kind: KindId) -> bool {
        self.0.iter().any(|(of, _)| *of == kind)
    }

    /// Who holds which office by a fact, where somebody is named.
    fn held<'f>(&self, fact: &'f Fact) -> Option<(&Fields, &'f Entity, &'f FieldValue, &'f Office)> {
        let (_, fields) = self.0.iter().find(|(kind, _)| *kind == fact.kind)?;
        let field = fact.get(fields.office)?;
        let Value::Office(office) = &field.value else { return None };
        let holder = fact.value(fields.person)?.as_entity()?;
        Some((fields, holder, field, office))
    }

    /// The offices of which these facts tell the body, each once.
    pub fn told(&self, facts: &[Fact]) -> Vec<(Seat, Held)> {
        let mut told: FxHashMap<(Seat, u64), Held> = FxHashMap::default();
        for fact in facts.iter().filter(|fact| is_said(fact)) {
            let Some((fields, holder, field, office)) = self.held(fact) else { continue };
            let tenure = fields.tenure.and_then(|f| fact.value(f)).and_then(Value::as_text);
            let is_current = tenure.is_none_or(|tenure| tenure == "current");
            let weight = match field.by.as_deref() {
                None | Some(offices::BEHIND_NAME) if is_current => TOLD,
                None | Some(offices::BEHIND_NAME | offices::AT_HAND) => HINTED,
                _ => continue,
            };
            let seat = ((holder.key, office.title.clone()), office.key);
            if let Some(held) = told.get_mut(&seat) {
                held.weight = held.weight.max(weight);
            } else if office.body.is_some() && is_of_one(office) {
                let seats = fields.seats.and_then(|f| fact.value(f)).cloned();
                let surname = full_name(&holder.name).then(|| names::person_parts(&holder.name).pop()).flatten();
                told.insert(seat, Held { office: office.clone(), seats, weight, surname });
            }
        }
        told.into_iter().map(|((seat, _), held)| (seat, held)).collect()
    }

    /// Of whose offices the body may be known by the holder's surname alone, each once.
    pub fn by_name(&self, facts: &[Fact]) -> Vec<ByName> {
        let mut by_name: FxHashSet<ByName> = FxHashSet::default();
        for (_, holder, field, office) in facts.iter().filter_map(|fact| self.held(fact)) {
            if is_open(field, office) && !full_name(&holder.name) {
                let Some(surname) = names::person_parts(&holder.name).pop() else { continue };
                by_name.insert((surname, office.title.clone()));
            }
        }
        by_name.into_iter().collect()
    }

    /// Gives the offices whose body nothing in their article tells the one that others tell. Guesses by what the article speaks of
    /// give way.
    pub fn fill(&self, facts: &mut [Fact], known: &Known) {
        if known.seats.is_empty() && known.surnames.is_empty() {
            return;
        }
        for fact in facts {
            let Some((fields, holder, field, office)) = self.held(fact) else { continue };
            let Some(full) = known.of(holder, &office.title).filter(|_| is_open(field, office)) else { continue };
            let spans = field.spans.clone();
            let of =
                |field, value| FieldValue { field, value, spans: spans.clone(), by: Some(Provenance::of(&OF_OTHERS)) };
            let mut now = vec![of(fields.office, Value::Office(Box::new(full.office.clone())))];
            now.extend(fields.seats.zip(full.seats.clone()).map(|(id, seats)| of(id, seats)));
            let body = full.office.body.as_ref().filter(|b| b.kind == EntityKind::Organisation);
            let organisation = fields.organisation.filter(|&id| fact.get(id).is_none());
            now.extend(organisation.zip(body).map(|(id, body)| of(id, Value::Entity(body.clone()))));
            fact.fields.retain(|f| now.iter().all(|n| n.field != f.field));
            fact.fields.extend(now);
            fact.fields.sort_by_key(|f| f.field);
        }
    }
}

/// Whether nothing in the article tells the body, or only a guess does.
fn is_open(field: &FieldValue, office: &Office) -> bool {
    office.body.is_none() || field.by.as_deref() == Some(offices::AT_HAND)
}

/// Whether somebody says that it is so, be it of another time.
fn is_said(fact: &Fact) -> bool {
    matches!(fact.stance, Stance::Asserted | Stance::Reported | Stance::Quoted)
}

/// What somebody is by trade may be said of many, by whatever body they work for; an "Oslo ambassador" may be the one of Oslo or to it.
fn is_of_one(office: &Office) -> bool {
    !matches!(
        offices::category(office),
        None | Some(
            Category::Profession
                | Category::Staff
                | Category::Education
                | Category::Sport
                | Category::Media
                | Category::Diplomacy
        )
    )
}

/// The seats that a batch tells of, of which articles may be taken out and put in.
#[derive(Default)]
pub struct AllSeats(FxHashMap<Seat, Few<Written, Counted>>);

/// An office, how often it is told and what that weighs.
struct Counted {
    held: Held,
    articles: usize,
    weight: usize,
}

/// An office by its key, as one of its names.
type Written = (u64, Arc<str>);

fn written(held: &Held) -> Written {
    (held.office.key, held.office.name.clone())
}

impl AllSeats {
    /// What an article tells by [`Kinds::told`].
    pub fn add(&mut self, told: &[(Seat, Held)]) {
        for (seat, held) in told {
            let offices = self.0.entry(seat.clone()).or_default();
            let new = || Counted { held: held.clone(), articles: 0, weight: 0 };
            let counted = offices.or_insert_with(written(held), new);
            counted.articles += 1;
            counted.weight += held.weight;
        }
    }

    /// Takes out what [`AllSeats::add`] put in.
    pub fn remove(&mut self, told: &[(Seat, Held)]) {
        for (seat, held) in told {
            let Some(offices) = self.0.get_mut(seat) else { continue };
            if let Some(counted) = offices.get_mut(&written(held)) {
                counted.articles -= 1;
                counted.weight -= held.weight;
                if counted.articles == 0 {
                    offices.remove(&written(held));
                }
            }
            if offices.is_empty() {
                self.0.remove(seat);
            }
        }
    }

    /// The office of each seat whose body is known. `meant`: whom the key of a person means in the batch.
    pub fn known(&self, meant: impl Fn(u64) -> u64) -> Known {
        let mut all: FxHashMap<Seat, BTreeMap<u64, (&Held, usize)>> = FxHashMap::default();
        for ((holder, title), offices) in &self.0 {
            let of = all.entry((meant(*holder), title.clone())).or_default();
            for ((key, name), Counted { held, weight, .. }) in offices.iter() {
                let (known, told) = of.entry(*key).or_insert((held, 0));
                // Of two names the first in code-point order, whichever article came first.
                if *name < known.office.name {
                    *known = held;
                }
                *told += weight;
            }
        }
        let mut by_name: FxHashMap<ByName, BTreeMap<u64, (&Held, usize)>> = FxHashMap::default();
        for ((_, title), offices) in &all {
            for (key, (held, weight)) in offices {
                let Some(surname) = held.surname.clone() else { continue };
                let of = by_name.entry((surname, title.clone())).or_default().entry(*key).or_insert((held, 0));
                if held.office.name < of.0.office.name {
                    of.0 = held;
                }
                of.1 += weight;
            }
        }
        let sure = |offices: &BTreeMap<u64, (&Held, usize)>| {
            let told: usize = offices.values().map(|(_, weight)| weight).sum();
            let &(held, weight) = offices.values().max_by_key(|(_, weight)| *weight)?;
            // Of one article's words for a body that no list has, a second article has to know, too.
            let place = held.office.body.as_ref().is_some_and(|b| b.kind == EntityKind::Place);
            let enough = if place { TOLD } else { 2 * TOLD };
            (weight >= enough && weight * 10 >= told * NEARLY_ALL).then(|| held.clone())
        };
        Known {
            seats: all.into_iter().filter_map(|(seat, offices)| Some((seat, sure(&offices)?))).collect(),
            surnames: by_name.into_iter().filter_map(|(by, offices)| Some((by, sure(&offices)?))).collect(),
        }
    }
}

/// The seats of a batch whose body is known.
#[derive(Clone, Debug, Default)]
pub struct Known {
    seats: FxHashMap<Seat, Held>,
    surnames: FxHashMap<ByName, Held>,
}

/// A holder's surname, in its comparison form, and the title.
pub type ByName = (String, Arc<str>);

impl Known {
    fn of(&self, holder: &Entity, title: &Arc<str>) -> Option<&Held> {
        let seat = self.seats.get(&(holder.key, title.clone()));
        if seat.is_some() || full_name(&holder.name) {
            return seat;
        }
        let surname = names::person_parts(&holder.name).pop()?;
        self.surnames.get(&(surname, title.clone()))
    }

    /// The seats of which `other` knows something else: by their holders, and by their holders' surnames.
    pub fn differing(&self, other: &Known) -> (FxHashSet<u64>, FxHashSet<ByName>) {
        let name = |held: Option<&Held>| held.map(|held| held.office.name.clone());
        let (a, b) = (&self.seats, &other.seats);
        let seats = a.keys().chain(b.keys()).filter(|seat| name(a.get(seat)) != name(b.get(seat)));
        let (a, b) = (&self.surnames, &other.surnames);
        let surnames = a.keys().chain(b.keys()).filter(|by| name(a.get(by)) != name(b.get(by)));
        (seats.map(|(holder, _)| *holder).collect(), surnames.cloned().collect())
    }
}

fn full_name(name: &str) -> bool {
    name.contains(' ')
}
