//! Cases of the claim language: `grammar/cases/*.md`.
//!
//! Each `##` of a Markdown file is a case. Its fenced `claim` blocks are rule files (the first is loaded, the others, and
//! `text` blocks, are what it can read; a name may stand behind the word `claim`). Under a line, comments that begin in
//! column 0 mark what is wrong with it:
//!
//! ```text
//!   must c.numbr <= 3
//! #      ^^^^^^^ error[E0203]: `count` has no field `numbr`; did you mean `number`?
//! ```
//!
//! Behind the code stand message, label and help; a mark of `-` is a further label of the error above it in the file. A
//! mark in column 0 starts on the `#`. With `UPDATE_CASES=1` the comments are written anew, to be read before they are
//! committed.

#[path = "support/files.rs"]
mod files;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use claimlint::language::{Diagnostic, LoadOptions, RuleInput, load};
use claimlint::source::LineIndex;
use files::Files;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/cases");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the cases are there").map(|e| e.expect("readable").path()).collect();
    files.sort();
    let mut trials = Vec::new();
    for path in files.into_iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let text = fs::read_to_string(&path).expect("cases are UTF-8");
        if update {
            fs::write(&path, rewritten(&text)).expect("cases can be written");
            continue;
        }
        let file = path.file_stem().expect("it has a name").to_string_lossy().to_string();
        for case in cases(&text) {
            trials.push(Trial::test(format!("{file}: {}", case.name), move || run(&case)));
        }
    }
    if !update {
        trials.push(Trial::test("every code has a case", every_code_has_a_case));
        trials.push(Trial::test("there are cases enough", there_are_cases_enough));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// Codes that a case cannot show: they need depth, length, bytes, or what lies outside of rule files. Their tests stand
/// beside the code.
const ELSEWHERE: &[&str] = &[
    "E0104", "E0118", "E0133", "E0150", "E0227", "E0235", "E0237", "E0504", "E0509", "W0012", "W0017", "W0401",
    "W0402", "W0403", "W0404", "W0405", "W0407",
];

/// Faulty files, and files that are warned of: what is promised of the language.
fn there_are_cases_enough() -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/cases");
    let (mut errors, mut warnings, mut seen) = (0, 0, BTreeSet::new());
    for entry in fs::read_dir(folder)? {
        for case in cases(&fs::read_to_string(entry?.path())?) {
            // A case that only repeats another counts once.
            let text: String = case.blocks.iter().map(|b| b.text.as_str()).collect();
            let marks: String = text.lines().filter(|l| is_mark(l)).collect();
            errors += usize::from(marks.contains(" error[") && seen.insert(text.clone()));
            warnings += usize::from(marks.contains(" warning[") && seen.insert(format!("{text}\n")));
        }
    }
    match errors >= 150 && warnings >= 50 {
        true => Ok(()),
        false => Err(format!("{errors} cases of errors, {warnings} of warnings").into()),
    }
}

fn every_code_has_a_case() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &str, ending: &str| -> String {
        let entries = fs::read_dir(root.join(folder)).expect("the folder is there");
        let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("readable").path()).collect();
        paths.retain(|p| p.extension().is_some_and(|e| e == ending));
        paths.iter().map(|p| fs::read_to_string(p).expect("UTF-8")).collect()
    };
    let (source, cases) = (read("src/language/errors", "rs"), read("grammar/cases", "md"));
    let codes = regex_lite::Regex::new(r#""([EW]0\d{3})""#).expect("a pattern");
    let missing: Vec<&str> = codes
        .captures_iter(&source)
        .filter_map(|c| c.get(1).map(|m| m.as_str()))
        .filter(|code| !ELSEWHERE.contains(code) && !cases.contains(&format!("[{code}]")))
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("no case shows {}", missing.join(", ")).into()) }
}

/// One `##` of a file.
struct Case {
    name: String,
    blocks: Vec<Block>,
}

/// A fenced block, without its marks.
#[derive(Clone)]
struct Block {
    /// `main.claim` where none is given.
    name: String,
    claim: bool,
    text: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut block: Option<Block> = None;
    for line in text.lines() {
        if let Some(open) = &mut block {
            if line.starts_with("```") {
                let done = block.take().expect("one is open");
                cases.last_mut().expect("a block stands under a heading").blocks.push(done);
            } else {
                open.text.push_str(line);
                open.text.push('\n');
            }
        } else if let Some(fence) = line.strip_prefix("```") {
            let (kind, name) = fence.split_once(' ').unwrap_or((fence, "main.claim"));
            block = Some(Block { name: name.trim().to_string(), claim: kind == "claim", text: String::new() });
        } else if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_string(), blocks: Vec::new() });
        }
    }
    assert!(block.is_none(), "a fence is open at the end");
    cases
}

fn run(case: &Case) -> Result<(), Failed> {
    if !case.blocks.iter().any(|b| b.claim) {
        return Err("this case has no `claim` block".into());
    }
    for (block, now) in case.blocks.iter().zip(annotated(&case.blocks)) {
        if block.text != now {
            return Err(format!("expected\n\n{}\ngot\n\n{now}", block.text).into());
        }
    }
    Ok(())
}

/// The file with all marks written anew.
fn rewritten(text: &str) -> String {
    let mut out = String::new();
    let mut new = cases(text).iter().flat_map(|c| annotated(&c.blocks)).collect::<Vec<_>>().into_iter();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
            let _ = writeln!(out, "{line}");
            if inside {
                out.push_str(&new.next().expect("as many blocks as before"));
            }
        } else if !inside {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

fn is_mark(line: &str) -> bool {
    let rest = line.strip_prefix('#').unwrap_or("");
    rest.trim_start().starts_with(['^', '-']) && !rest.starts_with('#')
}

/// The blocks with the marks that they should have.
fn annotated(blocks: &[Block]) -> Vec<String> {
    let plain: Vec<(String, String)> = blocks
        .iter()
        .map(|b| {
            let lines = b.text.lines().filter(|l| !is_mark(l));
            (b.name.clone(), lines.map(|l| format!("{l}\n")).collect())
        })
        .collect();
    let Some(first) = blocks.iter().position(|b| b.claim) else { return Vec::new() };
    let files = Files(plain.clone());
    let input = RuleInput { name: plain[first].0.clone(), text: plain[first].1.clone() };
    let options = LoadOptions { std: false, loader: &files, ..LoadOptions::default() };
    let mut loaded = load(&[input], &options);
    if !loaded.has_errors() {
        loaded.diagnostics.extend(claimlint::check::growth(&loaded.program));
    }
    loaded.diagnostics.iter().for_each(sounds_right);
    let sources = &loaded.program.sources;
    plain
        .iter()
        .map(|(name, text)| {
            let source = sources.iter().find(|(_, f)| f.name == *name).map(|(id, _)| id);
            let marks: Vec<(usize, usize, String)> = loaded.diagnostics.iter().flat_map(|d| marks(d, source)).collect();
            with_marks(text, marks)
        })
        .collect()
}

/// How messages sound: lower case, one line, no point at the end.
fn sounds_right(diagnostic: &Diagnostic) {
    let help = diagnostic.help.iter();
    let labels = diagnostic.labels.iter().map(|(_, label)| label).filter(|l| !l.is_empty());
    for words in help.chain(labels).chain([&diagnostic.message]) {
        let right = !words.starts_with(char::is_uppercase) && !words.ends_with('.') && !words.contains('\n');
        assert!(right, "{}: {words}", diagnostic.code);
        assert_eq!(words.matches('`').count() % 2, 0, "{}: {words}", diagnostic.code);
    }
    assert!(!diagnostic.labels.is_empty(), "{} has no place", diagnostic.code);
}

/// Start, end and words of every mark that an error makes in one file.
fn marks(diagnostic: &Diagnostic, source: Option<claimlint::source::SourceId>) -> Vec<(usize, usize, String)> {
    let mut all = Vec::new();
    for (i, (at, label)) in diagnostic.labels.iter().enumerate() {
        if Some(at.source) != source {
            continue;
        }
        let words = if i == 0 {
            let mut words = format!("{}[{}]: {}", diagnostic.severity.name(), diagnostic.code, diagnostic.message);
            if !label.is_empty() {
                let _ = write!(words, ": {label}");
            }
            if let Some(help) = &diagnostic.help {
                let _ = write!(words, "; {help}");
            }
            words
        } else {
            format!("{}: {label}", diagnostic.code)
        };
        let mark = if i == 0 { '^' } else { '-' };
        all.push((at.span.start as usize, at.span.end as usize, format!("{mark}{words}")));
    }
    all
}

fn with_marks(text: &str, mut marks: Vec<(usize, usize, String)>) -> String {
    marks.sort_by_key(|(start, ..)| *start);
    let index = LineIndex::new(text);
    let mut out = String::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        out.push_str(line);
        for (start, end, words) in marks.iter().filter(|(start, ..)| index.line_of(*start) == number) {
            let line_start = index.start_of(number);
            let line_text = line.trim_end_matches(['\n', '\r']);
            let from = text[line_start..*start].chars().count();
            let until = (*end).min(line_start + line_text.len()).max(*start);
            let length = text[*start..until].chars().count().max(1);
            let mark = &words[..1];
            let marks = if from == 0 {
                format!("#{}", mark.repeat(length.max(2) - 1))
            } else {
                format!("#{}{}", " ".repeat(from - 1), mark.repeat(length))
            };
            let _ = writeln!(out, "{marks} {}", &words[1..]);
        }
    }
    out
}
