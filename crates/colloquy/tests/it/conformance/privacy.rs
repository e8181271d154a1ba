//! Case 11: who may see what.

use serde_json::json;

use crate::support::house::OWNER_EMAIL;
use crate::support::{House, call, merged};

#[tokio::test]
async fn case_11_a_private_engagement_needs_its_own_scope() {
    let house = House::open().await;
    let owner = house.owner().await;
    house.user("kim@acme.example", "member").await;
    let id = owner.created(&merged(call("private"), json!({ "is_private": true }))).await;
    let open_id = owner.created(&call("open")).await;
    let engagement = |id: &str| format!("/api/v2/engagements/{id}");
    let timeline = |id: &str| format!("/api/v2/engagements/{id}/transcript_timeline");
    let house_path = |id: &str| format!("/api/colloquy/v1/conversations/{id}");

    let plain = house.key_with_scopes("engagements:read").await;
    plain.get(&engagement(&open_id)).await.expect(200);
    plain.get(&engagement(&id)).await.problem(403);
    plain.get(&house_path(&id)).await.expect(403);
    let listed = plain.get("/api/colloquy/v1/conversations").await.expect(200).json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1, "left out of lists: {listed}");

    let private = house.key_with_scopes("engagements:read,engagements:private:read").await;
    private.get(&engagement(&id)).await.expect(200);
    private.get(&timeline(&id)).await.problem(403);
    // The extra scope adds to the plain one and is nothing without it.
    house.key_with_scopes("engagements:private:read").await.get(&engagement(&id)).await.problem(403);

    let timelines = house.key_with_scopes("transcript_timelines:read").await;
    timelines.get(&timeline(&open_id)).await.expect(200);
    timelines.get(&timeline(&id)).await.problem(403);
    let two = house.key_with_scopes("transcript_timelines:read,engagements:private:read").await;
    two.get(&timeline(&id)).await.problem(403);
    let three = "transcript_timelines:read,engagements:read,engagements:private:read";
    house.key_with_scopes(three).await.get(&timeline(&id)).await.expect(200);

    // Whoever took part may read it.
    let scopes = ["--scopes", "engagements:read", "--user"];
    let participant = house.key(&[&scopes[..], &[OWNER_EMAIL]].concat()).await;
    participant.get(&engagement(&id)).await.expect(200);
    let colleague = house.key(&[&scopes[..], &["kim@acme.example"]].concat()).await;
    colleague.get(&engagement(&id)).await.problem(403);
}

#[tokio::test]
async fn case_11_expansions_need_the_scope_of_what_they_bring() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = owner.created(&call("open")).await;
    for (expansion, scope) in
        [("owner", "users:read"), ("contacts", "contacts:read"), ("companies", "companies:read")]
    {
        let path = format!("/api/v2/engagements/{id}?expand={expansion}");
        house.key_with_scopes("engagements:read").await.get(&path).await.problem(403);
        let both = house.key_with_scopes(&format!("engagements:read,{scope}")).await;
        both.get(&path).await.expect(200);
    }
}

#[tokio::test]
async fn a_key_sees_its_own_workspace_only() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = owner.created(&call("acme:1")).await;
    let webhook = owner.webhook("http://127.0.0.1:9/", &[]).await;
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let stranger = house.key(&["--workspace", "elsewhere"]).await;
    stranger.get(&format!("/api/v2/engagements/{id}")).await.problem(404);
    stranger.get(&format!("/api/v2/engagements/{id}/transcript_timeline")).await.problem(404);
    stranger.get(&format!("/api/colloquy/v1/conversations/{id}")).await.expect(404);
    let webhook_path = format!("/api/colloquy/v1/webhooks/{}", webhook["id"].as_str().unwrap());
    stranger.get(&webhook_path).await.expect(404);
    stranger.delete(&webhook_path).await.expect(404);
    owner.get(&webhook_path).await.expect(200);
}

#[tokio::test]
async fn the_house_api_shows_addresses_to_who_may_read_contacts() {
    let house = House::open().await;
    let owner = house.owner().await;
    let mut body = call("addresses");
    body["participants"] = json!([
        { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example", "phone": "+14155550100" },
    ]);
    body["transcript_timeline"]["speakers"][1]["email"] = json!("jonas@customer.example");
    let id = owner.created(&body).await;
    owner.finished(&id).await;
    let paths = [
        format!("/api/colloquy/v1/conversations/{id}"),
        format!("/api/colloquy/v1/conversations/{id}/transcript"),
    ];
    let may_not = house.key_with_scopes("engagements:read,transcript_timelines:read").await;
    let may = house.key_with_scopes("engagements:read,contacts:read,transcript_timelines:read").await;
    for path in paths {
        let hidden = may_not.get(&path).await.expect(200).json().to_string();
        assert!(!hidden.contains("@") && !hidden.contains("4155550100"), "{hidden}");
        assert!(hidden.contains("Jonas"), "names stay: {hidden}");
        let shown = may.get(&path).await.expect(200).json().to_string();
        assert!(shown.contains("jonas@customer.example"), "{shown}");
    }
}
