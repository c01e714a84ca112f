//! Single values in holes: the kinds of dates and their ends, ranks before names.

use std::sync::LazyLock;

use super::holes::Item;
use crate::article::parse_date;
use crate::extract::Mention;
use crate::facts::{DateValue, Day, FieldValue, Granularity, Spans, Timex, TimexType, Value};
use crate::text::{Doc, KeySet};

/// Whether a date mention names a time rather than a length or a set of times.
pub(super) fn is_point(m: &Mention) -> bool {
    m.value
        .as_date()
        .is_some_and(|d| d.timex.as_ref().is_none_or(|t| matches!(t.kind, TimexType::Date | TimexType::Time)))
}

/// Whether the verb at `trigger` says that something was answered or fulfilled: "the order was met with anger".
pub(super) fn is_answered(doc: &Doc, trigger: u32) -> bool {
    let be = |i: u32| matches!(doc.lower(i), "was" | "were" | "is" | "are" | "been" | "be" | "being");
    let adverb = |i: u32| doc.word(i).ends_with("ly") || matches!(doc.word(i), "not" | "also" | "then");
    let before = |n: u32| trigger.checked_sub(n);
    doc.word(trigger) == "met"
        && (before(1).is_some_and(be) || before(1).is_some_and(adverb) && before(2).is_some_and(be))
}

/// Drops from the members of a set a pronoun for whom another member names: "his talks with Lund" were Lund's with somebody.
pub(super) fn drop_doubled(members: &mut Vec<FieldValue>, spans: &mut Spans) {
    let by_pronoun = |m: &FieldValue| m.by.as_deref() == Some("coreference");
    let named: Vec<Value> = members.iter().filter(|m| !by_pronoun(m)).map(|m| m.value.clone()).collect();
    members.retain(|m| {
        let kept = !by_pronoun(m) || !named.contains(&m.value);
        if !kept {
            spans.retain(|s| !m.spans.contains(s));
        }
        kept
    });
}

/// Whether token `at` is a rank or a form of address before a name.
pub(super) fn is_rank(doc: &Doc, at: u32) -> bool {
    static RANKS: LazyLock<KeySet> = LazyLock::new(|| {
        KeySet::of(
            "general gen lieutenant lt colonel col major maj captain capt admiral adm sergeant sgt marshal brigadier \
         brig commander cmdr mr mrs ms dr prof professor sir dame lord sen rep gov rear vice army retired sheikh \
         prince princess king queen pope rev",
        )
    });
    RANKS.contains(doc.tokens[at as usize].key)
}

/// The first end of a range with a dash, "1 May 1850 – 3 June 1901", for phrases that tell the two apart.
pub(super) fn range_start(doc: &Doc, m: &Mention) -> Option<Item> {
    let (dash, start, _) = halves(doc, m)?;
    let (from, to) = match m.value.as_date()?.from {
        Some(from) => (
            from,
            match m.value.as_date()?.granularity {
                Granularity::Day => from,
                Granularity::Month => from.last_of_month(),
                Granularity::Year => from.last_of_year(),
                _ => return None,
            },
        ),
        None => backwards(start)?,
    };
    Some(half(doc, m, (m.first, dash), (from, to), start))
}

/// The second end of such a range, behind its dash.
pub(super) fn range_end(doc: &Doc, m: &Mention, at: u32) -> Option<Item> {
    let (dash, _, end) = halves(doc, m)?;
    let (from, to) = match m.value.as_date()?.to {
        Some(to) => (
            match m.value.as_date()?.granularity {
                Granularity::Day => to,
                Granularity::Month => to.first_of_month(),
                Granularity::Year => to.first_of_year(),
                _ => return None,
            },
            to,
        ),
        None => backwards(end)?,
    };
    (dash + 1 == at).then(|| half(doc, m, (at, m.end), (from, to), end))
}

/// The days of one half of a range that has none itself because it ends before it begins.
fn backwards(timex: &str) -> Option<(Day, Day)> {
    let date = parse_date(timex)?;
    Some((date.from?, date.to?))
}

/// The dash or word between the ends of a range, and the two halves of its TIMEX3 value.
fn halves<'m>(doc: &Doc, m: &'m Mention) -> Option<(u32, &'m str, &'m str)> {
    let timex = m.value.as_date()?.timex.as_ref().filter(|t| t.kind == TimexType::Date)?;
    let (start, end) = timex.value.split_once('/')?;
    let dash = (m.first + 1..m.end.saturating_sub(1)).find(|&i| {
        let spaced = doc.tokens[i as usize].spaced || doc.tokens[i as usize + 1].spaced;
        // A hyphen inside digits ("1850-05-01") ends nothing.
        matches!(doc.word(i), "–" | "—" | "to" | "until" | "till" | "through")
            || doc.word(i) == "-" && (spaced || start.len() == 4)
    })?;
    Some((dash, start, end))
}

fn half(doc: &Doc, m: &Mention, (first, end): (u32, u32), (from, to): (Day, Day), timex: &str) -> Item {
    let granularity = m.value.as_date().map_or(Granularity::Unknown, |d| d.granularity);
    let mut value = DateValue::interval(from, to, granularity);
    value.timex = Some(Timex { kind: TimexType::Date, value: timex.into() });
    Item { value: Value::Date(Box::new(value)), span: doc.span(first, end), first, end, by: None, titled: false }
}
