//! Lines and columns of what is cited, counted in the original.

use std::sync::OnceLock;

use super::sanitize::Sanitized;
use crate::article::{Article, ArticleId, Batch, BlockKind};
use crate::source::{Columns, FileSpan, Position, SourceFile, SourceId, Sources, Span};

/// Where a span stands, for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `Some("title")`: a field of a JSON record beside its text; bytes, line and column count in it.
    pub field: Option<&'static str>,
    /// Bytes of the original.
    pub start: usize,
    pub end: usize,
    /// Of `start`.
    pub line: usize,
    /// Of `start`, in characters.
    pub column: usize,
}

/// A text that findings or diagnostics cite: an article, or a rule file.
#[derive(Debug)]
pub struct Document<'a> {
    origin: Origin<'a>,
    /// Of the text that is cited.
    columns: OnceLock<Columns>,
}

#[derive(Clone, Copy, Debug)]
enum Origin<'a> {
    Article(&'a Article),
    File(&'a SourceFile),
}

impl<'a> Document<'a> {
    pub fn article(article: &'a Article) -> Document<'a> {
        Document { origin: Origin::Article(article), columns: OnceLock::new() }
    }
    pub fn file(file: &'a SourceFile) -> Document<'a> {
        Document { origin: Origin::File(file), columns: OnceLock::new() }
    }
    pub fn name(&self) -> &'a str {
        match self.origin {
            Origin::Article(article) => &article.name,
            Origin::File(file) => &file.name,
        }
    }
    /// The text that spans count in: an article's view, a rule file as it is.
    pub fn text(&self) -> &'a str {
        match self.origin {
            Origin::Article(article) => &article.text,
            Origin::File(file) => &file.text,
        }
    }
    /// `span`, cut down to the text and to character boundaries: a wrong span must never end a report.
    pub fn clamp(&self, span: Span) -> Span {
        let text = self.text();
        let start = text.floor_char_boundary(span.start as usize);
        let end = text.floor_char_boundary(span.end as usize).max(start);
        Span::new(start, end)
    }
    /// Where `span` stands in the original.
    pub fn place(&self, span: Span) -> Place {
        let span = self.clamp(span);
        let article = match self.origin {
            Origin::File(_) => {
                let at = self.columns(self.text()).position(self.text(), span.start as usize);
                return Place {
                    field: None,
                    start: span.start as usize,
                    end: span.end as usize,
                    line: at.line,
                    column: at.column,
                };
            }
            Origin::Article(article) => article,
        };
        let located = article.locate(span);
        let (start, end) = (located.span.start as usize, located.span.end as usize);
        let at = self.position(article, span.start);
        Place { field: located.field, start, end, line: at.line, column: at.column }
    }
    /// Line and column of a byte of an article's view in its original.
    fn position(&self, article: &Article, at: u32) -> Position {
        let anchor = article.map.anchor(at);
        let (from, to) = (anchor.view.min(at as usize), at as usize);
        let text = &article.text;
        let columns = self.columns(text);
        let (first, here) = (columns.position(text, from), columns.position(text, to));
        match here.line == first.line {
            true => Position { column: anchor.position.column + here.column - first.column, ..anchor.position },
            false => Position { line: anchor.position.line + here.line - first.line, column: here.column },
        }
    }
    /// The line and column behind the last character of `span`, which is not empty.
    pub fn end(&self, span: Span) -> Position {
        let span = self.clamp(span);
        let text = self.text();
        let last = text.floor_char_boundary((span.end as usize).saturating_sub(1));
        match self.origin {
            Origin::File(_) => self.columns(text).position(text, span.end as usize),
            Origin::Article(article) => {
                let here = Span::new(last, span.end as usize);
                let located = article.locate(here).span.len();
                let at = self.position(article, here.start);
                // A reference takes the columns of its bytes.
                Position { column: at.column + if located == here.len() { 1 } else { located.max(1) }, ..at }
            }
        }
    }
    /// The words of an article that were read from a line of its original, or from one character of it; both count
    /// from 1. Several stretches where something between was left out. `Err`: how many lines there are.
    pub fn spans_at(&self, line: usize, column: Option<usize>) -> Result<Vec<Span>, usize> {
        let Origin::Article(article) = self.origin else { return Ok(Vec::new()) };
        let lines = match article.map.lines() {
            0 => self.columns(&article.text).lines(&article.text),
            lines => lines,
        };
        if line == 0 || line > lines {
            return Err(lines);
        }
        let mut spans: Vec<Span> = Vec::new();
        for (at, c) in article.text.char_indices() {
            let here = Span::new(at, at + c.len_utf8());
            let located = article.locate(here);
            let position = self.position(article, here.start);
            // A reference is met anywhere in its bytes.
            let holds = |column| (position.column..position.column + located.span.len().max(1)).contains(&column);
            let is_met = match column {
                None => !matches!(c, '\n' | '\r'),
                Some(column) if located.span.len() == here.len() => position.column == column,
                Some(column) => holds(column),
            };
            if located.field.is_some() || located.span.is_empty() || position.line != line || !is_met {
                continue;
            }
            match spans.last_mut() {
                Some(last) if last.end == here.start => last.end = here.end,
                _ => spans.push(here),
            }
        }
        Ok(spans)
    }
    /// The line of the file where an article in a file of many begins; 1 where nobody counted.
    pub fn first_line(&self) -> usize {
        match self.origin {
            Origin::Article(article) => article.first_line.unwrap_or(1),
            Origin::File(_) => 1,
        }
    }
    /// `name:line:column`, for people.
    pub fn at(&self, span: Span) -> Sanitized {
        let place = self.place(span);
        let field = place.field.map_or(String::new(), |f| format!(" ({f})"));
        Sanitized::name(&format!("{}{field}:{}:{}", self.name(), place.line, place.column))
    }
    fn columns(&self, text: &str) -> &Columns {
        self.columns.get_or_init(|| Columns::new(text))
    }
    /// The paragraph, headline, ... (of a rule file: the line) that holds the byte `offset` of the text.
    pub fn block(&self, offset: usize) -> Span {
        if let Origin::Article(article) = self.origin
            && let Some(span) = block_of(article, offset)
        {
            return self.clamp(span);
        }
        let text = self.text();
        let offset = text.floor_char_boundary(offset);
        let ends = ['\n', '\r'];
        let start = text[..offset].rfind(ends).map_or(0, |i| i + 1);
        let end = text[offset..].find(ends).map_or(text.len(), |i| offset + i);
        Span::new(start, end)
    }
    /// Whether cited words are shown by the sentence (articles) or by the line (rule files).
    pub fn is_prose(&self) -> bool {
        matches!(self.origin, Origin::Article(_))
    }
}

/// The widest block that holds `offset`; lines lie inside of paragraphs.
fn block_of(article: &Article, offset: usize) -> Option<Span> {
    let holds = |s: Span| s.start as usize <= offset && offset < s.end as usize;
    let until = article.blocks.partition_point(|b| b.span.start as usize <= offset);
    // A paragraph comes before its lines; walk back over those.
    let before = article.blocks[..until].iter().rev();
    let outer = before.clone().find(|b| b.kind != BlockKind::Line).filter(|b| holds(b.span));
    outer.or_else(|| before.clone().next().filter(|b| holds(b.span))).map(|b| b.span)
}

/// The documents of one report, made when they are first cited.
pub struct Documents<'a> {
    batch: &'a Batch,
    sources: &'a Sources,
    articles: Vec<OnceLock<Document<'a>>>,
    files: Vec<OnceLock<Document<'a>>>,
}

impl<'a> Documents<'a> {
    pub fn new(batch: &'a Batch, sources: &'a Sources) -> Documents<'a> {
        Documents { batch, sources, articles: vec_of(batch.articles.len()), files: vec_of(sources.iter().count()) }
    }
    pub fn article(&self, id: ArticleId) -> &Document<'a> {
        self.articles[id.0 as usize].get_or_init(|| Document::article(self.batch.get(id)))
    }
    pub fn file(&self, id: SourceId) -> &Document<'a> {
        self.files[id.0 as usize].get_or_init(|| Document::file(self.sources.get(id)))
    }
    /// `name:line` of a rule or record file.
    pub fn file_and_line(&self, at: FileSpan) -> String {
        let document = self.file(at.source);
        format!("{}:{}", document.name(), document.place(at.span).line)
    }
}

fn vec_of<T>(length: usize) -> Vec<OnceLock<T>> {
    (0..length).map(|_| OnceLock::new()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, TextMap};

    fn article(name: &str, text: &str, mut map: TextMap, original: Option<&str>) -> Article {
        if let Some(original) = original {
            map.find_lines(None, original, &Columns::new(original));
        }
        Article::new(name, text, map, vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }])
    }

    fn span_of(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[test]
    fn columns_count_characters_of_the_original() {
        let view = "Café “Nord”\nopens";
        let original = "<p>Caf&eacute; “Nord”\nopens</p>";
        let mut map = TextMap::default();
        map.push(0, 3, None, 3);
        map.push_unit(Span::new(3, 5), None, Span::new(6, 14));
        map.push(5, view.len() - 5, None, 14);
        let article = article("a.html", view, map, Some(original));
        let document = Document::article(&article);
        let place = document.place(span_of(view, "Nord"));
        assert_eq!(&original[place.start..place.end], "Nord");
        assert_eq!((place.line, place.column), (1, 17));
        let place = document.place(span_of(view, "Café"));
        assert_eq!(&original[place.start..place.end], "Caf&eacute;");
        assert_eq!(
            (document.place(span_of(view, "opens")).line, document.place(span_of(view, "opens")).column),
            (2, 1)
        );
    }

    #[test]
    fn a_title_has_places_of_its_own() {
        let view = "Mayor resigns\n\nThe mayor\nhas resigned.";
        let mut map = TextMap::default();
        map.push(0, 13, Some("title"), 0);
        map.push(15, view.len() - 15, None, 0);
        let article = article("b.jsonl#7", view, map, None);
        let document = Document::article(&article);
        let title = document.place(span_of(view, "resigns"));
        assert_eq!((title.field, title.start, title.line, title.column), (Some("title"), 6, 1, 7));
        let body = document.place(span_of(view, "has"));
        assert_eq!((body.field, body.start, body.line, body.column), (None, 10, 2, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let original = "\u{feff}Mayor";
        let mut map = TextMap::default();
        map.push(0, 5, None, 3);
        let article = article("bom.txt", "Mayor", map, Some(original));
        let place = Document::article(&article).place(Span::new(0, 5));
        assert_eq!((place.start, place.column), (3, 1));
    }
}
