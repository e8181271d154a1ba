//! A metric as a workspace sees it: what it measures, and how.

use serde::{Deserialize, Serialize};

use uuid::Uuid;

use super::{
    Builtin, BuiltinCalculation, ClassificationOption, Condition, Judge, OutputType, Pattern, Role, Scope,
    Setting, Source, SupportedContext, Threshold, Unit, builtin_by_slug,
};
use crate::{Instant, MetricDefinitionId, MetricVariantId, MetricVersionId, WorkspaceId};

/// A definition with its newest configuration: that of the variant `Default`.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricDefinition {
    /// Its id.
    pub id: MetricDefinitionId,
    /// Whose it is; none where it is the server's own.
    pub workspace_id: Option<WorkspaceId>,
    /// Name for programs. Never changes.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// What it means; of the server's own also formula and source.
    pub description: String,
    /// What kind of value it has.
    pub output: OutputType,
    /// Of what it has a value.
    pub scope: Scope,
    /// Whom it is about, where it is about one part alone.
    pub role: Option<Role>,
    /// How closely it looks.
    pub contexts: Vec<SupportedContext>,
    /// What its numbers count.
    pub unit: Option<Unit>,
    /// The code that measures it, where it is the server's own.
    pub builtin: Option<&'static Builtin>,
    /// How it is measured.
    pub calculation: Calculation,
    /// The variant `Default`.
    pub variant_id: MetricVariantId,
    /// That variant's newest version.
    pub version_id: MetricVersionId,
    /// When it was made.
    pub created_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
}

/// When the server's own metrics were made: before anything that they measure.
const BUILTIN_SINCE: Instant = time::macros::datetime!(2026-01-01 00:00 UTC);

/// The ids that go with a built-in metric's own: its last bits are others. That of the metric is a hash, so no other
/// metric has them.
fn beside(id: MetricDefinitionId, bits: u128) -> Uuid {
    Uuid::from_u128(id.0.as_u128() ^ bits)
}

impl MetricDefinition {
    /// Whether it is the server's own.
    #[must_use]
    pub fn is_builtin(&self) -> bool {
        self.workspace_id.is_none()
    }

    /// Whether it can have variants: what only compares another metric cannot.
    #[must_use]
    pub fn supports_variants(&self) -> bool {
        !matches!(self.calculation, Calculation::Threshold(_))
    }

    /// What a policy may set for it.
    #[must_use]
    pub fn setting(&self) -> Option<Setting> {
        self.builtin?.setting
    }

    /// Whether it is made of what the sentiment stage finds, and not only of what others are.
    #[must_use]
    pub fn needs_sentiment(&self) -> bool {
        self.builtin.is_some_and(|builtin| matches!(builtin.slug, "sentiment_score" | "frustration_score"))
    }

    /// Whether its values are the same whenever they are computed: no language model is asked for them.
    #[must_use]
    pub fn is_deterministic(&self) -> bool {
        self.builtin.is_some() && !matches!(self.calculation, Calculation::LlmJudge(_))
    }

    /// One of the server's own, as workspaces see it.
    #[must_use]
    pub fn of_builtin(builtin: &'static Builtin) -> Self {
        Self {
            id: builtin.id,
            workspace_id: None,
            slug: builtin.slug.to_owned(),
            name: builtin.name.to_owned(),
            description: builtin.description.to_owned(),
            output: builtin.output,
            scope: builtin.scope,
            role: None,
            contexts: builtin.contexts.to_vec(),
            unit: builtin.unit.clone(),
            builtin: Some(builtin),
            calculation: Calculation::of_builtin(builtin),
            variant_id: MetricVariantId(beside(builtin.id, 1)),
            version_id: MetricVersionId(beside(builtin.id, 2)),
            created_at: BUILTIN_SINCE,
            updated_at: BUILTIN_SINCE,
        }
    }
}

/// How a metric is measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Calculation {
    /// By the server's own code.
    Provider,
    /// A language model judges.
    LlmJudge(Judge),
    /// From the values of other metrics.
    Formula(Formula),
    /// From what follows what in the values of other metrics.
    Pattern(Pattern),
    /// By comparing another metric's values.
    Threshold(Threshold),
}

impl Calculation {
    fn of_builtin(builtin: &Builtin) -> Self {
        match &builtin.calculation {
            BuiltinCalculation::Provider => Self::Provider,
            BuiltinCalculation::Judge { prompt, options, scale } => Self::LlmJudge(Judge {
                prompt: (*prompt).to_owned(),
                output: builtin.output,
                true_label: None,
                false_label: None,
                scale_min: scale.map(|(min, _)| min),
                scale_max: scale.map(|(_, max)| max),
                scale_labels: Vec::new(),
                options: (0..)
                    .zip(*options)
                    .map(|(display_order, (label, description))| ClassificationOption {
                        label: (*label).to_owned(),
                        description: (*description).to_owned(),
                        display_order,
                    })
                    .collect(),
                max_classifications: None,
            }),
            BuiltinCalculation::Threshold { source, role, comparison, value, aggregation } => {
                // A slug that nothing has would be an id that nothing has: the value says so. A test of the
                // built-in metrics forbids it.
                let definition_id = builtin_by_slug(source).map_or(builtin.id, |source| source.id);
                Self::Threshold(Threshold {
                    condition: Condition {
                        source: Source { definition_id, variant_id: None, role: *role },
                        comparison: *comparison,
                        value: (*value).to_owned(),
                    },
                    aggregation: *aggregation,
                    count_threshold: None,
                })
            }
        }
    }

    /// The metrics whose values it uses.
    #[must_use]
    pub fn sources(&self) -> Vec<Source> {
        match self {
            Self::Provider | Self::LlmJudge(_) => Vec::new(),
            Self::Formula(formula) => formula.sources.clone(),
            Self::Pattern(pattern) => {
                let conditions = pattern.triggers.iter().chain([&pattern.outcome.condition]);
                conditions.map(|condition| condition.source.clone()).collect()
            }
            Self::Threshold(threshold) => vec![threshold.condition.source.clone()],
        }
    }
}

/// Arithmetic or one comparison over the values of other metrics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// With references `{{id:<uuid>}}` to sources.
    pub expression: String,
    /// Every metric that it refers to.
    pub sources: Vec<Source>,
}
