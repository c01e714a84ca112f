//! Who "the minister", "the Russian minister" and "he" are; of organisations see `organisations.rs`.
//!
//! One walk over the text, sentence by sentence. A description is compared with the offices of the persons on the scene, a
//! pronoun with their gender; the nearest sentence with somebody who fits decides. Where two fit there, the one who stands as the
//! subject is meant, and without exactly one such the description stays open: no mention is made of it.

mod described;
mod gender;
mod kinds;
mod organisations;
mod scene;
mod speakers;
mod verbs;

use super::offices::{self, Category, OfficeWords};
use super::quotes::says;
use super::{Mention, MentionKind};
use crate::facts::{Fact, Office, Schema, Value};
use crate::text::{Doc, TokenKind, fold};
use gender::Gender;
use scene::{Appearance, Held, Scene, mention};

/// Sentences that are searched backwards for an antecedent at most.
const REACH: usize = 12;

/// Persons of one sentence of whom it is asked who speaks, at most: prose has fewer.
const MAX_PRESENT: usize = 32;

/// Pronouns and descriptions that resolve to one person or organisation, as mentions with `by: coreference`, in order of
/// start; pronouns that do not, as open ones. `names` and `offices` are the article's mentions, `roles` its role facts so far.
pub fn resolve(doc: &Doc, names: &[Mention], offices: &[Mention], roles: &[Fact], schema: &Schema) -> Vec<Mention> {
    let mut resolver = Resolver { doc, names, scene: Scene::new(doc, names, offices, roles, schema), offices };
    let mut out = Vec::new();
    let mut next_office = 0;
    for sentence in 0..doc.sentences.len() {
        let (first, end) = (doc.sentences[sentence].first, doc.sentences[sentence].end);
        let mut at = first;
        while at < end {
            while next_office < offices.len() && offices[next_office].first < at {
                next_office += 1;
            }
            let office = offices.get(next_office).filter(|o| o.first == at && o.end <= end);
            let found = match office {
                Some(office) => resolver.description(sentence, office),
                None => {
                    let relative = resolver.relative(sentence, at).or_else(|| resolver.described(sentence, at));
                    relative.or_else(|| resolver.pronoun(sentence, at)).map(|p| (at, at + 1, p))
                }
            };
            if found.is_none()
                && office.is_none()
                && let Some(kind) = open_kind(doc, at).filter(|_| !resolver.is_in_name(at))
            {
                out.push(scene::open(doc, kind, at, at + 1));
            }
            if let Some((from, stop, person)) = found {
                resolver.scene.add(
                    sentence,
                    Appearance {
                        person,
                        first: from,
                        end: stop,
                        subject: scene::is_subject(doc, &[], from, stop) && !resolver.possessive_pronoun(from),
                        quoted: resolver.quoted(from),
                    },
                );
                if let Some(entity) = &resolver.scene.people[person].entity {
                    out.push(mention(doc, from, stop, entity));
                }
            }
            at = office.map_or(at + 1, |o| o.end.max(at + 1));
        }
    }
    out.extend(organisations::resolve(doc, names, offices, &resolver.scene.quoted));
    out.sort_by_key(|m| (m.first, m.end));
    out
}

struct Resolver<'a> {
    doc: &'a Doc<'a>,
    names: &'a [Mention],
    offices: &'a [Mention],
    scene: Scene,
}

impl Resolver<'_> {
    fn quoted(&self, at: u32) -> bool {
        self.scene.quoted.get(at as usize).copied().unwrap_or(false)
    }

    fn word(&self, at: u32) -> &str {
        self.doc.token(at).map_or("", |_| self.doc.folded(at))
    }

    /// The "I" of "Carol I".
    fn is_in_name(&self, at: u32) -> bool {
        let before = self.names.partition_point(|m| m.first <= at);
        before > 0 && self.names[before - 1].end > at
    }

    fn possessive_pronoun(&self, at: u32) -> bool {
        match self.word(at) {
            "his" | "hers" => true,
            "her" => self.doc.token(at + 1).is_some_and(|t| t.kind == TokenKind::Word && !self.is_function(at + 1)),
            _ => false,
        }
    }

    fn is_function(&self, at: u32) -> bool {
        matches!(
            self.word(at),
            "to" | "in"
                | "on"
                | "at"
                | "and"
                | "or"
                | "but"
                | "that"
                | "with"
                | "for"
                | "from"
                | "as"
                | "of"
                | "by"
                | "if"
                | "when"
                | "while"
                | "because"
                | "after"
                | "before"
                | "about"
                | "is"
                | "was"
                | "were"
                | "the"
                | "a"
                | "an"
        )
    }

    // ---- pronouns ----

    /// The person right before a "who", an age or a comma between, if it is not the last of several.
    fn relative(&self, sentence: usize, at: u32) -> Option<usize> {
        self.doc.token(at).filter(|t| t.is_word() && t.span.len() <= 5)?;
        if !matches!(self.word(at), "who" | "whose" | "whom") {
            return None;
        }
        let mark = |i: u32| i > 0 && self.doc.word(i - 1) == ",";
        let mut end = if mark(at) { at - 1 } else { at };
        // "Ida Lund, 54, who".
        let mut aged = end < at
            && end > 1
            && self.doc.token(end - 1).is_some_and(|t| t.kind == TokenKind::Number)
            && mark(end - 1);
        if aged {
            end -= 2;
        }
        let people = &self.scene.sentences[sentence];
        let seen = people.iter().rev().find(|a| a.end == end).or_else(|| {
            let (comma, past) = self.explained(sentence, at)?;
            aged = past;
            people.iter().rev().find(|a| a.end == comma)
        })?;
        let joined = seen.first.checked_sub(1).is_some_and(|i| matches!(self.word(i), "and" | "or" | "&" | ","));
        (aged || !joined).then_some(seen.person)
    }

    /// "Ida Lund, 54, a high official | who": where the name ends whose explanation ends at `at`, and whether an age stands
    /// behind it.
    fn explained(&self, sentence: usize, at: u32) -> Option<(u32, bool)> {
        let from = self.doc.sentences[sentence].first.max(at.saturating_sub(16));
        let comma = (from..at).rev().find(|&i| self.doc.word(i) == ",")?;
        let noun = self.doc.token(at - 1).is_some_and(|t| t.kind == TokenKind::Word && !t.capital);
        if !noun || !matches!(self.word(comma + 1), "a" | "an" | "the") {
            return None;
        }
        // A person within the explanation would be the nearer one.
        if self.scene.sentences[sentence].iter().any(|a| a.first > comma && a.end == at) {
            return None;
        }
        let aged = comma > 1
            && self.doc.token(comma - 1).is_some_and(|t| t.kind == TokenKind::Number)
            && self.doc.word(comma - 2) == ",";
        Some(if aged { (comma - 2, true) } else { (comma, false) })
    }

    /// The person whom the pronoun at `at` means.
    fn pronoun(&self, sentence: usize, at: u32) -> Option<usize> {
        self.doc.token(at).filter(|t| t.is_word() && t.span.len() <= 7)?;
        let wanted = gender::of_pronoun(self.word(at))?;
        if self.looks_ahead(sentence, at) {
            return self.cataphoric(sentence, at, wanted);
        }
        let fits = |a: &Appearance| self.scene.people[a.person].gender.is_none_or(|g| g == wanted);
        if let Some(owner) = self.owner(sentence, at).filter(|a| fits(a)) {
            return Some(owner.person);
        }
        let word = self.word(at);
        let object = word == "him" || (word == "her" && !self.possessive_pronoun(at));
        let quoted = self.quoted(at);
        if let Some(speaker) = self.speaks_on(sentence, at, fits) {
            return Some(speaker);
        }
        let spoken_of = self.spoken_of(sentence, at);
        let says = says(self.doc, at + 1);
        self.search(sentence, at, says, |a, same| {
            // Inside a quotation others are spoken of, and what is said there introduces nobody outside.
            a.quoted == quoted
                && fits(a)
                && !(same && object && self.one_clause(a.end, at))
                && !spoken_of.contains(&a.person)
        })
    }

    /// Whose deed it is that the possessive pronoun at `at` belongs to: "Lund's handling of his meeting".
    fn owner(&self, sentence: usize, at: u32) -> Option<&Appearance> {
        if at == 0 || !self.possessive_pronoun(at) {
            return None;
        }
        // "Ida Lund and her talks with Ola Berg"
        if self.word(at - 1) == "and" {
            return self.scene.sentences[sentence].iter().find(|a| a.end == at - 1);
        }
        if !matches!(self.word(at - 1), "of" | "about" | "during" | "after" | "before") {
            return None;
        }
        let owner = self.scene.sentences[sentence].iter().rev().find(|a| a.end < at)?;
        let genitive = self.doc.token(owner.end).is_some_and(|t| t.kind == TokenKind::Possessive);
        let between = owner.end + 1..at - 1;
        let deed = |w: &str| {
            ["ing", "ion", "ment", "ance", "ence", "al", "sis"].iter().any(|e| w.ends_with(e))
                || matches!(
                    w,
                    "account" | "remarks" | "comments" | "tweet" | "tweets" | "view" | "defence" | "defense" | "claim"
                )
        };
        let noun = between.clone().next_back().is_some_and(|i| deed(self.word(i)));
        let plain =
            between.len() <= 3 && between.clone().all(|i| self.doc.token(i).is_some_and(|t| t.is_word() && !t.capital));
        (genitive && noun && plain).then_some(owner)
    }

    /// Whether nothing between two tokens ends a clause, so that a subject and its object pronoun are two persons.
    fn one_clause(&self, from: u32, to: u32) -> bool {
        !(from..to).any(|i| {
            matches!(
                self.word(i),
                "," | ";"
                    | ":"
                    | "that"
                    | "who"
                    | "which"
                    | "when"
                    | "while"
                    | "because"
                    | "after"
                    | "before"
                    | "if"
                    | "and"
                    | "but"
                    | "–"
                    | "—"
            )
        })
    }

    /// "Before his flight to Oslo, Ida Lund met ...", "In her speech Senator Ida Lund said ...": a phrase that opens the sentence,
    /// and a person soon behind it. Who is meant may come first or stand in the sentence before.
    fn looks_ahead(&self, sentence: usize, at: u32) -> bool {
        let Some(bounds) = self.doc.sentences.get(sentence) else { return false };
        let people = &self.scene.sentences[sentence];
        self.opens(sentence)
            && !self.quoted(at)
            && at <= bounds.first + 8
            && people.first().is_some_and(|a| a.first > at && a.first < at + 16)
    }

    /// Whether a sentence begins with what stands before its main clause.
    fn opens(&self, sentence: usize) -> bool {
        let first = self.doc.sentences[sentence].first;
        matches!(
            self.word(first),
            "before"
                | "after"
                | "prior"
                | "during"
                | "in"
                | "on"
                | "at"
                | "as"
                | "with"
                | "despite"
                | "upon"
                | "following"
                | "when"
                | "while"
                | "throughout"
                | "since"
                | "although"
                | "though"
                | "unlike"
                | "like"
        )
    }

    /// The person right behind the comma that ends the opening phrase, titles passed over.
    fn cataphoric(&self, sentence: usize, at: u32, wanted: Gender) -> Option<usize> {
        let bounds = self.doc.sentences.get(sentence)?;
        let comma = (at..bounds.end.min(at + 16)).find(|&i| self.doc.word(i) == ",")?;
        let person = self.scene.sentences[sentence].first().filter(|a| a.first > comma)?;
        let office = self.offices.get(self.offices.partition_point(|o| o.first <= comma));
        let start = office.filter(|o| o.end == person.first).map_or(person.first, |o| o.first);
        let near = start <= comma + 2 && person.subject;
        (near && self.scene.people[person.person].gender.is_none_or(|g| g == wanted)).then_some(person.person)
    }

    /// The person that the nearest sentence with fitting ones before `at` decides for, in this paragraph or the one before. `says`: somebody is
    /// looked for who says something, and goes on.
    fn search(&self, sentence: usize, at: u32, says: bool, fits: impl Fn(&Appearance, bool) -> bool) -> Option<usize> {
        let block = self.doc.sentences.get(sentence)?.block;
        for s in (0..=sentence).rev().take(REACH) {
            if self.doc.sentences[s].block + 1 < block {
                break;
            }
            let found: Vec<&Appearance> =
                self.scene.sentences[s].iter().filter(|a| a.end <= at && fits(a, s == sentence)).collect();
            if found.is_empty() {
                continue;
            }
            let asked = says && found.len() <= MAX_PRESENT;
            let telling: Vec<&Appearance> = found.iter().filter(|a| asked && self.tells(s, a)).copied().collect();
            return decide(&telling).or_else(|| decide(&found));
        }
        None
    }

    // ---- descriptions ----

    /// The description that an office mention is, with its article, and the person it means.
    fn description(&self, sentence: usize, office: &Mention) -> Option<(u32, u32, usize)> {
        let Value::Office(described) = &office.value else { return None };
        let first = office.first.checked_sub(1).filter(|_| self.doc.sentences[sentence].first < office.first)?;
        if !matches!(self.word(first), "the" | "this") || is_predicate(self.doc, sentence, first) {
            return None;
        }
        // It has a name beside it, or is one already.
        let i = self.names.partition_point(|m| m.first < office.end);
        if self.names.get(i).is_some_and(|m| m.first == office.end && m.kind == MentionKind::Person) {
            return None;
        }
        if self.scene.is_told(office.span) || offices::is_plural(self.doc, office.first, office.end) {
            return None;
        }
        let words = OfficeWords::new(described);
        let (kind, title) = (offices::category(described), fold(&described.title));
        let quoted = self.quoted(office.first);
        let fits = |a: &Appearance| {
            a.quoted == quoted
                && self.scene.people[a.person].offices.iter().any(|held| {
                    held.told < office.first && (words.within(&held.words) || describes(described, kind, &title, held))
                })
        };
        let nearest = self.search(sentence, first, false, |a, _| fits(a));
        let found = match nearest {
            Some(person) => person,
            // A description with its body is clear over any distance, if one person alone ever fits.
            None if described.body.is_some() => self.only(sentence, fits)?,
            None => return None,
        };
        Some((first, office.end, found))
    }

    /// The one person of all sentences so far who fits.
    fn only(&self, sentence: usize, fits: impl Fn(&Appearance) -> bool) -> Option<usize> {
        let mut found = None;
        for a in self.scene.sentences[..=sentence].iter().rev().take(REACH * 8).flatten().filter(|a| fits(a)) {
            if found.is_some_and(|p| p != a.person) {
                return None;
            }
            found = Some(a.person);
        }
        found
    }
}

/// "is the minister", "as the minister": says what somebody is.
fn is_predicate(doc: &Doc, sentence: usize, article: u32) -> bool {
    if article <= doc.sentences[sentence].first {
        return false;
    }
    matches!(
        doc.folded(article - 1),
        "is" | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "being"
            | "as"
            | "become"
            | "became"
            | "becomes"
            | "becoming"
            | "remain"
            | "remains"
            | "remained"
            | "named"
            | "appointed"
            | "elected"
            | "called"
            | "not"
            | "than"
            | "like"
            | "or"
    )
}

/// What a pronoun that is a verb's subject speaks of, be it open whom or what it means.
fn open_kind(doc: &Doc, at: u32) -> Option<MentionKind> {
    doc.token(at).filter(|t| t.is_word() && t.span.len() <= 3)?;
    match doc.word(at) {
        "I" => Some(MentionKind::OpenPerson),
        _ => match doc.folded(at) {
            "he" | "she" => Some(MentionKind::OpenPerson),
            "it" => Some(MentionKind::OpenThing),
            _ => None,
        },
    }
}

/// The only person among the appearances, or the only one of them who stands as a subject.
fn decide(found: &[&Appearance]) -> Option<usize> {
    let one = |mut people: Box<dyn Iterator<Item = usize> + '_>| {
        let first = people.next()?;
        people.all(|p| p == first).then_some(first)
    };
    one(Box::new(found.iter().map(|a| a.person)))
        .or_else(|| one(Box::new(found.iter().filter(|a| a.subject).map(|a| a.person))))
}

/// Whether a word for a kind of office, "the lawmaker" or "the Russian leader", can be said of somebody who holds `held`.
/// `kind` and `title` are those of `described`, the title folded.
fn describes(described: &Office, kind: Option<Category>, title: &str, held: &Held) -> bool {
    let (Some(kind), Some(of)) = (kind, held.category) else { return false };
    let held = &held.office;
    let same_body = match (&described.body, &held.body) {
        (Some(a), Some(b)) => a == b,
        (None, _) => true,
        (Some(_), None) => false,
    };
    same_body
        && match title {
            "lawmaker" | "legislator" | "parliamentarian" => of == Category::Legislature,
            "leader" => {
                matches!(of, Category::State | Category::Government | Category::Party | Category::Royalty)
                    && is_top(held)
            }
            "premier" => &*held.title == "Prime Minister",
            "head of state" | "monarch" => matches!(of, Category::State | Category::Royalty),
            "diplomat" => of == Category::Diplomacy,
            "prosecutor" | "judge" | "justice" => kind == Category::Court && held.title.to_lowercase().ends_with(title),
            _ => false,
        }
}

fn is_top(office: &Office) -> bool {
    let title = office.title.to_lowercase();
    matches!(
        &*title,
        "president" | "prime minister" | "premier" | "chancellor" | "supreme leader" | "leader" | "king" | "queen"
    )
}

#[cfg(test)]
mod tests;
