//! Lists by each filter and by several, page by page.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{HOUSE, Shelf, bulk, has_tag, has_word, listed, own_call, rows, start};
use crate::support::merged;
use crate::support::quality::text;

/// Whether a conversation belongs to a narrowed list.
type Test<'a> = Box<dyn Fn(&Value) -> bool + 'a>;

fn test<'a>(query: impl Into<String>, belongs: impl Fn(&Value) -> bool + 'a) -> (String, Test<'a>) {
    (query.into(), Box::new(belongs))
}

fn title(full: &Value) -> &str {
    full["title"].as_str().expect("a title")
}

fn has_open(full: &Value) -> bool {
    full["action_items"].as_array().expect("items").iter().any(|item| item["is_done"] == false)
}

fn overall(full: &Value) -> f64 {
    full["sentiment"]["overall"].as_f64().expect("a sentiment")
}

#[tokio::test]
async fn every_filter_narrows_alone_and_with_others() {
    let shelf = Shelf::filled().await;
    let owner = &shelf.owner;
    let me = text(&owner.get(&format!("{HOUSE}/me")).await.expect(200).json()["user"]["id"]);
    let [hot, cold] = &shelf.tags;
    let evaluated: BTreeSet<String> = (0..2).map(|position| shelf.id(position)).collect();
    let question = &shelf.question;
    let nobody = "00000000-0000-7000-8000-000000000000";
    let is_evaluated = |full: &Value| evaluated.contains(&text(&full["id"]));
    let filters = [
        test("kind=call", |_| true),
        test("kind=meeting,chat", |_| false),
        test("status=completed", |_| true),
        test("search=RENEW", |full| title(full).contains("Renew")),
        test("search=jon", |full| ["Renewal of Acme", "Thanks"].contains(&title(full))),
        test("search=ana+mull", |full| title(full) == "Complaint"),
        test("search=renewal+kim", |full| title(full) == "Renewal of Globex"),
        test("search=zzz", |_| false),
        test("text=quote", |full| has_word(full, "quote")),
        test("text=%22new+quote%22", |full| has_word(full, "new quote")),
        test(format!("tag_id={hot}"), |full| has_tag(full, hot)),
        test(format!("tag_id={hot},{cold}"), |full| has_tag(full, hot) || has_tag(full, cold)),
        test(format!("tag_id={nobody}"), |_| false),
        test(format!("owner_user_id={me}"), |_| true),
        test(format!("owner_user_id={nobody}"), |_| false),
        test(format!("project_id={}", shelf.project), is_evaluated),
        test("from=2026-06-06T09:00:00Z", |full| start(full) >= "2026-06-06T09:00:00.000Z"),
        test("to=2026-06-06T09:00:00Z", |full| start(full) < "2026-06-06T09:00:00.000Z"),
        test(format!("signal_definition_id={question}"), |full| shelf.answer_is(full, &json!(true))),
        test(format!("signal_definition_id={question}&signal_value=false"), |full| {
            shelf.answer_is(full, &json!(false))
        }),
        test("has_open_action_items=true", has_open),
        test("has_open_action_items=false", |full| !has_open(full)),
        test("sentiment=negative", |full| overall(full) < -0.25),
        test("sentiment=neutral", |full| overall(full).abs() <= 0.25),
        test("sentiment=positive", |full| overall(full) > 0.25),
    ];
    let wanted = |tests: &[&Test<'_>]| -> BTreeSet<String> {
        let kept = shelf.full.iter().filter(|full| tests.iter().all(|test| test(full)));
        kept.map(|full| text(&full["id"])).collect()
    };
    for (query, test) in &filters {
        assert_eq!(listed(owner, query).await, wanted(&[test]), "{query}");
        let by_start = format!("{query}&sort=started");
        assert_eq!(listed(owner, &by_start).await, wanted(&[test]), "{by_start}");
    }
    // Each with each that is about something else.
    let name = |query: &str| query.split('=').next().unwrap_or_default().to_owned();
    for (position, (one, first)) in filters.iter().enumerate() {
        for (other, second) in filters[position + 1..].iter().filter(|(other, _)| name(other) != name(one)) {
            let query = format!("{one}&{other}");
            assert_eq!(listed(owner, &query).await, wanted(&[first, second]), "{query}");
        }
    }
    assert!(
        filters.iter().filter(|(_, test)| !wanted(&[test]).is_empty()).count() > 15,
        "the filters find something"
    );

    let starts: Vec<String> =
        rows(owner, "sort=started", 2).await.iter().map(|row| start(row).to_owned()).collect();
    assert!(starts.is_sorted_by(|one, other| one > other), "{starts:?}");
    let changes: Vec<String> = rows(owner, "", 2).await.iter().map(|row| text(&row["updated_at"])).collect();
    assert!(changes.is_sorted_by(|one, other| one >= other), "{changes:?}");
}

#[tokio::test]
async fn a_row_shows_what_the_conversation_holds() {
    let shelf = Shelf::filled().await;
    let all = rows(&shelf.owner, "sort=started", 50).await;
    assert_eq!(all.len(), shelf.full.len());
    for (row, full) in all.iter().zip(shelf.full.iter().rev()) {
        for (name, value) in row.as_object().expect("an object") {
            if !["tags", "participants", "sentiment_overall", "stages_open", "stages_failed", "note"]
                .contains(&name.as_str())
            {
                assert_eq!(*value, full[name], "{name}");
            }
        }
        let short = |list: &Value, names: [&str; 2]| -> Value {
            let one = |item: &Value| names.map(|name| item[name].clone());
            list.as_array().expect("a list").iter().map(|item| json!(one(item))).collect()
        };
        assert_eq!(short(&row["tags"], ["id", "name"]), short(&full["tags"], ["id", "name"]));
        assert_eq!(
            short(&row["participants"], ["name", "role"]),
            short(&full["participants"], ["name", "role"])
        );
        assert_eq!(row["sentiment_overall"], full["sentiment"]["overall"]);
        assert_eq!((&row["stages_open"], &row["stages_failed"]), (&json!(0), &json!(0)));
        let path = format!("{HOUSE}/evaluations?project_id={}", shelf.project);
        let evaluations = shelf.owner.get(&path).await.expect(200).json();
        let mut evaluations = evaluations["data"].as_array().expect("data").iter();
        let own = evaluations.find(|one| one["conversation_id"] == full["id"]);
        let note = own.map_or(json!(null), |own| own["average_note"].clone());
        assert_eq!(row["note"], note, "{own:?}");
    }
    assert!(all.iter().any(|row| row["note"].is_number()), "what was evaluated has a note");
    let plain = shelf.house.key_with_scopes("engagements:read").await;
    assert!(
        rows(&plain, "", 50).await.iter().all(|row| row["note"].is_null()),
        "notes need a scope of their own"
    );
}

#[tokio::test]
async fn pages_go_on_while_rows_change() {
    let shelf = Shelf::filled().await;
    let owner = &shelf.owner;
    let page =
        async |query: &str| owner.get(&format!("{HOUSE}/conversations?{query}")).await.expect(200).json();
    for (round, query) in (1..).zip(["sort=started", "sort=started&search=en", "text=thank*"]) {
        let all: Vec<String> = rows(owner, query, 50).await.iter().map(|row| text(&row["id"])).collect();
        assert!(all.len() > 1, "{query}");
        let first = page(&format!("{query}&limit=1")).await;
        // Rows change, and a new one comes before the first.
        bulk(owner, &all, if round == 2 { "untag" } else { "tag" }, Some(&shelf.tags[0])).await;
        let newest = own_call(9, "Newest event", "Max", &[(1, "Thank you, I will send you the papers.")]);
        let newest = merged(newest, json!({ "external_id": format!("acme:newest{round}") }));
        let newest = owner.created(&newest).await;
        let newest = text(&owner.finished(&newest).await["id"]);
        let mut seen = vec![text(&first["data"][0]["id"])];
        let mut cursor = first["next_cursor"].clone();
        while let Some(next) = cursor.as_str() {
            let more = page(&format!("limit=1&cursor={next}")).await;
            seen.extend(more["data"].as_array().expect("data").iter().map(|row| text(&row["id"])));
            cursor = more["next_cursor"].clone();
        }
        assert_eq!(seen, all, "{query}: none is missed, none comes twice");
        bulk(owner, &[newest], "delete", None).await;
    }
    // A cursor goes with what it carries.
    let cursor = text(&page("limit=1&sort=started").await["next_cursor"]);
    for wrong in ["sort=changed", "search=x", "text=x"] {
        let path = format!("{HOUSE}/conversations?limit=1&cursor={cursor}&{wrong}");
        assert_eq!(owner.get(&path).await.house_error(400, "bad_request"), ["cursor"], "{wrong}");
    }
    let no_word = owner.get(&format!("{HOUSE}/conversations?text=%3F")).await;
    assert_eq!(no_word.house_error(400, "bad_request"), ["text"]);
}
