//! The names of columns, fields and query variables that tables use.

use crate::language::errors::nearest;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Role,
    Person,
    From,
    To,
    Organisation,
    Also,
    Source,
    AsOf,
    Acting,
    /// Known in office on that day only.
    On,
    FromPrecision,
    ToPrecision,
}

pub const COLUMNS: usize = 12;

/// For each column its names, the one that counts most first: in answers of Wikidata's query service a `personLabel` stands
/// beside a `person` that is an address. Case, `_`, `-` and blanks are passed over.
const NAMES: [(Column, &[&str]); COLUMNS] = [
    (Column::Role, &["positionlabel", "officelabel", "rolelabel", "role", "position", "office", "post"]),
    (
        Column::Person,
        &[
            "personlabel",
            "holderlabel",
            "officeholderlabel",
            "itemlabel",
            "humanlabel",
            "person",
            "holder",
            "officeholder",
            "item",
            "human",
        ],
    ),
    (Column::From, &["from", "start", "startdate", "starttime"]),
    (Column::To, &["to", "end", "enddate", "endtime"]),
    (
        Column::Organisation,
        &[
            "organisationlabel",
            "organizationlabel",
            "bodylabel",
            "jurisdictionlabel",
            "countrylabel",
            "organisation",
            "organization",
            "body",
            "jurisdiction",
            "country",
        ],
    ),
    (Column::Also, &["also", "positionaltlabel", "aliases"]),
    (Column::Source, &["source", "reference"]),
    (Column::AsOf, &["asof", "modified", "updatedat"]),
    (Column::Acting, &["acting"]),
    (Column::On, &["on"]),
    (Column::FromPrecision, &["startprecision", "fromprecision", "startdateprecision"]),
    (Column::ToPrecision, &["endprecision", "toprecision", "enddateprecision"]),
];

/// The columns that people write, for suggestions.
const WRITTEN: [(&str, Column); 10] = [
    ("role", Column::Role),
    ("person", Column::Person),
    ("from", Column::From),
    ("to", Column::To),
    ("organisation", Column::Organisation),
    ("also", Column::Also),
    ("source", Column::Source),
    ("as_of", Column::AsOf),
    ("acting", Column::Acting),
    ("on", Column::On),
];

/// What a name stands for, and how much it counts: 0 most.
pub fn column(name: &str) -> Option<(Column, usize)> {
    let plain: String =
        name.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '\t')).flat_map(char::to_lowercase).collect();
    NAMES.iter().find_map(|(column, names)| Some((*column, names.iter().position(|n| *n == plain)?)))
}

/// The column that an unknown name may be a slip for.
pub fn near(name: &str) -> Option<(&'static str, Column)> {
    // Two letters are near everything.
    let found = nearest(name.trim(), WRITTEN.iter().map(|(n, _)| *n).filter(|n| n.len() > 2))?;
    WRITTEN.into_iter().find(|(n, _)| *n == found)
}

/// Where each column stands.
#[derive(Clone, Debug, Default)]
pub struct Header {
    at: [Option<usize>; COLUMNS],
    /// Names that no column has, by their place.
    pub unknown: Vec<usize>,
}

impl Header {
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Header {
        let mut header = Header::default();
        let mut best = [usize::MAX; COLUMNS];
        for (place, name) in names.into_iter().enumerate() {
            match column(name) {
                Some((column, rank)) if rank < best[column as usize] => {
                    best[column as usize] = rank;
                    header.at[column as usize] = Some(place);
                }
                Some(_) => {}
                None if name.trim().is_empty() => {}
                None => header.unknown.push(place),
            }
        }
        header
    }
    pub fn get(&self, column: Column) -> Option<usize> {
        self.at[column as usize]
    }
    /// Whether there is a column beside those of who held what role and when.
    pub fn tells_more(&self) -> bool {
        [Column::Organisation, Column::Source, Column::Also, Column::AsOf, Column::Acting]
            .iter()
            .any(|column| self.get(*column).is_some())
    }
    /// Whether it is the header of a table of tenures.
    pub fn is_of_tenures(&self) -> bool {
        self.get(Column::Role).is_some() && self.get(Column::Person).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns() {
        let header = Header::new(["person", "Start Date", "personLabel", "position", "note", "end_time", ""]);
        assert_eq!(
            [Column::Person, Column::From, Column::Role, Column::To, Column::Also].map(|c| header.get(c)),
            [Some(2), Some(1), Some(3), Some(5), None]
        );
        assert_eq!(header.unknown, [4]);
        assert!(header.is_of_tenures());
        assert_eq!(near("form").map(|n| n.0), Some("from"));
        assert_eq!(near("organistion").map(|n| n.0), Some("organisation"));
        assert_eq!(near("party"), None);
    }
}
