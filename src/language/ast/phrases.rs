//! Phrases of `extract` and `cue`.

use super::{Name, Text};
use crate::source::Span;

/// What stands in a string of `extract` or `cue`.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub text: Text,
    pub parts: Vec<PhrasePart>,
}

#[derive(Clone, Debug)]
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
    Gap(Span),
    /// `{field}`, `{field: type}`, `{_: type}`
    Hole {
        /// `None` for `_`.
        field: Option<Name>,
        ty: Option<Name>,
        span: Span,
    },
}
