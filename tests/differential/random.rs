//! Programs and articles from bytes: each byte decides one thing. Where they end, the first and simplest choice is taken, so that fewer
//! bytes, and lower ones, make simpler cases.

use claimlint::facts::{Stance, Undecided};

use super::model::*;

pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    pub fn new(bytes: &'b [u8]) -> Choices<'b> {
        Choices { bytes }
    }
    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        usize::from(*first) % n
    }
    /// One time in `n`; never where the bytes have ended.
    fn chance(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }
    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

/// Of these a kind has some.
const FIELDS: [(&str, Type); 9] = [
    ("colour", Type::Word),
    ("size", Type::Number),
    ("who", Type::Person),
    ("day", Type::Date),
    ("crew", Type::People),
    ("firm", Type::Firm),
    ("tint", Type::Word),
    ("weight", Type::Number),
    ("date", Type::Date),
];

const KINDS: [&str; 2] = ["sighting", "trade"];

pub fn program(c: &mut Choices) -> Program {
    let mut kinds: Vec<Kind> = KINDS.map(|name| kind(c, name)).into();
    let office = vec![("person", Type::Person), ("office", Type::Office), ("date", Type::Date)];
    kinds.push(Kind { name: "post", fields: office, same: Vec::new() });
    let mut roles = Vec::new();
    for office in 0..c.below(3) {
        let tenures = (0..1 + c.below(3)).map(|_| tenure(c)).collect();
        roles.push(Role { office, complete: c.chance(4), tenures });
    }
    let mut program = Program { kinds, roles, rules: Vec::new() };
    for _ in 0..3 {
        let rule = rule(c, &program);
        program.rules.push(rule);
    }
    program
}

fn tenure(c: &mut Choices) -> Tenure {
    // Whole days, in order.
    const DAYS: [usize; 5] = [0, 1, 2, 4, 5];
    let from = c.below(DAYS.len() - 1);
    let to = (!c.chance(3)).then(|| DAYS[from + 1 + c.below(DAYS.len() - from - 1)]);
    Tenure { person: c.below(PERSONS.len()), from: DAYS[from], to }
}

fn kind(c: &mut Choices, name: &'static str) -> Kind {
    let mut fields: Vec<(&str, Type)> = FIELDS.into_iter().filter(|_| c.below(3) != 2).collect();
    if fields.len() < 3 {
        fields = FIELDS[..4].to_vec();
    }
    let same = keys(c, &fields, usize::MAX, 1);
    Kind { name, fields, same }
}

/// Keys of some fields; `alone` may be said in a rule only.
fn keys(c: &mut Choices, fields: &[(&str, Type)], but: usize, alone: usize) -> Vec<Key> {
    let mut out = Vec::new();
    for (field, (_, ty)) in fields.iter().enumerate() {
        if field == but || !c.chance(2) || out.len() == 3 {
            continue;
        }
        let days = (*ty == Type::Date && c.chance(2)).then(|| [2, 3, 40][c.below(3)]);
        out.push(Key { field, alone: alone > 1 && c.chance(alone), overlap: *ty == Type::People && c.chance(2), days });
    }
    out
}

/// The variables in sight, by their kinds.
struct Scene<'p> {
    program: &'p Program,
    vars: Vec<usize>,
    depth: usize,
}

fn rule(c: &mut Choices, program: &Program) -> Rule {
    let scope = c.pick(&[Scope::Batch, Scope::Article, Scope::Paragraph, Scope::Sentence, Scope::Batch]);
    let headline = c.chance(8).then(|| c.chance(2));
    let hidden = [Stance::Planned, Stance::Hedged, Stance::Denied, Stance::Hypothetical, Stance::Quoted];
    let including: Vec<Stance> = hidden.into_iter().filter(|_| c.chance(8)).collect();
    let anonymous = c.chance(4);
    let (kinds, shape) = match c.below(16) {
        0..=5 => (vec![c.below(2)], 0),
        6..=8 => (vec![c.below(2), c.below(2)], 0),
        9 => (vec![c.below(2), c.below(2), c.below(2)], 0),
        10..=12 => (vec![c.below(2)], 1),
        13 => (vec![c.below(2)], 2),
        _ => (vec![2], 3),
    };
    let first = &program.kinds[kinds[0]];
    let mut scene = Scene { program, vars: kinds.clone(), depth: 0 };
    let of_type =
        |ty: &[Type]| -> Vec<usize> { (0..first.fields.len()).filter(|&f| ty.contains(&first.fields[f].1)).collect() };
    let numbers = of_type(&[Type::Number]);
    let must = match shape {
        1 => {
            let field = c.below(first.fields.len());
            let ty = first.fields[field].1;
            let within = (matches!(ty, Type::Number | Type::Date) && c.chance(2)).then(|| 1 + c.below(3) as i64);
            Must::Agree { field, within, sets: c.pick(&[SetMode::Equal, SetMode::Overlapping, SetMode::Within]) }
        }
        2 if !numbers.is_empty() => Must::NeverFall(c.pick(&numbers)),
        3 => Must::MatchRecord,
        _ if c.chance(5) => Must::NotOccur,
        _ => Must::Condition(scene.cond(c)),
    };
    let compared = match must {
        Must::Agree { field, .. } | Must::NeverFall(field) => Some(field),
        _ => None,
    };
    // A rule that compares needs keys.
    let same = compared.filter(|_| first.same.is_empty() || c.chance(3)).map(|field| {
        let mut keys = keys(c, &first.fields, field, 4);
        if keys.is_empty() {
            let field = (0..first.fields.len()).find(|f| *f != field).expect("there are three at least");
            keys.push(Key { field, alone: true, overlap: false, days: None });
        }
        keys
    });
    let mut filter: Vec<Cond> = (0..c.below(3)).map(|_| scene.cond(c)).collect();
    if kinds.len() > 1 && !c.chance(3) {
        filter.extend(scene.tie(c));
    }
    let unless = if c.chance(4) { vec![scene.cond(c)] } else { Vec::new() };
    let except = c
        .chance(6)
        .then(|| Except { name: c.chance(2).then_some("a1"), until: c.chance(2).then(|| c.pick(&[1, 2, 4])) });
    let except = except.filter(|e| e.name.is_some() || e.until.is_some());
    Rule { kinds, scope, headline, including, anonymous, filter, same, must, unless, except }
}

impl Scene<'_> {
    /// What ties two variables: fields of one type that are equal, or one of several such.
    fn tie(&self, c: &mut Choices) -> Option<Cond> {
        let mut ties = Vec::new();
        let one = c.below(self.vars.len() - 1);
        for (f, (_, x)) in self.kind(one).fields.iter().enumerate() {
            for (g, (_, y)) in self.kind(one + 1).fields.iter().enumerate().filter(|(_, (_, y))| y == x) {
                let (left, right) = (Expr::Field { var: one, field: f }, Expr::Field { var: one + 1, field: g });
                let op = if *y == Type::People && c.chance(2) { Op::Overlaps } else { Op::Is };
                ties.push(Cond::Compare(op, left, right));
            }
        }
        ties.push(Cond::Compare(Op::Is, Expr::Article(one), Expr::Article(one + 1)));
        let first = c.pick(&ties);
        Some(if c.chance(3) { Cond::Or(vec![first, c.pick(&ties)]) } else { first })
    }

    fn kind(&self, var: usize) -> &Kind {
        &self.program.kinds[self.vars[var]]
    }

    fn cond(&mut self, c: &mut Choices) -> Cond {
        self.depth += 1;
        let made = match c.below(if self.depth > 3 { 8 } else { 14 }) {
            0..=7 => self.comparison(c),
            8 => Cond::And(vec![self.cond(c), self.cond(c)]),
            9 | 10 => Cond::Or(vec![self.cond(c), self.cond(c)]),
            11 => Cond::Not(Box::new(self.cond(c))),
            _ => {
                let kind = c.below(2);
                let n = c.below(3);
                let quantifier = match c.below(5) {
                    0 => Quantifier::Any,
                    1 => Quantifier::All,
                    2 => Quantifier::Exactly(1 + n),
                    3 => Quantifier::AtLeast(1 + n),
                    _ => Quantifier::AtMost(1 + n),
                };
                self.vars.push(kind);
                let body = Box::new(self.cond(c));
                self.vars.pop();
                Cond::Quantified { quantifier, kind, body }
            }
        };
        self.depth -= 1;
        made
    }

    fn comparison(&self, c: &mut Choices) -> Cond {
        let var = self.vars.len() - 1 - c.below(self.vars.len());
        let field = c.below(self.kind(var).fields.len());
        let ty = self.kind(var).fields[field].1;
        let left = Expr::Field { var, field };
        match c.below(12) {
            10 => return if c.chance(2) { Cond::Missing(left) } else { Cond::Known(left) },
            11 => return self.of_any_fact(c, var),
            _ => {}
        }
        let right = |c: &mut Choices| self.operand(c, ty);
        match ty {
            Type::Word => match c.below(4) {
                0 => {
                    let list = c.chance(3);
                    let items = if list { vec![0, 3] } else { vec![c.below(4), c.below(4)] };
                    let items = items.into_iter().map(Value::Word).collect();
                    Cond::OneOf { left, items, list, not: c.chance(3) }
                }
                1 => Cond::Compare(c.pick(&[Op::Contains, Op::StartsWith, Op::EndsWith]), left, right(c)),
                _ => Cond::Compare(c.pick(&[Op::Is, Op::IsNot]), left, right(c)),
            },
            Type::Person | Type::Firm | Type::Office => match (c.below(4), ty) {
                (0, Type::Person) => {
                    let items = vec![Value::Person(c.below(4)), Value::Person(c.below(4))];
                    Cond::OneOf { left, items, list: false, not: c.chance(3) }
                }
                _ => Cond::Compare(c.pick(&[Op::Is, Op::IsNot]), left, right(c)),
            },
            Type::Number => {
                let left = match c.below(5) {
                    0 => Expr::Add(left.into(), right(c).into()),
                    1 => Expr::Absolute(Expr::Subtract(left.into(), right(c).into()).into()),
                    _ => left,
                };
                let op = match c.below(8) {
                    0 => Op::Within(1 + c.below(2) as i64),
                    1 => Op::WithinPercent(10 * (1 + c.below(6) as i64)),
                    n => [Op::Is, Op::IsNot, Op::Less, Op::LessOrEqual, Op::Greater, Op::GreaterOrEqual][n - 2],
                };
                Cond::Compare(op, left, right(c))
            }
            Type::Date if c.chance(6) => {
                let year = Expr::Literal(Value::Number(Some(2025), Some(2025)));
                Cond::Compare(c.pick(&[Op::Is, Op::Less]), Expr::Year(left.into()), year)
            }
            Type::Date => {
                let op = match c.below(7) {
                    0 => Op::WithinDays(2 + c.below(40) as i64),
                    n => [Op::Is, Op::IsNot, Op::Before, Op::After, Op::IsWithin, Op::Is][n - 1],
                };
                Cond::Compare(op, left, right(c))
            }
            Type::People => match c.below(4) {
                0 => {
                    let n = number(c);
                    Cond::Compare(c.pick(&[Op::GreaterOrEqual, Op::Less]), Expr::Count(left.into()), Expr::Literal(n))
                }
                1 => Cond::Compare(Op::Contains, left, self.operand(c, Type::Person)),
                2 => match self.field_of(c, Type::Person) {
                    Some(person) => Cond::Compare(Op::IsWithin, person, left),
                    None => Cond::Compare(Op::Overlaps, left.clone(), left),
                },
                _ => {
                    let right = self.field_of(c, Type::People).unwrap_or(left.clone());
                    Cond::Compare(c.pick(&[Op::Is, Op::IsNot, Op::Overlaps, Op::IsWithin]), left, right)
                }
            },
        }
    }

    fn of_any_fact(&self, c: &mut Choices, var: usize) -> Cond {
        let number = |c: &mut Choices| {
            let n = 1 + c.below(3) as i64;
            Expr::Literal(Value::Number(Some(n), Some(n)))
        };
        match c.below(5) {
            0 => {
                let stance = c.pick(&["asserted", "reported", "planned"]);
                Cond::Compare(c.pick(&[Op::Is, Op::IsNot]), Expr::Stance(var), Expr::Name(stance))
            }
            1 => Cond::Known(Expr::Source(var)),
            2 => Cond::Compare(Op::Is, Expr::Part(var), Expr::Name(c.pick(&["headline", "body"]))),
            3 => Cond::Compare(c.pick(&[Op::Less, Op::Is]), Expr::Paragraph(var), number(c)),
            _ => {
                let date = Expr::Literal(Value::Date(c.below(DATES.len())));
                Cond::Compare(c.pick(&[Op::Before, Op::After, Op::Is]), Expr::ArticleDate(var), date)
            }
        }
    }

    /// A field of this type of any variable.
    fn field_of(&self, c: &mut Choices, ty: Type) -> Option<Expr> {
        let mut all = Vec::new();
        for var in 0..self.vars.len() {
            let fields = self.kind(var).fields.iter().enumerate().filter(|(_, f)| f.1 == ty);
            all.extend(fields.map(|(field, _)| Expr::Field { var, field }));
        }
        (!all.is_empty()).then(|| c.pick(&all))
    }

    fn operand(&self, c: &mut Choices, ty: Type) -> Expr {
        let literal = |c: &mut Choices| {
            Expr::Literal(match ty {
                Type::Number => number(c),
                Type::People => Value::Person(c.below(PERSONS.len())),
                ty => value(c, ty),
            })
        };
        if c.chance(2) { self.field_of(c, ty).unwrap_or_else(|| literal(c)) } else { literal(c) }
    }
}

fn number(c: &mut Choices) -> Value {
    let n = c.below(6) as i64;
    Value::Number(Some(n), Some(n))
}

fn value(c: &mut Choices, ty: Type) -> Value {
    match ty {
        Type::Word => Value::Word(c.below(WORDS.len())),
        Type::Number => {
            let low = c.below(6) as i64;
            match c.below(8) {
                0 => Value::Number(Some(low), Some(low + 1 + c.below(3) as i64)),
                1 => Value::Number(Some(low), None),
                2 => Value::Number(None, Some(low)),
                _ => Value::Number(Some(low), Some(low)),
            }
        }
        Type::Date => Value::Date(c.below(DATES.len())),
        Type::Person => Value::Person(c.below(PERSONS.len())),
        Type::People => Value::People((0..1 + c.below(3)).map(|_| c.below(PERSONS.len())).collect()),
        Type::Firm => Value::Firm(c.below(FIRMS.len())),
        Type::Office => Value::Office(c.below(OFFICES.len())),
    }
}

/// Articles and their facts. `many`: so many that the real evaluator's shortcuts for large groups are taken.
pub fn world(c: &mut Choices, program: &Program, many: bool) -> World {
    let articles: Vec<Article> = (0..1 + c.below(4))
        .map(|n| Article {
            name: format!("a{n}"),
            date: (!c.chance(4)).then(|| c.below(DATES.len())),
            headline: c.chance(2),
        })
        .collect();
    let mut facts = Vec::new();
    for (article, _) in articles.iter().enumerate() {
        let (mut paragraph, mut sentence) = (0, 0);
        for _ in 0..if many { 75 } else { 1 + c.below(4) } {
            match c.below(3) {
                0 => {
                    paragraph += 1;
                    sentence = 0;
                }
                1 => sentence += 1,
                _ => {}
            }
            facts.push(fact(c, program, article, paragraph, sentence, many));
        }
    }
    World { articles, facts }
}

fn fact(c: &mut Choices, program: &Program, article: usize, paragraph: usize, sentence: usize, many: bool) -> Fact {
    let kind = match c.below(5) {
        0..=2 => 0,
        n => n - 2,
    };
    let stance = match c.below(8) {
        0 => c.pick(&Stance::ALL),
        1 | 2 => Stance::Reported,
        _ => Stance::Asserted,
    };
    let source = match c.below(6) {
        0 => Some(Source::Named),
        1 => Some(Source::Anonymous),
        _ => None,
    };
    let mut fields = Vec::new();
    for (_, ty) in &program.kinds[kind].fields {
        fields.push(match c.below(if many { 20 } else { 8 }) {
            1 => None,
            2 if c.chance(3) => Some(Value::Open(match ty {
                Type::Date => Undecided::Date,
                Type::Number => Undecided::Number,
                _ => Undecided::Name,
            })),
            _ => Some(value(c, *ty)),
        });
    }
    Fact { kind, article, paragraph, sentence, stance, source, fields, dated_by_article: c.chance(2) }
}
