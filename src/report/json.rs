//! Findings as JSON, in the shape of the published contract, version 1.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use super::alignment::{self, GroupingJson};
use super::cited::Origin;
use super::places::{Document, Documents, Place};
use super::sanitize::is_hidden;
use super::summary::Summary;
use super::{Listed, RenderOptions};
use crate::article::Batch;
use crate::finding::{Edit, Finding, Label, Level, Report, Verdict};
use crate::language::Program;
use crate::source::Span;

/// One object for the whole report.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    batch: &Batch,
    program: &Program,
    options: &RenderOptions,
) -> io::Result<()> {
    let documents = Documents::new(batch, &program.sources);
    let shown: Vec<&Finding> = report.found().filter(|f| is_shown(f, options.listed)).collect();
    let whole = Whole {
        version: 1,
        findings: shown.iter().map(|f| paged(f, &documents, options)).collect(),
        articles: Origin::of_cited(batch, &shown),
        alignment: report.groupings.iter().map(|g| alignment::json(g, &documents)).collect(),
        summary: Summary::new(report, batch),
    };
    line(out, &whole)
}

/// One finding a line, without a summary.
pub fn write_lines(
    out: &mut dyn Write,
    report: &Report,
    batch: &Batch,
    program: &Program,
    options: &RenderOptions,
) -> io::Result<()> {
    let documents = Documents::new(batch, &program.sources);
    for f in report.found().filter(|f| is_shown(f, options.listed)) {
        line(out, &paged(f, &documents, options))?;
    }
    Ok(())
}

/// Whether a report lists this finding.
pub fn is_shown(finding: &Finding, listed: Listed) -> bool {
    let verdict = match finding.verdict {
        Verdict::Violated => true,
        Verdict::Undecided(why) => listed.undecided.has(why),
    };
    finding.level != Level::Off && verdict && (listed.suppressed || finding.suppressed.is_none())
}

/// Writes one value and a line end. What a terminal acts on is escaped, so that a report may be looked at anywhere.
pub fn line<W: Write + ?Sized>(out: &mut W, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Visible(CompactFormatter));
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// JSON whose strings escape hidden characters, too.
struct Visible(CompactFormatter);

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            return self.0.write_string_fragment(writer, fragment);
        }
        let mut start = 0;
        for (at, c) in fragment.char_indices().filter(|&(_, c)| !c.is_ascii_graphic() && is_hidden(c)) {
            self.0.write_string_fragment(writer, &fragment[start..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            start = at + c.len_utf8();
        }
        self.0.write_string_fragment(writer, &fragment[start..])
    }
}

#[derive(Serialize)]
struct Whole<'a, F: Serialize> {
    version: u32,
    findings: Vec<F>,
    articles: Vec<Origin<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alignment: Vec<GroupingJson<'a>>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
pub struct FindingJson<'a> {
    rule: &'a str,
    level: Level,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'static str>,
    message: &'a str,
    help: Option<&'a str>,
    fingerprint: &'a str,
    baseline: &'static str,
    suppressed: Option<&'a str>,
    assumed: &'a [String],
    labels: Vec<LabelJson<'a>>,
    record: Option<RecordJson<'a>>,
    fix: Option<FixJson<'a>>,
    related: Vec<RelatedJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

/// Where words of an article stand.
#[derive(Serialize)]
pub struct PlaceJson<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    line: usize,
    column: usize,
}

impl<'a> PlaceJson<'a> {
    pub fn of(document: &Document<'a>, span: Span) -> PlaceJson<'a> {
        let Place { field, start, end, line, column } = document.place(span);
        PlaceJson { article: document.name(), start, end, field, line, column }
    }
}

#[derive(Serialize)]
struct LabelJson<'a> {
    #[serde(flatten)]
    place: PlaceJson<'a>,
    text: &'a str,
    note: &'a str,
    primary: bool,
}

#[derive(Serialize)]
struct RecordJson<'a> {
    entry: &'a str,
    at: Option<String>,
}

#[derive(Serialize)]
struct FixJson<'a> {
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    text: &'a str,
    replacement: &'a str,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    rule: &'a str,
    message: &'a str,
    labels: Vec<LabelJson<'a>>,
}

/// A finding as [`write`] has it.
pub fn finding<'a>(finding: &'a Finding, documents: &Documents<'a>) -> FindingJson<'a> {
    FindingJson {
        rule: &finding.rule,
        level: finding.level,
        verdict: match finding.verdict {
            Verdict::Violated => "violated",
            Verdict::Undecided(_) => "undecided",
        },
        because: match finding.verdict {
            Verdict::Violated => None,
            Verdict::Undecided(why) => Some(why.word()),
        },
        message: &finding.message,
        help: finding.help.as_deref(),
        fingerprint: &finding.fingerprint,
        baseline: if finding.known { "known" } else { "new" },
        suppressed: finding.suppressed.as_ref().map(|s| &*s.reason),
        assumed: &finding.assumed,
        labels: labels(&finding.labels, documents),
        record: finding
            .record
            .as_ref()
            .map(|r| RecordJson { entry: &r.entry, at: r.at.map(|at| documents.file_and_line(at)) }),
        fix: (!finding.fix.is_empty()).then(|| FixJson { edits: edits(&finding.fix, documents) }),
        related: finding
            .related
            .iter()
            .map(|r| RelatedJson { rule: &r.rule, message: &r.message, labels: labels(&r.labels, documents) })
            .collect(),
        page: None,
    }
}

fn paged<'a>(of: &'a Finding, documents: &Documents<'a>, options: &RenderOptions) -> FindingJson<'a> {
    FindingJson { page: options.page_of(&of.rule), ..finding(of, documents) }
}

fn edits<'a>(edits: &'a [Edit], documents: &Documents<'a>) -> Vec<EditJson<'a>> {
    let edit = |edit: &'a Edit| {
        let document = documents.article(edit.article);
        let place = document.place(edit.span);
        EditJson {
            article: document.name(),
            start: place.start,
            end: place.end,
            field: place.field,
            text: document.clamp(edit.span).of(document.text()),
            replacement: &edit.replacement,
        }
    };
    edits.iter().map(edit).collect()
}

fn labels<'a>(labels: &'a [Label], documents: &Documents<'a>) -> Vec<LabelJson<'a>> {
    labels
        .iter()
        .map(|label| {
            let document = documents.article(label.article);
            LabelJson {
                place: PlaceJson::of(document, label.span),
                text: document.clamp(label.span).of(document.text()),
                note: &label.note,
                primary: label.primary,
            }
        })
        .collect()
}
