//! The parts of an article: headline, dateline, captions, paragraphs, lines.

use super::dateline;
use crate::source::Span;

/// Longer lines are no wrapped ones, in characters.
const MAX_WRAP_WIDTH: usize = 120;

/// What part of the width a wrapped line may stay short of it although the next word would have fitted.
const WRAP_SLACK: usize = 10;

/// The longest headline that is known only by its place, in characters.
const MAX_HEADLINE: usize = 160;

/// The same where it ends with a full stop, as a first paragraph does.
const MAX_POINTED_HEADLINE: usize = 80;

/// Among how many blocks at the head a dateline is looked for.
const HEAD_BLOCKS: usize = 5;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    Headline,
    Dateline,
    Caption,
    Paragraph,
    /// One line as written. Every non-blank line is one, also inside the blocks above.
    Line,
}

impl BlockKind {
    /// The words that rules have for the parts of an article.
    pub const PARTS: [&'static str; 4] = ["headline", "dateline", "caption", "body"];

    pub fn part(self) -> &'static str {
        match self {
            BlockKind::Headline => "headline",
            BlockKind::Dateline => "dateline",
            BlockKind::Caption => "caption",
            BlockKind::Paragraph | BlockKind::Line => "body",
        }
    }
}

/// A part of the view without its surrounding blanks. Headline, dateline, caption and paragraph never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// A non-blank line.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Without blanks at either end.
    span: Span,
    /// A blank line stands before it.
    parted: bool,
    /// How many bytes of blanks it begins with.
    indent: usize,
    /// No other line runs into it: a list item, a caption, a dateline.
    alone: bool,
}

/// The blocks of plain text, `view[start..]`, in order of start. `headline`: its first line may be one.
pub fn blocks(view: &str, start: usize, headline: bool) -> Vec<Block> {
    let lines = lines(view, start);
    let wrap = Wrap::of(view, &lines);
    let mut groups = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        while end < lines.len() && wrap.joins(view, &lines[end - 1], &lines[end]) {
            end += 1;
        }
        groups.push(lines[at].span.cover(lines[end - 1].span));
        at = end;
    }
    let mut first = 0;
    let mut blocks = Vec::with_capacity(lines.len() * 2);
    if headline && is_headline(view, &groups, &lines) {
        blocks.push(Block { kind: BlockKind::Headline, span: groups[0] });
        first = 1;
    }
    body(view, &groups[first..], &mut blocks);
    blocks.extend(lines.iter().map(|l| Block { kind: BlockKind::Line, span: l.span }));
    sort(&mut blocks);
    blocks
}

/// Datelines, captions and paragraphs of the groups of lines that follow the headline.
pub fn body(view: &str, groups: &[Span], blocks: &mut Vec<Block>) {
    // A dateline stands before the first words of the article's own.
    let mut head = true;
    for (i, &group) in groups.iter().enumerate() {
        let words = group.of(view);
        head &= i < HEAD_BLOCKS;
        if is_caption(words) {
            blocks.push(Block { kind: BlockKind::Caption, span: group });
        } else if head && dateline::is_dateline(words) {
            blocks.push(Block { kind: BlockKind::Dateline, span: group });
        } else if let Some(length) = head.then(|| dateline::is_whole(words)).flatten() {
            let start = group.start as usize;
            blocks.push(Block { kind: BlockKind::Dateline, span: Span::new(start, start + length) });
            head = false;
        } else if let Some((length, from)) = head.then(|| dateline::at_head(words)).flatten() {
            let start = group.start as usize;
            blocks.push(Block { kind: BlockKind::Dateline, span: Span::new(start, start + length) });
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start + from, group.end as usize) });
            head = false;
        } else {
            blocks.push(Block { kind: BlockKind::Paragraph, span: group });
            // Bylines and the like are short.
            head &= words.len() < MAX_HEADLINE;
        }
    }
}

/// Every non-blank line of `text` as a block; its spans are shifted by `by`.
pub fn lines_of(text: &str, by: usize) -> impl Iterator<Item = Block> {
    lines(text, 0).into_iter().map(move |l| Block { kind: BlockKind::Line, span: l.span.shift(by) })
}

/// In order of start; the larger kinds before the lines in them.
pub fn sort(blocks: &mut [Block]) {
    blocks.sort_by_key(|b| (b.span.start, b.kind));
}

fn lines(view: &str, start: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = start;
    let mut parted = true;
    for line in view[start..].split_inclusive(['\n', '\r']) {
        let begin = line.trim_start();
        let words = begin.trim_end();
        if words.is_empty() {
            // `\r\n` is one line end: the empty piece between its halves is no blank line.
            parted |= line != "\n" || !view[..at].ends_with('\r');
        } else {
            let indent = line.len() - begin.len();
            let dateline =
                lines.len() < HEAD_BLOCKS && (dateline::is_dateline(words) || dateline::is_whole(words).is_some());
            let alone = is_item(words) || is_caption(words) || dateline;
            lines.push(Line { span: Span::new(at + indent, at + indent + words.len()), parted, indent, alone });
            parted = false;
        }
        at += line.len();
    }
    lines
}

/// A list item.
fn is_item(line: &str) -> bool {
    ["- ", "* ", "• ", "– ", "· "].iter().any(|mark| line.starts_with(mark))
}

/// Words under a picture, by the label they begin with.
pub fn is_caption(line: &str) -> bool {
    ["photo:", "caption:", "pictured:"]
        .iter()
        .any(|label| line.len() >= label.len() && line.as_bytes()[..label.len()].eq_ignore_ascii_case(label.as_bytes()))
}

/// Which single line ends are wraps.
struct Wrap {
    any: bool,
    /// The widest line, in characters, where lines are broken near one width.
    width: Option<usize>,
    /// The smallest indentation: lines indented further begin a paragraph.
    indent: usize,
}

impl Wrap {
    /// Lines wrap where they are broken near one width, or where blank lines part paragraphs and line ends fall
    /// within sentences.
    fn of(view: &str, lines: &[Line]) -> Wrap {
        let indent = lines.iter().map(|l| l.indent).min().unwrap_or(0);
        let mut wrap = Wrap { any: false, width: None, indent };
        let singles: Vec<(&Line, &Line)> = lines
            .windows(2)
            .map(|pair| (&pair[0], &pair[1]))
            .filter(|(line, next)| !next.parted && !next.alone && !line.alone)
            .collect();
        if singles.is_empty() {
            return wrap;
        }
        let within = singles.iter().filter(|(line, _)| !ends_sentence(line.span.of(view))).count();
        let widest = lines.iter().map(|l| width(view, l)).max().unwrap_or(0);
        if widest <= MAX_WRAP_WIDTH && within * 4 >= singles.len() {
            let full = singles
                .iter()
                .filter(|(line, next)| wrap.is_full(view, line, next, widest) || wrap.begins(next))
                .count();
            if full * 4 >= singles.len() * 3 {
                return Wrap { any: true, width: Some(widest), ..wrap };
            }
        }
        let parted = lines.iter().skip(1).filter(|l| l.parted).count();
        wrap.any = parted > 0 && within * 2 >= singles.len();
        wrap
    }

    /// The next line's first word would not have fitted any more.
    fn is_full(&self, view: &str, line: &Line, next: &Line, widest: usize) -> bool {
        let word = next.span.of(view).split_whitespace().next().map_or(0, |w| w.chars().count());
        width(view, line) + 1 + word + widest / WRAP_SLACK > widest
    }

    fn begins(&self, line: &Line) -> bool {
        line.indent > self.indent + 1
    }

    /// Whether `next` goes on with the paragraph of `line`.
    fn joins(&self, view: &str, line: &Line, next: &Line) -> bool {
        if !self.any || next.parted || next.alone || line.alone && !is_caption(line.span.of(view)) {
            return false;
        }
        if self.begins(next) && !self.begins(line) {
            return false;
        }
        // A short line that ends a sentence ends its paragraph.
        match self.width {
            Some(width) => self.is_full(view, line, next, width) || !ends_sentence(line.span.of(view)),
            None => true,
        }
    }
}

fn width(view: &str, line: &Line) -> usize {
    line.indent + line.span.of(view).chars().count()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// A first line (or wrapped lines) that a blank line or a dateline follows, and that reads like no paragraph.
fn is_headline(view: &str, groups: &[Span], lines: &[Line]) -> bool {
    let [first, next, ..] = groups else { return false };
    let words = first.of(view);
    let Some(after) = lines.iter().find(|l| l.span.start == next.start) else { return false };
    let follows = after.parted || dateline::is_dateline(after.span.of(view));
    let length = words.chars().count();
    let pointed = words.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with('.') && !words.ends_with("...");
    follows
        && !(pointed && words.contains(['\n', '\r']))
        && length <= if pointed { MAX_POINTED_HEADLINE } else { MAX_HEADLINE }
        && words.chars().any(char::is_alphabetic)
        && !lines[0].alone
        && !words.ends_with([',', ';', ':'])
        && !words.to_lowercase().starts_with("by ")
        && !holds_sentences(words)
        && !words.starts_with("http")
        && dateline::at_head(words).is_none()
}

/// A full stop after a whole word, a blank and a capital: more than one sentence.
fn holds_sentences(words: &str) -> bool {
    words.match_indices(". ").any(|(at, mark)| {
        let word = words[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        word.chars().count() > 4
            && word.chars().all(|c| c.is_lowercase() || c.is_ascii_digit())
            && words[at + mark.len()..].starts_with(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks but for lines, each as its kind's letter and its words.
    fn outline(text: &str) -> Vec<(char, &str)> {
        let blocks = blocks(text, 0, true);
        assert!(blocks.is_sorted_by_key(|b| b.span.start));
        let parts = blocks.iter().filter(|b| b.kind != BlockKind::Line);
        parts.map(|b| (format!("{:?}", b.kind).remove(0), b.span.of(text))).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_unless_lines_wrap() {
        assert_eq!(
            outline("One met two.\nThree left.\nFour."),
            [('P', "One met two."), ('P', "Three left."), ('P', "Four.")]
        );
        let wrapped = "The harbour of the town was closed to all\nships on Monday, the mayor told the papers,\nwhile a storm went over it.\nFerries stayed where they were until the\nwind had gone.";
        let (first, second) = wrapped.split_at(wrapped.find("\nFerries").unwrap());
        assert_eq!(outline(wrapped), [('P', first), ('P', second.trim())]);
    }

    #[test]
    fn blank_lines_part_wrapped_paragraphs() {
        assert_eq!(
            outline("The ministers of both\r\ncountries met in the\r\ncapital.\r\n\r\nThey left early on\r\nMonday."),
            [
                ('P', "The ministers of both\r\ncountries met in the\r\ncapital."),
                ('P', "They left early on\r\nMonday.")
            ]
        );
    }

    #[test]
    fn indentation_begins_a_paragraph() {
        let text = "Lund Inc said it had sold its fleet of boats to\na firm in the north of Norway.\n    The firm gave no price for them, and did not\nsay when it would pay.\n    Shares rose.\n Agency";
        assert_eq!(
            outline(text),
            [
                ('P', "Lund Inc said it had sold its fleet of boats to\na firm in the north of Norway."),
                ('P', "The firm gave no price for them, and did not\nsay when it would pay."),
                ('P', "Shares rose."),
                ('P', "Agency"),
            ]
        );
    }

    #[test]
    fn headline_dateline_caption_and_items() {
        assert_eq!(
            outline(
                "Ships meet off Oslo\n09:15, 3 June\n\nPhoto: the harbour office\nThe ships met.\n- Share this\n- Print this\nThey left."
            ),
            [
                ('H', "Ships meet off Oslo"),
                ('D', "09:15, 3 June"),
                ('C', "Photo: the harbour office"),
                ('P', "The ships met."),
                ('P', "- Share this"),
                ('P', "- Print this"),
                ('P', "They left."),
            ]
        );
    }

    #[test]
    fn a_dateline_leaves_the_paragraph_its_own_words() {
        assert_eq!(
            outline(
                "Ships meet off Oslo\n\nBy Anna Lund\n\nOSLO, June 3 (AP) — Two ships met.\n\nPARIS — No dateline here."
            ),
            [
                ('H', "Ships meet off Oslo"),
                ('P', "By Anna Lund"),
                ('D', "OSLO, June 3 (AP)"),
                ('P', "Two ships met."),
                ('P', "PARIS — No dateline here."),
            ]
        );
    }

    #[test]
    fn no_headline() {
        for text in [
            "Two ships met off the coast of Norway on Monday, and both of them left for home before noon.\n\nNobody was hurt.",
            "Ships meet off Oslo\nThe ships met.",
            "Ships meet off Oslo",
            "By Anna Lund\n\nThe ships met.",
            "OSLO (AP) — Ships met\n\nThey left.",
            "The minister arrived. The ships met\n\nThey left.",
            "",
            " \n \r\n",
        ] {
            assert!(outline(text).iter().all(|(kind, _)| *kind != 'H'), "{text}");
        }
        assert_eq!(outline("Lund vs. Moe: who won?\n\nNobody.")[0].0, 'H');
    }

    #[test]
    fn every_line_is_a_block() {
        let text = "a\r\nb\rc\n\n  d  \n";
        let lines: Vec<_> =
            blocks(text, 0, true).iter().filter(|b| b.kind == BlockKind::Line).map(|b| b.span.of(text)).collect();
        assert_eq!(lines, ["a", "b", "c", "d"]);
    }
}
