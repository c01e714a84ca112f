//! `check --fix`: the edits of findings, made in the articles' files.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::write;
use crate::article::{Article, Batch, Digest, Stet, without_stet};
use crate::finding::{Edit, Finding};
use crate::source::Span;

/// An edit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub edit: Edit,
    pub rule: Arc<str>,
}

/// Edits that were not made, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmade {
    /// Of the article, or of its file.
    pub path: String,
    pub count: usize,
    pub why: String,
}

/// What became of the edits of a report.
#[derive(Debug, Default)]
pub struct Fixed {
    /// In order of article and start.
    pub made: Vec<Made>,
    pub unmade: Vec<Unmade>,
    /// Files as they were and as they are with the edits, in order of the batch.
    pub files: Vec<Changed>,
}

/// A file that edits change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub path: String,
    pub before: String,
    pub after: String,
}

/// Makes the edits of `findings` in the files of the batch, or only works out what that would change (`write` is false). A file is written only if it still holds what was read, whole or not at
/// all; bytes beside the edits stay as they are. Of two edits of the same words the first one is made, in order of the findings.
pub fn fix(findings: &[Arc<Finding>], batch: &Batch, write: bool) -> Fixed {
    let mut fixed = Fixed::default();
    // Of each article the edits by their start; no two of them overlap.
    let mut articles: BTreeMap<_, BTreeMap<u32, Made>> = BTreeMap::new();
    for finding in findings {
        for edit in &finding.fix {
            let of = articles.entry(edit.article).or_default();
            let last_before_end = of.range(..edit.span.end).next_back().map(|(_, made)| made);
            match last_before_end.filter(|m| m.edit.span.overlaps(edit.span)) {
                None => {
                    of.insert(edit.span.start, Made { edit: edit.clone(), rule: finding.rule.clone() });
                }
                Some(other) if other.edit == *edit => {}
                Some(other) => {
                    let why = format!("`{}` changes the same words in another way", other.rule);
                    fixed.leave(&batch.get(edit.article).name, 1, why);
                }
            }
        }
    }
    for (id, edits) in articles {
        let mut edits: Vec<Made> = edits.into_values().collect();
        let article = batch.get(id);
        let changed = changed(article, &mut edits, &mut fixed).and_then(|changed| match (&changed, write) {
            (Some(file), true) => replace(file).map(|()| changed),
            _ => Ok(changed),
        });
        match changed {
            Ok(changed) => {
                fixed.made.append(&mut edits);
                fixed.files.extend(changed);
            }
            Err(why) => fixed.leave(&article.name, edits.len(), why),
        }
    }
    fixed
}

impl Fixed {
    fn leave(&mut self, path: &str, count: usize, why: String) {
        match self.unmade.iter_mut().find(|u| u.path == path && u.why == why) {
            Some(known) => known.count += count,
            None => self.unmade.push(Unmade { path: path.into(), count, why }),
        }
    }
}

/// The file of one article with its edits; `None` where none is left. Those that would have to change markup are taken out of `edits`.
fn changed(article: &Article, edits: &mut Vec<Made>, fixed: &mut Fixed) -> Result<Option<Changed>, String> {
    let path = Path::new(&article.name);
    if !article.is_file {
        return Err("only articles that are files of their own are changed, not records of JSON or archives".into());
    }
    let read = fs::read_to_string(path).ok().filter(|text| Some(Digest::of(text.as_bytes())) == article.digest);
    let Some(read) = read.as_deref() else { return Err("the file has changed since it was read".into()) };
    let marked_up = !article.map.is_verbatim();
    let mut places = Vec::new();
    edits.retain(|m| match place(article, read, &m.edit, marked_up) {
        Some(span) => {
            places.push(span);
            true
        }
        None => {
            fixed.leave(&article.name, 1, "marks of the page stand among the words".into());
            false
        }
    });
    if edits.is_empty() {
        return Ok(None);
    }
    let mut text = String::with_capacity(read.len());
    let mut at = 0;
    for (span, made) in places.iter().zip(edits.iter()) {
        text.push_str(&read[at..span.start as usize]);
        text.push_str(&made.edit.replacement);
        at = span.end as usize;
    }
    text.push_str(&read[at..]);
    Ok(Some(Changed { path: article.name.clone(), before: read.to_string(), after: text }))
}

/// The bytes of the file that an edit replaces. In a page or in Markdown no marks may stand among them, and the new words must mean
/// nothing but themselves.
fn place(article: &Article, read: &str, edit: &Edit, marked_up: bool) -> Option<Span> {
    let located = article.locate(edit.span);
    let old = read.get(located.span.start as usize..located.span.end as usize)?;
    let marks = ['<', '>', '*', '_', '`', '[', ']', '(', ')', '|', '~', '\\'];
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '’' | '.');
    let safe = match marked_up {
        true => !old.contains(marks) && edit.replacement.chars().all(plain),
        false => old == article.words(edit.span),
    };
    (safe && located.field.is_none()).then_some(located.span)
}

/// Puts a new text in the place of the one that was read.
fn replace(file: &Changed) -> Result<(), String> {
    // A link stays a link.
    let written = Path::new(&file.path).canonicalize().and_then(|path| {
        write::whole(&path, &file.after, |path| match fs::read(path)? == file.before.as_bytes() {
            true => Ok(()),
            false => Err(io::Error::other("it has changed since it was read")),
        })
    });
    written.map_err(|e| format!("the file cannot be written: {e}"))
}

/// Takes stets out of the files that they stand in, and tells of each file how many: those that were still there.
pub fn take_out(stets: &[&Stet]) -> Vec<(String, usize)> {
    let mut files: BTreeMap<&str, BTreeMap<usize, Vec<&Stet>>> = BTreeMap::new();
    for stet in stets {
        files.entry(&stet.file).or_default().entry(stet.line).or_default().push(stet);
    }
    let taken = files.into_iter().filter_map(|(file, lines)| {
        let before = fs::read_to_string(file).ok()?;
        let (mut after, mut count) = (before.clone(), 0);
        // From below, so that lines above stay where they are.
        for here in lines.into_values().rev() {
            let rules: Vec<&str> = here.iter().map(|s| &*s.rule).collect();
            // Several comments may stand in one line.
            let left = without_stet(&after, here[0], &rules).map(|text| (text, here.len())).or_else(|| {
                let each = here.iter().try_fold(after.clone(), |text, stet| without_stet(&text, stet, &[&stet.rule]));
                each.map(|text| (text, here.len()))
            });
            if let Some((text, n)) = left {
                (after, count) = (text, count + n);
            }
        }
        let changed = Changed { path: file.to_string(), before, after };
        (count > 0 && replace(&changed).is_ok()).then_some((changed.path, count))
    });
    taken.collect()
}
