-- Programs that speak in conversations, the tools that they use, and properties that callers attach.

CREATE TABLE agent (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    custom_id TEXT,
    description TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Name, custom id and description in lower case: what a search looks at.
    search_text TEXT NOT NULL
);
CREATE INDEX agent_created ON agent (workspace_id, created_at, id);
CREATE INDEX agent_name ON agent (workspace_id, name);
CREATE UNIQUE INDEX agent_custom_id ON agent (workspace_id, custom_id);

-- "endpoint" is a receiver of webhooks.
CREATE TABLE agent_endpoint (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    agent_id {uuid} NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    direction TEXT NOT NULL,
    environment TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Value and environment in lower case.
    search_text TEXT NOT NULL
);
CREATE INDEX agent_endpoint_created ON agent_endpoint (workspace_id, created_at, id);
CREATE INDEX agent_endpoint_agent ON agent_endpoint (agent_id, created_at, id);

CREATE TABLE prompt (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    agent_id {uuid} NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    -- The number of the version that is in force.
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX prompt_source ON prompt (agent_id, source);

CREATE TABLE prompt_version (
    prompt_id {uuid} NOT NULL REFERENCES prompt (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (prompt_id, number)
);

-- What the agent was told to be in this conversation: a version, since the line goes on.
ALTER TABLE participant ADD COLUMN prompt_id {uuid};
ALTER TABLE participant ADD COLUMN prompt_version BIGINT;

-- One row for each version of a tool.
CREATE TABLE tool_definition (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    description TEXT,
    parameters TEXT NOT NULL,
    -- Hash of name and parameters, by which a version is found again whatever its size.
    shape TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX tool_definition_version ON tool_definition (workspace_id, name, version);
CREATE INDEX tool_definition_shape ON tool_definition (workspace_id, shape, version);

CREATE TABLE tool_invocation (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    definition_id {uuid} NOT NULL REFERENCES tool_definition (id),
    description TEXT,
    parameters TEXT NOT NULL,
    result TEXT NOT NULL,
    start_ms BIGINT NOT NULL,
    end_ms BIGINT,
    agent_id {uuid}
);
CREATE INDEX tool_invocation_conversation ON tool_invocation (conversation_id, start_ms, id);
CREATE INDEX tool_invocation_definition ON tool_invocation (definition_id, conversation_id);

-- The type that a name's first value gave it.
CREATE TABLE property_type (
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    value_type TEXT NOT NULL,
    PRIMARY KEY (workspace_id, name)
) {clustered};

CREATE TABLE conversation_property (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    workspace_id {uuid} NOT NULL,
    value_type TEXT NOT NULL,
    value TEXT NOT NULL,
    -- The value of a number, for comparing.
    number DOUBLE PRECISION,
    PRIMARY KEY (conversation_id, name)
);
CREATE INDEX conversation_property_name ON conversation_property (workspace_id, name, conversation_id);
