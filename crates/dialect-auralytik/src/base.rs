//! The two bases: `/v1`, the original one, and `/api/v1`, the newer one. Every operation stands below both.
//!
//! The routers of resources know paths relative to a base. They are nested twice; the description of the newer base's
//! operations gets ids of its own. Handlers see the path without its base, and ask for [`Base`] where they need it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use colloquy_domain::RequestId;
use colloquy_http::HttpState;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    analytics, audio_files, campaigns, conversations, engagements, evaluations, exports, usage, voice_calls,
    webhooks,
};

const ORIGINAL: &str = "/v1";
const NEWER: &str = "/api/v1";

/// How the ids of operations begin, and those of the newer base's.
const OPERATIONS: &str = "auralytik";
const NEWER_OPERATIONS: &str = "auralytikApi";

/// The base that a request came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// `/v1`.
    V1,
    /// `/api/v1`, whose lists tell the request's id.
    ApiV1(RequestId),
}

impl Base {
    /// The base of a whole path.
    pub fn of(path: &str, request_id: RequestId) -> Self {
        if path.starts_with("/api/") { Self::ApiV1(request_id) } else { Self::V1 }
    }

    /// The path of something below it.
    pub fn path(self, rest: &str) -> String {
        let base = match self {
            Self::V1 => ORIGINAL,
            Self::ApiV1(_) => NEWER,
        };
        format!("{base}{rest}")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        // The layer that finds who asks notes it; a path that it did not see has no base.
        Ok(parts.extensions.get::<Self>().copied().unwrap_or(Self::V1))
    }
}

/// All operations below both bases.
pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().nest(ORIGINAL, resources()).nest(NEWER, renamed(resources()))
}

fn resources() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .merge(engagements::routes())
        .merge(evaluations::routes())
        .merge(audio_files::routes())
        .merge(analytics::routes())
        .merge(exports::routes())
        .merge(campaigns::routes())
        .merge(conversations::routes())
        .merge(voice_calls::routes())
        .merge(webhooks::routes())
        .merge(usage::routes())
}

/// The same with the newer base's ids of operations: an id names one operation.
fn renamed(mut routes: OpenApiRouter<HttpState>) -> OpenApiRouter<HttpState> {
    for item in routes.get_openapi_mut().paths.paths.values_mut() {
        for operation in operations(item) {
            if let Some(id) = &mut operation.operation_id {
                let rest = id.strip_prefix(OPERATIONS).unwrap_or(id.as_str());
                *id = format!("{NEWER_OPERATIONS}{rest}");
            }
        }
    }
    routes
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_operation_stands_below_both_bases_under_an_id_of_its_own() {
        let mut document = routes().into_openapi();
        let paths: BTreeSet<String> = document.paths.paths.keys().cloned().collect();
        let original: Vec<&String> = paths.iter().filter(|path| path.starts_with("/v1/")).collect();
        assert!(original.len() >= 10);
        for path in &original {
            assert!(paths.contains(&format!("/api{path}")), "{path}");
        }
        assert_eq!(paths.len(), 2 * original.len());
        let mut ids = BTreeSet::new();
        for (path, item) in &mut document.paths.paths {
            for operation in operations(item) {
                let id = operation.operation_id.clone().unwrap_or_default();
                assert!(id.starts_with(OPERATIONS), "{path}: {id}");
                assert!(ids.insert(id.clone()), "{path}: {id} is the id of another operation");
            }
        }
    }

    #[test]
    fn a_base_is_known_by_its_path() {
        let id = RequestId::generate();
        assert_eq!(Base::of("/v1/engagements", id), Base::V1);
        assert_eq!(Base::of("/api/v1/engagements", id), Base::ApiV1(id));
        assert_eq!(Base::V1.path("/engagements/eng_1"), "/v1/engagements/eng_1");
        assert_eq!(Base::ApiV1(id).path("/x"), "/api/v1/x");
    }
}
