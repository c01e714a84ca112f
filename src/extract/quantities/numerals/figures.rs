//! Numbers in digits: separators of thousands, decimals, fractions, powers of ten.

use super::words::Word;
use super::{Form, Numeral, joined, mark, skip_hyphen, word};
use crate::text::{Doc, TokenKind};

/// Value and number of decimals of digits with separators; `None` where they are no one number (`17:34`, `1.2.3`).
pub fn digits(text: &str) -> Option<(f64, i32)> {
    if text.len() > 40 || !text.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.') {
        return None;
    }
    let grouped = |groups: &[&str]| {
        let inner = &groups[1..groups.len() - 1];
        let first = (1..=3).contains(&groups[0].len());
        let last = groups[groups.len() - 1].len() == 3;
        first && last && (inner.iter().all(|g| g.len() == 3) || inner.iter().all(|g| g.len() == 2))
    };
    let plain = |whole: &str, decimals: &str| {
        let value: f64 = format!("{whole}.{decimals}0").parse().ok()?;
        Some((value, decimals.len() as i32))
    };
    let commas: Vec<&str> = text.split(',').collect();
    let points: Vec<&str> = text.split('.').collect();
    match (commas.len(), points.len()) {
        (1, 1) => plain(text, ""),
        (1, 2) => plain(points[0], points[1]),
        (1, _) => grouped(&points).then(|| plain(&points.concat(), "")).flatten(),
        (2, 1) if commas[1].len() < 3 => plain(commas[0], commas[1]),
        (_, 1) => grouped(&commas).then(|| plain(&commas.concat(), "")).flatten(),
        (2, _) if text.find('.') < text.find(',') => {
            let whole: Vec<&str> = commas[0].split('.').collect();
            grouped(&whole).then(|| plain(&whole.concat(), commas[1])).flatten()
        }
        (_, 2) => {
            let whole: Vec<&str> = points[0].split(',').collect();
            (whole.len() > 1 && grouped(&whole)).then(|| plain(&whole.concat(), points[1])).flatten()
        }
        _ => None,
    }
}

/// The value of a vulgar fraction sign.
fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

/// A fraction in digits at `i`: `1/2`, `½`.
fn written_fraction(doc: &Doc, i: u32) -> Option<(f64, u32)> {
    if let Some(value) = mark(doc, i).and_then(vulgar) {
        return Some((value, i + 1));
    }
    let number = |i: u32| {
        let token = doc.token(i).filter(|t| t.kind == TokenKind::Number)?;
        let word = token.span.of(doc.text);
        (word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse::<f64>().ok()).flatten()
    };
    let top = number(i)?;
    let slash = matches!(mark(doc, i + 1), Some('/' | '⁄')) && joined(doc, i + 1) == joined(doc, i + 2);
    let bottom = number(i + 2).filter(|&b| slash && b > top && top > 0.0)?;
    // Blanks around the stroke, as text cut in words has them, leave the fractions of markets and kitchens.
    if !joined(doc, i + 1) && !matches!(bottom as u32, 2 | 3 | 4 | 5 | 8 | 16 | 32 | 64) {
        return None;
    }
    // "9/11" and "7/7" are days, and so is "6/12" unless it is a part of something.
    let part = bottom <= 5.0
        || matches!(bottom as u32, 8 | 10 | 16 | 20 | 32 | 64 | 100)
        || word(doc, i + 3) == Some(Word::Of);
    if !part && bottom <= 31.0 {
        return None;
    }
    let longer = matches!(mark(doc, i + 3), Some('/' | '⁄')) && joined(doc, i + 3);
    (!longer).then_some((top / bottom, i + 3))
}

/// Digits at `i`, with a fraction behind them; no multiplier yet.
pub fn figure(doc: &Doc, i: u32) -> Option<Numeral> {
    // Most tokens are words, and no word is a figure.
    let token = doc.token(i).filter(|t| matches!(t.kind, TokenKind::Number | TokenKind::Punct))?;
    if let Some((value, end)) = written_fraction(doc, i) {
        return Some(Numeral::new(end, value, 0.0, Form::Fraction));
    }
    if token.kind == TokenKind::Punct {
        // `.001`
        let point = mark(doc, i) == Some('.') && token.spaced && joined(doc, i + 1);
        let next = doc.token(i + 1).filter(|t| point && t.kind == TokenKind::Number)?;
        let text = next.span.of(doc.text);
        if !text.bytes().all(|b| b.is_ascii_digit()) || text.len() > 15 {
            return None;
        }
        let value: f64 = format!("0.{text}").parse().ok()?;
        return Some(Numeral::new(i + 2, value, 0.5 * 10f64.powi(-(text.len() as i32)), Form::Digits));
    }
    if token.kind != TokenKind::Number {
        return None;
    }
    let (mut value, decimals, mut end) = grouped(doc, i)?;
    let mut rounding = 0.5 * 10f64.powi(-decimals);
    if let Some((power, stop)) = power_of_ten(doc, end) {
        let power = 10f64.powi(power);
        return Some(Numeral::new(stop, value * power, rounding * power, Form::Digits));
    }
    if decimals == 0 {
        let next = skip_hyphen(doc, end);
        if let Some((part, stop)) = written_fraction(doc, next).filter(|_| value < 1000.0) {
            value += part;
            end = stop;
            rounding = 0.0;
        }
    }
    Some(Numeral::new(end, value, rounding, Form::Digits))
}

/// The digits at `i` with groups and decimals that blanks cut off: value, number of decimals, token behind.
fn grouped(doc: &Doc, i: u32) -> Option<(f64, i32, u32)> {
    let text = |k: u32| doc.token(k).filter(|t| t.kind == TokenKind::Number).map(|t| t.span.of(doc.text));
    let first = text(i)?;
    let (mut value, mut decimals) = digits(first)?;
    let mut end = i + 1;
    let mut blank = false;
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let short = first.len() <= 3 && plain(first);
    if short && !first.starts_with('0') {
        // `1 234 567.89` with narrow, unbreakable or plain blanks; `1 , 118` in text that was cut in words.
        while end < i + 8 {
            let gap = doc
                .token(end)
                .map_or("", |t| &doc.text[doc.tokens[end as usize - 1].span.end as usize..t.span.start as usize]);
            let comma = gap == " " && mark(doc, end) == Some(',') && !joined(doc, end + 1);
            let at = if comma { end + 1 } else { end };
            let Some(group) = text(at) else { break };
            let whole = group.split('.').next().unwrap_or(group);
            if whole.len() != 3 || !plain(whole) {
                break;
            }
            // A plain blank separates two numbers as well: it takes two groups, or one of zeros.
            let more = end > i + 1 || text(at + 1).is_some_and(|g| g.len() == 3 && plain(g)) || group == "000";
            if !comma && !(matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}") || gap == " " && more) {
                break;
            }
            let Some((part, places)) = digits(group) else { break };
            blank |= gap == " " && !comma;
            value = value * 1000.0 + part;
            decimals = places;
            end = at + 1;
            if places > 0 {
                break;
            }
        }
        // `+1 212 555 0100`
        let phone = text(end).is_some() || i > 0 && mark(doc, i - 1) == Some('+');
        if blank && phone {
            (value, decimals) = digits(first)?;
            end = i + 1;
        }
    }
    // `6 . 2 %`
    if short
        && end == i + 1
        && mark(doc, end) == Some('.')
        && !joined(doc, end)
        && !joined(doc, end + 1)
        && let Some(places) = text(end + 1).filter(|t| plain(t) && t.len() <= 6)
        && (first == "0" || mark(doc, end + 2) == Some('%') || matches!(word(doc, end + 2), Some(Word::Scale(_))))
    {
        let places_read: f64 = places.parse().ok()?;
        decimals = places.len() as i32;
        return Some((value + places_read / 10f64.powi(decimals), decimals, end + 2));
    }
    Some((value, decimals, end))
}

/// A power of ten right behind digits, and the token after it: `1.3e6`, `2.5E-3`, `4x10^6`, `7.1 × 10⁻³`.
fn power_of_ten(doc: &Doc, end: u32) -> Option<(i32, u32)> {
    let from = doc.tokens[end as usize - 1].span.end as usize;
    let rest: String = doc.text[from..].chars().take(24).collect();
    let mut tail = rest.as_str();
    let times = tail.trim_start_matches(' ').strip_prefix(['x', '×', '*', '·']);
    let written = match times.map(|t| t.trim_start_matches(' ')).and_then(|t| t.strip_prefix("10")) {
        Some(power) => {
            tail = power.strip_prefix('^').unwrap_or(power);
            tail.len() < power.len() || tail.starts_with(|c| raised(c).is_some() || is_minus(c))
        }
        None => {
            let letter = tail.strip_prefix(['e', 'E'])?;
            tail = letter.strip_prefix('+').unwrap_or(letter);
            true
        }
    };
    if !written {
        return None;
    }
    let negative = tail.starts_with(|c| is_minus(c) || c == '⁻');
    tail = if negative { &tail[tail.chars().next()?.len_utf8()..] } else { tail };
    let mut power = 0i32;
    let mut places = 0;
    while let Some(c) = tail.chars().next()
        && let Some(digit) = c.to_digit(10).or_else(|| raised(c)).filter(|_| places < 3)
    {
        power = power * 10 + digit as i32;
        places += 1;
        tail = &tail[c.len_utf8()..];
    }
    if places == 0 || power > 100 || tail.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let stop = from + rest.len() - tail.len();
    let last = (end..end + 6).find(|&k| doc.token(k).is_some_and(|t| t.span.end as usize == stop))?;
    Some((if negative { -power } else { power }, last + 1))
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–')
}

fn raised(c: char) -> Option<u32> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|r| r == c).map(|n| n as u32)
}
