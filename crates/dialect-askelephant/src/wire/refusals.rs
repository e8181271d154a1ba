//! What the OpenAPI document says of refusals, once for every kind of operation.

use std::collections::BTreeMap;

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use super::schema::ProblemDocument;

const BAD_REQUEST: (u16, &str) = (400, "the body is no JSON, or did not arrive whole");
const BAD_QUERY: (u16, &str) = (400, "a query parameter is wrong; errors names it");
const UNAUTHORIZED: (u16, &str) = (401, "no or unknown credential");
const FORBIDDEN: (u16, &str) = (403, "a scope is missing");
const NOT_FOUND: (u16, &str) = (404, "there is no such thing, or not any more");
const CONFLICT: (u16, &str) = (409, "it conflicts with something that is not deleted");
const TOO_LARGE: (u16, &str) = (413, "the body is too large");
const INVALID: (u16, &str) = (422, "a rule on the body is broken; errors names the members");
const TOO_MANY: (u16, &str) = (429, "too many requests");
const FAILED: (u16, &str) = (500, "the server failed");

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = [$($refusal:ident),*];)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                described(&[$($refusal),*])
            }
        }
    )*};
}

refusals! {
    /// Of a list.
    ListRefusals = [BAD_QUERY, UNAUTHORIZED, FORBIDDEN, TOO_MANY, FAILED];
    /// Of an operation that reads or deletes one thing.
    ItemRefusals = [UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY, FAILED];
    /// Of one that makes a thing which may be there already.
    CreateRefusals = [BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, CONFLICT, TOO_LARGE, INVALID, TOO_MANY, FAILED];
    /// Of one that changes a thing into what may be there already.
    UpdateRefusals =
        [BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID, TOO_MANY, FAILED];
    /// Of one that writes below a thing.
    WriteRefusals = [BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_LARGE, INVALID, TOO_MANY, FAILED];
}

fn described(refusals: &[(u16, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let describe = |(status, description): &(u16, &str)| {
        let problem =
            ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemDocument::name()))).build();
        let mut response =
            ResponseBuilder::new().description(*description).content("application/problem+json", problem);
        for (name, meaning, schema_type) in headers_of(*status) {
            let schema = ObjectBuilder::new().schema_type(schema_type.clone()).build();
            let header = HeaderBuilder::new().schema(Some(schema)).description(Some(*meaning)).build();
            response = response.header(*name, header);
        }
        (status.to_string(), RefOr::T(response.build()))
    };
    refusals.iter().map(describe).collect()
}

fn headers_of(status: u16) -> &'static [(&'static str, &'static str, Type)] {
    match status {
        401 => &[("WWW-Authenticate", "how to show who asks", Type::String)],
        429 => &[("Retry-After", "whole seconds to wait, 1 at least", Type::Integer)],
        _ => &[],
    }
}
