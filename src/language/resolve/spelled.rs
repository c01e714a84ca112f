//! The words of phrases, as keys of tokens.

use rustc_hash::FxHashMap;

use crate::source::Span;
use crate::text::{WordKeys, inflections, tokenize, word_key};

/// What words of phrases come to; each is worked out once, since phrases say the same over and over.
#[derive(Default)]
pub(super) struct Spelled {
    words: FxHashMap<String, Vec<WordKeys>>,
    glued: FxHashMap<String, Vec<WordKeys>>,
    inflected: FxHashMap<String, Vec<WordKeys>>,
}

impl Spelled {
    /// One for each token. `glued`: the words follow on something without a blank.
    pub(super) fn words(&mut self, words: &str, glued: bool) -> &[WordKeys] {
        let of = if glued { &mut self.glued } else { &mut self.words };
        known(of, words, |words| words_as_tokens(words, glued))
    }

    /// One for each token, of which one bends.
    pub(super) fn inflected(&mut self, words: &str) -> &[WordKeys] {
        known(&mut self.inflected, words, inflected)
    }
}

fn known<'k>(
    of: &'k mut FxHashMap<String, Vec<WordKeys>>,
    words: &str,
    make: impl FnOnce(&str) -> Vec<WordKeys>,
) -> &'k [WordKeys] {
    if !of.contains_key(words) {
        of.insert(words.to_string(), make(words));
    }
    &of[words]
}

/// Keys of the tokens that an article's words would be cut into: `closed-door` is three. `glued`: the words follow on
/// something without a blank, so that `'s` is the possessive and `n't` the negation.
fn words_as_tokens(words: &str, glued: bool) -> Vec<WordKeys> {
    let mut keys = Vec::new();
    for word in words.split(' ') {
        // Most are one token.
        if !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()) {
            keys.push(WordKeys::one(word_key(word)));
            continue;
        }
        // `n't` and `'s` are the ends of words; in an article a word stands before them.
        let end =
            matches!(word, "n't" | "n’t" | "'s" | "’s") || (glued && keys.is_empty() && word.starts_with(['\'', '’']));
        let text = if end { format!("x{word}") } else { word.to_string() };
        let mut tokens = Vec::new();
        tokenize(&text, Span::new(0, text.len()), &mut tokens);
        keys.extend(tokens.iter().skip(usize::from(end)).map(|t| WordKeys::one(t.key)));
    }
    keys
}

/// `<hold talks>`: any form of the first word, then the others.
fn inflected(words: &str) -> Vec<WordKeys> {
    let lower = words.to_lowercase();
    let (first, rest) = lower.split_once(' ').unwrap_or((&lower, ""));
    // Of `fact-check`, the last part is what bends.
    let (head, base) = first.rsplit_once('-').map_or(("", first), |(head, base)| (head, base));
    let mut all = Vec::new();
    if !head.is_empty() {
        all.extend(words_as_tokens(&format!("{head}-"), false));
    }
    all.push(inflections(base).iter().map(|form| word_key(form)).collect());
    if !rest.is_empty() {
        all.extend(words_as_tokens(rest, false));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Doc;

    fn keys_of(article: &str) -> Vec<WordKeys> {
        Doc::of_text(article).tokens.iter().map(|t| WordKeys::one(t.key)).collect()
    }

    #[test]
    fn words_are_cut_as_in_articles() {
        for (words, article) in [
            ("a closed-door meeting", "a closed-door meeting"),
            ("U.S. officials", "U.S. officials"),
            ("did n't meet", "didn't meet"),
            ("didn't meet", "didn't meet"),
            ("5 %", "5%"),
            (", the", ", the"),
        ] {
            assert_eq!(words_as_tokens(words, false), keys_of(article), "{words}");
        }
        assert_eq!(words_as_tokens("'s visit", true), keys_of("Lund's visit")[1..]);
        assert_eq!(words_as_tokens("’s", true), keys_of("Lund's")[1..]);
    }

    #[test]
    fn the_first_word_bends() {
        let words = inflected("hold talks");
        assert!(words[0].contains(&word_key("held")) && words[0].contains(&word_key("holding")));
        assert_eq!(words.len(), 2);
    }
}
