//! Files with many rows, made in the background.

use serde::{Deserialize, Serialize};

use crate::evaluation::EvaluationFilter;
use crate::quality::Granularity;
use crate::{CampaignId, CredentialId, ExportJobId, Instant, WorkspaceId};

stored_words! {
    /// How far an export is.
    ExportStatus {
        /// Not begun.
        Queued => "queued",
        /// A worker is at it.
        Processing => "processing",
        /// The file is there.
        Completed => "completed",
        /// It was given up.
        Failed => "failed",
    }
    /// What the file is.
    ExportFormat {
        /// Comma-separated values, UTF-8, RFC 4180.
        Csv => "csv",
        /// A workbook of Office Open XML with one sheet.
        Xlsx => "xlsx",
        /// An array of objects.
        Json => "json",
    }
    /// What stands in an export of analytics.
    AnalyticsExport {
        /// One row with the totals.
        Summary => "summary",
        /// A row for each campaign.
        Campaigns => "campaigns",
        /// A row for each call center.
        CallCenters => "call_centers",
        /// A row for each person.
        Executives => "executives",
        /// A row for each criterion.
        Criteria => "criteria",
        /// A row for each day, week or month.
        Trends => "trends",
        /// A row for each evaluation.
        Evaluations => "evaluations",
    }
    /// Whether and how a call was evaluated.
    CallEvaluationStatus {
        /// It has a completed evaluation.
        Evaluated => "evaluated",
        /// Nobody asked for one.
        NotEvaluated => "not_evaluated",
        /// One waits.
        Pending => "pending",
        /// One is being made.
        Processing => "processing",
        /// One was given up.
        Failed => "failed",
    }
}

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum ExportContent {
    /// Numbers over evaluations, or the evaluations.
    Analytics {
        /// Which.
        what: AnalyticsExport,
        /// Over which evaluations.
        filter: EvaluationFilter,
        /// Width of a trend's steps.
        granularity: Granularity,
    },
    /// The calls of programs with their evaluations, surveys and campaigns.
    AiCalls {
        /// First instant.
        from: Instant,
        /// The first instant after the last.
        until: Instant,
        /// Of this campaign.
        campaign_id: Option<CampaignId>,
        /// Evaluated in this way.
        status: Option<CallEvaluationStatus>,
        /// With this outcome, in its sender's words.
        outcome: Option<String>,
        /// IANA zone in which instants are shown.
        time_zone: String,
    },
}

/// An export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportJob {
    /// The id.
    pub id: ExportJobId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// What it holds.
    pub content: ExportContent,
    /// What file it is.
    pub format: ExportFormat,
    /// Whether private conversations are in it, as its maker may read them.
    pub include_private: bool,
    /// How far it is.
    pub status: ExportStatus,
    /// So many of a hundred.
    pub progress: u8,
    /// Rows in the file.
    pub rows: Option<u64>,
    /// Key of the file in the object store.
    pub object_key: Option<String>,
    /// Its length.
    pub size_bytes: Option<u64>,
    /// Why it was given up.
    pub error: Option<String>,
    /// The key that asked for it.
    pub created_by: Option<CredentialId>,
    /// When asked for.
    pub created_at: Instant,
    /// When it ended.
    pub completed_at: Option<Instant>,
}
