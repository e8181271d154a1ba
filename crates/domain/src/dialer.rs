//! Calls that a dialer tells of, event by event.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::credential::Credential;
use crate::secret::SecretText;
use crate::{ConversationId, CredentialId, DialerConnectionId, DialerEventId, Instant, UserId, WorkspaceId};

/// Dialers whose events are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialer {
    /// WAVV.
    Wavv,
}

impl Dialer {
    /// Its name: in paths, as source system of its calls, and as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wavv => "wavv",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text == Self::Wavv.as_str()).then_some(Self::Wavv)
    }
}

/// What an event says of its call. The order is that of trust: what a later one says counts more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallEventKind {
    /// Something that is not understood.
    Other,
    /// It began, or rings.
    Started,
    /// It is over.
    Ended,
    /// Its recording can be fetched.
    Recorded,
}

impl CallEventKind {
    const ALL: [Self; 4] = [Self::Other, Self::Started, Self::Ended, Self::Recorded];

    /// The value as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Other => "other",
            Self::Started => "started",
            Self::Ended => "ended",
            Self::Recorded => "recorded",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallDirection {
    /// The lead called.
    Inbound,
    /// The agent called.
    Outbound,
}

impl CallDirection {
    /// The value as it is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }
}

/// One side of a call, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallParty {
    /// The dialer's id of the person.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

impl CallParty {
    /// Whether somebody could be found by it or called by it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.name.is_some() || self.email.is_some() || self.phone.is_some()
    }

    fn filled(self, other: &Self) -> Self {
        Self {
            id: self.id.or_else(|| other.id.clone()),
            name: self.name.or_else(|| other.name.clone()),
            email: self.email.or_else(|| other.email.clone()),
            phone: self.phone.or_else(|| other.phone.clone()),
        }
    }
}

/// What is known of a call. Every event brings some of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallFacts {
    /// Who called whom.
    pub direction: Option<CallDirection>,
    /// Who spoke for the workspace.
    pub agent: CallParty,
    /// Who was spoken to.
    pub lead: CallParty,
    /// Start.
    #[serde(with = "time::serde::timestamp::milliseconds::option")]
    pub started_at: Option<Instant>,
    /// End.
    #[serde(with = "time::serde::timestamp::milliseconds::option")]
    pub ended_at: Option<Instant>,
    /// Length in whole seconds.
    pub seconds: Option<i64>,
    /// Where the recording can be fetched.
    pub recording_url: Option<String>,
    /// The call in the dialer.
    pub link: Option<String>,
}

impl CallFacts {
    /// These facts, and from `other` what they lack.
    #[must_use]
    pub fn filled(self, other: &Self) -> Self {
        Self {
            direction: self.direction.or(other.direction),
            agent: self.agent.filled(&other.agent),
            lead: self.lead.filled(&other.lead),
            started_at: self.started_at.or(other.started_at),
            ended_at: self.ended_at.or(other.ended_at),
            seconds: self.seconds.or(other.seconds),
            recording_url: self.recording_url.or_else(|| other.recording_url.clone()),
            link: self.link.or_else(|| other.link.clone()),
        }
    }

    /// The start, told or reckoned from the end and the length.
    #[must_use]
    pub fn start(&self) -> Option<Instant> {
        let reckoned = || {
            let length = time::Duration::seconds(self.seconds?);
            self.ended_at?.checked_sub(length)
        };
        self.started_at.or_else(reckoned)
    }
}

/// An event as it is kept. Of one type there is one for each call: a repetition takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialerEvent {
    /// Its id.
    pub id: DialerEventId,
    /// Where it came to.
    pub workspace_id: WorkspaceId,
    /// Whose it is.
    pub dialer: Dialer,
    /// The dialer's id of the call; empty where the event names none.
    pub call_id: String,
    /// What it says.
    pub kind: CallEventKind,
    /// Its type in the dialer's spelling.
    pub event_type: String,
    /// What it tells of the call.
    pub facts: CallFacts,
    /// The conversation that the call has become.
    pub conversation_id: Option<ConversationId>,
    /// When it came last.
    pub received_at: Instant,
}

/// An address that a dialer sends its events to, with a secret in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialerConnection {
    /// Its id.
    pub id: DialerConnectionId,
    /// Where its calls go.
    pub workspace_id: WorkspaceId,
    /// As whom it brings calls in, whatever its secret is by then. No header opens anything as that.
    pub credential_id: CredentialId,
    /// The dialer.
    pub dialer: Dialer,
    /// Name given by who made it.
    pub name: String,
    /// Who owns calls whose agent is no known user.
    pub default_owner: Option<UserId>,
    /// What is made of its calls.
    pub handling: CallHandling,
    /// Signs what the dialer sends, where the dialer does so.
    pub signing_secret: Option<SecretText>,
    /// When it was made.
    pub created_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
}

/// Who brought an event and what is made of its call: what is needed to take the call in later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taking {
    /// Who brought it, with what they might do then.
    pub credential: Credential,
    /// What is made of the call.
    pub handling: CallHandling,
}

/// What is made of a dialer's calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallHandling {
    /// Whether automations may run for them.
    pub run_workflows: bool,
    /// The call in the dialer, where events bring no link: an address with `{call_id}` and the like in it.
    pub link_template: Option<String>,
    /// E-mail addresses of users by the dialer's ids of its agents.
    pub agents: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn facts_fill_each_other_and_the_first_counts() {
        let party = |name: Option<&str>, phone: Option<&str>| CallParty {
            name: name.map(str::to_owned),
            phone: phone.map(str::to_owned),
            ..CallParty::default()
        };
        let recorded = CallFacts { lead: party(Some("Jo"), None), seconds: Some(60), ..CallFacts::default() };
        let ended = CallFacts {
            lead: party(Some("Joanna"), Some("+1")),
            ended_at: Some(datetime!(2026-01-01 10:01 UTC)),
            ..CallFacts::default()
        };
        let all = recorded.filled(&ended);
        assert_eq!(all.lead, party(Some("Jo"), Some("+1")));
        assert_eq!(all.start(), Some(datetime!(2026-01-01 10:00 UTC)));
        assert_eq!(CallFacts::default().start(), None);
    }
}
