//! What articles say side by side: one person by one name, and what they share.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::link::{AllNames, Meanings, Named};
use super::paraphrases::{self, Matter};
use super::passages::{self, OwnWords};
use super::retellings::{self, Ends};
use super::{Extracted, Extractor};
use crate::article::{ArticleId, Batch};
use crate::facts::{Fact, FactStore};

impl Extractor<'_> {
    /// The facts of the batch, of which each article has been read: `read` is in order of the batch.
    pub fn join(&self, batch: &Batch, mut read: Vec<Extracted>) -> FactStore {
        // What has served its turn is let go at once: together it would take as much memory as the facts.
        let meanings = self.names(batch, &mut read).0.meanings();
        let passages = passages::find(batch, &own(&read));
        read.iter_mut().for_each(|of| of.own = OwnWords::default());
        let facts = read.par_iter_mut().map(|of| {
            let mut facts = std::mem::take(&mut of.facts);
            meanings.apply(&mut facts, &self.offices);
            facts
        });
        let mut store = FactStore::of(facts.collect());
        store.add(passages);
        let mut retold = retellings::find(batch, &ends(&read), &store);
        read.iter_mut().for_each(|of| of.ends = Vec::new());
        retold.append(&mut paraphrases::find(batch, &matter(&read), &store, &self.lexicon).facts);
        store.add(retold);
        store
    }

    fn names(&self, batch: &Batch, read: &mut [Extracted]) -> (AllNames, Vec<Named>) {
        for (article, of) in batch.articles.iter().zip(read.iter_mut()) {
            // A draft may say what its source says in the same words.
            if article.is_source {
                of.own = OwnWords::default();
            }
        }
        let named: Vec<Named> =
            read.par_iter_mut().map(|of| Named::of(&mut of.facts, &self.lexicon, &self.offices)).collect();
        let mut names = AllNames::default();
        batch.ids().zip(&named).for_each(|(id, named)| names.add(id, named));
        (names, named)
    }
}

fn own(read: &[Extracted]) -> Vec<&OwnWords> {
    read.iter().map(|of| &of.own).collect()
}
fn ends(read: &[Extracted]) -> Vec<&[Ends]> {
    read.iter().map(|of| &of.ends[..]).collect()
}
fn matter(read: &[Extracted]) -> Vec<&[Matter]> {
    read.iter().map(|of| &of.matter[..]).collect()
}

/// A batch that has been joined, and may be joined again where a few of its articles have changed.
pub struct Joined {
    /// Names as the articles and the desk have them, not those of the batch.
    read: Vec<Extracted>,
    named: Vec<Named>,
    names: AllNames,
    meanings: Meanings,
    /// What each article shares with others.
    passages: Vec<Vec<Fact>>,
    retold: Vec<Vec<Fact>>,
    paraphrased: Vec<Vec<Fact>>,
    /// What `retold` and `paraphrased` are found by.
    ends: retellings::AllEnds,
    words: paraphrases::Words,
    /// See [`paraphrases::Found::room`].
    room: usize,
}

impl Joined {
    /// As [`Extractor::join`], which it costs as much as.
    pub fn new(extractor: &Extractor, batch: &Batch, mut read: Vec<Extracted>) -> (Joined, FactStore) {
        let (names, named) = extractor.names(batch, &mut read);
        let none = || vec![Vec::new(); read.len()];
        let (passages, retold, paraphrased, meanings) = (none(), none(), none(), names.meanings());
        let (mut words, mut all_ends) = (paraphrases::Words::default(), retellings::AllEnds::default());
        for (id, of) in batch.ids().zip(&read) {
            words.add(id, &of.matter);
            all_ends.add(id, &of.ends);
        }
        let mut joined =
            Joined { read, named, names, meanings, passages, retold, paraphrased, ends: all_ends, words, room: 0 };
        let found = passages::find(batch, &own(&joined.read));
        found.into_iter().for_each(|fact| joined.passages[fact.article.0 as usize].push(fact));
        let base = batch.ids().map(|id| joined.of(extractor, id));
        let mut store = FactStore::of(base.collect());
        let retold = retellings::find(batch, &ends(&joined.read), &store);
        let more = paraphrases::find(batch, &matter(&joined.read), &store, &extractor.lexicon);
        joined.room = more.room;
        store.add([&retold[..], &more.facts].concat());
        retold.into_iter().for_each(|fact| joined.retold[fact.article.0 as usize].push(fact));
        more.facts.into_iter().for_each(|fact| joined.paraphrased[fact.article.0 as usize].push(fact));
        (joined, store)
    }

    /// All that an article says.
    fn of(&self, extractor: &Extractor, id: ArticleId) -> Vec<Fact> {
        let at = id.0 as usize;
        let mut facts = self.read[at].facts.clone();
        self.meanings.apply(&mut facts, &extractor.offices);
        for more in [&self.passages[at], &self.retold[at], &self.paraphrased[at]] {
            facts.extend_from_slice(more);
        }
        facts
    }

    /// Puts what articles say now in the place of what they said. In `store`, which may hold derived facts too, those whose facts
    /// are others now get the facts that [`Extractor::join`] would give them; they are returned, in order. `None`: a limit is near,
    /// and all has to be joined from the beginning.
    pub fn change(
        &mut self,
        extractor: &Extractor,
        batch: &Batch,
        store: &mut FactStore,
        changed: Vec<(ArticleId, Extracted)>,
    ) -> Option<Vec<ArticleId>> {
        let mut before: FxHashMap<ArticleId, Extracted> = FxHashMap::default();
        for (id, mut read) in changed {
            let at = id.0 as usize;
            if batch.get(id).is_source {
                read.own = OwnWords::default();
            }
            let named = Named::of(&mut read.facts, &extractor.lexicon, &extractor.offices);
            self.names.remove(id, &self.named[at]);
            self.names.add(id, &named);
            self.named[at] = named;
            self.words.remove(id, &self.read[at].matter);
            self.words.add(id, &read.matter);
            self.ends.remove(id, &self.read[at].ends);
            self.ends.add(id, &read.ends);
            before.insert(id, std::mem::replace(&mut self.read[at], read));
        }
        let meanings = self.names.meanings();
        let differing = meanings.differing(&self.meanings);
        self.meanings = meanings;
        let mut dirty: FxHashSet<ArticleId> = before.keys().copied().collect();
        if !differing.is_empty() {
            let touched = batch.ids().zip(&self.named).filter(|(_, named)| self.meanings.touches(&differing, named));
            dirty.extend(touched.map(|(id, _)| id));
        }
        // What is shared rests on the facts as they are named now.
        for &id in &dirty {
            store.set(id, self.of(extractor, id));
        }
        let mut changed: Vec<ArticleId> = dirty.iter().copied().collect();
        changed.sort_unstable();
        let was = |id: &ArticleId| before.get(id).unwrap_or(&self.read[id.0 as usize]);
        let (own, ends, matter) = (own(&self.read), ends(&self.read), matter(&self.read));

        // The first goes through the words of all articles.
        let of_passages = || {
            let words: Vec<(ArticleId, &OwnWords)> = before.iter().map(|(id, was)| (*id, &was.own)).collect();
            passages::find_again(batch, &own, &words)
        };
        let of_retellings = || {
            let sentences: Vec<(ArticleId, &[Ends])> = changed.iter().map(|id| (*id, &was(id).ends[..])).collect();
            let of = retellings::touched(&ends, &self.ends, &sentences);
            let found = retellings::find_of(batch, &ends, &self.ends, store, &of);
            (of, found)
        };
        let of_paraphrases = || {
            let sentences: Vec<(ArticleId, &[Matter])> = changed.iter().map(|id| (*id, &was(id).matter[..])).collect();
            let (of, more) = paraphrases::touched(&matter, &self.words, &sentences);
            let room = self.room.checked_sub(more)?;
            let found = paraphrases::find_of(batch, &matter, &self.words, store, &extractor.lexicon, &of);
            Some((room, found.facts, of))
        };
        let (shared, (retold, paraphrased)) = rayon::join(of_passages, || rayon::join(of_retellings, of_paraphrases));
        let (room, told_otherwise, of) = paraphrased?;
        self.room = room;
        put(&mut self.passages, &shared.0, shared.1, &mut dirty);
        put(&mut self.retold, &retold.0, retold.1, &mut dirty);
        put(&mut self.paraphrased, &of, told_otherwise, &mut dirty);

        let mut dirty: Vec<ArticleId> = dirty.into_iter().collect();
        dirty.sort_unstable();
        for &id in &dirty {
            store.set(id, self.of(extractor, id));
        }
        Some(dirty)
    }
}

/// Puts what is found of articles in place of what was; those for whom it is something else are dirty.
fn put(all: &mut [Vec<Fact>], of: &FxHashSet<ArticleId>, found: Vec<Fact>, dirty: &mut FxHashSet<ArticleId>) {
    let mut now: FxHashMap<ArticleId, Vec<Fact>> = of.iter().map(|id| (*id, Vec::new())).collect();
    for fact in found {
        now.entry(fact.article).or_default().push(fact);
    }
    for (id, facts) in now {
        // None of these facts names an entity: they are equal where all of them is.
        if all[id.0 as usize] != facts {
            all[id.0 as usize] = facts;
            dirty.insert(id);
        }
    }
}
