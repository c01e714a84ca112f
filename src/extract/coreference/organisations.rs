//! Which organisation "the company", "it" and "which" are.
//!
//! A description asks for a kind that a name shows by its words, or that the article says of it ("the airline Lund"). The
//! pronoun is resolved only to what stands as the subject before it, where no other subject comes between.

use rustc_hash::FxHashMap;

use super::kinds::{self, Kinds};
use super::scene::{self, mention};
use super::verbs;
use crate::extract::{Mention, MentionKind, names};
use crate::facts::Entity;
use crate::text::{Doc, TokenKind};

/// Paragraphs that a description is looked for backwards at most.
const PARAGRAPHS: u32 = 3;

/// An organisation at a place in the text.
#[derive(Clone, Copy, Debug)]
struct Seen {
    body: usize,
    first: u32,
    end: u32,
    /// It is the subject of a clause.
    subject: bool,
    quoted: bool,
}

struct Body {
    entity: Entity,
    kinds: Kinds,
    /// One word, no acronym and in no list: it may be a company as well as anything.
    open: bool,
}

pub(super) struct Organisations<'a> {
    doc: &'a Doc<'a>,
    offices: &'a [Mention],
    quoted: &'a [bool],
    bodies: Vec<Body>,
    /// For each sentence of the document, in order of the text.
    sentences: Vec<Vec<Seen>>,
}

/// The pronouns and descriptions that mean one organisation, in order of the text.
pub(super) fn resolve(doc: &Doc, mentions: &[Mention], offices: &[Mention], quoted: &[bool]) -> Vec<Mention> {
    let mut organisations = Organisations::new(doc, mentions, offices, quoted);
    let mut out = Vec::new();
    for s in 0..doc.sentences.len() {
        let (first, end) = (doc.sentences[s].first, doc.sentences[s].end);
        for at in first..end {
            let found = match organisations.word(at) {
                "it" | "its" | "itself" => organisations.pronoun(s, at).map(|b| (at + 1, b)),
                "which" | "whose" => organisations.relative(s, at).map(|b| (at + 1, b)),
                "the" | "this" => organisations.description(s, at),
                _ => None,
            };
            if let Some((stop, body)) = found {
                organisations.add(s, body, at, stop);
                out.push(mention(doc, at, stop, &organisations.bodies[body].entity));
            }
        }
    }
    out
}

impl<'a> Organisations<'a> {
    fn new(doc: &'a Doc<'a>, mentions: &[Mention], offices: &'a [Mention], quoted: &'a [bool]) -> Organisations<'a> {
        let lists = doc.sentences.len();
        let mut all = Organisations { doc, offices, quoted, bodies: Vec::new(), sentences: vec![Vec::new(); lists] };
        let mut by_key: FxHashMap<u64, usize> = FxHashMap::default();
        for m in mentions {
            let s = doc.sentence_of(m.first);
            match (m.kind, m.value.as_entity()) {
                (MentionKind::Organisation, Some(entity)) if s < lists => {
                    let body = *by_key.entry(entity.key).or_insert_with(|| {
                        all.bodies.push(Body {
                            entity: entity.clone(),
                            kinds: kinds::of_name(&entity.name),
                            open: false,
                        });
                        all.bodies.len() - 1
                    });
                    let form = m.span.of(doc.text);
                    let said = kinds::of_name(form) | all.said_beside(m);
                    let word = m.end == m.first + 1 && form.chars().any(char::is_lowercase);
                    // What the list calls no company is none.
                    let open = word && names::listed_organisation_kind(&entity.name).is_none();
                    all.bodies[body].kinds |= said;
                    all.bodies[body].open |= open;
                    all.add(s, body, m.first, m.end);
                }
                _ => {}
            }
        }
        all
    }

    fn add(&mut self, sentence: usize, body: usize, first: u32, end: u32) {
        let seen = Seen { body, first, end, subject: self.is_subject(first, end), quoted: self.is_quoted(first) };
        let Some(list) = self.sentences.get_mut(sentence) else { return };
        let at = list.partition_point(|a| a.first < first);
        list.insert(at, seen);
    }

    fn word(&self, at: u32) -> &str {
        self.doc.token(at).map_or("", |_| self.doc.folded(at))
    }

    fn lower(&self, at: u32) -> bool {
        self.doc.token(at).is_some_and(|t| t.kind == TokenKind::Word && !t.capital)
    }

    fn is_quoted(&self, at: u32) -> bool {
        self.quoted.get(at as usize).copied().unwrap_or(false)
    }

    /// Kinds that the words beside a name say of it: "the airline Lund", "Lund, a maker of bells,", "Lund shares".
    fn said_beside(&self, m: &Mention) -> Kinds {
        let doc = self.doc;
        let before =
            m.first.checked_sub(1).filter(|&i| self.lower(i)).map_or(0, |i| kinds::said_by(doc.tokens[i as usize].key));
        let behind = match self.word(m.end) {
            "shares" | "stock" | "shareholders" | "customers" | "dealers" => kinds::COMPANY,
            "," if matches!(self.word(m.end + 1), "a" | "an" | "the") => {
                // The noun is the last word of its group: "a small bell maker based in Oslo".
                let group = (m.end + 2..m.end + 8).take_while(|&i| {
                    doc.token(i).is_some_and(|t| t.is_word() || doc.word(i) == "-") && !self.parts_group(i)
                });
                group.last().map_or(0, |i| kinds::said_by(doc.tokens[i as usize].key))
            }
            _ => 0,
        };
        before | behind
    }

    /// A word with which a group of words around a noun cannot go on.
    fn parts_group(&self, at: u32) -> bool {
        matches!(
            self.word(at),
            "of" | "in"
                | "on"
                | "at"
                | "for"
                | "to"
                | "by"
                | "with"
                | "from"
                | "and"
                | "or"
                | "that"
                | "which"
                | "who"
                | "based"
                | "owned"
                | "founded"
                | "whose"
                | "as"
        )
    }

    /// Whether the name at `first..end` stands where subjects stand and a verb follows, an explanation passed over.
    fn is_subject(&self, first: u32, end: u32) -> bool {
        let before = |back: u32| first.checked_sub(back).map_or("", |i| self.word(i));
        let joined = if before(1) == "the" { before(2) } else { before(1) };
        if matches!(joined, "and" | "or" | "&") {
            return false;
        }
        let first = self.before_description(first);
        let mut at = end;
        if self.word(at) == "(" {
            at = (at..at + 6).find(|&i| self.doc.token(i).is_some() && self.doc.word(i) == ")").map_or(at, |i| i + 1);
        }
        if self.word(at) == "," {
            at = (at + 1..at + 20)
                .take_while(|&i| self.doc.token(i).is_some_and(|_| self.doc.word(i) != "."))
                .find(|&i| self.doc.word(i) == ",")
                .map_or(at, |i| i + 1);
        }
        verbs::is_verb(self.doc, at) && scene::is_subject(self.doc, self.offices, first, end)
    }

    /// Where "the Irish airline | Lund" begins.
    fn before_description(&self, first: u32) -> u32 {
        let described = first
            .checked_sub(1)
            .filter(|&i| self.lower(i))
            .is_some_and(|i| kinds::said_by(self.doc.tokens[i as usize].key) != 0);
        let start = self.doc.sentences.get(self.doc.sentence_of(first)).map_or(first, |s| s.first);
        let mut at = first;
        while described && at > start && at + 7 > first {
            let part = self.doc.token(at - 1).is_some_and(|t| t.is_word() || self.doc.word(at - 1) == "-");
            if !part
                || self.parts_group(at - 1)
                || verbs::is_verb(self.doc, at - 1)
                || matches!(self.word(at - 1), "said" | "the")
            {
                break;
            }
            at -= 1;
        }
        at
    }

    // ---- pronouns ----

    /// "Lund, which makes bells": the name right before the comma, if it is not the last of several.
    fn relative(&self, sentence: usize, at: u32) -> Option<usize> {
        let comma = at.checked_sub(1).filter(|&i| self.doc.word(i) == ",")?;
        let seen = self.sentences[sentence].iter().rev().find(|a| a.end == comma)?;
        let word = |back: u32| seen.first.checked_sub(back).map_or("", |i| self.word(i));
        let before = if word(1) == "the" { word(2) } else { word(1) };
        // "an interview with the Lund Post, which" may well go on about the interview.
        (!matches!(before, "and" | "or" | "&" | "," | "with")).then_some(seen.body)
    }

    fn pronoun(&self, sentence: usize, at: u32) -> Option<usize> {
        let bounds = &self.doc.sentences[sentence];
        let subject = self.word(at) == "it";
        if subject && (!verbs::is_verb(self.doc, at + 1) || self.is_expletive(at)) {
            return None;
        }
        let quoted = self.is_quoted(at);
        let before: Vec<&Seen> = self.sentences[sentence].iter().filter(|a| a.end <= at).collect();
        let mut subjects = before.iter().filter(|a| a.subject && a.quoted == quoted);
        if let Some(last) = subjects.next_back() {
            let one = subjects.all(|a| a.body == last.body);
            let clause = !subject || at.checked_sub(1).is_some_and(|i| self.opens_clause(i));
            return (one && clause && self.no_other_subject(last.end, at)).then_some(last.body);
        }
        // "It announced" at the head of a sentence is the subject at the head of the one before.
        let opened = (bounds.first..at).all(|i| {
            matches!(self.word(i), "but" | "and" | "however" | "," | "still" | "yet" | "meanwhile" | "instead" | "so")
        });
        if !subject || quoted || !opened || !verbs::is_act(self.doc, at + 1) {
            return None;
        }
        let previous = sentence.checked_sub(1)?;
        let head = self.doc.sentences.get(previous).filter(|s| s.block + 1 >= bounds.block)?.first;
        let mut found = self.sentences[previous].iter().filter(|a| a.subject && !a.quoted);
        let first = found.next().filter(|a| a.first <= head + 1)?;
        found.all(|a| a.body == first.body).then_some(first.body)
    }

    /// Whether a clause may begin behind the word at `at`: "said it would", "because it is".
    fn opens_clause(&self, at: u32) -> bool {
        // "announced on Monday it would".
        let at = match self.word(at) {
            "today" | "yesterday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday"
            | "sunday" => {
                let before = at.saturating_sub(1);
                if self.word(before) == "on" { before.saturating_sub(1) } else { before }
            }
            _ => at,
        };
        matches!(
            self.word(at),
            "," | "that"
                | "because"
                | "if"
                | "as"
                | "and"
                | "but"
                | "when"
                | "after"
                | "before"
                | "while"
                | "although"
                | "though"
                | "until"
                | "since"
                | "where"
                | "so"
                | "whether"
                | "once"
                | "unless"
                | "which"
        ) || verbs::is_act(self.doc, at)
    }

    /// Whether no noun but the subject before `from` has a verb between two places.
    fn no_other_subject(&self, from: u32, to: u32) -> bool {
        let Some(verb) = (from..to).find(|&i| verbs::is_verb(self.doc, i) && self.lower(i)) else { return true };
        !(verb + 1..to).any(|i| {
            let finite = verbs::is_auxiliary(self.doc, i) || matches!(self.word(i), "said" | "says");
            let before = self.word(i - 1);
            finite
                && !matches!(
                    before,
                    "to" | "who" | "which" | "that" | "it" | "and" | "," | "but" | "not" | "also" | "what"
                )
                && !verbs::is_verb(self.doc, i - 1)
        })
    }

    /// "It is likely that", "it seems", "it took a year to": nothing is meant.
    fn is_expletive(&self, at: u32) -> bool {
        let next = self.word(at + 1);
        let weather = matches!(
            next,
            "seems"
                | "seemed"
                | "appears"
                | "appeared"
                | "turns"
                | "turned"
                | "takes"
                | "took"
                | "remains"
                | "rains"
                | "rained"
                | "snowed"
                | "happens"
                | "happened"
                | "comes"
                | "came"
                | "goes"
                | "means"
                | "meant"
                | "looks"
                | "looked"
                | "helps"
                | "emerged"
                | "becomes"
                | "became"
                | "makes"
                | "falls"
        );
        let being =
            matches!(next, "is" | "was" | "will" | "would" | "may" | "might" | "can" | "could" | "should" | "must");
        weather
            || being
                && (at + 2..at + 9).any(|i| {
                    matches!(self.word(i), "that" | "to" | "whether" | "if" | "how" | "why" | "who" | "when" | "not")
                })
                && (at + 2..at + 4).any(|i| self.word(i) == "be" || matches!(&*next, "is" | "was"))
    }

    // ---- descriptions ----

    /// "the company", "the Oslo airline" apart: a second word may mean another one.
    fn description(&self, sentence: usize, at: u32) -> Option<(u32, usize)> {
        let noun = at + 1;
        let asked = kinds::of_noun(self.doc.token(noun).filter(|t| t.kind == TokenKind::Word && !t.capital)?.key)?;
        if !self.may_end(noun + 1) || super::is_predicate(self.doc, sentence, at) {
            return None;
        }
        let block = self.doc.sentences[sentence].block;
        let quoted = self.is_quoted(at);
        let near = |s: &usize| self.doc.sentences[*s].block + PARAGRAPHS >= block;
        for s in (0..=sentence).rev().take_while(near) {
            let here: Vec<&Seen> =
                self.sentences[s].iter().filter(|a| a.end <= at && (a.quoted == quoted || s < sentence)).collect();
            let fits: Vec<&Seen> = here.iter().copied().filter(|a| self.bodies[a.body].kinds & asked != 0).collect();
            let open: Vec<&Seen> = here.iter().copied().filter(|a| self.is_open(a, asked)).collect();
            if fits.is_empty() && open.is_empty() {
                continue;
            }
            let company = asked == kinds::COMPANY;
            let body = match (&fits[..], &open[..]) {
                ([], open) => one(open).or_else(|| company.then(|| one_subject(open)).flatten()),
                (fits, []) if asked == kinds::CLUB => one(fits),
                (fits, []) => one(fits).or_else(|| one_subject(fits)),
                (fits, open) if company => one_subject(&[fits, open].concat()),
                (fits, _) => one(fits),
            };
            return body.map(|body| (noun + 1, body));
        }
        self.only(sentence, at, asked).map(|body| (noun + 1, body))
    }

    /// Whether an organisation of which no kind is known may be the enterprise asked for.
    fn is_open(&self, seen: &Seen, asked: Kinds) -> bool {
        let body = &self.bodies[seen.body];
        let unlike = asked != kinds::COMPANY && body.kinds & !kinds::COMPANY != 0;
        kinds::is_branch(asked) && body.open && !unlike && (body.kinds == 0 || body.kinds & kinds::COMPANY != 0)
    }

    /// The one organisation of the article so far that shows the kind.
    fn only(&self, sentence: usize, at: u32, asked: Kinds) -> Option<usize> {
        let all: Vec<&Seen> = self.sentences[..=sentence]
            .iter()
            .rev()
            .take(100)
            .flatten()
            .filter(|a| a.end <= at && (self.bodies[a.body].kinds & asked != 0 || self.is_open(a, asked)))
            .collect();
        one(&all)
    }

    /// Whether a description may end before `at`: no compound goes on, and nothing says which one is meant.
    fn may_end(&self, at: u32) -> bool {
        let Some(token) = self.doc.token(at) else { return true };
        if token.kind != TokenKind::Word {
            return token.kind != TokenKind::Number && !matches!(self.doc.word(at), "-" | "/" | "&");
        }
        !token.capital
            && (verbs::is_verb(self.doc, at)
                || matches!(
                    self.word(at),
                    "in" | "on"
                        | "at"
                        | "for"
                        | "to"
                        | "from"
                        | "with"
                        | "by"
                        | "as"
                        | "after"
                        | "before"
                        | "during"
                        | "since"
                        | "until"
                        | "and"
                        | "or"
                        | "but"
                        | "when"
                        | "while"
                        | "because"
                        | "if"
                        | "is"
                        | "who"
                        | "last"
                        | "this"
                        | "into"
                        | "over"
                        | "under"
                        | "about"
                        | "against"
                        | "through"
                        | "than"
                ))
    }
}

/// The one organisation among those seen.
fn one(seen: &[&Seen]) -> Option<usize> {
    let first = seen.first()?.body;
    seen.iter().all(|a| a.body == first).then_some(first)
}

/// The one among them that is a subject.
fn one_subject(seen: &[&Seen]) -> Option<usize> {
    let subjects: Vec<&Seen> = seen.iter().copied().filter(|a| a.subject).collect();
    one(&subjects)
}
