//! Answers of SPARQL endpoints, such as Wikidata's, as `application/sparql-results+json`.
//!
//! A variable is taken as the column of its name: `person` or `personLabel`, `position` or `positionLabel`, `start`, `end`,
//! `startPrecision`, … A binding that is a blank node is unknown.

use serde::Deserialize;

use super::entry::{Sink, is_membership, place};
use super::json::{Field, Raw, elements, value};
use super::lines::entry;

#[derive(Deserialize)]
struct Term<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Field<'a>,
    #[serde(borrow, default)]
    value: Field<'a>,
}

pub fn read<'a>(whole: &'a str, results: &'a str, sink: &mut dyn Sink) {
    let Some(results) = value::<Raw>(whole, results, sink) else { return };
    for binding in elements(results.get("bindings")) {
        let Some(terms) = value::<Raw>(whole, binding, sink) else { continue };
        let mut fields = Vec::with_capacity(terms.0.len());
        for (name, term) in terms.0 {
            let Some(term) = value::<Term>(whole, term.get(), sink) else { continue };
            let words = match term.kind {
                Field::Text(kind) if kind == "bnode" => Field::Text("_:unknown".into()),
                _ => term.value,
            };
            fields.push((name, words));
        }
        match entry(fields, binding, whole) {
            Ok(mut entry) => {
                entry.many = is_membership(&entry.role);
                sink.entry(entry);
            }
            Err(why) => sink.left_out(why, place(whole, binding)),
        }
    }
}
