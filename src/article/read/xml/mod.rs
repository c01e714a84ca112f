//! Documents in XML as a tree of elements and pieces of text, each with its bytes.

mod feeds;
mod news;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::html::Entities;
use super::parts::Part;
use super::{InputError, InputErrorKind, Read};
use crate::source::Span;

/// Reads every article of a document.
pub fn read(name: &str, source: &str) -> Read {
    let (tree, broken) = Tree::parse(source);
    let mut read = Read::default();
    if let Some(root) = tree.children(0).find(|&i| !tree.nodes[i].name.is_empty()) {
        match tree.local(root) {
            "rss" | "feed" | "RDF" => feeds::read(&tree, root, name, &mut read),
            _ => news::read(&tree, root, name, &mut read),
        }
    }
    if let Some((at, why)) = broken {
        let line = source[..source.floor_char_boundary(at)].matches('\n').count() + 1;
        let message = format!("is no well-formed XML: {why}; what stands before line {line} is read");
        read.errors.push(InputError::new(name, InputErrorKind::Record, message).at(at as u64, line));
    }
    read
}

/// An element, or a piece of text.
#[derive(Debug, Default)]
struct Node {
    /// As written, with its prefix; empty for text.
    name: String,
    attributes: Vec<(String, String)>,
    /// The node behind the last one in it.
    end: usize,
    /// Of the text: its bytes, and what they show where they are a reference.
    span: Span,
    shown: Option<String>,
}

/// Nodes in document order; the first holds the document.
struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    /// The tree, and where and why it ends too soon. What is open there counts as closed.
    fn parse(source: &'a str) -> (Tree<'a>, Option<(usize, String)>) {
        let shift = source.len() - source.trim_start_matches('\u{feff}').len();
        let mut reader = Reader::from_str(&source[shift..]);
        reader.config_mut().allow_dangling_amp = true;
        let mut builder = Builder {
            tree: Tree { source, nodes: vec![Node::default()] },
            open: vec![0],
            entities: Entities::default(),
        };
        let mut broken = None;
        let mut from = shift;
        loop {
            let event = reader.read_event();
            let to = shift + reader.buffer_position() as usize;
            match event {
                Ok(Event::Eof) if builder.open.len() > 1 => {
                    broken = Some((source.len(), "it ends within an element".into()));
                    break;
                }
                Ok(Event::Eof) => break,
                Ok(event) => builder.add(event, from.min(to), to.min(source.len())),
                Err(e) => {
                    broken = Some((shift + reader.error_position() as usize, e.to_string()));
                    break;
                }
            }
            from = to;
        }
        while !builder.open.is_empty() {
            builder.close();
        }
        (builder.tree, broken)
    }

    /// The name of an element without its prefix.
    fn local(&self, node: usize) -> &str {
        let name = &self.nodes[node].name;
        name.rsplit_once(':').map_or(name.as_str(), |(_, local)| local)
    }

    fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[node].end;
        let first = Some(node + 1).filter(|&i| i < end);
        std::iter::successors(first, move |&i| Some(self.nodes[i].end).filter(|&next| next < end))
    }

    /// All nodes within one.
    fn within(&self, node: usize) -> std::ops::Range<usize> {
        node + 1..self.nodes[node].end
    }

    /// The first element of this local name within a node, at whatever depth.
    fn find(&self, node: usize, local: &str) -> Option<usize> {
        self.within(node).find(|&i| self.local(i) == local)
    }

    /// The first child of one of these names as written, in the order of the names.
    fn child(&self, node: usize, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.children(node).find(|&i| self.nodes[i].name == *name))
    }

    fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        let found = self.nodes[node].attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.trim()).filter(|v| !v.is_empty())
    }

    /// All text within a node.
    fn part(&self, node: usize) -> Part {
        let mut part = Part::default();
        for node in self.within(node).map(|i| &self.nodes[i]).filter(|n| n.name.is_empty()) {
            let start = part.text.len();
            match &node.shown {
                Some(shown) => {
                    part.text.push_str(shown);
                    part.map.push_unit(Span::new(start, part.text.len()), None, node.span);
                }
                None => {
                    part.text.push_str(node.span.of(self.source));
                    part.map.push(start, node.span.len(), None, node.span.start as usize);
                }
            }
        }
        part
    }

    /// All text within a node, without blanks around it; `None` where there is none.
    fn text(&self, node: usize) -> Option<String> {
        let text = self.part(node).text.trim().to_string();
        (!text.is_empty()).then_some(text)
    }
}

struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
    entities: Entities,
}

impl Builder<'_> {
    /// `from..to`: the bytes of the event.
    fn add(&mut self, event: Event, from: usize, to: usize) {
        match event {
            Event::Start(tag) => self.element(&tag),
            Event::Empty(tag) => {
                self.element(&tag);
                self.close();
            }
            Event::End(_) if self.open.len() > 1 => self.close(),
            Event::Text(_) => self.words(Span::new(from, to), None),
            Event::CData(_) => {
                let (from, to) = (from + "<![CDATA[".len(), to - "]]>".len());
                if from < to {
                    self.words(Span::new(from, to), None);
                }
            }
            Event::GeneralRef(_) => {
                let span = Span::new(from, to);
                let mut shown = String::new();
                self.entities.pieces(self.tree.source, span, |piece| shown.push_str(&piece.words));
                self.words(span, Some(shown));
            }
            _ => {}
        }
    }

    fn words(&mut self, span: Span, shown: Option<String>) {
        let end = self.tree.nodes.len() + 1;
        self.tree.nodes.push(Node { span, shown, end, ..Node::default() });
    }

    fn element(&mut self, tag: &BytesStart) {
        let mut all = tag.html_attributes();
        let attributes = all.with_checks(false).filter_map(Result::ok).map(|a| {
            let mut value = String::new();
            let written = String::from(&*a.value);
            self.entities.pieces(&written, Span::new(0, written.len()), |piece| value.push_str(&piece.words));
            (String::from(a.key.0), value)
        });
        let node = Node { name: String::from(tag.name().0), attributes: attributes.collect(), ..Node::default() };
        self.open.push(self.tree.nodes.len());
        self.tree.nodes.push(node);
    }

    fn close(&mut self) {
        let end = self.tree.nodes.len();
        if let Some(node) = self.open.pop() {
            self.tree.nodes[node].end = end;
        }
    }
}
