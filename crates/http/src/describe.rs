//! What the OpenAPI document says of operations beyond what their handlers say.
//!
//! A handler describes what is its own: parameters, body, answers, and the scopes that it requires, as
//! `security(("key" = ["tags:read"]))`, or `"basic"` where a credential is shown in that way and no other. What happens to every request, whichever handler it reaches, is added here,
//! so that no description can forget it: refusals for want of a credential, a scope or patience, for what stands in
//! the path, the query and the body, and our own failures, each with the owner's body and headers. A status that the
//! handler describes itself keeps its description.

use serde_json::{Map, Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use crate::HttpState;
use crate::edge::{Edge, owner};

/// How the owner of a path describes what all of its operations have in common.
#[derive(Clone, Copy)]
pub struct Manners {
    /// Schema of an error's body, by its name among the components; none where it is plain text or a page.
    pub error_schema: Option<&'static str>,
    /// Content type of an error.
    pub error_type: &'static str,
    /// Headers of every answer, with what they hold.
    pub headers: &'static [(&'static str, &'static str)],
    /// What a variable part of a path with this name looks like.
    pub id_pattern: fn(name: &str) -> Option<&'static str>,
    /// Status of a well-formed value that breaks a rule.
    pub rule_status: &'static str,
}

/// Methods that an operation can have.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Completes the whole document.
pub(crate) fn complete(document: &mut Value, edges: &[Edge]) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, methods) in paths.into_iter().flatten() {
        let Some(edge) = owner(edges, path) else { continue };
        let manners = (edge.manners)(path);
        for method in METHODS {
            if let Some(operation) = methods.get_mut(method).and_then(Value::as_object_mut) {
                complete_operation(operation, &manners);
            }
        }
    }
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (_, schema) in schemas.into_iter().flatten() {
        mark_instants(schema);
    }
}

fn complete_operation(operation: &mut Map<String, Value>, manners: &Manners) {
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
    let mut places = Vec::new();
    for parameter in parameters.into_iter().flatten() {
        complete_parameter(parameter, manners);
        places.push(parameter["in"].as_str().unwrap_or_default().to_owned());
    }
    let is_in = |place: &str| places.iter().any(|known| known == place);
    let has_body = operation.contains_key("requestBody");
    let security = complete_security(operation);
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    let Some(responses) = responses.as_object_mut() else { return };
    let describes_failure = security.needs_credential || responses.contains_key("500");
    let rules = [
        ("400", has_body || is_in("query"), "the request cannot be read or has a wrong shape"),
        ("401", security.needs_credential, "no credential, or one that is not known"),
        ("403", security.needs_scope, "the credential lacks a scope"),
        ("404", is_in("path") && security.needs_credential, "there is no such thing in this workspace"),
        ("413", has_body, "the body is too large"),
        (manners.rule_status, has_body, "a value breaks a rule"),
        ("429", security.needs_credential, "too many requests; try again after Retry-After"),
        ("500", security.needs_credential, "the server failed"),
        ("503", describes_failure, "the server is busy; try again after Retry-After"),
    ];
    for (status, applies, description) in rules {
        if applies && !responses.contains_key(status) {
            responses.insert(status.to_owned(), refusal(description, manners));
        }
    }
    for (status, response) in responses.iter_mut() {
        if status.starts_with(['4', '5']) && response.get("content").is_none() {
            response["content"] = error_content(manners);
        }
        let mut headers: Vec<(&str, Value)> =
            manners.headers.iter().map(|(name, holds)| (*name, text_header(holds))).collect();
        match status.as_str() {
            "401" => headers.push(("WWW-Authenticate", text_header("how to show a credential"))),
            "429" => headers.push(("Retry-After", retry_after())),
            // One that is described for itself, such as that of ill health, may have nothing to say of when.
            "503" if describes_failure => headers.push(("Retry-After", retry_after())),
            _ => {}
        }
        for (name, header) in headers {
            // What a handler says of a header of its own counts more.
            if response["headers"].get(name).is_none() {
                response["headers"][name] = header;
            }
        }
    }
}

struct Security {
    needs_credential: bool,
    needs_scope: bool,
}

/// A key may be shown in two ways, and its scopes hold for both; where HTTP Basic is named, it is the only one. Without own
/// words the document's hold, which ask for a credential and no scope.
fn complete_security(operation: &mut Map<String, Value>) -> Security {
    let Some(requirements) = operation.get("security").and_then(Value::as_array) else {
        return Security { needs_credential: true, needs_scope: false };
    };
    let scopes_of =
        |scheme: &str| requirements.iter().find_map(|requirement| requirement.get(scheme)).cloned();
    let (scopes, completed) = match (scopes_of("key"), scopes_of("basic")) {
        (Some(scopes), _) => (scopes.clone(), json!([{ "key": scopes }, { "bearer": scopes }])),
        (None, Some(scopes)) => (scopes.clone(), json!([{ "basic": scopes }])),
        (None, None) => return Security { needs_credential: false, needs_scope: false },
    };
    operation.insert("security".to_owned(), completed);
    let needs_scope = scopes.as_array().is_some_and(|scopes| !scopes.is_empty());
    Security { needs_credential: true, needs_scope }
}

/// What is left out of a query is left out: it cannot be null.
fn complete_parameter(parameter: &mut Value, manners: &Manners) {
    let pattern = match (parameter["in"].as_str(), parameter["name"].as_str()) {
        (Some("path"), Some(name)) => (manners.id_pattern)(name),
        _ => None,
    };
    let Some(schema) = parameter.get_mut("schema").and_then(Value::as_object_mut) else { return };
    if let Some(types) = schema.get("type").and_then(Value::as_array) {
        let mut types: Vec<Value> = types.iter().filter(|name| *name != "null").cloned().collect();
        let only = if types.len() == 1 { types.remove(0) } else { Value::Array(types) };
        schema.insert("type".to_owned(), only);
    }
    let not_null = schema.get("oneOf").and_then(Value::as_array).and_then(|variants| {
        let is_null = |variant: &Value| variant["type"] == "null";
        let others: Vec<&Value> = variants.iter().filter(|variant| !is_null(variant)).collect();
        match others.as_slice() {
            [only] if variants.len() == 2 => only.as_object().cloned(),
            _ => None,
        }
    });
    if let Some(not_null) = not_null {
        *schema = not_null;
    }
    if let Some(pattern) = pattern.filter(|_| !schema.contains_key("pattern") && !schema.contains_key("enum"))
    {
        schema.insert("pattern".to_owned(), json!(pattern));
    }
}

fn refusal(description: &str, manners: &Manners) -> Value {
    json!({ "description": description, "content": error_content(manners) })
}

fn error_content(manners: &Manners) -> Value {
    let schema = match manners.error_schema {
        Some(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        None => json!({ "type": "string" }),
    };
    json!({ manners.error_type: { "schema": schema } })
}

/// The same routes with these schemas among the document's components: those that [`Manners`] name.
#[must_use]
pub fn with_schema<T: ToSchema>(mut routes: OpenApiRouter<HttpState>) -> OpenApiRouter<HttpState> {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    routes.get_openapi_mut().components.get_or_insert_default().schemas.extend(schemas);
    routes
}

fn text_header(holds: &str) -> Value {
    json!({ "description": holds, "required": true, "schema": { "type": "string" } })
}

fn retry_after() -> Value {
    json!({
        "description": "seconds to wait",
        "required": true,
        "schema": { "type": "integer", "minimum": 1 },
    })
}

/// Members whose names end in `_at` or `At` are instants, in every API of this server.
fn mark_instants(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else { return };
    let members = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, member) in members.into_iter().flatten() {
        let Some(member) = member.as_object_mut() else { continue };
        let is_text = member.get("type").is_some_and(|kind| {
            kind == "string" || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "string"))
        });
        if (name.ends_with("_at") || name.ends_with("At")) && is_text && !member.contains_key("format") {
            member.insert("format".to_owned(), json!("date-time"));
        }
    }
    for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        mark_instants(part);
    }
}

/// An instant as requests may hold it: ISO 8601 with offset, of the years 1900 to 9998.
pub struct InstantText;

impl PartialSchema for InstantText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .pattern(Some("^(19[0-9]{2}|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-"))
            .description(Some("ISO 8601 with offset, of the years 1900 to 9998"))
            .into()
    }
}

impl ToSchema for InstantText {}

/// A schema of these words, of which a text is exactly one: for members that are text in Rust.
#[macro_export]
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = [$($word:literal),+ $(,)?];)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($word),+]))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;

    fn edge() -> Edge {
        Edge {
            name: "test",
            owns: |_| true,
            render: |problem, _| problem.clone().into_response(),
            manners: |_| Manners {
                error_schema: Some("Oops"),
                error_type: "application/problem+json",
                headers: &[("X-Version", "the version")],
                id_pattern: |name| (name == "id").then_some("^x_[0-9]+$"),
                rule_status: "422",
            },
            key_header: None,
            absent: |_, _| None,
        }
    }

    fn completed(operation: Value) -> Value {
        let mut document = json!({
            "paths": { "/things/{id}": { "post": operation } },
            "components": { "schemas": { "Thing": { "properties": {
                "made_at": { "type": ["string", "null"] }, "flat": { "type": "string" },
            } } } },
        });
        complete(&mut document, &[edge()]);
        document
    }

    fn statuses(operation: &Value) -> Vec<&str> {
        operation["responses"].as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn what_happens_to_every_request_is_described() {
        let document = completed(json!({
            "parameters": [
                { "in": "path", "name": "id", "schema": { "type": "string" } },
                { "in": "query", "name": "limit", "schema": { "type": ["integer", "null"], "minimum": 1 } },
                { "in": "query", "name": "kind", "schema": { "oneOf": [{ "type": "null" }, { "$ref": "#/x" }] } },
            ],
            "requestBody": {},
            "security": [{ "key": ["things:write"] }],
            "responses": { "201": { "description": "made" }, "404": { "description": "mine" } },
        }));
        let operation = &document["paths"]["/things/{id}"]["post"];
        assert_eq!(
            statuses(operation),
            ["201", "400", "401", "403", "404", "413", "422", "429", "500", "503"]
        );
        assert_eq!(operation["responses"]["404"]["description"], "mine");
        assert_eq!(operation["responses"]["201"]["headers"]["X-Version"]["required"], true);
        assert_eq!(operation["responses"]["429"]["headers"]["Retry-After"]["schema"]["minimum"], 1);
        let oops = &operation["responses"]["413"]["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(oops, "#/components/schemas/Oops");
        assert_eq!(
            operation["security"],
            json!([{ "key": ["things:write"] }, { "bearer": ["things:write"] }])
        );
        let schemas: Vec<&Value> = operation["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|parameter| &parameter["schema"])
            .collect();
        assert_eq!(schemas[0], &json!({ "type": "string", "pattern": "^x_[0-9]+$" }));
        assert_eq!(schemas[1], &json!({ "type": "integer", "minimum": 1 }));
        assert_eq!(schemas[2], &json!({ "$ref": "#/x" }));
        let members = &document["components"]["schemas"]["Thing"]["properties"];
        assert_eq!(members["made_at"]["format"], "date-time");
        assert_eq!(members["flat"]["format"], Value::Null);
    }

    #[test]
    fn what_takes_basic_credentials_takes_no_others() {
        let document = completed(json!({ "security": [{ "basic": ["things:read"] }] }));
        let operation = &document["paths"]["/things/{id}"]["post"];
        assert_eq!(operation["security"], json!([{ "basic": ["things:read"] }]));
        assert_eq!(statuses(operation), ["401", "403", "429", "500", "503"]);
    }

    #[test]
    fn an_open_operation_asks_for_no_credential_and_one_without_scopes_for_no_scope() {
        let open = completed(json!({ "security": [{}], "responses": { "200": { "description": "yes" } } }));
        assert_eq!(statuses(&open["paths"]["/things/{id}"]["post"]), ["200"]);
        let any = completed(json!({ "responses": { "200": { "description": "yes" } } }));
        assert_eq!(statuses(&any["paths"]["/things/{id}"]["post"]), ["200", "401", "429", "500", "503"]);
    }
}
