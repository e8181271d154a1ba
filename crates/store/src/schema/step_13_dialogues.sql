-- Agents of our own ----------------------------------------------------------------------------------------

CREATE TABLE agent_profile (
    agent_id {uuid} PRIMARY KEY NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL,
    settings TEXT NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX agent_profile_created ON agent_profile (workspace_id, created_at, agent_id) WHERE deleted_at IS NULL;

CREATE TABLE skill (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    language TEXT,
    is_active BOOLEAN NOT NULL,
    initial_message TEXT,
    prompt TEXT,
    routing_conditions TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX skill_created ON skill (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE TABLE agent_action (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT,
    description TEXT,
    waiting_message TEXT,
    method TEXT,
    url TEXT,
    headers TEXT NOT NULL,
    query_params TEXT NOT NULL,
    input_variables TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX agent_action_created ON agent_action (workspace_id, created_at, id) WHERE deleted_at IS NULL;

-- What agents answer from ----------------------------------------------------------------------------------

CREATE TABLE knowledge_base (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    text TEXT,
    urls TEXT NOT NULL,
    agent_ids TEXT NOT NULL,
    refresh TEXT NOT NULL,
    status TEXT NOT NULL,
    refresh_at BIGINT,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX knowledge_base_created ON knowledge_base (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE TABLE knowledge_source (
    id {uuid} PRIMARY KEY NOT NULL,
    knowledge_base_id {uuid} NOT NULL REFERENCES knowledge_base (id) ON DELETE CASCADE,
    url TEXT,
    title TEXT,
    read_at BIGINT,
    error TEXT
);
CREATE INDEX knowledge_source_of ON knowledge_source (knowledge_base_id, id);

CREATE TABLE passage (
    id {uuid} PRIMARY KEY NOT NULL,
    knowledge_base_id {uuid} NOT NULL REFERENCES knowledge_base (id) ON DELETE CASCADE,
    source_id {uuid} NOT NULL REFERENCES knowledge_source (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX passage_of ON passage (knowledge_base_id, source_id, position);
CREATE INDEX passage_source ON passage (source_id);

-- Dialogues ------------------------------------------------------------------------------------------------

CREATE TABLE dialogue (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    workspace_id {uuid} NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    status TEXT NOT NULL,
    shown_status TEXT NOT NULL,
    ended_reason TEXT,
    agent_id {uuid} NOT NULL,
    skill_id {uuid} NOT NULL,
    contact_id {uuid} NOT NULL,
    customer_name TEXT,
    customer_phone TEXT,
    customer_email TEXT,
    agent_phone TEXT,
    agent_email TEXT,
    inbound_route_id {uuid},
    brief TEXT NOT NULL,
    note TEXT,
    message_count BIGINT NOT NULL,
    answered_to BIGINT NOT NULL,
    presence_checks BIGINT NOT NULL,
    heard_at BIGINT NOT NULL,
    idle_at BIGINT,
    channel_state TEXT NOT NULL,
    access_sha256 TEXT,
    started_at BIGINT,
    ended_at BIGINT,
    is_live BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX dialogue_created ON dialogue (workspace_id, created_at, conversation_id) WHERE deleted_at IS NULL;
CREATE INDEX dialogue_shown ON dialogue (workspace_id, shown_status, created_at, conversation_id)
    WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX dialogue_access ON dialogue (access_sha256) WHERE access_sha256 IS NOT NULL;
CREATE INDEX dialogue_live_phone ON dialogue (channel, customer_phone, agent_phone, created_at)
    WHERE is_live AND customer_phone IS NOT NULL;
CREATE INDEX dialogue_live_email ON dialogue (channel, customer_email, created_at)
    WHERE is_live AND customer_email IS NOT NULL;
CREATE INDEX dialogue_live ON dialogue (workspace_id, channel, status) WHERE is_live;
-- Those that wait for their turn, in order.
CREATE INDEX dialogue_held ON dialogue (workspace_id, created_at, conversation_id) WHERE is_live AND status = 'queued';
-- Who was ever written to, and from where.
CREATE INDEX dialogue_phone ON dialogue (customer_phone, channel, agent_phone, workspace_id)
    WHERE customer_phone IS NOT NULL;
CREATE INDEX dialogue_email ON dialogue (customer_email, channel, workspace_id) WHERE customer_email IS NOT NULL;

CREATE TABLE dialogue_message (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    conversation_id {uuid} NOT NULL REFERENCES dialogue (conversation_id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    position BIGINT NOT NULL,
    sender TEXT NOT NULL,
    content TEXT NOT NULL,
    media_url TEXT,
    status TEXT NOT NULL,
    error TEXT,
    sid TEXT NOT NULL,
    channel_key TEXT,
    passage_ids TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX dialogue_message_position ON dialogue_message (conversation_id, position);
CREATE UNIQUE INDEX dialogue_message_key ON dialogue_message (workspace_id, channel, channel_key)
    WHERE channel_key IS NOT NULL;
CREATE INDEX dialogue_message_sid ON dialogue_message (sid);
-- What changed of open dialogues, for those who watch them.
CREATE INDEX dialogue_message_changed ON dialogue_message (channel, updated_at, id);

CREATE TABLE inbound_route (
    id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    channel TEXT NOT NULL,
    address TEXT,
    agent_id {uuid} NOT NULL,
    skill_id {uuid} NOT NULL,
    allowed_origins TEXT NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX inbound_route_address ON inbound_route (channel, address) WHERE address IS NOT NULL;
CREATE INDEX inbound_route_created ON inbound_route (workspace_id, created_at, id);

CREATE TABLE do_not_contact (
    workspace_id {uuid} NOT NULL,
    address TEXT NOT NULL,
    reason TEXT,
    -- The customer said so, and may take it back.
    is_opt_out BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, address)
);
CREATE INDEX do_not_contact_created ON do_not_contact (workspace_id, created_at, address);

-- Messages by which customers opted out or in again: one that comes again changes nothing.
CREATE TABLE contact_wish (
    channel TEXT NOT NULL,
    channel_key TEXT NOT NULL,
    heard_at BIGINT NOT NULL,
    PRIMARY KEY (channel, channel_key)
) {clustered};
CREATE INDEX contact_wish_heard ON contact_wish (heard_at);

-- Dialogues that our side began, by when they were let begin: for the caps.
CREATE TABLE dialogue_begun (
    conversation_id {uuid} PRIMARY KEY NOT NULL,
    workspace_id {uuid} NOT NULL,
    begun_at BIGINT NOT NULL
);
CREATE INDEX dialogue_begun_at ON dialogue_begun (workspace_id, begun_at);
