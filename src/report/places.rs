//! Lines and columns of what is cited, counted in the original.

use std::cell::OnceCell;

use super::sanitize::Sanitized;
use crate::article::{Article, ArticleId, Batch, BlockKind};
use crate::source::{FileSpan, LineIndex, Position, SourceFile, SourceId, Sources, Span};

/// Bytes between two counted characters. A column costs at most this many steps, however long the line.
const STEP: usize = 512;

/// Lines and columns of one text in constant time, also where the text is one line of many megabytes.
#[derive(Clone, Debug)]
struct Columns {
    lines: LineIndex,
    /// Characters that start before byte `i * STEP`.
    counted: Vec<u32>,
}

impl Columns {
    fn new(text: &str) -> Columns {
        let mut counted = Vec::with_capacity(text.len() / STEP + 1);
        let mut characters = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            counted.push(characters);
            characters += starts(chunk);
        }
        counted.push(characters);
        Columns { lines: LineIndex::new(text), counted }
    }
    /// Characters that start before `offset`.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let step = (offset / STEP).min(self.counted.len() - 1);
        let from = (step * STEP).min(offset);
        (self.counted[step] + starts(&text.as_bytes()[from..offset])) as usize
    }
    fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self.lines.line_of(offset);
        let start = self.lines.start_of(line);
        let mut before = self.characters(text, offset) - self.characters(text, start);
        if line == 0 && text.starts_with('\u{feff}') {
            before = before.saturating_sub(1);
        }
        Position { line: line + 1, column: before + 1 }
    }
}

/// Characters that start in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count() as u32
}

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
    /// Of the original where that is another text than the one cited, else of the text itself.
    columns: OnceCell<Columns>,
}

#[derive(Clone, Copy, Debug)]
enum Origin<'a> {
    Article(&'a Article),
    File(&'a SourceFile),
}

impl<'a> Document<'a> {
    pub fn article(article: &'a Article) -> Document<'a> {
        Document { origin: Origin::Article(article), columns: OnceCell::new() }
    }
    pub fn file(file: &'a SourceFile) -> Document<'a> {
        Document { origin: Origin::File(file), columns: OnceCell::new() }
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
        let at = match &article.original {
            Some(original) if located.field.is_none() => self.columns(original).position(original, start),
            // The field is copied into the view as it is: count from where it begins there.
            _ => {
                let text = &article.text;
                let first = text.floor_char_boundary((span.start as usize).saturating_sub(start));
                // `columns` may belong to the original; a field beside the text is short, so it is counted anew.
                match &article.original {
                    Some(_) => LineIndex::new(&text[first..]).position(&text[first..], span.start as usize - first),
                    None => self.relative(text, first, span.start as usize),
                }
            }
        };
        Place { field: located.field, start, end, line: at.line, column: at.column }
    }
    /// The words of an article that were read from a line of its original, or from one character of it; both count
    /// from 1. Several stretches where something between was left out. `Err`: how many lines there are.
    pub fn spans_at(&self, line: usize, column: Option<usize>) -> Result<Vec<Span>, usize> {
        let Origin::Article(article) = self.origin else { return Ok(Vec::new()) };
        let text = article.original.as_deref().unwrap_or(&article.text);
        let lines = text.split_inclusive('\n');
        let Some(written) = line.checked_sub(1).and_then(|n| lines.clone().nth(n)) else { return Err(lines.count()) };
        let first = lines.take(line - 1).map(str::len).sum::<usize>();
        let wanted = match column {
            None => first..first + written.trim_end_matches(['\n', '\r']).len(),
            Some(column) => {
                let shown = written.strip_prefix('\u{feff}').filter(|_| line == 1).unwrap_or(written);
                let first = first + written.len() - shown.len();
                let Some((at, c)) = shown.char_indices().nth(column.saturating_sub(1)) else { return Ok(Vec::new()) };
                first + at..first + at + c.len_utf8()
            }
        };
        let mut spans: Vec<Span> = Vec::new();
        for (at, c) in article.text.char_indices() {
            let here = Span::new(at, at + c.len_utf8());
            let located = article.locate(here);
            let (from, to) = (located.span.start as usize, located.span.end as usize);
            if located.field.is_some() || to <= wanted.start || from >= wanted.end {
                continue;
            }
            match spans.last_mut() {
                Some(last) if last.end == here.start => last.end = here.end,
                _ => spans.push(here),
            }
        }
        Ok(spans)
    }
    /// `name:line:column`, for people.
    pub fn at(&self, span: Span) -> Sanitized {
        let place = self.place(span);
        let field = place.field.map_or(String::new(), |f| format!(" ({f})"));
        Sanitized::name(&format!("{}{field}:{}:{}", self.name(), place.line, place.column))
    }
    /// The position of `offset` in a text that starts at `first` of `text`.
    fn relative(&self, text: &str, first: usize, offset: usize) -> Position {
        let columns = self.columns(text);
        let base = columns.position(text, first);
        let at = columns.position(text, offset);
        match at.line == base.line {
            true => Position { line: 1, column: at.column - base.column + 1 },
            false => Position { line: at.line - base.line + 1, column: at.column },
        }
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
    articles: Vec<OnceCell<Document<'a>>>,
    files: Vec<OnceCell<Document<'a>>>,
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

fn vec_of<T>(length: usize) -> Vec<OnceCell<T>> {
    (0..length).map(|_| OnceCell::new()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Block, TextMap};

    fn article(name: &str, text: &str, map: TextMap, original: Option<&str>) -> Article {
        Article {
            original: original.map(String::from),
            ..Article::new(name, text, map, vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }])
        }
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

    proptest! {
        #[test]
        fn positions_are_those_of_the_line_index(text in "(?s).{0,40}|(ж|a|\r\n|\n){500,1500}", at in any::<usize>()) {
            let columns = Columns::new(&text);
            let at = text.floor_char_boundary(at % (text.len() + 1));
            let mut expected = LineIndex::new(&text).position(&text, at);
            if expected.line == 1 && at > 0 && text.starts_with('\u{feff}') {
                expected.column -= 1;
            }
            prop_assert_eq!(columns.position(&text, at), expected);
        }
    }
}
