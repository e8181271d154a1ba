//! A user, as they are told.

use colloquy_app::directory::people::Person;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::words;

/// A user of the workspace.
#[derive(Serialize, ToSchema)]
pub struct User {
    id: String,
    email: String,
    name: String,
    #[schema(value_type = words::UserRole)]
    role: &'static str,
    phone: Option<String>,
    job_title: Option<String>,
    /// IANA name.
    time_zone: Option<String>,
    /// Whether they are kept out: nothing that is theirs opens anything.
    is_disabled: bool,
    /// Whether they can sign in to the console.
    has_password: bool,
    /// When a session or key of theirs was last used, to the minute.
    last_seen_at: Option<String>,
    /// The same, by its older name.
    last_activity_at: Option<String>,
    created_at: String,
    updated_at: String,
}

impl User {
    /// Renders it.
    pub fn of(person: &Person) -> Self {
        let user = &person.user;
        let last_seen_at = user.last_activity_at.map(iso);
        Self {
            id: user.id.to_string(),
            email: user.email.clone(),
            name: user.name.clone(),
            role: user.role.as_str(),
            phone: user.phone.clone(),
            job_title: user.job_title.clone(),
            time_zone: user.time_zone.clone(),
            is_disabled: !user.role.is_active(),
            has_password: person.has_password,
            last_seen_at: last_seen_at.clone(),
            last_activity_at: last_seen_at,
            created_at: iso(user.created_at),
            updated_at: iso(user.updated_at),
        }
    }
}
