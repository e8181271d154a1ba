//! What the OpenAPI document says of the refusals of the endpoints that programs ask, once for all of them. Bodies and
//! headers are the same for each and are added with the rest ([`colloquy_http::describe`]).

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response, ResponseBuilder};

/// Of an operation to which a client shows itself.
pub struct EndpointRefusals;

const REFUSALS: [(&str, &str); 5] = [
    ("400", "the request, or what it brings, is invalid, or it is not for this client; `error` names which"),
    ("401", "the client is unknown or its secret is wrong"),
    ("413", "the body is too large"),
    ("429", "too many requests of this client"),
    ("500", "the server failed"),
];

impl IntoResponses for EndpointRefusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let described = |(status, description): (&str, &str)| {
            (status.to_owned(), RefOr::T(ResponseBuilder::new().description(description).build()))
        };
        REFUSALS.map(described).into()
    }
}
