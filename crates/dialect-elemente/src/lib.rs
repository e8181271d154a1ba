//! The Elemente API: agents that hold conversations by telephone, message, mail and chat. Its paths, its JSON, its errors.
//!
//! Nothing below this crate knows these names. Source of every rule: the wire specification of this project; names
//! that rest on a choice of ours, not on a documented fact, stand in [`names`].
//!
//! It shares `/api/v1` with another API, and owns five of the words there ([`paths`]); a word that nobody owns is answered
//! in its manner where the request shows a credential in its manner ([`unclaimed`]). Credentials are HTTP Basic and nothing
//! else ([`caller`]). Errors have the shape that NestJS gives them ([`problem`]). Ids are UUIDs; one that is none names
//! nothing. Members of a request that are not known are ignored, null counts as left out, and updates change what is sent
//! and nothing else. There are no events: clients ask again.

mod actions;
mod agents;
mod caller;
mod calls;
mod ids;
mod knowledgebase;
mod members;
mod names;
mod params;
mod paths;
mod problem;
mod prompt;
mod schema;
mod skills;
mod unclaimed;

use colloquy_http::describe::with_schema;
use colloquy_http::{Edge, HttpState, Manners, Surface};
use utoipa_axum::router::OpenApiRouter;

/// Name of the dialect.
pub const NAME: &str = "elemente";

/// Who owns which path, and the shape of errors. It has to be asked before the other owner of `/api/v1`, which takes
/// what is left there.
#[must_use]
pub fn edge() -> Edge {
    Edge {
        name: NAME,
        owns: paths::owns,
        render: problem::render,
        manners: |_| Manners {
            error_schema: Some("ElementeError"),
            error_type: "application/json",
            headers: &[],
            id_pattern: ids::pattern,
            rule_status: "400",
        },
        key_header: None,
        absent: |_, _| None,
    }
}

/// The routes.
#[must_use]
pub fn surface() -> Surface {
    let routes: OpenApiRouter<HttpState> = OpenApiRouter::new()
        .merge(calls::routes())
        .merge(agents::routes())
        .merge(actions::routes())
        .merge(knowledgebase::routes())
        .merge(skills::routes())
        .merge(unclaimed::routes());
    Surface { routes: with_schema::<problem::ElementeError>(routes) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::surface;

    #[test]
    fn every_operation_takes_basic_credentials_and_says_so() {
        let document = serde_json::to_value(surface().routes.get_openapi()).unwrap();
        let mut described = 0;
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let Some(security) = operation["security"].as_array() else {
                    panic!("{method} {path} says nothing of credentials");
                };
                let [requirement] = security.as_slice() else { panic!("{method} {path}: {security:?}") };
                let schemes: Vec<&String> = requirement.as_object().unwrap().keys().collect();
                assert_eq!(schemes, ["basic"], "{method} {path}");
                assert!(requirement["basic"].as_array().is_some_and(|scopes| scopes.len() == 1));
                described += 1;
            }
        }
        assert!(described >= 24, "{described}");
        let scopes = &document["paths"]["/api/v1/calls"]["post"]["security"][0]["basic"];
        assert_eq!(scopes, &json!(["calls:write"]));
    }
}
