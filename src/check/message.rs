//! What a finding says: texts with holes, labels, assumptions.

use super::context::Context;
use super::print;
use super::values::{Eval, Val, reason};
use crate::article::ArticleId;
use crate::extract::offices::AT_HAND;
use crate::extract::seats::OF_OTHERS;
use crate::facts::{DateValue, Fact, FactId, FieldValue, Undecided, Value};
use crate::finding::Label;
use crate::language::{Cond, Expr, Must, Rule, Template, TemplatePart};
use crate::source::Span;

impl Eval<'_> {
    /// A text with its holes filled.
    pub fn template(&self, template: &Template, frame: &[FactId]) -> String {
        let mut out = String::new();
        for part in &template.parts {
            match part {
                TemplatePart::Words(words) => out.push_str(words),
                TemplatePart::Hole(expr) => out.push_str(&self.show(expr, frame)),
            }
        }
        out
    }

    /// The value of an expression as words; what is not known is said so.
    pub fn show(&self, expr: &Expr, frame: &[FactId]) -> String {
        match self.expr(expr, frame) {
            Val::Of(v) => print::show(&v),
            Val::Initials(words) => format!("the initials of “{words}”"),
            Val::List(id) => self.cx.program.lists.get(id.0 as usize).map_or(String::new(), |l| l.name.to_string()),
            Val::Fact(id) => one_line(self.cx.batch.get(self.cx.fact(id).article).words(self.cx.fact(id).span)),
            Val::Missing(why) => match (expr, why) {
                (Expr::Record { .. }, _) => "nothing".into(),
                (Expr::Field { var, field, .. }, _) => match self.fact(frame, *var) {
                    Some(fact) => print::unknown(&self.cx.schema().def(fact.kind).def(*field).ty),
                    None => "?".into(),
                },
                (_, Undecided::Date | Undecided::Year) => "an unknown date".into(),
                _ => "unknown".into(),
            },
        }
    }

    /// The rule's own words for a finding, or the title of the rule.
    pub fn message(&self, rule: &Rule, frame: &[FactId]) -> String {
        match &rule.say {
            Some(say) => self.template(say, frame),
            None if rule.title.is_empty() => format!("`{}` does not hold", rule.name),
            None => format!("“{}” does not hold", rule.title),
        }
    }
    pub fn help(&self, rule: &Rule, frame: &[FactId]) -> Option<String> {
        rule.help.as_ref().map(|h| self.template(h, frame))
    }
}

/// Words of an article on one line, shortened where they are long.
pub fn one_line(words: &str) -> String {
    const MOST: usize = 60;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let cut: String = line.chars().take(MOST).collect();
    format!("{}…", cut.rfind(' ').map_or(cut.as_str(), |at| &cut[..at]))
}

/// Fields of the rule's variables that a condition names, in order, each once.
pub fn fields_in<'c>(cond: &'c Cond, vars: usize, out: &mut Vec<&'c Expr>) {
    match cond {
        Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| fields_in(c, vars, out)),
        Cond::Not(inner) | Cond::Quantified { body: inner, .. } => fields_in(inner, vars, out),
        Cond::Compare { left, right, .. } => {
            fields_of(left, vars, out);
            fields_of(right, vars, out);
        }
        Cond::OneOf { left, .. } | Cond::Matches { left, .. } | Cond::Known(left, _) => fields_of(left, vars, out),
    }
}

fn fields_of<'c>(expr: &'c Expr, vars: usize, out: &mut Vec<&'c Expr>) {
    match expr {
        Expr::Field { var, field, .. } => {
            let known = out.iter().any(|e| matches!(e, Expr::Field { var: v, field: f, .. } if v == var && f == field));
            if usize::from(var.0) < vars && !known {
                out.push(expr);
            }
        }
        Expr::CountOf(of)
        | Expr::SumOf(of)
        | Expr::UnitOf(of)
        | Expr::DimensionOf(of)
        | Expr::RankOf(of)
        | Expr::InitialsOf(of)
        | Expr::WeekdayOf(of)
        | Expr::YearOf(of)
        | Expr::Abs(of) => {
            fields_of(of, vars, out);
        }
        Expr::YearsFrom(a, b) | Expr::Arithmetic { left: a, right: b, .. } => {
            fields_of(a, vars, out);
            fields_of(b, vars, out);
        }
        Expr::Meta { .. } | Expr::Record { .. } | Expr::Literal(_) | Expr::Param(_) | Expr::List(_) => {}
    }
}

/// The fields that the assertion of a rule speaks of.
pub fn asserted_fields(rule: &Rule) -> Vec<&Expr> {
    let mut out = Vec::new();
    if let Must::Condition(cond) = &rule.must {
        fields_in(cond, rule.vars.len(), &mut out);
    }
    out
}

/// Labels in order of article and start, each place once; the primary one comes first.
pub fn arrange(mut labels: Vec<Label>) -> Vec<Label> {
    labels.sort_by(|a, b| {
        (!a.primary, a.article, a.span, a.note.is_empty()).cmp(&(!b.primary, b.article, b.span, b.note.is_empty()))
    });
    let mut out: Vec<Label> = Vec::with_capacity(labels.len());
    for label in labels {
        if !out.iter().any(|l| l.article == label.article && l.span == label.span) {
            out.push(label);
        }
    }
    if !out.is_empty() {
        for (i, label) in out.iter_mut().enumerate() {
            label.primary = i == 0;
        }
    }
    out
}

pub fn label(article: ArticleId, span: Span, note: impl Into<String>, primary: bool) -> Label {
    Label { article, span, note: note.into(), primary }
}

/// The first words of a field, or the whole fact where the field has none of its own in the text.
pub fn span_of(fact: &Fact, value: Option<&FieldValue>) -> Span {
    value.and_then(FieldValue::span).filter(|s| !s.is_empty()).unwrap_or(fact.span)
}

/// What the value of a field takes for granted.
pub fn assumptions_of(cx: &Context, fact: &Fact, value: &FieldValue, out: &mut Vec<String>) {
    let article = cx.batch.get(fact.article);
    let mut say = |text: String| {
        if !out.contains(&text) {
            out.push(text);
        }
    };
    if cx.is_article_date(fact, value) {
        if let Some(own) = &article.date {
            say(format!("article date {} from {}", print::date(&own.value), own.by));
        }
        return;
    }
    let words = value.span().map(|s| one_line(article.words(s)));
    if let (Some(DateValue { by: Some(by), .. }), Some(words)) = (value.value.as_date(), &words) {
        say(format!("“{words}” is {}, by {by}", print::show(&value.value)));
    }
    let Some(by) = value.by.as_deref() else { return };
    if let (Value::Entity(e), Some(words), "coreference") = (&value.value, &words, by) {
        say(format!("“{words}” is {} in `{}`", e.name, article.name));
    }
    if let (Value::Office(o), "role in the article") = (&value.value, by) {
        say(format!("the office is that of {} elsewhere in `{}`", o.name, article.name));
    }
    // Whose it is, nothing in the article says of its holder.
    let taken = by == AT_HAND || by == OF_OTHERS;
    if let (Value::Office(o), Some(words)) = (&value.value, words.filter(|_| taken)) {
        say(format!("“{words}” is {}, by {by}", o.name));
    }
}

/// Why a field decides nothing, for people: "no date is given".
pub fn explain(why: Undecided) -> &'static str {
    match why {
        Undecided::Date => "the date that would decide is not given, or not closely enough",
        Undecided::Year => "no year is given",
        Undecided::Record => "the record says nothing of it",
        Undecided::Name => "a name is missing or may mean more than one",
        Undecided::Number => "a number is missing or too vague",
        Undecided::Unit => "the units do not go together",
        Undecided::Alignment => "it is open whether these speak of one thing",
        Undecided::Stance => "it is open who says so",
        Undecided::Limit => "there is too much to look at",
    }
}

/// Why a field of a fact is not known.
pub fn missing(cx: &Context, fact: &Fact, field: crate::facts::FieldId) -> Undecided {
    match fact.value(field) {
        Some(Value::Unknown(why)) => *why,
        _ => reason(&cx.schema().def(fact.kind).def(field).ty),
    }
}
