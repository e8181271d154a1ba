//! The Auralytik API: scoring calls of contact centers. Its paths, its JSON, its errors, its events.
//!
//! Nothing below this crate knows these names. Source of every rule: the wire specification of this project; names
//! that rest on a choice of ours, not on a documented fact, stand in [`names`].
//!
//! The same operations stand below two bases ([`base`]): `/v1`, the original one, and `/api/v1`. Lists are flat under
//! both; the newer base adds `meta` and `pagination`. Ids are a prefix and the 26 characters of a ULID in lower case;
//! what has another shape names nothing. Instants are ISO 8601 in UTC without fractions. Members of a request that are
//! not known are ignored. Wrong values are 400, whatever is wrong with them. Every answer carries `X-Request-Id`.
//!
//! Who asks is found by [`auth`], a layer over all operations but those for everybody: requests with a live key are
//! signed over their raw body, so that it has to be read before any handler sees it.

mod analytics;
mod audio_files;
mod auth;
mod base;
mod campaigns;
mod conversations;
mod engagements;
mod envelope;
mod evaluations;
mod events;
mod exports;
mod filters;
mod health;
mod ids;
mod members;
mod names;
mod params;
mod paths;
mod problem;
mod refusals;
mod request_id;
mod storage;
mod usage;
mod voice_calls;
mod webhooks;
mod wire;

pub use self::events::AuralytikEvents;

use axum::middleware::from_fn;
use colloquy_http::describe::with_schema;
use colloquy_http::{Edge, HttpState, Manners, Surface};
use utoipa_axum::router::OpenApiRouter;

/// Name of the dialect, as endpoints of webhooks carry it.
pub const NAME: &str = "auralytik";

/// Who owns which path, and the shape of errors. The files by signed address have errors of their own.
#[must_use]
pub fn edges() -> Vec<Edge> {
    let api = Edge {
        name: NAME,
        owns: paths::is_of_the_api,
        render: problem::render,
        manners: |_| Manners {
            error_schema: Some("AuralytikError"),
            error_type: "application/json",
            headers: &[request_id::DESCRIBED],
            id_pattern: ids::pattern,
            rule_status: "400",
        },
        key_header: None,
        absent: |_, _| None,
    };
    vec![storage::edge(), api]
}

/// The routes.
#[must_use]
pub fn surface() -> Surface {
    let routes: OpenApiRouter<HttpState> = OpenApiRouter::new()
        .merge(base::routes().layer(from_fn(auth::admit)))
        .merge(health::routes())
        .merge(storage::routes())
        .layer(from_fn(request_id::tell));
    Surface { routes: with_schema::<problem::AuralytikError>(routes) }
}
