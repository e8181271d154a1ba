//! Titles for conversations that came without one.

use colloquy_domain::call::CallDirection;
use colloquy_domain::insight::Summary;

/// Longest title that is made here, in characters.
const LONGEST: usize = 80;

/// Stands where a title is still to be found.
pub(crate) fn placeholder(direction: CallDirection) -> &'static str {
    match direction {
        CallDirection::Inbound => "Inbound call",
        CallDirection::Outbound => "Outbound call",
    }
}

/// The first statement of the summary, cut after a word where it is long; none where there is no word in it.
pub(crate) fn of(summary: &Summary) -> Option<String> {
    let first = summary.points.first().map_or(summary.text.as_str(), |point| point.text.as_str());
    let line = first.lines().map(str::trim).find(|line| !line.is_empty())?;
    let line = without_voice(line);
    let sentence = line.split_once(". ").map_or(line, |(sentence, _)| sentence).trim_end_matches('.');
    shortened(sentence)
}

/// Without "Speaker 2: " at the beginning, which tells nothing.
fn without_voice(line: &str) -> &str {
    let is_voice = |who: &str| {
        who.strip_prefix("Speaker ").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match line.split_once(": ") {
        Some((who, said)) if is_voice(who) => said,
        _ => line,
    }
}

fn shortened(sentence: &str) -> Option<String> {
    if !sentence.chars().any(char::is_alphanumeric) {
        return None;
    }
    if sentence.chars().count() <= LONGEST {
        return Some(sentence.to_owned());
    }
    let mut title = String::new();
    for word in sentence.split_whitespace() {
        if title.chars().count() + word.chars().count() + 2 > LONGEST {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    if title.is_empty() {
        title = sentence.chars().take(LONGEST - 1).collect();
    }
    Some(format!("{}…", title.trim_end_matches([',', ';', ':'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_short_and_ends_with_a_word() {
        assert_eq!(shortened("The customer wants a refund").as_deref(), Some("The customer wants a refund"));
        let long = "word ".repeat(40);
        let title = shortened(long.trim()).unwrap();
        assert!(title.ends_with("word…") && title.chars().count() <= LONGEST, "{title}");
        assert_eq!(shortened(&"x".repeat(200)).unwrap().chars().count(), LONGEST);
        assert_eq!(shortened(" – "), None);
        assert_eq!(without_voice("Speaker 2: It is late"), "It is late");
        assert_eq!(without_voice("Ada: It is late"), "Ada: It is late");
    }
}
