//! One mistake, one finding: what several rules say of one claim is merged under the strongest of them.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::order::{self, Renamed};
use super::{Finding, Related, Verdict};
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
    pub finding: Arc<Finding>,
    /// The claims in question; the first is the one that the primary label marks.
    pub claims: Vec<Claim>,
    /// The record says which side is wrong.
    pub from_record: bool,
    /// Several facts are set against each other, rather than one looked at by itself.
    pub compares: bool,
    /// Equal for findings of one matter: several in one article are listed as one. `None`: those with equal fingerprints.
    pub kin: Option<String>,
}

/// Merges drafts with one root cause: two findings have one where a claim that the stronger one marks first is among the
/// claims of the weaker one: same kind, field and article, overlapping words. The others become notes under the strongest.
///
/// The stronger one must explain the weaker: the record says which side of a comparison is wrong, and two comparisons may
/// rest on one odd claim; but that an acronym does not fit its words is another matter than that there are two of them.
/// Undecided drafts are merged with nothing.
/// `renamed`: of the last time, where a batch is checked again.
pub fn merge(drafts: Vec<Draft>, renamed: &mut Renamed) -> Vec<Arc<Finding>> {
    // What is undecided or may stand is a matter of its own rule: it explains nothing, and nothing explains it.
    let is_matter = |d: &Draft| d.finding.verdict == Verdict::Violated && d.finding.suppressed.is_none();
    let (mut drafts, others): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(is_matter);
    // Strongest first: what the record decides, then by level, then what says most exactly which words, then in final order.
    drafts.par_sort_by(|a, b| {
        let strength = |d: &Draft| (d.from_record, d.finding.level);
        let marked = |d: &Draft| d.finding.labels.first().map_or(0, |l| l.span.len());
        strength(b)
            .cmp(&strength(a))
            .then_with(|| marked(a).cmp(&marked(b)))
            .then_with(|| order::order(&a.finding, &b.finding))
    });
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    // The primary claims of kept findings, by article and kind.
    let mut primary: FxHashMap<(ArticleId, KindId, Option<FieldId>), Vec<(Span, usize)>> = FxHashMap::default();
    // Kept comparisons by the article of their primary label.
    let mut comparing: FxHashMap<ArticleId, Vec<usize>> = FxHashMap::default();
    for draft in drafts {
        let stronger = draft.claims.iter().find_map(|c| {
            let marked = primary.get(&(c.article, c.kind, c.field))?;
            let explains = |at: usize| kept[at].from_record || (kept[at].compares && draft.compares);
            marked.iter().find(|(span, at)| span.overlaps(c.span) && explains(*at)).map(|(_, at)| *at)
        });
        match stronger.or_else(|| same_words(&kept, &comparing, &draft)) {
            Some(at) => kept[at].take(draft),
            None => {
                if let Some(c) = draft.claims.first() {
                    primary.entry((c.article, c.kind, c.field)).or_default().push((c.span, kept.len()));
                }
                if let Some(label) = draft.finding.labels.first().filter(|_| draft.compares) {
                    comparing.entry(label.article).or_default().push(kept.len());
                }
                kept.push(draft);
            }
        }
    }
    // Of what is undecided, many drafts and none like another, nothing is gathered.
    let (stands, open): (Vec<Draft>, Vec<Draft>) =
        others.into_iter().partition(|d| d.finding.verdict == Verdict::Violated);
    kept.extend(stands);
    kept.par_sort_by(|a, b| order::order(&a.finding, &b.finding));
    let mut findings = gather(kept);
    findings.extend(open.into_iter().map(|draft| draft.finding));
    order::settle(findings, renamed)
}

/// A comparison of the very words that a stronger one compares already, by facts of whatever kind.
fn same_words(kept: &[Draft], comparing: &FxHashMap<ArticleId, Vec<usize>>, draft: &Draft) -> Option<usize> {
    let labels = &draft.finding.labels;
    if !draft.compares || labels.len() < 2 {
        return None;
    }
    let covered = |of: &Finding| {
        labels.iter().all(|l| of.labels.iter().any(|m| m.article == l.article && m.span.overlaps(l.span)))
    };
    let mut articles: Vec<ArticleId> = labels.iter().map(|l| l.article).collect();
    articles.dedup();
    let near = articles.iter().filter_map(|a| comparing.get(a)).flatten().copied();
    near.filter(|&at| kept[at].finding.rule != draft.finding.rule && covered(&kept[at].finding)).min()
}

/// One finding for what one rule says several times of one article: the same words, found again further down, are a
/// further label and no further finding. Takes drafts in final order.
fn gather(drafts: Vec<Draft>) -> Vec<Arc<Finding>> {
    let mut out: Vec<Arc<Finding>> = Vec::with_capacity(drafts.len());
    let mut first: FxHashMap<(ArticleId, String), usize> = FxHashMap::default();
    for Draft { finding, kin, .. } in drafts {
        let kin = kin.unwrap_or_else(|| finding.fingerprint.clone());
        let alone = finding.labels.first().map(|l| l.article).filter(|a| {
            finding.verdict == Verdict::Violated
                && finding.related.is_empty()
                && finding.labels.iter().all(|l| l.article == *a)
        });
        let Some(article) = alone else {
            out.push(finding);
            continue;
        };
        match first.get(&(article, kin.clone())) {
            Some(&at) if out[at].message == finding.message && out[at].suppressed == finding.suppressed => {
                let known = Arc::make_mut(&mut out[at]);
                for label in &finding.labels {
                    if !known.labels.iter().any(|l| l.span == label.span) {
                        known.labels.push(super::Label { primary: false, ..label.clone() });
                    }
                }
                for edit in &finding.fix {
                    if !known.fix.contains(edit) {
                        known.fix.push(edit.clone());
                    }
                }
                for assumed in &finding.assumed {
                    if !known.assumed.contains(assumed) {
                        known.assumed.push(assumed.clone());
                    }
                }
            }
            _ => {
                first.insert((article, kin), out.len());
                out.push(finding);
            }
        }
    }
    out
}

impl Draft {
    /// Takes a weaker finding in. One of the same rule about the same words adds nothing.
    fn take(&mut self, other: Draft) {
        let same_words = |a: &Finding, b: &Finding| {
            let places = |f: &Finding| f.labels.iter().map(|l| (l.article, l.span)).collect::<Vec<_>>();
            a.rule == b.rule && places(a) == places(b)
        };
        if same_words(&self.finding, &other.finding) {
            return;
        }
        let Finding { rule, message, labels, related, .. } = Arc::unwrap_or_clone(other.finding);
        let own = Arc::make_mut(&mut self.finding);
        // The places that the note speaks of are shown as well, after the finding's own.
        for label in &labels {
            let shown = |l: &super::Label| l.article == label.article && l.span.overlaps(label.span);
            if !own.labels.iter().any(shown) {
                own.labels.push(super::Label { primary: false, ..label.clone() });
            }
        }
        let said = rule == own.rule && message == own.message;
        let known = own.related.iter().any(|r| r.rule == rule && r.message == message);
        if !said && !known {
            own.related.push(Related { rule, message, labels });
        }
        own.related.extend(related);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Label, Level};

    #[derive(Clone, Copy)]
    struct Made {
        rule: &'static str,
        level: Level,
        verdict: Verdict,
        claims: &'static [(u32, usize, usize)],
        from_record: bool,
        compares: bool,
    }

    const PLAIN: Made = Made {
        rule: "a",
        level: Level::Error,
        verdict: Verdict::Violated,
        claims: &[],
        from_record: false,
        compares: false,
    };

    fn run(of: &[Made]) -> Vec<String> {
        let drafts = of.iter().map(|m| {
            let place = |&(article, from, to): &(u32, usize, usize)| (ArticleId(article), Span::new(from, to));
            let label = |(i, c): (usize, &(u32, usize, usize))| {
                let (article, span) = place(c);
                Label { article, span, note: String::new(), primary: i == 0 }
            };
            let claim = |c: &(u32, usize, usize)| {
                let (article, span) = place(c);
                Claim { article, kind: KindId(3), field: Some(FieldId(0)), span }
            };
            Draft {
                finding: Arc::new(Finding {
                    rule: m.rule.into(),
                    level: m.level,
                    verdict: m.verdict,
                    message: format!("{} at {:?}", m.rule, m.claims),
                    help: None,
                    fix: Vec::new(),
                    labels: m.claims.iter().enumerate().map(label).collect(),
                    assumed: Vec::new(),
                    record: None,
                    related: Vec::new(),
                    suppressed: None,
                    known: false,
                    fingerprint: m.rule.into(),
                }),
                claims: m.claims.iter().map(claim).collect(),
                from_record: m.from_record,
                compares: m.compares,
                kin: None,
            }
        });
        let shown = |f: Arc<Finding>| {
            let notes: Vec<&str> = f.related.iter().map(|r| &*r.rule).collect();
            format!("{}({})", f.rule, notes.join(","))
        };
        merge(drafts.collect(), &mut Renamed::default()).into_iter().map(shown).collect()
    }

    #[test]
    fn the_record_explains_a_comparison() {
        let held = Made { rule: "held-office", claims: &[(0, 50, 60)], from_record: true, ..PLAIN };
        let holder = Made { rule: "one-holder", claims: &[(0, 10, 20), (0, 50, 60)], compares: true, ..PLAIN };
        assert_eq!(run(&[holder, held]), ["held-office(one-holder)"]);
    }

    #[test]
    fn other_words_other_matters() {
        let held = Made { rule: "held-office", claims: &[(0, 50, 60)], from_record: true, ..PLAIN };
        let elsewhere = Made { rule: "one-holder", claims: &[(0, 10, 20), (0, 70, 80)], compares: true, ..PLAIN };
        let article = Made { rule: "one-holder", claims: &[(1, 50, 60), (2, 0, 5)], compares: true, ..PLAIN };
        let open = Made { verdict: Verdict::Undecided(crate::facts::Undecided::Date), claims: &[(0, 50, 60)], ..PLAIN };
        assert_eq!(run(&[held, elsewhere, article, open]), ["one-holder()", "a()", "held-office()", "one-holder()"]);
    }

    #[test]
    fn a_misfit_is_no_cause_of_a_difference() {
        let fits = Made { rule: "acronym-fits", claims: &[(0, 50, 60)], level: Level::Warning, ..PLAIN };
        let one = Made { rule: "one-acronym", claims: &[(0, 50, 60), (1, 5, 9)], compares: true, ..PLAIN };
        assert_eq!(run(&[fits, one]), ["acronym-fits()", "one-acronym()"]);
    }

    /// That a sentence stands in two articles says less than which word of it differs.
    #[test]
    fn of_two_of_one_level_the_more_exact_is_kept() {
        let wide = Made { rule: "recycled-sentence", claims: &[(0, 0, 90), (1, 0, 90)], compares: true, ..PLAIN };
        let exact = Made { rule: "one-telling", claims: &[(0, 50, 60), (1, 50, 60)], compares: true, ..PLAIN };
        assert_eq!(run(&[wide, exact]), ["one-telling(recycled-sentence)"]);
        let exact = Made { level: Level::Warning, ..exact };
        assert_eq!(run(&[wide, exact]), ["recycled-sentence(one-telling)"]);
    }

    /// Found by `tests/differential`: places are those of their article.
    #[test]
    fn the_same_bytes_of_another_article_are_other_words() {
        let pair = |claims| Made { rule: "one-holder", claims, compares: true, ..PLAIN };
        let found = run(&[pair(&[(0, 10, 20), (1, 10, 20)]), pair(&[(0, 10, 20), (2, 10, 20)])]);
        assert_eq!(found, ["one-holder(one-holder)"]);
    }

    #[test]
    fn one_odd_claim_in_several_pairs_is_told_once() {
        let pair = |claims| Made { rule: "one-holder", claims, compares: true, ..PLAIN };
        let found = run(&[
            pair(&[(0, 50, 60), (0, 10, 20)]),
            pair(&[(0, 70, 80), (0, 50, 60)]),
            pair(&[(0, 50, 60), (0, 10, 20)]),
        ]);
        assert_eq!(found, ["one-holder(one-holder)"]);
    }
}
