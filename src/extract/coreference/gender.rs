//! Whether a person is spoken of as "he" or as "she", where that is known.

use crate::extract::Mention;
use crate::extract::names::tables::GENDERS;
use crate::text::Doc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

const FEMALE: &[&str] = &[
    "mrs",
    "ms",
    "miss",
    "madam",
    "lady",
    "dame",
    "queen",
    "princess",
    "duchess",
    "empress",
    "sister",
    "spokeswoman",
    "chairwoman",
    "congresswoman",
    "councilwoman",
    "assemblywoman",
    "businesswoman",
    "actress",
    "baroness",
    "countess",
    "sheikha",
    "mme",
    "widow",
    "mother",
    "daughter",
    "wife",
];

const MALE: &[&str] = &[
    "mr",
    "sir",
    "lord",
    "king",
    "prince",
    "duke",
    "emperor",
    "brother",
    "spokesman",
    "chairman",
    "congressman",
    "councilman",
    "assemblyman",
    "businessman",
    "actor",
    "baron",
    "count",
    "sheikh",
    "imam",
    "pope",
    "bishop",
    "archbishop",
    "cardinal",
    "father",
    "son",
    "husband",
    "ayatollah",
];

/// By the word before a name ("Ms Lund") or, with "lady" apart, in the title before it; the word as folded.
pub(super) fn of_title(word: &str) -> Option<Gender> {
    if FEMALE.contains(&word) {
        Some(Gender::Female)
    } else if MALE.contains(&word) {
        Some(Gender::Male)
    } else {
        None
    }
}

/// By the given name, the first of a full name. A name of one word is a surname as often as not.
pub(super) fn of_name(name: &str) -> Option<Gender> {
    let mut words = name.split([' ', '-']);
    let first = words.next()?;
    words.next()?;
    let plain: String = first.chars().filter(|c| c.is_alphabetic()).map(any_ascii::any_ascii_char).collect();
    match GENDERS.get(&plain.to_ascii_lowercase())?.next()? {
        "f" => Some(Gender::Female),
        _ => Some(Gender::Male),
    }
}

/// By the title right before a mention.
pub(super) fn before(doc: &Doc, mention: &Mention) -> Option<Gender> {
    let mut at = mention.first;
    // The title may be part of the mention, or stand before it with its point.
    if let Some(gender) = of_title(doc.folded(at)) {
        return Some(gender);
    }
    while at > 0 && doc.word(at - 1) == "." && !doc.tokens[at as usize - 1].spaced {
        at -= 1;
    }
    of_title(doc.folded(at.checked_sub(1)?))
}

/// The gender that a pronoun asks for, the word as folded.
pub(super) fn of_pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_tell() {
        assert_eq!(of_name("Maria Silva"), Some(Gender::Female));
        assert_eq!(of_name("Viktor G. Lund"), Some(Gender::Male));
        assert_eq!(of_name("Zürgen Lund"), None);
        assert_eq!(of_name("Victoria"), None);
        assert_eq!(of_title("mrs"), Some(Gender::Female));
    }
}
