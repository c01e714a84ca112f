//! What a file is: by its first bytes, then by its name.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Html,
    /// One record, or an array of records.
    Json,
    JsonLines,
}

/// Endings of the files that are taken out of a folder. A file that is named by itself may be called anything.
pub const ENDINGS: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "jsonl", "ndjson"];

/// The ending of a file's name in lower case, without its point.
pub fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default()
}

/// Tells the format of a file by its `head` (its first kilobytes; `whole` where that is all of it) and its name.
pub fn format(head: &[u8], whole: bool, name: &str) -> Format {
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
