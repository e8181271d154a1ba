//! `POST /api/colloquy/v1/conversations/{conversation_id}/comments`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::conversations::comments::{self, NewComment};
use colloquy_domain::comment::Anchor;
use colloquy_domain::transcript::EntryId;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::comment::Comment;

/// Longest comment, in characters.
const LONGEST_BODY: usize = 50_000;
/// Latest moment of a conversation.
const LATEST_SECONDS: f64 = 604_800.0;

/// A comment on a transcript; on all of it where no place is told.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateComment {
    /// White space around it is cut off, and something must be left.
    #[schema(min_length = 1, max_length = 50000, pattern = r"\S")]
    body: String,
    /// Number of the entry that it is about.
    entry_id: Option<u32>,
    /// From this second.
    #[schema(minimum = 0, maximum = 604_800)]
    start_seconds: Option<f64>,
    /// To this second, not before `start_seconds`.
    #[schema(minimum = 0, maximum = 604_800)]
    end_seconds: Option<f64>,
}

/// Writes a comment on the transcript. 404 also while there is none. A private conversation needs
/// `engagements:private:read`, too, or a key of somebody who took part.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/conversations/{conversation_id}/comments",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = CreateComment,
    security(("key" = ["engagements:read", "transcript_comments:write"])),
    responses(
        (status = 201, description = "the comment", body = Comment),
    )
)]
pub async fn create_comment(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<(StatusCode, Json<Comment>), Problem> {
    caller.require("engagements:read")?;
    caller.require("transcript_comments:write")?;
    let body = body.value()?;
    let (app, id, given) = (state.app(), ids::conversation(&id)?, read(&body)?);
    let seconds = (given.start_seconds, given.end_seconds);
    let anchor = match given.entry_id {
        Some(entry) => comments::place(app, &caller, id, entry, seconds).await?,
        None => {
            Anchor { start_seconds: given.start_seconds, end_seconds: given.end_seconds, ..Anchor::default() }
        }
    };
    let new = NewComment { body: given.body, transcript_id: None, anchor };
    let comment = comments::create(app, &caller, id, new).await.map_err(renamed)?;
    Ok((StatusCode::CREATED, Json(Comment::of(&comment))))
}

struct Given {
    body: String,
    entry_id: Option<EntryId>,
    start_seconds: Option<f64>,
    end_seconds: Option<f64>,
}

fn read(body: &Value) -> Result<Given, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("body");
    let body = fields.string("body", 1, LONGEST_BODY).unwrap_or_default().to_owned();
    let entry_id = fields.integer("entry_id").map(u32::try_from);
    if matches!(entry_id, Some(Err(_))) {
        fields.refuse("entry_id", "invalid_range", "must be a whole number from 0 to 4294967295");
    }
    let start_seconds = seconds(&mut fields, "start_seconds");
    let end_seconds = seconds(&mut fields, "end_seconds");
    fields.finish()?;
    let entry_id = entry_id.and_then(Result::ok).map(EntryId);
    Ok(Given { body, entry_id, start_seconds, end_seconds })
}

fn seconds(fields: &mut Fields<'_>, name: &str) -> Option<f64> {
    let seconds = fields.number(name)?;
    if !(0.0..=LATEST_SECONDS).contains(&seconds) {
        fields.refuse(
            name,
            "invalid_range",
            "must be from 0 to 604800: a conversation lasts seven days at most",
        );
    }
    Some(seconds)
}

/// The place stands beside the text here, and not in a part of its own.
fn renamed(error: AppError) -> AppError {
    let bare = |text: &str| text.replace("anchor.", "");
    match error {
        AppError::Invalid(mut problems) => {
            for problem in &mut problems {
                problem.field = bare(&problem.field);
                problem.message = bare(&problem.message);
            }
            AppError::Invalid(problems)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_with_the_place_is_named() {
        let body = json!({ "body": "x", "entry_id": -1, "start_seconds": -1, "end_seconds": 1e308 });
        let Err(AppError::Malformed(problems)) = read(&body) else { panic!("refused") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["entry_id", "start_seconds", "end_seconds"]);
        let given = read(&json!({ "body": "x", "entry_id": 2 })).unwrap();
        assert_eq!((given.entry_id, given.start_seconds), (Some(EntryId(2)), None));
        let told =
            renamed(AppError::invalid("anchor.end_seconds", "invalid_range", "anchor.end_seconds must not"));
        assert_eq!(told.to_string(), "end_seconds must not");
    }
}
