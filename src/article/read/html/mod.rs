//! HTML pages: the article's own words, and the way back to the bytes of the page.
//!
//! The page is cut into units (paragraphs, headings, captions, list items); [`choose`] picks those of the article,
//! and their words become the view: entities resolved, blanks collapsed, each piece mapped to its bytes.

mod choose;
mod entities;
mod metadata;
mod tags;
mod tree;

use super::{Read, parse_date, text};
use crate::article::{Article, ArticleDate, Block, BlockKind, TextMap, structure};
use crate::source::Span;
use entities::{Entities, Piece};
use tree::{Run, Unit, UnitKind};

/// Reads a page as one article.
pub fn read(path: &str, bytes: Vec<u8>) -> Read {
    match text::decode(path, bytes) {
        Ok(page) => article(path, page),
        Err(error) => Read::error(error),
    }
}

fn article(name: &str, source: String) -> Read {
    let page = tree::parse(&source);
    let chosen = choose::choose(&page);
    let mut view =
        View { source: &source, text: String::new(), map: TextMap::default(), entities: Entities::default() };
    let mut blocks = Vec::new();
    let mut groups = Vec::new();
    for unit in chosen {
        let span = view.add(unit, &page.runs);
        if span.is_empty() {
            continue;
        }
        match unit.kind {
            UnitKind::Headline => blocks.push(Block { kind: BlockKind::Headline, span }),
            UnitKind::Title => {
                let span = Span::new(span.start as usize, span.start as usize + without_site(span.of(&view.text)));
                blocks.push(Block { kind: BlockKind::Headline, span });
            }
            UnitKind::Caption => blocks.push(Block { kind: BlockKind::Caption, span }),
            UnitKind::Heading | UnitKind::Paragraph | UnitKind::Other => groups.push(span),
        }
    }
    structure::body(&view.text, &groups, &mut blocks);
    blocks.extend(structure::lines_of(&view.text, 0));
    structure::sort(&mut blocks);
    // Whoever reads a page is not to blame for its metadata: a date that cannot be read is none.
    let date = page.metadata.published.as_deref().and_then(parse_date);
    let modified = page.metadata.modified.as_deref().and_then(parse_date).and_then(|d| d.from);
    let article = Article {
        name: name.into(),
        text: view.text,
        map: view.map,
        blocks,
        date: date.map(|value| ArticleDate { value, by: "the page's metadata", span: None }),
        modified,
        story: page.metadata.url.clone(),
        url: page.metadata.url,
        source: page.metadata.site,
        original: Some(source),
    };
    Read { articles: vec![article], errors: Vec::new() }
}

/// A page's title without the name of the site behind the last bar or dash: its length in bytes.
fn without_site(title: &str) -> usize {
    [" | ", " - ", " – ", " — "]
        .iter()
        .filter_map(|mark| title.rfind(mark))
        .filter(|&at| title[..at].split_whitespace().count() >= 3)
        .max()
        .unwrap_or(title.len())
}

/// The view as it grows.
struct View<'a> {
    source: &'a str,
    text: String,
    map: TextMap,
    entities: Entities,
}

impl View<'_> {
    /// Adds the words of a unit after a blank line; their span, empty where there are none.
    fn add(&mut self, unit: &Unit, runs: &[Run]) -> Span {
        let before = self.text.len();
        let seam = if before == 0 { "" } else { "\n\n" };
        let mut blank: Option<Blank> = None;
        let mut empty = true;
        for run in &runs[unit.runs.clone()] {
            if run.after_break && !empty {
                blank = Some(Blank::Line);
            }
            let source: &str = self.source;
            let mut pieces = Vec::new();
            match &run.shown {
                Some(shown) => pieces.push(Piece { words: shown.as_str().into(), source: run.span, exact: false }),
                None => self.entities.pieces(source, run.span, &mut pieces),
            }
            for piece in &pieces {
                let mut at = 0;
                for part in piece.words.split_inclusive(|c: char| c.is_ascii_whitespace()) {
                    let word = part.trim_end_matches(|c: char| c.is_ascii_whitespace());
                    let start = piece.source.start as usize + at;
                    let source_of = |from: usize, to: usize| match piece.exact {
                        true => Span::new(start + from, start + to),
                        false => piece.source,
                    };
                    if !word.is_empty() {
                        if empty {
                            self.text.push_str(seam);
                            empty = false;
                        } else {
                            self.blank(blank.take());
                        }
                        let view = Span::new(self.text.len(), self.text.len() + word.len());
                        self.text.push_str(word);
                        if piece.exact {
                            self.map.push(view.start as usize, word.len(), None, start);
                        } else {
                            self.map.push_unit(view, None, piece.source);
                        }
                    }
                    if word.len() < part.len() {
                        let span = source_of(word.len(), part.len());
                        blank = match blank {
                            Some(Blank::Line) => Some(Blank::Line),
                            Some(Blank::Space(first)) => Some(Blank::Space(first.cover(span))),
                            None => Some(Blank::Space(span)),
                        };
                    }
                    at += part.len();
                }
            }
        }
        if empty { Span::new(before, before) } else { Span::new(before + seam.len(), self.text.len()) }
    }

    /// Adds the blank that stands before the next word.
    fn blank(&mut self, blank: Option<Blank>) {
        match blank {
            None => {}
            Some(Blank::Line) => self.text.push('\n'),
            Some(Blank::Space(source)) => {
                let at = self.text.len();
                self.text.push(' ');
                if source.of(self.source) == " " {
                    self.map.push(at, 1, None, source.start as usize);
                } else {
                    self.map.push_unit(Span::new(at, at + 1), None, source);
                }
            }
        }
    }
}

/// A run of blanks, which shows as one.
enum Blank {
    /// At these bytes of the page.
    Space(Span),
    /// A line break.
    Line,
}
