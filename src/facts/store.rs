//! All facts of a batch, in one order, with indexes by kind and article.

use std::ops::Range;

use super::{Fact, KindId};
use crate::article::ArticleId;

/// Index of a fact in its [`FactStore`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// Facts ordered by article, start, kind, end: the same whatever the number of threads.
#[derive(Clone, Debug, Default)]
pub struct FactStore {
    facts: Vec<Fact>,
    /// By kind, in order of the facts.
    kinds: Vec<Vec<FactId>>,
    /// By article.
    articles: Vec<Range<u32>>,
}

impl FactStore {
    /// `articles` is the number of articles in the batch, `kinds` the number of kinds in the schema.
    pub fn new(mut facts: Vec<Fact>, articles: usize, kinds: usize) -> FactStore {
        facts.sort_by(|a, b| {
            (a.article, a.span.start, a.kind, a.span.end, &a.by).cmp(&(
                b.article,
                b.span.start,
                b.kind,
                b.span.end,
                &b.by,
            ))
        });
        let mut by_kind = vec![Vec::new(); kinds];
        let mut by_article: Vec<Range<u32>> = vec![0..0; articles];
        for (i, f) in facts.iter().enumerate() {
            by_kind[f.kind.0 as usize].push(FactId(i as u32));
            let range = &mut by_article[f.article.0 as usize];
            if range.start == range.end {
                *range = i as u32..i as u32;
            }
            range.end = i as u32 + 1;
        }
        FactStore { facts, kinds: by_kind, articles: by_article }
    }
    pub fn into_facts(self) -> Vec<Fact> {
        self.facts
    }
    pub fn get(&self, id: FactId) -> &Fact {
        &self.facts[id.0 as usize]
    }
    pub fn of_kind(&self, kind: KindId) -> &[FactId] {
        self.kinds.get(kind.0 as usize).map_or(&[], Vec::as_slice)
    }
    pub fn of_article(&self, article: ArticleId) -> impl Iterator<Item = FactId> + use<> {
        self.articles.get(article.0 as usize).cloned().unwrap_or(0..0).map(FactId)
    }
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.facts.iter().enumerate().map(|(i, f)| (FactId(i as u32), f))
    }
    pub fn len(&self) -> usize {
        self.facts.len()
    }
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}
