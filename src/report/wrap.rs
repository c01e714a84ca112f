//! Breaking text into lines by columns.

use std::io::{self, Write};
use std::ops::Range;

use super::Page;
use super::sanitize::{Sanitized, is_hidden, width, width_of};

/// A message or note, broken at blanks into lines of at most `columns`; a longer word stands on a line of its own.
/// Never empty.
pub fn paragraph(text: &Sanitized, columns: usize) -> Vec<String> {
    hanging(text, columns, columns)
}

/// Writes a text, made safe, as a paragraph of the page's width.
pub fn write(out: &mut dyn Write, text: &str, page: &Page) -> io::Result<()> {
    for line in paragraph(&Sanitized::words(text), page.width) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// As [`paragraph`], with another width for the first line.
pub fn hanging(text: &Sanitized, first: usize, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.as_str().split(' ') {
        let wide = width(word);
        let room = if lines.is_empty() { first } else { columns };
        if used > 0 && used + 1 + wide > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += wide;
    }
    lines.push(line);
    lines
}

/// White space that may be left out where a line is cut. Vertical tabs and the like are shown.
pub fn blank(c: char) -> bool {
    c.is_whitespace() && (c == '\t' || !is_hidden(c))
}

/// Cuts the bytes `piece` of `text` (one line of a source) into display lines of at most `columns`, at blanks where
/// there are any. Blanks at the cuts belong to no line. `wants_new_line(offset, column)` may ask for a break before a
/// word.
pub fn cut(
    text: &str,
    piece: Range<usize>,
    columns: usize,
    mut wants_new_line: impl FnMut(usize, usize) -> bool,
) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut start = piece.start;
    let mut column = 0;
    // The last place in this line where a word begins behind a blank, and its column.
    let mut word: Option<(usize, usize)> = None;
    let mut after_blank = false;
    for (i, c) in text[piece.clone()].char_indices() {
        let at = piece.start + i;
        if blank(c) {
            if at == start {
                // Blanks at a cut are dropped; those that indent the first line stay.
                if start != piece.start {
                    start += c.len_utf8();
                    continue;
                }
            }
            after_blank = true;
        } else if after_blank {
            after_blank = false;
            word = Some((at, column));
            if column > 0 && wants_new_line(at, column) {
                lines.push(start..at);
                (start, column, word) = (at, 0, None);
            }
        }
        let wide = width_of(c);
        if column + wide > columns && !blank(c) {
            if let Some((w, before)) = word.take().filter(|&(w, _)| w > start) {
                lines.push(start..w);
                (start, column) = (w, column - before);
            }
            if column + wide > columns && at > start {
                lines.push(start..at);
                (start, column) = (at, 0);
            }
        }
        column += wide;
    }
    if start < piece.end {
        lines.push(start..piece.end);
    }
    for line in &mut lines {
        line.end = line.start + text[line.clone()].trim_end_matches(blank).len();
    }
    lines.retain(|l| !l.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        cut(text, 0..text.len(), columns, |_, _| false).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn lines_end_at_blanks_and_keep_to_the_columns() {
        assert_eq!(lines("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(lines("abcdefghij klm", 4), ["abcd", "efgh", "ij", "klm"]);
        assert_eq!(lines("東京都 大阪", 6), ["東京都", "大阪"]);
        assert_eq!(lines("    indented text", 12), ["    indented", "text"]);
        assert_eq!(lines("   ", 4), Vec::<&str>::new());
        let text = "He met Lund there";
        let broken = cut(text, 0..text.len(), 80, |at, _| at == 7);
        assert_eq!(broken.into_iter().map(|r| &text[r]).collect::<Vec<_>>(), ["He met", "Lund there"]);
    }

    #[test]
    fn paragraphs_keep_long_words_whole() {
        let text = Sanitized::words("a bb incomprehensible cc");
        assert_eq!(paragraph(&text, 5), ["a bb", "incomprehensible", "cc"]);
        assert_eq!(paragraph(&Sanitized::words(""), 5), [""]);
        assert_eq!(hanging(&Sanitized::words("a bb cc 2025-03-04"), 2, 9), ["a", "bb cc", "2025-03-04"]);
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[a-zж東 \u{301}\u{1b}]{0,80}", columns in 1usize..30) {
            let cut = cut(&text, 0..text.len(), columns, |at, column| (at + column) % 7 == 0);
            let solid = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let joined: String = cut.iter().map(|r| solid(&text[r.clone()])).collect();
            prop_assert_eq!(joined, solid(&text));
            for line in cut {
                let words = &text[line];
                let wide = words.chars().map(width_of).sum::<usize>();
                prop_assert!(wide <= columns || words.chars().filter(|&c| width_of(c) > 0).count() == 1);
            }
        }
    }
}
