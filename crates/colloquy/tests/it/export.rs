//! Conversations out again: text, Markdown, subtitles and JSON.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::calls::timeline;
use crate::support::{Client, House, call, merged};

/// Where `scripts/verify_subtitles.py` looks for what was exported.
const SUBTITLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/test/subtitles");

async fn exported(client: &Client, id: &str, format: &str) -> (String, String, String) {
    let path = format!("/api/colloquy/v1/conversations/{id}/export?format={format}");
    let answer = client.get(&path).await.expect(200);
    let header = |name: &str| answer.header(name).unwrap_or_else(|| panic!("no {name}")).to_owned();
    let (media_type, disposition) = (header("content-type"), header("content-disposition"));
    (media_type, disposition, String::from_utf8(answer.bytes).expect("text"))
}

/// A call with what is hard to hold in each of the formats.
fn hard_call() -> Value {
    let long = "One sentence of it. ".repeat(12)
        + "and then a single one that goes on and on without any stop, as \
                people do when they speak, until it is far longer than two lines on any screen can be";
    let mut transcript = timeline(&[
        (0, "Thanks for calling <Acme> & Sons --> how *can* I help?"),
        (1, "1\n00:00:01,000 --> 00:00:02,000\n\nHi. {\\an8}Is it # 5 < 7? </v> &amp;"),
        (0, &long),
        (1, "Ja, Größe 東京 🙂"),
    ]);
    transcript["speakers"] = json!([{ "name": "Rae <Agent>" }, { "name": "Jonas & Co" }]);
    // Both speak at once, and one says something in no time at all.
    transcript["entries"][1]["start_seconds"] = json!(0.0);
    transcript["entries"][3]["end_seconds"] = transcript["entries"][3]["start_seconds"].clone();
    let people = json!([
        { "name": "Rae", "email": crate::support::house::OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example" },
    ]);
    let changes = json!({ "title": "Renewal: *Größe* / \"100 %\"", "transcript_timeline": transcript, "participants": people });
    merged(call("acme:hard"), changes)
}

#[tokio::test]
async fn a_conversation_is_given_in_every_format() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = owner.created(&hard_call()).await;
    let full = owner.finished(&id).await;

    let (media_type, disposition, text) = exported(&owner, &id, "txt").await;
    assert_eq!(media_type, "text/plain; charset=utf-8");
    let name = "filename=\"Renewal- -Gr__e- - -100 _-.txt\"; \
                filename*=UTF-8''Renewal-%20-Gr%C3%B6%C3%9Fe-%20-%20-100%20%25-.txt";
    assert_eq!(disposition, format!("attachment; {name}"));
    assert!(text.starts_with("Renewal: *Größe* / \"100 %\"\n2026-06-01 09:00 UTC, 00:00:1"), "{text}");
    assert!(text.contains("\nRae (agent)\nJonas (customer)\n"), "{text}");
    assert!(text.contains("[00:00:00] Rae <Agent>: Thanks for calling <Acme> & Sons --> how"), "{text}");

    let (media_type, _, markdown) = exported(&owner, &id, "md").await;
    assert_eq!(media_type, "text/markdown; charset=utf-8");
    assert!(
        markdown.starts_with("# Renewal: \\*Größe\\* / \"100 %\"\n\n- Date: 2026-06-01 09:00 UTC\n"),
        "{markdown}"
    );
    for part in [
        "- People: Rae (agent), Jonas (customer)\n",
        "\n## Summary\n\n",
        "\n## Transcript\n\n\\[00:00:00\\] **",
    ] {
        assert!(markdown.contains(part), "{part:?} in {markdown}");
    }
    assert!(
        markdown.contains(
            "**Rae \\<Agent\\>:** Thanks for calling \\<Acme\\> \\& Sons --\\> how \\*can\\* I help?"
        )
    );

    let (media_type, _, json) = exported(&owner, &id, "json").await;
    assert_eq!(media_type, "application/json");
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["transcript"], full["transcript"]);

    let folder = PathBuf::from(SUBTITLES);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("hard.json"), &json).unwrap();
    for (format, expected) in
        [("srt", "application/x-subrip; charset=utf-8"), ("vtt", "text/vtt; charset=utf-8")]
    {
        let (media_type, disposition, subtitles) = exported(&owner, &id, format).await;
        assert_eq!(media_type, expected);
        assert!(disposition.ends_with(&format!(".{format}")), "{disposition}");
        assert!(subtitles.contains("東京 🙂"), "{subtitles}");
        std::fs::write(folder.join(format!("hard.{format}")), subtitles).unwrap();
    }
}

#[tokio::test]
async fn an_action_item_stands_in_the_markdown_with_owner_and_moment() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = owner.created(&call("acme:1")).await;
    let full = owner.finished(&id).await;
    let item = &full["action_items"][0];
    let (_, _, markdown) = exported(&owner, &id, "md").await;
    let line = markdown.lines().find(|line| line.starts_with("- [ ] ")).expect("an action item");
    assert!(line.contains(item["title"].as_str().unwrap()) && line.contains("at 00:00:"), "{line} {item}");
    if let Some(name) = item["assignee_name"].as_str() {
        assert!(line.contains(name), "{line}");
    }
}

#[tokio::test]
async fn an_export_asks_for_what_reading_asks_for() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let private = owner.created(&merged(call("acme:private"), json!({ "is_private": true }))).await;
    let narrow = house.key_with_scopes("engagements:read,transcript_timelines:read").await;
    let path = |id: &str, query: &str| format!("/api/colloquy/v1/conversations/{id}/export{query}");
    let open = owner.created(&call("acme:plain")).await;
    let without = house.key_with_scopes("engagements:read").await;
    without.get(&path(&open, "?format=txt")).await.expect(403);
    let transcript = format!("/api/colloquy/v1/conversations/{open}/transcript");
    without.get(&transcript).await.expect(403);
    assert_eq!(without.conversation(&open).await["transcript"], Value::Null);
    assert!(narrow.conversation(&open).await["transcript"].is_object());
    for format in ["txt", "md", "srt", "vtt", "json"] {
        narrow.get(&path(&private, &format!("?format={format}"))).await.expect(403);
        owner.get(&path("ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3", &format!("?format={format}"))).await.expect(404);
    }
    for query in ["", "?format=", "?format=docx"] {
        let refused = owner.get(&path(&private, query)).await.expect(400).json();
        assert_eq!(refused["error"]["fields"][0]["field"], "format");
    }
    let people = json!({ "participants": [
        { "email": crate::support::house::OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example" },
    ] });
    let open = owner.created(&merged(call("acme:open"), people)).await;
    for format in ["txt", "md", "json"] {
        let (_, _, text) = exported(&narrow, &open, format).await;
        assert!(text.contains("Jonas") && !text.contains("jonas@"), "{format}: {text}");
    }
    let media = crate::support::MediaHost::open().await;
    let url = media.file("/call.wav", "audio/wav", crate::support::tones::wav(1));
    let unheard = owner.created(&crate::support::recorded_call("acme:unheard", &url)).await;
    for (format, status) in [("srt", 404), ("vtt", 404), ("txt", 200), ("md", 200), ("json", 200)] {
        owner.get(&path(&unheard, &format!("?format={format}"))).await.expect(status);
    }
}

/// A list as CSV without its first line, and as NDJSON.
async fn list(client: &Client, list: &str, query: &str) -> (Vec<String>, Vec<Value>) {
    let path = |format: &str| format!("/api/colloquy/v1/export/{list}?format={format}{query}");
    let csv = client.get(&path("csv")).await.expect(200);
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
    let name = format!("attachment; filename=\"{list}.csv\"; filename*=UTF-8''{list}.csv");
    assert_eq!(csv.header("content-disposition"), Some(name.as_str()));
    let text = String::from_utf8(csv.bytes).expect("text");
    let mut lines = text.split_terminator("\r\n").map(str::to_owned);
    assert!(lines.next().expect("names").starts_with("id,"), "{text}");
    let ndjson = client.get(&path("ndjson")).await.expect(200);
    assert_eq!(ndjson.header("content-type"), Some("application/x-ndjson"));
    let text = String::from_utf8(ndjson.bytes).expect("text");
    let rows = text.lines().map(|line| serde_json::from_str(line).expect("an object on each line")).collect();
    (lines.collect(), rows)
}

#[tokio::test]
async fn lists_are_given_whole_and_filtered() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    // More people than one page has, and a title that is no formula.
    for (conversation, day) in [(0, "01"), (1, "02"), (2, "03")] {
        let people: Vec<Value> = (0..200)
            .map(|person| json!({ "name": format!("P {conversation} {person}"), "email": format!("p{conversation}.{person}@customer.example") }))
            .chain([json!({ "email": crate::support::house::OWNER_EMAIL, "is_owner": true })])
            .collect();
        let changes = json!({
            "title": format!("=1+{conversation}, \"so\""),
            "start_at": format!("2026-06-{day}T09:00:00Z"),
            "is_private": conversation == 2,
            "participants": people,
        });
        owner.created(&merged(call(&format!("acme:{conversation}")), changes)).await;
    }
    let (lines, rows) = list(&owner, "conversations", "").await;
    let ids: Vec<&str> = rows.iter().map(|row| row["external_id"].as_str().unwrap()).collect();
    assert_eq!((ids.as_slice(), lines.len()), (&["acme:2", "acme:1", "acme:0"][..], 3));
    assert!(lines[2].contains(",\"'=1+0, \"\"so\"\"\","), "{lines:?}");
    assert!(lines.iter().zip(&rows).all(|(line, row)| line.starts_with(row["id"].as_str().unwrap())));
    let first = rows[0].clone();

    let (lines, rows) = list(&owner, "contacts", "").await;
    let mut ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((lines.len(), ids.len()), (600, 600), "each once");

    let rows_of = async |name: &str, query: &str| list(&owner, name, query).await.1.len();
    assert_eq!(rows_of("conversations", "&started_after=2026-06-02T09:00:00Z&kind=call").await, 2);
    assert_eq!(rows_of("conversations", "&started_before=2026-06-02T09:00:00Z").await, 1);
    assert_eq!(rows_of("conversations", "&kind=meeting").await, 0);
    assert_eq!(rows_of("contacts", "&search=p2.17@").await, 1);
    assert_eq!(rows_of("contacts", "&updated_before=2020-01-01T00:00:00Z").await, 0);
    assert_eq!(rows_of("companies", "").await, 1);
    assert_eq!(rows_of("companies", "&domain=Customer.example").await, 1);
    assert_eq!(rows_of("companies", "&domain=elsewhere.example").await, 0);
    assert_eq!(rows_of("companies", "&crm_object_id=7").await, 0);
    assert_eq!(rows_of("contacts", "&crm_object_id=7,8").await, 0);
    for bucket in ["crm_company", "crm_contact", "crm_deal"] {
        assert_eq!(rows_of("conversations", &format!("&{bucket}=7")).await, 0, "{bucket}");
    }
    let matched = format!("/api/colloquy/v1/conversations/{}/crm_association", first["id"].as_str().unwrap());
    let deal = json!({ "object_type": "deal", "crm_object_id": "7", "source": "hub" });
    owner.send(reqwest::Method::PUT, &matched, Some(&deal)).await.expect(200);
    let (lines, rows) = list(&owner, "conversations", "&crm_deal=6,7").await;
    assert_eq!((rows.len(), &rows[0]["id"], &rows[0]["crm_association"]), (1, &first["id"], &deal));
    assert!(lines[0].contains(",deal,7,hub,"), "{lines:?}");
    assert_eq!(rows_of("users", "&search=rae").await, 1);
    owner.post("/api/colloquy/v1/tags", &json!({ "name": "@sum" })).await.expect(201);
    let (lines, rows) = list(&owner, "tags", "&updated_after=2020-01-01T00:00:00Z").await;
    let at = rows.iter().position(|row| row["name"] == "@sum").expect("the tag");
    assert!(lines[at].contains(",'@sum,"), "{lines:?}");

    let narrow = house.key_with_scopes("engagements:read").await;
    assert_eq!(list(&narrow, "conversations", "").await.1.len(), 2, "private ones are left out");
    for name in ["contacts", "companies", "users", "tags"] {
        narrow.get(&format!("/api/colloquy/v1/export/{name}?format=csv")).await.expect(403);
    }
    for wrong in [
        "",
        "?format=xlsx",
        "?format=csv&format=csv",
        "?format=csv&updated_after=x",
        "?format=csv&search=%ff",
        // What a list does not know, and what is misspelt.
        "?format=csv&domain=customer.example",
        "?format=csv&serch=x",
    ] {
        owner.get(&format!("/api/colloquy/v1/export/contacts{wrong}")).await.expect(400);
        owner.get(&format!("/api/colloquy/v1/export/conversations{wrong}")).await.expect(400);
    }
}
