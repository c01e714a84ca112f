//! Whether two counted things are one thing, or one a kind of the other: `soldiers` and `Norwegian soldiers`, `people` and
//! `civilians`.

use super::words::{content, tokens};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    Thing,
    FirstIsPart,
    SecondIsPart,
    Other,
}

/// Words for human beings of any kind.
const PEOPLE: &[&str] = &["person", "human", "individual", "victim", "casualty", "life", "other"];

/// Words for some human beings.
const KINDS_OF_PEOPLE: &[&str] = &[
    "activist",
    "adult",
    "athlete",
    "baby",
    "boy",
    "bystander",
    "child",
    "citizen",
    "civilian",
    "crew",
    "demonstrator",
    "detainee",
    "doctor",
    "driver",
    "employee",
    "evacuee",
    "farmer",
    "fighter",
    "firefighter",
    "fisherman",
    "girl",
    "guard",
    "guest",
    "hostage",
    "infant",
    "inmate",
    "journalist",
    "man",
    "medic",
    "member",
    "migrant",
    "militant",
    "miner",
    "minor",
    "nurse",
    "officer",
    "official",
    "passenger",
    "patient",
    "pedestrian",
    "pensioner",
    "pilgrim",
    "police",
    "policeman",
    "prisoner",
    "protester",
    "protestor",
    "pupil",
    "rebel",
    "refugee",
    "rescuer",
    "resident",
    "sailor",
    "serviceman",
    "servicewoman",
    "soldier",
    "staff",
    "student",
    "suspect",
    "teacher",
    "teenager",
    "tourist",
    "trooper",
    "villager",
    "volunteer",
    "woman",
    "worker",
];

/// Words for some children.
const KINDS_OF_CHILDREN: &[&str] = &["boy", "girl", "baby", "infant", "toddler", "pupil"];

pub fn compare(a: &str, b: &str) -> Same {
    let (a, b) = (tokens(a), tokens(b));
    let (all_a, all_b) = (content(&a), content(&b));
    if all_a == all_b {
        return Same::Thing;
    }
    let (Some(head_a), Some(head_b)) = (head(&a), head(&b)) else { return Same::Other };
    if head_a == head_b {
        // A qualified thing is a part of the plain one; two qualifications are two things.
        return match (all_b.iter().all(|w| all_a.contains(w)), all_a.iter().all(|w| all_b.contains(w))) {
            (true, _) => Same::FirstIsPart,
            (_, true) => Same::SecondIsPart,
            _ => Same::Other,
        };
    }
    match (is_kind_of(&head_a, &head_b), is_kind_of(&head_b, &head_a)) {
        (true, _) if all_b.len() == 1 => Same::FirstIsPart,
        (_, true) if all_a.len() == 1 => Same::SecondIsPart,
        _ => Same::Other,
    }
}

/// The noun: the last word before "of" or another small word.
fn head(words: &[String]) -> Option<String> {
    const ENDS: &[&str] = &["of", "in", "from", "at", "on", "with", "who", "that", "which", "and", "to", "for", "by"];
    let end = words.iter().position(|w| ENDS.contains(&w.as_str())).filter(|&i| i > 0).unwrap_or(words.len());
    words[..end].last().map(|w| super::words::singular(w))
}

fn is_kind_of(kind: &str, of: &str) -> bool {
    (PEOPLE.contains(&of) && (KINDS_OF_PEOPLE.contains(&kind) || KINDS_OF_CHILDREN.contains(&kind)))
        || (of == "child" && KINDS_OF_CHILDREN.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_and_kinds_of_things() {
        for (a, b, same) in [
            ("people", "persons", Same::Thing),
            ("soldiers", "Norwegian soldiers", Same::SecondIsPart),
            ("Danish soldiers", "Norwegian soldiers", Same::Other),
            ("children", "people", Same::FirstIsPart),
            ("a girl", "children", Same::FirstIsPart),
            ("houses", "people", Same::Other),
            ("members of parliament", "members", Same::FirstIsPart),
        ] {
            assert_eq!(compare(a, b), same, "{a} / {b}");
        }
    }
}
