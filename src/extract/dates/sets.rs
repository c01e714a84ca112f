//! Repeated times: `every Monday`, `annually`, `twice a week`.

use super::expr::Expr;
use super::lexicon::{Kw, Lex, Unit};
use super::parser::{Found, Parser};
use crate::extract::quantities::numerals::Form;

impl Parser<'_, '_> {
    /// `once a year`, `three times a week`
    fn times_a(&self, i: u32) -> Option<Found> {
        let at = match self.lower(i) {
            "once" | "twice" => i + 1,
            _ => {
                let n = self.cardinal(i).filter(|n| n.form != Form::Fraction)?;
                if self.word(n.end) != "times" {
                    return None;
                }
                n.end + 1
            }
        };
        let per = matches!(self.kw(at), Some(Kw::A | Kw::Every | Kw::Each)) || self.word(at) == "per";
        match self.lex(at + 1) {
            Lex::Unit(unit, false) if per => {
                Some(Found::new(i, at + 2, Expr::Set(super::timex::duration(&[(Some(1.0), unit)]))))
            }
            _ => None,
        }
    }

    /// `19th of every month`, `1st of each month`
    fn day_of_every_month(&self, i: u32) -> Option<Found> {
        let (day, at) = self.ordinal(i).filter(|o| (1..=31).contains(&o.0))?;
        let at = if self.lex(at) == Lex::Unit(Unit::Day, false) { at + 1 } else { at };
        let every = self.is(at, Kw::Of) && matches!(self.kw(at + 1), Some(Kw::Each | Kw::Every));
        (every && self.lex(at + 2) == Lex::Unit(Unit::Month, false))
            .then(|| Found::new(i, at + 3, Expr::Set(format!("XXXX-XX-{day:02}"))))
    }

    /// `semi-annually`, `bi-monthly`: how often a prefix makes it.
    fn prefixed(&self, i: u32) -> Option<Found> {
        let half = match self.lower(i) {
            "semi" => true,
            "bi" => false,
            _ => return None,
        };
        if !self.is_hyphen(i + 1) || !self.joined(i + 2) {
            return None;
        }
        let value = match (self.lex(i + 2), half) {
            (Lex::Frequency("P1Y"), true) => "P6M",
            (Lex::Frequency("P1Y"), false) => "P2Y",
            (Lex::Frequency("P1W"), false) => "P2W",
            (Lex::Frequency("P1M"), false) => "P2M",
            _ => return None,
        };
        Some(Found::new(i, i + 3, Expr::Set(value.into())))
    }

    /// Repeated times: `every Monday`, `each year`, `annually`, `daily`.
    pub fn set(&self, i: u32) -> Option<Found> {
        if let Lex::Frequency(value) = self.lex(i) {
            return (!self.capital(i) || self.begins_sentence(i) || !self.capital(i + 1))
                .then(|| Found::new(i, i + 1, Expr::Set(value.to_string())));
        }
        if let Lex::Weekday(day, false, true) = self.lex(i) {
            return Some(Found::new(i, i + 1, Expr::Set(format!("XXXX-WXX-{day}"))));
        }
        // `on Sunday mornings`
        if let (Lex::Weekday(day, false, false), Lex::Part(part)) = (self.lex(i), self.lex(i + 1))
            && self.word(i + 1).ends_with('s')
            && !matches!(self.before(i), Some(Kw::And | Kw::Or))
        {
            return Some(Found::new(i, i + 2, Expr::Set(format!("XXXX-WXX-{day}T{}", part.code()))));
        }
        if let Some(found) = self.times_a(i).or_else(|| self.prefixed(i)) {
            return Some(found);
        }
        // `on weekends`
        if self.lex(i) == Lex::Unit(Unit::Weekend, true) && matches!(self.before(i), Some(Kw::On | Kw::During)) {
            return Some(Found::new(i, i + 1, Expr::Set("XXXX-WXX-WE".into())));
        }
        // `any weekend`, `all weekends`
        let weekends = match self.lex(i + 1) {
            Lex::Unit(Unit::Weekend, plural) => self.is(i, if plural { Kw::All } else { Kw::Any }),
            _ => false,
        };
        if weekends {
            return Some(Found::new(i, i + 2, Expr::Set("XXXX-WXX-WE".into())));
        }
        if let Some(found) = self.day_of_every_month(i) {
            return Some(found);
        }
        if !matches!(self.kw(i), Some(Kw::Each | Kw::Every)) {
            return None;
        }
        let at = i + 1;
        let other = self.is(at, Kw::Other);
        let at = if other { at + 1 } else { at };
        let factor = if other { 2.0 } else { 1.0 };
        let set = |end: u32, value: String| Some(Found::new(i, end, Expr::Set(value)));
        match self.lex(at) {
            Lex::Unit(Unit::Weekend, false) => set(at + 1, "XXXX-WXX-WE".into()),
            Lex::Unit(unit, false) => set(at + 1, super::timex::duration(&[(Some(factor), unit)])),
            Lex::Weekday(day, _, false) => set(at + 1, format!("XXXX-WXX-{day}")),
            Lex::Month(month, _) => set(at + 1, format!("XXXX-{month:02}")),
            Lex::Season(season) => set(at + 1, format!("XXXX-{}", season.code())),
            Lex::Part(part) => set(at + 1, format!("T{}", part.code())),
            _ => {
                let (parts, end) = self.parts(at)?;
                (!self.is(at, Kw::A) && parts.iter().all(|p| p.0.is_some()))
                    .then(|| Found::new(i, end, Expr::Set(super::timex::duration(&parts))))
            }
        }
    }
}
