//! `GET /api/colloquy/v1/overview`.

use axum::Json;
use axum::extract::State;
use colloquy_app::AppError;
use colloquy_app::overview::{self, Asked, Named, Numbers, Overview as AppOverview, Step, StepNumbers};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ids;
use crate::params::Params;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(get_overview))
}

colloquy_http::words! {
    /// How long the steps of the overview are.
    OverviewStep = ["day", "week", "month"];
}

/// Query of the overview.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
struct OverviewQuery {
    /// Conversations begun then or later; 30 days, 12 weeks or 12 months before the end where it is left out. At most 731
    /// days before the end.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Conversations begun before; now where it is left out.
    #[param(format = DateTime)]
    to: Option<String>,
    /// The width of the steps; `day` where it is left out.
    #[param(inline, value_type = Option<OverviewStep>)]
    granularity: Option<String>,
    /// Only conversations that were evaluated in this project, or are about to be.
    project_id: Option<String>,
}

/// The numbers of conversations over a time. Each is one that the list of conversations has when it is narrowed likewise.
#[derive(Serialize, ToSchema)]
struct Overview {
    from: String,
    to: String,
    #[schema(value_type = OverviewStep)]
    granularity: &'static str,
    /// Where days begin: the workspace's time zone.
    time_zone: String,
    /// The numbers of all.
    totals: OverviewNumbers,
    /// The numbers of each step, oldest first, also of those without conversations.
    series: Vec<OverviewPoint>,
    /// Questions that were answered with anything but no, by how often, at most 50.
    signals: Vec<OverviewSignal>,
    /// Tags by how many conversations have them, at most 50.
    tags: Vec<OverviewTag>,
}

/// The numbers of some conversations.
#[derive(Serialize, ToSchema)]
struct OverviewNumbers {
    /// How many.
    conversations: u64,
    /// How long they were together.
    hours: f64,
    /// The mean of the notes of their evaluations that count, 0 to 100; null where there are none.
    average_note: Option<f64>,
    /// Of those of which it is known how people felt, the share in which they felt bad, 0 to 1; null where there are none.
    negative_share: Option<f64>,
    /// Answers to questions that are not no.
    signals_found: u64,
    /// What was undertaken and is still to be done.
    open_action_items: u64,
    /// The mean of the agents' shares of all speech, 0 to 1; null where it was not measured.
    talk_ratio_agent: Option<f64>,
    /// How long customers waited for an answer: the median of the conversations' medians; null where it was not measured.
    response_latency_p50_ms: Option<f64>,
}

/// The numbers of a step.
#[derive(Serialize, ToSchema)]
struct OverviewPoint {
    /// The day on which it begins. Weeks begin on Monday.
    #[schema(format = Date)]
    date: String,
    /// Conversations begun then or later…
    from: String,
    /// …and before.
    to: String,
    /// The numbers.
    #[serde(flatten)]
    numbers: OverviewNumbers,
}

#[derive(Serialize, ToSchema)]
struct OverviewSignal {
    definition_id: String,
    name: String,
    /// Conversations.
    count: u64,
}

#[derive(Serialize, ToSchema)]
struct OverviewTag {
    tag_id: String,
    name: String,
    /// Conversations.
    count: u64,
}

impl OverviewNumbers {
    fn of(numbers: &Numbers) -> Self {
        Self {
            conversations: numbers.conversations,
            hours: numbers.hours,
            average_note: numbers.average_note,
            negative_share: numbers.negative_share,
            signals_found: numbers.signals_found,
            open_action_items: numbers.open_action_items,
            talk_ratio_agent: numbers.talk_ratio_agent,
            response_latency_p50_ms: numbers.response_latency_p50_ms,
        }
    }
}

impl OverviewPoint {
    fn of(step: &StepNumbers) -> Self {
        let date = step.date;
        Self {
            date: format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()),
            from: iso(step.from),
            to: iso(step.to),
            numbers: OverviewNumbers::of(&step.numbers),
        }
    }
}

impl Overview {
    fn of(overview: AppOverview) -> Self {
        let signal = |Named { id, name, count }: Named<colloquy_domain::SignalDefinitionId>| OverviewSignal {
            definition_id: id.to_string(),
            name,
            count,
        };
        let tag = |Named { id, name, count }: Named<colloquy_domain::TagId>| OverviewTag {
            tag_id: id.to_string(),
            name,
            count,
        };
        Self {
            from: iso(overview.window.from),
            to: iso(overview.window.to),
            granularity: overview.step.as_str(),
            time_zone: overview.time_zone,
            totals: OverviewNumbers::of(&overview.totals),
            series: overview.series.iter().map(OverviewPoint::of).collect(),
            signals: overview.signals.into_iter().map(signal).collect(),
            tags: overview.tags.into_iter().map(tag).collect(),
        }
    }
}

/// How many conversations there were, how long, how people felt, what was found in them and how they were noted, over a time
/// and step by step. Private ones count with `engagements:private:read` only.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/overview",
    tag = "Conversations",
    params(OverviewQuery),
    security(("key" = ["analytics:read"])),
    responses(
        (status = 200, description = "the numbers", body = Overview),
        (status = 404, description = "there is no such project"),
        (status = 422, description = "the range is too long"),
    )
)]
async fn get_overview(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Overview>, Problem> {
    caller.require("analytics:read")?;
    let asked = read(&pairs?)?;
    let _turn = state.heavy_read(caller.credential.id).await?;
    Ok(Json(Overview::of(overview::overview(state.app(), &caller, asked).await?)))
}

fn read(pairs: &QueryPairs) -> Result<Asked, AppError> {
    let mut params = Params::of(pairs);
    let asked = Asked {
        from: params.instant("from"),
        to: params.instant("to"),
        step: params.word("granularity", "day, week or month", Step::parse).unwrap_or_default(),
        project_id: params.id("project_id", ids::project),
    };
    params.finish()?;
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_read_and_what_is_wrong_is_named() {
        let asked = |query: &str| read(&QueryPairs::parse(query).unwrap());
        let wide = asked("from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&granularity=month").unwrap();
        assert_eq!((wide.step, wide.from.is_some(), wide.to.is_some()), (Step::Month, true, true));
        assert_eq!(asked("").unwrap().step, Step::Day);
        for (query, field) in [
            ("from=2026-01-01", "from"),
            ("to=", "to"),
            ("granularity=hour", "granularity"),
            ("project_id=all", "project_id"),
            ("until=2026-01-01T00:00:00Z", "until"),
        ] {
            let Err(AppError::Malformed(problems)) = asked(query) else { panic!("{query} is taken") };
            assert_eq!(problems[0].field, field, "{query}");
        }
    }
}
