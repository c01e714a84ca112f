//! What follows an office of a role: the years it was held, and further offices of the same person: "was mayor of Oslo from 1990 to
//! 1994, chairwoman of Acme (1995–98) and then a senator".

use super::complete::Fields;
use super::{register::Register, tenure_of, term};
use crate::extract::{Mention, MentionKind};
use crate::facts::{DateValue, Fact, FieldValue, KindId, Provenance, Value};
use crate::text::{Doc, TokenKind};

/// Offices of one person that a sentence strings together at most.
const MAX_CHAIN: usize = 8;
/// Words between an article and the office behind it at most: "the first freely elected mayor".
const MAX_ADJECTIVES: u32 = 5;

/// What the chain is read from.
pub(super) struct Chain<'a> {
    pub doc: &'a Doc<'a>,
    pub names: &'a [Mention],
    pub offices: &'a [Mention],
    pub dates: &'a [Mention],
    /// The article's own date.
    pub own: Option<&'a DateValue>,
}

impl Chain<'_> {
    /// Adds the years behind the offices of roles, and roles for the offices strung behind them.
    pub fn follow(&self, roles: &mut Vec<Fact>, fields: &Fields, kind: KindId, register: &Register) {
        let mut told: Vec<u32> = Vec::new();
        for role in roles.iter().filter(|r| r.kind == kind) {
            told.extend(role.get(fields.office).and_then(FieldValue::span).map(|s| s.start));
        }
        told.sort_unstable();
        let mut more = Vec::new();
        let mut over = Vec::new();
        for role in roles.iter_mut().filter(|r| r.kind == kind && &*r.by != "lists") {
            let (Some(person), Some(office)) = (role.get(fields.person), role.get(fields.office)) else { continue };
            let (Some(who), Some(what)) = (person.span(), office.span()) else { continue };
            // Behind a name stand its bearer's own years.
            if what.start < who.start {
                continue;
            }
            let (first, mut at) = self.doc.tokens_in(what);
            let Some(sentence) = self.doc.sentences.get(self.doc.sentence_of(first)) else { continue };
            let end = sentence.end;
            if let Some(years) = term::at(self.doc, self.dates, at, end, self.own, false) {
                at = years.end;
                self.date(role, fields, &years);
            }
            let model = role.clone();
            for _ in 0..MAX_CHAIN {
                let Some(next) = self.next(at, end) else { break };
                if told.binary_search(&next.span.start).is_ok() {
                    over.extend(self.is_former(&model, fields).then_some(next.span.start));
                    break;
                }
                let years = term::at(self.doc, self.dates, next.end, end, self.own, false);
                at = years.as_ref().map_or(next.end, |y| y.end);
                more.push(self.role(&model, fields, next, years.as_ref(), register));
            }
        }
        // "was mayor from 1990 to 1994 and was a senator": what a phrase of its own tells is over too.
        for role in roles.iter_mut().filter(|r| r.kind == kind && fields.date.is_none_or(|d| r.get(d).is_none())) {
            let told = role.get(fields.office).and_then(FieldValue::span).is_some_and(|s| over.contains(&s.start));
            let tenure = role.fields.iter_mut().find(|f| Some(f.field) == fields.tenure);
            if let Some(tenure) = tenure.filter(|t| told && t.value.as_text() == Some("current")) {
                tenure.value = Value::word("former");
            }
        }
        roles.append(&mut more);
    }

    fn is_former(&self, role: &Fact, fields: &Fields) -> bool {
        fields.tenure.and_then(|f| role.value(f)).and_then(Value::as_text) == Some("former")
    }

    /// The office that a joint at `at` leads to.
    fn next(&self, at: u32, end: u32) -> Option<&Mention> {
        let word = |i: u32| if i < end { self.doc.folded(i) } else { "" };
        let mut i = at;
        while matches!(word(i), ")" | "]") {
            i += 1;
        }
        let comma = matches!(word(i), "," | ";");
        i += u32::from(comma);
        let and = matches!(word(i), "and" | "then" | "later");
        while matches!(word(i), "and" | "then" | "later" | "also" | "subsequently" | "finally") {
            i += 1;
        }
        let verb = matches!(word(i), "was" | "is" | "became" | "as" | "served");
        while and && matches!(word(i), "was" | "is" | "has" | "had" | "been" | "became" | "later" | "served" | "as") {
            i += 1;
        }
        if !(comma || and) || (verb && !and) {
            return None;
        }
        let article = matches!(word(i), "the" | "a" | "an" | "its" | "his" | "her");
        // ", the minister, said": another's name for somebody.
        if article && !and {
            return None;
        }
        let office = self.office_behind(if article { i + 1 } else { i }, end, article)?;
        let named = |at: u32| {
            self.names
                .get(self.names.partition_point(|m| m.first < at))
                .is_some_and(|m| m.first <= at + 1 && m.kind == MentionKind::Person)
        };
        let stops = office.end >= end
            || self.doc.tokens[office.end as usize].kind == TokenKind::Punct
            || matches!(
                word(office.end),
                "and"
                    | "from"
                    | "in"
                    | "until"
                    | "since"
                    | "at"
                    | "between"
                    | "under"
                    | "before"
                    | "after"
                    | "when"
                    | "during"
            );
        (stops && office.end <= end && !named(office.end)).then_some(office)
    }

    /// The office at token `at`, adjectives before it passed over where an article opens the phrase.
    fn office_behind(&self, at: u32, end: u32, adjectives: bool) -> Option<&Mention> {
        let reach = if adjectives { MAX_ADJECTIVES } else { 0 };
        let found = self.offices.get(self.offices.partition_point(|o| o.first < at))?;
        let fits = found.first <= at + reach
            && found.end <= end
            && (at..found.first).all(|i| self.doc.tokens[i as usize].is_word() && !self.doc.tokens[i as usize].capital);
        fits.then_some(found)
    }

    fn date(&self, role: &mut Fact, fields: &Fields, years: &term::Term) {
        let Some(field) = fields.date else { return };
        role.fields.retain(|f| f.field != field);
        role.fields.push(FieldValue::new(field, Value::Date(Box::new(years.value.clone())), years.span(self.doc)));
        let ended =
            !years.lasts && self.own.and_then(|d| d.from).is_none_or(|day| years.value.to.is_some_and(|to| to < day));
        if let Some(tenure) = role.fields.iter_mut().find(|f| Some(f.field) == fields.tenure)
            && ended
            && tenure.value.as_text() == Some("current")
        {
            tenure.value = Value::word("former");
        }
        role.fields.sort_by_key(|f| f.field);
    }

    fn role(
        &self,
        model: &Fact,
        fields: &Fields,
        office: &Mention,
        years: Option<&term::Term>,
        register: &Register,
    ) -> Fact {
        let Value::Office(value) = &office.value else { return model.clone() };
        let mut role = model.clone();
        role.fields.retain(|f| f.field == fields.person || Some(f.field) == fields.tenure);
        // Its own words of tenure, else those of the first.
        let said = tenure_of(self.doc, office.first, office.end);
        if let Some(tenure) = role.fields.iter_mut().find(|f| Some(f.field) == fields.tenure)
            && said != "current"
        {
            tenure.value = Value::word(said);
        }
        role.fields.push(FieldValue::new(
            fields.office,
            Value::Office(Box::new(register.canonical((**value).clone()))),
            office.span,
        ));
        role.span = role.span.cover(office.span);
        role.by = Provenance::of(&"offices");
        if let Some(years) = years {
            self.date(&mut role, fields, years);
        }
        role.fields.sort_by_key(|f| f.field);
        role
    }
}
