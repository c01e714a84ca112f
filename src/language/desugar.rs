//! A resolved rule, written out in full: what a one-line form or a default stands for.

use super::program::*;
use crate::facts::{Comparator, DateValue, FieldId, KindId, Quantity, SameKey, Stance, StanceSet, Tolerance};
use crate::language::format::{format_source, short};
use crate::language::split::with_stack;

/// The rule as a declaration of the language, without its tests. Reading it gives the same rule again.
pub fn desugar(rule: &Rule, program: &Program) -> String {
    with_stack(|| in_full(rule, program))
}

fn in_full(rule: &Rule, program: &Program) -> String {
    let mut writer = Writer::new(rule, program);
    let mut lines = vec!["language 1".to_string(), String::new()];
    let title = if rule.title == rule.name { String::new() } else { format!("  {}", short(&rule.title)) };
    lines.push(format!("rule {}{title}", rule.name));
    lines.extend(writer.clauses(rule).into_iter().map(|clause| format!("  {clause}")));
    let text = lines.join("\n") + "\n";
    // What is written here always parses; if a form were ever forgotten, the plain lines are still of use.
    let formatted = format_source(&text).unwrap_or(text);
    formatted.split_once("\n\n").map_or(formatted.clone(), |(_, rule)| rule.to_string())
}

/// Writes parts of rules as they are typed.
pub struct Writer<'p> {
    program: &'p Program,
    /// Name and kind of each variable, by number.
    variables: Vec<(String, KindId)>,
}

impl<'p> Writer<'p> {
    pub fn new(rule: &Rule, program: &'p Program) -> Writer<'p> {
        Writer::of(&rule.vars, program)
    }

    pub fn of(vars: &[Var], program: &'p Program) -> Writer<'p> {
        Writer { program, variables: vars.iter().map(|v| (v.name.to_string(), v.kind)).collect() }
    }

    /// What the rule asserts, in one line.
    pub fn substance(&mut self, rule: &Rule) -> String {
        let kind = rule.vars[0].kind;
        let filter = rule.filter.as_ref().map(|c| self.condition(c));
        let same = self.same(rule, kind);
        let must = self.must(&rule.must, kind);
        let unless = rule.unless.as_ref().map(|c| self.condition(c));
        format!("{} {:?} {filter:?} {same:?} {must} {unless:?}", self.for_each(rule), including(rule.including))
    }

    fn clauses(&mut self, rule: &Rule) -> Vec<String> {
        let kind = rule.vars[0].kind;
        let mut all = vec![format!("level {}", rule.level.name()), self.for_each(rule)];
        let including = including(rule.including);
        if !including.is_empty() {
            all.push(format!("including {}", including.join(", ")));
        }
        if let Some(filter) = &rule.filter {
            all.push(format!("where {}", self.condition(filter)));
        }
        all.extend(self.same(rule, kind).map(|keys| format!("same {keys}")));
        all.push(format!("must {}", self.must(&rule.must, kind)));
        if let Some(unless) = &rule.unless {
            all.push(format!("unless {}", self.condition(unless)));
        }
        for except in &rule.except {
            let mut words = vec!["except".to_string()];
            words.extend(except.path.as_ref().map(|p| short(p)));
            words.extend(except.until.map(|d| format!("until {d}")));
            words.extend(except.because.as_ref().map(|b| format!("because {}", short(b))));
            all.push(words.join(" "));
        }
        for (word, template) in [("say", &rule.say), ("help", &rule.help)] {
            if let Some(template) = template {
                let words = self.template(template);
                all.push(format!("{word} {words}"));
            }
        }
        all.extend(rule.why.as_ref().map(|w| format!("why {}", short(w))));
        for (word, names) in [("tags", &rule.tags), ("formerly", &rule.formerly)] {
            if !names.is_empty() {
                all.push(format!("{word} {}", names.iter().map(|n| short(n)).collect::<Vec<_>>().join(", ")));
            }
        }
        for (word, text) in [("since", &rule.since), ("owner", &rule.owner)] {
            all.extend(text.as_ref().map(|t| format!("{word} {}", short(t))));
        }
        if let Some(fix) = &rule.fix {
            let with = match &fix.with {
                FixWith::Field(f) => self.field(kind, *f),
                FixWith::Majority => "majority".to_string(),
                FixWith::Words(words) => short(words),
            };
            all.push(format!("fix {} with {with}", self.field(kind, fix.field)));
        }
        all
    }

    pub fn for_each(&self, rule: &Rule) -> String {
        let variables: Vec<String> =
            rule.vars.iter().map(|v| format!("each {} {}", self.program.schema.def(v.kind).name, v.name)).collect();
        let within = match rule.within {
            Scope::Sentence => " within sentence",
            Scope::Paragraph => " within paragraph",
            Scope::Article => " within article",
            Scope::Story => " within story",
            Scope::Batch => " within batch",
        };
        let part = match rule.part {
            None => "",
            Some(Part::Headline) => " in headline",
            Some(Part::Body) => " in body",
            Some(Part::Caption) => " in caption",
            Some(Part::Quotes) => " in quotes",
        };
        format!("for {}{within}{part}", variables.join(" and "))
    }

    /// The keys that align facts, also where they are the kind's own. The compared field is never one of them.
    pub fn same(&self, rule: &Rule, kind: KindId) -> Option<String> {
        let compared = match &rule.must {
            Must::Agree(agree) => Some(agree.field),
            Must::NeverFall(field) => Some(*field),
            Must::Condition(_) | Must::MatchRecord | Must::NotOccur => None,
        };
        let own = &self.program.schema.def(kind).same_when;
        let keys: Vec<&SameKey> = match &rule.same {
            Some(keys) => keys.iter().collect(),
            None => own.iter().filter(|k| compared.is_some() && Some(k.field) != compared).collect(),
        };
        let all: Vec<String> = keys.iter().map(|k| self.same_key(kind, k)).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    fn same_key(&self, kind: KindId, key: &SameKey) -> String {
        let mut out = self.field(kind, key.field);
        if key.overlap {
            out.push_str(" overlap");
        }
        if let Some(within) = &key.within {
            out.push_str(&format!(" within {}", tolerance(within)));
        }
        if key.alone {
            out.push_str(" alone");
        }
        out
    }

    fn field(&self, kind: KindId, field: FieldId) -> String {
        self.program.schema.def(kind).def(field).name.to_string()
    }

    pub fn must(&mut self, must: &Must, kind: KindId) -> String {
        match must {
            Must::MatchRecord => "match the record".to_string(),
            Must::NotOccur => "not occur".to_string(),
            Must::NeverFall(field) => format!("never fall on {}", self.field(kind, *field)),
            Must::Condition(condition) => self.condition(condition),
            Must::Agree(agree) => {
                let mut out = format!("agree on {}", self.field(kind, agree.field));
                if let Some(within) = &agree.within {
                    out.push_str(&format!(" within {}", tolerance(within)));
                }
                let ty = &self.program.schema.def(kind).def(agree.field).ty;
                if matches!(ty, crate::facts::Type::Set(_)) {
                    out.push_str(match agree.sets {
                        SetMode::Equal => " as equal",
                        SetMode::Overlapping => " as overlapping",
                        SetMode::Within => " as within",
                    });
                }
                if agree.rising {
                    out.push_str(" as rising");
                }
                let Ignoring { case, marks, accents, order, brackets } = agree.ignoring;
                let words =
                    [(case, "case"), (marks, "marks"), (accents, "accents"), (order, "order"), (brackets, "brackets")];
                let words: Vec<&str> = words.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
                if !words.is_empty() {
                    out.push_str(&format!(" ignoring {}", words.join(", ")));
                }
                out
            }
        }
    }

    fn template(&mut self, template: &Template) -> String {
        let mut out = String::new();
        for part in &template.parts {
            match part {
                TemplatePart::Words(words) => {
                    let quoted = short(words).replace('{', "\\{").replace('}', "\\}");
                    out.push_str(&quoted[1..quoted.len() - 1]);
                }
                TemplatePart::Hole(expr) => out.push_str(&format!("{{{}}}", self.value(expr))),
            }
        }
        format!("\"{out}\"")
    }

    /// Every part in brackets of its own: the printer takes off those that are not needed.
    pub fn condition(&mut self, condition: &Cond) -> String {
        match condition {
            Cond::And(parts) => self.joined(parts, " and "),
            Cond::Or(parts) => self.joined(parts, " or "),
            Cond::Not(inner) => match &**inner {
                Cond::Known(value, _) => format!("{} is missing", self.value(value)),
                Cond::OneOf { left, items, .. } => {
                    format!("{} is not one of {}", self.value(left), self.items(items))
                }
                Cond::Compare {
                    op: op @ (CompareOp::IsLike | CompareOp::IsWithin | CompareOp::WithinOf(_)),
                    left,
                    right,
                    ..
                } => {
                    let words = compare_words(*op);
                    let words = words.strip_prefix("is ").unwrap_or(&words).to_string();
                    format!("{} is not {words} {}", self.value(left), self.value(right))
                }
                inner => format!("not ({})", self.condition(inner)),
            },
            Cond::Compare { op, left, right, .. } => {
                format!("{} {} {}", self.value(left), compare_words(*op), self.value(right))
            }
            Cond::OneOf { left, items, .. } => format!("{} is one of {}", self.value(left), self.items(items)),
            Cond::Known(value, _) => format!("{} is known", self.value(value)),
            Cond::Matches { left, pattern, .. } => {
                format!("{} matches /{}/", self.value(left), pattern.replace('/', "\\/"))
            }
            Cond::Quantified { quantifier, var, kind, body, .. } => {
                let kind_name = self.program.schema.def(*kind).name.to_string();
                let name = self.name_variable(*var, *kind);
                let quantifier = match quantifier {
                    Quantifier::Any => "any".to_string(),
                    Quantifier::All => "all".to_string(),
                    Quantifier::Exactly(n) => format!("exactly {n}"),
                    Quantifier::AtLeast(n) => format!("at least {n}"),
                    Quantifier::AtMost(n) => format!("at most {n}"),
                };
                format!("{quantifier} {kind_name} {name} has ({})", self.condition(body))
            }
        }
    }

    fn joined(&mut self, parts: &[Cond], word: &str) -> String {
        parts.iter().map(|p| format!("({})", self.condition(p))).collect::<Vec<_>>().join(word)
    }

    /// The variable of a quantifier has no name left: the first letter of its kind, with a number where that is taken.
    fn name_variable(&mut self, var: VarId, kind: KindId) -> String {
        let index = var.0 as usize;
        let initial: String = self.program.schema.def(kind).name.chars().take(1).collect();
        let taken = |name: &str| self.variables.iter().any(|(n, _)| n == name);
        let mut name = initial.clone();
        let mut number = 2;
        while taken(&name) {
            name = format!("{initial}{number}");
            number += 1;
        }
        if self.variables.len() <= index {
            self.variables.resize(index + 1, (String::new(), kind));
        }
        self.variables[index] = (name.clone(), kind);
        name
    }

    fn items(&mut self, items: &Items) -> String {
        match items {
            Items::List(id) => self.program.lists[id.0 as usize].name.to_string(),
            Items::Literals(literals) => literals.iter().map(literal).collect::<Vec<_>>().join(", "),
        }
    }

    pub fn value(&mut self, expr: &Expr) -> String {
        match expr {
            Expr::Field { var, field, .. } => match self.variables.get(var.0 as usize) {
                Some((name, kind)) => format!("{name}.{}", self.field(*kind, *field)),
                // A part of a quantifier, written alone.
                None => format!("v{}.f{}", var.0, field.0),
            },
            Expr::Meta { var, what, .. } => {
                let name = self.variables.get(var.0 as usize).map_or(format!("v{}", var.0), |(name, _)| name.clone());
                let word = match what {
                    Meta::Article => "article",
                    Meta::ArticleDate => "article-date",
                    Meta::Stance => "stance",
                    Meta::Source => "source",
                    Meta::Words => "text",
                    Meta::Sentence => "sentence",
                    Meta::Part => "part",
                    Meta::Paragraph => "paragraph",
                    Meta::Itself => return name,
                };
                format!("{name}.{word}")
            }
            Expr::Record { what, .. } => format!("record.{what}"),
            Expr::Literal(value) => literal(value),
            Expr::Param(id) => self.program.params[id.0 as usize].name.to_string(),
            Expr::List(id) => self.program.lists[id.0 as usize].name.to_string(),
            Expr::CountOf(inner) => format!("count of ({})", self.value(inner)),
            Expr::SumOf(inner) => format!("sum of ({})", self.value(inner)),
            Expr::UnitOf(inner) => format!("unit of ({})", self.value(inner)),
            Expr::DimensionOf(inner) => format!("dimension of ({})", self.value(inner)),
            Expr::RankOf(inner) => format!("rank of ({})", self.value(inner)),
            Expr::InitialsOf(inner) => format!("initials of ({})", self.value(inner)),
            Expr::WeekdayOf(inner) => format!("weekday of ({})", self.value(inner)),
            Expr::YearOf(inner) => format!("year of ({})", self.value(inner)),
            Expr::YearsFrom(from, to) => format!("years from ({}) to ({})", self.value(from), self.value(to)),
            Expr::Abs(inner) => format!("abs({})", self.value(inner)),
            Expr::Arithmetic { op, left, right } => {
                let sign = op.sign();
                format!("({} {sign} {})", self.value(left), self.value(right))
            }
        }
    }
}

fn including(set: StanceSet) -> Vec<&'static str> {
    let usual = StanceSet::default();
    let stances = Stance::ALL.into_iter().filter(|s| set.has(*s) && !usual.has(*s)).map(Stance::name);
    stances.chain(set.anonymous.then_some("anonymous")).collect()
}

fn compare_words(op: CompareOp) -> String {
    let words = match op {
        CompareOp::Is => "is",
        CompareOp::IsNot => "is not",
        CompareOp::Less => "<",
        CompareOp::LessOrEqual => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterOrEqual => ">=",
        CompareOp::Before => "before",
        CompareOp::After => "after",
        CompareOp::WithinOf(t) => return format!("within {} of", tolerance(&t)),
        CompareOp::Contains => "contains",
        CompareOp::Overlaps => "overlaps",
        CompareOp::IsWithin => "is within",
        CompareOp::StartsWith => "starts with",
        CompareOp::EndsWith => "ends with",
        CompareOp::IsLike => "is like",
    };
    words.to_string()
}

fn tolerance(tolerance: &Tolerance) -> String {
    match tolerance {
        Tolerance::Days(days) => duration(*days, *days),
        Tolerance::Percent(percent) => format!("{percent} %"),
        Tolerance::Number(number) => number.to_string(),
    }
}

/// In the largest unit that fits: `2 days`, `3 months`, `12 hours`.
fn duration(least: f64, most: f64) -> String {
    let (unit, per) = if least != most {
        if least % 365.0 == 0.0 { ("year", 365.0) } else { ("month", 28.0) }
    } else if least.fract() == 0.0 {
        ("day", 1.0)
    } else if (least * 24.0 - (least * 24.0).round()).abs() < 1e-9 {
        ("hour", 1.0 / 24.0)
    } else if (least * 1440.0 - (least * 1440.0).round()).abs() < 1e-9 {
        ("minute", 1.0 / 1440.0)
    } else {
        ("second", 1.0 / 86400.0)
    };
    let count = (least / per).round();
    format!("{count} {unit}{}", if count == 1.0 { "" } else { "s" })
}

/// A literal as it is typed.
pub fn literal(value: &Literal) -> String {
    match value {
        Literal::Text(text) => short(text),
        Literal::Word(word) => word.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Percent(percent) => format!("{percent} %"),
        Literal::Quantity(quantity) => quantity_words(quantity),
        Literal::Date(date) => date_words(date),
        Literal::Duration(least, most) => duration(*least, *most),
    }
}

fn quantity_words(quantity: &Quantity) -> String {
    let about = if quantity.number.comparator == Comparator::About { "about " } else { "" };
    let number = quantity.number.value.unwrap_or_default();
    let unit = quantity.unit.as_ref().map_or(String::new(), |u| format!(" {}", u.replace(' ', "-")));
    format!("{about}{number}{unit}")
}

fn date_words(date: &DateValue) -> String {
    match (&date.timex, date.from) {
        (Some(timex), _) => timex.value.clone(),
        (None, Some(day)) => day.to_string(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{LoadOptions, RuleInput, load};

    /// Without places, tests and what tells the long form from the short one.
    fn shape(rule: &Rule) -> String {
        let places = regex_lite::Regex::new(r"FileSpan \{[^}]*\}[^}]*\}").expect("a pattern");
        let plain = Rule { same: None, replaces: None, bundled: false, one_line: false, ..rule.clone() };
        places.replace_all(&format!("{plain:#?}"), "").into_owned()
    }

    #[test]
    fn the_long_form_is_the_same_rule() {
        let own = "language 1\nmeeting location must agree within 2 days as equal ignoring case\n  level error\n";
        let own = own.replace(" within 2 days as equal", "");
        let more = "rule r
  for each meeting a and each meeting b within story
  where not (a.date is missing or b.date is known and a.location is not like b.location) and not a.date before 2024-05
  must abs(count of a.participants - 2 * (count of b.participants + 1)) within 5 % of 3
  unless at least 2 role x has (x.person is \"A \\\"B\\\"\" and any role y has (y.date within 12 hours of x.date))
  say \"{count of a.participants + 1} \\{ {b}\"
";
        let input = RuleInput { name: "own.claim".into(), text: format!("{own}{more}") };
        let loaded = load(&[input], &LoadOptions { with_tests: false, ..LoadOptions::default() });
        assert!(!loaded.has_errors(), "{:?}", loaded.diagnostics);
        assert!(loaded.program.rules.len() > 10);
        for rule in &loaded.program.rules {
            let text = format!("language 1\n\n{}", desugar(rule, &loaded.program));
            let input = RuleInput { name: "long.claim".into(), text: text.clone() };
            let again = load(&[input], &LoadOptions { with_tests: false, ..LoadOptions::default() });
            assert!(!again.has_errors(), "{:?}\n{text}", again.diagnostics);
            let same = again.program.rules.iter().find(|r| r.name == rule.name).expect("it has its name");
            let (ours, theirs) = (shape(rule), shape(same));
            let first = ours.lines().zip(theirs.lines()).find(|(a, b)| a != b);
            assert!(ours == theirs, "{text}{first:?}");
        }
    }

    #[test]
    fn a_one_line_rule_in_full() {
        let text = "language 1\nmeeting location must agree\n";
        let input = RuleInput { name: "own.claim".into(), text: text.into() };
        let loaded = load(&[input], &LoadOptions::default());
        let rule = loaded.program.rules.iter().find(|r| r.one_line).expect("it is there");
        assert_eq!(
            desugar(rule, &loaded.program),
            "rule meeting-location
  level  warning
  for    each meeting m  within batch
  same   participants overlap, occasion, date within 2 days
  must   agree on location
"
        );
    }
}
