//! The pages of `docs/errors`: every code has one, and their examples do what the pages say.
//!
//! A page has a faulty example (a `claim` block, or `console` lines that call the program), and behind it a mended one;
//! named blocks that follow are the files beside them. Between the two stands, in a `text` block, what the faulty one
//! is told. With `UPDATE_PAGES=1` these blocks are written anew, to be read before they are committed.

#[path = "support/files.rs"]
mod files;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use claimlint::language::{Diagnostic, LoadOptions, RuleInput, load};
use claimlint::report::codes::{CodePage, pages};
use claimlint::source::{LineIndex, Sources};
use files::Files;
use libtest_mimic::{Arguments, Failed, Trial};

/// Codes that an example cannot show: they need depth, length, odd bytes or permissions.
const NOT_SHOWN: &[&str] = &[
    "E0104", "E0118", "E0133", "E0150", "E0227", "E0504", "E0509", "E0602", "E0603", "E0604", "E0605", "E0611",
    "E0612", "E0613", "E0614", "E0718", "W0012",
];

fn main() {
    let arguments = Arguments::from_args();
    if std::env::var_os("UPDATE_PAGES").is_some() {
        return update();
    }
    let mut trials: Vec<Trial> =
        pages().map(|page| Trial::test(format!("page {}", page.code), move || run(&page))).collect();
    trials.push(Trial::test("every code has a page", every_code_has_a_page));
    trials.push(Trial::test("every group is compiled in", every_group_is_compiled_in));
    libtest_mimic::run(&arguments, trials).exit();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn every_code_has_a_page() -> Result<(), Failed> {
    fn sources(folder: &Path, all: &mut String) {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("readable").path();
            match path.is_dir() {
                true => sources(&path, all),
                false => all.push_str(&fs::read_to_string(&path).unwrap_or_default()),
            }
        }
    }
    let mut text = String::new();
    sources(&root().join("src"), &mut text);
    let pattern = regex_lite::Regex::new(r#""([EW]0\d{3})""#).expect("a pattern");
    let mut used: Vec<&str> = pattern.captures_iter(&text).filter_map(|c| c.get(1).map(|m| m.as_str())).collect();
    used.sort_unstable();
    used.dedup();
    let known: Vec<&str> = pages().map(|p| p.code).collect();
    let missing: Vec<&str> = used.iter().copied().filter(|c| !known.contains(c)).collect();
    let idle: Vec<&str> = known.iter().copied().filter(|c| !used.contains(c)).collect();
    match (missing.is_empty(), idle.is_empty()) {
        (true, true) => Ok(()),
        (false, _) => Err(format!("write a page in docs/errors for {}", missing.join(", ")).into()),
        (_, false) => Err(format!("nothing makes {}", idle.join(", ")).into()),
    }
}

fn every_group_is_compiled_in() -> Result<(), Failed> {
    let headings: usize = groups().iter().map(|(_, text)| text.matches("\n## ").count()).sum();
    match headings == pages().count() {
        true => Ok(()),
        false => Err(format!("{headings} pages in docs/errors, and {} in the program", pages().count()).into()),
    }
}

fn groups() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root().join("docs/errors")).expect("pages").map(|e| e.expect("readable").path()).collect();
    paths.sort();
    paths.into_iter().map(|p| (p.clone(), fs::read_to_string(&p).expect("UTF-8"))).collect()
}

/// A fenced block.
struct Block {
    /// `claim`, `console` or `text`.
    form: String,
    name: Option<String>,
    text: String,
    /// Line of the page on which it begins, and the one behind it.
    lines: (usize, usize),
}

fn blocks(body: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    for (i, line) in body.lines().enumerate() {
        match (line.strip_prefix("```"), open.as_mut()) {
            (Some(_), Some(_)) => {
                let mut done = open.take().expect("one is open");
                done.lines.1 = i + 1;
                blocks.push(done);
            }
            (Some(fence), None) => {
                let (form, name) = fence.split_once(' ').map_or((fence, None), |(f, n)| (f, Some(n.to_string())));
                open = Some(Block { form: form.into(), name, text: String::new(), lines: (i, i) });
            }
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// An example with the files beside it.
struct Example {
    console: bool,
    text: String,
    files: Vec<(String, String)>,
    /// Line of the page behind it.
    end: usize,
}

/// The examples of a page, and what it says that the first one is told.
fn examples(page: &CodePage) -> (Vec<Example>, Option<Block>) {
    let mut examples: Vec<Example> = Vec::new();
    let mut told = None;
    for block in blocks(page.body) {
        match (block.name.clone(), examples.last_mut()) {
            (Some(name), Some(example)) => {
                example.files.push((name, block.text));
                example.end = block.lines.1;
            }
            (None, _) if block.form == "text" => told = Some(block),
            _ => {
                let console = block.form == "console";
                examples.push(Example { console, text: block.text, files: Vec::new(), end: block.lines.1 });
            }
        }
    }
    (examples, told)
}

fn run(page: &CodePage) -> Result<(), Failed> {
    let (examples, told) = examples(page);
    let shown = !NOT_SHOWN.contains(&page.code);
    let wrong = |what: String| Err(Failed::from(format!("{}: {what}", page.code)));
    let prose = page.body.split("```").next().unwrap_or_default().trim();
    if prose.len() < 40 || page.title.ends_with('.') || page.title.starts_with(char::is_uppercase) {
        return wrong("a page says what its code means".into());
    }
    if !shown {
        let clean = examples.iter().filter(|e| !e.console).all(|e| !answer(e, page.code).has_code);
        return if clean { Ok(()) } else { wrong("its example has an error".into()) };
    }
    let Some((faulty, mended)) = examples.split_first() else { return wrong("it has no example".into()) };
    let now = answer(faulty, page.code);
    if !now.has_code {
        return wrong(format!("the faulty example is not told of it, but\n{}", now.words));
    }
    if told.as_ref().map(|t| t.text.as_str()) != Some(now.words.as_str()) {
        return wrong(format!("the faulty example is told\n\n{}", now.words));
    }
    if mended.is_empty() && !page.code.starts_with("E07") {
        return wrong("it has no mended example".into());
    }
    for example in mended {
        let now = answer(example, page.code);
        if now.has_code || now.has_errors {
            return wrong(format!("the mended example is told\n{}", now.words));
        }
    }
    Ok(())
}

/// What an example is told.
struct Answer {
    has_code: bool,
    has_errors: bool,
    words: String,
}

fn answer(example: &Example, code: &str) -> Answer {
    if example.console { call(example, code) } else { check(example, code) }
}

fn check(example: &Example, code: &str) -> Answer {
    let mut all = example.files.clone();
    all.push(("main.claim".into(), example.text.clone()));
    let files = Files(all);
    let input = RuleInput { name: "main.claim".into(), text: example.text.clone() };
    let loaded = load(&[input], &LoadOptions { std: false, loader: &files, ..LoadOptions::default() });
    let of_code = || loaded.diagnostics.iter().filter(|d| d.code == code);
    let has_errors = loaded.has_errors();
    let words: Vec<String> = match of_code().next() {
        Some(_) => of_code().map(|d| words(d, &loaded.program.sources)).collect(),
        None => loaded.diagnostics.iter().map(|d| words(d, &loaded.program.sources)).collect(),
    };
    Answer { has_code: of_code().next().is_some(), has_errors, words: words.concat() }
}

/// The message, the line with its mark, and the help.
fn words(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let (at, label) = &diagnostic.labels[0];
    let text = &sources.get(at.source).text;
    let index = LineIndex::new(text);
    let start = index.start_of(index.line_of(at.span.start as usize));
    let line = text[start..].lines().next().unwrap_or_default();
    let before = text[start..at.span.start as usize].chars().count();
    let end = (at.span.end as usize).min(start + line.len());
    let long = text[at.span.start as usize..end].chars().count().max(1);
    let mut out = format!("{}[{}]: {}\n  {line}\n", diagnostic.severity.name(), diagnostic.code, diagnostic.message);
    let _ = writeln!(out, "  {}", format!("{}{} {label}", " ".repeat(before), "^".repeat(long)).trim_end());
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  help: {help}");
    }
    out
}

/// Runs the lines behind `$`, one after the other, in a folder with the files of the example; the last one counts.
fn call(example: &Example, code: &str) -> Answer {
    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("claimlint-pages-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    for (name, text) in &example.files {
        fs::write(folder.join(name), text).expect("a file");
    }
    let mut told = String::new();
    for line in example.text.lines().filter_map(|l| l.strip_prefix("$ claimlint")) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
        let done = command.args(line.split_whitespace()).current_dir(&folder).env("NO_COLOR", "1").output();
        let done = done.expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        // What a command looks for is its output, what stops it is not.
        let out = text(done.stdout);
        told = if out.contains(&format!("[{code}]")) { out } else { text(done.stderr) };
    }
    fs::remove_dir_all(&folder).expect("it can be removed");
    let machine = told.starts_with('{');
    let has_code = told.contains(&format!("[{code}]")) || told.contains(&format!("\"error\":\"{code}\""));
    let words = match machine {
        true => told.clone(),
        false => {
            let lines = told.lines().filter(|l| !l.starts_with("for more about") && !l.is_empty());
            lines.map(|l| format!("{l}\n")).collect()
        }
    };
    Answer { has_code, has_errors: told.contains("error[") || told.contains("\"level\":\"error\""), words }
}

/// Writes the `text` block behind each faulty example anew.
fn update() {
    for (path, text) in groups() {
        let mut out = String::new();
        for (i, section) in text.split("\n## ").enumerate() {
            if i > 0 {
                out.push_str("\n## ");
            }
            out.push_str(&updated(section));
        }
        fs::write(&path, out).expect("pages can be written");
    }
}

fn updated(section: &str) -> String {
    let Some((head, body)) = section.split_once('\n') else { return section.to_string() };
    let Some((code, title)) = head.split_once(": ").filter(|(code, _)| !NOT_SHOWN.contains(code)) else {
        return section.to_string();
    };
    // The body of a section is leaked: pages are made of compiled-in text.
    let page = CodePage {
        code: String::leak(code.into()),
        title: String::leak(title.into()),
        body: String::leak(body.into()),
    };
    let (examples, told) = examples(&page);
    let Some(faulty) = examples.first() else { return section.to_string() };
    let words = answer(faulty, code).words;
    let mut lines: Vec<String> = body.lines().map(str::to_string).collect();
    if let Some(told) = told {
        lines.drain(told.lines.0 - 1..told.lines.1);
    }
    let at = faulty.end;
    let block = format!("\n```text\n{words}```");
    lines.splice(at..at, block.lines().map(str::to_string));
    let end = if body.ends_with('\n') { "\n" } else { "" };
    format!("{head}\n{}{end}", lines.join("\n"))
}
