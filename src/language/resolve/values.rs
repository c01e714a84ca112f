//! Values: fields, literals, calls, arithmetic.

use std::sync::Arc;

use super::super::ast::{Expr, ExprNode, Function, Operator};
use super::super::errors::{NameProblem, nearest, translated};
use super::super::program::{self as out, ArithmeticOp, Literal, Meta, VarId};
use super::types::{Ty, alike};
use super::{FileSpan, KindId, Name, Resolver, SourceId, Span, Type, lower};
use crate::article::BlockKind;
use crate::extract::names::RANKS;
use crate::facts::{Stance, calendar};

/// What the words of a condition or message may refer to.
#[derive(Clone)]
pub struct Scope {
    pub source: SourceId,
    /// In order of declaration, with the place of the name.
    pub variables: Vec<(String, KindId, Span)>,
    /// In messages of rules that match the record.
    pub record: Option<&'static [&'static str]>,
}

/// A resolved value.
#[derive(Clone, Debug)]
pub struct Typed {
    pub expr: out::Expr,
    pub ty: Ty,
    pub at: FileSpan,
    /// Where the type comes from, where that is another place.
    pub from: Option<FileSpan>,
    /// A string of the rule file.
    pub literal: bool,
}

/// What every fact has, by name.
const METAS: &[(&str, Meta)] = &[
    ("article", Meta::Article),
    ("article-date", Meta::ArticleDate),
    ("stance", Meta::Stance),
    ("source", Meta::Source),
    ("text", Meta::Words),
    ("sentence", Meta::Sentence),
    ("part", Meta::Part),
    ("paragraph", Meta::Paragraph),
];

/// What other languages write for a value that is not there, or for a condition that holds.
fn foreign_value(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "null" | "none" | "nil" | "undefined" | "empty" | "nothing" | "nan" => {
            Some("write `is missing`, or `is known` for the opposite")
        }
        "true" | "false" => Some("a condition stands by itself, or behind `not`: `not (…)`"),
        _ => None,
    }
}

fn stances() -> Type {
    super::types::enumeration(&Stance::ALL.map(|s| s.name().to_string()))
}

impl Resolver<'_> {
    /// `expected`: the type of the other side, for bare words and years.
    pub(super) fn value(&mut self, expr: &Expr, scope: &Scope, expected: Option<&Ty>) -> Option<Typed> {
        let at = FileSpan { source: scope.source, span: expr.span };
        let typed = |expr, ty| Typed { expr, ty, at, from: None, literal: false };
        let literal = |value, ty| typed(out::Expr::Literal(value), Ty::Of(ty));
        Some(match &expr.node {
            ExprNode::Path(names) => return self.path(names, scope, expected, at),
            ExprNode::Text(text) => {
                if let Some(Ty::Of(Type::Enumeration(words))) = expected {
                    return self.enumeration_word(&text.value, words, at);
                }
                Typed { literal: true, ..literal(Literal::Text(Arc::from(text.value.as_str())), Type::Text) }
            }
            ExprNode::Date(date) => literal(Literal::Date(lower::date_value(date)?), Type::Date),
            ExprNode::Measure(measure) => {
                let year = lower::year_of(measure)
                    .filter(|_| expected.is_some_and(Ty::is_date) && expected != Some(&Ty::Open));
                match year.and_then(|y| lower::date_value(&y)) {
                    Some(date) => literal(Literal::Date(date), Type::Date),
                    None => {
                        let (value, ty) = self.measure(measure, scope.source, false)?;
                        typed(out::Expr::Literal(value), ty)
                    }
                }
            }
            ExprNode::About(measure) => {
                let (value, ty) = self.measure(measure, scope.source, true)?;
                typed(out::Expr::Literal(value), ty)
            }
            ExprNode::Call { function, argument } => return self.call(*function, argument, scope, at),
            ExprNode::YearsFrom(from, to) => {
                let from = self.date(from, scope, "years from … to");
                let to = self.date(to, scope, "years from … to");
                let years = out::Expr::YearsFrom(Box::new(from?.expr), Box::new(to?.expr));
                typed(years, Ty::Of(Type::Number))
            }
            ExprNode::Arithmetic { operator, left, right } => {
                return self.arithmetic(*operator, left, right, scope, at);
            }
            ExprNode::And(_)
            | ExprNode::Or(_)
            | ExprNode::Not(_)
            | ExprNode::Compare { .. }
            | ExprNode::OneOf { .. }
            | ExprNode::Known { .. }
            | ExprNode::Matches { .. }
            | ExprNode::Quantified { .. } => {
                self.report(NameProblem::NotAValue, at);
                return None;
            }
        })
    }

    fn enumeration_word(&mut self, word: &str, words: &'static [&'static str], at: FileSpan) -> Option<Typed> {
        if words.contains(&word) {
            let expr = out::Expr::Literal(Literal::Word(Arc::from(word)));
            return Some(Typed { expr, ty: Ty::Of(Type::Enumeration(words)), at, from: None, literal: true });
        }
        let open = ["known", "missing"];
        let near = translated("value", word, words.iter().copied().chain(open)).map(str::to_string);
        if let Some(help) = foreign_value(word).filter(|_| near.is_none()) {
            self.report(NameProblem::ForeignWord { word: word.to_string(), help }, at);
            return None;
        }
        let words = words.iter().map(|w| w.to_string()).collect();
        self.report(NameProblem::UnknownWord { what: "value of this field", word: word.to_string(), near, words }, at);
        None
    }

    fn path(&mut self, names: &[Name], scope: &Scope, expected: Option<&Ty>, at: FileSpan) -> Option<Typed> {
        match names {
            [] => None,
            [name] => self.bare(name, scope, expected, at),
            [record, field] if record.text == "record" => self.record_field(field, scope, at),
            [variable, field] => {
                let Some(index) = scope.variables.iter().position(|(n, ..)| *n == variable.text) else {
                    let names = scope.variables.iter().map(|(n, ..)| n.as_str());
                    let near = nearest(&variable.text, names).map(str::to_string);
                    let near = near.or_else(|| match scope.variables.as_slice() {
                        [(only, ..)] => Some(only.clone()),
                        _ => None,
                    });
                    let place = FileSpan { source: scope.source, span: variable.span };
                    self.report(NameProblem::Unknown { name: variable.text.clone(), near }, place);
                    return None;
                };
                self.member(index, field, scope, at)
            }
            [_, _, third, ..] => {
                self.report(NameProblem::LongPath, FileSpan { source: scope.source, span: third.span });
                None
            }
        }
    }

    /// A field of a variable, or what every fact has.
    fn member(&mut self, index: usize, field: &Name, scope: &Scope, at: FileSpan) -> Option<Typed> {
        let (_, kind, _) = scope.variables[index];
        let var = VarId(index as u8);
        let def = self.schema().def(kind);
        if let Some(id) = def.field(&field.text) {
            let ty = Ty::Of(def.def(id).ty.clone());
            let from = self.names.kinds[kind.0 as usize].fields.get(id.0 as usize).copied();
            return Some(Typed { expr: out::Expr::Field { var, field: id, at }, ty, at, from, literal: false });
        }
        if let Some((_, what)) = METAS.iter().find(|(name, _)| *name == field.text) {
            let ty = match what {
                Meta::ArticleDate => Type::Date,
                Meta::Stance => stances(),
                Meta::Part => super::types::enumeration(&BlockKind::PARTS.map(str::to_string)),
                Meta::Paragraph => Type::Number,
                Meta::Article | Meta::Source | Meta::Words | Meta::Sentence | Meta::Itself => Type::Text,
            };
            let expr = out::Expr::Meta { var, what: *what, at };
            return Some(Typed { expr, ty: Ty::Of(ty), at, from: None, literal: false });
        }
        let metas: Vec<&str> = METAS.iter().map(|(name, _)| *name).collect();
        self.field_or_meta(kind, field, scope.source, &metas);
        None
    }

    fn record_field(&mut self, field: &Name, scope: &Scope, at: FileSpan) -> Option<Typed> {
        let Some(fields) = scope.record else {
            self.report(NameProblem::RecordHere, at);
            return None;
        };
        let Some(what) = fields.iter().find(|f| **f == field.text) else {
            let near = nearest(&field.text, fields.iter().copied()).map(str::to_string);
            let problem = NameProblem::RecordField { field: field.text.clone(), near, fields };
            self.report(problem, FileSpan { source: scope.source, span: field.span });
            return None;
        };
        let expr = out::Expr::Record { what: Arc::from(*what), at };
        Some(Typed { expr, ty: Ty::Open, at, from: None, literal: false })
    }

    /// A word by itself: variable, word of an enumeration, param, list, else a field of the first variable.
    fn bare(&mut self, name: &Name, scope: &Scope, expected: Option<&Ty>, at: FileSpan) -> Option<Typed> {
        let word = name.text.as_str();
        let mut found: Vec<(&'static str, Typed)> = Vec::new();
        let typed = |expr, ty| Typed { expr, ty, at, from: None, literal: false };
        if let Some(index) = scope.variables.iter().position(|(n, ..)| n == word) {
            let expr = out::Expr::Meta { var: VarId(index as u8), what: Meta::Itself, at };
            found.push(("variable", typed(expr, Ty::Fact(scope.variables[index].1))));
        }
        if let Some(Ty::Of(Type::Enumeration(words))) = expected
            && words.contains(&word)
        {
            let expr = out::Expr::Literal(Literal::Word(Arc::from(word)));
            found.push(("word of the other side", typed(expr, Ty::Of(Type::Enumeration(words)))));
        }
        if let Some(id) = self.names.params.get(word).copied() {
            let ty = Ty::Of(self.program.params[id.0 as usize].ty.clone());
            found.push(("param", typed(out::Expr::Param(id), ty)));
        }
        if let Some(id) = self.names.lists.get(word).copied() {
            found.push(("list", typed(out::Expr::List(id), Ty::List)));
        }
        if let Some((_, kind, _)) = scope.variables.first()
            && self.schema().def(*kind).field(word).is_some()
            && !found.iter().any(|(what, _)| *what == "variable")
        {
            found.extend(self.member(0, name, scope, at).map(|t| ("field", t)));
        }
        match found.len() {
            1 => return found.pop().map(|(_, t)| t),
            0 => {}
            _ => {
                let what = found.iter().map(|(what, _)| *what).collect();
                self.report(NameProblem::Clash { name: word.to_string(), what }, at);
                return None;
            }
        }
        if let Some(Ty::Of(Type::Enumeration(words))) = expected {
            return self.enumeration_word(word, words, at);
        }
        if self.names.lost.contains(word) {
            return None;
        }
        if let Some(help) = foreign_value(word) {
            self.report(NameProblem::ForeignWord { word: word.to_string(), help }, at);
            return None;
        }
        let fields = scope.variables.first().map(|(_, kind, _)| self.schema().def(*kind).fields.as_slice());
        let candidates = scope
            .variables
            .iter()
            .map(|(n, ..)| n.as_str())
            .chain(self.program.params.iter().map(|p| &*p.name))
            .chain(self.program.lists.iter().map(|l| &*l.name))
            .chain(fields.into_iter().flatten().map(|f| &*f.name))
            // Words of the language that stand behind `is` and `must not`.
            .chain(["known", "missing", "occur"]);
        let near = nearest(word, candidates).map(str::to_string);
        self.report(NameProblem::Unknown { name: word.to_string(), near }, at);
        None
    }

    fn operand_error(&mut self, word: &str, wants: &'static str, typed: &Typed, help: Option<String>) {
        let problem = NameProblem::Operand { word: word.to_string(), wants, found: typed.ty.name(), help };
        let from = typed.from;
        let report = self.report(problem, typed.at);
        if let Some(from) = from {
            report.also(from, "its type is declared here");
        }
    }

    fn date(&mut self, expr: &Expr, scope: &Scope, word: &str) -> Option<Typed> {
        let value = self.value(expr, scope, Some(&Ty::Of(Type::Date)))?;
        if !value.ty.is_date() {
            self.operand_error(word, "a date", &value, None);
            return None;
        }
        Some(value)
    }

    fn call(&mut self, function: Function, argument: &Expr, scope: &Scope, at: FileSpan) -> Option<Typed> {
        let typed = |expr, ty| Some(Typed { expr, ty: Ty::Of(ty), at, from: None, literal: false });
        match function {
            Function::CountOf => {
                let value = self.value(argument, scope, None)?;
                if value.ty.element().is_none() && value.ty != Ty::List {
                    self.operand_error("count of", "a set", &value, None);
                    return None;
                }
                typed(out::Expr::CountOf(Box::new(value.expr)), Type::Number)
            }
            Function::SumOf => {
                let value = self.value(argument, scope, None)?;
                let Some(element) = value.ty.element().filter(Ty::is_number) else {
                    self.operand_error("sum of", "a set of numbers or quantities", &value, None);
                    return None;
                };
                let expr = out::Expr::SumOf(Box::new(value.expr));
                Some(Typed { expr, ty: element, at, from: None, literal: false })
            }
            Function::UnitOf | Function::DimensionOf => {
                let value = self.value(argument, scope, None)?;
                let (word, make): (_, fn(Box<out::Expr>) -> out::Expr) = match function {
                    Function::UnitOf => ("unit of", out::Expr::UnitOf),
                    _ => ("dimension of", out::Expr::DimensionOf),
                };
                if value.ty != Ty::Of(Type::Quantity) {
                    self.operand_error(word, "a quantity", &value, None);
                    return None;
                }
                typed(make(Box::new(value.expr)), Type::Word)
            }
            Function::RankOf => {
                let value = self.value(argument, scope, None)?;
                if value.ty != Ty::Of(Type::Place) {
                    self.operand_error("rank of", "a place", &value, None);
                    return None;
                }
                typed(out::Expr::RankOf(Box::new(value.expr)), Type::Enumeration(&RANKS))
            }
            Function::InitialsOf => {
                let value = self.value(argument, scope, None)?;
                if !value.ty.is_words() && !value.ty.is_named() {
                    self.operand_error("initials of", "words or a name", &value, None);
                    return None;
                }
                typed(out::Expr::InitialsOf(Box::new(value.expr)), Type::Word)
            }
            Function::WeekdayOf => {
                let value = self.date(argument, scope, "weekday of")?;
                typed(out::Expr::WeekdayOf(Box::new(value.expr)), Type::Enumeration(&calendar::WEEKDAYS))
            }
            Function::YearOf => {
                let value = self.date(argument, scope, "year of")?;
                typed(out::Expr::YearOf(Box::new(value.expr)), Type::Number)
            }
            Function::Abs => {
                let value = self.value(argument, scope, None)?;
                if !value.ty.is_number() && !value.ty.is_duration() {
                    self.operand_error("abs", "a number or a duration", &value, None);
                    return None;
                }
                let ty = value.ty.clone();
                Some(Typed { expr: out::Expr::Abs(Box::new(value.expr)), ty, at, from: None, literal: false })
            }
        }
    }

    fn arithmetic(
        &mut self,
        operator: Operator,
        left: &Expr,
        right: &Expr,
        scope: &Scope,
        at: FileSpan,
    ) -> Option<Typed> {
        let (left, right) = (self.value(left, scope, None), self.value(right, scope, None));
        let (left, right) = (left?, right?);
        let (op, sign) = match operator {
            Operator::Plus => (ArithmeticOp::Add, "+"),
            Operator::Minus => (ArithmeticOp::Subtract, "-"),
            Operator::Times => (ArithmeticOp::Multiply, "*"),
            Operator::Divided => (ArithmeticOp::Divide, "/"),
        };
        let sum = matches!(op, ArithmeticOp::Add | ArithmeticOp::Subtract);
        let date = Ty::Of(Type::Date);
        let duration = Ty::Of(Type::Duration);
        let ty = match (&left.ty, &right.ty) {
            (a, b) if a.is_date() && b.is_date() && op == ArithmeticOp::Subtract => duration,
            (a, b) if a.is_date() && b.is_duration() && sum => date,
            (a, b) if a.is_duration() && b.is_date() && op == ArithmeticOp::Add => date,
            (a, b) if a.is_duration() && b.is_duration() && sum => duration,
            (a, b) if a.is_duration() && b.is_duration() && op == ArithmeticOp::Divide => Ty::Of(Type::Number),
            (a, b) if a.is_duration() && b.is_number() && !sum => duration,
            (a, b) if a.is_number() && b.is_duration() && op == ArithmeticOp::Multiply => duration,
            (a, b) if a.is_number() && b.is_number() => {
                let quantity = Ty::Of(Type::Quantity);
                if *a == quantity || *b == quantity { quantity } else { Ty::Of(Type::Number) }
            }
            _ => {
                let wants = "numbers, quantities, or dates with durations";
                let wrong =
                    if left.ty.is_number() || left.ty.is_date() || left.ty.is_duration() { &right } else { &left };
                self.operand_error(sign, wants, wrong, None);
                return None;
            }
        };
        let expr = out::Expr::Arithmetic { op, left: Box::new(left.expr), right: Box::new(right.expr) };
        Some(Typed { expr, ty, at, from: None, literal: false })
    }

    /// Reports two sides that cannot be compared, each labelled with its type and where that comes from.
    pub(super) fn unlike(&mut self, at: FileSpan, left: &Typed, right: &Typed, help: Option<String>) {
        let problem = NameProblem::Unlike { left: left.ty.name(), right: right.ty.name(), help };
        let sides = [(left.at, left.ty.name(), left.from), (right.at, right.ty.name(), right.from)];
        let report = self.report(problem, at);
        for (at, name, from) in sides {
            report.also(at, format!("this is {name}"));
            if let Some(from) = from {
                report.also(from, format!("declared as {name} here"));
            }
        }
    }

    /// What to write for a date in quotation marks.
    pub(super) fn bare_date(&self, value: &Typed) -> Option<String> {
        let written = self.words(value.at).trim_matches('"');
        let date = value.literal && written.len() >= 4 && written.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        date.then(|| format!("dates stand without quotation marks: write `{written}`"))
    }

    pub(super) fn comparable(&mut self, at: FileSpan, left: &Typed, right: &Typed) -> bool {
        if alike(&left.ty, &right.ty, left.literal || right.literal) {
            return true;
        }
        let list = [left, right].into_iter().find(|t| t.ty == Ty::List);
        if let Some(list) = list {
            let name = self.words(list.at).to_string();
            self.report(NameProblem::ListAlone { name }, list.at);
            return false;
        }
        let date = [left, right].into_iter().find_map(|t| self.bare_date(t));
        let set = |a: &Typed, b: &Typed| a.ty.element().is_some_and(|e| alike(&e, &b.ty, b.literal));
        let help = if set(left, right) {
            Some("a set `contains` one of its members".to_string())
        } else if set(right, left) {
            Some(format!("write `{} contains {}`", self.words(right.at), self.words(left.at)))
        } else {
            date.filter(|_| left.ty.is_date() || right.ty.is_date())
        };
        self.unlike(at, left, right, help);
        false
    }
}
