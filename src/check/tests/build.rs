//! Articles and facts written down by hand: `meeting participants=Ilse Varga+Marek Dunin; location=Oslo; date=2025-03-03`.
//!
//! The article's text is made of the values, so that every span stands at its own words.

use std::sync::Arc;

use crate::article::{ArticleDate, ArticleId, Batch, parse_date, plain_text};
use crate::check::{Options, check};
use crate::extract::{names, offices};
use crate::facts::{
    Attribution, Comparator, DateValue, EntityKind, Fact, FactStore, FieldId, FieldValue, Number, Provenance, Quantity,
    Schema, Stance, Type, Undecided, Value,
};
use crate::finding::{Report, Verdict};
use crate::language::{LoadOptions, Program, RuleInput, load};
use crate::source::Span;

/// An article: its name, with its date behind a blank (`a 2025-05-20`), and its facts, one a line.
pub type Given<'a> = (&'a str, &'a [&'a str]);

pub struct World {
    pub program: Program,
    pub batch: Batch,
    pub store: FactStore,
}

impl World {
    /// Rules as in a rule file without `language 1`; no pack is used.
    pub fn new(rules: &str, articles: &[Given]) -> World {
        let text = format!("language 1\n{rules}");
        let input = RuleInput { name: "test.claim".into(), text };
        let loaded = load(&[input], &LoadOptions { std: false, ..LoadOptions::default() });
        let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let program = loaded.program;
        let mut made: Vec<(String, Option<DateValue>, String, Vec<Fact>)> = Vec::new();
        for (head, lines) in articles {
            let (name, date) = head.split_once(' ').unwrap_or((head, ""));
            let mut text = String::new();
            let facts = lines.iter().map(|line| fact(line, &program.schema, &mut text)).collect();
            made.push((name.to_string(), parse_date(date), text, facts));
        }
        made.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut all, mut facts) = (Vec::new(), Vec::new());
        for (i, (name, date, text, of)) in made.into_iter().enumerate() {
            let mut article = plain_text(&name, text);
            article.date = date.map(|value| ArticleDate { value, by: "--date", span: None });
            article.story = name.split_once('@').map(|(_, story)| story.to_string());
            let mut of = of;
            for fact in &mut of {
                fact.article = ArticleId(i as u32);
                own_date(fact, &program.schema, article.date.as_ref());
            }
            facts.extend(of);
            all.push(article);
        }
        let batch = Batch::new(all);
        let store = FactStore::new(facts, batch.articles.len());
        let record = crate::record::Record::new(&program);
        let store = crate::check::derive(&batch, store, &program, &record);
        World { program, batch, store }
    }

    pub fn report(&self) -> Report {
        check(&self.batch, &self.store, &self.program, &Options::default())
    }

    /// One line a finding: `meeting-place: Vienna in b, Oslo in a`, `meeting-date undecided date: …`.
    pub fn findings(&self) -> Vec<String> {
        let shown = |f: &crate::finding::Finding| {
            let verdict = match f.verdict {
                Verdict::Violated => String::new(),
                Verdict::Undecided(why) => format!(" undecided {}", why.word()),
            };
            let labels: Vec<String> = f
                .labels
                .iter()
                .map(|l| {
                    let article = self.batch.get(l.article);
                    format!("{} in {}", article.words(l.span), article.name)
                })
                .collect();
            let related: Vec<&str> = f.related.iter().map(|r| &*r.rule).collect();
            let related = if related.is_empty() { String::new() } else { format!(" + {}", related.join(", ")) };
            format!("{}{verdict}: {}{related}", f.rule, labels.join(", "))
        };
        self.report().found().map(shown).collect()
    }
}

/// Findings of rules over facts, one a line.
#[track_caller]
pub fn expect(rules: &str, articles: &[Given], expected: &[&str]) {
    let found = World::new(rules, articles).findings();
    assert_eq!(found, expected, "of {articles:#?}");
}

/// Roles without a date of their own are dated by their article, as extraction does.
fn own_date(fact: &mut Fact, schema: &Schema, own: Option<&ArticleDate>) {
    let kind = schema.def(fact.kind);
    if let (true, Some(date), Some(own)) = (&*kind.name == "role", kind.field("date"), own)
        && fact.get(date).is_none()
    {
        fact.fields.push(FieldValue::inferred(
            date,
            Value::Date(Box::new(own.value.clone())),
            Provenance::of(&"article date"),
        ));
    }
}

fn fact(line: &str, schema: &Schema, text: &mut String) -> Fact {
    let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
    let id = schema.kind(kind).unwrap_or_else(|| panic!("no kind `{kind}`"));
    let def = schema.def(id);
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let start = text.len();
    let mut made = Fact {
        kind: id,
        article: ArticleId(0),
        span: Span::default(),
        sentence: Span::default(),
        stance: Stance::Asserted,
        source: None,
        cue: None,
        fields: Vec::new(),
        by: Provenance::of(&"test"),
    };
    for part in rest.split(';').map(str::trim).filter(|p| !p.is_empty()) {
        let (name, written) = part.split_once('=').unwrap_or_else(|| panic!("no value in `{part}`"));
        match name {
            "stance" => {
                let stance = Stance::ALL.into_iter().find(|s| s.name() == written);
                made.stance = stance.unwrap_or_else(|| panic!("no stance `{written}`"));
                continue;
            }
            "source" => {
                let anonymous = written == "sources";
                made.source =
                    Some(Box::new(Attribution { name: Arc::from(written), anonymous, span: Span::default() }));
                continue;
            }
            _ => {}
        }
        let field = def.field(name).unwrap_or_else(|| panic!("`{kind}` has no field `{name}`"));
        made.fields.push(field_value(field, &def.def(field).ty, written, text));
    }
    if text.len() == start {
        text.push_str(kind);
    }
    made.fields.sort_by_key(|f| f.field);
    made.span = Span::new(start, text.trim_end().len());
    made.sentence = made.span;
    made
}

fn field_value(field: FieldId, ty: &Type, written: &str, text: &mut String) -> FieldValue {
    if let Type::Set(of) = ty {
        let members: Vec<FieldValue> = written.split('+').map(|w| field_value(field, of, w.trim(), text)).collect();
        let spans = members.iter().flat_map(|m| m.spans.to_vec()).collect();
        return FieldValue { field, value: Value::Set(members), spans, by: None };
    }
    let start = text.len();
    text.push_str(written);
    let span = Span::new(start, text.len());
    text.push(' ');
    FieldValue::new(field, value(ty, written), span)
}

pub fn value(ty: &Type, written: &str) -> Value {
    if written == "?" {
        return Value::Unknown(Undecided::Name);
    }
    match ty {
        Type::Text | Type::Word | Type::Quote | Type::Enumeration(_) => Value::text(written),
        Type::Person => Value::Entity(names::entity(EntityKind::Person, written)),
        Type::Place => Value::Entity(names::entity(EntityKind::Place, written)),
        Type::Organisation => Value::Entity(names::entity(EntityKind::Organisation, written)),
        Type::Office => Value::Office(Box::new(offices::parse_name(written))),
        Type::Number => Value::Number(Box::new(number(written))),
        Type::Quantity => {
            let at = written.find(|c: char| c.is_alphabetic()).unwrap_or(written.len());
            let unit = (at < written.len()).then(|| Arc::from(written[at..].trim()));
            Value::Quantity(Box::new(Quantity { number: number(written[..at].trim()), unit, thing: None }))
        }
        Type::Date => Value::Date(match written.strip_prefix("--") {
            Some(day) => {
                let (month, day) = day.split_once('-').map_or((day, None), |(m, d)| (m, d.parse().ok()));
                Box::new(DateValue::yearless(month.parse().expect("a month"), day))
            }
            None => Box::new(parse_date(written).unwrap_or_else(|| panic!("no date `{written}`"))),
        }),
        Type::Duration => Value::Duration(written.parse().expect("days"), written.parse().expect("days")),
        Type::Set(_) => unreachable!("sets are taken apart before"),
    }
}

/// `74`, `~1200` (about), `>=12`, `<=12`, `40-50`.
fn number(written: &str) -> Number {
    let parse = |s: &str| -> f64 { s.trim().parse().unwrap_or_else(|_| panic!("no number `{written}`")) };
    if let Some(rest) = written.strip_prefix(">=") {
        let v = parse(rest);
        return Number { high: None, comparator: Comparator::AtLeast, ..Number::exact(v) };
    }
    if let Some(rest) = written.strip_prefix("<=") {
        let v = parse(rest);
        return Number { low: None, comparator: Comparator::AtMost, ..Number::exact(v) };
    }
    if let Some(rest) = written.strip_prefix('~') {
        let v = parse(rest);
        return Number { rounding: 50.0, comparator: Comparator::About, ..Number::exact(v) };
    }
    if let Some((a, b)) = written.split_once('-') {
        return Number { low: Some(parse(a)), high: Some(parse(b)), ..Number::default() };
    }
    Number::exact(parse(written))
}
