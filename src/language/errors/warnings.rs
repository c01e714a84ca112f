//! `W0...`: what is no error, but likely meant otherwise.

use super::syntax::clip;
use super::{Describe, Wording};

/// A warning, as a desk may name it in its policy.
#[derive(Clone, Copy, Debug)]
pub struct WarningCode {
    pub code: &'static str,
    /// It tells that a run may say less or other than its rules read. The others are about how rule files are kept, which
    /// concerns those who write them: only commands for authors tell these.
    pub in_runs: bool,
}

const fn in_runs(code: &'static str) -> WarningCode {
    WarningCode { code, in_runs: true }
}

const fn for_authors(code: &'static str) -> WarningCode {
    WarningCode { code, in_runs: false }
}

/// Every warning, in order of its code.
pub const WARNINGS: &[WarningCode] = &[
    for_authors("W0001"),
    for_authors("W0002"),
    in_runs("W0003"),
    in_runs("W0004"),
    in_runs("W0005"),
    in_runs("W0006"),
    for_authors("W0007"),
    in_runs("W0008"),
    for_authors("W0009"),
    for_authors("W0010"),
    in_runs("W0011"),
    in_runs("W0012"),
    in_runs("W0013"),
    for_authors("W0014"),
    in_runs("W0015"),
    in_runs("W0016"),
    for_authors(NO_METADATA),
    in_runs("W0018"),
    for_authors("W0019"),
    in_runs("W0020"),
    for_authors("W0021"),
    for_authors("W0022"),
    for_authors("W0023"),
    in_runs("W0024"),
    for_authors("W0025"),
    for_authors("W0401"),
    for_authors("W0402"),
    for_authors("W0403"),
    for_authors("W0404"),
    for_authors("W0405"),
    in_runs("W0406"),
    for_authors("W0407"),
];

/// A rule does not say of itself what the desk's policy requires.
pub const NO_METADATA: &str = "W0017";

#[derive(Clone, Debug)]
pub enum Warning {
    NoMetadata { rule: String, missing: &'static str },
    NoVersion,
    NoTests { rule: String, missing: &'static str },
    MixedAlphabets { word: String },
    Invisible { code: String },
    NothingYields { kind: String },
    AlwaysSame { holds: bool },
    Repeats { other: String },
    UnusedVariable { name: String },
    EdgeGap,
    DoubleName { name: String },
    Contradiction,
    NeverFires { why: &'static str },
    AlwaysFires,
    Covered { other: String },
    EmptyList { name: String },
    UnreadKind { kind: String },
    IdleTerm { name: String },
    TakenPhrase { other: String },
    LooksLike { name: String, other: String },
    Growth { kinds: String, scope: &'static str, help: String },
    UnseenStance { stance: &'static str },
    UnusedName { what: &'static str, name: String },
}

impl Describe for Warning {
    fn wording(self) -> Wording {
        match self {
            Warning::NoVersion => Wording::new("W0001", "this file does not name its language version")
                .label("taken as version 1")
                .help("begin the file with `language 1`"),
            Warning::NoTests { rule, missing } => {
                Wording::new("W0002", format!("rule `{rule}` has no test that {missing}"))
                    .help("add a `test` with an article that the rule must find and one that it must not")
            }
            Warning::NoMetadata { rule, missing } => {
                Wording::new(NO_METADATA, format!("rule `{rule}` has no `{missing}`"))
                    .label("the configuration requires it")
                    .help(format!("add a clause `{missing}`"))
            }
            Warning::MixedAlphabets { word } => {
                Wording::new("W0003", format!("`{}` mixes alphabets", clip(&word))).label("letters that look alike")
            }
            Warning::Invisible { code } => {
                Wording::new("W0004", format!("there is an invisible character, {code}, here"))
                    .help(format!("take it out, or write `\\u{{{}}}`", code.trim_start_matches("U+").to_lowercase()))
            }
            Warning::NothingYields { kind } => Wording::new("W0005", format!("nothing yields facts of kind `{kind}`"))
                .help(format!("add `extract {kind}` with phrases, or `derive {kind}`")),
            Warning::AlwaysSame { holds } => {
                let message = if holds { "this always holds" } else { "this never holds" };
                Wording::new("W0006", message).label("the same on both sides")
            }
            Warning::Repeats { other } => Wording::new("W0007", format!("this rule asks the same as `{other}`")),
            Warning::UnusedVariable { name } => Wording::new("W0008", format!("nothing is said of `{name}`"))
                .help("say in `where` what the facts have to do with one another, or leave the variable out"),
            Warning::Contradiction => Wording::new("W0015", "these conditions never hold together").label("this"),
            Warning::NeverFires { why } => Wording::new("W0016", "this rule can never be violated").help(why),
            Warning::AlwaysFires => {
                Wording::new("W0018", "this rule is violated by everything that `where` lets through")
                    .help("what `where` demands is what `must` rules out; if that is meant, write `must not occur`")
            }
            Warning::Covered { other } => {
                Wording::new("W0019", format!("whatever this rule finds, `{}` finds as well", clip(&other)))
                    .help("take one of the two out, or say in `where` what tells them apart")
            }
            Warning::EmptyList { name } => {
                Wording::new("W0020", format!("list `{}` is empty, and nothing is one of it", clip(&name)))
            }
            Warning::UnreadKind { kind } => {
                Wording::new("W0021", format!("no rule reads facts of kind `{}`", clip(&kind)))
                    .help(format!("write a rule `for each {kind}`, or take the kind and its phrases out"))
            }
            Warning::IdleTerm { name } => Wording::new(
                "W0022",
                format!("term `{}` has no other form and no place, and so changes nothing", clip(&name)),
            )
            .help("say with `also` what else it is called, or take it out"),
            Warning::TakenPhrase { other } => {
                Wording::new("W0023", "another phrase finds everything that this one finds")
                    .label(format!("taken by {}", clip(&other)))
                    .help("take this phrase out, or give it a field that the other lacks")
            }
            Warning::LooksLike { name, other } => {
                Wording::new("W0024", format!("`{}` looks like `{}` and is another name", clip(&name), clip(&other)))
                    .help("type it anew; if both mean one thing, name the other form with `also`")
            }
            Warning::Growth { kinds, scope, help } => {
                Wording::new("W0025", format!("this rule sets every {kinds} of the {scope}"))
                    .label("its cost grows faster than its facts")
                    .help(help)
            }
            Warning::UnseenStance { stance } => {
                Wording::new("W0013", format!("this rule sees no claim that is {stance}"))
                    .help(format!("write `including {stance}`"))
            }
            Warning::UnusedName { what, name } => {
                Wording::new("W0014", format!("{what} `{}` is not used", clip(&name)))
            }
            Warning::EdgeGap => {
                Wording::new("W0009", "a gap at the edge of a phrase matches nothing").help("leave it out")
            }
            Warning::DoubleName { name } => Wording::new("W0010", format!("`{}` stands here twice", clip(&name))),
        }
    }
}
