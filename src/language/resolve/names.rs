//! Kinds, lists and params: what all else refers to.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::super::ast::{self, DeclarationNode, FieldRef, ListItems, TypeName};
use super::super::errors::{FileProblem, NameProblem, Warning, nearest, translated};
use super::super::lints::Declared;
use super::super::program::{List, ListId, Literal, Param, ParamId};
use super::files::SourceTree;
use super::types::{self, Ty};
use super::{FieldId, FileSpan, FxHashMap, KindId, Name, Resolver, SourceId, Type, declarations};
use crate::facts::{FieldDef, KindDef, SameKey};

/// Where things were declared. Looked up by name only, never walked.
#[derive(Default)]
pub struct Names {
    /// Beside the kinds of the schema; nothing for those that Rust extracts.
    pub kinds: Vec<KindPlace>,
    pub kind_ids: FxHashMap<String, KindId>,
    pub lists: FxHashMap<String, ListId>,
    pub params: FxHashMap<String, ParamId>,
    /// Every param that a file declares, also those whose declaration is wrong.
    pub declared_params: FxHashSet<String>,
    /// Params that tolerances name, which the program holds by their values.
    pub params_used: FxHashSet<ParamId>,
    /// Fields whose declaration is wrong: what speaks of them is not reported as well.
    pub broken: FxHashSet<(KindId, String)>,
    /// Kinds with a line that could not be read.
    pub broken_kinds: FxHashSet<KindId>,
    /// Names that declarations with errors would have declared.
    pub lost: FxHashSet<String>,
}

impl Names {
    /// Whether a field may be missing only because its declaration has an error.
    pub fn is_broken(&self, kind: KindId, field: &str) -> bool {
        self.broken_kinds.contains(&kind) || self.broken.contains(&(kind, field.to_string()))
    }

    /// What the program does not tell of its files.
    pub fn declared(&self) -> Declared {
        Declared {
            in_tolerances: self.params_used.clone(),
            kinds: self.kinds.iter().map(|k| (k.at, k.fields.clone())).collect(),
        }
    }
}

#[derive(Clone, Default)]
pub struct KindPlace {
    pub at: Option<FileSpan>,
    pub bundled: bool,
    pub fields: Vec<FileSpan>,
}

const MOST_FIELDS: usize = 200;

impl Resolver<'_> {
    /// Declares every kind of every file.
    pub(super) fn kinds(&mut self, trees: &[SourceTree]) {
        for (i, kind) in self.program.schema.kinds.iter().enumerate() {
            self.names.kinds.push(KindPlace::default());
            self.names.kind_ids.insert(kind.name.to_string(), KindId(i as u16));
        }
        for (tree, declaration) in declarations(trees) {
            if self.is_full() {
                return;
            }
            if let DeclarationNode::Fact(fact) = &declaration.node {
                self.kind(tree, fact);
            }
        }
    }

    fn kind(&mut self, tree: &SourceTree, fact: &ast::Fact) {
        let at = tree.at(fact.name.span);
        let name = fact.name.text.as_str();
        self.suspicious(name, at);
        let id = match self.names.kind_ids.get(name).copied() {
            Some(id) if self.schema().def(id).native => {
                self.report(NameProblem::NativeKind { name: name.into() }, at);
                return;
            }
            Some(id) => {
                let place = self.names.kinds[id.0 as usize].clone();
                // A kind of a bundled pack may be declared again with more fields: so a copied pack works.
                if tree.bundled || !place.bundled {
                    let report = self.report(NameProblem::Twice { what: "kind", name: name.into() }, at);
                    if let Some(first) = place.at {
                        report.also(first, "declared here first");
                    }
                    return;
                }
                self.names.kinds[id.0 as usize].bundled = false;
                id
            }
            None => {
                let id = KindId(self.schema().kinds.len() as u16);
                if id.0 >= 10_000 {
                    self.report(NameProblem::TooMany { what: "kinds", most: 10_000 }, at);
                    return;
                }
                let title = fact.title.as_ref().map_or(name, |t| t.value.as_str());
                self.program.schema.kinds.push(KindDef {
                    name: Arc::from(name),
                    title: Arc::from(title),
                    fields: Vec::new(),
                    same_when: Vec::new(),
                    native: false,
                });
                self.names.kinds.push(KindPlace { at: Some(at), bundled: tree.bundled, fields: Vec::new() });
                self.names.kind_ids.insert(name.to_string(), id);
                id
            }
        };
        if fact.broken {
            self.names.broken_kinds.insert(id);
        }
        let known = self.schema().def(id).fields.len();
        for field in &fact.fields {
            if self.is_full() {
                return;
            }
            self.field_of_kind(tree, id, field, known);
        }
        if !fact.same_when.is_empty() {
            let keys = self.same_keys(&fact.same_when, tree.source, id, None);
            self.program.schema.kinds[id.0 as usize].same_when = keys;
        }
    }

    /// `known`: how many fields a bundled declaration of the kind has given it.
    fn field_of_kind(&mut self, tree: &SourceTree, id: KindId, field: &ast::FactField, known: usize) {
        let at = tree.at(field.name.span);
        self.suspicious(&field.name.text, at);
        let Some(ty) = self.type_of(&field.ty, tree.source) else {
            self.names.broken.insert((id, field.name.text.clone()));
            return;
        };
        let kind = self.schema().def(id);
        match kind.field(&field.name.text) {
            Some(f) if (f.0 as usize) < known => {
                let was = kind.def(f).ty.clone();
                if was != ty {
                    let first = self.names.kinds[id.0 as usize].fields.get(f.0 as usize).copied();
                    let problem =
                        NameProblem::FieldTypeChanged { field: field.name.text.clone(), was: Ty::Of(was).name() };
                    let report = self.report(problem, at);
                    if let Some(first) = first {
                        report.also(first, "declared here");
                    }
                }
            }
            Some(f) => {
                let first = self.names.kinds[id.0 as usize].fields.get(f.0 as usize).copied();
                let report = self.report(NameProblem::Twice { what: "field", name: field.name.text.clone() }, at);
                if let Some(first) = first {
                    report.also(first, "declared here first");
                }
            }
            None if kind.fields.len() >= MOST_FIELDS => {
                self.report(NameProblem::TooMany { what: "fields", most: MOST_FIELDS }, at);
            }
            None => {
                let name = Arc::from(field.name.text.as_str());
                self.program.schema.kinds[id.0 as usize].fields.push(FieldDef { name, ty });
                self.names.kinds[id.0 as usize].fields.push(at);
            }
        }
    }

    pub(super) fn type_of(&mut self, ty: &TypeName, source: SourceId) -> Option<Type> {
        match ty {
            TypeName::Named(name) => {
                let found = types::named(&name.text);
                if found.is_none() {
                    let names = types::names();
                    let near = translated("type", &name.text, names.iter().map(String::as_str)).map(str::to_string);
                    let problem = NameProblem::UnknownType { name: name.text.clone(), near };
                    self.report(problem, FileSpan { source, span: name.span });
                }
                found
            }
            TypeName::OneOf(names) => {
                for (i, name) in names.iter().enumerate() {
                    if names[..i].iter().any(|n| n.text == name.text) {
                        let problem = NameProblem::Twice { what: "word", name: name.text.clone() };
                        self.report(problem, FileSpan { source, span: name.span });
                    }
                }
                Some(types::enumeration(&names.iter().map(|n| n.text.clone()).collect::<Vec<_>>()))
            }
        }
    }

    /// The kind of a name, or an error at it.
    pub(super) fn kind_named(&mut self, name: &Name, source: SourceId) -> Option<KindId> {
        let found = self.names.kind_ids.get(&name.text).copied();
        if found.is_none() && !self.names.lost.contains(&name.text) {
            let near = nearest(&name.text, self.schema().kinds.iter().map(|k| &*k.name)).map(str::to_string);
            let problem = NameProblem::UnknownKind { name: name.text.clone(), near };
            self.report(problem, FileSpan { source, span: name.span });
        }
        found
    }

    /// The field of a kind, or an error at its name.
    pub(super) fn field_named(&mut self, kind: KindId, name: &Name, source: SourceId) -> Option<FieldId> {
        self.field_or_meta(kind, name, source, &[])
    }

    /// As `field_named`; `metas`: what could have been meant besides the fields.
    pub(super) fn field_or_meta(
        &mut self,
        kind: KindId,
        name: &Name,
        source: SourceId,
        metas: &[&str],
    ) -> Option<FieldId> {
        let def = self.schema().def(kind);
        let found = def.field(&name.text);
        if found.is_none() && !self.names.is_broken(kind, &name.text) {
            let fields: Vec<String> = def.fields.iter().map(|f| f.name.to_string()).collect();
            let known = fields.iter().map(String::as_str).chain(metas.iter().copied());
            let near = nearest(&name.text, known).map(str::to_string);
            let problem =
                NameProblem::UnknownField { kind: def.name.to_string(), field: name.text.clone(), near, fields };
            let place = self.names.kinds[kind.0 as usize].at;
            let report = self.report(problem, FileSpan { source, span: name.span });
            if let Some(place) = place {
                report.also(place, "declared here");
            }
        }
        found
    }

    /// A field that a clause names bare or with the first variable.
    pub(super) fn field_ref(
        &mut self,
        field: &FieldRef,
        source: SourceId,
        kind: KindId,
        first: Option<&str>,
    ) -> Option<FieldId> {
        if let Some(variable) = &field.variable
            && first != Some(variable.text.as_str())
        {
            let at = FileSpan { source, span: variable.span };
            let first = first.unwrap_or(&self.schema().def(kind).name).to_string();
            self.report(NameProblem::OtherVariable { name: variable.text.clone(), first }, at);
            return None;
        }
        self.field_named(kind, &field.field, source)
    }

    pub(super) fn same_keys(
        &mut self,
        keys: &[ast::SameKey],
        source: SourceId,
        kind: KindId,
        first: Option<&str>,
    ) -> Vec<SameKey> {
        let mut all: Vec<SameKey> = Vec::new();
        for key in keys {
            let Some(field) = self.field_ref(&key.field, source, kind, first) else { continue };
            let at = FileSpan { source, span: key.field.field.span };
            if all.iter().any(|k| k.field == field) {
                self.report(NameProblem::Twice { what: "key", name: key.field.field.text.clone() }, at);
                continue;
            }
            let ty = self.schema().def(kind).def(field).ty.clone();
            if key.overlap && !matches!(ty, Type::Set(_)) {
                let found = Ty::Of(ty.clone()).name();
                self.report(NameProblem::Option { option: "overlap".into(), wants: "sets", found }, at);
            }
            let within = key.within.as_ref().and_then(|w| self.tolerance(w, source, Some(&ty)));
            all.push(SameKey { field, within, alone: key.alone, overlap: key.overlap });
        }
        all
    }

    pub(super) fn lists_and_params(&mut self, trees: &[SourceTree]) {
        for (tree, declaration) in declarations(trees) {
            if self.is_full() {
                return;
            }
            match &declaration.node {
                DeclarationNode::List(list) => self.list(tree, list),
                DeclarationNode::Param(param) => self.param(tree, param),
                _ => {}
            }
        }
    }

    /// Reports a name that is taken; the names of lists and params stand in one row, since both stand bare. A list or
    /// param of a bundled pack gives way.
    fn taken(&mut self, name: &Name, tree: &SourceTree) -> bool {
        let at = tree.at(name.span);
        self.suspicious(&name.text, at);
        let (what, first) = match (self.names.lists.get(&name.text), self.names.params.get(&name.text)) {
            (Some(id), _) => ("list", self.program.lists[id.0 as usize].at),
            (_, Some(id)) => ("param", self.program.params[id.0 as usize].at),
            _ => return false,
        };
        if !self.program.sources.is_own(first) && !tree.bundled {
            self.names.params.remove(&name.text);
            return false;
        }
        self.report(NameProblem::Twice { what, name: name.text.clone() }, at).also(first, "declared here first");
        true
    }

    fn list(&mut self, tree: &SourceTree, list: &ast::List) {
        if self.taken(&list.name, tree) {
            return;
        }
        let items: Vec<Arc<str>> = match &list.items {
            ListItems::Inline(texts) => {
                let mut seen = FxHashSet::default();
                for text in texts {
                    self.suspicious(&text.raw, tree.at(text.span));
                    if !seen.insert(text.value.as_str()) {
                        self.report(Warning::DoubleName { name: text.value.clone() }, tree.at(text.span));
                    }
                }
                texts.iter().map(|t| Arc::from(t.value.as_str())).collect()
            }
            ListItems::File(path) => match self.options.loader.read(&tree.name, &path.value) {
                // One item a line; blank lines and lines that start with `#` are left out.
                Ok(input) => input
                    .text
                    .trim_start_matches('\u{feff}')
                    .lines()
                    .map(str::trim)
                    .filter(|l| !l.is_empty() && !l.starts_with('#'))
                    .map(Arc::from)
                    .collect(),
                Err(error) => {
                    let problem = FileProblem::NotRead { path: path.value.clone(), error };
                    self.report(problem, tree.at(path.span));
                    Vec::new()
                }
            },
        };
        let id = ListId(self.program.lists.len() as u32);
        let name = Arc::from(list.name.text.as_str());
        self.program.lists.push(List { name, items, at: tree.at(list.name.span) });
        self.names.lists.insert(list.name.text.clone(), id);
    }

    fn param(&mut self, tree: &SourceTree, param: &ast::Param) {
        self.names.declared_params.insert(param.name.text.clone());
        if self.taken(&param.name, tree) {
            return;
        }
        let ty = self.type_of(&param.ty, tree.source);
        let default = ty.as_ref().and_then(|ty| self.literal(&param.default, tree.source, ty));
        let (Some(ty), Some(default)) = (ty, default) else {
            self.names.lost.insert(param.name.text.clone());
            return;
        };
        let at = tree.at(param.name.span);
        let bounds = param
            .between
            .as_ref()
            .map(|(low, high)| (self.literal(low, tree.source, &ty), self.literal(high, tree.source, &ty)));
        let (min, max) = bounds.unwrap_or((None, None));
        if let (Some(low), Some(high)) = (&min, &max)
            && let Some((low_span, high_span)) = param.between.as_ref().map(|(a, b)| (a.span, b.span))
        {
            let whole = tree.at(low_span.cover(high_span));
            match (size(low), size(&default), size(high)) {
                (Some(a), _, Some(c)) if a > c => {
                    self.report(NameProblem::Bounds { why: "the lower bound is above the upper one" }, whole);
                }
                (Some(a), Some(b), Some(c)) if b < a || b > c => {
                    let at = tree.at(param.default.span);
                    self.report(NameProblem::Bounds { why: "the default lies outside its bounds" }, at)
                        .also(whole, "the bounds");
                }
                (None, ..) => {
                    self.report(NameProblem::Bounds { why: "bounds are for numbers, durations and dates" }, whole);
                }
                _ => {}
            }
        }
        let default = self.param_setting(&param.name.text, &ty, (&min, &max), at).unwrap_or(default);
        let id = ParamId(self.program.params.len() as u32);
        let name = Arc::from(param.name.text.as_str());
        self.program.params.push(Param { name, ty, default, min, max, at });
        self.names.params.insert(param.name.text.clone(), id);
    }
}

/// Something to order literals of one type by.
pub(super) fn size(literal: &Literal) -> Option<f64> {
    use Literal::*;
    match literal {
        Number(n) | Percent(n) => Some(*n),
        Quantity(q) => q.number.value,
        Duration(least, _) => Some(*least),
        Date(d) => d.from.map(|d| (d - crate::facts::Day::ZERO).get_days().into()),
        Text(_) | Word(_) => None,
    }
}
