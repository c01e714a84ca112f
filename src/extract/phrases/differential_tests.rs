//! The one-pass matcher against each phrase compiled alone, and against a matcher that goes every way through a phrase.
//!
//! Random phrases, written as rule files are, over random words. All phrases together find what each finds alone: the same words,
//! the same captures. Going every way finds matches of the same rank at the same places.
//!
//! `DIFFERENTIAL_CASES` sets how many texts there are, `DIFFERENTIAL_SEED` the seed.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::holes::Mentions;
use super::run::{GENITIVE, is_modifier};
use super::tests::mentions;
use super::{Match, Matcher, Target, Walk};
use crate::extract::MentionKind;
use crate::facts::Type;
use crate::language::{Element, LoadOptions, Program, RuleInput, load};
use crate::text::{Doc, Sentence};

/// Texts that each set of phrases is run over.
const TEXTS: usize = 25;

const KINDS: &str = "language 1

fact deed
  who   people
  one   person
  spot  place
  sum   number
  note  text
  tag   word
  what  one of up, down

fact post
  person  person
  office  office
  tenure  one of current, former
  spot    place
  note    text
";
const WORDS: [&str; 12] = ["met", "in", "talks", "with", "of", "the", ",", "to", "left", "for", "aides", "and"];
const VERBS: [&str; 4] = ["<meet>", "<arrive>", "<resign>", "<hold talks>"];
const HOLES: [&[&str]; 3] = [
    &[
        "{who}",
        "{who} 's",
        "{one}",
        "{one} 's",
        "{spot}",
        "{sum}",
        "{note}",
        "{tag}",
        "{what = up}",
        "{who: places}",
        "{_: person}",
    ],
    &["{person}", "{office}", "{spot}", "{person} 's", "{note}", "{office = chief}", "{_: place}"],
    &["{source: person}", "{source: text}", "{source: person} 's"],
];
const NAMES: [(&str, MentionKind); 5] = [
    ("Ada", MentionKind::Person),
    ("Bo", MentionKind::Person),
    ("his", MentionKind::Person),
    ("Oslo", MentionKind::Place),
    ("mayor", MentionKind::Office),
];
/// Of the words below, those that may stand before a verb.
const LIGHT: [&str; 5] = ["has", "not", "to", "about", "quickly"];
/// … and those that make a name part of what stands before them.
const GOVERNING: [&str; 6] = ["of", "for", "to", "with", "about", "from"];
const OTHERS: [&str; 18] = [
    "has", "not", "about", "quickly", "from", "arrived", "arriving", "resign", "resigned", "held", "boats", "third",
    "'s", "Ada", "Bo", "Oslo", "his", "mayor",
];

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn phrase(&mut self, holes: &[&str], depth: usize) -> String {
        let parts: Vec<String> = (0..1 + self.below(4))
            .map(|_| match self.below(if depth < 2 { 12 } else { 9 }) {
                0..3 => self.pick(&WORDS).into(),
                3 => self.pick(&VERBS).into(),
                4..8 => self.pick(holes).into(),
                8 => "…".into(),
                9 => format!("({}|{})", self.phrase(holes, depth + 1), self.phrase(holes, depth + 1)),
                _ => format!("[{}]", self.phrase(holes, depth + 1)),
            })
            .collect();
        parts.join(" ")
    }

    /// A declaration with one phrase.
    fn declaration(&mut self) -> String {
        let of = self.below(5).saturating_sub(2);
        let phrase = self.phrase(HOLES[of], 0);
        format!("\n{}\n  \"{phrase}\"\n", ["extract deed", "extract post", "cue hedged"][of])
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..2 + self.below(14) {
            let word = if self.below(2) == 0 { self.pick(&OTHERS) } else { self.pick(&WORDS) };
            if !text.is_empty() && !word.starts_with(['\'', ',']) {
                text.push(' ');
            }
            text.push_str(word);
        }
        text + "."
    }
}

fn program(declarations: &[String]) -> Option<Program> {
    let text = format!("{KINDS}{}", declarations.concat());
    let loaded =
        load(&[RuleInput { name: "main.claim".into(), text }], &LoadOptions { std: false, ..LoadOptions::default() });
    (!loaded.has_errors()).then_some(loaded.program)
}

/// What is said of a match; of what serves only to order facts, nothing.
fn said(doc: &Doc, m: &Match) -> String {
    let captures: Vec<_> = m.captures.iter().map(|c| (c.slot, &c.filling.items, c.filling.end)).collect();
    let words = doc.span(m.first, m.end).of(doc.text);
    format!("{}..{} {words:?} skipped {} given {:?} {captures:?}", m.first, m.end, m.skipped, m.given)
}

struct Tested {
    written: Vec<String>,
    /// All of them as one, and which target each became.
    together: (Program, Matcher),
    targets: Vec<Target>,
    alone: Vec<(Program, Matcher)>,
}

impl Tested {
    fn new(random: &mut Random) -> Tested {
        let (mut written, mut alone) = (Vec::new(), Vec::new());
        while written.len() < 8 {
            let declaration = random.declaration();
            if let Some(program) = program(std::slice::from_ref(&declaration)) {
                let matcher = Matcher::new(&program);
                written.push(declaration);
                alone.push((program, matcher));
            }
        }
        let (mut phrases, mut cues) = (0, 0);
        let next = |number: &mut u32| std::mem::replace(number, *number + 1);
        let target = |(p, _): &(Program, Matcher)| {
            if p.cues.is_empty() { Target::Phrase(next(&mut phrases)) } else { Target::Cue(next(&mut cues)) }
        };
        let targets = alone.iter().map(target).collect();
        let all = program(&written).expect("phrases that load alone load together");
        let matcher = Matcher::new(&all);
        Tested { written, together: (all, matcher), targets, alone }
    }

    /// How many matches there are, or what differs.
    fn check(&self, text: &str) -> Result<usize, String> {
        let doc = Doc::of_text(text);
        let found = mentions(&doc, &NAMES);
        let mentions = Mentions::new(&found);
        let mut walk = Walk::of(&self.together.1, &doc);
        let mut number = 0;
        for sentence in &doc.sentences {
            let together = self.together.1.find(&doc, sentence, &mentions, &|_| true, &mut walk);
            number += together.len();
            for (n, (program, matcher)) in self.alone.iter().enumerate() {
                let alone = matcher.find(&doc, sentence, &mentions, &|_| true, &mut Walk::of(matcher, &doc));
                let mine = together.iter().filter(|m| m.target == self.targets[n]).map(|m| said(&doc, m));
                let mine: BTreeSet<String> = mine.collect();
                let other: BTreeSet<String> = alone.iter().map(|m| said(&doc, m)).collect();
                let case = format!("{}over {text:?}\n", self.written[n]);
                if mine != other {
                    return Err(format!("{case}together {mine:?}\nalone    {other:?}"));
                }
                let ranks: BTreeSet<Rank> = alone.iter().map(|m| rank(program, m)).collect();
                let slow = slow(program, &doc, &mentions, sentence);
                if ranks != slow {
                    return Err(format!("{case}alone {ranks:?}\nslow  {slow:?} (first, captured, skipped, end)"));
                }
            }
        }
        Ok(number)
    }
}

/// First token, what was captured, what was skipped, and the end.
type Rank = (u32, u32, u32, u32);

fn rank(program: &Program, m: &Match) -> Rank {
    let types = types(elements(program));
    let captured = m.captures.iter().map(|c| weight(&types[usize::from(c.slot)])).sum();
    (m.first, captured, m.skipped, m.end)
}

fn elements(program: &Program) -> &[Element] {
    program.phrases.first().map_or_else(|| &program.cues[0].elements, |p| &p.elements)
}

fn types(elements: &[Element]) -> Vec<Type> {
    let of = |e: &Element| match e {
        Element::Hole(h) => vec![h.ty.clone()],
        Element::Optional(inner) => types(inner),
        Element::Choice(branches) => branches.iter().flat_map(|b| types(b)).collect(),
        Element::Word(_) | Element::Gap => Vec::new(),
    };
    elements.iter().flat_map(of).collect()
}

fn weight(ty: &Type) -> u32 {
    if matches!(ty, Type::Text | Type::Word) { 1 } else { 2 }
}

/// The best match at each token, of all ways through the phrase.
fn slow(program: &Program, doc: &Doc, mentions: &Mentions, sentence: &Sentence) -> BTreeSet<Rank> {
    let kind = program.phrases.first().map(|p| program.schema.def(p.kind));
    let takes_part = kind.is_some_and(|k| !k.tells_offices());
    let mut best = BTreeSet::new();
    for first in sentence.first..sentence.end {
        let slow = Slow { doc, mentions, begin: sentence.first, first, end: sentence.end, takes_part };
        let ends = slow.ways(elements(program), vec![Way { at: first, ..Way::default() }]);
        let ends = ends.into_iter().filter(|w| w.at > first && !w.his && !slow.belongs(w));
        let ranks = ends.map(|w| (w.captured, std::cmp::Reverse(w.skipped), w.at));
        best.extend(ranks.max().map(|(captured, skipped, end)| (first, captured, skipped.0, end)));
    }
    best
}

struct Slow<'a> {
    doc: &'a Doc<'a>,
    mentions: &'a Mentions<'a>,
    begin: u32,
    first: u32,
    end: u32,
    takes_part: bool,
}

/// How far a way has come.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    at: u32,
    captured: u32,
    skipped: u32,
    /// A name was just taken.
    named: bool,
    verbal: bool,
    /// A word of the phrase has come.
    worded: bool,
    /// "his" was taken, and stands for the genitive, too.
    his: bool,
}

impl Slow<'_> {
    fn ways(&self, elements: &[Element], from: Vec<Way>) -> Vec<Way> {
        elements.iter().fold(from, |from, element| {
            let mut to: Vec<Way> = from.into_iter().flat_map(|way| self.step(element, way)).collect();
            to.sort();
            to.dedup();
            to
        })
    }

    fn step(&self, element: &Element, way: Way) -> Vec<Way> {
        let Way { at, .. } = way;
        match element {
            Element::Word(keys) if way.his && keys.contains(&*GENITIVE) => {
                vec![Way { his: false, named: false, worded: true, ..way }]
            }
            _ if way.his => Vec::new(),
            Element::Word(keys) => self.word(keys, way).into_iter().collect(),
            Element::Choice(branches) => branches.iter().flat_map(|b| self.ways(b, vec![way])).collect(),
            Element::Optional(inner) => {
                let mut with = self.ways(inner, vec![way]);
                with.push(way);
                with
            }
            Element::Gap => (at..=self.end)
                .map(|to| Way { at: to, skipped: way.skipped + to - at, named: way.named && to == at, ..way })
                .collect(),
            Element::Hole(hole) if hole.given.is_some() => vec![way],
            Element::Hole(hole) => {
                let free = matches!(hole.ty, Type::Text | Type::Word | Type::Number);
                if at == self.end || at == self.first && !free && !self.mentions.any_at(at) {
                    return Vec::new();
                }
                let one = if let Type::Set(of) = &hole.ty { of } else { &hole.ty };
                let named = matches!(one, Type::Person | Type::Place);
                let taken = Way { captured: way.captured + weight(&hole.ty), named, ..way };
                let fillings = self.mentions.fillings(self.doc, at, self.end, &hole.ty, hole.open);
                let his = self.mentions.possessor(self.doc, at, self.end, &hole.ty);
                let plain = fillings.into_iter().map(|f| Way { at: f.end, ..taken });
                plain.chain(his.map(|f| Way { at: f.end, his: true, ..taken })).collect()
            }
        }
    }

    fn word(&self, keys: &[u64], way: Way) -> Option<Way> {
        let verb = keys.len() > 1;
        let behind = self.first > self.begin && GOVERNING.contains(&self.doc.word(self.first - 1));
        let asked = way.named && way.at < self.end && self.doc.word(way.at) == "to";
        if verb && self.takes_part && (behind && way.captured > 0 && !way.worded || asked) {
            return None;
        }
        let before = if verb && way.at > self.first { 6 } else { 0 };
        let mut at = way.at;
        while at < self.end && !keys.contains(&self.doc.tokens[at as usize].key) {
            if at - way.at == before || !LIGHT.contains(&self.doc.word(at)) {
                return None;
            }
            at += 1;
        }
        let verbal = way.verbal || verb;
        (at < self.end).then_some(Way { at: at + 1, named: false, worded: true, verbal, ..way })
    }

    /// What was found last is a name that only says whose the next word is.
    fn belongs(&self, way: &Way) -> bool {
        way.named && self.takes_part && way.at < self.end && is_modifier(self.doc, way.at, way.verbal)
    }
}

#[test]
fn all_phrases_together_find_what_each_finds_alone_and_what_going_every_way_finds() {
    let setting = |name: &str, default: usize| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (cases, seed) = (setting("DIFFERENTIAL_CASES", 20_000), setting("DIFFERENTIAL_SEED", 1));
    let matches: Result<usize, String> = (0..cases.div_ceil(TEXTS))
        .into_par_iter()
        .map(|n| {
            let mut random = Random((seed as u64) << 32 | n as u64);
            let tested = Tested::new(&mut random);
            (0..TEXTS).map(|_| tested.check(&random.text())).sum()
        })
        // Of the cases that differ, the shortest.
        .reduce(
            || Ok(0),
            |a: Result<usize, String>, b| match (a, b) {
                (Ok(a), Ok(b)) => Ok(a + b),
                (Err(a), Err(b)) => Err(if a.len() <= b.len() { a } else { b }),
                (Err(e), _) | (_, Err(e)) => Err(e),
            },
        );
    let matches = matches.unwrap_or_else(|case| panic!("DIFFERENTIAL_SEED={seed}{case}"));
    println!("{cases} texts, {matches} matches");
    // A test that compares nothing with nothing would pass as well.
    assert!(matches > cases, "{matches}");
}
