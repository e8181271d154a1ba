//! The two observers.

use colloquy_app::observers::Observed;
use colloquy_domain::agent::PromptSource;
use colloquy_domain::call::{CallOrigin, ConversationKey, ConversationKeyKind};
use colloquy_http::Fields;

/// Longest id of a call, in characters.
pub const LONGEST_CALL_ID: usize = 255;

/// Which observer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Observer {
    /// In a Pipecat pipeline.
    Pipecat,
    /// In a LiveKit agent.
    Livekit,
}

impl Observer {
    /// The member that holds the call's id.
    pub fn id_field(self) -> &'static str {
        match self {
            Self::Pipecat => "pipecatCallId",
            Self::Livekit => "livekitCallId",
        }
    }

    /// Who tells of an agent's prompt.
    pub fn prompt_source(self) -> PromptSource {
        match self {
            Self::Pipecat => PromptSource::Pipecat,
            Self::Livekit => PromptSource::Livekit,
        }
    }

    /// Reads the call's id.
    pub fn observed(self, fields: &mut Fields<'_>) -> Option<Observed> {
        fields.require(self.id_field());
        let value = fields.string(self.id_field(), 1, LONGEST_CALL_ID)?.to_owned();
        let (origin, kind) = match self {
            Self::Pipecat => (CallOrigin::Pipecat, ConversationKeyKind::PipecatCall),
            Self::Livekit => (CallOrigin::Livekit, ConversationKeyKind::LivekitCall),
        };
        Some(Observed { origin, key: ConversationKey { kind, value } })
    }
}
