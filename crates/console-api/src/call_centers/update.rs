//! `PATCH /api/colloquy/v1/call-centers/{call_center_key}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::campaigns::call_centers::{self, CallCenterChange};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use super::{CallCenter, LONGEST_NAME};
use crate::campaigns::body::said;
use crate::ids;

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateCallCenter {
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: Option<String>,
}

/// Changes a call center. Its key never changes.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/call-centers/{call_center_key}",
    tag = "Campaigns",
    params(("call_center_key" = String, Path, description = "its key")),
    request_body = UpdateCallCenter,
    security(("key" = ["campaigns:write"])),
    responses(
        (status = 200, description = "the call center as it is now", body = CallCenter),
    )
)]
pub async fn update_call_center(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(key): Path<String>,
    body: JsonBody,
) -> Result<Json<CallCenter>, Problem> {
    caller.require("campaigns:write")?;
    let body = body.value()?;
    let (key, change) = (ids::key(&key, "call center")?, read(&body)?);
    let call_center = call_centers::update(state.app(), caller.workspace_id(), key, change).await?;
    Ok(Json(CallCenter::of(&call_center)))
}

fn read(body: &Value) -> Result<CallCenterChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    let name = said(&mut fields, "name", LONGEST_NAME);
    fields.finish()?;
    Ok(CallCenterChange { name })
}
