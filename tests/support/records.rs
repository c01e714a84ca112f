//! Records of any size with invented names, the same on every machine.

use std::fmt::Write;

const TITLES: [&str; 12] = [
    "President",
    "Prime Minister",
    "Minister of Defence",
    "Minister of Foreign Affairs",
    "Minister of Finance",
    "Minister of Education and Research",
    "Deputy Prime Minister",
    "Speaker of the Parliament",
    "Ambassador to Norway",
    "Governor of the Central Bank",
    "Chief Justice",
    "Mayor of the Capital",
];
const FIRST: [&str; 16] = [
    "Anna", "Omar", "Ida", "Ola", "Berit", "Sergei", "Maria", "José", "Li", "Aiko", "Fatima", "John", "Peter", "Eva",
    "Łukasz", "Yusuf",
];
const SYLLABLES: [&str; 20] = [
    "ka", "lo", "mer", "ti", "san", "vor", "el", "dun", "ri", "bo", "stad", "gar", "nes", "hol", "pe", "qui", "zan",
    "fal", "wick", "ora",
];

/// A word of three or four syllables, another for each number.
fn word(mut number: usize) -> String {
    let mut out = String::new();
    for _ in 0..4 {
        out.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
        if number == 0 && out.len() > 5 {
            break;
        }
    }
    out[..1].to_uppercase() + &out[1..]
}

/// A table of that many tenures: four or five to an office, twelve offices to a land, one after the other from 1950 on.
pub fn table(tenures: usize) -> String {
    let mut out = String::from("role,person,from,to\n");
    for i in 0..tenures {
        let (office, turn) = (i / 4, i % 4);
        let (title, land) = (TITLES[office % TITLES.len()], word(7 + office / TITLES.len()));
        let person = format!("{} {}", FIRST[(i * 7) % FIRST.len()], word(i.wrapping_mul(2_654_435_761) % 150_000));
        let from = 1950 + turn * 20 + office % 9;
        let to = if turn == 3 { String::new() } else { format!("{}-03-{:02}", from + 20, 1 + i % 28) };
        writeln!(out, "{title} of {land},{person},{from}-03-{:02},{to}", 1 + (i + 27) % 28).expect("it is memory");
    }
    out
}
