//! What a name is called by: the title or relation before it.

use rustc_hash::FxHashSet;

use super::classes::Classes;
use super::identity;
use super::reader::Reader;

/// Words before the name of somebody who is told of as another one's relative.
pub const KIN: &[&str] =
    &["lady", "wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "widow", "spouse"];

/// Keys of the words that stand right behind a title or before "administration": by themselves they are surnames.
#[derive(Default)]
pub struct Surnames {
    /// Of a man: "Mr. Lund", "the Lund administration".
    pub men: FxHashSet<u64>,
    /// Of a head of state, whose family is in the news as well: "President Lund".
    pub presidents: FxHashSet<u64>,
}

impl Surnames {
    pub fn of(reader: &Reader) -> Surnames {
        let mut surnames = Surnames::default();
        for (i, token) in (0..).zip(&reader.doc.tokens).filter(|(_, t)| t.capital) {
            if is_called(reader, i, &["mr"]) || reader.is_word_of(i + 1, &["administration", "presidency"]) {
                surnames.men.insert(token.key);
            } else if is_called(reader, i, &["president"]) {
                surnames.presidents.insert(token.key);
            }
        }
        surnames
    }
}

/// The token before token `first`, or before the point that stands there.
fn before(reader: &Reader, first: u32) -> Option<u32> {
    let before = first.checked_sub(1)?;
    if reader.is_mark(before, &["."]) { before.checked_sub(1) } else { Some(before) }
}

/// Whether one of these words stands before token `first`, with or without a point.
pub fn is_called(reader: &Reader, first: u32, words: &[&str]) -> bool {
    before(reader, first).is_some_and(|before| reader.is_word_of(before, words))
}

/// The title right before token `first`, by its word.
pub fn title(reader: &Reader, first: u32) -> Option<u64> {
    let before = before(reader, first)?;
    let strange = reader.is_word_of(before, &["mr", "ms", "mrs", "miss"]);
    let title = !strange && reader.is(before, Classes::HONORIFIC | Classes::OFFICE);
    title.then(|| reader.doc.tokens[before as usize].key)
}

/// The parts of those with "Jr." behind their name whom the article calls somebody's child, "his son, Ola Lund Jr.", "Ola Lund Jr., the
/// mayor's eldest son", or tells from a president of that name. `names`: tokens and form of each full name.
pub fn children(reader: &Reader, names: impl Iterator<Item = (u32, u32, String)>) -> FxHashSet<Vec<String>> {
    const NEAR: u32 = 4;
    let (mut found, mut presidents, mut others) = (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
    let child = |i: u32| reader.is_word_of(i, &["son", "sons", "child", "children"]);
    let ends = |i: u32| reader.is_mark(i, &[".", ";", ":"]);
    for (first, end, form) in names {
        let president = is_called(reader, first, &["president"]);
        if !identity::is_junior(&form) {
            if president {
                presidents.insert(identity::person_parts(&form));
            }
            continue;
        }
        let before = (first.saturating_sub(NEAR)..first).rev().take_while(|&i| !ends(i)).any(child);
        let behind = || (end + 1..end + 2 + NEAR).take_while(|&i| !ends(i)).any(child);
        if before || reader.is_mark(end, &[","]) && behind() {
            found.insert(identity::person_parts(&form));
        } else if !president {
            others.insert(identity::person_parts(&form));
        }
    }
    found.extend(others.intersection(&presidents).cloned());
    found
}
