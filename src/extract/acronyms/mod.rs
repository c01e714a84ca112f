//! Acronyms given with their expansion, in both orders: `Council of Ministers (CoM)`, `CoM (Council of Ministers)`,
//! `the Council of Ministers, or CoM,`.
//!
//! Letters and words need not fit: a name in capitals right before a bracketed acronym is its expansion even where a
//! letter is wrong, so that a rule can say so.

mod fit;
mod long;

pub use fit::{Fit, fits};

use super::{Mention, MentionKind};
use crate::facts::{FieldId, FieldValue, Provenance, Value};
use crate::source::Span;
use crate::text::{Doc, Sentence};

const LETTERS: FieldId = FieldId(0);
const EXPANSION: FieldId = FieldId(1);

/// Longest bracket that is looked into, in tokens.
const MAX_BRACKET: u32 = 40;

/// How far before a bracket an expansion may begin, in tokens.
const MAX_BEFORE: u32 = 80;

/// Mentions of kind `Acronym` in order of start, none overlapping.
pub fn find(doc: &Doc) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for sentence in &doc.sentences {
        for at in sentence.first..sentence.end {
            let pair = match doc.word(at) {
                "(" | "[" => bracketed(doc, sentence, at),
                "or" => named_twice(doc, sentence, at),
                _ => None,
            };
            let Some((letters, expansion)) = pair else { continue };
            let span = letters.cover(expansion);
            if out.last().is_some_and(|m| m.span.end > span.start) {
                continue;
            }
            let (first, end) = doc.tokens_in(span);
            // The bracket belongs to it: `Council of Ministers (CoM)`.
            let closes = doc.text[span.end as usize..].starts_with([')', ']']) && doc.word(at) != "or";
            let span = Span { start: span.start, end: span.end + u32::from(closes) };
            out.push(Mention {
                kind: MentionKind::Acronym,
                first,
                end: (end + u32::from(closes)).max(first + 1),
                span,
                value: Value::Text(doc.text_at(letters)),
                fields: vec![
                    FieldValue::new(LETTERS, Value::Text(doc.text_at(letters)), letters),
                    FieldValue::new(EXPANSION, Value::Text(doc.text_at(expansion)), expansion),
                ],
                by: Provenance::of(&"acronyms"),
            });
        }
    }
    out
}

/// Letters and expansion around the bracket that opens at token `open`.
fn bracketed(doc: &Doc, sentence: &Sentence, open: u32) -> Option<(Span, Span)> {
    let closing = if doc.word(open) == "(" { ")" } else { "]" };
    let limit = doc.blocks[sentence.block as usize].end.min(open + MAX_BRACKET);
    let close = (open + 1..limit).find(|&i| doc.word(i) == closing)?;
    if close == open + 1 || open == sentence.first {
        return None;
    }
    let inside = doc.span(open + 1, close);
    // `iron(II)`: a number in a bracket on a word is part of it.
    let glued = !doc.tokens[open as usize].spaced;
    if glued && inside.of(doc.text).chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
        return None;
    }
    let before = doc.span(sentence.first.max(open.saturating_sub(MAX_BEFORE)), open);
    for piece in pieces(doc.text, inside) {
        if let Some(letters) = letters_in(doc.text, piece)
            && let Some(expansion) = long::before(letters.of(doc.text), doc.text, before)
        {
            return Some((letters, expansion));
        }
    }
    if let Some(pair) = single(doc, open, close) {
        return Some(pair);
    }
    // Both in the bracket: `(Council of Ministers, CoM)`.
    if let Some(comma) = inside.of(doc.text).rfind(',')
        && let comma = inside.start as usize + comma
        && let Some(letters) = letters_in(doc.text, Span::new(comma + 1, inside.end as usize))
        && !letters.of(doc.text).contains(char::is_whitespace)
        && let Some(name) = long::whole(letters.of(doc.text), doc.text, Span::new(inside.start as usize, comma))
    {
        return Some((letters, name));
    }
    // The other way round: `CoM (Council of Ministers)`.
    let start = before.of(doc.text).trim_end().rsplit(char::is_whitespace).next().map_or(0, str::len);
    let end = before.start as usize + before.of(doc.text).trim_end().len();
    let word = letters_in(doc.text, Span::new(end - start, end))?;
    let piece = pieces(doc.text, inside).next()?;
    let expansion = long::whole(word.of(doc.text), doc.text, piece)?;
    Some((word, expansion))
}

/// One letter for the word before it: `10 diopters (D)`. A name before it is no word: `Per Dahl (D)` is of a party.
fn single(doc: &Doc, open: u32, close: u32) -> Option<(Span, Span)> {
    const MIN_WORD: usize = 4;
    let (letter, word) = (doc.word(open + 1), doc.word(open - 1));
    let capital = letter.chars().count() == 1 && letter.starts_with(|c: char| c.is_uppercase());
    let plain = word.chars().count() >= MIN_WORD && word.chars().all(char::is_lowercase);
    let spaced = doc.tokens[open as usize].spaced;
    (close == open + 2 && capital && plain && spaced && fits(letter, word) == Fit::Yes)
        .then(|| (doc.span(open + 1, close), doc.span(open - 1, open)))
}

/// `the Council of Ministers, or CoM,` with the `or` at token `at`.
fn named_twice(doc: &Doc, sentence: &Sentence, at: u32) -> Option<(Span, Span)> {
    if at < sentence.first + 2 || doc.word(at - 1) != "," || at + 1 >= sentence.end {
        return None;
    }
    let end = (at + 2..sentence.end.min(at + 6)).find(|&i| matches!(doc.word(i), "," | "." | ";" | ")"))?;
    let letters = letters_in(doc.text, doc.span(at + 1, end))?;
    let all_caps = letters.of(doc.text).chars().filter(|c| c.is_uppercase()).count() > 1;
    let before = doc.span(sentence.first.max(at.saturating_sub(MAX_BEFORE)), at - 1);
    let expansion = long::before(letters.of(doc.text), doc.text, before).filter(|_| all_caps)?;
    (fits(letters.of(doc.text), expansion.of(doc.text)) == Fit::Yes).then_some((letters, expansion))
}

/// The parts of a bracket's content that may be the acronym: what stands behind an `or`, before the first comma or the
/// like, and behind the last semicolon.
fn pieces(text: &str, inside: Span) -> impl Iterator<Item = Span> + use<> {
    let words = inside.of(text);
    let first = &words[..words.find([',', ';', '=', ':']).unwrap_or(words.len())];
    let mut out = Vec::new();
    if let Some(or) = first.rfind(" or ") {
        out.push((or + " or ".len(), first.len()));
        out.push((0, or));
    } else {
        out.push((0, first.len()));
    }
    if let Some(last) = words.rfind(';') {
        out.push((last + 1, words.len()));
    }
    out.into_iter().map(move |(a, z)| Span::new(a, z).shift(inside.start as usize))
}

/// The acronym that a piece of text is, without marks and lead-ins around it.
fn letters_in(text: &str, piece: Span) -> Option<Span> {
    const LEAD_INS: &[&str] =
        &["the ", "or ", "also ", "known as ", "abbreviated ", "hereafter ", "hereinafter ", "called "];
    let mut words = piece.of(text);
    loop {
        let before = words;
        words = words.trim_matches(|c: char| c.is_whitespace() || "\"“”‘’'«»*".contains(c));
        for lead in LEAD_INS {
            words = words.strip_prefix(lead).unwrap_or(words);
        }
        if words == before {
            break;
        }
    }
    // `words` is a part of `text`.
    let start = words.as_ptr() as usize - text.as_ptr() as usize;
    let span = Span::new(start, start + words.len());
    is_acronym(words).then_some(span)
}

fn is_acronym(word: &str) -> bool {
    let count = word.chars().count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let first = word.chars().next().is_some_and(char::is_alphanumeric);
    let brackets = word.contains(['(', '[', '{']);
    let shape = (2..=12).contains(&count) && letters > 0 && first && !brackets && word.split_whitespace().count() <= 2;
    let party = word.split_once(['-', '–', '—']).is_some_and(|(a, b)| {
        matches!(a, "R" | "D" | "I") && b.chars().next().is_some_and(char::is_uppercase) && b.len() > 1
    });
    // Points stand behind single letters only: `U.S.S.R.`, but no `Dec. 16`, `Ore.` or ticker `DST.N`.
    let points = !word.contains('.')
        || (letters > 1 && word.trim_end_matches('.').split('.').all(|part| part.chars().count() == 1));
    shape && points && !party
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(text: &str) -> Vec<String> {
        find(&Doc::of_text(text))
            .iter()
            .map(|m| format!("{} = {}", m.fields[0].spans[0].of(text), m.fields[1].spans[0].of(text)))
            .collect()
    }

    #[test]
    fn both_orders() {
        for (text, expected) in [
            ("the Council of Harbour Towns (CHT) met", "CHT = Council of Harbour Towns"),
            ("the Council of Harbour Towns (the “CHT”) met", "CHT = Council of Harbour Towns"),
            ("the Council of Harbour Towns (CHT, in Dorn) met", "CHT = Council of Harbour Towns"),
            ("the Council of Harbour Towns (also known as CHT) met", "CHT = Council of Harbour Towns"),
            ("the CHT (Council of Harbour Towns) met", "CHT = Council of Harbour Towns"),
            ("the Council of Harbour Towns, or CHT, met", "CHT = Council of Harbour Towns"),
            ("the Dornish Ministry of Defence (MoD) said", "MoD = Ministry of Defence"),
            ("the Council of Ministers of Trade (COMT) of the towns", "COMT = Council of Ministers of Trade"),
            ("non-governmental organisations (NGOs) agreed", "NGOs = non-governmental organisations"),
            ("the electroencephalogram (EEG) showed", "EEG = electroencephalogram"),
            ("the Council of Harbour Towns’ (CHT) talks", "CHT = Council of Harbour Towns"),
            ("towns (the Council of Harbour Towns, CHT) met", "CHT = Council of Harbour Towns"),
            ("the Dornish Steel Corp. (DSC) fell", "DSC = Dornish Steel Corp."),
            ("a two-dimensional (2D) view", "2D = two-dimensional"),
            ("Make Dorn great again (Mdga) hats", "Mdga = Make Dorn great again"),
            ("small interfering RNA (siRNA) was", "siRNA = small interfering RNA"),
            ("the Council of Harbour Towns(CHT) met", "CHT = Council of Harbour Towns"),
            ("the second draft (2D) of it", "2D = second draft"),
            ("of forty diopters (D) or", "D = diopters"),
            ("the Harbour Survey of Towns (HST-2) asked", "HST-2 = Harbour Survey of Towns"),
            ("the method of least moving sums (LMS1) fits", "LMS1 = least moving sums"),
            ("the harbour task force (htf2) met", "htf2 = harbour task force"),
            ("the 20-item Harbour Survey of Towns (HST-20) asked", "HST-20 = 20-item Harbour Survey of Towns"),
            ("Mastoparan (MP) is a poison", "MP = Mastoparan"),
            ("the Dornish Workers' Party (PKD) won", "PKD = Dornish Workers' Party"),
        ] {
            assert_eq!(pairs(text), [expected], "{text}");
        }
    }

    #[test]
    fn misfits_are_pairs_too() {
        for (text, expected) in [
            ("the Council of Harbour Towns (CHH) met", "CHH = Council of Harbour Towns"),
            ("the Dornish Council of Harbour Towns (CHH) met", "CHH = Council of Harbour Towns"),
            ("the CHH (Council of Harbour Towns) met", "CHH = Council of Harbour Towns"),
            ("the Federal Security Service (FSB) said", "FSB = Federal Security Service"),
            ("the Council of Nordic Harbours (NCH) met", "NCH = Council of Nordic Harbours"),
            ("the Harbour Inspection and Safety Act (IHSA) passed", "IHSA = Harbour Inspection and Safety Act"),
        ] {
            assert_eq!(pairs(text), [expected], "{text}");
        }
    }

    #[test]
    fn other_brackets() {
        for text in [
            "Senator Rick Flaherty (R-Fla.) and Dana Carver (D-CA) spoke",
            "ANNAPOLIS (AP) — The town",
            "Annapolis, Maryland (Reuters) said",
            "The year (1996) and the weight (5 kg) were",
            "Per Lund (see Berg) and others (and more)",
            "Dorn Steel (NYSE: DST) fell",
            "she (Mia Berg) said (in part) that",
            "() (( )",
            "Ronald (Ron) Berg and Senator Pat Toomer (PA) spoke",
            "from 3 May (May 9) on and Carl Dench (Dec. 16)",
            "Vera Zen Steel (VZ.N) fell",
            "salts interacted with iron(II) there",
            "Per Dahl (D) and the town's reader(s)",
            "Prices are monitored by the state (Pmots)",
            "the current of the Glu cells is an unusual current (Glu current)",
            "towns with low harbour dues (L+D-)",
            "the Dorn Harbour Council (USA) met",
            "the council of the party (PKD) met",
        ] {
            assert_eq!(pairs(text), [""; 0], "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_brackets_give_ordered_spans(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "(", ")", "[", "]", " ", " ", ", ", "or ", "the ", "“", "CMM", "Council ", "of ", "Ministers ", "é", "ß", "İ",
                    "a", "B", "7", "-", ". ",
                ]),
                0..50,
            )
        ) {
            let text = parts.concat();
            let mut last = 0;
            for m in find(&Doc::of_text(&text)) {
                prop_assert!(m.span.start >= last && m.first < m.end);
                last = m.span.end;
                for f in &m.fields {
                    prop_assert!(m.span.contains(f.spans[0]) && !f.spans[0].of(&text).is_empty());
                }
            }
        }
    }
}
