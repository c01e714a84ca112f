//! Days with a name.

use std::sync::OnceLock;

use jiff::ToSpan;
use jiff::civil::Weekday;
use rustc_hash::FxHashMap;

use super::moons;
use crate::facts::Day;
use crate::text::{Doc, TokenKind, word_key};

enum Rule {
    Fixed(i8, i8),
    /// Month, weekday, which one (-1: the last).
    Weekday(i8, Weekday, i8),
    /// Days after Easter Sunday of the Western churches.
    Easter(i64),
    /// Days after a weekday rule: the Friday after Thanksgiving.
    After(i8, Weekday, i8, i64),
    /// Days after Easter Sunday of the Eastern churches.
    Orthodox(i64),
    /// Days after the Jewish new year, after Passover; the first day of Hanukkah.
    NewYear(i64),
    Passover(i64),
    Hanukkah,
    /// Month and day of the Islamic calendar.
    Islamic(i64, i64),
    /// By a calendar of its own; the name is known, the day is not.
    Moving,
}

/// Names that nobody uses for anything else. Public knowledge: national calendars.
#[rustfmt::skip]
const HOLIDAYS: &[(&str, Rule)] = &[
    ("new year's day", Rule::Fixed(1, 1)),
    ("new year's eve", Rule::Fixed(12, 31)),
    ("epiphany", Rule::Fixed(1, 6)),
    ("orthodox christmas", Rule::Fixed(1, 7)),
    ("martin luther king day", Rule::Weekday(1, Weekday::Monday, 3)),
    ("martin luther king jr day", Rule::Weekday(1, Weekday::Monday, 3)),
    ("mlk day", Rule::Weekday(1, Weekday::Monday, 3)),
    ("holocaust remembrance day", Rule::Fixed(1, 27)),
    ("groundhog day", Rule::Fixed(2, 2)),
    ("valentine's day", Rule::Fixed(2, 14)),
    ("st valentine's day", Rule::Fixed(2, 14)),
    ("presidents day", Rule::Weekday(2, Weekday::Monday, 3)),
    ("presidents' day", Rule::Weekday(2, Weekday::Monday, 3)),
    ("defender of the fatherland day", Rule::Fixed(2, 23)),
    ("international women's day", Rule::Fixed(3, 8)),
    ("st patrick's day", Rule::Fixed(3, 17)),
    ("saint patrick's day", Rule::Fixed(3, 17)),
    ("april fools' day", Rule::Fixed(4, 1)),
    ("april fool's day", Rule::Fixed(4, 1)),
    ("shrove tuesday", Rule::Easter(-47)),
    ("mardi gras", Rule::Easter(-47)),
    ("ash wednesday", Rule::Easter(-46)),
    ("palm sunday", Rule::Easter(-7)),
    ("maundy thursday", Rule::Easter(-3)),
    ("good friday", Rule::Easter(-2)),
    ("easter sunday", Rule::Easter(0)),
    ("easter", Rule::Easter(0)),
    ("easter monday", Rule::Easter(1)),
    ("ascension day", Rule::Easter(39)),
    ("whit monday", Rule::Easter(50)),
    ("pentecost", Rule::Easter(49)),
    ("corpus christi day", Rule::Easter(60)),
    ("earth day", Rule::Fixed(4, 22)),
    ("anzac day", Rule::Fixed(4, 25)),
    ("king's day", Rule::Fixed(4, 27)),
    ("may day", Rule::Fixed(5, 1)),
    ("international workers' day", Rule::Fixed(5, 1)),
    ("cinco de mayo", Rule::Fixed(5, 5)),
    ("victory day", Rule::Fixed(5, 9)),
    ("europe day", Rule::Fixed(5, 9)),
    ("mother's day", Rule::Weekday(5, Weekday::Sunday, 2)),
    ("memorial day", Rule::Weekday(5, Weekday::Monday, -1)),
    ("juneteenth", Rule::Fixed(6, 19)),
    ("father's day", Rule::Weekday(6, Weekday::Sunday, 3)),
    ("canada day", Rule::Fixed(7, 1)),
    ("fourth of july", Rule::Fixed(7, 4)),
    ("bastille day", Rule::Fixed(7, 14)),
    ("assumption day", Rule::Fixed(8, 15)),
    ("labor day", Rule::Weekday(9, Weekday::Monday, 1)),
    ("columbus day", Rule::Weekday(10, Weekday::Monday, 2)),
    ("indigenous peoples' day", Rule::Weekday(10, Weekday::Monday, 2)),
    ("united nations day", Rule::Fixed(10, 24)),
    ("halloween", Rule::Fixed(10, 31)),
    ("all saints' day", Rule::Fixed(11, 1)),
    ("all souls' day", Rule::Fixed(11, 2)),
    ("guy fawkes night", Rule::Fixed(11, 5)),
    ("bonfire night", Rule::Fixed(11, 5)),
    ("veterans day", Rule::Fixed(11, 11)),
    ("armistice day", Rule::Fixed(11, 11)),
    ("remembrance day", Rule::Fixed(11, 11)),
    ("thanksgiving", Rule::Weekday(11, Weekday::Thursday, 4)),
    ("thanksgiving day", Rule::Weekday(11, Weekday::Thursday, 4)),
    ("black friday", Rule::After(11, Weekday::Thursday, 4, 1)),
    ("cyber monday", Rule::After(11, Weekday::Thursday, 4, 4)),
    ("world aids day", Rule::Fixed(12, 1)),
    ("human rights day", Rule::Fixed(12, 10)),
    ("christmas", Rule::Fixed(12, 25)),
    ("christmas day", Rule::Fixed(12, 25)),
    ("christmas eve", Rule::Fixed(12, 24)),
    ("boxing day", Rule::Fixed(12, 26)),
    ("ramadan", Rule::Moving),
    ("eid", Rule::Moving),
    ("eid al fitr", Rule::Islamic(10, 1)),
    ("eid al adha", Rule::Islamic(12, 10)),
    ("yom kippur", Rule::NewYear(9)),
    ("rosh hashanah", Rule::NewYear(0)),
    ("passover", Rule::Passover(0)),
    ("hanukkah", Rule::Hanukkah),
    ("diwali", Rule::Moving),
    ("nowruz", Rule::Moving),
    ("lunar new year", Rule::Moving),
    ("chinese new year", Rule::Moving),
    ("orthodox easter", Rule::Orthodox(0)),
    ("eid ul fitr", Rule::Islamic(10, 1)),
    ("eid ul adha", Rule::Islamic(12, 10)),
    ("ashura", Rule::Islamic(1, 10)),
    ("rosh hashana", Rule::NewYear(0)),
    ("sukkot", Rule::NewYear(14)),
    ("simchat torah", Rule::NewYear(22)),
    ("purim", Rule::Passover(-30)),
    ("shavuot", Rule::Passover(50)),
    ("chanukah", Rule::Hanukkah),
    ("orthodox good friday", Rule::Orthodox(-2)),
    ("burns night", Rule::Fixed(1, 25)),
    ("australia day", Rule::Fixed(1, 26)),
    ("waitangi day", Rule::Fixed(2, 6)),
    ("st david's day", Rule::Fixed(3, 1)),
    ("mothering sunday", Rule::Easter(-21)),
    ("holy saturday", Rule::Easter(-1)),
    ("whit sunday", Rule::Easter(49)),
    ("trinity sunday", Rule::Easter(56)),
    ("st george's day", Rule::Fixed(4, 23)),
    ("patriots' day", Rule::Weekday(4, Weekday::Monday, 3)),
    ("early may bank holiday", Rule::Weekday(5, Weekday::Monday, 1)),
    ("late may bank holiday", Rule::Weekday(5, Weekday::Monday, -1)),
    ("spring bank holiday", Rule::Weekday(5, Weekday::Monday, -1)),
    ("day of the dead", Rule::Fixed(11, 2)),
    ("giving tuesday", Rule::After(11, Weekday::Thursday, 4, 5)),
    ("st andrew's day", Rule::Fixed(11, 30)),
    ("st stephen's day", Rule::Fixed(12, 26)),
];

/// Names that are words of the language as well.
const WORDS_TOO: &[&str] = &["epiphany", "pentecost", "passover", "thanksgiving", "eid", "ashura"];

/// By the key of the first token: the keys of all tokens, and the index of the holiday; the longest first.
type Names = FxHashMap<u64, Vec<(Vec<u64>, usize)>>;

fn table() -> &'static Names {
    static MAP: OnceLock<Names> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map = Names::default();
        for (index, (name, _)) in HOLIDAYS.iter().enumerate() {
            let doc = Doc::of_text(name);
            let keys: Vec<u64> = doc.tokens.iter().map(|t| t.key).collect();
            if let Some(&first) = keys.first() {
                map.entry(first).or_default().push((keys, index));
            }
        }
        for list in map.values_mut() {
            list.sort_by_key(|(keys, index)| (std::cmp::Reverse(keys.len()), *index));
        }
        map
    })
}

/// Whether a holiday may begin at token `i`.
pub fn begins(doc: &Doc, i: u32) -> bool {
    doc.token(i).is_some_and(|t| table().contains_key(&t.key))
}

/// The holiday named at token `i`: its index and the token after it. A word that
/// means more has a capital, or a year behind it.
pub fn at(doc: &Doc, i: u32) -> Option<(usize, u32)> {
    let token = doc.token(i)?;
    let list = table().get(&token.key)?;
    let point = word_key(".");
    let hyphen = word_key("-");
    list.iter().find_map(|(keys, index)| {
        let mut at = i;
        for (n, key) in keys.iter().enumerate() {
            // `St. Patrick's Day`, `Eid al-Fitr`
            if n > 0 && doc.token(at).is_some_and(|t| !t.spaced && (t.key == point || t.key == hyphen)) {
                at += 1;
            }
            if doc.token(at)?.key != *key {
                return None;
            }
            at += 1;
        }
        let year = |k: u32| doc.token(k).is_some_and(|t| t.kind == TokenKind::Number && t.span.len() == 4);
        let sure = at > i + 1 || !WORDS_TOO.contains(&HOLIDAYS[*index].0);
        (token.capital || sure || year(at)).then_some((*index, at))
    })
}

/// Its day in `year`, where that follows from the calendar.
pub fn day(index: usize, year: i16) -> Option<Day> {
    match HOLIDAYS.get(index)?.1 {
        Rule::Fixed(month, day) => Day::new(year, month, day).ok(),
        Rule::Weekday(month, weekday, n) => Day::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok(),
        Rule::After(month, weekday, n, days) => {
            Day::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok()?.checked_add(days.days()).ok()
        }
        Rule::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
        Rule::Orthodox(days) => moons::orthodox_easter(year)?.checked_add(days.days()).ok(),
        Rule::NewYear(days) => moons::rosh_hashanah(year)?.checked_add(days.days()).ok(),
        Rule::Passover(days) => moons::passover(year)?.checked_add(days.days()).ok(),
        Rule::Hanukkah => moons::hanukkah(year),
        Rule::Islamic(month, day) => moons::islamic(year, month, day),
        Rule::Moving => None,
    }
}

/// Whether the moon may have been seen a day before or after what the tables say.
pub fn by_the_moon(index: usize) -> bool {
    HOLIDAYS.get(index).is_some_and(|h| matches!(h.1, Rule::Islamic(..)))
}

/// Month and day, where they are the same every year.
pub fn fixed(index: usize) -> Option<(i8, i8)> {
    match HOLIDAYS.get(index)?.1 {
        Rule::Fixed(month, day) => Some((month, day)),
        _ => None,
    }
}

/// Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Day::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_sundays() {
        for (year, month, day) in [(1998, 4, 12), (2000, 4, 23), (2018, 4, 1), (2024, 3, 31), (2025, 4, 20)] {
            assert_eq!(easter(year), Day::new(year, month, day).ok());
        }
    }

    #[test]
    fn names_are_found() {
        let doc = Doc::of_text("St. Patrick's Day and Eid al-Fitr");
        let (index, end) = at(&doc, 0).unwrap();
        assert_eq!((fixed(index), end), (Some((3, 17)), 5));
        assert_eq!(at(&doc, 6).map(|f| f.1), Some(10));
    }
}
