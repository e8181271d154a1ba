//! Users, contacts, companies and tags inside an engagement.

use colloquy_domain::directory::{Company, Contact, Tag, User, UserRole};
use colloquy_http::problem::iso;
use serde_json::{Value, json};

use crate::{ids, names};

/// The owner.
pub fn user(user: &User) -> Value {
    let (first_name, last_name) = match user.name.rsplit_once(' ') {
        Some((first, last)) => (first, Some(last)),
        None => (user.name.as_str(), None),
    };
    json!({
        "object": "user",
        "id": ids::user(user.id),
        "role": match user.role {
            UserRole::Owner => "OWNER",
            UserRole::Admin => "ADMIN",
            UserRole::Member => "MEMBER",
            UserRole::Inactive => "INACTIVE",
            UserRole::NotInvited => "NOT_INVITED",
        },
        "first_name": first_name,
        "last_name": last_name,
        "emails": [{ "email": user.email, "is_primary": true }],
        "created_at": iso(user.created_at),
        "updated_at": iso(user.updated_at),
    })
}

/// A contact who took part.
pub fn contact(contact: &Contact) -> Value {
    let mut rendered = json!({
        "object": names::CONTACT_OBJECT,
        "id": ids::contact(contact.id),
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "emails": flagged("email", &contact.emails),
        "phone_numbers": flagged("phone_number", &contact.phones),
        "created_at": iso(contact.created_at),
        "updated_at": iso(contact.updated_at),
    });
    if let Some(company) = contact.company_id {
        rendered["company"] = json!({ "id": ids::company(company), "object": "company" });
    }
    rendered
}

/// A company whose people took part.
pub fn company(company: &Company) -> Value {
    json!({
        "object": names::COMPANY_OBJECT,
        "id": ids::company(company.id),
        "name": company.name,
        "domains": flagged("domain", &company.domains),
        "created_at": iso(company.created_at),
        "updated_at": iso(company.updated_at),
    })
}

/// A tag.
pub fn tag(tag: &Tag) -> Value {
    json!({
        "object": "tag",
        "id": ids::tag(tag.id),
        "name": tag.name,
        "hex_color": tag.hex_color,
        "description": tag.description,
        "auto_tagging_enabled": tag.auto_tagging_enabled,
        "created_at": iso(tag.created_at),
        "updated_at": iso(tag.updated_at),
    })
}

/// The first of several is the primary one.
fn flagged(name: &str, values: &[String]) -> Vec<Value> {
    values
        .iter()
        .enumerate()
        .map(|(position, value)| json!({ name: value, "is_primary": position == 0 }))
        .collect()
}
