//! Campaigns of the Auralytik API: they come into being when a recording names them, or by the operator.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::House;
use crate::support::auralytik::assert_is_instant;

#[tokio::test]
async fn a_recording_that_names_a_campaign_makes_it() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    assert_eq!(owner.auralytik_page("/v1/campaigns").await.1, 0);
    let engagement = owner.auralytik_engagement("Q1").await;
    for file in ["1.wav", "2.wav"] {
        let named = json!({ "fileName": file, "campaignId": "spring sale/eu", "callCenterId": "cc_1" });
        owner.auralytik_announced(&engagement, named).await;
    }
    owner.auralytik_announced(&engagement, json!({ "campaignId": null })).await;
    let (rows, total) = owner.auralytik_page("/v1/campaigns").await;
    assert_eq!((rows.len(), total), (1, 1));
    let campaign = &rows[0];
    assert_is_instant(&campaign["createdAt"]);
    let expected = json!({
        "id": "spring sale/eu", "name": "spring sale/eu", "description": null, "type": "VoiceBot",
        "status": "Running", "channelType": "Voice", "startDate": null, "endDate": null,
        "createdAt": campaign["createdAt"],
    });
    assert_eq!(campaign, &expected);
    let one = owner.get("/v1/campaigns/spring%20sale%2Feu").await.expect(200).json();
    assert_eq!(&one, campaign);
    // They are read only.
    let path = "/v1/campaigns/spring%20sale%2Feu";
    for method in [Method::DELETE, Method::PATCH, Method::POST] {
        owner.send(method, path, Some(&json!({}))).await.auralytik_error(405, "METHOD_NOT_ALLOWED");
    }
}

#[tokio::test]
async fn campaigns_are_narrowed_by_status_channel_and_date() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    for campaign in [
        json!({ "key": "camp_voice", "name": "Calls", "status": "running" }),
        json!({
            "key": "camp_paused", "name": "Messages", "kind": "flow", "status": "paused", "channel": "WhatsApp",
            "description": "of spring", "starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-04-01T00:00:00Z",
        }),
        json!({ "key": "camp_over", "name": "Over", "status": "completed", "channel": "Voice" }),
    ] {
        owner.post("/api/colloquy/v1/campaigns", &campaign).await.expect(201);
    }
    for (query, ids) in [
        ("", &["camp_over", "camp_paused", "camp_voice"][..]),
        ("status=Running", &["camp_voice"]),
        ("status=Paused", &["camp_paused"]),
        ("status=Completed&channelType=Voice", &["camp_over"]),
        ("channelType=Voice", &["camp_over", "camp_voice"]),
        ("channelType=voice", &[]),
        ("dateFrom=2020-01-01", &["camp_over", "camp_paused", "camp_voice"]),
        ("dateTo=2020-01-01", &[]),
    ] {
        let (rows, total) = owner.auralytik_page(&format!("/v1/campaigns?{query}")).await;
        let found: Vec<&str> = rows.iter().map(|row| row["id"].as_str().expect("an id")).collect();
        assert_eq!((found, total), (ids.to_vec(), ids.len() as u64), "{query}");
    }
    let paused = owner.get("/v1/campaigns/camp_paused").await.expect(200).json();
    let told = ["type", "status", "channelType", "description", "startDate", "endDate"];
    let told: Vec<&Value> = told.iter().map(|member| &paused[*member]).collect();
    let expected =
        json!(["Flow", "Paused", "WhatsApp", "of spring", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"]);
    assert_eq!(json!(told), expected);
}
