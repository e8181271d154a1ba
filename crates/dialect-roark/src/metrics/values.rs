//! `GET /v1/call/{callId}/metrics`.

use std::borrow::Cow;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use colloquy_app::AppError;
use colloquy_app::metrics::values::{self, MetricReading};
use colloquy_domain::metric::{
    CaptureStatus, EvidenceSpan, Measured, MeasuredValue, MetricDefinition, MetricValue, OutputType, Place,
    PropertyVerdict, Role,
};
use colloquy_domain::transcript::{EntryId, Transcript};
use colloquy_domain::{ConversationId, MetricPolicyId};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};

use super::definitions::wire::MetricUnit;
use super::words::{
    RoarkCaptureStatus, RoarkMetricOutputType, RoarkMetricScope, RoarkPropertyVerdictWord, RoarkValueContext,
    RoarkValueRole, upper,
};
use crate::envelope::RoarkData;
use crate::ids;

colloquy_http::words! {
    /// Which values.
    ValueFilter = ["success", "all"];
    /// Yes or no.
    FlattenFlag = ["true", "false"];
}

/// Which values, in which shape.
#[derive(Deserialize, IntoParams)]
pub struct ValuesQuery {
    /// `success`, where it is left out: only what has a value. `all`: also why there is none.
    #[param(value_type = Option<ValueFilter>, inline)]
    status: Option<String>,
    /// `true`: one object for each value, with the members of its metric.
    #[param(value_type = Option<FlattenFlag>, inline)]
    flatten: Option<String>,
}

/// The values, by metric or each by itself.
#[derive(Serialize)]
#[serde(untagged)]
pub enum CallMetrics {
    /// By metric.
    Grouped(Vec<MetricGroup>),
    /// Each by itself.
    Flat(Vec<FlatValue>),
}

// Without values both are the same empty list, so it is any of them and not one of them.
impl PartialSchema for CallMetrics {
    fn schema() -> RefOr<Schema> {
        let either = AnyOfBuilder::new().item(Vec::<MetricGroup>::schema()).item(Vec::<FlatValue>::schema());
        Schema::AnyOf(either.build()).into()
    }
}

impl ToSchema for CallMetrics {
    fn name() -> Cow<'static, str> {
        "RoarkCallMetrics".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        <Vec<MetricGroup> as ToSchema>::schemas(schemas);
        <Vec<FlatValue> as ToSchema>::schemas(schemas);
    }
}

/// A metric.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMeasuredMetric)]
pub struct MetricHead {
    metric_definition_id: String,
    slug: String,
    /// The same as `slug`.
    metric_id: String,
    name: String,
    description: String,
    #[serde(rename = "type")]
    #[schema(value_type = RoarkMetricOutputType)]
    output: String,
    #[schema(value_type = RoarkMetricScope)]
    scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<MetricUnit>,
}

/// A metric with its values.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkMetricGroup)]
pub struct MetricGroup {
    #[serde(flatten)]
    metric: MetricHead,
    values: Vec<ValueBody>,
}

/// A value with its metric.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkFlatMetricValue)]
pub struct FlatValue {
    #[serde(flatten)]
    metric: MetricHead,
    #[serde(flatten)]
    value: ValueBody,
}

/// A value, or why there is none.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricValue)]
pub struct ValueBody {
    #[schema(value_type = RoarkCaptureStatus)]
    capture_status: String,
    computed_at: String,
    #[schema(value_type = RoarkValueContext)]
    context: String,
    /// A number, true or false, or a text, as the metric's type says; there exactly with SUCCESS.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ValueKinds>, nullable = false)]
    value: Option<Value>,
    /// 0 to 1; 1 for what is computed and not judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    value_reasoning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<RoarkValueRole>, nullable = false)]
    participant_role: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    policy_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    segment: Option<Segment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    from_segment: Option<Segment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    to_segment: Option<Segment>,
    /// Most decisive first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    evidence_spans: Vec<Span>,
    /// Of `property_transcript_mismatch`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    property_verdicts: Vec<VerdictBody>,
}

/// What a value may be.
#[derive(ToSchema)]
#[serde(untagged)]
#[schema(as = RoarkMetricValueKinds)]
#[expect(dead_code, reason = "read by the schema derive only")]
enum ValueKinds {
    Number(f64),
    Flag(bool),
    Text(String),
}

/// A transcript entry.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricSegment)]
struct Segment {
    id: String,
    text: String,
    start_offset_ms: i64,
    end_offset_ms: i64,
}

/// Entries that support a value.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkEvidenceSpan)]
struct Span {
    from_segment: Segment,
    to_segment: Segment,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
}

/// What the transcript says about a property.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkPropertyVerdict)]
struct VerdictBody {
    property_name: String,
    expected_value: String,
    #[schema(value_type = RoarkPropertyVerdictWord)]
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    observed_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reasoning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    segment: Option<Segment>,
}

/// Reads what was measured in a call: of each metric the values of the newest collection job. What is not computed yet
/// is absent. What was said word for word (segments, evidence spans, values observed in the transcript) is for keys that
/// may read transcripts (`transcript_timelines:read`), and left out for others.
#[utoipa::path(
    get,
    path = "/v1/call/{callId}/metrics",
    operation_id = "roarkGetCallMetrics",
    tag = "Roark: metrics",
    params(("callId" = String, Path, description = "id of the call"), ValuesQuery),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "the values", body = RoarkData<CallMetrics>)),
)]
pub async fn get_call_metrics(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    Query(query): Query<ValuesQuery>,
) -> Result<Json<RoarkData<CallMetrics>>, Problem> {
    caller.require("metrics:read")?;
    let all = choice(query.status.as_deref(), "status", ("success", "all"))?;
    let flatten = choice(query.flatten.as_deref(), "flatten", ("false", "true"))?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    let found = values::of_conversation(state.app(), &caller, id).await?;
    // Without it a value points into nothing.
    let transcript = found.transcript.as_ref().filter(|_| caller.may("transcript_timelines:read"));
    let groups = found.metrics.iter().map(|metric| group(metric, transcript, all));
    let groups = groups.filter(|group| !group.values.is_empty());
    let data = if flatten {
        let flat = groups.flat_map(|group| {
            let metric = group.metric;
            group.values.into_iter().map(move |value| FlatValue { metric: metric.clone(), value })
        });
        CallMetrics::Flat(flat.collect())
    } else {
        CallMetrics::Grouped(groups.collect())
    };
    Ok(Json(RoarkData { data }))
}

/// Whether the second of two words was given; the first where none was.
fn choice(given: Option<&str>, name: &str, (first, second): (&str, &str)) -> Result<bool, AppError> {
    match given {
        None => Ok(false),
        Some(text) if text == first => Ok(false),
        Some(text) if text == second => Ok(true),
        Some(_) => Err(AppError::malformed(
            name,
            "unknown_value",
            format!("{name} must be one of {first}, {second}"),
        )),
    }
}

fn group(metric: &MetricReading, transcript: Option<&Transcript>, all: bool) -> MetricGroup {
    let definition = &metric.definition;
    let is_wanted = |value: &MetricValue| all || value.measured.status == CaptureStatus::Success;
    let values = metric.values.iter().filter(|(value, _)| is_wanted(value));
    MetricGroup {
        metric: head(definition),
        values: values.map(|(value, policies)| body(definition, value, policies, transcript)).collect(),
    }
}

fn head(definition: &MetricDefinition) -> MetricHead {
    MetricHead {
        metric_definition_id: definition.id.to_string(),
        slug: definition.slug.clone(),
        metric_id: definition.slug.clone(),
        name: definition.name.clone(),
        description: definition.description.clone(),
        output: upper(definition.output.as_str()),
        scope: upper(definition.scope.as_str()),
        unit: definition.unit.as_ref().map(MetricUnit::of),
    }
}

fn body(
    definition: &MetricDefinition,
    value: &MetricValue,
    policies: &[MetricPolicyId],
    transcript: Option<&Transcript>,
) -> ValueBody {
    let measured = &value.measured;
    let segment = |id| segment(transcript, id);
    let (own, from, to) = match measured.place {
        Place::Call => (None, None, None),
        Place::Segment { entry } => (segment(entry), None, None),
        Place::SegmentRange { from, to } => (None, segment(from), segment(to)),
    };
    ValueBody {
        capture_status: upper(measured.status.as_str()),
        computed_at: iso(value.computed_at),
        context: upper(measured.place.as_str()),
        value: rendered(definition.output, measured),
        confidence: measured.value.is_some().then_some(measured.confidence),
        error_message: measured.error.clone(),
        value_reasoning: measured.reasoning.clone(),
        participant_role: match measured.role {
            Some(Role::Agent) => Some("agent"),
            Some(Role::Customer | Role::SimulatedCustomer) => Some("customer"),
            Some(Role::BackgroundSpeaker) | None => None,
        },
        policy_ids: policies.iter().map(ToString::to_string).collect(),
        segment: own,
        from_segment: from,
        to_segment: to,
        evidence_spans: measured.evidence.iter().filter_map(|span| evidence(transcript, span)).collect(),
        property_verdicts: measured.property_verdicts.iter().map(|one| verdict(transcript, one)).collect(),
    }
}

fn rendered(output: OutputType, measured: &Measured) -> Option<Value> {
    match measured.value.as_ref()? {
        MeasuredValue::Number(number) if output == OutputType::Boolean => Some((*number != 0.0).into()),
        MeasuredValue::Number(number) => Some(number_of(*number)),
        MeasuredValue::Boolean(is_true) => Some((*is_true).into()),
        MeasuredValue::Text(text) => Some(text.clone().into()),
    }
}

/// A whole number without a point.
fn number_of(number: f64) -> Value {
    let is_whole = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    if is_whole { Value::from(number as i64) } else { Value::from(number) }
}

fn segment(transcript: Option<&Transcript>, id: EntryId) -> Option<Segment> {
    let entry = transcript?.entry(id)?;
    let millis = |seconds: f64| (seconds * 1_000.0).round() as i64;
    Some(Segment {
        id: id.0.to_string(),
        text: entry.text.clone(),
        start_offset_ms: millis(entry.start_seconds),
        end_offset_ms: millis(entry.end_seconds),
    })
}

fn evidence(transcript: Option<&Transcript>, span: &EvidenceSpan) -> Option<Span> {
    let reason = match (&span.reason, &span.quote) {
        (Some(reason), Some(quote)) => Some(format!("{reason}: \"{quote}\"")),
        (Some(reason), None) => Some(reason.clone()),
        (None, Some(quote)) => Some(format!("\"{quote}\"")),
        (None, None) => None,
    };
    Some(Span {
        from_segment: segment(transcript, span.from)?,
        to_segment: segment(transcript, span.to)?,
        reason,
    })
}

fn verdict(transcript: Option<&Transcript>, one: &PropertyVerdict) -> VerdictBody {
    use colloquy_domain::metric::Verdict;
    VerdictBody {
        property_name: one.property_name.clone(),
        expected_value: one.expected_value.clone(),
        verdict: match one.verdict {
            Verdict::Match => "MATCH",
            Verdict::Mismatch => "MISMATCH",
            Verdict::TranscriptionError => "TRANSCRIPTION_ERROR",
            Verdict::NotMentioned => "NOT_MENTIONED",
        },
        observed_value: transcript.and(one.observed_value.clone()),
        reasoning: one.reasoning.clone(),
        segment: one.entry.and_then(|entry| segment(transcript, entry)),
    }
}
