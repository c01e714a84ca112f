//! The Markdown of rules' pages as HTML.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::report::sanitize::Sanitized;

/// Two levels deeper than it is written, so that a page can stand within another. HTML in it is shown as text, and nothing of it
/// leads or loads from anywhere else: of links and images only the words are left.
pub fn to_html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| {
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(visible(&text)),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Text(text) => Event::Text(visible(&text)),
            Event::Code(text) => Event::Code(visible(&text)),
            Event::Start(Tag::Heading { level, .. }) => {
                Event::Start(Tag::Heading { level: deeper(level), id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(deeper(level))),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => {
                return None;
            }
            other => other,
        })
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

fn visible<'a>(text: &str) -> CowStr<'a> {
    CowStr::from(Sanitized::text(text).to_string())
}

fn deeper(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn a_page_is_words_and_nothing_else() {
        let html = to_html(
            "# one\n\n<script>alert(1)</script>\n\nA <b onclick=\"x\">bold</b> [word](javascript:alert(2)) \
             ![picture](https://news.example/a.png)\u{202e}\n\n> *north*\\\n> **Oslo** &lt;i&gt;\n\n```claim\nmust <x>\n```\n",
        );
        assert_eq!(
            html,
            "<h3>one</h3>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>\n<p>A &lt;b onclick=\"x\"&gt;bold&lt;/b&gt; word \
             picture\\u{202e}</p>\n<blockquote>\n<p><em>north</em><br />\n<strong>Oslo</strong> &lt;i&gt;</p>\n</blockquote>\n\
             <pre><code class=\"language-claim\">must &lt;x&gt;\n</code></pre>\n"
        );
    }
}
