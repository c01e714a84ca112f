//! How a test went, for people.

use super::judge::{Difference, Failure, Found};
use crate::facts::Undecided;
use crate::language::{Expectation, Test};
use crate::report::Sanitized;

/// What a test expects, as it is written in rule files.
pub fn expected(expect: &Expectation) -> String {
    match expect {
        Expectation::Holds => "holds".into(),
        Expectation::Undecided(reason) => undecided(*reason),
        Expectation::Violated(words) if words.is_empty() => "violated".into(),
        Expectation::Violated(words) => {
            let words: Vec<String> = words.iter().map(|w| format!("“{w}”")).collect();
            format!("violated at {}", words.join(", "))
        }
    }
}

fn undecided(reason: Option<Undecided>) -> String {
    reason.map_or("undecided".into(), |why| format!("undecided because “{}”", why.word()))
}

/// Why a test fails, a line each: what it expects, every difference, and the facts that the rule saw.
pub fn lines(test: &Test, failure: &Failure) -> Vec<String> {
    let mut all = vec![format!("expected: {}", expected(&test.expect))];
    let mut found_any = false;
    for difference in &failure.differences {
        let what = match difference {
            Difference::MissingViolation(None) => "no violation".to_string(),
            Difference::MissingViolation(Some(words)) => format!("no violation at “{words}”"),
            Difference::MissingUndecided(reason) => format!("not {}", undecided(*reason)),
            Difference::Unexpected(found) | Difference::Elsewhere(found) => {
                found_any = true;
                found_words(found)
            }
        };
        all.push(format!("{}: {what}", difference.name()));
    }
    if !found_any {
        all.push(match failure.candidates {
            0 => "found: nothing that the rule speaks of".into(),
            n => format!("found: it holds ({n} looked at)"),
        });
    }
    all.extend(failure.facts.iter().map(|fact| format!("fact: {fact}")));
    if failure.more_facts > 0 {
        all.push(format!("and {} more facts", failure.more_facts));
    }
    all.iter().map(|line| Sanitized::words(line).to_string()).collect()
}

fn found_words(found: &Found) -> String {
    let mut places = String::new();
    let mut last = "";
    for (article, words) in &found.at {
        places.push_str(if places.is_empty() { "" } else { ", " });
        places.push_str(&format!("“{words}”"));
        if article != last && found.at.iter().any(|(other, _)| other != article) {
            places.push_str(&format!(" in {article}"));
        }
        last = article;
    }
    let verdict = found.undecided.map_or("violated".to_string(), |why| undecided(Some(why)));
    format!("{verdict} at {places}: {}", found.message)
}
