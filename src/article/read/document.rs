//! The bytes of one document → its articles, whatever it came in.

use std::sync::Arc;

use super::charset::{self, Declared};
use super::sniff::{self, Format};
use super::{
    InputError, Read, Source, files, html, limits, mail, markdown, parse_date, records, stets, text, too_many_words,
    wordy, xml,
};
use crate::article::{Article, ArticleDate, Digest};
use crate::source::Columns;

/// A file, record or member of an archive, read to its end.
pub struct Document<'s> {
    pub source: &'s Source<'s>,
    pub name: String,
    pub bytes: Vec<u8>,
    pub format: Format,
    /// What the character set is, as said by what it came with.
    pub charset: Option<String>,
    /// Where it was fetched.
    pub url: Option<String>,
    /// It is a file on the disk, with nothing around it.
    pub is_file: bool,
}

impl<'s> Document<'s> {
    pub fn new(source: &'s Source<'s>, name: String, bytes: Vec<u8>, format: Format) -> Document<'s> {
        Document { source, name, bytes, format, charset: None, url: None, is_file: false }
    }
}

/// Decodes a document and reads it by its format. Every span of its articles leads to its own bytes, or to the decoded text of a
/// field where it is made of records.
pub fn read(document: Document) -> Read {
    let Document { source, name, bytes, format, charset, url, is_file } = document;
    if format == Format::JsonLines {
        let mut read = Read::default();
        let lines = Source { name, ..source.clone() };
        return match records::read_lines(&lines, &mut &bytes[..], &mut read) {
            Ok(()) => read,
            Err(e) => Read::error(files::stream_error(&lines, e, 0)),
        };
    }
    // Records and items have one of their own.
    let digest = Digest::of(&bytes);
    // A message says of each of its parts what it is in.
    if format == Format::Mail {
        let mut read = mail::read(&name, &bytes, source.limits);
        read.articles.iter_mut().for_each(|a| a.digest = Some(digest));
        return read.finish(source.limits);
    }
    let declared = Declared { outside: charset.as_deref(), inside: matches!(format, Format::Html | Format::Xml) };
    let decoded = match charset::decode(&name, bytes, declared) {
        Ok(decoded) => decoded,
        Err(error) => return Read::error(error),
    };
    let page = &decoded.text;
    let crowded = match format {
        Format::Html | Format::Xml => limits::marks(page) > source.limits.words,
        Format::Text | Format::Markdown => wordy(&name, page, source.limits).is_some(),
        _ => false,
    };
    if crowded {
        return Read::error(too_many_words(&name, source.limits));
    }
    let mut read = match format {
        Format::Json => records::read_document(source, &name, page),
        Format::Html => html::read(&name, page),
        Format::Xml if source.found && !sniff::is_news(page) => return Read::default(),
        Format::Xml => xml::read(&name, page),
        Format::Markdown => markdown::read(&name, page),
        _ => Read { articles: vec![text::article(&name, page.clone())], errors: Vec::new() },
    };
    let of_file = format != Format::Json;
    if of_file {
        let columns = Columns::new(page);
        for article in &mut read.articles {
            article.digest = Some(digest);
            Arc::make_mut(&mut article.map).find_lines(None, page, &columns);
            if matches!(format, Format::Html | Format::Markdown) {
                let (stets, bad) = stets::in_page(article, page);
                article.stets = stets;
                read.errors.extend(bad.into_iter().map(InputError::from));
            }
            if let Some(map) = &decoded.map {
                article.map = article.map.through(&article.text, page, map).into();
            }
            article.is_file = is_file && decoded.map.is_none() && format != Format::Xml;
        }
    }
    read.articles.iter_mut().for_each(|article| address(article, url.as_deref()));
    read.finish(source.limits)
}

/// Gives an article the address that it was fetched from, where it names none itself, and where it has no date, the one in
/// its address.
fn address(article: &mut Article, fetched: Option<&str>) {
    if article.url.is_none() {
        article.url = fetched.map(str::to_string);
        article.story = article.story.take().or_else(|| article.url.clone());
    }
    if article.date.is_none()
        && let Some(value) = article.url.as_deref().or(fetched).and_then(dated_path).and_then(|d| parse_date(&d))
    {
        article.date = Some(ArticleDate { value, by: "the address", span: None });
    }
}

/// The day in an address, `…/2025/06/03/…` or `…/2025-06-03-…`, written as 2025-06-03.
fn dated_path(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|w| {
        let fits =
            digits(w[0], 4) && digits(w[1], 2) && digits(w[2], 2) && (w[0].starts_with("19") || w[0].starts_with("20"));
        fits.then(|| w.join("-"))
    })
}

#[cfg(test)]
mod tests {
    use super::dated_path;

    #[test]
    fn days_in_addresses() {
        for (url, day) in [
            ("https://news.example/2025/06/03/ships", Some("2025-06-03")),
            ("https://news.example/sea/2025-06-03-ships.html", Some("2025-06-03")),
            ("https://news.example/2025/06/ships", None),
            ("https://news.example/ships?day=2025-06-03", None),
            ("https://news.example/0025/06/03/", None),
        ] {
            assert_eq!(dated_path(url).as_deref(), day, "{url}");
        }
    }
}
