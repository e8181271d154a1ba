//! How values are made that are not built in. Plain data: the rules of what fits together are checked where a
//! definition is made.

use serde::{Deserialize, Serialize};

use super::{Aggregation, Combinator, Comparison, OutputType, PatternOperation, Role, WindowMode};
use crate::{MetricDefinitionId, MetricVariantId};

/// A question to the language model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judge {
    /// What is asked, in the words of who made it. May be empty for classifications.
    pub prompt: String,
    /// The kind of the answer.
    pub output: OutputType,
    /// What "true" is called in the question.
    #[serde(default)]
    pub true_label: Option<String>,
    /// What "false" is called in the question.
    #[serde(default)]
    pub false_label: Option<String>,
    /// The lowest value of a scale.
    #[serde(default)]
    pub scale_min: Option<i64>,
    /// The highest value of a scale.
    #[serde(default)]
    pub scale_max: Option<i64>,
    /// What stretches of the scale mean.
    #[serde(default)]
    pub scale_labels: Vec<ScaleLabel>,
    /// What a classification chooses from.
    #[serde(default)]
    pub options: Vec<ClassificationOption>,
    /// Most labels that a classification may give; one where none is set.
    #[serde(default)]
    pub max_classifications: Option<u32>,
}

/// What a stretch of a scale means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScaleLabel {
    /// "Poor"
    pub label: String,
    /// From this value on.
    pub range_min: f64,
    /// Up to and with this value.
    pub range_max: f64,
    /// Place in a list.
    pub display_order: i64,
    /// What it means in more words.
    #[serde(default)]
    pub description: Option<String>,
    /// Colour in which it is shown, `#rrggbb`.
    #[serde(default)]
    pub color_hex: Option<String>,
}

/// One of the labels of a classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassificationOption {
    /// The label.
    pub label: String,
    /// When it fits.
    pub description: String,
    /// Place in a list.
    pub display_order: i64,
}

/// A metric whose values are used.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The metric.
    pub definition_id: MetricDefinitionId,
    /// Its configuration; the default one where none is named.
    #[serde(default)]
    pub variant_id: Option<MetricVariantId>,
    /// Only its values for that side.
    #[serde(default)]
    pub role: Option<Role>,
}

/// A comparison of the values of a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Whose values.
    pub source: Source,
    /// How compared.
    pub comparison: Comparison,
    /// With what: a number, `true` or `false`, or a label.
    pub value: String,
}

/// Pass or fail by the values of another metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// What a passing value satisfies.
    pub condition: Condition,
    /// How several values become one.
    pub aggregation: Aggregation,
    /// With [`Aggregation::Count`]: how many values have to satisfy the condition at least.
    #[serde(default)]
    pub count_threshold: Option<u32>,
}

/// Values of several metrics near each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// What it tells.
    pub operation: PatternOperation,
    /// What has to be seen first.
    pub triggers: Vec<Condition>,
    /// How several triggers go together.
    #[serde(default)]
    pub combinator: Option<Combinator>,
    /// What the windows count.
    pub window_mode: WindowMode,
    /// What has to be seen around the triggers.
    pub outcome: Outcome,
}

/// What is looked for around the triggers of a pattern.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The comparison.
    pub condition: Condition,
    /// How far after the triggers.
    pub window_after: u32,
    /// How far before the triggers.
    #[serde(default)]
    pub window_before: u32,
}
