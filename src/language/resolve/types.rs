//! Names of types, and which values can be compared.

use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::facts::{KindId, Type};

/// What an expression yields.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    Of(Type),
    /// A variable by itself.
    Fact(KindId),
    /// A list by its name.
    List,
    /// `5 %`
    Percent,
    /// Known at run time only: `record.person`.
    Open,
}

const SINGLE: &[(&str, Type)] = &[
    ("text", Type::Text),
    ("word", Type::Word),
    ("number", Type::Number),
    ("quantity", Type::Quantity),
    ("date", Type::Date),
    ("duration", Type::Duration),
    ("person", Type::Person),
    ("place", Type::Place),
    ("organisation", Type::Organisation),
    ("office", Type::Office),
    ("quote", Type::Quote),
];

/// The type of a name: `person`, `people`.
pub fn named(name: &str) -> Option<Type> {
    // The name of every hole is asked for.
    static KNOWN: LazyLock<FxHashMap<String, Type>> = LazyLock::new(|| {
        let sets = SINGLE.iter().map(|(_, ty)| Type::Set(Box::new(ty.clone())));
        let mut known: FxHashMap<String, Type> = sets.map(|set| (set.name(), set)).collect();
        known.extend(SINGLE.iter().map(|(single, ty)| (single.to_string(), ty.clone())));
        known
    });
    KNOWN.get(name).cloned()
}

/// Every name of a type, for suggestions.
pub fn names() -> Vec<String> {
    let sets = SINGLE.iter().map(|(_, ty)| Type::Set(Box::new(ty.clone())).name());
    SINGLE.iter().map(|(name, _)| name.to_string()).chain(sets).collect()
}

/// The plural of a field's name, as a hole of a pairwise phrase has it: `offices`, `countries`, `people`.
pub fn plural(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("person") {
        return format!("{stem}people");
    }
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if ["s", "x", "ch", "sh"].iter().any(|e| name.ends_with(e)) => format!("{name}es"),
        _ => format!("{name}s"),
    }
}

/// The type of `one of …`. Its words live as long as the program; each enumeration is kept once, so that reading the
/// same files again (an editor does, at each stroke) costs nothing more.
pub fn enumeration(words: &[String]) -> Type {
    static KEPT: Mutex<BTreeSet<&'static [&'static str]>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let found = kept.iter().find(|e| e.len() == words.len() && e.iter().zip(words).all(|(a, b)| *a == b.as_str()));
    if let Some(&found) = found {
        return Type::Enumeration(found);
    }
    let leaked: Vec<&'static str> = words.iter().map(|w| &*Box::leak(w.clone().into_boxed_str())).collect();
    let leaked: &'static [&'static str] = Box::leak(leaked.into_boxed_slice());
    kept.insert(leaked);
    Type::Enumeration(leaked)
}

impl Ty {
    /// As a message puts it: `a person`, `people`, `one of current, former`.
    pub fn name(&self) -> String {
        match self {
            Ty::Of(Type::Set(of)) => Type::Set(of.clone()).name(),
            Ty::Of(ty @ Type::Enumeration(_)) => ty.name(),
            Ty::Of(ty) => {
                let name = ty.name();
                let an = name.starts_with(['a', 'e', 'i', 'o', 'u']);
                format!("{} {name}", if an { "an" } else { "a" })
            }
            Ty::Fact(_) => "a whole fact".into(),
            Ty::List => "a list".into(),
            Ty::Percent => "a percentage".into(),
            Ty::Open => "a value of the record".into(),
        }
    }

    pub fn is_words(&self) -> bool {
        matches!(self, Ty::Open | Ty::Of(Type::Text | Type::Word | Type::Quote | Type::Enumeration(_)))
    }
    /// People, places, organisations, offices.
    pub fn is_named(&self) -> bool {
        matches!(self, Ty::Open | Ty::Of(Type::Person | Type::Place | Type::Organisation | Type::Office))
    }
    pub fn is_number(&self) -> bool {
        matches!(self, Ty::Open | Ty::Percent | Ty::Of(Type::Number | Type::Quantity))
    }
    pub fn is_date(&self) -> bool {
        matches!(self, Ty::Open | Ty::Of(Type::Date))
    }
    pub fn is_duration(&self) -> bool {
        matches!(self, Ty::Of(Type::Duration))
    }
    pub fn element(&self) -> Option<Ty> {
        match self {
            Ty::Of(Type::Set(of)) => Some(Ty::Of((**of).clone())),
            _ => None,
        }
    }
}

/// Whether two types are of one sort, so that `is` between them makes sense. `literal`: one side is a string of the
/// rule file, which may also stand for a name.
pub fn alike(a: &Ty, b: &Ty, literal: bool) -> bool {
    match (a, b) {
        (Ty::Open, _) | (_, Ty::Open) => true,
        (Ty::Of(Type::Enumeration(x)), Ty::Of(Type::Enumeration(y))) => x.iter().any(|w| y.contains(w)),
        (Ty::Of(Type::Set(x)), Ty::Of(Type::Set(y))) => alike(&Ty::Of((**x).clone()), &Ty::Of((**y).clone()), false),
        (Ty::Fact(x), Ty::Fact(y)) => x == y,
        (Ty::List, _) | (_, Ty::List) => false,
        _ if a.is_words() && b.is_words() => true,
        _ if literal && (a.is_named() && b.is_words() || a.is_words() && b.is_named()) => true,
        _ if a.is_number() && b.is_number() => true,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_and_plurals() {
        assert_eq!(named("people"), Some(Type::Set(Box::new(Type::Person))));
        assert_eq!(named("quantities"), Some(Type::Set(Box::new(Type::Quantity))));
        assert_eq!(named("peoples"), None);
        assert_eq!(plural("office"), "offices");
        assert_eq!(plural("country"), "countries");
        assert_eq!(plural("day"), "days");
        assert_eq!(plural("y"), "ies");
        assert_eq!(plural("é"), "és");
        assert_eq!(plural("spokesperson"), "spokespeople");
    }

    #[test]
    fn an_enumeration_is_kept_once() {
        let words = ["rose".to_string(), "fell".to_string()];
        let (Type::Enumeration(a), Type::Enumeration(b)) = (enumeration(&words), enumeration(&words)) else {
            panic!("both are enumerations");
        };
        assert!(std::ptr::eq(a, b));
    }
}
