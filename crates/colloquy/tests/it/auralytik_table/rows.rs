//! The rows: the endpoint list of the specification, in its order, with the members of each answer.

use self::Shape::{List, Nothing, Object, Rows};

/// An operation, relative to either base.
pub struct Row {
    pub method: &'static str,
    /// With `{engagement}` and the like for ids.
    pub path: &'static str,
    /// All that it needs.
    pub scope: &'static str,
    /// A good body; empty for none.
    pub body: &'static str,
    pub success: u16,
    pub shape: Shape,
}

/// What a good answer looks like.
pub enum Shape {
    /// A page of a list, whose rows have these members.
    List(&'static [&'static str]),
    /// An object with these members.
    Object(&'static [&'static str]),
    /// `data` and these members beside it, and the members of a row.
    Rows(&'static [&'static str], &'static [&'static str]),
    /// No body.
    Nothing,
}

const ENGAGEMENT: &[&str] =
    &["id", "name", "description", "type", "status", "evaluationCount", "createdAt", "updatedAt"];

const EVALUATION: &[&str] = &[
    "id",
    "engagementId",
    "engagementName",
    "audioFileName",
    "audioDate",
    "executiveName",
    "durationInSeconds",
    "state",
    "sentiment",
    "averageNote",
    "isAICall",
    "campaignId",
    "callCenterId",
    "isCurrent",
    "results",
    "createdAt",
];

const RESULTS: &[&str] =
    &["evaluationId", "averageNote", "criteria", "summary", "sentiment", "strengths", "improvements"];

pub const CRITERION: &[&str] = &["id", "name", "note", "maxNote", "weight", "passed", "comment", "evidence"];

const AUDIO_FILE: &[&str] = &[
    "id",
    "fileName",
    "engagementId",
    "campaignId",
    "callCenterId",
    "executiveName",
    "isAICall",
    "contentType",
    "sizeInBytes",
    "durationInSeconds",
    "state",
    "evaluationId",
    "audioDate",
    "createdAt",
];

const STATUS: &[&str] = &["audioFileId", "status", "stage", "progress", "evaluationId", "error", "updatedAt"];

const SUMMARY: &[&str] = &[
    "dateFrom",
    "dateTo",
    "totalEvaluations",
    "completedEvaluations",
    "failedEvaluations",
    "pendingEvaluations",
    "averageNote",
    "averageDurationInSeconds",
    "totalDurationInSeconds",
    "aiCalls",
    "humanCalls",
    "sentiment",
];

const OF_CAMPAIGN: &[&str] = &[
    "campaignId",
    "campaignName",
    "evaluationCount",
    "averageNote",
    "averageDurationInSeconds",
    "sentiment",
];

const OF_CALL_CENTER: &[&str] = &[
    "callCenterId",
    "callCenterName",
    "evaluationCount",
    "averageNote",
    "averageDurationInSeconds",
    "sentiment",
];

const OF_EXECUTIVE: &[&str] =
    &["executiveName", "evaluationCount", "averageNote", "averageDurationInSeconds", "sentiment"];

const STEP: &[&str] = &["date", "evaluationCount", "averageNote", "sentiment"];

const JOB: &[&str] = &["jobId", "status", "progress", "downloadUrl", "expiresAt", "error", "createdAt"];

const CAMPAIGN: &[&str] =
    &["id", "name", "description", "type", "status", "channelType", "startDate", "endDate", "createdAt"];

const CONVERSATION: &[&str] = &[
    "id",
    "channelId",
    "campaignId",
    "status",
    "participantCount",
    "messageCount",
    "startedAt",
    "endedAt",
    "createdAt",
];

const VOICE_CALL: &[&str] = &[
    "id",
    "campaignId",
    "direction",
    "state",
    "startTime",
    "endTime",
    "durationSeconds",
    "talkTimeSeconds",
    "outcome",
    "transcript",
    "epaResults",
    "createdAt",
];

const SURVEY: &[&str] =
    &["state", "completionReason", "totalQuestions", "questionsAnswered", "calculatedScore", "responses"];

const WEBHOOK: &[&str] = &["id", "url", "events", "description", "active", "created_at"];

const NEW_WEBHOOK: &[&str] =
    &["id", "url", "events", "description", "active", "signing_secret", "created_at"];

const DELIVERY: &[&str] =
    &["id", "eventId", "event", "status", "statusCode", "attempts", "lastAttemptAt", "createdAt"];

const DETAIL: &[&str] = &["timestamp", "keyId", "method", "path", "status"];

const fn get(path: &'static str, scope: &'static str, shape: Shape) -> Row {
    Row { method: "GET", path, scope, body: "", success: 200, shape }
}

const fn send(
    method: &'static str,
    path: &'static str,
    scope: &'static str,
    body: &'static str,
    success: u16,
    shape: Shape,
) -> Row {
    Row { method, path, scope, body, success, shape }
}

pub const ROWS: [Row; 42] = [
    get("/engagements", "engagements:read", List(ENGAGEMENT)),
    get("/engagements/{engagement}", "engagements:read", Object(ENGAGEMENT)),
    send(
        "POST",
        "/engagements",
        "engagements:write",
        r#"{"name": "Q1", "type": "quality_review"}"#,
        201,
        Object(ENGAGEMENT),
    ),
    send(
        "PATCH",
        "/engagements/{engagement}",
        "engagements:write",
        r#"{"status": "completed"}"#,
        200,
        Object(ENGAGEMENT),
    ),
    get("/evaluations", "evaluations:read", List(EVALUATION)),
    get("/evaluations/{evaluation}", "evaluations:read", Object(EVALUATION)),
    get(
        "/evaluations/{evaluation}/transcript",
        "evaluations:read",
        Object(&["evaluationId", "language", "transcript"]),
    ),
    get("/evaluations/{evaluation}/results", "evaluations:read", Object(RESULTS)),
    get("/audio-files", "audio:read", List(AUDIO_FILE)),
    get("/audio-files/{audio_file}", "audio:read", Object(AUDIO_FILE)),
    get("/audio-files/{audio_file}/download-url", "audio:download", Object(&["downloadUrl", "expiresAt"])),
    get(
        "/audio-files/{audio_file}/transcript",
        "audio:read",
        Object(&["audioFileId", "language", "transcript"]),
    ),
    send(
        "POST",
        "/audio-files/upload-url",
        "audio:write",
        r#"{"fileName": "call.wav", "engagementId": "{engagement}"}"#,
        200,
        Object(&["audioFileId", "uploadUrl", "expiresAt"]),
    ),
    send(
        "POST",
        "/audio-files/{audio_file}/process",
        "audio:write",
        "",
        202,
        Object(&["audioFileId", "status", "evaluationId"]),
    ),
    get("/audio-files/{audio_file}/processing-status", "audio:read", Object(STATUS)),
    get("/analytics/summary", "analytics:read", Object(SUMMARY)),
    get("/analytics/campaigns", "analytics:read", Rows(&[], OF_CAMPAIGN)),
    get("/analytics/call-centers", "analytics:read", Rows(&[], OF_CALL_CENTER)),
    get("/analytics/executives", "analytics:read", Rows(&[], OF_EXECUTIVE)),
    get("/analytics/trends", "analytics:read", Rows(&["granularity"], STEP)),
    send("POST", "/analytics/export", "analytics:export", "{}", 202, Object(JOB)),
    get("/analytics/export/{analytics_job}", "analytics:read", Object(JOB)),
    send(
        "POST",
        "/exports/ai-calls",
        "analytics:export",
        r#"{"dateFrom": "2026-06-01", "dateTo": "2026-06-30"}"#,
        202,
        Object(JOB),
    ),
    get("/exports/{report_job}", "analytics:export", Object(JOB)),
    get("/campaigns", "campaigns:read", List(CAMPAIGN)),
    get("/campaigns/{campaign}", "campaigns:read", Object(CAMPAIGN)),
    get("/conversations", "conversations:read", List(CONVERSATION)),
    get("/conversations/{conversation}", "conversations:read", Object(CONVERSATION)),
    get(
        "/conversations/{conversation}/messages",
        "conversations:read",
        Object(&["conversationId", "messages"]),
    ),
    get("/voice-calls", "voice:read", List(VOICE_CALL)),
    get("/voice-calls/{voice_call}", "voice:read", Object(VOICE_CALL)),
    get("/voice-calls/{voice_call}/recording-url", "audio:download", Object(&["recordingUrl", "expiresAt"])),
    get("/voice-calls/{voice_call}/epa-results", "voice:read", Object(SURVEY)),
    get("/webhooks", "webhooks:manage", List(WEBHOOK)),
    send(
        "POST",
        "/webhooks",
        "webhooks:manage",
        r#"{"url": "http://127.0.0.1:9/", "events": ["export.ready"]}"#,
        201,
        Object(NEW_WEBHOOK),
    ),
    send(
        "PATCH",
        "/webhooks/{webhook}",
        "webhooks:manage",
        r#"{"events": ["audio.processed"]}"#,
        200,
        Object(WEBHOOK),
    ),
    send("DELETE", "/webhooks/{webhook}", "webhooks:manage", "", 204, Nothing),
    send(
        "POST",
        "/webhooks/{webhook}/test",
        "webhooks:manage",
        "",
        200,
        Object(&["delivered", "statusCode"]),
    ),
    get("/webhooks/{tested_webhook}/deliveries", "webhooks:manage", List(DELIVERY)),
    get("/usage/summary", "usage:read", Object(&["billingPeriod", "tier", "usage"])),
    get("/usage/details", "usage:read", List(DETAIL)),
    get("/usage/by-key", "usage:read", Object(&["billingPeriod", "keys"])),
];
