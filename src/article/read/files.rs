//! Paths to files, and files to bytes.

use std::collections::HashSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Component, Path, PathBuf};

use super::{
    Excluded, FieldNames, InputError, InputErrorKind, Limits, Read, Refusal, Source, containers, sniff, stets,
};

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// A file to read.
#[derive(Debug)]
pub struct Input {
    pub path: PathBuf,
    /// As reports call it.
    pub name: String,
    /// Found in a folder, so that it may be something else than an article.
    pub found: bool,
}

/// The files that `paths` stand for, in order, each once.
pub fn find(paths: &[PathBuf], excluded: &Excluded) -> (Vec<Input>, Vec<InputError>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        if name == STANDARD_INPUT {
            files.push(Input { path: path.clone(), name, found: false });
            continue;
        }
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk(path, excluded, &mut files, &mut errors),
            Ok(meta) if meta.is_file() => files.push(Input { path: path.clone(), name, found: false }),
            Ok(_) => errors.push(
                InputError::new(&name, InputErrorKind::NotAFile, "is neither a file nor a folder")
                    .help("use `-` to read from standard input"),
            ),
            Err(e) => errors.push(io_error(&name, &e)),
        }
    }
    let mut seen = HashSet::new();
    files.retain(|f| seen.insert(plain(&f.path)));
    (files, errors)
}

/// Without the `.` parts: `./a.txt` and `a.txt` are one file.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|c| *c != Component::CurDir).collect()
}

/// Adds the files of a folder, in order of their names, folders within it at their place. Hidden and git-ignored ones
/// are left out.
fn walk(folder: &Path, excluded: &Excluded, files: &mut Vec<Input>, errors: &mut Vec<InputError>) {
    for entry in ignore::WalkBuilder::new(folder).sort_by_file_name(|a, b| a.cmp(b)).require_git(true).build() {
        match entry {
            Ok(entry) => {
                // Of `.`, the names of its files are enough.
                let path = if folder == Path::new(".") { plain(entry.path()) } else { entry.path().to_path_buf() };
                let name = path.to_string_lossy().into_owned();
                if entry.file_type().is_some_and(|t| t.is_file()) && sniff::may_hold_articles(&name) && !excluded(&path)
                {
                    files.push(Input { path, name, found: true });
                }
            }
            Err(e) => {
                let folder = folder.to_string_lossy();
                errors.push(InputError::new(&folder, InputErrorKind::Unreadable, format!("cannot be read: {e}")));
            }
        }
    }
}

fn io_error(name: &str, e: &std::io::Error) -> InputError {
    match e.kind() {
        std::io::ErrorKind::NotFound => InputError::new(name, InputErrorKind::NotFound, "is not there"),
        std::io::ErrorKind::PermissionDenied => {
            InputError::new(name, InputErrorKind::Unreadable, "may not be read: permission denied")
        }
        _ => InputError::new(name, InputErrorKind::Unreadable, format!("cannot be read: {e}")),
    }
}

/// Reads one file to its articles.
pub fn read(input: &Input, limits: &Limits, fields: &FieldNames) -> Read {
    let name = input.name.clone();
    let source = Source { file_name: name.clone(), name, found: input.found, depth: 0, limits, fields };
    let mut read = Read::default();
    let result = if input.name == STANDARD_INPUT {
        containers::read(&source, &mut std::io::stdin().lock(), None, &mut read)
    } else {
        File::open(&input.path)
            .and_then(|file| containers::read(&source, &mut BufReader::new(&file), Some(&file), &mut read))
    };
    if let Err(e) = result {
        read.errors.push(stream_error(&source, e, read.articles.len()));
    }
    read.name_apart();
    if input.name != STANDARD_INPUT {
        read.errors.extend(stets::beside(&input.name, &mut read.articles).into_iter().map(InputError::from));
    }
    read
}

/// Why a stream ended before its time, after so many articles of it.
pub fn stream_error(source: &Source, e: std::io::Error, articles: usize) -> InputError {
    use std::io::ErrorKind;
    if let Some(Refusal(kind, message)) = Refusal::of(&e) {
        return InputError::new(&source.name, *kind, message);
    }
    match e.kind() {
        ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput => {
            let read = match articles {
                0 => "no article of it can be read".to_string(),
                1 => "one article before that is read".to_string(),
                n => format!("the {n} articles before that are read"),
            };
            let message = format!("is cut off or damaged; {read}");
            InputError::new(&source.name, InputErrorKind::Damaged, message).help("fetch the file again")
        }
        _ => io_error(&source.name, &e),
    }
}
