//! What an agent looks up: passages of texts, and the words by which they are found.
//!
//! A text is cut into passages of about a thousand characters, where a paragraph ends if there is such a place, else a
//! sentence, else a word. Each begins with the end of the one before, so that what stands across a cut is whole in one of
//! them. Passages are ranked by BM25 over folded words: rare words count more than common ones, the first mention more
//! than the tenth, and a short passage more than a long one that has the same words.

mod stop_words;

use std::collections::{BTreeMap, HashMap};

use colloquy_domain::knowledge::Passage;
use colloquy_domain::words::words;

use self::stop_words::is_stop_word;

/// Longest passage, in characters.
const LONGEST: usize = 1_000;
/// So much of a passage stands in the next one, too.
const OVERLAP: usize = 150;

/// How soon further mentions of a word count for nothing.
const SATURATION: f64 = 1.2;
/// How much the length of a passage counts.
const LENGTH_WEIGHT: f64 = 0.75;
/// What is worse than this is no answer: it has only words that nearly all passages have.
const LEAST_SCORE: f64 = 0.1;
/// Nor is what is so much worse than the best.
const LEAST_SHARE_OF_BEST: f64 = 0.3;
/// So many different words of a question are looked for.
const MOST_WORDS: usize = 64;
/// No word weighs less.
const LEAST_WEIGHT: f64 = 0.05;

/// Cuts a text into passages of at most 1,000 characters, none of them without a word.
#[must_use]
pub fn passages(text: &str) -> Vec<String> {
    let text = text.trim();
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = start + end_of_passage(&text[start..]);
        let passage = text[start..end].trim();
        if passage.chars().any(char::is_alphanumeric) {
            found.push(passage.to_owned());
        }
        if end == text.len() {
            break;
        }
        start = start_of_next(text, end);
    }
    found
}

/// Where the first passage of a text ends: never in its first half, so that the next one begins later in any case.
fn end_of_passage(rest: &str) -> usize {
    let place_of = |number: usize| rest.char_indices().nth(number).map(|(place, _)| place);
    let (Some(half), Some(limit)) = (place_of(LONGEST / 2), place_of(LONGEST)) else { return rest.len() };
    let late = &rest[half..limit];
    let paragraph = late.rfind("\n\n").map(|place| place + 2);
    let cut = paragraph.or_else(|| last_sentence_end(late)).or_else(|| late.rfind(char::is_whitespace));
    cut.map_or(limit, |place| half + place)
}

fn last_sentence_end(text: &str) -> Option<usize> {
    let mut found = None;
    let mut characters = text.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        let is_end = match character {
            '\n' | '。' | '！' | '？' => true,
            '.' | '!' | '?' | '…' => characters.peek().is_some_and(|(_, next)| next.is_whitespace()),
            _ => false,
        };
        if is_end {
            found = Some(place + character.len_utf8());
        }
    }
    found
}

/// Where the passage after the one that ends there begins: a little before, at a word.
fn start_of_next(text: &str, end: usize) -> usize {
    let back = text[..end].char_indices().rev().nth(OVERLAP - 1).map_or(0, |(place, _)| place);
    text[back..end].find(char::is_whitespace).map_or(back, |space| back + space)
}

/// A passage that fits a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The passage.
    pub passage: Passage,
    /// How well it fits; comparable within one search only.
    pub score: f64,
}

/// Passages, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    passages: Vec<Passage>,
    /// Words of each passage.
    lengths: Vec<usize>,
    /// For each word: which passages have it, and how often.
    mentions: HashMap<String, Vec<(usize, u32)>>,
    average_length: f64,
}

impl Index {
    /// Reads the words of the passages.
    #[must_use]
    pub fn build(passages: Vec<Passage>) -> Self {
        let mut mentions: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
        let mut lengths = Vec::with_capacity(passages.len());
        for (number, passage) in passages.iter().enumerate() {
            let mut counts: HashMap<String, u32> = HashMap::new();
            let mut length = 0;
            for word in content_words(&passage.text) {
                *counts.entry(word).or_default() += 1;
                length += 1;
            }
            lengths.push(length);
            for (word, count) in counts {
                mentions.entry(word).or_default().push((number, count));
            }
        }
        let total: usize = lengths.iter().sum();
        let average_length = total as f64 / passages.len().max(1) as f64;
        Self { passages, lengths, mentions, average_length }
    }

    /// Whether there is nothing to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// The passages that fit `query` best, best first; of equal ones the earlier first. Nothing where none has a word of
    /// the query that says something.
    #[must_use]
    pub fn search(&self, query: &str, most: usize) -> Vec<Found> {
        let mut asked = content_words(query);
        asked.sort_unstable();
        asked.dedup();
        asked.truncate(MOST_WORDS);
        // By number, so that equal scores add up in one order.
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for word in &asked {
            let Some(mentions) = self.mentions.get(word) else { continue };
            let weight = self.weight(mentions.len());
            for &(number, count) in mentions {
                *scores.entry(number).or_default() += weight * self.share(number, count);
            }
        }
        let mut ranked: Vec<(usize, f64)> = scores.into_iter().collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        let best = ranked.first().map_or(0.0, |(_, score)| *score);
        let least = LEAST_SCORE.max(best * LEAST_SHARE_OF_BEST);
        let fitting = ranked.into_iter().take(most).take_while(|(_, score)| *score >= least);
        fitting
            .filter_map(|(number, score)| {
                let passage = self.passages.get(number)?.clone();
                Some(Found { passage, score })
            })
            .collect()
    }

    /// How much a word says that so many passages have.
    fn weight(&self, having: usize) -> f64 {
        let (all, having) = (self.passages.len() as f64, having as f64);
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln().max(LEAST_WEIGHT)
    }

    /// How much so many mentions in that passage count.
    fn share(&self, number: usize, count: u32) -> f64 {
        let count = f64::from(count);
        let length = self.lengths.get(number).copied().unwrap_or_default() as f64;
        let relative = length / self.average_length.max(1.0);
        let norm = SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative);
        count * (SATURATION + 1.0) / (count + norm)
    }
}

/// Those of a text's words that say something, folded.
pub(crate) fn content_words(text: &str) -> Vec<String> {
    let words = words(text).into_iter().map(|word| word.text);
    words.filter(|word| !is_stop_word(word)).map(singular).collect()
}

/// The word without the ending of an English plural: both sides of a comparison lose it, so that a word of another
/// language which loses it wrongly is found all the same.
fn singular(mut word: String) -> String {
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::{KnowledgeBaseId, KnowledgeSourceId, PassageId};

    fn index(texts: &[&str]) -> Index {
        let passage = |(position, text): (usize, &&str)| Passage {
            id: PassageId::generate(),
            knowledge_base_id: KnowledgeBaseId::generate(),
            source_id: KnowledgeSourceId::generate(),
            position: position as u32,
            text: (*text).to_owned(),
        };
        Index::build(texts.iter().enumerate().map(passage).collect())
    }

    fn places(index: &Index, query: &str) -> Vec<u32> {
        index.search(query, 3).into_iter().map(|found| found.passage.position).collect()
    }

    #[test]
    fn the_passage_that_has_the_rare_words_comes_first() {
        let index = index(&[
            "Orders are delivered within three days. Delivery is free above 50 euros.",
            "Returns: send the order back within 30 days. We pay the postage of a return.",
            "Our shop in Übersee is open from nine to five.",
            "A kettle has a warranty of two years.",
        ]);
        assert_eq!(places(&index, "How do I return an order?").first(), Some(&1));
        assert_eq!(places(&index, "what about DELIVERIES").first(), Some(&0));
        assert_eq!(places(&index, "Is the ubersee shop open?"), [2]);
        assert_eq!(places(&index, "my kettle's warranty"), [3]);
        for nothing in ["", "hello, how are you?", "???", "giraffe", "what is it that you do"] {
            assert!(places(&index, nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn a_single_passage_can_be_found_and_an_empty_index_has_none() {
        assert_eq!(places(&index(&["Delivery takes three days."]), "how long does delivery take"), [0]);
        assert!(Index::default().search("delivery", 3).is_empty());
        assert!(Index::build(Vec::new()).is_empty());
    }

    #[test]
    fn what_all_passages_have_says_nothing() {
        let texts: Vec<String> = (0..40).map(|number| format!("Acme product {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let index = index(&texts);
        assert!(places(&index, "acme").is_empty());
        assert_eq!(places(&index, "acme 17"), [17]);
    }

    #[test]
    fn passages_are_cut_where_something_ends_and_overlap() {
        let sentence = "The quick brown fox jumps over the lazy dog. ";
        let text = format!("{}\n\n{}", sentence.repeat(17).trim(), sentence.repeat(60));
        let found = passages(&text);
        assert!(found[0].ends_with("dog.") && found[0].chars().count() == 17 * 45 - 1, "{}", found[0]);
        assert!(found.len() > 3);
        for pair in found.windows(2) {
            assert!(
                pair.iter().all(|passage| passage.chars().count() <= LONGEST && passage.ends_with("dog."))
            );
            let beginning: String = pair[1].chars().take(60).collect();
            assert!(pair[0].contains(beginning.trim()), "{beginning} is no end of the one before");
        }
    }

    #[test]
    fn any_text_ends_in_passages_and_nothing_is_lost() {
        for text in ["好".repeat(5_000), "a".repeat(5_000), "word ".repeat(2_000), "ä\n".repeat(3_000)] {
            let found = passages(&text);
            let count: usize = found.iter().map(|passage| passage.chars().count()).sum();
            assert!(found.iter().all(|passage| passage.chars().count() <= LONGEST));
            assert!(count + found.len() * 3 >= text.trim().chars().count(), "{count}");
            assert!(found.len() < text.chars().count() / 300);
        }
        assert!(passages("  \n… — \n").is_empty());
        assert_eq!(passages(" One. "), ["One."]);
    }
}
