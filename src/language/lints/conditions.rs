//! Conditions of one rule or derivation, held against one another.

use super::logic::{Atom, Form, Forms, follows};
use super::walk;
use crate::facts::Stance;
use crate::language::desugar::Writer;
use crate::language::errors::{Diagnostic, Warning};
use crate::language::program::*;
use crate::source::FileSpan;

pub fn lint(program: &Program) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in program.rules.iter().filter(|r| !r.bundled) {
        let mut lints = Lints { program, found: Vec::new() };
        let before = rule.filter.iter().chain(&rule.unless).chain(rule.must.condition());
        before.for_each(|c| lints.condition(c, &rule.vars));
        if lints.found.is_empty() {
            lints.verdict(rule);
        }
        lints.stances(rule);
        lints.variables(rule);
        found.append(&mut lints.found);
    }
    for derive in program.derives.iter().filter(|d| program.sources.is_own(d.at)) {
        let mut lints = Lints { program, found: Vec::new() };
        derive.filter.iter().for_each(|c| lints.condition(c, &derive.vars));
        found.append(&mut lints.found);
    }
    found
}

struct Lints<'p> {
    program: &'p Program,
    found: Vec<Diagnostic>,
}

impl Lints<'_> {
    fn report(&mut self, warning: Warning, at: FileSpan) {
        self.found.push(Diagnostic::new(warning, at));
    }

    /// What is wrong with a condition by itself. `vars` are those that it may name, quantified ones behind.
    fn condition(&mut self, condition: &Cond, vars: &[Var]) {
        let form = Forms::new(vars, self.program).of(condition);
        self.contradictions(&form);
        self.comparisons(condition, vars);
    }

    fn contradictions(&mut self, form: &Form) {
        if let Some((first, second)) = form.contradiction() {
            let mut warning = Diagnostic::new(Warning::Contradiction, second.at);
            warning.also(first.at, "and this cannot both hold");
            self.found.push(warning);
        }
        form.choices().into_iter().flatten().for_each(|way| self.contradictions(way));
    }

    /// Comparisons that say nothing, and what stands within quantifiers.
    fn comparisons(&mut self, condition: &Cond, vars: &[Var]) {
        match condition {
            Cond::And(parts) | Cond::Or(parts) => parts.iter().for_each(|p| self.comparisons(p, vars)),
            Cond::Not(inner) => self.comparisons(inner, vars),
            Cond::Quantified { var, kind, body, .. } => {
                let mut more = vars.to_vec();
                let quantified = Var { name: format!("q{}", var.0).into(), kind: *kind };
                more.resize(usize::from(var.0) + 1, quantified.clone());
                more[usize::from(var.0)] = quantified;
                self.condition(body, &more);
            }
            Cond::Compare { op, left, right, at } => self.sides(*op, left, right, *at, vars),
            Cond::OneOf { items: Items::List(id), at, .. } => {
                let list = &self.program.lists[id.0 as usize];
                if list.items.is_empty() {
                    let mut warning = Diagnostic::new(Warning::EmptyList { name: list.name.to_string() }, *at);
                    warning.also(list.at, "declared here");
                    self.found.push(warning);
                }
            }
            Cond::OneOf { .. } | Cond::Known(..) | Cond::Matches { .. } => {}
        }
    }

    /// The same on both sides.
    fn sides(&mut self, op: CompareOp, left: &Expr, right: &Expr, at: FileSpan, vars: &[Var]) {
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
            CompareOp::IsNot | CompareOp::Less | CompareOp::Greater | CompareOp::Before | CompareOp::After => false,
            CompareOp::Contains => return,
        };
        let mut writer = Writer::of(vars, self.program);
        if writer.value(left) == writer.value(right) {
            self.report(Warning::AlwaysSame { holds }, at);
        }
    }

    /// Whether what a rule finds is nothing, or everything that it looks at.
    fn verdict(&mut self, rule: &Rule) {
        let mut forms = Forms::new(&rule.vars, self.program);
        let filter: Vec<Form> = rule.filter.iter().map(|c| forms.of(c)).collect();
        let filter: Vec<&Form> = filter.iter().collect();
        if let Some(must) = rule.must.condition() {
            let (holds, fails) = (forms.of(must), forms.negated(must));
            if never_fails(&filter, &holds) {
                let why = match &filter[..] {
                    [] => "`must` asks for what is true of everything",
                    _ => "what `where` demands is what `must` asks for; drop it from `where`",
                };
                return self.never(rule, why);
            }
            if !filter.is_empty() && follows(&filter, &fails) {
                return self.report(Warning::AlwaysFires, rule.at);
            }
            if let Some(unless) = &rule.unless {
                let unless = forms.of(unless);
                let found: Vec<&Form> = filter.iter().copied().chain([&fails]).collect();
                if follows(&found, &unless) {
                    self.never(rule, "`unless` excepts everything that the rule would find");
                }
            }
            return;
        }
        if let Some(unless) = &rule.unless {
            let unless = forms.of(unless);
            if follows(&filter, &unless) {
                self.never(rule, "`unless` excepts everything that `where` lets through");
            }
        }
    }

    fn never(&mut self, rule: &Rule, why: &'static str) {
        self.report(Warning::NeverFires { why }, rule.at);
    }

    /// `where m.stance is planned` in a rule that sees no plans.
    fn stances(&mut self, rule: &Rule) {
        let Some(filter) = &rule.filter else { return };
        let quotes = rule.part == Some(Part::Quotes);
        for part in parts(filter) {
            if let Cond::Compare { op: CompareOp::Is, left, right, at } = part
                && let Expr::Meta { what: Meta::Stance, .. } = left
                && let Expr::Literal(Literal::Word(word)) = right
                && let Some(stance) = Stance::ALL.into_iter().find(|s| s.name() == &**word)
                && !rule.including.has(stance)
                && !(quotes && stance == Stance::Quoted)
            {
                self.report(Warning::UnseenStance { stance: stance.name() }, *at);
            }
        }
    }

    /// A variable that nothing ties to the others makes a finding for each pair.
    fn variables(&mut self, rule: &Rule) {
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
        for condition in rule.filter.iter().chain(&rule.unless).chain(rule.must.condition()) {
            walk(condition, &mut mark);
        }
        // `same` speaks of all of them.
        if rule.same.is_some() || matches!(rule.must, Must::Agree(_) | Must::NeverFall(_)) {
            return;
        }
        // That they stand together is what such a rule speaks of.
        if rule.within != Scope::Batch && matches!(rule.must, Must::NotOccur) {
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

/// Whether no fact that passes `filter` fails `must`: each part of it follows, or cannot fail at all.
fn never_fails(filter: &[&Form], must: &Form) -> bool {
    match must {
        Form::All(parts) => !parts.is_empty() && parts.iter().all(|p| never_fails(filter, p)),
        Form::Any(ways) => {
            let failing: Vec<&Atom> =
                ways.iter().filter_map(|w| if let Form::Atom(a) = w { Some(a) } else { None }).collect();
            follows(filter, must) || (failing.len() <= MANY && cover(&failing))
        }
        Form::Atom(_) => follows(filter, must),
    }
}

/// Ways of one `or` that are set against one another.
const MANY: usize = 16;

/// Whether two of them leave nothing between them, as `x < 5` and `x >= 3` do.
fn cover(ways: &[&Atom]) -> bool {
    ways.iter().enumerate().any(|(i, a)| ways[i + 1..].iter().any(|b| a.leaves_nothing(b)))
}
