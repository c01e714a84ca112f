//! Names of persons, places and organisations.

mod bearers;
mod called;
mod classes;
mod compare;
mod identity;
mod index;
mod known;
mod learned;
mod letters;
mod lexicon;
mod numerals;
mod organisations;
mod people;
mod places;
mod reader;
mod resolve;
mod romanisation;
mod scan;
mod sound;
mod spelling;
mod spoken;
mod sport;
pub(in crate::extract) mod tables;
#[cfg(test)]
mod tests;
mod unlisted;

pub use compare::{SAME, likeness};
pub use identity::{
    AREAS, PlaceKind, RANKS, clean, company_core, entity, is_full_name, listed_organisation_kind, listed_place,
    namesakes, organisation_key, person_key, person_parts, places_of,
};
pub use lexicon::{Lexicon, Listed, all_tenures};
pub use spelling::spelling_conflict;
pub use spoken::{Families, Spoken};

use super::Mention;
use crate::article::Article;
use crate::facts::{Entity, EntityKind};
use crate::text::Doc;

/// What kind of place one is: by its own words, else by the gazetteer; one of [`RANKS`].
pub fn place_rank(place: &Entity) -> Option<&'static str> {
    let named = crate::record::keys::words(&place.name).pop().filter(|w| AREAS.contains(&w.as_str()));
    match named {
        Some(_) => Some("region"),
        None => listed_place(&place.name).map(|(kind, _)| kind.name()),
    }
}

/// Whether a place of this name is a state of a union: Ohio, Queensland.
pub fn is_state(place: &str) -> bool {
    tables::PLACES.get(&tables::key(place)).is_some_and(|mut row| row.nth(1) == Some("s"))
}

/// The country that a listed place is or lies in; a region lies in none.
pub fn country_of(place: &str) -> Option<&'static str> {
    let mut name = place;
    for _ in 0..3 {
        let mut row = tables::PLACES.get(&tables::key(name))?;
        let (canonical, kind, within) = (row.next()?, row.next()?, row.next());
        match kind {
            "c" => return Some(canonical),
            "r" => return None,
            _ => name = within?,
        }
    }
    None
}

/// Whether `word` is a given name of some language.
pub fn is_given_name(word: &str) -> bool {
    tables::GIVEN_NAMES.contains(&tables::key(word))
}

/// The place that a demonym names.
pub fn demonym_place(word: &str) -> Option<Entity> {
    let name = tables::DEMONYMS.get(&tables::key(word))?.next()?;
    Some(entity(EntityKind::Place, name))
}

/// Whether the bundled lists know an organisation by `form`.
pub fn is_listed_organisation(form: &str) -> bool {
    identity::organisation_name(form).is_some()
}

/// The names alone of [`find_all`].
#[cfg(test)]
pub fn find(doc: &Doc, article: &Article, lexicon: &Lexicon) -> Vec<Mention> {
    find_all(doc, article, lexicon).0
}

/// Every name (and demonym), as mentions in order of start, none overlapping. Within the article a surname is
/// resolved to the full name; where several fit, the value is `Unknown(Name)` and `candidates` is filled. Beside them the runs of capitals that are names only where a phrase asks for one.
pub fn find_all(doc: &Doc, article: &Article, lexicon: &Lexicon) -> (Vec<Mention>, Vec<Mention>) {
    let reader = reader::Reader::new(doc, lexicon);
    let mut scan = scan::Scan::of(&reader);
    sport::teams(&reader, &mut scan);
    let names = resolve::resolve(&reader, scan, &article.name);
    let unlisted = unlisted::unlisted(&reader, &names, &article.name);
    (names, unlisted)
}
