//! Clubs: the town in a table of results is a team.

use rustc_hash::FxHashSet;

use super::classes::Classes;
use super::reader::{Case, Reader};
use super::scan::{Guess, Scan};
use super::tables::{self, PLACES};
use crate::extract::MentionKind;
use crate::facts::Entity;

/// Words that make a club of the town before them.
const AFTER_TOWN: &[&str] = &[
    "united",
    "city",
    "town",
    "county",
    "rovers",
    "wanderers",
    "athletic",
    "albion",
    "villa",
    "rangers",
    "hotspur",
    "wednesday",
    "orient",
    "argyle",
    "thistle",
    "harriers",
    "academicals",
    "hibernian",
    "celtic",
    "alexandra",
    "forest",
];

/// Words that make a club of the town behind them.
const BEFORE_TOWN: &[&str] = &[
    "fc",
    "ac",
    "afc",
    "cf",
    "sc",
    "sv",
    "msv",
    "vfb",
    "vfl",
    "fsv",
    "tsv",
    "bsc",
    "ssc",
    "as",
    "cd",
    "rcd",
    "ud",
    "sd",
    "fk",
    "nk",
    "sk",
    "kv",
    "rkc",
    "psv",
    "cska",
    "hapoel",
    "maccabi",
    "betar",
    "beitar",
    "bnei",
    "ironi",
    "dynamo",
    "dinamo",
    "lokomotiv",
    "lokomotive",
    "spartak",
    "torpedo",
    "zenit",
    "shakhtar",
    "real",
    "atletico",
    "deportivo",
    "sporting",
    "olympique",
    "racing",
    "borussia",
    "eintracht",
    "werder",
    "hertha",
    "arminia",
    "fortuna",
    "hansa",
    "partizan",
    "rapid",
    "sturm",
    "grasshopper",
    "celta",
    "rayo",
    "queen's",
    "standard",
    "inter",
    "bayer",
    "bayern",
];

/// Verbs between winner and loser.
const BEAT: &[&str] = &[
    "beat",
    "beats",
    "beating",
    "defeated",
    "defeat",
    "defeats",
    "thrashed",
    "thrash",
    "routed",
    "edged",
    "downed",
    "outscored",
    "hammered",
    "crushed",
    "overcame",
    "drew",
    "hosted",
];

impl Reader<'_> {
    /// The end of a club's name that begins at `i`: `Leeds United`, `Buffalo Sabres`, `FC Porto`.
    pub fn club(&self, i: u32, run: u32, listed_end: u32, case: Case) -> Option<u32> {
        if listed_end > i && listed_end < run && self.capital(listed_end) {
            let end = listed_end + 1;
            if self.is_word_of(listed_end, AFTER_TOWN) && !self.is(listed_end, Classes::SURNAME) | self.is_row(i) {
                return Some(end);
            }
            // "Calgary Flames": a plural that the run ends with, and no people of that place.
            let word = self.word(listed_end);
            let class = self.class(listed_end);
            let plural = word.len() > 4 && word.ends_with('s') && !word.ends_with("ss");
            let people = Classes::OFFICE
                | Classes::DEMONYM
                | Classes::HEAD
                | Classes::TERRAIN
                | Classes::EVENT
                | Classes::CALENDAR;
            if case == Case::Sentence
                && plural
                && end == run
                && !class.has(people | Classes::SURNAME | Classes::GIVEN)
                && !self
                    .is_word_of(listed_end, &["republicans", "democrats", "muslims", "christians", "jews", "catholics"])
                && is_town(&self.lookup(i)?.entity)
            {
                return Some(end);
            }
        }
        if self.is_word_of(i, BEFORE_TOWN) && self.capital(i + 1) && i + 1 < run {
            let town = self.lookup(i + 1).filter(|l| l.kind == MentionKind::Place).map(|l| l.end);
            let strange = !self.is(i + 1, Classes::COMMON | Classes::FUNCTION | Classes::GIVEN);
            let acronym = self.word(i).len() <= 4 && self.all_caps(i);
            return town.or(Some(i + 2).filter(|_| strange && acronym));
        }
        None
    }

    /// Whether token `i` stands in a line of a table: names and figures, no running words.
    pub fn is_row(&self, i: u32) -> bool {
        let (first, end) = self.line(i);
        let (mut numbers, mut names, mut depth) = (0, 0, 0);
        for k in first..end {
            match self.word(k) {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ if depth > 0 => {}
                // A date in a dateline.
                word if self.is_number(k) && word.len() == 4 && self.is_mark(k + 1, &["-", "/"]) => return false,
                _ if self.is_number(k) => numbers += 1,
                _ if self.lower(k) => return false,
                _ if self.capital(k) => names += 1,
                _ => {}
            }
        }
        numbers >= 2 && numbers * 3 >= names
    }

    /// The tokens of the line of text that `i` stands in, within its sentence; at most 60 to either side.
    fn line(&self, i: u32) -> (u32, u32) {
        let (start, stop) = self.sentence(i);
        let (low, high) = (start.max(i.saturating_sub(60)), stop.min(i + 60));
        let breaks = |k: u32| {
            let (before, here) = (self.doc.tokens[k as usize - 1].span, self.doc.tokens[k as usize].span);
            self.doc.text[before.end as usize..here.start as usize].contains('\n')
        };
        let mut first = i;
        while first > low && !breaks(first) {
            first -= 1;
        }
        let mut end = i + 1;
        while end < high && !breaks(end) {
            end += 1;
        }
        (first, end)
    }

    /// Whether the words round the name say that it is a place: a preposition, a dateline, what it lies in.
    pub fn is_located(&self, first: u32, end: u32) -> bool {
        let preposition = first > 0
            && self.is_word_of(first - 1, &["in", "at", "near", "from", "to", "outside", "of", "around", "through"]);
        preposition || self.is_dateline(first, end) || self.is_mark(end, &[","]) && self.lookup(end + 1).is_some()
    }

    /// Whether the name at `first..end` stands where a team stands.
    fn is_team(&self, first: u32, end: u32) -> bool {
        let (line, stop) = self.line(first);
        // "Leeds 2 Hull 1", but neither "Lund 8-1-60-0" nor "(Lund 18th)".
        if self.is_number(end) && !self.attached(end) && !self.attached(end + 1) && self.is_row(first) {
            let open = (line..first).filter(|&k| self.is_mark(k, &["("])).count();
            return open == (line..first).filter(|&k| self.is_mark(k, &[")"])).count();
        }
        // "Leeds v Hull", and "BOSTON AT CHICAGO" where the line says no more.
        let versus = |k: u32| self.is_word_of(k, &["v", "vs"]);
        if versus(end) && self.capital(end + 1) || first > 0 && versus(first - 1) {
            return true;
        }
        if first == line && self.is_word_of(end, &["at"]) && self.case(self.doc.sentence_of(first)) == Case::Upper {
            return self.lookup(end + 1).is_some_and(|l| l.end == stop);
        }
        // "Leeds beat Hull 2-1".
        let beats = |k: u32| self.lower(k) && self.is_word_of(k, BEAT);
        let scored = |from: u32| {
            (from..self.sentence_end(first).min(from + 8)).any(|k| {
                self.is_number(k) && self.is_mark(k + 1, &["-", "–"]) && self.is_number(k + 2) && self.word(k).len() < 4
            })
        };
        (beats(end) && self.capital(end + 1) || first > 0 && beats(first - 1)) && scored(end)
    }
}

/// Towns and states that stand as teams in the article are organisations; so are strange names beside them.
pub fn teams(r: &Reader, scan: &mut Scan) {
    let mut found = 0;
    for guess in &mut scan.guesses {
        let town = guess.kind == MentionKind::Place && guess.entity.as_ref().is_some_and(is_town);
        if town && r.is_team(guess.first, guess.end) {
            guess.kind = MentionKind::Organisation;
            guess.entity = None;
            found += 1;
        }
    }
    for loose in &mut scan.loose {
        let town = loose.maybe.as_ref().is_some_and(|(kind, entity)| *kind == MentionKind::Place && is_town(entity));
        if town && r.is_team(loose.first, loose.end) {
            loose.maybe = None;
            found += 1;
            scan.guesses.push(team(loose.first, loose.end));
        }
    }
    if found == 0 {
        return;
    }
    // What plays in one place of the article plays in the others, unless somebody is in it.
    let form = |first: u32, end: u32| tables::key(r.doc.span(first, end).of(r.doc.text));
    let playing: FxHashSet<String> = scan
        .guesses
        .iter()
        .filter(|g| g.kind == MentionKind::Organisation && r.is_team(g.first, g.end))
        .map(|g| form(g.first, g.end))
        .collect();
    for guess in &mut scan.guesses {
        let town = guess.kind == MentionKind::Place && guess.entity.as_ref().is_some_and(is_town);
        if town && playing.contains(&form(guess.first, guess.end)) && !r.is_located(guess.first, guess.end) {
            *guess = team(guess.first, guess.end);
        }
    }
    if found < 3 {
        return;
    }
    for loose in &scan.loose {
        if !r.is(loose.first, Classes::CALENDAR | Classes::HEAD | Classes::EVENT) && r.is_team(loose.first, loose.end) {
            scan.guesses.push(team(loose.first, loose.end));
        }
    }
    for guess in &mut scan.guesses {
        let strange =
            guess.kind == MentionKind::Person && !r.is(guess.first, Classes::GIVEN) && !r.is_initial(guess.first);
        if strange && r.is_team(guess.first, guess.end) {
            *guess = team(guess.first, guess.end);
        }
    }
}

fn team(first: u32, end: u32) -> Guess {
    Guess { kind: MentionKind::Organisation, first, end, entity: None, words: 0, weak: false }
}

/// A town or a state of a union, by the gazetteer.
fn is_town(entity: &Entity) -> bool {
    PLACES.get(&tables::key(&entity.name)).is_some_and(|mut row| !matches!(row.nth(1), Some("c" | "r") | None))
}
