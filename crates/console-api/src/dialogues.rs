//! `GET /api/colloquy/v1/dialogues/{dialogue_id}/messages`: what was said, and what our agent's words rest on.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::AppError;
use colloquy_app::dialogues::read;
use colloquy_app::knowledge;
use colloquy_domain::PassageId;
use colloquy_domain::dialogue_message::DialogueMessage as DomainMessage;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::{List, words};

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(list_dialogue_messages))
}

/// Something that was said in a dialogue.
#[derive(Serialize, ToSchema)]
struct DialogueMessage {
    id: String,
    /// Its place in the dialogue, from 1 without gaps.
    position: u64,
    #[schema(value_type = words::DialogueSender)]
    sender: &'static str,
    text: String,
    /// Address of a picture or file that came along.
    media_url: Option<String>,
    /// How far it has got.
    #[schema(value_type = words::DialogueMessageStatus)]
    status: &'static str,
    /// Why it got no further.
    error: Option<String>,
    /// The name by which the provider, or Elemente's API, knows it.
    sid: String,
    /// What of the knowledge bases it rests on, as far as it still stands there.
    citations: Vec<Citation>,
    created_at: String,
    /// When its status changed last.
    updated_at: String,
}

/// A piece of a knowledge base that words of an agent rest on.
#[derive(Clone, Serialize, ToSchema)]
struct Citation {
    passage_id: String,
    knowledge_base_id: String,
    source_id: String,
    /// Title of the page or document, else of the knowledge base.
    title: Option<String>,
    /// Where it stands; null for a knowledge base's own text.
    url: Option<String>,
    /// The words.
    text: String,
}

impl DialogueMessage {
    fn of(message: &DomainMessage, cited: &HashMap<PassageId, Citation>) -> Self {
        Self {
            id: message.id.to_string(),
            position: message.position,
            sender: message.sender.as_str(),
            text: message.content.clone(),
            media_url: message.media_url.clone(),
            status: message.status.as_str(),
            error: message.error.clone(),
            sid: message.sid.clone(),
            citations: message.passage_ids.iter().filter_map(|id| cited.get(id).cloned()).collect(),
            created_at: iso(message.created_at),
            updated_at: iso(message.updated_at),
        }
    }
}

/// The messages of a dialogue in their order, each with the passages of knowledge bases that it rests on. Those of a
/// private one need `engagements:private:read`, too, or the key that began it.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/dialogues/{dialogue_id}/messages",
    tag = "Dialogues",
    params(("dialogue_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["calls:read"])),
    responses((status = 200, description = "the messages", body = List<DialogueMessage>))
)]
async fn list_dialogue_messages(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<DialogueMessage>>, Problem> {
    caller.require("calls:read")?;
    let shown = read::get(state.app(), &caller, ids::dialogue(&id)?).await.map_err(|error| match error {
        AppError::NotFound(_) => AppError::NotFound("dialogue"),
        other => other,
    })?;
    let messages = shown.messages;
    let mut passages: Vec<PassageId> = messages.iter().flat_map(|one| one.passage_ids.clone()).collect();
    passages.sort_unstable();
    passages.dedup();
    let cited = match passages.is_empty() {
        true => Vec::new(),
        false => knowledge::cited(state.app(), caller.workspace_id(), &passages).await?,
    };
    let citations = cited.into_iter().map(|cited| {
        let passage = cited.passage;
        let citation = Citation {
            passage_id: passage.id.to_string(),
            knowledge_base_id: passage.knowledge_base_id.to_string(),
            source_id: passage.source_id.to_string(),
            title: cited.title,
            url: cited.url,
            text: passage.text,
        };
        (passage.id, citation)
    });
    let citations: HashMap<PassageId, Citation> = citations.collect();
    Ok(Json(List::of(&messages, |message| DialogueMessage::of(message, &citations))))
}
