//! Whether a title that does not fit the record is one of another time.
//!
//! A title stays before a name when the office is long left. Of whom the record has in office some time before, a mistake is
//! told from history by the words first (see `extract::offices`), and where they leave a doubt, by what else is known.

use crate::article::ArticleId;
use crate::facts::{Fact, FieldId, Value, native};
use crate::record::{AHEAD, Held, OfficeRecord, Verdict, When};

use super::context::Context;

/// Whether the words around a role speak of the article's own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Now,
    Likely,
    Open,
}

impl Told {
    /// A kind without the field says nothing of other times.
    pub fn of(fact: &Fact, field: Option<FieldId>) -> Told {
        match field.and_then(|f| fact.value(f)).and_then(Value::as_text) {
            Some("likely") => Told::Likely,
            Some("open") => Told::Open,
            _ => Told::Now,
        }
    }
}

/// Days after the end of a term within which somebody may be given the title by mistake. Those who left earlier are told of as
/// history.
const SLIP: i32 = 3 * 365;

/// Whether the verdict that a claim contradicts the record is better left open: whose words do not say for certain that the
/// article's own day is meant.
pub fn is_doubtful(cx: &Context, article: ArticleId, office: &OfficeRecord, verdict: &Verdict, when: &When) -> bool {
    let When::Days(readings) = when else { return false };
    let (Some(first), Some(last)) = (readings.iter().map(|r| r.0).min(), readings.iter().map(|r| r.1).max()) else {
        return false;
    };
    let long_left = |h: &&Held| h.possible().1 < first.saturating_sub(SLIP);
    let to_come = |h: &&Held| h.possible().0 > last && h.possible().0 <= last.saturating_add(AHEAD);
    !verdict.own.is_empty() && verdict.own.iter().all(long_left)
        || verdict.own.iter().any(to_come)
        || verdict.instead.is_some_and(|h| is_named(cx, article, office, h))
}

/// Whether the article names the one whom the record has instead: then it is of the time that it seems to be.
fn is_named(cx: &Context, article: ArticleId, office: &OfficeRecord, instead: &Held) -> bool {
    cx.of_kind_in(native::PERSON, article).iter().any(|&id| {
        let entity = cx.fact(id).fields.iter().find_map(|f| f.value.as_entity());
        entity.is_some_and(|e| {
            let own = office.of(&cx.record.keys_of(e));
            let held = if own.is_empty() { office.like(e).unwrap_or_default() } else { own };
            held.iter().any(|h| h.holder == instead.holder)
        })
    })
}
