//! Conditions.

use std::sync::Arc;

use super::super::ast::{Comparison, Expr, ExprNode, Quantifier};
use super::super::errors::NameProblem;
use super::super::program::{self as out, CompareOp, Cond, Items, VarId};
use super::types::Ty;
use super::values::{Scope, Typed};
use super::{FileSpan, Resolver, Type};

const MOST_VARIABLES: usize = 200;

impl Resolver<'_> {
    /// `None` where something in it is wrong, which has been reported.
    pub(super) fn condition(&mut self, expr: &Expr, scope: &mut Scope) -> Option<Cond> {
        let at = FileSpan { source: scope.source, span: expr.span };
        match &expr.node {
            ExprNode::And(parts) => self.all_conditions(parts, scope).map(Cond::And),
            ExprNode::Or(parts) => self.all_conditions(parts, scope).map(Cond::Or),
            ExprNode::Not(inner) => Some(Cond::Not(Box::new(self.condition(inner, scope)?))),
            ExprNode::Compare { comparison, negated, at: words, left, right } => {
                let words = FileSpan { source: scope.source, span: *words };
                let (left, right) = self.sides(left, right, scope)?;
                let op = self.comparison(comparison, &left, &right, words)?;
                Some(match (op, negated) {
                    (CompareOp::Is, true) => {
                        Cond::Compare { op: CompareOp::IsNot, left: left.expr, right: right.expr, at }
                    }
                    (op, negated) => negate(*negated, Cond::Compare { op, left: left.expr, right: right.expr, at }),
                })
            }
            ExprNode::OneOf { negated, left, items } => {
                let left = self.value(left, scope, None)?;
                let items = self.items(&left, items, scope)?;
                Some(negate(*negated, Cond::OneOf { left: left.expr, items, at }))
            }
            ExprNode::Known { missing, left } => {
                let left = self.value(left, scope, None)?;
                Some(negate(*missing, Cond::Known(left.expr, at)))
            }
            ExprNode::Matches { left, pattern, pattern_span } => {
                let left = self.value(left, scope, None)?;
                // Those of the bundled packs are read when claimlint is tested.
                let bundled = self.program.sources.get(scope.source).bundled;
                if let Err(error) = if bundled { Ok(()) } else { regex_lite::Regex::new(pattern).map(drop) } {
                    let at = FileSpan { source: scope.source, span: *pattern_span };
                    self.report(NameProblem::Pattern { why: error.to_string() }, at);
                    return None;
                }
                if !left.ty.is_words() && !left.ty.is_named() {
                    self.wants("matches", "words or a name", &left);
                    return None;
                }
                Some(Cond::Matches { left: left.expr, pattern: Arc::from(pattern.as_str()), at })
            }
            ExprNode::Quantified { quantifier, kind, variable, body } => {
                let kind = self.kind_named(kind, scope.source)?;
                self.new_variable(scope, variable, kind)?;
                let index = scope.variables.len() - 1;
                let var = VarId(index as u8);
                let body = self.condition(body, scope);
                // The name ends here, its number does not: numbers are not used again within a rule.
                scope.variables[index].0.clear();
                let quantifier = match quantifier {
                    Quantifier::Any => out::Quantifier::Any,
                    Quantifier::All => out::Quantifier::All,
                    Quantifier::Exactly(n) => out::Quantifier::Exactly(*n),
                    Quantifier::AtLeast(n) => out::Quantifier::AtLeast(*n),
                    Quantifier::AtMost(n) => out::Quantifier::AtMost(*n),
                };
                Some(Cond::Quantified { quantifier, var, kind, body: Box::new(body?), at })
            }
            _ => {
                // A value: its own errors come first.
                self.value(expr, scope, None)?;
                self.report(NameProblem::NotACondition, at);
                None
            }
        }
    }

    fn all_conditions(&mut self, parts: &[Expr], scope: &mut Scope) -> Option<Vec<Cond>> {
        let all: Vec<Option<Cond>> = parts.iter().map(|p| self.condition(p, scope)).collect();
        all.into_iter().collect()
    }

    pub(super) fn new_variable(&mut self, scope: &mut Scope, name: &super::Name, kind: super::KindId) -> Option<()> {
        let at = FileSpan { source: scope.source, span: name.span };
        if name.text == "record" {
            self.report(NameProblem::ReservedVariable { name: name.text.clone() }, at);
            return None;
        }
        if let Some((.., first)) = scope.variables.iter().find(|(n, ..)| *n == name.text) {
            let first = FileSpan { source: scope.source, span: *first };
            self.report(NameProblem::DoubleVariable { name: name.text.clone() }, at).also(first, "the first");
            return None;
        }
        if scope.variables.len() >= MOST_VARIABLES {
            self.report(NameProblem::TooMany { what: "variables in one rule", most: MOST_VARIABLES }, at);
            return None;
        }
        scope.variables.push((name.text.clone(), kind, name.span));
        Some(())
    }

    /// Both sides of a comparison. The side that can tell its type by itself goes first, so that a bare word or a year
    /// opposite can be read by it.
    fn sides(&mut self, left: &Expr, right: &Expr, scope: &Scope) -> Option<(Typed, Typed)> {
        if self.open_literal(left, scope) && !self.open_literal(right, scope) {
            let right = self.value(right, scope, None);
            let left = self.value(left, scope, right.as_ref().map(|r| &r.ty));
            return Some((left?, right?));
        }
        let left = self.value(left, scope, None);
        let expected = left.as_ref().map(|l| l.ty.element().unwrap_or_else(|| l.ty.clone()));
        // An unknown left side would only make a bare word on the right unknown as well.
        let right = match (&left, self.open_literal(right, scope)) {
            (None, true) => None,
            _ => self.value(right, scope, expected.as_ref()),
        };
        Some((left?, right?))
    }

    /// What takes its meaning from the other side: a bare word that is no variable, a number, a string.
    fn open_literal(&self, expr: &Expr, scope: &Scope) -> bool {
        match &expr.node {
            ExprNode::Path(names) => match names.as_slice() {
                [name] => !scope.variables.iter().any(|(n, ..)| *n == name.text),
                _ => false,
            },
            ExprNode::Measure(_) | ExprNode::Text(_) => true,
            _ => false,
        }
    }

    fn wants(&mut self, word: &str, wants: &'static str, typed: &Typed) {
        self.wants_with(word, wants, typed, None);
    }

    fn wants_with(&mut self, word: &str, wants: &'static str, typed: &Typed, help: Option<String>) {
        let problem = NameProblem::Operand { word: word.to_string(), wants, found: typed.ty.name(), help };
        let from = typed.from;
        let report = self.report(problem, typed.at);
        if let Some(from) = from {
            report.also(from, "its type is declared here");
        }
    }

    fn comparison(&mut self, comparison: &Comparison, left: &Typed, right: &Typed, at: FileSpan) -> Option<CompareOp> {
        let source = at.source;
        Some(match comparison {
            Comparison::Is => self.comparable(at, left, right).then_some(CompareOp::Is)?,
            Comparison::Less | Comparison::LessEqual | Comparison::Greater | Comparison::GreaterEqual => {
                let (op, word) = match comparison {
                    Comparison::Less => (CompareOp::Less, "<"),
                    Comparison::LessEqual => (CompareOp::LessOrEqual, "<="),
                    Comparison::Greater => (CompareOp::Greater, ">"),
                    _ => (CompareOp::GreaterOrEqual, ">="),
                };
                for side in [left, right] {
                    let set = side.ty.element().is_some();
                    if !side.ty.is_number() && !side.ty.is_duration() {
                        let help = if side.ty.is_date() {
                            Some("dates are compared with `before` and `after`".to_string())
                        } else if set {
                            Some(format!("write `count of {}`", self.words(side.at)))
                        } else {
                            None
                        };
                        self.wants_with(word, "numbers, quantities or durations", side, help);
                        return None;
                    }
                }
                self.comparable(at, left, right).then_some(op)?
            }
            Comparison::Before | Comparison::After => {
                let (op, word) = match comparison {
                    Comparison::Before => (CompareOp::Before, "before"),
                    _ => (CompareOp::After, "after"),
                };
                for side in [left, right] {
                    if !side.ty.is_date() {
                        let help = self.bare_date(side);
                        self.wants_with(word, "dates", side, help);
                        return None;
                    }
                }
                op
            }
            Comparison::WithinOf(within) => {
                let ty = match &left.ty {
                    Ty::Of(ty) => Some(ty.clone()),
                    _ => None,
                };
                let tolerance = self.tolerance(within, source, ty.as_ref())?;
                self.comparable(at, left, right).then_some(CompareOp::WithinOf(tolerance))?
            }
            Comparison::Contains => {
                let fits = match left.ty.element() {
                    Some(element) => super::types::alike(&element, &right.ty, right.literal),
                    None => left.ty.is_words() && right.ty.is_words(),
                };
                if !fits {
                    if left.ty.element().is_none() && !left.ty.is_words() {
                        self.wants("contains", "a set or words on its left", left);
                    } else {
                        self.unlike(at, left, right, None);
                    }
                    return None;
                }
                CompareOp::Contains
            }
            Comparison::Overlaps => {
                let help =
                    (left.ty.is_date() && right.ty.is_date()).then(|| "dates agree with `is`, by interval".to_string());
                for side in [left, right] {
                    if side.ty.element().is_none() && side.ty != Ty::Open {
                        self.wants_with("overlaps", "sets", side, help);
                        return None;
                    }
                }
                self.comparable(at, left, right).then_some(CompareOp::Overlaps)?
            }
            Comparison::Within => {
                let place = |t: &Ty| matches!(t, Ty::Of(Type::Place | Type::Organisation | Type::Date));
                let member = right.ty.element().is_some_and(|e| super::types::alike(&left.ty, &e, left.literal));
                if left.ty.element().is_none() && !place(&left.ty) && !member {
                    self.wants("is within", "sets, places or dates", left);
                    return None;
                }
                if !member && !self.comparable(at, left, right) {
                    return None;
                }
                CompareOp::IsWithin
            }
            Comparison::StartsWith | Comparison::EndsWith | Comparison::Like => {
                let (op, word) = match comparison {
                    Comparison::StartsWith => (CompareOp::StartsWith, "starts with"),
                    Comparison::EndsWith => (CompareOp::EndsWith, "ends with"),
                    _ => (CompareOp::IsLike, "is like"),
                };
                for side in [left, right] {
                    if !side.ty.is_words() && !side.ty.is_named() {
                        self.wants(word, "words or names", side);
                        return None;
                    }
                }
                op
            }
        })
    }

    fn items(&mut self, left: &Typed, items: &[Expr], scope: &Scope) -> Option<Items> {
        if let [only] = items
            && let ExprNode::Path(names) = &only.node
            && let [name] = names.as_slice()
            && let Some(id) = self.names.lists.get(&name.text).copied()
        {
            let words = matches!(&left.ty, Ty::Of(Type::Enumeration(words)) if words.contains(&name.text.as_str()));
            let at = FileSpan { source: scope.source, span: name.span };
            if words {
                let what = vec!["list", "word of the other side"];
                self.report(NameProblem::Clash { name: name.text.clone(), what }, at);
                return None;
            }
            if !left.ty.is_words() && !left.ty.is_named() {
                self.wants("is one of", "words or a name before a list", left);
                return None;
            }
            return Some(Items::List(id));
        }
        let mut literals = Vec::new();
        let mut whole = true;
        for item in items {
            let Some(value) = self.value(item, scope, Some(&left.ty)) else {
                whole = false;
                continue;
            };
            match value.expr.clone() {
                out::Expr::Literal(literal) if self.comparable(value.at, left, &value) => literals.push(literal),
                out::Expr::Literal(_) => whole = false,
                _ => {
                    self.wants(
                        "is one of",
                        "strings, numbers, words of an enumeration, or the name of one list",
                        &value,
                    );
                    whole = false;
                }
            }
        }
        whole.then_some(Items::Literals(literals))
    }
}

fn negate(negated: bool, cond: Cond) -> Cond {
    if negated { Cond::Not(Box::new(cond)) } else { cond }
}
