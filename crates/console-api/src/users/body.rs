//! What clients send of users.

use colloquy_app::AppError;
use colloquy_app::directory::users::UserChange;
use colloquy_app::setup::NewUser;
use colloquy_domain::directory::UserRole;
use colloquy_domain::password::{LONGEST, SHORTEST};
use colloquy_domain::phone::valid_email;
use colloquy_domain::secret::SecretText;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::wire::words;

/// Longest name.
const LONGEST_NAME: usize = 200;
/// Longest e-mail address.
const LONGEST_EMAIL: usize = 320;

/// A new user.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateUser {
    /// Unique in the workspace, in any case.
    #[schema(min_length = 3, max_length = 320)]
    email: String,
    /// Full name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: String,
    #[schema(value_type = words::UserRole)]
    role: String,
    /// Without one they cannot sign in until they have set one by a link.
    #[schema(min_length = 10, max_length = 200)]
    password: Option<String>,
}

/// A change; what is left out stays, and null clears.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateUser {
    /// Full name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", value_type = String, required = false)]
    name: Option<String>,
    /// Who is `inactive` owns nothing new and keeps what they own.
    #[schema(value_type = words::UserRole, required = false)]
    role: Option<String>,
    /// true makes them `inactive`, false what they were before, unless `role` says something else.
    #[schema(value_type = bool, required = false)]
    is_disabled: Option<bool>,
    /// Compared by its digits and a leading `+`.
    #[schema(pattern = "[0-9]", min_length = 1, max_length = 64)]
    phone: Option<String>,
    #[schema(min_length = 1, max_length = 255)]
    job_title: Option<String>,
    /// IANA name, such as `Europe/Berlin`.
    #[schema(min_length = 1, max_length = 255)]
    time_zone: Option<String>,
    /// In place of the one that they have, if they have one; their sessions end.
    #[schema(min_length = 10, max_length = 200, value_type = String, required = false)]
    password: Option<String>,
}

/// Reads a new user, and their password where there is to be one.
pub fn new(body: &Value) -> Result<(NewUser, Option<SecretText>), AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["email", "name", "role"] {
        fields.require(name);
    }
    let given = fields.string("email", 3, LONGEST_EMAIL);
    let email = given.and_then(valid_email);
    if given.is_some() && email.is_none() {
        fields.refuse("email", "invalid_format", "must be an e-mail address");
    }
    let (name, role, password) = (name(&mut fields), role(&mut fields), password(&mut fields));
    fields.finish()?;
    let new = NewUser {
        email: email.unwrap_or_default(),
        name: name.unwrap_or_default(),
        phone: None,
        role: role.unwrap_or(UserRole::Member),
    };
    Ok((new, password))
}

/// Reads a change.
pub fn change(body: &Value) -> Result<UserChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    let (name, role, password) = (name(&mut fields), role(&mut fields), password(&mut fields));
    let is_disabled = fields.boolean("is_disabled");
    let mut clearable = |name: &str, longest| match fields.is_null(name) {
        true => Some(None),
        false => fields.string(name, 1, longest).map(|text| Some(text.to_owned())),
    };
    let (phone, job_title) = (clearable("phone", 64), clearable("job_title", 255));
    let time_zone = clearable("time_zone", 255);
    for never_null in ["name", "role", "is_disabled", "password"] {
        if fields.is_null(never_null) {
            fields.refuse(never_null, "invalid_value", "must not be null");
        }
    }
    fields.finish()?;
    Ok(UserChange { name, role, is_disabled, phone, job_title, time_zone, password })
}

fn name(fields: &mut Fields<'_>) -> Option<String> {
    let name = fields.string("name", 1, LONGEST_NAME)?;
    if name.trim().is_empty() {
        fields.refuse("name", "invalid_length", "must have a character that is seen");
    }
    Some(name.to_owned())
}

fn role(fields: &mut Fields<'_>) -> Option<UserRole> {
    let role = UserRole::parse(fields.string("role", 0, 100)?);
    if role.is_none() {
        let rule = "must be owner, admin, member, inactive or not_invited";
        fields.refuse("role", "invalid_value", rule);
    }
    role
}

fn password(fields: &mut Fields<'_>) -> Option<SecretText> {
    fields.string("password", SHORTEST, LONGEST).map(SecretText::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_is_named() {
        let fields = |refused: AppError| match refused {
            AppError::Malformed(problems) => problems.into_iter().map(|one| one.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        for (body, expected) in [
            (json!({}), vec!["email", "name", "role"]),
            (json!({ "email": "rae", "name": "Rae", "role": "member" }), vec!["email"]),
            (json!({ "email": "rae@acme.example", "name": " ", "role": "king" }), vec!["name", "role"]),
            (
                json!({ "email": "rae@acme.example", "name": "Rae", "role": "member", "password": "short" }),
                vec!["password"],
            ),
        ] {
            assert_eq!(fields(new(&body).map(|_| ()).expect_err("refused")), expected, "{body}");
        }
        for name in ["name", "role", "is_disabled", "password"] {
            let cleared = change(&json!({ name: null })).map(|_| ()).expect_err("refused");
            assert_eq!(fields(cleared), [name]);
        }
    }

    #[test]
    fn a_change_says_what_stays_and_what_is_cleared() {
        let read = change(&json!({ "phone": null, "is_disabled": false, "name": "Rae" })).expect("read");
        assert_eq!((read.phone, read.job_title, read.is_disabled), (Some(None), None, Some(false)));
        assert_eq!((read.name.as_deref(), read.role, read.password), (Some("Rae"), None, None));
    }
}
