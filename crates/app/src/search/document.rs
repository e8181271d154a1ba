//! The words of a conversation, for the index.

use std::collections::HashSet;

use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::phone;
use colloquy_domain::transcript::Transcript;
use colloquy_domain::words::words;
use colloquy_store::search::Document;

/// Distinct words of one conversation; what is said after that cannot be found. A day of talk has some 10,000.
const MOST_WORDS: usize = 60_000;

/// Bytes of the same: PostgreSQL keeps at most a megabyte of them, with some for each word.
const MOST_BYTES: usize = 900_000;

/// What PostgreSQL adds to a word at most.
const BYTES_BESIDE_A_WORD: usize = 12;

/// One who takes part.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// Name.
    pub name: Option<&'a str>,
    /// E-mail address.
    pub email: Option<&'a str>,
    /// Telephone number, as given.
    pub phone: Option<&'a str>,
}

impl<'a> From<&'a Participant> for Person<'a> {
    fn from(participant: &'a Participant) -> Self {
        Self {
            name: participant.name.as_deref(),
            email: participant.email.as_deref(),
            phone: participant.phone.as_deref(),
        }
    }
}

impl Person<'_> {
    /// Texts by which the address and the number are found: a number as it was given, and as its digits in a row.
    pub(super) fn addresses(&self) -> impl Iterator<Item = String> {
        let digits = self.phone.and_then(phone::normalise);
        [self.email, self.phone].into_iter().flatten().map(str::to_owned).chain(digits)
    }
}

/// The words of a transcript, each once: what takes long to make of a document, and needs no transaction.
#[derive(Debug, Clone, Default)]
pub struct Spoken(Vec<String>);

impl Spoken {
    /// Of what was said, and of the speakers' names.
    #[must_use]
    pub fn of(transcript: &Transcript) -> Self {
        let names = transcript.speakers.iter().filter_map(|speaker| speaker.name.as_deref());
        let said = transcript.entries.iter().map(|entry| entry.text.as_str());
        Self(Room::default().distinct(names.chain(said)))
    }
}

/// Every word once, in each of the fields.
#[must_use]
pub fn document<'a>(
    conversation: &Conversation,
    people: impl Iterator<Item = Person<'a>> + Clone,
    spoken: &Spoken,
) -> Document {
    let mut room = Room::default();
    let names = people.clone().filter_map(|person| person.name);
    let addresses: Vec<String> = people.flat_map(|person| person.addresses().collect::<Vec<_>>()).collect();
    Document {
        conversation_id: conversation.id,
        workspace_id: conversation.workspace_id,
        started_at: conversation.started_at,
        title: room.distinct(std::iter::once(conversation.title.as_str())),
        people: room.distinct(names),
        addresses: room.distinct(addresses.iter().map(String::as_str)),
        transcript: spoken.0.iter().take_while(|word| room.take(word)).cloned().collect(),
    }
}

/// What still fits.
struct Room {
    words: usize,
    bytes: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { words: MOST_WORDS, bytes: MOST_BYTES }
    }
}

impl Room {
    /// Whether the word still fits; then it has its place.
    fn take(&mut self, word: &str) -> bool {
        let bytes = word.len() + BYTES_BESIDE_A_WORD;
        let fits = self.words > 0 && bytes <= self.bytes;
        if fits {
            self.words -= 1;
            self.bytes -= bytes;
        }
        fits
    }

    /// The words of the texts, each once, in the order in which they are first met.
    fn distinct<'a>(&mut self, texts: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut met = HashSet::new();
        let mut found = Vec::new();
        for text in texts {
            for word in words(text) {
                if met.contains(&word.text) {
                    continue;
                }
                if !self.take(&word.text) {
                    return found;
                }
                met.insert(word.text.clone());
                found.push(word.text);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_comes_once_and_no_more_than_fit() {
        let mut room = Room { words: 4, bytes: 100 };
        assert_eq!(room.distinct(["The the price", "PRICE of"].into_iter()), ["the", "price", "of"]);
        assert_eq!(room.distinct(["the one", "two"].into_iter()), ["the"]);
        let mut narrow = Room { words: 10, bytes: 2 * (3 + BYTES_BESIDE_A_WORD) };
        assert_eq!(narrow.distinct(["one two six"].into_iter()), ["one", "two"]);
    }

    #[test]
    fn a_number_is_found_as_it_was_given_and_as_its_digits() {
        let person = Person { name: None, email: None, phone: Some("+1 (555) 010-9999") };
        let texts: Vec<String> = person.addresses().collect();
        assert_eq!(texts, ["+1 (555) 010-9999", "+15550109999"]);
    }
}
