//! `GET /v1/me` and `GET /v1/projects`: who asks, and what it reaches.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::read;
use colloquy_domain::directory::Workspace;
use colloquy_http::{Authenticated, HttpState, Problem};

use crate::envelope::RoarkData;
use crate::names;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(get_me)).routes(routes!(list_projects))
}

/// Who asks.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMe)]
struct Me {
    /// A key opens exactly one project.
    #[schema(value_type = TokenScope)]
    token_scope: &'static str,
    organization: Organization,
    /// The project that the key opens.
    #[schema(required)]
    default_project: Option<DefaultProject>,
    granted_permissions: Vec<&'static str>,
    #[schema(value_type = Vec<CoarseScope>)]
    scopes: Vec<&'static str>,
    /// The user behind the key, where there is one.
    #[schema(required)]
    user: Option<Person>,
}

colloquy_http::words! {
    /// What a key opens.
    TokenScope = ["PROJECT", "USER"];
    /// Reading or writing.
    CoarseScope = ["READ", "WRITE"];
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkOrganization)]
struct Organization {
    id: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkDefaultProject)]
struct DefaultProject {
    id: String,
    name: String,
    slug: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkPerson)]
struct Person {
    id: String,
    email: String,
    #[schema(required)]
    name: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkProjects)]
struct Projects {
    projects: Vec<Project>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkProject)]
struct Project {
    id: String,
    name: String,
    slug: String,
    granted_permissions: Vec<&'static str>,
    organization: Organization,
}

/// A workspace is a project and, as it has nothing above it, its own organisation.
fn organization(workspace: &Workspace) -> Organization {
    Organization { id: workspace.id.to_string(), name: workspace.name.clone() }
}

/// Tells who asks.
#[utoipa::path(
    get,
    path = "/v1/me",
    operation_id = "roarkGetMe",
    tag = "Roark: account",
    responses((status = 200, description = "who asks", body = RoarkData<Me>)),
)]
async fn get_me(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<RoarkData<Me>>, Problem> {
    let workspace = read::workspace(state.app(), &caller).await?;
    let user = match caller.user_id() {
        Some(id) => read::user(state.app(), &caller, id).await?,
        None => None,
    };
    let data = Me {
        token_scope: "PROJECT",
        organization: organization(&workspace),
        granted_permissions: names::permissions(&caller),
        scopes: names::coarse_scopes(&caller),
        user: user.map(|user| Person { id: user.id.to_string(), email: user.email, name: Some(user.name) }),
        default_project: Some(DefaultProject {
            id: workspace.id.to_string(),
            slug: names::slug(&workspace.name),
            name: workspace.name,
        }),
    };
    Ok(Json(RoarkData { data }))
}

/// Lists the projects that the credential reaches: exactly its own.
#[utoipa::path(
    get,
    path = "/v1/projects",
    operation_id = "roarkListProjects",
    tag = "Roark: account",
    responses((status = 200, description = "the projects", body = RoarkData<Projects>)),
)]
async fn list_projects(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<RoarkData<Projects>>, Problem> {
    let workspace = read::workspace(state.app(), &caller).await?;
    let project = Project {
        id: workspace.id.to_string(),
        slug: names::slug(&workspace.name),
        granted_permissions: names::permissions(&caller),
        organization: organization(&workspace),
        name: workspace.name,
    };
    Ok(Json(RoarkData { data: Projects { projects: vec![project] } }))
}
