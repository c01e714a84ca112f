//! Literals: from what is written to what it means.

use std::sync::Arc;

use super::super::ast::{Date, End, ExprNode, Measure, Tolerance as Written, When};
use super::super::errors::{NameProblem, RecordProblem, nearest};
use super::super::program::{self, Literal, TenureEnd};
use super::{Expr, FileSpan, Name, Resolver, SourceId, Type, types::Ty, units};
use crate::facts::{Comparator, DateValue, Day, Granularity, Number, Quantity, Timex, TimexType, Tolerance};

/// First and last day of a date; `None` where it does not exist (which the parser has reported).
pub fn interval(date: &Date) -> Option<(Day, Day, Granularity)> {
    Some(match (date.month, date.day) {
        (Some(month), Some(day)) => {
            let day = Day::new(date.year, month, day).ok()?;
            (day, day, Granularity::Day)
        }
        (Some(month), None) => {
            let first = Day::new(date.year, month, 1).ok()?;
            (first, first.last_of_month(), Granularity::Month)
        }
        _ => {
            let first = Day::new(date.year, 1, 1).ok()?;
            (first, first.last_of_year(), Granularity::Year)
        }
    })
}

/// As written: `2024-05`.
pub fn written(date: &Date) -> String {
    let mut out = format!("{:04}", date.year);
    for part in [date.month, date.day].into_iter().flatten() {
        out.push_str(&format!("-{part:02}"));
    }
    out
}

pub fn date_value(date: &Date) -> Option<DateValue> {
    let (from, to, granularity) = interval(date)?;
    let mut value = DateValue::interval(from, to, granularity);
    value.timex = Some(Timex { kind: TimexType::Date, value: written(date) });
    Some(value)
}

fn end(end: &End) -> TenureEnd {
    match end {
        End::Unknown => TenureEnd::Unknown,
        End::Date(date) => match interval(date) {
            Some((from, to, _)) => TenureEnd::Known(program::Written::iso(from, to)),
            None => TenureEnd::Unknown,
        },
    }
}

/// Half the unit of the last written place that is no zero: 50 for `1200`, 0.5 for `74`, 0.05 for `8.6`.
fn rounding(raw: &str) -> f64 {
    let digits = raw.trim_start_matches('-');
    match digits.split_once('.') {
        Some((_, fraction)) => 0.5 / 10f64.powi(fraction.len() as i32),
        None => {
            let zeros = digits.len() - digits.trim_end_matches('0').len();
            0.5 * 10f64.powi(zeros.min(digits.len().saturating_sub(1)) as i32)
        }
    }
}

fn number(raw: &str, value: f64, about: bool) -> Number {
    let rounding = rounding(raw);
    if !about {
        return Number { rounding, ..Number::exact(value) };
    }
    Number {
        low: Some(value - rounding),
        high: Some(value + rounding),
        value: Some(value),
        comparator: Comparator::About,
        rounding,
    }
}

impl Resolver<'_> {
    /// Both ends of a tenure, and whether it is known for one day only.
    pub(super) fn tenure_ends(&mut self, when: &When, at: FileSpan) -> (TenureEnd, TenureEnd, bool) {
        let (from, to) = match when {
            When::On(date) => {
                let day = end(&End::Date(date.clone()));
                return (day.clone(), day, true);
            }
            When::Between { from, to } => (from, to),
        };
        let from = from.as_ref().map_or(TenureEnd::Unknown, end);
        let to = to.as_ref().map_or(TenureEnd::Open, end);
        if let (TenureEnd::Known(start), TenureEnd::Known(stop)) = (&from, &to)
            && stop.last < start.first
        {
            let problem = RecordProblem::EndBeforeStart { from: start.to_string(), to: stop.to_string() };
            self.report(problem, at);
        }
        (from, to, false)
    }

    /// A number with its unit.
    pub(super) fn measure(&mut self, measure: &Measure, source: SourceId, about: bool) -> Option<(Literal, Ty)> {
        let value = measure.number.value;
        let of = |ty| Ty::Of(ty);
        let Some(unit) = &measure.unit else {
            if about {
                let number = number(&measure.number.raw, value, true);
                let quantity = Quantity { number, unit: None, thing: None };
                return Some((Literal::Quantity(quantity), of(Type::Number)));
            }
            return Some((Literal::Number(value), of(Type::Number)));
        };
        if unit.text == "%" {
            return Some((Literal::Percent(value), Ty::Percent));
        }
        if let Some((least, most)) = units::days(&unit.text) {
            return Some((Literal::Duration(value * least, value * most), of(Type::Duration)));
        }
        if let Some(canonical) = units::measure(&unit.text) {
            let number = number(&measure.number.raw, value, about);
            let quantity = Quantity { number, unit: Some(Arc::from(canonical)), thing: None };
            return Some((Literal::Quantity(quantity), of(Type::Quantity)));
        }
        let near = nearest(&unit.text, units::common(value)).map(str::to_string);
        let problem = NameProblem::UnknownUnit { unit: unit.text.clone(), near };
        self.report(problem, FileSpan { source, span: unit.span });
        None
    }

    /// `within 2 days`, `within 5 %`, `within 2`: checked against the type of what is compared.
    pub(super) fn tolerance(&mut self, written: &Written, source: SourceId, ty: Option<&Type>) -> Option<Tolerance> {
        let (literal, span) = match written {
            Written::Measure(measure) => (self.measure(measure, source, false)?.0, measure.span),
            Written::Param(name) => (self.param_named(name, source)?, name.span),
        };
        let at = FileSpan { source, span };
        let (tolerance, fits, wants) = match literal {
            Literal::Duration(_, most) => {
                (Tolerance::Days(most), matches!(ty, None | Some(Type::Date | Type::Duration)), "dates and durations")
            }
            Literal::Percent(percent) => (
                Tolerance::Percent(percent),
                matches!(ty, None | Some(Type::Number | Type::Quantity | Type::Quote | Type::Text)),
                "numbers, quantities and quotations",
            ),
            Literal::Number(number) => {
                (Tolerance::Number(number), matches!(ty, None | Some(Type::Number | Type::Quantity)), "numbers")
            }
            // A quantity's tolerance is counted in the quantity's own unit.
            Literal::Quantity(quantity) => (
                Tolerance::Number(quantity.number.value.unwrap_or(0.0)),
                matches!(ty, None | Some(Type::Quantity)),
                "quantities",
            ),
            Literal::Text(_) | Literal::Word(_) | Literal::Date(_) => {
                let (word, found) = ("within".to_string(), "another value".to_string());
                self.report(NameProblem::Operand { word, wants: "a number, share or duration", found, help: None }, at);
                return None;
            }
        };
        if !fits {
            let option = format!("within {}", self.words(at));
            let found = ty.map_or(String::new(), |t| Ty::Of(t.clone()).name());
            self.report(NameProblem::Option { option, wants, found }, at);
            return None;
        }
        Some(tolerance)
    }

    /// The value of a param that a clause names.
    fn param_named(&mut self, name: &Name, source: SourceId) -> Option<Literal> {
        let Some(id) = self.names.params.get(&name.text).copied() else {
            let near = nearest(&name.text, self.program.params.iter().map(|p| &*p.name)).map(str::to_string);
            let problem = NameProblem::Unknown { name: name.text.clone(), near };
            self.report(problem, FileSpan { source, span: name.span });
            return None;
        };
        self.names.params_used.insert(id);
        Some(self.program.params[id.0 as usize].default.clone())
    }

    /// A literal that stands alone, as in `param`: words without quotes are words of an enumeration.
    pub(super) fn literal(&mut self, expr: &Expr, source: SourceId, ty: &Type) -> Option<Literal> {
        let at = FileSpan { source, span: expr.span };
        let (literal, found) = match &expr.node {
            ExprNode::Text(text) => (Literal::Text(Arc::from(text.value.as_str())), Ty::Of(Type::Text)),
            ExprNode::Date(date) => (Literal::Date(date_value(date)?), Ty::Of(Type::Date)),
            ExprNode::Measure(measure) => {
                let year = year_of(measure).filter(|_| *ty == Type::Date);
                match year.and_then(|y| date_value(&y)) {
                    Some(value) => (Literal::Date(value), Ty::Of(Type::Date)),
                    None => self.measure(measure, source, false)?,
                }
            }
            ExprNode::Path(names) => match (names.as_slice(), ty) {
                ([name], Type::Enumeration(words)) if words.contains(&name.text.as_str()) => {
                    return Some(Literal::Word(Arc::from(name.text.as_str())));
                }
                ([name], Type::Enumeration(words)) => {
                    let near = nearest(&name.text, words.iter().copied()).map(str::to_string);
                    let words = words.iter().map(|w| w.to_string()).collect();
                    let problem =
                        NameProblem::UnknownWord { what: "value of this param", word: name.text.clone(), near, words };
                    self.report(problem, at);
                    return None;
                }
                _ => {
                    let words = self.words(at).to_string();
                    self.report(NameProblem::Unknown { name: words, near: None }, at);
                    return None;
                }
            },
            _ => return None,
        };
        let want = Ty::Of(ty.clone());
        if !super::types::alike(&found, &want, true) {
            let problem = NameProblem::ParamValue { found: found.name(), wants: want.name() };
            self.report(problem, at);
            return None;
        }
        Some(literal)
    }
}

/// Four bare digits, as a year.
pub fn year_of(measure: &Measure) -> Option<Date> {
    let raw = measure.number.raw.as_str();
    let four = raw.len() == 4 && raw.bytes().all(|b| b.is_ascii_digit());
    let year = raw.parse().ok().filter(|y| four && measure.unit.is_none() && *y > 0)?;
    Some(Date { year, month: None, day: None, span: measure.span })
}

#[cfg(test)]
mod tests {
    use super::rounding;

    #[test]
    fn the_last_written_place_that_is_no_zero() {
        for (raw, half) in [("1200", 50.0), ("74", 0.5), ("8.6", 0.05), ("-30", 5.0), ("0", 0.5), ("1000", 500.0)] {
            assert_eq!(rounding(raw), half, "{raw}");
        }
    }
}
