//! The tags of the workspace.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::AppError;
use colloquy_app::tags::{self, TagChange, TagContent};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_domain::directory::Tag as DomainTag;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::List;

/// No text may be longer; the rules on each are the use case's and stricter.
const LONGEST_TEXT: usize = 10_000;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(list_tags, create_tag)).routes(routes!(update_tag, delete_tag))
}

/// A tag.
#[derive(Serialize, ToSchema)]
struct Tag {
    id: String,
    name: String,
    /// What it is for; automatic tagging goes by it.
    description: Option<String>,
    /// `#RRGGBB`.
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$")]
    hex_color: Option<String>,
    /// Whether it is given automatically.
    auto_tagging_enabled: bool,
    created_at: String,
    updated_at: String,
}

impl Tag {
    fn of(tag: &DomainTag) -> Self {
        Self {
            id: tag.id.to_string(),
            name: tag.name.clone(),
            description: tag.description.clone(),
            hex_color: tag.hex_color.clone(),
            auto_tagging_enabled: tag.auto_tagging_enabled,
            created_at: iso(tag.created_at),
            updated_at: iso(tag.updated_at),
        }
    }
}

/// A new tag.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct CreateTag {
    /// Unique; more than blanks.
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: String,
    #[schema(max_length = 2000)]
    description: Option<String>,
    /// `#RRGGBB`.
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$")]
    hex_color: Option<String>,
    /// true where it is left out.
    auto_tagging_enabled: Option<bool>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct UpdateTag {
    /// Unique; more than blanks.
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: Option<String>,
    /// Null removes it.
    #[schema(max_length = 2000)]
    description: Option<String>,
    /// `#RRGGBB`; null removes it.
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$")]
    hex_color: Option<String>,
    /// Whether it is given automatically.
    auto_tagging_enabled: Option<bool>,
}

/// All tags, by name.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/tags",
    tag = "Signals and tags",
    security(("key" = ["tags:read"])),
    responses(
        (status = 200, description = "the tags", body = List<Tag>),
    )
)]
async fn list_tags(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<Tag>>, Problem> {
    caller.require("tags:read")?;
    let all = tags::list(state.app(), caller.workspace_id()).await?;
    Ok(Json(List::of(&all, Tag::of)))
}

/// Adds a tag.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/tags",
    tag = "Signals and tags",
    request_body = CreateTag,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 201, description = "created", body = Tag),
        (status = 409, description = "a tag has this name already"),
    )
)]
async fn create_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<Tag>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let mut fields = Fields::of_body(&body)?;
    fields.require("name");
    let change = read(fields)?;
    let content = TagContent {
        name: change.name.unwrap_or_default(),
        description: change.description.flatten(),
        hex_color: change.hex_color.flatten(),
        auto_tagging_enabled: change.auto_tagging_enabled.unwrap_or(true),
    };
    let tag = tags::create(state.app(), caller.workspace_id(), content).await?;
    Ok((StatusCode::CREATED, Json(Tag::of(&tag))))
}

/// Changes a tag; what is left out stays.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/tags/{tag_id}",
    tag = "Signals and tags",
    params(("tag_id" = String, Path, description = "its id")),
    request_body = UpdateTag,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the tag as it is now", body = Tag),
        (status = 409, description = "another tag has this name already"),
    )
)]
async fn update_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Tag>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let id = ids::tag(&id)?;
    let change = read(Fields::of_body(&body)?)?;
    Ok(Json(Tag::of(&tags::update(state.app(), caller.workspace_id(), id, change).await?)))
}

/// Removes a tag, from conversations too.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/tags/{tag_id}",
    tag = "Signals and tags",
    params(("tag_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 204, description = "removed"),
    )
)]
async fn delete_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    tags::delete(state.app(), caller.workspace_id(), ids::tag(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read(mut fields: Fields<'_>) -> Result<TagChange, AppError> {
    let mut text = |name: &str| fields.string(name, 0, LONGEST_TEXT).map(str::to_owned);
    let (name, description, hex_color) = (text("name"), text("description"), text("hex_color"));
    let auto_tagging_enabled = fields.boolean("auto_tagging_enabled");
    let cleared = |name: &str, value: Option<String>| {
        if fields.is_null(name) { Some(None) } else { value.map(Some) }
    };
    let (description, hex_color) = (cleared("description", description), cleared("hex_color", hex_color));
    fields.finish()?;
    Ok(TagChange { name, description, hex_color, auto_tagging_enabled })
}
