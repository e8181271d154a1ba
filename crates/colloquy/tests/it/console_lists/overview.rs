//! The numbers over all are those that the list comes to.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::{HOUSE, Shelf, bulk, listed, own_call, rows};
use crate::support::quality::text;
use crate::support::{Client, merged};

/// The numbers of the rows of a list, as the overview has them.
fn plainly(rows: &[Value], full: &[&Value], questions: &BTreeSet<String>) -> Value {
    let sum = |of: fn(&Value) -> u64| full.iter().map(|one| of(one)).sum::<u64>();
    let open = sum(|one| {
        one["action_items"].as_array().expect("items").iter().filter(|item| item["is_done"] == false).count()
            as u64
    });
    let found = full.iter().flat_map(|one| one["signals"].as_array().expect("signals")).filter(|signal| {
        let value = &signal["value"];
        questions.contains(&text(&signal["definition_id"])) && !value.is_null() && *value != json!(false)
    });
    let felt: Vec<f64> = rows.iter().filter_map(|row| row["sentiment_overall"].as_f64()).collect();
    let negative = felt.iter().filter(|overall| **overall < -0.25).count();
    let share = (!felt.is_empty()).then(|| negative as f64 / felt.len() as f64);
    json!({
        "conversations": rows.len(),
        "open_action_items": open,
        "signals_found": found.count(),
        "negative_share": share,
    })
}

#[tokio::test]
async fn the_overview_is_what_the_list_comes_to() {
    let shelf = Shelf::filled().await;
    let owner = &shelf.owner;
    let private = merged(
        own_call(5, "Private", "Kim", &[(0, "I will send you a new quote by Friday.")]),
        json!({ "is_private": true, "external_id": "acme:private" }),
    );
    let private = owner.finished(&owner.created(&private).await).await;
    let mut full: Vec<&Value> = shelf.full.iter().collect();
    full.push(&private);
    let questions = owner.get(&format!("{HOUSE}/signal-definitions")).await.expect(200).json();
    let questions: BTreeSet<String> =
        questions["data"].as_array().expect("data").iter().map(|one| text(&one["id"])).collect();
    let window = "from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z";
    let overview = async |client: &Client, more: &str| -> Value {
        client.get(&format!("{HOUSE}/overview?{window}{more}")).await.expect(200).json()
    };
    let of_rows = |rows: &[Value]| -> Vec<&Value> {
        let ids: BTreeSet<String> = rows.iter().map(|row| text(&row["id"])).collect();
        full.iter().copied().filter(|one| ids.contains(&text(&one["id"]))).collect()
    };
    let check = |numbers: &Value, rows: &[Value], what: &str| {
        let expected = plainly(rows, &of_rows(rows), &questions);
        for (name, value) in expected.as_object().expect("an object") {
            assert!(is_same(&numbers[name], value), "{name} of {what}: {} and {value}", numbers[name]);
        }
        let seconds: i64 = rows.iter().filter_map(|row| row["duration_seconds"].as_i64()).sum();
        let hours = numbers["hours"].as_f64().expect("hours");
        // The list has whole seconds.
        let tolerance = rows.len() as f64 / 3_600.0;
        assert!((hours - seconds as f64 / 3_600.0).abs() <= tolerance, "{hours} hours of {what}");
        let notes: Vec<f64> = rows.iter().filter_map(|row| row["note"].as_f64()).collect();
        let mean = (!notes.is_empty()).then(|| notes.iter().sum::<f64>() / notes.len() as f64);
        match (numbers["average_note"].as_f64(), mean) {
            (Some(note), Some(mean)) => assert!((note - mean).abs() <= 0.06, "{note} and {mean} of {what}"),
            (note, mean) => assert_eq!(note, mean, "{what}"),
        }
    };
    for more in ["", "&granularity=week", "&granularity=month"] {
        let told = overview(owner, more).await;
        check(&told["totals"], &rows(owner, window, 50).await, more);
        let series = told["series"].as_array().expect("series");
        assert_eq!(
            series.iter().map(|one| one["conversations"].as_u64().expect("a count")).sum::<u64>(),
            6,
            "{more}"
        );
        for step in series {
            let (from, to) = (text(&step["from"]), text(&step["to"]));
            let own = rows(owner, &format!("from={from}&to={to}"), 50).await;
            check(step, &own, &format!("{more} {}", step["date"]));
        }
    }
    assert_eq!(overview(owner, "").await["series"].as_array().expect("series").len(), 30);

    let told = overview(owner, "").await;
    for signal in told["signals"].as_array().expect("signals") {
        let query = format!("signal_definition_id={}", text(&signal["definition_id"]));
        assert_eq!(listed(owner, &query).await.len() as u64, signal["count"], "{signal}");
    }
    assert!(told["signals"].as_array().expect("signals").iter().any(|one| one["name"] == "quote_promised"));
    let counts: Vec<(String, Value)> = told["tags"]
        .as_array()
        .expect("tags")
        .iter()
        .map(|tag| (text(&tag["name"]), tag["count"].clone()))
        .collect();
    for name in ["Cold", "Hot"] {
        assert!(counts.contains(&(name.to_owned(), json!(2))), "{counts:?}");
    }

    let project = format!("&project_id={}", shelf.project);
    let told = overview(owner, &project).await;
    check(&told["totals"], &rows(owner, &format!("{window}{project}"), 50).await, "the project");
    assert_eq!(told["totals"]["conversations"], 2);

    // What is private counts for those who may see it.
    let plain = shelf.house.key_with_scopes("analytics:read,engagements:read").await;
    let seen = overview(&plain, "").await;
    assert_eq!(seen["totals"]["conversations"], 5);
    // As in the list.
    assert_eq!(seen["totals"]["average_note"], Value::Null);
    assert!(overview(owner, "").await["totals"]["average_note"].is_number());
    // A correction counts at once.
    let negative = shelf.id(1);
    owner
        .send(
            Method::PUT,
            &format!("{HOUSE}/conversations/{negative}/sentiment"),
            Some(&json!({ "overall": 1 })),
        )
        .await
        .expect(200);
    let before = told_share(&overview(owner, "").await);
    owner
        .send(
            Method::PUT,
            &format!("{HOUSE}/conversations/{negative}/sentiment"),
            Some(&json!({ "overall": -1 })),
        )
        .await
        .expect(200);
    assert!(told_share(&overview(owner, "").await) > before);
    bulk(owner, &[negative], "delete", None).await;
    assert_eq!(overview(owner, "").await["totals"]["conversations"], 5);

    for (query, status, field) in [
        ("from=2026-07-01T00:00:00Z&to=2026-06-01T00:00:00Z", 422, "from"),
        ("from=2020-01-01T00:00:00Z&to=2026-06-01T00:00:00Z", 422, "from"),
        ("granularity=year", 400, "granularity"),
    ] {
        let refused = owner.get(&format!("{HOUSE}/overview?{query}")).await.expect(status).json();
        assert_eq!(refused["error"]["fields"][0]["field"], field, "{query}");
    }
    let missing = format!("{HOUSE}/overview?project_id=00000000-0000-7000-8000-000000000000");
    owner.get(&missing).await.expect(404);
}

/// A fraction may lose its last digit on its way.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        _ => one == other,
    }
}

fn told_share(overview: &Value) -> f64 {
    overview["totals"]["negative_share"].as_f64().expect("a share")
}
