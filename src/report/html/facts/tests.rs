use std::{env, fs};

use proptest::prelude::*;

use super::*;
use crate::article::{self, Article, BlockKind, read};
use crate::extract::extract;
use crate::language::{LoadOptions, Program, load};
use crate::source::Span;

fn program() -> Program {
    load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program
}

/// As a file of this name is read.
fn read_as(name: &str, text: &str) -> Article {
    let ending = name.rsplit('.').next().unwrap();
    let path = env::temp_dir().join(format!("claimlint-page-{}-{}.{ending}", std::process::id(), name.len()));
    fs::write(&path, text).unwrap();
    let mut article = read(std::slice::from_ref(&path)).0.articles.remove(0);
    fs::remove_file(path).unwrap();
    article.name = format!("{name}{}", article.name.find('#').map_or("", |i| &article.name[i..]));
    article
}

/// The page of articles, without what is the same in every page.
fn page_of(files: &[(&str, &str)], kinds: &[&str]) -> String {
    let program = program();
    let batch = Batch::new(files.iter().map(|(name, text)| read_as(name, text)).collect());
    let kinds: Vec<KindId> = kinds.iter().map(|k| program.schema.kind(k).unwrap()).collect();
    let mut out = Vec::new();
    write(&mut out, &batch, &extract(&batch, &program), &program.schema, &kinds).unwrap();
    let policy = minijinja::HtmlEscape(&Assets::new(STYLE, SCRIPT).policy).to_string();
    String::from_utf8(out).unwrap().replace(STYLE, "…").replace(SCRIPT, "…").replace(&policy, "…")
}

#[test]
fn a_page() {
    let page = page_of(
        &[
            ("talks.txt", "Norwegian Foreign Minister Ilse Varga met Marek Dunin in Oslo on 3 March 2025.\n"),
            ("page.html", "<p>Fran&ccedil;ois Moe said on <b>3&nbsp;May 2024</b>: &ldquo;1 &lt; 2&rdquo;.</p>"),
        ],
        &["person", "role", "meeting", "date", "dateline"],
    );
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("report-facts-html", page) });
}

#[test]
fn nothing_of_an_article_is_markup() {
    let words = "</script></mark><script>alert(1)</script><img src=x onerror=\"alert('2')\"> {{ harbour }} {% raw %} \
                 &lt;b&gt; <!-- Anna\u{202e} Lund\u{1b}[31m met \u{0}Omar Moe\u{2028} in <i>Oslo";
    let record = serde_json::json!({"id": "<b>\u{202e}", "title": "<u>Harbour", "text": words}).to_string();
    let page = page_of(&[("hostile.jsonl", &record)], &[]);
    for markup in ["</script></mark>", "<script>alert", "<img", "<!-- Anna", "<i>Oslo", "<u>", "<b>\\"] {
        assert!(!page.contains(markup), "{markup}");
    }
    for (hidden, shown) in [("\u{202e}", "\\u{202e}"), ("\u{1b}", "␛"), ("\u{0}", "␀"), ("\u{2028}", "\\u{2028}")] {
        assert!(!page.contains(hidden) && page.contains(shown), "{shown}");
    }
    assert!(page.contains("{{ harbour }} {% raw %}") && page.contains("&amp;lt;b&amp;gt;"));
}

#[test]
fn the_style_and_the_script_end_where_they_end() {
    assert!(!SCRIPT.contains("</") && !STYLE.contains("</"));
}

#[test]
fn the_marks_of_a_fact_are_its_words() {
    let block = |start, end| article::Block { kind: BlockKind::Paragraph, span: Span::new(start, end) };
    let text = "Anna Lund met\n\nOmar Moe. Und so weiter";
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let pieces = Pieces::new(
        text,
        &[block(0, 13), block(15, 24)],
        vec![span("Omar"), span("Anna Lund met\n\nOmar"), span("Lund met"), Span::new(4, 4)],
    );
    let shown = format!("{:?}", pieces.words());
    assert_eq!(shown, r#"[["*Anna ", "*Lund met"], ["*Omar", " Moe."], ["Und so weiter"]]"#);
    for (words, range) in [("Anna Lund met\n\nOmar", (1, 3)), ("Lund met", (2, 2)), ("Omar", (3, 3))] {
        assert_eq!(pieces.range(span(words)), Some(Range(range.0, range.1)), "{words}");
    }
    assert_eq!(pieces.range(Span::new(4, 4)), None);
}

proptest! {
    #[test]
    fn every_word_is_shown_once(
        text in "[a\u{e9} \n]{0,40}",
        blocks in proptest::collection::vec((0usize..50, 0usize..20), 0..4),
        marked in proptest::collection::vec((0usize..50, 0usize..50), 0..8),
    ) {
        let span = |(start, length): (usize, usize)| {
            let start = text.floor_char_boundary(start);
            Span::new(start, text.floor_char_boundary(start + length).max(start))
        };
        let mut blocks: Vec<_> =
            blocks.into_iter().map(|b| article::Block { kind: BlockKind::Paragraph, span: span(b) }).collect();
        blocks.sort_by_key(|b| b.span.start);
        let marked: Vec<Span> = marked.into_iter().map(span).collect();
        let pieces = Pieces::new(&text, &blocks, marked.clone());
        let letters = |t: &str| t.split_whitespace().collect::<String>();
        let shown: String = pieces.words().concat().iter().map(|p| letters(p.trim_start_matches('*'))).collect();
        prop_assert_eq!(shown, letters(&text));
        let flat: Vec<String> = pieces.words().concat().into_iter().filter(|p| p.starts_with('*')).collect();
        for span in marked {
            if let Some(Range(first, last)) = pieces.range(span) {
                let words: String = flat[first - 1..last].iter().map(|p| letters(&p[1..])).collect();
                prop_assert_eq!(words, letters(span.of(&text)));
            }
        }
    }
}
