//! The word lists of offices, compiled once: titles, policy areas, degrees, words of tenure.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::text::{Doc, fold, word_key};

/// What kind of office a title is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    State,
    Royalty,
    Government,
    Local,
    Legislature,
    Court,
    Forces,
    Diplomacy,
    Staff,
    Spokesperson,
    Body,
    Company,
    Media,
    Party,
    Education,
    Profession,
    Sport,
    Church,
}

impl Category {
    fn parse(word: &str) -> Option<Category> {
        Some(match word {
            "state" => Category::State,
            "royalty" => Category::Royalty,
            "government" => Category::Government,
            "local" => Category::Local,
            "legislature" => Category::Legislature,
            "court" => Category::Court,
            "forces" => Category::Forces,
            "diplomacy" => Category::Diplomacy,
            "staff" => Category::Staff,
            "spokesperson" => Category::Spokesperson,
            "body" => Category::Body,
            "company" => Category::Company,
            "media" => Category::Media,
            "party" => Category::Party,
            "education" => Category::Education,
            "profession" => Category::Profession,
            "sport" => Category::Sport,
            "church" => Category::Church,
            _ => return None,
        })
    }

    /// Whether one body can have titles of both categories: "Acme chairman and chief executive", not "Acme chairman and senator".
    pub(super) fn is_like(self, other: Category) -> bool {
        let of_state = |c| matches!(c, Category::State | Category::Government | Category::Forces | Category::Royalty);
        let of_body = |c| {
            matches!(c, Category::Body | Category::Company | Category::Media | Category::Education | Category::Party)
        };
        self == other || (of_state(self) && of_state(other)) || (of_body(self) && of_body(other))
    }

    /// Whether "Russian" before such a title names the body it belongs to; before others it is where somebody is from.
    pub(super) fn demonym_is_body(self) -> bool {
        !matches!(
            self,
            Category::Company
                | Category::Media
                | Category::Education
                | Category::Profession
                | Category::Sport
                | Category::Church
        )
    }
}

/// A title of `titles.tsv`, in singular or plural.
#[derive(Debug)]
pub(super) struct Title {
    /// In the singular, as printed before capitals are set: `prime minister`.
    pub words: &'static str,
    /// What it is compared as: `chairwoman` is compared as `chair`.
    pub compare: &'static str,
    pub category: Category,
    /// More than one holder at a time.
    pub many: bool,
    pub plural: bool,
    letters: &'static str,
}

impl Title {
    /// Whether the word alone tells that it is a title, and not somebody's name.
    pub fn is_telling(&self) -> bool {
        !matches!(
            self.category,
            Category::Royalty | Category::Church | Category::Sport | Category::Education | Category::Profession
        ) && !matches!(self.words, "judge" | "head" | "member" | "partner" | "whip" | "commander")
    }
    /// Whether the title has the letter (see the head of `titles.tsv`).
    pub fn has(&self, letter: char) -> bool {
        self.letters.contains(letter)
    }
}

/// A policy area or institution of `areas.tsv`.
#[derive(Debug)]
pub(super) struct Area {
    /// As written in the list.
    pub words: &'static str,
    /// What it is compared as: `foreign affairs` is compared as `foreign`.
    pub compare: &'static str,
    /// How a canonical name prints it: institutions, acronyms and their long forms as written, areas in canonical words.
    pub printed: String,
    letters: &'static str,
}

impl Area {
    pub fn has(&self, letter: char) -> bool {
        self.letters.contains(letter)
    }
}

/// What a word before or behind a title says about when the office was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Former,
    Acting,
    Elect,
    Designate,
    /// "outgoing", "incumbent": holds it.
    Current,
}

/// Word sequences by their first (and last) word, for the longest match from a token on (or up to it).
#[derive(Debug, Default)]
pub(super) struct Sequences {
    forward: FxHashMap<u64, Vec<(Arc<[u64]>, u32)>>,
    backward: FxHashMap<u64, Vec<(Arc<[u64]>, u32)>>,
}

impl Sequences {
    pub fn add(&mut self, words: &str, id: u32) {
        let keys: Arc<[u64]> = keys(words).into();
        if let (Some(&first), Some(&last)) = (keys.first(), keys.last()) {
            for (map, end) in [(&mut self.forward, first), (&mut self.backward, last)] {
                // Longer ones first, of one length in order of the list.
                let list = map.entry(end).or_default();
                list.insert(list.partition_point(|(k, _)| k.len() >= keys.len()), (keys.clone(), id));
            }
        }
    }

    /// Whether a sequence begins with the word of that key.
    pub fn begin_with(&self, key: u64) -> bool {
        self.forward.contains_key(&key)
    }

    /// The longest sequence that begins at token `at` and passes `fits`, with the token after it.
    pub fn from(&self, doc: &Doc, at: u32, end: u32, fits: impl Fn(u32, u32) -> bool) -> Option<(u32, u32)> {
        let first = doc.token(at).filter(|_| at < end)?;
        self.forward.get(&first.key)?.iter().find_map(|(keys, id)| {
            let mut pos = at;
            for (n, key) in keys.iter().enumerate() {
                if n > 0 {
                    pos = skip_hyphen(doc, pos, end);
                }
                if pos >= end || doc.token(pos)?.key != *key {
                    return None;
                }
                pos += 1;
            }
            fits(*id, pos).then_some((*id, pos))
        })
    }

    /// The longest sequence that ends before token `end`, with its first token; nothing before `floor`.
    pub fn up_to(&self, doc: &Doc, end: u32, floor: u32, fits: impl Fn(u32, u32) -> bool) -> Option<(u32, u32)> {
        let last = doc.token(end.checked_sub(1)?).filter(|_| end > floor)?;
        self.backward.get(&last.key)?.iter().find_map(|(keys, id)| {
            let mut pos = end;
            for (n, key) in keys.iter().rev().enumerate() {
                if n > 0 && pos > floor + 1 && is_hyphen(doc, pos - 1) {
                    pos -= 1;
                }
                if pos <= floor || doc.token(pos - 1)?.key != *key {
                    return None;
                }
                pos -= 1;
            }
            fits(*id, pos).then_some((*id, pos))
        })
    }
}

pub(super) fn is_hyphen(doc: &Doc, at: u32) -> bool {
    doc.token(at).is_some_and(|t| !t.spaced) && matches!(doc.word(at), "-" | "‐" | "‑" | "–")
}

/// The token after a hyphen that joins two words, or `at` itself.
pub(super) fn skip_hyphen(doc: &Doc, at: u32, end: u32) -> u32 {
    let joins = at < end && is_hyphen(doc, at) && doc.token(at + 1).is_some_and(|t| !t.spaced);
    if joins { at + 1 } else { at }
}

/// The keys of the words of `text`, hyphens left out.
pub(super) fn keys(text: &str) -> Vec<u64> {
    // Of plain words nothing else comes, at a small part of the cost.
    let mut before = b' ';
    let plain = text.bytes().all(|b| {
        // A hyphen that joins nothing is a token.
        let fits = b.is_ascii_lowercase() || b == b' ' || b == b'-' && before.is_ascii_lowercase();
        before = b;
        fits
    });
    if plain {
        return text.split([' ', '-']).filter(|word| !word.is_empty()).map(word_key).collect();
    }
    tokens_of(text)
}

fn tokens_of(text: &str) -> Vec<u64> {
    let doc = Doc::of_text(text);
    (0..doc.tokens.len() as u32).filter(|&i| !is_hyphen(&doc, i)).map(|i| doc.tokens[i as usize].key).collect()
}

#[derive(Debug)]
pub(super) struct Lists {
    pub titles: Vec<Title>,
    pub title_words: Sequences,
    pub areas: Vec<Area>,
    pub area_words: Sequences,
    tenses: FxHashMap<u64, Tense>,
    degrees: FxHashMap<u64, &'static str>,
}

/// Words of tenure before a title; "to be" and the like are read in `tenure.rs`.
const BEFORE: &[(Tense, &[&str])] = &[
    (
        Tense::Former,
        &[
            "former",
            "ex",
            "then",
            "late",
            "onetime",
            "erstwhile",
            "ousted",
            "deposed",
            "previous",
            "past",
            "retired",
            "toppled",
            "sacked",
            "fired",
            "dismissed",
            "exiled",
            "disgraced",
        ],
    ),
    (Tense::Acting, &["acting", "interim", "caretaker", "provisional", "temporary"]),
    (Tense::Designate, &["incoming", "future", "nominated", "presumptive", "prospective", "next"]),
    (Tense::Current, &["current", "incumbent", "sitting", "outgoing", "present", "longtime", "new"]),
];

/// Words that make another office of a title. `executive`, `general` and the like are told from policy areas here.
const DEGREES: &[&str] = &[
    "deputy",
    "vice",
    "assistant",
    "associate",
    "first",
    "second",
    "senior",
    "junior",
    "chief",
    "principal",
    "executive",
    "special",
    "co",
    "managing",
    "lead",
    "head",
    "general",
    "permanent",
    "private",
    "joint",
    "honorary",
    "personal",
    "research",
    "visiting",
];

impl Lists {
    pub fn tense(&self, key: u64) -> Option<Tense> {
        self.tenses.get(&key).copied()
    }
    /// The degree as it is compared and printed: `deputy`.
    pub fn degree(&self, key: u64) -> Option<&'static str> {
        self.degrees.get(&key).copied()
    }
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        titles: Vec::new(),
        title_words: Sequences::default(),
        areas: Vec::new(),
        area_words: Sequences::default(),
        tenses: FxHashMap::default(),
        degrees: FxHashMap::default(),
    };
    for row in rows(include_str!("../../../rules/std/data/titles.tsv")) {
        let [written, category, seat, letters, rest @ ..] = row.as_slice() else { continue };
        let Some(category) = Category::parse(category) else { continue };
        let (form, words, compare) = match (written.split_once('='), written.split_once('~')) {
            (Some((short, long)), _) => (short, long, long),
            (_, Some((word, other))) => (word, word, other),
            _ => (*written, *written, *written),
        };
        let plural = rest.first().map_or_else(|| plural(form), |p| (*p).to_string());
        for (is_plural, form) in [(false, form.to_string()), (true, plural)] {
            let id = lists.titles.len() as u32;
            lists.titles.push(Title { words, compare, category, many: *seat == "many", plural: is_plural, letters });
            lists.title_words.add(&form, id);
        }
    }
    for row in rows(include_str!("../../../rules/std/data/areas.tsv")) {
        let [words, compare, letters] = row.as_slice() else { continue };
        let id = lists.areas.len() as u32;
        let compare = if *compare == "=" { words } else { compare };
        lists.areas.push(Area { words, compare, printed: String::new(), letters });
        lists.area_words.add(words, id);
    }
    for area in &mut lists.areas {
        area.printed = if area.has('U') && area.words == area.compare {
            area.words.to_uppercase()
        } else {
            (if area.has('w') || (area.has('i') && !area.has('U')) { area.words } else { area.compare }).into()
        };
    }
    for (tense, words) in BEFORE {
        lists.tenses.extend(words.iter().map(|w| (word_key(w), *tense)));
    }
    lists.degrees = DEGREES.iter().map(|w| (word_key(w), *w)).collect();
    lists
});

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}

/// The regular plural of a title's last word.
fn plural(title: &str) -> String {
    if let Some(stem) = title.strip_suffix("man") {
        return format!("{stem}men");
    }
    match title.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if title.ends_with(['s', 'x']) || title.ends_with("ch") => format!("{title}es"),
        _ => format!("{title}s"),
    }
}

/// `text` with the capitals of a title, small words apart: `Director of the FBI`. Spelling is that of [`fold`].
pub(super) fn title_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, word) in text.split(' ').filter(|w| !w.is_empty()).enumerate() {
        if n > 0 {
            out.push(' ');
        }
        let folded = fold(word);
        let acronym = word.chars().filter(|c| c.is_uppercase()).count() > 1;
        let small = matches!(&*folded, "of" | "the" | "for" | "and" | "to" | "in" | "at" | "on" | "de" | "pro");
        if acronym || (small && n > 0) {
            out.push_str(if acronym { word } else { &folded });
        } else {
            let mut chars = folded.chars();
            out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(chars.as_str());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let count = |t: &'static str| rows(t).count();
        assert_eq!(LISTS.titles.len(), 2 * count(include_str!("../../../rules/std/data/titles.tsv")));
        assert_eq!(LISTS.areas.len(), count(include_str!("../../../rules/std/data/areas.tsv")));
        let mut seen = rustc_hash::FxHashSet::default();
        assert!(LISTS.areas.iter().all(|a| seen.insert(a.words)), "an area stands twice");
    }

    proptest::proptest! {
        #[test]
        fn keys_of_plain_words_are_those_of_their_tokens(text in "([a-c]{0,3}|co|minister|-| ){0,6}") {
            proptest::prop_assert_eq!(keys(&text), tokens_of(&text), "{:?}", text);
        }
    }

    #[test]
    fn plurals() {
        for (one, many) in
            [("minister", "ministers"), ("secretary", "secretaries"), ("chairman", "chairmen"), ("coach", "coaches")]
        {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn titles_get_capitals() {
        assert_eq!(title_case("head of the ministry of defense"), "Head of the Ministry of Defence");
        assert_eq!(title_case("director of the FBI"), "Director of the FBI");
    }
}
