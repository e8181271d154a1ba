//! Whether two words could be one, misheard.

/// Share of the letters that have to be the same, in the same order.
const ALIKE: f64 = 0.75;
/// And where both have the same consonants in sound.
const ALIKE_IN_SOUND: f64 = 0.6;
/// Longer texts are not compared letter by letter.
const MOST_LETTERS: usize = 80;

/// Whether a value consists of digits, but for what is written between them.
pub(super) fn is_digits(value: &str) -> bool {
    value.chars().any(|c| c.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_digit() || " +-().,/:#$€£".contains(c))
}

/// Whether two different texts are spelled or sound nearly alike.
pub(super) fn sounds_alike(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    let longest = one.len().max(other.len());
    if one.is_empty() || other.is_empty() || longest > MOST_LETTERS {
        return false;
    }
    // What differs more in length than in what may differ cannot be alike.
    let fewest = one.len().min(other.len());
    if (fewest as f64) < longest as f64 * ALIKE_IN_SOUND {
        return false;
    }
    let likeness = 1.0 - distance(&one, &other) as f64 / longest as f64;
    let same_sound = || sound(&one) == sound(&other);
    likeness >= ALIKE || (likeness >= ALIKE_IN_SOUND && same_sound())
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many letters have to be changed, added or left out (Levenshtein).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (position, letter) in one.iter().enumerate() {
        let mut diagonal = position;
        row[0] = position + 1;
        for (column, wanted) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != wanted);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

/// The consonants as groups that are easily taken for each other (those of Soundex), the first letter included,
/// repeats and vowels left out.
fn sound(letters: &[char]) -> Vec<u8> {
    let mut groups = Vec::new();
    let mut last = 0;
    for letter in letters {
        let group = match letter {
            'b' | 'f' | 'p' | 'v' => 1,
            'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => 2,
            'd' | 't' => 3,
            'l' => 4,
            'm' | 'n' => 5,
            'r' => 6,
            _ => 0,
        };
        if group != 0 && group != last {
            groups.push(group);
        }
        last = group;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{is_digits, sounds_alike};

    #[test]
    fn misheard_words_are_alike_and_others_are_not() {
        for (one, other) in
            [("Lindahl", "Lindell"), ("katherine", "catherine"), ("smyth", "smith"), ("Nguyen", "Nguyan")]
        {
            assert!(sounds_alike(one, other), "{one} {other}");
        }
        for (one, other) in [("premium", "basic"), ("Boston", "Austin"), ("monday", "friday"), ("", "x")] {
            assert!(!sounds_alike(one, other), "{one} {other}");
        }
        assert!(is_digits("+1 (555) 010-99") && is_digits("$1,800") && !is_digits("A-17") && !is_digits(""));
    }
}
