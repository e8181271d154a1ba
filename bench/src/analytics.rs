//! Questions about many calls: over a filled server, each beside the bar.
//!
//! The server is filled through the store, not over HTTP: two million values come into being by analysing calls, and
//! what that costs is no part of these figures. What is asked goes over HTTP as clients ask it.

use std::time::Instant;

use anyhow::Context;
use bytes::Bytes;
use colloquy_domain::agent::Agent;
use colloquy_domain::call::{CallDetails, CallDirection, CallInterface, CallOrigin, CallStatus};
use colloquy_domain::metric::{
    Builtin, CaptureStatus, Measured, MeasuredValue, MetricValue, OutputType, Place, builtin,
};
use colloquy_domain::property::{Property, PropertyValue};
use colloquy_domain::{
    AgentId, CollectionJobId, ConversationId, MetricValueId, MetricVariantId, WorkspaceId,
};
use colloquy_store::{
    Durability, Store, StoreError, StoreOptions, agents, calls, conversations, metrics, participants,
    properties,
};
use colloquy_testkit::{TestDatabase, samples};
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::creates::POSTGRES_VARIABLE;
use crate::figure::{Bar, Figure};
use crate::fill::Random;
use crate::server::Installation;
use crate::statistics::{milliseconds, quantile};

/// Requests of each kind.
const REQUESTS: usize = 40;
/// Metrics with a value in each call.
const METRICS: usize = 20;
/// Calls that are written in one transaction.
const AT_ONCE: u64 = 250;
/// Days before now over which the calls are spread.
const DAYS: i64 = 360;

/// Measures SQLite, then PostgreSQL where there is one, with so many calls.
pub async fn measure(installation: &Installation, calls: u64) -> anyhow::Result<Vec<Figure>> {
    let mut figures = on(installation, None, "SQLite", calls).await?;
    if std::env::var_os(POSTGRES_VARIABLE).is_some() {
        let database = TestDatabase::empty_postgres().await;
        figures.extend(on(installation, Some(database.url()), "PostgreSQL", calls).await?);
    }
    Ok(figures)
}

async fn on(
    installation: &Installation,
    database_url: Option<&str>,
    database: &str,
    calls: u64,
) -> anyhow::Result<Vec<Figure>> {
    let house = installation.house(database_url)?;
    let key = house.owner_key().await?;
    let server = house.start("api").await?;
    let me = server.connect(&key).await?.get("/v1/me").await?;
    let workspace = me["data"]["defaultProject"]["id"].as_str().context("no project")?.parse()?;
    let chosen = chosen();
    let began = Instant::now();
    fill(&house.database_url(), WorkspaceId(workspace), &chosen, calls).await?;
    let rate = calls as f64 / began.elapsed().as_secs_f64();
    // The server has ended the first one meanwhile, which said nothing for so long.
    let mut connection = server.connect(&key).await?;
    let mut figures = vec![
        Figure::new(format!("analytics, filling through the store, {database}"), rate, "/s")
            .note(format!("{calls} calls with {METRICS} values each")),
    ];
    for (name, question) in questions(&chosen)? {
        let body = Bytes::from(question.to_string());
        let (mut latencies_ms, mut samples) = (Vec::with_capacity(REQUESTS), Value::Null);
        for _ in 0..REQUESTS {
            let sent = Instant::now();
            let answer = connection
                .expect(StatusCode::OK, Method::POST, "/v1/analytics/query", Some(body.clone()))
                .await?;
            latencies_ms.push(milliseconds(sent.elapsed()));
            let answer: Value = serde_json::from_slice(&answer)?;
            samples = answer["data"]["series"][0]["sampleSize"].clone();
        }
        let p50 = quantile(&mut latencies_ms, 0.5);
        let note = format!("p50 {p50:.0} ms, first series of {samples}");
        let p95 = quantile(&mut latencies_ms, 0.95);
        let name = format!("analytics p95, {name}, {database}");
        figures.push(Figure::new(name, p95, "ms").bar(Bar::Below(300.0)).note(note));
    }
    server.stop().await?;
    Ok(figures)
}

/// The metrics that every call has a value of: numbers first, at least one of texts and one of truths.
fn chosen() -> Vec<&'static Builtin> {
    let of = |wanted: fn(OutputType) -> bool| builtin().iter().filter(move |metric| wanted(metric.output));
    let is_number = |output| {
        matches!(output, OutputType::Numeric | OutputType::Count | OutputType::Scale | OutputType::Offset)
    };
    let texts = of(|output| matches!(output, OutputType::Classification | OutputType::Text)).take(1);
    let truths = of(|output| output == OutputType::Boolean).take(3);
    let others: Vec<_> = texts.chain(truths).collect();
    of(is_number).take(METRICS - others.len()).chain(others).collect()
}

fn value(metric: &Builtin, random: &mut Random) -> MeasuredValue {
    match metric.output {
        OutputType::Classification | OutputType::Text => {
            MeasuredValue::Text(["resolved", "open", "escalated"][random.below(3) as usize].to_owned())
        }
        OutputType::Boolean => MeasuredValue::Boolean(random.below(3) > 0),
        _ => MeasuredValue::Number(random.below(1_000_000) as f64 / 1_000.0),
    }
}

async fn fill(
    url: &str,
    workspace_id: WorkspaceId,
    chosen: &[&'static Builtin],
    calls: u64,
) -> anyhow::Result<()> {
    let store = Store::connect(url, StoreOptions::default()).await?;
    #[expect(
        clippy::disallowed_methods,
        reason = "the server's clock, which windows end at, is the wall clock"
    )]
    let now = time::OffsetDateTime::now_utc();
    let some_agents: Vec<Agent> = (0..8)
        .map(|number| Agent {
            id: AgentId::generate(),
            workspace_id,
            name: format!("Agent {number}"),
            custom_id: None,
            description: None,
            created_at: now,
            updated_at: now,
        })
        .collect();
    let agents_to_write = some_agents.clone();
    store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                for agent in &agents_to_write {
                    agents::insert(tx, agent).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    let mut random = Random::new(7);
    let span = time::Duration::days(DAYS);
    let mut number = 0;
    while number < calls {
        let until = (number + AT_ONCE).min(calls);
        let mut batch = Vec::new();
        for position in number..until {
            let started_at = now - span + span * (position as f64 / calls as f64);
            batch.push(call(workspace_id, started_at, position, chosen, &some_agents, &mut random));
        }
        store
            .write(Durability::Relaxed, move |tx| {
                Box::pin(async move {
                    for call in &batch {
                        call.write(tx).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        number = until;
    }
    Ok(())
}

/// A call with all that questions look at.
struct Call {
    conversation: colloquy_domain::conversation::Conversation,
    people: Vec<colloquy_domain::conversation::Participant>,
    details: CallDetails,
    properties: Vec<Property>,
    values: Vec<MetricValue>,
    job_id: CollectionJobId,
}

impl Call {
    async fn write(&self, tx: &colloquy_store::Tx) -> Result<(), StoreError> {
        let id = self.conversation.id;
        conversations::insert(tx, &self.conversation).await?;
        participants::insert_many(tx, id, &self.people).await?;
        calls::insert(tx, &self.details, &json!({})).await?;
        properties::put(tx, self.conversation.workspace_id, id, &self.properties).await?;
        metrics::values::replace(tx, id, self.job_id, &self.values).await
    }
}

fn call(
    workspace_id: WorkspaceId,
    started_at: time::OffsetDateTime,
    number: u64,
    chosen: &[&'static Builtin],
    some_agents: &[Agent],
    random: &mut Random,
) -> Call {
    let mut conversation = samples::conversation(workspace_id, &format!("bench:{number}"), started_at);
    conversation.id = ConversationId::generate();
    conversation.is_private = random.below(20) == 0;
    conversation.ended_at = Some(started_at + time::Duration::seconds(random.below(900) as i64));
    let mut people = samples::participants();
    if let Some(first) = people.first_mut() {
        first.agent_id = some_agents.get(random.below(8) as usize).map(|agent| agent.id);
    }
    let (id, job_id) = (conversation.id, CollectionJobId::generate());
    let values = chosen.iter().map(|metric| MetricValue {
        id: MetricValueId::generate(),
        workspace_id,
        conversation_id: id,
        definition_id: metric.id,
        variant_id: MetricVariantId(metric.id.0),
        collection_job_id: job_id,
        measured: Measured {
            status: CaptureStatus::Success,
            value: Some(value(metric, random)),
            role: None,
            place: Place::Call,
            confidence: 1.0,
            reasoning: None,
            error: None,
            evidence: Vec::new(),
            property_verdicts: Vec::new(),
        },
        started_at,
        computed_at: started_at,
    });
    Call {
        values: values.collect(),
        people,
        details: CallDetails {
            conversation_id: id,
            workspace_id,
            origin: CallOrigin::Api,
            direction: if number.is_multiple_of(3) {
                CallDirection::Outbound
            } else {
                CallDirection::Inbound
            },
            interface: CallInterface::Phone,
            status: CallStatus::Ended,
            ended_status: None,
            is_test: false,
        },
        properties: vec![
            Property {
                name: "plan".to_owned(),
                value: PropertyValue::Text(
                    ["free", "pro", "enterprise"][random.below(3) as usize].to_owned(),
                ),
            },
            Property { name: "seats".to_owned(), value: PropertyValue::Number(random.below(50).into()) },
        ],
        conversation,
        job_id,
    }
}

/// What is asked, and how: all over all calls.
fn questions(chosen: &[&'static Builtin]) -> anyhow::Result<Vec<(&'static str, Value)>> {
    let slug = |wanted: fn(OutputType) -> bool| {
        chosen.iter().find(|metric| wanted(metric.output)).map(|metric| metric.slug).context("no such metric")
    };
    let number = slug(|output| {
        output != OutputType::Boolean && output != OutputType::Classification && output != OutputType::Text
    })?;
    let truth = slug(|output| output == OutputType::Boolean)?;
    let label = slug(|output| matches!(output, OutputType::Classification | OutputType::Text))?;
    let year = json!({ "type": "LAST", "unit": "DAYS", "value": DAYS + 1 });
    let ask = |measures: Value, further: Value| {
        let mut question = json!({
            "measures": measures, "timeRange": year, "interval": "DAY", "timezone": "Europe/Berlin",
        });
        if let (Some(question), Some(further)) = (question.as_object_mut(), further.as_object()) {
            question.extend(further.clone());
        }
        question
    };
    let by = |kind: &str, property: &str| json!({ "type": kind, "property": property });
    Ok(vec![
        ("calls by day", ask(json!([{ "type": "CONVERSATION" }]), json!({}))),
        ("mean by day", ask(json!([{ "metric": number }]), json!({}))),
        (
            "p95 by day",
            ask(json!([{ "metric": number, "aggregation": "PERCENTILE", "percentile": 95 }]), json!({})),
        ),
        (
            "mean, median and p95 by week",
            ask(
                json!([
                    { "metric": number },
                    { "metric": number, "aggregation": "MEDIAN" },
                    { "metric": number, "aggregation": "PERCENTILE", "percentile": 95 },
                ]),
                json!({ "interval": "WEEK" }),
            ),
        ),
        ("labels by day", ask(json!([{ "metric": label }]), json!({}))),
        (
            "pass rate by agent",
            ask(
                json!([{ "metric": truth, "breakdown": by("AGENT_PROPERTY", "id") }]),
                json!({ "interval": "MONTH" }),
            ),
        ),
        (
            "mean by property",
            ask(
                json!([{ "metric": number, "breakdown": by("CALL_PROPERTY", "plan") }]),
                json!({ "interval": "WEEK" }),
            ),
        ),
        (
            "mean of a third by property",
            ask(
                json!([{ "metric": number }]),
                json!({ "filters": [{ "type": "CALL_PROPERTY", "property": "plan", "value": "pro" }] }),
            ),
        ),
        (
            "mean in two groups",
            ask(
                json!([{ "metric": number }]),
                json!({ "includeBuckets": false, "comparisonGroups": [
                    { "name": "in", "filters": [{ "type": "CALL_PROPERTY", "property": "direction", "value": "INBOUND" }] },
                    { "name": "out", "filters": [{ "type": "CALL_PROPERTY", "property": "direction", "value": "OUTBOUND" }] },
                ] }),
            ),
        ),
        (
            "mean of half a year and of the half before",
            ask(
                json!([{ "metric": number }]),
                json!({
                    "timeRange": { "type": "LAST", "unit": "DAYS", "value": DAYS / 2 },
                    "comparisonMode": "PREVIOUS_PERIOD",
                }),
            ),
        ),
    ])
}
