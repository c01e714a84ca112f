//! Pictures of findings, for those who print nearly the same report again and again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Page;
use crate::article::{Article, ArticleId, Batch, TextMap};
use crate::finding::Finding;

/// Findings as they were drawn for the last report. A picture holds for the same finding, of articles with the same words at
/// the same places, on a page of the same width; rule files are taken to be the same.
#[derive(Debug, Default)]
pub struct Drawings(
    /// By fingerprint: a report has each once.
    Mutex<HashMap<String, Drawing>>,
);

#[derive(Debug)]
struct Drawing {
    finding: Arc<Finding>,
    page: Page,
    articles: Vec<Drawn>,
    picture: Arc<str>,
}

/// What was shown of an article.
#[derive(Debug)]
struct Drawn {
    id: ArticleId,
    name: String,
    text: Arc<str>,
    map: Arc<TextMap>,
}

impl Drawings {
    /// The picture of a finding, if it was drawn for the last report.
    pub(super) fn of(&self, finding: &Arc<Finding>, batch: &Batch, page: &Page) -> Option<Arc<str>> {
        let drawings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let drawing = drawings.get(&finding.fingerprint)?;
        let same = drawing.finding == *finding && drawing.page == *page;
        let holds = same && drawing.articles.iter().all(|article| article.is_in(batch));
        holds.then(|| drawing.picture.clone())
    }

    /// Keeps the pictures of a report, and none of earlier ones.
    pub(super) fn keep(&self, drawn: Vec<(Arc<Finding>, Arc<str>)>, batch: &Batch, page: &Page) {
        let kept = drawn.into_iter().map(|(finding, picture)| {
            let articles = cited(&finding).map(|id| Drawn::of(id, batch.get(id))).collect();
            (finding.fingerprint.clone(), Drawing { finding, page: *page, articles, picture })
        });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = kept.collect();
    }
}

impl Drawn {
    fn of(id: ArticleId, article: &Article) -> Drawn {
        let Article { name, text, map, .. } = article;
        Drawn { id, name: name.clone(), text: text.clone(), map: map.clone() }
    }

    fn is_in(&self, batch: &Batch) -> bool {
        batch.articles.get(self.id.0 as usize).is_some_and(|article| {
            Arc::ptr_eq(&article.text, &self.text) && Arc::ptr_eq(&article.map, &self.map) && article.name == self.name
        })
    }
}

/// The articles that a finding shows something of.
fn cited(finding: &Finding) -> impl Iterator<Item = ArticleId> {
    let labels = finding.labels.iter().chain(finding.related.iter().flat_map(|other| &other.labels));
    labels.map(|label| label.article).chain(finding.fix.iter().map(|edit| edit.article))
}
