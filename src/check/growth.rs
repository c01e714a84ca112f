//! Rules whose cost grows faster than the facts that they look at, told by their structure: by what the indexes of
//! [`Join`](super::join) and of alignment can make of their clauses.

use super::plan::{Link, Plan};
use crate::facts::{KindId, SameKey, Schema, Type};
use crate::language::{Diagnostic, Must, Program, Rule, Scope, Warning};

/// A warning for each rule of the project that sets every fact against every other.
pub fn growth(program: &Program) -> Vec<Diagnostic> {
    let own = program.rules.iter().filter(|r| !r.bundled);
    own.filter_map(|rule| {
        // The facts of one article, paragraph or sentence are few.
        let scope = match rule.within {
            Scope::Batch => "batch",
            Scope::Story => "story",
            Scope::Sentence | Scope::Paragraph | Scope::Article => return None,
        };
        let (kinds, help) = match rule.vars.len() {
            1 => keyless(rule, &program.schema)?,
            _ => unjoined(rule, &program.schema)?,
        };
        Some(Diagnostic::new(Warning::Growth { kinds, scope, help }, rule.at))
    })
    .collect()
}

/// A variable that no clause ties to those before it.
fn unjoined(rule: &Rule, schema: &Schema) -> Option<(String, String)> {
    let same = rule.same.clone().unwrap_or_default();
    let plan = Plan::new(rule, schema, &same);
    let joined = |n: usize| {
        let ties = |link: &Link| usize::from(link.vars().0.0.max(link.vars().1.0)) == n;
        plan.links.iter().any(ties)
            || rule.vars.len() == 2
                && !plan.alternatives.is_empty()
                && plan.alternatives.iter().all(|l| narrows(*l, rule, &same, schema))
    };
    let n = (1..rule.vars.len()).find(|&n| !joined(n))?;
    let (first, var) = (&rule.vars[0], &rule.vars[n]);
    let name = |kind: KindId| schema.def(kind).name.to_string();
    let kinds = match first.kind == var.kind {
        true => format!("`{}` against every other", name(var.kind)),
        false => format!("`{}` against every `{}`", name(first.kind), name(var.kind)),
    };
    let help = match common(first.kind, var.kind, schema) {
        Some(field) => format!(
            "tie the two together: `where {}.{field} is {}.{field}`, keys with `same`, or `within article`",
            first.name, var.name
        ),
        None => "narrow it with `within article`, or say in `where` what is equal in both".to_string(),
    };
    Some((kinds, help))
}

/// Whether facts can be looked up by this link. A number agrees with a range of others, a quotation with its parts: of these
/// each is held against all.
fn narrows(link: Link, rule: &Rule, same: &[SameKey], schema: &Schema) -> bool {
    match link {
        Link::Same { key, .. } => same.get(key).is_some_and(|k| is_indexed(rule.vars[0].kind, k, schema)),
        Link::Fields { .. } | Link::Article(..) => true,
    }
}

fn is_indexed(kind: KindId, key: &SameKey, schema: &Schema) -> bool {
    let ty = &schema.def(kind).def(key.field).ty;
    let of = if let Type::Set(of) = ty { of } else { ty };
    !matches!(of, Type::Number | Type::Quantity | Type::Duration | Type::Quote)
}

/// A rule that aligns facts by keys of which none can be looked up.
fn keyless(rule: &Rule, schema: &Schema) -> Option<(String, String)> {
    let compared = match &rule.must {
        Must::Agree(agree) => agree.field,
        Must::NeverFall(field) => *field,
        Must::Condition(_) | Must::MatchRecord | Must::NotOccur => return None,
    };
    let kind = rule.vars[0].kind;
    let def = schema.def(kind);
    let keys: Vec<&SameKey> =
        rule.same.as_ref().unwrap_or(&def.same_when).iter().filter(|k| k.field != compared).collect();
    if keys.is_empty() || keys.iter().any(|k| is_indexed(kind, k, schema)) {
        return None;
    }
    let names: Vec<String> = keys.iter().map(|k| format!("`{}`", def.def(k.field).name)).collect();
    let kinds = format!("`{}` against every other", def.name);
    Some((
        kinds,
        format!(
            "add a key to `same` that is a name, a word, a place or a date: {} cannot be looked up",
            names.join(", ")
        ),
    ))
}

/// A field by which the two are best tied: a name before a word.
fn common(a: KindId, b: KindId, schema: &Schema) -> Option<String> {
    let rank = |ty: &Type| match ty {
        Type::Person | Type::Organisation => Some(0),
        Type::Place | Type::Office => Some(1),
        Type::Text => Some(2),
        Type::Word => Some(3),
        _ => None,
    };
    let other = schema.def(b);
    let both = schema.def(a).fields.iter().filter(|f| other.fields.iter().any(|g| g.name == f.name && g.ty == f.ty));
    both.filter_map(|f| Some((rank(&f.ty)?, f.name.to_string()))).min_by_key(|(rank, _)| *rank).map(|(_, name)| name)
}
