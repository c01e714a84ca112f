//! What holds articles without being one: compressed files and archives, each in any other.
//!
//! A stream is read once, from its beginning to its end, and what has been read of it is kept where it breaks off.

mod compression;
mod http;
mod tar;
mod warc;
mod zip;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};

use super::document::{self, Document};
use super::sniff::{self, Format};
use super::{Read, Source, records};

/// How many bytes are looked at to tell what a stream is.
const HEAD: usize = 64 * 1024;

/// Reads what `stream` holds into `out`. `file`: the stream is this file on the disk, from its beginning.
///
/// # Errors
///
/// Where the stream itself fails; what was read before is in `out`.
pub fn read(source: &Source, stream: &mut dyn BufRead, file: Option<&File>, out: &mut Read) -> io::Result<()> {
    let mut head = Vec::new();
    let broken = stream.take(HEAD as u64).read_to_end(&mut head).err();
    let whole = broken.is_some() || stream.fill_buf().is_ok_and(<[u8]>::is_empty);
    let format = sniff::format(&head, whole, &source.file_name);
    let rest: Box<dyn BufRead> = match broken {
        Some(e) => Box::new(BufReader::with_capacity(1, Broken(Some(e)))),
        None => Box::new(stream),
    };
    let mut stream = io::Cursor::new(head).chain(rest);
    match format {
        Format::Compressed(kind) => {
            let plain = sniff::uncompressed(&source.file_name).to_string();
            let inner = source.inner(source.name.clone(), plain, source.found)?;
            let mut expanded = BufReader::new(compression::Expanding::new(kind, &mut stream, source.limits));
            read(&inner, &mut expanded, None, out)
        }
        Format::Warc => warc::read(source, &mut stream, out),
        Format::Tar => tar::read(source, &mut stream, out),
        Format::Zip => zip::read(source, &mut stream, file, out),
        Format::JsonLines => records::read_lines(source, &mut stream, out),
        Format::Text | Format::Markdown | Format::Html | Format::Json | Format::Xml | Format::Mail => {
            let Some(bytes) = article_bytes(source, &source.name, &mut stream, out)? else { return Ok(()) };
            let is_file = file.is_some() && source.depth == 0;
            let document = Document { is_file, ..Document::new(source, source.name.clone(), bytes, format) };
            out.append(document::read(document));
            Ok(())
        }
    }
}

/// The bytes of one article; `None` and an error in `out` where there are too many.
fn article_bytes(
    source: &Source,
    name: &str,
    stream: &mut dyn io::Read,
    out: &mut Read,
) -> io::Result<Option<Vec<u8>>> {
    let most = source.limits.article_bytes;
    let mut bytes = Vec::new();
    stream.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        out.errors.push(source.too_large(name));
        return Ok(None);
    }
    Ok(Some(bytes))
}

/// A stream that has failed, and says so where its next byte would be.
struct Broken(Option<io::Error>);

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
