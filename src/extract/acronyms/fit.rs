//! Whether the letters of an acronym can be those of its expansion.

/// How letters and expansion go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The letters are initials, beginnings or inner letters of the words, in their order.
    Yes,
    /// They may be those of the name in another language: `FSB`, the Federal Security Service.
    Unsure,
    /// The letters are all initials of the words and no more than these, but one stands there too often: `WWH` for the
    /// World Health Organization.
    No,
}

/// Words that an acronym may pass over, or take a letter of: `MoD`, `COMD`, `USA`.
const SMALL: &[&str] = &[
    "of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "with", "by", "from", "or", "as", "per", "de", "la",
    "le", "les", "du", "des", "del", "di", "da", "do", "dos", "el", "al", "y", "e", "et", "und", "der", "die", "das",
    "für", "van", "von", "i",
];

const NUMBERS: &[&str] = &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const ROMAN: &[&str] = &["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
const ORDINALS: &[&str] =
    &["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(&word.to_lowercase().as_str())
}

/// Longest acronym and longest expansion that are compared, in letters and in words.
const MAX_LETTERS: usize = 24;
const MAX_WORDS: usize = 40;

/// Whether `letters` can stand for `expansion`. Case, points, hyphens and a plural `s` do not count.
pub fn fits(letters: &str, expansion: &str) -> Fit {
    let wanted = letters_of(letters);
    let words: Vec<Vec<char>> = words_of(expansion).map(fold).collect();
    if wanted.is_empty() || words.is_empty() {
        return Fit::Unsure;
    }
    if wanted.len() > MAX_LETTERS || words.len() > MAX_WORDS {
        return Fit::Unsure;
    }
    if follows(&wanted, &words) {
        return Fit::Yes;
    }
    let mut initials: Vec<char> = words.iter().filter_map(|w| w.first().copied()).collect();
    // More letters than words: some words were left out, or it is the ticker of a company.
    if wanted.len() > initials.len() || !wanted.iter().all(|c| initials.contains(c)) {
        return Fit::Unsure;
    }
    // Another order may be another language's; a letter too many is nobody's.
    for c in &wanted {
        match initials.iter().position(|i| i == c) {
            Some(at) => drop(initials.swap_remove(at)),
            None => return Fit::No,
        }
    }
    Fit::Unsure
}

/// Whether the letters stand in the words in this order, the first of them at the beginning of a word that only small
/// ones precede.
fn follows(wanted: &[char], words: &[Vec<char>]) -> bool {
    let small = |w: &Vec<char>| is_small(&w.iter().collect::<String>());
    for (k, word) in words.iter().enumerate() {
        if begins(wanted[0], word) {
            let rest = words[k..].iter().enumerate().flat_map(|(i, w)| {
                let skip = usize::from(i == 0);
                number(w).into_iter().chain(w.iter().copied().skip(skip))
            });
            let mut left = wanted[1..].iter().peekable();
            for c in rest {
                if left.peek() == Some(&&c) {
                    left.next();
                }
            }
            if left.peek().is_none() {
                return true;
            }
        }
        if !small(word) {
            return false;
        }
    }
    false
}

fn begins(letter: char, word: &[char]) -> bool {
    word.first() == Some(&letter) || number(word) == Some(letter)
}

/// The digit that a number word stands for.
fn number(word: &[char]) -> Option<char> {
    let word: String = word.iter().collect();
    let at = |list: &[&str]| list.iter().position(|n| *n == word);
    at(NUMBERS).or_else(|| at(ORDINALS)).or_else(|| at(ROMAN)).and_then(|n| char::from_digit(n as u32, 10))
}

/// The same for a word as written.
pub(super) fn number_in(word: &str) -> Option<char> {
    number(&fold(word))
}

/// Letters and digits of an acronym, folded; a plural `s` behind capitals is dropped.
fn letters_of(letters: &str) -> Vec<char> {
    let bare = letters.trim();
    let bare = match bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).or_else(|| bare.strip_suffix('s')) {
        Some(stem) if stem.chars().filter(|c| c.is_uppercase()).count() > 1 => stem,
        _ => bare,
    };
    fold(bare)
}

/// The words of a name; hyphens part them.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty())
}

/// Letters and digits without case and accents.
fn fold(word: &str) -> Vec<char> {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(|c| {
            let plain = if c.is_ascii() { "" } else { any_ascii::any_ascii_char(c) };
            if plain.chars().count() == 1 && plain.chars().all(char::is_alphanumeric) {
                plain.chars().next().unwrap_or(c).to_lowercase()
            } else {
                c.to_lowercase()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_names() {
        for (letters, expansion, expected) in [
            ("COMD", "Council of Ministers of Defense", Fit::Yes),
            ("CMD", "Council of Ministers of Defence", Fit::Yes),
            ("CMM", "Council of Ministers of Defence", Fit::No),
            ("MoD", "Ministry of Defence", Fit::Yes),
            ("U.S.A.", "United States of America", Fit::Yes),
            ("NGOs", "non-governmental organisations", Fit::Yes),
            ("EEG", "electroencephalogram", Fit::Yes),
            ("G7", "Group of Seven", Fit::Yes),
            ("2D", "second draft", Fit::Yes),
            ("HS2", "Harbour Survey II", Fit::Yes),
            ("D", "draft", Fit::Yes),
            ("COVID-19", "coronavirus disease 2019", Fit::Yes),
            ("R&D", "research and development", Fit::Yes),
            ("EA", "École d’Agriculture", Fit::Yes),
            ("WHO", "the World Health Organization", Fit::Yes),
            ("WWH", "World Health Organization", Fit::No),
            ("NATO", "North Atlantic Treaty Organization", Fit::Yes),
            ("OTAN", "North Atlantic Treaty Organization", Fit::Unsure),
            ("FSB", "Federal Security Service", Fit::Unsure),
            ("AfD", "Alternative for Germany", Fit::Unsure),
            ("DDS", "Dornish Steel", Fit::Unsure),
            ("", "Council", Fit::Unsure),
            ("ABC", "—", Fit::Unsure),
        ] {
            assert_eq!(fits(letters, expansion), expected, "{letters} = {expansion}");
        }
    }
}
