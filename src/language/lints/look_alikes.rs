//! Names that a reader cannot tell apart.

use std::hash::Hasher;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};
use unicode_security::skeleton;

use super::Declared;
use crate::language::errors::{Diagnostic, Warning};
use crate::language::program::*;
use crate::source::FileSpan;

/// A name and the declaration that it belongs to.
struct Name<'p> {
    text: &'p str,
    /// Forms of one thing may look alike: they are all right.
    owner: usize,
    at: FileSpan,
}

pub fn lint(program: &Program, declared: &Declared) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut row = |names: Vec<Name>| alike(&names, program, &mut found);
    row(named(program.rules.iter().map(|r| (&*r.name, r.at))));
    let lists = program.lists.iter().map(|l| (&*l.name, l.at));
    row(named(lists.chain(program.params.iter().map(|p| (&*p.name, p.at)))));
    let kinds = || program.schema.kinds.iter().zip(&declared.kinds);
    row(named(kinds().filter_map(|(kind, (at, _))| Some((&*kind.name, (*at)?)))));
    for (kind, (_, fields)) in kinds() {
        row(named(kind.fields.iter().zip(fields).map(|(f, at)| (&*f.name, *at))));
    }
    for kind in [TermKind::Person, TermKind::Place, TermKind::Organisation, TermKind::Term] {
        let terms = program.vocabulary.iter().enumerate().filter(|(_, t)| t.kind == kind);
        row(terms.flat_map(|(i, t)| forms(i, &t.name, t.also.iter().chain(&t.short), t.at)).collect());
    }
    row(program.roles.iter().enumerate().flat_map(|(i, r)| forms(i, &r.name, r.also.iter(), r.at)).collect());
    found
}

fn named<'p>(names: impl Iterator<Item = (&'p str, FileSpan)>) -> Vec<Name<'p>> {
    names.enumerate().map(|(owner, (text, at))| Name { text, owner, at }).collect()
}

fn forms<'p>(
    owner: usize,
    name: &'p str,
    also: impl Iterator<Item = &'p Arc<str>>,
    at: FileSpan,
) -> impl Iterator<Item = Name<'p>> {
    std::iter::once(name).chain(also.map(|a| &**a)).map(move |text| Name { text, owner, at })
}

/// Tells of each name of the project that looks like one before it, or like one of a bundled pack.
fn alike(names: &[Name], program: &Program, found: &mut Vec<Diagnostic>) {
    let is_odd = |name: &Name| name.text.bytes().any(|b| !b.is_ascii() || matches!(b, b'0' | b'1' | b'|'));
    // Plain names look like others only where an odd one is among them.
    if !names.iter().any(|n| is_odd(n) && program.sources.is_own(n.at)) {
        return;
    }
    // By hashes of shapes, which cost less than shapes.
    let mut seen: FxHashMap<u64, &Name> = FxHashMap::default();
    for name in names {
        let first = *seen.entry(shape_hash(name.text)).or_insert(name);
        if first.owner == name.owner
            || shape(first.text) != shape(name.text)
            || first.text.to_lowercase() == name.text.to_lowercase()
            || !program.sources.is_own(name.at)
        {
            continue;
        }
        let mut warning =
            Diagnostic::new(Warning::LooksLike { name: name.text.into(), other: first.text.into() }, name.at);
        warning.also(first.at, "the other name");
        found.push(warning);
    }
}

/// The same for names that look the same. Of plain letters only those are taken together that one sign stands for in many
/// typefaces: `rn` and `m` are two names to a reader who looks twice.
fn shape(name: &str) -> String {
    let mut shape = String::with_capacity(name.len());
    for c in name.to_lowercase().chars() {
        match c.is_ascii() {
            true => shape.push(plain(c)),
            false => shape.extend(skeleton(c.encode_utf8(&mut [0; 4])).map(plain)),
        }
    }
    shape
}

/// Equal for names of one [`shape`].
fn shape_hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    match name.is_ascii() {
        true => name.bytes().for_each(|b| hasher.write_u8(plain(char::from(b)) as u8)),
        false => shape(name).bytes().for_each(|b| hasher.write_u8(b)),
    }
    hasher.finish()
}

fn plain(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '|' => 'l',
        c => c.to_ascii_lowercase(),
    }
}
