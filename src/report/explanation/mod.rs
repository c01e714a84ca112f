//! Why something was found at a place, or nothing: one file a format.

mod json;
mod mermaid;
#[cfg(test)]
mod tests;
mod text;

use std::io::{self, Write};

use super::Page;
use super::places::Documents;
use crate::article::{ArticleId, Batch};
use crate::check::Explanation;
use crate::check::trace::{Candidate, Outcome};
use crate::facts::{FactStore, KindId};
use crate::language::Program;
use crate::source::{FileSpan, Span};

/// How an explanation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    /// One object, as `schemas/explanation.json` describes it.
    Json,
    /// A graph in Mermaid's language: words, facts, what joins them, verdict.
    Mermaid,
}

/// Writes an explanation. Errors are those of `out`.
pub fn write<'a>(
    format: Format,
    out: &mut dyn Write,
    explanation: &'a Explanation,
    batch: &'a Batch,
    store: &'a FactStore,
    program: &'a Program,
    page: &Page,
) -> io::Result<()> {
    let documents = Documents::new(batch, &program.sources);
    let cited = Cited { documents: &documents, store, program };
    match format {
        Format::Text => text::write(out, explanation, &cited, page),
        Format::Json => json::write(out, explanation, &cited),
        Format::Mermaid => mermaid::write(out, explanation, &cited),
    }
}

/// The place of a line, and perhaps of a column in it (both from 1), in the view of an article: the words that were
/// read from there. `Err`: the number of lines, where there are not so many.
pub fn place(batch: &Batch, article: ArticleId, line: usize, column: Option<usize>) -> Result<Vec<Span>, usize> {
    super::places::Document::article(batch.get(article)).spans_at(line, column)
}

/// What explanations cite.
struct Cited<'d, 'a> {
    documents: &'d Documents<'a>,
    store: &'a FactStore,
    program: &'a Program,
}

impl Cited<'_, '_> {
    fn kind(&self, id: KindId) -> &str {
        &self.program.schema.def(id).name
    }
    /// The text of a phrase, or the first line of another declaration, on one line.
    fn source(&self, at: FileSpan) -> String {
        let text = at.span.of(&self.program.sources.get(at.source).text);
        text.lines().next().unwrap_or_default().trim().to_string()
    }
}

/// One word for what a candidate came to.
fn outcome(candidate: &Candidate) -> &'static str {
    match candidate.outcome {
        Outcome::Violated => "violated",
        Outcome::Undecided(_) => "undecided",
        Outcome::Holds => "holds",
        Outcome::Excepted => "excepted",
        Outcome::Unless => "unless",
        Outcome::Superseded => "superseded",
        Outcome::Torn => "torn",
        Outcome::NotAligned => "not-aligned",
        Outcome::Where => "where",
        Outcome::NoValue(_) => "no-value",
        Outcome::Alone => "alone",
        Outcome::Stance(_) => "stance",
        Outcome::Anonymous => "anonymous",
        Outcome::Part => "part",
    }
}
