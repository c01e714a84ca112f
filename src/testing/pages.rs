//! Pages of rules, made from the rules and their tests.

use rayon::prelude::*;

use super::{check, with_given};
use crate::language::{Program, Rule};
use crate::report::RulePage;
use crate::report::rule_page::{self, Example};
use crate::run::Engine;

/// The name of the list of all pages.
const INDEX: &str = "README.md";

/// A Markdown file for each rule, and their list: names and texts, in order of name.
pub fn rule_pages(program: &Program) -> Vec<(String, String)> {
    let pages = rule_pages_of(program, |_| true).into_iter().map(|p| (format!("{}.md", p.rule), p.markdown));
    let mut pages: Vec<(String, String)> = pages.collect();
    pages.push((INDEX.to_string(), rule_page::index(program)));
    pages.sort();
    pages
}

/// The pages of those rules that `wanted` picks, in order of the program.
pub fn rule_pages_of(program: &Program, wanted: impl Fn(&Rule) -> bool) -> Vec<RulePage> {
    let rules: Vec<&Rule> = program.rules.iter().filter(|r| wanted(r)).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let engine = Engine::new(program);
    let page = |rule: &&Rule| {
        let of_rule = program.tests.iter().filter(|t| t.rule == rule.name && t.todo.is_none());
        let examples: Vec<Example> = of_rule
            .map(|test| {
                let (batch, _, report) = with_given(&engine, test, |engine| check(test, engine));
                Example::new(program, test, batch, report)
            })
            .collect();
        RulePage { rule: rule.name.to_string(), markdown: rule_page::page(program, rule, &examples) }
    };
    rules.par_iter().map(page).collect()
}
