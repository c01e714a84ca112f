//! A summary in Markdown for a pull request or a job's page: what was found in a table, then each finding with its excerpts.
//!
//! Words of articles are words only: no markup, no link, no mention that would call somebody, no reference to an issue.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Input, others};
use crate::finding::{Finding, Level, Verdict};
use crate::report::closing::totals;
use crate::report::counted;
use crate::report::sanitize::Sanitized;
use crate::report::summary::Summary;

/// Bytes of the page; GitHub takes comments of 65,536 characters.
const MAX_BYTES: usize = 60_000;
/// Characters of an excerpt before and behind the marked words.
const AROUND: usize = 160;

pub fn write(out: &mut dyn Write, input: &Input) -> io::Result<()> {
    let summary = Summary::new(input.report, input.batch);
    let mut page = format!("## claimlint: {}\n\n", plain(&totals(&summary)));
    let mut shown: Vec<&Finding> = input.shown().collect();
    // New before known, loud before quiet, as far as the page reaches.
    shown.sort_by_key(|f| (f.known, f.verdict != Verdict::Violated, std::cmp::Reverse(f.level)));
    let sections: Vec<String> = shown.iter().map(|f| section(input, f)).collect();
    let fitting = sections.iter().scan(page.len(), |length, s| {
        *length += s.len();
        Some(*length)
    });
    let fitting = fitting.take_while(|&length| length < MAX_BYTES).count();
    sections[..fitting].iter().for_each(|s| page.push_str(s));
    if fitting < sections.len() {
        let more = counted(sections.len() - fitting, "more finding");
        _ = write!(page, "… and {more}: `claimlint check` prints all of them.\n\n");
    }
    if let Some(against) = &summary.baseline {
        let gone = if against.gone.is_empty() { String::new() } else { format!(", {} gone", against.gone.len()) };
        _ = writeln!(page, "{} new, {} known to the baseline{gone}.", against.new, against.known);
    }
    out.write_all(page.as_bytes())
}

fn section(input: &Input, finding: &Finding) -> String {
    let (sign, level) = match (finding.verdict, finding.level) {
        (Verdict::Undecided(_), _) => ("⚪", "undecided"),
        (_, Level::Error) => ("🔴", "error"),
        (_, Level::Warning) => ("🟠", "warning"),
        (_, Level::Advice | Level::Off) => ("🔵", "advice"),
    };
    let state = match (&finding.suppressed, finding.known) {
        (Some(_), _) => " · let stand",
        (None, true) => " · known",
        (None, false) => "",
    };
    let rule = match input.options.page_of(&finding.rule) {
        Some(page) => format!("[{}]({page})", plain(&finding.rule)),
        None => plain(&finding.rule),
    };
    let mut out = format!("<details><summary>{sign} <b>{level}</b>{state}: {}</summary>\n\n", html(&finding.message));
    for label in finding.first_label().into_iter().chain(others(finding)) {
        let document = input.documents.article(label.article);
        let text = document.text();
        let span = document.clamp(label.span);
        let block = document.block(span.start as usize);
        let (start, end) = (span.start as usize, span.end as usize);
        let before = tail(&text[(block.start as usize).min(start)..start]);
        let after = head(&text[end..(block.end as usize).max(end)]);
        let note = if label.note.is_empty() { String::new() } else { format!(" ({})", plain(&label.note)) };
        _ = write!(
            out,
            "{}{note}\n> {}**{}**{}\n\n",
            plain(document.at(label.span).as_str()),
            plain(&before),
            plain(span.of(text).trim()),
            plain(&after)
        );
    }
    let mut notes = vec![format!("rule: {rule}")];
    notes.extend(finding.record.iter().map(|r| format!("record: {}", plain(&r.entry))));
    notes.extend(finding.assumed.iter().map(|a| format!("assumed: {}", plain(a))));
    notes.extend(finding.related.iter().map(|r| format!("also: {}: {}", plain(&r.rule), plain(&r.message))));
    notes.extend(finding.suppressed.iter().map(|s| format!("stet: {}", plain(&s.reason))));
    notes.extend(finding.help.iter().map(|h| format!("help: {}", plain(h))));
    notes.iter().for_each(|note| _ = writeln!(out, "- {note}"));
    out.push_str("\n</details>\n\n");
    out
}

/// The end of a stretch, cut at a blank.
fn tail(text: &str) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(AROUND) else { return text.to_string() };
    let cut = &text[at..];
    format!("… {}", cut.split_once(' ').map_or(cut, |(_, rest)| rest))
}

fn head(text: &str) -> String {
    let Some((at, _)) = text.char_indices().nth(AROUND) else { return text.to_string() };
    let cut = &text[..at];
    format!("{} …", cut.rsplit_once(' ').map_or(cut, |(rest, _)| rest))
}

/// Words that mean nothing but themselves in Markdown, on one line; blanks at the ends stay.
fn plain(words: &str) -> String {
    let inner = Sanitized::words(words);
    let mut out = String::new();
    if words.starts_with(char::is_whitespace) {
        out.push(' ');
    }
    let begins_list =
        inner.as_str().trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', '-', '+', '=', '#']);
    for (at, c) in inner.as_str().char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '.' | '-' | '+' | '=' if begins_list && inner.as_str()[..at].chars().all(|c| c.is_ascii_digit()) => {
                out.push('\\');
                out.push(c);
            }
            // An empty comment takes a mention, an issue's number or a head apart,
            '@' | '#' => _ = write!(out, "\\{c}<!-- -->"),
            // and what would become a link.
            ':' | '.' | '-' if is_link_head(&out) => _ = write!(out, "<!-- -->{c}"),
            c => out.push(c),
        }
    }
    if words.ends_with(char::is_whitespace) && !inner.is_empty() {
        out.push(' ');
    }
    out
}

/// Whether a mark behind these words would begin an address, or the number of an issue.
fn is_link_head(text: &str) -> bool {
    ["http", "https", "ftp", "www", "mailto", "xmpp", "gh"].iter().any(|head| {
        text.len() >= head.len()
            && text.is_char_boundary(text.len() - head.len())
            && text[text.len() - head.len()..].eq_ignore_ascii_case(head)
    })
}

/// Words inside of a line of HTML.
fn html(words: &str) -> String {
    let words = Sanitized::words(words);
    let mut out = String::new();
    for c in words.as_str().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '@' | '#' => {
                out.push(c);
                out.push_str("<!-- -->");
            }
            ':' | '.' | '-' if is_link_head(&out) => _ = write!(out, "<!-- -->{c}"),
            // Inside of a block of HTML, but not inside of `<summary>` alone, Markdown goes on.
            '`' | '*' | '_' | '[' | ']' | '~' | '\\' | '$' => _ = write!(out, "&#{};", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}
