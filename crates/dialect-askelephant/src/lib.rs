//! The AskElephant public API (`/api/v2`): its paths, its JSON, its errors, its events.
//!
//! Nothing below this crate knows these names. Source of every rule: the wire specification of this project;
//! names that rest on a choice of ours, not on a documented fact, stand in [`names`].

mod comments;
mod companies;
mod contacts;
mod create;
mod engagements;
mod etag;
mod events;
mod expand;
mod expanded;
mod get;
mod ids;
mod lists;
mod members;
mod names;
mod oauth;
mod problem;
mod tags;
mod timeline;
mod users;
mod wire;
mod words;

pub use self::events::AskElephantEvents;
pub use self::ids::parse_engagement;

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use colloquy_http::describe::with_schema;
use colloquy_http::edge::is_below;
use colloquy_http::{Edge, HttpState, Manners, Surface};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Name of the dialect, as endpoints of webhooks carry it.
pub const NAME: &str = "askelephant";

/// What every answer carries, for descriptions.
const VERSION_HEADER: (&str, &str) = ("X-Api-Version", "version of this API");

/// Who owns which path, and the shape of errors. OAuth's own endpoints have errors of their own.
#[must_use]
pub fn edges() -> Vec<Edge> {
    let api = Edge {
        name: NAME,
        owns: |path| is_below(path, "/api/v2") || is_below(path, "/api/v1/oauth"),
        render: problem::render,
        manners: |_| Manners {
            error_schema: Some("ProblemDocument"),
            error_type: "application/problem+json",
            headers: &[VERSION_HEADER],
            id_pattern: ids::pattern,
            rule_status: "422",
        },
        key_header: None,
        absent: |_, _| None,
    };
    oauth::edges().into_iter().chain([api]).collect()
}

/// The routes.
#[must_use]
pub fn surface() -> Surface {
    let routes: OpenApiRouter<HttpState> = OpenApiRouter::new()
        .routes(routes!(create::create_engagement))
        .routes(routes!(get::get_engagement))
        .routes(routes!(timeline::get_transcript_timeline))
        .merge(oauth::routes())
        .merge(lists::routes())
        .merge(engagements::routes())
        .merge(comments::routes())
        .merge(contacts::routes())
        .merge(companies::routes())
        .merge(users::routes())
        .merge(tags::routes())
        .layer(axum::middleware::map_response(with_version));
    Surface { routes: with_schema::<wire::schema::ProblemDocument>(routes) }
}

async fn with_version(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-api-version"), HeaderValue::from_static(names::API_VERSION));
    response
}
