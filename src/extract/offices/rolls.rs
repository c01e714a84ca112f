//! Roles told by lists: "Mayors" above "Ada Lund (1990–1994)", "1994–2001: Ola Berg"; in the article on a person "Minister of
//! Justice (1990–1994)"; "Coach: Ida Lund".
//!
//! One walk over the blocks: a short block with a title and no name opens a roll, entries follow it, any other text closes it.
//! An entry is a name at its beginning with years or brackets behind it, or behind its years.

use super::parse::MAX_STEPS;
use super::{is_plural, tenure_of, term, with_body};
use crate::article::ArticleId;
use crate::extract::{Mention, MentionKind, names};
use crate::facts::{
    DateValue, EntityKind, Fact, FieldId, FieldValue, KindId, Office, Provenance, Schema, Spans, Stance, Value,
};
use crate::text::{Doc, TextBlock, TokenKind};

/// Tokens of a heading, and of an entry without a mark before it, at most.
const MAX_HEADING: u32 = 18;
/// Tokens of an entry that are read.
const MAX_ENTRY: u32 = 60;

/// What the roles of lists are read from: the article's mentions, each in order of start.
pub struct Lists<'a> {
    pub id: ArticleId,
    pub doc: &'a Doc<'a>,
    pub names: &'a [Mention],
    pub offices: &'a [Mention],
    pub dates: &'a [Mention],
    /// The article's own date.
    pub own: Option<&'a DateValue>,
}

/// Fields of a kind that tells offices.
struct Fields {
    kind: KindId,
    person: FieldId,
    office: FieldId,
    tenure: FieldId,
    date: Option<FieldId>,
}

/// The roles that lists tell, in order of the text.
pub fn rolls(lists: &Lists, schema: &Schema) -> Vec<Fact> {
    let mut out = Vec::new();
    for kind in schema.office_kinds() {
        let def = schema.def(kind);
        if let (Some(person), Some(office), Some(tenure)) =
            (def.field("person"), def.field("office"), def.field("tenure"))
        {
            lists.read(&Fields { kind, person, office, tenure, date: def.field("date") }, &mut out);
        }
    }
    out
}

/// The office that the entries below a heading have.
struct Heading<'a> {
    office: &'a Mention,
    /// `former` where the heading says so.
    tenure: &'static str,
}

impl<'a> Lists<'a> {
    fn read(&self, fields: &Fields, out: &mut Vec<Fact>) {
        let subject = self.subject();
        let mut heading: Option<Heading> = None;
        for block in &self.doc.blocks {
            let marked = self.is_marked(block);
            let first = self.start(block);
            let end = block.end.min(first + MAX_ENTRY);
            if let Some(head) = &heading
                && (marked || block.end - first <= MAX_HEADING)
                && self.entry(fields, head, subject, (first, end), marked, out)
            {
                continue;
            }
            if marked {
                self.curriculum(fields, subject, (first, end), out);
                self.labelled(fields, (first, end), out);
                continue;
            }
            heading = self.heading(block);
        }
    }

    /// Whether the block begins with the mark of a list.
    fn is_marked(&self, block: &TextBlock) -> bool {
        block.first + 1 < block.end && matches!(self.doc.word(block.first), "-" | "–" | "—" | "•" | "*" | "·" | "‣")
    }

    /// The first token behind marks and numbers of a list.
    fn start(&self, block: &TextBlock) -> u32 {
        let mut at = block.first;
        if self.is_marked(block) {
            at += 1;
        }
        // "3. Ida Lund"
        if at + 2 < block.end
            && self.doc.tokens[at as usize].kind == TokenKind::Number
            && self.doc.word(at).len() < 4
            && matches!(self.doc.word(at + 1), "." | ")")
        {
            at += 2;
        }
        at
    }

    /// The name that is the whole first block, brackets behind it left out: whom or what the article is about.
    fn subject(&self) -> Option<&'a Mention> {
        let block = self.doc.blocks.first()?;
        let m = self.names.get(self.names.partition_point(|m| m.first < block.first))?;
        let whole = m.first == block.first && (m.end >= block.end || matches!(self.doc.word(m.end), "(" | "."));
        (whole && block.end - block.first <= 12).then_some(m)
    }

    fn heading(&self, block: &TextBlock) -> Option<Heading<'a>> {
        if block.end - block.first > MAX_HEADING {
            return self.leading_on(block);
        }
        let office = self.offices.get(self.offices.partition_point(|o| o.first < block.first))?;
        let before = block.first..office.first.min(block.end);
        let plural = is_plural(self.doc, office.first, office.end);
        let near =
            before.clone().all(|i| {
                matches!(
                    self.doc.folded(i),
                    "the"
                        | "list"
                        | "of"
                        | "former"
                        | "past"
                        | "previous"
                        | "current"
                        | "notable"
                        | "all"
                        | "our"
                        | "'"
                        | "’"
                )
            }) || (plural && before.len() <= 4 && before.into_iter().all(|i| self.doc.tokens[i as usize].is_word()));
        let named = self.people(block.first, block.end).next().is_some();
        // "Mayors were elected": a sentence, no heading, unless a colon leads on to what follows.
        let colon = self.doc.word(block.end - 1) == ":";
        let sentence = !colon
            && (office.end..block.end).any(|i| {
                let token = &self.doc.tokens[i as usize];
                token.kind == TokenKind::Word
                    && !token.capital
                    && !matches!(self.doc.folded(i), "of" | "the" | "and" | "to" | "present" | "since" | "from" | "in")
            });
        if office.end > block.end || !near || named || sentence {
            return None;
        }
        let past =
            (block.first..office.end).any(|i| matches!(self.doc.folded(i), "former" | "past" | "previous" | "ex"));
        Some(Heading { office, tenure: if past { "former" } else { "current" } })
    }

    /// "These are the presidents that the society has had:": a sentence that leads on to a list of those it names in the plural.
    fn leading_on(&self, block: &TextBlock) -> Option<Heading<'a>> {
        if self.doc.word(block.end - 1) != ":" {
            return None;
        }
        let first = self.doc.sentences.get(self.doc.sentence_of(block.end - 1))?.first;
        let named = self.people(first, block.end).next().is_some();
        let mut offices = self.within(self.offices, first, block.end);
        let (only, more) = (offices.next()?, offices.next());
        let plural = is_plural(self.doc, only.first, only.end);
        (plural && !named && more.is_none()).then_some(Heading { office: only, tenure: "current" })
    }

    fn people(&self, from: u32, end: u32) -> impl Iterator<Item = &'a Mention> {
        self.within(self.names, from, end).filter(|m| m.kind == MentionKind::Person)
    }

    fn within(&self, mentions: &'a [Mention], from: u32, end: u32) -> impl Iterator<Item = &'a Mention> {
        mentions[mentions.partition_point(|m| m.first < from)..].iter().take_while(move |m| m.end <= end)
    }

    /// Reads an entry of a roll: its names, and the years behind or before them. False where it is none.
    fn entry(
        &self,
        fields: &Fields,
        head: &Heading,
        subject: Option<&Mention>,
        (first, end): (u32, u32),
        marked: bool,
        out: &mut Vec<Fact>,
    ) -> bool {
        // "In May Ida Lund": a sentence.
        let opens = matches!(self.doc.folded(first), "in" | "during");
        let leading = if opens { None } else { term::at(self.doc, self.dates, first, end, self.own, true) };
        let mut at = leading.as_ref().map_or(first, |t| t.end);
        while at < end && !self.doc.tokens[at as usize].is_word() && at < first + MAX_STEPS as u32 * 2 {
            at += 1;
        }
        let Some(person) = self.people(at, end).next().filter(|p| p.first <= at + 2) else { return false };
        // Titles and ranks may stand before the name.
        if !(at..person.first).all(|i| self.doc.tokens[i as usize].capital || self.doc.word(i) == ".") {
            return false;
        }
        let mut people = vec![person];
        let mut after = person.end;
        while let Some(next) =
            self.people(after, end).next().filter(|p| p.first == after + 1 && is_joint(self.doc.word(after)))
        {
            people.push(next);
            after = next.end;
        }
        // Years, a party or a remark in brackets; then the years.
        let mut trailing = None;
        let mut remark = "";
        let mut i = after;
        while trailing.is_none() && i < end && i < after + 12 {
            trailing = term::at(self.doc, self.dates, i, end, self.own, true);
            remark = match self.doc.folded(i) {
                "interim" | "acting" | "caretaker" => "acting",
                _ => remark,
            };
            let opens = matches!(self.doc.word(i), "(" | "," | "–" | "-" | "—" | "[" | ":");
            if trailing.is_none() && !opens && i == after {
                break;
            }
            i += 1;
        }
        let close = trailing.as_ref().map_or(after, |t| t.end);
        if (close..end.min(close + 6)).any(|i| matches!(self.doc.folded(i), "interim" | "acting" | "caretaker")) {
            remark = "acting";
        }
        let bare = after >= end || !self.doc.tokens[after as usize].is_word();
        // Without a mark nothing but brackets may follow: a sentence is no entry.
        if !marked && (close..end).any(|i| self.doc.tokens[i as usize].is_word() && !in_brackets(self.doc, i, end)) {
            return false;
        }
        let term = leading.or(trailing);
        // Without years only an entry of nothing but names counts, which are surely those of people.
        let sure = || people.iter().all(|p| names::is_given_name(self.doc.word(p.first)) && p.end > p.first + 1);
        if term.is_none() && !(bare && sure()) {
            return false;
        }
        let ended = term.as_ref().is_some_and(|t| {
            !t.lasts && self.own.and_then(|d| d.from).is_none_or(|day| t.value.to.is_some_and(|to| to < day))
        });
        let tenure = match (remark, ended) {
            ("acting", _) => "acting",
            (_, true) => "former",
            _ if term.is_some() => "current",
            _ => head.tenure,
        };
        let Value::Office(office) = &head.office.value else { return false };
        let (office, by) = self.of_subject(office, subject);
        for person in people {
            out.push(self.fact(
                fields,
                FieldValue { field: fields.person, value: person.value.clone(), spans: person.span.into(), by: None },
                FieldValue {
                    field: fields.office,
                    value: Value::Office(Box::new(office.clone())),
                    spans: head.office.span.into(),
                    by: by.map(Provenance::named),
                },
                tenure,
                term.as_ref(),
                (first, end),
            ));
        }
        true
    }

    /// The office as one of what the article is about, where its words name no body.
    fn of_subject(&self, office: &Office, subject: Option<&Mention>) -> (Office, Option<&'static str>) {
        // A name that stands for a longer one says less than it seems to.
        let body = subject
            .and_then(|m| {
                m.value.as_entity().filter(|e| e.kind == EntityKind::Place || *e.name == *m.span.of(self.doc.text))
            })
            .filter(|e| e.kind != EntityKind::Person);
        match body.filter(|_| office.body.is_none()) {
            Some(body) => (Office { body: Some(body.clone()), ..with_body(office, body) }, Some("the headline")),
            None => (office.clone(), None),
        }
    }

    /// "Minister of Justice (1990–1994)" in the article on a person.
    fn curriculum(&self, fields: &Fields, subject: Option<&Mention>, (first, end): (u32, u32), out: &mut Vec<Fact>) {
        let Some(subject) = subject.filter(|m| m.kind == MentionKind::Person) else { return };
        if self.people(first, end).next().is_some() {
            return;
        }
        let mut at = first;
        let mut found: Vec<&Mention> = Vec::new();
        while let Some(office) = self.within(self.offices, at, end).next().filter(|o| o.first == at) {
            found.push(office);
            at = office.end;
            while at < end && (is_joint(self.doc.word(at)) || matches!(self.doc.word(at), "the" | "a")) {
                at += 1;
            }
        }
        let Some(last) = found.last() else { return };
        // "Managers Performance League": words that go on name something else.
        if is_plural(self.doc, last.first, last.end) || (last.end < end && self.doc.tokens[last.end as usize].capital) {
            return;
        }
        let years =
            (last.end..end.min(last.end + 10)).find_map(|i| term::at(self.doc, self.dates, i, end, self.own, true));
        let Some(years) = years else { return };
        for office in found {
            let tenure = match tenure_of(self.doc, office.first, office.end) {
                "current" if !years.lasts => "former",
                said => said,
            };
            out.push(self.fact(
                fields,
                FieldValue {
                    field: fields.person,
                    value: subject.value.clone(),
                    spans: subject.span.into(),
                    by: Some(Provenance::of(&"the headline")),
                },
                FieldValue::new(fields.office, office.value.clone(), office.span),
                tenure,
                Some(&years),
                (first, end),
            ));
        }
    }

    /// "Coach: Ida Lund".
    fn labelled(&self, fields: &Fields, (first, end): (u32, u32), out: &mut Vec<Fact>) {
        let Some(office) = self.within(self.offices, first, end).next().filter(|o| o.first == first) else { return };
        let colon = office.end;
        let Some(person) = self.people(colon, end).next().filter(|p| p.first == colon + 1) else { return };
        if self.doc.word(colon) != ":" || is_plural(self.doc, office.first, office.end) {
            return;
        }
        let years = term::at(self.doc, self.dates, person.end, end, self.own, true);
        let tenure = tenure_of(self.doc, office.first, office.end);
        out.push(self.fact(
            fields,
            FieldValue { field: fields.person, value: person.value.clone(), spans: person.span.into(), by: None },
            FieldValue::new(fields.office, office.value.clone(), office.span),
            tenure,
            years.as_ref(),
            (first, end),
        ));
    }

    fn fact(
        &self,
        fields: &Fields,
        person: FieldValue,
        office: FieldValue,
        tenure: &'static str,
        term: Option<&term::Term>,
        (first, end): (u32, u32),
    ) -> Fact {
        let span = self.doc.span(first, end.max(first + 1));
        let mut all = vec![
            person,
            office,
            FieldValue { field: fields.tenure, value: Value::text(tenure), spans: Spans::none(), by: None },
        ];
        if let (Some(field), Some(term)) = (fields.date, term) {
            all.push(FieldValue::new(field, Value::Date(Box::new(term.value.clone())), term.span(self.doc)));
        }
        all.sort_by_key(|f| f.field);
        Fact {
            kind: fields.kind,
            article: self.id,
            span,
            sentence: self.doc.sentences.get(self.doc.sentence_of(first)).map_or(span, |s| s.span),
            stance: Stance::Asserted,
            source: None,
            cue: None,
            fields: all,
            by: Provenance::of(&"lists"),
        }
    }
}

/// Whether a bracket closes within a few words of token `i`.
fn in_brackets(doc: &Doc, i: u32, end: u32) -> bool {
    (i + 1..end.min(i + 6)).map(|i| doc.word(i)).find(|w| matches!(*w, "(" | ")")) == Some(")")
}

fn is_joint(word: &str) -> bool {
    matches!(word, "," | "and" | "&" | "/" | ";")
}
