//! Where something was said: the post, release or interview named beside the attribution.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::text::{Doc, word_key};

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

/// The medium named among the tokens of `range` that `skip` leaves, as its canonical short form, and its tokens.
pub(super) fn medium(doc: &Doc, range: Range<u32>, skip: &dyn Fn(u32) -> bool) -> Option<(&'static str, Range<u32>)> {
    let mut best: Option<(usize, Range<u32>)> = None;
    for at in range.clone() {
        let Some(phrases) = table().get(&doc.tokens[at as usize].key).filter(|_| !skip(at)) else { continue };
        for (rank, keys) in phrases {
            let end = at + keys.len() as u32;
            if end > range.end {
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
            if all && named && best.as_ref().is_none_or(|(r, _)| rank < r) {
                best = Some((*rank, at + u32::from(MEDIA[*rank].0[0] == "on")..end));
            }
        }
    }
    best.map(|(rank, range)| (MEDIA[rank].1, range))
}
