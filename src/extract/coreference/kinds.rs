//! What kind of organisation a noun asks for, and what kind a name shows.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::extract::names;
use crate::text::word_key;

/// Kinds of organisations, a bit each.
pub(super) type Kinds = u64;

/// Any enterprise: "the company" may be a bank, "the bank" is no airline.
pub(super) const COMPANY: Kinds = 1;

/// The nouns of a description, what it asks for, and the words of names that show it. A name that shows a branch of business
/// shows a company too.
const ROWS: &[(&str, &str)] = &[
    (
        "company firm corporation manufacturer maker operator developer multinational startup",
        "inc incorporated corp corporation co company companies ltd limited plc llc gmbh ag motors industries holdings \
         enterprises brothers systems technologies software electronics laboratories pharmaceuticals petroleum oil steel \
         foods entertainment pictures studios records partners consulting semiconductor aerospace",
    ),
    ("airline carrier", "airlines airline airways air"),
    ("automaker carmaker", "motors motor"),
    ("bank lender", "bank banks banking bancorp banco banque"),
    ("retailer chain supermarket", "stores supermarkets retail"),
    ("insurer", "insurance assurance"),
    ("brewer brewery", "brewery breweries brewing"),
    ("newspaper paper daily", "times post herald tribune gazette guardian telegraph chronicle observer courier"),
    ("broadcaster", "broadcasting radio television tv"),
    // From here on no companies.
    ("ministry", "ministry"),
    ("department", "department"),
    ("agency bureau", "agency bureau administration"),
    ("university", "university"),
    ("college", "college"),
    ("school", "school"),
    ("party", "party"),
    ("union", "union workers"),
    ("court tribunal", "court tribunal"),
    ("council", "council"),
    ("committee panel", "committee"),
    ("commission", "commission"),
    ("foundation charity", "foundation"),
    ("association", "association"),
    ("federation", "federation"),
    ("institute", "institute institution"),
    ("hospital", "hospital"),
    ("museum", "museum"),
    ("church", "church"),
    ("parliament", "parliament"),
    ("senate", "senate"),
    ("army", "army"),
    ("navy", "navy"),
    ("league", "league"),
    ("club team franchise", "club"),
];

/// The last row: of two clubs no place in the sentence tells which is meant.
pub(super) const CLUB: Kinds = 1 << (ROWS.len() - 1);

/// The rows that describe enterprises.
const BRANCHES: usize = 9;

/// By [`word_key`]: what a noun asks for, and what a word of a name shows.
static WORDS: LazyLock<(FxHashMap<u64, Kinds>, FxHashMap<u64, Kinds>)> = LazyLock::new(|| {
    let (mut nouns, mut names) = (FxHashMap::default(), FxHashMap::default());
    for (i, (called, shown)) in ROWS.iter().enumerate() {
        let kind: Kinds = 1 << i;
        let shows = if i < BRANCHES { kind | COMPANY } else { kind };
        for noun in called.split(' ') {
            nouns.insert(word_key(noun), kind);
        }
        for word in shown.split_ascii_whitespace() {
            *names.entry(word_key(word)).or_default() |= shows;
        }
    }
    (nouns, names)
});

/// The one kind that a noun, by its key, asks for.
pub(super) fn of_noun(key: u64) -> Option<Kinds> {
    WORDS.0.get(&key).copied()
}

/// The kinds that a noun says of the organisation it stands beside: an airline is a company.
pub(super) fn said_by(key: u64) -> Kinds {
    of_noun(key).map_or(0, |kind| if is_branch(kind) { kind | COMPANY } else { kind })
}

/// The kinds that a name shows by its words, or that the list of well-known ones gives it.
pub(super) fn of_name(name: &str) -> Kinds {
    let listed = match names::listed_organisation_kind(name) {
        Some("company") => COMPANY,
        Some("club") => CLUB,
        _ => 0,
    };
    listed | shown_by(name)
}

fn shown_by(name: &str) -> Kinds {
    name.split([' ', '-'])
        .filter_map(|word| WORDS.1.get(&word_key(word.trim_end_matches(['.', ',']))))
        .fold(0, |a, b| a | b)
}

/// A company, or a company of one branch.
pub(super) fn is_branch(kind: Kinds) -> bool {
    kind < 1 << BRANCHES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_fit_names() {
        for (noun, name, fits) in [
            ("airline", "Harwick Airlines", true),
            ("company", "Harwick Airlines", true),
            ("bank", "Harwick Airlines", false),
            ("company", "Lund Corp.", true),
            ("ministry", "Ministry of Trade", true),
            ("company", "Ministry of Trade", false),
            ("party", "Lund", false),
        ] {
            let asked = of_noun(word_key(noun)).expect(noun);
            assert_eq!(of_name(name) & asked != 0, fits, "{noun} / {name}");
        }
        assert_eq!(of_noun(word_key("plan")), None);
    }
}
