//! Dates, times, durations and sets of times.
//!
//! A hand-written parser over the tokens finds the expressions (`parser`) and says what they mean (`expr`);
//! `resolve` turns that into days with the article's own date, the date named before and the tense around it.

mod absolute;
mod apart;
mod calendar;
mod clocks;
mod durations;
mod expr;
mod holidays;
mod lengths;
mod lexicon;
mod lists;
mod modified;
mod months;
mod moons;
mod numeric;
mod parser;
mod periods;
mod ranges;
mod relative;
mod reports;
mod resolve;
mod resolve_days;
mod resolve_relative;
mod sets;
mod tense;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_news;
mod times;
mod timex;
mod years;

use super::{Mention, MentionKind};
use crate::article::{Article, BlockKind};
use crate::facts::{FieldId, FieldValue, Granularity, TimexType, Value};
use crate::facts::{Provenance, Spans, calendar::WEEKDAYS};
use crate::text::Doc;
use expr::{Expr, Nearest, Origin};
use lexicon::{Kw, Unit};
use parser::{Found, Parser};
use reports::Report;
use resolve::{Context, Direction, Period, Resolved};

/// How far back, in tokens, "the following day" looks for its date.
const MEMORY: u32 = 120;

/// Every temporal expression of the article, as mentions of kind `Date` in order of start, none overlapping.
///
/// The value is a [`Value::Date`], or a [`Value::Duration`] for a length of time that is tied to no day.
pub fn find(doc: &Doc, article: &Article) -> Vec<Mention> {
    let own = article.date.as_ref().and_then(|d| Some((d.value.from?, d.value.to?)));
    let lex = lexicon::classify(doc);
    let day_first = day_first(doc, &lex);
    let mut mentions = Vec::new();
    let mut last: Option<(u32, Period)> = None;
    let mut last_day: Option<(u32, Period)> = None;
    let mut quarter: Option<(u32, Period)> = None;
    let mut report: Option<(u32, Report)> = None;
    let mut listed: Option<(u32, Expr)> = None;
    let mut next_week: Option<u32> = None;
    for block in &doc.blocks {
        let parser = Parser {
            doc,
            lex: &lex,
            lo: block.first,
            hi: block.end,
            headline: block.kind == BlockKind::Headline,
            day_first,
            known: Parser::unasked(),
        };
        let mut i = block.first;
        while i < block.end {
            let behind = listed.as_ref().filter(|(at, _)| *at == i).and_then(|(_, expr)| parser.listed_behind(i, expr));
            let found = behind.map(|f| parser.with_time(f)).or_else(|| parser.at(i));
            let Some(found) = found.filter(|f| f.end > i && f.end <= block.end) else {
                i += 1;
                continue;
            };
            let direction = match parser.before(found.first) {
                // `postponed it from May 3 to June 5`
                Some(Kw::To) if parser.moves(found.first - 1) => Direction::Future,
                _ => tense::direction(doc, found.first, found.end),
            };
            let mut found = parser.ended(parser.fiscal(ahead(&parser, found, direction)));
            let sentence = doc.sentences.get(doc.sentence_of(found.first)).map_or(found.first, |s| s.first);
            // "They meet next week, perhaps on Tuesday"
            if let (Expr::Weekday { near: near @ Nearest::Open, .. }, Some(at)) = (&mut found.expr, next_week)
                && at >= sentence
                && direction != Direction::Past
            {
                *near = Nearest::Week(1);
            }
            next_week = match found.expr {
                Expr::Shift { unit: Unit::Week, by: 1, origin: Origin::Article } => Some(found.first),
                _ => None,
            };
            let near = |at: u32| found.first - at <= MEMORY;
            let recent = |memory: Option<(u32, Period)>| memory.filter(|(at, _)| near(*at)).map(|(_, period)| period);
            let named_day = last
                .filter(|(at, p)| *at >= sentence && p.granularity == Granularity::Day && p.from == p.to)
                .map(|(_, p)| p.from);
            // `that night`, where no day was told, or only the one on which somebody says so
            let told = last_day.is_some_and(|(at, p)| found.first - at <= 60 && Some((p.from, p.to)) != own);
            if let Expr::At { day, clock } = &found.expr
                && let Some(Expr::Shift { unit: Unit::Day, origin: Origin::Text, .. }) = day.as_deref()
                && !told
            {
                found.expr = Expr::At { day: None, clock: *clock };
            }
            let context = Context {
                article: own,
                last: recent(last),
                last_day: recent(last_day),
                named_day,
                quarter: recent(quarter),
                report: report.filter(|(at, _)| near(*at)).map(|(_, r)| r),
                direction,
            };
            let mut resolved = resolve::resolve(&found.expr, &context);
            if let (Some((weekday, _)), Some((own, _))) = (found.weekday, own) {
                resolve::year_by_weekday(&mut resolved, weekday, own);
            }
            let dated =
                resolved.date.timex.as_ref().is_some_and(|t| matches!(t.kind, TimexType::Date | TimexType::Time));
            let compared = context.report.is_some() && found.expr.is_comparison();
            if let Some(period) = resolved.as_period().filter(|_| dated && !compared) {
                let granularity = period.granularity.max(Granularity::Day);
                last = Some((found.first, Period { granularity, ..period }));
                if granularity == Granularity::Day {
                    last_day = last;
                }
                if granularity == Granularity::Quarter {
                    quarter = last;
                }
            }
            let definite = matches!(parser.kw(found.first), Some(Kw::The | Kw::First | Kw::Latest));
            report = Report::named(&found.expr, &resolved, &context, definite).map(|r| (found.first, r)).or(report);
            i = found.end;
            // `next week on Tuesday Wednesday or Thursday`
            let cut = matches!(parser.lex(i), lexicon::Lex::Weekday(..)).then_some(i);
            listed = parser.list_joint(i).or(cut).map(|next| (next, found.expr.clone()));
            mentions.push(mention(doc, &found, resolved));
        }
    }
    mentions
}

/// `will end in three weeks` is a distance, `ended in three weeks` and `the worst in three weeks` a length.
fn ahead(parser: &Parser, found: Found, direction: Direction) -> Found {
    // "The next week she resigned": after what was told before.
    if let (Expr::Running { unit, by: 1 }, Direction::Past, true) =
        (&found.expr, direction, parser.begins_sentence(found.first))
    {
        let expr = Expr::Shift { unit: *unit, by: 1, origin: Origin::Text };
        return Found { expr, ..found };
    }
    let lies_ahead = || match direction {
        // What one can do in an hour takes an hour.
        Direction::Future => !compares(parser, found.first, false) && !can(parser, found.first),
        // "You cannot cross it in one minute", "in four hours of debate": lengths; "In ten minutes." alone is none.
        Direction::Unknown => {
            let days = matches!(&found.expr, Expr::Duration { parts, .. } if parts.iter().all(|p| p.1 >= Unit::Day));
            (days || parser.begins_sentence(found.first - 1))
                && !parser.headline
                && !parser.is_word(found.end)
                && !compares(parser, found.first, true)
        }
        Direction::Past => false,
    };
    let led = parser.before(found.first);
    if !matches!(led, Some(Kw::In | Kw::Within)) || parser.is(found.first, Kw::The) || !lies_ahead() {
        return found;
    }
    let expr = match found.expr {
        // `within two days of the vote` counts from the vote.
        Expr::Duration { ref parts, .. }
            if parser.counts_from(found.end) && (led == Some(Kw::Within) || parts.iter().all(|p| p.0.is_none())) =>
        {
            found.expr
        }
        Expr::Duration { parts, reach: 0, most } if led == Some(Kw::Within) => Expr::Duration { parts, reach: 2, most },
        Expr::Duration { ref parts, reach: 0, most: None } if parts.len() == 1 && parts[0].0.is_some() => {
            Expr::Offset { amount: parts[0].0, unit: parts[0].1, forward: true, origin: Origin::Article }
        }
        // `in several hours`
        Expr::Duration { parts, reach: 0, most } if led == Some(Kw::In) && matches!(parts[..], [(None, _)]) => {
            Expr::Duration { parts, reach: 2, most }
        }
        expr => expr,
    };
    Found { expr, ..found }
}

/// Whether the clause before `i` says what can be done.
fn can(parser: &Parser, i: u32) -> bool {
    (parser.lo.max(i.saturating_sub(14))..i).any(|k| parser.word(k) == "can")
}

/// Whether what stands in the sentence before `i` compares over a length of time: `the first in ten years`, `the worst
/// in a decade`; with `counted`, also what counts: `five deaths in two weeks`.
fn compares(parser: &Parser, i: u32, counted: bool) -> bool {
    let doc = parser.doc;
    let Some(sentence) = doc.sentences.get(doc.sentence_of(i)) else { return false };
    let from = sentence.first.max(parser.lo).max(i.saturating_sub(16));
    (from..i).any(|k| {
        let word = parser.word(k);
        let superlative = word.len() > 5 && word.ends_with("est")
            || matches!(parser.kw(k), Some(Kw::First | Kw::Most | Kw::Least | Kw::Only))
            || matches!(word, "best" | "worst" | "record")
            || matches!(word, "second" | "third") && matches!(parser.before(k), Some(Kw::The | Kw::A));
        superlative && !parser.capital(k) || counted && (parser.is_number(k) || parser.cardinal(k).is_some())
    })
}

/// Whether dates in digits give the day first, by those of the article that can be read in one way only.
fn day_first(doc: &Doc, lex: &[lexicon::Lex]) -> bool {
    let hi = doc.tokens.len() as u32;
    let parser = Parser { doc, lex, lo: 0, hi, headline: false, day_first: false, known: Parser::unasked() };
    let votes: i32 =
        (0..hi).filter_map(|i| parser.digit_order(i)).map(|day_first| if day_first { 1 } else { -1 }).sum();
    votes > 0
}

fn mention(doc: &Doc, found: &Found, resolved: Resolved) -> Mention {
    let span = doc.span(found.first, found.end);
    let Resolved { date, valid, duration } = resolved;
    let by = date.by.map(Provenance::named);
    let plain = |id: u8, value: Value| FieldValue { field: FieldId(id), value, spans: Spans::none(), by: None };
    let mut fields = vec![
        FieldValue { by, ..FieldValue::new(FieldId(0), Value::Date(Box::new(date.clone())), span) },
        plain(1, Value::word(date.granularity.name())),
    ];
    if let Some((day, token)) = found.weekday.filter(|(d, _)| (1..=7).contains(d)) {
        let word = doc.span(token, token + 1);
        fields.push(FieldValue::new(FieldId(2), Value::word(WEEKDAYS[day as usize - 1]), word));
    }
    if let Some(by) = by {
        fields.push(plain(3, Value::text(&by)));
    }
    if let Some(timex) = &date.timex {
        fields.push(plain(4, Value::text(&format!("{} {}", timex.kind.name(), timex.value))));
    }
    let named_day = date.granularity <= Granularity::Day && (date.from.is_some() || date.yearless.is_some());
    if named_day || !valid {
        fields.push(plain(5, Value::word(if valid { "yes" } else { "no" })));
    }
    let value = match duration {
        Some((low, high)) if date.from.is_none() => Value::Duration(low, high),
        _ => Value::Date(Box::new(date)),
    };
    Mention {
        kind: MentionKind::Date,
        first: found.first,
        end: found.end,
        span,
        value,
        fields,
        by: Provenance::of(&"dates"),
    }
}
