//! Offices: titles with the body they belong to.
//!
//! [`find`] reads titles by a grammar over tokens (`parse.rs`, `head.rs`, `tail.rs`; the words are in `tables.rs` and
//! `rules/std/data/`), `build.rs` gives each its canonical name and the form it is compared in. Roles themselves are made by the
//! phrases of `rules/std/roles.claim`; and, for lists, by [`rolls`]; [`complete`] then fills in bodies that a
//! role's words leave open.

mod bodies;
mod build;
mod chain;
mod complete;
mod country;
mod head;
mod mistaken;
mod parse;
mod parties;
mod register;
mod rest;
mod rolls;
mod signs;
mod tables;
mod tail;
mod telling;
mod tenure;
mod term;
mod times;

pub use complete::{Around, BEHIND_NAME, complete};
pub use country::AT_HAND;
pub use mistaken::{drop_doubtful, drop_told, is_told_of_description};
pub use register::{OfficeWords, Register, RoleNames, office_key, parse_name, role_keys};
pub use rolls::{Lists, rolls};
pub use tables::Category;
pub use tenure::tenure_of;
pub use times::Times;

use super::{Mention, MentionKind};
use crate::facts::{Entity, EntityKind, Office, Provenance, Value};
use crate::text::Doc;
use parse::{Parsed, Piece, Reader, Tail};

/// Every office, as mentions of kind `Office` in order of start; `names` are the article's name mentions. A mention covers
/// the words of tenure ("former", "-elect"), which its office does not name. A plural title stops before a list of places ("the
/// presidents | of Chad and Mali": see [`with_body`]); one behind a list of demonyms is one mention for each.
pub fn find(doc: &Doc, names: &[Mention], register: &Register) -> Vec<Mention> {
    let reader = Reader { doc, names, whole: false };
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let mut floor = sentence.first;
        let mut at = sentence.first;
        // Offices joined by commas and "and": they may share a body.
        let mut row: Vec<Parsed> = Vec::new();
        while at < sentence.end {
            if let Some((office, stop)) = register.literal(doc, at, sentence.end) {
                flush(&reader, &mut row, register, &mut out);
                out.push(mention(doc, at, stop, office.clone()));
                (at, floor) = (stop, stop);
                continue;
            }
            let Some(parsed) = reader.parse(at, floor, sentence.end, 0) else {
                at += 1;
                continue;
            };
            if row.len() == MAX_ROW || !row.last().is_some_and(|left| link(&reader, left, &parsed).is_some()) {
                flush(&reader, &mut row, register, &mut out);
            }
            // A title inside ("aide to President ...") is read again for the person behind it.
            let inner =
                parsed.tails.iter().any(|t| t.preposition != "of" && parsed.end > parsed.head.1 && has_person(t));
            (at, floor) = if inner { (parsed.head.1, parsed.head.1) } else { (parsed.end, parsed.end) };
            row.push(parsed);
        }
        flush(&reader, &mut row, register, &mut out);
    }
    out
}

fn has_person(tail: &Tail) -> bool {
    matches!(tail.pieces.as_slice(), [Piece::Name(e)] if e.kind == EntityKind::Person)
}

/// Offices in a row at most; a longer one is cut.
const MAX_ROW: usize = 16;

/// What stands between two offices of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    And,
    Comma,
}

fn link(reader: &Reader, left: &Parsed, right: &Parsed) -> Option<Link> {
    // "deputy for Secretary Berg": the left one may reach behind the right one, to the end of the text.
    let comma = reader.doc.token(left.end).is_some_and(|_| reader.doc.word(left.end) == ",");
    let at = left.end + u32::from(comma);
    let and = reader.is_word(at, "and") || reader.doc.token(at).is_some_and(|_| reader.doc.word(at) == "&");
    match (comma, and) {
        (_, true) if right.first == at + 1 => Some(Link::And),
        // "founder and current | chairman"
        (_, true) if right.first == at + 2 && ["current", "founding"].iter().any(|w| reader.is_word(at + 1, w)) => {
            Some(Link::And)
        }
        (true, false) if right.first == at => Some(Link::Comma),
        _ => None,
    }
}

/// Gives the offices of a row the body that one of them has: "founder, chairman and CEO of Acme". A comma joins two only where
/// an "and" ends the row.
fn share_row(reader: &Reader, row: &mut [Parsed]) {
    let mut joined = vec![false; row.len()];
    for i in (1..row.len()).rev() {
        joined[i] = match link(reader, &row[i - 1], &row[i]) {
            Some(Link::And) => true,
            Some(Link::Comma) => joined.get(i + 1).copied().unwrap_or(false),
            None => false,
        };
    }
    let pairs = (1..row.len()).rev().chain(2..row.len());
    for i in pairs.filter(|&i| joined[i]) {
        let (left, right) = row.split_at_mut(i);
        share(&mut left[i - 1], &mut right[0]);
    }
}

/// "chairman and CEO of Acme", "Acme chairman and CEO": one body for both.
fn share(left: &mut Parsed, right: &mut Parsed) {
    let open =
        |p: &Parsed| p.tails.is_empty() && p.body.is_none() && !p.before.iter().any(|x| matches!(x, Piece::Name(_)));
    // "a strategist and founder of Acme": a profession needs no body.
    let profession = |p: &Parsed| p.title.category == Category::Profession;
    if left.title.plural || right.title.plural || profession(left) && !profession(right) {
        return;
    }
    if open(left) && !right.tails.iter().any(|t| t.preposition == "to") {
        // "deputy mayor and minister of justice": a policy area is that of its own minister.
        let area = |t: &Tail| {
            t.pieces.iter().all(|x| matches!(x, Piece::Area(a) if !a.has('i')) || matches!(x, Piece::Link(_)))
        };
        if left.title.words == right.title.words || !right.tails.iter().all(area) {
            left.tails.clone_from(&right.tails);
        }
        left.body.clone_from(&right.body);
    } else if open(right) && left.tails.is_empty() && left.title.category.is_like(right.title.category) {
        right.body.clone_from(&left.body);
        right.before.extend(left.before.iter().filter(|x| matches!(x, Piece::Name(_))).cloned());
    }
}

fn flush(reader: &Reader, row: &mut Vec<Parsed>, register: &Register, out: &mut Vec<Mention>) {
    share_row(reader, row);
    for parsed in row.drain(..) {
        push(reader.doc, &parsed, register, out);
        for (body, first, end) in reader.further_bodies(&parsed) {
            let mut own = Parsed { body: None, ..parsed.clone() };
            if let Some(tail) = own.tails.last_mut() {
                tail.pieces = vec![Piece::Name(body)];
            }
            out.push(mention(reader.doc, first, end, register.canonical(build::office(&own))));
        }
    }
}

/// What a body of many who hold an office is called: "Sheriffs Association".
const OF_HOLDERS: &[&str] = &[
    "association",
    "council",
    "conference",
    "committee",
    "union",
    "federation",
    "society",
    "league",
    "guild",
    "alliance",
];

/// Titles right before a capital, as token ranges in order, with their degrees and areas and without their bodies: words that
/// are no part of the name that follows. "Homeland Security Secretary | Ida Lund". Titles that are surnames as often (King,
/// Bishop, Dean) are left out where they stand alone.
pub fn titles(doc: &Doc) -> Vec<(u32, u32)> {
    let reader = Reader { doc, names: &[], whole: false };
    let mut out: Vec<(u32, u32)> = Vec::new();
    for sentence in &doc.sentences {
        let mut at = sentence.first;
        while at < sentence.end {
            let found = reader.capital(at).then(|| reader.title(at, sentence.end)).flatten();
            let Some((title, stop)) = found else {
                at += 1;
                continue;
            };
            // "Republican Governors | Association": holders who have one of their own, whose name goes on.
            let bodied = title.plural && stop < sentence.end && OF_HOLDERS.contains(&doc.folded(stop));
            if reader.capital(stop) && stop < sentence.end && !bodied && (title.is_telling() || stop > at + 1) {
                let floor = out.last().map_or(sentence.first, |t| t.1.max(sentence.first));
                out.push((reader.qualifiers_before(title, at, floor), stop));
            }
            at = stop;
        }
    }
    out
}

fn push(doc: &Doc, parsed: &Parsed, register: &Register, out: &mut Vec<Mention>) {
    let last = register.canonical(build::office(parsed));
    let Some((_, _, link)) = parsed.others.last() else {
        out.push(mention(doc, parsed.first, parsed.end, last));
        return;
    };
    // Each body with the whole phrase as its words: only together do they name an office.
    let span = doc.span(parsed.first, parsed.end);
    for (n, (body, first, end)) in parsed.others.iter().enumerate() {
        let first = if n == 0 { parsed.first } else { *first };
        let alone = Parsed { body: Some(body.clone()), ..parsed.clone() };
        let office = register.canonical(build::office(&alone));
        out.push(Mention { span, ..mention(doc, first, *end, office) });
    }
    let from = (*link + 1..parsed.end).find(|&i| doc.tokens[i as usize].is_word() && doc.word(i) != "and");
    out.push(Mention { span, ..mention(doc, from.unwrap_or(*link), parsed.end, last) });
}

fn mention(doc: &Doc, first: u32, end: u32, office: Office) -> Mention {
    Mention {
        kind: MentionKind::Office,
        first,
        end,
        span: doc.span(first, end),
        value: Value::Office(Box::new(office)),
        fields: Vec::new(),
        by: Provenance::of(&"offices"),
    }
}

/// The office that a title and one of its bodies make: "Ministers of Defence of {Norway} and {Sweden}" → one for each. An
/// office that has a body keeps it.
pub fn with_body(office: &Office, body: &Entity) -> Office {
    if office.body.as_ref().is_some_and(|b| b.kind == EntityKind::Place) {
        return office.clone();
    }
    register::with_place(office, &body.name)
}

/// The office that `title` is in `body`: what a phrase says without naming it, "founder" of what somebody founded.
pub fn of_body(title: &str, body: Option<&Entity>) -> Office {
    let office = parse_name(title);
    match body {
        Some(body) if office.body.is_none() => {
            let name = format!("{} of {}", office.name, body.name);
            Office { key: office_key(&name), name: name.into(), body: Some(body.clone()), ..office }
        }
        _ => office,
    }
}

/// Whether the title of the office at tokens `first..end` is in the plural.
pub fn is_plural(doc: &Doc, first: u32, end: u32) -> bool {
    let reader = Reader { doc, names: &[], whole: false };
    (first..end).find_map(|at| reader.title(at, end)).is_some_and(|(t, _)| t.plural)
}

/// What kind of office it is, by the last known title of its name; `None` where no title is known.
pub fn category(office: &Office) -> Option<Category> {
    head(&office.title).map(|t| t.category)
}

/// Whether the title, of whatever body, has one holder at a time.
fn is_sole(office: &Office) -> bool {
    head(&office.title).is_some_and(|t| !t.many)
}

/// Whether an office has one holder at a time, so that two current ones cannot both be right. Deputies, and titles that one
/// body gives to many, have not; nor has a title whose body is open.
pub fn one_seat(office: &Office) -> bool {
    let degrees = ["deputy", "vice", "assistant", "associate", "senior", "junior", "co", "special"];
    office.body.is_some()
        && head(&office.title).is_some_and(|t| !t.many)
        && !build::plain(&office.title).iter().any(|w| degrees.contains(&w.as_str()))
}

/// The title of a name: the first that is none of another's degrees.
fn head(title: &str) -> Option<&'static tables::Title> {
    let doc = Doc::of_text(title);
    let end = doc.tokens.len() as u32;
    let reader = Reader { doc: &doc, names: &[], whole: true };
    (0..end).find_map(|at| reader.title(at, end)).map(|(t, _)| t)
}

#[cfg(test)]
mod role_tests;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod told_tests;
