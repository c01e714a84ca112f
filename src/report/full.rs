//! The report for people: each finding with the words it rests on, then what was checked.

use std::io::{self, Write};

use super::excerpt::Mark;
use super::json::is_shown;
use super::places::{Document, Documents};
use super::sanitize::Sanitized;
use super::short::{self, head};
use super::summary::{AgainstBaseline, Summary};
use super::terminal::{Entry, Tone};
use super::{Page, RenderOptions, counted, wrap};
use crate::article::Batch;
use crate::finding::{Finding, Label, Level, Report, Verdict};
use crate::language::Program;

/// From more findings than this on they are counted by rule, too: that many rules at most.
const MANY: usize = 50;
const LISTED: usize = 12;
/// Findings that a baseline has which are listed; all are in every other format.
const KNOWN: usize = 10;
/// Edits of one finding that are shown, and entries of the baseline that are gone.
const EDITS: usize = 3;

pub fn write(
    out: &mut dyn Write,
    report: &Report,
    batch: &Batch,
    program: &Program,
    options: &RenderOptions,
) -> io::Result<()> {
    let documents = Documents::new(batch, &program.sources);
    let shown = || report.findings.iter().filter(|f| is_shown(f, options.listed));
    for finding in shown().filter(|f| !f.known) {
        let mut entry = entry(finding, &documents);
        entry.notes.extend(options.page_of(&finding.rule).map(|page| ("page", Sanitized::name(&page))));
        writeln!(out, "{}", entry.draw(&options.page))?;
    }
    // Nobody has to act on these now: a line each is enough.
    let known = shown().filter(|f| f.known).count();
    if known > 0 {
        short::lines(out, shown().filter(|f| f.known).take(KNOWN), &documents)?;
        if known > KNOWN {
            let more = counted(known - KNOWN, "more known finding");
            paragraph(out, &format!("and {more}: `--format short` lists them"), &options.page)?;
        }
        writeln!(out)?;
    }
    super::alignment::write(out, &report.groupings, &documents, &options.page)?;
    if !options.quiet {
        summary(out, report, batch, program, options)?;
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

fn summary(
    out: &mut dyn Write,
    report: &Report,
    batch: &Batch,
    program: &Program,
    options: &RenderOptions,
) -> io::Result<()> {
    let summary = Summary::new(report, batch);
    let mut lines = vec![totals(&summary)];
    if summary.violated > MANY {
        let rules = summary.by_rule.iter().take(LISTED).map(|(rule, n)| format!("{n} {rule}"));
        let more = summary.by_rule.len().saturating_sub(LISTED);
        let more = (more > 0).then(|| counted(more, "other rule"));
        lines.push(format!("by rule: {}", rules.chain(more).collect::<Vec<_>>().join(", ")));
    }
    if summary.articles > 0 && summary.checked == 0 {
        lines.push("no rule had anything to check here; `claimlint facts` shows what was read".into());
    } else if summary.articles > 0 {
        lines.extend(idle(report, program));
    }
    if summary.undecided > 0 {
        let reasons: Vec<String> = summary.reasons.iter().map(|(why, n)| format!("{n} {}", why.word())).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        let hint = if summary.reasons.iter().all(|(why, _)| options.listed.undecided.has(*why)) {
            ""
        } else {
            "; `--show undecided` lists them"
        };
        lines.push(format!("{} undecided{reasons}{hint}", summary.undecided));
    }
    lines.extend(against_baseline(&summary));
    if summary.suppressed > 0 {
        let excepted = summary.suppressed - summary.standing;
        let mut parts = Vec::new();
        if excepted > 0 {
            parts.push(format!("{excepted} excepted by `except` clauses"));
        }
        if summary.standing > 0 {
            let hint = if options.listed.suppressed { "" } else { "; `--show suppressed` lists them" };
            parts.push(format!("{} let stand by `stet`{hint}", summary.standing));
        }
        lines.push(parts.join(", "));
    }
    let mended = report.findings.iter().filter(|f| is_shown(f, options.listed) && !f.fix.is_empty()).count();
    if mended > 0 {
        lines.push(format!(
            "`claimlint check --fix` mends {}",
            if mended == 1 { "one of these".into() } else { format!("{mended} of these") }
        ));
    }
    let shown = report.findings.iter().filter(|f| is_shown(f, options.listed) && !f.known);
    // The first of the loudest.
    if let Some(finding) = shown.min_by_key(|f| (f.verdict != Verdict::Violated, std::cmp::Reverse(f.level))) {
        let rule = &finding.rule;
        lines.push(format!(
            "`claimlint explain {rule}` says what a rule asks for and why; `--at FILE:LINE`, how a finding came about"
        ));
    }
    for line in &lines {
        paragraph(out, line, &options.page)?;
    }
    Ok(())
}

/// What was checked and found, in one line.
pub fn totals(summary: &Summary) -> String {
    let found = match summary.levels.is_empty() {
        true => "nothing found".to_string(),
        false => {
            let levels = summary.levels.iter().map(|&(level, n)| match level {
                Level::Advice | Level::Off => format!("{n} advice"),
                _ => counted(n, level.name()),
            });
            levels.collect::<Vec<_>>().join(", ")
        }
    };
    let against = match summary.sources {
        0 => String::new(),
        n => format!(" against {}", counted(n, "source")),
    };
    format!(
        "{}{against}, {}, {} checked: {found}",
        counted(summary.articles, "article"),
        counted(summary.facts, "fact"),
        counted(summary.checked, "candidate"),
    )
}

/// What of the findings the baseline has, and what it has beside them.
fn against_baseline(summary: &Summary) -> Option<String> {
    let AgainstBaseline { new, known, gone } = summary.baseline.as_ref()?;
    let told = match gone.len() {
        0 => String::new(),
        n => {
            let listed = gone.iter().take(EDITS).map(|e| format!("{} in `{}`", e.rule, e.article));
            let more = n.saturating_sub(EDITS);
            let more = (more > 0).then(|| format!("{more} more"));
            let them = listed.chain(more).collect::<Vec<_>>().join(", ");
            format!(
                "; {n} of the baseline gone ({them}): `--write-baseline` takes {} out",
                if n == 1 { "it" } else { "them" }
            )
        }
    };
    Some(format!("{new} new, {known} known{told}"))
}

/// Names the rules that saw no candidate. Of the bundled ones that is nothing strange: they are for all kinds of articles.
fn idle(report: &Report, program: &Program) -> Option<String> {
    let own = |name: &str| program.rules.iter().any(|r| *r.name == *name && !r.bundled);
    let idle = report.rules.iter().filter(|(name, count)| count.candidates == 0 && own(name));
    let names: Vec<&str> = idle.map(|(name, _)| &**name).collect();
    let (shown, more) = names.split_at(names.len().min(LISTED));
    let more = (!more.is_empty()).then(|| counted(more.len(), "other"));
    let listed: Vec<String> = shown.iter().map(|n| format!("`{n}`")).chain(more).collect();
    (!listed.is_empty()).then(|| format!("no candidate was there for {}", listed.join(", ")))
}

fn paragraph(out: &mut dyn Write, text: &str, page: &Page) -> io::Result<()> {
    for line in wrap::paragraph(&Sanitized::words(text), page.width) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
