//! Numbers in English words, as the lexicon and the normalizer need them: "one thousand, two hundred and
//! thirty-four". What stands between the words (commas, hyphens, "and") is for the eye; the lexicon drops it.

const BELOW_TWENTY: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/// Names of the powers of a thousand that a `u64` can hold.
const THOUSANDS: [&str; 7] = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"];

/// "forty-two".
pub fn cardinal(number: u64) -> String {
    let mut groups = Vec::new();
    let (mut rest, mut power) = (number, 0);
    while rest > 0 {
        let group = rest % 1_000;
        if group > 0 {
            let name = THOUSANDS.get(power).copied().unwrap_or_default();
            let words = below_thousand(group);
            groups.push(if name.is_empty() { words } else { format!("{words} {name}") });
        }
        rest /= 1_000;
        power += 1;
    }
    groups.reverse();
    match groups.as_slice() {
        [] => "zero".to_owned(),
        // "one thousand and five", but "one thousand, one hundred".
        [before @ .., last] if !before.is_empty() && (1..100).contains(&(number % 1_000)) => {
            format!("{} and {last}", before.join(", "))
        }
        all => all.join(", "),
    }
}

/// "forty-second".
pub fn ordinal(number: u64) -> String {
    let words = cardinal(number);
    let last = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (head, last) = words.split_at(last);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        other => match other.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{other}th"),
        },
    };
    format!("{head}{last}")
}

/// "nineteen oh-five", "two thousand and five", "twenty ten".
pub fn year(number: u64) -> String {
    let (century, rest) = (number / 100, number % 100);
    if century == 0 || century >= 100 || (century.is_multiple_of(10) && rest < 10) {
        return cardinal(number);
    }
    let rest = match rest {
        0 => "hundred".to_owned(),
        1..=9 => format!("oh-{}", cardinal(rest)),
        _ => cardinal(rest),
    };
    format!("{} {rest}", cardinal(century))
}

/// "three point one four" of "3.14"; zeros at the end are not said.
pub fn decimal(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = if whole.is_empty() { "zero".to_owned() } else { cardinal_of(whole) };
    match fraction.trim_end_matches('0') {
        "" => whole,
        fraction => format!("{whole} point {}", each_digit(fraction)),
    }
}

/// The number that these digits write. One that nobody has a name for is said digit by digit.
pub fn cardinal_of(digits: &str) -> String {
    match digits.parse::<u64>() {
        Ok(number) => cardinal(number),
        Err(_) => each_digit(digits),
    }
}

/// "one two three"; what is no digit is left out.
pub fn each_digit(text: &str) -> String {
    let digits = text.chars().filter_map(|digit| BELOW_TWENTY.get(digit.to_digit(10)? as usize));
    digits.copied().collect::<Vec<_>>().join(" ")
}

fn below_thousand(number: u64) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let word = |number: u64| BELOW_TWENTY.get(number as usize).copied().unwrap_or_default();
    let small = match (rest / 10, rest % 10) {
        (0 | 1, _) => word(rest).to_owned(),
        (tens, 0) => TENS.get(tens as usize).copied().unwrap_or_default().to_owned(),
        (tens, ones) => format!("{}-{}", TENS.get(tens as usize).copied().unwrap_or_default(), word(ones)),
    };
    match (hundreds, rest) {
        (0, _) => small,
        (_, 0) => format!("{} hundred", word(hundreds)),
        _ => format!("{} hundred and {small}", word(hundreds)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (number, words) in [
            (0, "zero"),
            (19, "nineteen"),
            (42, "forty-two"),
            (100, "one hundred"),
            (999, "nine hundred and ninety-nine"),
            (1_001, "one thousand and one"),
            (1_234, "one thousand, two hundred and thirty-four"),
            (2_000_000, "two million"),
            (1_000_021, "one million and twenty-one"),
            (
                u64::MAX,
                "eighteen quintillion, four hundred and forty-six quadrillion, seven hundred and forty-four \
                 trillion, seventy-three billion, seven hundred and nine million, five hundred and fifty-one \
                 thousand, six hundred and fifteen",
            ),
        ] {
            assert_eq!(cardinal(number), words);
        }
        for (number, words) in
            [(1, "first"), (12, "twelfth"), (23, "twenty-third"), (40, "fortieth"), (1_000, "one thousandth")]
        {
            assert_eq!(ordinal(number), words);
        }
        for (number, words) in [
            (1905, "nineteen oh-five"),
            (2005, "two thousand and five"),
            (2010, "twenty ten"),
            (1900, "nineteen hundred"),
            (7, "seven"),
            (12_345, "twelve thousand, three hundred and forty-five"),
        ] {
            assert_eq!(year(number), words);
        }
        assert_eq!(decimal("3.140"), "three point one four");
        assert_eq!(decimal("2.0"), "two");
        assert_eq!(decimal(".5"), "zero point five");
        assert_eq!(cardinal_of("12345678901234567890123").split(' ').count(), 23);
    }
}
