//! Walks the sentences with a list of what is promised so far.
//!
//! What is asked of each sentence by itself is asked once, before the walk; the list never grows long. So the
//! walk takes time in proportion to the transcript, whatever stands in it.

mod amend;
mod item;
mod retract;

use std::sync::LazyLock;

use regex::Regex;
use time::Date;

pub(super) use self::item::{Doer, Item};
use self::item::{confidence, is_same_action, overlap};
use super::candidates::{Candidate, candidates};
use super::openings::Kind;
use super::replies::{agrees, asks_when, declines, says_done, takes_back, welcomes};
use super::verbs::Strength;
use crate::dates::mentions;
use crate::reading::Reading;
use crate::view::Utterance;

/// Items below are not told.
const LOWEST_CONFIDENCE: f64 = 0.5;
/// The same for meetings of three and more.
const LOWEST_CONFIDENCE_IN_MEETINGS: f64 = 0.7;
/// How many turns later something can still be taken back by naming it.
const REACH_OF_NAMING: usize = 16;
/// Most items of a conversation. A day of meetings brings some dozens; later ones than these are not told.
pub(super) const MOST_ITEMS: usize = 200;
/// How many sentences of the other side's turn may answer a request.
const LONGEST_REPLY: usize = 40;

/// What a sentence says by itself.
struct Said {
    candidates: Vec<Candidate>,
    takes_back: bool,
    is_done: bool,
}

/// The list, with the conversation that it is read from.
pub(super) struct Ledger<'v, 'a> {
    reading: &'v Reading<'a>,
    utterances: &'v [Utterance<'a>],
    /// One for each sentence.
    said: Vec<Said>,
    items: Vec<Item>,
    /// A request that the next turn answers with a promise.
    pending: Option<Candidate>,
    is_meeting: bool,
}

static NOTHING_ELSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\w+ ,? ?)?no ,? ?(?:that is|that will be|i think that is|nothing|not that) (?:all|it|everything|great|perfect|fine|good|else|i can think)")
        .expect("the pattern is constant and every test compiles it")
});
static COMES_BACK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:get|come|call|report|circle|write) (?:right )?back|let \w+ know|follow up|update you\b")
        .expect("the pattern is constant and every test compiles it")
});

impl<'v, 'a> Ledger<'v, 'a> {
    /// All items that stand at the end, by the place where they were promised.
    pub(super) fn read(reading: &'v Reading<'a>) -> Vec<Item> {
        let utterances = reading.utterances.as_slice();
        let is_meeting = reading.is_open_meeting();
        let said = utterances.iter().enumerate().map(|(position, utterance)| Said {
            candidates: candidates(position, utterance, reading.view.started_at),
            takes_back: takes_back(utterance.normal()),
            is_done: says_done(utterance.normal()),
        });
        let said = said.collect();
        let mut ledger = Self { reading, utterances, said, items: Vec::new(), pending: None, is_meeting };
        for position in 0..utterances.len() {
            ledger.sentence(position);
        }
        let lowest = if is_meeting { LOWEST_CONFIDENCE_IN_MEETINGS } else { LOWEST_CONFIDENCE };
        let mut items = ledger.items;
        items.retain(|item| item.confidence >= lowest);
        items.sort_by_key(|item| item.candidate.position);
        items
    }

    fn sentence(&mut self, position: usize) {
        let utterance = &self.utterances[position];
        let normal = utterance.normal();
        if self.said[position].takes_back {
            self.take_back(position);
        } else if self.is_first_of_turn(position) && declines(normal) && !NOTHING_ELSE.is_match(normal) {
            self.decline(position);
        }
        if self.said[position].is_done {
            self.remove_done(position);
        }
        // Replies are looked up in what comes later only.
        let found = std::mem::take(&mut self.said[position].candidates);
        if found.is_empty() {
            self.reschedule(position);
            self.add_day(position);
            self.add_recap(position);
        }
        for candidate in found {
            self.enter(candidate);
        }
    }

    fn add(&mut self, item: Item) {
        if self.items.len() < MOST_ITEMS {
            self.items.push(item);
        }
    }

    fn enter(&mut self, candidate: Candidate) {
        if self.join_existing(&candidate) {
            return;
        }
        match candidate.kind {
            Kind::Request | Kind::Ask | Kind::Assignment | Kind::Joint => self.enter_request(candidate),
            _ => self.enter_promise(candidate),
        }
    }

    fn enter_promise(&mut self, candidate: Candidate) {
        if candidate.kind == Kind::Delivery && self.delivers_known(&candidate) {
            return;
        }
        let turn = self.utterances[candidate.position].turn;
        let request = self.pending.take().filter(|request| self.answers(request, &candidate, turn));
        let is_welcome = self.is_welcome(candidate.position);
        if request.is_none() && !self.stands(&candidate, is_welcome) {
            return;
        }
        let doer = match (&candidate.kind, &candidate.named_doer) {
            (Kind::ThirdParty, Some(name)) => Doer::Named(name.clone()),
            _ => Doer::Speaker(candidate.speaker),
        };
        let due = candidate.due.or_else(|| request.as_ref().and_then(|request| request.due));
        let due = due.or_else(|| self.asked_day(candidate.position));
        let confidence = confidence(&candidate, due.is_some(), is_welcome || request.is_some());
        let sentence = self.utterances[candidate.position].normal();
        self.add(Item { due, confidence, ..Item::new(candidate, request, doer, sentence) });
    }

    /// "You'll have that by Friday": the day of what was promised before, and no promise without one.
    fn delivers_known(&mut self, candidate: &Candidate) -> bool {
        let sentence = self.utterances[candidate.position].normal();
        let object = sentence[candidate.action.clone()].split(' ').next().unwrap_or_default();
        if !matches!(object, "it" | "that" | "this" | "them" | "those" | "these") {
            return false;
        }
        let (utterances, turn) = (self.utterances, self.utterances[candidate.position].turn);
        let known = self.items.iter_mut().rev().find(|item| {
            item.doer == Doer::Speaker(candidate.speaker)
                && utterances[item.candidate.position].turn + 4 >= turn
        });
        if let Some(item) = known {
            item.due = candidate.due.or(item.due);
            item.support(candidate.position);
        }
        true
    }

    /// A promise answers the request of the turn before when it begins with a yes, is about the same, or names
    /// nothing of its own.
    fn answers(&self, request: &Candidate, candidate: &Candidate, turn: usize) -> bool {
        let asked_in = self.utterances[request.position].turn;
        let first = self.first_of_turn(turn);
        asked_in + 1 == turn
            && candidate.speaker != request.speaker
            && (agrees(self.utterances[first].normal())
                || candidate.subject.is_empty()
                || overlap(&candidate.subject, &request.subject) > 0)
    }

    fn enter_request(&mut self, candidate: Candidate) {
        let turn = self.utterances[candidate.position].turn;
        // "Please copy Paula on it": more about the other's promise, no new one.
        if candidate.kind == Kind::Request && self.amends_promise(&candidate, turn) {
            return;
        }
        let reply = self.turn(turn + 1).take(LONGEST_REPLY);
        let Some(first) = reply.clone().next() else { return };
        let answers_with_promise = reply
            .clone()
            .flat_map(|position| &self.said[position].candidates)
            .any(|answer| !matches!(answer.kind, Kind::Request | Kind::Ask | Kind::Assignment | Kind::Joint));
        let first_normal = self.utterances[first].normal();
        if answers_with_promise && !declines(first_normal) {
            self.pending = Some(candidate);
            return;
        }
        let is_joint = candidate.kind == Kind::Joint;
        let is_agreed = agrees(first_normal) || (is_joint && welcomes(first_normal));
        let is_done_at_once = reply.clone().any(|position| self.said[position].is_done);
        let is_refused = reply.clone().any(|position| self.said[position].takes_back);
        // "Sure, it's 4471": answered, nothing is left to do.
        let gives_data = reply.clone().any(|position| {
            let normal = self.utterances[position].normal();
            candidate.due.is_none() && normal.contains(|c: char| c.is_ascii_digit())
        });
        if !is_agreed || is_done_at_once || is_refused || gives_data || !self.request_stands(&candidate) {
            return;
        }
        let doer = match is_joint {
            // Who proposes a meeting sees to it.
            true => Doer::Speaker(candidate.speaker),
            false => Doer::Speaker(self.utterances[first].speaker()),
        };
        let confidence = confidence(&candidate, candidate.due.is_some(), true);
        let sentence = self.utterances[candidate.position].normal();
        let mut item = Item { confidence, ..Item::new(candidate, None, doer, sentence) };
        item.support(first);
        self.add(item);
    }

    fn request_stands(&self, candidate: &Candidate) -> bool {
        let has_day = candidate.due.is_some();
        match (candidate.kind, candidate.verb.strength) {
            (Kind::Ask, _) => false,
            (Kind::Joint, _) => has_day,
            (_, Strength::Strong) => has_day || candidate.has_recipient || !self.is_meeting,
            (_, Strength::Medium) => has_day,
            (_, Strength::Weak) => has_day && !self.is_meeting,
            (_, Strength::Unknown) => false,
        }
    }

    /// Whether the words make a promise, by verb, day and answer.
    fn stands(&self, candidate: &Candidate, is_welcome: bool) -> bool {
        let has_day = candidate.due.is_some();
        let strength = candidate.verb.strength;
        if candidate.is_hedged && (self.is_meeting || !has_day) {
            return false;
        }
        let sentence = self.utterances[candidate.position].normal();
        match candidate.kind {
            _ if candidate.is_question && candidate.kind != Kind::Offer && !has_day => false,
            Kind::Promise => match strength {
                Strength::Strong => true,
                Strength::Medium => has_day || !self.is_meeting,
                Strength::Weak => has_day,
                Strength::Unknown => has_day && !self.is_meeting,
            },
            Kind::Progressive => has_day && strength >= Strength::Weak,
            Kind::Intention => {
                (strength == Strength::Strong && (has_day || candidate.has_recipient))
                    || (strength == Strength::Medium && has_day && !self.is_meeting)
            }
            Kind::Offer if candidate.is_question => is_welcome && strength >= Strength::Medium,
            Kind::Offer => {
                strength >= Strength::Medium && (is_welcome || has_day) && (is_welcome || !self.is_meeting)
            }
            Kind::VagueOffer => is_welcome && strength >= Strength::Medium && !self.is_meeting,
            Kind::LetMe => {
                strength == Strength::Strong && (has_day || COMES_BACK.is_match(sentence))
                    || (strength == Strength::Medium && has_day)
            }
            Kind::Delivery => has_day && !self.is_meeting,
            Kind::ThirdParty => {
                has_day && strength >= Strength::Weak || strength == Strength::Strong && !self.is_meeting
            }
            Kind::Request | Kind::Ask | Kind::Assignment | Kind::Joint => false,
        }
    }

    /// More words on something that is already in the list.
    fn join_existing(&mut self, candidate: &Candidate) -> bool {
        let is_about_other = matches!(candidate.kind, Kind::Assignment | Kind::Request | Kind::Joint);
        let turn = self.utterances[candidate.position].turn;
        let found = self.items.iter_mut().rev().find(|item| {
            let is_same_doer = match &item.doer {
                Doer::Speaker(doer) => (*doer == candidate.speaker) != is_about_other,
                Doer::Named(name) => candidate.named_doer.as_ref() == Some(name),
            };
            let age = turn.saturating_sub(self.utterances[item.candidate.position].turn);
            is_same_doer && is_same_action(item, candidate, age)
        });
        let Some(item) = found else { return false };
        item.support(candidate.position);
        // "I'll have it Friday. Well, make that: I'll send it Monday": the later day holds, except that a recap
        // may leave days out.
        if candidate.due.is_some() && (item.due.is_none() || !candidate.is_recap) {
            item.due = candidate.due;
        }
        item.confidence = (item.confidence + 0.05).min(0.97);
        true
    }

    /// A request with "it" or "that" right after the other's promise.
    fn amends_promise(&mut self, candidate: &Candidate, turn: usize) -> bool {
        let normal = self.utterances[candidate.position].normal();
        // "Copy Paula on it", but not "send me the number once you have it".
        let mut object = normal[candidate.action.clone()].split(' ').take(4);
        if !object.any(|word| matches!(word, "it" | "that" | "them")) {
            return false;
        }
        let utterances = self.utterances;
        let last = self.items.iter_mut().rev().find(|item| {
            item.doer != Doer::Speaker(candidate.speaker)
                && utterances[item.candidate.position].turn + 1 == turn
        });
        let Some(item) = last else { return false };
        item.support(candidate.position);
        item.due = candidate.due.or(item.due);
        true
    }

    /// "When will I have it?" "By Friday.": the day of the answer, where the turn after a promise asks for it.
    fn asked_day(&self, position: usize) -> Option<Date> {
        let turn = self.utterances[position].turn;
        let asks = self.turn(turn + 1).take(2).any(|position| asks_when(self.utterances[position].normal()));
        if !asks {
            return None;
        }
        self.turn(turn + 2)
            .take(2)
            .find_map(|position| {
                mentions(self.utterances[position].normal(), self.reading.view.started_at).into_iter().next()
            })
            .map(|day| day.date)
    }

    fn is_welcome(&self, position: usize) -> bool {
        let turn = self.utterances[position].turn;
        let mut reply = self.turn(turn + 1).take(2);
        reply.next().is_some_and(|first| {
            let normal = self.utterances[first].normal();
            welcomes(normal)
                || (!declines(normal)
                    && reply.next().is_some_and(|next| welcomes(self.utterances[next].normal())))
        })
    }

    fn turn_of(&self, item: usize) -> usize {
        self.utterances[self.items[item].candidate.position].turn
    }

    /// Positions of the sentences of a turn.
    fn turn(&self, turn: usize) -> impl Iterator<Item = usize> + Clone + use<'v, 'a> {
        let utterances = self.utterances;
        let start = utterances.partition_point(|utterance| utterance.turn < turn);
        (start..utterances.len()).take_while(move |position| utterances[*position].turn == turn)
    }

    fn first_of_turn(&self, turn: usize) -> usize {
        self.utterances.partition_point(|utterance| utterance.turn < turn)
    }

    fn is_first_of_turn(&self, position: usize) -> bool {
        self.first_of_turn(self.utterances[position].turn) == position
    }
}
