//! What a rule can be made to miss: the fields that it asks something of, and the errors that befall such fields.

use super::operators::Operator;
use crate::facts::{FieldId, KindId, Schema, Tolerance, Type, native};
use crate::language::{CompareOp, Cond, Expr, Must, Rule, VarId};

/// Where an operator finds the words that it changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// The words of this field, of facts of this kind.
    Field(KindId, FieldId),
    /// The words of facts of this kind, for the sake of a field that has none of its own.
    Fact(KindId, FieldId),
    /// Names, for rules that look for what must not be there.
    Names,
    /// Lines, likewise.
    Lines,
}

/// What of a changed value counts for the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Whole,
    Weekday,
    Year,
    /// Only what falls is an error.
    OverTime,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    pub at: At,
    pub operators: &'static [Operator],
    pub view: View,
    /// How far values may be apart for the rule.
    pub within: Option<Tolerance>,
}

/// In the order in which the rule names them; empty where no operator makes the errors that it looks for.
pub fn aims(rule: &Rule, schema: &Schema) -> Vec<Aim> {
    let mut aims = Aims { schema, kinds: rule.vars.iter().map(|v| v.kind).collect(), found: Vec::new() };
    match &rule.must {
        Must::Agree(agree) => {
            for kind in aims.kinds.clone() {
                aims.field(kind, agree.field, View::Whole, agree.within, true);
            }
        }
        Must::NeverFall(field) => aims.field(aims.kinds[0], *field, View::OverTime, None, true),
        Must::MatchRecord => aims.record(aims.kinds[0]),
        Must::Condition(condition) => aims.condition(condition),
        Must::NotOccur => aims.forbidden(),
    }
    aims.found
}

struct Aims<'a> {
    schema: &'a Schema,
    /// Of the variables, those of quantifiers behind.
    kinds: Vec<KindId>,
    found: Vec<Aim>,
}

impl Aims<'_> {
    fn add(&mut self, aim: Aim) {
        if !self.found.iter().any(|a| a.at == aim.at && a.operators == aim.operators) {
            self.found.push(aim);
        }
    }

    fn field(&mut self, kind: KindId, field: FieldId, view: View, within: Option<Tolerance>, text: bool) {
        use Operator::*;
        const DATE: &[Operator] = &[Day, Month, Year, Weekday];
        const NUMBER: &[Operator] = &[Digit, FactorTen, Neighbour];
        const WORDS: &[Operator] = &[WordDropped, WordsSwapped, WordChanged, WordsLeftOut];
        let def = self.schema.def(kind);
        let name = &*def.def(field).name;
        let named = [native::PERSON, native::PLACE, native::ORGANISATION].contains(&kind);
        let ty = match &def.def(field).ty {
            Type::Set(of) => of,
            ty => ty,
        };
        let mut at = At::Field(kind, field);
        let operators: &[Operator] = match (kind, name, ty) {
            (_, "form", _) if named => {
                at = At::Fact(kind, field);
                &[Spelling]
            }
            // Whom a surname may mean is no field that is misspelt.
            (_, "candidates", _) if named => return,
            (native::DATE, "weekday", _) => {
                at = At::Fact(kind, field);
                &[Weekday]
            }
            (native::DATE, "valid", _) => {
                at = At::Fact(kind, field);
                &[NoSuchDay]
            }
            (native::DATE, _, Type::Date) => {
                at = At::Fact(kind, field);
                &[Day, Month, Year]
            }
            (native::QUOTE, "closed", _) => {
                at = At::Fact(kind, field);
                &[QuotationMark]
            }
            (native::ACRONYM, "letters", _) => &[Letters],
            (_, _, Type::Person) => &[Person],
            (_, _, Type::Organisation) => &[Organisation],
            (_, _, Type::Place) => &[Place],
            (_, _, Type::Date) if view == View::Year => &[Year],
            (_, _, Type::Date) => DATE,
            (_, _, Type::Number | Type::Quantity) => NUMBER,
            (_, _, Type::Quote) => WORDS,
            (_, _, Type::Text) if text => WORDS,
            _ => return,
        };
        self.add(Aim { at, operators, view, within });
    }

    /// What the record is asked for: a person's office, else the value that stands beside the subject.
    fn record(&mut self, kind: KindId) {
        let def = self.schema.def(kind);
        let field = |name: &str| def.field(name);
        let asked = match (field("person"), field("office"), field("words")) {
            (Some(person), Some(_), _) => Some(person),
            (.., Some(words)) if field("speaker").is_some() => Some(words),
            _ if field("place").is_some() && field("container").is_some() => field("container"),
            _ if field("country").is_some() => field("capital").or(field("city")),
            _ => ["date", "year", "when"].iter().find_map(|n| field(n)),
        };
        if let Some(field) = asked {
            self.field(kind, field, View::Whole, None, true);
        }
    }

    fn forbidden(&mut self) {
        match self.kinds[..] {
            [native::WORD] => {
                self.add(Aim { at: At::Names, operators: &[Operator::Alphabet], view: View::Whole, within: None })
            }
            [native::LINE, native::LINE] => {
                self.add(Aim { at: At::Lines, operators: &[Operator::LineTwice], view: View::Whole, within: None })
            }
            _ => {}
        }
    }

    fn condition(&mut self, condition: &Cond) {
        match condition {
            Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| self.condition(c)),
            Cond::Not(inner) => self.condition(inner),
            Cond::Compare { op, left, right, .. } => {
                let within = match op {
                    CompareOp::WithinOf(tolerance) => Some(*tolerance),
                    _ => None,
                };
                // Two articles agree on a text, or its initials are taken; else it is only looked into.
                let text = matches!(op, CompareOp::Is) && [left, right].iter().all(|e| matches!(e, Expr::Field { .. }));
                self.value(left, View::Whole, within, text);
                self.value(right, View::Whole, within, text);
            }
            Cond::OneOf { left, .. } => self.value(left, View::Whole, None, false),
            // What is only there or not is not changed by changing it.
            Cond::Known(..) | Cond::Matches { .. } => {}
            Cond::Quantified { kind, body, var, .. } => {
                let at = usize::from(var.0);
                self.kinds.truncate(at);
                if self.kinds.len() == at {
                    self.kinds.push(*kind);
                }
                self.condition(body);
            }
        }
    }

    fn value(&mut self, expr: &Expr, view: View, within: Option<Tolerance>, text: bool) {
        match expr {
            Expr::Field { var: VarId(var), field, .. } => {
                if let Some(&kind) = self.kinds.get(usize::from(*var)) {
                    self.field(kind, *field, view, within, text);
                }
            }
            Expr::InitialsOf(_) | Expr::CountOf(_) | Expr::UnitOf(_) | Expr::DimensionOf(_) | Expr::RankOf(_) => {}
            Expr::WeekdayOf(inner) => self.value(inner, View::Weekday, within, false),
            Expr::YearOf(inner) => self.value(inner, View::Year, within, false),
            Expr::SumOf(inner) | Expr::Abs(inner) => self.value(inner, view, within, false),
            Expr::YearsFrom(left, right) => {
                self.value(left, View::Year, within, false);
                self.value(right, View::Year, within, false);
            }
            Expr::Arithmetic { left, right, .. } => {
                self.value(left, view, within, false);
                self.value(right, view, within, false);
            }
            Expr::Meta { .. } | Expr::Record { .. } | Expr::Literal(_) | Expr::Param(_) | Expr::List(_) => {}
        }
    }
}
