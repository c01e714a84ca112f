//! Phrases of `extract` and `cue`.

use serde::Serialize;

use super::{Name, Text};
use crate::source::Span;

/// What stands in a string of `extract` or `cue`.
#[derive(Clone, Debug, Serialize)]
pub struct Phrase {
    /// As written; what it says are its parts.
    #[serde(skip)]
    pub text: Text,
    pub parts: Vec<PhrasePart>,
}

#[derive(Clone, Debug, Serialize)]
pub enum PhrasePart {
    /// Words and marks, with escapes resolved.
    Words {
        words: String,
        /// Nothing stands between these words and the part before: `{person}'s`.
        glued: bool,
    },
    /// `<meet>`
    Inflected(String),
    /// `(a|b)`
    Choice(Vec<Vec<PhrasePart>>),
    /// `[…]`
    Optional(Vec<Vec<PhrasePart>>),
    /// `…`
    Gap(#[serde(skip)] Span),
    /// `{field}`, `{field: type}`, `{_: type}`
    Hole {
        /// `None` for `_`.
        field: Option<Name>,
        ty: Option<Name>,
        #[serde(skip)]
        span: Span,
    },
    /// `{field = words}`
    Given {
        field: Name,
        words: String,
        #[serde(skip)]
        span: Span,
    },
}
