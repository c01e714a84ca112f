//! Where the name of a body goes on behind what the lists know of it: "the House | Freedom Caucus".

use super::parse::{Reader, is_calendar};
use crate::extract::MentionKind;
use crate::text::TokenKind;

impl Reader<'_> {
    /// A noun in small letters that what stands before it qualifies: "education policy | studies".
    pub(super) fn is_field(&self, at: u32, end: u32) -> bool {
        const FIELDS: &[&str] = &[
            "studies",
            "relations",
            "affairs",
            "science",
            "sciences",
            "engineering",
            "research",
            "management",
            "administration",
            "operations",
            "history",
            "literature",
            "economics",
            "law",
            "systems",
            "policy",
            "technology",
            "theory",
            "education",
            "medicine",
            "ethics",
            "design",
            "planning",
            "communication",
            "communications",
            "practice",
        ];
        at < end
            && self.doc.tokens[at as usize].spaced
            && FIELDS.iter().any(|w| self.is_word(at, w))
            && !self.capital(at)
    }

    /// Whether the plural at `at` begins the name of a body with its genitive: "Women's March", "Veterans' Hospital"; nobody is called so.
    pub(super) fn is_genitive_of_name(&self, at: u32, end: u32) -> bool {
        const PLURALS: &[&str] =
            &["Women", "Men", "Children", "People", "Veterans", "Farmers", "Teachers", "Workers", "Girls", "Boys"];
        let mark = self
            .doc
            .token(at + 1)
            .is_some_and(|t| !t.spaced && (t.kind == TokenKind::Possessive || self.doc.word(at + 1) == "’"));
        at + 2 < end
            && mark
            && PLURALS.contains(&self.doc.word(at))
            && self.capital(at + 2)
            && self.title(at + 2, end).is_none()
    }

    /// Whether a title with somebody's name stands at `at`, to which the words before it belong.
    pub(super) fn is_of_next_title(&self, at: u32, end: u32) -> bool {
        let Some((_, stop)) = self.title(at, end).filter(|_| self.capital(at)) else { return false };
        self.name_from(stop).is_some_and(|m| m.kind == MentionKind::Person && m.first < end)
    }

    /// Whether the title at `at` stands behind a name, where no other name can follow its body: "Ada Lund, head of …".
    pub(super) fn follows_name(&self, at: u32) -> bool {
        let mut k = at;
        for _ in 0..6 {
            let Some(before) = k.checked_sub(1) else { return false };
            if matches!(self.doc.word(before), "," | "–" | "—" | "(") {
                return true;
            }
            if ["is", "was", "became", "as"].iter().any(|w| self.is_word(before, w)) {
                return true;
            }
            if !self.doc.tokens[before as usize].is_word() || self.capital(before) {
                return false;
            }
            k = before;
        }
        false
    }

    /// Where the name of a body ends that the lists knew but the beginning of: "the House | Freedom Caucus", "the University of
    /// Lund | 's Center for Politics". `at` where nothing of it follows, or what follows is somebody's name or title.
    pub(super) fn rest_of_name(&self, at: u32, end: u32) -> u32 {
        let doc = self.doc;
        let free = |i: u32| {
            i < end
                && self.capital(i)
                && doc.tokens[i as usize].spaced
                && !is_calendar(doc.word(i))
                && !self.foreign_name(i)
                && self.title(i, end).is_none()
        };
        let genitive = at < end && doc.tokens[at as usize].kind == TokenKind::Possessive;
        let mut stop = at + u32::from(genitive);
        if !free(stop) {
            return at;
        }
        while stop < end {
            if free(stop) {
                stop += 1;
            } else if ["of", "for", "on", "and"].iter().any(|w| self.is_word(stop, w))
                && !self.capital(stop)
                && free(stop + 1)
            {
                stop += 2;
            } else if ["of", "for", "on"].iter().any(|w| self.is_word(stop, w))
                && self.is_word(stop + 1, "the")
                && free(stop + 2)
            {
                stop += 3;
            } else {
                break;
            }
        }
        // "director for Acme | Norway Rep. Ada Lund": the words belong to the next title.
        let more = stop < end && (self.capital(stop) || self.title(stop, end).is_some());
        if more { at } else { stop }
    }
}
