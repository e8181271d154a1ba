//! U+0000 is no text that a database keeps: wherever somebody puts it, they are told, and nothing of ours fails.

use serde_json::{Map, Value, json};

use super::operations::{Operation, operations};
use super::other_workspace::{everything, path};
use crate::support::{House, MediaHost};

const TEXT: &str = "a\u{0}b";

/// Operations that take texts of other programs as they come, and put another character in its place: a batch of
/// thousands is not refused for one of them.
const REPLACING: [&str; 2] = ["POST /v1/otel/v1/traces", "POST /v1/traces"];

/// Members within members that are looked at; no body goes deeper.
const DEEPEST: usize = 8;

struct Described<'a>(&'a Value);

impl Described<'_> {
    fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(reference) => {
                self.resolved(self.0.pointer(reference.trim_start_matches('#')).expect("there"))
            }
            None => schema,
        }
    }

    /// What an object of that schema has, also by way of its parts.
    fn members<'s>(&'s self, schema: &'s Value) -> Map<String, Value> {
        let mut members = schema["properties"].as_object().cloned().unwrap_or_default();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            members.extend(self.members(self.resolved(part)));
        }
        members
    }

    fn choices(schema: &Value) -> impl Iterator<Item = &Value> {
        let one_of = schema["oneOf"].as_array().into_iter().flatten();
        one_of.chain(schema["anyOf"].as_array().into_iter().flatten()).filter(|one| one["type"] != "null")
    }

    /// Something that the schema may take; the rest of a body in which one text is wrong.
    fn sample(&self, schema: &Value, depth: usize) -> Value {
        let schema = self.resolved(schema);
        if let Some(first) = schema["enum"].get(0).or_else(|| schema.get("const")) {
            return first.clone();
        }
        if let Some(first) = Self::choices(schema).next() {
            return self.sample(first, depth + 1);
        }
        let has_type = |name: &str| is_of_type(schema, name);
        match () {
            () if has_type("string") => json!("x"),
            () if has_type("integer") || has_type("number") => json!(1),
            () if has_type("boolean") => json!(true),
            () if has_type("array") => json!([]),
            () if depth > DEEPEST => json!({}),
            () => {
                let members = self.members(schema);
                members.iter().map(|(name, member)| (name.clone(), self.sample(member, depth + 1))).collect()
            }
        }
    }

    /// Bodies of that schema in which one text has the character, one for each text.
    fn broken(&self, schema: &Value, depth: usize) -> Vec<Value> {
        let schema = self.resolved(schema);
        if depth > DEEPEST {
            return Vec::new();
        }
        if is_of_type(schema, "string") {
            return vec![json!(TEXT)];
        }
        let mut broken: Vec<Value> =
            Self::choices(schema).flat_map(|choice| self.broken(choice, depth + 1)).collect();
        if let Some(items) = schema.get("items") {
            broken.extend(self.broken(items, depth + 1).into_iter().map(|item| json!([item])));
        }
        let mut whole = self.sample(schema, depth);
        for (name, member) in self.members(schema) {
            let usual = whole[&name].clone();
            for text in self.broken(&member, depth + 1) {
                whole[&name] = text;
                broken.push(whole.clone());
            }
            whole[&name] = usual;
        }
        if let Some(values) = schema.get("additionalProperties").filter(|values| values.is_object()) {
            broken.extend(self.broken(values, depth + 1).into_iter().map(|value| json!({ "name": value })));
        }
        broken
    }
}

fn is_of_type(schema: &Value, name: &str) -> bool {
    match &schema["type"] {
        Value::String(one) => one == name,
        Value::Array(several) => several.iter().any(|one| one == name),
        _ => false,
    }
}

#[tokio::test]
async fn no_operation_fails_at_a_null_character() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let document = owner.get("/openapi.json").await.expect(200).json();
    let described = Described(&document);
    let ids = everything(&owner, &media).await;
    let mut tried = 0;
    for operation in operations(&document) {
        let Operation { name, method, template, .. } = &operation;
        let of = &document["paths"][template][method.as_str().to_lowercase()];
        // In the path: there is nothing of that name, or the path is a page for everybody.
        if template.contains('{') {
            let path =
                operation.path_with(|name| if name == "dialer" { "wavv".into() } else { "%00".into() });
            let body = operation.has_body().then(|| json!({}));
            let answer = owner.send(method.clone(), &path, body.as_ref()).await;
            assert!(answer.status < 500, "{path} by {name}: {}", answer.status);
        }
        if operation.is_open {
            continue;
        }
        let path = path(&operation, &ids);
        let mut refused = async |path: &str, body: Option<&Value>| {
            let answer = owner.send(method.clone(), path, body).await;
            let told = String::from_utf8_lossy(&answer.bytes);
            let is_fine = match REPLACING.contains(&name.as_str()) {
                true => answer.status < 500,
                false => (400..500).contains(&answer.status),
            };
            assert!(is_fine, "{path} with {body:?}: {} {told}", answer.status);
            tried += 1;
        };
        for parameter in of["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query")
        {
            let bare = path.split('?').next().unwrap_or_default();
            let parameter =
                parameter["name"].as_str().expect("a name").replace('[', "%5B").replace(']', "%5D");
            refused(&format!("{bare}?{parameter}=a%00b"), operation.has_body().then(|| json!({})).as_ref())
                .await;
        }
        for body in described.broken(&of["requestBody"]["content"]["application/json"]["schema"], 0) {
            refused(&path, Some(&body)).await;
        }
    }
    assert!(tried > 150, "texts are found in the description: {tried}");
}
