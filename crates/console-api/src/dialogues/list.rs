//! `GET /api/colloquy/v1/dialogues`.

use axum::Json;
use axum::extract::State;

use colloquy_app::dialogues::{self, WalkFilter};
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::Dialogue;
use crate::ids;
use crate::onward::{Asked, Onward, OnwardQuery};
use crate::params::Params;
use crate::wire::{Addresses, words};

/// Names the list in its cursors.
const LIST: &str = "dialogues";

/// What narrows the list.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct DialogueQuery {
    /// In that state.
    #[param(inline)]
    status: Option<words::DialogueStatus>,
    /// By that channel.
    #[param(inline)]
    channel: Option<words::DialogueChannel>,
    /// Held by that agent.
    agent_id: Option<String>,
}

/// Dialogues that satisfy the filter, the newest first, without what was said in them. Private ones of others are left out
/// without `engagements:private:read`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/dialogues",
    tag = "Dialogues",
    params(DialogueQuery, OnwardQuery),
    security(("key" = ["calls:read"])),
    responses((status = 200, description = "a page", body = Onward<Dialogue>))
)]
pub async fn list_dialogues(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Onward<Dialogue>>, Problem> {
    caller.require("calls:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let filter = filter(&mut params);
    let asked = Asked::of(LIST, params, filter)?;
    let page = dialogues::page(state.app(), &caller, &asked.filter, asked.walk, asked.limit).await?;
    let addresses = Addresses::of(&caller);
    Ok(Json(asked.answer(page, |dialogue| Dialogue::of(dialogue, addresses))?))
}

fn filter(params: &mut Params<'_>) -> WalkFilter {
    let channels = "call, sms, whatsapp, email or webchat";
    WalkFilter {
        status: params.word("status", "a state of dialogues, such as open", DialogueStatus::parse),
        channel: params.word("channel", channels, Channel::parse),
        agent_id: params.id("agent_id", ids::agent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_read_and_no_other_one() {
        let asked = |query: &str| {
            let pairs = QueryPairs::parse(query).expect("a query");
            let mut params = Params::of(&pairs);
            let filter = filter(&mut params);
            Asked::of(LIST, params, filter).ok().map(|asked| asked.filter)
        };
        let agent = "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b";
        let all = asked(&format!("status=no-answer&channel=sms&agent_id={agent}&limit=3")).expect("sound");
        assert_eq!((all.status, all.channel), (Some(DialogueStatus::NoAnswer), Some(Channel::Sms)));
        assert_eq!(all.agent_id.map(|id| id.to_string()).as_deref(), Some(agent));
        assert_eq!(asked(""), Some(WalkFilter::default()));
        for wrong in ["status=close", "channel=fax", "agent_id=x", "agent=x", "status=", "page=1"] {
            assert_eq!(asked(wrong), None, "{wrong}");
        }
    }
}
