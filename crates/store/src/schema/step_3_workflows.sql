-- Rules that act by themselves.

CREATE TABLE workflow (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    -- What it waits for: by this it is found whenever a stage ends.
    moment TEXT NOT NULL,
    rule_trigger TEXT NOT NULL,
    filter TEXT NOT NULL,
    actions TEXT NOT NULL,
    secret TEXT NOT NULL,
    active_since BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX workflow_live ON workflow (workspace_id, id) WHERE deleted_at IS NULL;

CREATE TABLE workflow_run (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    workflow_id {uuid} NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    error TEXT,
    attempts BIGINT NOT NULL,
    retries BIGINT NOT NULL,
    next_attempt_at BIGINT,
    actions TEXT NOT NULL,
    log TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
-- At most once for each conversation and rule, whoever finds out first.
CREATE UNIQUE INDEX workflow_run_once ON workflow_run (conversation_id, workflow_id);
CREATE INDEX workflow_run_of_workflow ON workflow_run (workflow_id, id);
