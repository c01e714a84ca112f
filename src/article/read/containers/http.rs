//! Messages of HTTP as archives of the web keep them.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// A header's lines, names in lower case.
#[derive(Debug, Default)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads lines of `Name: value` up to a blank one; the length of it all. Lines that begin with a blank go on the one before.
    pub fn parse(bytes: &[u8]) -> (Headers, usize) {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        for line in bytes.split_inclusive(|&b| b == b'\n') {
            at += line.len();
            let line = line.trim_ascii_end();
            if line.is_empty() {
                break;
            }
            let text = String::from_utf8_lossy(line);
            match text.split_once(':') {
                _ if text.starts_with([' ', '\t']) => {
                    if let Some((_, value)) = headers.last_mut() {
                        value.push(' ');
                        value.push_str(text.trim());
                    }
                }
                Some((name, value)) => headers.push((name.trim().to_ascii_lowercase(), value.trim().to_string())),
                None => {}
            }
        }
        (Headers(headers), at)
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// The kind of a `Content-Type` in lower case, and its character set.
pub fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_string())
    });
    (kind, charset.filter(|c| !c.is_empty()))
}

/// A response: its status, its headers and where its body begins; `None` where it is none.
pub fn response(bytes: &[u8]) -> Option<(u16, Headers, usize)> {
    let line = bytes.split_inclusive(|&b| b == b'\n').next()?;
    if !line.starts_with(b"HTTP/") {
        return None;
    }
    let status = std::str::from_utf8(line.trim_ascii()).ok()?.split_ascii_whitespace().nth(1)?.parse().ok()?;
    let (headers, length) = Headers::parse(&bytes[line.len()..]);
    Some((status, headers, line.len() + length))
}

/// Why a body cannot be unpacked.
pub enum Packed {
    /// A coding that nothing here reads.
    Unknown(String),
    Damaged,
    TooLong,
}

/// A body without its transfer and content codings, of at most so many bytes. Archives often keep the headers of codings that they
/// have taken off: a body that does not look coded is taken as it is.
pub fn unpacked<'a>(headers: &Headers, body: &'a [u8], most: u64) -> Result<Cow<'a, [u8]>, Packed> {
    let listed = |name: &str| -> Vec<String> {
        let value = headers.get(name).unwrap_or_default().to_ascii_lowercase();
        value.split(',').map(|c| c.trim().to_string()).filter(|c| !c.is_empty()).collect()
    };
    let mut body = Cow::Borrowed(body);
    if listed("transfer-encoding").iter().any(|c| c == "chunked")
        && let Some(joined) = unchunked(&body)
    {
        body = Cow::Owned(joined);
    }
    for coding in listed("content-encoding").iter().rev() {
        let plain = match coding.as_str() {
            "identity" | "utf-8" | "none" => continue,
            "gzip" | "x-gzip" if !body.starts_with(b"\x1f\x8b") => continue,
            "gzip" | "x-gzip" => expand(MultiGzDecoder::new(&body[..]), most),
            "deflate" if body.first().is_some_and(|b| b & 0x0f == 8) => expand(ZlibDecoder::new(&body[..]), most),
            "deflate" => expand(DeflateDecoder::new(&body[..]), most),
            // Text that was unpacked when it was archived begins with a letter or a mark.
            _ if body.trim_ascii_start().first().is_some_and(|b| b"<{[".contains(b)) => continue,
            other => return Err(Packed::Unknown(other.to_string())),
        };
        let plain = plain.map_err(|_| Packed::Damaged)?;
        if plain.len() as u64 > most {
            return Err(Packed::TooLong);
        }
        body = Cow::Owned(plain);
    }
    Ok(body)
}

fn expand(decoder: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    decoder.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The chunks as one; `None` where there are none. What is cut off ends where it is cut.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let end = body.iter().take(80).position(|&b| b == b'\n');
        let line = end.and_then(|end| std::str::from_utf8(&body[..end]).ok());
        let size = line.and_then(|l| usize::from_str_radix(l.split(';').next()?.trim(), 16).ok());
        let (Some(end), Some(size)) = (end, size) else { return (!joined.is_empty()).then_some(joined) };
        body = &body[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(&body[..size.min(body.len())]);
        body = after_line_end(body.get(size..).unwrap_or_default());
    }
}

/// Without one line end before it.
fn after_line_end(bytes: &[u8]) -> &[u8] {
    let rest = bytes.strip_prefix(b"\r").unwrap_or(bytes);
    rest.strip_prefix(b"\n").unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(unchunked(b"4\r\nShip\r\n5;x=1\r\ns met\r\n0\r\n\r\n").unwrap(), b"Ships met");
        assert_eq!(unchunked(b"4\nShip\nffffffffffffffff\ns met").unwrap(), b"Ships met", "cut off");
        assert_eq!(unchunked(b"<p>Ships met"), None);
    }

    #[test]
    fn content_types() {
        let told = |v| content_type(v);
        assert_eq!(told("Text/HTML; Charset=\"koi8-r\""), ("text/html".into(), Some("koi8-r".into())));
        assert_eq!(told("text/plain"), ("text/plain".into(), None));
        assert_eq!(told("text/html;charset="), ("text/html".into(), None));
    }

    #[test]
    fn what_looks_plain_is_taken_as_it_is() {
        let (_, headers, at) = response(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n X: folded\r\n\r\nbody").unwrap();
        assert_eq!(at, 53);
        assert!(matches!(unpacked(&headers, b"<html>", 10), Ok(body) if &*body == b"<html>"));
        assert!(matches!(unpacked(&headers, b"\x0b\x02", 10), Err(Packed::Unknown(name)) if name.starts_with("br")));
    }
}
