use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Forms, program, written};
use crate::language::ast::{Comment, File};
use crate::language::parse::parse;
use crate::language::same::{first_difference, lost_comment};
use crate::language::{
    Diagnostic, LoadOptions, RuleInput, all_productions, desugar, format_source, load, migrate_source, productions,
};
use crate::source::SourceId;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..500)
}

/// Bytes of a fixed sequence, for tests that count.
fn sequence(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let step = |state: &mut u64| {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        (*state >> 24) as u8
    };
    (0..length).map(|_| step(&mut state)).collect()
}

fn tree(text: &str) -> (File, Vec<Diagnostic>) {
    let parsed = parse(text, SourceId(0), false);
    (parsed.file, parsed.diagnostics.into_iter().filter(Diagnostic::is_error).collect())
}

fn comments(file: &File) -> Vec<&Comment> {
    file.declarations.iter().flat_map(|d| &d.comments).chain(&file.comments).collect()
}

#[test]
fn every_production_is_reached() {
    let mut reached = BTreeSet::new();
    for seed in 0..1_500 {
        let forms = if seed % 2 == 0 { Forms::Ours } else { Forms::Foreign };
        reached.extend(productions(&program(&sequence(seed, 400), forms)));
    }
    // A string that never ends breaks its declaration; what reads it is tried by mutation.
    reached.insert("open_text".to_string());
    let missing: Vec<String> = all_productions().difference(&reached).cloned().collect();
    assert!(
        missing.is_empty(),
        "src/language/generate makes no program with {}: add each where its neighbours in grammar/claim.pest are made",
        missing.join(", ")
    );
}

#[test]
fn no_bytes_make_a_program() {
    assert_eq!(program(&[], Forms::Ours), "language 1\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn programs_of_our_forms_have_no_error_of_form(bytes in bytes()) {
        let writer = written(&bytes, Forms::Ours);
        let (file, errors) = tree(&writer.out);
        prop_assert!(errors.is_empty(), "{:?}\n{}", errors, writer.out);
        prop_assert_eq!(comments(&file).len(), writer.comments, "{}", writer.out);
    }

    #[test]
    fn printing_keeps_programs_and_their_comments(bytes in bytes()) {
        let text = program(&bytes, Forms::Ours);
        let once = format_source(&text);
        prop_assert!(once.is_ok(), "{:?}\n{}", once, text);
        let once = once.unwrap_or_default();
        let (before, after) = (tree(&text).0, tree(&once).0);
        prop_assert_eq!(first_difference(&before, &after), None, "{}\n---\n{}", text, once);
        prop_assert_eq!(lost_comment(&before, &after), None, "{}\n---\n{}", text, once);
        prop_assert_eq!(format_source(&once), Ok(once.clone()), "{}", text);
        prop_assert!(once.lines().all(|l| !l.ends_with(' ')), "{}", once);
    }

    #[test]
    fn migrating_keeps_programs_and_leaves_our_forms_only(bytes in bytes()) {
        let writer = written(&bytes, Forms::Foreign);
        let text = writer.out;
        if let Ok(once) = migrate_source(&text) {
            prop_assert_eq!(tree(&once).1, vec![], "{}\n---\n{}", text, once);
            prop_assert_eq!(first_difference(&tree(&text).0, &tree(&once).0), None, "{}\n---\n{}", text, once);
            prop_assert_eq!(comments(&tree(&once).0).len(), writer.comments, "{}\n---\n{}", text, once);
            prop_assert_eq!(format_source(&once), Ok(once.clone()), "{}", text);
        } else {
            let codes: Vec<&str> = migrate_source(&text).unwrap_err().iter().map(|d| d.code).collect();
            prop_assert!(!codes.contains(&"E0150"), "{:?}\n{}", codes, text);
        }
    }

    #[test]
    fn generated_programs_are_loaded_without_panic(bytes in bytes(), foreign in any::<bool>()) {
        let text = program(&bytes, if foreign { Forms::Foreign } else { Forms::Ours });
        let input = RuleInput { name: "main.claim".into(), text };
        let loaded = load(&[input], &LoadOptions { std: false, ..LoadOptions::default() });
        for rule in &loaded.program.rules {
            desugar(rule, &loaded.program);
        }
    }
}
