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
    NotImported {
        path: String,
    },
    NoColumn {
        name: String,
    },
    /// A table that others made is used as far as it goes.
    RowLeftOut {
        why: String,
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
            RecordProblem::NotImported { path } => {
                Wording::new("E0407", format!("`{}` has an ending that cannot be imported", clip(&path)))
                    .help("the record is imported from `.csv`")
            }
            RecordProblem::NoColumn { name } => Wording::new("E0408", format!("the table has no column `{name}`"))
                .help("the first line names the columns: `role,person,from,to`"),
            RecordProblem::RowLeftOut { why } => Wording::new("W0011", format!("this row is left out: {why}"))
                .help("a row has a role, a person, and days, months or years as `2024-05-14`"),
            RecordProblem::MoreRowsLeftOut { count } => {
                Wording::new("W0012", format!("{count} more rows of this table are left out"))
            }
        }
    }
}
