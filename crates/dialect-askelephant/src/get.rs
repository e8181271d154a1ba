//! `GET /api/v2/engagements/{engagement_id}`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use colloquy_app::keys::Caller;
use colloquy_app::links::Disposition;
use colloquy_app::{App, AppError, read};
use colloquy_domain::conversation::Conversation;
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};

use crate::etag::conditional;
use crate::expand::{Expansion, Expansions};
use crate::ids;
use crate::wire::{directory, engagement, insight, schema};
use crate::words::translated;

/// Query of a read.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct ReadQuery {
    /// Comma-separated: `companies`, `contacts`, `owner`, `action_items`, `signals`, `transcript`,
    /// `media_url`, `tags`.
    expand: Option<String>,
}

/// Reads an engagement, with what `expand` asks for.
#[utoipa::path(
    get,
    path = "/api/v2/engagements/{engagement_id}",
    operation_id = "getEngagement",
    tag = "Engagements",
    params(("engagement_id" = String, Path, description = "`ngmt_…`"), ReadQuery),
    responses(
        (status = 200, description = "the engagement", body = schema::Engagement),
        (status = 304, description = "unchanged since the ETag in If-None-Match"),
        (status = 400, description = "unknown expansion", body = schema::ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "no or unknown credential", body = schema::ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "a scope is missing", body = schema::ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "no such engagement", body = schema::ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "too many requests", body = schema::ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn get_engagement(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    Query(query): Query<ReadQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let app = state.app();
    caller.require("engagements:read")?;
    let expansions = Expansions::parse(query.expand.as_deref())?;
    expansions.require_scopes(&caller)?;
    let id = ids::parse_engagement(&id).ok_or(AppError::NotFound("engagement"))?;
    let conversation = read::conversation(app, &caller, id).await.map_err(translated)?;
    let mut rendered = engagement::render(&conversation);
    expand(app, &caller, &conversation, &expansions, &mut rendered).await?;
    conditional(&headers, &expansions.canonical(), rendered)
}

async fn expand(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    expansions: &Expansions,
    rendered: &mut Value,
) -> Result<(), AppError> {
    let id = conversation.id;
    if expansions.has(Expansion::Contacts) || expansions.has(Expansion::Companies) {
        let participants = read::participants(app, id).await?;
        let contacts = read::contacts(app, caller, &participants).await?;
        if expansions.has(Expansion::Companies) {
            let companies = read::companies(app, caller, &contacts).await?;
            rendered["companies"] = companies.iter().map(directory::engagement_company).collect();
        }
        if expansions.has(Expansion::Contacts) {
            rendered["contacts"] = contacts.iter().map(directory::engagement_contact).collect();
        }
    }
    if expansions.has(Expansion::Owner) {
        let owner = match conversation.owner_user_id {
            Some(owner) => read::user(app, caller, owner).await?,
            None => None,
        };
        rendered["owner"] = owner.as_ref().map_or(Value::Null, directory::user);
    }
    if expansions.has(Expansion::ActionItems) {
        let items = read::action_items(app, id).await?;
        rendered["action_items"] =
            items.iter().map(|(item, found_at)| insight::action_item(item, *found_at)).collect();
    }
    if expansions.has(Expansion::Signals) {
        rendered["signals"] = read::signals(app, id).await?.iter().filter_map(insight::signal).collect();
    }
    if expansions.has(Expansion::Transcript) {
        let text = read::transcript(app, id).await?.map(|transcript| transcript.plain_text());
        rendered["transcript"] = json!(text);
    }
    if expansions.has(Expansion::MediaUrl) {
        let recordings = read::recordings(app, id).await?;
        let link = recordings.first().map(|recording| read::media_link(app, recording, Disposition::Inline));
        rendered["media_url"] = json!(link);
    }
    if expansions.has(Expansion::Tags) {
        rendered["tags"] = read::tags(app, id).await?.iter().map(|(_, tag)| directory::tag(tag)).collect();
    }
    Ok(())
}
