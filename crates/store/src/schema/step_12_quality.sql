-- Where conversations belong in a contact center ----------------------------------------------------------

CREATE TABLE campaign (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    channel TEXT NOT NULL,
    starts_at BIGINT,
    ends_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX campaign_key ON campaign (workspace_id, key);
CREATE INDEX campaign_created ON campaign (workspace_id, created_at, id);

CREATE TABLE call_center (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX call_center_key ON call_center (workspace_id, key);

-- Of conversations that belong nowhere there is no row.
CREATE TABLE attribution (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL,
    campaign_id {uuid},
    call_center_id {uuid},
    executive_name TEXT,
    is_ai_call BOOLEAN NOT NULL
);
CREATE INDEX attribution_campaign ON attribution (workspace_id, campaign_id, conversation_id)
    WHERE campaign_id IS NOT NULL;

CREATE TABLE survey (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    document TEXT NOT NULL
);

-- Scoring ------------------------------------------------------------------------------------------------

CREATE TABLE scorecard (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    is_default BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
-- A deleted scorecard frees its name.
CREATE UNIQUE INDEX scorecard_name ON scorecard (workspace_id, name) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX scorecard_default ON scorecard (workspace_id) WHERE is_default AND deleted_at IS NULL;

CREATE TABLE scorecard_version (
    scorecard_id {uuid} NOT NULL REFERENCES scorecard (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    sections TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scorecard_id, number)
) {clustered};

CREATE TABLE project (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    scorecard_id {uuid} NOT NULL,
    review_rules TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX project_created ON project (workspace_id, created_at, id);

CREATE TABLE audio_file (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    project_id {uuid} NOT NULL,
    scorecard_id {uuid},
    file_name TEXT NOT NULL,
    campaign_id {uuid},
    call_center_id {uuid},
    executive_name TEXT,
    is_ai_call BOOLEAN NOT NULL,
    recorded_at BIGINT NOT NULL,
    upload TEXT,
    -- The key within `upload`, for the sweep of objects that no row names, and the length within it.
    object_key TEXT,
    size_bytes BIGINT,
    state TEXT NOT NULL,
    error TEXT,
    -- Goes with its conversation.
    conversation_id {uuid} REFERENCES conversation (id) ON DELETE CASCADE,
    evaluation_id {uuid},
    duration_ms BIGINT,
    is_private BOOLEAN NOT NULL,
    created_by {uuid},
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Set when its conversation is deleted.
    deleted_at BIGINT
);
CREATE INDEX audio_file_created ON audio_file (workspace_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX audio_file_object ON audio_file (object_key) WHERE object_key IS NOT NULL;
CREATE INDEX audio_file_conversation ON audio_file (conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE evaluation (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    project_id {uuid} NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    audio_file_id {uuid},
    scorecard_id {uuid} NOT NULL,
    scorecard_version BIGINT NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    is_current BOOLEAN NOT NULL,
    is_private BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    -- The day of that: days since 1970 in UTC.
    recorded_day BIGINT NOT NULL,
    duration_ms BIGINT,
    campaign_id {uuid},
    call_center_id {uuid},
    executive_name TEXT,
    is_ai_call BOOLEAN NOT NULL,
    -- Whether there is an outcome; its parts follow. Notes and scores are tenths, so that sums are exact.
    has_outcome BOOLEAN NOT NULL,
    note_tenths BIGINT,
    score_tenths BIGINT,
    is_auto_failed BOOLEAN NOT NULL,
    undecided BIGINT NOT NULL,
    sentiment TEXT,
    created_by {uuid},
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    completed_at BIGINT,
    -- Set when its conversation is deleted.
    deleted_at BIGINT
);
CREATE INDEX evaluation_created ON evaluation (workspace_id, created_at, id, is_private) WHERE deleted_at IS NULL;
CREATE INDEX evaluation_project ON evaluation (workspace_id, project_id, created_at, id, is_private)
    WHERE deleted_at IS NULL;
CREATE INDEX evaluation_conversation ON evaluation (conversation_id, project_id);
CREATE INDEX evaluation_file ON evaluation (audio_file_id) WHERE audio_file_id IS NOT NULL;
CREATE INDEX evaluation_recorded ON evaluation (workspace_id, recorded_at, id) WHERE deleted_at IS NULL AND is_current;
-- Analytics reads nothing but this index, in which what is added up by day stands together.
CREATE INDEX evaluation_analytics ON evaluation (workspace_id, recorded_day, state, recorded_at, project_id, campaign_id,
    call_center_id, executive_name, is_ai_call, is_private, note_tenths, score_tenths, duration_ms, sentiment,
    is_auto_failed, id)
    WHERE deleted_at IS NULL AND is_current;
--- sqlite
-- What is added up by something else stands together in these. PostgreSQL gathers groups in memory as they come; SQLite
-- would sort all rows, which takes longer than adding them up.
CREATE INDEX evaluation_by_campaign ON evaluation (workspace_id, campaign_id, state, recorded_day, recorded_at, project_id,
    call_center_id, executive_name, is_ai_call, is_private, note_tenths, score_tenths, duration_ms, sentiment,
    is_auto_failed)
    WHERE deleted_at IS NULL AND is_current AND campaign_id IS NOT NULL;
CREATE INDEX evaluation_by_call_center ON evaluation (workspace_id, call_center_id, state, recorded_day, recorded_at,
    project_id, campaign_id, executive_name, is_ai_call, is_private, note_tenths, score_tenths, duration_ms, sentiment,
    is_auto_failed)
    WHERE deleted_at IS NULL AND is_current AND call_center_id IS NOT NULL;
CREATE INDEX evaluation_by_executive ON evaluation (workspace_id, executive_name, state, recorded_day, recorded_at,
    project_id, campaign_id, call_center_id, is_ai_call, is_private, note_tenths, score_tenths, duration_ms, sentiment,
    is_auto_failed)
    WHERE deleted_at IS NULL AND is_current AND executive_name IS NOT NULL;
--- both

CREATE TABLE criterion_result (
    evaluation_id {uuid} NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    criterion_id TEXT NOT NULL,
    -- What analytics adds up: the note that counts in tenths, and what there is instead of one.
    note_tenths BIGINT,
    -- passed, failed, not_applicable, undecided; void where the scorecard's version does not take the answer
    standing TEXT NOT NULL,
    is_decided BOOLEAN NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (evaluation_id, position)
) {clustered};
-- What is added up, without the documents.
CREATE INDEX criterion_result_counted
    ON criterion_result (evaluation_id, criterion_id, standing, note_tenths, is_decided);

-- How criteria stand over many evaluations, kept beside the results so that a page of analytics reads days and not
-- calls. An evaluation counts in several slices: that of all, and those of its campaign, call center, person, speaker
-- and sentiment, each by itself. A row with every part in its key would be nearly one for each evaluation.
CREATE TABLE criterion_day (
    workspace_id {uuid} NOT NULL,
    slice TEXT NOT NULL,
    -- Days since 1970 in UTC, of the evaluation's recording.
    day BIGINT NOT NULL,
    project_id {uuid} NOT NULL,
    is_private BOOLEAN NOT NULL,
    criterion_id TEXT NOT NULL,
    note_tenths BIGINT NOT NULL,
    noted BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    not_applicable BIGINT NOT NULL,
    undecided BIGINT NOT NULL,
    decided BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, slice, day, project_id, is_private, criterion_id)
) {clustered};

CREATE TABLE review (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    evaluation_id {uuid} NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
    criterion_id TEXT,
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX review_evaluation ON review (evaluation_id, id);

CREATE TABLE review_queue (
    evaluation_id {uuid} NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    workspace_id {uuid} NOT NULL,
    project_id {uuid} NOT NULL,
    is_private BOOLEAN NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (evaluation_id, reason)
) {clustered};
CREATE INDEX review_queue_since ON review_queue (workspace_id, since, evaluation_id);

-- Exports and usage --------------------------------------------------------------------------------------

CREATE TABLE export_job (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    content TEXT NOT NULL,
    format TEXT NOT NULL,
    include_private BOOLEAN NOT NULL,
    status TEXT NOT NULL,
    progress BIGINT NOT NULL,
    row_count BIGINT,
    object_key TEXT,
    size_bytes BIGINT,
    error TEXT,
    created_by {uuid},
    created_at BIGINT NOT NULL,
    completed_at BIGINT
);
CREATE INDEX export_job_object ON export_job (object_key) WHERE object_key IS NOT NULL;

CREATE TABLE api_call (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    credential_id {uuid} NOT NULL,
    at BIGINT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    status BIGINT NOT NULL
);
CREATE INDEX api_call_workspace ON api_call (workspace_id, at, id);

-- How much was used in a month, counted as it happens; the period is such as 2026-03.
CREATE TABLE key_usage (
    workspace_id {uuid} NOT NULL,
    period TEXT NOT NULL,
    credential_id {uuid} NOT NULL,
    calls BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, period, credential_id)
) {clustered};

-- Deliveries that were made are counted by month.
CREATE INDEX delivery_delivered ON delivery (workspace_id, created_at) WHERE status = 'delivered';

CREATE TABLE quota_warning (
    workspace_id {uuid} NOT NULL,
    period TEXT NOT NULL,
    resource TEXT NOT NULL,
    warned_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, period, resource)
) {clustered};

-- Whether a receiver is told of private conversations: as its maker may read them. Those that are there were made by
-- operators and administrators.
ALTER TABLE endpoint ADD COLUMN sees_private BOOLEAN NOT NULL DEFAULT TRUE;
