//! What the JSON formats share: values whose kind is open, objects with the place of each, and what a file holds at all.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::entry::{Sink, Words, place};
use crate::source::Span;

/// A value of a field that people and programs write in more than one way.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<'a> {
    /// Missing, `null`, or an object that says nothing here.
    #[default]
    Nothing,
    Text(Words<'a>),
    Number(i64),
    Flag(bool),
    /// The texts of a list.
    List(Vec<Words<'a>>),
}

impl<'a> Field<'a> {
    /// As a cell of a table would have it; `None` for nothing, and for a list.
    pub fn words(self) -> Option<Words<'a>> {
        match self {
            Field::Text(words) => Some(match words {
                Cow::Borrowed(w) => Cow::Borrowed(w.trim()),
                Cow::Owned(w) => Cow::Owned(w.trim().to_string()),
            })
            .filter(|w| !w.is_empty()),
            Field::Number(n) => Some(Cow::Owned(n.to_string())),
            Field::Flag(yes) => Some(Cow::Borrowed(if yes { "yes" } else { "no" })),
            Field::Nothing | Field::List(_) => None,
        }
    }
    /// All texts: of a list each, of a text the parts between `;`.
    pub fn list(self) -> Vec<Words<'a>> {
        match self {
            Field::List(all) => all,
            other => {
                let words = other.words().unwrap_or_default();
                let parts = words.split(';').map(str::trim).filter(|w| !w.is_empty());
                parts.map(|w| Cow::Owned(w.to_string())).collect()
            }
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Field<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field<'a>, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Field<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Field<'de>, E> {
                Ok(Field::Text(Cow::Borrowed(v)))
            }
            fn visit_str<E>(self, v: &str) -> Result<Field<'de>, E> {
                Ok(Field::Text(Cow::Owned(v.to_string())))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Field<'de>, E> {
                Ok(Field::Number(v))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Field<'de>, E> {
                Ok(i64::try_from(v).map_or(Field::Nothing, Field::Number))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Field<'de>, E> {
                Ok(Field::Nothing)
            }
            fn visit_bool<E>(self, v: bool) -> Result<Field<'de>, E> {
                Ok(Field::Flag(v))
            }
            fn visit_unit<E>(self) -> Result<Field<'de>, E> {
                Ok(Field::Nothing)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Field<'de>, A::Error> {
                let mut all = Vec::new();
                while let Some(raw) = seq.next_element::<&RawValue>()? {
                    // A list of objects with names or addresses, as Popolo has them, is the list of those.
                    all.extend(match raw.get().as_bytes().first() {
                        Some(b'{') => serde_json::from_str::<Named>(raw.get()).ok().map(|n| n.name.0),
                        _ => serde_json::from_str::<Plain>(raw.get()).ok().map(|p| p.0),
                    });
                }
                Ok(Field::List(all))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field<'de>, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Field::Nothing)
            }
        }
        deserializer.deserialize_any(Any)
    }
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow, alias = "url")]
    name: Plain<'a>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Plain<'a>(#[serde(borrow)] Cow<'a, str>);

/// An object as the list of its fields, in the order of the file.
#[derive(Debug, Default)]
pub struct Object<'a>(pub Vec<(Words<'a>, Field<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<'a>, D::Error> {
        fields(deserializer).map(Object)
    }
}

/// The values of an object as they are written.
pub struct Raw<'a>(pub Vec<(Words<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw<'a>, D::Error> {
        fields(deserializer).map(Raw)
    }
}

impl<'a> Raw<'a> {
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, raw)| raw.get())
    }
}

/// The fields of an object; a name comes borrowed where it is written without escapes.
fn fields<'de, D: Deserializer<'de>, V: Deserialize<'de>>(deserializer: D) -> Result<Vec<(Words<'de>, V)>, D::Error> {
    struct Fields<V>(std::marker::PhantomData<V>);
    impl<'de, V: Deserialize<'de>> Visitor<'de> for Fields<V> {
        type Value = Vec<(Words<'de>, V)>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while let Some(name) = map.next_key_seed(Name)? {
                all.push((name, map.next_value()?));
            }
            Ok(all)
        }
    }
    deserializer.deserialize_map(Fields(std::marker::PhantomData))
}

/// `Cow` alone is always owned.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Words<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Words<'de>, D::Error> {
        match Field::deserialize(deserializer)? {
            Field::Text(name) => Ok(name),
            _ => Ok(Cow::Borrowed("")),
        }
    }
}

/// What is wrong with a JSON text that lies in `whole`, for people, and where.
pub fn broken(whole: &str, part: &str, error: &serde_json::Error) -> (String, Span) {
    let base = place(whole, part);
    let lines = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (lines + error.column().saturating_sub(1)).min(part.trim_end().len().saturating_sub(1));
    let at = part.floor_char_boundary(at);
    let start = base.start as usize + at;
    let end = whole[start..].chars().next().filter(|c| *c != '\n').map_or(start, |c| start + c.len_utf8());
    if error.is_eof() {
        return ("it breaks off".into(), Span::new(start, end));
    }
    let why = error.to_string();
    // The place is marked; what serde says of it counts from elsewhere.
    let why = why.split(" at line ").next().unwrap_or(&why).to_string();
    (why, Span::new(start, end))
}

/// Reads one value out of `whole`; a value that is not of that shape is told as left out.
pub fn value<'a, T: Deserialize<'a>>(whole: &str, part: &'a str, sink: &mut dyn Sink) -> Option<T> {
    match serde_json::from_str(part) {
        Ok(value) => Some(value),
        Err(error) => {
            let (why, at) = broken(whole, part, &error);
            sink.left_out(why, at);
            None
        }
    }
}

/// The elements of a list, as they are written.
pub fn elements<'a>(raw: Option<&'a str>) -> Vec<&'a str> {
    let raw = raw.and_then(|r| serde_json::from_str::<Vec<&'a RawValue>>(r).ok()).unwrap_or_default();
    raw.into_iter().map(RawValue::get).collect()
}
