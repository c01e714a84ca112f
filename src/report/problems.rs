//! Errors and warnings about rules, configuration and input. They go to standard error.

use std::io::{self, Write};

use serde::Serialize;

use super::excerpt::Mark;
use super::json;
use super::places::{Document, Documents};
use super::sanitize::Sanitized;
use super::terminal::{Entry, Tone};
use super::{Page, codes};
use crate::article::{Batch, InputError};
use crate::language::{Diagnostic, Severity};
use crate::source::{FileSpan, Sources};

/// What went wrong outside of the articles' claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// `E0203`, `W0001`.
    pub code: &'static str,
    /// It does not stop the run.
    pub warning: bool,
    pub message: String,
    /// Places in rule files with a note each (may be empty), the place itself first.
    pub labels: Vec<(FileSpan, String)>,
    /// Where it is about a file that is no rule file.
    pub file: Option<FilePlace>,
    pub help: Option<String>,
}

/// A place in a file whose text is not at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePlace {
    pub path: String,
    /// Byte, where one is known.
    pub offset: Option<u64>,
    /// From 1.
    pub line: Option<usize>,
}

impl From<&InputError> for Problem {
    fn from(error: &InputError) -> Problem {
        Problem {
            code: error.kind.code(),
            warning: !error.is_unread(),
            message: format!("`{}` {}", error.path, error.message),
            labels: Vec::new(),
            file: Some(FilePlace { path: error.path.clone(), offset: error.offset, line: error.line }),
            help: error.help.clone(),
        }
    }
}

impl From<&Diagnostic> for Problem {
    fn from(diagnostic: &Diagnostic) -> Problem {
        Problem {
            code: diagnostic.code,
            warning: diagnostic.severity == Severity::Warning,
            message: diagnostic.message.clone(),
            labels: diagnostic.labels.clone(),
            file: None,
            help: diagnostic.help.clone(),
        }
    }
}

/// Draws each problem with the words of the rule file that it is about.
pub fn write_problems(out: &mut dyn Write, problems: &[Problem], sources: &Sources, page: &Page) -> io::Result<()> {
    let batch = Batch::default();
    let documents = Documents::new(&batch, sources);
    for problem in problems {
        let level = if problem.warning { "warning" } else { "error" };
        let mut cited: Vec<(_, &Document, Vec<Mark>)> = Vec::new();
        for (i, (at, note)) in problem.labels.iter().enumerate() {
            let mark = Mark { span: widened(at, sources), note: Sanitized::words(note), primary: i == 0 };
            match cited.iter_mut().find(|(source, ..)| *source == at.source) {
                Some((_, _, marks)) => marks.push(mark),
                None => cited.push((at.source, documents.file(at.source), vec![mark])),
            }
        }
        let entry = Entry {
            tone: if problem.warning { Tone::Warning } else { Tone::Error },
            head: Sanitized::name(&format!("{level}[{}]", problem.code)),
            message: Sanitized::words(&problem.message),
            cited: cited.into_iter().map(|(_, document, marks)| (document, marks)).collect(),
            notes: problem.help.iter().map(|h| ("help", Sanitized::words(h))).collect(),
        };
        writeln!(out, "{}", entry.draw(page))?;
    }
    Ok(())
}

/// Where to read more: of the first error, or else of the first warning.
pub fn more_about(problems: &[Problem]) -> Option<String> {
    let problem = problems.iter().min_by_key(|p| p.warning)?;
    let what = if problem.warning { "a warning" } else { "an error" };
    codes::page(problem.code).map(|page| format!("for more about {what}, run `claimlint explain {}`", page.code))
}

/// An empty span marks the character at it, or the last one of the line before it.
fn widened(at: &FileSpan, sources: &Sources) -> crate::source::Span {
    let text = &sources.get(at.source).text;
    let start = text.floor_char_boundary(at.span.start as usize);
    if !at.span.is_empty() {
        return at.span;
    }
    let next = text[start..].chars().next().filter(|c| !c.is_whitespace());
    match next {
        Some(c) => crate::source::Span::new(start, start + c.len_utf8()),
        None => {
            let before = text[..start].trim_end();
            let last = before.chars().next_back().map_or(0, char::len_utf8);
            crate::source::Span::new(before.len() - last, before.len())
        }
    }
}

/// One JSON object a line, as `schemas/errors.json` describes it.
pub fn write_problem_lines(out: &mut dyn Write, problems: &[Problem], sources: &Sources) -> io::Result<()> {
    let batch = Batch::default();
    let documents = Documents::new(&batch, sources);
    for problem in problems {
        let mut places = problem.labels.iter().map(|(at, note)| {
            let document = documents.file(at.source);
            let span = document.clamp(at.span);
            let place = document.place(span);
            PlaceJson {
                file: document.name(),
                start: place.start,
                end: place.end,
                line: place.line,
                column: place.column,
                text: span.of(document.text()),
                note,
            }
        });
        let first = places.next();
        let line = ProblemJson {
            error: problem.code,
            level: if problem.warning { "warning" } else { "error" },
            file: first.as_ref().map(|p| p.file).or(problem.file.as_ref().map(|f| f.path.as_str())),
            start: first.as_ref().map(|p| p.start as u64).or(problem.file.as_ref().and_then(|f| f.offset)),
            end: first.as_ref().map(|p| p.end as u64),
            line: first.as_ref().map(|p| p.line).or(problem.file.as_ref().and_then(|f| f.line)),
            column: first.as_ref().map(|p| p.column),
            text: first.as_ref().map(|p| p.text),
            message: &problem.message,
            help: problem.help.as_deref(),
            note: first.as_ref().map(|p| p.note).filter(|n| !n.is_empty()),
            also: places.collect(),
        };
        json::line(out, &line)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    error: &'static str,
    level: &'static str,
    file: Option<&'a str>,
    start: Option<u64>,
    end: Option<u64>,
    line: Option<usize>,
    column: Option<usize>,
    text: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<PlaceJson<'a>>,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: &'a str,
    note: &'a str,
}
