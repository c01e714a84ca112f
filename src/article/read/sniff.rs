//! What a file is: by its first bytes, then by its name.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Html,
    /// One record, or an array of records.
    Json,
    JsonLines,
    /// NITF, NewsML-G2, RSS or Atom.
    Xml,
    Mail,
    Compressed(Compression),
    Warc,
    Tar,
    Zip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    Gzip,
    Zstd,
    Bzip2,
}

/// Endings of the files that are taken out of a folder. A file that is named by itself may be called anything.
const ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "jsonl", "ndjson", "xml", "nitf", "rss", "atom",
    "eml", "warc", "wet", "tar", "tgz", "tbz2", "zip",
];

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
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Format::Zip),
        _ if head.get(257..262) == Some(b"ustar") => Some(Format::Tar),
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
            | "application/xml"
            | "text/xml"
            | "application/rss+xml"
            | "application/atom+xml"
            | "application/rdf+xml"
            | "message/rfc822"
    )
}

/// The format of a document that is no archive; `None` where it is one. `media`: what HTTP says of it, or nothing.
pub fn document(bytes: &[u8], name: &str, media: &str) -> Option<Format> {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    match (format(head, head.len() == bytes.len(), name), media) {
        (Format::Compressed(_) | Format::Warc | Format::Tar | Format::Zip, _) => None,
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
            "json" => return if lines_of_objects(body, whole) { Format::JsonLines } else { Format::Json },
            _ if lines_of_objects(body, whole) => return Format::JsonLines,
            _ if is_json(body, whole) => return Format::Json,
            _ => {}
        }
    }
    match first_element(body).map(local) {
        Some(name) if ROOTS.contains(&name) => return Format::Xml,
        Some(name) if PAGES.iter().any(|p| name.eq_ignore_ascii_case(p)) => return Format::Html,
        _ => {}
    }
    if is_mail(body) {
        return Format::Mail;
    }
    match ending.as_str() {
        "jsonl" | "ndjson" => Format::JsonLines,
        "json" => Format::Json,
        "html" | "htm" | "xhtml" => Format::Html,
        "md" | "markdown" => Format::Markdown,
        "xml" | "nitf" | "rss" | "atom" if body.starts_with(b"<") => Format::Xml,
        "eml" => Format::Mail,
        _ if has_front_matter(body) => Format::Markdown,
        _ => Format::Text,
    }
}

/// The first line is a JSON object by itself, or is that as far as it can be seen.
fn lines_of_objects(body: &[u8], whole: bool) -> bool {
    let line = body.split(|&b| b == b'\n').next().unwrap_or(body);
    line.starts_with(b"{") && is_json(line, whole || line.len() < body.len())
}

/// A value of JSON; where that is not the `whole` of it, the beginning of a record or of an array of them.
fn is_json(bytes: &[u8], whole: bool) -> bool {
    let record = bytes.strip_prefix(b"[").unwrap_or(bytes).trim_ascii_start().starts_with(b"{");
    match serde_json::from_slice::<serde::de::IgnoredAny>(bytes) {
        Ok(_) => true,
        Err(e) => !whole && record && e.is_eof(),
    }
}

/// First elements of the documents in XML that are read, and of whole pages.
const ROOTS: &[&[u8]] = &[b"nitf", b"newsItem", b"newsMessage", b"rss", b"feed", b"RDF"];
const PAGES: &[&[u8]] = &[b"!doctype", b"html", b"head", b"body"];

/// The name of the first element, as written, after comments and declarations; of a page, that of its declaration will do.
fn first_element(mut body: &[u8]) -> Option<&[u8]> {
    for _ in 0..16 {
        let is_page = body.get(..14).is_some_and(|d| d.eq_ignore_ascii_case(b"<!doctype html"));
        let end = if body.starts_with(b"<!--") {
            find(body, b"-->").map(|at| at + 3)
        } else if body.starts_with(b"<?") {
            find(body, b"?>").map(|at| at + 2)
        } else if body.starts_with(b"<!") && !is_page {
            declaration_end(body)
        } else {
            break;
        };
        body = body[end?..].trim_ascii_start();
    }
    let name = body.strip_prefix(b"<")?;
    let end = name.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).unwrap_or(name.len());
    Some(&name[..end])
}

/// The length of `<!DOCTYPE …>`, with what it declares between brackets.
fn declaration_end(body: &[u8]) -> Option<usize> {
    let end = find(body, b">")?;
    let subset = body[..end].iter().position(|&b| b == b'[');
    let closed = |at: &usize| body[*at] == b']' && body[at + 1..].trim_ascii_start().starts_with(b">");
    let last = subset.and_then(|from| (from..body.len()).find(closed)).unwrap_or(end);
    Some(last + find(&body[last..], b">")? + 1)
}

/// Whether a document in XML is of a kind that holds articles.
pub fn is_news(text: &str) -> bool {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    first_element(body.as_bytes()).map(local).is_some_and(|name| ROOTS.contains(&name))
}

fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|&b| b == b':').next().unwrap_or(name)
}

/// Begins with headers of a message, of which two or more are such as every message has, up to a blank line.
fn is_mail(body: &[u8]) -> bool {
    let mut known = 0;
    for (number, line) in body.split(|&b| b == b'\n').map(<[u8]>::trim_ascii_end).take(500).enumerate() {
        if line.is_empty() {
            return known > 1;
        }
        let name = line.split(|&b| b == b':').next().unwrap_or_default();
        let folded = number > 0 && line.starts_with(b" ") || line.starts_with(b"\t");
        let is_header = name.len() < line.len() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
        if !folded && !is_header {
            return false;
        }
        let expected: [&[u8]; 8] =
            [b"from", b"date", b"subject", b"to", b"message-id", b"mime-version", b"received", b"return-path"];
        known += usize::from(!folded && expected.iter().any(|e| name.eq_ignore_ascii_case(e)));
    }
    false
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
    fn a_beginning_is_enough() {
        for (content, name, expected) in [
            ("{\"text\": \"a", "-", Format::JsonLines),
            ("{\"text\": \"a", "a.json", Format::JsonLines),
            ("{\n \"text\": \"a", "-", Format::Json),
            ("[{\"text\": \"a", "-", Format::Json),
            ("{sic} he wrote", "-", Format::Text),
            ("[Note: this", "-", Format::Text),
            ("[[[[", "a.md", Format::Markdown),
        ] {
            assert_eq!(format(content.as_bytes(), false, name), expected, "{content:?} as {name}");
        }
    }

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
            ("<?xml version=\"1.0\"?>\n<html:html xmlns:html=\"x\">", "a.xml", Format::Html),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE nitf SYSTEM \"x.dtd\">\n<nitf>", "a.txt", Format::Xml),
            ("<!DOCTYPE rss [<!ENTITY a 'b'>\n<!ELEMENT rss ANY>] >\n<rss>", "-", Format::Xml),
            ("<!DOCTYPE rss SYSTEM \"a[1].dtd\">\n<rss>", "-", Format::Xml),
            ("<nar:newsItem xmlns:nar=\"x\">", "-", Format::Xml),
            ("<rss version=\"2.0\">", "a.html", Format::Xml),
            ("From: Ida Holm <ida@news.example>\nSubject: Ships\n\nThey met.", "a.txt", Format::Mail),
            ("From: Ida Holm\n\nThey met.", "a.txt", Format::Text),
            ("Subject: Ships\nDate: today\nIt was late: they met.\n", "a.txt", Format::Text),
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
