//! `E01..`: the form of the text; `E03..` up to `E0319`: the form of phrases.

use super::{Describe, MOST_ERRORS, Wording};

#[derive(Clone, Debug)]
pub enum Problem {
    /// The parser met something that does not belong there.
    Unexpected {
        found: Found,
        expected: String,
        near: Option<String>,
        /// The word that was left out before it.
        missing: Option<&'static str>,
    },
    /// A word of the language where a name has to stand.
    ReservedWord {
        word: String,
    },
    /// `//`, `--`, `/*`
    ForeignComment {
        found: String,
    },
    /// A mark that other languages need and ours does not.
    NeedlessMark {
        found: String,
        help: &'static str,
    },
    /// A form of another language.
    ForeignForm {
        found: String,
        help: String,
    },
    /// A declaration that does not begin in the first column.
    Indented {
        word: String,
    },
    /// More errors than are told.
    Enough,
    OpenText,
    Orphan,
    TooDeep,
    UnknownDeclaration {
        word: String,
        near: Option<String>,
    },
    NoDeclaration {
        found: String,
    },
    ClauseInColumnZero {
        word: String,
    },
    ForeignQuotes {
        found: String,
        words: String,
    },
    ForeignOperator {
        found: String,
        right: &'static str,
    },
    ThousandsComma {
        found: String,
        right: String,
    },
    PercentWord {
        found: String,
        right: String,
    },
    Chained {
        right: String,
    },
    IsOr {
        right: String,
    },
    IsBefore {
        word: String,
        negated: bool,
    },
    MissingComma,
    IdleComma,
    Escape {
        found: String,
    },
    MinusBlanks,
    MisplacedNot,
    LongSum,
    TwiceInRule {
        clause: &'static str,
    },
    AgreeWithoutField,
    OverlapsHere,
    BareExcept,
    TestWithoutText,
    FieldsOnOneLine,
    NoSuchDate {
        found: String,
    },
    NumberTooLarge,
    OneContainer,
    /// A fault of the printer, found before anything is written.
    FormattingChanges {
        comment: bool,
    },
    // ---- phrases ----
    EmptyPhrase,
    LongPhrase,
    OpenMark {
        open: char,
        close: char,
    },
    StrayMark {
        mark: char,
    },
    CutWord {
        found: String,
    },
    EmptyBranch,
    InflectedWord {
        found: String,
    },
    HoleForm {
        found: String,
    },
}

/// What the parser met.
#[derive(Clone, Debug)]
pub enum Found {
    Words(String),
    /// The end of something: `the declaration`, `this line`.
    End(&'static str),
}

impl Problem {
    pub const IS_OR: &str = "E0113";
    /// Errors that are read as what was meant: nothing but the spelling is wrong.
    pub const READ_AS_MEANT: &[&str] =
        &["E0107", "E0108", "E0109", "E0110", Problem::IS_OR, "E0114", "E0115", "E0117", "E0121"];
}

impl Describe for Problem {
    fn wording(self) -> Wording {
        use Problem::*;
        match self {
            Unexpected { found, expected, near, missing } => {
                let message = match &found {
                    Found::Words(words) => format!("`{}` does not belong here", clip(words)),
                    Found::End(what) => format!("{what} ends too early"),
                };
                let label = if expected.is_empty() { String::new() } else { format!("expected {expected}") };
                let wording = Wording::new("E0101", message).label(label);
                match missing {
                    Some(word) if near.is_none() => wording.help(format!("write `{word}` before it")),
                    _ => wording.near(near),
                }
            }
            ReservedWord { word } => Wording::new("E0128", format!("a name is missing before `{word}`"))
                .label("a word of the language")
                .help("give the fact, list or param a name of its own, as in `for each quote q`"),
            ForeignComment { found } => {
                Wording::new("E0129", format!("`{}` begins no comment", clip(&found))).help("comments begin with `#`")
            }
            NeedlessMark { found, help } => {
                Wording::new("E0130", format!("`{}` has no meaning here", clip(&found))).help(help)
            }
            ForeignForm { found, help } => {
                Wording::new("E0131", format!("`{}` is said in another way here", clip(&found))).help(help)
            }
            Indented { word } => Wording::new("E0132", format!("`{word}` begins a declaration, and stands indented"))
                .label("read as part of the declaration above")
                .help("begin declarations in the first column"),
            Enough => {
                Wording::new("E0133", format!("more than {MOST_ERRORS} things are wrong, and the rest is not told"))
                    .help("mend these first; is this a rule file?")
            }
            OpenText => Wording::new("E0102", "this string has no closing mark")
                .label("opened here")
                .help("strings end on their line; one that runs over lines stands between `\"\"\"` and `\"\"\"`"),
            Orphan => Wording::new("E0103", "this line belongs to no declaration")
                .label("indented under nothing")
                .help("declarations start in column 0, their clauses are indented"),
            TooDeep => Wording::new("E0104", "brackets nest more than 200 deep").label("the first one too many"),
            UnknownDeclaration { word, near } => {
                let wording = Wording::new("E0105", format!("no declaration begins with `{}`", clip(&word)));
                match near {
                    Some(_) => wording.near(near),
                    None => wording.help("a declaration begins with a word such as `rule`, `fact` or `role`"),
                }
            }
            NoDeclaration { found } => Wording::new("E0105", format!("`{}` begins no declaration", clip(&found)))
                .help("a declaration begins with a word such as `rule`, `fact` or `role`"),
            ClauseInColumnZero { word } => Wording::new("E0106", format!("`{word}` is a clause, not a declaration"))
                .label("in column 0")
                .help("indent it under its declaration"),
            ForeignQuotes { found, words } => {
                Wording::new("E0107", format!("`{}` stands between marks of another kind", clip(&found)))
                    .help(format!("write `\"{}\"`", clip(&words)))
            }
            ForeignOperator { found, right } => {
                Wording::new("E0108", format!("`{found}` is no word of the language")).help(format!("write `{right}`"))
            }
            ThousandsComma { found, right } => {
                Wording::new("E0109", format!("`{found}` has a separator")).help(format!("write `{right}`"))
            }
            PercentWord { found, right } => {
                Wording::new("E0110", format!("`{found}` is written with a sign")).help(format!("write `{right}`"))
            }
            Chained { right } => Wording::new("E0111", "comparisons do not chain")
                .label("a second comparison")
                .help(format!("write `{}`", clip(&right))),
            MisplacedNot => Wording::new("E0112", "`not` stands before a whole condition")
                .help("write `not (…)` round the comparison, or `is not`"),
            IsOr { right } => Wording::new(Problem::IS_OR, "`or` joins conditions, not values")
                .help(format!("write `{}`", clip(&right))),
            IsBefore { word, negated: false } => {
                Wording::new("E0114", format!("`{word}` stands without `is`")).help(format!("write `{word}`"))
            }
            IsBefore { word, negated: true } => Wording::new("E0114", format!("`{word}` stands without `is not`"))
                .help(format!("write `not (… {word} …)`")),
            MissingComma => Wording::new("E0115", "a comma is missing before this string")
                .help("part the strings of a list with commas"),
            IdleComma => Wording::new("E0134", "a comma stands behind the last name")
                .label("nothing follows it")
                .help("take it out; a comma may trail behind strings only"),
            Escape { found } => Wording::new("E0116", format!("`{found}` is no escape"))
                .help("the escapes are `\\\"`, `\\\\`, `\\n` and `\\u{…}`, in phrases also a backslash before a mark"),
            MinusBlanks => Wording::new("E0117", "a minus has blanks on both sides").help("write ` - `"),
            LongSum => Wording::new("E0118", "this sum has more than 200 terms"),
            TwiceInRule { clause } => Wording::new("E0119", format!("`{clause}` stands here a second time"))
                .label("the second")
                .help("keep one of them"),
            AgreeWithoutField => {
                Wording::new("E0120", "`must agree` does not say on what").help("write `must agree on` and a field")
            }
            OverlapsHere => Wording::new("E0121", "after a field of `same` it is `overlap`").help("write `overlap`"),
            BareExcept => Wording::new("E0122", "this `except` names neither a place nor a time")
                .help("write `except \"archive/**\"`, `until 2027-01-01`, or both"),
            TestWithoutText => Wording::new("E0123", "this test has no article")
                .help("give its text as a string, or several with `article \"name\" \"…\"`"),
            FieldsOnOneLine => {
                Wording::new("E0124", "each field stands on a line of its own").label("the second on its line")
            }
            NoSuchDate { found } => Wording::new("E0125", format!("there is no {found} in the calendar")),
            NumberTooLarge => Wording::new("E0126", "this number is too large").help("the largest is 4294967295"),
            OneContainer => Wording::new("E0127", "`in` takes one container").label("the second"),
            FormattingChanges { comment } => {
                let message = match comment {
                    false => "formatting would change what this file says, so it was left as it is",
                    true => "formatting would lose a comment, so this file was left as it is",
                };
                Wording::new("E0150", message)
                    .label(if comment { "this one" } else { "here" })
                    .help("this is a fault of claimlint and worth a report; leave the file unformatted until it is mended, or write this in another way")
            }
            EmptyPhrase => Wording::new("E0301", "this phrase is empty"),
            LongPhrase => Wording::new("E0302", "a phrase stands on one line").help("write one string for each phrase"),
            OpenMark { open, close } => {
                Wording::new("E0303", format!("`{open}` is never closed")).help(format!("close it with `{close}`"))
            }
            StrayMark { mark } => Wording::new("E0304", format!("`{mark}` closes or parts nothing"))
                .help(format!("write `\\{mark}` for the mark itself")),
            CutWord { found } => Wording::new("E0305", format!("`{}` cuts a word", clip(&found))).help(
                "brackets stand round whole words: `(print|printed)` is a choice, `<print>` any form of the word",
            ),
            EmptyBranch => Wording::new("E0306", "there is nothing in one part of these brackets")
                .help("`[…]` makes something optional"),
            InflectedWord { found } => Wording::new("E0307", format!("`{}` is no word to inflect", clip(&found)))
                .help("`<meet>` stands for any form of one word; write `\\<` for the mark itself"),
            HoleForm { found } => Wording::new("E0308", format!("`{}` is no hole", clip(&found)))
                .help("a hole is `{field}`, `{field: type}` or `{_: type}`"),
        }
    }
}

/// Long quotations are cut: a message stays one line.
pub fn clip(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= 60 {
        return one_line;
    }
    let cut: String = one_line.chars().take(59).collect();
    format!("{}…", cut.trim_end())
}
