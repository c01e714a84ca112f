//! What each code means: the pages of `docs/errors`, one `##` each, as text for a terminal.

use std::io::{self, Write};

use super::sanitize::Sanitized;
use super::{Page, wrap};

/// The groups, in order of their codes.
const GROUPS: [&str; 10] = [
    include_str!("../../docs/errors/E01-form.md"),
    include_str!("../../docs/errors/E02-names.md"),
    include_str!("../../docs/errors/E03-phrases.md"),
    include_str!("../../docs/errors/E04-record.md"),
    include_str!("../../docs/errors/E05-files.md"),
    include_str!("../../docs/errors/E06-input.md"),
    include_str!("../../docs/errors/E07-command-line.md"),
    include_str!("../../docs/errors/E08-configuration.md"),
    include_str!("../../docs/errors/W00-warnings.md"),
    include_str!("../../docs/errors/W04-record.md"),
];

/// The page of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePage {
    /// `E0203`.
    pub code: &'static str,
    pub title: &'static str,
    /// Markdown: paragraphs, lists, fenced examples.
    pub body: &'static str,
}

/// All pages, in order of their codes.
pub fn pages() -> impl Iterator<Item = CodePage> {
    GROUPS.iter().flat_map(|group| group.split("\n## ").skip(1)).filter_map(|section| {
        let (head, body) = section.split_once('\n')?;
        let (code, title) = head.split_once(": ")?;
        Some(CodePage { code, title, body: body.trim() })
    })
}

/// Whether `name` has the form of a code: `E0203`, `w0006`.
pub fn is_code(name: &str) -> bool {
    let digits = name.strip_prefix(['E', 'W', 'e', 'w']);
    digits.is_some_and(|d| d.len() == 4 && d.bytes().all(|b| b.is_ascii_digit()))
}

/// The page of a code, in capitals or not.
pub fn page(code: &str) -> Option<CodePage> {
    pages().find(|p| p.code.eq_ignore_ascii_case(code))
}

/// A piece of a page.
enum Block<'a> {
    Paragraph(String),
    Item(String),
    /// With the name of its file, where it has one.
    Example(Option<&'a str>, Vec<&'a str>),
}

fn blocks(body: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut goes_on = false;
    let mut lines = body.lines();
    while let Some(line) = lines.next() {
        if let Some(fence) = line.strip_prefix("```") {
            let name = fence.split_once(' ').map(|(_, name)| name.trim());
            blocks.push(Block::Example(name, lines.by_ref().take_while(|l| !l.starts_with("```")).collect()));
            goes_on = false;
        } else if line.trim().is_empty() {
            goes_on = false;
        } else if line.starts_with("- ") {
            blocks.push(Block::Item(line.to_string()));
            goes_on = true;
        } else if let Some(Block::Paragraph(text) | Block::Item(text)) = blocks.last_mut().filter(|_| goes_on) {
            text.push('\n');
            text.push_str(line);
        } else {
            blocks.push(Block::Paragraph(line.to_string()));
            goes_on = true;
        }
    }
    blocks
}

/// Writes a page: its paragraphs wrapped, its examples indented.
pub fn write_page(out: &mut dyn Write, code: &CodePage, page: &Page) -> io::Result<()> {
    let head = Sanitized::words(&format!("{}: {}", code.code, code.title));
    match page.color {
        true => writeln!(out, "\u{1b}[1m{head}\u{1b}[0m")?,
        false => writeln!(out, "{head}")?,
    }
    let mut in_list = false;
    for block in blocks(code.body) {
        // Items of a list stand close.
        let item = matches!(block, Block::Item(_));
        if !(item && in_list) {
            writeln!(out)?;
        }
        in_list = item;
        match block {
            Block::Paragraph(text) | Block::Item(text) => {
                for line in wrap::paragraph(&Sanitized::words(&text), page.width) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::Example(name, lines) => {
                if let Some(name) = name {
                    writeln!(out, "  {}\n", Sanitized::name(name))?;
                }
                for line in lines {
                    match line.trim_end() {
                        "" => writeln!(out)?,
                        line => writeln!(out, "    {}", Sanitized::line(line))?,
                    }
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_in_order_of_their_codes() {
        let codes: Vec<&str> = pages().map(|p| p.code).collect();
        assert!(codes.len() > 100 && codes.iter().all(|c| is_code(c)), "{codes:?}");
        for group in codes.chunk_by(|a, b| a[..3] == b[..3]) {
            assert!(group.is_sorted(), "{group:?}");
        }
        assert_eq!(page("e0203").unwrap().title, "the kind has no such field");
        assert_eq!(page("E9999"), None);
        for name in ["E020", "E02033", "X0203", "E02é", "held-office", ""] {
            assert!(!is_code(name), "{name}");
        }
    }

    #[test]
    fn every_warning_can_be_named_in_a_policy() {
        let known: Vec<&str> = crate::language::WARNINGS.iter().map(|w| w.code).collect();
        assert!(known.is_sorted());
        assert!(known.iter().all(|code| page(code).is_some()), "{known:?}");
        for page in pages().filter(|p| p.code.starts_with("W00")) {
            assert!(known.contains(&page.code), "{}", page.code);
        }
    }

    #[test]
    fn a_page_is_wrapped_and_its_examples_are_not() {
        let code = CodePage {
            code: "E0101",
            title: "a title",
            body: "One two\nthree four.\n\n- a\n- b b\n\n```claim x.claim\nplace   \"Aske\"\n\n  also\n```\n\nEnd.",
        };
        let mut out = Vec::new();
        write_page(&mut out, &code, &Page { width: 10, ..Page::default() }).unwrap();
        let expected = "E0101: a title\n\nOne two\nthree\nfour.\n\n- a\n- b b\n\n  x.claim\n\n    place   \"Aske\"\n\n      also\n\nEnd.\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
