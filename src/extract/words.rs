//! Words that mix scripts or hold invisible or confusable letters.

use unicode_script::{Script, UnicodeScript};
use unicode_security::confusable_detection::skeleton;

use super::{Mention, MentionKind};
use crate::facts::{FieldId, FieldValue, Provenance, Spans, Value};
use crate::text::{Doc, Token, TokenKind};

const FORM: FieldId = FieldId(0);
const SCRIPTS: FieldId = FieldId(1);
const PLAIN: FieldId = FieldId(2);

/// Alphabets that are written with blanks between words: two of them in one word are a mistake or a disguise. Scripts
/// without blanks, and those that take foreign words into theirs, are not listed.
const ALPHABETS: &[Script] = &[
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Armenian,
    Script::Georgian,
    Script::Cherokee,
    Script::Coptic,
    Script::Glagolitic,
    Script::Gothic,
    Script::Deseret,
    Script::Lisu,
];

/// Mentions of kind `Word` in order of start.
pub fn find(doc: &Doc) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < doc.tokens.len() {
        let first = i;
        i += 1;
        if doc.tokens[first].kind != TokenKind::Word {
            continue;
        }
        // A control that cuts the word in two for the machine, but not for the reader.
        while i + 1 < doc.tokens.len()
            && is_hidden_token(doc, &doc.tokens[i])
            && !doc.tokens[i + 1].spaced
            && doc.tokens[i + 1].kind == TokenKind::Word
        {
            i += 2;
        }
        let (first, end) = (first as u32, i as u32);
        let span = doc.span(first, end);
        let word = span.of(doc.text);
        if word.is_ascii() {
            continue;
        }
        let Some(scripts) = trouble(word) else { continue };
        let members: Vec<FieldValue> = scripts
            .iter()
            .map(|name| FieldValue { field: SCRIPTS, value: Value::text(name), spans: Spans::none(), by: None })
            .collect();
        let mut fields = vec![
            FieldValue::new(FORM, Value::text(word), span),
            FieldValue { field: SCRIPTS, value: Value::Set(members), spans: Spans::none(), by: None },
        ];
        fields.extend(
            plain(word).map(|plain| FieldValue::inferred(PLAIN, Value::text(&plain), Provenance::of(&"its letters"))),
        );
        out.push(Mention {
            kind: MentionKind::Word,
            first,
            end,
            span,
            value: Value::text(word),
            fields,
            by: Provenance::of(&"words"),
        });
    }
    out
}

/// The scripts of a word that mixes alphabets, forms of letters or hidden characters, in order of first use; `None`
/// for a word that is as it should be.
fn trouble(word: &str) -> Option<Vec<&'static str>> {
    let mut scripts: Vec<Script> = Vec::new();
    let (mut plain, mut styled, mut hidden) = (false, false, false);
    // At the ends of a word they are the leavings of copying and hide nothing.
    for c in word.trim_matches(is_hidden).chars() {
        if is_hidden(c) {
            hidden = true;
            continue;
        }
        plain |= c.is_ascii_alphabetic();
        styled |= is_styled(c);
        let script = c.script();
        if ALPHABETS.contains(&script) && !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    // A joiner has its work in Persian, Indic and other scripts; between the letters of an alphabet it hides.
    hidden &= !scripts.is_empty();
    let mixed = scripts.len() > 1 && !is_symbol(word, &scripts);
    let restyled = plain && styled;
    if !(mixed || hidden || restyled) {
        return None;
    }
    let mut names: Vec<&'static str> = scripts.iter().map(|s| s.full_name()).collect();
    if restyled {
        names.push("Styled letters");
    }
    if hidden {
        names.push("Hidden characters");
    }
    Some(names)
}

/// The word in the alphabet of most of its letters; `None` where a letter has no look-alike there, or no alphabet has the most.
fn plain(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().filter(|&c| !is_hidden(c)).flat_map(unstyled).collect();
    let of = |script: Script| letters.iter().filter(|c| c.script() == script).count();
    let most = ALPHABETS.iter().map(|&s| of(s)).max()?;
    let [script] = ALPHABETS.iter().filter(|&&s| of(s) == most).collect::<Vec<_>>()[..] else { return None };
    letters.iter().map(|&c| if ALPHABETS.contains(&c.script()) { in_script(c, *script) } else { Some(c) }).collect()
}

/// The letter of an alphabet that looks like `c`.
fn in_script(c: char, script: Script) -> Option<char> {
    if c.script() == script {
        return Some(c);
    }
    let looks = |c: char| skeleton(c.encode_utf8(&mut [0; 4])).collect::<String>();
    let shape = looks(c);
    let block = match script {
        Script::Latin => 'A'..='z',
        Script::Cyrillic => '\u{400}'..='\u{45f}',
        Script::Greek => '\u{391}'..='\u{3c9}',
        _ => return None,
    };
    let same_case = |l: &char| l.is_uppercase() == c.is_uppercase();
    block.filter(|l| l.script() == script).filter(same_case).find(|&l| looks(l) == shape)
}

fn unstyled(c: char) -> impl Iterator<Item = char> {
    let plain = is_styled(c).then(|| any_ascii::any_ascii_char(c).chars()).into_iter().flatten();
    plain.chain((!is_styled(c)).then_some(c))
}

/// Greek letters as symbols in Latin words: `μm`, `TNFα`, `NFκB`, `ΔT`. Letters that pass for a Latin one are taken
/// for symbols only where one of them, in lower case, begins or ends the word.
fn is_symbol(word: &str, scripts: &[Script]) -> bool {
    if scripts.len() != 2 || !scripts.contains(&Script::Latin) || !scripts.contains(&Script::Greek) {
        return false;
    }
    let last = word.chars().count() - 1;
    let mut alike = 0;
    for (i, c) in word.chars().enumerate().filter(|(_, c)| c.script() == Script::Greek) {
        let mut buffer = [0; 4];
        let looks_latin = skeleton(c.encode_utf8(&mut buffer)).all(|s| s.is_ascii_alphanumeric());
        if !looks_latin {
            continue;
        }
        alike += 1;
        if alike > 1 || c.is_uppercase() || c == 'ο' || (i != 0 && i != last) {
            return false;
        }
    }
    true
}

/// Full-width and mathematical letters, which look like plain ones.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{1d400}'..='\u{1d7ff}')
}

/// Characters without width or that turn the direction of writing. The soft hyphen is no disguise but typesetting.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
        | '\u{61c}' | '\u{180e}' | '\u{feff}')
}

fn is_hidden_token(doc: &Doc, token: &Token) -> bool {
    token.kind == TokenKind::Punct && !token.spaced && token.span.of(doc.text).chars().all(is_hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        find(&Doc::of_text(text))
            .iter()
            .map(|m| {
                let Value::Set(scripts) = &m.fields[1].value else { panic!("scripts are a set") };
                let names: Vec<&str> = scripts.iter().filter_map(|s| s.value.as_text()).collect();
                format!("{}: {}", m.span.of(text).escape_debug(), names.join(", "))
            })
            .collect()
    }

    #[test]
    fn mixed_words() {
        for (text, expected) in [
            ("Mr Petrоv spoke.", "Petrоv: Latin, Cyrillic"),
            ("Президeнт сказал", "Президeнт: Cyrillic, Latin"),
            ("in Αthens today", "Αthens: Greek, Latin"),
            ("the cοmmon good", "cοmmon: Latin, Greek"),
            ("the Pet\u{200b}rov talks", "Pet\\u{200b}rov: Latin, Hidden characters"),
            ("the Pet\u{202e}rov talks", "Pet\\u{202e}rov: Latin, Hidden characters"),
            ("the Pet\u{2060}r\u{2060}ov talks", "Pet\\u{2060}r\\u{2060}ov: Latin, Hidden characters"),
            ("the Ｐetrov talks", "Ｐetrov: Latin, Styled letters"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_word_in_one_alphabet() {
        for (word, expected) in [
            ("Petr\u{43e}v", Some("Petrov")),
            ("Президe\u{43d}т", Some("Президент")),
            ("\u{391}thens", Some("Athens")),
            ("Pet\u{200b}rov", Some("Petrov")),
            ("\u{ff30}etrov", Some("Petrov")),
            ("Petr\u{436}v", None),
            ("a\u{430}", None),
        ] {
            assert_eq!(plain(word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn words_as_they_should_be() {
        for text in [
            "Łódź, Zoë’s café, naïve, Đặng, Ærø, ﬁne, ªº",
            "Президент сказал; Αθήνα; Երևան; თბილისი",
            "5 μm, 10 µg, kΩ, TNFα, α-helix, NFκB, ΔT, β-carotene, IFNγ",
            "東京でAKB48を見た。カタカナとひらがな漢字 서울大學",
            "می\u{200c}خواهم क्\u{200d}ष",
            "ＦＵＬＬ width, 𝐛𝐨𝐥𝐝 words, soft\u{ad}hyphen",
            "\u{200b}Olga\u{200b} and \u{feff}Ivan\u{200e} and \u{2066}Olga\u{2069}",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
