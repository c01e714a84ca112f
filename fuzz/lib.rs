//! What fuzz targets share.

use std::sync::OnceLock;

use claimlint::article::{Article, Batch, Limits, read_bytes};
use claimlint::language::{LoadOptions, Program, RuleInput, load};
use claimlint::run::Engine;
use claimlint::source::Span;

/// The standard pack, made ready once.
pub fn standard() -> &'static Engine<'static> {
    static PROGRAM: OnceLock<Program> = OnceLock::new();
    static ENGINE: OnceLock<Engine<'static>> = OnceLock::new();
    let options = LoadOptions { with_tests: false, ..LoadOptions::default() };
    let program = PROGRAM.get_or_init(|| load(&[], &options).program);
    ENGINE.get_or_init(|| Engine::new(program))
}

/// The program of one rule file, without the standard pack.
pub fn alone(text: &str) -> claimlint::language::Loaded {
    let input = RuleInput { name: "main.claim".into(), text: text.into() };
    load(&[input], &LoadOptions { std: false, ..LoadOptions::default() })
}

/// Limits that few bytes meet.
pub fn tiny_limits() -> Limits {
    Limits {
        article_bytes: 1 << 20,
        words: 20_000,
        facts: 5_000,
        depth: 3,
        expansion: 50,
        expanded_bytes: 4 << 20,
        pairs: 40_000,
    }
}

/// Two articles and a record, split at zeros.
pub fn articles(bytes: &[u8]) -> Batch {
    let mut all = Vec::new();
    for (i, text) in bytes.split(|&b| b == 0).take(3).enumerate() {
        all.extend(read_bytes(&format!("{i}.txt"), text, &tiny_limits()).0.articles);
    }
    Batch::new(all)
}

/// A span of the view lies on characters, and leads to a place that ends no sooner than it begins.
pub fn hold(article: &Article, span: Span) {
    let words = article.words(span);
    let located = article.locate(span);
    assert!(located.span.start <= located.span.end, "{words:?} leads to {located:?}");
}
