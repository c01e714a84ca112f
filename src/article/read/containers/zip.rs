//! Archives of zip, read by their directory; where that is cut off, from their beginning on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Seek};

use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

use super::compression::Meter;
use crate::article::read::{InputError, InputErrorKind, Read, Source, files, sniff};

/// `file`: the archive as it lies on the disk. One that does not is held in memory, and may be no longer than an article.
pub fn read(source: &Source, stream: &mut dyn BufRead, file: Option<&File>, out: &mut Read) -> io::Result<()> {
    if let Some(mut file) = file.filter(|_| source.depth == 0) {
        file.rewind()?;
        let length = file.metadata()?.len();
        return archive(source, BufReader::new(file), length, out);
    }
    let Some(bytes) = super::article_bytes(source, &source.name, stream, out)? else { return Ok(()) };
    let length = bytes.len() as u64;
    archive(source, Cursor::new(bytes), length, out)
}

fn archive(source: &Source, mut stream: impl BufRead + Seek, length: u64, out: &mut Read) -> io::Result<()> {
    // Members may share their bytes: what all of them become counts against the archive as a whole.
    let mut meter = Meter::new(source.limits);
    match ZipArchive::new(&mut stream) {
        Ok(mut archive) => {
            for index in 0..archive.len() {
                let name = archive.name_for_index(index).and_then(Result::ok).map(String::from);
                let name = name.unwrap_or_else(|| index.to_string());
                match archive.by_index(index) {
                    Ok(member) => read_member(source, member, &mut meter, length, out)?,
                    Err(e) => {
                        if sniff::may_hold_articles(&name) {
                            out.errors.push(unreadable(&format!("{}#{name}", source.name), &e));
                        }
                    }
                }
            }
            Ok(())
        }
        Err(_) => {
            stream.rewind()?;
            while let Ok(Some(member)) = read_zipfile_from_stream(&mut stream) {
                read_member(source, member, &mut meter, length, out)?;
            }
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }
}

fn read_member<R: io::Read>(
    source: &Source,
    member: ZipFile<R>,
    meter: &mut Meter,
    length: u64,
    out: &mut Read,
) -> io::Result<()> {
    let path = member.name().map_or_else(|_| String::from_utf8_lossy(member.name_raw()).into_owned(), String::from);
    if !member.is_file() || !sniff::may_hold_articles(&path) {
        return Ok(());
    }
    let inner = source.inner(format!("{}#{path}", source.name), path, true)?;
    let before = out.articles.len();
    let result = super::read(&inner, &mut BufReader::new(meter.over(member, length)), None, out);
    match result {
        Ok(()) => Ok(()),
        Err(e) if meter.is_full() => Err(e),
        Err(e) => {
            out.errors.push(files::stream_error(&inner, e, out.articles.len() - before));
            Ok(())
        }
    }
}

fn unreadable(name: &str, e: &ZipError) -> InputError {
    let message = match e {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "needs a password".to_string(),
        e => format!("cannot be read: {e}"),
    };
    InputError::new(name, InputErrorKind::Damaged, message).help("unpack the archive and name its files")
}
