//! Lists of the Auralytik API: pages, and what narrows them. No worker runs, so that what waits goes on waiting.

use serde_json::{Value, json};

use crate::support::auralytik::{BASES, NO_RECORDING};
use crate::support::{Client, House};

/// Values that are no number of a page, and none of rows.
const NO_NUMBERS: [&str; 5] = ["0", "-1", "x", "1.5", ""];

fn texts<'a>(rows: &'a [Value], member: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[member].as_str().expect("a text")).collect()
}

#[tokio::test]
async fn a_list_is_cut_into_pages() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let newest_first: Vec<String> = (0..30).rev().map(|number| number.to_string()).collect();
    for name in newest_first.iter().rev() {
        owner.auralytik_engagement(name).await;
    }
    for base in BASES {
        // Query, the page and its size as they are reported, and the place of the rows.
        for (query, page, page_size, rows) in [
            ("", 1, 25, 0..25),
            ("?page=2", 2, 25, 25..30),
            ("?pageSize=100", 1, 100, 0..30),
            ("?pageSize=101", 1, 100, 0..30),
            ("?pageSize=9223372036854775807", 1, 100, 0..30),
            ("?page=3&pageSize=7", 3, 7, 14..21),
            ("?page=30&pageSize=1", 30, 1, 29..30),
            ("?page=31&pageSize=1", 31, 1, 30..30),
            ("?page=5000&pageSize=100&unknown=1", 5000, 100, 30..30),
        ] {
            let answer = owner.get(&format!("{base}/engagements{query}")).await.expect(200).json();
            let names = texts(answer["data"].as_array().expect("rows"), "name");
            assert_eq!(names, newest_first[rows], "{query}");
            let numbers = (&answer["page"], &answer["pageSize"], &answer["totalCount"]);
            assert_eq!(numbers, (&json!(page), &json!(page_size), &json!(30)), "{query}");
            if base == "/api/v1" {
                let pages = 30_u64.div_ceil(page_size);
                let expected = json!({
                    "page": page, "pageSize": page_size, "totalCount": 30, "totalPages": pages,
                });
                assert_eq!(answer["pagination"], expected, "{query}");
            }
        }
        for list in [
            "engagements",
            "evaluations",
            "audio-files",
            "campaigns",
            "conversations",
            "voice-calls",
            "webhooks",
            "usage/details",
        ] {
            for name in ["page", "pageSize"] {
                for value in NO_NUMBERS {
                    let path = format!("{base}/{list}?{name}={value}");
                    owner.get(&path).await.auralytik_error(400, "INVALID_REQUEST");
                }
            }
        }
    }
    let none = owner.get("/api/v1/evaluations").await.expect(200).json();
    assert_eq!((&none["data"], &none["pagination"]["totalPages"]), (&json!([]), &json!(0)));
}

#[tokio::test]
async fn engagements_are_narrowed_by_exact_words() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    for (name, kind) in [("a", "quality_review"), ("b", "coaching"), ("c", "quality_review")] {
        owner.post("/v1/engagements", &json!({ "name": name, "type": kind })).await.expect(201);
    }
    let (rows, _) = owner.auralytik_page("/v1/engagements").await;
    let last = format!("/v1/engagements/{}", rows[0]["id"].as_str().expect("an id"));
    owner.patch(&last, &json!({ "status": "completed" })).await.expect(200);
    for (query, names) in [
        ("type=quality_review", &["c", "a"][..]),
        ("type=quality_review&status=active", &["a"]),
        ("status=completed", &["c"]),
        ("status=Completed", &[]),
        ("type=quality", &[]),
    ] {
        let (rows, total) = owner.auralytik_page(&format!("/v1/engagements?{query}")).await;
        assert_eq!((texts(&rows, "name"), total), (names.to_vec(), names.len() as u64), "{query}");
    }
}

/// Three recordings of two engagements, each with an evaluation that waits; the engagements' ids.
async fn recordings(owner: &Client) -> (String, String) {
    let (first, second) = (owner.auralytik_engagement("one").await, owner.auralytik_engagement("two").await);
    for (engagement, more) in [
        (&first, json!({ "fileName": "a", "audioDate": "2026-06-01T00:00:00Z", "isAICall": true })),
        (
            &first,
            json!({
                "fileName": "b", "audioDate": "2026-06-01T23:59:59Z", "campaignId": "camp_1",
                "callCenterId": "cc_1", "executiveName": "Rae",
            }),
        ),
        (
            &second,
            json!({ "fileName": "c", "audioDate": "2026-06-02T02:00:00+02:00", "campaignId": "camp_1" }),
        ),
    ] {
        let file = owner.auralytik_uploaded(engagement, more, NO_RECORDING).await;
        owner.auralytik_processing(&file).await;
    }
    (first, second)
}

#[tokio::test]
async fn evaluations_are_narrowed_by_what_they_belong_to() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let (first, second) = recordings(&owner).await;
    // Queries, and the names of what they find.
    for (query, names) in [
        (String::new(), &["c", "b", "a"][..]),
        (format!("engagementId={first}"), &["b", "a"]),
        (format!("engagementId={second}&campaignId=camp_1"), &["c"]),
        ("campaignId=camp_1".to_owned(), &["c", "b"]),
        ("callCenterId=cc_1".to_owned(), &["b"]),
        ("isAICall=true".to_owned(), &["a"]),
        ("isAICall=false".to_owned(), &["c", "b"]),
        ("state=Pending".to_owned(), &["c", "b", "a"]),
        ("state=Completed".to_owned(), &[]),
        ("sentiment=Positive".to_owned(), &[]),
        // A bare date is the whole of its day in UTC.
        ("dateFrom=2026-06-01&dateTo=2026-06-01".to_owned(), &["b", "a"]),
        ("dateFrom=2026-06-02".to_owned(), &["c"]),
        ("dateTo=2026-05-31".to_owned(), &[]),
        ("dateFrom=2026-06-01T23:59:59Z".to_owned(), &["c", "b"]),
        ("dateTo=2026-06-01T00:00:00Z".to_owned(), &["a"]),
        ("dateFrom=2026-06-02T02:00:00%2B02:00".to_owned(), &["c"]),
        // What names nothing finds nothing.
        ("engagementId=eng_01kfxkbav0r7s2vbvk3qsbhmr3".to_owned(), &[]),
        ("engagementId=eng_456".to_owned(), &[]),
        ("campaignId=camp_none".to_owned(), &[]),
        ("callCenterId=cc_none".to_owned(), &[]),
    ] {
        let (rows, total) = owner.auralytik_page(&format!("/v1/evaluations?{query}")).await;
        let found = texts(&rows, "audioFileName");
        assert_eq!((found, total), (names.to_vec(), names.len() as u64), "{query}");
    }
    let (rows, _) = owner.auralytik_page("/v1/evaluations?callCenterId=cc_1").await;
    let row = &rows[0];
    let waiting = json!({
        "id": row["id"], "engagementId": first, "engagementName": "one", "audioFileName": "b",
        "audioDate": "2026-06-01T23:59:59Z", "executiveName": "Rae", "durationInSeconds": null,
        "state": "Pending", "sentiment": null, "averageNote": null, "isAICall": false,
        "campaignId": "camp_1", "callCenterId": "cc_1", "isCurrent": true, "results": null, "createdAt": row["createdAt"],
    });
    assert_eq!(row, &waiting);
    // What waits has no results and nothing said yet.
    let one = format!("/v1/evaluations/{}", row["id"].as_str().expect("an id"));
    owner.get(&format!("{one}/results")).await.auralytik_error(409, "CONFLICT");
    let said = owner.get(&format!("{one}/transcript")).await.expect(200).json();
    assert_eq!(said, json!({ "evaluationId": row["id"], "language": null, "transcript": [] }));
}

#[tokio::test]
async fn audio_files_come_fifty_at_a_time_and_are_narrowed() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let (first, _) = recordings(&owner).await;
    for (query, names) in [
        (String::new(), &["c", "b", "a"][..]),
        (format!("engagementId={first}"), &["b", "a"]),
        ("campaignId=camp_1".to_owned(), &["c", "b"]),
        ("isAICall=true".to_owned(), &["a"]),
        ("dateFrom=2026-06-01&dateTo=2026-06-01".to_owned(), &["b", "a"]),
        ("dateFrom=2026-06-01T23:59:59Z".to_owned(), &["c", "b"]),
        ("campaignId=camp_none".to_owned(), &[]),
        ("engagementId=eng_456".to_owned(), &[]),
    ] {
        let (rows, total) = owner.auralytik_page(&format!("/v1/audio-files?{query}")).await;
        assert_eq!((texts(&rows, "fileName"), total), (names.to_vec(), names.len() as u64), "{query}");
    }
    for number in 0..48 {
        owner.auralytik_announced(&first, json!({ "fileName": number.to_string() })).await;
    }
    let page = owner.get("/v1/audio-files").await.expect(200).json();
    assert_eq!((&page["pageSize"], &page["totalCount"]), (&json!(50), &json!(51)));
    let rows = page["data"].as_array().expect("rows");
    assert_eq!((rows.len(), &rows[0]["fileName"]), (50, &json!("47")));
    assert_eq!(owner.auralytik_page("/v1/audio-files?page=2").await.0.len(), 1);
    let most = owner.get("/v1/audio-files?pageSize=1000").await.expect(200).json();
    assert_eq!((&most["pageSize"], most["data"].as_array().map(Vec::len)), (&json!(100), Some(51)));
}

#[tokio::test]
async fn words_of_queries_are_spelled_exactly() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let wrong = [
        "evaluations?state=pending",
        "evaluations?state=Done",
        "evaluations?state=",
        "evaluations?sentiment=positive",
        "evaluations?isAICall=True",
        "evaluations?isAICall=1",
        "evaluations?dateFrom=yesterday",
        "evaluations?dateTo=2026-02-30",
        "evaluations?dateFrom=2026-6-1",
        "audio-files?isAICall=yes",
        "audio-files?dateTo=01.06.2026",
        "campaigns?status=running",
        "campaigns?dateFrom=x",
        "conversations?status=Completed",
        "conversations?dateTo=x",
        "voice-calls?state=busy",
        "voice-calls?direction=inbound",
        "voice-calls?dateFrom=2026-13-01",
        "analytics/summary?dateFrom=x",
        "analytics/campaigns?dateTo=x",
        "analytics/trends?granularity=Weekly",
        "usage/summary?billingPeriod=2026-3",
        "usage/details?billingPeriod=2026-13",
        "usage/by-key?billingPeriod=march",
    ];
    for base in BASES {
        for path in wrong {
            owner.get(&format!("{base}/{path}")).await.auralytik_error(400, "INVALID_REQUEST");
        }
    }
    let good = [
        "voice-calls?state=NoAnswer&direction=Outbound",
        "voice-calls?state=Busy",
        "campaigns?status=Paused&channelType=WhatsApp",
        "conversations?status=completed&channelId=ch_1",
        "conversations?campaignId=camp_none",
        "voice-calls?campaignId=camp_none",
        "analytics/campaigns?campaignId=camp_none&callCenterId=cc_none&engagementId=eng_456",
    ];
    for path in good {
        let found = owner.get(&format!("/v1/{path}")).await.expect(200).json();
        assert_eq!(found["data"], json!([]), "{path}");
    }
}
