//! One of everything that agents of the server's own bring with them.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use super::other_workspace::Ids;
use crate::support::quality::{HOUSE, text};
use crate::support::{Client, eventually};

/// Somebody whom nobody may write to.
const LEFT_IN_PEACE: &str = "+14155550177";

/// Makes it, with a dialogue that is over, and waits until nothing more happens by itself; ids by the names of variable
/// parts of paths.
pub async fn dialogues(owner: &Client) -> Ids {
    let made = async |path: &str, body: Value| {
        let answer = owner.post(path, &body).await;
        assert!([200, 201].contains(&answer.status), "{path}: {}", String::from_utf8_lossy(&answer.bytes));
        answer.text("id")
    };
    let nulls = json!({
        "name": "Theirs", "description": null, "waitingMessage": null, "method": null, "url": null,
    });
    let action = made("/api/v1/actions", nulls).await;
    let skill = json!({ "name": "Theirs", "initialMessage": "Hello, this is Theirs." });
    let skill = made("/api/v1/skills", skill).await;
    let agent = json!({ "name": "Theirs", "actions": [action], "skills": [skill] });
    let agent = made("/api/v1/agents", agent).await;
    let knowledge = json!({
        "type": "text", "title": "Theirs", "text": "Theirs opens at nine.", "agentIds": [agent],
    });
    let knowledge = made("/api/v1/knowledgebase", knowledge).await;
    eventually("the reading of the knowledge base", async || {
        let sources = owner.get(&format!("{HOUSE}/knowledge-bases/{knowledge}/sources")).await.expect(200);
        sources.json()["data"][0]["read_at"].is_string().then_some(())
    })
    .await;
    let route = json!({ "channel": "webchat", "agent_id": agent, "skill_id": skill });
    let route = made(&format!("{HOUSE}/inbound-routes"), route).await;
    let unwanted = json!({ "address": LEFT_IN_PEACE });
    owner.send(Method::PUT, &format!("{HOUSE}/do-not-contact"), Some(&unwanted)).await.expect(200);
    let customer = json!({ "firstName": "Vera", "lastName": "Theirs", "email": "vera@customer.example" });
    let call = owner.elemente_webchat(&agent, &skill, json!({ "customerOverride": customer })).await;
    let call = text(&call["id"]);
    // Only what is over stays as it is.
    let closed = json!({ "status": "closed" });
    owner.send(Method::PUT, &format!("/api/v1/calls/{call}"), Some(&closed)).await.expect(200);
    owner.finished(&call).await;
    BTreeMap::from([
        ("dialogueId", call.clone()),
        ("dialogue_id", call),
        ("agent_id", agent.clone()),
        ("profileId", agent),
        ("skill_id", skill.clone()),
        ("skillId", skill),
        ("action_id", action.clone()),
        ("actionId", action),
        ("knowledgebaseId", knowledge.clone()),
        ("knowledge_base_id", knowledge),
        ("inbound_route_id", route),
        ("address", LEFT_IN_PEACE.to_owned()),
    ])
}
