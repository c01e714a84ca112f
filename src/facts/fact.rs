//! One fact.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{FieldId, KindId, Provenance, Spans, Value};
use crate::article::ArticleId;
use crate::source::{FileSpan, Span};

/// How the article puts a claim. The order is that of strength only for printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize, Serialize)]
pub enum Stance {
    #[default]
    Asserted,
    Reported,
    Denied,
    Planned,
    Hedged,
    Hypothetical,
    Quoted,
}

impl Stance {
    pub const ALL: [Stance; 7] = [
        Stance::Asserted,
        Stance::Reported,
        Stance::Denied,
        Stance::Planned,
        Stance::Hedged,
        Stance::Hypothetical,
        Stance::Quoted,
    ];
    pub fn name(self) -> &'static str {
        match self {
            Stance::Asserted => "asserted",
            Stance::Reported => "reported",
            Stance::Denied => "denied",
            Stance::Planned => "planned",
            Stance::Hedged => "hedged",
            Stance::Hypothetical => "hypothetical",
            Stance::Quoted => "quoted",
        }
    }
}

/// A set of stances, and whether reports from unnamed sources count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StanceSet {
    bits: u8,
    pub anonymous: bool,
}

impl Default for StanceSet {
    /// What a rule sees unless it says `including`: asserted, or reported from a named source.
    fn default() -> StanceSet {
        StanceSet { bits: 0, anonymous: false }.with(Stance::Asserted).with(Stance::Reported)
    }
}

impl StanceSet {
    pub fn with(mut self, stance: Stance) -> StanceSet {
        self.bits |= 1 << stance as u8;
        self
    }
    pub fn has(self, stance: Stance) -> bool {
        self.bits & (1 << stance as u8) != 0
    }
}

/// Who is said to say so.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Attribution {
    /// As written: `the Belarusian Ministry of Defense`, `sources close to the talks`.
    pub name: Arc<str>,
    pub anonymous: bool,
    pub span: Span,
}

/// The words that gave a claim its stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Cued {
    /// In the article: the words of the cue, or the quotation that the claim stands in.
    pub span: Span,
    /// The `cue` declaration; `None` for a quotation.
    pub at: Option<FileSpan>,
}

/// The value of one field, with where it stands.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct FieldValue {
    /// For members of a set: the field of the set.
    pub field: FieldId,
    pub value: Value,
    /// Places in the view. Empty where context filled the field; several where a quotation is interrupted.
    pub spans: Spans,
    /// What filled it in, where not the words at `spans`: `article date`, `coreference`.
    pub by: Option<Provenance>,
}

impl FieldValue {
    pub fn new(field: FieldId, value: Value, span: Span) -> FieldValue {
        FieldValue { field, value, spans: span.into(), by: None }
    }
    /// A value that stands nowhere in the text.
    pub fn inferred(field: FieldId, value: Value, by: Provenance) -> FieldValue {
        FieldValue { field, value, spans: Spans::none(), by: Some(by) }
    }
    pub fn span(&self) -> Option<Span> {
        self.spans.first().copied()
    }
}

/// A claim of an article, as typed values with spans of the article's view.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Fact {
    pub kind: KindId,
    pub article: ArticleId,
    pub span: Span,
    /// The sentence it stands in (its first, where it runs over several).
    pub sentence: Span,
    pub stance: Stance,
    pub source: Option<Box<Attribution>>,
    /// What made the stance another one than `asserted`, where words did.
    pub cue: Option<Box<Cued>>,
    /// In order of [`FieldId`]; a field that is not known is left out.
    pub fields: Vec<FieldValue>,
    /// Which phrase or extractor: `std/roles phrase 2`, `dates`.
    pub by: Provenance,
}

impl Fact {
    pub fn get(&self, field: FieldId) -> Option<&FieldValue> {
        self.fields.iter().find(|f| f.field == field)
    }
    pub fn value(&self, field: FieldId) -> Option<&Value> {
        self.get(field).map(|f| &f.value)
    }
}
