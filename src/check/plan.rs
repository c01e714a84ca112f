//! How candidates of a rule with several variables are found: which parts of its conditions concern one variable, and
//! which make two facts meet.

use crate::facts::{FieldId, SameKey, Schema, Type};
use crate::language::{CompareOp, Cond, Expr, Meta, Must, Rule, VarId};

/// One way in which two variables must be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// `x.f is y.g` or `x.f overlaps y.g`.
    Fields { left: (VarId, FieldId), right: (VarId, FieldId) },
    /// `same FIELD`, by the n-th key of the rule.
    Same { key: usize, right: FieldId },
    /// `x.article is y.article`.
    Article(VarId, VarId),
}

impl Link {
    pub fn vars(self) -> (VarId, VarId) {
        match self {
            Link::Fields { left, right } => (left.0, right.0),
            Link::Same { .. } => (VarId(0), VarId(1)),
            Link::Article(a, b) => (a, b),
        }
    }
}

pub struct Plan<'r> {
    /// For each variable the conditions that concern it alone.
    pub local: Vec<Vec<&'r Cond>>,
    /// Links that hold in every candidate.
    pub links: Vec<Link>,
    /// Each candidate has one of these links, if there are any.
    pub alternatives: Vec<Link>,
    /// `must x.f is y.g`: candidates that are equal there hold.
    pub must: Option<Link>,
}

impl<'r> Plan<'r> {
    pub fn new(rule: &'r Rule, schema: &Schema, same: &[SameKey]) -> Plan<'r> {
        let mut plan =
            Plan { local: vec![Vec::new(); rule.vars.len()], links: Vec::new(), alternatives: Vec::new(), must: None };
        let mut parts = Vec::new();
        if let Some(filter) = &rule.filter {
            conjuncts(filter, &mut parts);
        }
        for part in parts {
            match only_var(part) {
                Some(var) if usize::from(var.0) < plan.local.len() => plan.local[usize::from(var.0)].push(part),
                _ => {
                    if let Some(link) = link(part, rule, schema) {
                        plan.links.push(link);
                    } else if let (Cond::Or(any), true) = (part, plan.alternatives.is_empty()) {
                        let of: Option<Vec<Link>> = any.iter().map(|c| any_link(c, rule, schema)).collect();
                        plan.alternatives = of.unwrap_or_default();
                    }
                }
            }
        }
        if rule.vars.len() == 2 && plan.alternatives.is_empty() {
            // Aligned facts agree in one key at least.
            plan.alternatives = same.iter().enumerate().filter_map(|(i, k)| same_link(i, k, rule, schema)).collect();
        }
        if let Must::Condition(must) = &rule.must {
            plan.must = link(must, rule, schema).filter(|l| rule.vars.len() == 2 && is_single(*l, rule, schema));
        }
        plan
    }
}

/// The parts of a condition that must all be true.
fn conjuncts<'r>(cond: &'r Cond, out: &mut Vec<&'r Cond>) {
    match cond {
        Cond::And(all) => all.iter().for_each(|c| conjuncts(c, out)),
        other => out.push(other),
    }
}

/// The one variable that a condition without quantifiers names; `None`: several, or a quantifier (which ranges over the
/// articles of all variables).
fn only_var(cond: &Cond) -> Option<VarId> {
    let mut vars = Vec::new();
    vars_in(cond, &mut vars).then_some(())?;
    vars.dedup();
    vars.iter().all(|v| *v == vars[0]).then(|| vars.first().copied()).flatten()
}

/// Adds the variables of a condition; false where it has a quantifier.
fn vars_in(cond: &Cond, out: &mut Vec<VarId>) -> bool {
    match cond {
        Cond::And(all) | Cond::Or(all) => all.iter().all(|c| vars_in(c, out)),
        Cond::Not(inner) => vars_in(inner, out),
        Cond::Compare { left, right, .. } => {
            vars_of(left, out);
            vars_of(right, out);
            true
        }
        Cond::OneOf { left, .. } | Cond::Matches { left, .. } | Cond::Known(left, _) => {
            vars_of(left, out);
            true
        }
        Cond::Quantified { .. } => false,
    }
}

fn vars_of(expr: &Expr, out: &mut Vec<VarId>) {
    match expr {
        Expr::Field { var, .. } | Expr::Meta { var, .. } => out.push(*var),
        Expr::CountOf(of)
        | Expr::SumOf(of)
        | Expr::UnitOf(of)
        | Expr::DimensionOf(of)
        | Expr::RankOf(of)
        | Expr::InitialsOf(of)
        | Expr::WeekdayOf(of)
        | Expr::YearOf(of)
        | Expr::Abs(of) => {
            vars_of(of, out);
        }
        Expr::YearsFrom(a, b) | Expr::Arithmetic { left: a, right: b, .. } => {
            vars_of(a, out);
            vars_of(b, out);
        }
        Expr::Record { .. } | Expr::Literal(_) | Expr::Param(_) | Expr::List(_) => {}
    }
}

fn type_of<'s>(at: (VarId, FieldId), rule: &Rule, schema: &'s Schema) -> Option<&'s Type> {
    let var = rule.vars.get(usize::from(at.0.0))?;
    schema.def(var.kind).fields.get(usize::from(at.1.0)).map(|f| &f.ty)
}

/// What a condition says of two variables' equality, if that is all it says.
fn link(cond: &Cond, rule: &Rule, schema: &Schema) -> Option<Link> {
    let Cond::Compare { op, left, right, .. } = cond else { return None };
    let found = match (left, right) {
        (Expr::Field { var: a, field: f, .. }, Expr::Field { var: b, field: g, .. }) if a != b => {
            Link::Fields { left: (*a, *f), right: (*b, *g) }
        }
        (Expr::Meta { var: a, what: Meta::Article, .. }, Expr::Meta { var: b, what: Meta::Article, .. })
            if a != b && *op == CompareOp::Is =>
        {
            return Some(Link::Article(*a, *b));
        }
        _ => return None,
    };
    let Link::Fields { left, right } = found else { return None };
    let (x, y) = (type_of(left, rule, schema)?, type_of(right, rule, schema)?);
    let fits = match op {
        CompareOp::Is => is_hashed(x) && is_hashed(y) && matches!(x, Type::Date) == matches!(y, Type::Date),
        CompareOp::Overlaps => matches!((x, y), (Type::Set(a), Type::Set(b)) if is_hashed(a) && is_hashed(b)),
        _ => false,
    };
    // A date meets another of which only a part is the same: it makes no link that must hold, see `any_link`.
    (fits && !matches!(x, Type::Date)).then_some(found)
}

/// A link within one branch of an `or`; here dates link, too.
fn any_link(cond: &Cond, rule: &Rule, schema: &Schema) -> Option<Link> {
    let mut parts = Vec::new();
    conjuncts(cond, &mut parts);
    parts.iter().find_map(|p| link(p, rule, schema)).or_else(|| {
        parts.iter().find_map(|p| match p {
            Cond::Compare { op: CompareOp::Is, left, right, .. } => match (left, right) {
                (Expr::Field { var: a, field: f, .. }, Expr::Field { var: b, field: g, .. }) if a != b => {
                    let dates = [(*a, *f), (*b, *g)].iter().all(|at| type_of(*at, rule, schema) == Some(&Type::Date));
                    dates.then_some(Link::Fields { left: (*a, *f), right: (*b, *g) })
                }
                _ => None,
            },
            _ => None,
        })
    })
}

fn same_link(key: usize, same: &SameKey, rule: &Rule, schema: &Schema) -> Option<Link> {
    let name = &schema.def(rule.vars[0].kind).def(same.field).name;
    let right = schema.def(rule.vars[1].kind).field(name)?;
    Some(Link::Same { key, right })
}

/// Whether equality of the two is exactly equality of their hashes.
fn is_single(link: Link, rule: &Rule, schema: &Schema) -> bool {
    match link {
        Link::Article(..) | Link::Same { .. } => false,
        Link::Fields { left, right } => [left, right].iter().all(|at| {
            type_of(*at, rule, schema).is_some_and(|ty| {
                matches!(ty, Type::Text | Type::Word | Type::Person | Type::Organisation | Type::Enumeration(_))
            })
        }),
    }
}

/// Types whose equal values have equal hashes.
fn is_hashed(ty: &Type) -> bool {
    match ty {
        Type::Text
        | Type::Word
        | Type::Date
        | Type::Person
        | Type::Place
        | Type::Organisation
        | Type::Office
        | Type::Enumeration(_) => true,
        Type::Number | Type::Quantity | Type::Duration | Type::Quote | Type::Set(_) => false,
    }
}
