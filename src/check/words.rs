//! How words are compared: case, quotation marks, apostrophes and runs of blanks make no difference.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::language::Ignoring;

/// The comparison form of a text.
pub fn comparable(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    each_comparable(text, |c| form.push(c));
    form
}

/// Whether two texts have one comparison form.
pub fn is_same(a: &str, b: &str) -> bool {
    a == b || comparable(a) == comparable(b)
}

/// A hash of the comparison form.
pub fn comparable_hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    each_comparable(text, |c| hasher.write_u32(u32::from(c)));
    hasher.finish()
}

/// Gives the characters of a text in comparison form.
#[inline]
fn each_comparable(text: &str, mut take: impl FnMut(char)) {
    // Blanks are given before what follows them, so that none ends or begins the form.
    let (mut blank, mut started) = (false, false);
    let mut give = |c: char, blank: &mut bool| {
        if *blank && started {
            take(' ');
        }
        (*blank, started) = (false, true);
        take(c);
    };
    for c in text.chars() {
        if c.is_ascii() {
            match c {
                '\t'..='\r' | ' ' => blank = true,
                c => give(c.to_ascii_lowercase(), &mut blank),
            }
        } else if c.is_whitespace() {
            blank = true;
        } else if let Some(mark) = straight(c) {
            give(mark, &mut blank);
        } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
            c.to_lowercase().for_each(|c| give(c, &mut blank));
        }
    }
}

/// A typographic quotation mark or apostrophe, as typed.
fn straight(c: char) -> Option<char> {
    match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '＇' | '‹' | '›' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => Some('"'),
        _ => None,
    }
}

/// The comparison form of a text for `must agree … ignoring …`.
pub fn ignoring(text: &str, what: Ignoring) -> String {
    let text = if what.brackets { without_brackets(text) } else { text.to_string() };
    let mut text = comparable(&text);
    if what.accents {
        text = without_accents(&text);
    }
    if what.marks {
        let kept: String = joined_initials(&text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        text = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if what.order {
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        text = words.join(" ");
    }
    text
}

/// A text whose letters with points stand together: `c.n.h.` and `c. n. h.` as `cnh.`
fn joined_initials(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let pointed = |i: usize| chars[i].is_alphabetic() && chars.get(i + 1) == Some(&'.');
    let begins = |i: usize| i == 0 || !chars[i - 1].is_alphanumeric();
    let ends = |i: usize| !chars.get(i + 1).is_some_and(|c| c.is_alphanumeric());
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        out.push(chars[i]);
        let mut next = i + 1;
        if begins(i) && pointed(i) {
            let behind = i + 2 + chars[i + 2..].iter().take_while(|c| **c == ' ').count();
            let last = behind == i + 2 && chars.get(behind).is_some_and(|c| c.is_alphabetic()) && ends(behind);
            if last || behind < chars.len() && pointed(behind) {
                next = behind;
            }
        }
        i = next;
    }
    out
}

fn without_accents(text: &str) -> String {
    text.chars()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(|c| {
            // Only letters that are a Latin one with a mark: other scripts keep their letters.
            let plain = any_ascii::any_ascii_char(c);
            match plain.chars().next() {
                Some(p) if plain.len() == 1 && ('\u{c0}'..='\u{24f}').contains(&c) => p,
                _ => c,
            }
        })
        .collect()
}

/// Without what an editor put in square brackets.
pub fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        match after.split_once(']') {
            Some((_, after)) => rest = after,
            None => {
                rest = after;
                break;
            }
        }
    }
    out + rest
}

/// Equal but for confusable letters, accents and transliteration.
pub fn is_like(a: &str, b: &str) -> bool {
    let plain = |s: &str| -> String {
        any_ascii::any_ascii(s).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let shape = |s: &str| -> String {
        let lower = comparable(s);
        unicode_security::confusable_detection::skeleton(&lower).filter(|c| c.is_alphanumeric()).collect()
    };
    plain(a) == plain(b) || shape(a) == shape(b)
}

/// Words that carry no matter of their own.
const SMALL: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "by", "for", "from", "to", "with", "as", "is", "are",
    "was", "were", "be", "been", "being", "am", "it", "its", "this", "that", "these", "those", "he", "she", "they",
    "we", "i", "you", "me", "him", "us", "them", "his", "her", "their", "our", "my", "your", "not", "no", "has",
    "have", "had", "will", "would", "can", "could", "should", "may", "might", "must", "do", "does", "did", "who",
    "which", "what", "when", "where", "how", "why", "there", "here", "than", "then", "so", "if", "into", "over",
    "under", "after", "before", "during", "between", "about", "up", "out", "all", "any", "some", "very", "just",
    "more", "most", "only", "also", "now", "even", "because", "s", "t", "re", "ve", "ll", "m", "d", "n",
];

/// The words of a text in comparison form, without marks.
pub fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|w| w.trim_matches(['\'', '’']))
        .map(|w| w.strip_suffix("'s").or(w.strip_suffix("’s")).unwrap_or(w))
        .filter(|w| !w.is_empty())
        .map(|w| crate::text::fold(w).into_owned())
        .collect()
}

/// The words that carry the matter, in the singular, sorted, each once.
pub fn content(words: &[String]) -> Vec<String> {
    let mut all: Vec<String> = words.iter().filter(|w| !SMALL.contains(&w.as_str())).map(|w| singular(w)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A noun's singular, as far as its ending tells it; the same for singular and plural is what counts.
pub fn singular(word: &str) -> String {
    match word {
        "people" | "persons" => return "person".into(),
        "children" => return "child".into(),
        "men" => return "man".into(),
        "women" => return "woman".into(),
        "lives" => return "life".into(),
        _ => {}
    }
    if word.len() > 4
        && let Some(stem) = word.strip_suffix("ies")
    {
        return format!("{stem}y");
    }
    for ending in ["ches", "shes", "sses", "xes"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{}", &ending[..ending.len() - 2]);
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.into(),
        _ => word.into(),
    }
}

/// How many members two sorted lists share.
pub fn shared(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|w| b.binary_search(w).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_blanks_make_no_difference() {
        assert_eq!(comparable("  The “Old”\u{a0} Mayor’s\n plan "), "the \"old\" mayor's plan");
        assert_ne!(comparable("café"), comparable("cafe"));
        assert_eq!(comparable(" \u{130}x  Y "), "i\u{307}x y");
        assert!(is_same("A  “b”", "a \"B\" ") && !is_same("ab", "a b"));
        assert_eq!(comparable_hash("A  b"), comparable_hash("a b"));
    }

    #[test]
    fn what_a_rule_ignores() {
        let all = Ignoring { case: true, marks: true, accents: true, order: true, brackets: true };
        assert_eq!(ignoring("Café, [sic] the old", all), ignoring("the OLD cafe", all));
        let marks = Ignoring { marks: true, ..Ignoring::default() };
        let initials =
            [("C.N.H.", "CNH"), ("J. R. Petrell", "J.R. Petrell"), ("a U.N plan", "a UN plan"), ("J. Ek", "J Ek")];
        for (pointed, plain) in initials {
            assert_eq!(ignoring(pointed, marks), ignoring(plain, marks));
        }
        assert_ne!(ignoring("vitamin C. A plan", marks), ignoring("vitamin CA plan", marks));
        assert_eq!(without_brackets("a [b] c [d"), "a  c d");
        assert_ne!(ignoring("Москва", all), ignoring("Moskva", all));
    }

    #[test]
    fn confusable_letters_and_transliteration() {
        assert!(is_like("Beloусов", "Belousov"));
        assert!(is_like("Müller", "Muller"));
        // Cyrillic letters that look Latin.
        assert!(is_like("\u{441}\u{43e}m", "com"));
        assert!(!is_like("Berg", "Borg"));
    }

    #[test]
    fn singulars() {
        for (many, one) in [("talks", "talk"), ("cities", "city"), ("clashes", "clash"), ("people", "person")] {
            assert_eq!(singular(many), one);
        }
        for same in ["status", "bus", "class", "crisis"] {
            assert_eq!(singular(same), same);
        }
    }
}
