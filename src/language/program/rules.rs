//! Rules, their assertions and exceptions.

use std::sync::Arc;

use super::{Cond, Expr};
use crate::facts::{Day, FieldId, KindId, SameKey, StanceSet, Tolerance};
use crate::finding::Level;
use crate::source::FileSpan;

#[derive(Clone, Debug)]
pub struct Var {
    pub name: Arc<str>,
    pub kind: KindId,
}

/// What the facts of one candidate must have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Scope {
    Sentence,
    Paragraph,
    Article,
    /// All versions of one article.
    Story,
    #[default]
    Batch,
}

/// `in headline`: only facts that stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Headline,
    /// Neither headline, dateline nor caption.
    Body,
    Caption,
    Quotes,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub name: Arc<str>,
    pub title: Arc<str>,
    pub level: Level,
    /// At least one.
    pub vars: Vec<Var>,
    pub within: Scope,
    pub part: Option<Part>,
    pub including: StanceSet,
    pub filter: Option<Cond>,
    /// `None`: the kind's own `same when`.
    pub same: Option<Vec<SameKey>>,
    pub must: Must,
    /// Joined by `or`.
    pub unless: Option<Cond>,
    pub except: Vec<Except>,
    pub say: Option<Template>,
    pub help: Option<Template>,
    pub why: Option<Arc<str>>,
    pub tags: Vec<Arc<str>>,
    pub since: Option<Arc<str>>,
    pub owner: Option<Arc<str>>,
    pub formerly: Vec<Arc<str>>,
    pub fix: Option<Fix>,
    /// Made from a one-line form.
    pub one_line: bool,
    /// From a bundled pack (its file's name begins with `std/`).
    pub bundled: bool,
    /// The rule of a bundled pack that this one stands in for.
    pub replaces: Option<FileSpan>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub enum Must {
    Condition(Cond),
    MatchRecord,
    Agree(Agree),
    /// `must never fall on toll`: it may rise over time.
    NeverFall(FieldId),
    NotOccur,
}

impl Rule {
    /// Whether this is its name, or was once.
    pub fn is_called(&self, name: &str) -> bool {
        *self.name == *name || self.formerly.iter().any(|f| **f == *name)
    }
}

impl Must {
    /// What a plain `must CONDITION` asserts.
    pub fn condition(&self) -> Option<&Cond> {
        match self {
            Must::Condition(condition) => Some(condition),
            Must::Agree(_) | Must::MatchRecord | Must::NeverFall(_) | Must::NotOccur => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Agree {
    pub field: FieldId,
    pub within: Option<Tolerance>,
    pub sets: SetMode,
    /// `as rising`: what a later article says may be more.
    pub rising: bool,
    pub ignoring: Ignoring,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SetMode {
    Equal,
    #[default]
    Overlapping,
    Within,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Ignoring {
    pub case: bool,
    pub marks: bool,
    pub accents: bool,
    pub order: bool,
    pub brackets: bool,
}

#[derive(Clone, Debug)]
pub struct Except {
    /// A glob over article names; `None`: everywhere.
    pub path: Option<Arc<str>>,
    /// The exception ends with this day, measured against the article's own date.
    pub until: Option<Day>,
    pub because: Option<Arc<str>>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub struct Fix {
    pub field: FieldId,
    pub with: FixWith,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FixWith {
    Field(FieldId),
    Majority,
    Words(Arc<str>),
}

/// Text with holes: `{r.person} is called {r.office}`.
#[derive(Clone, Debug)]
pub struct Template {
    pub parts: Vec<TemplatePart>,
}

#[derive(Clone, Debug)]
pub enum TemplatePart {
    Words(Arc<str>),
    Hole(Expr),
}
