//! Names of places by their shape: `Nizhny Novgorod Oblast`, `Lake Baikal`, `Gulf of Aden`.

use super::classes::Classes;
use super::reader::Reader;
use super::scan::is_country;
use crate::extract::MentionKind;

/// Words that stand before the name of a place.
const BEFORE: &[&str] = &[
    "lake",
    "mount",
    "mt",
    "fort",
    "port",
    "cape",
    "camp",
    "san",
    "santa",
    "santo",
    "saint",
    "st",
    "sao",
    "são",
    "los",
    "las",
    "el",
    "la",
    "puerto",
    "villa",
    "bad",
    "ust",
    "nizhny",
    "nizhniy",
    "veliky",
    "stary",
    "novy",
    "upper",
    "lower",
    "isle",
    "sierra",
    "rio",
    "monte",
    "costa",
    "tel",
    "ras",
    "wadi",
    "umm",
    "abu",
    "khan",
    "beit",
    "bayt",
    "dar",
    "ban",
    "kota",
    "tanjung",
    "ulan",
    "petropavlovsk",
];

/// Points of the compass: with a place behind, part of its name.
const COMPASS: &[&str] = &[
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "greater",
    "inner",
    "outer",
];

impl Reader<'_> {
    /// The end of a place's name that begins at `i`, within the run of capitals that ends at `run`.
    pub fn place_shape(&self, i: u32, run: u32) -> Option<u32> {
        // "Gulf of Aden", "Isle of Wight", "Republic of Karelia", "Sea of Marmara".
        if self.is(i, Classes::TERRAIN) || self.is_word_of(i, &["isle", "republic", "kingdom", "principality", "state"])
        {
            let link = i + 1;
            if self.is_word_of(link, &["of"]) && self.lower(link) {
                let name = if self.is_word_of(link + 1, &["the"]) { link + 2 } else { link + 1 };
                if self.capital(name) && !self.is(name, Classes::FUNCTION | Classes::CALENDAR | Classes::OFFICE) {
                    if let Some(listed) = self.lookup(name) {
                        return Some(listed.end);
                    }
                    if !self.is(name, Classes::COMMON) {
                        return Some(name + 1);
                    }
                }
            }
        }
        let end = run.min(i + 5);
        // "Lake Baikal", "Port Sudan", "San Pedro".
        if self.is_word_of(i, BEFORE) && i + 1 < end {
            let name = if self.is_mark(i + 1, &["."]) && self.attached(i + 1) { i + 2 } else { i + 1 };
            let class = self.class(name);
            if self.capital(name)
                && !class.has(Classes::FUNCTION | Classes::CALENDAR | Classes::HEAD | Classes::OFFICE | Classes::SUFFIX)
                && (!class.has(Classes::COMMON)
                    || self.is_word_of(i, &["lake", "mount", "mt", "fort", "port", "cape", "camp"]))
            {
                let mut stop = name + 1;
                if stop < end && self.is(stop, Classes::TERRAIN) {
                    stop += 1;
                }
                return Some(stop);
            }
        }
        // "Nizhny Novgorod Oblast", "Orange County", "Red Square".
        let mut at = i;
        while at < end && (self.capital(at) || self.is_mark(at, &["-"]) && self.attached(at)) {
            let class = self.class(at);
            // "U.S. District Judge Lund": no district of that name.
            let judge = self.is_word_of(at, &["district", "circuit"])
                && self.capital(at + 1)
                && self.is_word_of(at + 1, &["judge", "attorney"])
                && self.lookup(i).is_some_and(|l| l.end == at && is_country(&l.entity));
            if judge {
                return None;
            }
            if at > i && class.has(Classes::TERRAIN) && !self.is(at + 1, Classes::HEAD) {
                // "Aoraki Mount Cook": the mountain's name follows.
                let named = self.is_word_of(at, &["mount", "mt", "lake", "fort", "cape"])
                    && at + 1 < end
                    && self.capital(at + 1)
                    && !self.is(at + 1, Classes::FUNCTION | Classes::CALENDAR | Classes::OFFICE);
                return Some(if named { at + 2 } else { at + 1 });
            }
            // "Australian Anthony Hill" is no hill.
            if at > i && self.is_strong_given(at) || i == at && self.is_strong_given(at) && at + 2 >= end {
                break;
            }
            if class.has(Classes::FUNCTION | Classes::CALENDAR | Classes::OFFICE | Classes::HONORIFIC | Classes::HEAD) {
                break;
            }
            at += 1;
        }
        // "South London", "Eastern Ghouta".
        if self.is_word_of(i, COMPASS)
            && i + 1 < run
            && let Some(listed) = self.lookup(i + 1)
            && listed.kind == MentionKind::Place
        {
            return Some(listed.end);
        }
        None
    }

    /// Whether the name at `first..end` heads a line as the place of writing: `MAHALA, Bosnia 1996-08-30`, `LONDON (AP) —`.
    pub fn is_dateline(&self, first: u32, end: u32) -> bool {
        let starts = first == 0 || {
            let (before, here) = (self.doc.tokens[first as usize - 1].span, self.doc.tokens[first as usize].span);
            // A wrapped line begins within a sentence.
            self.doc.text[before.end as usize..here.start as usize].contains('\n') && self.sentence(first).0 == first
        };
        let dated = |at: u32| {
            self.is_number(at) && self.word(at).len() == 4 && self.is_mark(at + 1, &["-"])
                || self.is_mark(at, &["("]) && self.all_caps(at + 1)
                || self.is_mark(at, &["—", "–"])
                || self.is(at, Classes::CALENDAR) && self.is_number(at + 1)
        };
        let comma = self.is_mark(end, &[","]);
        starts
            && (dated(end)
                || comma && dated(end + 1)
                || comma && self.lookup(end + 1).is_some_and(|l| l.kind == MentionKind::Place && dated(l.end)))
    }

    /// Whether the words before `i` say that a place follows.
    pub fn place_expected(&self, i: u32) -> bool {
        i > 0
            && self.lower(i - 1)
            && self.is_word_of(i - 1, &["in", "near", "at", "outside", "around", "throughout", "across", "into"])
    }
}
