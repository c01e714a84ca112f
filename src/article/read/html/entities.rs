//! Character references: which bytes of the page show as which words.

use std::borrow::Cow;
use std::collections::HashMap;

use html5gum::{Token, Tokenizer};

use crate::source::Span;

/// Words and the bytes of the page that show them.
pub struct Piece<'a> {
    pub words: Cow<'a, str>,
    pub source: Span,
    /// The bytes are the words; else they are one reference.
    pub exact: bool,
}

/// References that were resolved already, by their writing.
#[derive(Default)]
pub struct Entities {
    known: HashMap<String, String>,
}

impl Entities {
    /// Hands on the pieces of the character data at `span` of the page, in order.
    pub fn pieces<'a>(&mut self, page: &'a str, span: Span, mut out: impl FnMut(Piece<'a>)) {
        let data = span.of(page);
        let base = span.start as usize;
        let mut done = 0;
        let mut at = 0;
        while let Some(found) = data[at..].find('&') {
            let start = at + found;
            let end = start + reference_length(&data[start..]);
            at = end;
            let written = &data[start..end];
            let shown = self.resolve(written);
            if shown == written {
                continue;
            }
            let shown = shown.to_string();
            if done < start {
                out(Piece {
                    words: data[done..start].into(),
                    source: Span::new(base + done, base + start),
                    exact: true,
                });
            }
            out(Piece { words: shown.into(), source: Span::new(base + start, base + end), exact: false });
            done = end;
        }
        if done < data.len() {
            out(Piece { words: data[done..].into(), source: Span::new(base + done, span.end as usize), exact: true });
        }
    }

    fn resolve(&mut self, written: &str) -> &str {
        self.known.entry(written.to_string()).or_insert_with(|| {
            let mut shown = String::new();
            for Ok(token) in Tokenizer::new(written) {
                if let Token::String(s) = token {
                    shown.push_str(&String::from_utf8_lossy(&s.value));
                }
            }
            shown
        })
    }
}

/// How many bytes, from its `&` on, may belong to a reference.
fn reference_length(data: &str) -> usize {
    // The longest name has 31 letters; a number may have leading zeros.
    const MAX: usize = 64;
    let bytes = data.as_bytes();
    let mut end = 1;
    if bytes.get(end) == Some(&b'#') {
        end += 1;
    }
    while end < bytes.len().min(MAX) && bytes[end].is_ascii_alphanumeric() {
        end += 1;
    }
    if bytes.get(end) == Some(&b';') { end + 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_pieces_of_their_own() {
        let page = "Caf&eacute; &amp; &#8220;bar&#x201D; &notit; AT&T & more&";
        let mut pieces = Vec::new();
        Entities::default().pieces(page, Span::new(0, page.len()), |piece| pieces.push(piece));
        let shown: Vec<(&str, &str)> = pieces.iter().map(|p| (&*p.words, p.source.of(page))).collect();
        assert_eq!(
            shown,
            [
                ("Caf", "Caf"),
                ("é", "&eacute;"),
                (" ", " "),
                ("&", "&amp;"),
                (" ", " "),
                ("“", "&#8220;"),
                ("bar", "bar"),
                ("”", "&#x201D;"),
                (" ", " "),
                ("¬it;", "&notit;"),
                (" AT&T & more&", " AT&T & more&"),
            ]
        );
    }
}
