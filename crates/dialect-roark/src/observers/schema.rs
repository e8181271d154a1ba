//! The bodies of the observers, for the description.

use serde_json::Value;
use utoipa::ToSchema;

colloquy_http::words! {
    /// A call has begun.
    CallStarted = ["call-started"];
    /// A call has ended.
    CallEnded = ["call-ended"];
    /// Use and result.
    ToolRecordKind = ["tool_call", "tool_result"];
}

macro_rules! observer_events {
    ($observer:literal, $id:literal, $event:ident, $event_name:ident, $began:ident, $began_name:ident,
     $ended:ident, $ended_name:ident, $chunk:ident, $chunk_name:ident) => {
        #[doc = concat!("An event of the ", $observer, " observer.")]
        #[derive(ToSchema)]
        #[serde(untagged)]
        #[schema(as = $event_name)]
        #[expect(dead_code, reason = "read by the schema derive only")]
        pub enum $event {
            Began($began),
            Ended($ended),
        }

        /// A call has begun.
        #[derive(ToSchema)]
        #[schema(as = $began_name)]
        #[expect(dead_code, reason = "the fields are read by the schema derive only")]
        pub struct $began {
            #[schema(value_type = CallStarted)]
            event: String,
            /// The call, as the observer names it.
            #[schema(rename = $id, min_length = 1, max_length = 255, pattern = r"^[^\x00]*$")]
            call_id: String,
            /// When it began; now where it is left out.
            #[schema(rename = "eventTimestamp", format = DateTime)]
            event_timestamp: Option<String>,
            /// Its maker's id of the agent, which is found or made.
            #[schema(rename = "agentId", min_length = 1, max_length = 255, pattern = r"^[^\x00]*$")]
            agent_id: String,
            /// Name of the agent where it is new.
            #[schema(rename = "agentName", max_length = 255, pattern = r"^[^\x00]*$")]
            agent_name: Option<String>,
            /// What the agent was told to be.
            #[schema(rename = "agentPrompt", max_length = 1_000_000, pattern = r"^[^\x00]*$")]
            agent_prompt: Option<String>,
            /// Made to try something out.
            #[schema(rename = "isTest")]
            is_test: Option<bool>,
            #[schema(rename = "roomSid", max_length = 255, pattern = r"^[^\x00]*$")]
            room_sid: Option<String>,
            #[schema(rename = "roomName", max_length = 255, pattern = r"^[^\x00]*$")]
            room_name: Option<String>,
            #[schema(rename = "jobId", max_length = 255, pattern = r"^[^\x00]*$")]
            job_id: Option<String>,
            #[schema(rename = "participantIdentity", max_length = 255, pattern = r"^[^\x00]*$")]
            participant_identity: Option<String>,
        }

        /// A call has ended.
        #[derive(ToSchema)]
        #[schema(as = $ended_name)]
        #[expect(dead_code, reason = "the fields are read by the schema derive only")]
        pub struct $ended {
            #[schema(value_type = CallEnded)]
            event: String,
            /// The call, as the observer names it.
            #[schema(rename = $id, min_length = 1, max_length = 255, pattern = r"^[^\x00]*$")]
            call_id: String,
            #[schema(rename = "eventTimestamp", format = DateTime)]
            event_timestamp: Option<String>,
            #[schema(rename = "callStartedAt", format = DateTime)]
            call_started_at: Option<String>,
            #[schema(rename = "callEndedAt", format = DateTime)]
            call_ended_at: Option<String>,
            /// Free text, such as `agent-ended` or `client-disconnected`.
            #[schema(rename = "callEndedReason", max_length = 1_000, pattern = r"^[^\x00]*$")]
            call_ended_reason: Option<String>,
            #[schema(rename = "agentSpokeFirst")]
            agent_spoke_first: Option<bool>,
            /// Samples a second of the pieces that were sent.
            #[schema(rename = "recordingSampleRate", minimum = 1_000, maximum = 384_000)]
            recording_sample_rate: Option<i64>,
            /// Channels of the pieces that were sent: the caller, then the agent.
            #[schema(rename = "recordingNumChannels", minimum = 1, maximum = 8)]
            recording_num_channels: Option<i64>,
            /// At most 100,000 turns.
            transcript: Option<Vec<ObservedTurn>>,
            /// At most 20,000 records.
            #[schema(rename = "toolCalls")]
            tool_calls: Option<Vec<ObservedToolRecord>>,
            /// Measurements, kept as they come: at most 200,000.
            #[schema(value_type = Option<Vec<Object>>)]
            metrics: Option<Vec<Value>>,
        }

        /// A piece of a call's audio that is to be put somewhere.
        #[derive(ToSchema)]
        #[schema(as = $chunk_name)]
        #[expect(dead_code, reason = "the fields are read by the schema derive only")]
        pub struct $chunk {
            /// The call, as the observer names it.
            #[schema(rename = $id, min_length = 1, max_length = 255, pattern = r"^[^\x00]*$")]
            call_id: String,
            /// Its place, from 0.
            #[schema(rename = "chunkIndex", minimum = 0, maximum = 199_999)]
            chunk_index: i64,
            /// `audio/pcm` where it is left out.
            #[schema(rename = "contentType", max_length = 100, pattern = r"^[^\x00]*$")]
            content_type: Option<String>,
        }
    };
}

observer_events!(
    "Pipecat",
    "pipecatCallId",
    PipecatEvent,
    RoarkPipecatEvent,
    PipecatBegan,
    RoarkPipecatBegan,
    PipecatEnded,
    RoarkPipecatEnded,
    PipecatChunk,
    RoarkPipecatChunk
);
observer_events!(
    "LiveKit",
    "livekitCallId",
    LivekitEvent,
    RoarkLivekitEvent,
    LivekitBegan,
    RoarkLivekitBegan,
    LivekitEnded,
    RoarkLivekitEnded,
    LivekitChunk,
    RoarkLivekitChunk
);

/// Something that was said.
#[derive(ToSchema)]
#[schema(as = RoarkObservedTurn)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct ObservedTurn {
    /// `assistant` or `user`; what others said is left out.
    #[schema(max_length = 100, pattern = r"^[^\x00]*$")]
    role: Option<String>,
    #[schema(max_length = 25_000, pattern = r"^[^\x00]*$")]
    content: Option<String>,
    #[schema(format = DateTime)]
    timestamp: Option<String>,
    #[schema(rename = "endTimestamp", format = DateTime)]
    end_timestamp: Option<String>,
    /// Milliseconds from the first sample of the recording.
    #[schema(rename = "audioOffsetMs", minimum = 0, maximum = 604_800_000)]
    audio_offset_ms: Option<i64>,
    #[schema(rename = "endAudioOffsetMs", minimum = 0, maximum = 604_800_000)]
    end_audio_offset_ms: Option<i64>,
    #[schema(max_length = 100, pattern = r"^[^\x00]*$")]
    language: Option<String>,
}

/// A use of a tool, or its result.
#[derive(ToSchema)]
#[schema(as = RoarkObservedToolRecord)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct ObservedToolRecord {
    #[schema(value_type = Option<ToolRecordKind>)]
    kind: Option<String>,
    /// Use and result have the same.
    #[schema(rename = "toolCallId", max_length = 1_000, pattern = r"^[^\x00]*$")]
    tool_call_id: Option<String>,
    #[schema(max_length = 255, pattern = r"^[^\x00]*$")]
    name: Option<String>,
    /// JSON of an object; anything else is kept as text.
    #[schema(max_length = 1_000_000, pattern = r"^[^\x00]*$")]
    arguments: Option<String>,
    /// The result, often JSON.
    #[schema(max_length = 1_000_000, pattern = r"^[^\x00]*$")]
    content: Option<String>,
    #[schema(format = DateTime)]
    timestamp: Option<String>,
    #[schema(rename = "audioOffsetMs", minimum = 0, maximum = 604_800_000)]
    audio_offset_ms: Option<i64>,
}
