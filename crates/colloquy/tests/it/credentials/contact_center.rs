//! One of everything that evaluations bring with them.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use super::other_workspace::Ids;
use crate::support::quality::{HOUSE, own_criterion, put_blob, spelled, text};
use crate::support::roark::roark_call;
use crate::support::tones::wav;
use crate::support::{Client, MediaHost, eventually};

/// Makes it around a conversation that is there; ids by the names of variable parts of paths.
pub async fn contact_center(owner: &Client, media: &MediaHost, conversation: &Value) -> Ids {
    let (campaign, call_center) = ("camp_of_the_others", "cc_of_the_others");
    let named = |key: &str| json!({ "key": key, "name": "Theirs" });
    owner.post(&format!("{HOUSE}/campaigns"), &named(campaign)).await.expect(201);
    owner.post(&format!("{HOUSE}/call-centers"), &named(call_center)).await.expect(201);
    let told =
        json!({ "url": "http://127.0.0.1:9/hook", "events": ["evaluation.completed", "export.ready"] });
    let webhook = owner.post("/v1/webhooks", &told).await.expect(201).text("id");
    let scorecard = owner.scorecard("Theirs", &[own_criterion("theirs", json!({}))]).await;
    let project = owner.project(json!({ "name": "Theirs", "scorecard_id": scorecard["id"] })).await;

    let heard = roark_call(&media.file("/voice.wav", "audio/wav", wav(12)));
    let voice_call = owner.roark_created(&heard).await["id"].clone();
    owner.roark_finished(&text(&voice_call)).await;
    let belongs = json!({ "campaign": campaign, "call_center": call_center, "executive_name": "Theirs" });
    for id in [&conversation["id"], &voice_call] {
        let path = format!("{HOUSE}/conversations/{}", text(id));
        let put = async |what: &str, body: &Value| {
            owner.send(Method::PUT, &format!("{path}/{what}"), Some(body)).await.expect(200)
        };
        put("attribution", &belongs).await;
        let answered = json!([{ "question": "How was Theirs?", "answer": "good", "score": 5 }]);
        put("survey", &json!({ "state": "Completed", "total_questions": 1, "responses": answered })).await;
    }
    let evaluation = owner.evaluated(&project, &text(&conversation["id"])).await;
    assert_eq!(evaluation["state"], "completed", "{evaluation}");

    let engagement = spelled("eng_", &json!(project));
    let file = owner.announced("/v1", &engagement, "Theirs.wav").await;
    put_blob(&file.url, "audio/wav", wav(1)).await.expect(201);
    let export = owner.post("/v1/analytics/export", &json!({})).await.expect(202).text("jobId");
    eventually("the end of the export", async || {
        let job = owner.get(&format!("/v1/analytics/export/{export}")).await.expect(200).json();
        (job["status"] == "completed").then_some(())
    })
    .await;
    BTreeMap::from([
        ("scorecard_id", text(&scorecard["id"])),
        ("version_number", "1".to_owned()),
        ("project_id", project),
        ("engagementId", engagement),
        ("evaluation_id", text(&evaluation["id"])),
        ("evaluationId", spelled("eval_", &evaluation["id"])),
        ("campaign_key", campaign.to_owned()),
        ("campaignId", campaign.to_owned()),
        ("call_center_key", call_center.to_owned()),
        ("audioFileId", file.id),
        ("conversationId", spelled("conv_", &conversation["id"])),
        ("voiceCallId", spelled("vc_", &voice_call)),
        ("exportId", export),
        ("contactWebhookId", webhook),
    ])
}
