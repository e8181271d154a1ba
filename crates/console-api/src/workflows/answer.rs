//! What answers look like.

use colloquy_domain::signal::SignalValue;
use colloquy_domain::workflow as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::{Action, CallMethod, ComparisonWord, ConditionValue, RecapReader, When};
use super::filter::Filter;

/// A rule.
#[derive(Serialize, ToSchema)]
pub struct Workflow {
    id: String,
    name: String,
    /// Whether it runs.
    enabled: bool,
    when: When,
    /// For which conversations.
    filter: Filter,
    actions: Vec<Action>,
    /// It runs for conversations that were accepted from then on.
    #[schema(format = DateTime)]
    active_since: String,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
}

/// A rule with its secret: only in answers to creation and rotation.
#[derive(Serialize, ToSchema)]
pub struct WorkflowWithSecret {
    /// The rule.
    #[serde(flatten)]
    workflow: Workflow,
    /// Signs its HTTP calls as webhooks are signed: `whsec_` and base64.
    secret: String,
}

impl WorkflowWithSecret {
    /// Renders it.
    pub fn of(workflow: &domain::Workflow) -> Self {
        Self { workflow: Workflow::of(workflow), secret: workflow.secret.reveal().to_owned() }
    }
}

impl Workflow {
    /// Renders it.
    pub fn of(workflow: &domain::Workflow) -> Self {
        Self {
            id: workflow.id.to_string(),
            name: workflow.name.clone(),
            enabled: workflow.enabled,
            when: when(&workflow.trigger),
            filter: Filter::of(&workflow.filter),
            actions: workflow.actions.iter().map(action).collect(),
            active_since: iso(workflow.active_since),
            created_at: iso(workflow.created_at),
            updated_at: iso(workflow.updated_at),
        }
    }
}

fn when(trigger: &domain::Trigger) -> When {
    match trigger {
        domain::Trigger::TranscriptReady => When::TranscriptReady,
        domain::Trigger::InsightsReady => When::InsightsReady,
        domain::Trigger::Signal(condition) => When::Signal {
            signal_definition_id: condition.definition_id.to_string(),
            comparison: match condition.comparison {
                domain::Comparison::Is => ComparisonWord::Is,
                domain::Comparison::IsNot => ComparisonWord::IsNot,
                domain::Comparison::AtLeast => ComparisonWord::AtLeast,
                domain::Comparison::AtMost => ComparisonWord::AtMost,
                domain::Comparison::Contains => ComparisonWord::Contains,
            },
            value: match &condition.value {
                SignalValue::YesNo(value) => ConditionValue::Boolean(*value),
                SignalValue::Number(value) => ConditionValue::Number(*value),
                SignalValue::Choice(value) | SignalValue::Text(value) => ConditionValue::Text(value.clone()),
            },
        },
    }
}

/// Values of headers may be secrets, and are not shown.
fn action(action: &domain::Action) -> Action {
    match action {
        domain::Action::RecapMail(mail) => Action::RecapMail {
            to: [
                mail.to_participants.then_some(RecapReader::Participants),
                mail.to_owner.then_some(RecapReader::Owner),
            ]
            .into_iter()
            .flatten()
            .collect(),
            extra: mail.extra.clone(),
        },
        domain::Action::HttpCall(call) => Action::HttpCall {
            method: method(call.method),
            url: call.url.clone(),
            headers: call.headers.iter().map(|(name, _)| (name.clone(), None)).collect(),
            body: call.body.clone(),
        },
        domain::Action::Tag { tag_id } => Action::Tag { tag_id: tag_id.to_string() },
    }
}

/// Renders a verb.
pub fn method(method: domain::HttpMethod) -> CallMethod {
    match method {
        domain::HttpMethod::Post => CallMethod::Post,
        domain::HttpMethod::Put => CallMethod::Put,
        domain::HttpMethod::Patch => CallMethod::Patch,
    }
}

/// How far something is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Waiting, at work, or to be tried again.
    Pending,
    /// Everything was done.
    Done,
    /// Something could not be done; the rest was.
    Failed,
    /// There was nothing to do.
    Skipped,
}

impl RunStatus {
    fn of(status: domain::RunStatus) -> Self {
        match status {
            domain::RunStatus::Pending => Self::Pending,
            domain::RunStatus::Done => Self::Done,
            domain::RunStatus::Failed => Self::Failed,
            domain::RunStatus::Skipped => Self::Skipped,
        }
    }
}

/// A rule at work for one conversation: at most once for each.
#[derive(Serialize, ToSchema)]
pub struct WorkflowRun {
    id: String,
    workflow_id: String,
    conversation_id: String,
    status: RunStatus,
    /// Attempts ended so far.
    attempts: u32,
    /// When the next one is due; null where the run is over.
    #[schema(format = DateTime)]
    next_attempt_at: Option<String>,
    /// Why nothing more was done, where that was so.
    error: Option<String>,
    /// What became of each action, in order.
    actions: Vec<ActionLog>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
}

/// What became of an action.
#[derive(Serialize, ToSchema)]
pub struct ActionLog {
    /// `recap_mail`, `http_call` or `tag`.
    #[serde(rename = "type")]
    kind: &'static str,
    status: RunStatus,
    /// Why it was not done, or for how many it was not; null where its steps tell.
    error: Option<String>,
    /// A mail for each recipient, a call, a tag.
    steps: Vec<Step>,
}

/// A part of an action that is done, tried again or given up by itself.
#[derive(Serialize, ToSchema)]
pub struct Step {
    /// A mail address, a URL, or a tag's name.
    target: String,
    status: RunStatus,
    attempts: u32,
    /// When the last attempt was made.
    #[schema(format = DateTime)]
    attempted_at: Option<String>,
    /// HTTP or SMTP status of the last answer.
    response_status: Option<u16>,
    /// Beginning of the last answer, at most 2 kB.
    response: Option<String>,
    /// Why the last attempt failed, or what it lacked.
    error: Option<String>,
}

impl WorkflowRun {
    /// Renders it.
    pub fn of(run: &domain::WorkflowRun) -> Self {
        Self {
            id: run.id.to_string(),
            workflow_id: run.workflow_id.to_string(),
            conversation_id: run.conversation_id.to_string(),
            status: RunStatus::of(run.status),
            attempts: run.attempts,
            next_attempt_at: run.next_attempt_at.map(iso),
            error: run.error.clone(),
            actions: run.actions.iter().zip(&run.log).map(|(action, log)| log_of(action, log)).collect(),
            created_at: iso(run.created_at),
            updated_at: iso(run.updated_at),
        }
    }
}

fn log_of(action: &domain::Action, log: &domain::ActionLog) -> ActionLog {
    let step = |step: &domain::Step| Step {
        target: step.target.clone(),
        status: RunStatus::of(step.status),
        attempts: step.attempts,
        attempted_at: step.attempted_at.map(iso),
        response_status: step.response_status,
        response: step.response.clone(),
        error: step.error.clone(),
    };
    ActionLog {
        kind: action.kind(),
        status: RunStatus::of(log.status),
        error: log.error.clone(),
        steps: log.steps.iter().map(step).collect(),
    }
}
