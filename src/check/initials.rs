//! Whether letters are the initials of words.

/// Words that may lend their letter to an acronym or not.
const SMALL: &[&str] =
    &["of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "de", "la", "du", "des", "del", "di", "von"];

/// Case and points of the acronym do not count.
pub fn fits(letters: &str, words: &str) -> bool {
    let letters: Vec<char> = letters.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let words: Vec<(char, bool)> = words
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter_map(|w| {
            let first = w.chars().find(|c| c.is_alphanumeric())?.to_lowercase().next()?;
            Some((first, SMALL.contains(&w.to_lowercase().as_str())))
        })
        .collect();
    // reached[i]: the first i letters are used up.
    let mut reached = vec![false; letters.len() + 1];
    reached[0] = true;
    for (initial, small) in words {
        let mut next = vec![false; letters.len() + 1];
        for i in 0..=letters.len() {
            if !reached[i] {
                continue;
            }
            next[i] |= small;
            if letters.get(i) == Some(&initial) {
                next[i + 1] = true;
            }
        }
        reached = next;
    }
    !letters.is_empty() && reached[letters.len()]
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn small_words_lend_their_letter_or_not() {
        for (letters, words, fit) in [
            ("CNH", "Council of Nordic Harbours", true),
            ("CoNH", "Council of Nordic Harbours", true),
            ("CNB", "Council of Nordic Harbours", false),
            ("CH", "Council of Nordic Harbours", false),
            ("U.N.", "United Nations", true),
            ("", "United Nations", false),
        ] {
            assert_eq!(fits(letters, words), fit, "{letters} {words}");
        }
    }
}
