//! From one date to another.

use super::expr::{Clock, Expr, YearRef};
use super::lexicon::{Kw, Unit, Vague};
use super::parser::{Found, Parser};

impl Parser<'_, '_> {
    /// Ranges with a dash or `to`: `2014 to 2018`, `May to July`, `Monday-Friday`, `9 a.m. to 5 p.m.`.
    pub fn range(&self, found: Found) -> Found {
        let found = self.hours_of_day(found);
        let i = found.end;
        let dash = self.dash(i);
        let from = matches!(self.before(found.first), Some(Kw::From));
        let between = matches!(self.before(found.first), Some(Kw::Between));
        let word = match self.kw(i) {
            Some(Kw::To | Kw::Until | Kw::Through) => {
                from || self.is(i, Kw::Through) || !matches!(found.expr, Expr::Year(_))
            }
            Some(Kw::And) => between,
            _ => false,
        };
        if !dash && !word {
            return found;
        }
        let Some(second) = self.point(i + 1) else { return found };
        match (&found.expr, &second.expr) {
            // `from 2014 to May 2018`: of different lengths, where a preposition opens the range
            (
                Expr::Day { .. } | Expr::Month { .. } | Expr::Year(_) | Expr::Quarter { .. },
                Expr::Day { year: YearRef::Given(_), .. }
                | Expr::Month { year: YearRef::Given(_), .. }
                | Expr::Quarter { year: YearRef::Given(_), .. }
                | Expr::Year(_),
            ) if (from || between || self.is(i, Kw::Through)) && length(&found.expr) != length(&second.expr) => {
                Found { expr: Expr::Range(Box::new(found.expr), Box::new(second.expr)), end: second.end, ..found }
            }
            (Expr::Year(_), Expr::Year(_))
            | (Expr::Day { .. }, Expr::Day { .. })
            | (Expr::Month { .. }, Expr::Month { .. })
            | (Expr::Quarter { .. }, Expr::Quarter { .. })
            | (Expr::Weekday { .. }, Expr::Weekday { .. })
            | (
                Expr::Day { .. } | Expr::Month { .. } | Expr::Year(_) | Expr::Shift { unit: Unit::Day, .. },
                Expr::Shift { unit: Unit::Day, .. } | Expr::Vague(Vague::Present),
            )
            | (Expr::At { clock: Clock::At(..), .. }, Expr::At { clock: Clock::At(..), .. }) => {
                let (a, b) = share(found.expr, second.expr);
                Found { expr: Expr::Range(Box::new(a), Box::new(b)), end: second.end, ..found }
            }
            _ => found,
        }
    }

    /// `Monday from 10 a.m. to noon`: both times are of the day.
    fn hours_of_day(&self, found: Found) -> Found {
        let day = match &found.expr {
            Expr::At { day: Some(day), clock: Clock::Part(_) } => (**day).clone(),
            expr if expr.is_day() => expr.clone(),
            _ => return found,
        };
        let mut at = found.end;
        if self.mark(at) == Some(',') {
            at += 1;
        }
        if !matches!(self.kw(at), Some(Kw::From | Kw::Between | Kw::At)) {
            return found;
        }
        let Some((first, mid)) = self.clock(at + 1, true) else { return found };
        let joins = self.dash(mid) || matches!(self.kw(mid), Some(Kw::To | Kw::Until | Kw::And | Kw::Through));
        let Some((last, end)) = self.clock(mid + 1, false).filter(|_| joins) else { return found };
        let first = match (first, last) {
            // `from 2 to 4 p.m.`
            (Clock::At(h, m, s, z), Clock::At(to, ..))
                if !matches!(self.kw(mid - 1), Some(Kw::Am | Kw::Pm)) && h + 12 <= to && h < 12 && to > 12 =>
            {
                Clock::At(h + 12, m, s, z)
            }
            (first, _) => first,
        };
        let at = |clock| Box::new(Expr::At { day: Some(Box::new(day.clone())), clock });
        Found { expr: Expr::Range(at(first), at(last)), end, ..found }
    }
}

/// The kinds of a range's ends, told apart.
fn length(expr: &Expr) -> u8 {
    match expr {
        Expr::Day { .. } => 0,
        Expr::Month { .. } => 1,
        Expr::Quarter { .. } => 2,
        _ => 3,
    }
}

/// The year that only the second names holds for both: `January to April 2015`.
fn share(a: Expr, b: Expr) -> (Expr, Expr) {
    // `9 a.m. to 5 p.m. on Friday`
    if let (Expr::At { day: None, clock }, Expr::At { day: Some(day), .. }) = (&a, &b) {
        let first = Expr::At { day: Some(day.clone()), clock: *clock };
        return (first, b);
    }
    let year = match &b {
        Expr::Day { year, .. } | Expr::Month { year, .. } | Expr::Quarter { year, .. } => *year,
        _ => return (a, b),
    };
    let (order, a) = match (a, &b) {
        (Expr::Month { year: YearRef::Open, month, near }, Expr::Month { month: last, .. }) => {
            (month <= *last, Expr::Month { year, month, near })
        }
        (Expr::Day { year: YearRef::Open, month, day, also }, Expr::Day { month: last, .. }) => {
            (month <= *last, Expr::Day { year, month, day, also })
        }
        (Expr::Quarter { year: YearRef::Open, quarter }, Expr::Quarter { .. }) => {
            (true, Expr::Quarter { year, quarter })
        }
        (a, _) => return (a, b),
    };
    // `November to February 2017` began the year before.
    let earlier = |y: YearRef| match y {
        YearRef::Given(y) => YearRef::Given(y - 1),
        YearRef::Shift(n) => YearRef::Shift(n - 1),
        other => other,
    };
    let a = match a {
        Expr::Month { year, month, near } if !order => Expr::Month { year: earlier(year), month, near },
        Expr::Day { year, month, day, also } if !order => Expr::Day { year: earlier(year), month, day, also },
        a => a,
    };
    (a, b)
}
