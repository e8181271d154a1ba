//! A call.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::calls::Call as Found;
use colloquy_app::keys::Caller;
use colloquy_app::links::{Disposition, LONGEST_LIFE};
use colloquy_app::{App, read};
use colloquy_domain::call::{CallStatus, EndedStatus};
use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_http::problem::iso;

use crate::calls::query::StatusName;
use crate::names;

colloquy_http::words! {
    /// Who called whom, seen from the agent.
    DirectionName = ["INBOUND", "OUTBOUND"];
    /// Whether the recording can be heard.
    RecordingAccess = ["AVAILABLE", "NOT_AVAILABLE", "RESTRICTED"];
}

/// A call.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCall)]
pub struct Call {
    id: String,
    project_id: String,
    #[schema(value_type = DirectionName, inline)]
    call_direction: &'static str,
    #[schema(value_type = StatusName, inline)]
    status: &'static str,
    started_at: String,
    /// Known with the recording, else with the transcript.
    ended_at: Option<String>,
    duration_ms: Option<i64>,
    #[schema(value_type = Option<super::body::EndedStatusName>)]
    ended_status: Option<String>,
    external_id: Option<String>,
    agents: Vec<Agent>,
    customers: Vec<Customer>,
    /// The metric policies that were applied to it.
    policy_ids: Vec<String>,
    /// All values as text.
    properties: BTreeMap<String, String>,
    /// `RESTRICTED` where the key lacks `recordings:read`.
    #[schema(value_type = RecordingAccess)]
    recording_url_access: &'static str,
    /// Good for an hour, without a credential; only with the access `AVAILABLE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    recording_url: Option<String>,
    /// Found from what was said; null until then.
    title: Option<String>,
    summary: Option<String>,
    created_at: String,
    updated_at: String,
}

/// What is told of a call that was just taken in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCreatedCall)]
pub struct CreatedCall {
    id: String,
    project_id: String,
    #[schema(value_type = StatusName, inline)]
    status: &'static str,
    #[schema(value_type = DirectionName, inline)]
    call_direction: &'static str,
    started_at: String,
    created_at: String,
    #[schema(required)]
    external_id: Option<String>,
    agents: Vec<Agent>,
    customers: Vec<Customer>,
}

/// An agent of a call.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkCallAgent)]
struct Agent {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    endpoint: Option<Endpoint>,
}

/// Where an agent took part.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCallAgentEndpoint)]
struct Endpoint {
    id: String,
    environment: String,
    #[serde(rename = "phoneNumberE164", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    phone_number: Option<String>,
}

/// A customer of a call.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkCallCustomer)]
struct Customer {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    label: Option<String>,
    #[serde(rename = "phoneNumberE164", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    phone_number: Option<String>,
}

impl Call {
    /// As the caller may see it.
    pub fn of(app: &App, caller: &Caller, call: Found) -> Self {
        let (access, url) = match &call.recording {
            None => ("NOT_AVAILABLE", None),
            Some(_) if !caller.may("recordings:read") => ("RESTRICTED", None),
            Some(recording) => {
                let link = read::media_link_for(app, recording, Disposition::Inline, LONGEST_LIFE);
                ("AVAILABLE", Some(link))
            }
        };
        let (agents, customers) = (agents(&call), customers(&call));
        let conversation = &call.conversation;
        let length = conversation.ended_at.map(|ended_at| ended_at - conversation.started_at);
        Self {
            id: conversation.id.to_string(),
            project_id: conversation.workspace_id.to_string(),
            call_direction: direction(&call),
            status: status(&call),
            started_at: iso(conversation.started_at),
            ended_at: conversation.ended_at.map(iso),
            duration_ms: length.map(|length| (length.as_seconds_f64() * 1_000.0).round() as i64),
            ended_status: ended_status(&call),
            external_id: call.external_id,
            agents,
            customers,
            policy_ids: call.policy_ids.iter().map(ToString::to_string).collect(),
            properties: call
                .properties
                .into_iter()
                .map(|property| (property.name, property.value.to_string()))
                .collect(),
            recording_url_access: access,
            recording_url: url,
            title: call.title,
            summary: call.summary,
            created_at: iso(conversation.created_at),
            updated_at: iso(conversation.updated_at),
        }
    }
}

impl CreatedCall {
    /// What is told of it.
    pub fn of(call: &Found) -> Self {
        Self {
            id: call.conversation.id.to_string(),
            project_id: call.conversation.workspace_id.to_string(),
            status: status(call),
            call_direction: direction(call),
            started_at: iso(call.conversation.started_at),
            created_at: iso(call.conversation.created_at),
            external_id: call.external_id.clone(),
            agents: agents(call),
            customers: customers(call),
        }
    }
}

/// One that did not come in as a call is over: it was recorded.
fn status(call: &Found) -> &'static str {
    names::call_status(call.details.as_ref().map_or(CallStatus::Ended, |details| details.status))
}

fn direction(call: &Found) -> &'static str {
    names::direction(call.details.as_ref().map(|details| details.direction))
}

fn ended_status(call: &Found) -> Option<String> {
    let ended = call.details.as_ref()?.ended_status;
    ended.map(|ended: EndedStatus| ended.as_str().to_ascii_uppercase())
}

/// Programs alone; people who speak for the workspace stand in the transcript.
fn agents(call: &Found) -> Vec<Agent> {
    let programs = call.participants.iter().filter_map(|participant| {
        let id = participant.agent_id?.to_string();
        let endpoint = participant.agent_endpoint_id.and_then(|id| call.endpoints.get(&id));
        let endpoint = endpoint.map(|endpoint| Endpoint {
            id: endpoint.id.to_string(),
            environment: endpoint.environment.clone(),
            phone_number: endpoint.phone().map(str::to_owned),
        });
        Some(Agent { id, endpoint })
    });
    programs.collect()
}

fn customers(call: &Found) -> Vec<Customer> {
    let are_outside = |participant: &&Participant| participant.role != ParticipantRole::Agent;
    let outside = call.participants.iter().filter(are_outside).map(|participant| Customer {
        label: participant.label.clone().or_else(|| participant.name.clone()),
        phone_number: participant.phone.clone(),
    });
    outside.collect()
}
