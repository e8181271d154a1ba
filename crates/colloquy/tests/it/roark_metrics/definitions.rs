//! `/v1/metric/definitions`.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::{builtin, finished_call, measured, refused, text, values};
use crate::support::{Client, House, merged};

const PATH: &str = "/v1/metric/definitions";

fn judged() -> Value {
    json!({
        "calculationType": "LLM_JUDGE", "name": "Polite opening", "outputType": "BOOLEAN",
        "llmPrompt": "Did the agent greet the customer?",
    })
}

async fn made(owner: &Client, body: &Value) -> Value {
    owner.post(PATH, body).await.expect(201).json()["data"].clone()
}

#[tokio::test]
async fn three_kinds_are_made_found_by_id_and_slug_and_listed_with_the_servers_own() {
    let house = House::open().await;
    let owner = house.owner().await;
    let polite = made(&owner, &judged()).await;
    assert_eq!(polite["slug"], "polite_opening");
    assert_eq!(polite["metricId"], polite["slug"]);
    assert_eq!((&polite["type"], &polite["scope"]), (&"BOOLEAN".into(), &"GLOBAL".into()));
    assert_eq!(polite["supportedContexts"], json!(["CALL"]));
    assert_eq!(polite["booleanTrueLabel"], Value::Null);
    let (talk, silence) =
        (builtin(&owner, "talk_to_listen_ratio").await, builtin(&owner, "silence_time").await);
    assert_eq!(talk["calculationType"], "PROVIDER");
    assert!(text(&talk["description"]).contains("Formula:"));
    let formula = json!({
        "calculationType": "FORMULA", "name": "Odd", "outputType": "NUMERIC", "slug": "odd_sum",
        "formula": format!("{{{{id:{}}}}} + {{{{id:{}}}}}", text(&talk["id"]), text(&silence["id"])),
        "sources": [
            { "sourceMetricDefinitionId": talk["id"] }, { "sourceMetricDefinitionId": silence["id"] },
        ],
    });
    let odd = made(&owner, &formula).await;
    assert_eq!(odd["formula"]["expression"], formula["formula"]);
    assert_eq!(odd["formula"]["sources"][0]["sourceVariantId"], Value::Null);
    let condition = json!({
        "sourceMetricDefinitionId": silence["id"], "operator": "GREATER_THAN", "thresholdValue": "1000",
    });
    let pattern = json!({
        "calculationType": "PATTERN", "name": "Silent then silent", "operation": "PATTERN_EXISTS",
        "trigger": condition, "outcome": merged(condition.clone(), json!({ "windowAfter": 5 })),
    });
    let silent = made(&owner, &pattern).await;
    assert_eq!((&silent["type"], &silent["pattern"]["windowMode"]), (&"BOOLEAN".into(), &"seconds".into()));
    assert_eq!(silent["pattern"]["outcome"]["windowBefore"], 0);
    for named in [text(&odd["id"]), "odd_sum".to_owned()] {
        let read = owner.get(&format!("{PATH}/{named}")).await.expect(200).json();
        assert_eq!(read["data"], odd, "{named}");
    }
    // Everything at once where nothing is asked for, page by page else: the same, by id.
    let all = owner.get(PATH).await.expect(200).json();
    let ids: Vec<String> = all["data"].as_array().unwrap().iter().map(|metric| text(&metric["id"])).collect();
    assert!(ids.len() > 20 && ids.is_sorted(), "{ids:?}");
    assert_eq!(all["pagination"]["hasMore"], false);
    assert!([&polite, &odd, &silent, &talk].iter().all(|metric| ids.contains(&text(&metric["id"]))));
    let (mut paged, mut after) = (Vec::new(), String::new());
    loop {
        let page = owner.get(&format!("{PATH}?limit=7{after}")).await.expect(200).json();
        paged.extend(page["data"].as_array().unwrap().iter().map(|metric| text(&metric["id"])));
        let Some(next) = page["pagination"]["nextCursor"].as_str() else { break };
        after = format!("&after={}", next.replace('=', "%3D").replace('+', "%2B"));
    }
    assert_eq!(paged, ids);
    assert_eq!(paged.iter().collect::<BTreeSet<_>>().len(), ids.len());
    for query in ["limit=0", "limit=101", "limit=x", "after=x"] {
        refused(owner.get(&format!("{PATH}?{query}")).await, 400);
    }
}

#[tokio::test]
async fn what_does_not_fit_together_is_refused_by_name() {
    let house = House::open().await;
    let owner = house.owner().await;
    made(&owner, &judged()).await;
    assert_eq!(refused(owner.post(PATH, &judged()).await, 409)["code"], "conflict");
    let (talk, silence) =
        (builtin(&owner, "talk_to_listen_ratio").await, builtin(&owner, "silence_time").await);
    let (one, other) = (text(&talk["id"]), text(&silence["id"]));
    let source = |id: &str| json!({ "sourceMetricDefinitionId": id });
    let formula = |output: &str, formula: String, sources: Vec<Value>| {
        json!({
            "calculationType": "FORMULA", "name": "F", "outputType": output, "formula": formula, "sources": sources,
        })
    };
    let condition = |id: &str| {
        json!({
            "sourceMetricDefinitionId": id, "operator": "EQUALS", "thresholdValue": "1",
        })
    };
    let pattern = |change: Value| {
        let base = json!({
            "calculationType": "PATTERN", "name": "P", "operation": "PATTERN_COUNT", "trigger": condition(&one),
            "outcome": merged(condition(&one), json!({ "windowAfter": 5 })),
        });
        merged(base, change)
    };
    let unknown = "00000000-0000-7000-8000-000000000000";
    let rows = [
        (json!({}), "calculationType"),
        (json!({ "calculationType": "PROVIDER", "name": "x" }), "calculationType"),
        (merged(judged(), json!({ "name": "" })), "name"),
        (merged(judged(), json!({ "name": "!?" })), "slug"),
        (merged(judged(), json!({ "slug": "a".repeat(51) })), "slug"),
        (merged(judged(), json!({ "llmPrompt": null })), "llmPrompt"),
        (merged(judged(), json!({ "llmPrompt": "x".repeat(2001) })), "llmPrompt"),
        (merged(judged(), json!({ "outputType": "MAYBE" })), "outputType"),
        (merged(judged(), json!({ "outputType": "SCALE" })), "scaleMin"),
        (merged(judged(), json!({ "outputType": "SCALE", "scaleMin": 5, "scaleMax": 5 })), "scaleMin"),
        (merged(judged(), json!({ "outputType": "SCALE", "scaleMin": 0, "scaleMax": 101 })), "scaleMax"),
        (merged(judged(), json!({ "scaleMin": 1 })), "scaleMin"),
        (merged(judged(), json!({ "outputType": "CLASSIFICATION" })), "classificationOptions"),
        (merged(judged(), json!({ "maxClassifications": 2 })), "maxClassifications"),
        (merged(judged(), json!({ "scope": "PER_PARTICIPANT" })), "participantRole"),
        (merged(judged(), json!({ "supportedContexts": ["SEGMENT"] })), "supportedContexts"),
        (
            merged(
                judged(),
                json!({
                    "scope": "PER_PARTICIPANT", "participantRole": "CUSTOMER", "supportedContexts": ["TURN"],
                }),
            ),
            "supportedContexts",
        ),
        (merged(judged(), json!({ "analysisPackageId": unknown })), "analysisPackageId"),
        (formula("NUMERIC", "1 +".into(), vec![source(&one)]), "formula"),
        (formula("NUMERIC", format!("{{{{id:{one}}}}} * 2"), vec![source(&one)]), "sources"),
        (formula("NUMERIC", format!("{{{{id:{one}}}}} * 2"), vec![source(&one), source(&other)]), "sources"),
        (formula("BOOLEAN", format!("{{{{id:{one}}}}} > {{{{id:{other}}}}}"), vec![source(&one)]), "sources"),
        (formula("BOOLEAN", format!("{{{{id:{unknown}}}}} > 1"), vec![source(unknown)]), "sources"),
        (formula("TEXT", "1".into(), vec![source(&one)]), "outputType"),
        (pattern(json!({ "triggers": [condition(&one)] })), "triggers"),
        (pattern(json!({ "trigger": null })), "trigger"),
        (
            pattern(json!({ "trigger": null, "triggers": [condition(&one), condition(&other)] })),
            "triggerCombinator",
        ),
        (pattern(json!({ "trigger": condition(unknown) })), "sources"),
        (pattern(json!({ "outcome": condition(&one) })), "outcome.windowAfter"),
        (pattern(json!({ "windowMode": "hours" })), "windowMode"),
    ];
    for (body, field) in rows {
        let error = refused(owner.post(PATH, &body).await, 400);
        assert_eq!(error["param"], field, "{body}: {error}");
        assert!(text(&error["message"]).starts_with(field), "{error}");
    }
    // A boolean gate over one metric is fine.
    made(&owner, &formula("BOOLEAN", format!("{{{{id:{one}}}}} >= 0.5"), vec![source(&one)])).await;
}

#[tokio::test]
async fn metrics_that_many_use_are_looked_at_once() {
    let house = House::open().await;
    let owner = house.owner().await;
    let call = finished_call(&owner, "acme:chains").await;
    // Four on each of nine levels, each the mean of all four below it: a quarter of a million ways to the bottom.
    let lowest = text(&builtin(&owner, "tool_invocation_count").await["id"]);
    let other = text(&builtin(&owner, "silence_time").await["id"]);
    let mut below = vec![lowest, other];
    for level in 0..9 {
        let sum = below.iter().map(|id| format!("{{{{id:{id}}}}}")).collect::<Vec<_>>().join(" + ");
        let sources: Vec<Value> = below.iter().map(|id| json!({ "sourceMetricDefinitionId": id })).collect();
        let mut made_here = Vec::new();
        for number in 0..4 {
            let body = json!({
                "calculationType": "FORMULA", "name": format!("level {level} {number}"), "outputType": "NUMERIC",
                "formula": format!("({sum}) / {}", below.len()), "sources": sources,
            });
            made_here.push(text(&made(&owner, &body).await["id"]));
        }
        below = made_here;
    }
    measured(&owner, &call, &["silence_time", "tool_invocation_count", &below[0]]).await;
    let all = values(&owner, &call).await;
    let value = |slug: &str| {
        let found = all.iter().find(|value| value["slug"] == slug);
        found.and_then(|value| value["value"].as_f64()).unwrap_or_else(|| panic!("no {slug} in {all:?}"))
    };
    let mean = (value("silence_time") + value("tool_invocation_count")) / 2.0;
    assert!((value("level_8_0") - mean).abs() < 1e-6 * mean.max(1.0), "{all:?}");
}

#[tokio::test]
async fn a_change_of_configuration_is_a_new_version_and_nothing_else_is() {
    let house = House::open().await;
    let owner = house.owner().await;
    let before = made(&owner, &judged()).await;
    let path = format!("{PATH}/polite_opening");
    let change = async |body: Value| owner.send(Method::PUT, &path, Some(&body)).await;
    assert_eq!(change(json!({})).await.expect(200).json()["data"], before);
    let renamed = change(json!({ "name": "Greeting" })).await.expect(200).json()["data"].clone();
    assert_eq!((&renamed["name"], &renamed["slug"]), (&"Greeting".into(), &"polite_opening".into()));
    assert_eq!(renamed["versionId"], before["versionId"]);
    let asked =
        json!({ "llmPrompt": "Did the agent say hello?", "booleanTrueLabel": "yes", "changeReason": "x" });
    let asked = change(asked).await.expect(200).json()["data"].clone();
    assert_ne!(asked["versionId"], before["versionId"]);
    assert_eq!(
        (&asked["llmPrompt"], &asked["booleanTrueLabel"]),
        (&"Did the agent say hello?".into(), &"yes".into())
    );
    assert_eq!(asked["variantId"], before["variantId"]);
    for name in
        ["slug", "outputType", "scope", "participantRole", "calcType", "metricId", "analysisPackageId"]
    {
        assert_eq!(refused(change(json!({ name: null })).await, 400)["param"], name);
    }
    assert_eq!(refused(change(json!({ "formula": "1" })).await, 400)["param"], "formula");
    assert_eq!(refused(change(json!({ "scaleMin": 1 })).await, 400)["param"], "scaleMin");
    assert_eq!(refused(change(json!({ "llmPrompt": "" })).await, 400)["param"], "llmPrompt");
    let own = owner.send(Method::PUT, &format!("{PATH}/talk_time"), Some(&json!({ "name": "x" }))).await;
    assert_eq!(refused(own, 403)["type"], "forbidden");
    let missing = owner.send(Method::PUT, &format!("{PATH}/nothing_here"), Some(&json!({}))).await;
    assert_eq!(refused(missing, 404)["code"], "resource_not_found");
    // A circle: the formula would use itself by way of another one.
    let one = text(&builtin(&owner, "silence_time").await["id"]);
    let formula = |name: &str, ids: [&str; 2]| {
        json!({
            "calculationType": "FORMULA", "name": name, "outputType": "NUMERIC",
            "formula": format!("{{{{id:{}}}}} + {{{{id:{}}}}}", ids[0], ids[1]),
            "sources": ids.map(|id| json!({ "sourceMetricDefinitionId": id })),
        })
    };
    let talk = text(&builtin(&owner, "talk_to_listen_ratio").await["id"]);
    let first = text(&made(&owner, &formula("first", [&one, &talk])).await["id"]);
    let second = text(&made(&owner, &formula("second", [&one, &first])).await["id"]);
    let circle = formula("first", [&one, &second]);
    let circle = json!({ "formula": circle["formula"], "sources": circle["sources"] });
    let answer = owner.send(Method::PUT, &format!("{PATH}/{first}"), Some(&circle)).await;
    assert_eq!(refused(answer, 400)["param"], "sources");
}
