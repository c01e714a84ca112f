//! Names, strings, numbers, dates.

use super::Builder;
use super::syntax::{Pair, Rule};
use crate::language::ast::*;
use crate::language::errors::Problem;
use crate::source::Span;

impl Builder<'_> {
    pub(super) fn name(&self, pair: &Pair) -> Name {
        Name { text: pair.as_str().to_string(), span: self.span(pair) }
    }

    /// The only child, as a name; for rules such as `scope` that wrap one.
    pub(super) fn inner_name(&self, pair: Pair) -> Name {
        let span = self.span(&pair);
        let text = pair.as_str()[..span.len()].to_string();
        Name { text, span }
    }

    pub(super) fn text(&mut self, pair: Pair) -> Text {
        let span = self.span(&pair);
        let written = pair.as_str();
        let form = pair.clone().into_inner().next().map_or(Rule::short_text, |p| p.as_rule());
        let (open, close) = match form {
            Rule::long_text => (3, 3),
            Rule::foreign_text => {
                let first = written.chars().next().map_or(0, char::len_utf8);
                (first, written.chars().next_back().map_or(0, char::len_utf8))
            }
            Rule::open_text if written.starts_with("\"\"\"") => (3, 0),
            Rule::open_text => (1, 0),
            _ => (1, 1),
        };
        let raw = written[open..written.len() - close].to_string();
        let raw_start = span.start as usize + open;
        match form {
            Rule::foreign_text => {
                self.report(
                    Problem::ForeignQuotes { found: written.to_string(), words: raw.replace('"', "\\\"") },
                    span,
                );
            }
            Rule::open_text => {
                let line = written.split(['\n', '\r']).next().unwrap_or(written).trim_end();
                self.report(Problem::OpenText, Span::new(span.start as usize, span.start as usize + line.len()));
            }
            _ => {}
        }
        let value = if form == Rule::long_text { dedent(&raw) } else { raw.clone() };
        let value = unescape(&value);
        Text { value, raw, long: form == Rule::long_text, span, raw_start }
    }

    /// Strings that hold plain words: escapes are checked. (Phrases and templates have more of them.)
    pub(super) fn plain_text(&mut self, pair: Pair) -> Text {
        let text = self.text(pair);
        let mut at = text.raw_start;
        let mut rest = text.raw.as_str();
        while let Some(i) = rest.find('\\') {
            let after = &rest[i + 1..];
            match escape(after) {
                Some((_, used)) => {
                    at += i + 1 + used;
                    rest = &after[used..];
                }
                None => {
                    let used = after.chars().next().map_or(0, char::len_utf8);
                    let span = Span::new(at + i, at + i + 1 + used);
                    self.report(Problem::Escape { found: span.of(self.text).to_string() }, span);
                    at += i + 1 + used;
                    rest = &after[used..];
                }
            }
        }
        text
    }

    pub(super) fn texts(&mut self, pair: Pair) -> Texts {
        Texts { parts: pair.into_inner().map(|p| self.text(p)).collect() }
    }

    /// Strings that hold plain words, in a row.
    pub(super) fn plain_texts(&mut self, pair: Pair) -> Texts {
        Texts { parts: pair.into_inner().map(|p| self.plain_text(p)).collect() }
    }

    pub(super) fn text_list(&mut self, pair: Pair) -> Vec<Text> {
        let mut all = Vec::new();
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::text => all.push(self.plain_text(p)),
                Rule::missing_comma => {
                    let span = self.span(&p);
                    self.report(Problem::MissingComma, span);
                    all.extend(p.into_inner().map(|p| self.plain_text(p)));
                }
                _ => {}
            }
        }
        all
    }

    pub(super) fn number(&mut self, pair: &Pair) -> Number {
        let span = self.span(pair);
        let raw = pair.as_str().to_string();
        let plain = raw.replace(',', "");
        if plain != raw {
            self.report(Problem::ThousandsComma { found: raw, right: plain.clone() }, span);
        }
        // Digits and one point always read; far too many of them read as infinity.
        let value = plain.parse().unwrap_or(f64::INFINITY);
        Number { value, raw: plain, span }
    }

    pub(super) fn integer(&mut self, pair: &Pair) -> u32 {
        match pair.as_str().parse() {
            Ok(n) => n,
            Err(_) => {
                let span = self.span(pair);
                self.report(Problem::NumberTooLarge, span);
                u32::MAX
            }
        }
    }

    pub(super) fn measure(&mut self, pair: Pair) -> Measure {
        let span = self.span(&pair);
        let mut number = Number { value: 0.0, raw: "0".to_string(), span };
        let mut unit = None;
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::number => number = self.number(&p),
                Rule::unit => unit = Some(self.name(&p)),
                _ => {}
            }
        }
        if let Some(word) = unit.as_mut().filter(|u| matches!(&*u.text, "percent" | "percents" | "pct")) {
            let problem =
                Problem::PercentWord { found: span.of(self.text).to_string(), right: format!("{} %", number.raw) };
            word.text = "%".to_string();
            self.report(problem, span);
        }
        Measure { number, unit, span }
    }

    /// `date` or `year`.
    pub(super) fn when(&mut self, pair: &Pair) -> Date {
        let span = self.span(pair);
        let mut parts = pair.as_str().split('-').map(|p| p.parse::<i16>().unwrap_or(0));
        let year = parts.next().unwrap_or(0);
        let month = parts.next().map(|m| m as i8);
        let day = parts.next().map(|d| d as i8);
        let date = Date { year, month, day, span };
        if !exists(&date) {
            self.report(Problem::NoSuchDate { found: pair.as_str().to_string() }, span);
        }
        date
    }

    /// `on D`, `from D to D`, or nothing.
    pub(super) fn when_span(&mut self, pair: Option<Pair>) -> When {
        let mut from = None;
        let mut to = None;
        let mut mark = Rule::from;
        for p in pair.into_iter().flat_map(Pair::into_inner) {
            match p.as_rule() {
                Rule::on | Rule::from | Rule::to => mark = p.as_rule(),
                rule => {
                    let value = if rule == Rule::question { End::Unknown } else { End::Date(self.when(&p)) };
                    match (mark, value) {
                        (Rule::on, End::Date(date)) => return When::On(date),
                        (Rule::to, value) => to = Some(value),
                        (_, value) => from = Some(value),
                    }
                }
            }
        }
        When::Between { from, to }
    }

    /// `[variable.]field`
    pub(super) fn field(&self, pair: Pair) -> FieldRef {
        let span = self.span(&pair);
        let mut names: Vec<Name> =
            pair.into_inner().filter(|p| p.as_rule() == Rule::name).map(|p| self.name(&p)).collect();
        let field = names.pop().unwrap_or(Name { text: String::new(), span });
        FieldRef { variable: names.pop(), field, span }
    }
}

fn exists(date: &Date) -> bool {
    date.year > 0 && jiff::civil::Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).is_ok()
}

/// Takes the common indentation off, and the line ends behind the opening and before the closing mark.
pub fn dedent(raw: &str) -> String {
    let mut lines: Vec<&str> = raw.split('\n').map(|l| l.strip_suffix('\r').unwrap_or(l)).collect();
    let headed = !lines.first().is_some_and(|l| l.trim().is_empty());
    if headed {
        lines[0] = lines[0].trim_start();
    } else if lines.len() > 1 {
        lines.remove(0);
    }
    if lines.len() > 1 && lines.last().is_some_and(|l| l.trim().is_empty()) {
        lines.pop();
    }
    let indent = |l: &str| l.len() - l.trim_start_matches([' ', '\t']).len();
    // Words right behind the opening mark have no indentation of their own.
    let counted = lines.iter().skip(usize::from(headed)).filter(|l| !l.trim().is_empty());
    let common = counted.map(|l| indent(l)).min().unwrap_or(0);
    let cut = |l: &str| l.get(common.min(indent(l))..).unwrap_or_default().trim_end().to_string();
    lines.iter().map(|l| cut(l)).collect::<Vec<_>>().join("\n")
}

/// The character that an escape stands for, and how many bytes it takes behind the backslash.
pub fn escape(after: &str) -> Option<(char, usize)> {
    match after.chars().next()? {
        '"' => Some(('"', 1)),
        '\\' => Some(('\\', 1)),
        'n' => Some(('\n', 1)),
        'u' => {
            let digits = after.strip_prefix("u{")?;
            let end = digits.find('}')?;
            let code = u32::from_str_radix(&digits[..end], 16).ok()?;
            Some((char::from_u32(code)?, end + 3))
        }
        _ => None,
    }
}

/// Resolves escapes; what is none stays as written.
pub(super) fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(i) = rest.find('\\') {
        out.push_str(&rest[..i]);
        let after = &rest[i + 1..];
        match escape(after) {
            Some((c, used)) => {
                out.push(c);
                rest = &after[used..];
            }
            None => {
                out.push('\\');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
