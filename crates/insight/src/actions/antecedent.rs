//! What "it" stands for: the last thing named before it.

use crate::view::Utterance;

const DETERMINERS: [&str; 8] = ["the", "a", "an", "our", "your", "my", "this", "that"];

/// Words that end the name of a thing.
const STOPS: &str = " i you we he she it they me us him her them who which that is are was were be been will would \
    can could should do does did have has had to of for on in at by from with and or but so if when where because \
    about as not just then please yet already yesterday today tomorrow now again here there too also up out over \
    wanted asked needed said sent gave made came comes looks seems ";

/// The thing named last before the sentence at `position` within its turn, as a phrase with "the": "the security
/// paper". What the other side named last is too often something else.
pub(super) fn antecedent(utterances: &[Utterance<'_>], position: usize) -> Option<String> {
    let here = utterances.get(position)?;
    utterances[..position]
        .iter()
        .rev()
        .take(3)
        .take_while(|before| before.turn == here.turn)
        .find_map(|before| last_thing(before.phrase.source()))
}

fn last_thing(source: &str) -> Option<String> {
    let words: Vec<&str> = source.split_whitespace().collect();
    (0..words.len()).rev().find_map(|start| {
        let lower = words[start].to_lowercase();
        if !DETERMINERS.contains(&lower.as_str()) {
            return None;
        }
        let mut thing: Vec<&str> = Vec::new();
        for word in &words[start + 1..] {
            let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
            let is_stop = STOPS.split_ascii_whitespace().any(|stop| stop == plain.to_lowercase());
            if is_stop || plain.is_empty() {
                break;
            }
            thing.push(plain);
            let ends_here = word.ends_with(|c: char| !c.is_alphanumeric());
            if ends_here || thing.len() == 4 {
                break;
            }
        }
        let is_time = thing.first().is_some_and(|word| {
            crate::text::stems::is_empty_word(&word.to_lowercase())
                || word.starts_with(|c: char| c.is_ascii_digit())
        });
        (!thing.is_empty() && !is_time).then(|| format!("the {}", thing.join(" ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_thing_named_is_found() {
        assert_eq!(last_thing("Oh, and the security paper you wanted."), Some("the security paper".into()));
        assert_eq!(
            last_thing("Could I see your signed offer letter?"),
            Some("the signed offer letter".into())
        );
        assert_eq!(last_thing("That is the thing."), None);
        assert_eq!(last_thing(""), None);
    }
}
