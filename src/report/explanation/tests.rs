//! Cases in `tests/explanations`: rules, articles, and what is said of places in them. `UPDATE_CASES=1` writes the
//! answers anew, to be read before they are committed.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Format, place, write};
use crate::article::{Article, ArticleDate, Batch, parse_date, plain_text};
use crate::check::{Explanation, Question};
use crate::extract::date_by_dateline;
use crate::facts::FactStore;
use crate::language::{LoadOptions, Program, RuleInput, load};
use crate::report::explain::find_rule;
use crate::report::{Page, schema};
use crate::run::Engine;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explanations");
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    all
}

fn program(text: &str, std: bool) -> Program {
    let input = RuleInput { name: "desk.claim".into(), text: text.into() };
    let loaded = load(&[input], &LoadOptions { std, ..LoadOptions::default() });
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.program
}

fn article(head: &str, text: &str) -> Article {
    let (name, date) = head.split_once(" dated ").map_or((head, None), |(name, date)| (name, parse_date(date)));
    let mut article = plain_text(name, text.to_string());
    article.date = date.map(|value| ArticleDate { value, by: "--date", span: None });
    article
}

fn batch(articles: Vec<Article>) -> Batch {
    let mut batch = Batch::new(articles);
    date_by_dateline(&mut batch);
    batch
}

/// The answer to `a.txt:3:1 rule`.
fn answer(asked: &str, batch: &Batch, program: &Program) -> (FactStore, Explanation) {
    let (at, rule) = asked.split_once(' ').map_or((asked, None), |(at, rule)| (at, Some(rule)));
    let mut parts = at.split(':');
    let name = parts.next().unwrap();
    let article = batch.ids().find(|&id| batch.get(id).name == name).expect("an article of the case");
    let numbers: Vec<usize> = parts.map(|p| p.parse().unwrap()).collect();
    let spans = place(batch, article, numbers[0], numbers.get(1).copied()).expect("a line of the article");
    let rule = rule.map(|name| find_rule(program, name).expect("a rule of the case"));
    Engine::new(program).explain(batch, &Question { article, spans: &spans, rule })
}

fn written(format: Format, asked: &str, batch: &Batch, program: &Program) -> String {
    let (store, explanation) = answer(asked, batch, program);
    let page = Page { width: 80, color: false, unicode: true };
    let mut out = Vec::new();
    write(format, &mut out, &explanation, batch, &store, program, &page).unwrap();
    String::from_utf8(out).unwrap()
}

/// What a case should look like, with the answers as they are now.
fn answered(case: &str) -> String {
    let mut out = String::new();
    let mut claim = Program::default();
    let mut articles: Vec<Article> = Vec::new();
    let mut lines = case.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(fence) = line.strip_prefix("```") else { continue };
        let text: Vec<&str> = lines.by_ref().take_while(|l| !l.starts_with("```")).collect();
        let text = text.join("\n") + "\n";
        let (form, head) = fence.split_once(' ').unwrap_or((fence, ""));
        match form {
            "claim" => claim = program(&text, head == "std"),
            "text" => articles.push(article(head, &text)),
            _ => {}
        }
        match form {
            "explanation" | "mermaid" => {
                let batch = batch(articles.clone());
                let format = if form == "mermaid" { Format::Mermaid } else { Format::Text };
                out.push_str(&written(format, head, &batch, &claim));
                let json = serde_json::from_str(&written(Format::Json, head, &batch, &claim)).unwrap();
                assert_eq!(schema::validate::problems("explanation", &json), Vec::<String>::new(), "{head}");
            }
            _ => out.push_str(&text),
        }
        out.push_str("```\n");
    }
    out
}

#[test]
fn cases_say_what_is_said_now() {
    let mut wrong = Vec::new();
    for path in cases() {
        let case = fs::read_to_string(&path).unwrap();
        let now = answered(&case);
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&path, now).unwrap();
        } else if now != case {
            let line = now.lines().zip(case.lines()).take_while(|(a, b)| a == b).count();
            wrong.push(format!("{}:{}: now\n{}", path.display(), line + 1, now.lines().nth(line).unwrap_or("")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_limit_is_told() {
    let rules = "language 1\nfact sailing \"s\"\n  ship text\nextract sailing \"the {ship} sailed\"\n\
                 rule r \"r\"\n  for each sailing s and each sailing t\n  must s.text is not t.sentence\n";
    let text: String = (0..210).map(|n| format!("The Gannet{n} sailed.\n\n")).collect();
    let batch = batch(vec![article("a.txt", &text)]);
    let written = written(Format::Text, "a.txt:1 r", &batch, &program(rules, false));
    assert!(written.contains("the rule met more than 40000 combinations of facts"), "{written}");
}

#[test]
fn labels_of_a_graph_hold_nothing_that_a_browser_acts_on() {
    let rules = "language 1\nfact sailing \"s\"\n  ship text\nextract sailing \"the {ship} sailed\"\n\
                 rule r \"r\"\n  for each sailing s\n  must not occur\n  say \"<b>{s.ship}</b> `x` \\\"y\\\"\"\n";
    let text = "The Gannet sailed. She said “<script>#quot; \u{202e}\u{1b}[31m it is over”.\n";
    let batch = batch(vec![article("<i>.txt", text)]);
    let written = written(Format::Mermaid, "<i>.txt:1", &batch, &program(rules, false));
    assert!(written.contains("violated r"), "{written}");
    let labels = written.lines().filter_map(|l| Some((l.find('"')?, l.rfind('"')?, l)));
    for (from, to, line) in labels {
        let label = line[from + 1..to].replace("<br>", "");
        let other = regex_lite::Regex::new("#[0-9]+;").unwrap().replace_all(&label, "").into_owned();
        assert!(!other.contains(['"', '<', '>', '`', '#', '&', '\u{1b}', '\u{202e}']), "{line}");
    }
}
