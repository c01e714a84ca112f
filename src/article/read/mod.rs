//! From paths to articles: finding the files, telling what they are, decoding them.
//!
//! What cannot be read is an [`InputError`] beside the articles, never a stop: everything else is still read.

mod charset;
mod containers;
mod date;
mod document;
mod files;
mod html;
mod kept;
mod language;
mod mail;
mod markdown;
mod ninjs;
mod parts;
mod records;
mod sniff;
mod text;
mod view;
mod xml;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::limits;
use super::{Article, BadStet, Batch, Byline, FieldNames, Limits, stets};

pub use date::parse_date;
pub use files::STANDARD_INPUT;
pub use kept::Kept;
pub use markdown::front_matter;
pub use text::article as plain_text;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputErrorKind {
    /// The path is not there.
    NotFound,
    /// A socket, pipe or device.
    NotAFile,
    /// Permissions, a failing disk.
    Unreadable,
    /// Binary data, or a character set that cannot be told.
    NotText,
    TooLarge,
    /// A line or document that is no article record.
    Record,
    /// A date that cannot be understood; the article is read without it.
    Date,
    /// A stet that names no rule, or stands in a file that cannot be understood.
    Stet,
    /// An archive or a compressed file that ends too soon or is garbled; what stands before is read.
    Damaged,
    /// Archives within archives, beyond the limit.
    TooDeep,
    /// A compressed file that becomes too long.
    Expands,
    TooManyWords,
    TooManyFacts,
    /// Another language than English: the article is read, and no rule looks at it.
    Language,
}

impl InputErrorKind {
    /// The code in machine-readable output.
    pub fn code(self) -> &'static str {
        match self {
            InputErrorKind::NotFound => "E0601",
            InputErrorKind::NotAFile => "E0602",
            InputErrorKind::Unreadable => "E0603",
            InputErrorKind::NotText => "E0604",
            InputErrorKind::TooLarge => "E0605",
            InputErrorKind::Record => "E0606",
            InputErrorKind::Date => "W0607",
            InputErrorKind::Stet => "W0608",
            InputErrorKind::Damaged => "E0611",
            InputErrorKind::TooDeep => "E0612",
            InputErrorKind::Expands => "E0613",
            InputErrorKind::TooManyWords => "E0614",
            InputErrorKind::TooManyFacts => "E0615",
            InputErrorKind::Language => "W0616",
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
        !matches!(self.kind, InputErrorKind::Date | InputErrorKind::Stet | InputErrorKind::Language)
    }
    pub(crate) fn new(path: &str, kind: InputErrorKind, message: impl Into<String>) -> InputError {
        InputError { path: path.into(), kind, message: message.into(), help: None, offset: None, line: None }
    }
    pub(crate) fn help(mut self, help: impl Into<String>) -> InputError {
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

/// Something that articles are read from: a file, or a member of an archive.
#[derive(Clone, Debug)]
struct Source<'l> {
    /// As reports call it: `a.tar.gz#news/b.html`.
    name: String,
    /// By whose ending its format is told where its content leaves that open: `b.html`.
    file_name: String,
    /// Found in a folder or an archive, so that it may be something else than an article.
    found: bool,
    /// How many archives and compressed files it lies in.
    depth: u64,
    limits: &'l Limits,
    fields: &'l FieldNames,
}

impl<'l> Source<'l> {
    /// What lies in this source, one step deeper.
    fn inner(&self, name: String, file_name: String, found: bool) -> std::io::Result<Source<'l>> {
        let depth = self.depth + 1;
        match depth > self.limits.depth {
            false => Ok(Source { name, file_name, found, depth, limits: self.limits, fields: self.fields }),
            true => {
                let most = self.limits.depth;
                let message = format!("lies in more than {most} archives and compressed files within one another");
                Err(Refusal(InputErrorKind::TooDeep, message).into())
            }
        }
    }

    fn too_large(&self, name: &str) -> InputError {
        let limit = self.limits.article_bytes;
        let size = match limit % (1 << 20) {
            0 => format!("{} MiB", limit >> 20),
            _ => format!("{limit} bytes"),
        };
        InputError::new(name, InputErrorKind::TooLarge, format!("is larger than {size}, the most one article may be"))
            .help("put the articles into a JSON Lines file, one record each, or raise the limit `article-bytes`")
    }
}

/// Why reading a stream was ended, carried through readers that know only of [`std::io::Error`].
#[derive(Debug)]
struct Refusal(InputErrorKind, String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.1)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// The refusal that an error stands for, however many readers have passed it on.
    fn of(e: &std::io::Error) -> Option<&Refusal> {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = e.get_ref().map(|inner| inner as _);
        while let Some(error) = cause {
            if let Some(refusal) = error.downcast_ref() {
                return Some(refusal);
            }
            if let Some(inner) = error.downcast_ref::<std::io::Error>() {
                return Refusal::of(inner);
            }
            cause = error.source();
        }
        None
    }
}

impl From<Refusal> for std::io::Error {
    fn from(refusal: Refusal) -> std::io::Error {
        std::io::Error::other(refusal)
    }
}

/// Articles and errors of one file, in the order of the file.
#[derive(Clone, Debug, Default)]
struct Read {
    articles: Vec<Article>,
    errors: Vec<InputError>,
}

impl Read {
    fn error(error: InputError) -> Read {
        Read { articles: Vec::new(), errors: vec![error] }
    }

    fn append(&mut self, mut other: Read) {
        self.articles.append(&mut other.articles);
        self.errors.append(&mut other.errors);
    }

    /// Takes out articles of too many words, and tells the language of the others.
    fn finish(mut self, limits: &Limits) -> Read {
        let errors = &mut self.errors;
        self.articles.retain_mut(|article| match wordy(&article.name, &article.text, limits) {
            Some(error) => {
                errors.push(error);
                false
            }
            None => {
                article.language = language::foreign(&article.text, article.declared.as_deref());
                if article.byline.is_none() {
                    article.byline = Byline::visible(&article.text, &article.blocks);
                }
                true
            }
        });
        self
    }

    /// Articles of one name are told apart by their number, in the order of the file.
    fn name_apart(&mut self) {
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(self.articles.len());
        for article in &mut self.articles {
            let mut name = article.name.clone();
            while let Some(count) = seen.get_mut(&name) {
                *count += 1;
                name = format!("{}#{count}", article.name);
            }
            seen.insert(name.clone(), 1);
            article.name = name;
        }
    }
}

/// Why an article of this text is not read, if it has too many words. It is asked before the text is taken apart.
fn wordy(name: &str, text: &str, limits: &Limits) -> Option<InputError> {
    // A text of fewer bytes has fewer words.
    (text.len() as u64 > limits.words && limits::words(text) > limits.words).then(|| too_many_words(name, limits))
}

fn too_many_words(name: &str, limits: &Limits) -> InputError {
    let message = format!("has more than {} words and marks, the most one article may have", limits.words);
    InputError::new(name, InputErrorKind::TooManyWords, message)
        .help("split it into its articles, or raise the limit `words`")
}

/// Which files are passed over where they are found in a folder.
pub type Excluded<'a> = dyn Fn(&Path) -> bool + 'a;

/// Reads files, folders (whatever lies in them) and `-` (standard input). A path given twice is read once.
///
/// Errors come in the order of the paths, then of the files' lines; the batch is ordered by name.
pub fn read(paths: &[PathBuf]) -> (Batch, Vec<InputError>) {
    read_within(paths, &Limits::default(), FieldNames::OURS, &|_| false)
}

/// The articles of some bytes that are called `name`, as if they were the file of that name.
pub fn read_bytes(name: &str, bytes: &[u8], limits: &Limits) -> (Batch, Vec<InputError>) {
    let source =
        Source { name: name.into(), file_name: name.into(), found: false, depth: 0, limits, fields: FieldNames::OURS };
    let mut read = Read::default();
    if let Err(e) = containers::read(&source, &mut &bytes[..], None, &mut read) {
        read.errors.push(files::stream_error(&source, e, read.articles.len()));
    }
    read.name_apart();
    (Batch::new(read.articles), read.errors)
}

/// As [`read`], with other limits than the usual ones, names of the fields of records, and without files in folders that are `excluded`.
pub fn read_within(
    paths: &[PathBuf],
    limits: &Limits,
    fields: &FieldNames,
    excluded: &Excluded,
) -> (Batch, Vec<InputError>) {
    read_kept(paths, limits, fields, excluded, None, &|_| ())
}

/// As [`read_within`]; what is `kept` of earlier times is not read again. Each article that is read is made ready by `ready`.
pub fn read_kept(
    paths: &[PathBuf],
    limits: &Limits,
    fields: &FieldNames,
    excluded: &Excluded,
    kept: Option<&Kept>,
    ready: &(dyn Fn(&mut Article) + Sync),
) -> (Batch, Vec<InputError>) {
    let find = || files::find(paths, excluded);
    let (inputs, mut errors) = match kept {
        Some(kept) => kept.list(paths, find),
        None => {
            let (inputs, errors) = find();
            (Arc::new(inputs), errors)
        }
    };
    let read = inputs.par_iter().map(|file| {
        let read = || {
            let mut read = files::read(file, limits, fields);
            read.articles.iter_mut().for_each(ready);
            read
        };
        kept.map_or_else(read, |kept| kept.read(file, read))
    });
    let read: Vec<Read> = read.collect();
    let mut articles = Vec::new();
    for mut one in read {
        articles.append(&mut one.articles);
        errors.append(&mut one.errors);
    }
    (Batch::new(articles), errors)
}
