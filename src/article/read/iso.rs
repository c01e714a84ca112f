//! Dates of records, front matter and meta elements: ISO 8601, of which the day, month or year counts.

use crate::facts::{DateValue, Day, Granularity, Timex, TimexType};

/// A day (`2025-05-20`, also with a time behind it, or written `20250520`), a month (`2025-05`) or a year (`2025`).
/// The day is the one written: time zones move nothing. `None` where it is no such date.
pub fn parse_date(written: &str) -> Option<DateValue> {
    let written = written.trim();
    let (date, rest) = match written.find(['T', 't', ' ']) {
        Some(at) => (&written[..at], &written[at + 1..]),
        None => (written, ""),
    };
    // What follows the date has to look like a time: `20 May` is no year.
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = |s: &str, n: usize| -> Option<i16> {
        (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
    };
    let parts: Vec<&str> = if date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit()) {
        vec![&date[..4], &date[4..6], &date[6..]]
    } else {
        date.split('-').collect()
    };
    let (from, to, granularity) = match parts[..] {
        [y] if rest.is_empty() => {
            let y = digits(y, 4)?;
            (Day::new(y, 1, 1).ok()?, Day::new(y, 12, 31).ok()?, Granularity::Year)
        }
        [y, m] if rest.is_empty() => {
            let first = Day::new(digits(y, 4)?, digits(m, 2)? as i8, 1).ok()?;
            (first, first.last_of_month(), Granularity::Month)
        }
        [y, m, d] => {
            let day = Day::new(digits(y, 4)?, digits(m, 2)? as i8, digits(d, 2)? as i8).ok()?;
            (day, day, Granularity::Day)
        }
        _ => return None,
    };
    let mut value = DateValue::interval(from, to, granularity);
    value.timex = Some(Timex { kind: TimexType::Date, value: parts.join("-") });
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years() {
        for (written, from, to) in [
            ("2025-05-20", "2025-05-20", "2025-05-20"),
            ("2025-05-20T23:59:00-05:00", "2025-05-20", "2025-05-20"),
            ("2025-05-20 08:00", "2025-05-20", "2025-05-20"),
            (" 20250520 ", "2025-05-20", "2025-05-20"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024", "2024-01-01", "2024-12-31"),
        ] {
            let value = parse_date(written).unwrap_or_else(|| panic!("{written} is a date"));
            assert_eq!((value.from.unwrap().to_string(), value.to.unwrap().to_string()), (from.into(), to.into()));
        }
    }

    #[test]
    fn no_dates() {
        for written in ["", "May 2025", "2025-13", "2025-02-30", "25-05-20", "20 May", "2025-5-2", "2025 May", "٢٠٢٥"]
        {
            assert_eq!(parse_date(written), None, "{written}");
        }
    }
}
