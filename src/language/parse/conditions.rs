//! Conditions and values: the flat sequence that the grammar gives becomes a tree by precedence.
//!
//! From loosest to tightest: `or`, `and`, `not`, comparisons (which do not chain), `+ -`, `* /`.

use super::syntax::{Pair, Rule};
use super::{Builder, foreign};
use crate::language::ast::*;
use crate::language::errors::Problem;
use crate::language::split::MAX_NESTING;
use crate::source::Span;

/// A piece of the flat sequence.
enum Item {
    Not(Span),
    And,
    Or,
    Value(Expr),
    Compare { comparison: Comparison, negated: bool, at: Span },
    Tail(Tail, Span),
    Arithmetic(Operator),
}

/// A comparison without a right side.
enum Tail {
    Known { missing: bool },
    OneOf { negated: bool, items: Vec<Expr> },
    Matches { pattern: String, span: Span },
}

impl Builder<'_> {
    pub(super) fn expr(&mut self, pair: Pair) -> Expr {
        let span = self.span(&pair);
        let items: Vec<Item> = pair.into_inner().filter_map(|p| self.item(p)).collect();
        self.or(items, span)
    }

    fn item(&mut self, pair: Pair) -> Option<Item> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::not => Item::Not(span),
            Rule::and => Item::And,
            Rule::or => Item::Or,
            Rule::foreign_not | Rule::foreign_and | Rule::foreign_or => {
                let (right, item) = match pair.as_rule() {
                    Rule::foreign_not => ("not", Item::Not(span)),
                    Rule::foreign_and => ("and", Item::And),
                    _ => ("or", Item::Or),
                };
                self.report(Problem::ForeignOperator { found: span.of(self.text).to_string(), right }, span);
                item
            }
            Rule::foreign_comparison => {
                let (right, comparison, negated) = match span.of(self.text) {
                    "!=" | "<>" | "≠" => ("is not", Comparison::Is, true),
                    "≤" | "=<" => ("<=", Comparison::LessEqual, false),
                    "≥" | "=>" => (">=", Comparison::GreaterEqual, false),
                    _ => ("is", Comparison::Is, false),
                };
                self.report(Problem::ForeignOperator { found: span.of(self.text).to_string(), right }, span);
                Item::Compare { comparison, negated, at: span }
            }
            Rule::comparison => self.comparison(pair),
            Rule::is_known | Rule::one_of | Rule::matches => Item::Tail(self.tail(pair), span),
            Rule::arithmetic => {
                let operator = match span.of(self.text) {
                    "+" => Operator::Plus,
                    "-" => Operator::Minus,
                    "*" => Operator::Times,
                    _ => Operator::Divided,
                };
                if operator == Operator::Minus && !self.blanks_around(span) {
                    self.report(Problem::MinusBlanks, span);
                }
                Item::Arithmetic(operator)
            }
            _ => Item::Value(self.operand(pair)?),
        })
    }

    fn blanks_around(&self, span: Span) -> bool {
        let before = self.text[..span.start as usize].chars().next_back();
        let after = self.text[span.end as usize..].chars().next();
        before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace)
    }

    fn comparison(&mut self, pair: Pair) -> Item {
        let at = self.span(&pair);
        let mut negated = false;
        let mut with_is = false;
        let mut comparison = Comparison::Is;
        let mut named = None;
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::is => with_is = true,
                Rule::not => negated = true,
                Rule::within_of => {
                    if let Some(tolerance) = self.tolerance(p) {
                        comparison = Comparison::WithinOf(tolerance);
                    }
                }
                Rule::is_form => {
                    let inner = p.clone().into_inner().next().map(|p| p.as_rule());
                    comparison = inner.and_then(comparison_word).unwrap_or(Comparison::Is);
                    named = Some(self.span(&p));
                }
                Rule::before | Rule::after if with_is => {
                    comparison = comparison_word(p.as_rule()).unwrap_or(Comparison::Is);
                    named = Some(self.span(&p));
                }
                rule => comparison = comparison_word(rule).unwrap_or(comparison),
            }
        }
        if let Some(span) = named {
            let word = span.of(self.text).to_string();
            self.report(Problem::IsBefore { word, negated }, at);
        }
        Item::Compare { comparison, negated, at }
    }

    fn tail(&mut self, pair: Pair) -> Tail {
        let rule = pair.as_rule();
        let mut negated = false;
        let mut items = Vec::new();
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::not => negated = true,
                Rule::missing => return Tail::Known { missing: !negated },
                Rule::known => return Tail::Known { missing: negated },
                Rule::regex => {
                    let span = self.span(&p);
                    let written = p.as_str();
                    return Tail::Matches { pattern: written[1..written.len() - 1].replace("\\/", "/"), span };
                }
                Rule::text | Rule::date | Rule::measure | Rule::bare_name => items.extend(self.operand(p)),
                _ => {}
            }
        }
        debug_assert!(rule == Rule::one_of);
        Tail::OneOf { negated, items }
    }

    /// A literal, path, call or group; `None` for marks.
    pub(super) fn operand(&mut self, pair: Pair) -> Option<Expr> {
        let span = self.span(&pair);
        let node = match pair.as_rule() {
            Rule::group => {
                let inner = pair.into_inner().find(|p| p.as_rule() == Rule::expr)?;
                return Some(self.expr(inner));
            }
            Rule::argument => return self.operand(pair.into_inner().next()?),
            Rule::path => {
                let names = pair.into_inner().filter(|p| p.as_rule() == Rule::name);
                ExprNode::Path(names.map(|p| self.name(&p)).collect())
            }
            Rule::bare_name => ExprNode::Path(vec![self.name(&pair)]),
            Rule::text => ExprNode::Text(self.plain_text(pair)),
            Rule::date => ExprNode::Date(self.when(&pair)),
            Rule::measure => ExprNode::Measure(self.measure(pair)),
            Rule::about_value => {
                let measure = pair.into_inner().find(|p| p.as_rule() == Rule::measure)?;
                ExprNode::About(self.measure(measure))
            }
            Rule::call => {
                let mut function = Function::Abs;
                let mut argument = None;
                for p in pair.into_inner() {
                    match p.as_rule() {
                        Rule::count => function = Function::CountOf,
                        Rule::sum => function = Function::SumOf,
                        Rule::unit_word => function = Function::UnitOf,
                        Rule::rank => function = Function::RankOf,
                        Rule::dimension => function = Function::DimensionOf,
                        Rule::initials => function = Function::InitialsOf,
                        Rule::weekday => function = Function::WeekdayOf,
                        Rule::year_word => function = Function::YearOf,
                        Rule::argument | Rule::group => argument = self.operand(p),
                        _ => {}
                    }
                }
                ExprNode::Call { function, argument: Box::new(argument?) }
            }
            Rule::between_dates => {
                let mut arguments = pair.into_inner().filter(|p| p.as_rule() == Rule::argument);
                let (from, to) = (arguments.next()?, arguments.next()?);
                ExprNode::YearsFrom(Box::new(self.operand(from)?), Box::new(self.operand(to)?))
            }
            Rule::quantified => self.quantified(pair)?,
            _ => return None,
        };
        Some(Expr { node, span })
    }

    fn quantified(&mut self, pair: Pair) -> Option<ExprNode> {
        let mut quantifier = Quantifier::Any;
        let mut names = Vec::new();
        let mut body = None;
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::quantifier => quantifier = self.quantifier(p),
                Rule::name | Rule::bare_name => names.push(self.name(&p)),
                Rule::group => body = self.operand(p),
                _ => {}
            }
        }
        let mut names = names.into_iter();
        let (kind, variable) = (names.next()?, names.next()?);
        Some(ExprNode::Quantified { quantifier, kind, variable, body: Box::new(body?) })
    }

    fn quantifier(&mut self, pair: Pair) -> Quantifier {
        let mut make: fn(u32) -> Quantifier = Quantifier::Exactly;
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::any => return Quantifier::Any,
                Rule::all => return Quantifier::All,
                Rule::at_least => make = Quantifier::AtLeast,
                Rule::at_most => make = Quantifier::AtMost,
                Rule::one => return make(1),
                Rule::integer => return make(self.integer(&p)),
                _ => {}
            }
        }
        Quantifier::Any
    }

    fn or(&mut self, items: Vec<Item>, span: Span) -> Expr {
        let mut parts: Vec<Expr> = Vec::new();
        for part in split(items, |i| matches!(i, Item::Or)) {
            let part = self.and(part, span);
            if let Some(last) = parts.last_mut()
                && is_value(&part)
                && let Some((left, mut choices)) = is_choice(last)
            {
                // `x is "A" or "B"`: answered with `is one of`, and read as that.
                let whole = last.span.cover(part.span);
                let words = |e: &Expr| e.span.of(self.text).to_string();
                let listed: Vec<String> = choices.iter().chain([&part]).map(words).collect();
                let right = format!("{} is one of {}", words(&left), listed.join(", "));
                choices.push(part);
                *last = Expr {
                    node: ExprNode::OneOf { negated: false, left: Box::new(left), items: choices },
                    span: whole,
                };
                self.diagnostics.retain(|d| !(d.code == Problem::IS_OR && d.labels[0].0.span.start == whole.start));
                self.report(Problem::IsOr { right }, whole);
                continue;
            }
            parts.push(part);
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        Expr { node: ExprNode::Or(parts), span }
    }

    fn and(&mut self, items: Vec<Item>, span: Span) -> Expr {
        let mut parts: Vec<Expr> =
            split(items, |i| matches!(i, Item::And)).into_iter().map(|part| self.not(part, span)).collect();
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let span = parts[0].span.cover(parts[parts.len() - 1].span);
        Expr { node: ExprNode::And(parts), span }
    }

    fn not(&mut self, items: Vec<Item>, span: Span) -> Expr {
        let nots: Vec<Span> = items.iter().map_while(|i| if let Item::Not(s) = i { Some(*s) } else { None }).collect();
        let mut expr = self.compare(items.into_iter().skip(nots.len()).collect(), span);
        if nots.len() > MAX_NESTING {
            self.report(Problem::TooDeep, nots[MAX_NESTING]);
            return expr;
        }
        for not in nots.into_iter().rev() {
            let span = not.cover(expr.span);
            expr = Expr { node: ExprNode::Not(Box::new(expr)), span };
        }
        expr
    }

    fn compare(&mut self, items: Vec<Item>, span: Span) -> Expr {
        let mut sum = Vec::new();
        // What was compared so far, and the comparison that waits for its right side.
        let mut left: Option<Expr> = None;
        let mut waiting: Option<(Comparison, bool, Span)> = None;
        let mut comparisons = 0;
        let mut chained: Option<(Expr, Span)> = None;
        for item in items.into_iter().map(Some).chain([None]) {
            match item {
                Some(Item::Compare { comparison, negated, at }) => {
                    let value = self.sum(std::mem::take(&mut sum), span);
                    comparisons += 1;
                    if comparisons == 2 {
                        chained = Some((value.clone(), at));
                    }
                    left = Some(close(left, waiting.replace((comparison, negated, at)), value));
                }
                Some(Item::Tail(tail, at)) => {
                    let value = self.sum(std::mem::take(&mut sum), span);
                    comparisons += 1;
                    if comparisons == 2 {
                        chained = Some((value.clone(), at));
                    }
                    let value = close(left.take(), waiting.take(), value);
                    let whole = value.span.cover(at);
                    let value = Box::new(value);
                    let node = match tail {
                        Tail::Known { missing } => ExprNode::Known { missing, left: value },
                        Tail::OneOf { negated, items } => ExprNode::OneOf { negated, left: value, items },
                        Tail::Matches { pattern, span } => {
                            ExprNode::Matches { left: value, pattern, pattern_span: span }
                        }
                    };
                    left = Some(Expr { node, span: whole });
                }
                Some(Item::Not(at)) => {
                    self.report(Problem::MisplacedNot, at);
                }
                Some(other) => sum.push(other),
                None if sum.is_empty() => {}
                None => {
                    let value = self.sum(std::mem::take(&mut sum), span);
                    left = Some(close(left, waiting.take(), value));
                }
            }
            // A chain is reported once; the rest of it is not built, so that it cannot grow deep.
            if let Some((middle, at)) = chained.take() {
                self.chained(left.as_ref(), &middle, at, span);
                break;
            }
        }
        left.unwrap_or(Expr { node: ExprNode::Path(Vec::new()), span })
    }

    fn chained(&mut self, left: Option<&Expr>, middle: &Expr, at: Span, whole: Span) {
        let words = |s: Span| s.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let first = left.map_or(String::new(), |l| words(l.span));
        // What follows on the right, up to the end of the whole or the next `and`/`or`, is quoted only when short.
        let rest = Span { start: at.end, end: whole.end.max(at.end) }.of(self.text);
        let next =
            rest.split_whitespace().take_while(|w| !matches!(*w, "and" | "or" | ")")).collect::<Vec<_>>().join(" ");
        let right = format!("{first} and {} {} {next}", words(middle.span), words(at));
        self.report(Problem::Chained { right: right.trim_end().to_string() }, at);
    }

    /// `16/05/2025`, which reads as two divisions.
    fn written_date(&mut self, items: &[Item]) -> Option<Expr> {
        let plain = |i: &Item| matches!(i, Item::Value(Expr { node: ExprNode::Measure(m), .. }) if m.unit.is_none());
        let divided = |i: &Item| matches!(i, Item::Arithmetic(Operator::Divided));
        let [Item::Value(first), b, _, d, Item::Value(last)] = items else { return None };
        if !(items.iter().step_by(2).all(plain) && divided(b) && divided(d)) {
            return None;
        }
        let span = first.span.cover(last.span);
        let (found, right) = foreign::foreign_dates(span.of(self.text)).pop()?;
        if found.len() != span.len() {
            return None;
        }
        let parts: Vec<i16> = right.iter().flat_map(|r| r.split('-')).filter_map(|n| n.parse().ok()).collect();
        let help = foreign::date_help(right);
        self.report(Problem::ForeignForm { found: span.of(self.text).to_string(), help }, span);
        // Read as some day, so that nothing more is said of it.
        let (year, month, day) = match parts.as_slice() {
            [y, m, d] => (*y, Some(*m as i8), Some(*d as i8)),
            _ => (2000, None, None),
        };
        Some(Expr { node: ExprNode::Date(Date { year, month, day, span }), span })
    }

    /// `a + b * c`: values and operators by turns.
    fn sum(&mut self, items: Vec<Item>, span: Span) -> Expr {
        if let Some(date) = self.written_date(&items) {
            return date;
        }
        let operators = items.iter().filter(|i| matches!(i, Item::Arithmetic(_))).count();
        let mut values = Vec::new();
        let mut pending = Vec::new();
        for item in items {
            match item {
                Item::Value(v) => values.push(v),
                Item::Arithmetic(op) => pending.push(op),
                _ => {}
            }
        }
        if operators > MAX_NESTING {
            let span = values.first().map_or(span, |v| v.span);
            self.report(Problem::LongSum, span);
            values.truncate(1);
            pending.clear();
        }
        let mut values = values.into_iter();
        let Some(mut term) = values.next() else { return Expr { node: ExprNode::Path(Vec::new()), span } };
        let mut sum: Option<(Expr, Operator)> = None;
        for (operator, value) in pending.into_iter().zip(values) {
            if matches!(operator, Operator::Times | Operator::Divided) {
                term = arithmetic(operator, term, value);
            } else {
                let done = match sum.take() {
                    Some((left, op)) => arithmetic(op, left, term),
                    None => term,
                };
                sum = Some((done, operator));
                term = value;
            }
        }
        match sum {
            Some((left, op)) => arithmetic(op, left, term),
            None => term,
        }
    }
}

fn comparison_word(rule: Rule) -> Option<Comparison> {
    Some(match rule {
        Rule::like => Comparison::Like,
        Rule::within => Comparison::Within,
        Rule::before => Comparison::Before,
        Rule::after => Comparison::After,
        Rule::contains => Comparison::Contains,
        Rule::overlaps => Comparison::Overlaps,
        Rule::starts => Comparison::StartsWith,
        Rule::ends => Comparison::EndsWith,
        Rule::less => Comparison::Less,
        Rule::less_equal => Comparison::LessEqual,
        Rule::greater => Comparison::Greater,
        Rule::greater_equal => Comparison::GreaterEqual,
        _ => return None,
    })
}

fn arithmetic(operator: Operator, left: Expr, right: Expr) -> Expr {
    let span = left.span.cover(right.span);
    Expr { node: ExprNode::Arithmetic { operator, left: Box::new(left), right: Box::new(right) }, span }
}

/// Gives a waiting comparison its right side.
fn close(left: Option<Expr>, waiting: Option<(Comparison, bool, Span)>, value: Expr) -> Expr {
    match (left, waiting) {
        (Some(left), Some((comparison, negated, at))) => {
            let span = left.span.cover(value.span);
            let (left, right) = (Box::new(left), Box::new(value));
            let is =
                matches!(comparison, Comparison::Is | Comparison::Like | Comparison::Within | Comparison::WithinOf(_));
            let node = ExprNode::Compare { comparison, negated: negated && is, at, left, right };
            if negated && !is {
                // `is not before`, read as `not (… before …)`.
                return Expr { node: ExprNode::Not(Box::new(Expr { node, span })), span };
            }
            Expr { node, span }
        }
        _ => value,
    }
}

fn split(items: Vec<Item>, at: impl Fn(&Item) -> bool) -> Vec<Vec<Item>> {
    let mut parts = vec![Vec::new()];
    for item in items {
        if at(&item) {
            parts.push(Vec::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(item);
        }
    }
    parts
}

/// Something that is no condition by its form: a literal or a bare word.
fn is_value(expr: &Expr) -> bool {
    match &expr.node {
        ExprNode::Text(_) | ExprNode::Measure(_) | ExprNode::Date(_) => true,
        ExprNode::Path(names) => names.len() == 1,
        _ => false,
    }
}

/// Left side and values of `x is V` or of a choice that such a mistake was turned into.
fn is_choice(expr: &Expr) -> Option<(Expr, Vec<Expr>)> {
    match &expr.node {
        ExprNode::Compare { comparison: Comparison::Is, negated: false, left, right, .. } if is_value(right) => {
            Some(((**left).clone(), vec![(**right).clone()]))
        }
        ExprNode::OneOf { negated: false, left, items } => Some(((**left).clone(), items.clone())),
        _ => None,
    }
}
