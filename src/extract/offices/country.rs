//! The country at hand: that of "the prime minister" in a story on one country.
//!
//! Only an article that names one country which can have the office, itself or by its people, towns and states, has one; a second one
//! leaves it open.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::complete::Fields;
use super::{Category, category, one_seat, with_body};
use crate::extract::{Mention, MentionKind, names};
use crate::facts::{Entity, EntityKind, Fact, FieldValue, KindId, Office, Value};
use crate::text::Doc;

/// Names that a country is told by where its own is not said.
const SEATS: &[(&str, &str)] = &[
    ("White House", "United States"),
    ("Pentagon", "United States"),
    ("Capitol Hill", "United States"),
    ("Democratic Party", "United States"),
    ("Republican Party", "United States"),
    ("Kremlin", "Russia"),
    ("State Duma", "Russia"),
    ("Knesset", "Israel"),
    ("Bundestag", "Germany"),
    ("Downing Street", "United Kingdom"),
    ("House of Commons", "United Kingdom"),
    ("Lok Sabha", "India"),
    ("Verkhovna Rada", "Ukraine"),
];

/// Words of one country's politics, and whether they tell the country by themselves; all of them speak against another one.
const WORDS: &[(&str, &str, bool)] = &[
    ("republicans", "United States", true),
    ("democrats", "United States", true),
    ("gop", "United States", true),
    ("senate", "United States", false),
    ("congress", "United States", false),
    ("congressional", "United States", false),
    ("federal", "United States", false),
    ("house", "United States", false),
    ("sen", "United States", false),
    ("rep", "United States", false),
    ("gov", "United States", false),
    ("tories", "United Kingdom", true),
    ("westminster", "United Kingdom", false),
];

/// Countries that have no president, and those that have had no prime minister for decades, of the ones that news tells of. After the
/// executive branches in The World Factbook (public domain); a head of government who is called president counts as one.
const NO_PRESIDENT: &[&str] = &[
    "Australia",
    "Bahamas",
    "Bahrain",
    "Belgium",
    "Bhutan",
    "Cambodia",
    "Canada",
    "Denmark",
    "Eswatini",
    "Jamaica",
    "Japan",
    "Jordan",
    "Kuwait",
    "Lesotho",
    "Luxembourg",
    "Malaysia",
    "Monaco",
    "Morocco",
    "Netherlands",
    "New Zealand",
    "Norway",
    "Oman",
    "Papua New Guinea",
    "Qatar",
    "Saudi Arabia",
    "Sweden",
    "Thailand",
    "Tonga",
    "United Kingdom",
    "Vatican City",
];
const NO_PRIME_MINISTER: &[&str] = &[
    "Angola",
    "Argentina",
    "Bolivia",
    "Botswana",
    "Brazil",
    "Chile",
    "Colombia",
    "Costa Rica",
    "Cyprus",
    "Dominican Republic",
    "Ecuador",
    "El Salvador",
    "Germany",
    "Ghana",
    "Guatemala",
    "Honduras",
    "Indonesia",
    "Iran",
    "Liberia",
    "Malawi",
    "Mexico",
    "Nicaragua",
    "Nigeria",
    "Panama",
    "Paraguay",
    "Philippines",
    "Switzerland",
    "Turkmenistan",
    "United States",
    "Uruguay",
    "Venezuela",
    "Zambia",
];

/// Mentions of a country that make it the article's.
const ENOUGH: usize = 2;

/// The countries that an article names, by any of their names, with how often.
pub(super) struct Countries(Vec<(&'static str, usize)>);

impl Countries {
    pub fn of(doc: &Doc, mentions: &[Mention]) -> Countries {
        let mut found = Countries(Vec::new());
        for m in mentions {
            let country = match (m.kind, m.value.as_entity()) {
                (MentionKind::Place | MentionKind::Demonym, Some(e)) => names::country_of(&e.name),
                (_, Some(e)) => SEATS.iter().find(|(seat, _)| *seat == &*e.name).map(|(_, country)| *country),
                _ => None,
            };
            if let Some(country) = country {
                found.add(country, 1);
            }
        }
        for i in 0..doc.tokens.len() as u32 {
            if !doc.tokens[i as usize].is_word() || !doc.tokens[i as usize].capital {
                continue;
            }
            let word = doc.folded(i);
            if let Some(&(_, country, tells)) = WORDS.iter().find(|(w, ..)| *w == word) {
                found.add(country, usize::from(tells));
            }
        }
        found
    }

    fn add(&mut self, country: &'static str, times: usize) {
        match self.0.iter_mut().find(|(c, _)| *c == country) {
            Some((_, count)) => *count += times,
            None => self.0.push((country, times)),
        }
    }

    /// The one country of the article that can have an office of this title. One that the article names in passing only has none:
    /// its president may be that of a country which is not named at all.
    pub fn with(&self, title: &str) -> Option<Entity> {
        let title = title.to_lowercase();
        let lacks: &[&str] = match &*title {
            "president" | "vice president" | "first lady" => NO_PRESIDENT,
            "prime minister" | "deputy prime minister" => NO_PRIME_MINISTER,
            _ => &[],
        };
        let mut able = self.0.iter().filter(|(country, _)| !lacks.contains(country));
        let (country, count) = able.next().filter(|_| able.next().is_none())?;
        let all: usize = self.0.iter().map(|(_, count)| count).sum();
        (*count >= ENOUGH && count * 2 >= all).then(|| names::entity(EntityKind::Place, country))
    }
}

/// Gives the offices that stay open the country at hand. Where two hold one seat by that, neither is sure.
pub(super) fn fill(doc: &Doc, mentions: &[Mention], roles: &mut [Fact], fields: &Fields, kind: KindId) {
    let open = |role: &Fact| match role.value(fields.office) {
        Some(Value::Office(office)) if role.kind == kind && office.body.is_none() && is_national(office) => {
            Some(office.clone()).filter(|_| is_of_state(doc, role, fields))
        }
        _ => None,
    };
    if !roles.iter().any(|r| open(r).is_some()) {
        return;
    }
    let countries = Countries::of(doc, mentions);
    let own = |role: &Fact| {
        let office = open(role)?;
        Some(with_body(&office, &countries.with(&office.title)?))
    };
    let current = |role: &Fact| {
        fields.tenure.and_then(|f| role.value(f)).and_then(Value::as_text).is_some_and(|t| t == "current")
    };
    let mut holders: Vec<(u64, u64)> = Vec::new();
    for role in roles.iter().filter(|r| r.kind == kind && current(r)) {
        let (Some(Value::Office(office)), Some(who)) =
            (role.value(fields.office), role.value(fields.person).and_then(Value::as_entity))
        else {
            continue;
        };
        let office = own(role).unwrap_or_else(|| office.clone());
        if one_seat(&office) && !holders.contains(&(office.key, who.key)) {
            holders.push((office.key, who.key));
        }
    }
    let mut seen = FxHashSet::default();
    let doubtful: FxHashSet<u64> = holders.iter().map(|h| h.0).filter(|&office| !seen.insert(office)).collect();
    for role in roles.iter_mut() {
        let Some(own) = own(role) else { continue };
        if current(role) && doubtful.contains(&own.key) {
            continue;
        }
        if let Some(field) = role.fields.iter_mut().find(|f| f.field == fields.office) {
            *field =
                FieldValue { value: Value::Office(own), by: Some(Arc::from("the country at hand")), ..field.clone() };
        }
    }
}

/// "Ida Lund, president of the club": a president in small letters behind the name may be anybody's; one who is still to be is none yet.
fn is_of_state(doc: &Doc, role: &Fact, fields: &Fields) -> bool {
    let (Some(person), Some(office)) =
        (role.get(fields.person).and_then(FieldValue::span), role.get(fields.office).and_then(FieldValue::span))
    else {
        return false;
    };
    let tenure = fields.tenure.and_then(|f| role.value(f)).and_then(Value::as_text);
    let capital = office.of(doc.text).chars().next().is_some_and(char::is_uppercase);
    !matches!(tenure, Some("elect" | "designate")) && (capital || office.start < person.start)
}

/// Whether a country, and nothing smaller, has the office.
fn is_national(office: &Office) -> bool {
    let whole = matches!(
        &*office.title.to_lowercase(),
        "president" | "vice president" | "prime minister" | "deputy prime minister" | "first lady"
    );
    whole
        || (category(office) == Some(Category::Government) && office.title.ends_with(" Minister"))
        || matches!(category(office), Some(Category::Royalty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_of_the_lists_are_countries() {
        for country in NO_PRESIDENT.iter().chain(NO_PRIME_MINISTER) {
            assert_eq!(names::country_of(country), Some(*country));
        }
    }
}
