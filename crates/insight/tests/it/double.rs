//! A model that answers as a test tells it, and writes down what it was asked.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_insight::{Analyst, AnswerForm, ChatPrefix, Generated, InsightError, LanguageModel};

type Choose = Box<dyn Fn(&str, &[String]) -> Result<Vec<f32>, InsightError> + Send + Sync>;
type Write = Box<dyn Fn(&str) -> Result<String, InsightError> + Send + Sync>;

/// The model.
pub struct Scripted {
    choose: Choose,
    write: Write,
    /// Beginning and question of each request, in their order.
    pub asked: Mutex<Vec<(String, String)>>,
}

impl Scripted {
    /// An analyst with a model that chooses so and writes so; the question comes without the transcript.
    pub fn analyst(
        choose: impl Fn(&str, &[String]) -> Result<Vec<f32>, InsightError> + Send + Sync + 'static,
        write: impl Fn(&str) -> Result<String, InsightError> + Send + Sync + 'static,
    ) -> (Arc<Self>, Analyst) {
        let model =
            Arc::new(Self { choose: Box::new(choose), write: Box::new(write), asked: Mutex::default() });
        (model.clone(), Analyst::new(Some(model), None))
    }

    fn note(&self, prefix: &ChatPrefix, question: &str) {
        self.asked.lock().unwrap().push((prefix.context.clone(), question.to_owned()));
    }
}

#[async_trait]
impl LanguageModel for Scripted {
    async fn choose(
        &self,
        prefix: &ChatPrefix,
        question: &str,
        options: &[String],
    ) -> Result<Vec<f32>, InsightError> {
        self.note(prefix, question);
        (self.choose)(question, options)
    }

    async fn generate(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        _: AnswerForm,
        _: u32,
    ) -> Result<Generated, InsightError> {
        self.note(prefix, task);
        Ok(Generated { text: (self.write)(task)?, is_finished: true })
    }

    async fn count_tokens(&self, texts: &[String]) -> Result<Vec<usize>, InsightError> {
        Ok(texts.iter().map(|text| text.len() / 4).collect())
    }

    fn label(&self) -> EngineLabel {
        EngineLabel("scripted".into())
    }

    fn context_tokens(&self) -> usize {
        8_192
    }
}
