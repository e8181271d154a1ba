//! Rules that act by themselves: when something is known of a conversation, do this.
//!
//! A [`Workflow`] says when, for which conversations and what. Where a conversation meets it, a [`WorkflowRun`] is
//! written, at most one for each conversation and rule. It carries the actions as they were at that moment and a
//! log of what became of each.

use serde::{Deserialize, Serialize};

use crate::filter::ConversationFilter;
use crate::secret::SecretText;
use crate::signal::SignalValue;
use crate::{ConversationId, Instant, SignalDefinitionId, TagId, WorkflowId, WorkflowRunId, WorkspaceId};

/// A rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Workflow {
    /// Its id.
    pub id: WorkflowId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name, for people.
    pub name: String,
    /// Whether it runs.
    pub enabled: bool,
    /// When.
    pub trigger: Trigger,
    /// For which conversations.
    pub filter: ConversationFilter,
    /// What, in this order; at least one.
    pub actions: Vec<Action>,
    /// Signs what its HTTP calls send.
    pub secret: SecretText,
    /// It runs for conversations that were accepted from then on: since it was made, switched on, or given another
    /// trigger or filter.
    pub active_since: Instant,
    /// When it was made.
    pub created_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
}

/// When a rule runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Trigger {
    /// The transcript can be read.
    TranscriptReady,
    /// Every stage has ended.
    InsightsReady,
    /// A question has a certain answer.
    Signal(SignalCondition),
}

/// What happens to a conversation that rules may wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Its transcript can be read.
    TranscriptReady,
    /// The questions are answered.
    SignalsReady,
    /// Every stage has ended.
    InsightsReady,
}

impl Moment {
    /// The moment as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TranscriptReady => "transcript_ready",
            Self::SignalsReady => "signals_ready",
            Self::InsightsReady => "insights_ready",
        }
    }
}

impl Workflow {
    /// What it waits for. A recap tells of all insights, so that one that hangs on a signal waits for them, too.
    #[must_use]
    pub fn moment(&self) -> Moment {
        let has_recap = self.actions.iter().any(|action| matches!(action, Action::RecapMail(_)));
        match self.trigger {
            Trigger::TranscriptReady => Moment::TranscriptReady,
            Trigger::Signal(_) if !has_recap => Moment::SignalsReady,
            Trigger::Signal(_) | Trigger::InsightsReady => Moment::InsightsReady,
        }
    }
}

/// A condition on the answer to a question. An answer that is missing or unsure meets none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignalCondition {
    /// The question.
    pub definition_id: SignalDefinitionId,
    /// How the answer compares.
    pub comparison: Comparison,
    /// With what.
    pub value: SignalValue,
}

/// How an answer compares with a rule's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The same; texts and options in any case.
    Is,
    /// An answer, and another one.
    IsNot,
    /// A number that is as large or larger.
    AtLeast,
    /// A number that is as large or smaller.
    AtMost,
    /// A text in which the value stands, in any case.
    Contains,
}

impl Comparison {
    /// The word as it is sent and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is_not",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Contains => "contains",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Is, Self::IsNot, Self::AtLeast, Self::AtMost, Self::Contains]
            .into_iter()
            .find(|comparison| comparison.as_str() == text)
    }
}

impl SignalCondition {
    /// Whether this answer meets it.
    #[must_use]
    pub fn holds(&self, answer: &SignalValue) -> bool {
        use SignalValue::{Choice, Number, Text, YesNo};
        let fold = |text: &str| text.trim().to_lowercase();
        let is_same = match (answer, &self.value) {
            (YesNo(answer), YesNo(value)) => answer == value,
            (Number(answer), Number(value)) => answer == value,
            (Choice(answer) | Text(answer), Choice(value) | Text(value)) => fold(answer) == fold(value),
            // The question has become another one since.
            _ => return false,
        };
        match self.comparison {
            Comparison::Is => is_same,
            Comparison::IsNot => !is_same,
            Comparison::AtLeast => matches!((answer, &self.value), (Number(a), Number(b)) if a >= b),
            Comparison::AtMost => matches!((answer, &self.value), (Number(a), Number(b)) if a <= b),
            Comparison::Contains => match (answer, &self.value) {
                (Text(answer), Text(value)) => fold(answer).contains(&fold(value)),
                _ => false,
            },
        }
    }
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Action {
    /// Mails what the conversation was about, to one recipient at a time.
    RecapMail(RecapMail),
    /// Calls an address.
    HttpCall(HttpCall),
    /// Gives the conversation a tag.
    Tag {
        /// The tag.
        tag_id: TagId,
    },
}

impl Action {
    /// Its kind as it is sent and shown.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::RecapMail(_) => "recap_mail",
            Self::HttpCall(_) => "http_call",
            Self::Tag { .. } => "tag",
        }
    }
}

/// To whom a recap goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecapMail {
    /// Everybody who took part and whose address the conversation names.
    pub to_participants: bool,
    /// Who owns the conversation.
    pub to_owner: bool,
    /// Others; not told of private conversations.
    pub extra: Vec<String>,
}

/// How an address is called.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpCall {
    /// The verb.
    pub method: HttpMethod,
    /// The address.
    pub url: String,
    /// Further headers. Their values may be secrets.
    pub headers: Vec<(String, String)>,
    /// Template of the body.
    pub body: String,
}

impl std::fmt::Debug for HttpCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("HttpCall")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

/// Verbs that carry a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
}

impl HttpMethod {
    /// The verb.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Post, Self::Put, Self::Patch].into_iter().find(|method| method.as_str() == text)
    }
}

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Waiting, at work, or to be tried again.
    Pending,
    /// Everything was done.
    Done,
    /// Something could not be done; the rest was.
    Failed,
    /// There was nothing to do; the reason stands beside it.
    Skipped,
}

impl RunStatus {
    /// The status as it is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Done, Self::Failed, Self::Skipped]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// A rule at work for one conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkflowRun {
    /// Its id.
    pub id: WorkflowRunId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// The rule.
    pub workflow_id: WorkflowId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// How far it is.
    pub status: RunStatus,
    /// Why nothing was done, where nothing was.
    pub error: Option<String>,
    /// Attempts ended so far.
    pub attempts: u32,
    /// How often somebody had it tried again.
    pub retries: u32,
    /// When the next one is due.
    pub next_attempt_at: Option<Instant>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// What became of it: as many as there are actions.
    pub log: Vec<ActionLog>,
    /// When the conversation met the rule.
    pub created_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
}

/// What became of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionLog {
    /// How far it is.
    pub status: RunStatus,
    /// Why it was not done, or not for all; none where its steps tell.
    pub error: Option<String>,
    /// Its parts: a mail for each recipient, a call, a tag.
    pub steps: Vec<Step>,
}

impl Default for ActionLog {
    fn default() -> Self {
        Self { status: RunStatus::Pending, error: None, steps: Vec::new() }
    }
}

/// A part of an action that is done, tried again or given up by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// At whom or what: a mail address, a URL, a tag's name.
    pub target: String,
    /// How far it is.
    pub status: RunStatus,
    /// Attempts made.
    pub attempts: u32,
    /// When the last one was made.
    #[serde(with = "time::serde::rfc3339::option")]
    pub attempted_at: Option<Instant>,
    /// HTTP or SMTP status of the last answer.
    pub response_status: Option<u16>,
    /// Beginning of the last answer.
    pub response: Option<String>,
    /// Why the last attempt failed, or what it lacked.
    pub error: Option<String>,
}

impl Step {
    /// One that has not been tried.
    #[must_use]
    pub fn new(target: impl Into<String>) -> Self {
        Self {
            target: target.into(),
            status: RunStatus::Pending,
            attempts: 0,
            attempted_at: None,
            response_status: None,
            response: None,
            error: None,
        }
    }
}

#[cfg(test)]
mod tests;
