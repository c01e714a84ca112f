//! Vocabulary, record, lists and params.

use std::fmt;
use std::sync::Arc;

use super::Literal;
use crate::facts::{DateValue, Day, Type};
use crate::source::FileSpan;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermKind {
    Person,
    Place,
    Organisation,
    Role,
    Term,
}

/// `place "Almaty" also "Alma-Ata" in "Kazakhstan" short "ALA"`. A role's term is made from [`Role`] too.
#[derive(Clone, Debug)]
pub struct Term {
    pub kind: TermKind,
    pub name: Arc<str>,
    pub also: Vec<Arc<str>>,
    pub within: Option<Arc<str>>,
    pub short: Vec<Arc<str>>,
    pub at: FileSpan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seats {
    /// How many hold the office at one time; 1 unless `seats` says otherwise.
    Number(u32),
    Many,
}

/// An office and who held it. Repeated declarations of one role are merged here.
#[derive(Clone, Debug)]
pub struct Role {
    pub name: Arc<str>,
    pub also: Vec<Arc<str>>,
    /// `in`: the body the office belongs to, where the name does not say it.
    pub within: Option<Arc<str>>,
    pub seats: Seats,
    /// `complete from 1991`: nothing is missing since that day.
    pub complete_from: Option<Day>,
    /// Shared with the record that is made of them.
    pub tenures: Arc<Vec<Tenure>>,
    pub at: FileSpan,
}

impl Role {
    /// The office as a name that articles may call it by.
    pub fn term(&self) -> Term {
        Term {
            kind: TermKind::Role,
            name: self.name.clone(),
            also: self.also.clone(),
            within: self.within.clone(),
            short: Vec::new(),
            at: self.at,
        }
    }
}

/// One end of a tenure. Partial dates are intervals of days.
#[derive(Clone, Debug, PartialEq)]
pub enum TenureEnd {
    Known(Written),
    /// `to ?`, or no `from`.
    Unknown,
    /// No `to`: still held as far as the record knows.
    Open,
}

/// A day, month or year as it is written: `2024-05-14`, `2024-05`, `2024`. Nothing else can stand in a record, so that it needs no
/// words of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Written {
    /// The first and the last possible day.
    pub first: Day,
    pub last: Day,
}

impl Written {
    pub fn iso(first: Day, last: Day) -> Written {
        Written { first, last }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Written { first, last } = self;
        match () {
            () if first == last => write!(f, "{first}"),
            () if first.first_of_month() == last.first_of_month() => {
                write!(f, "{:04}-{:02}", first.year(), first.month())
            }
            () => write!(f, "{:04}", first.year()),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Tenure {
    pub person: Arc<str>,
    pub from: TenureEnd,
    pub to: TenureEnd,
    /// `acting by` instead of `held by`.
    pub acting: bool,
    /// `held by X on D`: known for that day only; `from` and `to` are that day.
    pub on_day_only: bool,
    /// Where the record file has it from.
    pub source: Option<Arc<str>>,
    /// The last day of which the entry is known to be right, where the record says so.
    pub as_of: Option<Day>,
    pub at: FileSpan,
}

/// `record "Union State" founded 1999-12-08 or 2000-01-26`.
#[derive(Clone, Debug)]
pub struct RecordEntry {
    pub subject: Arc<str>,
    pub relation: RecordRelation,
    pub complete_from: Option<Day>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub enum RecordRelation {
    /// Any of these dates is right.
    Founded(Vec<DateValue>),
    Born(Vec<DateValue>),
    Capital {
        name: Arc<str>,
        from: TenureEnd,
        to: TenureEnd,
    },
    Has(Vec<Arc<str>>),
    In(Vec<Arc<str>>),
    Said {
        words: Arc<str>,
        on: Option<DateValue>,
    },
}

#[derive(Clone, Debug)]
pub struct List {
    pub name: Arc<str>,
    /// Plain words, folded only when compared.
    pub items: Vec<Arc<str>>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: Arc<str>,
    pub ty: Type,
    pub default: Literal,
    pub min: Option<Literal>,
    pub max: Option<Literal>,
    pub at: FileSpan,
}
