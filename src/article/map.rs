//! From the view of an article back to the bytes it was read from, and to their lines and columns.

use crate::source::{Columns, Position, Span};

/// Where a span of the view stands in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// `None`: the text (or page) itself; `Some("title")`: that field of a record.
    pub field: Option<&'static str>,
    /// Bytes of that field's decoded text, or of the file.
    pub span: Span,
}

/// How the bytes of a stretch of the view stand to those of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// They are the same.
    Same,
    /// Each character of the view was so many bytes of the original.
    Each(u8),
    /// All of it stands for all of the original's, as `é` for `&eacute;`.
    Unit,
}

/// One stretch of the view that was read from one place.
#[derive(Clone, Debug)]
struct Segment {
    /// Bytes of the view.
    view: Span,
    field: Option<&'static str>,
    /// Bytes of the original.
    original: Span,
    step: Step,
    /// Line and column of its first character in the original's text.
    line: u32,
    column: u32,
}

impl Segment {
    /// The byte of the original at byte `pos` of `text`, the text that holds the view.
    fn at(&self, text: &str, pos: u32, end: bool) -> u32 {
        let pos = pos.clamp(self.view.start, self.view.end);
        match self.step {
            Step::Same => self.original.start + (pos - self.view.start),
            Step::Each(bytes) => {
                let before = text.get(self.view.start as usize..pos as usize).map_or(0, |t| t.chars().count());
                (self.original.start + before as u32 * u32::from(bytes)).min(self.original.end)
            }
            Step::Unit if end => self.original.end,
            Step::Unit => self.original.start,
        }
    }
}

/// The place of a byte of the view, told by the nearest place before it whose line and column are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Byte of the view; from here on the view is the original's text, character by character.
    pub view: usize,
    pub position: Position,
}

/// A stretch of [`Step::Each`] is at most this long, in bytes, so that counting in it costs little.
const STRETCH: usize = 512;

/// Segments in order of the view. Bytes between segments (a joining blank line) belong to no place; a span that
/// touches them is cut.
#[derive(Clone, Debug, Default)]
pub struct TextMap {
    segments: Vec<Segment>,
    /// Lines of the original, where it was looked at.
    lines: usize,
}

impl TextMap {
    /// The view is the original, byte for byte.
    pub fn identity(len: usize) -> TextMap {
        let mut map = TextMap::default();
        map.push(0, len, None, 0);
        map
    }

    /// Adds a stretch of equal bytes. Stretches come in order of the view; one that goes on where the last one ends
    /// becomes part of it.
    pub fn push(&mut self, view_start: usize, len: usize, field: Option<&'static str>, original_start: usize) {
        let view = Span::new(view_start, view_start + len);
        self.add(view, field, Span::new(original_start, original_start + len), Step::Same);
    }

    /// Adds a stretch that stands for other bytes, as `é` for `&eacute;`. It is never split.
    pub fn push_unit(&mut self, view: Span, field: Option<&'static str>, original: Span) {
        self.add(view, field, original, Step::Unit);
    }

    /// Adds one character that was `original`: in most character sets its neighbours are as long.
    pub fn push_character(&mut self, view: Span, original: Span) {
        let step = u8::try_from(original.len()).ok().filter(|&n| n > 0).map_or(Step::Unit, Step::Each);
        self.add(view, None, original, step);
    }

    fn add(&mut self, view: Span, field: Option<&'static str>, original: Span, step: Step) {
        if let Some(last) = self.segments.last_mut()
            && last.step == step
            && step != Step::Unit
            && last.field == field
            && (last.view.end, last.original.end) == (view.start, original.start)
            && (step == Step::Same || last.view.len() + view.len() <= STRETCH)
        {
            last.view.end = view.end;
            last.original.end = original.end;
            return;
        }
        self.segments.push(Segment { view, field, original, step, line: 1, column: 1 });
    }

    /// Adds the segments of a map whose view begins at byte `start` of this one's.
    pub fn append(&mut self, other: &TextMap, start: usize) {
        self.segments.extend(other.segments.iter().map(|s| Segment { view: s.view.shift(start), ..s.clone() }));
    }

    /// Whether the view is one stretch of the original, byte for byte.
    pub fn is_verbatim(&self) -> bool {
        matches!(self.segments.as_slice(), [] | [Segment { step: Step::Same, .. }])
    }

    /// Lines of the original's text.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// Gives every stretch of `field` its line and column in `original`, the text of that field or of the file.
    pub fn find_lines(&mut self, field: Option<&'static str>, original: &str, columns: &Columns) {
        for segment in self.segments.iter_mut().filter(|s| s.field == field) {
            let at = columns.position(original, (segment.original.start as usize).min(original.len()));
            (segment.line, segment.column) = (at.line as u32, at.column as u32);
        }
        if field.is_none() {
            self.lines = columns.lines(original);
        }
    }

    /// This map, whose originals are spans of `middle`, led on by a map from `middle` to other bytes. `view` is the text
    /// that this map begins with.
    pub fn through(&self, view: &str, middle: &str, on: &TextMap) -> TextMap {
        let mut map = TextMap { segments: Vec::with_capacity(self.segments.len()), lines: self.lines };
        for s in &self.segments {
            if s.field.is_some() {
                map.segments.push(s.clone());
                continue;
            }
            if s.step != Step::Same {
                let original = on.locate(middle, s.original);
                map.segments.push(Segment { field: original.field, original: original.span, ..s.clone() });
                continue;
            }
            let (mut line, mut column, mut at) = (s.line, s.column, s.view.start as usize);
            let first = on.segments.partition_point(|t| t.view.end <= s.original.start);
            for t in on.segments[first..].iter().take_while(|t| t.view.start < s.original.end) {
                let (from, to) = (t.view.start.max(s.original.start), t.view.end.min(s.original.end));
                let shift = |p: u32| s.view.start + (p - s.original.start);
                let piece = Span { start: shift(from), end: shift(to) };
                advance(view.as_bytes(), at, piece.start as usize, &mut line, &mut column);
                at = piece.start as usize;
                let original = Span { start: t.at(middle, from, false), end: t.at(middle, to, true) };
                map.segments.push(Segment { view: piece, field: t.field, original, step: t.step, line, column });
            }
        }
        map
    }

    /// The place of `span` of `view`; where it crosses from one field to another, only the part in the first.
    pub fn locate(&self, view: &str, span: Span) -> Located {
        let Some(first) = self.index(span.start) else { return Located { field: None, span: Span::default() } };
        let head = &self.segments[first];
        let start = head.at(view, span.start, false);
        let mut end = head.at(view, span.end.max(head.view.start), true).max(start);
        for s in &self.segments[first + 1..] {
            if s.view.start >= span.end || s.field != head.field {
                break;
            }
            end = s.at(view, span.end, true).max(start);
        }
        Located { field: head.field, span: Span { start, end } }
    }

    /// From where to count the line and column of byte `pos` of the view.
    pub fn anchor(&self, pos: u32) -> Anchor {
        let Some(segment) = self.index(pos).map(|i| &self.segments[i]) else {
            return Anchor { view: pos as usize, position: Position { line: 1, column: 1 } };
        };
        let position = Position { line: segment.line as usize, column: segment.column as usize };
        let inside = segment.step != Step::Unit && pos >= segment.view.start;
        Anchor { view: if inside { segment.view.start } else { pos } as usize, position }
    }

    /// The segment that holds `pos`, or else the next one, or else the last.
    fn index(&self, pos: u32) -> Option<usize> {
        let next = self.segments.partition_point(|s| s.view.end <= pos);
        (!self.segments.is_empty()).then(|| next.min(self.segments.len() - 1))
    }
}

/// Counts lines and columns over `bytes[from..to]`, as [`LineIndex`](crate::source::LineIndex) does.
fn advance(bytes: &[u8], from: usize, to: usize, line: &mut u32, column: &mut u32) {
    for i in from..to {
        let b = bytes[i];
        if b == b'\n' || b == b'\r' && bytes.get(i + 1) != Some(&b'\n') {
            *line += 1;
            *column = 1;
        } else if b & 0xc0 != 0x80 {
            *column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_through_a_map() {
        // `Caf&eacute; é` in Latin-1: the reference is one unit, the letter one byte.
        let (view, middle) = ("Café é", "<b>\nCaf&eacute; é");
        let mut page = TextMap::default();
        page.push(0, 3, None, 4);
        page.push_unit(Span::new(3, 5), None, Span::new(7, 15));
        page.push(5, 3, None, 15);
        page.find_lines(None, middle, &Columns::new(middle));
        let mut charset = TextMap::default();
        charset.push(0, 16, None, 0);
        charset.push_character(Span::new(16, 18), Span::new(16, 17));
        let map = page.through(view, middle, &charset);
        let bytes = b"<b>\nCaf&eacute; \xe9";
        let at = |from, to| {
            let span = map.locate(view, Span::new(from, to)).span;
            &bytes[span.start as usize..span.end as usize]
        };
        assert_eq!(at(0, 5), b"Caf&eacute;");
        assert_eq!(at(5, 8), b" \xe9");
        assert_eq!(at(6, 8), b"\xe9");
        let told = |pos| (map.anchor(pos).position.line, map.anchor(pos).position.column);
        assert_eq!((told(0), told(3), told(6)), ((2, 1), (2, 4), (2, 13)));
    }
}
