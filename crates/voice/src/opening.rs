//! The first words of a call, synthesised while it rings.

use std::sync::Arc;

use colloquy_domain::dialogue::Brief;
use colloquy_speech::Speak;

use crate::mouth::{Line, make};
use crate::script::lines;

/// How a call begins.
pub(crate) enum Opening {
    /// With these words.
    Words(Vec<Line>),
    /// With what the agent finds to say.
    Turn,
    /// With the customer.
    Listen,
}

impl Opening {
    /// As the brief says. Where the words are there the first sentence is being synthesised; who waits for the call
    /// meanwhile waits for nothing after.
    pub fn prepare(brief: &Brief, voice: &Arc<dyn Speak>) -> Self {
        if !brief.behaviour.speaks_first {
            warm_up(voice);
            return Self::Listen;
        }
        let mut words: Vec<Line> = lines(&brief.initial_message).into_iter().map(Line::message).collect();
        let Some(first) = words.first_mut() else {
            warm_up(voice);
            return Self::Turn;
        };
        first.making = Some(make(voice, &first.text, speed(brief)));
        Self::Words(words)
    }

    /// Whether the first sentence is there, or none has to be.
    pub fn is_ready(&self) -> bool {
        match self {
            Self::Words(words) => {
                words.first().and_then(|line| line.making.as_ref()).is_none_or(|making| making.is_finished())
            }
            Self::Turn | Self::Listen => true,
        }
    }
}

/// How fast the agent speaks.
pub(crate) fn speed(brief: &Brief) -> f64 {
    brief.voice.speed.unwrap_or(1.0)
}

/// Has the voice loaded before the first sentence needs it.
fn warm_up(voice: &Arc<dyn Speak>) {
    let voice = Arc::clone(voice);
    tokio::spawn(async move {
        if let Err(error) = voice.prepare().await {
            tracing::warn!(%error, "the voice could not be loaded");
        }
    });
}
