//! What the store is asked, each thing once: measures that differ in their last step alone share an answer.

use colloquy_domain::analytics::{Aggregation, Calendar, Filter, Fold, Measure, Question, Selection, Window};
use colloquy_store::analytics::{self, Part, Sight, Single};
use colloquy_store::{Store, StoreError};
use futures::{StreamExt, TryStreamExt, stream};

/// Statements at work at the same time: the machines that this is made for have two cores.
const AT_ONCE: usize = 2;

/// Everything that was fetched.
pub(super) struct Fetched {
    asked: Vec<(Selection, bool)>,
    rows: Vec<Rows>,
    /// The window before, with its buckets.
    pub previous: Option<(Window, Calendar)>,
}

/// The answer to a selection.
pub(super) enum Rows {
    /// Added up.
    Parts(Vec<Part>),
    /// One by one, where an order among them is needed.
    Singles(Vec<Single>),
}

impl Fetched {
    /// The answer to a selection, in the window or in the one before.
    pub fn rows(&self, selection: &Selection, is_previous: bool) -> Option<&Rows> {
        let place =
            self.asked.iter().position(|(asked, before)| asked == selection && *before == is_previous);
        self.rows.get(place?)
    }
}

/// What is selected for a measure, and for one of the groups where there are some.
pub(super) fn selection(question: &Question, measure: &Measure, group: &[Filter]) -> Selection {
    let filters = question.filters.iter().chain(&measure.filters).chain(group);
    Selection {
        subject: measure.subject,
        filters: filters.cloned().collect(),
        fold: measure.fold,
        breakdown: measure.breakdown.clone(),
        judgement: match &measure.aggregation {
            Aggregation::PassRate(judgement) => Some(judgement.clone()),
            _ => None,
        },
    }
}

/// Fetches all that the question needs.
pub(super) async fn fetch(
    store: &Store,
    sight: Sight,
    question: &Question,
    calendar: &Calendar,
) -> Result<Fetched, StoreError> {
    let previous = match question.with_previous {
        true => question.window.previous(&question.zone).and_then(|window| {
            let calendar = Calendar::exactly(&window, calendar.interval(), &question.zone)?;
            Some((window, calendar))
        }),
        false => None,
    };
    let mut asked: Vec<(Selection, bool)> = Vec::new();
    let mut needs_singles: Vec<bool> = Vec::new();
    let whole = [Vec::new()];
    let groups: Vec<&[Filter]> = match question.groups.as_slice() {
        [] => whole.iter().map(Vec::as_slice).collect(),
        groups => groups.iter().map(|group| group.filters.as_slice()).collect(),
    };
    for measure in &question.measures {
        let in_order = matches!(measure.aggregation, Aggregation::Percentile(_))
            || matches!(measure.fold, Some(Fold::Percentile(_)));
        for group in &groups {
            for is_previous in [Some(false), previous.as_ref().map(|_| true)].into_iter().flatten() {
                let wanted = (selection(question, measure, group), is_previous);
                match asked.iter().position(|known| *known == wanted) {
                    Some(place) => {
                        if let Some(needs) = needs_singles.get_mut(place) {
                            *needs |= in_order;
                        }
                    }
                    None => {
                        asked.push(wanted);
                        needs_singles.push(in_order);
                    }
                }
            }
        }
    }
    let statements = asked.iter().zip(&needs_singles).map(|((selection, is_previous), in_order)| {
        let (window, calendar) = match (&previous, is_previous) {
            (Some((window, calendar)), true) => (window, calendar),
            _ => (&question.window, calendar),
        };
        let calendar = question.with_buckets.then_some(calendar);
        async move {
            Ok::<_, StoreError>(if *in_order {
                Rows::Singles(analytics::singles(store, sight, selection, window, calendar).await?)
            } else {
                Rows::Parts(analytics::parts(store, sight, selection, window, calendar).await?)
            })
        }
    });
    let statements: Vec<_> = statements.collect();
    let rows = stream::iter(statements).buffered(AT_ONCE).try_collect().await?;
    Ok(Fetched { asked, rows, previous })
}
