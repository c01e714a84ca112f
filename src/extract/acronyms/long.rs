//! The expansion beside an acronym.

use super::fit::is_small;
use crate::source::Span;

/// The words of a stretch of text; hyphens and slashes part them.
fn words(text: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    let base = span.start as usize;
    for (i, c) in span.of(text).char_indices().chain([(span.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && matches!(c, '\'' | '’' | '\u{301}'));
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                out.push(Span::new(base + s, base + i));
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn lower(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn initial(text: &str, word: Span) -> Option<char> {
    word.of(text).chars().next().and_then(|c| c.to_lowercase().next())
}

/// Words before a bracket that are looked at.
const MAX_WORDS: usize = 24;

/// Words that no name has and a clause does.
const VERBS: &[&str] =
    &["is", "are", "was", "were", "has", "have", "had", "be", "been", "can", "will", "through", "that", "which"];

/// What stands in brackets behind places and names: agencies, states, parties, times. They are acronyms only where every
/// word gives its initial.
const TAGS: &[&str] = &[
    "AP", "AFP", "UPI", "CNN", "BBC", "ABC", "CBS", "NBC", "PTI", "ANI", "IANS", "TASS", "DPA", "EFE", "ANSA", "AAP",
    "RNS", "GOP", "PM", "AM", "GMT", "UTC", "LIVE", "VIDEO", "PHOTO", "PHOTOS", "WATCH", "RELATED", "SIC", "MORE",
];

/// The expansion that ends where `before` ends: by initials, by letters within words, or the whole name before it.
pub(super) fn before(letters: &str, text: &str, before: Span) -> Option<Span> {
    let written = before.of(text).trim_end().trim_end_matches(['"', '”', ',']);
    let written = written.strip_suffix("'s").or_else(|| written.strip_suffix("’s")).unwrap_or(written);
    let written = written.trim_end_matches(['’', '\'']);
    let end = before.start + written.len() as u32;
    // `Dorn Steel Corp. (DSC)`
    let bare = before.start + written.strip_suffix('.').unwrap_or(written).len() as u32;
    let window = clause(text, Span { start: before.start, end });
    let words = words(text, window);
    let words = &words[words.len().saturating_sub(MAX_WORDS)..];
    if words.last()?.end != bare {
        return None;
    }
    let found = expansion(letters, text, words).or_else(|| numbered(letters, text, words))?;
    Some(Span { end: if found.end == bare { end } else { found.end }, ..found })
}

/// The expansion that `inside` is from its first word on.
pub(super) fn whole(letters: &str, text: &str, inside: Span) -> Option<Span> {
    let all = words(text, inside);
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    if all.len() < 2 || all.len() > MAX_WORDS || capitals < 2 {
        return None;
    }
    let first = all.iter().find(|w| !is_small(w.of(text)))?.start;
    expansion(letters, text, &all).filter(|s| s.start == first)
}

/// An acronym of three letters and more with a number or a letter of a series, which the words do not tell: `HST-2`.
fn numbered(letters: &str, text: &str, words: &[Span]) -> Option<Span> {
    let stem = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = if stem.len() == letters.len() {
        letters.rsplit_once('-').filter(|(_, last)| last.chars().count() == 1)?.0
    } else {
        stem.trim_end_matches('-')
    };
    let wanted = lower(stem);
    let number = letters[stem.len()..].trim_start_matches('-');
    if wanted.len() < 3 || wanted.iter().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let found = by_initials(&wanted, text, words).map(|start| Span { start, end: words[words.len() - 1].end })?;
    // `the 20-item Harbour Survey (HS-20)`: the words do tell it, right before or further ahead.
    const AHEAD: usize = 2;
    let own = words.partition_point(|w| w.start < found.start);
    match words[..own].iter().rposition(|w| w.of(text) == number) {
        Some(at) if at + AHEAD >= own => Some(Span { start: words[at].start, ..found }),
        Some(_) => None,
        None => Some(found),
    }
}

fn expansion(letters: &str, text: &str, words: &[Span]) -> Option<Span> {
    let wanted = lower(letters);
    let end = words.last()?.end;
    let exact = by_initials(&wanted, text, words).map(|start| Span { start, end });
    let several = exact.is_some_and(|s| s.of(text).contains(|c: char| !c.is_alphanumeric()));
    // Written like a word: a short form of a name (`Ronald (Ron)`), unless all initials are there.
    let mut chars = letters.chars();
    let wordlike = chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase);
    let name = words.last().is_some_and(|w| w.of(text).starts_with(char::is_uppercase));
    let found = if wordlike && name || TAGS.contains(&letters) {
        exact.filter(|_| several)
    } else {
        let swapped = || by_swapped_initials(letters, &wanted, text, words).map(|start| Span { start, end });
        exact.or_else(swapped).or_else(|| by_letters(letters, &wanted, text, words)).or_else(|| {
            let start = by_name(letters, &wanted, text, words).or_else(|| by_foreign_name(letters, text, words))?;
            Some(Span { start, end })
        })
    }?;
    let found = Span { start: with_prefix(text, found.start, words[0].start), end: found.end };
    let long = found.of(text);
    // `Glu current` is no short form of words with `Glu` in them.
    let part = |w: &str| letters.split(' ').any(|l| l.len() > 2 && l == w && l.starts_with(char::is_uppercase));
    let same = long.split(|c: char| !(c.is_alphanumeric() || c == '.')).any(|w| w == letters || part(w));
    (long.chars().count() > letters.chars().count() && !same).then_some(found)
}

/// The start of a chemical name with its locants: `2,4-dinitrophenol`.
fn with_prefix(text: &str, start: u32, from: u32) -> u32 {
    let before = &text[from as usize..start as usize];
    let run = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let locants = run.ends_with('-') && run.chars().all(|c| c.is_ascii_digit() || ",-'’()".contains(c));
    if locants && run.starts_with(|c: char| c.is_ascii_digit()) { start - run.len() as u32 } else { start }
}

/// The part of `span` behind its last mark that ends a clause.
fn clause(text: &str, span: Span) -> Span {
    let words = span.of(text);
    // A line end within a paragraph is a wrap.
    let mark = words.rfind([';', ':', '(', '[', ')', ']', '“', '”', '"', '?', '!']).max(words.rfind("\n\n"));
    let cut = mark.map_or(0, |i| i + words[i..].chars().next().map_or(1, char::len_utf8));
    Span::new(span.start as usize + cut, span.end as usize)
}

/// Every word gives its initial, small words may: `Council of Ministers` for `CM` and `CoM`.
fn by_initials(wanted: &[char], text: &str, words: &[Span]) -> Option<u32> {
    // reach[k]: whether the letters from k on are spent by the words walked so far.
    let n = wanted.len();
    let mut reach = vec![false; n + 1];
    reach[n] = true;
    for word in words.iter().rev() {
        let first = initial(text, *word)?;
        let digit = super::fit::number_in(word.of(text));
        let small = is_small(word.of(text));
        let mut next = vec![false; n + 1];
        for k in 0..=n {
            if !reach[k] {
                continue;
            }
            if k > 0 && (wanted[k - 1] == first || Some(wanted[k - 1]) == digit) {
                next[k - 1] = true;
            }
            if small {
                next[k] = true;
            }
        }
        if next[0] && !small {
            return Some(word.start);
        }
        reach = next;
        if !reach.contains(&true) {
            return None;
        }
    }
    None
}

/// Every word gives its initial, but two neighbours stand in each other's place: `CHT` typed as `HCT`. Letters from within the
/// words would fit a part of the name only.
fn by_swapped_initials(letters: &str, wanted: &[char], text: &str, words: &[Span]) -> Option<u32> {
    if wanted.len() < 3 || !letters.chars().all(|c| c.is_uppercase()) {
        return None;
    }
    let mut letters = wanted.to_vec();
    (1..letters.len()).find_map(|i| {
        letters.swap(i - 1, i);
        let start = by_initials(&letters, text, words);
        letters.swap(i - 1, i);
        let capital = |w: &&Span| is_small(w.of(text)) || w.of(text).starts_with(char::is_uppercase);
        start.filter(|&s| words.iter().filter(|w| w.start >= s).all(|w| capital(&w)))
    })
}

/// Letters from within the words, matched from the end; the first letter begins a word (Schwartz and Hearst 2003).
fn by_letters(letters: &str, wanted: &[char], text: &str, words: &[Span]) -> Option<Span> {
    let limit = (wanted.len() + 5).min(wanted.len() * 2);
    let words = &words[words.len().saturating_sub(limit)..];
    let start = words.first()?.start as usize;
    let end = words.last()?.end as usize;
    let mut chars = text[start..end].char_indices().rev();
    let boundary = |at: usize| text[start..start + at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let (mut first, mut last) = (None, None);
    for (k, &letter) in wanted.iter().enumerate().rev() {
        let at = loop {
            let (i, c) = chars.next()?;
            if c.to_lowercase().eq(std::iter::once(letter)) && (k > 0 || boundary(i)) {
                break i;
            }
        };
        first = Some(at);
        last = last.or(Some(at));
    }
    let found = (start + first?) as u32;
    let last = (start + last?) as u32;
    let end = words.last()?;
    // A verb, or signs that the words do not tell: the letters fit by chance.
    let chance = words.iter().any(|w| w.start > found && VERBS.contains(&w.of(text))) || letters.contains('+');
    if chance {
        return None;
    }
    let single = words.iter().filter(|w| w.start >= found).count() == 1;
    let capital = text[found as usize..].starts_with(char::is_uppercase);
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    // A capital that begins the sentence is no name's.
    let begins =
        text[..found as usize].trim_end().is_empty() || text[..found as usize].trim_end().ends_with(['.', '\n']);
    let capital = capital && !(begins && single);
    // Two letters beside a name in capitals must come from its first and its last word: `Pat Toomer (PA)` is a person
    // and a state.
    let code = capital && wanted.len() < 3 && (single || last < end.start);
    (capitals > 0 && !code).then_some(Span { start: found, end: end.end })
}

/// The name in capitals that ends the words, from its first word that has the first letter: for acronyms that do not fit.
fn by_name(letters: &str, wanted: &[char], text: &str, words: &[Span]) -> Option<u32> {
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let shape = letters.chars().all(|c| c.is_alphabetic() || c == '.')
        && wanted.len() > 2
        && capitals > 1
        && capitals * 2 > wanted.len();
    if !shape {
        return None;
    }
    let mut start = None;
    let mut big = 0;
    let mut later = words.last()?.end;
    for word in words.iter().rev() {
        let joined =
            text[word.end as usize..later.max(word.end) as usize].chars().all(|c| c == ' ' || c == '-' || c == ',');
        let capital = word.of(text).chars().next().is_some_and(char::is_uppercase);
        if (later != word.end && !joined) || !(capital || is_small(word.of(text))) {
            break;
        }
        later = word.start;
        if capital {
            big += 1;
            if big > 1 && initial(text, *word) == wanted.first().copied() {
                start = Some(word.start);
            }
        }
    }
    start
}

/// The name of a body in capitals, where the letters are those of its name in another language: `Dornish Workers' Party
/// (PKD)`. Codes of countries stand behind names of bodies, too.
fn by_foreign_name(letters: &str, text: &str, words: &[Span]) -> Option<u32> {
    const BODIES: &[&str] = &[
        "party",
        "front",
        "movement",
        "union",
        "league",
        "alliance",
        "coalition",
        "confederation",
        "federation",
        "ministry",
        "agency",
        "service",
        "directorate",
        "committee",
        "commission",
        "council",
        "army",
        "forces",
        "guard",
        "guards",
        "corps",
        "association",
        "institute",
        "organization",
        "organisation",
        "authority",
        "bureau",
        "office",
        "company",
        "bank",
        "court",
        "congress",
        "assembly",
        "parliament",
        "foundation",
        "fund",
    ];
    const COUNTRIES: &[&str] = &["USA", "UAE", "USSR", "GDR", "FRG", "PRC", "DRC", "CAR", "NSW", "ACT"];
    const SHORT: std::ops::RangeInclusive<usize> = 3..=6;
    let shape = SHORT.contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
    if !shape || COUNTRIES.contains(&letters) || !BODIES.contains(&words.last()?.of(text).to_lowercase().as_str()) {
        return None;
    }
    let capital = |w: &Span| w.of(text).starts_with(char::is_uppercase);
    let mut start = None;
    let mut big = 0;
    let mut later = words.last()?.end;
    for word in words.iter().rev() {
        let gap = &text[word.end as usize..later.max(word.end) as usize];
        let possessive = gap.starts_with(['\'', '’']);
        let joined = gap.chars().all(|c| matches!(c, ' ' | '-' | '\'' | '’' | '&'));
        let article = matches!(word.of(text), "The" | "A" | "An");
        if (later != word.end && !joined)
            || article
            || !(capital(word) || is_small(word.of(text)))
            || (possessive && big > 3)
        {
            break;
        }
        later = word.start;
        if capital(word) {
            big += 1;
            start = Some(word.start);
        }
    }
    start.filter(|_| big > 1)
}
