//! From paths to articles: finding the files, telling what they are, decoding them.
//!
//! What cannot be read is an [`InputError`] beside the articles, never a stop: everything else is still read.

mod date;
mod files;
mod html;
mod markdown;
mod records;
mod sniff;
mod text;
mod view;

use std::path::PathBuf;

use rayon::prelude::*;

use super::{Article, BadStet, Batch, stets};

pub use date::parse_date;
pub use files::STANDARD_INPUT;
pub use markdown::front_matter;
pub use text::article as plain_text;

/// The largest article, in bytes as stored; a larger one is refused.
pub const MAX_ARTICLE_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputErrorKind {
    /// The path is not there.
    NotFound,
    /// A socket, pipe or device.
    NotAFile,
    /// Permissions, a failing disk.
    Unreadable,
    NotUtf8,
    TooLarge,
    /// A line or document that is no article record.
    Record,
    /// A date that cannot be understood; the article is read without it.
    Date,
    /// A stet that names no rule, or stands in a file that cannot be understood.
    Stet,
}

impl InputErrorKind {
    /// The code in machine-readable output.
    pub fn code(self) -> &'static str {
        match self {
            InputErrorKind::NotFound => "E0601",
            InputErrorKind::NotAFile => "E0602",
            InputErrorKind::Unreadable => "E0603",
            InputErrorKind::NotUtf8 => "E0604",
            InputErrorKind::TooLarge => "E0605",
            InputErrorKind::Record => "E0606",
            InputErrorKind::Date => "W0607",
            InputErrorKind::Stet => "W0608",
        }
    }
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// As given, or as found in a folder; `path#id` where one record of a file is meant.
    pub path: String,
    pub kind: InputErrorKind,
    pub message: String,
    pub help: Option<String>,
    /// Byte of the file where reading failed.
    pub offset: Option<u64>,
    /// Line of the file, from 1.
    pub line: Option<usize>,
}

impl InputError {
    /// False where the article was read all the same, only without what is wrong.
    pub fn is_unread(&self) -> bool {
        !matches!(self.kind, InputErrorKind::Date | InputErrorKind::Stet)
    }
    fn new(path: &str, kind: InputErrorKind, message: impl Into<String>) -> InputError {
        InputError { path: path.into(), kind, message: message.into(), help: None, offset: None, line: None }
    }
    fn help(mut self, help: impl Into<String>) -> InputError {
        self.help = Some(help.into());
        self
    }
    fn at(mut self, offset: u64, line: usize) -> InputError {
        self.offset = Some(offset);
        self.line = Some(line);
        self
    }
}

impl From<BadStet> for InputError {
    fn from(bad: BadStet) -> InputError {
        let message = format!("has a `stet` in line {} that says nothing: {}", bad.line, bad.message);
        let mut error = InputError::new(&bad.file, InputErrorKind::Stet, message)
            .help("name the rule and say why, as in `stet held-office: quoted as he said it`");
        error.line = Some(bad.line);
        error
    }
}

/// Articles and errors of one file, in the order of the file.
#[derive(Debug, Default)]
struct Read {
    articles: Vec<Article>,
    errors: Vec<InputError>,
}

impl Read {
    fn error(error: InputError) -> Read {
        Read { articles: Vec::new(), errors: vec![error] }
    }
}

/// Reads files, folders (whatever lies in them) and `-` (standard input). A path given twice is read once.
///
/// Errors come in the order of the paths, then of the files' lines; the batch is ordered by name.
pub fn read(paths: &[PathBuf]) -> (Batch, Vec<InputError>) {
    let (files, mut errors) = files::find(paths);
    let read: Vec<Read> = files.par_iter().map(files::read).collect();
    let mut articles = Vec::new();
    for mut one in read {
        articles.append(&mut one.articles);
        errors.append(&mut one.errors);
    }
    (Batch::new(articles), errors)
}
