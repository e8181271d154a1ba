//! The query of the list of calls.
#![expect(dead_code, reason = "the fields of the parameters are read by the descriptions only")]

use colloquy_app::keys::Caller;
use colloquy_app::{App, AppError, calls};
use colloquy_domain::call::CallStatus;
use colloquy_domain::filter::{CallFilter, CallOrderKey, CallSortValue, CallWindow, Direction, is_search};
use colloquy_domain::property::normalised;
use colloquy_domain::{ConversationId, Instant};
use colloquy_http::{QueryPairs, pairs};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::envelope::{self, Cursor};

/// Most rows of a page.
const MOST_ROWS: u64 = 100;
/// Most filters by properties.
const MOST_PROPERTIES: usize = 20;
/// Most ids in one parameter.
const MOST_IDS: usize = 100;

/// What the description says of the parameters.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// Rows of the page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// `nextCursor` of the page before, or the id of its last row.
    after: Option<String>,
    /// By what the list is sorted; calls without such a value come last.
    #[param(rename = "sortBy", inline)]
    sort_by: Option<SortBy>,
    /// Which way; calls that are equal follow each other by id.
    #[param(rename = "sortDirection", inline)]
    sort_direction: Option<SortDirection>,
    /// Only calls that are so far.
    #[param(inline)]
    status: Option<StatusName>,
    /// This text stands somewhere in the title, the summary or the transcript, in any case. Transcripts are searched
    /// for keys that may read them.
    #[param(rename = "searchText", max_length = 500)]
    search_text: Option<String>,
    /// Calls of one run of a simulation: none, as all calls here are real ones.
    #[param(rename = "simulationRunPlanJobId")]
    simulation_run_plan_job_id: Option<String>,
    /// The same with several ids, separated by commas.
    #[param(rename = "simulationRunPlanJobIds")]
    simulation_run_plan_job_ids: Option<String>,
    /// The same by the plans of runs.
    #[param(rename = "simulationRunPlanIds")]
    simulation_run_plan_ids: Option<String>,
    /// Simulated calls that their run counts, or leaves out: none.
    #[param(rename = "countedInResults", inline)]
    counted_in_results: Option<Flag>,
    /// Without calls of hidden runs: there are none.
    #[param(rename = "excludeHiddenRuns", inline)]
    exclude_hidden_runs: Option<Flag>,
}

colloquy_http::words! {
    /// By what calls are sorted.
    SortBy = ["createdAt", "startedAt", "endedAt", "duration", "title", "status"];
    /// Which way a list goes.
    SortDirection = ["asc", "desc"];
    /// How far a call is.
    StatusName = ["RINGING", "IN_PROGRESS", "ENDED"];
    /// Yes or no.
    Flag = ["true", "false"];
}

/// Names that mean something else than a property.
const BUILT_IN: [&str; 16] = [
    "after",
    "counted_in_results",
    "created_at",
    "duration",
    "ended_at",
    "exclude_hidden_runs",
    "limit",
    "properties",
    "search_text",
    "simulation_run_plan_ids",
    "simulation_run_plan_job_id",
    "simulation_run_plan_job_ids",
    "sort_by",
    "sort_direction",
    "started_at",
    "title",
];

/// What is asked for.
#[derive(Debug)]
pub struct CallQuery {
    /// Which calls.
    pub filter: CallFilter,
    /// Which part of the list, but for the place after which it goes on.
    pub window: CallWindow,
    /// The place after which it goes on, and whether it is an id alone.
    pub after: Option<(Cursor, bool)>,
    /// Only simulated calls.
    pub is_simulated: bool,
}

/// Reads the query.
pub fn read(pairs: &QueryPairs) -> Result<CallQuery, AppError> {
    let key = word(pairs, "sortBy", |text| {
        Some(match text {
            "createdAt" => CallOrderKey::CreatedAt,
            "startedAt" => CallOrderKey::StartedAt,
            "endedAt" => CallOrderKey::EndedAt,
            "duration" => CallOrderKey::Duration,
            "title" => CallOrderKey::Title,
            "status" => CallOrderKey::Status,
            _ => return None,
        })
    })?;
    let direction = word(pairs, "sortDirection", |text| match text {
        "asc" => Some(Direction::Ascending),
        "desc" => Some(Direction::Descending),
        _ => None,
    })?;
    let status = word(pairs, "status", |text| {
        CallStatus::ALL.iter().copied().find(|status| status.as_str().to_ascii_uppercase() == text)
    })?;
    let search = pairs.one("searchText")?.filter(|text| !text.is_empty());
    if search.is_some_and(|text| !is_search(text)) {
        let message = "searchText must have at most 500 characters";
        return Err(AppError::malformed("searchText", "invalid_length", message));
    }
    let mut is_simulated = flag(pairs, "countedInResults")?.is_some();
    flag(pairs, "excludeHiddenRuns")?;
    for name in ["simulationRunPlanJobId", "simulationRunPlanJobIds", "simulationRunPlanIds"] {
        let Some(text) = pairs.one(name)? else { continue };
        if text.split(',').count() > MOST_IDS {
            let message = format!("{name} must hold at most {MOST_IDS} ids");
            return Err(AppError::malformed(name, "invalid_length", message));
        }
        is_simulated = true;
    }
    let window = CallWindow {
        key: key.unwrap_or_default(),
        direction: direction.unwrap_or_default(),
        after: None,
        limit: envelope::limit(pairs.one("limit")?, MOST_ROWS)?,
    };
    let filter = CallFilter {
        status,
        search: search.map(str::to_owned),
        search_transcripts: true,
        properties: properties(pairs)?,
    };
    let after = pairs.one("after")?.map(Cursor::read).transpose()?;
    Ok(CallQuery { filter, window, after, is_simulated })
}

fn word<T>(
    pairs: &QueryPairs,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, AppError> {
    let Some(text) = pairs.one(name)? else { return Ok(None) };
    let found = read(text);
    found.map(Some).ok_or_else(|| {
        AppError::malformed(name, "invalid_value", format!("{name} has a value that is not known here"))
    })
}

fn flag(pairs: &QueryPairs, name: &'static str) -> Result<Option<bool>, AppError> {
    word(pairs, name, |text| match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    })
}

/// `properties[planTier][exists]=true`: the name in its one spelling, with what is asked.
fn properties(pairs: &QueryPairs) -> Result<Vec<(String, bool)>, AppError> {
    let mut found = Vec::new();
    for (name, value) in
        pairs.iter().filter(|(name, _)| *name == "properties" || name.starts_with("properties["))
    {
        let refused =
            |rule: &str| AppError::malformed("properties", "invalid_value", format!("properties {rule}"));
        let key = name.strip_prefix("properties[").and_then(|rest| rest.strip_suffix("][exists]"));
        let key = key.filter(|key| !key.is_empty() && !key.contains(['[', ']']));
        let key = key.ok_or_else(|| refused("must be given as properties[name][exists]=true or false"))?;
        let exists = match value {
            "true" => true,
            "false" => false,
            _ => return Err(refused("must be given as properties[name][exists]=true or false")),
        };
        let key = normalised(key);
        if key == "status" || BUILT_IN.contains(&key.as_str()) {
            return Err(refused(&format!("must not name {key}, which is no property")));
        }
        found.push((key, exists));
    }
    if found.len() > MOST_PROPERTIES {
        let message = format!("properties must be at most {MOST_PROPERTIES}");
        return Err(AppError::malformed("properties", "invalid_length", message));
    }
    Ok(found)
}

/// The place that a cursor names.
pub async fn place(
    app: &App,
    caller: &Caller,
    (cursor, is_id_alone): (Cursor, bool),
    key: CallOrderKey,
) -> Result<(CallSortValue, Uuid), AppError> {
    let wrong = || {
        let message = "after must be the nextCursor of an earlier page of the same list, or the id of a call";
        AppError::malformed("after", "invalid_cursor", message)
    };
    let value = match (is_id_alone, cursor.sort_value) {
        (true, _) => calls::place_of(app, caller, cursor.id, key).await?.ok_or_else(wrong)?,
        (false, None) => CallSortValue::Nothing,
        (false, Some(text)) => sort_value(key, &text).ok_or_else(wrong)?,
    };
    Ok((value, cursor.id))
}

fn sort_value(key: CallOrderKey, text: &str) -> Option<CallSortValue> {
    Some(match key {
        CallOrderKey::Title => CallSortValue::Text(text.to_lowercase()),
        CallOrderKey::Duration => CallSortValue::Number(text.parse().ok()?),
        CallOrderKey::Status => {
            let place = STATUS_BY_NAME.iter().position(|name| *name == text)?;
            CallSortValue::Number(i64::try_from(place).ok()?)
        }
        CallOrderKey::CreatedAt | CallOrderKey::StartedAt | CallOrderKey::EndedAt => {
            let micros = pairs::instant(text)?.unix_timestamp_nanos().div_euclid(1_000);
            CallSortValue::Number(i64::try_from(micros).ok()?)
        }
    })
}

/// Names in the order in which a list by status has them.
const STATUS_BY_NAME: [&str; 3] = ["ENDED", "IN_PROGRESS", "RINGING"];

/// The cursor that names a place. Instants are written to the microsecond, which is how they are sorted.
pub fn cursor(key: CallOrderKey, value: CallSortValue, id: ConversationId) -> Cursor {
    let sort_value = match (key, value) {
        (_, CallSortValue::Nothing) => None,
        (_, CallSortValue::Text(text)) => Some(text),
        (CallOrderKey::Duration, CallSortValue::Number(micros)) => Some(micros.to_string()),
        (CallOrderKey::Status, CallSortValue::Number(place)) => {
            let name = usize::try_from(place).ok().and_then(|place| STATUS_BY_NAME.get(place));
            name.map(|name| (*name).to_owned())
        }
        (_, CallSortValue::Number(micros)) => {
            let instant = Instant::from_unix_timestamp_nanos(i128::from(micros) * 1_000).ok();
            instant.and_then(|at| at.format(&time::format_description::well_known::Rfc3339).ok())
        }
    };
    Cursor { sort_value, id: id.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<CallQuery, AppError> {
        read(&QueryPairs::parse(text).unwrap())
    }

    #[test]
    fn properties_have_one_spelling() {
        let query = read_text("properties[planTier][exists]=true&properties%5Bregion%5D%5Bexists%5D=false");
        let expected = [("plan_tier".to_owned(), true), ("region".to_owned(), false)];
        assert_eq!(query.unwrap().filter.properties, expected);
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        let many: String = (0..21).map(|number| format!("&properties[p{number}][exists]=true")).collect();
        for wrong in [
            "sortBy=agent",
            "sortDirection=up",
            "status=ended",
            "limit=101",
            "countedInResults=1",
            "excludeHiddenRuns=yes",
            "properties[status][exists]=true",
            "properties[createdAt][exists]=true",
            "properties[x][exists]=1",
            "properties[x]=true",
            "properties[x][is]=true",
            "properties=true",
            "after=x",
            &format!("searchText={}", "x".repeat(501)),
            &format!("simulationRunPlanIds={}", ",".repeat(100)),
            &many,
        ] {
            assert!(matches!(read_text(wrong), Err(AppError::Malformed(_))), "{wrong}");
        }
    }

    #[test]
    fn a_cursor_names_the_place_that_it_was_made_of() {
        let id = ConversationId(Uuid::from_u128(3));
        for (key, value) in [
            (CallOrderKey::CreatedAt, CallSortValue::Number(1_780_000_000_123_457)),
            (CallOrderKey::EndedAt, CallSortValue::Number(1_780_000_000_000_000)),
            (CallOrderKey::Duration, CallSortValue::Number(4_500_000)),
            (CallOrderKey::Title, CallSortValue::Text("größe".to_owned())),
            (CallOrderKey::Status, CallSortValue::Number(1)),
        ] {
            let cursor = cursor(key, value.clone(), id);
            assert_eq!(sort_value(key, &cursor.sort_value.unwrap()), Some(value));
        }
        assert_eq!(cursor(CallOrderKey::EndedAt, CallSortValue::Nothing, id).sort_value, None);
        assert_eq!(sort_value(CallOrderKey::CreatedAt, "yesterday"), None);
        assert_eq!(sort_value(CallOrderKey::Status, "OVER"), None);
    }
}
