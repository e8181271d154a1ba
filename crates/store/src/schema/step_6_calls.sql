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
    -- What came along that nothing else holds, as it came.
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
