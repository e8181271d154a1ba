//! The house API (`/api/colloquy/v1`): what the console and the command line need and the vendors' APIs lack.
//!
//! Every conversation of the workspace can be read here in full, whichever API it came in by: each finding with
//! the places in the transcript that support it, its confidence and its engine. Receivers of webhooks, questions,
//! tags, comments, users and dead jobs are managed here, and so is quality: scorecards, projects, evaluations with what
//! people say of them, campaigns, and the numbers over many. Agents of this server stand here, too, with what they do, may
//! call and know, and a way to try them; who answers at which address, and whom nobody may write to; and the dialogues that
//! they hold, with what they said and on what grounds. Every route needs a credential, and what it may do goes by
//! its scopes; except those at which outsiders knock: dialers, visitors of web pages (`webchat`), and the provider of
//! short messages (`twilio`), each with proof of its own; and the doors of the console (`session`, `password_resets`), at
//! which people knock. The console itself ([`page`]) is embedded here.
//!
//! Conventions: ids are UUIDs in answers and may be sent as UUID, as ULID, or as another API spells them
//! (`prefix_` and ULID); campaigns and call centers go by their keys. Instants are ISO 8601 in UTC with milliseconds.
//! Lists stand under `data`, and long ones are read by a cursor or by page numbers. A member without a value is null. A
//! wrong shape is 400, a well-formed value that breaks a rule 422.

mod actions;
mod agents;
mod blocking;
mod call_centers;
mod campaigns;
mod channels;
mod comments;
mod console;
mod conversations;
mod dialers;
mod dialogues;
mod do_not_contact;
mod engines;
mod error;
mod evaluations;
mod exports;
mod given;
mod ids;
mod inbound_routes;
mod jobs;
mod keys;
mod knowledge_bases;
mod me;
mod oauth_clients;
mod onward;
mod overview;
mod params;
mod password_resets;
mod projects;
mod quality;
mod query;
mod samples;
mod scorecards;
mod search;
mod session;
mod signal_definitions;
mod skills;
mod stream;
mod tags;
mod test_chats;
mod traces;
mod twilio;
mod uploads;
mod users;
mod webchat;
mod webhooks;
mod wire;
mod workflows;

use colloquy_http::describe::with_schema;
use colloquy_http::edge::HOUSE;
use colloquy_http::{Edge, HttpState, Manners, Surface};
use utoipa_axum::router::OpenApiRouter;

pub use self::console::page;
pub use self::engines::{Diagnose, Diagnosis, EngineCheck, EngineHealth, EngineState, watch_engines};

/// Owns everything that nobody else claims: it has to be asked last.
#[must_use]
pub fn edge() -> Edge {
    Edge {
        name: HOUSE,
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
        .merge(uploads::routes())
        .merge(traces::routes())
        .merge(stream::routes())
        .merge(overview::routes())
        .merge(search::routes())
        .merge(comments::routes())
        .merge(exports::routes())
        .merge(webhooks::routes())
        .merge(signal_definitions::routes())
        .merge(tags::routes())
        .merge(users::routes())
        .merge(session::routes())
        .merge(password_resets::routes())
        .merge(keys::routes())
        .merge(engines::routes())
        .merge(samples::routes())
        .merge(workflows::routes())
        .merge(scorecards::routes())
        .merge(projects::routes())
        .merge(evaluations::routes())
        .merge(quality::routes())
        .merge(campaigns::routes())
        .merge(call_centers::routes())
        .merge(dialers::routes())
        .merge(inbound_routes::routes())
        .merge(do_not_contact::routes())
        .merge(agents::routes())
        .merge(skills::routes())
        .merge(actions::routes())
        .merge(knowledge_bases::routes())
        .merge(channels::routes())
        .merge(dialogues::routes())
        .merge(test_chats::routes())
        .merge(webchat::routes())
        .merge(twilio::routes())
        .merge(jobs::routes())
        .merge(oauth_clients::routes())
        .merge(me::routes());
    Surface { routes: with_schema::<error::ErrorBody>(routes) }
}
