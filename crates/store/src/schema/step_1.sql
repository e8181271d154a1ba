-- Instants are microseconds since 1970 in UTC; documents are JSON text.

CREATE TABLE health (id BIGINT PRIMARY KEY, checked_at BIGINT NOT NULL);
INSERT INTO health (id, checked_at) VALUES (1, 0);

CREATE TABLE installation_secret (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);

-- Who ---------------------------------------------------------------------------------------------------

CREATE TABLE workspace (
    id {uuid} PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    private_by_default BOOLEAN NOT NULL,
    own_domains TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX workspace_name ON workspace (name);

-- "user" is a reserved word.
CREATE TABLE app_user (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT,
    job_title TEXT,
    time_zone TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Name and address in lower case: what a search looks at.
    search_text TEXT NOT NULL
);
CREATE INDEX app_user_updated ON app_user (workspace_id, updated_at, id);
CREATE UNIQUE INDEX app_user_email ON app_user (workspace_id, email);
CREATE INDEX app_user_phone ON app_user (workspace_id, phone);

CREATE TABLE credential (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    user_id {uuid},
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    -- The beginning of the token, by which people recognise it.
    lookup_prefix TEXT NOT NULL,
    token_sha256 {bytes} NOT NULL,
    hmac_secret TEXT,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX credential_token ON credential (token_sha256);
CREATE INDEX credential_workspace ON credential (workspace_id, id);
CREATE INDEX credential_user ON credential (user_id);

CREATE TABLE company (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT,
    description TEXT,
    industry TEXT,
    website TEXT,
    logo_url TEXT,
    number_of_employees BIGINT,
    crm_object_id TEXT,
    crm_source TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    -- The name in lower case: what a search looks at.
    search_text TEXT NOT NULL
);
CREATE INDEX company_updated ON company (workspace_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX company_crm ON company (workspace_id, crm_object_id) WHERE crm_object_id IS NOT NULL;

CREATE TABLE company_domain (
    workspace_id {uuid} NOT NULL,
    value TEXT NOT NULL,
    company_id {uuid} NOT NULL REFERENCES company (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    PRIMARY KEY (company_id, position)
) {clustered};
-- Those of a deleted company stay with it and are free for another one; likewise below.
CREATE UNIQUE INDEX company_domain_value ON company_domain (workspace_id, value) WHERE is_active;

CREATE TABLE contact (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    first_name TEXT,
    last_name TEXT,
    company_id {uuid},
    description TEXT,
    time_zone TEXT,
    crm_object_id TEXT,
    crm_source TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    -- Names and addresses in lower case: what a search looks at.
    search_text TEXT NOT NULL
);
CREATE INDEX contact_updated ON contact (workspace_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_company ON contact (company_id, id) WHERE company_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX contact_crm ON contact (workspace_id, crm_object_id) WHERE crm_object_id IS NOT NULL;

CREATE TABLE contact_email (
    workspace_id {uuid} NOT NULL,
    value TEXT NOT NULL,
    contact_id {uuid} NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    PRIMARY KEY (contact_id, position)
) {clustered};
CREATE UNIQUE INDEX contact_email_value ON contact_email (workspace_id, value) WHERE is_active;

CREATE TABLE contact_phone (
    workspace_id {uuid} NOT NULL,
    value TEXT NOT NULL,
    contact_id {uuid} NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    PRIMARY KEY (contact_id, position)
) {clustered};
CREATE UNIQUE INDEX contact_phone_value ON contact_phone (workspace_id, value) WHERE is_active;

CREATE TABLE tag (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    -- The name in lower case: names that differ in case alone are one.
    name_key TEXT NOT NULL,
    description TEXT,
    hex_color TEXT,
    auto_tagging_enabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX tag_updated ON tag (workspace_id, updated_at, id) WHERE deleted_at IS NULL;
-- A deleted tag frees its name.
CREATE UNIQUE INDEX tag_name ON tag (workspace_id, name_key) WHERE deleted_at IS NULL;

-- Conversations -----------------------------------------------------------------------------------------

CREATE TABLE conversation (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    meeting_url TEXT,
    processing_status TEXT NOT NULL,
    is_private BOOLEAN NOT NULL,
    is_internal BOOLEAN NOT NULL,
    data_source TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    owner_user_id {uuid},
    host_user_id {uuid},
    source_system TEXT,
    external_id TEXT,
    external_url TEXT,
    run_workflows BOOLEAN NOT NULL,
    crm_object_type TEXT,
    crm_object_id TEXT,
    crm_source TEXT,
    created_by {uuid},
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    -- The title in lower case: what a search looks at.
    search_text TEXT NOT NULL
);
-- Also taken by deleted ones: a client that repeats a request must not bring them back.
CREATE UNIQUE INDEX conversation_external_id ON conversation (workspace_id, external_id);
-- Holds all that a list may be filtered by, so that looking for the rows of a page does not look at other rows.
CREATE INDEX conversation_updated ON conversation
    (workspace_id, updated_at, id, is_private, kind, processing_status, started_at, search_text)
    WHERE deleted_at IS NULL;
CREATE INDEX conversation_started ON conversation (workspace_id, started_at, id, is_private, kind)
    WHERE deleted_at IS NULL;
CREATE INDEX conversation_crm ON conversation (workspace_id, crm_object_id) WHERE crm_object_id IS NOT NULL;

-- Up to a megabyte, which nothing but its own reader should meet.
CREATE TABLE supplied_text (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    content TEXT NOT NULL
);

CREATE TABLE participant (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    id {uuid} NOT NULL,
    name TEXT,
    email TEXT,
    phone TEXT,
    role TEXT NOT NULL,
    is_owner BOOLEAN NOT NULL,
    user_id {uuid},
    contact_id {uuid},
    label TEXT,
    agent_id {uuid},
    agent_endpoint_id {uuid},
    PRIMARY KEY (conversation_id, position)
) {clustered};
CREATE INDEX participant_agent ON participant (agent_id, conversation_id) WHERE agent_id IS NOT NULL;
CREATE INDEX participant_contact ON participant (contact_id, conversation_id) WHERE contact_id IS NOT NULL;

CREATE TABLE recording (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    object_key TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    channels BIGINT,
    duration_seconds DOUBLE PRECISION,
    waveform TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX recording_conversation ON recording (conversation_id, id);
CREATE INDEX recording_object ON recording (object_key);

CREATE TABLE transcript (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    id {uuid} NOT NULL,
    workspace_id {uuid} NOT NULL,
    language TEXT,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE stage (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    workspace_id {uuid} NOT NULL,
    status TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    error TEXT,
    engine TEXT,
    started_at BIGINT,
    finished_at BIGINT,
    PRIMARY KEY (conversation_id, name)
) {clustered};

CREATE TABLE comment (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    transcript_id {uuid} NOT NULL,
    body TEXT NOT NULL,
    anchor TEXT NOT NULL,
    status TEXT NOT NULL,
    created_by {uuid},
    resolved_by {uuid},
    resolved_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX comment_conversation ON comment (conversation_id, id);

-- What was found ----------------------------------------------------------------------------------------

CREATE TABLE summary (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    id {uuid} NOT NULL,
    document TEXT NOT NULL
);

CREATE TABLE sentiment (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    overall DOUBLE PRECISION NOT NULL,
    document TEXT NOT NULL
);

CREATE TABLE action_item (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    id {uuid} NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (conversation_id, position)
);

CREATE TABLE signal_definition (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    guidance TEXT,
    kind TEXT NOT NULL,
    keywords TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
-- A deleted definition stays for the signals that answer it, and frees its name.
CREATE UNIQUE INDEX signal_definition_name ON signal_definition (workspace_id, name) WHERE deleted_at IS NULL;

CREATE TABLE signal (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    id {uuid} NOT NULL,
    definition_id {uuid} NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (conversation_id, position)
);
CREATE INDEX signal_of_definition ON signal (definition_id);

CREATE TABLE tag_assignment (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    tag_id {uuid} NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    -- Null where a person or a client gave it: the tags stage leaves such alone.
    grounds TEXT,
    PRIMARY KEY (conversation_id, tag_id)
);
CREATE INDEX tag_assignment_tag ON tag_assignment (tag_id);

-- What others are told ----------------------------------------------------------------------------------

CREATE TABLE event (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    conversation_id {uuid},
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX event_conversation ON event (conversation_id);

CREATE TABLE endpoint (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    dialect TEXT NOT NULL,
    url TEXT NOT NULL,
    description TEXT,
    event_types TEXT NOT NULL,
    headers TEXT NOT NULL,
    secret TEXT NOT NULL,
    previous_secret TEXT,
    previous_secret_until BIGINT,
    disabled TEXT,
    failing_since BIGINT,
    last_failure_at BIGINT,
    previous_failure_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX endpoint_live ON endpoint (workspace_id, id) WHERE deleted_at IS NULL;

CREATE TABLE message (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    event_id {uuid} NOT NULL,
    dialect TEXT NOT NULL,
    event_type TEXT NOT NULL,
    body {bytes} NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX message_event ON message (event_id);

CREATE TABLE delivery (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    message_id {uuid} NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    endpoint_id {uuid} NOT NULL,
    status TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
) {clustered};
CREATE INDEX delivery_endpoint ON delivery (endpoint_id, id);
CREATE INDEX delivery_failed ON delivery (endpoint_id, created_at, id) WHERE status = 'failed';
CREATE INDEX delivery_message ON delivery (message_id);

CREATE TABLE attempt (
    delivery_id {uuid} NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    id {uuid} NOT NULL,
    started_at BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    response_status BIGINT,
    response_body TEXT,
    error TEXT,
    PRIMARY KEY (delivery_id, id)
);

-- Work to do --------------------------------------------------------------------------------------------

CREATE TABLE job (
    id {uuid} PRIMARY KEY NOT NULL,
    queue TEXT NOT NULL,
    workspace_id {uuid} NOT NULL,
    lane {uuid} NOT NULL,
    kind TEXT NOT NULL,
    dedupe_key TEXT,
    run_at BIGINT NOT NULL,
    -- When somebody may take it: run_at while it waits, the end of the lease while somebody has it.
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    max_attempts BIGINT NOT NULL,
    -- Goes up whenever it changes hands, so that who lost it can do nothing to it any more.
    lease_number BIGINT NOT NULL,
    worker {uuid},
    last_error TEXT,
    created_at BIGINT NOT NULL
) {clustered} {hot};
CREATE UNIQUE INDEX job_dedupe_key ON job (dedupe_key) WHERE dedupe_key IS NOT NULL;
CREATE INDEX job_due ON job (queue, due_at);
CREATE INDEX job_lane ON job (queue, lane, due_at);

CREATE TABLE dead_job (
    id {uuid} PRIMARY KEY NOT NULL,
    queue TEXT NOT NULL,
    workspace_id {uuid} NOT NULL,
    lane {uuid} NOT NULL,
    kind TEXT NOT NULL,
    dedupe_key TEXT,
    attempts BIGINT NOT NULL,
    max_attempts BIGINT NOT NULL,
    lease_number BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    died_at BIGINT NOT NULL
);
CREATE INDEX dead_job_queue ON dead_job (queue, id);
