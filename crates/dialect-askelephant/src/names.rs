//! Names that the public sources do not settle. Each is a choice of ours; change it here.

use colloquy_domain::comment::CommentStatus;
use colloquy_domain::directory::UserRole;

/// Value of the header `X-Api-Version`.
pub const API_VERSION: &str = "v2";
/// `object` of a transcript timeline.
pub const TIMELINE_OBJECT: &str = "transcript_timeline";
/// `object` of a contact in an expansion.
pub const CONTACT_OBJECT: &str = "engagement_contact";
/// `object` of a company in an expansion.
pub const COMPANY_OBJECT: &str = "engagement_company";
/// Member of a company's domain that holds it.
pub const DOMAIN: &str = "domain";
/// `object` of a comment on a transcript.
pub const COMMENT_OBJECT: &str = "transcript_comment";
/// Where the `type` of a problem points; the last part is its slug.
pub const PROBLEM_BASE: &str = "https://app.askelephant.ai/errors/";
/// `version` of webhook payloads.
pub const EVENT_API_VERSION: &str = "v1";

/// What a user may do in the workspace.
pub fn role(role: UserRole) -> &'static str {
    match role {
        UserRole::Owner => "OWNER",
        UserRole::Admin => "ADMIN",
        UserRole::Member => "MEMBER",
        UserRole::Inactive => "INACTIVE",
        UserRole::NotInvited => "NOT_INVITED",
    }
}

/// Whether somebody has dealt with a comment.
pub fn comment_status(status: CommentStatus) -> &'static str {
    match status {
        CommentStatus::Open => "OPEN",
        CommentStatus::Resolved => "RESOLVED",
    }
}

/// Members of a transcript timeline.
pub mod timeline {
    /// Name of a speaker.
    pub const SPEAKER_NAME: &str = "name";
    /// E-mail address of a speaker.
    pub const SPEAKER_EMAIL: &str = "email";
    /// Start of an entry or sentence.
    pub const START: &str = "start_seconds";
    /// End of an entry or sentence.
    pub const END: &str = "end_seconds";
    /// What was said.
    pub const TEXT: &str = "text";
    /// Sentences of an entry.
    pub const SENTENCES: &str = "sentences";
    /// Position of an entry's speaker.
    pub const SPEAKER_INDEX: &str = "speaker_index";
}
