//! Names of organisations by their shape: `Belarusian Ministry of Defense`, `Lund & Marsh Corp`, `Bank of Norway`.

use super::classes::Classes;
use super::reader::Reader;
use crate::extract::MentionKind;

/// Words that a name of an organisation may have; longer runs of capitals are something else.
const MOST: u32 = 12;

/// Acronyms that name no organisation.
const NO_ORGANISATION: &[&str] = &[
    "tv", "gdp", "gnp", "cpi", "ppi", "aids", "hiv", "dna", "rna", "ceo", "cfo", "coo", "cto", "mp", "mps", "mep",
    "pm", "am", "dvd", "cd", "id", "it", "pc", "ufo", "suv", "atm", "vat", "ipo", "gmt", "utc", "est", "edt", "pst",
    "fob", "cif", "usd", "dm", "eps", "ok", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv",
    "xv", "xx", "xxi", "sms", "vip", "sos", "ad", "bc", "bce", "ce", "pow", "mia", "wmd", "ied", "rpg", "apc", "ecu",
    "otc", "cet", "bst", "eur", "gbp", "jpy", "chf", "sdr", "adr", "adrs", "roi", "url", "html", "www", "http", "pdf",
    "faq", "diy", "lgbt", "lgbtq", "phd", "mba", "llm", "btw", "ps", "re", "vs", "ko", "tko", "era", "rbi", "mvp",
    "xl", "mr", "mrs", "dr", "st", "jr", "sr", "no", "the", "and", "for", "but", "not", "you", "all", "new", "says",
    "covid", "sars", "pt", "qe", "gi", "gop-led", "ngo", "ngos", "pms", "tvs", "cds", "dvds", "pcs", "g", "i", "a",
    "x", "oct", "nov", "dec", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "mon", "tue", "wed",
    "thu", "fri", "sat", "sun",
];

/// Words for enterprises that stand before their names: "the airline Lund".
const ENTERPRISES: &[&str] = &[
    "company",
    "firm",
    "operator",
    "airline",
    "carrier",
    "automaker",
    "carmaker",
    "maker",
    "manufacturer",
    "retailer",
    "chain",
    "bank",
    "lender",
    "insurer",
    "brewer",
    "newspaper",
    "magazine",
    "broadcaster",
    "publisher",
    "developer",
    "startup",
    "start-up",
    "conglomerate",
    "subsidiary",
    "provider",
    "supplier",
];

/// What enterprises do, as headlines and reports tell it.
const DEEDS: &[&str] = &[
    "has",
    "had",
    "is",
    "was",
    "will",
    "would",
    "plans",
    "unveils",
    "unveiled",
    "launches",
    "launched",
    "releases",
    "released",
    "reports",
    "posts",
    "posted",
    "wins",
    "sells",
    "sold",
    "buys",
    "bought",
    "recalls",
    "recalled",
    "sues",
    "sued",
    "names",
    "named",
    "raises",
    "raised",
    "agrees",
    "agreed",
    "expects",
    "expected",
    "introduces",
    "introduced",
];

impl Reader<'_> {
    /// The end of an organisation's name that begins at `i`, within the run of capitals that ends at `run`.
    pub fn organisation(&self, i: u32, run: u32) -> Option<u32> {
        let stop = run.min(i + MOST);
        let mut head = None;
        let mut ampersand = false;
        let mut at = i;
        while at < stop {
            if self.is_mark(at, &["&"]) {
                ampersand = true;
                at += 1;
                continue;
            }
            let class = self.class(at);
            if class.has(Classes::SUFFIX) && at > i && !self.is_initial(at) {
                head = Some(at);
                // "Lund Corp" ends there, whatever follows.
                at += 1;
                break;
            }
            if class.has(Classes::HEAD) && !(class.has(Classes::OFFICE) && at > i && !self.is_head_noun(at)) {
                head = Some(at);
            } else if class.has(Classes::CALENDAR)
                || at > i && class.has(Classes::HONORIFIC | Classes::OFFICE) && !class.has(Classes::MODIFIER)
            {
                break;
            }
            at += 1;
        }
        if head.is_none() && at == run && i > 0 && self.is_word_of(i - 1, &["the"]) {
            head = self.joined_head(run, i);
        }
        if let Some(head) = head {
            let alone = head == i;
            if self.is(head, Classes::SUFFIX) && !self.is(head, Classes::HEAD) {
                return (!alone).then(|| self.suffix_end(head, run));
            }
            if !alone && self.is_person_name(i, head + 1) {
                return None;
            }
            let end = self.of_extension(head, self.sentence_end(head));
            if end > head + 1 || !alone {
                return Some(end);
            }
            return None;
        }
        if ampersand {
            // "Lund & Marsh": all of the run's words up to the next mark.
            return Some(at).filter(|&end| end > i + 2 && self.capital(end - 1));
        }
        None
    }

    /// "the airline Lund", "Lund shares": the words beside the name at `i..end` say that it is an enterprise.
    pub fn is_said_enterprise(&self, i: u32, end: u32) -> bool {
        i > 0 && self.lower(i - 1) && self.is_word_of(i - 1, ENTERPRISES)
            || i > 1
                && self.is_mark(i - 1, &[","])
                && self.lower(i - 2)
                && self.is_word_of(i - 2, ENTERPRISES)
                && self.is_mark(end, &[","])
            || self.lower(end) && self.is_word_of(end, &["shares", "shareholders", "stock", "customers", "dealerships"])
    }

    /// "Apple unveils": what stands before such a verb without an article is no apple.
    pub fn acts_as_enterprise(&self, end: u32) -> bool {
        self.lower(end) && (self.is(end, Classes::SPEECH) || self.is_word_of(end, DEEDS))
    }

    /// "Apple Inc", "Ford Motor Company": nothing else than a company, whatever its first word may be.
    pub fn is_company(&self, i: u32, end: u32) -> bool {
        let last = self.last_word(i, end);
        last > i
            && (self.is(last, Classes::SUFFIX)
                || self.is_word_of(last, &["company", "corporation", "motor", "motors", "computer"])
                    && self.is(i, Classes::SURNAME | Classes::ORGANISATION))
    }

    /// Where a listed organisation ends that ends at `end`: `House of Commons of Canada`, `Islamic State of Iraq`.
    pub fn listed_end(&self, end: u32) -> u32 {
        let name = if self.is_word_of(end + 1, &["the"]) { end + 2 } else { end + 1 };
        if self.is_word_of(end, &["of"])
            && self.lower(end)
            && self.capital(name)
            && let Some(place) = self.lookup(name).filter(|l| l.kind == MentionKind::Place)
        {
            return place.end;
        }
        end
    }

    /// Where the short form of a ministry that stands at `i` ends: every state has an `MoD`.
    pub fn ministry(&self, i: u32) -> Option<u32> {
        let listed = self.lookup(i).filter(|l| l.end == i + 1 && self.capital(i))?;
        (listed.kind == MentionKind::Organisation && listed.entity.name.contains("Ministry")).then_some(listed.end)
    }

    /// "Social Democratic and Labour Party", "Test and County Cricket Board": the head stands behind an "and".
    fn joined_head(&self, and: u32, run_start: u32) -> Option<u32> {
        if !self.is_word_of(and, &["and"]) || !self.lower(and) || !self.is_plain_run(run_start, and) {
            return None;
        }
        let stop = self.sentence_end(and).min(and + 6);
        let mut at = and + 1;
        while at < stop && self.capital(at) && self.is_plain_or_head(at) {
            if self.is(at, Classes::HEAD) && !self.capital(at + 1) {
                return (at > and + 1).then_some(at);
            }
            at += 1;
        }
        None
    }

    fn is_plain_run(&self, from: u32, end: u32) -> bool {
        from < end && (from..end).all(|k| self.capital(k) && self.is_plain_or_head(k) && !self.is(k, Classes::HEAD))
    }

    fn is_plain_or_head(&self, i: u32) -> bool {
        self.is_plain(i) || self.is(i, Classes::MODIFIER | Classes::HEAD | Classes::TERRAIN)
    }

    /// A word that is a head although it is also an office or a surname: it ends the run or `of` follows.
    fn is_head_noun(&self, at: u32) -> bool {
        self.is_word_of(at, &["office", "command", "corps", "guard"])
    }

    /// "Corp", "Co Ltd", "Corp." with its point when something follows in the sentence.
    fn suffix_end(&self, head: u32, run: u32) -> u32 {
        let mut end = head + 1;
        while end < run && self.is(end, Classes::SUFFIX) {
            end += 1;
        }
        // The point of "Inc." belongs to it, unless it may as well end the sentence.
        let pointed = self.is_mark(end, &["."]) && self.attached(end) && end + 1 < self.sentence_end(head);
        // "Lund Corp of Norway".
        if pointed { end + 1 } else { self.listed_end(end) }
    }

    /// Where the name whose head word stands at `head` ends: `Ministry of Health and Social Care`.
    fn of_extension(&self, head: u32, stop: u32) -> u32 {
        let mut end = head + 1;
        // "Department of", "Movement for", "Organisation on".
        let mut plain_words = false;
        for _ in 0..4 {
            let link = end;
            let first_link = link == head + 1;
            let mut next = link + 1;
            if next >= stop {
                break;
            }
            if self.is_word_of(link, &["of", "for", "on"]) && self.lower(link) {
                if !first_link && !self.is_word_of(link, &["of", "for"]) {
                    break;
                }
                if self.is_word_of(next, &["the", "a", "an"]) && self.lower(next) {
                    next += 1;
                }
            } else if self.is_word_of(link, &["and"]) && self.lower(link) && plain_words || self.is_mark(link, &["&"]) {
                if !(self.is_plain(next) || self.is_mark(link, &["&"])) || !self.capital(next) {
                    break;
                }
            } else if self.is_mark(link, &[","])
                && plain_words
                && self.capital(next)
                && self.is_plain(next)
                && (self.is_mark(next + 1, &[","]) || self.is_word_of(next + 1, &["and"]))
            {
                // "Ministry of Culture, Sports and Tourism".
            } else {
                break;
            }
            if !self.capital(next)
                || self.is(next, Classes::HONORIFIC | Classes::CALENDAR) && !self.is(next, Classes::MODIFIER)
            {
                break;
            }
            if self.is(next, Classes::OFFICE) && !self.word(next).ends_with('s') {
                break;
            }
            if let Some(listed) = self.lookup(next) {
                plain_words = false;
                next = listed.end;
                // "Bank of England's", "Bank of New York Mellon".
                while self.capital(next) && !self.is_possessive(next) && self.is(next, Classes::HEAD) {
                    next += 1;
                }
                end = next;
                continue;
            }
            if self.is(next, Classes::FUNCTION) && !self.is(next, Classes::MODIFIER) && !self.all_caps(next) {
                break;
            }
            plain_words = true;
            let from = next;
            while self.capital(next) && next < (from + 5).min(stop) {
                plain_words &= self.is_plain(next);
                next += 1;
                if self.is_mark(next, &["-"])
                    && self.attached(next)
                    && self.capital(next + 1)
                    && self.attached(next + 1)
                {
                    next += 1;
                }
            }
            end = next;
        }
        end
    }

    /// Two words that are rather somebody's name, though the second is also a head: `Emily Banks`.
    fn is_person_name(&self, i: u32, end: u32) -> bool {
        end == i + 2
            && self.is(i, Classes::GIVEN)
            && !self.is(i, Classes::COMMON | Classes::PLACE | Classes::MODIFIER | Classes::DEMONYM | Classes::HEAD)
            && self.is(end - 1, Classes::SURNAME)
    }

    /// An acronym that may well be an organisation: two to six capitals that are no word.
    pub fn is_acronym(&self, i: u32) -> bool {
        if !self.all_caps(i) {
            return false;
        }
        let word = self.word(i);
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        (2..=6).contains(&letters)
            && word.chars().all(|c| c.is_alphabetic() || c == '.')
            && !NO_ORGANISATION.iter().any(|w| w.eq_ignore_ascii_case(word))
            && !self.is(i, Classes::CALENDAR)
            && !(self.is(i, Classes::FUNCTION) && letters < 3)
    }
}
