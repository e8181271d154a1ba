//! Addresses for dialers that can be given nothing but an address.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::dialers::connections::{self, NewConnection};
use colloquy_app::{App, AppError};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_domain::dialer::{CallHandling, Dialer, DialerConnection as DomainConnection};
use colloquy_domain::secret::SecretText;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::{List, words};

/// Longest e-mail address and id of an agent.
const LONGEST_PERSON_TEXT: usize = 320;

/// An address for a dialer, without the secret in it.
#[derive(Serialize, ToSchema)]
pub struct DialerConnection {
    id: String,
    #[schema(value_type = words::Dialer)]
    dialer: &'static str,
    name: String,
    /// Who owns calls whose agent is no known user; null where such calls are refused.
    default_owner_id: Option<String>,
    /// Whether workflows may run for its calls.
    run_workflows: bool,
    /// Link to the call in the dialer.
    link_template: Option<String>,
    /// E-mail addresses of users by the dialer's ids of its agents.
    agents: BTreeMap<String, String>,
    /// Whether what comes has to be signed.
    is_signed: bool,
    created_at: String,
    updated_at: String,
}

/// An address with its secret: only in answers to creation and rotation.
#[derive(Serialize, ToSchema)]
pub struct DialerConnectionWithUrl {
    /// The address without its secret.
    #[serde(flatten)]
    connection: DialerConnection,
    /// What the dialer is given.
    url: String,
}

impl DialerConnection {
    fn of(connection: &DomainConnection) -> Self {
        let handling = &connection.handling;
        Self {
            id: connection.id.to_string(),
            dialer: connection.dialer.as_str(),
            name: connection.name.clone(),
            default_owner_id: connection.default_owner.map(|id| id.to_string()),
            run_workflows: handling.run_workflows,
            link_template: handling.link_template.clone(),
            agents: handling.agents.clone(),
            is_signed: connection.signing_secret.is_some(),
            created_at: iso(connection.created_at),
            updated_at: iso(connection.updated_at),
        }
    }
}

impl DialerConnectionWithUrl {
    fn of(app: &App, (connection, secret): &(DomainConnection, SecretText)) -> Self {
        let base = app.public_url.as_str().trim_end_matches('/');
        let (dialer, secret) = (connection.dialer.as_str(), secret.reveal());
        Self {
            connection: DialerConnection::of(connection),
            url: format!("{base}/api/colloquy/v1/dialers/{dialer}/{secret}"),
        }
    }
}

/// An address that is to be.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateDialerConnection {
    #[schema(value_type = words::Dialer)]
    dialer: String,
    /// A name for people.
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: String,
    /// Id of the user who owns calls whose agent is no known user; without it such calls are refused.
    #[schema(
        pattern = "^([a-z_]+_)?[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$|^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
    )]
    default_owner_id: Option<String>,
    /// Whether workflows may run for its calls; true where it is left out.
    run_workflows: Option<bool>,
    /// Link to the call in the dialer, for events that bring none; `{call_id}`, `{contact_id}` and `{agent_id}` in it
    /// are filled.
    #[schema(max_length = 1000, pattern = "^[A-Za-z][A-Za-z0-9+.-]*:")]
    link_template: Option<String>,
    /// E-mail addresses of users by the dialer's ids of its agents; at most 1000.
    agents: Option<BTreeMap<String, String>>,
    /// The secret with which the dialer signs; what comes unsigned is refused then.
    #[schema(min_length = 8, max_length = 200)]
    signing_secret: Option<String>,
}

/// Makes an address that a dialer can be given. The answer holds it; no read shows it again.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/dialer_connections",
    tag = "Dialers",
    request_body = CreateDialerConnection,
    security(("key" = ["workspace:admin"])),
    responses((status = 201, description = "made", body = DialerConnectionWithUrl))
)]
pub async fn create_dialer_connection(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<DialerConnectionWithUrl>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let new = read(&body.value()?)?;
    let made = connections::create(state.app(), caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(DialerConnectionWithUrl::of(state.app(), &made))))
}

/// All addresses, oldest first, without their secrets.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/dialer_connections",
    tag = "Dialers",
    security(("key" = ["workspace:admin"])),
    responses((status = 200, description = "the addresses", body = List<DialerConnection>))
)]
pub async fn list_dialer_connections(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<DialerConnection>>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let all = connections::list(state.app(), caller.workspace_id()).await?;
    Ok(Json(List::of(&all, DialerConnection::of)))
}

/// One address, without its secret.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/dialer_connections/{dialer_connection_id}",
    tag = "Dialers",
    params(("dialer_connection_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses((status = 200, description = "the address", body = DialerConnection))
)]
pub async fn get_dialer_connection(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<DialerConnection>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let id = ids::dialer_connection(&id)?;
    Ok(Json(DialerConnection::of(&connections::get(state.app(), caller.workspace_id(), id).await?)))
}

/// Gives the address another secret. The one before is worth nothing from now on.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/dialer_connections/{dialer_connection_id}/rotate",
    tag = "Dialers",
    params(("dialer_connection_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses((status = 200, description = "the new address", body = DialerConnectionWithUrl))
)]
pub async fn rotate_dialer_connection(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<DialerConnectionWithUrl>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let id = ids::dialer_connection(&id)?;
    let rotated = connections::rotate(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(DialerConnectionWithUrl::of(state.app(), &rotated)))
}

/// Removes an address. Calls that came by it stay.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/dialer_connections/{dialer_connection_id}",
    tag = "Dialers",
    params(("dialer_connection_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_dialer_connection(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    connections::delete(state.app(), caller.workspace_id(), ids::dialer_connection(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read(body: &Value) -> Result<NewConnection, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("dialer");
    fields.require("name");
    let dialer = fields.string("dialer", 0, 100).and_then(|name| {
        let dialer = Dialer::parse(name);
        if dialer.is_none() {
            fields.refuse("dialer", "unknown_value", "must be wavv");
        }
        dialer
    });
    let name = fields.string("name", 1, 255).unwrap_or_default().trim().to_owned();
    let default_owner = fields.string("default_owner_id", 0, 100).and_then(|text| {
        let id = ids::user(text).ok();
        if id.is_none() {
            fields.refuse("default_owner_id", "invalid_format", "must be the id of a user");
        }
        id
    });
    let run_workflows = fields.boolean("run_workflows").unwrap_or(true);
    let link_template = fields.string("link_template", 0, 1_000).map(str::to_owned);
    let signing_secret = fields.string("signing_secret", 8, 200).map(SecretText::new);
    let agents = agents(&mut fields);
    fields.finish()?;
    // `finish` has refused a body without it.
    let dialer = dialer.ok_or(AppError::NotFound("dialer"))?;
    let handling = CallHandling { run_workflows, link_template, agents };
    Ok(NewConnection { dialer, name, default_owner, handling, signing_secret })
}

fn agents(fields: &mut Fields<'_>) -> BTreeMap<String, String> {
    let Some(value) = fields.value("agents") else { return BTreeMap::new() };
    let Some(members) = value.as_object() else {
        fields.refuse("agents", "invalid_type", "must be an object");
        return BTreeMap::new();
    };
    let Some(mut inner) = Fields::of(value, "agents") else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for id in members.keys() {
        if id.chars().count() > LONGEST_PERSON_TEXT || id.contains('\0') {
            fields.refuse(
                "agents",
                "invalid_length",
                "must have names of at most 320 characters, none of them U+0000",
            );
            break;
        }
        if let Some(email) = inner.string(id, 0, LONGEST_PERSON_TEXT) {
            found.insert(id.clone(), email.to_owned());
        }
    }
    fields.adopt(inner);
    found
}
