//! Parts that requests and answers share.

use colloquy_domain::metric::{
    ClassificationOption, Comparison, Condition, Role, ScaleLabel, Source, SupportedContext,
};
use colloquy_domain::{MetricDefinitionId, MetricVariantId};
use colloquy_http::Fields;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::words::{self, RoarkMetricOperator, RoarkMetricRole, parse_upper};
use crate::ids;

/// Most items of a list within a definition.
const MOST: usize = 100;
/// Longest label or description.
const LONGEST_TEXT: usize = 2_000;

/// A label that a judge may choose.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkClassificationOption)]
pub struct OptionBody {
    #[schema(min_length = 1, max_length = 2000)]
    label: String,
    /// When it fits.
    #[schema(max_length = 2000)]
    description: String,
    display_order: i64,
}

/// What a part of a scale is called.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkScaleLabel)]
pub struct ScaleLabelBody {
    #[schema(min_length = 1, max_length = 2000)]
    label: String,
    range_min: f64,
    range_max: f64,
    display_order: i64,
    /// When it fits.
    #[schema(max_length = 2000)]
    description: Option<String>,
    #[schema(max_length = 50)]
    color_hex: Option<String>,
}

/// A metric whose values another one uses.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricSource)]
pub struct SourceBody {
    #[schema(format = "uuid")]
    source_metric_definition_id: String,
    /// `Default` where it is left out.
    #[schema(format = "uuid")]
    source_variant_id: Option<String>,
}

/// A condition on the value of another metric.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricTrigger)]
pub struct TriggerBody {
    #[schema(format = "uuid")]
    source_metric_definition_id: String,
    #[schema(value_type = RoarkMetricOperator)]
    operator: String,
    /// A number, `true` or `false`, or a label.
    #[schema(min_length = 1, max_length = 2000)]
    threshold_value: String,
    #[schema(format = "uuid")]
    source_variant_id: Option<String>,
    #[schema(value_type = Option<RoarkMetricRole>)]
    source_participant_role: Option<String>,
}

impl SourceBody {
    pub fn of(source: &Source) -> Self {
        Self {
            source_metric_definition_id: source.definition_id.to_string(),
            source_variant_id: source.variant_id.map(|id| id.to_string()),
        }
    }
}

impl TriggerBody {
    pub fn of(condition: &Condition) -> Self {
        Self {
            source_metric_definition_id: condition.source.definition_id.to_string(),
            operator: words::upper(condition.comparison.as_str()),
            threshold_value: condition.value.clone(),
            source_variant_id: condition.source.variant_id.map(|id| id.to_string()),
            source_participant_role: condition.source.role.map(|role| words::upper(role.as_str())),
        }
    }
}

/// A member that is an id.
pub fn id<T>(fields: &mut Fields<'_>, name: &str, make: fn(Uuid) -> T) -> Option<T> {
    let text = fields.string(name, 0, 100)?;
    let found = ids::parse(text).map(make);
    if found.is_none() {
        fields.refuse(name, "invalid_format", "must be a UUID");
    }
    found
}

/// A required member that is a whole number.
fn whole(fields: &mut Fields<'_>, name: &str) -> i64 {
    fields.require(name);
    fields.integer(name).unwrap_or_default()
}

/// A required member that is a text.
fn text(fields: &mut Fields<'_>, name: &str, shortest: usize) -> String {
    fields.require(name);
    fields.string(name, shortest, LONGEST_TEXT).unwrap_or_default().to_owned()
}

pub fn options(fields: &mut Fields<'_>) -> Option<Vec<ClassificationOption>> {
    fields.value("classificationOptions")?;
    Some(fields.items("classificationOptions", MOST, |item| ClassificationOption {
        label: text(item, "label", 1),
        description: text(item, "description", 0),
        display_order: whole(item, "displayOrder"),
    }))
}

pub fn scale_labels(fields: &mut Fields<'_>) -> Option<Vec<ScaleLabel>> {
    fields.value("scaleLabels")?;
    Some(fields.items("scaleLabels", MOST, |item| {
        item.require("rangeMin");
        item.require("rangeMax");
        ScaleLabel {
            label: text(item, "label", 1),
            range_min: item.number("rangeMin").unwrap_or_default(),
            range_max: item.number("rangeMax").unwrap_or_default(),
            display_order: whole(item, "displayOrder"),
            description: item.string("description", 0, LONGEST_TEXT).map(str::to_owned),
            color_hex: item.string("colorHex", 0, 50).map(str::to_owned),
        }
    }))
}

pub fn sources(fields: &mut Fields<'_>) -> Option<Vec<Source>> {
    fields.value("sources")?;
    let found = fields.items("sources", MOST, |item| {
        item.require("sourceMetricDefinitionId");
        let definition_id = id(item, "sourceMetricDefinitionId", MetricDefinitionId);
        let variant_id = id(item, "sourceVariantId", MetricVariantId);
        definition_id.map(|definition_id| Source { definition_id, variant_id, role: None })
    });
    Some(found.into_iter().flatten().collect())
}

pub fn condition(item: &mut Fields<'_>) -> Option<Condition> {
    item.require("sourceMetricDefinitionId");
    item.require("operator");
    let definition_id = id(item, "sourceMetricDefinitionId", MetricDefinitionId);
    let variant_id = id(item, "sourceVariantId", MetricVariantId);
    let role = role(item, "sourceParticipantRole");
    let known = "GREATER_THAN, GREATER_THAN_OR_EQUALS, LESS_THAN, LESS_THAN_OR_EQUALS, EQUALS, NOT_EQUALS";
    let comparison = words::word(item, "operator", known, |text| parse_upper(text, Comparison::parse));
    let value = text(item, "thresholdValue", 1);
    let source = Source { definition_id: definition_id?, variant_id, role };
    Some(Condition { source, comparison: comparison?, value })
}

pub fn role(fields: &mut Fields<'_>, name: &str) -> Option<Role> {
    let known = "AGENT, CUSTOMER, SIMULATED_CUSTOMER, BACKGROUND_SPEAKER";
    words::word(fields, name, known, |text| parse_upper(text, Role::parse))
}

pub fn contexts(fields: &mut Fields<'_>) -> Option<Vec<SupportedContext>> {
    let items = fields.array("supportedContexts", 10)?;
    let mut found = Vec::new();
    for (position, value) in items.iter().enumerate() {
        match value.as_str().and_then(|text| parse_upper(text, SupportedContext::parse)) {
            Some(context) if found.contains(&context) => {}
            Some(context) => found.push(context),
            None => {
                let name = format!("supportedContexts[{position}]");
                fields.refuse(&name, "unknown_value", "must be one of CALL, SEGMENT, TURN");
            }
        }
    }
    Some(found)
}

/// A text that null clears; none where it is left out.
pub fn clearable(fields: &mut Fields<'_>, name: &str) -> Option<Option<String>> {
    if fields.is_null(name) {
        return Some(None);
    }
    fields.string(name, 0, LONGEST_TEXT).map(|text| Some(text.to_owned()))
}

/// Whether a member is there, whatever it is.
pub fn is_there(body: &Value, name: &str) -> bool {
    body.as_object().is_some_and(|object| object.contains_key(name))
}
