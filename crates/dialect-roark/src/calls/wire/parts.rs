//! What belongs to a call.

use serde::Serialize;
use utoipa::ToSchema;

use colloquy_domain::ConversationId;

use crate::calls::transcript::SourceName;

colloquy_http::words! {
    /// The side that somebody speaks for.
    RoleName = ["AGENT", "CUSTOMER"];
    /// How far the sentiment is.
    SentimentStatus = ["PENDING", "PROCESSING", "COMPLETED", "FAILED"];
    /// How somebody felt, in a word.
    SentimentCategory = ["NEUTRAL", "NEGATIVE", "POSITIVE"];
    /// In what costs are told.
    Currency = ["usd"];
}

/// A call that was deleted.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkDeletedCall)]
pub struct DeletedCall {
    pub id: String,
    pub deleted: bool,
}

/// Calls that were deleted, and that were not there: each once, in the order of the request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkDeletedCalls)]
pub struct DeletedCalls {
    pub deleted_call_ids: Vec<String>,
    pub not_found_call_ids: Vec<String>,
}

/// A transcript.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCallTranscript)]
pub struct CallTranscript {
    /// Where it comes from; null where there is none.
    #[schema(required, value_type = Option<SourceName>)]
    pub transcription_source: Option<&'static str>,
    pub participants: Vec<TranscriptParticipant>,
    /// By start.
    pub entries: Vec<TranscriptEntry>,
}

/// One who takes part.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type")]
#[schema(as = RoarkTranscriptParticipant)]
pub enum TranscriptParticipant {
    /// Speaks for the project.
    #[serde(rename = "AGENT")]
    Agent {
        /// Of the participation.
        id: String,
        /// The agent behind it; null for a person.
        #[serde(rename = "agentId")]
        #[schema(required)]
        agent_id: Option<String>,
    },
    /// Speaks for the other side.
    #[serde(rename = "CUSTOMER")]
    Customer {
        /// Of the participation.
        id: String,
        /// The contact behind it.
        #[serde(rename = "customerId")]
        #[schema(required)]
        customer_id: Option<String>,
    },
}

/// Something that was said.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkTranscriptEntry)]
pub struct TranscriptEntry {
    /// Who said it, where that is known.
    #[schema(required)]
    pub participant_id: Option<String>,
    #[schema(required, value_type = Option<RoleName>)]
    pub role: Option<&'static str>,
    pub text: String,
    /// Milliseconds from the call's start.
    pub start_offset_ms: i64,
    pub end_offset_ms: i64,
}

/// How people felt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkSentimentRun)]
pub struct SentimentRun {
    #[schema(value_type = SentimentStatus)]
    pub status: &'static str,
    /// From 0 (negative) to 1 (positive).
    pub average_sentiment: Option<f64>,
    #[schema(value_type = Option<SentimentCategory>)]
    pub average_categorical_sentiment: Option<&'static str>,
    /// Always null: no emotions are told apart here.
    pub common_emotion: Option<String>,
    /// Each speaker; an addition of this server.
    pub speakers: Vec<SpeakerSentiment>,
}

/// How a speaker felt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkSpeakerSentiment)]
pub struct SpeakerSentiment {
    #[schema(required)]
    pub participant_id: Option<String>,
    #[schema(required, value_type = Option<RoleName>)]
    pub role: Option<&'static str>,
    /// From 0 (negative) to 1 (positive).
    pub average_sentiment: f64,
    #[schema(value_type = SentimentCategory)]
    pub average_categorical_sentiment: &'static str,
}

/// What a call cost.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCallCost)]
pub struct CallCost {
    call_id: String,
    #[schema(value_type = Currency, inline)]
    currency: &'static str,
    total_usd_micros: i64,
    total_usd: f64,
    /// Empty: nothing is billed.
    #[schema(max_items = 0)]
    breakdown: Vec<CostLine>,
    #[schema(max_items = 0)]
    items: Vec<CostLine>,
}

/// One cost.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCostLine)]
struct CostLine {
    amount_usd_micros: i64,
    amount_usd: f64,
}

impl CallCost {
    /// No costs.
    pub fn nothing(id: ConversationId) -> Self {
        Self {
            call_id: id.to_string(),
            currency: "usd",
            total_usd_micros: 0,
            total_usd: 0.0,
            breakdown: Vec::new(),
            items: Vec::new(),
        }
    }
}
