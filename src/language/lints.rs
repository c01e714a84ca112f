//! Warnings about rules that read well and do nothing, or do it twice. They need no article.

use rustc_hash::{FxHashMap, FxHashSet};

use super::desugar::Writer;
use super::errors::{Diagnostic, Warning};
use super::program::*;
use crate::facts::{Stance, Type};
use crate::source::FileSpan;

/// Looks at every rule of the project (those of bundled packs only stand for comparison). `in_tolerances`: params that
/// stand in the program by their values.
pub fn lint(program: &Program, in_tolerances: &FxHashSet<ParamId>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut known: FxHashMap<String, &Rule> = FxHashMap::default();
    for rule in &program.rules {
        let first = *known.entry(key(rule, program)).or_insert(rule);
        if rule.bundled {
            continue;
        }
        let mut lints = Lints { program, rule, found: Vec::new() };
        lints.conditions();
        lints.stances();
        lints.variables();
        if first.name != rule.name {
            let mut warning = Diagnostic::new(Warning::Repeats { other: first.name.to_string() }, rule.at);
            warning.also(first.at, "the other rule");
            lints.found.push(warning);
        }
        found.append(&mut lints.found);
    }
    found.extend(unused(program, in_tolerances));
    found
}

/// Lists and params of the project that no rule and no derivation names.
fn unused(program: &Program, in_tolerances: &FxHashSet<ParamId>) -> Vec<Diagnostic> {
    let mut lists = vec![false; program.lists.len()];
    let mut params: Vec<bool> = (0..program.params.len()).map(|i| in_tolerances.contains(&ParamId(i as u32))).collect();
    let mut see = |expr: &Expr| match expr {
        Expr::List(id) => lists[id.0 as usize] = true,
        Expr::Param(id) => params[id.0 as usize] = true,
        _ => {}
    };
    for rule in &program.rules {
        let must = match &rule.must {
            Must::Condition(condition) => Some(condition),
            Must::Agree(_) | Must::MatchRecord | Must::NeverFall(_) | Must::NotOccur => None,
        };
        rule.filter.iter().chain(&rule.unless).chain(must).for_each(|c| walk(c, &mut see));
        for part in rule.say.iter().chain(&rule.help).flat_map(|t| &t.parts) {
            if let TemplatePart::Hole(value) = part {
                walk_value(value, &mut see);
            }
        }
    }
    for derive in &program.derives {
        derive.filter.iter().for_each(|c| walk(c, &mut see));
        derive.with.iter().for_each(|(_, value)| walk_value(value, &mut see));
    }
    let own = |at: FileSpan| !program.sources.get(at.source).name.starts_with("std/");
    let lists = program.lists.iter().zip(lists).map(|(l, used)| ("list", &l.name, l.at, used));
    let params = program.params.iter().zip(params).map(|(p, used)| ("param", &p.name, p.at, used));
    lists
        .chain(params)
        .filter(|(_, _, at, used)| !used && own(*at))
        .map(|(what, name, at, _)| Diagnostic::new(Warning::UnusedName { what, name: name.to_string() }, at))
        .collect()
}

/// What a rule asserts, whatever its variables are called and whatever it says to people.
fn key(rule: &Rule, program: &Program) -> String {
    let mut plain = rule.clone();
    for (i, var) in plain.vars.iter_mut().enumerate() {
        var.name = format!("v{i}").into();
    }
    Writer::new(&plain, program).substance(&plain)
}

struct Lints<'p> {
    program: &'p Program,
    rule: &'p Rule,
    found: Vec<Diagnostic>,
}

impl Lints<'_> {
    fn words(&self, expr: &Expr) -> String {
        Writer::new(self.rule, self.program).value(expr)
    }

    fn report(&mut self, warning: Warning, at: FileSpan) {
        self.found.push(Diagnostic::new(warning, at));
    }

    fn conditions(&mut self) {
        let rule = self.rule;
        let must = match &rule.must {
            Must::Condition(condition) => Some(condition),
            Must::Agree(_) | Must::MatchRecord | Must::NeverFall(_) | Must::NotOccur => None,
        };
        for condition in rule.filter.iter().chain(&rule.unless).chain(must) {
            self.condition(condition);
        }
        // What `where` has made sure of, `must` need not ask.
        if let (Some(filter), Some(must)) = (&rule.filter, must) {
            let sure: FxHashSet<String> = parts(filter).into_iter().map(|c| self.condition_words(c)).collect();
            if parts(must).into_iter().all(|c| sure.contains(&self.condition_words(c))) {
                self.report(Warning::NeverFires, rule.at);
            }
        }
    }

    fn condition_words(&self, condition: &Cond) -> String {
        Writer::new(self.rule, self.program).condition(condition)
    }

    fn condition(&mut self, condition: &Cond) {
        match condition {
            Cond::And(parts) => {
                self.contradictions(parts);
                parts.iter().for_each(|p| self.condition(p));
            }
            Cond::Or(parts) => parts.iter().for_each(|p| self.condition(p)),
            Cond::Not(inner) => self.condition(inner),
            Cond::Quantified { body, .. } => self.condition(body),
            Cond::Compare { op, left, right, at } => {
                let holds = match op {
                    CompareOp::Is
                    | CompareOp::LessOrEqual
                    | CompareOp::GreaterOrEqual
                    | CompareOp::IsLike
                    | CompareOp::IsWithin
                    | CompareOp::Overlaps
                    | CompareOp::StartsWith
                    | CompareOp::EndsWith
                    | CompareOp::WithinOf(_) => true,
                    CompareOp::IsNot | CompareOp::Less | CompareOp::Greater | CompareOp::Before | CompareOp::After => {
                        false
                    }
                    CompareOp::Contains => return,
                };
                if self.words(left) == self.words(right) {
                    self.report(Warning::AlwaysSame { holds }, *at);
                }
            }
            Cond::OneOf { .. } | Cond::Known(..) | Cond::Matches { .. } => {}
        }
    }

    /// Parts of an `and` that exclude one another. Each part is held against the first that speaks of the same thing.
    fn contradictions(&mut self, parts: &[Cond]) {
        // What is demanded outright, and what is demanded not to be.
        let mut demanded: FxHashMap<String, (bool, &Cond)> = FxHashMap::default();
        let mut values: FxHashMap<String, &Cond> = FxHashMap::default();
        let mut bounds: FxHashMap<String, Vec<(CompareOp, f64, FileSpan)>> = FxHashMap::default();
        for part in parts {
            let (plain, demand) = match part {
                Cond::Not(inner) => (&**inner, false),
                other => (other, true),
            };
            let (before, other) = *demanded.entry(self.condition_words(plain)).or_insert((demand, part));
            let mut first = (before != demand).then_some(other);
            match part {
                Cond::Compare { op: CompareOp::Is, left, right: Expr::Literal(value), .. } if self.is_single(left) => {
                    let known = *values.entry(self.words(left)).or_insert(part);
                    if let Cond::Compare { right: Expr::Literal(other), .. } = known
                        && other != value
                    {
                        first = Some(known);
                    }
                }
                Cond::Compare { op, left, right: Expr::Literal(Literal::Number(value)), at } => {
                    let known = bounds.entry(self.words(left)).or_default();
                    if let Some((.., place)) = known.iter().find(|(o, v, _)| empty_range((*o, *v), (*op, *value))) {
                        let place = *place;
                        self.excluded(*at, Some(place));
                    }
                    // The first bound of each direction is enough.
                    if known.len() < 4 {
                        known.push((*op, *value, *at));
                    }
                }
                _ => {}
            }
            if let (Some(first), Some(at)) = (first, place(part)) {
                self.excluded(at, place(first));
            }
        }
    }

    fn excluded(&mut self, at: FileSpan, first: Option<FileSpan>) {
        let mut warning = Diagnostic::new(Warning::Contradiction, at);
        if let Some(first) = first {
            warning.also(first, "and this cannot both hold");
        }
        self.found.push(warning);
    }

    /// Words and names may be several things at once (a name and its other form); an enumeration holds one word.
    fn is_single(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Field { var, field, .. } => self.rule.vars.get(var.0 as usize).is_some_and(|v| {
                matches!(self.program.schema.def(v.kind).def(*field).ty, Type::Enumeration(_) | Type::Number)
            }),
            Expr::Meta { what, .. } => *what == Meta::Stance,
            _ => false,
        }
    }

    /// `where m.stance is planned` in a rule that sees no plans.
    fn stances(&mut self) {
        let Some(filter) = &self.rule.filter else { return };
        for part in parts(filter) {
            if let Cond::Compare { op: CompareOp::Is, left, right, at } = part
                && let Expr::Meta { what: Meta::Stance, .. } = left
                && let Expr::Literal(Literal::Word(word)) = right
                && let Some(stance) = Stance::ALL.into_iter().find(|s| s.name() == &**word)
                && !self.rule.including.has(stance)
            {
                self.report(Warning::UnseenStance { stance: stance.name() }, *at);
            }
        }
    }

    /// A variable that nothing ties to the others makes a finding for each pair.
    fn variables(&mut self) {
        let rule = self.rule;
        if rule.vars.len() < 2 {
            return;
        }
        let mut used = vec![false; rule.vars.len()];
        let mut mark = |expr: &Expr| {
            if let Expr::Field { var, .. } | Expr::Meta { var, .. } = expr
                && let Some(used) = used.get_mut(var.0 as usize)
            {
                *used = true;
            }
        };
        let must = match &rule.must {
            Must::Condition(condition) => Some(condition),
            _ => None,
        };
        for condition in rule.filter.iter().chain(&rule.unless).chain(must) {
            walk(condition, &mut mark);
        }
        // `same` speaks of all of them.
        if rule.same.is_some() || matches!(rule.must, Must::Agree(_) | Must::NeverFall(_)) {
            return;
        }
        for (var, _) in rule.vars.iter().zip(used).filter(|(_, used)| !used) {
            self.report(Warning::UnusedVariable { name: var.name.to_string() }, rule.at);
        }
    }
}

fn parts(condition: &Cond) -> Vec<&Cond> {
    match condition {
        Cond::And(parts) => parts.iter().collect(),
        other => vec![other],
    }
}

fn place(condition: &Cond) -> Option<FileSpan> {
    match condition {
        Cond::Compare { at, .. }
        | Cond::OneOf { at, .. }
        | Cond::Known(_, at)
        | Cond::Matches { at, .. }
        | Cond::Quantified { at, .. } => Some(*at),
        Cond::Not(inner) => place(inner),
        Cond::And(parts) | Cond::Or(parts) => parts.first().and_then(place),
    }
}

/// Whether no number is on both sides: `x < 3` and `x > 5`.
fn empty_range((a, x): (CompareOp, f64), (b, y): (CompareOp, f64)) -> bool {
    use CompareOp::{Greater, GreaterOrEqual, Less, LessOrEqual};
    match (a, b) {
        (Less | LessOrEqual, Greater | GreaterOrEqual) => x < y || (x == y && (a == Less || b == Greater)),
        (Greater | GreaterOrEqual, Less | LessOrEqual) => y < x || (x == y && (a == Greater || b == Less)),
        _ => false,
    }
}

/// Every value in a condition.
fn walk(condition: &Cond, see: &mut impl FnMut(&Expr)) {
    match condition {
        Cond::And(parts) | Cond::Or(parts) => parts.iter().for_each(|p| walk(p, see)),
        Cond::Not(inner) | Cond::Quantified { body: inner, .. } => walk(inner, see),
        Cond::Compare { left, right, .. } => {
            walk_value(left, see);
            walk_value(right, see);
        }
        Cond::OneOf { left, items, .. } => {
            walk_value(left, see);
            if let Items::List(id) = items {
                see(&Expr::List(*id));
            }
        }
        Cond::Known(left, _) | Cond::Matches { left, .. } => walk_value(left, see),
    }
}

fn walk_value(expr: &Expr, see: &mut impl FnMut(&Expr)) {
    see(expr);
    match expr {
        Expr::CountOf(inner)
        | Expr::InitialsOf(inner)
        | Expr::WeekdayOf(inner)
        | Expr::YearOf(inner)
        | Expr::Abs(inner) => walk_value(inner, see),
        Expr::YearsFrom(left, right) | Expr::Arithmetic { left, right, .. } => {
            walk_value(left, see);
            walk_value(right, see);
        }
        Expr::Field { .. }
        | Expr::Meta { .. }
        | Expr::Record { .. }
        | Expr::Literal(_)
        | Expr::Param(_)
        | Expr::List(_) => {}
    }
}
