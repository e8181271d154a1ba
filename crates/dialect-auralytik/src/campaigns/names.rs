//! What campaigns are called here.

use colloquy_domain::attribution::{CampaignKind, CampaignStatus};

colloquy_http::words! {
    /// How a campaign's conversations are held.
    AuralytikCampaignType = ["VoiceBot", "Flow"];
    /// How far a campaign is.
    AuralytikCampaignStatus = ["Running", "Paused", "Completed"];
}

/// How far campaigns can be.
pub const STATUSES: [(&str, CampaignStatus); 3] = [
    ("Running", CampaignStatus::Running),
    ("Paused", CampaignStatus::Paused),
    ("Completed", CampaignStatus::Completed),
];

/// How far a campaign is.
pub fn status(status: CampaignStatus) -> &'static str {
    match status {
        CampaignStatus::Running => "Running",
        CampaignStatus::Paused => "Paused",
        CampaignStatus::Completed => "Completed",
    }
}

/// How its conversations are held.
pub fn kind(kind: CampaignKind) -> &'static str {
    match kind {
        CampaignKind::VoiceBot => "VoiceBot",
        CampaignKind::Flow => "Flow",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_read_as_it_is_written() {
        for known in CampaignStatus::ALL {
            assert!(STATUSES.contains(&(status(*known), *known)));
        }
    }
}
