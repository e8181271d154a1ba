//! Typed ids: 128 bits, ordered by time of making, one type per noun.
//!
//! All are UUID version 7. [`ulid_text`] is the same 128 bits as 26 characters of Crockford's base 32, the
//! spelling of a ULID; dialects choose between the spellings and put their prefix before it.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, greater than all that this process made before.
            #[must_use]
            pub fn generate() -> Self {
                Self(Uuid::now_v7())
            }

            /// The id as 26 characters of Crockford's base 32.
            #[must_use]
            pub fn ulid(self) -> String {
                ulid_text(self.0)
            }

            /// Reads what [`Self::ulid`] wrote; letters in either case.
            #[must_use]
            pub fn from_ulid(text: &str) -> Option<Self> {
                parse_ulid(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A workspace: everything belongs to exactly one.
    WorkspaceId;
    /// A person who may sign in or own conversations.
    UserId;
    /// A key of a client.
    CredentialId;
    /// A person outside or inside who took part in conversations.
    ContactId;
    /// An organisation that contacts belong to.
    CompanyId;
    /// A tag.
    TagId;
    /// A conversation.
    ConversationId;
    /// One who took part in one conversation.
    ParticipantId;
    /// An audio or video file of a conversation.
    RecordingId;
    /// A transcript.
    TranscriptId;
    /// A comment on a transcript.
    CommentId;
    /// A program that asks for tokens on behalf of itself or of a user.
    OAuthClientId;
    /// A permission that such a program was given.
    OAuthGrantId;
    /// A rule of a workflow: when, for which conversations, what.
    WorkflowId;
    /// One execution of a workflow for one conversation.
    WorkflowRunId;
    /// A stage of one conversation's processing.
    StageId;
    /// A summary.
    SummaryId;
    /// Something that somebody undertook to do.
    ActionItemId;
    /// The value of a signal in one conversation.
    SignalId;
    /// What a signal asks.
    SignalDefinitionId;
    /// Something that happened and that others may be told.
    EventId;
    /// The rendering of one event in one dialect; the same for every receiver and every attempt.
    MessageId;
    /// A receiver of webhooks.
    EndpointId;
    /// One message on its way to one endpoint.
    DeliveryId;
    /// One try of a delivery.
    AttemptId;
    /// A piece of work to do.
    JobId;
    /// An address that a dialer sends its events to.
    DialerConnectionId;
    /// One event of a dialer.
    DialerEventId;
    /// A program that speaks in conversations, as its maker knows it.
    AgentId;
    /// A number or address under which an agent can be reached.
    AgentEndpointId;
    /// A line of an agent's prompts, each version replacing the one before.
    PromptId;
    /// One use of a tool by an agent.
    ToolInvocationId;
    /// What a tool takes and does, in one version.
    ToolDefinitionId;
    /// What is measured in conversations, and how.
    MetricDefinitionId;
    /// One configuration of a metric, by name.
    MetricVariantId;
    /// One state of a variant's configuration; it never changes.
    MetricVersionId;
    /// Which metrics run on which conversations.
    MetricPolicyId;
    /// A request to measure some conversations.
    CollectionJobId;
    /// One measured value.
    MetricValueId;
    /// One request to the server.
    RequestId;
    /// A project: conversations that are scored alike.
    ProjectId;
    /// What conversations are scored by.
    ScorecardId;
    /// The scoring of one conversation within one project.
    EvaluationId;
    /// What a person said of one criterion of an evaluation.
    ReviewId;
    /// A campaign that calls belong to.
    CampaignId;
    /// A call center that calls belong to.
    CallCenterId;
    /// A recording that a client announces, puts here and has evaluated.
    AudioFileId;
    /// A request for a file with many rows.
    ExportJobId;
    /// A task that an agent carries out in a dialogue.
    SkillId;
    /// A tool that an agent may call.
    ActionId;
    /// Something that agents may look things up in.
    KnowledgeBaseId;
    /// A text or page of a knowledge base.
    KnowledgeSourceId;
    /// A piece of such a text that answers may rest on.
    PassageId;
    /// Something that was said in a dialogue.
    DialogueMessageId;
    /// Which agent answers at an address of ours.
    InboundRouteId;
    /// A link that shows a conversation to people without a key.
    ShareId;
}

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The 26 characters of a ULID with these 128 bits.
#[must_use]
pub fn ulid_text(id: Uuid) -> String {
    let value = id.as_u128();
    (0..26).rev().map(|position| ALPHABET[((value >> (position * 5)) & 31) as usize] as char).collect()
}

/// Reads 26 characters of Crockford's base 32; letters in either case.
#[must_use]
pub fn parse_ulid(text: &str) -> Option<Uuid> {
    let bytes = text.as_bytes();
    // The first character holds three bits: more would not fit into 128.
    if bytes.len() != 26 || !(b'0'..=b'7').contains(&bytes[0]) {
        return None;
    }
    let mut value: u128 = 0;
    for byte in bytes {
        let digit = ALPHABET.iter().position(|letter| *letter == byte.to_ascii_uppercase())?;
        value = (value << 5) | digit as u128;
    }
    Some(Uuid::from_u128(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ulid_text_is_read_back_and_keeps_the_order() {
        let first = ConversationId::generate();
        let second = ConversationId::generate();
        assert!(first.ulid() < second.ulid());
        assert_eq!(ConversationId::from_ulid(&first.ulid()), Some(first));
        assert_eq!(ConversationId::from_ulid(&first.ulid().to_lowercase()), Some(first));
        assert_eq!(ulid_text(Uuid::from_u128(u128::MAX)), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    }

    #[test]
    fn what_is_no_ulid_is_refused() {
        for text in [
            "",
            "0",
            "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "0IIIIIIIIIIIIIIIIIIIIIIIII",
            "ü0000000000000000000000000",
        ] {
            assert_eq!(parse_ulid(text), None, "{text}");
        }
    }
}
