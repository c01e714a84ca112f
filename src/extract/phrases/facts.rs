//! Facts from matches.

use std::cmp::Reverse;
use std::sync::Arc;

use super::context::{drop_date, fill_country, fill_date, fill_office, fill_place, fill_verb};
use super::holes::Item;
use super::posts::fits_office;
use super::values::{drop_doubled, is_answered};
use super::{Capture, Match, Mentions, Target};
use crate::article::{Article, ArticleId};
use crate::extract::offices;
use crate::extract::quotes::{Class, class};
use crate::extract::stance::{Stances, is_past};
use crate::facts::{Cued, EntityKind, Fact, FieldId, FieldValue, KindDef, Provenance, Spans, Stance, Type, Value};
use crate::language::{Element, Hole, Phrase, Program};
use crate::source::Span;
use crate::text::Doc;

/// What the building of facts may look at.
pub struct Context<'a> {
    pub id: ArticleId,
    pub article: &'a Article,
    pub doc: &'a Doc<'a>,
    pub program: &'a Program,
    pub mentions: &'a Mentions<'a>,
    pub stances: &'a Stances,
    /// The article's roles, where they are known already: who holds which office fills `office` of other kinds.
    pub roles: &'a [Fact],
}

/// The facts of all matches in one sentence, without those that say less of the same.
pub fn build(matches: &[Match], cx: &Context) -> Vec<Fact> {
    let mut drafts: Vec<Draft> = Vec::new();
    for m in matches {
        let Target::Phrase(p) = m.target else { continue };
        let phrase = &cx.program.phrases[p as usize];
        let holes = holes(&phrase.elements);
        if phrase.pairwise {
            pairs(m, phrase, &holes, cx, &mut drafts);
        } else {
            drafts.extend(plain(m, phrase, &holes, cx));
        }
    }
    best(drafts, cx).into_iter().map(|d| finish(d, cx)).collect()
}

/// A fact in the making, with what decides between two readings.
struct Draft {
    fact: Fact,
    trigger: Option<u32>,
    first: u32,
    skipped: u32,
    /// The first token of each field's words.
    office_tokens: Option<(u32, u32)>,
}

fn holes(elements: &[Element]) -> Vec<&Hole> {
    let mut all = Vec::new();
    for e in elements {
        match e {
            Element::Hole(h) => all.push(h),
            Element::Optional(inner) => all.extend(holes(inner)),
            Element::Choice(branches) => branches.iter().for_each(|b| all.extend(holes(b))),
            Element::Word(_) | Element::Gap => {}
        }
    }
    all
}

fn draft(m: &Match, phrase: &Phrase, span: Span, cx: &Context) -> Draft {
    let sentence = &cx.doc.sentences[cx.doc.sentence_of(m.first)];
    Draft {
        fact: Fact {
            kind: phrase.kind,
            article: cx.id,
            span,
            sentence: sentence.span,
            stance: Default::default(),
            source: None,
            cue: None,
            fields: phrase.with.iter().map(|(field, value)| fixed(*field, value, m.trigger, cx)).collect(),
            by: Provenance::named(&phrase.name),
        },
        trigger: m.trigger,
        first: m.first,
        skipped: m.skipped,
        office_tokens: None,
    }
}

/// A field that the phrase fills itself; it stands where its trigger word does.
fn fixed(field: FieldId, value: &Arc<str>, trigger: Option<u32>, cx: &Context) -> FieldValue {
    let spans = trigger.map(|t| cx.doc.tokens[t as usize].span).into_iter().collect();
    FieldValue { field, value: Value::Text(value.clone().into()), spans, by: None }
}

/// From the first kept word to the last: titles before a leading name and appositions behind a last one are left out.
fn span_of(m: &Match, cx: &Context) -> Span {
    let start = match m.captures.first() {
        Some(c) if lead(c).is_some_and(|i| i.first >= m.first) && starts_with_hole(m, c) => c.filling.items[0].span,
        _ => cx.doc.tokens[m.first as usize].span,
    };
    let end = match m.captures.iter().max_by_key(|c| c.filling.end) {
        Some(c) if c.filling.end == m.end => c.filling.items[c.filling.items.len() - 1].span,
        _ => cx.doc.tokens[m.end as usize - 1].span,
    };
    start.cover(end)
}

fn lead(c: &Capture) -> Option<&Item> {
    c.filling.items.first()
}

/// Whether nothing of the phrase stands before its first hole.
fn starts_with_hole(m: &Match, c: &Capture) -> bool {
    lead(c).is_some_and(|i| i.first == m.first) || m.trigger.is_none_or(|t| lead(c).is_some_and(|i| i.first < t))
}

fn field_value(field: FieldId, item: &Item) -> FieldValue {
    FieldValue { field, value: item.value.clone(), spans: item.span.into(), by: item.by }
}

fn plain(m: &Match, phrase: &Phrase, holes: &[&Hole], cx: &Context) -> Option<Draft> {
    let kind = cx.program.schema.def(phrase.kind);
    if kind.tells_offices() && !fits_office(m, cx) || m.trigger.is_some_and(|t| is_answered(cx.doc, t)) {
        return None;
    }
    let mut d = draft(m, phrase, span_of(m, cx), cx);
    for c in &m.captures {
        let Some(field) = holes[c.slot as usize].field else { continue };
        let is_set = matches!(kind.def(field).ty, Type::Set(_));
        if !is_set {
            let item = lead(c)?;
            // "his death" tells of somebody else too often where it is not said who takes part.
            if kind.def(field).ty == Type::Text && item.by.is_some() && is_possessive(cx.doc, item) {
                return None;
            }
            if d.fact.get(field).is_none() {
                if matches!(item.value, Value::Office(_)) {
                    d.office_tokens = Some((item.first, item.end));
                }
                if !counted(&mut d.fact, kind, field, item) {
                    return None;
                }
            }
            continue;
        }
        let members: Vec<FieldValue> = c.filling.items.iter().map(|i| field_value(field, i)).collect();
        match d.fact.fields.iter_mut().find(|f| f.field == field) {
            Some(FieldValue { value: Value::Set(all), spans, .. }) => {
                spans.extend(members.iter().flat_map(|v| v.spans.iter().copied()));
                all.extend(members);
                drop_doubled(all, spans);
            }
            _ => d.fact.fields.push(set(field, members)),
        }
    }
    for &slot in &m.given {
        given(&mut d.fact, kind, holes[slot as usize], m.trigger, cx);
    }
    Some(d)
}

fn is_possessive(doc: &Doc, item: &Item) -> bool {
    item.end == item.first + 1 && matches!(doc.lower(item.first), "his" | "her" | "their" | "its")
}

/// Fills in what the phrase says by itself, at its trigger word. An office so given stands nowhere in the text; its body is the
/// organisation of the same fact.
fn given(fact: &mut Fact, kind: &KindDef, hole: &Hole, trigger: Option<u32>, cx: &Context) {
    let (Some(field), Some(words)) = (hole.field, &hole.given) else { return };
    if fact.get(field).is_some() {
        return;
    }
    fact.fields.push(match kind.def(field).ty {
        Type::Office => {
            let body = kind.field("organisation").and_then(|f| fact.value(f)).and_then(Value::as_entity);
            FieldValue {
                field,
                value: Value::Office(Box::new(offices::of_body(words, body))),
                spans: Spans::none(),
                by: None,
            }
        }
        _ => fixed(field, words, trigger, cx),
    });
}

/// "senators", "Ministers of Defence": some word of the office is a plural.
fn is_plural(office: &Item, doc: &Doc) -> bool {
    (office.first..office.end).any(|i| {
        let word = doc.word(i);
        word.len() > 3
            && (word.ends_with('s') && !word.ends_with("ss") || word.ends_with("men") || word.ends_with("women"))
            && doc.tokens[i as usize].is_word()
            && !matches!(
                word.to_ascii_lowercase().as_str(),
                "states" | "affairs" | "foreign affairs" | "nations" | "united states"
            )
    })
}

/// Adds a single value. A quantity in a `number` field fills `thing` as well, where the kind has one; what counts things
/// takes no amount with a unit: "killed 5%" tells no number. False where it does not fit.
fn counted(fact: &mut Fact, kind: &KindDef, field: FieldId, item: &Item) -> bool {
    let (Value::Quantity(q), Type::Number) = (&item.value, &kind.def(field).ty) else {
        fact.fields.push(field_value(field, item));
        return true;
    };
    let thing = kind.field("thing").filter(|&to| fact.get(to).is_none());
    if thing.is_some() && q.unit.is_some() {
        return false;
    }
    fact.fields.push(FieldValue::new(field, Value::Number(Box::new(q.number.clone())), item.span));
    if let (Some(thing), Some(to)) = (&q.thing, thing) {
        fact.fields.push(FieldValue::new(to, Value::Text(thing.clone().into()), item.span));
    }
    true
}

fn set(field: FieldId, members: Vec<FieldValue>) -> FieldValue {
    let spans = members.iter().flat_map(|v| v.spans.iter().copied()).collect();
    FieldValue { field, value: Value::Set(members), spans, by: None }
}

/// Deals lists out in order: the first of each, the second of each. Lists of unequal length pair nothing, since any pairing
/// would be a guess; a single value goes to all. Places that the phrase does not keep are the bodies of its offices.
fn pairs(m: &Match, phrase: &Phrase, holes: &[&Hole], cx: &Context, out: &mut Vec<Draft>) {
    if cx.program.schema.def(phrase.kind).tells_offices() && !fits_office(m, cx) {
        return;
    }
    let count = m.captures.iter().map(|c| c.filling.items.len()).max().unwrap_or(0);
    // With one list alone there is nothing to pair: each member of it is told of, were it only one.
    let lists = m.captures.iter().filter(|c| matches!(holes[c.slot as usize].ty, Type::Set(_))).count();
    if count < 2 && lists > 1
        || m.captures.iter().any(|c| !matches!(c.filling.items.len(), 1) && c.filling.items.len() != count)
    {
        return;
    }
    // "A, B and C, mayor of D": one office in the singular is one person's.
    let people = |c: &&Capture| {
        c.filling.items.iter().all(|i| i.value.as_entity().is_some_and(|e| e.kind == EntityKind::Person))
    };
    let several = m.captures.iter().filter(people).any(|c| c.filling.items.len() > 1);
    let one_office = |c: &Capture| c.filling.items.len() == 1 && matches!(c.filling.items[0].value, Value::Office(_));
    if several && m.captures.iter().any(|c| one_office(c) && !is_plural(&c.filling.items[0], cx.doc)) {
        return;
    }
    // "Minister A and Chancellor B": a member with an office of its own has no part in the other's.
    let offices = m.captures.iter().any(|c| c.filling.items.iter().any(|i| matches!(i.value, Value::Office(_))));
    if offices && m.captures.iter().any(|c| c.filling.items.len() > 1 && c.filling.items.iter().any(|i| i.titled)) {
        return;
    }
    for n in 0..count {
        let of = |c: &Capture| c.filling.items[if c.filling.items.len() == 1 { 0 } else { n }].clone();
        let body = m.captures.iter().filter(|c| holes[c.slot as usize].field.is_none()).map(of).next();
        let mut span: Option<Span> = None;
        let mut d = draft(m, phrase, cx.doc.span(m.first, m.end), cx);
        for c in &m.captures {
            let Some(field) = holes[c.slot as usize].field else { continue };
            let item = of(c);
            let mut value = field_value(field, &item);
            if let (Value::Office(office), Some(body)) = (&item.value, &body)
                && let Value::Entity(e) = &body.value
            {
                value.value = Value::Office(Box::new(offices::with_body(office, e)));
                value.spans = item.span.cover(body.span).into();
            }
            if matches!(value.value, Value::Office(_)) {
                d.office_tokens = Some((item.first, item.end));
            }
            if d.fact.get(field).is_none() {
                let all = value.spans.iter().copied().reduce(Span::cover).unwrap_or(item.span);
                span = Some(span.map_or(all, |s| s.cover(all)));
                d.fact.fields.push(value);
            }
        }
        d.fact.span = span.unwrap_or(d.fact.span);
        for &slot in &m.given {
            given(&mut d.fact, cx.program.schema.def(phrase.kind), holes[slot as usize], m.trigger, cx);
        }
        out.push(d);
    }
}

/// Drops readings that say less than another of the same: on one trigger word the one with most fields stays; without a
/// trigger, a fact whose fields another has word for word.
fn best(mut drafts: Vec<Draft>, cx: &Context) -> Vec<Draft> {
    // Of deeds that are told by as much, the one of more words is told better: "was shot dead", and not "was shot".
    let words = |d: &Draft| match cx.program.schema.def(d.fact.kind).tells_offices() {
        true => (d.fact.span.start, d.fact.span.end),
        false => (d.fact.span.start, u32::MAX - d.fact.span.end),
    };
    drafts.sort_by_key(|d| (d.fact.kind, Reverse(weight(&d.fact)), d.skipped, d.first, words(d)));
    let mut kept: Vec<Draft> = Vec::new();
    for d in drafts {
        let taken = kept.iter().any(|k| {
            k.fact.kind == d.fact.kind
                && match (k.trigger, d.trigger) {
                    // One trigger word in a pairwise phrase yields several facts: those differ in their words.
                    (Some(a), Some(b)) if a == b => k.fact.by != d.fact.by || same_words(&k.fact, &d.fact),
                    _ => same_words(&k.fact, &d.fact),
                }
        });
        if !taken {
            kept.push(d);
        }
    }
    kept
}

fn weight(fact: &Fact) -> usize {
    fact.fields
        .iter()
        .map(|f| match &f.value {
            Value::Set(members) => 1 + members.len(),
            _ => 2,
        })
        .sum()
}

/// Whether `small` has no field that `large` does not have at the same words.
fn same_words(large: &Fact, small: &Fact) -> bool {
    small.fields.iter().all(|f| large.get(f.field).is_some_and(|g| f.spans.iter().all(|s| g.spans.contains(s))))
}

fn finish(d: Draft, cx: &Context) -> Fact {
    let kind = cx.program.schema.def(d.fact.kind);
    let mut fact = d.fact;
    let anchor = d.trigger.unwrap_or(d.first);
    // A title beside a name tells of no deed, whatever word stands between: `Lund, who as mayor`.
    let deed = d.trigger.is_some_and(|t| !kind.tells_offices() || is_deed(cx.doc, t));
    let put = cx.stances.of(cx.doc, anchor, fact.span, deed);
    fact.stance = put.stance;
    fact.source = put.source.map(Box::new);
    fact.cue = put.cue.map(Box::new);
    if let (Some(tenure), Some((first, end))) = (kind.field("tenure"), d.office_tokens)
        && fact.get(tenure).is_none()
    {
        let word = offices::tenure_of(cx.doc, first, end);
        fact.fields.push(FieldValue { field: tenure, value: Value::word(word), spans: Spans::none(), by: None });
    }
    drop_date(&mut fact, kind, cx, anchor);
    fill_country(&mut fact, kind);
    fill_verb(&mut fact, kind, cx, d.trigger);
    fill_date(&mut fact, kind, cx, anchor);
    fill_place(&mut fact, kind, cx, anchor);
    put_ahead(&mut fact, kind, cx, anchor);
    if d.trigger.is_some() {
        // "On 3 March, A met B": what dates an event belongs to its words.
        let words = fact.fields.iter().flat_map(|f| f.spans.iter().copied()).filter(|s| fact.sentence.contains(*s));
        fact.span = words.fold(fact.span, Span::cover);
    }
    fill_office(&mut fact, kind, cx);
    fact.fields.sort_by_key(|f| f.field);
    fact
}

/// What is dated after its article is planned: "a trip by Lund next week". Not what may be a death or an attack: nobody plans those.
fn put_ahead(fact: &mut Fact, kind: &KindDef, cx: &Context, anchor: u32) {
    let sorts = kind.field("what").is_some();
    let dated = kind.field("date").filter(|&date| !sorts && kind.same_when.iter().any(|k| k.field == date));
    let Some(field) = dated.and_then(|date| fact.get(date)) else { return };
    let (own, day) = (cx.article.date.as_ref().and_then(|d| d.value.to), field.value.as_date().and_then(|d| d.from));
    let later = matches!((own, day), (Some(own), Some(day)) if day > own);
    if later && matches!(fact.stance, Stance::Asserted | Stance::Reported) && !is_past(cx.doc, anchor) {
        let cue = field.span().map(|span| Box::new(Cued { span, at: None }));
        fact.stance = Stance::Planned;
        fact.cue = cue.or(fact.cue.take());
    }
}

fn is_deed(doc: &Doc, trigger: u32) -> bool {
    let token = &doc.tokens[trigger as usize];
    token.is_word() && !token.capital && matches!(class(doc, trigger), None | Some(Class::Be))
}
