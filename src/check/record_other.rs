//! Foundings, births, capitals, containers and utterances against the record.

use super::context::Context;
use super::dates::When;
use super::print;
use super::quotes;
use super::record_rule::Answer;
use super::values::RecordWords;
use crate::extract::names::{PlaceKind, listed_place};
use crate::facts::{DateValue, Fact, FieldId, KindDef, Type, Undecided, Value};
use crate::finding::RecordRef;
use crate::record::{self, Claimed, Dated, Outcome, TenureWord, keys};
use crate::source::FileSpan;

/// What the record says of a fact that gives nobody an office. Which entries are meant is told by the kind's fields.
pub fn answer(cx: &Context, kind: &KindDef, fact: &Fact) -> Answer {
    let field = |names: &[&str]| names.iter().find_map(|n| kind.field(n));
    let date = field(&["date", "year", "when"]).filter(|&f| kind.def(f).ty == Type::Date);
    if let (Some(place), Some(container)) = (field(&["place"]), field(&["container"])) {
        return containment(cx, fact, place, container);
    }
    if let (Some(city), Some(country)) = (field(&["city", "capital"]), field(&["country"])) {
        return capital(cx, fact, city, country, date);
    }
    if let (Some(speaker), Some(words)) = (field(&["speaker"]), field(&["words"])) {
        return said(cx, fact, speaker, words);
    }
    if let (Some(thing), Some(date)) = (field(&["thing", "organisation", "subject"]), date) {
        return match fact.value(thing).and_then(super::compare::words) {
            Some(name) => dated(cx, fact, thing, date, cx.record.founded(name), "founded"),
            None => Answer::undecided(super::message::missing(cx, fact, thing)),
        };
    }
    if let (Some(person), Some(date)) = (field(&["person"]), date) {
        return match fact.value(person) {
            Some(Value::Entity(e)) => dated(cx, fact, person, date, cx.record.born(e), "born"),
            _ => Answer::undecided(super::message::missing(cx, fact, person)),
        };
    }
    Answer::undecided(Undecided::Record)
}

fn at(span: FileSpan) -> Option<FileSpan> {
    (span != FileSpan::default()).then_some(span)
}

fn own_date<'f>(cx: &Context, fact: &'f Fact, field: FieldId) -> Option<&'f DateValue> {
    let value = fact.get(field).filter(|v| !cx.is_article_date(fact, v))?;
    value.value.as_date()
}

/// A date of founding or birth: any of the recorded ones is right.
fn dated(cx: &Context, fact: &Fact, subject: FieldId, date: FieldId, entry: Option<&Dated>, verb: &str) -> Answer {
    let Some(entry) = entry else { return Answer::undecided(Undecided::Record) };
    let Some(said) = own_date(cx, fact, date) else { return Answer::undecided(Undecided::Date) };
    let right = When::Days(entry.intervals());
    let when = When::of(said);
    let outcome = match (&when, when.agrees(&right, 0.0)) {
        (_, None) => Outcome::Undecided(Undecided::Date),
        (When::Yearless(_), Some(true)) => Outcome::Undecided(Undecided::Year),
        (_, Some(true)) => Outcome::Holds,
        (_, Some(false)) => Outcome::Violated,
    };
    let dates: Vec<String> = entry.dates.iter().map(print::date).collect();
    let dates = dates.join(" or ");
    Answer {
        field: Some(date),
        note: format!("the record has {dates}"),
        entry: Some(RecordRef { entry: format!("{}: {verb} {dates}", entry.subject), at: at(entry.at) }),
        words: RecordWords {
            of: vec![
                ("date", dates.clone()),
                ("thing", entry.subject.to_string()),
                ("person", entry.subject.to_string()),
            ],
        },
        identity: vec![
            fact.value(subject).map(print::canonical).unwrap_or_default(),
            print::canonical(&Value::Date(Box::new(said.clone()))),
        ],
        ..Answer::of(outcome)
    }
}

fn capital(cx: &Context, fact: &Fact, city: FieldId, country: FieldId, date: Option<FieldId>) -> Answer {
    let (Some(Value::Entity(place)), Some(Value::Entity(of))) = (fact.value(city), fact.value(country)) else {
        return Answer::undecided(Undecided::Name);
    };
    let Some(seat) = cx.record.capital(of) else { return Answer::undecided(Undecided::Record) };
    let own = cx.batch.get(fact.article).date.as_ref().map(|d| &d.value);
    let stated = date.and_then(|f| fact.value(f)).and_then(Value::as_date).or(own);
    let when = match stated.map(|d| d.readings()) {
        None => record::When::Undated,
        Some(all) if all.is_empty() => record::When::Vague,
        Some(all) => record::When::Days(all.into_iter().map(|(a, b)| record::interval(a, b)).collect()),
    };
    let mut verdict =
        seat.judge(cx.record, &Claimed { person: place, tenure: TenureWord::Current, when: when.clone() });
    // A country has its only known capital on any day.
    let always = |h: &&record::Held| h.start().is_none() && h.end().is_none();
    if !verdict.own.is_empty() && verdict.own.iter().all(always) {
        verdict.outcome = Outcome::Holds;
    } else if verdict.own.is_empty() && seat.tenures().iter().any(|h| always(&h)) {
        verdict.outcome = Outcome::Violated;
    } else if when == record::When::Undated && verdict.own.iter().any(|h| h.is_open()) {
        verdict.outcome = Outcome::Holds;
    }
    let right = verdict.instead.map(|h| h.name.to_string()).unwrap_or_default();
    Answer {
        field: Some(city),
        note: format!("the record has {right}"),
        entry: verdict.instead.map(|h| RecordRef { entry: format!("{}: {}", seat.name, h.describe()), at: at(h.at) }),
        words: RecordWords { of: vec![("city", right), ("country", of.name.to_string())] },
        identity: vec![print::canonical(&Value::Entity(place.clone())), print::canonical(&Value::Entity(of.clone()))],
        ..Answer::of(verdict.outcome)
    }
}

fn containment(cx: &Context, fact: &Fact, place: FieldId, container: FieldId) -> Answer {
    let (Some(Value::Entity(inner)), Some(outer)) = (fact.value(place), fact.get(container)) else {
        return Answer::undecided(Undecided::Name);
    };
    let Some(outer) = &cx.written_place(fact, outer) else { return Answer::undecided(Undecided::Name) };
    let listed = cx.record.members(outer);
    let is_member = listed.is_some_and(|m| {
        let keys = cx.record.keys_of(inner);
        let above = cx.containers(inner);
        m.members.iter().any(|k| keys.contains(k) || above.contains(k))
    });
    let outcome = if is_member || cx.same_entity(inner, outer) || cx.is_place_in(inner, outer) == Some(true) {
        Outcome::Holds
    } else if cx.container_names(inner).is_empty() && cx.has_namesake(inner, outer) {
        // Of a state or region nobody can tell which of the towns it holds.
        match listed_place(&outer.name) {
            Some((PlaceKind::Country, _)) => Outcome::Holds,
            _ => Outcome::Undecided(Undecided::Name),
        }
    } else if cx.is_elsewhere(inner, outer) {
        match cx.container_names(inner).is_empty() && !is_plain_address(cx, fact, place, container) {
            // By the gazetteer alone, and it may be another place than the one that it knows.
            true => Outcome::Undecided(Undecided::Name),
            false => Outcome::Violated,
        }
    } else {
        match listed {
            Some(m) if m.complete_from.is_some() => Outcome::Violated,
            _ => Outcome::Undecided(Undecided::Record),
        }
    };
    let mut right = cx.container_names(inner);
    if right.is_empty() {
        right.extend(listed_place(&inner.name).and_then(|(_, container)| container).map(str::to_string));
    }
    let shown = if right.is_empty() { "elsewhere".into() } else { print::listed(&right) };
    Answer {
        field: Some(container),
        note: format!("the record has it in {shown}"),
        entry: Some(RecordRef { entry: format!("{} in {shown}", inner.name), at: None }),
        words: RecordWords { of: vec![("container", shown), ("place", inner.name.to_string())] },
        identity: vec![
            print::canonical(&Value::Entity(inner.clone())),
            print::canonical(&Value::Entity(outer.clone())),
        ],
        ..Answer::of(outcome)
    }
}

/// Countries with the name of a state, region or province of another one, and those that lie in another by some accounts.
const OPEN_NAMES: &[&str] = &[
    "England",
    "Gaza",
    "Gaza Strip",
    "Georgia",
    "Greenland",
    "Guam",
    "Hong Kong",
    "Kosovo",
    "Luxembourg",
    "Macau",
    "Mexico",
    "Niger",
    "Northern Ireland",
    "Palestine",
    "Puerto Rico",
    "Scotland",
    "Taiwan",
    "Wales",
    "West Bank",
];

/// Whether a place is called by its listed name, and what holds it is a country of its own behind a comma, so that the gazetteer
/// speaks of these two: no former name of a town that others still have, no nation within a state, no sentence that goes on.
fn is_plain_address(cx: &Context, fact: &Fact, place: FieldId, container: FieldId) -> bool {
    let article = cx.batch.get(fact.article);
    let (Some(inner), Some(outer)) = (fact.get(place), fact.get(container)) else { return false };
    let (Value::Entity(town), Value::Entity(country)) = (&inner.value, &outer.value) else { return false };
    let (Some(first), Some(last)) = (inner.span(), outer.span()) else { return false };
    let (written, listed) = (keys::words(article.words(first)), keys::words(&town.name));
    let ends = article.text.get(last.end as usize..).is_none_or(|rest| {
        rest.trim_start_matches([' ', '\u{a0}']).chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '-')
    });
    let between = article.text.get(first.end as usize..last.start as usize).unwrap_or_default();
    let known = listed_place(&town.name).is_some_and(|(_, within)| within.is_some())
        && matches!(listed_place(&country.name), Some((PlaceKind::Country, _)));
    known
        && listed.iter().any(|w| written.contains(w))
        && !OPEN_NAMES.contains(&&*country.name)
        && (ends || !between.contains(" the "))
}

fn said(cx: &Context, fact: &Fact, speaker: FieldId, words: FieldId) -> Answer {
    let Some(Value::Entity(person)) = fact.value(speaker) else { return Answer::undecided(Undecided::Name) };
    let Some(quoted) = fact.value(words).and_then(Value::as_text) else { return Answer::undecided(Undecided::Name) };
    let mut answer = Answer::undecided(Undecided::Record);
    for entry in cx.record.said(person) {
        let outcome = match quotes::relation(quoted, &entry.words, 0.0) {
            quotes::Relation::Agree => return Answer::of(Outcome::Holds),
            quotes::Relation::Disagree => Outcome::Violated,
            quotes::Relation::Another => continue,
        };
        let on = entry.on.as_ref().map(print::date).unwrap_or_default();
        answer = Answer {
            field: Some(words),
            note: format!("the record has “{}”", super::message::one_line(&entry.words)),
            entry: Some(RecordRef { entry: format!("{} said “{}”", entry.subject, entry.words), at: at(entry.at) }),
            words: RecordWords {
                of: vec![("words", entry.words.to_string()), ("person", entry.subject.to_string()), ("date", on)],
            },
            identity: vec![print::canonical(&Value::Entity(person.clone())), super::words::comparable(quoted)],
            ..Answer::of(outcome)
        };
    }
    answer
}
