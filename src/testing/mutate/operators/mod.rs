//! The ways in which articles go wrong, each as a change to the words of one field.

mod dates;
mod names;
mod numbers;
mod wording;

use std::ops::Range;

use super::random::Random;
pub use wording::QUOTATION_MARKS;

/// One way to go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    Person,
    Organisation,
    Place,
    Day,
    Month,
    Year,
    Weekday,
    NoSuchDay,
    Digit,
    FactorTen,
    Neighbour,
    WordDropped,
    WordsSwapped,
    WordChanged,
    WordsLeftOut,
    QuotationMark,
    Alphabet,
    Letters,
    Spelling,
    LineTwice,
}

impl Operator {
    /// In machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Operator::Person => "another-person",
            Operator::Organisation => "another-organisation",
            Operator::Place => "another-place",
            Operator::Day => "day-shifted",
            Operator::Month => "month-shifted",
            Operator::Year => "year-shifted",
            Operator::Weekday => "weekday-changed",
            Operator::NoSuchDay => "no-such-day",
            Operator::Digit => "digit-mistyped",
            Operator::FactorTen => "factor-ten",
            Operator::Neighbour => "neighbouring-number",
            Operator::WordDropped => "word-dropped",
            Operator::WordsSwapped => "words-swapped",
            Operator::WordChanged => "word-changed",
            Operator::WordsLeftOut => "words-left-out",
            Operator::QuotationMark => "quotation-mark-dropped",
            Operator::Alphabet => "letter-of-another-alphabet",
            Operator::Letters => "acronym-letters-swapped",
            Operator::Spelling => "name-misspelt",
            Operator::LineTwice => "line-pasted-twice",
        }
    }

    /// For people.
    pub fn words(self) -> String {
        self.name().replace('-', " ")
    }

    /// The change that this operator makes to `words`: which bytes of them, and what stands there instead. `None` where it
    /// does not apply. `others` are the names that an operator of names may put in.
    pub fn apply(self, words: &str, others: &[String], random: &mut Random) -> Option<(Range<usize>, String)> {
        let whole = || 0..words.len();
        let change = match self {
            Operator::Person | Operator::Organisation | Operator::Place => {
                (whole(), random.pick(others).filter(|o| *o != words)?.clone())
            }
            Operator::Day => dates::day(words, random)?,
            Operator::Month => dates::month(words, random)?,
            Operator::Year => dates::year(words, random)?,
            Operator::Weekday => dates::weekday(words, random)?,
            Operator::NoSuchDay => dates::no_such_day(words)?,
            Operator::Digit => numbers::digit(words, random)?,
            Operator::FactorTen => numbers::factor_ten(words, random)?,
            Operator::Neighbour => numbers::neighbour(words, random)?,
            Operator::WordDropped => wording::dropped(words, random)?,
            Operator::WordsSwapped => wording::swapped(words, random)?,
            Operator::WordChanged => wording::changed(words, random)?,
            Operator::WordsLeftOut => wording::left_out(words, random)?,
            Operator::QuotationMark => wording::mark_dropped(words)?,
            Operator::Alphabet => names::other_alphabet(words, random)?,
            Operator::Letters => names::letters_swapped(words, random)?,
            Operator::Spelling => names::misspelt(words, random)?,
            Operator::LineTwice => (words.len()..words.len(), format!("\n{words}")),
        };
        (words[change.0.clone()] != change.1).then_some(change)
    }
}

/// Runs of letters or of digits in `words`, as byte ranges.
fn runs(words: &str) -> Vec<Range<usize>> {
    let class = |c: char| if c.is_alphabetic() { 1 } else { u8::from(c.is_ascii_digit()) * 2 };
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    for (at, c) in words.char_indices() {
        let now = class(c);
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(run) if now != 0 && now == last && run.end == at => run.end = end,
            _ if now != 0 => runs.push(at..end),
            _ => {}
        }
        last = now;
    }
    runs
}

/// `th`, `st`, … behind a number.
fn ordinal_ending(n: u64) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// `written` with its ordinal ending, where `words` has one from `at` on; and the bytes that the ending takes.
fn with_ending(words: &str, at: usize, n: u64, written: String) -> (usize, String) {
    let rest = &words[at..];
    let ending = rest.get(..2).filter(|e| ["st", "nd", "rd", "th"].iter().any(|o| e.eq_ignore_ascii_case(o)));
    match ending {
        Some(_) if !rest[2..].starts_with(char::is_alphanumeric) => (2, written + ordinal_ending(n)),
        _ => (0, written),
    }
}

/// `word` in the letter case of `like`: capitals, a capital first, or small letters.
fn in_case_of(like: &str, word: &str) -> String {
    let letters = like.chars().filter(|c| c.is_alphabetic());
    if letters.clone().count() > 1 && letters.clone().all(char::is_uppercase) {
        return word.to_uppercase();
    }
    match like.starts_with(char::is_uppercase) {
        true => {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
        }
        false => word.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an operator makes of words, with several seeds, each once.
    fn made(operator: Operator, words: &str) -> Vec<String> {
        let mut all: Vec<String> = (0..200)
            .filter_map(|seed| {
                let (range, with) = operator.apply(words, &[], &mut Random::of(seed, &["test"]))?;
                Some(format!("{}{with}{}", &words[..range.start], &words[range.end..]))
            })
            .collect();
        all.sort();
        all.dedup();
        all
    }

    #[test]
    fn each_operator_makes_the_error_that_it_is_called_by() {
        use Operator::*;
        for (operator, words, some) in [
            (Day, "Tuesday, 15 October 2025", "Tuesday, 16 October 2025"),
            (Day, "March 3rd", "March 4th"),
            (Day, "2025-03-09", "2025-03-10"),
            (Month, "3 March 2025", "3 April 2025"),
            (Month, "Oct. 15", "Dec. 15"),
            (Month, "2025-03-09", "2025-11-09"),
            (Year, "the year 1964", "the year 1946"),
            (Year, "1949", "1950"),
            (Weekday, "on TUESDAY", "on FRIDAY"),
            (NoSuchDay, "30 June 2025", "31 June 2025"),
            (NoSuchDay, "February 12, 2025", "February 30, 2025"),
            (Digit, "12,400 spectators", "12,500 spectators"),
            (Digit, "60th", "61st"),
            (FactorTen, "1,200 people", "12,000 people"),
            (FactorTen, "8.6 million", "86 million"),
            (FactorTen, "40", "400"),
            (Neighbour, "15 people", "16 people"),
            (Neighbour, "Three men", "Four men"),
            (WordDropped, "we will build it now", "we build it now"),
            (WordsSwapped, "we will build it now", "we build will it now"),
            (QuotationMark, "“We start.”", "“We start."),
            (Alphabet, "Dunin", "Dun\u{456}n"),
            (Letters, "CNH", "NCH"),
            (Spelling, "Valeriy Orlenko", "Valerii Orlenko"),
            (LineTwice, "One line of words", "One line of words\nOne line of words"),
        ] {
            let all = made(operator, words);
            assert!(all.iter().any(|m| m == some), "{operator:?} of {words}: {all:?}");
            assert!(all.iter().all(|m| m != words), "{operator:?} of {words}: {all:?}");
        }
    }

    #[test]
    fn an_operator_lets_alone_what_it_does_not_understand() {
        use Operator::*;
        for (operator, words) in [
            (Day, "March 2025"),
            (Day, "15/10/2025"),
            (Month, "last week"),
            (Year, "3 March"),
            (Weekday, "3 March"),
            (NoSuchDay, "3 May 2025"),
            (Digit, "dozens"),
            (Neighbour, "dozens"),
            (WordDropped, "We start."),
            (QuotationMark, "We start."),
            (Letters, "NN"),
            (Alphabet, "Ö"),
        ] {
            assert_eq!(made(operator, words), Vec::<String>::new(), "{operator:?} of {words}");
        }
    }
}
