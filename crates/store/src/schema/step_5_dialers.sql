-- Dialers -----------------------------------------------------------------------------------------------

CREATE TABLE dialer_connection (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    -- As whom it brings calls in: in no other table, so that no header opens anything as that.
    credential_id {uuid} NOT NULL,
    dialer TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Of the secret in the address.
    token_sha256 {bytes} NOT NULL,
    default_owner {uuid},
    run_workflows BOOLEAN NOT NULL,
    link_template TEXT,
    agents TEXT NOT NULL,
    signing_secret TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX dialer_connection_workspace ON dialer_connection (workspace_id, id);
CREATE UNIQUE INDEX dialer_connection_token ON dialer_connection (token_sha256);

-- One row for each call and type: a repetition takes the place of what came before.
CREATE TABLE dialer_event (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    dialer TEXT NOT NULL,
    call_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    event_type TEXT NOT NULL,
    facts TEXT NOT NULL,
    conversation_id {uuid} REFERENCES conversation (id) ON DELETE CASCADE,
    -- Who brought it and what is made of its call, until the call has become a conversation.
    taking TEXT,
    received_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX dialer_event_call ON dialer_event (workspace_id, dialer, call_id, event_type);
CREATE INDEX dialer_event_recent ON dialer_event (workspace_id, dialer, id);
CREATE INDEX dialer_event_age ON dialer_event (received_at);
CREATE INDEX dialer_event_conversation ON dialer_event (conversation_id) WHERE conversation_id IS NOT NULL;
