//! Which metrics run on which conversations.

use serde::{Deserialize, Serialize};

use super::{Setting, metric_enum};
use crate::conversation::ConversationKind;
use crate::{Instant, MetricDefinitionId, MetricPolicyId, ToolDefinitionId, WorkspaceId};

metric_enum! {
    /// Who made a policy.
    PolicyKind {
        /// The server; nobody can change it.
        System => "system",
        /// A client.
        User => "user",
    }
}

metric_enum! {
    /// The kind of conversations that a policy is for.
    Modality {
        /// Spoken ones: calls and meetings.
        Call => "call",
        /// Written ones: chats and mails.
        Chat => "chat",
    }
}

metric_enum! {
    /// What a condition looks at.
    ConditionKind {
        /// The agent with the id that is the key took part.
        Agent => "agent",
        /// The conversation came in by the way that is the key.
        CallSource => "call_source",
        /// The property that is the key compares so to the value.
        CallProperty => "call_property",
        /// The conversation came in by the integration that is the key.
        Integration => "integration",
    }
}

metric_enum! {
    /// How a property compares.
    ConditionOperator {
        /// The same, letter by letter.
        Equals => "equals",
        /// Not the same; also where it is missing.
        NotEquals => "not_equals",
        /// The value stands in it, in whatever case.
        Contains => "contains",
        /// It begins with the value, in whatever case.
        StartsWith => "starts_with",
        /// Greater, as numbers.
        GreaterThan => "greater_than",
        /// Less, as numbers.
        LessThan => "less_than",
        /// Greater or equal, as numbers.
        GreaterThanOrEquals => "greater_than_or_equals",
        /// Less or equal, as numbers.
        LessThanOrEquals => "less_than_or_equals",
    }
}

impl Modality {
    /// The one that conversations of that kind have.
    #[must_use]
    pub fn of(kind: ConversationKind) -> Self {
        match kind {
            ConversationKind::Call | ConversationKind::Meeting => Self::Call,
            ConversationKind::Chat | ConversationKind::Email => Self::Chat,
        }
    }
}

impl ConditionOperator {
    /// Whether a property's text, none where it is missing, compares so to `value`.
    #[must_use]
    pub fn holds(self, property: Option<&str>, value: &str) -> bool {
        let Some(property) = property else { return self == Self::NotEquals };
        let numbers = || Some((property.trim().parse::<f64>().ok()?, value.trim().parse::<f64>().ok()?));
        let as_numbers =
            |compare: fn(&f64, &f64) -> bool| numbers().is_some_and(|(left, right)| compare(&left, &right));
        match self {
            Self::Equals => property == value,
            Self::NotEquals => property != value,
            Self::Contains => property.to_lowercase().contains(&value.to_lowercase()),
            Self::StartsWith => property.to_lowercase().starts_with(&value.to_lowercase()),
            Self::GreaterThan => as_numbers(f64::gt),
            Self::LessThan => as_numbers(f64::lt),
            Self::GreaterThanOrEquals => as_numbers(f64::ge),
            Self::LessThanOrEquals => as_numbers(f64::le),
        }
    }
}

/// A policy.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricPolicy {
    /// Its id.
    pub id: MetricPolicyId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name, for people.
    pub name: String,
    /// Who made it.
    pub kind: PolicyKind,
    /// For what kind of conversations.
    pub modality: Modality,
    /// Whether it acts.
    pub is_active: bool,
    /// What is measured; at least one.
    pub metrics: Vec<PolicyMetric>,
    /// Groups of conditions: all of one group must hold. Without groups it holds for every conversation.
    pub conditions: Vec<Vec<PolicyCondition>>,
    /// It acts on conversations that were over from then on.
    pub active_since: Instant,
    /// When it was made.
    pub created_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
}

/// A metric of a policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PolicyMetric {
    /// The metric.
    pub definition_id: MetricDefinitionId,
    /// What is set for it.
    pub setting: Option<MetricSetting>,
}

/// What a policy tells a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum MetricSetting {
    /// See [`Setting::VerifiedProperties`].
    VerifiedProperties(Vec<String>),
    /// See [`Setting::ExcludedPhrases`].
    ExcludedPhrases(Vec<String>),
    /// See [`Setting::VoicemailScript`].
    VoicemailScript(String),
    /// See [`Setting::ToolDefinitions`].
    ToolDefinitionIds(Vec<ToolDefinitionId>),
}

impl MetricSetting {
    /// Which it is.
    #[must_use]
    pub fn kind(&self) -> Setting {
        match self {
            Self::VerifiedProperties(_) => Setting::VerifiedProperties,
            Self::ExcludedPhrases(_) => Setting::ExcludedPhrases,
            Self::VoicemailScript(_) => Setting::VoicemailScript,
            Self::ToolDefinitionIds(_) => Setting::ToolDefinitions,
        }
    }
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyCondition {
    /// What it looks at.
    pub kind: ConditionKind,
    /// Which agent, way, property or integration.
    pub key: String,
    /// How a property compares; equal where it is not given.
    pub operator: Option<ConditionOperator>,
    /// With what.
    pub value: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_compare_as_texts_or_as_numbers() {
        use ConditionOperator::{
            Contains, Equals, GreaterThan, GreaterThanOrEquals, LessThan, LessThanOrEquals, NotEquals,
            StartsWith,
        };
        for (operator, property, value, expected) in [
            (Equals, Some("premium"), "premium", true),
            (Equals, Some("Premium"), "premium", false),
            (Equals, None, "premium", false),
            (NotEquals, None, "premium", true),
            (NotEquals, Some("premium"), "premium", false),
            (Contains, Some("Customer Support"), "support", true),
            (StartsWith, Some("Customer Support"), "CUSTOMER", true),
            (StartsWith, Some("Customer Support"), "support", false),
            (GreaterThan, Some("10"), "9", true),
            (GreaterThan, Some("ten"), "9", false),
            (GreaterThanOrEquals, Some("9.0"), "9", true),
            (LessThan, Some("9"), "10", true),
            (LessThanOrEquals, Some("11"), "10", false),
            (LessThan, None, "10", false),
        ] {
            assert_eq!(operator.holds(property, value), expected, "{operator:?} {property:?} {value}");
        }
    }
}
