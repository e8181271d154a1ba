//! Users, contacts, companies and tags.

use colloquy_domain::crm::CrmAssociation;
use colloquy_domain::directory::{Company, Contact, Tag, User};
use colloquy_http::problem::iso;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{ids, names};

/// A user. The last word of a name is the last name, as with contacts.
pub fn user(user: &User) -> Value {
    let (first_name, last_name) = match user.name.rsplit_once(' ') {
        Some((first, last)) => (first, Some(last)),
        None => (user.name.as_str(), None),
    };
    let mut rendered = json!({
        "object": "user",
        "id": ids::user(user.id),
        "role": names::role(user.role),
        "first_name": first_name,
        "last_name": last_name,
        "emails": [{ "email": user.email, "is_primary": true }],
        "created_at": iso(user.created_at),
        "updated_at": iso(user.updated_at),
    });
    set(&mut rendered, "job_title", user.job_title.as_ref());
    set(&mut rendered, "time_zone", user.time_zone.as_ref());
    set(&mut rendered, "last_activity_at", user.last_activity_at.map(iso));
    rendered
}

/// A contact.
pub fn contact(contact: &Contact) -> Value {
    let mut rendered = json!({
        "object": "contact",
        "id": ids::contact(contact.id),
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "emails": flagged("email", &contact.emails),
        "phone_numbers": flagged("phone_number", &contact.phones),
        "created_at": iso(contact.created_at),
        "updated_at": iso(contact.updated_at),
    });
    set(&mut rendered, "description", contact.description.as_ref());
    set(&mut rendered, "time_zone", contact.time_zone.as_ref());
    let company = contact.company_id.map(|id| json!({ "id": ids::company(id), "object": "company" }));
    set(&mut rendered, "company", company);
    set(&mut rendered, "crm_association", contact.crm_association.as_ref().map(crm_association));
    rendered
}

/// A contact who took part in an engagement.
pub fn engagement_contact(contact: &Contact) -> Value {
    named(names::CONTACT_OBJECT, self::contact(contact))
}

/// A company.
pub fn company(company: &Company) -> Value {
    let mut rendered = json!({
        "object": "company",
        "id": ids::company(company.id),
        "name": company.name,
        "domains": flagged(names::DOMAIN, &company.domains),
        "created_at": iso(company.created_at),
        "updated_at": iso(company.updated_at),
    });
    set(&mut rendered, "description", company.description.as_ref());
    set(&mut rendered, "industry", company.industry.as_ref());
    set(&mut rendered, "website", company.website.as_ref());
    set(&mut rendered, "logo_url", company.logo_url.as_ref());
    set(&mut rendered, "number_of_employees", company.number_of_employees);
    set(&mut rendered, "crm_association", company.crm_association.as_ref().map(crm_association));
    rendered
}

/// A company whose people took part in an engagement.
pub fn engagement_company(company: &Company) -> Value {
    named(names::COMPANY_OBJECT, self::company(company))
}

/// The CRM's record of something.
pub fn crm_association(crm: &CrmAssociation) -> Value {
    json!({
        "object_type": crm.object_type.as_str(),
        "crm_object_id": crm.crm_object_id,
        "source": crm.source,
    })
}

/// Members without a value are left out.
fn set(rendered: &mut Value, name: &str, value: Option<impl Serialize>) {
    if let Some(value) = value {
        rendered[name] = json!(value);
    }
}

fn named(object: &str, mut rendered: Value) -> Value {
    rendered["object"] = json!(object);
    rendered
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

/// What was deleted.
pub fn deleted(object: &str, id: &str) -> Value {
    json!({ "id": id, "object": object, "deleted": true })
}

/// The first of several is the primary one.
fn flagged(name: &str, values: &[String]) -> Vec<Value> {
    values
        .iter()
        .enumerate()
        .map(|(position, value)| json!({ name: value, "is_primary": position == 0 }))
        .collect()
}
