//! Offices: titles with the body they belong to.

use super::Mention;
use super::names::Lexicon;
use crate::facts::{Entity, Fact, Office, Schema};
use crate::text::Doc;

/// Every office, as mentions of kind `Office` in order of start; `names` are the article's name mentions.
pub fn find(_doc: &Doc, _names: &[Mention], _lexicon: &Lexicon) -> Vec<Mention> {
    Vec::new()
}

/// Fills in the bodies of offices that the words leave open ("Defence Minister A. B." in a story on one country).
pub fn complete(_doc: &Doc, _roles: &mut [Fact], _names: &[Mention], _lexicon: &Lexicon, _schema: &Schema) {}

/// `current`, `former`, `acting`, `elect` or `designate`, by the words of the office mention at tokens `first..end`.
pub fn tenure_of(_doc: &Doc, _first: u32, _end: u32) -> &'static str {
    "current"
}

/// The office that a title and one of its bodies make: "Ministers of Defence of {Norway} and {Sweden}" → one for each.
/// The title's plural becomes its singular.
pub fn with_body(office: &Office, _body: &Entity) -> Office {
    office.clone()
}
