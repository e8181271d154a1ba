//! What a client writes of a company. Industry, addresses and size are ours: the published page of the operation does
//! not name them, though a company has them.

use colloquy_app::AppError;
use colloquy_app::directory::companies::CompanyChange;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{members, names};

/// Most domains of one company.
const MOST_DOMAINS: usize = 100;
/// Longest address of a page.
const LONGEST_ADDRESS: usize = 2_048;

/// A new company.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateCompany {
    /// None may belong to another company.
    #[schema(max_items = 100)]
    domains: Vec<WriteDomain>,
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: Option<String>,
    #[schema(min_length = 1, max_length = 2000)]
    description: Option<String>,
    #[schema(min_length = 1, max_length = 255)]
    industry: Option<String>,
    #[schema(pattern = "^https?://[A-Za-z0-9][!-~]*$", max_length = 2048)]
    website: Option<String>,
    #[schema(pattern = "^https?://[A-Za-z0-9][!-~]*$", max_length = 2048)]
    logo_url: Option<String>,
    #[schema(value_type = Option<u64>, maximum = 4294967295.0)]
    number_of_employees: Option<u32>,
}

/// A change; what is left out stays, and null clears.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateCompany {
    /// In place of all that there were. None may belong to another company.
    #[schema(value_type = Vec<WriteDomain>, required = false, max_items = 100)]
    domains: Option<Vec<WriteDomain>>,
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: Option<String>,
    #[schema(min_length = 1, max_length = 2000)]
    description: Option<String>,
    #[schema(min_length = 1, max_length = 255)]
    industry: Option<String>,
    #[schema(pattern = "^https?://[A-Za-z0-9][!-~]*$", max_length = 2048)]
    website: Option<String>,
    #[schema(pattern = "^https?://[A-Za-z0-9][!-~]*$", max_length = 2048)]
    logo_url: Option<String>,
    #[schema(value_type = Option<u64>, maximum = 4294967295.0)]
    number_of_employees: Option<u32>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct WriteDomain {
    /// Two labels or more; others than ASCII in their ASCII form (`xn--…`).
    #[schema(
        max_length = 253,
        pattern = "^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$"
    )]
    domain: String,
    /// At most one is; the first where none is.
    #[schema(value_type = bool, required = false)]
    is_primary: Option<bool>,
}

/// Reads a new company.
pub fn read_new(body: &Value) -> Result<CompanyChange, AppError> {
    members::body(body, |fields| {
        if !fields.is_null("domains") {
            fields.require("domains");
        }
        read_members(fields)
    })
}

/// Reads what is to become of a company.
pub fn read_change(body: &Value) -> Result<CompanyChange, AppError> {
    members::body(body, read_members)
}

fn read_members(fields: &mut Fields<'_>) -> CompanyChange {
    CompanyChange {
        name: members::clearable(fields, "name", 255),
        domains: members::marked(fields, "domains", names::DOMAIN, MOST_DOMAINS, 253),
        description: members::clearable(fields, "description", 2_000),
        industry: members::clearable(fields, "industry", 255),
        website: members::clearable(fields, "website", LONGEST_ADDRESS),
        logo_url: members::clearable(fields, "logo_url", LONGEST_ADDRESS),
        number_of_employees: number_of_employees(fields),
        crm_association: None,
    }
}

fn number_of_employees(fields: &mut Fields<'_>) -> Option<Option<u32>> {
    if fields.is_null("number_of_employees") {
        return Some(None);
    }
    let number = u32::try_from(fields.integer("number_of_employees")?).ok();
    if number.is_none() {
        fields.refuse("number_of_employees", "invalid_range", "must be 0 to 4294967295");
    }
    Some(number)
}
