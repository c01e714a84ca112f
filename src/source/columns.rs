//! Lines and columns in long texts.

use super::{LineIndex, Position};

/// Bytes between two counted characters. A column costs at most this many steps, however long the line.
const STEP: usize = 512;

/// Lines and columns of one text in constant time, also where the text is one line of many megabytes.
#[derive(Clone, Debug)]
pub struct Columns {
    lines: LineIndex,
    /// Characters that start before byte `i * STEP`.
    counted: Vec<u32>,
}

impl Columns {
    pub fn new(text: &str) -> Columns {
        let mut counted = Vec::with_capacity(text.len() / STEP + 1);
        let mut characters = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            counted.push(characters);
            characters += starts(chunk);
        }
        counted.push(characters);
        Columns { lines: LineIndex::new(text), counted }
    }
    /// Lines that have something in them or an end.
    pub fn lines(&self, text: &str) -> usize {
        let count = self.lines.count();
        count - usize::from(count > 0 && self.lines.start_of(count - 1) == text.len())
    }
    /// Characters that start before `offset`.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let step = (offset / STEP).min(self.counted.len() - 1);
        let from = (step * STEP).min(offset);
        (self.counted[step] + starts(&text.as_bytes()[from..offset])) as usize
    }
    /// `offset` is a byte offset of `text`, the text that this was made from. A byte order mark takes no column.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self.lines.line_of(offset);
        let start = self.lines.start_of(line);
        let mut before = self.characters(text, offset) - self.characters(text, start);
        if line == 0 && text.starts_with('\u{feff}') {
            before = before.saturating_sub(1);
        }
        Position { line: line + 1, column: before + 1 }
    }
}

/// Characters that start in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    // In sums of one byte each, of which a machine adds many at a time.
    bytes.chunks(255).map(|some| u32::from(some.iter().map(|&b| u8::from(b & 0xc0 != 0x80)).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn positions_are_those_of_the_line_index(text in "(?s).{0,40}|(ж|a|\r\n|\n){500,1500}", at in any::<usize>()) {
            let columns = Columns::new(&text);
            let at = text.floor_char_boundary(at % (text.len() + 1));
            let mut expected = LineIndex::new(&text).position(&text, at);
            if expected.line == 1 && at > 0 && text.starts_with('\u{feff}') {
                expected.column -= 1;
            }
            prop_assert_eq!(columns.position(&text, at), expected);
        }
    }
}
