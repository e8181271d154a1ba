//! The questions that the workspace asks of its conversations.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::AppError;
use colloquy_app::signals::{self, SignalChange, SignalContent};
use colloquy_app::try_signal::{TryError, try_signal};
use colloquy_domain::ConversationId;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_domain::insight::Signal as DomainSignal;
use colloquy_domain::signal::{SignalDefinition as DomainDefinition, SignalKind, SignalValue};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::insight::Evidence;
use crate::wire::{List, words};

/// No text or list may be longer; the rules on each are the use case's and stricter.
const LONGEST_TEXT: usize = 10_000;
const MOST_ITEMS: usize = 1_000;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list_signal_definitions, create_signal_definition))
        .routes(routes!(update_signal_definition, delete_signal_definition))
        .routes(routes!(try_signal_definition))
}

/// A question.
#[derive(Serialize, ToSchema)]
struct SignalDefinition {
    id: String,
    /// Short stable name, such as `pricing_discussed`.
    name: String,
    /// The question in full.
    question: String,
    /// What counts and what does not.
    guidance: Option<String>,
    kind: Kind,
    /// Words and phrases that point to it.
    keywords: Vec<String>,
    /// Whether it is asked of new conversations.
    enabled: bool,
    created_at: String,
    updated_at: String,
}

/// Kind of the answer.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Kind {
    YesNo,
    Number {
        /// Shown beside it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
        unit: Option<String>,
    },
    Choice {
        /// All different.
        #[schema(value_type = words::Options)]
        options: Vec<String>,
    },
    Text,
}

impl SignalDefinition {
    fn of(definition: &DomainDefinition) -> Self {
        let kind = match &definition.kind {
            SignalKind::YesNo => Kind::YesNo,
            SignalKind::Number { unit } => Kind::Number { unit: unit.clone() },
            SignalKind::Choice { options } => Kind::Choice { options: options.clone() },
            SignalKind::Text => Kind::Text,
        };
        Self {
            id: definition.id.to_string(),
            name: definition.name.clone(),
            question: definition.question.clone(),
            guidance: definition.guidance.clone(),
            kind,
            keywords: definition.keywords.clone(),
            enabled: definition.enabled,
            created_at: iso(definition.created_at),
            updated_at: iso(definition.updated_at),
        }
    }
}

/// A new question.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct CreateSignalDefinition {
    /// Small letters, digits and underscores, the first a letter; unique.
    #[schema(pattern = "^[a-z][a-z0-9_]{0,63}$")]
    name: String,
    /// At least three characters without the blanks around them.
    #[schema(min_length = 3, max_length = 500, pattern = r"\S[\s\S]+\S")]
    question: String,
    #[schema(max_length = 2000)]
    guidance: Option<String>,
    kind: Kind,
    /// All different.
    #[schema(value_type = Option<words::Keywords>)]
    keywords: Option<Vec<String>>,
    /// true where it is left out.
    enabled: Option<bool>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct UpdateSignalDefinition {
    /// Small letters, digits and underscores, the first a letter; unique.
    #[schema(pattern = "^[a-z][a-z0-9_]{0,63}$")]
    name: Option<String>,
    /// At least three characters without the blanks around them.
    #[schema(min_length = 3, max_length = 500, pattern = r"\S[\s\S]+\S")]
    question: Option<String>,
    /// Null removes it.
    #[schema(max_length = 2000)]
    guidance: Option<String>,
    kind: Option<Kind>,
    /// All different.
    #[schema(value_type = Option<words::Keywords>)]
    keywords: Option<Vec<String>>,
    /// Whether it is asked of new conversations.
    enabled: Option<bool>,
}

/// All questions, oldest first.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/signal-definitions",
    tag = "Signals and tags",
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "the questions", body = List<SignalDefinition>),
    )
)]
async fn list_signal_definitions(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<SignalDefinition>>, Problem> {
    caller.require("engagements:read")?;
    let all = signals::list(state.app(), caller.workspace_id()).await?;
    Ok(Json(List::of(&all, SignalDefinition::of)))
}

/// Adds a question; it is asked of conversations that come from now on.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/signal-definitions",
    tag = "Signals and tags",
    request_body = CreateSignalDefinition,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 201, description = "created", body = SignalDefinition),
        (status = 409, description = "a question has this name already"),
    )
)]
async fn create_signal_definition(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<SignalDefinition>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let mut fields = Fields::of_body(&body)?;
    for name in ["name", "question", "kind"] {
        fields.require(name);
    }
    let change = read(fields)?;
    // `read` has refused a body without the first three.
    let (Some(name), Some(question), Some(kind)) = (change.name, change.question, change.kind) else {
        return Err(Problem::internal());
    };
    let content = SignalContent {
        name,
        question,
        guidance: change.guidance.flatten(),
        kind,
        keywords: change.keywords.unwrap_or_default(),
        enabled: change.enabled.unwrap_or(true),
    };
    let definition = signals::create(state.app(), caller.workspace_id(), content).await?;
    Ok((StatusCode::CREATED, Json(SignalDefinition::of(&definition))))
}

/// Changes a question; what is left out stays. Answers that were given already stay, too.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/signal-definitions/{signal_definition_id}",
    tag = "Signals and tags",
    params(("signal_definition_id" = String, Path, description = "its id")),
    request_body = UpdateSignalDefinition,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the question as it is now", body = SignalDefinition),
        (status = 409, description = "another question has this name already"),
    )
)]
async fn update_signal_definition(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<SignalDefinition>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let id = ids::signal_definition(&id)?;
    let change = read(Fields::of_body(&body)?)?;
    let definition = signals::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(SignalDefinition::of(&definition)))
}

/// Removes a question. Answers that were given already stay.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/signal-definitions/{signal_definition_id}",
    tag = "Signals and tags",
    params(("signal_definition_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 204, description = "removed"),
    )
)]
async fn delete_signal_definition(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    signals::delete(state.app(), caller.workspace_id(), ids::signal_definition(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A question that is tried.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct TrySignalDefinition {
    /// On which conversation, in any spelling of its id.
    conversation_id: String,
    /// At least three characters without the blanks around them.
    #[schema(min_length = 3, max_length = 500, pattern = r"\S[\s\S]+\S")]
    question: String,
    #[schema(max_length = 2000)]
    guidance: Option<String>,
    kind: Kind,
    /// All different.
    #[schema(value_type = Option<words::Keywords>)]
    keywords: Option<Vec<String>>,
}

/// What a question brings on a conversation.
#[derive(Serialize, ToSchema)]
struct TriedSignal {
    /// Null where there is no answer.
    #[schema(value_type = Option<words::SignalType>)]
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    /// The answer, of the JSON type that `type` says; null where the conversation does not tell.
    value: Value,
    /// How sure the engine is, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    confidence: f64,
    /// The engine could not decide.
    is_unsure: bool,
    /// Why the question could not be answered; null where it was asked and heard.
    reason: Option<String>,
    /// Places in the transcript that support it, best first.
    evidence: Vec<Evidence>,
    /// The engine that said it: `basic`, `embedded:<model>` or `remote:<model>`.
    engine: String,
}

impl TriedSignal {
    fn of(signal: DomainSignal) -> Self {
        let (kind, value) = match signal.value {
            None => (None, Value::Null),
            Some(SignalValue::YesNo(answer)) => (Some("yes_no"), answer.into()),
            Some(SignalValue::Number(number)) => (Some("number"), number.into()),
            Some(SignalValue::Choice(option)) => (Some("choice"), option.into()),
            Some(SignalValue::Text(text)) => (Some("text"), text.into()),
        };
        Self {
            kind,
            value,
            confidence: signal.grounds.confidence,
            is_unsure: signal.is_unsure,
            reason: signal.error,
            evidence: Evidence::list(&signal.grounds.evidence),
            engine: signal.grounds.engine.0,
        }
    }
}

/// Asks a question of one conversation, with the engines that would be asked of all, and keeps nothing of it.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/signal-definitions/try",
    tag = "Signals and tags",
    request_body = TrySignalDefinition,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the answer", body = TriedSignal),
        (status = 404, description = "there is no such conversation"),
        (status = 503, description = "the engine failed, or is asked by too many; try again after Retry-After"),
    )
)]
async fn try_signal_definition(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<TriedSignal>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let (id, content) = read_trial(&body.value()?)?;
    let _turn = state.heavy_read(caller.credential.id).await?;
    let tried = try_signal(state.app(), &caller, id, content).await.map_err(|error| match error {
        TryError::App(error) => error.into(),
        TryError::Engine(_) => {
            tracing::warn!(%error, "a question could not be tried");
            Problem::unavailable(error.to_string())
        }
    });
    Ok(Json(TriedSignal::of(tried?)))
}

fn read_trial(body: &Value) -> Result<(ConversationId, SignalContent), AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["conversation_id", "question", "kind"] {
        fields.require(name);
    }
    let conversation_id = fields.string("conversation_id", 1, LONGEST_TEXT).map(ids::conversation);
    let change = read(fields)?;
    // `read` has refused a body without these.
    let (Some(id), Some(question), Some(kind)) = (conversation_id, change.question, change.kind) else {
        return Err(AppError::malformed(
            "body",
            "required",
            "the body must hold a question of a conversation",
        ));
    };
    let content = SignalContent {
        name: String::new(),
        question,
        guidance: change.guidance.flatten(),
        kind,
        keywords: change.keywords.unwrap_or_default(),
        enabled: true,
    };
    Ok((id?, content))
}

fn read(mut fields: Fields<'_>) -> Result<SignalChange, AppError> {
    let name = fields.string("name", 0, LONGEST_TEXT).map(str::to_owned);
    let question = fields.string("question", 0, LONGEST_TEXT).map(str::to_owned);
    let new_guidance = fields.string("guidance", 0, LONGEST_TEXT).map(str::to_owned);
    let guidance = if fields.is_null("guidance") { Some(None) } else { new_guidance.map(Some) };
    let keywords = fields.strings("keywords", MOST_ITEMS, LONGEST_TEXT);
    let enabled = fields.boolean("enabled");
    let kind = kind(&mut fields);
    fields.finish()?;
    Ok(SignalChange { name, question, guidance, kind, keywords, enabled })
}

fn kind(fields: &mut Fields<'_>) -> Option<SignalKind> {
    let value: &Value = fields.value("kind")?;
    let Some(mut kind) = Fields::of(value, "kind") else {
        fields.refuse("kind", "invalid_type", "must be an object");
        return None;
    };
    kind.require("type");
    let found = match kind.string("type", 0, LONGEST_TEXT) {
        Some("yes_no") => Some(SignalKind::YesNo),
        Some("number") => {
            Some(SignalKind::Number { unit: kind.string("unit", 0, LONGEST_TEXT).map(str::to_owned) })
        }
        Some("choice") => {
            kind.require("options");
            let options = kind.strings("options", MOST_ITEMS, LONGEST_TEXT);
            Some(SignalKind::Choice { options: options.unwrap_or_default() })
        }
        Some("text") => Some(SignalKind::Text),
        Some(_) => {
            kind.refuse("type", "unknown_value", "must be yes_no, number, choice or text");
            None
        }
        None => None,
    };
    fields.adopt(kind);
    found
}
