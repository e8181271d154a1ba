-- What people correct -----------------------------------------------------------------------------------------

-- What stands in `transcript` is the newest state. The summary says what people changed, and is null where none did: it
-- was heard, brought along or written down so. Edited is what differs from that.
ALTER TABLE transcript ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE transcript ADD COLUMN made_by {uuid};
-- Null where it is the time at which the transcript was stored.
ALTER TABLE transcript ADD COLUMN made_at BIGINT;
ALTER TABLE transcript ADD COLUMN change_summary TEXT;
ALTER TABLE transcript ADD COLUMN is_edited BOOLEAN NOT NULL DEFAULT FALSE;

-- The states before.
CREATE TABLE transcript_revision (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    made_by {uuid},
    made_at BIGINT NOT NULL,
    change_summary TEXT,
    is_edited BOOLEAN NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (conversation_id, revision)
);

-- Who said something else than the machine, when, and what the machine had found; null where no person did.
ALTER TABLE summary ADD COLUMN correction TEXT;
ALTER TABLE sentiment ADD COLUMN correction TEXT;
ALTER TABLE action_item ADD COLUMN correction TEXT;
ALTER TABLE action_item ADD COLUMN is_done BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE signal ADD COLUMN correction TEXT;
ALTER TABLE tag_assignment ADD COLUMN correction TEXT;

-- What was found and somebody removed, so that it does not come back when it is found again.
CREATE TABLE removed_action_item (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    id {uuid} NOT NULL,
    removed_by {uuid},
    removed_at BIGINT NOT NULL,
    -- As the machine had found it.
    document TEXT NOT NULL,
    PRIMARY KEY (conversation_id, id)
);
CREATE TABLE removed_tag (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    tag_id {uuid} NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    removed_by {uuid},
    removed_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, tag_id)
) {clustered};
CREATE INDEX removed_tag_tag ON removed_tag (tag_id);

-- Links that show a conversation to people without a key -----------------------------------------------------

CREATE TABLE conversation_share (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    with_recording BOOLEAN NOT NULL,
    created_by {uuid},
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    token_sha256 {bytes} NOT NULL
);
CREATE UNIQUE INDEX conversation_share_token ON conversation_share (token_sha256);
CREATE INDEX conversation_share_conversation ON conversation_share (conversation_id, id);
