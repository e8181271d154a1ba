//! `POST /api/colloquy/v1/agents/{agent_id}/test-chats`.

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, StatusCode};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::dialogues::test_chat::{self, NewTestChat};
use colloquy_domain::AgentId;
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Path, Problem};

use crate::dialogues::body::{GivenCustomer, GivenOverride, agent_override, customer};
use crate::given::{self, LARGEST_BODY};
use crate::wire::words;
use crate::{ids, webchat};

/// A chat in which an agent is tried.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct OpenTestChat {
    /// What the agent does. Where it is left out: the agent's own skill, else its own instructions.
    #[schema(max_length = 100)]
    skill_id: Option<String>,
    /// Whom the agent takes the other side for.
    customer: Option<GivenCustomer>,
    #[schema(rename = "override")]
    overridden: Option<GivenOverride>,
}

/// A chat that was opened.
#[derive(Serialize, ToSchema)]
pub struct TestChat {
    /// Id of the dialogue, which is a private conversation.
    dialogue_id: String,
    /// The word that lets in, and nobody else: shown once. It opens the chat over the socket of webchats.
    access: String,
    /// Where the chat can be opened as visitors see it: the word stands in it.
    url: String,
    #[schema(value_type = words::DialogueStatus)]
    status: &'static str,
    /// By what name the agent introduces itself.
    agent_name: String,
}

/// Opens a webchat for trying an agent as it is now. It is private, no workflow runs for it, and it stands in no customer's
/// record.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/agents/{agent_id}/test-chats",
    tag = "Agents",
    params(("agent_id" = String, Path, description = "id of the agent")),
    request_body = OpenTestChat,
    security(("key" = ["calls:write"])),
    responses((status = 201, description = "opened", body = TestChat))
)]
pub async fn open_test_chat(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<(StatusCode, [(HeaderName, &'static str); 1], Json<TestChat>), Problem> {
    caller.require("calls:write")?;
    let body = body.value()?;
    let app = state.app();
    let opened = test_chat::open_test_chat(app, &caller, read(ids::agent(&id)?, &body)?).await?;
    let access = opened.access.ok_or_else(|| AppError::internal("a chat was made without access word"))?;
    let answer = TestChat {
        dialogue_id: opened.dialogue.conversation_id.to_string(),
        url: webchat::visit_url(app, &access),
        access,
        status: opened.dialogue.status.as_str(),
        agent_name: opened.dialogue.brief.agent_name,
    };
    Ok((StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], Json(answer)))
}

fn read(agent_id: AgentId, body: &Value) -> Result<NewTestChat, AppError> {
    given::body(body, |fields| NewTestChat {
        agent_id,
        skill_id: given::id(fields, "skill_id", ids::skill),
        customer: customer(fields),
        agent_override: agent_override(fields),
    })
}
