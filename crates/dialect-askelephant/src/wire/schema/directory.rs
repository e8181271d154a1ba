//! Contacts, companies, users and tags, and the bodies that write them.

use utoipa::ToSchema;

/// A person who took part in engagements. Members without a value are left out.
#[derive(ToSchema)]
pub struct Contact {
    object: ContactObject,
    #[schema(pattern = "^cnt_[0-9A-Z]{26}$")]
    id: String,
    #[schema(required)]
    first_name: Option<String>,
    #[schema(required)]
    last_name: Option<String>,
    emails: Vec<EmailAddress>,
    phone_numbers: Vec<PhoneNumber>,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    updated_at: String,
    #[schema(value_type = String, required = false)]
    description: Option<String>,
    #[schema(value_type = CompanyReference, required = false)]
    company: Option<CompanyReference>,
    #[schema(value_type = CrmAssociation, required = false)]
    crm_association: Option<CrmAssociation>,
    /// IANA name.
    #[schema(value_type = String, required = false)]
    time_zone: Option<String>,
}

#[derive(ToSchema)]
enum ContactObject {
    #[schema(rename = "contact")]
    Contact,
}

#[derive(ToSchema)]
struct EmailAddress {
    email: String,
    is_primary: bool,
}

#[derive(ToSchema)]
struct PhoneNumber {
    phone_number: String,
    is_primary: bool,
}

#[derive(ToSchema)]
struct CompanyReference {
    #[schema(pattern = "^cmp_[0-9A-Z]{26}$")]
    id: String,
    object: CompanyObject,
}

#[derive(ToSchema)]
enum CompanyObject {
    #[schema(rename = "company")]
    Company,
}

/// An organisation. Members without a value are left out.
#[derive(ToSchema)]
pub struct Company {
    object: CompanyObject,
    #[schema(pattern = "^cmp_[0-9A-Z]{26}$")]
    id: String,
    #[schema(required)]
    name: Option<String>,
    domains: Vec<CompanyDomain>,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    updated_at: String,
    #[schema(value_type = String, required = false)]
    description: Option<String>,
    #[schema(value_type = String, required = false)]
    industry: Option<String>,
    #[schema(value_type = String, required = false)]
    website: Option<String>,
    #[schema(value_type = String, required = false)]
    logo_url: Option<String>,
    #[schema(value_type = u64, required = false, maximum = 4294967295.0)]
    number_of_employees: Option<u32>,
    #[schema(value_type = CrmAssociation, required = false)]
    crm_association: Option<CrmAssociation>,
}

#[derive(ToSchema)]
struct CompanyDomain {
    domain: String,
    is_primary: bool,
}

/// The CRM's record of something.
#[derive(ToSchema)]
#[schema(as = RecordCrmAssociation)]
pub struct CrmAssociation {
    object_type: CrmObjectType,
    #[schema(min_length = 1, max_length = 255)]
    crm_object_id: String,
    #[schema(min_length = 1, max_length = 255)]
    source: String,
}

#[derive(ToSchema)]
enum CrmObjectType {
    #[schema(rename = "contact")]
    Contact,
    #[schema(rename = "company")]
    Company,
    #[schema(rename = "deal")]
    Deal,
}

/// The CRM's record that is to stand for a contact.
#[derive(ToSchema)]
pub struct ContactCrmAssociation {
    object_type: ContactObject,
    #[schema(min_length = 1, max_length = 255)]
    crm_object_id: String,
    /// Which CRM.
    #[schema(min_length = 1, max_length = 255)]
    source: String,
}

/// The CRM's record that is to stand for a company.
#[derive(ToSchema)]
pub struct CompanyCrmAssociation {
    object_type: CompanyObject,
    #[schema(min_length = 1, max_length = 255)]
    crm_object_id: String,
    /// Which CRM.
    #[schema(min_length = 1, max_length = 255)]
    source: String,
}

/// A person of the workspace. Members without a value are left out.
#[derive(ToSchema)]
#[schema(as = DirectoryUser)]
pub struct User {
    object: UserObject,
    #[schema(pattern = "^usr_[0-9A-Z]{26}$")]
    id: String,
    role: UserRole,
    #[schema(required)]
    first_name: Option<String>,
    #[schema(required)]
    last_name: Option<String>,
    emails: Vec<EmailAddress>,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    updated_at: String,
    #[schema(value_type = String, required = false)]
    job_title: Option<String>,
    /// IANA name.
    #[schema(value_type = String, required = false)]
    time_zone: Option<String>,
    /// When a key of theirs was last used, to the minute.
    #[schema(value_type = String, format = "date-time", required = false)]
    last_activity_at: Option<String>,
}

#[derive(ToSchema)]
enum UserObject {
    #[schema(rename = "user")]
    User,
}

#[derive(ToSchema)]
#[schema(as = DirectoryUserRole)]
enum UserRole {
    #[schema(rename = "OWNER")]
    Owner,
    #[schema(rename = "ADMIN")]
    Admin,
    #[schema(rename = "MEMBER")]
    Member,
    #[schema(rename = "INACTIVE")]
    Inactive,
    #[schema(rename = "NOT_INVITED")]
    NotInvited,
}

/// A tag.
#[derive(ToSchema)]
#[schema(as = DirectoryTag)]
pub struct Tag {
    object: TagObject,
    #[schema(pattern = "^tag_[0-9A-Z]{26}$")]
    id: String,
    name: String,
    #[schema(required, pattern = "^#[A-Fa-f0-9]{6}$")]
    hex_color: Option<String>,
    #[schema(required)]
    description: Option<String>,
    auto_tagging_enabled: bool,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    updated_at: String,
}

#[derive(ToSchema)]
enum TagObject {
    #[schema(rename = "tag")]
    Tag,
}

/// What was deleted.
#[derive(ToSchema)]
pub struct Deleted {
    id: String,
    object: DeletedObject,
    /// Always true.
    deleted: bool,
}

#[derive(ToSchema)]
enum DeletedObject {
    #[schema(rename = "contact")]
    Contact,
    #[schema(rename = "company")]
    Company,
    #[schema(rename = "tag")]
    Tag,
}

/// A comment on a transcript.
#[derive(ToSchema)]
pub struct TranscriptComment {
    object: TranscriptCommentObject,
    #[schema(pattern = "^tano_[0-9A-Z]{26}$")]
    id: String,
    #[schema(pattern = "^ngmt_[0-9A-Z]{26}$")]
    engagement_id: String,
    #[schema(pattern = "^tt_[0-9A-Z]{26}$")]
    transcript_timeline_id: String,
    body: String,
    status: TranscriptCommentStatus,
    anchor: crate::comments::body::Anchor,
    /// `usr_…`; absent where a key without a user wrote it.
    #[schema(nullable = false)]
    created_by: Option<String>,
    /// `usr_…`.
    #[schema(required)]
    resolved_by: Option<String>,
    #[schema(required, format = "date-time")]
    resolved_at: Option<String>,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    updated_at: String,
}

#[derive(ToSchema)]
enum TranscriptCommentObject {
    #[schema(rename = "transcript_comment")]
    TranscriptComment,
}

#[derive(ToSchema)]
enum TranscriptCommentStatus {
    #[schema(rename = "OPEN")]
    Open,
    #[schema(rename = "RESOLVED")]
    Resolved,
}
