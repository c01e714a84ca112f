//! Reports for the tools around: code scanning, continuous integration, pull requests. Each format is that of its own
//! specification; what they share stands here.

pub mod checkstyle;
pub mod github;
pub mod gitlab;
pub mod junit;
pub mod markdown;
pub mod sarif;

use super::places::{Document, Documents};
use super::sanitize::Sanitized;
use crate::article::{Batch, path_of};
use crate::finding::{Finding, Label, Report};
use crate::language::{Program, Rule};

use super::RenderOptions;

/// What every writer gets.
pub struct Input<'a> {
    pub report: &'a Report,
    pub batch: &'a Batch,
    pub program: &'a Program,
    pub options: &'a RenderOptions<'a>,
    pub documents: Documents<'a>,
}

impl<'a> Input<'a> {
    pub fn new(
        report: &'a Report,
        batch: &'a Batch,
        program: &'a Program,
        options: &'a RenderOptions<'a>,
    ) -> Input<'a> {
        Input { report, batch, program, options, documents: Documents::new(batch, &program.sources) }
    }

    /// The findings that a report lists.
    pub fn shown(&self) -> impl Iterator<Item = &'a Finding> {
        let listed = self.options.listed;
        self.report.found().filter(move |f| super::json::is_shown(f, listed))
    }

    pub fn spot(&self, label: &Label) -> Spot<'a> {
        Spot::of(self.documents.article(label.article), label)
    }

    pub fn rule(&self, name: &str) -> Option<&'a Rule> {
        self.program.rules.iter().find(|r| *r.name == *name)
    }

    /// The message, with what helps; one line each.
    pub fn text(&self, finding: &Finding) -> String {
        let mut text = Sanitized::words(&finding.message).to_string();
        if let Some(record) = &finding.record {
            text.push_str(&format!("\nrecord: {}", Sanitized::words(&record.entry)));
        }
        for label in others(finding) {
            let document = self.documents.article(label.article);
            let words = document.clamp(label.span).of(document.text());
            text.push_str(&format!("\n{}: “{}”", document.at(label.span), Sanitized::words(words)));
        }
        for assumed in &finding.assumed {
            text.push_str(&format!("\nassumed: {}", Sanitized::words(assumed)));
        }
        for related in &finding.related {
            text.push_str(&format!(
                "\nalso: {}: {}",
                Sanitized::name(&related.rule),
                Sanitized::words(&related.message)
            ));
        }
        if let Some(help) = &finding.help {
            text.push_str(&format!("\nhelp: {}", Sanitized::words(help)));
        }
        text
    }
}

/// The labels beside the first one that do not stand within it.
pub fn others(finding: &Finding) -> impl Iterator<Item = &Label> {
    let first = finding.first_label();
    finding.labels.iter().filter(move |l| {
        first.is_none_or(|f| !std::ptr::eq(*l, f) && !(l.article == f.article && l.span.overlaps(f.span)))
    })
}

/// A place in a file, as tools name it.
pub struct Spot<'a> {
    /// As given on the command line, or as found below it.
    pub file: &'a str,
    /// The whole name of an article in a file of many.
    pub article: Option<&'a str>,
    /// From 1. Of an article in a file of many, that of the record.
    pub line: usize,
    /// `None` for an article in a file of many: its lines and columns are not the file's.
    pub columns: Option<Columns>,
}

/// Counted in characters from 1.
#[derive(Clone, Copy)]
pub struct Columns {
    pub start: usize,
    pub end_line: usize,
    /// Behind the last character.
    pub end: usize,
}

impl<'a> Spot<'a> {
    fn of(document: &Document<'a>, label: &Label) -> Spot<'a> {
        let name = document.name();
        let file = path_of(name);
        if file != name {
            return Spot { file, article: Some(name), line: document.first_line(), columns: None };
        }
        let (place, end) = (document.place(label.span), document.end(label.span));
        let columns = Columns { start: place.column, end_line: end.line, end: end.column };
        Spot { file, article: None, line: place.line, columns: Some(columns) }
    }
}

#[cfg(test)]
mod tests;
