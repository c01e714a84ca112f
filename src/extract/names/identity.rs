//! When two names are one: comparison forms of people, organisations and places.
//!
//! A key folds what a transliterator, a copy desk or a keyboard may have chosen (`Valeriy`, `Valerii`, `Valery`), and
//! nothing that tells people apart (`Petrov`, `Petrova`). What two names share beyond that is not for a key to say.

use std::hash::Hasher;
use std::sync::Arc;

use super::letters::fold_name;
use super::numerals;
use super::tables::{self, DEMONYMS, NAMESAKES, ORGANISATIONS, PLACES, Table};
use crate::facts::{Entity, EntityKind};
use crate::text::fold;

/// The entity of a name given alone: gazetteer names by their canonical form, persons and the rest as written.
pub fn entity(kind: EntityKind, name: &str) -> Entity {
    let (name, key) = match kind {
        EntityKind::Person => (clean(name), person_key(name)),
        EntityKind::Place => {
            let canonical = place_name(name).map_or_else(|| clean(name), str::to_string);
            let key = hash(&spelt_out(place_core(&tables::key(&canonical))));
            (canonical, key)
        }
        EntityKind::Organisation => {
            let canonical = organisation_name(name).map_or_else(|| clean(name), str::to_string);
            let key = organisation_key(&canonical);
            (canonical, key)
        }
    };
    Entity { kind, name: Arc::from(name), key }
}

/// The gazetteer's name of a place in one of its forms.
pub fn place_name(form: &str) -> Option<&'static str> {
    let key = tables::key(form);
    [&*key, place_core(&key)].iter().find_map(|k| listed(&PLACES, 3, k, form, form.ends_with('.')))
}

/// What kind of place the gazetteer has under a name, and what that lies in.
pub fn listed_place(name: &str) -> Option<(PlaceKind, Option<&'static str>)> {
    let key = tables::key(name);
    let mut row = [&*key, place_core(&key)].iter().find_map(|k| PLACES.get(k))?;
    let kind = match row.nth(1)? {
        "c" => PlaceKind::Country,
        "s" => PlaceKind::State,
        "r" => PlaceKind::Region,
        _ => PlaceKind::Town,
    };
    Some((kind, row.next().filter(|container| !container.is_empty())))
}

/// The gazetteer's places of one kind under their usual names, in order; of towns the large ones.
pub fn places_of(kind: PlaceKind) -> Vec<&'static str> {
    let usual = |row: &'static str| {
        let mut columns = row.split('\t');
        let (key, name, of, _, flag) =
            (columns.next()?, columns.next()?, columns.next()?, columns.next(), columns.next().unwrap_or(""));
        let wanted = match kind {
            PlaceKind::Country => of == "c",
            PlaceKind::State => of == "s",
            PlaceKind::Region => of == "r",
            PlaceKind::Town => of.bytes().all(|b| (b'7'..=b'9').contains(&b)),
        };
        (wanted && flag.is_empty() && tables::key(name) == key).then_some(name)
    };
    PLACES.rows().filter_map(usual).collect()
}

/// Kinds of places that the gazetteer tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    Country,
    /// A state of a union of states.
    State,
    Region,
    Town,
}

/// Words that name a kind of area: `Kherson region` and `Donetsk region` are two of one kind.
pub const AREAS: &[&str] = &[
    "region",
    "oblast",
    "province",
    "district",
    "county",
    "state",
    "republic",
    "prefecture",
    "governorate",
    "municipality",
    "territory",
    "canton",
];

/// Kinds of places as rules name them.
pub const RANKS: [&str; 4] = ["town", "region", "state", "country"];

impl PlaceKind {
    pub fn name(self) -> &'static str {
        match self {
            PlaceKind::Town => "town",
            PlaceKind::Region => "region",
            PlaceKind::State => "state",
            PlaceKind::Country => "country",
        }
    }
}

/// The countries, its own left out, that have another town of the name.
pub fn namesakes(name: &str) -> impl Iterator<Item = &'static str> {
    NAMESAKES.get(&tables::key(name)).into_iter().flatten()
}

/// The listed name of an organisation in one of its forms.
pub fn organisation_name(form: &str) -> Option<&'static str> {
    let key = tables::key(form);
    [&*key, place_core(&key), company_core(place_core(&key))]
        .iter()
        .find_map(|k| listed(&ORGANISATIONS, 1, k, form, false))
}

/// Of a listed organisation what the list says it is: `company`, `club` or nothing.
pub fn listed_organisation_kind(name: &str) -> Option<&'static str> {
    ORGANISATIONS.get(&tables::key(name)).map(|mut row| row.nth(2).unwrap_or(""))
}

/// The key of a company's name without what says only that it is one: "Lund" of "Lund Motor Company".
pub fn company_core(key: &str) -> &str {
    let mut core = key;
    while let Some((rest, last)) = core.rsplit_once(' ')
        && (is_company_form(last)
            || matches!(
                last,
                "group"
                    | "holding"
                    | "holdings"
                    | "motor"
                    | "motors"
                    | "computer"
                    | "international"
                    | "worldwide"
                    | "se"
                    | "ag"
                    | "sa"
                    | "spa"
                    | "nv"
                    | "gmbh"
            ))
    {
        core = rest;
    }
    core
}

fn is_company_form(word: &str) -> bool {
    matches!(
        word,
        "inc" | "ltd" | "corp" | "co" | "plc" | "llc" | "company" | "corporation" | "limited" | "incorporated"
    )
}

/// The name in a row whose column `flag` may restrict it: `caps` to forms in capitals, `abbr` to abbreviations.
pub fn listed(table: &'static Table, flag: usize, key: &str, form: &str, abbreviated: bool) -> Option<&'static str> {
    let mut row = table.get(key)?;
    let name = row.next()?;
    let counts = match row.nth(flag - 1) {
        Some("caps") => !form.chars().any(char::is_lowercase),
        Some("abbr") => abbreviated,
        _ => true,
    };
    counts.then_some(name)
}

/// "Mt Lund" as "Mount Lund".
fn spelt_out(key: &str) -> String {
    let whole = |word| match word {
        "mt" => "mount",
        "ft" => "fort",
        "st" => "saint",
        word => word,
    };
    key.split(' ').map(whole).collect::<Vec<_>>().join(" ")
}

fn place_core(key: &str) -> &str {
    key.strip_prefix("the ").unwrap_or(key)
}

/// One blank between words, no possessive, straight apostrophes; a word that is not all in Latin letters is
/// transliterated.
pub fn clean(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() && !word.contains('`') {
            out.push_str(word);
            continue;
        }
        let latin = word.chars().all(|c| !c.is_alphabetic() || c.is_ascii() || is_latin(c));
        if latin {
            out.extend(word.chars().filter(|c| !is_invisible(*c)).map(|c| if is_apostrophe(c) { '\'' } else { c }));
        } else {
            out.push_str(&any_ascii::any_ascii(word));
        }
    }
    for ending in ["'s", "'S", "'"] {
        if let Some(stem) = out.strip_suffix(ending)
            && !stem.is_empty()
        {
            out.truncate(stem.len());
            break;
        }
    }
    out
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{300}'..='\u{36f}'
        | '\u{1e00}'..='\u{1eff}' | '\u{2b0}'..='\u{2bf}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | 'ʼ' | '＇' | '‘' | '`')
}

/// The same on every machine.
pub fn hash(text: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The key of a person's full name; equal for spellings of one name. A bare surname has a key of its own, which says
/// nothing of whose surname it is.
pub fn person_key(name: &str) -> u64 {
    hash(&person_parts(name).join(" "))
}

/// The comparison forms of a person's names in order, initials between the first and the last name and patronymics left
/// out.
pub fn person_parts(name: &str) -> Vec<String> {
    let cleaned = clean(name);
    let folded = tables::key(&cleaned);
    let mut words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    while words.len() > 1 && matches!(words.last(), Some(&("jr" | "junior"))) {
        words.pop();
    }
    // "Ada Lund III" as "Ada Lund Jr."; but "Charles III" is none of the other Charleses.
    let numbered = ends_with_numeral(&cleaned);
    let reigns = words.len() == 2 && numbered;
    if words.len() > 2 && numbered {
        words.pop();
    }
    let n = words.len();
    let initials = words[..n.saturating_sub(1)].iter().skip(1).filter(|w| w.len() == 1).count();
    let mut parts = Vec::with_capacity(n);
    for (i, word) in words.iter().enumerate() {
        let middle = i > 0 && i + 1 < n;
        let dropped = match *word {
            // Bashar al-Assad is Bashar Assad.
            "al" | "el" | "as" | "ash" | "ul" => n > 1 && i + 1 < n,
            w if middle && w.len() == 1 => initials == 1,
            w => middle && is_patronymic(w),
        };
        if !dropped {
            let last = i + 1 == n;
            parts.push(if last && reigns { (*word).to_string() } else { fold_name(word, !last) });
        }
    }
    parts
}

/// The initials between the first and the last name: "HW" of "George H. W. Lund".
pub fn middle_initials(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '.']).filter(|w| !w.is_empty()).collect();
    let between = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    between.iter().filter(|w| w.len() == 1).copied().collect()
}

/// Whether two sets of middle initials are those of different people; the later ones may be left out.
pub fn initials_contradict(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && !a.starts_with(b) && !b.starts_with(a)
}

/// The last of [`person_parts`], at less cost; `None` where there is none.
pub fn family_name(name: &str) -> Option<String> {
    // Most stand alone, in plain letters: there is nothing to clean.
    if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Some(fold_name(&name.to_ascii_lowercase(), false));
    }
    let cleaned = clean(name);
    let folded = tables::key(&cleaned);
    let mut words = folded.rsplit(' ').filter(|w| !w.is_empty()).peekable();
    let mut last = words.next()?;
    while matches!(last, "jr" | "junior")
        && let Some(before) = words.next()
    {
        last = before;
    }
    if ends_with_numeral(&cleaned)
        && let Some(before) = words.next()
    {
        // Of two words, the number tells who it is.
        match words.next() {
            Some(_) => last = before,
            None => return Some(last.to_string()),
        }
    }
    Some(fold_name(last, false))
}

/// "III": of a father's namesake, or of one who reigns. "Xi" is somebody's name.
pub fn is_numeral(word: &str) -> bool {
    (2..8).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
        && numerals::roman(&word.to_ascii_lowercase()).is_some()
}

fn ends_with_numeral(name: &str) -> bool {
    name.rsplit(' ').find(|word| !word.is_empty()).is_some_and(is_numeral)
}

/// Whether a person's name has a first and a last name.
pub fn is_full_name(name: &str) -> bool {
    let parts = person_parts(name);
    parts.len() > 1 && parts[0].len() > 1
}

/// Whether a name ends in "Jr."
pub fn is_junior(name: &str) -> bool {
    name.rsplit(' ').next().is_some_and(|last| {
        let last = last.trim_end_matches('.');
        last.eq_ignore_ascii_case("jr") || last.eq_ignore_ascii_case("junior")
    })
}

pub fn is_patronymic(word: &str) -> bool {
    word.len() > 6 && ["ovich", "evich", "ovna", "evna", "ovych", "yovych", "ivna"].iter().any(|e| word.ends_with(e))
}

/// The key of an organisation's name: its words without small ones, company endings and word order; a demonym counts as
/// its place, both spellings of English as one.
pub fn organisation_key(name: &str) -> u64 {
    let folded = tables::key(&clean(name));
    let mut words: Vec<&str> = folded.split(' ').collect();
    // "Lund Group PLC" is Lund.
    while words.len() > 1
        && words.last().is_some_and(|w| is_company_form(w) || matches!(*w, "group" | "holding" | "holdings"))
    {
        words.pop();
    }
    let mut core: Vec<String> = Vec::with_capacity(words.len());
    let mut i = 0;
    while i < words.len() {
        let mut used = 1;
        // "South African" and "New Zealand" before "African" and "New".
        let longest = DEMONYMS.get_and_longest(words[i]).1.max(PLACES.get_and_longest(words[i]).1);
        let place = (1..=longest.min(3).min(words.len() - i)).rev().find_map(|n| {
            let form = words[i..i + n].join(" ");
            let place = DEMONYMS.get(&form).or_else(|| PLACES.get(&form).filter(|_| is_country(&form)))?.next()?;
            used = n;
            Some(tables::key(place))
        });
        match (place, words[i]) {
            (Some(place), _) => core.push(place),
            (None, "of" | "the" | "and" | "for" | "on" | "in" | "de" | "") => {}
            (None, word) if i > 0 && is_company_form(word) => {}
            (None, "mod") => core.extend(["ministry".into(), "defence".into()]),
            (None, "mfa") => core.extend(["ministry".into(), "foreign".into()]),
            (None, "dept") => core.push("department".into()),
            (None, "affairs") if folded.contains("foreign") => {}
            (None, "internal") if folded.contains("affairs") => core.push("interior".into()),
            (None, word) => core.push(fold(word).into_owned()),
        }
        i += used;
    }
    if folded.contains("internal affairs") {
        core.retain(|w| w != "affairs");
    }
    core.sort_unstable();
    core.dedup();
    if core.is_empty() { hash(&folded) } else { hash(&core.join(" ")) }
}

fn is_country(key: &str) -> bool {
    PLACES.get(key).is_some_and(|mut row| row.nth(1) == Some("c"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityKind::*;

    #[test]
    fn spellings_of_one_person_share_a_key() {
        for names in [
            &["Valeriy Lund", "Valerii Lund", "Valery Lund", "Valerij Lund"][..],
            &["Viktor Morozov", "Victor Morozov", "Viktor G. Morozov", "Viktor Gennadievich Morozov", "VIKTOR MOROZOV"],
            &["Sergei Romanov", "Sergey Romanoff", "Siarhei Romanov"],
            &["Alexander Petrenko", "Aleksandr Petrenka", "Oleksandr Petrenko"],
            &["Yevgeny Zelinsky", "Evgeny Zelinskiy", "Evgenii Zelinskyy"],
            &["Fyodor Solovyov", "Fedor Solovyev", "Fedor Soloviev"],
            &["Mohammed al-Masri", "Muhammad Al Masri", "Mohamed el-Masri", "Mohammad Masri"],
            &["Bill Harper", "William Harper", "Billy Harper Jr."],
            &["Jürgen Müller", "Jurgen Mueller", "Jurgen Muller"],
            &["José Núñez", "Jose Nunez"],
            &["Beloусов", "Belousov", "Белоусов"],
            &["Ban Ki-moon", "Ban Ki Moon"],
            &["Sean O’Neil", "Sean O'Neill"],
        ] {
            for name in names {
                assert_eq!(person_parts(name), person_parts(names[0]), "{name}");
            }
        }
    }

    #[test]
    fn numbers_of_namesakes() {
        let same = |a, b| person_key(a) == person_key(b);
        assert!(same("Ada Lund III", "Ada Lund") && same("Ada Lund IV", "Ada Lund Jr."));
        assert!(!same("Charles II", "Charles III") && !same("Louis XIII", "John XXIII"));
        assert!(!same("Wei Ling Xi", "Wei Ling"), "a surname");
        for name in ["Ada Lund III", "Charles III", "Wei Xi", "Ada Lund", "Ada", "Ada Marie Lund Jr.", "XIV"] {
            assert_eq!(family_name(name), person_parts(name).pop(), "{name}");
        }
    }

    #[test]
    fn different_people_stay_apart() {
        for (a, b) in [
            ("Ivan Petrov", "Irina Petrova"),
            ("Anna Petrov", "Anna Petrova"),
            ("Kim Jong-il", "Kim Jong-un"),
            ("Lee Kim", "Lee Kem"),
            ("John Smith", "John Smyth"),
            ("Jan Marsh", "Ian Marsh"),
            ("George H. W. Harper", "George W. Harper"),
            ("Michael Stone", "Michelle Stone"),
            ("Le Duc", "Lee Duc"),
            ("James Thomas", "Thomas James"),
            ("Paul Sr. Marsh", "Paul Marsh"),
        ] {
            assert_ne!(person_key(a), person_key(b), "{a} / {b}");
        }
    }

    #[test]
    fn organisations_and_places_are_compared_by_what_they_are() {
        for (kind, a, b) in [
            (Organisation, "Belarusian Ministry of Defense", "Ministry of Defence of Belarus"),
            (Organisation, "Belarusian Ministry of Defense", "Belarusian Defence Ministry"),
            (Organisation, "Belarusian MoD", "Belarusian Defence Ministry"),
            (Organisation, "Belarusian MFA", "Ministry of Foreign Affairs of Belarus"),
            (Organisation, "MoD", "Ministry of Defense"),
            (Organisation, "NATO", "North Atlantic Treaty Organization"),
            (Organisation, "the European Union", "EU"),
            (Organisation, "South African Reserve Bank", "Reserve Bank of South Africa"),
            (Organisation, "Ministry of Foreign Affairs of Peru", "Peruvian Foreign Ministry"),
            (Organisation, "Lund & Marsh Inc.", "Lund and Marsh"),
            (Place, "Alma-Ata", "Almaty"),
            (Place, "Russian Federation", "Russia"),
            (Place, "the Republic of Belarus", "Belarus"),
            (Place, "U.S.", "United States"),
            (Place, "the Netherlands", "Holland"),
            (Organisation, "Ford Motor Company", "Ford"),
        ] {
            assert_eq!(entity(kind, a), entity(kind, b), "{a} / {b}");
        }
        assert_eq!(entity(Organisation, "Lund Group PLC").key, entity(Organisation, "Lund").key);
        assert_eq!(entity(Place, "Mt. Harwick").key, entity(Place, "Mount Harwick").key);
        for (kind, a, b) in [
            (Organisation, "Belarusian Ministry of Defence", "Russian Ministry of Defence"),
            (Organisation, "Ministry of Defence", "Ministry of Finance"),
            (Place, "Niger", "Nigeria"),
            (Place, "North Korea", "South Korea"),
        ] {
            assert_ne!(entity(kind, a), entity(kind, b), "{a} / {b}");
        }
        assert_eq!(&*entity(Place, "Bombay").name, "Mumbai");
        assert_eq!(&*entity(Person, "Andrei Beloусов’s").name, "Andrei Belousov");
    }
}
