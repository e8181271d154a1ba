//! Variants: configurations of a metric beside the one that is used where none is named.

use colloquy_domain::metric::{DEFAULT_VARIANT, MetricDefinition, MetricVariant, MetricVersion};
use colloquy_domain::{MetricVariantId, MetricVersionId, WorkspaceId};
use colloquy_store::metrics::{definitions as stored, variants};
use colloquy_store::{Durability, Tx, constraint};

use super::definitions::{self, MetricChange, taken};
use super::{Catalogue, check};
use crate::keys::Caller;
use crate::{App, AppError};

/// Most variants of a metric.
const MOST_VARIANTS: usize = 50;

const NAME_TAKEN: &str = "name is taken by another variant of this metric; choose another";

/// The variants of a metric, the one that is used where none is named first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    metric: &str,
) -> Result<Vec<MetricVariant>, AppError> {
    let definition = with_variants(app, workspace_id, metric).await?;
    let mut found = variants::list(app.store.reader(), workspace_id, definition.id).await?;
    if !found.iter().any(|variant| variant.is_default) {
        found.insert(0, builtin_variant(&definition));
    }
    found.sort_by_key(|variant| !variant.is_default);
    Ok(found)
}

/// One variant.
pub async fn get(
    app: &App,
    workspace_id: WorkspaceId,
    metric: &str,
    id: MetricVariantId,
) -> Result<MetricVariant, AppError> {
    let definition = with_variants(app, workspace_id, metric).await?;
    if let Some(own) = builtin_one(&definition, id) {
        return Ok(own);
    }
    let found = variants::get(app.store.reader(), workspace_id, id).await?;
    found.filter(|variant| variant.definition_id == definition.id).ok_or(AppError::NotFound("metric variant"))
}

/// Makes a variant that is configured as `Default` is now.
pub async fn create(
    app: &App,
    caller: &Caller,
    metric: &str,
    name: String,
) -> Result<MetricVariant, AppError> {
    let (workspace_id, now) = (caller.workspace_id(), app.now());
    let definition = with_variants(app, workspace_id, metric).await?;
    let name = checked_name(&name)?;
    let created_by = Some(caller.credential.id);
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                stored::lock(tx, workspace_id).await?;
                if variants::list(tx, workspace_id, definition.id).await?.len() >= MOST_VARIANTS {
                    let message = format!("a metric has at most {MOST_VARIANTS} variants; delete one first");
                    return Err(AppError::Conflict(message));
                }
                let catalogue = Catalogue::load(tx, workspace_id).await?;
                let current = catalogue.get(definition.id).ok_or(AppError::NotFound("metric"))?;
                let (variant, mut version) = fresh(current, name, false, now);
                version.created_by = created_by;
                variants::insert(tx, workspace_id, &variant, &version).await?;
                Ok(variant)
            })
        })
        .await;
    written.map_err(|error| taken(error, constraint::METRIC_VARIANT_NAME, NAME_TAKEN))
}

/// Changes a variant: a new configuration is a new version. One of the server's own is left as it is, and the
/// workspace gets a copy with the change: in place of it, unless it is given a name of its own.
pub async fn update(
    app: &App,
    caller: &Caller,
    metric: &str,
    id: MetricVariantId,
    mut change: MetricChange,
) -> Result<MetricVariant, AppError> {
    let (workspace_id, now, created_by) = (caller.workspace_id(), app.now(), Some(caller.credential.id));
    let definition = with_variants(app, workspace_id, metric).await?;
    let name = change
        .name
        .take()
        .map(|name| if name.trim() == DEFAULT_VARIANT { Ok(name) } else { checked_name(&name) });
    let name = name.transpose()?;
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                stored::lock(tx, workspace_id).await?;
                if builtin_one(&definition, id).is_some() {
                    let mut copy = definition.builtin.map_or(definition, MetricDefinition::of_builtin);
                    let reason = change.reason.clone();
                    configure(tx, workspace_id, &mut copy, change).await?;
                    let is_default = name.as_deref().is_none_or(|name| name.trim() == DEFAULT_VARIANT);
                    let name = name.unwrap_or_else(|| DEFAULT_VARIANT.to_owned());
                    let (variant, version) = fresh(&copy, name, is_default, now);
                    let version = MetricVersion { reason, created_by, ..version };
                    variants::insert(tx, workspace_id, &variant, &version).await?;
                    return Ok(variant);
                }
                let found = variants::get(tx, workspace_id, id).await?;
                let before = found
                    .filter(|variant| variant.definition_id == definition.id)
                    .ok_or(AppError::NotFound("metric variant"))?;
                let mut after = before.clone();
                if let Some(name) = name {
                    if (name.trim() == DEFAULT_VARIANT) != before.is_default {
                        return Err(default_name());
                    }
                    after.name = name;
                }
                let reason = change.reason.clone();
                let newest = variants::get_version(tx, before.version_id).await?;
                let newest = newest.ok_or(AppError::NotFound("metric variant"))?;
                let mut configured = MetricDefinition {
                    calculation: newest.calculation.clone(),
                    contexts: newest.contexts.clone(),
                    ..definition
                };
                configure(tx, workspace_id, &mut configured, change).await?;
                if configured.calculation != newest.calculation {
                    after.version_id = MetricVersionId::generate();
                    let version = MetricVersion {
                        id: after.version_id,
                        number: newest.number + 1,
                        calculation: configured.calculation,
                        reason,
                        created_by,
                        created_at: now,
                        ..newest
                    };
                    variants::insert_version(tx, &version).await?;
                }
                if after != before {
                    after.updated_at = now;
                    variants::update(tx, &after).await?;
                }
                Ok(after)
            })
        })
        .await;
    written.map_err(|error| taken(error, constraint::METRIC_VARIANT_NAME, NAME_TAKEN))
}

/// Deletes a variant; what was measured with it stays.
pub async fn delete(
    app: &App,
    workspace_id: WorkspaceId,
    metric: &str,
    id: MetricVariantId,
) -> Result<(), AppError> {
    let variant = get(app, workspace_id, metric, id).await?;
    if variant.is_default || variant.is_builtin {
        return Err(AppError::Forbidden("the variant Default cannot be deleted, nor can the server's own"));
    }
    let now = app.now();
    let deleted = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { variants::delete(tx, workspace_id, id, now).await })
        })
        .await;
    match deleted {
        Err(colloquy_store::StoreError::NotFound(_)) => Err(AppError::NotFound("metric variant")),
        other => Ok(other?),
    }
}

async fn configure(
    tx: &Tx,
    workspace_id: WorkspaceId,
    definition: &mut MetricDefinition,
    change: MetricChange,
) -> Result<(), AppError> {
    let mut problems = definitions::apply(definition, change);
    problems.extend(check::definition(definition));
    let catalogue = Catalogue::load(tx, workspace_id).await?;
    problems.extend(check::sources(&catalogue, definition));
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}

async fn with_variants(
    app: &App,
    workspace_id: WorkspaceId,
    metric: &str,
) -> Result<MetricDefinition, AppError> {
    let definition = definitions::get(app, workspace_id, metric).await?;
    if definition.supports_variants() {
        Ok(definition)
    } else {
        Err(AppError::Forbidden("a metric that only compares another one has no variants"))
    }
}

fn fresh(
    current: &MetricDefinition,
    name: String,
    is_default: bool,
    now: colloquy_domain::Instant,
) -> (MetricVariant, MetricVersion) {
    let variant = MetricVariant {
        id: MetricVariantId::generate(),
        definition_id: current.id,
        name,
        is_default,
        is_builtin: false,
        version_id: MetricVersionId::generate(),
        created_at: now,
        updated_at: now,
    };
    let version = MetricVersion {
        id: variant.version_id,
        variant_id: variant.id,
        number: 1,
        calculation: current.calculation.clone(),
        contexts: current.contexts.clone(),
        reason: None,
        created_by: None,
        created_at: now,
    };
    (variant, version)
}

/// The server's own variant of one of its metrics, where that has this id.
fn builtin_one(definition: &MetricDefinition, id: MetricVariantId) -> Option<MetricVariant> {
    let own = MetricDefinition::of_builtin(definition.builtin?);
    let is_replaced = definition.variant_id != own.variant_id;
    (own.variant_id == id).then(|| MetricVariant { is_default: !is_replaced, ..builtin_variant(&own) })
}

fn builtin_variant(definition: &MetricDefinition) -> MetricVariant {
    MetricVariant {
        id: definition.variant_id,
        definition_id: definition.id,
        name: DEFAULT_VARIANT.to_owned(),
        is_default: true,
        is_builtin: definition.is_builtin(),
        version_id: definition.version_id,
        created_at: definition.created_at,
        updated_at: definition.updated_at,
    }
}

fn checked_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    match name {
        "" => Err(AppError::invalid("name", "required", "name must not be blank")),
        DEFAULT_VARIANT => Err(default_name()),
        _ => Ok(name.to_owned()),
    }
}

fn default_name() -> AppError {
    AppError::invalid(
        "name",
        "reserved",
        "name must not be Default, which belongs to the metric's first variant",
    )
}
