//! Values. Of one conversation and metric only those of the newest job are kept, whichever variants it measured.

use std::collections::BTreeSet;

use colloquy_domain::metric::{
    CaptureStatus, EvidenceSpan, Measured, MeasuredValue, MetricValue, Place, PropertyVerdict, Role,
};
use colloquy_domain::transcript::EntryId;
use colloquy_domain::{
    CollectionJobId, ConversationId, MetricDefinitionId, MetricValueId, MetricVariantId, WorkspaceId,
};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::sql::{self, Fields, execute, json, micros, number, placeholders, query_all, values};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, conversation_id, definition_id, variant_id, collection_job_id, status, \
                       participant_role, context, from_entry, to_entry, number, text, confidence, detail, \
                       started_at, computed_at";

/// What stands in the column `detail`.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceSpan>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    verdicts: Vec<PropertyVerdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

fn read(row: &mut Fields<'_>) -> Result<MetricValue, StoreError> {
    let id = MetricValueId(row.uuid()?);
    let workspace_id = WorkspaceId(row.uuid()?);
    let conversation_id = ConversationId(row.uuid()?);
    let definition_id = MetricDefinitionId(row.uuid()?);
    let variant_id = MetricVariantId(row.uuid()?);
    let collection_job_id = CollectionJobId(row.uuid()?);
    let status = row.word(CaptureStatus::parse)?;
    let role = row.optional_word(Role::parse)?;
    let context: String = row.take()?;
    let from = row.optional_number()?.map(EntryId);
    let to = row.optional_number()?.map(EntryId);
    let place = Place::parse(&context, from, to).ok_or_else(|| StoreError::Corrupt {
        column: "context".to_owned(),
        reason: format!("{context:?} without its entries"),
    })?;
    let number: Option<f64> = row.take()?;
    let text: Option<String> = row.take()?;
    let confidence: Option<f64> = row.take()?;
    let detail: Detail = row.json()?;
    Ok(MetricValue {
        id,
        workspace_id,
        conversation_id,
        definition_id,
        variant_id,
        collection_job_id,
        measured: Measured {
            status,
            value: number.map(MeasuredValue::Number).or(text.map(MeasuredValue::Text)),
            role,
            place,
            confidence: confidence.unwrap_or(0.0),
            reasoning: detail.reasoning,
            error: detail.error,
            evidence: detail.evidence,
            property_verdicts: detail.verdicts,
        },
        started_at: row.instant()?,
        computed_at: row.instant()?,
    })
}

fn write(value: &MetricValue) -> Result<Vec<sea_orm::Value>, StoreError> {
    let measured = &value.measured;
    let text = match &measured.value {
        Some(MeasuredValue::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let entries = measured.place.entries();
    let detail = Detail {
        reasoning: measured.reasoning.clone(),
        evidence: measured.evidence.clone(),
        verdicts: measured.property_verdicts.clone(),
        error: measured.error.clone(),
    };
    Ok(values![
        value.id.0,
        value.workspace_id.0,
        value.conversation_id.0,
        value.definition_id.0,
        value.variant_id.0,
        value.collection_job_id.0,
        measured.status.as_str(),
        measured.role.map(Role::as_str),
        measured.place.as_str(),
        entries.map(|(from, _)| number(from.0)),
        entries.map(|(_, to)| number(to.0)),
        measured.as_number(),
        text,
        measured.value.is_some().then_some(measured.confidence),
        json(&detail)?,
        micros(value.started_at),
        micros(value.computed_at),
    ])
}

/// Stores what a job measured in a conversation, in place of what older jobs did of the same metrics, also with other
/// variants of these. Where a newer job has measured a metric meanwhile, its values stay. The row of the conversation is locked by the caller.
pub async fn replace(
    tx: &Tx,
    conversation_id: ConversationId,
    job_id: CollectionJobId,
    measured: &[MetricValue],
) -> Result<(), StoreError> {
    let metrics: BTreeSet<MetricDefinitionId> = measured.iter().map(|value| value.definition_id).collect();
    if metrics.is_empty() {
        return Ok(());
    }
    let list = placeholders(3, metrics.len());
    let mut own = values![conversation_id.0, job_id.0];
    own.extend(metrics.iter().map(|id| id.0.into()));
    let sql = format!(
        "DELETE FROM metric_value \
         WHERE conversation_id = $1 AND collection_job_id <= $2 AND definition_id IN ({list})"
    );
    execute(tx, &sql, own.clone()).await?;
    let sql = format!(
        "SELECT DISTINCT definition_id FROM metric_value \
         WHERE conversation_id = $1 AND collection_job_id > $2 AND definition_id IN ({list})"
    );
    let newer = query_all(tx, &sql, own, |row| Ok(MetricDefinitionId(row.uuid()?))).await?;
    let is_newest = |value: &&MetricValue| !newer.contains(&value.definition_id);
    let rows = measured.iter().filter(is_newest).map(write).collect::<Result<_, _>>()?;
    sql::insert(tx, "metric_value", COLUMNS, rows).await
}

/// Removes all values of a conversation: what is deleted is found by nothing.
pub(crate) async fn remove(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<(), StoreError> {
    execute(conn, "DELETE FROM metric_value WHERE conversation_id = $1", values![conversation_id.0])
        .await
        .map(|_| ())
}

/// The values of a conversation, those of one metric beside each other in the order in which they were measured.
pub async fn list(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<MetricValue>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM metric_value WHERE conversation_id = $1 ORDER BY definition_id, variant_id, id"
    );
    query_all(conn, &sql, values![conversation_id.0], read).await
}
