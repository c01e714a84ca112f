//! Vocabulary and record.

use std::sync::Arc;

use super::super::ast::{self, DeclarationNode, RelationNode, Text};
use super::super::errors::{RecordProblem, Warning};
use super::super::program::{Given, RecordEntry, RecordRelation, Role, Seats, Tenure, Term, TermKind};
use super::files::SourceTree;
use super::{FileSpan, FxHashMap, Resolver, declarations, lower};
use crate::facts::{DateValue, Day};

impl Resolver<'_> {
    pub(super) fn vocabulary(&mut self, trees: &[SourceTree]) {
        let mut roles: FxHashMap<String, usize> = FxHashMap::default();
        for (tree, declaration) in declarations(trees) {
            if self.is_full() {
                return;
            }
            match &declaration.node {
                DeclarationNode::Term(term) => self.term(tree, term),
                DeclarationNode::Role(role) => self.role(tree, role, &mut roles),
                DeclarationNode::Record(record) => self.record(tree, record),
                DeclarationNode::RecordFrom(from) => self.record_from(tree, from, &mut roles),
                _ => {}
            }
        }
        self.program.vocabulary.extend(self.program.roles.iter().map(Role::term));
    }

    /// A name of the record; empty ones and look-alike letters are reported.
    fn name_text(&mut self, text: &Text, tree: &SourceTree) -> Arc<str> {
        let at = tree.at(text.span);
        if text.value.trim().is_empty() {
            self.report(RecordProblem::EmptyName, at);
        }
        // As written: what is given by its number is meant.
        self.suspicious(&text.raw, at);
        Arc::from(text.value.as_str())
    }

    fn name_texts(&mut self, texts: &[Text], tree: &SourceTree) -> Vec<Arc<str>> {
        let mut all: Vec<Arc<str>> = Vec::new();
        for text in texts {
            let name = self.name_text(text, tree);
            if all.contains(&name) {
                self.report(Warning::DoubleName { name: name.to_string() }, tree.at(text.span));
            } else {
                all.push(name);
            }
        }
        all
    }

    /// Warns of letters of several alphabets in one word and of characters that nobody sees, as in articles.
    pub(super) fn suspicious(&mut self, name: &str, at: FileSpan) {
        let invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
        // Letters up to here are all Latin.
        let latin = |c: char| c < '\u{250}';
        if name.is_ascii() || !name.chars().any(|c| invisible(c) || !latin(c) && c.is_alphanumeric()) {
            return;
        }
        use unicode_security::MixedScript;
        for word in name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.chars().all(latin)) {
            if !word.is_single_script() {
                self.report(Warning::MixedAlphabets { word: word.to_string() }, at);
            }
        }
        if let Some(c) = name.chars().find(|c| invisible(*c)) {
            self.report(Warning::Invisible { code: format!("U+{:04X}", c as u32) }, at);
        }
    }

    fn term(&mut self, tree: &SourceTree, term: &ast::Term) {
        let kind = match term.kind.text.as_str() {
            "person" => TermKind::Person,
            "place" => TermKind::Place,
            "organisation" => TermKind::Organisation,
            _ => TermKind::Term,
        };
        let name = self.name_text(&term.name, tree);
        let also = self.name_texts(&term.also, tree);
        let short = self.name_texts(&term.short, tree);
        let within = term.within.as_ref().map(|w| self.name_text(w, tree));
        self.program.vocabulary.push(Term { kind, name, also, within, short, at: tree.at(term.name.span) });
    }

    /// A repeated role adds to the first.
    fn role(&mut self, tree: &SourceTree, role: &ast::Role, roles: &mut FxHashMap<String, usize>) {
        let (new, seats_given) = self.read_role(tree, role);
        self.add_role(new, seats_given, roles);
    }

    /// A role by itself, and whether its seats are given.
    fn read_role(&mut self, tree: &SourceTree, role: &ast::Role) -> (Role, bool) {
        let at = tree.at(role.name.span);
        let name = self.name_text(&role.name, tree);
        let mut also = self.name_texts(&role.also, tree);
        also.extend(self.name_texts(&role.short, tree));
        let within = role.within.as_ref().map(|w| self.name_text(w, tree));
        let seats = match &role.seats {
            None => None,
            Some(ast::Seats::Many) => Some(Seats::Many),
            Some(ast::Seats::Number(0, span)) => {
                self.report(RecordProblem::NoSeats, tree.at(*span));
                None
            }
            Some(ast::Seats::Number(n, _)) => Some(Seats::Number(*n)),
        };
        let complete_from = role.complete.as_ref().and_then(first_day);
        let mut tenures = Vec::new();
        for tenure in role.tenures.iter() {
            let at = tree.at(tenure.span);
            let (from, to, on_day_only) = self.tenure_ends(&tenure.when, at);
            let person = self.name_text(&tenure.person, tree);
            let (source, as_of) = (None, None);
            tenures.push(Tenure { person, from, to, acting: tenure.acting, on_day_only, source, as_of, at });
        }
        let new = Role {
            name,
            also,
            within,
            seats: seats.unwrap_or(Seats::Number(1)),
            complete_from,
            tenures: tenures.into(),
            at,
        };
        (new, seats.is_some())
    }

    /// Adds to a role of that name and body where there is one; its place in the program.
    pub(super) fn add_role(&mut self, new: Role, seats_given: bool, roles: &mut FxHashMap<String, usize>) -> usize {
        let plain = |name: &str| {
            let single = !name.contains("  ") && !name.starts_with(' ') && !name.ends_with(' ');
            match single && name.bytes().all(|b| (b' '..0x7f).contains(&b)) {
                true => name.to_ascii_lowercase(),
                false => name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
            }
        };
        let key = plain(&new.name);
        let in_body = new.within.as_ref().map(|body| format!("{key}\n{}", plain(body)));
        let of_name = roles.get(&key).copied().filter(|&i| match (&self.program.roles[i].within, &new.within) {
            (Some(a), Some(b)) => plain(a) == plain(b),
            _ => true,
        });
        let found = in_body.as_ref().and_then(|k| roles.get(k).copied()).or(of_name);
        let index = found.unwrap_or(self.program.roles.len());
        roles.entry(key).or_insert(index);
        if let Some(in_body) = in_body {
            roles.entry(in_body).or_insert(index);
        }
        if found.is_none() {
            self.program.roles.push(new);
            return index;
        }
        let first = &mut self.program.roles[index];
        for name in new.also {
            if !first.also.contains(&name) {
                first.also.push(name);
            }
        }
        first.within = first.within.take().or(new.within);
        // The later day claims less.
        first.complete_from = match (first.complete_from, new.complete_from) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Arc::make_mut(&mut first.tenures).extend(Arc::unwrap_or_clone(new.tenures));
        if seats_given {
            let (before, place) = (first.seats, first.at);
            first.seats = new.seats;
            if before != Seats::Number(1) && before != new.seats {
                self.report(RecordProblem::SeatsTwice { name: new.name.to_string() }, new.at).also(place, "there");
            }
        }
        index
    }

    fn record(&mut self, tree: &SourceTree, record: &ast::Record) {
        let mut entries = self.read_record(tree, record);
        self.program.record.append(&mut entries);
    }

    /// What a test says of the record.
    pub(super) fn given(&mut self, tree: &SourceTree, given: &[ast::Given]) -> Given {
        let mut all = Given::default();
        for one in given {
            match &one.node {
                ast::GivenNode::Role(role) => all.roles.push(self.read_role(tree, role).0),
                ast::GivenNode::Record(record) => all.entries.append(&mut self.read_record(tree, record)),
            }
        }
        all
    }

    fn read_record(&mut self, tree: &SourceTree, record: &ast::Record) -> Vec<RecordEntry> {
        let mut entries = Vec::new();
        let at = tree.at(record.subject.span);
        let subject = self.name_text(&record.subject, tree);
        let complete_from = record.complete.as_ref().and_then(first_day);
        if record.relations.is_empty() {
            self.report(RecordProblem::NothingSaid, at);
        }
        for relation in &record.relations {
            let at = tree.at(relation.span);
            let relation = match &relation.node {
                RelationNode::Founded(dates) => RecordRelation::Founded(values(dates)),
                RelationNode::Born(dates) => RecordRelation::Born(values(dates)),
                RelationNode::Capital(name, when) => {
                    let (from, to, _) = self.tenure_ends(when, at);
                    RecordRelation::Capital { name: self.name_text(name, tree), from, to }
                }
                RelationNode::Has(texts) => RecordRelation::Has(self.name_texts(texts, tree)),
                RelationNode::In(texts) => RecordRelation::In(self.name_texts(texts, tree)),
                RelationNode::Said(words, on) => RecordRelation::Said {
                    words: Arc::from(words.value.as_str()),
                    on: on.as_ref().and_then(lower::date_value),
                },
            };
            entries.push(RecordEntry { subject: subject.clone(), relation, complete_from, at });
        }
        entries
    }
}

pub(super) fn first_day(date: &ast::Date) -> Option<Day> {
    lower::interval(date).map(|(first, ..)| first)
}

fn values(dates: &[ast::Date]) -> Vec<DateValue> {
    dates.iter().filter_map(lower::date_value).collect()
}
