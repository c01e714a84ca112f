//! The articles that findings rest on, with what makes them evidence: content, origin, date.

use serde::Serialize;

use crate::article::{Article, ArticleId, Batch};
use crate::finding::Finding;

/// The articles that have a part in findings, each once, in order of the batch.
pub fn cited<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<ArticleId> {
    let mut all: Vec<ArticleId> = findings
        .into_iter()
        .flat_map(|f| {
            let related = f.related.iter().flat_map(|r| &r.labels);
            f.labels.iter().chain(related).map(|l| l.article).chain(f.fix.iter().map(|e| e.article))
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What was read, from where and of which day.
#[derive(Serialize)]
pub struct Origin<'a> {
    pub name: &'a str,
    /// Sixty-four hex digits, as [`Digest`](crate::article::Digest) says of what.
    pub sha256: Option<String>,
    pub url: Option<&'a str>,
    /// As ISO 8601 writes it.
    pub date: Option<String>,
    /// For people: `the dateline`.
    pub date_source: Option<&'static str>,
    pub modified: Option<String>,
    /// For people: `front matter`.
    pub modified_source: Option<&'static str>,
    pub source: Option<&'a str>,
    pub byline: Option<&'a str>,
}

impl<'a> Origin<'a> {
    pub fn of(article: &'a Article) -> Origin<'a> {
        Origin {
            name: &article.name,
            sha256: article.digest.map(|d| d.to_string()),
            url: article.url.as_deref(),
            date: article.date.as_ref().and_then(|d| super::facts::written(&d.value)),
            date_source: article.date.as_ref().map(|d| d.by),
            modified: article.modified.map(|m| m.day.to_string()),
            modified_source: article.modified.map(|m| m.by),
            source: article.source.as_deref(),
            byline: article.byline.as_ref().map(|b| b.names.as_str()),
        }
    }

    /// Those of the articles that findings cite.
    pub fn of_cited(batch: &'a Batch, findings: &[&Finding]) -> Vec<Origin<'a>> {
        cited(findings.iter().copied()).into_iter().map(|id| Origin::of(batch.get(id))).collect()
    }
}
