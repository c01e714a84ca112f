//! Input made to break things: no panic, no more than a gigabyte, no more than half a minute, output that is valid, and everything else
//! still checked. Each is made when the test runs.
#![cfg(target_os = "linux")]

#[path = "support/folder.rs"]
mod folder;

use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Write};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use folder::Folder;
use serde_json::Value;

/// An article beside the hostile one, and what is found in it.
const GOOD: &str = "The council met on Tuesday, 15 October 2025.\n";

const MOST_MEMORY: u64 = 1 << 30;
/// What is built without optimisation takes its time.
const MOST_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 150 } else { 30 });

/// What a run came to. Its output is valid JSON, and it met its bounds.
struct Ended {
    status: i32,
    report: Value,
    /// Codes of what could not be read, in order.
    codes: Vec<String>,
}

/// Checks everything in the folder, and holds the run to its bounds.
fn check(folder: &Folder, more: &[&str]) -> Ended {
    check_fed(folder, more, MOST_MEMORY, |_| Ok(()))
}

/// As [`check`], with what `feed` writes as standard input, and in so many bytes of memory.
fn check_fed(
    folder: &Folder,
    more: &[&str],
    most_memory: u64,
    feed: impl FnOnce(&mut dyn Write) -> std::io::Result<()> + Send + 'static,
) -> Ended {
    let args = [&["check", "--only", "weekday", "--format", "json"], more].concat();
    let started = Instant::now();
    let mut child = folder.command(&args).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let fed = thread::spawn(move || feed(&mut input));
    let mut out = child.stdout.take().unwrap();
    let mut err = child.stderr.take().unwrap();
    let read = thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).map(|_| text)
    });
    let told = thread::spawn(move || {
        let mut text = String::new();
        err.read_to_string(&mut text).map(|_| text)
    });
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        let status = fs::read_to_string(&status_file).unwrap_or_default();
        let high =
            status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(high.unwrap_or(0) * 1024);
        assert!(started.elapsed() < MOST_TIME, "it takes too long");
        thread::sleep(Duration::from_millis(5));
    };
    assert!(peak < most_memory, "{peak} bytes of memory");
    fed.join().unwrap().expect("all is read");
    let (out, err) = (read.join().unwrap().expect("UTF-8"), told.join().unwrap().expect("UTF-8"));
    let status = status.code().unwrap_or_else(|| panic!("it died: {err}"));
    assert!(!err.contains("panicked"), "{err}");
    let errors = err.lines().filter(|l| l.starts_with('{')).map(|l| serde_json::from_str::<Value>(l).expect("JSON"));
    let codes = errors.map(|e| e["error"].as_str().unwrap().to_string()).collect();
    Ended { status, report: serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}\n{err}")), codes }
}

/// Checks a folder of one hostile file and a good one: the good one's mistake is found, whatever the other one is.
fn beside_a_good_one(name: &str, bytes: &[u8], codes: &[&str]) {
    let folder = Folder::new("hostile", &[("good.txt", GOOD)]);
    fs::write(folder.0.join(OsStr::from_bytes(name.as_bytes())), bytes).unwrap();
    let ended = check(&folder, &["."]);
    assert_eq!(ended.codes, codes, "{name}");
    let unread = codes.iter().any(|c| c.starts_with('E'));
    assert_eq!(ended.status, if unread { 3 } else { 1 }, "{name}");
    let found = ended.report["findings"].as_array().unwrap();
    assert!(found.iter().any(|f| f["labels"][0]["article"] == "good.txt"), "{name}: {found:?}");
}

#[test]
fn odd_bytes() {
    beside_a_good_one("invalid.txt", b"Zo\xc3\xab and Ren\xc3\xa9 met\xff\xfe\x80.", &["E0604"]);
    beside_a_good_one("invalid.html", b"<!DOCTYPE html><p>Zo\xc3\xab met \xff\xfe\x80 and \xc3\xa9.</p>", &[]);
    beside_a_good_one("invalid.jsonl", b"{\"text\": \"\xff\xfe\"}\n{\"text\": \"Ships met.\"}\n", &["E0606"]);
    beside_a_good_one("surrogate.jsonl", br#"{"text": "Ships \ud800 met."}"#, &["E0606"]);
    beside_a_good_one("surrogate.json", b"[{\"text\": \"Ships \\udc00 met.\"},\n{\"text\": \"x\"}]", &["E0606"]);
    beside_a_good_one(
        "surrogate.html",
        b"<html><p>Ships &#xd800; &#xdfff; &#x110000; &#99999999999999999999; met.",
        &[],
    );
    beside_a_good_one("ninjs.json", br#"{"uri": "a", "body_text": "Ships \ud800 met."}"#, &["E0606"]);
    beside_a_good_one("nul.txt", b"Ships\0 met off Oslo on Monday.\0", &[]);
    beside_a_good_one("nul.html", b"<html><p>Ships\0 met&#0; off Oslo</p>", &[]);
    beside_a_good_one("nuls.txt", &[0; 100_000], &["E0604"]);
    beside_a_good_one("nul.xml", b"<rss><channel><item><title>\0</title><description>a\0b &#0; &#xd800; &nothing;</description></item></channel></rss>", &[]);
    beside_a_good_one("nul.eml", b"From: \0\nSubject: \0\nDate: 99999999\n\n\0\xff", &[]);
}

#[test]
fn long_lines() {
    let line = "The council met on Monday and ships left. ".repeat(50 * 1024 * 1024 / 42);
    beside_a_good_one("line.txt", line.as_bytes(), &["E0614"]);
    beside_a_good_one("line.html", format!("<html><p>{line}").as_bytes(), &["E0614"]);
    beside_a_good_one("line.jsonl", format!("{{\"text\": \"{line}\"}}").as_bytes(), &["E0614"]);
    beside_a_good_one("word.txt", &vec![b'a'; 50 * 1024 * 1024], &["E0614"]);
    beside_a_good_one("tags.html", &b"<p>a".repeat(10 * 1024 * 1024), &["E0614"]);
    beside_a_good_one("tags.xml", &[b"<rss>", &b"&lt;".repeat(10 * 1024 * 1024)[..]].concat(), &["E0614"]);
    beside_a_good_one("lines.txt", &b"a\n".repeat(25 * 1024 * 1024), &["E0614"]);
}

#[test]
fn deep_nesting() {
    let deep = |open: &str| open.repeat(100_000);
    beside_a_good_one("divs.html", format!("<html>{}Ships met.", deep("<div>")).as_bytes(), &[]);
    beside_a_good_one("spans.html", format!("<html><p>{}Ships met.", deep("<b><i>")).as_bytes(), &[]);
    beside_a_good_one("ends.html", format!("<html>{}{}Ships met.", deep("<p>"), deep("</div>")).as_bytes(), &[]);
    beside_a_good_one("lists.html", format!("<html>{}Ships met.", deep("<ul><li>")).as_bytes(), &[]);
    beside_a_good_one("quotes.md", format!("{}Ships met.", deep("> ")).as_bytes(), &[]);
    beside_a_good_one("links.md", format!("{}Ships met.", deep("[")).as_bytes(), &[]);
    beside_a_good_one("stars.md", format!("{}Ships met.", deep("*the ships ")).as_bytes(), &[]);
    beside_a_good_one("arrays.json", deep("[").as_bytes(), &["E0606"]);
    beside_a_good_one("objects.jsonl", format!("{}\n", deep("{\"text\":")).as_bytes(), &["E0606"]);
    beside_a_good_one("nitf.xml", format!("<nitf><body>{}Ships met.", deep("<p>")).as_bytes(), &["E0606"]);
    beside_a_good_one("items.xml", format!("<rss>{}", deep("<item>")).as_bytes(), &["E0606"]);
    let parts: String =
        (0..2_000).map(|i| format!("Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")).collect();
    beside_a_good_one(
        "parts.eml",
        format!("From: a@b.example\nSubject: x\n{parts}\nShips met.").as_bytes(),
        &["E0606"],
    );
}

#[test]
fn bombs() {
    let zeros = vec![b'0'; 10 << 20];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    (0..200).for_each(|_| encoder.write_all(&zeros).unwrap());
    let bomb = encoder.finish().unwrap();
    beside_a_good_one("a.txt.gz", &bomb, &["E0613"]);
    beside_a_good_one("a.jsonl.gz", &bomb, &["E0613"]);
    let http = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n", &bomb[..]].concat();
    let head =
        format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: x:1\r\nContent-Length: {}\r\n\r\n", http.len());
    beside_a_good_one("a.warc", &[head.as_bytes(), &http, b"\r\n\r\n"].concat(), &["E0605"]);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.txt", "b.jsonl"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        (0..20).for_each(|_| archive.write_all(&zeros).unwrap());
    }
    beside_a_good_one("a.zip", &archive.finish().unwrap().into_inner(), &["E0605", "E0613"]);
    // Each reference is twenty of the one before.
    let mut references = "<!DOCTYPE rss [<!ENTITY a \"ha ha\">".to_string();
    for (one, next) in ('a'..'m').zip('b'..) {
        references.push_str(&format!("<!ENTITY {next} \"{}\">", format!("&{one};").repeat(20)));
    }
    let feed = format!("{references}]><rss><channel><item><description>&m;&m;</description></item></channel></rss>");
    beside_a_good_one("laughs.xml", feed.as_bytes(), &[]);
}

#[test]
fn nesting_of_archives() {
    let (mut zipped, mut tarred, mut name) = (GOOD.as_bytes().to_vec(), GOOD.as_bytes().to_vec(), "a.txt".to_string());
    for _ in 0..12 {
        tarred = tar(&name.replace("zip", "tar"), &tarred);
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&zipped).unwrap();
        zipped = archive.finish().unwrap().into_inner();
        name = "a.zip".into();
    }
    beside_a_good_one("deep.zip", &zipped, &["E0612"]);
    beside_a_good_one("deep.tar", &tarred, &["E0612"]);
}

#[test]
fn what_is_cut_off_or_claims_too_much() {
    let text = GOOD.repeat(2_000).into_bytes();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&text).unwrap();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("a.txt", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(&text).unwrap();
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(&text).unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(&text[..], ruzstd::encoding::CompressionLevel::Fastest);
    for (name, bytes, codes) in [
        ("cut.txt.gz", encoder.finish().unwrap(), &["E0611"][..]),
        ("cut.txt.bz2", bzip2.finish().unwrap(), &["E0611"]),
        ("cut.txt.zst", zstd, &["E0611"]),
        ("cut.tar", tar("a.txt", &text), &["E0611"]),
        // The member, and the archive, which has lost its directory.
        ("cut.zip", archive.finish().unwrap().into_inner(), &["E0611", "E0611"]),
    ] {
        beside_a_good_one(name, &bytes[..bytes.len() / 3 * 2], codes);
    }
    let record =
        |length: &str| format!("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: {length}\r\n\r\n{GOOD}\r\n\r\n");
    for length in ["-1", "60000000", "99999999999999999999", "many"] {
        beside_a_good_one("length.warc", record(length).as_bytes(), &["E0611"]);
    }
    let mut claims = tar("a.txt", GOOD.as_bytes());
    claims[124..136].copy_from_slice(b"77777777777\0");
    beside_a_good_one("size.tar", &claims, &["E0611"]);
}

#[test]
fn memory_follows_the_articles_and_not_their_archive() {
    const RECORDS: usize = 256;
    const PADDING: usize = 1 << 20;
    /// Of what is read, the records that lie in memory side by side are most.
    const MOST: u64 = 128 << 20;
    fn page(n: usize, padding: &str) -> String {
        format!("<!DOCTYPE html><html><script>{padding}</script><article><p>{GOOD} Ship {n}.</p></article></html>")
    }
    fn warc(to: &mut dyn Write) -> std::io::Result<()> {
        let padding = "a".repeat(PADDING);
        for n in 0..RECORDS {
            // Most of what a crawl holds is no article.
            let (media, body) =
                if n % 16 == 0 { ("text/html", page(n, &padding)) } else { ("image/png", padding.clone()) };
            let http = format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n{body}");
            let length = http.len();
            write!(
                to,
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: x:{n}\r\nContent-Length: {length}\r\n\r\n{http}\r\n\r\n"
            )?;
        }
        Ok(())
    }
    let folder = Folder::new("stream", &[]);
    let ended = check_fed(&folder, &["-"], MOST, warc);
    assert_eq!((ended.status, &ended.report["summary"]["articles"]), (1, &(RECORDS / 16).into()));
    let packed = |to: &mut dyn Write| {
        let mut encoder = flate2::write::GzEncoder::new(to, flate2::Compression::none());
        warc(&mut encoder)?;
        encoder.finish().map(|_| ())
    };
    let ended = check_fed(&folder, &["-"], MOST, packed);
    assert_eq!((ended.status, &ended.report["summary"]["articles"]), (1, &(RECORDS / 16).into()));
    let lines = |to: &mut dyn Write| {
        let raw = "a".repeat(PADDING);
        (0..RECORDS).try_for_each(|n| writeln!(to, "{}", serde_json::json!({"id": n, "raw": raw, "text": GOOD})))
    };
    let ended = check_fed(&folder, &["-"], MOST, lines);
    assert_eq!((ended.status, &ended.report["summary"]["articles"]), (1, &RECORDS.into()));
    let members = |to: &mut dyn Write| {
        let padding = "a".repeat(PADDING);
        for n in 0..RECORDS {
            let (name, content) = if n % 16 == 0 { ("html", page(n, &padding)) } else { ("png", padding.clone()) };
            to.write_all(&member(&format!("{n}.{name}"), tar::EntryType::Regular, content.as_bytes()))?;
        }
        to.write_all(&[0; 1024])
    };
    let ended = check_fed(&folder, &["-"], MOST, members);
    assert_eq!((ended.status, &ended.report["summary"]["articles"]), (1, &(RECORDS / 16).into()));
}

/// A member of an archive of tar, written byte by byte: libraries refuse such paths.
fn member(path: &str, kind: tar::EntryType, content: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_entry_type(kind);
    header.as_old_mut().linkname[..11].copy_from_slice(b"/etc/passwd");
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    let mut bytes = [header.as_bytes(), content].concat();
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

/// An archive of one member.
fn tar(path: &str, content: &[u8]) -> Vec<u8> {
    [&member(path, tar::EntryType::Regular, content)[..], &[0; 1024]].concat()
}

#[test]
fn paths_in_archives_are_only_names() {
    let folder = Folder::new("paths", &[("in/good.txt", GOOD)]);
    let inside = folder.0.join("in");
    fs::write(inside.join("up.tar"), tar("../../escaped.txt", GOOD.as_bytes())).unwrap();
    fs::write(inside.join("root.tar"), tar("/tmp/claimlint-escaped.txt", GOOD.as_bytes())).unwrap();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("../escaped.txt", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(GOOD.as_bytes()).unwrap();
    fs::write(inside.join("up.zip"), archive.finish().unwrap().into_inner()).unwrap();
    let ended = check(&folder, &["in"]);
    assert_eq!((ended.status, ended.codes.len()), (1, 0), "{:?}", ended.codes);
    let mut names: Vec<&str> = Vec::new();
    for finding in ended.report["findings"].as_array().unwrap() {
        names.push(finding["labels"][0]["article"].as_str().unwrap());
    }
    let expected = [
        "in/good.txt",
        "in/root.tar#/tmp/claimlint-escaped.txt",
        "in/up.tar#../../escaped.txt",
        "in/up.zip#../escaped.txt",
    ];
    assert_eq!(names, expected);
    let left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["in"], "nothing is written");
    assert!(!std::path::Path::new("/tmp/claimlint-escaped.txt").exists());
    // What claims to be longer than it is ends where the archive does.
    let mut cut = tar("a.txt", GOOD.as_bytes());
    cut.extend(tar("b.txt", &GOOD.as_bytes().repeat(100)));
    let folder = Folder::new("cut", &[]);
    fs::write(folder.0.join("cut.tar"), &cut[1024 + 1024..cut.len() - 3000]).unwrap();
    assert_eq!(check(&folder, &["."]).codes, ["E0611"]);
}

#[test]
fn nothing_leads_out_of_a_file() {
    use tar::EntryType;
    let kinds = [EntryType::Symlink, EntryType::Link, EntryType::Char, EntryType::Fifo, EntryType::Directory];
    let mut links: Vec<u8> = kinds.iter().flat_map(|kind| member("a.txt", *kind, b"")).collect();
    links.extend(tar("b.txt", b"Ships met."));
    let outside = "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss><channel><item><description>Ships &a; met.</description></item></channel></rss>";
    let folder = Folder::new("links", &[("a.xml", outside)]);
    fs::write(folder.0.join("links.tar"), links).unwrap();
    let ended = check(&folder, &["."]);
    assert_eq!((ended.status, ended.codes.len(), &ended.report["summary"]["articles"]), (0, 0, &2.into()));
    let facts = folder.run(&["facts", "--format", "jsonl", "."]);
    assert!(facts.out.contains("Ships") && !facts.out.contains("root:"), "{}", facts.out);
}

#[test]
fn odd_things_of_the_file_system() {
    let folder = Folder::new("odd", &[("good.txt", GOOD), ("x.txt/inner.txt", "Ships met.")]);
    symlink("loop-b.txt", folder.0.join("loop-a.txt")).unwrap();
    symlink("loop-a.txt", folder.0.join("loop-b.txt")).unwrap();
    symlink(".", folder.0.join("around")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.0.join("fifo.txt")).status().unwrap().success());
    let ended = check(&folder, &["."]);
    assert_eq!((ended.status, ended.codes.len()), (1, 0), "{:?}", ended.codes);
    assert_eq!(ended.report["summary"]["articles"], 2);
    let ended = check(&folder, &["loop-a.txt", "fifo.txt", "/dev/zero", "/dev/null", "x.txt", "good.txt"]);
    assert_eq!((ended.status, ended.codes), (3, ["E0603", "E0602", "E0602", "E0602"].map(String::from).to_vec()));
    // A file that is there, and cannot be read by anybody.
    assert_eq!(check(&folder, &["/proc/self/mem", "good.txt"]).codes, ["E0603"]);
    let closed = folder.0.join("closed.txt");
    fs::write(&closed, GOOD).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything is refused nothing.
    if fs::File::open(&closed).is_err() {
        assert_eq!(check(&folder, &["closed.txt", "good.txt"]).codes, ["E0603"]);
    }
}

#[test]
fn endless_standard_input() {
    let folder = Folder::new("endless", &[]);
    let mut yes = std::process::Command::new("yes").arg("Ships met.").stdout(Stdio::piped()).spawn().unwrap();
    let done = folder.command(&["check", "-"]).stdin(yes.stdout.take().unwrap()).output().unwrap();
    yes.kill().unwrap();
    yes.wait().unwrap();
    assert_eq!(done.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&done.stderr).contains("E0605"));
}

#[test]
fn files_that_change_while_they_are_read() {
    let folder = Folder::new("changing", &[("good.txt", GOOD)]);
    let path = folder.0.join("changing.jsonl");
    let line = "{\"text\": \"Ida Holm met Jens Falk on Tuesday.\"}\n";
    fs::write(&path, line.repeat(1_000)).unwrap();
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let writer = thread::spawn(move || {
        let mut length = 0;
        while stopped.try_recv().is_err() {
            length = (length + 7_919) % 40_000;
            let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
            file.set_len(length).unwrap();
            let _ = fs::write(&path, line.repeat(1_000));
        }
    });
    for _ in 0..5 {
        let ended = check(&folder, &["."]);
        assert!(matches!(ended.status, 1 | 3), "{}", ended.status);
        assert!(ended.codes.iter().all(|c| c == "E0606"), "{:?}", ended.codes);
    }
    stop.send(()).unwrap();
    writer.join().unwrap();
}

/// Control sequences, marks that turn text around, and markup that would act.
const ACTING: &str = "\u{1b}]0;x\u{7}\u{1b}[31m\u{9b}2J\u{202e}\u{2066}\u{200b}\u{feff}<script>alert(1)</script><img src=x onerror=alert(1)>&\"'";

#[test]
fn nothing_that_an_article_says_acts() {
    let text = format!("{ACTING} The council met on Tuesday, 15 October 2025, {ACTING} said Ida {ACTING} Holm.\n");
    let id = format!("{ACTING}#{ACTING}");
    let record =
        serde_json::json!({"id": id, "title": text, "text": text, "source": ACTING, "url": ACTING, "date": ACTING})
            .to_string();
    let named = format!("{}.txt", ACTING.replace('/', "-"));
    let folder = Folder::new("acting", &[(&named, &text), ("a.jsonl", &record), ("b.md", &text)]);
    let head = format!(
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {ACTING}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
        text.len()
    );
    folder.write("c.warc", &format!("{head}{text}\r\n\r\n"));
    fs::write(folder.0.join("d.tar"), tar("\u{1b}[31m\u{202e}<script>.txt", text.as_bytes())).unwrap();
    fs::write(folder.0.join(OsStr::from_bytes(b"\xff\x1b[31m.txt")), &text).unwrap();
    folder.write(&format!("{}bad.jsonl", ACTING.replace('/', "-")), "{broken\n");
    let formats =
        ["full", "short", "html", "sarif", "junit", "github", "gitlab", "checkstyle", "markdown", "claim-review"];
    let mut all: Vec<Vec<&str>> = formats.map(|f| vec!["check", "--format", f, "."]).into();
    all.extend(["table", "html"].map(|f| vec!["facts", "--format", f, "."]));
    let place = format!("{named}:1");
    all.extend(["text", "json", "mermaid"].map(|f| vec!["explain", "--at", &place, "--format", f]));
    all.push(vec!["check", "--show", "undecided,suppressed,alignment", "."]);
    all.extend([vec!["check", ACTING], vec!["check", "--format", ACTING], vec![ACTING]]);
    for args in &all {
        let done = folder.run(args);
        assert!(matches!(done.status, 0..=3), "{args:?}: {}", done.err);
        for (stream, text) in [("output", &done.out), ("errors", &done.err)] {
            let acting = |c: &char| {
                c.is_control() && *c != '\n'
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
            };
            assert_eq!(text.chars().find(acting), None, "{args:?}, {stream}: {text:?}");
        }
        if args.contains(&"html") || args.contains(&"markdown") {
            assert!(!done.out.contains("<script>alert") && !done.out.contains("<img src=x"), "{}", done.out);
        }
    }
    for args in [&["check", "--format", "jsonl", "."][..], &["facts", "--format", "jsonl", "."]] {
        let done = folder.run(args);
        for line in done.out.lines().chain(done.err.lines()) {
            serde_json::from_str::<Value>(line).unwrap_or_else(|e| panic!("{e}: {line:?}"));
        }
        assert!(!done.out.chars().any(|c| c.is_control() && c != '\n' && !('\u{80}'..='\u{9f}').contains(&c)));
    }
}
