//! Archives of tar. Members are called by their paths, which are names and nothing else: nothing is ever written.

use std::io::{self, BufRead, BufReader};

use tar::Archive;

use super::compression::garbled;
use crate::article::read::{Read, Source, files, sniff};

pub fn read(source: &Source, stream: &mut dyn BufRead, out: &mut Read) -> io::Result<()> {
    let mut archive = Archive::new(stream);
    for entry in archive.entries().map_err(garbled)? {
        let entry = entry.map_err(garbled)?;
        // Links, devices and sparse files hold no text of their own.
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !sniff::may_hold_articles(&path) {
            continue;
        }
        let member = source.inner(format!("{}#{path}", source.name), path, true)?;
        let before = out.articles.len();
        if let Err(e) = super::read(&member, &mut BufReader::new(entry), None, out) {
            out.errors.push(files::stream_error(&member, garbled(e), out.articles.len() - before));
        }
    }
    Ok(())
}
