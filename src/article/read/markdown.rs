//! Markdown with front matter.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::view::View;
use super::{InputError, InputErrorKind, Read, parse_date};
use crate::article::{Article, ArticleDate, Block, BlockKind, Byline, Modified, structure};
use crate::source::Span;

/// Reads a text as one article. Its view is what a reader sees; the title of the front matter, if there is one, is its
/// headline.
pub fn read(name: &str, source: &str) -> Read {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (front, body) = FrontMatter::of(source, start);
    let mut view = View::new(source);
    let mut blocks = Vec::new();
    let title = front.get("title").and_then(|span| {
        view.add(span.of(source), span, true);
        view.end()
    });
    let mut groups = Vec::new();
    let mut repeated = None;
    let mut headline = title.map(|span| Block { kind: BlockKind::Headline, span });
    for (span, level) in units(&mut view, source, body) {
        let words = span.of(&view.text);
        match (level, &headline) {
            // A title that is repeated as a heading is one headline.
            (Some(_), Some(title)) if groups.is_empty() && title.span.of(&view.text) == words => repeated = Some(span),
            (Some(level), None) if level == HeadingLevel::H1 || groups.is_empty() => {
                headline = Some(Block { kind: BlockKind::Headline, span });
            }
            _ => groups.push(span),
        }
    }
    blocks.extend(headline);
    structure::body(&view.text, &groups, &mut blocks);
    let lines = structure::lines_of(&view.text, 0);
    blocks.extend(lines.filter(|l| !repeated.is_some_and(|r| r.contains(l.span))));
    structure::sort(&mut blocks);
    let mut errors = Vec::new();
    let mut dated = |key: &str| {
        let span = front.get(key)?;
        let value = parse_date(span.of(source));
        if value.is_none() {
            let shown: String = span.of(source).chars().take(40).collect();
            let line = source[..span.start as usize].matches('\n').count() + 1;
            let message = format!("has a `{key}` that is no date: `{shown}`");
            errors.push(
                InputError::new(name, InputErrorKind::Date, message)
                    .help("write the day as 2025-05-20")
                    .at(u64::from(span.start), line),
            );
        }
        value
    };
    let date = dated("date").map(|value| ArticleDate { value, by: "front matter", span: None });
    let modified = ["modified", "updated", "lastmod"].iter().find_map(|key| dated(key)).and_then(|d| d.from);
    let modified = modified.map(|day| Modified { day, by: "front matter" });
    let words = |key: &str| front.get(key).map(|span| span.of(source).to_string());
    let url = words("url").or_else(|| words("canonical"));
    let View { text, map, .. } = view;
    let article = Article {
        date,
        modified,
        story: words("id").or_else(|| url.clone()),
        url,
        source: words("source"),
        byline: ["byline", "author", "authors"].iter().find_map(|k| Byline::new(&words(k)?, "front matter")),
        declared: words("lang").or_else(|| words("language")),
        ..Article::new(name, text, map, blocks)
    };
    Read { articles: vec![article], errors }
}

/// The units of the body, `source[body..]`, as spans of the view; with their level where they are headings.
fn units(view: &mut View, source: &str, body: usize) -> Vec<(Span, Option<HeadingLevel>)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut units = Vec::new();
    let mut level = None;
    // Depth of what shows no words: images' descriptions, metadata.
    let mut hidden = 0usize;
    for (event, range) in Parser::new_ext(&source[body..], options).into_offset_iter() {
        let span = Span::new(body + range.start, body + range.end);
        match event {
            Event::Start(Tag::Image { .. } | Tag::MetadataBlock(_)) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::MetadataBlock(_)) => hidden = hidden.saturating_sub(1),
            Event::Start(tag) if is_block(&tag) => {
                units.extend(view.end().map(|span| (span, level)));
                level = match tag {
                    Tag::Heading { level, .. } => Some(level),
                    _ => None,
                };
            }
            Event::End(tag) if is_block_end(&tag) => {
                units.extend(view.end().map(|span| (span, level)));
                level = None;
            }
            // References show something else than their bytes.
            Event::Text(words) if hidden == 0 => view.add(&words, span, *words == *span.of(source)),
            Event::Code(words) if hidden == 0 => {
                // Code stands between its marks.
                match span.of(source).find(&*words) {
                    Some(at) => {
                        let start = span.start as usize + at;
                        view.add(&words, Span::new(start, start + words.len()), true);
                    }
                    None => view.add(&words, span, false),
                }
            }
            Event::SoftBreak => view.add("\n", span, false),
            Event::HardBreak => view.line_break(),
            Event::Rule => units.extend(view.end().map(|span| (span, level))),
            _ => {}
        }
    }
    units.extend(view.end().map(|span| (span, level)));
    units
}

fn is_block(tag: &Tag) -> bool {
    is_block_end(&tag.to_end())
}

fn is_block_end(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::MetadataBlock(_)
    )
}

/// The keys at the head of a file, between two lines of `---`: one `key: value` a line, of which the values may stand
/// in quotation marks. Nested values are passed over.
struct FrontMatter {
    values: Vec<(String, Span)>,
}

/// The lines of the front matter at byte `start`, each with its own byte and without blanks at its end, and the byte at which the body
/// begins. Without an end it is no front matter.
pub fn front_matter(source: &str, start: usize) -> (Vec<(usize, &str)>, usize) {
    let mut lines = Vec::new();
    let mut at = start;
    for (number, line) in source[start..].split_inclusive('\n').enumerate() {
        let words = line.trim_end();
        match (number, words) {
            (0, "---") => {}
            (0, _) => break,
            (_, "---" | "...") => return (lines, at + line.len()),
            _ => lines.push((at, words)),
        }
        at += line.len();
    }
    (Vec::new(), start)
}

impl FrontMatter {
    /// The front matter at `start`, and where the body begins.
    fn of(source: &str, start: usize) -> (FrontMatter, usize) {
        let (lines, body) = front_matter(source, start);
        (FrontMatter { values: lines.into_iter().filter_map(|(at, words)| key_value(words, at)).collect() }, body)
    }

    fn get(&self, key: &str) -> Option<Span> {
        self.values.iter().find(|(k, span)| k == key && !span.is_empty()).map(|(_, span)| *span)
    }
}

/// `key: value` on the line at byte `at`: the key in lower case, and the value's span without its marks.
fn key_value(line: &str, at: usize) -> Option<(String, Span)> {
    let (key, rest) = line.split_once(':')?;
    if !key.starts_with(|c: char| c.is_alphabetic()) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let value = rest.trim();
    let begin = at + line.len() - rest.trim_start().len();
    let quoted = ['"', '\''].iter().find(|&&mark| value.len() > 1 && value.starts_with(mark) && value.ends_with(mark));
    let value = match quoted {
        Some(_) => Span::new(begin + 1, begin + value.len() - 1),
        // A comment begins with ` #`.
        None => Span::new(begin, begin + value.split(" #").next().unwrap_or(value).trim_end().len()),
    };
    Some((key.trim().to_lowercase(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(source: &str) -> (Article, Vec<InputError>) {
        let mut read = read("a.md", source);
        (read.articles.remove(0), read.errors)
    }

    fn outline(article: &Article) -> Vec<(BlockKind, &str)> {
        let parts = article.blocks.iter().filter(|b| b.kind != BlockKind::Line);
        parts.map(|b| (b.kind, article.words(b.span))).collect()
    }

    #[test]
    fn front_matter_and_body() {
        let source = "\u{feff}---\r\ntitle: \"Ships meet: off Oslo\"\r\ndate: 2025-06-03 # local\r\nurl: https://news.example/ships\r\ntags:\r\n  - sea\r\n---\r\n\r\n# Ships meet: off Oslo\r\n\r\nOSLO, June 3 (AP) — Two **ships** met\r\n[off Oslo](https://news.example/oslo) &amp; left.\r\n\r\n* Nobody was hurt.\r\n* It was late.\r\n";
        let (article, errors) = read_text(source);
        assert!(errors.is_empty());
        use BlockKind::*;
        assert_eq!(
            outline(&article),
            [
                (Headline, "Ships meet: off Oslo"),
                (Dateline, "OSLO, June 3 (AP)"),
                (Paragraph, "Two ships met off Oslo & left."),
                (Paragraph, "Nobody was hurt."),
                (Paragraph, "It was late."),
            ]
        );
        let title_lines =
            article.blocks.iter().filter(|b| b.kind == Line && article.words(b.span).starts_with("Ships"));
        assert_eq!(title_lines.count(), 1);
        let date = article.date.as_ref().unwrap();
        assert_eq!((date.value.from.unwrap().to_string().as_str(), date.by), ("2025-06-03", "front matter"));
        assert_eq!(article.url.as_deref(), Some("https://news.example/ships"));
        for (words, bytes) in [
            ("meet: off", "meet: off"),
            ("ships met off", "ships** met\r\n[off"),
            ("& left", "&amp; left"),
            ("&", "&amp;"),
            ("It was late.", "It was late."),
        ] {
            let at = article.text.find(words).unwrap();
            assert_eq!(article.locate(Span::new(at, at + words.len())).span.of(source), bytes);
        }
    }

    #[test]
    fn a_heading_is_the_headline() {
        let (article, _) = read_text("## Ships meet\n\nThey met.\n\n## Later\n\nThey `left`.");
        use BlockKind::*;
        assert_eq!(
            outline(&article),
            [(Headline, "Ships meet"), (Paragraph, "They met."), (Paragraph, "Later"), (Paragraph, "They left.")]
        );
    }

    #[test]
    fn a_broken_date_is_an_error_and_the_article_is_read() {
        let (article, errors) = read_text("---\ntitle: Ships\ndate: soon\n---\nThey met.");
        assert_eq!(article.date, None);
        assert_eq!((errors[0].line, errors[0].message.as_str()), (Some(3), "has a `date` that is no date: `soon`"));
    }

    #[test]
    fn no_front_matter() {
        let (article, _) = read_text("---\nThey met: all of them.");
        assert_eq!(outline(&article), [(BlockKind::Paragraph, "They met: all of them.")]);
    }
}
