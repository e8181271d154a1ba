-- What the console's lists are narrowed by and its overview adds up -----------------------------------------------
--
-- The numbers below follow from rows of other tables. Triggers keep them, so that they are right in the transaction of the
-- change, whoever writes it: what is found, found again, corrected, removed or erased.

-- How people felt, and how much is still to be done.
ALTER TABLE conversation ADD COLUMN sentiment_overall DOUBLE PRECISION;
ALTER TABLE conversation ADD COLUMN open_action_items BIGINT NOT NULL DEFAULT 0;
-- Of the metrics talk_ratio (the agent's) and response_time_p50.
ALTER TABLE conversation ADD COLUMN talk_ratio_agent DOUBLE PRECISION;
ALTER TABLE conversation ADD COLUMN response_ms DOUBLE PRECISION;

-- The tags that conversations have, and the questions that were answered with anything but no; not of deleted ones. What
-- is asked of the conversation stands beside, so that counting looks at nothing else.
CREATE TABLE conversation_mark (
    conversation_id {uuid} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    -- The tag, or the question's definition.
    mark_id {uuid} NOT NULL,
    workspace_id {uuid} NOT NULL,
    started_at BIGINT NOT NULL,
    is_private BOOLEAN NOT NULL,
    -- The answer as text, at most 200 characters of it; empty for tags.
    value TEXT NOT NULL,
    PRIMARY KEY (conversation_id, mark_id)
) {clustered};

-- Answers that count.
--- sqlite
CREATE VIEW signal_answer AS
    SELECT conversation_id, definition_id,
           CASE json_type(document, '$.value.value')
               WHEN 'text' THEN substr(document ->> '$.value.value', 1, 200)
               ELSE document -> '$.value.value'
           END AS value
    FROM signal
    WHERE json_type(document, '$.value.value') NOT IN ('null', 'false');

CREATE TRIGGER sentiment_added AFTER INSERT ON sentiment BEGIN
    UPDATE conversation SET sentiment_overall = NEW.overall WHERE id = NEW.conversation_id;
END;
CREATE TRIGGER sentiment_changed AFTER UPDATE OF overall ON sentiment BEGIN
    UPDATE conversation SET sentiment_overall = NEW.overall WHERE id = NEW.conversation_id;
END;
CREATE TRIGGER sentiment_removed AFTER DELETE ON sentiment BEGIN
    UPDATE conversation SET sentiment_overall = NULL WHERE id = OLD.conversation_id;
END;

CREATE TRIGGER action_item_added AFTER INSERT ON action_item WHEN NOT NEW.is_done BEGIN
    UPDATE conversation SET open_action_items = open_action_items + 1 WHERE id = NEW.conversation_id;
END;
CREATE TRIGGER action_item_changed AFTER UPDATE OF is_done ON action_item WHEN NEW.is_done <> OLD.is_done BEGIN
    UPDATE conversation SET open_action_items = open_action_items + CASE WHEN NEW.is_done THEN -1 ELSE 1 END
    WHERE id = NEW.conversation_id;
END;
CREATE TRIGGER action_item_removed AFTER DELETE ON action_item WHEN NOT OLD.is_done BEGIN
    UPDATE conversation SET open_action_items = open_action_items - 1 WHERE id = OLD.conversation_id;
END;

CREATE TRIGGER talk_ratio_added AFTER INSERT ON metric_value
WHEN NEW.definition_id = X'e262d133b63b5c8fa245189905e5184d' AND NEW.participant_role = 'agent'
    AND NEW.context = 'call' AND NEW.status = 'success' BEGIN
    UPDATE conversation SET talk_ratio_agent = NEW.number WHERE id = NEW.conversation_id;
END;
CREATE TRIGGER talk_ratio_removed AFTER DELETE ON metric_value
WHEN OLD.definition_id = X'e262d133b63b5c8fa245189905e5184d' AND OLD.participant_role = 'agent' BEGIN
    UPDATE conversation SET talk_ratio_agent = NULL WHERE id = OLD.conversation_id;
END;
CREATE TRIGGER response_added AFTER INSERT ON metric_value
WHEN NEW.definition_id = X'fe19ca5e3073527d894a000cbfd253db' AND NEW.context = 'call' AND NEW.status = 'success' BEGIN
    UPDATE conversation SET response_ms = NEW.number WHERE id = NEW.conversation_id;
END;
CREATE TRIGGER response_removed AFTER DELETE ON metric_value
WHEN OLD.definition_id = X'fe19ca5e3073527d894a000cbfd253db' BEGIN
    UPDATE conversation SET response_ms = NULL WHERE id = OLD.conversation_id;
END;

CREATE TRIGGER tag_assignment_added AFTER INSERT ON tag_assignment BEGIN
    INSERT INTO conversation_mark (conversation_id, mark_id, workspace_id, started_at, is_private, value)
    SELECT id, NEW.tag_id, workspace_id, started_at, is_private, '' FROM conversation
    WHERE id = NEW.conversation_id AND deleted_at IS NULL
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER tag_assignment_removed AFTER DELETE ON tag_assignment BEGIN
    DELETE FROM conversation_mark WHERE conversation_id = OLD.conversation_id AND mark_id = OLD.tag_id;
END;

CREATE TRIGGER signal_added AFTER INSERT ON signal BEGIN
    INSERT INTO conversation_mark (conversation_id, mark_id, workspace_id, started_at, is_private, value)
    SELECT c.id, a.definition_id, c.workspace_id, c.started_at, c.is_private, a.value
    FROM signal_answer a JOIN conversation c ON c.id = a.conversation_id
    WHERE a.conversation_id = NEW.conversation_id AND a.definition_id = NEW.definition_id AND c.deleted_at IS NULL
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER signal_changed AFTER UPDATE OF document ON signal BEGIN
    DELETE FROM conversation_mark WHERE conversation_id = OLD.conversation_id AND mark_id = OLD.definition_id;
    INSERT INTO conversation_mark (conversation_id, mark_id, workspace_id, started_at, is_private, value)
    SELECT c.id, a.definition_id, c.workspace_id, c.started_at, c.is_private, a.value
    FROM signal_answer a JOIN conversation c ON c.id = a.conversation_id
    WHERE a.conversation_id = NEW.conversation_id AND a.definition_id = NEW.definition_id AND c.deleted_at IS NULL
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER signal_removed AFTER DELETE ON signal BEGIN
    DELETE FROM conversation_mark WHERE conversation_id = OLD.conversation_id AND mark_id = OLD.definition_id;
END;

CREATE TRIGGER conversation_moved AFTER UPDATE OF started_at, is_private ON conversation
WHEN NEW.started_at <> OLD.started_at OR NEW.is_private <> OLD.is_private BEGIN
    UPDATE conversation_mark SET started_at = NEW.started_at, is_private = NEW.is_private
    WHERE conversation_id = NEW.id;
END;
CREATE TRIGGER conversation_gone AFTER UPDATE OF deleted_at ON conversation WHEN NEW.deleted_at IS NOT NULL BEGIN
    DELETE FROM conversation_mark WHERE conversation_id = NEW.id;
END;
--- postgres
CREATE VIEW signal_answer AS
    SELECT conversation_id, definition_id, left(document::json #>> '{value,value}', 200) AS value
    FROM signal
    WHERE document::json #>> '{value,value}' IS NOT NULL
        AND NOT (document::json #>> '{value,value}' = 'false' AND document::json #>> '{value,type}' = 'yes_no');

CREATE FUNCTION keep_sentiment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE conversation SET sentiment_overall = NULL WHERE id = OLD.conversation_id;
    ELSE
        UPDATE conversation SET sentiment_overall = NEW.overall WHERE id = NEW.conversation_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER sentiment_kept AFTER INSERT OR UPDATE OF overall OR DELETE ON sentiment
    FOR EACH ROW EXECUTE FUNCTION keep_sentiment();

-- One look for all rows of a statement: each change of a conversation writes its whole row anew.
CREATE FUNCTION keep_action_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conversation SET open_action_items = counted.items
    FROM (
        SELECT touched.conversation_id, COUNT(item.id) AS items
        FROM (SELECT DISTINCT conversation_id FROM changed) AS touched
        LEFT JOIN action_item AS item ON item.conversation_id = touched.conversation_id AND NOT item.is_done
        GROUP BY touched.conversation_id
    ) AS counted
    WHERE conversation.id = counted.conversation_id AND conversation.open_action_items <> counted.items;
    RETURN NULL;
END $$;
CREATE TRIGGER action_items_added AFTER INSERT ON action_item
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_action_items();
CREATE TRIGGER action_items_changed AFTER UPDATE ON action_item
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_action_items();
CREATE TRIGGER action_items_removed AFTER DELETE ON action_item
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_action_items();

CREATE FUNCTION keep_talk_ratio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE conversation SET talk_ratio_agent = NULL WHERE id = OLD.conversation_id;
    ELSE
        UPDATE conversation SET talk_ratio_agent = NEW.number WHERE id = NEW.conversation_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER talk_ratio_added AFTER INSERT ON metric_value FOR EACH ROW
    WHEN (NEW.definition_id = 'e262d133-b63b-5c8f-a245-189905e5184d' AND NEW.participant_role = 'agent'
        AND NEW.context = 'call' AND NEW.status = 'success') EXECUTE FUNCTION keep_talk_ratio();
CREATE TRIGGER talk_ratio_removed AFTER DELETE ON metric_value FOR EACH ROW
    WHEN (OLD.definition_id = 'e262d133-b63b-5c8f-a245-189905e5184d' AND OLD.participant_role = 'agent')
    EXECUTE FUNCTION keep_talk_ratio();
CREATE FUNCTION keep_response() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE conversation SET response_ms = NULL WHERE id = OLD.conversation_id;
    ELSE
        UPDATE conversation SET response_ms = NEW.number WHERE id = NEW.conversation_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER response_added AFTER INSERT ON metric_value FOR EACH ROW
    WHEN (NEW.definition_id = 'fe19ca5e-3073-527d-894a-000cbfd253db' AND NEW.context = 'call'
        AND NEW.status = 'success') EXECUTE FUNCTION keep_response();
CREATE TRIGGER response_removed AFTER DELETE ON metric_value FOR EACH ROW
    WHEN (OLD.definition_id = 'fe19ca5e-3073-527d-894a-000cbfd253db') EXECUTE FUNCTION keep_response();

CREATE FUNCTION add_tag_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO conversation_mark (conversation_id, mark_id, workspace_id, started_at, is_private, value)
    SELECT c.id, added.tag_id, c.workspace_id, c.started_at, c.is_private, ''
    FROM added JOIN conversation c ON c.id = added.conversation_id WHERE c.deleted_at IS NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION remove_tag_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM conversation_mark m USING removed
    WHERE m.conversation_id = removed.conversation_id AND m.mark_id = removed.tag_id;
    RETURN NULL;
END $$;
CREATE TRIGGER tag_assignments_added AFTER INSERT ON tag_assignment
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_tag_marks();
CREATE TRIGGER tag_assignments_removed AFTER DELETE ON tag_assignment
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION remove_tag_marks();

CREATE FUNCTION add_signal_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO conversation_mark (conversation_id, mark_id, workspace_id, started_at, is_private, value)
    SELECT c.id, a.definition_id, c.workspace_id, c.started_at, c.is_private, a.value
    FROM added JOIN signal_answer a
        ON a.conversation_id = added.conversation_id AND a.definition_id = added.definition_id
    JOIN conversation c ON c.id = a.conversation_id WHERE c.deleted_at IS NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION remove_signal_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM conversation_mark m USING removed
    WHERE m.conversation_id = removed.conversation_id AND m.mark_id = removed.definition_id;
    RETURN NULL;
END $$;
CREATE FUNCTION change_signal_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM conversation_mark m USING added
    WHERE m.conversation_id = added.conversation_id AND m.mark_id = added.definition_id;
    INSERT INTO conversation_mark (conversation_id, mark_id, workspace_id, started_at, is_private, value)
    SELECT c.id, a.definition_id, c.workspace_id, c.started_at, c.is_private, a.value
    FROM added JOIN signal_answer a
        ON a.conversation_id = added.conversation_id AND a.definition_id = added.definition_id
    JOIN conversation c ON c.id = a.conversation_id WHERE c.deleted_at IS NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER signals_added AFTER INSERT ON signal
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_signal_marks();
CREATE TRIGGER signals_changed AFTER UPDATE ON signal
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION change_signal_marks();
CREATE TRIGGER signals_removed AFTER DELETE ON signal
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION remove_signal_marks();

CREATE FUNCTION move_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.deleted_at IS NOT NULL THEN
        DELETE FROM conversation_mark WHERE conversation_id = NEW.id;
    ELSE
        UPDATE conversation_mark SET started_at = NEW.started_at, is_private = NEW.is_private
        WHERE conversation_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER conversation_moved AFTER UPDATE OF started_at, is_private, deleted_at ON conversation FOR EACH ROW
    WHEN (NEW.started_at <> OLD.started_at OR NEW.is_private <> OLD.is_private OR NEW.deleted_at IS NOT NULL)
    EXECUTE FUNCTION move_marks();
--- both

-- What is there already.
UPDATE conversation SET
    sentiment_overall = (SELECT overall FROM sentiment WHERE conversation_id = conversation.id),
    open_action_items = (SELECT COUNT(*) FROM action_item WHERE conversation_id = conversation.id AND NOT is_done);
--- sqlite
UPDATE conversation SET
    talk_ratio_agent = (
        SELECT MAX(number) FROM metric_value WHERE conversation_id = conversation.id
        AND definition_id = X'e262d133b63b5c8fa245189905e5184d' AND participant_role = 'agent' AND context = 'call'
        AND status = 'success'
    ),
    response_ms = (
        SELECT MAX(number) FROM metric_value WHERE conversation_id = conversation.id
        AND definition_id = X'fe19ca5e3073527d894a000cbfd253db' AND context = 'call' AND status = 'success'
    );
--- postgres
UPDATE conversation SET
    talk_ratio_agent = (
        SELECT MAX(number) FROM metric_value WHERE conversation_id = conversation.id
        AND definition_id = 'e262d133-b63b-5c8f-a245-189905e5184d' AND participant_role = 'agent' AND context = 'call'
        AND status = 'success'
    ),
    response_ms = (
        SELECT MAX(number) FROM metric_value WHERE conversation_id = conversation.id
        AND definition_id = 'fe19ca5e-3073-527d-894a-000cbfd253db' AND context = 'call' AND status = 'success'
    );
--- both
INSERT INTO conversation_mark (conversation_id, mark_id, workspace_id, started_at, is_private, value)
SELECT c.id, t.tag_id, c.workspace_id, c.started_at, c.is_private, ''
FROM tag_assignment t JOIN conversation c ON c.id = t.conversation_id WHERE c.deleted_at IS NULL
ON CONFLICT DO NOTHING;
INSERT INTO conversation_mark (conversation_id, mark_id, workspace_id, started_at, is_private, value)
SELECT c.id, a.definition_id, c.workspace_id, c.started_at, c.is_private, a.value
FROM signal_answer a JOIN conversation c ON c.id = a.conversation_id WHERE c.deleted_at IS NULL
ON CONFLICT DO NOTHING;
CREATE INDEX conversation_mark_counted ON conversation_mark
    (workspace_id, mark_id, started_at, conversation_id, is_private, value);

-- As before, and what lists are narrowed by now.
DROP INDEX conversation_updated;
CREATE INDEX conversation_updated ON conversation
    (workspace_id, updated_at, id, is_private, kind, processing_status, started_at, owner_user_id, sentiment_overall,
     open_action_items, search_text)
    WHERE deleted_at IS NULL;
-- As before, and what the overview adds up in this order.
DROP INDEX conversation_started;
CREATE INDEX conversation_started ON conversation
    (workspace_id, started_at, id, is_private, kind, ended_at, sentiment_overall, open_action_items, talk_ratio_agent,
     response_ms)
    WHERE deleted_at IS NULL;
CREATE INDEX evaluation_of_project ON evaluation (workspace_id, project_id, conversation_id) WHERE deleted_at IS NULL;

--- postgres
-- Words of titles and names alone: an index of all words has to look at each row to know where in it a word stands.
CREATE INDEX search_document_names ON search_document USING gin (ts_filter(words, '{a,b}'))
    WITH (gin_pending_list_limit = 512);
--- both

-- What those are told of who watch -------------------------------------------------------------------------------

CREATE INDEX stage_changed ON stage ((COALESCE(finished_at, started_at)))
    WHERE COALESCE(finished_at, started_at) IS NOT NULL;
CREATE INDEX dialogue_changed ON dialogue (updated_at, conversation_id);

-- In which language a recording is, where whoever brought it said so.
CREATE TABLE recording_language (
    conversation_id {uuid} PRIMARY KEY NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    language TEXT NOT NULL
);
