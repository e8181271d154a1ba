//! Lists of calls: order, filters, pages.

use serde_json::{Value, json};

use crate::support::roark::roark_call;
use crate::support::{Client, House, call, merged};

/// An address that is refused at once: nothing comes of these recordings, and nothing is waited for.
const NOWHERE: &str = "http://10.0.0.1/1.wav";

/// Calls of which each said its name; that number is also its length in seconds.
async fn calls(owner: &Client, count: u32) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 1..=count {
        let turn = json!({
            "role": "CUSTOMER", "text": format!("Größe number{number} matters."),
            "startOffsetMs": 0, "endOffsetMs": number * 1_000,
        });
        let changes = json!({
            "startedAt": format!("2026-06-{:02}T09:00:00Z", 30 - number),
            "transcript": [turn],
            "properties": if number % 2 == 0 { json!({ "planTier": "gold" }) } else { json!({}) },
        });
        let created = owner.roark_created(&merged(roark_call(NOWHERE), changes)).await;
        ids.push(created["id"].as_str().expect("an id").to_owned());
    }
    for id in &ids {
        owner.finished(id).await;
    }
    ids
}

async fn ids(owner: &Client, query: &str) -> Vec<String> {
    let (rows, totals) = owner.roark_pages("/v1/call", query).await;
    assert!(totals.iter().all(|total| *total == rows.len() as u64), "{query}: {totals:?} of {}", rows.len());
    rows.iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn every_order_is_walked_without_gaps_and_repeats() {
    let house = House::open().await;
    let owner = house.owner().await;
    let made = calls(&owner, 5).await;
    // It has neither a length nor a title yet, and comes last in both directions.
    let mut without = roark_call(NOWHERE);
    without.as_object_mut().expect("an object").remove("transcript");
    without["startedAt"] = json!("2026-06-10T09:00:00Z");
    let bare = owner.roark_created(&without).await["id"].as_str().expect("an id").to_owned();
    owner.finished(&bare).await;
    let reversed: Vec<String> = made.iter().rev().cloned().collect();
    let with = |list: &[String], first: bool| -> Vec<String> {
        let one = std::slice::from_ref(&bare);
        if first { [one, list].concat() } else { [list, one].concat() }
    };
    for (query, expected) in [
        ("", with(&reversed, true)),
        ("sortDirection=asc", with(&made, false)),
        ("sortBy=startedAt", with(&made, false)),
        ("sortBy=startedAt&sortDirection=asc", with(&reversed, true)),
        ("sortBy=duration", with(&reversed, false)),
        ("sortBy=duration&sortDirection=asc", with(&made, false)),
        ("sortBy=endedAt", with(&made, false)),
        ("sortBy=endedAt&sortDirection=asc", with(&reversed, false)),
    ] {
        for limit in [2, 100] {
            assert_eq!(ids(&owner, &format!("{query}&limit={limit}")).await, expected, "{query} {limit}");
        }
    }
    // Ties follow each other by id.
    let by_id = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let all = by_id(with(&made, true));
    assert_eq!(ids(&owner, "sortBy=status&sortDirection=asc&limit=4").await, all);
    let titled = ids(&owner, "sortBy=title&sortDirection=asc&limit=1").await;
    assert_eq!(titled.last(), Some(&bare));
    assert_eq!(by_id(titled), all);
    // An id alone is a place, too, also that of a call that is gone.
    owner.delete(&format!("/v1/call/{}", made[2])).await.expect(200);
    let rest = owner.get(&format!("/v1/call?limit=10&after={}", made[2])).await.expect(200).json();
    let rest: Vec<&Value> = rest["data"].as_array().expect("data").iter().map(|row| &row["id"]).collect();
    assert_eq!(rest, [&made[1], &made[0]]);
    let nobody = uuid::Uuid::now_v7();
    owner.get(&format!("/v1/call?after={nobody}")).await.roark_error(400, "validation", "after");
}

#[tokio::test]
async fn filters_narrow_and_are_combined() {
    let house = House::open().await;
    let owner = house.owner().await;
    let made = calls(&owner, 4).await;
    let engagement = owner.created(&call("acme:1")).await;
    owner.finished(&engagement).await;
    let even = vec![made[3].clone(), made[1].clone()];
    let named = |query: &'static str| ids(&owner, query);
    assert_eq!(named("properties[planTier][exists]=true&limit=1").await, even);
    assert_eq!(named("properties%5Bplan_tier%5D%5Bexists%5D=false").await.len(), 3);
    assert_eq!(named("properties[nobody][exists]=true").await.len(), 0);
    assert_eq!(named("properties[nobody][exists]=false").await.len(), 5);
    assert_eq!(named("properties[planTier][exists]=true&properties[planTier][exists]=false").await.len(), 0);
    // In what was said, in any case, also within a word; in titles; in summaries.
    assert_eq!(named("searchText=NUMBER3&limit=1").await, [made[2].clone()]);
    assert_eq!(named("searchText=r%C3%96SSE").await.len(), 0);
    assert_eq!(named("searchText=R%C3%B6%C3%9Fe&limit=3").await.len(), 4);
    assert_eq!(named("searchText=umber2%20matt").await, [made[1].clone()]);
    assert_eq!(named("searchText=renewal%20C").await.len(), 1);
    assert_eq!(named("searchText=50%25").await.len(), 0);
    assert_eq!(named("searchText=number&properties[planTier][exists]=true&sortBy=duration").await, even);
    for (status, count) in [("ENDED", 5), ("IN_PROGRESS", 0), ("RINGING", 0)] {
        assert_eq!(ids(&owner, &format!("status={status}")).await.len(), count, "{status}");
    }
    for (query, count) in [
        ("simulationRunPlanJobId=x", 0),
        ("simulationRunPlanJobIds=x,y", 0),
        ("simulationRunPlanIds=x", 0),
        ("countedInResults=true", 0),
        ("countedInResults=false", 0),
        ("excludeHiddenRuns=true", 5),
        ("excludeHiddenRuns=false", 5),
    ] {
        assert_eq!(ids(&owner, query).await.len(), count, "{query}");
    }
    // What was said is not searched for those who may not read it.
    let other = house.key_with_scopes("engagements:read").await;
    assert_eq!(ids(&other, "searchText=upper%20hand").await.len(), 0);
    assert_eq!(ids(&other, "searchText=renewal").await.len(), 1, "the title may be read");
    for query in ["sortBy=x", "status=x", "limit=0", "properties[status][exists]=true", "properties[x]=1"] {
        let param = query.split(['=', '[']).next().expect("a name");
        owner.get(&format!("/v1/call?{query}")).await.roark_error(400, "validation", param);
    }
}
