//! Who asks, and where: for every credential, whatever its scopes.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::read;
use colloquy_domain::directory::{User as DomainUser, Workspace as DomainWorkspace};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem};

use crate::wire::words;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(get_me)).routes(routes!(get_workspace))
}

/// The credential and who is behind it.
#[derive(Serialize, ToSchema)]
struct Me {
    credential: MyCredential,
    /// The user behind the credential, where there is one.
    user: Option<MyUser>,
    workspace_id: String,
}

#[derive(Serialize, ToSchema)]
struct MyCredential {
    id: String,
    name: String,
    scopes: Vec<String>,
    created_at: String,
}

/// A user.
#[derive(Serialize, ToSchema)]
struct MyUser {
    id: String,
    email: String,
    name: String,
    #[schema(value_type = words::UserRole)]
    role: &'static str,
}

/// The workspace.
#[derive(Serialize, ToSchema)]
struct Workspace {
    id: String,
    name: String,
    /// IANA time zone in which "by Friday" is meant.
    time_zone: String,
    /// Whether new conversations are private unless the request says otherwise.
    private_by_default: bool,
    /// E-mail domains of the own organisation.
    own_domains: Vec<String>,
    created_at: String,
}

fn user(user: DomainUser) -> MyUser {
    MyUser { id: user.id.to_string(), email: user.email, name: user.name, role: user.role.as_str() }
}

fn workspace(workspace: DomainWorkspace) -> Workspace {
    Workspace {
        id: workspace.id.to_string(),
        name: workspace.name,
        time_zone: workspace.time_zone,
        private_by_default: workspace.private_by_default,
        own_domains: workspace.own_domains,
        created_at: iso(workspace.created_at),
    }
}

/// The credential that asks, and the user behind it.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/me",
    tag = "Workspace",
    responses(
        (status = 200, description = "who asks", body = Me),
    )
)]
async fn get_me(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<Me>, Problem> {
    let found = match caller.user_id() {
        Some(id) => read::user(state.app(), &caller, id).await?,
        None => None,
    };
    let credential = &caller.credential;
    Ok(Json(Me {
        credential: MyCredential {
            id: credential.id.ulid(),
            name: credential.name.clone(),
            scopes: credential.scopes.0.iter().map(|scope| scope.as_str().to_owned()).collect(),
            created_at: iso(credential.created_at),
        },
        user: found.map(user),
        workspace_id: caller.workspace_id().to_string(),
    }))
}

/// The workspace that the credential opens.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/workspace",
    tag = "Workspace",
    responses(
        (status = 200, description = "the workspace", body = Workspace),
    )
)]
async fn get_workspace(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<Workspace>, Problem> {
    Ok(Json(workspace(read::workspace(state.app(), &caller).await?)))
}
