//! The first reading: names that tell themselves by a list or by their shape.

use super::classes::Classes;
use super::lexicon::Listed;
use super::reader::{Case, Reader};
use crate::extract::MentionKind;
use crate::facts::Entity;
use crate::text::{Sentence, TokenKind};

/// A name found: tokens `first..end`.
#[derive(Clone, Debug)]
pub struct Guess {
    pub kind: MentionKind,
    pub first: u32,
    pub end: u32,
    /// By a list; `None` where the shape told it.
    pub entity: Option<Entity>,
    /// Words of a person's name.
    pub words: u32,
    /// A person whose last name is an everyday word: believed only if it comes again.
    pub weak: bool,
}

/// Capitalised words that neither a list nor their shape explains.
#[derive(Clone, Debug)]
pub struct Loose {
    pub first: u32,
    pub end: u32,
    /// The capital proves nothing: head of a sentence, or a headline.
    pub unproven: bool,
    /// What a list says it might be.
    pub maybe: Option<(MentionKind, Entity)>,
}

#[derive(Default)]
pub struct Scan {
    pub guesses: Vec<Guess>,
    pub loose: Vec<Loose>,
}

impl Scan {
    pub fn of(reader: &Reader) -> Scan {
        let mut scan = Scan::default();
        for (n, sentence) in reader.doc.sentences.iter().enumerate() {
            scan.sentence(reader, sentence, reader.case(n));
        }
        scan
    }

    fn sentence(&mut self, r: &Reader, sentence: &Sentence, case: Case) {
        let mut i = sentence.first;
        let mut titled = false;
        while i < sentence.end {
            let title = r.next_title(i);
            if let Some((_, end)) = title.filter(|t| t.0 == i) {
                titled = true;
                i = end;
                continue;
            }
            if !r.capital(i) && !opens_with_particle(r, i) {
                // "president Maria Lund", but not "the president, Maria".
                titled = r.lower(i) && r.is(i, Classes::OFFICE | Classes::HONORIFIC)
                    || titled && r.is_mark(i, &["."]) && r.attached(i);
                i += 1;
                continue;
            }
            let run = run_end(r, i, title.map_or(sentence.end, |t| t.0.min(sentence.end)));
            self.run(r, sentence, case, i, run, titled);
            titled = false;
            i = run.max(self.guesses.last().map_or(0, |g| g.end));
        }
    }

    /// Reads a run of capitals from left to right.
    fn run(&mut self, r: &Reader, sentence: &Sentence, case: Case, first: u32, run: u32, mut titled: bool) {
        let mut i = first;
        while i < run {
            if !(r.capital(i) || i == first && opens_with_particle(r, i)) {
                i += 1;
                continue;
            }
            // "Ex-New York governor": the prefix is no part of the name.
            if r.hyphenated(i + 1) && r.word(i).eq_ignore_ascii_case("ex") {
                i += 2;
                continue;
            }
            let class = r.class(i);
            let unproven = case != Case::Sentence || r.is_first(i, sentence);
            let listed = r.lexicon.lookup(r.doc, i, sentence.end).filter(|l| {
                !(case == Case::Upper && class.has(Classes::FUNCTION) && l.end == i + 1 && !r.word(i).contains('.'))
            });
            if let Some(listed) = listed.as_ref().filter(|l| l.desk) {
                i = self.push(listed.kind, i, listed.end, Some(listed.entity.clone()), 2);
                titled = false;
                continue;
            }
            if class.has(Classes::FUNCTION)
                && !(class.has(Classes::MODIFIER) && !unproven)
                && listed.as_ref().is_none_or(|l| l.end == i + 1 && !r.all_caps(i))
            {
                i += 1;
                titled = false;
                continue;
            }
            let listed_end = listed.as_ref().map_or(i, |l| l.end);
            if let Some(end) = self.organisation(r, case, i, run, unproven, &listed) {
                i = self.push(MentionKind::Organisation, i, end, None, 0);
                titled = false;
                continue;
            }
            if let Some(end) = r.club(i, run, listed_end, case) {
                i = self.push(MentionKind::Organisation, i, end, None, 0);
                titled = false;
                continue;
            }
            let titling = class.has(Classes::HONORIFIC | Classes::OFFICE) && listed_end <= i + 1;
            if titling && followed_by_name(r, i, run) {
                i += 1;
                titled = true;
                continue;
            }
            // "the Prime Minister of Israel Benjamin Netanyahu", but "the cabinet of Leon Lund".
            let given = class.has(Classes::GIVEN)
                && r.capital(i + 1)
                && !r.is(i + 1, Classes::GIVEN | Classes::OFFICE)
                && !(i > 1 && r.is(i - 2, Classes::OFFICE));
            let placed = listed_end == i + 1
                && listed.as_ref().is_some_and(|l| l.kind == MentionKind::Place && !(given && !is_country(&l.entity)))
                && (i > 0 && r.is_word_of(i - 1, &["of"])
                    || class.has(Classes::PLACE)
                        && r.is_strong_given(i + 1)
                        && r.capital(i + 2)
                        && listed.as_ref().is_some_and(|l| is_country(&l.entity)));
            if !placed
                && let Some((end, words)) = self.person(r, case, i, titled, unproven)
                && (end > listed_end && listed_end <= i + 1 || titled && end >= listed_end)
                && !(end == listed_end && listed.as_ref().is_some_and(|l| is_country(&l.entity)) && !r.reigns(i))
            {
                // "MONTE CARLO 1996-08-30", "Charles de Gaulle airport", "Quintana Roo state".
                let built = r.lower(end) && r.is_word_of(end, &["airport", "stadium", "airfield", "square", "bridge"]);
                let terrain = r.lower(end) && r.is(end, Classes::TERRAIN) && !class.has(Classes::GIVEN);
                if r.is_dateline(i, end) || !titled && (built || terrain) {
                    i = self.push(MentionKind::Place, i, end, None, 0);
                    continue;
                }
                let plain = words == 2 && r.is_plain(r.last_word(i, end));
                let initialled =
                    r.is_initial(i) && (i + 1..end).find(|&k| r.capital(k)).is_some_and(|k| r.is(k, Classes::GIVEN));
                let weak = plain && !titled && !((r.is_strong_given(i) || initialled) && end == run);
                i = self.push(MentionKind::Person, i, end, None, words);
                if let Some(guess) = self.guesses.last_mut() {
                    guess.weak = weak;
                }
                titled = false;
                continue;
            }
            titled = false;
            if case == Case::Sentence
                && let Some(end) = r.place_shape(i, run).filter(|&end| end > listed_end)
                && !(unproven && r.is_plain(i) && !r.is(i, Classes::TERRAIN))
            {
                i = self.push(MentionKind::Place, i, end, None, 0);
                continue;
            }
            if let Some(listed) = listed {
                i = self.listed(r, case, i, unproven, listed);
                continue;
            }
            i = self.rest(r, case, i, run, unproven);
        }
    }

    fn push(&mut self, kind: MentionKind, first: u32, end: u32, entity: Option<Entity>, words: u32) -> u32 {
        self.guesses.push(Guess { kind, first, end, entity, words, weak: false });
        end
    }

    fn organisation(
        &self,
        r: &Reader,
        case: Case,
        i: u32,
        run: u32,
        unproven: bool,
        listed: &Option<Listed>,
    ) -> Option<u32> {
        let class = r.class(i);
        if class.has(Classes::HONORIFIC | Classes::OFFICE) && !class.has(Classes::MODIFIER | Classes::HEAD) {
            return None;
        }
        let end = r.organisation(i, run)?;
        if listed.as_ref().is_some_and(|l| l.end >= end) {
            return None;
        }
        // The head of a sentence may be any word; in a headline every word has a capital.
        let known = Classes::MODIFIER | Classes::HEAD | Classes::DEMONYM | Classes::PLACE;
        if unproven && class.has(Classes::COMMON) && !class.has(known) && !r.is_company(i, end) {
            return None;
        }
        if case != Case::Sentence {
            let named = class.has(Classes::DEMONYM | Classes::PLACE) || !r.is_plain(i);
            let last = r.class(end - 1);
            return (named && end <= i + 5 && last.has(Classes::HEAD | Classes::SUFFIX)).then_some(end);
        }
        Some(end)
    }

    fn person(&self, r: &Reader, case: Case, i: u32, titled: bool, unproven: bool) -> Option<(u32, u32)> {
        let (end, words) = r.person(i, titled)?;
        // "French President Ada Lund" is no Ms French.
        if r.next_title(i + 1).is_some_and(|t| t.0 < end) {
            return None;
        }
        let class = r.class(i);
        let last = r.last_word(i, end);
        if case != Case::Sentence {
            let strong = class.has(Classes::GIVEN) && !class.has(Classes::COMMON) || r.is_initial(i) || titled;
            return (strong && !r.is_plain(last)).then_some((end, words));
        }
        // "Will Russia", "Mark Twain".
        if unproven
            && !titled
            && class.has(Classes::COMMON)
            && r.is(last, Classes::COMMON | Classes::PLACE)
            && !(class.has(Classes::GIVEN) && r.is(last, Classes::SURNAME))
        {
            return None;
        }
        // "in Veliky Novgorod": a place, unless the words are names of people.
        if !titled
            && !class.has(Classes::GIVEN)
            && !r.is_initial(i)
            && r.place_expected(i)
            && !r.has_surname_ending(last)
        {
            return None;
        }
        // "the Lund Marsh": what has an article is no person. "The Crystal Ball team", "Sabato's Crystal Ball": nor what consists of
        // words that are words.
        if !titled && i > 0 {
            let plain = class.has(Classes::COMMON) && r.class(r.last_word(i, end)).has(Classes::COMMON);
            let article = r.is_word_of(i - 1, &["the"]) && r.lower(i - 1);
            let owned = r.doc.tokens[i as usize - 1].kind == TokenKind::Possessive;
            if article && (plain || !class.has(Classes::GIVEN)) || owned && plain {
                return None;
            }
        }
        Some((end, words))
    }

    /// A listed name: taken, unless its words are as likely something else.
    fn listed(&mut self, r: &Reader, case: Case, i: u32, unproven: bool, listed: Listed) -> u32 {
        let class = r.class(i);
        let single = listed.end == i + 1;
        if listed.kind == MentionKind::Organisation && case == Case::Sentence {
            let end = r.listed_end(listed.end);
            if end > listed.end {
                return self.push(MentionKind::Organisation, i, end, None, 0);
            }
        }
        let country = class.has(Classes::PLACE) && is_country(&listed.entity);
        if case == Case::Sentence
            && listed.kind != MentionKind::Person
            && let Some(end) = r.event_follows(listed.end)
        {
            return end;
        }
        // "Iran-Iraq war", "Moscow-backed": a modifier, as "Russian" is.
        if listed.kind == MentionKind::Place
            && (r.hyphenated(listed.end)
                || i > 1
                    && r.hyphenated(i - 1)
                    && (r.lower(i - 2) || self.guesses.last().is_some_and(|g| g.end == i - 1)))
        {
            return self.push(MentionKind::Demonym, i, listed.end, Some(listed.entity), 0);
        }
        // "pro-Russian" is no more Russian than "anti-Russian" is.
        if listed.kind == MentionKind::Demonym && i > 1 && r.hyphenated(i - 1) && r.lower(i - 2) {
            return listed.end;
        }
        // "the Belarusian MoD"
        if listed.kind == MentionKind::Demonym
            && let Some(end) = r.ministry(listed.end)
        {
            return self.push(MentionKind::Organisation, i, end, None, 0);
        }
        // "the 2019 United Kingdom general election" is no place, nor is the parliament elected one that acts.
        if listed.kind != MentionKind::Demonym && r.election_follows(listed.end) {
            return self.push(MentionKind::Demonym, i, listed.end, Some(listed.entity), 0);
        }
        let doubtful = single
            && match listed.kind {
                MentionKind::Organisation | MentionKind::Place if r.is_dateline(i, listed.end) => false,
                MentionKind::Place => {
                    !country && class.has(Classes::COMMON | Classes::GIVEN | Classes::SURNAME | Classes::HONORIFIC)
                }
                MentionKind::Organisation => {
                    class.has(Classes::COMMON | Classes::GIVEN | Classes::SURNAME) && !r.all_caps(i)
                }
                _ => false,
            };
        if doubtful {
            self.loose.push(Loose { first: i, end: i + 1, unproven, maybe: Some((listed.kind, listed.entity)) });
            return listed.end;
        }
        // "Jordan" may be somebody's surname all the same: the article decides.
        if single && country && class.has(Classes::SURNAME) {
            self.loose.push(Loose { first: i, end: i + 1, unproven: false, maybe: Some((listed.kind, listed.entity)) });
            return listed.end;
        }
        self.push(listed.kind, i, listed.end, Some(listed.entity), 0)
    }

    /// What nothing explains so far: acronyms, events, single words.
    fn rest(&mut self, r: &Reader, case: Case, i: u32, run: u32, unproven: bool) -> u32 {
        if r.is_acronym(i) && case == Case::Sentence {
            let hyphen = |k: u32| r.is_mark(k, &["-"]) && r.attached(k);
            let compound =
                hyphen(i + 1) && r.attached(i + 2) && !r.lower(i + 2) || i > 0 && hyphen(i - 1) && r.attached(i);
            let numbered = r.is_number(i + 1) && r.attached(i + 1);
            if let Some(end) = r.event_follows(i + 1) {
                return end;
            }
            if r.is_dateline(i, i + 1) || compound && r.is(i, Classes::PARTICLE) {
                let end = r.compound_end(i);
                self.loose.push(Loose { first: i, end, unproven, maybe: None });
                return end;
            }
            if !compound && !numbered && !r.is(i, Classes::COMMON) {
                return self.push(MentionKind::Organisation, i, i + 1, None, 0);
            }
            return i + 1;
        }
        let mut end = i;
        let mut event = false;
        while end < run && r.capital(end) {
            let class = r.class(end);
            let stops = Classes::FUNCTION | Classes::CALENDAR | Classes::HONORIFIC | Classes::OFFICE | Classes::GIVEN;
            if end > i && (class.has(stops) || class.longest() > 0 || r.is_plain(end) || r.is_plain(i)) {
                break;
            }
            event |= class.has(Classes::EVENT);
            end = r.compound_end(end);
        }
        let end = end.max(i + 1);
        if !event && (i..end).any(|k| !r.is_plain(k) && r.capital(k)) && !r.is(i, Classes::CALENDAR) {
            self.loose.push(Loose { first: i, end, unproven, maybe: None });
        }
        end
    }
}

pub(super) fn is_country(entity: &Entity) -> bool {
    super::tables::PLACES
        .get(&super::tables::key(&entity.name))
        .is_some_and(|mut row| matches!(row.nth(1), Some("c" | "r" | "s")))
}

/// "al-Assad", "van Gogh" at the head of a name, and "al Qaeda", where a list has it.
fn opens_with_particle(r: &Reader, i: u32) -> bool {
    if r.lower(i) && r.is_word_of(i, &["al"]) && r.capital(i + 1) {
        let listed = r.lexicon.lookup(r.doc, i, r.sentence_end(i));
        return listed.is_some_and(|l| l.end > i + 1 && l.kind == MentionKind::Organisation);
    }
    r.lower(i)
        && r.is(i, Classes::PARTICLE)
        && (r.is_mark(i + 1, &["-"]) && r.attached(i + 1) && r.capital(i + 2) && r.attached(i + 2)
            || r.is_word_of(i, &["van", "von", "bin", "ibn"]) && r.capital(i + 1))
}

/// "People's Party", "Workers' Union": the possessive of a plain noun inside the name of an organisation.
fn inner_possessive(r: &Reader, at: u32) -> bool {
    let marked = r.is_possessive(at) || r.is_mark(at, &["'", "’"]) && r.attached(at) && r.word(at - 1).ends_with('s');
    marked
        && r.capital(at + 1)
        && r.doc.tokens[at as usize + 1].spaced
        && r.is_word_of(
            at - 1,
            &[
                "people",
                "peoples",
                "worker",
                "workers",
                "women",
                "men",
                "children",
                "farmers",
                "peasants",
                "teachers",
                "students",
                "veterans",
                "citizens",
                "citizen",
                "mothers",
                "lawyers",
                "writers",
                "doctors",
                "nurses",
                "employers",
                "producers",
                "manufacturers",
                "players",
                "artists",
                "bankers",
                "governors",
                "master",
            ],
        )
}

/// Whether a title at `i` has a name behind it in the run (other titles and their words between).
fn followed_by_name(r: &Reader, i: u32, run: u32) -> bool {
    let mut at = i + 1;
    while at < run {
        if r.is_mark(at, &[".", "-"]) {
            at += 1;
            continue;
        }
        return r.capital(at);
    }
    false
}

/// The end of the capitalised words from `i` on that are written as one name might be.
pub fn run_end(r: &Reader, i: u32, end: u32) -> u32 {
    let mut at = i;
    while at < end {
        if r.capital(at) {
            at += 1;
            // Points of initials, ranks and "St.".
            let spaced = |r: &Reader| {
                at + 1 < end
                    && (r.capital(at + 1) || opens_with_particle(r, at + 1))
                    && r.doc.tokens[at as usize + 1].spaced
                    && (r.is_initial(at - 1)
                        || r.is(at - 1, Classes::HONORIFIC)
                        || r.is_word_of(at - 1, &["st", "ft", "mt"]))
            };
            let joined = |r: &Reader| r.is_initial(at - 1) && r.attached(at + 1) && r.capital(at + 1);
            if r.is_mark(at, &["."]) && r.attached(at) && (spaced(r) || joined(r)) {
                at += 1;
            }
            continue;
        }
        let joined = r.is_mark(at, &["-", "‑", "'", "’"])
            && r.attached(at)
            && r.attached(at + 1)
            && at + 1 < end
            && r.doc.tokens[at as usize + 1].is_word();
        if joined && (r.capital(at + 1) || r.is_mark(at, &["-", "‑"])) {
            at += 2;
            continue;
        }
        if inner_possessive(r, at) {
            at += 1;
            continue;
        }
        if r.is_mark(at, &["&"]) && r.capital(at + 1) {
            at += 1;
            continue;
        }
        // "Osama bin Laden", "Ursula von der Leyen".
        let mut name = at;
        while name < at + 3 && name < end && r.lower(name) && r.is(name, Classes::PARTICLE) {
            name += 1;
            if r.is_mark(name, &["-"]) && r.attached(name) {
                name += 1;
            }
        }
        if name > at && name < end && r.capital(name) {
            at = name;
            continue;
        }
        break;
    }
    at.max(i + 1)
}
