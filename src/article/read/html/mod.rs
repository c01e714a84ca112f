//! HTML pages: the article's own words, and the way back to the bytes of the page.
//!
//! The page is cut into units (paragraphs, headings, captions, list items); [`choose`] picks those of the article,
//! and their words become the view: entities resolved, blanks collapsed, each piece mapped to its bytes.

mod choose;
mod entities;
mod metadata;
mod tags;
mod tree;

use super::view::View;
use super::{Read, parse_date};
use crate::article::{Article, ArticleDate, Block, BlockKind, structure};
use crate::source::Span;
pub use entities::Entities;
use tree::{Page, Unit, UnitKind};

/// Reads a page as one article.
pub fn read(name: &str, source: &str) -> Read {
    let page = tree::parse(source);
    let chosen = choose::choose(&page, source);
    let mut view = View::new(source);
    let mut entities = Entities::default();
    let mut blocks = Vec::new();
    let mut groups = Vec::new();
    for unit in chosen {
        let Some(span) = show(&mut view, &page, unit, source, 0, &mut entities) else { continue };
        match unit.kind {
            UnitKind::Headline => blocks.push(Block { kind: BlockKind::Headline, span }),
            UnitKind::Title => {
                let span = Span::new(span.start as usize, span.start as usize + without_site(span.of(&view.text)));
                blocks.push(Block { kind: BlockKind::Headline, span });
            }
            UnitKind::Caption => blocks.push(Block { kind: BlockKind::Caption, span }),
            UnitKind::Heading | UnitKind::Paragraph | UnitKind::Other => groups.push(span),
        }
    }
    structure::body(&view.text, &groups, &mut blocks);
    blocks.extend(structure::lines_of(&view.text, 0));
    structure::sort(&mut blocks);
    let View { text, map, .. } = view;
    // Whoever reads a page is not to blame for its metadata: a date that cannot be read is none.
    let date = page.metadata.published.as_deref().and_then(parse_date);
    let article = Article {
        date: date.map(|value| ArticleDate { value, by: page.metadata.published_by(), span: None }),
        modified: page.metadata.modified(),
        story: page.metadata.url.clone(),
        url: page.metadata.url,
        source: page.metadata.site,
        byline: page.metadata.byline,
        declared: page.metadata.language,
        ..Article::new(name, text, map, blocks)
    };
    Read { articles: vec![article], errors: Vec::new() }
}

/// Adds a unit's words to the view, and ends it there; `None` where it has no letter or digit, as bars between links. The page
/// begins at byte `start` of the view's source.
fn show(
    view: &mut View,
    page: &Page,
    unit: &Unit,
    source: &str,
    start: usize,
    entities: &mut Entities,
) -> Option<Span> {
    for run in &page.runs[unit.runs.clone()] {
        if run.after_break {
            view.line_break();
        }
        match &run.shown {
            Some(shown) => view.add(shown, run.span.shift(start), false),
            None => entities.pieces(source, run.span, |piece| {
                view.add(&piece.words, piece.source.shift(start), piece.exact);
            }),
        }
    }
    view.end()
}

/// Adds the words of a piece of a page, `at` of the view's source, which is all the article's own: what each unit is, and where
/// it stands in the view.
pub fn fragment(view: &mut View, source: &str, at: Span) -> Vec<(BlockKind, Span)> {
    let piece = at.of(source);
    let page = tree::parse(piece);
    let mut entities = Entities::default();
    let shown = page.units.iter().filter_map(|unit| {
        let span = show(view, &page, unit, piece, at.start as usize, &mut entities)?;
        let kind = match unit.kind {
            UnitKind::Headline => BlockKind::Headline,
            UnitKind::Caption => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        };
        Some((kind, span))
    });
    shown.collect()
}

/// Adds a line of words, `at` of the view's source, in which there may be references and tags.
pub fn line(view: &mut View, source: &str, at: Span) -> Option<Span> {
    let shown = fragment(view, source, at);
    Some(shown.first()?.1.cover(shown.last()?.1))
}

/// A page's title without the name of the site behind the last bar or dash: its length in bytes.
fn without_site(title: &str) -> usize {
    [" | ", " - ", " – ", " — "]
        .iter()
        .filter_map(|mark| title.rfind(mark))
        .filter(|&at| title[..at].split_whitespace().count() >= 3)
        .max()
        .unwrap_or(title.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html>
<html><head><title>Ships meet off Oslo | The Harbour News</title>
<meta property="article:published_time" content="2025-06-03T09:15:00Z">
<link rel="canonical" href="https://news.example/ships">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, {"@type": "NewsArticle", "datePublished": "2025-06-03"}]}</script>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<article>
<h1>Ships meet off&nbsp;<em>Oslo</em></h1>
<time datetime="2025-06-03">3 June 2025</time>
<figure><img src="a.jpg"><figcaption>The Moe &amp; Lund off Oslo.</figcaption></figure>
<p>Two ships met off Oslo on Monday, the harbour&rsquo;s   master
 said,<!-- a comment --> after a <b>storm</b> had gone over the <a href="/fjord">fjord</a>.</p>
<aside><p>Read more of what our reporters wrote about storms in the north of Norway this year.</p></aside>
<p>&#8220;Nobody was hurt,&#8221; said Caf&eacute; owner Anna Lund.<br>She had seen it all from her window above the water.
<p>The ships left for home before noon, and the harbour was open again on the same evening.
<ul class="share-buttons"><li>Share this with all of your friends and with everybody else you may know.</li></ul>
</article>
<footer><p>The Harbour News is made by a dozen people who like to write about ships and harbours.</p></footer>
</body></html>"#;

    fn read_page(page: &str) -> Article {
        read("a.html", page).articles.remove(0)
    }

    #[test]
    fn the_article_of_a_page() {
        let article = read_page(PAGE);
        let parts: Vec<(BlockKind, &str)> = article
            .blocks
            .iter()
            .filter(|b| b.kind != BlockKind::Line)
            .map(|b| (b.kind, article.words(b.span)))
            .collect();
        use BlockKind::*;
        assert_eq!(
            parts,
            [
                (Headline, "Ships meet off\u{a0}Oslo"),
                (Dateline, "3 June 2025"),
                (Caption, "The Moe & Lund off Oslo."),
                (
                    Paragraph,
                    "Two ships met off Oslo on Monday, the harbour’s master said, after a storm had gone over the fjord."
                ),
                (
                    Paragraph,
                    "“Nobody was hurt,” said Café owner Anna Lund.\nShe had seen it all from her window above the water."
                ),
                (Paragraph, "The ships left for home before noon, and the harbour was open again on the same evening."),
            ]
        );
        let date = article.date.unwrap();
        assert_eq!(date.value.from.unwrap().to_string(), "2025-06-03");
        assert_eq!(date.by, "the page's linked data");
        assert_eq!(article.url.as_deref(), Some("https://news.example/ships"));
    }

    #[test]
    fn dates_and_where_they_stand() {
        let body = "<article><h1>Ships meet</h1><p>Two ships met off Oslo and nobody was hurt at all that day.</p>";
        let linked =
            r#"<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-01"}</script>"#;
        let property = r#"<meta property="article:published_time" content="2025-06-02T08:00:00Z">"#;
        let micro = r#"<meta itemprop="datePublished" content="2025-06-03">"#;
        let named = r#"<meta name="pubdate" content="4 June 2025">"#;
        let time = r#"<time datetime="2025-06-05">Thursday</time>"#;
        // The better source first; what is no date is passed over.
        let cases: &[(&[&str], Option<(&str, &str)>)] = &[
            (&[time, named, micro, property, linked], Some(("2025-06-01", "the page's linked data"))),
            (&[time, named, micro, property], Some(("2025-06-02", "the page's meta element"))),
            (&[time, named, micro], Some(("2025-06-03", "the page's microdata"))),
            (&[time, named], Some(("2025-06-04", "the page's meta element"))),
            (&[time], Some(("2025-06-05", "the page's time element"))),
            (&[r#"<meta name="pubdate" content="soon">"#, time], Some(("2025-06-05", "the page's time element"))),
            (&[r#"<script type="application/ld+json">{"datePublished": </script>"#], None),
            (&[], None),
        ];
        for (parts, expected) in cases {
            let (head, times): (Vec<&str>, Vec<&str>) = parts.iter().copied().partition(|p| !p.starts_with("<time"));
            let page = format!("<html><head>{}</head><body>{}{body}", head.concat(), times.concat());
            let date = read_page(&page).date.map(|d| (d.value.from.unwrap().to_string(), d.by));
            assert_eq!(date.as_ref().map(|(day, by)| (day.as_str(), *by)), *expected, "{page}");
        }
    }

    #[test]
    fn spans_lead_back_to_the_bytes_of_the_page() {
        let article = read_page(PAGE);
        for (words, bytes) in [
            ("Café", "Caf&eacute;"),
            ("harbour’s master", "harbour&rsquo;s   master"),
            ("said, after", "said,<!-- a comment --> after"),
            ("off\u{a0}Oslo", "off&nbsp;<em>Oslo"),
            ("Lund.\nShe", "Lund.<br>She"),
            ("storm", "storm"),
        ] {
            let at = article.text.find(words).unwrap_or_else(|| panic!("{words} is in the view"));
            let located = article.locate(Span::new(at, at + words.len()));
            assert_eq!(located.span.of(PAGE), bytes);
        }
    }

    #[test]
    fn what_readers_teasers_and_other_screens_add_is_no_part_of_the_article() {
        let body = "Two ships met off Oslo on Monday, and the harbour master said that nobody was hurt.";
        let other = "Somebody else wrote a long piece of words here, that nobody would take for the news of the day. "
            .repeat(3);
        let (one, many) = (format!("<p>{body}</p>"), format!("<p>{other}</p>").repeat(3));
        let caption = "A ship of the line seen from the old fort of Askeby, on a day in spring, without a flag.";
        let pages = [
            format!("<article><h1>Ships meet</h1>{one}<h3>2 Comments</h3>{many}</article>"),
            // The other `article`s hold more, and one around them holds most.
            format!(
                "<article><h1>Ships meet</h1>{}</article><article><article>{many}</article><article>{many}</article></article>",
                one.repeat(9)
            ),
        ];
        for page in pages {
            let article = read_page(&format!("<html><body>{page}"));
            assert!(article.text.contains(body) && !article.text.contains("Somebody else"), "{}", article.text);
        }
        let twice = format!("<article><h1>Ships meet</h1><p>{caption}</p><div><p>{caption}</p></div>{one}</article>");
        let article = read_page(&format!("<html><body>{twice}"));
        assert_eq!(article.text.matches(caption).count(), 1);
        let comments = read_page(&format!("<html><body><article><h1>Comments</h1>{one}{one}</article>"));
        assert!(comments.text.contains(body), "a heading before the article ends nothing");
    }

    #[test]
    fn a_page_without_structure_is_read_all_the_same() {
        let article = read_page(
            "<html><title>Ships meet off Oslo - News</title><body>Two ships met off Oslo on Monday, the harbour master said in a note to the papers that night, and nobody was hurt at all.",
        );
        assert_eq!(article.words(article.blocks[0].span), "Ships meet off Oslo");
        assert!(article.text.ends_with("nobody was hurt at all."));
    }

    /// Pieces of pages, broken ones among them. In a `title`, tags are words: it is left out, as a part of it by itself
    /// would show something else.
    fn pages() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("<p>"),
            Just("</p>"),
            Just("<div>"),
            Just("</div>"),
            Just("<b>"),
            Just("</b>"),
            Just("<br>"),
            Just("<h1>"),
            Just("</h1>"),
            Just("<li>"),
            Just("<ul>"),
            Just("</ul>"),
            Just("<a href='x'>"),
            Just("</a>"),
            Just("<script>"),
            Just("</script>"),
            Just("<!-- "),
            Just("-->"),
            Just("<figcaption>"),
            Just("&amp;"),
            Just("&eacute;"),
            Just("&notin;"),
            Just("&"),
            Just("&#x110000;"),
            Just("&#0;"),
            Just("&lt;b>"),
            Just("<"),
            Just("\r\n"),
            Just("\0"),
            Just(" "),
            Just("\u{a0}"),
            Just("Two ships met off Oslo, é said. "),
            Just("<table><tr><td>"),
            Just("</table>"),
            Just("<form>"),
            Just("<article>"),
            Just("</article>"),
            Just("<p class='share'>"),
            Just("]]>"),
        ];
        proptest::collection::vec(piece, 0..60).prop_map(|p| p.concat())
    }

    /// The letters and digits that bytes of a page show: tags, comments and scripts out, references resolved.
    fn letters(page: &str) -> String {
        let mut shown = String::new();
        let mut emitter = html5gum::DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut script = false;
        for Ok(token) in html5gum::Tokenizer::new_with_emitter(page, emitter) {
            match token {
                html5gum::Token::StartTag(tag) => script = &**tag.name == b"script",
                html5gum::Token::EndTag(_) => script = false,
                html5gum::Token::String(s) if !script => shown.push_str(&String::from_utf8_lossy(&s.value)),
                _ => {}
            }
        }
        shown.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    proptest! {
        #[test]
        fn the_bytes_of_every_block_show_its_words(page in pages()) {
            let page = format!("<html>{page}");
            let article = read_page(&page);
            for block in article.blocks.iter() {
                let located = article.locate(block.span);
                let bytes = located.span.of(&page);
                let words: String = article.words(block.span).chars().filter(|c| c.is_alphanumeric()).collect();
                prop_assert_eq!(letters(bytes), words, "{:?}", bytes);
            }
        }
    }
}
