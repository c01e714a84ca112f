//! What is written of a tree: in a form for people what it says, else all of it, as it is read again.

use serde::{Serialize, Serializer};

use super::{Text, Texts};
use crate::language::parse::{dedent, escape};

/// Where something stands, which a form for people leaves out.
pub(super) mod place {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(place: &T, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.serialize_unit() } else { place.serialize(to) }
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::deserialize(from)
    }
}

/// The words, with escapes that mean a character resolved, and all others (a brace in a message) as they stand.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if !to.is_human_readable() {
            return (&self.value, &self.raw, self.long, self.span, self.raw_start).serialize(to);
        }
        let raw = if self.long { dedent(&self.raw) } else { self.raw.clone() };
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw.as_str();
        while let Some(at) = rest.find('\\') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            // A backslash stays two, so that `\\{` is another thing than `\{`.
            match escape(rest) {
                Some(('\\', used)) => {
                    out.push_str("\\\\");
                    rest = &rest[used..];
                }
                Some((c, used)) => {
                    out.push(c);
                    rest = &rest[used..];
                }
                None => out.push('\\'),
            }
        }
        out.push_str(rest);
        to.serialize_str(&out)
    }
}

/// Whether a string is a long one matters in messages, whose line ends are blanks there.
impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if !to.is_human_readable() {
            return self.parts.serialize(to);
        }
        to.collect_seq(self.parts.iter().map(|t| (t.long, t)))
    }
}
