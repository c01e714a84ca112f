//! Runs of capitals that no list and no shape explains.
//!
//! By themselves they are nothing: a capital proves little. Where a phrase leaves no doubt what must stand there ("was founded
//! by …", "the chief executive of …"), they are the name it asks for: see [`MentionKind::OpenThing`] and
//! [`MentionKind::OpenPerson`].

use super::bearers::only_here;
use super::classes::Classes;
use super::identity;
use super::reader::{Case, Reader};
use super::scan::run_end;
use crate::extract::{Mention, MentionKind};
use crate::facts::{EntityKind, Provenance, Value};

/// Words of a name at most; longer runs of capitals are something else.
const MOST: u32 = 10;

/// What may be a name, in order of start. `names` are the mentions that were found.
pub fn unlisted(reader: &Reader, names: &[Mention], article: &str) -> Vec<Mention> {
    let mut out = Vec::new();
    for (n, sentence) in reader.doc.sentences.iter().enumerate() {
        if reader.case(n) != Case::Sentence {
            continue;
        }
        let mut at = sentence.first;
        while at < sentence.end {
            if !begins(reader, at) {
                at += 1;
                continue;
            }
            let run = run_end(reader, at, sentence.end).max(at + 1);
            let unproven = reader.is_first(at, sentence);
            at = run.max(Run { reader, names, article, unproven }.read(at, run, &mut out));
        }
    }
    out
}

/// A word with a capital, the first letter or another: "iPhone".
fn begins(reader: &Reader, at: u32) -> bool {
    reader.capital(at)
        || reader.doc.token(at).is_some_and(|t| t.is_word()) && reader.word(at).contains(char::is_uppercase)
}

struct Run<'a> {
    reader: &'a Reader<'a>,
    names: &'a [Mention],
    article: &'a str,
    /// The capital of its first word proves nothing.
    unproven: bool,
}

impl Run<'_> {
    /// Reads the run `first..run`; the end of what was taken.
    fn read(&self, first: u32, run: u32, out: &mut Vec<Mention>) -> u32 {
        let r = self.reader;
        let mut at = first;
        // "The", "Mr.", "Chairman": no part of a name.
        while at < run && (!begins(r, at) || r.is(at, Classes::HONORIFIC) && at + 1 < run || self.is_plain_word(at)) {
            at += 1;
        }
        let title = |at: u32| {
            let class = r.class(at);
            class.has(Classes::CALENDAR)
                || class.has(Classes::HONORIFIC | Classes::OFFICE) && !class.has(Classes::MODIFIER | Classes::HEAD)
        };
        if at >= run || title(at) {
            return run;
        }
        let end = (at + 1..run.min(at + MOST)).find(|&i| title(i)).unwrap_or(run.min(at + MOST));
        let single = end == at + 1;
        let class = r.class(at);
        if single && self.unproven && at == first && class.has(Classes::COMMON) && !class.has(Classes::GIVEN) {
            return run;
        }
        self.person(at, end, out);
        let end = self.extended(at, end);
        self.thing(at, end, out);
        end
    }

    /// A word that stands before names: an article, a pronoun, a preposition.
    fn is_plain_word(&self, at: u32) -> bool {
        let class = self.reader.class(at);
        class.has(Classes::FUNCTION) && !(class.has(Classes::MODIFIER) || self.reader.all_caps(at))
    }

    /// The mention that overlaps `first..end`, the first of them.
    fn mentioned(&self, first: u32, end: u32) -> Option<&Mention> {
        self.names.get(self.names.partition_point(|m| m.end <= first)).filter(|m| m.first < end)
    }

    /// "Yap", "Al Abdullah": a word that people are called, and nothing else round it.
    fn person(&self, first: u32, end: u32, out: &mut Vec<Mention>) {
        let r = self.reader;
        let class = r.class(first);
        // In no list at all, a word of letters alone may be anybody's name.
        let last = r.class(end - 1);
        let strange_word = class == Classes::default()
            && r.word(first).chars().count() > 2
            && (end == first + 1 || last.has(Classes::SURNAME) && !last.has(Classes::COMMON));
        let given = class.has(Classes::GIVEN);
        let named = given || class.has(Classes::SURNAME) && !class.has(Classes::COMMON) || strange_word;
        let strange = Classes::HEAD
            | Classes::SUFFIX
            | Classes::TERRAIN
            | Classes::EVENT
            | Classes::PLACE
            | Classes::DEMONYM
            | Classes::ORGANISATION;
        // "Prior to": what begins a sentence may be no name at all.
        let opens = self.unproven
            && r.is_word_of(
                end,
                &["to", "of", "for", "in", "on", "at", "by", "from", "with", "as", "about", "after", "before"],
            );
        if end > first + 3
            || !named
            || opens
            || (first..end).any(|i| !r.capital(i) || r.all_caps(i) || r.is(i, strange) && !(given && i == first))
            || self.mentioned(first, end).is_some()
            || r.is_mark(end, &["&", "-", "/"])
        {
            return;
        }
        let form = identity::clean(r.doc.span(first, end).of(r.doc.text));
        self.push(MentionKind::OpenPerson, first, end, Value::Entity(only_here(&form, self.article)), out);
    }

    /// The end of a name with what may follow its run: "of Philadelphia", "for Medical Services", ", Inc."
    fn extended(&self, first: u32, run: u32) -> u32 {
        let r = self.reader;
        let stop = r.sentence_end(first).min(first + MOST);
        let mut end = run;
        while end + 1 < stop && r.is_word_of(end, &["of", "for"]) {
            let next = if r.is_word_of(end + 1, &["the"]) { end + 2 } else { end + 1 };
            let listed = self.mentioned(next, next + 1).is_some_and(|m| m.kind == MentionKind::Organisation);
            if next >= stop || listed || !r.capital(next) || self.is_plain_word(next) || r.is(next, Classes::CALENDAR) {
                break;
            }
            end = run_end(r, next, stop).max(next + 1);
        }
        let suffix = if r.is_mark(end, &[","]) { end + 1 } else { end };
        if suffix < stop && r.capital(suffix) && r.is(suffix, Classes::SUFFIX) {
            end = suffix + 1;
            // The point of "Inc." where the sentence goes on.
            if r.is_mark(end, &["."]) && r.attached(end) && end + 1 < stop && !r.capital(end + 1) {
                end += 1;
            }
        }
        end.min(stop).max(run.min(stop))
    }

    fn thing(&self, first: u32, end: u32, out: &mut Vec<Mention>) {
        let r = self.reader;
        if let Some(m) = self.mentioned(first, end) {
            let whole = m.first <= first && m.end >= end;
            // Only what was taken for somebody's name, not called so, may be something else.
            let strange = m.kind == MentionKind::Person && end > first + 1 && !r.is(first, Classes::GIVEN);
            // "Republican Ida Lund" is somebody with what she is before her name.
            let somebody = m.kind == MentionKind::Person && m.first > first && m.end == end && m.end > m.first + 1;
            if whole && !strange || somebody {
                return;
            }
        }
        // "Oslo, Norway": the second says where the first lies.
        let located = first > 1
            && r.is_mark(first - 1, &[","])
            && self.mentioned(first - 2, first - 1).is_some_and(|m| m.kind == MentionKind::Place);
        // "March for Our | Lives": the end of a longer name.
        let article = u32::from(first > 0 && r.is_word_of(first - 1, &["the", "our", "all"]));
        let tail = first > 1 + article
            && r.is_word_of(first - 1 - article, &["of", "for"])
            && r.capital(first - 2 - article)
            && !r.is(first - 2 - article, Classes::OFFICE | Classes::HONORIFIC);
        // "Ada is a member of …": a given name alone is somebody's.
        let alone = end == first + 1;
        let given = alone && r.is(first, Classes::GIVEN) && !r.is(first, Classes::COMMON);
        if tail || located || given || alone && r.is(first, Classes::DEMONYM | Classes::PLACE) {
            return;
        }
        let form = identity::clean(r.doc.span(first, end).of(r.doc.text));
        let entity = r.lexicon.entity(EntityKind::Organisation, &form);
        self.push(MentionKind::OpenThing, first, end, Value::Entity(entity), out);
    }

    fn push(&self, kind: MentionKind, first: u32, end: u32, value: Value, out: &mut Vec<Mention>) {
        let span = self.reader.doc.span(first, end);
        out.push(Mention { kind, first, end, span, value, fields: Vec::new(), by: Provenance::of(&"names") });
    }
}
