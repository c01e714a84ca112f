//! `E04..`: vocabulary and record.

use super::syntax::clip;
use super::{Describe, Wording};

#[derive(Clone, Debug)]
pub enum RecordProblem {
    EndBeforeStart {
        from: String,
        to: String,
    },
    NoSeats,
    SeatsTwice {
        name: String,
    },
    EmptyName,
    Because {
        word: String,
        near: Option<String>,
        words: Vec<String>,
    },
    NothingSaid,
    NoColumn {
        name: String,
    },
    /// A table that others made is used as far as it goes.
    RowLeftOut {
        why: String,
    },
    /// Nothing of a file can be had.
    Unreadable {
        why: String,
    },
    /// A column that nothing knows, where one that it may be meant for is missing.
    ColumnSlip {
        name: String,
        near: &'static str,
    },
    /// A column that nothing knows.
    PassedOver {
        name: String,
    },
    MoreRowsLeftOut {
        count: usize,
    },
}

impl Describe for RecordProblem {
    fn wording(self) -> Wording {
        match self {
            RecordProblem::EndBeforeStart { from, to } => {
                Wording::new("E0401", format!("this ends, {to}, before it starts, {from}"))
            }
            RecordProblem::NoSeats => {
                Wording::new("E0402", "an office has at least one seat").help("write a number from 1, or `many`")
            }
            RecordProblem::SeatsTwice { name } => {
                Wording::new("E0403", format!("`{}` has another number of seats elsewhere", clip(&name)))
            }
            RecordProblem::EmptyName => Wording::new("E0404", "this name is empty"),
            RecordProblem::Because { word, near, words } => {
                let wording = Wording::new("E0405", format!("nothing is undecided because of `{}`", clip(&word)));
                match near {
                    Some(_) => wording.near(near),
                    None => wording.help(format!("one of {}", super::names::listed(&words))),
                }
            }
            RecordProblem::NothingSaid => Wording::new("E0406", "this entry says nothing")
                .help("write `founded`, `born`, `capital`, `has`, `in` or `said`"),
            RecordProblem::NoColumn { name } => Wording::new("E0408", format!("the table has no column `{name}`"))
                .help("the first line names the columns: `role,person,from,to`"),
            RecordProblem::Unreadable { why } => Wording::new("E0409", format!("this file cannot be read: {why}"))
                .help("the record is read from CSV, JSON Lines, Popolo, entities of Wikidata and answers of SPARQL"),
            RecordProblem::ColumnSlip { name, near } => {
                Wording::new("W0406", format!("there is no column `{}`, and it is passed over", clip(&name)))
                    .help(format!("did you mean `{near}`?"))
            }
            RecordProblem::PassedOver { name } => {
                Wording::new("W0407", format!("`{}` is passed over", clip(&name)))
                    .help("`role`, `person`, `from`, `to`, `organisation`, `also`, `source`, `as_of`, `acting` and `on` are read")
            }
            RecordProblem::RowLeftOut { why } => Wording::new("W0011", format!("this row is left out: {why}"))
                .help("a row has a role, a person, and days, months or years as `2024-05-14`"),
            RecordProblem::MoreRowsLeftOut { count } => {
                Wording::new("W0012", format!("{count} more rows of this table are left out"))
            }
        }
    }
}

/// What is doubtful in tenures that read well one by one.
#[derive(Clone, Debug)]
pub enum TenureDoubt {
    /// More holders at one time than the office has seats.
    Overlap { office: String, seats: u32, other: String, from: String, to: String },
    /// One person holds it twice at one time.
    HeldTwice { office: String, person: String, from: String, to: String },
    /// The same tenure again.
    Double { office: String, person: String },
    /// Days on which nobody holds an office that somebody held before and after.
    Gap { office: String, from: String, to: String },
    /// A name one letter off another holder's.
    NearName { name: String, other: String },
}

impl Describe for TenureDoubt {
    fn wording(self) -> Wording {
        let time = |from: &str, to: &str| match (from == to, to.is_empty()) {
            (true, _) => format!("on {from}"),
            (_, true) => format!("from {from} on"),
            _ => format!("from {from} to {to}"),
        };
        match self {
            TenureDoubt::Overlap { office, seats, other, from, to } => {
                let (has, whose) = match seats {
                    1 => ("one seat".to_string(), format!("{} holds it", clip(&other))),
                    n => (format!("{n} seats"), format!("they are taken, the last by {},", clip(&other))),
                };
                let message = format!("`{}` has {has}, and {whose} {}", clip(&office), time(&from, &to));
                Wording::new("W0401", message).label("at the same time").help(
                    "mend one of the two dates, or say how many hold the office at a time: `seats 2`, `seats many`",
                )
            }
            TenureDoubt::HeldTwice { office, person, from, to } => {
                let message = format!("{} holds `{}` twice {}", clip(&person), clip(&office), time(&from, &to));
                Wording::new("W0402", message).help("make one tenure of the two, or mend their dates")
            }
            TenureDoubt::Double { office, person } => {
                let message = format!("this tenure of {} as `{}` stands twice", clip(&person), clip(&office));
                Wording::new("W0403", message).help("take one of them out")
            }
            TenureDoubt::Gap { office, from, to } => {
                let message = format!("nobody holds `{}` {}", clip(&office), time(&from, &to));
                Wording::new("W0404", message).help("add who held it then, if anybody did: `acting by` counts as well")
            }
            TenureDoubt::NearName { name, other } => {
                Wording::new("W0405", format!("`{}` is one letter off `{}`", clip(&name), clip(&other)))
                    .help("if they are one person, write the name one way, or name the other spelling with `also`")
            }
        }
    }
}
