//! `POST /api/colloquy/v1/keys`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use colloquy_app::AppError;
use colloquy_app::keys::{self, WantedKey};
use colloquy_domain::credential::{Scopes, WORKSPACE_ADMIN};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::NewKey;
use crate::ids;

/// Longest name.
const LONGEST_NAME: usize = 200;
/// Longest id.
const LONGEST_ID: usize = 100;
/// Most scopes of a list; there are fewer.
const MOST_SCOPES: usize = 100;

/// A new key.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateKey {
    /// For people.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: String,
    /// Some of those that `GET /api/colloquy/v1/scopes` lists; everything where it is left out.
    #[schema(min_items = 1, max_items = 100)]
    scopes: Option<Vec<String>>,
    /// The user behind it, in whose name it acts. Without one it acts for nobody; one that somebody makes who is no owner
    /// is then their own.
    #[schema(min_length = 1, max_length = 100)]
    user_id: Option<String>,
}

/// Makes a key. The answer has it in every spelling, this once.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/keys",
    tag = "Keys",
    request_body = CreateKey,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 201, description = "created", body = NewKey),
        (status = 422, description = "a scope that there is not, or a user who is not active"),
    )
)]
pub async fn create_key(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Response, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let wanted = read(&body.value()?)?;
    let (listed, spellings) = keys::create_for(state.app(), &caller, wanted).await?;
    let made = NewKey::of(&listed, spellings);
    Ok((StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], Json(made)).into_response())
}

fn read(body: &Value) -> Result<WantedKey, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("name");
    let name = fields.string("name", 1, LONGEST_NAME).unwrap_or_default().to_owned();
    if fields.value("name").is_some() && name.trim().is_empty() {
        fields.refuse("name", "invalid_length", "must have a character that is seen");
    }
    let names = fields.strings("scopes", MOST_SCOPES, LONGEST_NAME);
    if names.as_ref().is_some_and(Vec::is_empty) {
        fields.refuse("scopes", "invalid_length", "must have at least one item, or be left out");
    }
    let user_id = fields.string("user_id", 1, LONGEST_ID);
    fields.finish()?;
    let unknown_user = |_| {
        let message = "user_id must name an active user of this workspace";
        AppError::invalid("user_id", "unknown_user", message)
    };
    Ok(WantedKey {
        name,
        scopes: scopes(names)?,
        user_id: user_id.map(ids::user).transpose().map_err(unknown_user)?,
    })
}

fn scopes(names: Option<Vec<String>>) -> Result<Scopes, AppError> {
    let Some(names) = names else { return Ok(Scopes::admin()) };
    Scopes::parse(names.iter().map(String::as_str)).map_err(|name| {
        let message = format!("scopes: there is no scope {name}");
        AppError::invalid("scopes", "unknown_scope", message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn without_scopes_a_key_may_do_everything_and_with_none_it_is_refused() {
        let read = |body| read(&body);
        assert_eq!(read(json!({ "name": "x" })).expect("read").scopes, Scopes::admin());
        let some = read(json!({ "name": "x", "scopes": ["tags:read"] })).expect("read").scopes;
        assert_eq!(some, Scopes::parse(["tags:read"]).expect("known"));
        for (body, field) in [
            (json!({ "scopes": ["tags:read"] }), "name"),
            (json!({ "name": " " }), "name"),
            (json!({ "name": "x", "scopes": [] }), "scopes"),
            (json!({ "name": "x", "scopes": ["everything"] }), "scopes"),
            (json!({ "name": "x", "scopes": "tags:read" }), "scopes"),
            (json!({ "name": "x", "user_id": "me" }), "user_id"),
        ] {
            match read(body.clone()) {
                Err(AppError::Malformed(problems) | AppError::Invalid(problems)) => {
                    assert_eq!(problems[0].field, field, "{body}");
                }
                other => panic!("{body}: {other:?}"),
            }
        }
    }
}
