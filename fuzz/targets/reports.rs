//! Reports: any article under any name, with any places, is drawn in every format, and no control character is let through.

#![no_main]

use std::sync::Arc;

use claimlint::article::{Article, ArticleId, Batch, plain_text};
use claimlint::finding::{Finding, Label, Level, Report, Verdict};
use claimlint::report::{Format, Page, RenderOptions, render};
use claimlint::source::Span;
use claimlint_fuzz::standard;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let [a, b, c, d, width, rest @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(rest).into_owned();
    let name: String = text.chars().take(20).collect();
    let article: Article = plain_text(&name, text.clone());
    let batch = Batch::new(vec![article]);
    let label = |from: u8, to: u8| {
        let from = usize::from(from) * text.len().max(1) / 200;
        let to = from + usize::from(to);
        Label { article: ArticleId(0), span: Span::new(from, to), note: name.clone(), primary: from.is_multiple_of(2) }
    };
    let finding = Finding {
        rule: "weekday".into(),
        level: Level::Error,
        verdict: Verdict::Violated,
        message: text.clone(),
        help: Some(name.clone()),
        fix: Vec::new(),
        labels: vec![label(*a, *b), label(*c, *d)],
        assumed: vec![text.clone()],
        record: None,
        related: Vec::new(),
        suppressed: None,
        known: width.is_multiple_of(3),
        fingerprint: "00112233445566aa".into(),
    };
    let report = Report { findings: vec![Arc::new(finding)], ..Report::default() };
    let page = Page { width: usize::from(*width), color: false, unicode: width.is_multiple_of(2) };
    let options = RenderOptions { page, ..RenderOptions::default() };
    for format in Format::ALL {
        let mut out = Vec::new();
        render(format, &report, &batch, standard().program, &options, &mut out).expect("memory can be written to");
        let out = String::from_utf8(out).expect("reports are UTF-8");
        if matches!(format, Format::Full | Format::Short) {
            assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{out:?}");
        }
    }
});
