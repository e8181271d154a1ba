//! The house API (`/api/colloquy/v1`): what the console and the command line need and the vendors' APIs lack.
//!
//! Every conversation of the workspace can be read here in full, whichever API it came in by: each finding with
//! the places in the transcript that support it, its confidence and its engine. Receivers of webhooks, questions,
//! tags, comments, users and dead jobs are managed here, and so is quality: scorecards, projects, evaluations with what
//! people say of them, campaigns, and the numbers over many. Who answers at which address, whom nobody may write to,
//! and what agents said and on what grounds stands here, too. Every route needs a credential, and what it may do goes by
//! its scopes; except those at which outsiders knock: dialers, visitors of web pages (`webchat`), and the provider of
//! short messages (`twilio`), each with proof of its own.
//!
//! Conventions: ids are UUIDs in answers and may be sent as UUID, as ULID, or as another API spells them
//! (`prefix_` and ULID); campaigns and call centers go by their keys. Instants are ISO 8601 in UTC with milliseconds.
//! Lists stand under `data`, and long ones are read by a cursor or by page numbers. A member without a value is null. A
//! wrong shape is 400, a well-formed value that breaks a rule 422.

mod blocking;
mod call_centers;
mod campaigns;
mod comments;
mod conversation_page;
mod conversations;
mod dialers;
mod dialogues;
mod do_not_contact;
mod error;
mod evaluations;
mod exports;
mod ids;
mod inbound_routes;
mod jobs;
mod knowledge_sources;
mod me;
mod oauth_clients;
mod params;
mod projects;
mod quality;
mod query;
mod scorecards;
mod search;
mod signal_definitions;
mod tags;
mod twilio;
mod users;
mod webchat;
mod webhooks;
mod wire;
mod workflows;

use colloquy_http::describe::with_schema;
use colloquy_http::{Edge, HttpState, Manners, Surface};
use utoipa_axum::router::OpenApiRouter;

/// Owns everything that nobody else claims: it has to be asked last.
#[must_use]
pub fn edge() -> Edge {
    Edge {
        name: "colloquy",
        owns: |_| true,
        render: error::render,
        manners: |_| Manners {
            error_schema: Some("ErrorBody"),
            error_type: "application/json",
            headers: &[],
            id_pattern: |name| name.ends_with("_id").then_some(ids::PATTERN),
            rule_status: "422",
        },
        key_header: None,
        absent: |_, _| None,
    }
}

/// The routes.
#[must_use]
pub fn surface() -> Surface {
    let routes: OpenApiRouter<HttpState> = OpenApiRouter::new()
        .merge(conversations::routes())
        .merge(search::routes())
        .merge(comments::routes())
        .merge(exports::routes())
        .merge(webhooks::routes())
        .merge(signal_definitions::routes())
        .merge(tags::routes())
        .merge(users::routes())
        .merge(workflows::routes())
        .merge(scorecards::routes())
        .merge(projects::routes())
        .merge(evaluations::routes())
        .merge(quality::routes())
        .merge(campaigns::routes())
        .merge(call_centers::routes())
        .merge(conversation_page::routes())
        .merge(dialers::routes())
        .merge(inbound_routes::routes())
        .merge(do_not_contact::routes())
        .merge(knowledge_sources::routes())
        .merge(dialogues::routes())
        .merge(webchat::routes())
        .merge(twilio::routes())
        .merge(jobs::routes())
        .merge(oauth_clients::routes())
        .merge(me::routes());
    Surface { routes: with_schema::<error::ErrorBody>(routes) }
}
