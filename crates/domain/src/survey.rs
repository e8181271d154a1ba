//! The survey after a call, as the system that held it tells.

use serde::{Deserialize, Serialize};

use crate::ConversationId;

/// What came of a survey. States and reasons are words of the system that held it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// After which call.
    pub conversation_id: ConversationId,
    /// How far it came: `Completed`, `Partial`, `NotStarted`.
    pub state: String,
    /// Why it ended: `AllAnswered`, `HangUp`, `Timeout`.
    pub completion_reason: Option<String>,
    /// Questions that it has; those that were answered are counted from the responses.
    pub total_questions: u32,
    /// The score that the system computed, 0 to 100.
    pub calculated_score: Option<f64>,
    /// The answers, in their order.
    pub responses: Vec<SurveyResponse>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SurveyResponse {
    /// The question.
    pub question: String,
    /// What was answered.
    pub answer: Option<String>,
    /// What the answer is worth, on the survey's own scale.
    pub score: Option<f64>,
}

impl Survey {
    /// Questions that were answered.
    #[must_use]
    pub fn answered(&self) -> u32 {
        let answered = self.responses.iter().filter(|response| response.answer.is_some()).count();
        u32::try_from(answered).unwrap_or(u32::MAX)
    }
}
