//! A campaign as it is shown.

use colloquy_domain::attribution;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{self, AuralytikCampaignStatus, AuralytikCampaignType};
use crate::wire::iso;

/// A campaign.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikCampaign)]
pub struct Campaign {
    id: String,
    name: String,
    #[schema(required)]
    description: Option<String>,
    #[serde(rename = "type")]
    #[schema(value_type = AuralytikCampaignType)]
    kind: &'static str,
    #[schema(value_type = AuralytikCampaignStatus)]
    status: &'static str,
    /// Over what: `Voice`, `WhatsApp` and the like.
    channel_type: String,
    #[schema(required, format = DateTime)]
    start_date: Option<String>,
    #[schema(required, format = DateTime)]
    end_date: Option<String>,
    created_at: String,
}

impl Campaign {
    pub fn of(campaign: attribution::Campaign) -> Self {
        Self {
            id: campaign.key,
            name: campaign.name,
            description: campaign.description,
            kind: names::kind(campaign.kind),
            status: names::status(campaign.status),
            channel_type: campaign.channel,
            start_date: campaign.starts_at.map(iso),
            end_date: campaign.ends_at.map(iso),
            created_at: iso(campaign.created_at),
        }
    }
}
