//! How a rule does on many articles: how often it fires, what it leaves open, and what a change to it changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::article::{ArticleId, Batch};
use crate::check;
use crate::facts::Undecided;
use crate::finding::{Finding, RuleCount, Verdict, fingerprint};
use crate::language::Rule;
use crate::run::Engine;

/// Articles that are named for having most findings.
const MOST: usize = 5;

/// What one version of a rule says of a corpus.
#[derive(Clone, Debug)]
pub struct Audit {
    pub rule: Arc<str>,
    pub articles: usize,
    pub count: RuleCount,
    /// The violations as a check reports them, in its order.
    pub findings: Vec<Arc<Finding>>,
    /// Why candidates are undecided, and how many of those that a check would list.
    pub reasons: BTreeMap<Undecided, usize>,
    /// Articles that findings are about: their primary labels stand there.
    pub articles_with_findings: usize,
    /// What articles let stand of it, and why: file, line, whether the rule was wrong, reason.
    pub standing: Vec<Standing>,
    /// Articles with most findings, most first.
    pub most: Vec<(ArticleId, usize)>,
}

/// One `stet` of a rule in the corpus.
#[derive(Clone, Debug)]
pub struct Standing {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The desk says that the rule was wrong there.
    pub wrong: bool,
    pub reason: Option<String>,
}

impl Audit {
    /// Findings for each 1,000 articles.
    pub fn per_thousand(&self) -> f64 {
        self.findings.len() as f64 * 1000.0 / self.articles.max(1) as f64
    }

    /// Of the candidates, 0 to 1.
    pub fn undecided_share(&self) -> f64 {
        self.count.undecided as f64 / self.count.candidates.max(1) as f64
    }
}

/// Runs one rule over the corpus, as a check of all of it does.
pub fn audit(engine: &Engine, batch: &Batch, rule: &Rule) -> Audit {
    let store = engine.facts_for(batch, rule);
    let options = check::Options { only: vec![rule.name.to_string()], ..check::Options::default() };
    let report = engine.report(batch, &store, &options);
    let mut reasons = BTreeMap::new();
    let mut by_article: BTreeMap<ArticleId, usize> = BTreeMap::new();
    let mut findings = Vec::new();
    for finding in report.findings {
        match finding.verdict {
            Verdict::Undecided(why) => *reasons.entry(why).or_default() += 1,
            Verdict::Violated => {
                if let Some(label) = finding.labels.first() {
                    *by_article.entry(label.article).or_default() += 1;
                }
                findings.push(finding);
            }
        }
    }
    let articles_with_findings = by_article.len();
    let mut most: Vec<(ArticleId, usize)> = by_article.into_iter().collect();
    most.sort_by_key(|&(article, n)| (std::cmp::Reverse(n), article));
    most.truncate(MOST);
    Audit {
        rule: rule.name.clone(),
        articles: batch.articles.len(),
        count: report.rules.first().map(|(_, count)| *count).unwrap_or_default(),
        findings,
        reasons,
        articles_with_findings,
        standing: standing(batch, rule),
        most,
    }
}

fn standing(batch: &Batch, rule: &Rule) -> Vec<Standing> {
    let stets = batch.articles.iter().flat_map(|a| &a.stets).filter(|s| rule.is_called(&s.rule));
    stets.map(|s| Standing { file: s.file.clone(), line: s.line, wrong: s.wrong, reason: s.reason.clone() }).collect()
}

/// At most `n` findings, spread over all of them by what they say, in their order. A finding that is new to a corpus changes
/// the sample by no more than itself.
pub fn sample<'f>(findings: &[&'f Finding], batch: &Batch, n: usize) -> Vec<&'f Finding> {
    let mut drawn: Vec<(String, usize)> = findings
        .iter()
        .enumerate()
        .map(|(i, finding)| {
            let label = finding.labels.first();
            let place = label.map_or(("", 0), |l| (batch.get(l.article).name.as_str(), l.span.start));
            (fingerprint([&*finding.fingerprint, place.0, &place.1.to_string()]), i)
        })
        .collect();
    drawn.sort_unstable();
    drawn.truncate(n);
    let mut chosen: Vec<usize> = drawn.into_iter().map(|(_, i)| i).collect();
    chosen.sort_unstable();
    chosen.into_iter().map(|i| findings[i]).collect()
}

/// What differs between two versions of a rule.
#[derive(Clone, Debug)]
pub struct Changes<'f> {
    /// Found by the later version only.
    pub added: Vec<&'f Finding>,
    /// Found by the earlier version only.
    pub removed: Vec<&'f Finding>,
    pub kept: usize,
}

/// Sets the findings of two versions against each other: two are one if their fingerprints are equal, or if they mark the
/// same words first.
pub fn changes<'f>(before: &'f [Arc<Finding>], after: &'f [Arc<Finding>]) -> Changes<'f> {
    let mut open: Vec<Option<&Finding>> = before.iter().map(|f| Some(&**f)).collect();
    let mut added: Vec<&Finding> = after.iter().map(|f| &**f).collect();
    type Key<'k> = (&'k str, Option<crate::article::ArticleId>, Option<crate::source::Span>);
    let all = |f: &'f Finding| -> Key<'f> {
        (&f.fingerprint, f.labels.first().map(|l| l.article), f.labels.first().map(|l| l.span))
    };
    // The surest sign first, so that of two findings that say the same each meets its own.
    let signs: [fn(Key<'f>) -> Key<'f>; 3] =
        [|k| k, |(f, _, _)| (f, None, None), |(_, article, span)| ("", article, span)];
    for sign in signs {
        let mut places: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (i, finding) in open.iter().enumerate().rev() {
            if let Some(finding) = finding {
                places.entry(sign(all(finding))).or_default().push(i);
            }
        }
        added.retain(|finding| match places.get_mut(&sign(all(finding))).and_then(Vec::pop) {
            Some(i) => open[i].take().is_none(),
            None => true,
        });
    }
    let kept = after.len() - added.len();
    Changes { added, removed: open.into_iter().flatten().collect(), kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Label, Level};
    use crate::source::Span;

    fn finding(print: &str, article: u32, start: usize) -> Finding {
        Finding {
            rule: "r".into(),
            level: Level::Error,
            verdict: Verdict::Violated,
            message: String::new(),
            help: None,
            labels: vec![Label {
                article: ArticleId(article),
                span: Span::new(start, start + 1),
                note: String::new(),
                primary: true,
            }],
            assumed: Vec::new(),
            record: None,
            related: Vec::new(),
            suppressed: None,
            known: false,
            fix: Vec::new(),
            fingerprint: print.into(),
        }
    }

    #[test]
    fn versions_differ_in_what_neither_says_nor_marks_the_same() {
        let before = [finding("a", 0, 0), finding("a", 1, 0), finding("b", 2, 5), finding("c", 3, 0)].map(Arc::new);
        let after = [finding("a", 1, 0), finding("x", 2, 5), finding("d", 4, 0)].map(Arc::new);
        let found = changes(&before, &after);
        let prints =
            |of: &[&Finding]| of.iter().map(|f| (f.fingerprint.clone(), f.labels[0].article.0)).collect::<Vec<_>>();
        assert_eq!(prints(&found.added), [("d".to_string(), 4)]);
        assert_eq!(prints(&found.removed), [("a".to_string(), 0), ("c".to_string(), 3)]);
        assert_eq!(found.kept, 2);
    }

    #[test]
    fn a_sample_is_spread_out_and_stays() {
        let article = |i: usize| crate::article::plain_text(&format!("{i:03}"), "x".into());
        let batch = Batch::new((0..200).map(article).collect());
        let all: Vec<Finding> = (0..200).map(|i| finding(&format!("{i}"), i, 0)).collect();
        let all: Vec<&Finding> = all.iter().collect();
        let of = |all: &[&Finding]| sample(all, &batch, 10).iter().map(|f| f.labels[0].article.0).collect::<Vec<_>>();
        let whole = of(&all);
        assert_eq!(whole.len(), 10);
        assert!(whole.is_sorted());
        assert!(whole[0] < 60 && whole[9] > 140, "{whole:?}");
        // Without one that was not drawn, the sample is the same.
        let rest: Vec<&Finding> = all.iter().copied().filter(|f| f.labels[0].article.0 != 7).collect();
        assert!(!whole.contains(&7));
        assert_eq!(of(&rest), whole);
    }
}
