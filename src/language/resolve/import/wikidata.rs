//! Entities of Wikidata, as its dumps and its API print them.
//!
//! Tenures are the statements *position held* (P39) of persons and *officeholder* (P1308) of offices, with *start time* (P580)
//! and *end time* (P582). Names are the English labels and aliases; those of the positions must stand in the file as well.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{Entry, Person, Sink, Words, backwards, is_membership, place};
use super::json::{Field, Raw, elements, value};
use super::popolo::interval;
use super::table::named;
use crate::facts::{DateValue, Day};
use crate::language::program::{TenureEnd, Written};
use crate::source::Span;

const POSITION_HELD: &str = "P39";
const OFFICEHOLDER: &str = "P1308";
const START: &str = "P580";
const END: &str = "P582";
const REPLACED_BY: &str = "P1366";
const BORN: &str = "P569";
const DIED: &str = "P570";
/// `of` and `applies to jurisdiction`.
const BODIES: [&str; 2] = ["P642", "P1001"];
/// `nature of statement`, `subject has role`, `object has role`.
const NATURES: [&str; 3] = ["P5102", "P2868", "P3831"];
/// The item `acting`.
const ACTING: &str = "Q4676846";

/// Preferred statements of one entity that others are weighed against; persons have a handful.
const MAX_PREFERRED: usize = 1_000;

/// Languages whose labels are English.
const ENGLISH: [&str; 4] = ["en", "en-gb", "en-ca", "mul"];

#[derive(Deserialize)]
struct Statement<'a> {
    #[serde(borrow)]
    mainsnak: Snak<'a>,
    #[serde(borrow, default)]
    qualifiers: Option<&'a RawValue>,
    #[serde(borrow, default)]
    rank: Field<'a>,
}

#[derive(Deserialize)]
struct Snak<'a> {
    #[serde(borrow, default)]
    snaktype: Field<'a>,
    #[serde(borrow, default)]
    datavalue: Option<DataValue<'a>>,
}

#[derive(Deserialize)]
struct DataValue<'a> {
    #[serde(borrow)]
    value: &'a RawValue,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow, default)]
    id: Field<'a>,
    #[serde(rename = "numeric-id", default)]
    number: Option<u64>,
}

#[derive(Deserialize)]
struct Time<'a> {
    #[serde(borrow, default)]
    time: Field<'a>,
    #[serde(default)]
    precision: u8,
}

#[derive(Clone, Default)]
struct Names<'a> {
    label: Option<Words<'a>>,
    also: Vec<Words<'a>>,
}

/// What a snak says of a time.
enum Said {
    Known(Day, Day),
    /// `somevalue`, or a time too coarse or too far back to be of use.
    Unknown,
    /// `novalue`.
    Never,
}

/// A tenure before ranks are weighed.
struct Held<'a> {
    entry: Entry<'a>,
    preferred: bool,
}

pub fn read<'a>(whole: &'a str, entities: &[&'a str], sink: &mut dyn Sink) {
    let entities: Vec<(&'a str, Raw<'a>)> =
        entities.iter().filter_map(|raw| Some((*raw, value::<Raw>(whole, raw, sink)?))).collect();
    let mut names: FxHashMap<String, Names<'a>> = FxHashMap::default();
    for (_, entity) in &entities {
        if let Some(id) = id(entity) {
            names.entry(id).or_insert_with(|| named_in(entity));
        }
    }
    for (raw, entity) in &entities {
        let Some(own) = id(entity) else { continue };
        let known = &names[&own];
        let claims = object(entity.get("claims"));
        if let Some(name) = &known.label {
            let born = best(whole, &claims, BORN, sink);
            let holds = claims.get(POSITION_HELD).is_some();
            if holds || !born.is_empty() {
                let person = Person { name: name.clone(), also: known.also.clone(), born, at: place(whole, head(raw)) };
                sink.person(person);
            }
        }
        let as_of = entity.get("modified").and_then(|m| super::entry::days(serde_json::from_str(m).ok()?)).map(|d| d.1);
        let died = claims.get(DIED).is_some();
        let context = Context { names: &names, own: &own, as_of };
        for (property, of_office) in [(POSITION_HELD, false), (OFFICEHOLDER, true)] {
            let mut held: Vec<Held> = Vec::new();
            for raw in elements(claims.get(property)) {
                let Some(statement) = value::<Statement>(whole, raw, sink) else { continue };
                if matches!(&statement.rank, Field::Text(rank) if rank == "deprecated") {
                    continue;
                }
                match context.tenure(statement, place(whole, raw), of_office, died) {
                    Ok(Some(tenure)) => held.push(tenure),
                    Ok(None) => {}
                    Err(why) => sink.left_out(why, place(whole, raw)),
                }
            }
            weigh(held).for_each(|entry| sink.entry(entry));
        }
    }
}

struct Context<'a, 'n> {
    names: &'n FxHashMap<String, Names<'a>>,
    /// The entity that the statements are of.
    own: &'n str,
    as_of: Option<Day>,
}

impl<'a> Context<'a, '_> {
    /// The tenure that a statement gives; `None` where it gives none (`novalue`).
    fn tenure(
        &self,
        statement: Statement<'a>,
        at: Span,
        of_office: bool,
        died: bool,
    ) -> Result<Option<Held<'a>>, String> {
        let Some(other) = item(&statement.mainsnak) else { return Ok(None) };
        let name = |id: &str, what: &str| {
            let names = self.names.get(id).cloned().unwrap_or_default();
            match names.label {
                Some(label) => Ok((named(label, what)?, names.also)),
                None => Err(format!("its {what} `{id}` has no English label in this file")),
            }
        };
        let (person, office) = if of_office { (&*other, self.own) } else { (self.own, &*other) };
        let ((person, _), (role, also)) = (name(person, "person")?, name(office, "role")?);
        let qualifiers = object(statement.qualifiers.map(RawValue::get));
        let times = |property: &str| self.times(&qualifiers, property);
        let many = is_membership(&role);
        let mut entry = Entry::new(role, person, at);
        entry.from = match times(START) {
            Some(Said::Known(a, b)) => known(a, b),
            _ => TenureEnd::Unknown,
        };
        let over = died || qualifiers.get(REPLACED_BY).is_some();
        entry.to = match times(END) {
            Some(Said::Known(a, b)) => known(a, b),
            Some(Said::Unknown) => TenureEnd::Unknown,
            Some(Said::Never) => TenureEnd::Open,
            // Without any date, and of those who were replaced or died, it is not known whether they still hold it.
            None if over || entry.from == TenureEnd::Unknown => TenureEnd::Unknown,
            None => TenureEnd::Open,
        };
        if let Some(why) = backwards(&entry.from, &entry.to) {
            return Err(why);
        }
        entry.acting = NATURES.iter().flat_map(|p| elements(qualifiers.get(p))).any(|raw| {
            let nature = serde_json::from_str::<Snak>(raw).ok().and_then(|s| item(&s));
            let label = |id: &String| self.names.get(id).and_then(|n| n.label.clone());
            nature.is_some_and(|id| id == ACTING || label(&id).is_some_and(|l| matches!(&*l, "acting" | "interim")))
        });
        entry.organisation = BODIES.iter().flat_map(|p| elements(qualifiers.get(p))).find_map(|raw| {
            let body = serde_json::from_str::<Snak>(raw).ok().and_then(|s| item(&s))?;
            self.names.get(&body)?.label.clone()
        });
        (entry.also, entry.many, entry.as_of) = (also, many, self.as_of);
        entry.source = Some(Cow::Owned(format!("Wikidata {}", self.own)));
        let preferred = matches!(&statement.rank, Field::Text(rank) if rank == "preferred");
        Ok(Some(Held { entry, preferred }))
    }

    /// What the qualifiers say of a time: several are the year that they share, or unknown.
    fn times(&self, qualifiers: &Raw<'a>, property: &str) -> Option<Said> {
        let mut all: Option<Said> = None;
        for raw in elements(qualifiers.get(property)) {
            let Ok(snak) = serde_json::from_str::<Snak>(raw) else { continue };
            all = Some(match (all, time(&snak)) {
                (Some(Said::Known(a, b)), Said::Known(c, d)) if a.year() == d.year() && b.year() == c.year() => {
                    Said::Known(a.min(c).first_of_year(), b.max(d).last_of_year())
                }
                (Some(Said::Known(..)), Said::Known(..)) => Said::Unknown,
                (Some(Said::Known(a, b)), _) => Said::Known(a, b),
                (_, said) => said,
            });
        }
        all
    }
}

/// Statements of lower rank stand back where a preferred one speaks of the same office and time.
fn weigh<'a>(held: Vec<Held<'a>>) -> impl Iterator<Item = Entry<'a>> {
    let stretch = |e: &Entry| match (&e.from, &e.to) {
        (TenureEnd::Known(from), TenureEnd::Known(to)) => Some((from.last, to.first)),
        (TenureEnd::Known(from), _) => Some((from.last, Day::MAX)),
        _ => None,
    };
    let same = |a: &Entry, b: &Entry| a.role == b.role && a.person == b.person && a.organisation == b.organisation;
    let preferred: Vec<&Held> = held.iter().filter(|h| h.preferred).take(MAX_PREFERRED).collect();
    let back: Vec<bool> = held
        .iter()
        .map(|h| {
            !h.preferred
                && preferred.iter().filter(|p| same(&p.entry, &h.entry)).any(|p| {
                    match (stretch(&h.entry), stretch(&p.entry)) {
                        (Some(a), Some(b)) => a.0.max(b.0) < a.1.min(b.1),
                        // A statement without a start says nothing that the preferred one does not.
                        (None, _) => true,
                        (Some(_), None) => false,
                    }
                })
        })
        .collect();
    held.into_iter().zip(back).filter(|(_, back)| !back).map(|(h, _)| h.entry)
}

/// The dates of a property of the best rank that it has.
fn best(whole: &str, claims: &Raw, property: &str, sink: &mut dyn Sink) -> Vec<DateValue> {
    let mut found: Vec<(bool, DateValue)> = Vec::new();
    for raw in elements(claims.get(property)) {
        let Some(statement) = value::<Statement>(whole, raw, sink) else { continue };
        let rank = statement.rank.words().unwrap_or_default();
        if let (false, Said::Known(a, b)) = (rank == "deprecated", time(&statement.mainsnak)) {
            found.push((rank == "preferred", interval(a, b)));
        }
    }
    let any = found.iter().any(|(preferred, _)| *preferred);
    found.into_iter().filter(|(preferred, _)| *preferred == any).map(|(_, date)| date).collect()
}

fn known(first: Day, last: Day) -> TenureEnd {
    TenureEnd::Known(Written::iso(first, last))
}

fn time(snak: &Snak) -> Said {
    match &snak.snaktype {
        Field::Text(kind) if kind == "novalue" => return Said::Never,
        Field::Text(kind) if kind == "value" => {}
        _ => return Said::Unknown,
    }
    let parse = || -> Option<(Day, Day)> {
        let value: Time = serde_json::from_str(snak.datavalue.as_ref()?.value.get()).ok()?;
        let written = value.time.words()?;
        // `+2012-11-06T00:00:00Z`; days and months that are not known are `00`.
        let written = written.strip_prefix('+')?.split('T').next()?;
        let mut parts = written.split('-').map(|p| p.parse::<i16>().ok());
        let (year, month, day) = (parts.next()??, parts.next()?? as i8, parts.next()?? as i8);
        match value.precision {
            9 => {
                let first = Day::new(year, 1, 1).ok()?;
                Some((first, first.last_of_year()))
            }
            10 => {
                let first = Day::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            11.. => Day::new(year, month, day).ok().map(|d| (d, d)),
            _ => None,
        }
    };
    parse().map_or(Said::Unknown, |(a, b)| Said::Known(a, b))
}

/// The item that a snak names.
fn item(snak: &Snak) -> Option<String> {
    let value = snak.datavalue.as_ref()?.value.get();
    let item: Item = serde_json::from_str(value).ok()?;
    item.id.words().map(|w| w.to_string()).or_else(|| item.number.map(|n| format!("Q{n}")))
}

fn id(entity: &Raw) -> Option<String> {
    serde_json::from_str::<Field>(entity.get("id")?).ok()?.words().map(|w| w.to_string())
}

/// An object; empty ones are printed as lists.
fn object<'a>(raw: Option<&'a str>) -> Raw<'a> {
    raw.and_then(|r| serde_json::from_str(r).ok()).unwrap_or(Raw(Vec::new()))
}

/// The English label and aliases.
fn named_in<'a>(entity: &Raw<'a>) -> Names<'a> {
    #[derive(Deserialize)]
    struct Text<'a> {
        #[serde(borrow)]
        value: Field<'a>,
    }
    let text = |raw: &'a str| serde_json::from_str::<Text>(raw).ok().and_then(|t| t.value.words());
    let (labels, aliases) = (object(entity.get("labels")), object(entity.get("aliases")));
    let mut all: Vec<Words> = ENGLISH.iter().filter_map(|l| text(labels.get(l)?)).collect();
    let label = (!all.is_empty()).then(|| all.remove(0));
    all.extend(ENGLISH.iter().flat_map(|l| elements(aliases.get(l))).filter_map(text));
    let mut also: Vec<Words> = Vec::new();
    for name in all {
        if Some(&name) != label.as_ref() && !also.contains(&name) {
            also.push(name);
        }
    }
    Names { label, also }
}

/// The beginning of an entity: whole ones are long.
fn head(raw: &str) -> &str {
    &raw[..raw.floor_char_boundary(80)]
}
