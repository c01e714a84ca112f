//! What the sources of a batch say, ready to be looked up.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{entity_kind, native};
use crate::check::compare::ranges;
use crate::check::context::Context;
use crate::check::dates::When;
use crate::check::things;
use crate::check::words::{content, tokens};
use crate::check::{limits, quotes};
use crate::extract::acronyms::{Fit, fits};
use crate::extract::names::demonym_place;
use crate::facts::{DateValue, Entity, EntityKind, Fact, FactId, FieldId, Granularity, KindId, Quantity, Value};
use crate::record::keys;
use crate::text::Doc;

/// Likeness of two names, 0 to 1, from which on one may be a slip for the other.
const LIKE: f64 = 0.88;

/// Words that two sentences must share to be taken for accounts of one thing.
const SHARED_WORDS: usize = 2;

pub struct Sources {
    /// Persons, places and organisations, each once.
    entities: Vec<FactId>,
    /// Keys of countries that a demonym of a source names.
    peoples: FxHashSet<u64>,
    quantities: Vec<(Quantity, FactId)>,
    dates: Vec<(DateValue, FactId)>,
    /// Days of the sources themselves.
    own: Vec<DateValue>,
    quotes: Vec<FactId>,
    /// The words of all sources in one row, those of two articles parted by a word that nobody writes.
    words: Vec<u64>,
    /// Where each word stands in `words`.
    places: FxHashMap<u64, Vec<u32>>,
    /// Facts by what their sentence speaks of.
    sentences: Vec<Vec<FactId>>,
    matter: FxHashMap<String, Vec<u32>>,
}

impl Sources {
    pub fn of(cx: &Context) -> Sources {
        let mut all = Sources {
            entities: Vec::new(),
            peoples: FxHashSet::default(),
            quantities: Vec::new(),
            dates: Vec::new(),
            own: Vec::new(),
            quotes: Vec::new(),
            words: Vec::new(),
            places: FxHashMap::default(),
            sentences: Vec::new(),
            matter: FxHashMap::default(),
        };
        let mut known: FxHashSet<(KindId, u64)> = FxHashSet::default();
        for article in cx.batch.ids().filter(|&id| cx.batch.get(id).is_source) {
            all.own.extend(cx.batch.get(article).date.iter().map(|d| d.value.clone()));
            all.read_words(cx, article);
            let mut of_sentence: Vec<(u32, FactId)> = Vec::new();
            for (kind, _) in super::KINDS {
                for &id in cx.of_kind_in(kind, article) {
                    all.add(cx, id, &mut known);
                    of_sentence.push((cx.fact(id).sentence.start, id));
                }
            }
            of_sentence.sort_unstable();
            for facts in of_sentence.chunk_by(|a, b| a.0 == b.0) {
                let text = cx.batch.get(article).words(cx.fact(facts[0].1).sentence);
                let at = all.sentences.len() as u32;
                all.sentences.push(facts.iter().map(|&(_, id)| id).collect());
                for word in content(&tokens(text)) {
                    all.matter.entry(word).or_default().push(at);
                }
            }
        }
        all
    }

    fn read_words(&mut self, cx: &Context, article: crate::article::ArticleId) {
        let doc = Doc::new(cx.batch.get(article));
        self.words.push(0);
        for i in 0..doc.tokens.len() {
            let token = &doc.tokens[i];
            if !token.span.of(doc.text).starts_with(char::is_alphanumeric) {
                continue;
            }
            self.places.entry(token.key).or_default().push(self.words.len() as u32);
            self.words.push(token.key);
            let word = token.span.of(doc.text);
            if token.capital {
                let two = doc.token(i as u32 + 1).map(|next| format!("{word} {}", next.span.of(doc.text)));
                for people in std::iter::once(word).chain(two.as_deref()) {
                    self.peoples.extend(demonym_place(people).map(|e| cx.record.canonical(e.key)));
                }
            }
        }
    }

    fn add(&mut self, cx: &Context, id: FactId, known: &mut FxHashSet<(KindId, u64)>) {
        let fact = cx.fact(id);
        let text = |n: u8| fact.value(FieldId(n)).and_then(Value::as_text).map(std::sync::Arc::from);
        match fact.value(FieldId(0)) {
            _ if fact.kind == native::QUOTE => self.quotes.push(id),
            Some(Value::Entity(e)) if known.insert((fact.kind, cx.record.canonical(e.key))) => self.entities.push(id),
            Some(Value::Number(number)) => {
                let quantity = Quantity { number: number.clone(), unit: text(2), thing: text(3) };
                self.quantities.push((quantity, id));
            }
            Some(Value::Date(date)) if When::of(date) != When::Open => self.dates.push((date.clone(), id)),
            _ => {}
        }
    }

    /// Whether a source says it.
    pub fn support(&self, cx: &Context, fact: &Fact, value: &Value) -> bool {
        match value {
            Value::Entity(e) => {
                self.entities_like(cx, fact.kind).any(|(_, o)| self.is_told(cx, e, o))
                    || (e.kind == EntityKind::Place && self.peoples.contains(&cx.record.canonical(e.key)))
                    || self.has_run(&e.name)
                    || self.has_run(cx.batch.get(fact.article).words(fact.span))
            }
            Value::Quantity(q) => {
                self.quantities.iter().any(|(o, _)| is_number(q, o))
                    || self.has_run(cx.batch.get(fact.article).words(fact.span))
            }
            Value::Date(d) => {
                let others = self.dates.iter().map(|(o, _)| o).chain(&self.own);
                others.into_iter().any(|other| is_day(d, other))
            }
            Value::Text(words) => {
                self.has_run(words)
                    || self.quotes.iter().any(|&id| {
                        said(cx.fact(id)).is_some_and(|o| quotes::relation(words, o, 0.0) == quotes::Relation::Agree)
                    })
            }
            _ => true,
        }
    }

    /// The nearest thing that a source does say.
    pub fn nearest(&self, cx: &Context, fact: &Fact, value: &Value) -> Option<FactId> {
        let by_form = match value {
            Value::Entity(e) => self.like_name(cx, fact.kind, e),
            Value::Quantity(q) => self.same_thing(q),
            Value::Text(words) => self.quotes.iter().copied().find(|&id| {
                said(cx.fact(id)).is_some_and(|o| quotes::relation(words, o, 0.0) == quotes::Relation::Disagree)
            }),
            _ => None,
        };
        by_form.or_else(|| self.beside(cx, fact, value))
    }

    fn entities_like<'a>(&'a self, cx: &'a Context, kind: KindId) -> impl Iterator<Item = (FactId, &'a Entity)> {
        self.entities.iter().take(limits::SAME_KEY).filter_map(move |&id| {
            let fact = cx.fact(id);
            let entity = fact.value(FieldId(0)).and_then(Value::as_entity)?;
            (fact.kind == kind).then_some((id, entity))
        })
    }

    /// Whether a source that names `other` has named `e`.
    fn is_told(&self, cx: &Context, e: &Entity, other: &Entity) -> bool {
        if cx.same_entity(e, other) || cx.may_be_one_person(e, other) {
            return true;
        }
        match e.kind {
            // The town that a source names lies in the country that the draft names.
            EntityKind::Place => cx.is_place_in(other, e) == Some(true),
            EntityKind::Organisation => {
                fits(&e.name, &other.name) == Fit::Yes || fits(&other.name, &e.name) == Fit::Yes
            }
            EntityKind::Person => false,
        }
    }

    /// Whether the words stand in a row in a source.
    fn has_run(&self, text: &str) -> bool {
        let doc = Doc::of_text(text);
        let row: Vec<u64> = doc
            .tokens
            .iter()
            .filter(|t| t.span.of(doc.text).starts_with(char::is_alphanumeric))
            .map(|t| t.key)
            .collect();
        let rarest = row.iter().enumerate().map(|(i, key)| (self.places.get(key).map_or(0, Vec::len), i)).min();
        let Some((_, at)) = rarest else { return false };
        self.places.get(&row[at]).is_some_and(|places| {
            places.iter().take(limits::SAME_KEY).any(|&p| {
                let start = (p as usize).checked_sub(at);
                start.is_some_and(|s| self.words.get(s..s + row.len()) == Some(&row[..]))
            })
        })
    }

    /// A name that is one slip away from `e`, or shares a word with it.
    fn like_name(&self, cx: &Context, kind: KindId, e: &Entity) -> Option<FactId> {
        debug_assert_eq!(entity_kind(kind), Some(e.kind));
        let own = keys::words(&e.name);
        let likeness = |other: &Entity| {
            let theirs = keys::words(&other.name);
            let shares = e.kind == EntityKind::Person && own.last() == theirs.last();
            let like = strsim::jaro_winkler(&own.join(" "), &theirs.join(" "));
            if shares { like.max(LIKE) } else { like }
        };
        self.entities_like(cx, kind)
            .map(|(id, other)| (likeness(other), id))
            .filter(|(like, _)| *like >= LIKE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .map(|(_, id)| id)
    }

    /// Another number of the same counted thing.
    fn same_thing(&self, q: &Quantity) -> Option<FactId> {
        let thing = q.thing.as_deref()?;
        self.quantities
            .iter()
            .take(limits::SAME_KEY)
            .find(|(o, _)| {
                o.unit == q.unit && o.thing.as_deref().is_some_and(|t| things::compare(thing, t) != things::Same::Other)
            })
            .map(|&(_, id)| id)
    }

    /// What the source's sentence that has most in common with the draft's says in its place.
    fn beside(&self, cx: &Context, fact: &Fact, value: &Value) -> Option<FactId> {
        let words = content(&tokens(cx.batch.get(fact.article).words(fact.sentence)));
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for word in &words {
            // A word of many sentences tells none of them.
            let at = self.matter.get(word).map_or(&[][..], Vec::as_slice);
            at.iter().take(limits::LOOSE_SAME_KEY).for_each(|&s| *shared.entry(s).or_default() += 1);
        }
        let fits = |&id: &FactId| {
            let other = cx.fact(id);
            let unit = |f: &Fact| f.value(FieldId(2)).and_then(Value::as_text).map(str::to_string);
            other.kind == fact.kind
                && !(matches!(value, Value::Quantity(_)) && unit(other) != unit(fact))
                && &*other.by != "coreference"
        };
        let mut best: Vec<(std::cmp::Reverse<usize>, u32)> =
            shared.into_iter().filter(|s| s.1 >= SHARED_WORDS).map(|(s, n)| (std::cmp::Reverse(n), s)).collect();
        best.sort_unstable();
        best.first().and_then(|&(_, s)| self.sentences[s as usize].iter().copied().find(fits))
    }
}

/// The words of a quotation.
fn said(fact: &Fact) -> Option<&str> {
    fact.value(FieldId(1)).and_then(Value::as_text)
}

/// Whether two numbers agree within their rounding; which things they count is another question.
fn is_number(q: &Quantity, other: &Quantity) -> bool {
    ranges(&Value::Quantity(q.clone()), &Value::Quantity(other.clone())).is_ok_and(|(a, b)| a.agrees(b))
}

/// Whether a source's date bears out a draft's: the same days, or some of them.
fn is_day(d: &DateValue, other: &DateValue) -> bool {
    let (a, b) = (When::of(d), When::of(other));
    // A day is not borne out by its month.
    let closely = other.granularity <= d.granularity || !matches!(d.granularity, Granularity::Time | Granularity::Day);
    a.agrees(&b, 0.0) == Some(true) && closely
}
