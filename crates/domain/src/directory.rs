//! Workspaces, users, contacts, companies and tags.

use serde::{Deserialize, Serialize};

use crate::crm::CrmAssociation;
use crate::{CompanyId, ContactId, Instant, TagId, UserId, WorkspaceId};

/// A workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Its id.
    pub id: WorkspaceId,
    /// Name.
    pub name: String,
    /// Whether new conversations are private unless the request says otherwise.
    pub private_by_default: bool,
    /// E-mail domains of the workspace's own organisation, lower case.
    pub own_domains: Vec<String>,
    /// IANA time zone in which "by Friday" is meant.
    pub time_zone: String,
    /// When it was made.
    pub created_at: Instant,
}

/// What a user may do in the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserRole {
    /// Everything.
    Owner,
    /// Everything but owners.
    Admin,
    /// The daily work.
    Member,
    /// Left; kept for what they own.
    Inactive,
    /// Known, but never asked in.
    NotInvited,
}

impl UserRole {
    /// Whether such a user can own conversations.
    #[must_use]
    pub fn is_active(self) -> bool {
        matches!(self, Self::Owner | Self::Admin | Self::Member)
    }

    /// The role as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Inactive => "inactive",
            Self::NotInvited => "not_invited",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Owner, Self::Admin, Self::Member, Self::Inactive, Self::NotInvited]
            .into_iter()
            .find(|role| role.as_str() == text)
    }
}

/// A person of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Role.
    pub role: UserRole,
    /// Full name.
    pub name: String,
    /// E-mail address, lower case, unique in the workspace.
    pub email: String,
    /// Telephone number in normal form ([`crate::phone::normalise`]).
    pub phone: Option<String>,
    /// What they do.
    pub job_title: Option<String>,
    /// IANA time zone in which they live.
    pub time_zone: Option<String>,
    /// When a key of theirs was last used, to the minute.
    pub last_activity_at: Option<Instant>,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// A person who took part in conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The id.
    pub id: ContactId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail addresses, lower case; the first is the primary one.
    pub emails: Vec<String>,
    /// Telephone numbers in normal form; the first is the primary one.
    pub phones: Vec<String>,
    /// The organisation.
    pub company_id: Option<CompanyId>,
    /// Who they are, in words.
    pub description: Option<String>,
    /// IANA time zone in which they live.
    pub time_zone: Option<String>,
    /// The CRM's record of them.
    pub crm_association: Option<CrmAssociation>,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// The id.
    pub id: CompanyId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name.
    pub name: Option<String>,
    /// E-mail domains, lower case; the first is the primary one.
    pub domains: Vec<String>,
    /// What it does, in words.
    pub description: Option<String>,
    /// Its trade.
    pub industry: Option<String>,
    /// Its page.
    pub website: Option<String>,
    /// Where its logo lies.
    pub logo_url: Option<String>,
    /// How many people work there.
    pub number_of_employees: Option<u32>,
    /// The CRM's record of it.
    pub crm_association: Option<CrmAssociation>,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The id.
    pub id: TagId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name.
    pub name: String,
    /// What it is for; automatic tagging goes by it.
    pub description: Option<String>,
    /// `#RRGGBB`.
    pub hex_color: Option<String>,
    /// Whether the tags stage may give it.
    pub auto_tagging_enabled: bool,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}
