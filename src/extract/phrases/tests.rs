//! The matcher alone, with phrases and mentions made by hand.

use std::sync::Arc;

use super::{Match, Matcher, Mentions, Target, Walk};
use crate::extract::{Mention, MentionKind};
use crate::facts::{Entity, EntityKind, FieldId, KindId, Provenance, Type, Value};
use crate::language::{Element, Hole, Phrase, Program};
use crate::source::FileSpan;
use crate::text::{Doc, WordKeys, inflections, word_key};

fn word(w: &str) -> Element {
    Element::Word(WordKeys::one(word_key(w)))
}

fn verb(w: &str) -> Element {
    Element::Word(inflections(w).iter().map(|f| word_key(f)).collect())
}

fn hole(ty: Type) -> Element {
    Element::Hole(Hole { field: Some(FieldId(0)), ty, open: false, given: None, at: FileSpan::default() })
}

fn people() -> Type {
    Type::Set(Box::new(Type::Person))
}

fn program(phrases: Vec<Vec<Element>>) -> Program {
    Program {
        phrases: phrases
            .into_iter()
            .enumerate()
            .map(|(i, elements)| Phrase {
                kind: KindId(0),
                elements,
                with: Vec::new(),
                pairwise: false,
                name: Arc::from(format!("test phrase {}", i + 1)),
                at: FileSpan::default(),
            })
            .collect(),
        ..Program::default()
    }
}

/// Mentions for each occurrence of the given words.
pub(super) fn mentions(doc: &Doc, names: &[(&str, MentionKind)]) -> Vec<Mention> {
    let mut out = Vec::new();
    for (name, kind) in names {
        for (at, _) in doc.text.match_indices(name) {
            let span = crate::source::Span::new(at, at + name.len());
            let (first, end) = doc.tokens_in(span);
            let value = Value::Entity(Entity { kind: EntityKind::Person, name: Arc::from(*name), key: word_key(name) });
            out.push(Mention { kind: *kind, first, end, span, value, fields: Vec::new(), by: Provenance::of(&"test") });
        }
    }
    out
}

fn run(program: &Program, text: &str, names: &[(&str, MentionKind)]) -> Vec<String> {
    let doc = Doc::of_text(text);
    let found = mentions(&doc, names);
    let mentions = Mentions::new(&found);
    let matcher = Matcher::new(program);
    let mut all: Vec<(u32, String)> = Vec::new();
    for s in &doc.sentences {
        for m in matcher.find(&doc, s, &mentions, &|_| true, &mut Walk::of(&matcher, &doc)) {
            all.push((m.first, show(&doc, &m)));
        }
    }
    all.sort();
    all.into_iter().map(|(_, s)| s).collect()
}

/// `1: words of the match | captures`.
fn show(doc: &Doc, m: &Match) -> String {
    let Target::Phrase(p) = m.target else { unreachable!("tests have no cues") };
    let captures: Vec<String> = m
        .captures
        .iter()
        .map(|c| c.filling.items.iter().map(|i| i.span.of(doc.text)).collect::<Vec<_>>().join("+"))
        .collect();
    format!("{}: {} | {}", p + 1, doc.span(m.first, m.end).of(doc.text), captures.join(" / "))
}

const P: MentionKind = MentionKind::Person;

#[test]
fn lists_titles_and_appositions_belong_to_a_person() {
    let p = program(vec![vec![hole(people()), verb("meet"), Element::Optional(vec![word("with")]), hole(people())]]);
    let names = [("Ada Moe", P), ("Bo Lund", P), ("Cy Dahl", P), ("defence minister", MentionKind::Office)];
    assert_eq!(run(&p, "Ada Moe met Bo Lund.", &names), ["1: Ada Moe met Bo Lund | Ada Moe / Bo Lund"]);
    assert_eq!(
        run(&p, "Ada Moe and Bo Lund met with General Cy Dahl in town.", &names)[0],
        "1: Ada Moe and Bo Lund met with General Cy Dahl | Ada Moe+Bo Lund / Cy Dahl"
    );
    assert_eq!(
        run(&p, "Ada Moe, the defence minister, will not meet Bo Lund.", &names),
        ["1: Ada Moe, the defence minister, will not meet Bo Lund | Ada Moe / Bo Lund"]
    );
    assert_eq!(run(&p, "Ada Moe met nobody. Bo Lund left.", &names), Vec::<String>::new());
}

#[test]
fn names_that_only_belong_to_a_noun_take_no_part() {
    let p = program(vec![
        vec![hole(people()), verb("meet"), Element::Optional(vec![word("with")]), hole(people())],
        vec![word("talks"), word("with"), hole(people())],
        vec![hole(Type::Person), verb("resign")],
    ]);
    let names = [("Ada", P), ("Bo", P), ("Cy", P)];
    for (text, found) in [
        ("Ada met Bo’s lawyer.", &[][..]),
        ("Ada met Bo aides in town.", &[]),
        ("An aide to Ada met Bo.", &[]),
        ("They urged Ada to resign.", &[]),
        ("Ada met Bo in town.", &["1: Ada met Bo | Ada / Bo"]),
        ("Ada met Bo quietly.", &["1: Ada met Bo | Ada / Bo"]),
        ("Ada has to resign.", &["3: Ada has to resign | Ada"]),
        ("The talks with Ada end today.", &["2: talks with Ada | Ada"]),
        ("The talks with Ada aides end today.", &[]),
        // Only "and" makes a list of two, and behind it a comma ends the list.
        ("After talks with Ada, Bo left.", &["2: talks with Ada | Ada"]),
        ("After talks with Ada and Bo, Cy left.", &["2: talks with Ada and Bo | Ada+Bo"]),
        ("After talks with Ada, Bo and Cy they left.", &["2: talks with Ada, Bo and Cy | Ada+Bo+Cy"]),
    ] {
        assert_eq!(run(&p, text, &names), found, "{text}");
    }
}

#[test]
fn optional_parts_are_taken_where_they_stand() {
    let p = program(vec![vec![
        hole(people()),
        verb("meet"),
        Element::Optional(vec![word("in"), hole(Type::Place)]),
        Element::Optional(vec![word("on"), hole(Type::Place)]),
    ]]);
    let names = [("Ada", P), ("Oslo", MentionKind::Place), ("Monday", MentionKind::Place)];
    assert_eq!(run(&p, "Ada met in Oslo on Monday.", &names), ["1: Ada met in Oslo on Monday | Ada / Oslo / Monday"]);
    assert_eq!(run(&p, "Ada met on Monday.", &names), ["1: Ada met on Monday | Ada / Monday"]);
    assert_eq!(run(&p, "Ada met.", &names), ["1: Ada met | Ada"]);
}

#[test]
fn a_phrase_begins_with_whatever_it_may_begin_with() {
    let words = |all: &[&str]| all.iter().map(|w| word(w)).collect::<Vec<_>>();
    let at_place = Element::Optional(vec![word("at"), hole(Type::Place)]);
    let p = program(vec![
        vec![at_place, hole(Type::Person), verb("meet")],
        vec![Element::Choice(vec![words(&["the", "crew"]), vec![hole(Type::Person)]]), verb("arrive")],
        vec![hole(Type::Person), word("'s"), hole(Type::Text)],
        vec![hole(Type::Person), word("'s"), verb("trip")],
    ]);
    let names = [("Ada", P), ("his", P), ("Oslo", MentionKind::Place)];
    for (text, found) in [
        ("At Oslo Ada met.", &["1: At Oslo Ada met | Oslo / Ada", "1: Ada met | Ada"][..]),
        ("The crew arrived.", &["2: The crew arrived | "]),
        // "his" stands for a genitive even where nothing else is needed, and is a word of the phrase as that is.
        ("They saw his boat.", &["3: his boat | his / boat"]),
        ("A word about Ada's trip.", &["3: Ada's trip | Ada / trip", "4: Ada's trip | Ada"]),
        ("A word about his trip.", &["3: his trip | his / trip", "4: his trip | his"]),
    ] {
        assert_eq!(run(&p, text, &names), found, "{text}");
    }
}

#[test]
fn a_way_that_leads_nowhere_hides_no_other() {
    let p = program(vec![vec![hole(Type::Text), Element::Optional(vec![word("for")]), verb("resign")]]);
    // A text that ends on "for" is only what the word before it governs; one that leaves "for" to the phrase is not.
    let found = run(&p, "Of a call for resigning.", &[]);
    assert!(found.contains(&"1: a call for resigning | a call".to_string()), "{found:?}");
}

#[test]
fn a_gap_stays_within_its_sentence_and_is_kept_short() {
    let p = program(vec![vec![hole(Type::Person), Element::Gap, word("resigned")]]);
    let names = [("Ada", P), ("Bo", P)];
    assert_eq!(
        run(&p, "Ada said that Bo resigned.", &names),
        ["1: Ada said that Bo resigned | Ada", "1: Bo resigned | Bo"]
    );
    assert_eq!(run(&p, "Ada spoke. He resigned.", &names), Vec::<String>::new());
}

#[test]
fn all_phrases_together_find_what_each_finds_alone() {
    let phrases = vec![
        vec![hole(people()), verb("meet"), hole(people())],
        vec![word("talks"), word("between"), hole(people())],
        vec![hole(Type::Person), Element::Choice(vec![vec![word("left")], vec![verb("arrive")]])],
        vec![verb("arrive"), word("in"), hole(Type::Place)],
        vec![hole(Type::Text), word("anniversary")],
    ];
    let names = [("Ada", P), ("Bo", P), ("Oslo", MentionKind::Place)];
    for text in [
        "Ada met Bo after talks between Ada and Bo; Bo arrived in Oslo and Ada left.",
        "The tenth anniversary brought Ada, who had arrived in Oslo.",
        "talks between Ada met Bo arrived in Oslo",
    ] {
        let together = run(&program(phrases.clone()), text, &names);
        let mut alone: Vec<String> = Vec::new();
        for (i, p) in phrases.iter().enumerate() {
            let one = run(&program(vec![p.clone()]), text, &names);
            alone.extend(one.into_iter().map(|s| s.replacen("1:", &format!("{}:", i + 1), 1)));
        }
        let sorted = |mut v: Vec<String>| {
            v.sort();
            v
        };
        assert_eq!(sorted(together), sorted(alone), "{text}");
    }
}
