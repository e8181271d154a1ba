//! A change of a metric or of one of its variants.

use colloquy_app::AppError;
use colloquy_app::metrics::definitions::MetricChange;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use super::super::words::RoarkMetricContext;
use super::body::max_classifications;
use super::parts::{self, OptionBody, ScaleLabelBody, SourceBody};

/// Members that a metric keeps for ever.
const FIXED: [&str; 11] = [
    "analysisPackageId",
    "calcType",
    "metricId",
    "organizationId",
    "outputType",
    "participantRole",
    "projectId",
    "scope",
    "slug",
    "source",
    "supportsMultipleVariants",
];

/// What is to change; what is left out stays.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkUpdateMetric)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub struct UpdateMetric {
    #[schema(value_type = String, required = false, min_length = 1, max_length = 255, pattern = "\\S")]
    name: Option<String>,
    /// Only for metrics that a language model judges, as are the members up to `scaleLabels`.
    #[schema(max_length = 2000)]
    llm_prompt: Option<String>,
    #[schema(max_length = 2000)]
    boolean_true_label: Option<String>,
    #[schema(max_length = 2000)]
    boolean_false_label: Option<String>,
    #[schema(max_items = 100)]
    classification_options: Option<Vec<OptionBody>>,
    #[schema(minimum = 1, maximum = 100)]
    max_classifications: Option<i64>,
    #[schema(minimum = 0, maximum = 100)]
    scale_min: Option<i64>,
    #[schema(minimum = 0, maximum = 100)]
    scale_max: Option<i64>,
    #[schema(max_items = 100)]
    scale_labels: Option<Vec<ScaleLabelBody>>,
    /// Only for metrics with a formula, as is `sources`.
    #[schema(min_length = 1, max_length = 2000)]
    formula: Option<String>,
    #[schema(max_items = 100)]
    sources: Option<Vec<SourceBody>>,
    #[schema(min_items = 1, max_items = 10)]
    supported_contexts: Option<Vec<RoarkMetricContext>>,
    /// Kept with the new version.
    #[schema(max_length = 2000)]
    change_reason: Option<String>,
}

/// Reads a change of a metric.
pub fn read(body: &Value) -> Result<MetricChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in FIXED {
        if parts::is_there(body, name) {
            fields.refuse(name, "not_allowed", "cannot be changed; make a new metric");
        }
    }
    let mut change = configuration(&mut fields);
    change.options = parts::options(&mut fields);
    change.scale_labels = parts::scale_labels(&mut fields);
    change.contexts = parts::contexts(&mut fields);
    change.formula = fields.string("formula", 1, 2_000).map(str::to_owned);
    change.sources = parts::sources(&mut fields);
    if fields.value("toolDefinitionIds").is_some() {
        let rule = "is not there yet: the judge of a project's own metric is shown the transcript alone";
        fields.refuse("toolDefinitionIds", "not_allowed", rule);
    }
    fields.finish()?;
    Ok(change)
}

/// The members that variants have, too.
pub fn configuration(fields: &mut Fields<'_>) -> MetricChange {
    MetricChange {
        name: fields.string("name", 1, 255).map(str::to_owned),
        prompt: fields.string("llmPrompt", 0, 2_000).map(str::to_owned),
        true_label: parts::clearable(fields, "booleanTrueLabel"),
        false_label: parts::clearable(fields, "booleanFalseLabel"),
        max_classifications: max_classifications(fields),
        scale_min: fields.integer("scaleMin"),
        scale_max: fields.integer("scaleMax"),
        reason: fields.string("changeReason", 0, 2_000).map(str::to_owned),
        ..MetricChange::default()
    }
}
