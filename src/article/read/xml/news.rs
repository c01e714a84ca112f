//! NITF, and NewsML-G2 with its text in NITF, XHTML or plain.

use super::Tree;
use crate::article::read::parts::{self, Markup};
use crate::article::read::view::View;
use crate::article::read::{InputError, InputErrorKind, Read, parse_date};
use crate::article::{Article, ArticleDate, Block, BlockKind, Byline, Modified, structure};
use crate::source::Span;

const METADATA: &str = "the document's metadata";

pub fn read(tree: &Tree, root: usize, name: &str, read: &mut Read) {
    if tree.local(root) == "nitf" {
        read.articles.push(nitf(tree, root, name));
        return;
    }
    let items: Vec<usize> =
        std::iter::once(root).chain(tree.within(root)).filter(|&i| tree.local(i) == "newsItem").collect();
    for (number, &item) in items.iter().enumerate() {
        let guid = tree.attribute(item, "guid").map(str::to_string);
        let called = match items.len() {
            1 => name.to_string(),
            _ => format!("{name}#{}", guid.clone().unwrap_or_else(|| (number + 1).to_string())),
        };
        // Items of pictures and sounds have no text.
        read.articles.extend(item_of(tree, item, &called).map(|article| Article { story: guid, ..article }));
    }
    if items.is_empty() {
        let message = format!("is XML without an article: its first element is `{}`", tree.nodes[root].name);
        read.errors.push(InputError::new(name, InputErrorKind::Record, message));
    }
}

/// An item of NewsML-G2.
fn item_of(tree: &Tree, item: usize, name: &str) -> Option<Article> {
    let content = tree.find(item, "contentSet")?;
    let meta = tree.find(item, "contentMeta");
    let headline = meta.and_then(|m| tree.find(m, "headline"));
    let mut article = match (tree.find(content, "nitf"), tree.find(content, "html"), tree.find(content, "inlineData")) {
        (Some(node), ..) => nitf(tree, node, name),
        (_, Some(node), _) => marked_up(tree, headline, tree.find(node, "body").unwrap_or(node), name),
        (_, _, Some(node)) => {
            let is_page = tree.attribute(node, "contenttype").is_some_and(|t| t.contains("html"));
            let markup = if is_page { Markup::Html } else { Markup::Plain };
            parts::article(name, headline.map(|h| tree.part(h)), tree.part(node), markup)
        }
        _ => return None,
    };
    let words = |within: Option<usize>, names: &[&str]| -> Option<String> {
        names.iter().find_map(|n| within.and_then(|w| tree.find(w, n)).and_then(|i| tree.text(i)))
    };
    let management = tree.find(item, "itemMeta");
    let version = words(management, &["versionCreated"]);
    let date =
        words(meta, &["contentCreated"]).or_else(|| words(management, &["firstCreated"])).or_else(|| version.clone());
    if let Some(value) = date.as_deref().and_then(parse_date) {
        article.date = Some(ArticleDate { value, by: METADATA, span: None });
    }
    article.modified = version.as_deref().and_then(|day| Modified::of(day, METADATA));
    article.source = words(management, &["provider"]).or_else(|| words(meta, &["creditline"]));
    article.byline = words(meta, &["by", "byline"]).and_then(|names| Byline::new(&names, METADATA)).or(article.byline);
    let language = meta.and_then(|m| tree.find(m, "language")).and_then(|l| tree.attribute(l, "tag"));
    let language = language.or_else(|| tree.attribute(item, "xml:lang"));
    article.declared = language.map(str::to_string).or(article.declared);
    Some(article)
}

fn nitf(tree: &Tree, root: usize, name: &str) -> Article {
    let body = tree.find(root, "body").unwrap_or(root);
    let headline = tree.find(body, "hl1").or_else(|| tree.find(root, "hedline")).or_else(|| tree.find(root, "title"));
    let mut article = marked_up(tree, headline, body, name);
    let norm = |local: &str| tree.find(root, local).and_then(|i| tree.attribute(i, "norm"));
    let date = norm("date.issue").or_else(|| norm("story.date")).or_else(|| norm("date.release"));
    article.date = date.and_then(parse_date).map(|value| ArticleDate { value, by: METADATA, span: None });
    let byline = tree.find(body, "byline").or_else(|| tree.find(root, "byline")).and_then(|i| tree.text(i));
    article.byline = byline.and_then(|names| Byline::new(&names, METADATA));
    article.declared = tree.attribute(root, "xml:lang").map(str::to_string);
    article.story = tree.find(root, "doc-id").and_then(|i| tree.attribute(i, "id-string")).map(str::to_string);
    article
}

/// What an element does to the words in it.
fn kind_of(local: &str) -> Option<BlockKind> {
    match local {
        "hl1" => Some(BlockKind::Headline),
        "dateline" => Some(BlockKind::Dateline),
        "media-caption" | "figcaption" | "caption" => Some(BlockKind::Caption),
        "p" | "hl2" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "td" | "th" | "dt" | "dd" | "pre"
        | "blockquote" | "div" | "block" | "bq" | "lead" | "abstract" | "note" | "section" | "table" | "tr" | "ul"
        | "ol" | "dl" | "body" | "body.head" | "body.content" | "body.end" | "media" | "hedline" | "figure"
        | "tagline" => Some(BlockKind::Paragraph),
        _ => None,
    }
}

/// Never words of the article. A byline names its writer, and is no claim.
fn is_skipped(local: &str) -> bool {
    matches!(
        local,
        "byline"
            | "head"
            | "script"
            | "style"
            | "media-producer"
            | "media-metadata"
            | "media-reference"
            | "distributor"
            | "tagline"
            | "rights"
            | "series"
            | "docdata"
    )
}

/// The words of elements as the view, in the order of the document, the headline first.
pub fn marked_up(tree: &Tree, headline: Option<usize>, body: usize, name: &str) -> Article {
    let mut words = Words { tree, view: View::new(tree.source), units: Vec::new() };
    if let Some(headline) = headline {
        words.add(headline, BlockKind::Headline, None);
    }
    words.add(body, BlockKind::Paragraph, headline);
    let Words { view: View { text, map, .. }, units, .. } = words;
    let (mut blocks, mut groups) = (Vec::new(), Vec::new());
    for (kind, span) in units {
        match kind {
            BlockKind::Headline if blocks.is_empty() && groups.is_empty() => blocks.push(Block { kind, span }),
            BlockKind::Caption | BlockKind::Dateline => blocks.push(Block { kind, span }),
            _ => groups.push(span),
        }
    }
    structure::body(&text, &groups, &mut blocks);
    blocks.extend(structure::lines_of(&text, 0));
    structure::sort(&mut blocks);
    Article::new(name, text, map, blocks)
}

struct Words<'t, 'a> {
    tree: &'t Tree<'a>,
    view: View<'a>,
    units: Vec<(BlockKind, Span)>,
}

impl Words<'_, '_> {
    /// Adds the words within a node. `shown`: a node that stands in the view already.
    fn add(&mut self, node: usize, kind: BlockKind, shown: Option<usize>) {
        // Open blocks: the node behind each, and what its words are.
        let mut open: Vec<(usize, BlockKind)> = vec![(self.tree.nodes[node].end, kind)];
        let mut at = node + 1;
        while at < self.tree.nodes[node].end {
            while open.len() > 1 && open.last().is_some_and(|(end, _)| *end <= at) {
                self.flush(&mut open);
            }
            let next = &self.tree.nodes[at];
            if next.name.is_empty() {
                match &next.shown {
                    Some(words) => self.view.add(words, next.span, false),
                    None => self.view.add(next.span.of(self.tree.source), next.span, true),
                }
                at += 1;
                continue;
            }
            let local = self.tree.local(at);
            if Some(at) == shown || is_skipped(local) {
                at = next.end;
                continue;
            }
            if local == "br" {
                self.view.line_break();
            }
            if let Some(inner) = kind_of(local) {
                self.end_unit(open.last().map_or(kind, |o| o.1));
                let outer = open.last().map_or(kind, |o| o.1);
                // What stands in a caption or headline belongs to it.
                open.push((next.end, if outer == BlockKind::Paragraph { inner } else { outer }));
            }
            at += 1;
        }
        while !open.is_empty() {
            self.flush(&mut open);
        }
    }

    fn flush(&mut self, open: &mut Vec<(usize, BlockKind)>) {
        if let Some((_, kind)) = open.pop() {
            self.end_unit(kind);
        }
    }

    fn end_unit(&mut self, kind: BlockKind) {
        if let Some(span) = self.view.end() {
            self.units.push((kind, span));
        }
    }
}
