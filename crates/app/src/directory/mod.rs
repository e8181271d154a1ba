//! Who there is: the users of a workspace, and the contacts and companies that they talk to.
//!
//! A change of a contact or company locks its row, so that two changes do not lose one another, and tells of itself
//! in its own transaction. One that leaves everything as it is changes nothing, dates nothing anew and tells nothing.

pub mod companies;
pub mod contacts;
mod marked;
mod operator;
pub mod people;
pub mod users;

pub use self::marked::Marked;
pub use self::operator::{first_active_user, user, users, workspaces};

use colloquy_domain::Instant;

use crate::FieldProblem;

/// The new value, where there is one.
fn change<T>(current: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *current = new;
    }
}

/// Notes a name in which nothing is to be seen.
fn check_name(field: &'static str, name: &Option<Option<String>>, problems: &mut Vec<FieldProblem>) {
    if name.iter().flatten().any(|name| name.trim().is_empty()) {
        let message = format!("{field} must have a character that is seen");
        problems.push(FieldProblem::new(field, "invalid_length", message));
    }
}

/// Notes a time zone that nobody knows.
fn check_time_zone(zone: Option<&str>, now: Instant, problems: &mut Vec<FieldProblem>) {
    if let Some(zone) = zone
        && colloquy_insight::dates::in_zone(now, zone).is_err()
    {
        let message = "time_zone must be an IANA time zone such as Europe/Berlin";
        problems.push(FieldProblem::new("time_zone", "unknown_value", message));
    }
}
