//! Why rules found something at a place, or nothing.
//!
//! The rules run as in a check, with a [`Tracer`]; what it noted is put in order here.

use std::sync::Arc;

use super::context::Context;
use super::reasons::{exceptions, reason};
use super::trace::provenance::{self, FactNote};
use super::trace::{Candidate, Outcome, Trace, Tracer, touches};
use super::{Options, check_against, run};
use crate::article::{ArticleId, Batch};
use crate::facts::{FactId, FactStore, Undecided};
use crate::finding::{Finding, Level, Report, Verdict};
use crate::language::{Program, Rule};
use crate::observe::Nobody;
use crate::record::Record;
use crate::source::{FileSpan, Span};

/// Near misses that are told.
const MISSES: usize = 5;
/// Facts of one candidate that are told in full.
const FACTS: usize = 6;

/// A place in an article, and perhaps the rule that is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    pub article: ArticleId,
    /// Of the article's view.
    pub spans: &'q [Span],
    pub rule: Option<&'q Rule>,
}

/// How a finding came about, or why there is none.
#[derive(Clone, Debug)]
pub struct Story {
    pub rule: Arc<str>,
    pub level: Level,
    pub title: Arc<str>,
    /// Where the rule stands.
    pub at: FileSpan,
    pub candidate: Candidate,
    /// The finding that reports have, with what was merged into it.
    pub finding: Option<Finding>,
    /// It was merged into the finding of another rule, or of another place: rule and message.
    pub folded: Option<(Arc<str>, String)>,
    /// Why it came to what it did, one sentence.
    pub reason: String,
    /// The candidate's facts; of many the first.
    pub facts: Vec<FactNote>,
    /// Why no exception took it out, a sentence each.
    pub exceptions: Vec<String>,
}

/// What a rule that reported nothing did at the place.
#[derive(Clone, Debug)]
pub struct Quiet {
    pub rule: Arc<str>,
    pub holds: usize,
    pub undecided: Vec<Undecided>,
    pub excepted: usize,
}

/// The answer to a [`Question`].
#[derive(Clone, Debug)]
pub struct Explanation {
    pub article: ArticleId,
    pub spans: Vec<Span>,
    pub rule: Option<Arc<str>>,
    /// What was found there.
    pub found: Vec<Story>,
    /// Where the rule that was asked about found nothing: what came nearest to it, nearest first.
    pub misses: Vec<Story>,
    /// Where no rule was asked about: those that looked there and reported nothing.
    pub quiet: Vec<Quiet>,
    /// The kinds of facts that the rule that was asked about ranges over.
    pub kinds: Vec<Arc<str>>,
    /// The facts that stand there.
    pub here: Vec<FactNote>,
    /// What else is to be known, a sentence each.
    pub notes: Vec<String>,
}

/// Answers a question about the facts of a batch.
pub fn explain(
    record: &Record,
    batch: &Batch,
    store: &FactStore,
    program: &Program,
    question: &Question,
) -> Explanation {
    let cx = Context::new(batch, store, program, record);
    let options = match question.rule {
        Some(rule) if rule.level == Level::Off => Options { only: vec![rule.name.to_string()], ..Options::default() },
        _ => Options::default(),
    };
    let report = check_against(record, batch, store, program, &options, &Nobody);
    let mut out = Explanation {
        article: question.article,
        spans: question.spans.to_vec(),
        rule: question.rule.map(|r| r.name.clone()),
        found: Vec::new(),
        misses: Vec::new(),
        quiet: Vec::new(),
        kinds: Vec::new(),
        here: here(&cx, question),
        notes: Vec::new(),
    };
    match question.rule {
        Some(rule) => of_rule(&cx, rule, &options, &report, question, &mut out),
        None => of_place(&cx, &report, question, &mut out),
    }
    out
}

/// The facts at the place but for whole paragraphs and lines, which stand everywhere.
fn here(cx: &Context, question: &Question) -> Vec<FactNote> {
    use crate::facts::native::{CAPTION, HEADLINE, LINE, PARAGRAPH};
    let at_place = |&id: &FactId| {
        let fact = cx.fact(id);
        touches(fact, question.article, question.spans)
            && !fact.span.is_empty()
            && ![PARAGRAPH, LINE, HEADLINE, CAPTION].contains(&fact.kind)
    };
    cx.store.of_article(question.article).filter(at_place).map(|id| provenance::of(cx, id)).collect()
}

fn trace(cx: &Context, rule: &Rule, level: Level, question: &Question, near: bool) -> Trace {
    let tracer = Tracer::new(question.article, question.spans, near);
    run::run(cx, rule, level, Some(&tracer));
    tracer.finish()
}

fn of_rule(cx: &Context, rule: &Rule, options: &Options, report: &Report, question: &Question, out: &mut Explanation) {
    if rule.level == Level::Off {
        out.notes.push(format!("`{}` is off: it runs only where `--only {}` asks for it", rule.name, rule.name));
    }
    out.kinds = rule.vars.iter().map(|v| cx.schema().def(v.kind).name.clone()).collect();
    out.kinds.dedup();
    let level = options.level(rule).unwrap_or(rule.level);
    let mut trace = trace(cx, rule, level, question, true);
    notes(&trace, out);
    let found: Vec<Candidate>;
    (found, trace.candidates) = trace.candidates.into_iter().partition(|c| c.outcome == Outcome::Violated);
    out.found = stories(cx, rule, level, found, report);
    if out.found.is_empty() {
        let mut misses = trace.candidates;
        misses.sort_by_cached_key(|c| (distance(c), c.facts.clone()));
        out.misses = misses.into_iter().take(MISSES).flat_map(|c| stories(cx, rule, level, vec![c], report)).collect();
    }
}

fn notes(trace: &Trace, out: &mut Explanation) {
    for what in &trace.limits {
        let note = format!("the rule met {what}: some candidates were not looked at");
        if !out.notes.contains(&note) {
            out.notes.push(note);
        }
    }
    if trace.dropped > 0 {
        out.notes.push(format!("{} further candidates at this place are not listed", trace.dropped));
    }
}

fn of_place(cx: &Context, report: &Report, question: &Question, out: &mut Explanation) {
    let at_place = |f: &&Finding| {
        let stands = |l: &crate::finding::Label| {
            l.article == question.article && question.spans.iter().any(|s| s.overlaps(l.span))
        };
        f.level != Level::Off && f.labels.iter().any(stands)
    };
    let findings: Vec<&Finding> = report.found().filter(at_place).collect();
    // Where something was found, what stayed open is only mentioned.
    let any = findings.iter().any(|f| f.verdict == Verdict::Violated);
    let told = |f: &Finding| !any || f.verdict == Verdict::Violated;
    for rule in &cx.program.rules {
        let Some(level) = Options::default().level(rule) else { continue };
        let mut trace = trace(cx, rule, level, question, false);
        notes(&trace, out);
        let found = |c: &Candidate| c.findings.iter().any(told);
        let (found, rest) = std::mem::take(&mut trace.candidates).into_iter().partition(found);
        // What was merged into a finding is told with it.
        let of_rule = stories(cx, rule, level, found, report).into_iter().filter(|s| s.finding.is_some());
        let before = out.found.len();
        out.found.extend(of_rule);
        out.quiet.extend(quiet(rule, &rest, out.found.len() > before));
    }
    // A finding may have a label here and come from elsewhere: what was merged into it stands here.
    for finding in findings.into_iter().filter(|f| told(f)) {
        if out.found.iter().all(|s| s.finding.as_ref() != Some(finding)) {
            out.found.extend(elsewhere(cx, finding, report));
        }
    }
    // In the order of the report.
    let place = |s: &Story| report.found().position(|f| Some(f) == s.finding.as_ref());
    out.found.sort_by_key(place);
    out.found.dedup_by(|b, a| a.finding == b.finding);
}

/// The story of a finding, traced from the words that it marks first.
fn elsewhere(cx: &Context, finding: &Finding, report: &Report) -> Option<Story> {
    let label = finding.labels.first()?;
    let rule = cx.program.rules.iter().find(|r| r.name == finding.rule)?;
    let question = Question { article: label.article, spans: &[label.span], rule: None };
    let level = finding.level;
    let trace = trace(cx, rule, level, &question, false);
    stories(cx, rule, level, trace.candidates, report).into_iter().find(|s| s.finding.as_ref() == Some(finding))
}

/// What a rule did here beside what is told; `told`: it has a story, so that what holds adds nothing.
fn quiet(rule: &Rule, candidates: &[Candidate], told: bool) -> Option<Quiet> {
    let mut quiet = Quiet { rule: rule.name.clone(), holds: 0, undecided: Vec::new(), excepted: 0 };
    for candidate in candidates {
        match candidate.outcome {
            Outcome::Holds => quiet.holds += usize::from(!told),
            Outcome::Undecided(why) => quiet.undecided.push(why),
            Outcome::Excepted | Outcome::Unless | Outcome::Superseded => quiet.excepted += 1,
            _ => {}
        }
    }
    quiet.undecided.sort_unstable();
    quiet.undecided.dedup();
    (quiet.holds + quiet.undecided.len() + quiet.excepted > 0).then_some(quiet)
}

/// One story for each finding of the candidates, and one for each candidate without any.
fn stories(cx: &Context, rule: &Rule, level: Level, candidates: Vec<Candidate>, report: &Report) -> Vec<Story> {
    let mut out: Vec<Story> = Vec::new();
    for candidate in candidates {
        let drafts: Vec<Option<Finding>> = match candidate.findings.is_empty() {
            true => vec![None],
            false => candidate.findings.iter().cloned().map(Some).collect(),
        };
        for draft in drafts {
            let (finding, folded) = draft.map_or((None, None), |d| merged(&d, report));
            if finding.is_some() && out.iter().any(|s| s.finding == finding) {
                continue;
            }
            let facts = told(&candidate).into_iter().map(|id| provenance::of(cx, id)).collect();
            out.push(Story {
                rule: rule.name.clone(),
                level,
                title: rule.title.clone(),
                at: rule.at,
                reason: reason(cx, rule, &candidate, folded.as_ref()),
                candidate: candidate.clone(),
                exceptions: exceptions(cx, rule, &candidate),
                finding,
                folded,
                facts,
            });
        }
    }
    out
}

/// The facts that are told in full: of many those that were set against each other.
fn told(candidate: &Candidate) -> Vec<FactId> {
    let mut told: Vec<FactId> = candidate.pairs.iter().flat_map(|p| p.facts).collect();
    if told.is_empty() || candidate.facts.len() <= FACTS {
        told.extend(&candidate.facts);
    }
    let mut seen = Vec::new();
    told.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    told.truncate(FACTS);
    told
}

/// The finding of the report that a rule's own finding became, or the one that took it in.
fn merged(draft: &Finding, report: &Report) -> (Option<Finding>, Option<(Arc<str>, String)>) {
    let shares = |f: &Finding| {
        let primary = draft.labels.first();
        primary.is_none_or(|p| f.labels.iter().any(|l| l.article == p.article && l.span.overlaps(p.span)))
    };
    let same = |f: &&Finding| f.rule == draft.rule && f.message == draft.message && f.verdict == draft.verdict;
    if let Some(finding) = report.found().filter(same).find(|f| shares(f)) {
        return (Some(finding.clone()), None);
    }
    let related = |f: &&Finding| f.related.iter().any(|r| r.rule == draft.rule && r.message == draft.message);
    let taken = report.found().filter(|f| f.verdict == draft.verdict);
    let into = taken.clone().filter(related).find(|f| shares(f));
    let into = into.or_else(|| taken.clone().filter(|f| f.rule == draft.rule).find(|f| shares(f)));
    let into = into.or_else(|| taken.clone().find(|f| shares(f)));
    (None, into.map(|f| (f.rule.clone(), f.message.clone())))
}

/// How far a candidate is from a violation: the fewer conditions part it from one, the nearer.
fn distance(candidate: &Candidate) -> (u8, usize) {
    use super::align::KeyMatch;
    let failed: usize = candidate.asked.iter().map(|a| failing(&a.node)).sum();
    let differing = candidate.pairs.iter().flat_map(|p| &p.keys).filter(|k| k.found == KeyMatch::Differ).count();
    match candidate.outcome {
        Outcome::Violated => (0, 0),
        Outcome::Undecided(_) => (1, 0),
        Outcome::Excepted => (2, 0),
        Outcome::Unless | Outcome::Superseded => (3, 0),
        Outcome::Torn => (4, 0),
        Outcome::Stance(_) | Outcome::Anonymous => (5, 0),
        Outcome::NotAligned => (6, differing),
        Outcome::Where => (7, failed),
        Outcome::Holds => (8, 0),
        Outcome::Part => (9, 0),
        Outcome::NoValue(_) => (10, 0),
        Outcome::Alone => (11, 0),
    }
}

/// Conditions without parts that are false.
fn failing(node: &super::trace::Node) -> usize {
    match node.parts.is_empty() {
        true => usize::from(node.truth == super::Truth::False),
        false => node.parts.iter().map(failing).sum(),
    }
}
