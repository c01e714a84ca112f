//! Two spellings of one name.

use super::identity;
use super::letters;
use super::tables::{self, FORMS};
use crate::text::fold;

/// Whether two written forms of one entity spell the same part of the name differently: `Valeriy Lund` and
/// `Valerii Lund` do. Forms that leave parts out, initials, short forms (`Bill`), forms of another language
/// (`Volodymyr`), accents, letters of another alphabet, case, hyphens, possessives and British or American spelling are
/// no conflict; neither are other names of one thing (`Alma-Ata`, `Almaty`).
pub fn spelling_conflict(a: &str, b: &str) -> bool {
    let (a, b) = (parts(a), parts(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    // The last parts stand for each other, and of the rest those that are one name.
    if differ(&a[a.len() - 1], &b[b.len() - 1], false) {
        return true;
    }
    let (rest_a, rest_b) = (&a[..a.len() - 1], &b[..b.len() - 1]);
    rest_a.iter().any(|x| rest_b.iter().any(|y| differ(x, y, true)) && !rest_b.contains(x))
}

fn parts(name: &str) -> Vec<String> {
    let key = tables::key(&identity::clean(name));
    let mut parts: Vec<String> =
        key.split(' ').filter(|w| !w.is_empty() && !matches!(*w, "jr" | "sr")).map(|w| fold(w).into_owned()).collect();
    // Nobody's name has more; a text given by mistake shall cost nothing.
    parts.truncate(12);
    parts
}

/// Whether two words are one name in two spellings.
fn differ(a: &str, b: &str, given: bool) -> bool {
    if a == b || a.len() < 2 || b.len() < 2 {
        return false;
    }
    let (base_a, how_a) = base(a);
    let (base_b, how_b) = base(b);
    if letters::fold_name(a, given) != letters::fold_name(b, given) {
        return false;
    }
    // "Bill" and "William", "Volodymyr" and "Vladimir": other forms, rightly written. Two spellings of the same other
    // form ("Serhiy", "Serhii") are a conflict all the same.
    if how_a == how_b && how_a != "spelling" && !how_a.is_empty() {
        return base_a == base_b && letters::fold_letters(a, given) == letters::fold_letters(b, given);
    }
    !matches!(how_a, "short" | "language") && !matches!(how_b, "short" | "language")
}

/// The name that a listed form is compared by, and how they differ.
fn base(word: &str) -> (&str, &'static str) {
    match FORMS.get(word) {
        Some(mut row) => (row.next().unwrap_or(word), row.next().unwrap_or("")),
        None => (word, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_two_spellings() {
        for (a, b) in [
            ("Valeriy Lund", "Valerii Lund"),
            ("Viktor Morozov", "Victor Morozov"),
            ("Volodymyr Zelinsky", "Volodymyr Zelinskyy"),
            ("Mohammed Karim", "Muhammad Karim"),
            ("Romanov", "Anna Romanoff"),
            ("Serhiy Kovalenko", "Serhii Kovalenko"),
            ("Nizhny Tagil", "Nizhniy Tagil"),
        ] {
            assert!(spelling_conflict(a, b), "{a} / {b}");
            assert!(spelling_conflict(b, a), "{b} / {a}");
        }
    }

    #[test]
    fn other_forms_are_no_misspelling() {
        for (a, b) in [
            ("Lund", "Valeriy Lund"),
            ("Alma-Ata", "Almaty"),
            ("J. Marsh", "John Marsh"),
            ("John Q. Marsh", "John Marsh"),
            ("Andrei Beloусов", "Andrei Belousov"),
            ("VIKTOR LUND", "Viktor Lund’s"),
            ("Ban Ki-moon", "Ban Ki Moon"),
            ("Ministry of Defense", "Ministry of Defence"),
            ("Bill Harper", "William Harper"),
            ("Volodymyr Lund", "Vladimir Lund"),
            ("José Núñez", "Jose Nunez"),
            ("Petrov", "Petrova"),
            ("Kyiv", "Kiev"),
            ("Ana Maria Lund", "Ana Lund"),
            ("", "Lund"),
        ] {
            assert!(!spelling_conflict(a, b), "{a} / {b}");
            assert!(!spelling_conflict(b, a), "{b} / {a}");
        }
    }
}
