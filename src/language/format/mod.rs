//! The canonical form of rule files.
//!
//! Every declaration becomes a list of entries (its head, a clause, a phrase, a paragraph of a test), each with the places
//! that it comes from. Entries are put into the order of the language reference, comments follow the entry that they stand
//! at, and columns are set within one declaration. What is printed reads back as the same tree, and printing that again
//! changes nothing.

mod declarations;
mod expressions;
mod migrate;
mod rules;

pub use expressions::short;
pub use migrate::migrate_source;

use super::ast::{Comment, Declaration, DeclarationNode, Doc, File};
use super::errors::{Diagnostic, Problem};
use super::parse::parse;
use super::same::{first_difference, lost_comment};
use super::split::with_stack;
use crate::source::{FileSpan, SourceId, Span};

/// Lines break where they would grow longer, in characters, if there is a place to break.
const WIDTH: usize = 120;

/// Formats a rule file. A file that does not parse, is of another version of the language, or would say something else
/// when it was formatted is not touched: the errors come back, with [`SourceId`] 0 for it.
pub fn format_source(text: &str) -> Result<String, Vec<Diagnostic>> {
    with_stack(|| {
        let parsed = parse(text, SourceId(0), false);
        if parsed.diagnostics.iter().any(Diagnostic::is_error) {
            return Err(parsed.diagnostics);
        }
        if let Some(number) = migrate::other_version(&parsed.file) {
            return Err(vec![number]);
        }
        harmless(&parsed.file, print(&parsed.file, text))
    })
}

/// Hands on what was printed from a tree if it reads back as that tree with all its comments.
fn harmless(file: &File, printed: String) -> Result<String, Vec<Diagnostic>> {
    let again = parse(&printed, SourceId(0), false);
    let problem = |span: Span, found| {
        let at = FileSpan { source: SourceId(0), span };
        vec![Diagnostic::new(Problem::FormattingChanges { comment: found }, at)]
    };
    if let Some(span) = first_difference(file, &again.file) {
        return Err(problem(span, false));
    }
    if again.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(problem(file.declarations.first().map_or(Span::default(), |d| d.span), false));
    }
    match lost_comment(file, &again.file) {
        Some(span) => Err(problem(span, true)),
        None => Ok(printed),
    }
}

/// One or more lines of a declaration.
struct Entry {
    /// Where it stands in the source; several places that were merged into one.
    spans: Vec<Span>,
    /// Without indentation and comments; lines after the first are indented already, relative to the entry.
    text: String,
    /// Columns before the text.
    indent: usize,
    /// A blank line goes before it.
    blank: bool,
    before: Vec<String>,
    behind: Vec<String>,
}

impl Entry {
    fn new(indent: usize, span: Span, text: impl Into<String>) -> Entry {
        Entry { spans: vec![span], text: text.into(), indent, blank: false, before: Vec::new(), behind: Vec::new() }
    }
    fn start(&self) -> u32 {
        self.spans.iter().map(|s| s.start).min().unwrap_or(0)
    }
    fn blank(mut self, blank: bool) -> Entry {
        self.blank = blank;
        self
    }
}

/// What a declaration becomes.
enum Layout {
    /// Everything on one line, unless a comment stands within or it is too long.
    Either(String, Vec<Entry>),
    Lines(Vec<Entry>),
}

/// A declaration as printed.
struct Body {
    keyword: &'static str,
    /// Docs and comments above.
    lead: String,
    text: String,
    /// May follow on the one above without a blank line: short declarations of one kind may stand in a block.
    joined: bool,
    /// Of a cue on one line: where its options begin.
    options: Option<usize>,
}

fn print(file: &File, text: &str) -> String {
    let printer = Printer { text };
    let mut bodies: Vec<Body> = Vec::new();
    let mut end = 0usize;
    for declaration in &file.declarations {
        let body = printer.declaration(declaration);
        let one_line = !body.contains('\n');
        let keyword = keyword(&declaration.node);
        let lead = printer.lead(&declaration.docs, &before(declaration));
        let start = declaration.span.start as usize;
        let joined = bodies.last().is_some_and(|b| b.keyword == keyword && !b.text.contains('\n'))
            && one_line
            && lead.is_empty()
            && !blank_line(&text[end.min(start)..start]);
        let options = match &declaration.node {
            DeclarationNode::Cue(cue) if one_line => Some(declarations::cue_head(cue).len()),
            _ => None,
        };
        bodies.push(Body { keyword, lead, text: body, joined, options });
        end = declaration.span.end as usize;
    }
    let mut out = String::new();
    let mut rest = bodies.as_slice();
    while let Some(length) = (!rest.is_empty()).then(|| 1 + rest[1..].iter().take_while(|b| b.joined).count()) {
        let (block, next) = rest.split_at(length);
        if !out.is_empty() {
            out.push('\n');
        }
        // The options of a block of cues stand in one column; very long phrases do not push it.
        let heads = block.iter().filter_map(|b| b.options.map(|o| b.text[..o].chars().count()));
        let column = heads.filter(|w| *w <= WIDTH / 2).max().unwrap_or(0);
        for body in block {
            out.push_str(&body.lead);
            match body.options {
                Some(at) if at < body.text.len() && block.len() > 1 => {
                    let (head, options) = body.text.split_at(at);
                    let pad = column.saturating_sub(head.chars().count()) + 2;
                    out.push_str(&format!("{head}{}{}", " ".repeat(pad), options.trim_start()));
                }
                _ => out.push_str(&body.text),
            }
            out.push('\n');
        }
        rest = next;
    }
    let tail = printer.lead(&file.docs, &file.comments);
    if !tail.is_empty() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(tail.trim_end_matches('\n'));
        out.push('\n');
    }
    out
}

/// The comments that stand before a declaration, of all that belong to it.
fn before(declaration: &Declaration) -> Vec<Comment> {
    declaration.comments.iter().filter(|c| c.span.start < declaration.span.start).cloned().collect()
}

fn keyword(node: &DeclarationNode) -> &'static str {
    match node {
        DeclarationNode::Language(_) => "language",
        DeclarationNode::Use(_) => "use",
        DeclarationNode::Term(_) => "term",
        DeclarationNode::Role(_) => "role",
        DeclarationNode::Record(_) | DeclarationNode::RecordFrom(_) => "record",
        DeclarationNode::List(_) => "list",
        DeclarationNode::Param(_) => "param",
        DeclarationNode::Fact(_) => "fact",
        DeclarationNode::Extract(_) => "extract",
        DeclarationNode::Cue(_) => "cue",
        DeclarationNode::Derive(_) => "derive",
        DeclarationNode::Rule(_) => "rule",
        DeclarationNode::Test(_) => "test",
    }
}

fn blank_line(between: &str) -> bool {
    between.split('\n').skip(1).any(|l| l.trim().is_empty() && between.matches('\n').count() > 1)
}

struct Printer<'t> {
    text: &'t str,
}

impl Printer<'_> {
    /// Docs and comments above a declaration, in order of place.
    fn lead(&self, docs: &[Doc], comments: &[Comment]) -> String {
        let mut all: Vec<(u32, String, bool)> = docs
            .iter()
            .map(|d| {
                let lines: Vec<String> = d.lines.iter().map(|l| format!("## {l}").trim_end().to_string()).collect();
                (d.span.start, lines.join("\n"), d.of_file)
            })
            .chain(comments.iter().map(|c| (c.span.start, comment_line(c), false)))
            .collect();
        all.sort_by_key(|(start, ..)| *start);
        let mut out = String::new();
        for (_, lines, of_file) in all {
            out.push_str(&lines);
            out.push_str(if of_file { "\n\n" } else { "\n" });
        }
        out
    }

    fn declaration(&self, declaration: &Declaration) -> String {
        let comments: Vec<&Comment> =
            declaration.comments.iter().filter(|c| c.span.start >= declaration.span.start).collect();
        match self.layout(declaration) {
            Layout::Lines(mut entries) => {
                attach(&mut entries, &comments);
                join(entries)
            }
            Layout::Either(line, mut entries) => {
                if entries.is_empty() {
                    entries.push(Entry::new(
                        0,
                        self.without_comments_behind(declaration.span, &comments),
                        line.clone(),
                    ));
                }
                attach(&mut entries, &comments);
                if entries.len() == 1 || line.chars().count() <= WIDTH && fits_one_line(&entries) {
                    let before = entries.first_mut().map_or(Vec::new(), |e| std::mem::take(&mut e.before));
                    let behind = entries.pop().map_or(Vec::new(), |e| e.behind);
                    entries = vec![Entry { before, behind, ..Entry::new(0, declaration.span, line) }];
                }
                join(entries)
            }
        }
    }

    /// A declaration ends with its last line, be it a comment; this ends with its last word.
    fn without_comments_behind(&self, span: Span, comments: &[&Comment]) -> Span {
        let mut end = span.end;
        for comment in comments.iter().rev().take_while(|c| c.span.start > span.start) {
            let words = self.text[..end as usize].trim_end();
            if comment.span.end as usize != words.len() {
                break;
            }
            end = comment.span.start;
        }
        Span::new(span.start as usize, self.text[..end as usize].trim_end().len())
    }

    /// Whether a blank line stands in the source before what is at `span`, with the comments right above it.
    fn blank_above(&self, span: Span) -> bool {
        let mut rest = self.text[..span.start as usize].trim_end_matches([' ', '\t']);
        loop {
            let Some(above) = rest.strip_suffix('\n').map(|r| r.strip_suffix('\r').unwrap_or(r)) else { return false };
            let line = above.rsplit('\n').next().unwrap_or(above);
            if line.trim().is_empty() {
                return true;
            }
            if !line.trim_start().starts_with('#') {
                return false;
            }
            rest = &above[..above.len() - line.len()];
        }
    }
}

/// Gives each comment to its entry.
fn attach(entries: &mut [Entry], comments: &[&Comment]) {
    for comment in comments {
        let at = comment.span.start;
        let line = comment_line(comment);
        let inside = entries.iter().position(|e| e.spans.iter().any(|s| s.start < at && at < s.end));
        if let Some(i) = inside {
            entries[i].before.push(line);
            continue;
        }
        let by_start = |i: &usize| entries[*i].start();
        let next = (0..entries.len()).filter(|&i| entries[i].start() >= at).min_by_key(by_start);
        let previous = (0..entries.len())
            .filter(|&i| entries[i].spans.iter().any(|s| s.end <= at))
            .max_by_key(|&i| entries[i].spans.iter().map(|s| s.end).filter(|e| *e <= at).max());
        match (comment.own_line, next, previous) {
            (true, Some(i), _) => entries[i].before.push(line),
            (_, _, Some(i)) => entries[i].behind.push(line),
            (_, Some(i), None) => entries[i].before.push(line),
            (_, None, None) => {}
        }
    }
    // One comment may stand behind a line; others go on to the next entry, where they would be read.
    for n in 1..entries.len() {
        let behind = usize::from(!entries[n - 1].text.contains('\n'));
        let kept = behind.min(entries[n - 1].behind.len());
        let others = entries[n - 1].behind.split_off(kept);
        entries[n].before.splice(..0, others);
    }
}

/// Whether no comment stands but above the first entry, and one behind the last.
fn fits_one_line(entries: &[Entry]) -> bool {
    let last = entries.len() - 1;
    let free = |(i, e): (usize, &Entry)| (i == 0 || e.before.is_empty()) && (i == last || e.behind.is_empty());
    entries.iter().enumerate().all(free) && entries[last].behind.len() <= 1
}

fn join(entries: Vec<Entry>) -> String {
    let mut out = String::new();
    for (n, entry) in entries.iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        if entry.blank && n > 0 {
            out.push('\n');
        }
        let indent = " ".repeat(entry.indent);
        for line in &entry.before {
            out.push_str(&format!("{indent}{line}\n"));
        }
        out.push_str(&indent);
        out.push_str(entry.text.trim_end());
        for (i, line) in entry.behind.iter().enumerate() {
            let own = i > 0 || entry.text.contains('\n');
            // The head's own indentation would end the declaration.
            let below = " ".repeat(entry.indent.max(2));
            out.push_str(&if own { format!("\n{below}{line}") } else { format!("  {line}") });
        }
    }
    out
}

fn comment_line(comment: &Comment) -> String {
    format!("# {}", comment.text).trim_end().to_string()
}

/// Items in lines of at most [`WIDTH`] columns, parted by commas; lines after the first start at `indent`.
fn filled(items: &[String], first: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut column = first;
    for (i, item) in items.iter().enumerate() {
        let last = i + 1 == items.len();
        let width = item.chars().count() + usize::from(!last);
        if i > 0 {
            if column + 1 + width > WIDTH {
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                column = indent;
            } else {
                out.push(' ');
                column += 1;
            }
        }
        out.push_str(item);
        if !last {
            out.push(',');
        }
        column += width;
    }
    out
}

#[cfg(test)]
mod tests;
