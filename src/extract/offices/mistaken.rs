//! Roles that phrases find and that are none: an office that is another's, a title that a better one stands beside, a pronoun of which
//! it is open whom it means.

use rustc_hash::FxHashSet;

use super::complete::{Fields, open_office};
use super::register::OfficeWords;
use super::tables::Category;
use super::{category, is_plural, is_sole, telling};
use crate::extract::{Mention, MentionKind};
use crate::facts::{Fact, FieldId, FieldValue, KindId, Schema, Value};
use crate::text::{Doc, fold};

/// Drops from `roles` those of a kind that the words around them speak against. `names` and `offices` are the article's mentions.
pub(super) fn drop_mistaken(
    doc: &Doc,
    roles: &mut Vec<Fact>,
    fields: &Fields,
    kind: KindId,
    names: &[Mention],
    offices: &[Mention],
) {
    let titled: FxHashSet<u32> = roles.iter().filter(|r| r.kind == kind).filter_map(|r| titled_at(r, fields)).collect();
    roles.retain(|r| {
        r.kind != kind
            || !is_given_in_vain(r, fields, &titled)
                && !of_another(doc, r, fields, names)
                && !of_somebody_else(doc, r, fields, offices)
                && !of_others(doc, r, fields)
                && !of_whose(doc, r, fields)
                && !of_owner(doc, r, fields)
    });
}

/// Drops from `roles` those of "he" and "she" whose office the article gives to another by name, and not to whom the pronoun was
/// taken for: "since he became president" speaks of the president rather than of the last man named. `told` are the other roles.
pub fn drop_doubtful(doc: &Doc, told: &[Fact], roles: &mut Vec<Fact>, schema: &Schema) {
    let field = |role: &Fact, name: &str| schema.def(role.kind).field(name);
    let pronoun = |role: &Fact| {
        let person = field(role, "person").and_then(|f| role.get(f));
        let span = person.filter(|p| p.by.as_deref() == Some("coreference")).and_then(FieldValue::span);
        span.is_some_and(|s| matches!(&*fold(s.of(doc.text)), "he" | "she" | "his" | "her" | "him" | "they" | "their"))
    };
    let held = |role: &Fact| match field(role, "office").and_then(|f| role.value(f)) {
        Some(Value::Office(office)) => {
            let who = role.value(field(role, "person")?)?.as_entity()?;
            Some((who.key, OfficeWords::new(office)))
        }
        _ => None,
    };
    let named: Vec<(u64, OfficeWords)> = told.iter().chain(&*roles).filter(|r| !pronoun(r)).filter_map(held).collect();
    roles.retain(|role| {
        let tenure = field(role, "tenure").and_then(|f| role.value(f)).and_then(Value::as_text);
        let sole = matches!(field(role, "office").and_then(|f| role.value(f)), Some(Value::Office(o)) if is_sole(o));
        let doubtful = sole && pronoun(role) && matches!(tenure, Some("current") | None);
        let Some((who, words)) = held(role).filter(|_| doubtful) else { return true };
        let mut holders = named.iter().filter(|n| words.within(&n.1)).map(|n| n.0).peekable();
        holders.peek().is_none() || holders.any(|h| h == who)
    });
}

/// Whether a role of a pronoun or description can be one: a verb tells it. "told the president she would" makes nobody president.
pub fn is_told_of_description(doc: &Doc, role: &Fact, schema: &Schema) -> bool {
    let def = schema.def(role.kind);
    let (Some(person), Some(office)) = (def.field("person"), def.field("office")) else { return false };
    let described =
        |f: Option<FieldId>| f.and_then(|f| role.get(f)).is_some_and(|w| w.by.as_deref() == Some("coreference"));
    let Some(from) = role.get(person).and_then(FieldValue::span) else { return false };
    if !described(Some(person)) {
        // "It was founded by Ada Lund."
        return described(def.field("organisation")) && role.get(office).and_then(FieldValue::span).is_none();
    }
    // Of whom it is open, an office of nobody says nothing: "if I become president".
    let named = role.value(person).and_then(Value::as_entity).is_some();
    let bodied = matches!(role.value(office), Some(Value::Office(o)) if o.body.is_some());
    if !named && !bodied && def.field("organisation").and_then(|f| role.get(f)).is_none() {
        return false;
    }
    // An office that the phrase gives by itself ("she founded …") stands nowhere.
    role.get(office)
        .and_then(FieldValue::span)
        .is_none_or(|to| from.end <= to.start && !telling::is_beside(doc, to, from))
}

/// Drops from `roles` those that `told` has of the same person at the same words: "Ada Lund (born 1950) is a lawyer who served as
/// mayor" tells one role of the name and of the "who".
pub fn drop_told(told: &[Fact], roles: &mut Vec<Fact>, schema: &Schema) {
    let key = |role: &Fact| {
        let def = schema.def(role.kind);
        let office = role.get(def.field("office")?)?.span()?;
        let person = role.value(def.field("person")?)?.as_entity()?;
        Some((role.kind, office.start, person.name.clone()))
    };
    let told: FxHashSet<_> = told.iter().filter_map(key).collect();
    roles.retain(|r| key(r).is_none_or(|k| !told.contains(&k)));
}

/// Where the person of a role stands to whom the text gives a title.
fn titled_at(role: &Fact, fields: &Fields) -> Option<u32> {
    fields.spans(role).map(|(person, _)| person.start)
}

/// Whether a phrase gives its own title to one who has a better one right there, "the cabinet of Prime Minister Ada Lund", or to whom a
/// pronoun may mean: "he told the envoy that his government would fall".
fn is_given_in_vain(role: &Fact, fields: &Fields, titled: &FxHashSet<u32>) -> bool {
    let given = role.get(fields.office).is_some_and(|f| f.span().is_none());
    let sole = matches!(role.value(fields.office), Some(Value::Office(o)) if is_sole(o));
    let person = role.get(fields.person);
    let meant = person.is_some_and(|p| p.by.as_deref() == Some("coreference"));
    given && sole && (meant || person.and_then(FieldValue::span).is_some_and(|s| titled.contains(&s.start)))
}

/// Whether the office stands right before another's name: "Ada Lund, President Ola Berg and others", "President Ola Berg and
/// Ada Lund". Only a plural title is that of several.
fn of_another(doc: &Doc, role: &Fact, fields: &Fields, names: &[Mention]) -> bool {
    let Some((person, office)) = fields.spans(role) else { return false };
    let (first, after) = doc.tokens_in(office);
    let i = names.partition_point(|m| m.first < after);
    let sentence_end = doc.sentences.get(doc.sentence_of(first)).map_or(after, |s| s.end);
    let next = names.get(i).filter(|m| m.first <= after + 2 && m.first < sentence_end && m.kind == MentionKind::Person);
    // Ranks may stand between, marks may not.
    let beside = next.is_some_and(|m| (after..m.first).all(|t| doc.tokens[t as usize].is_word() || doc.word(t) == "."));
    let own = next.is_some_and(|m| m.span.overlaps(person));
    beside && !own && !(office.start < person.start && is_plural(doc, first, after))
}

/// Whether "and" joins the office to another's: "the president and Secretary Lund", "members of the council and Mayor Lund". A title in
/// small letters before a capital one, or a plural, is not hers; what she is by trade may be.
fn of_somebody_else(doc: &Doc, role: &Fact, fields: &Fields, offices: &[Mention]) -> bool {
    let Some((person, office)) = fields.spans(role) else { return false };
    let (first, after) = doc.tokens_in(office);
    let and = after + u32::from(doc.token(after).is_some_and(|_| doc.word(after) == ","));
    if office.end > person.start || doc.token(and).is_none_or(|_| doc.word(and) != "and") {
        return false;
    }
    let next = offices.get(offices.partition_point(|o| o.first <= and));
    let Some(next) = next.filter(|o| o.first <= and + 2 && o.span.end <= person.start) else { return false };
    let capital = |first: u32, end: u32| {
        (first..end)
            .rev()
            .map(|i| &doc.tokens[i as usize])
            .find(|t| t.is_word())
            .is_some_and(|t| t.capital && !t.all_caps)
    };
    let trade =
        matches!(role.value(fields.office), Some(Value::Office(o)) if category(o) == Some(Category::Profession));
    is_plural(doc, first, after) || !trade && !capital(first, after) && capital(next.first, next.end)
}

/// Whether the office behind a name only says whose she is: "Ada Lund, the president's daughter". Where the office ends with its body,
/// the body goes on: "director of Oslo University's institute".
fn of_whose(doc: &Doc, role: &Fact, fields: &Fields) -> bool {
    let Some((_, office)) = fields.spans(role).filter(|(person, office)| person.end <= office.start) else {
        return false;
    };
    let (first, after) = doc.tokens_in(office);
    telling::is_possessive(doc, after)
        && !(first..after).any(|i| matches!(doc.folded(i), "of" | "for" | "at" | "to" | "in" | "with"))
}

/// Whether the office is that of somebody who stands behind it: "Lund named his chief of staff, Ola Berg"; or none but hers who lives with
/// somebody: "her partner, Ola Berg".
fn of_owner(doc: &Doc, role: &Fact, fields: &Fields) -> bool {
    let Some((person, office)) = fields.spans(role) else { return false };
    let (first, after) = doc.tokens_in(office);
    let Some(before) = first.checked_sub(1) else { return false };
    let owned = matches!(doc.folded(before), "his" | "her" | "their" | "my");
    owned && (person == doc.tokens[before as usize].span || after == first + 1 && doc.folded(first) == "partner")
}

/// Whether the office behind a name is that of others: "they would ask Mayor Ada Lund, the officials said".
fn of_others(doc: &Doc, role: &Fact, fields: &Fields) -> bool {
    let Some((person, office)) = fields.spans(role) else { return false };
    let (first, after) = doc.tokens_in(office);
    let said = ["said", "say", "told", "added", "claimed", "wrote", "noted", "argued", "warned", "reported"];
    if office.start < person.end || doc.token(after).is_none() {
        return false;
    }
    // "Ada Lund, the Justice | Department said": the title is a part of a name.
    let next = &doc.tokens[after as usize];
    let named = next.is_word() && next.capital && next.spaced && doc.word(after) != "I";
    // "between Ada Lund, the envoy to Oslo, and the mayor": who is named last is another.
    let another =
        first > 2 && doc.word(first - 1) == "the" && doc.word(first - 2) == "and" && doc.word(first - 3) == ",";
    named && open_office(role, fields).is_some() && doc.sentence_of(after) == doc.sentence_of(first)
        || another
        || said.contains(&doc.word(after)) && is_plural(doc, first, after)
}
