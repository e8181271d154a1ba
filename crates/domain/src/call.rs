//! What a conversation has as a call of a voice agent, beyond what every conversation has.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, WorkspaceId};

/// Latest moment of a call, in milliseconds from its start: seven days, which no call reaches.
pub const LONGEST_MS: i64 = 604_800_000;

macro_rules! call_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is stored.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// Reads what [`Self::as_str`] wrote.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

call_enum! {
    /// Who called whom, seen from the agent.
    CallDirection {
        /// The customer called.
        Inbound => "inbound",
        /// The agent called.
        Outbound => "outbound",
    }
}

call_enum! {
    /// Over what.
    CallInterface {
        /// The telephone network.
        Phone => "phone",
        /// A browser or an app.
        Web => "web",
    }
}

call_enum! {
    /// How far the call itself is, whatever its processing.
    CallStatus {
        /// Nobody has answered yet.
        Ringing => "ringing",
        /// It goes on.
        InProgress => "in_progress",
        /// It is over.
        Ended => "ended",
    }
}

call_enum! {
    /// What told of the call.
    CallOrigin {
        /// A request that brings a whole call.
        Api => "api",
        /// An observer within a Pipecat pipeline.
        Pipecat => "pipecat",
        /// An observer within a LiveKit agent.
        Livekit => "livekit",
        /// A report of Vapi.
        Vapi => "vapi",
        /// A report of Retell.
        Retell => "retell",
        /// An agent of this server held it.
        Dialogue => "dialogue",
    }
}

call_enum! {
    /// By what else a conversation is known.
    ConversationKeyKind {
        /// The sender's own id.
        ExternalId => "external_id",
        /// A room of LiveKit.
        LivekitRoom => "livekit_room",
        /// A call as a LiveKit observer names it.
        LivekitCall => "livekit_call",
        /// A call as a Pipecat observer names it.
        PipecatCall => "pipecat_call",
        /// A call of Vapi.
        VapiCall => "vapi_call",
        /// A call of Retell.
        RetellCall => "retell_call",
    }
}

call_enum! {
    /// Why a call is over.
    EndedStatus {
        /// Nobody said anything.
        ParticipantsDidNotSpeak => "participants_did_not_speak",
        /// The agent did not answer.
        AgentDidNotAnswer => "agent_did_not_answer",
        /// The agent said nothing.
        AgentDidNotSpeak => "agent_did_not_speak",
        /// The agent fell silent.
        AgentStoppedSpeaking => "agent_stopped_speaking",
        /// The agent hung up.
        AgentEndedCall => "agent_ended_call",
        /// The agent said words after which it hangs up.
        AgentSaidEndCallPhrase => "agent_said_end_call_phrase",
        /// The agent handed the call over.
        AgentTransferredCall => "agent_transferred_call",
        /// The agent was busy.
        AgentBusy => "agent_busy",
        /// The agent failed.
        AgentError => "agent_error",
        /// The customer hung up.
        CustomerEndedCall => "customer_ended_call",
        /// A machine answered.
        VoiceMailReached => "voice_mail_reached",
        /// Nobody spoke for too long.
        SilenceTimeOut => "silence_time_out",
        /// The telephone company failed.
        PhoneCallProviderConnectionError => "phone_call_provider_connection_error",
        /// The customer did not answer.
        CustomerDidNotAnswer => "customer_did_not_answer",
        /// The customer said nothing.
        CustomerDidNotSpeak => "customer_did_not_speak",
        /// The customer fell silent.
        CustomerStoppedSpeaking => "customer_stopped_speaking",
        /// The customer was busy.
        CustomerBusy => "customer_busy",
        /// The number could not be dialled.
        DialError => "dial_error",
        /// It took as long as it may.
        MaxDurationReached => "max_duration_reached",
        /// Nobody knows.
        Unknown => "unknown",
    }
}

/// A conversation as a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CallDetails {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Whose it is.
    pub workspace_id: WorkspaceId,
    /// What told of it.
    pub origin: CallOrigin,
    /// Who called whom.
    pub direction: CallDirection,
    /// Over what.
    pub interface: CallInterface,
    /// How far it is.
    pub status: CallStatus,
    /// Why it is over, where that was told.
    pub ended_status: Option<EndedStatus>,
    /// Made to try something out.
    pub is_test: bool,
}

impl CallDetails {
    /// How the call came out, in one word, as far as it is told.
    #[must_use]
    pub fn outcome(&self) -> Option<CallOutcome> {
        (self.status == CallStatus::Ended)
            .then(|| self.ended_status.map_or(CallOutcome::Completed, CallOutcome::of))
    }
}

call_enum! {
    /// How a call that is over came out.
    CallOutcome {
        /// It was held.
        Completed => "completed",
        /// It was handed over to somebody else.
        Transferred => "transferred",
        /// A machine answered.
        Voicemail => "voicemail",
        /// Nobody answered.
        NoAnswer => "no_answer",
        /// The other side was busy.
        Busy => "busy",
        /// It broke.
        Failed => "failed",
    }
}

impl CallOutcome {
    /// What an end means.
    #[must_use]
    pub fn of(status: EndedStatus) -> Self {
        match status {
            EndedStatus::AgentTransferredCall => Self::Transferred,
            EndedStatus::VoiceMailReached => Self::Voicemail,
            EndedStatus::CustomerDidNotAnswer | EndedStatus::AgentDidNotAnswer => Self::NoAnswer,
            EndedStatus::CustomerBusy | EndedStatus::AgentBusy => Self::Busy,
            EndedStatus::AgentError
            | EndedStatus::PhoneCallProviderConnectionError
            | EndedStatus::DialError => Self::Failed,
            EndedStatus::ParticipantsDidNotSpeak
            | EndedStatus::AgentDidNotSpeak
            | EndedStatus::AgentStoppedSpeaking
            | EndedStatus::AgentEndedCall
            | EndedStatus::AgentSaidEndCallPhrase
            | EndedStatus::CustomerEndedCall
            | EndedStatus::SilenceTimeOut
            | EndedStatus::CustomerDidNotSpeak
            | EndedStatus::CustomerStoppedSpeaking
            | EndedStatus::MaxDurationReached
            | EndedStatus::Unknown => Self::Completed,
        }
    }

    /// The ends that mean it.
    pub fn ends(self) -> impl Iterator<Item = EndedStatus> {
        EndedStatus::ALL.iter().copied().filter(move |status| Self::of(*status) == self)
    }
}

/// Which calls with programs. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VoiceCallFilter {
    /// Of this campaign.
    pub campaign_id: Option<crate::CampaignId>,
    /// That are so far.
    pub status: Option<CallStatus>,
    /// That came out so (and so are over).
    pub outcome: Option<CallOutcome>,
    /// That way.
    pub direction: Option<CallDirection>,
    /// Begun not before.
    pub from: Option<crate::Instant>,
    /// Begun not after.
    pub until: Option<crate::Instant>,
}

/// One of the names by which a conversation is known elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ConversationKey {
    /// Whose name it is.
    pub kind: ConversationKeyKind,
    /// The name.
    pub value: String,
}
