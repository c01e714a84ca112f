//! Declarations other than rules and tests.

use super::expressions::{
    bracketed, condition, date, ends_in_list, expression, listed, marks_escaped, names, quoted, same_keys, tolerance,
};
use super::{Entry, Layout, Printer, filled};
use crate::language::ast::*;
use crate::source::Span;

impl Printer<'_> {
    pub(super) fn layout(&self, declaration: &Declaration) -> Layout {
        let span = declaration.span;
        let line = |line: String| Layout::Either(line, Vec::new());
        match &declaration.node {
            DeclarationNode::Language(number) => line(format!("language {}", number.raw)),
            DeclarationNode::Use(UsePath::Pack(name)) => line(format!("use {}", name.text)),
            DeclarationNode::Use(UsePath::File(text)) => line(format!("use {}", quoted(text))),
            DeclarationNode::Term(term) => self.term(term),
            DeclarationNode::Role(role) => self.role(role),
            DeclarationNode::Record(record) => self.record(record),
            DeclarationNode::RecordFrom(from) => {
                let complete = from.complete.as_ref().map_or(String::new(), |d| format!(" complete from {}", date(d)));
                line(format!("record roles from {}{complete}", quoted(&from.path)))
            }
            DeclarationNode::List(list) => self.list(list, span),
            DeclarationNode::Param(param) => {
                let between = param.between.as_ref().map_or(String::new(), |(low, high)| {
                    format!(" between {} and {}", expression(low), expression(high))
                });
                let (name, ty) = (&param.name.text, type_name(&param.ty));
                line(format!("param {name} {ty} default {}{between}", expression(&param.default)))
            }
            DeclarationNode::Fact(fact) => self.fact(fact),
            DeclarationNode::Extract(extract) => self.extract(extract),
            DeclarationNode::Cue(cue) => self.cue(cue),
            DeclarationNode::Derive(derive) => self.derive(derive),
            DeclarationNode::Rule(rule) => Layout::Lines(self.rule(rule)),
            DeclarationNode::Test(test) => Layout::Lines(self.test(test, 0)),
        }
    }

    /// `place "Almaty"  also "Alma-Ata"  in "Kazakhstan"`
    fn term(&self, term: &Term) -> Layout {
        let head = format!("{} {}", term.kind.text, quoted(&term.name));
        let mut parts = Vec::new();
        self.names_of(&term.also, &term.short, term.within.as_ref(), &term.clauses, &mut parts);
        self.head_and_parts(head, term.kind.span.cover(term.name.span), parts)
    }

    fn names_of(
        &self,
        also: &[Text],
        short: &[Text],
        within: Option<&Text>,
        clauses: &[Clause],
        parts: &mut Vec<Entry>,
    ) {
        for (tag, word, texts) in [(Tag::Also, "also", also), (Tag::Short, "short", short)] {
            if !texts.is_empty() {
                let first = 2 + word.len() + 2;
                let text = format!("{word}  {}", filled(&listed(texts), first, first));
                parts.push(merged(2, clauses, tag, text));
            }
        }
        if let Some(within) = within {
            parts.push(merged(2, clauses, Tag::In, format!("in  {}", quoted(within))));
        }
    }

    /// One line, with two blanks before each part, or a line for each.
    fn head_and_parts(&self, head: String, span: Span, parts: Vec<Entry>) -> Layout {
        let mut line = head.clone();
        for part in &parts {
            let words = part.text.split_whitespace().collect::<Vec<_>>();
            // In one line the word of a clause is followed by one blank; strings keep theirs.
            let (word, rest) = part.text.split_once("  ").unwrap_or((&part.text, ""));
            line.push_str("  ");
            line.push_str(word);
            if !rest.is_empty() {
                line.push(' ');
                line.push_str(rest.trim_start());
            }
            debug_assert!(!words.is_empty());
        }
        let mut entries = vec![Entry::new(0, span, head)];
        entries.extend(parts);
        if line.contains('\n') { Layout::Lines(entries) } else { Layout::Either(line, entries) }
    }

    pub(super) fn role(&self, role: &Role) -> Layout {
        let head = format!("role {}", quoted(&role.name));
        let mut parts = Vec::new();
        self.names_of(&role.also, &role.short, role.within.as_ref(), &role.clauses, &mut parts);
        if let Some(seats) = &role.seats {
            let seats = match seats {
                Seats::Many => "many".to_string(),
                Seats::Number(n, _) => n.to_string(),
            };
            parts.push(merged(2, &role.clauses, Tag::Seats, format!("seats  {seats}")));
        }
        let holders: Vec<String> = role
            .tenures
            .iter()
            .map(|t| format!("{} by {}", if t.acting { "acting" } else { "held" }, quoted(&t.person)))
            .collect();
        let whens: Vec<String> = role.tenures.iter().map(|t| when(&t.when)).collect();
        let dated = holders.iter().zip(&whens).filter(|(_, w)| !w.is_empty());
        let width = dated.map(|(h, _)| h.chars().count()).max().unwrap_or(0);
        for (tenure, (holder, when)) in role.tenures.iter().zip(holders.iter().zip(&whens)) {
            let pad = " ".repeat(width.saturating_sub(holder.chars().count()) + 2);
            let text = if when.is_empty() { holder.clone() } else { format!("{holder}{pad}{when}") };
            parts.push(Entry::new(2, tenure.span, text).blank(self.blank_above(tenure.span)));
        }
        if let Some(complete) = &role.complete {
            parts.push(merged(2, &role.clauses, Tag::Complete, format!("complete from {}", date(complete))));
        }
        let span = role.name.span;
        if let ([tenure], 1) = (role.tenures.as_slice(), parts.len()) {
            let when = when(&tenure.when);
            let line = format!("{head} {} {when}", holders[0]);
            let mut entries = vec![Entry::new(0, span, head)];
            entries.extend(parts);
            return Layout::Either(line.trim_end().to_string(), entries);
        }
        if parts.len() == 1 {
            return self.head_and_parts(head, span, parts);
        }
        let mut entries = vec![Entry::new(0, span, head)];
        entries.extend(parts);
        Layout::Lines(entries)
    }

    pub(super) fn record(&self, record: &Record) -> Layout {
        let head = format!("record {}", quoted(&record.subject));
        let mut parts = Vec::new();
        for relation in &record.relations {
            let or = |dates: &[Date]| dates.iter().map(date).collect::<Vec<_>>().join(" or ");
            let text = match &relation.node {
                RelationNode::Founded(dates) => format!("founded {}", or(dates)),
                RelationNode::Born(dates) => format!("born {}", or(dates)),
                RelationNode::Capital(name, span) => {
                    format!("capital {} {}", quoted(name), when(span)).trim_end().to_string()
                }
                RelationNode::Has(texts) => format!("has {}", filled(&listed(texts), 6, 6)),
                RelationNode::In(texts) => format!("in {}", filled(&listed(texts), 5, 5)),
                RelationNode::Said(words, on) => {
                    let on = on.as_ref().map_or(String::new(), |d| format!(" on {}", date(d)));
                    format!("said {}{on}", quoted(words))
                }
            };
            parts.push(Entry::new(2, relation.span, text));
        }
        if let Some(complete) = &record.complete {
            parts.push(merged(2, &record.clauses, Tag::Complete, format!("complete from {}", date(complete))));
        }
        let mut entries = vec![Entry::new(0, record.subject.span, head.clone())];
        let one = parts.len() == 1 && !parts[0].text.contains('\n');
        let line = parts.first().map_or(head.clone(), |p| format!("{head} {}", p.text));
        entries.extend(parts);
        if one { Layout::Either(line, entries) } else { Layout::Lines(entries) }
    }

    fn list(&self, list: &List, span: Span) -> Layout {
        let head = format!("list {}", list.name.text);
        let texts = match &list.items {
            ListItems::File(path) => return Layout::Either(format!("{head} from {}", quoted(path)), Vec::new()),
            ListItems::Inline(texts) => texts,
        };
        let line = format!("{head} {}", listed(texts).join(", "));
        let has_comment = self.text[span.start as usize..span.end as usize].contains('#')
            && !super::super::split::scan(span.of(self.text)).comments.is_empty();
        let mut entries = vec![Entry::new(0, list.name.span, head)];
        if has_comment {
            for (i, text) in texts.iter().enumerate() {
                let comma = if i + 1 < texts.len() { "," } else { "" };
                let entry = Entry::new(2, text.span, format!("{}{comma}", quoted(text)));
                entries.push(entry.blank(self.blank_above(text.span)));
            }
        } else if let (Some(first), Some(last)) = (texts.first(), texts.last()) {
            entries.push(Entry::new(2, first.span.cover(last.span), filled(&listed(texts), 2, 2)));
        }
        Layout::Either(line, entries)
    }

    fn fact(&self, fact: &Fact) -> Layout {
        let mut span = fact.name.span;
        let mut head = format!("fact {}", fact.name.text);
        if let Some(title) = &fact.title {
            head.push_str(&format!("  {}", quoted(title)));
            span = span.cover(title.span);
        }
        let same = if fact.same_when.is_empty() { 0 } else { "same when".len() };
        let width = fact.fields.iter().map(|f| f.name.text.chars().count()).chain([same]).max().unwrap_or(0) + 2;
        let mut entries = vec![Entry::new(0, span, head)];
        for field in &fact.fields {
            let pad = " ".repeat(width - field.name.text.chars().count());
            let text = format!("{}{pad}{}", field.name.text, type_name(&field.ty));
            entries.push(Entry::new(2, field.span, text).blank(self.blank_above(field.span)));
        }
        if same > 0 {
            let text = format!("same when{}{}", " ".repeat(width - same), same_keys(&fact.same_when));
            entries.push(merged(2, &fact.clauses, Tag::SameWhen, text));
        }
        Layout::Lines(entries)
    }

    fn extract(&self, extract: &Extract) -> Layout {
        let fixed = extract.with.iter().map(|(field, value)| match value {
            Fixed::Word(word) => format!("{} {}", field.text, word.text),
            Fixed::Text(text) => format!("{} {}", field.text, quoted(text)),
        });
        let fixed: Vec<String> = fixed.collect();
        let with = if fixed.is_empty() { String::new() } else { format!(" with {}", fixed.join(", ")) };
        let mut entries = vec![Entry::new(0, extract.kind.span, format!("extract {}{with}", extract.kind.text))];
        for phrase in &extract.phrases {
            let pairwise = if phrase.pairwise { "  pairwise" } else { "" };
            let text = format!("{}{pairwise}", phrase_text(&phrase.phrase));
            entries.push(Entry::new(2, phrase.span, text).blank(self.blank_above(phrase.span)));
        }
        Layout::Lines(entries)
    }

    fn cue(&self, cue: &Cue) -> Layout {
        let head = format!("cue {}", cue.stance.text);
        let texts: Vec<String> = cue
            .phrases
            .iter()
            .map(|p| {
                let mut out = phrase_text(&p.phrase);
                match p.direction {
                    Some(Direction::Forward) => out.push_str(" forward"),
                    Some(Direction::Backward) => out.push_str(" backward"),
                    Some(Direction::Both) => out.push_str(" both"),
                    None => {}
                }
                if let Some(scope) = &p.scope {
                    out.push_str(&format!(" within {}", scope.text));
                }
                out
            })
            .collect();
        let line = format!("{head} {}", texts.first().map_or("", String::as_str));
        let mut entries = vec![Entry::new(0, cue.stance.span, head)];
        for (phrase, text) in cue.phrases.iter().zip(&texts) {
            entries.push(Entry::new(2, phrase.span, text.clone()).blank(self.blank_above(phrase.span)));
        }
        if texts.len() == 1 { Layout::Either(line, entries) } else { Layout::Lines(entries) }
    }

    fn derive(&self, derive: &Derive) -> Layout {
        let mut entries = vec![Entry::new(0, derive.kind.span, format!("derive {}", derive.kind.text))];
        if let Some(each) = &derive.for_each {
            entries.push(merged(2, &derive.clauses, Tag::ForEach, format!("for    {}", for_each(each))));
        }
        let wheres = derive.clauses.iter().filter(|c| c.tag == Tag::Where);
        for (clause, expr) in wheres.zip(&derive.wheres) {
            entries.push(Entry::new(2, clause.span, format!("where  {}", condition(expr, 9))));
        }
        if !derive.with.is_empty() {
            let last = derive.with.len() - 1;
            let field = |(i, (name, value)): (usize, &(Name, Expr))| {
                // The comma of the next field would go on with the list of `is one of`.
                let value = if i < last && ends_in_list(value) { bracketed(value) } else { expression(value) };
                format!("{} {value}", name.text)
            };
            let fields: Vec<String> = derive.with.iter().enumerate().map(field).collect();
            entries.push(merged(2, &derive.clauses, Tag::With, format!("with   {}", filled(&fields, 9, 9))));
        }
        Layout::Lines(entries)
    }
}

/// An entry that stands for every clause of one tag.
pub(super) fn merged(indent: usize, clauses: &[Clause], tag: Tag, text: String) -> Entry {
    let spans: Vec<Span> = clauses.iter().filter(|c| c.tag == tag).map(|c| c.span).collect();
    Entry { spans, ..Entry::new(indent, Span::default(), text) }
}

/// `each role r and each role s  within article  in body`
pub(super) fn for_each(each: &ForEach) -> String {
    let variables: Vec<String> =
        each.variables.iter().map(|v| format!("each {} {}", v.kind.text, v.name.text)).collect();
    let mut out = variables.join(" and ");
    for (word, name) in [("within", &each.within), ("in", &each.part)] {
        if let Some(name) = name {
            out.push_str(&format!("  {word} {}", name.text));
        }
    }
    out
}

fn type_name(ty: &TypeName) -> String {
    match ty {
        TypeName::Named(name) => name.text.clone(),
        TypeName::OneOf(words) => format!("one of {}", names(words)),
    }
}

fn end(end: &End) -> String {
    match end {
        End::Date(d) => date(d),
        End::Unknown => "?".to_string(),
    }
}

fn when(when: &When) -> String {
    match when {
        When::On(d) => format!("on {}", date(d)),
        When::Between { from, to } => {
            let from = from.as_ref().map(|e| format!("from {}", end(e)));
            let to = to.as_ref().map(|e| format!("to {}", end(e)));
            from.into_iter().chain(to).collect::<Vec<_>>().join(" ")
        }
    }
}

/// A cue's first phrase with all before it.
pub(super) fn cue_head(cue: &Cue) -> String {
    let phrase = cue.phrases.first().map_or(String::new(), |p| phrase_text(&p.phrase));
    format!("cue {} {phrase}", cue.stance.text)
}

/// As written, but with one kind of gap and single blanks.
fn phrase_text(phrase: &Phrase) -> String {
    let raw = marks_escaped(&phrase.text.raw).replace("...", "…");
    format!("\"{}\"", raw.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `within 2 days`, for clauses.
pub(super) fn within(within: Option<&Tolerance>) -> String {
    within.map_or(String::new(), |w| format!(" within {}", tolerance(w)))
}
