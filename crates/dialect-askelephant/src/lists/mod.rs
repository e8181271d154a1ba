//! Lists: five collections, read page by page in the same way.
//!
//! [`query`] reads what all of them share (`limit`, `cursor`, `order_by`, `search`, the shape of `filter[…]`), each
//! kind of filter what is its own. The answer is an envelope with a cursor that carries the whole traversal.

mod companies;
mod contacts;
mod crm;
mod directory_filter;
mod engagement_filter;
mod engagements;
mod params;
mod query;
mod schema;
mod tags;
mod users;
mod values;

use axum::Json;
use colloquy_app::AppError;
use colloquy_app::lists::Page;
use colloquy_domain::crm::CrmObjectType;
use colloquy_http::{Cursor, HttpState};
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::query::ListFilter;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(contacts::list_contacts))
        .routes(routes!(companies::list_companies))
        .routes(routes!(users::list_users))
        .routes(routes!(tags::list_tags))
        .routes(routes!(engagements::list_engagements))
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Collection {
    Contacts,
    Companies,
    Users,
    Tags,
    Engagements,
}

impl Collection {
    /// Its name in cursors.
    fn name(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Companies => "companies",
            Self::Users => "users",
            Self::Tags => "tags",
            Self::Engagements => "engagements",
        }
    }

    /// Whether `search` means anything.
    fn has_search(self) -> bool {
        self != Self::Tags
    }

    /// Records of the CRM by which it can be filtered.
    fn crm_types(self) -> &'static [CrmObjectType] {
        match self {
            Self::Contacts => &[CrmObjectType::Contact],
            Self::Companies => &[CrmObjectType::Company],
            Self::Users | Self::Tags => &[],
            Self::Engagements => &CrmObjectType::ALL,
        }
    }
}

/// A page as clients get it.
fn envelope<F: ListFilter, T>(
    collection: Collection,
    filter: F,
    page: &Page<T>,
    data: Vec<Value>,
) -> Result<Json<Value>, AppError> {
    let next_cursor = page.next.map(|walk| Cursor { filter, walk }.write(collection.name())).transpose()?;
    Ok(Json(json!({
        "object": "list",
        "data": data,
        "has_more": next_cursor.is_some(),
        "next_cursor": next_cursor,
    })))
}
