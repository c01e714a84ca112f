//! Roman numerals behind names: "John XXIII", "Fund IV".

const VALUES: [(u8, i32); 3] = [(b'x', 10), (b'v', 5), (b'i', 1)];

/// The number that a word in small letters is, up to 39, where it is written as Roman numerals are. Single letters count as well.
pub(super) fn roman(word: &str) -> Option<u32> {
    let of = |letter: u8| VALUES.iter().find(|(l, _)| *l == letter).map(|(_, value)| *value);
    let values: Vec<i32> = word.bytes().map(of).collect::<Option<_>>().filter(|_| word.len() < 8)?;
    // "iv": what stands before more is taken off it.
    let is_less = |i: usize| values.get(i + 1).is_some_and(|next| *next > values[i]);
    let sum: i32 = (0..values.len()).map(|i| if is_less(i) { -values[i] } else { values[i] }).sum();
    let number = u32::try_from(sum).ok()?;
    (number < 40 && number > 0 && written(number) == word).then_some(number)
}

fn written(number: u32) -> String {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    format!("{}{}", "x".repeat(number as usize / 10), ONES[number as usize % 10])
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn numerals_are_read_as_they_are_written() {
        for (word, number) in [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xxiii", 23), ("xxxix", 39)] {
            assert_eq!(roman(word), Some(number), "{word}");
        }
        for word in ["", "iiii", "vx", "iix", "xxxx", "xxxxxxxx", "ada", "mix"] {
            assert_eq!(roman(word), None, "{word}");
        }
    }
}
