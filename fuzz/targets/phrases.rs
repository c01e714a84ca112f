//! Phrases: any phrase over any text gives facts with places in that text.

#![no_main]

use claimlint::run::Engine;
use claimlint_fuzz::{alone, articles, hold};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(at) = bytes.iter().position(|&b| b == 0) else { return };
    let phrase = String::from_utf8_lossy(&bytes[..at]).replace(['"', '\\', '\n', '\r'], " ");
    let source = format!(
        "language 1\n\nfact sight\n  who: person\n  where: place\n  number: number\n\nextract sight\n  \"{phrase}\"\n"
    );
    let loaded = alone(&source);
    if loaded.has_errors() {
        return;
    }
    let batch = articles(&bytes[at + 1..]);
    let store = Engine::new(&loaded.program).facts(&batch);
    for fact in batch.ids().flat_map(|id| store.of_article(id)).map(|id| store.get(id)) {
        hold(batch.get(fact.article), fact.span);
    }
});
