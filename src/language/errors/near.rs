//! Which name was meant.

/// The name that was most likely meant: near in letters, or one of ours that begins with what was typed.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    if length < 2 {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let other = candidate.to_lowercase();
        let score = if other == lower {
            1.0
        } else {
            let distance = strsim::damerau_levenshtein(&lower, &other);
            let longest = length.max(other.chars().count());
            // One slip in a short word, about one in three letters of a long one.
            let near = distance <= 1 || distance * 3 <= longest;
            let plural = other.strip_suffix('s') == Some(&lower) || lower.strip_suffix('s') == Some(&other);
            let prefix = length >= 3 && other.starts_with(&lower);
            if !(near && distance < longest || plural || prefix) {
                continue;
            }
            1.0 - distance as f64 / longest as f64
        };
        // The first of equals wins, so that the order of declaration decides and not chance.
        if best.is_none_or(|(b, _)| score > b) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, c)| c)
}

/// What people write for the words of our closed lists: what the list is of, their word, ours.
const TRANSLATIONS: &[(&str, &[&str], &str)] = &[
    ("level", &["info", "information", "note", "notice", "hint", "suggestion", "style", "low", "minor"], "advice"),
    ("level", &["critical", "fatal", "severe", "high", "major", "blocker", "fail", "deny"], "error"),
    ("level", &["medium", "caution"], "warning"),
    ("level", &["none", "disabled", "ignore", "silent", "skip", "never", "allow"], "off"),
    ("scope", &["document", "text", "file", "page"], "article"),
    ("scope", &["section", "block"], "paragraph"),
    ("scope", &["corpus", "all", "everything", "everywhere", "articles", "run", "project"], "batch"),
    ("scope", &["line", "clause", "phrase"], "sentence"),
    ("scope of a cue", &["line"], "sentence"),
    ("scope of a cue", &["phrase"], "clause"),
    ("part of an article", &["title", "heading"], "headline"),
    ("part of an article", &["text", "content", "paragraphs"], "body"),
    ("part of an article", &["quotations", "quotation"], "quotes"),
    ("stance", &["future", "scheduled", "expected"], "planned"),
    ("stance", &["negated", "negative", "false"], "denied"),
    ("stance", &["possible", "uncertain", "speculative"], "hedged"),
    ("stance", &["conditional"], "hypothetical"),
    ("stance", &["unnamed"], "anonymous"),
    ("stance", &["now", "present", "today"], "current"),
    ("stance", &["history", "former", "narrated", "gone"], "past"),
    ("thing to ignore", &["punctuation"], "marks"),
    ("thing to ignore", &["diacritics", "umlauts"], "accents"),
    ("thing to ignore", &["capitals", "capitalisation", "capitalization"], "case"),
    ("thing to ignore", &["parentheses"], "brackets"),
    ("way to compare sets", &["subset", "part"], "within"),
    ("way to compare sets", &["same", "identical"], "equal"),
    ("type", &["string", "str", "char", "sentence"], "text"),
    ("type", &["int", "integer", "float", "decimal", "double", "real", "count"], "number"),
    ("type", &["datetime", "timestamp", "day"], "date"),
    ("type", &["time", "interval", "period", "timespan"], "duration"),
    ("type", &["location", "city", "country"], "place"),
    ("type", &["company", "org"], "organisation"),
    ("type", &["job", "position", "role", "post"], "office"),
    ("type", &["amount", "measure", "money"], "quantity"),
    ("type", &["persons"], "people"),
    ("value", &["true", "y", "on"], "yes"),
    ("value", &["false", "n", "off"], "no"),
];

/// As [`nearest`], among the words of a closed list; what people write for one of them elsewhere is known.
pub fn translated<'a>(what: &str, word: &str, ours: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let known = TRANSLATIONS.iter().find(|(of, theirs, _)| *of == what && theirs.contains(&lower.as_str()));
    let known = known.and_then(|(.., right)| ours.clone().into_iter().find(|o| o == right));
    known.or_else(|| nearest(word, ours))
}
