//! Rule files: whatever is written, reading ends; what can be read is printed, and what is printed reads back as itself.

#![no_main]

use claimlint::language::generate::{Forms, program};
use claimlint::language::{desugar, format_source};
use claimlint_fuzz::alone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let text = match first % 4 {
        0 => String::from_utf8_lossy(rest).into_owned(),
        1 => program(rest, Forms::Foreign),
        _ => program(rest, Forms::Ours),
    };
    let loaded = alone(&text);
    for rule in &loaded.program.rules {
        let _ = desugar(rule, &loaded.program);
    }
    let Ok(printed) = format_source(&text) else {
        assert!(first % 4 < 2, "a program of ours is refused: {text}");
        return;
    };
    assert_eq!(format_source(&printed).as_deref(), Ok(&*printed), "printing is at its end: {text}");
});
