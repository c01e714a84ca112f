//! Reports as pictures of the text, drawn by miette. The only file that names it.
//!
//! miette draws one source per report, numbers the lines it is given one after the other, and trusts every string.
//! So it is given neither articles nor files but excerpts, laid out behind one another in one space of offsets with
//! gaps between them (a span over a gap cannot be read, which keeps excerpts apart), and everything printed has been
//! sanitized before. Line numbers are put in afterwards, for a long line is shown as several.

use std::fmt::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity,
    SourceCode, SourceSpan, SpanContents,
};

use super::Page;
use super::excerpt::{Excerpt, Mark, excerpts};
use super::places::Document;
use super::sanitize::Sanitized;
use super::wrap;

/// Bytes between two excerpts.
const GAP: usize = 2;
/// Marks shown of one text; the rest is counted.
const MARKS: usize = 5;
/// Texts shown; the rest is named.
const TEXTS: usize = 5;
/// Columns of a message, and of a note below it. Longer ones hold a whole quotation or paragraph.
const MESSAGE: usize = 600;
/// Columns of a name, and of a note at a mark. An id in a JSON Lines file may be of any length.
const NAME: usize = 300;
const NOTE: usize = 200;
/// Columns the gutter may take: line number, bars, blanks.
const GUTTER: usize = 10;
/// Columns before the second line of a message.
const BAR: usize = 4;

/// How loud an entry is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Error,
    Warning,
    Advice,
}

/// One finding or diagnostic, ready to be drawn.
#[derive(Debug)]
pub struct Entry<'d, 'a> {
    pub tone: Tone,
    /// `error[held-office]`
    pub head: Sanitized,
    pub message: Sanitized,
    /// What it cites, the most telling text first.
    pub cited: Vec<(&'d Document<'a>, Vec<Mark>)>,
    /// Lines below, each with its heading: `record`, `help`, ...
    pub notes: Vec<(&'static str, Sanitized)>,
}

impl Entry<'_, '_> {
    /// The entry as text that ends with a line end; at most `page.width` columns where words allow it.
    pub fn draw(&self, page: &Page) -> String {
        let mut notes: Vec<(&str, Sanitized)> = Vec::new();
        let view = View::new(&self.cited, page, &mut notes);
        notes.extend(self.notes.iter().cloned());
        let theme = theme(self, page, &view);
        let help = theme.styles.help;
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(page.width)
            .with_links(false)
            .without_cause_chain()
            .without_syntax_highlighting()
            // Lines are broken here: miette would break dates and names at their hyphens.
            .with_wrap_lines(false);
        let first = page.width.saturating_sub(self.head.width() + 2);
        let lines = wrap::hanging(&self.message.clone().clip(MESSAGE), first, page.width.saturating_sub(BAR));
        let drawn = Drawn { tone: self.tone, message: lines.join("\n"), view };
        let mut picture = String::new();
        // Writing to a string fails only where a formatter does; what was drawn until then is shown.
        let _ = handler.render_report(&mut picture, &drawn);
        let mut out = String::with_capacity(picture.len());
        number_lines(&picture, &drawn.view, page, &mut out);
        for (heading, note) in notes {
            let indent = heading.len() + 4;
            let lines = wrap::paragraph(&note.clip(MESSAGE), page.width.saturating_sub(indent).max(30));
            for (i, line) in lines.iter().enumerate() {
                let _ = match i {
                    0 => writeln!(out, "  {} {line}", help.style(format_args!("{heading}:"))),
                    _ => writeln!(out, "{:indent$}{line}", ""),
                };
            }
        }
        out
    }
}

fn theme(entry: &Entry, page: &Page, view: &View) -> GraphicalTheme {
    let mut theme = match (page.unicode, page.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    };
    let tone = match entry.tone {
        Tone::Error => theme.styles.error,
        Tone::Warning => theme.styles.warning,
        Tone::Advice => theme.styles.advice,
    };
    // The head takes the place of miette's icon.
    let head = format!("{}:", entry.head);
    theme.characters.error = head.clone();
    theme.characters.warning = head.clone();
    theme.characters.advice = head;
    theme.styles.linum = Default::default();
    if page.color {
        theme.styles.error = tone.bold();
        theme.styles.warning = tone.bold();
        theme.styles.advice = tone.bold();
        // One style for each mark, in order of offset: miette goes round them.
        let other = theme.styles.help;
        let styles: Vec<_> = view.segments().map(|s| if s.primary { tone.bold() } else { other }).collect();
        if !styles.is_empty() {
            theme.styles.highlights = styles;
        }
    }
    theme
}

/// Copies miette's picture with the true line numbers, and the head moved to the edge of the page.
fn number_lines(picture: &str, view: &View, page: &Page, out: &mut String) {
    let mut numbers = view.placed.iter().flat_map(|p| p.excerpt.lines.iter().map(|l| l.number));
    for (i, line) in picture.lines().enumerate() {
        let line = if i == 0 { line.trim_start() } else { line };
        // ` 12 │ text`: only lines of an excerpt begin with a number.
        let digits = line.trim_start_matches(' ');
        let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        if i > 0 && rest.len() < digits.len() && rest.starts_with(' ') {
            let width = line.len() - rest.len();
            let number = numbers.next().flatten().map_or(String::new(), |n| n.to_string());
            let _ = match page.color {
                true => write!(out, "\u{1b}[2m{number:>width$}\u{1b}[0m"),
                false => write!(out, "{number:>width$}"),
            };
            out.push_str(rest.trim_end());
        } else {
            out.push_str(line.trim_end());
        }
        out.push('\n');
    }
}

/// Excerpts in one space of offsets.
#[derive(Debug)]
struct View {
    placed: Vec<Placed>,
}

#[derive(Debug)]
struct Placed {
    name: String,
    excerpt: Excerpt,
    /// The lines with their ends.
    text: String,
    /// Offset of `text`.
    start: usize,
    /// Offset of each line.
    lines: Vec<usize>,
}

impl View {
    /// What cannot be shown goes into `notes`.
    fn new(cited: &[(&Document, Vec<Mark>)], page: &Page, notes: &mut Vec<(&'static str, Sanitized)>) -> View {
        let mut view = View { placed: Vec::new() };
        let mut start = 0;
        for (document, marks) in cited.iter().take(TEXTS) {
            // The primary marks, then the first ones.
            let mut shown: Vec<Mark> = marks.iter().filter(|m| m.primary).take(MARKS).cloned().collect();
            shown.extend(marks.iter().filter(|m| !m.primary).take(MARKS - shown.len()).cloned());
            for mark in &mut shown {
                mark.note = std::mem::take(&mut mark.note).clip(NOTE);
            }
            let name = Sanitized::name(document.name()).clip(NAME);
            if marks.len() > shown.len() {
                let more = marks.len() - shown.len();
                let places = if more == 1 { "place" } else { "places" };
                notes.push(("more", Sanitized::words(&format!("{more} other {places} in {name}"))));
            }
            let before = view.placed.len();
            let mut excerpts = excerpts(document, &shown, page.width.saturating_sub(GUTTER));
            // The words that the finding is about come first, whatever stands above them in the text.
            excerpts.sort_by_key(|e| !e.segments.iter().any(|s| s.primary));
            for excerpt in excerpts {
                if excerpt.segments.is_empty() {
                    continue;
                }
                let mut text = String::new();
                let mut lines = Vec::new();
                for line in &excerpt.lines {
                    lines.push(start + text.len());
                    text.push_str(&line.text);
                    text.push('\n');
                }
                let field = excerpt.field.map_or(String::new(), |f| format!(" ({f})"));
                let end = start + text.len();
                view.placed.push(Placed { name: format!("{name}{field}"), excerpt, text, start, lines });
                start = end + GAP;
            }
            if view.placed.len() == before
                && let Some(mark) = shown.first()
            {
                // Nothing but blanks is marked.
                let place = document.place(mark.span);
                notes.push(("at", Sanitized::words(&format!("{name}:{}:{}", place.line, place.column))));
            }
        }
        if cited.len() > TEXTS {
            let names: Vec<String> =
                cited[TEXTS..].iter().map(|(d, _)| Sanitized::name(d.name()).as_str().to_string()).collect();
            notes.push(("more", Sanitized::words(&format!("also in {}", names.join(", ")))));
        }
        view
    }
    fn segments(&self) -> impl Iterator<Item = &super::excerpt::Segment> {
        self.placed.iter().flat_map(|p| &p.excerpt.segments)
    }
}

impl SourceCode for View {
    /// The whole excerpt that holds `span`. Without context lines, miette asks where a mark begins.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let at = self.placed.partition_point(|p| p.start <= span.offset());
        let placed = at.checked_sub(1).and_then(|i| self.placed.get(i)).ok_or(MietteError::OutOfBounds)?;
        if span.offset() + span.len() > placed.start + placed.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let text = placed.text.as_bytes();
        let whole = SourceSpan::from((placed.start, text.len()));
        if before == 0 && after == 0 {
            let segments = &placed.excerpt.segments;
            let begins = |s: &super::excerpt::Segment| placed.lines[s.line] + s.range.start >= span.offset();
            let segment = segments.iter().find(|s| begins(s)).or(segments.last()).ok_or(MietteError::OutOfBounds)?;
            let (line, column) = (segment.place.line - 1, segment.place.column - 1);
            let contents = MietteSpanContents::new_named(placed.name.clone(), text, whole, line, column, 1);
            return Ok(Box::new(contents));
        }
        // Numbers as wide as the true ones, which replace them later.
        let lines = placed.excerpt.lines.len();
        let largest = placed.excerpt.lines.iter().filter_map(|l| l.number).max().unwrap_or(0).max(lines);
        let last = 10usize.pow(largest.to_string().len() as u32) - 1;
        Ok(Box::new(MietteSpanContents::new_named(placed.name.clone(), text, whole, last - lines, 0, lines)))
    }
}

#[derive(Debug)]
struct Drawn {
    tone: Tone,
    message: String,
    view: View,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn severity(&self) -> Option<Severity> {
        Some(match self.tone {
            Tone::Error => Severity::Error,
            Tone::Warning => Severity::Warning,
            Tone::Advice => Severity::Advice,
        })
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.view)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.view.placed.iter().flat_map(|placed| {
            placed.excerpt.segments.iter().map(|s| {
                let note = (!s.note.is_empty()).then(|| s.note.join("\n"));
                let span = (placed.lines[s.line] + s.range.start, s.range.len());
                match s.primary {
                    true => LabeledSpan::new_primary_with_span(note, span),
                    false => LabeledSpan::new_with_span(note, span),
                }
            })
        });
        Some(Box::new(labels))
    }
}
