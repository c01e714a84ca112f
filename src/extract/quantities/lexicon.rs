//! Comparators, currencies and units of measure.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::numerals::mark;
use super::units::UNITS;
use crate::facts::Comparator;
use crate::text::{Doc, TokenKind, word_key};

/// Words before a number. The longest match counts.
const COMPARATORS: &[(&str, Comparator)] = &[
    ("about", Comparator::About),
    ("around", Comparator::About),
    ("some", Comparator::About),
    ("approximately", Comparator::About),
    ("approx", Comparator::About),
    ("roughly", Comparator::About),
    ("nearly", Comparator::About),
    ("almost", Comparator::About),
    ("circa", Comparator::About),
    ("close to", Comparator::About),
    ("an estimated", Comparator::About),
    ("estimated", Comparator::About),
    ("an average of", Comparator::About),
    ("more or less", Comparator::About),
    ("give or take", Comparator::About),
    ("in the region of", Comparator::About),
    ("at least", Comparator::AtLeast),
    ("as few as", Comparator::AtLeast),
    ("as little as", Comparator::AtLeast),
    ("as low as", Comparator::AtLeast),
    ("at the very least", Comparator::AtLeast),
    ("no fewer than", Comparator::AtLeast),
    ("no less than", Comparator::AtLeast),
    ("not less than", Comparator::AtLeast),
    ("not fewer than", Comparator::AtLeast),
    ("a minimum of", Comparator::AtLeast),
    ("greater than or equal to", Comparator::AtLeast),
    ("equal to or greater than", Comparator::AtLeast),
    ("more than", Comparator::MoreThan),
    ("greater than", Comparator::MoreThan),
    ("higher than", Comparator::MoreThan),
    ("larger than", Comparator::MoreThan),
    ("over", Comparator::MoreThan),
    ("above", Comparator::MoreThan),
    ("just over", Comparator::MoreThan),
    ("well over", Comparator::MoreThan),
    ("slightly over", Comparator::MoreThan),
    ("slightly more than", Comparator::MoreThan),
    ("just more than", Comparator::MoreThan),
    ("a little over", Comparator::MoreThan),
    ("a little more than", Comparator::MoreThan),
    ("well above", Comparator::MoreThan),
    ("just above", Comparator::MoreThan),
    ("exceeding", Comparator::MoreThan),
    ("in excess of", Comparator::MoreThan),
    ("upwards of", Comparator::MoreThan),
    ("upward of", Comparator::MoreThan),
    ("at most", Comparator::AtMost),
    ("up to", Comparator::AtMost),
    ("as many as", Comparator::AtMost),
    ("as much as", Comparator::AtMost),
    ("as high as", Comparator::AtMost),
    ("at the most", Comparator::AtMost),
    ("no more than", Comparator::AtMost),
    ("not more than", Comparator::AtMost),
    ("a maximum of", Comparator::AtMost),
    ("less than or equal to", Comparator::AtMost),
    ("equal to or less than", Comparator::AtMost),
    ("less than", Comparator::LessThan),
    ("fewer than", Comparator::LessThan),
    ("lower than", Comparator::LessThan),
    ("smaller than", Comparator::LessThan),
    ("under", Comparator::LessThan),
    ("below", Comparator::LessThan),
    ("just under", Comparator::LessThan),
    ("just below", Comparator::LessThan),
    ("well under", Comparator::LessThan),
    ("well below", Comparator::LessThan),
    ("slightly under", Comparator::LessThan),
    ("slightly below", Comparator::LessThan),
    ("slightly less than", Comparator::LessThan),
    ("just less than", Comparator::LessThan),
    ("a little under", Comparator::LessThan),
    ("a little less than", Comparator::LessThan),
    ("shy of", Comparator::LessThan),
    ("just shy of", Comparator::LessThan),
    ("not quite", Comparator::LessThan),
];

/// Words behind a number.
const BEHIND: &[(&str, Comparator)] = &[
    ("or more", Comparator::AtLeast),
    ("or higher", Comparator::AtLeast),
    ("or above", Comparator::AtLeast),
    ("or greater", Comparator::AtLeast),
    ("and above", Comparator::AtLeast),
    ("or over", Comparator::AtLeast),
    ("and over", Comparator::AtLeast),
    ("or older", Comparator::AtLeast),
    ("and older", Comparator::AtLeast),
    ("and up", Comparator::AtLeast),
    ("or less", Comparator::AtMost),
    ("or fewer", Comparator::AtMost),
    ("or lower", Comparator::AtMost),
    ("or below", Comparator::AtMost),
    ("and below", Comparator::AtMost),
    ("or under", Comparator::AtMost),
    ("and under", Comparator::AtMost),
    ("or younger", Comparator::AtMost),
    ("and younger", Comparator::AtMost),
    ("or so", Comparator::About),
];

/// Symbols that stand before a number, without letters.
pub fn currency_sign(c: char) -> Option<&'static str> {
    Some(match c {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₽' => "RUB",
        '₴' => "UAH",
        '₸' => "KZT",
        '₹' => "INR",
        '₺' => "TRY",
        '₪' => "ILS",
        '₩' => "KRW",
        '₱' => "PHP",
        '₦' => "NGN",
        '฿' => "THB",
        '₡' => "CRC",
        _ => return None,
    })
}

/// Letters before a `$`: `US`, `HK`.
pub fn dollar(letters: &str) -> Option<&'static str> {
    Some(match letters.trim_end_matches('.') {
        "US" | "U.S" | "us" | "USD" => "USD",
        "C" | "CA" | "CAD" | "c" | "Can" => "CAD",
        "A" | "AU" | "AUD" | "Aus" => "AUD",
        "NZ" | "NZD" | "nzd" => "NZD",
        "HK" | "HKD" => "HKD",
        "S" | "SG" | "SGD" => "SGD",
        "NT" => "TWD",
        "R" => "BRL",
        "Z" => "ZWL",
        _ => return None,
    })
}

/// A unit: canonical name, and whether it is money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    pub name: &'static str,
    pub money: bool,
    pub time: bool,
}

struct Table {
    /// By the key of the first word: keys of all words, and the unit.
    words: FxHashMap<u64, Vec<(Vec<u64>, Unit)>>,
    /// Symbols of letters, as written.
    symbols: FxHashMap<&'static str, Unit>,
    before: FxHashMap<u64, Vec<(Vec<u64>, Comparator)>>,
    behind: FxHashMap<u64, Vec<(Vec<u64>, Comparator)>>,
}

fn keys(words: &str) -> Vec<u64> {
    words.split([' ', '-']).filter(|w| !w.is_empty()).map(word_key).collect()
}

fn by_first<T: Copy>(items: impl Iterator<Item = (Vec<u64>, T)>) -> FxHashMap<u64, Vec<(Vec<u64>, T)>> {
    let mut map: FxHashMap<u64, Vec<(Vec<u64>, T)>> = FxHashMap::default();
    for (keys, value) in items {
        if let Some(&first) = keys.first() {
            map.entry(first).or_default().push((keys, value));
        }
    }
    for list in map.values_mut() {
        list.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len()));
    }
    map
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words = Vec::new();
        let mut symbols = FxHashMap::default();
        for line in UNITS {
            let (names, signs) = line.split_once('|').unwrap_or((line, ""));
            let names: Vec<&'static str> =
                if names.contains(',') { names.split(',').map(str::trim).collect() } else { vec![names.trim()] };
            let name = names[0];
            let money = is_money(name)
                || matches!(name, "cent" | "pence" | "peso" | "mark" | "franc" | "crown" | "bitcoin" | "ether");
            let time = matches!(
                name,
                "second"
                    | "minute"
                    | "hour"
                    | "day"
                    | "week"
                    | "fortnight"
                    | "month"
                    | "quarter"
                    | "year"
                    | "decade"
                    | "century"
            );
            let unit = Unit { name, money, time };
            let code = name.bytes().any(|b| b.is_ascii_uppercase());
            let names = names.iter().filter(|n| !(code && **n == name));
            // Agencies write `dlr` for the dollars of every country.
            let agency = names.clone().filter(|n| n.contains(" dollar")).map(|n| n.replace(" dollar", " dlr"));
            words.extend(agency.map(|n| (keys(&n), unit)));
            words.extend(names.map(|n| (keys(n), unit)));
            symbols.extend(signs.split_whitespace().map(|s| (s, unit)));
        }
        Table {
            words: by_first(words.into_iter()),
            symbols,
            before: by_first(COMPARATORS.iter().map(|(w, c)| (keys(w), *c))),
            behind: by_first(BEHIND.iter().map(|(w, c)| (keys(w), *c))),
        }
    })
}

/// The longest entry whose words stand at `i`; hyphens between them do not count.
fn longest<T: Copy>(map: &FxHashMap<u64, Vec<(Vec<u64>, T)>>, doc: &Doc, i: u32) -> Option<(T, u32)> {
    let token = doc.token(i)?;
    map.get(&token.key)?.iter().find_map(|(keys, value)| {
        let mut at = i;
        for (n, key) in keys.iter().enumerate() {
            if n > 0 && doc.token(at).is_some_and(|t| !t.spaced && matches!(t.span.of(doc.text), "-" | ".")) {
                at += 1;
            }
            if doc.token(at)?.key != *key {
                return None;
            }
            at += 1;
        }
        Some((*value, at))
    })
}

/// The unit at `i` and the token after it.
pub fn unit(doc: &Doc, i: u32) -> Option<(Unit, u32)> {
    let token = doc.token(i)?;
    let table = table();
    let word = token.span.of(doc.text);
    // A symbol may be cut in several tokens: `km/h`, `°C`, `m²`, `km2`.
    for parts in (1..=3).rev() {
        let Some(last) = doc.token(i + parts - 1) else { continue };
        if (i + 1..i + parts).any(|k| doc.tokens[k as usize].spaced) {
            continue;
        }
        let written = token.span.cover(last.span).of(doc.text);
        let longer = doc.token(i + parts).is_some_and(|t| {
            !t.spaced && (t.kind == TokenKind::Word || t.kind == TokenKind::Number && written.len() == 1)
        });
        // `five $10 notes`: the sign belongs to the number behind it.
        let next = doc.token(i + parts).is_some_and(|t| t.kind == TokenKind::Number);
        if next && currency_sign(written.chars().next().unwrap_or(' ')).is_some() {
            return None;
        }
        if let Some(unit) = table.symbols.get(written).filter(|_| !longer) {
            // One capital letter is a unit only right behind its number: `40C`, not "20 F".
            let letter = written.len() == 1 && written.bytes().all(|b| b.is_ascii_alphabetic());
            let degrees = matches!(written, "C" | "F") && is_temperature(doc, i);
            if letter && token.spaced && !degrees && !matches!(written, "m" | "g" | "l" | "W" | "V")
                || is_video_format(doc, i)
                || is_form(doc, i)
            {
                continue;
            }
            return Some((*unit, i + parts));
        }
    }
    if token.kind != TokenKind::Word || word.len() < 2 {
        return None;
    }
    longest(&table.words, doc, i)
}

fn word<'d>(doc: &'d Doc, i: u32) -> &'d str {
    if doc.token(i).is_some() { doc.word(i) } else { "" }
}

/// Whether the `C` or `F` behind a blank at `i` means degrees: `30 C (86 F)`, `a low of 12 C` where the sentence is about
/// heat.
fn is_temperature(doc: &Doc, i: u32) -> bool {
    let number = |k: u32| doc.token(k).is_some_and(|t| t.kind == TokenKind::Number);
    if i == 0 || !number(i - 1) {
        return false;
    }
    let other = if word(doc, i) == "C" { "F" } else { "C" };
    let signed = |k: u32| if matches!(mark(doc, k), Some('-' | '−' | '–')) { k + 1 } else { k };
    let inner = signed(i + 2);
    let paired = mark(doc, i + 1) == Some('(') && number(inner) && word(doc, inner + 1) == other;
    let opens = (2..=3).any(|n| i >= n + 2 && mark(doc, i - n) == Some('(') && word(doc, i - n - 1) == other);
    let heat = |k: u32| {
        matches!(
            word(doc, k).to_ascii_lowercase().as_str(),
            "celsius"
                | "fahrenheit"
                | "temperature"
                | "temperatures"
                | "degrees"
                | "heat"
                | "heatwave"
                | "melting"
                | "boiling"
                | "freezing"
                | "warming"
                | "thermometer"
                | "thermometers"
                | "mercury"
                | "oven"
        )
    };
    paired || opens && mark(doc, i + 1) == Some(')') || (i.saturating_sub(16)..i + 4).any(heat)
}

/// Whether the `F` at `i` ends the name of a form: `a 13F filing`.
fn is_form(doc: &Doc, i: u32) -> bool {
    word(doc, i) == "F"
        && (matches!(word(doc, i + 1), "filing" | "filings" | "form" | "forms" | "disclosure" | "disclosures")
            || i > 1 && word(doc, i - 2).eq_ignore_ascii_case("form"))
}

/// Whether the `p` at `i` counts lines of a picture: `1080p`.
fn is_video_format(doc: &Doc, i: u32) -> bool {
    doc.word(i) == "p"
        && i > 0
        && matches!(doc.word(i - 1), "144" | "240" | "360" | "480" | "576" | "720" | "1080" | "1440" | "2160" | "4320")
}

/// The comparator that begins at `i` and the token after it.
pub fn comparator(doc: &Doc, i: u32) -> Option<(Comparator, u32)> {
    longest(&table().before, doc, i)
}

/// The comparator behind a number.
pub fn comparator_behind(doc: &Doc, i: u32) -> Option<(Comparator, u32)> {
    longest(&table().behind, doc, i)
}

/// A currency code or name that stands before its number: `EUR 125`, `RM79`.
pub fn code_before(doc: &Doc, i: u32) -> Option<&'static str> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Word)?;
    let unit = table().symbols.get(token.span.of(doc.text)).filter(|u| u.money)?;
    Some(unit.name)
}

/// A currency code with a letter that multiplies it before it, and what that makes of a number: `MEUR`, `TSEK`, `kCHF`.
pub fn scaled_code(word: &str) -> Option<(&'static str, f64)> {
    let code = word.get(1..).filter(|c| is_money(c) && word.len() == 4)?;
    let scale = match word.as_bytes()[0] {
        b'M' => 1e6,
        b'k' | b'K' => 1e3,
        // A coin is called `TUSD`.
        b'T' if code != "USD" => 1e3,
        _ => return None,
    };
    let unit = table().symbols.get(code).filter(|u| u.money)?;
    Some((unit.name, scale))
}

/// Whether a canonical unit is money.
pub fn is_money(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a canonical unit is a length of time.
pub fn is_time(name: &str) -> bool {
    table().words.get(&word_key(name)).is_some_and(|list| list.iter().any(|(_, u)| u.name == name && u.time))
}
