//! Cited articles: whole, or what stands around the words that findings rest on.

use serde::Serialize;

use crate::article::{Article, BlockKind};
use crate::report::cited::Origin;
use crate::report::counted;
use crate::report::html::pieces::{self, Piece, Pieces};
use crate::report::sanitize::{Sanitized, is_hidden};
use crate::source::Span;

/// Bytes of the articles that stand on a page with all their words, in order of the batch; of the others only what findings cite.
pub const WHOLE_TEXT: usize = 6 << 20;
/// Bytes of one such article.
pub const WHOLE_ARTICLE: usize = 200 << 10;
/// A paragraph longer than this is cut down to the words around its marks.
const PARAGRAPH: usize = 1500;
/// Bytes on either side of a mark in such a paragraph, and of the mark itself.
const CONTEXT: usize = 400;
const MARKED: usize = 2000;
/// Places of one article that one finding shows.
const PLACES: usize = 12;
/// Paragraphs without a mark in a row that are not worth folding.
const NEAR: usize = 2;
/// Columns of a headline.
const HEADLINE: usize = 140;

/// What makes an article evidence.
#[derive(Serialize)]
pub struct OriginView {
    pub name: String,
    pub headline: Option<String>,
    pub date: Option<String>,
    pub date_source: Option<&'static str>,
    pub modified: Option<String>,
    pub modified_source: Option<&'static str>,
    pub source: Option<String>,
    pub byline: Option<String>,
    pub url: Option<String>,
    /// The same, where it is an address that may be followed: `http` or `https`, and no character that nobody sees.
    pub link: Option<String>,
    pub sha256: Option<String>,
}

impl OriginView {
    pub fn of(article: &Article) -> OriginView {
        let origin = Origin::of(article);
        let headline = article.blocks.iter().find(|b| b.kind == BlockKind::Headline);
        OriginView {
            name: Sanitized::name(origin.name).to_string(),
            headline: headline.map(|b| Sanitized::words(article.words(b.span)).clip(HEADLINE).to_string()),
            date: origin.date,
            date_source: origin.date_source,
            modified: origin.modified,
            modified_source: origin.modified_source,
            source: origin.source.map(|s| Sanitized::words(s).to_string()),
            byline: origin.byline.map(|s| Sanitized::words(s).to_string()),
            url: origin.url.map(|u| Sanitized::name(u).to_string()),
            link: origin.url.filter(|u| may_be_followed(u)).map(String::from),
            sha256: origin.sha256,
        }
    }
}

fn may_be_followed(url: &str) -> bool {
    let is = |scheme: &str| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    (is("https://") || is("http://")) && !url.contains(|c: char| is_hidden(c) || c.is_whitespace())
}

/// Words of an article that a finding marks.
#[derive(Clone, Copy)]
pub struct Mark<'f> {
    pub span: Span,
    /// Index on the page.
    pub finding: usize,
    pub note: &'f str,
    pub primary: bool,
}

/// A paragraph, headline, …, or a part of one.
#[derive(Serialize)]
pub struct BlockView {
    kind: &'static str,
    /// Paragraphs are left out before it.
    gap: bool,
    /// Words of the paragraph are left out before it, after it.
    before: bool,
    after: bool,
    pieces: Vec<PieceView>,
}

#[derive(Serialize)]
struct PieceView {
    text: String,
    /// `primary` or `other`; empty: not marked.
    mark: &'static str,
    notes: Vec<String>,
    /// Indices of findings, the first of which the mark leads to.
    findings: Vec<usize>,
}

/// What one finding cites of one article.
#[derive(Serialize)]
pub struct Column {
    /// Index on the page.
    article: usize,
    origin: OriginView,
    at: String,
    blocks: Vec<BlockView>,
    more: Option<String>,
}

/// An article on the page, with the marks of all findings.
#[derive(Serialize)]
pub struct ArticleView {
    origin: OriginView,
    runs: Vec<Run>,
    left_out: Option<String>,
    pub findings: Vec<usize>,
}

/// Blocks in a row, all near a mark, or all far from any.
#[derive(Serialize)]
struct Run {
    far: bool,
    blocks: Vec<BlockView>,
}

/// A cited article, cut into its blocks.
pub struct Cited<'a> {
    article: &'a Article,
    blocks: Vec<(&'static str, Span)>,
}

impl<'a> Cited<'a> {
    pub fn new(article: &'a Article) -> Cited<'a> {
        Cited { article, blocks: pieces::whole(&article.text, &article.blocks) }
    }

    /// Bytes of its words.
    pub fn len(&self) -> usize {
        self.article.text.len()
    }

    /// What stands around the marks of one finding.
    pub fn column(&self, index: usize, marks: &[Mark], at: String) -> Column {
        let shown = &marks[..marks.len().min(PLACES)];
        let more = (marks.len() - shown.len() > 0).then(|| format!("and {} more places", marks.len() - shown.len()));
        let blocks = self.views(&self.around(shown), marks);
        Column { article: index, origin: OriginView::of(self.article), at, blocks, more }
    }

    /// The article with all `marks`; `whole`: all its words.
    pub fn view(&self, marks: &[Mark], whole: bool) -> ArticleView {
        let mut findings: Vec<usize> = marks.iter().map(|m| m.finding).collect();
        findings.sort_unstable();
        findings.dedup();
        let origin = OriginView::of(self.article);
        if !whole {
            let parts = self.around(marks);
            let kept: usize = parts.iter().map(|p| words(p.span.of(&self.article.text))).sum();
            let left = words(&self.article.text).saturating_sub(kept);
            let left_out =
                (left > 0).then(|| format!("{} of this article are not on this page", counted(left, "word")));
            return ArticleView {
                origin,
                runs: vec![Run { far: false, blocks: self.views(&parts, marks) }],
                left_out,
                findings,
            };
        }
        let parts: Vec<Part> = self
            .blocks
            .iter()
            .map(|&(kind, span)| Part { kind, span, gap: false, before: false, after: false })
            .collect();
        let near = self.near(marks);
        let mut runs: Vec<Run> = Vec::new();
        for (block, near) in self.views(&parts, marks).into_iter().zip(near) {
            match runs.last_mut().filter(|run| run.far != near) {
                Some(run) => run.blocks.push(block),
                None => runs.push(Run { far: !near, blocks: vec![block] }),
            }
        }
        ArticleView { origin, runs, left_out: None, findings }
    }

    /// For each block, whether it stays in sight: the headline, what has marks, and short gaps between these.
    fn near(&self, marks: &[Mark]) -> Vec<bool> {
        let mut near: Vec<bool> = vec![false; self.blocks.len()];
        for mark in marks {
            near[self.holding(mark.span)].fill(true);
        }
        if let Some(first) = near.first_mut() {
            *first |= self.blocks[0].0 == "headline";
        }
        let mut at = 0;
        while at < near.len() {
            let gap = near[at..].iter().take_while(|n| !**n).count();
            if gap <= NEAR {
                near[at..at + gap].fill(true);
            }
            at += gap.max(1);
        }
        near
    }

    /// The blocks that hold marks; of long ones, the words around these.
    fn around(&self, marks: &[Mark]) -> Vec<Part> {
        let mut windows: Vec<(usize, Span)> = Vec::new();
        for span in marks.iter().map(|m| m.span) {
            windows.extend(self.holding(span).map(|at| (at, window(&self.article.text, self.blocks[at].1, span))));
        }
        windows.sort_unstable();
        let mut merged: Vec<(usize, Span)> = Vec::new();
        for (at, window) in windows {
            match merged.last_mut() {
                Some((of, last)) if *of == at && window.start <= last.end => *last = last.cover(window),
                _ => merged.push((at, window)),
            }
        }
        let mut next = merged.first().map_or(0, |(at, _)| *at);
        let part = |(at, span): (usize, Span)| {
            let (kind, block) = self.blocks[at];
            let gap = at > next;
            next = at + 1;
            Part { kind, span, gap, before: span.start > block.start, after: span.end < block.end }
        };
        merged.into_iter().map(part).collect()
    }

    /// Indices of the blocks that have words of `span`.
    fn holding(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.blocks.partition_point(|(_, b)| b.end <= span.start);
        let to = self.blocks.partition_point(|(_, b)| b.start < span.end);
        from.min(to)..to
    }

    fn views(&self, parts: &[Part], marks: &[Mark]) -> Vec<BlockView> {
        let text = &self.article.text;
        let inside = |span: Span| {
            let start = text.floor_char_boundary(span.start as usize);
            Span::new(start, text.floor_char_boundary(span.end as usize).max(start))
        };
        let spans: Vec<Span> = marks.iter().map(|m| inside(m.span)).collect();
        let stretches = parts.iter().map(|p| (p.kind, p.span)).collect();
        let cut = Pieces::of(text, stretches, spans.clone());
        // What each piece is a part of, and which notes stand behind it. Number 0 is no piece of the text.
        let count = cut.blocks.iter().flat_map(|b| &b.pieces).filter(|p| p.mark).count() + 1;
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut ends: Vec<Vec<&str>> = vec![Vec::new(); count];
        for (i, span) in spans.iter().enumerate() {
            // In a cut paragraph, only a part of a mark may be there.
            for part in parts.iter().filter(|p| p.span.overlaps(*span)) {
                let seen = Span { start: span.start.max(part.span.start), end: span.end.min(part.span.end) };
                let Some(range) = cut.range(seen) else { continue };
                of[range.0..=range.1].iter_mut().for_each(|m| m.push(i));
                if !marks[i].note.is_empty() && span.end <= part.span.end && !ends[range.1].contains(&marks[i].note) {
                    ends[range.1].push(marks[i].note);
                }
            }
        }
        let mut number = 0;
        let mut piece = |piece: Piece| {
            number += usize::from(piece.mark);
            let at = if piece.mark { number } else { 0 };
            let mut findings: Vec<usize> = of[at].iter().map(|&i| marks[i].finding).collect();
            findings.dedup();
            let primary = of[at].iter().any(|&i| marks[i].primary);
            PieceView {
                text: piece.text.to_string(),
                mark: match (piece.mark, primary) {
                    (false, _) => "",
                    (true, true) => "primary",
                    (true, false) => "other",
                },
                notes: ends[at].iter().map(|n| Sanitized::words(n).to_string()).collect(),
                findings,
            }
        };
        let blocks = cut.blocks.into_iter().zip(parts).map(|(block, part)| BlockView {
            kind: part.kind,
            gap: part.gap,
            before: part.before,
            after: part.after,
            pieces: block.pieces.into_iter().map(&mut piece).collect(),
        });
        blocks.collect()
    }
}

/// A block or a part of one.
struct Part {
    kind: &'static str,
    span: Span,
    gap: bool,
    before: bool,
    after: bool,
}

/// What of `block` is shown for `mark`, which overlaps it: all of a short one.
fn window(text: &str, block: Span, mark: Span) -> Span {
    if block.len() <= PARAGRAPH {
        return block;
    }
    let (first, last) = (block.start as usize, block.end as usize);
    let start = text.floor_char_boundary((mark.start as usize).clamp(first, last));
    let end = text.floor_char_boundary((mark.end as usize).clamp(start, last).min(start + MARKED));
    let from = text.ceil_char_boundary(start.saturating_sub(CONTEXT).max(first));
    let to = text.floor_char_boundary((end + CONTEXT).min(last));
    // No word is cut if that can be helped.
    let from = if from > first { text[from..start].find(' ').map_or(from, |at| from + at + 1) } else { from };
    let to = if to < last { text[end.min(to)..to].rfind(' ').map_or(to, |at| end.min(to) + at) } else { to };
    Span::new(from, to)
}

fn words(text: &str) -> usize {
    text.split_ascii_whitespace().count()
}
