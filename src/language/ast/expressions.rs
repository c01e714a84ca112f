//! Conditions and values.

use serde::{Deserialize, Serialize};

use super::form::place;
use super::{Date, Measure, Name, Text, Tolerance};
use crate::source::Span;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Expr {
    pub node: ExprNode,
    #[serde(with = "place")]
    pub span: Span,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum ExprNode {
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Compare {
        comparison: Comparison,
        /// `is not …`
        negated: bool,
        /// The words of the comparison.
        #[serde(with = "place")]
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
        #[serde(with = "place")]
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

#[derive(Clone, Debug, Deserialize, Serialize)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Quantifier {
    Any,
    All,
    Exactly(u32),
    AtLeast(u32),
    AtMost(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Function {
    CountOf,
    SumOf,
    UnitOf,
    DimensionOf,
    RankOf,
    InitialsOf,
    WeekdayOf,
    YearOf,
    Abs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Operator {
    Plus,
    Minus,
    Times,
    Divided,
}
