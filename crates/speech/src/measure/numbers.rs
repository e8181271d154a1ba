//! Spelled English numbers to digits.

/// A spelled number under 100.
fn small(word: &str) -> Option<u64> {
    const WORDS: [&str; 20] = [
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
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let position = |list: &[&str]| list.iter().position(|entry| *entry == word).map(|index| index as u64);
    position(&WORDS).or_else(|| position(&TENS).map(|tens| (tens + 2) * 10))
}

/// The cardinal of a spelled ordinal.
fn ordinal(word: &str) -> Option<u64> {
    let irregular = match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fifth" => 5,
        "eighth" => 8,
        "ninth" => 9,
        "twelfth" => 12,
        _ => 0,
    };
    if irregular > 0 {
        return Some(irregular);
    }
    if let Some(tens) = word.strip_suffix("ieth") {
        return small(&format!("{tens}y"));
    }
    small(word.strip_suffix("th")?)
}

fn multiplier(word: &str) -> Option<u64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        _ => None,
    }
}

fn is_digits(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Words with every run of spelled or written numbers turned into one word of digits.
pub fn to_digits(words: &[String]) -> Vec<String> {
    let mut output: Vec<String> = Vec::with_capacity(words.len());
    let mut last_is_number = false;
    let mut index = 0;
    while index < words.len() {
        let (number, used) = read_number(&words[index..]);
        match number {
            Some(number) => {
                let follows_number = last_is_number;
                match output.last_mut() {
                    Some(last) if follows_number => last.push_str(&number),
                    _ => output.push(number),
                }
                index += used;
                // An ordinal ends a run: "the first two".
                last_is_number = output.last().is_some_and(|last| is_digits(last));
            }
            None => {
                let word = &words[index];
                let zero_inside = (word == "oh" || word == "o")
                    && last_is_number
                    && words.get(index + 1).is_some_and(|next| small(next).is_some() || is_digits(next));
                match output.last_mut() {
                    Some(last) if zero_inside => last.push('0'),
                    _ => {
                        output.push(word.clone());
                        last_is_number = false;
                    }
                }
                index += 1;
            }
        }
    }
    output
}

/// Reads one number at the start of `words`: its digits and how many words it took.
fn read_number(words: &[String]) -> (Option<String>, usize) {
    let first = words[0].as_str();
    if is_digits(first) {
        return match words.get(1).and_then(|next| multiplier(next)).zip(first.parse::<u64>().ok()) {
            Some((factor, number)) => (Some(number.saturating_mul(factor).to_string()), 2),
            None => (Some(first.to_owned()), 1),
        };
    }
    let article = first == "a" && words.get(1).is_some_and(|next| multiplier(next).is_some());
    let mut used = usize::from(article);
    let (mut total, mut part) = (0_u64, u64::from(article));
    let mut anything = article;
    // The last number may only be added to when it leaves room: "twenty" takes "five", not "thirty".
    let mut room = if article { 0 } else { u64::MAX };
    while let Some(word) = words.get(used) {
        if let Some(value) = small(word).filter(|value| *value < room && (*value > 0 || !anything)) {
            part += value;
            room = if value >= 20 && value % 10 == 0 { 10 } else { 0 };
        } else if let Some(value) = ordinal(word).filter(|value| *value < room) {
            return (Some(format!("{}th", total + part + value)), used + 1);
        } else if let Some(factor) = multiplier(word).filter(|_| anything) {
            if factor == 100 {
                part = part.saturating_mul(factor);
                room = 100;
            } else {
                total = total.saturating_add(part.saturating_mul(factor));
                part = 0;
                room = 1_000;
            }
        } else if word == "and"
            && room >= 100
            && room != u64::MAX
            && words.get(used + 1).is_some_and(|next| small(next).is_some())
        {
            used += 1;
            continue;
        } else {
            break;
        }
        anything = true;
        used += 1;
    }
    if !anything {
        return (written_ordinal(first), 1);
    }
    let number = (total + part).to_string();
    let fraction: String = match words.get(used) {
        Some(point) if point == "point" => words[used + 1..]
            .iter()
            .map_while(|word| small(word).filter(|digit| *digit < 10))
            .map(|digit| digit.to_string())
            .collect(),
        _ => String::new(),
    };
    if fraction.is_empty() {
        return (Some(number), used);
    }
    used += 1 + fraction.len();
    (Some(format!("{number}.{fraction}")), used)
}

/// "24th", "1st" with one ending for all.
fn written_ordinal(word: &str) -> Option<String> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending))?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| format!("{digits}th"))
}
