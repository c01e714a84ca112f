//! What is printed: one file per format.
//!
//! Findings and facts are values until here. [`render`] writes a report in one of the [`Format`]s; lines and columns
//! are counted, and words made safe to print, in this module only.

mod alignment;
pub mod audit;
mod baseline;
mod ci;
mod cited;
mod claim_review;
mod closing;
pub mod codes;
mod drawings;
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

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub use baseline::{baseline, write_baseline};
pub use drawings::Drawings;
pub use full::draw;
pub use html::findings::RulePage;
pub use json::line as write_json_line;
pub use page::{ColorChoice, Page};
pub use places::Document;
pub use problems::{FilePlace, Problem, more_about, write_problem_lines, write_problems};
pub use sanitize::Sanitized;

use crate::article::Batch;
use crate::facts::Reasons;
use crate::finding::{Finding, Level, Report};
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
    /// SARIF 2.1.0.
    Sarif,
    /// A suite for each article, a case for each finding.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    Checkstyle,
    /// A summary for a pull request.
    Markdown,
    /// JSON-LD of schema.org, of what is decided.
    ClaimReview,
}

impl Format {
    pub const ALL: [Format; 12] = [
        Format::Full,
        Format::Short,
        Format::Json,
        Format::Jsonl,
        Format::Html,
        Format::Sarif,
        Format::Junit,
        Format::Github,
        Format::Gitlab,
        Format::Checkstyle,
        Format::Markdown,
        Format::ClaimReview,
    ];
}

/// Findings that are listed though they are no violation that anybody has to mend.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listed {
    /// Undecided for such a reason.
    pub undecided: Reasons,
    /// What an article lets stand.
    pub suppressed: bool,
}

#[derive(Clone, Debug)]
pub struct RenderOptions<'a> {
    /// Of [`Format::Full`].
    pub page: Page,
    /// What is listed beside violations. It is counted in any case.
    pub listed: Listed,
    /// No summary below [`Format::Full`].
    pub quiet: bool,
    /// Pages of the rules that findings name, for [`Format::Html`].
    pub rule_pages: &'a [RulePage],
    /// The level from which on a finding makes the run fail; [`Level::Off`]: none does.
    pub fail_on: Level,
    /// The address of a rule's page, where `{rule}` stands for its name.
    pub rule_address: Option<String>,
    /// Who answers for the reviews of [`Format::ClaimReview`].
    pub publisher: Option<String>,
    /// What [`Format::Full`] has drawn before.
    pub drawings: Option<&'a Drawings>,
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        RenderOptions {
            page: Page::default(),
            listed: Listed::default(),
            quiet: false,
            fail_on: Level::Error,
            rule_pages: &[],
            rule_address: None,
            publisher: None,
            drawings: None,
        }
    }
}

impl RenderOptions<'_> {
    /// Whether a finding makes the run fail.
    pub fn fails(&self, finding: &Finding) -> bool {
        self.fail_on != Level::Off && finding.counts() && !finding.known && finding.level >= self.fail_on
    }

    /// The address of a rule's page.
    pub fn page_of(&self, rule: &str) -> Option<String> {
        let name = utf8_percent_encode(rule, NON_ALPHANUMERIC).to_string().replace("%2D", "-");
        self.rule_address.as_ref().map(|pages| pages.replace("{rule}", &name))
    }
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
    let input = || ci::Input::new(report, batch, program, options);
    match format {
        Format::Full => full::write(out, report, batch, program, options),
        Format::Short => short::write(out, report, batch, program, options.listed),
        Format::Json => json::write(out, report, batch, program, options),
        Format::Jsonl => json::write_lines(out, report, batch, program, options),
        Format::Html => html::findings::write(out, report, batch, program, options),
        Format::Sarif => ci::sarif::write(out, &input()),
        Format::Junit => ci::junit::write(out, &input()),
        Format::Github => ci::github::write(out, &input()),
        Format::Gitlab => ci::gitlab::write(out, &input()),
        Format::Checkstyle => ci::checkstyle::write(out, &input()),
        Format::Markdown => ci::markdown::write(out, &input()),
        Format::ClaimReview => claim_review::write(out, &input()),
    }
}

/// The rules that the listed findings name: their own, and those that say the same.
pub fn rules_named(report: &Report, listed: Listed) -> BTreeSet<&str> {
    let shown = report.found().filter(|f| json::is_shown(f, listed));
    shown.flat_map(|f| std::iter::once(&f.rule).chain(f.related.iter().map(|r| &r.rule))).map(|r| &**r).collect()
}

/// `1 article`, `2 articles`.
pub fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
