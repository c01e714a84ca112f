//! Files that come into the record: `record roles from "ministers.csv"`.
//!
//! What a file is, is told by what stands in it: a table, rows as JSON, Popolo, entities of Wikidata, or the answer of a SPARQL
//! endpoint. Each format has a reader that hands its entries to one [`Sink`].

mod columns;
mod entry;
mod json;
mod lines;
mod popolo;
mod sparql;
mod table;
mod wikidata;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::value::RawValue;

use super::super::ast::RecordFrom;
use super::super::errors::{FileProblem, RecordProblem};
use super::super::program::{RecordEntry, RecordRelation, Role, Seats, Tenure, Term, TermKind};
use super::files::SourceTree;
use super::record::first_day;
use super::{FileSpan, Resolver};
use crate::facts::{DateValue, Day};
use crate::source::{SourceId, Span};
use entry::{Entry, Person, Sink, Words, place};
use json::Raw;

/// How many broken rows of one file are reported one by one.
const MAX_REPORTED: usize = 20;

/// What a file of the record is, as far as its beginning tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordFormat {
    /// A file of our own language.
    Claim,
    Table,
    Json,
}

impl RecordFormat {
    /// By the first lines of a file; `None` where they look like none of these.
    pub fn by_beginning(text: &str) -> Option<RecordFormat> {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with(['{', '[']) {
            return Some(RecordFormat::Json);
        }
        if table::is_table(text) {
            return Some(RecordFormat::Table);
        }
        let first = start.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let declares = start.starts_with('#')
            || matches!(first, "language" | "use" | "role" | "record" | "person" | "place" | "organisation" | "term");
        declares.then_some(RecordFormat::Claim)
    }
}

/// A JSON text, by what it holds.
enum Json<'a> {
    Rows(Vec<&'a str>),
    Popolo(Raw<'a>),
    Wikidata(Vec<&'a str>),
    Sparql(&'a str),
}

impl<'a> Json<'a> {
    /// `Err`: it is no JSON, or none that we know; why, for people, and where.
    fn of(text: &'a str) -> Result<Json<'a>, (String, Span)> {
        let start = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut values = serde_json::Deserializer::from_str(start).into_iter::<&RawValue>();
        let first = match values.next() {
            Some(Ok(first)) => first.get(),
            Some(Err(error)) => {
                // A first line that is broken leaves the others.
                return match lines::lines(start).nth(1).is_some_and(|l| l.starts_with('{') && l.ends_with('}')) {
                    true => Ok(Json::Rows(lines::lines(start).collect())),
                    false => Err(json::broken(text, start, &error)),
                };
            }
            None => return Ok(Json::Rows(Vec::new())),
        };
        let one = values.next().is_none();
        if first.starts_with('[') {
            let all = json::elements(Some(first));
            return match all.first().map(|e| is_entity(e)) {
                Some(true) => Ok(Json::Wikidata(all)),
                _ => Ok(Json::Rows(all)),
            };
        }
        let lines = || lines::lines(start).collect();
        if is_entity(first) {
            return Ok(Json::Wikidata(if one { vec![first] } else { lines() }));
        }
        if !one {
            return Ok(Json::Rows(lines()));
        }
        let top: Raw = serde_json::from_str(first).map_err(|e| json::broken(text, first, &e))?;
        if let Some(entities) = top.get("entities") {
            let entities: Raw = serde_json::from_str(entities).map_err(|e| json::broken(text, entities, &e))?;
            return Ok(Json::Wikidata(entities.0.iter().map(|(_, raw)| raw.get()).collect()));
        }
        if let (Some(_), Some(results)) = (top.get("head"), top.get("results")) {
            return Ok(Json::Sparql(results));
        }
        if top.get("memberships").is_some() {
            return Ok(Json::Popolo(top));
        }
        if columns::Header::new(top.0.iter().map(|(n, _)| &**n)).is_of_tenures() {
            return Ok(Json::Rows(vec![first]));
        }
        let at = place(text, &first[..1]);
        Err(("it holds no `memberships` (Popolo), `entities` (Wikidata), `results` (SPARQL), nor rows".into(), at))
    }
}

/// Whether an object is an entity of Wikidata.
fn is_entity(object: &str) -> bool {
    serde_json::from_str::<Raw>(object).is_ok_and(|o| o.get("claims").is_some() && o.get("labels").is_some())
}

/// Reads a file of any format but our own.
fn read(text: &str, sink: &mut dyn Sink) {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with(['{', '[']) {
        return table::read(text, sink);
    }
    match Json::of(text) {
        Ok(Json::Rows(rows)) => lines::read(text, rows, sink),
        Ok(Json::Popolo(top)) => popolo::read(text, &top, sink),
        Ok(Json::Wikidata(entities)) => wikidata::read(text, &entities, sink),
        Ok(Json::Sparql(results)) => sparql::read(text, results, sink),
        Err((why, at)) => sink.unreadable(why, at),
    }
}

impl Resolver<'_> {
    pub(super) fn record_from(&mut self, tree: &SourceTree, from: &RecordFrom, roles: &mut FxHashMap<String, usize>) {
        let at = tree.at(from.path.span);
        let path = &from.path.value;
        match self.options.loader.read(&tree.name, path) {
            Ok(input) if input.text.len() > u32::MAX as usize => {
                self.report(FileProblem::TooLarge, at);
            }
            Ok(input) => {
                let source = self.program.sources.add(input.name, input.text);
                let text = self.program.sources.get(source).text.clone();
                let complete_from = from.complete.as_ref().and_then(first_day);
                let mut import = Import {
                    resolver: self,
                    roles,
                    source,
                    complete_from,
                    seen: FxHashMap::default(),
                    sources: FxHashMap::default(),
                    key: String::new(),
                    last: 0,
                    broken: 0,
                };
                read(&text, &mut import);
                let broken = import.broken;
                if broken > MAX_REPORTED {
                    let at = FileSpan { source, span: Span::new(0, 0) };
                    self.report(RecordProblem::MoreRowsLeftOut { count: broken - MAX_REPORTED }, at);
                }
            }
            Err(error) => {
                self.report(FileProblem::NotRead { path: path.clone(), error }, at);
            }
        }
    }
}

/// One file on its way into the program.
struct Import<'r, 'o> {
    resolver: &'r mut Resolver<'o>,
    roles: &'r mut FxHashMap<String, usize>,
    source: SourceId,
    complete_from: Option<Day>,
    /// Roles by their words in this file: a file names each many times.
    seen: FxHashMap<String, usize>,
    /// Sources that entries name, each kept once.
    sources: FxHashMap<String, Arc<str>>,
    /// Of the entry at hand, in `seen`.
    key: String,
    /// The role of that key.
    last: usize,
    broken: usize,
}

impl Import<'_, '_> {
    fn at(&self, span: Span) -> FileSpan {
        FileSpan { source: self.source, span }
    }

    /// The role of an entry, by its place in the program.
    fn role(&mut self, entry: &mut Entry) -> usize {
        // Those of one role mostly stand together.
        let again = entry.organisation.is_none() && entry.also.is_empty() && self.key == entry.role;
        if !again {
            self.last = self.found_role(entry);
        }
        self.last
    }

    fn found_role(&mut self, entry: &mut Entry) -> usize {
        self.key.clear();
        self.key.push_str(&entry.role);
        if let Some(organisation) = &entry.organisation {
            self.key.push('\n');
            self.key.push_str(organisation);
        }
        let known = self.seen.get(&self.key).copied();
        if let Some(known) = known.filter(|_| entry.also.is_empty()) {
            return known;
        }
        let at = self.at(entry.at);
        let role = Role {
            name: Arc::from(&*entry.role),
            also: entry.also.drain(..).map(Arc::from).collect(),
            within: entry.organisation.as_deref().map(Arc::from),
            seats: if entry.many { Seats::Many } else { Seats::Number(1) },
            complete_from: self.complete_from,
            tenures: Arc::default(),
            at,
        };
        if known.is_none() {
            self.resolver.suspicious(&role.name, at);
        }
        // What a file tells of seats goes by the title alone, and never against the desk's own word.
        let index = self.resolver.add_role(role, false, self.roles);
        self.seen.entry(self.key.clone()).or_insert(index);
        index
    }

    fn kept(&mut self, source: Words) -> Arc<str> {
        match self.sources.get(&*source) {
            Some(kept) => kept.clone(),
            None => {
                let kept: Arc<str> = Arc::from(&*source);
                self.sources.insert(source.into_owned(), kept.clone());
                kept
            }
        }
    }
}

impl Sink for Import<'_, '_> {
    fn entry(&mut self, mut entry: Entry) {
        let at = self.at(entry.at);
        let index = self.role(&mut entry);
        self.resolver.suspicious(&entry.person, at);
        let tenure = Tenure {
            person: Arc::from(&*entry.person),
            source: entry.source.map(|s| self.kept(s)),
            from: entry.from,
            to: entry.to,
            acting: entry.acting,
            on_day_only: entry.on_day_only,
            as_of: entry.as_of,
            at,
        };
        Arc::make_mut(&mut self.resolver.program.roles[index].tenures).push(tenure);
    }

    fn person(&mut self, person: Person) {
        let at = self.at(person.at);
        let name: Arc<str> = Arc::from(&*person.name);
        let program = &mut self.resolver.program;
        if !person.also.is_empty() {
            let also = person.also.iter().map(|a| Arc::from(&**a)).collect();
            let (within, short) = (None, Vec::new());
            program.vocabulary.push(Term { kind: TermKind::Person, name: name.clone(), also, within, short, at });
        }
        if !person.born.is_empty() {
            let relation = RecordRelation::Born(person.born);
            program.record.push(RecordEntry { subject: name, relation, complete_from: None, at });
        }
    }

    fn founded(&mut self, organisation: &str, dates: Vec<DateValue>, at: Span) {
        let relation = RecordRelation::Founded(dates);
        let entry = RecordEntry { subject: Arc::from(organisation), relation, complete_from: None, at: self.at(at) };
        self.resolver.program.record.push(entry);
    }

    fn left_out(&mut self, why: String, at: Span) {
        self.broken += 1;
        if self.broken <= MAX_REPORTED {
            let at = self.at(at);
            self.resolver.report(RecordProblem::RowLeftOut { why }, at);
        }
    }

    fn unknown(&mut self, column: &str, near: Option<&'static str>, at: Span) {
        let at = self.at(at);
        match near {
            Some(near) => {
                self.resolver.report(RecordProblem::ColumnSlip { name: column.into(), near }, at);
            }
            None => self.resolver.program.passed_over.push((Arc::from(column), at)),
        }
    }

    fn missing(&mut self, column: &'static str, at: Span) {
        let at = self.at(at);
        self.resolver.report(RecordProblem::NoColumn { name: column.into() }, at);
    }

    fn unreadable(&mut self, why: String, at: Span) {
        let at = self.at(at);
        self.resolver.report(RecordProblem::Unreadable { why }, at);
    }
}

#[cfg(test)]
mod tests;
