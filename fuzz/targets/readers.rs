//! Readers: the first byte chooses by which name the others come, and whether they are packed.

#![no_main]

use claimlint::article::read_bytes;
use claimlint_fuzz::{hold, tiny_limits};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 16] = [
    "a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.xml", "a.rss", "a.atom", "a.eml", "a.warc", "a.tar", "a.zip",
    "a.gz", "a.zst", "a.bz2", "-",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let name = NAMES[*first as usize % NAMES.len()];
    let (batch, errors) = read_bytes(name, rest, &tiny_limits());
    for article in &batch.articles {
        for block in article.blocks.iter() {
            hold(article, block.span);
            let anchor = article.map.anchor(block.span.start);
            assert!(anchor.view <= block.span.start as usize && anchor.position.line > 0 && anchor.position.column > 0);
        }
    }
    for error in errors {
        assert!(!error.message.is_empty());
    }
});
