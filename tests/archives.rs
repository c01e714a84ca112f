//! Articles in compressed files and archives: all are read, by whatever program the file was made, and what is damaged costs only what
//! stands behind the damage.

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use claimlint::article::{Article, Batch, FieldNames, InputError, InputErrorKind, Limits, read, read_within};
use claimlint::source::Span;
use flate2::Compression;
use flate2::write::GzEncoder;
use folder::Folder;

fn made(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archives").join(name)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The articles of one file in a folder.
fn read_bytes(folder: &Folder, name: &str, bytes: &[u8], limits: &Limits) -> (Batch, Vec<InputError>) {
    fs::write(folder.0.join(name), bytes).unwrap();
    read_within(&[folder.0.join(name)], limits, FieldNames::OURS, &|_| false)
}

/// What follows the file's path in the articles' names.
fn ids(batch: &Batch) -> Vec<&str> {
    batch.articles.iter().map(|a| a.name.split_once('#').map_or("", |(_, id)| id)).collect()
}

fn kinds(errors: &[InputError]) -> Vec<InputErrorKind> {
    errors.iter().map(|e| e.kind).collect()
}

const LINES: &str = "{\"id\": \"a\", \"text\": \"Ilse Varga met Marek Dunin.\"}\n{\"id\": \"b\", \"text\": \"Ida Holm left Nordby.\"}\n";

#[test]
fn compressed_files_of_any_kind_and_many_members() {
    let folder = Folder::new("compressed", &[]);
    let (first, second) = LINES.split_at(LINES.find('\n').unwrap() + 1);
    for (name, bytes) in [
        ("a.jsonl.gz", gzip(LINES.as_bytes())),
        ("members.jsonl.gz", [gzip(first.as_bytes()), gzip(second.as_bytes())].concat()),
        ("a.jsonl.zst", zstd(LINES.as_bytes())),
        (
            "frames.zst",
            [zstd(first.as_bytes()), b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec(), zstd(second.as_bytes())].concat(),
        ),
        ("a.jsonl.bz2", bzip2(LINES.as_bytes())),
        ("streams.bz2", [bzip2(first.as_bytes()), bzip2(second.as_bytes())].concat()),
        ("told by its content.txt", gzip(&zstd(&bzip2(LINES.as_bytes())))),
    ] {
        let (batch, errors) = read_bytes(&folder, name, &bytes, &Limits::default());
        assert_eq!((ids(&batch), errors), (vec!["a", "b"], vec![]), "{name}");
    }
    let (batch, errors) = read_bytes(&folder, "one.md.gz", &gzip(b"# Ships\n\nThey met."), &Limits::default());
    assert_eq!((batch.articles.len(), errors), (1, vec![]));
    assert!(batch.articles[0].name.ends_with("one.md.gz"), "a file of one article is called by its path");
    assert_eq!(&*batch.articles[0].text, "Ships\n\nThey met.");
}

/// The first words of an article's last block, and the bytes of `text` that they lead to.
fn last_words<'a>(article: &'a Article, bytes: &'a [u8]) -> (&'a str, &'a [u8]) {
    let block = article.blocks.last().unwrap().span;
    let span = article.locate(block).span;
    (article.words(block), &bytes[span.start as usize..span.end as usize])
}

#[test]
fn archives_of_the_web_made_by_another_program() {
    for name in ["pages-1.0.warc.gz", "pages-1.1.warc"] {
        let (batch, errors) = read(&[made(name)]);
        assert_eq!(errors, [], "{name}");
        assert_eq!(
            ids(&batch),
            [
                "file:///sandvik.txt",
                "https://news.example/2025/06/03/holm?x=1",
                "https://news.example/cafe",
                "https://news.example/varga",
                "https://news.example/varga#2",
                "https://news.example/wet",
            ]
        );
        for article in &batch.articles {
            let id = article.name.split_once('#').unwrap().1;
            assert!(id.starts_with(article.url.as_deref().unwrap()));
            let text = !id.ends_with("wet") && !id.ends_with("txt");
            let date = article.date.as_ref().map(|d| (d.value.from.unwrap().to_string(), d.by));
            assert_eq!(date, text.then(|| ("2025-06-03".into(), "the page's meta element")), "{id}");
        }
        let cafe = &batch.articles[2];
        assert!(cafe.text.contains("Café owner Zoë Müller said on Tuesday that she had paid €20"), "{}", cafe.text);
        // The bytes of a page count from its own beginning, in the character set that it is in.
        let whole = fs::read(made("pages-1.1.warc")).unwrap();
        let find = |what: &[u8], from: usize| from + whole[from..].windows(what.len()).position(|w| w == what).unwrap();
        let page = find(b"<!DOCTYPE", find(b"windows-1252", 0));
        let (words, bytes) = last_words(cafe, &whole[page..]);
        assert_eq!(encoding_rs::WINDOWS_1252.decode(bytes).0, words);
    }
}

fn record(kind: &str, uri: &str, body: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{uri}>\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    )
}

#[test]
fn what_stands_before_the_damage_is_read() {
    let folder = Folder::new("damage", &[]);
    let archive: String =
        (0..20).map(|i| record("resource", &format!("x:{i:02}"), "Ilse Varga met Marek Dunin.")).collect();
    let cut = archive.len() - 300;
    let members: Vec<Vec<u8>> = archive.split_inclusive("\r\n\r\nWARC").map(|m| gzip(m.as_bytes())).collect();
    let joined = members.concat();
    for (name, bytes) in [
        ("cut.warc", archive.as_bytes()[..cut].to_vec()),
        ("cut.warc.gz", joined[..joined.len() - 200].to_vec()),
        (
            "garbled.warc",
            [&archive.as_bytes()[..15 * (archive.len() / 20)], b"\0\0\0\0\n".as_slice(), archive.as_bytes()].concat(),
        ),
    ] {
        let (batch, errors) = read_bytes(&folder, name, &bytes, &Limits::default());
        assert!((15..20).contains(&batch.articles.len()), "{name}: {:?}", ids(&batch));
        assert_eq!(kinds(&errors), [InputErrorKind::Damaged], "{name}");
        let told = format!("the {} articles before that are read", batch.articles.len());
        assert!(errors[0].message.ends_with(&told), "{}", errors[0].message);
    }
    let packed = gzip(LINES.repeat(2_000).as_bytes());
    let (batch, errors) = read_bytes(&folder, "cut.jsonl.gz", &packed[..packed.len() - 40], &Limits::default());
    assert!(batch.articles.len() > 2_000, "{}", batch.articles.len());
    assert_eq!(kinds(&errors), [InputErrorKind::Damaged]);
    let (batch, errors) =
        read_bytes(&folder, "cut.txt.gz", &gzip(b"Ilse Varga met Marek Dunin.")[..20], &Limits::default());
    assert_eq!((batch.articles.len(), kinds(&errors)), (0, vec![InputErrorKind::Damaged]), "half an article is none");
}

#[test]
fn limits_of_what_a_file_may_become() {
    let folder = Folder::new("limits", &[]);
    let zeros = vec![b'0'; 100 << 20];
    let limits = Limits::default();
    for (name, bytes) in [("a.gz", gzip(&zeros)), ("a.zst", zstd(&zeros)), ("a.bz2", bzip2(&zeros))] {
        let (batch, errors) = read_bytes(&folder, name, &bytes, &limits);
        assert_eq!((batch.articles.len(), kinds(&errors)), (0, vec![InputErrorKind::Expands]), "{name}");
    }
    let lines = gzip(LINES.as_bytes());
    let few = Limits { expanded_bytes: 60, ..limits.clone() };
    assert_eq!(kinds(&read_bytes(&folder, "b.gz", &lines, &few).1), [InputErrorKind::Expands]);
    let mut nested = LINES.as_bytes().to_vec();
    for _ in 0..8 {
        nested = gzip(&nested);
    }
    assert_eq!(read_bytes(&folder, "deep.gz", &nested, &limits).1, []);
    assert_eq!(kinds(&read_bytes(&folder, "deeper.gz", &gzip(&nested), &limits).1), [InputErrorKind::TooDeep]);
    let short = Limits { article_bytes: 60, ..limits.clone() };
    let (batch, errors) = read_bytes(
        &folder,
        "c.jsonl",
        format!("{{\"text\": \"{}\"}}\n{{\"text\": \"Short.\"}}\n", "long ".repeat(20)).as_bytes(),
        &short,
    );
    assert_eq!((batch.articles.len(), kinds(&errors)), (1, vec![InputErrorKind::TooLarge]));
    let terse = Limits { words: 5, ..limits };
    let (batch, errors) = read_bytes(&folder, "d.jsonl", LINES.as_bytes(), &terse);
    assert_eq!((ids(&batch), kinds(&errors)), (vec!["b"], vec![InputErrorKind::TooManyWords]));
}

#[test]
fn other_languages_are_counted_and_passed_over() {
    let german = "Die Bürgermeisterin der Hafenstadt hat am Dienstag einen Plan für die neue Brücke vorgestellt. Sie soll im kommenden \
                  Jahr gebaut werden und rund acht Millionen Euro kosten. Der Rat will im Herbst darüber abstimmen, sagte sie vor der Presse. \
                  Viele Anwohner fürchten den Lärm der Baustelle und haben einen Brief an die Stadt geschrieben.";
    let files =
        [("a.txt", german), ("b.txt", german), ("c.txt", "Ida Holm met Jens Falk on Wednesday, 15 October 2025.")];
    let folder = Folder::new("languages", &files);
    let done = folder.run(&["check", "."]);
    assert_eq!(done.status, 0, "a note is no failure: {}", done.err);
    let note = "`a.txt` and another article are not in English (German 2); rules read English only";
    assert!(done.err.replace("\n  │ ", " ").contains(note), "{}", done.err);
    assert!(done.out.contains("1 article,"), "{}", done.out);
    let facts = folder.run(&["facts", "--format", "jsonl", "a.txt"]);
    assert!(facts.out.contains("\"kind\":\"paragraph\"") && !facts.out.contains("\"kind\":\"date\""), "{}", facts.out);
}

#[test]
fn places_in_an_archive() {
    let folder = Folder::new("places", &[]);
    let text = "Ships met.\n\nThe council met on Tuesday, 15 October 2025.\n";
    fs::write(folder.0.join("a.warc.gz"), gzip(record("resource", "x:1", text).as_bytes())).unwrap();
    let done = folder.run(&["check", "--only", "weekday", "--format", "short", "a.warc.gz"]);
    assert!(done.out.starts_with("a.warc.gz#x:1:3:"), "{}", done.out);
    let (batch, _) = read(&[folder.0.join("a.warc.gz")]);
    let at = text.find("15 October").unwrap();
    assert_eq!(batch.articles[0].locate(Span::new(at, at + 10)).span.of(text), "15 October");
}
