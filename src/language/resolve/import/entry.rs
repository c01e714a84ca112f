//! What every format of a record comes down to: entries, each with its place in the file.

use std::borrow::Cow;

use crate::article::parse_date;
use crate::facts::{DateValue, Day};
use crate::language::errors::clip;
use crate::language::program::{TenureEnd, Written};
use crate::source::Span;

/// Words of the file itself, or of a string with escapes.
pub type Words<'a> = Cow<'a, str>;

/// One tenure.
#[derive(Debug)]
pub struct Entry<'a> {
    pub role: Words<'a>,
    pub person: Words<'a>,
    pub from: TenureEnd,
    pub to: TenureEnd,
    pub organisation: Option<Words<'a>>,
    /// Further names of the role.
    pub also: Vec<Words<'a>>,
    pub source: Option<Words<'a>>,
    /// The day of which the entry is known to be right.
    pub as_of: Option<Day>,
    pub acting: bool,
    pub on_day_only: bool,
    /// Any number of persons hold the role at a time.
    pub many: bool,
    pub at: Span,
}

impl<'a> Entry<'a> {
    pub fn new(role: Words<'a>, person: Words<'a>, at: Span) -> Entry<'a> {
        Entry {
            role,
            person,
            from: TenureEnd::Unknown,
            to: TenureEnd::Open,
            organisation: None,
            also: Vec::new(),
            source: None,
            as_of: None,
            acting: false,
            on_day_only: false,
            many: false,
            at,
        }
    }
}

/// A person of whom the file tells more than offices.
#[derive(Debug)]
pub struct Person<'a> {
    pub name: Words<'a>,
    pub also: Vec<Words<'a>>,
    /// Any of these is right.
    pub born: Vec<DateValue>,
    pub at: Span,
}

/// Who takes what a file holds, in its order.
pub trait Sink {
    fn entry(&mut self, entry: Entry);
    fn person(&mut self, person: Person);
    fn founded(&mut self, organisation: &str, dates: Vec<DateValue>, at: Span);
    /// An entry that cannot be used, and why, for people.
    fn left_out(&mut self, why: String, at: Span);
    /// A column or field that no format knows; `near` is one that it may be meant for and that is missing.
    fn unknown(&mut self, column: &str, near: Option<&'static str>, at: Span);
    /// A column that every table needs is missing.
    fn missing(&mut self, column: &'static str, at: Span);
    /// Nothing more can be read: why, for people.
    fn unreadable(&mut self, why: String, at: Span);
}

/// First and last day of a day, month or year; `None` where it is none, or does not exist.
pub fn days(written: &str) -> Option<(Day, Day)> {
    let b = written.as_bytes();
    let digits = |from: usize, n: usize| {
        b.get(from..from + n)?
            .iter()
            .try_fold(0i16, |sum, d| d.is_ascii_digit().then(|| sum * 10 + i16::from(d - b'0')))
    };
    // The forms that a table is full of are read without ado.
    match (b.len(), b.get(4), b.get(7)) {
        (10, Some(b'-'), Some(b'-')) => {
            let day = Day::new(digits(0, 4)?, digits(5, 2)? as i8, digits(8, 2)? as i8).ok()?;
            Some((day, day))
        }
        (7, Some(b'-'), _) => {
            let first = Day::new(digits(0, 4)?, digits(5, 2)? as i8, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (4, ..) => {
            let first = Day::new(digits(0, 4)?, 1, 1).ok()?;
            Some((first, first.last_of_year()))
        }
        _ => parse_date(written).and_then(|d| Some((d.from?, d.to?))),
    }
}

/// An end as a table has it; `empty` is what an empty cell means. `Err`: why it is none, for people.
pub fn end(written: &str, empty: TenureEnd) -> Result<TenureEnd, String> {
    match written {
        "" => Ok(empty),
        "?" => Ok(TenureEnd::Unknown),
        _ => match days(written) {
            Some((first, last)) => Ok(TenureEnd::Known(Written::iso(first, last))),
            None => Err(format!("`{}` is no day, month or year", clip(written))),
        },
    }
}

/// Whether an entry ends before it starts; what to say of it, for people.
pub fn backwards(from: &TenureEnd, to: &TenureEnd) -> Option<String> {
    match (from, to) {
        (TenureEnd::Known(start), TenureEnd::Known(stop)) if stop.last < start.first => {
            Some(format!("it ends, {stop}, before it starts, {start}"))
        }
        _ => None,
    }
}

/// Whether a name is the identifier that stands where no name is known: `Q42`, or the address of it.
pub fn is_identifier(name: &str) -> bool {
    if !name.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let id = name.rsplit('/').next().unwrap_or(name);
    id.strip_prefix(['Q', 'P']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a title is one that any number hold at a time.
pub fn is_membership(role: &str) -> bool {
    role.get(..6).is_some_and(|w| w.eq_ignore_ascii_case("member"))
        && role.as_bytes().get(6).is_none_or(|b| !b.is_ascii_alphanumeric())
}

/// The place of `part` in `whole`, of which it is a part.
pub fn place(whole: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len());
    Span::new(start, (start + part.len()).min(whole.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_tables() {
        let known = |written: &str| match end(written, TenureEnd::Open) {
            Ok(TenureEnd::Known(words)) => format!("{} {} {words}", words.first, words.last),
            Ok(other) => format!("{other:?}"),
            Err(why) => why,
        };
        for (written, read) in [
            ("2024-05-14", "2024-05-14 2024-05-14 2024-05-14"),
            ("2024-02", "2024-02-01 2024-02-29 2024-02"),
            ("1999", "1999-01-01 1999-12-31 1999"),
            ("2014-01-01T00:00:00Z", "2014-01-01 2014-01-01 2014-01-01"),
            ("May 20, 2025", "2025-05-20 2025-05-20 2025-05-20"),
            ("", "Open"),
            ("?", "Unknown"),
            ("2023-02-29", "`2023-02-29` is no day, month or year"),
            ("2023-13", "`2023-13` is no day, month or year"),
            ("20x4", "`20x4` is no day, month or year"),
            ("2014s", "`2014s` is no day, month or year"),
        ] {
            assert_eq!(known(written), read, "{written}");
        }
    }

    #[test]
    fn names_that_are_none() {
        assert!(is_identifier("Q42") && is_identifier("http://www.wikidata.org/entity/Q42"));
        assert!(!is_identifier("Q") && !is_identifier("Queen") && !is_identifier("Q4 Ltd"));
        assert!(
            is_membership("Member of Parliament") && is_membership("member") && !is_membership("Membership officer")
        );
    }
}
