//! Bytes → text: which character set they are in, and which bytes each character was.
//!
//! The order is that of the web: a byte order mark, then what came with the file (an HTTP header), then what the file says
//! of itself, then what its bytes look like. One thing is told apart from it: bytes that are valid UTF-8 beyond ASCII are
//! UTF-8 whatever a page says of itself, since saved pages are often re-encoded and keep their old `meta`.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{InputError, InputErrorKind};
use crate::article::TextMap;
use crate::source::Span;

/// How far into a file a declaration of its character set may stand, in bytes.
const DECLARATION: usize = 1024;

/// Stretches of ASCII up to so many bytes are counted with the characters around them.
const SHORT: usize = 32;

/// A text and the way from its bytes to those it was decoded from.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    /// `None`: the bytes were UTF-8, and are the text's own.
    pub map: Option<TextMap>,
}

/// What is known of a text's character set before its bytes are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declared<'a> {
    /// By an HTTP header or the like.
    pub outside: Option<&'a str>,
    /// The text may say it itself, as pages and XML do.
    pub inside: bool,
}

/// The bytes as text, or why they are none.
pub fn decode(path: &str, bytes: Vec<u8>, declared: Declared) -> Result<Decoded, InputError> {
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => Some(encoding),
        None => declared.outside.and_then(|label| Encoding::for_label(label.trim().as_bytes())),
    };
    let encoding = encoding.or_else(|| wide(&bytes));
    let bytes = match (encoding, String::from_utf8(bytes)) {
        (None, Ok(text)) => return text_of(path, text),
        (Some(encoding), Ok(text)) if encoding == UTF_8 => return text_of(path, text),
        (_, Ok(text)) => text.into_bytes(),
        (_, Err(e)) => e.into_bytes(),
    };
    let stated = encoding.or_else(|| declared.inside.then(|| by_declaration(&bytes)).flatten());
    let encoding = match stated {
        Some(encoding) => encoding,
        None => guess(path, &bytes)?,
    };
    let decoded = decode_as(encoding, &bytes);
    // What came with a declaration is shown with its errors, as browsers do; a text that says nothing is better mended.
    let lenient = declared.inside || declared.outside.is_some();
    let misread = match stated {
        Some(_) => !lenient && decoded.text.contains('\u{fffd}'),
        None => encoding == UTF_8 && !lenient || encoding != UTF_8 && decoded.text.contains(is_doubtful),
    };
    match misread {
        true => Err(broken(path, &bytes)),
        false => Ok(decoded),
    }
}

fn text_of(path: &str, text: String) -> Result<Decoded, InputError> {
    match is_binary(text.as_bytes()) {
        true => Err(binary(path)),
        false => Ok(Decoded { text, map: None }),
    }
}

/// A text, as opposed to a picture or a program, has hardly any control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    bytes.iter().filter(control).count() * 8 > bytes.len()
}

fn binary(path: &str) -> InputError {
    InputError::new(path, InputErrorKind::NotText, "is no text: it looks like binary data")
        .help("name files of text, pages, records, or archives of these")
}

fn broken(path: &str, bytes: &[u8]) -> InputError {
    let offset = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
    let line = bytes[..offset].iter().filter(|&&b| b == b'\n').count() + 1;
    let message =
        format!("is no text in UTF-8, nor in a character set that can be told: byte {offset} fits no character");
    InputError::new(path, InputErrorKind::NotText, message).help("save it as UTF-8").at(offset as u64, line)
}

/// The encoding that the bytes look like, which are not UTF-8.
fn guess(path: &str, bytes: &[u8]) -> Result<&'static Encoding, InputError> {
    if is_binary(bytes) {
        return Err(binary(path));
    }
    // More characters of UTF-8 than bytes that fit none: a damaged file, and no other encoding.
    let chunks = bytes.utf8_chunks();
    let (good, bad) = chunks.fold((0usize, 0usize), |(good, bad), chunk| {
        let wide = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (good + wide, bad + chunk.invalid().len())
    });
    let is_cut = std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none());
    if good * 2 > bad || is_cut {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

/// UTF-16 without its mark: in western text every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match head.len() / 2 {
        half if half < 4 => None,
        half if odd * 10 > half * 7 && even * 10 < half => Some(UTF_16LE),
        half if even * 10 > half * 7 && odd * 10 < half => Some(UTF_16BE),
        _ => None,
    }
}

/// Characters that no article has: a guess that yields them is wrong.
fn is_doubtful(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
}

/// `<meta charset="…">`, `content="text/html; charset=…"`, `<?xml encoding="…"?>`: the first label in the head of the file.
fn by_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION)].to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = head[from..].windows(8).position(|w| w == b"charset=" || w == b"encoding") {
        let at = from + found + b"charset=".len();
        let rest = head[at..].trim_ascii_start();
        let rest = rest.strip_prefix(b"=").unwrap_or(rest).trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b))).unwrap_or(rest.len());
        // Bytes in which the declaration can be read are not in UTF-16, whatever it says.
        match Encoding::for_label(&rest[..end]) {
            Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => return Some(UTF_8),
            Some(encoding) => return Some(encoding),
            None => from = at,
        }
    }
    None
}

/// The text of `bytes`, what fits no character replaced, and the bytes of each character.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut map = TextMap::default();
    let mut at = 0;
    // What a decoder has taken in without giving anything out begins here.
    let mut begun = 0;
    while at < bytes.len() {
        let ascii = match encoding.is_ascii_compatible() && begun == at {
            true => Encoding::ascii_valid_up_to(&bytes[at..]),
            false => 0,
        };
        if ascii > 0 {
            let words = String::from_utf8_lossy(&bytes[at..at + ascii]);
            let start = text.len();
            text.push_str(&words);
            match ascii <= SHORT {
                true => (0..ascii).for_each(|i| {
                    map.push_character(Span::new(start + i, start + i + 1), Span::new(at + i, at + i + 1));
                }),
                false => map.push(start, ascii, None, at),
            }
            at += ascii;
            begun = at;
            continue;
        }
        let mut buffer = [0u8; 32];
        let last = at + 1 == bytes.len();
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(&bytes[at..at + 1], &mut buffer, last);
        at += read;
        let start = text.len();
        text.push_str(std::str::from_utf8(&buffer[..written]).unwrap_or("\u{fffd}"));
        if let DecoderResult::Malformed(..) = result {
            text.push('\u{fffd}');
        }
        if text.len() > start {
            let shown = Span::new(start, text.len());
            match text[start..].chars().count() {
                1 => map.push_character(shown, Span::new(begun, at)),
                _ => map.push_unit(shown, None, Span::new(begun, at)),
            }
            begun = at;
        }
    }
    Decoded { text, map: Some(map) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of each character that is not ASCII.
    fn check(label: &str, bytes: &[u8], declared: Declared, expected: &str) {
        let decoded = decode("a", bytes.to_vec(), declared).unwrap_or_else(|e| panic!("{label}: {e:?}"));
        assert_eq!(decoded.text, expected, "{label}");
        let Some(map) = decoded.map else { return };
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        for (at, c) in decoded.text.char_indices().filter(|(_, c)| *c != '\u{feff}') {
            let span = map.locate(&decoded.text, Span::new(at, at + c.len_utf8())).span;
            let own = &bytes[span.start as usize..span.end as usize];
            let (shown, _) = encoding.decode_without_bom_handling(own);
            assert_eq!(shown, c.to_string(), "{label} at {span:?}");
        }
    }

    #[test]
    fn character_sets_lead_back_to_their_bytes() {
        let western = "The café’s owner, Zoë Müller, paid €20 – “a fortune” – for a piñata in São Tomé.";
        let russian = "Министр обороны прибыл в Осло во вторник. He met Anna Lund.";
        let japanese = "大臣は火曜日にオスロに到着した。 He met Anna Lund.";
        let korean = "장관은 화요일에 오슬로에 도착했다. He met Anna Lund.";
        for (label, text) in [
            ("windows-1252", western),
            ("windows-1251", russian),
            ("koi8-r", russian),
            ("shift_jis", japanese),
            ("euc-jp", japanese),
            ("euc-kr", korean),
        ] {
            let (bytes, _, lossy) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
            assert!(!lossy);
            let declared = Declared { outside: Some(label), inside: false };
            check(label, &bytes, declared, text);
            check(label, &bytes, Declared::default(), text);
        }
    }

    #[test]
    fn utf_16_with_and_without_its_mark() {
        let text = "The café’s owner 😀 left Oslo.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check("utf-16le", &little, Declared::default(), text);
        check("utf-16be", &big, Declared::default(), text);
        let marked = [b"\xff\xfe", &little[..]].concat();
        check("utf-16le", &marked, Declared::default(), &format!("\u{feff}{text}"));
    }

    #[test]
    fn what_says_what_it_is() {
        let page = b"<html><meta charset=\"koi8-r\"><p>\xf0\xf2\xe9\xf7\xe5\xf4";
        let inside = Declared { outside: None, inside: true };
        check("koi8-r", page, inside, "<html><meta charset=\"koi8-r\"><p>ПРИВЕТ");
        let outside = Declared { outside: Some("windows-1251"), inside: true };
        let decoded = decode("a", page.to_vec(), outside).unwrap();
        assert!(decoded.text.ends_with("ртйчеф"), "the header goes before the page: {}", decoded.text);
        let saved = "<html><meta charset=\"iso-8859-1\"><p>Zoë";
        let decoded = decode("a", saved.as_bytes().to_vec(), inside).unwrap();
        assert_eq!(decoded.text, saved, "a saved page keeps its old declaration");
    }

    #[test]
    fn what_is_no_text() {
        for bytes in [
            &b"One \xc3"[..],
            b"Zo\xc3\xab, Caf\xc3\xa9 and M\xfcller",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\x01\xff",
        ] {
            let error = decode("a", bytes.to_vec(), Declared::default()).unwrap_err();
            assert_eq!(error.kind, InputErrorKind::NotText, "{bytes:?}");
        }
    }
}
