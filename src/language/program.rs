//! The resolved program: what rule files say once names are bound and types checked.
//!
//! Everything here is plain data. Extraction reads phrases, cues, vocabulary and derivations; evaluation reads
//! rules and the record; `claimlint test` reads the tests. Nothing here refers to the grammar or to the syntax tree.

use std::sync::Arc;

use crate::facts::{
    DateValue, Day, FieldId, KindId, Quantity, SameKey, Schema, Stance, StanceSet, Tolerance, Type, Undecided,
};
use crate::finding::Level;
use crate::source::{FileSpan, Sources};

/// Index into [`Program::lists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListId(pub u32);

/// Index into [`Program::params`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParamId(pub u32);

/// A variable of a rule, in order of declaration; quantifiers add theirs behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VarId(pub u8);

#[derive(Clone, Debug, Default)]
pub struct Program {
    pub sources: Sources,
    pub schema: Schema,
    /// In order of declaration; the matcher compiles all of them into one.
    pub phrases: Vec<Phrase>,
    pub cues: Vec<Cue>,
    pub derives: Vec<Derive>,
    pub rules: Vec<Rule>,
    pub lists: Vec<List>,
    pub params: Vec<Param>,
    pub vocabulary: Vec<Term>,
    pub roles: Vec<Role>,
    pub record: Vec<RecordEntry>,
    /// Columns and fields of record files that nothing reads.
    pub passed_over: Vec<(Arc<str>, FileSpan)>,
    pub tests: Vec<Test>,
}

// ---- vocabulary and record ----

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermKind {
    Person,
    Place,
    Organisation,
    Role,
    Term,
}

/// `place "Almaty" also "Alma-Ata" in "Kazakhstan" short "ALA"`. A role's term is made from [`Role`] too.
#[derive(Clone, Debug)]
pub struct Term {
    pub kind: TermKind,
    pub name: Arc<str>,
    pub also: Vec<Arc<str>>,
    pub within: Option<Arc<str>>,
    pub short: Vec<Arc<str>>,
    pub at: FileSpan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seats {
    /// How many hold the office at one time; 1 unless `seats` says otherwise.
    Number(u32),
    Many,
}

/// An office and who held it. Repeated declarations of one role are merged here.
#[derive(Clone, Debug)]
pub struct Role {
    pub name: Arc<str>,
    pub also: Vec<Arc<str>>,
    /// `in`: the body the office belongs to, where the name does not say it.
    pub within: Option<Arc<str>>,
    pub seats: Seats,
    /// `complete from 1991`: nothing is missing since that day.
    pub complete_from: Option<Day>,
    pub tenures: Vec<Tenure>,
    pub at: FileSpan,
}

/// One end of a tenure. Partial dates are intervals of days.
#[derive(Clone, Debug, PartialEq)]
pub enum TenureEnd {
    /// First and last possible day, and the words as written (`2024-05`).
    Known(Day, Day, Arc<str>),
    /// `to ?`, or no `from`.
    Unknown,
    /// No `to`: still held as far as the record knows.
    Open,
}

#[derive(Clone, Debug)]
pub struct Tenure {
    pub person: Arc<str>,
    pub from: TenureEnd,
    pub to: TenureEnd,
    /// `acting by` instead of `held by`.
    pub acting: bool,
    /// `held by X on D`: known for that day only; `from` and `to` are that day.
    pub on_day_only: bool,
    /// Where the record file has it from.
    pub source: Option<Arc<str>>,
    /// The last day of which the entry is known to be right, where the record says so.
    pub as_of: Option<Day>,
    pub at: FileSpan,
}

/// `record "Union State" founded 1999-12-08 or 2000-01-26`.
#[derive(Clone, Debug)]
pub struct RecordEntry {
    pub subject: Arc<str>,
    pub relation: RecordRelation,
    pub complete_from: Option<Day>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub enum RecordRelation {
    /// Any of these dates is right.
    Founded(Vec<DateValue>),
    Born(Vec<DateValue>),
    Capital {
        name: Arc<str>,
        from: TenureEnd,
        to: TenureEnd,
    },
    Has(Vec<Arc<str>>),
    In(Vec<Arc<str>>),
    Said {
        words: Arc<str>,
        on: Option<DateValue>,
    },
}

#[derive(Clone, Debug)]
pub struct List {
    pub name: Arc<str>,
    /// Plain words, folded only when compared.
    pub items: Vec<Arc<str>>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: Arc<str>,
    pub ty: Type,
    pub default: Literal,
    pub min: Option<Literal>,
    pub max: Option<Literal>,
    pub at: FileSpan,
}

// ---- extraction ----

/// One phrase of an `extract`, for the kind it yields.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub kind: KindId,
    pub elements: Vec<Element>,
    /// Plural holes are dealt out in order: one fact for each pair.
    pub pairwise: bool,
    /// `std/roles phrase 2`: the file's name without its ending, and the phrase's number in the file, from 1.
    pub name: Arc<str>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub enum Element {
    /// A word or mark, by [`crate::text::word_key`] of each way to write it (several for `<word>`: all inflections).
    Word(Vec<u64>),
    /// Exactly one of these.
    Choice(Vec<Vec<Element>>),
    Optional(Vec<Element>),
    /// `…`: any tokens within the sentence.
    Gap,
    Hole(Hole),
}

#[derive(Clone, Debug)]
pub struct Hole {
    /// `None` for `{_: places}`: matched and not kept.
    pub field: Option<FieldId>,
    /// What may stand there. With `pairwise`, a set although the field is single.
    pub ty: Type,
    pub at: FileSpan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueDirection {
    /// Speaks of what follows it.
    Forward,
    Backward,
    /// Of the whole scope.
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueScope {
    Clause,
    Sentence,
    Paragraph,
}

/// Words that make a claim denied, planned, hedged, reported, ...
#[derive(Clone, Debug)]
pub struct Cue {
    pub stance: Stance,
    /// Holes here: `{source: organisation}`, `{source: person}`, `{source: text}` name who says so (their `field` is
    /// `None`).
    pub elements: Vec<Element>,
    /// `anonymous` cues: sources without a name.
    pub anonymous: bool,
    pub direction: CueDirection,
    pub scope: CueScope,
    pub at: FileSpan,
}

/// `derive KIND for each a … where … with field expression, …`.
#[derive(Clone, Debug)]
pub struct Derive {
    pub kind: KindId,
    pub vars: Vec<Var>,
    pub within: Scope,
    pub filter: Option<Cond>,
    pub with: Vec<(FieldId, Expr)>,
    pub at: FileSpan,
}

// ---- rules ----

#[derive(Clone, Debug)]
pub struct Var {
    pub name: Arc<str>,
    pub kind: KindId,
}

/// What the facts of one candidate must have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Scope {
    Sentence,
    Paragraph,
    Article,
    /// All versions of one article.
    Story,
    #[default]
    Batch,
}

/// `in headline`: only facts that stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Headline,
    /// Neither headline, dateline nor caption.
    Body,
    Caption,
    Quotes,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub name: Arc<str>,
    pub title: Arc<str>,
    pub level: Level,
    /// At least one.
    pub vars: Vec<Var>,
    pub within: Scope,
    pub part: Option<Part>,
    pub including: StanceSet,
    pub filter: Option<Cond>,
    /// `None`: the kind's own `same when`.
    pub same: Option<Vec<SameKey>>,
    pub must: Must,
    /// Joined by `or`.
    pub unless: Option<Cond>,
    pub except: Vec<Except>,
    pub say: Option<Template>,
    pub help: Option<Template>,
    pub why: Option<Arc<str>>,
    pub tags: Vec<Arc<str>>,
    pub since: Option<Arc<str>>,
    pub owner: Option<Arc<str>>,
    pub formerly: Vec<Arc<str>>,
    pub fix: Option<Fix>,
    /// Made from a one-line form.
    pub one_line: bool,
    /// From a bundled pack (its file's name begins with `std/`).
    pub bundled: bool,
    /// The rule of a bundled pack that this one stands in for.
    pub replaces: Option<FileSpan>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub enum Must {
    Condition(Cond),
    MatchRecord,
    Agree(Agree),
    /// `must never fall on toll`: it may rise over time.
    NeverFall(FieldId),
    NotOccur,
}

impl Must {
    /// What a plain `must CONDITION` asserts.
    pub fn condition(&self) -> Option<&Cond> {
        match self {
            Must::Condition(condition) => Some(condition),
            Must::Agree(_) | Must::MatchRecord | Must::NeverFall(_) | Must::NotOccur => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Agree {
    pub field: FieldId,
    pub within: Option<Tolerance>,
    pub sets: SetMode,
    pub ignoring: Ignoring,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SetMode {
    Equal,
    #[default]
    Overlapping,
    Within,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Ignoring {
    pub case: bool,
    pub marks: bool,
    pub accents: bool,
    pub order: bool,
    pub brackets: bool,
}

#[derive(Clone, Debug)]
pub struct Except {
    /// A glob over article names; `None`: everywhere.
    pub path: Option<Arc<str>>,
    /// The exception ends with this day, measured against the article's own date.
    pub until: Option<Day>,
    pub because: Option<Arc<str>>,
    pub at: FileSpan,
}

#[derive(Clone, Debug)]
pub struct Fix {
    pub field: FieldId,
    pub with: FixWith,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FixWith {
    Field(FieldId),
    Majority,
    Words(Arc<str>),
}

/// Text with holes: `{r.person} is called {r.office}`.
#[derive(Clone, Debug)]
pub struct Template {
    pub parts: Vec<TemplatePart>,
}

#[derive(Clone, Debug)]
pub enum TemplatePart {
    Words(Arc<str>),
    Hole(Expr),
}

#[derive(Clone, Debug)]
pub enum Cond {
    And(Vec<Cond>),
    Or(Vec<Cond>),
    Not(Box<Cond>),
    Compare {
        op: CompareOp,
        left: Expr,
        right: Expr,
        at: FileSpan,
    },
    /// `a is one of "x", "y"` or `a is one of LIST`.
    OneOf {
        left: Expr,
        items: Items,
        at: FileSpan,
    },
    /// `is known`; negated it is `is missing`.
    Known(Expr, FileSpan),
    /// `matches /…/`: a linear-time regular expression, already checked to compile.
    Matches {
        left: Expr,
        pattern: Arc<str>,
        at: FileSpan,
    },
    Quantified {
        quantifier: Quantifier,
        var: VarId,
        kind: KindId,
        body: Box<Cond>,
        at: FileSpan,
    },
}

#[derive(Clone, Debug)]
pub enum Items {
    Literals(Vec<Literal>),
    List(ListId),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CompareOp {
    Is,
    IsNot,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Before,
    After,
    /// `within 3 days of`, `within 5 % of`, `within 2 of`.
    WithinOf(Tolerance),
    Contains,
    Overlaps,
    IsWithin,
    StartsWith,
    EndsWith,
    /// Equal but for confusable letters, accents and transliteration.
    IsLike,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    Any,
    All,
    Exactly(u32),
    AtLeast(u32),
    AtMost(u32),
}

#[derive(Clone, Debug)]
pub enum Expr {
    Field {
        var: VarId,
        field: FieldId,
        at: FileSpan,
    },
    /// What every fact has.
    Meta {
        var: VarId,
        what: Meta,
        at: FileSpan,
    },
    /// `record.person`, `record.from`, `record.to`, `record.date`: only in texts of rules that match the record.
    Record {
        what: Arc<str>,
        at: FileSpan,
    },
    Literal(Literal),
    Param(ParamId),
    List(ListId),
    CountOf(Box<Expr>),
    /// Compared with an acronym: small words may lend their letter or not.
    InitialsOf(Box<Expr>),
    WeekdayOf(Box<Expr>),
    YearOf(Box<Expr>),
    /// Whole years between two dates.
    YearsFrom(Box<Expr>, Box<Expr>),
    Abs(Box<Expr>),
    Arithmetic {
        op: ArithmeticOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meta {
    /// The article's name.
    Article,
    /// The article's own date.
    ArticleDate,
    Stance,
    /// Who is said to say so; missing where nobody is.
    Source,
    /// The words of the fact.
    Words,
    /// The words of its sentence.
    Sentence,
    /// The bare variable: the fact itself, for `is` between variables.
    Itself,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOp {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Text(Arc<str>),
    /// A word of an enumeration or of `stance`.
    Word(Arc<str>),
    Number(f64),
    /// In percent: 5 for `5 %`.
    Percent(f64),
    Quantity(Quantity),
    Date(DateValue),
    /// Days, first and last possible (a month is 28 to 31).
    Duration(f64, f64),
}

// ---- tests ----

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
