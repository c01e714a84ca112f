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

/// The expansion that ends where `before` ends: by initials, by letters within words, or the whole name before it.
pub(super) fn before(letters: &str, text: &str, before: Span) -> Option<Span> {
    let end = before.start as usize + before.of(text).trim_end().trim_end_matches(['"', '”', '’', '\'', ',']).len();
    let window = clause(text, Span::new(before.start as usize, end.max(before.start as usize)));
    let words = words(text, window);
    let words = &words[words.len().saturating_sub(MAX_WORDS)..];
    let last = words.last()?;
    if last.end as usize != end {
        return None;
    }
    let wanted = lower(letters);
    let start = by_initials(&wanted, text, words)
        .or_else(|| by_letters(letters, &wanted, text, words))
        .or_else(|| by_name(letters, &wanted, text, words))?;
    let span = Span { start, end: last.end };
    plausible(letters, span.of(text)).then_some(span)
}

/// The expansion that `inside` is from its first word on.
pub(super) fn whole(letters: &str, text: &str, inside: Span) -> Option<Span> {
    let all = words(text, inside);
    let (first, last) = (all.first()?, all.last()?);
    let span = Span { start: first.start, end: last.end };
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    if all.len() < 2 || all.len() > MAX_WORDS || capitals < 2 || !plausible(letters, span.of(text)) {
        return None;
    }
    let wanted = lower(letters);
    let start = by_initials(&wanted, text, &all)
        .or_else(|| by_letters(letters, &wanted, text, &all))
        .or_else(|| by_name(letters, &wanted, text, &all))?;
    (start == span.start).then_some(span)
}

/// The part of `span` behind its last mark that ends a clause.
fn clause(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let cut = words
        .rfind([';', ':', '(', '[', ')', ']', '“', '”', '"', '?', '!', '\n'])
        .map_or(0, |i| i + words[i..].chars().next().map_or(1, char::len_utf8));
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
        let small = is_small(word.of(text));
        let mut next = vec![false; n + 1];
        for k in 0..=n {
            if !reach[k] {
                continue;
            }
            if k > 0 && wanted[k - 1] == first {
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

/// Letters from within the words, matched from the end; the first letter begins a word (Schwartz and Hearst 2003).
fn by_letters(letters: &str, wanted: &[char], text: &str, words: &[Span]) -> Option<u32> {
    let limit = (wanted.len() + 5).min(wanted.len() * 2);
    let words = &words[words.len().saturating_sub(limit)..];
    let start = words.first()?.start as usize;
    let end = words.last()?.end as usize;
    let mut chars = text[start..end].char_indices().rev();
    let boundary = |at: usize| text[start..start + at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let mut at = None;
    for (k, &letter) in wanted.iter().enumerate().rev() {
        at = Some(loop {
            let (i, c) = chars.next()?;
            let same = c.to_lowercase().eq(std::iter::once(letter));
            if same && (k > 0 || boundary(i)) {
                break i;
            }
        });
    }
    let found = (start + at?) as u32;
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let single = words.iter().filter(|w| w.start >= found).count() == 1;
    let capital_word = text[found as usize..].chars().next().is_some_and(char::is_uppercase);
    // Two letters of a single capitalised word are a place and its code, not a name and its acronym.
    (capitals > 0 && !(single && capital_word && wanted.len() < 3)).then_some(found)
}

/// The name in capitals that ends the words, from its first word that has the first letter: for acronyms that do not fit.
fn by_name(letters: &str, wanted: &[char], text: &str, words: &[Span]) -> Option<u32> {
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let shape = letters.chars().all(|c| c.is_alphabetic() || c == '.') && capitals > 1 && capitals * 2 > wanted.len();
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

fn plausible(letters: &str, long: &str) -> bool {
    let same_word = long.split(|c: char| !c.is_alphanumeric()).any(|w| w == letters);
    long.chars().count() > letters.chars().count() && !same_word
}
