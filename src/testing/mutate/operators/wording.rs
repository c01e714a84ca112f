//! Quotations that went wrong. The first and the last word stay: a quotation that is cut short is not another one.

use std::ops::Range;

use crate::testing::mutate::random::Random;

/// Words that are put in place of others.
const STRANGE: [&str; 8] = ["harbour", "seldom", "twelve", "against", "yesterday", "nobody", "winter", "cheaper"];

/// Marks that open or close a quotation.
pub const QUOTATION_MARKS: [char; 6] = ['"', '”', '“', '»', '«', '’'];

/// Words between blanks, without the marks around them.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .filter_map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let at = bare.as_ptr() as usize - start;
            (!bare.is_empty()).then_some(at..at + bare.len())
        })
        .collect()
}

/// Index of a word that is neither the first nor the last.
fn inner(words: &[Range<usize>], random: &mut Random) -> Option<usize> {
    (words.len() > 3).then(|| 1 + random.below(words.len() - 2))
}

pub fn dropped(text: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let words = words_of(text);
    let i = inner(&words, random)?;
    Some((words[i].start..words[i + 1].start, String::new()))
}

pub fn swapped(text: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let words = words_of(text);
    let i = inner(&words[..words.len().saturating_sub(1)], random)?;
    let (a, b) = (words[i].clone(), words[i + 1].clone());
    let (first, second) = (&text[a.clone()], &text[b.clone()]);
    let between = &text[a.end..b.start];
    let differ = first.to_lowercase() != second.to_lowercase();
    differ.then(|| (a.start..b.end, format!("{second}{between}{first}")))
}

pub fn changed(text: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let words = words_of(text);
    let i = inner(&words, random)?;
    let strange = random.pick(&STRANGE)?;
    Some((words[i].clone(), strange.to_string()))
}

/// About a third of the words is missing, and no mark says so.
pub fn left_out(text: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let words = words_of(text);
    if words.len() < 6 {
        return None;
    }
    let run = words.len() / 3;
    let first = 1 + random.below(words.len() - 1 - run);
    Some((words[first].start..words[first + run].start, String::new()))
}

/// The mark that closes the quotation is missing.
pub fn mark_dropped(text: &str) -> Option<(Range<usize>, String)> {
    let (at, mark) = text.char_indices().next_back()?;
    let opens = text.starts_with(|c: char| QUOTATION_MARKS.contains(&c));
    (opens && at > 0 && QUOTATION_MARKS.contains(&mark)).then(|| (at..text.len(), String::new()))
}
