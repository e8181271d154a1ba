//! Stops a decoder that has begun to repeat itself.

/// Tokens of the longest phrase whose repetition is looked for.
const LONGEST_PHRASE: usize = 12;
/// Times that a phrase may stand in a row; people do say a word three times.
const MOST_TIMES: usize = 3;

/// How many tokens at the end are superfluous, where the end is one phrase over and over again: all but its
/// first occurrence. Nothing where it is not.
pub fn repeated_tail(tokens: &[i64]) -> Option<usize> {
    (1..=LONGEST_PHRASE).find_map(|phrase| {
        let tail_start = tokens.len().checked_sub(phrase * (MOST_TIMES + 1))?;
        let tail = &tokens[tail_start..];
        let repeats = tail.iter().zip(&tail[phrase..]).all(|(a, b)| a == b);
        repeats.then_some(phrase * MOST_TIMES)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_fourth_time_in_a_row_is_too_much() {
        assert_eq!(repeated_tail(&[7, 1, 2, 1, 2, 1, 2]), None);
        assert_eq!(repeated_tail(&[7, 1, 2, 1, 2, 1, 2, 1, 2]), Some(6));
        assert_eq!(repeated_tail(&[9, 5, 5, 5, 5]), Some(3));
        assert_eq!(repeated_tail(&[]), None);
    }
}
