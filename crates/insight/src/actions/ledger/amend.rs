//! What is said of a promise afterwards: its day, another day, or all of it once more.

use std::sync::LazyLock;

use regex::Regex;

use super::Ledger;
use super::item::Item;
use crate::actions::replies::reschedules;
use crate::dates::mentions;
use crate::text::stems::stem;

static CONTINUES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:and|so|then|okay|,) )*(?:you|it|that|this|they|the|should|expect|by|no later|at the latest|probably|hopefully|within|in|on|tomorrow|today|tonight|sometime|end|before|next|first thing|early|monday|tuesday|wednesday|thursday|friday)\b")
        .expect("the pattern is constant and every test compiles it")
});

impl Ledger<'_, '_> {
    /// "You will see it in two business days", right after the promise; "Nine is perfect, and by Friday?".
    pub(super) fn add_day(&mut self, position: usize) {
        let utterance = &self.utterances[position];
        if !CONTINUES.is_match(utterance.normal()) || utterance.normal().ends_with('?') {
            return;
        }
        let Some(day) = mentions(utterance.normal(), self.reading.view.started_at).into_iter().next() else {
            return;
        };
        let follows = |item: &&mut Item| {
            let said = item.candidate.position;
            item.due.is_none() && said + 1 == position && self.utterances[said].turn == utterance.turn
        };
        if let Some(item) = self.items.iter_mut().rev().find(follows) {
            item.due = Some(day.date);
            item.support(position);
            item.confidence = (item.confidence + 0.1).min(0.95);
        }
    }

    /// "Let's say Monday instead".
    pub(super) fn reschedule(&mut self, position: usize) {
        let utterance = &self.utterances[position];
        if !reschedules(utterance.normal()) {
            return;
        }
        // "Thursday is tight, could we say Monday?": the last day named holds.
        let Some(day) = mentions(utterance.normal(), self.reading.view.started_at).into_iter().next_back()
        else {
            return;
        };
        let utterances = self.utterances;
        let recent = self.items.iter_mut().rev().find(|item| {
            item.due.is_some() && utterances[item.candidate.position].turn + 2 >= utterance.turn
        });
        if let Some(item) = recent {
            item.due = Some(day.date);
            item.support(position);
        }
    }

    /// A sentence without a promise that names a thing promised before and its day: a recap.
    pub(super) fn add_recap(&mut self, position: usize) {
        let normal = self.utterances[position].normal();
        let days = mentions(normal, self.reading.view.started_at);
        if days.is_empty() {
            return;
        }
        let words = self.utterances[position].subject();
        for item in &mut self.items {
            let names_it = item.candidate.subject.intersection(words).next().is_some()
                || words.contains(&stem(&item.candidate.verb.base));
            if names_it && days.iter().any(|day| Some(day.date) == item.due) {
                item.support(position);
            }
        }
    }
}
