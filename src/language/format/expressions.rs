//! Strings, dates, conditions and values, as they are printed.

use super::WIDTH;
use crate::language::ast::*;

/// How tightly an expression binds; brackets go round what binds more loosely than its place allows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    /// What may stand behind `count of`.
    Argument,
}

/// A string in its short form.
pub fn quoted(text: &Text) -> String {
    if text.long { short(&text.value) } else { format!("\"{}\"", marks_escaped(&text.raw)) }
}

/// Strings between foreign marks may hold ours.
pub fn marks_escaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut escaped = false;
    for c in raw.chars() {
        if c == '"' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// Words as a short string.
pub fn short(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\u{d}"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

pub fn listed(texts: &[Text]) -> Vec<String> {
    texts.iter().map(quoted).collect()
}

/// A string as it stands alone on lines of its own; further lines start at `indent`.
pub fn block(text: &Text, indent: usize) -> String {
    if !text.long {
        return quoted(text);
    }
    let margin = " ".repeat(indent);
    let mut out = String::from("\"\"\"");
    for line in crate::language::parse::dedent(&text.raw).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&margin);
            out.push_str(line);
        }
    }
    out.push('\n');
    out.push_str(&margin);
    out.push_str("\"\"\"");
    out
}

pub fn date(date: &Date) -> String {
    let mut out = format!("{:04}", date.year);
    for part in [date.month, date.day].into_iter().flatten() {
        out.push_str(&format!("-{part:02}"));
    }
    out
}

pub fn measure(measure: &Measure) -> String {
    match &measure.unit {
        Some(unit) => format!("{} {}", measure.number.raw, unit.text),
        None => measure.number.raw.clone(),
    }
}

pub fn tolerance(tolerance: &Tolerance) -> String {
    match tolerance {
        Tolerance::Measure(m) => measure(m),
        Tolerance::Param(name) => name.text.clone(),
    }
}

pub fn names(names: &[Name]) -> String {
    names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(", ")
}

pub fn field(field: &FieldRef) -> String {
    match &field.variable {
        Some(variable) => format!("{}.{}", variable.text, field.field.text),
        None => field.field.text.clone(),
    }
}

pub fn same_keys(keys: &[SameKey]) -> String {
    let all: Vec<String> = keys
        .iter()
        .map(|k| {
            let mut out = field(&k.field);
            if k.overlap {
                out.push_str(" overlap");
            }
            if let Some(within) = &k.within {
                out.push_str(&format!(" within {}", tolerance(within)));
            }
            if k.alone {
                out.push_str(" alone");
            }
            out
        })
        .collect();
    all.join(", ")
}

/// A condition that starts at column `indent`; where it is too long, `and` and `or` start lines of their own.
pub fn condition(expr: &Expr, indent: usize) -> String {
    let line = expression(expr);
    if indent + line.chars().count() <= WIDTH {
        return line;
    }
    let (parts, word) = match &expr.node {
        ExprNode::And(parts) => (parts, "and"),
        ExprNode::Or(parts) => (parts, "or"),
        _ => return line,
    };
    let place = if word == "and" { Tightness::Not } else { Tightness::And };
    let lines: Vec<String> = parts.iter().map(|p| at(p, place)).collect();
    lines.join(&format!("\n{}{word} ", " ".repeat(indent)))
}

pub fn expression(expr: &Expr) -> String {
    at(expr, Tightness::Or)
}

pub fn bracketed(expr: &Expr) -> String {
    format!("({})", expression(expr))
}

/// Whether the last words are those of `is one of …`.
pub fn ends_in_list(expr: &Expr) -> bool {
    match &expr.node {
        ExprNode::OneOf { .. } => true,
        ExprNode::And(parts) | ExprNode::Or(parts) => parts.last().is_some_and(ends_in_list),
        ExprNode::Not(inner) => ends_in_list(inner),
        _ => false,
    }
}

fn tightness(expr: &Expr) -> Tightness {
    match &expr.node {
        ExprNode::Or(_) => Tightness::Or,
        ExprNode::And(_) => Tightness::And,
        ExprNode::Not(_) => Tightness::Not,
        ExprNode::Compare { .. } | ExprNode::OneOf { .. } | ExprNode::Known { .. } | ExprNode::Matches { .. } => {
            Tightness::Comparison
        }
        ExprNode::Arithmetic { operator: Operator::Plus | Operator::Minus, .. } => Tightness::Sum,
        ExprNode::Arithmetic { .. }
        | ExprNode::Measure(_)
        | ExprNode::About(_)
        | ExprNode::Call { .. }
        | ExprNode::YearsFrom(..)
        | ExprNode::Quantified { .. } => Tightness::Product,
        ExprNode::Path(_) | ExprNode::Text(_) | ExprNode::Date(_) => Tightness::Argument,
    }
}

/// Whether it can be the right side of a product: anything but another product.
fn is_factor(expr: &Expr) -> bool {
    tightness(expr) >= Tightness::Product && !matches!(expr.node, ExprNode::Arithmetic { .. })
}

fn at(expr: &Expr, place: Tightness) -> String {
    let words = plain(expr);
    if tightness(expr) < place { format!("({words})") } else { words }
}

fn join(parts: &[Expr], word: &str, place: Tightness) -> String {
    parts.iter().map(|p| at(p, place)).collect::<Vec<_>>().join(&format!(" {word} "))
}

fn plain(expr: &Expr) -> String {
    match &expr.node {
        ExprNode::Or(parts) => join(parts, "or", Tightness::And),
        ExprNode::And(parts) => join(parts, "and", Tightness::Not),
        ExprNode::Not(inner) => format!("not {}", at(inner, Tightness::Not)),
        ExprNode::Compare { comparison, negated, left, right, .. } => {
            let (left, right) = (at(left, Tightness::Sum), at(right, Tightness::Sum));
            format!("{left} {} {right}", comparison_words(comparison, *negated))
        }
        ExprNode::OneOf { negated, left, items } => {
            let items: Vec<String> = items.iter().map(expression).collect();
            let not = if *negated { "not " } else { "" };
            format!("{} is {not}one of {}", at(left, Tightness::Sum), items.join(", "))
        }
        ExprNode::Known { missing, left } => {
            format!("{} is {}", at(left, Tightness::Sum), if *missing { "missing" } else { "known" })
        }
        ExprNode::Matches { left, pattern, .. } => {
            format!("{} matches /{}/", at(left, Tightness::Sum), pattern.replace('/', "\\/"))
        }
        ExprNode::Quantified { quantifier, kind, variable, body } => {
            let quantifier = match quantifier {
                Quantifier::Any => "any".to_string(),
                Quantifier::All => "all".to_string(),
                Quantifier::Exactly(n) => format!("exactly {}", count(*n)),
                Quantifier::AtLeast(n) => format!("at least {}", count(*n)),
                Quantifier::AtMost(n) => format!("at most {}", count(*n)),
            };
            format!("{quantifier} {} {} has ({})", kind.text, variable.text, expression(body))
        }
        ExprNode::Path(names) => names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join("."),
        ExprNode::Text(text) => quoted(text),
        ExprNode::Measure(m) => measure(m),
        ExprNode::Date(d) => date(d),
        ExprNode::About(m) => format!("about {}", measure(m)),
        ExprNode::Call { function, argument } => {
            let words = match function {
                Function::CountOf => "count of",
                Function::SumOf => "sum of",
                Function::UnitOf => "unit of",
                Function::DimensionOf => "dimension of",
                Function::RankOf => "rank of",
                Function::InitialsOf => "initials of",
                Function::WeekdayOf => "weekday of",
                Function::YearOf => "year of",
                Function::Abs => return format!("abs({})", expression(argument)),
            };
            format!("{words} {}", at(argument, Tightness::Argument))
        }
        ExprNode::YearsFrom(from, to) => {
            format!("years from {} to {}", at(from, Tightness::Argument), at(to, Tightness::Argument))
        }
        ExprNode::Arithmetic { operator, left, right } => {
            let (sign, place) = match operator {
                Operator::Plus => ("+", Tightness::Sum),
                Operator::Minus => ("-", Tightness::Sum),
                Operator::Times => ("*", Tightness::Product),
                Operator::Divided => ("/", Tightness::Product),
            };
            let right = match place {
                Tightness::Sum => at(right, Tightness::Product),
                _ if is_factor(right) => plain(right),
                _ => format!("({})", plain(right)),
            };
            format!("{} {sign} {right}", at(left, place))
        }
    }
}

fn count(n: u32) -> String {
    if n == 1 { "one".to_string() } else { n.to_string() }
}

fn comparison_words(comparison: &Comparison, negated: bool) -> String {
    let words = match comparison {
        Comparison::Is if negated => return "is not".to_string(),
        Comparison::Is => "is",
        Comparison::Like if negated => "is not like",
        Comparison::Like => "is like",
        Comparison::Within if negated => "is not within",
        Comparison::Within => "is within",
        Comparison::WithinOf(m) => {
            return format!("{}within {} of", if negated { "is not " } else { "" }, tolerance(m));
        }
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
        Comparison::Before => "before",
        Comparison::After => "after",
        Comparison::Contains => "contains",
        Comparison::Overlaps => "overlaps",
        Comparison::StartsWith => "starts with",
        Comparison::EndsWith => "ends with",
    };
    words.to_string()
}
