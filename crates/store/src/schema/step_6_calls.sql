-- What is known of a conversation as a call, where it came in as one.
CREATE TABLE call_detail (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL,
    origin TEXT NOT NULL,
    direction TEXT NOT NULL,
    interface TEXT NOT NULL,
    status TEXT NOT NULL,
    ended_status TEXT,
    is_test BOOLEAN NOT NULL,
    -- When it was told that a call is over which went on before; else it was over when it was taken in.
    over_since BIGINT,
    -- What came along that nothing else holds, as it came: often megabytes, and read by itself only.
    extra TEXT NOT NULL
) {clustered};
-- Calls that go on are few.
CREATE INDEX call_detail_live ON call_detail (workspace_id, conversation_id) WHERE status <> 'ended';

-- By what else a conversation is known: traces and repeated requests find it by these.
CREATE TABLE conversation_key (
    workspace_id {uuid} NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    PRIMARY KEY (workspace_id, kind, value, conversation_id)
) {clustered};
CREATE INDEX conversation_key_conversation ON conversation_key (conversation_id);

-- One external id belongs to one call at a time; deleting a call takes its keys away.
CREATE UNIQUE INDEX conversation_key_external ON conversation_key (workspace_id, value) WHERE kind = 'external_id';

-- Where recordings stand that are still to be fetched.
CREATE TABLE recording_source (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    stereo_url TEXT
);

-- Conversations whose title is a placeholder.
CREATE TABLE untitled (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL
) {clustered};
CREATE INDEX untitled_workspace ON untitled (workspace_id, conversation_id);

-- That everything was done for a conversation which was to be done: told once.
CREATE TABLE analysis (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL,
    event_id {uuid} NOT NULL,
    ended_at BIGINT NOT NULL
) {clustered};

-- What was said and what was told of it, in lower case: what a search for a piece of text looks at.
CREATE TABLE conversation_text (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL,
    said TEXT NOT NULL,
    told TEXT NOT NULL
);

-- Holds what lists of calls are sorted by and asked for, beside titles.
CREATE INDEX conversation_created ON conversation
    (workspace_id, created_at, id, is_private, kind, started_at, ended_at)
    WHERE deleted_at IS NULL;
