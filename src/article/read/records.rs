//! JSON and JSON Lines records.

use std::borrow::Cow;
use std::io::BufRead;

use serde::Deserialize;

use super::parts::{self, Markup, Part};
use super::{InputError, InputErrorKind, Read, Source, ninjs, parse_date, text, wordy};
use crate::article::{Article, ArticleDate, Byline, Digest, FieldNames, Limits, Modified};

/// How many broken lines of one file are reported one by one.
const MAX_ERRORS: usize = 100;

#[derive(Deserialize)]
struct Record<'a> {
    /// Of the record as it is written.
    #[serde(skip)]
    digest: Option<Digest>,
    #[serde(default)]
    id: Option<Id>,
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
    #[serde(default)]
    date: Option<String>,
    #[serde(borrow, default)]
    title: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "text_or_nothing")]
    url: Option<String>,
    #[serde(default, deserialize_with = "text_or_nothing")]
    source: Option<String>,
    #[serde(default)]
    modified: Option<String>,
    #[serde(default, deserialize_with = "text_or_nothing")]
    author: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Number(serde_json::Number),
    Text(String),
}

/// What only names an article's origin may have any shape in other people's records: a list or an object is left out, and the
/// article is read all the same.
fn text_or_nothing<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::String(text) => Some(text),
        _ => None,
    })
}

/// One record a line. Blank lines are passed over; a broken line is an error and the next one is read.
pub fn read_lines(input: &Source, stream: &mut dyn BufRead, out: &mut Read) -> std::io::Result<()> {
    let mut read = Read::default();
    let result = lines(input, stream, &mut read);
    out.append(read.finish(input.limits));
    result
}

fn lines(input: &Source, stream: &mut dyn BufRead, read: &mut Read) -> std::io::Result<()> {
    let most = input.limits.article_bytes;
    let mut line = Vec::new();
    let (mut number, mut offset, mut broken) = (0, 0u64, 0usize);
    // Lines that are valid, but made for something else.
    let mut other = 0;
    loop {
        line.clear();
        number += 1;
        let length = std::io::Read::take(&mut *stream, most + 1).read_until(b'\n', &mut line)? as u64;
        if length == 0 {
            break;
        }
        let start = offset;
        offset += length;
        let outcome = if length > most && !line.ends_with(b"\n") {
            offset += skip_line(stream)?;
            Err(input.too_large(&input.name).at(start, number))
        } else {
            let bytes = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            if let Some(article) = news_item(bytes, input.fields, |id| format!("{}#{id}", input.name)) {
                read.articles.push(article);
                continue;
            }
            let shift = start + (line.len() - bytes.len()) as u64;
            record(bytes, input.fields).map_err(|e| e.into_error(&input.name, shift, number))
        };
        match outcome {
            Ok(record) => add(read, input.limits, &input.name, record, &number.to_string(), Some((start, number))),
            Err(error) => {
                broken += 1;
                other +=
                    usize::from(input.found && read.articles.is_empty() && looks_like_other_data(&line, input.fields));
                if broken <= MAX_ERRORS {
                    read.errors.push(error);
                }
            }
        }
    }
    if input.found && read.articles.is_empty() && broken > 0 && other == broken {
        *read = Read::default();
        return Ok(());
    }
    if broken > MAX_ERRORS {
        let more = broken - MAX_ERRORS;
        let message = format!("has {more} more lines that are no article records");
        read.errors.push(InputError::new(&input.name, InputErrorKind::Record, message));
    }
    Ok(())
}

/// A JSON file: a record, or an array of records.
pub fn read_document(source: &Source, name: &str, text: &str) -> Read {
    let (found, limits) = (source.found, source.limits);
    let mut read = Read::default();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let trimmed = body.trim_start();
    let start = (text.len() - trimmed.len()) as u64;
    let values: Result<Vec<&serde_json::value::RawValue>, _> = if trimmed.starts_with('[') {
        serde_json::from_str(trimmed)
    } else {
        serde_json::from_str(trimmed).map(|one| vec![one])
    };
    let values = match values {
        Ok(values) => values,
        Err(e) => {
            let problem = Problem::of(&e, trimmed.as_bytes());
            let line = text[..start as usize].matches('\n').count() + e.line().max(1);
            return Read::error(problem.into_error(name, start, line));
        }
    };
    let several = trimmed.starts_with('[');
    let called = |id: &str| if several { format!("{name}#{id}") } else { name.to_string() };
    let items: Vec<Option<Article>> =
        values.iter().map(|v| news_item(v.get().as_bytes(), source.fields, called)).collect();
    if items.iter().any(Option::is_some) {
        read.articles = items.into_iter().flatten().collect();
        return read;
    }
    if found && values.iter().all(|v| looks_like_other_data(v.get().as_bytes(), source.fields)) {
        return read;
    }
    for (i, value) in values.iter().enumerate() {
        let value = value.get();
        let offset = value.as_ptr() as usize - text.as_ptr() as usize;
        let line = text[..offset].matches('\n').count() + 1;
        match record(value.as_bytes(), source.fields) {
            Ok(record) if several || record.id.is_some() => {
                add(&mut read, limits, name, record, &(i + 1).to_string(), Some((offset as u64, line)))
            }
            Ok(record) => add(&mut read, limits, name, record, "", Some((offset as u64, line))),
            Err(problem) => read.errors.push(problem.into_error(name, offset as u64, line)),
        }
    }
    read
}

/// Why some bytes are no record.
struct Problem {
    message: String,
    help: Option<&'static str>,
    /// Byte within the record.
    at: usize,
}

impl Problem {
    fn of(e: &serde_json::Error, bytes: &[u8]) -> Problem {
        // The library's text ends with a place within the record, which the error has in its own fields.
        let said = e.to_string();
        let said = said.rfind(" at line ").map_or(said.as_str(), |at| &said[..at]);
        let line_start =
            bytes.split_inclusive(|&b| b == b'\n').take(e.line().saturating_sub(1)).map(<[u8]>::len).sum::<usize>();
        let at = (line_start + e.column().saturating_sub(1)).min(bytes.len());
        Problem { message: format!("is no article record: {said}"), help: None, at }
    }
    fn into_error(self, path: &str, start: u64, line: usize) -> InputError {
        let mut error = InputError::new(path, InputErrorKind::Record, format!("line {line} {}", self.message))
            .at(start + self.at as u64, line);
        error.help = self.help.map(String::from);
        error
    }
}

fn record<'a>(bytes: &'a [u8], fields: &FieldNames) -> Result<Record<'a>, Problem> {
    let problem = |e| Problem::of(&e, bytes);
    let mut record: Record = match fields.are_ours() {
        true => serde_json::from_slice(bytes).map_err(problem)?,
        false => {
            let value = serde_json::from_slice(bytes).map_err(problem)?;
            Record::deserialize(fields.renamed(&value)).map_err(problem)?
        }
    };
    if record.text.is_none() {
        return Err(Problem {
            message: format!("is no article record: it has no `{}`", fields.theirs("text")),
            help: Some("a record is an object like {\"id\": \"1\", \"text\": \"…\", \"date\": \"2025-05-20\"}"),
            at: 0,
        });
    }
    record.digest = Some(Digest::of(bytes.trim_ascii()));
    Ok(record)
}

/// An item of ninjs, which has no `text`.
fn news_item(bytes: &[u8], fields: &FieldNames, name: impl Fn(&str) -> String) -> Option<Article> {
    // Most lines are records: they are not taken apart twice.
    let is_item = bytes.windows(5).any(|w| w == b"\"uri\"") && record(bytes, fields).is_err();
    let value = is_item.then(|| serde_json::from_slice(bytes).ok()).flatten()?;
    let article = ninjs::article(&value, name)?;
    Some(Article { digest: Some(Digest::of(bytes.trim_ascii())), ..article })
}

/// Valid JSON that is made for something else: in a folder, such a file is passed over.
fn looks_like_other_data(bytes: &[u8], fields: &FieldNames) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match serde_json::from_slice::<serde_json::Value>(bytes) {
        Ok(value) => !fields.get(&value, "text").is_some_and(serde_json::Value::is_string),
        Err(_) => false,
    }
}

/// Passes over the rest of a line; its length.
fn skip_line(stream: &mut dyn BufRead) -> std::io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let (length, ends) = match buffer.iter().position(|&b| b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        stream.consume(length);
        skipped += length as u64;
        if ends {
            return Ok(skipped);
        }
    }
}

/// Adds the article of a record. Without an id it is called by its number, `fallback`; where that is empty, by the path.
fn add(read: &mut Read, limits: &Limits, path: &str, record: Record, fallback: &str, place: Option<(u64, usize)>) {
    let id = match &record.id {
        Some(Id::Text(id)) => id.clone(),
        Some(Id::Number(id)) => id.to_string(),
        None => fallback.to_string(),
    };
    let name = if id.is_empty() { path.to_string() } else { format!("{path}#{id}") };
    if let Some(error) = record.text.as_deref().and_then(|text| wordy(&name, text, limits)) {
        read.errors.push(error);
        return;
    }
    let mut dated = |written: &Option<String>, what: &str| {
        let written = written.as_deref().filter(|w| !w.trim().is_empty())?;
        let value = parse_date(written);
        if value.is_none() {
            let message = format!("has a `{what}` that is no date: `{}`", written.chars().take(40).collect::<String>());
            let mut error = InputError::new(&name, InputErrorKind::Date, message).help("write the day as 2025-05-20");
            if let Some((offset, line)) = place {
                error = error.at(offset, line);
            }
            read.errors.push(error);
        }
        value
    };
    let date = dated(&record.date, "date").map(|value| ArticleDate { value, by: "the record's date", span: None });
    let modified = dated(&record.modified, "modified").and_then(|d| d.from);
    let modified = modified.map(|day| Modified { day, by: "the record" });
    let body = record.text.unwrap_or_default();
    let title = record.title.map(|title| Part::field(title, Some("title")));
    let mut article = match title.as_ref().is_some_and(|t| !t.is_blank()) {
        true => parts::article(&name, title, Part::field(body, None), Markup::Plain),
        false => text::article(&name, body.into_owned()),
    };
    article.date = date;
    article.modified = modified;
    article.story = record.url.clone().or_else(|| record.id.is_some().then_some(id));
    article.url = record.url;
    article.source = record.source;
    article.byline = record.author.and_then(|names| Byline::new(&names, "the record's author"));
    article.digest = record.digest;
    article.first_line = place.map(|(_, line)| line);
    read.articles.push(article);
}
