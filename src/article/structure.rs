//! The parts of an article: headline, dateline, captions, paragraphs, lines.

use crate::source::Span;

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
