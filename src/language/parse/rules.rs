//! Clauses of rules, and tests.

use super::Builder;
use super::syntax::{Pair, Rule as R};
use crate::language::ast::*;
use crate::language::errors::Problem;

impl Builder<'_> {
    pub(super) fn rule_declaration(&mut self, pair: Pair) -> Option<Rule> {
        let one_line = pair.as_rule() == R::one_line_entry;
        let head = self.span(&pair);
        let mut names = Vec::new();
        let mut rule = Rule {
            form: RuleForm::Named(Name { text: String::new(), span: head }),
            title: None,
            level: None,
            for_each: None,
            including: Vec::new(),
            wheres: Vec::new(),
            same: None,
            must: None,
            unless: Vec::new(),
            except: Vec::new(),
            say: None,
            help: None,
            why: None,
            tags: Vec::new(),
            since: None,
            owner: None,
            formerly: Vec::new(),
            fix: None,
            tests: Vec::new(),
            clauses: Vec::new(),
            broken: false,
        };
        let mut agree = Agree { field: None, within: None, mode: None, ignoring: Vec::new() };
        let mut agree_span = head;
        for p in pair.into_inner() {
            match p.as_rule() {
                R::name => names.push(self.name(&p)),
                R::text => rule.title = Some(self.plain_text(p)),
                R::must_word if one_line => agree_span = self.span(&p),
                R::tolerance | R::as_mode | R::ignoring_marks => {
                    agree_span = agree_span.cover(self.span(&p));
                    self.agree_option(p, &mut agree);
                }
                _ => self.clause(p, &mut rule),
            }
        }
        let mut names = names.into_iter();
        let first = names.next()?;
        if one_line {
            rule.form = RuleForm::OneLine { kind: first, field: names.next()? };
            if let Some(second) = &rule.must {
                let span = second.span;
                self.report(Problem::TwiceInRule { clause: "must" }, span);
            }
            rule.must = Some(Must { node: MustNode::Agree(agree), span: agree_span });
        } else {
            rule.form = RuleForm::Named(first);
        }
        Some(rule)
    }

    fn clause(&mut self, pair: Pair, rule: &mut Rule) {
        let span = self.span(&pair);
        let repeated = match pair.as_rule() {
            R::level => rule.level.is_some(),
            R::for_each => rule.for_each.is_some(),
            R::including => !rule.including.is_empty(),
            R::same => rule.same.is_some(),
            R::must => rule.must.is_some(),
            R::say => rule.say.is_some(),
            R::help => rule.help.is_some(),
            R::why => rule.why.is_some(),
            R::since => rule.since.is_some(),
            R::owner => rule.owner.is_some(),
            R::fix => rule.fix.is_some(),
            _ => false,
        };
        let Some((tag, word)) = tag_of(pair.as_rule()) else { return };
        if repeated {
            self.report(Problem::TwiceInRule { clause: word }, span);
            return;
        }
        rule.clauses.push(Clause { tag, span });
        match pair.as_rule() {
            R::level => rule.level = self.last_name(pair),
            R::for_each => rule.for_each = Some(self.for_each(pair)),
            R::including => rule.including = self.names(pair),
            R::where_clause => rule.wheres.extend(self.inner_expr(pair)),
            R::same => rule.same = Some(self.same_keys(pair)),
            R::must => rule.must = self.must(pair),
            R::unless => rule.unless.extend(self.inner_expr(pair)),
            R::except => rule.except.push(self.except(pair)),
            R::say => rule.say = self.inner_texts(pair),
            R::help => rule.help = self.inner_texts(pair),
            R::why => rule.why = self.inner_texts(pair),
            R::tags => rule.tags.extend(self.tagged(pair)),
            R::formerly => rule.formerly.extend(self.tagged(pair)),
            R::since => rule.since = self.inner_text(pair),
            R::owner => rule.owner = self.inner_text(pair),
            R::fix => rule.fix = self.fix(pair),
            R::test => rule.tests.extend(self.test(pair)),
            _ => {}
        }
    }

    fn last_name(&mut self, pair: Pair) -> Option<Name> {
        pair.into_inner().filter(|p| p.as_rule() == R::name).last().map(|p| self.name(&p))
    }

    pub(super) fn names(&mut self, pair: Pair) -> Vec<Name> {
        let mut all = Vec::new();
        for p in pair.into_inner() {
            match p.as_rule() {
                R::name => all.push(self.name(&p)),
                R::idle_comma => self.idle_comma(&p),
                _ => {}
            }
        }
        all
    }

    fn idle_comma(&mut self, pair: &Pair) {
        let span = self.span(pair);
        self.report(Problem::IdleComma, span);
    }

    pub(super) fn inner_expr(&mut self, pair: Pair) -> Option<Expr> {
        pair.into_inner().find(|p| p.as_rule() == R::expr).map(|p| self.expr(p))
    }

    /// Templates keep their escapes for later.
    fn inner_texts(&mut self, pair: Pair) -> Option<Texts> {
        let plain = pair.as_rule() == R::why;
        let inner = pair.into_inner().find(|p| p.as_rule() == R::texts)?;
        Some(if plain { self.plain_texts(inner) } else { self.texts(inner) })
    }

    pub(super) fn inner_text(&mut self, pair: Pair) -> Option<Text> {
        pair.into_inner().find(|p| p.as_rule() == R::text).map(|p| self.plain_text(p))
    }

    fn tagged(&mut self, pair: Pair) -> Vec<Tagged> {
        let mut all = Vec::new();
        for p in pair.into_inner() {
            match p.as_rule() {
                R::name => all.push(Tagged::Bare(self.name(&p))),
                R::text => all.push(Tagged::Quoted(self.plain_text(p))),
                R::idle_comma if matches!(all.last(), Some(Tagged::Bare(_))) => self.idle_comma(&p),
                _ => {}
            }
        }
        all
    }

    pub(super) fn for_each(&mut self, pair: Pair) -> ForEach {
        let span = self.span(&pair);
        let mut all = ForEach { variables: Vec::new(), within: None, part: None, span };
        for p in pair.into_inner() {
            let at = self.span(&p);
            match p.as_rule() {
                R::variable => {
                    let mut names = p.into_inner().map(|p| self.name(&p));
                    if let (Some(kind), Some(name)) = (names.next(), names.next()) {
                        all.variables.push(Variable { kind, name });
                    }
                }
                R::scope if all.within.is_some() => {
                    self.report(Problem::TwiceInRule { clause: "within" }, at);
                }
                R::part if all.part.is_some() => {
                    self.report(Problem::TwiceInRule { clause: "in" }, at);
                }
                R::scope => all.within = Some(self.inner_name(p)),
                R::part => all.part = Some(self.inner_name(p)),
                _ => {}
            }
        }
        all
    }

    pub(super) fn same_keys(&mut self, pair: Pair) -> Vec<SameKey> {
        let keys = pair.into_inner().find(|p| p.as_rule() == R::same_keys);
        keys.into_iter()
            .flat_map(Pair::into_inner)
            .filter(|p| p.as_rule() == R::same_key)
            .map(|p| self.same_key(p))
            .collect()
    }

    fn same_key(&mut self, pair: Pair) -> SameKey {
        let span = self.span(&pair);
        let mut key = SameKey {
            field: FieldRef { variable: None, field: Name { text: String::new(), span }, span },
            within: None,
            alone: false,
            overlap: false,
        };
        for p in pair.into_inner() {
            match p.as_rule() {
                R::field => key.field = self.field(p),
                R::tolerance => key.within = self.tolerance(p),
                R::alone => key.alone = true,
                R::overlap => key.overlap = true,
                R::overlaps => {
                    let at = self.span(&p);
                    self.report(Problem::OverlapsHere, at);
                    key.overlap = true;
                }
                _ => {}
            }
        }
        key
    }

    pub(super) fn tolerance(&mut self, pair: Pair) -> Option<Tolerance> {
        pair.into_inner().find_map(|p| match p.as_rule() {
            R::measure => Some(Tolerance::Measure(self.measure(p))),
            R::bare_name => Some(Tolerance::Param(self.name(&p))),
            _ => None,
        })
    }

    fn agree_option(&mut self, pair: Pair, agree: &mut Agree) {
        match pair.as_rule() {
            R::tolerance => agree.within = self.tolerance(pair),
            R::as_mode => agree.mode = self.last_name(pair),
            R::ignoring_marks => agree.ignoring.extend(self.names(pair)),
            _ => {}
        }
    }

    fn must(&mut self, pair: Pair) -> Option<Must> {
        let span = self.span(&pair);
        let inner = pair.into_inner().find(|p| p.as_rule() != R::must_word)?;
        let node = match inner.as_rule() {
            R::must_match => MustNode::MatchRecord,
            R::must_not_occur => MustNode::NotOccur,
            R::must_never_fall => {
                let field = inner.into_inner().find(|p| p.as_rule() == R::field)?;
                MustNode::NeverFall(self.field(field))
            }
            R::must_agree => {
                let mut agree = Agree { field: None, within: None, mode: None, ignoring: Vec::new() };
                for p in inner.into_inner() {
                    if p.as_rule() == R::field {
                        agree.field = Some(self.field(p));
                    } else {
                        self.agree_option(p, &mut agree);
                    }
                }
                if agree.field.is_none() {
                    self.report(Problem::AgreeWithoutField, span);
                }
                MustNode::Agree(agree)
            }
            _ => MustNode::Condition(self.expr(inner)),
        };
        Some(Must { node, span })
    }

    fn except(&mut self, pair: Pair) -> Except {
        let span = self.span(&pair);
        let mut except = Except { path: None, until: None, because: None, span };
        let mut because = false;
        for p in pair.into_inner() {
            match p.as_rule() {
                R::because => because = true,
                R::text if because => except.because = Some(self.plain_text(p)),
                R::text => except.path = Some(self.plain_text(p)),
                R::date | R::year => except.until = Some(self.when(&p)),
                _ => {}
            }
        }
        if except.path.is_none() && except.until.is_none() {
            self.report(Problem::BareExcept, span);
        }
        except
    }

    fn fix(&mut self, pair: Pair) -> Option<Fix> {
        let mut field = None;
        let mut with = None;
        for p in pair.into_inner() {
            match p.as_rule() {
                R::field if field.is_none() => field = Some(self.field(p)),
                R::field => with = Some(FixWith::Field(self.field(p))),
                R::text => with = Some(FixWith::Text(self.plain_text(p))),
                _ => {}
            }
        }
        Some(Fix { field: field?, with: with? })
    }

    pub(super) fn test(&mut self, pair: Pair) -> Option<Test> {
        let span = self.span(&pair);
        let mut name = None;
        let mut test = (None, None, None, Vec::new(), None);
        let (mut given, mut todo, mut clauses) = (Vec::new(), None, Vec::new());
        for p in pair.into_inner() {
            let at = self.span(&p);
            match p.as_rule() {
                R::text => name = Some(self.plain_text(p)),
                R::name => test.0 = Some(self.name(&p)),
                R::date | R::year => test.1 = Some(self.when(&p)),
                R::texts => {
                    test.2 = Some(self.plain_texts(p));
                }
                R::article => {
                    test.3.extend(self.test_article(p));
                }
                R::expectation => {
                    clauses.push(Clause { tag: Tag::Must, span: at });
                    test.4 = Some(self.expectation(p));
                }
                R::given => given.extend(self.given(p)),
                R::todo => {
                    clauses.push(Clause { tag: Tag::Must, span: at });
                    todo = Some(Todo { why: self.inner_text(p) });
                }
                _ => {}
            }
        }
        let (of, dated, text, articles, expectation) = test;
        if text.is_none() && articles.is_empty() {
            self.report(Problem::TestWithoutText, span);
            return None;
        }
        let (name, expectation) = (name?, expectation?);
        Some(Test { name, of, dated, given, text, articles, expectation, todo, clauses, span })
    }

    fn given(&mut self, pair: Pair) -> Option<Given> {
        let span = self.span(&pair);
        let inner = pair.into_inner().find(|p| p.as_rule() != R::given_word)?;
        let node = match inner.as_rule() {
            R::given_role => GivenNode::Role(self.role(inner)?),
            _ => match self.record(inner)? {
                DeclarationNode::Record(record) => GivenNode::Record(record),
                _ => return None,
            },
        };
        Some(Given { node, span })
    }

    fn test_article(&mut self, pair: Pair) -> Option<TestArticle> {
        let span = self.span(&pair);
        let (mut name, mut dated, mut text) = (None, None, None);
        let mut is_source = false;
        for p in pair.into_inner() {
            match p.as_rule() {
                R::source_word => is_source = true,
                R::text => name = Some(self.plain_text(p)),
                R::date | R::year => dated = Some(self.when(&p)),
                R::texts => text = Some(self.plain_texts(p)),
                _ => {}
            }
        }
        Some(TestArticle { name: name?, is_source, dated, text: text?, span })
    }

    fn expectation(&mut self, pair: Pair) -> Expectation {
        let mut expectation = Expectation::Holds;
        for p in pair.into_inner() {
            match p.as_rule() {
                R::violated => expectation = Expectation::Violated(Vec::new()),
                R::undecided => expectation = Expectation::Undecided(None),
                R::text_list => expectation = Expectation::Violated(self.text_list(p)),
                R::text => expectation = Expectation::Undecided(Some(self.plain_text(p))),
                _ => {}
            }
        }
        expectation
    }
}

/// The printer's tag of a clause, and its first word.
fn tag_of(rule: R) -> Option<(Tag, &'static str)> {
    Some(match rule {
        R::level => (Tag::Level, "level"),
        R::for_each => (Tag::ForEach, "for each"),
        R::including => (Tag::Including, "including"),
        R::where_clause => (Tag::Where, "where"),
        R::same => (Tag::Same, "same"),
        R::must => (Tag::Must, "must"),
        R::unless => (Tag::Unless, "unless"),
        R::except => (Tag::Except, "except"),
        R::say => (Tag::Say, "say"),
        R::help => (Tag::Help, "help"),
        R::why => (Tag::Why, "why"),
        R::tags => (Tag::Tags, "tags"),
        R::since => (Tag::Since, "since"),
        R::owner => (Tag::Owner, "owner"),
        R::formerly => (Tag::Formerly, "formerly"),
        R::fix => (Tag::Fix, "fix"),
        R::test => (Tag::Test, "test"),
        _ => return None,
    })
}
