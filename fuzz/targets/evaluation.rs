//! Evaluation: any rule file that loads, over facts of any text, ends within its limits (built for fuzzing, they are tiny).

#![no_main]

use claimlint::check::Options;
use claimlint::language::generate::{Forms, program};
use claimlint::run::Engine;
use claimlint_fuzz::{alone, articles};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(at) = bytes.iter().position(|&b| b == 0) else { return };
    let source = match std::str::from_utf8(&bytes[..at]) {
        Ok(text) if text.starts_with("language 1") => text.to_string(),
        _ => program(&bytes[..at], Forms::Ours),
    };
    let loaded = alone(&source);
    if loaded.has_errors() {
        return;
    }
    let batch = articles(&bytes[at + 1..]);
    let (_, report) = Engine::new(&loaded.program).check(&batch, &Options::default());
    for finding in &report.findings {
        assert!(!finding.labels.is_empty(), "a finding shows its words");
    }
});
