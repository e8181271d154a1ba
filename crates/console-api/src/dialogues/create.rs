//! `POST /api/colloquy/v1/dialogues`.

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, StatusCode};

use colloquy_app::{App, AppError, agent_profiles, dialogues};
use colloquy_domain::{AgentId, SkillId, WorkspaceId};
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Problem};

use super::answer::{BegunDialogue, Dialogue};
use super::body::{self, CreateDialogue};
use super::refusals::of_body;
use crate::given::LARGEST_BODY;
use crate::webchat;
use crate::wire::Addresses;

/// Lets an agent begin a dialogue with a customer, at once or when its turn has come. A webchat is open: the answer has the
/// word that lets its visitor in, and a page where they can open it.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/dialogues",
    tag = "Dialogues",
    request_body = CreateDialogue,
    security(("key" = ["calls:write"])),
    responses((status = 201, description = "begun", body = BegunDialogue))
)]
pub async fn create_dialogue(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<(StatusCode, [(HeaderName, &'static str); 1], Json<BegunDialogue>), Problem> {
    caller.require("calls:write")?;
    let given = body::read_new(&body.value()?)?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let skill_id = match given.skill_id {
        Some(id) => id,
        None => own_skill(app, workspace_id, given.agent_id).await.map_err(of_body)?,
    };
    let begun = dialogues::create(app, &caller, given.into_new(skill_id)).await.map_err(of_body)?;
    let answer = BegunDialogue {
        dialogue: Dialogue::of(&begun.dialogue, Addresses::of(&caller)),
        is_held: begun.is_held,
        url: begun.access.as_deref().map(|access| webchat::visit_url(app, access)),
        access: begun.access,
    };
    Ok((StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], Json(answer)))
}

/// The skill that the agent has where nobody names one.
async fn own_skill(app: &App, workspace_id: WorkspaceId, agent_id: AgentId) -> Result<SkillId, AppError> {
    let profile = agent_profiles::get(app, workspace_id, agent_id).await?;
    let skill = agent_profiles::own_skill(app, &profile).await?;
    skill.map(|skill| skill.id).ok_or_else(|| {
        let message = "skill_id is required, since the agent has no skill of its own that is active";
        AppError::invalid("skill_id", "required", message)
    })
}
