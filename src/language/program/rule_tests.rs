//! Tests of rules.

use std::sync::Arc;

use super::{RecordEntry, Role};
use crate::facts::{DateValue, Undecided};
use crate::source::FileSpan;

/// A test in a rule, or on its own.
#[derive(Clone, Debug)]
pub struct Test {
    pub name: Arc<str>,
    /// The rule's name.
    pub rule: Arc<str>,
    /// One unnamed article for tests in rules.
    pub articles: Vec<TestArticle>,
    pub given: Given,
    pub expect: Expectation,
    /// The expectation is known not to be met yet, and why; empty where no reason is given.
    pub todo: Option<Arc<str>>,
    pub at: FileSpan,
}

/// What the record has in one test. It stands in place of whatever the record of the run says of the same offices, and
/// of the same things in the same relation; all else stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub roles: Vec<Role>,
    pub entries: Vec<RecordEntry>,
}

impl Given {
    pub fn is_empty(&self) -> bool {
        self.roles.is_empty() && self.entries.is_empty()
    }
}

#[derive(Clone, Debug)]
pub struct TestArticle {
    pub name: Arc<str>,
    /// What the others are held against, as with `check --against`.
    pub is_source: bool,
    pub dated: Option<DateValue>,
    /// Paragraphs are parted by blank lines.
    pub text: Arc<str>,
}

#[derive(Clone, Debug)]
pub enum Expectation {
    /// Every one of these words is marked by a violation of the rule; empty: any violation will do.
    Violated(Vec<Arc<str>>),
    Holds,
    Undecided(Option<Undecided>),
}
