//! Names of months and weekdays, in one place for those who read them and those who print them.

/// January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Monday first.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Months cut short in lower case, without their point, and their number from 1. May has no shorter form.
pub const SHORT_MONTHS: [(&str, i8); 12] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// The number from 1 of the month that `word` is the whole name of, in any case.
pub fn month(word: &str) -> Option<i8> {
    MONTHS.iter().position(|m| m.eq_ignore_ascii_case(word)).map(|i| i as i8 + 1)
}

/// The number from 1 of the month that `word` is cut short from, in any case.
pub fn short_month(word: &str) -> Option<i8> {
    SHORT_MONTHS.iter().find(|(m, _)| m.eq_ignore_ascii_case(word)).map(|(_, n)| *n)
}

/// The number from 1 (Monday) of the weekday that `word` is the whole name of, in any case.
pub fn weekday(word: &str) -> Option<i8> {
    WEEKDAYS.iter().position(|d| d.eq_ignore_ascii_case(word)).map(|i| i as i8 + 1)
}
