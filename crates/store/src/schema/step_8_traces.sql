-- Traces ------------------------------------------------------------------------------------------------

-- To which conversation a trace belongs is told by the names they share, whenever it is asked: whichever of them comes
-- first, nothing has to be made good later.
CREATE TABLE trace (
    workspace_id {uuid} NOT NULL,
    trace_id {uuid} NOT NULL,
    last_seen_at BIGINT NOT NULL,
    -- A conversation that it belonged to when that was deleted: erasing it erases the trace, too.
    deleted_with {uuid},
    PRIMARY KEY (workspace_id, trace_id)
) {clustered};
CREATE INDEX trace_seen ON trace (last_seen_at, workspace_id, trace_id);
CREATE INDEX trace_deleted_with ON trace (deleted_with) WHERE deleted_with IS NOT NULL;

CREATE TABLE trace_key (
    workspace_id {uuid} NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    trace_id {uuid} NOT NULL,
    PRIMARY KEY (workspace_id, kind, value, trace_id),
    FOREIGN KEY (workspace_id, trace_id) REFERENCES trace (workspace_id, trace_id) ON DELETE CASCADE
) {clustered};
CREATE INDEX trace_key_trace ON trace_key (workspace_id, trace_id);

-- Who sent spans of a trace, by content: most spans of a trace have the same.
CREATE TABLE trace_source (
    workspace_id {uuid} NOT NULL,
    trace_id {uuid} NOT NULL,
    id {uuid} NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (workspace_id, trace_id, id),
    FOREIGN KEY (workspace_id, trace_id) REFERENCES trace (workspace_id, trace_id) ON DELETE CASCADE
);

CREATE TABLE span (
    workspace_id {uuid} NOT NULL,
    trace_id {uuid} NOT NULL,
    span_id BIGINT NOT NULL,
    parent_span_id BIGINT,
    name TEXT NOT NULL,
    kind BIGINT NOT NULL,
    status BIGINT NOT NULL,
    -- Nanoseconds since 1970 in UTC.
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    source_id {uuid} NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (workspace_id, trace_id, span_id),
    FOREIGN KEY (workspace_id, trace_id) REFERENCES trace (workspace_id, trace_id) ON DELETE CASCADE
);

-- Calls that are told of while they go on ----------------------------------------------------------------

-- Pieces of a recording, by the name that the call has elsewhere: the first may come before the call does. One that
-- comes again takes the place of what came before.
CREATE TABLE audio_piece (
    workspace_id {uuid} NOT NULL,
    kind TEXT NOT NULL,
    call_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    object_key TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, kind, call_id, position)
) {clustered};
CREATE INDEX audio_piece_age ON audio_piece (received_at);
CREATE INDEX audio_piece_object ON audio_piece (object_key);

-- How the pieces of a conversation's recording are to be read, until they are put together.
CREATE TABLE pieced_recording (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL,
    kind TEXT NOT NULL,
    call_id TEXT NOT NULL,
    sample_rate BIGINT NOT NULL,
    channels BIGINT NOT NULL
);
