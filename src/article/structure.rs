//! The parts of an article: headline, dateline, captions, paragraphs, lines.

use crate::source::Span;

/// Longer lines are no wrapped ones, in characters.
const MAX_WRAP_WIDTH: usize = 120;

/// How far a wrapped line may stay short of the width although the next word would have fitted.
const WRAP_SLACK: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    Headline,
    Dateline,
    Caption,
    Paragraph,
    /// One line as written. Every non-blank line is one, also inside the blocks above.
    Line,
}

/// A part of the view without its surrounding blanks. Headline, dateline, caption and paragraph never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// A non-blank line.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Without blanks at either end.
    span: Span,
    /// A blank line stands before it.
    parted: bool,
    /// How many blanks it begins with.
    indent: usize,
}

/// The blocks of plain text, `view[start..]`, in order of start; `headline`: the first line may be one.
pub fn blocks(view: &str, start: usize, headline: bool) -> Vec<Block> {
    let lines = lines(view, start);
    let wraps = wraps(view, &lines);
    let mut blocks = Vec::with_capacity(lines.len() * 2);
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        if wraps && !stands_alone(lines[at].span.of(view)) {
            while end < lines.len() && !lines[end].parted && !stands_alone(lines[end].span.of(view)) {
                if lines[end].indent > lines[end - 1].indent + 1 {
                    break;
                }
                end += 1;
            }
        }
        let _ = headline;
        blocks.push(Block { kind: BlockKind::Paragraph, span: lines[at].span.cover(lines[end - 1].span) });
        blocks.extend(lines[at..end].iter().map(|l| Block { kind: BlockKind::Line, span: l.span }));
        at = end;
    }
    blocks
}

/// Every non-blank line of `text` as a block; its spans are shifted by `by`.
pub fn lines_of(text: &str, by: usize) -> Vec<Block> {
    lines(text, 0).into_iter().map(|l| Block { kind: BlockKind::Line, span: l.span.shift(by) }).collect()
}

fn lines(view: &str, start: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = start;
    let mut parted = true;
    for line in view[start..].split_inclusive(['\n', '\r']) {
        let begin = line.trim_start();
        let words = begin.trim_end();
        if words.is_empty() {
            // `\r\n` is one line end: the empty piece between its halves is no blank line.
            parted |= line != "\n" || !view[..at].ends_with('\r');
        } else {
            let indent = line.len() - begin.len();
            lines.push(Line { span: Span::new(at + indent, at + indent + words.len()), parted, indent });
            parted = false;
        }
        at += line.len();
    }
    lines
}

/// List items, which no other line runs into.
fn stands_alone(line: &str) -> bool {
    ["- ", "* ", "• ", "– ", "· "].iter().any(|mark| line.starts_with(mark))
}

/// Whether a single line end is a wrap and no end of a paragraph: where lines are broken near one width, or where
/// blank lines part most paragraphs and line ends fall within sentences.
fn wraps(view: &str, lines: &[Line]) -> bool {
    let words = |l: &Line| l.span.of(view);
    let width = |l: &Line| l.indent + words(l).chars().count();
    let singles: Vec<(&Line, &Line)> = lines
        .windows(2)
        .map(|pair| (&pair[0], &pair[1]))
        .filter(|(_, next)| !next.parted && !stands_alone(words(next)))
        .collect();
    if singles.is_empty() {
        return false;
    }
    let most = |count: usize, of: usize| count * 4 >= of * 3;
    let widest = lines.iter().map(width).max().unwrap_or(0);
    // Broken near one width: the next word would not have fitted any more.
    if widest <= MAX_WRAP_WIDTH {
        let full = singles.iter().filter(|(line, next)| {
            let word = words(next).split_whitespace().next().map_or(0, |w| w.chars().count());
            width(line) + 1 + word + WRAP_SLACK > widest || next.indent > line.indent
        });
        if most(full.count(), singles.len()) {
            return true;
        }
    }
    let parted = lines.iter().skip(1).filter(|l| l.parted).count();
    let within = singles.iter().filter(|(line, _)| !ends_sentence(words(line))).count();
    parted > 0 && (parted >= singles.len() || within * 2 > singles.len()) && within * 2 >= singles.len()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':', ';'])
}
