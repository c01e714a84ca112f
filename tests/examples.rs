//! The example batch: its report as a snapshot, and the README's pictures of it.

use std::path::{Path, PathBuf};

use claimlint::check;
use claimlint::report::{Format, RenderOptions, render};
use claimlint::run;

/// What `claimlint check examples/articles --rules examples/desk.claim` prints.
fn report() -> String {
    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).expect("the project's folder");
    let files = run::RuleFiles { rules: vec![PathBuf::from("examples/desk.claim")], ..run::RuleFiles::default() };
    let loaded = run::load_rules(&files).expect("the rules can be read");
    assert!(!loaded.has_errors(), "{:?}", loaded.diagnostics);
    let (batch, errors) = run::articles(&[PathBuf::from("examples/articles")], None);
    assert_eq!(errors, []);
    let (_, report) = run::check(&batch, &loaded.program, &check::Options::default());
    let mut out = Vec::new();
    render(Format::Full, &report, &batch, &loaded.program, &RenderOptions::default(), &mut out).expect("memory");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Blocks of the README that begin as a finding does.
fn pictures(readme: &str) -> Vec<&str> {
    readme
        .split("```")
        .skip(1)
        .step_by(2)
        .map(|b| b.trim_start_matches("text").trim())
        .filter(|b| ["error[", "warning[", "advice["].iter().any(|head| b.starts_with(head)))
        .collect()
}

#[test]
fn the_week_is_reported() {
    let text = format!("$ claimlint check examples/articles --rules examples/desk.claim\n\n{}", report());
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("examples-report", text); });
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("a README");
    let report = report();
    let pictures = pictures(&readme);
    assert!(!pictures.is_empty());
    for picture in pictures {
        assert!(report.contains(picture), "README.md shows\n\n{picture}\n\nbut the report is\n\n{report}");
    }
}

#[test]
fn the_rules_are_formatted() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/desk.claim")).expect("rules");
    assert_eq!(claimlint::language::format_source(&text), Ok(text));
}
