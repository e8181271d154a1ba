-- What questions about many conversations are answered from, beside the index of metrics by time.

-- Few are deleted or private: they are gathered and left out.
CREATE INDEX conversation_deleted ON conversation (workspace_id, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX conversation_private ON conversation (workspace_id, id) WHERE is_private;

-- Labels, with all that is asked of them. No index of PostgreSQL holds a long text: those few are found by the second.
CREATE INDEX metric_value_text ON metric_value
    (workspace_id, definition_id, started_at, conversation_id, participant_role, context, variant_id, text)
    WHERE status = 'success' AND text IS NOT NULL AND length(text) <= 200;
CREATE INDEX metric_value_long_text ON metric_value (workspace_id, definition_id, started_at)
    WHERE status = 'success' AND text IS NOT NULL AND length(text) > 200;
