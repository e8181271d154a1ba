//! Definitions: making, listing, changing.

use colloquy_domain::metric::{
    Calculation, ClassificationOption, DEFAULT_VARIANT, MetricDefinition, MetricVariant, MetricVersion,
    OutputType, Role, ScaleLabel, Scope, Source, SupportedContext,
};
use colloquy_domain::{MetricDefinitionId, MetricVariantId, MetricVersionId, WorkspaceId};
use colloquy_store::metrics::{definitions, variants};
use colloquy_store::{Durability, constraint};

use super::{Catalogue, check};
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem};

/// Most definitions that a workspace makes: all are looked at when one is measured.
const MOST_DEFINITIONS: usize = 500;

/// Longest slug.
const LONGEST_SLUG: usize = 50;

/// A metric that is to be made.
#[derive(Debug, Clone)]
pub struct NewMetric {
    /// Name for people.
    pub name: String,
    /// Name for programs; made from the other one where it is left out.
    pub slug: Option<String>,
    /// What kind of value it has.
    pub output: OutputType,
    /// Of what it has a value.
    pub scope: Scope,
    /// Whom it is about.
    pub role: Option<Role>,
    /// How closely it looks.
    pub contexts: Vec<SupportedContext>,
    /// How it is measured.
    pub calculation: Calculation,
}

/// What is to change; `None` leaves it as it is. An inner `None` clears.
#[derive(Debug, Clone, Default)]
pub struct MetricChange {
    /// New name.
    pub name: Option<String>,
    /// New prompt.
    pub prompt: Option<String>,
    /// What "yes" is called.
    pub true_label: Option<Option<String>>,
    /// What "no" is called.
    pub false_label: Option<Option<String>>,
    /// New labels in place of the old ones.
    pub options: Option<Vec<ClassificationOption>>,
    /// Most labels that may be chosen.
    pub max_classifications: Option<u32>,
    /// Least value of a scale.
    pub scale_min: Option<i64>,
    /// Largest value of a scale.
    pub scale_max: Option<i64>,
    /// What parts of a scale are called.
    pub scale_labels: Option<Vec<ScaleLabel>>,
    /// New formula.
    pub formula: Option<String>,
    /// The metrics that it refers to.
    pub sources: Option<Vec<Source>>,
    /// How closely it looks.
    pub contexts: Option<Vec<SupportedContext>>,
    /// Why.
    pub reason: Option<String>,
}

/// All definitions that a workspace sees, by id.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<MetricDefinition>, AppError> {
    let catalogue = Catalogue::load(app.store.reader(), workspace_id).await?;
    Ok(catalogue.iter().cloned().collect())
}

/// The definition with that id or slug; the workspace's own slug wins over the server's.
pub async fn get(
    app: &App,
    workspace_id: WorkspaceId,
    id_or_slug: &str,
) -> Result<MetricDefinition, AppError> {
    let catalogue = Catalogue::load(app.store.reader(), workspace_id).await?;
    catalogue.find(id_or_slug).cloned().ok_or(AppError::NotFound("metric"))
}

/// Makes a metric, with its variant `Default`.
pub async fn create(app: &App, caller: &Caller, new: NewMetric) -> Result<MetricDefinition, AppError> {
    let (workspace_id, now, created_by) = (caller.workspace_id(), app.now(), caller.credential.id);
    let slug = new.slug.map_or_else(|| slug_of(&new.name), |slug| slug.trim().to_owned());
    let definition = MetricDefinition {
        id: MetricDefinitionId::generate(),
        workspace_id: Some(workspace_id),
        slug,
        name: new.name.trim().to_owned(),
        description: String::new(),
        output: new.output,
        scope: new.scope,
        role: new.role,
        contexts: new.contexts,
        unit: None,
        builtin: None,
        calculation: new.calculation,
        variant_id: MetricVariantId::generate(),
        version_id: MetricVersionId::generate(),
        created_at: now,
        updated_at: now,
    };
    let mut problems = check::definition(&definition);
    if definition.slug.is_empty() || definition.slug.chars().count() > LONGEST_SLUG {
        problems.push(FieldProblem::new("slug", "invalid_length", "slug must have 1 to 50 characters"));
    }
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let catalogue = Catalogue::load(tx, workspace_id).await?;
                problems.extend(check::sources(&catalogue, &definition));
                if !problems.is_empty() {
                    return Err(AppError::Invalid(problems));
                }
                if definitions::count(tx, workspace_id).await? >= MOST_DEFINITIONS {
                    let message = format!("a project has at most {MOST_DEFINITIONS} metrics of its own");
                    return Err(AppError::Conflict(message));
                }
                definitions::insert(tx, workspace_id, &definition).await?;
                let variant = MetricVariant {
                    id: definition.variant_id,
                    definition_id: definition.id,
                    name: DEFAULT_VARIANT.to_owned(),
                    is_default: true,
                    is_builtin: false,
                    version_id: definition.version_id,
                    created_at: now,
                    updated_at: now,
                };
                let version = MetricVersion {
                    id: definition.version_id,
                    variant_id: definition.variant_id,
                    number: 1,
                    calculation: definition.calculation.clone(),
                    contexts: definition.contexts.clone(),
                    reason: None,
                    created_by: Some(created_by),
                    created_at: now,
                };
                variants::insert(tx, workspace_id, &variant, &version).await?;
                Ok(definition)
            })
        })
        .await;
    written.map_err(|error| {
        taken(error, constraint::METRIC_SLUG, "slug is taken by another metric; choose another")
    })
}

/// Changes a metric. Where its configuration changes it gets a new version; values that were measured stay.
pub async fn update(
    app: &App,
    caller: &Caller,
    id_or_slug: &str,
    change: MetricChange,
) -> Result<MetricDefinition, AppError> {
    let (workspace_id, now, created_by) = (caller.workspace_id(), app.now(), caller.credential.id);
    let id = get(app, workspace_id, id_or_slug).await?.id;
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                definitions::lock(tx, workspace_id).await?;
                let catalogue = Catalogue::load(tx, workspace_id).await?;
                let before = catalogue.get(id).cloned().ok_or(AppError::NotFound("metric"))?;
                if before.is_builtin() {
                    return Err(AppError::Forbidden("the server's own metrics cannot be changed"));
                }
                let reason = change.reason.clone();
                let mut after = before.clone();
                let mut problems = apply(&mut after, change);
                problems.extend(check::definition(&after));
                problems.extend(check::sources(&catalogue, &after));
                if !problems.is_empty() {
                    return Err(AppError::Invalid(problems));
                }
                if after == before {
                    return Ok(before);
                }
                after.updated_at = now;
                let is_configured_anew =
                    after.calculation != before.calculation || after.contexts != before.contexts;
                if is_configured_anew {
                    after.version_id = MetricVersionId::generate();
                    let found = variants::get(tx, workspace_id, before.variant_id).await?;
                    let variant = found.ok_or(AppError::NotFound("metric variant"))?;
                    let newest = variants::get_version(tx, before.version_id).await?;
                    let version = MetricVersion {
                        id: after.version_id,
                        variant_id: variant.id,
                        number: newest.map_or(1, |newest| newest.number + 1),
                        calculation: after.calculation.clone(),
                        contexts: after.contexts.clone(),
                        reason,
                        created_by: Some(created_by),
                        created_at: now,
                    };
                    variants::insert_version(tx, &version).await?;
                    let variant = MetricVariant { version_id: version.id, updated_at: now, ..variant };
                    variants::update(tx, &variant).await?;
                }
                definitions::update(tx, &after).await?;
                Ok(after)
            })
        })
        .await
}

/// Puts what was sent in place of what was there; tells what the metric does not have.
pub(super) fn apply(definition: &mut MetricDefinition, change: MetricChange) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut refuse = |field: &'static str, rule: &str| {
        problems.push(FieldProblem::new(field, "not_allowed", format!("{field} {rule}")));
    };
    if let Some(name) = change.name {
        name.trim().clone_into(&mut definition.name);
    }
    if let Some(contexts) = change.contexts {
        definition.contexts = contexts;
    }
    match &mut definition.calculation {
        Calculation::LlmJudge(judge) => {
            judge.prompt = change.prompt.unwrap_or_else(|| std::mem::take(&mut judge.prompt));
            judge.true_label = change.true_label.unwrap_or_else(|| judge.true_label.take());
            judge.false_label = change.false_label.unwrap_or_else(|| judge.false_label.take());
            judge.options = change.options.unwrap_or_else(|| std::mem::take(&mut judge.options));
            judge.max_classifications = change.max_classifications.or(judge.max_classifications);
            judge.scale_min = change.scale_min.or(judge.scale_min);
            judge.scale_max = change.scale_max.or(judge.scale_max);
            judge.scale_labels =
                change.scale_labels.unwrap_or_else(|| std::mem::take(&mut judge.scale_labels));
        }
        _ => {
            let rule = "is only for metrics that a language model judges";
            for (field, is_given) in [
                ("prompt", change.prompt.is_some()),
                ("true_label", change.true_label.is_some_and(|label| label.is_some())),
                ("false_label", change.false_label.is_some_and(|label| label.is_some())),
                ("options", change.options.is_some()),
                ("max_classifications", change.max_classifications.is_some()),
                ("scale_min", change.scale_min.is_some()),
                ("scale_max", change.scale_max.is_some()),
                ("scale_labels", change.scale_labels.is_some()),
            ] {
                if is_given {
                    refuse(field, rule);
                }
            }
        }
    }
    match &mut definition.calculation {
        Calculation::Formula(formula) => {
            formula.expression = change.formula.unwrap_or_else(|| std::mem::take(&mut formula.expression));
            formula.sources = change.sources.unwrap_or_else(|| std::mem::take(&mut formula.sources));
        }
        _ => {
            for (field, is_given) in
                [("formula", change.formula.is_some()), ("sources", change.sources.is_some())]
            {
                if is_given {
                    refuse(field, "is only for metrics with a formula");
                }
            }
        }
    }
    problems
}

/// A conflict in place of a violated constraint.
pub(super) fn taken(error: AppError, name: &str, message: &str) -> AppError {
    if let AppError::Internal(source) = &error {
        let is_it = source
            .downcast_ref()
            .is_some_and(|error: &colloquy_store::StoreError| error.is_conflict_of(name));
        if is_it {
            return AppError::Conflict(message.to_owned());
        }
    }
    error
}

/// A name for programs: lower case, runs of everything but letters and digits one `_`.
fn slug_of(name: &str) -> String {
    let lower = name.to_lowercase();
    let parts = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    let whole = parts.collect::<Vec<_>>().join("_");
    let cut: String = whole.chars().take(LONGEST_SLUG).collect();
    cut.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn a_slug_is_made_from_the_name() {
        for (name, slug) in [
            ("Customer Satisfaction", "customer_satisfaction"),
            ("  A -- B!  ", "a_b"),
            ("p95 (ms)", "p95_ms"),
            ("Übergabe", "übergabe"),
            ("!?", ""),
        ] {
            assert_eq!(slug_of(name), slug, "{name}");
        }
        assert_eq!(slug_of(&"a".repeat(60)).len(), 50);
    }
}
