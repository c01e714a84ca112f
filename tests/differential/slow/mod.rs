//! Rules as the language's text has them, word by word: every fact against every other, nothing remembered, nothing looked up.

use claimlint::facts::{Stance, Undecided};

mod alignment;
mod comparisons;

use crate::model::*;
use comparisons::compare;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Undecided(Undecided),
    Violated,
}

/// What is said of some facts, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    pub verdict: Verdict,
    pub facts: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub said: Vec<Said>,
    pub candidates: usize,
    /// Of those, how many are some only if what is not known is so.
    pub unsure: usize,
    pub excepted: usize,
    /// Where one group of facts leaves open what is said of it: one undecided finding of some of these is due.
    pub open_groups: Vec<Vec<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    Yes,
    No,
    Open(Undecided),
}
use Truth::{No, Open, Yes};

impl Truth {
    fn of(yes: bool) -> Truth {
        if yes { Yes } else { No }
    }
    fn not(self) -> Truth {
        match self {
            Yes => No,
            No => Yes,
            open => open,
        }
    }
    /// False where one is false, else open where one is open.
    fn all(of: Vec<Truth>) -> Truth {
        let open = of.iter().copied().find(|t| matches!(t, Open(_)));
        if of.contains(&No) { No } else { open.unwrap_or(Yes) }
    }
    fn any(of: Vec<Truth>) -> Truth {
        Truth::all(of.into_iter().map(Truth::not).collect()).not()
    }
}

/// What an expression comes to.
#[derive(Clone, Debug)]
enum Val {
    Missing(Undecided),
    Words(String),
    Number(Option<i64>, Option<i64>),
    Date(usize),
    Name(&'static str),
    Names(Vec<&'static str>),
}

pub struct Slow<'a> {
    program: &'a Program,
    world: &'a World,
    rule: &'a Rule,
}

pub fn run(program: &Program, world: &World, rule: &Rule) -> Outcome {
    let slow = Slow { program, world, rule };
    match &rule.must {
        Must::Agree { .. } | Must::NeverFall(_) => slow.compared(),
        _ if rule.kinds.len() == 1 => slow.alone(),
        _ => slow.together(),
    }
}

impl Slow<'_> {
    // ---- which facts ----

    fn fact(&self, id: usize) -> &Fact {
        &self.world.facts[id]
    }

    /// "By default a rule sees only claims the article makes as true: asserted, or reported from a named source."
    fn sees(&self, fact: &Fact) -> bool {
        let stance =
            matches!(fact.stance, Stance::Asserted | Stance::Reported) || self.rule.including.contains(&fact.stance);
        stance && (self.rule.anonymous || fact.source != Some(Source::Anonymous))
    }

    /// The paragraph of a fact, counted from 1 among those of its article.
    fn paragraph(&self, fact: &Fact) -> usize {
        let mut before: Vec<usize> =
            self.world.facts.iter().filter(|f| f.article == fact.article).map(|f| f.paragraph).collect();
        before.dedup();
        1 + before.iter().position(|p| *p == fact.paragraph).expect("its own is among them")
    }

    fn in_headline(&self, fact: &Fact) -> bool {
        self.world.articles[fact.article].headline && self.paragraph(fact) == 1
    }

    fn ranged(&self, kind: usize) -> Vec<usize> {
        (0..self.world.facts.len())
            .filter(|&id| self.fact(id).kind == kind && self.sees(self.fact(id)))
            .filter(|&id| self.rule.headline.is_none_or(|headline| headline == self.in_headline(self.fact(id))))
            .collect()
    }

    fn in_scope(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.fact(a), self.fact(b));
        let article = a.article == b.article;
        match self.rule.scope {
            Scope::Batch => true,
            Scope::Article => article,
            Scope::Paragraph => article && a.paragraph == b.paragraph,
            Scope::Sentence => article && a.paragraph == b.paragraph && a.sentence == b.sentence,
        }
    }

    /// "An exception by place and time, measured against the article's own date; an undated article is always excepted."
    fn excepted(&self, id: usize) -> bool {
        let article = &self.world.articles[self.fact(id).article];
        self.rule.except.as_ref().is_some_and(|except| {
            let named = except.name.is_none_or(|name| article.name.starts_with(name));
            let in_time = match (except.until, article.date) {
                (Some(until), Some(date)) => DATES[date].2 <= DATES[until].2,
                _ => true,
            };
            named && in_time
        })
    }

    // ---- values ----

    /// The article's own date fills a date that the fact does not give.
    fn value(&self, id: usize, field: usize) -> Option<Value> {
        let fact = self.fact(id);
        let is_date = self.program.kinds[fact.kind].fields[field].0 == "date";
        let filled = || self.world.articles[fact.article].date.filter(|_| is_date && fact.dated_by_article);
        fact.fields[field].clone().or_else(|| filled().map(Value::Date))
    }

    fn expr(&self, expr: &Expr, frame: &[usize]) -> Val {
        let of_value = |value: Value| match value {
            Value::Word(n) => Val::Words(WORDS[n].into()),
            Value::Number(low, high) => Val::Number(low, high),
            Value::Date(date) => Val::Date(date),
            Value::Person(n) => Val::Name(PERSONS[n]),
            Value::Firm(n) => Val::Name(FIRMS[n]),
            Value::Office(n) => Val::Name(OFFICES[n]),
            Value::People(all) => Val::Names(all.iter().map(|n| PERSONS[*n]).collect()),
            Value::Open(why) => Val::Missing(why),
        };
        match expr {
            Expr::Literal(value) => of_value(value.clone()),
            Expr::Field { var, field } => match self.value(frame[*var], *field) {
                Some(value) => of_value(value),
                None => Val::Missing(self.reason(self.fact(frame[*var]).kind, *field)),
            },
            Expr::Name(word) => Val::Words(word.to_string()),
            Expr::Stance(var) => Val::Words(self.fact(frame[*var]).stance.name().into()),
            Expr::Article(var) => Val::Words(self.world.articles[self.fact(frame[*var]).article].name.clone()),
            Expr::ArticleDate(var) => {
                let date = self.world.articles[self.fact(frame[*var]).article].date;
                date.map_or(Val::Missing(Undecided::Date), Val::Date)
            }
            Expr::Source(var) => match self.fact(frame[*var]).source {
                Some(Source::Named) => Val::Words("the harbour office".into()),
                Some(Source::Anonymous) => Val::Words("sources".into()),
                None => Val::Missing(Undecided::Stance),
            },
            Expr::Part(var) => {
                Val::Words(if self.in_headline(self.fact(frame[*var])) { "headline" } else { "body" }.into())
            }
            Expr::Paragraph(var) => {
                let n = self.paragraph(self.fact(frame[*var])) as i64;
                Val::Number(Some(n), Some(n))
            }
            Expr::Count(of) => match self.expr(of, frame) {
                Val::Names(all) => Val::Number(Some(all.len() as i64), Some(all.len() as i64)),
                missing => missing,
            },
            Expr::Year(of) => match self.expr(of, frame) {
                // All of them lie in one year.
                Val::Date(_) => Val::Number(Some(2025), Some(2025)),
                missing => missing,
            },
            Expr::Absolute(of) => match self.expr(of, frame) {
                Val::Number(low, high) => {
                    let is_below = high.is_some_and(|h| h <= 0);
                    let is_above = low.is_some_and(|l| l >= 0);
                    match (is_above, is_below) {
                        (true, _) => Val::Number(low, high),
                        (_, true) => Val::Number(high.map(|h| -h), low.map(|l| -l)),
                        _ => Val::Number(Some(0), low.zip(high).map(|(l, h)| h.max(-l))),
                    }
                }
                missing => missing,
            },
            Expr::Add(a, b) | Expr::Subtract(a, b) => match (self.expr(a, frame), self.expr(b, frame)) {
                (Val::Missing(why), _) | (_, Val::Missing(why)) => Val::Missing(why),
                (Val::Number(a, b), Val::Number(c, d)) => {
                    let (c, d) =
                        if matches!(expr, Expr::Subtract(..)) { (d.map(|d| -d), c.map(|c| -c)) } else { (c, d) };
                    Val::Number(a.zip(c).map(|(a, c)| a + c), b.zip(d).map(|(b, d)| b + d))
                }
                (other, _) => other,
            },
        }
    }

    /// "no date is given", "it is open who or what is meant", "no number is given"
    fn reason(&self, kind: usize, field: usize) -> Undecided {
        match self.program.kinds[kind].fields[field].1 {
            Type::Date => Undecided::Date,
            Type::Number => Undecided::Number,
            Type::Word | Type::Person | Type::People | Type::Firm | Type::Office => Undecided::Name,
        }
    }

    // ---- conditions ----

    fn cond(&self, cond: &Cond, frame: &[usize]) -> Truth {
        match cond {
            Cond::And(all) => Truth::all(all.iter().map(|c| self.cond(c, frame)).collect()),
            Cond::Or(any) => Truth::any(any.iter().map(|c| self.cond(c, frame)).collect()),
            Cond::Not(inner) => self.cond(inner, frame).not(),
            Cond::Known(of) => Truth::of(!matches!(self.expr(of, frame), Val::Missing(_))),
            Cond::Missing(of) => Truth::of(matches!(self.expr(of, frame), Val::Missing(_))),
            Cond::Compare(op, a, b) => compare(*op, &self.expr(a, frame), &self.expr(b, frame)),
            Cond::OneOf { left, items, not, .. } => {
                let left = self.expr(left, frame);
                let right = items.iter().map(|i| self.expr(&Expr::Literal(i.clone()), frame));
                let found = Truth::any(right.map(|r| compare(Op::Is, &left, &r)).collect());
                if *not { found.not() } else { found }
            }
            Cond::Quantified { quantifier, kind, body } => {
                // "They look at the articles of the rule's own facts."
                let articles: Vec<usize> = frame.iter().map(|&id| self.fact(id).article).collect();
                let facts = (0..self.world.facts.len()).filter(|&id| {
                    let fact = self.fact(id);
                    fact.kind == *kind && articles.contains(&fact.article) && self.sees(fact)
                });
                let truths: Vec<Truth> = facts
                    .map(|id| {
                        let mut inner = frame.to_vec();
                        inner.push(id);
                        self.cond(body, &inner)
                    })
                    .collect();
                quantified(*quantifier, &truths)
            }
        }
    }

    fn filter(&self, frame: &[usize]) -> Truth {
        Truth::all(self.rule.filter.iter().map(|c| self.cond(c, frame)).collect())
    }

    fn unless(&self, frame: &[usize]) -> Truth {
        Truth::any(self.rule.unless.iter().map(|c| self.cond(c, frame)).collect())
    }

    /// "An undecided `where` or `unless` makes the candidate undecided, unless its `must` holds." `None`: no candidate;
    /// `Some(None)`: it holds.
    fn judge(&self, frame: &[usize]) -> Option<Option<Verdict>> {
        let filter = self.filter(frame);
        if filter == No {
            return None;
        }
        let must = match &self.rule.must {
            Must::Condition(cond) => self.cond(cond, frame),
            Must::MatchRecord => self.by_record(frame[0]),
            Must::NotOccur | Must::Agree { .. } | Must::NeverFall(_) => No,
        };
        let unless = self.unless(frame);
        Some(match (must, unless, filter) {
            (Yes, ..) | (_, Yes, _) => None,
            (_, _, Open(why)) | (_, Open(why), _) | (Open(why), ..) => Some(Verdict::Undecided(why)),
            _ => Some(Verdict::Violated),
        })
    }

    fn alone(&self) -> Outcome {
        let mut out = Outcome::default();
        for id in self.ranged(self.rule.kinds[0]) {
            if let Some(found) = self.judge(&[id]) {
                out.candidates += 1;
                out.add(self, found, vec![id]);
            }
        }
        out
    }

    /// Ordered pairs (or more), never a fact with itself. A pair and its mirror image are told of once, by the worse of the two.
    fn together(&self) -> Outcome {
        let mut frames: Vec<Vec<usize>> = vec![Vec::new()];
        for &kind in &self.rule.kinds {
            let with = |frame: &Vec<usize>| -> Vec<Vec<usize>> {
                let fits = |id: &usize| frame.iter().all(|&o| o != *id && self.in_scope(o, *id));
                let more = self.ranged(kind).into_iter().filter(fits);
                more.map(|id| frame.iter().copied().chain([id]).collect()).collect()
            };
            frames = frames.iter().flat_map(with).collect();
        }
        let judged: Vec<(Vec<usize>, Option<Verdict>)> =
            frames.into_iter().filter_map(|frame| Some((frame.clone(), self.judge(&frame)?))).collect();
        let mirrored = self.rule.kinds.len() == 2 && self.rule.kinds[0] == self.rule.kinds[1];
        let unsure = judged.iter().filter(|(frame, _)| self.filter(frame) != Yes).count();
        let mut out = Outcome { unsure, ..Outcome::default() };
        for (frame, found) in &judged {
            let mirror = vec![frame[1], frame[0]];
            match mirrored.then(|| self.judge(&mirror)).flatten() {
                // The other one of the two is, or was, told of.
                Some(theirs) if (theirs, &mirror) > (*found, frame) => {}
                _ => {
                    out.candidates += 1;
                    out.add(self, *found, frame.clone());
                }
            }
        }
        out
    }

    // ---- the record ----

    /// The table "What the record decides".
    fn by_record(&self, id: usize) -> Truth {
        let kind = &self.program.kinds[self.fact(id).kind];
        let field = |name: &str| kind.fields.iter().position(|f| f.0 == name).expect("the kind has it");
        let person = match self.value(id, field("person")) {
            Some(Value::Person(person)) => person,
            Some(Value::Open(why)) => return Open(why),
            _ => return Open(Undecided::Name),
        };
        let office = match self.value(id, field("office")) {
            Some(Value::Office(office)) => office,
            Some(Value::Open(why)) => return Open(why),
            _ => return Open(Undecided::Record),
        };
        // An article's own date dates roles.
        let roles: Vec<&Role> = self.program.roles.iter().filter(|r| r.office == office).collect();
        let tenures: Vec<&Tenure> = roles.iter().flat_map(|r| r.tenures.iter()).collect();
        if tenures.is_empty() && !roles.iter().any(|r| r.complete) {
            return Open(Undecided::Record);
        }
        let date = match self.value(id, field("date")) {
            Some(Value::Open(why)) => return Open(why),
            Some(Value::Date(date)) => Some(date),
            _ => self.world.articles[self.fact(id).article].date,
        };
        let days = |t: &Tenure| (DATES[t.from].1, t.to.map_or(i32::MAX, |to| DATES[to].2));
        let own: Vec<&&Tenure> = tenures.iter().filter(|t| t.person == person).collect();
        let Some((from, to)) = date.map(|d| (DATES[d].1, DATES[d].2)) else {
            return match () {
                _ if !own.is_empty() => Open(Undecided::Date),
                _ if tenures.iter().any(|t| t.to.is_none()) || roles.iter().any(|r| r.complete) => No,
                _ => Open(Undecided::Record),
            };
        };
        if !own.is_empty() {
            let held = |day: i32| own.iter().any(|t| days(t).0 <= day && day <= days(t).1);
            return match () {
                _ if (from..=to).all(held) => Yes,
                _ if !(from..=to).any(held) => No,
                _ => Open(Undecided::Date),
            };
        }
        let first = tenures.iter().map(|t| days(t).0).min();
        let last = tenures.iter().map(|t| days(t).1).max();
        let between = first.is_some_and(|first| first <= from) && last.is_some_and(|last| to <= last);
        if between || roles.iter().any(|r| r.complete) { No } else { Open(Undecided::Record) }
    }
}

impl Outcome {
    fn add(&mut self, slow: &Slow, found: Option<Verdict>, mut facts: Vec<usize>) {
        let Some(verdict) = found else { return };
        if facts.iter().any(|&id| slow.excepted(id)) {
            self.excepted += 1;
            return;
        }
        facts.sort_unstable();
        self.said.push(Said { verdict, facts });
    }
}

fn quantified(quantifier: Quantifier, truths: &[Truth]) -> Truth {
    let open = truths.iter().copied().find(|t| matches!(t, Open(_))).unwrap_or(No);
    let least = truths.iter().filter(|t| **t == Yes).count();
    let most = truths.iter().filter(|t| **t != No).count();
    let between = |low: usize, high: usize| match () {
        _ if low <= least && most <= high => Yes,
        _ if most < low || high < least => No,
        _ => open,
    };
    match quantifier {
        Quantifier::Any => between(1, usize::MAX),
        Quantifier::All => between(truths.len(), usize::MAX),
        Quantifier::Exactly(n) => between(n, n),
        Quantifier::AtLeast(n) => between(n, usize::MAX),
        Quantifier::AtMost(n) => between(0, n),
    }
}
