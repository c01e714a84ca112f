//! Words behind a name that tell it is the subject of its clause.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::{Doc, TokenKind, word_key};

/// Finite forms of auxiliaries.
const AUXILIARIES: &str = "is was are were has had have will would can could may might must shall should does did do";

/// What only those do who can decide: "It announced" is no plan and no car.
const ACTS: &str = "said says announced announces reported reports agreed agrees plans planned expects expected hopes hoped wants wanted \
     intends intended posted employs employed owns owned bought buys acquired operates operated denied denies declined \
     declines argues argued claims claimed believes believed warned warns urged urges confirmed confirms acknowledged \
     decided decides refused refuses promised promises pledged pledges vowed offered sued filed hired appointed fired laid \
     blamed blames insisted insists maintains rejected rejects apologised apologized admitted accused demanded proposed \
     launched unveiled recalled runs estimates estimated paid pays added adds noted notes told stated called calls";

/// Other verbs that often stand behind the name of an organisation.
const OTHERS: &str = "made makes took takes gave gives got gets went goes began begins became becomes won wins lost loses fell falls rose \
     rises grew grows sold sells sent sends saw sees held holds met meets led leads kept keeps put puts set sets cut cuts \
     beat beats came comes found finds built builds spent spends brought brings broke left leaves sought seeks stood faces \
     faced needs remains reached signed signs supports opposes uses serves sits lies chose hit hits issued issues";

struct Verbs {
    auxiliaries: FxHashSet<u64>,
    acts: FxHashSet<u64>,
    others: FxHashSet<u64>,
}

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let set = |words: &str| words.split_ascii_whitespace().map(word_key).collect();
    Verbs { auxiliaries: set(AUXILIARIES), acts: set(ACTS), others: set(OTHERS) }
});

fn lower_word(doc: &Doc, at: u32) -> Option<u64> {
    doc.token(at).filter(|t| t.kind == TokenKind::Word && !t.capital).map(|t| t.key)
}

/// Behind adverbs: "also", "already", "recently".
fn past_adverbs(doc: &Doc, mut at: u32) -> u32 {
    for _ in 0..2 {
        let adverb = lower_word(doc, at).is_some()
            && (doc.word(at).len() > 4 && doc.word(at).ends_with("ly")
                || matches!(
                    doc.word(at),
                    "also"
                        | "now"
                        | "then"
                        | "not"
                        | "still"
                        | "later"
                        | "since"
                        | "today"
                        | "yesterday"
                        | "once"
                        | "never"
                ));
        if !adverb {
            break;
        }
        at += 1;
    }
    at
}

pub(super) fn is_auxiliary(doc: &Doc, at: u32) -> bool {
    lower_word(doc, at).is_some_and(|key| VERBS.auxiliaries.contains(&key))
}

/// A finite verb at `at` or behind an adverb there.
pub(super) fn is_verb(doc: &Doc, at: u32) -> bool {
    let at = past_adverbs(doc, at);
    let Some(key) = lower_word(doc, at) else { return false };
    let word = doc.word(at);
    VERBS.auxiliaries.contains(&key)
        || VERBS.acts.contains(&key)
        || VERBS.others.contains(&key)
        || word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")
}

/// A verb at `at`, auxiliaries passed over, of which the subject is somebody who decides.
pub(super) fn is_act(doc: &Doc, at: u32) -> bool {
    let mut at = past_adverbs(doc, at);
    if lower_word(doc, at).is_some() && matches!(doc.word(at), "has" | "had" | "have") {
        at = past_adverbs(doc, at + 1);
    }
    lower_word(doc, at).is_some_and(|key| VERBS.acts.contains(&key))
}
