//! What the OpenAPI document says of bodies of requests. Only described here: [`super::super::parse`] reads them.
#![expect(dead_code, reason = "the fields are read by the schema derive only")]

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::call::DirectionName;
use crate::invocations::body::ToolInvocation;

colloquy_http::words! {
    /// Over what a call goes.
    InterfaceName = ["PHONE", "WEB"];
    /// Why a call is over.
    EndedStatusName = [
        "PARTICIPANTS_DID_NOT_SPEAK", "AGENT_DID_NOT_ANSWER", "AGENT_DID_NOT_SPEAK", "AGENT_STOPPED_SPEAKING",
        "AGENT_ENDED_CALL", "AGENT_SAID_END_CALL_PHRASE", "AGENT_TRANSFERRED_CALL", "AGENT_BUSY", "AGENT_ERROR",
        "CUSTOMER_ENDED_CALL", "VOICE_MAIL_REACHED", "SILENCE_TIME_OUT", "PHONE_CALL_PROVIDER_CONNECTION_ERROR",
        "CUSTOMER_DID_NOT_ANSWER", "CUSTOMER_DID_NOT_SPEAK", "CUSTOMER_STOPPED_SPEAKING", "CUSTOMER_BUSY",
        "DIAL_ERROR", "MAX_DURATION_REACHED", "UNKNOWN",
    ];
    /// `AGENT`.
    AgentRole = ["AGENT"];
    /// `CUSTOMER`.
    CustomerRole = ["CUSTOMER"];
}

/// A call that is over.
#[derive(ToSchema)]
#[schema(as = RoarkCreateCall, rename_all = "camelCase")]
pub struct CreateCall {
    /// Where the recording stands: WAV, MP3, MP4 or OGG. It is fetched afterwards; a copy is kept.
    #[schema(
        max_length = 8192,
        pattern = "^[hH][tT][tT][pP][sS]?://([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?#][^\\x00-\\x20\\x7f]*)?$"
    )]
    recording_url: String,
    /// The same with the customer on the left channel and the agent on the right one; this one is analysed then.
    #[schema(
        max_length = 8192,
        pattern = "^[hH][tT][tT][pP][sS]?://([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?#][^\\x00-\\x20\\x7f]*)?$"
    )]
    stereo_recording_url: Option<String>,
    #[schema(value_type = colloquy_http::describe::InstantText)]
    started_at: String,
    #[schema(inline)]
    interface_type: InterfaceName,
    #[schema(inline)]
    call_direction: DirectionName,
    ended_status: Option<EndedStatusName>,
    /// What was said, as the agent's software wrote it down. Without it the recording is listened to.
    #[schema(max_items = 100000)]
    transcript: Option<Vec<Turn>>,
    #[schema(max_items = 100000)]
    tool_invocations: Option<Vec<ToolInvocation>>,
    /// Properties: any values; arrays and objects are kept as JSON text. A name keeps the type of its first value. At
    /// most 500, each at most 65,536 bytes as text.
    properties: Option<BTreeMap<String, Value>>,
    /// The agent; not together with `agents`.
    agent: Option<AgentOfCall>,
    #[schema(max_items = 100)]
    agents: Option<Vec<AgentOfCall>>,
    /// The customer; not together with `customers`.
    customer: Option<CustomerOfCall>,
    #[schema(max_items = 100)]
    customers: Option<Vec<CustomerOfCall>>,
    /// The sender's own id: unique among the calls of the project that are not deleted. Traces find the call by it.
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    /// Traces find the call by it; not together with `vapiCallId`.
    #[schema(min_length = 1, max_length = 255)]
    livekit_room_id: Option<String>,
    /// Traces find the call by it.
    #[schema(pattern = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")]
    vapi_call_id: Option<String>,
}

/// An agent: by its id, else by its name, else by its custom id. One that is named is made where there is none.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkAgentOfCall)]
#[serde(untagged)]
enum AgentOfCall {
    Id(AgentById),
    Name(AgentByName),
    CustomId(AgentByCustomId),
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkAgentById, rename_all = "camelCase")]
struct AgentById {
    #[schema(pattern = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")]
    roark_id: String,
    endpoint: Option<EndpointOfCall>,
    prompt: Option<PromptOfCall>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkAgentByName, rename_all = "camelCase")]
struct AgentByName {
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    #[schema(min_length = 1, max_length = 255)]
    custom_id: Option<String>,
    #[schema(max_length = 10000)]
    description: Option<String>,
    endpoint: Option<EndpointOfCall>,
    prompt: Option<PromptOfCall>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkAgentByCustomId, rename_all = "camelCase")]
struct AgentByCustomId {
    #[schema(min_length = 1, max_length = 255)]
    custom_id: String,
    endpoint: Option<EndpointOfCall>,
    prompt: Option<PromptOfCall>,
}

/// Where the agent took part: an endpoint that it has, or one that is made where it has none with that value.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkEndpointOfCall)]
#[serde(untagged)]
enum EndpointOfCall {
    Known(KnownEndpoint),
    Given(EndpointByValue),
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkKnownEndpoint)]
struct KnownEndpoint {
    #[schema(pattern = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")]
    id: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkEndpointByValue)]
struct EndpointByValue {
    /// `phone` or `websocket`, in any case; also the other types of endpoints.
    #[schema(rename = "type", min_length = 1, max_length = 64)]
    kind: String,
    /// A number in E.164, or an address.
    #[schema(min_length = 1, max_length = 2048)]
    value: String,
    /// `INCOMING` (where it is left out), `OUTGOING` or `INCOMING_AND_OUTGOING`, in any case.
    #[schema(min_length = 1, max_length = 64)]
    direction: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkPromptOfCall, rename_all = "camelCase")]
struct PromptOfCall {
    /// The system prompt of this call.
    #[schema(min_length = 1)]
    resolved_prompt: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkCustomerOfCall)]
struct CustomerOfCall {
    #[schema(rename = "phoneNumberE164", pattern = "^\\+[1-9][0-9]{1,14}$")]
    phone_number: Option<String>,
    /// By which turns of the transcript point at the customer, such as `speaker-01`.
    #[schema(max_length = 255)]
    label: Option<String>,
}

/// Something that was said.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkTurn)]
#[serde(untagged)]
enum Turn {
    Agent(AgentTurn),
    Customer(CustomerTurn),
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkAgentTurn, rename_all = "camelCase")]
struct AgentTurn {
    #[schema(value_type = AgentRole, inline)]
    role: String,
    text: String,
    #[schema(minimum = 0, maximum = 604800000)]
    start_offset_ms: i64,
    #[schema(minimum = 0, maximum = 604800000)]
    end_offset_ms: i64,
    #[schema(max_length = 64)]
    language_code: Option<String>,
    /// Taken, and not kept.
    payload: Option<BTreeMap<String, Value>>,
    /// Which of the call's agents; the only or first one where it is left out.
    agent: Option<AgentReference>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkCustomerTurn, rename_all = "camelCase")]
struct CustomerTurn {
    #[schema(value_type = CustomerRole, inline)]
    role: String,
    text: String,
    #[schema(minimum = 0, maximum = 604800000)]
    start_offset_ms: i64,
    #[schema(minimum = 0, maximum = 604800000)]
    end_offset_ms: i64,
    #[schema(max_length = 64)]
    language_code: Option<String>,
    /// Taken, and not kept.
    payload: Option<BTreeMap<String, Value>>,
    /// Which of the call's customers; the only or first one where it is left out.
    customer: Option<CustomerReference>,
}

/// Which agent of a call.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkAgentReference, rename_all = "camelCase")]
pub struct AgentReference {
    #[schema(pattern = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")]
    roark_id: Option<String>,
    #[schema(max_length = 255)]
    custom_id: Option<String>,
}

/// Which customer of a call.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkCustomerReference)]
struct CustomerReference {
    #[schema(max_length = 255)]
    label: Option<String>,
    #[schema(rename = "phoneNumberE164", pattern = "^\\+[1-9][0-9]{1,14}$")]
    phone_number: Option<String>,
}

/// Calls to delete.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkBatchDelete, rename_all = "camelCase")]
pub struct BatchDelete {
    /// Ids; one that comes twice counts once.
    #[schema(min_items = 1, max_items = 100, value_type = Vec<CallId>)]
    call_ids: Vec<String>,
}

/// Id of a call.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkCallId, pattern = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")]
pub struct CallId(String);
