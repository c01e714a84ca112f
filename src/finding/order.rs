//! The final order of findings, and ordinals for those that say the same.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Finding, fingerprint};
use crate::article::ArticleId;

/// By article, start of the primary label, rule, fingerprint; then by everything else, so that no two orders are possible.
pub fn order(a: &Finding, b: &Finding) -> Ordering {
    let place = |f: &Finding| f.labels.first().map(|l| (l.article, l.span.start));
    (place(a), &a.rule, &a.fingerprint)
        .cmp(&(place(b), &b.rule, &b.fingerprint))
        .then_with(|| a.labels.first().map(|l| l.span.end).cmp(&b.labels.first().map(|l| l.span.end)))
        .then_with(|| a.message.cmp(&b.message))
        .then_with(|| a.labels.len().cmp(&b.labels.len()))
        .then_with(|| {
            let spans = |f: &Finding| f.labels.iter().map(|l| (l.article, l.span)).collect::<Vec<_>>();
            spans(a).cmp(&spans(b))
        })
}

/// Findings that got a fingerprint of their own the last time, by where the finding lies and how many had the same before it, each
/// with the finding that it was made from.
#[derive(Default)]
pub struct Renamed(FxHashMap<(usize, u32), (Arc<Finding>, Arc<Finding>)>);

/// What findings are sorted and counted by, beside each, so that this need not look for it in memory all over.
struct Placed {
    at: Option<(ArticleId, u32)>,
    /// Equal for equal fingerprints.
    print: u64,
    finding: Arc<Finding>,
}

impl Placed {
    fn of(mut finding: Arc<Finding>) -> Placed {
        let others = finding.labels.get(1..).unwrap_or_default();
        if !others.is_sorted_by_key(|l| (l.article, l.span)) {
            Arc::make_mut(&mut finding).labels[1..].sort_by_key(|l| (l.article, l.span));
        }
        let at = finding.labels.first().map(|l| (l.article, l.span.start));
        let number = |print: &str| u64::from_str_radix(print, 16).ok().filter(|_| print.len() == 16);
        let print =
            number(&finding.fingerprint).or_else(|| number(&fingerprint([&finding.fingerprint]))).unwrap_or_default();
        Placed { at, print, finding }
    }

    fn order(&self, other: &Placed) -> Ordering {
        self.at.cmp(&other.at).then_with(|| order(&self.finding, &other.finding))
    }
}

/// Sorts findings and the labels of each, and gives findings with one fingerprint an ordinal: the second and all further ones get a
/// fingerprint of their own.
pub fn settle(findings: Vec<Arc<Finding>>, renamed: &mut Renamed) -> Vec<Arc<Finding>> {
    let mut placed: Vec<Placed> = findings.into_par_iter().map(Placed::of).collect();
    placed.par_sort_by(Placed::order);
    let mut seen: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(placed.len(), Default::default());
    let mut before = std::mem::take(&mut renamed.0);
    renamed.0.reserve(before.len());
    for Placed { print, finding: shared, .. } in &mut placed {
        let count = seen.entry(*print).or_insert(0);
        *count += 1;
        if *count == 1 {
            continue;
        }
        let name = |finding: &mut Finding| {
            finding.fingerprint = fingerprint([finding.fingerprint.as_str(), &count.to_string()]);
        };
        if let Some(own) = Arc::get_mut(shared) {
            name(own);
            continue;
        }
        // As long as it is kept, nothing else lies where it lies.
        let key = (Arc::as_ptr(shared).addr(), *count);
        let (from, to) = before.remove(&key).unwrap_or_else(|| {
            let mut to = Finding::clone(shared);
            name(&mut to);
            (shared.clone(), Arc::new(to))
        });
        *shared = to.clone();
        renamed.0.insert(key, (from, to));
    }
    placed.par_sort_by(Placed::order);
    placed.into_iter().map(|placed| placed.finding).collect()
}
