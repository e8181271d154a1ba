//! What a client writes of a policy.

use colloquy_app::AppError;
use colloquy_app::metrics::policies::{NewPolicy, PolicyChange};
use colloquy_domain::ToolDefinitionId;
use colloquy_domain::metric::{ConditionKind, ConditionOperator, MetricSetting, Modality, PolicyCondition};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use super::super::words::{
    self, RoarkConditionType, RoarkPolicyModality, RoarkPolicyOperator, RoarkPolicyStatus, parse_upper,
};
use crate::ids;

/// Most items of each list.
const MOST: usize = 200;
/// Longest text.
const LONGEST: usize = 2_000;

/// Settings that no metric of this server takes, and why.
const NEVER_TAKEN: [(&str, &str); 2] = [
    ("screeningBrief", "is a setting that no metric here takes"),
    ("knowledgeBaseDocumentIds", "names documents of a knowledge base, which this server does not have yet"),
];

/// A new policy.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCreateMetricPolicy)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub struct CreatePolicy {
    #[schema(min_length = 1, max_length = 255, pattern = "\\S")]
    name: String,
    /// Never changes.
    modality: RoarkPolicyModality,
    #[schema(min_items = 1, max_items = 200)]
    metrics: Vec<PolicyMetricBody>,
    /// Groups, one of which must hold; every call where there is none.
    #[schema(max_items = 50)]
    conditions: Option<Vec<ConditionGroupBody>>,
    /// ACTIVE where it is left out.
    status: Option<RoarkPolicyStatus>,
}

/// What is to change; what is left out stays.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkUpdateMetricPolicy)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub struct UpdatePolicy {
    #[schema(value_type = String, required = false, min_length = 1, max_length = 255, pattern = "\\S")]
    name: Option<String>,
    #[schema(min_items = 1, max_items = 200)]
    metrics: Option<Vec<PolicyMetricBody>>,
    /// An empty list holds for every call.
    #[schema(max_items = 50)]
    conditions: Option<Vec<ConditionGroupBody>>,
    status: Option<RoarkPolicyStatus>,
}

/// A metric of a policy.
#[derive(ToSchema)]
#[schema(as = RoarkPolicyMetricInput)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct PolicyMetricBody {
    /// Id or slug of the metric.
    #[schema(min_length = 1, max_length = 100)]
    id: String,
    settings: Option<SettingsBody>,
}

/// At most one of these, and only the one that the metric takes.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricSettingsInput)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct SettingsBody {
    #[schema(max_items = 200)]
    verified_properties: Option<Vec<String>>,
    #[schema(max_items = 200)]
    excluded_phrases: Option<Vec<String>>,
    #[schema(max_length = 2000)]
    voicemail_script: Option<String>,
    #[schema(max_items = 200)]
    tool_definition_ids: Option<Vec<uuid::Uuid>>,
}

/// Conditions that must all hold.
#[derive(ToSchema)]
#[schema(as = RoarkConditionGroupInput)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct ConditionGroupBody {
    #[schema(max_items = 50)]
    conditions: Vec<ConditionBody>,
}

/// One condition.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkConditionInput)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct ConditionBody {
    condition_type: RoarkConditionType,
    /// Id of the agent, name of the source or integration (`API`, `VAPI`, …), or name of the property.
    #[schema(min_length = 1, max_length = 2000, pattern = "\\S")]
    condition_key: String,
    /// Required for CALL_PROPERTY.
    condition_operator: Option<RoarkPolicyOperator>,
    /// Required for CALL_PROPERTY.
    #[schema(max_length = 2000)]
    condition_value: Option<String>,
}

/// Reads a new policy.
pub fn read_new(body: &Value) -> Result<NewPolicy, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["name", "modality", "metrics"] {
        fields.require(name);
    }
    let modality = words::word(&mut fields, "modality", "call, chat", Modality::parse);
    let change = read_members(&mut fields);
    fields.finish()?;
    Ok(NewPolicy {
        name: change.name.unwrap_or_default(),
        modality: modality.unwrap_or(Modality::Call),
        is_active: change.is_active.unwrap_or(true),
        metrics: change.metrics.unwrap_or_default(),
        conditions: change.conditions.unwrap_or_default(),
    })
}

/// Reads what is to become of a policy.
pub fn read_change(body: &Value) -> Result<PolicyChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    let change = read_members(&mut fields);
    fields.finish()?;
    Ok(change)
}

fn read_members(fields: &mut Fields<'_>) -> PolicyChange {
    let is_active = words::word(fields, "status", "ACTIVE, INACTIVE", |text| match text {
        "ACTIVE" => Some(true),
        "INACTIVE" => Some(false),
        _ => None,
    });
    let metrics = fields.value("metrics").map(|_| {
        let found = fields.items("metrics", MOST, |item| {
            item.require("id");
            let id = item.string("id", 1, 100).unwrap_or_default().to_owned();
            (id, settings(item))
        });
        if found.is_empty() {
            fields.refuse("metrics", "invalid_length", "must name at least one");
        }
        found
    });
    let conditions = fields.value("conditions").map(|_| {
        let groups = fields.items("conditions", 50, |group| {
            group.require("conditions");
            group.items("conditions", 50, condition).into_iter().flatten().collect::<Vec<_>>()
        });
        // A group without conditions holds for everything, as none at all does.
        if groups.iter().any(Vec::is_empty) { Vec::new() } else { groups }
    });
    if fields.is_null("name") {
        fields.refuse("name", "invalid_type", "must not be null");
    }
    PolicyChange { name: fields.string("name", 1, 255).map(str::to_owned), is_active, metrics, conditions }
}

fn condition(item: &mut Fields<'_>) -> Option<PolicyCondition> {
    item.require("conditionType");
    item.require("conditionKey");
    let known = "AGENT, CALL_SOURCE, CALL_PROPERTY, INTEGRATION";
    let kind = words::word(item, "conditionType", known, |text| parse_upper(text, ConditionKind::parse));
    let key = item.string("conditionKey", 1, LONGEST).map(str::to_owned);
    let known = "EQUALS, NOT_EQUALS, CONTAINS, STARTS_WITH, GREATER_THAN, LESS_THAN, GREATER_THAN_OR_EQUALS, \
                 LESS_THAN_OR_EQUALS";
    let operator =
        words::word(item, "conditionOperator", known, |text| parse_upper(text, ConditionOperator::parse));
    let value = item.string("conditionValue", 0, LONGEST).map(str::to_owned);
    Some(PolicyCondition { kind: kind?, key: key?, operator, value })
}

fn settings(item: &mut Fields<'_>) -> Option<MetricSetting> {
    let value = item.value("settings")?;
    let Some(mut part) = Fields::of(value, &item.path("settings")) else {
        item.refuse("settings", "invalid_type", "must be an object");
        return None;
    };
    for (name, rule) in NEVER_TAKEN {
        if part.value(name).is_some() {
            part.refuse(name, "not_allowed", rule);
        }
    }
    let texts = |part: &mut Fields<'_>, name: &str| part.strings(name, MOST, LONGEST);
    let text = |part: &mut Fields<'_>, name: &str| part.string(name, 0, LONGEST).map(str::to_owned);
    let given = [
        texts(&mut part, "verifiedProperties").map(MetricSetting::VerifiedProperties),
        texts(&mut part, "excludedPhrases").map(MetricSetting::ExcludedPhrases),
        text(&mut part, "voicemailScript").map(MetricSetting::VoicemailScript),
        tools(&mut part).map(MetricSetting::ToolDefinitionIds),
    ];
    item.adopt(part);
    let mut given = given.into_iter().flatten();
    let first = given.next();
    if given.next().is_some() {
        item.refuse("settings", "invalid_length", "must hold at most one of its members");
    }
    first
}

fn tools(part: &mut Fields<'_>) -> Option<Vec<ToolDefinitionId>> {
    let given = part.strings("toolDefinitionIds", MOST, 100)?;
    let found: Vec<ToolDefinitionId> =
        given.iter().filter_map(|text| ids::parse(text)).map(ToolDefinitionId).collect();
    if found.len() < given.len() {
        part.refuse("toolDefinitionIds", "invalid_format", "must hold UUIDs only");
    }
    Some(found)
}
