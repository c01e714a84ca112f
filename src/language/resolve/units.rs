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

/// Every unit of time, for suggestions.
pub const TIME: &[&str] = &["second", "minute", "hour", "day", "week", "month", "year"];

/// Units of quantities, as extraction names them, with how they may be written in a rule file.
const MEASURES: &[(&str, &[&str])] = &[
    ("m", &["m", "metre", "metres", "meter", "meters"]),
    ("km", &["km", "kilometre", "kilometres", "kilometer", "kilometers"]),
    ("cm", &["cm", "centimetre", "centimetres", "centimeter", "centimeters"]),
    ("mile", &["mile", "miles"]),
    ("foot", &["foot", "feet"]),
    ("kg", &["kg", "kilogram", "kilograms"]),
    ("tonne", &["tonne", "tonnes"]),
    ("USD", &["USD", "dollar", "dollars"]),
    ("EUR", &["EUR", "euro", "euros"]),
    ("GBP", &["GBP", "pound", "pounds"]),
];

/// The canonical name of a unit that is no time.
pub fn measure(unit: &str) -> Option<&'static str> {
    MEASURES.iter().find(|(name, forms)| *name == unit || forms.contains(&unit)).map(|(name, _)| *name)
}

/// For suggestions.
pub fn all() -> impl Iterator<Item = &'static str> {
    TIME.iter().copied().chain(MEASURES.iter().map(|(name, _)| *name))
}
