//! What can stand in a hole.

use super::numerals::{ordinal, result};
use super::values::{is_point, range_end, range_start};
use super::words::{describes, is_function, joint, possessive};
use crate::extract::names::{AREAS, RANKS, listed_place};
use crate::extract::{Mention, MentionKind};
use crate::facts::{Provenance, Type, Undecided, Value};
use crate::source::Span;
use crate::text::{Doc, Token, TokenKind};

/// What a hole took: one value, or the members of a list.
#[derive(Clone, Debug)]
pub struct Filling {
    pub items: Vec<Item>,
    /// First token after everything that was passed over, titles and appositions included.
    pub end: u32,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub value: Value,
    /// The words of the value itself, without titles before a name.
    pub span: Span,
    pub first: u32,
    pub end: u32,
    /// How it was resolved, where not by its own words (`coreference`).
    pub by: Option<Provenance>,
    /// A person with an office of its own before the name.
    pub titled: bool,
}

/// The mentions of one article by their first token.
pub struct Mentions<'a> {
    sorted: Vec<&'a Mention>,
    /// By token, how many begin before it; up to the last that one begins at.
    before: Vec<u32>,
}

/// Tokens of a free `text` hole at most.
pub(super) const MAX_TEXT: u32 = 10;
/// Words of a description before a name at most.
const MAX_DESCRIPTION: u32 = 6;
/// Words in "-ing" that say what sort of holder somebody is, and are no verbs.
const SORTS: &[&str] = &["founding", "visiting", "leading", "managing", "acting", "consulting"];
/// Mentions that may begin inside a date at most.
const MAX_INSIDE: usize = 8;
/// Members of a list at most; a longer one is cut.
pub(super) const MAX_LIST: usize = 24;

impl<'a> Mentions<'a> {
    pub fn new(mentions: impl IntoIterator<Item = &'a Mention>) -> Mentions<'a> {
        let mut sorted: Vec<&Mention> = mentions.into_iter().collect();
        sorted.sort_by_key(|m| (m.first, std::cmp::Reverse(m.end), m.kind));
        let mut before = Vec::with_capacity(sorted.last().map_or(0, |m| m.first as usize + 2));
        for (n, m) in sorted.iter().enumerate() {
            before.resize(before.len().max(m.first as usize + 1), n as u32);
        }
        Mentions { sorted, before }
    }

    /// Mentions that begin at a token, the longest first.
    pub fn at(&self, token: u32) -> &[&'a Mention] {
        &self.sorted[self.from(token)..self.from(token + 1)]
    }

    /// How many mentions begin before a token.
    fn from(&self, token: u32) -> usize {
        self.before.get(token as usize).map_or(self.sorted.len(), |n| *n as usize)
    }

    pub fn any_at(&self, token: u32) -> bool {
        !self.at(token).is_empty()
    }

    /// Mentions that begin in `first..end`.
    pub(super) fn within(&self, first: u32, end: u32) -> impl Iterator<Item = &'a Mention> + '_ {
        self.sorted[self.from(first)..].iter().take_while(move |m| m.first < end).copied()
    }

    /// Mentions of a kind that begin in `first..end`.
    pub fn between(&self, kind: MentionKind, first: u32, end: u32) -> impl Iterator<Item = &'a Mention> + '_ {
        self.within(first, end).filter(move |m| m.kind == kind)
    }

    /// The ways to fill a hole of type `ty` from token `at` on, within the sentence that ends at `end`. `open`: also by what
    /// is a name only because one must stand there.
    pub fn fillings(&self, doc: &Doc, at: u32, end: u32, ty: &Type, open: bool) -> Vec<Filling> {
        let mut out = Vec::new();
        match ty {
            Type::Person => self.people(doc, at, end, false, open, &mut out),
            Type::Set(of) if **of == Type::Person => self.people(doc, at, end, true, open, &mut out),
            Type::Set(of) if matches!(**of, Type::Quantity | Type::Number) => self.numbers(doc, at, end, of, &mut out),
            Type::Set(of) => {
                let list = self.list(doc, at, end, of, open);
                // Shorter lists too: "in Russia and Belarus said".
                for n in (1..=list.len()).rev() {
                    out.push(Filling { items: list[..n].to_vec(), end: list[n - 1].end });
                }
            }
            Type::Text => self.text(doc, at, end, &mut out),
            Type::Word | Type::Enumeration(_) => {
                if let Some(t) = doc.token(at).filter(|t| t.kind != TokenKind::Punct && at < end) {
                    out.push(single(Value::Text(doc.text_at(t.span)), t.span, at, at + 1));
                }
            }
            Type::Place => {
                let Some(whole) = self.one(doc, at, end, ty) else { return out };
                // "Geneva, Switzerland", and Geneva alone
                let bare = Item { end: doc.tokens_in(whole.span).1, ..whole.clone() };
                let both = bare.end < whole.end;
                out.extend(
                    [whole, bare]
                        .into_iter()
                        .take(1 + usize::from(both))
                        .map(|i| Filling { end: i.end, items: vec![i] }),
                );
            }
            Type::Date => {
                out.extend(self.one(doc, at, end, ty).map(|i| Filling { end: i.end, items: vec![i] }));
                let range = self.at(at).iter().find(|m| m.kind == MentionKind::Date);
                let start = range.and_then(|m| range_start(doc, m));
                let end = self.range_at(at).and_then(|m| range_end(doc, m, at));
                out.extend(start.or(end).map(|i| Filling { end: i.end, items: vec![i] }));
            }
            _ => {
                out.extend(self.one(doc, at, end, ty).map(|i| Filling { end: i.end, items: vec![i] }));
                if open && *ty == Type::Organisation {
                    out.extend(self.open_thing(doc, at, end).map(|i| Filling { end: i.end, items: vec![i] }));
                }
            }
        }
        out.retain(|f| f.end <= end && f.end > at);
        out
    }

    /// "his" or "her" from token `at` on, where it is known whose: what `{person} 's` takes.
    pub fn possessor(&self, doc: &Doc, at: u32, end: u32, ty: &Type) -> Option<Filling> {
        let wanted = matches!(ty, Type::Person) || matches!(ty, Type::Set(of) if **of == Type::Person);
        let mut here = self.at(at).iter().filter(|m| m.kind == MentionKind::Person && m.end < end);
        let m = here.find(|m| possessive(doc, m, end)).filter(|_| wanted)?;
        Some(Filling { items: vec![item(m)], end: m.end })
    }

    /// The date that begins before a token and goes on behind it.
    fn range_at(&self, at: u32) -> Option<&'a Mention> {
        let before = &self.sorted[..self.from(at)];
        before.iter().rev().take(MAX_INSIDE).find(|m| m.kind == MentionKind::Date && m.end > at).copied()
    }

    /// One value of a type other than person and text.
    pub(super) fn one(&self, doc: &Doc, at: u32, end: u32, ty: &Type) -> Option<Item> {
        let start = self.determined(doc, at, end, ty);
        let here = self.at(start);
        let find = |kind: MentionKind| here.iter().find(|m| m.kind == kind && m.end <= end).copied();
        match ty {
            Type::Place => {
                let m = find(MentionKind::Place).or_else(|| self.after_generic_place(doc, start, end))?;
                let mut item = region(doc, m, end).unwrap_or_else(|| item(m));
                if self.goes_on(doc, &item, end) {
                    return None;
                }
                // "Geneva, Switzerland": the second names where the first lies.
                if doc.token(item.end).is_some()
                    && doc.word(item.end) == ","
                    && let Some(next) =
                        self.at(item.end + 1).iter().find(|n| n.kind == MentionKind::Place && n.end <= end)
                    && doc.token(next.end).is_none_or(|t| next.end >= end || t.kind == TokenKind::Punct)
                    && may_hold(next, m)
                {
                    item.end = next.end;
                }
                Some(item)
            }
            Type::Organisation => find(MentionKind::Organisation).map(item),
            Type::Office => find(MentionKind::Office).or_else(|| self.qualified(doc, at, end)).map(item),
            Type::Date => find(MentionKind::Date).filter(|m| is_point(m)).map(item),
            Type::Duration => find(MentionKind::Date).filter(|m| matches!(m.value, Value::Duration(..))).map(item),
            Type::Quantity => find(MentionKind::Quantity).map(item),
            Type::Number => {
                if let Some(i) = ordinal(doc, start).or_else(|| result(doc, start)) {
                    return Some(i);
                }
                let m = find(MentionKind::Quantity)?;
                let number = match &m.value {
                    Value::Number(n) => n.clone(),
                    Value::Quantity(q) => Box::new(q.number.clone()),
                    _ => return None,
                };
                let field = m.fields.iter().find(|f| matches!(f.value, Value::Number(_)));
                let mut i = item(m);
                i.value = Value::Number(number);
                if let Some(span) = field.and_then(|f| f.span()) {
                    i.span = span;
                    i.end = doc.tokens_in(span).1.max(at + 1);
                }
                Some(i)
            }
            Type::Quote => {
                let m = here
                    .iter()
                    .find(|m| m.kind == MentionKind::Quote)
                    .or_else(|| self.at(start + 1).iter().find(|m| m.kind == MentionKind::Quote))?;
                Some(item(m))
            }
            _ => None,
        }
    }

    /// Whether a place is but the beginning of another name: "at the U.S. | Capitol", "visited Westminster | Abbey". In headlines a
    /// capital tells nothing.
    fn goes_on(&self, doc: &Doc, place: &Item, end: u32) -> bool {
        let named = |t: &Token| t.is_word() && t.capital && t.spaced && !is_function(t.span.of(doc.text));
        let before = place.first.checked_sub(1).map(|i| &doc.tokens[i as usize]);
        place.end < end
            && doc.token(place.end).is_some_and(named)
            && !self.any_at(place.end)
            && before.is_some_and(|t| t.is_word() && !t.capital)
    }

    /// What is an organisation only because one must stand here, and one with a description before its name: "the shipping
    /// company Acme", "an agency called Acme".
    fn open_thing(&self, doc: &Doc, at: u32, end: u32) -> Option<Item> {
        let start = self.determined(doc, at, end, &Type::Organisation);
        let find = |i: u32, kind: MentionKind| self.at(i).iter().find(|m| m.kind == kind && m.end <= end);
        if let Some(m) = find(start, MentionKind::OpenThing) {
            return Some(item(m));
        }
        let mut i = start;
        while i < end.min(start + MAX_DESCRIPTION)
            && (describes(doc, i) || matches!(doc.word(i), "called" | "named" | "-"))
        {
            i += 1;
        }
        let named = |m: &&&Mention| m.value != Value::Unknown(Undecided::Name);
        let found = find(i, MentionKind::Organisation).or(find(i, MentionKind::OpenThing).filter(named));
        found.filter(|_| i > start).map(|m| item(m))
    }

    /// An office behind what says which or what sort: "the founding | chairman", "an Adjunct | Professor".
    fn qualified(&self, doc: &Doc, at: u32, end: u32) -> Option<&'a Mention> {
        let article = matches!(doc.lower(at), "a" | "an" | "the");
        let first = at + u32::from(article);
        for i in first..end.min(first + MAX_DESCRIPTION) {
            if let Some(m) = self.at(i).iter().find(|m| m.kind == MentionKind::Office && m.end <= end) {
                return Some(m);
            }
            // "a former Norwegian | minister": when it was held is not told by the words of the office alone.
            if matches!(doc.lower(i), "former" | "ex" | "onetime" | "retired" | "late" | "then" | "future") {
                return None;
            }
            let t = &doc.tokens[i as usize];
            let sort = article && describes(doc, i) && (!doc.word(i).ends_with("ing") || SORTS.contains(&doc.word(i)));
            let point = doc.word(i) == "." && !t.spaced;
            // "is Lying about Killing | the Leader" in a headline is no sort of leader.
            let lower = doc.lower(i);
            let named =
                t.is_word() && t.capital && !is_function(lower) && (SORTS.contains(&lower) || !lower.ends_with("ing"));
            if !(sort || point || named) {
                return None;
            }
        }
        None
    }

    /// Skips an article before names of bodies, offices and numbers ("the", "a", "an", "some").
    fn determined(&self, doc: &Doc, at: u32, end: u32, ty: &Type) -> u32 {
        let skips = matches!(ty, Type::Place | Type::Organisation | Type::Office | Type::Quantity | Type::Number);
        if !skips || at + 1 >= end || self.any_at(at) {
            return at;
        }
        let word = doc.lower(at);
        let article = matches!(word, "the" | "a" | "an");
        if *ty == Type::Office {
            return self.adjectives(doc, at, end, article).unwrap_or(at + u32::from(article));
        }
        if article { at + 1 } else { at }
    }

    /// The office behind "the 23rd", "its first freely elected", "the country's youngest": words that say nothing of it.
    fn adjectives(&self, doc: &Doc, at: u32, end: u32, article: bool) -> Option<u32> {
        let own = matches!(doc.lower(at), "its" | "his" | "her" | "their" | "our");
        if !article && !own {
            return None;
        }
        for i in at + 1..end.min(at + 7) {
            if let Some(m) = self.at(i).iter().find(|m| m.kind == MentionKind::Office) {
                return Some(m.first);
            }
            let token = doc.token(i)?;
            let passes = match token.kind {
                TokenKind::Number | TokenKind::Possessive => true,
                TokenKind::Word => (!token.capital || !token.spaced) && !is_function(doc.word(i)),
                TokenKind::Punct => matches!(doc.word(i), "-" | "‑" | "–") && i > at + 1,
            };
            if !passes {
                return None;
            }
        }
        None
    }

    /// "the (Kazakh) capital Astana", "the city of Astana".
    fn after_generic_place(&self, doc: &Doc, at: u32, end: u32) -> Option<&'a Mention> {
        const GENERIC: &[&str] = &[
            "capital",
            "city",
            "town",
            "village",
            "port",
            "resort",
            "region",
            "province",
            "district",
            "state",
            "suburb",
            "island",
            "southern",
            "northern",
            "eastern",
            "western",
            "central",
            "neighboring",
            "neighbouring",
            "nearby",
            "downtown",
        ];
        let mut i = at;
        let mut generic = false;
        for _ in 0..5 {
            if i >= end {
                return None;
            }
            if let Some(m) = self.at(i).iter().find(|m| m.kind == MentionKind::Place)
                && generic
            {
                return Some(m);
            }
            if let Some(m) = self.at(i).iter().find(|m| m.kind == MentionKind::Demonym) {
                i = m.end;
                continue;
            }
            let word = doc.lower(i);
            if GENERIC.contains(&word) {
                generic = true;
            } else if !(generic && matches!(word, "of" | ",")) {
                return None;
            }
            i += 1;
        }
        None
    }

    /// `a, b and c` of one type.
    fn list(&self, doc: &Doc, at: u32, end: u32, ty: &Type, open: bool) -> Vec<Item> {
        let mut items = Vec::new();
        let mut pos = at;
        let mut ended = false;
        while items.len() < MAX_LIST {
            let opened = || if open { self.open_thing(doc, pos, end) } else { None };
            let Some(i) = self.one(doc, pos, end, ty).or_else(opened) else { break };
            pos = i.end;
            items.push(i);
            let Some((next, last)) = joint(doc, pos, end).filter(|(_, last)| *last || !ended) else { break };
            (pos, ended) = (next, ended || last);
        }
        items
    }

    fn text(&self, doc: &Doc, at: u32, end: u32, out: &mut Vec<Filling>) {
        let mut i = at;
        while i < end && i < at + MAX_TEXT {
            let t = &doc.tokens[i as usize];
            let word = doc.word(i);
            if t.kind == TokenKind::Punct && !matches!(word, "-" | "‑" | "&" | "’" | "'") {
                break;
            }
            i += 1;
            // Never ends on a hyphen.
            if t.kind != TokenKind::Punct {
                let span = doc.span(at, i);
                out.push(single(Value::Text(doc.text_at(span)), span, at, i));
            }
        }
    }
}

fn single(value: Value, span: Span, first: u32, end: u32) -> Filling {
    Filling { items: vec![Item { value, span, first, end, by: None, titled: false }], end }
}

pub(super) fn item(m: &Mention) -> Item {
    let by = (&*m.by == "coreference").then_some(m.by);
    Item { value: m.value.clone(), span: m.span, first: m.first, end: m.end, by, titled: false }
}

/// "Donetsk region", not the town.
fn region(doc: &Doc, m: &Mention, end: u32) -> Option<Item> {
    let area = doc.token(m.end).filter(|t| m.end < end && t.is_word() && !t.capital)?.span;
    let word = area.of(doc.text);
    let is_area = AREAS.contains(&word) && !matches!(word, "state" | "republic");
    is_area.then(|| Item { span: m.span.cover(area), end: m.end + 1, ..item(m) })
}

/// Whether one place may lie in another: of two countries, or a country and a town behind it, none holds the other.
fn may_hold(outer: &Mention, inner: &Mention) -> bool {
    let rank = |m: &Mention| {
        let (kind, _) = listed_place(&m.value.as_entity()?.name)?;
        Some(RANKS.iter().position(|r| *r == kind.name()))
    };
    match (rank(outer), rank(inner)) {
        (Some(outer), Some(inner)) => outer > inner,
        _ => true,
    }
}
