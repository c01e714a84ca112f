//! RSS (0.9x, 1.0, 2.0) and Atom: each item with the fullest text that it carries.

use super::Tree;
use crate::article::read::parts::{self, Markup};
use crate::article::read::{Read, parse_date};
use crate::article::{ArticleDate, BlockKind, Byline, Modified};

pub fn read(tree: &Tree, root: usize, name: &str, read: &mut Read) {
    let feed = tree.child(root, &["channel"]).unwrap_or(root);
    let site = tree.child(feed, &["title"]).and_then(|t| tree.text(t));
    let declared = tree.child(feed, &["language", "dc:language"]).and_then(|t| tree.text(t));
    let items = tree.within(root).filter(|&i| matches!(tree.nodes[i].name.as_str(), "item" | "entry"));
    for (number, item) in items.enumerate() {
        let texts = ["content:encoded", "content", "description", "summary", "atom:content", "atom:summary"];
        let Some(text) = texts.iter().find_map(|n| tree.child(item, &[n]).filter(|&t| tree.text(t).is_some())) else {
            continue;
        };
        let words = |names: &[&str]| tree.child(item, names).and_then(|i| tree.text(i));
        let url = link(tree, item);
        let id = words(&["guid", "id"]).or_else(|| tree.attribute(item, "rdf:about").map(str::to_string));
        let called = id.clone().or_else(|| url.clone()).unwrap_or_else(|| (number + 1).to_string());
        let title = tree.child(item, &["title"]).map(|t| tree.part(t));
        // In Atom a text is plain unless it says otherwise; with its own elements in it, only their words are wanted.
        let is_plain = tree.nodes[item].name == "entry" && matches!(tree.attribute(text, "type"), None | Some("text"));
        let markup = if is_plain { Markup::Plain } else { Markup::Html };
        let name = format!("{name}#{called}");
        let mut article = match tree.attribute(text, "type") {
            Some("xhtml") => super::news::marked_up(tree, tree.child(item, &["title"]), text, &name),
            _ => parts::article(&name, title, tree.part(text), markup),
        };
        if !article.blocks.iter().any(|b| b.kind != BlockKind::Headline && b.kind != BlockKind::Line) {
            continue;
        }
        let published = words(&["pubDate", "published", "dc:date", "dcterms:created", "issued"]);
        let updated = words(&["updated", "atom:updated", "dcterms:modified", "modified"]);
        let date = published.as_deref().or(updated.as_deref()).and_then(parse_date);
        article.date = date.map(|value| ArticleDate { value, by: "the feed", span: None });
        article.modified = updated.as_deref().and_then(|day| Modified::of(day, "the feed"));
        article.story = id.or_else(|| url.clone());
        article.url = url;
        article.source.clone_from(&site);
        let author = tree.child(item, &["author", "atom:author"]);
        let name = author.and_then(|a| tree.child(a, &["name", "atom:name"]).or(Some(a))).and_then(|n| tree.text(n));
        let creator = words(&["dc:creator"]).or(name);
        article.byline = creator.and_then(|names| Byline::new(&names, "the feed"));
        let language = tree.attribute(item, "xml:lang").or_else(|| tree.attribute(root, "xml:lang"));
        article.declared = language.map(str::to_string).or_else(|| declared.clone());
        read.articles.push(article);
    }
}

/// The address of an item: `<link>…</link>` in RSS, `<link href="…">` in Atom.
fn link(tree: &Tree, item: usize) -> Option<String> {
    let mut links = tree.children(item).filter(|&i| matches!(tree.nodes[i].name.as_str(), "link" | "atom:link"));
    links.find_map(|i| match tree.attribute(i, "href") {
        Some(href) => matches!(tree.attribute(i, "rel"), None | Some("alternate")).then(|| href.to_string()),
        None => tree.text(i),
    })
}
