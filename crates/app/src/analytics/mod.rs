//! Questions about many conversations at once.
//!
//! A client asks in its own words ([`Asked`]). Here defaults are filled in and what cannot be answered is refused by the
//! part's name ([`plan`]); each measure, for each group, becomes a selection that the store answers, once for all that
//! ask the same ([`rows`]); and the answers become series with a value for the whole window and one for each bucket
//! ([`series`]).

mod plan;
mod rows;
mod series;

use colloquy_domain::analytics::{
    Calendar, Dimension, Filter, Fold, Group, Interval, Judgement, TimeRange, ValueKind, Window, Zone,
};
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::metric::{Calculation, MetricDefinition, OutputType, builtin};
use colloquy_domain::property::PropertyType;
use colloquy_domain::{Instant, WorkspaceId};
use colloquy_store::analytics::Sight;
use colloquy_store::{metrics, properties};
use futures::future::try_join;
use futures::{StreamExt, TryStreamExt, stream};

use self::plan::Planned;
pub use self::plan::aggregations;
use self::rows::{Asker, Wanted};
use self::series::Made;
use crate::keys::Caller;
use crate::{App, AppError};

/// Statements at work at the same time: the machines that this is made for have two cores.
const STATEMENTS_AT_ONCE: usize = 2;

/// Most series of a measure that is split; the largest are told.
pub const MOST_SERIES: usize = 50;

/// A question as it is asked, before its defaults are filled in.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What is to be measured.
    pub measures: Vec<AskedMeasure>,
    /// What every measure is limited to.
    pub filters: Vec<Filter>,
    /// Each measure once for each of these.
    pub groups: Vec<Group>,
    /// Over which time.
    pub range: TimeRange,
    /// How long the buckets are to be; the usual length where it is left out.
    pub interval: Option<Interval>,
    /// Where days begin.
    pub zone: Zone,
    /// Whether the window before is measured as well.
    pub with_previous: bool,
    /// Whether values for each bucket are wanted.
    pub with_buckets: bool,
}

/// One measure of [`Asked`].
#[derive(Debug, Clone)]
pub struct AskedMeasure {
    /// Slug or id of a metric; none for conversations themselves.
    pub metric: Option<String>,
    /// How the values become one; by the kind of the metric where it is left out.
    pub aggregation: Option<AggregationKind>,
    /// Which percentile, where it is one.
    pub percentile: Option<u8>,
    /// Whether every value counts by itself, and the values of a conversation do not become one first.
    pub counts_every_value: bool,
    /// How the values of a conversation become one.
    pub fold: Option<Fold>,
    /// What passes.
    pub judgement: Option<Judgement>,
    /// What it is limited to.
    pub filters: Vec<Filter>,
    /// By what it is split.
    pub breakdown: Option<Dimension>,
    /// Whether the others are told as shares of this one.
    pub is_baseline: bool,
}

/// Ways in which values become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregationKind {
    /// How many.
    Count,
    /// The arithmetic mean.
    Average,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
    /// The sum.
    Sum,
    /// The middle one.
    Median,
    /// Another percentile.
    Percentile,
    /// Which share passes.
    PassRate,
}

/// What came out.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Over which time.
    pub window: Window,
    /// How long the buckets are.
    pub interval: Interval,
    /// Where days begin.
    pub zone: Zone,
    /// Series that were left out because larger ones were enough.
    pub omitted: u64,
    /// One for each measure, or for each of its parts or groups.
    pub series: Vec<Series>,
}

/// The values of one measure, of one of its parts, or of one group.
#[derive(Debug, Clone)]
pub struct Series {
    /// Place of the measure in the question.
    pub measure: usize,
    /// Slug of the metric; none for conversations themselves.
    pub metric: Option<String>,
    /// How the values became one.
    pub aggregation: AggregationKind,
    /// By what it is split, where it is.
    pub breakdown: Option<Dimension>,
    /// Which part of it this is; none where it is not split, or for what has no such value.
    pub part: Option<String>,
    /// The group.
    pub group: Option<String>,
    /// Of the whole window.
    pub whole: Outcome,
    /// Of the window before; none where it was not asked for or has no values.
    pub previous: Option<f64>,
    /// As a percentage of the baseline; none without one, or where that is 0.
    pub share: Option<f64>,
    /// Of each bucket, in order.
    pub buckets: Vec<Bucket>,
}

/// What values came to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Outcome {
    /// The value; none where there was nothing to make it of.
    pub value: Option<f64>,
    /// Of how many it is made: conversations where their values were folded, else values.
    pub sample: u64,
    /// How many of them passed, where that was asked.
    pub passed: Option<u64>,
}

/// A bucket of a series.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// When it begins.
    pub start: Instant,
    /// What its values came to.
    pub outcome: Outcome,
    /// Of the bucket in the same place of the window before: its start, and its value where there were values.
    pub previous: Option<(Instant, Option<f64>)>,
    /// As a percentage of the baseline's bucket.
    pub share: Option<f64>,
}

/// What can be asked about.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// The metrics, with how their values can become one.
    pub metrics: Vec<MeasurableMetric>,
    /// Names of the properties that conversations have or had, with their types.
    pub properties: Vec<(String, PropertyType)>,
}

/// A metric that can be asked about.
#[derive(Debug, Clone)]
pub struct MeasurableMetric {
    /// It.
    pub definition: MetricDefinition,
    /// How its values can become one; the first is the usual way.
    pub aggregations: Vec<AggregationKind>,
}

impl MeasurableMetric {
    /// Whether it compares another metric with a threshold.
    #[must_use]
    pub fn is_threshold(&self) -> bool {
        matches!(self.definition.calculation, Calculation::Threshold(_))
    }
}

/// What the values of a kind of metric are.
pub(super) fn value_kind(output: OutputType) -> ValueKind {
    match output {
        OutputType::Count | OutputType::Numeric | OutputType::Scale | OutputType::Offset => ValueKind::Number,
        OutputType::Boolean => ValueKind::Boolean,
        OutputType::Text | OutputType::Classification => ValueKind::Text,
    }
}

/// The server's own metrics and those of the workspace.
async fn definitions(app: &App, workspace_id: WorkspaceId) -> Result<Vec<MetricDefinition>, AppError> {
    let own = metrics::definitions::list(app.store.reader(), workspace_id).await?;
    // A workspace's slug wins over the server's: the first that is found counts.
    Ok(own.into_iter().chain(builtin().iter().map(MetricDefinition::of_builtin)).collect())
}

/// What can be asked about in the caller's workspace.
pub async fn vocabulary(app: &App, caller: &Caller) -> Result<Vocabulary, AppError> {
    let definitions = definitions(app, caller.workspace_id()).await?;
    let metrics = definitions
        .into_iter()
        .map(|definition| MeasurableMetric {
            aggregations: aggregations(value_kind(definition.output)).to_vec(),
            definition,
        })
        .collect();
    let properties = properties::all_types(app.store.reader(), caller.workspace_id()).await?;
    Ok(Vocabulary { metrics, properties })
}

/// Answers a question.
///
/// # Errors
/// [`AppError::Invalid`] with the names of the parts that cannot be answered.
pub async fn answer(app: &App, caller: &Caller, asked: Asked) -> Result<Answer, AppError> {
    let definitions = definitions(app, caller.workspace_id()).await?;
    let planned = plan::plan(asked, &definitions, app.now())?;
    let question = &planned.question;
    let calendar = Calendar::new(&question.window, question.interval, &question.zone).ok_or_else(|| {
        AppError::invalid("time_range", "invalid_range", "time_range must lie within the calendar")
    })?;
    let sight = Sight { workspace_id: caller.workspace_id(), includes_private: caller.may(READ_PRIVATE) };
    let previous = rows::previous(&planned.question, &calendar);
    let wanted = rows::wanted(&planned.question);
    // A selection's rows are gone before the next but one is fetched: there may be many, and its series are small.
    let made: Vec<_> = wanted
        .iter()
        .map(|wanted| make(app, sight, &planned, &calendar, previous.as_ref(), wanted))
        .collect();
    let at_once = if previous.is_some() { STATEMENTS_AT_ONCE / 2 } else { STATEMENTS_AT_ONCE };
    let made: Vec<Vec<(Asker, Made)>> = stream::iter(made).buffered(at_once).try_collect().await?;
    Ok(series::answer(&planned.question, &calendar, made.into_iter().flatten().collect()))
}

/// The series of all that ask for a selection.
async fn make(
    app: &App,
    sight: Sight,
    planned: &Planned,
    calendar: &Calendar,
    previous: Option<&(Window, Calendar)>,
    wanted: &Wanted,
) -> Result<Vec<(Asker, Made)>, AppError> {
    let with_buckets = planned.question.with_buckets;
    let fetch =
        |window, calendar| rows::fetch(&app.store, sight, wanted, window, with_buckets.then_some(calendar));
    let (rows, before) = match previous {
        None => (fetch(&planned.question.window, calendar).await?, None),
        Some((window, earlier)) => {
            let both = try_join(fetch(&planned.question.window, calendar), fetch(window, earlier));
            let (rows, before) = both.await?;
            (rows, Some((earlier, before)))
        }
    };
    let before = before.as_ref().map(|(calendar, rows)| (*calendar, rows));
    let series = |asker: &Asker| Some((*asker, series::of(planned, *asker, calendar, &rows, before)?));
    Ok(wanted.askers.iter().filter_map(series).collect())
}
