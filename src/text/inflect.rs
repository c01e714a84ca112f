//! Inflection: every form of an English verb or noun from its base form.

/// Irregular verbs of news copy: base, past, participle (further forms follow the regular rules).
const IRREGULAR: &[(&str, &[&str])] = &[
    ("be", &["am", "is", "are", "was", "were", "been", "being"]),
    ("have", &["has", "had", "having"]),
    ("do", &["does", "did", "done", "doing"]),
    ("go", &["goes", "went", "gone", "going"]),
    ("meet", &["met"]),
    ("hold", &["held"]),
    ("say", &["said"]),
    ("tell", &["told"]),
    ("take", &["took", "taken"]),
    ("give", &["gave", "given"]),
    ("get", &["got", "gotten"]),
    ("make", &["made"]),
    ("come", &["came"]),
    ("become", &["became"]),
    ("see", &["saw", "seen"]),
    ("know", &["knew", "known"]),
    ("leave", &["left"]),
    ("fly", &["flew", "flown"]),
    ("speak", &["spoke", "spoken"]),
    ("begin", &["began", "begun"]),
    ("find", &["found"]),
    ("found", &[]),
    ("win", &["won"]),
    ("lose", &["lost"]),
    ("beat", &["beaten"]),
    ("lead", &["led"]),
    ("sit", &["sat"]),
    ("send", &["sent"]),
    ("set", &[]),
    ("shoot", &["shot"]),
    ("strike", &["struck", "stricken"]),
    ("hit", &[]),
    ("fall", &["fell", "fallen"]),
    ("rise", &["rose", "risen"]),
    ("grow", &["grew", "grown"]),
    ("sell", &["sold"]),
    ("buy", &["bought"]),
    ("bring", &["brought"]),
    ("think", &["thought"]),
    ("write", &["wrote", "written"]),
    ("swear", &["swore", "sworn"]),
    ("choose", &["chose", "chosen"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("run", &["ran"]),
    ("put", &[]),
    ("cut", &[]),
    ("let", &[]),
    ("quit", &[]),
    ("step", &[]),
    ("die", &["died", "dying", "dies"]),
    ("lie", &["lied", "lay", "lain", "lying", "lies"]),
    ("deny", &[]),
    ("feel", &["felt"]),
    ("keep", &["kept"]),
    ("pay", &["paid"]),
    ("stand", &["stood"]),
    ("build", &["built"]),
    ("spend", &["spent"]),
    ("wound", &[]),
    ("drown", &[]),
    ("greet", &[]),
    ("visit", &[]),
    ("travel", &["travelled", "travelling"]),
];

/// Nouns whose plural is no `-s`.
const PLURALS: &[(&str, &str)] = &[
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("person", "people"),
    ("spokesman", "spokesmen"),
    ("spokeswoman", "spokeswomen"),
    ("chairman", "chairmen"),
    ("chief", "chiefs"),
];

/// Every form of `base` (lower case), itself first, without doubles. Verb and noun endings are both made: phrases
/// never need to know which it is.
pub fn inflections(base: &str) -> Vec<String> {
    let mut forms = vec![base.to_string()];
    let mut add = |form: String| {
        if !forms.contains(&form) {
            forms.push(form);
        }
    };
    let irregular = IRREGULAR.iter().find(|(b, _)| *b == base);
    for form in irregular.map_or(&[][..], |(_, f)| f) {
        add(form.to_string());
    }
    if let Some((_, plural)) = PLURALS.iter().find(|(b, _)| *b == base) {
        add(plural.to_string());
    }
    if matches!(base, "be" | "have" | "do" | "go" | "die" | "lie") {
        return forms;
    }
    let last = base.chars().last();
    let before = base.chars().rev().nth(1);
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    let consonant_y = last == Some('y') && !vowel(before);
    let stem = &base[..base.len() - last.map_or(0, char::len_utf8)];
    // -s
    if consonant_y {
        add(format!("{stem}ies"));
    } else if base.ends_with("ch") || base.ends_with("sh") || matches!(last, Some('s' | 'x' | 'z')) {
        add(format!("{base}es"));
    } else {
        add(format!("{base}s"));
    }
    // -ed, -ing
    let doubles = doubled(base);
    let past_is_regular = irregular.is_none_or(|(_, f)| f.is_empty());
    if last == Some('e') {
        if past_is_regular {
            add(format!("{base}d"));
        }
        add(if base.ends_with("ee") { format!("{base}ing") } else { format!("{stem}ing") });
    } else {
        let double = || format!("{base}{}", last.unwrap_or_default());
        let roots = match doubles {
            Doubling::Never => vec![base.to_string()],
            Doubling::Always => vec![double()],
            Doubling::British => vec![double(), base.to_string()],
        };
        for root in roots {
            if past_is_regular && !matches!(base, "set" | "hit" | "put" | "cut" | "let" | "quit") {
                add(if consonant_y { format!("{stem}ied") } else { format!("{root}ed") });
            }
            add(format!("{root}ing"));
        }
    }
    forms
}

/// Whether the last consonant doubles before an ending.
enum Doubling {
    Never,
    Always,
    /// `travelled`, in America `traveled`.
    British,
}

/// One short stressed vowel before it doubles it.
fn doubled(base: &str) -> Doubling {
    let c: Vec<char> = base.chars().collect();
    let n = c.len();
    let vowel = |c: char| "aeiou".contains(c);
    let qu = n > 3 && c[n - 4] == 'q';
    if n < 3 || vowel(c[n - 1]) || "wxy".contains(c[n - 1]) || !vowel(c[n - 2]) || vowel(c[n - 3]) && !qu {
        return Doubling::Never;
    }
    // One syllable doubles; longer words only where the last is stressed, which a short list knows.
    let syllables = (0..n).filter(|&i| vowel(c[i]) && (i == 0 || !vowel(c[i - 1]))).count();
    if syllables == 1 || STRESSED_AT_END.contains(&base) {
        Doubling::Always
    } else if c[n - 1] == 'l' {
        Doubling::British
    } else {
        Doubling::Never
    }
}

const STRESSED_AT_END: &[&str] = &[
    "abet", "abhor", "acquit", "admit", "allot", "begin", "commit", "compel", "concur", "confer", "control", "defer",
    "deter", "dispel", "emit", "equip", "excel", "expel", "forget", "incur", "occur", "omit", "patrol", "permit",
    "prefer", "propel", "rebel", "rebut", "recur", "refer", "regret", "repel", "submit", "transfer", "transmit",
    "upset",
];

#[cfg(test)]
mod tests {
    use super::inflections;

    #[test]
    fn forms() {
        assert_eq!(inflections("meet"), ["meet", "met", "meets", "meeting"]);
        assert_eq!(inflections("convene"), ["convene", "convenes", "convened", "convening"]);
        assert_eq!(inflections("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(inflections("stop"), ["stop", "stops", "stopped", "stopping"]);
        assert_eq!(inflections("visit"), ["visit", "visits", "visited", "visiting"]);
        assert_eq!(inflections("submit"), ["submit", "submits", "submitted", "submitting"]);
        assert_eq!(inflections("fulfil"), ["fulfil", "fulfils", "fulfilled", "fulfilling", "fulfiled", "fulfiling"]);
        assert_eq!(inflections("equip"), ["equip", "equips", "equipped", "equipping"]);
        assert_eq!(inflections("reveal"), ["reveal", "reveals", "revealed", "revealing"]);
        assert_eq!(inflections("child")[..2], ["child", "children"]);
    }
}
