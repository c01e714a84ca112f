//! Reading articles: whatever the input is, what can be read is read, and the rest is an error with a place.

use std::fs;
use std::path::{Path, PathBuf};

use claimlint::article::{Article, Batch, BlockKind, InputError, InputErrorKind, read};
use claimlint::source::Span;
use proptest::prelude::*;

/// A folder of files that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("input-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        for (file, content) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    fn read(&self, paths: &[&str]) -> (Batch, Vec<InputError>) {
        let paths: Vec<PathBuf> = paths.iter().map(|p| self.0.join(p)).collect();
        read(&paths)
    }
    /// Names relative to the folder.
    fn name<'a>(&self, name: &'a str) -> &'a str {
        name.strip_prefix(self.0.to_str().unwrap()).map_or(name, |n| n.trim_start_matches('/'))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Paragraphs and headlines.
fn blocks(article: &Article) -> Vec<&str> {
    article.blocks.iter().filter(|b| b.kind != BlockKind::Line).map(|b| article.words(b.span)).collect()
}

fn kinds(errors: &[InputError]) -> Vec<InputErrorKind> {
    errors.iter().map(|e| e.kind).collect()
}

#[test]
fn odd_texts_are_read() {
    let folder = Folder::new(
        "odd",
        &[
            ("bom.txt", "\u{feff}Ships met.\r\n\r\nThey left.\r\n".as_bytes()),
            ("empty.txt", b""),
            ("blank.txt", b"\n \r\n\t"),
            ("nul.txt", "Ships met off the coast of Norway.\0 They left for home before noon.".as_bytes()),
            ("long.txt", "Ships met. ".repeat(200_000).as_bytes()),
        ],
    );
    let (batch, errors) = folder.read(&["bom.txt", "empty.txt", "blank.txt", "nul.txt", "long.txt"]);
    assert_eq!(errors, []);
    let shown: Vec<_> = batch.articles.iter().map(|a| (folder.name(&a.name), blocks(a).len())).collect();
    assert_eq!(shown, [("blank.txt", 0), ("bom.txt", 2), ("empty.txt", 0), ("long.txt", 1), ("nul.txt", 1)]);
    let bom = &batch.articles[1];
    let at = bom.text.find("They").unwrap();
    assert_eq!(bom.locate(Span::new(at, at + 4)).span, Span::new("\u{feff}Ships met.\r\n\r\n".len(), 21));
}

#[test]
fn what_is_no_text_is_an_error_with_its_place() {
    let folder = Folder::new(
        "bytes",
        &[
            ("latin.txt", b"One\nCaf\xe9 two"),
            ("utf16.txt", b"\xff\xfeS\0h\0i\0p\0"),
            ("garbled.txt", b"Zo\xc3\xab\nCaf\xc3\xa9 \xff two"),
            ("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\xa4\x08\x06\0\0\0"),
            ("cut.txt", "One é".as_bytes().split_last().unwrap().1),
            ("good.txt", b"Ships met."),
        ],
    );
    let (batch, errors) = folder.read(&["latin.txt", "utf16.txt", "garbled.txt", "image.txt", "cut.txt", "good.txt"]);
    let texts: Vec<&str> = batch.articles.iter().map(|a| &*a.text).collect();
    assert_eq!(texts, ["Ships met.", "One\nCafé two", "Ship"], "other character sets are told");
    assert_eq!(kinds(&errors), [InputErrorKind::NotText; 3]);
    assert_eq!((errors[0].offset, errors[0].line), (Some(11), Some(2)));
    assert_eq!(errors[2].offset, Some(4));
}

#[test]
fn paths_that_are_no_files() {
    let folder = Folder::new("paths", &[("a.txt", b"Ships met.")]);
    let fifo = folder.0.join("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let (batch, errors) = read(&[
        folder.0.join("missing.txt"),
        fifo,
        PathBuf::from("/dev/null"),
        folder.0.join("a.txt"),
        folder.0.join("./a.txt"),
    ]);
    assert_eq!(kinds(&errors), [InputErrorKind::NotFound, InputErrorKind::NotAFile, InputErrorKind::NotAFile]);
    assert_eq!(batch.articles.len(), 1, "a file given twice is read once");
}

#[test]
fn folders_are_walked_in_order() {
    let deep = format!("{}a.txt", "deep/".repeat(60));
    let folder = Folder::new(
        "walk",
        &[
            (&deep, b"Deep."),
            ("b.txt", b"B."),
            ("a.html", b"<html><p>A."),
            ("c.md", b"# C\n\nC."),
            ("d.jsonl", b"{\"id\": 7, \"text\": \"D.\"}\n{\"text\": \"E.\"}\n"),
            ("image.png", b"\x89PNG"),
            ("rules.claim", b"language 1"),
            ("package.json", b"{\"name\": \"paper\"}"),
            ("log.jsonl", b"{\"level\": 1}\n{\"level\": 2}\n"),
            (".hidden/e.txt", b"E."),
        ],
    );
    let (batch, errors) = folder.read(&[""]);
    assert_eq!(errors, []);
    let names: Vec<_> = batch.articles.iter().map(|a| folder.name(&a.name)).collect();
    assert_eq!(names, ["a.html", "b.txt", "c.md", "d.jsonl#2", "d.jsonl#7", &deep]);
}

#[test]
fn a_broken_line_is_an_error_and_the_next_one_is_read() {
    let lines = concat!(
        "{\"id\": \"a\", \"title\": \"Ships meet\", \"text\": \"Ships met.\", \"date\": \"2025-06-03\"}\n",
        "\n",
        "{\"id\": \"b\", \"text\": \"Cut off\n",
        "{\"id\": \"c\", \"body\": \"No text\"}\n",
        "{\"id\": \"d\", \"text\": \"They left.\", \"date\": \"soon\"}\r\n",
        "\u{1}{}\n",
        "{\"id\": \"e\", \"text\": 5}\n",
        "{\"id\": \"f\", \"text\": \"\\ud83d\\ude00 \\u00e9\", \"title\": null}",
    );
    let folder = Folder::new("lines", &[("a.jsonl", lines.as_bytes())]);
    let (batch, errors) = folder.read(&["a.jsonl"]);
    let names: Vec<_> = batch.articles.iter().map(|a| folder.name(&a.name)).collect();
    assert_eq!(names, ["a.jsonl#a", "a.jsonl#d", "a.jsonl#f"]);
    let places: Vec<_> = errors.iter().map(|e| (e.kind, e.line.unwrap())).collect();
    use InputErrorKind::*;
    assert_eq!(places, [(Record, 3), (Record, 4), (Date, 5), (Record, 6), (Record, 7)]);
    for error in &errors {
        let start = lines.split_inclusive('\n').take(error.line.unwrap() - 1).map(str::len).sum::<usize>() as u64;
        let end = start + lines.split_inclusive('\n').nth(error.line.unwrap() - 1).unwrap().len() as u64;
        assert!((start..=end).contains(&error.offset.unwrap()), "{error:?} lies in its line, {start}..{end}");
    }
    let first = &batch.articles[0];
    assert_eq!(&*first.text, "Ships meet\n\nShips met.");
    assert_eq!(blocks(first), ["Ships meet", "Ships met."]);
    assert_eq!(first.date.as_ref().unwrap().value.from.unwrap().to_string(), "2025-06-03");
    let title = first.locate(Span::new(6, 10));
    assert_eq!((title.field, title.span), (Some("title"), Span::new(6, 10)));
    let body = first.locate(Span::new(12, 17));
    assert_eq!((body.field, body.span), (None, Span::new(0, 5)));
    assert_eq!(&*batch.articles[2].text, "😀 é");
}

#[test]
fn an_origin_of_any_shape_is_no_error() {
    let line = br#"{"id": "a", "text": "A ferry sank.", "source": [{"name": "Harbour Radio"}], "url": {"href": "x"}}"#;
    let folder = Folder::new("origin", &[("a.jsonl", line)]);
    let (batch, errors) = folder.read(&["a.jsonl"]);
    assert_eq!(errors, []);
    assert_eq!(batch.articles[0].source, None);
}

#[test]
fn json_documents() {
    let array = b" [{\"text\": \"One.\"},\n {\"id\": \"x\", \"text\": \"Two.\"}, {\"id\": 3}]";
    let folder = Folder::new(
        "documents",
        &[("array.json", array), ("one.json", b"{\n\"text\": \"One.\"\n}"), ("broken.json", b"[{\"text\": \"One.\"}")],
    );
    let (batch, errors) = folder.read(&["array.json", "one.json", "broken.json"]);
    let names: Vec<_> = batch.articles.iter().map(|a| folder.name(&a.name)).collect();
    assert_eq!(names, ["array.json#1", "array.json#x", "one.json"]);
    assert_eq!(kinds(&errors), [InputErrorKind::Record; 2]);
    assert_eq!((errors[0].line, errors[0].offset), (Some(2), Some(array.len() as u64 - 10)));
}

#[test]
fn a_line_too_long_for_an_article_is_passed_over() {
    let mut lines = b"{\"id\": 1, \"text\": \"".to_vec();
    lines.resize(lines.len() + 65 * 1024 * 1024, b'a');
    lines.extend(b"\"}\n{\"id\": 2, \"text\": \"Ships met.\"}\n");
    let folder = Folder::new("large", &[("a.jsonl", &lines), ("a.txt", &vec![b'a'; 65 * 1024 * 1024])]);
    let (batch, errors) = folder.read(&["a.jsonl", "a.txt"]);
    assert_eq!(batch.articles.len(), 1);
    assert_eq!(kinds(&errors), [InputErrorKind::TooLarge; 2]);
    assert_eq!(errors[0].line, Some(1));
}

/// Words of articles, with everything that makes trouble.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Ships met off Oslo. "),
        Just("OSLO, June 3 (AP) — "),
        Just("17:34, 3 June\n"),
        Just("Photo: the harbour\n"),
        Just("é “x” "),
        Just("\n"),
        Just("\r\n"),
        Just("\n\n"),
        Just("- item\n"),
        Just("\u{feff}"),
        Just("# "),
        Just("**b** "),
        Just("[a](b) "),
        Just("&amp; "),
        Just("`c` "),
        Just("> "),
        Just("    "),
        Just("---\n"),
        Just("title: x\n"),
        Just("| a | b |\n|--|--|\n"),
        Just("<b>"),
        Just("\\* "),
        Just("\"\\"),
        Just("😀"),
        Just("\u{2028}"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// In text and in records, the bytes of every block are its words; in Markdown, its words in order.
    #[test]
    fn the_bytes_of_every_block_are_its_words(text in texts(), title in texts(), case in 0..1_000_000u32) {
        let record = serde_json::json!({"id": "x", "title": title, "text": text}).to_string();
        let folder = Folder::new(
            &format!("prop-{case}"),
            &[("a.text", text.as_bytes()), ("a.md", text.as_bytes()), ("a.jsonl", record.as_bytes())],
        );
        let (batch, _) = folder.read(&["a.text", "a.md", "a.jsonl"]);
        prop_assert_eq!(batch.articles.len(), 3);
        for article in &batch.articles {
            // A text with front matter is Markdown, whatever its name.
            let front_matter = text.trim_start_matches('\u{feff}').trim_start().starts_with("---");
            let markdown = article.name.ends_with(".md") || article.name.ends_with(".text") && front_matter;
            for block in article.blocks.iter() {
                let located = article.locate(block.span);
                let from = if located.field.is_some() { &title } else { &text };
                let bytes = located.span.of(from);
                let words = article.words(block.span);
                if markdown {
                    // Marks lie between the words; references show other characters.
                    let mut rest = bytes.chars();
                    let letters = words.chars().filter(|c| c.is_alphanumeric());
                    prop_assert!(letters.clone().all(|c| rest.any(|r| r == c)), "{:?} in {:?}", words, bytes);
                } else {
                    prop_assert_eq!(bytes, words);
                }
                prop_assert_eq!(words, words.trim());
            }
        }
    }
}
