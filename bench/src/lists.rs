//! Lists over a filled server: pages, filters, title search, deep pages.

use std::rc::Rc;
use std::time::Instant;

use anyhow::{Context, ensure};
use colloquy_testkit::TestDatabase;
use serde_json::Value;

use crate::api::Connection;
use crate::creates::POSTGRES_VARIABLE;
use crate::figure::{Bar, Figure};
use crate::fill::{Texts, fill};
use crate::server::Installation;
use crate::statistics::{milliseconds, quantile};

/// Requests of each kind.
const REQUESTS: usize = 200;

/// Pages that are walked before the deep one.
const DEPTH: usize = 100;

const LIST: &str = "/api/v2/engagements";

/// Measures SQLite, then PostgreSQL where there is one, with so many conversations.
pub async fn measure(installation: &Installation, conversations: u64) -> anyhow::Result<Vec<Figure>> {
    let mut figures = on(installation, None, "SQLite", conversations).await?;
    if std::env::var_os(POSTGRES_VARIABLE).is_some() {
        let database = TestDatabase::empty_postgres().await;
        figures.extend(on(installation, Some(database.url()), "PostgreSQL", conversations).await?);
    }
    Ok(figures)
}

async fn on(
    installation: &Installation,
    database_url: Option<&str>,
    database: &str,
    conversations: u64,
) -> anyhow::Result<Vec<Figure>> {
    let house = installation.house(database_url)?;
    let key = house.owner_key().await?;
    let server = house.start("api").await?;
    let texts = Rc::new(Texts::new()?);
    fill(&server, &key, &texts, conversations).await?;
    let mut connection = server.connect(&key).await?;
    let mut figures = Vec::new();
    for (name, path) in paths(&mut connection, &texts).await? {
        let (mut latencies_ms, mut rows) = (Vec::with_capacity(REQUESTS), 0);
        for _ in 0..REQUESTS {
            let sent = Instant::now();
            let page = connection.get(&path).await?;
            latencies_ms.push(milliseconds(sent.elapsed()));
            rows = page["data"].as_array().context("no data")?.len();
        }
        let note = format!(
            "p50 {:.1} ms, {rows} rows of {conversations} conversations",
            quantile(&mut latencies_ms, 0.5)
        );
        let p95 = quantile(&mut latencies_ms, 0.95);
        let name = format!("list p95, {name}, {database}");
        figures.push(Figure::new(name, p95, "ms").bar(Bar::Below(100.0)).note(note));
    }
    server.stop().await?;
    Ok(figures)
}

/// What is asked for, and how.
async fn paths(connection: &mut Connection, texts: &Texts) -> anyhow::Result<Vec<(&'static str, String)>> {
    let first = connection.get(&format!("{LIST}?limit=1&expand=contacts,companies")).await?;
    let id = |kind: &str| first["data"][0][kind][0]["id"].as_str().map(str::to_owned).context("no such id");
    let (company, contact) = (id("companies")?, id("contacts")?);
    let people = connection.get("/api/v2/contacts?limit=25").await?;
    let people: Vec<&str> =
        people["data"].as_array().context("no data")?.iter().filter_map(|one| one["id"].as_str()).collect();
    let mut deep = connection.get(&format!("{LIST}?limit=100")).await?;
    for _ in 0..DEPTH {
        let Some(cursor) = deep["next_cursor"].as_str() else { break };
        deep = connection.get(&format!("{LIST}?limit=100&cursor={cursor}")).await?;
    }
    let cursor = match &deep["next_cursor"] {
        Value::String(cursor) => format!("?cursor={cursor}"),
        _ => String::new(),
    };
    let (common, rare) = (texts.word(0), texts.word(30_000));
    let asked = [
        ("first page", String::new()),
        ("100 rows with expansions", "?limit=100&expand=contacts,companies,owner,tags,signals".to_owned()),
        ("deep page", cursor),
        ("oldest first", "?order_by=updated_at:asc".to_owned()),
        ("by start", "?order_by=start_at:desc".to_owned()),
        ("of a type", "?filter[engagement_type][eq]=MEETING".to_owned()),
        ("of no type that is here", "?filter[engagement_type][eq]=EMAIL".to_owned()),
        ("in no state that is here", "?filter[processing_status][eq]=FAILED".to_owned()),
        ("begun in a week", week("")),
        ("begun in a week, by start", week("&order_by=start_at:asc")),
        ("of a company", format!("?filter[company_ids][eq]={company}")),
        ("of a contact", format!("?filter[contact_ids][eq]={contact}")),
        ("of a company and 25 contacts", {
            let people = people.join(",");
            format!("?filter[company_ids][eq]={company}&filter[contact_ids][in]={people}")
        }),
        ("of a deal that is not here", {
            "?filter[crm_associations][eq][0][id]=1&filter[crm_associations][eq][0][object_type]=deal"
                .to_owned()
        }),
        ("title search, common word", format!("?search={common}")),
        ("title search, rare word", format!("?search={rare}")),
        ("title search, no such word", "?search=xyzzyx".to_owned()),
        ("title search, common and rare", format!("?search={common}+{rare}")),
        ("title search, rare word, by start", format!("?search={rare}&order_by=start_at:desc")),
    ];
    ensure!(!common.is_empty() && !rare.is_empty(), "words have letters");
    Ok(asked.into_iter().map(|(name, query)| (name, format!("{LIST}{query}"))).collect())
}

fn week(order: &str) -> String {
    format!("?filter[start_at][gte]=2024-06-01T00:00:00Z&filter[start_at][lt]=2024-06-08T00:00:00Z{order}")
}
