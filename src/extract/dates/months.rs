//! Months by their names, which are words and given names as well.

use super::expr::{Expr, Nearest, YearRef};
use super::lexicon::{Kw, Lex};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// The end of a month's name: its point is part of it.
    pub fn month_end(&self, i: u32, short: bool) -> u32 {
        if short && self.mark(i + 1) == Some('.') && self.joined(i + 1) { i + 2 } else { i + 1 }
    }

    /// `May` and `March` are verbs too, `Mar`, `Dec` and `Sun` words or names.
    pub fn is_month(&self, i: u32) -> Option<(i8, bool)> {
        match self.lex(i) {
            Lex::Month(m, short) => Some((m, short)),
            _ => None,
        }
    }

    pub fn month_first(&self, i: u32) -> Option<Found> {
        let (month, short) = self.is_month(i)?;
        let end = self.month_end(i, short);
        let at = if matches!(self.mark(end), Some('-' | '/')) && self.joined(end) { end + 1 } else { end };
        let sure = self.sure_month(i);
        let mut day_at = at;
        if self.is(at, Kw::The) || self.mark(at) == Some(',') && !sure {
            day_at = at + 1;
        }
        if let Some((day, after, ordinal)) = self.day_number(day_at)
            && (ordinal || short || !self.day_is_count(i, after))
            && (sure || self.capital(i) || ordinal)
        {
            let base = Expr::Day { year: YearRef::Open, month, day, also: None };
            if let Some(range) = self.day_range(i, after, month, day) {
                return Some(range);
            }
            let (year, stop) = self.year_behind(after);
            let expr = match base {
                Expr::Day { month, day, also, .. } => Expr::Day { year, month, day, also },
                other => other,
            };
            return Some(Found::new(i, stop, expr));
        }
        // `April six`, as some agencies write it
        if let Some(n) = self.cardinal(day_at).filter(|n| self.is_word(day_at) && !self.is_word(n.end) && sure)
            && let Some(day @ 1..=31) = n.whole()
        {
            let expr = Expr::Day { year: YearRef::Open, month, day: day as i8, also: None };
            return Some(Found::new(i, n.end, expr));
        }
        let (year, stop) = self.year_behind(at);
        if year != YearRef::Open && (sure || self.capital(i) || short) {
            return Some(Found::new(i, stop, Expr::Month { year, month, near: Nearest::Open }));
        }
        if !sure {
            return None;
        }
        Some(Found::new(i, end, Expr::Month { year: YearRef::Open, month, near: Nearest::Open }))
    }

    /// Whether the month's name at `i` can be nothing else.
    pub fn sure_month(&self, i: u32) -> bool {
        let Some((month, short)) = self.is_month(i) else { return false };
        let ambiguous = matches!(month, 3 | 5) || short;
        if !ambiguous {
            // "April", "June" and "August" are given names too: a capitalised word next to them says so.
            let name =
                matches!(month, 4 | 6) && self.capital(i + 1) && self.is_word(i + 1) && self.lex(i + 1) == Lex::Other;
            return !name || self.temporal_before(i);
        }
        if short {
            // "Jan" and "Mar" are given names, "dec" and "sep" are abbreviations of much.
            let point = self.mark(i + 1) == Some('.') && self.joined(i + 1) && month != 3;
            let dash = self.dash(i + 1) && matches!(self.lex(i + 2), Lex::Month(..))
                || i > self.lo + 1 && self.dash(i - 1) && matches!(self.lex(i - 2), Lex::Month(..));
            let led = dash
                || matches!(
                    self.before(i),
                    Some(Kw::In | Kw::Since | Kw::Until | Kw::From | Kw::To | Kw::Last | Kw::Next)
                );
            return self.capital(i) && (point || led && !self.capital(i + 1));
        }
        let dash = self.dash(i + 1) && self.capital(i + 2);
        let ranged = (dash || matches!(self.kw(i + 1), Some(Kw::To | Kw::Through | Kw::Until)))
            && matches!(self.lex(i + 2), Lex::Month(..));
        // Alone in its block it heads something: a column, a list of days.
        let alone = i == self.lo && i + 1 == self.hi;
        // `in may`, where nothing follows that a verb could take
        let low =
            self.before(i) == Some(Kw::In) && (i + 1 >= self.hi || matches!(self.mark(i + 1), Some('.' | ',' | '?')));
        low || self.told_of(i) || self.capital(i) && (ranged || alone || self.temporal_before(i))
    }

    /// `a March report`, `the May hearing`: what is told of happened in that month; "the March for Peace" is no month.
    fn told_of(&self, i: u32) -> bool {
        let led = matches!(self.before(i), Some(Kw::A | Kw::The));
        led && self.capital(i)
            && matches!(
                self.word(i + 1),
                "agreement"
                    | "announcement"
                    | "appearance"
                    | "article"
                    | "attack"
                    | "ballot"
                    | "conference"
                    | "deadline"
                    | "debate"
                    | "decision"
                    | "election"
                    | "elections"
                    | "email"
                    | "event"
                    | "filing"
                    | "hearing"
                    | "interview"
                    | "letter"
                    | "meeting"
                    | "memo"
                    | "order"
                    | "poll"
                    | "polls"
                    | "post"
                    | "primary"
                    | "protest"
                    | "raid"
                    | "rally"
                    | "referendum"
                    | "release"
                    | "report"
                    | "ruling"
                    | "session"
                    | "shooting"
                    | "speech"
                    | "statement"
                    | "study"
                    | "subpoena"
                    | "summit"
                    | "survey"
                    | "trial"
                    | "trip"
                    | "visit"
                    | "vote"
            )
    }

    /// A word before `i` that a date follows.
    fn temporal_before(&self, i: u32) -> bool {
        let hyphen = i > self.lo + 1 && self.is_hyphen(i - 1) && self.is(i - 2, Kw::Mid);
        hyphen
            || matches!(
                self.before(i),
                Some(
                    Kw::In
                        | Kw::Since
                        | Kw::Until
                        | Kw::By
                        | Kw::From
                        | Kw::To
                        | Kw::During
                        | Kw::Of
                        | Kw::Last
                        | Kw::Next
                        | Kw::This
                        | Kw::Early
                        | Kw::Late
                        | Kw::Mid
                        | Kw::Each
                        | Kw::Every
                        | Kw::Before
                        | Kw::After
                        | Kw::Through
                        | Kw::Between
                        | Kw::And
                        | Kw::Or
                        | Kw::On
                )
            )
    }
}
