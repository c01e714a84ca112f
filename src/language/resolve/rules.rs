//! Rules: every clause bound and typed.

use std::sync::Arc;

use super::super::ast::{self, DeclarationNode, FixWith, ForEach, MustNode, RuleForm, Texts};
use super::super::errors::{NameProblem, nearest};
use super::super::parse::{TemplatePart as Part, template};
use super::super::program::{self as out, Cond, Must, Rule, Template, TemplatePart, Var};
use super::files::SourceTree;
use super::types::Ty;
use super::values::Scope;
use super::{Expr, FileSpan, FxHashMap, KindId, Name, Resolver, SourceId, Type, declarations};
use crate::facts::{KindDef, Stance, StanceSet, native};
use crate::finding::Level;

/// What `record.…` can say in messages of a rule that holds facts of this kind against the record; `None` where the
/// record knows nothing of the sort. Which entries are meant is told by the kind's fields.
fn record_words(kind: &KindDef) -> Option<&'static [&'static str]> {
    let of_type = |ty: Type| kind.fields.iter().any(|f| f.ty == ty);
    let has = |names: &[&str]| names.iter().any(|n| kind.field(n).is_some());
    let dated = ["date", "year", "when"].iter().any(|n| kind.field(n).is_some_and(|f| kind.def(f).ty == Type::Date));
    if of_type(Type::Person) && of_type(Type::Office) {
        return Some(&["person", "office", "date", "from", "to"]);
    }
    if has(&["place"]) && has(&["container"]) {
        return Some(&["place", "container"]);
    }
    if has(&["city", "capital"]) && has(&["country"]) {
        return Some(&["city", "country"]);
    }
    if has(&["speaker"]) && has(&["words"]) {
        return Some(&["words", "person", "date"]);
    }
    if has(&["thing", "organisation", "subject"]) && dated {
        return Some(&["thing", "date"]);
    }
    (has(&["person"]) && dated).then_some(&["person", "date"])
}

const SCOPES: &[(&str, out::Scope)] = &[
    ("sentence", out::Scope::Sentence),
    ("paragraph", out::Scope::Paragraph),
    ("article", out::Scope::Article),
    ("batch", out::Scope::Batch),
    ("story", out::Scope::Story),
];

const PARTS: &[(&str, out::Part)] = &[
    ("headline", out::Part::Headline),
    ("body", out::Part::Body),
    ("caption", out::Part::Caption),
    ("quotes", out::Part::Quotes),
];

/// Behind `as`.
#[derive(Clone, Copy)]
enum Way {
    Sets(out::SetMode),
    Rising,
}

const WAYS: &[(&str, Way)] = &[
    ("equal", Way::Sets(out::SetMode::Equal)),
    ("overlapping", Way::Sets(out::SetMode::Overlapping)),
    ("within", Way::Sets(out::SetMode::Within)),
    ("rising", Way::Rising),
];

/// Where a rule was declared.
#[derive(Clone, Copy)]
pub struct RulePlace {
    at: FileSpan,
    bundled: bool,
    /// In [`Program::rules`](out::Program::rules); a rule with an error is not there.
    index: Option<usize>,
}

pub type RuleNames = FxHashMap<String, RulePlace>;

impl Resolver<'_> {
    pub(super) fn all_rules(&mut self, trees: &[SourceTree]) {
        let mut by_name = RuleNames::default();
        for (tree, declaration) in declarations(trees) {
            if self.is_full() {
                return;
            }
            if let DeclarationNode::Rule(rule) = &declaration.node {
                self.rule(tree, rule, &mut by_name);
            }
        }
        self.set_levels(&by_name);
        for (tree, declaration) in declarations(trees) {
            if self.is_full() {
                return;
            }
            if let DeclarationNode::Test(test) = &declaration.node {
                self.lone_test(tree, test, &by_name);
            }
        }
    }

    fn rule(&mut self, tree: &SourceTree, rule: &ast::Rule, by_name: &mut RuleNames) {
        let (name, at) = match &rule.form {
            RuleForm::Named(name) => (name.text.clone(), tree.at(name.span)),
            RuleForm::OneLine { kind, field } => {
                (format!("{}-{}", kind.text, field.text), tree.at(kind.span.cover(field.span)))
            }
        };
        self.suspicious(&name, at);
        let first = by_name.get(&name).copied();
        if let Some(first) = first.filter(|f| tree.bundled || !f.bundled) {
            self.report(NameProblem::Twice { what: "rule", name }, at).also(first.at, "declared here first");
            return;
        }
        let resolved = match &rule.form {
            RuleForm::Named(_) => self.full_rule(tree, rule, &name, at),
            RuleForm::OneLine { kind, field } => self.one_line_rule(tree, rule, &name, at, kind, field),
        };
        if let Some(first) = first {
            // The tests of the pack speak of the pack's own rule.
            self.program.tests.retain(|t| *t.rule != *name || t.at.source != first.at.source);
        }
        self.rule_tests(tree, rule, &name);
        let mut index = first.and_then(|f| f.index);
        if let Some(mut resolved) = resolved {
            resolved.replaces = first.map(|f| f.at);
            match index {
                Some(index) => self.program.rules[index] = resolved,
                None => {
                    index = Some(self.program.rules.len());
                    self.program.rules.push(resolved);
                }
            }
        }
        by_name.insert(name, RulePlace { at, bundled: tree.bundled, index });
    }

    fn full_rule(&mut self, tree: &SourceTree, rule: &ast::Rule, name: &str, at: FileSpan) -> Option<Rule> {
        let head = match &rule.for_each {
            Some(for_each) => self.for_each(for_each, tree.source),
            None if rule.broken => None,
            None => {
                let help = "write `for each KIND x` to say which facts the rule speaks about";
                self.report(NameProblem::MissingClause { clause: "for each", help }, at);
                None
            }
        };
        match head {
            Some(head) => self.finish(tree, rule, name, at, head),
            None => {
                self.must_is_there(rule, at);
                None
            }
        }
    }

    /// `meeting location must agree`: one variable, named by the first letter of its kind.
    fn one_line_rule(
        &mut self,
        tree: &SourceTree,
        rule: &ast::Rule,
        name: &str,
        at: FileSpan,
        kind: &Name,
        field: &Name,
    ) -> Option<Rule> {
        let id = self.kind_named(kind, tree.source)?;
        self.field_named(id, field, tree.source)?;
        if let Some(for_each) = &rule.for_each {
            self.report(NameProblem::OneLineClause { clause: "for each" }, tree.at(for_each.span));
        }
        let initial: String = kind.text.chars().take(1).collect();
        let head = Head {
            vars: vec![Var { name: Arc::from(initial.as_str()), kind: id }],
            within: out::Scope::Batch,
            part: None,
            scope: Scope { source: tree.source, variables: vec![(initial, id, kind.span)], record: None },
        };
        self.finish(tree, rule, name, at, head)
    }

    fn must_is_there(&mut self, rule: &ast::Rule, at: FileSpan) {
        if rule.must.is_none() && !rule.broken {
            let help = "write `must` and what has to hold";
            self.report(NameProblem::MissingClause { clause: "must", help }, at);
        }
    }

    /// Every clause is looked at, so that all errors show; a rule with an error is no rule.
    fn finish(&mut self, tree: &SourceTree, rule: &ast::Rule, name: &str, at: FileSpan, head: Head) -> Option<Rule> {
        let source = tree.source;
        let Head { vars, within, part, mut scope } = head;
        let kind = vars[0].kind;
        let first = vars[0].name.clone();
        let level = match &rule.level {
            Some(word) => {
                self.choose("level", word, source, &Level::ALL.map(|l| (l.name(), l))).unwrap_or(Level::Warning)
            }
            None => Level::Warning,
        };
        let including = self.including(&rule.including, source);
        let filter = self.joined(&rule.wheres, &mut scope, Cond::And);
        let same = rule.same.as_ref().map(|keys| self.same_keys(keys, source, kind, Some(&first)));
        self.must_is_there(rule, at);
        let must = rule.must.as_ref().and_then(|must| self.must(must, rule, &mut scope, &first));
        let unless = self.joined(&rule.unless, &mut scope, Cond::Or);
        if let Some(ast::Must { node: MustNode::MatchRecord, span }) = &rule.must {
            scope.record = record_words(self.schema().def(kind));
            if scope.record.is_none() {
                let kind = self.schema().def(kind).name.to_string();
                self.report(NameProblem::NotInRecord { kind }, tree.at(*span));
            }
        }
        // Whether the record has something to say shows only with `must`.
        let told = rule.must.is_some() || !rule.broken;
        let say = rule.say.as_ref().filter(|_| told).map(|t| self.template(t, &scope));
        let help = rule.help.as_ref().filter(|_| told).map(|t| self.template(t, &scope));
        let fix = rule.fix.as_ref().and_then(|f| self.fix(f, source, kind, &first, rule.must.as_ref()));
        let except = rule.except.iter().map(|e| out::Except {
            path: e.path.as_ref().map(|p| Arc::from(p.value.as_str())),
            until: e.until.as_ref().and_then(super::lower::interval).map(|(first, ..)| first),
            because: e.because.as_ref().map(|b| Arc::from(b.value.as_str())),
            at: tree.at(e.span),
        });
        if !tree.bundled {
            self.metadata(rule, name, at);
        }
        let text = |t: &Option<ast::Text>| t.as_ref().map(|t| Arc::from(t.value.as_str()));
        let tagged = |t: &[ast::Tagged]| t.iter().map(|t| Arc::from(t.value())).collect();
        Some(Rule {
            name: Arc::from(name),
            title: Arc::from(rule.title.as_ref().map_or(name, |t| t.value.as_str())),
            level,
            vars,
            within,
            part,
            including,
            filter: filter?,
            same,
            must: must?,
            unless: unless?,
            except: except.collect(),
            say,
            help,
            why: rule.why.as_ref().map(|w| Arc::from(w.value())),
            tags: tagged(&rule.tags),
            since: text(&rule.since),
            owner: text(&rule.owner),
            formerly: tagged(&rule.formerly),
            fix,
            one_line: matches!(rule.form, RuleForm::OneLine { .. }),
            bundled: tree.bundled,
            replaces: None,
            at,
        })
    }

    /// One of a closed list of words, by name.
    fn choose<T: Copy>(&mut self, what: &'static str, name: &Name, source: SourceId, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == name.text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.word_of(what, name, source, &words);
        }
        found
    }

    /// What a rule ranges over.
    pub(super) fn for_each(&mut self, for_each: &ForEach, source: SourceId) -> Option<Head> {
        let mut scope = Scope { source, variables: Vec::new(), record: None };
        let mut vars = Vec::new();
        let mut whole = true;
        for variable in &for_each.variables {
            let Some(kind) = self.kind_named(&variable.kind, source) else {
                whole = false;
                continue;
            };
            match self.new_variable(&mut scope, &variable.name, kind) {
                Some(()) => vars.push(Var { name: Arc::from(variable.name.text.as_str()), kind }),
                None => whole = false,
            }
        }
        let within = for_each.within.as_ref().map(|w| self.choose("scope", w, source, SCOPES));
        let part = for_each.part.as_ref().map(|p| self.choose("part of an article", p, source, PARTS));
        if !whole || vars.is_empty() {
            return None;
        }
        Some(Head { vars, within: within.flatten().unwrap_or_default(), part: part.flatten(), scope })
    }

    fn including(&mut self, names: &[Name], source: SourceId) -> StanceSet {
        let mut set = StanceSet::default();
        for name in names {
            match Stance::ALL.into_iter().find(|s| s.name() == name.text) {
                Some(stance) => set = set.with(stance),
                None if name.text == "anonymous" => set.anonymous = true,
                None => {
                    let words: Vec<&str> = Stance::ALL.iter().map(|s| s.name()).chain(["anonymous"]).collect();
                    self.word_of("stance", name, source, &words);
                }
            }
        }
        set
    }

    /// Several clauses of one sort as one condition. The outer `None`: something is wrong; the inner: no clause.
    pub(super) fn joined(
        &mut self,
        conditions: &[Expr],
        scope: &mut Scope,
        join: fn(Vec<Cond>) -> Cond,
    ) -> Option<Option<Cond>> {
        let all: Vec<Option<Cond>> = conditions.iter().map(|c| self.condition(c, scope)).collect();
        let mut all = all.into_iter().collect::<Option<Vec<Cond>>>()?;
        Some(if all.len() > 1 { Some(join(all)) } else { all.pop() })
    }

    fn must(&mut self, must: &ast::Must, rule: &ast::Rule, scope: &mut Scope, first: &str) -> Option<Must> {
        let source = scope.source;
        let kind = scope.variables[0].1;
        Some(match &must.node {
            MustNode::MatchRecord => Must::MatchRecord,
            MustNode::NotOccur => Must::NotOccur,
            MustNode::Condition(condition) => Must::Condition(self.condition(condition, scope)?),
            MustNode::NeverFall(field) => {
                let id = self.field_ref(field, source, kind, Some(first))?;
                let ty = Ty::Of(self.schema().def(kind).def(id).ty.clone());
                if !ty.is_number() {
                    let at = FileSpan { source, span: field.span };
                    let (option, found) = ("never fall on".to_string(), ty.name());
                    self.report(NameProblem::Option { option, wants: "numbers and quantities", found }, at);
                    return None;
                }
                Must::NeverFall(id)
            }
            MustNode::Agree(agree) => {
                let field = match (&agree.field, &rule.form) {
                    (Some(field), _) => self.field_ref(field, source, kind, Some(first))?,
                    (None, RuleForm::OneLine { field, .. }) => self.field_named(kind, field, source)?,
                    (None, RuleForm::Named(_)) => return None,
                };
                let ty = self.schema().def(kind).def(field).ty.clone();
                let within = match &agree.within {
                    Some(within) => Some(self.tolerance(within, source, Some(&ty))?),
                    None => None,
                };
                let (mut sets, mut rising) = (out::SetMode::default(), false);
                if let Some(mode) = &agree.mode {
                    let way = self.choose("way to compare", mode, source, WAYS)?;
                    let (fits, wants) = match way {
                        Way::Sets(_) => (matches!(ty, Type::Set(_)), "sets"),
                        Way::Rising => (matches!(ty, Type::Number | Type::Quantity), "numbers and quantities"),
                    };
                    if !fits {
                        let at = FileSpan { source, span: mode.span };
                        let (option, found) = (format!("as {}", mode.text), Ty::Of(ty.clone()).name());
                        self.report(NameProblem::Option { option, wants, found }, at);
                    }
                    match way {
                        Way::Sets(mode) => sets = mode,
                        Way::Rising => rising = true,
                    }
                }
                let ignoring = self.ignoring(&agree.ignoring, source, &ty);
                Must::Agree(out::Agree { field, within, sets, rising, ignoring })
            }
        })
    }

    fn ignoring(&mut self, names: &[Name], source: SourceId, ty: &Type) -> out::Ignoring {
        let mut ignoring = out::Ignoring::default();
        for name in names {
            match name.text.as_str() {
                "case" => ignoring.case = true,
                "marks" => ignoring.marks = true,
                "accents" => ignoring.accents = true,
                "order" => ignoring.order = true,
                "brackets" => ignoring.brackets = true,
                _ => {
                    self.word_of("thing to ignore", name, source, &["case", "marks", "accents", "order", "brackets"]);
                    continue;
                }
            }
            let of = match ty {
                Type::Set(of) => of,
                ty => ty,
            };
            if matches!(of, Type::Number | Type::Quantity | Type::Date | Type::Duration) {
                let (option, found) = (format!("ignoring {}", name.text), Ty::Of(ty.clone()).name());
                let at = FileSpan { source, span: name.span };
                self.report(NameProblem::Option { option, wants: "words and names", found }, at);
            }
        }
        ignoring
    }

    /// Only how something is written may be mended: the `word` fields, which are forms of names, acronyms and words, and the form
    /// of a date. All else says something.
    fn fix(
        &mut self,
        fix: &ast::Fix,
        source: SourceId,
        kind: KindId,
        first: &str,
        must: Option<&ast::Must>,
    ) -> Option<out::Fix> {
        let field = self.field_ref(&fix.field, source, kind, Some(first))?;
        let place = |span| FileSpan { source, span };
        let def = self.schema().def(kind);
        let ty = def.def(field).ty.clone();
        // A verb and a unit are words that carry the claim.
        let says = ty == Type::Word && (kind == native::QUANTITY || &*def.def(field).name == "verb");
        let (is_word, is_date) = (ty == Type::Word && !says, ty == Type::Date);
        if !is_word && !is_date {
            let found = if says { format!("`{}`", fix.field.field.text) } else { Ty::Of(ty).name() };
            self.report(NameProblem::NotFixable { found }, place(fix.field.span));
            return None;
        }
        if let Some(ast::Must { node: MustNode::MatchRecord | MustNode::NeverFall(_), span }) = must {
            let found = "what this rule asserts".to_string();
            self.report(NameProblem::NotFixable { found }, place(fix.field.span)).also(place(*span), "asserted here");
            return None;
        }
        let with = match &fix.with {
            FixWith::Text(text) if is_date => {
                self.report(NameProblem::NotFixable { found: "another date".into() }, place(text.span));
                return None;
            }
            FixWith::Text(text) => out::FixWith::Words(Arc::from(text.value.as_str())),
            FixWith::Field(f) if f.variable.is_none() && f.field.text == "majority" => {
                if is_date {
                    self.report(NameProblem::NotFixable { found: "another date".into() }, place(f.span));
                    return None;
                }
                if !matches!(must, Some(ast::Must { node: MustNode::Agree(_), .. }) | None) {
                    let problem = NameProblem::Option {
                        option: "with majority".into(),
                        wants: "rules that `must agree on` a field",
                        found: "one that looks at each fact by itself".into(),
                    };
                    self.report(problem, place(f.span));
                    return None;
                }
                out::FixWith::Majority
            }
            FixWith::Field(f) if nearest(&f.field.text, ["majority"]).is_some() => {
                self.word_of("field or other way to mend", &f.field, source, &["majority"]);
                return None;
            }
            FixWith::Field(f) => {
                let other = self.field_ref(f, source, kind, Some(first))?;
                let ty = self.schema().def(kind).def(other).ty.clone();
                let names = matches!(ty, Type::Word | Type::Text | Type::Person | Type::Place | Type::Organisation);
                if (is_date && other != field) || (is_word && !names) {
                    let found = if is_date { "another date".into() } else { Ty::Of(ty).name() };
                    self.report(NameProblem::NotFixable { found }, place(f.span));
                    return None;
                }
                out::FixWith::Field(other)
            }
        };
        Some(out::Fix { field, with })
    }

    fn template(&mut self, texts: &Texts, scope: &Scope) -> Template {
        let mut parts = Vec::new();
        for (i, text) in texts.parts.iter().enumerate() {
            if i > 0 {
                parts.push(TemplatePart::Words(Arc::from("\n\n")));
            }
            let file = &self.program.sources.get(scope.source).text;
            let (read, mut diagnostics) = template(text, file, scope.source);
            self.diagnostics.append(&mut diagnostics);
            for part in read {
                match part {
                    Part::Words(words) => parts.push(TemplatePart::Words(Arc::from(words))),
                    Part::Hole(expr) => {
                        if let Some(value) = self.value(&expr, scope, None) {
                            if value.ty == Ty::List {
                                let name = self.words(value.at).to_string();
                                self.report(NameProblem::ListAlone { name }, value.at);
                            }
                            parts.push(TemplatePart::Hole(value.expr));
                        }
                    }
                }
            }
        }
        Template { parts }
    }
}

/// What a rule or derivation ranges over, and the names in it.
pub struct Head {
    pub vars: Vec<Var>,
    pub within: out::Scope,
    pub part: Option<out::Part>,
    pub scope: Scope,
}
