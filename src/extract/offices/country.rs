//! The country at hand: that of "the prime minister" in a story on one country.
//!
//! Only an article that names one country which can have the office, itself or by its people, towns and states, has one; others leave it
//! open, unless they are named in passing only.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::complete::Fields;
use super::{Category, category, one_seat, with_body};
use crate::extract::{Mention, MentionKind, names};
use crate::facts::{Entity, EntityKind, Fact, FieldValue, KindId, Office, Provenance, Value};
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

/// Countries with a monarch of their own, after the same; the kings of others are told of with their country.
const MONARCHIES: &[&str] = &[
    "Bahrain",
    "Belgium",
    "Bhutan",
    "Brunei",
    "Cambodia",
    "Denmark",
    "Eswatini",
    "Japan",
    "Jordan",
    "Kuwait",
    "Lesotho",
    "Liechtenstein",
    "Luxembourg",
    "Malaysia",
    "Monaco",
    "Morocco",
    "Netherlands",
    "Norway",
    "Oman",
    "Qatar",
    "Saudi Arabia",
    "Spain",
    "Sweden",
    "Thailand",
    "Tonga",
    "United Arab Emirates",
    "United Kingdom",
];

/// Bodies that are no country, as the last word before a title.
const INSTITUTIONS: &[&str] = &[
    "university",
    "college",
    "school",
    "company",
    "club",
    "union",
    "association",
    "council",
    "board",
    "bank",
    "chamber",
];

/// What filled in an office, see [`FieldValue::by`].
pub const AT_HAND: &str = "the country at hand";

/// Mentions of a country that make it the article's.
const ENOUGH: usize = 2;

/// Mentions of the only country of an article that make others' presidents unlikely.
const MANY: usize = 4;

/// How many times as often as any other that can have the office, where there are such.
const FAR_MORE: usize = 2;

/// The countries that an article names, by any of their names.
struct Countries<'a> {
    /// With how often it names them.
    named: Vec<(&'static str, usize)>,
    /// The article's offices.
    offices: &'a [Mention],
}

impl Countries<'_> {
    fn of<'a>(doc: &Doc, mentions: &[Mention], offices: &'a [Mention]) -> Countries<'a> {
        let mut found = Countries { named: Vec::new(), offices };
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
        match self.named.iter_mut().find(|(c, _)| *c == country) {
            Some((_, count)) => *count += times,
            None => self.named.push((country, times)),
        }
    }

    /// The country of the article that can have an office of this title. One that the article names in passing only has none:
    /// its president may be that of a country which is not named at all.
    fn with(&self, title: &str) -> Option<Entity> {
        if let Some(only) = only_country(title) {
            let told = self.named.iter().any(|(country, _)| *country == only);
            return told.then(|| names::entity(EntityKind::Place, only));
        }
        let can_have = |country: &&str| match &*title.to_lowercase() {
            "president" | "vice president" | "first lady" => !NO_PRESIDENT.contains(country),
            "prime minister" | "deputy prime minister" => !NO_PRIME_MINISTER.contains(country),
            _ if is_royal(title) => MONARCHIES.contains(country) || self.has_throne(country),
            _ => true,
        };
        let mut able: Vec<(&str, usize)> = self.named.iter().filter(|(c, _)| can_have(c)).copied().collect();
        // Of two that are named as often the first is as good: neither has it.
        able.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let (country, count) = *able.first()?;
        let enough = match able.get(1) {
            None => count >= ENOUGH,
            Some((_, other)) => count > ENOUGH && count >= FAR_MORE * (*other).max(1),
        };
        let all: usize = self.named.iter().map(|(_, count)| count).sum();
        (enough && count * 2 >= all).then(|| names::entity(EntityKind::Place, country))
    }

    /// Whether the article tells of a throne of the country: "the kings of Romania".
    fn has_throne(&self, country: &str) -> bool {
        self.offices.iter().any(|m| match &m.value {
            Value::Office(o) => {
                let of = o.body.as_ref().and_then(|b| names::country_of(&b.name));
                of == Some(country) && is_royal(&o.title)
            }
            _ => false,
        })
    }

    /// Whether several who hold a seat here do so one after the other, as no other country comes into question.
    fn in_turn(&self, office: &Office) -> bool {
        let country = office.body.as_ref().and_then(|b| names::country_of(&b.name));
        only_country(&office.title).is_some()
            || is_royal(&office.title) && country.is_some_and(|c| self.has_throne(c))
            || is_national(office) && matches!(self.named[..], [(_, count)] if count >= MANY)
    }
}

/// The one country that has an office of a title.
fn only_country(title: &str) -> Option<&'static str> {
    match &*title.to_lowercase() {
        "pope" => Some("Vatican City"),
        "taoiseach" | "tanaiste" => Some("Ireland"),
        _ => None,
    }
}

/// Gives the offices that stay open the country at hand. Where two hold one seat by that, neither is sure.
pub(super) fn fill(
    doc: &Doc,
    mentions: &[Mention],
    offices: &[Mention],
    roles: &mut [Fact],
    fields: &Fields,
    kind: KindId,
) {
    let who = |role: &Fact| role.value(fields.person).and_then(Value::as_entity).map(|e| e.key);
    // "Governor Lund", whose government is that of a state.
    let is_local = |office: &Office| category(office) == Some(Category::Local);
    let is_governor = |person: u64| {
        let mut own = roles.iter().filter(|r| r.kind == kind && who(r) == Some(person));
        own.any(|r| matches!(r.value(fields.office), Some(Value::Office(o)) if is_local(o)))
    };
    let open = |role: &Fact| match role.value(fields.office) {
        Some(Value::Office(office)) if role.kind == kind && office.body.is_none() => {
            let at_hand = match &*office.title.to_lowercase() {
                "head of government" => who(role).is_none_or(|who| !is_governor(who)),
                _ => is_national(office) || is_of_union(office),
            };
            Some(office.clone()).filter(|_| at_hand && is_of_state(doc, role, fields))
        }
        _ => None,
    };
    if !roles.iter().any(|r| open(r).is_some()) {
        return;
    }
    let countries = Countries::of(doc, mentions, offices);
    let (unheld, state) = (Unheld::of(offices, roles, fields), state_at_hand(mentions));
    let own = |role: &Fact| {
        let office = open(role)?;
        let place = match is_of_union(&office) {
            true => unheld.body_of(&office.title).or_else(|| state.clone()),
            false => countries.with(&office.title),
        };
        Some(with_body(&office, &place?))
    };
    let owns: Vec<Option<Office>> = roles.iter().map(own).collect();
    let current = |role: &Fact| {
        fields.tenure.and_then(|f| role.value(f)).and_then(Value::as_text).is_some_and(|t| t == "current")
    };
    let mut holders: Vec<(u64, u64)> = Vec::new();
    for (role, own) in roles.iter().zip(&owns).filter(|(r, _)| r.kind == kind && current(r)) {
        let (Some(Value::Office(office)), Some(who)) = (role.value(fields.office), who(role)) else { continue };
        let office = own.as_ref().unwrap_or(office);
        if one_seat(office) && !holders.contains(&(office.key, who)) {
            holders.push((office.key, who));
        }
    }
    let mut seen = FxHashSet::default();
    let doubtful: FxHashSet<u64> = holders.iter().map(|h| h.0).filter(|&office| !seen.insert(office)).collect();
    for (role, own) in roles.iter_mut().zip(owns) {
        let Some(own) = own else { continue };
        if current(role) && doubtful.contains(&own.key) && !countries.in_turn(&own) {
            continue;
        }
        if let Some(field) = role.fields.iter_mut().find(|f| f.field == fields.office) {
            (field.value, field.by) = (Value::Office(Box::new(own)), Some(Provenance::of(&AT_HAND)));
        }
    }
}

/// Offices that the article names with their place and without a holder: "appointed by the Governor of Ohio".
struct Unheld(Vec<(Arc<str>, Entity)>);

impl Unheld {
    fn of(offices: &[Mention], roles: &[Fact], fields: &Fields) -> Unheld {
        let held: FxHashSet<u32> = roles.iter().filter_map(|r| Some(r.get(fields.office)?.span()?.start)).collect();
        let of = |m: &Mention| match &m.value {
            Value::Office(o) => o.body.clone().filter(|b| b.kind == EntityKind::Place).map(|b| (o.title.clone(), b)),
            _ => None,
        };
        Unheld(offices.iter().filter(|m| !held.contains(&m.span.start)).filter_map(of).collect())
    }

    /// The one place that has an office of this title.
    fn body_of(&self, title: &str) -> Option<Entity> {
        let mut of = self.0.iter().filter(|(t, _)| **t == *title).map(|(_, body)| body);
        let first = of.next()?;
        of.all(|body| body == first).then(|| first.clone())
    }
}

/// The one state of a union that an article names, where it does so more than in passing: "Governor Lund" is that of Ohio there.
/// Where others are named, too, governors of any of them are told of.
fn state_at_hand(mentions: &[Mention]) -> Option<Entity> {
    let place = |m: &Mention| Some(m).filter(|m| m.kind == MentionKind::Place)?.value.as_entity().cloned();
    let mut states = mentions.iter().filter_map(place).filter(|e| names::is_state(&e.name));
    let first = states.next()?;
    let (same, others): (Vec<Entity>, Vec<Entity>) = states.partition(|e| *e == first);
    (others.is_empty() && same.len() + 1 >= ENOUGH).then_some(first)
}

/// "Ida Lund, president of the club": a title in small letters behind the name, and a president in small letters anywhere, may be of any
/// club; one who is still to be is none yet.
fn is_of_state(doc: &Doc, role: &Fact, fields: &Fields) -> bool {
    let Some(person) = role.get(fields.person).and_then(FieldValue::span) else { return false };
    // "the cabinet of Ada Lund": the phrase gives an office that stands nowhere.
    let Some(office) = role.get(fields.office).and_then(FieldValue::span) else { return true };
    let tenure = fields.tenure.and_then(|f| role.value(f)).and_then(Value::as_text);
    // "Acme Workers President Ida Lund": a body that nobody could read.
    let (first, _) = doc.tokens_in(office);
    let inside = doc.sentences.get(doc.sentence_of(first)).is_some_and(|s| s.first + 1 < first);
    // "University President Ida Lund" at the head of a sentence.
    let institution = first > 0 && INSTITUTIONS.contains(&doc.folded(first - 1));
    if (inside || institution) && doc.tokens[first as usize - 1].is_word() && doc.tokens[first as usize - 1].capital {
        return false;
    }
    let capital = office.of(doc.text).chars().next().is_some_and(char::is_uppercase);
    let of_clubs = |o: &Office| matches!(&*o.title.to_lowercase(), "president" | "vice president");
    let any = matches!(role.value(fields.office), Some(Value::Office(o)) if of_clubs(o));
    !matches!(tenure, Some("elect" | "designate")) && (capital || !any && office.start < person.start)
}

/// Whether a country, and nothing smaller, has the office.
fn is_national(office: &Office) -> bool {
    let whole = matches!(
        &*office.title.to_lowercase(),
        "president" | "vice president" | "prime minister" | "deputy prime minister" | "first lady"
    );
    whole
        || only_country(&office.title).is_some()
        || (category(office) == Some(Category::Government) && office.title.ends_with(" Minister"))
        || is_royal(&office.title)
}

fn is_royal(title: &str) -> bool {
    super::head(title).is_some_and(|t| t.category == Category::Royalty)
}

/// Whether a state of a union has the office, in the United States and elsewhere.
fn is_of_union(office: &Office) -> bool {
    matches!(&*office.title.to_lowercase(), "governor" | "lieutenant governor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_of_the_lists_are_countries() {
        for country in NO_PRESIDENT.iter().chain(NO_PRIME_MINISTER).chain(MONARCHIES) {
            assert_eq!(names::country_of(country), Some(*country));
        }
    }
}
