//! Values of fields.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{DateValue, FieldValue, Number, Quantity, Text};
use crate::article::ArticleId;
use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum EntityKind {
    Person,
    Place,
    Organisation,
}

/// Somebody or something with a name. Two mentions are one entity when `kind` and `key` are equal.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Entity {
    pub kind: EntityKind,
    /// Canonical name, as reports print it: `Andrei Belousov`, `Almaty`.
    pub name: Arc<str>,
    /// Hash of the name's comparison form (see `extract::names::key`), the same on every machine.
    pub key: u64,
}

impl PartialEq for Entity {
    fn eq(&self, other: &Entity) -> bool {
        self.kind == other.kind && self.key == other.key
    }
}
impl Eq for Entity {}
impl Hash for Entity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
        self.key.hash(state);
    }
}

/// An office: a title and the body (country, ministry, company) it belongs to.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Office {
    /// Canonical: `Defence Minister of Russia`; the title alone where the body is not known.
    pub name: Arc<str>,
    /// The title without its body, in canonical words: `Defence Minister`.
    pub title: Arc<str>,
    pub body: Option<Entity>,
    /// Hash of the comparison form of title and body, the same on every machine.
    pub key: u64,
}

impl PartialEq for Office {
    fn eq(&self, other: &Office) -> bool {
        self.key == other.key
    }
}
impl Eq for Office {}

/// Why a question has no answer: the nine words of `because "..."`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Undecided {
    Date,
    Year,
    Record,
    Name,
    Number,
    Unit,
    Alignment,
    Stance,
    Limit,
}

impl Undecided {
    pub const ALL: [Undecided; 9] = [
        Undecided::Date,
        Undecided::Year,
        Undecided::Record,
        Undecided::Name,
        Undecided::Number,
        Undecided::Unit,
        Undecided::Alignment,
        Undecided::Stance,
        Undecided::Limit,
    ];
    pub fn word(self) -> &'static str {
        match self {
            Undecided::Date => "date",
            Undecided::Year => "year",
            Undecided::Record => "record",
            Undecided::Name => "name",
            Undecided::Number => "number",
            Undecided::Unit => "unit",
            Undecided::Alignment => "alignment",
            Undecided::Stance => "stance",
            Undecided::Limit => "limit",
        }
    }
}

/// Some of the reasons why a question has no answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reasons(u16);

impl Reasons {
    pub fn all() -> Reasons {
        Undecided::ALL.into_iter().collect()
    }
    pub fn has(self, why: Undecided) -> bool {
        self.0 & (1 << why as u16) != 0
    }
}

impl FromIterator<Undecided> for Reasons {
    fn from_iter<I: IntoIterator<Item = Undecided>>(reasons: I) -> Reasons {
        Reasons(reasons.into_iter().fold(0, |all, why| all | 1 << why as u16))
    }
}

/// Words of another article.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Elsewhere {
    /// On one line, shortened where they are long.
    pub text: Arc<str>,
    pub article: ArticleId,
    /// Of that article's view.
    pub span: Span,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub enum Value {
    /// Fields of type text and word, quotations, and words of an enumeration (`current`, `yes`).
    Text(Text),
    Entity(Entity),
    Office(Box<Office>),
    Number(Box<Number>),
    Quantity(Box<Quantity>),
    Date(Box<DateValue>),
    /// Days, first and last possible.
    Duration(f64, f64),
    Set(Vec<FieldValue>),
    /// Words of another article that belong to what this one says.
    Elsewhere(Box<Elsewhere>),
    /// Named in the text, but who or what it is stays open; comparisons are undecided for this reason.
    Unknown(Undecided),
}

impl Value {
    pub fn text(s: &str) -> Value {
        Value::Text(Text::from(s))
    }
    /// One of the words of an enumeration.
    pub fn word(word: &'static str) -> Value {
        Value::Text(Text::word(word))
    }
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(t) => Some(t),
            Value::Elsewhere(e) => Some(&e.text),
            _ => None,
        }
    }
    pub fn as_entity(&self) -> Option<&Entity> {
        match self {
            Value::Entity(e) => Some(e),
            _ => None,
        }
    }
    pub fn as_date(&self) -> Option<&DateValue> {
        match self {
            Value::Date(d) => Some(d),
            _ => None,
        }
    }
}
