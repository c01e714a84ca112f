//! Forms of other languages and tools, known on purpose, each with the form that stands for it here.
//!
//! They are looked for only where the parser could go no further, so that nothing here can make a right text wrong.

use std::ops::Range;

use super::syntax::Rule;
use crate::source::Span;

/// Words in a row, in small letters, and what is written here. The longest that fits counts.
const FORMS: &[(&str, &str)] = &[
    // Comparisons.
    ("is equal to", "write `is`"),
    ("is not equal to", "write `is not`"),
    ("is equals", "write `is`"),
    ("equal to", "write `is`"),
    ("not equals", "write `is not`"),
    ("same as", "write `is`"),
    ("is the same as", "write `is`"),
    ("differs from", "write `is not`"),
    ("is different from", "write `is not`"),
    ("isn't", "write `is not`"),
    ("aren't", "write `is not`"),
    ("are", "write `is`"),
    ("are not", "write `is not`"),
    ("is greater than", "write `>`"),
    ("greater than", "write `>`"),
    ("is more than", "write `>`"),
    ("more than", "write `>`"),
    ("is less than", "write `<`"),
    ("less than", "write `<`"),
    ("fewer than", "write `<`"),
    ("is at least", "write `>=`"),
    ("is at most", "write `<=`"),
    ("is between", "write two comparisons: `x.number >= 3 and x.number <= 9`"),
    ("between", "write two comparisons: `x.number >= 3 and x.number <= 9`"),
    ("is earlier than", "write `before`"),
    ("earlier than", "write `before`"),
    ("is later than", "write `after`"),
    ("later than", "write `after`"),
    ("does not contain", "write `not (… contains …)`"),
    ("doesn't contain", "write `not (… contains …)`"),
    ("not contains", "write `not (… contains …)`"),
    ("does not match", "write `not (… matches /…/)`"),
    ("doesn't match", "write `not (… matches /…/)`"),
    ("not matches", "write `not (… matches /…/)`"),
    ("does not start with", "write `not (… starts with …)`"),
    ("does not end with", "write `not (… ends with …)`"),
    ("does not overlap", "write `not (… overlaps …)`"),
    ("includes", "write `contains`"),
    ("intersects", "write `overlaps`"),
    ("startswith", "write `starts with`"),
    ("endswith", "write `ends with`"),
    ("begins with", "write `starts with`"),
    // What is there, and what is not.
    ("exists", "write `is known`"),
    ("does exist", "write `is known`"),
    ("does not exist", "write `is missing`"),
    ("doesn't exist", "write `is missing`"),
    ("is not null", "write `is known`"),
    ("has no", "write `x.field is missing`"),
    ("have no", "write `x.field is missing`"),
    ("has a", "write `x.field is known`"),
    ("is present", "write `is known`"),
    ("is not present", "write `is missing`"),
    // Sets and lists.
    ("is in", "write `is one of`"),
    ("is not in", "write `is not one of`"),
    ("is any of", "write `is one of`"),
    ("any of", "write `is one of`"),
    ("not in", "write `is not one of`"),
    ("in", "write `is one of`"),
    // Rules.
    ("must be agree", "write `must agree on` and a field"),
    ("must agrees", "write `must agree on` and a field"),
    ("must agree with", "write `must agree on` and a field"),
    ("agrees on", "write `must agree on`, and in a rule of one line `must agree`"),
    ("must not agree", "`must agree on` asks that a field agrees; to forbid that, compare two variables with `is not`"),
    (
        "must not match",
        "`must match the record` finds what the record contradicts; to forbid what it confirms, write `must not occur`",
    ),
    ("must be in the record", "write `must match the record`"),
    ("must match record", "write `must match the record`"),
    ("must matches", "write `must match the record`"),
    ("must not fall", "write `must never fall on` and a field"),
    ("must never decrease", "write `must never fall on` and a field"),
    ("must never occur", "write `must not occur`"),
    ("must not exist", "write `must not occur`"),
    ("must not appear", "write `must not occur`"),
    ("must be", "write `must` and a whole condition: `must x.field is …`"),
    ("must have", "write `must x.field is known`"),
    ("else", "another verdict is another rule; `unless` takes cases out"),
    ("otherwise", "another verdict is another rule; `unless` takes cases out"),
    ("for every", "write `for each`"),
    ("for all", "write `for each`"),
    ("for any", "write `for each`"),
    ("foreach", "write `for each`"),
    ("forall", "write `for each`"),
    ("for each of", "write `for each`"),
    ("for each pair of", "write `for each KIND x and each KIND y`"),
    ("given that", "write `where`"),
    ("such that", "write `where`"),
    ("with severity", "write `level`"),
    ("to be", "write `is`"),
    // Tests.
    ("should be violated", "write `violated`"),
    ("is violated", "write `violated`"),
    ("should fail", "write `violated`"),
    ("should pass", "write `holds`"),
    ("should hold", "write `holds`"),
    ("expect violated", "write `violated`"),
    ("expect holds", "write `holds`"),
    // Tenures.
    ("was held by", "write `held by`"),
    ("until now", "leave the end out: without `to`, the office is still held"),
    ("until today", "leave the end out: without `to`, the office is still held"),
    ("held since", "write `held by \"…\" from …`"),
    ("up to", "write `to`"),
    ("up until", "write `to`"),
    ("to now", "leave the end out: without `to`, the office is still held"),
    ("to present", "leave the end out: without `to`, the office is still held"),
    ("to today", "leave the end out: without `to`, the office is still held"),
];

/// First words of declarations elsewhere.
const DECLARATIONS: &[(&str, &str)] = &[
    ("import", "use"),
    ("include", "use"),
    ("require", "use"),
    ("load", "use"),
    ("policy", "rule"),
    ("lint", "rule"),
    ("assertion", "rule"),
    ("def", "rule"),
    ("entity", "fact"),
    ("type", "fact"),
    ("struct", "fact"),
    ("class", "fact"),
    ("kind", "fact"),
    ("event", "fact"),
    ("pattern", "extract"),
    ("phrase", "extract"),
    ("phrases", "extract"),
    ("const", "param"),
    ("var", "param"),
    ("let", "param"),
    ("option", "param"),
    ("set", "list"),
    ("words", "list"),
    ("office", "role"),
    ("position", "role"),
    ("post", "role"),
    ("people", "person"),
    ("country", "place"),
    ("city", "place"),
    ("location", "place"),
    ("company", "organisation"),
    ("org", "organisation"),
    ("version", "language"),
    ("spec", "test"),
    ("example", "test"),
    ("alias", "term"),
    ("synonym", "term"),
];

/// The declaration that another language begins with `name`.
pub fn declaration(name: &str, known: &[(&'static str, Rule)]) -> Option<(&'static str, Rule)> {
    let lower = name.to_lowercase();
    let ours = DECLARATIONS.iter().find(|(theirs, _)| *theirs == lower).map(|(_, ours)| *ours)?;
    known.iter().find(|(word, _)| *word == ours).copied()
}

/// What stands at `failed` in a form of another language, and what is written here. `segment`: the clause in question.
pub fn form(text: &str, failed: usize, segment: Range<usize>) -> Option<(Span, String)> {
    let line = failed + text[failed..].find(['\n', '\r']).unwrap_or(text.len() - failed);
    let end = line.min(segment.end.max(failed));
    let clause = segment.start.min(failed)..end;
    date(text, failed, clause.clone())
        .or_else(|| quoted_name(text, failed))
        .or_else(|| pattern(text, failed))
        .or_else(|| members(text, failed, clause.clone()))
        .or_else(|| half_comparison(text, failed, clause.clone()))
        .or_else(|| loop_over(text, failed, clause.clone()))
        .or_else(|| assignment(text, failed, clause.clone()))
        .or_else(|| call(text, failed))
        .or_else(|| agree_field(text, failed))
        .or_else(|| doubled_hyphen(text, failed))
        .or_else(|| words(text, failed, clause))
}

/// Words of a stretch, between blanks.
fn tokens(text: &str, range: Range<usize>) -> Vec<Span> {
    let mut all = Vec::new();
    let mut start = None;
    for (i, c) in text[range.clone()].char_indices() {
        let at = range.start + i;
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                all.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    all.extend(start.map(|from| Span::new(from, range.end)));
    all
}

fn words(text: &str, failed: usize, clause: Range<usize>) -> Option<(Span, String)> {
    // A clause may be long; what stands far before has nothing to do with it.
    let from = text.floor_char_boundary(failed.saturating_sub(80)).max(clause.start);
    let tokens = tokens(text, from..clause.end);
    let lower: Vec<String> = tokens.iter().map(|t| t.of(text).to_lowercase().replace('’', "'")).collect();
    let mut best: Option<(usize, Span, &str)> = None;
    for (theirs, help) in FORMS {
        let count = theirs.split(' ').count();
        for (i, window) in lower.windows(count).enumerate() {
            let span = tokens[i].cover(tokens[i + count - 1]);
            let fits = window.iter().map(String::as_str).eq(theirs.split(' '));
            // Read up to somewhere in it, or right behind it.
            // `is at least 3` could go on to count facts, so it is read one word further.
            let between = text.get(span.end as usize..failed).unwrap_or_default().split_whitespace().count();
            let here = span.start as usize <= failed && between <= usize::from(theirs.starts_with("is at"));
            if fits && here && best.is_none_or(|(n, ..)| count > n) {
                best = Some((count, span, help));
            }
        }
    }
    best.map(|(_, span, help)| (span, help.to_string()))
}

/// `16/05/2025`, `May 16, 2025`, `16. Mai`, and a day in quotation marks.
fn date(text: &str, failed: usize, clause: Range<usize>) -> Option<(Span, String)> {
    let from = text.floor_char_boundary(failed.saturating_sub(24)).max(clause.start);
    let until = text.floor_char_boundary((failed + 40).min(clause.end));
    let here = |span: &Span| span.start as usize <= failed && failed <= span.end as usize;
    let dates = foreign_dates(&text[from..until.max(from)]);
    let mut dates = dates.into_iter().map(|(span, right)| (span.shift(from), right));
    dates.find(|(span, _)| here(span)).map(|(span, right)| (span, date_help(right)))
}

pub fn date_help(right: Option<String>) -> String {
    match right {
        Some(right) => format!("write `{right}`"),
        None => "write the year, the month and the day, as `2025-05-16`".to_string(),
    }
}

/// Days in other forms, with ours where it is plain which one is meant.
pub fn foreign_dates(text: &str) -> Vec<(Span, Option<String>)> {
    use std::sync::LazyLock;
    static FORMS: LazyLock<[regex_lite::Regex; 7]> = LazyLock::new(|| {
        let month =
            "(?i:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:t|uary|ruary|ch|il|e|y|ust|tember|ober|ember)?)";
        [
            r#""(\d{4}(?:-\d{1,2}){0,2})""#.to_string(),
            r"\b(\d{4}(?:-\d{1,2}){0,2}) ?[-–—] ?(\d{4}(?:-\d{1,2}){0,2})\b".to_string(),
            r"\b(\d{1,2})([./])(\d{1,2})[./](\d{4})\b".to_string(),
            r"\b(\d{4})[./](\d{1,2})[./](\d{1,2})\b".to_string(),
            format!(r"\b{month}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b"),
            format!(r"\b(\d{{1,2}})(?:st|nd|rd|th|\.)? {month},? (\d{{4}})\b"),
            format!(r"\b{month},? (\d{{4}})\b"),
        ]
        .map(|pattern| regex_lite::Regex::new(&pattern).expect("a pattern"))
    });
    let ours = |form: usize, found: &regex_lite::Captures| {
        let part = |i: usize| found.get(i).map_or("", |m| m.as_str());
        let number = |i: usize| part(i).parse::<u32>().unwrap_or(0);
        let month = |i: usize| {
            let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
            names.iter().position(|n| part(i).eq_ignore_ascii_case(n)).map_or(0, |m| m as u32 + 1)
        };
        let (y, m, d) = match form {
            0 => return Some(part(1).to_string()),
            1 => return Some(format!("from {} to {}", part(1), part(2))),
            // With points, the day comes first everywhere; with strokes, only a number above 12 tells.
            2 if part(2) == "." || number(1) > 12 => (part(4), number(3), number(1)),
            2 if number(3) > 12 => (part(4), number(1), number(3)),
            2 => return None,
            3 => (part(1), number(2), number(3)),
            4 => (part(3), month(1), number(2)),
            5 => (part(3), month(2), number(1)),
            _ => return Some(format!("{}-{:02}", part(2), month(1))),
        };
        ((1..=12).contains(&m) && (1..=31).contains(&d)).then(|| format!("{y}-{m:02}-{d:02}"))
    };
    let all = FORMS.iter().enumerate().flat_map(|(form, pattern)| {
        let found = pattern.captures_iter(text).filter_map(move |c| Some((c.get(0)?.range(), ours(form, &c))));
        found.map(|(range, right)| (Span::new(range.start, range.end), right)).collect::<Vec<_>>()
    });
    all.collect()
}

/// `rule "Tolls"`, `for each "quote"`: names stand without marks.
fn quoted_name(text: &str, failed: usize) -> Option<(Span, String)> {
    let before = text[..failed].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    if !["rule", "fact", "list", "param", "extract", "cue", "derive", "of", "each", "level", "tags"].contains(&word) {
        return None;
    }
    let inner = text[failed..].strip_prefix('"')?;
    let inner = &inner[..inner.find(['"', '\n', '\r'])?];
    let name: Vec<String> =
        inner.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let name = name.join("-");
    let named = name.starts_with(char::is_alphabetic) && name.chars().count() <= 60;
    let span = Span::new(failed, failed + inner.len() + 2);
    named.then(|| (span, format!("names stand without quotation marks: write `{name}`")))
}

/// `matches "ship"`, and flags behind a pattern: `/ship/i`.
fn pattern(text: &str, failed: usize) -> Option<(Span, String)> {
    let before = &text[..failed];
    let line = before.rfind(['\n', '\r']).map_or(0, |i| i + 1);
    if let Some(inner) = text[failed..].strip_prefix('"').filter(|_| before.trim_end().ends_with("matches")) {
        let inner = &inner[..inner.find(['"', '\n', '\r'])?];
        let span = Span::new(failed, failed + inner.len() + 2);
        return Some((span, format!("a pattern stands between slashes: write `/{}/`", inner.replace('/', "\\/"))));
    }
    let start = line + before[line..].rfind("matches")?;
    let written = before[start..].trim_start_matches("matches").trim_start();
    let inner = written.strip_prefix('/')?.strip_suffix('/')?;
    let flags: String = text[failed..].chars().take_while(|c| c.is_ascii_alphabetic()).collect();
    if flags.is_empty() || !flags.chars().all(|c| "gimsuxy".contains(c)) {
        return None;
    }
    let kept: String = flags.chars().filter(|c| "imsx".contains(*c)).collect();
    let right = if kept.is_empty() { format!("/{inner}/") } else { format!("/(?{kept}){inner}/") };
    Some((Span::new(failed, failed + flags.len()), format!("flags stand inside of the pattern: write `{right}`")))
}

/// `in ["a", "b"]`, `not in SHIPS`, `is one of ("a", "b")`.
fn members(text: &str, failed: usize, clause: Range<usize>) -> Option<(Span, String)> {
    let rest = &text[failed..clause.end];
    let (negated, behind) = match rest.strip_prefix("not ").map(str::trim_start) {
        Some(behind) => (true, behind.strip_prefix("in")?),
        None => (false, rest.strip_prefix("in").unwrap_or(rest)),
    };
    let before = text[clause.start..failed].trim_end();
    let open = behind.trim_start();
    let bracket = open.starts_with(['[', '(', '{']);
    let word = behind.len() < rest.len();
    if !word && !(bracket && before.ends_with("one of")) || word && !behind.starts_with([' ', '\t', '[', '(', '{']) {
        return None;
    }
    // Only behind a value: `for each quote q in headline` is another `in`.
    if word && text[clause.start..].trim_start().starts_with("for") {
        return None;
    }
    let listed = if bracket {
        let close = open.find([']', ')', '}'])?;
        open[1..close].trim().trim_end_matches(',').replace('\'', "\"")
    } else {
        let word = open.split(|c: char| c.is_whitespace() || c == ')').next().unwrap_or_default();
        word.trim_end_matches(',').to_string()
    };
    let end = match bracket {
        true => text[failed..].find([']', ')', '}'])? + failed + 1,
        false => failed + rest.len() - open.len() + listed.len(),
    };
    if listed.is_empty() || listed.len() > 60 {
        return None;
    }
    let is = if negated { "is not one of" } else { "is one of" };
    let span = if word { Span::new(failed, end) } else { Span::new(end - (end - failed), end) };
    Some((span, format!("write `{is} {listed}`")))
}

/// `x.number >= 3 and <= 5`: the value is missing before the second comparison.
fn half_comparison(text: &str, failed: usize, clause: Range<usize>) -> Option<(Span, String)> {
    let here = &text[failed..clause.end];
    let word = here.split_whitespace().next()?;
    let comparisons =
        ["<", "<=", ">", ">=", "before", "after", "contains", "overlaps", "starts", "ends", "matches", "is"];
    if !comparisons.contains(&word) {
        return None;
    }
    let tokens = tokens(text, clause.start..failed);
    let (join, earlier) = tokens.split_last()?;
    if !["and", "or"].contains(&join.of(text)) {
        return None;
    }
    let at = earlier.iter().rposition(|t| comparisons.contains(&t.of(text)))?;
    let left = earlier.get(at.checked_sub(1)?)?.of(text);
    let value = here.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let span = Span::new(failed, failed + word.len());
    Some((span, format!("write the value again: `{} {left} {value}`", join.of(text))))
}

/// `for q in quotes`
fn loop_over(text: &str, failed: usize, clause: Range<usize>) -> Option<(Span, String)> {
    let tokens = tokens(text, clause);
    let words: Vec<&str> = tokens.iter().map(|t| t.of(text)).collect();
    let (name, kind, count) = match words.as_slice() {
        ["for", name, "in", kind, ..] => (name, kind, 4),
        ["for", "each", name, "in", kind, ..] if tokens[3].start as usize == failed => (name, kind, 5),
        ["for", "each", kind, "as", name, ..] => (name, kind, 5),
        _ => return None,
    };
    let name_like = |w: &str| w.chars().all(|c| c.is_alphanumeric() || c == '-');
    let kind = kind.trim_end_matches(':');
    let span = tokens[0].cover(tokens[count - 1]);
    let singular = match kind.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => kind.strip_suffix('s').unwrap_or(kind).to_string(),
    };
    let fits = name_like(name) && name_like(kind) && (span.start as usize..=span.end as usize).contains(&failed);
    fits.then(|| (span, format!("write `for each {singular} {name}`")))
}

/// `list SHIPS = ["a", "b"]`, `param most = 3`
fn assignment(text: &str, failed: usize, clause: Range<usize>) -> Option<(Span, String)> {
    let tokens = tokens(text, clause.clone());
    let (word, name) = (tokens.first()?.of(text), tokens.get(1)?.of(text).trim_end_matches([':', '=']));
    let rest = &text[failed..clause.end];
    let value =
        rest.trim_start_matches([':', '=', ' ', '[', '(', '{']).trim_end_matches([']', ')', '}', ';', ' ', ',']);
    if value.is_empty() || value.len() > 60 || !rest.starts_with([':', '=', '[', '(', '{']) {
        return None;
    }
    let right = match word {
        "list" => format!("list {name} {}", value.replace('\'', "\"")),
        "param" if value.starts_with(|c: char| c.is_ascii_digit()) && value.contains(' ') => {
            format!("param {name} duration default {value}")
        }
        "param" if value.starts_with(|c: char| c.is_ascii_digit()) => format!("param {name} number default {value}"),
        "param" if value.starts_with('"') => format!("param {name} text default {value}"),
        _ => return None,
    };
    Some((Span::new(failed, failed + rest.trim_end().len()), format!("write `{right}`")))
}

/// `x.words.contains("a")`, `len(x.words)`: a call of another language, with its name before the bracket.
fn call(text: &str, failed: usize) -> Option<(Span, String)> {
    let inner = text[failed..].strip_prefix('(')?;
    let inner = &inner[..inner.find([')', '\n', '\r'])?];
    let before = &text[..failed];
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || ".-_".contains(c))).map_or(0, |i| i + 1);
    let start = text.ceil_char_boundary(start);
    let name = &before[start..];
    let span = Span::new(start, failed + inner.len() + 2);
    let short = |words: String| (words.chars().count() <= 60).then(|| (span, format!("write `{words}`")));
    if let Some((value, method)) = name.rsplit_once('.') {
        let ours = match method.to_lowercase().replace('_', "").as_str() {
            "contains" | "includes" | "has" => "contains",
            "overlaps" | "intersects" => "overlaps",
            "startswith" | "starts-with" => "starts with",
            "endswith" | "ends-with" => "ends with",
            "equals" => "is",
            "before" => "before",
            "after" => "after",
            "length" | "len" | "size" | "count" => return short(format!("count of {value}")),
            _ => return None,
        };
        return short(format!("{value} {ours} {inner}"));
    }
    match name.to_lowercase().as_str() {
        "len" | "length" | "size" | "count" => short(format!("count of {inner}")),
        "year" | "weekday" | "initials" | "sum" | "unit" | "dimension" | "rank" => {
            short(format!("{} of {inner}", name.to_lowercase()))
        }
        "not" => short(format!("not ({inner})")),
        "exists" | "isset" | "defined" => short(format!("{inner} is known")),
        _ => None,
    }
}

/// `must agree place`
fn agree_field(text: &str, failed: usize) -> Option<(Span, String)> {
    let before = text[..failed].trim_end();
    let agree =
        before.strip_suffix("agree").filter(|b| b.ends_with(char::is_whitespace) && b.trim_end().ends_with("must"))?;
    let name: String = text[failed..].chars().take_while(|c| c.is_alphanumeric() || "-.".contains(*c)).collect();
    let span = Span::new(agree.len(), failed + name.len());
    name.starts_with(char::is_alphabetic).then(|| (span, format!("write `agree on {name}`")))
}

/// `article--date`: a name has single hyphens.
fn doubled_hyphen(text: &str, failed: usize) -> Option<(Span, String)> {
    let inner = |c: char| c.is_alphanumeric() || c == '-';
    let before: usize = text[..failed].chars().rev().take_while(|c| inner(*c)).map(char::len_utf8).sum();
    let after: usize = text[failed..].chars().take_while(|c| inner(*c)).map(char::len_utf8).sum();
    let span = Span::new(failed - before, failed + after);
    let written = span.of(text);
    let parts: Vec<&str> = written.split('-').filter(|p| !p.is_empty()).collect();
    let doubled = written.contains("--") && written.starts_with(char::is_alphabetic) && written.len() <= 60;
    (doubled && parts.len() > 1).then(|| (span, format!("write `{}`", parts.join("-"))))
}
