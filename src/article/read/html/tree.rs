//! A page as elements and units of text.

use std::collections::HashMap;
use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::entities::Entities;
use super::metadata::Metadata;
use super::tags::{self, Role};
use crate::source::Span;

/// Elements may nest this deep; what lies deeper counts to the element there.
const MAX_DEPTH: usize = 512;

pub const ROOT: u32 = 0;

#[derive(Debug)]
pub struct Element {
    pub parent: u32,
    pub role: Role,
    /// Itself or one above it never holds words of an article.
    pub skip: bool,
    /// The outermost element above it whose class says that it stands around an article.
    pub around: Option<u32>,
    pub link: bool,
    /// `itemprop="articleBody"`
    pub body: bool,
    /// What text directly in it is.
    pub kind: UnitKind,
}

/// A stretch of character data.
#[derive(Debug)]
pub struct Run {
    /// Bytes of the page.
    pub span: Span,
    /// A line break stands before it.
    pub after_break: bool,
    /// Its last character as written that is no blank.
    pub last: Option<char>,
    /// What it shows, where that cannot be read off its bytes.
    pub shown: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// The page's `title`.
    Title,
    Headline,
    Heading,
    Caption,
    /// In a `p`.
    Paragraph,
    /// In any other block.
    Other,
}

/// Text without a block's border in it.
#[derive(Debug)]
pub struct Unit {
    pub kind: UnitKind,
    /// The block that it stands in.
    pub element: u32,
    pub runs: Range<usize>,
    /// Bytes that are no blanks, as written; those in links.
    pub length: usize,
    pub linked: usize,
}

#[derive(Debug, Default)]
pub struct Page {
    /// In document order; the first is the page itself.
    pub elements: Vec<Element>,
    pub units: Vec<Unit>,
    pub runs: Vec<Run>,
    pub metadata: Metadata,
}

/// Reads a page; whatever it holds, something comes out.
pub fn parse(source: &str) -> Page {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut builder = Builder::new(source);
    for Ok(token) in Tokenizer::new_with_emitter(source, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |key: &str| {
                    tag.attributes.get(key.as_bytes()).map(|v| String::from_utf8_lossy(&v.value).into_owned())
                };
                builder.start(&name, &attribute);
            }
            Token::EndTag(tag) => builder.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => {
                builder.text(Span::new(words.span.start, words.span.end.max(words.span.start)), &words.value);
            }
            _ => {}
        }
    }
    builder.flush();
    builder.page
}

struct Builder<'a> {
    source: &'a str,
    page: Page,
    /// Open elements and their names, the page itself first.
    open: Vec<(u32, String)>,
    /// How many elements of a name are open.
    count: HashMap<String, usize>,
    /// Where the runs of the unit begin that is being read.
    first: usize,
    length: usize,
    linked: usize,
    breaks: usize,
    linked_data: bool,
    entities: Entities,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Builder<'a> {
        let root = Element {
            parent: ROOT,
            role: Role::Block,
            skip: false,
            around: None,
            link: false,
            body: false,
            kind: UnitKind::Other,
        };
        Builder {
            source,
            page: Page { elements: vec![root], ..Page::default() },
            open: vec![(ROOT, String::new())],
            count: HashMap::new(),
            first: 0,
            length: 0,
            linked: 0,
            breaks: 0,
            linked_data: false,
            entities: Entities::default(),
        }
    }

    fn top(&self) -> u32 {
        self.open.last().map_or(ROOT, |(element, _)| *element)
    }

    fn start(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        let role = tags::role(name);
        if role == Role::Break {
            self.breaks += 1;
            if self.breaks == 2 {
                self.flush();
            }
            return;
        }
        self.describe(name, attribute);
        if self.is_block(role) {
            self.flush();
            self.close("p");
        }
        for other in tags::ends_open(name) {
            // Only up to the nearest container: a nested list does not end the item it stands in.
            let container = |n: &str| matches!(n, "ul" | "ol" | "dl" | "table" | "select" | "tbody");
            let found = self.open.iter().rev().take_while(|(_, n)| !container(n)).any(|(_, n)| n == other);
            if found {
                self.close(other);
            }
        }
        if tags::is_void(name) || self.open.len() > MAX_DEPTH {
            return;
        }
        let parent = &self.page.elements[self.top() as usize];
        let id = self.page.elements.len() as u32;
        let holder = matches!(name, "html" | "body" | "main" | "article" | "head");
        let hidden = attribute("hidden").is_some()
            || attribute("aria-hidden").is_some_and(|v| v == "true")
            || attribute("style").is_some_and(|s| s.replace(' ', "").contains("display:none"));
        let around = !holder
            && role != Role::Inline
            && (tags::stands_around(name)
                || ["class", "id"].iter().any(|key| attribute(key).is_some_and(|v| tags::is_around(&v))));
        let element = Element {
            parent: self.top(),
            role,
            skip: parent.skip || role == Role::Skip || hidden && !holder,
            around: parent.around.or(around.then_some(id)),
            link: parent.link || role == Role::Link,
            body: attribute("itemprop").is_some_and(|v| v.eq_ignore_ascii_case("articleBody")),
            kind: match (parent.kind, role) {
                // Whatever stands in a heading or caption belongs to it.
                (kind @ (UnitKind::Headline | UnitKind::Heading | UnitKind::Caption), _) => kind,
                (_, Role::Headline) => UnitKind::Headline,
                (_, Role::Heading) => UnitKind::Heading,
                (_, Role::Caption) => UnitKind::Caption,
                (_, Role::Paragraph) => UnitKind::Paragraph,
                (_, Role::Title) => UnitKind::Title,
                (kind, Role::Inline | Role::Link) => kind,
                _ => UnitKind::Other,
            },
        };
        self.page.elements.push(element);
        self.open.push((id, name.to_string()));
        *self.count.entry(name.to_string()).or_default() += 1;
    }

    /// Takes over what an element says of the page.
    fn describe(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        let metadata = &mut self.page.metadata;
        match name {
            "meta" => {
                let keys = ["property", "name", "itemprop"];
                if let (Some(key), Some(content)) = (keys.iter().find_map(|k| attribute(k)), attribute("content")) {
                    metadata.meta(&key, &content);
                }
            }
            "html" => {
                if let Some(tag) = attribute("lang").or_else(|| attribute("xml:lang")).filter(|t| !t.trim().is_empty())
                {
                    metadata.lang(&tag);
                }
            }
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                if let Some(url) = attribute("href").filter(|url| !url.trim().is_empty()) {
                    metadata.canonical(&url);
                }
            }
            "script" => {
                self.linked_data =
                    attribute("type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
            }
            _ => {
                let date = attribute("datetime").or_else(|| attribute("content"));
                if let Some(date) = date {
                    if attribute("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datePublished")) {
                        metadata.microdata(&date);
                    } else if name == "time" {
                        metadata.time_element(&date);
                    }
                }
            }
        }
    }

    fn is_block(&self, role: Role) -> bool {
        !matches!(role, Role::Inline | Role::Link | Role::Skip | Role::Break)
    }

    fn end(&mut self, name: &str) {
        if name == "script" {
            self.linked_data = false;
        }
        if self.is_block(tags::role(name)) {
            self.flush();
        }
        self.close(name);
    }

    /// Closes the innermost open element of this name and all in it.
    fn close(&mut self, name: &str) {
        if self.count.get(name).copied().unwrap_or(0) == 0 {
            return;
        }
        if !self.is_block(tags::role(name)) {
            // An inline element never closes the block around it.
            let open = self.open.iter().rev();
            let mut inline = open.take_while(|(id, _)| !self.is_block(self.page.elements[*id as usize].role));
            if !inline.any(|(_, n)| n == name) {
                return;
            }
        }
        while let Some((_, open)) = self.open.pop() {
            if let Some(count) = self.count.get_mut(&open) {
                *count -= 1;
            }
            if open == name {
                break;
            }
        }
    }

    fn text(&mut self, span: Span, value: &[u8]) {
        if self.linked_data {
            self.page.metadata.linked_data(&String::from_utf8_lossy(value));
            return;
        }
        let length = value.iter().filter(|b| !b.is_ascii_whitespace()).count();
        let element = &self.page.elements[self.top() as usize];
        if element.skip {
            // Words that are left out part the words around them: a place would reach over them.
            if length > 0 && !self.is_script() {
                self.flush();
            }
            return;
        }
        if length > 0 {
            self.length += length;
            self.linked += if element.link { length } else { 0 };
        }
        let run = Run {
            span,
            after_break: self.breaks > 0,
            last: String::from_utf8_lossy(value).trim_end().chars().next_back(),
            shown: self.shown(span, value),
        };
        if length > 0 {
            self.breaks = 0;
        }
        self.page.runs.push(run);
    }

    fn is_script(&self) -> bool {
        self.open.last().is_some_and(|(_, name)| name == "script" || name == "style")
    }

    /// What the bytes at `span` show, if not what their references resolve to.
    fn shown(&mut self, span: Span, value: &[u8]) -> Option<String> {
        let value = String::from_utf8_lossy(value);
        if self.source.get(span.start as usize..span.end as usize).is_some() {
            let mut pieces = Vec::new();
            self.entities.pieces(self.source, span, |piece| pieces.push(piece));
            let resolved = pieces.iter().flat_map(|p| p.words.chars()).filter(|c| *c != '\r');
            if resolved.eq(value.chars().filter(|c| *c != '\r')) {
                return None;
            }
        }
        Some(value.into_owned())
    }

    /// Ends the unit that is being read.
    fn flush(&mut self) {
        let runs = self.first..self.page.runs.len();
        if self.length == 0 {
            self.page.runs.truncate(runs.start);
        } else {
            let top = self.top();
            let mut element = top;
            while !self.is_block(self.page.elements[element as usize].role) {
                element = self.page.elements[element as usize].parent;
            }
            let kind = self.page.elements[top as usize].kind;
            self.page.units.push(Unit { kind, element, runs, length: self.length, linked: self.linked });
        }
        self.first = self.page.runs.len();
        (self.length, self.linked, self.breaks) = (0, 0, 0);
    }
}
