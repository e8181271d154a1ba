//! Meaning as vectors, to find the sentences that support a statement.

use async_trait::async_trait;
use colloquy_engine::protocol::{EMBED_TEXTS, EmbedResult, EmbedTextsParams};
use colloquy_engine::{CallOptions, EngineHandle};

use crate::error::InsightError;

/// Turns texts into vectors of unit length whose scalar product is the likeness of their meaning.
#[async_trait]
pub trait Embedder: Send + Sync {
    /// One vector for each text, in their order.
    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, InsightError>;
}

/// The sentence model in its engine process.
pub struct EmbeddedEmbedder {
    engine: EngineHandle,
}

impl EmbeddedEmbedder {
    /// Asks that engine; it must answer `embed_texts`.
    #[must_use]
    pub fn new(engine: EngineHandle) -> Self {
        Self { engine }
    }
}

#[async_trait]
impl Embedder for EmbeddedEmbedder {
    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, InsightError> {
        let params = EmbedTextsParams { texts: texts.to_vec() };
        let result: EmbedResult = self
            .engine
            .call(EMBED_TEXTS, &params, CallOptions::default())
            .await
            .map_err(InsightError::Engine)?;
        Ok(result.vectors)
    }
}
