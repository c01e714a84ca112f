//! Conditions and the values that they compare.

use std::sync::Arc;

use super::{ListId, ParamId, VarId};
use crate::facts::{DateValue, FieldId, KindId, Quantity, Tolerance};
use crate::source::FileSpan;

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
    /// All numbers or quantities of a set together.
    SumOf(Box<Expr>),
    /// The name of a quantity's unit.
    UnitOf(Box<Expr>),
    /// What a quantity's unit measures: `length`, `money`.
    DimensionOf(Box<Expr>),
    /// What kind of place a place is: `town`, `region`, `state`, `country`.
    RankOf(Box<Expr>),
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
    /// The part of the article that it stands in: one of [`BlockKind::PARTS`](crate::article::BlockKind::PARTS).
    Part,
    /// The number of the paragraph (headline, dateline and captions among them) that it stands in, from 1.
    Paragraph,
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

impl ArithmeticOp {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            ArithmeticOp::Add => "+",
            ArithmeticOp::Subtract => "-",
            ArithmeticOp::Multiply => "*",
            ArithmeticOp::Divide => "/",
        }
    }
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
