//! Warnings about rules that read well and do nothing, or do it twice. They need no article.
//!
//! None of them compares every rule with every other: what may have to do with one another is first brought together by
//! its words (`covers`, `phrases`, `look_alikes`).

mod conditions;
mod covers;
mod logic;
mod look_alikes;
mod phrases;
mod unused;

use rustc_hash::FxHashSet;

use super::errors::Diagnostic;
use super::program::{Cond, Expr, Items, ParamId, Program};
use crate::source::FileSpan;

/// What a program no longer tells of the files that it came from.
pub struct Declared {
    /// Params that stand in the program by their values.
    pub in_tolerances: FxHashSet<ParamId>,
    /// Each kind with its fields; `None` for those that are built in.
    pub kinds: Vec<(Option<FileSpan>, Vec<FileSpan>)>,
}

/// Looks at everything of the project; what belongs to bundled packs only stands for comparison.
pub fn lint(program: &Program, declared: &Declared) -> Vec<Diagnostic> {
    let mut found = conditions::lint(program);
    found.extend(covers::lint(program));
    found.extend(unused::lint(program, declared));
    found.extend(phrases::lint(program));
    found.extend(look_alikes::lint(program, declared));
    found
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
        | Expr::SumOf(inner)
        | Expr::UnitOf(inner)
        | Expr::DimensionOf(inner)
        | Expr::RankOf(inner)
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
