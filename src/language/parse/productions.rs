//! Which productions of the grammar a text takes: so that tests can tell whether examples and generators leave one out.

use std::collections::BTreeSet;

use super::Builder;
use super::syntax::{self, Pair, Rule};
use crate::language::split::cut;
use crate::source::SourceId;

/// Productions that never show as part of what was read.
///
/// Silent ones (`_{ … }`) are seen by what they consist of. Of `reserved`, the grammar asks only that it is not there.
/// `literal_entry` reads what a configuration gives to a param: that stands in no rule file, and is a `literal`. The
/// `…_clauses` and `…_lines` read what is left of a declaration whose head is broken, in order to tell its other errors.
const UNSEEN: &[&str] = &[
    "EOI",
    "reserved",
    "literal_entry",
    "rule_clauses",
    "term_clauses",
    "role_clauses",
    "record_clauses",
    "derive_clauses",
    "fact_lines",
    "extract_lines",
    "cue_lines",
];

/// The names of all productions that a rule file can take.
pub fn all_productions() -> BTreeSet<String> {
    let silent = |name: &str| {
        let grammar = include_str!("../../../grammar/claim.pest");
        grammar
            .lines()
            .any(|l| l.split_once('=').is_some_and(|(n, body)| n.trim() == name && body.trim().starts_with("_{")))
    };
    let names = Rule::all_rules().iter().map(|rule| format!("{rule:?}"));
    names.filter(|n| !UNSEEN.contains(&n.as_str()) && !silent(n)).collect()
}

/// The names of those that the declarations of a rule file take, also of those with forms of other languages.
/// Declarations that cannot be read take none.
pub fn productions(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut builder = Builder::new(text, SourceId(0));
    for piece in cut(text, false).pieces.into_iter().filter(|p| !p.orphan && p.too_deep.is_none()) {
        let words = piece.span.of(text);
        let pair = builder.entry(words).and_then(|entry| syntax::parse(entry, words).ok());
        for pair in pair.into_iter().flat_map(take) {
            found.insert(format!("{:?}", pair.as_rule()));
            if matches!(pair.as_rule(), Rule::say | Rule::help) {
                let holes = holes(pair.as_str()).filter_map(|hole| syntax::parse(Rule::hole_entry, hole).ok());
                found.extend(holes.flat_map(take).map(|p| format!("{:?}", p.as_rule())));
            }
        }
    }
    found.retain(|n| !UNSEEN.contains(&n.as_str()));
    found
}

/// A pair and all within it.
fn take(pair: Pair) -> impl Iterator<Item = Pair> {
    std::iter::once(pair.clone()).chain(pair.into_inner().flatten())
}

/// What stands between braces that are not escaped.
fn holes(template: &str) -> impl Iterator<Item = &str> {
    let starts = template.match_indices('{').filter(|(at, _)| !template[..*at].ends_with('\\'));
    starts.filter_map(|(at, _)| template[at + 1..].split_once('}').map(|(hole, _)| hole))
}
