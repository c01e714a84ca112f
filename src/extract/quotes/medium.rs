//! Where something was said: the post, release or interview named beside the attribution.
//!
//! A medium that is only spoken of is none: what somebody says about a speech was not said in it. So it has to be linked to what
//! is told: "in a statement", "his letter says", "released a memo", or a verb of the attribution that is a medium itself.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::phrase::{Class, class};
use super::speech;
use crate::text::{Doc, KeySet, TokenKind, inflections, word_key};

/// A phrase (lower case, a word each) and the medium it names. Platforms come first: a statement on a platform was
/// made there. Names of platforms that are common words need `on` before them.
const MEDIA: &[(&[&str], &str)] = &[
    (&["on", "x"], "X"),
    (&["network", "x"], "X"),
    (&["platform", "x"], "X"),
    (&["twitter"], "X"),
    (&["tweet"], "X"),
    (&["tweets"], "X"),
    (&["tweeted"], "X"),
    (&["tweeting"], "X"),
    (&["retweeted"], "X"),
    (&["telegram"], "Telegram"),
    (&["facebook"], "Facebook"),
    (&["instagram"], "Instagram"),
    (&["truth", "social"], "Truth Social"),
    (&["tiktok"], "TikTok"),
    (&["youtube"], "YouTube"),
    (&["whatsapp"], "WhatsApp"),
    (&["vkontakte"], "VK"),
    (&["on", "vk"], "VK"),
    (&["linkedin"], "LinkedIn"),
    (&["on", "threads"], "Threads"),
    (&["bluesky"], "Bluesky"),
    (&["reddit"], "Reddit"),
    (&["snapchat"], "Snapchat"),
    (&["weibo"], "Weibo"),
    (&["mastodon"], "Mastodon"),
    (&["press", "release"], "press release"),
    (&["news", "release"], "press release"),
    (&["press", "conference"], "press conference"),
    (&["news", "conference"], "press conference"),
    (&["press", "briefing"], "press conference"),
    (&["interview"], "interview"),
    (&["interviews"], "interview"),
    (&["podcast"], "podcast"),
    (&["op", "-", "ed"], "op-ed"),
    (&["editorial"], "editorial"),
    (&["blog"], "blog"),
    (&["letter"], "letter"),
    (&["email"], "email"),
    (&["emails"], "email"),
    (&["e", "-", "mail"], "email"),
    (&["memo"], "memo"),
    (&["memoir"], "book"),
    (&["speech"], "speech"),
    (&["testimony"], "testimony"),
    (&["communiqué"], "communiqué"),
    (&["statement"], "statement"),
    (&["post"], "post"),
];

/// Prepositions before a medium: "in her latest letter".
static IN: LazyLock<KeySet> = LazyLock::new(|| KeySet::of("in at during via through"));
/// More of them before a platform or a programme: "on his podcast", "posted to Twitter".
static ON: LazyLock<KeySet> = LazyLock::new(|| KeySet::of("on to by"));
/// Who makes a text of this kind says what it says. Every form of these counts.
static MADE: LazyLock<KeySet> = LazyLock::new(|| {
    let verbs = "issue release post publish send write pen give deliver make share circulate";
    verbs.split_whitespace().flat_map(inflections).map(|form| (word_key(&form), ())).collect()
});
/// Words between such a preposition or verb and the medium.
const REACH: u32 = 6;
/// Words between a verb that is a medium and the quotation: "tweeted that the signing of it", "Lund also tweeted".
pub(super) const BESIDE: u32 = 8;

/// By the key of a phrase's first word: its rank in [`MEDIA`] and the keys of its words.
type Table = FxHashMap<u64, Vec<(usize, Vec<u64>)>>;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        for (rank, (phrase, _)) in MEDIA.iter().enumerate() {
            let keys: Vec<u64> = phrase.iter().map(|w| word_key(w)).collect();
            table.entry(keys[0]).or_default().push((rank, keys));
        }
        table
    })
}

/// How a medium is linked to what is told.
fn is_linked(doc: &Doc, medium: Range<u32>, rank: usize, from: u32, beside: &dyn Fn(u32) -> bool) -> bool {
    let (words, name) = MEDIA[rank];
    if words[0].ends_with("ed") || words[0].ends_with("ing") {
        return beside(medium.start);
    }
    // Platforms have names of their own.
    let on = name.starts_with(char::is_uppercase) || matches!(name, "podcast" | "blog" | "email" | "post");
    // "the ministry's Telegram channel", "the news release".
    let mut end = medium.end;
    while doc.token(end).is_some_and(|t| t.is_word())
        && (class(doc, end) == Some(Class::Adverb)
            || matches!(doc.lower(end), "channel" | "post" | "account" | "page" | "also"))
    {
        end += 1;
    }
    // "the letter says", "his statement issued in May that", "a memo saying"
    let goes_on = doc.token(end).is_some_and(|t| MADE.contains(t.key) || matches!(doc.word(end), "that" | "saying"));
    if goes_on || speech::verb(doc, end).is_some() || words[0] == "on" {
        return true;
    }
    // "says the letter."
    let ends = doc.token(medium.end).is_none_or(|_| matches!(doc.word(medium.end), "." | "," | ";" | ":"));
    for i in (from.max(medium.start.saturating_sub(REACH))..medium.start).rev() {
        let token = &doc.tokens[i as usize];
        if IN.contains(token.key) || MADE.contains(token.key) || on && ON.contains(token.key) {
            return true;
        }
        // "according to a statement"
        if doc.lower(i) == "to" && i > from && doc.lower(i - 1) == "according" {
            return true;
        }
        if ends && speech::verb(doc, i).is_some() {
            return true;
        }
        // "a 2015 interview", "a series of tweets"; but "in the post as proof that the blog"
        let inner = match token.kind {
            TokenKind::Word => match class(doc, i) {
                Some(Class::Preposition) => doc.lower(i) == "of",
                Some(Class::Clause | Class::Who | Class::Be | Class::Auxiliary | Class::Modal) => false,
                _ => true,
            },
            TokenKind::Number | TokenKind::Possessive => true,
            TokenKind::Punct => doc.word(i) == "-",
        };
        if !inner {
            return false;
        }
    }
    false
}

/// The medium named among the tokens of `range` that `skip` leaves, as its canonical short form, and its tokens. `beside`: whether a
/// token stands at the quotation or its attribution.
pub(super) fn medium(
    doc: &Doc,
    range: Range<u32>,
    skip: &dyn Fn(u32) -> bool,
    beside: &dyn Fn(u32) -> bool,
) -> Option<(&'static str, Range<u32>)> {
    let from = range.start;
    find(doc, range, &|at, rank| !skip(at.start) && is_linked(doc, at, rank, from, beside))
}

/// The medium that the phrase of tokens `range` is about: "The latest press release".
pub(super) fn medium_in(doc: &Doc, range: Range<u32>) -> Option<(&'static str, Range<u32>)> {
    find(doc, range, &|_, _| true)
}

/// The first in [`MEDIA`] that is named in `range` and that `takes` takes, by its tokens and its rank there.
fn find(doc: &Doc, range: Range<u32>, takes: &dyn Fn(Range<u32>, usize) -> bool) -> Option<(&'static str, Range<u32>)> {
    let mut best: Option<(usize, Range<u32>)> = None;
    for at in range.clone() {
        let Some(phrases) = table().get(&doc.tokens[at as usize].key) else { continue };
        for (rank, keys) in phrases {
            let end = at + keys.len() as u32;
            // "post-debate", "free-speech"
            let glued = |i: u32| doc.token(i).is_some_and(|t| !t.spaced) && matches!(doc.word(i), "-" | "–");
            if end > range.end || keys.len() == 1 && (glued(end) || at > 0 && glued(at - 1)) {
                continue;
            }
            let all = (at..end).zip(keys).all(|(i, &key)| doc.tokens[i as usize].key == key);
            // "X" is a name, and so is the "Post" of a newspaper.
            let named = match MEDIA[*rank].1 {
                "X" if keys.len() == 2 => doc.word(end - 1) == "X",
                "post" | "statement" | "letter" | "speech" | "interview" => {
                    let anaphoric = at > 0 && matches!(doc.word(at - 1), "this" | "This" | "that" | "no" | "any");
                    !doc.tokens[at as usize].capital && !anaphoric
                }
                _ => true,
            };
            if all && named && best.as_ref().is_none_or(|(r, _)| rank < r) && takes(at..end, *rank) {
                best = Some((*rank, at + u32::from(MEDIA[*rank].0[0] == "on")..end));
            }
        }
    }
    best.map(|(rank, range)| (MEDIA[rank].1, range))
}
