//! Who wrote an article.

use super::structure::{Block, BlockKind};
use crate::facts::calendar;

/// Lines at the head among which a byline is looked for.
const HEAD_LINES: usize = 6;

/// The longest line that is one, and the most that is kept of what metadata say, in characters.
const MAX_LINE: usize = 90;
const MAX_NAMES: usize = 200;

/// Who wrote an article, by its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// As written, without "By".
    pub names: String,
    /// For people: `front matter`, `the page's linked data`, `the line under the headline`.
    pub by: &'static str,
}

impl Byline {
    /// What metadata say; addresses and handles name nobody.
    pub fn new(words: &str, by: &'static str) -> Option<Byline> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let words = match words.split_first() {
            Some((first, rest)) if first.eq_ignore_ascii_case("by") => rest,
            _ => &words,
        };
        let names: String = words.join(" ").chars().take(MAX_NAMES).collect();
        let is_name = names.chars().any(char::is_alphabetic) && !names.starts_with(['@', '/', '{', '[']);
        (is_name && !names.contains("://")).then_some(Byline { names, by })
    }

    /// The line "By Ada Lund and Ole Berg" among the first of an article.
    pub fn visible(text: &str, blocks: &[Block]) -> Option<Byline> {
        let lines = blocks.iter().filter(|b| b.kind == BlockKind::Line).take(HEAD_LINES);
        lines.map(|line| line.span.of(text)).find_map(|line| {
            let rest = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
            let mut words = rest.split_whitespace();
            let is_name = |w: &str| {
                w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "'’.-,".contains(c))
            };
            let (given, surname) = (words.next()?, words.next()?);
            let is_time = calendar::weekday(given).or_else(|| calendar::month(given)).is_some();
            let fits = is_name(given) && is_name(surname) && !is_time && !rest.ends_with(['.', '!', '?', ':', ',']);
            (fits && line.chars().count() <= MAX_LINE).then(|| Byline::new(rest, "the line under the headline"))?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text;

    #[test]
    fn metadata_name_people_and_no_addresses() {
        let names = |words: &str| Byline::new(words, "front matter").map(|b| b.names);
        assert_eq!(names(" by  Ada Lund\n and Ole Berg "), Some("Ada Lund and Ole Berg".into()));
        assert_eq!(names("Reuters"), Some("Reuters".into()));
        for nobody in ["", "by", "https://news.example/ada", "@ada", "42", "/staff/ada"] {
            assert_eq!(names(nobody), None, "{nobody}");
        }
        assert_eq!(names(&"a".repeat(5000)).unwrap().len(), MAX_NAMES);
    }

    #[test]
    fn a_line_at_the_head_may_be_one() {
        let names = |text: &str| {
            let article = plain_text("a.txt", text.into());
            Byline::visible(&article.text, &article.blocks).map(|b| b.names)
        };
        assert_eq!(
            names("Ships meet\n\nBy Ada Lund, Harbour Correspondent\n\nTwo ships met.\n"),
            Some("Ada Lund, Harbour Correspondent".into())
        );
        for none in [
            "Ships meet\n\nBy Tuesday Morning all was quiet\n",
            "By Ada Lund’s account, two ships met.\n",
            "By the harbour stood two ships\n",
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nSix.\n\nBy Ada Lund\n",
        ] {
            assert_eq!(names(none), None, "{none}");
        }
    }
}
