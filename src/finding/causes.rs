//! One mistake, one finding: what several rules say of one claim is merged under the strongest of them.

use rustc_hash::FxHashMap;

use super::{Finding, Related, Verdict, order};
use crate::article::ArticleId;
use crate::facts::{FieldId, KindId};
use crate::source::Span;

/// A value in an article that a finding calls into question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub article: ArticleId,
    pub kind: KindId,
    /// `None`: the fact as a whole.
    pub field: Option<FieldId>,
    pub span: Span,
}

/// A finding with what decides whether it has a root cause in common with others.
#[derive(Clone, Debug)]
pub struct Draft {
    pub finding: Finding,
    /// The claims in question; the first is the one that the primary label marks.
    pub claims: Vec<Claim>,
    /// The record says which side is wrong.
    pub from_record: bool,
}

/// Merges drafts with one root cause: two findings have one where a claim that the stronger one marks first is among the
/// claims of the weaker one: same kind, field and article, overlapping words. The others become notes under the strongest.
///
/// Undecided drafts are merged with nothing.
pub fn merge(mut drafts: Vec<Draft>) -> Vec<Finding> {
    // Strongest first: what the record decides, then by level, then in final order.
    drafts.sort_by(|a, b| {
        let strength = |d: &Draft| (d.finding.verdict == Verdict::Violated, d.from_record, d.finding.level);
        strength(b).cmp(&strength(a)).then_with(|| order::order(&a.finding, &b.finding))
    });
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    // The primary claims of kept findings, by article and kind.
    let mut primary: FxHashMap<(ArticleId, KindId, Option<FieldId>), Vec<(Span, usize)>> = FxHashMap::default();
    for draft in drafts {
        if draft.finding.verdict != Verdict::Violated {
            kept.push(draft);
            continue;
        }
        let stronger = draft.claims.iter().find_map(|c| {
            let marked = primary.get(&(c.article, c.kind, c.field))?;
            marked.iter().find(|(span, _)| span.overlaps(c.span)).map(|(_, at)| *at)
        });
        match stronger {
            Some(at) => kept[at].take(draft),
            None => {
                if let Some(c) = draft.claims.first() {
                    primary.entry((c.article, c.kind, c.field)).or_default().push((c.span, kept.len()));
                }
                kept.push(draft);
            }
        }
    }
    let mut findings: Vec<Finding> = kept.into_iter().map(|d| d.finding).collect();
    order::settle(&mut findings);
    findings
}

impl Draft {
    /// Takes a weaker finding in. One of the same rule about the same words adds nothing.
    fn take(&mut self, other: Draft) {
        let same_words = |a: &Finding, b: &Finding| {
            a.rule == b.rule && a.labels.iter().map(|l| l.span).eq(b.labels.iter().map(|l| l.span))
        };
        if same_words(&self.finding, &other.finding) {
            return;
        }
        let Finding { rule, message, labels, related, .. } = other.finding;
        let known = self.finding.related.iter().any(|r| r.rule == rule && r.message == message);
        if !known {
            self.finding.related.push(Related { rule, message, labels });
        }
        self.finding.related.extend(related);
    }
}
