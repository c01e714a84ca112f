//! Plain text.

use super::{InputError, InputErrorKind, MAX_ARTICLE_BYTES, Read};
use crate::article::{Article, TextMap, structure};

/// The bytes as UTF-8, or why they are no text.
pub fn decode(path: &str, bytes: Vec<u8>) -> Result<String, InputError> {
    let nuls = bytes.iter().filter(|&&b| b == 0).count();
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || nuls * 8 > bytes.len();
    if utf16 && !bytes.is_empty() {
        return Err(InputError::new(
            path,
            InputErrorKind::NotUtf8,
            "is no UTF-8 text: it looks like UTF-16 or binary data",
        )
        .help("save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|e| {
        let offset = e.utf8_error().valid_up_to();
        let line = e.as_bytes()[..offset].iter().filter(|&&b| b == b'\n').count() + 1;
        InputError::new(path, InputErrorKind::NotUtf8, format!("is no UTF-8 text: byte {offset} fits no character"))
            .help("save it as UTF-8")
            .at(offset as u64, line)
    })
}

/// A file that is one article.
pub fn read(path: &str, bytes: Vec<u8>) -> Read {
    match decode(path, bytes) {
        Ok(text) => Read { articles: vec![article(path, text)], errors: Vec::new() },
        Err(error) => Read::error(error),
    }
}

pub fn too_large(path: &str) -> InputError {
    let limit = MAX_ARTICLE_BYTES / (1024 * 1024);
    InputError::new(path, InputErrorKind::TooLarge, format!("is larger than {limit} MiB, the most one article may be"))
        .help("put the articles into a JSON Lines file, one record each")
}

/// An article whose view is the text itself, its byte order mark apart.
pub fn article(name: &str, text: String) -> Article {
    let (view, map, original) = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            let mut map = TextMap::default();
            map.push(0, rest.len(), None, '\u{feff}'.len_utf8());
            (rest.to_string(), map, Some(text))
        }
        None => {
            let map = TextMap::identity(text.len());
            (text, map, None)
        }
    };
    let blocks = structure::blocks(&view, 0, true);
    Article { original, ..Article::new(name, view, map, blocks) }
}
