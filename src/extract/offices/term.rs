//! When an office was held, by the words beside it: `from 1990 to 1994`, `since May 2003`, `(1990–94)`, `until his death in 2001`.

use super::tables::is_hyphen;
use crate::extract::Mention;
use crate::facts::{DateValue, Day, Granularity, TimexType};
use crate::source::Span;
use crate::text::{Doc, TokenKind};

/// Tokens between "until" and its date at most: "until his death in 2001".
const MAX_BETWEEN: u32 = 5;

/// A term of office at tokens `first..end`.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub value: DateValue,
    pub first: u32,
    pub end: u32,
    /// No end is told: it lasts.
    pub lasts: bool,
}

impl Term {
    pub fn span(&self, doc: &Doc) -> Span {
        doc.span(self.first, self.end)
    }
}

/// Words for the end of a term that lasts.
fn is_present(word: &str) -> bool {
    matches!(word, "present" | "now" | "date" | "today" | "incumbent" | "current" | "currently")
}

/// The term that begins at token `at`, a bracket, comma or preposition before it passed over. `own` is the article's own date, up to
/// which a term without an end lasts. A year or day alone is a term only where `alone` says so.
pub(super) fn at(
    doc: &Doc,
    dates: &[Mention],
    at: u32,
    end: u32,
    own: Option<&DateValue>,
    alone: bool,
) -> Option<Term> {
    let word = |i: u32| if i < end { doc.folded(i) } else { "" };
    let mut first = at;
    while matches!(word(first), "(" | "," | ":" | "–" | "—" | "-" | "[") && first < at + 3 {
        first += 1;
    }
    let preposition = word(first);
    let from = match preposition {
        "from" | "between" | "during" | "in" | "since" => first + 1,
        "until" | "till" => return until(doc, dates, first, end),
        // A bare date: years in brackets or behind a comma.
        _ => first,
    };
    let Some(start) = point(dates, from, end) else {
        let (value, end) = years(doc, from, end)?;
        return Some(Term { value, first, end, lasts: false });
    };
    let begun = start.value.as_date()?;
    let low = begun.from?;
    // "2009–present" has no end of its own.
    let high = begun.to.unwrap_or(low);
    let bare = from == first;
    let since = preposition == "since";
    let mut stop = start.end;
    let mut last = if since { None } else { begun.to };
    let mut to = matches!(word(stop), "to" | "until" | "till" | "through") || dash(doc, stop, end);
    to |= preposition == "between" && word(stop) == "and";
    if to && !since {
        if let Some(closing) = until(doc, dates, stop, end) {
            last = closing.value.to.filter(|&l| l >= low);
            stop = closing.end;
        } else if is_present(word(stop + 1)) || (dash(doc, stop, end) && closes(doc, stop + 1, end)) {
            last = None;
            stop = (stop + if is_present(word(stop + 1)) { 2 } else { 1 }).min(end);
        }
    } else if preposition == "from" && low.year() == high.year() && high.month() == 12 && low.month() == 1 && !to {
        // "from 2003": no end is told. A range says its own.
        last = None;
    }
    let lasts = last.is_none();
    let last = last.or_else(|| own.and_then(|d| d.to).filter(|&l| l >= low));
    if !alone && bare && start.end == stop && !lasts && begun.timex.as_ref().is_none_or(|t| !t.value.contains('/')) {
        return None;
    }
    let value = DateValue { to: last, ..interval(low, high) };
    Some(Term { value, first, end: stop, lasts })
}

/// "1850-1877", "1876-82": years that would be numbers elsewhere.
fn years(doc: &Doc, at: u32, end: u32) -> Option<(DateValue, u32)> {
    let number = |i: u32| doc.token(i).filter(|t| i < end && t.kind == TokenKind::Number).map(|_| doc.word(i));
    let (low, high) = (number(at).filter(|w| w.len() == 4)?, number(at + 2)?);
    if !dash(doc, at + 1, end) || !matches!(high.len(), 2 | 4) {
        return None;
    }
    let from: i16 = low.parse().ok().filter(|y| (1000..=2100).contains(y))?;
    let to: i16 =
        format!("{}{high}", &low[..4 - high.len()]).parse().ok().filter(|y| (from..from + 100).contains(y))?;
    Some((interval(Day::new(from, 1, 1).ok()?, Day::new(to, 12, 31).ok()?), at + 3))
}

/// "until 2001", "– 2001": the mention with its end; its beginning is open.
fn until(doc: &Doc, dates: &[Mention], at: u32, end: u32) -> Option<Term> {
    let near = |i: &u32| doc.token(*i).is_some_and(|t| *i == at + 1 || t.kind != TokenKind::Punct);
    let closing = (at + 1..end.min(at + 2 + MAX_BETWEEN)).take_while(near).find_map(|i| point(dates, i, end))?;
    if dash(doc, at, end) && closing.first != at + 1 {
        return None;
    }
    let last = closing.value.as_date()?.to?;
    let value = DateValue { from: None, ..interval(last, last) };
    Some(Term { value, first: at, end: closing.end, lasts: false })
}

fn interval(from: Day, to: Day) -> DateValue {
    DateValue::interval(from, to, Granularity::Unknown)
}

/// A dated day, month, year or range at token `at`.
fn point(dates: &[Mention], at: u32, end: u32) -> Option<&Mention> {
    let i = dates.partition_point(|m| m.first < at);
    let m = dates.get(i).filter(|m| m.first == at && m.end <= end)?;
    let date = m.value.as_date()?;
    let named = date.timex.as_ref().is_none_or(|t| matches!(t.kind, TimexType::Date));
    (named && date.from.is_some() && date.granularity != Granularity::Time).then_some(m)
}

fn dash(doc: &Doc, at: u32, end: u32) -> bool {
    at < end && (is_hyphen(doc, at) || matches!(doc.word(at), "–" | "—" | "-"))
}

/// Whether nothing of a term follows.
fn closes(doc: &Doc, at: u32, end: u32) -> bool {
    at >= end || matches!(doc.word(at), ")" | "]" | "," | ";")
}
