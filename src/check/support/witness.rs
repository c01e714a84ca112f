//! What sources, or the body of an article, say, ready to be looked up.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{native, quantity_of};
use crate::article::{ArticleId, BlockKind};
use crate::check::compare::ranges;
use crate::check::context::Context;
use crate::check::dates::When;
use crate::check::print;
use crate::check::things;
use crate::check::words::{content, singular, tokens};
use crate::check::{limits, quotes};
use crate::extract::acronyms::{Fit, fits};
use crate::extract::names::{company_core, demonym_place, is_given_name};
use crate::facts::{DateValue, Entity, EntityKind, Fact, FactId, FieldId, Granularity, KindId, Quantity, Value};
use crate::record::keys;
use crate::text::Doc;

/// Likeness of two names, 0 to 1, from which on one may be a slip for the other.
const LIKE: f64 = 0.88;

/// Words that two sentences must share to be taken for accounts of one thing.
const SHARED_WORDS: usize = 2;

/// What of an article bears witness.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Article,
    /// Neither headline, dateline nor captions.
    Body,
}

/// How the nearest thing is near.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// By itself: a name that is spelled much alike, another number of the same things, a quotation in other words.
    Alike,
    /// By where it stands: in the sentence that has most in common.
    Beside,
}

impl Likeness {
    pub fn name(self) -> &'static str {
        match self {
            Likeness::Alike => "alike",
            Likeness::Beside => "beside",
        }
    }
}

pub struct Witness {
    /// Persons, places and organisations, each once, by the first letters of the words of their names.
    entities: FxHashMap<(KindId, char), Vec<FactId>>,
    /// Places, each once.
    places: Vec<FactId>,
    /// Keys of all that is named.
    named: FxHashSet<(KindId, u64)>,
    /// Each quantity once.
    quantities: Vec<(Quantity, FactId)>,
    /// Each date once, and the days of the articles themselves.
    dates: Vec<DateValue>,
    /// Quotations by their words, small words apart.
    quotes: FxHashMap<String, Vec<FactId>>,
    articles: Vec<ArticleId>,
    scope: Scope,
    words: OnceCell<Words>,
    matter: OnceCell<Matter>,
}

/// The words themselves; made where something is not found among the facts.
#[derive(Default)]
struct Words {
    /// All words in one row, those of two articles parted by a word that nobody writes.
    row: Vec<u64>,
    /// Where each word stands in `row`.
    at: FxHashMap<u64, Vec<u32>>,
    /// Keys of countries that a demonym names.
    peoples: FxHashSet<u64>,
}

/// Facts by what their sentence speaks of; made where something is not said.
#[derive(Default)]
struct Matter {
    sentences: Vec<Vec<FactId>>,
    words: FxHashMap<String, Vec<u32>>,
}

impl Scope {
    fn holds(self, at: Option<(usize, BlockKind)>) -> bool {
        self == Scope::Article || at.is_none_or(|(_, kind)| kind.part() == "body")
    }
}

impl Words {
    fn read(&mut self, cx: &Context, article: ArticleId, scope: Scope) {
        let doc = Doc::new(cx.batch.get(article));
        self.row.push(0);
        for i in 0..doc.tokens.len() {
            let token = &doc.tokens[i];
            let word = token.span.of(doc.text);
            if !word.starts_with(char::is_alphanumeric) || !scope.holds(cx.block_at(article, token.span)) {
                continue;
            }
            self.at.entry(token.key).or_default().push(self.row.len() as u32);
            self.row.push(token.key);
            if token.capital {
                let two = doc.token(i as u32 + 1).map(|next| format!("{word} {}", next.span.of(doc.text)));
                for people in std::iter::once(word).chain(two.as_deref()) {
                    self.peoples.extend(demonym_place(people).map(|e| cx.record.canonical(e.key)));
                }
            }
        }
    }
}

impl Matter {
    fn read(&mut self, cx: &Context, article: ArticleId, scope: Scope) {
        let mut of_sentence: Vec<(u32, FactId)> = Vec::new();
        for (kind, _) in super::KINDS {
            let facts = cx.of_kind_in(kind, article).iter();
            let here = facts.filter(|&&id| scope.holds(cx.block_of(cx.fact(id))));
            of_sentence.extend(here.map(|&id| (cx.fact(id).sentence.start, id)));
        }
        of_sentence.sort_unstable();
        for facts in of_sentence.chunk_by(|a, b| a.0 == b.0) {
            let text = cx.batch.get(article).words(cx.fact(facts[0].1).sentence);
            let at = self.sentences.len() as u32;
            self.sentences.push(facts.iter().map(|&(_, id)| id).collect());
            for word in content(&tokens(text)) {
                self.words.entry(word).or_default().push(at);
            }
        }
    }
}

impl Witness {
    pub fn of(cx: &Context, articles: &[ArticleId], scope: Scope) -> Witness {
        let mut all = Witness {
            entities: FxHashMap::default(),
            places: Vec::new(),
            named: FxHashSet::default(),
            quantities: Vec::new(),
            dates: Vec::new(),
            quotes: FxHashMap::default(),
            articles: articles.to_vec(),
            scope,
            words: OnceCell::new(),
            matter: OnceCell::new(),
        };
        let mut seen: FxHashSet<(KindId, String)> = FxHashSet::default();
        for &article in articles {
            all.dates.extend(cx.batch.get(article).date.iter().map(|d| d.value.clone()));
            for (kind, _) in super::KINDS {
                let facts = cx.of_kind_in(kind, article).iter();
                for &id in facts.filter(|&&id| scope.holds(cx.block_of(cx.fact(id)))) {
                    all.add(cx, id, &mut seen);
                }
            }
        }
        all
    }

    fn words(&self, cx: &Context) -> &Words {
        self.words.get_or_init(|| {
            let mut words = Words::default();
            self.articles.iter().for_each(|&article| words.read(cx, article, self.scope));
            words
        })
    }

    fn matter(&self, cx: &Context) -> &Matter {
        self.matter.get_or_init(|| {
            let mut matter = Matter::default();
            self.articles.iter().for_each(|&article| matter.read(cx, article, self.scope));
            matter
        })
    }

    fn add(&mut self, cx: &Context, id: FactId, seen: &mut FxHashSet<(KindId, String)>) {
        let fact = cx.fact(id);
        if fact.kind == native::QUOTE {
            for word in said(fact).map_or(Vec::new(), |words| content(&tokens(words))) {
                self.quotes.entry(word).or_default().push(id);
            }
            return;
        }
        match fact.value(FieldId(0)) {
            Some(Value::Entity(e)) if self.named.insert((fact.kind, cx.record.canonical(e.key))) => {
                for letter in initials(&e.name) {
                    self.entities.entry((fact.kind, letter)).or_default().push(id);
                }
                if e.kind == EntityKind::Place {
                    self.places.push(id);
                }
            }
            Some(Value::Number(_)) => {
                let Some(quantity) = quantity_of(fact) else { return };
                if seen.insert((fact.kind, print::canonical(&Value::Quantity(Box::new(quantity.clone()))))) {
                    self.quantities.push((quantity, id));
                }
            }
            Some(value @ Value::Date(date))
                if When::of(date) != When::Open && seen.insert((fact.kind, print::canonical(value))) =>
            {
                self.dates.push((**date).clone());
            }
            _ => {}
        }
    }

    /// Whether it is said here, too.
    pub fn supports(&self, cx: &Context, fact: &Fact, value: &Value) -> bool {
        match value {
            Value::Entity(e) => {
                let key = cx.record.canonical(e.key);
                self.named.contains(&(fact.kind, key))
                    || self.named_like(cx, fact.kind, e).iter().any(|(_, o)| self.is_told(cx, e, o))
                    || (e.kind == EntityKind::Place && self.is_within(cx, e, key))
                    || self.has_run(cx, &e.name)
                    || self.has_run(cx, cx.batch.get(fact.article).words(fact.span))
            }
            Value::Quantity(q) => {
                self.quantities.iter().any(|(o, _)| is_number(q, o))
                    || self.has_run(cx, cx.batch.get(fact.article).words(fact.span))
            }
            Value::Date(d) => self.dates.iter().any(|other| is_day(d, other)),
            Value::Text(words) => self.has_run(cx, words) || self.quoted(cx, words, quotes::Relation::Agree).is_some(),
            _ => true,
        }
    }

    /// The nearest thing that is said here.
    pub fn nearest(&self, cx: &Context, fact: &Fact, value: &Value) -> Option<(FactId, Likeness)> {
        let alike = match value {
            Value::Entity(e) => self.like_name(cx, fact.kind, e),
            Value::Quantity(q) => self.same_thing(q),
            Value::Text(words) => self.quoted(cx, words, quotes::Relation::Disagree),
            _ => None,
        };
        let beside = || self.beside(cx, fact, value).map(|id| (id, Likeness::Beside));
        alike.map(|id| (id, Likeness::Alike)).or_else(beside)
    }

    /// A quotation that stands so to the words; looked for among those that share most words with them.
    fn quoted(&self, cx: &Context, words: &str, wanted: quotes::Relation) -> Option<FactId> {
        let mut shared: FxHashMap<FactId, usize> = FxHashMap::default();
        for word in content(&tokens(words)) {
            let with = self.quotes.get(&word).map_or(&[][..], Vec::as_slice);
            with.iter().take(limits::SAME_KEY).for_each(|&id| *shared.entry(id).or_default() += 1);
        }
        let mut best: Vec<(std::cmp::Reverse<usize>, FactId)> =
            shared.into_iter().map(|(id, n)| (std::cmp::Reverse(n), id)).collect();
        best.sort_unstable();
        let mut near = best.into_iter().take(limits::NEAR_QUOTES).map(|(_, id)| id);
        near.find(|&id| said(cx.fact(id)).is_some_and(|other| quotes::relation(words, other, 0.0) == wanted))
    }

    /// What has a name with a word that begins like one of the name of `e`: so do names that differ by a slip, and an
    /// acronym and what it stands for.
    fn named_like<'a>(&'a self, cx: &'a Context, kind: KindId, e: &Entity) -> Vec<(FactId, &'a Entity)> {
        let mut all: Vec<FactId> = initials(&e.name)
            .into_iter()
            .filter_map(|letter| self.entities.get(&(kind, letter)))
            .flatten()
            .copied()
            .collect();
        all.sort_unstable();
        all.dedup();
        let entity = |id| Some((id, cx.fact(id).value(FieldId(0)).and_then(Value::as_entity)?));
        all.into_iter().filter_map(entity).collect()
    }

    /// Whether who names `other` has named `e`.
    fn is_told(&self, cx: &Context, e: &Entity, other: &Entity) -> bool {
        if cx.same_entity(e, other) || cx.may_be_one_person(e, other) {
            return true;
        }
        e.kind == EntityKind::Organisation
            && (fits(&e.name, &other.name) == Fit::Yes || fits(&other.name, &e.name) == Fit::Yes)
    }

    /// Whether the place is told by its people, or by a town that lies in it.
    fn is_within(&self, cx: &Context, e: &Entity, key: u64) -> bool {
        let lies = |&id: &FactId| {
            let town = cx.fact(id).value(FieldId(0)).and_then(Value::as_entity);
            town.is_some_and(|town| cx.is_place_in(town, e) == Some(true))
        };
        self.places.iter().any(lies) || self.words(cx).peoples.contains(&key)
    }

    /// Whether the words stand in a row in a source.
    fn has_run(&self, cx: &Context, text: &str) -> bool {
        let words = self.words(cx);
        let doc = Doc::of_text(text);
        let row: Vec<u64> = doc
            .tokens
            .iter()
            .filter(|t| t.span.of(doc.text).starts_with(char::is_alphanumeric))
            .map(|t| t.key)
            .collect();
        let rarest = row.iter().enumerate().map(|(i, key)| (words.at.get(key).map_or(0, Vec::len), i)).min();
        let Some((_, at)) = rarest else { return false };
        words.at.get(&row[at]).is_some_and(|places| {
            places.iter().take(limits::SAME_KEY).any(|&p| {
                let start = (p as usize).checked_sub(at);
                start.is_some_and(|s| words.row.get(s..s + row.len()) == Some(&row[..]))
            })
        })
    }

    /// A name that is one slip away from `e`, or shares a word with it.
    fn like_name(&self, cx: &Context, kind: KindId, e: &Entity) -> Option<FactId> {
        let own = keys::words(&e.name);
        let likeness = |other: &Entity| {
            let theirs = keys::words(&other.name);
            if e.kind == EntityKind::Organisation && !is_slip(&own, &theirs) {
                return 0.0;
            }
            // In headlines that capitalise every word a verb may stand where a given name would.
            let named = own.first().is_some_and(|first| own.len() > 1 && is_given_name(first));
            let shares = e.kind == EntityKind::Person && named && own.last() == theirs.last();
            let like = strsim::jaro_winkler(&own.join(" "), &theirs.join(" "));
            if shares { like.max(LIKE) } else { like }
        };
        self.named_like(cx, kind, e)
            .into_iter()
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
            .find(|(o, _)| {
                o.unit == q.unit && o.thing.as_deref().is_some_and(|t| things::compare(thing, t) != things::Same::Other)
            })
            .map(|&(_, id)| id)
    }

    /// What the source's sentence that has most in common with the draft's says in its place.
    fn beside(&self, cx: &Context, fact: &Fact, value: &Value) -> Option<FactId> {
        let matter = self.matter(cx);
        let words = content(&tokens(cx.batch.get(fact.article).words(fact.sentence)));
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for word in &words {
            // A word of many sentences tells none of them.
            let at = matter.words.get(word).map_or(&[][..], Vec::as_slice);
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
        best.first().and_then(|&(_, s)| matter.sentences[s as usize].iter().copied().find(fits))
    }
}

/// Whether one name of an organisation may be a slip for another, or for how it begins: word by word alike, and not all the same. A
/// word more makes another body of it, as a daughter in another country.
fn is_slip(own: &[String], theirs: &[String]) -> bool {
    let (own, theirs) = (own.join(" "), theirs.join(" "));
    let [own, theirs] = [&own, &theirs].map(|name| company_core(name).split(' ').collect::<Vec<_>>());
    let pairs = || own.iter().zip(&theirs);
    own.len() <= theirs.len()
        && pairs().all(|(a, b)| strsim::jaro_winkler(a, b) >= LIKE)
        && pairs().any(|(a, b)| singular(a) != singular(b))
}

/// The words of a quotation.
fn said(fact: &Fact) -> Option<&str> {
    fact.value(FieldId(1)).and_then(Value::as_text)
}

/// The first letters of the words of a name, folded.
fn initials(name: &str) -> Vec<char> {
    let folded = keys::words(name);
    let mut all: Vec<char> = folded.iter().filter_map(|word| word.chars().next()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether two numbers agree within their rounding; which things they count is another question.
fn is_number(q: &Quantity, other: &Quantity) -> bool {
    ranges(&Value::Quantity(Box::new(q.clone())), &Value::Quantity(Box::new(other.clone())))
        .is_ok_and(|(a, b)| a.agrees(b))
}

/// Whether a source's date bears out a draft's: the same days, or some of them.
fn is_day(d: &DateValue, other: &DateValue) -> bool {
    let (a, b) = (When::of(d), When::of(other));
    // A day is not borne out by its month.
    let closely = other.granularity <= d.granularity || !matches!(d.granularity, Granularity::Time | Granularity::Day);
    a.agrees(&b, 0.0) == Some(true) && closely
}
