//! Declarations other than rules.

use super::Builder;
use super::syntax::{Pair, Rule as R};
use crate::language::ast::*;
use crate::language::errors::Problem;
use crate::source::Span;

impl Builder<'_> {
    pub(super) fn declaration(&mut self, entry: R, pair: Pair) -> Option<DeclarationNode> {
        Some(match entry {
            R::language_entry => {
                let number = pair.into_inner().find(|p| p.as_rule() == R::number)?;
                DeclarationNode::Language(self.number(&number))
            }
            R::use_entry => DeclarationNode::Use(self.use_path(pair)?),
            R::term_entry => DeclarationNode::Term(self.term(pair)?),
            R::role_entry => DeclarationNode::Role(self.role(pair)?),
            R::record_entry => self.record(pair)?,
            R::list_entry => DeclarationNode::List(self.list(pair)?),
            R::param_entry => DeclarationNode::Param(self.param(pair)?),
            R::fact_entry => DeclarationNode::Fact(self.fact(pair)?),
            R::extract_entry => DeclarationNode::Extract(self.extract(pair)?),
            R::cue_entry => DeclarationNode::Cue(self.cue(pair)?),
            R::derive_entry => DeclarationNode::Derive(self.derive(pair)?),
            R::test_entry => {
                let test = pair.into_inner().find(|p| p.as_rule() == R::test)?;
                DeclarationNode::Test(Box::new(self.test(test)?))
            }
            _ => DeclarationNode::Rule(Box::new(self.rule_declaration(pair)?)),
        })
    }

    fn use_path(&mut self, pair: Pair) -> Option<UsePath> {
        pair.into_inner().find_map(|p| match p.as_rule() {
            R::text => Some(UsePath::File(self.plain_text(p))),
            R::pack => Some(UsePath::Pack(self.name(&p))),
            _ => None,
        })
    }

    /// Remembers where a clause stands.
    fn mark(&self, clauses: &mut Vec<Clause>, tag: Tag, pair: &Pair) {
        clauses.push(Clause { tag, span: self.span(pair) });
    }

    fn inner_list(&mut self, pair: Pair) -> Vec<Text> {
        pair.into_inner().find(|p| p.as_rule() == R::text_list).map(|p| self.text_list(p)).unwrap_or_default()
    }

    /// The container of `in`: one only.
    fn container(&mut self, pair: Pair) -> Option<Text> {
        let mut all = self.inner_list(pair).into_iter();
        let first = all.next();
        if let Some(second) = all.next() {
            self.report(Problem::OneContainer, second.span);
        }
        first
    }

    fn twice(&mut self, already: bool, clause: &'static str, span: Span) {
        if already {
            self.report(Problem::TwiceInRule { clause }, span);
        }
    }

    fn term(&mut self, pair: Pair) -> Option<Term> {
        let (mut kind, mut name) = (None, None);
        let (mut also, mut short, mut within, mut clauses) = (Vec::new(), Vec::new(), None, Vec::new());
        for p in pair.into_inner() {
            let at = self.span(&p);
            match p.as_rule() {
                R::term_word => kind = Some(self.inner_name(p)),
                R::text => name = Some(self.plain_text(p)),
                R::also => {
                    self.mark(&mut clauses, Tag::Also, &p);
                    also.extend(self.inner_list(p));
                }
                R::short => {
                    self.mark(&mut clauses, Tag::Short, &p);
                    short.extend(self.inner_list(p));
                }
                R::in_clause => {
                    self.twice(within.is_some(), "in", at);
                    self.mark(&mut clauses, Tag::In, &p);
                    within = self.container(p);
                }
                _ => {}
            }
        }
        Some(Term { kind: kind?, name: name?, also, short, within, clauses })
    }

    pub(super) fn role(&mut self, pair: Pair) -> Option<Role> {
        let mut name = None;
        let mut clauses = Vec::new();
        let (mut also, mut short, mut within) = (Vec::new(), Vec::new(), None);
        let (mut seats, mut tenures, mut complete) = (None, Vec::new(), None);
        for p in pair.into_inner() {
            let at = self.span(&p);
            match p.as_rule() {
                R::text => name = Some(self.plain_text(p)),
                R::also => {
                    self.mark(&mut clauses, Tag::Also, &p);
                    also.extend(self.inner_list(p));
                }
                R::short => {
                    self.mark(&mut clauses, Tag::Short, &p);
                    short.extend(self.inner_list(p));
                }
                R::in_clause => {
                    self.twice(within.is_some(), "in", at);
                    self.mark(&mut clauses, Tag::In, &p);
                    within = self.container(p);
                }
                R::seats => {
                    self.twice(seats.is_some(), "seats", at);
                    self.mark(&mut clauses, Tag::Seats, &p);
                    seats = p.into_inner().find_map(|p| match p.as_rule() {
                        R::many => Some(Seats::Many),
                        R::integer => Some(Seats::Number(self.integer(&p), self.span(&p))),
                        _ => None,
                    });
                }
                R::tenure => {
                    self.mark(&mut clauses, Tag::Tenure, &p);
                    tenures.extend(self.tenure(p, at));
                }
                R::complete => {
                    self.twice(complete.is_some(), "complete", at);
                    self.mark(&mut clauses, Tag::Complete, &p);
                    complete = self.inner_when(p);
                }
                _ => {}
            }
        }
        Some(Role { name: name?, also, short, within, seats, tenures, complete, clauses })
    }

    fn inner_when(&mut self, pair: Pair) -> Option<Date> {
        pair.into_inner().find(|p| matches!(p.as_rule(), R::date | R::year)).map(|p| self.when(&p))
    }

    fn tenure(&mut self, pair: Pair, span: Span) -> Option<Tenure> {
        let (mut acting, mut person, mut when) = (false, None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                R::acting => acting = true,
                R::text => person = Some(self.plain_text(p)),
                R::span => when = Some(p),
                _ => {}
            }
        }
        let when = self.when_span(when);
        Some(Tenure { acting, person: person?, when, span })
    }

    pub(super) fn record(&mut self, pair: Pair) -> Option<DeclarationNode> {
        let mut from_file = false;
        let mut clauses = Vec::new();
        let (mut subject, mut relations, mut complete) = (None, Vec::new(), None);
        for p in pair.into_inner() {
            let at = self.span(&p);
            match p.as_rule() {
                R::roles => from_file = true,
                R::text => subject = Some(self.plain_text(p)),
                R::complete => {
                    self.twice(complete.is_some(), "complete", at);
                    self.mark(&mut clauses, Tag::Complete, &p);
                    complete = self.inner_when(p);
                }
                R::founded
                | R::born
                | R::capital
                | R::has_members
                | R::in_clause
                | R::said
                | R::given_has
                | R::given_in => {
                    self.mark(&mut clauses, Tag::Relation, &p);
                    if let Some(node) = self.relation(p) {
                        relations.push(Relation { node, span: at });
                    }
                }
                _ => {}
            }
        }
        let subject = subject?;
        Some(if from_file {
            DeclarationNode::RecordFrom(RecordFrom { path: subject, complete })
        } else {
            DeclarationNode::Record(Record { subject, relations, complete, clauses })
        })
    }

    fn relation(&mut self, pair: Pair) -> Option<RelationNode> {
        let rule = pair.as_rule();
        let (mut text, mut dates, mut list, mut span) = (None, Vec::new(), Vec::new(), None);
        for p in pair.into_inner() {
            match p.as_rule() {
                R::text => text = Some(self.plain_text(p)),
                R::date | R::year => dates.push(self.when(&p)),
                R::text_list | R::given_list => list = self.text_list(p),
                R::span => span = Some(p),
                _ => {}
            }
        }
        Some(match rule {
            R::founded => RelationNode::Founded(dates),
            R::born => RelationNode::Born(dates),
            R::capital => {
                let when = self.when_span(span);
                RelationNode::Capital(text?, when)
            }
            R::has_members | R::given_has => RelationNode::Has(list),
            R::in_clause | R::given_in => RelationNode::In(list),
            _ => RelationNode::Said(text?, dates.pop()),
        })
    }

    fn list(&mut self, pair: Pair) -> Option<List> {
        let (mut name, mut items) = (None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                R::bare_name => name = Some(self.name(&p)),
                R::text => items = Some(ListItems::File(self.plain_text(p))),
                R::text_list => items = Some(ListItems::Inline(self.text_list(p))),
                _ => {}
            }
        }
        Some(List { name: name?, items: items? })
    }

    fn param(&mut self, pair: Pair) -> Option<Param> {
        let (mut name, mut ty, mut values) = (None, None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                R::bare_name if name.is_none() => name = Some(self.name(&p)),
                R::type_name => ty = self.type_name(p),
                _ => values.extend(self.operand(p)),
            }
        }
        let mut values = values.into_iter();
        let default = values.next()?;
        let between = values.next().zip(values.next());
        Some(Param { name: name?, ty: ty?, default, between })
    }

    fn type_name(&mut self, pair: Pair) -> Option<TypeName> {
        let inner = pair.into_inner().next()?;
        Some(if inner.as_rule() == R::enumeration {
            TypeName::OneOf(self.names(inner))
        } else {
            TypeName::Named(self.name(&inner))
        })
    }

    fn fact(&mut self, pair: Pair) -> Option<Fact> {
        let (mut name, mut title, mut same_when) = (None, None, Vec::new());
        let (mut fields, mut clauses): (Vec<FactField>, _) = (Vec::new(), Vec::new());
        for p in pair.into_inner() {
            let span = self.span(&p);
            match p.as_rule() {
                R::bare_name => name = Some(self.name(&p)),
                R::text => title = Some(self.plain_text(p)),
                R::fact_field => {
                    let (mut field, mut ty) = (None, None);
                    for p in p.into_inner() {
                        match p.as_rule() {
                            R::name => field = Some(self.name(&p)),
                            R::type_name => ty = self.type_name(p),
                            _ => {}
                        }
                    }
                    let before = fields.last().map_or(self.base, |f| f.span.end as usize);
                    if !self.text[before..span.start as usize].contains(['\n', '\r']) {
                        self.report(Problem::FieldsOnOneLine, span);
                    }
                    fields.push(FactField { name: field?, ty: ty?, span });
                }
                R::same_when => {
                    self.mark(&mut clauses, Tag::SameWhen, &p);
                    same_when = self.same_keys(p);
                }
                _ => {}
            }
        }
        Some(Fact { name: name?, title, fields, same_when, clauses, broken: false })
    }

    fn extract(&mut self, pair: Pair) -> Option<Extract> {
        let (mut kind, mut with, mut phrases) = (None, Vec::new(), Vec::new());
        for p in pair.into_inner() {
            let span = self.span(&p);
            match p.as_rule() {
                R::name => kind = Some(self.name(&p)),
                R::fixed_fields => {
                    for p in p.into_inner().filter(|p| p.as_rule() == R::fixed_field) {
                        let mut parts = p.into_inner();
                        if let (Some(field), Some(value)) = (parts.next(), parts.next()) {
                            let value = match value.as_rule() {
                                R::text => Fixed::Text(self.text(value)),
                                _ => Fixed::Word(self.name(&value)),
                            };
                            with.push((self.name(&field), value));
                        }
                    }
                }
                R::extract_phrase => {
                    let pairwise = p.clone().into_inner().any(|p| p.as_rule() == R::pairwise);
                    if let Some(text) = p.into_inner().find(|p| p.as_rule() == R::text) {
                        phrases.push(ExtractPhrase { phrase: self.phrase(text), pairwise, span });
                    }
                }
                _ => {}
            }
        }
        Some(Extract { kind: kind?, with, phrases })
    }

    fn cue(&mut self, pair: Pair) -> Option<Cue> {
        let (mut stance, mut phrases) = (None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                R::name => stance = Some(self.name(&p)),
                R::cue_phrase => phrases.extend(self.cue_phrase(p)),
                _ => {}
            }
        }
        Some(Cue { stance: stance?, phrases })
    }

    fn cue_phrase(&mut self, pair: Pair) -> Option<CuePhrase> {
        let span = self.span(&pair);
        let (mut phrase, mut direction, mut scope) = (None, None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                R::text => phrase = Some(self.phrase(p)),
                R::direction => {
                    direction = p.into_inner().next().map(|p| match p.as_rule() {
                        R::forward => Direction::Forward,
                        R::backward => Direction::Backward,
                        _ => Direction::Both,
                    });
                }
                R::scope => scope = Some(self.inner_name(p)),
                _ => {}
            }
        }
        Some(CuePhrase { phrase: phrase?, direction, scope, span })
    }

    fn derive(&mut self, pair: Pair) -> Option<Derive> {
        let mut kind = None;
        let mut derive = (None, Vec::new(), Vec::new(), Vec::new());
        for p in pair.into_inner() {
            let span = self.span(&p);
            match p.as_rule() {
                R::name => kind = Some(self.name(&p)),
                R::for_each => {
                    self.twice(derive.0.is_some(), "for each", span);
                    self.mark(&mut derive.3, Tag::ForEach, &p);
                    derive.0 = Some(self.for_each(p));
                }
                R::where_clause => {
                    self.mark(&mut derive.3, Tag::Where, &p);
                    derive.1.extend(self.inner_expr(p));
                }
                R::with_fields => {
                    self.mark(&mut derive.3, Tag::With, &p);
                    for p in p.into_inner().filter(|p| p.as_rule() == R::with_field) {
                        let name = p.clone().into_inner().find(|p| p.as_rule() == R::name).map(|p| self.name(&p));
                        derive.2.extend(name.zip(self.inner_expr(p)));
                    }
                }
                _ => {}
            }
        }
        let (for_each, wheres, with, clauses) = derive;
        Some(Derive { kind: kind?, for_each, wheres, with, clauses, broken: false })
    }
}
