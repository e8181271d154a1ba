//! Links that show a conversation to people without a key: making, listing and ending them, and what they show
//! (`GET /api/colloquy/v1/shared/{token}`).

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY};
use axum::http::{HeaderName, StatusCode};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use colloquy_app::conversations::shares;
use colloquy_app::{AppError, read};
use colloquy_domain::CredentialId;
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_domain::recording::Recording;
use colloquy_domain::share::LONGEST_HOURS;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Peer, Problem};

use super::get::Whole;
use super::shared_view;
use crate::ids;
use crate::wire::conversation::FullConversation;
use crate::wire::share::{NewShare, Share};
use crate::wire::{Addresses, List};

/// A link that is to be made.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateShare {
    /// How long it shows the conversation.
    #[schema(minimum = 1, maximum = 720)]
    expires_in_hours: i64,
    /// Whether the recordings may be heard, too; not where it is left out.
    with_recording: Option<bool>,
}

/// Makes a link that shows a conversation, as it is when it is looked at, to whoever has it. E-mail addresses, telephone
/// numbers and comments are not shown. It ends by itself, when it is revoked, or when the conversation becomes private; one
/// that is private is not shared.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/conversations/{conversation_id}/shares",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = CreateShare,
    security(("key" = ["engagements:read", "engagements:write", "transcript_timelines:read"])),
    responses(
        (status = 201, description = "the link; its address is told once", body = NewShare),
        (status = 409, description = "the conversation is private, or too many links show it"),
    )
)]
pub async fn create_share(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<(StatusCode, Json<NewShare>), Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    caller.require(READ_TRANSCRIPTS)?;
    let body = body.value()?;
    let (app, id, (hours, with_recording)) = (state.app(), ids::conversation(&id)?, wanted(&body)?);
    let (share, token) = shares::create(app, &caller, id, hours, with_recording).await?;
    let base = app.public_url.as_str().trim_end_matches('/');
    let url = format!("{base}/shared/{token}");
    Ok((StatusCode::CREATED, Json(NewShare::of(&share, url))))
}

/// The links that show a conversation now, newest first, without the words that open them.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/shares",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "the links", body = List<Share>),
    )
)]
pub async fn list_shares(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<Share>>, Problem> {
    caller.require("engagements:read")?;
    let all = shares::list(state.app(), &caller, ids::conversation(&id)?).await?;
    Ok(Json(List::of(&all, Share::of)))
}

/// Ends a link: it shows nothing from now on. A private conversation needs `engagements:private:write`, too, or a key of
/// somebody who took part.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/shares/{share_id}",
    tag = "Conversations",
    params(("share_id" = String, Path, description = "its id")),
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 204, description = "ended"),
    )
)]
pub async fn delete_share(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    shares::revoke(state.app(), &caller, ids::share(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The conversation that a link shows, as it is now. Needs no credential: the word in the link is the permission. E-mail
/// addresses, telephone numbers, names in other systems, what people corrected, who did so, tools and traces are left out,
/// recordings where the link does not open them.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/shared/{token}",
    tag = "Conversations",
    params(("token" = String, Path, description = "the word in the link", max_length = 200)),
    security(()),
    responses(
        (status = 200, description = "the conversation", body = FullConversation),
        (status = 404, description = "the link shows nothing, or nothing any more"),
        (status = 429, description = "it is looked at too often; try again after Retry-After"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn get_shared(
    State(state): State<HttpState>,
    Peer(peer): Peer,
    Path(token): Path<String>,
) -> Result<([(HeaderName, &'static str); 2], Json<FullConversation>), Problem> {
    let app = state.app();
    // Who tries words counts, and so does the link: each like a credential.
    if let Some(peer) = peer {
        state.count(CredentialId(counted(peer)))?;
    }
    let (share, conversation) = shares::open(app, &token).await?;
    state.count(CredentialId(share.id.0))?;
    let stages = read::stages(app, conversation.id).await?;
    let whole = Whole::load(app, conversation, stages, true).await?;
    let link = |one: &Recording| read::shared_media_link(app, one, &share);
    let has_title = read::has_title(app, whole.conversation.id).await.map_err(AppError::from)?;
    let shown = shared_view::of(whole, &share, has_title).shown(Addresses::hidden(), link);
    // The address is the permission: it goes into no other server's log, and the answer into no cache.
    Ok(([(CACHE_CONTROL, "no-store"), (REFERRER_POLICY, "no-referrer")], Json(shown)))
}

/// A name for what comes from there. Ids of credentials begin with the time at which they were made; there are no addresses
/// of IPv6 that begin so.
fn counted(peer: IpAddr) -> Uuid {
    match peer {
        IpAddr::V4(address) => Uuid::from_u128(address.to_ipv6_mapped().to_bits()),
        IpAddr::V6(address) => Uuid::from_u128(address.to_bits()),
    }
}

fn wanted(body: &Value) -> Result<(i64, bool), AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("expires_in_hours");
    let hours = fields.integer("expires_in_hours").unwrap_or_default();
    let is_given = fields.value("expires_in_hours").is_some();
    if is_given && !(1..=LONGEST_HOURS).contains(&hours) {
        fields.refuse("expires_in_hours", "invalid_range", "must be a whole number from 1 to 720");
    }
    let with_recording = fields.boolean("with_recording").unwrap_or(false);
    fields.finish()?;
    Ok((hours, with_recording))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_link_has_an_end() {
        assert_eq!(wanted(&json!({ "expires_in_hours": 720 })).unwrap(), (720, false));
        let heard = json!({ "expires_in_hours": 1, "with_recording": true });
        assert_eq!(wanted(&heard).unwrap(), (1, true));
        for wrong in [json!({}), json!({ "expires_in_hours": 0 }), json!({ "expires_in_hours": 721 })] {
            assert!(matches!(wanted(&wrong), Err(AppError::Malformed(_))), "{wrong}");
        }
    }
}
