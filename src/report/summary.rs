//! Counts of a report.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::article::Batch;
use crate::facts::Undecided;
use crate::finding::{Entry, Level, Report, RuleCount, Verdict};

/// What a check did and found.
#[derive(Debug, serde::Serialize)]
pub struct Summary<'a> {
    pub articles: usize,
    /// Articles that the others were held against; not counted among them.
    #[serde(skip_serializing_if = "is_zero")]
    pub sources: usize,
    pub facts: usize,
    /// Candidates of all rules.
    pub checked: usize,
    /// Findings; those with one root cause count once.
    pub violated: usize,
    pub undecided: usize,
    /// Violations and undecided candidates that an exception takes out, and violations that an article lets stand.
    pub suppressed: usize,
    /// Of these, what an article lets stand.
    #[serde(skip)]
    pub standing: usize,
    /// With a baseline: how many findings it has, how many it has not, and what is in it and was not found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<AgainstBaseline<'a>>,
    pub rules: Rules<'a>,
    /// Findings by level, loudest first.
    #[serde(skip)]
    pub levels: Vec<(Level, usize)>,
    /// Findings by rule, most frequent first.
    #[serde(skip)]
    pub by_rule: Vec<(&'a str, usize)>,
    /// Undecided findings by reason, most frequent first.
    #[serde(skip)]
    pub reasons: Vec<(Undecided, usize)>,
}

impl<'a> Summary<'a> {
    pub fn new(report: &'a Report, batch: &Batch) -> Summary<'a> {
        let sources = batch.articles.iter().filter(|a| a.is_source).count();
        let mut levels = BTreeMap::new();
        let mut reasons = BTreeMap::new();
        let mut by_rule = BTreeMap::new();
        let mut standing = 0;
        for finding in report.found().filter(|f| f.level != Level::Off) {
            if finding.suppressed.is_some() {
                standing += usize::from(finding.verdict == Verdict::Violated);
                continue;
            }
            match finding.verdict {
                Verdict::Violated => {
                    *levels.entry(finding.level).or_insert(0) += 1;
                    *by_rule.entry(&*finding.rule).or_insert(0) += 1;
                }
                Verdict::Undecided(why) => *reasons.entry(why).or_insert(0) += 1,
            }
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|&(why, count)| (std::cmp::Reverse(count), why));
        let mut by_rule: Vec<_> = by_rule.into_iter().collect();
        by_rule.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
        let levels: Vec<_> = levels.into_iter().rev().collect();
        Summary {
            articles: batch.articles.len() - sources,
            sources,
            facts: report.facts,
            checked: report.rules.iter().map(|(_, c)| c.candidates).sum(),
            violated: levels.iter().map(|(_, n)| n).sum(),
            undecided: report.rules.iter().map(|(_, c)| c.undecided).sum(),
            suppressed: report.rules.iter().map(|(_, c)| c.excepted).sum::<usize>() + standing,
            standing,
            baseline: report.gone.as_ref().map(|gone| AgainstBaseline {
                new: report.found().filter(|f| f.counts() && !f.known).count(),
                known: report.found().filter(|f| f.known).count(),
                gone,
            }),
            rules: Rules(&report.rules),
            levels,
            by_rule,
            reasons,
        }
    }
}

/// Findings held against a baseline.
#[derive(Debug, serde::Serialize)]
pub struct AgainstBaseline<'a> {
    pub new: usize,
    pub known: usize,
    pub gone: &'a [Entry],
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// By name of the rule.
#[derive(Debug)]
pub struct Rules<'a>(&'a [(std::sync::Arc<str>, RuleCount)]);

impl Serialize for Rules<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, count) in self.0 {
            map.serialize_entry(&**name, count)?;
        }
        map.end()
    }
}
