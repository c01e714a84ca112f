//! Sentence boundaries.
//!
//! A sentence ends at `.`, `?`, `!` or `…` with its closing marks when a blank follows and what comes next can begin a
//! sentence, unless the point belongs to an abbreviation or an initial.

use super::{Sentence, Token, TokenKind};

/// Words that keep a point without ending a sentence: titles, ranks, months, and the abbreviations of news copy.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "sr", "jr", "st", "gen", "lt", "col", "maj", "capt", "cmdr", "adm",
    "sgt", "cpl", "pvt", "brig", "sen", "rep", "gov", "pres", "amb", "supt", "det", "insp", "fr", "messrs", "mme",
    "mlle", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues",
    "wed", "thu", "thur", "thurs", "fri", "no", "nos", "vs", "v", "inc", "ltd", "co", "corp", "bros", "dept", "univ",
    "assn", "ave", "blvd", "rd", "ft", "mt", "art", "fig", "vol", "pp", "approx", "est", "calif", "fla", "ariz", "ark",
    "colo", "conn", "del", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont",
    "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "viz", "cf", "al", "etc",
];

/// Of these, the ones that may well end a sentence: they do when a word follows that begins one.
const MAY_END: &[&str] = &["inc", "ltd", "co", "corp", "bros", "etc", "jr", "sr", "al", "no", "est", "art"];

/// Tokens after which a sentence ends in any case. Much is searched for within the sentence, so that an article of one endless
/// sentence would cost the square of its length; real sentences, lists included, are a fraction of this.
const LONGEST: u32 = 600;

/// Words that begin sentences more often than names: `... in the U.S. The ...`.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "in",
    "on",
    "at",
    "but",
    "and",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "their",
    "its",
    "there",
    "as",
    "for",
    "if",
    "when",
    "while",
    "after",
    "before",
    "some",
    "many",
    "most",
    "however",
    "meanwhile",
    "what",
    "who",
    "why",
    "how",
    "with",
    "by",
    "from",
    "to",
    "no",
    "not",
    "so",
    "since",
    "under",
];

pub fn split(text: &str, tokens: &[Token], first: u32, end: u32, block: u32, out: &mut Vec<Sentence>) {
    let mut start = first;
    let mut i = first;
    while i < end {
        let t = &tokens[i as usize];
        let word = t.span.of(text);
        let mut stop = i + 1;
        let ends = match t.kind {
            TokenKind::Punct if matches!(word, "." | "?" | "!" | "…") => {
                while stop < end && is_closing(tokens[stop as usize].span.of(text), &tokens[stop as usize]) {
                    stop += 1;
                }
                stop < end
                    && tokens[stop as usize].spaced
                    && begins(text, tokens, stop)
                    && !abbreviated(text, tokens, start, i, stop)
            }
            // "U.S." at the end of a sentence: only where a word follows that begins one.
            TokenKind::Word if word.ends_with('.') => {
                while stop < end && is_closing(tokens[stop as usize].span.of(text), &tokens[stop as usize]) {
                    stop += 1;
                }
                stop < end
                    && tokens[stop as usize].spaced
                    && tokens[stop as usize].capital
                    && is_starter(tokens[stop as usize].span.of(text))
            }
            _ => false,
        };
        if ends || stop - start >= LONGEST {
            push(tokens, start, stop, block, out);
            start = stop;
        }
        i = stop;
    }
    if start < end {
        push(tokens, start, end, block, out);
    }
}

fn push(tokens: &[Token], first: u32, end: u32, block: u32, out: &mut Vec<Sentence>) {
    let span = tokens[first as usize].span.cover(tokens[end as usize - 1].span);
    out.push(Sentence { span, first, end, block });
}

fn is_closing(word: &str, token: &Token) -> bool {
    match word {
        "”" | "’" | "»" | ")" | "]" | "." | "!" | "?" | "…" => !token.spaced || matches!(word, "”" | "»"),
        "\"" | "'" => !token.spaced,
        _ => false,
    }
}

fn begins(text: &str, tokens: &[Token], at: u32) -> bool {
    let t = &tokens[at as usize];
    match t.kind {
        TokenKind::Word => t.capital || !t.span.of(text).chars().next().is_some_and(char::is_lowercase),
        TokenKind::Number => true,
        TokenKind::Possessive => false,
        TokenKind::Punct => matches!(
            t.span.of(text),
            "“" | "‘" | "\"" | "'" | "«" | "„" | "(" | "[" | "-" | "–" | "—" | "•" | "$" | "£" | "€" | "#"
        ),
    }
}

fn is_starter(word: &str) -> bool {
    let lower = word.to_lowercase();
    STARTERS.contains(&lower.as_str())
}

/// Whether the point at token `i` belongs to the word before it.
fn abbreviated(text: &str, tokens: &[Token], start: u32, i: u32, next: u32) -> bool {
    if i == start || tokens[i as usize].span.of(text) != "." || tokens[i as usize].spaced {
        return false;
    }
    let before = &tokens[i as usize - 1];
    if before.kind != TokenKind::Word {
        return false;
    }
    let word = before.span.of(text);
    if word.chars().count() == 1 {
        // An initial, "Viktor G. Lund"; "Plan B. The" is the rare case.
        return before.capital && !is_starter(tokens[next as usize].span.of(text));
    }
    let lower = word.to_lowercase();
    if !ABBREVIATIONS.contains(&lower.as_str()) {
        return false;
    }
    // "no", "art" and the like are abbreviations before a number only.
    if matches!(lower.as_str(), "no" | "nos" | "art" | "fig" | "vol" | "pp" | "approx") {
        return tokens[next as usize].kind == TokenKind::Number;
    }
    // A state or month at a sentence's end is written out; as a lower-case word ("wash", "miss", "may") it is no abbreviation.
    if !before.capital && !matches!(lower.as_str(), "vs" | "v" | "cf" | "viz" | "etc" | "approx" | "al") {
        return false;
    }
    !(MAY_END.contains(&lower.as_str()) && is_starter(tokens[next as usize].span.of(text)))
}
