-- By which agents conversations are told apart: each agent once, however often it takes part.
ALTER TABLE participant ADD COLUMN is_first_of_agent BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE participant SET is_first_of_agent = TRUE WHERE agent_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM participant AS earlier WHERE earlier.conversation_id = participant.conversation_id
    AND earlier.agent_id = participant.agent_id AND earlier.position < participant.position
);
-- Its last column is always true; with it SQLite need not look at the row.
CREATE INDEX participant_first_of_agent ON participant (conversation_id, agent_id, is_first_of_agent)
    WHERE is_first_of_agent;
