//! Lengths of time and distances in time.

use super::expr::{Amount, Expr, Origin};
use super::lexicon::{Kw, Lex, Unit, Vague};
use super::parser::{Found, Parser};
use crate::extract::quantities::numerals::{Form, and_a_half};

impl Parser<'_, '_> {
    /// A number at `i` as it counts units: `two`, `2 1/2`, `several`, `a few`, `a couple of`.
    fn amount(&self, i: u32) -> Option<(Amount, u32)> {
        if matches!(self.kw(i), Some(Kw::Another)) {
            return match self.cardinal(i + 1) {
                Some(n) if n.form != Form::Fraction => self.amount(i + 1),
                _ => Some((Some(1.0), i + 1)),
            };
        }
        if let Some(n) = self.cardinal(i).map(|n| and_a_half(self.doc, n)) {
            // `three quarters`, as a length
            let stretch = matches!(
                self.before(i),
                Some(Kw::Last | Kw::Past | Kw::Previous | Kw::Next | Kw::Coming | Kw::First | Kw::Latest | Kw::Final)
            );
            if n.form == Form::Fraction && stretch && self.lex(n.end - 1) == Lex::Unit(Unit::Quarter, true) {
                return Some((Some((n.value * 4.0).round()), n.end - 1));
            }
            let couple = self.word(n.end - 1).eq_ignore_ascii_case("couple");
            let end = if self.is(n.end, Kw::Of) && (couple || n.form == Form::Vague) { n.end + 1 } else { n.end };
            let amount = if n.form == Form::Vague { None } else { Some(n.value) };
            // `a quarter of an hour`, `two thirds of a century`
            if n.form == Form::Fraction
                && self.is(n.end, Kw::Of)
                && self.is(n.end + 1, Kw::A)
                && matches!(self.lex(n.end + 2), Lex::Unit(Unit::Hour | Unit::Century, false))
            {
                return Some((amount, n.end + 2));
            }
            // A third or a quarter is an ordinal beside a unit: `a third-quarter loss`.
            if n.form == Form::Fraction && self.is_word(i) && !self.word(n.end - 1).eq_ignore_ascii_case("half") {
                return None;
            }
            // `half an hour`
            let end = if n.form == Form::Fraction && self.is(end, Kw::A) { end + 1 } else { end };
            return Some((amount, end));
        }
        // `a year-earlier loss`
        if self.is(i, Kw::A) && !self.compares(i + 1) {
            return Some((Some(1.0), i + 1));
        }
        None
    }

    /// `year-earlier`, `year-ago`
    fn compares(&self, i: u32) -> bool {
        self.is_hyphen(i + 1) && matches!(self.kw(i + 2), Some(Kw::Ago | Kw::Earlier))
    }

    /// Words between the number and its unit.
    fn skip_adjective(&self, i: u32) -> u32 {
        let at = self.skip_hyphen(i);
        // `40-odd years`, `20-some years`
        if at > i && matches!(self.word(at), "odd" | "some") {
            return at + 1;
        }
        match self.kw(at) {
            Some(
                Kw::More
                | Kw::Additional
                | Kw::Extra
                | Kw::Consecutive
                | Kw::Straight
                | Kw::Trading
                | Kw::Business
                | Kw::Whole
                | Kw::Fiscal,
            ) => self.skip_hyphen(at + 1),
            // `the 5 past minutes`
            Some(Kw::Coming | Kw::Past | Kw::Last | Kw::Previous | Kw::Next)
                if matches!(self.lex(at + 1), Lex::Unit(_, true)) =>
            {
                at + 1
            }
            _ => at,
        }
    }

    /// One amount with its unit.
    fn part(&self, i: u32) -> Option<(Amount, Unit, u32)> {
        let (amount, end) = self.amount(i)?;
        let at = self.skip_adjective(end);
        let Lex::Unit(unit, plural) = self.lex(at) else { return self.short_part(i) };
        let work = at > end && matches!(self.kw(at - 1), Some(Kw::Business | Kw::Trading));
        let unit = if work && unit == Unit::Day { Unit::Workday } else { unit };
        let article = self.is(i, Kw::A);
        // `the 1988 quarter`
        if !plural && self.year_number(i).is_some() && at == end && !self.joined(at) {
            return None;
        }
        // "60 Minutes" is a programme.
        if self.title(at) && self.distance(at + 1).is_none() {
            return None;
        }
        if unit == Unit::Second && !plural && (article || self.capital(at) || self.ordinal_follows(at)) {
            return None;
        }
        // A quarter and a half are shares more often than lengths.
        if unit == Unit::Quarter && !plural && end == at {
            return None;
        }
        if plural && amount == Some(1.0) && article {
            return None;
        }
        let mut stop = at + 1;
        let mut amount = amount;
        // `a year and a half`
        if let Some(n) = amount.filter(|n| *n >= 1.0 && n.fract() == 0.0)
            && self.is(stop, Kw::And)
            && self.is(stop + 1, Kw::A)
            && self.is(stop + 2, Kw::Half)
        {
            amount = Some(n + 0.5);
            stop += 3;
        }
        Some((amount, unit, stop))
    }

    /// `a second round`: an ordinal, not a unit.
    fn ordinal_follows(&self, at: u32) -> bool {
        self.word(at).eq_ignore_ascii_case("second")
            && self.is_word(at + 1)
            && self.lex(at + 1) == Lex::Other
            && at > self.lo
            && !self.is_number(at - 1)
            && !self.is_hyphen(at - 1)
            && !crate::extract::quantities::numerals::is_number_word(self.doc, at - 1)
    }

    /// `3h`, `2hrs`, `45min`.
    fn short_part(&self, i: u32) -> Option<(Amount, Unit, u32)> {
        if !self.is_number(i) || !self.joined(i + 1) || !self.is_word(i + 1) {
            return None;
        }
        let n: f64 = self.word(i).parse().ok()?;
        let unit = match self.word(i + 1) {
            "h" => Unit::Hour,
            word => match self.lex(i + 1) {
                Lex::Unit(unit, _) if word.len() > 1 => unit,
                _ => return None,
            },
        };
        Some((Some(n), unit, i + 2))
    }

    /// Amounts joined: `1 hour and 30 minutes`, `3 years, 2 months`.
    pub fn parts(&self, i: u32) -> Option<(Vec<(Amount, Unit)>, u32)> {
        let (amount, unit, mut end) = self.part(i)?;
        let mut parts = vec![(amount, unit)];
        while parts.len() < 6 {
            let mut at = end;
            if self.mark(at) == Some(',') {
                at += 1;
            }
            if self.is(at, Kw::And) {
                at += 1;
            }
            let Some((amount, unit, stop)) = self.part(at) else { break };
            let smaller = parts.last().is_some_and(|p| unit < p.1 && p.0.is_some());
            if !smaller || amount.is_none() || self.is(at, Kw::A) {
                break;
            }
            parts.push((amount, unit));
            end = stop;
        }
        Some((parts, end))
    }

    /// A length of time or a distance: `three days`, `two weeks ago`, `five years later`, `weeks or months`.
    pub fn duration(&self, i: u32) -> Option<Found> {
        if let Some(found) = self.year_ago(i).or_else(|| self.all_day(i)) {
            return Some(found);
        }
        let Some((parts, end)) = self.parts(i) else {
            return self
                .between_amounts(i)
                .or_else(|| self.weekdays_apart(i))
                .or_else(|| self.unit_long(i))
                .or_else(|| self.bare_units(i))
                .or_else(|| self.a_while(i));
        };
        let (amount, unit) = parts[0];
        if self.is_age(end) {
            return None;
        }
        let mut end = end;
        // `a week or so`, `a year or two`
        let mut vague_future = false;
        if self.is(end, Kw::Or) {
            if self.is(end + 1, Kw::So) {
                end += 2;
            } else if let Some(n) = self.cardinal(end + 1).filter(|n| n.end == end + 2)
                && parts.len() == 1
                && amount == Some(1.0)
                && !matches!(self.lex(n.end), Lex::Unit(..))
            {
                end = n.end;
                vague_future = true;
            }
        }
        // `for three days from today`
        if let Some(found) = self.anchored(i, end, amount, unit).filter(|_| parts.len() == 1) {
            return Some(found);
        }
        if let ([(Some(n), Unit::Year)], true) = (&parts[..], self.is(end, Kw::Ago))
            && let Some((expr, stop)) = self.years_ago(*n, end + 1)
        {
            return Some(Found::new(i, stop, expr));
        }
        // `a week ago Tuesday`
        if let ([(Some(weeks), Unit::Week)], true) = (&parts[..], self.is(end, Kw::Ago))
            && let Some((expr, stop)) = self.weekday_ago(*weeks, end + 1)
        {
            return Some(Found::new(i, stop, expr));
        }
        if let Some((forward, origin, stop)) = self.distance(end) {
            // Nothing has been told that it could be later than.
            let origin = if i == 0 { Origin::Article } else { origin };
            let expr = if vague_future {
                Expr::Vague(if forward { Vague::Future } else { Vague::Past })
            } else {
                let (amount, unit) = total(&parts).unwrap_or((amount, unit));
                Expr::Offset { amount, unit, forward, origin }
            };
            return Some(Found::new(i, stop, expr));
        }
        if let Some(found) = self.counted_from(i, end, amount, unit) {
            return Some(found);
        }
        if self.is(i, Kw::A) && self.is_rate(i) {
            return None;
        }
        if vague_future {
            if self.before(i) == Some(Kw::In) {
                return Some(Found::new(i, end, Expr::Vague(Vague::Future)));
            }
            end -= 2;
        }
        // "One day he will": no length.
        if self.word(i).eq_ignore_ascii_case("one")
            && unit == Unit::Day
            && end == i + 2
            && !self.is_hyphen(i + 1)
            && !matches!(
                self.before(i),
                Some(Kw::For | Kw::In | Kw::Within | Kw::Than | Kw::Just | Kw::Only | Kw::Least)
            )
        {
            return None;
        }
        // `the five coming years`
        let reach = match self.before(end - 1) {
            Some(Kw::Past | Kw::Last | Kw::Previous) => -1,
            Some(Kw::Coming | Kw::Next) => 1,
            _ => 0,
        };
        Some(Found::new(i, end, Expr::Duration { parts, reach, most: None }))
    }

    /// `two to three weeks`, `10-15 minutes`: the second number has the unit.
    fn between_amounts(&self, i: u32) -> Option<Found> {
        let low = self.cardinal(i).filter(|n| n.form != Form::Vague && n.form != Form::Fraction)?;
        if !matches!(self.kw(low.end), Some(Kw::To | Kw::Or)) && !self.dash(low.end) {
            return None;
        }
        let (most, unit, end) = self.part(low.end + 1)?;
        let fits = most.is_some_and(|m| m > low.value) && !self.is_age(end) && !self.is(low.end + 1, Kw::A);
        // `seven to 10 days`: small numbers are spelt out.
        let number = self.is_number(i) == self.is_number(low.end + 1) || !self.is_number(i) && low.value < 10.0;
        fits.then_some(())?;
        number.then(|| {
            let parts = vec![(Some(low.value), unit)];
            match self.distance(end) {
                Some((forward, origin, stop)) => {
                    let expr = Expr::Offset { amount: Some(low.value), unit, forward, origin };
                    Found::new(i, stop, expr)
                }
                None => Found::new(i, end, Expr::Duration { parts, reach: 0, most }),
            }
        })
    }

    /// `years old`, `-year-old`, `years of age`: ages are quantities.
    fn is_age(&self, end: u32) -> bool {
        let at = self.skip_hyphen(end);
        self.is(at, Kw::Old)
            || self.word(at).eq_ignore_ascii_case("olds")
            || self.word(at) == "older"
            || self.word(at) == "younger"
            || self.is(at, Kw::Of) && self.word(at + 1).eq_ignore_ascii_case("age")
    }

    /// `$40 a year`, `twice a week`, `60 miles an hour`: how often, not how long.
    fn is_rate(&self, i: u32) -> bool {
        if i == self.lo {
            return false;
        }
        let before = i - 1;
        // `three cases a year`
        let counted = self.word(before).ends_with('s')
            && self.lex(before) == Lex::Other
            && (self.lo.max(before.saturating_sub(3))..before)
                .any(|k| self.is_number(k) || crate::extract::quantities::numerals::is_number_word(self.doc, k));
        counted
            || self.is_number(before)
            || matches!(self.mark(before), Some('%' | '$' | '€' | '£'))
            || matches!(
                self.word(before),
                "times"
                    | "once"
                    | "twice"
                    | "million"
                    | "billion"
                    | "thousand"
                    | "percent"
                    | "dollars"
                    | "euros"
                    | "pounds"
                    | "barrels"
                    | "tons"
                    | "tonnes"
                    | "miles"
                    | "kilometers"
                    | "kilometres"
                    | "hours"
                    | "days"
                    | "cents"
                    | "yen"
                    | "rubles"
                    | "roubles"
                    | "trillion"
                    | "cent"
                    | "people"
            )
    }

    /// `ago`, `earlier`, `later`, `from now` behind a length.
    pub fn distance(&self, end: u32) -> Option<(bool, Origin, u32)> {
        Some(match self.kw(end)? {
            Kw::Ago => (false, Origin::Article, end + 1),
            Kw::Earlier => (false, Origin::Text, end + 1),
            Kw::Before if self.ends_clause(end + 1) => (false, Origin::Text, end + 1),
            Kw::Previous if self.ends_clause(end + 1) && self.word(end) == "prior" => (false, Origin::Text, end + 1),
            Kw::Later => (true, Origin::Text, end + 1),
            Kw::From if self.is(end + 1, Kw::Now) => (true, Origin::Article, end + 2),
            Kw::From if self.is(end + 1, Kw::Today) && !self.is_short(end - 1) => (true, Origin::Article, end + 2),
            _ => return None,
        })
    }

    /// Minutes and seconds: no distance between days.
    fn is_short(&self, i: u32) -> bool {
        matches!(self.lex(i), Lex::Unit(Unit::Second | Unit::Minute, _))
    }

    /// Whether what stands at `i` says from when a length counts: `of the vote`, `after the vote`.
    pub fn counts_from(&self, i: u32) -> bool {
        matches!(self.kw(i), Some(Kw::Of | Kw::After | Kw::From | Kw::Before))
    }

    fn ends_clause(&self, i: u32) -> bool {
        i >= self.hi || matches!(self.mark(i), Some('.' | ',' | ';' | ')' | '?' | '!' | '"' | '”'))
    }

    /// `two days after Easter`, `a week before May 5`.
    fn counted_from(&self, i: u32, end: u32, amount: Amount, unit: Unit) -> Option<Found> {
        let forward = match self.kw(end)? {
            Kw::After | Kw::From => true,
            Kw::Before => false,
            _ => return None,
        };
        let at = end + 1;
        let of = self.day_beside(at).or_else(|| self.named_day(at))?;
        if !of.expr.is_day() || self.is_short(end - 1) {
            return None;
        }
        let expr = Expr::From { amount, unit, forward, of: Box::new(of.expr) };
        Some(Found::new(i, of.end, expr))
    }

    /// `more than two years`, `nearly an hour`, `at least 72 hours`: the words belong to the length.
    pub fn approximate(&self, i: u32) -> Option<Found> {
        let at = match (self.kw(i)?, self.kw(i + 1)) {
            (Kw::About | Kw::Nearly | Kw::Over, _) => i + 1,
            (Kw::Up, Some(Kw::To)) => i + 2,
            (Kw::At, Some(Kw::Least | Kw::Most)) => i + 2,
            (Kw::More | Kw::Less, Some(Kw::Than)) => i + 2,
            (Kw::No, Some(Kw::More | Kw::Less)) if self.is(i + 2, Kw::Than) => i + 3,
            (Kw::No, Some(Kw::Later | Kw::Earlier)) => return None,
            _ => return None,
        };
        let over = self.is(i, Kw::Over);
        let found = self.duration(at)?;
        // "over the weekend", "over two days": how long something took.
        if over && !matches!(found.expr, Expr::Duration { .. }) {
            return None;
        }
        let fits = matches!(found.expr, Expr::Duration { .. } | Expr::Offset { .. });
        (fits && !over).then(|| found.from(i))
    }

    /// `the past two years`, `the next few days`, `the first nine months`, `last 3 quarters`.
    pub fn counted_stretch(&self, i: u32) -> Option<Found> {
        let reach = match self.kw(i)? {
            Kw::Last | Kw::Past | Kw::Previous | Kw::Latest | Kw::Recent => -1,
            Kw::Next | Kw::Coming | Kw::Following => 1,
            Kw::First | Kw::Final => 0,
            _ => return None,
        };
        let few = self.is(i + 1, Kw::Few);
        let (parts, end) = if few && let Lex::Unit(unit, true) = self.lex(self.skip_adjective(i + 2)) {
            (vec![(None, unit)], self.skip_adjective(i + 2) + 1)
        } else {
            self.parts(i + 1)?
        };
        // `the last 3 months and 2 days ago`: the distance is another expression
        let (parts, end) = if parts.len() > 1 && self.distance(end).is_some() {
            let (_, unit, stop) = self.part(i + 1)?;
            (vec![(parts[0].0, unit)], stop)
        } else {
            (parts, end)
        };
        if self.is(i + 1, Kw::A) || self.is_age(end) {
            return None;
        }
        // `the last two weeks of December`: no stretch that ends today
        if self.is(end, Kw::Of)
            && let Some(of) = self.plain_date(end + 1)
        {
            let last = matches!(self.kw(i), Some(Kw::Last | Kw::Final));
            let expr = match parts[..] {
                [(Some(n), unit)] if n.fract() == 0.0 && (last || self.is(i, Kw::First)) => {
                    Expr::PartOf { n: n as i32, unit, last, of: Box::new(of.expr) }
                }
                _ => Expr::Duration { parts, reach: 0, most: None },
            };
            return Some(Found::new(i, end, expr));
        }
        Some(Found::new(i, end, Expr::Duration { parts, reach, most: None }))
    }

    /// `the nine months`, `the 14 days`
    pub fn counted(&self, i: u32) -> Option<Found> {
        self.cardinal(i).filter(|n| n.form != Form::Fraction)?;
        self.duration(i).filter(|f| matches!(f.expr, Expr::Duration { .. }))
    }
}

/// The parts of a distance as one amount of the smallest unit, for days and weeks.
fn total(parts: &[(Amount, Unit)]) -> Option<(Amount, Unit)> {
    if parts.len() < 2 {
        return None;
    }
    let months = |(n, unit): &(Amount, Unit)| match unit {
        Unit::Year => n.map(|n| n * 12.0),
        Unit::Month => *n,
        _ => None,
    };
    let days = |(n, unit): &(Amount, Unit)| match unit {
        Unit::Week => n.map(|n| n * 7.0),
        Unit::Day => *n,
        _ => None,
    };
    let sum = |f: &dyn Fn(&(Amount, Unit)) -> Amount| parts.iter().map(f).sum::<Option<f64>>();
    sum(&months).map(|n| (Some(n), Unit::Month)).or_else(|| sum(&days).map(|n| (Some(n), Unit::Day)))
}
