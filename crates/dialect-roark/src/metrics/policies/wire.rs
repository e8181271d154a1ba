//! A policy as it is read.

use colloquy_domain::metric::{MetricPolicy, MetricSetting, PolicyCondition};
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::words::{
    RoarkConditionType, RoarkPolicyOperator, RoarkPolicyStatus, RoarkPolicyType, upper,
};

/// A policy.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricPolicy)]
pub struct Policy {
    id: String,
    name: String,
    #[schema(value_type = RoarkPolicyStatus)]
    status: &'static str,
    #[serde(rename = "type")]
    #[schema(value_type = RoarkPolicyType)]
    kind: String,
    metrics: Vec<PolicyMetric>,
    /// Null: every call.
    #[schema(required)]
    conditions: Option<Vec<ConditionGroup>>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkPolicyMetric)]
struct PolicyMetric {
    id: String,
    #[schema(required)]
    settings: Option<Settings>,
}

/// The one that is set.
#[derive(Serialize, Default, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricSettings)]
struct Settings {
    #[serde(skip_serializing_if = "Option::is_none")]
    verified_properties: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excluded_phrases: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    voicemail_script: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_definition_ids: Option<Vec<String>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkConditionGroup)]
struct ConditionGroup {
    conditions: Vec<Condition>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCondition)]
struct Condition {
    #[schema(value_type = RoarkConditionType)]
    condition_type: String,
    condition_key: String,
    #[schema(required, value_type = Option<RoarkPolicyOperator>)]
    condition_operator: Option<String>,
    #[schema(required)]
    condition_value: Option<String>,
}

impl Policy {
    pub fn of(policy: &MetricPolicy) -> Self {
        let groups = policy.conditions.iter();
        let groups =
            groups.map(|group| ConditionGroup { conditions: group.iter().map(Condition::of).collect() });
        Self {
            id: policy.id.to_string(),
            name: policy.name.clone(),
            status: if policy.is_active { "ACTIVE" } else { "INACTIVE" },
            kind: upper(policy.kind.as_str()),
            metrics: policy
                .metrics
                .iter()
                .map(|metric| PolicyMetric {
                    id: metric.definition_id.to_string(),
                    settings: metric.setting.as_ref().map(Settings::of),
                })
                .collect(),
            conditions: (!policy.conditions.is_empty()).then(|| groups.collect()),
            created_at: iso(policy.created_at),
            updated_at: iso(policy.updated_at),
        }
    }
}

impl Settings {
    fn of(setting: &MetricSetting) -> Self {
        let mut shown = Self::default();
        match setting.clone() {
            MetricSetting::VerifiedProperties(names) => shown.verified_properties = Some(names),
            MetricSetting::ExcludedPhrases(phrases) => shown.excluded_phrases = Some(phrases),
            MetricSetting::VoicemailScript(script) => shown.voicemail_script = Some(script),
            MetricSetting::ToolDefinitionIds(ids) => {
                shown.tool_definition_ids = Some(ids.iter().map(ToString::to_string).collect());
            }
        }
        shown
    }
}

impl Condition {
    fn of(condition: &PolicyCondition) -> Self {
        Self {
            condition_type: upper(condition.kind.as_str()),
            condition_key: condition.key.clone(),
            condition_operator: condition.operator.map(|operator| upper(operator.as_str())),
            condition_value: condition.value.clone(),
        }
    }
}
