//! `matches /…/`: a pattern, and the words without which nothing matches it.

use std::sync::{Arc, OnceLock};

use regex_lite::Regex;

/// A pattern that rule authors wrote, compiled when a text first needs it.
#[derive(Debug)]
pub struct Pattern {
    /// As written; the language has read it before.
    pattern: Arc<str>,
    /// `None` where it is no pattern: that matches nothing.
    regex: OnceLock<Option<Regex>>,
    /// What every text that matches holds. Most texts lack it, and to look for it takes a small part of the pattern's time.
    needs: Option<String>,
}

impl Pattern {
    pub fn new(pattern: &Arc<str>) -> Pattern {
        Pattern { pattern: pattern.clone(), regex: OnceLock::new(), needs: literal(pattern) }
    }

    pub fn is_match(&self, text: &str) -> bool {
        let regex = || self.regex.get_or_init(|| Regex::new(&self.pattern).ok());
        self.needs.as_ref().is_none_or(|needs| text.contains(needs))
            && regex().as_ref().is_some_and(|r| r.is_match(text))
    }
}

/// The longest row of characters that stands in every match; `None` where that is not plain to see: with branches outside brackets, and with
/// flags, which may let case or blanks go.
fn literal(pattern: &str) -> Option<String> {
    let mut best = String::new();
    let mut row = String::new();
    let mut depth = 0usize;
    let mut chars = pattern.chars().peekable();
    let mut end = |row: &mut String| {
        if row.len() > best.len() {
            best.clone_from(row);
        }
        row.clear();
    };
    while let Some(c) = chars.next() {
        let plain = match c {
            '\\' => match chars.next()? {
                // What follows belongs to the escape.
                'x' | 'u' | 'U' | 'p' | 'P' => return None,
                c => Some(c).filter(char::is_ascii_punctuation),
            },
            '[' => {
                skip_class(&mut chars);
                None
            }
            '(' => {
                if chars.peek() == Some(&'?') && !matches!(chars.clone().nth(1), Some(':')) {
                    return None;
                }
                depth += 1;
                None
            }
            ')' => {
                depth = depth.saturating_sub(1);
                None
            }
            '|' if depth == 0 => return None,
            '.' | '^' | '$' | '|' | '*' | '+' | '?' | '{' | '}' => None,
            c => Some(c),
        };
        match plain {
            // What is in brackets may be left out, or be one of several.
            Some(c) if depth == 0 => {
                // A character that may be missing, or that comes several times, ends the row.
                match chars.peek() {
                    Some('*' | '?' | '{') => end(&mut row),
                    Some('+') => {
                        row.push(c);
                        end(&mut row);
                    }
                    _ => row.push(c),
                }
            }
            _ => end(&mut row),
        }
        if c == '{' {
            // A count is no text.
            chars.by_ref().find(|c| *c == '}');
        }
    }
    end(&mut row);
    Some(best).filter(|best| !best.is_empty())
}

/// Up to the end of a class of characters, `[^]x[:alpha:]]`.
fn skip_class(chars: &mut std::iter::Peekable<std::str::Chars>) {
    if chars.peek() == Some(&'^') {
        chars.next();
    }
    if chars.peek() == Some(&']') {
        chars.next();
    }
    let mut depth = 1;
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_every_match_holds() {
        let of = |pattern: &str| literal(pattern).unwrap_or_default();
        assert_eq!(of(r"\bwinter\b"), "winter");
        assert_eq!(of(r"colou?r"), "colo");
        assert_eq!(of(r"a{2,3}bcd*e+f"), "bc");
        assert_eq!(of(r"(one|two) apples"), " apples");
        assert_eq!(of(r"one|two"), "");
        assert_eq!(of(r"(?i)one"), "");
        assert_eq!(of(r"(?:x)one"), "one");
        assert_eq!(of(r"[a-z\]]+th\.st"), "th.st");
        assert_eq!(of(r"[^]]x[[:alpha:]]yz"), "yz");
        assert_eq!(of(r"\d\d-\w+"), "-");
        assert_eq!(of(r"\x41bc"), "");
    }

    proptest! {
        #[test]
        fn a_pattern_matches_as_without_the_look(
            pattern in r"([abc.|?*+()\[\]{}\\^$-]|\\b|\\w|(\(\?:)|(\{1,2\}))*",
            text in "[abc ]{0,12}",
        ) {
            if let Ok(regex) = Regex::new(&pattern) {
                let with = Pattern::new(&Arc::from(&*pattern));
                prop_assert_eq!(with.is_match(&text), regex.is_match(&text), "{} {:?}", pattern, with.needs);
            }
        }
    }
}
