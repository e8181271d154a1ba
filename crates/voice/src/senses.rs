//! What a call is heard and spoken with.

use std::sync::Arc;

use colloquy_speech::Speak;
use colloquy_speech::live::{Hear, LiveRecognisers};

/// Finds somebody who understands a language.
pub trait Ears: Send + Sync {
    /// For a call in that language (BCP 47); where it is not known it is heard from what is said.
    fn for_language(&self, language: Option<&str>) -> Arc<dyn Hear>;
}

impl Ears for LiveRecognisers {
    fn for_language(&self, language: Option<&str>) -> Arc<dyn Hear> {
        Arc::new(LiveRecognisers::for_language(self, language))
    }
}

/// Ears and a voice. Clones are the same ones.
#[derive(Clone)]
pub struct Senses {
    /// Understand customers.
    pub ears: Arc<dyn Ears>,
    /// Speaks for the agents.
    pub voice: Arc<dyn Speak>,
}
