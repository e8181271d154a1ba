-- Words of conversations; see the module `search`. A row's position is its conversation's start, so that walking the
-- table backwards meets the newest first.

--- sqlite
CREATE TABLE search_document (
    position INTEGER PRIMARY KEY NOT NULL,
    conversation_id BLOB NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    -- The way of making words by which they were made.
    version BIGINT NOT NULL,
    workspace_word TEXT NOT NULL,
    title_words TEXT NOT NULL,
    people_words TEXT NOT NULL,
    address_words TEXT NOT NULL,
    transcript_words TEXT NOT NULL
);
CREATE UNIQUE INDEX search_document_conversation ON search_document (conversation_id);
-- `ascii` takes words as they are: all other characters than letters and digits of ASCII that it could split at or
-- change are gone by then. No positions are kept: a phrase is looked for in the text itself.
CREATE VIRTUAL TABLE search_word USING fts5 (
    workspace_word, title_words, people_words, address_words, transcript_words,
    content = 'search_document', content_rowid = 'position', tokenize = 'ascii',
    detail = 'column', columnsize = 0, prefix = '2 3'
);
-- A word that is deleted is taken out of the index at once and not merely marked.
INSERT INTO search_word (search_word, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
    INSERT INTO search_word (rowid, workspace_word, title_words, people_words, address_words, transcript_words)
    VALUES (NEW.position, NEW.workspace_word, NEW.title_words, NEW.people_words, NEW.address_words,
            NEW.transcript_words);
END;
-- Version 0: all words have been thrown away already, which is much faster than to take out each.
CREATE TRIGGER search_document_removed AFTER DELETE ON search_document WHEN OLD.version > 0 BEGIN
    INSERT INTO search_word (search_word, rowid, workspace_word, title_words, people_words, address_words,
                             transcript_words)
    VALUES ('delete', OLD.position, OLD.workspace_word, OLD.title_words, OLD.people_words, OLD.address_words,
            OLD.transcript_words);
END;

--- postgres
CREATE TABLE search_document (
    position BIGINT PRIMARY KEY NOT NULL,
    conversation_id UUID NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    workspace UUID NOT NULL,
    words TSVECTOR NOT NULL
);
CREATE UNIQUE INDEX search_document_conversation ON search_document (conversation_id);
CREATE INDEX search_document_newest ON search_document (workspace, position);
-- A short list of what is not sorted in yet: every search reads all of it.
CREATE INDEX search_document_words ON search_document USING gin (words) WITH (gin_pending_list_limit = 512);
