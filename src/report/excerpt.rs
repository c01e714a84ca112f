//! What a report shows of a text: the cited words in their sentence, cut to a readable size.
//!
//! Paragraphs of real articles run to thousands of columns, and a cited article may be one line of megabytes. An
//! [`Excerpt`] is therefore a small text of its own: a few display lines no wider than the page, with the line number
//! each one had, and the marks on them. It knows nothing of how it is drawn.

use std::ops::Range;

use super::places::{Document, Place};
use super::sanitize::{Sanitized, width, width_of};
use super::wrap;
use crate::source::Span;
use crate::text::Doc;

/// Columns of text that one mark brings along: enough for most sentences.
const WINDOW: usize = 300;
/// Columns shown of the marked words themselves.
const MARKED: usize = 200;
/// Two windows closer than this (in bytes) become one.
const GAP: usize = 40;
/// Line ends between two marked lines of a rule file that are shown as one stretch.
const NEAR_LINES: usize = 3;
/// Bytes around a mark that are searched for the ends of its sentence.
const SEARCH: usize = 1200;
/// Columns of the line that leads from a mark to its note.
const ARROW: usize = 5;
/// A note is never broken narrower than this, and gets a line of its own sooner than narrower than `COMFORTABLE`.
const NARROWEST: usize = 24;
const COMFORTABLE: usize = 40;

/// Words to be marked, in the text of one [`Document`].
#[derive(Clone, Debug)]
pub struct Mark {
    pub span: Span,
    /// May be empty.
    pub note: Sanitized,
    pub primary: bool,
}

/// One stretch of a text, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub lines: Vec<Line>,
    /// In order; they do not overlap, and none runs over a line's end.
    pub segments: Vec<Segment>,
    /// The field of a record that it stands in, where that is not the text.
    pub field: Option<&'static str>,
}

/// One line of an excerpt as drawn, at most as wide as the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the original; `None` where it goes on from the line above.
    pub number: Option<usize>,
    pub text: String,
}

/// A marked part of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Index into [`Excerpt::lines`].
    pub line: usize,
    /// Bytes of that line's text.
    pub range: Range<usize>,
    /// Lines of the note, broken to fit beside the mark; empty for none.
    pub note: Vec<String>,
    pub primary: bool,
    /// Where the mark begins in the original.
    pub place: Place,
}

/// Excerpts of `document` around `marks`, in order of the text; `columns` is the width of a display line.
pub fn excerpts(document: &Document, marks: &[Mark], columns: usize) -> Vec<Excerpt> {
    let columns = columns.max(20);
    let mut marks: Vec<Mark> = marks
        .iter()
        .map(|m| Mark { span: document.clamp(m.span), ..m.clone() })
        .filter(|m| !m.span.is_empty())
        .collect();
    marks.sort_by_key(|m| (m.span, !m.primary));
    let mut windows: Vec<(Span, Vec<Mark>)> = Vec::new();
    for mark in marks {
        let window = window(document, mark.span);
        match windows.last_mut() {
            Some((last, members)) if joins(document, *last, window) => {
                *last = last.cover(window);
                members.push(mark);
            }
            _ => windows.push((window, vec![mark])),
        }
    }
    windows.into_iter().map(|(window, marks)| draw(document, window, &marks, columns)).collect()
}

/// Whether two windows, in order of start, are shown as one.
fn joins(document: &Document, first: Span, second: Span) -> bool {
    let (end, start) = (first.end as usize, second.start as usize);
    if start <= end {
        return true;
    }
    match document.is_prose() {
        true => start - end <= GAP && document.block(start).start < first.end,
        false => start - end <= WINDOW && document.text()[end..start].matches('\n').count() <= NEAR_LINES,
    }
}

/// The part of the text that is shown for the words at `mark`.
fn window(document: &Document, mark: Span) -> Span {
    let text = document.text();
    let (start, end) = (mark.start as usize, mark.end as usize);
    let shown = forward(text, start, end, MARKED);
    let (mut low, mut high) = around(document, start, shown.max(start + 1).min(end));
    (low, high) = (low.min(start), high.max(shown));
    let room = WINDOW.saturating_sub(measure(text, start..shown));
    let left = back(text, start, low, room / 2);
    let right = forward(text, shown, high, room - measure(text, left..start).min(room));
    let left = back(text, start, low, room - measure(text, shown..right).min(room));
    Span::new(left, right)
}

/// The sentences that hold a span.
pub fn sentences(document: &Document, span: Span) -> Span {
    if span.is_empty() {
        return span;
    }
    let (start, end) = around(document, span.start as usize, span.end as usize);
    Span::new(start, end)
}

/// The sentences (of rule files: lines) that hold the bytes `start..end`.
fn around(document: &Document, start: usize, end: usize) -> (usize, usize) {
    let text = document.text();
    let first = document.block(start);
    // The last marked character, not the one behind it.
    let last = document.block(text.floor_char_boundary(end - 1));
    let (low, high) = (first.start as usize, (last.end as usize).max(end));
    if !document.is_prose() {
        return (low, high);
    }
    let low = text.ceil_char_boundary(low.max(start.saturating_sub(SEARCH))).min(start);
    let high = text.floor_char_boundary(high.min(end + SEARCH)).max(end);
    let near = Doc::of_text(&text[low..high]);
    let sentences = near.sentences.iter().map(|s| (low + s.span.start as usize, low + s.span.end as usize));
    let from = sentences.clone().map(|s| s.0).take_while(|&s| s <= start).last().unwrap_or(low);
    let to = sentences.map(|s| s.1).find(|&s| s >= end).unwrap_or(high);
    (from, to)
}

/// Columns for the purpose of limits: nothing is free, combining marks neither.
fn cost(c: char) -> usize {
    width_of(c).max(1)
}

fn measure(text: &str, range: Range<usize>) -> usize {
    text[range].chars().map(cost).sum()
}

/// From `from` towards `until`, at most `columns` far, not breaking a word if it can be helped.
fn forward(text: &str, from: usize, until: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut blank = None;
    for (i, c) in text[from..until].char_indices() {
        if c.is_whitespace() {
            blank = Some(from + i);
        }
        if cost(c) > left {
            return blank.unwrap_or(from + i);
        }
        left -= cost(c);
    }
    until
}

/// As [`forward`], from `from` back to `until`.
fn back(text: &str, from: usize, until: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut blank = None;
    for (i, c) in text[until..from].char_indices().rev() {
        let behind = until + i + c.len_utf8();
        if c.is_whitespace() {
            blank = Some(behind);
        }
        if cost(c) > left {
            return blank.unwrap_or(behind);
        }
        left -= cost(c);
    }
    until
}

/// A part of a mark that one display line shows.
struct Piece {
    mark: usize,
    line: usize,
    /// Bytes of the source.
    source: Range<usize>,
    /// Bytes of the line.
    range: Range<usize>,
}

fn draw(document: &Document, window: Span, marks: &[Mark], columns: usize) -> Excerpt {
    let text = document.text();
    let (start, end) = (window.start as usize, window.end as usize);
    let block_end = document.block(text.floor_char_boundary(end.saturating_sub(1))).end as usize;
    let cut_before = cut_off(text, document.block(start).start as usize, start);
    let cut_after = cut_off(text, end, block_end);
    // Room for an ellipsis on either side.
    let room = columns - 4;
    let ranges: Vec<Range<usize>> = source_lines(text, start..end)
        .into_iter()
        .flat_map(|line| {
            let line = if document.is_prose() { trimmed(text, line) } else { line };
            wrap::cut(text, line, room, |at, column| crowded(text, marks, at, column, room))
        })
        .collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut pieces = Vec::new();
    let mut number = None;
    for (i, range) in ranges.iter().enumerate() {
        let before = if i == 0 && cut_before { "… " } else { "" };
        let after = if i + 1 == ranges.len() && cut_after { " …" } else { "" };
        let shown = Sanitized::line(&text[range.clone()]);
        let at = |offset: usize| before.len() + shown.at(offset - range.start);
        for (mark, source) in paint(marks, range.clone()) {
            let range = at(source.start)..at(source.end);
            pieces.push(Piece { mark, line: lines.len(), source, range });
        }
        let here = document.place(Span::new(range.start, range.start)).line;
        lines.push(Line { number: (number != Some(here)).then_some(here), text: format!("{before}{shown}{after}") });
        number = Some(here);
    }
    let notes = notes(marks, &pieces);
    let segments = pieces
        .into_iter()
        .zip(notes)
        .map(|(piece, note)| {
            let before = &lines[piece.line].text[..piece.range.start];
            let middle = width(before) + width(&lines[piece.line].text[piece.range.clone()]) / 2;
            Segment {
                line: piece.line,
                range: piece.range,
                note: match note.is_empty() {
                    true => Vec::new(),
                    false => wrap::paragraph(&note, columns.saturating_sub(middle + ARROW).max(NARROWEST)),
                },
                primary: marks[piece.mark].primary,
                place: document.place(marks[piece.mark].span),
            }
        })
        .collect();
    let field = marks.first().and_then(|m| document.place(m.span).field);
    Excerpt { lines, segments, field }
}

/// Whether words between the bytes `from` and `to` are left out.
fn cut_off(text: &str, from: usize, to: usize) -> bool {
    from < to && text[from..to].contains(|c: char| !c.is_whitespace())
}

/// The lines of a stretch of text, without their ends.
fn source_lines(text: &str, stretch: Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = stretch.start;
    for (i, c) in text[stretch.clone()].char_indices() {
        if matches!(c, '\n' | '\r') {
            lines.push(start..stretch.start + i);
            start = stretch.start + i + 1;
        }
    }
    lines.push(start..stretch.end);
    lines.retain(|l| !l.is_empty());
    lines
}

fn trimmed(text: &str, line: Range<usize>) -> Range<usize> {
    let words = &text[line.clone()];
    let start = line.start + (words.len() - words.trim_start_matches(wrap::blank).len());
    start..start + words.trim_matches(wrap::blank).len()
}

/// Whether a mark that begins at `at` had better begin a new line, for its note would not fit beside it.
fn crowded(text: &str, marks: &[Mark], at: usize, column: usize, room: usize) -> bool {
    marks.iter().filter(|m| m.span.start as usize == at && !m.note.is_empty()).any(|m| {
        let words = text[at..m.span.end as usize].chars().take(room).map(width_of).sum::<usize>();
        let middle = column + words.min(room.saturating_sub(column)) / 2;
        room < middle + ARROW + m.note.width().min(COMFORTABLE)
    })
}

/// The marked parts of one display line, in order. Where marks overlap, the narrowest one shows.
fn paint(marks: &[Mark], line: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(marks[i].span.len()), marks[i].primary, std::cmp::Reverse(i)));
    let mut owner: Vec<Option<usize>> = vec![None; line.len()];
    for i in order {
        let from = (marks[i].span.start as usize).clamp(line.start, line.end) - line.start;
        let to = (marks[i].span.end as usize).clamp(line.start, line.end) - line.start;
        owner[from..to].fill(Some(i));
    }
    let mut parts: Vec<(usize, Range<usize>)> = Vec::new();
    for (i, mark) in owner.into_iter().enumerate() {
        let at = line.start + i;
        match (mark, parts.last_mut()) {
            (Some(mark), Some((last, range))) if *last == mark && range.end == at => range.end += 1,
            (Some(mark), _) => parts.push((mark, at..at + 1)),
            (None, _) => {}
        }
    }
    parts
}

/// The note of each piece: a mark's note stands at its longest piece; that of a mark which other marks cover, at
/// the piece that stands where it begins.
fn notes(marks: &[Mark], pieces: &[Piece]) -> Vec<Sanitized> {
    let mut notes: Vec<Vec<&str>> = vec![Vec::new(); pieces.len()];
    for (i, mark) in marks.iter().enumerate().filter(|(_, m)| !m.note.is_empty()) {
        let own = (0..pieces.len()).filter(|&p| pieces[p].mark == i);
        let longest = own.rev().max_by_key(|&p| pieces[p].source.len());
        let at = longest.or_else(|| pieces.iter().position(|p| p.source.contains(&(mark.span.start as usize))));
        if let Some(at) = at {
            let note = mark.note.as_str();
            if !notes[at].contains(&note) {
                notes[at].push(note);
            }
        }
    }
    notes.into_iter().map(|n| Sanitized::words(&n.join("; "))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, Block, BlockKind, TextMap};

    fn article(text: &str) -> Article {
        let mut blocks = Vec::new();
        let mut at = 0;
        for paragraph in text.split_inclusive("\n\n") {
            let span = Span::new(at, at + paragraph.trim_end().len());
            if !span.is_empty() {
                blocks.push(Block { kind: BlockKind::Paragraph, span });
            }
            at += paragraph.len();
        }
        Article::new("a.txt", text, TextMap::identity(text.len()), blocks)
    }

    fn marks(text: &str, words: &[(&str, &str)]) -> Vec<Mark> {
        words
            .iter()
            .map(|(words, note)| {
                let start = text.find(words).unwrap();
                Mark { span: Span::new(start, start + words.len()), note: Sanitized::words(note), primary: false }
            })
            .collect()
    }

    /// Each line of each excerpt, the marked words in brackets, excerpts parted by `--`.
    fn shown(text: &str, words: &[(&str, &str)], columns: usize) -> String {
        let article = article(text);
        let document = Document::article(&article);
        let mut out = String::new();
        for (i, excerpt) in excerpts(&document, &marks(text, words), columns).into_iter().enumerate() {
            if i > 0 {
                out.push_str("--\n");
            }
            for (i, line) in excerpt.lines.iter().enumerate() {
                let mut shown = line.text.clone();
                for segment in excerpt.segments.iter().rev().filter(|s| s.line == i) {
                    let note = segment.note.join("/");
                    let colon = if note.is_empty() { "" } else { ": " };
                    shown.insert_str(segment.range.end, &format!("{colon}{note}]"));
                    shown.insert(segment.range.start, '[');
                }
                let number = line.number.map_or(String::new(), |n| n.to_string());
                out.push_str(&format!("{number:>2} {shown}\n"));
            }
        }
        out
    }

    #[test]
    fn the_sentence_is_shown_and_the_rest_of_the_paragraph_is_hinted_at() {
        let text = "It rained. Gen. Omar Lund met Ana Ruiz in Oslo on May 3. They did not speak.\n\nThe end.";
        assert_eq!(
            shown(text, &[("Ana Ruiz", "who"), ("Oslo", "")], 100),
            " 1 … Gen. Omar Lund met [Ana Ruiz: who] in [Oslo] on May 3. …\n"
        );
        assert_eq!(shown(text, &[("The end", "")], 100), " 3 [The end].\n");
    }

    #[test]
    fn far_labels_stand_in_excerpts_of_their_own() {
        let filler = "Nothing of note was said by anybody in the hall that day. ".repeat(4);
        let text = format!("Ruiz came at noon. {filler}Lund left at one.");
        assert_eq!(
            shown(&text, &[("Ruiz", ""), ("Lund", "")], 100),
            " 1 [Ruiz] came at noon. …\n--\n 1 … [Lund] left at one.\n"
        );
    }

    #[test]
    fn long_sentences_are_cut_and_lines_keep_to_the_page() {
        let text = format!("{} the word {}.", "many words before".repeat(60), "and many more after ".repeat(60));
        let shown = shown(&text, &[("the word", "here")], 60);
        assert!(shown.lines().all(|l| width(l) < 60 + 3 + "[: here]".len()), "{shown}");
        assert!(shown.starts_with(" 1 … ") && shown.trim_end().ends_with(" …"), "{shown}");
        assert!(shown.contains("[the word: here]") && width(&shown) < 400, "{shown}");
    }

    #[test]
    fn overlapping_marks_show_the_narrowest_and_lose_no_note() {
        let text = "Defence Minister Omar Lund spoke.";
        assert_eq!(
            shown(text, &[("Defence Minister Omar Lund", "claim"), ("Omar Lund", "person"), ("Lund", "")], 100),
            " 1 [Defence Minister : claim][Omar : person][Lund] spoke.\n"
        );
        assert_eq!(
            shown(text, &[("Omar Lund", "claim"), ("Omar Lund", "person")], 100),
            " 1 Defence Minister [Omar Lund: claim; person] spoke.\n"
        );
    }

    #[test]
    fn wrapped_sources_keep_their_line_numbers() {
        let text = "The first line\nof a paragraph names\nOmar Lund. And goes on.";
        assert_eq!(
            shown(text, &[("names\nOmar Lund", "n")], 100),
            " 1 The first line\n 2 of a paragraph [names]\n 3 [Omar Lund: n]. …\n"
        );
    }

    #[test]
    fn near_lines_of_a_rule_file_are_shown_together() {
        let text = "rule a\n  for each count c\n\n  must c.x\n#\n#\n#\n#\nrule b\n";
        let file = crate::source::SourceFile::new("r.claim", text.to_string(), false);
        let drawn = excerpts(&Document::file(&file), &marks(text, &[("c.x", ""), ("count", ""), ("b", "")]), 80);
        let lines = |i: usize| drawn[i].lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>();
        assert_eq!((lines(0), lines(1)), (vec!["  for each count c", "  must c.x"], vec!["rule b"]));
    }

    #[test]
    fn a_note_without_room_pushes_its_mark_to_a_new_line() {
        let text = "In the end nobody knew for certain whether it had been Omar Lund.";
        assert_eq!(
            shown(text, &[("Omar Lund", "in office from 2012-11-06 to 2024-05-12")], 70),
            " 1 In the end nobody knew for certain whether it had been\n   [Omar Lund: in office from 2012-11-06 to 2024-05-12].\n"
        );
    }

    #[test]
    fn what_is_hidden_is_shown_and_marks_stay_on_their_words() {
        let text = "The \u{202e}evil\u{1b}[0m 東京 \u{200b}word\tLund.";
        assert_eq!(
            shown(text, &[("evil", ""), ("東京", ""), ("\u{200b}word", ""), ("Lund", "")], 100),
            " 1 The \\u{202e}[evil]␛[0m [東京] [\\u{200b}word]    [Lund].\n"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn any_text_and_any_span_make_an_excerpt(
            text in "(?s)([a-zA-Z. \n\r\t東ж\u{301}\u{200d}\u{1b}\u{202e}👩“”]{0,30}|.{0,30}|[^ ]{400}){0,4}",
            spans in prop::collection::vec((any::<u16>(), any::<u16>(), any::<bool>()), 1..8),
            columns in 0usize..130,
        ) {
            let article = article(&text);
            let marks: Vec<Mark> = spans.iter().map(|&(a, b, primary)| {
                let (a, b) = ((a as u32).min(b as u32), (a as u32).max(b as u32));
                let scale = |x: u32| (x as usize * (text.len() + 2) / 65536) as u32;
                Mark { span: Span { start: scale(a), end: scale(b) }, note: Sanitized::words("a note"), primary }
            }).collect();
            for excerpt in excerpts(&Document::article(&article), &marks, columns) {
                prop_assert!(excerpt.lines.iter().all(|l| width(&l.text) <= columns.max(20)));
                let mut last = (0, 0);
                for segment in &excerpt.segments {
                    let line = &excerpt.lines[segment.line].text;
                    prop_assert!(!segment.range.is_empty() && line.get(segment.range.clone()).is_some());
                    prop_assert!((segment.line, segment.range.start) >= last);
                    last = (segment.line, segment.range.end);
                }
            }
        }
    }
}
