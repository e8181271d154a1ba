//! What answers look like.

use colloquy_domain::attribution as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::words;

/// A campaign.
#[derive(Serialize, ToSchema)]
pub struct Campaign {
    /// By which it is referred to.
    key: String,
    /// The key where nobody gave one.
    name: String,
    /// What it is for.
    description: Option<String>,
    #[schema(value_type = words::CampaignKind)]
    kind: &'static str,
    #[schema(value_type = words::CampaignStatus)]
    status: &'static str,
    /// Over what, in a free word: `Voice` where nobody said otherwise.
    channel: String,
    /// When it begins, where that is known.
    starts_at: Option<String>,
    /// When it ends, where that is known.
    ends_at: Option<String>,
    created_at: String,
    updated_at: String,
}

impl Campaign {
    /// Renders it.
    pub fn of(campaign: &domain::Campaign) -> Self {
        Self {
            key: campaign.key.clone(),
            name: campaign.name.clone(),
            description: campaign.description.clone(),
            kind: campaign.kind.as_str(),
            status: campaign.status.as_str(),
            channel: campaign.channel.clone(),
            starts_at: campaign.starts_at.map(iso),
            ends_at: campaign.ends_at.map(iso),
            created_at: iso(campaign.created_at),
            updated_at: iso(campaign.updated_at),
        }
    }
}
