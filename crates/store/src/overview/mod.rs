//! The numbers of many conversations at once, for the console's first page: how many, how long, how people felt, what was
//! found and noted.
//!
//! Each question is one statement over an index that holds all that is looked at and added up; numbers that follow from
//! other tables stand beside the conversations already (`step_16_lists.sql`). The instant of a bucket is never computed
//! here: `(start + shift) / width` is its slot, by the numbers that [`Calendar`] gives. Lengths of waiting, of which
//! the middle one is wanted, are handed over packed: reading each by itself would take longer than finding it.

use std::collections::HashMap;

use colloquy_domain::analytics::{Calendar, Window};
use colloquy_domain::evaluation::{EvaluationFilter, EvaluationState};
use colloquy_domain::filter::InstantRange;
use colloquy_domain::quality::Mean;
use colloquy_domain::{ProjectId, SignalDefinitionId, TagId, WorkspaceId};
use sea_orm::{ConnectionTrait, DbBackend};
use time::Duration;

use crate::error::StoreError;
use crate::evaluations::{filtered, source};
use crate::lists::query::Query;
use crate::sql::{Fields, query_all};

/// The index that holds all that is asked of evaluations and added up.
const OF_EVALUATIONS: &str = "evaluation_analytics";

/// Which conversations.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// Of which workspace.
    pub workspace_id: WorkspaceId,
    /// Whether private ones are among them.
    pub includes_private: bool,
    /// Begun within.
    pub window: Window,
    /// Only those that were evaluated in this project, or are about to be.
    pub project_id: Option<ProjectId>,
}

/// What the conversations of a slot come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sums {
    /// How many.
    pub conversations: u64,
    /// Their lengths in microseconds, as far as their ends are known.
    pub length_us: i64,
    /// Of how many it is known how people felt.
    pub felt: u64,
    /// Of how many they felt bad.
    pub negative: u64,
    /// What is still to be done.
    pub open_action_items: u64,
    /// The sum of the agents' shares of speech.
    pub talk_ratio: f64,
    /// Of how many that share is known.
    pub talked: u64,
    /// How long customers waited for answers, in whole milliseconds: the median of each conversation of which it is known.
    pub responses_ms: Vec<f64>,
}

/// What the conversations come to, by slot.
pub async fn conversations(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    calendar: &Calendar,
) -> Result<Vec<(i64, Sums)>, StoreError> {
    let mut query = Query::default();
    let workspace = query.value(scope.workspace_id.0);
    query.require(format!("conversation.workspace_id = {workspace}"));
    query.require("conversation.deleted_at IS NULL");
    require_scope(&mut query, scope, "conversation", "conversation.id");
    let packed = match conn.get_database_backend() {
        DbBackend::Postgres => {
            "STRING_AGG(CAST(CAST(ROUND(conversation.response_ms) AS BIGINT) AS TEXT), ',')"
        }
        _ => "GROUP_CONCAT(CAST(ROUND(conversation.response_ms) AS INTEGER), ',')",
    };
    let slot = slot(&mut query, calendar, "conversation.started_at");
    let sql = format!(
        "SELECT {slot}, COUNT(*), \
         CAST(COALESCE(SUM(CASE WHEN conversation.ended_at > conversation.started_at \
                           THEN conversation.ended_at - conversation.started_at END), 0) AS BIGINT), \
         COUNT(conversation.sentiment_overall), \
         COUNT(CASE WHEN conversation.sentiment_overall < -0.25 THEN 1 END), \
         CAST(COALESCE(SUM(conversation.open_action_items), 0) AS BIGINT), \
         COALESCE(SUM(conversation.talk_ratio_agent), CAST(0 AS DOUBLE PRECISION)), \
         COUNT(conversation.talk_ratio_agent), {packed} \
         FROM conversation WHERE {} GROUP BY 1",
        query.conditions()
    );
    query_all(conn, &sql, query.into_values(), |row| Ok((row.take()?, read_sums(row)?))).await
}

fn read_sums(row: &mut Fields<'_>) -> Result<Sums, StoreError> {
    let mut sums = Sums {
        conversations: row.number()?,
        length_us: row.take()?,
        felt: row.number()?,
        negative: row.number()?,
        open_action_items: row.number()?,
        talk_ratio: row.take()?,
        talked: row.number()?,
        responses_ms: Vec::new(),
    };
    let packed = row.take::<Option<String>>()?.unwrap_or_default();
    for response in packed.split(',').filter(|text| !text.is_empty()) {
        let response = response.parse().map_err(|_| row.corrupt(format!("{response} is no number")))?;
        sums.responses_ms.push(response);
    }
    Ok(sums)
}

/// The notes of the current, completed evaluations of conversations begun within, in tenths, by slot; with a project, those
/// within it alone.
pub async fn notes(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    calendar: &Calendar,
) -> Result<Vec<(i64, Mean)>, StoreError> {
    let filter = EvaluationFilter {
        project_id: scope.project_id,
        state: Some(EvaluationState::Completed),
        from: Some(scope.window.from),
        // What is kept is whole microseconds.
        until: Some(scope.window.to - Duration::MICROSECOND),
        ..EvaluationFilter::default()
    };
    let mut query = filtered(scope.workspace_id, &filter, scope.includes_private);
    query.require("is_current");
    let slot = slot(&mut query, calendar, "recorded_at");
    let sql = format!(
        "SELECT {slot}, CAST(COALESCE(SUM(note_tenths), 0) AS BIGINT), COUNT(note_tenths) FROM {} WHERE {} GROUP BY 1",
        source(conn, &filter, OF_EVALUATIONS),
        query.conditions()
    );
    query_all(conn, &sql, query.into_values(), |row| {
        Ok((row.take()?, Mean { sum: row.take()?, count: row.number()? }))
    })
    .await
}

/// How many conversations hold an answer to each of these questions that is not no, by question and slot; what there is none
/// of is absent.
pub async fn signals(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    calendar: &Calendar,
    definitions: &[SignalDefinitionId],
) -> Result<Vec<(SignalDefinitionId, i64, u64)>, StoreError> {
    if definitions.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = marked(scope, definitions.iter().map(|id| id.0));
    let slot = slot(&mut query, calendar, "conversation_mark.started_at");
    let sql = format!(
        "SELECT mark_id, {slot}, COUNT(*) FROM conversation_mark WHERE {} GROUP BY 1, 2",
        query.conditions()
    );
    query_all(conn, &sql, query.into_values(), |row| {
        Ok((SignalDefinitionId(row.uuid()?), row.take()?, row.number()?))
    })
    .await
}

/// How many conversations have each of these tags; those that none has are absent.
pub async fn tags(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    tags: &[TagId],
) -> Result<HashMap<TagId, u64>, StoreError> {
    if tags.is_empty() {
        return Ok(HashMap::new());
    }
    let query = marked(scope, tags.iter().map(|id| id.0));
    let sql = format!(
        "SELECT mark_id, COUNT(*) FROM conversation_mark WHERE {} GROUP BY mark_id",
        query.conditions()
    );
    let counts =
        query_all(conn, &sql, query.into_values(), |row| Ok((TagId(row.uuid()?), row.number()?))).await?;
    Ok(counts.into_iter().collect())
}

/// Rows of `conversation_mark` for these tags or questions.
fn marked(scope: &Scope, marks: impl IntoIterator<Item = uuid::Uuid>) -> Query {
    let mut query = Query::default();
    let workspace = query.value(scope.workspace_id.0);
    let marks = query.values(marks);
    query.require(format!(
        "conversation_mark.workspace_id = {workspace} AND conversation_mark.mark_id IN ({marks})"
    ));
    require_scope(&mut query, scope, "conversation_mark", "conversation_mark.conversation_id");
    query
}

/// What is asked of rows that hold a conversation's start and privacy.
fn require_scope(query: &mut Query, scope: &Scope, table: &str, conversation: &str) {
    let Window { from, to } = scope.window;
    let within = InstantRange { gte: Some(from), lt: Some(to), ..InstantRange::default() };
    query.require_range(&format!("{table}.started_at"), &within);
    if !scope.includes_private {
        query.require(format!("NOT {table}.is_private"));
    }
    if let Some(project_id) = scope.project_id {
        let (workspace, project) = (query.value(scope.workspace_id.0), query.value(project_id.0));
        query.require(format!(
            "{conversation} IN (SELECT evaluation.conversation_id FROM evaluation \
             WHERE evaluation.workspace_id = {workspace} AND evaluation.project_id = {project} \
             AND evaluation.deleted_at IS NULL)"
        ));
    }
}

/// The slot of an instant that stands in a column.
fn slot(query: &mut Query, calendar: &Calendar, column: &str) -> String {
    let shifts = calendar.shifts();
    let (last, earlier) = match shifts.split_last() {
        Some((last, earlier)) => (last.1, earlier),
        None => (0, shifts),
    };
    let last = query.value(last);
    let mut shift = format!("CAST({last} AS BIGINT)");
    if !earlier.is_empty() {
        let mut cases = String::new();
        for (until, shift) in earlier {
            let (until, shift) = (query.value(*until), query.value(*shift));
            cases.push_str(&format!(" WHEN {column} < {until} THEN CAST({shift} AS BIGINT)"));
        }
        shift = format!("CASE{cases} ELSE {shift} END");
    }
    let width = query.value(calendar.width());
    format!("({column} + {shift}) / CAST({width} AS BIGINT)")
}
