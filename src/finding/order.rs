//! The final order of findings, and ordinals for those that say the same.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::{Finding, fingerprint};

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

/// Sorts, and gives findings with one fingerprint an ordinal: the second and all further ones get a fingerprint of their own.
pub fn settle(findings: &mut [Finding]) {
    findings.sort_by(order);
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for finding in findings.iter_mut() {
        let count = seen.entry(finding.fingerprint.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            finding.fingerprint = fingerprint([finding.fingerprint.as_str(), &count.to_string()]);
        }
    }
    findings.sort_by(order);
}
