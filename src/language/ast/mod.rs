//! The syntax tree of a rule file, as written: names are not bound, types not checked.
//!
//! Every node has its span in the file. Comments are kept beside the declaration that they stand in, in order, and
//! find their clause again by position when the tree is printed. Two texts that print alike have equal trees but for
//! the spans: what is written of a node in a form for people is what it says (`form`), and [`super::same`] compares that.
//! In a binary form all of it is written: that of the bundled packs is made when the program is built.

mod expressions;
mod form;
mod phrases;
mod rules;

pub use expressions::*;
pub use phrases::*;
pub use rules::*;

use serde::{Deserialize, Serialize};

use crate::source::Span;
use form::place;

/// A parsed file. Declarations that could not be read are missing here and stand in the diagnostics.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct File {
    pub declarations: Vec<Declaration>,
    /// What those would have declared: nobody need be told that these names do not exist.
    pub lost: Vec<String>,
    /// What stands behind the last declaration.
    pub docs: Vec<Doc>,
    pub comments: Vec<Comment>,
}

/// Consecutive `##` lines.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Doc {
    /// Without the marks.
    pub lines: Vec<String>,
    #[serde(with = "place")]
    pub span: Span,
    /// A blank line follows: it speaks of the file, not of the declaration below.
    pub of_file: bool,
}

/// `# …` up to the end of its line, without the mark and blanks around.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Comment {
    pub text: String,
    pub span: Span,
    /// Nothing but blanks stands before it on its line.
    pub own_line: bool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Declaration {
    pub docs: Vec<Doc>,
    /// Before and within the declaration, in order.
    pub comments: Vec<Comment>,
    pub span: Span,
    pub node: DeclarationNode,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum DeclarationNode {
    Language(Number),
    Use(UsePath),
    Term(Term),
    Role(Role),
    Record(Record),
    RecordFrom(RecordFrom),
    List(List),
    Param(Param),
    Fact(Fact),
    Extract(Extract),
    Cue(Cue),
    Derive(Derive),
    Rule(Box<Rule>),
    Test(Box<Test>),
}

// ---- small pieces ----

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Name {
    pub text: String,
    #[serde(with = "place")]
    pub span: Span,
}

/// One string.
#[derive(Clone, Debug, Deserialize)]
pub struct Text {
    /// With escapes resolved; of a long string, with its indentation taken off.
    pub value: String,
    /// Between the marks, as written.
    pub raw: String,
    /// Whether it was written with three marks.
    pub long: bool,
    /// With the marks.
    pub span: Span,
    /// Where `raw` starts in the file.
    pub raw_start: usize,
}

/// Strings in a row: paragraphs of one text.
#[derive(Clone, Debug, Deserialize)]
pub struct Texts {
    pub parts: Vec<Text>,
}

impl Texts {
    /// The paragraphs, parted by blank lines.
    pub fn value(&self) -> String {
        self.parts.iter().map(|t| t.value.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Number {
    pub value: f64,
    /// As written, for the printer.
    pub raw: String,
    #[serde(with = "place")]
    pub span: Span,
}

/// A whole or partial date: `2024`, `2024-05`, `2024-05-16`. Not yet checked to exist.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Date {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
    #[serde(with = "place")]
    pub span: Span,
}

/// A number with its unit, where it has one: `3 days`, `5 %`, `7`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Measure {
    pub number: Number,
    /// `%` for percent.
    pub unit: Option<Name>,
    #[serde(with = "place")]
    pub span: Span,
}

/// How far apart values may be: `within 2 days`, or by a param, `within gap`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Tolerance {
    Measure(Measure),
    Param(Name),
}

// ---- declarations ----

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum UsePath {
    Pack(Name),
    File(Text),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Term {
    /// `person`, `place`, `organisation`, `term`.
    pub kind: Name,
    pub name: Text,
    pub also: Vec<Text>,
    pub short: Vec<Text>,
    pub within: Option<Text>,
    #[serde(with = "place")]
    pub clauses: Vec<Clause>,
}

/// Where a clause of a declaration stands, so that comments find it when the tree is printed.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Clause {
    pub tag: Tag,
    pub span: Span,
}

/// Clauses in the order in which the printer puts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Tag {
    Also,
    Short,
    In,
    Seats,
    Tenure,
    Relation,
    Complete,
    SameWhen,
    Level,
    ForEach,
    Including,
    Where,
    Same,
    Must,
    Unless,
    Except,
    With,
    Say,
    Help,
    Why,
    Tags,
    Since,
    Owner,
    Formerly,
    Fix,
    Test,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Role {
    pub name: Text,
    pub also: Vec<Text>,
    pub short: Vec<Text>,
    pub within: Option<Text>,
    pub seats: Option<Seats>,
    pub tenures: Vec<Tenure>,
    pub complete: Option<Date>,
    #[serde(with = "place")]
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Seats {
    Number(u32, #[serde(with = "place")] Span),
    Many,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Tenure {
    pub acting: bool,
    pub person: Text,
    pub when: When,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum When {
    /// `on D`
    On(Date),
    /// `from D to D`; either may be missing.
    Between { from: Option<End>, to: Option<End> },
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum End {
    Date(Date),
    /// `?`
    Unknown,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Record {
    pub subject: Text,
    pub relations: Vec<Relation>,
    pub complete: Option<Date>,
    #[serde(with = "place")]
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Relation {
    pub node: RelationNode,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum RelationNode {
    Founded(Vec<Date>),
    Born(Vec<Date>),
    Capital(Text, When),
    Has(Vec<Text>),
    In(Vec<Text>),
    Said(Text, Option<Date>),
}

/// `record roles from "file"`
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct RecordFrom {
    pub path: Text,
    pub complete: Option<Date>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct List {
    pub name: Name,
    pub items: ListItems,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum ListItems {
    Inline(Vec<Text>),
    File(Text),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Param {
    pub name: Name,
    pub ty: TypeName,
    pub default: Expr,
    pub between: Option<(Expr, Expr)>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum TypeName {
    Named(Name),
    /// `one of current, former`
    OneOf(Vec<Name>),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Fact {
    pub name: Name,
    pub title: Option<Text>,
    pub fields: Vec<FactField>,
    pub same_when: Vec<SameKey>,
    #[serde(with = "place")]
    pub clauses: Vec<Clause>,
    /// Part of it could not be read, and is missing here.
    pub broken: bool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct FactField {
    pub name: Name,
    pub ty: TypeName,
    #[serde(with = "place")]
    pub span: Span,
}

/// A field of a variable, or of the first one where no variable is named.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct FieldRef {
    pub variable: Option<Name>,
    pub field: Name,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SameKey {
    pub field: FieldRef,
    pub within: Option<Tolerance>,
    pub alone: bool,
    pub overlap: bool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Extract {
    pub kind: Name,
    /// Fields that every phrase here fills alike.
    pub with: Vec<(Name, Fixed)>,
    pub phrases: Vec<ExtractPhrase>,
}

/// What `with` of an `extract` gives a field.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Fixed {
    Word(Name),
    Text(Text),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ExtractPhrase {
    pub phrase: Phrase,
    pub pairwise: bool,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Cue {
    pub stance: Name,
    pub phrases: Vec<CuePhrase>,
}

/// A phrase of a cue. Where a phrase has neither direction nor scope, those of the next one that has some hold.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct CuePhrase {
    pub phrase: Phrase,
    pub direction: Option<Direction>,
    pub scope: Option<Name>,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Direction {
    Forward,
    Backward,
    Both,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Derive {
    pub kind: Name,
    pub for_each: Option<ForEach>,
    pub wheres: Vec<Expr>,
    pub with: Vec<(Name, Expr)>,
    #[serde(with = "place")]
    pub clauses: Vec<Clause>,
    /// Part of it could not be read, and is missing here.
    pub broken: bool,
}
