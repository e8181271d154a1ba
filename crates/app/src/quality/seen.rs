//! The questions themselves, and whose evaluations they are about.

use colloquy_domain::WorkspaceId;
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::quality::{Granularity, Grouping};
use colloquy_store::{StoreError, quality};

use super::rows::{CriterionRow, GroupRow, Summary, TrendRow, named, with_names};
use super::trends::stepwise;
use crate::App;
use crate::keys::Caller;

/// The evaluations that somebody may see.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    /// Of this workspace.
    pub workspace_id: WorkspaceId,
    /// Whether those of private conversations are among them.
    pub include_private: bool,
}

impl Seen {
    /// Those that the caller may see.
    pub(super) fn by(caller: &Caller) -> Self {
        Self { workspace_id: caller.workspace_id(), include_private: caller.may(READ_PRIVATE) }
    }

    /// The numbers of all that satisfy the filter.
    pub(crate) async fn summary(self, app: &App, filter: &EvaluationFilter) -> Result<Summary, StoreError> {
        let (reader, Self { workspace_id, include_private }) = (app.store.reader(), self);
        let totals = quality::totals(reader, workspace_id, filter, include_private).await?;
        let (mut from, mut until) = (filter.from, filter.until);
        if from.is_none() || until.is_none() {
            let span = quality::span(reader, workspace_id, filter, include_private).await?;
            from = from.or(span.map(|(first, _)| first));
            until = until.or(span.map(|(_, last)| last));
        }
        Ok(Summary { from, until, totals })
    }

    /// The numbers of each group, those with the most evaluations first.
    pub(crate) async fn groups(
        self,
        app: &App,
        grouping: Grouping,
        filter: &EvaluationFilter,
    ) -> Result<Vec<GroupRow>, StoreError> {
        let (reader, Self { workspace_id, include_private }) = (app.store.reader(), self);
        named(app, quality::groups(reader, workspace_id, grouping, filter, include_private).await?).await
    }

    /// The numbers of each step, as [`trends`](super::trends()) tells; of too many steps the empty ones are left out.
    pub(crate) async fn trends(
        self,
        app: &App,
        filter: &EvaluationFilter,
        granularity: Granularity,
    ) -> Result<Vec<TrendRow>, StoreError> {
        let (reader, Self { workspace_id, include_private }) = (app.store.reader(), self);
        let days = quality::trend(reader, workspace_id, filter, include_private).await?;
        Ok(stepwise(filter, granularity, days))
    }

    /// The numbers of each criterion.
    pub(crate) async fn criteria(
        self,
        app: &App,
        filter: &EvaluationFilter,
    ) -> Result<Vec<CriterionRow>, StoreError> {
        let (reader, Self { workspace_id, include_private }) = (app.store.reader(), self);
        let totals = quality::criteria(reader, workspace_id, filter, include_private).await?;
        with_names(app, workspace_id, filter.project_id, totals).await
    }
}
