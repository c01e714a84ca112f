//! `except "path/**" until 2027-01-01`: articles that a rule passes over.

use globset::{GlobBuilder, GlobMatcher};

use super::context::Context;
use crate::article::ArticleId;
use crate::facts::Day;
use crate::language::Rule;

/// For each article whether the rule passes over it.
#[derive(Default)]
pub struct Exceptions {
    /// Empty: the rule has no exceptions.
    articles: Vec<bool>,
}

impl Exceptions {
    pub fn new(cx: &Context, rule: &Rule) -> Exceptions {
        let all: Vec<(Option<GlobMatcher>, Option<Day>)> = rule
            .except
            .iter()
            .filter_map(|e| {
                let glob = match &e.path {
                    // The language has checked the glob; one that does not compile here excepts nothing.
                    Some(path) => Some(GlobBuilder::new(path).literal_separator(true).build().ok()?.compile_matcher()),
                    None => None,
                };
                Some((glob, e.until))
            })
            .collect();
        if all.is_empty() {
            return Exceptions { articles: Vec::new() };
        }
        let is_excepted = |article: &crate::article::Article| {
            all.iter().any(|(glob, until)| {
                let name = article.name.strip_prefix("./").unwrap_or(&article.name);
                let file = name.split_once('#').map_or(name, |(file, _)| file);
                let here = glob.as_ref().is_none_or(|g| g.is_match(name) || g.is_match(file));
                // An undated article is excepted: that the time is over cannot be known.
                let last = article.date.as_ref().and_then(|d| d.value.to);
                here && until.is_none_or(|until| last.is_none_or(|last| last <= until))
            })
        };
        Exceptions { articles: cx.batch.articles.iter().map(is_excepted).collect() }
    }

    pub fn has(&self, article: ArticleId) -> bool {
        self.articles.get(article.0 as usize).copied().unwrap_or(false)
    }
}
