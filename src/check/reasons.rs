//! Why a candidate came to what it did, in one sentence for people.

use std::sync::Arc;

use super::align::{AlignmentVerdict, KeyMatch, NEWS_DAYS};
use super::context::Context;
use super::message::{explain, one_line};
use super::print;
use super::trace::{Asked, Candidate, Clause, Node, Outcome, Pair};
use super::{Truth, except};
use crate::article::BlockKind;
use crate::facts::{Fact, FactId, FieldId, Stance, Type, Undecided, Value};
use crate::language::{Must, Part, Rule, Scope};

/// The sentence for a candidate of a rule. `folded`: rule and message of the finding that took its own in.
pub fn reason(cx: &Context, rule: &Rule, candidate: &Candidate, folded: Option<&(Arc<str>, String)>) -> String {
    let fact = |n: usize| candidate.facts.get(n).map(|&id| cx.fact(id));
    let kind = |n: usize| fact(n).map_or("fact".to_string(), |f| cx.schema().def(f.kind).name.to_string());
    if let Some((by, message)) = folded {
        return format!("`{by}` tells of the same mistake, so it is part of that finding: {message}");
    }
    match &candidate.outcome {
        Outcome::Violated => violated(cx, rule, candidate),
        Outcome::Undecided(why) => undecided(cx, candidate, *why),
        Outcome::Holds => holds(candidate),
        Outcome::Excepted => excepted(cx, rule, candidate),
        Outcome::Unless => match deciding(candidate, Clause::Unless, Truth::False) {
            Some(node) => format!("`unless` takes it out: {}", is(node)),
            None => "`unless` takes it out".into(),
        },
        Outcome::Superseded => "a later version of its article stands in its place".into(),
        Outcome::Torn => torn(&kind(0)),
        Outcome::NotAligned => candidate.pairs.last().map_or(String::new(), |p| unaligned(p, &kind(0))),
        Outcome::Where => match deciding(candidate, Clause::Where, Truth::True) {
            Some(node) => format!("`where` leaves it out: {}", is(node)),
            None => "`where` leaves it out".into(),
        },
        Outcome::NoValue(field) => {
            let Some(f) = fact(0) else { return String::new() };
            let name = &cx.schema().def(f.kind).def(*field).name;
            match f.get(*field) {
                Some(value) if cx.is_article_date(f, value) => {
                    format!("the {} gives no {name} of its own, only its article does", kind(0))
                }
                Some(_) => format!("its {name} does not stand there in words of its own"),
                None => format!("the {} gives no {name}", kind(0)),
            }
        }
        Outcome::Alone => {
            format!("there is no other {} {} to compare it with", other_kind(cx, rule, fact(0)), reach(rule))
        }
        Outcome::Stance(stance) => {
            let cue = fact(0).map_or(String::new(), |f| cue(cx, f));
            let word = stance.name();
            match stance {
                Stance::Quoted => {
                    format!("it stands in a quotation{cue}; the rule looks at it only with `including quoted`")
                }
                _ => format!("it is put as {word}{cue}; the rule looks at it only with `including {word}`"),
            }
        }
        Outcome::Anonymous => {
            let source = fact(0).and_then(|f| f.source.as_ref()).map_or(String::new(), |s| format!(" (“{}”)", s.name));
            format!("it is told by an unnamed source{source}; the rule looks at it only with `including anonymous`")
        }
        Outcome::Part => {
            let part = match rule.part {
                Some(Part::Headline) => "the headline",
                Some(Part::Caption) => "captions",
                Some(Part::Quotes) => "quotations",
                Some(Part::Body) | None => "the body",
            };
            let stands = match fact(0).and_then(|f| cx.block_of(f)) {
                Some((_, BlockKind::Headline)) => "in the headline",
                Some((_, BlockKind::Caption)) => "in a caption",
                Some((_, BlockKind::Dateline)) => "in the dateline",
                _ => "in the body",
            };
            format!("it stands {stands}; the rule looks at {part} only")
        }
    }
}

fn other_kind(cx: &Context, rule: &Rule, fact: Option<&Fact>) -> String {
    let other = rule.vars.iter().find(|v| fact.is_some_and(|f| f.kind != v.kind)).or(rule.vars.first());
    other.map_or("fact".into(), |v| cx.schema().def(v.kind).name.to_string())
}

fn reach(rule: &Rule) -> &'static str {
    match rule.within {
        Scope::Sentence => "in its sentence",
        Scope::Paragraph => "in its paragraph",
        Scope::Article => "in its article",
        Scope::Story => "in its story",
        Scope::Batch => "in these articles",
    }
}

fn cue(cx: &Context, fact: &Fact) -> String {
    let Some(cue) = &fact.cue else { return String::new() };
    match cue.at {
        Some(_) => format!(" (“{}”)", one_line(cx.batch.get(fact.article).words(cue.span))),
        None => String::new(),
    }
}

/// The condition that decided a clause; `wanted` is the answer that would have let the candidate through.
fn deciding(candidate: &Candidate, clause: Clause, wanted: Truth) -> Option<&Node> {
    let asked: Vec<&Asked> = candidate.asked.iter().filter(|a| a.clause == clause).collect();
    let against = asked.iter().find(|a| a.node.truth != wanted).or(asked.first())?;
    Some(against.node.deciding(wanted))
}

/// `` `r.tenure is current` does not hold: r.tenure is former ``.
pub fn is(node: &Node) -> String {
    let truth = match node.truth {
        Truth::True => "holds".to_string(),
        Truth::False => "does not hold".into(),
        Truth::Undecided(why) => format!("is open ({})", why.word()),
    };
    let sides: Vec<String> = node
        .sides
        .iter()
        .map(|s| match &s.value {
            Ok(value) => format!("{} is {}", s.words, one_line(value)),
            Err(_) => format!("{} is not known", s.words),
        })
        .collect();
    let sides = if sides.is_empty() { String::new() } else { format!(": {}", print::listed(&sides)) };
    format!("`{}` {truth}{sides}", one_line(&node.words))
}

fn undecided(cx: &Context, candidate: &Candidate, why: Undecided) -> String {
    let loose = candidate.pairs.iter().find(|p| matches!(p.verdict, AlignmentVerdict::Loose(w) if w == why));
    if let Some(pair) = loose {
        let kind =
            candidate.facts.first().map_or("fact".into(), |&id| cx.schema().def(cx.fact(id).kind).name.to_string());
        return unaligned(pair, &kind);
    }
    let aligned = candidate.pairs.iter().any(|p| p.verdict == AlignmentVerdict::Aligned);
    if aligned && why == Undecided::Alignment && candidate.compared.iter().any(|c| c.truth == Truth::False) {
        return torn(candidate.facts.first().map_or("fact", |&id| &*cx.schema().def(cx.fact(id).kind).name));
    }
    let node = candidate.asked.iter().find(|a| a.node.truth == Truth::Undecided(why)).map(|a| &a.node);
    if let Some((side, why)) = node.and_then(Node::missing) {
        return match side.of {
            Some((id, field)) => not_known(cx, id, field, &side.words, why),
            None => format!("`{}` is not known: {}", side.words, explain(why)),
        };
    }
    if let Some((id, field, words)) = node.filter(|_| why == Undecided::Year).and_then(|n| yearless(cx, n)) {
        return not_known(cx, id, field, words, why);
    }
    if let Some(node) = node {
        return format!("`{}` cannot be decided: {}", one_line(&node.words), explain(why));
    }
    if let Some(compared) = candidate.compared.iter().find(|c| c.truth == Truth::Undecided(why)) {
        let [a, b] = &compared.values;
        return format!("“{}” and “{}” cannot be set against each other: {}", one_line(a), one_line(b), explain(why));
    }
    let open = candidate.findings.first().map(|f| f.message.clone());
    let date = matches!(why, Undecided::Date | Undecided::Year);
    if date && let Some(&id) = candidate.facts.first() {
        let fact = cx.fact(id);
        let kind = cx.schema().def(fact.kind);
        let field = kind.fields.iter().position(|f| f.ty == Type::Date).map(|i| FieldId(i as u8));
        if let Some(field) = field {
            let name = kind.def(field).name.clone();
            match fact.get(field).map(|v| &v.value) {
                None => return not_known(cx, id, field, &name, why),
                Some(Value::Date(date)) if date.yearless.is_some() => {
                    return not_known(cx, id, field, &name, Undecided::Year);
                }
                Some(value) if candidate.record.is_some() => {
                    return format!("{}: its {name} is {}", explain(why), print::show(value));
                }
                Some(_) => {}
            }
        }
    }
    if let Some(record) = candidate.record.as_ref().filter(|r| !r.says.is_empty()) {
        return match why {
            Undecided::Record => record.says.clone(),
            _ => format!("{}; {}", explain(why), record.says),
        };
    }
    open.unwrap_or_else(|| explain(why).to_string())
}

fn torn(kind: &str) -> String {
    format!("one of these fits two accounts of a {kind} that differ from each other, so it is counted to neither")
}

/// The first expression of a condition that is a date without a year.
fn yearless<'n>(cx: &Context, node: &'n Node) -> Option<(FactId, FieldId, &'n str)> {
    let own = node.sides.iter().find_map(|side| {
        let (id, field) = side.of?;
        cx.fact(id).value(field)?.as_date()?.yearless?;
        Some((id, field, side.words.as_str()))
    });
    own.or_else(|| node.parts.iter().find_map(|p| yearless(cx, p)))
}

/// Why a field decides nothing: "the date has no year, and the article has none".
fn not_known(cx: &Context, id: FactId, field: FieldId, words: &str, why: Undecided) -> String {
    let fact = cx.fact(id);
    let article = cx.batch.get(fact.article);
    let kind = cx.schema().def(fact.kind);
    let name = &kind.def(field).name;
    let own = match &article.date {
        None => ", and the article has no date of its own".to_string(),
        Some(date) => format!("; the article is of {}", print::date(&date.value)),
    };
    match (fact.get(field), why) {
        (Some(value), Undecided::Year) => {
            let said = value.span().map_or_else(|| print::show(&value.value), |s| one_line(article.words(s)));
            let own = if article.date.is_none() { ", and the article has none".to_string() } else { own };
            format!("the {name} “{said}” has no year{own}")
        }
        (None, Undecided::Date) => format!("the {} gives no {name}{own}", kind.name),
        (None, _) => format!("the {} gives no {name}", kind.name),
        (Some(_), _) => format!("`{words}` is not known: {}", explain(why)),
    }
}

/// Why two facts are not taken for one thing.
fn unaligned(pair: &Pair, kind: &str) -> String {
    let value =
        |v: &Result<String, &str>| v.as_ref().map_or_else(|why| why.to_string(), |v| format!("“{}”", one_line(v)));
    if let Some(key) = pair.keys.iter().find(|k| k.found == KeyMatch::Differ) {
        let [a, b] = &key.values;
        return format!("the two are not one {kind}: `{}` differs, {} and {}", key.words, value(a), value(b));
    }
    if pair.far_apart {
        return format!(
            "the two are not taken for one {kind}: they give no date of their own, and their articles lie more than \
             {NEWS_DAYS} days apart"
        );
    }
    let agreeing: Vec<String> = pair
        .keys
        .iter()
        .filter(|k| k.found == KeyMatch::Agree && !k.repeats)
        .map(|k| format!("`{}`", k.words))
        .collect();
    let open = pair.keys.iter().find(|k| k.found == KeyMatch::Unknown).map(|k| {
        let gap = k.values.iter().find_map(|v| v.as_ref().err()).copied().unwrap_or("too vague to tell");
        format!("; `{}` is {gap}", k.words)
    });
    let agree = match agreeing.len() {
        0 => "no key agrees".to_string(),
        1 => format!("only {} agrees", agreeing[0]),
        _ => format!("{} agree", print::listed(&agreeing)),
    };
    format!("two keys must agree for the two to be one {kind}: {agree}{}", open.unwrap_or_default())
}

fn violated(cx: &Context, rule: &Rule, candidate: &Candidate) -> String {
    let field = |f| cx.schema().def(rule.vars[0].kind).def(f).name.clone();
    match &rule.must {
        Must::MatchRecord => {
            let says = candidate.record.as_ref().map_or("", |r| &*r.says);
            format!("the record says otherwise; {says}")
        }
        Must::Condition(_) => match deciding(candidate, Clause::Must, Truth::True) {
            Some(node) if node.truth == Truth::True => format!("the rule wants the contrary: {}", is(node)),
            Some(node) => is(node),
            None => "what the rule asks does not hold".into(),
        },
        Must::NotOccur => format!("the rule wants no such {}", cx.schema().def(rule.vars[0].kind).name),
        Must::Agree(agree) => {
            let kind = &cx.schema().def(rule.vars[0].kind).name;
            format!("these are taken for one {kind}, and they differ in `{}`", field(agree.field))
        }
        Must::NeverFall(number) => format!("`{}` is lower in a later article", field(*number)),
    }
}

fn holds(candidate: &Candidate) -> String {
    if let Some(record) = &candidate.record {
        let entry = record.entries.first().map_or(String::new(), |e| format!(": {}", e.entry));
        return format!("the record agrees{entry}");
    }
    if let Some(compared) = candidate.compared.iter().find(|c| c.truth == Truth::True) {
        let [a, b] = &compared.values;
        return match a == b {
            true => format!("both say “{}”", one_line(a)),
            false => format!("“{}” and “{}” agree", one_line(a), one_line(b)),
        };
    }
    match deciding(candidate, Clause::Must, Truth::False) {
        Some(node) => format!("the rule holds here: {}", is(node)),
        None => "the rule holds here".into(),
    }
}

/// The exception that takes a candidate out.
fn excepted(cx: &Context, rule: &Rule, candidate: &Candidate) -> String {
    let articles = candidate.facts.iter().map(|&id| cx.fact(id).article);
    for article in articles {
        if let Some(except) = except::applying(cx, rule, article) {
            let name = &cx.batch.get(article).name;
            let until = except.until.map_or(String::new(), |d| format!(" until {d}"));
            let because = except.because.as_ref().map_or(String::new(), |b| format!(", because “{}”", one_line(b)));
            return format!("an `except` of the rule takes `{name}` out{until}{because}");
        }
    }
    "an `except` of the rule takes it out".into()
}

/// Why no exception of the rule took a candidate out, a sentence each.
pub fn exceptions(cx: &Context, rule: &Rule, candidate: &Candidate) -> Vec<String> {
    let mut out = Vec::new();
    if rule.unless.is_none() && rule.except.is_empty() {
        out.push("the rule has none".to_string());
    }
    for asked in candidate.asked.iter().filter(|a| a.clause == Clause::Unless) {
        out.push(format!("`unless` does not apply: {}", is(asked.node.deciding(Truth::True))));
    }
    for except in &rule.except {
        let path = except.path.as_ref().map_or("everywhere".to_string(), |p| format!("for `{p}`"));
        let until = except.until.map_or(String::new(), |d| format!(" until {d}"));
        let named = candidate.facts.iter().any(|&id| except::names(except, cx.batch.get(cx.fact(id).article)));
        let misses = if named { "was over on the day of the article" } else { "is for other articles" };
        out.push(format!("the `except` {path}{until} {misses}"));
    }
    out
}
