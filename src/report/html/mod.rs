//! Pages for a browser, each one file that loads nothing: facts of articles, and findings.
//!
//! Words of articles reach a page as text, which the templates escape, through [`Sanitized`](super::Sanitized). A page's policy
//! lets nothing run or load but its own style and script, by their hashes: what slipped through would stay dead.

pub mod facts;
pub mod findings;
mod markdown;
mod pieces;

use std::fmt::Write as _;
use std::io::{self, Write};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, HtmlEscape, Value};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What the head of a page needs: its style and script, and the policy that lets these two in and nothing else.
#[derive(Serialize)]
struct Assets {
    style: &'static str,
    script: &'static str,
    policy: String,
}

impl Assets {
    fn new(style: &'static str, script: &'static str) -> Assets {
        let (style_hash, script_hash) = (source_hash(style), source_hash(script));
        let policy = format!(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{style_hash}'; script-src '{script_hash}'"
        );
        Assets { style, script, policy }
    }
}

/// The hash of an inline style or script, as a content security policy names it: `sha256-…`, in base 64.
fn source_hash(source: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::from("sha256-");
    for group in Sha256::digest(source).chunks(3) {
        let bits = group.iter().fold(0, |all, &b| all << 8 | u32::from(b)) << (8 * (3 - group.len()));
        out.extend((0..=group.len()).map(|i| ALPHABET[(bits >> (18 - 6 * i) & 63) as usize] as char));
        out.push_str(&"=".repeat(3 - group.len()));
    }
    out
}

/// Words of a message, escaped: what stands in backticks, as a name in a rule file or a path, is code.
fn ticked(words: &str) -> Value {
    let parts: Vec<&str> = words.split('`').collect();
    let mut out = String::with_capacity(words.len() + 16);
    for (i, part) in parts.iter().enumerate() {
        // A backtick that nothing closes is one.
        let opens = i % 2 == 1 && i + 1 < parts.len();
        _ = match (opens, i % 2 == 1) {
            (true, _) => write!(out, "<code>{}</code>", HtmlEscape(part)),
            (false, odd) => write!(out, "{}{}", if odd { "`" } else { "" }, HtmlEscape(part)),
        };
    }
    Value::from_safe_string(out)
}

/// Writes `page` by `template`; whatever the template does not call safe is escaped.
fn render(out: &mut dyn Write, template: &'static str, page: impl Serialize) -> io::Result<()> {
    // What is called so is escaped as HTML.
    const NAME: &str = "page.html";
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().map_err(io::Error::other)?);
    environment.add_filter("ticked", ticked);
    environment.add_template(NAME, template).map_err(io::Error::other)?;
    let template = environment.get_template(NAME).map_err(io::Error::other)?;
    template.render_captured_to(Serde(page), out).map_err(io::Error::other)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Assets, source_hash, ticked};

    #[test]
    fn a_policy_lets_in_one_style_and_one_script() {
        assert_eq!(
            Assets::new("", "doSomething();").policy,
            "default-src 'none'; base-uri 'none'; form-action 'none'; \
             style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; \
             script-src 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"
        );
    }

    #[test]
    fn names_in_backticks_are_code_and_words_stay_words() {
        for (words, html) in [
            ("`a` and `<b>`", "<code>a</code> and <code>&lt;b&gt;</code>"),
            ("one ` alone", "one ` alone"),
            ("`a` ` <i>", "<code>a</code> ` &lt;i&gt;"),
        ] {
            assert_eq!(ticked(words).to_string(), html);
        }
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        // The example of Content Security Policy Level 3.
        assert_eq!(source_hash("doSomething();"), "sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=");
        assert_eq!(source_hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
