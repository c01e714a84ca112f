//! What can be wrong with a configuration: code, wording and help of each in one place.

use std::path::Path;

use crate::report::{FilePlace, Problem};
use crate::source::{FileSpan, SourceId, Span};

/// Something wrong in the file.
pub enum ConfigProblem {
    /// In the words of the reader of TOML.
    NoToml(String),
    UnknownKey {
        key: String,
        /// The table that it stands in.
        table: &'static str,
        known: Vec<&'static str>,
    },
    WrongType {
        key: String,
        wants: &'static str,
        found: &'static str,
    },
    UnknownValue {
        what: &'static str,
        value: String,
        known: Vec<&'static str>,
    },
    Contradiction {
        code: String,
    },
    BadGlob {
        pattern: String,
        /// In the words of the reader of patterns.
        why: String,
    },
    Missing {
        key: &'static str,
        /// One of a list of tables.
        table: &'static str,
    },
}

impl ConfigProblem {
    pub fn at(self, span: Span) -> Problem {
        let (code, message, label, help) = match self {
            ConfigProblem::NoToml(message) => {
                ("E0801", format!("this is no TOML: {}", message.trim_end_matches('.')), "", None)
            }
            ConfigProblem::UnknownKey { key, table, known } => {
                let place = if table.is_empty() { String::new() } else { format!(" in `[{table}]`") };
                ("E0802", format!("there is no key `{key}`{place}"), "", nearest(&key, &known))
            }
            ConfigProblem::WrongType { key, wants, found } => ("E0803", format!("`{key}` takes {wants}"), found, None),
            ConfigProblem::UnknownValue { what, value, known } => {
                ("E0804", format!("`{value}` is no {what}"), "", nearest(&value, &known))
            }
            ConfigProblem::Contradiction { code } => {
                ("E0805", format!("`{code}` is both denied and allowed"), "allowed here", None)
            }
            ConfigProblem::BadGlob { pattern, why } => ("E0807", format!("`{pattern}` is no pattern: {why}"), "", None),
            ConfigProblem::Missing { key, table } => ("E0808", format!("`[[{table}]]` has no `{key}`"), "", None),
        };
        // The configuration is the only file of its problems.
        let place = FileSpan { source: SourceId(0), span };
        Problem { code, warning: false, message, labels: vec![(place, label.into())], file: None, help }
    }
}

/// The name that was most likely meant, or all where they are few.
fn nearest(word: &str, known: &[&'static str]) -> Option<String> {
    match crate::language::nearest(word, known.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if known.len() <= 8 => {
            let all: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
            let (last, most) = all.split_last()?;
            Some(if most.is_empty() { last.clone() } else { format!("one of {} and {last}", most.join(", ")) })
        }
        None => None,
    }
}

/// A configuration that was asked for and cannot be read.
pub fn unread(path: &Path, why: &str) -> Problem {
    let path = path.to_string_lossy().into_owned();
    Problem {
        code: "E0806",
        warning: false,
        message: format!("the configuration `{path}` cannot be read: {why}"),
        labels: Vec::new(),
        file: Some(FilePlace { path, offset: None, line: None }),
        help: None,
    }
}
