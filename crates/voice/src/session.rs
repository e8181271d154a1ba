//! The loop of one call.
//!
//! A call is a row of *messages* of the agent, one at a time: what it says first, an answer, a question into a silence.
//! An answer is a message from the moment its turn begins: first it is only thought about (`Agent::Thinking`), then it
//! is to be heard. It is over when it was sent to the end, or cut off.
//!
//! What the customer says is written down as soon as it is understood. It is answered when the customer has finished, all
//! that was said is understood, and the agent says nothing: then one turn answers everything that has no answer yet. Words
//! that are said while the agent speaks and do not stop it are answered after it has finished, but for one or two of them
//! ("yes", "all right") that were said long before its end: those mean "go on".
//!
//! Times count from the beginning of the call.

mod reply;
mod speech;

use std::sync::Arc;
use std::time::Duration;

use colloquy_agent::Said;
use colloquy_agent::rules::{closing_words, presence_question};
use colloquy_app::App;
use colloquy_domain::ConversationId;
use colloquy_domain::agent_profile::Behaviour;
use colloquy_domain::dialogue::{Dialogue, DialogueStatus};
use colloquy_telephone::{Call, Ended, Heard, Party, Verdict, VoicemailDetector};
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::barge::{Agent, Barge};
use crate::end::Over;
use crate::hearing::Hearing;
use crate::keys::Keys;
use crate::mouth::{Line, Mouth};
use crate::opening::{Opening, speed};
use crate::pen::Pen;
use crate::script::lines;
use crate::senses::Senses;
use crate::silence::{Due, Silence};
use crate::timing::Timing;
use crate::turn::{Began, ReadingAhead, Told, Turn};

/// The language of the voice that agents have. Whoever talks with one is taken to speak it where no other language is named:
/// finding out from a few words costs seconds on the line, and is often wrong.
const SPOKEN: &str = "en";
/// How often is looked how far the speaker is, and what is due.
const TICK: Duration = Duration::from_millis(20);
/// Time that the last words of a call of the longest duration may take.
const LAST_WORDS: Duration = Duration::from_secs(15);

/// What is left of a call that is over.
pub(crate) struct Held {
    over: Over,
    call: Call,
    pen: Pen,
    /// A turn whose actions have to be written down when it has finished.
    unfinished: Option<Thinking>,
}

/// A message of the agent that has begun and is not over.
struct Message {
    /// Whether it answers the customer, by a turn.
    is_turn: bool,
    /// Whether all its words are known.
    is_complete: bool,
    /// What the turn read.
    began: Option<Began>,
    /// What the turn found, once it has.
    said: Option<Box<Said>>,
    /// Whether the customer heard something of it.
    is_noted: bool,
    /// Why the call is over when it is.
    then: Option<Over>,
}

/// A turn that is being taken.
struct Thinking {
    turn: Turn,
    since: Duration,
    /// Words of a sentence that is not complete.
    rest: String,
    began: Option<Began>,
    /// Set where the customer interrupted it and it is only let finish: what was heard of it.
    given_up: Option<String>,
    fillers: u32,
}

/// A call that is held.
pub(crate) struct Session {
    app: App,
    id: ConversationId,
    behaviour: Behaviour,
    longest: Duration,
    began_at: tokio::time::Instant,
    call: Call,
    ended: watch::Receiver<Option<Ended>>,
    hearing: Hearing,
    mouth: Mouth,
    pen: Pen,
    barge: Barge,
    silence: Silence,
    timing: Timing,
    keys: Keys,
    voicemail: Option<VoicemailDetector>,
    message: Option<Message>,
    thinking: Option<Thinking>,
    /// The model reads what was said, while the customer speaks or hears a greeting.
    reading: Option<ReadingAhead>,
    /// The customer said something that no turn answers yet.
    is_asked: bool,
    /// When words ended that were said beside the agent's.
    beside: Option<Duration>,
    is_in_progress: bool,
    /// How often in a row nothing was understood, and how often there was no answer, and no voice.
    not_understood: usize,
    turns_failed: u32,
    voice_failed: u32,
    over: Option<Over>,
}

impl Session {
    /// Of a call that was answered just now. `may_be_machine`: the other side may be one that takes messages.
    pub fn new(app: &App, dialogue: &Dialogue, senses: &Senses, call: Call, may_be_machine: bool) -> Self {
        let brief = &dialogue.brief;
        let ended = call.ended();
        let voice = Arc::clone(&senses.voice);
        let pen = Pen::new(app, dialogue.conversation_id);
        pen.advance(DialogueStatus::Answer);
        Self {
            app: app.clone(),
            id: dialogue.conversation_id,
            behaviour: brief.behaviour.clone(),
            longest: app.speaking.limits.longest,
            began_at: tokio::time::Instant::now(),
            hearing: Hearing::new(
                senses.ears.for_language(Some(brief.language.as_deref().unwrap_or(SPOKEN))),
            ),
            mouth: Mouth::new(voice, speed(brief), call.speaker(), ended.clone()),
            pen,
            barge: Barge::new(&brief.behaviour),
            silence: Silence::new(&brief.behaviour),
            timing: Timing::default(),
            keys: Keys::default(),
            voicemail: may_be_machine.then(VoicemailDetector::new),
            message: None,
            thinking: None,
            reading: None,
            is_asked: false,
            beside: None,
            is_in_progress: false,
            not_understood: 0,
            turns_failed: 0,
            voice_failed: 0,
            over: None,
            call,
            ended,
        }
    }

    /// Holds the call until it is over, or `cancelled`. The line is still there where it was not the customer who ended
    /// it: to hang up is left to whoever called this.
    pub async fn run(mut self, opening: Opening, cancelled: &CancellationToken) -> Held {
        match opening {
            Opening::Words(words) => self.say(words, None),
            Opening::Turn => self.is_asked = true,
            Opening::Listen => {}
        }
        self.read_ahead();
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let called_off = self.pen.over().clone();
        let over = loop {
            if let Some(over) = self.over.take() {
                break over;
            }
            let (audio, pressed) = self.call.audio_and_dtmf();
            tokio::select! {
                biased;
                () = cancelled.cancelled() => break Over::CalledOff,
                () = called_off.cancelled() => break Over::CalledOff,
                heard = audio.recv() => match heard {
                    Some(heard) => self.hear(&heard),
                    None => break self.line_is_over(),
                },
                made = self.mouth.made() => self.note_voice(made),
                told = next_told(&mut self.thinking) => self.take_told(told),
                understood = self.hearing.understood() => self.take_words(understood),
                Some(key) = pressed.recv() => {
                    let now = self.now();
                    let entry = self.keys.press(key, now);
                    self.take_keys(entry);
                }
                _ = ticks.tick() => self.tick(),
            }
        };
        let unfinished = self.close(&over);
        Held { over, call: self.call, pen: self.pen, unfinished }
    }

    fn now(&self) -> Duration {
        self.began_at.elapsed()
    }

    /// What the agent does at the moment.
    fn agent(&self) -> Agent {
        match &self.message {
            Some(message) if message.then == Some(Over::TooLong) => Agent::Leaving,
            Some(_) if self.mouth.has_begun() => Agent::Speaking,
            Some(_) => Agent::Thinking,
            None => Agent::Silent,
        }
    }

    fn hear(&mut self, heard: &Heard) {
        if let Some(detector) = &mut self.voicemail
            && detector.hear(&heard.samples) != Verdict::Unknown
        {
            self.over = Some(Over::Voicemail);
            return;
        }
        let (now, clock) = (self.now(), self.app.now());
        let is_over_agent = self.agent() == Agent::Speaking;
        if let Some(noticed) = self.hearing.push(&heard.samples, now, clock, is_over_agent) {
            self.notice(noticed, now);
        }
    }

    fn tick(&mut self) {
        let now = self.now();
        self.mouth.look();
        let step = self.barge.look(now);
        self.take_step(step);
        let entry = self.keys.look(now);
        self.take_keys(entry);
        self.note_beginning(now);
        self.fill(now);
        let is_said =
            self.message.as_ref().is_some_and(|message| message.is_complete) && self.mouth.is_idle();
        if is_said {
            self.finish_message(now);
        }
        self.consider();
        if now >= self.longest {
            self.end_in_time(now);
        } else {
            self.look_at_silence(now);
        }
    }

    fn look_at_silence(&mut self, now: Duration) {
        let is_quiet = self.message.is_none()
            && self.thinking.is_none()
            && self.over.is_none()
            && !self.is_asked
            && !self.barge.is_speaking()
            && !self.hearing.is_busy()
            && !self.keys.is_open();
        match self.silence.look(now, is_quiet) {
            Due::Nothing => {}
            Due::Ask(number) => self.say_words(presence_question(number), None),
            Due::End => self.say_words(closing_words(), Some(Over::Silence)),
        }
    }

    /// The call has lasted as long as it may.
    fn end_in_time(&mut self, now: Duration) {
        if self.over.is_some() {
            return;
        }
        if self.agent() != Agent::Leaving {
            self.interrupt();
            self.say_words(closing_words(), Some(Over::TooLong));
        } else if now >= self.longest + LAST_WORDS {
            self.over = Some(Over::TooLong);
        }
    }

    fn say_words(&mut self, words: &str, then: Option<Over>) {
        self.say(lines(words).into_iter().map(Line::message).collect(), then);
    }

    /// Says something that is no answer. Nothing else may be being said.
    fn say(&mut self, words: Vec<Line>, then: Option<Over>) {
        self.mouth.next_message();
        self.message = Some(Message {
            is_turn: false,
            is_complete: true,
            began: None,
            said: None,
            is_noted: false,
            then,
        });
        for line in words {
            self.mouth.say(line);
        }
    }

    /// What the agent was saying when the call ended was heard so far. Gives the turn that has to finish.
    fn close(&mut self, over: &Over) -> Option<Thinking> {
        self.mouth.look();
        self.give_up_message();
        tracing::info!(conversation.id = %self.id, call.id = self.call.call_id(), ?over, "a call is over");
        self.thinking.take()
    }

    fn line_is_over(&self) -> Over {
        match &*self.ended.borrow() {
            Some(Ended { by: Party::Them, .. }) => Over::FarEnd,
            Some(Ended { by: Party::Us, reason }) => Over::LineFailed(reason.clone()),
            None => Over::LineFailed("the line broke".to_owned()),
        }
    }

    /// When something happens that was not there before the call was answered.
    fn go_on(&mut self) {
        if !std::mem::replace(&mut self.is_in_progress, true) {
            self.pen.advance(DialogueStatus::InProgress);
        }
    }
}

/// What the turn that is being taken tells next; for good where none is.
async fn next_told(thinking: &mut Option<Thinking>) -> Told {
    match thinking {
        Some(thinking) => thinking.turn.told().await,
        None => std::future::pending().await,
    }
}
