//! What the agent says: the answers of its turns, from the first thought to the last word.

use std::time::Duration;

use colloquy_agent::Said;
use colloquy_agent::rules::{closing_words, cutoff_response, filler, sentences};
use colloquy_app::dialogues::calls::Utterance;
use colloquy_telephone::Call;
use tokio::time::timeout;

use super::{Held, Message, Session, Thinking};
use crate::end::Over;
use crate::mouth::Line;
use crate::pen::Pen;
use crate::script::last_line;
use crate::timing::note_turn;
use crate::turn::{Began, ReadingAhead, Told, Turn};

/// Waiting after which a pause is filled, and after which once more.
const FILL_AFTER: Duration = Duration::from_millis(1_000);
const FILL_AGAIN_AFTER: Duration = Duration::from_secs(6);
/// So many turns in a row without an answer, and the call is over.
const TURNS_MAY_FAIL: u32 = 3;
/// Words beside the agent's that end so long before its end mean "go on".
const JUST_BEFORE: Duration = Duration::from_millis(1_000);
/// How long a turn that was given up may take to write down what it did, when the call is over.
const LAST_TURN: Duration = Duration::from_secs(15);
/// The message of a turn that did something and of which nothing was heard.
const UNHEARD: &str = "…";

impl Session {
    /// Takes a turn where it is time to.
    pub(super) fn consider(&mut self) {
        let is_time = self.is_asked
            && self.over.is_none()
            && self.message.is_none()
            && self.thinking.is_none()
            && !self.barge.is_speaking()
            && !self.hearing.is_busy()
            && !self.keys.is_open();
        if !is_time {
            return;
        }
        self.is_asked = false;
        self.reading = None;
        self.mouth.next_message();
        self.thinking = Some(Thinking {
            turn: Turn::begin(&self.app, self.id, self.pen.written()),
            since: self.now(),
            rest: String::new(),
            began: None,
            given_up: None,
            fillers: 0,
        });
        self.message = Some(Message {
            is_turn: true,
            is_complete: false,
            began: None,
            said: None,
            is_noted: false,
            then: None,
        });
    }

    pub(super) fn take_told(&mut self, told: Told) {
        let Some(thinking) = &mut self.thinking else { return };
        let is_given_up = thinking.given_up.is_some();
        match told {
            Told::Began(began) => {
                thinking.began = Some(began);
                if let Some(message) = self.message.as_mut().filter(|_| !is_given_up) {
                    message.began = Some(began);
                }
            }
            Told::Piece(_) | Told::Waiting(_) if is_given_up => {}
            Told::Piece(piece) => {
                thinking.rest.push_str(&piece);
                for sentence in sentences(&mut thinking.rest) {
                    self.mouth.say(Line::message(sentence));
                }
            }
            Told::Waiting(words) => self.mouth.say(Line::aside(words)),
            Told::Answered(said) => self.take_answer(said),
            Told::Failed(reason) => self.take_failure(reason),
            // Somebody ended the dialogue.
            Told::Gone => self.over = Some(Over::CalledOff),
        }
    }

    fn take_answer(&mut self, said: Box<Said>) {
        self.turns_failed = 0;
        let Some(thinking) = self.thinking.take() else { return };
        if let Some(heard) = thinking.given_up {
            write_turn(&self.pen, heard, thinking.began, Some(&*said));
            return;
        }
        if let Some(rest) = last_line(&thinking.rest) {
            self.mouth.say(Line::message(rest));
        }
        if let Some(message) = &mut self.message {
            message.then = said.ends.then_some(Over::Goodbye);
            message.is_complete = true;
            message.said = Some(said);
        }
    }

    fn take_failure(&mut self, reason: String) {
        tracing::warn!(conversation.id = %self.id, reason, "a turn on the telephone has no answer");
        let Some(thinking) = self.thinking.take() else { return };
        if let Some(heard) = thinking.given_up {
            write_turn(&self.pen, heard, thinking.began, None);
            return;
        }
        self.turns_failed += 1;
        self.timing.forget();
        let then = (self.turns_failed >= TURNS_MAY_FAIL).then_some(Over::AgentFailed(reason));
        if self.mouth.has_begun_message() && then.is_none() {
            // A beginning was heard: the customer asks if it is not enough.
            if let Some(message) = &mut self.message {
                message.is_complete = true;
            }
            return;
        }
        self.give_up_message();
        let number = self.turns_failed as usize - 1;
        let words = match then {
            Some(_) => closing_words(),
            None => cutoff_response(&self.behaviour.cutoff_responses, number),
        };
        let words = words.to_owned();
        self.say_words(&words, then);
    }

    /// Gives up what the agent says or is about to say. An answer of which nothing was heard is none: what it answered is
    /// still asked.
    pub(super) fn interrupt(&mut self) {
        let was_turn = self.message.as_ref().is_some_and(|message| message.is_turn);
        let was_heard = self.give_up_message();
        if was_turn && !was_heard {
            self.is_asked = true;
        }
        if self.thinking.is_none() {
            self.read_ahead();
        }
    }

    /// The same, and says whether anything of it was heard.
    pub(super) fn give_up_message(&mut self) -> bool {
        self.beside = None;
        let heard = self.mouth.cut();
        let was_heard = !heard.is_empty();
        let Some(message) = self.message.take() else { return was_heard };
        self.timing.forget();
        if !message.is_turn {
            write_words(&self.pen, heard);
            return was_heard;
        }
        match &mut self.thinking {
            // Its actions may be under way.
            Some(thinking) if thinking.began.is_some_and(|began| began.may_act) => {
                thinking.given_up = Some(heard);
            }
            Some(_) => {
                self.thinking = None;
                write_turn(&self.pen, heard, message.began, None);
            }
            None => write_turn(&self.pen, heard, message.began, message.said.as_deref()),
        }
        was_heard
    }

    /// The message was sent to its end.
    pub(super) fn finish_message(&mut self, now: Duration) {
        let Some(message) = self.message.take() else { return };
        let heard = self.mouth.next_message();
        if message.is_turn {
            // The words as they were found read better than sentence by sentence.
            let text = message.said.as_ref().map_or(heard, |said| said.text.clone());
            write_turn(&self.pen, text, message.began, message.said.as_deref());
        } else {
            write_words(&self.pen, heard);
        }
        if let Some(ended) = self.beside.take()
            && now.saturating_sub(ended) <= JUST_BEFORE
        {
            self.is_asked = true;
        }
        match message.then {
            Some(over) => self.over = Some(over),
            None => self.read_ahead(),
        }
    }

    /// Lets the model read what was said so far: most of an answer's time is reading, and nobody waits now.
    pub(super) fn read_ahead(&mut self) {
        if !self.app.speaking.runtime.reads_ahead() {
            return;
        }
        self.reading = Some(ReadingAhead::begin(&self.app, self.id, self.pen.written()));
    }

    /// Measures the wait for an answer when its first sample was sent.
    pub(super) fn note_beginning(&mut self, now: Duration) {
        let has_begun = self.mouth.has_begun_message();
        let Some(message) = self.message.as_mut().filter(|message| has_begun && !message.is_noted) else {
            return;
        };
        message.is_noted = true;
        let is_turn = message.is_turn;
        self.go_on();
        if is_turn && let Some(waited) = self.timing.answered(now) {
            note_turn(waited);
            tracing::debug!(conversation.id = %self.id, waited_ms = waited.as_millis() as u64, "a turn");
        }
    }

    /// Fills a pause in which the customer waits for an answer.
    pub(super) fn fill(&mut self, now: Duration) {
        let is_free = !self.mouth.has_words() && !self.barge.is_speaking();
        let Some(thinking) = self.thinking.as_mut().filter(|one| one.given_up.is_none() && is_free) else {
            return;
        };
        let asked = self.timing.waiting(now).unwrap_or_default();
        let waited = asked.max(now.saturating_sub(thinking.since));
        let due = FILL_AFTER + FILL_AGAIN_AFTER * thinking.fillers;
        if waited < due {
            return;
        }
        thinking.fillers += 1;
        if let Some(words) = filler(&self.behaviour.fillers, rand::random::<u32>() as usize) {
            self.mouth.say(Line::aside(words.to_owned()));
        }
    }
}

impl Held {
    /// Why it is over, the line, and what is still to be written down.
    pub fn into_parts(self) -> (Over, Call, Writing) {
        (self.over, self.call, Writing { pen: self.pen, unfinished: self.unfinished })
    }
}

/// What is still to be written down of a call that is over.
pub(crate) struct Writing {
    pen: Pen,
    unfinished: Option<Thinking>,
}

impl Writing {
    /// Waits until it is, for some time at most: an action that has begun may still run.
    pub async fn finish(self) {
        let Self { pen, unfinished } = self;
        if let Some(mut thinking) = unfinished {
            let said = timeout(LAST_TURN, answer(&mut thinking)).await.ok().flatten();
            write_turn(&pen, thinking.given_up.unwrap_or_default(), thinking.began, said.as_deref());
        }
        pen.finish().await;
    }
}

async fn answer(thinking: &mut Thinking) -> Option<Box<Said>> {
    loop {
        match thinking.turn.told().await {
            Told::Began(_) | Told::Piece(_) | Told::Waiting(_) => {}
            Told::Answered(said) => return Some(said),
            Told::Failed(_) | Told::Gone => return None,
        }
    }
}

/// Writes down words that are no answer.
fn write_words(pen: &Pen, words: String) {
    if !words.is_empty() {
        pen.said(Utterance { text: words, ..Utterance::default() });
    }
}

/// Writes down what was heard of an answer, and what was done for it.
fn write_turn(pen: &Pen, heard: String, began: Option<Began>, said: Option<&Said>) {
    let tool_uses = said.map(|said| said.tool_uses.clone()).unwrap_or_default();
    let is_heard = !heard.is_empty();
    if !is_heard && tool_uses.is_empty() {
        return;
    }
    pen.said(Utterance {
        text: if is_heard { heard } else { UNHEARD.to_owned() },
        passage_ids: said.filter(|_| is_heard).map(|said| said.passage_ids.clone()).unwrap_or_default(),
        tool_uses,
        turn_began_at: began.map(|began| began.at),
        // What nothing was heard of is no answer.
        answered_to: began.filter(|_| is_heard).map_or(0, |began| began.read_to),
    });
}
