//! What is printed: one file per format.
//!
//! Findings and facts are values until here. [`render`] writes a report in one of the [`Format`]s; lines and columns
//! are counted, and words made safe to print, in this module only.

mod alignment;
pub mod audit;
mod cited;
pub mod codes;
mod excerpt;
pub mod explain;
pub mod explanation;
pub mod facts;
mod full;
pub mod html;
mod json;
pub mod mutations;
mod page;
mod places;
mod problems;
pub mod record;
pub mod rule_page;
pub mod rules;
mod sanitize;
pub mod schema;
mod short;
mod summary;
pub mod table;
mod terminal;
#[cfg(test)]
mod tests;
mod wrap;

use std::collections::BTreeSet;
use std::io::{self, Write};

pub use full::draw;
pub use html::findings::RulePage;
pub use json::line as write_json_line;
pub use page::{ColorChoice, Page};
pub use places::Document;
pub use problems::{FilePlace, Problem, more_about, write_problem_lines, write_problems};
pub use sanitize::Sanitized;

use crate::article::Batch;
use crate::facts::Reasons;
use crate::finding::Report;
use crate::language::Program;

/// How the findings of a check are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people: every finding with the words it rests on, and a summary.
    Full,
    /// One line a finding: `path:line:column: error[rule] message`.
    Short,
    /// One object, as `schemas/check.json` describes it.
    Json,
    /// One finding a line, each as in `Json`; no summary.
    Jsonl,
    /// A page for a browser, in one file.
    Html,
}

/// Findings that are listed though they are no violation that anybody has to mend.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listed {
    /// Undecided for such a reason.
    pub undecided: Reasons,
    /// What an article lets stand.
    pub suppressed: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct RenderOptions<'a> {
    /// Of [`Format::Full`].
    pub page: Page,
    /// What is listed beside violations. It is counted in any case.
    pub listed: Listed,
    /// No summary below [`Format::Full`].
    pub quiet: bool,
    /// Pages of the rules that findings name, for [`Format::Html`].
    pub rule_pages: &'a [RulePage],
}

/// Writes the findings of a check. The same report gives the same bytes.
///
/// Errors are those of `out`.
pub fn render(
    format: Format,
    report: &Report,
    batch: &Batch,
    program: &Program,
    options: &RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Full => full::write(out, report, batch, program, options),
        Format::Short => short::write(out, report, batch, program, options.listed),
        Format::Json => json::write(out, report, batch, program, options.listed),
        Format::Jsonl => json::write_lines(out, report, batch, program, options.listed),
        Format::Html => html::findings::write(out, report, batch, program, options),
    }
}

/// The rules that the listed findings name: their own, and those that say the same.
pub fn rules_named(report: &Report, listed: Listed) -> BTreeSet<&str> {
    let shown = report.findings.iter().filter(|f| json::is_shown(f, listed));
    shown.flat_map(|f| std::iter::once(&f.rule).chain(f.related.iter().map(|r| &r.rule))).map(|r| &**r).collect()
}

/// `1 article`, `2 articles`.
pub fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
