//! What the extractors find, before phrases make facts of it.

use crate::facts::{FieldValue, Provenance, Value};
use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    Person,
    Place,
    Organisation,
    /// "Russian" as a modifier; its value is the place. No fact is made of it.
    Demonym,
    /// A title with or without its body: no fact of its own, roles are.
    Office,
    Date,
    Quantity,
    Quote,
    Acronym,
    /// A word of mixed scripts or with hidden characters.
    Word,
    /// Taken for a person only by a `{field: name}`: words that a person may be called, or a pronoun of which it is open whom it means.
    OpenPerson,
    /// Taken for an organisation only by a `{field: name}`: capitals that no list knows, or "it" where it is open what it means.
    OpenThing,
}

/// Something found in the words: tokens `first..end` of the article's [`crate::text::Doc`].
#[derive(Clone, Debug)]
pub struct Mention {
    pub kind: MentionKind,
    pub first: u32,
    pub end: u32,
    pub span: Span,
    /// What a `{hole}` of this kind takes over.
    pub value: Value,
    /// The fields of the native fact that this mention becomes, in order of field id (see `facts::native`); empty
    /// where it becomes none.
    pub fields: Vec<FieldValue>,
    /// What made it: `dates`, `names`, `coreference`, ...
    pub by: Provenance,
}
