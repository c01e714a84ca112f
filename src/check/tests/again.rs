//! A batch of which articles change says what it says when it is checked from the beginning.

use std::sync::Arc;

use proptest::prelude::*;

use super::build::World;
use super::robust::{STANDARD, article, fact};
use crate::article::{ArticleId, Batch};
use crate::check::{Checked, Options, Prepared, check};
use crate::facts::{Fact, FactStore};
use crate::language::Program;
use crate::record::Record;

/// Checks `facts` and then, one after the other, the batch with those of an article in place of its own.
fn agree(program: &Program, batch: &Batch, facts: Vec<Vec<Fact>>, changes: Vec<(ArticleId, Vec<Fact>)>) {
    let (record, options) = (Record::new(program), Options::default());
    let mut kept = Checked::new(Arc::new(Prepared::new(program)), batch, program, &options);
    let mut store = FactStore::of(facts);
    let mut changed: Vec<ArticleId> = batch.ids().collect();
    let mut changes = changes.into_iter();
    loop {
        let again = kept.check(&record, batch, &store, program, &options, &changed);
        let anew = check(batch, &store, program, &options);
        assert_eq!(again.rules, anew.rules);
        assert_eq!(again.findings, anew.findings);
        let Some((id, facts)) = changes.next() else { return };
        store.set(id, facts);
        changed = vec![id];
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_facts_may_change(
        seeds in proptest::collection::vec(proptest::collection::vec(any::<u64>(), 0..25), 5),
        changes in proptest::collection::vec((0u32..5, proptest::collection::vec(any::<u64>(), 0..25)), 1..6),
    ) {
        let batch = Batch::new((0..5).map(|i| article(i, true)).collect());
        let facts = |id: u32, of: &[u64]| of.iter().map(|&seed| fact(id, seed)).collect::<Vec<_>>();
        let before = (0u32..).zip(&seeds).map(|(id, of)| facts(id, of)).collect();
        agree(&STANDARD, &batch, before, changes.iter().map(|(id, of)| (ArticleId(*id), facts(*id, of))).collect());
    }
}

/// Of so many facts with one key not all pairs are looked at: where one comes or goes, it may be all of them again.
#[test]
fn many_facts_share_a_key() {
    let rules = "\nfact crate-load \"A load\"\n  size number\n  port text\n  name text\n\n\
        rule r \"R\"\n  for each crate-load c\n  same port, name\n  must agree on size\n";
    let loads: Vec<String> =
        (0..201).map(|i| format!("crate-load size={}; port=Oslo; name=w{}", i % 7, i % 50)).collect();
    let names: Vec<String> = (0..201).map(|i| format!("a{i:03}")).collect();
    let lines: Vec<[&str; 1]> = loads.iter().map(|load| [load.as_str()]).collect();
    let articles: Vec<(&str, &[&str])> = names.iter().zip(&lines).map(|(name, of)| (name.as_str(), &of[..])).collect();
    let world = World::new(rules, &articles);
    let of =
        |id: u32| -> Vec<Fact> { world.store.iter().map(|(_, f)| f).filter(|f| f.article.0 == id).cloned().collect() };
    let facts: Vec<Vec<Fact>> = (0..201).map(of).collect();
    let moved = |from: u32, to: u32| {
        let mut facts = of(from);
        facts.iter_mut().for_each(|f| f.article = ArticleId(to));
        facts
    };
    let changes = [0, 1, 2, 3, 199]
        .into_iter()
        .flat_map(|id| [(ArticleId(id), Vec::new()), (ArticleId(id), moved(200, id)), (ArticleId(id), of(id))]);
    agree(&world.program, &world.batch, facts.clone(), changes.collect());
}
