//! Evaluations by what they have in common.

use std::cmp::Reverse;
use std::collections::HashMap;

use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::quality::{GroupKey, Grouping, Totals};
use colloquy_domain::{CallCenterId, CampaignId, WorkspaceId};
use sea_orm::ConnectionTrait;

use super::totals::{SUMS, read};
use crate::error::StoreError;
use crate::evaluations::{filtered, source};
use crate::sql::{Fields, query_all};

/// The numbers of the current evaluations that satisfy the filter, by group, that with the most first, then by key.
/// What belongs to no group is left out; of evaluations of private conversations only where these are to be included.
pub async fn groups(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    grouping: Grouping,
    filter: &EvaluationFilter,
    include_private: bool,
) -> Result<Vec<(GroupKey, Totals)>, StoreError> {
    let (column, index) = match grouping {
        Grouping::Campaign => ("campaign_id", "evaluation_by_campaign"),
        Grouping::CallCenter => ("call_center_id", "evaluation_by_call_center"),
        Grouping::Executive => ("executive_name", "evaluation_by_executive"),
    };
    let mut query = filtered(workspace_id, filter, include_private);
    query.require("is_current");
    query.require(format!("{column} IS NOT NULL"));
    let sql = format!(
        "SELECT {column}, state, {SUMS} FROM {} WHERE {} GROUP BY {column}, state",
        source(conn, filter, index),
        query.conditions()
    );
    let found =
        query_all(conn, &sql, query.into_values(), |row| Ok((read_key(grouping, row)?, read(row)?))).await?;
    let mut groups: HashMap<GroupKey, Totals> = HashMap::new();
    for (key, totals) in found {
        let group = groups.entry(key).or_default();
        *group = group.plus(totals);
    }
    let mut groups: Vec<(GroupKey, Totals)> = groups.into_iter().collect();
    // The two engines sort texts differently.
    groups.sort_by(|(key, one), (other_key, other)| {
        (Reverse(one.total), key).cmp(&(Reverse(other.total), other_key))
    });
    Ok(groups)
}

fn read_key(grouping: Grouping, row: &mut Fields<'_>) -> Result<GroupKey, StoreError> {
    Ok(match grouping {
        Grouping::Campaign => GroupKey::Campaign(CampaignId(row.uuid()?)),
        Grouping::CallCenter => GroupKey::CallCenter(CallCenterId(row.uuid()?)),
        Grouping::Executive => GroupKey::Executive(row.take()?),
    })
}
