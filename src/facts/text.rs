//! Words as the value of a field.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::Span;

/// Words by themselves, or a part of a text that is shared with all others that stand in it: most values are words of their article.
#[derive(Clone)]
pub struct Text {
    of: Arc<str>,
    /// In `of`.
    part: Span,
}

/// Words that are written in the source, each kept once.
static WORDS: LazyLock<Mutex<FxHashMap<&'static str, Arc<str>>>> = LazyLock::new(Mutex::default);

impl Text {
    /// The part of a text at `span`, which lies in it.
    pub fn part(of: &Arc<str>, span: Span) -> Text {
        Text { of: of.clone(), part: span }
    }
    /// One of the words of an enumeration: `current`, `day`.
    pub fn word(word: &'static str) -> Text {
        let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
        words.entry(word).or_insert_with(|| Arc::from(word)).clone().into()
    }
}

impl From<Arc<str>> for Text {
    fn from(of: Arc<str>) -> Text {
        let part = Span::new(0, of.len());
        Text { of, part }
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Text {
        Text::from(Arc::<str>::from(words))
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.part.of(&self.of)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}
impl Eq for Text {}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        Arc::<str>::deserialize(deserializer).map(Text::from)
    }
}
