//! What follows from conditions by their form alone.
//!
//! A condition becomes a [`Form`]: `and`s and `or`s of atoms, with every `not` pushed down to them. Conditions are
//! three-valued, and everything here speaks of what is *true*: an atom that is true has known values, and of a missing value
//! nothing else is true. All answers are sound and none is complete: `false` says that it could not be shown.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::article::BlockKind;
use crate::facts::{Number, Stance, Type};
use crate::language::desugar::{Writer, literal};
use crate::language::program::*;
use crate::source::FileSpan;

/// Atoms of one subject that are held against one another; of longer conditions the rest goes unseen.
const PER_SUBJECT: usize = 16;

/// Steps of one question.
const FUEL: usize = 4_000;

#[derive(Clone, Debug)]
pub enum Form {
    All(Vec<Form>),
    Any(Vec<Form>),
    Atom(Atom),
}

/// One comparison.
#[derive(Clone, Debug)]
pub struct Atom {
    /// What it speaks of, in words; the left side, and the right one where it is no literal.
    pub subject: String,
    pub claim: Claim,
    pub at: FileSpan,
    /// What else has to be known for it to be true.
    pub also_known: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    Known,
    Missing,
    /// At least this, or more than it.
    Low {
        value: f64,
        strict: bool,
    },
    /// At most this, or less than it.
    High {
        value: f64,
        strict: bool,
    },
    /// One of these values.
    In {
        values: BTreeSet<String>,
        single: bool,
    },
    /// None of these values.
    NotIn {
        values: BTreeSet<String>,
        single: bool,
    },
    /// Anything else, in words; `false`: it does not hold.
    Words {
        words: String,
        holds: bool,
    },
}

/// Turns the conditions of one rule or derivation into forms.
pub struct Forms<'p> {
    program: &'p Program,
    writer: Writer<'p>,
    vars: Vec<Var>,
}

impl<'p> Forms<'p> {
    /// Variables are called by their number, so that rules which name them otherwise can be compared.
    pub fn new(vars: &[Var], program: &'p Program) -> Forms<'p> {
        let vars: Vec<Var> =
            vars.iter().enumerate().map(|(i, v)| Var { name: format!("v{i}").into(), kind: v.kind }).collect();
        Forms { program, writer: Writer::of(&vars, program), vars }
    }

    pub fn of(&mut self, condition: &Cond) -> Form {
        self.form(condition, true)
    }

    pub fn negated(&mut self, condition: &Cond) -> Form {
        self.form(condition, false)
    }

    fn form(&mut self, condition: &Cond, holds: bool) -> Form {
        match condition {
            Cond::And(parts) | Cond::Or(parts) => {
                let forms = parts.iter().map(|p| self.form(p, holds)).collect();
                if matches!(condition, Cond::And(_)) == holds { Form::All(forms) } else { Form::Any(forms) }
            }
            Cond::Not(inner) => self.form(inner, !holds),
            Cond::Known(value, at) => {
                let claim = if holds { Claim::Known } else { Claim::Missing };
                self.atom(value, claim, *at, None)
            }
            Cond::OneOf { left, items: Items::Literals(items), at } => {
                let values = items.iter().map(literal).collect();
                let claim = self.membership(left, values, holds);
                self.atom(left, claim, *at, None)
            }
            Cond::Compare { op, left, right, at } => self.compare(*op, left, right, *at, holds),
            Cond::OneOf { left, at, .. } | Cond::Matches { left, at, .. } => self.words(condition, left, *at, holds),
            Cond::Quantified { at, .. } => {
                let words = self.writer.condition(condition);
                let claim = Claim::Words { words: words.clone(), holds };
                Form::Atom(Atom { subject: words, claim, at: *at, also_known: None })
            }
        }
    }

    fn atom(&mut self, subject: &Expr, claim: Claim, at: FileSpan, also_known: Option<String>) -> Form {
        Form::Atom(Atom { subject: self.writer.value(subject), claim, at, also_known })
    }

    fn words(&mut self, condition: &Cond, left: &Expr, at: FileSpan, holds: bool) -> Form {
        let words = self.writer.condition(condition);
        self.atom(left, Claim::Words { words, holds }, at, None)
    }

    fn membership(&self, left: &Expr, values: BTreeSet<String>, holds: bool) -> Claim {
        let universe = self.universe(left);
        let single = universe.is_some() || self.is_number(left);
        match (holds, universe) {
            // Of a word from a closed list, "none of these" is "one of the others".
            (false, Some(all)) => Claim::In { values: all.difference(&values).cloned().collect(), single },
            (true, _) => Claim::In { values, single },
            (false, None) => Claim::NotIn { values, single },
        }
    }

    fn compare(&mut self, op: CompareOp, left: &Expr, right: &Expr, at: FileSpan, holds: bool) -> Form {
        use CompareOp::*;
        // `3 < x` says that `x > 3`.
        if let (Expr::Literal(_), Some(op)) = (left, mirrored(op))
            && !matches!(right, Expr::Literal(_))
        {
            return self.compare(op, right, left, at, holds);
        }
        if let Expr::Literal(value) = right {
            match op {
                Is | IsNot => {
                    let claim = self.membership(left, BTreeSet::from([literal(value)]), (op == Is) == holds);
                    return self.atom(left, claim, at, None);
                }
                Less | LessOrEqual | Greater | GreaterOrEqual | Before | After => {
                    if let Some((unit, claim)) = bound(op, value, holds) {
                        let Form::Atom(mut atom) = self.atom(left, claim, at, None) else { unreachable!("one atom") };
                        // Bounds in kilometres say nothing of bounds in miles.
                        atom.also_known = Some(atom.subject.clone());
                        atom.subject.push_str(&unit);
                        return Form::Atom(atom);
                    }
                }
                _ => {}
            }
        }
        // `a is not b` is that `a is b` does not hold.
        let (op, holds) = if op == IsNot { (Is, !holds) } else { (op, holds) };
        let words = Cond::Compare { op, left: left.clone(), right: right.clone(), at };
        let words = self.writer.condition(&words);
        let other = self.writer.value(right);
        self.atom(left, Claim::Words { words, holds }, at, Some(other))
    }

    /// The words of an enumeration, of which each value is exactly one.
    fn universe(&self, expr: &Expr) -> Option<BTreeSet<String>> {
        match expr {
            Expr::Field { var, field, .. } => {
                let var = self.vars.get(usize::from(var.0))?;
                match &self.program.schema.def(var.kind).def(*field).ty {
                    Type::Enumeration(words) => Some(words.iter().map(|w| w.to_string()).collect()),
                    _ => None,
                }
            }
            Expr::Meta { what: Meta::Stance, .. } => Some(Stance::ALL.iter().map(|s| s.name().to_string()).collect()),
            Expr::Meta { what: Meta::Part, .. } => Some(BlockKind::PARTS.iter().map(|p| p.to_string()).collect()),
            _ => None,
        }
    }

    fn is_number(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Field { var, field, .. } => self
                .vars
                .get(usize::from(var.0))
                .is_some_and(|v| self.program.schema.def(v.kind).def(*field).ty == Type::Number),
            Expr::CountOf(_) | Expr::YearOf(_) | Expr::Abs(_) | Expr::Meta { what: Meta::Paragraph, .. } => true,
            _ => false,
        }
    }
}

fn mirrored(op: CompareOp) -> Option<CompareOp> {
    use CompareOp::*;
    Some(match op {
        Is | IsNot => op,
        Less => Greater,
        LessOrEqual => GreaterOrEqual,
        Greater => Less,
        GreaterOrEqual => LessOrEqual,
        Before => After,
        After => Before,
        _ => return None,
    })
}

/// What a comparison with a literal says, and in which unit.
fn bound(op: CompareOp, value: &Literal, holds: bool) -> Option<(String, Claim)> {
    use CompareOp::*;
    let exact = |n: &Number| (n.low == n.high).then_some(n.value).flatten();
    let (unit, low, high) = match value {
        Literal::Number(n) => (String::new(), *n, *n),
        Literal::Percent(n) => (" %".into(), *n, *n),
        Literal::Quantity(q) => {
            let n = exact(&q.number)?;
            (format!(" {:?} {:?}", q.unit, q.thing), n, n)
        }
        Literal::Duration(least, most) if least == most => (" days".into(), *least, *least),
        Literal::Date(date) => {
            let days = |d: crate::facts::Day| f64::from((d - crate::facts::Day::ZERO).get_days());
            (" date".into(), days(date.from?), days(date.to?))
        }
        Literal::Duration(..) | Literal::Text(_) | Literal::Word(_) => return None,
    };
    // Dates and months are intervals: what is not before one may still lie within it.
    if low != high && !holds {
        return None;
    }
    let claim = match (op, holds) {
        (Less | Before, true) | (GreaterOrEqual, false) => Claim::High { value: low, strict: true },
        (LessOrEqual, true) | (Greater | After, false) => Claim::High { value: low, strict: false },
        (Greater | After, true) | (LessOrEqual, false) => Claim::Low { value: high, strict: true },
        (GreaterOrEqual, true) | (Less | Before, false) => Claim::Low { value: high, strict: false },
        _ => return None,
    };
    Some((unit, claim))
}

impl Atom {
    /// Whether both being true is impossible.
    pub fn excludes(&self, other: &Atom) -> bool {
        use Claim::*;
        let missing = |a: &Atom, b: &Atom| a.claim == Missing && b.needs(&a.subject) && b.claim != Missing;
        if missing(self, other) || missing(other, self) {
            return true;
        }
        if self.subject != other.subject {
            return false;
        }
        match (&self.claim, &other.claim) {
            (Words { words: a, holds: x }, Words { words: b, holds: y }) => a == b && x != y,
            (Low { value: low, strict: a }, High { value: high, strict: b })
            | (High { value: high, strict: b }, Low { value: low, strict: a }) => {
                low > high || (low == high && (*a || *b))
            }
            (In { values: a, single }, In { values: b, .. }) => *single && a.is_disjoint(b),
            (In { values: a, .. }, NotIn { values: b, .. }) | (NotIn { values: b, .. }, In { values: a, .. }) => {
                a.is_subset(b)
            }
            _ => false,
        }
    }

    /// Whether `other` is true wherever this is.
    fn entails(&self, other: &Atom) -> bool {
        use Claim::*;
        if other.claim == Known {
            return self.claim != Missing && self.needs(&other.subject);
        }
        if self.subject != other.subject {
            return false;
        }
        match (&self.claim, &other.claim) {
            (Low { value: a, strict: x }, Low { value: b, strict: y }) => a > b || (a == b && (*x || !y)),
            (High { value: a, strict: x }, High { value: b, strict: y }) => a < b || (a == b && (*x || !y)),
            (In { values: a, .. }, In { values: b, .. }) => a.is_subset(b),
            (NotIn { values: a, .. }, NotIn { values: b, .. }) => b.is_subset(a),
            (In { values: a, single }, NotIn { values: b, .. }) => *single && a.is_disjoint(b),
            (a, b) => a == b,
        }
    }

    /// Whether one of the two is true of every known value.
    pub fn leaves_nothing(&self, other: &Atom) -> bool {
        use Claim::*;
        if self.subject != other.subject {
            return false;
        }
        match (&self.claim, &other.claim) {
            (Words { words: a, holds: x }, Words { words: b, holds: y }) => a == b && x != y,
            (Known, Missing) | (Missing, Known) => true,
            (Low { value: low, strict: a }, High { value: high, strict: b })
            | (High { value: high, strict: b }, Low { value: low, strict: a }) => {
                low < high || (low == high && !(*a && *b))
            }
            (In { values: a, .. }, NotIn { values: b, .. }) | (NotIn { values: b, .. }, In { values: a, .. }) => {
                b.is_subset(a)
            }
            _ => false,
        }
    }

    fn needs(&self, subject: &str) -> bool {
        // A quantifier is true or false whatever is missing outside of it.
        self.subject == subject || self.also_known.as_deref() == Some(subject)
    }
}

impl Form {
    /// The atoms that are all true wherever the form is, and the `or`s beside them.
    fn parts<'f>(&'f self, atoms: &mut Vec<&'f Atom>, choices: &mut Vec<&'f [Form]>) {
        match self {
            Form::Atom(atom) => atoms.push(atom),
            Form::All(parts) => parts.iter().for_each(|p| p.parts(atoms, choices)),
            Form::Any(parts) => choices.push(parts),
        }
    }

    /// The `or`s that one way of each has to be true of.
    pub fn choices(&self) -> Vec<&[Form]> {
        let mut choices = Vec::new();
        self.parts(&mut Vec::new(), &mut choices);
        choices
    }

    pub fn atoms(&self) -> Vec<&Atom> {
        let mut atoms = Vec::new();
        self.parts(&mut atoms, &mut Vec::new());
        atoms
    }

    /// The first atom that one before it excludes, with that one.
    pub fn contradiction(&self) -> Option<(&Atom, &Atom)> {
        let mut seen: FxHashMap<&str, Vec<&Atom>> = FxHashMap::default();
        // What several `is not` leave of a closed list of words.
        let mut left: FxHashMap<&str, (BTreeSet<String>, &Atom)> = FxHashMap::default();
        for atom in self.atoms() {
            if let Claim::In { values, single: true } = &atom.claim {
                let (of, first) = left.entry(&atom.subject).or_insert_with(|| (values.clone(), atom));
                of.retain(|v| values.contains(v));
                if of.is_empty() && !values.is_empty() {
                    return Some((first, atom));
                }
            }
            let keys = [Some(atom.subject.as_str()), atom.also_known.as_deref()];
            for key in keys.into_iter().flatten() {
                let known = seen.entry(key).or_default();
                if let Some(first) = known.iter().find(|a| a.excludes(atom)) {
                    return Some((first, atom));
                }
                if known.len() < PER_SUBJECT {
                    known.push(atom);
                }
            }
        }
        None
    }
}

/// Whether `goal` is true wherever all of `given` are.
pub fn follows(given: &[&Form], goal: &Form) -> bool {
    let (mut atoms, mut choices) = (Vec::new(), Vec::new());
    given.iter().for_each(|form| form.parts(&mut atoms, &mut choices));
    Question { fuel: FUEL }.follows(&atoms, &choices, goal)
}

struct Question {
    fuel: usize,
}

impl Question {
    fn follows(&mut self, atoms: &[&Atom], choices: &[&[Form]], goal: &Form) -> bool {
        if self.fuel <= atoms.len() {
            return false;
        }
        self.fuel -= atoms.len() + 1;
        match goal {
            Form::All(parts) => parts.iter().all(|p| self.follows(atoms, choices, p)),
            Form::Atom(goal) if atoms.iter().any(|a| a.entails(goal)) => true,
            Form::Any(parts) if parts.iter().any(|p| self.follows(atoms, &[], p)) => true,
            // Each way in which one of the `or`s may be true has to lead there.
            Form::Atom(_) | Form::Any(_) => choices.iter().enumerate().any(|(i, ways)| {
                let rest: Vec<&[Form]> = choices[i + 1..].to_vec();
                ways.iter().all(|way| {
                    let (mut more, mut others) = (atoms.to_vec(), rest.clone());
                    way.parts(&mut more, &mut others);
                    self.follows(&more, &others, goal)
                })
            }),
        }
    }
}
