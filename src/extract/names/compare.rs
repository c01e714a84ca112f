//! How likely two names, given alone, are one person, place or organisation.
//!
//! For lists of names, not for articles: there the context decides, and spelling alone never makes two people one.

use super::classes::{self, Classes};
use super::identity::{self, organisation_key, place_name};
use super::sound::{are_inflected, sound};
use super::{letters, numerals, romanisation, tables};
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
    "lp",
    "llp",
    "kg",
    "se",
    "pte",
    "pty",
    "srl",
    "sarl",
    "bhd",
    "sdn",
    "al",
    "el",
    "ben",
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

/// Forms of companies of more than one word, which say nothing either. Longer ones first.
const EMPTY_PHRASES: &[&str] = &[
    "open joint stock company",
    "public joint stock company",
    "closed joint stock company",
    "joint stock company",
    "limited liability company",
    "limited liability partnership",
    "limited partnership",
    "public limited company",
    "gesellschaft mit beschrankter haftung",
    "societe anonyme",
    "sociedad anonima",
];

/// What words of organisations are shortened to.
const SHORTENED: &[(&str, &str)] = &[
    ("intl", "international"),
    ("natl", "national"),
    ("assn", "association"),
    ("assoc", "association"),
    ("dept", "department"),
    ("univ", "university"),
    ("inst", "institute"),
    ("govt", "government"),
    ("mfg", "manufacturing"),
    ("bros", "brothers"),
    ("bldg", "building"),
    ("mgmt", "management"),
    ("svcs", "services"),
];

/// How alike two names are: 1 the same, 0 nothing in common; at [`SAME`] and above they may be taken for one.
pub fn likeness(a: &str, b: &str) -> f64 {
    let skeletons = (is_abjad(a), is_abjad(b));
    let (a, b) = (identity::clean(a), identity::clean(b));
    let (key_a, key_b) = (key(&a), key(&b));
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
    let counted = (numbers(&key_a), numbers(&key_b));
    if counted.0 != counted.1 && !counted.0.is_empty() && !counted.1.is_empty() {
        return 0.5;
    }
    let (words_a, words_b) = (words(&key_a), words(&key_b));
    if is_organisation(&key_a) || is_organisation(&key_b) {
        if organisation_key(&a) == organisation_key(&b) || words_a == words_b {
            return 0.98;
        }
        return aligned(&words_a, &words_b, false);
    }
    if romanisation::is_pinyin_of(&key_a, &key_b) || romanisation::is_pinyin_of(&key_b, &key_a) {
        return 0.9;
    }
    if contradict(&key_a, &key_b) {
        return 0.6;
    }
    if identity::person_key(&a) == identity::person_key(&b) {
        return 0.98;
    }
    let joined = (joined(&words_a), joined(&words_b));
    let count = |words: &[&str]| words.iter().filter(|w| !identity::is_patronymic(w)).count();
    let torn = count(&words_a) != count(&words_b) && joined.0.len() > 9 && within(&joined.0, &joined.1, 1);
    if torn || skeletons.0 != skeletons.1 && skeleton(&words_a).is_some_and(|s| Some(s) == skeleton(&words_b)) {
        return 0.9;
    }
    aligned(&words_a, &words_b, true)
}

/// The comparison form of a name, forms of companies in several words left out and words of camel case parted.
fn key(name: &str) -> String {
    let mut parted = String::with_capacity(name.len());
    let mut before = ' ';
    let whole = !name.contains(' ') && name.len() > 8;
    for c in name.chars() {
        if whole && before.is_lowercase() && c.is_uppercase() {
            parted.push(' ');
        }
        // Azerbaijani, which passports write so.
        parted.push(match c {
            'ə' | 'Ə' => 'a',
            c => c,
        });
        before = c;
    }
    let mut key = tables::key(&parted);
    for phrase in EMPTY_PHRASES {
        if let Some(at) = key.find(phrase)
            && key.len() > phrase.len()
        {
            key = [key[..at].trim_end(), key[at + phrase.len()..].trim_start()].join(" ").trim().to_string();
        }
    }
    key
}

fn words(key: &str) -> Vec<&str> {
    let words = || key.split(' ').take(MOST).map(|w| SHORTENED.iter().find(|s| s.0 == w).map_or(w, |s| s.1));
    let full: Vec<&str> = words().filter(|w| !is_empty(w)).collect();
    if full.is_empty() { words().collect() } else { full }
}

/// A title, a particle or a company form, misspelt too if it is long.
fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word) || word.len() > 9 && EMPTY.iter().any(|e| e.len() > 9 && within(e, word, 1))
}

fn is_organisation(key: &str) -> bool {
    key.split(' ').take(MOST).any(|word| classes::of_lower(word_key(word)).has(Classes::HEAD | Classes::SUFFIX))
}

/// What counts the things of one name: "Fund II", "Battalion 44".
fn numbers(key: &str) -> Vec<u32> {
    // A single letter may be an initial.
    let roman = |w: &str| numerals::roman(w).filter(|_| w.len() > 1);
    key.split(' ').take(MOST).filter_map(|w| w.parse().ok().or_else(|| roman(w))).collect()
}

/// Whether what stands between first and last name tells two people apart: two patronymics, two initials, two fathers
/// behind "bin".
fn contradict(a: &str, b: &str) -> bool {
    fn of(key: &str, keep: impl Fn(&str) -> bool) -> Option<&str> {
        let mut found = key.split(' ').take(MOST).filter(|w| keep(w));
        found.next().filter(|_| found.next().is_none())
    }
    let unlike =
        |pair: (Option<&str>, Option<&str>)| matches!(pair, (Some(x), Some(y)) if word_likeness(x, y, false).0 == 0.0);
    let initials = |key: &str| key.split(' ').take(MOST).filter(|w| w.len() == 1).collect::<String>();
    let full = |key: &str| key.split(' ').filter(|w| w.len() > 1).count() > 1;
    let fathers = (fathers(a), fathers(b));
    let line =
        matches!(fathers, (Some(x), Some(y)) if x.iter().zip(y).any(|(x, y)| word_likeness(x, y, true).0 == 0.0));
    unlike((of(a, identity::is_patronymic), of(b, identity::is_patronymic)))
        || full(a) && full(b) && identity::initials_contradict(&initials(a), &initials(b))
        || line
}

/// The names round the first "bin": who, and whose son.
fn fathers(key: &str) -> Option<[&str; 2]> {
    let words: Vec<&str> = key.split(' ').take(MOST).filter(|w| !matches!(*w, "al" | "el")).collect();
    let bin = words.iter().position(|w| matches!(*w, "bin" | "ben" | "ibn" | "bint"))?;
    Some([words.get(bin.checked_sub(1)?)?, words.get(bin + 1)?])
}

/// The letters of a name without its patronymic.
fn joined(words: &[&str]) -> String {
    words.iter().copied().filter(|w| !identity::is_patronymic(w)).collect()
}

/// A name in a script that leaves vowels out.
fn is_abjad(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '\u{590}'..='\u{6ff}'))
}

/// Two words or more by what such a script writes of them.
fn skeleton(words: &[&str]) -> Option<Vec<String>> {
    let bones = |word: &&str| {
        let mut out = String::new();
        for c in word.chars() {
            let bone = match c {
                'p' => 'b',
                'v' => 'f',
                'g' => 'j',
                'c' | 'q' => 'k',
                c => c,
            };
            if !out.ends_with(bone) && !matches!(bone, 'a' | 'e' | 'i' | 'o' | 'u' | 'w' | 'y' | 'h') {
                out.push(bone);
            }
        }
        out
    };
    let all: Vec<String> = words.iter().map(bones).collect();
    (all.len() > 1 && all.iter().all(|b| b.len() > 1)).then_some(all)
}

/// Words dealt out to their likest partners, each once; the share of the shorter name that finds one, less something for
/// words that stay alone.
fn aligned(a: &[&str], b: &[&str], person: bool) -> f64 {
    // One order for both, so that it does not matter which name comes first.
    let (short, long) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
    let mut pairs: Vec<(f64, bool, usize, usize)> = Vec::new();
    for (i, x) in short.iter().enumerate() {
        for (j, y) in long.iter().enumerate() {
            let (mut like, mut misspelt) = word_likeness(x, y, person);
            // Given names have short forms and forms in other languages; surnames, which stand last, are left as they are.
            if like < 0.88 && person && (i + 1 < short.len() || j + 1 < long.len()) {
                if is_short_form(x, y) {
                    (like, misspelt) = (0.88, false);
                } else if like == 0.0 && are_forms(x, y) {
                    (like, misspelt) = (0.88, true);
                }
            }
            if like > 0.0 {
                pairs.push((like, misspelt, i, j));
            }
        }
    }
    pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.2, p.3).cmp(&(q.2, q.3))));
    let (mut used_short, mut used_long) = ([false; MOST], [false; MOST]);
    let (mut sum, mut weight, mut whole, mut misspellings) = (0.0, 0.0, 0, 0);
    for (like, misspelt, i, j) in pairs {
        if !used_short[i] && !used_long[j] {
            used_short[i] = true;
            used_long[j] = true;
            let share = short[i].len().min(8) as f64;
            sum += like * share;
            weight += share;
            whole += usize::from(short[i].len() > 1 && long[j].len() > 1);
            misspellings += usize::from(misspelt);
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
    let left = |words: &[&str], used: &[bool]| words.iter().zip(used).any(|(w, used)| !used && w.len() > 1);
    // Each has a word of its own, or more than one is misspelt: two names.
    let two = left(short, &used_short) && left(long, &used_long) || misspellings > 1;
    // One word in common makes nobody the same, unless both have no more, or initials stand for the rest.
    let initialled = person && short.len() > 1 && used_short[..short.len()].iter().all(|&used| used);
    let alone = whole < 2 && long.len() > 1 && !initialled;
    let score = sum / weight - spare * if person { 0.03 } else { 0.08 };
    if alone || two { score.min(SAME - 0.15) } else { score }.clamp(0.0, 1.0)
}

/// How alike two words of names are, keys both, and whether one must be misspelt for it.
fn word_likeness(a: &str, b: &str, person: bool) -> (f64, bool) {
    if a == b {
        return (1.0, false);
    }
    if a.len() == 1 || b.len() == 1 {
        // An initial.
        return (if person && a.as_bytes()[0] == b.as_bytes()[0] { 0.88 } else { 0.0 }, false);
    }
    let folded = [true, false].map(|given| (letters::fold_name(a, given), letters::fold_name(b, given)));
    if folded.iter().any(|(x, y)| x == y) {
        return (0.97, false);
    }
    let (x, y) = &folded[1];
    // Angela and Angelo are two.
    let gendered =
        a.ends_with('a') != b.ends_with('a') && a.trim_end_matches(['a', 'o']) == b.trim_end_matches(['a', 'o']);
    let shorter = a.len().min(b.len());
    // Short words differ in a letter and are others: Kim, Kem.
    if gendered || shorter < 4 {
        return (0.0, false);
    }
    if person {
        let (heard_x, heard_y) = (sound(x), sound(y));
        if heard_x == heard_y
            || sound(a) == sound(b)
            || are_inflected(a, b)
            || are_inflected(x, y)
            || are_inflected(&heard_x, &heard_y)
        {
            return (0.94, false);
        }
    }
    let edits = match shorter {
        4 if a.as_bytes()[0] != b.as_bytes()[0] => return (0.0, false),
        4..8 => 1,
        8..12 => 2,
        _ => 3,
    };
    if !within(x, y, edits) { (0.0, false) } else { (0.9, true) }
}

/// "Rod" and "Rodney", but not "Paul" and "Paula".
fn is_short_form(a: &str, b: &str) -> bool {
    let (brief, full) = if a.len() < b.len() { (a, b) } else { (b, a) };
    brief.len() > 2 && full.len() > brief.len() + 1 && full.starts_with(brief)
}

/// Whether two words may be forms of one given name, as "Andreas" and "Andrew".
fn are_forms(a: &str, b: &str) -> bool {
    a.len().min(b.len()) > 3
        && a.as_bytes()[0] == b.as_bytes()[0]
        && [a, b].iter().any(|w| tables::GIVEN_NAMES.contains(w))
        && (a.ends_with('a') == b.ends_with('a') || [a, b].iter().any(|w| w.ends_with('e')))
        && strsim::jaro_winkler(a, b) > 0.85
}

/// Whether `edits` letters put in, left out, changed or swapped make one word of the other.
fn within(a: &str, b: &str, edits: usize) -> bool {
    a.len().abs_diff(b.len()) <= edits && strsim::osa_distance(a, b) <= edits
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
            ("OJSC Harwick Missile Works", "Harwick Missile Works Open Joint Stock Company"),
            ("Second Bank Int'l", "Second International Bank"),
            ("Robertus Marsh", "Robert Marsh"),
            ("Ivans Harwick", "Iwan Harwick"),
            ("Gülər Əhmədi", "Gular Ahmadi"),
            ("Andreas Marsh", "Andrew Marsh"),
            ("Schukria Harwajed", "Shokria Harwayed"),
            ("Friedrch Lundberg", "Friedrich Lundberg"),
            ("Nikolai Mar shev", "Nikolai Ivanovich Marshev"),
            ("\u{641}\u{631}\u{646}\u{627}\u{646}\u{62f}\u{648} \u{628}\u{64a}\u{631}\u{64a}\u{632}", "Fernando Pérez"),
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
            ("Thomas Lind", "Thomas Lindemann"),
            ("Angelo Marsh", "Angela Marsh"),
            ("Ivan Petrovich Marshev", "Ivan Olegovich Marshev"),
            ("William G. Marsh", "Marsh, William H."),
            ("Harwick Fund VIII LP", "Harwick Fund IX LP"),
            ("Omar bin Said al-Masri", "Said bin Omar al-Masri"),
            ("Omar Ben Ali Masri", "Omar Ben Hamid Masri"),
            ("Harwick Petrochemical Corporation", "Harwick Petromechanical Corporation"),
        ] {
            let score = likeness(a, b);
            assert!(score < SAME, "{a} / {b}: {score}");
        }
    }
}
