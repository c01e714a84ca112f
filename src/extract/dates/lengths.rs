//! Lengths of time that give no number: `for years`, `recent months`, `the early days`, `the weeks ahead`.

use super::expr::{Expr, Origin};
use super::lexicon::{Kw, Lex, Unit, Vague};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// `day-long`, `decades-long`
    pub fn unit_long(&self, i: u32) -> Option<Found> {
        let Lex::Unit(unit, plural) = self.lex(i) else { return None };
        if !self.is_hyphen(i + 1) || !self.is(i + 2, Kw::Long) {
            return None;
        }
        let amount = if plural { None } else { Some(1.0) };
        Some(Found::new(i, i + 3, Expr::Duration { parts: vec![(amount, unit)], reach: 0, most: None }))
    }

    /// `all day`, `all-day`, `all year round`
    pub fn all_day(&self, i: u32) -> Option<Found> {
        let at = self.skip_hyphen(i + 1);
        let Lex::Unit(unit @ (Unit::Day | Unit::Year), false) = self.lex(at) else { return None };
        let long = self.is(at + 1, Kw::Long) || unit == Unit::Year && self.word(at + 1) == "round";
        let bare = unit == Unit::Day && !self.is_hyphen(at + 1) && !self.is_number(at + 1);
        let whole = self.is(i, Kw::All) && (long || bare) && !self.title(at);
        let parts = vec![(Some(1.0), unit)];
        let end = at + 1 + u32::from(long);
        whole.then(|| Found::new(i, end, Expr::Duration { parts, reach: 0, most: None }))
    }

    /// `for years`, `in weeks`, `weeks or months`: units without a number, where a preposition makes them a length.
    pub fn bare_units(&self, i: u32) -> Option<Found> {
        let Lex::Unit(unit, true) = self.lex(i) else { return None };
        if self.capital(i) && !self.begins_sentence(i) || unit == Unit::Quarter || unit == Unit::Second {
            return None;
        }
        if let Some((forward, origin, end)) = self.distance(i + 1).filter(|d| d.1 == Origin::Article || d.0) {
            if origin == Origin::Text {
                let expr = Expr::Offset { amount: None, unit, forward, origin };
                return Some(Found::new(i, end, expr));
            }
            let vague = if forward { Vague::Future } else { Vague::Past };
            return Some(Found::new(i, end, Expr::Vague(vague)));
        }
        let of = self.is(i + 1, Kw::Of);
        // "A matter of days" says that it is soon, "months of talks" how long they took.
        let fits = match self.before(i) {
            Some(Kw::After | Kw::During | Kw::Through) => true,
            Some(Kw::For | Kw::In | Kw::Over | Kw::Within | Kw::Than) => !of,
            Some(Kw::Of) => !of && !(i > self.lo + 1 && self.word(i - 2) == "matter"),
            _ => of && i > self.lo && matches!(self.word(i - 1), "follows" | "followed" | "despite" | "amid" | "spent"),
        };
        let or = self.is(i + 1, Kw::Or) && matches!(self.lex(i + 2), Lex::Unit(_, true));
        if !fits && !or {
            return None;
        }
        let end = if or { i + 3 } else { i + 1 };
        Some(Found::new(i, end, Expr::Duration { parts: vec![(None, unit)], reach: 0, most: None }))
    }

    /// `recent years`, `past weeks`, `coming months`.
    pub fn stretch(&self, i: u32, at: u32, kw: Kw, unit: Unit) -> Option<Found> {
        let reach = match kw {
            // `the last months of the war`
            Kw::Last if self.is(at + 1, Kw::Of) => 0,
            Kw::Recent | Kw::Past | Kw::Last | Kw::Previous => -1,
            Kw::Coming | Kw::Next | Kw::Following => 1,
            _ => return None,
        };
        // `future years`
        if self.word(at - 1).eq_ignore_ascii_case("future") {
            return Some(Found::new(i, at + 1, Expr::Vague(Vague::Future)));
        }
        let end = at + 1;
        // `recent weeks and months`: no unit says how long
        if self.is(end, Kw::And) && matches!(self.lex(end + 1), Lex::Unit(_, true)) {
            let vague = if reach > 0 { Vague::Future } else { Vague::Past };
            return Some(Found::new(i, end + 2, Expr::Vague(vague)));
        }
        Some(Found::new(i, end, Expr::Duration { parts: vec![(None, unit)], reach, most: None }))
    }

    /// `a while`, `a long while ago`; "once in a while" is none.
    pub fn a_while(&self, i: u32) -> Option<Found> {
        let at = if matches!(self.word(i + 1), "long" | "short" | "little") { i + 2 } else { i + 1 };
        let once = self.before(i) == Some(Kw::In) && i > self.lo + 1 && self.word(i - 2).eq_ignore_ascii_case("once");
        if !self.is(i, Kw::A) || self.word(at) != "while" || once {
            return None;
        }
        if self.is(at + 1, Kw::Ago) {
            return Some(Found::new(i, at + 2, Expr::Vague(Vague::Past)));
        }
        Some(Found::new(i, at + 1, Expr::Duration { parts: Vec::new(), reach: 0, most: None }))
    }

    /// Behind `the`: `weeks ahead`, `years` in "over the years", `first hours of the war`.
    pub fn unnumbered(&self, i: u32) -> Option<Found> {
        let length = |end, unit, reach| {
            Some(Found::new(i, end, Expr::Duration { parts: vec![(None, unit)], reach, most: None }))
        };
        match self.lex(i) {
            Lex::Unit(unit, true) if unit >= Unit::Day => {
                if self.is(i + 1, Kw::Ahead) {
                    return length(i + 2, unit, 1);
                }
                if self.is(i + 1, Kw::To) && self.word(i + 2) == "come" {
                    return length(i + 3, unit, 1);
                }
                let led = matches!(self.before(i - 1), Some(Kw::Over | Kw::Through));
                if led && self.ends_phrase(i + 1) { length(i + 1, unit, 0) } else { None }
            }
            Lex::Kw(Kw::Early | Kw::First | Kw::Final) => match self.lex(i + 1) {
                Lex::Unit(unit, true) if self.is(i + 2, Kw::Of) || self.ends_phrase(i + 2) => length(i + 2, unit, 0),
                _ => None,
            },
            _ => None,
        }
    }
}
