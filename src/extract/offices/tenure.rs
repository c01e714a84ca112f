//! Whether an office is held, was held, or is still to be held, by the words around it.

use super::tables::{LISTS, Tense, is_hyphen};
use crate::text::{Doc, TokenKind};

/// `current`, `former`, `acting`, `elect` or `designate`, by the words of the office mention at tokens `first..end` and the
/// few before it ("who served as", "will become").
pub fn tenure_of(doc: &Doc, first: u32, end: u32) -> &'static str {
    let end = end.min(doc.tokens.len() as u32);
    let mut found = None;
    let mut at = first;
    // Words before the title, then those right behind it; a body's own words ("of Future Affairs") do not count.
    while at < end {
        if let Some((_, stop)) = LISTS.title_words.from(doc, at, end, |_, _| true) {
            let degree = LISTS.degree(doc.tokens[at as usize].key).is_some();
            if !degree || LISTS.title_words.from(doc, stop, end, |_, _| true).is_none() {
                found = behind(doc, stop, end).or(found);
                break;
            }
        }
        if doc.word(at) == "time" {
            found = Some(Tense::Former);
        }
        if let Some(tense) = LISTS.tense(doc.tokens[at as usize].key).filter(|t| *t != Tense::Current) {
            // Somebody who was acting once is a former holder.
            found = found.filter(|f| *f == Tense::Former).or(Some(tense));
        }
        at += 1;
    }
    match found.or_else(|| led_to(doc, first)).or_else(|| lasted(doc, first, end)) {
        Some(Tense::Former) => "former",
        Some(Tense::Acting) => "acting",
        Some(Tense::Elect) => "elect",
        Some(Tense::Designate) => "designate",
        Some(Tense::Current) | None => "current",
    }
}

/// "was mayor for 8 years", which is over.
fn lasted(doc: &Doc, first: u32, end: u32) -> Option<Tense> {
    let word = |i: u32| doc.token(i).map_or("", |_| doc.word(i));
    let was = (1..=2).any(|n| first.checked_sub(n).is_some_and(|i| word(i) == "was"));
    let years = (end + 1..end + 4).any(|i| matches!(word(i), "year" | "years" | "decade" | "decades"));
    (was && word(end) == "for" && years).then_some(Tense::Former)
}

fn behind(doc: &Doc, stop: u32, end: u32) -> Option<Tense> {
    (stop..end.min(stop + 3)).filter(|&i| !is_hyphen(doc, i)).find_map(|i| match doc.folded(i) {
        "elect" => Some(Tense::Elect),
        "designate" | "nominee" | "designee" => Some(Tense::Designate),
        "emeritus" | "emerita" => Some(Tense::Former),
        _ => None,
    })
}

/// The verb before an office: "served as", "had been", "will become", "was nominated as".
fn led_to(doc: &Doc, first: u32) -> Option<Tense> {
    let sentence = doc.sentences.get(doc.sentence_of(first))?;
    let mut words: Vec<String> = Vec::new();
    for i in (sentence.first..first).rev().take(7) {
        let token = &doc.tokens[i as usize];
        if token.kind == TokenKind::Punct {
            break;
        }
        words.push(doc.folded(i).to_string());
    }
    let mut words = words.iter().map(String::as_str).skip_while(|w| {
        matches!(
            *w,
            "the" | "a" | "an" | "as" | "its" | "his" | "her" | "country's" | "be" | "of" | "position" | "post"
        )
    });
    let verb = words.next()?;
    let rest: Vec<&str> = words.take(3).collect();
    let will = rest.iter().any(|w| matches!(*w, "will" | "would" | "may" | "could" | "should"));
    match verb {
        "served" | "worked" if rest.first().is_some_and(|w| matches!(*w, "has" | "have" | "he's")) => None,
        "served" => Some(Tense::Former),
        "been" if rest.first() == Some(&"had") => Some(Tense::Former),
        "became" | "become" | "serve" if will => Some(Tense::Designate),
        "nominated" | "nominate" | "nominates" | "nominating" => Some(Tense::Designate),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_tenure() {
        for (text, first, end, want) in [
            ("Norwegian Trade Minister", 0, 3, "current"),
            ("former Norwegian Trade Minister", 0, 4, "former"),
            ("ex-president", 0, 3, "former"),
            ("then-Senator", 0, 3, "former"),
            ("one-time chief of staff", 0, 6, "former"),
            ("Vice President-elect", 0, 4, "elect"),
            ("caretaker prime minister", 0, 3, "acting"),
            ("former acting mayor", 0, 3, "former"),
            ("outgoing mayor", 0, 2, "current"),
            ("incoming foreign secretary", 0, 3, "designate"),
            ("attorney general nominee", 0, 3, "designate"),
            ("Minister of Future Affairs", 0, 4, "current"),
            ("she served as the governor", 4, 5, "former"),
            ("she has served as governor", 4, 5, "current"),
            ("Lund will become treasurer", 3, 4, "designate"),
            ("Lund was treasurer for nine years", 2, 3, "former"),
            ("Lund was treasurer for the club", 2, 3, "current"),
        ] {
            assert_eq!(tenure_of(&Doc::of_text(text), first, end), want, "{text}");
        }
    }
}
