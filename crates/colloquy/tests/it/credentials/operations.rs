//! The operations that the server describes.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::elemente::is_elemente;

/// An id that nothing has.
const OF_NOTHING: &str = "ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3";

/// First words of the contact center's API below `/v1`, which it shares with the voice agents' API.
const CONTACT_CENTER: [&str; 10] = [
    "engagements",
    "evaluations",
    "audio-files",
    "exports",
    "campaigns",
    "conversations",
    "voice-calls",
    "webhooks",
    "usage",
    "health",
];

/// What stands below `/v1/analytics` there.
const ITS_ANALYTICS: [&str; 6] = ["summary", "campaigns", "call-centers", "executives", "trends", "export"];

/// Whether a path belongs to the contact center's API.
pub fn is_of_contact_center(path: &str) -> bool {
    if path.starts_with("/api/v1/") {
        return !path.starts_with("/api/v1/oauth") && !is_elemente(path);
    }
    let mut parts = path.strip_prefix("/v1/").unwrap_or_default().split(['/', '?']);
    match parts.next() {
        Some("analytics") => parts.next().is_some_and(|part| ITS_ANALYTICS.contains(&part)),
        Some(word) => CONTACT_CENTER.contains(&word),
        None => false,
    }
}

pub struct Operation {
    /// Method and template, such as `GET /health`.
    pub name: String,
    pub method: Method,
    pub template: String,
    /// What a key must have, all of it.
    pub scopes: Vec<String>,
    /// Whether no credential is needed.
    pub is_open: bool,
}

impl Operation {
    /// Whether requests carry a body.
    pub fn has_body(&self) -> bool {
        matches!(self.method.as_str(), "POST" | "PUT" | "PATCH")
    }

    /// The path with something in its variable parts that is not there.
    pub fn path_of_nothing(&self) -> String {
        self.path_with(|name| match name {
            "dialer" => "wavv".to_owned(),
            _ => OF_NOTHING.to_owned(),
        })
    }

    /// The path with `value_of` the name in each variable part.
    pub fn path_with(&self, value_of: impl Fn(&str) -> String) -> String {
        let parts = self.template.split('/').map(|part| {
            let name = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            name.map_or_else(|| part.to_owned(), &value_of)
        });
        let path = parts.collect::<Vec<_>>().join("/");
        // An answer that goes on is read to its end.
        if path.ends_with("/events/stream") { format!("{path}?seconds=1") } else { path }
    }

    /// The name under which the id of what a variable part names is kept: two APIs have different things of one name.
    pub fn kept_as<'n>(&self, name: &'n str) -> &'n str {
        match name {
            "jobId" if is_of_contact_center(&self.template) => "exportId",
            "webhookId" if is_of_contact_center(&self.template) => "contactWebhookId",
            _ => name,
        }
    }

    /// Whether it is about one thing that the path names.
    pub fn is_about_one(&self) -> bool {
        self.template.split('/').any(|part| part.starts_with('{') && part != "{dialer}")
    }
}

/// Every operation of the document.
pub fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (template, methods) in document["paths"].as_object().expect("paths") {
        for (method, described) in methods.as_object().expect("methods") {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            if !["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str()) {
                continue;
            }
            let security = &described["security"];
            let scopes = ["key", "basic"].into_iter().find_map(|scheme| security[0][scheme].as_array());
            let scopes = scopes.into_iter().flatten();
            found.push(Operation {
                name: format!("{method} {template}"),
                method,
                template: template.clone(),
                scopes: scopes.map(|scope| scope.as_str().expect("a scope").to_owned()).collect(),
                is_open: *security == json!([{}]) || *security == json!([]),
            });
        }
    }
    found
}
