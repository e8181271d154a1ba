//! `/v1/metric/collection-jobs`.

use serde_json::{Value, json};

use super::{builtin, call_of_two, ended, finished_call, measured, refused, text, uuid_of, values};
use crate::support::{House, merged};

const PATH: &str = "/v1/metric/collection-jobs";

#[tokio::test]
async fn jobs_measure_what_they_can_and_say_what_they_cannot() {
    let house = House::open().await;
    let owner = house.owner().await;
    let call = finished_call(&owner, "acme:jobs").await;
    assert_eq!(
        owner.get(&format!("/v1/call/{call}/metrics")).await.expect(200).json(),
        json!({ "data": [] })
    );
    let (talk, silence) =
        (builtin(&owner, "talk_to_listen_ratio").await, builtin(&owner, "silence_time").await);
    let (talk, silence) = (text(&talk["id"]), text(&silence["id"]));
    let formula = json!({
        "calculationType": "FORMULA", "name": "Long silence", "outputType": "BOOLEAN",
        "formula": format!("{{{{id:{silence}}}}} > 100"),
        "sources": [{ "sourceMetricDefinitionId": silence }],
    });
    owner.post("/v1/metric/definitions", &formula).await.expect(201);
    let judged = json!({
        "calculationType": "LLM_JUDGE", "name": "Polite", "outputType": "BOOLEAN", "llmPrompt": "Polite?",
    });
    owner.post("/v1/metric/definitions", &judged).await.expect(201);
    let wanted = [talk.as_str(), "talk_time", "long_silence", "polite", "tool_latency_p95"];
    let job = measured(&owner, &call, &wanted).await;
    assert_eq!((&job["status"], &job["totalItems"]), (&"COMPLETED".into(), &5.into()), "{job}");
    assert_eq!(job["completedItems"].as_u64().unwrap() + job["failedItems"].as_u64().unwrap(), 5, "{job}");
    assert_eq!((&job["triggeredBy"], &job["policyIds"]), (&"USER_API".into(), &json!([])));
    assert!(text(&job["errorMessage"]).contains("model"), "{job}");
    let all = values(&owner, &call).await;
    let of = |slug: &str| all.iter().filter(|value| value["slug"] == slug).collect::<Vec<_>>();
    assert_eq!(of("talk_time").len(), 2, "one for each side");
    let roles: Vec<&Value> = of("talk_time").iter().map(|value| &value["participantRole"]).collect();
    assert!(roles.contains(&&"agent".into()) && roles.contains(&&"customer".into()), "{roles:?}");
    assert_eq!(
        (&of("long_silence")[0]["value"], &of("long_silence")[0]["type"]),
        (&true.into(), &"BOOLEAN".into())
    );
    let polite = of("polite")[0];
    assert_eq!((&polite["captureStatus"], polite.get("value")), (&"ERROR".into(), None), "{polite}");
    assert!(text(&polite["errorMessage"]).contains("no language model is configured"), "{polite}");
    assert_ne!(of("tool_latency_p95")[0]["captureStatus"], "SUCCESS", "no tool was used");
    // By metric, and with values only: neither the judged one nor the one without tools.
    let grouped = owner.get(&format!("/v1/call/{call}/metrics")).await.expect(200).json()["data"].clone();
    let slugs: Vec<&str> =
        grouped.as_array().unwrap().iter().map(|metric| metric["slug"].as_str().unwrap()).collect();
    assert_eq!(slugs, ["long_silence", "talk_time", "talk_to_listen_ratio"]);
    assert_eq!(grouped[1]["values"].as_array().unwrap().len(), 2);
    assert_eq!(grouped[1]["unit"]["symbol"], "ms");
    // Again: the newest job's values alone.
    let times = |all: &[Value]| all.iter().map(|value| text(&value["computedAt"])).max();
    measured(&owner, &call, &["talk_time"]).await;
    let again = values(&owner, &call).await;
    assert_eq!(again.len(), all.len());
    assert!(times(&again) >= times(&all));
    // Where nothing can be measured the job has failed.
    let failed = measured(&owner, &call, &["polite"]).await;
    assert_eq!((&failed["status"], &failed["failedItems"]), (&"FAILED".into(), &1.into()), "{failed}");
    for query in ["status=some", "flatten=yes"] {
        refused(owner.get(&format!("/v1/call/{call}/metrics?{query}")).await, 400);
    }
    refused(owner.get("/v1/call/00000000-0000-7000-8000-000000000000/metrics").await, 404);
    let listed = owner.get(&format!("{PATH}?limit=2")).await.expect(200).json();
    assert_eq!((&listed["data"][0], &listed["pagination"]["total"]), (&failed, &3.into()));
    let next = text(&listed["pagination"]["nextCursor"]).replace('=', "%3D").replace('+', "%2B");
    let rest = owner.get(&format!("{PATH}?after={next}")).await.expect(200).json();
    assert_eq!((&rest["data"][0]["id"], &rest["pagination"]["hasMore"]), (&job["id"], &false.into()));
    assert_eq!(
        owner.get(&format!("{PATH}?status=FAILED")).await.expect(200).json()["pagination"]["total"],
        1
    );
}

#[tokio::test]
async fn jobs_that_cannot_be_are_refused_by_name() {
    let house = House::open().await;
    let owner = house.owner().await;
    let call = finished_call(&owner, "acme:refused").await;
    let unknown = "00000000-0000-7000-8000-000000000000";
    let fine = json!({ "callIds": [call], "metrics": [{ "id": "talk_time" }] });
    let many = |count: usize| (0..count).map(|_| json!({ "id": "talk_time" })).collect::<Vec<_>>();
    let rows = [
        (json!({ "metrics": many(1) }), 400),
        (merged(fine.clone(), json!({ "callIds": [] })), 400),
        (merged(fine.clone(), json!({ "callIds": ["x"] })), 400),
        (merged(fine.clone(), json!({ "callIds": vec![call.as_str(); 501] })), 400),
        (merged(fine.clone(), json!({ "chatIds": [unknown] })), 400),
        (merged(fine.clone(), json!({ "metrics": null })), 400),
        (merged(fine.clone(), json!({ "metrics": [] })), 400),
        (merged(fine.clone(), json!({ "metrics": many(21) })), 400),
        (merged(fine.clone(), json!({ "policyId": "x" })), 400),
        (merged(fine.clone(), json!({ "policyId": unknown })), 404),
        (merged(fine.clone(), json!({ "callIds": [unknown] })), 404),
        (merged(fine.clone(), json!({ "metrics": [{ "id": unknown }] })), 404),
        (json!({ "chatIds": [unknown], "metrics": many(1) }), 404),
    ];
    for (body, status) in rows {
        refused(owner.post(PATH, &body).await, status);
    }
    let policy = json!({ "name": "Talk", "modality": "call", "metrics": [{ "id": "talk_time" }] });
    let policy = owner.post("/v1/metric/policies", &policy).await.expect(201).json()["data"].clone();
    let other = json!({ "callIds": [call], "metrics": [{ "id": "silence_time" }], "policyId": policy["id"] });
    refused(owner.post(PATH, &other).await, 400);
    // A policy's metrics, and each call once.
    let by_policy = json!({ "callIds": [call, call.to_uppercase()], "policyId": policy["id"] });
    let job = owner.post(PATH, &by_policy).await.expect(201).json()["data"].clone();
    let job = ended(&owner, &job).await;
    assert_eq!((&job["totalItems"], &job["policyIds"]), (&1.into(), &json!([policy["id"]])));
    assert_eq!(values(&owner, &call).await[0]["policyIds"], json!([policy["id"]]));
    for path in [format!("{PATH}/{unknown}"), format!("{PATH}/x")] {
        refused(owner.get(&path).await, 404);
        refused(owner.post(&format!("{path}/cancel"), &json!({})).await, 404);
    }
}

#[tokio::test]
async fn a_stopped_job_measures_nothing_more() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    // Nobody works yet: the calls are as they came, and the job waits.
    let mut calls = Vec::new();
    for external_id in ["acme:1", "acme:2"] {
        calls.push(uuid_of(&owner.created(&call_of_two(external_id)).await));
    }
    let body = json!({ "callIds": calls, "metrics": [{ "id": "talk_time" }, { "id": "silence_time" }] });
    let stopped = owner.post(PATH, &body).await.expect(201).json()["data"].clone();
    let kept = owner.post(PATH, &body).await.expect(201).json()["data"].clone();
    assert_eq!((&stopped["status"], &stopped["totalItems"]), (&"PENDING".into(), &4.into()));
    let cancel = format!("{PATH}/{}/cancel", text(&stopped["id"]));
    let canceled = owner.post(&cancel, &json!({})).await.expect(200).json()["data"].clone();
    assert_eq!((&canceled["status"], &canceled["completedItems"]), (&"CANCELED".into(), &0.into()));
    let mut worker = house.another("worker").await;
    worker.line_with("colloquy works").await;
    let done = ended(&owner, &kept).await;
    assert_eq!((&done["status"], &done["completedItems"]), (&"COMPLETED".into(), &4.into()));
    let again = owner.post(&cancel, &json!({})).await.expect(200).json()["data"].clone();
    assert_eq!(again, canceled, "a job that is over stays as it is");
    let over = format!("{PATH}/{}/cancel", text(&kept["id"]));
    assert_eq!(owner.post(&over, &json!({})).await.expect(200).json()["data"], done);
}
