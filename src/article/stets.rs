//! What a desk lets stand: `stet RULE: reason` in a comment of a page, in its front matter, or in a file beside it.
//!
//! `<!-- stet held-office: quoted as he said it -->` speaks of the paragraph that it stands in or behind, or of the one that
//! follows it. `stet: held-office: …` in the front matter of Markdown speaks of the whole article. Text files and records have
//! a file `NAME.stet.toml` beside them, which quotes the words that it speaks of. `wrong:` before the reason says that the
//! rule was wrong, and not that the words may stand all the same: `claimlint audit` counts those.

use serde::Deserialize;

use super::read::front_matter;
use super::{Article, Block, BlockKind};
use crate::source::Span;

/// The ending of the file that lies beside a file of articles.
const BESIDE: &str = ".stet.toml";

/// The largest such file, in bytes.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Comments of one page, and entries of one file beside articles, that are looked at.
const MAX_STETS: usize = 1_000;

/// A finding of one rule that may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stet {
    pub rule: String,
    pub reason: Option<String>,
    /// The rule was wrong there.
    pub wrong: bool,
    /// Of the view: what it speaks of. `None`: the whole article. Empty: words that the article does not have.
    pub words: Option<Vec<Span>>,
    /// Where it stands: of the article's file or of the one beside it, and its line from 1.
    pub file: String,
    pub line: usize,
}

/// Something that begins like a stet and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadStet {
    pub file: String,
    pub line: usize,
    pub message: String,
}

/// `held-office, one-holder wrong: the record is older`: the rules, whether they were wrong, and the reason.
fn parse(words: &str) -> Result<(Vec<String>, bool, Option<String>), String> {
    let (head, reason) = match words.split_once(':') {
        Some((head, reason)) => (head.trim(), Some(reason.trim()).filter(|r| !r.is_empty())),
        None => (words.trim(), None),
    };
    let (head, wrong) = match head.strip_suffix("wrong").filter(|h| h.ends_with([' ', ','])) {
        Some(head) => (head, true),
        None => (head, false),
    };
    let names: Vec<String> = head.split([',', ' ']).filter(|n| !n.is_empty()).map(String::from).collect();
    let name = |n: &String| n.chars().all(|c| c.is_alphanumeric() || c == '-');
    match names.iter().find(|n| !name(n) || matches!(n.as_str(), "all" | "everything" | "any")) {
        _ if names.is_empty() => Err("names no rule".into()),
        Some(other) => Err(format!("`{other}` is the name of no rule: what may stand is said rule by rule")),
        None => Ok((names, wrong, reason.map(String::from))),
    }
}

/// The stets in a page's or Markdown file's own text, `source`.
pub fn in_page(article: &Article, source: &str) -> (Vec<Stet>, Vec<BadStet>) {
    let (mut stets, mut bad) = (Vec::new(), Vec::new());
    let mut add = |words: &str, at: usize, speaks_of: Option<Vec<Span>>| {
        let line = source[..at].matches('\n').count() + 1;
        match parse(words) {
            Ok((rules, wrong, reason)) => stets.extend(rules.into_iter().map(|rule| Stet {
                rule,
                reason: reason.clone(),
                wrong,
                words: speaks_of.clone(),
                file: article.name.clone(),
                line,
            })),
            Err(message) => bad.push(BadStet { file: article.name.clone(), line, message }),
        }
    };
    for (at, words) in in_front(source).into_iter().take(MAX_STETS) {
        add(words, at, None);
    }
    let (mut from, mut seen) = (0, 0);
    while let Some(open) = source[from..].find("<!--").map(|i| from + i) {
        let inside = open + "<!--".len();
        let Some(close) = source[inside..].find("-->").map(|i| inside + i) else { break };
        from = close;
        let comment = source[inside..close].trim();
        let Some(words) = comment.strip_prefix("stet").filter(|w| w.is_empty() || w.starts_with([' ', ':', '\n']))
        else {
            continue;
        };
        seen += 1;
        if seen > MAX_STETS {
            bad.push(BadStet { file: article.name.clone(), line: 1, message: too_many() });
            break;
        }
        let of = block_of(article, source, open, close).map(|b| vec![b.span]);
        add(words.trim_start_matches(':'), open, Some(of.unwrap_or_default()));
    }
    (stets, bad)
}

fn too_many() -> String {
    format!("there are more than {MAX_STETS}; an `except` of the rule, or its level, says so once")
}

/// The block that a comment stands in, behind on the same line, or before.
fn block_of<'a>(article: &'a Article, source: &str, open: usize, close: usize) -> Option<&'a Block> {
    let mut before: Option<(&Block, usize)> = None;
    for block in article.blocks.iter().filter(|b| b.kind != BlockKind::Line) {
        let place = article.locate(block.span);
        if place.field.is_some() {
            continue;
        }
        let (start, end) = (place.span.start as usize, place.span.end as usize);
        if start >= close {
            return match before {
                Some((last, end)) if source.get(end..open).is_some_and(|gap| !gap.contains('\n')) => Some(last),
                _ => Some(block),
            };
        }
        if start <= open && close <= end {
            return Some(block);
        }
        before = Some((block, end));
    }
    before.map(|(block, _)| block)
}

/// `stet: RULE: reason`, or a list below `stet:`, with the byte at which each begins.
fn in_front(source: &str) -> Vec<(usize, &str)> {
    let start = source.len() - source.trim_start_matches('\u{feff}').len();
    let (lines, _) = front_matter(source, start);
    let (mut listing, mut found) = (false, Vec::new());
    for (at, words) in lines {
        let indent = words.len() - words.trim_start().len();
        if let Some(value) = words.strip_prefix("stet:") {
            listing = value.trim().is_empty();
            if !listing {
                found.push((at, value.trim().trim_matches('"')));
            }
        } else if let Some(item) = words.trim_start().strip_prefix("- ").filter(|_| listing) {
            found.push((at + indent, item.trim().trim_matches('"')));
        } else if indent == 0 {
            listing = false;
        }
    }
    found
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    #[serde(default)]
    stet: Vec<toml::Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    /// The words that may stand, as the article has them.
    text: String,
    reason: Option<String>,
    #[serde(default)]
    wrong: bool,
    /// In a file of many articles: the id of one.
    article: Option<String>,
}

/// The text of a stet's file without what it says of these rules; `None` where it no longer stands there. A comment that speaks of
/// other rules, too, keeps them; a line that held nothing else goes.
pub fn without(text: &str, stet: &Stet, rules: &[&str]) -> Option<String> {
    let starts: Vec<usize> = text
        .split_inclusive('\n')
        .scan(0, |at, line| {
            *at += line.len();
            Some(*at - line.len())
        })
        .collect();
    let start = *starts.get(stet.line.checked_sub(1)?)?;
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |i| at + i + 1);
    let line = &text[start..line_end(start)];
    if stet.file.ends_with(BESIDE) {
        // An entry ends where the next table begins.
        let next = starts.iter().copied().find(|&at| at > start && text[at..].starts_with('['));
        return line.trim_start().starts_with("[[stet]]").then(|| cut(text, start, next.unwrap_or(text.len())));
    }
    let comments = text[start..].match_indices("<!--").map(|(at, _)| start + at).take_while(|&at| at < line_end(start));
    for open in comments {
        let inside = open + "<!--".len();
        let close = inside + text[inside..].find("-->")?;
        let Some(words) = text[inside..close].trim_start().strip_prefix("stet") else { continue };
        let Ok((names, ..)) = parse(words.trim_start_matches(':').trim()) else { continue };
        if rules.iter().all(|rule| names.iter().any(|n| n == rule)) {
            let left: Vec<&str> = names.iter().map(|n| &**n).filter(|n| !rules.contains(n)).collect();
            let end = close + "-->".len();
            return Some(match left.is_empty() {
                true => cut(text, open, end),
                false => named(text, inside..close, &names, &left),
            });
        }
    }
    let item = line.trim_start().strip_prefix("- ").or_else(|| line.strip_prefix("stet:"))?;
    let (names, ..) = parse(item.trim().trim_matches('"')).ok()?;
    let left: Vec<&str> = names.iter().map(|n| &**n).filter(|n| !rules.contains(n)).collect();
    match left.is_empty() {
        true => Some(cut(text, start, start + line.len())),
        false => Some(named(text, start..start + line.len(), &names, &left)),
    }
}

/// Without a stretch, and without its line if nothing else stands in it.
fn cut(text: &str, start: usize, end: usize) -> String {
    let (before, after) = (&text[..start], &text[end..]);
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = after.find('\n').map_or(after.len(), |at| at + 1);
    let alone =
        before[line..].trim().is_empty() && after[..rest].trim().is_empty() && !text[start..end].ends_with('\n');
    match alone {
        true => format!("{}{}", &before[..line], &after[rest..]),
        false => {
            format!("{}{after}", if after.starts_with(['\n', '\r']) { before.trim_end_matches(' ') } else { before })
        }
    }
}

/// With fewer names in a stretch that has them all.
fn named(text: &str, at: std::ops::Range<usize>, names: &[String], left: &[&str]) -> String {
    let stretch = &text[at.clone()];
    let from = stretch.find(&*names[0]).unwrap_or(0);
    let last = &names[names.len() - 1];
    let to = stretch[from..].find(&**last).map_or(from, |i| from + i + last.len());
    format!("{}{}{}{}{}", &text[..at.start], &stretch[..from], left.join(", "), &stretch[to..], &text[at.end..])
}

/// The file beside a file of this name.
pub fn file_beside(name: &str) -> String {
    format!("{name}{BESIDE}")
}

/// Gives the articles of a file what the file beside it says. `name`: of the articles' file.
pub fn beside(name: &str, articles: &mut [Article]) -> Vec<BadStet> {
    let file = file_beside(name);
    let bad = |line, message: String| vec![BadStet { file: file.clone(), line, message }];
    let text = match std::fs::metadata(&file) {
        Err(_) => return Vec::new(),
        Ok(meta) if meta.len() > MAX_BYTES => return bad(1, format!("is larger than {MAX_BYTES} bytes")),
        Ok(_) => match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(e) => return bad(1, format!("cannot be read: {e}")),
        },
    };
    let line_of = |at: usize| text[..text.floor_char_boundary(at)].matches('\n').count() + 1;
    let entries: Beside = match toml::from_str(&text) {
        Ok(entries) => entries,
        Err(e) => return bad(e.span().map_or(1, |s| line_of(s.start)), e.message().to_string()),
    };
    if entries.stet.len() > MAX_STETS {
        return bad(1, too_many());
    }
    let mut out = Vec::new();
    for entry in entries.stet {
        let line = line_of(entry.span().start);
        let Entry { rule, text, reason, wrong, article } = entry.into_inner();
        let rules = match parse(&rule) {
            Ok((rules, _, None)) if !text.trim().is_empty() => rules,
            Ok(_) => {
                out.extend(bad(line, "wants a rule, and the words that may stand".into()));
                continue;
            }
            Err(message) => {
                out.extend(bad(line, message));
                continue;
            }
        };
        let wanted = article.map_or(name.to_string(), |id| format!("{name}#{id}"));
        let Some(article) = articles.iter_mut().find(|a| a.name == wanted) else {
            out.extend(bad(line, format!("there is no article `{wanted}`")));
            continue;
        };
        let words = places(&article.text, &text);
        article.stets.extend(rules.into_iter().map(|rule| Stet {
            rule,
            reason: reason.clone(),
            wrong,
            words: Some(words.clone()),
            file: file.clone(),
            line,
        }));
    }
    out
}

/// Where the words stand in a text.
fn places(text: &str, words: &str) -> Vec<Span> {
    text.match_indices(words).map(|(at, _)| Span::new(at, at + words.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_reasons_and_who_was_wrong() {
        let ok = |words: &str| parse(words).expect(words);
        let names = |of: &[&str]| of.iter().map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(ok(" held-office: as he said it"), (names(&["held-office"]), false, Some("as he said it".into())));
        assert_eq!(ok("weekday, full-date"), (names(&["weekday", "full-date"]), false, None));
        assert_eq!(ok("weekday wrong: 12:30 is a time"), (names(&["weekday"]), true, Some("12:30 is a time".into())));
        assert_eq!(ok("wrong: a rule of that name"), (names(&["wrong"]), false, Some("a rule of that name".into())));
        for none in ["", ": no rule", "*: everything", "all: of it"] {
            assert!(parse(none).is_err(), "{none}");
        }
    }

    #[test]
    fn what_is_needed_no_more_is_taken_out() {
        let stet = |file: &str, line| Stet {
            rule: "weekday".into(),
            reason: None,
            wrong: false,
            words: None,
            file: file.into(),
            line,
        };
        let md = "---\nstet:\n  - weekday: no\n  - full-date: yes\n---\n<!-- stet weekday: as he said -->\nThey met. <!-- stet full-date, weekday: x -->\nA <!-- stet weekday --> b\n";
        let gone = |line| without(md, &stet("a.md", line), &["weekday"]).unwrap();
        assert_eq!(gone(3), md.replace("  - weekday: no\n", ""));
        assert_eq!(gone(6), md.replace("<!-- stet weekday: as he said -->\n", ""));
        assert_eq!(gone(7), md.replace("full-date, weekday: x", "full-date: x"));
        assert_eq!(gone(8), md.replace("<!-- stet weekday -->", ""));
        assert_eq!(without(md, &stet("a.md", 1), &["weekday"]), None);
        assert_eq!(without(md, &stet("a.md", 99), &["weekday"]), None);
        let one = "---\nstet: weekday: no\n---\r\nText\n";
        assert_eq!(without(one, &stet("a.md", 2), &["weekday"]).unwrap(), "---\n---\r\nText\n");
        let beside = "[[stet]]\nrule = \"weekday\"\ntext = \"x\"\n\n[[stet]]\nrule = \"full-date\"\ntext = \"y\"\n";
        let file = "a.txt.stet.toml";
        assert_eq!(
            without(beside, &stet(file, 1), &["weekday"]).unwrap(),
            beside[beside.find("\n\n").unwrap()..].trim_start()
        );
        assert!(without(beside, &stet(file, 5), &["full-date"]).unwrap().ends_with("text = \"x\"\n\n"));
    }

    #[test]
    fn a_page_has_so_many_and_no_more() {
        let article = crate::article::plain_text("a.md", "<!-- stet weekday: x -->\n".repeat(MAX_STETS + 5));
        let (stets, bad) = in_page(&article, &article.text);
        assert_eq!((stets.len(), bad.len()), (MAX_STETS, 1));
    }

    #[test]
    fn front_matter_has_one_or_a_list() {
        let one = "---\ntitle: Ships\nstet: weekday: no\n---\nText\n";
        assert_eq!(in_front(one), [(17, "weekday: no")]);
        let list = "---\nstet:\n  - weekday: no\n  - \"full-date\"\ntitle: x\n  - other\n---\nstet: text\n";
        assert_eq!(in_front(list), [(12, "weekday: no"), (28, "full-date")]);
        assert!(in_front("---\nstet: weekday: no\n").is_empty());
    }
}
