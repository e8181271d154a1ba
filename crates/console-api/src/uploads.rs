//! `POST /api/colloquy/v1/uploads`.

use axum::Json;
use axum::body::BodyDataStream;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, EXPECT};
use axum::http::{HeaderMap, StatusCode};
use colloquy_app::AppError;
use colloquy_app::keys::Caller;
use colloquy_app::uploads::{LONGEST_TITLE, NewUpload, UploadError, take_in};
use colloquy_domain::conversation::{Conversation as DomainConversation, ConversationKind};
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};
use futures::StreamExt;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ids;
use crate::params::Params;
use crate::wire::conversation::Conversation;

/// Longest name of a file, in characters.
const LONGEST_FILE_NAME: usize = 500;

/// Longest code of a language.
const LONGEST_LANGUAGE: usize = 2;

/// Bytes that are read on and thrown away once a file is refused: a client that still sends when the connection ends sees
/// a broken connection instead of the answer.
const PATIENCE_BYTES: u64 = 16 << 20;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(upload_recording))
}

colloquy_http::words! {
    /// Kinds of conversations that are recorded.
    RecordedKind = ["call", "meeting"];
}

/// What is told of a recording.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
struct UploadQuery {
    /// What the file is called where it is left out.
    #[param(min_length = 1, max_length = 500)]
    title: Option<String>,
    /// `call` where it is left out.
    #[param(inline, value_type = Option<RecordedKind>)]
    kind: Option<String>,
    /// Now where it is left out.
    #[param(format = DateTime)]
    started_at: Option<String>,
    /// ISO 639-1 code of the language that is spoken; it is heard where it is left out.
    #[param(pattern = "^[a-z]{2}$")]
    language: Option<String>,
    /// A project in which the conversation is evaluated once it is heard. Needs `evaluations:write`.
    project_id: Option<String>,
    /// What the file is called.
    #[param(min_length = 1, max_length = 500)]
    file_name: Option<String>,
}

/// Takes a recording in: the body is the file itself, of any length up to what the operator allows. What it holds is told by
/// its content; the recording is heard and read by the workers from there on.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/uploads",
    tag = "Conversations",
    params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "the file"),
    security(("key" = ["engagements:write"])),
    responses(
        (status = 201, description = "taken", body = Conversation),
        (status = 413, description = "the file is too large"),
    )
)]
async fn upload_recording(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
    request: Request,
) -> Result<(StatusCode, Json<Conversation>), Problem> {
    caller.require("engagements:write")?;
    let (parts, body) = request.into_parts();
    let mut content = body.into_data_stream();
    let taken = match pairs {
        Ok(pairs) => take(&state, &caller, &pairs, &parts.headers, &mut content).await,
        Err(problem) => Err(problem),
    };
    if taken.is_err() && !parts.headers.contains_key(EXPECT) {
        pass(&mut content).await;
    }
    taken.map(|conversation| (StatusCode::CREATED, Json(Conversation::of(&conversation))))
}

async fn take(
    state: &HttpState,
    caller: &Caller,
    pairs: &QueryPairs,
    headers: &HeaderMap,
    content: &mut BodyDataStream,
) -> Result<DomainConversation, Problem> {
    let new = read(pairs)?;
    if new.project_id.is_some() {
        caller.require("evaluations:write")?;
    }
    let most_bytes = state.app().limits.upload_bytes;
    if is_hopeless(headers, most_bytes) {
        return Err(refused(UploadError::TooLarge(most_bytes)));
    }
    take_in(state.app(), caller, new, content).await.map_err(refused)
}

fn read(pairs: &QueryPairs) -> Result<NewUpload, AppError> {
    let mut params = Params::of(pairs);
    let new = NewUpload {
        title: params.text("title", LONGEST_TITLE),
        kind: params.word("kind", "call or meeting", |word| match word {
            "call" => Some(ConversationKind::Call),
            "meeting" => Some(ConversationKind::Meeting),
            _ => None,
        }),
        started_at: params.instant("started_at"),
        language: params.text("language", LONGEST_LANGUAGE),
        project_id: params.id("project_id", ids::project),
        file_name: params.text("file_name", LONGEST_FILE_NAME),
    };
    params.finish()?;
    Ok(new)
}

/// Whether so much is announced that nothing has to be read to know that it is too much, and the client would not be
/// helped by reading on.
fn is_hopeless(headers: &HeaderMap, most_bytes: u64) -> bool {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let patience = if headers.contains_key(EXPECT) { 0 } else { PATIENCE_BYTES };
    announced.is_some_and(|announced| announced > most_bytes.saturating_add(patience))
}

fn refused(error: UploadError) -> Problem {
    let detail = error.to_string();
    match error {
        UploadError::TooLarge(_) => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", detail),
        UploadError::App(error) => error.into(),
    }
}

/// Throws some of the rest away.
async fn pass(content: &mut BodyDataStream) {
    let mut passed_bytes = 0;
    while let Some(Ok(piece)) = content.next().await {
        passed_bytes += piece.len() as u64;
        if passed_bytes > PATIENCE_BYTES {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn wrong_fields(query: &str) -> Vec<String> {
        match read(&QueryPairs::parse(query).unwrap()) {
            Err(AppError::Malformed(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_is_told_is_read_and_what_is_wrong_is_named() {
        let new = read(&QueryPairs::parse("title=Renewal&kind=meeting&language=de&file_name=a.wav").unwrap());
        let new = new.unwrap();
        assert_eq!((new.title.as_deref(), new.kind), (Some("Renewal"), Some(ConversationKind::Meeting)));
        assert_eq!((new.language.as_deref(), new.file_name.as_deref()), (Some("de"), Some("a.wav")));
        for (query, field) in [
            ("title=", "title"),
            ("kind=email", "kind"),
            ("started_at=today", "started_at"),
            ("language=german", "language"),
            ("project_id=x", "project_id"),
            ("filename=a.wav", "filename"),
        ] {
            assert_eq!(wrong_fields(query), [field], "{query}");
        }
    }

    #[test]
    fn what_is_announced_to_be_far_too_large_is_not_read() {
        let headers = |rows: &[(&'static str, &'static str)]| -> HeaderMap {
            let row = |&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
            rows.iter().map(row).collect()
        };
        assert!(!is_hopeless(&headers(&[]), 10));
        assert!(!is_hopeless(&headers(&[("content-length", "11")]), 10));
        assert!(is_hopeless(&headers(&[("content-length", "11"), ("expect", "100-continue")]), 10));
        assert!(is_hopeless(&headers(&[("content-length", "99999999999")]), 10));
        assert_eq!(refused(UploadError::TooLarge(10)).status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
