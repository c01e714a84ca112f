//! Dates of records, front matter and pages: ISO 8601 first, then the day, month and year in words.

use crate::facts::{DateValue, Day, Granularity, Timex, TimexType, calendar};

/// A day (`2025-05-20`, also with a time behind it, `20250520`, `Tue, 20 May 2025 08:00 GMT`, `May 20, 2025`), a month
/// (`2025-05`) or a year (`2025`). The day is the one written: time zones move nothing. `None` where it is none of
/// these; `05/06/2025` is none, as it may mean two days.
pub fn parse_date(written: &str) -> Option<DateValue> {
    let written = written.trim();
    if written.len() > 80 {
        return None;
    }
    iso(written).or_else(|| in_words(written))
}

fn iso(written: &str) -> Option<DateValue> {
    let (date, rest) = match written.find(['T', 't', ' ']) {
        Some(at) => (&written[..at], &written[at + 1..]),
        None => (written, ""),
    };
    // What follows the date has to look like a time: `2025 May` is no year.
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = |s: &str, n: usize| -> Option<i16> {
        (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
    };
    let parts: Vec<&str> = if date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit()) {
        vec![&date[..4], &date[4..6], &date[6..]]
    } else {
        date.split(['-', '/']).collect()
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
    Some(value(from, to, granularity, parts.join("-")))
}

/// A month's name with one day and one year beside it, in any order.
fn in_words(written: &str) -> Option<DateValue> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in written.split(|c: char| !(c.is_alphanumeric() || c == ':')).filter(|w| !w.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if word.contains(':') {
            continue;
        }
        match digits {
            0 => {
                // A month's name, whole or cut after three letters or more.
                let lower = word.to_lowercase();
                let cut = |m: &str| lower.len() > 2 && m.to_ascii_lowercase().starts_with(&lower);
                let named = calendar::MONTHS.iter().position(|m| cut(m)).map(|i| i as i8 + 1);
                if let Some(found) = named {
                    month = Some(month.map_or(found, |_| 0));
                }
            }
            4 if word.len() == 4 => year = year.or(word.parse::<i16>().ok()),
            1 | 2 if day.is_none() && matches!(&word[digits..], "" | "st" | "nd" | "rd" | "th") => {
                day = word[..digits].parse::<i8>().ok();
            }
            _ => {}
        }
    }
    let day = Day::new(year?, month?, day?).ok()?;
    Some(value(day, day, Granularity::Day, day.to_string()))
}

fn value(from: Day, to: Day, granularity: Granularity, iso: String) -> DateValue {
    let mut value = DateValue::interval(from, to, granularity);
    value.timex = Some(Timex { kind: TimexType::Date, value: iso });
    value
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
            ("2025/05/20", "2025-05-20", "2025-05-20"),
            (" 20250520 ", "2025-05-20", "2025-05-20"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024", "2024-01-01", "2024-12-31"),
            ("20 May 2025", "2025-05-20", "2025-05-20"),
            ("Tue, 20 May 2025 07:09:00 +0100", "2025-05-20", "2025-05-20"),
            ("May 20th, 2025 at 8:15 p.m.", "2025-05-20", "2025-05-20"),
            ("Sept. 3, 2025", "2025-09-03", "2025-09-03"),
        ] {
            let value = parse_date(written).unwrap_or_else(|| panic!("{written} is a date"));
            assert_eq!((value.from.unwrap().to_string(), value.to.unwrap().to_string()), (from.into(), to.into()));
        }
    }

    #[test]
    fn no_dates() {
        for written in [
            "",
            "May 2025",
            "2025-13",
            "2025-02-30",
            "25-05-20",
            "20 May",
            "2025-5-2",
            "05/06/2025",
            "20 Mayor 2025",
            "31 June 2025",
            "٢٠٢٥",
        ] {
            assert_eq!(parse_date(written), None, "{written}");
        }
    }
}
