//! `PATCH /v1/call/{callId}/properties`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use colloquy_app::AppError;
use colloquy_app::properties::{self, Sent};
use colloquy_domain::ConversationId;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::collect::{self, Collection, Metric};
use crate::envelope::RoarkData;
use crate::{ids, members};

/// Most properties of a request.
const MOST_PROPERTIES: usize = 100;

/// Properties to write and to remove.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = RoarkChangeProperties)]
pub struct Change {
    #[schema(value_type = GivenProperties)]
    properties: Map<String, Value>,
    /// What to measure afterwards.
    #[schema(value_type = Vec<Metric>, required = false, max_items = 20)]
    metrics: Option<Vec<Metric>>,
}

/// 1 to 100 values by name.
struct GivenProperties;

impl PartialSchema for GivenProperties {
    fn schema() -> RefOr<Schema> {
        let value = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Number, Type::Boolean, Type::Null]))
            .pattern(Some("^[^\\u0000]*$"));
        let name =
            ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[^\\u0000]{1,120}$")).build();
        ObjectBuilder::new()
            .min_properties(Some(1))
            .max_properties(Some(MOST_PROPERTIES))
            .property_names(Some(name))
            .additional_properties(Some(Schema::from(value)))
            .description(Some(
                "null removes; names are kept in snake_case; a name keeps the type of its first value in the project",
            ))
            .into()
    }
}

impl ToSchema for GivenProperties {}

/// What became of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkChangedProperties)]
pub struct Changed {
    call_id: String,
    /// Stored names that were written.
    updated: Vec<String>,
    /// Stored names that were there and are not any more.
    removed: Vec<String>,
    /// All that the call has now, as text; only those just written where the key may not read calls.
    properties: BTreeMap<String, String>,
    #[serde(flatten)]
    collection: Collection,
}

/// Writes and removes properties of a call, all or nothing; names that are left out stay.
#[utoipa::path(
    patch,
    path = "/v1/call/{callId}/properties",
    operation_id = "roarkChangeProperties",
    tag = "Roark: calls",
    params(("callId" = String, Path, description = "a UUID")),
    request_body = Change,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 200, description = "what became of them", body = RoarkData<Changed>),
        (status = 409, description = "another request gave one of the names another type at the same moment"),
    )
)]
pub async fn change_properties(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<RoarkData<Changed>>, Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    let (given, metrics) = read(&body)?;
    let change = properties::check(Sent::Change, given)?;
    let written = properties::change(state.app(), &caller, id, change).await?;
    let may_read = caller.may("engagements:read");
    let shown = written.properties.iter().filter(|one| may_read || written.updated.contains(&one.name));
    let data = Changed {
        call_id: id.to_string(),
        properties: shown.map(|one| (one.name.clone(), one.value.to_string())).collect(),
        updated: written.updated,
        removed: written.removed,
        collection: collect::start(state.app(), &caller, id, metrics).await,
    };
    Ok(Json(RoarkData { data }))
}

fn read(body: &Value) -> Result<(&Map<String, Value>, Vec<String>), AppError> {
    let metrics = members::body(body, |fields| {
        fields.require("properties");
        match fields.value("properties").map(Value::as_object) {
            Some(None) => fields.refuse("properties", "invalid_type", "must be an object"),
            Some(Some(given)) if !(1..=MOST_PROPERTIES).contains(&given.len()) => {
                fields.refuse("properties", "invalid_length", "must have 1 to 100 members");
            }
            _ => {}
        }
        collect::read(fields)
    })?;
    let refused = || AppError::malformed("properties", "required", "properties is required");
    let given = body.get("properties").and_then(Value::as_object);
    Ok((given.ok_or_else(refused)?, metrics))
}
