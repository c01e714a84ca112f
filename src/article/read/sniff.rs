//! What a file is: by its first bytes, then by its name.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Html,
    /// One record, or an array of records.
    Json,
    JsonLines,
    Compressed(Compression),
    Warc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    Gzip,
    Zstd,
    Bzip2,
}

/// Endings of the files that are taken out of a folder. A file that is named by itself may be called anything.
const ENDINGS: &[&str] =
    &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "jsonl", "ndjson", "warc", "wet"];

/// Endings that are put behind another one.
const COMPRESSED: &[&str] = &["gz", "zst", "zstd", "bz2"];

/// Whether a file that nobody named, but that lies in a folder or an archive, is looked at.
pub fn may_hold_articles(name: &str) -> bool {
    ENDINGS.contains(&ending(uncompressed(name)).as_str())
}

/// A file's name without the ending of its compression.
pub fn uncompressed(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((rest, _)) if COMPRESSED.contains(&ending(name).as_str()) => rest,
        _ => name,
    }
}

/// The ending of a file's name in lower case, without its point.
pub fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default()
}

/// What the first bytes say that no text begins with.
fn by_magic(head: &[u8]) -> Option<Format> {
    let bzip2 =
        head.len() >= 10 && head.starts_with(b"BZh") && (&head[4..10] == b"1AY&SY" || &head[4..10] == b"\x17rE8P\x90");
    // A frame of zstd, or one that is skipped and begins with 50 to 5F.
    let skipped = head.len() > 3 && head[0] & 0xf0 == 0x50 && &head[1..4] == b"\x2a\x4d\x18";
    match head {
        [0x1f, 0x8b, 8, ..] => Some(Format::Compressed(Compression::Gzip)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Format::Compressed(Compression::Zstd)),
        _ if skipped => Some(Format::Compressed(Compression::Zstd)),
        _ if bzip2 => Some(Format::Compressed(Compression::Bzip2)),
        _ if head.trim_ascii_start().starts_with(b"WARC/") => Some(Format::Warc),
        _ => None,
    }
}

/// Kinds of content that may be articles, by the names of HTTP.
pub fn is_article_type(media: &str) -> bool {
    matches!(
        media,
        "text/html"
            | "application/xhtml+xml"
            | "text/plain"
            | "text/markdown"
            | "application/json"
            | "application/ld+json"
            | "application/x-ndjson"
    )
}

/// The format of a document that is no archive; `None` where it is one. `media`: what HTTP says of it, or nothing.
pub fn document(bytes: &[u8], name: &str, media: &str) -> Option<Format> {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    match (format(head, head.len() == bytes.len(), name), media) {
        (Format::Compressed(_) | Format::Warc, _) => None,
        // Without a beginning that only pages have.
        (Format::Text, "text/html" | "application/xhtml+xml") => Some(Format::Html),
        (format, _) => Some(format),
    }
}

/// Tells the format of a file by its `head` (its first kilobytes; `whole` where that is all of it) and its name.
pub fn format(head: &[u8], whole: bool, name: &str) -> Format {
    if let Some(format) = by_magic(head) {
        return format;
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = head.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(head.len());
    let body = &head[start..];
    let ending = ending(name);
    if body.starts_with(b"{") || body.starts_with(b"[") {
        match ending.as_str() {
            "jsonl" | "ndjson" => return Format::JsonLines,
            "json" => return if lines_of_objects(body) { Format::JsonLines } else { Format::Json },
            _ if lines_of_objects(body) => return Format::JsonLines,
            _ if whole && serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok() => return Format::Json,
            _ => {}
        }
    }
    if is_page(body) {
        return Format::Html;
    }
    match ending.as_str() {
        "jsonl" | "ndjson" => Format::JsonLines,
        "json" => Format::Json,
        "html" | "htm" | "xhtml" => Format::Html,
        "md" | "markdown" => Format::Markdown,
        _ if has_front_matter(body) => Format::Markdown,
        _ => Format::Text,
    }
}

/// The first line is a JSON object by itself, and it is not the only one or no array follows.
fn lines_of_objects(body: &[u8]) -> bool {
    let line = body.split(|&b| b == b'\n').next().unwrap_or(body);
    line.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

/// Begins, after comments and declarations, with an element that only whole pages begin with.
fn is_page(mut body: &[u8]) -> bool {
    for _ in 0..8 {
        let end = if body.starts_with(b"<!--") {
            find(body, b"-->").map(|at| at + 3)
        } else if body.starts_with(b"<?xml") {
            find(body, b"?>").map(|at| at + 2)
        } else {
            break;
        };
        let Some(end) = end else { return false };
        body = body[end..].trim_ascii_start();
    }
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body"]
        .iter()
        .any(|tag| body.len() >= tag.len() && body[..tag.len()].eq_ignore_ascii_case(tag))
}

/// `---`, lines of `key: value` among others, `---`.
fn has_front_matter(body: &[u8]) -> bool {
    let mut lines = body.split(|&b| b == b'\n').map(<[u8]>::trim_ascii_end);
    if lines.next() != Some(b"---") {
        return false;
    }
    let mut keys = 0;
    for line in lines.take(200) {
        if line == b"---" || line == b"..." {
            return keys > 0;
        }
        keys += usize::from(line.first().is_some_and(u8::is_ascii_alphabetic) && line.contains(&b':'));
    }
    false
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|w| w == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_the_name() {
        for (content, name, expected) in [
            ("Ships met.", "a.txt", Format::Text),
            ("Ships met.", "-", Format::Text),
            ("\u{feff}{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "a.txt", Format::JsonLines),
            ("{\"text\": \"a\"}", "a.json", Format::JsonLines),
            ("{\n \"text\": \"a\"\n}", "a.json", Format::Json),
            ("{\n \"text\": \"a\"\n}", "-", Format::Json),
            ("[{\"text\": \"a\"}]", "feed", Format::Json),
            ("{broken\n", "a.jsonl", Format::JsonLines),
            ("{sic} he wrote", "a.txt", Format::Text),
            ("<!-- made by hand -->\n<!DOCTYPE HTML><p>a", "a.txt", Format::Html),
            ("<p>a", "a.html", Format::Html),
            ("<p>a", "a.txt", Format::Text),
            ("# Head\n\nText", "a.md", Format::Markdown),
            ("---\ntitle: Head\n---\nText", "a.txt", Format::Markdown),
            ("---\n\nText", "a.txt", Format::Text),
        ] {
            assert_eq!(format(content.as_bytes(), true, name), expected, "{content:?} as {name}");
        }
    }
}
