//! The JSON of the protocol, as much of it as is used.

use serde::{Deserialize, Serialize};

use crate::error::InsightError;
use crate::model::ChatPrefix;

#[derive(Serialize)]
pub(super) struct Request<'a> {
    model: &'a str,
    messages: [Message; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seed: Option<u32>,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    logprobs: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    top_logprobs: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<ResponseFormat>,
}

#[derive(Serialize)]
struct Message {
    role: &'static str,
    content: String,
}

#[derive(Serialize)]
struct ResponseFormat {
    r#type: &'static str,
}

impl<'a> Request<'a> {
    pub(super) fn new(model: &'a str, prefix: &ChatPrefix, question: &str, max_tokens: u32) -> Self {
        Self {
            model,
            messages: [
                Message { role: "system", content: prefix.system.clone() },
                Message { role: "user", content: format!("{}{question}", prefix.context) },
            ],
            max_tokens: Some(max_tokens),
            max_completion_tokens: None,
            temperature: Some(0.0),
            seed: Some(1),
            stream: false,
            logprobs: None,
            top_logprobs: None,
            response_format: None,
        }
    }

    /// Calls the bound on the answer by its newer name.
    pub(super) fn name_max_completion_tokens(&mut self) {
        if let Some(tokens) = self.max_tokens.take() {
            self.max_completion_tokens = Some(tokens);
        }
    }

    pub(super) fn with_logprobs(mut self) -> Self {
        self.logprobs = Some(true);
        self.top_logprobs = Some(20);
        self
    }

    pub(super) fn with_json(mut self) -> Self {
        self.response_format = Some(ResponseFormat { r#type: "json_object" });
        self
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Completion {
    choices: Vec<Choice>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(default)]
    message: Option<Content>,
    #[serde(default)]
    finish_reason: Option<String>,
    #[serde(default)]
    logprobs: Option<LogProbabilities>,
}

#[derive(Debug, Deserialize)]
struct Content {
    #[serde(default)]
    content: Option<String>,
}

#[derive(Debug, Deserialize)]
struct LogProbabilities {
    #[serde(default)]
    content: Option<Vec<Position>>,
}

#[derive(Debug, Deserialize)]
struct Position {
    #[serde(default)]
    top_logprobs: Vec<Alternative>,
}

#[derive(Debug, Deserialize)]
struct Alternative {
    token: String,
    logprob: f64,
}

impl Completion {
    pub(super) fn text(&self) -> Result<&str, InsightError> {
        self.choices
            .first()
            .and_then(|choice| choice.message.as_ref()?.content.as_deref())
            .ok_or_else(|| InsightError::UnusableAnswer("no message in the answer".into()))
    }

    pub(super) fn is_finished(&self) -> bool {
        self.choices.first().is_some_and(|choice| choice.finish_reason.as_deref() != Some("length"))
    }

    /// Whether the endpoint tells how likely the tokens were.
    pub(super) fn has_logprobs(&self) -> bool {
        let content =
            self.choices.first().and_then(|choice| choice.logprobs.as_ref()?.content.as_ref()?.first());
        content.is_some_and(|position| !position.top_logprobs.is_empty())
    }

    /// The probability of each letter as the first token, normalised; none where the endpoint tells none or
    /// none of the letters is among the likely tokens.
    pub(super) fn letter_probabilities(&self, count: usize) -> Option<Vec<f32>> {
        let first = self.choices.first()?.logprobs.as_ref()?.content.as_ref()?.first()?;
        let mut weights = vec![0.0_f64; count];
        for alternative in &first.top_logprobs {
            if let Some(option) = letter(&alternative.token, count) {
                weights[option] += alternative.logprob.exp();
            }
        }
        let total: f64 = weights.iter().sum();
        (total.is_finite() && total > 1e-6)
            .then(|| weights.iter().map(|weight| (weight / total) as f32).collect())
    }
}

/// The option that "A", " b" or "C)" names.
fn letter(text: &str, count: usize) -> Option<usize> {
    let mut characters = text.trim().trim_matches(|c: char| !c.is_alphanumeric()).chars();
    let first = characters.next()?.to_ascii_uppercase();
    let position = (first as usize).checked_sub('A' as usize)?;
    (characters.next().is_none() && position < count).then_some(position)
}

/// `{"answer": "A", "confidence": 0.8}`, in whatever it is wrapped.
pub(super) struct JsonAnswer {
    option: usize,
    confidence: f64,
}

#[derive(Deserialize)]
struct RawAnswer {
    answer: String,
    #[serde(default)]
    confidence: Option<f64>,
}

/// How sure a bare letter is taken to be.
const CONFIDENCE_WHERE_NOT_TOLD: f64 = 0.75;

impl JsonAnswer {
    pub(super) fn read(text: &str, count: usize) -> Option<Self> {
        let object = text.find('{').zip(text.rfind('}')).and_then(|(start, end)| text.get(start..=end));
        if let Some(raw) = object.and_then(|object| serde_json::from_str::<RawAnswer>(object).ok()) {
            let confidence =
                raw.confidence.filter(|value| value.is_finite()).unwrap_or(CONFIDENCE_WHERE_NOT_TOLD);
            return Some(Self {
                option: letter(&raw.answer, count)?,
                confidence: confidence.clamp(0.0, 1.0),
            });
        }
        let option = letter(text.split(|c: char| c.is_whitespace() || c == ')').next()?, count)?;
        Some(Self { option, confidence: CONFIDENCE_WHERE_NOT_TOLD })
    }

    /// The confidence for the chosen one, the rest shared by the others; never less than an even share.
    pub(super) fn probabilities(&self, count: usize) -> Vec<f32> {
        if count <= 1 {
            return vec![1.0; count];
        }
        let chosen = self.confidence.clamp(1.0 / count as f64, 0.99);
        let other = (1.0 - chosen) / (count - 1) as f64;
        (0..count).map(|option| if option == self.option { chosen as f32 } else { other as f32 }).collect()
    }
}
