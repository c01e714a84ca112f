//! What the words around a match tell of its fact: place, date, office and country that no hole took.

use jiff::ToSpan;

use super::facts::Context;
use super::run::is_modifier;
use crate::extract::quotes::{Class, class, is, says};
use crate::extract::stance::{is_finite_verb, is_mishap, is_past};
use crate::extract::{Mention, MentionKind};
use crate::facts::{DateValue, EntityKind, Fact, FieldValue, Granularity, KindDef, Provenance, TimexType, Type, Value};
use crate::source::Span;
use crate::text::{Doc, TokenKind};

/// `country` is the place that the words of the office themselves name; one that context supplies later does not count.
pub(super) fn fill_country(fact: &mut Fact, kind: &KindDef) {
    let Some(field) = kind.field("country") else { return };
    let stated = fact.fields.iter().find_map(|f| match &f.value {
        Value::Office(office) => {
            let body = office.body.as_ref().filter(|body| body.kind == EntityKind::Place)?;
            Some((body.clone(), f.spans.clone()))
        }
        _ => None,
    });
    if let (Some((body, spans)), Type::Place) = (stated, &kind.def(field).ty) {
        fact.fields.push(FieldValue { field, value: Value::Entity(body), spans, by: None });
    }
}

/// Whether a mention's words are taken by a field already.
fn is_taken(fact: &Fact, span: Span) -> bool {
    fact.fields.iter().any(|f| f.spans.iter().any(|s| s.overlaps(span)))
}

/// `verb` is the phrase's trigger word, as written.
pub(super) fn fill_verb(fact: &mut Fact, kind: &KindDef, cx: &Context, trigger: Option<u32>) {
    if let (Some(field), Some(trigger)) = (kind.field("verb"), trigger)
        && kind.def(field).ty == Type::Word
        && fact.get(field).is_none()
    {
        let word = cx.doc.folded(trigger).to_string();
        fact.fields.push(FieldValue::new(field, Value::text(&word), cx.doc.tokens[trigger as usize].span));
    }
}

/// `place` is the sentence's only place, where "in", "at", "near" or "outside" stands before it.
pub(super) fn fill_place(fact: &mut Fact, kind: &KindDef, cx: &Context, anchor: u32) {
    let Some(field) = kind.field("place") else { return };
    if kind.def(field).ty != Type::Place || fact.get(field).is_some() {
        return;
    }
    let sentence = &cx.doc.sentences[cx.doc.sentence_of(anchor)];
    let (first, end) = near(anchor, sentence.first, sentence.end);
    let told = cx.doc.tokens[anchor as usize].span;
    let places = cx
        .mentions
        .between(MentionKind::Place, first, end)
        .filter(|m| !is_taken(fact, m.span) && cx.stances.in_one_voice(m.span, told));
    // "in the Bergen hospital", "in Washington Park": the place is another one.
    let part = |m: &Mention| {
        let end = m.end;
        let name = cx.doc.token(end).is_some_and(|t| t.is_word() && t.capital) && !cx.mentions.any_at(end);
        end < sentence.end && (name || is_modifier(cx.doc, end, true))
            || is_parted(cx.doc, m, anchor)
            || is_of_another_verb(cx.doc, m, anchor)
    };
    if let Some(place) = only(places)
        && place.first > sentence.first
        && !part(place)
        && matches!(cx.doc.lower(place.first - 1), "in" | "at" | "near" | "outside" | "off")
    {
        let mut value = FieldValue::new(field, place.value.clone(), place.span);
        value.by = Some(Provenance::of(&"the sentence"));
        fact.fields.push(value);
    }
}

/// Tokens between the word that tells of an event and what its context fills in, at most.
const FAR: u32 = 40;

/// The part of `first..end` that is near `anchor`.
fn near(anchor: u32, first: u32, end: u32) -> (u32, u32) {
    (first.max(anchor.saturating_sub(FAR)), end.min(anchor.saturating_add(FAR)))
}

/// Whether a mention and the word that tells of the event stand in different parts of the sentence: "on
/// Monday he said that they had met", "the visit on Monday after they met".
fn is_parted(doc: &Doc, mention: &Mention, anchor: u32) -> bool {
    const PARTS: &[&str] = &[
        "that", "who", "which", "whom", "whose", "whether", "because", "how", "why", "after", "before", "since",
        "until", "although", "though", "if",
    ];
    let (from, to) = if mention.first < anchor { (mention.end, anchor) } else { (anchor + 1, mention.first) };
    // "asked on Monday about his talks", "on Monday, in the wake of their talks"
    let matter = |i: u32| {
        matches!(doc.word(i), "about" | "regarding" | "of")
            && (doc.word(i) != "of" || doc.word(i - 1) == "wake" || doc.word(i - 1) == "ahead")
            && matches!(doc.word(i + 1), "his" | "her" | "their" | "its" | "the" | "a" | "an")
    };
    (from..to).any(|i| PARTS.iter().any(|p| p.eq_ignore_ascii_case(doc.word(i))) || i > 0 && i + 1 < to && matter(i))
}

/// Whether another verb stands between a place and the word that tells of the event, or much else: "told a crowd in Oslo that", "in
/// Oslo, where police spoke of his death".
fn is_of_another_verb(doc: &Doc, place: &Mention, anchor: u32) -> bool {
    const MAX_BETWEEN: u32 = 12;
    let finite = |i: u32| is_finite_verb(doc, i);
    if place.first > anchor {
        return place.first > anchor + MAX_BETWEEN || (anchor + 1..place.first).any(finite);
    }
    // "was killed": the verb is its own.
    let own = |&i: &u32| matches!(class(doc, i), Some(Class::Be | Class::Auxiliary | Class::Adverb));
    let verb = anchor - (place.end..anchor).rev().take_while(own).count() as u32;
    (place.end..verb).any(finite)
}

/// Whether a date is that of a verb of speech: "said late Monday it is cancelling the talks", "told the paper in May of the visit".
fn is_of_saying(doc: &Doc, date: &Mention, anchor: u32) -> bool {
    const REACH: u32 = 5;
    // "said Friday's talks", "recounts a Friday meeting"
    let possessive = |i: u32| doc.token(i).is_some_and(|t| t.kind == TokenKind::Possessive);
    let of_noun = possessive(date.end)
        || possessive(date.end - 1)
        || date.first > 0 && is(doc, date.first - 1, Class::Determiner);
    let Some(sentence) = doc.sentences.get(doc.sentence_of(date.first)).filter(|_| anchor > date.end && !of_noun)
    else {
        return false;
    };
    let said = (sentence.first.max(date.first.saturating_sub(REACH))..date.first).rev().find(|&i| says(doc, i));
    let apart =
        |i: u32| matches!(doc.word(i), "that" | "," | ";") || matches!(class(doc, i), Some(Class::Modal | Class::Be));
    said.is_some_and(|v| !(v + 1..date.first).any(apart))
}

/// Whether a date is that of a deed of which the event is only the matter: "on Friday raised hopes of talks". Token `anchor` is its noun.
fn is_of_another_deed(doc: &Doc, date: &Mention, anchor: u32) -> bool {
    let deed = (date.end..anchor).find(|&i| is_past(doc, i)).filter(|_| !is_past(doc, anchor));
    deed.is_some_and(|v| (v + 2..anchor).any(|i| matches!(doc.word(i), "of" | "for" | "about" | "over" | "on")))
}

/// Whether a date in front is that on which something done before was told: "On Monday Lund announced she had met Berg".
fn is_of_telling(doc: &Doc, date: &Mention, anchor: u32) -> bool {
    const REACH: u32 = 4;
    let had = |v: u32| (v + 2..anchor.min(v + REACH)).any(|i| doc.word(i) == "had");
    (date.end..anchor).any(|v| says(doc, v) && had(v))
}

/// Whether a verb behind a comma takes the date, of which the event is no part: "Lund, in Oslo for talks with Berg, spoke up on Friday". But "the
/// talks, held on Friday".
fn is_of_main_verb(doc: &Doc, date: &Mention, anchor: u32) -> bool {
    let verb = |i: u32| doc.word(i) == "," && is_past(doc, i + 1) && doc.word(i + 1) != "held";
    anchor < date.first && (anchor + 1..date.first - 1).any(verb)
}

/// Lets go of a date that a phrase took over a gap, where other words stand between that it belongs to: "signed a law that keeps it open through
/// 30 September", "found guilty of meddling in the 2016 race", "convicted of theft, spending six months in jail in 1895".
pub(super) fn drop_date(fact: &mut Fact, kind: &KindDef, cx: &Context, anchor: u32) {
    let Some(field) = kind.field("date").filter(|_| !kind.tells_offices()) else { return };
    let Some(span) = fact.get(field).and_then(FieldValue::span) else { return };
    let first = cx.doc.tokens_in(span).0;
    let mut dates = cx.mentions.between(MentionKind::Date, first, first + 1);
    if dates.next().is_some_and(|date| date.first > anchor && is_of_others(cx.doc, date, anchor)) {
        fact.fields.retain(|f| f.field != field);
    }
}

/// Whether a date behind the word that tells of the event is how long something lasts, a part of a name, or of a deed behind a comma.
fn is_of_others(doc: &Doc, date: &Mention, anchor: u32) -> bool {
    let before = doc.lower(date.first - 1);
    let lasts = matches!(before, "through" | "until" | "till" | "since" | "from");
    let names = before == "the" && is_modifier(doc, date.end, true);
    let deed = |i: u32| doc.word(i) == "," && doc.word(i + 1).ends_with("ing") && !doc.tokens[i as usize + 1].capital;
    lasts || names || (anchor + 1..date.first - 1).any(deed)
}

/// Whether a date is that of a deed about what is known, a death or an attack: "on Tuesday spoke of Lund's death", "met on Friday to weigh the
/// killing of Berg".
fn is_of_deed_about(doc: &Doc, date: &Mention, anchor: u32) -> bool {
    let deed = |i: u32| is_past(doc, i) || doc.word(i) == "to";
    date.end <= anchor && is_mishap(doc, anchor) && (date.end..anchor).any(deed)
}

/// Days before the article's own date that its news may be of.
const NEWS: i64 = 60;

/// The date of the sentence, where it names just one; where offices are told, else the article's own.
pub(super) fn fill_date(fact: &mut Fact, kind: &KindDef, cx: &Context, anchor: u32) {
    let Some(field) = kind.field("date") else { return };
    if kind.def(field).ty != Type::Date || fact.get(field).is_some() {
        return;
    }
    let sentence = &cx.doc.sentences[cx.doc.sentence_of(anchor)];
    let (first, end) = crate::extract::stance::clause(cx.doc, sentence, anchor);
    let (first, end) = near(anchor, first, end);
    let told = cx.doc.tokens[anchor as usize].span;
    // "the 2016 election" dates the election; "the 2016 attack on …" the attack that is told of.
    // "as of Thursday" is when it was counted.
    let as_of = |m: &Mention| m.first > 1 && cx.doc.word(m.first - 1) == "of" && cx.doc.lower(m.first - 2) == "as";
    let its_own = |m: &Mention| {
        !as_of(m)
            && (!is_modifier(cx.doc, m.end, true) || (m.end..m.end + 3).contains(&anchor))
            && !is_parted(cx.doc, m, anchor)
            && !is_of_saying(cx.doc, m, anchor)
            && !is_of_another_deed(cx.doc, m, anchor)
            && !is_of_main_verb(cx.doc, m, anchor)
            && !is_of_telling(cx.doc, m, anchor)
            && !is_of_deed_about(cx.doc, m, anchor)
            && !(m.first > anchor && is_of_others(cx.doc, m, anchor))
            && cx.stances.in_one_voice(m.span, told)
    };
    let dates = cx
        .mentions
        .between(MentionKind::Date, first, end)
        .filter(|m| m.value.as_date().is_some_and(usable) && !is_taken(fact, m.span));
    let date = if kind.tells_offices() {
        let said: Vec<&Mention> = dates.filter(|m| cx.stances.in_one_voice(m.span, told)).collect();
        let is_news = |m: &Mention| is_news(m, cx) && !is_long_parted(cx.doc, m, anchor);
        let own = only(said.iter().copied().filter(|m| is_news(m) || is_of_office(fact, kind, m, anchor, cx)));
        own.filter(|m| said.len() == 1 || is_news(m))
    } else {
        only(dates.filter(|m| its_own(m)))
    };
    if let Some(date) = date {
        let mut value = FieldValue::new(field, date.value.clone(), date.span);
        value.by = Some(Provenance::of(&"the sentence"));
        fact.fields.push(value);
        return;
    }
    if kind.tells_offices()
        && let Some(date) = &cx.article.date
    {
        fact.fields.push(FieldValue::inferred(
            field,
            Value::Date(Box::new(date.value.clone())),
            Provenance::of(&"article date"),
        ));
    }
}

fn only<T>(mut of: impl Iterator<Item = T>) -> Option<T> {
    of.next().filter(|_| of.next().is_none())
}

/// Whether a date is a month or more that another part of the sentence tells of: "Lund, a lawyer, said that Berg broke a promise made in March".
fn is_long_parted(doc: &Doc, date: &Mention, anchor: u32) -> bool {
    date.value.as_date().is_some_and(|d| d.granularity > Granularity::Week) && is_parted(doc, date, anchor)
}

/// Whether tokens `from..to` tell of a deed in the past: "opened it on".
fn is_done_by(doc: &Doc, from: u32, to: u32) -> bool {
    let ahead = |i: u32| {
        is(doc, i, Class::Modal) || matches!(doc.word(i), "to" | "set" | "due" | "planned" | "scheduled" | "expected")
    };
    (from..to).any(|i| is_past(doc, i)) && !(from..to).any(ahead)
}

/// Whether the words before a date tell that an office is taken or left then: "will become mayor on 1 May".
fn is_taken_up(doc: &Doc, date: &Mention) -> bool {
    const REACH: u32 = 14;
    const VERBS: &[&str] = &[
        "become", "becomes", "take", "takes", "assume", "assumes", "start", "starts", "begin", "begins", "sworn",
        "succeed", "succeeds", "replace", "replaces", "join", "joins", "until", "through", "leave", "leaves", "step",
        "stepping",
    ];
    let Some(sentence) = doc.sentences.get(doc.sentence_of(date.first)) else { return false };
    (sentence.first.max(date.first.saturating_sub(REACH))..date.first).any(|i| VERBS.contains(&doc.word(i)))
}

/// Whether a date lies behind the article's own.
fn is_ahead(date: &Mention, cx: &Context) -> bool {
    let own = cx.article.date.as_ref().and_then(|d| d.value.to);
    own.zip(date.value.as_date().and_then(|d| d.from)).is_some_and(|(own, from)| from > own)
}

/// Whether a date is of the article's own time, as all is that its sentence tells.
fn is_news(date: &Mention, cx: &Context) -> bool {
    let own = cx.article.date.as_ref().and_then(|d| d.value.from.zip(d.value.to));
    let said = date.value.as_date().and_then(|d| d.from.zip(d.to).or_else(|| d.in_year(own?.1.year())));
    let Some(((from, to), (first, last))) = own.zip(said) else { return false };
    last >= from.saturating_sub(NEWS.days()) && first <= to
}

/// Whether a date of another time is that of the office: not of what the office only stands beside ("the 2008 nominee", "accused him of a
/// deed in 1982"), nor of an office that is nearer ("who was chairman, became secretary in 2001"). What a title before a name is told
/// of is told of its bearer.
fn is_of_office(fact: &Fact, kind: &KindDef, date: &Mention, anchor: u32, cx: &Context) -> bool {
    let doc = cx.doc;
    // "in 1988, when Lund was the head"
    let when = (date.end..doc.tokens.len() as u32).find(|&i| doc.word(i) != ",");
    let fronted = date.end <= anchor && when.is_some_and(|i| matches!(doc.folded(i), "when" | "after" | "before"));
    if is_modifier(doc, date.end, true) || !fronted && is_parted(doc, date, anchor) {
        return false;
    }
    let span = |ty: &Type| fact.fields.iter().find(|f| kind.def(f.field).ty == *ty).and_then(FieldValue::span);
    let Some((office, person)) = span(&Type::Office).zip(span(&Type::Person)) else { return true };
    // An office is told of the time of writing at the latest, "President Lund will leave on Friday", but where it is taken then. Of an article
    // that tells of what was done later its date is not the last word.
    if office.end <= person.start {
        return !is_ahead(date, cx) || is_done_by(doc, doc.tokens_in(person).1, date.first);
    }
    if is_ahead(date, cx) && !is_taken_up(doc, date) {
        return false;
    }
    let end = doc.tokens_in(office).1;
    let titles = |o: &Mention| cx.mentions.between(MentionKind::Person, o.end, o.end + 1).next().is_some();
    // "deputy tax counsel" is one office, of which only the deputy may be read.
    let apart =
        |o: &Mention| (end..o.first).any(|i| is(doc, i, Class::Determiner) || matches!(doc.word(i), "," | "as"));
    date.first < end || !cx.mentions.between(MentionKind::Office, end, date.first).any(|o| !titles(o) && apart(o))
}

/// A day, month or year that can date an event; "recently" and "three days" cannot.
fn usable(d: &DateValue) -> bool {
    let point = d.timex.as_ref().is_none_or(|t| matches!(t.kind, TimexType::Date | TimexType::Time));
    let fine = matches!(
        d.granularity,
        Granularity::Time
            | Granularity::Day
            | Granularity::Week
            | Granularity::Month
            | Granularity::Season
            | Granularity::Year
    );
    point && fine && (!d.is_open() || d.yearless.is_some())
}

/// The office that the article gives the fact's first person.
pub(super) fn fill_office(fact: &mut Fact, kind: &KindDef, cx: &Context) {
    let Some(field) = kind.field("office") else { return };
    if kind.def(field).ty != Type::Office || fact.get(field).is_some() || kind.tells_offices() {
        return;
    }
    let mut people = fact.fields.iter().filter(|f| kind.def(f.field).ty == Type::Person).collect::<Vec<_>>();
    people.sort_by_key(|f| f.field);
    let Some(person) = people.first().and_then(|f| f.value.as_entity()) else { return };
    if is_of_another_year(fact, kind, cx) {
        return;
    }
    let found = cx.roles.iter().find_map(|r| {
        let def = cx.program.schema.def(r.kind);
        let holder = r.value(def.field("person")?)?.as_entity()?;
        let current = r.value(def.field("tenure")?)?.as_text() == Some("current");
        let office = r.get(def.field("office")?)?;
        (holder == person && current && has_body(&office.value)).then(|| office.clone())
    });
    // "the former governor", called "Gov. Lund" in another sentence.
    let left = |office: &FieldValue| {
        let elsewhere = office.span().is_none_or(|span| !fact.sentence.contains(span));
        elsewhere
            && cx.roles.iter().any(|r| {
                let def = cx.program.schema.def(r.kind);
                let text = |name: &str| r.value(def.field(name)?)?.as_text();
                let holder = def.field("person").and_then(|f| r.value(f)?.as_entity());
                let same = def.field("office").and_then(|f| r.value(f)) == Some(&office.value);
                holder == Some(person) && same && text("tenure") == Some("former")
            })
    };
    if let Some(mut office) = found.filter(|office| !left(office)) {
        office.field = field;
        office.by = Some(Provenance::of(&"role in the article"));
        fact.fields.push(office);
    }
}

/// Whether a fact is dated more than a year before its article: who held what then is not told by it.
fn is_of_another_year(fact: &Fact, kind: &KindDef, cx: &Context) -> bool {
    const YEAR: i64 = 366;
    let own = cx.article.date.as_ref().and_then(|d| d.value.from);
    let date = kind.field("date").and_then(|f| fact.value(f)?.as_date()?.to);
    matches!((own, date), (Some(own), Some(date)) if own.duration_since(date).as_hours() / 24 > YEAR)
}

fn has_body(value: &Value) -> bool {
    matches!(value, Value::Office(office) if office.body.is_some())
}
