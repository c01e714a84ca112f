//! The language reference, `docs/language.md` and `docs/language/`: its examples do what it says, and every production of
//! the grammar has one.
//!
//! On a page stand blocks of these forms:
//!
//! - ```` ```claim ```` is a rule file without the standard pack, ```` ```claim std ```` one with it. It has no error, and
//!   its tests pass. A `text` block that begins with `error` or `warning` right behind it states what it is told instead.
//! - ```` ```claim FILE ```` and ```` ```text FILE ```` are files that the examples of the page can name.
//! - ```` ```console ```` has calls of the program behind `$`, made in a folder with the files of the page, and what they
//!   print.
//!
//! With `UPDATE_REFERENCE=1` what is told, printed, and the table of kinds are written anew, to be read before they are
//! committed.

#[path = "support/files.rs"]
mod files;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use claimlint::facts::{KindDef, Tolerance};
use claimlint::language::{LoadOptions, Loaded, RuleInput, all_productions, load, productions};
use claimlint::testing::{self, Outcome};
use files::Files;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        return pages().into_iter().for_each(|(path, text)| fs::write(path, rewritten(&text)).expect("writable"));
    }
    let mut trials = Vec::new();
    for (path, text) in pages() {
        let name = path.file_stem().expect("a name").to_string_lossy().to_string();
        let (all, right) = (blocks(&text), rewritten(&text));
        for (i, block) in all.iter().enumerate() {
            if let Form::Claim { std } = block.form {
                let (block, told, files) = (block.clone(), told(&all, i).is_some(), named(&all));
                let name = format!("{name}:{}", block.line + 1);
                trials.push(Trial::test(name, move || example(&block, std, told, files)));
            }
        }
        let shown = format!("{name} shows what is told and printed");
        trials.push(Trial::test(shown, move || match text == right {
            true => Ok(()),
            false => Err(format!("with UPDATE_REFERENCE=1 it would be\n\n{}", changed(&text, &right)).into()),
        }));
    }
    trials.push(Trial::test("every production has an example", every_production_has_an_example));
    libtest_mimic::run(&arguments, trials).exit();
}

fn pages() -> Vec<(PathBuf, String)> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let entries = fs::read_dir(docs.join("language")).expect("the reference is there");
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("readable").path()).collect();
    paths.push(docs.join("language.md"));
    paths.sort();
    paths.into_iter().map(|p| (p.clone(), fs::read_to_string(&p).expect("UTF-8"))).collect()
}

fn every_production_has_an_example() -> Result<(), Failed> {
    let mut shown = BTreeSet::new();
    for (_, text) in pages() {
        for block in blocks(&text).iter().filter(|b| matches!(b.form, Form::Claim { .. } | Form::File(_))) {
            shown.extend(productions(&block.text));
        }
    }
    let missing: Vec<String> = all_productions().difference(&shown).cloned().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!(
        "no example of the language reference shows these productions of grammar/claim.pest: {}\n\
         Add a `claim` block that uses each to the page of docs/language/ that speaks of it. A form that is read only to be \
         answered with an error goes to docs/language/elsewhere.md, with the error in a `text` block behind it \
         (UPDATE_REFERENCE=1 cargo test --test reference writes that block).",
        missing.join(", ")
    );
    Err(message.into())
}

// ---- blocks ----

#[derive(Clone, PartialEq)]
enum Form {
    /// A rule file to be loaded.
    Claim {
        std: bool,
    },
    /// A file that others name.
    File(String),
    Console,
    Text,
    Other,
}

#[derive(Clone)]
struct Block {
    form: Form,
    text: String,
    /// Of its fence, from 0.
    line: usize,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (line, words) in page.lines().enumerate() {
        match (words.strip_prefix("```"), open) {
            (Some(_), true) => open = false,
            (Some(fence), false) => {
                let form = match fence.split_once(' ').unwrap_or((fence, "")) {
                    ("claim", "") => Form::Claim { std: false },
                    ("claim", "std") => Form::Claim { std: true },
                    ("claim" | "text", name) if !name.is_empty() => Form::File(name.to_string()),
                    ("console", _) => Form::Console,
                    ("text", _) => Form::Text,
                    _ => Form::Other,
                };
                blocks.push(Block { form, text: String::new(), line });
                open = true;
            }
            (None, true) => {
                let block = blocks.last_mut().expect("one is open");
                block.text.push_str(words);
                block.text.push('\n');
            }
            (None, false) => {}
        }
    }
    assert!(!open, "a fence is open at the end");
    blocks
}

/// The block behind a rule file that states what it is told.
fn told(blocks: &[Block], of: usize) -> Option<&Block> {
    let next = blocks.get(of + 1).filter(|b| b.form == Form::Text)?;
    ["error", "warning"].iter().any(|w| next.text.starts_with(w)).then_some(next)
}

fn named(blocks: &[Block]) -> Vec<(String, String)> {
    let name = |b: &Block| match &b.form {
        Form::File(name) => Some((name.clone(), b.text.clone())),
        _ => None,
    };
    blocks.iter().filter_map(name).collect()
}

// ---- what examples do ----

fn loaded(text: &str, std: bool, files: Vec<(String, String)>) -> Loaded {
    // Examples leave their first line out.
    let language = if text.contains("language ") { "" } else { "language 1\n" };
    let input = RuleInput { name: "example.claim".into(), text: format!("{language}{text}") };
    load(&[input], &LoadOptions { std, with_tests: false, loader: &Files(files), ..LoadOptions::default() })
}

fn example(block: &Block, std: bool, told: bool, files: Vec<(String, String)>) -> Result<(), Failed> {
    let loaded = loaded(&block.text, std, files);
    if told {
        return Ok(());
    }
    let errors: Vec<String> = loaded.diagnostics.iter().filter(|d| d.is_error()).map(message).collect();
    if !errors.is_empty() {
        return Err(errors.concat().into());
    }
    let mut wrong = String::new();
    for result in testing::run(&loaded.program, |_| true) {
        let why = match &result.outcome {
            Outcome::Passed | Outcome::Todo(_) => continue,
            Outcome::Failed(failure) => testing::lines(result.test, failure).join("\n"),
            Outcome::NowPasses => "it passes: remove its `todo`".to_string(),
        };
        let _ = writeln!(wrong, "{}: {}\n{why}", result.test.rule, result.test.name);
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

fn message(diagnostic: &claimlint::language::Diagnostic) -> String {
    let mut out = format!("{}[{}]: {}\n", diagnostic.severity.name(), diagnostic.code, diagnostic.message);
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  help: {help}");
    }
    out
}

/// The calls of a block with what they print.
fn called(block: &Block, files: &[(String, String)]) -> String {
    let folder = std::env::temp_dir().join(format!("claimlint-reference-{}-{}", std::process::id(), block.line));
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }
    let mut out = String::new();
    for line in block.text.lines().filter(|l| l.starts_with("$ claimlint")) {
        let words = line.split_whitespace().skip(2);
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
        command.args(words).current_dir(&folder).env("NO_COLOR", "1");
        let done = command.output().expect("it runs");
        let printed = [done.stderr, done.stdout].map(|b| String::from_utf8(b).expect("UTF-8")).concat();
        let _ = writeln!(out, "{line}\n{}", printed.trim_end());
    }
    fs::remove_dir_all(&folder).expect("it can go");
    out
}

// ---- pages with everything as it is ----

const KINDS: (&str, &str) = ("<!-- kinds -->", "<!-- end of kinds -->");

/// The page with what is told, what is printed and the table of kinds written anew.
fn rewritten(page: &str) -> String {
    let all = blocks(page);
    let files = named(&all);
    let mut out = String::new();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line == KINDS.0 {
            out.push_str(&kinds());
            let end = lines.by_ref().find(|(_, l)| *l == KINDS.1).expect("the table ends");
            out.push_str(end.1);
            out.push('\n');
        }
        let Some(i) = all.iter().position(|b| b.line == number) else { continue };
        let new = match all[i].form {
            Form::Console => called(&all[i], &files),
            Form::Text if i > 0 && told(&all, i - 1).is_some() => match all[i - 1].form {
                Form::Claim { std } => loaded(&all[i - 1].text, std, files.clone())
                    .diagnostics
                    .iter()
                    .filter(|d| d.is_error())
                    .map(message)
                    .collect(),
                _ => all[i].text.clone(),
            },
            _ => all[i].text.clone(),
        };
        out.push_str(&new);
        let skipped = all[i].text.lines().count();
        let fence = lines.by_ref().nth(skipped).expect("the block ends");
        out.push_str(fence.1);
        out.push('\n');
    }
    out
}

fn kinds() -> String {
    let loaded = load(&[], &LoadOptions::default());
    let kinds = &loaded.program.schema.kinds;
    let native = kinds.iter().filter(|k| k.native).count();
    let mut out = format!(
        "The first {native} are always there; the other {} come with the standard pack.\n\n\
         | kind | fields | the same when |\n|---|---|---|\n",
        kinds.len() - native
    );
    for kind in kinds {
        let fields: Vec<String> = kind.fields.iter().map(|f| format!("`{}` {}", f.name, f.ty.name())).collect();
        let _ = writeln!(
            out,
            "| **`{}`** {} | {} | {} |",
            kind.name,
            kind.title.to_lowercase(),
            fields.join(" · "),
            same(kind)
        );
    }
    out
}

fn same(kind: &KindDef) -> String {
    let keys = kind.same_when.iter().map(|k| {
        let mut out = format!("`{}`", kind.def(k.field).name);
        if k.overlap {
            out.push_str(" overlap");
        }
        match k.within {
            Some(Tolerance::Days(n)) => drop(write!(out, " within {n} days")),
            Some(Tolerance::Percent(n)) => drop(write!(out, " within {n} %")),
            Some(Tolerance::Number(n)) => drop(write!(out, " within {n}")),
            None => {}
        }
        if k.alone {
            out.push_str(" alone");
        }
        out
    });
    let keys: Vec<String> = keys.collect();
    if keys.is_empty() { "–".into() } else { keys.join(", ") }
}

/// The first lines that differ.
fn changed(before: &str, after: &str) -> String {
    let differs = before.lines().zip(after.lines()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.lines().skip(differs).take(12).collect::<Vec<_>>().join("\n");
    format!("from line {} on:\n{}\n\ninstead of\n{}", differs + 1, around(after), around(before))
}
