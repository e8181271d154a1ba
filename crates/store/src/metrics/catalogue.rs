//! All definitions that a workspace sees.

use std::collections::BTreeMap;

use colloquy_domain::metric::{MetricDefinition, MetricVersion, builtin};
use colloquy_domain::{MetricDefinitionId, MetricVariantId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{definitions, variants};
use crate::error::StoreError;

/// The server's own definitions as the workspace configured them, and those that it made; by id.
#[derive(Debug, Clone)]
pub struct Catalogue {
    definitions: BTreeMap<MetricDefinitionId, MetricDefinition>,
    /// The workspace's variants.
    owners: BTreeMap<MetricVariantId, MetricDefinitionId>,
}

impl Catalogue {
    /// Reads it.
    pub async fn load(conn: &impl ConnectionTrait, workspace_id: WorkspaceId) -> Result<Self, StoreError> {
        let mut all: BTreeMap<MetricDefinitionId, MetricDefinition> =
            builtin().iter().map(|builtin| (builtin.id, MetricDefinition::of_builtin(builtin))).collect();
        let mut owners: BTreeMap<MetricVariantId, MetricDefinitionId> =
            all.values().map(|definition| (definition.variant_id, definition.id)).collect();
        for variant in variants::list_all(conn, workspace_id).await? {
            owners.insert(variant.id, variant.definition_id);
            // Of the workspace's own definitions the default variant comes with them.
            let Some(definition) = all.get_mut(&variant.definition_id) else { continue };
            if variant.is_default
                && let Some(version) = variants::get_version(conn, variant.version_id).await?
            {
                definition.variant_id = variant.id;
                configure(definition, version);
            }
        }
        for own in definitions::list(conn, workspace_id).await? {
            all.insert(own.id, own);
        }
        Ok(Self { definitions: all, owners })
    }

    /// The definition with that id.
    #[must_use]
    pub fn get(&self, id: MetricDefinitionId) -> Option<&MetricDefinition> {
        self.definitions.get(&id)
    }

    /// The definition with that id or slug; the workspace's own slug wins over the server's.
    #[must_use]
    pub fn find(&self, id_or_slug: &str) -> Option<&MetricDefinition> {
        let by_id = Uuid::try_parse(id_or_slug).ok().and_then(|id| self.get(MetricDefinitionId(id)));
        by_id.or_else(|| {
            let named = self.definitions.values().filter(|definition| definition.slug == id_or_slug);
            named.min_by_key(|definition| definition.is_builtin())
        })
    }

    /// The metric that a variant belongs to.
    #[must_use]
    pub fn owner_of(&self, id: MetricVariantId) -> Option<MetricDefinitionId> {
        self.owners.get(&id).copied()
    }

    /// A definition as one of its variants configures it; as `Default` does where none is named. None where there is
    /// no such metric or variant, or a variant that was deleted.
    pub async fn configured(
        &self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        id: MetricDefinitionId,
        variant_id: Option<MetricVariantId>,
    ) -> Result<Option<MetricDefinition>, StoreError> {
        let Some(found) = self.get(id) else { return Ok(None) };
        let wanted = variant_id.unwrap_or(found.variant_id);
        if wanted == found.variant_id {
            return Ok(Some(found.clone()));
        }
        if let Some(builtin) = found.builtin {
            let own = MetricDefinition::of_builtin(builtin);
            if own.variant_id == wanted {
                return Ok(Some(own));
            }
        }
        let variant = variants::get(conn, workspace_id, wanted).await?;
        let Some(variant) = variant.filter(|variant| variant.definition_id == id) else { return Ok(None) };
        let Some(version) = variants::get_version(conn, variant.version_id).await? else { return Ok(None) };
        let mut definition = found.clone();
        definition.variant_id = variant.id;
        configure(&mut definition, version);
        Ok(Some(definition))
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &MetricDefinition> {
        self.definitions.values()
    }
}

fn configure(definition: &mut MetricDefinition, version: MetricVersion) {
    definition.version_id = version.id;
    definition.calculation = version.calculation;
    definition.contexts = version.contexts;
}
