//! What creating and changing a receiver read from their bodies.

use std::collections::BTreeMap;

use colloquy_app::AppError;
use colloquy_app::webhooks::{EndpointChange, NewEndpoint};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use super::headers;

/// Longest URL that is looked at; the rule on its length is the use case's.
const LONGEST_TEXT: usize = 8_192;
/// Longest note.
const LONGEST_DESCRIPTION: usize = 1_000;
/// Most event types of one receiver.
const MOST_EVENT_TYPES: usize = 100;
/// Longest name of an event type.
const LONGEST_EVENT_TYPE: usize = 200;

/// A new receiver.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateWebhook {
    /// https address.
    #[schema(format = "uri", min_length = 1, max_length = 8192)]
    url: String,
    /// Types that it gets; all where it is left out or empty.
    #[schema(max_items = 100)]
    event_types: Option<Vec<String>>,
    /// A note for people.
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// The API in whose shape it gets events; the server's first where it is left out.
    #[schema(min_length = 1, max_length = 100)]
    dialect: Option<String>,
    /// Sent along with each delivery. At most 20, of visible ASCII characters; none that describes the connection or
    /// the body, or signs it. Values are never shown.
    headers: Option<BTreeMap<String, String>>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateWebhook {
    /// https address. To another server the headers go with their values only, sent again with it, or null.
    #[schema(format = "uri", min_length = 1, max_length = 8192)]
    url: Option<String>,
    /// Types that it gets; empty for all.
    #[schema(max_items = 100)]
    event_types: Option<Vec<String>>,
    /// A note for people; null removes it.
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// true switches it on again and forgets its failures.
    enabled: Option<bool>,
    /// Headers that are sent along: null takes one away, and those that are left out stay.
    headers: Option<BTreeMap<String, Option<String>>>,
}

/// Reads a new receiver. `sees_private` says whether its maker may read private conversations.
pub fn new_endpoint(body: &Value, usual_dialect: &str, sees_private: bool) -> Result<NewEndpoint, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("url");
    let url = fields.string("url", 1, LONGEST_TEXT).unwrap_or_default().to_owned();
    let event_types = fields.strings("event_types", MOST_EVENT_TYPES, LONGEST_EVENT_TYPE);
    let description = fields.string("description", 0, LONGEST_DESCRIPTION).map(str::to_owned);
    let dialect = fields.string("dialect", 1, 100).unwrap_or(usual_dialect).to_owned();
    let headers = headers::given(&mut fields);
    fields.finish()?;
    Ok(NewEndpoint {
        dialect,
        url,
        event_types: event_types.unwrap_or_default(),
        description,
        headers,
        sees_private,
    })
}

/// Reads a change.
pub fn change(body: &Value) -> Result<EndpointChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    let url = fields.string("url", 1, LONGEST_TEXT).map(str::to_owned);
    let event_types = fields.strings("event_types", MOST_EVENT_TYPES, LONGEST_EVENT_TYPE);
    let new_description = fields.string("description", 0, LONGEST_DESCRIPTION).map(str::to_owned);
    let enabled = fields.boolean("enabled");
    let description = if fields.is_null("description") { Some(None) } else { new_description.map(Some) };
    let headers = headers::changed(&mut fields);
    fields.finish()?;
    Ok(EndpointChange { url, event_types, description, headers, enabled })
}
