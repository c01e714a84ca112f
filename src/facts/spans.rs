//! The places of a value in its text.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::Span;

/// A few spans, in order of what they hold; one of them, as nearly all values have, takes no memory of its own.
#[derive(Clone, Default, PartialEq)]
pub struct Spans(Kept);

#[derive(Clone, Default, PartialEq)]
enum Kept {
    #[default]
    None,
    One(Span),
    #[expect(
        clippy::box_collection,
        reason = "a value of several places is rare, and all others would be half again as large"
    )]
    More(Box<Vec<Span>>),
}

impl Spans {
    pub fn none() -> Spans {
        Spans::default()
    }
    pub fn push(&mut self, span: Span) {
        match &mut self.0 {
            Kept::None => self.0 = Kept::One(span),
            Kept::One(first) => self.0 = Kept::More(Box::new(vec![*first, span])),
            Kept::More(all) => all.push(span),
        }
    }
    pub fn retain(&mut self, keep: impl Fn(&Span) -> bool) {
        *self = self.iter().copied().filter(keep).collect();
    }
}

impl Deref for Spans {
    type Target = [Span];
    fn deref(&self) -> &[Span] {
        match &self.0 {
            Kept::None => &[],
            Kept::One(span) => std::slice::from_ref(span),
            Kept::More(all) => all,
        }
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Spans {
        Spans(Kept::One(span))
    }
}

impl From<Vec<Span>> for Spans {
    fn from(spans: Vec<Span>) -> Spans {
        spans.into_iter().collect()
    }
}

impl Extend<Span> for Spans {
    fn extend<I: IntoIterator<Item = Span>>(&mut self, spans: I) {
        spans.into_iter().for_each(|span| self.push(span));
    }
}

impl FromIterator<Span> for Spans {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Spans {
        let mut all = Spans::none();
        all.extend(spans);
        all
    }
}

impl<'a> IntoIterator for &'a Spans {
    type Item = &'a Span;
    type IntoIter = std::slice::Iter<'a, Span>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::fmt::Debug for Spans {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

impl Serialize for Spans {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de> Deserialize<'de> for Spans {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Spans, D::Error> {
        Vec::<Span>::deserialize(deserializer).map(Spans::from)
    }
}
