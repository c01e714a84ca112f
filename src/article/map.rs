//! From the view of an article back to the bytes it was read from.

use crate::source::Span;

/// Where a span of the view stands in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// `None`: the text (or page) itself; `Some("title")`: that field of a JSON record.
    pub field: Option<&'static str>,
    /// Bytes of that field's decoded text, or of the file.
    pub span: Span,
}

/// One stretch of the view that was copied from one place.
#[derive(Clone, Debug)]
struct Segment {
    /// Bytes of the view.
    view: Span,
    field: Option<&'static str>,
    /// Bytes of the original. As long as `view` where the bytes are the same (`exact`), else one unit (an entity).
    original: Span,
    exact: bool,
}

/// Segments in order of the view. Bytes between segments (a joining blank line) belong to no place; a span that
/// touches them is cut.
#[derive(Clone, Debug, Default)]
pub struct TextMap {
    segments: Vec<Segment>,
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
        if let Some(last) = self.segments.last_mut()
            && last.exact
            && last.field == field
            && (last.view.end as usize, last.original.end as usize) == (view_start, original_start)
        {
            last.view.end += len as u32;
            last.original.end += len as u32;
            return;
        }
        self.segments.push(Segment {
            view: Span::new(view_start, view_start + len),
            field,
            original: Span::new(original_start, original_start + len),
            exact: true,
        });
    }
    /// Adds a stretch that stands for other bytes, as `é` for `&eacute;`. It is never split.
    pub fn push_unit(&mut self, view: Span, field: Option<&'static str>, original: Span) {
        self.segments.push(Segment { view, field, original, exact: false });
    }
    /// The place of `span`; where it crosses from one field to another, only the part in the first.
    pub fn locate(&self, span: Span) -> Located {
        let at = |s: &Segment, pos: u32, end: bool| -> u32 {
            if !s.exact {
                return if end { s.original.end } else { s.original.start };
            }
            s.original.start + (pos.clamp(s.view.start, s.view.end) - s.view.start)
        };
        let first =
            self.segments.partition_point(|s| s.view.end <= span.start).min(self.segments.len().saturating_sub(1));
        let Some(head) = self.segments.get(first) else {
            return Located { field: None, span: Span::default() };
        };
        let start = at(head, span.start, false);
        let mut end = at(head, span.end.max(head.view.start), true).max(start);
        for s in &self.segments[first + 1..] {
            if s.view.start >= span.end || s.field != head.field {
                break;
            }
            end = at(s, span.end, true);
        }
        Located { field: head.field, span: Span { start, end } }
    }
}
