-- What is measured in conversations -----------------------------------------------------------------------
-- The server's own definitions live in code: nothing refers to a definition by a foreign key.

CREATE TABLE metric_definition (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    output TEXT NOT NULL,
    scope TEXT NOT NULL,
    role TEXT,
    unit TEXT,
    -- The variant that is used where none is named.
    variant_id {uuid} NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX metric_definition_slug ON metric_definition (workspace_id, slug);

CREATE TABLE metric_variant (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    definition_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    is_default BOOLEAN NOT NULL,
    version_id {uuid} NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE UNIQUE INDEX metric_variant_name ON metric_variant (workspace_id, definition_id, name) WHERE deleted_at IS NULL;

-- Never changed: what a value was measured with can always be looked up.
CREATE TABLE metric_version (
    id {uuid} PRIMARY KEY NOT NULL,
    variant_id {uuid} NOT NULL REFERENCES metric_variant (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    calculation TEXT NOT NULL,
    contexts TEXT NOT NULL,
    reason TEXT,
    created_by {uuid},
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX metric_version_number ON metric_version (variant_id, number);

CREATE TABLE metric_policy (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    modality TEXT NOT NULL,
    is_active BOOLEAN NOT NULL,
    metrics TEXT NOT NULL,
    conditions TEXT NOT NULL,
    active_since BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX metric_policy_workspace ON metric_policy (workspace_id, id) WHERE deleted_at IS NULL;

CREATE TABLE collection_job (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    status TEXT NOT NULL,
    total_items BIGINT NOT NULL,
    completed_items BIGINT NOT NULL,
    failed_items BIGINT NOT NULL,
    error TEXT,
    policy_ids TEXT NOT NULL,
    triggered_by TEXT NOT NULL,
    metrics TEXT NOT NULL,
    started_at BIGINT,
    completed_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX collection_job_workspace ON collection_job (workspace_id, id);
CREATE INDEX collection_job_status ON collection_job (workspace_id, status, id);

-- One row for each conversation of a job.
CREATE TABLE collection_item (
    job_id {uuid} NOT NULL REFERENCES collection_job (id) ON DELETE CASCADE,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    PRIMARY KEY (job_id, conversation_id)
) {clustered};
CREATE INDEX collection_item_conversation ON collection_item (conversation_id, job_id);

-- Of one conversation and metric only the values of the newest job are here.
CREATE TABLE metric_value (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    definition_id {uuid} NOT NULL,
    variant_id {uuid} NOT NULL,
    collection_job_id {uuid} NOT NULL,
    -- 'success', 'not_applicable', 'data_missing', 'error'
    status TEXT NOT NULL,
    -- 'agent', 'customer'
    participant_role TEXT,
    -- 'call', 'segment', 'segment_range'
    context TEXT NOT NULL,
    from_entry BIGINT,
    to_entry BIGINT,
    -- Numbers; yes and no as 1 and 0.
    number DOUBLE PRECISION,
    -- Texts and labels.
    text TEXT,
    confidence DOUBLE PRECISION,
    -- Reasoning, evidence, verdicts, error: JSON.
    detail TEXT NOT NULL,
    -- The conversation's start.
    started_at BIGINT NOT NULL,
    computed_at BIGINT NOT NULL
);
CREATE INDEX metric_value_conversation ON metric_value (conversation_id, definition_id, variant_id);
-- Analytics reads a metric over a time: all that it adds up stands in the index.
CREATE INDEX metric_value_time ON metric_value
    (workspace_id, definition_id, started_at, conversation_id, participant_role, context, variant_id, number)
    WHERE status = 'success' AND number IS NOT NULL;

-- When who speaks in a recording, as the metrics heard it: decoding is done once.
CREATE TABLE speech_activity (
    recording_id {uuid} PRIMARY KEY NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
