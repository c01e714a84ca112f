//! How facts are read from articles, and made of other facts.

use std::sync::Arc;

use super::{Cond, Expr, Scope, Var};
use crate::facts::{FieldId, KindId, Stance, Type};
use crate::source::FileSpan;
use crate::text::WordKeys;

/// One phrase of an `extract`, for the kind it yields.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub kind: KindId,
    pub elements: Vec<Element>,
    /// Fields that it fills itself, whatever its words: `extract event with what arrest`.
    pub with: Vec<(FieldId, Arc<str>)>,
    /// Plural holes are dealt out in order: one fact for each pair.
    pub pairwise: bool,
    /// `std/roles phrase 2`: the file's name without its ending, and the phrase's number in the file, from 1.
    pub name: Arc<str>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub enum Element {
    /// A word or mark (several ways to write it for `<word>`: all inflections).
    Word(WordKeys),
    /// Exactly one of these.
    Choice(Vec<Vec<Element>>),
    Optional(Vec<Element>),
    /// `…`: any tokens within the sentence.
    Gap,
    Hole(Hole),
}

#[derive(Clone, Debug)]
pub struct Hole {
    /// `None` for `{_: places}`: matched and not kept.
    pub field: Option<FieldId>,
    /// What may stand there. With `pairwise`, a set although the field is single.
    pub ty: Type,
    /// `{field: name}`: also a name that no list knows, and a pronoun of which it stays open whom it means.
    pub open: bool,
    /// `{field = word}`: takes nothing and fills the field with this.
    pub given: Option<Arc<str>>,
    pub at: FileSpan,
}

/// What a cue says of the words that it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// How a claim is put.
    Stance(Stance),
    /// Of what time a title before a name is told.
    Time(Era),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// The article's own time.
    Current,
    /// A time gone by.
    Past,
}

impl Era {
    pub const ALL: [Era; 2] = [Era::Current, Era::Past];
    pub fn name(self) -> &'static str {
        match self {
            Era::Current => "current",
            Era::Past => "past",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueDirection {
    /// Speaks of what follows it.
    Forward,
    Backward,
    /// Of the whole scope.
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueScope {
    Clause,
    Sentence,
    Paragraph,
}

/// Words that make a claim denied, planned, hedged, reported, ...
#[derive(Clone, Debug)]
pub struct Cue {
    pub says: Says,
    /// Holes here: `{source: organisation}`, `{source: person}`, `{source: text}` name who says so (their `field` is
    /// `None`).
    pub elements: Vec<Element>,
    /// `anonymous` cues: sources without a name.
    pub anonymous: bool,
    pub direction: CueDirection,
    pub scope: CueScope,
    pub at: FileSpan,
}

/// `derive KIND for each a … where … with field expression, …`.
#[derive(Clone, Debug)]
pub struct Derive {
    pub kind: KindId,
    pub vars: Vec<Var>,
    pub within: Scope,
    pub filter: Option<Cond>,
    pub with: Vec<(FieldId, Expr)>,
    pub at: FileSpan,
}
