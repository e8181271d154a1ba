//! A metric as it is read.

use colloquy_domain::metric::{Calculation, MetricDefinition, Threshold, Unit};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::words::{
    RoarkCalculationType, RoarkConversationSource, RoarkMetricContext, RoarkMetricOperator,
    RoarkMetricOutputType, RoarkMetricRole, RoarkMetricScope, RoarkPatternOperation,
    RoarkThresholdAggregation, RoarkTriggerCombinator, RoarkWindowMode, upper,
};
use super::parts::{SourceBody, TriggerBody};

/// A metric. What stands beside the common members follows from its calculation type.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetric)]
pub struct Metric {
    id: String,
    slug: String,
    /// The same as `slug`.
    metric_id: String,
    name: String,
    /// Of the server's own metrics also formula and source.
    description: String,
    #[schema(value_type = RoarkCalculationType)]
    calculation_type: &'static str,
    #[serde(rename = "type")]
    #[schema(value_type = RoarkMetricOutputType)]
    output: String,
    #[schema(value_type = RoarkMetricScope)]
    scope: String,
    #[schema(value_type = Vec<RoarkMetricContext>)]
    supported_contexts: Vec<String>,
    /// Null: both.
    #[schema(required, value_type = Option<Vec<RoarkConversationSource>>)]
    supported_conversation_sources: Option<Vec<&'static str>>,
    requires_live_conversation: bool,
    supports_variants: bool,
    #[schema(required)]
    evidence_source: Option<EvidenceSource>,
    /// The variant `Default`.
    variant_id: String,
    /// That variant's newest version.
    version_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<MetricUnit>,
    /// Of LLM_JUDGE.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    llm_prompt: Option<Option<String>>,
    /// Of LLM_JUDGE.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    boolean_true_label: Option<Option<String>>,
    /// Of LLM_JUDGE.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    boolean_false_label: Option<Option<String>>,
    /// Of FORMULA.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    formula: Option<FormulaPart>,
    /// Of PATTERN.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pattern: Option<PatternPart>,
    /// Of THRESHOLD.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    threshold: Option<ThresholdPart>,
}

/// What a metric's numbers count.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = RoarkMetricUnit)]
pub struct MetricUnit {
    name: String,
    #[schema(required)]
    symbol: Option<String>,
}

/// The metric that shows the places by which this one was decided.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkEvidenceSource)]
struct EvidenceSource {
    metric_id: String,
    counts_when: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkMetricFormula)]
struct FormulaPart {
    expression: String,
    sources: Vec<FormulaSource>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkMetricFormulaSource)]
struct FormulaSource {
    #[serde(flatten)]
    source: SourceBody,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricPattern)]
struct PatternPart {
    #[schema(value_type = RoarkPatternOperation)]
    operation: String,
    triggers: Vec<TriggerBody>,
    #[schema(required, value_type = Option<RoarkTriggerCombinator>)]
    trigger_combinator: Option<String>,
    #[schema(required, value_type = Option<RoarkWindowMode>)]
    window_mode: Option<&'static str>,
    #[schema(required)]
    outcome: Option<OutcomePart>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkPatternOutcome)]
struct OutcomePart {
    #[serde(flatten)]
    condition: TriggerBody,
    #[schema(required)]
    window_after: Option<u32>,
    #[schema(required)]
    window_before: Option<u32>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricThreshold)]
struct ThresholdPart {
    #[schema(value_type = RoarkThresholdAggregation)]
    aggregation_mode: String,
    #[schema(required)]
    count_threshold: Option<u32>,
    #[schema(value_type = RoarkMetricOperator)]
    operator: String,
    source_metric_definition_id: String,
    #[schema(required, value_type = Option<RoarkMetricRole>)]
    source_participant_role: Option<String>,
    #[schema(required)]
    source_variant_id: Option<String>,
    threshold_value: String,
}

impl MetricUnit {
    pub fn of(unit: &Unit) -> Self {
        Self { name: unit.name.to_string(), symbol: unit.symbol.as_ref().map(ToString::to_string) }
    }
}

impl Metric {
    pub fn of(metric: &MetricDefinition) -> Self {
        let mut shown = Self {
            id: metric.id.to_string(),
            slug: metric.slug.clone(),
            metric_id: metric.slug.clone(),
            name: metric.name.clone(),
            description: metric.description.clone(),
            calculation_type: "PROVIDER",
            output: upper(metric.output.as_str()),
            scope: upper(metric.scope.as_str()),
            supported_contexts: metric.contexts.iter().map(|context| upper(context.as_str())).collect(),
            supported_conversation_sources: None,
            requires_live_conversation: false,
            supports_variants: metric.supports_variants(),
            evidence_source: None,
            variant_id: metric.variant_id.to_string(),
            version_id: metric.version_id.to_string(),
            unit: metric.unit.as_ref().map(MetricUnit::of),
            llm_prompt: None,
            boolean_true_label: None,
            boolean_false_label: None,
            formula: None,
            pattern: None,
            threshold: None,
        };
        match &metric.calculation {
            Calculation::Provider => {}
            Calculation::LlmJudge(judge) => {
                shown.calculation_type = "LLM_JUDGE";
                shown.llm_prompt = Some(Some(judge.prompt.clone()).filter(|prompt| !prompt.is_empty()));
                shown.boolean_true_label = Some(judge.true_label.clone());
                shown.boolean_false_label = Some(judge.false_label.clone());
            }
            Calculation::Formula(formula) => {
                shown.calculation_type = "FORMULA";
                let source = |source| FormulaSource { source: SourceBody::of(source) };
                shown.formula = Some(FormulaPart {
                    expression: formula.expression.clone(),
                    sources: formula.sources.iter().map(source).collect(),
                });
            }
            Calculation::Pattern(pattern) => {
                shown.calculation_type = "PATTERN";
                shown.pattern = Some(PatternPart {
                    operation: upper(pattern.operation.as_str()),
                    triggers: pattern.triggers.iter().map(TriggerBody::of).collect(),
                    trigger_combinator: pattern.combinator.map(|combinator| upper(combinator.as_str())),
                    window_mode: Some(pattern.window_mode.as_str()),
                    outcome: Some(OutcomePart {
                        condition: TriggerBody::of(&pattern.outcome.condition),
                        window_after: Some(pattern.outcome.window_after),
                        window_before: Some(pattern.outcome.window_before),
                    }),
                });
            }
            Calculation::Threshold(threshold) => {
                shown.calculation_type = "THRESHOLD";
                shown.threshold = Some(ThresholdPart::of(threshold));
            }
        }
        shown
    }
}

impl ThresholdPart {
    fn of(threshold: &Threshold) -> Self {
        let condition = &threshold.condition;
        Self {
            aggregation_mode: upper(threshold.aggregation.as_str()),
            count_threshold: threshold.count_threshold,
            operator: upper(condition.comparison.as_str()),
            source_metric_definition_id: condition.source.definition_id.to_string(),
            source_participant_role: condition.source.role.map(|role| upper(role.as_str())),
            source_variant_id: condition.source.variant_id.map(|id| id.to_string()),
            threshold_value: condition.value.clone(),
        }
    }
}
