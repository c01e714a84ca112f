//! Paths to files, and files to bytes.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Component, Path, PathBuf};

use super::sniff::{self, Format};
use super::{InputError, InputErrorKind, MAX_ARTICLE_BYTES, Read, html, markdown, records, stets, text};

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// How many bytes are looked at to tell what a file is.
const HEAD: usize = 64 * 1024;

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
pub fn find(paths: &[PathBuf]) -> (Vec<Input>, Vec<InputError>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        if name == STANDARD_INPUT {
            files.push(Input { path: path.clone(), name, found: false });
            continue;
        }
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk(path, &mut files, &mut errors),
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
fn walk(folder: &Path, files: &mut Vec<Input>, errors: &mut Vec<InputError>) {
    for entry in ignore::WalkBuilder::new(folder).sort_by_file_name(|a, b| a.cmp(b)).require_git(true).build() {
        match entry {
            Ok(entry) => {
                // Of `.`, the names of its files are enough.
                let path = if folder == Path::new(".") { plain(entry.path()) } else { entry.path().to_path_buf() };
                let name = path.to_string_lossy().into_owned();
                if entry.file_type().is_some_and(|t| t.is_file())
                    && sniff::ENDINGS.contains(&sniff::ending(&name).as_str())
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
pub fn read(input: &Input) -> Read {
    let result = if input.name == STANDARD_INPUT {
        read_stream(input, std::io::stdin().lock())
    } else {
        File::open(&input.path).and_then(|file| read_stream(input, file))
    };
    let mut read = result.unwrap_or_else(|e| Read::error(io_error(&input.name, &e)));
    if input.name != STANDARD_INPUT {
        read.errors.extend(stets::beside(&input.name, &mut read.articles).into_iter().map(InputError::from));
    }
    read
}

fn read_stream(input: &Input, stream: impl std::io::Read) -> std::io::Result<Read> {
    let mut head = Vec::new();
    let mut stream = BufReader::with_capacity(HEAD, stream);
    stream.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let whole = stream.fill_buf()?.is_empty();
    let name = &input.name;
    let format = sniff::format(&head, whole, name);
    let mut stream = std::io::Cursor::new(head).chain(stream);
    if format == Format::JsonLines {
        return records::read_lines(input, stream);
    }
    let mut bytes = Vec::new();
    stream.by_ref().take(MAX_ARTICLE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_ARTICLE_BYTES {
        return Ok(Read::error(text::too_large(name)));
    }
    Ok(match format {
        Format::Json => records::read_document(input, bytes),
        Format::Html => with_stets(html::read(name, bytes)),
        Format::Markdown => with_stets(markdown::read(name, bytes)),
        Format::Text | Format::JsonLines => text::read(name, bytes),
    })
}

/// What pages and Markdown say themselves may stand.
fn with_stets(mut read: Read) -> Read {
    for article in &mut read.articles {
        let (stets, bad) = stets::in_page(article);
        article.stets = stets;
        read.errors.extend(bad.into_iter().map(InputError::from));
    }
    read
}
