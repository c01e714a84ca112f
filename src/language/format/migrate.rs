//! Files of an earlier version of the language, or of none, and forms of other languages: rewritten as version 1.

use super::{harmless, print};
use crate::language::ast::{Declaration, DeclarationNode, File, Number};
use crate::language::errors::{Diagnostic, FileProblem, Problem};
use crate::language::parse::parse;
use crate::language::split::with_stack;
use crate::source::{SourceId, Span};

/// The version that is written.
const VERSION: &str = "1";

/// Formats a rule file as [`super::format_source`] does, and makes it one of version 1: `language 1` stands first, and
/// forms of other languages that are read as what was meant (`==`, `&&`, `'…'`) are written as ours. A file of a later
/// version is refused.
pub fn migrate_source(text: &str) -> Result<String, Vec<Diagnostic>> {
    with_stack(|| {
        let parsed = parse(text, SourceId(0), false);
        let is_open = |d: &Diagnostic| d.is_error() && !Problem::READ_AS_MEANT.contains(&d.code);
        if parsed.diagnostics.iter().any(is_open) {
            return Err(parsed.diagnostics.into_iter().filter(is_open).collect());
        }
        let mut file = parsed.file;
        if let Some(number) = versions(&file).find(|n| n.value > 1.0) {
            return Err(vec![FileProblem::other_version(number, SourceId(0))]);
        }
        with_version(&mut file);
        harmless(&file, print(&file, text))
    })
}

/// What is wrong with the version of a file, where it names one that is not ours.
pub fn other_version(file: &File) -> Option<Diagnostic> {
    versions(file).find(|n| n.raw != VERSION).map(|n| FileProblem::other_version(n, SourceId(0)))
}

fn versions(file: &File) -> impl Iterator<Item = &Number> {
    file.declarations.iter().filter_map(|d| match &d.node {
        DeclarationNode::Language(number) => Some(number),
        _ => None,
    })
}

/// Leaves one `language 1`, at the head. What is said above the lines that go stays with the declaration below.
fn with_version(file: &mut File) {
    let is_version = |d: &Declaration| matches!(d.node, DeclarationNode::Language(_));
    let number = Number { value: 1.0, raw: VERSION.into(), span: Span::default() };
    let node = DeclarationNode::Language(number);
    match file.declarations.first_mut().filter(|d| is_version(d)) {
        Some(first) => first.node = node,
        None => {
            let head = Declaration { docs: Vec::new(), comments: Vec::new(), span: Span::default(), node };
            file.declarations.insert(0, head);
        }
    }
    let mut kept: Vec<Declaration> = Vec::new();
    let (mut docs, mut comments) = (Vec::new(), Vec::new());
    for mut declaration in file.declarations.drain(1..) {
        docs.append(&mut declaration.docs);
        comments.append(&mut declaration.comments);
        if is_version(&declaration) {
            continue;
        }
        declaration.docs = std::mem::take(&mut docs);
        declaration.comments = std::mem::take(&mut comments);
        kept.push(declaration);
    }
    file.declarations.extend(kept);
    docs.append(&mut file.docs);
    comments.append(&mut file.comments);
    (file.docs, file.comments) = (docs, comments);
}
