//! The numbers of a workspace's conversations over a time, and step by step within it.
//!
//! Every number is one that a list of conversations shows when it is narrowed likewise: those begun within the step, and in
//! the project; those in which people felt bad; those with something that is still to be done; those with an answer, or with
//! a tag. Days are those of the workspace's time zone.

use std::collections::HashMap;

use colloquy_domain::analytics::{Calendar, Interval, TimeRange, Unit, Window, Zone, percentile};
use colloquy_domain::credential::{READ_EVALUATIONS, READ_PRIVATE};
use colloquy_domain::quality::{Mean, TENTHS};
use colloquy_domain::signal::SignalDefinition;
use colloquy_domain::{Instant, ProjectId, SignalDefinitionId, TagId};
use colloquy_insight::dates::in_zone;
use colloquy_store::overview::{self, Scope, Sums};
use colloquy_store::{signal_definitions, tags};
use futures::future::try_join;
use time::Date;

use crate::keys::Caller;
use crate::{App, AppError, projects, read};

/// Most questions and most tags that are named.
pub const MOST_NAMED: usize = 50;

/// Microseconds in an hour.
const HOUR_US: f64 = 3.6e9;

/// What is asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Begun then or later; 30 days, 12 weeks or 12 months before the end where it is left out.
    pub from: Option<Instant>,
    /// Begun before; now where it is left out.
    pub to: Option<Instant>,
    /// How long the steps are.
    pub step: Step,
    /// Only those that were evaluated in this project, or are about to be.
    pub project_id: Option<ProjectId>,
}

/// How long a step is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// A day.
    #[default]
    Day,
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
}

impl Step {
    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The step of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Day, Self::Week, Self::Month].into_iter().find(|step| step.as_str() == text)
    }

    fn interval(self) -> Interval {
        match self {
            Self::Day => Interval::Day,
            Self::Week => Interval::Week,
            Self::Month => Interval::Month,
        }
    }

    /// What is looked at where nobody says from when on.
    fn usual(self) -> (i64, Unit) {
        match self {
            Self::Day => (30, Unit::Days),
            Self::Week => (12, Unit::Weeks),
            Self::Month => (12, Unit::Months),
        }
    }
}

/// The numbers of some conversations.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Numbers {
    /// How many.
    pub conversations: u64,
    /// How long they were together, as far as their ends are known.
    pub hours: f64,
    /// The mean of the notes of their evaluations that count, 0 to 100, one decimal.
    pub average_note: Option<f64>,
    /// Of those of which it is known how people felt, the share in which they felt bad.
    pub negative_share: Option<f64>,
    /// Answers to the workspace's questions that are not no.
    pub signals_found: u64,
    /// What is still to be done.
    pub open_action_items: u64,
    /// The mean of the agents' shares of speech, where that was measured.
    pub talk_ratio_agent: Option<f64>,
    /// How long customers waited for an answer: the median of the conversations' medians, in milliseconds.
    pub response_latency_p50_ms: Option<f64>,
}

/// The numbers of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepNumbers {
    /// The day on which it begins.
    pub date: Date,
    /// Conversations begun then or later…
    pub from: Instant,
    /// …and before.
    pub to: Instant,
    /// What they come to.
    pub numbers: Numbers,
}

/// Something that several conversations have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<I> {
    /// Its id.
    pub id: I,
    /// Its name.
    pub name: String,
    /// How many have it.
    pub count: u64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Over which time.
    pub window: Window,
    /// How long the steps are.
    pub step: Step,
    /// Where days begin.
    pub time_zone: String,
    /// The numbers of all.
    pub totals: Numbers,
    /// Those of each step, in order, also of those without conversations.
    pub series: Vec<StepNumbers>,
    /// Questions by how many conversations answer them with anything but no, those with most first.
    pub signals: Vec<Named<SignalDefinitionId>>,
    /// Tags by how many conversations have them, likewise.
    pub tags: Vec<Named<TagId>>,
}

/// The numbers of the conversations that were begun within a time; private ones count for those who may see them, and
/// notes are told to those who may read evaluations.
///
/// # Errors
/// [`AppError::Invalid`] naming `from` where that is no time, or one of more than two years; [`AppError::NotFound`] where
/// there is no such project.
pub async fn overview(app: &App, caller: &Caller, asked: Asked) -> Result<Overview, AppError> {
    let workspace = read::workspace(app, caller).await?;
    let zone = Zone::parse(&workspace.time_zone).map_err(AppError::internal)?;
    let window = window(&asked, app.now(), &zone)?;
    let calendar = Calendar::exactly(&window, asked.step.interval(), &zone);
    let calendar = calendar.ok_or_else(|| AppError::internal("the window lies outside the calendar"))?;
    if let Some(id) = asked.project_id {
        projects::get(app, workspace.id, id).await?;
    }
    let scope = Scope {
        workspace_id: workspace.id,
        includes_private: caller.may(READ_PRIVATE),
        window,
        project_id: asked.project_id,
    };
    let reader = app.store.reader();
    let definitions = signal_definitions::list(reader, workspace.id, false).await?;
    let known_tags = tags::list(reader, workspace.id, false).await?;
    let (definition_ids, tag_ids): (Vec<SignalDefinitionId>, Vec<TagId>) = (
        definitions.iter().map(|definition| definition.id).collect(),
        known_tags.iter().map(|tag| tag.id).collect(),
    );
    // Two at a time: the machines that this is made for have two cores.
    let of_conversations = async {
        let sums = overview::conversations(reader, &scope, &calendar).await?;
        let notes = match caller.may(READ_EVALUATIONS) {
            true => overview::notes(reader, &scope, &calendar).await?,
            false => Vec::new(),
        };
        Ok::<_, AppError>((sums, notes))
    };
    let of_marks = async {
        let found = overview::signals(reader, &scope, &calendar, &definition_ids).await?;
        Ok::<_, AppError>((found, overview::tags(reader, &scope, &tag_ids).await?))
    };
    let ((sums, notes), (found, tagged)) = try_join(of_conversations, of_marks).await?;
    let named_tags = known_tags.into_iter().map(|tag| (tag.id, tag.name));
    let tags = most_first(named_tags, &tagged);
    let time_zone = workspace.time_zone;
    // The median of many takes a while.
    let put_together = move || {
        let signals = signals(&definitions, &found);
        let (totals, steps) = fold(&calendar, sums, &notes, &found);
        let series = dated(&calendar, &window, &time_zone, steps)?;
        Ok::<_, AppError>(Overview { window, step: asked.step, time_zone, totals, series, signals, tags })
    };
    tokio::task::spawn_blocking(put_together).await.map_err(AppError::internal)?
}

fn window(asked: &Asked, now: Instant, zone: &Zone) -> Result<Window, AppError> {
    let to = asked.to.unwrap_or(now);
    let range = match asked.from {
        Some(from) => TimeRange::Fixed(from, to),
        None => {
            let (number, unit) = asked.step.usual();
            TimeRange::Last(number, unit)
        }
    };
    // Up to the end that is asked for, in place of now.
    range.window(to, zone).map_err(|error| {
        AppError::invalid("from", "invalid_range", format!("from: the time from there to its end {error}"))
    })
}

fn signals(
    definitions: &[SignalDefinition],
    found: &[(SignalDefinitionId, i64, u64)],
) -> Vec<Named<SignalDefinitionId>> {
    let mut counts: HashMap<SignalDefinitionId, u64> = HashMap::new();
    for (id, _, count) in found {
        *counts.entry(*id).or_default() += count;
    }
    most_first(definitions.iter().map(|definition| (definition.id, definition.name.clone())), &counts)
}

fn most_first<I: Copy + Eq + std::hash::Hash>(
    all: impl Iterator<Item = (I, String)>,
    counts: &HashMap<I, u64>,
) -> Vec<Named<I>> {
    let counted = all.filter_map(|(id, name)| counts.get(&id).map(|count| Named { id, name, count: *count }));
    let mut named: Vec<Named<I>> = counted.collect();
    named.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
    named.truncate(MOST_NAMED);
    named
}

/// What is added up of a step.
#[derive(Debug, Clone, Default)]
struct Part {
    sums: Sums,
    notes: Mean,
    signals_found: u64,
}

impl Part {
    fn add(&mut self, sums: Sums) {
        let own = &mut self.sums;
        own.conversations += sums.conversations;
        own.length_us += sums.length_us;
        own.felt += sums.felt;
        own.negative += sums.negative;
        own.open_action_items += sums.open_action_items;
        own.talk_ratio += sums.talk_ratio;
        own.talked += sums.talked;
        own.responses_ms.extend(sums.responses_ms);
    }

    fn numbers(mut self) -> Numbers {
        let sums = &mut self.sums;
        let share = |part: f64, whole: u64| (whole > 0).then(|| part / whole as f64);
        Numbers {
            conversations: sums.conversations,
            hours: sums.length_us as f64 / HOUR_US,
            average_note: self.notes.rounded(TENTHS),
            negative_share: share(sums.negative as f64, sums.felt),
            signals_found: self.signals_found,
            open_action_items: sums.open_action_items,
            talk_ratio_agent: share(sums.talk_ratio, sums.talked),
            response_latency_p50_ms: percentile(&mut sums.responses_ms, 50.0),
        }
    }
}

/// The numbers of all, and of each bucket.
fn fold(
    calendar: &Calendar,
    sums: Vec<(i64, Sums)>,
    notes: &[(i64, Mean)],
    found: &[(SignalDefinitionId, i64, u64)],
) -> (Numbers, Vec<Numbers>) {
    let mut parts = vec![Part::default(); calendar.starts().len()];
    let mut all = Part::default();
    let bucket = |slot: i64| calendar.bucket_of_slot(slot);
    for (slot, sums) in sums {
        all.add(sums.clone());
        if let Some(part) = bucket(slot).and_then(|bucket| parts.get_mut(bucket)) {
            part.add(sums);
        }
    }
    for (slot, mean) in notes {
        all.notes = all.notes.plus(*mean);
        if let Some(part) = bucket(*slot).and_then(|bucket| parts.get_mut(bucket)) {
            part.notes = part.notes.plus(*mean);
        }
    }
    for (_, slot, count) in found {
        all.signals_found += count;
        if let Some(part) = bucket(*slot).and_then(|bucket| parts.get_mut(bucket)) {
            part.signals_found += count;
        }
    }
    (all.numbers(), parts.into_iter().map(Part::numbers).collect())
}

/// The steps with their times: the first begins with the window, the last ends with it.
fn dated(
    calendar: &Calendar,
    window: &Window,
    time_zone: &str,
    steps: Vec<Numbers>,
) -> Result<Vec<StepNumbers>, AppError> {
    let starts = calendar.starts();
    let ends = starts.iter().skip(1).copied().chain([window.to]);
    let step = |((start, end), numbers): ((&Instant, Instant), Numbers)| {
        let date = in_zone(*start, time_zone).map_err(AppError::internal)?.date();
        Ok(StepNumbers { date, from: (*start).max(window.from), to: end, numbers })
    };
    starts.iter().zip(ends).zip(steps).map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    fn sums(conversations: u64, responses_ms: &[f64]) -> Sums {
        Sums {
            conversations,
            length_us: 1_800_000_000,
            felt: 2,
            negative: 1,
            open_action_items: 3,
            talk_ratio: 0.5,
            talked: 1,
            responses_ms: responses_ms.to_vec(),
        }
    }

    #[test]
    fn steps_are_put_together_from_slots_and_have_their_own_times() {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        // Clocks are set forward on the 29th of March.
        let asked = Asked {
            from: Some(datetime!(2026-03-28 12:00 UTC)),
            to: Some(datetime!(2026-03-31 10:00 UTC)),
            ..Asked::default()
        };
        let window = window(&asked, datetime!(2026-06-01 00:00 UTC), &zone).unwrap();
        let calendar = Calendar::exactly(&window, Interval::Day, &zone).unwrap();
        let slot = |at: Instant| calendar.slot(i64::try_from(at.unix_timestamp_nanos() / 1_000).unwrap());
        let (first, last) = (slot(datetime!(2026-03-28 13:00 UTC)), slot(datetime!(2026-03-30 22:30 UTC)));
        let id = SignalDefinitionId::generate();
        let (totals, steps) = fold(
            &calendar,
            vec![(first, sums(1, &[100.0, 300.0])), (last, sums(2, &[]))],
            &[(first, Mean { sum: 805, count: 1 }), (last, Mean { sum: 0, count: 0 })],
            &[(id, first, 1), (id, last, 2)],
        );
        let series = dated(&calendar, &window, "Europe/Berlin", steps).unwrap();
        let days: Vec<(Date, u64)> =
            series.iter().map(|step| (step.date, step.numbers.conversations)).collect();
        assert_eq!(
            days,
            [
                (date!(2026 - 03 - 28), 1),
                (date!(2026 - 03 - 29), 0),
                (date!(2026 - 03 - 30), 0),
                (date!(2026 - 03 - 31), 2),
            ]
        );
        assert_eq!((series[0].from, series[0].to), (window.from, datetime!(2026-03-28 23:00 UTC)));
        assert_eq!((series[1].to, series[3].to), (datetime!(2026-03-29 22:00 UTC), window.to));
        assert_eq!(series[1].numbers, Numbers::default());
        assert_eq!((totals.conversations, totals.open_action_items, totals.signals_found), (3, 6, 3));
        assert_eq!((totals.hours, totals.negative_share), (1.0, Some(0.5)));
        assert_eq!((totals.average_note, totals.response_latency_p50_ms), (Some(80.5), Some(200.0)));
        assert_eq!(steps_without_answer(&series), [false, true, true, true]);
    }

    fn steps_without_answer(series: &[StepNumbers]) -> Vec<bool> {
        series.iter().map(|step| step.numbers.response_latency_p50_ms.is_none()).collect()
    }

    #[test]
    fn a_time_that_is_none_is_refused_and_the_usual_one_ends_where_it_is_asked() {
        let zone = Zone::parse("UTC").unwrap();
        let now = datetime!(2026-06-30 12:00 UTC);
        let of = |from: Option<Instant>, to: Option<Instant>, step: Step| {
            window(&Asked { from, to, step, project_id: None }, now, &zone)
        };
        let usual = of(None, None, Step::Day).unwrap();
        assert_eq!((usual.from, usual.to), (datetime!(2026-05-31 12:00 UTC), now));
        let earlier = of(None, Some(datetime!(2025-06-30 12:00 UTC)), Step::Month).unwrap();
        assert_eq!(earlier.from, datetime!(2024-06-30 12:00 UTC));
        for (from, to) in [(now, now), (datetime!(2020-01-01 00:00 UTC), now)] {
            assert!(matches!(of(Some(from), Some(to), Step::Week), Err(AppError::Invalid(_))), "{from}");
        }
    }

    #[test]
    fn what_many_have_comes_first() {
        let all = [(1, "b"), (2, "a"), (3, "c"), (4, "d")].map(|(id, name)| (id, name.to_owned()));
        let counts = HashMap::from([(1, 2), (2, 2), (3, 5)]);
        let named: Vec<(i32, u64)> =
            most_first(all.into_iter(), &counts).into_iter().map(|one| (one.id, one.count)).collect();
        assert_eq!(named, [(3, 5), (2, 2), (1, 2)]);
    }
}
