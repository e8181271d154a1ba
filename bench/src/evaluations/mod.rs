//! Numbers over many evaluations: over a filled server, each answer compared with a recomputation, beside the bar.
//!
//! The server is filled through the store: an evaluation comes into being by scoring a call, and what that costs is no
//! part of these figures. What is asked goes over HTTP as clients ask it, and what comes back is added up once more from
//! the rows that were written, by plain loops ([`plainly`]).

mod plainly;
mod world;

use std::time::Instant;

use anyhow::{Context, bail};
use colloquy_testkit::TestDatabase;
use serde_json::Value;

use self::plainly::{Selection, same, with_ties_by_name};
use self::world::World;
use crate::creates::POSTGRES_VARIABLE;
use crate::figure::{Bar, Figure};
use crate::server::Installation;
use crate::statistics::{milliseconds, quantile};

/// Requests of each kind.
const REQUESTS: usize = 40;

/// Measures SQLite, then PostgreSQL where there is one, with so many evaluations.
pub async fn measure(installation: &Installation, evaluations: u64) -> anyhow::Result<Vec<Figure>> {
    let mut figures = on(installation, None, "SQLite", evaluations).await?;
    if std::env::var_os(POSTGRES_VARIABLE).is_some() {
        let database = TestDatabase::empty_postgres().await;
        figures.extend(on(installation, Some(database.url()), "PostgreSQL", evaluations).await?);
    }
    Ok(figures)
}

async fn on(
    installation: &Installation,
    database_url: Option<&str>,
    database: &str,
    evaluations: u64,
) -> anyhow::Result<Vec<Figure>> {
    let house = installation.house(database_url)?;
    let key = house.owner_key().await?;
    let server = house.start("api").await?;
    let me = server.connect(&key).await?.get("/v1/me").await?;
    let workspace = me["data"]["defaultProject"]["id"].as_str().context("no project")?.parse()?;
    let began = Instant::now();
    let world =
        World::fill(&house.database_url(), colloquy_domain::WorkspaceId(workspace), evaluations).await?;
    let rate = evaluations as f64 / began.elapsed().as_secs_f64();
    let mut figures = vec![
        Figure::new(format!("evaluations, filling through the store, {database}"), rate, "/s")
            .note(format!("{evaluations} evaluations of {} criteria each", world.criteria())),
    ];
    // The server has ended the first one meanwhile, which said nothing for so long.
    let mut connection = server.connect(&key).await?;
    for (name, path, expected) in questions(&world) {
        let (mut latencies_ms, mut answer) = (Vec::with_capacity(REQUESTS), Value::Null);
        for _ in 0..REQUESTS {
            let sent = Instant::now();
            answer = connection.get(&path).await?;
            latencies_ms.push(milliseconds(sent.elapsed()));
        }
        if let Some(expected) = expected
            && let Err(difference) = same(&with_ties_by_name(answer), &expected)
        {
            bail!("{name}, {database}: {path} is not what a recomputation gives: {difference}");
        }
        let p50 = quantile(&mut latencies_ms, 0.5);
        let p95 = quantile(&mut latencies_ms, 0.95);
        let name = format!("evaluations p95, {name}, {database}");
        figures.push(
            Figure::new(name, p95, "ms")
                .bar(Bar::Below(300.0))
                .note(format!("p50 {p50:.0} ms, equal to a recomputation")),
        );
    }
    server.stop().await?;
    Ok(figures)
}

/// What is asked, how, and the members that the answer must have; none where only the time counts.
fn questions(world: &World) -> Vec<(&'static str, String, Option<Value>)> {
    let all = Selection::default();
    let of_campaign = Selection { campaign: Some(3), ..all };
    let of_quarter = Selection { days: Some((90, 180)), ..all };
    let range = |(first, last): (i64, i64)| {
        format!("dateFrom={}&dateTo={}", world.day_text(first), world.day_text(last))
    };
    let campaign = format!("campaignId={}", world.campaign_key(3));
    let quarter = range((90, 180));
    let ask = |path: &str, query: &str| format!("/api/v1/analytics/{path}?{query}");
    vec![
        ("summary", ask("summary", ""), Some(plainly::summary(world, all))),
        ("summary of a campaign", ask("summary", &campaign), Some(plainly::summary(world, of_campaign))),
        ("summary of three months", ask("summary", &quarter), Some(plainly::summary(world, of_quarter))),
        ("by campaign", ask("campaigns", ""), Some(plainly::campaigns(world, all))),
        (
            "by campaign, three months",
            ask("campaigns", &quarter),
            Some(plainly::campaigns(world, of_quarter)),
        ),
        ("by call center", ask("call-centers", ""), Some(plainly::call_centers(world, all))),
        ("by executive", ask("executives", ""), Some(plainly::executives(world, all))),
        ("by day", ask("trends", "granularity=daily"), Some(plainly::trends(world, all, "daily"))),
        ("by week", ask("trends", "granularity=weekly"), Some(plainly::trends(world, all, "weekly"))),
        ("by month", ask("trends", "granularity=monthly"), Some(plainly::trends(world, all, "monthly"))),
        ("by day, of a campaign", ask("trends", &format!("granularity=daily&{campaign}")), None),
        ("by criterion", "/api/colloquy/v1/quality/criteria".to_owned(), Some(plainly::criteria(world))),
        ("first page of evaluations", "/api/v1/evaluations?pageSize=100".to_owned(), None),
        ("page 500 of evaluations", "/api/v1/evaluations?pageSize=100&page=500".to_owned(), None),
        ("evaluations of a state", "/api/v1/evaluations?state=Failed".to_owned(), None),
    ]
}
