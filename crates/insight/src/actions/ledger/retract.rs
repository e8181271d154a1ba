//! What is taken back, declined or done at once.

use super::item::{Doer, overlap, topic};
use super::{Ledger, REACH_OF_NAMING};
use crate::text::stems::stem;

impl Ledger<'_, '_> {
    /// "Forget the technician": what shares most words with it goes. "No, please don't": the last one goes.
    pub(super) fn take_back(&mut self, position: usize) {
        const RETRACTING: [&str; 22] = [
            "drop",
            "cancel",
            "skip",
            "forget",
            "need",
            "bother",
            "worry",
            "instead",
            "leave",
            "hold",
            "necessary",
            "never",
            "mind",
            "scratch",
            "strike",
            "scrap",
            "actually",
            "changed",
            "thought",
            "wait",
            "send",
            "whole",
        ];
        let utterance = &self.utterances[position];
        let retracting: Vec<String> = RETRACTING.iter().map(|word| stem(word)).collect();
        let mut named = topic(utterance.normal());
        named.retain(|word| !retracting.contains(word));
        self.pending = None;
        let turn = utterance.turn;
        let best = (0..self.items.len())
            .filter(|number| self.turn_of(*number) + REACH_OF_NAMING >= turn)
            .map(|number| (overlap(&self.items[number].topic, &named), number))
            .filter(|(shared, _)| *shared > 0)
            .max();
        if let Some((_, number)) = best {
            self.items.remove(number);
            return;
        }
        let is_bare = named.iter().filter(|word| word.chars().all(char::is_alphabetic)).count() <= 1;
        let last = self.items.iter().rposition(|item| item.candidate.position < position);
        if let Some(number) = last
            && is_bare
            && self.turn_of(number) + 1 >= turn
        {
            self.items.remove(number);
        }
    }

    /// A bare no right after a promise or offer, unless it answers a question asked after that.
    pub(super) fn decline(&mut self, position: usize) {
        let turn = self.utterances[position].turn;
        self.pending = None;
        let Some(number) = self.items.iter().rposition(|item| item.candidate.position < position) else {
            return;
        };
        let promised = self.items[number].candidate.position;
        if self.turn_of(number) + 1 != turn {
            return;
        }
        let asks_something_else =
            (promised + 1..position).any(|between| self.utterances[between].normal().ends_with('?'));
        if !asks_something_else {
            self.items.remove(number);
        }
    }

    /// "Okay, it's active": what was promised a moment ago for now is done.
    pub(super) fn remove_done(&mut self, position: usize) {
        let utterance = &self.utterances[position];
        let today = self.reading.view.started_at.date();
        let last = self.items.iter().rposition(|item| {
            let is_for_now = item.due.is_none_or(|due| due == today);
            let is_same_side = item.doer == Doer::Speaker(utterance.speaker());
            item.candidate.position < position && is_for_now && is_same_side
        });
        if let Some(number) = last
            && self.turn_of(number) + 2 >= utterance.turn
        {
            self.items.remove(number);
        }
    }
}
