//! Configurations of a metric, by name, and their versions.

use super::{Calculation, SupportedContext};
use crate::{CredentialId, Instant, MetricDefinitionId, MetricVariantId, MetricVersionId};

/// Name of the variant that every definition has.
pub const DEFAULT_VARIANT: &str = "Default";

/// One configuration of a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricVariant {
    /// Its id.
    pub id: MetricVariantId,
    /// Of which metric.
    pub definition_id: MetricDefinitionId,
    /// Name, unique within the metric.
    pub name: String,
    /// Whether it is the one that is used where none is named.
    pub is_default: bool,
    /// Whether it is the server's own.
    pub is_builtin: bool,
    /// Its newest version.
    pub version_id: MetricVersionId,
    /// When it was made.
    pub created_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
}

/// One state of a variant's configuration. It never changes.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricVersion {
    /// Its id.
    pub id: MetricVersionId,
    /// Of which variant.
    pub variant_id: MetricVariantId,
    /// Counted from 1 within the variant.
    pub number: u32,
    /// How it measures.
    pub calculation: Calculation,
    /// How closely it looks.
    pub contexts: Vec<SupportedContext>,
    /// Why it was made, where somebody said so.
    pub reason: Option<String>,
    /// The key that made it.
    pub created_by: Option<CredentialId>,
    /// When it was made.
    pub created_at: Instant,
}
