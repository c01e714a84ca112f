//! E-mail: the text of a message, its subject as the headline. What is forwarded or attached is no part of it.

use mail_parser::{MessageParser, PartType};

use super::parts::{self, Markup, Part};
use super::{InputError, InputErrorKind, Read, limits, parse_date, too_many_words, wordy};
use crate::article::{ArticleDate, Limits};

pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Read {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Read::error(InputError::new(name, InputErrorKind::Record, "is no message that can be read"));
    };
    // The plain text of a message with both; its page where there is no other.
    let text = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some((text, Markup::Plain)),
        _ => None,
    });
    let page = || {
        message.html_bodies().find_map(|part| match &part.body {
            PartType::Html(page) if !page.trim().is_empty() => Some((page, Markup::Html)),
            _ => None,
        })
    };
    let Some((body, markup)) = text.or_else(page) else {
        return Read::error(InputError::new(name, InputErrorKind::Record, "is a message without a text"));
    };
    let crowded = match markup {
        Markup::Plain => wordy(name, body, limits).is_some(),
        Markup::Html => limits::marks(body) > limits.words,
    };
    if crowded {
        return Read::error(too_many_words(name, limits));
    }
    let subject = message.subject().map(|s| Part::field(s, Some("subject")));
    let mut article = parts::article(name, subject, Part::field(body.as_ref(), None), markup);
    let date = message.date().filter(|d| d.is_valid()).map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day));
    article.date =
        date.as_deref().and_then(parse_date).map(|value| ArticleDate { value, by: "the message's header", span: None });
    let from = message.from().and_then(|from| from.first());
    article.source = from.and_then(|f| f.name().or(f.address())).map(str::to_string);
    article.story = message.message_id().map(str::to_string);
    Read { articles: vec![article], errors: Vec::new() }
}
