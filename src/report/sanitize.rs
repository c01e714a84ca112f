//! Text that is safe to print on a terminal.
//!
//! Articles, their names and the messages made from them are other people's words: they may hold escape sequences
//! that move the cursor or set the window's title, marks that turn the order of letters round, and characters that
//! nobody sees. Everything a report prints for people goes through [`Sanitized`], which makes such characters visible
//! and remembers where the others went.

use std::borrow::Cow;
use std::fmt;

use unicode_width::UnicodeWidthChar;

/// Columns that stand for a tab.
const TAB: &str = "    ";

/// Text without a character that a terminal acts on or hides.
///
/// INVARIANT: every character of `text` is printable (combining marks among them) or a blank, or, of
/// [`Sanitized::text`], a line end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sanitized {
    text: String,
    /// Behind each replaced character: bytes of the source up to here, bytes of `text` up to here.
    jumps: Vec<(usize, usize)>,
}

impl Sanitized {
    /// A stretch of an article or of a rule file, without line ends: tabs become blanks, everything else that is not
    /// plainly visible is shown by its picture (`␛`) or its number (`\u{202e}`).
    pub fn line(source: &str) -> Sanitized {
        Sanitized::new(source, shown)
    }
    /// A stretch of an article that may run over lines: as [`Sanitized::line`], with its line ends.
    pub fn text(source: &str) -> Sanitized {
        Sanitized::new(source, |c| if matches!(c, '\n' | '\r') { None } else { shown(c) })
    }
    /// The name of a file or an article: a tab or a line end in it is shown too.
    pub fn name(source: &str) -> Sanitized {
        Sanitized::new(source, |c| match c {
            '\t' => Some("\u{2409}".into()),
            _ => shown(c),
        })
    }
    /// A message or a note, on one line: each run of blanks, tabs and line ends becomes one blank.
    pub fn words(source: &str) -> Sanitized {
        let mut text = String::with_capacity(source.len());
        for word in source.split([' ', '\t', '\n', '\r']).filter(|w| !w.is_empty()) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Sanitized::new(&text, shown)
    }
    fn new(source: &str, shown: impl Fn(char) -> Option<Cow<'static, str>>) -> Sanitized {
        let mut text = String::with_capacity(source.len());
        let mut jumps = Vec::new();
        for (at, c) in source.char_indices() {
            match shown(c) {
                None => text.push(c),
                Some(instead) => {
                    text.push_str(&instead);
                    jumps.push((at + c.len_utf8(), text.len()));
                }
            }
        }
        Sanitized { text, jumps }
    }
    pub fn as_str(&self) -> &str {
        &self.text
    }
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
    /// Columns on a terminal.
    pub fn width(&self) -> usize {
        width(&self.text)
    }
    /// Cut to about `columns`, at a blank if there is one, with an ellipsis where words are missing.
    pub fn clip(mut self, columns: usize) -> Sanitized {
        let mut used = 0;
        let mut blank = None;
        for (at, c) in self.text.char_indices() {
            used += c.width().unwrap_or(0).max(1);
            if c == ' ' {
                blank = Some(at);
            }
            if used > columns {
                self.text.truncate(blank.unwrap_or(at));
                self.text.push_str(" …");
                break;
            }
        }
        self
    }
    /// Where the byte `offset` of the source went. Meaningless for [`Sanitized::words`], which drops blanks.
    ///
    /// `offset` is on a character boundary of the source; past its end, the end is meant.
    pub fn at(&self, offset: usize) -> usize {
        let done = self.jumps.partition_point(|&(source, _)| source <= offset);
        let (source, shown) = done.checked_sub(1).map_or((0, 0), |i| self.jumps[i]);
        // Before the next replaced character bytes are as in the source; inside it, its start is meant.
        (shown + (offset - source)).min(self.text.len())
    }
}

impl fmt::Display for Sanitized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Columns of text that is already sanitized.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Columns of one character of a line as [`Sanitized::line`] shows it.
pub fn width_of(c: char) -> usize {
    match shown(c) {
        None => c.width().unwrap_or(0),
        Some(instead) => width(&instead),
    }
}

/// Whether a reader sees nothing of `c`, or a terminal acts on it. Blank and tab are not among these.
pub fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' | '\t' => false,
        // C0 and C1, DEL.
        c if c.is_control() => true,
        // Soft hyphen, joiners and the other format characters, and letters that are blank by intent.
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' => true,
        '\u{180b}'..='\u{180f}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        // Variation selectors, but for the two that choose between text and emoji.
        '\u{fe00}'..='\u{fe0d}' => true,
        '\u{fff0}'..='\u{fffb}' => true,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
        // Tags and the variation selectors beside them: letters that nobody sees.
        '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

/// What stands for a character that must not be printed as it is.
fn shown(c: char) -> Option<Cow<'static, str>> {
    match c {
        '\t' => Some(TAB.into()),
        c if !is_hidden(c) => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).map(|picture| picture.to_string().into()),
        '\u{7f}' => Some("\u{2421}".into()),
        c => Some(format!("\\u{{{:x}}}", c as u32).into()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_acts_on_is_shown() {
        for (source, shown) in [
            ("plain, naïve – “quoted”", "plain, naïve – “quoted”"),
            ("\u{1b}[31mred\u{7}", "␛[31mred␇"),
            ("\u{9b}2J", "\\u{9b}2J"),
            ("a\u{202e}b\u{2066}c", "a\\u{202e}b\\u{2066}c"),
            ("zero\u{200b}width\u{feff}", "zero\\u{200b}width\\u{feff}"),
            ("a\tb", "a    b"),
            ("\u{7f}\u{2028}", "␡\\u{2028}"),
            ("secret\u{e0041}", "secret\\u{e0041}"),
        ] {
            assert_eq!(Sanitized::line(source).as_str(), shown);
        }
        assert_eq!(Sanitized::name("a\tb\n").as_str(), "a␉b␊");
        assert_eq!(Sanitized::text("a\tb\r\n\u{1b}c").as_str(), "a    b\r\n␛c");
        assert_eq!(Sanitized::words(" two\r\n  lines\tand \u{1b}").as_str(), "two lines and ␛");
    }

    #[test]
    fn offsets_lead_to_the_same_words() {
        let source = "a\u{1b}[0m Смит\u{200b} 東京 e\u{301} 👨\u{200d}👩 end";
        let line = Sanitized::line(source);
        for word in ["Смит", "東京", "e\u{301}", "👨", "👩", "end"] {
            let at = source.find(word).unwrap();
            assert_eq!(&line.as_str()[line.at(at)..line.at(at + word.len())], word);
        }
        let joiner = source.find('\u{200d}').unwrap();
        assert_eq!(&line.as_str()[line.at(joiner)..line.at(joiner + 3)], "\\u{200d}");
        assert_eq!(line.at(source.len()), line.as_str().len());
    }

    #[test]
    fn columns_are_those_of_a_terminal() {
        for (source, columns) in [("abc", 3), ("東京", 4), ("e\u{301}", 1), ("👩", 2), ("a\tb", 6), ("\u{200d}", 8)]
        {
            assert_eq!(Sanitized::line(source).width(), columns, "{source:?}");
            assert_eq!(source.chars().map(width_of).sum::<usize>(), columns, "{source:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_hidden_comes_out(source in any::<String>()) {
            for text in [Sanitized::line(&source), Sanitized::name(&source), Sanitized::words(&source)] {
                prop_assert!(!text.as_str().chars().any(|c| is_hidden(c) || c == '\t'));
            }
            prop_assert!(!Sanitized::text(&source).as_str().chars().any(|c| is_hidden(c) && !matches!(c, '\n' | '\r')));
            let line = Sanitized::line(&source);
            let mut last = 0;
            for (at, _) in source.char_indices() {
                let there = line.at(at);
                prop_assert!(there >= last && line.as_str().is_char_boundary(there));
                last = there;
            }
        }
    }
}
