//! Findings that may stand: the articles say so of single rules.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Options;
use crate::article::{ArticleId, Batch, Stet};
use crate::finding::{Draft, Finding, Report, Suppressed};
use crate::language::Program;

/// Marks the findings that a stet of one of their articles speaks of. Returns the stets that speak of one, in order.
pub fn suppress(drafts: &mut [Draft], batch: &Batch, program: &Program) -> Vec<(ArticleId, usize)> {
    if batch.articles.iter().all(|a| a.stets.is_empty()) {
        return Vec::new();
    }
    // By the name that a stet has for it, which may be an old one.
    let mut rules: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for name in batch.articles.iter().flat_map(|a| &a.stets).map(|s| &*s.rule) {
        rules.entry(name).or_insert_with(|| program.rules.iter().find(|r| r.is_called(name)).map(|r| &*r.name));
    }
    let mut used: Vec<(ArticleId, usize)> = Vec::new();
    for Draft { finding, .. } in drafts {
        let articles: BTreeSet<ArticleId> = finding.labels.iter().map(|l| l.article).collect();
        let mut standing = None;
        for id in articles {
            for (n, stet) in batch.get(id).stets.iter().enumerate().filter(|(_, s)| speaks_of(s, finding, id)) {
                if rules[&*stet.rule] != Some(&finding.rule) {
                    continue;
                }
                used.push((id, n));
                let reason = stet.reason.as_deref().unwrap_or("let stand");
                standing.get_or_insert_with(|| Suppressed { reason: reason.into(), wrong: stet.wrong });
            }
        }
        if standing.is_some() {
            Arc::make_mut(finding).suppressed = standing;
        }
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
