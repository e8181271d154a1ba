//! Word search.

use serde_json::{Value, json};

use crate::support::calls::timeline;
use crate::support::{Client, House, call, merged};

/// What a search found: the external ids, in order.
async fn found(client: &Client, query: &str) -> Vec<String> {
    let page = page(client, query).await;
    assert_eq!(page["next_cursor"], Value::Null, "{page}");
    ids(&page)
}

async fn page(client: &Client, query: &str) -> Value {
    // One with a blank before it belongs to the text.
    let parts = query.split_once('&').filter(|(text, _)| !text.ends_with(' '));
    let (text, parameters) = parts.unwrap_or((query, ""));
    let text: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    client.get(&format!("/api/colloquy/v1/search?q={text}&{parameters}")).await.expect(200).json()
}

fn ids(page: &Value) -> Vec<String> {
    let id = |hit: &Value| hit["conversation"]["external_id"].as_str().unwrap().to_owned();
    page["data"].as_array().unwrap().iter().map(id).collect()
}

/// A call of that day of June in which this was said.
fn said(external_id: &str, day: u32, turns: &[(u32, &str)]) -> Value {
    let changes = json!({
        "title": format!("Call {external_id}"),
        "start_at": format!("2026-06-{day:02}T09:00:00Z"),
        "transcript_timeline": timeline(turns),
    });
    merged(call(external_id), changes)
}

#[tokio::test]
async fn words_are_found_in_titles_people_and_transcripts() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let people = json!({ "participants": [
        { "name": "Zoë Krämer", "email": "zoe@kraemer.example", "phone": "+1 (555) 010-9999" },
        { "email": crate::support::house::OWNER_EMAIL, "is_owner": true },
    ] });
    let first =
        said("first", 1, &[(0, "The price of the new quote is fine."), (1, "A quote that is new? No!")]);
    owner.created(&merged(first, people)).await;
    owner
        .created(&said("second", 2, &[(1, "No price, but a NEW QUOTE. Quotation marks: \"OR\" -- 'x'")]))
        .await;
    owner.created(&said("third", 3, &[(0, "Etwas anderes über Größe, in 東京.")])).await;
    let rows: [(&str, &[&str]); 26] = [
        ("quote", &["second", "first"]),
        ("QUOTE prÏce", &["second", "first"]),
        ("quote fine", &["first"]),
        ("\"quote is new\"", &[]),
        ("\"new quote is\"", &["first"]),
        ("\"price of the new quote\" \"no\"", &["first"]),
        ("quota*", &["second"]),
        ("q*", &["second", "first"]),
        ("quote -fine", &["second"]),
        ("price -\"new quote is\"", &["second"]),
        ("price -quot*", &[]),
        ("grösse", &["third"]),
        ("GROSSE uber", &["third"]),
        ("東京", &["third"]),
        ("京東", &[]),
        ("zoe", &["first"]),
        ("zoe@kraemer.example", &["first"]),
        ("example@kraemer", &[]),
        ("15550109999", &["first"]),
        ("call first", &["first"]),
        ("call", &["third", "second", "first"]),
        ("call&kind=call", &["third", "second", "first"]),
        ("call&kind=meeting", &[]),
        ("call&kind=meeting,call", &["third", "second", "first"]),
        ("call&started_after=2026-06-02T09:00:00Z", &["third", "second"]),
        ("call&started_before=2026-06-02T11:00:00%2B02:00", &["first"]),
    ];
    for (query, expected) in rows {
        assert_eq!(found(&owner, query).await, expected, "{query}");
    }
    // Signs of either database's own language are no words and have no meaning.
    for query in
        ["quote OR fine", "quote & !fine", "title_words : call", "quote) OR (fine", "quote NOT fine", "=x"]
    {
        page(&owner, query).await;
    }
    // Nothing that could be a word, and nothing but what must not be there.
    for nothing in ["… \" - *", "-call", "'", "\\"] {
        let text: String = url::form_urlencoded::byte_serialize(nothing.as_bytes()).collect();
        let refused = owner.get(&format!("/api/colloquy/v1/search?q={text}")).await.expect(400).json();
        assert_eq!(refused["error"]["fields"][0]["field"], "q", "{nothing}: {refused}");
    }
    assert_eq!(found(&owner, "quote or").await, ["second"], "a word like any other");
}

#[tokio::test]
async fn a_hit_tells_the_entry_the_second_and_the_place_in_the_text() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let turns = [(0, "Nothing here."), (1, "🙂 Über den Preis, den PREIS!"), (0, "Preis?")];
    owner.created(&merged(said("one", 1, &turns), json!({ "title": "Der Preis" }))).await;
    let page = page(&owner, "preis").await;
    let places = page["data"][0]["places"].as_array().unwrap();
    let shown: Vec<_> = places
        .iter()
        .map(|place| [&place["in"], &place["entry_id"], &place["speaker_name"], &place["start_seconds"]])
        .collect();
    let (title, transcript) = (json!("title"), json!("transcript"));
    let null = Value::Null;
    let (rae, jonas) = (json!("Rae"), json!("Jonas"));
    let numbers = [json!(1), json!(2), json!(4.0), json!(8.0)];
    assert_eq!(
        shown,
        [
            [&title, &null, &null, &null],
            [&transcript, &numbers[0], &jonas, &numbers[2]],
            [&transcript, &numbers[1], &rae, &numbers[3]],
        ]
    );
    assert_eq!(places[0]["highlights"], json!([{ "start": 4, "end": 9 }]));
    assert_eq!(places[1]["text"], "🙂 Über den Preis, den PREIS!");
    assert_eq!(places[1]["highlights"], json!([{ "start": 11, "end": 16 }, { "start": 22, "end": 27 }]));
    let speaker = page_of_speaker(&owner).await;
    assert_eq!((&speaker["in"], &speaker["speaker_index"]), (&json!("speaker"), &json!(1)));
}

async fn page_of_speaker(owner: &Client) -> Value {
    page(owner, "jonas").await["data"][0]["places"][0].clone()
}

#[tokio::test]
async fn nobody_finds_by_what_they_may_not_read() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let people = json!({ "participants": [
        { "name": "Zoe", "email": "zoe@kraemer.example" },
        { "email": crate::support::house::OWNER_EMAIL, "is_owner": true },
    ] });
    owner.created(&merged(said("open", 1, &[(0, "a new quote")]), people)).await;
    owner.created(&merged(said("private", 2, &[(0, "a new quote")]), json!({ "is_private": true }))).await;
    let narrow = house.key_with_scopes("engagements:read").await;
    let reader = house.key_with_scopes("engagements:read,transcript_timelines:read").await;
    let directory = house.key_with_scopes("engagements:read,contacts:read").await;
    let everything = house
        .key_with_scopes("engagements:read,engagements:private:read,contacts:read,transcript_timelines:read")
        .await;
    let elsewhere = {
        house.cli(&["workspace", "create", "--name", "other"]).await;
        house.key(&["--workspace", "other"]).await
    };
    let rows: [(&str, [&[&str]; 5]); 6] = [
        ("quote", [&[], &["open"], &[], &["private", "open"], &[]]),
        ("\"new quote\"", [&[], &["open"], &[], &["private", "open"], &[]]),
        ("kraemer", [&[], &[], &["open"], &["open"], &[]]),
        ("zoe", [&["open"], &["open"], &["open"], &["open"], &[]]),
        ("call", [&["open"], &["open"], &["open"], &["private", "open"], &[]]),
        // What cannot be read does not exclude either.
        ("call -quote", [&["open"], &[], &["open"], &[], &[]]),
    ];
    for (query, expected) in rows {
        for (client, expected) in
            [&narrow, &reader, &directory, &everything, &elsewhere].into_iter().zip(expected)
        {
            assert_eq!(found(client, query).await, expected, "{query}");
        }
    }
    let hit = page(&narrow, "zoe").await;
    assert!(!hit.to_string().contains("kraemer"), "{hit}");
}

#[tokio::test]
async fn a_search_is_walked_page_by_page() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    // Ten begin in the same instant, others before and after it; the first came in last.
    for number in (0..30_u32).rev() {
        let day = if (10..20).contains(&number) { 15 } else { 30 - number };
        let odd = if number % 2 == 1 { "odd number" } else { "number odd" };
        owner.created(&said(&format!("{number:02}"), day, &[(0, odd)])).await;
    }
    for (query, expected) in [("number", 30), ("\"odd number\"", 15), ("call", 30)] {
        for limit in [1, 7, 15, 30] {
            let mut walked: Vec<(String, String)> = Vec::new();
            let mut cursor = String::new();
            loop {
                let page = page(&owner, &format!("{query}&limit={limit}{cursor}")).await;
                let hits = page["data"].as_array().unwrap();
                assert!(hits.len() <= limit, "{query} {limit}");
                let key = |hit: &Value| {
                    let text = |member: &str| hit["conversation"][member].as_str().unwrap().to_owned();
                    (text("started_at"), text("external_id"))
                };
                walked.extend(hits.iter().map(key));
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert!(walked.is_sorted_by(|one, other| one.0 >= other.0), "newest first: {walked:?}");
            walked.sort();
            walked.dedup();
            assert_eq!(walked.len(), expected, "{query} {limit}: each once");
        }
    }
    for (wrong, field) in [
        ("q=a&limit=0", "limit"),
        ("q=a&limit=x", "limit"),
        ("q=a&cursor=1", "cursor"),
        ("q=a&kind=fax", "kind"),
        ("q=a&kind=call&kind=call", "kind"),
        ("q=a&started_after=today", "started_after"),
        ("q=a&started_before=2026-06-01", "started_before"),
        ("q=a&starts_after=2026-06-01T00:00:00Z", "starts_after"),
        ("q=", "q"),
        ("q=%20", "q"),
        ("q=-!", "q"),
        ("q=-quote", "q"),
        ("limit=1", "q"),
    ] {
        let refused = owner.get(&format!("/api/colloquy/v1/search?{wrong}")).await.expect(400).json();
        assert_eq!(refused["error"]["fields"][0]["field"], field, "{wrong}: {refused}");
    }
    let long = "a".repeat(201);
    owner.get(&format!("/api/colloquy/v1/search?q={long}")).await.expect(400);
}

#[tokio::test]
async fn the_index_is_written_anew_beside_a_server() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let id = owner.created(&said("one", 1, &[(0, "a new quote")])).await;
    owner.created(&said("two", 1, &[(0, "a new quote")])).await;
    assert_eq!(house.cli(&["search", "reindex"]).await["written"], 0);
    let built = house.cli(&["search", "reindex", "--all"]).await;
    assert_eq!(built["written"], 2);
    assert!(built["index_bytes"].as_u64().is_some_and(|bytes| bytes > 0), "{built}");
    assert_eq!(found(&owner, "\"new quote\"").await.len(), 2);
    house.cli(&["erase", &id, "--yes"]).await;
    assert_eq!(found(&owner, "quote").await, ["two"]);
    assert_eq!(house.cli(&["search", "reindex", "--all"]).await["written"], 1);
    assert_eq!(found(&owner, "quote").await, ["two"]);
}
