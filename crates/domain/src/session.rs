//! Sessions of people in the console.
//!
//! A session is a credential like a key: found by the SHA-256 of its token, which a browser keeps as a cookie. Unlike a
//! key it belongs to a person, has an end, and may do what the person's role allows at the moment of each request: who
//! is made a member in the morning is one in all of their sessions.

use time::Duration;

use crate::credential::{Credential, KNOWN_SCOPES, READ_PRIVATE, Scope, Scopes};
use crate::directory::UserRole;
use crate::{CredentialId, Instant, UserId, WorkspaceId};

/// How long a session lasts that nobody uses.
pub const LIVES: Duration = Duration::days(30);

/// How much of that must have passed before a use moves the end: each move is a write.
const SLIDES_AFTER: Duration = Duration::hours(1);

/// What a session is called where credentials are told by name.
pub const NAME: &str = "console";

/// What members may do beyond reading: the daily work with conversations, and their part in judging them.
const OF_MEMBERS: [&str; 10] = [
    "analytics:export",
    "audio:download",
    "audio:write",
    "calls:write",
    "engagements:write",
    "evaluations:dispute",
    "evaluations:review",
    "tags:write",
    "transcript_comments:read",
    "transcript_comments:write",
];

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, among those of keys.
    pub id: CredentialId,
    /// The workspace that it opens.
    pub workspace_id: WorkspaceId,
    /// Whose it is.
    pub user_id: UserId,
    /// What they may do now.
    pub role: UserRole,
    /// When they signed in.
    pub created_at: Instant,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Instant>,
    /// When it ends by itself.
    pub expires_at: Instant,
    /// When it was ended.
    pub ended_at: Option<Instant>,
}

impl Session {
    /// One that begins now.
    #[must_use]
    pub fn new(workspace_id: WorkspaceId, user_id: UserId, role: UserRole, now: Instant) -> Self {
        Self {
            id: CredentialId::generate(),
            workspace_id,
            user_id,
            role,
            created_at: now,
            last_used_at: Some(now),
            expires_at: now + LIVES,
            ended_at: None,
        }
    }

    /// Whether it lets anybody in.
    #[must_use]
    pub fn is_live(&self, now: Instant) -> bool {
        self.ended_at.is_none() && now < self.expires_at && self.role.is_active()
    }

    /// Its new end where a use now moves it.
    #[must_use]
    pub fn slid(&self, now: Instant) -> Option<Instant> {
        let until = now + LIVES;
        (until - self.expires_at >= SLIDES_AFTER).then_some(until)
    }

    /// The same as use cases know whoever asks.
    #[must_use]
    pub fn credential(&self) -> Credential {
        Credential {
            id: self.id,
            workspace_id: self.workspace_id,
            user_id: Some(self.user_id),
            name: NAME.to_owned(),
            scopes: scopes_of(self.role),
            created_at: self.created_at,
            last_used_at: self.last_used_at,
            revoked_at: self.ended_at,
        }
    }
}

/// What people of that role may do in the console. Owners and admins may do everything; that admins leave owners alone is
/// a rule of the use cases that change users.
#[must_use]
pub fn scopes_of(role: UserRole) -> Scopes {
    match role {
        UserRole::Owner | UserRole::Admin => Scopes::admin(),
        UserRole::Member => {
            let is_theirs =
                |name: &str| (name.ends_with(":read") && name != READ_PRIVATE) || OF_MEMBERS.contains(&name);
            let names = KNOWN_SCOPES.into_iter().filter(|name| is_theirs(name));
            Scopes(names.filter_map(Scope::parse).collect())
        }
        UserRole::Inactive | UserRole::NotInvited => Scopes::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::{WORKSPACE_ADMIN, WRITE_PRIVATE};

    fn session(now: Instant) -> Session {
        Session::new(WorkspaceId::generate(), UserId::generate(), UserRole::Member, now)
    }

    #[test]
    fn members_read_what_is_not_private_and_do_the_daily_work() {
        let may = scopes_of(UserRole::Member);
        for scope in OF_MEMBERS.iter().chain(&["engagements:read", "users:read", "transcript_timelines:read"])
        {
            assert!(KNOWN_SCOPES.contains(scope) && may.grants(scope), "{scope}");
        }
        for scope in [WORKSPACE_ADMIN, READ_PRIVATE, WRITE_PRIVATE, "agents:write", "webhooks:manage"] {
            assert!(!may.grants(scope), "{scope}");
        }
        assert!(scopes_of(UserRole::Admin).grants("agents:write"));
        for role in [UserRole::Inactive, UserRole::NotInvited] {
            assert_eq!(scopes_of(role), Scopes::default());
        }
    }

    #[test]
    fn a_use_moves_the_end_once_an_hour() {
        let now = Instant::UNIX_EPOCH + Duration::days(20_000);
        let mut session = session(now);
        assert_eq!(session.slid(now + Duration::minutes(59)), None);
        let later = now + Duration::minutes(60);
        session.expires_at = session.slid(later).unwrap();
        assert_eq!((session.expires_at, session.slid(later)), (later + LIVES, None));
    }

    #[test]
    fn it_lives_until_its_end_its_sign_out_or_the_end_of_its_user() {
        let now = Instant::UNIX_EPOCH + Duration::days(20_000);
        let session = session(now);
        assert!(session.is_live(now) && session.is_live(now + LIVES - Duration::SECOND));
        assert!(!session.is_live(now + LIVES));
        assert!(!Session { ended_at: Some(now), ..session.clone() }.is_live(now));
        assert!(!Session { role: UserRole::Inactive, ..session }.is_live(now));
    }
}
