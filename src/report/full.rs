//! The report for people: each finding with the words it rests on, then what was checked.

use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;

use super::closing;
use super::excerpt::Mark;
use super::json::is_shown;
use super::places::{Document, Documents};
use super::sanitize::Sanitized;
use super::short::{self, head};
use super::terminal::{Entry, Tone};
use super::{Page, RenderOptions, counted, wrap};
use crate::article::Batch;
use crate::finding::{Finding, Label, Level, Report, Verdict};
use crate::language::Program;

/// Findings that a baseline has which are listed; all are in every other format.
const KNOWN: usize = 10;
/// Findings that are drawn side by side, and kept until they are written.
const AT_ONCE: usize = 1000;
/// Edits of one finding that are shown.
const EDITS: usize = 3;

pub fn write(
    out: &mut dyn Write,
    report: &Report,
    batch: &Batch,
    program: &Program,
    options: &RenderOptions,
) -> io::Result<()> {
    let documents = Documents::new(batch, &program.sources);
    let shown = || report.found().filter(|f| is_shown(f, options.listed));
    let draw = |finding: &Arc<Finding>| {
        let kept = options.drawings.and_then(|drawings| drawings.of(finding, batch, &options.page));
        let picture = kept.unwrap_or_else(|| {
            let mut entry = entry(finding, &documents);
            entry.notes.extend(options.page_of(&finding.rule).map(|page| ("page", Sanitized::name(&page))));
            entry.draw(&options.page).into()
        });
        (finding.clone(), picture)
    };
    let new: Vec<&Arc<Finding>> = report.findings.iter().filter(|f| is_shown(f, options.listed) && !f.known).collect();
    let mut all = Vec::new();
    for some in new.chunks(AT_ONCE) {
        let mut drawn: Vec<(Arc<Finding>, Arc<str>)> = some.par_iter().map(|finding| draw(finding)).collect();
        drawn.iter().try_for_each(|(_, picture)| writeln!(out, "{picture}"))?;
        if options.drawings.is_some() {
            all.append(&mut drawn);
        }
    }
    if let Some(drawings) = options.drawings {
        drawings.keep(all, batch, &options.page);
    }
    // Nobody has to act on these now: a line each is enough.
    let known = shown().filter(|f| f.known).count();
    if known > 0 {
        short::lines(out, shown().filter(|f| f.known).take(KNOWN), &documents)?;
        if known > KNOWN {
            let more = counted(known - KNOWN, "more known finding");
            wrap::write(out, &format!("and {more}: `--format short` lists them"), &options.page)?;
        }
        writeln!(out)?;
    }
    super::alignment::write(out, &report.groupings, &documents, &options.page)?;
    if !options.quiet {
        closing::write(out, report, batch, program, options)?;
    }
    Ok(())
}

/// Findings one by one, each as [`write`] prints it, but for the place of its record entry: it moves with every line that
/// is added to a rule file.
pub fn draw(findings: &[&Finding], batch: &Batch, program: &Program, page: &Page) -> Vec<String> {
    let documents = Documents::new(batch, &program.sources);
    let drawn = findings.iter().map(|finding| {
        let mut entry = entry(finding, &documents);
        if let (Some(record), Some((_, note))) = (&finding.record, entry.notes.first_mut()) {
            *note = Sanitized::words(&record.entry);
        }
        entry.draw(page)
    });
    drawn.collect()
}

pub fn entry<'d, 'a>(finding: &Finding, documents: &'d Documents<'a>) -> Entry<'d, 'a> {
    let mut notes = Vec::new();
    if let Some(record) = &finding.record {
        let at = record.at.map_or(String::new(), |at| format!(" ({})", documents.file_and_line(at)));
        notes.push(("record", Sanitized::words(&format!("{}{at}", record.entry))));
    }
    notes.extend(finding.assumed.iter().map(|a| ("assumed", Sanitized::words(a))));
    for related in &finding.related {
        let label = related.labels.iter().find(|l| l.primary).or(related.labels.first());
        let at = label.map_or(String::new(), |l| format!(" ({})", documents.article(l.article).at(l.span)));
        notes.push(("also", Sanitized::words(&format!("{}: {}{at}", related.rule, related.message))));
    }
    if let Some(suppressed) = &finding.suppressed {
        let wrong = if suppressed.wrong { "the rule was wrong: " } else { "" };
        notes.push(("stet", Sanitized::words(&format!("{wrong}{}", suppressed.reason))));
    }
    if let Verdict::Undecided(why) = finding.verdict {
        notes.push(("because", Sanitized::words(why.word())));
    }
    for edit in finding.fix.iter().take(EDITS) {
        let document = documents.article(edit.article);
        let old = document.clamp(edit.span).of(document.text());
        let at = document.at(edit.span);
        notes.push(("fix", Sanitized::words(&format!("“{old}” → “{}” ({at})", edit.replacement))));
    }
    if finding.fix.len() > EDITS {
        notes.push(("fix", Sanitized::words(&format!("and {} more", finding.fix.len() - EDITS))));
    }
    notes.extend(finding.help.iter().map(|h| ("help", Sanitized::words(h))));
    Entry {
        tone: match (finding.verdict, finding.level) {
            (Verdict::Undecided(_), _) => Tone::Advice,
            (_, Level::Error) => Tone::Error,
            (_, Level::Warning) => Tone::Warning,
            (_, Level::Advice | Level::Off) => Tone::Advice,
        },
        head: head(finding),
        message: Sanitized::words(&finding.message),
        cited: cited(&finding.labels, documents),
        notes,
    }
}

/// Labels by article: that of the primary label first, the others in order of the batch.
fn cited<'d, 'a>(labels: &[Label], documents: &'d Documents<'a>) -> Vec<(&'d Document<'a>, Vec<Mark>)> {
    let first = labels.iter().find(|l| l.primary).or(labels.first()).map(|l| l.article);
    let mut order: Vec<&Label> = labels.iter().collect();
    order.sort_by_key(|l| (Some(l.article) != first, l.article));
    let mut cited: Vec<(_, &Document, Vec<Mark>)> = Vec::new();
    for label in order {
        let mark = Mark { span: label.span, note: Sanitized::words(&label.note), primary: label.primary };
        match cited.last_mut() {
            Some((article, _, marks)) if *article == label.article => marks.push(mark),
            _ => cited.push((label.article, documents.article(label.article), vec![mark])),
        }
    }
    cited.into_iter().map(|(_, document, marks)| (document, marks)).collect()
}
