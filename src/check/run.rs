//! One rule, run over the facts of the batch.

use std::ops::ControlFlow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::Keys;
use super::context::Context;
use super::except::Exceptions;
use super::group::Groups;
use super::grouping::groupings;
use super::join::Join;
use super::memo::Memo;
use super::message::{arrange, explain, label};
use super::plan::Plan;
use super::trace::{Clause, Compared, Outcome, Tracer};
use super::values::Eval;
use super::{Truth, agree_rule, condition_rule, fall_rule, limits, record_rule};
use crate::article::{ArticleId, BlockKind};
use crate::facts::{Fact, FactId, FieldId, Stance, StanceSet, Undecided, native};
use crate::finding::{Draft, Finding, Grouping, Level, RuleCount, Verdict, fingerprint};
use crate::language::{Must, Part, Rule, Scope};

/// A rule at work: what it looks at and what it has found so far.
pub struct RuleRun<'a> {
    pub cx: &'a Context<'a>,
    pub rule: &'a Rule,
    pub count: RuleCount,
    pub drafts: Vec<Draft>,
    /// What alignment made of the facts, where that is asked for.
    pub groupings: Vec<Grouping>,
    /// Told of what touches its place.
    pub tracer: Option<&'a Tracer<'a>>,
    exceptions: Exceptions,
    level: Level,
    /// The one article that is looked at.
    pub only: Option<ArticleId>,
    /// What is worked out is kept for another run.
    pub again: bool,
    /// Facts that quantifiers have looked at, and combinations of facts that were tried: both have a limit.
    pub steps: u64,
    pub tried: usize,
    /// The same for facts that lack a value by which they would be found.
    pub opened: usize,
}

/// The facts that a variable ranges over.
#[derive(Clone, Debug, Default)]
pub struct Selected {
    pub facts: Vec<FactId>,
}

/// Whether a rule sees a claim, by how the article puts it.
pub fn sees(including: StanceSet, fact: &Fact) -> bool {
    including.has(fact.stance) && (including.anonymous || fact.source.as_ref().is_none_or(|s| !s.anonymous))
}

/// Runs a rule. `level` is what its findings are reported as; a `tracer` is told of what touches its place.
pub fn run<'a>(cx: &'a Context<'a>, rule: &'a Rule, level: Level, tracer: Option<&'a Tracer<'a>>) -> RuleRun<'a> {
    RuleRun::new(cx, rule, level, tracer).go()
}

/// Runs a rule whose scope is the article at most over one article.
pub fn run_of<'a>(cx: &'a Context<'a>, rule: &'a Rule, level: Level, article: ArticleId) -> RuleRun<'a> {
    RuleRun { only: Some(article), ..RuleRun::new(cx, rule, level, None) }.go()
}

/// Runs a rule of which [`is_kept`] over the batch, by what `memo` has from before of all articles but `dirty`.
pub fn run_again<'a>(
    cx: &'a Context<'a>,
    rule: &'a Rule,
    level: Level,
    memo: &mut Memo,
    dirty: &FxHashSet<ArticleId>,
) -> RuleRun<'a> {
    let mut run = RuleRun { again: true, ..RuleRun::new(cx, rule, level, None) };
    let eval = Eval::new(cx, run.including());
    match &rule.must {
        Must::Agree(agree) if rule.vars.len() == 1 => agree_rule::run_again(&mut run, &eval, agree, memo, dirty),
        _ => condition_rule::run_again(&mut run, &eval, memo, dirty),
    }
    run
}

/// Whether what a rule finds in one article does not depend on the others.
pub fn is_local(rule: &Rule) -> bool {
    match &rule.must {
        Must::MatchRecord => true,
        Must::Condition(_) | Must::NotOccur if rule.vars.len() == 1 => true,
        _ => matches!(rule.within, Scope::Sentence | Scope::Paragraph | Scope::Article),
    }
}

/// Whether what a rule works out of facts of several articles can be kept under these facts.
pub fn is_kept(rule: &Rule) -> bool {
    let shape = match &rule.must {
        Must::Agree(_) => rule.vars.len() <= 2,
        Must::Condition(_) | Must::NotOccur => rule.vars.len() == 2,
        Must::MatchRecord | Must::NeverFall(_) => false,
    };
    let quantified = super::context::conditions(rule).any(super::is_quantified);
    shape && rule.within == Scope::Batch && rule.except.is_empty() && !quantified
}

/// The facts that pass `where` and are no exception by `unless`, alone or together with others, in order.
pub fn candidates<'a>(cx: &'a Context<'a>, rule: &'a Rule) -> Vec<FactId> {
    let run = RuleRun::new(cx, rule, Level::Advice, None);
    let eval = Eval::new(cx, run.including());
    let facts: Vec<Vec<FactId>> = run.selected().into_iter().map(|s| s.facts).collect();
    let mut found: Vec<FactId> = Vec::new();
    let mut visit = |frame: &[FactId]| {
        let passes = rule.filter.as_ref().map_or(Truth::True, |f| eval.cond(f, frame));
        let unless = rule.unless.as_ref().map_or(Truth::False, |u| eval.cond(u, frame));
        if passes == Truth::True && unless == Truth::False {
            found.extend(frame);
        }
        ControlFlow::Continue(())
    };
    match &facts[..] {
        [only] => {
            for &id in only {
                let _ = visit(&[id]);
            }
        }
        all => {
            let same = rule.same.clone().unwrap_or_default();
            // Those that hold count, too.
            let plan = Plan { must: None, ..Plan::new(rule, cx.schema(), &same) };
            Join::new(cx, rule, &plan, &same, all).each(&all[0], visit);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

impl<'a> RuleRun<'a> {
    fn new(cx: &'a Context<'a>, rule: &'a Rule, level: Level, tracer: Option<&'a Tracer<'a>>) -> RuleRun<'a> {
        let exceptions = Exceptions::new(cx, rule);
        RuleRun {
            cx,
            rule,
            count: RuleCount::default(),
            drafts: Vec::new(),
            groupings: Vec::new(),
            tracer,
            exceptions,
            level,
            only: None,
            again: false,
            steps: 0,
            tried: 0,
            opened: 0,
        }
    }

    fn go(mut self) -> RuleRun<'a> {
        let (cx, rule) = (self.cx, self.rule);
        let eval = Eval { tracer: self.tracer, ..Eval::new(cx, self.including()) };
        match &rule.must {
            Must::Agree(agree) if rule.vars.len() == 1 => agree_rule::run(&mut self, &eval, agree),
            Must::NeverFall(field) => fall_rule::run(&mut self, &eval, *field),
            Must::MatchRecord => {
                let selected = self.selected();
                record_rule::run(&mut self, &eval, &selected[0]);
            }
            Must::Condition(_) | Must::NotOccur | Must::Agree(_) => {
                let selected = self.selected();
                condition_rule::run(&mut self, &eval, &selected);
            }
        }
        self.steps += eval.steps.get();
        self
    }

    /// [`RuleRun::without_exceptions`] that looks at one article.
    pub fn of_article(&self, article: ArticleId) -> RuleRun<'a> {
        RuleRun { only: Some(article), ..self.without_exceptions() }
    }

    /// The stances that the rule sees.
    fn including(&self) -> StanceSet {
        match self.rule.part {
            Some(Part::Quotes) => self.rule.including.with(Stance::Quoted),
            _ => self.rule.including,
        }
    }

    /// The facts that each variable ranges over.
    pub fn selected(&self) -> Vec<Selected> {
        self.rule.vars.iter().map(|v| self.select(v.kind, self.including())).collect()
    }

    pub fn level(&self) -> Level {
        self.level
    }

    /// Keeps what alignment made of the facts, where that is asked for.
    pub fn show_alignment(
        &mut self,
        keys: &Keys,
        field: FieldId,
        groups: &Groups,
        compare: &dyn Fn(FactId, FactId) -> Option<Compared>,
    ) {
        if self.cx.shows_alignment {
            self.groupings.extend(groupings(self.cx, self.rule, keys, field, groups, compare));
        }
    }

    /// The same rule at work for counting only, as if it had no exceptions.
    pub fn without_exceptions(&self) -> RuleRun<'a> {
        RuleRun {
            cx: self.cx,
            rule: self.rule,
            count: RuleCount::default(),
            drafts: Vec::new(),
            groupings: Vec::new(),
            tracer: None,
            exceptions: Exceptions::default(),
            level: self.level,
            only: self.only,
            again: false,
            steps: 0,
            tried: 0,
            opened: 0,
        }
    }

    fn select(&self, kind: crate::facts::KindId, including: StanceSet) -> Selected {
        let all: Vec<FactId> = match self.only {
            Some(article) => self.cx.of_kind_in(kind, article).to_vec(),
            None => self.cx.store.of_kind(kind).collect(),
        };
        let compares = self.rule.vars.len() > 1 || matches!(self.rule.must, Must::Agree(_) | Must::NeverFall(_));
        let across = compares && self.rule.within == Scope::Batch;
        let facts = all.into_iter().filter(|&id| {
            let fact = self.cx.fact(id);
            let (seen, stands) = (sees(including, fact), self.stands(fact));
            if !(seen && stands) && self.is_traced(&[id]) {
                self.passed_over(
                    id,
                    match (seen, including.has(fact.stance)) {
                        (false, false) => Outcome::Stance(fact.stance),
                        (false, true) => Outcome::Anonymous,
                        (true, _) => Outcome::Part,
                    },
                );
            }
            seen && stands && (compares || self.cx.is_judged(fact.article)) && !(across && self.is_taken_back(id))
        });
        Selected { facts: facts.collect() }
    }

    /// Whether a later version stands in place of the fact's article.
    fn is_taken_back(&self, id: FactId) -> bool {
        let taken_back = self.cx.stories().is_superseded(self.cx.fact(id).article);
        if taken_back && self.is_traced(&[id]) {
            self.passed_over(id, Outcome::Superseded);
        }
        taken_back
    }

    /// `in headline`, `in body`, …
    fn stands(&self, fact: &Fact) -> bool {
        let Some(part) = self.rule.part else { return true };
        let block = self.cx.block_of(fact).map(|(_, kind)| kind);
        match part {
            Part::Headline => block == Some(BlockKind::Headline),
            Part::Caption => block == Some(BlockKind::Caption),
            Part::Body => !matches!(block, Some(BlockKind::Headline | BlockKind::Caption | BlockKind::Dateline)),
            Part::Quotes => {
                fact.stance == Stance::Quoted
                    || fact.kind == native::QUOTE
                    || self
                        .cx
                        .of_kind_in(native::QUOTE, fact.article)
                        .iter()
                        .any(|&q| self.cx.fact(q).span.contains(fact.span))
            }
        }
    }

    /// Whether the rule's exceptions take this article out.
    pub fn is_excepted(&self, article: ArticleId) -> bool {
        self.exceptions.has(article)
    }
    pub fn any_excepted(&self, facts: &[FactId]) -> bool {
        facts.iter().any(|&id| self.is_excepted(self.cx.fact(id).article))
    }

    /// Whether an explanation is wanted of these facts.
    pub fn is_traced(&self, facts: &[FactId]) -> bool {
        self.tracer.is_some_and(|t| facts.iter().any(|&id| t.touches(self.cx.fact(id))))
    }
    /// Notes that these facts are looked at as one candidate.
    pub fn begin(&self, facts: &[FactId]) {
        if let Some(tracer) = self.tracer {
            tracer.begin(self.cx, facts);
        }
    }
    /// Notes what came of the candidate that is looked at.
    pub fn came(&self, outcome: Outcome) {
        if let Some(tracer) = self.tracer {
            tracer.outcome(outcome);
        }
    }
    /// Notes why a fact is no candidate.
    pub fn passed_over(&self, id: FactId, outcome: Outcome) {
        self.begin(&[id]);
        self.came(outcome);
    }

    /// Keeps a violation by `facts`; the rule's exceptions turn it into a count.
    pub fn violated(&mut self, draft: Draft, facts: &[FactId]) {
        if !self.cx.any_judged(facts) {
            return;
        }
        if self.any_excepted(facts) {
            self.count.excepted += 1;
            self.came(Outcome::Excepted);
            return;
        }
        self.count.violated += 1;
        self.came(Outcome::Violated);
        if let Some(tracer) = self.tracer {
            tracer.finding(&draft.finding);
        }
        self.keep(draft);
    }

    /// Keeps an undecided finding about `facts`. `because` says more than the reason alone.
    pub fn undecided(&mut self, facts: &[FactId], why: Undecided, because: Option<String>) {
        if !self.cx.any_judged(facts) {
            return;
        }
        if self.any_excepted(facts) {
            self.count.excepted += 1;
            self.came(Outcome::Excepted);
            return;
        }
        self.count.undecided += 1;
        self.came(Outcome::Undecided(why));
        if self.drafts.len() >= limits::FINDINGS {
            return;
        }
        let because = because.unwrap_or_else(|| explain(why).to_string());
        let labels = facts.iter().enumerate().map(|(i, &id)| {
            let fact = self.cx.fact(id);
            label(fact.article, fact.span, "", i == 0)
        });
        let labels = arrange(labels.collect());
        let mut words: Vec<String> = facts
            .iter()
            .map(|&id| {
                let fact = self.cx.fact(id);
                super::words::comparable(self.cx.batch.get(fact.article).words(fact.span))
            })
            .collect();
        words.sort_unstable();
        words.insert(0, why.word().into());
        words.insert(0, self.rule.name.to_string());
        let finding = Arc::new(Finding {
            rule: self.rule.name.clone(),
            level: self.level,
            verdict: Verdict::Undecided(why),
            message: because,
            help: None,
            fix: Vec::new(),
            labels,
            assumed: Vec::new(),
            record: None,
            related: Vec::new(),
            suppressed: None,
            known: false,
            fingerprint: fingerprint(words),
        });
        if let Some(tracer) = self.tracer {
            tracer.finding(&finding);
        }
        self.keep(Draft { finding, claims: Vec::new(), from_record: false, compares: false, kin: None });
    }

    /// Says that a limit was met, at one of the facts that met it.
    pub fn limit(&mut self, what: &str, at: Option<FactId>) {
        self.count.undecided += 1;
        if let Some(tracer) = self.tracer {
            tracer.limit(what);
        }
        let labels = at.map(|id| {
            let fact = self.cx.fact(id);
            label(fact.article, fact.span, "", true)
        });
        let finding = Arc::new(Finding {
            rule: self.rule.name.clone(),
            level: self.level,
            verdict: Verdict::Undecided(Undecided::Limit),
            message: format!("the rule meets {what}, and the rest was not looked at"),
            help: Some("narrow the rule with `where`, `same` or a smaller scope".into()),
            fix: Vec::new(),
            labels: labels.into_iter().collect(),
            assumed: Vec::new(),
            record: None,
            related: Vec::new(),
            suppressed: None,
            known: false,
            fingerprint: fingerprint([&self.rule.name, "limit", what]),
        });
        self.drafts.push(Draft { finding, claims: Vec::new(), from_record: false, compares: false, kin: None });
    }

    /// Takes over what was found apart.
    pub fn take(&mut self, count: &RuleCount, drafts: &[Draft]) {
        self.count.add(count);
        drafts.iter().for_each(|draft| self.keep(draft.clone()));
    }

    fn keep(&mut self, draft: Draft) {
        if self.drafts.len() == limits::FINDINGS {
            self.limit(&format!("more than {} findings", limits::FINDINGS), None);
        }
        if self.drafts.len() < limits::FINDINGS {
            self.drafts.push(draft);
        }
    }

    /// The facts of one variable that pass `where` and are no exception by `unless`, grouped by scope. A fact for which one of
    /// the two is undecided comes with the reason.
    pub fn passing(&mut self, eval: &Eval, facts: &[FactId]) -> Vec<Vec<(FactId, Option<Undecided>)>> {
        let mut scopes: FxHashMap<(u32, u32), Vec<(FactId, Option<Undecided>)>> = FxHashMap::default();
        for &id in facts {
            self.begin(&[id]);
            let passes = self.rule.filter.as_ref().map_or(Truth::True, |f| eval.clause(Clause::Where, f, &[id]));
            let unless = self.rule.unless.as_ref().map_or(Truth::False, |u| eval.clause(Clause::Unless, u, &[id]));
            let open = match (passes, unless) {
                (Truth::False, _) => {
                    self.came(Outcome::Where);
                    continue;
                }
                (_, Truth::True) => {
                    self.came(Outcome::Unless);
                    continue;
                }
                (Truth::Undecided(why), _) | (_, Truth::Undecided(why)) => Some(why),
                _ => None,
            };
            if let Some(tracer) = self.tracer {
                tracer.pass();
            }
            let scope = self.cx.scope_of(self.cx.fact(id), self.rule.within);
            scopes.entry(scope).or_default().push((id, open));
        }
        let mut groups: Vec<_> = scopes.into_iter().collect();
        groups.sort_unstable_by_key(|(scope, _)| *scope);
        groups.into_iter().map(|(_, facts)| facts).collect()
    }
}
