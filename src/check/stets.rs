//! Findings that may stand: the articles say so of single rules.

use std::collections::BTreeSet;

use super::Options;
use crate::article::{ArticleId, Batch, Stet};
use crate::finding::{Draft, Finding, Report, Suppressed};
use crate::language::{Program, Rule};

/// Marks the findings that a stet of one of their articles speaks of. Returns the stets that speak of one, in order.
pub fn suppress(drafts: &mut [Draft], batch: &Batch, program: &Program) -> Vec<(ArticleId, usize)> {
    if batch.articles.iter().all(|a| a.stets.is_empty()) {
        return Vec::new();
    }
    let rule_of = |name: &str| {
        let called = |r: &&Rule| *r.name == *name || r.formerly.iter().any(|f| **f == *name);
        program.rules.iter().find(called).map(|r| r.name.clone())
    };
    let mut used: Vec<(ArticleId, usize)> = Vec::new();
    for Draft { finding, .. } in drafts {
        let articles: BTreeSet<ArticleId> = finding.labels.iter().map(|l| l.article).collect();
        let mut standing = None;
        for id in articles {
            for (n, stet) in batch.get(id).stets.iter().enumerate().filter(|(_, s)| speaks_of(s, finding, id)) {
                if rule_of(&stet.rule).as_deref() != Some(&finding.rule) {
                    continue;
                }
                used.push((id, n));
                let reason = stet.reason.as_deref().unwrap_or("let stand");
                standing.get_or_insert_with(|| Suppressed { reason: reason.into(), wrong: stet.wrong });
            }
        }
        finding.suppressed = standing;
    }
    used.sort_unstable();
    used.dedup();
    used
}

/// Whether a stet reaches the words of a finding, whatever its rule.
fn speaks_of(stet: &Stet, finding: &Finding, article: ArticleId) -> bool {
    let here = || finding.labels.iter().filter(|l| l.article == article);
    match &stet.words {
        None => true,
        Some(words) => here().any(|l| words.iter().any(|w| w.overlaps(l.span))),
    }
}

/// Stets that no finding needs, where all rules ran that could have needed them.
pub fn unused<'b>(report: &Report, batch: &'b Batch, options: &Options) -> Vec<&'b Stet> {
    if !options.only.is_empty() || !options.not.is_empty() || !options.tags.is_empty() {
        return Vec::new();
    }
    let of = |id: ArticleId| batch.get(id).stets.iter().enumerate().map(move |(n, stet)| ((id, n), stet));
    batch.ids().flat_map(of).filter(|(key, _)| report.stets.binary_search(key).is_err()).map(|(_, s)| s).collect()
}
