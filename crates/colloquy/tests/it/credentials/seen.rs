//! What a workspace's own key reads, as far as nothing but a change can make it another.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::operations::Operation;
use super::other_workspace::{Ids, path};
use crate::support::Client;

/// Everything that the workspace's own key can read: what a stranger must not change.
pub async fn seen(owner: &Client, all: &[Operation], ids: &Ids) -> BTreeMap<String, Value> {
    let mut seen = BTreeMap::new();
    for operation in all.iter().filter(|one| one.method == "GET" && !one.is_open) {
        let path = path(operation, ids);
        let answer = owner.get(&path).await.expect(200);
        let mut read = match answer.header("content-type") {
            Some("application/json") => answer.json(),
            _ => json!(String::from_utf8_lossy(&answer.bytes)),
        };
        // Each look at what was used is a use, deliveries to nobody are attempted again and again, the engines are those
        // of the whole server, and a stream tells what happens just then.
        if !path.contains("/v1/usage/")
            && !path.ends_with("/attempts")
            && !path.ends_with("/engines")
            && !path.contains("/events/stream")
        {
            forget_what_passes(&mut read);
            seen.insert(path, read);
        }
    }
    seen
}

/// Signatures of links and names of requests are fresh in each answer, attempts of deliveries go on by themselves, and
/// a period that nobody names ends now.
const PASSING: [&str; 15] = [
    "media_url",
    "recordingUrl",
    "downloadUrl",
    "expiresAt",
    "meta",
    "attempts",
    "lastAttemptAt",
    "next_attempt_at",
    "failing_since",
    "updated_at",
    // To the minute, and each look is a use.
    "last_activity_at",
    "last_seen_at",
    "last_used_at",
    "from",
    "to",
];

fn forget_what_passes(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for name in PASSING {
                members.remove(name);
            }
            members.values_mut().for_each(forget_what_passes);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_what_passes),
        _ => {}
    }
}
