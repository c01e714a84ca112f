//! Rules that find what another rule finds.

use rustc_hash::{FxHashMap, FxHashSet};

use super::logic::{Atom, Claim, Form, Forms, follows};
use crate::facts::Stance;
use crate::finding::Level;
use crate::language::desugar::Writer;
use crate::language::errors::{Diagnostic, Warning};
use crate::language::program::*;

/// Rules that one is held against, of all that share its rarest words.
const CANDIDATES: usize = 24;

/// Values of one list under which a rule is found; one with more is found by what it speaks of.
const VALUES: usize = 64;

pub fn lint(program: &Program) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if program.rules.iter().all(|r| r.bundled) {
        return found;
    }
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let mut alike: FxHashSet<usize> = FxHashSet::default();
    for (i, rule) in program.rules.iter().enumerate() {
        let first = *known.entry(key(rule, program)).or_insert(i);
        if first == i || rule.bundled {
            continue;
        }
        alike.insert(i);
        let first = &program.rules[first];
        let mut warning = Diagnostic::new(Warning::Repeats { other: first.name.to_string() }, rule.at);
        warning.also(first.at, "the other rule");
        found.push(warning);
    }
    let shapes: Vec<Shape> =
        (0..program.rules.len()).filter(|i| !alike.contains(i)).filter_map(|i| Shape::new(i, program)).collect();
    found.extend(covered(&shapes));
    found
}

/// What a rule asserts, whatever its variables are called and whatever it says to people.
fn key(rule: &Rule, program: &Program) -> String {
    let mut plain = rule.clone();
    for (i, var) in plain.vars.iter_mut().enumerate() {
        var.name = format!("v{i}").into();
    }
    Writer::new(&plain, program).substance(&plain)
}

/// A rule whose findings are told by a condition on single combinations of facts.
struct Shape<'p> {
    rule: &'p Rule,
    /// Kinds, scope, alignment and sort of assertion: equal in rules that can be compared.
    head: String,
    /// True of all that the rule finds, `unless` apart.
    finds: Form,
    unless: Option<String>,
}

impl<'p> Shape<'p> {
    fn new(index: usize, program: &'p Program) -> Option<Shape<'p>> {
        let rule = &program.rules[index];
        let record = match rule.must {
            Must::MatchRecord => true,
            Must::Condition(_) | Must::NotOccur => false,
            // What these find depends on all facts that pass, not on each by itself.
            Must::Agree(_) | Must::NeverFall(_) => return None,
        };
        if rule.level == Level::Off {
            return None;
        }
        let mut forms = Forms::new(&rule.vars, program);
        let mut parts: Vec<Form> = rule.filter.iter().map(|c| forms.of(c)).collect();
        parts.extend(rule.must.condition().map(|c| forms.negated(c)));
        let vars: Vec<Var> = plain(&rule.vars);
        let mut writer = Writer::of(&vars, program);
        let kinds: Vec<u16> = rule.vars.iter().map(|v| v.kind.0).collect();
        let head = format!("{kinds:?} {:?} {:?} {record}", rule.within, rule.same);
        let unless = rule.unless.as_ref().map(|u| writer.condition(u));
        Some(Shape { rule, head, finds: Form::All(parts), unless })
    }

    /// Whether everything that `other` finds is found by this one, too, and is as serious.
    fn covers(&self, other: &Shape) -> bool {
        let (wide, narrow) = (self.rule, other.rule);
        let sees = Stance::ALL.iter().all(|s| wide.including.has(*s) || !narrow.including.has(*s));
        sees && (wide.including.anonymous || !narrow.including.anonymous)
            && (wide.part.is_none() || wide.part == narrow.part)
            && wide.level >= narrow.level
            && wide.except.is_empty()
            && (self.unless.is_none() || self.unless == other.unless)
            && self.head == other.head
            && follows(&[&other.finds], &self.finds)
    }
}

fn plain(vars: &[Var]) -> Vec<Var> {
    vars.iter().enumerate().map(|(i, v)| Var { name: format!("v{i}").into(), kind: v.kind }).collect()
}

/// Words by which an atom of a wider rule is found: any one of them stands in what `offered` gives for a narrower one.
fn wanted(atom: &Atom) -> Vec<String> {
    match &atom.claim {
        Claim::In { values, .. } if values.len() <= VALUES => {
            values.iter().map(|v| format!("{}={v}", atom.subject)).collect()
        }
        Claim::Words { words, .. } => vec![words.clone()],
        _ => vec![atom.subject.clone()],
    }
}

/// All words under which an atom of a narrower rule may find a wider one.
fn offered(atom: &Atom, out: &mut Vec<String>) {
    out.push(atom.subject.clone());
    out.extend(atom.also_known.clone());
    match &atom.claim {
        // A wider rule takes all of these values; one of them is enough to find it.
        Claim::In { values, .. } => out.extend(values.first().map(|v| format!("{}={v}", atom.subject))),
        Claim::Words { words, .. } => out.push(words.clone()),
        _ => {}
    }
}

fn covered(shapes: &[Shape]) -> Vec<Diagnostic> {
    let with_head = |shape: &Shape, word: &str| format!("{} {word}", shape.head);
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for shape in shapes {
        for word in shape.finds.atoms().into_iter().flat_map(wanted) {
            *counts.entry(with_head(shape, &word)).or_default() += 1;
        }
    }
    // Each rule lies under the rarest of its atoms; one that has none under its head alone.
    let mut index: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (i, shape) in shapes.iter().enumerate() {
        let words = |atom: &Atom| wanted(atom).iter().map(|w| with_head(shape, w)).collect::<Vec<_>>();
        let rarest = shape
            .finds
            .atoms()
            .into_iter()
            .map(words)
            .min_by_key(|words| words.iter().map(|w| counts.get(w).copied().unwrap_or(0)).sum::<usize>());
        for word in rarest.unwrap_or_else(|| vec![with_head(shape, "")]) {
            index.entry(word).or_default().push(i);
        }
    }
    let mut found = Vec::new();
    let mut told: FxHashSet<usize> = FxHashSet::default();
    for (i, shape) in shapes.iter().enumerate().filter(|(_, s)| !s.rule.bundled) {
        // A rule that finds nothing by contradiction would be covered by all.
        if shape.finds.contradiction().is_some() {
            continue;
        }
        let mut words = vec![String::new()];
        shape.finds.atoms().into_iter().for_each(|a| offered(a, &mut words));
        words.sort_unstable();
        words.dedup();
        let lists = words.iter().filter_map(|w| index.get(&with_head(shape, w)));
        let mut candidates: Vec<usize> = lists.flat_map(|of| of.iter().take(CANDIDATES)).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        // Of two that find the same, the later one is told of.
        let wider = candidates.into_iter().find(|&j| j != i && !told.contains(&j) && shapes[j].covers(shape));
        if let Some(wider) = wider.filter(|&j| j < i || !shape.covers(&shapes[j])) {
            told.insert(i);
            let wider = shapes[wider].rule;
            let mut warning = Diagnostic::new(Warning::Covered { other: wider.name.to_string() }, shape.rule.at);
            warning.also(wider.at, "the other rule");
            found.push(warning);
        }
    }
    found
}
