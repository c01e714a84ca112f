//! Tests of rules.

use std::sync::Arc;

use super::super::ast::{self, Expectation as Expected};
use super::super::errors::{NameProblem, RecordProblem, Warning, nearest};
use super::super::program::{Expectation, Test, TestArticle};
use super::files::SourceTree;
use super::rules::RuleNames;
use super::{Resolver, lower};
use crate::facts::Undecided;

impl Resolver<'_> {
    pub(super) fn rule_tests(&mut self, tree: &SourceTree, rule: &ast::Rule, name: &str) {
        for test in &rule.tests {
            if let Some(of) = &test.of {
                self.report(NameProblem::TestInRule, tree.at(of.span));
            }
            self.test(tree, test, name);
        }
    }

    /// A test in column 0.
    pub(super) fn lone_test(&mut self, tree: &SourceTree, test: &ast::Test, rules: &RuleNames) {
        let Some(of) = &test.of else {
            self.report(NameProblem::TestOf, tree.at(test.name.span));
            return;
        };
        if !rules.contains_key(&of.text) {
            if self.names.lost.contains(&of.text) {
                return;
            }
            let mut names: Vec<&str> = rules.keys().map(String::as_str).collect();
            names.sort_unstable();
            let near = nearest(&of.text, names).map(str::to_string);
            self.report(NameProblem::UnknownRule { name: of.text.clone(), near }, tree.at(of.span));
            return;
        }
        self.test(tree, test, &of.text);
    }

    fn test(&mut self, tree: &SourceTree, test: &ast::Test, rule: &str) {
        let dated = test.dated.as_ref().and_then(lower::date_value);
        let mut articles: Vec<TestArticle> = Vec::new();
        if let Some(text) = &test.text {
            articles.push(TestArticle {
                name: Arc::from(""),
                is_source: false,
                dated: dated.clone(),
                text: Arc::from(text.value()),
            });
        }
        for article in &test.articles {
            let at = tree.at(article.name.span);
            if articles.iter().any(|a| *a.name == *article.name.value) {
                self.report(NameProblem::Twice { what: "article", name: article.name.value.clone() }, at);
            }
            articles.push(TestArticle {
                name: Arc::from(article.name.value.as_str()),
                is_source: article.is_source,
                // The date of the test stands for every article that has none of its own.
                dated: article.dated.as_ref().and_then(lower::date_value).or_else(|| dated.clone()),
                text: Arc::from(article.text.value()),
            });
        }
        let expect = match &test.expectation {
            Expected::Violated(at) => {
                for words in at {
                    let somewhere = articles.iter().any(|a| a.text.contains(&words.value));
                    if !somewhere {
                        let at = tree.at(words.span);
                        self.report(NameProblem::NotInArticle { words: words.value.clone() }, at);
                    }
                }
                Expectation::Violated(at.iter().map(|t| Arc::from(t.value.as_str())).collect())
            }
            Expected::Holds => Expectation::Holds,
            Expected::Undecided(None) => Expectation::Undecided(None),
            Expected::Undecided(Some(word)) => {
                let found = Undecided::ALL.into_iter().find(|u| u.word() == word.value);
                if found.is_none() {
                    let words: Vec<String> = Undecided::ALL.iter().map(|u| u.word().to_string()).collect();
                    let near = nearest(&word.value, words.iter().map(String::as_str)).map(str::to_string);
                    let problem = RecordProblem::Because { word: word.value.clone(), near, words };
                    self.report(problem, tree.at(word.span));
                }
                Expectation::Undecided(found)
            }
        };
        let given = self.given(tree, &test.given);
        let todo = test.todo.as_ref().map(|t| Arc::from(t.why.as_ref().map_or("", |why| &why.value)));
        self.program.tests.push(Test {
            name: Arc::from(test.name.value.as_str()),
            rule: Arc::from(rule),
            articles,
            given,
            expect,
            todo,
            at: tree.at(test.name.span),
        });
    }

    /// Rules of the project that are not shown to find anything, or to leave anything alone.
    pub(super) fn untested_rules(&mut self) {
        let mut shown: super::FxHashMap<&str, (bool, bool)> = super::FxHashMap::default();
        // What a test is yet to see has not been shown.
        for test in self.program.tests.iter().filter(|t| t.todo.is_none()) {
            let (violated, holds) = shown.entry(&*test.rule).or_default();
            *violated |= matches!(test.expect, Expectation::Violated(_));
            *holds |= matches!(test.expect, Expectation::Holds);
        }
        let mut missing = Vec::new();
        for rule in self.program.rules.iter().filter(|r| !r.bundled) {
            let (violated, holds) = shown.get(&*rule.name).copied().unwrap_or_default();
            let what = match (violated, holds) {
                (true, true) => continue,
                (false, false) => "is violated, and none that holds",
                (false, true) => "is violated",
                (true, false) => "holds",
            };
            missing.push((rule.name.to_string(), what, rule.at));
        }
        for (rule, missing, at) in missing {
            self.report(Warning::NoTests { rule, missing }, at);
        }
    }
}
