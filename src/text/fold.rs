//! One comparison form for a word: lower case, straight apostrophe, one spelling.

use std::borrow::Cow;
use std::hash::Hasher;

use super::Token;

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
    if word.is_ascii() {
        return spelling(Cow::Owned(word.to_ascii_lowercase()));
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
    let bytes = word.as_bytes();
    let &[.., before, last] = bytes else { return word };
    if bytes.len() < 5 {
        return word;
    }
    // Nearly all words end otherwise.
    let may_be_american = matches!(
        (before, last),
        (b's', b'e') | (b'e' | b'o', b'r') | (b'r' | b'm', b's') | (b'n', b'g') | (b'a', b'm') | (b'e', b'd')
    );
    if may_be_american && let Some((_, british)) = SPELLINGS.iter().find(|(american, _)| *american == word) {
        return Cow::Borrowed(british);
    }
    if !bytes[bytes.len().saturating_sub(8)..].windows(2).any(|pair| pair == b"iz") || !word.is_ascii() {
        return word;
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
    key_and_lower(word).0
}

/// The [`word_key`], and whether folding does no more than to put ASCII letters in lower case.
pub(super) fn key_and_lower(word: &str) -> (u64, bool) {
    let (ascii, upper) = word.bytes().fold((0, false), |(all, upper), b| (all | b, upper | b.is_ascii_uppercase()));
    if !ascii.is_ascii() {
        return (key(&fold(word)), false);
    }
    if !upper {
        return key_of_lower(word);
    }
    // As [`fold`] does it, for most words without a place of their own in memory.
    let mut lower = [0; 32];
    if let Some(lower) = lower.get_mut(..word.len()) {
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        if let Ok(lower) = str::from_utf8(lower) {
            return key_of_lower(lower);
        }
    }
    key_of_lower(&word.to_ascii_lowercase())
}

fn key_of_lower(lower: &str) -> (u64, bool) {
    match spelling(Cow::Borrowed(lower)) {
        Cow::Borrowed(same) if std::ptr::eq(same, lower) => (key(lower), true),
        respelt => (key(&respelt), false),
    }
}

fn key(folded: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(folded.as_bytes());
    hasher.finish()
}

/// The folded words of a text: most are those of the text in lower case.
#[derive(Debug)]
pub(super) struct Folded {
    /// The text with its ASCII letters in lower case.
    lower: String,
    /// By token, in order, those that are folded otherwise.
    other: Vec<(u32, Box<str>)>,
}

impl Folded {
    pub(super) fn of(text: &str, tokens: &[Token]) -> Folded {
        let other = tokens.iter().enumerate().filter(|(_, t)| !t.plain);
        let other = other.map(|(i, t)| (i as u32, fold(t.span.of(text)).into())).collect();
        Folded { lower: text.to_ascii_lowercase(), other }
    }

    pub(super) fn lower(&self, token: &Token) -> &str {
        token.span.of(&self.lower)
    }

    pub(super) fn get(&self, i: u32, token: &Token) -> &str {
        if token.plain {
            return self.lower(token);
        }
        match self.other.binary_search_by_key(&i, |(at, _)| *at) {
            Ok(at) => &self.other[at].1,
            Err(_) => self.lower(token),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_folded_words() {
        let words = SPELLINGS.iter().flat_map(|(american, british)| [*american, *british]);
        let more =
            ["Organization", "REALIZERS", "size", "Prizes", "O’Neil", "o'neil", "Ärzte", "co\u{ad}op", "a", "", "—"];
        for word in words.chain(more) {
            let folded = fold(word).into_owned();
            assert_eq!(word_key(word), word_key(&folded), "{word}");
            assert_eq!(word_key(&word.to_uppercase()), word_key(&folded), "{word}");
            let doc = crate::text::Doc::of_text(word);
            let together: String = (0..doc.tokens.len() as u32).map(|i| doc.folded(i)).collect();
            if doc.tokens.len() == 1 {
                assert_eq!(together, folded);
            }
        }
        assert_eq!(fold("Theaters"), "theatres");
        assert_eq!(fold("organizations"), "organisations");
        assert_eq!(fold("seizes"), "seizes");
    }
}
