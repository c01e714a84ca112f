//! `E02..`: names and types.

use super::syntax::clip;
use super::{Describe, Wording};

#[derive(Clone, Debug)]
pub enum NameProblem {
    UnknownKind {
        name: String,
        near: Option<String>,
    },
    UnknownType {
        name: String,
        near: Option<String>,
    },
    UnknownField {
        kind: String,
        field: String,
        near: Option<String>,
        fields: Vec<String>,
    },
    /// `what` is `kind`, `rule`, `list`, `param`, `field`.
    Twice {
        what: &'static str,
        name: String,
    },
    Unknown {
        name: String,
        near: Option<String>,
    },
    /// A word of another language.
    ForeignWord {
        word: String,
        help: &'static str,
    },
    Clash {
        name: String,
        what: Vec<&'static str>,
    },
    Unlike {
        left: String,
        right: String,
        help: Option<String>,
    },
    Operand {
        word: String,
        wants: &'static str,
        found: String,
        help: Option<String>,
    },
    NotACondition,
    NotAValue,
    /// A word of a closed list: a level, a stance, a scope.
    UnknownWord {
        what: &'static str,
        word: String,
        near: Option<String>,
        words: Vec<String>,
    },
    MissingClause {
        clause: &'static str,
        help: &'static str,
    },
    UnknownRule {
        name: String,
        near: Option<String>,
    },
    UnknownParam {
        name: String,
        near: Option<String>,
    },
    UnknownUnit {
        unit: String,
        near: Option<String>,
    },
    DoubleVariable {
        name: String,
    },
    Pattern {
        why: String,
    },
    RecordHere,
    RecordField {
        field: String,
        near: Option<String>,
        fields: &'static [&'static str],
    },
    LongPath,
    NotFixable {
        found: String,
    },
    Option {
        option: String,
        wants: &'static str,
        found: String,
    },
    TestOf,
    TestInRule,
    Recursive {
        kind: String,
    },
    NativeKind {
        name: String,
    },
    Bounds {
        why: &'static str,
    },
    TooMany {
        what: &'static str,
        most: usize,
    },
    ListAlone {
        name: String,
    },
    FieldTypeChanged {
        field: String,
        was: String,
    },
    OtherVariable {
        name: String,
        first: String,
    },
    OneLineClause {
        clause: &'static str,
    },
    ReservedVariable {
        name: String,
    },
    NotInArticle {
        words: String,
    },
    ParamValue {
        found: String,
        wants: String,
    },
    NotInRecord {
        kind: String,
    },
    ParamSetting {
        name: String,
        value: String,
        wants: String,
    },
}

impl Describe for NameProblem {
    fn wording(self) -> Wording {
        use NameProblem::*;
        match self {
            UnknownKind { name, near } => {
                Wording::new("E0201", format!("there is no kind of fact `{}`", clip(&name))).near(near)
            }
            UnknownType { name, near } => {
                Wording::new("E0202", format!("there is no type `{}`", clip(&name))).near(near)
            }
            UnknownField { kind, field, near, fields } => {
                let wording = Wording::new("E0203", format!("`{kind}` has no field `{}`", clip(&field)));
                match near {
                    Some(_) => wording.near(near),
                    None if fields.is_empty() => wording,
                    None => wording.help(format!("its fields are {}", listed(&fields))),
                }
            }
            Twice { what, name } => Wording::new("E0204", format!("{what} `{}` is declared twice", clip(&name)))
                .label("declared here again"),
            Unknown { name, near } => {
                let wording = Wording::new("E0205", format!("nothing here is called `{}`", clip(&name)));
                match near {
                    Some(_) => wording.near(near),
                    None => wording.help("a bare word is a variable, a word of an enumeration, a param or a list; other words stand in quotes"),
                }
            }
            ForeignWord { word, help } => {
                Wording::new("E0131", format!("`{}` is said in another way here", clip(&word))).help(help)
            }
            Clash { name, what } => Wording::new("E0206", format!("`{name}` may mean two things here"))
                .label(what.iter().map(|w| format!("a {w}")).collect::<Vec<_>>().join(" and "))
                .help("rename one of them, or write `variable.field`"),
            Unlike { left, right, help } => {
                let wording = Wording::new("E0207", format!("{left} cannot be compared with {right}"));
                match help {
                    Some(help) => wording.help(help),
                    None => wording,
                }
            }
            Operand { word, wants, found, help } => {
                let wording = Wording::new("E0208", format!("`{word}` takes {wants}, not {found}"));
                match help {
                    Some(help) => wording.help(help),
                    None => wording,
                }
            }
            NotACondition => Wording::new("E0209", "this is a value, not a condition")
                .help("compare it: `… is known`, `… is \"…\"`, `… < 3`"),
            NotAValue => Wording::new("E0210", "this is a condition, not a value"),
            UnknownWord { what, word, near, words } => {
                let wording = Wording::new("E0211", format!("`{}` is no {what}", clip(&word)));
                match near {
                    Some(_) => wording.near(near),
                    None => wording.help(format!("one of {}", listed(&words))),
                }
            }
            MissingClause { clause, help } => {
                Wording::new("E0212", format!("this declaration has no `{clause}`")).help(help)
            }
            UnknownRule { name, near } => {
                Wording::new("E0213", format!("there is no rule `{}`", clip(&name))).near(near)
            }
            UnknownParam { name, near } => {
                Wording::new("E0237", format!("there is no param `{}`", clip(&name))).near(near)
            }
            UnknownUnit { unit, near } => {
                Wording::new("E0214", format!("there is no unit `{}`", clip(&unit))).near(near)
            }
            DoubleVariable { name } => Wording::new("E0215", format!("`{name}` names two facts"))
                .label("the second")
                .help("give this one a name of its own"),
            Pattern { why } => Wording::new("E0216", "this pattern cannot be read")
                .label(why)
                .help("patterns know neither look-around nor back-references, so that they run in linear time"),
            RecordHere => {
                Wording::new("E0217", "`record` has something to say only in messages of a rule that must match it")
                    .help("use it in `say` or `help`, with `must match the record`")
            }
            RecordField { field, near, fields } => {
                let wording = Wording::new("E0218", format!("the record has no `{}`", clip(&field)));
                match near {
                    Some(_) => wording.near(near),
                    None => wording.help(format!("one of {}", listed(fields))),
                }
            }
            LongPath => Wording::new("E0219", "a field has no fields of its own").help("write `variable.field`"),
            NotFixable { found } => Wording::new("E0220", format!("{found} is a fact, and facts are never rewritten"))
                .help("`fix` is for spelling, acronyms, alphabets and the form of dates"),
            Option { option, wants, found } => {
                Wording::new("E0221", format!("`{option}` is for {wants}, not for {found}"))
            }
            TestOf => Wording::new("E0222", "this test does not say of which rule").help("write `test \"…\" of RULE`"),
            TestInRule => Wording::new("E0223", "a test in a rule is of that rule")
                .help("leave `of` out, or move the test to column 0"),
            Recursive { kind } => Wording::new("E0224", format!("`{kind}` is derived from itself with new values"))
                .label("this might never end")
                .help("a recursive `derive` may copy fields, not calculate"),
            NativeKind { name } => Wording::new("E0225", format!("`{name}` is built in"))
                .help(format!("add phrases to other kinds with `extract`, or choose another name than `{name}`")),
            Bounds { why } => Wording::new("E0226", why),
            TooMany { what, most } => Wording::new("E0227", format!("there are more than {most} {what}")),
            ListAlone { name } => {
                Wording::new("E0228", format!("`{name}` is a list")).help(format!("write `is one of {name}`"))
            }
            FieldTypeChanged { field, was } => {
                Wording::new("E0229", format!("`{field}` has another type in the bundled pack"))
                    .label(format!("there it is {was}"))
                    .help("keep the type, or choose another name for the field or the kind")
            }
            OtherVariable { name, first } => {
                Wording::new("E0230", format!("this speaks of `{first}`, not of `{name}`"))
                    .help(format!("write `{first}.` before the field, or the field alone"))
            }
            OneLineClause { clause } => Wording::new("E0231", format!("a one-line rule has its own `{clause}`"))
                .help("write a full `rule` to choose another"),
            ReservedVariable { name } => Wording::new("E0232", format!("`{name}` cannot be a variable"))
                .label("`record` is the record")
                .help("choose another name"),
            NotInRecord { kind } => Wording::new("E0236", format!("the record has nothing to hold a `{kind}` against"))
                .help(
                    "it knows offices (`person`, `office`), foundings (`thing`, `date`), births (`person`, `date`), capitals \
                     (`city`, `country`), containers (`place`, `container`) and utterances (`speaker`, `words`)",
                ),
            ParamSetting { name, value, wants } => {
                Wording::new("E0235", format!("the configuration sets `{name}` to `{}`", clip(&value)))
                    .label(format!("it has to be {wants}"))
            }
            ParamValue { found, wants } => Wording::new("E0234", format!("this is {found}, and the param is {wants}")),
            NotInArticle { words } => {
                Wording::new("E0233", format!("no article of this test has the words `{}`", clip(&words)))
                    .help("name words exactly as they stand in the article")
            }
        }
    }
}

/// `a`, `b` and `c`, each between backticks.
pub fn listed<S: AsRef<str>>(words: &[S]) -> String {
    let quoted: Vec<String> = words.iter().map(|w| format!("`{}`", w.as_ref())).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
