//! Rules and tests.

use serde::{Deserialize, Serialize};

use super::form::place;
use super::{Clause, Date, Expr, FieldRef, Name, Record, Role, SameKey, Text, Texts, Tolerance};
use crate::source::Span;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Rule {
    pub form: RuleForm,
    pub title: Option<Text>,
    pub level: Option<Name>,
    pub for_each: Option<ForEach>,
    pub including: Vec<Name>,
    pub wheres: Vec<Expr>,
    pub same: Option<Vec<SameKey>>,
    pub must: Option<Must>,
    pub unless: Vec<Expr>,
    pub except: Vec<Except>,
    pub say: Option<Texts>,
    pub help: Option<Texts>,
    pub why: Option<Texts>,
    pub tags: Vec<Tagged>,
    pub since: Option<Text>,
    pub owner: Option<Text>,
    pub formerly: Vec<Tagged>,
    pub fix: Option<Fix>,
    pub tests: Vec<Test>,
    #[serde(with = "place")]
    pub clauses: Vec<Clause>,
    /// A clause could not be read, and is missing here.
    pub broken: bool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum RuleForm {
    Named(Name),
    /// `meeting location must agree`; what it asserts is [`Rule::must`].
    OneLine {
        kind: Name,
        field: Name,
    },
}

/// A tag or an old name: a bare name or a string.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Tagged {
    Bare(Name),
    Quoted(Text),
}

impl Tagged {
    pub fn value(&self) -> &str {
        match self {
            Tagged::Bare(n) => &n.text,
            Tagged::Quoted(t) => &t.value,
        }
    }
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ForEach {
    pub variables: Vec<Variable>,
    /// `sentence`, `paragraph`, …
    pub within: Option<Name>,
    /// `headline`, `body`, …
    pub part: Option<Name>,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Variable {
    pub kind: Name,
    pub name: Name,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Must {
    pub node: MustNode,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum MustNode {
    MatchRecord,
    Agree(Agree),
    NeverFall(FieldRef),
    NotOccur,
    Condition(Expr),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Agree {
    /// `None` in one-line rules, whose head names the field.
    pub field: Option<FieldRef>,
    pub within: Option<Tolerance>,
    /// `equal`, `overlapping`, `within`
    pub mode: Option<Name>,
    pub ignoring: Vec<Name>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Except {
    pub path: Option<Text>,
    pub until: Option<Date>,
    pub because: Option<Text>,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Fix {
    pub field: FieldRef,
    pub with: FixWith,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum FixWith {
    Text(Text),
    /// A field, or the word `majority`.
    Field(FieldRef),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Test {
    pub name: Text,
    pub of: Option<Name>,
    pub dated: Option<Date>,
    /// What the record has in this test.
    pub given: Vec<Given>,
    /// The only article, unnamed; empty where `articles` are given.
    pub text: Option<Texts>,
    pub articles: Vec<TestArticle>,
    pub expectation: Expectation,
    pub todo: Option<Todo>,
    #[serde(with = "place")]
    pub clauses: Vec<Clause>,
    #[serde(with = "place")]
    pub span: Span,
}

/// `given role …`, `given record …`
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Given {
    pub node: GivenNode,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum GivenNode {
    Role(Role),
    Record(Record),
}

/// `todo "why"`: the expectation is not met yet.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Todo {
    pub why: Option<Text>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct TestArticle {
    pub name: Text,
    /// `source` instead of `article`.
    pub is_source: bool,
    pub dated: Option<Date>,
    pub text: Texts,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Expectation {
    Violated(Vec<Text>),
    Holds,
    Undecided(Option<Text>),
}
