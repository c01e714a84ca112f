//! Plain text.

use crate::article::{Article, TextMap, structure};

/// An article whose view is the text itself, its byte order mark apart.
pub fn article(name: &str, text: String) -> Article {
    let (view, map) = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            let mut map = TextMap::default();
            map.push(0, rest.len(), None, '\u{feff}'.len_utf8());
            (rest.to_string(), map)
        }
        None => {
            let map = TextMap::identity(text.len());
            (text, map)
        }
    };
    let blocks = structure::blocks(&view, 0, true);
    Article::new(name, view, map, blocks)
}
