//! Facts that follow from facts.

use super::super::ast;
use super::super::errors::{NameProblem, PhraseProblem};
use super::super::program::{Cond, Derive, Expr};
use super::files::SourceTree;
use super::rules::Head;
use super::types::{Ty, alike};
use super::{FieldId, Resolver};

impl Resolver<'_> {
    pub(super) fn derive(&mut self, tree: &SourceTree, derive: &ast::Derive) {
        let at = tree.at(derive.kind.span);
        let Some(kind) = self.kind_named(&derive.kind, tree.source) else { return };
        if self.schema().def(kind).native {
            self.report(NameProblem::NativeKind { name: derive.kind.text.clone() }, at);
            return;
        }
        let Some(for_each) = &derive.for_each else {
            if derive.broken {
                return;
            }
            let help = "write `for each KIND x` with the facts that these follow from";
            self.report(NameProblem::MissingClause { clause: "for each", help }, at);
            return;
        };
        let Some(Head { vars, within, part, mut scope }) = self.for_each(for_each, tree.source) else { return };
        if part.is_some()
            && let Some(name) = &for_each.part
        {
            let problem = NameProblem::Option {
                option: format!("in {}", name.text),
                wants: "rules",
                found: "derived facts".to_string(),
            };
            self.report(problem, tree.at(name.span));
        }
        let filter = self.joined(&derive.wheres, &mut scope, Cond::And);
        if derive.with.is_empty() && derive.broken {
            return;
        }
        if derive.with.is_empty() {
            let help = "write `with FIELD value, …` to say what the new facts hold";
            self.report(NameProblem::MissingClause { clause: "with", help }, at);
            return;
        }
        let mut with: Vec<(FieldId, Expr)> = Vec::new();
        for (name, value) in &derive.with {
            let Some(field) = self.field_named(kind, name, tree.source) else { continue };
            let place = tree.at(name.span);
            if with.iter().any(|(f, _)| *f == field) {
                self.report(PhraseProblem::HoleTwice { field: name.text.clone() }, place);
                continue;
            }
            let want = Ty::Of(self.schema().def(kind).def(field).ty.clone());
            let Some(value) = self.value(value, &scope, Some(&want)) else { continue };
            let declared = self.names.kinds[kind.0 as usize].fields.get(field.0 as usize).copied();
            let member = want.element().is_some_and(|e| alike(&e, &value.ty, value.literal));
            if member || alike(&want, &value.ty, value.literal) {
                with.push((field, value.expr));
                continue;
            }
            let (ty, wants) = (value.ty.name(), want.name());
            let problem = PhraseProblem::HoleType { field: name.text.clone(), ty, wants };
            let report = self.report(problem, value.at);
            if let Some(declared) = declared {
                report.also(declared, "declared here");
            }
        }
        self.program.derives.push(Derive { kind, vars, within, filter: filter.unwrap_or(None), with, at });
    }

    /// A derivation that feeds itself ends only if it makes no new values: then there are only so many facts.
    pub(super) fn recursion(&mut self) {
        let kinds = self.schema().kinds.len();
        // Kind → kinds derived from it, directly or not.
        let mut reaches = vec![false; kinds * kinds];
        for derive in &self.program.derives {
            for var in &derive.vars {
                reaches[var.kind.0 as usize * kinds + derive.kind.0 as usize] = true;
            }
        }
        let derived: Vec<usize> = self.program.derives.iter().map(|d| d.kind.0 as usize).collect();
        for &through in &derived {
            for from in 0..kinds {
                if reaches[from * kinds + through] {
                    for &to in &derived {
                        if reaches[through * kinds + to] {
                            reaches[from * kinds + to] = true;
                        }
                    }
                }
            }
        }
        let mut endless = Vec::new();
        for derive in &self.program.derives {
            let circular = derive
                .vars
                .iter()
                .any(|v| reaches[derive.kind.0 as usize * kinds + v.kind.0 as usize] || v.kind == derive.kind);
            let makes = derive.with.iter().any(|(_, e)| makes_values(e));
            if circular && makes {
                endless.push((self.schema().def(derive.kind).name.to_string(), derive.at));
            }
        }
        for (kind, at) in endless {
            self.report(NameProblem::Recursive { kind }, at);
        }
    }
}

fn makes_values(expr: &Expr) -> bool {
    use Expr::*;
    !matches!(expr, Field { .. } | Literal(_) | Param(_))
}
