//! An article's text, cut where marks begin and end.

use serde::{Serialize, Serializer};

use crate::article::{self, BlockKind};
use crate::report::sanitize::Sanitized;
use crate::source::Span;

/// Marks of an article by number, first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range(pub usize, pub usize);

/// The mark that is the article's name.
pub const NAME: Range = Range(0, 0);

/// A headline, a paragraph, …, or what stands between two of them.
#[derive(Debug, Serialize)]
pub struct Block {
    pub kind: &'static str,
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Serialize)]
pub struct Piece {
    #[serde(serialize_with = "as_text")]
    pub text: Sanitized,
    /// Whether it is a mark. They are numbered through the article, from 1: number 0 is its name.
    pub mark: bool,
}

fn as_text<S: Serializer>(text: &Sanitized, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_str())
}

pub struct Pieces {
    pub blocks: Vec<Block>,
    /// Where each mark stands.
    marks: Vec<Span>,
}

impl Pieces {
    /// `marked` are stretches of `text` on character boundaries, in any order.
    pub fn new(text: &str, blocks: &[article::Block], marked: Vec<Span>) -> Pieces {
        Pieces::of(text, whole(text, blocks), marked)
    }
    /// Of these stretches only, which are in order and do not overlap; each with its kind.
    pub fn of(text: &str, blocks: Vec<(&'static str, Span)>, mut marked: Vec<Span>) -> Pieces {
        marked.retain(|s| !s.is_empty());
        let ends = marked.iter().chain(blocks.iter().map(|(_, span)| span)).flat_map(|s| [s.start, s.end]);
        let mut cuts: Vec<u32> = ends.collect();
        cuts.sort_unstable();
        cuts.dedup();
        marked.sort_unstable_by_key(|s| s.start);
        let mut pieces = Pieces { blocks: Vec::new(), marks: Vec::new() };
        let (mut next, mut covered) = (0, 0);
        let mut at = 0;
        for (kind, block) in blocks {
            let mut within = Vec::new();
            at += cuts[at..].partition_point(|&cut| cut < block.start);
            while at + 1 < cuts.len() && cuts[at] < block.end {
                let span = Span { start: cuts[at], end: cuts[at + 1] };
                while next < marked.len() && marked[next].start <= span.start {
                    covered = covered.max(marked[next].end);
                    next += 1;
                }
                let mark = span.start < covered;
                if mark {
                    pieces.marks.push(span);
                }
                within.push(Piece { text: Sanitized::text(span.of(text)), mark });
                at += 1;
            }
            pieces.blocks.push(Block { kind, pieces: within });
        }
        pieces
    }
    /// The pieces of each block, marks with a star before them.
    #[cfg(test)]
    pub fn words(&self) -> Vec<Vec<String>> {
        let star = |p: &Piece| format!("{}{}", if p.mark { "*" } else { "" }, p.text);
        self.blocks.iter().map(|b| b.pieces.iter().map(star).collect()).collect()
    }
    /// The marks that `span`, one of those given, consists of; `None` where there are no words to mark.
    pub fn range(&self, span: Span) -> Option<Range> {
        let before = self.marks.partition_point(|m| m.start < span.start);
        let last = self.marks.partition_point(|m| m.end <= span.end);
        (before < last).then(|| Range(before + 1, last))
    }
}

/// The blocks of an article one after the other, and the words between them, if there are any.
pub fn whole(text: &str, blocks: &[article::Block]) -> Vec<(&'static str, Span)> {
    let mut all = Vec::new();
    let mut at = 0;
    let between = |all: &mut Vec<_>, from: usize, to: usize| {
        if let Some(words) = text.get(from..to)
            && !words.trim().is_empty()
        {
            let start = from + words.len() - words.trim_start().len();
            all.push(("between", Span::new(start, start + words.trim().len())));
        }
    };
    for block in blocks.iter().filter(|b| b.kind != BlockKind::Line) {
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        if start < at || text.get(start..end).is_none_or(str::is_empty) {
            continue;
        }
        between(&mut all, at, start);
        let kind = match block.kind {
            BlockKind::Headline => "headline",
            BlockKind::Dateline => "dateline",
            BlockKind::Caption => "caption",
            BlockKind::Paragraph | BlockKind::Line => "paragraph",
        };
        all.push((kind, block.span));
        at = end;
    }
    between(&mut all, at, text.len());
    all
}
