//! A call as the rules of scoring read it: turns of agent and customer, sentences in plain words, and places in it that
//! can be quoted.

use std::ops::Range;

use colloquy_domain::evidence::Evidence;

use super::names::Names;
use super::speakers::{Side, Sides};
use super::wordings::{Wordings, plain, range_in_normal};
use crate::evidence::{distinct, quote, quote_utterance};
use crate::reading::Reading;

/// Most quotes beside a result.
pub(super) const MOST_EVIDENCE: usize = 3;
/// Sentences up to this length, in bytes, are quoted whole.
const LONGEST_QUOTE: usize = 240;
/// What is quoted around the words in a longer one.
const AROUND: usize = 80;
/// The last part of a call, as a share of its turns, and the fewest turns of it.
const CLOSING_SHARE: f64 = 0.35;
const FEWEST_CLOSING_TURNS: usize = 7;

/// A call that was read.
pub(super) struct Call<'r, 'a> {
    reading: &'r Reading<'a>,
    /// The plain words of each sentence.
    plain: Vec<String>,
    turns: Vec<Turn>,
    names: Names,
}

/// What one side says without a word of the other.
pub(super) struct Turn {
    pub side: Side,
    /// Positions of the sentences in the reading.
    pub sentences: Vec<usize>,
}

/// Words in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub turn: usize,
    pub sentence: usize,
    /// In the sentence's plain words.
    pub range: Range<usize>,
}

impl<'r, 'a> Call<'r, 'a> {
    /// Reads it. What holds no words but fillers ("mhm") interrupts nobody and is left out.
    pub fn new(reading: &'r Reading<'a>, sides: &Sides) -> Self {
        let plain: Vec<String> =
            reading.utterances.iter().map(|utterance| plain(utterance.normal())).collect();
        let mut turns: Vec<Turn> = Vec::new();
        for (sentence, utterance) in reading.utterances.iter().enumerate() {
            if plain[sentence].is_empty() {
                continue;
            }
            let side = sides.side(utterance.speaker());
            match turns.last_mut() {
                Some(turn) if turn.side == side => turn.sentences.push(sentence),
                _ => turns.push(Turn { side, sentences: vec![sentence] }),
            }
        }
        Self { reading, plain, turns, names: Names::of(&reading.view, sides) }
    }

    /// The turns in their order.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// All turns.
    pub fn whole(&self) -> Range<usize> {
        0..self.turns.len()
    }

    /// The turns of the last part.
    pub fn closing(&self) -> Range<usize> {
        let count = (self.turns.len() as f64 * CLOSING_SHARE).ceil() as usize;
        self.turns.len().saturating_sub(count.max(FEWEST_CLOSING_TURNS))..self.turns.len()
    }

    /// The plain words of a sentence.
    pub fn plain(&self, sentence: usize) -> &str {
        &self.plain[sentence]
    }

    /// The words of a turn, all sentences together.
    pub fn plain_of_turn(&self, turn: usize) -> String {
        let sentences = self.turns[turn].sentences.iter().map(|sentence| self.plain(*sentence));
        sentences.collect::<Vec<_>>().join(" ")
    }

    /// Whether a sentence was written down as a question.
    pub fn has_question_mark(&self, sentence: usize) -> bool {
        let source = self.reading.utterances[sentence].phrase.source();
        source.trim_end_matches(['"', '”', '\'', ')', ' ']).ends_with('?')
    }

    /// Whether the word of that number, of a sentence's plain words, is written with a capital.
    pub fn is_capital(&self, sentence: usize, word: usize) -> bool {
        let plain = self.plain(sentence);
        let start: usize = plain.split(' ').take(word).map(|before| before.len() + 1).sum();
        let Some(text) = plain.split(' ').nth(word) else { return false };
        let phrase = &self.reading.utterances[sentence].phrase;
        let normal = range_in_normal(&phrase.normal, plain, &(start..start + text.len()));
        phrase.original(normal).starts_with(char::is_uppercase)
    }

    /// Whether capitals tell anything: some recognisers write none.
    pub fn has_capitals(&self) -> bool {
        self.reading.utterances.iter().any(|one| one.phrase.source().contains(char::is_uppercase))
    }

    /// What people and companies are called.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Whether any sentence was written down as a question: some transcripts have no marks.
    pub fn has_question_marks(&self) -> bool {
        (0..self.plain.len()).any(|sentence| self.has_question_mark(sentence))
    }

    /// The sentences of a side within some turns, with their turns.
    pub fn sentences(&self, side: Side, turns: Range<usize>) -> impl Iterator<Item = (usize, usize)> {
        let start = turns.start;
        self.turns[turns].iter().enumerate().filter(move |(_, turn)| turn.side == side).flat_map(
            move |(number, turn)| turn.sentences.iter().map(move |sentence| (start + number, *sentence)),
        )
    }

    /// Where a side says one of some wordings within some turns, one place for each sentence.
    pub fn find(&self, side: Side, turns: Range<usize>, wordings: &Wordings) -> Vec<Place> {
        let places = self.sentences(side, turns).filter_map(|(turn, sentence)| {
            wordings.find(self.plain(sentence)).map(|range| Place { turn, sentence, range })
        });
        places.collect()
    }

    /// A sentence as a place.
    pub fn place(&self, turn: usize, sentence: usize) -> Place {
        Place { turn, sentence, range: 0..self.plain(sentence).len() }
    }

    /// The first sentence of a turn.
    pub fn start_of(&self, turn: usize) -> Option<Place> {
        let sentence = self.turns.get(turn)?.sentences.first()?;
        Some(self.place(turn, *sentence))
    }

    /// The beginnings of the first turns of a side.
    pub fn first_turns(&self, side: Side, count: usize) -> Vec<Place> {
        let turns = self.whole().filter(|turn| self.turns[*turn].side == side).take(count);
        turns.filter_map(|turn| self.start_of(turn)).collect()
    }

    /// The last sentences of a side, the last one first.
    pub fn last_sentences(&self, side: Side, count: usize) -> Vec<Place> {
        let mut sentences: Vec<(usize, usize)> = self.sentences(side, self.whole()).collect();
        sentences.reverse();
        sentences.into_iter().take(count).map(|(turn, sentence)| self.place(turn, sentence)).collect()
    }

    /// The next turn of a side after a turn.
    pub fn next_turn(&self, side: Side, after: usize) -> Option<usize> {
        (after + 1..self.turns.len()).find(|turn| self.turns[*turn].side == side)
    }

    /// The words at a place, verbatim; of a short sentence all of it.
    pub fn quote(&self, place: &Place) -> Evidence {
        let utterance = &self.reading.utterances[place.sentence];
        if utterance.range.len() <= LONGEST_QUOTE {
            return quote_utterance(utterance);
        }
        let source = utterance.phrase.source();
        let normal = range_in_normal(&utterance.phrase.normal, self.plain(place.sentence), &place.range);
        let words = utterance.phrase.source_range(normal);
        let start = source.ceil_char_boundary(words.start.saturating_sub(AROUND));
        let end = source.floor_char_boundary((words.end + AROUND).min(source.len()));
        // From word to word.
        let start = match start {
            0 => 0,
            start => source[start..words.start].find(' ').map_or(words.start, |space| start + space + 1),
        };
        let end = if end == source.len() {
            end
        } else {
            source[words.end..end].rfind(' ').map_or(words.end, |space| words.end + space)
        };
        let from = utterance.range.start;
        quote(utterance.entry, from + start..from + end)
    }

    /// The quotes of some places, at most as many as a result has.
    pub fn quotes<'p>(&self, places: impl IntoIterator<Item = &'p Place>) -> Vec<Evidence> {
        distinct(places.into_iter().map(|place| self.quote(place)), MOST_EVIDENCE)
    }
}
