//! Which evaluations a request is about: the same parameters for the list and for the numbers over many.

use colloquy_app::{App, AppError, campaigns};
use colloquy_domain::evaluation::{EvaluationFilter, EvaluationState, Feeling};
use colloquy_domain::{CallCenterId, CampaignId, WorkspaceId};

use crate::ids;
use crate::params::Params;
use crate::wire::words;

/// Longest key and longest name of a person.
const LONGEST_NAME: usize = 200;

/// The parameters that every such route has, for descriptions.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct EvaluationsQuery {
    /// Of this project.
    #[param(
        pattern = "^([a-z_]+_)?[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$|^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
    )]
    project_id: Option<String>,
    /// Of the campaign with this key.
    #[param(min_length = 1, max_length = 200)]
    campaign: Option<String>,
    /// Of the call center with this key.
    #[param(min_length = 1, max_length = 200)]
    call_center: Option<String>,
    /// Of exactly this person's work.
    #[param(min_length = 1, max_length = 200)]
    executive_name: Option<String>,
    /// Where a program spoke for the organisation, or where none did.
    is_ai_call: Option<bool>,
    /// With this sentiment.
    #[param(inline, value_type = Option<words::Feeling>)]
    sentiment: Option<String>,
    /// Recorded at this instant or later.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Recorded at this instant or earlier.
    #[param(format = DateTime)]
    until: Option<String>,
}

/// The parameter of those that look at the state, too, for descriptions.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct StateQuery {
    /// That are so far.
    #[param(inline, value_type = Option<words::EvaluationState>)]
    state: Option<String>,
}

/// A filter in which campaign and call center are still keys.
pub struct Given {
    filter: EvaluationFilter,
    campaign: Option<String>,
    call_center: Option<String>,
}

/// Reads the parameters that every such route has.
pub fn read(params: &mut Params<'_>) -> Given {
    let campaign = params.text("campaign", LONGEST_NAME);
    let call_center = params.text("call_center", LONGEST_NAME);
    let filter = EvaluationFilter {
        project_id: params.id("project_id", ids::project),
        executive_name: params.text("executive_name", LONGEST_NAME),
        is_ai_call: params.flag("is_ai_call"),
        sentiment: params.word("sentiment", "positive, neutral or negative", Feeling::parse),
        from: params.instant("from"),
        until: params.instant("until"),
        ..EvaluationFilter::default()
    };
    Given { filter, campaign, call_center }
}

/// The same with `state`.
pub fn read_with_state(params: &mut Params<'_>) -> Given {
    let mut given = read(params);
    let known = "pending, processing, completed or failed";
    given.filter.state = params.word("state", known, EvaluationState::parse);
    given
}

/// The same with `state` and `conversation_id`.
pub fn read_all(params: &mut Params<'_>) -> Given {
    let mut given = read_with_state(params);
    given.filter.conversation_id = params.id("conversation_id", ids::conversation);
    given
}

impl Given {
    /// The filter with ids in place of the keys.
    pub async fn resolved(self, app: &App, workspace_id: WorkspaceId) -> Result<EvaluationFilter, AppError> {
        let mut filter = self.filter;
        if let Some(key) = &self.campaign {
            let found = campaigns::get(app, workspace_id, key).await.map(|campaign| campaign.id);
            filter.campaign_id = Some(or_nothing(found, CampaignId::generate)?);
        }
        if let Some(key) = &self.call_center {
            let found = campaigns::call_centers::get(app, workspace_id, key).await;
            let found = found.map(|call_center| call_center.id);
            filter.call_center_id = Some(or_nothing(found, CallCenterId::generate)?);
        }
        Ok(filter)
    }
}

/// What was found; for a key that nothing has, an id that nothing has: such a filter matches nothing.
fn or_nothing<T>(found: Result<T, AppError>, nothing: fn() -> T) -> Result<T, AppError> {
    match found {
        Err(AppError::NotFound(_)) => Ok(nothing()),
        other => other,
    }
}
