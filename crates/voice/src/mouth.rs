//! The agent's side: sentences in, samples out.
//!
//! Sentences are synthesised one at a time, each while the one before is to be heard, and given to the line's speaker as
//! soon as they are there. What was given is kept until it was sent. So the mouth can fall silent at once and go on
//! where it did ([`Mouth::pause`], [`Mouth::resume`]), and knows at any moment which words were sent.
//!
//! Nothing is to be heard until the first words are synthesised, which takes the longer the more they are: so a sentence that
//! begins a message is cut where its first part ends.
//!
//! Positions are samples from the beginning of the call.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::Arc;

use colloquy_agent::rules::without_markup;
use colloquy_speech::{Speak, SpeechError, to_telephone};
use colloquy_telephone::{Ended, Speaker};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::script::words_sent;

/// Samples that wait to be sent; with fewer the next sentence is synthesised: four seconds.
const AHEAD: usize = 32_000;
/// What is quieter before the first word is not waited for.
const QUIET: u16 = 120;
/// So much of it stays: 10 ms.
const LEAD: usize = 80;

/// No part of a sentence that is synthesised by itself is shorter, in bytes: it has to last until the rest is there.
const LEAST_PART: usize = 8;

/// A sentence that is being synthesised. Letting go of it does not break it off: that would end the engine's process.
pub(crate) type Making = JoinHandle<Result<Vec<i16>, SpeechError>>;

/// Synthesises a sentence for the telephone.
pub(crate) fn make(voice: &Arc<dyn Speak>, text: &str, speed: f64) -> Making {
    let (voice, text) = (Arc::clone(voice), without_markup(text));
    tokio::spawn(async move {
        let spoken = voice.speak(&text, speed).await?;
        let converted = tokio::task::spawn_blocking(move || to_telephone(&spoken)).await;
        converted.map_err(|error| SpeechError::io("convert speech")(std::io::Error::other(error)))
    })
}

/// A sentence to say.
#[derive(Debug)]
pub(crate) struct Line {
    /// The words.
    pub text: String,
    /// Whether they are what the agent says, and not only something to fill a pause.
    pub is_message: bool,
    /// Where they are being synthesised already.
    pub making: Option<Making>,
}

impl Line {
    /// A part of a message.
    pub fn message(text: String) -> Self {
        Self { text, is_message: true, making: None }
    }

    /// Something that is no part of a message.
    pub fn aside(text: String) -> Self {
        Self { text, is_message: false, making: None }
    }
}

/// A sentence that was given to the speaker.
#[derive(Debug)]
struct Given {
    text: String,
    is_message: bool,
    from: u64,
    to: u64,
}

/// See the module.
pub(crate) struct Mouth {
    voice: Arc<dyn Speak>,
    speed: f64,
    speaker: Speaker,
    ended: watch::Receiver<Option<Ended>>,
    waiting: VecDeque<Line>,
    making: Option<(Line, Making)>,
    given: Vec<Given>,
    /// What was given to the speaker since it was empty or stopped, and where that begins. While the mouth is silent:
    /// what is to be given.
    tape: Vec<i16>,
    begin: u64,
    /// Up to here it was sent.
    sent: u64,
    is_paused: bool,
}

impl Mouth {
    /// Speaks with this voice into that line.
    pub fn new(
        voice: Arc<dyn Speak>,
        speed: f64,
        speaker: Speaker,
        ended: watch::Receiver<Option<Ended>>,
    ) -> Self {
        Self {
            voice,
            speed,
            speaker,
            ended,
            waiting: VecDeque::new(),
            making: None,
            given: Vec::new(),
            tape: Vec::new(),
            begin: 0,
            sent: 0,
            is_paused: false,
        }
    }

    /// Says it after everything before.
    pub fn say(&mut self, mut line: Line) {
        let is_awaited = self.is_idle() && line.making.is_none();
        let rest = first_part(&line.text).filter(|_| is_awaited).map(|end| line.text.split_off(end));
        let is_message = line.is_message;
        self.waiting.push_back(line);
        if let Some(rest) = rest {
            self.waiting.push_back(Line { text: rest.trim().to_owned(), is_message, making: None });
        }
        self.begin_next();
    }

    /// Whether everything was sent.
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.making.is_none() && self.unsent() == 0
    }

    /// Whether something of this message was sent, or of what fills the pause before it.
    pub fn has_begun(&self) -> bool {
        self.given.iter().any(|line| self.sent > line.from)
    }

    /// Whether something of the message itself was sent.
    pub fn has_begun_message(&self) -> bool {
        self.given.iter().any(|line| line.is_message && self.sent > line.from)
    }

    /// Whether anything is to be said.
    pub fn has_words(&self) -> bool {
        !self.is_idle()
    }

    /// Looks how far the speaker is, and synthesises the next sentence where it is time to.
    pub fn look(&mut self) {
        if !self.is_paused {
            let queued = self.speaker.queued();
            // The end of a call empties the speaker, too; it is told before.
            if self.ended.borrow().is_none() {
                let end = self.begin + self.tape.len() as u64;
                self.sent = self.sent.max(end.saturating_sub(queued));
                if queued == 0 && !self.tape.is_empty() {
                    self.speaker.stop();
                    self.begin = end;
                    self.tape.clear();
                }
            }
        }
        self.begin_next();
    }

    /// Waits until the sentence that is being synthesised is there; for good where none is. May be dropped at any moment
    /// without a loss.
    ///
    /// # Errors
    /// Why the sentence cannot be said. It is left out.
    pub async fn made(&mut self) -> Result<(), SpeechError> {
        let made = match &mut self.making {
            None => return pending().await,
            Some((_, making)) => making.await,
        };
        let line = self.making.take().map(|(line, _)| line);
        let samples =
            made.map_err(|error| SpeechError::io("synthesise speech")(std::io::Error::other(error)))??;
        if let Some(line) = line {
            self.give(line, samples);
        }
        self.begin_next();
        Ok(())
    }

    /// Falls silent at once.
    pub fn pause(&mut self) {
        if self.is_paused || self.ended.borrow().is_some() {
            return;
        }
        self.is_paused = true;
        let sent = usize::try_from(self.speaker.stop()).unwrap_or(usize::MAX).min(self.tape.len());
        self.tape.drain(..sent);
        self.begin += sent as u64;
        self.sent = self.begin;
    }

    /// Goes on where it fell silent.
    pub fn resume(&mut self) {
        if std::mem::take(&mut self.is_paused) && !self.tape.is_empty() {
            self.speaker.play(self.tape.clone());
        }
    }

    /// Falls silent for good. Gives the words of the message that were heard.
    pub fn cut(&mut self) -> String {
        self.pause();
        self.is_paused = false;
        self.waiting.clear();
        self.making = None;
        self.tape.clear();
        let heard = self.heard();
        self.given.clear();
        heard
    }

    /// Begins another message: what was said before is no part of it. Gives the words of the last one that were heard.
    pub fn next_message(&mut self) -> String {
        let heard = self.heard();
        self.given.clear();
        heard
    }

    fn heard(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        for line in self.given.iter().filter(|line| line.is_message) {
            let sent = self.sent.saturating_sub(line.from);
            words.push(words_sent(&line.text, sent, line.to - line.from));
            if self.sent < line.to {
                break;
            }
        }
        words.retain(|part| !part.is_empty());
        words.join(" ")
    }

    fn unsent(&self) -> u64 {
        (self.begin + self.tape.len() as u64).saturating_sub(self.sent)
    }

    fn begin_next(&mut self) {
        if self.making.is_some() || self.unsent() >= AHEAD as u64 {
            return;
        }
        if let Some(mut line) = self.waiting.pop_front() {
            let making = line.making.take().unwrap_or_else(|| make(&self.voice, &line.text, self.speed));
            self.making = Some((line, making));
        }
    }

    fn give(&mut self, line: Line, mut samples: Vec<i16>) {
        if self.unsent() == 0 {
            let loud = samples.iter().position(|sample| sample.unsigned_abs() > QUIET);
            samples.drain(..loud.unwrap_or(0).saturating_sub(LEAD));
        }
        let from = self.begin + self.tape.len() as u64;
        let to = from + samples.len() as u64;
        self.given.push(Given { text: line.text, is_message: line.is_message, from, to });
        self.tape.extend_from_slice(&samples);
        if !self.is_paused {
            self.speaker.play(samples);
        }
    }
}

/// Where the first part of a sentence ends, if it has parts.
fn first_part(text: &str) -> Option<usize> {
    let is_end = |(place, character): (usize, char)| {
        let end = place + character.len_utf8();
        let is_pause = matches!(character, ',' | ';' | ':' | '–' | '—');
        let is_cut = text[end..].starts_with(char::is_whitespace);
        (is_pause && is_cut && end >= LEAST_PART && text.len() - end >= LEAST_PART).then_some(end)
    };
    text.char_indices().find_map(is_end)
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use colloquy_domain::evidence::EngineLabel;
    use colloquy_speech::Spoken;

    use super::*;

    /// A hundred samples for each character.
    struct Even;

    #[async_trait]
    impl Speak for Even {
        async fn speak(&self, text: &str, _speed: f64) -> Result<Spoken, SpeechError> {
            if text == "broken" {
                return Err(SpeechError::Cancelled);
            }
            Ok(Spoken { samples: vec![1_000; text.chars().count() * 100], sample_rate_hz: 8_000 })
        }

        fn label(&self) -> EngineLabel {
            EngineLabel("test".to_owned())
        }
    }

    fn mouth() -> (Mouth, watch::Sender<Option<Ended>>) {
        let (over, ended) = watch::channel(None);
        (Mouth::new(Arc::new(Even), 1.0, Speaker::default(), ended), over)
    }

    async fn say(mouth: &mut Mouth, text: &str) {
        mouth.say(Line::message(text.to_owned()));
        while mouth.making.is_some() {
            mouth.made().await.unwrap();
        }
        mouth.look();
    }

    #[tokio::test]
    async fn what_is_said_goes_to_the_speaker_and_counts_when_it_was_sent() {
        let (mut mouth, _over) = mouth();
        assert!(mouth.is_idle());
        say(&mut mouth, "One two three.").await;
        assert_eq!(mouth.speaker.queued(), 1_400);
        assert!(mouth.has_words() && !mouth.has_begun());
        assert_eq!(mouth.next_message(), "", "nothing was sent");
    }

    #[test]
    fn sentences_are_cut_after_their_first_part() {
        for (text, expected) in [
            ("Of course, I will send it to you.", Some("Of course,")),
            ("Yes, three of them, all of them red.", Some("Yes, three of them,")),
            ("It costs 1,000 dollars.", None),
            ("It left our house this morning.", None),
            ("Good morning, Tom.", None),
            ("", None),
        ] {
            assert_eq!(first_part(text).map(|end| &text[..end]), expected, "{text}");
        }
    }

    #[tokio::test]
    async fn a_message_begins_with_the_first_part_of_its_first_sentence() {
        let (mut mouth, _over) = mouth();
        mouth.say(Line::message("Of course, I will send it.".to_owned()));
        mouth.say(Line::message("Tomorrow, as we said, or later.".to_owned()));
        let mut parts = Vec::new();
        while mouth.making.is_some() {
            mouth.made().await.unwrap();
            parts = mouth.given.iter().map(|given| given.text.clone()).collect();
        }
        assert_eq!(parts, ["Of course,", "I will send it.", "Tomorrow, as we said, or later."]);
        mouth.sent = u64::MAX;
        assert_eq!(mouth.heard(), "Of course, I will send it. Tomorrow, as we said, or later.");
    }

    #[tokio::test]
    async fn silence_keeps_what_was_not_sent() {
        let (mut mouth, _over) = mouth();
        say(&mut mouth, "One two.").await;
        mouth.pause();
        assert_eq!((mouth.speaker.queued(), mouth.unsent()), (0, 800));
        // Synthesis goes on meanwhile.
        say(&mut mouth, "Three.").await;
        assert_eq!(mouth.speaker.queued(), 0);
        mouth.resume();
        assert_eq!(mouth.speaker.queued(), 1_400);
        mouth.resume();
        assert_eq!(mouth.speaker.queued(), 1_400, "once");
        assert_eq!(mouth.cut(), "");
        assert!(mouth.is_idle());
        assert_eq!(mouth.speaker.queued(), 0);
    }

    #[tokio::test]
    async fn the_words_of_a_message_end_where_it_was_cut() {
        let (mut mouth, _over) = mouth();
        mouth.say(Line::aside("Hm.".to_owned()));
        while mouth.making.is_some() {
            mouth.made().await.unwrap();
        }
        say(&mut mouth, "One two.").await;
        say(&mut mouth, "Three four five.").await;
        // As if 300 + 800 + 700 samples had been sent.
        mouth.sent = 1_800;
        assert!(mouth.has_begun_message());
        assert_eq!(mouth.heard(), "One two. Three");
        mouth.sent = 500;
        assert_eq!(mouth.heard(), "");
        mouth.sent = 100;
        assert!(mouth.has_begun() && !mouth.has_begun_message());
    }

    #[tokio::test]
    async fn a_sentence_that_cannot_be_said_is_left_out() {
        let (mut mouth, _over) = mouth();
        mouth.say(Line::message("broken".to_owned()));
        mouth.say(Line::message("Whole.".to_owned()));
        assert!(mouth.made().await.is_err());
        mouth.look();
        mouth.made().await.unwrap();
        assert_eq!(mouth.speaker.queued(), 600);
    }

    #[tokio::test]
    async fn a_call_that_ended_sends_no_more() {
        let (mut mouth, over) = mouth();
        say(&mut mouth, "One two three.").await;
        over.send(Some(Ended { by: colloquy_telephone::Party::Them, reason: "gone".to_owned() })).unwrap();
        // As the line does at its end.
        mouth.speaker.stop();
        mouth.look();
        assert_eq!(mouth.cut(), "", "what waited was not heard");
    }
}
