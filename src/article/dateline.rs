//! Datelines: place and date at the head of an article.
//!
//! Only their shape is told here; what day they name is read by the extractor of dates.

use crate::facts::calendar;

/// How far into a paragraph its dateline may reach, in bytes.
const MAX_LENGTH: usize = 120;

/// Weekdays cut short.
const SHORT_WEEKDAYS: &[&str] = &["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];

/// Words that stand beside a date on a line of its own: labels, times of day, time zones.
const BESIDE: &[&str] = &[
    "published",
    "updated",
    "posted",
    "modified",
    "last",
    "first",
    "date",
    "on",
    "at",
    "of",
    "the",
    "am",
    "pm",
    "a.m",
    "p.m",
    "gmt",
    "utc",
    "est",
    "edt",
    "et",
    "cst",
    "cdt",
    "ct",
    "pst",
    "pdt",
    "pt",
    "bst",
    "cet",
    "cest",
    "eet",
    "msk",
    "ist",
    "hrs",
    "noon",
    "midnight",
    "ago",
    "hour",
    "hours",
    "minute",
    "minutes",
    "min",
    "mins",
    "read",
];

/// Small words within the names of places.
const WITHIN_PLACES: &[&str] = &["of", "the", "de", "del", "la", "el", "al", "on", "upon", "di", "da", "am", "and"];

/// Words in capitals that stand before a dash and are no place.
const LABELS: &[&str] = &[
    "ANALYSIS",
    "BREAKING",
    "CORRECTION",
    "EDITORIAL",
    "EXCLUSIVE",
    "FACT",
    "FILE",
    "LEAD",
    "NOTE",
    "OPINION",
    "PHOTO",
    "PHOTOS",
    "POLL",
    "READ",
    "RELATED",
    "REVIEW",
    "UPDATE",
    "VIDEO",
    "WATCH",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Month,
    Weekday,
    Beside,
    /// One to four digits, or an ordinal: `15`, `15th`, `2025`.
    Number,
    /// `17:34`
    Time,
    /// `2025-10-15`, `15.10.2025`, `10/15/2025`
    FullDate,
    Capital,
    /// Two or more letters, all upper case.
    AllCaps,
    Small,
    /// `(Reuters)`, `/PRNewswire/`
    Agency,
    Comma,
    Other,
}

/// The pieces of a line.
fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_whitespace() || matches!(c, '|' | '·' | '•') {
            c.len_utf8()
        } else if c.is_alphanumeric() {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || "'’.-:/".contains(c))).unwrap_or(rest.len());
            let word = rest[..end].trim_end_matches(['.', '-', ':', '/', '\'', '’']);
            pieces.push(word_piece(word));
            end
        } else if let Some(close) = closing(c).and_then(|close| rest[1..].find(close)) {
            match agency(&rest[1..1 + close]) {
                // `(updated 11:54 am)`
                Piece::Other if line.len() <= MAX_LENGTH => pieces.extend(self::pieces(&rest[1..1 + close])),
                piece => pieces.push(piece),
            }
            close + 2
        } else {
            pieces.push(if matches!(c, ',' | ':' | '-' | '–' | '.') { Piece::Comma } else { Piece::Other });
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    pieces
}

fn closing(open: char) -> Option<char> {
    match open {
        '(' => Some(')'),
        '/' => Some('/'),
        _ => None,
    }
}

/// What stands in brackets: the name of an agency has a few words and no digits.
fn agency(inside: &str) -> Piece {
    let fits = inside.chars().any(char::is_alphabetic)
        && inside.len() <= 40
        && inside.split_whitespace().count() <= 4
        && inside.chars().all(|c| c.is_alphabetic() || " .&/'’-".contains(c));
    if fits { Piece::Agency } else { Piece::Other }
}

fn word_piece(word: &str) -> Piece {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number_piece(word);
    }
    let lower = word.to_lowercase();
    let known = |list: &[&str]| list.contains(&lower.as_str());
    if calendar::month(&lower).or_else(|| calendar::short_month(&lower)).is_some() {
        Piece::Month
    } else if calendar::weekday(&lower).is_some() || known(SHORT_WEEKDAYS) {
        Piece::Weekday
    } else if known(BESIDE) && (!word.starts_with(char::is_uppercase) || lower.len() > 3 || word.len() <= 3) {
        Piece::Beside
    } else if word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase) {
        Piece::AllCaps
    } else if word.starts_with(char::is_uppercase) {
        Piece::Capital
    } else if known(WITHIN_PLACES) {
        Piece::Small
    } else {
        Piece::Other
    }
}

fn number_piece(word: &str) -> Piece {
    let digits = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    let lower = word.to_ascii_lowercase();
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|e| lower.strip_suffix(e)).unwrap_or(&lower);
    if digits(plain) {
        return Piece::Number;
    }
    // `2025-10-15T17:34` is a date with its time.
    let (date, time) = lower.split_once('t').unwrap_or((&lower, ""));
    for mark in ['-', '.', '/'] {
        let parts: Vec<&str> = date.split(mark).collect();
        if parts.len() == 3 && parts.iter().all(|p| digits(p)) && (parts[0].len() == 4 || parts[2].len() == 4) {
            return Piece::FullDate;
        }
    }
    let clock = lower.trim_end_matches("am").trim_end_matches("pm").trim_end_matches('z');
    if time.is_empty() && clock.split(':').all(digits) && clock != lower
        || lower.contains(':') && clock.split(':').all(digits)
    {
        return Piece::Time;
    }
    Piece::Other
}

/// Whether the pieces name a day or month: a month with a number beside it, or a full date.
fn has_date(pieces: &[Piece]) -> bool {
    let months = pieces.iter().filter(|p| **p == Piece::Month).count();
    pieces.contains(&Piece::FullDate) || months == 1 && pieces.contains(&Piece::Number)
}

/// A line of its own that holds a date, and beside it nothing but times, labels and, before it, a place:
/// `17:34, 15 October`, `Published May 3, 2024 at 5 p.m. ET`, `OSLO 1996-08-30`.
pub fn is_dateline(line: &str) -> bool {
    if line.len() > MAX_LENGTH || !line.bytes().any(|b| b.is_ascii_digit()) || line.ends_with('.') {
        return false;
    }
    let all = pieces(line);
    let first = all.iter().position(|p| !matches!(p, Piece::Capital | Piece::AllCaps | Piece::Small | Piece::Comma));
    let Some(first) = first else { return false };
    let place = all[..first].iter().filter(|p| matches!(p, Piece::Capital | Piece::AllCaps)).count();
    // `4 minute read` is beside the date.
    let bare = |i: usize| all[i] == Piece::Number && all.get(i + 1) != Some(&Piece::Beside);
    let numbers = (0..all.len()).filter(|&i| bare(i)).count();
    // A place in small letters is parted from its date: `Payable June 3` is none.
    let parted = all[..first].iter().all(|p| *p != Piece::Capital) || all[first - 1] == Piece::Comma;
    has_date(&all[first..])
        && parted
        && place <= 4
        && numbers <= 4
        && all[first..].iter().all(|p| !matches!(p, Piece::Capital | Piece::AllCaps | Piece::Small | Piece::Other))
}

/// A paragraph that is nothing but a dateline and its dash: its length in bytes without the dash.
pub fn is_whole(paragraph: &str) -> Option<usize> {
    let words = paragraph.trim_end_matches(['-', '–', '—', '_']);
    let closed = words.len() < paragraph.len() && paragraph.len() <= MAX_LENGTH;
    let words = words.trim_end();
    (closed && is_head(words)).then_some(words.len())
}

/// The dateline at the head of a paragraph, `MOSCOW, Oct. 15 (Reuters) — …`: its length in bytes, and where the
/// paragraph's own words begin.
pub fn at_head(paragraph: &str) -> Option<(usize, usize)> {
    let limit = (0..=paragraph.len().min(MAX_LENGTH)).rev().find(|&i| paragraph.is_char_boundary(i))?;
    let head = &paragraph[..limit];
    for (at, length) in separators(head) {
        let words = head[..at].trim_end();
        let body = at + length + (paragraph[at + length..].len() - paragraph[at + length..].trim_start().len());
        let next = paragraph[body..].chars().find(|c| !"\"'“‘«([".contains(*c))?;
        if (next.is_uppercase() || next.is_ascii_digit()) && is_head(words) {
            return Some((words.len(), body));
        }
    }
    None
}

/// Where dashes stand that may end a dateline: their place and length.
fn separators(head: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = head.as_bytes();
    head.char_indices().filter_map(move |(i, c)| {
        let before = head[..i].chars().next_back();
        let spaced = before.is_some_and(char::is_whitespace);
        let closed = before == Some(')') || before == Some('/');
        let then_blank = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
        match c {
            '—' => Some((i, c.len_utf8())),
            '–' | '―' if spaced || closed => Some((i, c.len_utf8())),
            '-' if head[i..].starts_with("--") && before != Some('-') => Some((i, 2)),
            '-' if (spaced || closed) && then_blank(i + 1) => Some((i, 1)),
            '_' if (spaced || closed) && then_blank(i + 1) => Some((i, 1)),
            _ => None,
        }
    })
}

/// Place, further places after commas, date, agency: in this order, each may be missing, but not all that make it
/// one.
fn is_head(words: &str) -> bool {
    if LABELS.contains(&words) {
        return false;
    }
    let all = &pieces(words)[..];
    let dates = [Piece::Month, Piece::Weekday, Piece::Number, Piece::Time, Piece::FullDate, Piece::Beside];
    let is_place = |p: &Piece| matches!(p, Piece::Capital | Piece::AllCaps | Piece::Small | Piece::Comma);
    let place = all.iter().take_while(|p| is_place(p)).count();
    let date = all[place..].iter().take_while(|p| dates.contains(p) || **p == Piece::Comma).count();
    let agencies = all[place + date..].iter().filter(|p| **p != Piece::Comma).count();
    let rest_is_agency = all[place + date..].iter().all(|p| matches!(p, Piece::Agency | Piece::Comma));
    let names = all[..place].iter().filter(|p| matches!(p, Piece::Capital | Piece::AllCaps)).count();
    let dated = has_date(&all[place..place + date]);
    if !rest_is_agency || agencies > 2 || names > 8 || date > 0 && !dated {
        return false;
    }
    match all.first() {
        Some(Piece::AllCaps) => true,
        Some(Piece::Capital) => dated || agencies > 0,
        Some(Piece::Agency) => place == 0 && date == 0,
        _ => dated && agencies > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_their_own() {
        for line in [
            "17:34, 15 October",
            "15 October 2025",
            "Tuesday, October 15th, 2025",
            "Published: May 3, 2024 at 5:10 p.m. ET",
            "Updated 9 Mar 2021 10:15 GMT",
            "OSLO 1996-08-30",
            "Porto Alegre, 3 June 2020",
            "Sat Nov 12 2011, 01:19 hrs",
            "2025-10-15T17:34",
            "15.10.2025 | 17:34",
            "January 28, 2025 11:30 am (Updated 11:54 am)",
            "Published Aug 28, 2024  •  Last updated 1 hour ago  •  4 minute read",
        ] {
            assert!(is_dateline(line), "{line}");
        }
        for line in [
            "17:34",
            "Talks held on 15 October",
            "Ships meet in May 2025 off Oslo",
            "October surprise",
            "Standings after games played on 3 June",
            "1 2 3 May 5 6",
            "Zapad 2025",
            "Payable April 27",
            "on Friday, April 10.",
            "",
        ] {
            assert!(!is_dateline(line), "{line}");
        }
    }

    #[test]
    fn heads_of_paragraphs() {
        for (paragraph, dateline, body) in [
            ("OSLO, Oct. 15 (Reuters) — Ships met.", "OSLO, Oct. 15 (Reuters)", "Ships met."),
            ("TARTU (AP) – Ships met.", "TARTU (AP)", "Ships met."),
            ("O'HARA, Chile (AP)_ Ships met.", "O'HARA, Chile (AP)", "Ships met."),
            ("PORT LOUIS, Mauritius — “Ships met,” he said.", "PORT LOUIS, Mauritius", "“Ships met,” he said."),
            ("Oslo, 15 October 2025 - Ships met.", "Oslo, 15 October 2025", "Ships met."),
            ("Oslo (Reuters) - Ships met.", "Oslo (Reuters)", "Ships met."),
            ("(Reuters) - Ships met.", "(Reuters)", "Ships met."),
            ("OSLO, May 3, 2024 /PRNewswire/ -- Ships met.", "OSLO, May 3, 2024 /PRNewswire/", "Ships met."),
            ("NEW YORK -- Ships met.", "NEW YORK", "Ships met."),
        ] {
            let (length, from) = at_head(paragraph).unwrap_or_else(|| panic!("{paragraph}"));
            assert_eq!((&paragraph[..length], &paragraph[from..]), (dateline, body));
        }
    }

    #[test]
    fn lines_that_end_with_the_dash() {
        assert_eq!(is_whole("NAIROBI, Kenya (AP) _"), Some("NAIROBI, Kenya (AP)".len()));
        assert_eq!(is_whole("NAIROBI, Kenya (AP)"), None);
        assert_eq!(is_whole("and so on —"), None);
    }

    #[test]
    fn no_heads() {
        for paragraph in [
            "FILE — Ships met in May.",
            "NATO — the alliance of 32 states — met.",
            "Oslo — Norway's capital — was calm.",
            "Ships met in Oslo — Norway's capital.",
            "The minister, in May 2025 — As he said — left.",
            "Anna Lund (34) – Minister",
            "OSLO — ",
            "— No.",
            "",
        ] {
            assert_eq!(at_head(paragraph), None, "{paragraph}");
        }
    }
}
