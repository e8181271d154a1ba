//! Cases 10, 11 and 17: what a list answers, page by page.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Client, House, call, merged};

/// Every page of a list by `limit` and `cursor` alone, as clients are told to ask.
pub async fn walked(client: &Client, path: &str, first: &str, limit: usize) -> Vec<Value> {
    let mut page = client.get(&format!("{path}?limit={limit}&{first}")).await.expect(200).json();
    let mut all = Vec::new();
    loop {
        assert_eq!(page["object"], "list");
        let rows = page["data"].as_array().expect("data").clone();
        let has_more = page["has_more"].as_bool().expect("has_more");
        assert_eq!(has_more, page["next_cursor"].is_string(), "{page}");
        assert!(rows.len() == limit || !has_more, "every page but the last is full");
        all.extend(rows);
        let Some(cursor) = page["next_cursor"].as_str() else { return all };
        page = client.get(&format!("{path}?limit={limit}&cursor={cursor}")).await.expect(200).json();
    }
}

fn texts(rows: &[Value], member: &str) -> Vec<String> {
    rows.iter().map(|row| row[member].as_str().expect(member).to_owned()).collect()
}

#[tokio::test]
async fn one_key_with_heavy_lists_keeps_nobody_from_answers() {
    let house = House::open_with("api", &[]).await;
    let (owner, other) = (house.owner().await, house.owner_again().await);
    for number in 0..20 {
        owner.created(&call(&format!("heavy:{number}"))).await;
    }
    let heavy = "/api/v2/engagements?limit=100&expand=contacts,transcript";
    let answers = futures::future::join_all((0..12).map(|_| owner.get(heavy)));
    let others = futures::future::join_all((0..12).map(|_| other.get("/api/v2/engagements?limit=1")));
    let (answers, others) = tokio::join!(answers, others);
    assert!(others.iter().all(|answer| answer.status == 200));
    for answer in answers {
        let is_told_when = answer.status == 503 && answer.header("retry-after").is_some();
        assert!(answer.status == 200 || is_told_when, "{}", answer.status);
    }
}

#[tokio::test]
async fn case_10_a_cursor_carries_the_traversal() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    for number in 0..12 {
        let kind = if number % 2 == 0 { "CALL" } else { "MEETING" };
        let title = if number % 3 == 0 { "Quarterly review" } else { "Renewal – größer" };
        let body = merged(call(&format!("c10:{number}")), json!({ "type": kind, "title": title }));
        owner.created(&body).await;
    }
    let path = "/api/v2/engagements";
    let everything = walked(&owner, path, "", 5).await;
    assert_eq!(everything.len(), 12);
    let newest_first = texts(&everything, "updated_at");
    assert!(newest_first.windows(2).all(|pair| pair[0] >= pair[1]), "{newest_first:?}");
    let query = "search=RENEWAL%20gr%C3%B6%C3%9F&order_by=updated_at:asc&filter[engagement_type][eq]=CALL";
    let found = walked(&owner, path, query, 1).await;
    assert_eq!(found.len(), 4);
    let oldest_first = texts(&found, "updated_at");
    assert!(oldest_first.windows(2).all(|pair| pair[0] <= pair[1]), "{oldest_first:?}");
    assert!(found.iter().all(|row| row["engagement_type"] == "CALL" && row["title"] != "Quarterly review"));
    // The order that one public client asks for.
    let by_start = walked(&owner, path, "order_by=start_at:desc", 7).await;
    assert_eq!(by_start.len(), 12);

    let first = owner.get(&format!("{path}?limit=2&search=renewal")).await.expect(200).json();
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    owner.get(&format!("{path}?cursor={cursor}&search=renewal")).await.expect(200);
    for (other, field) in [
        ("search=review", "search"),
        ("order_by=updated_at:asc", "order_by"),
        ("filter[engagement_type][eq]=CALL", "filter"),
    ] {
        let refused = owner.get(&format!("{path}?cursor={cursor}&{other}")).await;
        assert_eq!(refused.problem_fields(400), [field], "{other}");
    }
    let foreign = owner.get(&format!("/api/v2/contacts?cursor={cursor}")).await;
    assert_eq!(foreign.problem_fields(400), ["cursor"]);
    // The house's own list takes cursors of its own.
    owner.get(&format!("/api/colloquy/v1/conversations?cursor={cursor}")).await.expect(400);
}

#[tokio::test]
async fn case_10_rows_of_one_instant_come_once_each() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    // All contacts of one engagement are made at the same instant.
    let participants: Vec<Value> =
        (0..300).map(|number| json!({ "email": format!("p{number}@mail{number}.example") })).collect();
    owner.created(&merged(call("c10:many"), json!({ "participants": participants }))).await;
    for path in ["/api/v2/contacts", "/api/v2/companies"] {
        for order in ["updated_at:asc", "updated_at:desc"] {
            let all = walked(&owner, path, &format!("order_by={order}"), 7).await;
            let different: BTreeSet<String> = texts(&all, "id").into_iter().collect();
            let instants: BTreeSet<String> = texts(&all, "updated_at").into_iter().collect();
            assert_eq!((all.len(), different.len(), instants.len()), (300, 300, 1), "{path} {order}");
        }
    }
}

#[tokio::test]
async fn case_11_private_engagements_vanish_from_full_pages() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    for number in 0..12 {
        let body = merged(call(&format!("c11:{number}")), json!({ "is_private": number % 2 == 0 }));
        owner.created(&body).await;
    }
    let path = "/api/v2/engagements";
    let plain = house.key_with_scopes("engagements:read").await;
    let open = walked(&plain, path, "", 2).await;
    assert_eq!(open.len(), 6);
    assert!(open.iter().all(|row| row["is_private"] == false));
    let private = house.key_with_scopes("engagements:read,engagements:private:read").await;
    assert_eq!(walked(&private, path, "", 5).await.len(), 12);
    for (expansion, scope) in
        [("owner", "users:read"), ("contacts", "contacts:read"), ("companies", "companies:read")]
    {
        plain.get(&format!("{path}?expand={expansion}")).await.problem(403);
        let both = house.key_with_scopes(&format!("engagements:read,{scope}")).await;
        both.get(&format!("{path}?expand={expansion}")).await.expect(200);
    }
}

#[tokio::test]
async fn case_17_filter_buckets() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let path = "/api/v2/engagements";
    let with = |name: &str, emails: &[&str]| {
        let participants: Vec<Value> = emails.iter().map(|email| json!({ "email": email })).collect();
        merged(call(name), json!({ "title": name, "participants": participants }))
    };
    let mut ids = Vec::new();
    for (name, emails) in [
        ("1", &["anna@acme.example"][..]),
        ("2", &["arno@acme.example", "gita@globex.example"]),
        ("3", &["gita@globex.example"]),
        ("4", &["someone@gmail.com"]),
    ] {
        ids.push(owner.created(&with(name, emails)).await);
    }
    let one = async |path: String| owner.get(&path).await.expect(200).json()["data"][0].clone();
    let id = |value: &Value| value["id"].as_str().expect("an id").to_owned();
    let acme = id(&one("/api/v2/companies?filter[domain][eq]=ACME.example".to_owned()).await);
    let globex = id(&one("/api/v2/companies?filter[domain][eq]=globex.example".to_owned()).await);
    let anna = id(&one("/api/v2/contacts?search=anna".to_owned()).await);
    let gita = id(&one("/api/v2/contacts?search=GITA%40globex".to_owned()).await);
    let crm = |kind: &str, id: &str| json!({ "object_type": kind, "crm_object_id": id, "source": "hubspot" });
    for (at, body) in [
        (format!("/api/v2/companies/{acme}/crm_association"), crm("company", "CRM-ACME")),
        (format!("/api/v2/contacts/{gita}/crm_association"), crm("contact", "CRM-GITA")),
        (format!("/api/colloquy/v1/conversations/{}/crm_association", ids[1]), crm("deal", "DEAL 1")),
    ] {
        owner.send(reqwest::Method::PUT, &at, Some(&body)).await.expect(200);
    }
    let indexed = |records: &[(&str, &str)]| {
        let name = "filter[crm_associations][eq]";
        let parts = records.iter().enumerate().map(|(index, (kind, id))| {
            let id = id.replace(' ', "%20");
            format!("{name}[{index}][id]={id}&{name}[{index}][object_type]={kind}")
        });
        parts.collect::<Vec<_>>().join("&")
    };
    let as_json = |records: &[(&str, &str)]| {
        let records: Vec<Value> =
            records.iter().map(|(kind, id)| json!({ "id": id, "object_type": kind })).collect();
        let text: String = url_encoded(&Value::from(records).to_string());
        format!("filter[crm_associations][eq]={text}")
    };
    let companies = |ids: &[&str]| format!("filter[company_ids][in]={}", ids.join(","));
    type Records = Vec<(&'static str, &'static str)>;
    let rows: Vec<(String, Records, &str)> = vec![
        (companies(&[&acme]), vec![], "12"),
        (companies(&[&acme, &globex]), vec![], "123"),
        (format!("filter[company_ids][eq]={globex}"), vec![("company", "CRM-ACME")], "123"),
        (String::new(), vec![("company", "CRM-ACME")], "12"),
        (format!("filter[contact_ids][eq]={anna}"), vec![("contact", "CRM-GITA")], "123"),
        (companies(&[&acme]), vec![("contact", "CRM-GITA")], "2"),
        (String::new(), vec![("deal", "DEAL 1")], "2"),
        (companies(&[&globex]), vec![("deal", "DEAL 1")], "2"),
        (format!("filter[contact_ids][in]={anna}"), vec![("deal", "DEAL 1")], ""),
        (companies(&[&acme]), vec![("contact", "CRM-GITA"), ("deal", "DEAL 1"), ("deal", "DEAL 2")], "2"),
        ("filter[company_ids][eq]=cmp_01KFXKBAV0R7S2VBVK3QSBHMR3".to_owned(), vec![], ""),
    ];
    for (filter, records, expected) in rows {
        for encoded in [indexed(&records), as_json(&records)] {
            let query = if records.is_empty() { filter.clone() } else { format!("{filter}&{encoded}") };
            let mut titles = texts(&walked(&owner, path, &query, 2).await, "title");
            titles.sort();
            assert_eq!(titles.concat(), expected, "{query}");
        }
    }
    let many: Vec<(&str, &str)> = vec![("deal", "1"); 21];
    for query in [indexed(&many), as_json(&many), companies(&vec![acme.as_str(); 26])] {
        assert_eq!(owner.get(&format!("{path}?{query}")).await.problem_fields(400).len(), 1, "{query}");
    }
    owner.get(&format!("{path}?{}", indexed(&many[..20]))).await.expect(200);
    // Expansions of a page are those of each row.
    let page = owner
        .get(&format!(
            "{path}?expand=contacts,companies,owner,tags,transcript,signals,action_items,media_url"
        ))
        .await;
    for row in page.expect(200).json()["data"].as_array().expect("data") {
        let alone = owner
            .engagement(
                row["id"].as_str().unwrap(),
                "?expand=contacts,companies,owner,tags,transcript,signals,action_items,media_url",
            )
            .await;
        assert_eq!(row, &alone);
        assert_eq!(row["owner"]["object"], "user");
        assert!(row["transcript"].as_str().is_some_and(|text| text.contains("Thanks for calling")), "{row}");
    }
}

fn url_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn every_list_refuses_what_it_does_not_know_and_ignores_what_means_nothing() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    owner.created(&merged(call("one"), json!({ "participants": [{ "email": "a@acme.example" }] }))).await;
    owner.post("/api/v2/tags", &json!({ "name": "vip" })).await.expect(201);
    let soon = "2100-01-01T00:00:00Z";
    for collection in ["contacts", "companies", "users", "tags", "engagements"] {
        let path = format!("/api/v2/{collection}");
        let count = async |query: &str| {
            let page = owner.get(&format!("{path}?{query}")).await.expect(200).json();
            page["data"].as_array().expect("data").len()
        };
        let all = count("").await;
        assert!(all >= 1, "{collection}");
        let first = owner.get(&format!("{path}?limit=1")).await.expect(200).json()["data"][0].clone();
        assert_eq!(
            Some(first["object"].as_str().unwrap()),
            collection.strip_suffix('s').map(|one| match one {
                "companie" => "company",
                one => one,
            })
        );
        let at = first["updated_at"].as_str().unwrap();
        // Bounds go by what is shown.
        assert_eq!(
            count(&format!("filter[updated_at][gt]={at}")).await,
            0,
            "{collection}: the newest is first"
        );
        assert!(count(&format!("filter[updated_at][gte]={at}&filter[updated_at][lte]={at}")).await >= 1);
        assert_eq!(count(&format!("filter[updated_at][gte]={soon}")).await, 0);
        assert_eq!(count(&format!("filter[updated_at][lt]={soon}")).await, all);
        assert_eq!(count("page=2&sort=name&filters[x]=1").await, all, "unknown names are ignored");
        for (query, field) in [
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("limit=ten", "limit"),
            ("cursor=nonsense", "cursor"),
            ("cursor=eyJpZCI6ImNudF8wMUtGWEtCQVYwUjdTMlZCVkszUVNCSE1SMyJ9", "cursor"),
            ("order_by=name:asc", "order_by"),
            ("filter[name][eq]=x", "filter[name][eq]"),
            ("filter[updated_at][after]=2026-01-01T00:00:00Z", "filter[updated_at][after]"),
            ("filter[updated_at][gt]=yesterday", "filter[updated_at][gt]"),
            ("filter[updated_at][gt]=%ff", "filter[updated_at][gt]"),
            ("search=%00", "search"),
            ("limit=1&limit=1", "limit"),
        ] {
            let refused = owner.get(&format!("{path}?{query}")).await;
            assert_eq!(refused.problem_fields(400), [field], "{collection}?{query}");
        }
        let problem = owner.get(&format!("{path}?limit=0")).await.problem(400);
        assert_eq!(problem["errors"][0]["code"], "invalid_range");
        if collection != "engagements" {
            owner.get(&format!("{path}?order_by=start_at:asc")).await.problem(400);
        }
        let narrow = house.key_with_scopes("transcript_comments:read").await;
        narrow.get(&format!("{path}?limit=0")).await.problem(403);
        house.cli(&["workspace", "create", "--name", collection]).await;
        let stranger = house.key(&["--workspace", collection]).await;
        let theirs = stranger.get(&path).await.expect(200).json();
        let is_made_with_a_workspace = collection == "tags";
        assert!(theirs["data"].as_array().unwrap().is_empty() || is_made_with_a_workspace, "{theirs}");
    }
    let found = owner.get("/api/v2/companies?search=acme.example").await.expect(200).json();
    assert_eq!(found["data"], json!([]), "companies are searched by name only: {found}");
    let house_list = "/api/colloquy/v1/conversations";
    let page = owner.get(&format!("{house_list}?search=renewal&kind=call&limit=1")).await.expect(200).json();
    assert_eq!((page["data"].as_array().unwrap().len(), &page["next_cursor"]), (1, &json!(null)));
    let none = owner.get(&format!("{house_list}?kind=email,chat")).await.expect(200).json();
    assert_eq!(none["data"], json!([]));
    owner.get(&format!("{house_list}?kind=fax")).await.expect(400);
}
