//! What a rule says of a mutant.

use std::cell::OnceCell;
use std::sync::Arc;

use jiff::ToSpan;
use rustc_hash::FxHashMap;

use super::aims::View;
use super::article::mutant;
use super::plan::Mutant;
use super::{Case, LeftOut, Missed};
use crate::article::{Article, ArticleDate, ArticleId, Batch};
use crate::check::{self, compares_articles};
use crate::extract::Extracted;
use crate::facts::{
    DateValue, Day, Fact, FactStore, FieldId, Granularity, KindId, Number, Tolerance, Undecided, Value, native,
};
use crate::finding::{Finding, Verdict as Found};
use crate::language::{Must, Rule};
use crate::record;
use crate::run::Engine;
use crate::source::Span;
use crate::text::fold;

/// Of an article that names no day: what counts is that its copy is of the same.
const ANY_DAY: Day = Day::constant(2000, 1, 1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Caught,
    Missed(Missed),
    LeftOut(LeftOut),
}

/// Articles as a rule reads them, before any change.
pub struct Setting {
    pub batch: Batch,
    pub store: FactStore,
    read: Vec<Extracted>,
}

impl Setting {
    fn new(engine: &Engine, batch: Batch) -> Setting {
        let read: Vec<Extracted> = batch.ids().map(|id| engine.read(id, batch.get(id))).collect();
        let store = engine.join(&batch, read.clone());
        Setting { batch, store, read }
    }

    pub fn both<'a, 'p>(engine: &'a Engine<'p>, case: &'a Case) -> Settings<'a, 'p> {
        Settings { engine, case, alone: OnceCell::new(), beside: OnceCell::new(), after: OnceCell::new() }
    }
}

/// The settings of one case, made when they are first asked for.
pub struct Settings<'a, 'p> {
    engine: &'a Engine<'p>,
    case: &'a Case,
    alone: OnceCell<Setting>,
    beside: OnceCell<Setting>,
    after: OnceCell<Setting>,
}

impl Settings<'_, '_> {
    /// How a rule reads the case: if it compares articles, beside a copy of each; if it follows a number over time, after one of
    /// the day before.
    pub fn of(&self, rule: &Rule) -> &Setting {
        match (compares_articles(rule), &rule.must) {
            (true, Must::NeverFall(_)) => self.after.get_or_init(|| self.with_copies(1)),
            (true, _) => self.beside.get_or_init(|| self.with_copies(0)),
            (false, _) => self.alone(),
        }
    }

    fn alone(&self) -> &Setting {
        self.alone.get_or_init(|| Setting::new(self.engine, self.case.articles.clone()))
    }

    /// The articles, and copies told `days` before. A batch has articles with dates: one without is taken as told on the last day that
    /// it names, if it names any.
    fn with_copies(&self, days: i64) -> Setting {
        let alone = self.alone();
        let dated = alone.batch.ids().map(|id| {
            let article = alone.batch.get(id);
            let told = || last_day(&alone.store, id).unwrap_or(ANY_DAY);
            let date = article.date.clone();
            let date = date.unwrap_or_else(|| ArticleDate { value: DateValue::day(told()), by: "--date", span: None });
            Article { date: Some(date), ..article.clone() }
        });
        let mut all: Vec<Article> = dated.collect();
        let copies: Vec<Article> = all.iter().map(|a| copy(a, days)).collect();
        all.extend(copies);
        Setting::new(self.engine, Batch { articles: all })
    }
}

/// The last day that an article names.
fn last_day(store: &FactStore, article: ArticleId) -> Option<Day> {
    let dates = store.of_article(article).map(|id| store.get(id)).filter(|f| f.kind == native::DATE);
    let values = dates.flat_map(|f| f.fields.iter().filter_map(|v| v.value.as_date()));
    values.filter(|d| d.granularity <= Granularity::Day).filter_map(|d| d.to).max()
}

fn copy(article: &Article, days: i64) -> Article {
    let mut copy = Article { name: format!("{} (unchanged)", article.name), ..article.clone() };
    if let Some(date) = copy.date.as_mut().filter(|_| days > 0)
        && let Some(from) = date.value.from
    {
        date.value = DateValue::day(from.saturating_sub(days.days()));
    }
    copy
}

/// Tries the mutants of one case, each on the rule that it was made for.
pub fn run(engine: &Engine, case: &Case, mutants: Vec<Mutant>) -> Vec<(Mutant, Verdict)> {
    let settings = Setting::both(engine, case);
    let mut before: FxHashMap<usize, Vec<Arc<Finding>>> = FxHashMap::default();
    mutants
        .into_iter()
        .map(|mutant| {
            let rule = &engine.program.rules[mutant.rule];
            let setting = settings.of(rule);
            let before = before
                .entry(mutant.rule)
                .or_insert_with(|| engine.report(&setting.batch, &setting.store, &only(rule)).findings);
            let verdict = judge(engine, rule, setting, before, &mutant);
            (mutant, verdict)
        })
        .collect()
}

fn only(rule: &Rule) -> check::Options {
    check::Options { only: vec![rule.name.to_string()], ..check::Options::default() }
}

fn judge(engine: &Engine, rule: &Rule, setting: &Setting, before: &[Arc<Finding>], change: &Mutant) -> Verdict {
    let id = ArticleId(change.article as u32);
    let claim = change.fact.map_or(change.edit.span, |(_, span, _)| span.cover(change.edit.span));
    let touching = before.iter().filter(|f| touches(f, id, claim));
    match touching.map(|f| f.verdict).max_by_key(|v| *v == Found::Violated) {
        Some(Found::Violated) => return Verdict::LeftOut(LeftOut::AlreadyFound),
        Some(Found::Undecided(_)) => return Verdict::LeftOut(LeftOut::AlreadyUndecided),
        None => {}
    }
    let mut batch = setting.batch.clone();
    batch.articles[change.article] = mutant(&batch.articles[change.article], &change.edit);
    let mut read = setting.read.clone();
    read[change.article] = engine.read(id, batch.get(id));
    let store = engine.join(&batch, read);
    let mut unread = false;
    let mut risen = false;
    if let Some((kind, span, field)) = change.fact {
        let old = fact_at(&setting.store, id, kind, field, span).and_then(|f| f.value(field));
        let new = fact_at(&store, id, kind, field, change.edit.follow(span)).and_then(|f| f.value(field));
        if let (Some(old), Some(new)) = (old, new)
            && let Some(why) = no_error(old, new, change.view, change.within)
        {
            return Verdict::LeftOut(why);
        }
        unread = new.is_none();
        risen = change.view == View::OverTime && old.zip(new).is_some_and(|(old, new)| is_more(old, new));
    }
    let changed = change.edit.follow(claim).cover(change.edit.changed());
    let after = engine.report(&batch, &store, &only(rule)).findings;
    let mut why: Option<Undecided> = None;
    for finding in after.iter().filter(|f| touches(f, id, changed)) {
        match finding.verdict {
            Found::Violated => return Verdict::Caught,
            Found::Undecided(reason) => why = Some(why.map_or(reason, |w| w.min(reason))),
        }
    }
    if risen {
        return Verdict::LeftOut(LeftOut::WithinTolerance);
    }
    Verdict::Missed(match why {
        Some(reason) => Missed::Undecided(reason),
        None if unread => Missed::Unread,
        None => Missed::Holds,
    })
}

/// Whether a finding marks these words or words that they touch, by itself or in what it was merged with.
fn touches(finding: &Finding, article: ArticleId, span: Span) -> bool {
    let labels = finding.labels.iter().chain(finding.related.iter().flat_map(|r| &r.labels));
    let mut near = labels.filter(|l| l.article == article);
    near.any(|l| l.span.start <= span.end && span.start <= l.span.end)
}

/// The fact of a kind that takes most of these words, of those that have the field.
fn fact_at(store: &FactStore, article: ArticleId, kind: KindId, field: FieldId, span: Span) -> Option<&Fact> {
    let of_article = store.of_article(article).map(|id| store.get(id));
    let there = of_article.filter(|f| f.kind == kind && f.value(field).is_some());
    let common = |f: &Fact| f.span.end.min(span.end).saturating_sub(f.span.start.max(span.start));
    there
        .filter(|f| common(f) > 0)
        .max_by_key(|f| (common(f), std::cmp::Reverse(f.span.len()), std::cmp::Reverse(f.span)))
}

/// Why a changed value is no error that the rule is to find.
fn no_error(old: &Value, new: &Value, view: View, within: Option<Tolerance>) -> Option<LeftOut> {
    let same = |yes: bool| yes.then_some(LeftOut::SameMeaning);
    let tolerated = |yes: bool| yes.then_some(LeftOut::WithinTolerance);
    match (old, new) {
        (Value::Date(a), Value::Date(b)) => match (view, within) {
            (View::Weekday, _) => same(a.from.zip(b.from).is_some_and(|(a, b)| a.weekday() == b.weekday())),
            (View::Year, _) => same(a.from.zip(b.from).is_some_and(|(a, b)| a.year() == b.year())),
            (View::Whole, Some(Tolerance::Days(days))) => {
                same(same_dates(a, b)).or(tolerated(days_between(a, b).is_some_and(|d| f64::from(d) <= days)))
            }
            (View::Whole | View::OverTime, _) => same(same_dates(a, b)),
        },
        (Value::Number(a), Value::Number(b)) => numbers(a, b, within),
        (Value::Quantity(a), Value::Quantity(b)) => numbers(&a.number, &b.number, within),
        (Value::Text(a), Value::Text(b)) => {
            let share = words_changed(a, b);
            let lets_pass = match within {
                Some(Tolerance::Percent(percent)) => percent,
                _ => 0.0,
            };
            same(share == 0.0).or(tolerated(share <= lets_pass))
        }
        (Value::Set(a), Value::Set(b)) => {
            let has = |all: &[crate::facts::FieldValue], v: &Value| all.iter().any(|m| m.value == *v);
            same(a.len() == b.len() && a.iter().all(|m| has(b, &m.value)))
        }
        (a, b) => same(a == b),
    }
}

fn same_dates(a: &DateValue, b: &DateValue) -> bool {
    (a.from, a.to, a.yearless) == (b.from, b.to, b.yearless)
}

/// Days from the end of the earlier to the start of the later one; 0 where they overlap.
fn days_between(a: &DateValue, b: &DateValue) -> Option<u32> {
    if a.is_open() || b.is_open() {
        return None;
    }
    let (a, b) = (record::interval(a.from, a.to), record::interval(b.from, b.to));
    Some((b.0 - a.1).max(a.0 - b.1).max(0) as u32)
}

/// Rounded and vague numbers mean the same where they overlap.
fn numbers(a: &Number, b: &Number, within: Option<Tolerance>) -> Option<LeftOut> {
    let ends = |n: &Number| (n.low.unwrap_or(f64::NEG_INFINITY), n.high.unwrap_or(f64::INFINITY));
    let (a, b) = (ends(a), ends(b));
    if a.0 <= b.1 && b.0 <= a.1 {
        return Some(LeftOut::SameMeaning);
    }
    let apart = (b.0 - a.1).max(a.0 - b.1);
    let lets_pass = match within? {
        Tolerance::Percent(percent) => a.1.abs().max(b.1.abs()) * percent / 100.0,
        Tolerance::Number(number) | Tolerance::Days(number) => number,
    };
    (apart <= lets_pass).then_some(LeftOut::WithinTolerance)
}

/// Whether a number is surely above what it was.
fn is_more(old: &Value, new: &Value) -> bool {
    let number = |v: &Value| match v {
        Value::Number(n) => Some((**n).clone()),
        Value::Quantity(q) => Some(q.number.clone()),
        _ => None,
    };
    number(old).zip(number(new)).and_then(|(old, new)| Some(new.low? > old.high?)).unwrap_or(false)
}

/// How many of the words are others, in percent of the longer text. Letter case and marks do not count.
fn words_changed(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let bare = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        bare.map(|w| fold(w).into_owned()).collect()
    };
    let (a, b) = (words(a), words(b));
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    let changed = a.len().max(b.len()) - front - back;
    changed as f64 * 100.0 / a.len().max(b.len()).max(1) as f64
}
