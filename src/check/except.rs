//! `except "path/**" until 2027-01-01`: articles that a rule passes over.

use globset::{GlobBuilder, GlobMatcher};

use super::context::Context;
use crate::article::{Article, ArticleId, path_of};
use crate::language::{Except, Rule};

/// For each article whether the rule passes over it.
#[derive(Default)]
pub struct Exceptions {
    /// Empty: the rule has no exceptions.
    articles: Vec<bool>,
}

impl Exceptions {
    pub fn new(cx: &Context, rule: &Rule) -> Exceptions {
        let all = compiled(rule);
        if all.is_empty() {
            return Exceptions { articles: Vec::new() };
        }
        let is_excepted = |article: &Article| all.iter().any(|e| e.applies(article));
        Exceptions { articles: cx.batch.articles.iter().map(is_excepted).collect() }
    }

    pub fn has(&self, article: ArticleId) -> bool {
        self.articles.get(article.0 as usize).copied().unwrap_or(false)
    }
}

/// The first exception of a rule that takes an article out.
pub fn applying<'r>(cx: &Context, rule: &'r Rule, article: ArticleId) -> Option<&'r Except> {
    compiled(rule).into_iter().find(|e| e.applies(cx.batch.get(article))).map(|e| e.except)
}

struct Compiled<'r> {
    except: &'r Except,
    /// `None`: everywhere.
    path: Option<GlobMatcher>,
}

fn compiled(rule: &Rule) -> Vec<Compiled<'_>> {
    rule.except.iter().filter_map(compile).collect()
}

/// The language has checked the glob; one that does not compile here excepts nothing.
fn compile(except: &Except) -> Option<Compiled<'_>> {
    let path = match &except.path {
        Some(path) => Some(GlobBuilder::new(path).literal_separator(true).build().ok()?.compile_matcher()),
        None => None,
    };
    Some(Compiled { except, path })
}

/// Whether an exception is for articles of this name, at whatever time.
pub fn names(except: &Except, article: &Article) -> bool {
    compile(except).is_some_and(|e| e.names(article))
}

impl Compiled<'_> {
    fn names(&self, article: &Article) -> bool {
        let name = article.name.strip_prefix("./").unwrap_or(&article.name);
        self.path.as_ref().is_none_or(|g| g.is_match(name) || g.is_match(path_of(name)))
    }
    fn applies(&self, article: &Article) -> bool {
        // An undated article is excepted: that the time is over cannot be known.
        let last = article.date.as_ref().and_then(|d| d.value.to);
        self.names(article) && self.except.until.is_none_or(|until| last.is_none_or(|last| last <= until))
    }
}
