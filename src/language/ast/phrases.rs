//! Phrases of `extract` and `cue`.

use serde::{Deserialize, Serialize};

use super::form::place;
use super::{Name, Text};
use crate::source::Span;

/// What stands in a string of `extract` or `cue`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Phrase {
    /// As written; what it says are its parts.
    #[serde(with = "place")]
    pub text: Text,
    pub parts: Vec<PhrasePart>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
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
    Gap(#[serde(with = "place")] Span),
    /// `{field}`, `{field: type}`, `{_: type}`
    Hole {
        /// `None` for `_`.
        field: Option<Name>,
        ty: Option<Name>,
        #[serde(with = "place")]
        span: Span,
    },
    /// `{field = words}`
    Given {
        field: Name,
        words: String,
        #[serde(with = "place")]
        span: Span,
    },
}
