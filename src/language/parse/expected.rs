//! What the parser would have read, in words for people.

use std::ops::Range;

use super::foreign;
use super::syntax::{Failure, Rule, token_at};
use super::wording::{Human, human};
use crate::language::errors::{Found, Problem, nearest};
use crate::source::Span;

/// Words that begin a clause of a rule.
pub const RULE_CLAUSES: &[&str] = &[
    "level",
    "for",
    "including",
    "where",
    "same",
    "must",
    "unless",
    "except",
    "say",
    "help",
    "why",
    "tags",
    "since",
    "owner",
    "formerly",
    "fix",
    "test",
];

/// Words that begin a clause of another declaration.
const OTHER_CLAUSES: &[&str] = &["also", "short", "held", "acting", "seats", "complete", "with"];

/// Words that people write for one of ours.
const SYNONYMS: &[(&str, &str)] = &[
    ("if", "where"),
    ("when", "where"),
    ("whenever", "where"),
    ("filter", "where"),
    ("then", "must"),
    ("should", "must"),
    ("shall", "must"),
    ("ensure", "must"),
    ("assert", "must"),
    ("require", "must"),
    ("requires", "must"),
    ("expect", "must"),
    ("check", "must"),
    ("severity", "level"),
    ("message", "say"),
    ("print", "say"),
    ("hint", "help"),
    ("reason", "why"),
    ("description", "why"),
    ("because", "why"),
    ("foreach", "for each"),
    ("forall", "for each"),
    ("every", "each"),
    ("ignore", "except"),
    ("aka", "also"),
    ("alias", "also"),
    ("aliases", "also"),
    ("until", "to"),
    ("till", "to"),
    ("to", "until"),
    ("till", "until"),
    ("from", "of"),
    ("through", "to"),
    ("since", "from"),
    ("fails", "violated"),
    ("fail", "violated"),
    ("fires", "violated"),
    ("passes", "holds"),
    ("pass", "holds"),
    ("ok", "holds"),
    ("xfail", "todo"),
    ("fixme", "todo"),
    ("skip", "todo"),
    ("where", "given"),
    ("assuming", "given"),
    ("with", "given"),
    ("unknown", "undecided"),
    ("exists", "is known"),
    ("equals", "is"),
    ("includes", "contains"),
    ("intersects", "overlaps"),
    ("matching", "matches"),
    ("tag", "tags"),
    ("reversed", "backward"),
    ("have", "has"),
    ("in", "is one of"),
];

/// Turns a failure of the parser into a problem and its place in `text`. `segment`: the clause that it is in.
pub fn explain(failure: &Failure, entry: Rule, text: &str, segment: Range<usize>) -> (Problem, Span) {
    let rest = &text[failure.at..];
    let clause_start = segment.start;
    // Where no blank may stand, the parser stops at one.
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    let mut span = token_at(text, failure.at + blanks);
    if failure.overrun {
        return (Problem::TooDeep, span);
    }
    if let Some((span, help)) = foreign::form(text, failure.at, segment) {
        return (Problem::ForeignForm { found: span.of(text).to_string(), help }, span);
    }
    let line = text[..failure.at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let begins_line = line > 0 && text[line..failure.at].trim().is_empty();
    if begins_line && DECLARATIONS.contains(&span.of(text)) {
        return (Problem::Indented { word: span.of(text).to_string() }, span);
    }
    let at_end = rest.trim().is_empty();
    if at_end || rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
        // An end is marked at the last thing that stands before it.
        let before = if at_end { text.trim_end() } else { text[..failure.at].trim_end() };
        let start = super::behind_last_blank(before);
        span = Span::new(start, before.len().max(start));
        let what = match entry {
            _ if !at_end => "this line",
            Rule::hole_entry => "the hole",
            _ => "the declaration",
        };
        let (expected, _) = expectation(failure, entry);
        return (Problem::Unexpected { found: Found::End(what), expected, near: None, missing: None }, span);
    }
    let word = span.of(text);
    // Its first character may have been read as a sign.
    let before = failure.at - usize::from(text[..failure.at].ends_with(['/', '-']));
    let begins = |at: usize, mark: &str| {
        text[at..].starts_with(mark) && (mark != "--" || text[..at].ends_with(char::is_whitespace))
    };
    if let Some((mark, at)) = FOREIGN_COMMENTS
        .into_iter()
        .find_map(|m| [failure.at, before].into_iter().find(|i| begins(*i, m)).map(|i| (m, i)))
    {
        return (Problem::ForeignComment { found: mark.to_string() }, Span::new(at, at + mark.len()));
    }
    let (expected, words) = expectation(failure, entry);
    if let Some((_, help)) = NEEDLESS.iter().find(|(mark, _)| *mark == word) {
        return (Problem::NeedlessMark { found: word.to_string(), help }, span);
    }
    if word == "," && words.contains(&"and") {
        let facts = text[clause_start..].trim_start().starts_with("for");
        let help = match facts {
            true => "write `and each` before the next kind".to_string(),
            false => "conditions are joined by `and`".to_string(),
        };
        return (Problem::ForeignForm { found: word.to_string(), help }, span);
    }
    if expected.is_empty() {
        return (Problem::ReservedWord { word: word.to_string() }, span);
    }
    let near = suggestion(word, &words);
    (Problem::Unexpected { found: Found::Words(word.to_string()), expected, near, missing: None }, span)
}

/// Whether a new clause could have begun where the parser stopped.
pub fn clause_expected(failure: &Failure) -> bool {
    let begins = |rule: &Rule| match human(*rule) {
        Human::Word(word) => begins_clause(word),
        _ => false,
    };
    failure.expected.is_empty()
        || failure.expected.contains(&Rule::EOI)
        || failure.expected.iter().filter(|r| begins(r)).count() >= 3
}

/// Whether a suggestion is one for a word of another language, and not one for a slip.
pub fn is_translation(word: &str, ours: &str) -> bool {
    let lower = word.to_lowercase();
    SYNONYMS.iter().any(|(theirs, o)| *theirs == lower && *o == ours)
}

/// Single words that could have stood at a failure.
pub fn expected_words(failure: &Failure) -> Vec<&'static str> {
    let words = failure.expected.iter().filter_map(|rule| match human(*rule) {
        Human::Word(word) => Some(word),
        Human::Thing(_) | Human::Silent => None,
    });
    let mut words: Vec<_> = words.filter(|w| w.starts_with(char::is_alphabetic) && !w.contains(' ')).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether the first of these words begins a clause.
pub fn begins_clause(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or(words);
    RULE_CLAUSES.contains(&first) || OTHER_CLAUSES.contains(&first)
}

/// What people write for a word that begins a clause.
pub fn begins_clause_elsewhere(word: &str) -> bool {
    SYNONYMS.iter().any(|(theirs, ours)| *theirs == word && begins_clause(ours))
}

/// Every word of the language, by itself.
pub fn all_words() -> Vec<&'static str> {
    let mut words: Vec<&'static str> = Rule::all_rules()
        .iter()
        .filter_map(|rule| match human(*rule) {
            Human::Word(word) => Some(word),
            Human::Thing(_) | Human::Silent => None,
        })
        .flat_map(|word| word.split(' '))
        .filter(|word| word.starts_with(char::is_alphabetic))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Words that begin declarations, and nothing else that would stand at the head of a line.
const DECLARATIONS: &[&str] = &["language", "use", "list", "param", "fact", "extract", "cue", "derive", "rule"];

/// What begins a comment elsewhere.
pub const FOREIGN_COMMENTS: [&str; 3] = ["//", "--", "/*"];

/// Marks that end or enclose things elsewhere.
const NEEDLESS: &[(&str, &str)] = &[
    ("{", "clauses are indented; they need no braces"),
    ("}", "clauses are indented; they need no braces"),
    (";", "a clause ends where the next one begins"),
    (":", "words and clauses follow one another without a colon"),
    ("=", "nothing is assigned here: words follow one another"),
    (":=", "nothing is assigned here: words follow one another"),
    ("[", "lists need no brackets: `\"a\", \"b\"`"),
    ("]", "lists need no brackets: `\"a\", \"b\"`"),
];

/// What could have stood there: in words for the label, and as single words for suggestions.
fn expectation(failure: &Failure, entry: Rule) -> (String, Vec<&'static str>) {
    let mut words: Vec<&'static str> = Vec::new();
    let mut things: Vec<&'static str> = Vec::new();
    let mut more_words: Vec<&'static str> = Vec::new();
    for rule in &failure.expected {
        match human(*rule) {
            Human::Word(w) => words.push(w),
            Human::Thing(t) => things.push(t),
            Human::Silent => {}
        }
        if *rule == Rule::expectation {
            more_words.extend(["violated", "holds", "undecided"]);
        }
        if *rule == Rule::comparison {
            more_words.extend(COMPARISONS);
        }
    }
    words.sort_unstable();
    words.dedup();
    things.sort_unstable();
    things.dedup();
    let all_words: Vec<&'static str> = words.iter().copied().chain(more_words).collect();
    // Whole groups are told by an example.
    let clauses = |w: &&'static str| begins_clause(w);
    if words.iter().filter(|w| clauses(w)).count() >= 5 {
        words.retain(|w| !clauses(w));
        things.push(if matches!(entry, Rule::role_entry | Rule::term_entry | Rule::record_entry) {
            "a clause such as `also` or `held by`"
        } else {
            "a clause such as `where`, `must` or `say`"
        });
    }
    if words.iter().filter(|w| OPERATORS.contains(w)).count() >= 5 {
        words.retain(|w| !OPERATORS.contains(w));
        things.push("a comparison such as `is` or `<`");
    }
    // A number or a bracket at once: any operand.
    let operand = things.contains(&"a number") && words.contains(&"(");
    if operand {
        things.retain(|t| !OPERANDS.contains(t));
        words.retain(|w| !OPERANDS.contains(w));
        things.insert(0, "a value such as `r.person`, `3 days` or `\"…\"`");
    }
    let mut all: Vec<String> = things.iter().map(|t| t.to_string()).collect();
    all.extend(words.iter().map(|w| format!("`{w}`")));
    let more = if all.len() > 8 { all.len() - 7 } else { 0 };
    all.truncate(all.len() - more);
    let listed = match all.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        some if more > 0 => format!("{} or {more} others", some.join(", ")),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    };
    (listed, all_words)
}

/// What `a value such as …` stands for.
const OPERANDS: &[&str] = &[
    "a name",
    "a number",
    "a date such as `2024-05-16`",
    "a string in double quotes",
    "a field such as `r.person`",
    "a condition or value",
    "(",
    "not",
    "about",
    "abs",
    "any",
    "all",
    "exactly",
    "at least",
    "at most",
    "after",
    "before",
    "is",
    "within",
    "contains",
    "overlaps",
    "starts with",
    "ends with",
    "like",
    "<",
    "<=",
    ">",
    ">=",
    "known",
    "missing",
    "one",
    "count of",
    "sum of",
    "unit of",
    "dimension of",
    "rank of",
    "initials of",
    "weekday of",
    "year of",
    "years from",
];

/// How a comparison may begin: the grammar tells of them as one.
const COMPARISONS: &[&str] = &["is", "before", "after", "within", "contains", "overlaps", "starts with", "ends with"];

const OPERATORS: &[&str] = &[
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "is",
    "before",
    "after",
    "contains",
    "overlaps",
    "starts with",
    "ends with",
    "matches",
    "and",
    "or",
    "within",
];

fn suggestion(word: &str, expected: &[&'static str]) -> Option<String> {
    if !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let lower = word.to_lowercase();
    let allowed = |w: &str| expected.iter().any(|e| *e == w || e.split(' ').next() == w.split(' ').next());
    if let Some((_, ours)) = SYNONYMS.iter().find(|(theirs, ours)| *theirs == lower && allowed(ours)) {
        return Some((*ours).to_string());
    }
    nearest(&lower, expected.iter().copied()).map(str::to_string)
}
