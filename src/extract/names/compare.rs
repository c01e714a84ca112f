//! How likely two names, given alone, are one person, place or organisation.
//!
//! For lists of names, not for articles: there the context decides, and spelling alone never makes two people one.

use super::classes::{self, Classes};
use super::identity::{self, organisation_key, place_name};
use super::tables;
use crate::text::word_key;

/// From this score on two names are called one.
pub const SAME: f64 = 0.85;

/// Words of a name that are compared; a longer text is no name.
const MOST: usize = 24;

/// Titles and company forms that say nothing of who is meant.
const EMPTY: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "sir",
    "dame",
    "lord",
    "lady",
    "hon",
    "rev",
    "jr",
    "sr",
    "the",
    "of",
    "and",
    "inc",
    "ltd",
    "limited",
    "llc",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "ag",
    "gmbh",
    "sa",
    "spa",
    "nv",
    "bv",
    "ab",
    "oy",
    "as",
    "ooo",
    "oao",
    "zao",
    "pao",
    "jsc",
    "ojsc",
    "pjsc",
    "aktiengesellschaft",
    "incorporated",
    "al",
    "el",
    "bin",
    "ibn",
    "bint",
    "de",
    "van",
    "von",
    "der",
    "den",
    "da",
    "di",
    "do",
    "dos",
    "la",
    "le",
];

/// How alike two names are: 1 the same, 0 nothing in common; at [`SAME`] and above they may be taken for one.
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (identity::clean(a), identity::clean(b));
    let (key_a, key_b) = (tables::key(&a), tables::key(&b));
    if key_a.is_empty() || key_b.is_empty() {
        return 0.0;
    }
    if key_a == key_b {
        return 1.0;
    }
    if key_a.len() > 5 && key_a.bytes().filter(|&c| c != b' ').eq(key_b.bytes().filter(|&c| c != b' ')) {
        return 0.95;
    }
    let places = (place_name(&a), place_name(&b));
    if places.0.is_some() && places.0 == places.1 {
        return 0.97;
    }
    let (words_a, words_b) = (words(&key_a), words(&key_b));
    if is_organisation(&key_a) || is_organisation(&key_b) {
        if organisation_key(&a) == organisation_key(&b) {
            return 0.98;
        }
        return aligned(&words_a, &words_b, false);
    }
    if identity::person_key(&a) == identity::person_key(&b) {
        return 0.98;
    }
    aligned(&words_a, &words_b, true)
}

fn words(key: &str) -> Vec<&str> {
    let words = || key.split(' ').take(MOST);
    let full: Vec<&str> = words().filter(|w| !EMPTY.contains(w)).collect();
    if full.is_empty() { words().collect() } else { full }
}

fn is_organisation(key: &str) -> bool {
    key.split(' ').take(MOST).any(|word| classes::of_lower(word_key(word)).has(Classes::HEAD | Classes::SUFFIX))
}

/// Words dealt out to their likest partners, each once; the share of the shorter name that finds one, less something for
/// words that stay alone.
fn aligned(a: &[&str], b: &[&str], person: bool) -> f64 {
    // One order for both, so that it does not matter which name comes first.
    let (short, long) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, x) in short.iter().enumerate() {
        for (j, y) in long.iter().enumerate() {
            let like = word_likeness(x, y, person);
            if like > 0.0 {
                pairs.push((like, i, j));
            }
        }
    }
    pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
    let (mut used_short, mut used_long) = ([false; MOST], [false; MOST]);
    let (mut sum, mut weight, mut whole) = (0.0, 0.0, 0);
    for (like, i, j) in pairs {
        if !used_short[i] && !used_long[j] {
            used_short[i] = true;
            used_long[j] = true;
            let share = short[i].len().min(8) as f64;
            sum += like * share;
            weight += share;
            whole += usize::from(short[i].len() > 1 && long[j].len() > 1);
        }
    }
    for (i, word) in short.iter().enumerate() {
        if !used_short[i] {
            weight += word.len().min(8) as f64;
        }
    }
    if weight == 0.0 {
        return 0.0;
    }
    let spare = (long.len() - short.len()) as f64;
    // One word in common makes nobody the same, unless both have no more, or initials stand for the rest.
    let initialled = person && short.len() > 1 && used_short[..short.len()].iter().all(|&used| used);
    let alone = whole < 2 && long.len() > 1 && !initialled;
    let score = sum / weight - spare * if person { 0.03 } else { 0.08 };
    if alone { score.min(SAME - 0.15) } else { score }.clamp(0.0, 1.0)
}

/// How alike two words of names are, keys both.
fn word_likeness(a: &str, b: &str, person: bool) -> f64 {
    if a == b {
        return 1.0;
    }
    if a.len() == 1 || b.len() == 1 {
        // An initial.
        return if person && a.as_bytes()[0] == b.as_bytes()[0] { 0.88 } else { 0.0 };
    }
    let folded = [true, false].map(|given| (identity::fold_name(a, given), identity::fold_name(b, given)));
    if folded.iter().any(|(x, y)| x == y) {
        return 0.97;
    }
    let (brief, full) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if person && brief.len() > 2 && full.len() > brief.len() + 1 && full.starts_with(brief) {
        // "Rod" and "Rodney", but not "Paul" and "Paula".
        return 0.88;
    }
    let like = strsim::jaro_winkler(&folded[1].0, &folded[1].1);
    let length = a.len().min(b.len());
    // Short words differ in a letter and are others: Kim, Kem.
    if length < 4 || like < 0.85 { 0.0 } else { like }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_told_from_other_people() {
        for (a, b) in [
            ("Valeriy Lund", "Valerii Lund"),
            ("Lund, Valery", "Valery Lund"),
            ("V. Marsh Lund", "Viktor Marsh Lund"),
            ("Harwick AG", "Harwick Aktiengesellschaft"),
            ("Ministry of Defence of Belarus", "Belarusian Defense Ministry"),
            ("Alma-Ata", "Almaty"),
            ("Ana Maria Lund", "Ana Lund"),
            ("V. Lund", "Viktor Lund"),
            ("ViktorLund", "Viktor Lund"),
            ("Rod Marsh", "Rodney Marsh"),
            ("Mohammed al-Masri", "Muhammad Masri"),
        ] {
            let score = likeness(a, b);
            assert!(score >= SAME, "{a} / {b}: {score}");
            assert_eq!(score, likeness(b, a), "{a} / {b}");
        }
        for (a, b) in [
            ("Viktor Lund", "Anna Lund"),
            ("Lund", "Viktor Lund"),
            ("Lee Kim", "Lee Kem"),
            ("Harwick Bank", "Harwick Brewery"),
            ("", "Lund"),
            ("Paul Marsh", "Marsh Harper"),
            ("A. Lund", "Viktor Lund"),
            ("Paul Li", "Paula Lim"),
        ] {
            let score = likeness(a, b);
            assert!(score < SAME, "{a} / {b}: {score}");
        }
    }
}
