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

/// For suggestions: the units that rules name most.
pub const COMMON: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "km",
    "metre",
    "mile",
    "miles",
    "kg",
    "tonne",
    "tonnes",
    "hectare",
    "litre",
    "barrel",
    "barrels",
    "USD",
    "EUR",
    "GBP",
    "dollar",
    "dollars",
    "euro",
    "euros",
    "percentage-points",
];
