use std::sync::Arc;

use super::*;
use crate::article::{Article, ArticleDate, Block, BlockKind, Digest, TextMap};
use crate::facts::{DateValue, Day, Reasons, Undecided};
use crate::finding::{Edit, Grouping, KeySaid, Member, RecordRef, Related, Said, Suppressed, Together};
use crate::report::Listed;
use crate::source::Span;

/// An article of one paragraph a line, the first its headline.
fn article(name: &str, text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        let kind = if at == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
        if !span.is_empty() {
            blocks.push(Block { kind, span });
        }
        at += line.len();
    }
    let mut article = Article::new(name, text, TextMap::identity(text.len()), blocks);
    article.digest = Some(Digest::of(text.as_bytes()));
    article
}

fn span(article: &Article, words: &str) -> Span {
    let start = article.text.find(words).expect("the words stand in the article");
    Span::new(start, start + words.len())
}

fn label(batch: &Batch, article: u32, words: &str, note: &str) -> Label {
    let id = ArticleId(article);
    Label { article: id, span: span(batch.get(id), words), note: note.into(), primary: false }
}

fn finding(rule: &str, level: Level, message: &str, fingerprint: u64, mut labels: Vec<Label>) -> Finding {
    labels[0].primary = true;
    Finding {
        rule: rule.into(),
        level,
        verdict: Verdict::Violated,
        message: message.into(),
        help: None,
        fix: Vec::new(),
        labels,
        assumed: Vec::new(),
        record: None,
        related: Vec::new(),
        suppressed: None,
        known: false,
        fingerprint: format!("{fingerprint:016x}"),
    }
}

fn listed() -> RenderOptions<'static> {
    RenderOptions { listed: Listed { undecided: Reasons::all(), suppressed: true }, ..RenderOptions::default() }
}

fn rendered(report: &Report, batch: &Batch, options: &RenderOptions) -> String {
    let mut out = Vec::new();
    write(&mut out, report, batch, &Program::default(), options).unwrap();
    let policy = minijinja::HtmlEscape(&Assets::new(STYLE, SCRIPT).policy).to_string();
    String::from_utf8(out).unwrap().replace(STYLE, "…").replace(SCRIPT, "…").replace(&policy, "…")
}

/// Two accounts of one meeting, a third article, and findings of each kind.
fn sample() -> (Batch, Report) {
    let mut first = article(
        "desk/council.md",
        "Council meets\nThe council met in the old town hall on Tuesday.\nNobody spoke of the flood.\nMayor Jens Falk \
         thanked 40 volunteers.\n",
    );
    first.date = Some(ArticleDate { value: DateValue::day(Day::constant(2026, 3, 4)), by: "front matter", span: None });
    first.url = Some("https://paper.example/council?a=1&b=2".into());
    first.source = Some("The Nordby Paper".into());
    let second = article("desk/flood.txt", "Volunteers are thanked\nThe council met in the new library.\n");
    let batch = Batch::new(vec![first, second]);
    let mut held = finding(
        "held-office",
        Level::Error,
        "Jens Falk is no `Mayor of Nordby`",
        1,
        vec![label(&batch, 0, "Jens Falk", "in office to 2023-10-31"), label(&batch, 0, "Mayor", "")],
    );
    held.record = Some(RecordRef { entry: "Mayor of Nordby: Ida Holm from 2023-11-01".into(), at: None });
    held.help = Some("write who thanked them, or correct the record".into());
    held.assumed = vec!["article date 2026-03-04 from front matter".into()];
    let mut place = finding(
        "meeting-place",
        Level::Warning,
        "one meeting is told of two places",
        2,
        vec![label(&batch, 0, "old town hall", "here"), label(&batch, 1, "new library", "there")],
    );
    place.related = vec![Related {
        rule: "one-account".into(),
        message: "two articles differ".into(),
        labels: vec![label(&batch, 0, "The council met in the old town hall", "")],
    }];
    let mut open = finding("same-count", Level::Warning, "38 or 40", 3, vec![label(&batch, 0, "40 volunteers", "")]);
    open.verdict = Verdict::Undecided(Undecided::Alignment);
    let mut stands = finding("full-date", Level::Advice, "no date is given", 4, vec![label(&batch, 0, "Tuesday", "")]);
    stands.suppressed = Some(Suppressed { reason: "the day is in the dateline".into(), wrong: true });
    stands.fix = vec![Edit {
        article: ArticleId(0),
        span: span(batch.get(ArticleId(0)), "Tuesday"),
        replacement: "3 March".into(),
    }];
    let member = |of: u32, words: &str, says| Member {
        article: ArticleId(of),
        span: span(batch.get(ArticleId(of)), words),
        value: words.into(),
        says,
    };
    let key = |name: &str, said, values: &[&str]| KeySaid {
        name: name.into(),
        said,
        values: values.iter().map(|v| v.to_string()).collect(),
        missing: 0,
    };
    let grouping = Grouping {
        rule: "meeting-place".into(),
        kind: "meeting".into(),
        how: Together::One,
        field: "location".into(),
        members: vec![member(0, "old town hall", 0), member(1, "new library", 1)],
        keys: vec![key("who", Said::Agree, &["the council"]), key("date", Said::Unknown, &[])],
        differ: vec![(0, 1)],
        open: Vec::new(),
    };
    let report = Report {
        findings: [held, place, open, stands].map(Arc::new).into(),
        facts: 9,
        groupings: vec![grouping],
        rules: vec![(Arc::from("held-office"), Default::default())],
        ..Report::default()
    };
    (batch, report)
}

#[test]
fn a_report_as_a_page() {
    let (batch, report) = sample();
    let pages = [RulePage { rule: "held-office".into(), markdown: "# held-office\n\nWho holds *what*\n".into() }];
    let page = rendered(&report, &batch, &RenderOptions { rule_pages: &pages, ..listed() });
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("report-html", page) });
    assert_eq!(page, rendered(&report, &batch, &RenderOptions { rule_pages: &pages, ..listed() }));
}

#[test]
fn an_empty_report_is_a_page() {
    let page = rendered(&Report::default(), &Batch::default(), &listed());
    assert!(page.contains("Nothing found.") && page.ends_with("</html>\n"));
}

/// Everything of a report that comes from somebody else is `words`.
fn hostile(words: &str) -> String {
    let text = format!("{words}\nplain\n{words}\n");
    let mut one = article(words, &text);
    one.url = Some(words.into());
    one.source = Some(words.into());
    let batch = Batch::new(vec![one]);
    let whole = Label { article: ArticleId(0), span: Span::new(0, text.len()), note: words.into(), primary: true };
    let mut bad = finding(words, Level::Error, words, 1, vec![whole.clone()]);
    bad.fingerprint = words.into();
    bad.help = Some(words.into());
    bad.assumed = vec![words.into()];
    bad.record = Some(RecordRef { entry: words.into(), at: None });
    bad.related = vec![Related { rule: words.into(), message: words.into(), labels: vec![whole] }];
    bad.suppressed = Some(Suppressed { reason: words.into(), wrong: false });
    bad.fix = vec![Edit { article: ArticleId(0), span: Span::new(0, 5), replacement: words.into() }];
    let member = |says| Member { article: ArticleId(0), span: Span::new(0, 4), value: words.into(), says };
    let grouping = Grouping {
        rule: words.into(),
        kind: words.into(),
        how: Together::One,
        field: words.into(),
        members: vec![member(0), member(1)],
        keys: vec![KeySaid { name: words.into(), said: Said::Agree, values: vec![words.into()], missing: 0 }],
        differ: vec![(0, 1)],
        open: Vec::new(),
    };
    let report = Report { findings: vec![Arc::new(bad)], groupings: vec![grouping], ..Report::default() };
    let pages = [RulePage { rule: words.into(), markdown: words.into() }];
    rendered(&report, &batch, &RenderOptions { rule_pages: &pages, ..listed() })
}

/// Names of the tags of a page, and whether any has an attribute that runs something.
fn tags(page: &str) -> (BTreeSet<String>, bool) {
    let mut names = BTreeSet::new();
    let mut runs = false;
    for tag in html5gum::Tokenizer::new(page).flatten() {
        if let html5gum::Token::StartTag(tag) = tag {
            names.insert(String::from_utf8_lossy(&tag.name).into_owned());
            runs |= tag.attributes.iter().any(|(name, value)| {
                name.starts_with(b"on")
                    || (matches!(&name[..], b"href" | b"src") && value.to_ascii_lowercase().starts_with(b"javascript:"))
            });
        }
    }
    (names, runs)
}

#[test]
fn nothing_of_an_article_is_markup() {
    let plain = tags(&hostile("harmless")).0;
    for words in [
        "</script></mark></title></style><script>alert(1)</script><img src=x onerror=\"alert('2')\">",
        "\" onmouseover=\"alert(3)\" x=\"' onfocus='alert(4)' autofocus='",
        "javascript:alert(5)",
        " JavaScript:alert(6)",
        "data:text/html,<script>alert(7)</script>",
        "{{ 7 * 7 }} {% include 'x' %} &lt;b&gt; &#x3c;i&#x3e; <!-- <![CDATA[ <svg/onload=alert(8)>",
        "`<b>` ``<i>`` `</code><u>",
        "# <h1 onclick=x>\n\n[a](javascript:alert(9)) ![b](https://e.example/x.png) <https://e.example>",
    ] {
        let (names, runs) = tags(&hostile(words));
        let more: Vec<&String> =
            names.difference(&plain).filter(|n| !matches!(n.as_str(), "code" | "h3" | "p")).collect();
        assert!(more.is_empty() && !runs, "{words}: {more:?}");
    }
}

#[test]
fn what_nobody_sees_is_shown() {
    let page = hostile("a\u{202e}b\u{1b}[31m\u{0}c\u{2028}d\u{200b}");
    for (hidden, shown) in [("\u{202e}", "\\u{202e}"), ("\u{1b}", "␛"), ("\u{0}", "␀"), ("\u{2028}", "\\u{2028}")] {
        assert!(!page.contains(hidden) && page.contains(shown), "{shown}");
    }
}

#[test]
fn only_addresses_of_the_web_are_links() {
    let link = |url: &str| {
        let mut one = article("a.txt", "Ships");
        one.url = Some(url.into());
        let batch = Batch::new(vec![one]);
        let found = finding("r", Level::Error, "m", 1, vec![label(&batch, 0, "Ships", "")]);
        let page = rendered(&Report { findings: vec![Arc::new(found)], ..Report::default() }, &batch, &listed());
        page.contains("target=\"_blank\"")
    };
    for url in ["https://news.example/a", "HTTP://news.example/"] {
        assert!(link(url), "{url}");
    }
    for url in ["javascript:alert(1)", "ftp://x.example", "//x.example", "https://x\u{202e}.example", "https://x y", ""]
    {
        assert!(!link(url), "{url}");
    }
}

#[test]
fn the_style_and_the_script_end_where_they_end() {
    assert!(!SCRIPT.contains("</") && !STYLE.contains("</"));
}

/// Paragraphs of a long article as `cited` shows them for one mark, and what is said to be left out.
fn shown(text: &str, words: &str, whole: bool) -> (String, String) {
    let one = article("a.txt", text);
    let mark = Mark { span: span(&one, words), finding: 0, note: "", primary: true };
    let cited = Cited::new(&one);
    let json = serde_json::to_value(cited.view(&[mark], whole)).unwrap();
    let mut out = Vec::new();
    for run in json["runs"].as_array().unwrap() {
        let blocks = run["blocks"].as_array().unwrap();
        match run["far"].as_bool().unwrap() {
            true => out.push(format!("({})", blocks.len())),
            false => out.extend(blocks.iter().map(|b| {
                let pieces = b["pieces"].as_array().unwrap().iter();
                let words = pieces.map(|p| match p["mark"].as_str().unwrap() {
                    "" => p["text"].as_str().unwrap().to_string(),
                    _ => format!("[{}]", p["text"].as_str().unwrap()),
                });
                let cut = |is: &str| if b[is].as_bool().unwrap() { "…" } else { "" };
                format!("{}{}{}", cut("before"), words.collect::<String>(), cut("after"))
            })),
        }
    }
    (out.join("|"), json["left_out"].as_str().unwrap_or_default().to_string())
}

#[test]
fn articles_are_folded_and_cut() {
    let text = "Head\none\ntwo\nthree\nfour\nfive ships\nsix\nseven\neight\nnine\n";
    assert_eq!(shown(text, "ships", true), ("Head|(4)|five [ships]|(4)".into(), String::new()));
    assert_eq!(shown("Head\none\ntwo ships\nthree\n", "ships", true).0, "Head|one|two [ships]|three");
    assert_eq!(
        shown(text, "ships", false),
        ("five [ships]".into(), "9 words of this article are not on this page".into())
    );
    let long = format!("Head\n{} ships {}\n", "word ".repeat(900), "word ".repeat(900));
    let (words, left) = shown(&long, "ships", false);
    assert!(words.starts_with("…word") && words.ends_with("word…") && words.contains(" [ships] "), "{words}");
    let kept = words.split_whitespace().count();
    assert!((100..250).contains(&kept), "{kept}");
    assert_eq!(left, format!("{} words of this article are not on this page", 1802 - kept));
}

#[test]
fn a_batch_beyond_the_limits_says_what_is_left_out() {
    let text = format!("Ships\n{}\n", "word ".repeat(30_000));
    let names: Vec<String> = (0..60).map(|i| format!("{i:03}.txt")).collect();
    let batch = Batch::new(names.iter().map(|n| article(n, &text)).collect());
    let found = |i: u32| finding("r", Level::Error, "m", u64::from(i), vec![label(&batch, i % 60, "Ships", "")]);
    let report = Report { findings: (0..FINDINGS as u32 + 2).map(found).map(Arc::new).collect(), ..Report::default() };
    let page = rendered(&report, &batch, &listed());
    assert!(page.contains("This page has the first 5000 findings of 5002."));
    let whole = articles::WHOLE_TEXT / text.len();
    assert!(page.contains(&format!("Of {} articles, only the paragraphs", 60 - whole)));
    assert!(page.len() < articles::WHOLE_TEXT + 12_000_000, "{}", page.len());
}
