//! What is computed in which order, and by whom.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::metric::{
    Calculation, CollectedMetric, CollectionJob, Measured, MetricDefinition, MetricSetting, Scope, Source,
};
use colloquy_domain::{MetricDefinitionId, MetricVariantId};
use colloquy_insight::InsightError;
use colloquy_insight::metrics::{self as insight, Asked, MetricSettings, Subject};
use colloquy_store::metrics::Catalogue;
use colloquy_store::{StoreError, tools};

use super::Nothing;
use super::subject::Material;
use crate::App;
use crate::work::failure::WorkError;

/// Most metrics that are computed for one conversation, those that others are made of included.
const MOST_METRICS: usize = 5_000;

/// Values by variant.
type Values = BTreeMap<MetricVariantId, Vec<Measured>>;

/// What is to be done next for a plan.
enum Next {
    /// Look at this metric, unless that was done.
    Look(MetricDefinitionId, Option<MetricVariantId>),
    /// All that it is made of is planned: so may it be.
    Plan(Box<MetricDefinition>),
}

/// Everything that is to be computed, each once, what others are made of before these. What is not there any more is
/// left out.
pub async fn plan(
    app: &App,
    catalogue: &Catalogue,
    collection: &CollectionJob,
) -> Result<Vec<MetricDefinition>, WorkError> {
    let reader = app.store.reader();
    let wanted = collection.metrics.iter();
    let mut waiting: Vec<Next> =
        wanted.map(|metric| Next::Look(metric.definition_id, Some(metric.variant_id))).collect();
    let mut seen: BTreeSet<MetricVariantId> = BTreeSet::new();
    let mut planned: Vec<MetricDefinition> = Vec::new();
    while let Some(next) = waiting.pop() {
        let (id, variant_id) = match next {
            Next::Look(id, variant_id) => (id, variant_id),
            Next::Plan(definition) => {
                planned.push(*definition);
                continue;
            }
        };
        let variant_id = variant_id.or_else(|| catalogue.get(id).map(|definition| definition.variant_id));
        let Some(variant_id) = variant_id.filter(|variant_id| seen.insert(*variant_id)) else { continue };
        if seen.len() > MOST_METRICS {
            let reason = format!("the metrics of the job are made of more than {MOST_METRICS} others");
            return Err(WorkError::Permanent(reason));
        }
        let configured = catalogue.configured(reader, collection.workspace_id, id, Some(variant_id)).await?;
        let Some(definition) = configured else { continue };
        let sources = definition.calculation.sources();
        waiting.push(Next::Plan(Box::new(definition)));
        waiting.extend(sources.iter().map(|source| Next::Look(source.definition_id, source.variant_id)));
    }
    Ok(planned)
}

/// The values of each metric of the job.
pub async fn measure(
    app: &App,
    material: &Material,
    catalogue: &Catalogue,
    plan: &[MetricDefinition],
    collection: &CollectionJob,
    is_last: bool,
) -> Result<Vec<(CollectedMetric, Vec<Measured>)>, Nothing> {
    let mut values = Values::new();
    // Whoever names no variant means that which stands in the catalogue; others were asked for by their ids.
    let defaults = catalogue.iter().map(|definition| (definition.id, definition.variant_id)).collect();
    for definition in plan {
        let asked = collection.metrics.iter().find(|metric| metric.definition_id == definition.id);
        let settings = settings(app, collection, asked.and_then(|metric| metric.setting.as_ref())).await?;
        let subject = material.subject();
        let computed = match of_metric(app, &subject, definition, &settings, &values, &defaults).await {
            Ok(computed) => computed,
            // The last word on this metric; the others have theirs all the same.
            Err(error) if is_last || !error.is_transient() => vec![Measured::failed(error.to_string())],
            Err(error) => return Err(Nothing::Failed(WorkError::from(error))),
        };
        values.insert(definition.variant_id, computed);
    }
    let of_job = |metric: &CollectedMetric| {
        let computed = values.get(&metric.variant_id).cloned();
        let gone = || vec![Measured::failed("the metric or its variant is not there any more")];
        (metric.clone(), computed.filter(|values| !values.is_empty()).unwrap_or_else(gone))
    };
    Ok(collection.metrics.iter().map(of_job).collect())
}

async fn of_metric(
    app: &App,
    subject: &Subject<'_>,
    definition: &MetricDefinition,
    settings: &MetricSettings,
    values: &Values,
    defaults: &BTreeMap<MetricDefinitionId, MetricVariantId>,
) -> Result<Vec<Measured>, InsightError> {
    let values_of = |source: &Source| -> &[Measured] {
        let variant = source.variant_id.or_else(|| defaults.get(&source.definition_id).copied());
        variant.and_then(|id| values.get(&id)).map(Vec::as_slice).unwrap_or_default()
    };
    let unknown = || vec![Measured::failed("this server does not know how to compute the metric")];
    Ok(match (&definition.calculation, definition.builtin) {
        (Calculation::Provider, _) => {
            insight::measure(subject, settings, &definition.slug).unwrap_or_else(unknown)
        }
        (Calculation::LlmJudge(judge), builtin) => {
            let own = builtin.map(MetricDefinition::of_builtin);
            if own.is_some_and(|own| own.calculation == definition.calculation) {
                let judged =
                    insight::judge_builtin(&app.analyst, subject, settings, &definition.slug).await?;
                return Ok(judged.unwrap_or_else(unknown));
            }
            let asked = Asked {
                is_per_participant: definition.scope == Scope::PerParticipant,
                role: definition.role,
                contexts: &definition.contexts,
            };
            insight::judge(&app.analyst, subject, judge, asked).await?
        }
        (Calculation::Threshold(threshold), _) => {
            vec![insight::threshold(threshold, values_of(&threshold.condition.source))]
        }
        (Calculation::Pattern(pattern), _) => {
            vec![insight::pattern(pattern, subject.view.transcript, values_of)]
        }
        (Calculation::Formula(formula), _) => {
            let read = match insight::Formula::parse(&formula.expression, definition.output) {
                Ok(read) => read,
                Err(error) => return Ok(vec![Measured::failed(error.to_string())]),
            };
            vec![read.evaluate(|id| {
                let source = formula.sources.iter().find(|source| source.definition_id == id)?;
                insight::number_of_call(values_of(source))
            })]
        }
    })
}

async fn settings(
    app: &App,
    collection: &CollectionJob,
    setting: Option<&MetricSetting>,
) -> Result<MetricSettings, StoreError> {
    let mut settings = MetricSettings::default();
    match setting {
        Some(MetricSetting::VerifiedProperties(names)) => settings.verified_properties.clone_from(names),
        Some(MetricSetting::ExcludedPhrases(phrases)) => settings.excluded_phrases.clone_from(phrases),
        Some(MetricSetting::VoicemailScript(script)) => settings.voicemail_script = Some(script.clone()),
        Some(MetricSetting::ToolDefinitionIds(ids)) => {
            for id in ids {
                let tool = tools::get_definition(app.store.reader(), collection.workspace_id, *id).await?;
                settings.tools.extend(tool.map(|tool| tool.name));
            }
        }
        None => {}
    }
    Ok(settings)
}
