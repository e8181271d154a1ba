//! The Roark API (`/v1`, names in the singular): its paths, its JSON, its errors.
//!
//! Nothing below this crate knows these names. Source of every rule: the wire specification of this project; names
//! that rest on a choice of ours, not on a documented fact, stand in [`names`].
//!
//! Conventions: success is `{"data": …}`, lists add `"pagination"`. Ids are UUIDs; one that is none names nothing.
//! Instants are ISO 8601 in UTC with milliseconds. Members of a request that are not known are ignored. Wrong values
//! are 400, whatever is wrong with them.

mod absent;
mod agents;
mod analytics;
mod calls;
mod collect;
mod envelope;
mod events;
mod forwards;
mod ids;
mod invocations;
mod me;
mod members;
mod metrics;
mod names;
mod observers;
mod problem;
mod properties;
mod refusals;
mod storable;
mod tools;
mod traces;
mod webhooks;

pub use self::events::RoarkEvents;

use colloquy_http::describe::with_schema;
use colloquy_http::{Edge, HttpState, Manners, Surface};
use utoipa_axum::router::OpenApiRouter;

/// Name of the dialect, as endpoints of webhooks carry it.
pub const NAME: &str = "roark";

/// Who owns which path, and the shape of errors.
#[must_use]
pub fn edge() -> Edge {
    Edge {
        name: NAME,
        owns: absent::owns,
        render: problem::render,
        manners: |_| Manners {
            error_schema: Some("RoarkError"),
            error_type: "application/json",
            headers: &[],
            id_pattern: ids::pattern,
            rule_status: "400",
        },
        key_header: Some("x-roark-api-key"),
        absent: absent::refusal,
    }
}

/// The routes.
#[must_use]
pub fn surface() -> Surface {
    let routes: OpenApiRouter<HttpState> = OpenApiRouter::new()
        .merge(me::routes())
        .merge(agents::routes())
        .merge(calls::routes())
        .merge(metrics::routes())
        .merge(observers::routes())
        .merge(forwards::routes())
        .merge(properties::routes())
        .merge(tools::routes())
        .merge(traces::routes())
        .merge(webhooks::routes())
        .merge(analytics::routes());
    Surface { routes: with_schema::<problem::RoarkError>(routes) }
}
