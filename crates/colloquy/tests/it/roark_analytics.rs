//! Questions about many calls, as the Roark API asks them.

use serde_json::{Value, json};

use crate::support::{Client, House, call, merged};

const QUERY: &str = "/v1/analytics/query";

async fn begun_at(owner: &Client, external_id: &str, start_at: &str, further: Value) -> String {
    owner.created(&merged(merged(call(external_id), json!({ "start_at": start_at })), further)).await
}

fn march() -> Value {
    json!({ "type": "FIXED", "from": "2026-03-07T05:00:00Z", "to": "2026-03-10T04:00:00Z" })
}

async fn asked(client: &Client, question: &Value) -> Value {
    client.post(QUERY, question).await.expect(200).json()["data"].clone()
}

#[tokio::test]
async fn calls_are_counted_by_the_days_of_a_zone() {
    let house = House::open().await;
    let owner = house.owner().await;
    // In New York, where clocks are set forward on the 8th: late on the 7th, twice on the 8th, early on the 9th.
    begun_at(&owner, "acme:1", "2026-03-08T04:59:00Z", json!({})).await;
    begun_at(&owner, "acme:2", "2026-03-08T05:00:00Z", json!({})).await;
    begun_at(&owner, "acme:3", "2026-03-09T03:59:00Z", json!({})).await;
    begun_at(&owner, "acme:4", "2026-03-09T04:00:00Z", json!({ "is_private": true })).await;
    let gone = begun_at(&owner, "acme:5", "2026-03-09T05:00:00Z", json!({})).await;
    owner.delete(&format!("/api/colloquy/v1/conversations/{gone}")).await.expect(204);
    let question = json!({
        "measures": [{ "type": "CONVERSATION" }],
        "timeRange": march(),
        "interval": "DAY",
        "timezone": "America/New_York",
        "comparisonMode": "PREVIOUS_PERIOD",
    });
    let found = asked(&owner, &question).await;
    assert_eq!((&found["interval"], &found["timezone"]), (&json!("DAY"), &json!("America/New_York")));
    assert_eq!(found["series"].as_array().expect("series").len(), 1);
    let series = &found["series"][0];
    assert_eq!(
        (&series["value"], &series["sampleSize"], &series["metric"]),
        (&json!(4.0), &json!(4), &json!(null))
    );
    let days: Vec<(&str, f64)> = series["buckets"]
        .as_array()
        .expect("buckets")
        .iter()
        .map(|bucket| (bucket["date"].as_str().unwrap(), bucket["value"].as_f64().unwrap()))
        .collect();
    let expected = [
        ("2026-03-07T05:00:00.000Z", 1.0),
        ("2026-03-08T05:00:00.000Z", 2.0),
        ("2026-03-09T04:00:00.000Z", 1.0),
    ];
    assert_eq!(days, expected);
    // Three days before, of which one was no shorter.
    assert_eq!(series["buckets"][0]["comparisonDate"], "2026-03-04T05:00:00.000Z");
    assert_eq!(series["comparisonValue"], 0.0);
    // Who may not read private calls does not count them.
    let other = house.key_with_scopes("engagements:read,metrics:read").await;
    assert_eq!(asked(&other, &question).await["series"][0]["value"], 3.0);
}

#[tokio::test]
async fn groups_and_baselines_stand_beside_each_other() {
    let house = House::open().await;
    let owner = house.owner().await;
    let mut ids = Vec::new();
    for number in 0..4 {
        let external_id = format!("acme:{number}");
        let id = begun_at(&owner, &external_id, "2026-03-08T12:00:00Z", json!({})).await;
        ids.push(owner.conversation(&id).await["id"].as_str().expect("an id").to_owned());
    }
    let one = |operator: &str| json!([{ "type": "CALL_ID", "operator": operator, "value": ids[0] }]);
    let question = json!({
        "measures": [{ "type": "CONVERSATION", "isBaseline": true }, { "type": "CONVERSATION", "filters": one("EQUALS") }],
        "timeRange": march(),
        "includeBuckets": false,
    });
    let found = asked(&owner, &question).await;
    let shares: Vec<&Value> =
        found["series"].as_array().unwrap().iter().map(|series| &series["percentageOfBaseline"]).collect();
    assert_eq!(shares, [&json!(100.0), &json!(25.0)]);
    assert_eq!(found["series"][0]["buckets"], json!([]));
    let question = json!({
        "measures": [{ "type": "CONVERSATION", "breakdown": { "type": "CALL_PROPERTY", "property": "direction" } }],
        "comparisonGroups": [{ "name": "one", "filters": one("EQUALS") }, { "name": "rest", "filters": one("NOT_EQUALS") }],
        "timeRange": march(),
    });
    let found = asked(&owner, &question).await;
    let groups: Vec<(&Value, &Value)> = found["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|series| (&series["comparisonGroup"], &series["value"]))
        .collect();
    assert_eq!(groups, [(&json!("one"), &json!(1.0)), (&json!("rest"), &json!(3.0))]);
}

#[tokio::test]
async fn what_can_be_asked_is_told_and_what_cannot_is_refused_by_name() {
    let house = House::open().await;
    let owner = house.owner().await;
    let schema = owner.get("/v1/analytics/schema").await.expect(200).json()["data"].clone();
    let metric = &schema["metrics"][0];
    let slug = metric["slug"].as_str().expect("a metric");
    for metric in schema["metrics"].as_array().unwrap() {
        let aggregations = metric["aggregations"].as_array().unwrap();
        assert!(aggregations.contains(&metric["defaultAggregation"]), "{metric}");
    }
    // By slug and by id; nothing was measured.
    for name in [&metric["slug"], &metric["id"]] {
        let found = asked(&owner, &json!({ "measures": [{ "metric": name }] })).await;
        let whole = found["series"].as_array().unwrap();
        assert!(whole.iter().all(|series| series["sampleSize"] == 0 && series["value"] == 0.0), "{found}");
    }
    let conversations = json!([{ "type": "CONVERSATION" }]);
    let with = |further: Value| merged(json!({ "measures": conversations }), further);
    let filter = |filter: Value| with(json!({ "filters": [filter] }));
    // What is asked, and the parameter that is named.
    let rows = [
        (json!({}), "measures"),
        (json!({ "measures": [] }), "measures"),
        (json!({ "measures": vec![json!({ "type": "CONVERSATION" }); 11] }), "measures"),
        (json!({ "measures": [{}] }), "measures[0].metric"),
        (json!({ "measures": [{ "metric": "no_such_thing" }] }), "measures[0].metric"),
        (json!({ "measures": [{ "type": "UPTIME" }] }), "measures[0].type"),
        (
            json!({ "measures": [{ "type": "CONVERSATION", "aggregation": "AVG" }] }),
            "measures[0].aggregation",
        ),
        (json!({ "measures": [{ "metric": slug, "aggregation": "PERCENTILE" }] }), "measures[0].percentile"),
        (
            json!({ "measures": [{ "metric": "talk_time", "aggregation": "PASS_RATE" }] }),
            "measures[0].passOperator",
        ),
        (
            json!({ "measures": [{ "metric": slug, "nestedAggregation": "PASS_RATE" }] }),
            "measures[0].nestedAggregation",
        ),
        (
            json!({ "measures": [{ "metric": slug, "breakdown": { "type": "DATASET" } }] }),
            "measures[0].breakdown.type",
        ),
        (
            json!({ "measures": [{ "metric": slug, "breakdown": { "type": "CALL_PROPERTY" } }] }),
            "measures[0].breakdown.property",
        ),
        (
            json!({ "measures": [{ "type": "CONVERSATION", "breakdown": { "type": "METRIC_PROPERTY", "property": "value" } }] }),
            "measures[0].breakdown",
        ),
        (filter(json!({ "type": "METRIC_VALUE", "value": 1 })), "filters[0]"),
        (filter(json!({ "type": "DATASET", "value": "x" })), "filters[0].type"),
        (filter(json!({ "type": "CALL_PROPERTY", "property": "plan" })), "filters[0].value"),
        (filter(json!({ "type": "AGENT_PROPERTY", "operator": "IS_SET" })), "filters[0].operator"),
        (
            filter(json!({ "type": "CALL_PROPERTY", "property": "plan", "operator": "IS_SET", "value": 1 })),
            "filters[0].value",
        ),
        (
            filter(
                json!({ "type": "CALL_PROPERTY", "property": "plan", "operator": "LESS_THAN", "value": "b" }),
            ),
            "filters[0]",
        ),
        (filter(json!({ "type": "MODALITY", "value": "fax" })), "filters[0].value"),
        (with(json!({ "timezone": "Mars/Olympus" })), "timezone"),
        (with(json!({ "interval": "MINUTE" })), "interval"),
        (with(json!({ "timeRange": { "type": "LAST", "unit": "DAYS", "value": 732 } })), "timeRange.value"),
        (with(json!({ "timeRange": { "type": "LAST", "unit": "MONTHS", "value": 25 } })), "timeRange"),
        (with(json!({ "timeRange": { "type": "SINCE", "from": "yesterday" } })), "timeRange.from"),
        (
            with(
                json!({ "timeRange": { "type": "FIXED", "from": "2026-03-02T00:00:00Z", "to": "2026-03-01T00:00:00Z" } }),
            ),
            "timeRange",
        ),
        (with(json!({ "comparisonGroups": [{ "name": "alone", "filters": [] }] })), "comparisonGroups"),
        (
            with(
                json!({ "comparisonGroups": [{ "name": "a", "filters": [] }, { "name": "a", "filters": [] }] }),
            ),
            "comparisonGroups",
        ),
    ];
    for (question, param) in rows {
        let refused = owner.post(QUERY, &question).await.expect(400).json();
        assert_eq!(
            (&refused["type"], &refused["param"]),
            (&json!("validation"), &json!(param)),
            "{question}: {refused}"
        );
        assert!(refused["message"].as_str().is_some_and(|message| message.starts_with(param)), "{refused}");
    }
}
