//! An audit of a rule: for people, and as one JSON object.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::full;
use super::json::{self, FindingJson};
use super::places::Documents;
use super::sanitize::Sanitized;
use super::{Page, counted, wrap};
use crate::article::Batch;
use crate::finding::Finding;
use crate::language::Program;
use crate::testing::audit::{Audit, Changes, sample};

/// Added and removed findings that people are shown, each.
const CHANGES: usize = 100;

/// An audit, and what there is to compare it with.
pub struct Audited<'a> {
    pub audit: &'a Audit,
    /// The earlier version, with its program: findings may cite its record.
    pub before: Option<(&'a Audit, &'a Program, &'a Changes<'a>)>,
    pub batch: &'a Batch,
    pub program: &'a Program,
    /// How many findings are shown of all.
    pub sample: usize,
}

pub fn write(out: &mut dyn Write, audited: &Audited, page: &Page) -> io::Result<()> {
    let Audited { audit, batch, .. } = audited;
    let documents = Documents::new(batch, &audited.program.sources);
    let all: Vec<&Finding> = audit.findings.iter().map(|f| &**f).collect();
    let drawn = sample(&all, batch, audited.sample);
    for finding in &drawn {
        writeln!(out, "{}", full::entry(finding, &documents).draw(page))?;
    }
    if let Some((earlier, program, changes)) = audited.before {
        let old = Documents::new(batch, &program.sources);
        for (heading, found, documents) in [("added", &changes.added, &documents), ("removed", &changes.removed, &old)]
        {
            if found.is_empty() {
                continue;
            }
            let shown = sample(found, batch, CHANGES);
            let of = if shown.len() < found.len() { format!(" ({} shown)", shown.len()) } else { String::new() };
            writeln!(out, "{}", bold(&format!("{heading}: {}{of}", counted(found.len(), "finding")), page))?;
            writeln!(out)?;
            for finding in shown {
                writeln!(out, "{}", full::entry(finding, documents).draw(page))?;
            }
        }
        let words = format!(
            "before: {}, {} per 1,000 articles; added {}, removed {}, kept {}",
            counted(earlier.findings.len(), "finding"),
            rate(earlier),
            changes.added.len(),
            changes.removed.len(),
            changes.kept
        );
        wrap::write(out, &words, page)?;
    }
    let words = format!(
        "{}: {} in {}, {} per 1,000{}",
        audit.rule,
        counted(audit.findings.len(), "finding"),
        counted(audit.articles, "article"),
        rate(audit),
        if drawn.len() < all.len() { format!("; {} shown", drawn.len()) } else { String::new() }
    );
    wrap::write(out, &words, page)?;
    let count = &audit.count;
    let mut parts = vec![counted(count.candidates, "candidate"), format!("{} violated", count.violated)];
    let reasons: Vec<String> = audit.reasons.iter().map(|(why, n)| format!("{n} {}", why.word())).collect();
    let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) };
    let share = (audit.undecided_share() * 1000.0).floor() / 10.0;
    parts.push(format!("{} undecided ({share} %{reasons})", count.undecided));
    if count.excepted > 0 {
        parts.push(format!("{} excepted by `except` clauses", count.excepted));
    }
    wrap::write(out, &parts.join(", "), page)?;
    if !audit.standing.is_empty() {
        let wrong = audit.standing.iter().filter(|s| s.wrong).count();
        wrap::write(
            out,
            &format!("{} let stand by `stet`; the rule was wrong in {wrong}", audit.standing.len()),
            page,
        )?;
        for s in audit.standing.iter().filter(|s| s.wrong).take(CHANGES) {
            let reason = s.reason.as_deref().unwrap_or("no reason given");
            wrap::write(out, &format!("  wrong at {}:{}: {reason}", s.file, s.line), page)?;
        }
    }
    if !audit.most.is_empty() {
        let most = audit.most.iter().map(|(id, n)| format!("{} ({n})", Sanitized::name(&batch.get(*id).name)));
        let words = format!(
            "{} with findings; most: {}",
            counted(audit.articles_with_findings, "article"),
            most.collect::<Vec<_>>().join(", ")
        );
        wrap::write(out, &words, page)?;
    }
    Ok(())
}

/// With one decimal.
fn rate(audit: &Audit) -> String {
    format!("{:.1}", audit.per_thousand())
}

fn bold(text: &str, page: &Page) -> String {
    if page.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_string() }
}

/// One object, as `schemas/audit.json` describes it.
pub fn write_json(out: &mut dyn Write, audited: &Audited) -> io::Result<()> {
    let Audited { audit, batch, .. } = audited;
    let documents = Documents::new(batch, &audited.program.sources);
    let old = audited.before.map(|(_, program, _)| Documents::new(batch, &program.sources));
    let all: Vec<&Finding> = audit.findings.iter().map(|f| &**f).collect();
    let whole = Whole {
        version: 1,
        rule: &audit.rule,
        articles: audit.articles,
        candidates: audit.count.candidates,
        violated: audit.count.violated,
        suppressed: audit.count.excepted,
        findings: audit.findings.len(),
        per_1000_articles: audit.per_thousand(),
        articles_with_findings: audit.articles_with_findings,
        undecided: audit.count.undecided,
        undecided_share: audit.undecided_share(),
        because: audit.reasons.iter().map(|(why, n)| (why.word(), *n)).collect(),
        stets: StetsJson {
            count: audit.standing.len(),
            wrong: audit.standing.iter().filter(|s| s.wrong).count(),
            all: audit
                .standing
                .iter()
                .map(|s| StetJson { file: &s.file, line: s.line, wrong: s.wrong, reason: s.reason.as_deref() })
                .collect(),
        },
        most: audit.most.iter().map(|(id, n)| MostJson { article: &batch.get(*id).name, findings: *n }).collect(),
        sample: sample(&all, batch, audited.sample).into_iter().map(|f| json::finding(f, &documents)).collect(),
        before: audited.before.as_ref().zip(old.as_ref()).map(|((earlier, _, changes), old)| BeforeJson {
            findings: earlier.findings.len(),
            per_1000_articles: earlier.per_thousand(),
            kept: changes.kept,
            added: changes.added.iter().map(|f| json::finding(f, &documents)).collect(),
            removed: changes.removed.iter().map(|f| json::finding(f, old)).collect(),
        }),
    };
    json::line(out, &whole)
}

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    rule: &'a str,
    articles: usize,
    candidates: usize,
    violated: usize,
    suppressed: usize,
    findings: usize,
    per_1000_articles: f64,
    articles_with_findings: usize,
    undecided: usize,
    undecided_share: f64,
    because: BTreeMap<&'static str, usize>,
    stets: StetsJson<'a>,
    most: Vec<MostJson<'a>>,
    sample: Vec<FindingJson<'a>>,
    before: Option<BeforeJson<'a>>,
}

#[derive(Serialize)]
struct StetsJson<'a> {
    count: usize,
    wrong: usize,
    all: Vec<StetJson<'a>>,
}

#[derive(Serialize)]
struct StetJson<'a> {
    file: &'a str,
    line: usize,
    wrong: bool,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct MostJson<'a> {
    article: &'a str,
    findings: usize,
}

#[derive(Serialize)]
struct BeforeJson<'a> {
    findings: usize,
    per_1000_articles: f64,
    kept: usize,
    added: Vec<FindingJson<'a>>,
    removed: Vec<FindingJson<'a>>,
}
