//! `GET /v1/analytics/schema`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::analytics::{self, MeasurableMetric};
use colloquy_domain::property::PropertyType;
use colloquy_http::{Authenticated, HttpState, Problem};

use super::words::{
    AGGREGATIONS, CALL_PROPERTIES, INTERVALS, OPERATORS, RoarkAggregation, RoarkAnalyticsFilterType,
    RoarkAnalyticsOperator, RoarkBreakdownType, RoarkDisplayType, RoarkInterval, RoarkMeasureType, word,
};
use crate::envelope::RoarkData;

/// What can be asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkAnalyticsSchema)]
pub struct Schema {
    metrics: Vec<Metric>,
    measure_types: Vec<MeasureType>,
    filters: Vec<FilterType>,
    breakdowns: Vec<BreakdownType>,
    call_properties: Vec<CallProperty>,
    #[schema(value_type = Vec<RoarkAnalyticsOperator>)]
    operators: Vec<&'static str>,
    #[schema(value_type = Vec<RoarkInterval>)]
    intervals: Vec<&'static str>,
    #[schema(value_type = Vec<RoarkDisplayType>)]
    display_types: [&'static str; 5],
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMeasurableMetric)]
struct Metric {
    id: String,
    slug: String,
    name: String,
    output_type: String,
    #[schema(value_type = Vec<RoarkAggregation>)]
    aggregations: Vec<&'static str>,
    #[schema(value_type = RoarkAggregation)]
    default_aggregation: &'static str,
    is_threshold: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkMeasureTypeDescription)]
struct MeasureType {
    #[schema(value_type = RoarkMeasureType)]
    r#type: &'static str,
    description: &'static str,
    #[schema(value_type = Vec<RoarkAggregation>)]
    aggregations: Vec<&'static str>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkFilterTypeDescription)]
struct FilterType {
    #[schema(value_type = RoarkAnalyticsFilterType)]
    r#type: &'static str,
    description: &'static str,
    properties: Vec<FilterProperty>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkFilterPropertyDescription)]
struct FilterProperty {
    property: &'static str,
    description: &'static str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkBreakdownDescription)]
struct BreakdownType {
    #[schema(value_type = RoarkBreakdownType)]
    r#type: &'static str,
    description: &'static str,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCallPropertyDescription)]
struct CallProperty {
    name: String,
    value_type: &'static str,
    /// Set by the server.
    is_system: bool,
}

const METRIC_PROPERTIES: [(&str, &str); 4] = [
    ("value", "the value of the measured metric"),
    ("participantRole", "whose value it is: agent or customer"),
    ("context", "what of the call it is of: CALL, SEGMENT or SEGMENT_RANGE"),
    ("variantId", "the variant of the metric that it came from"),
];

const AGENT_PROPERTIES: [(&str, &str); 3] = [
    ("id", "id of an agent that took part; meant where no property is named"),
    ("name", "its name"),
    ("customId", "its maker's id for it"),
];

/// Tells what can be asked: metrics, filters, breakdowns, and the names of properties that calls have.
#[utoipa::path(
    get,
    path = "/v1/analytics/schema",
    operation_id = "roarkGetAnalyticsSchema",
    tag = "Roark: analytics",
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "what can be asked", body = RoarkData<Schema>)),
)]
pub async fn get_analytics_schema(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<RoarkData<Schema>>, Problem> {
    caller.require("metrics:read")?;
    let vocabulary = analytics::vocabulary(state.app(), &caller).await?;
    let described = |properties: &[(&'static str, &'static str)]| {
        properties.iter().map(|(property, description)| FilterProperty { property, description }).collect()
    };
    let own = CALL_PROPERTIES.iter().map(|(name, _, value_type)| CallProperty {
        name: (*name).to_owned(),
        value_type,
        is_system: true,
    });
    let of_clients = vocabulary.properties.into_iter().map(|(name, kind)| CallProperty {
        name,
        value_type: match kind {
            PropertyType::Text => "string",
            PropertyType::Number => "number",
            PropertyType::Boolean => "boolean",
        },
        is_system: false,
    });
    let filter = |r#type, description, properties| FilterType { r#type, description, properties };
    let data = Schema {
        metrics: vocabulary.metrics.iter().map(metric).collect(),
        measure_types: vec![
            MeasureType {
                r#type: "METRIC",
                description: "values of a metric; each metric lists its aggregations",
                aggregations: AGGREGATIONS.iter().map(|(word, _)| *word).collect(),
            },
            MeasureType {
                r#type: "CONVERSATION",
                description: "how many calls and chats began within the window",
                aggregations: vec!["COUNT"],
            },
        ],
        filters: vec![
            filter(
                "METRIC_PROPERTY",
                "what tells the values of the measured metric apart",
                described(&METRIC_PROPERTIES),
            ),
            filter("CALL_PROPERTY", "a property of the call: see callProperties", Vec::new()),
            filter("AGENT_PROPERTY", "an agent that took part", described(&AGENT_PROPERTIES)),
            filter("CALL_ID", "one call, by its id", Vec::new()),
            filter("MODALITY", "spoken or written: call or chat", Vec::new()),
            filter("METRIC_VALUE", "the value of the measured metric", Vec::new()),
        ],
        breakdowns: vec![
            BreakdownType {
                r#type: "METRIC_PROPERTY",
                description: "by what tells the metric's values apart",
            },
            BreakdownType { r#type: "CALL_PROPERTY", description: "by a property of the call" },
            BreakdownType {
                r#type: "AGENT_PROPERTY",
                description: "by agent; a call of several counts for each",
            },
        ],
        call_properties: own.chain(of_clients).collect(),
        operators: OPERATORS.iter().map(|(word, _)| *word).collect(),
        intervals: INTERVALS.iter().map(|(word, _)| *word).collect(),
        display_types: ["LINE", "NUMBER", "RADAR", "STACKED_BAR", "TABLE"],
    };
    Ok(Json(RoarkData { data }))
}

fn metric(metric: &MeasurableMetric) -> Metric {
    let aggregations: Vec<&'static str> =
        metric.aggregations.iter().map(|aggregation| word(&AGGREGATIONS, aggregation)).collect();
    Metric {
        id: metric.definition.id.to_string(),
        slug: metric.definition.slug.clone(),
        name: metric.definition.name.clone(),
        output_type: metric.definition.output.as_str().to_uppercase(),
        default_aggregation: aggregations.first().copied().unwrap_or("COUNT"),
        aggregations,
        is_threshold: metric.is_threshold(),
    }
}
