//! Path and query of a request, with refusals that the path's owner can shape.
//!
//! The same as axum's, except that what cannot be read becomes a [`Problem`] and not a line of plain text.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::{HttpState, Problem};

/// The variable parts of a path.
pub struct Path<T>(pub T);

/// The query of an address.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<HttpState> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(read)) => Ok(Self(read)),
            // Percent signs that make no UTF-8 name nothing that exists.
            Err(_) => Err(Problem::not_found("there is nothing at this path")),
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<HttpState> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        match axum::extract::Query::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(read)) => Ok(Self(read)),
            Err(rejection) => Err(Problem::bad_request("invalid_query", rejection.body_text())),
        }
    }
}
