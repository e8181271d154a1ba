//! What the store is asked, each thing once: measures that differ in their last step alone share an answer.

use colloquy_domain::analytics::{
    Aggregation, Calendar, Dimension, Filter, Fold, Measure, Question, Selection, Window,
};
use colloquy_store::analytics::{self, MOST_ROWS, Part, Sight, Single};
use colloquy_store::{Store, StoreError};

use crate::AppError;

/// A selection, and who asks for it.
pub(super) struct Wanted {
    selection: Selection,
    /// Whether the values are needed one by one.
    in_order: bool,
    /// Those who share the answer.
    pub askers: Vec<Asker>,
}

impl Wanted {
    /// All filters that apply.
    #[cfg(test)]
    pub fn filters(&self) -> &[Filter] {
        &self.selection.filters
    }
}

/// A measure for one of the groups, by their places in the question; where there are no groups the place is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asker {
    pub measure: usize,
    pub group: usize,
}

/// The answer to a selection.
pub(super) enum Rows {
    /// Added up.
    Parts(Vec<Part>),
    /// One by one, where an order among them is needed.
    Singles(Vec<Single>),
}

/// What is selected for a measure, and for one of the groups where there are some.
fn selection(question: &Question, measure: &Measure, group: &[Filter]) -> Selection {
    let filters = question.filters.iter().chain(&measure.filters).chain(group);
    let mut filters: Vec<Filter> = filters.cloned().collect();
    let tells_parts = |dimension: &Dimension| *dimension == Dimension::MetricContext;
    let is_told = measure.breakdown.as_ref().is_some_and(tells_parts)
        || filters.iter().any(|filter| tells_parts(&filter.dimension));
    if !is_told {
        filters.extend(measure.usual.clone());
    }
    Selection {
        subject: measure.subject,
        filters,
        fold: measure.fold,
        breakdown: measure.breakdown.clone(),
        judgement: match &measure.aggregation {
            Aggregation::PassRate(judgement) => Some(judgement.clone()),
            _ => None,
        },
    }
}

/// Everything that the question needs.
pub(super) fn wanted(question: &Question) -> Vec<Wanted> {
    let groups: Vec<&[Filter]> = match question.groups.as_slice() {
        [] => vec![&[]],
        groups => groups.iter().map(|group| group.filters.as_slice()).collect(),
    };
    let mut all: Vec<Wanted> = Vec::new();
    for (place, measure) in question.measures.iter().enumerate() {
        let in_order = matches!(measure.aggregation, Aggregation::Percentile(_))
            || matches!(measure.fold, Some(Fold::Percentile(_)));
        for (group, filters) in groups.iter().enumerate() {
            let asker = Asker { measure: place, group };
            let selection = selection(question, measure, filters);
            match all.iter_mut().find(|wanted| wanted.selection == selection) {
                Some(wanted) => {
                    wanted.in_order |= in_order;
                    wanted.askers.push(asker);
                }
                None => all.push(Wanted { selection, in_order, askers: vec![asker] }),
            }
        }
    }
    all
}

/// The window before, with its buckets, where that is to be measured too.
pub(super) fn previous(question: &Question, calendar: &Calendar) -> Option<(Window, Calendar)> {
    if !question.with_previous {
        return None;
    }
    let window = question.window.previous(&question.zone)?;
    let calendar = Calendar::exactly(&window, calendar.interval(), &question.zone)?;
    Some((window, calendar))
}

/// Fetches the answer to a selection.
///
/// # Errors
/// [`AppError::Invalid`] where more would have to be looked at than fits into memory.
pub(super) async fn fetch(
    store: &Store,
    sight: Sight,
    wanted: &Wanted,
    window: &Window,
    calendar: Option<&Calendar>,
) -> Result<Rows, AppError> {
    let selection = &wanted.selection;
    let found: Result<Option<Rows>, StoreError> = if wanted.in_order {
        analytics::singles(store, sight, selection, window, calendar).await.map(|all| all.map(Rows::Singles))
    } else {
        analytics::parts(store, sight, selection, window, calendar).await.map(|all| all.map(Rows::Parts))
    };
    found?.ok_or_else(|| {
        let place = wanted.askers.first().map_or(0, |asker| asker.measure);
        let field = format!("measures[{place}]");
        let what = if wanted.in_order { "values, each of which is looked at" } else { "parts" };
        let message = format!(
            "{field} comes to more than {MOST_ROWS} {what}; ask about a shorter time, or for fewer by a filter"
        );
        AppError::invalid(field, "cannot_be_answered", message)
    })
}
