//! Pages of rules, made from the rules and their tests.

use super::{check, with_given};
use crate::language::{Program, Rule};
use crate::report::rule_page::{self, Example};
use crate::run::Engine;

/// The name of the list of all pages.
const INDEX: &str = "README.md";

/// A Markdown file for each rule, and their list: names and texts, in order of name.
pub fn rule_pages(program: &Program) -> Vec<(String, String)> {
    let engine = Engine::new(program);
    let page = |rule: &Rule| {
        let of_rule = program.tests.iter().filter(|t| t.rule == rule.name && t.todo.is_none());
        let examples: Vec<Example> = of_rule
            .map(|test| {
                let (batch, _, report) = with_given(&engine, test, |engine| check(test, engine));
                Example::new(program, test, batch, report)
            })
            .collect();
        (format!("{}.md", rule.name), rule_page::page(program, rule, &examples))
    };
    let mut pages: Vec<(String, String)> = program.rules.iter().map(page).collect();
    pages.push((INDEX.to_string(), rule_page::index(program)));
    pages.sort();
    pages
}
