//! Names of people by their shape.

use super::classes::Classes;
use super::identity;
use super::reader::Reader;
use crate::text::TokenKind;

/// Tokens that a person's name may have.
const MOST: u32 = 12;

/// Endings of surnames that are seldom anything else.
const SURNAME_ENDINGS: &[&str] = &[
    "ov", "ev", "ova", "eva", "enko", "chuk", "czyk", "sky", "skaya", "ski", "ska", "skiy", "wicz", "vich", "vic",
    "ich", "sson", "sen", "stein", "berg", "mann", "dze", "shvili", "yan", "ian", "oglu", "opoulos", "idis", "akis",
    "escu", "nen", "ez", "ini", "elli", "etti", "ucci", "quist", "qvist", "strom", "lund", "dottir", "ullah", "zadeh",
    "pour", "poor", "bhai", "swamy", "singh", "ko", "ic", "ik", "uk", "is", "as",
];

impl Reader<'_> {
    /// A word that may be part of a person's name.
    pub fn is_name_word(&self, i: u32) -> bool {
        if !self.capital(i) {
            return false;
        }
        let class = self.class(i);
        let named = class.has(Classes::SURNAME | Classes::GIVEN);
        let lone = self.doc.token(i).is_some_and(|t| t.span.len() < 2);
        // "Lund Jr.", "Professor Emeritus": behind a name or title, never one.
        let generation = self.is_word_of(i, &["jr", "sr", "emeritus", "emerita"]);
        if self.is_may(i) {
            return true;
        }
        if class.has(Classes::FUNCTION) || generation || lone && !self.is_apostrophe_joined(i) {
            return false;
        }
        if class.has(Classes::MODIFIER) && !named {
            return false;
        }
        if class.has(Classes::CALENDAR) {
            return self.is_word_of(i, &["may", "april", "june", "august", "march"]) && i > 0 && self.capital(i - 1);
        }
        if class.has(Classes::SUFFIX | Classes::HEAD | Classes::TERRAIN | Classes::EVENT) {
            return named;
        }
        if class.has(Classes::DEMONYM) {
            return named;
        }
        named || !self.is_acronym(i)
    }

    /// "May" behind a given name and before a word in small letters: in a headline it is a verb.
    fn is_may(&self, i: u32) -> bool {
        self.is_word_of(i, &["may"])
            && !self.all_caps(i)
            && i > 0
            && self.is_strong_given(i - 1)
            && !self.capital(i + 1)
            && !self.doc.token(i + 1).is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// Pages put the names of other stories behind a name without a blank, "Ada Lund Ada Marie LundMayor": the word at `i`
    /// that is glued of two, of which the first stands at most 12 tokens before. Returns that token.
    fn glued_to(&self, i: u32) -> Option<u32> {
        let word = self.word(i);
        let bytes = word.as_bytes();
        let seam = (3..bytes.len()).find(|&k| bytes[k].is_ascii_uppercase() && bytes[k - 1].is_ascii_lowercase())?;
        (i.saturating_sub(12)..i).rev().find(|&k| self.word(k) == &word[..seam])
    }

    /// The "O" of "O'Neill".
    fn is_apostrophe_joined(&self, i: u32) -> bool {
        self.is_mark(i + 1, &["'", "’"]) && self.attached(i + 1) && self.attached(i + 2) && self.capital(i + 2)
    }

    /// The end of a person's name that begins at `i`. `titled`: a title stands before it, so that one word will do.
    /// Returns the end and how many words (initials apart) it has.
    pub fn person(&self, i: u32, titled: bool) -> Option<(u32, u32)> {
        let (end, words) = self.name_shape(i)?;
        if words == 0 || !self.is_believable(i, end, words, titled) {
            return None;
        }
        // "King Olav V", "Pope John Paul I": elsewhere "I" may be who speaks, "X" anything.
        let first = titled && words <= 2 && self.word(end) == "I" && self.reigns(i) && end < self.sentence_end(i);
        let reigns = titled && words == 1 && self.word(end) == "V" || first;
        Some((end + u32::from(reigns), words))
    }

    /// The longest run from `i` that has the shape of a person's name.
    pub fn name_shape(&self, i: u32) -> Option<(u32, u32)> {
        let mut stop = self.sentence_end(i).min(i + MOST);
        // The name ends where its last word stood first; what begins behind that is its explanation.
        let run = (i..stop).take_while(|&k| self.capital(k) || self.is_mark(k, &["(", ")", "."]));
        let glued = run.into_iter().find_map(|k| self.glued_to(k));
        match glued {
            Some(own) if own < i => return None,
            Some(own) => stop = own + 1,
            None => {}
        }
        let (mut at, mut end, mut words) = (i, i, 0);
        while at < stop {
            if self.is_initial(at) && self.is_initial_here(at, i) {
                at += 1;
                if self.is_mark(at, &["."]) && self.attached(at) {
                    at += 1;
                }
                // "J.-P. Lund".
                if self.is_mark(at, &["-"]) && self.attached(at) {
                    at += 1;
                }
                continue;
            }
            // "van der Berg", "bin Laden", "al-Assad": the particle needs a name behind it.
            let mut name = at;
            let mut particles = 0;
            while particles < 3
                && (self.is_particle(name) && (self.lower(name) || self.capital(name) && name > i)
                    || particles > 0 && self.is_mark(name, &["-"]) && self.attached(name))
            {
                name += 1;
                particles += 1;
            }
            if particles > 0 && !(self.capital(name) && (words > 0 || self.is_mark(name - 1, &["-"]) || name > at)) {
                // A capital "Al" or "Le" may be a name itself.
                if self.is_name_word(at) {
                    name = at;
                } else {
                    break;
                }
            }
            if particles > 0 && name > at && self.lower(at) && words == 0 && !self.is_mark(at + 1, &["-"]) {
                break;
            }
            if words > 0 && self.is_nickname(at) {
                at += self.nickname_length(at);
                continue;
            }
            if !self.is_name_word(name) || words == 0 && !self.may_begin(name) {
                break;
            }
            // "Lund Defeats Marsh": what stands between two names is no name.
            let next = self.compound_end(name);
            if words > 0 && self.is_plain(name) && next < stop && self.is_name_word(next) {
                break;
            }
            if self.glued_to(name).is_some() {
                break;
            }
            // "Ada Lund Ada Marsh Lund": a name and its explanation run together.
            if words > 1 && self.doc.tokens[name as usize].key == self.doc.tokens[i as usize].key {
                break;
            }
            // "Bill Clinton" ends before "Foundation" even where that is somebody's surname.
            let stops = Classes::HEAD | Classes::EVENT | Classes::OFFICE | Classes::HONORIFIC | Classes::PLACE;
            if words > 1 && self.is(name, stops) && !self.is(name, Classes::SURNAME)
                || words > 1 && self.is(name, Classes::HEAD | Classes::EVENT)
            {
                break;
            }
            at = self.compound_end(name);
            end = at;
            words += 1;
        }
        if end == i {
            return None;
        }
        Some((self.generation_end(end), words))
    }

    /// A word that a name may begin with: no title, no demonym.
    fn may_begin(&self, i: u32) -> bool {
        !self.is(i, Classes::HONORIFIC | Classes::OFFICE | Classes::DEMONYM) && !self.is_word_of(i, &["st"])
    }

    /// `"Hands of Stone"` or `(Leo)` inside a name.
    fn is_nickname(&self, i: u32) -> bool {
        self.nickname_length(i) > 0
    }

    /// Tokens of the nickname at `i` with its marks; 0 where there is none, or no name word follows.
    fn nickname_length(&self, i: u32) -> u32 {
        let close: &[&str] = match self.word(i) {
            "\"" | "“" => &["\"", "”"],
            "(" => &[")"],
            "'" | "‘" => &["'", "’"],
            _ => return 0,
        };
        let most = if self.word(i) == "(" { 1 } else { 4 };
        for length in 1..=most {
            let end = i + 1 + length;
            if self.is_mark(end, close) {
                // "Oslo (NRK) Ada Lund": an agency's letters are no nickname.
                let letters = most == 1 && self.is_acronym(i + 1);
                let named = !letters && self.capital(i + 1) && self.attached(i + 1) && end + 1 < self.sentence_end(i);
                return if named && self.is_name_word(end + 1) && !self.is_plain(end + 1) { length + 2 } else { 0 };
            }
        }
        0
    }

    /// A capital letter inside or before a name; a lone "A" or "I" at its start only with its point.
    fn is_initial_here(&self, at: u32, start: u32) -> bool {
        let pointed = self.is_mark(at + 1, &["."]) && self.attached(at + 1) || self.word(at).contains('.');
        let next = if self.is_mark(at + 1, &["."]) { at + 2 } else { at + 1 };
        let follows = self.is_initial(next) || self.is_name_word(next) || self.is_mark(next, &["-"]);
        (pointed || at > start) && follows && !self.is(at, Classes::PLACE)
    }

    /// The end of the word at `i` with what is written to it: `Jong-un`, `O'Neill`, `D’Angelo`, `al-Din`.
    pub fn compound_end(&self, i: u32) -> u32 {
        let mut end = i + 1;
        for _ in 0..3 {
            if self.is_mark(end, &["-", "‑", "'", "’"])
                && self.attached(end)
                && self.attached(end + 1)
                && self.doc.token(end + 1).is_some_and(|t| t.is_word())
            {
                let hyphen = self.is_mark(end, &["-", "‑"]);
                // "Moscow-based", "Putin-led" are no compounds; "Jong-un" and "Ki-moon" are short.
                if hyphen && self.lower(end + 1) && !self.is_syllable(i, end + 1) {
                    break;
                }
                if !hyphen
                    && self.is_word_of(end + 1, &["s", "t", "re", "ll", "ve", "d", "m"])
                    && !self.capital(end + 1)
                {
                    break;
                }
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    /// "van", "al"; "as" and the like only with their hyphen, "as-Sadr".
    fn is_particle(&self, i: u32) -> bool {
        self.is(i, Classes::PARTICLE)
            && (!self.is_word_of(i, &["as", "ul", "ur"]) || self.is_mark(i + 1, &["-"]) && self.attached(i + 1))
    }

    /// "un" of "Jong-un", "moon" of "Ki-moon": a short word behind a hyphen that is no English participle.
    fn is_syllable(&self, first: u32, second: u32) -> bool {
        let short = self.word(second).len() <= 5 && !self.all_caps(first);
        let english = self.lexicon.classes(self.doc, second).has(Classes::COMMON);
        short && (!english || self.word(first).len() <= 3 && first > 0 && self.capital(first - 1))
    }

    /// "Jr.", "Sr.", "II", with a comma or without.
    fn generation_end(&self, end: u32) -> u32 {
        let mut at = end;
        if self.is_mark(at, &[","]) {
            at += 1;
        }
        if self.capital(at) && self.is_word_of(at, &["jr", "sr"]) {
            let pointed = self.is_mark(at + 1, &["."]) && self.attached(at + 1);
            return if pointed { at + 2 } else { at + 1 };
        }
        if at == end && self.is_numeral(at) {
            return at + 1;
        }
        end
    }

    /// Whether the word at `i` is the given name of one who is called by that and a number, as the title before it says: "Queen
    /// Victoria", where without one it might be a place or anything.
    pub fn reigns(&self, i: u32) -> bool {
        let crowns =
            ["king", "queen", "emperor", "empress", "pope", "tsar", "czar", "kaiser", "sultan", "prince", "princess"];
        i > 0 && self.capital(i - 1) && self.is_word_of(i - 1, &crowns) && self.is(i, Classes::GIVEN)
    }

    fn is_numeral(&self, i: u32) -> bool {
        self.capital(i) && identity::is_numeral(self.word(i))
    }

    fn is_believable(&self, i: u32, end: u32, words: u32, titled: bool) -> bool {
        let last = self.last_word(i, end);
        let first = self.class(i);
        let initialled = self.is_initial(i) && words >= 1 && end > i + 1;
        if initialled {
            // "W. Ida Luck": the given name behind the initial proves it.
            let given =
                words > 1 && (i + 1..end).find(|&k| self.capital(k)).is_some_and(|k| self.is(k, Classes::GIVEN));
            return words >= 1 && (!self.is_plain(last) || given) && !self.is_acronym(last);
        }
        if titled {
            let polite = i > 0
                && self.is_word_of(
                    i - if self.is_mark(i - 1, &["."]) && i > 1 { 2 } else { 1 },
                    &["mr", "mrs", "ms", "dr", "sir"],
                );
            let other = first.has(Classes::COMMON) && !first.has(Classes::SURNAME) && !polite && !self.reigns(i)
                || first.has(Classes::DEMONYM | Classes::ORGANISATION);
            return if words > 1 { !self.is_plain(i) } else { !other };
        }
        if words < 2 {
            // "John XXIII".
            return first.has(Classes::GIVEN) && end > i + 1 && self.is_numeral(end - 1);
        }
        let last_class = self.class(last);
        let strange = |c: Classes| {
            !c.has(
                Classes::COMMON
                    | Classes::PLACE
                    | Classes::ORGANISATION
                    | Classes::DEMONYM
                    | Classes::MODIFIER
                    | Classes::OFFICE,
            )
        };
        let family = last_class.has(Classes::SURNAME) || strange(last_class);
        if first.has(Classes::GIVEN) {
            let weak = first.has(Classes::COMMON | Classes::ORGANISATION | Classes::DEMONYM);
            let other = Classes::HEAD | Classes::EVENT | Classes::TERRAIN;
            return if weak {
                family
                    && !last_class.has(other)
                    && (!last_class.has(Classes::COMMON | Classes::PLACE) || last_class.has(Classes::SURNAME))
            } else if first.has(Classes::PLACE) {
                // "in Santiago Bernabeu", "Victoria Falls".
                family && !last_class.has(other) && !self.place_expected(i)
            } else {
                family || !last_class.has(Classes::MODIFIER | Classes::OFFICE | Classes::DEMONYM)
            };
        }
        if first.has(Classes::SURNAME) && strange(last_class) && !self.is_plain(last) {
            // "Gong Zhichao", but not "CLOSE Zhichao".
            return words == 2 && !self.place_expected(i) && self.all_caps(i) == self.all_caps(last);
        }
        // "Nursultan Nazarbayev": a town may be a given name before what only surnames end in.
        let town = first.has(Classes::PLACE) && !first.has(Classes::COMMON | Classes::ORGANISATION | Classes::DEMONYM);
        let ends = SURNAME_ENDINGS.iter().any(|e| self.word(last).len() > 6 && self.word(last).ends_with(e));
        if town && words == 2 && ends && strange(last_class) {
            return !self.place_expected(i);
        }
        // Nobody knows the first name: the surname, or two words that are nothing else.
        strange(first)
            && (strange(last_class)
                || last_class.has(Classes::SURNAME) && !last_class.has(Classes::COMMON | Classes::PLACE)
                || last_class.has(Classes::SURNAME) && first.has(Classes::SURNAME) && !self.place_expected(i))
            && words <= 3
    }

    /// A given name that is hardly anything else.
    pub fn is_strong_given(&self, i: u32) -> bool {
        let class = self.class(i);
        self.capital(i)
            && class.has(Classes::GIVEN)
            && !class.has(Classes::COMMON | Classes::PLACE | Classes::ORGANISATION | Classes::DEMONYM | Classes::HEAD)
    }

    /// The last word of the name before "Jr.".
    pub fn last_word(&self, i: u32, end: u32) -> u32 {
        (i..end)
            .rev()
            .find(|&k| {
                self.doc.token(k).is_some_and(|t| t.is_word())
                    && !self.is_word_of(k, &["jr", "sr"])
                    && !(k > i && self.is_numeral(k))
            })
            .unwrap_or(i)
    }

    pub fn has_surname_ending(&self, i: u32) -> bool {
        let word = self.word(i);
        SURNAME_ENDINGS.iter().any(|e| e.len() > 2 && word.len() > e.len() + 2 && word.ends_with(e))
    }
}
