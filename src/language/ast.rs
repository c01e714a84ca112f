//! The syntax tree of a rule file, as written: names are not bound, types not checked.
//!
//! Every node has its span in the file. Comments are kept beside the declaration that they stand in, in order, and
//! find their clause again by position when the tree is printed. Two texts that print alike have equal trees but for
//! the spans.

use crate::source::Span;

/// A parsed file. Declarations that could not be read are missing here and stand in the diagnostics.
#[derive(Clone, Debug, Default)]
pub struct File {
    pub declarations: Vec<Declaration>,
    /// What stands behind the last declaration.
    pub docs: Vec<Doc>,
    pub comments: Vec<Comment>,
}

/// Consecutive `##` lines.
#[derive(Clone, Debug)]
pub struct Doc {
    /// Without the marks.
    pub lines: Vec<String>,
    pub span: Span,
    /// A blank line follows: it speaks of the file, not of the declaration below.
    pub of_file: bool,
}

/// `# …` up to the end of its line, without the mark and blanks around.
#[derive(Clone, Debug)]
pub struct Comment {
    pub text: String,
    pub span: Span,
    /// Nothing but blanks stands before it on its line.
    pub own_line: bool,
}

#[derive(Clone, Debug)]
pub struct Declaration {
    pub docs: Vec<Doc>,
    /// Before and within the declaration, in order.
    pub comments: Vec<Comment>,
    pub span: Span,
    pub node: DeclarationNode,
}

#[derive(Clone, Debug)]
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

#[derive(Clone, Debug)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// One string.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
pub struct Texts {
    pub parts: Vec<Text>,
}

impl Texts {
    /// The paragraphs, parted by blank lines.
    pub fn value(&self) -> String {
        self.parts.iter().map(|t| t.value.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

#[derive(Clone, Debug)]
pub struct Number {
    pub value: f64,
    /// As written, for the printer.
    pub raw: String,
    pub span: Span,
}

/// A whole or partial date: `2024`, `2024-05`, `2024-05-16`. Not yet checked to exist.
#[derive(Clone, Debug)]
pub struct Date {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub span: Span,
}

/// A number with its unit, where it has one: `3 days`, `5 %`, `7`.
#[derive(Clone, Debug)]
pub struct Measure {
    pub number: Number,
    /// `%` for percent.
    pub unit: Option<Name>,
    pub span: Span,
}

/// How far apart values may be: `within 2 days`, or by a param, `within gap`.
#[derive(Clone, Debug)]
pub enum Tolerance {
    Measure(Measure),
    Param(Name),
}

// ---- declarations ----

#[derive(Clone, Debug)]
pub enum UsePath {
    Pack(Name),
    File(Text),
}

#[derive(Clone, Debug)]
pub struct Term {
    /// `person`, `place`, `organisation`, `term`.
    pub kind: Name,
    pub name: Text,
    pub also: Vec<Text>,
    pub short: Vec<Text>,
    pub within: Option<Text>,
    pub clauses: Vec<Clause>,
}

/// Where a clause of a declaration stands, so that comments find it when the tree is printed.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    pub tag: Tag,
    pub span: Span,
}

/// Clauses in the order in which the printer puts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

#[derive(Clone, Debug)]
pub struct Role {
    pub name: Text,
    pub also: Vec<Text>,
    pub short: Vec<Text>,
    pub within: Option<Text>,
    pub seats: Option<Seats>,
    pub tenures: Vec<Tenure>,
    pub complete: Option<Date>,
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
pub enum Seats {
    Number(u32, Span),
    Many,
}

#[derive(Clone, Debug)]
pub struct Tenure {
    pub acting: bool,
    pub person: Text,
    pub when: When,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum When {
    /// `on D`
    On(Date),
    /// `from D to D`; either may be missing.
    Between { from: Option<End>, to: Option<End> },
}

#[derive(Clone, Debug)]
pub enum End {
    Date(Date),
    /// `?`
    Unknown,
}

#[derive(Clone, Debug)]
pub struct Record {
    pub subject: Text,
    pub relations: Vec<Relation>,
    pub complete: Option<Date>,
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
pub struct Relation {
    pub node: RelationNode,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum RelationNode {
    Founded(Vec<Date>),
    Born(Vec<Date>),
    Capital(Text, When),
    Has(Vec<Text>),
    In(Vec<Text>),
    Said(Text, Option<Date>),
}

/// `record roles from "file"`
#[derive(Clone, Debug)]
pub struct RecordFrom {
    pub path: Text,
    pub complete: Option<Date>,
}

#[derive(Clone, Debug)]
pub struct List {
    pub name: Name,
    pub items: ListItems,
}

#[derive(Clone, Debug)]
pub enum ListItems {
    Inline(Vec<Text>),
    File(Text),
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: Name,
    pub ty: TypeName,
    pub default: Expr,
    pub between: Option<(Expr, Expr)>,
}

#[derive(Clone, Debug)]
pub enum TypeName {
    Named(Name),
    /// `one of current, former`
    OneOf(Vec<Name>),
}

#[derive(Clone, Debug)]
pub struct Fact {
    pub name: Name,
    pub title: Option<Text>,
    pub fields: Vec<FactField>,
    pub same_when: Vec<SameKey>,
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
pub struct FactField {
    pub name: Name,
    pub ty: TypeName,
    pub span: Span,
}

/// A field of a variable, or of the first one where no variable is named.
#[derive(Clone, Debug)]
pub struct FieldRef {
    pub variable: Option<Name>,
    pub field: Name,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct SameKey {
    pub field: FieldRef,
    pub within: Option<Tolerance>,
    pub alone: bool,
    pub overlap: bool,
}

#[derive(Clone, Debug)]
pub struct Extract {
    pub kind: Name,
    pub phrases: Vec<ExtractPhrase>,
}

#[derive(Clone, Debug)]
pub struct ExtractPhrase {
    pub phrase: Phrase,
    pub pairwise: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Cue {
    pub stance: Name,
    pub phrases: Vec<CuePhrase>,
}

/// A phrase of a cue. Where a phrase has neither direction nor scope, those of the next one that has some hold.
#[derive(Clone, Debug)]
pub struct CuePhrase {
    pub phrase: Phrase,
    pub direction: Option<Direction>,
    pub scope: Option<Name>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Forward,
    Backward,
    Both,
}

#[derive(Clone, Debug)]
pub struct Derive {
    pub kind: Name,
    pub for_each: Option<ForEach>,
    pub wheres: Vec<Expr>,
    pub with: Vec<(Name, Expr)>,
    pub clauses: Vec<Clause>,
}

// ---- phrases ----

/// What stands in a string of `extract` or `cue`.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub text: Text,
    pub parts: Vec<PhrasePart>,
}

#[derive(Clone, Debug)]
pub enum PhrasePart {
    /// Words and marks, with escapes resolved.
    Words {
        words: String,
        /// Nothing stands between these words and the part before: `{person}'s`.
        glued: bool,
    },
    /// `<meet>`
    Inflected(String),
    /// `(a|b)`
    Choice(Vec<Vec<PhrasePart>>),
    /// `[…]`
    Optional(Vec<Vec<PhrasePart>>),
    /// `…`
    Gap(Span),
    /// `{field}`, `{field: type}`, `{_: type}`
    Hole {
        /// `None` for `_`.
        field: Option<Name>,
        ty: Option<Name>,
        span: Span,
    },
}

// ---- rules ----

#[derive(Clone, Debug)]
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
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
pub enum RuleForm {
    Named(Name),
    /// `meeting location must agree`; what it asserts is [`Rule::must`].
    OneLine {
        kind: Name,
        field: Name,
    },
}

/// A tag or an old name: a bare name or a string.
#[derive(Clone, Debug)]
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

#[derive(Clone, Debug)]
pub struct ForEach {
    pub variables: Vec<Variable>,
    /// `sentence`, `paragraph`, …
    pub within: Option<Name>,
    /// `headline`, `body`, …
    pub part: Option<Name>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Variable {
    pub kind: Name,
    pub name: Name,
}

#[derive(Clone, Debug)]
pub struct Must {
    pub node: MustNode,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum MustNode {
    MatchRecord,
    Agree(Agree),
    NeverFall(FieldRef),
    NotOccur,
    Condition(Expr),
}

#[derive(Clone, Debug)]
pub struct Agree {
    /// `None` in one-line rules, whose head names the field.
    pub field: Option<FieldRef>,
    pub within: Option<Tolerance>,
    /// `equal`, `overlapping`, `within`
    pub mode: Option<Name>,
    pub ignoring: Vec<Name>,
}

#[derive(Clone, Debug)]
pub struct Except {
    pub path: Option<Text>,
    pub until: Option<Date>,
    pub because: Option<Text>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Fix {
    pub field: FieldRef,
    pub with: FixWith,
}

#[derive(Clone, Debug)]
pub enum FixWith {
    Text(Text),
    /// A field, or the word `majority`.
    Field(FieldRef),
}

#[derive(Clone, Debug)]
pub struct Test {
    pub name: Text,
    pub of: Option<Name>,
    pub dated: Option<Date>,
    /// The only article, unnamed; empty where `articles` are given.
    pub text: Option<Texts>,
    pub articles: Vec<TestArticle>,
    pub expectation: Expectation,
    pub clauses: Vec<Clause>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct TestArticle {
    pub name: Text,
    pub dated: Option<Date>,
    pub text: Texts,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Expectation {
    Violated(Vec<Text>),
    Holds,
    Undecided(Option<Text>),
}

// ---- conditions and values ----

#[derive(Clone, Debug)]
pub struct Expr {
    pub node: ExprNode,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ExprNode {
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Compare {
        comparison: Comparison,
        /// `is not …`
        negated: bool,
        /// The words of the comparison.
        at: Span,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    OneOf {
        negated: bool,
        left: Box<Expr>,
        items: Vec<Expr>,
    },
    /// `is known`; with `missing`, `is missing`.
    Known {
        missing: bool,
        left: Box<Expr>,
    },
    Matches {
        left: Box<Expr>,
        /// Between the slashes, with `\/` resolved.
        pattern: String,
        pattern_span: Span,
    },
    Quantified {
        quantifier: Quantifier,
        kind: Name,
        variable: Name,
        body: Box<Expr>,
    },
    /// `r.person`, `record.from`; a single name is a variable, a word of an enumeration, a param or a list.
    Path(Vec<Name>),
    Text(Text),
    Measure(Measure),
    Date(Date),
    /// `about 1200`
    About(Measure),
    Call {
        function: Function,
        argument: Box<Expr>,
    },
    YearsFrom(Box<Expr>, Box<Expr>),
    Arithmetic {
        operator: Operator,
        left: Box<Expr>,
        right: Box<Expr>,
    },
}

#[derive(Clone, Debug)]
pub enum Comparison {
    Is,
    Like,
    Within,
    WithinOf(Tolerance),
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Before,
    After,
    Contains,
    Overlaps,
    StartsWith,
    EndsWith,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    Any,
    All,
    Exactly(u32),
    AtLeast(u32),
    AtMost(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    CountOf,
    InitialsOf,
    WeekdayOf,
    YearOf,
    Abs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Plus,
    Minus,
    Times,
    Divided,
}
