//! A row for each evaluation.

use colloquy_domain::evaluation::{Evaluation, EvaluationFilter, EvaluationState};
use colloquy_domain::export::ExportJob;
use colloquy_domain::{EvaluationId, Instant, WorkspaceId};
use colloquy_store::{StoreError, evaluations, quality};

use super::{Cell, Row, feeling, spelled};
use crate::App;
use crate::evaluations::Names;

/// Rows of a page.
const PAGE: u64 = 500;

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "engagementId",
    "engagementName",
    "audioFileName",
    "audioDate",
    "executiveName",
    "durationInSeconds",
    "state",
    "sentiment",
    "averageNote",
    "score",
    "autoFailed",
    "undecided",
    "isAICall",
    "campaignId",
    "callCenterId",
    "error",
    "createdAt",
    "completedAt",
];

/// A walk over evaluations.
pub(super) struct Evaluations {
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: EvaluationFilter,
    after: Option<(Instant, EvaluationId)>,
    is_over: bool,
}

impl Evaluations {
    pub(super) fn new(export: &ExportJob, filter: EvaluationFilter) -> Self {
        Self {
            workspace_id: export.workspace_id,
            include_private: export.include_private,
            filter,
            after: None,
            is_over: false,
        }
    }

    pub(super) async fn expected(&self, app: &App) -> Result<Option<u64>, StoreError> {
        let reader = app.store.reader();
        let totals = quality::totals(reader, self.workspace_id, &self.filter, self.include_private).await?;
        Ok(Some(totals.total))
    }

    pub(super) async fn next(&mut self, app: &App) -> Result<Option<(Vec<Row>, u64)>, StoreError> {
        if self.is_over {
            return Ok(None);
        }
        let reader = app.store.reader();
        let found = evaluations::walk(
            reader,
            self.workspace_id,
            &self.filter,
            self.include_private,
            self.after,
            PAGE,
        )
        .await?;
        self.is_over = (found.len() as u64) < PAGE;
        let Some(last) = found.last() else { return Ok(None) };
        self.after = Some((last.recorded_at, last.id));
        let names = Names::load(app, &found).await?;
        let rows: Vec<Row> = found.iter().map(|evaluation| row(&names, evaluation)).collect();
        let looked_at = rows.len() as u64;
        Ok(Some((rows, looked_at)))
    }
}

fn row(names: &Names, evaluation: &Evaluation) -> Row {
    let (own, outcome) = (&evaluation.attribution, evaluation.outcome);
    let campaign = own.campaign_id.and_then(|id| names.campaigns.get(&id));
    let call_center = own.call_center_id.and_then(|id| names.call_centers.get(&id));
    vec![
        Cell::text(spelled("eval", &evaluation.id.ulid())),
        Cell::text(spelled("eng", &evaluation.project_id.ulid())),
        Cell::maybe_text(names.projects.get(&evaluation.project_id).cloned()),
        Cell::text(evaluation.name.as_str()),
        Cell::instant(evaluation.recorded_at),
        Cell::maybe_text(own.executive_name.clone()),
        Cell::maybe_number(evaluation.duration_seconds),
        Cell::text(state(evaluation.state)),
        Cell::maybe_text(outcome.and_then(|outcome| outcome.sentiment).map(feeling)),
        Cell::maybe_number(outcome.and_then(|outcome| outcome.average_note)),
        Cell::maybe_number(outcome.and_then(|outcome| outcome.score)),
        outcome.map_or(Cell::Empty, |outcome| Cell::Truth(outcome.is_auto_failed)),
        outcome.map_or(Cell::Empty, |outcome| Cell::Count(u64::from(outcome.undecided))),
        Cell::Truth(own.is_ai_call),
        Cell::maybe_text(campaign.cloned()),
        Cell::maybe_text(call_center.cloned()),
        Cell::maybe_text(evaluation.error.clone()),
        Cell::instant(evaluation.created_at),
        Cell::maybe_instant(evaluation.completed_at),
    ]
}

/// Each once.
pub(super) fn distinct<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    let mut ids: Vec<T> = ids.collect();
    ids.sort();
    ids.dedup();
    ids
}

fn state(state: EvaluationState) -> &'static str {
    match state {
        EvaluationState::Pending => "Pending",
        EvaluationState::Processing => "Processing",
        EvaluationState::Completed => "Completed",
        EvaluationState::Failed => "Failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    use colloquy_domain::attribution::Attribution;
    use colloquy_domain::{ConversationId, ProjectId, ScorecardId};

    #[test]
    fn every_column_has_a_cell() {
        let evaluation = Evaluation {
            id: EvaluationId::generate(),
            workspace_id: WorkspaceId::generate(),
            project_id: ProjectId::generate(),
            conversation_id: ConversationId::generate(),
            audio_file_id: None,
            scorecard_id: ScorecardId::generate(),
            scorecard_version: 1,
            state: EvaluationState::Pending,
            error: None,
            is_current: true,
            is_private: false,
            name: "call.wav".into(),
            recorded_at: Instant::UNIX_EPOCH,
            duration_seconds: None,
            attribution: Attribution::default(),
            outcome: None,
            created_by: None,
            created_at: Instant::UNIX_EPOCH,
            updated_at: Instant::UNIX_EPOCH,
            completed_at: None,
        };
        let names =
            Names { projects: HashMap::new(), campaigns: HashMap::new(), call_centers: HashMap::new() };
        let row = row(&names, &evaluation);
        assert_eq!(row.len(), COLUMNS.len());
        assert_eq!(row[4], Cell::text("1970-01-01T00:00:00Z"));
        assert_eq!(row[7], Cell::text("Pending"));
    }
}
