//! Numbers that went wrong.

use std::ops::Range;

use super::{in_case_of, runs, with_ending};
use crate::testing::mutate::random::Random;

const SMALL: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The first number in digits, with its commas and its point; at most fifteen digits.
fn number(words: &str) -> Option<Range<usize>> {
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let rest = &words[start..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches([',', '.']);
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    (digits <= 15 && written.matches('.').count() <= 1).then_some(start..start + written.len())
}

/// The number `at` these words, written anew.
fn becomes(words: &str, at: Range<usize>, written: String) -> (Range<usize>, String) {
    let n: u64 = written.bytes().filter(u8::is_ascii_digit).fold(0, |n, b| n * 10 + u64::from(b - b'0'));
    let (ending, written) = with_ending(words, at.end, n, written);
    (at.start..at.end + ending, written)
}

pub fn digit(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let at = number(words)?;
    let mut written = words[at.clone()].to_string();
    let digits: Vec<usize> = written.bytes().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(i, _)| i).collect();
    let place = *random.pick(&digits)?;
    let old = written.as_bytes()[place] - b'0';
    let mut new = (old + 1 + random.below(9) as u8) % 10;
    if new == 0 && place == 0 {
        new = if old == 1 { 2 } else { 1 };
    }
    written.replace_range(place..=place, &new.to_string());
    Some(becomes(words, at, written))
}

pub fn factor_ten(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let at = number(words)?;
    let written = &words[at.clone()];
    if let Some((whole, fraction)) = written.split_once('.') {
        let first: String = fraction.chars().take(1).collect();
        let (whole, rest) = (format!("{whole}{first}"), fraction.get(1..).unwrap_or(""));
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let new = if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") };
        return Some(becomes(words, at, new));
    }
    let plain: String = written.chars().filter(char::is_ascii_digit).collect();
    let less = plain.len() > 1 && plain.ends_with('0') && random.below(2) == 0;
    let new = if less { plain[..plain.len() - 1].to_string() } else { format!("{plain}0") };
    let grouped = written.contains(',') || plain.len() < 4 && new.len() >= 4;
    Some(becomes(words, at, if grouped { with_commas(&new) } else { new }))
}

fn with_commas(digits: &str) -> String {
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

pub fn neighbour(words: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let up = random.below(2) == 0;
    if let Some(at) = number(words) {
        let written = &words[at.clone()];
        if written.contains('.') {
            return None;
        }
        let n: u64 = written.replace(',', "").parse().ok()?;
        let new = if up || n < 2 { n + 1 } else { n - 1 }.to_string();
        return Some(becomes(words, at.clone(), if written.contains(',') { with_commas(&new) } else { new }));
    }
    let small = |r: &Range<usize>| SMALL.iter().position(|s| s.eq_ignore_ascii_case(&words[r.clone()]));
    let (at, old) = runs(words).into_iter().find_map(|r| small(&r).map(|n| (r, n)))?;
    let new = match up && old + 1 < SMALL.len() || old == 0 {
        true => old + 1,
        false => old - 1,
    };
    let written = in_case_of(&words[at.clone()], SMALL[new]);
    Some((at, written))
}
