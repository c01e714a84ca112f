//! WARC, versions 1.0 and 1.1: pages as they were fetched (`response`), files (`resource`) and texts made of pages
//! (`conversion`, as in WET files).
//!
//! Records are read in bundles, so that pages are taken apart side by side and memory does not grow with the archive.

use std::borrow::Cow;
use std::io::{self, BufRead, Read as _};

use rayon::prelude::*;

use super::http::{self, Headers, Packed};
use crate::article::read::document::{self, Document};
use crate::article::read::sniff;
use crate::article::read::{InputError, InputErrorKind, Read, Source};

/// The longest header of a record, in bytes.
const MAX_HEADER: u64 = 1 << 20;

/// What HTTP puts before a page is no part of the article: so many bytes more than an article has are read of a record.
const MAX_HTTP_HEADER: u64 = 1 << 20;

/// A bundle ends with the record that makes it as long as this, in bytes.
const BUNDLE: usize = 16 << 20;

/// A record that may be an article, still packed.
struct Record {
    name: String,
    url: Option<String>,
    kind: Kind,
    /// The record's own `Content-Type`.
    content_type: Option<String>,
    body: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Response,
    /// `resource` and `conversion`: the body is the file.
    File,
}

pub fn read(source: &Source, stream: &mut dyn BufRead, out: &mut Read) -> io::Result<()> {
    let mut bundle = Bundle::default();
    let result = records(source, stream, &mut bundle, out);
    bundle.read(source, out);
    result
}

#[derive(Default)]
struct Bundle {
    records: Vec<Record>,
    bytes: usize,
}

impl Bundle {
    fn add(&mut self, record: Record, source: &Source, out: &mut Read) {
        self.bytes += record.body.len();
        self.records.push(record);
        if self.bytes >= BUNDLE {
            self.read(source, out);
        }
    }

    fn read(&mut self, source: &Source, out: &mut Read) {
        let read: Vec<Read> = std::mem::take(&mut self.records).into_par_iter().map(|r| article(source, r)).collect();
        self.bytes = 0;
        read.into_iter().for_each(|one| out.append(one));
    }
}

fn records(source: &Source, stream: &mut dyn BufRead, bundle: &mut Bundle, out: &mut Read) -> io::Result<()> {
    let mut number = 0;
    while let Some(headers) = header(stream)? {
        number += 1;
        let length: u64 = match headers.get("content-length").map(str::parse) {
            Some(Ok(length)) => length,
            _ => return Err(io::Error::new(io::ErrorKind::InvalidData, "a record without its length")),
        };
        let kind = match headers.get("warc-type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "response" => Some(Kind::Response),
            "resource" | "conversion" => Some(Kind::File),
            // What was asked for, what is known of the archive, and pages that were fetched before.
            _ => None,
        };
        let Some(kind) = kind else {
            skip(stream, length)?;
            continue;
        };
        let url = headers.get("warc-target-uri").map(bare).filter(|u| !u.is_empty());
        let id = url.clone().or_else(|| headers.get("warc-record-id").map(bare)).unwrap_or_else(|| number.to_string());
        let name = format!("{}#{id}", source.name);
        let most = source.limits.article_bytes.saturating_add(MAX_HTTP_HEADER);
        if length > most {
            out.errors.push(source.too_large(&name));
            skip(stream, length)?;
            continue;
        }
        let mut body = Vec::new();
        stream.take(length).read_to_end(&mut body)?;
        if (body.len() as u64) < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let content_type = headers.get("content-type").map(str::to_string);
        bundle.add(Record { name, url, kind, content_type, body }, source, out);
    }
    Ok(())
}

/// Without the angle brackets that some programs put around addresses.
fn bare(written: &str) -> String {
    written.trim_start_matches('<').trim_end_matches('>').to_string()
}

/// The header of the next record; `None` at the end of the stream.
fn header(stream: &mut dyn BufRead) -> io::Result<Option<Headers>> {
    let mut bytes = Vec::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut *stream).take(MAX_HEADER).read_until(b'\n', &mut line)?;
        let blank = line.trim_ascii().is_empty();
        match (read, bytes.is_empty()) {
            (0, true) => return Ok(None),
            (0, false) => return Err(io::ErrorKind::UnexpectedEof.into()),
            // Records are parted by blank lines.
            (_, true) if blank => continue,
            (_, true) if !line.starts_with(b"WARC/") => {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "no record of WARC"));
            }
            _ => {}
        }
        bytes.extend_from_slice(&line);
        if bytes.len() as u64 > MAX_HEADER {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a header without end"));
        }
        if blank {
            let start = bytes.iter().position(|&b| b == b'\n').map_or(0, |at| at + 1);
            return Ok(Some(Headers::parse(&bytes[start..]).0));
        }
    }
}

fn skip(stream: &mut dyn BufRead, length: u64) -> io::Result<()> {
    match io::copy(&mut stream.take(length), &mut io::sink())? {
        skipped if skipped < length => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

/// The article of a record, if it is one.
fn article(source: &Source, record: Record) -> Read {
    let Record { name, url, kind, content_type, body } = record;
    let (declared, bytes) = match kind {
        Kind::File => (content_type, Cow::Borrowed(&body[..])),
        Kind::Response => {
            let Some((status, headers, at)) = http::response(&body) else { return Read::default() };
            // Errors and redirections have no article.
            if !(200..300).contains(&status) {
                return Read::default();
            }
            let declared = headers.get("content-type").map(str::to_string);
            if declared.as_deref().is_some_and(|d| !sniff::is_article_type(&http::content_type(d).0)) {
                return Read::default();
            }
            match http::unpacked(&headers, &body[at..], source.limits.article_bytes) {
                Ok(bytes) => (declared, bytes),
                Err(why) => return Read::error(packed(source, &name, why)),
            }
        }
    };
    let (media, charset) = declared.as_deref().map(http::content_type).unwrap_or_default();
    if !media.is_empty() && !sniff::is_article_type(&media) {
        return Read::default();
    }
    if bytes.len() as u64 > source.limits.article_bytes {
        return Read::error(source.too_large(&name));
    }
    let path = url.as_deref().map_or("", |u| u.split(['?', '#']).next().unwrap_or(u)).to_string();
    let Some(format) = sniff::document(&bytes, &path, &media) else { return Read::default() };
    let member = Source { name: name.clone(), file_name: path, found: true, ..source.clone() };
    document::read(Document { charset, url, ..Document::new(&member, name, bytes.into_owned(), format) })
}

fn packed(source: &Source, name: &str, why: Packed) -> InputError {
    match why {
        Packed::TooLong => source.too_large(name),
        Packed::Damaged => InputError::new(name, InputErrorKind::Damaged, "is cut off or damaged"),
        Packed::Unknown(coding) => {
            let message = format!("is packed as `{coding}`, which cannot be read");
            InputError::new(name, InputErrorKind::Damaged, message)
                .help("archive pages as they are, or packed by gzip or deflate")
        }
    }
}
