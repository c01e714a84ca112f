//! What a page says of itself: dates, address, site.

use serde_json::Value;

use crate::article::{Byline, Modified};

#[derive(Debug, Default)]
pub struct Metadata {
    pub published: Option<String>,
    /// With its source.
    modified: Option<(String, u8)>,
    pub url: Option<String>,
    pub site: Option<String>,
    /// Linked data before meta elements.
    pub byline: Option<Byline>,
    /// Of the `html` element, else of linked data or a meta element.
    pub language: Option<String>,
    /// How far `published` can be trusted; a better source replaces it.
    rank: u8,
}

/// Sources of dates, the best last.
const TIME_ELEMENT: u8 = 1;
const META_NAME: u8 = 2;
const MICRODATA: u8 = 3;
const META_PROPERTY: u8 = 4;
const LINKED_DATA: u8 = 5;

/// A source, for people.
fn told_by(source: u8) -> &'static str {
    match source {
        LINKED_DATA => "the page's linked data",
        META_PROPERTY | META_NAME => "the page's meta element",
        MICRODATA => "the page's microdata",
        _ => "the page's time element",
    }
}

impl Metadata {
    fn publish(&mut self, rank: u8, date: &str) {
        if rank > self.rank && super::parse_date(date).is_some() {
            self.rank = rank;
            self.published = Some(date.trim().to_string());
        }
    }

    /// Where `published` stands, for people.
    pub fn published_by(&self) -> &'static str {
        told_by(self.rank)
    }

    /// When it was last changed, where that can be read.
    pub fn modified(&self) -> Option<Modified> {
        self.modified.as_ref().and_then(|(day, source)| Modified::of(day, told_by(*source)))
    }

    /// A `meta` element: its name or property, and its content.
    pub fn meta(&mut self, key: &str, content: &str) {
        let words = || Some(content.trim()).filter(|words| !words.is_empty()).map(str::to_string);
        let set = |field: &mut Option<String>| {
            if field.is_none() {
                *field = words();
            }
        };
        match key.to_ascii_lowercase().as_str() {
            "article:published_time" | "og:article:published_time" => self.publish(META_PROPERTY, content),
            "article:modified_time" | "og:updated_time" if self.modified.is_none() => {
                self.modified = words().map(|day| (day, META_PROPERTY));
            }
            "og:url" => set(&mut self.url),
            "og:site_name" => set(&mut self.site),
            "author" | "article:author" | "byl" | "byline" | "dc.creator" | "dcterms.creator" | "parsely-author"
            | "sailthru.author"
                if self.byline.is_none() =>
            {
                self.byline = Byline::new(content, told_by(META_PROPERTY));
            }
            "content-language" | "dc.language" => set(&mut self.language),
            "datepublished" => self.publish(MICRODATA, content),
            "date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dcterms.date"
            | "sailthru.date"
            | "parsely-pub-date"
            | "cxenseparse:recs:publishtime"
            | "article.published"
            | "citation_publication_date" => self.publish(META_NAME, content),
            _ => {}
        }
    }

    /// `<html lang="…">`
    pub fn lang(&mut self, tag: &str) {
        self.language = Some(tag.trim().to_string());
    }

    /// `<link rel="canonical" href="…">`
    pub fn canonical(&mut self, url: &str) {
        self.url = Some(url.trim().to_string());
    }

    /// An element with `itemprop="datePublished"` and a machine-readable value.
    pub fn microdata(&mut self, date: &str) {
        self.publish(MICRODATA, date);
    }

    /// A `time` element's `datetime`.
    pub fn time_element(&mut self, date: &str) {
        self.publish(TIME_ELEMENT, date);
    }

    /// A block of JSON-LD. What is no JSON is passed over: pages often hold broken blocks.
    pub fn linked_data(&mut self, block: &str) {
        let Ok(document) = serde_json::from_str::<Value>(block.trim()) else { return };
        let mut open = vec![&document];
        let mut dates: Vec<(bool, &str, Option<&str>)> = Vec::new();
        let mut told = false;
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(fields) => {
                    if is_article(fields.get("@type")) && !told {
                        let byline = fields.get("author").map(names).unwrap_or_default().join(", ");
                        if let Some(byline) = Byline::new(&byline, told_by(LINKED_DATA)) {
                            self.byline = Some(byline);
                            told = true;
                        }
                        if let (None, Some(tag)) = (&self.language, fields.get("inLanguage").and_then(Value::as_str)) {
                            self.language = Some(tag.to_string());
                        }
                    }
                    if let Some(date) = fields.get("datePublished").and_then(Value::as_str) {
                        let modified = fields.get("dateModified").and_then(Value::as_str);
                        dates.push((is_article(fields.get("@type")), date, modified));
                    }
                    open.extend(fields.get("@graph"));
                    open.extend(fields.get("mainEntity"));
                }
                _ => {}
            }
        }
        let best = dates.iter().find(|d| d.0).or(dates.first());
        if let Some((_, date, modified)) = best {
            self.publish(LINKED_DATA, date);
            if self.modified.is_none() {
                self.modified = modified.map(|day| (day.to_string(), LINKED_DATA));
            }
        }
    }
}

/// Names of authors: as text, as objects with names, or a list of either.
fn names(author: &Value) -> Vec<String> {
    match author {
        Value::String(name) => vec![name.clone()],
        Value::Array(all) => all.iter().filter(|a| !a.is_array()).flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").filter(|n| n.is_string()).map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let named = |v: &Value| v.as_str().is_some_and(|s| s.ends_with("Article") || s == "BlogPosting");
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}
