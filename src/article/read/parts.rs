//! Articles whose headline and text are fields of a record, an item or a message.

use super::html;
use super::view::View;
use crate::article::{Article, Block, BlockKind, TextMap, structure};
use crate::source::{Columns, Span};

/// Between the headline and the text in the view of plain text.
const SEAM: &str = "\n\n";

/// A field's text, decoded, and where its bytes came from.
#[derive(Debug, Default)]
pub struct Part {
    pub text: String,
    pub map: TextMap,
    /// Spans lead to the decoded text itself, under this name, and no further.
    own: Option<Option<&'static str>>,
}

impl Part {
    /// The decoded text is itself the original; `field` is `None` for an article's main text.
    pub fn field(text: impl Into<String>, field: Option<&'static str>) -> Part {
        let text = text.into();
        let mut map = TextMap::default();
        map.push(0, text.len(), field, 0);
        Part { text, map, own: Some(field) }
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What is written in the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    Plain,
    Html,
}

/// One article of a headline and a text.
pub fn article(name: &str, title: Option<Part>, body: Part, markup: Markup) -> Article {
    let title = title.filter(|t| !t.is_blank());
    match markup {
        Markup::Plain => plain(name, title, body),
        Markup::Html => marked_up(name, title, body),
    }
}

fn plain(name: &str, title: Option<Part>, body: Part) -> Article {
    let Some(title) = title else {
        let blocks = structure::blocks(&body.text, 0, true);
        return Article::new(name, body.text, body.map, blocks);
    };
    let start = title.text.len() + SEAM.len();
    let view = [&title.text, SEAM, &body.text].concat();
    let mut map = TextMap::default();
    map.append(&title.map, 0);
    map.append(&body.map, start);
    let lead = title.text.len() - title.text.trim_start().len();
    let headline = Span::new(lead, lead + title.text.trim().len());
    let mut blocks = vec![Block { kind: BlockKind::Headline, span: headline }];
    blocks.extend(structure::lines_of(&view[..title.text.len()], 0));
    blocks.extend(structure::blocks(&view, start, false));
    structure::sort(&mut blocks);
    Article::new(name, view, map, blocks)
}

/// The fields hold pieces of pages: the view is what they show, led back through the fields to where those came from.
fn marked_up(name: &str, title: Option<Part>, body: Part) -> Article {
    let (mut fields, mut on) = (String::new(), TextMap::default());
    let mut add = |part: &Part| {
        let start = fields.len();
        on.append(&part.map, start);
        fields.push_str(&part.text);
        Span::new(start, fields.len())
    };
    let title_at = title.as_ref().map(&mut add);
    let body_at = add(&body);
    let mut view = View::new(&fields);
    let (mut blocks, mut groups) = (Vec::new(), Vec::new());
    if let Some(span) = title_at.and_then(|title| html::line(&mut view, &fields, title)) {
        blocks.push(Block { kind: BlockKind::Headline, span });
    }
    for (kind, span) in html::fragment(&mut view, &fields, body_at) {
        match kind {
            BlockKind::Headline if blocks.is_empty() && groups.is_empty() => blocks.push(Block { kind, span }),
            BlockKind::Caption => blocks.push(Block { kind, span }),
            _ => groups.push(span),
        }
    }
    let View { text, map, .. } = view;
    structure::body(&text, &groups, &mut blocks);
    blocks.extend(structure::lines_of(&text, 0));
    structure::sort(&mut blocks);
    let mut map = map.through(&text, &fields, &on);
    for part in title.iter().chain([&body]) {
        if let Some(field) = part.own {
            map.find_lines(field, &part.text, &Columns::new(&part.text));
        }
    }
    Article::new(name, text, map, blocks)
}
