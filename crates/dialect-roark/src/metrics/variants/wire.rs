//! A variant as it is read.

use colloquy_domain::metric::MetricVariant;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A configuration of a metric.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricVariant)]
pub struct Variant {
    id: String,
    metric_definition_id: String,
    name: String,
    /// Whether it is the one that is used where none is named.
    is_default: bool,
    /// Whether it is the server's own.
    is_system: bool,
    #[schema(required)]
    version_id: Option<String>,
    created_at: String,
    updated_at: String,
}

impl Variant {
    pub fn of(variant: &MetricVariant) -> Self {
        Self {
            id: variant.id.to_string(),
            metric_definition_id: variant.definition_id.to_string(),
            name: variant.name.clone(),
            is_default: variant.is_default,
            is_system: variant.is_builtin,
            version_id: Some(variant.version_id.to_string()),
            created_at: iso(variant.created_at),
            updated_at: iso(variant.updated_at),
        }
    }
}
