//! What a client writes of a contact.

use colloquy_app::AppError;
use colloquy_app::directory::contacts::ContactChange;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{ids, members};

/// Most addresses and most numbers of one contact.
const MOST_VALUES: usize = 50;
/// Longest e-mail address.
const LONGEST_EMAIL: usize = 320;
/// Longest telephone number as it is written.
const LONGEST_PHONE: usize = 64;

/// What a contact is to be. A name, an address or a number must say who it is. In a change what is left out stays, and
/// null clears.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct WriteContact {
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    first_name: Option<String>,
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    last_name: Option<String>,
    #[schema(min_length = 1, max_length = 2000)]
    description: Option<String>,
    /// A company of the workspace.
    #[schema(pattern = "^cmp_[0-9A-Za-z]+$")]
    company_id: Option<String>,
    /// In place of all that there are. None may belong to another contact.
    #[schema(value_type = Vec<WriteEmail>, required = false, max_items = 50)]
    emails: Option<Vec<WriteEmail>>,
    /// In place of all that there are. None may belong to another contact.
    #[schema(value_type = Vec<WritePhoneNumber>, required = false, max_items = 50)]
    phone_numbers: Option<Vec<WritePhoneNumber>>,
    /// IANA name, such as `Europe/Berlin`.
    #[schema(min_length = 1, max_length = 255)]
    time_zone: Option<String>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct WriteEmail {
    #[schema(format = "email", min_length = 1, max_length = 320)]
    email: String,
    /// At most one is; the first where none is.
    #[schema(value_type = bool, required = false)]
    is_primary: Option<bool>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct WritePhoneNumber {
    /// Compared by its digits and a leading `+`.
    #[schema(pattern = "[0-9]", min_length = 1, max_length = 64)]
    phone_number: String,
    /// At most one is; the first where none is.
    #[schema(value_type = bool, required = false)]
    is_primary: Option<bool>,
}

/// Reads what is to become of a contact; of a new one, what it is.
pub fn read(body: &Value) -> Result<ContactChange, AppError> {
    members::body(body, |fields| ContactChange {
        first_name: members::clearable(fields, "first_name", 255),
        last_name: members::clearable(fields, "last_name", 255),
        description: members::clearable(fields, "description", 2_000),
        company_id: company_id(fields),
        emails: members::marked(fields, "emails", "email", MOST_VALUES, LONGEST_EMAIL),
        phones: members::marked(fields, "phone_numbers", "phone_number", MOST_VALUES, LONGEST_PHONE),
        time_zone: members::clearable(fields, "time_zone", 255),
        crm_association: None,
    })
}

fn company_id(fields: &mut Fields<'_>) -> Option<Option<colloquy_domain::CompanyId>> {
    if fields.is_null("company_id") {
        return Some(None);
    }
    let found = ids::parse_company(fields.string("company_id", 1, 255)?);
    if found.is_none() {
        fields.refuse("company_id", "unknown_value", "must be the id of a company");
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn null_clears_and_what_is_left_out_stays() {
        let change = read(&json!({ "first_name": null, "last_name": "Roe", "company_id": null })).unwrap();
        assert_eq!((change.first_name, change.last_name), (Some(None), Some(Some("Roe".into()))));
        assert_eq!((change.company_id, change.time_zone), (Some(None), None));
        assert!(change.emails.is_none() && change.phones.is_none());
    }

    #[test]
    fn every_wrong_member_is_named() {
        let body = json!({
            "first_name": "", "last_name": "x".repeat(256), "description": 7, "company_id": "cmp_nothing",
            "emails": [{ "is_primary": "yes" }, "a@b.example"], "phone_numbers": null, "time_zone": "",
        });
        let Err(AppError::Malformed(problems)) = read(&body) else { panic!("refused") };
        let mut fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        fields.sort_unstable();
        let expected = [
            "company_id",
            "description",
            "emails[0].email",
            "emails[0].is_primary",
            "emails[1]",
            "first_name",
            "last_name",
            "phone_numbers",
            "time_zone",
        ];
        assert_eq!(fields, expected);
    }
}
