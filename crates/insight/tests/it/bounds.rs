//! Transcripts that nobody ever spoke end in work that has an end: what is counted here would otherwise grow with
//! the square of the transcript.

use colloquy_insight::actions::action_items;
use colloquy_insight::dates::mentions;
use colloquy_insight::text::sentences::{LONGEST_SENTENCE, sentences};

use crate::support::{Sample, WEDNESDAY};

#[test]
fn promises_without_end_make_a_list_with_an_end() {
    let mut text = String::new();
    for number in 0..600 {
        text.push_str(&format!("Ruth: I'll send you file{number} with report{number} by Friday.\n"));
        text.push_str("Colin: Great.\n");
    }
    let items = action_items(&Sample::read(&["Ruth Adeyemi", "Colin Barr"], &text).view());
    assert_eq!(items.len(), 200);
    assert!(items.iter().all(|item| item.grounds.evidence.len() <= 4));
    assert_eq!(items[0].title, "Send Colin file0 with report0");
}

#[test]
fn one_promise_repeated_without_end_is_one_item() {
    let text =
        "Ruth: I'll send you the contract by Friday.\nColin: The contract on Friday, right.\n".repeat(200);
    let items = action_items(&Sample::read(&["Ruth Adeyemi", "Colin Barr"], &text).view());
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].grounds.evidence.len(), 4, "{items:?}");
}

#[test]
fn a_sentence_without_end_names_a_bounded_number_of_days() {
    let text = "monday tuesday ".repeat(70_000);
    let found = sentences(&text);
    assert!(found.len() < 2 * text.len() / LONGEST_SENTENCE);
    let days = mentions(&text[found[0].clone()], WEDNESDAY);
    assert!(!days.is_empty() && days.len() <= LONGEST_SENTENCE / "monday ".len());
}
