//! All facts of a batch, article by article, with an index by kind.

use rayon::prelude::*;

use super::{Fact, KindId};
use crate::article::ArticleId;

/// A fact of a [`FactStore`]: its article, and its place there. In order of the facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    pub article: ArticleId,
    at: u32,
}

/// Facts ordered by article, start, kind, end: the same whatever the number of threads. What one article says can be put in place of
/// what it said without touching the ids of the others.
#[derive(Clone, Debug, Default)]
pub struct FactStore {
    articles: Vec<OfArticle>,
}

/// What one article says.
#[derive(Clone, Debug, Default)]
struct OfArticle {
    facts: Vec<Fact>,
    /// By kind, then in order of the facts.
    ids: Box<[FactId]>,
    /// Kinds in order, each with the end of its ids.
    kinds: Box<[(KindId, u32)]>,
}

impl OfArticle {
    /// Facts that are equal in all that orders them stay in the order in which they come.
    fn new(mut facts: Vec<Fact>) -> OfArticle {
        facts.shrink_to_fit();
        facts.sort_by(|a, b| (a.span.start, a.kind, a.span.end, &a.by).cmp(&(b.span.start, b.kind, b.span.end, &b.by)));
        let mut ids: Vec<(KindId, FactId)> =
            facts.iter().zip(0..).map(|(f, at)| (f.kind, FactId { article: f.article, at })).collect();
        ids.sort_unstable();
        let of_kind = ids.chunk_by(|a, b| a.0 == b.0);
        let kinds = of_kind.scan(0, |end, of| {
            *end += of.len() as u32;
            Some((of[0].0, *end))
        });
        OfArticle { kinds: kinds.collect(), ids: ids.iter().map(|(_, id)| *id).collect(), facts }
    }

    fn of_kind(&self, kind: KindId) -> &[FactId] {
        let Ok(at) = self.kinds.binary_search_by_key(&kind, |(k, _)| *k) else { return &[] };
        let start = if at == 0 { 0 } else { self.kinds[at - 1].1 };
        &self.ids[start as usize..self.kinds[at].1 as usize]
    }
}

impl FactStore {
    /// `articles` is the number of articles in the batch.
    pub fn new(facts: Vec<Fact>, articles: usize) -> FactStore {
        let mut by_article: Vec<Vec<Fact>> = (0..articles).map(|_| Vec::new()).collect();
        for fact in facts {
            by_article[fact.article.0 as usize].push(fact);
        }
        FactStore::of(by_article)
    }

    /// The facts of each article, in order of the articles.
    pub fn of(facts: Vec<Vec<Fact>>) -> FactStore {
        FactStore { articles: facts.into_par_iter().map(OfArticle::new).collect() }
    }

    /// Adds facts of whichever articles.
    pub fn add(&mut self, facts: Vec<Fact>) {
        let mut by_article: Vec<(ArticleId, Vec<Fact>)> = Vec::new();
        let mut facts = facts;
        facts.sort_by_key(|f| f.article);
        for fact in facts {
            match by_article.last_mut() {
                Some((article, of)) if *article == fact.article => of.push(fact),
                _ => by_article.push((fact.article, vec![fact])),
            }
        }
        for (article, mut more) in by_article {
            let mut facts = self.take(article);
            facts.append(&mut more);
            self.set(article, facts);
        }
    }

    /// Puts facts in place of all that an article says.
    pub fn set(&mut self, article: ArticleId, facts: Vec<Fact>) {
        self.articles[article.0 as usize] = OfArticle::new(facts);
    }

    /// Takes out all that an article says.
    pub fn take(&mut self, article: ArticleId) -> Vec<Fact> {
        std::mem::take(&mut self.articles[article.0 as usize]).facts
    }

    pub fn into_facts(self) -> Vec<Fact> {
        self.articles.into_iter().flat_map(|of| of.facts).collect()
    }
    pub fn get(&self, id: FactId) -> &Fact {
        &self.articles[id.article.0 as usize].facts[id.at as usize]
    }
    /// The facts of a kind, in order.
    pub fn of_kind(&self, kind: KindId) -> impl Iterator<Item = FactId> {
        self.articles.iter().flat_map(move |of| of.of_kind(kind).iter().copied())
    }
    /// The facts of a kind in one article, in order.
    pub fn of_kind_in(&self, kind: KindId, article: ArticleId) -> &[FactId] {
        self.articles.get(article.0 as usize).map_or(&[], |of| of.of_kind(kind))
    }
    pub fn of_article(&self, article: ArticleId) -> impl Iterator<Item = FactId> + use<> {
        let end = self.facts_of(article).len() as u32;
        (0..end).map(move |at| FactId { article, at })
    }
    /// What one article says, in order.
    pub fn facts_of(&self, article: ArticleId) -> &[Fact] {
        self.articles.get(article.0 as usize).map_or(&[], |of| &of.facts)
    }
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        let of = |of: &'_ OfArticle| of.facts.len() as u32;
        self.articles
            .iter()
            .flat_map(move |articles| (0..of(articles)).zip(&articles.facts))
            .map(|(at, fact)| (FactId { article: fact.article, at }, fact))
    }
    pub fn len(&self) -> usize {
        self.articles.iter().map(|of| of.facts.len()).sum()
    }
    pub fn is_empty(&self) -> bool {
        self.articles.iter().all(|of| of.facts.is_empty())
    }
}
