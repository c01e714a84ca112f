//! A program and articles as plain data: what both evaluators are given, and how it is written for the real one.

use std::fmt::Write as _;
use std::sync::Arc;

use claimlint::article::{ArticleDate, ArticleId, Batch, Block, BlockKind, TextMap, parse_date};
use claimlint::extract::{names, offices};
use claimlint::facts::{
    self, Attribution, EntityKind, FactStore, FieldValue, Number, Provenance, Schema, Stance, Undecided,
};
use claimlint::source::Span;

/// Dates as written, with their first and last day, counted from the beginning of 2025.
pub const DATES: [(&str, i32, i32); 8] = [
    ("2025-03-01", 60, 60),
    ("2025-03-02", 61, 61),
    ("2025-03-04", 63, 63),
    ("2025-03", 60, 90),
    ("2025-04-10", 100, 100),
    ("2025-05-20", 140, 140),
    ("2025", 1, 365),
    ("2025-04", 91, 120),
];
/// Names that nobody takes for one another.
pub const PERSONS: [&str; 4] = ["Ada Lund", "Bogdan Petrescu", "Ximena Quiroga", "Thandiwe Mokoena"];
pub const WORDS: [&str; 4] = ["red", "redwood", "blue", "green"];
pub const FIRMS: [&str; 3] = ["Norrvik Shipping", "Quantus Bank", "Zephyr Foundation"];
pub const OFFICES: [&str; 3] = ["Mayor of Norrvik", "Harbour Master of Askeby", "Treasurer of Lillehav"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Word,
    Number,
    Date,
    Person,
    People,
    Firm,
    Office,
}

impl Type {
    fn name(self) -> &'static str {
        match self {
            Type::Word => "word",
            Type::Number => "number",
            Type::Date => "date",
            Type::Person => "person",
            Type::People => "people",
            Type::Firm => "organisation",
            Type::Office => "office",
        }
    }
}

/// Indices are into the tables above.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Word(usize),
    /// Least and most; `None`: open.
    Number(Option<i64>, Option<i64>),
    Date(usize),
    Person(usize),
    People(Vec<usize>),
    Firm(usize),
    Office(usize),
    /// Named, but it is open who or what is meant.
    Open(Undecided),
}

#[derive(Clone, Debug)]
pub struct Key {
    pub field: usize,
    pub alone: bool,
    pub overlap: bool,
    pub days: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Kind {
    pub name: &'static str,
    pub fields: Vec<(&'static str, Type)>,
    pub same: Vec<Key>,
}

#[derive(Clone, Debug)]
pub struct Article {
    pub name: String,
    pub date: Option<usize>,
    /// Its first paragraph is its headline.
    pub headline: bool,
}

/// In order of article, paragraph and sentence.
#[derive(Clone, Debug)]
pub struct Fact {
    pub kind: usize,
    pub article: usize,
    pub paragraph: usize,
    pub sentence: usize,
    pub stance: Stance,
    /// Who is said to say so: named or not.
    pub source: Option<Source>,
    pub fields: Vec<Option<Value>>,
    /// Where it has no `date` of its own, its article's fills it.
    pub dated_by_article: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Named,
    Anonymous,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Is,
    IsNot,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Before,
    After,
    Within(i64),
    WithinPercent(i64),
    WithinDays(i64),
    Contains,
    Overlaps,
    IsWithin,
    StartsWith,
    EndsWith,
}

#[derive(Clone, Debug)]
pub enum Expr {
    Field { var: usize, field: usize },
    Literal(Value),
    Count(Box<Expr>),
    Year(Box<Expr>),
    Add(Box<Expr>, Box<Expr>),
    Subtract(Box<Expr>, Box<Expr>),
    Absolute(Box<Expr>),
    Stance(usize),
    Name(&'static str),
    Source(usize),
    Article(usize),
    ArticleDate(usize),
    Part(usize),
    Paragraph(usize),
}

#[derive(Clone, Copy, Debug)]
pub enum Quantifier {
    Any,
    All,
    Exactly(usize),
    AtLeast(usize),
    AtMost(usize),
}

#[derive(Clone, Debug)]
pub enum Cond {
    And(Vec<Cond>),
    Or(Vec<Cond>),
    Not(Box<Cond>),
    Compare(Op, Expr, Expr),
    OneOf {
        left: Expr,
        items: Vec<Value>,
        list: bool,
        not: bool,
    },
    Known(Expr),
    Missing(Expr),
    /// The variable is the one after those that stand before it.
    Quantified {
        quantifier: Quantifier,
        kind: usize,
        body: Box<Cond>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Sentence,
    Paragraph,
    Article,
    Batch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetMode {
    Equal,
    Overlapping,
    Within,
}

#[derive(Clone, Debug)]
pub enum Must {
    Condition(Cond),
    NotOccur,
    Agree { field: usize, within: Option<i64>, sets: SetMode },
    NeverFall(usize),
    MatchRecord,
}

#[derive(Clone, Debug)]
pub struct Except {
    /// Articles whose names begin so.
    pub name: Option<&'static str>,
    pub until: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub kinds: Vec<usize>,
    pub scope: Scope,
    pub headline: Option<bool>,
    pub including: Vec<Stance>,
    pub anonymous: bool,
    pub filter: Vec<Cond>,
    pub same: Option<Vec<Key>>,
    pub must: Must,
    pub unless: Vec<Cond>,
    pub except: Option<Except>,
}

/// A tenure: whose, from and to which day (indices of whole days in [`DATES`]).
#[derive(Clone, Debug)]
pub struct Tenure {
    pub person: usize,
    pub from: usize,
    pub to: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Role {
    pub office: usize,
    pub complete: bool,
    pub tenures: Vec<Tenure>,
}

#[derive(Clone, Debug)]
pub struct Program {
    pub kinds: Vec<Kind>,
    pub roles: Vec<Role>,
    pub rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
pub struct World {
    pub articles: Vec<Article>,
    pub facts: Vec<Fact>,
}

/// Variables of a rule, then those of quantifiers.
const VARIABLES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

impl Program {
    pub fn written(&self) -> String {
        let mut out = String::from("language 1\n\nlist COLOURS \"red\", \"green\"\n");
        for role in &self.roles {
            let complete = if role.complete { " complete from 1900" } else { "" };
            write!(out, "\nrole \"{}\"{complete}\n", OFFICES[role.office]).unwrap();
            for t in &role.tenures {
                let to = t.to.map_or(String::new(), |to| format!(" to {}", DATES[to].0));
                writeln!(out, "  held by \"{}\" from {}{to}", PERSONS[t.person], DATES[t.from].0).unwrap();
            }
        }
        for kind in &self.kinds {
            write!(out, "\nfact {} \"Something\"\n", kind.name).unwrap();
            kind.fields.iter().for_each(|(name, ty)| writeln!(out, "  {name} {}", ty.name()).unwrap());
            if !kind.same.is_empty() {
                writeln!(out, "  same when {}", keys(kind, &kind.same, true)).unwrap();
            }
        }
        for (n, rule) in self.rules.iter().enumerate() {
            self.rule(n, rule, &mut out);
        }
        out
    }

    fn rule(&self, n: usize, rule: &Rule, out: &mut String) {
        let first = &self.kinds[rule.kinds[0]];
        let ranges: Vec<String> = (rule.kinds.iter().zip(VARIABLES))
            .map(|(&kind, var)| format!("each {} {var}", self.kinds[kind].name))
            .collect();
        let scope = match rule.scope {
            Scope::Sentence => " within sentence",
            Scope::Paragraph => " within paragraph",
            Scope::Article => " within article",
            Scope::Batch => "",
        };
        let part = rule.headline.map_or("", |h| if h { " in headline" } else { " in body" });
        write!(out, "\nrule r{n} \"A rule\"\n  for {}{scope}{part}\n", ranges.join(" and ")).unwrap();
        let mut seen: Vec<&str> = rule.including.iter().map(|s| s.name()).collect();
        seen.extend(rule.anonymous.then_some("anonymous"));
        if !seen.is_empty() {
            writeln!(out, "  including {}", seen.join(", ")).unwrap();
        }
        for cond in &rule.filter {
            writeln!(out, "  where {}", self.cond(cond, &rule.kinds)).unwrap();
        }
        if let Some(same) = &rule.same {
            writeln!(out, "  same {}", keys(first, same, false)).unwrap();
        }
        let must = match &rule.must {
            Must::Condition(cond) => self.cond(cond, &rule.kinds),
            Must::NotOccur => "not occur".into(),
            Must::MatchRecord => "match the record".into(),
            Must::NeverFall(field) => format!("never fall on {}", first.fields[*field].0),
            Must::Agree { field, within, sets } => {
                let (name, ty) = first.fields[*field];
                let within = within.map_or(String::new(), |n| {
                    format!(" within {n}{}", if ty == Type::Date { if n == 1 { " day" } else { " days" } } else { "" })
                });
                let sets = match sets {
                    _ if ty != Type::People => "",
                    SetMode::Equal => " as equal",
                    SetMode::Overlapping => " as overlapping",
                    SetMode::Within => " as within",
                };
                format!("agree on {name}{within}{sets}")
            }
        };
        writeln!(out, "  must {must}").unwrap();
        for cond in &rule.unless {
            writeln!(out, "  unless {}", self.cond(cond, &rule.kinds)).unwrap();
        }
        if let Some(except) = &rule.except {
            let name = except.name.map_or(String::new(), |n| format!(" \"{n}*\""));
            let until = except.until.map_or(String::new(), |d| format!(" until {}", DATES[d].0));
            writeln!(out, "  except{name}{until} because \"so\"").unwrap();
        }
    }

    fn cond(&self, cond: &Cond, vars: &[usize]) -> String {
        let joined = |all: &[Cond], by: &str| {
            let parts: Vec<String> = all.iter().map(|c| format!("({})", self.cond(c, vars))).collect();
            parts.join(by)
        };
        match cond {
            Cond::And(all) => joined(all, " and "),
            Cond::Or(all) => joined(all, " or "),
            Cond::Not(inner) => format!("not ({})", self.cond(inner, vars)),
            Cond::Known(of) => format!("{} is known", self.expr(of, vars)),
            Cond::Missing(of) => format!("{} is missing", self.expr(of, vars)),
            Cond::OneOf { left, items, list, not } => {
                let items: Vec<String> = items.iter().map(literal).collect();
                let of = if *list { "COLOURS".to_string() } else { items.join(", ") };
                format!("{} is {}one of {of}", self.expr(left, vars), if *not { "not " } else { "" })
            }
            Cond::Quantified { quantifier, kind, body } => {
                let count = |n: &usize| if *n == 1 { "one".to_string() } else { n.to_string() };
                let how = match quantifier {
                    Quantifier::Any => "any".into(),
                    Quantifier::All => "all".into(),
                    Quantifier::Exactly(n) => format!("exactly {}", count(n)),
                    Quantifier::AtLeast(n) => format!("at least {n}"),
                    Quantifier::AtMost(n) => format!("at most {n}"),
                };
                let mut inner = vars.to_vec();
                inner.push(*kind);
                let var = VARIABLES[vars.len()];
                format!("{how} {} {var} has ({})", self.kinds[*kind].name, self.cond(body, &inner))
            }
            Cond::Compare(op, left, right) => {
                let (left, right) = (self.expr(left, vars), self.expr(right, vars));
                match op {
                    Op::Within(n) => format!("{left} within {n} of {right}"),
                    Op::WithinPercent(n) => format!("{left} within {n} % of {right}"),
                    Op::WithinDays(n) => format!("{left} within {n} days of {right}"),
                    op => format!("{left} {} {right}", sign(*op)),
                }
            }
        }
    }

    fn expr(&self, expr: &Expr, vars: &[usize]) -> String {
        match expr {
            Expr::Field { var, field } => {
                format!("{}.{}", VARIABLES[*var], self.kinds[vars[*var]].fields[*field].0)
            }
            Expr::Literal(value) => literal(value),
            Expr::Count(of) => format!("count of {}", self.expr(of, vars)),
            Expr::Year(of) => format!("year of {}", self.expr(of, vars)),
            Expr::Add(a, b) => format!("({} + {})", self.expr(a, vars), self.expr(b, vars)),
            Expr::Subtract(a, b) => format!("({} - {})", self.expr(a, vars), self.expr(b, vars)),
            Expr::Absolute(of) => format!("abs({})", self.expr(of, vars)),
            Expr::Name(name) => name.to_string(),
            Expr::Stance(var) => format!("{}.stance", VARIABLES[*var]),
            Expr::Source(var) => format!("{}.source", VARIABLES[*var]),
            Expr::Article(var) => format!("{}.article", VARIABLES[*var]),
            Expr::ArticleDate(var) => format!("{}.article-date", VARIABLES[*var]),
            Expr::Part(var) => format!("{}.part", VARIABLES[*var]),
            Expr::Paragraph(var) => format!("{}.paragraph", VARIABLES[*var]),
        }
    }
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Is => "is",
        Op::IsNot => "is not",
        Op::Less => "<",
        Op::LessOrEqual => "<=",
        Op::Greater => ">",
        Op::GreaterOrEqual => ">=",
        Op::Before => "before",
        Op::After => "after",
        Op::Contains => "contains",
        Op::Overlaps => "overlaps",
        Op::IsWithin => "is within",
        Op::StartsWith => "starts with",
        Op::EndsWith => "ends with",
        Op::Within(_) | Op::WithinPercent(_) | Op::WithinDays(_) => unreachable!("written by its caller"),
    }
}

fn keys(kind: &Kind, keys: &[Key], declared: bool) -> String {
    let one = |key: &Key| {
        let mut out = kind.fields[key.field].0.to_string();
        if key.overlap {
            out.push_str(if declared || kind.fields[key.field].1 == Type::People { " overlap" } else { "" });
        }
        if let Some(days) = key.days {
            write!(out, " within {days} days").unwrap();
        }
        if key.alone {
            out.push_str(" alone");
        }
        out
    };
    keys.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn literal(value: &Value) -> String {
    match value {
        Value::Number(Some(low), _) => low.to_string(),
        Value::Date(date) => DATES[*date].0.to_string(),
        other => format!("\"{}\"", words(other)),
    }
}

/// As a fact's words.
fn words(value: &Value) -> String {
    match value {
        Value::Word(n) => WORDS[*n].into(),
        Value::Number(Some(low), Some(high)) if low == high => low.to_string(),
        Value::Number(low, high) => format!("{low:?}-{high:?}"),
        Value::Date(n) => DATES[*n].0.into(),
        Value::Person(n) => PERSONS[*n].into(),
        Value::People(all) => all.iter().map(|n| PERSONS[*n]).collect::<Vec<_>>().join(" and "),
        Value::Firm(n) => FIRMS[*n].into(),
        Value::Office(n) => OFFICES[*n].into(),
        Value::Open(_) => "someone".into(),
    }
}

impl World {
    /// The batch and its facts. Each value has words of its own, and fact `n` is `FactId(n)`.
    pub fn made(&self, kinds: &[Kind], schema: &Schema) -> (Batch, FactStore) {
        let mut articles = Vec::new();
        let mut all = Vec::new();
        for (n, article) in self.articles.iter().enumerate() {
            let mut text = String::new();
            let mut blocks: Vec<Block> = Vec::new();
            let mut last: Option<(usize, usize, usize)> = None;
            for fact in self.facts.iter().filter(|f| f.article == n) {
                let parted = last.is_none_or(|(paragraph, ..)| paragraph != fact.paragraph);
                if parted && last.is_some() {
                    text.push_str("\n\n");
                }
                let start = text.len();
                let sentence = match last {
                    Some((paragraph, sentence, at)) if (paragraph, sentence) == (fact.paragraph, fact.sentence) => at,
                    _ => start,
                };
                let mut made = real(fact, n, article, &kinds[fact.kind], schema, &mut text);
                made.span = Span::new(start, text.len());
                made.sentence = Span::new(sentence, text.len());
                text.push_str(". ");
                last = Some((fact.paragraph, fact.sentence, sentence));
                let headline = article.headline && blocks.len() <= usize::from(!parted);
                let kind = if headline { BlockKind::Headline } else { BlockKind::Paragraph };
                match blocks.last_mut() {
                    Some(block) if !parted => block.span.end = text.len() as u32,
                    _ => blocks.push(Block { kind, span: Span::new(start, text.len()) }),
                }
                all.push(made);
            }
            let map = TextMap::identity(text.len());
            let mut made = claimlint::article::Article::new(article.name.clone(), text, map, blocks);
            made.date = article.date.map(|date| ArticleDate { value: date_value(date), by: "--date", span: None });
            articles.push(made);
        }
        let batch = Batch::new(articles);
        let store = FactStore::new(all, batch.articles.len());
        (batch, store)
    }
}

fn real(fact: &Fact, article: usize, of: &Article, kind: &Kind, schema: &Schema, text: &mut String) -> facts::Fact {
    let id = schema.kind(kind.name).expect("the kind is declared");
    let mut fields = Vec::new();
    for (n, value) in fact.fields.iter().enumerate() {
        let field = schema.def(id).field(kind.fields[n].0).expect("the field is declared");
        let Some(value) = value else {
            if let (true, Some(date), "date") = (fact.dated_by_article, of.date, kind.fields[n].0) {
                let date = facts::Value::Date(Box::new(date_value(date)));
                fields.push(FieldValue::inferred(field, date, Provenance::of(&"article date")));
            }
            continue;
        };
        let single = |value: &Value, text: &mut String| {
            let start = text.len();
            text.push_str(&words(value));
            let span = Span::new(start, text.len());
            text.push(' ');
            FieldValue::new(field, real_value(value), span)
        };
        if let Value::People(members) = value {
            let members: Vec<FieldValue> = members.iter().map(|m| single(&Value::Person(*m), text)).collect();
            let spans = members.iter().flat_map(|m| m.spans.to_vec()).collect();
            fields.push(FieldValue { field, value: facts::Value::Set(members), spans, by: None });
        } else {
            fields.push(single(value, text));
        }
    }
    text.push_str("it");
    let source = fact.source.map(|s| {
        let anonymous = s == Source::Anonymous;
        let name = if anonymous { "sources" } else { "the harbour office" };
        Attribution { name: Arc::from(name), anonymous, span: Span::default() }
    });
    facts::Fact {
        kind: id,
        article: ArticleId(article as u32),
        span: Span::default(),
        sentence: Span::default(),
        stance: fact.stance,
        source: source.map(Box::new),
        cue: None,
        fields,
        by: Provenance::of(&"test"),
    }
}

fn date_value(date: usize) -> facts::DateValue {
    parse_date(DATES[date].0).expect("a date")
}

fn real_value(value: &Value) -> facts::Value {
    match value {
        Value::Word(n) => facts::Value::text(WORDS[*n]),
        Value::Number(Some(low), Some(high)) if low == high => {
            facts::Value::Number(Box::new(Number::exact(*low as f64)))
        }
        Value::Number(low, high) => {
            let end = |n: &Option<i64>| n.map(|n| n as f64);
            facts::Value::Number(Box::new(Number { low: end(low), high: end(high), ..Number::default() }))
        }
        Value::Date(n) => facts::Value::Date(Box::new(date_value(*n))),
        Value::Person(n) => facts::Value::Entity(names::entity(EntityKind::Person, PERSONS[*n])),
        Value::Firm(n) => facts::Value::Entity(names::entity(EntityKind::Organisation, FIRMS[*n])),
        Value::Office(n) => facts::Value::Office(Box::new(offices::parse_name(OFFICES[*n]))),
        Value::Open(why) => facts::Value::Unknown(*why),
        Value::People(_) => unreachable!("sets are taken apart before"),
    }
}
