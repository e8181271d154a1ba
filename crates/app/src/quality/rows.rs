//! Rows with the names by which people know what they are about.

use std::collections::{HashMap, HashSet};

use colloquy_domain::quality::{CriterionTotals, GroupKey, Totals};
use colloquy_domain::scorecard::{Scorecard, ScorecardVersion};
use colloquy_domain::{CallCenterId, CampaignId, Instant, ProjectId, WorkspaceId};
use colloquy_store::{StoreError, call_centers, campaigns, projects, scorecards};
use time::Date;

use crate::App;

/// The numbers of some evaluations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// From when on: as asked for, else the first of them; none where there is none.
    pub from: Option<Instant>,
    /// Until when: likewise the last.
    pub until: Option<Instant>,
    /// The numbers.
    pub totals: Totals,
}

/// The numbers of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// The name by which clients refer to the campaign or call center; the person's name.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The numbers.
    pub totals: Totals,
}

/// The numbers of a step of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendRow {
    /// Its first day, in UTC.
    pub date: Date,
    /// The numbers.
    pub totals: Totals,
}

/// The numbers of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionRow {
    /// Its name, in the scorecard of the project that is asked for, else in the default one, else in any that has it;
    /// its id where none has it any more.
    pub name: String,
    /// The numbers.
    pub totals: CriterionTotals,
}

/// Groups with keys and names, in the order in which they come.
pub(super) async fn named(app: &App, groups: Vec<(GroupKey, Totals)>) -> Result<Vec<GroupRow>, StoreError> {
    let reader = app.store.reader();
    let campaign_ids: Vec<CampaignId> = groups
        .iter()
        .filter_map(|(key, _)| if let GroupKey::Campaign(id) = key { Some(*id) } else { None })
        .collect();
    let center_ids: Vec<CallCenterId> = groups
        .iter()
        .filter_map(|(key, _)| if let GroupKey::CallCenter(id) = key { Some(*id) } else { None })
        .collect();
    let campaigns = campaigns::names(reader, &campaign_ids).await?;
    let centers = call_centers::names(reader, &center_ids).await?;
    let rows = groups.into_iter().filter_map(|(key, totals)| {
        let (key, name) = match key {
            GroupKey::Campaign(id) => campaigns.get(&id)?.clone(),
            GroupKey::CallCenter(id) => centers.get(&id)?.clone(),
            GroupKey::Executive(name) => (name.clone(), name),
        };
        Some(GroupRow { key, name, totals })
    });
    Ok(rows.collect())
}

/// Criteria with their names, in the order in which they come.
pub(super) async fn with_names(
    app: &App,
    workspace_id: WorkspaceId,
    project_id: Option<ProjectId>,
    totals: Vec<CriterionTotals>,
) -> Result<Vec<CriterionRow>, StoreError> {
    let wanted: HashSet<String> = totals.iter().map(|one| one.criterion_id.clone()).collect();
    let mut names = names(app, workspace_id, project_id, wanted).await?;
    let rows = totals.into_iter().map(|totals| {
        let name = names.remove(&totals.criterion_id).unwrap_or_else(|| totals.criterion_id.clone());
        CriterionRow { name, totals }
    });
    Ok(rows.collect())
}

async fn names(
    app: &App,
    workspace_id: WorkspaceId,
    project_id: Option<ProjectId>,
    mut wanted: HashSet<String>,
) -> Result<HashMap<String, String>, StoreError> {
    let reader = app.store.reader();
    let project = match project_id {
        Some(id) => projects::get(reader, workspace_id, id).await?,
        None => None,
    };
    let first = project.map(|project| project.scorecard_id);
    let mut known: Vec<Scorecard> = scorecards::list(reader, workspace_id).await?;
    known.sort_by_key(|scorecard| (Some(scorecard.id) != first, !scorecard.is_default));
    let mut names = HashMap::new();
    for scorecard in &known {
        if wanted.is_empty() {
            return Ok(names);
        }
        let newest = scorecards::version(reader, scorecard.id, scorecard.version).await?;
        newest.iter().for_each(|version| take(version, &mut wanted, &mut names));
    }
    // What was taken out of a scorecard is called as it was last.
    for scorecard in &known {
        if wanted.is_empty() {
            break;
        }
        let all = scorecards::versions(reader, scorecard.id).await?;
        all.iter().rev().for_each(|version| take(version, &mut wanted, &mut names));
    }
    Ok(names)
}

fn take(version: &ScorecardVersion, wanted: &mut HashSet<String>, names: &mut HashMap<String, String>) {
    for criterion in version.criteria() {
        if wanted.remove(&criterion.id) {
            names.insert(criterion.id.clone(), criterion.name.clone());
        }
    }
}
