-- The console: people who sign in.

-- A session is a credential of the kind 'session', with a person and an end. What it may do goes by the person's role
-- whenever it is used: its own list of scopes is empty.
ALTER TABLE credential ADD COLUMN kind TEXT NOT NULL DEFAULT 'key';
ALTER TABLE credential ADD COLUMN expires_at BIGINT;
CREATE INDEX credential_session ON credential (expires_at) WHERE kind = 'session';

-- What a user was who is not active now, to become it again.
ALTER TABLE app_user ADD COLUMN former_role TEXT;
-- Who signs in names no workspace.
CREATE INDEX app_user_sign_in ON app_user (email);

CREATE TABLE user_password (
    user_id {uuid} PRIMARY KEY NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    -- Argon2id, with its salt and costs.
    password_hash TEXT NOT NULL,
    set_at BIGINT NOT NULL
);

-- The words of links by which a password is set, each good for one use: it is removed by it.
CREATE TABLE password_reset (
    token_sha256 {bytes} PRIMARY KEY NOT NULL,
    user_id {uuid} NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX password_reset_user ON password_reset (user_id);
CREATE INDEX password_reset_expires ON password_reset (expires_at);
