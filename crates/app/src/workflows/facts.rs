//! What is known of a conversation, as templates and recaps see it.
//!
//! This is what templates are written against: members are only ever added.

use std::collections::BTreeMap;

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::directory::{User, Workspace};
use colloquy_domain::evidence::{Evidence, Grounds};
use colloquy_domain::insight::{ActionItem, Signal, Summary};
use colloquy_domain::signal::SignalValue;
use colloquy_store::{StoreError, insights, participants, users, workspaces};
use serde::Serialize;
use serde_json::Value;
use time::format_description::well_known::Rfc3339;

use crate::App;

/// Everything that a template can name.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Facts {
    pub workspace: WorkspaceFacts,
    pub conversation: ConversationFacts,
    /// In the order given.
    pub participants: Vec<ParticipantFacts>,
    pub owner: Option<OwnerFacts>,
    pub summary: Option<SummaryFacts>,
    pub action_items: Vec<ActionItemFacts>,
    /// By the question's name.
    pub signals: BTreeMap<String, SignalFacts>,
    pub tags: Vec<TagFacts>,
    pub links: Links,
}

/// The parts that facts were made of.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    pub conversation: Conversation,
    pub participants: Vec<Participant>,
    pub owner: Option<User>,
    /// Those who took part, as far as they are users.
    pub users: Vec<User>,
    pub workspace: Workspace,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct WorkspaceFacts {
    pub id: String,
    pub name: String,
    /// IANA name.
    pub time_zone: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ConversationFacts {
    pub id: String,
    /// `call`, `meeting`, `chat` or `email`.
    pub kind: &'static str,
    pub title: String,
    pub description: Option<String>,
    /// ISO 8601, UTC.
    pub started_at: String,
    pub ended_at: Option<String>,
    pub duration_seconds: Option<i64>,
    pub is_private: bool,
    pub is_internal: bool,
    pub source_system: Option<String>,
    pub external_id: Option<String>,
    pub external_url: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ParticipantFacts {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// `agent`, `customer` or `other`.
    pub role: &'static str,
    pub is_owner: bool,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct OwnerFacts {
    pub name: String,
    pub email: String,
}

/// A place in the conversation.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Place {
    /// Seconds from the start.
    pub seconds: f64,
    /// Verbatim.
    pub quote: String,
    pub url: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SummaryFacts {
    pub text: String,
    pub points: Vec<PointFacts>,
    pub engine: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PointFacts {
    pub text: String,
    pub place: Option<Place>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ActionItemFacts {
    pub title: String,
    pub description: String,
    /// `2026-06-05`.
    pub due_on: Option<String>,
    #[serde(skip)]
    pub due_date: Option<time::Date>,
    pub assignee_name: Option<String>,
    pub assignee_email: Option<String>,
    pub confidence: f64,
    pub place: Option<Place>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SignalFacts {
    /// true, false, a number or a text; null where the conversation does not tell.
    pub value: Value,
    pub is_unsure: bool,
    pub confidence: f64,
    pub place: Option<Place>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct TagFacts {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Links {
    /// For people.
    pub conversation: String,
    /// For programs, with a key.
    pub api: String,
}

impl Facts {
    /// Whether there is anything to recap.
    pub fn can_be_told(&self) -> bool {
        self.summary.is_some() || !self.action_items.is_empty()
    }

    /// Reads everything that is known by now, and returns it with what it was made of.
    pub async fn load(app: &App, conversation: Conversation) -> Result<(Self, Sources), StoreError> {
        let (reader, id) = (app.store.reader(), conversation.id);
        let gone = StoreError::NotFound("workspace");
        let workspace = workspaces::get(reader, conversation.workspace_id).await?.ok_or(gone)?;
        let participants = participants::list(reader, id).await?;
        let owner = match conversation.owner_user_id {
            Some(owner) => users::get(reader, conversation.workspace_id, owner).await?,
            None => None,
        };
        let user_ids: Vec<_> = participants.iter().filter_map(|one| one.user_id).collect();
        let users = users::list_by_ids(reader, conversation.workspace_id, &user_ids).await?;
        let page = page(app.public_url.as_str(), id);
        let place = |grounds: &Grounds| grounds.evidence.first().map(|found| Place::of(found, &page));
        let summary = insights::get_summary(reader, id).await?.map(|found| summary(found, &page));
        let items = insights::list_action_items(reader, id).await?;
        let signals = insights::list_signals(reader, id).await?;
        let tags = insights::list_tag_assignments(reader, id).await?;
        let facts = Self {
            workspace: WorkspaceFacts {
                id: workspace.id.to_string(),
                name: workspace.name.clone(),
                time_zone: workspace.time_zone.clone(),
            },
            participants: participants
                .iter()
                .map(|one| ParticipantFacts {
                    name: one.name.clone(),
                    email: one.email.clone(),
                    phone: one.phone.clone(),
                    role: one.role.as_str(),
                    is_owner: one.is_owner,
                })
                .collect(),
            owner: owner
                .as_ref()
                .map(|user| OwnerFacts { name: user.name.clone(), email: user.email.clone() }),
            summary,
            action_items: items.into_iter().map(|item| action_item(item, &place)).collect(),
            signals: signals.into_iter().map(|found| (found.name.clone(), signal(&found, &place))).collect(),
            tags: tags
                .into_iter()
                .map(|(_, tag)| TagFacts { id: tag.id.to_string(), name: tag.name })
                .collect(),
            links: Links {
                api: format!("{}/api/colloquy/v1/conversations/{id}", base(app.public_url.as_str())),
                conversation: page,
            },
            conversation: ConversationFacts::of(&conversation),
        };
        Ok((facts, Sources { conversation, participants, owner, users, workspace }))
    }
}

impl ConversationFacts {
    fn of(conversation: &Conversation) -> Self {
        let iso = |instant: time::OffsetDateTime| instant.format(&Rfc3339).unwrap_or_default();
        Self {
            id: conversation.id.to_string(),
            kind: conversation.kind.as_str(),
            title: conversation.title.clone(),
            description: conversation.description.clone(),
            started_at: iso(conversation.started_at),
            ended_at: conversation.ended_at.map(iso),
            duration_seconds: conversation.duration_seconds(),
            is_private: conversation.is_private,
            is_internal: conversation.is_internal,
            source_system: conversation.source_system.clone(),
            external_id: conversation.external_id.clone(),
            external_url: conversation.external_url.clone(),
        }
    }
}

impl Place {
    fn of(evidence: &Evidence, page: &str) -> Self {
        let seconds = evidence.start_seconds.max(0.0);
        Self { seconds, quote: evidence.quote.clone(), url: format!("{page}?t={}", seconds.floor()) }
    }
}

fn base(public_url: &str) -> &str {
    public_url.trim_end_matches('/')
}

/// Where people read a conversation: a path of the console.
fn page(public_url: &str, id: ConversationId) -> String {
    format!("{}/conversations/{}", base(public_url), id.ulid())
}

fn summary(found: Summary, page: &str) -> SummaryFacts {
    let point = |point: colloquy_domain::insight::SummaryPoint| PointFacts {
        place: point.evidence.first().map(|found| Place::of(found, page)),
        text: point.text,
    };
    SummaryFacts {
        text: found.text,
        points: found.points.into_iter().map(point).collect(),
        engine: found.grounds.engine.0,
    }
}

fn action_item(item: ActionItem, place: &impl Fn(&Grounds) -> Option<Place>) -> ActionItemFacts {
    ActionItemFacts {
        place: place(&item.grounds),
        confidence: item.grounds.confidence,
        title: item.title,
        description: item.description,
        due_on: item.due_on.map(|date| date.to_string()),
        due_date: item.due_on,
        assignee_name: item.assignee_name,
        assignee_email: item.assignee_email,
    }
}

fn signal(found: &Signal, place: &impl Fn(&Grounds) -> Option<Place>) -> SignalFacts {
    let value = match &found.value {
        None => Value::Null,
        Some(SignalValue::YesNo(value)) => Value::from(*value),
        Some(SignalValue::Number(value)) => Value::from(*value),
        Some(SignalValue::Choice(value) | SignalValue::Text(value)) => Value::from(value.as_str()),
    };
    SignalFacts {
        value,
        is_unsure: found.is_unsure,
        confidence: found.grounds.confidence,
        place: place(&found.grounds),
    }
}
