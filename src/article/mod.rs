//! Articles: what was read, its own words as one text, and the way back to the original bytes.
//!
//! Everything after this module works on [`Article::text`], the *view*: the headline of a record (if it has
//! one in a field of its own), a blank line, then the body. [`Article::locate`] leads a span of the view back
//! to bytes of the original.

mod byline;
mod dateline;
mod digest;
mod fields;
mod limits;
mod map;
mod read;
mod stets;
mod structure;

pub use byline::Byline;
pub use digest::Digest;
pub use fields::{FIELDS, FieldNames};
pub use limits::{LIMITS, LimitSpec, Limits};
pub use map::{Located, TextMap};
pub use read::{
    Excluded, InputError, InputErrorKind, Kept, STANDARD_INPUT, parse_date, plain_text, read, read_bytes, read_kept,
    read_within,
};
pub use stets::{BadStet, Stet, without as without_stet};
pub use structure::{Block, BlockKind};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::facts::{DateValue, Day};
use crate::source::Span;

/// Index of an article in its [`Batch`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct ArticleId(pub u32);

/// One article, read and decoded.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its name in reports: the path as given, and `path#id` inside a file of many.
    pub name: String,
    /// The view (see the module's head). UTF-8, at most 4 GiB. It is shared, as the other long parts are: whoever checks a batch
    /// again has most of its articles as they were.
    pub text: Arc<str>,
    /// From the view back to the original's bytes.
    pub map: Arc<TextMap>,
    /// A file on the disk is this article alone, in UTF-8: no other file is ever changed.
    pub is_file: bool,
    /// Headline, dateline, captions, paragraphs and lines, in order of start. Lines lie inside paragraphs.
    pub blocks: Arc<[Block]>,
    /// The article's own date and where it came from.
    pub date: Option<ArticleDate>,
    /// The day of its last change, and where it came from.
    pub modified: Option<Modified>,
    pub url: Option<String>,
    pub source: Option<String>,
    pub byline: Option<Byline>,
    /// The language that the document says it is in, as it says it: a BCP 47 tag, if it is right.
    pub declared: Option<String>,
    /// Another language than English that it is surely in, by its English name.
    pub language: Option<&'static str>,
    /// In a file of many: the line, from 1, where its record begins.
    pub first_line: Option<usize>,
    /// What makes versions of one article one story: the record's id or canonical url.
    pub story: Option<String>,
    /// Of what it was read from; `None` where it is made of nothing but its text.
    pub digest: Option<Digest>,
    /// Given as a source (`--against`): drafts are held against it, and no rule finds fault with it alone.
    pub is_source: bool,
    /// Findings that may stand.
    pub stets: Vec<Stet>,
}

/// The path in an article's name: all before the id of a record.
pub fn path_of(name: &str) -> &str {
    name.split_once('#').map_or(name, |(path, _)| path)
}

/// The day (or month, or year) an article is of.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleDate {
    pub value: DateValue,
    /// For people: `the record's date`, `front matter`, `the page's linked data`, `the dateline`, `--date`.
    pub by: &'static str,
    /// Where it stands in the view, if it stands there (a dateline).
    pub span: Option<Span>,
}

/// The day on which an article was last changed, as it says itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modified {
    pub day: Day,
    /// For people, as [`ArticleDate::by`].
    pub by: &'static str,
}

impl Modified {
    /// The first day of what is written there; `None` where that is no date.
    pub fn of(written: &str, by: &'static str) -> Option<Modified> {
        Some(Modified { day: parse_date(written)?.from?, by })
    }
}

impl Article {
    /// Whether another article has all that facts and rules rest on as this one has it.
    pub fn says_the_same(&self, other: &Article) -> bool {
        let rest = |a: &Article| {
            let Article { modified, url, source, byline, language, story, is_source, stets, .. } = a;
            format!("{:?}", (modified, url, source, byline, language, story, is_source, stets))
        };
        (&self.name, &self.date) == (&other.name, &other.date)
            && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
            && (Arc::ptr_eq(&self.blocks, &other.blocks)
                || self.blocks.iter().map(|b| (b.kind, b.span)).eq(other.blocks.iter().map(|b| (b.kind, b.span))))
            && rest(self) == rest(other)
    }

    /// An article of which nothing is known but its text.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>, map: TextMap, blocks: Vec<Block>) -> Article {
        Article {
            name: name.into(),
            text: text.into(),
            map: Arc::new(map),
            is_file: false,
            byline: None,
            declared: None,
            language: None,
            blocks: blocks.into(),
            date: None,
            modified: None,
            url: None,
            source: None,
            story: None,
            digest: None,
            first_line: None,
            is_source: false,
            stets: Vec::new(),
        }
    }
    /// The place of a span of the view in the original: the field it stands in (`None` = the text itself) and
    /// its bytes there. A span over a seam is cut at the seam.
    pub fn locate(&self, span: Span) -> Located {
        self.map.locate(&self.text, span)
    }
    /// The path that it was read from: its name, without the id of a record.
    pub fn path(&self) -> &str {
        path_of(&self.name)
    }
    /// The words at a span of the view.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// All articles of a run, ordered by name, whatever order they were given in.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub articles: Vec<Article>,
}

impl Batch {
    /// Sorts by name, so that nothing later depends on the order of the input.
    pub fn new(mut articles: Vec<Article>) -> Batch {
        articles.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.text.cmp(&b.text)));
        Batch { articles }
    }
    pub fn get(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> + use<> {
        (0..self.articles.len() as u32).map(ArticleId)
    }
}

/// An article of one paragraph a line.
#[cfg(test)]
pub(crate) fn of_lines(name: &str, text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        at += line.len();
    }
    Article::new(name, text, TextMap::identity(text.len()), blocks)
}
