//! Scoring by the house API: calls that came by another API, scorecards in versions, what people say of evaluations, and
//! who sees what.

mod again;
mod gone;
mod privacy;
mod review;
mod versions;

use serde_json::{Value, json};

use crate::support::house::OWNER_EMAIL;
use crate::support::quality::own_criterion;
use crate::support::{Client, call, merged};

/// A call with who took part, which came by the first API spoken here; its id there.
async fn called(owner: &Client, external_id: &str, more: Value) -> String {
    let people = json!({ "participants": [
        { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example" },
    ] });
    let id = owner.created(&merged(merged(call(external_id), people), more)).await;
    owner.finished(&id).await;
    id
}

/// Two criteria for which there are rules, and two of the workspace's own; the last one is critical. Of [`called`] the
/// rules say that the agent greets, and that she offers no further help.
async fn criteria(owner: &Client) -> Vec<Value> {
    let scale = json!({ "kind": "scale", "lowest": 0, "highest": 4, "weight": 2, "is_critical": true });
    vec![
        owner.default_criterion("greeted").await,
        owner.default_criterion("offered_further_help").await,
        own_criterion("named_price", json!({ "weight": 2 })),
        own_criterion("tone", scale),
    ]
}
