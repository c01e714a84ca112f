//! What found a fact, or filled in a field.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A phrase or an extractor by its name: `std/roles phrase 2`, `coreference`. There are few of them and many facts: each name is kept
/// once, for as long as the program runs, and a fact holds a pointer to it.
#[derive(Clone, Copy)]
pub struct Provenance(&'static &'static str);

/// The names that are not written in the source.
static NAMES: LazyLock<Mutex<FxHashMap<&'static str, &'static &'static str>>> = LazyLock::new(Mutex::default);

impl Provenance {
    /// Of a name in the source: `Provenance::of(&"dates")`.
    pub const fn of(name: &'static &'static str) -> Provenance {
        Provenance(name)
    }

    /// Of any name: those of rule files.
    pub fn named(name: &str) -> Provenance {
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.get(name) {
            return Provenance(known);
        }
        let words: &'static str = Box::leak(Box::from(name));
        let kept: &'static &'static str = Box::leak(Box::new(words));
        names.insert(words, kept);
        Provenance(kept)
    }
}

impl Deref for Provenance {
    type Target = str;
    fn deref(&self) -> &str {
        self.0
    }
}

impl fmt::Debug for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq for Provenance {
    fn eq(&self, other: &Provenance) -> bool {
        **self == **other
    }
}
impl Eq for Provenance {}

impl PartialOrd for Provenance {
    fn partial_cmp(&self, other: &Provenance) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Provenance {
    fn cmp(&self, other: &Provenance) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Serialize for Provenance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Provenance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Provenance, D::Error> {
        <&str>::deserialize(deserializer).map(Provenance::named)
    }
}
