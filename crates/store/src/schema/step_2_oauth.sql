-- OAuth: programs, what they were granted, and the codes and tokens that follow from it. Of secrets, codes and tokens
-- the SHA-256 alone is kept: each has 32 random bytes.

CREATE TABLE oauth_client (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    -- NULL: a public client.
    secret_sha256 {bytes},
    redirect_uris TEXT NOT NULL,
    scopes TEXT NOT NULL,
    grant_types TEXT NOT NULL,
    user_id {uuid},
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX oauth_client_workspace ON oauth_client (workspace_id, id);

CREATE TABLE oauth_grant (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    client_id {uuid} NOT NULL REFERENCES oauth_client (id) ON DELETE CASCADE,
    user_id {uuid},
    -- The key with which the user approved it.
    approved_by {uuid},
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX oauth_grant_client ON oauth_grant (client_id);

-- A used code stays as long as its grant, so that its second use is noticed.
CREATE TABLE oauth_code (
    code_sha256 {bytes} PRIMARY KEY NOT NULL,
    grant_id {uuid} NOT NULL REFERENCES oauth_grant (id) ON DELETE CASCADE,
    redirect_uri TEXT NOT NULL,
    -- Whether the request named the URI: then the exchange has to name it, too.
    is_redirect_uri_required BOOLEAN NOT NULL,
    code_challenge TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX oauth_code_grant ON oauth_code (grant_id);

CREATE TABLE oauth_token (
    token_sha256 {bytes} PRIMARY KEY NOT NULL,
    grant_id {uuid} NOT NULL REFERENCES oauth_grant (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- When it was used up (a refresh token) or revoked.
    ended_at BIGINT
);
CREATE INDEX oauth_token_grant ON oauth_token (grant_id);
CREATE INDEX oauth_token_expires ON oauth_token (expires_at);
