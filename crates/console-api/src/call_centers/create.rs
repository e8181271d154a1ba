//! `POST /api/colloquy/v1/call-centers`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::campaigns::call_centers::{self, NewCallCenter};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};

use super::{CallCenter, LONGEST_NAME};
use crate::campaigns::body::{key, said};
use crate::error::ErrorBody;

/// A new call center.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateCallCenter {
    /// By which it is to be referred to; unique, and the server's own where it is left out.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
    )]
    key: Option<String>,
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: String,
}

/// Adds a call center.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/call-centers",
    tag = "Campaigns",
    request_body = CreateCallCenter,
    security(("key" = ["campaigns:write"])),
    responses(
        (status = 201, description = "created", body = CallCenter),
        (status = 409, description = "a call center has this key already", body = ErrorBody),
    )
)]
pub async fn create_call_center(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<CallCenter>), Problem> {
    caller.require("campaigns:write")?;
    let body = body.value()?;
    let call_center = call_centers::create(state.app(), caller.workspace_id(), read(&body)?).await?;
    Ok((StatusCode::CREATED, Json(CallCenter::of(&call_center))))
}

fn read(body: &Value) -> Result<NewCallCenter, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("name");
    let (key, name) = (key(&mut fields), said(&mut fields, "name", LONGEST_NAME));
    fields.finish()?;
    Ok(NewCallCenter { key, name: name.unwrap_or_default() })
}
