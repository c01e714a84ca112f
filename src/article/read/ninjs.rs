//! ninjs, news in JSON, versions 1 to 3: what it calls headline and body under whichever of its names.

use serde_json::Value;

use super::parse_date;
use super::parts::{self, Markup, Part};
use crate::article::{Article, ArticleDate, Byline, Modified};

/// The article of a value, called by `name` of its id; `None` where the value is no item of ninjs with a text.
pub fn article(value: &Value, name: impl Fn(&str) -> String) -> Option<Article> {
    let id = words(value, "uri")?;
    let (body, markup) = body(value)?;
    let headline = words(value, "headline").or_else(|| listed(value, "headlines", |_| true).map(|(text, _)| text));
    let headline = headline.map(|text| Part::field(text, Some("headline")));
    let mut article = parts::article(&name(id), headline, Part::field(body, None), markup);
    let date = ["contentcreated", "firstcreated", "versioncreated"].iter().find_map(|key| words(value, key));
    article.date =
        date.and_then(parse_date).map(|value| ArticleDate { value, by: "the document's metadata", span: None });
    article.modified = words(value, "versioncreated").and_then(|day| Modified::of(day, "the document's metadata"));
    article.url = words(value, "url").map(str::to_string);
    article.source = words(value, "infosource").map(str::to_string);
    article.byline = words(value, "byline").and_then(|names| Byline::new(names, "the document's metadata"));
    article.declared = words(value, "language").map(str::to_string);
    article.story = Some(id.to_string());
    Some(article)
}

fn words<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().filter(|text| !text.trim().is_empty())
}

/// Plain text before pages, in each of the ways that the versions have for it.
fn body(value: &Value) -> Option<(&str, Markup)> {
    let plain = || words(value, "body_text").map(|text| (text, Markup::Plain));
    let page = || ["body_html", "body_xhtml"].iter().find_map(|k| words(value, k)).map(|text| (text, Markup::Html));
    let of = |item: &Value, html| {
        item.get("contenttype").and_then(Value::as_str).is_some_and(|t| t.contains("html") == html)
    };
    plain()
        .or_else(|| listed(value, "bodies", |item| of(item, false)).map(|(text, _)| (text, Markup::Plain)))
        .or_else(page)
        .or_else(|| listed(value, "bodies", |item| of(item, true)).map(|(text, _)| (text, Markup::Html)))
        .or_else(|| listed(value, "bodies", |_| true).map(|(text, _)| (text, Markup::Plain)))
}

/// The first item of a list that fits, and its `value`.
fn listed<'v>(value: &'v Value, key: &str, fits: impl Fn(&Value) -> bool) -> Option<(&'v str, &'v Value)> {
    value.get(key)?.as_array()?.iter().filter(|item| fits(item)).find_map(|item| Some((words(item, "value")?, item)))
}
