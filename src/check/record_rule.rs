//! `must match the record`: what a fact claims against what is held to be true.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::context::Context;
use super::dates::When;
use super::message::{arrange, assumptions_of, label, span_of};
use super::record_other;
use super::record_told::{Told, is_doubtful};
use super::run::{RuleRun, Selected};
use super::trace::{Clause, Outcome, Recorded};
use super::values::{Eval, RecordWords};
use super::{Truth, print};
use crate::article::ArticleId;
use crate::facts::{DateValue, Entity, Fact, FactId, FieldId, FieldValue, KindDef, Type, Undecided, Value};
use crate::finding::{Claim, Draft, Finding, RecordRef, Verdict, fingerprint};
use crate::language::{Seats, TenureEnd};
use crate::record::{self, Claimed, Days, Held, OfficeRecord, TenureWord, Windows, keys, number};
use crate::source::FileSpan;

/// What the record says of one fact.
pub struct Answer {
    pub outcome: record::Outcome,
    /// The field that the record contradicts: marked first.
    pub field: Option<FieldId>,
    /// Shown at the mark.
    pub note: String,
    pub entry: Option<RecordRef>,
    /// Where it is explained: every other entry that was looked at.
    pub entries: Vec<RecordRef>,
    pub words: RecordWords,
    pub assumed: Vec<String>,
    /// The values that the answer rests on, for the fingerprint.
    pub identity: Vec<String>,
}

impl Answer {
    pub fn undecided(why: Undecided) -> Answer {
        Answer::of(record::Outcome::Undecided(why))
    }
    pub fn of(outcome: record::Outcome) -> Answer {
        Answer {
            outcome,
            field: None,
            note: String::new(),
            entry: None,
            entries: Vec::new(),
            words: RecordWords::default(),
            assumed: Vec::new(),
            identity: Vec::new(),
        }
    }
    fn noted(&self, fact: &Fact) -> Recorded {
        let said = self.field.and_then(|f| fact.value(f)).map(print::show);
        let holds = self.outcome == record::Outcome::Holds && !self.entries.is_empty();
        let mut entries: Vec<RecordRef> = self.entry.iter().filter(|_| !holds).cloned().collect();
        entries.extend(self.entries.iter().filter(|e| holds || Some(*e) != self.entry.as_ref()).cloned());
        Recorded {
            says: match said {
                Some(said) if !self.note.is_empty() && !self.note.contains(&said) => format!("{}: {}", said, self.note),
                _ => self.note.clone(),
            },
            entries,
            assumed: self.assumed.clone(),
            truth: match self.outcome {
                record::Outcome::Holds => Truth::True,
                record::Outcome::Violated => Truth::False,
                record::Outcome::Undecided(why) => Truth::Undecided(why),
            },
        }
    }
}

pub fn run(run: &mut RuleRun, eval: &Eval, selected: &Selected) {
    let (cx, rule) = (run.cx, run.rule);
    let kind = cx.schema().def(rule.vars[0].kind);
    let office = Offices::of(kind);
    let mut windows: FxHashMap<ArticleId, (Vec<FactId>, Windows)> = FxHashMap::default();
    for &id in &selected.facts {
        run.begin(&[id]);
        let passes = rule.filter.as_ref().map_or(Truth::True, |f| eval.clause(Clause::Where, f, &[id]));
        if passes == Truth::False {
            run.came(Outcome::Where);
            continue;
        }
        run.count.candidates += 1;
        let answer = match &office {
            Some(fields) => fields.answer(run, id, &selected.facts, &mut windows),
            None => record_other::answer(cx, kind, cx.fact(id)),
        };
        if let Some(tracer) = run.tracer {
            tracer.recorded(answer.noted(cx.fact(id)));
        }
        let unless = match answer.outcome {
            record::Outcome::Holds => continue,
            _ => rule.unless.as_ref().map_or(Truth::False, |u| eval.clause(Clause::Unless, u, &[id])),
        };
        match (unless, passes, answer.outcome) {
            (Truth::True, ..) => run.came(Outcome::Unless),
            (_, _, record::Outcome::Holds) => {}
            (_, Truth::Undecided(why), _) | (Truth::Undecided(why), ..) => run.undecided(&[id], why, None),
            (_, _, record::Outcome::Undecided(why)) => run.undecided(&[id], why, None),
            (_, _, record::Outcome::Violated) => {
                let draft = violation(run, eval, id, answer);
                run.violated(draft, &[id]);
            }
        }
    }
}

fn violation(run: &RuleRun, eval: &Eval, id: FactId, answer: Answer) -> Draft {
    let (cx, rule) = (run.cx, run.rule);
    let fact = cx.fact(id);
    let value = answer.field.and_then(|f| fact.get(f));
    let span = span_of(fact, value);
    let mut labels = vec![label(fact.article, span, answer.note.clone(), true)];
    let mut assumed = answer.assumed.clone();
    for other in &fact.fields {
        assumptions_of(cx, fact, other, &mut assumed);
        // The date that decides stands beside what it decides on.
        if Some(other.field) != answer.field
            && matches!(other.value, Value::Date(_))
            && let Some(at) = other.span().filter(|s| !s.overlaps(span) && !s.is_empty())
        {
            labels.push(label(fact.article, at, "", false));
        }
    }
    let with_record = Eval { record: Some(&answer.words), ..Eval::new(cx, eval.including) };
    let message = match &rule.say {
        Some(say) => with_record.template(say, &[id]),
        None => {
            let said = value.map_or_else(String::new, |v| print::show(&v.value));
            match &answer.entry {
                Some(entry) => format!("“{said}” does not fit the record: {}", entry.entry),
                None => format!("“{said}” does not fit the record"),
            }
        }
    };
    let identity = std::iter::once(rule.name.to_string()).chain(answer.identity.iter().cloned());
    let finding = Arc::new(Finding {
        rule: rule.name.clone(),
        level: run.level(),
        verdict: Verdict::Violated,
        message,
        help: rule.help.as_ref().map(|h| with_record.template(h, &[id])),
        fix: Vec::new(),
        labels: arrange(labels),
        assumed,
        record: answer.entry.clone(),
        related: Vec::new(),
        suppressed: None,
        known: false,
        fingerprint: fingerprint(identity),
    });
    let claim = Claim { article: fact.article, kind: fact.kind, field: value.map(|v| v.field), span };
    Draft { finding, claims: vec![claim], from_record: true, compares: false, kin: None }
}

/// Whether an entry comes from a table rather than from a rule file.
fn of_table(cx: &Context, held: &Held) -> bool {
    let name = &cx.program.sources.get(held.at.source).name;
    std::path::Path::new(name).extension().is_some_and(|ending| ending != "claim")
}

/// The fields of a kind that gives persons offices.
struct Offices {
    person: FieldId,
    office: FieldId,
    tenure: Option<FieldId>,
    date: Option<FieldId>,
    told: Option<FieldId>,
    seats: Option<FieldId>,
}

impl Offices {
    fn of(kind: &KindDef) -> Option<Offices> {
        let field = |name: &str, ty: &Type| {
            let named = kind.field(name).filter(|&f| kind.def(f).ty == *ty);
            named.or_else(|| kind.fields.iter().position(|f| f.ty == *ty).map(|i| FieldId(i as u8)))
        };
        Some(Offices {
            person: field("person", &Type::Person)?,
            office: field("office", &Type::Office)?,
            tenure: kind.field("tenure"),
            told: kind.field("told"),
            seats: kind.field("seats"),
            date: kind.field("date").filter(|&f| kind.def(f).ty == Type::Date),
        })
    }

    fn tenure(&self, fact: &Fact) -> TenureWord {
        let word = self.tenure.and_then(|f| fact.value(f)).and_then(Value::as_text);
        word.and_then(TenureWord::parse).unwrap_or(TenureWord::Current)
    }

    /// Why somebody of whom the record says nothing may be right all the same: the words do not say whose office it is, or that several
    /// hold it, or the record's own holder may be meant by another spelling.
    fn stranger(
        &self,
        fact: &Fact,
        person: &Entity,
        office: &OfficeRecord,
        verdict: &record::Verdict,
    ) -> Option<Undecided> {
        let inferred = fact.get(self.office).is_some_and(|f| f.by.is_some());
        let several = self.seats.and_then(|f| fact.value(f)).and_then(Value::as_text) == Some("many");
        match () {
            _ if inferred || verdict.instead.is_some_and(|h| keys::may_be_respelled(&person.name, &h.name)) => {
                Some(Undecided::Name)
            }
            _ if several && office.seats == Seats::Number(1) => Some(Undecided::Record),
            _ => None,
        }
    }

    fn office<'a>(&self, run: &RuleRun<'a>, fact: &Fact) -> Option<&'a OfficeRecord> {
        match fact.value(self.office)? {
            Value::Office(office) => run.cx.record.office(office),
            _ => None,
        }
    }

    fn answer(
        &self,
        run: &RuleRun,
        id: FactId,
        all: &[FactId],
        windows: &mut FxHashMap<ArticleId, (Vec<FactId>, Windows)>,
    ) -> Answer {
        let cx = run.cx;
        let fact = cx.fact(id);
        let person = match fact.value(self.person) {
            Some(Value::Entity(person)) => person,
            Some(Value::Unknown(why)) => return Answer::undecided(*why),
            _ => return Answer::undecided(Undecided::Name),
        };
        if let Some(Value::Unknown(why)) = fact.value(self.office) {
            return Answer::undecided(*why);
        }
        let Some(office) = self.office(run, fact) else {
            let note = match fact.value(self.office) {
                Some(office) => format!("the record has nothing of the office “{}”", print::show(office)),
                None => "the article names no office that could be looked up".into(),
            };
            return Answer { note, ..Answer::undecided(Undecided::Record) };
        };
        let tenure = self.tenure(fact);
        let (when, mut assumed) = self.when(run, fact, id, office, all, windows);
        let mut verdict = office.judge(cx.record, &Claimed { person, tenure, when: when.clone() });
        if verdict.outcome == record::Outcome::Violated
            && Told::of(fact, self.told) == Told::Likely
            && is_doubtful(cx, fact.article, office, &verdict, &when)
        {
            verdict.outcome = record::Outcome::Undecided(Undecided::Date);
        }
        if verdict.outcome == record::Outcome::Violated
            && let Some(why) = match verdict.own.is_empty() {
                true => self.stranger(fact, person, office, &verdict),
                // A table has no word for it: those who only acted stand in it, too.
                false => (tenure == TenureWord::Acting && verdict.own.iter().all(|h| of_table(cx, h)))
                    .then_some(Undecided::Record),
            }
        {
            verdict.outcome = record::Outcome::Undecided(why);
        }
        if tenure == TenureWord::Former && verdict.outcome == record::Outcome::Violated {
            // "Former" may look back from the day of the article as well as from that of the event.
            let own = cx.batch.get(fact.article).date.as_ref().map(|d| readings(&d.value));
            if let Some(when @ record::When::Days(_)) = own {
                let today = office.judge(cx.record, &Claimed { person, tenure, when });
                if today.outcome != record::Outcome::Violated {
                    verdict = today;
                }
            }
        }
        if verdict.outcome == record::Outcome::Holds && run.tracer.is_none() {
            // Nobody asks why.
            return Answer::of(verdict.outcome);
        }
        if verdict.by_likeness
            && let Some(own) = verdict.own.first()
        {
            assumed.push(format!("“{}” is {} of the record", person.name, own.name));
        }
        assumed.extend(older(&verdict, cx.batch.get(fact.article).date.as_ref().map(|d| &d.value)));
        let held: Vec<String> = verdict.own.iter().map(|h| h.describe_time()).collect();
        let note = match held.is_empty() {
            true => format!("the record has no tenure of {}", person.name),
            false => format!("in office {}", print::listed(&held)),
        };
        let reference = |h: &Held| RecordRef {
            entry: format!("{}: {}", office.name, h.describe()),
            at: (h.at != FileSpan::default()).then_some(h.at),
        };
        let entry = verdict.instead.or(verdict.own.first().copied()).map(reference);
        let traced = run.is_traced(&[id]);
        let entries = verdict.own.iter().filter(|_| traced).map(|h| reference(h)).collect();
        let own_date = self.date.and_then(|f| fact.get(f)).filter(|v| !cx.is_article_date(fact, v));
        let mut identity =
            vec![print::canonical(&Value::Entity(person.clone())), office.name.to_string(), format!("{tenure:?}")];
        identity.extend(own_date.map(|v| print::canonical(&v.value)));
        Answer {
            outcome: verdict.outcome,
            field: Some(self.person),
            note,
            entry,
            entries,
            words: verdict.instead.map_or_else(RecordWords::default, |h| held_words(office, h)),
            assumed,
            identity,
        }
    }

    /// When the claim is said to be true, and what was assumed for that.
    fn when(
        &self,
        run: &RuleRun,
        fact: &Fact,
        id: FactId,
        office: &OfficeRecord,
        all: &[FactId],
        windows: &mut FxHashMap<ArticleId, (Vec<FactId>, Windows)>,
    ) -> (record::When, Vec<String>) {
        let article = run.cx.batch.get(fact.article);
        let stated = self.date.and_then(|f| fact.get(f));
        let date = match stated {
            Some(FieldValue { value: Value::Date(date), .. }) => date,
            Some(FieldValue { value: Value::Unknown(_), .. }) => {
                // Told of another time, it is told of one gone by.
                let own = article.date.as_ref().filter(|_| Told::of(fact, self.told) == Told::Open);
                let until = match own.map(|own| readings(&own.value)) {
                    Some(record::When::Days(days)) => days.iter().map(|d| d.1).max().map(record::When::Until),
                    _ => None,
                };
                let assumed = match (&until, own) {
                    (Some(_), Some(own)) => {
                        vec![format!("told of a time up to the article’s own, {}", print::date(&own.value))]
                    }
                    _ => Vec::new(),
                };
                return (until.unwrap_or(record::When::Vague), assumed);
            }
            _ => match &article.date {
                Some(own) => &own.value,
                None => return (record::When::Undated, Vec::new()),
            },
        };
        if date.yearless.is_none() {
            let mut assumed = Vec::new();
            if let (None, Some(own)) = (stated, &article.date) {
                assumed.push(format!("article date {} from {}", print::date(&own.value), own.by));
            }
            return (readings(date), assumed);
        }
        let (claims, of) = windows.entry(fact.article).or_insert_with(|| self.windows(run, fact.article, all));
        let window = match claims.iter().position(|&c| c == id) {
            Some(at) => of.of(at),
            // Claims that do not speak of the present take all others as given.
            None => of.all(),
        };
        let known = known_days(office);
        let found = record::readings(date, &window, known);
        let shown = print::date(date);
        if found.is_empty() {
            // No year that the other claims leave has the day: any year is tried.
            let any = record::readings(date, &Days::all(), known);
            return (of_days(any), vec![format!("“{shown}” was tried in every year")]);
        }
        let others = print::listed(&self.others(run, claims, id, office));
        let years = if others.is_empty() { "every year".into() } else { format!("every year in which {others}") };
        (of_days(found), vec![format!("“{shown}” was tried in {years}")])
    }

    /// Whom else the article has in office, for messages.
    fn others(&self, run: &RuleRun, claims: &[FactId], id: FactId, office: &OfficeRecord) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for &other in claims.iter().filter(|&&c| c != id) {
            let fact = run.cx.fact(other);
            if let (Some(Value::Entity(person)), Some(of)) = (fact.value(self.person), self.office(run, fact)) {
                let what = if std::ptr::eq(of, office) { "in that office".to_string() } else { of.name.to_string() };
                let name = format!("{} is {what}", person.name);
                if !names.contains(&name) && names.len() < 3 {
                    names.push(name);
                }
            }
        }
        names
    }

    /// The article's claims of present offices that have no full date of their own, and the days that each leaves the others.
    fn windows(&self, run: &RuleRun, article: ArticleId, all: &[FactId]) -> (Vec<FactId>, Windows) {
        let cx = run.cx;
        let (mut claims, mut allowed) = (Vec::new(), Vec::new());
        let first = all.partition_point(|&c| cx.fact(c).article < article);
        for &claim in all[first..].iter().take_while(|&&c| cx.fact(c).article == article) {
            let fact = cx.fact(claim);
            if self.tenure(fact) != TenureWord::Current {
                continue;
            }
            let dated = self.date.and_then(|f| fact.get(f)).is_some_and(|v| {
                !cx.is_article_date(fact, v) && v.value.as_date().is_some_and(|d| d.yearless.is_none())
            });
            let (Some(Value::Entity(person)), Some(office)) = (fact.value(self.person), self.office(run, fact)) else {
                continue;
            };
            let own = office.of(&cx.record.keys_of(person));
            let own = if own.is_empty() { office.like(person).unwrap_or_default() } else { own };
            if dated || own.is_empty() {
                continue;
            }
            claims.push(claim);
            allowed.push(OfficeRecord::cover(&own).1);
        }
        // A day without a year is near the article's own day.
        let start = match cx.batch.get(article).date.as_ref().and_then(|d| When::of(&d.value).ends()) {
            Some((from, to)) => Days::of([(from.saturating_sub(365), to.saturating_add(365))]),
            None => Days::all(),
        };
        (claims, Windows::new(&allowed, &start))
    }
}

fn readings(date: &DateValue) -> record::When {
    of_days(date.readings().into_iter().map(|(a, b)| record::interval(a, b)).collect())
}

fn of_days(days: Vec<(i32, i32)>) -> record::When {
    if days.is_empty() { record::When::Vague } else { record::When::Days(days) }
}

/// What a verdict rests on that was known to be right only before the article's day.
fn older(verdict: &record::Verdict, article: Option<&DateValue>) -> Option<String> {
    let article = article?.from?;
    let rests_on = verdict.instead.iter().chain(&verdict.own);
    let entry = rests_on.filter(|h| h.as_of.is_some_and(|day| day < article)).min_by_key(|h| h.as_of)?;
    Some(format!("the record’s entry of {} is as of {}, older than the article", entry.name, entry.as_of?))
}

/// First and last day that the record of an office speaks of.
fn known_days(office: &OfficeRecord) -> (i32, i32) {
    let ends = office.tenures().iter().flat_map(|h| [h.start(), h.end()]).flatten();
    ends.reduce(|m, e| (m.0.min(e.0), m.1.max(e.1))).unwrap_or_else(|| {
        let today = number(crate::facts::Day::constant(2000, 1, 1));
        (today, today)
    })
}

/// What `{record.…}` holds for a tenure.
fn held_words(office: &OfficeRecord, held: &Held) -> RecordWords {
    let from = match &held.from {
        TenureEnd::Known(words) => words.to_string(),
        TenureEnd::Unknown | TenureEnd::Open => "?".into(),
    };
    let to = match &held.to {
        TenureEnd::Known(words) => words.to_string(),
        TenureEnd::Unknown => "?".into(),
        TenureEnd::Open => "now".into(),
    };
    RecordWords {
        of: vec![
            ("person", held.name.to_string()),
            ("office", office.name.to_string()),
            ("date", held.describe_time()),
            ("from", from),
            ("to", to),
        ],
    }
}
