//! Units of literals: a closed list. Durations are counted in days.

/// First and last possible days of one unit of time.
pub fn days(unit: &str) -> Option<(f64, f64)> {
    Some(match unit {
        "second" | "seconds" => (1.0 / 86_400.0, 1.0 / 86_400.0),
        "minute" | "minutes" => (1.0 / 1_440.0, 1.0 / 1_440.0),
        "hour" | "hours" => (1.0 / 24.0, 1.0 / 24.0),
        "day" | "days" => (1.0, 1.0),
        "week" | "weeks" => (7.0, 7.0),
        "month" | "months" => (28.0, 31.0),
        "year" | "years" => (365.0, 366.0),
        _ => return None,
    })
}

/// The canonical name of a unit that is no time, as extraction has it.
pub fn measure(unit: &str) -> Option<&'static str> {
    crate::extract::quantities::unit_named(unit)
}

/// For suggestions: the units that rules name most, those first that go with the number.
pub fn common(number: f64) -> impl Iterator<Item = &'static str> {
    let (singles, plurals) = (COMMON.iter().map(|(one, _)| *one), COMMON.iter().map(|(_, many)| *many));
    let (first, then): (Vec<_>, Vec<_>) = match number == 1.0 {
        true => (singles.collect(), plurals.collect()),
        false => (plurals.collect(), singles.collect()),
    };
    first.into_iter().chain(then)
}

/// One of it, and many.
const COMMON: &[(&str, &str)] = &[
    ("second", "seconds"),
    ("minute", "minutes"),
    ("hour", "hours"),
    ("day", "days"),
    ("week", "weeks"),
    ("month", "months"),
    ("year", "years"),
    ("metre", "metres"),
    ("kilometre", "kilometres"),
    ("km", "km"),
    ("mile", "miles"),
    ("kilogram", "kilograms"),
    ("kg", "kg"),
    ("tonne", "tonnes"),
    ("hectare", "hectares"),
    ("litre", "litres"),
    ("barrel", "barrels"),
    ("dollar", "dollars"),
    ("euro", "euros"),
    ("pound", "pounds"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("percentage-points", "percentage-points"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_suggested_is_a_unit() {
        for unit in common(1.0) {
            assert!(days(unit).is_some() || measure(unit).is_some(), "{unit}");
        }
    }
}
