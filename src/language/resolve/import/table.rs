//! Tables: values parted by commas, semicolons or tabs, as RFC 4180 has them.
//!
//! The header names the columns, in any order. Days, months or years in ISO form count with their ends; an empty `to` is
//! still held, an empty `from` unknown, and `?` is unknown in both.

use std::borrow::Cow;

use super::columns::{Column, Header, near};
use super::entry::{Entry, Sink, Words, backwards, days, end, is_identifier};
use crate::language::errors::clip;
use crate::language::program::TenureEnd;
use crate::source::Span;

/// A cell in quotation marks that is longer, or runs over more lines, was never closed.
const MAX_CELL: usize = 1 << 16;
const MAX_CELL_LINES: usize = 100;

/// Whether the first line of a text is the header of a table of tenures.
pub fn is_table(text: &str) -> bool {
    let mut rows = Rows::new(text);
    let mut row = Vec::new();
    rows.next(&mut row) && Header::new(row.iter().map(|c| &*c.words)).is_of_tenures()
}

pub fn read(text: &str, sink: &mut dyn Sink) {
    let mut rows = Rows::new(text);
    let mut row = Vec::new();
    rows.next(&mut row);
    let header = Header::new(row.iter().map(|c| &*c.words));
    for (column, name) in [(Column::Role, "role"), (Column::Person, "person")] {
        if header.get(column).is_none() {
            sink.missing(name, whole(&row));
        }
    }
    for &place in &header.unknown {
        let cell = &row[place];
        let near = near(&cell.words).filter(|(_, c)| header.get(*c).is_none()).map(|(name, _)| name);
        sink.unknown(&cell.words, near, cell.span);
    }
    if !header.is_of_tenures() {
        return;
    }
    while rows.next(&mut row) {
        match entry(&row, &header) {
            Ok(entry) => sink.entry(entry),
            Err((why, span)) => sink.left_out(why, span),
        }
    }
}

/// The tenure of a row; or what is wrong with it, for people, and where.
fn entry<'a>(row: &[Cell<'a>], header: &Header) -> Result<Entry<'a>, (String, Span)> {
    let at = whole(row);
    if let Some(open) = row.iter().find(|c| c.open) {
        return Err(("a quotation mark is never closed".into(), open.span));
    }
    let cell = |column: Column| header.get(column).and_then(|i| row.get(i));
    let words = |column: Column| cell(column).map(|c| trimmed(&c.words)).filter(|w| !w.is_empty());
    let named = |column: Column, name: &str| match cell(column) {
        Some(cell) if cell.plain && !is_identifier(&cell.words) => Ok(cell.words.clone()),
        other => match words(column) {
            None => Err(format!("it has no {name}")),
            Some(w) => named(w, name),
        }
        .map_err(|why| (why, other.map_or(at, |c| c.span))),
    };
    let mut entry = Entry::new(named(Column::Role, "role")?, named(Column::Person, "person")?, at);
    let date = |column: Column, empty: TenureEnd| match cell(column) {
        Some(cell) => end(cell.words.trim(), empty).map_err(|why| (why, cell.span)),
        None => Ok(empty),
    };
    entry.from = date(Column::From, TenureEnd::Unknown)?;
    entry.to = date(Column::To, TenureEnd::Open)?;
    if header.get(Column::On).is_some()
        && let on @ TenureEnd::Known(..) = date(Column::On, TenureEnd::Unknown)?
    {
        (entry.from, entry.to, entry.on_day_only) = (on.clone(), on, true);
    }
    if let Some(why) = backwards(&entry.from, &entry.to) {
        return Err((why, at));
    }
    if !header.tells_more() {
        return Ok(entry);
    }
    entry.organisation = words(Column::Organisation).filter(|w| !is_identifier(w));
    entry.source = words(Column::Source);
    if let Some(also) = words(Column::Also) {
        let parts = also.split(';').map(str::trim).filter(|w| !w.is_empty());
        entry.also = parts.map(|w| Cow::Owned(w.to_string())).collect();
    }
    if let Some(written) = words(Column::AsOf) {
        let span = cell(Column::AsOf).map_or(at, |c| c.span);
        let day = days(&written).ok_or_else(|| (format!("`{}` is no day", clip(&written)), span))?;
        entry.as_of = Some(day.1);
    }
    if let Some(written) = words(Column::Acting) {
        let span = cell(Column::Acting).map_or(at, |c| c.span);
        entry.acting = yes(&written).ok_or_else(|| (format!("`{}` is neither yes nor no", clip(&written)), span))?;
    }
    Ok(entry)
}

/// A name that can stand in the record; or why it cannot.
pub fn named<'a>(words: Words<'a>, what: &str) -> Result<Words<'a>, String> {
    if is_identifier(&words) {
        return Err(format!("its {what} has no name, only the identifier `{}`", clip(&words)));
    }
    if words.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return Err(format!("its {what} holds a control character"));
    }
    if !words.contains(char::is_alphanumeric) {
        return Err(format!("its {what} `{}` is no name", clip(&words)));
    }
    Ok(words)
}

/// `yes`, `true`, `1`, `acting`, or the opposite.
pub fn yes(written: &str) -> Option<bool> {
    match written.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "acting" | "interim" => Some(true),
        "" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

fn trimmed<'a>(words: &Words<'a>) -> Words<'a> {
    match words {
        Cow::Borrowed(w) => Cow::Borrowed(w.trim()),
        Cow::Owned(w) => Cow::Owned(w.trim().to_string()),
    }
}

/// One cell of a table.
#[derive(Debug)]
struct Cell<'a> {
    words: Words<'a>,
    /// With its quotation marks.
    span: Span,
    /// Its quotation mark is never closed.
    open: bool,
    /// Of a [simple](Rows::simple) row, it begins with a letter of English and ends with no blank: a name as it should be.
    plain: bool,
}

fn whole(row: &[Cell]) -> Span {
    match row {
        [first, .., last] => first.span.cover(last.span),
        [only] => only.span,
        [] => Span::default(),
    }
}

/// The rows of a table; blank lines are passed over.
struct Rows<'a> {
    text: &'a str,
    at: usize,
    /// What parts the cells: whatever the first line has most of.
    comma: u8,
    kinds: [Kind; 256],
}

/// What a byte is to a row.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// It stands in a cell as it is.
    Word,
    Comma,
    End,
    /// Quotation marks, and what stands in few names.
    Other,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str) -> Rows<'a> {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let first = text[at..].trim_start().lines().next().unwrap_or_default();
        let count = |mark: u8| first.bytes().filter(|b| *b == mark).count();
        let comma = [b',', b';', b'\t'].into_iter().rev().max_by_key(|m| count(*m)).unwrap_or(b',');
        let mut kinds = [Kind::Other; 256];
        kinds[usize::from(b' ')..0x7f].fill(Kind::Word);
        for (byte, kind) in [(b'"', Kind::Other), (b'\n', Kind::End), (b'\r', Kind::End), (comma, Kind::Comma)] {
            kinds[usize::from(byte)] = kind;
        }
        Rows { text, at, comma, kinds }
    }

    /// The cell at the reading place, and whether it is the last one of its row.
    fn cell(&mut self) -> (Cell<'a>, bool) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let (words, end, open) = match bytes.get(start) {
            Some(b'"') => self.quoted(start),
            _ => {
                let end = self.end(start);
                (Cow::Borrowed(&self.text[start..end]), end, false)
            }
        };
        let last = bytes.get(end) != Some(&self.comma);
        self.at = match bytes.get(end) {
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
            Some(_) => end + 1,
            None => end,
        };
        (Cell { words, span: Span::new(start, end), open, plain: false }, last)
    }

    /// The words of a cell whose quotation mark stands at `start`, its end, and whether it is never closed.
    fn quoted(&self, start: usize) -> (Words<'a>, usize, bool) {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let mut words: Words<'a> = Cow::Borrowed("");
        let (mut from, mut lines) = (start + 1, 0);
        let limit = bytes.len().min(start + MAX_CELL);
        loop {
            let rest = bytes.get(from..limit).unwrap_or_default().iter().position(|b| {
                lines += usize::from(*b == b'\n');
                *b == b'"' || lines > MAX_CELL_LINES
            });
            let Some(mark) = rest.map(|i| from + i).filter(|i| bytes[*i] == b'"') else {
                // It reaches to the end of its line, so that the rows below are not lost.
                let end =
                    bytes[start..].iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(bytes.len(), |i| start + i);
                return (Cow::Borrowed(&text[start..end]), end, true);
            };
            let part = &text[from..mark];
            from = mark + 1;
            let doubled = bytes.get(from) == Some(&b'"');
            let tail_end = if doubled { from } else { self.end(from) };
            let tail = if doubled { "\"" } else { &text[from..tail_end] };
            if words.is_empty() && tail.is_empty() {
                words = Cow::Borrowed(part);
            } else {
                words.to_mut().push_str(part);
                words.to_mut().push_str(tail);
            }
            if !doubled {
                return (words, tail_end, false);
            }
            from += 1;
        }
    }

    /// Puts the row at the reading place into `row` where it is of one line of what a typewriter has, without quotation marks: what a
    /// table is full of, read without ado.
    fn simple(&mut self, row: &mut Vec<Cell<'a>>) -> bool {
        let (text, bytes, kinds) = (self.text, self.text.as_bytes(), &self.kinds);
        let mut start = self.at;
        loop {
            // Cells are short: to ask for each byte is quicker than to look for the end of many at a time.
            let rest = &bytes[start..];
            let end = start + rest.iter().position(|b| kinds[usize::from(*b)] != Kind::Word).unwrap_or(rest.len());
            let mark = bytes.get(end).copied();
            let kind = mark.map_or(Kind::End, |mark| kinds[usize::from(mark)]);
            if kind == Kind::Other {
                row.clear();
                return false;
            }
            let words = &text[start..end];
            let plain = matches!(words.as_bytes(), [first, .., last] if first.is_ascii_alphabetic() && *last != b' ');
            row.push(Cell { words: Cow::Borrowed(words), span: Span::new(start, end), open: false, plain });
            start = bytes.len().min(end + 1);
            if kind == Kind::End {
                let two = mark == Some(b'\r') && bytes.get(start) == Some(&b'\n');
                self.at = start + usize::from(two);
                return true;
            }
        }
    }

    fn end(&self, from: usize) -> usize {
        let rest = &self.text.as_bytes()[from..];
        memchr::memchr3(self.comma, b'\n', b'\r', rest).map_or(self.text.len(), |i| from + i)
    }

    /// Puts the next row into `row`; `false` where there is none.
    fn next(&mut self, row: &mut Vec<Cell<'a>>) -> bool {
        while self.at < self.text.len() {
            row.clear();
            let mut done = self.simple(row);
            while !done {
                let (cell, last) = self.cell();
                row.push(cell);
                done = last;
            }
            if row.len() > 1 || !row[0].words.trim().is_empty() {
                return true;
            }
        }
        row.clear();
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut out) = (Rows::new(text), Vec::new(), Vec::new());
        while rows.next(&mut row) {
            out.push(row.iter().map(|c| c.words.to_string()).collect());
        }
        out
    }

    #[test]
    fn quoted_and_plain_cells() {
        assert_eq!(
            rows("\u{feff}a,b\r\n\r\n\"x, \"\"y\"\"\nz\",\r\n,\n1,\"2"),
            [vec!["a", "b"], vec!["x, \"y\"\nz", ""], vec!["", ""], vec!["1", "\"2"]]
        );
        assert!(rows("").is_empty());
        assert_eq!(rows("a,"), [["a", ""]]);
        assert_eq!(rows("a;b\n\"x,1\" y;2"), [["a", "b"], ["x,1 y", "2"]]);
        assert_eq!(rows("a\tb\n1\t2"), [["a", "b"], ["1", "2"]]);
    }

    #[test]
    fn a_mark_that_is_never_closed_costs_one_row() {
        let many = format!("a,b\n\"x,1\n{}", "y,2\n".repeat(200));
        let rows = rows(&many);
        assert_eq!((rows.len(), &rows[1][..]), (202, &["\"x,1".to_string()][..]));
        assert_eq!(rows[201], ["y", "2"]);
    }

    #[test]
    fn spans_are_those_of_the_cells() {
        let text = "role,person\n\"Mayor, Oslo\",Anna Lund\n";
        let (mut rows, mut row) = (Rows::new(text), Vec::new());
        rows.next(&mut row);
        rows.next(&mut row);
        assert_eq!(row.iter().map(|c| c.span.of(text)).collect::<Vec<_>>(), ["\"Mayor, Oslo\"", "Anna Lund"]);
        assert_eq!(whole(&row).of(text), "\"Mayor, Oslo\",Anna Lund");
    }
}
