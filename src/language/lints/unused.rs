//! What is declared and changes nothing.

use super::{Declared, walk, walk_value};
use crate::facts::KindId;
use crate::language::errors::{Diagnostic, Warning};
use crate::language::program::*;

/// Lists, params and kinds of the project that no rule and no derivation names, and terms that say nothing. Persons, places,
/// organisations and offices are never idle: they tell extraction what a name is.
pub fn lint(program: &Program, declared: &Declared) -> Vec<Diagnostic> {
    let mut lists = vec![false; program.lists.len()];
    let mut params: Vec<bool> =
        (0..program.params.len()).map(|i| declared.in_tolerances.contains(&ParamId(i as u32))).collect();
    let mut kinds = vec![false; program.schema.kinds.len()];
    let mut see = |expr: &Expr| match expr {
        Expr::List(id) => lists[id.0 as usize] = true,
        Expr::Param(id) => params[id.0 as usize] = true,
        _ => {}
    };
    let mut range = |kind: KindId| kinds[usize::from(kind.0)] = true;
    for rule in &program.rules {
        rule.vars.iter().for_each(|v| range(v.kind));
        for condition in rule.filter.iter().chain(&rule.unless).chain(rule.must.condition()) {
            walk(condition, &mut see);
            quantified(condition, &mut range);
        }
        for part in rule.say.iter().chain(&rule.help).flat_map(|t| &t.parts) {
            if let TemplatePart::Hole(value) = part {
                walk_value(value, &mut see);
            }
        }
    }
    for derive in &program.derives {
        derive.vars.iter().for_each(|v| range(v.kind));
        if let Some(condition) = &derive.filter {
            walk(condition, &mut see);
            quantified(condition, &mut range);
        }
        derive.with.iter().for_each(|(_, value)| walk_value(value, &mut see));
    }
    let lists = program.lists.iter().zip(lists).map(|(l, used)| ("list", &l.name, l.at, used));
    let params = program.params.iter().zip(params).map(|(p, used)| ("param", &p.name, p.at, used));
    let mut found: Vec<Diagnostic> = lists
        .chain(params)
        .filter(|(_, _, at, used)| !used && program.sources.is_own(*at))
        .map(|(what, name, at, _)| Diagnostic::new(Warning::UnusedName { what, name: name.to_string() }, at))
        .collect();
    // Of a kind that nothing yields, that is told already.
    let mut yields = vec![false; program.schema.kinds.len()];
    let yielded = program.phrases.iter().map(|p| p.kind).chain(program.derives.iter().map(|d| d.kind));
    yielded.for_each(|kind| yields[usize::from(kind.0)] = true);
    for (i, (kind, (at, _))) in program.schema.kinds.iter().zip(&declared.kinds).enumerate() {
        if let Some(at) = *at
            && yields[i]
            && !kinds[i]
            && program.sources.is_own(at)
        {
            found.push(Diagnostic::new(Warning::UnreadKind { kind: kind.name.to_string() }, at));
        }
    }
    let idle = |t: &&Term| t.kind == TermKind::Term && t.also.is_empty() && t.short.is_empty() && t.within.is_none();
    for term in program.vocabulary.iter().filter(idle).filter(|t| program.sources.is_own(t.at)) {
        found.push(Diagnostic::new(Warning::IdleTerm { name: term.name.to_string() }, term.at));
    }
    found
}

/// The kinds that quantifiers range over.
fn quantified(condition: &Cond, range: &mut impl FnMut(KindId)) {
    match condition {
        Cond::And(parts) | Cond::Or(parts) => parts.iter().for_each(|p| quantified(p, range)),
        Cond::Not(inner) => quantified(inner, range),
        Cond::Quantified { kind, body, .. } => {
            range(*kind);
            quantified(body, range);
        }
        Cond::Compare { .. } | Cond::OneOf { .. } | Cond::Known(..) | Cond::Matches { .. } => {}
    }
}
