//! What is scripted: the words that are understood, the answers, and a voice of tones.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use colloquy_agent::{AgentError, ChatMessage, ChatModel, ChatReply, ChatRequest, Pieces};
use colloquy_domain::evidence::EngineLabel;
use colloquy_speech::live::Hear;
use colloquy_speech::{Speak, SpeechError, Spoken};
use colloquy_voice::Ears;

/// Understands, of whatever is said, what it was told to; nothing when that is used up. Each is understood once: a guess
/// and the words that it becomes are the same audio, so that the next thing begins with another length.
#[derive(Default)]
pub struct Understanding {
    texts: Mutex<VecDeque<String>>,
}

impl Understanding {
    pub fn hears(&self, text: &str) {
        self.texts.lock().expect("not poisoned").push_back(text.to_owned());
    }

    /// What the customer has said is behind us.
    pub fn next(&self) {
        self.texts.lock().expect("not poisoned").pop_front();
    }
}

#[async_trait]
impl Hear for Understanding {
    async fn hear(&self, _audio: &[i16]) -> Result<String, SpeechError> {
        Ok(self.texts.lock().expect("not poisoned").front().cloned().unwrap_or_default())
    }
}

pub struct OneEar(pub Arc<Understanding>);

impl Ears for OneEar {
    fn for_language(&self, _language: Option<&str>) -> Arc<dyn Hear> {
        self.0.clone()
    }
}

/// Answers in order, then that it understood, and keeps what it was asked.
#[derive(Default)]
pub struct Mind {
    replies: Mutex<VecDeque<String>>,
    asked: Mutex<Vec<String>>,
    read_ahead: Mutex<Vec<usize>>,
}

impl Mind {
    pub fn says(&self, text: &str) {
        self.replies.lock().expect("not poisoned").push_back(text.to_owned());
    }

    /// What the customer had said last, in each turn.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("not poisoned").clone()
    }

    /// How many messages there were, each time that the dialogue was read before somebody waited for an answer.
    pub fn read_ahead(&self) -> Vec<usize> {
        self.read_ahead.lock().expect("not poisoned").clone()
    }
}

#[async_trait]
impl ChatModel for Mind {
    async fn reply(&self, request: &ChatRequest, pieces: &mut Pieces<'_>) -> Result<ChatReply, AgentError> {
        let said = |message: &ChatMessage| match message {
            ChatMessage::Customer(text) => Some(text.clone()),
            _ => None,
        };
        let last = request.messages.iter().rev().find_map(said).unwrap_or_default();
        self.asked.lock().expect("not poisoned").push(last);
        let next = self.replies.lock().expect("not poisoned").pop_front();
        let text = next.unwrap_or_else(|| "I see.".to_owned());
        for piece in text.split_inclusive(' ') {
            pieces(piece);
        }
        Ok(ChatReply { text, calls: Vec::new(), is_finished: true })
    }

    fn reads_ahead(&self) -> bool {
        true
    }

    async fn prepare(&self, request: &ChatRequest) -> Result<(), AgentError> {
        self.read_ahead.lock().expect("not poisoned").push(request.messages.len());
        Ok(())
    }

    fn label(&self) -> EngineLabel {
        EngineLabel("scripted".to_owned())
    }
}

/// Says everything as a tone of 50 ms for each character.
pub struct Tones;

#[async_trait]
impl Speak for Tones {
    async fn speak(&self, text: &str, speed: f64) -> Result<Spoken, SpeechError> {
        let samples = (text.chars().count() as f64 * 400.0 / speed) as usize;
        let step = 440.0 * std::f64::consts::TAU / 8_000.0;
        let tone = (0..samples).map(|n| (8_000.0 * (n as f64 * step).sin()) as i16).collect();
        Ok(Spoken { samples: tone, sample_rate_hz: 8_000 })
    }

    fn label(&self) -> EngineLabel {
        EngineLabel("tones".to_owned())
    }
}
