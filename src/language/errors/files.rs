//! `E05..`: packs and files.

use super::syntax::clip;
use super::{Describe, Diagnostic, Wording};
use crate::language::ast::Number;
use crate::source::{FileSpan, SourceId};

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    Missing,
    /// It lies outside the project.
    Outside,
    /// For people: `permission denied`, `not UTF-8`.
    Unreadable(String),
}

#[derive(Clone, Debug)]
pub enum FileProblem {
    UnknownPack { name: String, near: Option<String> },
    NotRead { path: String, error: ReadError },
    Cycle { path: String },
    OtherVersion { version: String, later: bool },
    VersionNotFirst,
    VersionTwice,
    TooLarge,
}

impl FileProblem {
    /// A `language` line with a version that is not 1.
    pub fn other_version(number: &Number, source: SourceId) -> Diagnostic {
        let problem = FileProblem::OtherVersion { version: number.raw.clone(), later: number.value > 1.0 };
        Diagnostic::new(problem, FileSpan { source, span: number.span })
    }
}

impl Describe for FileProblem {
    fn wording(self) -> Wording {
        match self {
            FileProblem::UnknownPack { name, near } => {
                let wording = Wording::new("E0501", format!("there is no pack `{}`", clip(&name)));
                match near {
                    Some(_) => wording.near(near),
                    None => wording.help(
                        "`use std/news` brings in all bundled packs; a file is named in quotes: `use \"names.claim\"`",
                    ),
                }
            }
            FileProblem::NotRead { path, error } => {
                let path = clip(&path);
                match error {
                    ReadError::Missing => Wording::new("E0502", format!("there is no file `{path}`"))
                        .help("paths start from the folder of the file that names them"),
                    ReadError::Outside => Wording::new("E0503", format!("`{path}` lies outside the project"))
                        .help("rule files read only what lies in the project's own folder"),
                    ReadError::Unreadable(why) => Wording::new("E0504", format!("`{path}` cannot be read")).label(why),
                }
            }
            FileProblem::Cycle { path } => Wording::new("E0505", format!("`{}` uses this file in turn", clip(&path)))
                .label("this closes a circle")
                .help("put what both need into a file of its own"),
            FileProblem::OtherVersion { version, later } => Wording::new(
                "E0506",
                format!("this file is of version {}, and only version 1 is known here", clip(&version)),
            )
            .help(match later {
                true => "use a claimlint that knows this version",
                false => "`claimlint fmt --migrate` rewrites it",
            }),
            FileProblem::VersionNotFirst => Wording::new("E0507", "`language` stands first in its file"),
            FileProblem::VersionTwice => {
                Wording::new("E0508", "`language` stands here a second time").help("keep the first line")
            }
            FileProblem::TooLarge => Wording::new("E0509", "this file is larger than 4 GiB"),
        }
    }
}
