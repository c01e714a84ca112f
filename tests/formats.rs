//! Every format: what is read of it, and that the bytes at each place that a fact names show its words.

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::io::Write as _;
use std::sync::OnceLock;

use claimlint::article::{Article, Batch, BlockKind, InputError, InputErrorKind, read};
use claimlint::extract::extract;
use claimlint::facts::{Fact, FieldValue, Value};
use claimlint::language::{LoadOptions, Program, load};
use claimlint::source::{LineIndex, Position, Span};
use encoding_rs::Encoding;
use folder::Folder;
use proptest::prelude::*;

fn read_bytes(folder: &Folder, name: &str, bytes: &[u8]) -> (Batch, Vec<InputError>) {
    fs::write(folder.0.join(name), bytes).unwrap();
    read(&[folder.0.join(name)])
}

/// The parts of an article, and its own date with where it stands.
fn outline(article: &Article) -> Vec<(BlockKind, &str)> {
    let parts = article.blocks.iter().filter(|b| b.kind != BlockKind::Line);
    parts.map(|b| (b.kind, article.words(b.span))).collect()
}

fn date(article: &Article) -> Option<(String, &'static str)> {
    article.date.as_ref().map(|d| (d.value.from.unwrap().to_string(), d.by))
}

/// Line and column of a place, counted on from the nearest place that is known.
fn position(article: &Article, span: Span) -> Position {
    let anchor = article.map.anchor(span.start);
    let between = &article.text[anchor.view.min(span.start as usize)..span.start as usize];
    let counted = LineIndex::new(between).position(between, between.len());
    match counted.line {
        1 => Position { column: anchor.position.column + counted.column - 1, ..anchor.position },
        _ => Position { line: anchor.position.line + counted.line - 1, column: counted.column },
    }
}

const NITF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf.dtd">
<nitf><head><title>Varga</title><docdata><doc-id id-string="n-1"/><date.issue norm="20250304T080000Z"/></docdata></head>
<body><body.head><hedline><hl1>Varga &amp; Dunin meet</hl1></hedline><byline>By Anna Lund</byline>
<dateline><location>VIENNA</location>, March 3 <org>(Nordpress)</org></dateline></body.head>
<body.content><p>Foreign Minister <person>Ilse Varga</person> met Marek D&#250;nin.</p>
<media media-type="image"><media-reference source="a.jpg">a picture</media-reference><media-caption>Ilse Varga in Vienna</media-caption></media>
<p>They agreed on patrols.</p></body.content></body></nitf>
"#;

#[test]
fn nitf() {
    let folder = Folder::new("nitf", &[]);
    let (batch, errors) = read_bytes(&folder, "a.txt", NITF.as_bytes());
    assert_eq!(errors, []);
    let article = &batch.articles[0];
    use BlockKind::*;
    assert_eq!(
        outline(article),
        [
            (Headline, "Varga & Dunin meet"),
            (Dateline, "VIENNA, March 3 (Nordpress)"),
            (Paragraph, "Foreign Minister Ilse Varga met Marek Dúnin."),
            (Caption, "Ilse Varga in Vienna"),
            (Paragraph, "They agreed on patrols."),
        ]
    );
    assert_eq!(date(article), Some(("2025-03-04".into(), "the document's metadata")));
    assert_eq!(article.story.as_deref(), Some("n-1"));
}

fn news_item(guid: &str, content: &str) -> String {
    format!(
        r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2"><itemMeta><provider literal="x"><name>Nordpress</name></provider>
        <versionCreated>2025-06-04T08:00:00Z</versionCreated></itemMeta><contentMeta><contentCreated>2025-06-03T08:00:00Z</contentCreated>
        <headline>Ships meet</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"#
    )
}

#[test]
fn newsml_in_each_of_its_ways() {
    let folder = Folder::new("newsml", &[]);
    let page = r#"<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
        <body><p>Ida Holm met Jens Falk.</p><p>They left.</p></body></html></inlineXML>"#;
    let nitf = NITF.split_once("<nitf>").unwrap().1;
    let nitf = format!("<inlineXML><nitf>{nitf}</inlineXML>");
    let plain = r#"<inlineData contenttype="text/plain">Ida Holm met Jens Falk.</inlineData>"#;
    let picture = r#"<remoteContent href="a.jpg"/>"#;
    let items = [("a", page), ("b", &nitf), ("c", plain), ("d", picture)].map(|(guid, c)| news_item(guid, c)).concat();
    let message = format!("<newsMessage><itemSet>{items}</itemSet></newsMessage>");
    let (batch, errors) = read_bytes(&folder, "m.xml", message.as_bytes());
    assert_eq!(errors, []);
    let told: Vec<_> = batch
        .articles
        .iter()
        .map(|a| (a.name.rsplit('#').next().unwrap(), outline(a)[0].1, outline(a).len()))
        .collect();
    assert_eq!(told, [("a", "Ships meet", 3), ("b", "Varga & Dunin meet", 5), ("c", "Ships meet", 2)]);
    for article in &batch.articles {
        assert_eq!(date(article), Some(("2025-06-03".into(), "the document's metadata")));
        assert_eq!(article.modified.unwrap().day.to_string(), "2025-06-04");
    }
    let (batch, _) = read_bytes(&folder, "one.xml", news_item("a", page).as_bytes());
    assert!(batch.articles[0].name.ends_with("one.xml"));
}

#[test]
fn feeds_with_their_full_text() {
    let folder = Folder::new("feeds", &[]);
    let rss = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour News</title>
<item><title>Ships &amp;amp; boats</title><link>https://news.example/1</link><guid>g1</guid><pubDate>Tue, 03 Jun 2025 08:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Ida Holm met Jens Falk.</p><p>The caf&eacute; was full.</p>]]></content:encoded></item>
<item><title>Second</title><description>&lt;p&gt;Ida Holm met Jens F&amp;aacute;lk.&lt;/p&gt;</description></item><item><title>Nothing</title></item></channel></rss>"#;
    let (batch, errors) = read_bytes(&folder, "a.xml", rss.as_bytes());
    assert_eq!(errors, []);
    use BlockKind::*;
    let told: Vec<_> = batch.articles.iter().map(|a| (a.name.rsplit('#').next().unwrap(), outline(a))).collect();
    assert_eq!(
        told,
        [
            ("2", vec![(Headline, "Second"), (Paragraph, "Ida Holm met Jens Fálk.")]),
            (
                "g1",
                vec![
                    (Headline, "Ships & boats"),
                    (Paragraph, "Ida Holm met Jens Falk."),
                    (Paragraph, "The café was full.")
                ]
            ),
        ]
    );
    let first = &batch.articles[1];
    assert_eq!(date(first), Some(("2025-06-03".into(), "the feed")));
    assert_eq!((first.url.as_deref(), first.source.as_deref()), (Some("https://news.example/1"), Some("Harbour News")));
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><title>Ships</title><id>e1</id><link rel="self" href="x"/><link href="https://news.example/1"/><published>2025-06-03T08:00:00Z</published><updated>2025-06-04T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ida <b>Holm</b> met Jens Falk.</p></div></content></entry>
<entry><title>Boats</title><id>e2</id><content type="html">&lt;p&gt;They left.&lt;/p&gt;</content></entry>
<entry><title>Fish</title><id>e3</id><summary>One &lt; two.</summary></entry></feed>"#;
    let (batch, errors) = read_bytes(&folder, "b.atom", atom.as_bytes());
    assert_eq!(errors, []);
    let told: Vec<_> = batch.articles.iter().map(|a| outline(a)[1].1).collect();
    assert_eq!(told, ["Ida Holm met Jens Falk.", "They left.", "One < two."]);
    assert_eq!(batch.articles[0].url.as_deref(), Some("https://news.example/1"));
    // What stands before the damage is read.
    let (batch, errors) = read_bytes(&folder, "cut.rss", &rss.as_bytes()[..rss.find("<item><title>Nothing").unwrap()]);
    assert_eq!((batch.articles.len(), errors[0].kind), (2, InputErrorKind::Record));
}

#[test]
fn ninjs_of_each_version() {
    let folder = Folder::new("ninjs", &[]);
    let old = r#"{"uri": "urn:1", "headline": "Ships", "versioncreated": "2025-06-03T08:00:00Z", "body_html": "<p>Ida Holm met Jens F&aacute;lk.</p>\n<p>They left.</p>"}"#;
    let new = r#"{"uri": "urn:2", "headlines": [{"role": "main", "value": "Boats"}], "bodies": [{"contenttype": "text/html", "value": "<p>No.</p>"},
        {"contenttype": "text/plain", "value": "They left Oslo."}], "firstcreated": "2025-06-01T08:00:00Z", "versioncreated": "2025-06-03T08:00:00Z"}"#;
    let (batch, errors) = read_bytes(&folder, "a.json", format!("[{old}, {new}]").as_bytes());
    assert_eq!(errors, []);
    use BlockKind::*;
    assert_eq!(
        outline(&batch.articles[0]),
        [(Headline, "Ships"), (Paragraph, "Ida Holm met Jens Fálk."), (Paragraph, "They left.")]
    );
    assert_eq!(outline(&batch.articles[1]), [(Headline, "Boats"), (Paragraph, "They left Oslo.")]);
    let place = position(&batch.articles[0], batch.articles[0].blocks.last().unwrap().span);
    assert_eq!((place.line, place.column), (2, 4));
    let (batch, errors) =
        read_bytes(&folder, "b.jsonl", [old, "\n", r#"{"id": "x", "text": "A uri: none."}"#].concat().as_bytes());
    assert_eq!((batch.articles.len(), errors), (2, vec![]));
}

#[test]
fn bylines_and_declared_languages() {
    let folder = Folder::new("bylines", &[]);
    let page = |head: &str, body: &str| {
        format!(
            "<!DOCTYPE html><html lang=\"en-GB\"><head>{head}</head><body><article>{body}<p>Two ships met off Oslo in a calm sea on Monday morning.</p></article></body></html>"
        )
    };
    let linked = r#"<meta name="author" content="The Desk"><script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "Ada Lund"}, {"@type": "Person", "name": "Ole Berg"}], "inLanguage": "de"}</script>"#;
    let news = news_item("n-1", "<inlineData>Two ships met.</inlineData>")
        .replace("<contentMeta>", "<contentMeta><by>By Ada Lund</by><language tag=\"en\"/>");
    let metadata = "the document's metadata";
    for (name, text, byline, declared) in [
        ("a.md", "---\nauthor: Ada Lund\nlang: en\n---\n\nTwo ships met.\n".into(), Some(("Ada Lund", "front matter")), Some("en")),
        ("a.txt", "Ships meet\n\nBy Ada Lund\n\nTwo ships met.\n".into(), Some(("Ada Lund", "the line under the headline")), None),
        ("b.html", page(linked, ""), Some(("Ada Lund, Ole Berg", "the page's linked data")), Some("en-GB")),
        ("c.html", page(r#"<meta property="article:author" content="https://news.example/ada"><meta name="byl" content="By Ada Lund">"#, ""), Some(("Ada Lund", "the page's meta element")), Some("en-GB")),
        ("d.html", page("", "<p>By Ada Lund</p>"), Some(("Ada Lund", "the line under the headline")), Some("en-GB")),
        ("e.json", r#"{"text": "Two ships met.", "author": "Ada Lund"}"#.into(), Some(("Ada Lund", "the record's author")), None),
        ("f.json", r#"{"text": "Two ships met.", "author": ["Ada Lund"]}"#.into(), None, None),
        ("g.json", r#"{"uri": "u-1", "body_text": "Two ships met.", "byline": "By Ada Lund", "language": "en"}"#.into(), Some(("Ada Lund", metadata)), Some("en")),
        ("h.xml", NITF.into(), Some(("Anna Lund", metadata)), None),
        ("i.xml", news, Some(("Ada Lund", metadata)), Some("en")),
        ("j.xml", "<rss><channel><language>en-us</language><item><dc:creator>Ada Lund</dc:creator><description>Two ships met.</description></item></channel></rss>".into(), Some(("Ada Lund", "the feed")), Some("en-us")),
        ("k.xml", "<feed xml:lang=\"en\"><entry><id>1</id><author><name>Ada Lund</name></author><content>Two ships met.</content></entry></feed>".into(), Some(("Ada Lund", "the feed")), Some("en")),
    ] {
        let (batch, errors) = read_bytes(&folder, name, text.as_bytes());
        assert_eq!((batch.articles.len(), &*errors), (1, &[][..]), "{name}");
        let article = &batch.articles[0];
        assert_eq!(article.byline.as_ref().map(|b| (b.names.as_str(), b.by)), byline, "{name}");
        assert_eq!(article.declared.as_deref(), declared, "{name}");
    }
}

/// What each format tells of an article's days and address; of pages see also the tests of their reader.
#[test]
fn days_and_addresses() {
    let folder = Folder::new("days", &[]);
    let page = |head: &str| {
        format!(
            "<!DOCTYPE html><html><head>{head}</head><body><article><p>Two ships met off Oslo.</p></article></body></html>"
        )
    };
    let canonical = r#"<link rel="canonical" href="https://news.example/a">"#;
    let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-03", "dateModified": "2025-06-04"}</script>"#;
    let graph = r#"<meta property="article:published_time" content="2025-06-03"><meta property="article:modified_time" content="2025-06-04"><meta property="og:url" content="https://news.example/a">"#;
    let metadata = "the document's metadata";
    for (name, text, by, modified, has_url) in [
        ("a.md", "---\ndate: 2025-06-03\nmodified: 2025-06-04\nurl: https://news.example/a\n---\n\nTwo ships met.\n".into(), "front matter", true, true),
        ("b.html", page(&[canonical, linked].concat()), "the page's linked data", true, true),
        ("c.html", page(graph), "the page's meta element", true, true),
        ("d.html", page(&canonical.replace("/a", "/2025/06/03/a")), "the address", false, true),
        ("e.json", r#"{"text": "Two ships met.", "date": "2025-06-03", "modified": "2025-06-04", "url": "https://news.example/a"}"#.into(), "the record's date", true, true),
        ("f.json", r#"{"uri": "u-1", "body_text": "Two ships met.", "firstcreated": "2025-06-03", "versioncreated": "2025-06-04", "url": "https://news.example/a"}"#.into(), metadata, true, true),
        ("g.xml", NITF.replace("20250304", "20250603"), metadata, false, false),
        ("h.xml", news_item("n-1", "<inlineData>Two ships met.</inlineData>"), metadata, true, false),
        ("i.rss", "<rss><channel><item><link>https://news.example/a</link><pubDate>Tue, 03 Jun 2025 08:00:00 GMT</pubDate><atom:updated>2025-06-04</atom:updated><description>Two ships met.</description></item></channel></rss>".into(), "the feed", true, true),
        ("j.atom", "<feed><entry><id>1</id><link href=\"https://news.example/a\"/><published>2025-06-03</published><updated>2025-06-04</updated><content>Two ships met.</content></entry></feed>".into(), "the feed", true, true),
        ("k.eml", "From: a@b.example\nSubject: Ships\nDate: Tue, 3 Jun 2025 08:00:00 +0000\n\nTwo ships met.\n".into(), "the message's header", false, false),
        ("l.warc", "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://news.example/2025/06/03/a\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\nTwo ships met.\r\n\r\n".into(), "the address", false, true),
    ] {
        let (batch, errors) = read_bytes(&folder, name, text.as_bytes());
        assert_eq!((batch.articles.len(), &*errors), (1, &[][..]), "{name}");
        let article = &batch.articles[0];
        assert_eq!(date(article), Some(("2025-06-03".into(), by)), "{name}");
        assert_eq!(article.modified.map(|m| m.day.to_string()), modified.then(|| "2025-06-04".into()), "{name}");
        // Where a document dates itself, the same place says when it was changed.
        let same = if by == "the record's date" { "the record" } else { by };
        assert_eq!(article.modified.map(|m| m.by), modified.then_some(same), "{name}");
        assert_eq!(article.url.as_deref().map(|u| u.starts_with("https://news.example/")), has_url.then_some(true), "{name}");
    }
}

#[test]
fn messages() {
    let folder = Folder::new("mail", &[]);
    let message = b"From: \"Anna Lund\" <anna@news.example>\r\nSubject: =?utf-8?q?Caf=C3=A9_opens?=\r\nDate: Tue, 3 Jun 2025 23:00:00 -0500\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 of Ida Holm opened,=\r\n she said.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--x--\r\n";
    let (batch, errors) = read_bytes(&folder, "a.eml", message);
    assert_eq!(errors, []);
    let article = &batch.articles[0];
    use BlockKind::*;
    assert_eq!(outline(article), [(Headline, "Café opens"), (Paragraph, "The café of Ida Holm opened, she said.")]);
    assert_eq!(date(article), Some(("2025-06-03".into(), "the message's header")));
    assert_eq!(article.source.as_deref(), Some("Anna Lund"));
    let page = "Subject: Ships\nFrom: a@b.example\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+SWRhIEhvbG0gbWV0IEplbnMgRsOhbGsuPC9wPg==\n";
    let (batch, _) = read_bytes(&folder, "b.txt", page.as_bytes());
    assert_eq!(outline(&batch.articles[0]), [(Headline, "Ships"), (Paragraph, "Ida Holm met Jens Fálk.")]);
}

/// Words, and how a page writes them.
const PIECES: &[(&str, &str)] = &[
    ("Norway’s Defence Minister Anna Lund ", "Norway&rsquo;s <b>Defence Minister</b> Anna&nbsp;Lund "),
    ("met Omar Moe in São Tomé ", "met Omar Moe in S&atilde;o <i>Tom&#233;</i> "),
    ("on Tuesday, 3 June 2025. ", "on Tuesday,<br/>3 <span>June</span> 2025. "),
    ("“We agreed,” she said. ", "&ldquo;We agreed,&#8221; she said. "),
    ("At least 1,200 people left Café Müller. ", "At least 1,200 people left <a href=\"x\">Café</a> M&uuml;ller. "),
    ("\r\n\r\n", "</p>\r\n<p>"),
    ("It cost $8.6 million – or €8 million. ", "It cost $8.6&thinsp;million &ndash; or €8 million. "),
];

/// Letters and digits, of a page those that it shows.
fn letters(page: &str, is_page: bool) -> String {
    let mut text = page.to_string();
    if is_page {
        text.clear();
        let mut rest = page;
        while let Some(at) = rest.find('<') {
            text.push_str(&rest[..at]);
            rest = rest[at..].find('>').map_or("", |i| &rest[at + i + 1..]);
        }
        text.push_str(rest);
        let shown = [("&rsquo;", "’"), ("&atilde;", "ã"), ("&#233;", "é"), ("&uuml;", "ü")];
        let marks = ["&nbsp;", "&ldquo;", "&#8221;", "&thinsp;", "&ndash;"].map(|m| (m, " "));
        for (written, shown) in shown.into_iter().chain(marks) {
            text = text.replace(written, shown);
        }
    }
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All places of a fact.
fn spans(fact: &Fact) -> Vec<Span> {
    fn of_field(field: &FieldValue, out: &mut Vec<Span>) {
        out.extend(&field.spans);
        if let Value::Set(members) = &field.value {
            members.iter().for_each(|m| of_field(m, out));
        }
    }
    let mut out = vec![fact.span, fact.sentence];
    fact.fields.iter().for_each(|f| of_field(f, &mut out));
    out
}

/// One file, what its places count in, and how that is read.
struct Case {
    name: &'static str,
    file: Vec<u8>,
    original: Vec<u8>,
    charset: &'static str,
    is_page: bool,
    /// Markup of pages is written by references of XML.
    escaped: bool,
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    archive.append_data(&mut header, name, bytes).unwrap();
    archive.into_inner().unwrap()
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(bytes).unwrap();
    archive.finish().unwrap().into_inner()
}

fn cases(text: &str, body: &str) -> Vec<Case> {
    let case = |name, file: &[u8], original: &[u8], charset, is_page, escaped| Case {
        name,
        file: file.to_vec(),
        original: original.to_vec(),
        charset,
        is_page,
        escaped,
    };
    let page = format!(
        "<!DOCTYPE html>\r\n<html><head><meta charset=\"windows-1252\"><title>Lund</title></head><body><p>{body}</p></body></html>"
    );
    let western = Encoding::for_label(b"windows-1252").unwrap();
    let (packed_page, _, _) = western.encode(&page);
    let (plain, _, _) = western.encode(text);
    let wide: Vec<u8> = std::iter::once(0xfeffu16).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (chinese, _, _) = Encoding::for_label(b"gb18030").unwrap().encode(&page);
    let chinese_page = [b"<!-- charset=gb18030 -->", &*chinese].concat();
    let nitf_body = body.replace("</p>\r\n<p>", "</p><p>");
    let declared = "<!DOCTYPE nitf [<!ENTITY rsquo \"&#8217;\">]>";
    let nitf = format!("\u{feff}{declared}<nitf><body><body.content><p>{nitf_body}</p></body.content></body></nitf>");
    let rss = format!(
        "<rss><channel><item><title>Lund</title><guid>1</guid><description><![CDATA[<p>{body}</p>]]></description></item></channel></rss>"
    );
    let newsml = format!(
        "{}<newsItem guid=\"1\"><contentSet><inlineXML><html><body><p>{nitf_body}</p></body></html></inlineXML></contentSet></newsItem>",
        declared.replace("nitf", "newsItem")
    );
    let atom = format!(
        "{}<feed><entry><id>1</id><title>Lund</title><content type=\"xhtml\"><div><p>{nitf_body}</p></div></content></entry></feed>",
        declared.replace("nitf", "feed")
    );
    let zstd = |bytes: &[u8]| ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest);
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(&packed_page).unwrap();
    let bzip2 = bzip2.finish().unwrap();
    let escaped = format!("<p>{body}</p>").replace('&', "&amp;").replace('<', "&lt;");
    let feed = format!(
        "<rss><channel><item><title>Lund</title><guid>1</guid><description>{escaped}</description></item></channel></rss>"
    );
    let field = format!("<p>{body}</p>");
    let ninjs = serde_json::json!({"uri": "1", "body_html": field}).to_string();
    let record = serde_json::json!({"id": "1", "text": text}).to_string();
    let http = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", &*packed_page].concat();
    let head =
        format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: x:1\r\nContent-Length: {}\r\n\r\n", http.len());
    let warc = [head.as_bytes(), &http, b"\r\n\r\n"].concat();
    let mail = format!(
        "From: a@b.example\r\nSubject: Lund\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{field}"
    );
    vec![
        case("a.txt", &plain, &plain, "windows-1252", false, false),
        case("wide.txt", &wide, &wide, "utf-16le", false, false),
        case(
            "bom.txt",
            format!("\u{feff}{text}").as_bytes(),
            format!("\u{feff}{text}").as_bytes(),
            "utf-8",
            false,
            false,
        ),
        case("a.html", &packed_page, &packed_page, "windows-1252", true, false),
        case("b.html", &chinese_page, &chinese_page, "gb18030", true, false),
        case("a.xml", nitf.as_bytes(), nitf.as_bytes(), "utf-8", true, false),
        case("b.xml", newsml.as_bytes(), newsml.as_bytes(), "utf-8", true, false),
        case("a.atom", atom.as_bytes(), atom.as_bytes(), "utf-8", true, false),
        case("a.txt.zst", &zstd(&plain), &plain, "windows-1252", false, false),
        case("a.html.bz2", &bzip2, &packed_page, "windows-1252", true, false),
        case("a.rss", rss.as_bytes(), rss.as_bytes(), "utf-8", true, false),
        case("b.rss", feed.as_bytes(), feed.as_bytes(), "utf-8", true, true),
        case("a.json", ninjs.as_bytes(), field.as_bytes(), "utf-8", true, false),
        case("a.jsonl.gz", &gzip(record.as_bytes()), text.as_bytes(), "utf-8", false, false),
        case("a.warc.gz", &gzip(&warc), &packed_page, "windows-1252", true, false),
        case("a.tar", &tar("a.html", &packed_page), &packed_page, "windows-1252", true, false),
        case("a.zip", &zip("a.txt", &plain), &plain, "windows-1252", false, false),
        case("a.eml", mail.as_bytes(), field.as_bytes(), "utf-8", true, false),
    ]
}

/// The bytes at each place are the words, and line and column are those of these bytes.
fn check(case: &Case, article: &Article, fact: &Fact) -> Result<(), TestCaseError> {
    let encoding = Encoding::for_label(case.charset.as_bytes()).unwrap();
    let (whole, _) = encoding.decode_without_bom_handling(&case.original);
    for span in spans(fact) {
        let located = article.locate(span);
        if located.field.is_some() {
            continue;
        }
        let words = article.words(span);
        let (start, end) = (located.span.start as usize, located.span.end as usize);
        let bytes = &case.original[start..end];
        let (mut shown, _) = encoding.decode_without_bom_handling(bytes);
        if case.escaped {
            shown = shown.replace("&lt;", "<").replace("&amp;", "&").into();
        }
        prop_assert_eq!(letters(&shown, case.is_page), letters(words, false), "{}: {:?}", case.name, shown);
        if !case.is_page {
            prop_assert_eq!(&*shown, words, "{}", case.name);
        }
        let (before, _) = encoding.decode_without_bom_handling(&case.original[..start]);
        let expected = LineIndex::new(&whole).position(&whole, before.len());
        let place = position(article, span);
        let mark = usize::from(expected.line == 1 && whole.starts_with('\u{feff}'));
        prop_assert_eq!(
            (place.line, place.column),
            (expected.line, expected.column - mark),
            "{}: {:?}",
            case.name,
            shown
        );
    }
    Ok(())
}

fn program() -> Program {
    load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program
}

static PROGRAM: OnceLock<Program> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_shows_its_words_in_every_format(order in proptest::collection::vec(0..PIECES.len(), 1..16)) {
        let text: String = order.iter().map(|&i| PIECES[i].0).collect();
        let body: String = order.iter().map(|&i| PIECES[i].1).collect();
        prop_assume!(text.chars().any(char::is_alphanumeric));
        let folder = Folder::new("spans", &[]);
        let program = PROGRAM.get_or_init(program);
        for case in cases(&text, &body) {
            let (batch, errors) = read_bytes(&folder, case.name, &case.file);
            prop_assert!(errors.is_empty(), "{}: {:?}", case.name, errors);
            prop_assert_eq!(batch.articles.len(), 1, "{}", case.name);
            let article = &batch.articles[0];
            prop_assert_eq!(letters(&article.text, false).replacen("Lund", "", usize::from(case.name == "a.eml")).contains(&letters(&text, false)), true, "{}: {}", case.name, article.text);
            let facts = extract(&batch, program);
            for fact in batch.ids().flat_map(|id| facts.of_article(id)).map(|f| facts.get(f)) {
                check(&case, article, fact)?;
            }
        }
    }
}
