//! Findings as one page: a list to filter, each finding with its excerpts side by side, the articles that are cited, who agrees with
//! whom, and the page of each rule.
//!
//! The page is whole without its script: everything stands in it, parts after parts, and all ways are links. `findings.js` shows one
//! part at a time and filters. A finding's place is its fingerprint, so that a link to it holds from report to report.
//!
//! Only cited articles are there, each once with all marks, and in every finding the paragraphs that it marks. What does not fit the
//! limits (here and in `articles.rs`, `events.rs`) is left out, and the page says so.

mod articles;
mod events;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;

use self::articles::{ArticleView, Cited, Column, Mark};
use self::events::EventView;
use super::{Assets, markdown};
use crate::article::{ArticleId, Batch};
use crate::finding::{Finding, Label, Level, Report, Verdict};
use crate::language::Program;
use crate::report::cited::cited;
use crate::report::json::is_shown;
use crate::report::places::Documents;
use crate::report::sanitize::Sanitized;
use crate::report::summary::Summary;
use crate::report::{RenderOptions, counted};

const TEMPLATE: &str = include_str!("findings.html");
const STYLE: &str = concat!(include_str!("../base.css"), include_str!("findings.css"));
const SCRIPT: &str = concat!(include_str!("findings.js"), include_str!("../theme.js"));

/// Findings on one page, the first in order of the report.
const FINDINGS: usize = 5_000;
/// Articles that one finding shows side by side.
const COLUMNS: usize = 12;
/// Edits of one finding that are shown.
const EDITS: usize = 3;

/// The page of a rule.
#[derive(Clone, Debug)]
pub struct RulePage {
    pub rule: String,
    /// As [`rule_page::page`](crate::report::rule_page::page) makes it.
    pub markdown: String,
}

#[derive(Serialize)]
struct Page {
    assets: Assets,
    version: &'static str,
    summary: String,
    levels: Vec<Choice>,
    states: Vec<Choice>,
    findings: Vec<FindingView>,
    articles: Vec<ArticleView>,
    events: Vec<EventView>,
    rules: Vec<RuleView>,
    /// A sentence each.
    left_out: Vec<String>,
}

/// Something to filter by.
#[derive(Serialize)]
struct Choice {
    /// In attributes.
    value: &'static str,
    name: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct RuleView {
    name: String,
    anchor: String,
    title: String,
    level: &'static str,
    /// Findings that it has part in.
    count: usize,
    /// HTML; `None` where there is no page.
    page: Option<String>,
}

#[derive(Clone, Serialize)]
struct RuleRef {
    name: String,
    /// Where its page is on this one.
    anchor: Option<String>,
}

#[derive(Serialize)]
struct FindingView {
    /// Its place on the page, and its fingerprint.
    id: String,
    /// `error`, `warning`, `advice` or `undecided`.
    level: &'static str,
    rule: RuleRef,
    /// Of its own rule and of those that say the same, as indices into the page's rules.
    rules: Vec<usize>,
    /// Indices into the page's articles.
    articles: Vec<usize>,
    message: String,
    /// The place of its primary label.
    at: String,
    columns: Vec<Column>,
    more_columns: Option<String>,
    help: Option<String>,
    because: Option<&'static str>,
    record: Option<RecordView>,
    assumed: Vec<String>,
    related: Vec<RelatedView>,
    fixes: Vec<FixView>,
    more_fixes: usize,
    suppressed: Option<String>,
    /// `new` or `known`; `None`: there is no baseline.
    baseline: Option<&'static str>,
    /// What it is filtered by: `stands`, `known` or `counts`.
    state: &'static str,
}

#[derive(Serialize)]
struct RecordView {
    entry: String,
    at: Option<String>,
}

#[derive(Serialize)]
struct RelatedView {
    rule: RuleRef,
    message: String,
    at: Option<String>,
}

#[derive(Serialize)]
struct FixView {
    old: String,
    new: String,
    at: String,
}

/// Where things are on the page.
struct Anchors {
    articles: BTreeMap<ArticleId, usize>,
    /// By name: index and anchor.
    rules: BTreeMap<String, (usize, String)>,
}

impl Anchors {
    fn new(articles: &[ArticleId], findings: &[&Finding]) -> Anchors {
        let of = |f: &&Finding| -> Vec<String> {
            std::iter::once(&f.rule).chain(f.related.iter().map(|r| &r.rule)).map(|r| r.to_string()).collect()
        };
        let names: BTreeSet<String> = findings.iter().flat_map(of).collect();
        let anchor = |name: &str| {
            let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
            format!("rule-{}", name.chars().map(plain).collect::<String>())
        };
        Anchors {
            articles: articles.iter().enumerate().map(|(i, &id)| (id, i)).collect(),
            rules: names.into_iter().enumerate().map(|(i, name)| (name.clone(), (i, anchor(&name)))).collect(),
        }
    }
    fn article(&self, id: ArticleId) -> Option<usize> {
        self.articles.get(&id).copied()
    }
    fn rule(&self, name: &str) -> RuleRef {
        let anchor = self.rules.get(name).map(|(_, anchor)| anchor.clone());
        RuleRef { name: Sanitized::name(name).to_string(), anchor }
    }
}

/// Writes the page. `options.rule_pages` are the pages of those rules that findings name.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    batch: &Batch,
    program: &Program,
    options: &RenderOptions,
) -> io::Result<()> {
    super::render(out, TEMPLATE, page(report, batch, program, options))
}

fn page(report: &Report, batch: &Batch, program: &Program, options: &RenderOptions) -> Page {
    let documents = Documents::new(batch, &program.sources);
    let all: Vec<&Finding> = report.found().filter(|f| is_shown(f, options.listed)).collect();
    let shown = &all[..all.len().min(FINDINGS)];
    let ids = cited(shown.iter().copied());
    let anchors = Anchors::new(&ids, shown);
    let articles: Vec<Cited> = ids.iter().map(|&id| Cited::new(batch.get(id))).collect();
    let mut left_out = Vec::new();
    if all.len() > shown.len() {
        left_out.push(format!(
            "This page has the first {} of {}. Narrow the run with --only RULE, --tag TAG or fewer articles to see the others.",
            counted(shown.len(), "finding"),
            all.len()
        ));
    }
    let (article_views, cut) = article_views(&articles, shown, &anchors);
    if cut > 0 {
        left_out.push(format!(
            "Of {}, only the paragraphs that findings cite are on this page; the page would be too large with all their words.",
            counted(cut, "article")
        ));
    }
    let (events, more) = events::views(&report.groupings, shown, &documents, program, &anchors);
    if more > 0 {
        left_out.push(format!(
            "This page has the first {} of {}, those with a finding and those with a contradiction before the others.",
            counted(events.len(), "event"),
            events.len() + more
        ));
    }
    let compared = report.gone.is_some();
    let view = |f: &&Finding| {
        let baseline = compared.then_some(if f.known { "known" } else { "new" });
        FindingView { baseline, ..finding(f, &articles, &documents, &anchors) }
    };
    let views: Vec<FindingView> = shown.iter().map(view).collect();
    Page {
        assets: Assets::new(STYLE, SCRIPT),
        version: env!("CARGO_PKG_VERSION"),
        summary: summary(report, batch),
        levels: levels(&views),
        states: states(&views),
        rules: rules(program, &views, &anchors, options),
        findings: views,
        articles: article_views,
        events,
        left_out,
    }
}

fn summary(report: &Report, batch: &Batch) -> String {
    let summary = Summary::new(report, batch);
    let against = match summary.sources {
        0 => String::new(),
        n => format!(" against {}", counted(n, "source")),
    };
    format!(
        "{}{against}, {}, {} checked",
        counted(summary.articles, "article"),
        counted(summary.facts, "fact"),
        counted(summary.checked, "candidate")
    )
}

fn level(finding: &Finding) -> &'static str {
    match finding.verdict {
        Verdict::Undecided(_) => "undecided",
        Verdict::Violated => finding.level.name(),
    }
}

fn levels(findings: &[FindingView]) -> Vec<Choice> {
    let names = [("error", "error"), ("warning", "warning"), ("advice", "advice"), ("undecided", "undecided")];
    let count = |level: &str| findings.iter().filter(|f| f.level == level).count();
    names.map(|(value, name)| Choice { value, name, count: count(value) }).into_iter().filter(|c| c.count > 0).collect()
}

/// Empty where all findings are in one state.
fn states(findings: &[FindingView]) -> Vec<Choice> {
    let names = [("counts", "counts"), ("known", "in the baseline"), ("stands", "let stand")];
    let count = |state: &str| findings.iter().filter(|f| f.state == state).count();
    let found = names.map(|(value, name)| Choice { value, name, count: count(value) });
    let found: Vec<Choice> = found.into_iter().filter(|c| c.count > 0).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// The articles with the marks of all findings, and of how many not all words are there.
fn article_views(articles: &[Cited], findings: &[&Finding], anchors: &Anchors) -> (Vec<ArticleView>, usize) {
    let mut marks: Vec<Vec<Mark>> = vec![Vec::new(); articles.len()];
    for (finding, f) in findings.iter().enumerate() {
        for (label, primary) in labels(f) {
            if let Some(at) = anchors.article(label.article) {
                marks[at].push(Mark { span: label.span, finding, note: "", primary });
            }
        }
    }
    let (mut room, mut cut) = (articles::WHOLE_TEXT, 0);
    let mut view = |(article, marks): (&Cited, &Vec<Mark>)| {
        let whole = article.len() <= articles::WHOLE_ARTICLE.min(room);
        match whole {
            true => room -= article.len(),
            false => cut += 1,
        }
        article.view(marks, whole)
    };
    let views = articles.iter().zip(&marks).map(&mut view).collect();
    (views, cut)
}

/// The labels of a finding, then those of what other rules say of it; with whether they are primary.
fn labels(finding: &Finding) -> impl Iterator<Item = (&Label, bool)> {
    let related = finding.related.iter().flat_map(|r| &r.labels).map(|l| (l, false));
    finding.labels.iter().map(|l| (l, l.primary)).chain(related)
}

fn finding(f: &Finding, articles: &[Cited], documents: &Documents, anchors: &Anchors) -> FindingView {
    let at = |label: Option<&Label>| label.map(|l| documents.article(l.article).at(l.span).to_string());
    let first = |labels: &'_ [Label]| labels.iter().position(|l| l.primary).unwrap_or(0);
    let words = |text: &str| Sanitized::words(text).to_string();
    let (columns, more) = columns(f, articles, documents, anchors);
    let mut of: Vec<usize> = cited([f]).into_iter().filter_map(|id| anchors.article(id)).collect();
    of.dedup();
    let names = std::iter::once(&f.rule).chain(f.related.iter().map(|r| &r.rule));
    let mut rules: Vec<usize> = names.filter_map(|r| Some(anchors.rules.get(&**r)?.0)).collect();
    rules.sort_unstable();
    rules.dedup();
    FindingView {
        id: Sanitized::name(&f.fingerprint).to_string(),
        level: level(f),
        rule: anchors.rule(&f.rule),
        rules,
        articles: of,
        message: words(&f.message),
        at: at(f.labels.get(first(&f.labels))).unwrap_or_default(),
        columns,
        more_columns: (more > 0).then(|| format!("and {}", counted(more, "more article"))),
        help: f.help.as_deref().map(words),
        because: match f.verdict {
            Verdict::Undecided(why) => Some(why.word()),
            Verdict::Violated => None,
        },
        record: f
            .record
            .as_ref()
            .map(|r| RecordView { entry: words(&r.entry), at: r.at.map(|at| words(&documents.file_and_line(at))) }),
        assumed: f.assumed.iter().map(|a| words(a)).collect(),
        related: f
            .related
            .iter()
            .map(|r| RelatedView {
                rule: anchors.rule(&r.rule),
                message: words(&r.message),
                at: at(r.labels.get(first(&r.labels))),
            })
            .collect(),
        fixes: f
            .fix
            .iter()
            .take(EDITS)
            .map(|edit| {
                let document = documents.article(edit.article);
                FixView {
                    old: words(document.clamp(edit.span).of(document.text())),
                    new: words(&edit.replacement),
                    at: document.at(edit.span).to_string(),
                }
            })
            .collect(),
        more_fixes: f.fix.len().saturating_sub(EDITS),
        suppressed: f.suppressed.as_ref().map(|s| {
            let wrong = if s.wrong { "the rule was wrong: " } else { "" };
            words(&format!("{wrong}{}", s.reason))
        }),
        baseline: None,
        state: match (f.suppressed.is_some(), f.known) {
            (true, _) => "stands",
            (false, true) => "known",
            (false, false) => "counts",
        },
    }
}

/// The articles of a finding, that of its primary label first, and how many more it has.
fn columns(f: &Finding, articles: &[Cited], documents: &Documents, anchors: &Anchors) -> (Vec<Column>, usize) {
    let first = f.first_label().map(|l| l.article);
    let mut by_article: BTreeMap<(bool, ArticleId), Vec<(&Label, bool)>> = BTreeMap::new();
    for (label, primary) in labels(f) {
        by_article.entry((Some(label.article) != first, label.article)).or_default().push((label, primary));
    }
    let more = by_article.len().saturating_sub(COLUMNS);
    let column = |((_, id), labels): ((bool, ArticleId), Vec<(&Label, bool)>)| {
        let index = anchors.article(id)?;
        let marks: Vec<Mark> = labels
            .iter()
            .map(|(l, primary)| Mark { span: l.span, finding: 0, note: &l.note, primary: *primary })
            .collect();
        let at = documents.article(id).at(labels[0].0.span).to_string();
        Some(articles[index].column(index, &marks, at))
    };
    (by_article.into_iter().take(COLUMNS).filter_map(column).collect(), more)
}

fn rules(program: &Program, findings: &[FindingView], anchors: &Anchors, options: &RenderOptions) -> Vec<RuleView> {
    let mut counts = vec![0; anchors.rules.len()];
    findings.iter().flat_map(|f| &f.rules).for_each(|&rule| counts[rule] += 1);
    let view = |(name, (index, anchor)): (&String, &(usize, String))| {
        let rule = program.rules.iter().find(|r| *r.name == **name);
        let page = options.rule_pages.iter().find(|p| p.rule == *name);
        RuleView {
            name: Sanitized::name(name).to_string(),
            anchor: anchor.clone(),
            title: rule.map_or(String::new(), |r| Sanitized::words(&r.title).to_string()),
            level: rule.map_or(Level::Off, |r| r.level).name(),
            count: counts[*index],
            page: page.map(|p| markdown::to_html(&p.markdown)),
        }
    };
    anchors.rules.iter().map(view).collect()
}
