//! One comparison form for a word: lower case, straight apostrophe, one spelling.

use std::borrow::Cow;
use std::hash::Hasher;

/// American spellings and what they are folded to. Only pairs that cannot be told by an ending.
const SPELLINGS: &[(&str, &str)] = &[
    ("defense", "defence"),
    ("offense", "offence"),
    ("license", "licence"),
    ("center", "centre"),
    ("centers", "centres"),
    ("theater", "theatre"),
    ("theaters", "theatres"),
    ("labor", "labour"),
    ("neighbor", "neighbour"),
    ("neighbors", "neighbours"),
    ("neighboring", "neighbouring"),
    ("favor", "favour"),
    ("honor", "honour"),
    ("harbor", "harbour"),
    ("color", "colour"),
    ("program", "programme"),
    ("programs", "programmes"),
    ("traveled", "travelled"),
    ("traveling", "travelling"),
    ("canceled", "cancelled"),
    ("councilor", "councillor"),
    ("councilors", "councillors"),
    ("adviser", "advisor"),
    ("advisers", "advisors"),
];

/// The comparison form of one word. Case is folded by lower-casing each character; `-ize` and `-ization` read as
/// `-ise` and `-isation`.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return spelling(Cow::Borrowed(word));
    }
    let lower: String = word
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | 'ʼ' | '＇' | '‘') { '\'' } else { c })
        .collect();
    spelling(Cow::Owned(lower))
}

fn spelling(word: Cow<'_, str>) -> Cow<'_, str> {
    if !word.is_ascii() || word.len() < 5 {
        return word;
    }
    if let Some((_, british)) = SPELLINGS.iter().find(|(american, _)| *american == word) {
        return Cow::Borrowed(british);
    }
    for ending in ["ization", "izations", "ized", "izing", "izes", "ize", "izer", "izers"] {
        // "size", "prize", "seize" keep their z.
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 4
        {
            return Cow::Owned(format!("{stem}{}", ending.replacen('z', "s", 1)));
        }
    }
    word
}

/// Hash of [`fold`], the same on every machine and in every run.
pub fn word_key(word: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(fold(word).as_bytes());
    hasher.finish()
}
