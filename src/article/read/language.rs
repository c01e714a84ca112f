//! Whether an article is in another language than English. Rules read English only, and what they would find in other
//! languages is noise; but no English article may be passed over, so that doubt speaks for English.

use whatlang::Lang;

/// A text of fewer letters is too short to be told, in bytes.
const SHORT: usize = 240;

/// The text is looked at in pieces of this length, in bytes, so that a mixed one is known.
const PIECE: usize = 600;

/// At most so many pieces, spread over the text.
const PIECES: usize = 8;

/// Small words of which every English text is full, and other languages are not.
const SMALL: &[&str] = &["the", "of", "and", "that", "was", "with", "for", "has", "said"];

/// One in so many words of an English text is a small one, at the least.
const SMALL_SHARE: usize = 25;

/// So many pieces that are all told to be in other languages leave no doubt that the text is not English, though it be open
/// which of two near ones it is in.
const ENOUGH: usize = 3;

/// The language of a text that is surely not English, by its English name. What the document declares (a BCP 47 tag) is asked
/// where the text is too short to be told: many pages declare the language of the site that they were made for.
pub fn foreign(text: &str, declared: Option<&str>) -> Option<&'static str> {
    told(text).or_else(|| {
        let short = text.len() < 2 * SHORT && text.chars().any(char::is_alphabetic) && !is_english(text);
        let tag = declared.filter(|_| short && whatlang::detect_lang(text) != Some(Lang::Eng))?.trim();
        let code = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        let language = isolang::Language::from_639_1(&code).or_else(|| isolang::Language::from_639_3(&code))?;
        (language != isolang::Language::Eng).then(|| language.to_name())
    })
}

/// By the text alone.
fn told(text: &str) -> Option<&'static str> {
    let pieces = pieces(text);
    let letters = |p: &&str| p.chars().filter(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    if pieces.iter().map(letters).sum::<usize>() < SHORT || pieces.iter().any(|p| is_english(p)) {
        return None;
    }
    let told: Vec<_> = pieces.iter().filter(|p| is_prose(p)).filter_map(|p| whatlang::detect(p)).collect();
    if told.iter().any(|t| t.lang() == Lang::Eng) {
        return None;
    }
    let first = told.iter().find(|t| t.is_reliable()).or(told.first().filter(|_| told.len() >= ENOUGH));
    first.map(|t| t.lang().eng_name())
}

/// Sentences, and no list of names: in scripts that have small letters, many words begin with one.
fn is_prose(piece: &str) -> bool {
    let words = piece.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphabetic()));
    let (mut small, mut capital) = (0, 0);
    for first in words {
        small += usize::from(!first.is_uppercase());
        capital += usize::from(first.is_uppercase());
    }
    small >= capital && small > 0
}

/// Full of small English words.
fn is_english(piece: &str) -> bool {
    let words = piece.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let (mut all, mut small) = (0, 0);
    for word in words {
        all += 1;
        small += usize::from(SMALL.iter().any(|s| word.eq_ignore_ascii_case(s)));
    }
    small * SMALL_SHARE > all
}

fn pieces(text: &str) -> Vec<&str> {
    let step = (text.len() / PIECES).max(PIECE);
    (0..text.len())
        .step_by(step)
        .map(|from| &text[text.floor_char_boundary(from)..text.floor_char_boundary((from + PIECE).min(text.len()))])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Die Bürgermeisterin der Hafenstadt hat am Dienstag einen Plan für die neue Brücke vorgestellt. Sie soll \
        im kommenden Jahr gebaut werden und rund acht Millionen Euro kosten. Der Rat will im Herbst darüber abstimmen, sagte sie vor \
        der Presse. Viele Anwohner fürchten den Lärm der Baustelle und haben einen Brief an die Stadt geschrieben.";
    const ENGLISH: &str = "The mayor of the harbour town showed a plan for the new bridge on Tuesday. It is to be built next year and \
        will cost some eight million euros. The council wants to vote on it in autumn, she told reporters.";

    #[test]
    fn only_what_is_surely_not_english_is_passed_over() {
        assert_eq!(foreign(GERMAN, None), Some("German"));
        for english in [ENGLISH, &format!("{GERMAN} {ENGLISH}"), &GERMAN[..120], "", &"1,200 ".repeat(200)] {
            assert_eq!(foreign(english, None), None, "{english}");
        }
    }

    #[test]
    fn a_short_text_is_in_the_language_that_it_declares() {
        let short = &GERMAN[..120];
        for (declared, language) in [
            (None, None),
            (Some("en-GB"), None),
            (Some("de"), Some("German")),
            (Some(" DE-at"), Some("German")),
            (Some("deu"), Some("German")),
            (Some("x-none"), None),
            (Some(""), None),
        ] {
            assert_eq!(foreign(short, declared), language, "{declared:?}");
        }
        // The words speak louder.
        assert_eq!(foreign(GERMAN, Some("en")), Some("German"));
        assert_eq!(foreign("The council has met, and the mayor was there.", Some("de")), None);
        assert_eq!(foreign("1,200", Some("de")), None);
    }

    #[test]
    fn lists_of_names_are_no_language() {
        let table = "Nordby 2, Sandvik 1; Oslo 0, Bergen 3; Varga, Dunin, Reuel, Holm, Falk, Lund, Moe. ".repeat(6);
        assert_eq!(foreign(&table, None), None);
    }
}
