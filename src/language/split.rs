//! Cuts a rule file into declarations, before any grammar runs.
//!
//! A declaration starts where a line starts in column 0, and ends with the last indented line before the next such
//! line. So an unclosed string or bracket harms its own declaration only. The cut also counts brackets, so that nothing
//! that recurses ever sees more than [`MAX_NESTING`] of them.

use super::ast::{Comment, Doc};
use crate::source::Span;

/// How deep brackets may nest.
pub const MAX_NESTING: usize = 200;

/// Runs `work` with stack enough for [`MAX_NESTING`] brackets in every step, also on small threads and in builds that
/// are not optimised (which take about 3 MiB).
pub fn with_stack<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(5 << 20, 12 << 20, work)
}

/// Gives the declarations of a rule file that are neither rules nor their tests, in order, each with where it starts. What is written
/// as a rule in one line is among them.
pub fn without_rules(text: &str, take: &mut dyn FnMut(u32, &str)) {
    let is_rule = |piece: &str| {
        ["rule", "test"].iter().any(|word| piece.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\t'])))
    };
    for piece in cut(text, false).pieces {
        let words = piece.span.of(text);
        if !is_rule(words) {
            take(piece.span.start, words);
        }
    }
}

/// One declaration, uncut.
#[derive(Debug)]
pub struct Piece {
    pub docs: Vec<Doc>,
    pub comments: Vec<Comment>,
    /// From its first character to the end of its last line, without the line end.
    pub span: Span,
    /// Text that is indented under no declaration.
    pub orphan: bool,
    /// The bracket that is one too deep.
    pub too_deep: Option<Span>,
}

#[derive(Debug, Default)]
pub struct Cut {
    pub pieces: Vec<Piece>,
    /// What stands behind the last declaration.
    pub docs: Vec<Doc>,
    pub comments: Vec<Comment>,
}

/// Cuts `text`. With `skip_tests`, tests on their own are left out, and rules end before their first test: bundled
/// packs keep their tests last, and `check` has no use for them.
pub fn cut(text: &str, skip_tests: bool) -> Cut {
    let mut cut = Cut::default();
    // The declaration that is open, as its first line's start and its last content's end.
    let mut open: Option<(usize, usize, bool)> = None;
    let mut skipping = false;
    let mut doc_open = false;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for (at, line) in lines(text, start) {
        let content = line.trim_end();
        let indented = line.starts_with([' ', '\t', '\u{a0}']);
        if content.trim_start().is_empty() {
            if doc_open && let Some(doc) = cut.docs.last_mut() {
                doc.of_file = true;
            }
            doc_open = false;
        } else if !indented && content.starts_with("##") {
            close(text, &mut open, &mut cut);
            skipping = false;
            let span = Span::new(at, at + content.len());
            let words = content.trim_start_matches('#').trim().to_string();
            match cut.docs.last_mut().filter(|_| doc_open) {
                Some(doc) => {
                    doc.lines.push(words);
                    doc.span = doc.span.cover(span);
                }
                None => cut.docs.push(Doc { lines: vec![words], span, of_file: false }),
            }
            doc_open = true;
        } else if !indented && content.starts_with('#') {
            doc_open = false;
            // Whether it belongs to the open declaration shows with the next line of content.
            if open.is_none() {
                cut.comments.push(comment(text, at, at + content.len(), true));
            }
        } else if indented {
            doc_open = false;
            let words = content.trim_start();
            if skip_tests && open.is_some_and(|(first, ..)| text[first..].starts_with("rule")) && begins_test(words) {
                skipping = true;
            }
            match &mut open {
                Some((_, end, _)) if !skipping => *end = at + content.len(),
                Some(_) => {}
                None if words.starts_with('#') => {
                    let from = at + content.len() - words.len();
                    cut.comments.push(comment(text, from, at + content.len(), true));
                }
                None if skipping => {}
                None => open = Some((at + content.len() - words.len(), at + content.len(), true)),
            }
        } else {
            doc_open = false;
            close(text, &mut open, &mut cut);
            skipping = skip_tests && begins_test(content);
            if !skipping {
                open = Some((at, at + content.len(), false));
            }
        }
    }
    close(text, &mut open, &mut cut);
    cut
}

fn begins_test(line: &str) -> bool {
    line.strip_prefix("test").is_some_and(|rest| rest.starts_with([' ', '\t', '"']))
}

/// Lines with their offsets, without their ends.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = start;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = &text[at..];
        let from = at;
        match rest.find(['\n', '\r']) {
            Some(i) => {
                at += i + if rest[i..].starts_with("\r\n") { 2 } else { 1 };
                Some((from, &rest[..i]))
            }
            None => {
                done = true;
                Some((from, rest))
            }
        }
    })
}

/// Ends the open declaration: what was read before it and the comments within go with it; comments behind it (lines in
/// column 0) wait for the next one.
fn close(text: &str, open: &mut Option<(usize, usize, bool)>, cut: &mut Cut) {
    let Some((start, end, orphan)) = open.take() else { return };
    let mut piece = Piece {
        docs: std::mem::take(&mut cut.docs),
        comments: std::mem::take(&mut cut.comments),
        span: Span::new(start, end),
        orphan,
        too_deep: None,
    };
    let scan = scan(&text[start..end]);
    piece.too_deep = scan.too_deep.map(|s| s.shift(start));
    piece.comments.extend(scan.comments.iter().map(|&(s, own_line)| {
        let s = s.shift(start);
        comment(text, s.start as usize, s.end as usize, own_line)
    }));
    cut.pieces.push(piece);
    // Lines in column 0 that were held back while it was open whether more would follow. Only comments and blank
    // lines can stand here.
    let mut at = end;
    while let Some(rest) = text.get(at..) {
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if !trimmed.starts_with('#') || trimmed.starts_with("##") {
            break;
        }
        let stop = trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
        cut.comments.push(comment(text, at, at + trimmed[..stop].trim_end().len(), true));
        at += stop;
    }
}

fn comment(text: &str, start: usize, end: usize, own_line: bool) -> Comment {
    let words = text[start..end].trim_start_matches('#').trim().to_string();
    Comment { text: words, span: Span::new(start, end), own_line }
}

/// What one pass over a declaration finds without a grammar.
#[derive(Default)]
pub struct Scan {
    /// From `#` to the end of the line, and whether nothing else stands on that line.
    pub comments: Vec<(Span, bool)>,
    pub too_deep: Option<Span>,
}

/// Finds comments and counts brackets outside strings and patterns.
pub fn scan(text: &str) -> Scan {
    let bytes = text.as_bytes();
    let mut found = Scan::default();
    let mut depth = 0usize;
    let mut blank_line = true;
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'"' => {
                i = string_end(bytes, i);
                blank_line = false;
                continue;
            }
            b'/' if ends_with_matches(&text[..i], &found.comments) => {
                i = closed_by(bytes, i + 1, b'/');
                blank_line = false;
                continue;
            }
            b'\'' | 0xe2 | 0xc2 if let Some(end) = foreign_end(&text[i..]) => {
                i += end;
                blank_line = false;
                continue;
            }
            b'#' => {
                let end = text[i..].find(['\n', '\r']).map_or(text.len(), |n| i + n);
                found.comments.push((Span::new(i, i + text[i..end].trim_end().len()), blank_line));
                i = end;
                continue;
            }
            b'(' => {
                depth += 1;
                if depth > MAX_NESTING && found.too_deep.is_none() {
                    found.too_deep = Some(Span::new(i, i + 1));
                }
                blank_line = false;
            }
            b')' => {
                depth = depth.saturating_sub(1);
                blank_line = false;
            }
            b'\n' | b'\r' => blank_line = true,
            b' ' | b'\t' => {}
            _ => blank_line = false,
        }
        i += 1;
    }
    found
}

/// Where the lines of a declaration begin, from its second one on; those within strings are left out.
pub fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'"' => i = string_end(bytes, i),
            b'#' => i += text[i..].find(['\n', '\r']).unwrap_or(text.len() - i),
            b'\n' | b'\r' => {
                i += 1;
                starts.push(i);
            }
            _ => i += 1,
        }
    }
    starts
}

/// Whether the last word of `text`, comments apart, is `matches`.
fn ends_with_matches(text: &str, comments: &[(Span, bool)]) -> bool {
    let mut rest = text.trim_end();
    for (comment, _) in comments.iter().rev() {
        if comment.end as usize != rest.len() {
            break;
        }
        rest = rest[..comment.start as usize].trim_end();
    }
    rest.ends_with("matches")
}

/// How long a string between foreign marks is, as the grammar's `foreign_text` has it.
fn foreign_end(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let closing: &[char] = match open {
        '\'' => &['\''],
        '“' | '”' => &['”', '"'],
        '‘' => &['’'],
        '„' => &['“', '”'],
        '«' => &['»'],
        _ => return None,
    };
    let inside = &text[open.len_utf8()..];
    let end = inside.find(|c| closing.contains(&c) || c == '\n' || c == '\r')?;
    let close = inside[end..].chars().next().filter(|c| closing.contains(c))?;
    Some(open.len_utf8() + end + close.len_utf8())
}

/// The offset behind the string that starts at `i`; an unclosed one ends with its line.
fn string_end(bytes: &[u8], i: usize) -> usize {
    if bytes[i..].starts_with(b"\"\"\"") {
        let mut at = i + 3;
        while at < bytes.len() {
            if bytes[at..].starts_with(b"\"\"\"") {
                return at + 3;
            }
            at += 1;
        }
        return bytes.len();
    }
    closed_by(bytes, i + 1, b'"')
}

fn closed_by(bytes: &[u8], mut at: usize, mark: u8) -> usize {
    while at < bytes.len() {
        match bytes[at] {
            b'\n' | b'\r' => return at,
            b'\\' if !matches!(bytes.get(at + 1), Some(b'\n' | b'\r')) => at += 1,
            b if b == mark => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}
