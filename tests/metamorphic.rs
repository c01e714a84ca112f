//! What must make no difference to the findings: the order of the batch, an article more that has nothing to do with the others, where
//! lines are broken, whether a text comes as a page, the time zone, the locale, the day and the number of threads. Over the examples
//! and, where it is there, over the articles that claimlint is measured on (`CLAIMLINT_BULK`, else `../shared/eval/bulk`).

#[path = "support/folder.rs"]
mod folder;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use claimlint::article::{Article, Batch, BlockKind, parse_date, plain_text, read};
use claimlint::check::Options;
use claimlint::facts::native;
use claimlint::finding::{Finding, Verdict};
use claimlint::language::{LoadOptions, Program, load};
use claimlint::run::Engine;
use claimlint::source::Span;
use folder::Folder;

/// Articles of a corpus that are taken into one batch, and how many there are at most.
const BULK: usize = 150;

fn examples() -> Batch {
    let (batch, errors) = read(&["examples/articles".into()]);
    assert_eq!(errors, []);
    batch
}

/// The first articles of each corpus; empty where there is none.
fn bulk() -> Vec<(String, Vec<Article>)> {
    let path = std::env::var_os("CLAIMLINT_BULK").map_or("../shared/eval/bulk".into(), PathBuf::from);
    let mut files: Vec<PathBuf> = fs::read_dir(&path).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    if files.is_empty() {
        println!("{} is not there: passed over", path.display());
    }
    let mut all = Vec::new();
    for file in files {
        let mut articles = read(std::slice::from_ref(&file)).0.articles;
        articles.truncate(BULK);
        all.push((file.display().to_string(), articles));
    }
    all
}

fn batches() -> Vec<(String, Vec<Article>)> {
    let mut all = vec![("examples".to_string(), examples().articles)];
    all.extend(bulk());
    all
}

fn program() -> Program {
    load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program
}

fn findings(engine: &Engine, articles: Vec<Article>) -> (Batch, Vec<Arc<Finding>>) {
    findings_of(engine, articles, &Options::default())
}

fn findings_of(engine: &Engine, articles: Vec<Article>, options: &Options) -> (Batch, Vec<Arc<Finding>>) {
    let batch = Batch::new(articles);
    let (_, report) = engine.check(&batch, options);
    (batch, report.findings)
}

/// What a finding says, wherever its words stand: blanks and line ends are one.
fn said(batch: &Batch, finding: &Finding) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let verdict = match finding.verdict {
        Verdict::Violated => "violated",
        Verdict::Undecided(why) => why.word(),
    };
    let places = finding.labels.iter().map(|l| {
        let article = batch.get(l.article);
        format!("{}: {}", article.name, words(article.words(l.span)))
    });
    let places: BTreeSet<String> = places.collect();
    format!("{} {verdict}: {} {places:?}", finding.rule, words(&finding.message))
}

fn all_said(batch: &Batch, findings: &[Arc<Finding>]) -> Vec<String> {
    let mut all: Vec<String> = findings.iter().map(|f| said(batch, f)).collect();
    all.sort();
    all
}

/// What one side says and the other does not.
fn difference(a: &[String], b: &[String]) -> Vec<String> {
    let only = |x: &[String], y: &[String], sign: &str| -> Vec<String> {
        x.iter().filter(|s| !y.contains(s)).map(|s| format!("{sign} {s}")).collect()
    };
    [only(a, b, "-"), only(b, a, "+")].concat()
}

#[test]
fn order_of_the_batch_and_an_article_more() {
    let program = program();
    let engine = Engine::new(&program);
    let unrelated = "The chapel garden opens\n\nThe gate of the chapel garden stands open again.\n\nA thrush sang in the pear tree.\n";
    for (name, articles) in batches() {
        let (batch, found) = findings(&engine, articles.clone());
        let plain = all_said(&batch, &found);
        let mut turned = articles.clone();
        turned.reverse();
        let (batch, found) = findings(&engine, turned);
        assert_eq!(difference(&plain, &all_said(&batch, &found)), Vec::<String>::new(), "{name} in another order");
        // Named so that it stands first, among others, and last.
        for own in ["!", "m", "~"] {
            let mut more = articles.clone();
            more.push(plain_text(own, unrelated.to_string()));
            let (batch, found) = findings(&engine, more);
            let without: Vec<String> = all_said(&batch, &found);
            assert_eq!(difference(&plain, &without), Vec::<String>::new(), "{name} with an article more");
        }
    }
}

/// The paragraphs of an article as somebody may write them into a file.
fn paragraphs(article: &Article) -> Vec<(BlockKind, &str)> {
    let parts = article.blocks.iter().filter(|b| b.kind != BlockKind::Line);
    parts.map(|b| (b.kind, article.words(b.span))).collect()
}

/// Lines of `width` characters at most, as far as words allow.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let own = word.chars().count();
        if length > 0 {
            let fits = length + 1 + own <= width;
            out.push(if fits { ' ' } else { '\n' });
            length = if fits { length + 1 } else { 0 };
        }
        out.push_str(word);
        length += own;
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// As a page: headline, captions and paragraphs by their elements.
fn page(article: &Article) -> String {
    let mut out =
        String::from("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"></head><body><article>\n");
    for (kind, words) in paragraphs(article) {
        let (open, close) = match kind {
            BlockKind::Headline => ("<h1>", "</h1>"),
            BlockKind::Caption => ("<figure><figcaption>", "</figcaption></figure>"),
            _ => ("<p>", "</p>"),
        };
        out.push_str(&format!("{open}{}{close}\n", escaped(words)));
    }
    out + "</article></body></html>\n"
}

/// The article read again from another file, with its own date and name.
fn again(article: &Article, folder: &Folder, ending: &str, text: &str) -> Article {
    let path = folder.0.join(format!("a.{ending}"));
    fs::write(&path, text).unwrap();
    let (batch, errors) = read(&[path]);
    assert_eq!(errors, [], "{text}");
    let read = batch.articles.into_iter().next().expect("one article");
    Article { name: article.name.clone(), date: article.date.clone(), story: article.story.clone(), ..read }
}

/// A text whose parts are told by blank lines alone, as both other forms have them: what stands in a file of lists, tables or lines that
/// are paragraphs is not the same text when it is wrapped.
fn plain(article: &Article, folder: &Folder) -> Article {
    let parts: Vec<String> = paragraphs(article).iter().map(|(_, words)| wrapped(words, usize::MAX)).collect();
    again(article, folder, "txt", &(parts.join("\n\n") + "\n"))
}

fn kept(articles: &[Article], width: usize, folder: &Folder) -> (Vec<Article>, Vec<Article>, Vec<Article>) {
    let (mut texts, mut narrow, mut pages) = (Vec::new(), Vec::new(), Vec::new());
    for article in articles {
        let text = plain(article, folder);
        let parts: Vec<String> = paragraphs(&text).iter().map(|(_, words)| wrapped(words, width)).collect();
        narrow.push(again(&text, folder, "txt", &(parts.join("\n\n") + "\n")));
        pages.push(again(&text, folder, "html", &page(&text)));
        texts.push(text);
    }
    (texts, narrow, pages)
}

#[test]
fn wrapped_paragraphs_and_pages() {
    let folder = Folder::new("metamorphic", &[]);
    let program = program();
    let engine = Engine::new(&program);
    // What is said of lines as they are written is said of other lines.
    let of_lines = program.rules.iter().filter(|r| r.vars.iter().any(|v| v.kind == native::LINE));
    let options = Options { not: of_lines.map(|r| r.name.to_string()).collect(), ..Options::default() };
    for (name, articles) in batches() {
        let (texts, narrow, pages) = kept(&articles, 72, &folder);
        let (batch, found) = findings_of(&engine, texts, &options);
        let plain = all_said(&batch, &found);
        for (how, other) in [("wrapped", narrow), ("as pages", pages)] {
            let (batch, found) = findings_of(&engine, other, &options);
            let differ = difference(&plain, &all_said(&batch, &found));
            assert!(differ.is_empty(), "{name} {how}, {} of {}:\n{}", differ.len(), plain.len(), differ.join("\n"));
        }
    }
}

/// Names, and acronyms with their words, over the end of a wrapped line: each was once read as something else there.
#[test]
fn words_at_the_ends_of_lines() {
    let program = program();
    let engine = Engine::new(&program);
    let facts = |text: String| -> Vec<String> {
        let batch = Batch::new(vec![plain_text("a.txt", text)]);
        let store = engine.facts(&batch);
        let kinds = [native::PERSON, native::PLACE, native::ACRONYM];
        let all = store.iter().filter(|(_, f)| kinds.contains(&f.kind));
        all.map(|(_, f)| format!("{:?} {}", f.kind, batch.get(f.article).words(f.span).replace('\n', " "))).collect()
    };
    for text in [
        "The papers came from the desk of the old campaign chairman, Fredrik Aske – though nobody said so – and from the clerks of the town council of Norrvik, who had kept them in a chest.",
        "He is tied to the militia Popular Harbour Forces (PHF), which was set up to guard the ships of the town when the winter storms had taken the old sea wall and its two towers.",
    ] {
        let plain = facts(format!("A chest of papers\n\n{text}\n"));
        assert!(!plain.is_empty());
        for width in 40..100 {
            let wrapped = wrapped(text, width);
            assert_eq!(facts(format!("A chest of papers\n\n{wrapped}\n")), plain, "{wrapped}");
        }
    }
}

#[test]
fn time_zone_locale_day_and_threads() {
    let run = |envs: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
        command.args(["check", "--no-cache", "--format", "json", "--show", "undecided", "examples/articles"]);
        command.env_clear().envs(envs.iter().copied());
        let output = command.output().expect("the program runs");
        assert!(output.status.code().is_some_and(|c| c < 2), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("JSON is UTF-8")
    };
    let plain = run(&[]);
    assert!(plain.contains("\"rule\""), "there is something to find");
    for envs in [
        &[("TZ", "Pacific/Kiritimati")][..],
        &[("TZ", "Pacific/Pago_Pago")],
        &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")],
        &[("LC_ALL", "de_DE.ISO-8859-1")],
        // The day that reproducible builds are told.
        &[("SOURCE_DATE_EPOCH", "0")],
        &[("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "7")],
    ] {
        assert_eq!(run(envs), plain, "{envs:?}");
    }
}

/// No module that articles go through asks what day or time it is: whatever the day, the same. (The store of earlier results asks, for
/// what to throw away.)
#[test]
fn nothing_asks_for_the_day() {
    fn files(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().flatten().map(|e| e.path()) {
            if entry.is_dir() { files(&entry, out) } else { out.push(entry) }
        }
    }
    let mut all = Vec::new();
    files(Path::new("src"), &mut all);
    let mut asked = Vec::new();
    let store = Path::new("src/run/cache/store.rs");
    for path in all.iter().filter(|p| p.extension().is_some_and(|e| e == "rs") && *p != store) {
        let text = fs::read_to_string(path).unwrap();
        let clocks = ["SystemTime::now", "Zoned::now", "Timestamp::now", "Local::now", "Utc::now", "TimeZone::system"];
        asked.extend(clocks.iter().filter(|c| text.contains(**c)).map(|c| format!("{}: {c}", path.display())));
    }
    assert_eq!(asked, Vec::<String>::new());
}

/// The test's own tools do what they say.
#[test]
fn a_page_shows_the_same_parts() {
    let folder = Folder::new("metamorphic-parts", &[]);
    let mut article = plain_text(
        "a.txt",
        "Ada Lund & Bo Holm meet\n\nOSLO, March 3 (Nordpress) — Ada Lund met Bo Holm, <and> no other, on the old bridge over the river in the rain of last Tuesday night.\n\nPhoto: Ada Lund in Oslo.\n\nThey left.\n".into(),
    );
    article.date =
        parse_date("2025-03-04").map(|value| claimlint::article::ArticleDate { value, by: "--date", span: None });
    let (texts, narrow, pages) = kept(&[article], 40, &folder);
    let parts = |a: &Article| -> Vec<(BlockKind, String)> {
        paragraphs(a).into_iter().map(|(k, w)| (k, w.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
    };
    assert_eq!(parts(&texts[0]).len(), 5, "{:?}", parts(&texts[0]));
    assert_eq!(parts(&narrow[0]), parts(&texts[0]));
    assert_eq!(parts(&pages[0]), parts(&texts[0]));
    assert!(narrow[0].text.contains('\n') && narrow[0].words(Span::new(0, 8)) == "Ada Lund");
}
