//! Exports of the Auralytik API: files that are made in the background and can be had without a credential.

use serde_json::{Value, json};

use crate::support::auralytik::{BASES, assert_is_instant, spelled};
use crate::support::roark::roark_call;
use crate::support::{Answer, Client, House, Receiver, call, merged};

/// Asks for an export, waits for its file, and downloads it without a credential.
async fn file(owner: &Client, server: &str, path: &str, body: &Value) -> Answer {
    let asked = owner.post(path, body).await.expect(202).json();
    assert_eq!((&asked["status"], &asked["progress"]), (&json!("queued"), &json!(0)), "{asked}");
    for member in ["downloadUrl", "expiresAt", "error"] {
        assert_eq!(asked[member], Value::Null, "{asked}");
    }
    let id = asked["jobId"].as_str().expect("an id");
    assert!(id.starts_with("job_"), "{id}");
    let base = path.trim_end_matches("/ai-calls");
    let job = owner.auralytik_export(&format!("{base}/{id}")).await;
    assert_eq!((&job["progress"], &job["error"]), (&json!(100), &Value::Null));
    assert_eq!((&job["jobId"], &job["createdAt"]), (&asked["jobId"], &asked["createdAt"]));
    assert_is_instant(&job["expiresAt"]);
    let link = job["downloadUrl"].as_str().expect("a link");
    let nobody = Client::nobody(server);
    nobody.get(&link.replace("sig=", "sig=A")).await.expect(403);
    nobody.get(link).await.expect(200)
}

/// The rows of comma-separated values without any that would have to be quoted, by the names of their columns.
fn csv(answer: &Answer) -> Vec<Value> {
    let text = String::from_utf8(answer.bytes.clone()).expect("text");
    assert!(!text.contains('"'), "{text}");
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let names = lines.next().expect("a header");
    let row = |cells: Vec<String>| {
        assert_eq!(cells.len(), names.len());
        let members = names.iter().cloned().zip(cells.into_iter().map(Value::from));
        Value::Object(members.collect())
    };
    lines.map(row).collect()
}

#[tokio::test]
async fn numbers_and_evaluations_are_exported_in_every_format() {
    let house = House::open().await;
    let (owner, receiver) = (house.bearer_owner().await, Receiver::open().await);
    let webhook = owner.auralytik_webhook(&receiver.url("/"), &["export.ready"]).await;
    let engagement = owner.auralytik_engagement("Q1").await;
    let mut evaluations = Vec::new();
    for (name, day, campaign) in [("a", 1, "camp_1"), ("b", 2, "camp_2")] {
        let own = json!({ "start_at": format!("2026-06-0{day}T09:00:00Z") });
        let conversation = owner.finished_call(&merged(call(name), own)).await;
        owner.attributed(&conversation, &json!({ "campaign": campaign })).await;
        evaluations.push(owner.auralytik_evaluated(&engagement, &conversation).await);
    }
    for base in BASES {
        let path = format!("{base}/analytics/export");
        // Comma-separated evaluations where nothing else is asked for.
        let answer = file(&owner, house.url(), &path, &json!({})).await;
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
        let rows = csv(&answer);
        assert_eq!(rows.len(), 2);
        for (row, evaluation) in rows.iter().zip(&evaluations) {
            for member in ["id", "engagementId", "engagementName", "audioDate", "state", "campaignId"] {
                assert_eq!(row[member], evaluation[member], "{member}");
            }
            let note: Option<f64> = row["averageNote"].as_str().and_then(|text| text.parse().ok());
            assert_eq!(note, evaluation["averageNote"].as_f64());
        }

        let narrowed = json!({ "format": "json", "campaignId": "camp_2" });
        let answer = file(&owner, house.url(), &path, &narrowed).await;
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let rows = answer.json();
        assert_eq!((rows.as_array().map(Vec::len), &rows[0]["id"]), (Some(1), &evaluations[1]["id"]));
        assert_eq!(rows[0]["averageNote"], evaluations[1]["averageNote"]);

        let of_a_day = json!({ "format": "json", "dateFrom": "2026-06-02", "dateTo": "2026-06-02" });
        let rows = file(&owner, house.url(), &path, &of_a_day).await.json();
        assert_eq!((rows.as_array().map(Vec::len), &rows[0]["id"]), (Some(1), &evaluations[1]["id"]));

        let answer = file(&owner, house.url(), &path, &json!({ "format": "xlsx" })).await;
        let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        assert_eq!(answer.header("content-type"), Some(media_type));
        assert!(answer.bytes.starts_with(b"PK\x03\x04"), "a zipped workbook");
    }
    // What kind of numbers, and how many rows of them.
    for (kind, count) in [
        ("summary", 1),
        ("campaigns", 2),
        ("call-centers", 0),
        ("executives", 0),
        ("trends", 2),
        ("evaluations", 2),
    ] {
        let body = json!({ "type": kind, "format": "json" });
        let rows = file(&owner, house.url(), "/v1/analytics/export", &body).await.json();
        assert_eq!(rows.as_array().map(Vec::len), Some(count), "{kind}: {rows}");
        let total = rows[0].get("totalEvaluations");
        assert_eq!(total, (kind == "summary").then_some(&json!(2)), "{kind}");
    }
    let nothing = json!({ "format": "json", "engagementId": "eng_456" });
    assert_eq!(file(&owner, house.url(), "/v1/analytics/export", &nothing).await.json(), json!([]));

    let job = owner.post("/v1/analytics/export", &json!({})).await.expect(202).text("jobId");
    let told = receiver.told("export.ready", |data| data["jobId"] == job.as_str()).await;
    told.check_signed(webhook["signing_secret"].as_str().expect("a secret"));
    let data = told.event()["data"].clone();
    assert_eq!((&data["status"], &data["progress"]), (&json!("completed"), &json!(100)));
    let link = data["downloadUrl"].as_str().expect("a link");
    assert_eq!(csv(&Client::nobody(house.url()).get(link).await.expect(200)).len(), 2);
    // Either road leads to jobs of its own kind, with a scope of its own.
    let reader = house.bearer_with_scopes("analytics:read").await;
    reader.get(&format!("/v1/exports/{job}")).await.auralytik_error(403, "INSUFFICIENT_SCOPE");
    let exporter = house.bearer_with_scopes("analytics:export").await;
    exporter.get(&format!("/v1/analytics/export/{job}")).await.auralytik_error(403, "INSUFFICIENT_SCOPE");
}

#[tokio::test]
async fn the_report_of_ai_calls_joins_calls_evaluations_surveys_and_campaigns() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let engagement = owner.auralytik_engagement("Q1").await;
    let mut ids = Vec::new();
    for end in ["CUSTOMER_ENDED_CALL", "AGENT_TRANSFERRED_CALL"] {
        let body = merged(roark_call("http://10.0.0.1/1.wav"), json!({ "endedStatus": end }));
        let id = owner.roark_created(&body).await["id"].as_str().expect("an id").to_owned();
        owner.roark_finished(&id).await;
        ids.push(id);
    }
    owner.attributed(&ids[0], &json!({ "campaign": "camp_1" })).await;
    let evaluation = owner.auralytik_evaluated(&engagement, &ids[0]).await;
    assert_eq!(evaluation["isAICall"], true);
    let survey = json!({
        "state": "Completed", "total_questions": 1, "calculated_score": 85.5,
        "responses": [{ "question": "How was it?", "answer": "Good", "score": 5 }],
    });
    let path = format!("/api/colloquy/v1/conversations/{}/survey", ids[0]);
    owner.send(reqwest::Method::PUT, &path, Some(&survey)).await.expect(200);
    // A call between people, which is in no report of these.
    owner.finished_call(&call("acme:1")).await;

    let path = "/v1/exports/ai-calls";
    let day = json!({ "dateFrom": "2026-06-01", "dateTo": "2026-06-01" });
    let rows = csv(&file(&owner, house.url(), path, &day).await);
    let found: Vec<&Value> = rows.iter().map(|row| &row["callId"]).collect();
    let [evaluated, other] = [spelled("vc", &ids[0]), spelled("vc", &ids[1])];
    assert_eq!(json!(found), json!([evaluated, other]));
    let note = evaluation["averageNote"].as_f64().map_or_else(String::new, |note| note.to_string());
    for (member, value) in [
        ("startTime", "2026-06-01T09:00:00Z"),
        ("campaignId", "camp_1"),
        ("evaluationStatus", "evaluated"),
        ("evaluationId", evaluation["id"].as_str().expect("an id")),
        ("averageNote", note.as_str()),
        ("surveyState", "Completed"),
        ("surveyCalculatedScore", "85.5"),
    ] {
        assert_eq!(rows[0][member], value, "{member}");
    }
    assert_eq!(
        (&rows[1]["evaluationStatus"], &rows[1]["outcome"]),
        (&json!("notEvaluated"), &json!("transferred"))
    );

    // What narrows the report, and the calls that are left.
    let both = [&evaluated, &other];
    let early = json!({ "dateFrom": "2026-05-31", "dateTo": "2026-05-31", "timezone": "Pacific/Pago_Pago" });
    for (own, expected) in [
        (json!({ "status": "evaluated" }), &both[..1]),
        (json!({ "status": "notEvaluated" }), &both[1..]),
        (json!({ "status": "pending" }), &[]),
        (json!({ "outcome": "completed" }), &both[..1]),
        (json!({ "outcome": "transferred" }), &both[1..]),
        (json!({ "campaignId": "camp_1" }), &both[..1]),
        (json!({ "campaignId": "camp_none" }), &[]),
        // Nine o'clock in London is the evening before in Samoa.
        (json!({ "timezone": "Pacific/Pago_Pago" }), &[]),
        (early.clone(), &both[..]),
    ] {
        let rows = csv(&file(&owner, house.url(), path, &merged(day.clone(), own.clone())).await);
        let found: Vec<&Value> = rows.iter().map(|row| &row["callId"]).collect();
        assert_eq!(json!(found), json!(expected), "{own}");
    }
    let rows = csv(&file(&owner, house.url(), path, &early).await);
    assert_eq!(rows[0]["startTime"], "2026-05-31T22:00:00-11:00");
    let workbook = merged(day, json!({ "format": "xlsx" }));
    assert!(file(&owner, house.url(), path, &workbook).await.bytes.starts_with(b"PK\x03\x04"));
}

#[tokio::test]
async fn what_cannot_be_exported_is_refused_by_name() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let days = |from: &str, until: &str| json!({ "dateFrom": from, "dateTo": until });
    let day = days("2026-06-01", "2026-06-01");
    let with = |own: Value| merged(day.clone(), own);
    for base in BASES {
        let path = format!("{base}/exports/ai-calls");
        // 92 days, the last of them included.
        owner.post(&path, &days("2026-03-02", "2026-06-01")).await.expect(202);
        owner
            .post(&path, &with(json!({ "timezone": "Europe/Berlin", "campaignId": null })))
            .await
            .expect(202);
        for (body, field) in [
            (days("2026-03-01", "2026-06-01"), "dateTo"),
            (days("2026-06-02", "2026-06-01"), "dateTo"),
            (days("2026-06-01T00:00:00Z", "2026-06-01"), "dateFrom"),
            (days("2026-06-01", "2026-02-30"), "dateTo"),
            (json!({ "dateTo": "2026-06-01" }), "dateFrom"),
            (json!({ "dateFrom": "2026-06-01" }), "dateTo"),
            (with(json!({ "timezone": "Mars/Base" })), "timezone"),
            (with(json!({ "format": "json" })), "format"),
            (with(json!({ "status": "Evaluated" })), "status"),
        ] {
            assert_eq!(owner.post(&path, &body).await.refused_fields(), [field], "{body}");
        }
        let path = format!("{base}/analytics/export");
        for (body, field) in [
            (json!({ "format": "pdf" }), "format"),
            (json!({ "type": "everything" }), "type"),
            (json!({ "dateFrom": "yesterday" }), "dateFrom"),
        ] {
            assert_eq!(owner.post(&path, &body).await.refused_fields(), [field], "{body}");
        }
    }
    // No worker runs: what was asked for waits.
    let job = owner.post("/v1/exports/ai-calls", &day).await.expect(202).json();
    let path = format!("/v1/exports/{}", job["jobId"].as_str().expect("an id"));
    assert_eq!(owner.get(&path).await.expect(200).json(), job);
}
