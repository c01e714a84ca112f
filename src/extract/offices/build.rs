//! From what was read to the office: its canonical name, its body, and the form it is compared in.
//!
//! The comparison form is the set of its words without small ones, whatever their order: "Russian Defense Minister" and
//! "Minister of Defence of Russia" are one. Words behind "to" are kept apart: the French ambassador to Germany is not the
//! German one to France.

use std::cell::RefCell;
use std::hash::Hasher;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::parse::{Parsed, Piece, Tail};
use super::tables::{Area, LISTS, title_case};
use crate::extract::names;
use crate::facts::{Entity, EntityKind, Office};
use crate::text::{Doc, TokenKind, fold, word_key};

/// The office of one reading, and the organisation it belongs to, where the words name one.
pub(super) fn office(p: &Parsed) -> Office {
    let parts = Parts::of(p);
    let place = p.body.as_ref();
    let mut name = parts.title.clone();
    let mut title = parts.title.clone();
    let mut body = None;
    if let Some(institution) = &parts.institution {
        let of = match (&parts.institution_before, institution.the) {
            (true, _) => None,
            (false, the) => {
                Some(format!("{} {}{}", institution.preposition, if the { "the " } else { "" }, institution.name))
            }
        };
        if let Some(of) = of {
            name = format!("{name} {of}");
            if !(institution.named || place.is_some()) {
                title.clone_from(&name);
            }
        }
        if institution.named || place.is_some() {
            let full = match place {
                Some(place) => format!("{} of {}", institution.name, with_article(&place.name)),
                None => institution.name.clone(),
            };
            let entity = institution.entity.clone().filter(|_| place.is_none());
            body = Some(entity.unwrap_or_else(|| names::entity(EntityKind::Organisation, &full)));
        }
    }
    name.push_str(&parts.behind);
    if let Some(place) = place {
        name = format!("{name} of {}", with_article(&place.name));
        body = body.or_else(|| Some(place.clone()));
    }
    Office { name: Arc::from(name), title: Arc::from(title), body, key: hash(&parts.compare) }
}

/// [`office`]`(p).key`, at less cost.
pub(super) fn key(p: &Parsed) -> u64 {
    hash(&Ordered::of(p).compare)
}

struct Institution {
    preposition: &'static str,
    the: bool,
    name: String,
    entity: Option<Entity>,
    /// One body of that name in the world ("FBI", "Acme"), unlike "Senate".
    named: bool,
}

/// The words of an office, put in order.
struct Ordered {
    /// The title itself.
    word: &'static str,
    before: Vec<Piece>,
    tails: Vec<Tail>,
    /// Areas stand before the title, not behind it.
    ministerial: bool,
    compare: Vec<String>,
}

/// The words of an office as they are printed.
struct Parts {
    title: String,
    institution: Option<Institution>,
    /// It is printed before the title, inside it: `White House Press Secretary`.
    institution_before: bool,
    /// What follows the institution: ` at the Oslo Council`.
    behind: String,
    compare: Vec<String>,
}

impl Ordered {
    fn of(p: &Parsed) -> Ordered {
        let place = p.body.as_ref().filter(|b| b.kind == EntityKind::Place).map(|b| &*b.name);
        let mut before: Vec<Piece> = p.before.clone();
        let mut tails: Vec<Tail> = p.tails.clone();
        let mut word = p.title.words;
        let mut compared = p.title.compare;
        let ministry = |t: &Tail| {
            matches!(t.pieces.as_slice(), [Piece::Area(m), Piece::Link(_), Piece::Area(_), ..] if m.words == "ministry")
                || matches!(t.pieces.as_slice(), [Piece::Area(_), .., Piece::Area(m)] if m.words == "ministry")
        };
        let headed = matches!(word, "head" | "chief");
        if headed
            && p.degrees.is_empty()
            && before.is_empty()
            && tails.first().is_some_and(|t| t.preposition == "of" && ministry(t))
        {
            // The head of a ministry is its minister.
            tails[0].pieces.retain(|x| !matches!(x, Piece::Area(m) if m.words == "ministry"));
            while matches!(tails[0].pieces.first(), Some(Piece::Link(_))) {
                tails[0].pieces.remove(0);
            }
            (word, compared) = ("minister", "minister");
        }
        let areas_only = |v: &[Piece]| !v.is_empty() && v.iter().all(|x| matches!(x, Piece::Area(a) if a.has('c')));
        if word == "chief"
            && p.degrees.is_empty()
            && tails.is_empty()
            && !p.title.plural
            && areas_only(&before)
            && place.is_some_and(|c| c != "United Kingdom")
        {
            (word, compared) = ("minister", "minister");
        }
        if place == Some("United States") && compared == "minister" {
            (word, compared) = ("secretary", "secretary");
        }
        let ministerial = matches!(word, "minister" | "secretary" | "undersecretary");
        if ministerial && p.title.words != "undersecretary" {
            // "Minister of Defence": the area goes before the title.
            if let Some(first) = tails.first_mut().filter(|t| matches!(t.preposition, "of" | "for")) {
                let n = first.pieces.iter().take_while(|x| is_area_list(x)).count();
                let all = n == first.pieces.len();
                if n > 0 && (all || matches!(first.pieces[n], Piece::Link("of"))) {
                    let moved: Vec<Piece> = first.pieces.drain(..n).collect();
                    if matches!(first.pieces.first(), Some(Piece::Link(_))) {
                        first.pieces.remove(0);
                    }
                    before.extend(moved);
                    if first.pieces.is_empty() {
                        tails.remove(0);
                    }
                }
            }
        }
        let compare = compare(p, &before, &tails, compared);
        Ordered { word, before, tails, ministerial, compare }
    }
}

impl Parts {
    fn of(p: &Parsed) -> Parts {
        let place = p.body.as_ref().filter(|b| b.kind == EntityKind::Place).map(|b| &*b.name);
        let Ordered { word, before, tails, ministerial, compare } = Ordered::of(p);
        // The name: degrees, what stands before, the title, what follows.
        let (mut names, areas): (Vec<Piece>, Vec<Piece>) =
            before.into_iter().partition(|x| matches!(x, Piece::Name(_) | Piece::Word(_)) && !ministerial);
        let inside = render(&areas);
        let degrees = p.degrees.join(" ");
        // "Georgia secretary of state", but "German state secretary".
        let of_state = p.tails.first().is_some_and(|t| {
            t.preposition == "of" && matches!(t.pieces.as_slice(), [Piece::Area(a)] if a.words == "state")
        });
        let reversed = word == "secretary"
            && (of_state || place.is_none_or(|c| c == "United States"))
            && !areas.is_empty()
            && areas.iter().all(|x| matches!(x, Piece::Link(_)) || matches!(x, Piece::Area(a) if !secretarial(a)));
        let title = if reversed {
            let the = matches!(areas.first(), Some(Piece::Area(a)) if a.has('t'));
            format!("{degrees} {word} of {}{inside}", if the { "the " } else { "" })
        } else if degrees == "vice" && p.degrees_behind {
            // "Intelligence Committee Vice Chair", but "Vice Foreign Minister".
            format!("{inside} {degrees} {word}")
        } else {
            format!("{degrees} {inside} {word}")
        };
        let mut title = title_case(&title);
        let (mut institution, mut institution_before, mut told_behind) = (None, false, false);
        let mut behind = String::new();
        if !names.is_empty() {
            let the = names
                .iter()
                .all(|x| matches!(x, Piece::Name(e) if e.name.chars().all(char::is_uppercase) && e.name.len() < 4));
            institution = Some(made("of", the, &mut names));
        } else if let Some(Piece::Area(a)) =
            areas.iter().find(|x| matches!(x, Piece::Area(a) if a.has('n') || a.has('U')))
        {
            institution = Some(Institution {
                preposition: "of",
                the: a.has('t'),
                name: title_case(&a.printed),
                entity: None,
                named: true,
            });
            institution_before = true;
        }
        for tail in &tails {
            let organisation = tail.preposition != "to"
                && tail.pieces.iter().any(|x| match x {
                    Piece::Area(a) => a.has('i'),
                    Piece::Name(e) => e.kind == EntityKind::Organisation,
                    Piece::Word(_) => !ministerial || tails.len() == 1,
                    _ => false,
                })
                && !tail.pieces.iter().any(|x| matches!(x, Piece::Office(_)));
            if organisation && institution.is_none() {
                institution = Some(made(tail.preposition, tail.the, &mut tail.pieces.clone()));
                told_behind = true;
            } else if let Some(Piece::Office(inner)) = tail.pieces.first() {
                title = format!("{title} {} the {}", tail.preposition, office(inner).name);
            } else {
                let the = if tail.the { "the " } else { "" };
                let words = format!(" {} {the}{}", tail.preposition, title_case(&render(&tail.pieces)));
                if told_behind { &mut behind } else { &mut title }.push_str(&words);
            }
        }
        Parts { title, institution, institution_before, behind, compare }
    }
}

fn is_area_list(piece: &Piece) -> bool {
    match piece {
        Piece::Area(a) => !a.has('i'),
        Piece::Link(l) => matches!(*l, "and" | ","),
        _ => false,
    }
}

/// Areas of secretaries that stand before the title everywhere: `Press Secretary`, `Home Secretary`.
fn secretarial(area: &Area) -> bool {
    area.has('i')
        || matches!(
            area.compare,
            "press" | "foreign" | "home" | "cabinet" | "parliamentary" | "political" | "campaign" | "legal"
        )
}

fn made(preposition: &'static str, the: bool, pieces: &mut Vec<Piece>) -> Institution {
    let entity = match pieces.as_slice() {
        [Piece::Name(e)] => Some(e.clone()),
        _ => None,
    };
    let named = pieces.iter().any(|x| match x {
        Piece::Name(_) | Piece::Word(_) => true,
        Piece::Area(a) => a.has('U') || a.has('n'),
        _ => false,
    });
    let area_the = matches!(pieces.as_slice(), [Piece::Area(a)] if a.has('t'));
    let name = if let Some(e) = &entity { e.name.to_string() } else { title_case(&render(pieces)) };
    let party = entity.is_some() && (name.ends_with(" Party") || name.ends_with(" Democrats"));
    Institution { preposition, the: the || area_the || party, name, entity, named }
}

/// The words of a run of pieces, parted by blanks.
fn render(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let word: &str = match piece {
            Piece::Area(a) => &a.printed,
            Piece::Word(w) => w,
            Piece::Name(e) => &e.name,
            Piece::Link(l) => l,
            Piece::Office(_) => "",
        };
        if !out.is_empty() && word != "," {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// `the United States`, `Belarus`.
pub(super) fn with_article(place: &str) -> String {
    const PLURAL: &[&str] =
        &["Netherlands", "Philippines", "Maldives", "Bahamas", "Seychelles", "Comoros", "Gambia", "Vatican"];
    let last = place.rsplit(' ').next().unwrap_or(place);
    let the = place.starts_with("United ")
        || (place.contains(' ')
            && matches!(
                last,
                "Republic"
                    | "Islands"
                    | "Federation"
                    | "Union"
                    | "Kingdom"
                    | "Emirates"
                    | "States"
                    | "Territory"
                    | "Region"
            ))
        || PLURAL.contains(&place);
    if the && !place.starts_with("the ") { format!("the {place}") } else { place.to_string() }
}

// ---- comparison ----

fn compare(p: &Parsed, before: &[Piece], tails: &[Tail], title: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    words.extend(p.degrees.iter().map(|d| d.to_string()));
    add(&mut words, title, "");
    pieces_into(&mut words, before, "");
    for t in tails {
        pieces_into(&mut words, &t.pieces, if t.preposition == "to" { "to " } else { "" });
    }
    if let Some(body) = &p.body {
        add(&mut words, &body.name, "");
    }
    finish(words)
}

fn pieces_into(words: &mut Vec<String>, pieces: &[Piece], mark: &str) {
    let mut run = String::new();
    for piece in pieces {
        match piece {
            Piece::Area(a) => {
                run.push(' ');
                run.push_str(a.words);
            }
            Piece::Word(w) => {
                run.push(' ');
                run.push_str(w);
            }
            Piece::Link(l) => {
                run.push(' ');
                run.push_str(l);
            }
            Piece::Name(e) => {
                run.push(' ');
                run.push_str(&e.name);
            }
            Piece::Office(inner) => words.extend(Ordered::of(inner).compare.into_iter().map(|w| format!("{mark}{w}"))),
        }
    }
    add(words, &run, mark);
}

thread_local! {
    /// Comparison forms by text: titles, areas and bodies come again and again.
    static COMPARED: RefCell<FxHashMap<Box<str>, Vec<String>>> = RefCell::default();
}

/// Texts whose comparison forms are kept at a time.
const MAX_COMPARED: usize = 4_096;

/// Adds the words of `text` in their comparison form.
fn add(words: &mut Vec<String>, text: &str, mark: &str) {
    let text = text.trim_start();
    // Most are one word of no list, and what a place is called comes once.
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphabetic()) && !LISTS.area_words.begin_with(word_key(text))
    {
        let word = fold(text);
        if !is_small(&word) {
            words.push(format!("{mark}{word}"));
        }
        return;
    }
    COMPARED.with_borrow_mut(|known| {
        if !known.contains_key(text) {
            if known.len() >= MAX_COMPARED {
                known.clear();
            }
            known.insert(text.into(), compared(text));
        }
        words.extend(known[text].iter().map(|w| if mark.is_empty() { w.clone() } else { format!("{mark}{w}") }));
    });
}

/// The words of `text` in their comparison form, in order.
fn compared(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let doc = Doc::of_text(text);
    let end = doc.tokens.len() as u32;
    let mut at = 0;
    while at < end {
        if let Some((id, stop)) = LISTS.area_words.from(&doc, at, end, |id, _| !LISTS.areas[id as usize].has('s')) {
            words.extend(LISTS.areas[id as usize].compare.split(' ').filter(|w| !is_small(w)).map(str::to_string));
            at = stop;
            continue;
        }
        let token = &doc.tokens[at as usize];
        if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            let word = doc.folded(at);
            if !is_small(word) {
                words.push(word.to_string());
            }
        }
        at += 1;
    }
    words
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "for" | "and" | "to" | "in" | "at" | "a" | "an" | "on" | "from" | "with")
}

/// Sorted, each word once; "state" beside another area says nothing ("Secretary of State for Health").
fn finish(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    let is_area = |w: &String| w != "state" && LISTS.areas.iter().any(|a| a.compare == w && !a.has('i'));
    if words.iter().any(|w| w == "state")
        && words.iter().any(|w| w == "secretary" || w == "minister")
        && words.iter().any(is_area)
    {
        words.retain(|w| w != "state");
    }
    words
}

/// The comparison form of words that hold no known title.
pub(super) fn plain(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    add(&mut words, text, "");
    finish(words)
}

/// The same on every machine and in every run.
pub(super) fn hash(words: &[String]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    for word in words {
        hasher.write(word.as_bytes());
        hasher.write_u8(0);
    }
    hasher.finish()
}
