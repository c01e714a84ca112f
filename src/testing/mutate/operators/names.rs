//! Names and acronyms that went wrong.

use std::ops::Range;

use super::runs;
use crate::testing::mutate::random::Random;

/// Latin letters and those of the Cyrillic alphabet that look the same.
const ALIKE: &[(char, char)] = &[
    ('a', '\u{430}'),
    ('c', '\u{441}'),
    ('e', '\u{435}'),
    ('i', '\u{456}'),
    ('o', '\u{43e}'),
    ('p', '\u{440}'),
    ('x', '\u{445}'),
    ('y', '\u{443}'),
    ('A', '\u{410}'),
    ('B', '\u{412}'),
    ('C', '\u{421}'),
    ('E', '\u{415}'),
    ('H', '\u{41d}'),
    ('K', '\u{41a}'),
    ('M', '\u{41c}'),
    ('O', '\u{41e}'),
    ('P', '\u{420}'),
    ('T', '\u{422}'),
    ('X', '\u{425}'),
];

/// Spellings of one sound by different systems of transliteration.
const VARIANTS: &[(&str, &str)] = &[
    ("iy", "ii"),
    ("ii", "y"),
    ("iya", "ia"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("ey", "ei"),
    ("ei", "ey"),
    ("kh", "h"),
    ("zh", "j"),
    ("shch", "sch"),
    ("ks", "x"),
    ("ou", "u"),
    ("oo", "u"),
    ("ph", "f"),
    ("w", "v"),
    ("ck", "k"),
    ("ss", "s"),
    ("ll", "l"),
    ("nn", "n"),
    ("tt", "t"),
];

/// A letter is replaced by one of another alphabet that looks the same, in a word where others stay.
pub fn other_alphabet(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let places: Vec<(usize, char)> = runs(words)
        .into_iter()
        .filter(|r| words[r.clone()].chars().filter(char::is_ascii_alphabetic).count() > 2)
        .flat_map(|r| r.clone().zip(words[r].bytes()))
        .filter_map(|(at, b)| ALIKE.iter().find(|(latin, _)| *latin == char::from(b)).map(|(_, other)| (at, *other)))
        .collect();
    let (at, other) = *random.pick(&places)?;
    Some((at..at + 1, other.to_string()))
}

/// Two neighbouring letters of an acronym change places.
pub fn letters_swapped(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let letters: Vec<(usize, char)> = words.char_indices().collect();
    let places: Vec<usize> = (1..letters.len())
        .filter(|&i| {
            let (a, b) = (letters[i - 1].1, letters[i].1);
            a.is_alphabetic() && b.is_alphabetic() && !a.to_lowercase().eq(b.to_lowercase())
        })
        .collect();
    let i = *random.pick(&places)?;
    let (a, b) = (letters[i - 1], letters[i]);
    Some((a.0..b.0 + b.1.len_utf8(), format!("{}{}", b.1, a.1)))
}

/// A name is spelt by another transliteration.
pub fn misspelt(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let long = runs(words).into_iter().filter(|r| words[r.clone()].chars().count() > 3);
    let mut places: Vec<(Range<usize>, &str)> = Vec::new();
    for run in long {
        let word = &words[run.clone()];
        for (old, new) in VARIANTS {
            // The first letter of a name is seldom misspelt.
            places.extend(word.match_indices(old).filter(|(at, _)| *at > 0).map(|(at, _)| {
                let start = run.start + at;
                (start..start + old.len(), *new)
            }));
        }
    }
    let (at, new) = random.pick(&places)?;
    Some((at.clone(), new.to_string()))
}
