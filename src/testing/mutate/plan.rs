//! Which mutants are made.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::aims::{self, At, View};
use super::article::Edit;
use super::donors::Donors;
use super::operators::{Operator, QUOTATION_MARKS};
use super::random::Random;
use super::trial::Setting;
use super::{Case, Options};
use crate::article::{Article, BlockKind};
use crate::facts::{Fact, FieldId, FieldValue, KindId, Tolerance, Value, native};
use crate::language::Rule;
use crate::run::Engine;
use crate::source::Span;

/// Words of the shortest line that is pasted twice: shorter ones are repeated on purpose.
const LINE_WORDS: usize = 5;

/// A change to be tried on one rule.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Index into the program's rules.
    pub rule: usize,
    /// Index of the case, and of the article in it.
    pub case: usize,
    pub article: usize,
    pub operator: Operator,
    pub edit: Edit,
    /// The fact that is changed, and its field.
    pub fact: Option<(KindId, Span, FieldId)>,
    pub view: View,
    pub within: Option<Tolerance>,
    /// Drawn by seed and place: mutants are taken in this order.
    rank: u64,
}

/// The words that an operator may change.
struct Spot<'a> {
    article: usize,
    span: Span,
    fact: Option<(&'a Fact, FieldId)>,
}

/// Every mutant of one case, at most one for each place and operator.
pub fn mutants(
    engine: &Engine,
    donors: &Donors,
    case: &Case,
    number: usize,
    rules: &[usize],
    options: &Options,
) -> Vec<Mutant> {
    let mut found = Vec::new();
    let settings = Setting::both(engine, case);
    for &at in rules {
        let rule = &engine.program.rules[at];
        let aims = aims::aims(rule, &engine.program.schema);
        if aims.is_empty() {
            continue;
        }
        let setting = settings.of(rule);
        let candidates: FxHashSet<_> = engine.candidates(&setting.batch, &setting.store, rule).into_iter().collect();
        let mut seen: FxHashSet<(usize, Span, Operator)> = FxHashSet::default();
        for aim in &aims {
            let of_kind = |kind: KindId| setting.store.of_kind(kind).filter(|id| candidates.contains(id));
            let spots: Vec<Spot> = match aim.at {
                At::Names => names(setting),
                At::Lines => lines(case),
                At::Field(kind, field) => of_kind(kind)
                    .flat_map(|id| {
                        let fact = setting.store.get(id);
                        spans(fact, field).into_iter().map(move |span| spot(fact, field, span))
                    })
                    .collect(),
                At::Fact(kind, field) => of_kind(kind)
                    .map(|id| setting.store.get(id))
                    .filter(|f| f.value(field).is_some())
                    .map(|f| spot(f, field, if kind == native::QUOTE { with_marks(setting, f) } else { f.span }))
                    .collect(),
            };
            for spot in spots.iter().filter(|s| s.article < case.articles.articles.len()) {
                for &operator in aim.operators {
                    if !seen.insert((spot.article, spot.span, operator)) {
                        continue;
                    }
                    let article = &case.articles.articles[spot.article];
                    let place = [&*rule.name, &article.name, operator.name(), &format!("{}", spot.span.start)];
                    let mut random = Random::of(options.seed, &place);
                    let words = article.words(spot.span);
                    let others = others(engine, donors, setting, rule, operator, spot, words);
                    let rank = random.next();
                    let Some((range, with)) = operator.apply(words, &others, &mut random) else { continue };
                    let start = spot.span.start as usize;
                    found.push(Mutant {
                        rule: at,
                        case: number,
                        article: spot.article,
                        operator,
                        edit: Edit { span: Span::new(start + range.start, start + range.end), with },
                        fact: spot.fact.map(|(f, field)| (f.kind, f.span, field)),
                        view: aim.view,
                        within: aim.within,
                        rank,
                    });
                }
            }
        }
    }
    found
}

/// At most `limit` mutants of each rule, the operators in turn, by case and in order of the text.
pub fn choose(all: impl Iterator<Item = Mutant>, cases: usize, limit: usize) -> Vec<Vec<Mutant>> {
    let mut by_operator: BTreeMap<(usize, Operator), Vec<Mutant>> = BTreeMap::new();
    for mutant in all {
        by_operator.entry((mutant.rule, mutant.operator)).or_default().push(mutant);
    }
    let mut by_rule: BTreeMap<usize, Vec<(usize, Mutant)>> = BTreeMap::new();
    for ((rule, _), mut of) in by_operator {
        of.sort_by_key(|m| (m.rank, m.case, m.article, m.edit.span));
        of.truncate(limit);
        by_rule.entry(rule).or_default().extend(of.into_iter().enumerate());
    }
    let mut chosen: Vec<Vec<Mutant>> = (0..cases).map(|_| Vec::new()).collect();
    for mut of in by_rule.into_values() {
        of.sort_by_key(|(turn, m)| (*turn, m.rank, m.operator));
        of.truncate(limit);
        of.into_iter().for_each(|(_, m)| chosen[m.case].push(m));
    }
    for of in &mut chosen {
        of.sort_by_key(|m| (m.rule, m.article, m.edit.span, m.operator));
    }
    chosen
}

fn spot(fact: &Fact, field: FieldId, span: Span) -> Spot<'_> {
    Spot { article: fact.article.0 as usize, span, fact: Some((fact, field)) }
}

/// Where the words of a field stand: of each member of a set, and the longest part of a quotation.
fn spans(fact: &Fact, field: FieldId) -> Vec<Span> {
    let own =
        |f: &FieldValue| f.spans.iter().copied().max_by_key(|s| s.len()).filter(|s| f.by.is_none() && !s.is_empty());
    match fact.get(field) {
        Some(FieldValue { value: Value::Set(members), .. }) => members.iter().filter_map(own).collect(),
        Some(value) => own(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A quotation with the marks around it.
fn with_marks(setting: &Setting, fact: &Fact) -> Span {
    let text = &setting.batch.get(fact.article).text;
    let (start, end) = (fact.span.start as usize, fact.span.end as usize);
    let before = text[..start].chars().next_back().filter(|c| QUOTATION_MARKS.contains(c));
    let behind = text[end..].chars().next().filter(|c| QUOTATION_MARKS.contains(c));
    Span::new(start - before.map_or(0, char::len_utf8), end + behind.map_or(0, char::len_utf8))
}

fn names(setting: &Setting) -> Vec<Spot<'_>> {
    let kinds = [native::PERSON, native::PLACE, native::ORGANISATION];
    let all = kinds.iter().flat_map(|&kind| setting.store.of_kind(kind)).map(|id| setting.store.get(id));
    all.map(|f| Spot { article: f.article.0 as usize, span: f.span, fact: None }).collect()
}

fn lines(case: &Case) -> Vec<Spot<'static>> {
    let long = |article: &Article, span: Span| article.words(span).split_whitespace().count() >= LINE_WORDS;
    let articles = case.articles.articles.iter().enumerate();
    articles
        .flat_map(|(i, article)| {
            let lines = article.blocks.iter().filter(|b| b.kind == BlockKind::Line && long(article, b.span));
            lines.map(move |b| Spot { article: i, span: b.span, fact: None })
        })
        .collect()
}

/// What an operator of names may put in place of `words`.
fn others(
    engine: &Engine,
    donors: &Donors,
    setting: &Setting,
    rule: &Rule,
    operator: Operator,
    spot: &Spot,
    words: &str,
) -> Vec<String> {
    let Some((fact, field)) = spot.fact else { return Vec::new() };
    let value = match fact.value(field) {
        Some(Value::Set(members)) => members.iter().find(|m| m.spans.contains(&spot.span)).map(|m| &m.value),
        value => value,
    };
    let Some(value) = value else { return Vec::new() };
    match operator {
        Operator::Person => donors.people(engine, rule, &setting.store, fact, value, words),
        Operator::Organisation => donors.organisations(&setting.store, value),
        Operator::Place => donors.places(words),
        _ => Vec::new(),
    }
}
