//! What can be wrong with rule files: code, wording, label and help of each error stand in one place, by group.
//!
//! - `E01..` form of the text, `E02..` names and types, `E03..` phrases, `E04..` record and vocabulary, `E05..` packs and
//!   files, `W0...` warnings.
//! - Messages start in lower case, have no final point, put what was typed between backticks, and leave the way out to the
//!   help.

mod files;
mod names;
mod near;
mod phrases;
mod record;
mod syntax;
mod warnings;

pub use files::{FileProblem, ReadError};
pub use names::NameProblem;
pub use near::{nearest, translated};
pub use phrases::PhraseProblem;
pub use record::{RecordProblem, TenureDoubt};
pub use syntax::{Found, Problem, clip};
pub use warnings::{NO_METADATA, WARNINGS, Warning, WarningCode};

use crate::source::FileSpan;

/// Errors told of one file, and of all together when names are resolved: whoever has so many mends them first, and a file
/// that is no rule file at all costs little.
pub const MOST_ERRORS: usize = 500;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    Error,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Something wrong in a rule file, as a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// `E0203`, `W0001`. Codes are never reused.
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    /// The first is the place itself. A label may be empty.
    pub labels: Vec<(FileSpan, String)>,
    pub help: Option<String>,
}

/// A problem in words.
#[derive(Clone, Debug)]
pub struct Wording {
    pub code: &'static str,
    pub message: String,
    /// At the mark; may be empty.
    pub label: String,
    pub help: Option<String>,
}

impl Wording {
    fn new(code: &'static str, message: impl Into<String>) -> Wording {
        Wording { code, message: message.into(), label: String::new(), help: None }
    }
    fn label(mut self, label: impl Into<String>) -> Wording {
        self.label = label.into();
        self
    }
    fn help(mut self, help: impl Into<String>) -> Wording {
        self.help = Some(help.into());
        self
    }
    /// `did you mean`, where there is something near.
    fn near(self, near: Option<String>) -> Wording {
        match near {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }
}

/// A group of problems that can be put into words.
pub trait Describe {
    fn wording(self) -> Wording;
}

impl Diagnostic {
    pub fn new(problem: impl Describe, at: FileSpan) -> Diagnostic {
        let wording = problem.wording();
        Diagnostic {
            code: wording.code,
            severity: if wording.code.starts_with('W') { Severity::Warning } else { Severity::Error },
            message: wording.message,
            labels: vec![(at, wording.label)],
            help: wording.help,
        }
    }
    /// Another place that has to do with it.
    pub fn also(&mut self, at: FileSpan, label: impl Into<String>) -> &mut Diagnostic {
        self.labels.push((at, label.into()));
        self
    }
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
