//! Walks the sentences with a list of what is promised so far.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use time::Date;

use super::candidates::{Candidate, candidates};
use super::openings::Kind;
use super::replies::{agrees, asks_when, declines, reschedules, says_done, takes_back, welcomes};
use super::verbs::Strength;
use crate::dates::mentions;
use crate::text::stems::{content_stems, stem};
use crate::view::{ConversationView, Utterance};

/// Items below are not told.
const LOWEST_CONFIDENCE: f64 = 0.5;
/// The same for meetings of three and more.
const LOWEST_CONFIDENCE_IN_MEETINGS: f64 = 0.7;
/// How many turns later something can still be taken back by naming it.
const REACH_OF_NAMING: usize = 16;

/// Who will do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doer {
    /// A voice of the transcript.
    Speaker(u32),
    /// Somebody named, verbatim.
    Named(String),
}

/// Something promised.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The words that make the promise.
    pub candidate: Candidate,
    /// The request that it answers.
    pub request: Option<Candidate>,
    /// Who will do it.
    pub doer: Doer,
    /// Until when.
    pub due: Option<Date>,
    /// Sentences that support it.
    pub evidence: Vec<usize>,
    /// 0 to 1.
    pub confidence: f64,
}

impl Item {
    /// What is promised is "that" or "it", or not named at all ("I'll do that").
    pub(super) fn is_anaphoric(&self) -> bool {
        self.candidate.subject.is_empty()
    }
}

/// The list, with the conversation that it is read from.
pub(super) struct Ledger<'v, 'a> {
    view: &'v ConversationView<'v>,
    utterances: &'v [Utterance<'a>],
    items: Vec<Item>,
    /// A request that the next turn answers with a promise.
    pending: Option<Candidate>,
    is_meeting: bool,
}

static CONTINUES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:and|so|then|okay|,) )*(?:you|it|that|this|they|the|should|expect|by|no later|at the latest|probably|hopefully|within|in|on|tomorrow|today|tonight|sometime|end|before|next|first thing|early|monday|tuesday|wednesday|thursday|friday)\b")
        .expect("the pattern is constant and every test compiles it")
});
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
    pub(super) fn read(view: &'v ConversationView<'v>, utterances: &'v [Utterance<'a>]) -> Vec<Item> {
        let is_meeting = view.is_open_meeting();
        let mut ledger = Self { view, utterances, items: Vec::new(), pending: None, is_meeting };
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
        if takes_back(normal) {
            self.take_back(position);
        } else if self.is_first_of_turn(position) && declines(normal) && !NOTHING_ELSE.is_match(normal) {
            self.decline(position);
        }
        if says_done(normal) {
            self.remove_done(position);
        }
        let found = candidates(position, utterance, self.view.started_at);
        if found.is_empty() {
            self.reschedule(position);
            self.add_day(position);
            self.add_recap(position);
        }
        for candidate in found {
            self.enter(candidate);
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
        let mut evidence = vec![candidate.position];
        evidence.extend(request.as_ref().map(|request| request.position));
        let confidence = confidence(&candidate, due.is_some(), is_welcome || request.is_some());
        self.items.push(Item { candidate, request, doer, due, evidence, confidence });
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
            item.evidence.push(candidate.position);
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
        let reply = self.turn(turn + 1);
        let Some(first) = reply.clone().next() else { return };
        let answers_with_promise = reply
            .clone()
            .flat_map(|position| candidates(position, &self.utterances[position], self.view.started_at))
            .any(|answer| !matches!(answer.kind, Kind::Request | Kind::Ask | Kind::Assignment | Kind::Joint));
        let first_normal = self.utterances[first].normal();
        if answers_with_promise && !declines(first_normal) {
            self.pending = Some(candidate);
            return;
        }
        let is_joint = candidate.kind == Kind::Joint;
        let is_agreed = agrees(first_normal) || (is_joint && welcomes(first_normal));
        let is_done_at_once = reply.clone().any(|position| says_done(self.utterances[position].normal()));
        let is_refused = reply.clone().any(|position| takes_back(self.utterances[position].normal()));
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
        let (due, evidence) = (candidate.due, vec![candidate.position, first]);
        self.items.push(Item { candidate, request: None, doer, due, evidence, confidence });
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
        item.evidence.push(candidate.position);
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
        item.evidence.push(candidate.position);
        item.due = candidate.due.or(item.due);
        true
    }

    /// "You will see it in two business days", right after the promise; "Nine is perfect, and by Friday?".
    fn add_day(&mut self, position: usize) {
        let utterance = &self.utterances[position];
        if !CONTINUES.is_match(utterance.normal()) || utterance.normal().ends_with('?') {
            return;
        }
        let Some(day) = mentions(utterance.normal(), self.view.started_at).into_iter().next() else { return };
        let follows = |item: &&mut Item| {
            let said = item.candidate.position;
            item.due.is_none() && said + 1 == position && self.utterances[said].turn == utterance.turn
        };
        if let Some(item) = self.items.iter_mut().rev().find(follows) {
            item.due = Some(day.date);
            item.evidence.push(position);
            item.confidence = (item.confidence + 0.1).min(0.95);
        }
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
                mentions(self.utterances[position].normal(), self.view.started_at).into_iter().next()
            })
            .map(|day| day.date)
    }

    /// "Let's say Monday instead".
    fn reschedule(&mut self, position: usize) {
        let utterance = &self.utterances[position];
        if !reschedules(utterance.normal()) {
            return;
        }
        // "Thursday is tight, could we say Monday?": the last day named holds.
        let Some(day) = mentions(utterance.normal(), self.view.started_at).into_iter().next_back() else {
            return;
        };
        let utterances = self.utterances;
        let recent = self.items.iter_mut().rev().find(|item| {
            item.due.is_some() && utterances[item.candidate.position].turn + 2 >= utterance.turn
        });
        if let Some(item) = recent {
            item.due = Some(day.date);
            item.evidence.push(position);
        }
    }

    /// A sentence without a promise that names a thing promised before and its day: a recap.
    fn add_recap(&mut self, position: usize) {
        let normal = self.utterances[position].normal();
        let days = mentions(normal, self.view.started_at);
        if days.is_empty() {
            return;
        }
        let words = content_stems(normal);
        for item in &mut self.items {
            let names_it = item.candidate.subject.intersection(&words).next().is_some()
                || words.contains(&stem(&item.candidate.verb.base));
            if names_it
                && days.iter().any(|day| Some(day.date) == item.due)
                && !item.evidence.contains(&position)
            {
                item.evidence.push(position);
            }
        }
    }

    /// "Forget the technician": what shares most words with it goes. "No, please don't": the last one goes.
    fn take_back(&mut self, position: usize) {
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
            .map(|number| {
                let item = &self.items[number];
                let normal = self.utterances[item.candidate.position].normal();
                let said = topic(&normal[item.candidate.action.clone()]);
                (said.intersection(&named).count(), number)
            })
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
    fn decline(&mut self, position: usize) {
        let turn = self.utterances[position].turn;
        self.pending = None;
        let Some(number) = self.items.iter().rposition(|item| item.candidate.position < position) else {
            return;
        };
        let promised = self.items[number].candidate.position;
        let is_last_turn = self.turn_of(number) + 1 == turn;
        let asks_something_else =
            (promised + 1..position).any(|between| self.utterances[between].normal().ends_with('?'));
        if is_last_turn && !asks_something_else {
            self.items.remove(number);
        }
    }

    /// "Okay, it's active": what was promised a moment ago for now is done.
    fn remove_done(&mut self, position: usize) {
        let utterance = &self.utterances[position];
        let today = self.view.started_at.date();
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

fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    one.intersection(other).count()
}

/// Subject words and weekdays: "the Thursday call" names a call by its day.
fn topic(normal: &str) -> BTreeSet<String> {
    let mut words = content_stems(normal);
    let is_day =
        |word: &&str| word.ends_with("day") && word.len() > 5 && *word != "today" && *word != "everyday";
    words.extend(normal.split(' ').filter(is_day).map(str::to_owned));
    words
}

fn is_same_action(item: &Item, candidate: &Candidate, age_turns: usize) -> bool {
    let (old, new) = (&item.candidate, candidate);
    let shared = overlap(&old.subject, &new.subject)
        + item.request.as_ref().map_or(0, |request| overlap(&request.subject, &new.subject));
    let smaller = old.subject.len().min(new.subject.len());
    let is_same_group = old.verb.group == new.verb.group;
    let is_same_day = item.due == new.due;
    let days_agree = is_same_day || item.due.is_none() || new.due.is_none();
    if new.is_recap && shared > 0 {
        return true;
    }
    // "I'll do that": the same as what was just said.
    if new.subject.is_empty() && age_turns <= 2 && new.verb.strength <= Strength::Weak {
        return true;
    }
    if smaller == 0 {
        return is_same_group
            && days_agree
            && (old.subject.is_empty() == new.subject.is_empty() || is_same_day || age_turns <= 2);
    }
    let is_mostly_same = shared * 2 >= smaller.max(1) && shared > 0;
    is_mostly_same && (is_same_group || shared >= 2)
}

fn confidence(candidate: &Candidate, has_day: bool, is_answered: bool) -> f64 {
    let by_verb = match candidate.verb.strength {
        Strength::Strong => 0.75,
        Strength::Medium => 0.62,
        Strength::Weak => 0.55,
        Strength::Unknown => 0.5,
    };
    let by_opening = match candidate.kind {
        Kind::Intention | Kind::ThirdParty | Kind::VagueOffer => -0.1,
        Kind::Offer | Kind::Progressive | Kind::Delivery => -0.05,
        Kind::LetMe => -0.15,
        _ => 0.0,
    };
    let mut value: f64 = by_verb + by_opening;
    value += if has_day { 0.1 } else { 0.0 };
    value += if is_answered { 0.08 } else { 0.0 };
    value += if candidate.has_recipient { 0.03 } else { 0.0 };
    value -= if candidate.is_hedged { 0.2 } else { 0.0 };
    value.clamp(0.0, 0.95)
}
