//! The bundled rules: each has tests enough, and `docs/rules` is what they say.
//!
//! With `UPDATE_REFERENCE=1` the pages are written anew, to be read before they are committed.

use std::fs;
use std::path::Path;

use claimlint::language::{Expectation, LoadOptions, load};
use claimlint::testing::rule_pages;

/// Tests that each rule has at least.
const TESTS: usize = 6;
/// Of these, tests that hold: what is right, and what only looks like a violation.
const HOLD: usize = 2;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_rule_is_tested_from_all_sides() {
    let program = load(&[], &LoadOptions::default()).program;
    let mut wanting = Vec::new();
    for rule in &program.rules {
        let tests: Vec<_> = program.tests.iter().filter(|t| t.rule == rule.name && t.todo.is_none()).collect();
        let violated = tests.iter().filter(|t| matches!(t.expect, Expectation::Violated(_))).count();
        let holds = tests.iter().filter(|t| matches!(t.expect, Expectation::Holds)).count();
        if tests.len() < TESTS || violated == 0 || holds < HOLD {
            wanting.push(format!("{}: {} tests, {violated} violated, {holds} hold", rule.name, tests.len()));
        }
    }
    assert!(wanting.is_empty(), "at least {TESTS} each, one violated and {HOLD} that hold:\n{}", wanting.join("\n"));
}

#[test]
fn the_pages_are_those_of_the_rules() {
    let program = load(&[], &LoadOptions::default()).program;
    let folder = root().join("docs/rules");
    let pages = rule_pages(&program);
    let silent =
        pages.iter().filter(|(name, text)| name != "README.md" && !text.contains("\n## What it cannot know\n"));
    let silent: Vec<&str> = silent.map(|(name, _)| name.as_str()).collect();
    assert!(silent.is_empty(), "no `##` above these rules says what they cannot know: {}", silent.join(", "));
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        fs::create_dir_all(&folder).expect("a folder for the pages");
        for (name, text) in &pages {
            fs::write(folder.join(name), text).expect("a page is written");
        }
    }
    let changed: Vec<&str> = pages
        .iter()
        .filter(|(name, text)| fs::read_to_string(folder.join(name)).ok().as_deref() != Some(text))
        .map(|(name, _)| name.as_str())
        .collect();
    let hint = "UPDATE_REFERENCE=1 cargo test --test rules writes them";
    assert!(changed.is_empty(), "not as the rules and their tests have it ({hint}): {}", changed.join(", "));
    let on_disk = fs::read_dir(&folder).expect("docs/rules").count();
    assert_eq!(on_disk, pages.len(), "pages in docs/rules of rules that are no more");
}
