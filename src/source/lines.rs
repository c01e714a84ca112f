//! Lines and columns from byte offsets.

/// A place for people: both count from 1, the column in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where the lines of one text begin. A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut at = 0;
        while let Some(mark) = memchr::memchr2(b'\n', b'\r', &bytes[at..]) {
            at += mark + 1;
            if bytes[at - 1] == b'\n' || bytes.get(at) != Some(&b'\n') {
                starts.push(at as u32);
            }
        }
        LineIndex { starts }
    }
    /// Zero-based number of the line that holds the byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&s| s as usize <= offset) - 1
    }
    /// Byte offset of the start of a zero-based line.
    pub fn start_of(&self, line: usize) -> usize {
        self.starts[line] as usize
    }
    pub fn count(&self) -> usize {
        self.starts.len()
    }
    /// `offset` is a byte offset on a character boundary of `text`, the text that the index was made from.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line_of(offset);
        Position { line: line + 1, column: text[self.start_of(line)..offset].chars().count() + 1 }
    }
}
