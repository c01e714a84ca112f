//! What the language means: the rule tests of `tests/meaning/`, one file for each part of the language, without the bundled pack. So they show as
//! well that an author's own kinds, phrases and cues do what those of the pack do.

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

use claimlint::language::{Expectation, Program, Test};
use claimlint::run::{self, RuleFiles};
use claimlint::testing::{self, Outcome};
use claimlint::{article, check, extract};

/// Files whose holding tests may be of articles that the rule has nothing to look at: what it does not see is their point.
const SEE_NOTHING: &[&str] =
    &["alignment", "declarations", "derivations", "exceptions", "phrases", "record", "scopes", "stance"];

/// Warnings that lie in what is shown: rules that see nothing have no violated test, overlap with their neighbours, or set all against all.
const OF_THE_SUBJECT: &[&str] = &["W0002", "W0019", "W0025"];

fn main() {
    let args = Arguments::from_args();
    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).expect("the project's folder");
    let mut files: Vec<PathBuf> = std::fs::read_dir("tests/meaning")
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "claim"))
        .collect();
    files.sort();
    let trials = files.iter().flat_map(|file| of_file(file)).collect();
    libtest_mimic::run(&args, trials).exit();
}

fn of_file(file: &Path) -> Vec<Trial> {
    let name = file.file_stem().expect("a file").to_string_lossy().into_owned();
    let rules = RuleFiles { rules: vec![file.to_path_buf()], no_std: true, ..RuleFiles::default() };
    let loaded = run::load_rules(&rules).expect("the file can be read");
    let wrong: Vec<String> = loaded
        .diagnostics
        .iter()
        .filter(|d| !OF_THE_SUBJECT.contains(&d.code))
        .map(|d| format!("{}: {}", d.code, d.message))
        .collect();
    let mut trials = vec![Trial::test(format!("{name} is right"), move || match wrong.is_empty() {
        true => Ok(()),
        false => Err(Failed::from(wrong.join("\n"))),
    })];
    for result in testing::run(&loaded.program, |_| true) {
        let outcome = match &result.outcome {
            Outcome::Failed(failure) => Err(Failed::from(testing::lines(result.test, failure).join("\n"))),
            Outcome::Passed if says_nothing(result.test, &loaded.program, &name) => {
                Err(Failed::from("it holds because the rule sees nothing"))
            }
            _ => Ok(()),
        };
        let test = format!("{name}::{}::{}", result.test.rule, result.test.name);
        trials.push(Trial::test(test, move || outcome));
    }
    trials
}

/// Whether a test holds only since the rule has no candidate.
fn says_nothing(test: &Test, program: &Program, file: &str) -> bool {
    if !matches!(test.expect, Expectation::Holds) || SEE_NOTHING.contains(&file) {
        return false;
    }
    let of = |a: &claimlint::language::TestArticle| {
        let mut made = article::plain_text(&a.name, a.text.to_string());
        made.date = a.dated.as_ref().map(|d| article::ArticleDate { value: d.clone(), by: "the test", span: None });
        made
    };
    let mut batch = article::Batch::new(test.articles.iter().map(of).collect());
    extract::date_by_dateline(&mut batch);
    let options = check::Options { only: vec![test.rule.to_string()], ..check::Options::default() };
    let (_, report) = run::check(&batch, program, &options);
    report.rules.iter().all(|(_, count)| count.candidates == 0)
}
