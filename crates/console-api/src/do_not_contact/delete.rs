//! `DELETE /api/colloquy/v1/do-not-contact/{address}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::do_not_contact;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Takes an address off the list: agents may write to it and call it again.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/do-not-contact/{address}",
    tag = "Dialogues",
    params(("address" = String, Path, description = "the number or e-mail address")),
    security(("key" = ["contacts:write"])),
    responses((status = 204, description = "it stands there no more"))
)]
pub async fn delete_do_not_contact(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(address): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("contacts:write")?;
    let address = ids::key(&address, "address on the do-not-contact list")?;
    do_not_contact::remove(state.app(), caller.workspace_id(), address).await?;
    Ok(StatusCode::NO_CONTENT)
}
