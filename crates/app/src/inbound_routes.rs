//! Which agent answers who calls or writes to an address of ours.
//!
//! An address belongs to one route of its channel, in all workspaces: whoever comes in names nothing else. A webchat has
//! no address but the route's id, which pages name, and the origins of the pages that may.

use colloquy_domain::dialogue::Channel;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::{AgentId, InboundRouteId, SkillId, WorkspaceId, phone};
use colloquy_store::{Durability, StoreError, Tx, agent_profiles, constraint, inbound_routes, skills};
use url::Url;

use crate::clock::dated;
use crate::{App, AppError};

/// Most origins of one route.
const MOST_ORIGINS: usize = 100;

/// What a route is, beside its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInboundRoute {
    /// By which channel.
    pub channel: Channel,
    /// The number or e-mail address that is called or written to; none for a webchat.
    pub address: Option<String>,
    /// Who answers.
    pub agent_id: AgentId,
    /// Doing what.
    pub skill_id: SkillId,
    /// Origins whose pages may open a webchat; empty: any.
    pub allowed_origins: Vec<String>,
    /// One that is not active is not answered at.
    pub is_active: bool,
}

/// Makes a route.
///
/// # Errors
/// [`AppError::Invalid`] naming the field that breaks a rule, or that names an agent or skill that is not there;
/// [`AppError::Conflict`] where another route of the channel has the address.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    new: NewInboundRoute,
) -> Result<InboundRoute, AppError> {
    let (new, now) = (checked(new)?, app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                check_names(tx, workspace_id, &new).await?;
                let route = InboundRoute {
                    id: InboundRouteId::generate(),
                    workspace_id,
                    channel: new.channel,
                    address: new.address,
                    agent_id: new.agent_id,
                    skill_id: new.skill_id,
                    allowed_origins: new.allowed_origins,
                    is_active: new.is_active,
                    created_at: now,
                    updated_at: now,
                };
                answer(inbound_routes::insert(tx, &route).await)?;
                Ok(route)
            })
        })
        .await
}

/// One route.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: InboundRouteId) -> Result<InboundRoute, AppError> {
    let found = inbound_routes::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("inbound route"))
}

/// Routes, the newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<InboundRoute>, AppError> {
    Ok(inbound_routes::list(app.store.reader(), workspace_id, slice).await?)
}

/// Changes a route. Dialogues that go on are not touched.
///
/// # Errors
/// As [`create`], and [`AppError::NotFound`].
pub async fn change(
    app: &App,
    workspace_id: WorkspaceId,
    id: InboundRouteId,
    change: impl FnOnce(&mut NewInboundRoute) + Send + 'static,
) -> Result<InboundRoute, AppError> {
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = inbound_routes::get(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("inbound route"))?;
                let mut content = content_of(&before);
                change(&mut content);
                let content = checked(content)?;
                check_names(tx, workspace_id, &content).await?;
                let mut after = InboundRoute {
                    channel: content.channel,
                    address: content.address,
                    agent_id: content.agent_id,
                    skill_id: content.skill_id,
                    allowed_origins: content.allowed_origins,
                    is_active: content.is_active,
                    ..before.clone()
                };
                if after != before {
                    after.updated_at = dated(tx, before.updated_at);
                    answer(inbound_routes::update(tx, &after).await)?;
                }
                Ok(after)
            })
        })
        .await
}

/// Deletes a route, which frees its address. Dialogues that go on are not touched.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: InboundRouteId) -> Result<(), AppError> {
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let was_there = inbound_routes::delete(tx, workspace_id, id).await?;
                if was_there { Ok(()) } else { Err(AppError::NotFound("inbound route")) }
            })
        })
        .await
}

fn content_of(route: &InboundRoute) -> NewInboundRoute {
    NewInboundRoute {
        channel: route.channel,
        address: route.address.clone(),
        agent_id: route.agent_id,
        skill_id: route.skill_id,
        allowed_origins: route.allowed_origins.clone(),
        is_active: route.is_active,
    }
}

/// The same with address and origins in the one form in which they are compared.
fn checked(mut new: NewInboundRoute) -> Result<NewInboundRoute, AppError> {
    let refused =
        |field: &str, code, rule: &str| Err(AppError::invalid(field, code, format!("{field} {rule}")));
    let given = new.address.take().map(|address| address.trim().to_owned());
    let given = given.filter(|address| !address.is_empty());
    new.address = match (new.channel, given) {
        (Channel::Webchat, None) => None,
        (Channel::Webchat, Some(_)) => {
            return refused(
                "address",
                "not_allowed",
                "must be left out: a webchat is opened by the route's id",
            );
        }
        (_, None) => return refused("address", "required", "is required for this channel"),
        (Channel::Email, Some(given)) => match phone::valid_email(&given) {
            Some(address) => Some(address),
            None => return refused("address", "invalid_format", "must be an e-mail address"),
        },
        (Channel::Call | Channel::Sms | Channel::Whatsapp, Some(given)) => {
            match phone::normalise(&given).filter(|number| phone::is_e164(number)) {
                Some(number) => Some(number),
                None => {
                    let rule = "must be a telephone number in E.164, such as +15551234567";
                    return refused("address", "invalid_format", rule);
                }
            }
        }
    };
    if new.channel != Channel::Webchat && !new.allowed_origins.is_empty() {
        return refused("allowed_origins", "not_allowed", "must be left out: only a webchat has pages");
    }
    if new.allowed_origins.len() > MOST_ORIGINS {
        return refused("allowed_origins", "too_many", &format!("must have at most {MOST_ORIGINS} entries"));
    }
    let mut origins = Vec::with_capacity(new.allowed_origins.len());
    for (place, given) in new.allowed_origins.iter().enumerate() {
        let Some(origin) = origin(given) else {
            let rule = "must be an origin, such as https://shop.example";
            return refused(&format!("allowed_origins[{place}]"), "invalid_format", rule);
        };
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    new.allowed_origins = origins;
    Ok(new)
}

/// An origin as browsers send it; none where the text is none, or more than one.
fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_open = url.username().is_empty() && url.password().is_none();
    let is_origin = matches!(url.scheme(), "http" | "https") && url.has_host() && is_bare && is_open;
    is_origin.then(|| url.origin().ascii_serialization())
}

async fn check_names(tx: &Tx, workspace_id: WorkspaceId, new: &NewInboundRoute) -> Result<(), AppError> {
    if agent_profiles::get(tx, workspace_id, new.agent_id).await?.is_none() {
        let message = format!("agent_id names no agent of this workspace: {}", new.agent_id);
        return Err(AppError::invalid("agent_id", "unknown_value", message));
    }
    if skills::get(tx, workspace_id, new.skill_id).await?.is_none() {
        let message = format!("skill_id names no skill of this workspace: {}", new.skill_id);
        return Err(AppError::invalid("skill_id", "unknown_value", message));
    }
    Ok(())
}

fn answer(written: Result<(), StoreError>) -> Result<(), AppError> {
    match written {
        Err(error) if error.is_conflict_of(constraint::INBOUND_ADDRESS) => {
            Err(AppError::Conflict("another route of this channel has this address".into()))
        }
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("inbound route")),
        other => Ok(other?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(channel: Channel, address: Option<&str>, origins: &[&str]) -> Result<NewInboundRoute, AppError> {
        checked(NewInboundRoute {
            channel,
            address: address.map(str::to_owned),
            agent_id: AgentId::generate(),
            skill_id: SkillId::generate(),
            allowed_origins: origins.iter().map(|&origin| origin.to_owned()).collect(),
            is_active: true,
        })
    }

    #[test]
    fn each_channel_has_addresses_of_its_kind() {
        let address = |channel, given| route(channel, given, &[]).ok().map(|route| route.address);
        assert_eq!(address(Channel::Sms, Some("+1 555 123 4567")), Some(Some("+15551234567".into())));
        assert_eq!(
            address(Channel::Email, Some("Help@Firm.Example")),
            Some(Some("help@firm.example".into()))
        );
        assert_eq!(address(Channel::Webchat, None), Some(None));
        for (channel, wrong) in [
            (Channel::Call, None),
            (Channel::Call, Some("help@firm.example")),
            (Channel::Whatsapp, Some("15551234567")),
            (Channel::Email, Some("+15551234567")),
            (Channel::Email, Some(" ")),
            (Channel::Webchat, Some("+15551234567")),
        ] {
            assert_eq!(address(channel, wrong), None, "{channel:?} {wrong:?}");
        }
    }

    #[test]
    fn origins_are_kept_as_browsers_send_them() {
        let given = ["HTTPS://Shop.Example/", "https://shop.example:443", "http://localhost:8080"];
        let kept = route(Channel::Webchat, None, &given).expect("origins").allowed_origins;
        assert_eq!(kept, ["https://shop.example", "http://localhost:8080"]);
        for wrong in ["shop.example", "https://shop.example/chat", "ftp://shop.example", "*", "null", ""] {
            assert!(route(Channel::Webchat, None, &[wrong]).is_err(), "{wrong}");
        }
        assert!(route(Channel::Sms, Some("+15551234567"), &given[..1]).is_err());
    }
}
