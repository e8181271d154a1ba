//! How criteria stand by day: the rows of `criterion_day`.
//!
//! An evaluation adds its results to a row for each criterion and slice that it lies in. A change takes out what it
//! added before and puts in what it adds now; what the two come to is written at once, in the order of the rows' keys.
//! So two transactions that touch the same rows wait for each other at the first, and not each for the other for ever.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::Instant;
use colloquy_domain::evaluation::{Evaluation, EvaluationFilter, EvaluationState, Feeling};
use colloquy_domain::{CallCenterId, CampaignId};
use sea_orm::Value;
use uuid::Uuid;

use super::results::{Standing, Tally};
use crate::error::StoreError;
use crate::sql::{self, execute, micros, placeholders, values};
use crate::tx::Tx;

const MICROS: i64 = 86_400_000_000;

/// Days since 1970 in UTC.
pub(crate) fn day_of(instant: Instant) -> i64 {
    micros(instant).div_euclid(MICROS)
}

const ALL: &str = "all";

fn campaign(id: CampaignId) -> String {
    format!("campaign {}", id.0)
}

fn call_center(id: CallCenterId) -> String {
    format!("call_center {}", id.0)
}

fn executive(name: &str) -> String {
    format!("executive {name}")
}

fn speaker(is_ai_call: bool) -> String {
    format!("speaker {}", if is_ai_call { "program" } else { "person" })
}

fn sentiment(feeling: Feeling) -> String {
    format!("sentiment {}", feeling.as_str())
}

/// The slice that holds what a filter wants, beside its project, days and privacy; none where no single one does.
pub(crate) fn slice_of(filter: &EvaluationFilter) -> Option<String> {
    if filter.conversation_id.is_some() {
        return None;
    }
    let mut wanted = [
        filter.campaign_id.map(campaign),
        filter.call_center_id.map(call_center),
        filter.executive_name.as_deref().map(executive),
        filter.is_ai_call.map(speaker),
        filter.sentiment.map(sentiment),
    ]
    .into_iter()
    .flatten();
    match (wanted.next(), wanted.next()) {
        (None, _) => Some(ALL.to_owned()),
        (Some(slice), None) => Some(slice),
        (Some(_), Some(_)) => None,
    }
}

/// All slices that an evaluation lies in.
fn slices_of(evaluation: &Evaluation) -> Vec<String> {
    let attribution = &evaluation.attribution;
    let parts = [
        Some(ALL.to_owned()),
        attribution.campaign_id.map(campaign),
        attribution.call_center_id.map(call_center),
        attribution.executive_name.as_deref().map(executive),
        Some(speaker(attribution.is_ai_call)),
        evaluation.outcome.and_then(|outcome| outcome.sentiment).map(sentiment),
    ];
    parts.into_iter().flatten().collect()
}

/// The key of a row; what is compared is its order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    workspace_id: Uuid,
    slice: String,
    day: i64,
    project_id: Uuid,
    is_private: bool,
    criterion_id: String,
}

/// What is added to a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sums {
    note_tenths: i64,
    noted: i64,
    passed: i64,
    not_applicable: i64,
    undecided: i64,
    decided: i64,
}

/// What a change comes to.
#[derive(Debug, Default)]
pub(super) struct Days {
    rows: BTreeMap<Key, Sums>,
}

impl Days {
    /// Takes out what an evaluation added as it was.
    pub(super) fn take(&mut self, evaluation: &Evaluation, results: &[Tally]) {
        self.add(evaluation, results, -1);
    }

    /// Puts in what an evaluation adds as it is.
    pub(super) fn put(&mut self, evaluation: &Evaluation, results: &[Tally]) {
        self.add(evaluation, results, 1);
    }

    fn add(&mut self, evaluation: &Evaluation, results: &[Tally], sign: i64) {
        if !counts(evaluation) {
            return;
        }
        let slices = slices_of(evaluation);
        for result in results.iter().filter(|result| result.standing != Standing::Void) {
            for slice in &slices {
                let key = Key {
                    workspace_id: evaluation.workspace_id.0,
                    slice: slice.clone(),
                    day: day_of(evaluation.recorded_at),
                    project_id: evaluation.project_id.0,
                    is_private: evaluation.is_private,
                    criterion_id: result.criterion_id.clone(),
                };
                self.rows.entry(key).or_default().add(result, sign);
            }
        }
    }

    /// Writes it.
    pub(super) async fn write(self, tx: &Tx) -> Result<(), StoreError> {
        let changed: Vec<(Key, Sums)> =
            self.rows.into_iter().filter(|(_, sums)| *sums != Sums::default()).collect();
        let columns = "workspace_id, slice, day, project_id, is_private, criterion_id, note_tenths, noted, passed, \
                       not_applicable, undecided, decided";
        let suffix = "ON CONFLICT (workspace_id, slice, day, project_id, is_private, criterion_id) DO UPDATE SET \
                      note_tenths = criterion_day.note_tenths + excluded.note_tenths, \
                      noted = criterion_day.noted + excluded.noted, \
                      passed = criterion_day.passed + excluded.passed, \
                      not_applicable = criterion_day.not_applicable + excluded.not_applicable, \
                      undecided = criterion_day.undecided + excluded.undecided, \
                      decided = criterion_day.decided + excluded.decided";
        let rows = changed.iter().map(|(key, sums)| sums.row(key)).collect();
        sql::insert_or(tx, "criterion_day", columns, rows, suffix).await?;
        let lessened: Vec<&Key> =
            changed.iter().filter(|(_, sums)| sums.takes()).map(|(key, _)| key).collect();
        remove_empty(tx, &lessened).await
    }
}

/// Removes those of the rows to which nothing adds any more: a person's name is to go with the last call. The rows are
/// locked, having been written. What is asked about beside them is never empty: whoever empties a row removes it.
async fn remove_empty(tx: &Tx, keys: &[&Key]) -> Result<(), StoreError> {
    let mut places = BTreeMap::new();
    for key in keys {
        let place = (key.workspace_id, key.day, key.project_id, key.is_private);
        let (slices, criteria): &mut (BTreeSet<&str>, BTreeSet<&str>) = places.entry(place).or_default();
        slices.insert(&key.slice);
        criteria.insert(&key.criterion_id);
    }
    for ((workspace_id, day, project_id, is_private), (slices, criteria)) in places {
        let sql = format!(
            "DELETE FROM criterion_day WHERE workspace_id = $1 AND day = $2 AND project_id = $3 AND is_private = $4 \
             AND slice IN ({}) AND criterion_id IN ({}) AND noted = 0 AND not_applicable = 0 AND undecided = 0",
            placeholders(5, slices.len()),
            placeholders(5 + slices.len(), criteria.len())
        );
        let mut values = values![workspace_id, day, project_id, is_private];
        values.extend(slices.into_iter().chain(criteria).map(Value::from));
        execute(tx, &sql, values).await?;
    }
    Ok(())
}

/// Whether analytics looks at it. One that is deleted is never asked about.
fn counts(evaluation: &Evaluation) -> bool {
    evaluation.is_current && evaluation.state == EvaluationState::Completed
}

impl Key {
    fn values(&self) -> Vec<Value> {
        values![
            self.workspace_id,
            self.slice.as_str(),
            self.day,
            self.project_id,
            self.is_private,
            self.criterion_id.as_str(),
        ]
    }
}

impl Sums {
    fn add(&mut self, result: &Tally, sign: i64) {
        match result.standing {
            Standing::Passed | Standing::Failed => {
                self.note_tenths += sign * result.note_tenths;
                self.noted += sign;
                self.passed += sign * i64::from(result.standing == Standing::Passed);
            }
            Standing::NotApplicable => self.not_applicable += sign,
            Standing::Undecided => self.undecided += sign,
            Standing::Void => return,
        }
        self.decided += sign * i64::from(result.is_decided);
    }

    /// Whether it may leave a row with nothing.
    fn takes(&self) -> bool {
        self.noted < 0 || self.not_applicable < 0 || self.undecided < 0
    }

    fn row(&self, key: &Key) -> Vec<Value> {
        let mut row = key.values();
        row.extend(values![
            self.note_tenths,
            self.noted,
            self.passed,
            self.not_applicable,
            self.undecided,
            self.decided,
        ]);
        row
    }
}
