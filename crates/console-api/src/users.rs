//! The users of the workspace.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::AppError;
use colloquy_app::directory::users::{self, UserChange};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_domain::directory::{User as DomainUser, UserRole};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::error::ErrorBody;
use crate::ids;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(update_user))
}

/// A user of the workspace.
#[derive(Serialize, ToSchema)]
struct User {
    id: String,
    email: String,
    name: String,
    /// `owner`, `admin`, `member`, `inactive` or `not_invited`.
    role: &'static str,
    phone: Option<String>,
    job_title: Option<String>,
    /// IANA name.
    time_zone: Option<String>,
    /// When a key of theirs was last used, to the minute.
    last_activity_at: Option<String>,
    created_at: String,
    updated_at: String,
}

impl User {
    fn of(user: &DomainUser) -> Self {
        Self {
            id: user.id.to_string(),
            email: user.email.clone(),
            name: user.name.clone(),
            role: user.role.as_str(),
            phone: user.phone.clone(),
            job_title: user.job_title.clone(),
            time_zone: user.time_zone.clone(),
            last_activity_at: user.last_activity_at.map(iso),
            created_at: iso(user.created_at),
            updated_at: iso(user.updated_at),
        }
    }
}

/// A change; what is left out stays, and null clears.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct UpdateUser {
    /// Who is `inactive` owns nothing new and keeps what they own.
    #[schema(value_type = UserRoleWord, required = false)]
    role: Option<UserRoleWord>,
    /// Compared by its digits and a leading `+`.
    #[schema(pattern = "[0-9]", min_length = 1, max_length = 64)]
    phone: Option<String>,
    #[schema(min_length = 1, max_length = 255)]
    job_title: Option<String>,
    /// IANA name, such as `Europe/Berlin`.
    #[schema(min_length = 1, max_length = 255)]
    time_zone: Option<String>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "read by the schema derive only")]
enum UserRoleWord {
    #[schema(rename = "owner")]
    Owner,
    #[schema(rename = "admin")]
    Admin,
    #[schema(rename = "member")]
    Member,
    #[schema(rename = "inactive")]
    Inactive,
    #[schema(rename = "not_invited")]
    NotInvited,
}

/// Changes a user.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/users/{user_id}",
    tag = "Workspace",
    params(("user_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = UpdateUser,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the user as they are now", body = User),
        (status = 400, description = "the body has a wrong shape", body = ErrorBody),
        (status = 404, description = "no such user", body = ErrorBody),
        (status = 422, description = "a number without a digit, or an unknown time zone", body = ErrorBody),
    )
)]
async fn update_user(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<User>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let (id, change) = (ids::user(&id)?, read(&body)?);
    Ok(Json(User::of(&users::update(state.app(), caller.workspace_id(), id, change).await?)))
}

fn read(body: &Value) -> Result<UserChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    let role = fields.string("role", 0, 100).map(UserRole::parse);
    if role == Some(None) || fields.is_null("role") {
        let rule = "must be owner, admin, member, inactive or not_invited";
        fields.refuse("role", "invalid_value", rule);
    }
    let mut clearable = |name: &str, longest| match fields.is_null(name) {
        true => Some(None),
        false => fields.string(name, 1, longest).map(|text| Some(text.to_owned())),
    };
    let (phone, job_title) = (clearable("phone", 64), clearable("job_title", 255));
    let time_zone = clearable("time_zone", 255);
    fields.finish()?;
    Ok(UserChange { role: role.flatten(), phone, job_title, time_zone })
}
